//! A town of three buurten in two wijken with three schools, small enough to reckon by hand.
//!
//! ```text
//! wijk          WK1                      WK2
//! buurt     A (500)   B (1500)        C (2500)             x of the pupils' point; y is 500
//! school   S1 (500)  S2 (1500)             S3 (3000)       S1 and S2 public, S3 Protestant
//!
//! pupils laag/hoog      A 40/10   B 20/30   C 10/50        together 70/90 = 160
//! flows   A→S1 40/5   A→S2 0/5   B→S2 20/20   B→S3 0/10   C→S3 10/50
//! schools              S1 40/5   S2 20/25   S3 10/60
//! ```

use std::sync::Arc;

use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, AreaId, Basis, CountTable, Dataset, Flow, FlowTable, Group, GroupScheme, Level, PointOrigin,
    PupilPoint, School, SchoolId, Source, SourceId, Subject,
};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::number::Count;
use wijkspiegel::scenario::{Engine, Scenario};

fn area(code: &str, level: Level, parent: Option<usize>, from: f64, to: f64, at: f64) -> Area {
    Area {
        code: code.into(),
        name: format!("Buurt {code}"),
        level,
        parent: parent.map(AreaId),
        shape: MultiPolygon(vec![Rect::new((from, 0.0), (to, 1000.0)).to_polygon()]),
        pupil_point: PupilPoint { at: Point::new(at, 500.0), origin: PointOrigin::Given },
        source: SourceId(0),
    }
}

fn school(code: &str, x: f64, denomination: &str) -> School {
    School {
        code: code.into(),
        name: format!("School {code}"),
        at: Point::new(x, 500.0),
        kind: Some("basisschool".into()),
        denomination: Some(denomination.into()),
        board: None,
        address: None,
        postcode: None,
        town: None,
        pupils: Count::Unknown,
        source: SourceId(0),
    }
}

/// The town of the module page.
pub fn parts() -> Parts {
    parts_with(&[[40.0, 10.0], [20.0, 30.0], [10.0, 50.0]], &FLOWS)
}

/// Buurt, school, group, pupils.
pub const FLOWS: [(usize, usize, usize, f64); 8] = [
    (0, 0, 0, 40.0),
    (0, 0, 1, 5.0),
    (0, 1, 1, 5.0),
    (1, 1, 0, 20.0),
    (1, 1, 1, 20.0),
    (1, 2, 1, 10.0),
    (2, 2, 0, 10.0),
    (2, 2, 1, 50.0),
];

/// The same town with other pupils; the counts by school follow from the flows.
pub fn parts_with(homes: &[[f64; 2]; 3], flows: &[(usize, usize, usize, f64)]) -> Parts {
    let mut at_school = vec![0.0; 6];
    for (_, school, group, n) in flows {
        at_school[school * 2 + group] += n;
    }
    let mut at_home = vec![Count::Unknown; 4];
    at_home.extend(homes.iter().flatten().map(|n| Count::Known(*n)));
    let table = |subject, cells| CountTable {
        subject,
        scheme: 0,
        year: None,
        basis: Basis::Counted,
        source: SourceId(0),
        groups: 2,
        cells,
    };
    let mut list: Vec<Flow> = flows
        .iter()
        .map(|(area, school, group, n)| Flow {
            area: AreaId(area + 2),
            school: SchoolId(*school),
            group: *group,
            pupils: Count::Known(*n),
        })
        .collect();
    list.sort_by_key(|f| (f.area, f.school, f.group));
    let group = |key: &str| Group { key: key.into(), label: key.into() };
    Parts {
        name: "Driebuurten".into(),
        areas: vec![
            area("WK1", Level::Wijk, None, 0.0, 2000.0, 1000.0),
            area("WK2", Level::Wijk, None, 2000.0, 4000.0, 2500.0),
            area("A", Level::Buurt, Some(0), 0.0, 1000.0, 500.0),
            area("B", Level::Buurt, Some(0), 1000.0, 2000.0, 1500.0),
            area("C", Level::Buurt, Some(1), 2000.0, 4000.0, 2500.0),
        ],
        schools: vec![
            school("S1", 500.0, "Openbaar"),
            school("S2", 1500.0, "Openbaar"),
            school("S3", 3000.0, "Protestants-Christelijk"),
        ],
        schemes: vec![GroupScheme {
            key: "parental-education".into(),
            name: "Opleiding".into(),
            ordered: true,
            groups: vec![group("laag"), group("hoog")],
        }],
        counts: vec![
            table(Subject::Home, at_home),
            table(Subject::School, at_school.into_iter().map(Count::Known).collect()),
        ],
        flows: vec![FlowTable {
            scheme: 0,
            year: None,
            basis: Basis::Counted,
            source: SourceId(0),
            flows: list,
        }],
        sources: vec![Source { title: "Telling".into(), ..Source::default() }],
        ..Parts::default()
    }
}

pub fn engine() -> Engine {
    engine_of(parts())
}

pub fn engine_of(parts: Parts) -> Engine {
    let dataset = Arc::new(Dataset::new(parts));
    let comparison = Comparison::first(&dataset);
    Engine::new(dataset, comparison).unwrap()
}

/// The example town.
pub fn example() -> Engine {
    let dataset = Arc::new(wijkspiegel::open::example().unwrap().dataset);
    let comparison = Comparison::first(&dataset);
    Engine::new(dataset, comparison).unwrap()
}

/// An empty plan.
pub fn plan() -> Scenario {
    Scenario::new("Plan")
}
