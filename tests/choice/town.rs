//! Small made-up towns for the tests of choice.

use geo::Point;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use wijkspiegel::choice::{Alternative, Distances, Homes};
use wijkspiegel::data::AreaId;

/// Homes at these places with these pupils by group, row-major.
pub fn homes(points: &[(f64, f64)], groups: usize, pupils: &[f64]) -> Homes {
    assert_eq!(points.len() * groups, pupils.len());
    Homes {
        areas: (0..points.len()).map(AreaId).collect(),
        points: points.iter().map(|p| Point::new(p.0, p.1)).collect(),
        groups,
        pupils: pupils.to_vec(),
        hidden: 0,
    }
}

pub fn points(places: &[(f64, f64)]) -> Vec<Point<f64>> {
    places.iter().map(|p| Point::new(p.0, p.1)).collect()
}

pub fn crow(homes: &Homes, schools: &[(f64, f64)]) -> Distances {
    Distances::straight_line(&homes.points, &points(schools), 1.0)
}

/// A school with these pupils by group.
pub fn school(name: &str, denomination: &str, pupils: &[f64]) -> Alternative {
    Alternative {
        name: name.to_owned(),
        denomination: Some(denomination.to_owned()),
        pupils: pupils.to_vec(),
        ..Alternative::default()
    }
}

pub struct Town {
    pub homes: Homes,
    pub distances: Distances,
    pub schools: Vec<Alternative>,
}

/// A town of some kilometres across with seeded places, pupils and schools of three denominations.
pub fn random_town(seed: u64, homes: usize, schools: usize, groups: usize) -> Town {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut place = |_| (random.random_range(0.0..6000.0), random.random_range(0.0..6000.0));
    let at: Vec<(f64, f64)> = (0..homes).map(&mut place).collect();
    let of: Vec<(f64, f64)> = (0..schools).map(&mut place).collect();
    let pupils: Vec<f64> = (0..homes * groups).map(|_| f64::from(random.random_range(5_u32..80))).collect();
    let homes = self::homes(&at, groups, &pupils);
    let names = ["Openbaar", "Katholiek", "Bijzonder"];
    let schools = (0..schools)
        .map(|j| {
            let pupils: Vec<f64> = (0..groups).map(|_| f64::from(random.random_range(10_u32..200))).collect();
            let mut school = school(&format!("School {j}"), names[j % 3], &pupils);
            school.indicators = vec![("quality".to_owned(), random.random_range(-1.0..1.0))];
            school
        })
        .collect();
    let distances = crow(&homes, &of);
    Town { homes, distances, schools }
}

#[track_caller]
pub fn near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
}
