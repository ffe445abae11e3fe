//! The distance of an area as that of the people in it.

use geo::{MultiPolygon, Point};
use proptest::prelude::*;
use wijkspiegel::choice::Distances;
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, AreaId, Basis, CountTable, Dataset, Level, PointOrigin, PupilPoint, School, SourceId, Subject,
};
use wijkspiegel::network::{pupil_weights, weighted};
use wijkspiegel::number::Count;

const NO_WAY: f64 = f64::INFINITY;

/// Areas by the position of what contains them, and schools as many as asked.
fn town(parents: &[Option<usize>], schools: usize) -> Dataset {
    let area = |(i, parent): (usize, &Option<usize>)| Area {
        code: format!("A{i}"),
        name: String::new(),
        level: Level::Other,
        parent: parent.map(AreaId),
        shape: MultiPolygon::new(Vec::new()),
        pupil_point: PupilPoint { at: Point::new(0.0, 0.0), origin: PointOrigin::Given },
        source: SourceId(0),
    };
    let school = |i: usize| School {
        code: format!("S{i}"),
        name: String::new(),
        at: Point::new(0.0, 0.0),
        kind: None,
        denomination: None,
        board: None,
        address: None,
        postcode: None,
        town: None,
        pupils: Count::Unknown,
        source: SourceId(0),
    };
    Dataset::new(Parts {
        areas: parents.iter().enumerate().map(area).collect(),
        schools: (0..schools).map(school).collect(),
        ..Parts::default()
    })
}

fn distances(rows: &[&[f64]]) -> Distances {
    let metric = wijkspiegel::choice::Metric::PLANAR;
    Distances::from_rows(metric, rows[0].len(), rows.concat()).unwrap()
}

#[test]
fn a_wijk_is_as_far_as_its_people_are_on_average() {
    // A wijk of two buurten with 30 and 10 pupils, and one without finer areas.
    let dataset = town(&[None, Some(0), Some(0), None], 2);
    let from = distances(&[&[9999.0, 1.0], &[100.0, 0.0], &[500.0, 800.0], &[700.0, 70.0]]);
    let found = weighted(&dataset, &from, &[Some(40.0), Some(30.0), Some(10.0), Some(5.0)]).unwrap();
    assert_eq!(found.distances.row(0), [200.0, 200.0]);
    assert_eq!(found.distances.row(1), [100.0, 0.0]);
    assert_eq!(found.distances.row(3), [700.0, 70.0]);
    assert_eq!(found.parts, [2, 0, 0, 0]);
    assert!(found.reached.iter().all(|share| *share == 1.0));
}

#[test]
fn parts_without_known_people_do_not_count_and_an_area_without_any_keeps_its_own_point() {
    let dataset = town(&[None, Some(0), Some(0), None, Some(3)], 1);
    let from = distances(&[&[9.0], &[100.0], &[500.0], &[70.0], &[80.0]]);
    let weights = [None, Some(3.0), None, None, Some(0.0)];
    let found = weighted(&dataset, &from, &weights).unwrap();
    assert_eq!((found.distances.get(0, 0), found.parts[0]), (Some(100.0), 1));
    assert_eq!((found.distances.get(3, 0), found.parts[3]), (Some(70.0), 0));
    for strange in [f64::NAN, f64::INFINITY, -1.0] {
        let found = weighted(&dataset, &from, &[None, Some(strange), Some(2.0), None, None]).unwrap();
        assert_eq!(found.distances.get(0, 0), Some(500.0));
    }
}

#[test]
fn who_has_no_way_is_told_apart_and_not_averaged() {
    let dataset = town(&[None, Some(0), Some(0)], 2);
    let from = distances(&[&[9.0, 9.0], &[100.0, NO_WAY], &[NO_WAY, NO_WAY]]);
    let found = weighted(&dataset, &from, &[None, Some(3.0), Some(1.0)]).unwrap();
    assert_eq!(found.distances.get(0, 0), Some(100.0));
    assert_eq!(found.distances.get(0, 1), None);
    assert_eq!(found.reached[..2], [0.75, 0.0]);
}

#[test]
fn tables_of_another_town_are_refused_and_circles_end() {
    let dataset = town(&[Some(1), Some(0)], 1);
    let from = distances(&[&[1.0], &[2.0]]);
    let found = weighted(&dataset, &from, &[Some(1.0), Some(1.0)]).unwrap();
    assert!(found.distances.get(0, 0).is_some());
    assert_eq!(weighted(&dataset, &from, &[Some(1.0)]), None);
    assert_eq!(weighted(&town(&[None], 1), &from, &[Some(1.0)]), None);
}

#[test]
fn weights_of_pupils_take_the_middle_of_what_is_hidden() {
    let cells = vec![
        Count::Known(3.0),
        Count::Suppressed { least: 1.0, greatest: 4.0 },
        Count::Unknown,
        Count::Known(1.0),
    ];
    let subject = Subject::Home;
    let (basis, source) = (Basis::Counted, SourceId(0));
    let table = CountTable { subject, scheme: 0, year: None, basis, source, groups: 2, cells };
    assert_eq!(pupil_weights(&table), [Some(5.5), None]);
}

proptest! {
    #[test]
    fn a_mean_lies_between_its_parts_whatever_their_weights(
        parts in prop::collection::vec((0.0..5000.0, 0.1..1000.0), 1..9)
    ) {
        let mut parents = vec![None];
        parents.extend(parts.iter().map(|_| Some(0)));
        let dataset = town(&parents, 1);
        let rows: Vec<f64> = std::iter::once(0.0).chain(parts.iter().map(|p| p.0)).collect();
        let from = Distances::from_rows(wijkspiegel::choice::Metric::PLANAR, 1, rows).unwrap();
        let weights: Vec<Option<f64>> = std::iter::once(None).chain(parts.iter().map(|p| Some(p.1))).collect();
        let mean = weighted(&dataset, &from, &weights).unwrap().distances.get(0, 0).unwrap();
        let least = parts.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
        let most = parts.iter().map(|p| p.0).fold(0.0, f64::max);
        prop_assert!((least - 1e-9..=most + 1e-9).contains(&mean));
    }
}
