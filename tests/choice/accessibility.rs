//! Schools of each kind within some kilometres of a child.

use wijkspiegel::choice::accessibility::{RADII, Reach};

use crate::town::{crow, homes, near};

fn sorts() -> Vec<Option<String>> {
    [Some("Openbaar"), Some("Katholiek"), None].map(|s| s.map(str::to_owned)).to_vec()
}

#[test]
fn schools_are_counted_by_sort_and_radius_and_weighted_by_pupils() {
    // Homes at 0 and 5 km; schools at 0.5, 1 (exactly a radius) and 6.5 km.
    let homes = homes(&[(0.0, 0.0), (5000.0, 0.0)], 2, &[30.0, 10.0, 10.0, 50.0]);
    let distances = crow(&homes, &[(500.0, 0.0), (1000.0, 0.0), (6500.0, 0.0)]);
    let reach = Reach::new(&distances, &sorts(), &RADII);
    assert_eq!(reach.sorts, [None, Some("Katholiek".to_owned()), Some("Openbaar".to_owned())]);
    let count = |home, sort| [0, 1, 2].map(|radius| reach.schools(home, sort, radius).unwrap());
    assert_eq!(count(0, 0), [2, 2, 2]);
    assert_eq!(count(0, 1), [1, 1, 1]);
    assert_eq!(count(1, 0), [0, 1, 1], "a school of unknown sort is a school");
    assert_eq!(count(1, 2), [0, 0, 0]);
    let town = reach.access(&homes, 0..2, None, 0, 1).unwrap();
    near(town.mean, (40.0 * 2.0 + 60.0) / 100.0, 1e-15);
    assert_eq!((town.any, town.pupils), (1.0, 100.0));
    let group = reach.access(&homes, 0..2, Some(0), 1, 0).unwrap();
    near(group.any, 0.75, 1e-15);
    assert_eq!(reach.access(&homes, [], None, 0, 0), None);
    assert_eq!(reach.schools(0, 3, 0), None);
    assert_eq!(reach.schools(0, 0, 3), None);
}

#[test]
fn more_kilometres_never_reach_fewer_schools() {
    let town = crate::town::random_town(3, 30, 12, 2);
    let sorts: Vec<Option<String>> = town.schools.iter().map(|s| s.denomination.clone()).collect();
    let reach = Reach::new(&town.distances, &sorts, &[3000.0, f64::NAN, 1000.0, 2000.0, 2000.0]);
    assert_eq!(reach.radii, RADII);
    for home in 0..30 {
        for radius in 0..3 {
            let of = |sort| reach.schools(home, sort, radius).unwrap();
            assert_eq!(of(0), of(1) + of(2) + of(3), "every school has one sort here");
            assert!(radius == 0 || reach.schools(home, 0, radius - 1).unwrap() <= of(0));
        }
    }
}
