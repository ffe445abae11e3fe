//! A border that two catchments share: it moves for both, and neither gap nor overlap comes of it.

use crate::support::squares;

use geo::{Area as _, Coord, LineString, MultiPolygon, Polygon, Rect, coord};
use proptest::prelude::*;
use squares::town;
use wijkspiegel::catchment::edited::{redrawn, taken_over};
use wijkspiegel::catchment::sketch::{
    Around, CornerId, Fault, Neighbour, Session, corner, corners, nearest_corner, nearest_edge,
};
use wijkspiegel::catchment::{Rule, Subset, Voronoi, catchments, municipality};
use wijkspiegel::data::{Dataset, SchoolId, Source};
use wijkspiegel::privacy::Gate;

fn square(x0: f64, y0: f64, x1: f64, y1: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![Rect::new((x0, y0), (x1, y1)).to_polygon()])
}

fn shape(points: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(LineString::from(points.to_vec()), Vec::new())])
}

fn at(x: f64, y: f64) -> Coord<f64> {
    coord! { x: x, y: y }
}

#[track_caller]
fn corner_at(session: &Session, x: f64, y: f64) -> CornerId {
    nearest_corner(session.shape(), at(x, y), 0.001).expect("a corner")
}

/// Surface that all of them have, and how much of it is counted twice.
fn surface(session: &Session) -> (f64, f64) {
    let all: Vec<&MultiPolygon<f64>> =
        std::iter::once(session.shape()).chain(session.neighbours().iter().map(|(_, s)| s)).collect();
    let sum: f64 = all.iter().map(|s| s.unsigned_area()).sum();
    let whole = geo::unary_union(all.iter().copied()).unsigned_area();
    (whole, sum - whole)
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

/// A square in the west, and two below one another in the east: a corner of theirs lies on its edge.
fn three() -> Session {
    let neighbours = vec![
        (SchoolId(1), square(100.0, 50.0, 200.0, 100.0)),
        (SchoolId(2), square(100.0, 0.0, 200.0, 50.0)),
    ];
    Session::beside(square(0.0, 0.0, 100.0, 100.0), neighbours)
}

#[test]
fn a_corner_of_a_neighbour_on_an_edge_is_a_corner_there_too() {
    let session = three();
    assert_eq!(corners(session.shape()).count(), 5);
    let id = corner_at(&session, 100.0, 50.0);
    assert_eq!(session.sharing(id), [SchoolId(1), SchoolId(2)]);
    assert!(!session.is_changed(), "the border is where it was");
    assert_eq!(session.shape().unsigned_area(), 10_000.0);
}

#[test]
fn a_shared_corner_moves_for_all_who_share_it() {
    let mut session = three();
    let id = corner_at(&session, 100.0, 50.0);
    for x in [110.0, 120.0, 130.0] {
        session.move_corner(id, at(x, 60.0));
    }
    session.drop_corner();
    let (whole, twice) = surface(&session);
    near(whole, 20_000.0);
    near(twice, 0.0);
    assert_eq!(session.past().count(), 1);
    let moved: Vec<SchoolId> = session.moved_neighbours().map(|(school, _)| *school).collect();
    assert_eq!(moved, [SchoolId(1), SchoolId(2)]);
    assert_eq!(session.checked_neighbours().unwrap().len(), 2);
    session.undo();
    assert!(!session.is_changed() && session.moved_neighbours().next().is_none());
    session.redo();
    near(surface(&session).0, 20_000.0);
}

#[test]
fn an_edge_that_is_shared_bends_for_both() {
    let mut session = three();
    let (edge, on) = nearest_edge(session.shape(), at(99.0, 80.0), 5.0).unwrap();
    let new = session.add_corner(edge, on).unwrap();
    session.move_corner(new, at(140.0, 80.0));
    session.drop_corner();
    let (whole, twice) = surface(&session);
    near(whole, 20_000.0);
    near(twice, 0.0);
    let moved: Vec<SchoolId> = session.moved_neighbours().map(|(school, _)| *school).collect();
    assert_eq!(moved, [SchoolId(1)], "the other has nothing there");
    assert_eq!(session.past().count(), 1, "a corner put and moved is one step");
}

#[test]
fn alone_the_neighbours_stay_and_a_gap_or_overlap_comes_of_it() {
    let mut session = three();
    session.set_together(false);
    let id = corner_at(&session, 100.0, 50.0);
    session.move_corner(id, at(80.0, 50.0));
    session.drop_corner();
    assert!(session.moved_neighbours().next().is_none());
    near(surface(&session).0, 19_000.0);
    session.move_corner(corner_at(&session, 80.0, 50.0), at(120.0, 50.0));
    session.drop_corner();
    near(surface(&session).1, 1_000.0);
}

#[test]
fn a_corner_that_passes_another_does_not_take_it_along() {
    let mut session = three();
    let id = corner_at(&session, 100.0, 50.0);
    // Over the corner that the two neighbours share in the east, and back.
    session.move_corner(id, at(200.0, 50.0));
    session.move_corner(id, at(150.0, 50.0));
    session.drop_corner();
    assert_eq!(corner(session.shape(), id), Some(at(150.0, 50.0)));
    for (_, shape) in session.neighbours() {
        assert!(corners(shape).any(|(_, c)| c == at(200.0, 50.0)), "the far corner stays");
    }
    let (whole, twice) = surface(&session);
    near(whole, 20_000.0);
    near(twice, 0.0);
}

#[test]
fn a_corner_between_two_goes_for_both_and_one_where_three_meet_stays() {
    let mut session = three();
    let junction = corner_at(&session, 100.0, 50.0);
    assert_eq!(session.remove_corner(junction), Err(Fault::BordersMeet(at(100.0, 50.0))));
    assert!(!session.is_changed());
    let (edge, on) = nearest_edge(session.shape(), at(99.0, 80.0), 5.0).unwrap();
    let new = session.add_corner(edge, on).unwrap();
    session.move_corner(new, at(120.0, 80.0));
    session.drop_corner();
    session.remove_corner(corner_at(&session, 120.0, 80.0)).unwrap();
    let (whole, twice) = surface(&session);
    near(whole, 20_000.0);
    near(twice, 0.0);
    near(session.shape().unsigned_area(), 10_000.0);
}

#[test]
fn a_neighbour_that_would_cross_itself_is_refused_by_name() {
    let hook = [(100.0, 0.0), (100.0, 50.0), (100.0, 100.0), (120.0, 100.0), (110.0, 50.0)];
    let wedge = shape(&hook);
    let mut session = Session::beside(square(0.0, 0.0, 100.0, 100.0), vec![(SchoolId(7), wedge)]);
    session.move_corner(corner_at(&session, 100.0, 50.0), at(130.0, 60.0));
    session.drop_corner();
    assert!(session.checked().is_ok(), "of itself it is sound");
    let faults = session.checked_neighbours().unwrap_err();
    assert!(faults.iter().all(|(school, _)| *school == SchoolId(7)), "{faults:?}");
}

#[test]
fn borders_a_hair_apart_are_shared() {
    let beside = shape(&[(100.004, 0.0), (200.0, 0.0), (200.0, 100.0), (99.997, 100.0)]);
    let mut session = Session::beside(square(0.0, 0.0, 100.0, 100.0), vec![(SchoolId(1), beside)]);
    session.move_corner(corner_at(&session, 100.0, 100.0), at(120.0, 100.0));
    session.drop_corner();
    let (whole, twice) = surface(&session);
    assert!(twice < 1.0 && (whole - 20_000.0).abs() < 1.0, "{whole} {twice}");
}

/// The nearest-school catchments of a row of squares with their schools at these places, taken over.
fn divided(places: &[(f64, f64)]) -> (Dataset, MultiPolygon<f64>) {
    let mut parts = town(places.len());
    for (school, (x, y)) in parts.schools.iter_mut().zip(places) {
        school.at = geo::Point::new(*x, *y);
    }
    let dataset = Dataset::new(parts);
    let whole = municipality(&dataset);
    let by = Rule::Nearest(Subset::All);
    let found =
        catchments(&dataset, &by, 0, None, &Voronoi::prepare(whole.clone()), &Gate::default()).unwrap();
    (redrawn(&dataset, &taken_over(&found), Source::default()), whole)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_shared_corners_move_within_the_town_no_gap_and_no_overlap_comes(
        places in prop::collection::vec((50.0..3950.0f64, 50.0..950.0f64), 4),
        moves in prop::collection::vec((0usize..40, -60.0..60.0f64, -60.0..60.0f64), 1..8),
    ) {
        let (dataset, whole) = divided(&places);
        let Some(own) = dataset.catchments().iter().find(|c| c.school == SchoolId(0)) else {
            return Ok(());
        };
        let around = Around::of(&dataset, Some(SchoolId(0)), &whole);
        let mut session = Session::beside(own.shape.clone(), around.others().to_vec());
        for (nth, dx, dy) in moves {
            let inner: Vec<(CornerId, Coord<f64>)> = corners(session.shape())
                .filter(|(_, c)| c.x > 1.0 && c.x < 3999.0 && c.y > 1.0 && c.y < 999.0)
                .collect();
            let Some((id, from)) = inner.get(nth % inner.len().max(1)) else { continue };
            let to = at((from.x + dx).clamp(1.0, 3999.0), (from.y + dy).clamp(1.0, 999.0));
            session.move_corner(*id, to);
            session.drop_corner();
            // What crosses itself is shown and cannot be kept.
            if session.checked().is_err() || session.checked_neighbours().is_err() {
                session.undo();
            }
        }
        let moved: Vec<Neighbour> = session.checked_neighbours().unwrap();
        let meeting = around.moved(&moved).meeting(&session.checked().unwrap());
        // A corner may come over another border: that is an overlap with a gap of the same size
        // beside it only where the corner left the land of those who share it.
        let lost = meeting.gaps.unsigned_area();
        let twice: f64 = meeting.overlaps.iter().map(|(_, s)| s.unsigned_area()).sum();
        let (all, sum) = surface(&session);
        prop_assert!((all + lost - 4e6).abs() < 5.0 || twice > 0.0, "{} {}", all, lost);
        prop_assert!(lost < 1.0 || twice > 0.0 || sum > 0.0, "a gap of {} without an overlap", lost);
    }
}
