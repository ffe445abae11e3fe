//! Edits that do not go together: which, why, and what is left of the plan.

use geo::Point;
use wijkspiegel::data::Year;
use wijkspiegel::scenario::conflicts::check;
use wijkspiegel::scenario::{Building, EditKind, NewSchool, Scenario};
use wijkspiegel::text::Language;

use crate::support::plan::{engine, plan};

fn close(school: &str) -> EditKind {
    EditKind::Close { school: school.into() }
}

fn shift(school: &str) -> EditKind {
    EditKind::Move { school: school.into(), to: Point::new(600.0, 500.0) }
}

fn merge(schools: &[&str], into: &str) -> EditKind {
    EditKind::Merge {
        schools: schools.iter().map(|s| (*s).to_owned()).collect(),
        into: into.into(),
        name: None,
        to: None,
        building: Building::default(),
    }
}

fn of(edits: &[(i32, EditKind)]) -> Scenario {
    let mut plan = plan();
    for (year, what) in edits {
        plan.add(Year(*year), what.clone());
    }
    plan
}

/// The key of the only notice, the edit that is left out, and the words.
#[track_caller]
fn refused(edits: &[(i32, EditKind)]) -> (&'static str, u32, String) {
    let engine = engine();
    let plan = of(edits);
    let checked = check(engine.base(), &plan);
    assert_eq!(checked.notices.len(), 1, "{:?}", checked.notices);
    assert_eq!(checked.edits.len(), edits.len() - 1);
    let notice = checked.notices.iter().next().unwrap();
    for language in Language::ALL {
        assert!(notice.fix(language).is_some_and(|fix| !fix.contains("{$")), "{}", notice.key);
        assert!(!notice.what(language).contains('{'));
    }
    (notice.key, checked.left_out[0].0, notice.message(Language::Dutch))
}

#[test]
fn moving_a_closed_school_names_both_edits_and_the_way_out() {
    let (key, edit, words) = refused(&[(2028, shift("S1")), (2025, close("S1"))]);
    assert_eq!((key, edit), ("scenario-school-closed", 1));
    assert_eq!(
        words,
        "Wijziging 1: S1 is in 2025-2026 al dicht door wijziging 2. Zet wijziging 1 eerder dan 2025-2026, \
         of haal een van beide weg."
    );
}

#[test]
fn two_edits_of_one_school_in_one_year_conflict_when_they_change_the_same() {
    assert_eq!(refused(&[(2025, shift("S1")), (2025, shift("S1"))]).0, "scenario-same-year");
    assert_eq!(refused(&[(2025, close("S1")), (2025, shift("S1"))]).0, "scenario-same-year");
    assert_eq!(refused(&[(2025, merge(&["S1", "S2"], "S2")), (2025, close("S2"))]).0, "scenario-same-year");
    // Another place and another denomination go together.
    let profile = EditKind::Profile { school: "S1".into(), denomination: Some("X".into()), profile: None };
    let plan = of(&[(2025, shift("S1")), (2025, profile)]);
    assert!(check(engine().base(), &plan).notices.is_empty());
}

#[test]
fn a_school_cannot_merge_with_itself_or_into_another() {
    assert_eq!(refused(&[(2025, merge(&["S1"], "S1"))]).0, "scenario-merge-itself");
    assert_eq!(refused(&[(2025, merge(&["S1", "S1"], "S1"))]).0, "scenario-merge-itself");
    assert_eq!(refused(&[(2025, merge(&["S1", "S2"], "S3"))]).0, "scenario-merge-into");
}

#[test]
fn what_does_not_exist_is_named_with_what_does() {
    let (key, _, words) = refused(&[(2025, close("S9"))]);
    assert_eq!(key, "scenario-unknown-school");
    assert!(words.contains("S9") && words.contains("S1, S2, S3"), "{words}");
    let homes = |area: &str, group: &str, n: f64| EditKind::NewHomes {
        area: area.into(),
        homes: 1.0,
        pupils: vec![(group.into(), n)],
    };
    assert_eq!(refused(&[(2025, homes("Z", "laag", 1.0))]).0, "scenario-unknown-area");
    assert_eq!(refused(&[(2025, homes("A", "midden", 1.0))]).0, "scenario-unknown-group");
    assert_eq!(refused(&[(2025, homes("A", "laag", -1.0))]).0, "scenario-number");
    assert_eq!(refused(&[(2025, homes("A", "laag", f64::NAN))]).0, "scenario-number");
    assert_eq!(refused(&[(2019, close("S1"))]).0, "scenario-year-outside");
    assert_eq!(refused(&[(2040, close("S1"))]).0, "scenario-year-outside");
}

#[test]
fn a_new_school_needs_a_code_of_its_own_and_can_be_changed_once_it_is_open() {
    let open = |code: &str| {
        EditKind::Open(NewSchool {
            code: code.into(),
            name: "Nieuw".into(),
            at: Point::new(1.0, 1.0),
            ..NewSchool::default()
        })
    };
    assert_eq!(refused(&[(2025, open("S1"))]).0, "scenario-code-taken");
    assert_eq!(refused(&[(2025, open("N1")), (2026, open("N1"))]).0, "scenario-code-taken");
    assert_eq!(refused(&[(2025, open(" "))]).0, "scenario-code-empty");
    assert_eq!(refused(&[(2028, open("N1")), (2026, shift("N1"))]).0, "scenario-school-not-yet-open");
    let plan = of(&[(2025, open("N1")), (2026, shift("N1")), (2030, close("N1"))]);
    assert!(check(engine().base(), &plan).notices.is_empty());
}

#[test]
fn a_plan_goes_on_without_the_edit_that_is_refused() {
    let engine = engine();
    let good = of(&[(2025, close("S2"))]);
    let bad = of(&[(2025, close("S2")), (2027, shift("S2"))]);
    let (good, bad) = (engine.outcomes(&good), engine.outcomes(&bad));
    assert_eq!(good.years, bad.years);
    assert_eq!(bad.left_out.len(), 1);
}

#[test]
fn closing_every_school_leaves_everyone_without_a_place() {
    let plan = of(&[(2025, close("S1")), (2025, close("S2")), (2026, close("S3"))]);
    let outcomes = engine().outcomes(&plan);
    let out = outcomes.year(Year(2026)).unwrap();
    assert!(out.schools.is_empty());
    assert_eq!(out.unplaced, [70.0, 90.0]);
    assert_eq!((out.segregation.d, out.distance.mean, out.space.occupancy), (None, None, None));
}
