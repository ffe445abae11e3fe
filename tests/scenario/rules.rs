//! Who goes where by each rule, and the forecast, in the town of `support/plan.rs`.

use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::data::Year;
use wijkspiegel::measure::inference::Draws;
use wijkspiegel::privacy::Gate;
use wijkspiegel::scenario::forecast::cohort_factor;
use wijkspiegel::scenario::{
    Building, EditKind, Engine, Forecast, ForecastChange, NewSchool, Rule, Scenario, YearOutcome, ready,
};
use wijkspiegel::text::Language;

use crate::near;
use crate::support::plan::{FLOWS, engine, engine_of, example, parts, parts_with, plan};

fn new_school(x: f64) -> EditKind {
    EditKind::Open(NewSchool {
        code: "N1".into(),
        name: "Nieuw".into(),
        at: Point::new(x, 500.0),
        denomination: Some("Openbaar".into()),
        building: Building { seats: Some(100.0), ..Building::default() },
        ..NewSchool::default()
    })
}

fn pupils(out: &YearOutcome, code: &str) -> Vec<f64> {
    out.schools.iter().find(|s| s.site.code == code).unwrap().pupils.clone()
}

fn year(plan: &Scenario, year: i32) -> YearOutcome {
    engine().outcomes(plan).year(Year(year)).unwrap().clone()
}

#[test]
fn under_stay_a_new_school_gets_nobody() {
    let mut plan = plan();
    plan.add(Year(2025), new_school(2500.0));
    let out = year(&plan, 2039);
    assert_eq!(pupils(&out, "N1"), [0.0, 0.0]);
    assert_eq!(out.at_other_school, 0.0);
}

#[test]
fn under_nearest_everyone_goes_next_door() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::Nearest;
    plan.add(Year(2025), new_school(2500.0));
    let before = year(&plan, 2024);
    assert_eq!(pupils(&before, "S3"), [10.0, 50.0]);
    assert_eq!(before.segregation.d, before.segregation.home);
    let out = year(&plan, 2025);
    assert_eq!(pupils(&out, "N1"), [10.0, 50.0]);
    assert_eq!(pupils(&out, "S3"), [0.0, 0.0]);
    assert_eq!(out.at_other_school, 60.0);
    // An empty school needs no floor.
    assert_eq!(out.schools.iter().find(|s| s.site.code == "S3").unwrap().floor_needed, 0.0);
}

#[test]
fn a_catchment_goes_before_nearness() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::Catchment;
    let shape = MultiPolygon(vec![Rect::new((0.0, 0.0), (1000.0, 1000.0)).to_polygon()]);
    plan.add(Year(2025), EditKind::Catchment { school: "S3".into(), shape });
    assert_eq!(pupils(&year(&plan, 2024), "S1"), [40.0, 10.0]);
    let out = year(&plan, 2025);
    assert_eq!(pupils(&out, "S1"), [0.0, 0.0]);
    assert_eq!(pupils(&out, "S3"), [50.0, 60.0]);
}

#[test]
fn who_lives_in_several_catchments_goes_to_the_nearest_of_those_schools_and_it_is_said() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::Catchment;
    let west = |x: f64| MultiPolygon(vec![Rect::new((0.0, 0.0), (x, 1000.0)).to_polygon()]);
    // In whatever order they are drawn: the home in the west lies in both.
    for order in [["S3", "S2"], ["S2", "S3"]] {
        let mut plan = plan.clone();
        for school in order {
            plan.add(Year(2025), EditKind::Catchment { school: school.into(), shape: west(1000.0) });
        }
        let outcomes = engine().outcomes(&plan);
        let out = outcomes.year(Year(2025)).unwrap();
        assert_eq!(pupils(out, "S1"), [0.0, 0.0], "its catchment is taken, nearest as it is");
        assert_eq!(pupils(out, "S3"), [10.0, 50.0], "only who lives next door");
        let said = outcomes.notices.iter().find(|n| n.key == "scenario-catchments-overlap").unwrap();
        let text = said.what(Language::Dutch);
        assert!(text.contains("Vanaf 2025-2026 wonen 50 leerlingen (nu geteld, 1 gebied)"), "{text}");
        // From a higher threshold their number is not told.
        let base = engine().base().clone();
        let gated = Engine::gated(base.dataset.clone(), base.comparison, Gate { threshold: 60 }).unwrap();
        let outcomes = gated.outcomes(&plan);
        let said = outcomes.notices.iter().find(|n| n.key == "scenario-catchments-overlap-some").unwrap();
        assert!(!said.what(Language::Dutch).contains("wonen 50"), "{said:?}");
    }
    let mut one = plan.clone();
    one.add(Year(2025), EditKind::Catchment { school: "S3".into(), shape: west(1000.0) });
    let outcomes = engine().outcomes(&one);
    assert!(outcomes.notices.iter().all(|n| !n.key.starts_with("scenario-catchments-overlap")));
}

#[test]
fn an_intake_works_through_in_exactly_eight_years() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::IntakeOnly;
    plan.assumptions.intake = Rule::Nearest;
    plan.add(Year(2025), new_school(2500.0));
    let outcomes = engine().outcomes(&plan);
    // All of C goes to the nearest school today: an eighth of 10/50 goes to the new one every year.
    for after in 0..15 {
        let out = outcomes.year(Year(2025 + after)).unwrap();
        let share = f64::from(after + 1).min(8.0) / 8.0;
        let new = pupils(out, "N1");
        near(new[0], 10.0 * share);
        near(new[1], 50.0 * share);
        near(pupils(out, "S3")[1], 60.0 - 50.0 * share);
    }
    assert_eq!(outcomes.year(Year(2024)).unwrap().at_other_school, 0.0);
}

#[test]
fn without_edits_every_rule_but_nearest_and_catchment_is_the_count() {
    for rule in [Rule::Stay, Rule::IntakeOnly, Rule::ChoiceModel] {
        for intake in [Rule::Stay, Rule::Nearest, Rule::Catchment, Rule::ChoiceModel] {
            for places_limited in [false, true] {
                let mut plan = plan();
                plan.assumptions.rule = rule;
                plan.assumptions.intake = intake;
                plan.assumptions.places_limited = places_limited;
                let outcomes = engine().outcomes(&plan);
                for out in &outcomes.years {
                    let found: Vec<Vec<f64>> = out.schools.iter().map(|s| s.pupils.clone()).collect();
                    assert_eq!(found, [[40.0, 5.0], [20.0, 25.0], [10.0, 60.0]], "{rule:?} {intake:?}");
                }
            }
        }
    }
}

#[test]
fn a_choice_model_draws_pupils_to_a_new_school_and_keeps_what_it_cannot_explain() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::ChoiceModel;
    plan.add(Year(2025), new_school(2500.0));
    let out = year(&plan, 2025);
    let new: f64 = pupils(&out, "N1").iter().sum();
    assert!(new > 5.0 && new < 100.0, "{new}");
    // Nobody chose S1 from C before, and nothing there changed.
    near(out.pupils.iter().sum::<f64>(), 160.0);
    assert!(pupils(&out, "S3").iter().sum::<f64>() < 70.0);
}

#[test]
fn full_schools_send_newcomers_on_and_nobody_away() {
    let mut plan = plan();
    plan.assumptions.places_limited = true;
    plan.add(Year(2025), EditKind::Close { school: "S2".into() });
    let out = year(&plan, 2025);
    // 50 seats at S1 with 45 pupils: 5 of the 45 fit. S3 has 77 seats and 70 pupils: 7 more. 33 do not.
    let total = |code| pupils(&out, code).iter().sum::<f64>();
    near(total("S1"), 50.0);
    near(total("S3"), 77.0);
    near(out.unplaced.iter().sum::<f64>(), 33.0);
    assert_eq!(out.must_change, 45.0);
    let outcomes = engine().outcomes(&plan);
    assert!(outcomes.notices.iter().any(|n| n.key == "scenario-unplaced"));
    // They find a place when one opens.
    plan.add(Year(2028), new_school(1500.0));
    let out = year(&plan, 2028);
    near(out.unplaced.iter().sum::<f64>(), 0.0);
    near(pupils(&out, "N1").iter().sum::<f64>(), 33.0);
}

#[test]
fn who_found_a_place_at_another_school_stays_there_when_a_nearer_one_opens() {
    let mut plan = plan();
    plan.assumptions.places_limited = true;
    plan.add(Year(2025), EditKind::Close { school: "S2".into() });
    let before = year(&plan, 2027);
    plan.add(Year(2028), new_school(1500.0));
    let after = year(&plan, 2028);
    // Seven of those who lost S2 found S3; the new school is next to where they live.
    for code in ["S1", "S3"] {
        for (was, is) in pupils(&before, code).iter().zip(pupils(&after, code)) {
            near(is, *was);
        }
    }
    assert_eq!(after.must_change, 0.0);
}

#[test]
fn nearest_with_limited_places_overfills_no_school() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::Nearest;
    plan.assumptions.places_limited = true;
    plan.add(Year(2030), EditKind::Resize { school: "S2".into(), seats: -45.0, floor_area: 0.0 });
    for out in &engine().outcomes(&plan).years {
        for school in out.schools.iter() {
            assert!(school.total <= school.site.seats.unwrap() + 1e-6, "{}", school.site.code);
        }
        let everyone: f64 = out.pupils.iter().chain(&out.unplaced).sum();
        near(everyone, 160.0);
    }
}

#[test]
fn merging_takes_everyone_along() {
    let mut plan = plan();
    let schools = vec!["S1".to_owned(), "S2".to_owned()];
    plan.add(
        Year(2025),
        EditKind::Merge {
            schools,
            into: "S2".into(),
            name: Some("Samen".into()),
            to: Some(Point::new(1000.0, 500.0)),
            building: Building { seats: Some(95.0), ..Building::default() },
        },
    );
    let out = year(&plan, 2025);
    assert_eq!(pupils(&out, "S2"), [60.0, 30.0]);
    assert_eq!(out.schools[0].site.name, "Samen");
    assert_eq!(out.must_change, 45.0);
    // 90 pupils of A and B at 500 m, B→S3 10 at 1500 m, C 60 at 500 m.
    near(out.distance.mean.unwrap(), (150.0 * 500.0 + 10.0 * 1500.0) / 160.0);
}

#[test]
fn temporary_housing_is_elsewhere_until_the_new_building_stands() {
    let mut plan = plan();
    plan.add(
        Year(2027),
        EditKind::Replace {
            school: "S1".into(),
            to: Some(Point::new(700.0, 500.0)),
            building: Building { seats: Some(60.0), ..Building::default() },
            temporary: Some(wijkspiegel::scenario::Temporary {
                from: Year(2025),
                at: Some(Point::new(0.0, 500.0)),
                amount: Some(10_000.0),
            }),
        },
    );
    let outcomes = engine().outcomes(&plan);
    let site = |year: i32| outcomes.year(Year(year)).unwrap().schools[0].site.clone();
    assert_eq!((site(2024).at.x(), site(2024).temporary), (500.0, false));
    assert_eq!((site(2025).at.x(), site(2025).temporary), (0.0, true));
    assert_eq!((site(2026).at.x(), site(2026).temporary), (0.0, true));
    assert_eq!((site(2027).at.x(), site(2027).temporary), (700.0, false));
    assert_eq!(outcomes.year(Year(2025)).unwrap().money.investment, 10_000.0);
}

#[test]
fn new_homes_and_demolition_change_the_pupils_by_what_they_bring() {
    let mut plan = plan();
    let pupils_of = |laag, hoog| vec![("laag".to_owned(), laag), ("hoog".to_owned(), hoog)];
    plan.add(Year(2025), EditKind::NewHomes { area: "C".into(), homes: 40.0, pupils: pupils_of(6.0, 12.0) });
    plan.add(
        Year(2030),
        EditKind::Demolition { area: "A".into(), homes: 20.0, pupils: pupils_of(10.0, 0.0) },
    );
    assert_eq!(year(&plan, 2024).pupils, [70.0, 90.0]);
    let out = year(&plan, 2025);
    near(out.pupils[0], 76.0);
    near(out.pupils[1], 102.0);
    // Newcomers choose as their neighbours: all of C goes to S3.
    near(pupils(&out, "S3")[0], 16.0);
    near(pupils(&year(&plan, 2030), "S1")[0], 30.0);
    assert_eq!(out.at_other_school, 0.0);
}

#[test]
fn a_forecast_of_growth_is_compounded_and_an_edit_stands_on_top_of_it() {
    let mut plan = plan();
    plan.assumptions.forecast =
        Forecast::Growth { yearly: 1.01, areas: vec![("WK2".into(), 1.02)], groups: Vec::new() };
    let change = ForecastChange::Factor(0.5);
    plan.add(Year(2022), EditKind::Forecast { area: Some("A".into()), group: Some("laag".into()), change });
    let change = ForecastChange::Pupils(100.0);
    plan.add(Year(2030), EditKind::Forecast { area: Some("C".into()), group: None, change });
    let out = year(&plan, 2022);
    near(out.pupils[0], 40.0 * 1.01f64.powi(2) * 0.5 + 20.0 * 1.01f64.powi(2) + 10.0 * 1.02f64.powi(2));
    let out = year(&plan, 2035);
    near(pupils(&out, "S3")[0], 100.0 / 6.0);
}

#[test]
fn cohorts_that_neither_grow_nor_leave_stay_the_same() {
    near(cohort_factor(1.0, 1.0, 20), 1.0);
    // One year: seven cohorts of 1/8 of which 90 in 100 remain, and a youngest of 1.1/8.
    near(cohort_factor(1.1, 0.9, 1), 7.0 / 8.0 * 0.9 + 1.1 / 8.0);
    near(cohort_factor(1.1, 0.9, 0), 1.0);
}

#[test]
fn pupils_from_elsewhere_count_at_the_school_and_not_in_distances() {
    // Without the flow from B to S3 its ten pupils come from elsewhere.
    let mut parts = parts();
    let flows = &mut parts.flows[0].flows;
    flows.retain(|f| !(f.area.0 == 3 && f.school.0 == 2));
    let engine = engine_of(parts);
    let mut plan = plan();
    let out = engine.outcomes(&plan).year(Year(2020)).unwrap().clone();
    assert_eq!(pupils(&out, "S3"), [10.0, 60.0]);
    near(out.distance.mean.unwrap(), (5.0 * 1000.0 + 60.0 * 500.0) / 150.0);
    // They go along to the school nearest to theirs.
    plan.add(Year(2025), EditKind::Close { school: "S3".into() });
    let out = engine.outcomes(&plan).year(Year(2025)).unwrap().clone();
    assert_eq!(pupils(&out, "S2"), [30.0, 85.0]);
    assert_eq!(out.must_change, 70.0);
}

#[test]
fn flows_that_are_not_known_are_estimated_and_add_up() {
    let mut parts = parts_with(&[[40.0, 10.0], [20.0, 30.0], [10.0, 50.0]], &FLOWS);
    parts.flows.clear();
    let engine = engine_of(parts);
    assert_eq!(engine.base().flow_basis, wijkspiegel::data::Basis::Estimated);
    let out = engine.outcomes(&plan()).year(Year(2020)).unwrap().clone();
    for (school, wanted) in out.schools.iter().zip([[40.0, 5.0], [20.0, 25.0], [10.0, 60.0]]) {
        near(school.pupils[0], wanted[0]);
        near(school.pupils[1], wanted[1]);
    }
}

#[test]
fn draws_give_the_same_ranges_on_any_number_of_threads_and_hold_the_model_between_them() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::IntakeOnly;
    plan.add(Year(2025), new_school(2000.0));
    let draws = Draws { count: 200, seed: 7 };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| engine().ranges(&plan, draws, &()).unwrap())
    };
    let ranges = on(1);
    assert_eq!(ranges, on(3));
    let range = ranges.years[19].d.unwrap();
    assert!(range.low < range.mean && range.mean < range.high);
    let model = year(&plan, 2039).segregation.d.unwrap();
    assert!(range.low - 0.05 < model && model < range.high + 0.05, "{model} {range:?}");
    // Who stays draws nothing.
    plan.assumptions.rule = Rule::Stay;
    assert_eq!(engine().ranges(&plan, draws, &()).unwrap().years[19].d, None);
}

#[test]
fn the_ready_scenarios_of_the_example_have_no_conflicts_and_lose_no_pupil() {
    let engine = example();
    let present = engine.outcomes(&Scenario::new("nu"));
    let base = engine.base();
    let told = wijkspiegel::figures::headline::headline(&base.dataset, base.comparison).unwrap().unwrap();
    near(present.years[0].segregation.d.unwrap(), told.readings.exact().unwrap().one_group_share.unwrap());
    near(present.years[0].segregation.home.unwrap(), told.home.unwrap());
    let everyone: f64 = present.years[0].pupils.iter().sum();
    for scenario in ready::scenarios(Language::Dutch).unwrap() {
        let outcomes = engine.outcomes(&scenario);
        assert_eq!(outcomes.notices.len(), 0, "{:?}", outcomes.notices);
        for out in &outcomes.years {
            near(out.pupils.iter().chain(&out.unplaced).sum(), everyone);
            assert_eq!(out.money.unknown, 0);
        }
    }
}

#[test]
fn a_ready_scenario_is_the_same_plan_in_english_and_says_so_in_english() {
    let dutch = ready::scenarios(Language::Dutch).unwrap();
    let english = ready::scenarios(Language::English).unwrap();
    assert_eq!(dutch.len(), english.len());
    for (nl, mut en) in dutch.into_iter().zip(english) {
        assert_ne!(nl.name, en.name);
        assert_ne!(nl.description, en.description);
        let (was, is) = (nl.assumptions.budget.as_ref().unwrap(), en.assumptions.budget.as_mut().unwrap());
        assert_ne!(was.source, is.source);
        is.source.clone_from(&was.source);
        for (was, is) in nl.edits.iter().zip(&mut en.edits) {
            let (was_cost, is_cost) = (was.cost.as_ref().unwrap(), is.cost.as_mut().unwrap());
            assert_ne!(was_cost.source, is_cost.source);
            is_cost.source.clone_from(&was_cost.source);
            assert_eq!(was.note.is_empty(), is.note.is_empty());
            assert!(was.note.is_empty() || was.note != is.note);
            is.note.clone_from(&was.note);
        }
        en.name.clone_from(&nl.name);
        en.description.clone_from(&nl.description);
        assert_eq!(nl, en);
    }
}

#[test]
fn by_the_model_a_merger_on_the_spot_keeps_about_the_pupils_of_both() {
    let mut plan = plan();
    plan.assumptions.rule = Rule::ChoiceModel;
    plan.add(
        Year(2025),
        EditKind::Merge {
            schools: vec!["S1".into(), "S2".into()],
            into: "S1".into(),
            name: None,
            to: Some(Point::new(1000.0, 500.0)),
            building: Building::default(),
        },
    );
    let out = year(&plan, 2025);
    let merged: f64 = pupils(&out, "S1").iter().sum();
    // 90 pupils were at both; one school in the eyes of the model would lose a good part of them.
    assert!(merged > 75.0 && merged < 105.0, "{merged}");
    near(out.pupils.iter().sum::<f64>(), 160.0);
}

#[test]
fn seats_alone_at_a_price_per_square_metre_cost_what_is_not_known() {
    use wijkspiegel::scenario::edit::Cost;
    let unknown = |seats: f64, floor_area: f64| {
        let mut plan = plan();
        let id = plan.add(Year(2030), EditKind::Resize { school: "S2".into(), seats, floor_area });
        plan.edit_mut(id).unwrap().cost =
            Some(Cost { amount: None, rate_per_m2: Some(3000.0), year: None, source: String::new() });
        let outcomes = engine().outcomes(&plan);
        let money = &outcomes.year(Year(2030)).unwrap().money;
        (money.unknown, money.investment)
    };
    assert_eq!(unknown(50.0, 0.0), (1, 0.0));
    assert_eq!(unknown(50.0, 100.0), (0, 300_000.0));
}
