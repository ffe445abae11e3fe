//! Every outcome of one plan, reckoned by hand from the town in `support/plan.rs`.
//!
//! The plan: S2 closes in 2025 for € 50,000. S1 gets a new building in 2030 with 120 seats on 800 m²
//! at € 2,000 per m², paid in 2029: € 1,600,000. Everyone stays but who must go.

use wijkspiegel::data::Year;
use wijkspiegel::scenario::{
    Assumptions, Budget, Building, Cost, EditKind, Engine, Scenario, SchoolOutcome, SpaceNorm, YearOutcome,
};

use crate::near;
use crate::support::plan::{engine, plan};

fn close_s2() -> Scenario {
    let mut plan = plan();
    plan.assumptions = Assumptions {
        space: SpaceNorm { weighted: vec![("laag".into(), 0.5)], ..SpaceNorm::default() },
        budget: Some(Budget { yearly: 100_000.0, source: "Begroting".into() }),
        ..Assumptions::default()
    };
    plan.assumptions.closing.threshold = Some(80.0);
    plan.assumptions.closing.public_within_km = 1.2;
    let id = plan.add(Year(2025), EditKind::Close { school: "S2".into() });
    plan.edit_mut(id).unwrap().cost = Some(Cost { amount: Some(50_000.0), ..Cost::default() });
    let building = Building {
        seats: Some(120.0),
        floor_area: Some(800.0),
        quality: Some(1.0),
        energy_neutral: Some(true),
    };
    let replace = EditKind::Replace { school: "S1".into(), to: None, building, temporary: None };
    let id = plan.add(Year(2030), replace);
    plan.edit_mut(id).unwrap().cost =
        Some(Cost { rate_per_m2: Some(2000.0), year: Some(Year(2029)), ..Cost::default() });
    plan
}

fn year(engine: &Engine, plan: &Scenario, year: i32) -> YearOutcome {
    engine.outcomes(plan).year(Year(year)).unwrap().clone()
}

fn school<'a>(out: &'a YearOutcome, code: &str) -> &'a SchoolOutcome {
    out.schools.iter().find(|s| s.site.code == code).unwrap()
}

#[test]
fn the_present_is_as_counted() {
    let out = year(&engine(), &close_s2(), 2024);
    assert_eq!(school(&out, "S1").pupils, [40.0, 5.0]);
    assert_eq!(school(&out, "S2").pupils, [20.0, 25.0]);
    assert_eq!(school(&out, "S3").pupils, [10.0, 60.0]);
    // hoog 5/90, 25/90, 60/90 against laag 40/70, 20/70, 10/70: ½(65/126 + 1/126 + 66/126).
    near(out.segregation.d.unwrap(), 11.0 / 21.0);
    // Nearest: A to S1, B to S2, C to S3: hoog 10, 30, 50 of 90; laag 40, 20, 10 of 70.
    near(out.segregation.home.unwrap(), 29.0 / 63.0);
    near(out.segregation.choice.unwrap(), 4.0 / 63.0);
    // A→S2 5 × 1000 m, B→S3 10 × 1500 m, C→S3 60 × 500 m, the rest next door.
    near(out.distance.mean.unwrap(), 312.5);
    assert_eq!((out.must_change, out.at_other_school), (0.0, 0.0));
}

#[test]
fn closing_sends_each_pupil_to_the_nearest_school_once() {
    let engine = engine();
    let out = year(&engine, &close_s2(), 2025);
    // From A: S1 next door. From B: S1 at 1000 m, S3 at 1500 m. So all 45 go to S1.
    assert_eq!(out.schools.len(), 2);
    assert_eq!(school(&out, "S1").pupils, [60.0, 30.0]);
    assert_eq!(school(&out, "S3").pupils, [10.0, 60.0]);
    assert_eq!(out.must_change, 45.0);
    assert_eq!(out.at_other_school, 45.0);
    assert_eq!(out.pupils, [70.0, 90.0]);
    assert_eq!(out.unplaced, [0.0, 0.0]);
    let later = year(&engine, &close_s2(), 2026);
    assert_eq!((later.must_change, later.at_other_school), (0.0, 45.0));
}

#[test]
fn segregation_and_its_halves_follow() {
    let out = year(&engine(), &close_s2(), 2025).segregation;
    // S1 30/90 of hoog and 60/70 of laag; S3 the rest.
    near(out.d.unwrap(), 60.0 / 70.0 - 30.0 / 90.0);
    // Nearest: A and B to S1 (hoog 40, laag 60), C to S3 (hoog 50, laag 10).
    near(out.home.unwrap(), 60.0 / 70.0 - 40.0 / 90.0);
    near(out.choice.unwrap(), 40.0 / 90.0 - 30.0 / 90.0);
    // H = Σ t (E − E_i) / (T E).
    let entropy = |a: f64, b: f64| {
        let t = a + b;
        -[a / t, b / t].iter().map(|p| p * p.ln()).sum::<f64>()
    };
    let e = entropy(70.0, 90.0);
    let h = (90.0 * (e - entropy(60.0, 30.0)) + 70.0 * (e - entropy(10.0, 60.0))) / (160.0 * e);
    near(out.h.unwrap(), h);
    // S1 has 90 pupils and should have 60 % laag (WK1: 60 of 100) = 54: 6 too many. S3 has 70 and
    // should have 5/6 hoog (WK2: 50 of 60) = 58⅓: 1⅔ too many.
    near(out.mirror.unwrap(), (6.0 + 5.0 / 3.0) / 160.0);
    // Laag: 60 at S1 where 54 belong, 10 at S3 where 11⅔ belong: 4⅓ too many in town.
    near(out.mirror_unattainable.unwrap(), (13.0 / 3.0) / 160.0);
    // Isolation of hoog: 30/90 · 30/90 + 60/90 · 60/70.
    near(out.isolation.unwrap(), 1.0 / 9.0 + 2.0 / 3.0 * 6.0 / 7.0);
}

#[test]
fn distances_follow_for_everyone_and_by_group() {
    let out = year(&engine(), &close_s2(), 2025);
    // 50 at 0 m, 60 at 500 m (C), 40 at 1000 m (B→S1), 10 at 1500 m (B→S3).
    near(out.distance.mean.unwrap(), (60.0 * 500.0 + 40.0 * 1000.0 + 10.0 * 1500.0) / 160.0);
    // Nine in ten are 144: 50 + 60 + 40 = 150 are within 1000 m, 110 within 500 m.
    assert_eq!(out.distance.p90, Some(1000.0));
    near(out.distance.within_1km.unwrap(), 150.0 / 160.0);
    near(out.distance.within_2km.unwrap(), 1.0);
    // Laag: 40 at 0 m, 10 at 500 m, 20 at 1000 m.
    near(out.distance_by_group[0].mean.unwrap(), 25_000.0 / 70.0);
    assert_eq!(out.distance_by_group[0].p90, Some(1000.0));
    // Hoog: 10 at 0 m, 50 at 500 m, 20 at 1000 m, 10 at 1500 m; 81 are needed, 80 are within 1000 m.
    near(out.distance_by_group[1].mean.unwrap(), 60_000.0 / 90.0);
    assert_eq!(out.distance_by_group[1].p90, Some(1500.0));
    near(out.distance_by_group[1].within_1km.unwrap(), 80.0 / 90.0);
}

#[test]
fn seats_and_square_metres_follow_to_the_hundredth() {
    let engine = engine();
    let out = year(&engine, &close_s2(), 2025);
    // Seats are assumed: S1 45 × 1.1 = 49.5, rounded 50; S3 70 × 1.1 = 77.
    // Built by the norm for those: 200 + 5.03 · 50 = 451.5 and 200 + 5.03 · 77 = 587.31.
    let (s1, s3) = (school(&out, "S1"), school(&out, "S3"));
    assert_eq!((s1.site.seats, s3.site.seats), (Some(50.0), Some(77.0)));
    assert!(s1.site.assumed_space);
    near(s1.site.floor_area.unwrap(), 451.5);
    near(s3.site.floor_area.unwrap(), 587.31);
    // Needed: 200 + 5.03 · 90 + 1.40 · 30 = 694.7 and 200 + 5.03 · 70 + 1.40 · 5 = 559.1.
    near(s1.floor_needed, 694.7);
    near(s3.floor_needed, 559.1);
    near(s1.occupancy.unwrap(), 90.0 / 50.0);
    near(out.space.seats.unwrap(), 127.0);
    near(out.space.seats_short.unwrap(), 40.0);
    near(out.space.seats_free.unwrap(), 7.0);
    near(out.space.occupancy.unwrap(), 160.0 / 127.0);
    near(out.space.floor_built.unwrap(), 1038.81);
    near(out.space.floor_needed, 1253.8);
    near(out.space.floor_short.unwrap(), 243.2);
    near(out.space.floor_surplus.unwrap(), 28.21);
    // The new building: 120 seats on 800 m².
    let out = year(&engine, &close_s2(), 2030);
    near(school(&out, "S1").floor_surplus.unwrap(), 800.0 - 694.7);
    near(school(&out, "S1").occupancy.unwrap(), 0.75);
    assert!(!school(&out, "S1").site.assumed_space);
    assert_eq!((out.energy.neutral, out.energy.unknown, out.energy.share), (1, 1, None));
}

#[test]
fn money_follows_to_the_euro() {
    let outcomes = engine().outcomes(&close_s2());
    let money = |year: i32| outcomes.year(Year(year)).unwrap().money;
    assert_eq!(money(2024).running, 0.0);
    assert_eq!(money(2025).investment, 50_000.0);
    // Six years of € 100,000.
    assert_eq!((money(2025).budget, money(2025).left), (Some(600_000.0), Some(550_000.0)));
    assert_eq!(money(2029).investment, 1_600_000.0);
    assert_eq!((money(2029).running, money(2029).left), (1_650_000.0, Some(-650_000.0)));
    assert_eq!((money(2030).investment, money(2039).running), (0.0, 1_650_000.0));
    assert_eq!((money(2039).left, money(2039).unknown), (Some(350_000.0), 0));
}

#[test]
fn the_threshold_counts_years_in_a_row_and_public_schools_must_stay_near() {
    let engine = engine();
    let plan = close_s2();
    // All three schools are under 80 from the first year.
    let third = year(&engine, &plan, 2022);
    assert_eq!(third.closing.under, Some(3));
    assert_eq!(third.closing.ending, ["S1", "S2", "S3"]);
    assert!(year(&engine, &plan, 2021).closing.ending.is_empty());
    // With 90 pupils S1 is over it and begins anew; S3 is under it for the sixth year.
    let out = year(&engine, &plan, 2025);
    assert_eq!(out.closing.ending, ["S3"]);
    assert_eq!(school(&out, "S1").years_under, Some(0));
    assert_eq!(school(&out, "S3").years_under, Some(6));
    // C is 1000 m from S2, but 2000 m from S1; 100 of 160 pupils live in A and B.
    assert_eq!(third.closing.public_share, Some(1.0));
    near(out.closing.public_share.unwrap(), 0.625);
    assert_eq!(out.closing.areas_without_public.len(), 1);
    // Without a threshold nothing is said.
    let mut plan = plan;
    plan.assumptions.closing.threshold = None;
    let out = year(&engine, &plan, 2025);
    assert_eq!((out.closing.under, school(&out, "S1").years_under), (None, None));
}

#[test]
fn who_wins_and_who_pays_is_told_per_wijk() {
    let engine = engine();
    let plan = close_s2();
    let wijken = wijkspiegel::scenario::compare::wijken(&engine, &plan.reference(), &plan, Year(2025));
    assert_eq!(wijken.len(), 2);
    // WK1: before 5 × 1000 m and 10 × 1500 m, after 40 × 1000 m and 10 × 1500 m, over 100 pupils.
    near(wijken[0].before.distance.unwrap(), 200.0);
    near(wijken[0].after.distance.unwrap(), 550.0);
    near(wijken[1].after.distance.unwrap(), 500.0);
    // WK2: 10 laag meet 10/70, 50 hoog meet 60/70 of their own.
    near(wijken[1].after.own_group.unwrap(), (10.0 * 10.0 / 70.0 + 50.0 * 60.0 / 70.0) / 60.0);
    let d: f64 = wijken.iter().map(|w| w.after.share_of_d.unwrap()).sum();
    near(d, 1.0);
    let outcomes = (engine.outcomes(&plan.reference()), engine.outcomes(&plan));
    let (before, after) = (outcomes.0.year(Year(2025)).unwrap(), outcomes.1.year(Year(2025)).unwrap());
    let schools = wijkspiegel::scenario::compare::schools(before, after, 1);
    let changes: Vec<(&str, f64)> = schools.iter().map(|s| (s.code.as_str(), s.change())).collect();
    assert_eq!(changes, [("S1", 45.0), ("S2", -45.0)]);
    assert_eq!(schools[1].after, None);
}
