//! The best pairs and groups, held against every possibility, an independent matching and greed.

use std::sync::atomic::{AtomicUsize, Ordering};

use geo::Point;
use proptest::prelude::*;
use wijkspiegel::find::curve::curve;
use wijkspiegel::find::groups::{EXACT_UP_TO, group_gain};
use wijkspiegel::find::matching::{Edge, maximum_weight_matching};
use wijkspiegel::find::{Division, Rules, Sought, groups, pairs};
use wijkspiegel::measure::TwoGroup;
use wijkspiegel::measure::inference::Progress;

type Graph = (usize, Vec<(usize, usize, i64)>);

/// Graphs with few different weights (many equal ones) or many.
fn graph(most: usize) -> impl Strategy<Value = Graph> {
    (2..=most, prop_oneof![Just(2_i64), Just(8), Just(1_000_000), Just(1 << 50)]).prop_flat_map(
        |(n, greatest)| {
            let edge = (0..n, 0..n, 0..=greatest);
            (Just(n), proptest::collection::vec(edge, 0..=n * n))
        },
    )
}

fn weights((n, edges): &Graph) -> Vec<i64> {
    let mut weights = vec![0; n * n];
    for &(a, b, w) in edges {
        if a != b {
            weights[a * n + b] = w.max(weights[a * n + b]);
            weights[b * n + a] = weights[a * n + b];
        }
    }
    weights
}

fn brute(weights: &[i64], n: usize, used: u32) -> i64 {
    let Some(a) = (0..n).find(|v| used >> v & 1 == 0) else { return 0 };
    let rest = used | 1 << a;
    let free = (a + 1..n).filter(|b| used >> b & 1 == 0);
    let paired = free.map(|b| weights[a * n + b] + brute(weights, n, rest | 1 << b));
    paired.max().unwrap_or(0).max(brute(weights, n, rest))
}

fn matched(graph: &Graph) -> (i64, Vec<Option<usize>>, bool) {
    let edges: Vec<Edge> = graph.1.iter().map(|&(from, to, weight)| Edge { from, to, weight }).collect();
    let found = maximum_weight_matching(graph.0, &edges, &|| false).unwrap();
    (i64::try_from(found.weight).unwrap(), found.mates.clone(), found.is_proved())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_matching_equals_brute_force_on_every_small_graph(graph in graph(10)) {
        let weights = weights(&graph);
        let (weight, mates, proved) = matched(&graph);
        prop_assert_eq!(weight, brute(&weights, graph.0, 0));
        prop_assert!(proved);
        for (v, mate) in mates.iter().enumerate() {
            prop_assert!(mate.is_none_or(|m| mates[m] == Some(v) && weights[v * graph.0 + m] > 0));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_matching_equals_an_independent_one_on_larger_graphs(graph in graph(50)) {
        let weights = weights(&graph);
        let theirs = integer_blossom::max_weight_matching(&weights, graph.0);
        let sum: i64 = theirs
            .iter()
            .enumerate()
            .filter_map(|(v, m)| m.filter(|m| *m > v).map(|m| weights[v * graph.0 + m]))
            .sum();
        let (weight, _, proved) = matched(&graph);
        prop_assert_eq!(weight, sum);
        prop_assert!(proved);
    }
}

#[derive(Clone, Debug)]
struct Town {
    counts: TwoGroup<'static>,
    places: Vec<Point<f64>>,
    boards: Vec<Option<String>>,
}

impl Town {
    fn sought(&self) -> Sought<'_> {
        Sought {
            counts: &self.counts,
            names: &[],
            places: Some(&self.places),
            routes: None,
            parts: Some(&self.boards),
            boards: Some(&self.boards),
        }
    }
}

fn town(schools: std::ops::Range<usize>) -> impl Strategy<Value = Town> {
    let school = (0_u32..300, 0_u32..300, 0_u32..6000, 0_u32..6000, 0_usize..3);
    proptest::collection::vec(school, schools).prop_map(|schools| {
        let x: Vec<f64> = schools.iter().map(|s| f64::from(s.0)).collect();
        let y: Vec<f64> = schools.iter().map(|s| f64::from(s.1)).collect();
        Town {
            counts: TwoGroup::new(x, y).unwrap(),
            places: schools.iter().map(|s| Point::new(f64::from(s.2), f64::from(s.3))).collect(),
            boards: schools.iter().map(|s| Some(format!("board {}", s.4))).collect(),
        }
    })
}

/// The greatest gain of groups of at most `size` by trying all.
fn all_groups(sought: &Sought, rules: &Rules, size: usize, used: u32) -> f64 {
    let n = sought.len();
    let Some(first) = (0..n).find(|v| used >> v & 1 == 0) else { return 0.0 };
    let mut best: f64 = 0.0;
    let free: Vec<usize> = (first + 1..n).filter(|v| used >> v & 1 == 0).collect();
    for set in 0_u32..1 << free.len() {
        if set.count_ones() as usize >= size {
            continue;
        }
        let mut group = vec![first];
        group.extend(free.iter().enumerate().filter(|(k, _)| set >> k & 1 == 1).map(|(_, v)| *v));
        let fits = group
            .iter()
            .enumerate()
            .all(|(k, a)| group[..k].iter().all(|b| sought.allowed(rules, *a, *b).is_ok()));
        if fits {
            let taken = group.iter().fold(used, |mask, v| mask | 1 << v);
            best = best.max(group_gain(sought, &group) + all_groups(sought, rules, size, taken));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn pairs_gain_what_the_best_of_all_sets_of_pairs_gains(town in town(2..8), cap in 500.0..9000.0_f64) {
        let sought = town.sought();
        let rules = Rules { max_metres: Some(cap), ..Rules::default() };
        match pairs(&sought, &rules, &()) {
            Ok(found) => {
                let best = all_groups(&sought, &rules, 2, 0);
                prop_assert!((found.sum_w - best).abs() < 1e-9 * best.max(1.0), "{} {best}", found.sum_w);
                prop_assert!(found.proved);
            }
            Err(notice) => prop_assert!(notice.key.starts_with("friends-none"), "{}", notice.key),
        }
    }

    #[test]
    fn small_parts_of_town_are_solved_exactly(town in town(2..7), size in 3_usize..=4) {
        let sought = town.sought();
        let rules = Rules { max_metres: Some(4000.0), ..Rules::default() };
        if let Ok(found) = groups(&sought, &rules, size, &()) {
            let best = all_groups(&sought, &rules, size, 0);
            prop_assert!((found.sum_w - best).abs() < 1e-9 * best.max(1.0), "{} {best}", found.sum_w);
            prop_assert_eq!(found.exact_parts, found.parts);
            prop_assert!(found.gap().is_none_or(|gap| gap == 0.0));
            prop_assert!(found.at_most_more().is_none_or(|more| more < 1e-9));
        }
    }

    #[test]
    fn pairs_beat_or_equal_greed(town in town(20..60), cap in 500.0..9000.0_f64) {
        let rules = Rules { max_metres: Some(cap), ..Rules::default() };
        if let Ok(found) = pairs(&town.sought(), &rules, &()) {
            prop_assert!(found.sum_w >= found.greedy_sum_w * (1.0 - 1e-12));
            prop_assert!(found.proved);
            let far = |(a, b): &(usize, usize)| town.sought().metres(*a, *b, 1.0).unwrap() > cap;
            prop_assert!(!found.pairs.iter().any(far));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn larger_towns_stay_below_their_bound_and_no_school_is_in_two_groups(town in town(18..24)) {
        let sought = town.sought();
        prop_assert!(sought.len() > EXACT_UP_TO);
        let two = pairs(&sought, &Rules::default(), &()).unwrap();
        for size in [3, 4] {
            let found = groups(&sought, &Rules::default(), size, &()).unwrap();
            prop_assert!(found.sum_w <= found.bound * (1.0 + 1e-12));
            prop_assert!(found.bound <= total_variance(&town) * (1.0 + 1e-12));
            prop_assert!(found.sum_w >= two.sum_w * 0.98, "{} {}", found.sum_w, two.sum_w);
            let mut units: Vec<usize> = found.groups.iter().flatten().copied().collect();
            units.sort_unstable();
            let all = units.len();
            units.dedup();
            prop_assert_eq!(units.len(), all);
            prop_assert!(found.groups.iter().all(|g| (2..=size).contains(&g.len())));
        }
    }
}

fn total_variance(town: &Town) -> f64 {
    let p = town.counts.share().unwrap();
    town.counts.peopled().map(|(x, y)| (x + y) * (x / (x + y) - p).powi(2)).sum()
}

/// Schools on a line, 1 km apart, with these shares of 100 pupils.
fn line(shares: &[f64]) -> Town {
    let x: Vec<f64> = shares.to_vec();
    let y: Vec<f64> = shares.iter().map(|s| 100.0 - s).collect();
    Town {
        counts: TwoGroup::new(x, y).unwrap(),
        places: (0..shares.len()).map(|i| Point::new(1000.0 * i as f64, 0.0)).collect(),
        boards: (0..shares.len()).map(|i| Some(if i % 2 == 0 { "A" } else { "B" }.to_owned())).collect(),
    }
}

#[test]
fn rules_are_kept_and_each_costs_gain() {
    let town = line(&[0.0, 100.0, 10.0, 90.0]);
    let sought = town.sought();
    let best = pairs(&sought, &Rules::default(), &()).unwrap();
    // (0,1) and (2,3) gain 50 + 32; (0,3) and (1,2) gain 40.5 twice.
    assert_eq!(best.pairs, [(0, 1), (2, 3)]);
    let with = |rules: Rules| pairs(&sought, &rules, &()).unwrap();
    let forbidden = with(Rules { forbidden: vec![(1, 0)], ..Rules::default() });
    assert_eq!(forbidden.pairs, [(0, 3), (1, 2)]);
    assert!(forbidden.sum_w < best.sum_w);
    assert_eq!(with(Rules { fixed: vec![(2, 0)], ..Rules::default() }).pairs, [(0, 2), (1, 3)]);
    assert_eq!(with(Rules { division: Division::Within, ..Rules::default() }).pairs, [(0, 2), (1, 3)]);
    assert_eq!(with(Rules { division: Division::Across, ..Rules::default() }).pairs, [(0, 1), (2, 3)]);
    let apart = vec![("B".to_owned(), "A".to_owned())];
    assert_eq!(with(Rules { boards_apart: apart, ..Rules::default() }).pairs, [(0, 2), (1, 3)]);
    let none_together = Rules { boards_together: Some(vec![]), ..Rules::default() };
    assert_eq!(with(none_together).pairs, [(0, 2), (1, 3)]);
    let near = with(Rules { max_metres: Some(1000.0), forbidden: vec![(0, 1)], ..Rules::default() });
    assert_eq!(near.pairs, [(1, 2)]);
}

#[test]
fn an_impossible_request_is_answered_with_the_reason() {
    let town = line(&[0.0, 100.0, 10.0, 90.0]);
    let sought = town.sought();
    let refused = |rules: Rules| pairs(&sought, &rules, &()).unwrap_err().key;
    assert_eq!(refused(Rules { max_metres: Some(999.0), ..Rules::default() }), "friends-none-within-cap");
    assert_eq!(refused(Rules { max_metres: Some(f64::NAN), ..Rules::default() }), "friends-cap");
    assert_eq!(refused(Rules { fixed: vec![(1, 1)], ..Rules::default() }), "friends-fixed-self");
    assert_eq!(refused(Rules { fixed: vec![(0, 1), (1, 2)], ..Rules::default() }), "friends-fixed-too-many");
    assert_eq!(
        refused(Rules { fixed: vec![(0, 1)], forbidden: vec![(0, 1)], ..Rules::default() }),
        "friends-refused-forbidden"
    );
    let far = Rules { fixed: vec![(0, 3)], max_metres: Some(1500.0), ..Rules::default() };
    assert_eq!(refused(far), "friends-refused-far");
    assert_eq!(refused(Rules { size_ratio: Some(0.5), ..Rules::default() }), "friends-size-ratio");
    assert_eq!(groups(&sought, &Rules::default(), 9, &()).unwrap_err().key, "friends-size");
    let equal = line(&[50.0, 50.0]);
    assert!(pairs(&equal.sought(), &Rules::default(), &()).unwrap().pairs.is_empty());
}

#[test]
fn fixed_pairs_stay_together_in_larger_groups() {
    let town = line(&[0.0, 5.0, 10.0, 90.0, 95.0, 100.0]);
    let rules = Rules { fixed: vec![(0, 1)], ..Rules::default() };
    let found = groups(&town.sought(), &rules, 3, &()).unwrap();
    let group = found.groups.iter().find(|g| g.contains(&0)).unwrap();
    assert!(group.contains(&1), "{:?}", found.groups);
}

#[test]
fn a_wider_distance_never_gains_less() {
    let town = line(&[0.0, 100.0, 10.0, 90.0, 50.0, 40.0, 5.0]);
    let points = curve(&town.sought(), &Rules::default(), &[500.0, 1000.0, 2000.0, 6000.0], &()).unwrap();
    assert_eq!(points.len(), 5);
    assert_eq!((points[0].sum_w, points[0].pairs), (0.0, 0));
    assert!(points.windows(2).all(|w| w[0].sum_w <= w[1].sum_w + 1e-12));
    assert_eq!(points[3].sum_w, points[4].sum_w);
}

#[test]
fn long_work_stops_when_it_is_told_to() {
    struct Stop(AtomicUsize);
    impl Progress for Stop {
        fn cancelled(&self) -> bool {
            self.0.fetch_add(1, Ordering::Relaxed) >= 2
        }
    }
    let shares: Vec<f64> = (0..40).map(|i| f64::from(i * 37 % 100)).collect();
    let town = line(&shares);
    let stop = || Stop(AtomicUsize::new(0));
    assert_eq!(pairs(&town.sought(), &Rules::default(), &stop()).unwrap_err().key, "measure-cancelled");
    assert_eq!(groups(&town.sought(), &Rules::default(), 3, &stop()).unwrap_err().key, "measure-cancelled");
}

#[test]
fn what_other_groups_gain_more_is_told_of_these_groups_and_not_of_the_bound() {
    let found = groups(&line(&[0.0, 50.0, 100.0]).sought(), &Rules::default(), 3, &()).unwrap();
    // A bound of 125 over groups that gain 100: a quarter more than these, a fifth of the bound.
    let some = wijkspiegel::find::Groups { sum_w: 100.0, bound: 125.0, ..found };
    assert_eq!((some.at_most_more(), some.gap()), (Some(0.25), Some(0.2)));
}
