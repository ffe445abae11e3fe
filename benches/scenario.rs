//! How fast a plan answers. `cargo bench --no-default-features --bench scenario`.
//!
//! The bars: one edit in a town of 56 schools, 150 areas, 3 groups and 20 years within 16 ms; 6,000
//! schools and 3,340 areas within 500 ms; both without draws.

use std::hint::black_box;
use std::sync::Arc;

use divan::Bencher;
use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, AreaId, Basis, CountTable, Dataset, Flow, FlowTable, Group, GroupScheme, Level, PointOrigin,
    PupilPoint, School, SchoolId, Source, SourceId, Subject, Year,
};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::number::Count;
use wijkspiegel::scenario::{EditId, EditKind, Engine, Feedback, Rule, Scenario, dataset::dataset_at};

fn main() {
    divan::main();
}

/// Areas in a square grid of a kilometre, schools spread over it; every area sends pupils to the `reach`
/// schools that come next in the list.
fn town(areas: usize, schools: usize, reach: usize) -> Dataset {
    let side = (areas as f64).sqrt().ceil() as usize;
    let corner = |i: usize| ((i % side) as f64 * 1000.0, (i / side) as f64 * 1000.0);
    let area = |i: usize| {
        let (x, y) = corner(i);
        Area {
            code: format!("BU{i:08}"),
            name: format!("Buurt {i}"),
            level: Level::Buurt,
            parent: None,
            shape: MultiPolygon(vec![Rect::new((x, y), (x + 1000.0, y + 1000.0)).to_polygon()]),
            pupil_point: PupilPoint { at: Point::new(x + 450.0, y + 550.0), origin: PointOrigin::Given },
            source: SourceId(0),
        }
    };
    let school = |i: usize| {
        let (x, y) = corner(i * areas / schools);
        let shift = (i * 37 % 900) as f64;
        School {
            code: format!("S{i}"),
            name: format!("School {i}"),
            at: Point::new(x + shift, y + 900.0 - shift),
            kind: None,
            denomination: Some(if i.is_multiple_of(3) { "Openbaar" } else { "Overig" }.into()),
            board: None,
            address: None,
            postcode: None,
            town: None,
            pupils: Count::Unknown,
            source: SourceId(0),
        }
    };
    let mut flows = Vec::new();
    let mut home = vec![0.0; areas * 3];
    let mut at_school = vec![0.0; schools * 3];
    for area in 0..areas {
        for step in 0..reach {
            let school = (area * schools / areas + step) % schools;
            for group in 0..3 {
                let pupils = 1.0 + ((area * 7 + step * 3 + group * 5) % 9) as f64;
                flows.push(Flow {
                    area: AreaId(area),
                    school: SchoolId(school),
                    group,
                    pupils: Count::Known(pupils),
                });
                home[area * 3 + group] += pupils;
                at_school[school * 3 + group] += pupils;
            }
        }
    }
    flows.sort_by_key(|f| (f.area, f.school, f.group));
    let table = |subject, cells: Vec<f64>| CountTable {
        subject,
        scheme: 0,
        year: None,
        basis: Basis::Modelled,
        source: SourceId(0),
        groups: 3,
        cells: cells.into_iter().map(Count::Known).collect(),
    };
    let group = |key: &str| Group { key: key.into(), label: key.into() };
    Dataset::new(Parts {
        name: "Stad".into(),
        areas: (0..areas).map(area).collect(),
        schools: (0..schools).map(school).collect(),
        schemes: vec![GroupScheme {
            key: "opleiding".into(),
            name: "Opleiding".into(),
            ordered: true,
            groups: ["laag", "midden", "hoog"].map(group).to_vec(),
        }],
        counts: vec![table(Subject::Home, home), table(Subject::School, at_school)],
        flows: vec![FlowTable { scheme: 0, year: None, basis: Basis::Modelled, source: SourceId(0), flows }],
        sources: vec![Source::default()],
        ..Parts::default()
    })
}

/// A plan of eight edits, and the same with the first of them dragged elsewhere in turn.
fn drag(bencher: Bencher, size: (usize, usize, usize), rule: Rule) {
    drag_by(bencher, size, rule, Feedback::YearBefore);
}

fn drag_by(bencher: Bencher, (areas, schools, reach): (usize, usize, usize), rule: Rule, feedback: Feedback) {
    let dataset = Arc::new(town(areas, schools, reach));
    let engine = Engine::new(Arc::clone(&dataset), Comparison::first(&dataset)).expect("the town is sound");
    let mut plan = Scenario::new("Plan");
    plan.assumptions.rule = rule;
    plan.assumptions.feedback = feedback;
    plan.assumptions.intake = if rule == Rule::IntakeOnly { Rule::Nearest } else { Rule::Stay };
    plan.add(Year(2021), EditKind::Move { school: "S3".into(), to: Point::new(0.0, 0.0) });
    for n in 0..7 {
        plan.add(Year(2022 + 2 * n), EditKind::Close { school: format!("S{}", 10 + 2 * n) });
    }
    engine.outcomes(&plan);
    let mut x = 0.0;
    bencher.bench_local(|| {
        x += 1.0;
        if let Some(edit) = plan.edit_mut(EditId(1)) {
            edit.what = EditKind::Move { school: "S3".into(), to: Point::new(x, 2.0 * x) };
        }
        black_box(engine.outcomes(&plan))
    });
}

const TOWN: (usize, usize, usize) = (150, 56, 18);
const COUNTRY: (usize, usize, usize) = (3340, 6000, 30);

#[divan::bench(args = [Rule::Stay, Rule::Nearest, Rule::Catchment, Rule::IntakeOnly, Rule::ChoiceModel])]
fn one_edit_in_a_town(bencher: Bencher, rule: Rule) {
    drag(bencher, TOWN, rule);
}

/// Choices that depend on each other, iterated to a fixed point in every year.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_edit_in_a_town_with_settled_choices(bencher: Bencher) {
    drag_by(bencher, TOWN, Rule::ChoiceModel, Feedback::FixedPoint);
}

#[divan::bench(
    args = [Rule::Stay, Rule::Nearest, Rule::Catchment, Rule::IntakeOnly, Rule::ChoiceModel],
    sample_count = 10,
    sample_size = 1,
)]
fn one_edit_in_the_country(bencher: Bencher, rule: Rule) {
    drag(bencher, COUNTRY, rule);
}

/// An edit of the last years leaves the years before as they are.
#[divan::bench]
fn a_late_edit_in_a_town(bencher: Bencher) {
    let dataset = Arc::new(town(TOWN.0, TOWN.1, TOWN.2));
    let engine = Engine::new(Arc::clone(&dataset), Comparison::first(&dataset)).expect("the town is sound");
    let mut plan = Scenario::new("Plan");
    plan.assumptions.rule = Rule::ChoiceModel;
    plan.add(Year(2036), EditKind::Move { school: "S3".into(), to: Point::new(0.0, 0.0) });
    let mut x = 0.0;
    bencher.bench_local(|| {
        x += 1.0;
        if let Some(edit) = plan.edit_mut(EditId(1)) {
            edit.what = EditKind::Move { school: "S3".into(), to: Point::new(x, x) };
        }
        black_box(engine.outcomes(&plan))
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn the_town_of_a_year_as_a_dataset(bencher: Bencher) {
    let dataset = Arc::new(town(TOWN.0, TOWN.1, TOWN.2));
    let plan = Scenario::new("Plan");
    bencher.bench_local(|| dataset_at(&dataset, &plan, Year(2030)));
}
