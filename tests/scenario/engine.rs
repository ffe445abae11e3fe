//! What the engine promises beside the rules: the same answer from what it remembers as from nothing,
//! settled choices, nearby choices, routes, and boards that spare their small schools.

use std::sync::Arc;

use geo::{LineString, Point};
use wijkspiegel::choice::{Attribute, ChoiceModel};
use wijkspiegel::data::{Mode, Passage, SourceId, Street, Streets, Year};
use wijkspiegel::scenario::{
    EditId, EditKind, Engine, Feedback, Outcomes, Rule, Scenario, Travel, YearOutcome,
};

use crate::near;
use crate::support::plan::{engine as small_town, engine_of, example, parts, parts_with, plan};

/// A plan of the example in which everyone chooses anew, with some edits.
fn chosen() -> Scenario {
    let mut plan = plan();
    plan.assumptions.rule = Rule::ChoiceModel;
    plan.assumptions.model =
        Some(ChoiceModel::by_hand([(Attribute::Distance, -1.2), (Attribute::OwnGroupShare, 1.5)]));
    plan
}

fn school(engine: &Engine, at: usize) -> String {
    engine.base().sites[at].code.clone()
}

fn of_year(outcomes: &Outcomes, year: i32) -> &YearOutcome {
    outcomes.year(Year(year)).expect("a year of the plan")
}

fn pupils(outcomes: &Outcomes, year: i32) -> Vec<f64> {
    of_year(outcomes, year).schools.iter().flat_map(|s| s.pupils.clone()).collect()
}

#[test]
fn what_is_remembered_never_changes_the_answer_with_choices_from_near_or_all_schools() {
    for choice_set in [None, Some(6)] {
        let dragging = example();
        let mut plan = chosen();
        plan.assumptions.choice_set = choice_set;
        let (moved, closed, into, from) =
            (school(&dragging, 3), school(&dragging, 9), school(&dragging, 20), school(&dragging, 21));
        plan.add(Year(2023), EditKind::Move { school: moved.clone(), to: Point::new(233_000.0, 582_000.0) });
        plan.add(Year(2026), EditKind::Close { school: closed });
        plan.add(
            Year(2029),
            EditKind::Merge {
                schools: vec![from, into.clone()],
                into,
                name: None,
                to: None,
                building: Default::default(),
            },
        );
        for step in 0..5 {
            if let Some(edit) = plan.edit_mut(EditId(1)) {
                let to = Point::new(231_000.0 + 900.0 * f64::from(step), 580_500.0 + 700.0 * f64::from(step));
                edit.what = EditKind::Move { school: moved.clone(), to };
                edit.year = Year(2021 + step);
            }
            let remembered = dragging.outcomes(&plan);
            let fresh = example().outcomes(&plan);
            assert_eq!(*remembered, *fresh, "step {step}, {choice_set:?}");
        }
    }
}

#[test]
fn choosing_from_as_many_schools_as_there_are_is_choosing_from_all() {
    let engine = example();
    let mut all = chosen();
    all.add(Year(2025), EditKind::Close { school: school(&engine, 5) });
    let mut many = all.clone();
    many.assumptions.choice_set = Some(1000);
    let (a, b) = (engine.outcomes(&all), example().outcomes(&many));
    assert_eq!(pupils(&a, 2039), pupils(&b, 2039));
    assert!(!b.notices.iter().any(|n| n.key == "scenario-choice-set"), "nothing was left out");
    let mut few = all.clone();
    few.assumptions.choice_set = Some(8);
    let few = engine.outcomes(&few);
    assert!(few.notices.iter().any(|n| n.key == "scenario-choice-set"), "{:?}", few.notices);
    // Pupils are conserved, and far choices are few: D hardly moves.
    near(pupils(&a, 2039).iter().sum::<f64>(), pupils(&few, 2039).iter().sum::<f64>());
    let d = |o: &Outcomes| of_year(o, 2039).segregation.d.expect("D is defined");
    assert!((d(&a) - d(&few)).abs() < 0.01, "{} and {}", d(&a), d(&few));
}

#[test]
fn settled_choices_fit_together_at_once_and_lagged_ones_creep() {
    let engine = example();
    let mut lagged = chosen();
    lagged.add(Year(2025), EditKind::Close { school: school(&engine, 5) });
    let mut settled = lagged.clone();
    settled.assumptions.feedback = Feedback::FixedPoint;
    let far = |o: &Outcomes, year: i32| {
        let (a, b) = (pupils(o, year), pupils(o, year + 1));
        a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    let settled = engine.outcomes(&settled);
    assert!(!settled.notices.iter().any(|n| n.key == "scenario-not-settled"), "{:?}", settled.notices);
    // The year after starts from what these choices made: at a fixed point nothing moves any more.
    assert!(far(&settled, 2025) < 1e-3, "{}", far(&settled, 2025));
    let lagged = engine.outcomes(&lagged);
    assert!(far(&lagged, 2025) > 0.05, "{}", far(&lagged, 2025));
    // What creeps, creeps to where the other is.
    let gap = |year: i32| {
        let (a, b) = (pupils(&settled, year), pupils(&lagged, year));
        a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    assert!(gap(2039) < 0.25 * gap(2025), "{} of {}", gap(2039), gap(2025));
    // Without an edit today's choices stand, whichever way.
    let none = Scenario { edits: Vec::new(), ..chosen() };
    let mut none_settled = none.clone();
    none_settled.assumptions.feedback = Feedback::FixedPoint;
    assert_eq!(pupils(&engine.outcomes(&none), 2030), pupils(&engine.outcomes(&none_settled), 2030));
}

#[test]
fn choices_that_never_settle_are_told_of_with_the_change_that_was_left() {
    // Every school has as many of both groups, so that only the newcomers of one group, who go mostly
    // next door, tell them apart. Who flees the own group this hard flees it again wherever it went: no shares fit together.
    let mut flows = Vec::new();
    for (home, school) in (0..3).flat_map(|home| (0..3).map(move |school| (home, school))) {
        let pupils = if home == school { 20.0 } else { 5.0 };
        flows.extend([(home, school, 0, pupils), (home, school, 1, pupils)]);
    }
    let engine = engine_of(parts_with(&[[30.0, 30.0]; 3], &flows));
    let mut plan = plan();
    plan.assumptions.rule = Rule::ChoiceModel;
    plan.assumptions.feedback = Feedback::FixedPoint;
    let model =
        |flight| ChoiceModel::by_hand([(Attribute::Distance, -0.1), (Attribute::OwnGroupShare, flight)]);
    plan.assumptions.model = Some(model(-3000.0));
    let pupils_there = vec![("laag".to_owned(), 30.0)];
    plan.add(Year(2025), EditKind::NewHomes { area: "A".into(), homes: 20.0, pupils: pupils_there });
    let outcomes = engine.outcomes(&plan);
    let told = outcomes.notices.iter().find(|n| n.key == "scenario-not-settled").expect("it is told");
    let words = told.message(wijkspiegel::text::Language::English);
    assert!(words.contains("2025"), "{words}");
    let left = told.args.iter().find(|(name, _)| *name == "change").map(|(_, value)| value.to_string());
    let left: f64 = left.expect("how much was left").parse().expect("a number");
    assert!(left > 1e-4, "percentage points, {words}");
    // Nobody is lost on the way.
    let all = |year| pupils(&outcomes, year).iter().sum::<f64>();
    near(all(2024) + 30.0, all(2025));
    // The same town with a milder model settles.
    plan.assumptions.model = Some(model(1.0));
    let settled = engine.outcomes(&plan);
    assert!(!settled.notices.iter().any(|n| n.key == "scenario-not-settled"), "{:?}", settled.notices);
}

/// A street of 4 km past all homes and schools of the town, on which a metre is three halves long.
fn with_street() -> Engine {
    let mut parts = parts();
    let street = Street {
        way: 1,
        from: 1,
        to: 2,
        kind: Arc::from("residential"),
        foot: Passage::Both,
        bicycle: Passage::No,
        metres: 6000.0,
        line: LineString::from(vec![(0.0, 500.0), (4000.0, 500.0)]),
    };
    parts.streets = Some(Arc::new(Streets { source: SourceId(0), streets: vec![street] }));
    engine_of(parts)
}

#[test]
fn routes_take_the_place_of_straight_lines_in_every_distance() {
    let mut straight = plan();
    straight.add(Year(2025), EditKind::Move { school: "S1".into(), to: Point::new(1400.0, 500.0) });
    let mut routes = straight.clone();
    routes.assumptions.travel = Travel::Route(Mode::Walking);
    // The factor for a detour is of straight lines only.
    routes.assumptions.detour = 1.2;
    let (a, b) = (small_town().outcomes(&straight), with_street().outcomes(&routes));
    for year in [2020, 2030] {
        let (a, b) = (of_year(&a, year), of_year(&b, year));
        near(b.distance.mean.unwrap(), 1.5 * a.distance.mean.unwrap());
        near(b.distance.p90.unwrap(), 1.5 * a.distance.p90.unwrap());
        for (a, b) in a.distance_by_group.iter().zip(&b.distance_by_group) {
            near(b.mean.unwrap(), 1.5 * a.mean.unwrap());
        }
        assert_eq!(a.segregation.home, b.segregation.home, "the order of schools is the same here");
    }
    assert!(b.notices.iter().all(|n| !n.key.contains("route") && n.key != "scenario-no-streets"));
}

#[test]
fn a_school_beyond_the_streets_is_named_and_its_pupils_are_in_no_distance() {
    let mut plan = plan();
    plan.assumptions.travel = Travel::Route(Mode::Walking);
    plan.add(Year(2025), EditKind::Move { school: "S3".into(), to: Point::new(3000.0, 9000.0) });
    let outcomes = with_street().outcomes(&plan);
    let named = outcomes.notices.iter().find(|n| n.key == "scenario-school-no-route").expect("it is named");
    assert!(named.args.iter().any(|(_, v)| v.contains("School S3")), "{named:?}");
    assert!(outcomes.notices.iter().any(|n| n.key == "scenario-pupils-no-route"));
    let out = of_year(&outcomes, 2025);
    // A→S1 45 at 0, A→S2 5 and B→S2 40 at 0 and 1000 m of plane: only these have a way.
    near(out.distance.mean.unwrap(), 5.0 * 1500.0 / 90.0);
    // Nobody is lost for want of a route.
    near(out.pupils.iter().sum::<f64>() + out.unplaced.iter().sum::<f64>(), 160.0);
    // Everyone goes to a school all the same, also by nearness.
    plan.assumptions.rule = Rule::Nearest;
    let out = with_street().outcomes(&plan);
    near(of_year(&out, 2025).pupils.iter().sum::<f64>(), 160.0);
}

#[test]
fn routes_without_streets_are_straight_lines_and_say_so() {
    let mut plan = plan();
    let straight = small_town().outcomes(&plan);
    plan.assumptions.travel = Travel::Route(Mode::Cycling);
    let routes = small_town().outcomes(&plan);
    assert_eq!(of_year(&routes, 2030).distance, of_year(&straight, 2030).distance);
    assert!(routes.notices.iter().any(|n| n.key == "scenario-no-streets"));
}

#[test]
fn a_board_whose_schools_are_large_on_average_keeps_its_small_one() {
    // S1 45, S2 45 and S3 70 pupils; the threshold is 50.
    let with_boards = || {
        let mut parts = parts();
        parts.schools[0].board = Some("Noord".into());
        parts.schools[2].board = Some("Noord".into());
        parts.schools[1].board = Some("Zuid".into());
        engine_of(parts)
    };
    let mut plan = plan();
    plan.assumptions.closing.threshold = Some(50.0);
    let ending = |plan: &Scenario, year: i32| {
        let outcomes = with_boards().outcomes(plan);
        let closing = of_year(&outcomes, year).closing.clone();
        (closing.ending, closing.spared)
    };
    let codes = |list: &[&str]| list.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    assert_eq!(ending(&plan, 2021), (codes(&[]), codes(&[])), "two years is not three");
    assert_eq!(ending(&plan, 2022), (codes(&["S1", "S2"]), codes(&[])), "no average is given");
    // Noord has 57.5 on average, Zuid 45.
    plan.assumptions.closing.board_average = Some(57.5);
    assert_eq!(ending(&plan, 2022), (codes(&["S2"]), codes(&["S1"])));
    plan.assumptions.closing.board_average = Some(57.6);
    assert_eq!(ending(&plan, 2022), (codes(&["S1", "S2"]), codes(&[])));
    plan.assumptions.closing.board_average = Some(45.0);
    assert_eq!(ending(&plan, 2022), (codes(&[]), codes(&["S1", "S2"])));
}

#[test]
fn the_ranges_of_one_year_are_those_of_all_years() {
    use wijkspiegel::measure::inference::Draws;
    let engine = example();
    let mut plan = chosen();
    plan.add(Year(2025), EditKind::Close { school: school(&engine, 5) });
    let draws = Draws { count: 40, seed: 7 };
    let all = engine.ranges(&plan, draws, &()).expect("nobody cancels");
    let one = engine.ranges_in(&plan, Year(2031), draws, &()).expect("nobody cancels");
    assert_eq!(one.years.len(), 1);
    assert_eq!(all.years.iter().find(|y| y.year == Some(Year(2031))), one.years.first());
    assert!(one.years[0].d.is_some_and(|d| d.low < d.high));
}

#[test]
fn every_outcome_that_rests_on_choices_has_a_range_around_what_the_model_says() {
    use wijkspiegel::measure::inference::Draws;
    use wijkspiegel::scenario::compare::Figure;
    let engine = example();
    let mut plan = chosen();
    plan.assumptions.closing.threshold = Some(120.0);
    plan.add(Year(2025), EditKind::Close { school: school(&engine, 5) });
    plan.add(Year(2028), EditKind::Close { school: school(&engine, 11) });
    let outcomes = engine.outcomes(&plan);
    let draws = Draws { count: 60, seed: 3 };
    let of = |year| engine.ranges_in(&plan, Year(year), draws, &()).expect("nobody cancels").years.remove(0);
    let drawn = of(2030);
    for figure in Figure::DRAWN {
        let range = figure.range(&drawn).unwrap_or_else(|| panic!("{figure:?} has a range"));
        assert!(range.low <= range.mean + 1e-9 && range.mean <= range.high + 1e-9, "{figure:?} {range:?}");
        let model = figure.of(&outcomes, Year(2030)).expect("a figure");
        let room = 0.06 * model.abs().max(range.mean.abs()) + 0.5 * (range.high - range.low) + 1e-9;
        // Shortages do not cancel out: chance only adds to them.
        let shortage = matches!(figure, Figure::SeatsShort | Figure::FloorShort | Figure::Mirror);
        let fits = if shortage { range.mean > model - room } else { (range.mean - model).abs() <= room };
        assert!(fits, "{figure:?}: the model says {model}, draws {range:?}");
    }
    // Who must change school was drawn in the year before each closing: the mean is what the model says.
    let leavers = Figure::MustChange.of(&outcomes, Year(2030)).expect("a number");
    let range = drawn.must_change.expect("schools closed");
    assert!((range.mean - leavers).abs() < 0.5 * (range.high - range.low).max(1.0), "{leavers} {range:?}");
    assert_eq!(of(2024).must_change, None, "nothing has closed yet");
    // The chance of each school to be under the threshold, and their number.
    let schools = &of_year(&outcomes, 2030).schools;
    assert_eq!(drawn.under_chance.len(), schools.len());
    assert!(drawn.under_chance.iter().all(|p| (0.0..=1.0).contains(p)));
    let expected: f64 = drawn.under_chance.iter().sum();
    near(expected, drawn.under.expect("a threshold").mean);
    for (chance, range) in drawn.under_chance.iter().zip(&drawn.pupils) {
        assert!(range.high >= 120.0 || *chance > 0.9, "{chance} {range:?}");
        assert!(range.low < 120.0 || *chance < 0.1, "{chance} {range:?}");
    }
    plan.assumptions.closing.threshold = None;
    let without = engine.ranges_in(&plan, Year(2030), draws, &()).expect("nobody cancels").years.remove(0);
    assert!(without.under.is_none() && without.under_chance.is_empty());
}
