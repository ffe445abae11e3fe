//! Graphs, places on streets and shortest distances, held against a search of another kind.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use geo::{Distance, Euclidean, InterpolateLine, Length, LineString, Point};
use proptest::prelude::*;
use wijkspiegel::choice::{Distances, Metric};
use wijkspiegel::data::{Mode, Passage, SourceId, Street, Streets};
use wijkspiegel::network::{Graph, Place, Snapper, search};
use wijkspiegel::progress::Progress;

fn street(from: i64, to: i64, metres: f64, bicycle: Passage) -> Street {
    let line = LineString::from(vec![(from as f64 * 10.0, 0.0), (to as f64 * 10.0, metres)]);
    let foot = Passage::Both;
    Street { way: 1, from, to, kind: "residential".into(), foot, bicycle, metres, line }
}

fn streets(streets: Vec<Street>) -> Streets {
    Streets { source: SourceId(0), streets }
}

/// Distances between all nodes by relaxing every arc until nothing changes (Bellman and Ford):
/// nothing is shared with the search under test.
fn relaxed(streets: &Streets, mode: Mode) -> BTreeMap<(i64, i64), f64> {
    let mut arcs = Vec::new();
    let mut nodes = Vec::new();
    for s in &streets.streets {
        nodes.extend([s.from, s.to]);
        if s.passage(mode).forward() {
            arcs.push((s.from, s.to, s.metres));
        }
        if s.passage(mode).backward() {
            arcs.push((s.to, s.from, s.metres));
        }
    }
    nodes.sort_unstable();
    nodes.dedup();
    let mut out = BTreeMap::new();
    for &start in &nodes {
        let mut metres: BTreeMap<i64, f64> = BTreeMap::from([(start, 0.0)]);
        loop {
            let mut changed = false;
            for (from, to, length) in &arcs {
                let Some(reached) = metres.get(from).map(|m| m + length) else { continue };
                if metres.get(to).is_none_or(|m| reached < m - 1e-9) {
                    metres.insert(*to, reached);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        out.extend(metres.into_iter().map(|(to, m)| ((start, to), m)));
    }
    out
}

/// The distance between two places by what a person would do: along the street if it is the same,
/// else to either end, on to either end of the other street, and along that.
fn by_hand(streets: &Streets, mode: Mode, nodes: &BTreeMap<(i64, i64), f64>, a: &Place, b: &Place) -> f64 {
    let (s, t) = (&streets.streets[a.street], &streets.streets[b.street]);
    let (leave, arrive) = (s.passage(mode), t.passage(mode));
    let outs = [
        (s.from, a.along, leave.backward() || a.along == 0.0),
        (s.to, s.metres - a.along, leave.forward() || a.along == s.metres),
    ];
    let ins = [
        (t.from, b.along, arrive.forward() || b.along == 0.0),
        (t.to, t.metres - b.along, arrive.backward() || b.along == t.metres),
    ];
    let mut least = f64::INFINITY;
    for (out, first, may_leave) in outs {
        for (into, last, may_arrive) in ins {
            if may_leave && may_arrive {
                least = least.min(first + nodes.get(&(out, into)).unwrap_or(&f64::INFINITY) + last);
            }
        }
    }
    if a.street == b.street {
        let ahead = b.along - a.along;
        if (ahead >= 0.0 && leave.forward()) || (ahead <= 0.0 && leave.backward()) {
            least = least.min(ahead.abs());
        }
    }
    least + a.access + b.access
}

fn passage() -> impl Strategy<Value = Passage> {
    prop_oneof![
        Just(Passage::Both),
        Just(Passage::Both),
        Just(Passage::Forward),
        Just(Passage::Backward),
        Just(Passage::No)
    ]
}

/// A random network, and places on it by street and share of its length.
fn network() -> impl Strategy<Value = (Streets, Vec<(usize, f64, f64)>)> {
    let edge = (0..12_i64, 0..12_i64, 0..500_u32, passage());
    (prop::collection::vec(edge, 1..40), prop::collection::vec((0..1000_usize, 0.0..=1.0, 0.0..100.0), 2..8))
        .prop_map(|(edges, places)| {
            let all = edges.into_iter().map(|(a, b, m, p)| street(a, b, f64::from(m), p)).collect();
            (streets(all), places)
        })
}

fn places(streets: &Streets, graph: &Graph, shares: &[(usize, f64, f64)]) -> Vec<Option<Place>> {
    shares
        .iter()
        .map(|(street, share, access)| {
            let street = street % streets.streets.len();
            let metres = graph.edge(street)?.metres;
            // Now and then exactly at an end.
            let share = if *share < 0.1 { 0.0 } else { *share };
            Some(Place { street, along: share * metres, access: *access })
        })
        .collect()
}

fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() < 1e-6
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn distances_agree_with_a_search_of_another_kind((streets, shares) in network()) {
        for mode in Mode::ALL {
            let graph = Graph::new(&streets, mode);
            let places = places(&streets, &graph, &shares);
            let found = search(&graph, &places, &places, &()).unwrap();
            prop_assert_eq!(found.metric, Metric::Route { mode });
            let nodes = relaxed(&streets, mode);
            for (i, a) in places.iter().enumerate() {
                for (j, b) in places.iter().enumerate() {
                    let expected = match (a, b) {
                        (Some(a), Some(b)) => by_hand(&streets, mode, &nodes, a, b),
                        _ => f64::INFINITY,
                    };
                    prop_assert!(close(found.row(i)[j], expected), "{mode:?} {i} {j}: {} {expected}", found.row(i)[j]);
                }
            }
        }
    }

    #[test]
    fn walking_is_as_far_there_as_back_and_never_shorter_by_way_of_another((streets, shares) in network()) {
        let graph = Graph::new(&streets, Mode::Walking);
        let places = places(&streets, &graph, &shares);
        let found = search(&graph, &places, &places, &()).unwrap();
        let d = |i: usize, j: usize| found.row(i)[j];
        for i in 0..places.len() {
            for j in 0..places.len() {
                prop_assert!(close(d(i, j), d(j, i)));
                for k in 0..places.len() {
                    prop_assert!(d(i, j) <= d(i, k) + d(k, j) + 1e-9);
                }
            }
        }
    }

    #[test]
    fn the_answer_is_the_same_on_any_number_of_threads((streets, shares) in network()) {
        let graph = Graph::new(&streets, Mode::Cycling);
        let places = places(&streets, &graph, &shares);
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| search(&graph, &places, &places, &()).unwrap())
        };
        let bits = |d: &Distances| (0..d.origins()).flat_map(|i| d.row(i).iter().map(|m| m.to_bits()).collect::<Vec<_>>()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&on(1)), bits(&on(4)));
    }

    #[test]
    fn a_point_is_put_on_the_nearest_street_at_its_nearest_point(
        lines in prop::collection::vec(prop::collection::vec((0.0..3000.0, 0.0..3000.0), 2..6), 1..12),
        at in (-500.0..3500.0, -500.0..3500.0),
    ) {
        // All streets begin and end at node 1, so that they hang together.
        let all: Vec<Street> = lines
            .into_iter()
            .map(|points| {
                let line = LineString::from(points);
                let metres = Euclidean.length(&line);
                Street { line, ..street(1, 1, metres, Passage::Both) }
            })
            .collect();
        let town = streets(all);
        let graph = Graph::new(&town, Mode::Walking);
        let point = Point::new(at.0, at.1);
        let place = Snapper::new(&town, &graph).nearest(point).unwrap();
        let nearest = town.streets.iter().map(|s| Euclidean.distance(&point, &s.line)).fold(f64::INFINITY, f64::min);
        prop_assert!((place.access - nearest).abs() < 1e-6, "{place:?} {nearest}");
        // So far along the street is a point that lies so far from ours.
        let on = &town.streets[place.street];
        prop_assert!((0.0..=on.metres).contains(&place.along));
        let there = Euclidean.point_at_distance_from_start(&on.line, place.along);
        let there = there.unwrap_or_else(|| Point::from(*on.line.0.last().unwrap()));
        prop_assert!((Euclidean.distance(point, there) - place.access).abs() < 1e-6, "{place:?} {there:?}");
    }

    #[test]
    fn parts_are_the_nodes_that_reach_each_other((streets, _) in network()) {
        for mode in Mode::ALL {
            let graph = Graph::new(&streets, mode);
            let parts = graph.parts();
            let reach = relaxed(&streets, mode);
            let open = streets.streets.iter().filter(|s| s.passage(mode) != Passage::No);
            let mut nodes: Vec<i64> = open.flat_map(|s| [s.from, s.to]).collect();
            nodes.sort_unstable();
            nodes.dedup();
            prop_assert_eq!(parts.len(), nodes.len());
            for (i, a) in nodes.iter().enumerate() {
                for (j, b) in nodes.iter().enumerate() {
                    let both = reach.contains_key(&(*a, *b)) && reach.contains_key(&(*b, *a));
                    prop_assert_eq!(parts[i] == parts[j], both, "{} {}", a, b);
                }
            }
        }
    }
}

/// A street of 1,000 m from (0, 0) to the east, one of 1,000 m north from its end that is one-way
/// for bicycles, and a path of 50 m far off that is joined to nothing.
fn corner() -> Streets {
    let line = |points: &[(f64, f64)]| LineString::from(points.to_vec());
    let mut first = street(1, 2, 1000.0, Passage::Both);
    first.line = line(&[(0.0, 0.0), (400.0, 0.0), (1000.0, 0.0)]);
    let mut second = street(2, 3, 1000.0, Passage::Forward);
    second.line = line(&[(1000.0, 0.0), (1000.0, 1000.0)]);
    let mut back = street(3, 2, 3000.0, Passage::Forward);
    back.line = line(&[(1000.0, 1000.0), (2500.0, 1000.0), (1000.0, 0.0)]);
    let mut loose = street(8, 9, 50.0, Passage::Both);
    loose.line = line(&[(0.0, 300.0), (0.0, 350.0)]);
    streets(vec![first, second, back, loose])
}

fn between(streets: &Streets, mode: Mode, from: (f64, f64), to: (f64, f64)) -> Option<f64> {
    let graph = Graph::new(streets, mode);
    let snapper = Snapper::new(streets, &graph);
    let place = |(x, y)| snapper.nearest(Point::new(x, y));
    search(&graph, &[place(from)], &[place(to)], &()).unwrap().get(0, 0)
}

#[test]
fn the_way_to_and_from_the_street_counts() {
    let town = corner();
    let walk = |from, to| between(&town, Mode::Walking, from, to).unwrap();
    assert_eq!(walk((100.0, 0.0), (900.0, 0.0)), 800.0);
    assert_eq!(walk((100.0, 20.0), (900.0, -30.0)), 850.0);
    assert_eq!(walk((900.0, 0.0), (1010.0, 500.0)), 100.0 + 500.0 + 10.0);
    assert_eq!(walk((500.0, 40.0), (500.0, 40.0)), 80.0, "to the street and back");
}

#[test]
fn a_one_way_street_is_a_detour_for_a_bicycle_in_one_direction_only() {
    let town = corner();
    let ride = |from, to| between(&town, Mode::Cycling, from, to).unwrap();
    assert_eq!(ride((900.0, 0.0), (1000.0, 500.0)), 600.0);
    // On to the end, around, and back to the corner.
    assert_eq!(ride((1000.0, 500.0), (900.0, 0.0)), 500.0 + 3000.0 + 100.0);
    assert_eq!(ride((1000.0, 500.0), (1000.0, 400.0)), 500.0 + 3000.0 + 400.0, "the same street, backwards");
    assert_eq!(ride((1000.0, 400.0), (1000.0, 500.0)), 100.0);
    // A place on the corner itself is on both streets.
    assert_eq!(ride((1000.0, 0.0), (900.0, 0.0)), 100.0);
}

#[test]
fn no_place_is_put_on_a_path_that_is_joined_to_nothing() {
    let town = corner();
    let graph = Graph::new(&town, Mode::Walking);
    let place = Snapper::new(&town, &graph).nearest(Point::new(0.0, 320.0)).unwrap();
    assert_eq!((place.street, place.along, place.access), (0, 0.0, 320.0));
    assert_eq!(graph.loose_metres(), 50.0);
    // An island that is large enough is one, and has no way to the rest.
    let mut island = corner();
    island.streets[3].metres = 1500.0;
    assert_eq!(between(&island, Mode::Walking, (0.0, 320.0), (900.0, 0.0)), None);
    let there = between(&island, Mode::Walking, (0.0, 310.0), (0.0, 320.0)).unwrap();
    assert!((there - 300.0).abs() < 1e-9, "a metre in the plane is thirty on this street: {there}");
}

#[test]
fn where_nothing_is_there_is_no_way() {
    let nothing = streets(Vec::new());
    let graph = Graph::new(&nothing, Mode::Walking);
    assert_eq!((graph.nodes(), graph.arcs(), graph.parts().len()), (0, 0, 0));
    assert_eq!(Snapper::new(&nothing, &graph).nearest(Point::new(0.0, 0.0)), None);
    let found = search(&graph, &[None, None], &[None], &()).unwrap();
    assert_eq!((found.origins(), found.destinations(), found.get(0, 0)), (2, 1, None));
    // A place on a street that is not there, and lengths that are none.
    let lost = Some(Place { street: 7, along: 0.0, access: 0.0 });
    assert_eq!(search(&graph, &[lost], &[lost], &()).unwrap().get(0, 0), None);
    let odd: Vec<Street> =
        [f64::NAN, -1.0, f64::INFINITY].map(|m| street(1, 2, m, Passage::Both)).into_iter().collect();
    let odd = streets(odd);
    assert_eq!(Graph::new(&odd, Mode::Walking).arcs(), 0);
    let snapper = Snapper::new(&corner(), &Graph::new(&corner(), Mode::Walking));
    assert_eq!(snapper.nearest(Point::new(f64::NAN, 0.0)), None);
}

/// Counts searches, and stops after some.
struct Watch(AtomicU64, u64);

impl Progress for Watch {
    fn done(&self, part: u64, whole: u64) {
        assert!(part <= whole);
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= self.1
    }
}

#[test]
fn searching_tells_how_far_it_is_and_stops_when_asked() {
    let town = corner();
    let graph = Graph::new(&town, Mode::Walking);
    let place = Some(Place { street: 0, along: 10.0, access: 0.0 });
    let watch = Watch(AtomicU64::new(0), u64::MAX);
    search(&graph, &[place], &[place; 20], &watch).unwrap();
    assert_eq!(watch.0.load(Ordering::Relaxed), 20);
    let refused = search(&graph, &[place], &[place; 20], &Watch(AtomicU64::new(0), 0)).unwrap_err();
    assert_eq!(refused.key, "network-cancelled");
}

#[test]
fn a_long_street_of_many_nodes_is_no_deep_recursion() {
    let long = streets((0..200_000).map(|i| street(i, i + 1, 1.0, Passage::Both)).collect());
    let graph = Graph::new(&long, Mode::Walking);
    assert!(graph.parts().iter().all(|part| *part == 0));
    let place = |street, along| Some(Place { street, along, access: 0.0 });
    let found = search(&graph, &[place(0, 0.0)], &[place(199_999, 1.0)], &()).unwrap();
    assert_eq!(found.get(0, 0), Some(200_000.0));
}
