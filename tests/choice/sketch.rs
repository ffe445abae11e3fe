//! Drawing a catchment: what catches a point, following borders, whole areas, faults, and the way back.

use crate::support::squares;

use geo::{Area as _, Coord, MultiPolygon, Polygon, Rect, coord};
use proptest::prelude::*;
use squares::town;
use wijkspiegel::catchment::edited::{GivenChange, GivenHistory, redrawn, taken_over};
use wijkspiegel::catchment::living::Living;
use wijkspiegel::catchment::sketch::{
    Around, Borders, CornerId, Cover, Fault, On, PathUse, Session, Step, checked, corner, corners, covers,
    nearest_corner, nearest_edge,
};
use wijkspiegel::catchment::{Rule, Subset, Voronoi, catchments, comparison, municipality};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{AreaId, Catchment, Dataset, Level, SchoolId, Source, SourceId, Subject};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;

fn square(x0: f64, y0: f64, x1: f64, y1: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![Rect::new((x0, y0), (x1, y1)).to_polygon()])
}

fn empty() -> MultiPolygon<f64> {
    MultiPolygon(Vec::new())
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

fn borders(dataset: &Dataset) -> Borders {
    Borders::of(dataset.areas().iter().map(|a| &a.shape))
}

fn ring(points: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(points.to_vec().into(), Vec::new())])
}

#[test]
fn a_corner_catches_before_an_edge_and_nothing_catches_from_afar() {
    let found = borders(&Dataset::new(town(2)));
    // Two squares have four corners each and share two.
    assert_eq!(found.len(), 6);
    let corner = found.catch(coord! { x: 996.0, y: 7.0 }, 10.0).unwrap();
    assert_eq!(corner.at, coord! { x: 1000.0, y: 0.0 });
    assert!(matches!(corner.on, On::Corner(_)));
    let edge = found.catch(coord! { x: 996.0, y: 400.0 }, 10.0).unwrap();
    assert_eq!(edge.at, coord! { x: 1000.0, y: 400.0 });
    assert!(matches!(edge.on, On::Edge(_)));
    assert_eq!(found.catch(coord! { x: 500.0, y: 500.0 }, 10.0), None);
    assert_eq!(found.catch(coord! { x: f64::NAN, y: 0.0 }, 10.0), None);
    assert_eq!(Borders::of([]).catch(coord! { x: 0.0, y: 0.0 }, 10.0), None);
}

#[test]
fn a_line_follows_the_border_the_shortest_way_and_goes_straight_where_none_joins() {
    let lake = ring(&[(0.0, 0.0), (50.0, 80.0), (100.0, 0.0), (100.0, -500.0), (0.0, -500.0)]);
    let island = square(400.0, 0.0, 500.0, 100.0);
    let found = Borders::of([&lake, &island]);
    let at = |x: f64, y: f64| found.catch(coord! { x: x, y: y }, 1.0).unwrap();
    let way = found.along(at(0.0, 0.0), at(100.0, 0.0)).unwrap();
    assert_eq!(way, vec![coord! { x: 50.0, y: 80.0 }]);
    // From halfway one edge to halfway the next.
    let way = found.along(at(25.0, 40.0), at(75.0, 40.0)).unwrap();
    assert_eq!(way, vec![coord! { x: 50.0, y: 80.0 }]);
    assert_eq!(found.along(at(25.0, 40.0), at(0.0, 0.0)).unwrap(), Vec::new());
    assert_eq!(found.along(at(0.0, 0.0), at(400.0, 0.0)), None, "no border leads to the island");
}

#[test]
fn neighbours_that_were_drawn_along_one_border_share_it_exactly() {
    let dataset = Dataset::new(town(2));
    let found = borders(&dataset);
    let draw = |points: &[(f64, f64)]| {
        let mut session = Session::new(empty());
        for (x, y) in points {
            let caught = found.catch(coord! { x: *x, y: *y }, 10.0);
            session.put_point(coord! { x: *x, y: *y }, caught, Some(&found));
        }
        session.close(PathUse::Add, Some(&found)).unwrap();
        session.checked().unwrap()
    };
    // Sloppy clicks near the corners of either square.
    let left = draw(&[(3.0, 2.0), (998.0, 4.0), (1004.0, 997.0), (-2.0, 1003.0)]);
    let right = draw(&[(1003.0, -3.0), (1997.0, 3.0), (2002.0, 1001.0), (996.0, 995.0)]);
    assert_eq!(left.unsigned_area(), 1e6);
    assert_eq!(right.unsigned_area(), 1e6);
    let given = redrawn(&dataset, &[(SchoolId(0), left)], Source::default());
    let around = Around::of(&given, Some(SchoolId(1)), &municipality(&given));
    let meeting = around.meeting(&right);
    assert!(meeting.overlaps.is_empty() && meeting.gaps.0.is_empty() && meeting.islands == 0);
}

#[test]
fn whole_areas_are_put_in_and_taken_out_with_their_own_corners() {
    let dataset = Dataset::new(town(3));
    let found = borders(&dataset);
    let mut session = Session::new(empty());
    let area = |i: usize| &dataset.areas()[i].shape;
    session.set_area(AreaId(0), area(0), true, Some(&found));
    session.set_area(AreaId(1), area(1), true, Some(&found));
    near(session.shape().unsigned_area(), 2e6);
    assert_eq!(session.shape().0.len(), 1, "neighbours become one piece");
    for (_, c) in corners(session.shape()) {
        let on = found.catch(c, 1e-9).expect("every corner is one of the areas");
        assert!(matches!(on.on, On::Corner(_)));
    }
    let inside = covers(&dataset, Level::Buurt, session.shape());
    assert_eq!(inside, vec![(AreaId(0), Cover::Whole), (AreaId(1), Cover::Whole)]);
    session.set_area(AreaId(0), area(0), false, Some(&found));
    near(session.shape().unsigned_area(), 1e6);
    let half = square(1500.0, 0.0, 2000.0, 1000.0);
    let [(AreaId(1), Cover::Partly(share))] = covers(&dataset, Level::Buurt, &half)[..] else {
        panic!("half")
    };
    near(share, 0.5);
}

#[test]
fn a_border_that_crosses_itself_is_refused_with_the_place() {
    let bow = ring(&[(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0)]);
    assert_eq!(checked(&bow), Err(vec![Fault::Crosses(coord! { x: 50.0, y: 50.0 })]));
    let spike = ring(&[(0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (100.0, 0.0), (100.0, 100.0)]);
    assert!(matches!(checked(&spike).unwrap_err()[..], [Fault::Crosses(_)]));
    let touch = ring(&[(0.0, 0.0), (50.0, 50.0), (100.0, 0.0), (100.0, 100.0), (50.0, 50.0), (0.0, 100.0)]);
    assert!(matches!(checked(&touch).unwrap_err()[..], [Fault::Crosses(_)]));
}

#[test]
fn a_shape_without_surface_or_with_a_hole_outside_is_refused_and_none_at_all_is_no_fault() {
    assert_eq!(checked(&empty()), Ok(empty()));
    assert_eq!(checked(&ring(&[(0.0, 0.0), (10.0, 0.0)])), Err(vec![Fault::TooFewCorners]));
    let line = ring(&[(0.0, 0.0), (10.0, 0.0), (20.0, 0.0)]);
    assert_eq!(checked(&line), Err(vec![Fault::NoSurface]));
    let strip = square(0.0, 0.0, 1000.0, 0.2);
    assert_eq!(checked(&strip), Err(vec![Fault::NoSurface]));
    assert_eq!(checked(&ring(&[(0.0, 0.0), (10.0, f64::NAN), (20.0, 5.0)])), Err(vec![Fault::NoPlace]));
    let outer = square(0.0, 0.0, 100.0, 100.0).0.remove(0);
    let hole = square(90.0, 90.0, 150.0, 150.0).0.remove(0).into_inner().0;
    let odd = MultiPolygon(vec![Polygon::new(outer.into_inner().0, vec![hole])]);
    assert_eq!(checked(&odd), Err(vec![Fault::Hole]));
}

#[test]
fn parts_that_overlap_become_one() {
    let mut two = square(0.0, 0.0, 100.0, 100.0);
    two.0.extend(square(50.0, 0.0, 150.0, 100.0));
    near(checked(&two).unwrap().unsigned_area(), 15_000.0);
}

#[test]
fn a_line_closes_with_three_points_is_taken_back_by_one_and_cuts_where_asked() {
    let mut session = Session::new(empty());
    let put = |session: &mut Session, x: f64, y: f64| session.put_point(coord! { x: x, y: y }, None, None);
    put(&mut session, 0.0, 0.0);
    put(&mut session, 100.0, 0.0);
    assert_eq!(session.close(PathUse::Add, None), Err(Fault::TooFewCorners));
    assert_eq!(session.path().len(), 2, "the line stays as it is");
    put(&mut session, 50.0, 50.0);
    put(&mut session, 100.0, 100.0);
    put(&mut session, 100.0, 100.0);
    assert_eq!(session.path().len(), 4, "a second click on the same place is none");
    assert!(session.take_back());
    assert!(session.take_back());
    put(&mut session, 100.0, 100.0);
    put(&mut session, 0.0, 100.0);
    session.close(PathUse::Add, None).unwrap();
    assert_eq!(session.shape().unsigned_area(), 10_000.0);
    assert!(!session.take_back(), "there is no line any more");
    for (x, y) in [(25.0, 25.0), (75.0, 25.0), (75.0, 75.0), (25.0, 75.0)] {
        put(&mut session, x, y);
    }
    session.close(PathUse::Cut, None).unwrap();
    near(session.checked().unwrap().unsigned_area(), 7_500.0);
    put(&mut session, 5.0, 5.0);
    session.leave_path();
    assert_eq!(session.past().next(), Some(&Step::PathLeft));
}

#[test]
fn a_line_that_crosses_itself_cannot_be_closed() {
    let mut session = Session::new(empty());
    for (x, y) in [(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0)] {
        session.put_point(coord! { x: x, y: y }, None, None);
    }
    assert_eq!(session.close(PathUse::Add, None), Err(Fault::Crosses(coord! { x: 50.0, y: 50.0 })));
}

#[test]
fn a_dragged_corner_is_one_step_and_one_that_comes_back_is_none() {
    let mut session = Session::new(square(0.0, 0.0, 100.0, 100.0));
    let id = nearest_corner(session.shape(), coord! { x: 99.0, y: 99.0 }, 5.0).unwrap();
    let before = corner(session.shape(), id).unwrap();
    for step in 1..=20 {
        session.move_corner(id, coord! { x: 100.0 + f64::from(step), y: 100.0 });
    }
    session.drop_corner();
    assert_eq!(session.past().count(), 1);
    assert_eq!(corner(session.shape(), id), Some(coord! { x: 120.0, y: 100.0 }));
    session.undo();
    assert_eq!(corner(session.shape(), id), Some(before));
    session.move_corner(id, coord! { x: 300.0, y: 100.0 });
    session.move_corner(id, before);
    session.drop_corner();
    assert_eq!((session.past().count(), session.is_changed()), (0, false));
    let (edge, on) = nearest_edge(session.shape(), coord! { x: 50.0, y: 2.0 }, 5.0).unwrap();
    let new = session.add_corner(edge, on).unwrap();
    session.move_corner(new, coord! { x: 50.0, y: -50.0 });
    session.drop_corner();
    assert_eq!(session.past().count(), 1, "a corner put and moved is one step");
    near(session.shape().unsigned_area(), 12_500.0);
    session.remove_corner(new).unwrap();
    near(session.shape().unsigned_area(), 10_000.0);
    for _ in 0..2 {
        session.remove_corner(CornerId { part: 0, ring: 0, at: 0 }).unwrap();
    }
    assert!(session.shape().0.is_empty(), "a ring of two corners is none");
    session.remove_corner(CornerId { part: 7, ring: 3, at: 9 }).unwrap();
}

#[test]
fn overlaps_gaps_islands_and_what_lies_outside_are_told() {
    let dataset = Dataset::new(town(3));
    let given = redrawn(&dataset, &[(SchoolId(0), square(0.0, 0.0, 1200.0, 1000.0))], Source::default());
    let around = Around::of(&given, Some(SchoolId(1)), &municipality(&given));
    let mut shape = square(1000.0, 0.0, 2000.0, 1000.0);
    shape.0.extend(square(2500.0, 500.0, 3500.0, 1000.0));
    let meeting = around.meeting(&checked(&shape).unwrap());
    let [(SchoolId(0), common)] = &meeting.overlaps[..] else { panic!("one overlap") };
    near(common.unsigned_area(), 200_000.0);
    near(meeting.gaps.unsigned_area(), 3e6 - 2e6 - 250_000.0);
    near(meeting.outside_m2, 250_000.0);
    assert_eq!(meeting.islands, 1);
    let [(SchoolId(0), left)] = &around.giving_way(&shape)[..] else { panic!("one gives way") };
    near(left.unsigned_area(), 1e6);
    // The first catchment of a town leaves no gaps worth telling.
    let alone = Around::of(&dataset, None, &municipality(&dataset)).meeting(&square(0.0, 0.0, 500.0, 1000.0));
    assert!(alone.gaps.0.is_empty() && alone.overlaps.is_empty());
}

#[test]
fn drawing_makes_another_dataset_and_the_way_back_is_exact() {
    let mut parts = town(2);
    parts.catchments =
        vec![Catchment { school: SchoolId(1), shape: square(0.0, 0.0, 1.0, 1.0), source: SourceId(0) }];
    let first = Dataset::new(parts);
    let mut history = GivenHistory::default();
    let source = Source { title: "Getekend".into(), ..Source::default() };
    let drawn = [(SchoolId(0), square(0.0, 0.0, 1000.0, 1000.0))];
    let second = redrawn(&first, &drawn, source.clone());
    history.record(&first, GivenChange::Drawn("S500-500".into()));
    assert_eq!(second.catchments().len(), 2);
    assert_eq!(second.catchments()[1], first.catchments()[0], "that of another school stays");
    assert_eq!(second.source(second.catchments()[0].source), Some(&source));
    let third = redrawn(&second, &[(SchoolId(0), empty())], source);
    history.record(&second, GivenChange::Removed("S500-500".into()));
    assert_eq!(third.catchments(), first.catchments());
    assert_eq!(third.sources().len(), second.sources().len(), "an empty shape needs no source");
    let (back, what) = history.undo(&third).unwrap();
    assert_eq!((back.parts(), what), (second.parts(), GivenChange::Removed("S500-500".into())));
    let (back, _) = history.undo(&back).unwrap();
    assert_eq!(back.parts(), first.parts());
    assert!(history.undo(&back).is_none());
    let (again, _) = history.redo(&back).unwrap();
    assert_eq!(again.parts(), second.parts());
    let words = GivenChange::Drawn("S500-500".into()).words(&|_| "De Ploeg".into(), Language::Dutch);
    assert!(words.contains("De Ploeg"), "{words}");
}

#[test]
fn computed_catchments_taken_over_are_given_ones_without_gap_or_overlap() {
    let dataset = Dataset::new(town(4));
    let town = Voronoi::prepare(municipality(&dataset));
    let by =
        |dataset: &Dataset, rule: &Rule| catchments(dataset, rule, 0, None, &town, &Gate::default()).unwrap();
    let nearest = by(&dataset, &Rule::Nearest(Subset::All));
    let given = redrawn(&dataset, &taken_over(&nearest), Source::default());
    let found = by(&given, &Rule::Given);
    assert_eq!(found.list.len(), 4);
    assert!(found.leftovers.gaps.is_empty() && found.leftovers.overlaps.is_empty());
    let compared = comparison(&nearest, &found, None, &Living::default());
    near(compared.whole.area.unwrap(), 0.0);
    assert!(compared.passages.is_empty());
}

#[test]
fn what_falls_to_another_school_is_told_by_part_and_by_school() {
    let mut parts = town(2);
    let rows = [[40.0, 20.0], [30.0, 30.0]];
    parts.counts = vec![squares::table(Subject::Home, None, &rows)];
    let dataset = Dataset::new(parts);
    let town = Voronoi::prepare(municipality(&dataset));
    let by =
        |dataset: &Dataset, rule: &Rule| catchments(dataset, rule, 0, None, &town, &Gate::default()).unwrap();
    let nearest = by(&dataset, &Rule::Nearest(Subset::All));
    let drawn =
        [(SchoolId(0), square(0.0, 0.0, 400.0, 1000.0)), (SchoolId(1), square(400.0, 0.0, 2000.0, 1000.0))];
    let given = by(&redrawn(&dataset, &drawn, Source::default()), &Rule::Given);
    let living = Living::of(&dataset, 0, None, Gate::default());
    let found = comparison(&nearest, &given, None, &living);
    near(found.whole.area.unwrap(), 0.3);
    let [passage] = &found.passages[..] else { panic!("one part goes to another school") };
    assert_eq!((passage.from, passage.to), (SchoolId(0), SchoolId(1)));
    near(passage.shape.unsigned_area(), 600_000.0);
    let passages: f64 = found.passages.iter().map(|p| p.shape.unsigned_area()).sum();
    near(passages, found.whole.area.unwrap() * found.whole.area_m2);
    let second = found.schools.iter().find(|s| s.school == SchoolId(1)).unwrap();
    assert_eq!(second.area_m2.map(|m2| m2.map(f64::round)), [Some(1e6), Some(1.6e6)]);
    near(second.both_m2, 1e6);
    // The 60 pupils of the first area go over.
    assert_eq!(second.living.map(|l| (l.pupils, l.areas, l.left_out)), [(60.0, 1, 0), (120.0, 2, 0)]);
}

#[test]
fn numbers_that_may_not_be_told_are_in_no_sum() {
    let mut parts = town(2);
    parts.counts = vec![squares::table(Subject::Home, None, &[[40.0, 20.0], [3.0, 4.0]])];
    let dataset = Dataset::new(parts);
    let all = municipality(&dataset);
    let living = Living::of(&dataset, 0, None, Gate::default()).within(&all);
    // The 7 may not be told, and the 60 beside them would give them away with the 67 of the town.
    assert_eq!((living.pupils, living.areas, living.left_out), (0.0, 2, 2));
    let open = Living::of(&dataset, 0, None, Gate { threshold: 0 }).within(&all);
    assert_eq!((open.pupils, open.left_out), (67.0, 0));
    let unknown =
        Parts { counts: vec![squares::table(Subject::Home, None, &[[40.0, 20.0], [-1.0, -1.0]])], ..town(2) };
    assert_eq!(unknown.counts[0].cells[2], Count::Unknown);
    let unknown = Living::of(&Dataset::new(unknown), 0, None, Gate { threshold: 0 }).within(&all);
    assert_eq!(unknown.left_out, 1);
}

/// What a person may do, whatever the order.
#[derive(Clone, Debug)]
enum Deed {
    Point(f64, f64),
    Back,
    Close(bool),
    Area(usize, bool),
    Move(usize, f64, f64),
    Add(f64, f64),
    Remove(usize),
    Leave,
    Empty,
}

fn deed() -> impl Strategy<Value = Deed> {
    let place = || (-200.0..2200.0, -200.0..1200.0);
    prop_oneof![
        4 => place().prop_map(|(x, y)| Deed::Point(x, y)),
        1 => Just(Deed::Back),
        2 => any::<bool>().prop_map(Deed::Close),
        2 => (0usize..2, any::<bool>()).prop_map(|(i, inside)| Deed::Area(i, inside)),
        2 => (0usize..12, place()).prop_map(|(i, (x, y))| Deed::Move(i, x, y)),
        1 => place().prop_map(|(x, y)| Deed::Add(x, y)),
        1 => (0usize..12).prop_map(Deed::Remove),
        1 => Just(Deed::Leave),
        1 => Just(Deed::Empty),
    ]
}

fn do_it(session: &mut Session, deed: &Deed, dataset: &Dataset, borders: &Borders) {
    let nth = |session: &Session, i: usize| corners(session.shape()).nth(i).map(|(id, _)| id);
    match deed {
        Deed::Point(x, y) => {
            let at = coord! { x: *x, y: *y };
            session.put_point(at, borders.catch(at, 60.0), Some(borders));
        }
        Deed::Back => {
            session.take_back();
        }
        Deed::Close(add) => {
            let using = if *add { PathUse::Add } else { PathUse::Cut };
            let _ = session.close(using, Some(borders));
        }
        Deed::Area(i, inside) => {
            session.set_area(AreaId(*i), &dataset.areas()[*i].shape, *inside, Some(borders));
        }
        Deed::Move(i, x, y) => {
            if let Some(id) = nth(session, *i) {
                session.move_corner(id, coord! { x: *x, y: *y });
                session.drop_corner();
            }
        }
        Deed::Add(x, y) => {
            if let Some((id, on)) = nearest_edge(session.shape(), coord! { x: *x, y: *y }, 500.0) {
                session.add_corner(id, on);
                session.drop_corner();
            }
        }
        Deed::Remove(i) => {
            if let Some(id) = nth(session, *i) {
                let _ = session.remove_corner(id);
            }
        }
        Deed::Leave => session.leave_path(),
        Deed::Empty => session.empty(),
    }
}

proptest! {
    #[test]
    fn whatever_was_done_all_of_it_can_be_undone_and_done_again(deeds in prop::collection::vec(deed(), 0..24)) {
        let dataset = Dataset::new(town(2));
        let borders = borders(&dataset);
        let began = square(100.0, 100.0, 900.0, 900.0);
        let mut session = Session::new(began.clone());
        for deed in &deeds {
            do_it(&mut session, deed, &dataset, &borders);
        }
        let (shape, path): (_, Vec<Coord<f64>>) = (session.shape().clone(), session.path().collect());
        let steps = session.past().count();
        for _ in 0..steps {
            prop_assert!(session.undo().is_some());
        }
        prop_assert!(session.undo().is_none());
        prop_assert_eq!(session.shape(), &began);
        prop_assert!(!session.is_changed());
        for _ in 0..steps {
            prop_assert!(session.redo().is_some());
        }
        prop_assert_eq!(session.shape(), &shape);
        prop_assert_eq!(session.path().collect::<Vec<_>>(), path);
    }

    #[test]
    fn what_passes_the_check_has_a_surface_and_passes_it_again(
        points in prop::collection::vec((0.0..1000.0f64, 0.0..1000.0f64), 3..9)
    ) {
        if let Ok(sound) = checked(&ring(&points)) {
            prop_assert!(sound.unsigned_area() > 0.0);
            prop_assert_eq!(checked(&sound), Ok(sound.clone()));
            use geo::Validation;
            prop_assert!(sound.is_valid());
        }
    }

    #[test]
    fn a_caught_point_lies_on_a_border_no_farther_than_allowed(x in -50.0..3050.0f64, y in -50.0..1050.0f64, within in 0.1..200.0f64) {
        let dataset = Dataset::new(town(3));
        let found = borders(&dataset);
        if let Some(caught) = found.catch(coord! { x: x, y: y }, within) {
            prop_assert!((caught.at.x - x).hypot(caught.at.y - y) <= within + 1e-9);
            let again = found.catch(caught.at, 1e-6).expect("it is on a border");
            prop_assert!((again.at.x - caught.at.x).hypot(again.at.y - caught.at.y) <= 1e-6);
        }
    }

    #[test]
    fn areas_in_any_order_make_the_same_catchment(mut order in Just(vec![0usize, 1, 2, 3]).prop_shuffle(), left_out in 0usize..4) {
        let dataset = Dataset::new(town(4));
        let borders = borders(&dataset);
        order.retain(|i| *i != left_out);
        let mut session = Session::new(empty());
        for i in &order {
            session.set_area(AreaId(*i), &dataset.areas()[*i].shape, true, Some(&borders));
        }
        let inside: Vec<usize> =
            covers(&dataset, Level::Buurt, session.shape()).iter().map(|(id, _)| id.0).collect();
        order.sort_unstable();
        prop_assert_eq!(inside, order);
        prop_assert!((session.checked().unwrap().unsigned_area() - 3e6).abs() < 1.0);
    }
}
