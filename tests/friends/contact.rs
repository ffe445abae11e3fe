//! What friendship schools bring: reference values, identities and cases worked by hand.

use geo::Point;
use proptest::prelude::*;
use serde_json::Value;
use wijkspiegel::find::{Division, Rules, Sought, pairs};
use wijkspiegel::friendship::children::{children, tally};
use wijkspiegel::friendship::contact::{Joint, contact, sum_of_squares};
use wijkspiegel::friendship::full::{FullPairing, FullWays, Home, Partner, Seats, full_pairing};
use wijkspiegel::friendship::group::{Cost, Friendship, Member, OwnPart, Place, TravelMode};
use wijkspiegel::friendship::hours::Timing;
use wijkspiegel::friendship::schools::schools as each_school;
use wijkspiegel::friendship::year::{Meeting, Part, Traveller, travel, without_gain, year_contact};
use wijkspiegel::measure::{Counts, Other, TwoGroup};

fn json(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A table of the reference with its clusters.
fn table(id: &str) -> (Counts, Vec<String>) {
    let tables = json("measures.json");
    let case = tables["tables"].as_array().unwrap().iter().find(|t| t["id"] == id).unwrap();
    let strings = |v: &Value| -> Vec<String> {
        v.as_array().unwrap().iter().map(|s| s.as_str().unwrap().to_owned()).collect()
    };
    let rows = case["counts"].as_array().unwrap();
    let cells = rows.iter().flat_map(|r| r.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()));
    (Counts::new(strings(&case["groups"]), cells.collect()).unwrap(), strings(&case["clusters"]))
}

fn number(value: &Value) -> f64 {
    let text = value["exact"].as_str().unwrap_or_else(|| value["float"].as_str().unwrap());
    match text.split_once('/') {
        Some((over, under)) => over.parse::<f64>().unwrap() / under.parse::<f64>().unwrap(),
        None => text.parse().unwrap(),
    }
}

#[track_caller]
fn near(what: &str, ours: f64, reference: f64) {
    assert!(
        (ours - reference).abs() <= 1e-12 * reference.abs().max(1.0),
        "{what}: {ours} is not {reference}"
    );
}

fn share(text: &Value) -> f64 {
    let text = text.as_str().unwrap();
    text.split_once('/')
        .map_or_else(|| text.parse().unwrap(), |(a, b)| a.parse::<f64>().unwrap() / b.parse::<f64>().unwrap())
}

#[test]
fn every_reference_case_holds() {
    let cases = json("pairing.json")["cases"].as_array().unwrap().clone();
    assert_eq!(cases.len(), 8);
    for case in cases {
        let (counts, clusters) = table(case["table"].as_str().unwrap());
        let group = counts.group(case["group"].as_str().unwrap()).unwrap();
        let two = counts.two_group(group, Other::Rest).unwrap();
        let parts: Vec<Option<String>> = clusters.into_iter().map(Some).collect();
        let division = if case["constraint"] == "none" { Division::Anywhere } else { Division::Within };
        let sought = Sought {
            counts: &two,
            names: &[],
            places: None,
            routes: None,
            parts: Some(&parts),
            boards: None,
        };
        let found = pairs(&sought, &Rules { division, ..Rules::default() }, &()).unwrap();
        let expected: Vec<(usize, usize)> = case["pairs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| (p[0].as_u64().unwrap() as usize, p[1].as_u64().unwrap() as usize))
            .collect();
        assert_eq!(found.pairs, expected, "{}", case["table"]);
        assert!(found.proved);
        near("Σw", found.sum_w, number(&case["sum_w"]));
        near("greedy", found.greedy_sum_w, number(&case["greedy_sum_w"]));
        let s = share(&case["joint_time_share_s"]);
        let joints: Vec<Joint> = found.pairs.iter().map(|(a, b)| Joint::equal([*a, *b], s)).collect();
        let brought = contact(&two, &joints);
        near("gain", brought.gain(), s * number(&case["sum_w"]));
        for (name, change, before, after) in [
            ("exposure", brought.exposure, "exposure_group_to_others_before", "exposure_after"),
            ("isolation", brought.isolation, "isolation_before", "isolation_after"),
            ("η²", brought.correlation_ratio, "eta2_before", "eta2_after"),
            ("D", brought.dissimilarity, "D_before", "D_effective_composition_after"),
        ] {
            near(name, change.before.unwrap(), number(&case[before]));
            near(name, change.after.unwrap(), number(&case[after]));
        }
    }
}

fn schools(counts: &[(f64, f64)]) -> TwoGroup<'static> {
    let (x, y): (Vec<f64>, Vec<f64>) = counts.iter().copied().unzip();
    TwoGroup::new(x, y).unwrap()
}

const FOUR: [(f64, f64); 4] = [(30.0, 70.0), (55.0, 45.0), (10.0, 190.0), (120.0, 80.0)];

#[test]
fn a_group_of_four_equals_the_pooled_formula() {
    let two = schools(&FOUR);
    let (t, x): (f64, f64) = FOUR.iter().fold((0.0, 0.0), |(t, x), (a, b)| (t + a + b, x + a));
    let pooled: f64 = FOUR.iter().map(|(a, b)| (a + b) * (a / (a + b) - x / t).powi(2)).sum();
    let brought = contact(&two, &[Joint::equal(0..4, 0.2)]);
    near("gain", brought.gain(), 0.2 * pooled);
    near("exposure", brought.exposure.difference().unwrap(), 0.2 * pooled / x);
}

#[test]
fn a_group_in_which_all_have_the_same_composition_gains_exactly_nothing() {
    let two = schools(&[(10.0, 30.0), (20.0, 60.0), (5.0, 15.0), (1.0, 3.0)]);
    let brought = contact(&two, &[Joint::equal(0..4, 0.37)]);
    assert_eq!(brought.gain(), 0.0);
    assert!(brought.schools.iter().all(|s| s.change() == 0.0));
    assert_eq!(without_gain(&brought, &[0, 1, 2, 3]), [0, 1, 2, 3]);
}

#[test]
fn no_time_together_changes_nothing() {
    let two = schools(&FOUR);
    let brought = contact(&two, &[Joint::equal(0..4, 0.0)]);
    assert_eq!(brought.gain(), 0.0);
    assert_eq!(brought.dissimilarity.before, brought.dissimilarity.after);
    assert_eq!(brought.schools.iter().map(|s| s.change()).sum::<f64>(), 0.0);
    near("exposure", brought.exposure.difference().unwrap(), 0.0);
}

#[test]
fn a_third_of_the_year_groups_gains_a_third() {
    let two = schools(&FOUR);
    let mut group = Friendship::new("g", ["a".to_owned(), "b".to_owned()], 2.575);
    group.share = Some(1.0 / 3.0);
    let part = group.taking_part(&group.schools[0]);
    let all = contact(&two, &[Joint::equal([0, 2], group.time_share())]);
    let third = contact(&two, &[Joint::equal([0, 2], part * group.time_share())]);
    near("gain", third.gain(), all.gain() / 3.0);
    near("one school", third.schools[2].change(), all.schools[2].change() / 3.0);
    group.share = None;
    group.year_groups = Some(vec![7, 8]);
    assert_eq!(group.taking_part(&group.schools[0]), 0.25);
    let own = OwnPart { code: "a".into(), year_groups: Some(vec![1]), share: None };
    assert_eq!(group.taking_part(&Member::Own(own)), 0.125);
}

#[test]
fn where_schools_send_different_shares_the_joint_setting_is_weighed_by_who_is_there() {
    // 100 pupils of which 40 in the group, half of them for a fifth of the week; 60 of which 45, all.
    let two = schools(&[(40.0, 60.0), (45.0, 15.0)]);
    let brought = contact(&two, &[Joint { members: vec![(0, 0.1), (1, 0.2)] }]);
    let (first, second) = (0.1 * 100.0, 0.2 * 60.0);
    let joint = (first * 0.4 + second * 0.75) / (first + second);
    near("met at 0", brought.schools[0].met, 0.9 * 0.4 + 0.1 * joint);
    near("met at 1", brought.schools[1].met, 0.8 * 0.75 + 0.2 * joint);
    let gain = first * (0.4 - joint).powi(2) + second * (0.75 - joint).powi(2);
    near("gain", brought.gain(), gain);
    near("exposure", brought.exposure.difference().unwrap(), gain / 85.0);
}

#[test]
fn a_school_in_two_groups_at_different_hours_adds_them_up() {
    let two = schools(&FOUR);
    let both = contact(&two, &[Joint::equal([0, 2], 0.1), Joint::equal([0, 3], 0.1)]);
    let (a, b) = (contact(&two, &[Joint::equal([0, 2], 0.1)]), contact(&two, &[Joint::equal([0, 3], 0.1)]));
    let sum = a.exposure.difference().unwrap() + b.exposure.difference().unwrap();
    near("exposure", both.exposure.difference().unwrap(), sum);
    // School 3 goes from 0.6 to 0.59; school 0 towards both partners, which nearly cancel.
    assert_eq!(both.ranked()[0].unit, 3);
    near("school 3", both.ranked()[0].change(), 0.01);
}

#[test]
fn hours_in_place_of_lessons_and_on_top_of_them_are_other_shares() {
    assert_eq!(Timing::InLessons.share(5.0, 25.0), 0.2);
    assert_eq!(Timing::OnTop.share(5.0, 20.0), 0.2);
    near("hours", Timing::OnTop.hours(0.2, 20.0).unwrap(), 5.0);
    assert_eq!(Timing::OnTop.hours(1.0, 20.0), None);
}

#[test]
fn undefined_stays_undefined() {
    let nobody = schools(&[(0.0, 10.0), (0.0, 20.0)]);
    let brought = contact(&nobody, &[Joint::equal([0, 1], 0.5)]);
    assert_eq!((brought.exposure.before, brought.exposure.after), (None, None));
    assert_eq!(brought.exposure_of_others.after, Some(0.0));
    assert_eq!((brought.correlation_ratio.after, brought.dissimilarity.after), (None, None));
    let empty = contact(&schools(&[]), &[Joint::equal([3, 7], 0.5)]);
    assert_eq!((empty.gain(), empty.exposure.after), (0.0, None));
}

#[test]
fn contact_hours_of_a_year_are_worked_by_hand() {
    // Two schools of 100 with 20 and 80 of the group; five hours of 25, forty weeks.
    let two = schools(&[(20.0, 80.0), (80.0, 20.0)]);
    let mut group = Friendship { week: 25.0, ..Friendship::new("g", ["a".to_owned(), "b".to_owned()], 5.0) };
    let parts = [Part { unit: 0, taking_part: 1.0 }, Part { unit: 1, taking_part: 1.0 }];
    let year = year_contact(&two, &group, &parts, 40.0);
    // A child of the group: 20 of them among 0.8 others, 80 among 0.2: 0.32; together 0.5.
    near("before", year.group.unwrap().before, 40.0 * 25.0 * 0.32);
    near("gained", year.group.unwrap().gained, 40.0 * 5.0 * (0.5 - 0.32));
    near("all", year.all.unwrap().gained, 36.0);
    near("total", year.total_gained, 36.0 * 200.0);
    group.timing = Timing::OnTop;
    let year = year_contact(&two, &group, &parts, 40.0);
    near("on top", year.all.unwrap().gained, 40.0 * 5.0 * 0.5);
}

#[test]
fn travel_and_cost_are_worked_by_hand() {
    let mut group = Friendship::new("g", ["a".to_owned(), "b".to_owned()], 2.0);
    group.travel = TravelMode::Bus;
    group.cost = Some(Cost { per_child_trip: 0.5, staff_hours: 3.0, staff_rate: 40.0, source: "x".into() });
    let schools_at = [
        Traveller { at: Point::new(0.0, 0.0), children: 100.0 },
        Traveller { at: Point::new(300.0, 400.0), children: 60.0 },
    ];
    let found = travel(&group, &schools_at, None, 1.2, 40.0).unwrap();
    assert_eq!((found.meeting, found.assumed), (Meeting::School(0), true), "the fewer children travel");
    assert_eq!(found.greatest, Some(600.0));
    near("mean", found.mean.unwrap(), 600.0 * 60.0 / 160.0);
    assert_eq!((found.children, found.trips), (60.0, 60.0 * 2.0 * 40.0));
    near("cost", found.cost().unwrap(), 4800.0 * 0.5 + 3.0 * 40.0 * 40.0);
    let two = schools(&[(20.0, 80.0), (48.0, 12.0)]);
    let parts = [Part { unit: 0, taking_part: 1.0 }, Part { unit: 1, taking_part: 1.0 }];
    let year = year_contact(&two, &group, &parts, 40.0);
    near("euro", found.cost_per_hour(&year).unwrap(), 7200.0 / year.total_gained);
    group.place = Some(Place { x: Some(0.0), y: Some(1000.0), ..Place::default() });
    let third = travel(&group, &schools_at, None, 1.0, 40.0).unwrap();
    assert_eq!((third.children, third.metres[0]), (160.0, Some(1000.0)));
}

#[test]
fn how_children_travel_changes_minutes_cost_and_whether_the_walk_is_long() {
    let mut group = Friendship::new("g", ["a".to_owned(), "b".to_owned()], 2.0);
    group.cost = Some(Cost { per_child_trip: 0.5, staff_hours: 0.0, staff_rate: 0.0, source: "x".into() });
    let at = |x: f64, children: f64| Traveller { at: Point::new(x, 0.0), children };
    let there = [at(0.0, 100.0), at(1200.0, 60.0)];
    let go = |group: &Friendship| travel(group, &there, None, 1.0, 40.0).unwrap();
    // 1,200 m: 20 minutes at 3.6 km/h, 6 at 12, and 3.6 and the wait of ten at 20.
    for (mode, minutes, cost) in
        [(TravelMode::Foot, 20.0, 0.0), (TravelMode::Bicycle, 6.0, 0.0), (TravelMode::Bus, 13.6, 2400.0)]
    {
        group.travel = mode;
        let found = go(&group);
        assert_eq!(found.minutes[0], Some(0.0), "who stays does not travel, nor wait");
        near("minutes", found.minutes[1].unwrap(), minutes);
        near("mean", found.mean_minutes.unwrap(), minutes * 60.0 / 160.0);
        near("greatest", found.greatest_minutes.unwrap(), minutes);
        // Once a week, there and back, for forty weeks.
        near("a year", found.hours_a_year().unwrap(), minutes * 60.0 / 160.0 / 60.0 * 80.0);
        near("cost", found.transport_cost.unwrap(), cost);
        assert_eq!(found.long_walks.len(), usize::from(mode == TravelMode::Foot));
        assert!(found.pace.assumed);
    }
    group.travel = TravelMode::Foot;
    assert_eq!(go(&group).long_walks, [(1, 1000.0)], "all year groups, so the youngest too");
    group.year_groups = Some(vec![7, 8]);
    assert_eq!(go(&group).long_walks, [], "older children walk further");
    group.speed = Some(6.0);
    let found = go(&group);
    near("stated", found.greatest_minutes.unwrap(), 12.0);
    assert!(!found.pace.assumed);
}

#[test]
fn the_parts_of_schools_in_eta2_are_worked_by_hand_and_add_up_before_and_after() {
    // 20 of 100, 48 of 60 and 40 of 100: P = 108/260.
    let three = schools(&[(20.0, 80.0), (48.0, 12.0), (40.0, 60.0)]);
    let met = contact(&three, &[Joint::equal([0, 1], 0.5)]);
    let each = each_school(&met, &three);
    let (p, whole) = (108.0 / 260.0, 260.0 * (108.0 / 260.0) * (152.0 / 260.0));
    near("before", each[0].eta2_part.before.unwrap(), 100.0 * (0.2 - p) * (0.2 - p) / whole);
    // Half of the week in a setting where 68 of 160 are of the group.
    let around = 0.5 * 0.2 + 0.5 * 68.0 / 160.0;
    near("after", each[0].eta2_part.after.unwrap(), 100.0 * (0.2 - p) * (around - p) / whole);
    assert_eq!(each[0].isolation.before, Some(0.2));
    near("isolation", each[0].isolation.after.unwrap(), around);
    near("exposure", each[0].exposure.after.unwrap(), 1.0 - around);
    near("of others", each[0].isolation_of_others.after.unwrap(), 1.0 - around);
    assert_eq!(each[2].eta2_part.before, each[2].eta2_part.after, "no partner, nothing changes");
    let sum = |of: fn(&wijkspiegel::friendship::schools::OneSchool) -> Option<f64>| -> f64 {
        each.iter().filter_map(of).sum()
    };
    near("all before", sum(|s| s.eta2_part.before), met.correlation_ratio.before.unwrap());
    near("all after", sum(|s| s.eta2_part.after), met.correlation_ratio.after.unwrap());
    // A school without children of the group has no isolation of it: that is not zero.
    let none = schools(&[(0.0, 50.0), (30.0, 20.0)]);
    let each = each_school(&contact(&none, &[]), &none);
    assert_eq!((each[0].isolation.before, each[0].exposure.before), (None, None));
}

/// Over straight lines times a detour.
fn paired(partners: &[Partner], homes: &[Home], detour: f64) -> Option<FullPairing> {
    full_pairing(partners, homes, &FullWays::straight(partners, homes, detour))
}

#[test]
fn full_pairing_spreads_the_years_over_the_buildings() {
    let seats = Some(Seats { count: 200.0, assumed: false });
    let at = |x: f64, pupils: f64| Partner { at: Point::new(x, 0.0), pupils, seats };
    let full = paired(&[at(0.0, 240.0), at(500.0, 160.0)], &[], 1.0).unwrap();
    assert_eq!(full.buildings.iter().map(|b| b.years).collect::<Vec<_>>(), [(1, 4), (5, 8)]);
    assert_eq!(full.buildings[0].pupils, 200.0);
    assert_eq!(full.buildings[0].from_elsewhere, 80.0);
    assert_eq!(full.buildings[0].beyond_seats, Some(0.0));
    assert_eq!((full.moved, full.metres, full.home), (0.5, Some(500.0), None));
    let three = paired(&[at(0.0, 80.0), at(1.0, 80.0), at(2.0, 80.0)], &[], 1.0).unwrap();
    assert_eq!(three.buildings.iter().map(|b| b.years).collect::<Vec<_>>(), [(1, 3), (4, 6), (7, 8)]);
    assert!(paired(&[at(0.0, 80.0)], &[], 1.0).is_none());
}

#[test]
fn full_pairing_tells_the_way_from_home_before_and_after() {
    let at = |x: f64| Partner { at: Point::new(x, 0.0), pupils: 100.0, seats: None };
    let home = |x: f64, school: usize, pupils: f64| Home { at: Point::new(x, 0.0), school, pupils };
    // At the door of their school: half of the years they walk to the other one, 1 km away.
    let full = paired(&[at(0.0), at(1000.0)], &[home(0.0, 0, 60.0)], 1.3).unwrap();
    let way = full.home.unwrap();
    assert_eq!((way.before, way.after, way.pupils), (0.0, 650.0, 60.0));
    // Half-way between the two nothing changes.
    let full = paired(&[at(0.0), at(1000.0)], &[home(500.0, 1, 10.0)], 1.0).unwrap();
    let way = full.home.unwrap();
    assert_eq!((way.before, way.after), (500.0, 500.0));
    assert!(full.buildings.iter().all(|b| b.beyond_seats.is_none()));
}

#[test]
fn a_full_pairing_is_the_whole_week_with_everyone_and_mixes_completely() {
    let codes = ["A", "B"].map(str::to_owned);
    let half = Friendship { share: Some(0.5), ..Friendship::new("x", codes, 2.0) };
    assert!(!half.is_full_pairing());
    let full = half.as_full_pairing();
    assert!(full.is_full_pairing() && full.time_share() == 1.0);
    let counts = schools(&[(30.0, 70.0), (120.0, 80.0)]);
    let found = contact(&counts, &[Joint::equal([0, 1], 1.0)]);
    // All meet the composition of both together.
    assert!(found.schools.iter().all(|s| (s.met - 0.5).abs() < 1e-12));
}

#[test]
fn every_child_gains_or_loses_or_sees_nothing_change() {
    let counts = schools(&[(30.0, 70.0), (120.0, 80.0), (10.0, 10.0)]);
    let found = contact(&counts, &[Joint::equal([0, 1], 0.1)]);
    let all = children(&found, &counts);
    // Those who were among their own gain: the group at the second school, the others at the first.
    assert_eq!((all[0].unit, all[0].of_group), (0, false));
    assert_eq!((all[1].unit, all[1].of_group), (1, true));
    let tally = tally(&all);
    assert_eq!((tally.gaining, tally.losing, tally.unchanged), (190.0, 110.0, 20.0));
    let gained: f64 = all.iter().filter(|c| c.of_group).map(|c| c.pupils * c.gain).sum();
    assert!((gained - found.gain()).abs() < 1e-12, "the gain is the sum over the children of the group");
}

fn any_schools() -> impl Strategy<Value = Vec<(f64, f64)>> {
    proptest::collection::vec((0_u32..300, 0_u32..300), 2..9)
        .prop_map(|v| v.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect())
}

proptest! {
    #[test]
    fn the_gain_is_what_exposure_gains_and_no_child_appears_or_goes(
        counts in any_schools(),
        shares in proptest::collection::vec(0.0..1.0_f64, 9),
    ) {
        let two = schools(&counts);
        let members = (0..counts.len()).map(|i| (i, shares[i])).collect();
        let brought = contact(&two, &[Joint { members }]);
        prop_assert!(brought.gain() >= 0.0);
        if let Some(gained) = brought.exposure.difference() {
            let wanted = brought.gain() / two.sum_x();
            prop_assert!((gained - wanted).abs() < 1e-12, "{gained} {wanted}");
        }
        let met: f64 = brought
            .schools
            .iter()
            .map(|s| s.met * (counts[s.unit].0 + counts[s.unit].1))
            .sum();
        prop_assert!((met - two.sum_x()).abs() < 1e-9);
        let d = brought.dissimilarity;
        prop_assert!(d.after.unwrap_or(0.0) <= d.before.unwrap_or(0.0) + 1e-12);
    }

    #[test]
    fn a_larger_group_never_gains_less(counts in any_schools()) {
        let of = |n: usize| {
            let schools = counts.iter().take(n).filter(|(x, y)| x + y > 0.0);
            sum_of_squares(&schools.map(|(x, y)| (x + y, x / (x + y))).collect::<Vec<_>>())
        };
        for n in 1..counts.len() {
            prop_assert!(of(n) <= of(n + 1) + 1e-9);
        }
    }
}
