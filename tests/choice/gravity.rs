//! Gravity: both margins are met, the decay is found again, and what cannot be met is refused.

use proptest::prelude::*;
use wijkspiegel::choice::gravity::{Calibration, Decay, Estimate, Gravity, Names, gravity};
use wijkspiegel::choice::{Distances, Metric};
use wijkspiegel::data::{Basis, SchoolId, SourceId};
use wijkspiegel::notice::Notice;
use wijkspiegel::text::Language;

use crate::town::{Town, crow, homes, near, random_town};

const GIVEN: Gravity =
    Gravity { decay: Decay::Exponential, calibration: Calibration::Given(1.2), scale_to_homes: false };

/// Pupils by school × group that add up to those of the homes.
fn totals(town: &Town) -> Vec<f64> {
    let groups = town.homes.groups;
    let sum = |k: usize| town.schools.iter().map(|s| s.pupils[k]).sum::<f64>();
    let scale: Vec<f64> = (0..groups).map(|k| town.homes.group_total(k) / sum(k)).collect();
    town.schools
        .iter()
        .flat_map(|s| s.pupils.iter().zip(&scale).map(|(n, f)| n * f).collect::<Vec<_>>())
        .collect()
}

fn run(town: &Town, pupils: &[f64], model: Gravity) -> Result<Estimate, Notice> {
    gravity(&town.homes, &town.distances, pupils, Names::default(), model)
}

#[track_caller]
fn meets(town: &Town, pupils: &[f64], found: &Estimate) {
    let (groups, width) = (town.homes.groups, town.schools.len());
    for home in 0..town.homes.len() {
        for group in 0..groups {
            let row = &found.cells[(home * groups + group) * width..][..width];
            near(row.iter().sum(), town.homes.row(home)[group], 1e-6);
        }
    }
    for school in 0..width {
        for group in 0..groups {
            let sum: f64 =
                (0..town.homes.len()).map(|home| found.cells[(home * groups + group) * width + school]).sum();
            near(sum, pupils[school * groups + group], 1e-6);
        }
    }
    assert!(found.error <= 1e-6);
}

#[test]
fn without_decay_flows_are_those_of_independence() {
    let town = random_town(1, 8, 5, 2);
    let pupils = totals(&town);
    let found = run(&town, &pupils, Gravity { calibration: Calibration::Given(0.0), ..GIVEN }).unwrap();
    meets(&town, &pupils, &found);
    for home in 0..8 {
        for group in 0..2 {
            for school in 0..5 {
                let wanted =
                    town.homes.row(home)[group] * pupils[school * 2 + group] / town.homes.group_total(group);
                near(found.cells[(home * 2 + group) * 5 + school], wanted, 1e-6);
            }
        }
    }
}

#[test]
fn a_two_by_two_town_comes_out_as_worked_by_hand() {
    // Symmetric: 10 pupils at each home, 10 at each school, near 1 km and far 3 km. The flow near is
    // 10 / (1 + e^(−2β)), for the cross product of flows is that of the decays.
    let homes = homes(&[(0.0, 0.0), (4000.0, 0.0)], 1, &[10.0, 10.0]);
    let distances = crow(&homes, &[(1000.0, 0.0), (3000.0, 0.0)]);
    for (decay, near_share) in
        [(Decay::Exponential, 1.0 / (1.0 + (-2.0_f64).exp())), (Decay::Power, 1.0 / (1.0 + 1.0 / 3.0))]
    {
        let model = Gravity { decay, calibration: Calibration::Given(1.0), scale_to_homes: false };
        let found = gravity(&homes, &distances, &[10.0, 10.0], Names::default(), model).unwrap();
        near(found.cells[0], 10.0 * near_share, 1e-9);
        near(found.cells[1], 10.0 * (1.0 - near_share), 1e-9);
        // Asked for the mean distance that this gives, the same decay is found.
        let target = found.mean_distance.unwrap();
        near(target, 1000.0 * near_share + 3000.0 * (1.0 - near_share), 1e-6);
        let model = Gravity { calibration: Calibration::MeanDistance(target), ..model };
        let again = gravity(&homes, &distances, &[10.0, 10.0], Names::default(), model).unwrap();
        near(again.decay[0], 1.0, 1e-6);
    }
}

#[test]
fn the_mean_distance_is_the_one_asked_for() {
    let town = random_town(2, 60, 20, 3);
    let pupils = totals(&town);
    for decay in [Decay::Exponential, Decay::Power] {
        for target in [1400.0, 1800.0, 2600.0] {
            let model = Gravity { decay, calibration: Calibration::MeanDistance(target), ..GIVEN };
            let found = run(&town, &pupils, model).unwrap();
            meets(&town, &pupils, &found);
            near(found.mean_distance.unwrap(), target, 1e-3);
            assert!(found.decay.iter().all(|b| *b == found.decay[0] && *b > 0.0));
        }
    }
}

#[test]
fn the_decay_of_known_flows_is_found_again_group_by_group() {
    let town = random_town(3, 40, 10, 2);
    let pupils = totals(&town);
    for decay in [Decay::Exponential, Decay::Power] {
        let flows: Vec<Estimate> = [0.6, 1.7]
            .map(|beta| {
                run(&town, &pupils, Gravity { decay, calibration: Calibration::Given(beta), ..GIVEN })
                    .unwrap()
            })
            .to_vec();
        // Group 0 by the first, group 1 by the second.
        let cells: Vec<f64> = (0..flows[0].cells.len()).map(|at| flows[at / 10 % 2].cells[at]).collect();
        let found =
            run(&town, &pupils, Gravity { decay, calibration: Calibration::Flows(&cells), ..GIVEN }).unwrap();
        near(found.decay[0], 0.6, 1e-6);
        near(found.decay[1], 1.7, 1e-6);
        for (a, b) in found.cells.iter().zip(&cells) {
            near(*a, *b, 1e-4);
        }
    }
}

#[test]
fn estimated_flows_are_marked_as_estimated() {
    let town = random_town(2, 6, 3, 2);
    let found = run(&town, &totals(&town), GIVEN).unwrap();
    let ids: Vec<SchoolId> = [7, 2, 4].map(SchoolId).to_vec();
    let table = found.table(&town.homes, &ids, 0, None, SourceId(0));
    assert_eq!(table.basis, Basis::Estimated);
    assert_eq!(table.flows.len(), 6 * 3 * 2);
    assert!(table.flows.is_sorted_by_key(|f| (f.area, f.school, f.group)));
    let sum: f64 = table.flows.iter().filter_map(|f| f.pupils.known()).sum();
    near(sum, town.homes.pupils.iter().sum(), 1e-5);
}

#[track_caller]
fn refused(result: Result<Estimate, Notice>, key: &str, says: &[&str]) {
    let notice = result.unwrap_err();
    assert_eq!(notice.key, key, "{notice}");
    for language in Language::ALL {
        let message = notice.message(language);
        assert!(says.iter().all(|part| message.contains(part)), "{message}");
    }
}

#[test]
fn margins_that_disagree_are_refused_with_both_sums_or_scaled_aloud() {
    let homes = homes(&[(0.0, 0.0), (4000.0, 0.0)], 2, &[10.0, 5.0, 10.0, 5.0]);
    let distances = crow(&homes, &[(1000.0, 0.0), (3000.0, 0.0)]);
    let names = ["laag".to_owned(), "hoog".to_owned()];
    let names = Names { groups: &names, ..Names::default() };
    let pupils = [10.0, 5.0, 10.0, 7.0];
    refused(gravity(&homes, &distances, &pupils, names, GIVEN), "choice-margins", &["hoog", "10", "12"]);
    let scaled = Gravity { scale_to_homes: true, ..GIVEN };
    let found = gravity(&homes, &distances, &pupils, names, scaled).unwrap();
    let said: Vec<_> = found.notices.iter().collect();
    assert_eq!(said.len(), 1, "only the group that differs");
    assert_eq!(said[0].key, "choice-margins-scaled");
    assert!(said[0].to_string().contains("hoog"));
    let hoog: f64 = found.cells.chunks_exact(2).skip(1).step_by(2).flatten().sum();
    near(hoog, 10.0, 1e-6);
    // Nobody of a group at any school can't be scaled.
    refused(gravity(&homes, &distances, &[10.0, 0.0, 10.0, 0.0], names, scaled), "choice-margins", &["hoog"]);
    // A rounding in the last digits is no disagreement.
    assert!(
        gravity(&homes, &distances, &[10.0, 5.0, 10.0 + 1e-9, 5.0], names, GIVEN).unwrap().notices.is_empty()
    );
}

#[test]
fn homes_and_schools_without_a_way_are_refused_by_name() {
    let homes = homes(&[(0.0, 0.0), (4000.0, 0.0)], 1, &[10.0, 10.0]);
    let away = f64::INFINITY;
    let ways = |rows: Vec<f64>| Distances::from_rows(Metric::PLANAR, 2, rows).unwrap();
    let areas = ["Eiland".to_owned(), "Stad".to_owned()];
    let schools = ["Noord".to_owned(), "Zuid".to_owned()];
    let names = Names { homes: &areas, schools: &schools, ..Names::default() };
    let run = |rows: Vec<f64>, pupils: &[f64]| gravity(&homes, &ways(rows), pupils, names, GIVEN);
    refused(run(vec![away, away, 1.0, 2.0], &[10.0, 10.0]), "choice-home-unreachable", &["Eiland", "10"]);
    refused(run(vec![1.0, away, 1.0, away], &[10.0, 10.0]), "choice-school-unreachable", &["Zuid"]);
    // Every place has a way, but the ways can't carry these numbers.
    let caught = run(vec![1.0, away, 1.0, 1.0], &[5.0, 15.0]);
    assert_eq!(caught.unwrap_err().key, "choice-not-balanced");
    assert!(run(vec![1.0, away, 1.0, 1.0], &[12.0, 8.0]).is_ok());
}

#[test]
fn a_target_out_of_reach_is_refused() {
    let town = random_town(4, 20, 6, 1);
    let pupils = totals(&town);
    let at =
        |metres| run(&town, &pupils, Gravity { calibration: Calibration::MeanDistance(metres), ..GIVEN });
    assert_eq!(at(1.0).unwrap_err().key, "choice-target-too-near");
    assert_eq!(at(1e6).unwrap_err().key, "choice-target-too-far");
    assert_eq!(at(f64::NAN).unwrap_err().key, "choice-target");
    let beta = |beta| run(&town, &pupils, Gravity { calibration: Calibration::Given(beta), ..GIVEN });
    assert_eq!(beta(f64::INFINITY).unwrap_err().key, "choice-decay");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn both_margins_are_met_whatever_the_town(seed in 0_u64..10_000, beta in 0.0..6.0_f64, power in any::<bool>()) {
        let town = random_town(seed, 15, 6, 2);
        let pupils = totals(&town);
        let decay = if power { Decay::Power } else { Decay::Exponential };
        let found = run(&town, &pupils, Gravity { decay, calibration: Calibration::Given(beta), ..GIVEN }).unwrap();
        meets(&town, &pupils, &found);
        prop_assert!(found.cells.iter().all(|n| n.is_finite() && *n >= 0.0));
    }
}
