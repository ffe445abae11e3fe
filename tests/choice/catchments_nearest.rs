//! Nearest-school areas: a partition of the outline, whatever the points are.

use geo::{Area, BooleanOps, Contains, MultiPolygon, Point, Polygon, Rect, polygon};
use proptest::prelude::*;
use wijkspiegel::catchment::{Cells, Voronoi};

/// An outline like that of a town: concave, with a lake in it and an island beside it.
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

fn square(side: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![Rect::new((0.0, 0.0), (side, side)).to_polygon()])
}

fn divide(outline: &MultiPolygon<f64>, points: &[(f64, f64)]) -> Cells {
    let points: Vec<Point<f64>> = points.iter().map(|p| Point::from(*p)).collect();
    Voronoi::prepare(outline.clone()).cells(&points)
}

/// Cells fill the outline, do not overlap, and every sample point lies with its nearest point.
#[track_caller]
fn is_partition(outline: &MultiPolygon<f64>, points: &[(f64, f64)], cells: &Cells) {
    let whole = outline.unsigned_area();
    let sum: f64 = cells.shapes.iter().map(Area::unsigned_area).sum();
    assert!((sum - whole).abs() <= 1e-6 * whole, "{sum} is not {whole}");
    for (i, a) in cells.shapes.iter().enumerate() {
        for b in cells.shapes.iter().skip(i + 1) {
            let common = a.intersection(b).unsigned_area();
            assert!(common <= 1e-6 * whole, "{common} m² is in two cells");
        }
    }
    let distance = |p: &(f64, f64), x: f64, y: f64| (p.0 - x).hypot(p.1 - y);
    let bounds = geo::BoundingRect::bounding_rect(outline).unwrap();
    for i in 0..40 {
        for j in 0..40 {
            let x = bounds.min().x + bounds.width() * (f64::from(i) + 0.37) / 40.0;
            let y = bounds.min().y + bounds.height() * (f64::from(j) + 0.61) / 40.0;
            if !outline.contains(&Point::new(x, y)) {
                continue;
            }
            let Some(owner) = cells.shapes.iter().position(|c| c.contains(&Point::new(x, y))) else {
                // On a border, which is nobody's inside.
                let mut near: Vec<f64> = points.iter().map(|p| distance(p, x, y)).collect();
                near.sort_by(f64::total_cmp);
                assert!(near[1] - near[0] < 0.01, "({x}, {y}) is in no cell");
                continue;
            };
            let nearest = points.iter().map(|p| distance(p, x, y)).fold(f64::INFINITY, f64::min);
            let own = distance(&points[owner], x, y);
            assert!(own - nearest < 1.01, "({x}, {y}) is {own} from its school and {nearest} from another");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cells_of_any_points_are_a_partition(
        points in prop::collection::vec((228_000.0..246_000.0f64, 577_000.0..590_000.0f64), 1..40),
    ) {
        let outline = outline();
        is_partition(&outline, &points, &divide(&outline, &points));
    }

    #[test]
    fn cells_of_points_on_a_grid_are_a_partition(
        points in prop::collection::vec((0u8..5, 0u8..5), 1..25),
    ) {
        // Four or more on one circle, many on one line, many in one place.
        let points: Vec<(f64, f64)> =
            points.iter().map(|(x, y)| (f64::from(*x) * 250.0, f64::from(*y) * 250.0)).collect();
        let outline = square(1000.0);
        is_partition(&outline, &points, &divide(&outline, &points));
    }

    #[test]
    fn no_point_however_odd_makes_it_panic(
        points in prop::collection::vec((any::<f64>(), any::<f64>()), 0..12),
    ) {
        let cells = divide(&square(1000.0), &points);
        prop_assert_eq!(cells.shapes.len(), points.len());
        prop_assert_eq!(cells.holder.len(), points.len());
    }
}

#[test]
fn two_halves_of_a_square_are_exact() {
    let cells = divide(&square(1000.0), &[(250.0, 500.0), (750.0, 500.0)]);
    let west = Rect::new((0.0, 0.0), (500.0, 1000.0)).to_polygon();
    let apart = cells.shapes[0].xor(&MultiPolygon(vec![west])).unsigned_area();
    assert!(apart < 1e-3, "{apart}");
    assert!((cells.shapes[1].unsigned_area() - 500_000.0).abs() < 1e-3);
}

#[test]
fn schools_in_one_place_share_one_cell_that_the_first_holds() {
    let points = [(250.0, 500.0), (750.0, 500.0), (250.0, 500.0), (250.3, 500.4)];
    let cells = divide(&square(1000.0), &points);
    assert_eq!(cells.holder, [Some(0), Some(1), Some(0), Some(0)]);
    assert!(cells.shapes[2].0.is_empty() && cells.shapes[3].0.is_empty());
    assert!((cells.shapes[0].unsigned_area() - 500_000.0).abs() < 1e-3);
}

#[test]
fn schools_on_one_line_divide_the_town_in_strips() {
    let points: Vec<(f64, f64)> = (0..10).map(|i| (50.0 + 100.0 * f64::from(i), 500.0)).collect();
    let cells = divide(&square(1000.0), &points);
    for shape in &cells.shapes {
        assert!((shape.unsigned_area() - 100_000.0).abs() < 1e-2);
    }
    is_partition(&square(1000.0), &points, &cells);
}

#[test]
fn one_school_has_the_whole_town_and_none_has_nothing() {
    let one = divide(&outline(), &[(0.0, 0.0)]);
    assert_eq!(one.shapes[0], outline());
    assert!(divide(&outline(), &[]).shapes.is_empty());
    let only_a_fault = divide(&outline(), &[(f64::NAN, 1.0)]);
    assert_eq!((only_a_fault.holder[0], only_a_fault.shapes[0].0.len()), (None, 0));
}

#[test]
fn a_school_outside_the_town_takes_what_is_nearest_to_it_and_a_far_one_nothing() {
    let town = square(1000.0);
    let points = [(500.0, 500.0), (1300.0, 500.0), (50_000.0, 500.0)];
    let cells = divide(&town, &points);
    assert!((cells.shapes[1].unsigned_area() - 100_000.0).abs() < 1e-2, "east of x = 900");
    assert!(cells.shapes[2].0.is_empty());
    is_partition(&town, &points, &cells);
}

#[test]
fn the_lake_stays_a_hole_and_the_island_goes_to_the_school_that_is_near() {
    let outline = outline();
    let cells = divide(&outline, &[(231_000.0, 582_000.0), (242_000.0, 583_500.0)]);
    let island = Point::new(242_500.0, 583_500.0);
    assert!(cells.shapes[1].contains(&island));
    assert!(cells.shapes.iter().all(|c| !c.contains(&Point::new(233_500.0, 582_000.0))), "the lake");
}

#[test]
fn an_outline_without_surface_is_divided_into_nothing() {
    let flat = MultiPolygon(vec![polygon![(x: 0., y: 0.), (x: 5., y: 0.), (x: 9., y: 0.)]]);
    for outline in [MultiPolygon::<f64>(Vec::<Polygon>::new()), flat] {
        let cells = divide(&outline, &[(0.0, 0.0), (5.0, 5.0)]);
        assert!(cells.shapes.iter().map(Area::unsigned_area).sum::<f64>() == 0.0);
    }
}

#[test]
fn the_same_points_give_the_same_cells() {
    let points: Vec<(f64, f64)> = (0..200)
        .map(|i| (230_000.0 + f64::from(i * 37 % 97) * 100.0, 579_000.0 + f64::from(i * 53 % 89) * 90.0))
        .collect();
    assert_eq!(divide(&outline(), &points), divide(&outline(), &points));
}
