//! Assignment by a model of choice: places, feedback, and what is reported.

use proptest::prelude::*;
use wijkspiegel::choice::{Attribute, ChoiceModel, Feedback, Places, Rules};

use crate::town::{crow, homes, near, random_town, school};

fn model(distance: f64, own: f64) -> ChoiceModel {
    ChoiceModel::by_hand([(Attribute::Distance, distance), (Attribute::OwnGroupShare, own)])
}

#[test]
fn chances_are_those_of_the_formula() {
    let homes = homes(&[(0.0, 0.0)], 2, &[10.0, 30.0]);
    let distances = crow(&homes, &[(1000.0, 0.0), (3000.0, 0.0)]);
    let schools = [school("a", "x", &[1.0, 3.0]), school("b", "y", &[3.0, 1.0])];
    let model = ChoiceModel::by_hand([
        (Attribute::Distance, -0.5),
        (Attribute::OwnGroupShare, 2.0),
        (Attribute::Denomination("y".to_owned()), 0.25),
    ]);
    let found = model.probabilities(&homes, &distances, &schools).unwrap();
    let chance = |a: f64, b: f64| a.exp() / (a.exp() + b.exp());
    near(found.row(0, 0)[0], chance(-0.5 + 0.5, -1.5 + 1.5 + 0.25), 1e-14);
    near(found.row(0, 1)[0], chance(-0.5 + 1.5, -1.5 + 0.5 + 0.25), 1e-14);
    let sent = model.assign(&homes, &distances, &schools, Rules::default()).unwrap();
    near(sent.row(0, 1)[0], 30.0 * found.row(0, 1)[0], 1e-12);
    near(sent.school(0)[0], 10.0 * found.row(0, 0)[0], 1e-12);
    assert!(sent.notices.is_empty() && sent.settled.is_none());
}

#[test]
fn without_coefficients_every_school_is_as_likely() {
    let town = random_town(1, 5, 4, 3);
    let found = ChoiceModel::default().probabilities(&town.homes, &town.distances, &town.schools).unwrap();
    assert!(found.cells.iter().all(|p| *p == 0.25));
}

#[test]
fn a_new_school_has_the_share_of_the_town_until_pupils_come() {
    let homes = homes(&[(0.0, 0.0)], 2, &[10.0, 30.0]);
    let distances = crow(&homes, &[(1000.0, 0.0), (0.0, 1000.0)]);
    let schools = [school("a", "x", &[1.0, 3.0]), school("new", "x", &[])];
    let found = model(0.0, 5.0).probabilities(&homes, &distances, &schools).unwrap();
    assert!(found.cells.iter().all(|p| (*p - 0.5).abs() < 1e-15), "{found:?}");
}

#[test]
fn a_full_school_gives_everyone_the_same_chance_and_the_rest_choose_again() {
    // Two homes that both like school a three to one; a has 40 places, b and c enough.
    let homes = homes(&[(0.0, 0.0), (0.0, 0.0)], 1, &[60.0, 20.0]);
    let distances = crow(&homes, &[(0.0, 0.0); 3]);
    let mut schools = ["x", "y", "y"].map(|d| school(d, d, &[10.0]));
    schools[0].seats = Some(40.0);
    let model = ChoiceModel::by_hand([(Attribute::Denomination("x".to_owned()), 6.0_f64.ln())]);
    let rules = Rules { places: Places::Limited, feedback: None };
    let sent = model.assign(&homes, &distances, &schools, rules).unwrap();
    // 60 of 80 name a, 40 get in: 30 and 10. The others divide equally over b and c.
    for (home, wanted) in [(0, [30.0, 15.0, 15.0]), (1, [10.0, 5.0, 5.0])] {
        for (found, wanted) in sent.row(home, 0).iter().zip(wanted) {
            near(*found, wanted, 1e-12);
        }
    }
    near(sent.displaced, 20.0, 1e-12);
    assert_eq!(sent.unplaced_total(), 0.0);
}

#[test]
fn who_finds_no_place_is_reported() {
    let homes = homes(&[(0.0, 0.0)], 2, &[60.0, 40.0]);
    let distances = crow(&homes, &[(0.0, 500.0), (0.0, 900.0)]);
    let mut schools = [school("a", "x", &[1.0, 1.0]), school("b", "x", &[1.0, 1.0])];
    schools[0].seats = Some(30.0);
    schools[1].seats = Some(20.0);
    let rules = Rules { places: Places::Limited, feedback: None };
    let sent = model(-1.0, 0.0).assign(&homes, &distances, &schools, rules).unwrap();
    near(sent.unplaced_total(), 50.0, 1e-9);
    near(sent.unplaced[0], 30.0, 1e-9);
    near(sent.school(0).iter().sum(), 30.0, 1e-9);
    let said: Vec<&str> = sent.notices.iter().map(|n| n.key).collect();
    assert_eq!(said, ["choice-unplaced"]);
    // No way at all is no place either.
    let nowhere =
        wijkspiegel::choice::Distances::from_rows(distances.metric, 2, vec![f64::INFINITY; 2]).unwrap();
    let sent = model(-1.0, 0.0).assign(&homes, &nowhere, &schools, Rules::default()).unwrap();
    assert_eq!(sent.unplaced_total(), 100.0);
    assert_eq!(sent.mean_distance, None);
}

#[test]
fn a_far_school_still_takes_those_for_whom_the_near_one_is_full() {
    let homes = homes(&[(0.0, 0.0)], 1, &[10.0]);
    let distances = crow(&homes, &[(0.0, 0.0), (500_000.0, 0.0)]);
    let mut schools = [school("near", "x", &[1.0]), school("far", "x", &[1.0])];
    schools[0].seats = Some(4.0);
    let rules = Rules { places: Places::Limited, feedback: None };
    let sent = model(-10.0, 0.0).assign(&homes, &distances, &schools, rules).unwrap();
    near(sent.row(0, 0)[1], 6.0, 1e-9);
}

#[test]
fn shares_that_choices_rest_on_are_those_that_they_lead_to() {
    let town = random_town(5, 60, 12, 3);
    let rules = Rules { places: Places::Unlimited, feedback: Some(Feedback::default()) };
    let sent = model(-1.5, 1.5).assign(&town.homes, &town.distances, &town.schools, rules).unwrap();
    let settled = sent.settled.unwrap();
    assert!(settled.converged && settled.rounds > 2, "{settled:?}");
    // From the pupils that it leads to, the same follows again.
    let mut schools = town.schools.clone();
    for (j, school) in schools.iter_mut().enumerate() {
        school.pupils = sent.school(j).to_vec();
    }
    let again = model(-1.5, 1.5).assign(&town.homes, &town.distances, &schools, Rules::default()).unwrap();
    for (a, b) in sent.pupils.iter().zip(&again.pupils) {
        near(*a, *b, 1e-4);
    }
}

#[test]
fn choices_that_do_not_settle_say_so() {
    let town = random_town(5, 60, 12, 3);
    let feedback = Feedback { most_rounds: 2, ..Feedback::default() };
    let rules = Rules { places: Places::Unlimited, feedback: Some(feedback) };
    let sent = model(-1.5, 3.0).assign(&town.homes, &town.distances, &town.schools, rules).unwrap();
    let settled = sent.settled.unwrap();
    assert!(!settled.converged && settled.change > 0.0);
    assert!(sent.notices.iter().any(|n| n.key == "choice-not-settled"), "{:?}", sent.notices);
    // Who flees from the own group without damping goes back and forth for ever.
    let homes = homes(&[(0.0, 0.0)], 2, &[50.0, 50.0]);
    let distances = crow(&homes, &[(0.0, 0.0); 2]);
    let schools = [school("a", "x", &[30.0, 20.0]), school("b", "x", &[20.0, 30.0])];
    let feedback = Feedback { damping: 1.0, estimated: false, ..Feedback::default() };
    let rules = Rules { places: Places::Unlimited, feedback: Some(feedback) };
    let sent = model(0.0, -20.0).assign(&homes, &distances, &schools, rules).unwrap();
    assert!(!sent.settled.unwrap().converged);
    let calm =
        Rules { feedback: Some(Feedback { damping: 0.1, estimated: false, ..Feedback::default() }), ..rules };
    let sent = model(0.0, -20.0).assign(&homes, &distances, &schools, calm).unwrap();
    assert!(sent.settled.unwrap().converged, "{:?}", sent.settled);
    near(sent.school(0)[0], 25.0, 1e-6);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let town = random_town(1, 4, 3, 2);
    let key = |result: Result<wijkspiegel::choice::Assignment, wijkspiegel::notice::Notice>| {
        result.unwrap_err().key
    };
    let run = |m: &ChoiceModel, rules| m.assign(&town.homes, &town.distances, &town.schools, rules);
    for damping in [0.0, -1.0, 1.5, f64::NAN] {
        let feedback = Some(Feedback { damping, ..Feedback::default() });
        assert_eq!(
            key(run(&model(-1.0, 1.0), Rules { places: Places::Unlimited, feedback })),
            "choice-feedback"
        );
    }
    assert_eq!(key(run(&model(f64::NAN, 0.0), Rules::default())), "choice-coefficient-not-finite");
    let few = &town.schools[..2];
    assert_eq!(
        key(model(-1.0, 0.0).assign(&town.homes, &town.distances, few, Rules::default())),
        "choice-shape"
    );
    assert_eq!(
        key(model(-1.0, 0.0).assign(&town.homes, &town.distances, &[], Rules::default())),
        "choice-no-schools"
    );
    let mut schools = town.schools.clone();
    schools[0].seats = Some(-1.0);
    let limited = Rules { places: Places::Limited, feedback: None };
    assert_eq!(key(model(-1.0, 0.0).assign(&town.homes, &town.distances, &schools, limited)), "choice-seats");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nobody_gets_lost_and_no_school_is_overfull(
        seed in 0_u64..1000,
        distance in -4.0..1.0_f64,
        own in -4.0..4.0_f64,
        room in 0.3..1.5_f64,
    ) {
        let mut town = random_town(seed, 12, 6, 2);
        let all: f64 = town.homes.pupils.iter().sum();
        for (j, school) in town.schools.iter_mut().enumerate() {
            school.seats = (j != 3 || room < 1.0).then_some((all * room / 6.0 * (j as f64 + 1.0) / 3.5).floor());
        }
        let rules = Rules { places: Places::Limited, feedback: None };
        let sent = model(distance, own).assign(&town.homes, &town.distances, &town.schools, rules).unwrap();
        for home in 0..12 {
            for group in 0..2 {
                let placed: f64 = sent.row(home, group).iter().sum();
                let wanted = town.homes.row(home)[group];
                prop_assert!((placed + sent.unplaced[home * 2 + group] - wanted).abs() < 1e-6);
            }
        }
        let mut free = 0.0;
        for (j, school) in town.schools.iter().enumerate() {
            let here: f64 = sent.school(j).iter().sum();
            if let Some(seats) = school.seats {
                prop_assert!(here <= seats + 1e-6);
                free += seats - here;
            } else {
                free = f64::INFINITY;
            }
        }
        // Nobody goes without while there is a place, for everyone can reach every school.
        prop_assert!(sent.unplaced_total() < 1e-6 || free < 1e-6);
        // The order of homes does not matter.
        let mut turned = town.homes.clone();
        turned.points.reverse();
        turned.pupils = town.homes.pupils.chunks_exact(2).rev().flatten().copied().collect();
        let rows = (0..12).rev().flat_map(|i| town.distances.row(i).to_vec()).collect();
        let distances = wijkspiegel::choice::Distances::from_rows(town.distances.metric, 6, rows).unwrap();
        let again = model(distance, own).assign(&turned, &distances, &town.schools, rules).unwrap();
        for (a, b) in sent.pupils.iter().zip(&again.pupils) {
            prop_assert!((a - b).abs() < 1e-6);
        }
    }
}
