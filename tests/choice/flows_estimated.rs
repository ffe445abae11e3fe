//! Flows that nobody counted: estimated where both sides are known, said to be wherever they stand, and
//! refused with the reason where the sides disagree.

use crate::support::cli::{Folder, run};
use crate::support::squares::{HOME, SCHOOL, table, town};

use wijkspiegel::catchment::{Rule, Voronoi, catchments, municipality};
use wijkspiegel::choice::flows::{Estimated, Fitted, Flows, Wanted, any, flows};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{AreaId, Basis, Dataset, Flow, FlowTable, SchoolId, SourceId, Subject, Year};
use wijkspiegel::figures::flow_list::{Of, flow_list};
use wijkspiegel::notice::Notice;
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::{
    MapChoice, MarkKind, SceneLayer, SectionKind, ShapeCache, Theme, town_scene, with_selection,
};

/// Three squares with as many pupils on both sides, and no flows.
fn parts() -> Parts {
    let counts = vec![table(Subject::Home, None, &HOME), table(Subject::School, None, &SCHOOL)];
    Parts { counts, ..town(3) }
}

fn wanted() -> Wanted {
    Wanted::of(0, None)
}

#[track_caller]
fn estimate(dataset: &Dataset, wanted: Wanted) -> Estimated {
    match flows(dataset, wanted).unwrap() {
        Flows::Estimated(found) => found.as_ref().clone(),
        Flows::Known(_) => panic!("nobody counted them"),
    }
}

fn sum(table: &FlowTable, of: impl Fn(&Flow) -> bool) -> f64 {
    table.flows.iter().filter(|f| of(f)).filter_map(|f| f.pupils.known()).sum()
}

#[test]
fn flows_nobody_counted_add_up_to_both_sides_and_are_called_estimated() {
    let dataset = Dataset::new(parts());
    let found = estimate(&dataset, wanted());
    for group in 0..2 {
        for at in 0..3 {
            let home = sum(&found.table, |f| f.group == group && f.area == AreaId(at));
            let school = sum(&found.table, |f| f.group == group && f.school == SchoolId(at));
            assert!((home - HOME[at][group]).abs() < 1e-6 && (school - SCHOOL[at][group]).abs() < 1e-6);
        }
    }
    assert_eq!((found.table.basis, found.fitted), (Basis::Estimated, Fitted::Assumed));
    let told = found.notice();
    assert!(told.what(Language::Dutch).contains("Stromen geschat"), "{}", told.what(Language::Dutch));
    // e⁻¹ is left of what there is a kilometre nearer.
    assert!(told.what(Language::Dutch).contains("63 % minder per kilometer) is een aanname"));
    assert!(told.what(Language::English).contains("63% fewer per kilometre) is an assumption"));
    assert!(dataset.flows().is_empty(), "an estimate is no part of what was loaded");
}

#[test]
fn the_decay_is_fitted_to_a_mean_distance_that_somebody_knows() {
    let dataset = Dataset::new(parts());
    let near = estimate(&dataset, Wanted { mean_distance: Some(300), ..wanted() });
    let far = estimate(&dataset, Wanted { mean_distance: Some(700), ..wanted() });
    assert!((near.mean_distance.unwrap() - 300.0).abs() < 0.01, "{near:?}");
    assert!((far.mean_distance.unwrap() - 700.0).abs() < 0.01);
    assert!(near.decay[0] > far.decay[0]);
    assert!(near.notice().what(Language::Dutch).contains("opgegeven gemiddelde afstand"));
    // What a list shows is of the estimate that was asked for.
    let own = |mean_distance| {
        let wanted = Wanted { mean_distance, ..wanted() };
        let of = Of::School(SchoolId(0));
        let list = flow_list(&dataset, of, wanted, Gate { threshold: 0 }, 9).unwrap().unwrap();
        assert!(list.estimated.is_some() && list.basis == Basis::Estimated);
        list.named[0]
    };
    assert!(own(Some(300)).1 > own(Some(700)).1 + 1.0);
    let refused = flows(&dataset, Wanted { mean_distance: Some(1), ..wanted() }).unwrap_err();
    assert_eq!(refused.key, "choice-target-too-near", "{refused}");
}

#[test]
fn the_decay_is_fitted_to_flows_of_another_year_and_then_says_which() {
    let mut parts = parts();
    parts.counts = [2023, 2024]
        .into_iter()
        .flat_map(|year| {
            [table(Subject::Home, Some(year), &HOME), table(Subject::School, Some(year), &SCHOOL)]
        })
        .collect();
    let flow = |area, school, group, pupils| Flow {
        area: AreaId(area),
        school: SchoolId(school),
        group,
        pupils: Count::Known(pupils),
    };
    let some = (0..2).flat_map(|k| {
        (0..3).flat_map(move |i| (0..3).map(move |j| flow(i, j, k, if i == j { 30.0 } else { 2.0 })))
    });
    parts.flows.push(FlowTable {
        scheme: 0,
        year: Some(Year(2023)),
        basis: Basis::Counted,
        source: SourceId(0),
        flows: some.collect(),
    });
    let dataset = Dataset::new(parts);
    let found = estimate(&dataset, Wanted::of(0, Some(Year(2024))));
    assert_eq!(found.fitted, Fitted::Flows(Some(Year(2023))));
    assert!(found.decay.iter().all(|d| *d > 1.5), "most stay where they live: {:?}", found.decay);
    assert!(found.notice().what(Language::Dutch).contains("volgt uit de stromen van 2023-2024"));
    assert!(matches!(flows(&dataset, Wanted::of(0, Some(Year(2023)))), Ok(Flows::Known(_))));
}

#[track_caller]
fn refused(parts: Parts, key: &str, says: &[&str]) -> Notice {
    let dataset = Dataset::new(parts);
    let why = flows(&dataset, wanted()).unwrap_err();
    assert_eq!(why.key, key, "{why}");
    for language in Language::ALL {
        let message = why.message(language);
        assert!(says.iter().all(|part| message.contains(part)), "{message}");
    }
    why
}

#[test]
fn sides_that_disagree_or_are_not_known_are_refused_with_the_reason() {
    let mut more = parts();
    more.counts[1].cells[1] = Count::Known(15.0);
    refused(more, "flows-margins", &["opleiding hoog", "120", "125"]);
    let mut unknown = parts();
    unknown.counts[1].cells[1] = Count::Unknown;
    refused(unknown, "flows-count-unknown", &["opleiding hoog", "School 500"]);
    let mut nobody = parts();
    nobody.counts.remove(0);
    assert!(!any(&Dataset::new(nobody.clone()), 0, None));
    refused(nobody, "catchment-no-flows", &[]);
}

#[test]
fn hidden_counts_are_no_disagreement_as_long_as_they_can_explain_it() {
    let hidden = |least, greatest| {
        let mut parts = parts();
        parts.counts[1].cells[1] = Count::Suppressed { least, greatest };
        parts
    };
    let found = estimate(&Dataset::new(hidden(5.0, 12.0)), wanted());
    assert_eq!(found.hidden, 1);
    assert!(found.notice().what(Language::Dutch).contains("Verborgen aantallen (1)"));
    refused(hidden(1.0, 4.0), "flows-margins", &["120", "111–114"]);
}

#[test]
fn catchments_lines_and_lists_of_estimated_flows_say_that_they_are() {
    let dataset = Dataset::new(parts());
    let outline = Voronoi::prepare(municipality(&dataset));
    for rule in [Rule::MostPupils, Rule::Core { percent: 80 }] {
        let found = catchments(&dataset, &rule, 0, None, &outline, &Gate::default()).unwrap();
        assert_eq!((found.basis, found.list.len()), (Basis::Estimated, 3));
        assert!(found.name(Language::Dutch).ends_with("(geschat)"));
        assert!(found.notes.iter().any(|n| n.key == "flows-estimated"));
    }
    let choice = MapChoice { flows: true, catchments: Some(Rule::MostPupils), ..MapChoice::first(&dataset) };
    let (shapes, gate) = (ShapeCache::new(&dataset), Gate::default());
    let plain = town_scene(&dataset, &choice, &gate, Language::Dutch, &Theme::LIGHT, &shapes);
    let school = Some(Hit::School(SchoolId(0)));
    let scene = with_selection(&plain, &dataset, &choice, &gate, &shapes, school);
    let lines = |l: &SceneLayer| matches!(l, SceneLayer::Flows(lines) if !lines.is_empty());
    assert!(scene.layers.iter().any(lines));
    for kind in [SectionKind::Flows, SectionKind::Catchments] {
        let section = scene.legend.sections.iter().find(|s| s.kind == kind).unwrap();
        assert!(section.notes.iter().any(|n| n.contains("Stromen geschat")), "{:?}", section.notes);
    }
    let marked = |m: &wijkspiegel::view::Mark| m.kind == MarkKind::Model && m.text.contains("geschat");
    assert!(scene.marks.iter().any(marked), "{:?}", scene.marks);
}

#[test]
fn the_command_line_estimates_lists_and_catchments_and_refuses_with_the_reason() {
    let folder = Folder::new();
    let project = folder.at("stad.gpkg");
    let save = |parts| {
        let file = folder.path("stad.gpkg");
        wijkspiegel::project::Project::new(Dataset::new(parts).into()).save_as(&file).unwrap();
    };
    save(parts());
    let text = run(["catchments", &project, "--flows", "S500-500", "--lang", "nl"]).ended(0);
    assert!(text.out.contains("Stromen geschat") && text.out.contains("Buurt 0"), "{}", text.out);
    let list = run(["catchments", &project, "--flows", "S500-500", "--mean-distance", "0.4", "--json"]);
    let list = list.ended(0).json();
    assert_eq!(list["basis"], "estimated");
    assert!(list["estimated"].as_str().unwrap().contains("400 metres"), "{list}");
    let found = run(["catchments", &project, "--kind", "observed", "--json"]).ended(0).json();
    assert_eq!(found["basis"], "estimated");
    assert!(found["notes"].to_string().contains("flows-estimated"));
    let mut more = parts();
    more.counts[1].cells[1] = Count::Known(15.0);
    save(more);
    for what in [["--flows", "S500-500"], ["--kind", "observed"]] {
        run(["catchments", &project, what[0], what[1]]).ended(2).says(&["cannot be estimated", "120", "125"]);
    }
}
