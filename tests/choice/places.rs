//! Nearest school with places: stable, the same in any order, and equal to the old rule without limit.

use proptest::prelude::*;
use wijkspiegel::choice::places::{Nearest, nearest_with_places};
use wijkspiegel::choice::{Distances, Homes, Metric};

use crate::town::{crow, homes, near, points, random_town};

#[test]
fn the_nearest_pupils_go_first_and_the_others_to_the_next_school() {
    // On a line: homes at 0, 1 and 2 km, schools at 0 and 10 km.
    let homes = homes(&[(0.0, 0.0), (1000.0, 0.0), (2000.0, 0.0)], 2, &[10.0, 0.0, 5.0, 15.0, 8.0, 2.0]);
    let distances = crow(&homes, &[(0.0, 0.0), (10_000.0, 0.0)]);
    let found = nearest_with_places(&homes, &distances, &[20.0, 15.0]).unwrap();
    // 10 of the first, 10 of the 20 of the second; the third has priority at the other school.
    let parts: Vec<(usize, usize, f64)> = found.placed.iter().map(|p| (p.home, p.school, p.part)).collect();
    assert_eq!(parts, [(0, 0, 1.0), (1, 0, 0.5), (1, 1, 0.25), (2, 1, 1.0)]);
    assert_eq!(found.pupils, [12.5, 7.5, 9.25, 5.75]);
    assert_eq!(found.displaced, [0.0, 10.0, 10.0]);
    assert_eq!(found.unplaced, [0.0, 5.0, 0.0]);
    near(found.mean_distance.unwrap(), (10.0 * 1000.0 + 5.0 * 9000.0 + 10.0 * 8000.0) / 35.0, 1e-9);
}

#[test]
fn pupils_equally_far_share_the_last_places_in_proportion() {
    let homes = homes(&[(1000.0, 0.0), (-1000.0, 0.0), (0.0, 1000.0)], 1, &[30.0, 60.0, 10.0]);
    let distances = crow(&homes, &[(0.0, 0.0)]);
    let found = nearest_with_places(&homes, &distances, &[50.0]).unwrap();
    assert!(found.placed.iter().all(|p| p.part == 0.5), "{found:?}");
    assert_eq!(found.unplaced, [15.0, 30.0, 5.0]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let homes = homes(&[(0.0, 0.0)], 1, &[1.0]);
    let distances = crow(&homes, &[(0.0, 0.0)]);
    for seats in [-1.0, f64::NAN] {
        assert_eq!(nearest_with_places(&homes, &distances, &[seats]).unwrap_err().key, "choice-seats");
    }
    assert_eq!(nearest_with_places(&homes, &distances, &[1.0, 1.0]).unwrap_err().key, "choice-shape");
    let nowhere = Distances::from_rows(Metric::PLANAR, 1, vec![f64::INFINITY]).unwrap();
    let found = nearest_with_places(&homes, &nowhere, &[5.0]).unwrap();
    assert_eq!((found.unplaced[0], found.displaced[0], found.mean_distance), (1.0, 0.0, None));
}

/// The same homes in the reverse order.
fn turned(homes: &Homes, distances: &Distances) -> (Homes, Distances) {
    let mut out = homes.clone();
    out.points.reverse();
    out.pupils = homes.pupils.chunks_exact(homes.groups).rev().flatten().copied().collect();
    let rows = (0..homes.len()).rev().flat_map(|i| distances.row(i).to_vec()).collect();
    (out, Distances::from_rows(distances.metric, distances.destinations(), rows).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nobody_lives_nearer_to_a_school_they_would_rather_attend_than_someone_it_took(
        seed in 0_u64..10_000,
        room in 0.2..1.6_f64,
        coarse in any::<bool>(),
    ) {
        let town = random_town(seed, 14, 5, 2);
        // Rounded to kilometres many are equally far.
        let unit = if coarse { 1000.0 } else { 1e-3 };
        let rows: Vec<f64> = (0..14).flat_map(|i| town.distances.row(i).iter().map(|m| (m / unit).round() * unit).collect::<Vec<_>>()).collect();
        let distances = Distances::from_rows(Metric::PLANAR, 5, rows).unwrap();
        let all: f64 = town.homes.pupils.iter().sum();
        let seats: Vec<f64> = (0..5).map(|j| (all * room / 5.0 * (j as f64 + 1.0) / 3.0).floor()).collect();
        let found = nearest_with_places(&town.homes, &distances, &seats).unwrap();
        let taken: Vec<f64> = found.pupils.chunks_exact(2).map(|row| row.iter().sum()).collect();
        for (taken, seats) in taken.iter().zip(&seats) {
            prop_assert!(*taken <= seats + 1e-9);
        }
        for home in 0..14 {
            let parts: Vec<_> = found.placed.iter().filter(|p| p.home == home).collect();
            let placed: f64 = parts.iter().map(|p| p.part * town.homes.total(home)).sum();
            prop_assert!((placed + found.unplaced[home] - town.homes.total(home)).abs() < 1e-6);
            // The furthest that any pupil of this home goes; without a place, beyond everything.
            let worst = if found.unplaced[home] > 1e-6 {
                f64::INFINITY
            } else {
                parts.iter().map(|p| p.metres).fold(0.0, f64::max)
            };
            for school in 0..5 {
                let way = distances.get(home, school).unwrap();
                if way < worst {
                    prop_assert!(taken[school] >= seats[school] - 1e-6, "a place is left at a nearer school");
                    let further = found.placed.iter().any(|p| p.school == school && p.metres > way && p.part * town.homes.total(p.home) > 1e-6);
                    prop_assert!(!further, "someone further was taken");
                }
            }
        }
        let (other, ways) = turned(&town.homes, &distances);
        let again = nearest_with_places(&other, &ways, &seats).unwrap();
        for (a, b) in found.pupils.iter().zip(&again.pupils) {
            prop_assert!((a - b).abs() < 1e-6);
        }
    }

    #[test]
    fn without_limit_everyone_is_at_the_nearest_school(seed in 0_u64..10_000) {
        let town = random_town(seed, 20, 6, 3);
        let found = nearest_with_places(&town.homes, &town.distances, &[f64::INFINITY; 6]).unwrap();
        for placed in &found.placed {
            prop_assert_eq!(Some(placed.school), town.distances.nearest(placed.home));
        }
        prop_assert!(found.displaced.iter().chain(&found.unplaced).all(|n| *n == 0.0));
        let pupils = Nearest::new(&town.distances).pupils(&town.homes, 6);
        prop_assert_eq!(pupils, found.pupils);
    }

    #[test]
    fn following_a_school_that_moves_is_the_same_as_looking_again(seed in 0_u64..10_000, to in prop::collection::vec((0.0..6000.0_f64, 0.0..6000.0_f64), 1..6)) {
        let town = random_town(seed, 30, 5, 1);
        let mut distances = town.distances.clone();
        let mut nearest = Nearest::new(&distances);
        for (step, to) in to.into_iter().enumerate() {
            let school = (seed as usize + step) % 5;
            distances.move_destination(school, &town.homes.points, points(&[to])[0]);
            nearest.moved(&distances, school);
            prop_assert_eq!(&nearest, &Nearest::new(&distances));
        }
    }
}
