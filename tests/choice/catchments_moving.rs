//! Nearest-school areas while a school is dragged are those from scratch, wherever it goes.

use geo::{Area, BooleanOps, MultiPolygon, Point, Rect, polygon};
use proptest::prelude::*;
use wijkspiegel::catchment::{Cells, Moving, Voronoi};

/// Concave, with a lake and an island.
fn outline() -> MultiPolygon<f64> {
    let mainland = polygon!(
        exterior: [(x: 230_000., y: 580_000.), (x: 236_000., y: 579_000.), (x: 240_000., y: 581_500.),
            (x: 238_000., y: 583_000.), (x: 240_500., y: 586_000.), (x: 235_000., y: 584_500.),
            (x: 234_500., y: 588_000.), (x: 231_000., y: 585_500.)],
        interiors: [[(x: 233_000., y: 581_000.), (x: 233_000., y: 583_000.), (x: 235_500., y: 583_000.),
            (x: 234_000., y: 581_000.)]],
    );
    let island = Rect::new((241_500.0, 583_000.0), (243_000.0, 584_000.0)).to_polygon();
    MultiPolygon(vec![mainland, island])
}

/// No two divisions differ by more than a sliver.
#[track_caller]
fn same(a: &Cells, b: &Cells, whole: f64) {
    assert_eq!(a.holder, b.holder);
    for (at, (a, b)) in a.shapes.iter().zip(&b.shapes).enumerate() {
        let apart = a.xor(b).unsigned_area();
        assert!(apart <= 1e-7 * whole, "cell {at}: {apart} m² differ");
    }
    let sum: f64 = a.shapes.iter().map(Area::unsigned_area).sum();
    assert!((sum - whole).abs() <= 1e-6 * whole, "{sum} is not {whole}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_dragged_school_gets_the_areas_of_a_division_from_scratch(
        points in prop::collection::vec((228_000.0..246_000.0f64, 577_000.0..590_000.0f64), 1..30),
        moved in 0usize..30,
        way in prop::collection::vec((227_000.0..247_000.0f64, 576_000.0..591_000.0f64), 1..6),
        onto in 0usize..30,
    ) {
        let outline = outline();
        let whole = outline.unsigned_area();
        let plain = Voronoi::prepare(outline.clone());
        let following = Voronoi::prepare(outline).following();
        let mut points: Vec<Point<f64>> = points.into_iter().map(Point::from).collect();
        let moved = moved % points.len();
        let moving = Moving::begin(&plain, &points, moved);
        following.cells(&points);
        // Also onto another school, where two share one area.
        let onto = points[onto % points.len()];
        for to in way.into_iter().map(Point::from).chain([onto, Point::new(235_000.0, 584_000.0)]) {
            points[moved] = to;
            let scratch = plain.cells(&points);
            same(&moving.cells(&plain, to), &scratch, whole);
            same(&following.cells(&points), &scratch, whole);
        }
        // Another school is taken up, from where the first one lies now.
        let next = (moved + 1) % points.len();
        points[next] = Point::new(233_500.0, 584_500.0);
        same(&following.cells(&points), &plain.cells(&points), whole);
    }
}

#[test]
fn a_school_that_leaves_the_town_leaves_its_area_to_the_others() {
    let outline = outline();
    let town = Voronoi::prepare(outline.clone());
    let points = [(232_000.0, 581_000.0), (236_000.0, 583_000.0)].map(Point::from);
    let moving = Moving::begin(&town, &points, 1);
    let gone = moving.cells(&town, Point::new(900_000.0, 900_000.0));
    assert!(gone.shapes[1].0.is_empty());
    assert!((gone.shapes[0].unsigned_area() - outline.unsigned_area()).abs() < 1.0);
    let nowhere = moving.cells(&town, Point::new(f64::NAN, 0.0));
    assert_eq!(nowhere.holder, [Some(0), None]);
}
