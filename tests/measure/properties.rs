//! Identities that hold for every table, tried on random ones.

use proptest::prelude::*;
use wijkspiegel::measure::bounds::{Limit, bounds};
use wijkspiegel::measure::catalogue::{Kind, measure};
use wijkspiegel::measure::change::{change_in_mutual_information, change_in_theil_h};
use wijkspiegel::measure::counts::{Counts, Other, TwoGroup};
use wijkspiegel::measure::decompose::within_between;
use wijkspiegel::measure::mirror::{Limits, mirror};
use wijkspiegel::measure::moves::{moves, whole_pupils, whole_targets};
use wijkspiegel::measure::ranges::CountRanges;
use wijkspiegel::measure::{local, multi, ordered, two};
use wijkspiegel::number::Count;

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => (a - b).abs() < 1e-10,
        _ => false,
    }
}

fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("g{i}")).collect()
}

fn table(groups: usize, cells: Vec<f64>) -> Counts {
    Counts::new(names(groups), cells).unwrap()
}

/// Up to twelve units of two to five groups; whole counts with many zeros, or fractional ones.
fn any_table() -> impl Strategy<Value = Counts> {
    (2_usize..6, 1_usize..13).prop_flat_map(|(groups, units)| {
        let cell = prop_oneof![2 => Just(0.0), 5 => (0_u32..200).prop_map(f64::from), 1 => 0.0..50.0_f64];
        prop::collection::vec(cell, groups * units).prop_map(move |cells| table(groups, cells))
    })
}

fn any_pair() -> impl Strategy<Value = TwoGroup<'static>> {
    any_table().prop_map(|c| c.two_group(0, Other::Rest).unwrap())
}

fn small_pair() -> impl Strategy<Value = (Vec<u64>, Vec<u64>)> {
    (1_usize..6).prop_flat_map(|n| (prop::collection::vec(0_u64..12, n), prop::collection::vec(0_u64..12, n)))
}

fn floats(values: &[u64]) -> Vec<f64> {
    values.iter().map(|v| *v as f64).collect()
}

/// Least Σ |x_i − target_i| over every choice of targets within one of P·t_i that adds up to X.
fn brute_force(x: &[u64], y: &[u64]) -> Option<u64> {
    let (group, all) = (x.iter().sum::<u64>(), x.iter().chain(y).sum::<u64>());
    if group == 0 || group == all {
        return None;
    }
    let choices: Vec<Vec<u64>> = x
        .iter()
        .zip(y)
        .map(|(x, y)| {
            let exact = group * (x + y);
            (0..=x + y).filter(|target| (target * all).abs_diff(exact) < all).collect()
        })
        .collect();
    let mut best = None;
    fn search(choices: &[Vec<u64>], x: &[u64], left: i64, sum: u64, best: &mut Option<u64>) {
        let (Some((choice, choices)), Some((x, rest))) = (choices.split_first(), x.split_first()) else {
            if left == 0 {
                *best = Some(best.map_or(sum, |b| b.min(sum)));
            }
            return;
        };
        for target in choice {
            search(choices, rest, left - *target as i64, sum + x.abs_diff(*target), best);
        }
    }
    search(&choices, x, group as i64, 0, &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn with_two_groups_the_multigroup_measures_are_the_two_group_ones(pair in any_pair()) {
        let cells = pair.units().flat_map(|(x, y)| [x, y]).collect();
        let counts = table(2, cells);
        prop_assert!(near(two::dissimilarity(&pair), multi::multi_dissimilarity(&counts)));
        prop_assert!(near(two::gini(&pair), multi::multi_gini(&counts)));
        prop_assert!(near(two::theil_h(&pair), multi::multi_theil_h(&counts)));
        prop_assert!(near(two::correlation_ratio(&pair), multi::relative_diversity(&counts)));
        prop_assert!(near(two::correlation_ratio(&pair), multi::normalized_exposure(&counts)));
        prop_assert!(near(two::correlation_ratio(&pair), multi::squared_variation(&counts)));
        prop_assert!(near(two::theil_h(&pair), ordered::ordinal_information_theory(&counts)));
        prop_assert!(near(two::correlation_ratio(&pair), ordered::ordinal_variance_ratio(&counts)));
        prop_assert!(near(moves(&pair).swap_share, multi::share_to_move(&counts)));
    }

    #[test]
    fn isolation_interaction_and_the_correlation_ratio_hang_together(pair in any_pair()) {
        let (isolation, interaction) = (two::isolation(&pair), two::interaction(&pair));
        prop_assert!(near(isolation.map(|i| 1.0 - i), interaction));
        if let (Some(eta), Some(i), Some(p)) = (two::correlation_ratio(&pair), isolation, pair.share()) {
            prop_assert!(((i - p) / (1.0 - p) - eta).abs() < 1e-9);
        }
        let atkinson = two::hutchens(&pair).map(|s| 1.0 - (1.0 - s) * (1.0 - s));
        prop_assert!(near(atkinson, two::atkinson_half(&pair)));
        prop_assert!(near(two::atkinson(&pair, 0.5), two::atkinson_half(&pair)));
    }

    #[test]
    fn the_shares_of_the_group_and_of_the_others_add_up_to_d(pair in any_pair()) {
        let m = moves(&pair);
        let sum = m.swap_share_of_group.zip(m.swap_share_of_others).map(|(a, b)| a + b);
        prop_assert!(near(sum, two::dissimilarity(&pair)));
    }

    #[test]
    fn swapping_the_groups_leaves_what_is_symmetric_as_it_is(pair in any_pair()) {
        let swapped = pair.swapped();
        for symmetric in [two::dissimilarity, two::gini, two::theil_h, two::correlation_ratio,
            two::hutchens, two::min_max, two::atkinson_half, two::density_corrected_dissimilarity]
        {
            prop_assert!(near(symmetric(&pair), symmetric(&swapped)));
        }
        prop_assert_eq!(whole_pupils(&pair), whole_pupils(&swapped));
    }

    #[test]
    fn theil_h_is_mutual_information_over_diversity_and_everything_lies_in_its_range(counts in any_table()) {
        let h = multi::mutual_information(&counts).zip(multi::diversity(&counts));
        let h = h.and_then(|(m, e)| (e > 0.0).then(|| m / e));
        prop_assert!(near(h, multi::multi_theil_h(&counts)));
        let pair = counts.two_group(0, Other::Rest).unwrap();
        for entry in wijkspiegel::measure::catalogue::MEASURES {
            for value in [entry.of_two_groups(&pair), entry.of_groups(&counts)].into_iter().flatten() {
                prop_assert!(value.is_finite());
                prop_assert!(entry.least.is_none_or(|least| value >= least), "{} {}", entry.id, value);
                prop_assert!(entry.greatest.is_none_or(|most| value <= most), "{} {}", entry.id, value);
            }
        }
    }

    #[test]
    fn within_and_between_add_up_to_the_total(counts in any_table(), seed in 0_usize..1000) {
        let clusters: Vec<String> = (0..counts.len()).map(|i| ((i * 7 + seed) % 3).to_string()).collect();
        let split = within_between(&counts, &clusters).unwrap();
        prop_assert!(near(split.m_total, multi::mutual_information(&counts)));
        prop_assert!(near(split.h_total, multi::multi_theil_h(&counts)));
        let within: f64 = split.clusters.iter().filter_map(|c| Some(c.share * c.m?)).sum();
        prop_assert!(split.m_within.is_none_or(|m| (m - within).abs() < 1e-10));
        let h: f64 = split.clusters.iter().filter_map(|c| Some(c.share * c.entropy_ratio? * c.h?)).sum();
        prop_assert!(split.h_within.is_none_or(|m| (m - h).abs() < 1e-10));
    }

    #[test]
    fn splitting_a_school_evenly_or_merging_equal_schools_changes_nothing(counts in any_table(), at in 0_usize..12) {
        let width = counts.groups().len();
        let at = at % counts.len();
        let mut split = Vec::new();
        for (i, row) in counts.rows().enumerate() {
            if i == at {
                // 1/4 and 3/4 of every cell: exact in floating point.
                split.extend(row.iter().map(|n| n * 0.25));
                split.extend(row.iter().map(|n| n * 0.75));
            } else {
                split.extend_from_slice(row);
            }
        }
        let split = table(width, split);
        let (whole, parts) = (counts.two_group(0, Other::Rest).unwrap(), split.two_group(0, Other::Rest).unwrap());
        for entry in wijkspiegel::measure::catalogue::MEASURES {
            // The correction for small units is meant to depend on the units.
            if entry.id == "density_corrected_dissimilarity" {
                continue;
            }
            prop_assert!(near(entry.of_two_groups(&whole), entry.of_two_groups(&parts)), "{}", entry.id);
            prop_assert!(near(entry.of_groups(&counts), entry.of_groups(&split)), "{}", entry.id);
        }
    }

    #[test]
    fn a_unit_without_pupils_changes_nothing(counts in any_table()) {
        let width = counts.groups().len();
        let mut cells = vec![0.0; width];
        cells.extend_from_slice(counts.cells());
        let more = table(width, cells);
        let (pair, more_pair) = (counts.two_group(1, Other::Rest).unwrap(), more.two_group(1, Other::Rest).unwrap());
        for entry in wijkspiegel::measure::catalogue::MEASURES {
            prop_assert!(near(entry.of_two_groups(&pair), entry.of_two_groups(&more_pair)), "{}", entry.id);
            prop_assert!(near(entry.of_groups(&counts), entry.of_groups(&more)), "{}", entry.id);
        }
    }

    #[test]
    fn the_schools_shares_in_d_add_up_to_one(pair in any_pair()) {
        let shares = local::share_in_dissimilarity(&pair);
        match two::dissimilarity(&pair) {
            Some(d) if d > 0.0 => {
                let sum: f64 = shares.iter().flatten().sum();
                prop_assert!((sum - 1.0).abs() < 1e-12);
            }
            _ => prop_assert!(shares.iter().all(Option::is_none)),
        }
    }

    #[test]
    fn whole_pupils_are_the_least_of_all_ways_to_round((x, y) in small_pair()) {
        let pair = TwoGroup::new(floats(&x), floats(&y)).unwrap();
        prop_assert_eq!(whole_pupils(&pair), brute_force(&x, &y));
        if let Some(targets) = whole_targets(&pair) {
            prop_assert_eq!(targets.iter().sum::<u64>(), x.iter().sum::<u64>());
            for ((target, x), y) in targets.iter().zip(&x).zip(&y) {
                prop_assert!(*target <= x + y);
            }
        }
    }

    #[test]
    fn the_parts_of_a_change_add_up_to_it_and_turn_round_with_time(
        a in prop::collection::vec(0_u32..60, 18), b in prop::collection::vec(0_u32..60, 18), gone in 0_usize..6,
    ) {
        let tables = [&a, &b].map(|cells| table(3, cells.iter().map(|n| f64::from(*n)).collect()));
        let units = |prefix: &str| -> Vec<String> {
            (0..6).map(|i| if i < gone { format!("{prefix}{i}") } else { format!("u{i}") }).collect()
        };
        let [first, second] = tables;
        let (first, second) = (first.with_units(units("old")).unwrap(), second.with_units(units("new")).unwrap());
        for split in [change_in_mutual_information, change_in_theil_h] {
            let Some(forth) = split(&first, &second).unwrap() else { continue };
            let parts = forth.removals + forth.additions + forth.group_margin + forth.school_margin + forth.structural;
            prop_assert!((parts - forth.total()).abs() < 1e-12, "{:?}", forth);
            let back = split(&second, &first).unwrap().unwrap();
            prop_assert!((forth.removals + back.additions).abs() < 1e-12);
            if forth.fitted && back.fitted {
                prop_assert!((forth.structural + back.structural).abs() < 1e-8);
                prop_assert!((forth.school_margin + back.school_margin).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn every_completion_of_hidden_counts_lies_within_the_bounds(
        cells in prop::collection::vec((0_u32..30, 0_u32..30, prop::bool::weighted(0.3), 0.0..=1.0_f64), 2..20),
    ) {
        // Half of the completions at the ends of the ranges, where the extremes are.
        let even = cells.len() / 2 * 2;
        let counts: Vec<Count> = cells[..even].iter().map(|(n, more, hidden, _)| {
            let least = f64::from(*n);
            if *hidden { Count::Suppressed { least, greatest: least + f64::from(*more) } } else { Count::Known(least) }
        }).collect();
        let ranges = CountRanges::new(names(2), &counts).unwrap().two_group(0, Other::Rest).unwrap();
        for ends in [false, true] {
            let complete: Vec<f64> = counts.iter().zip(&cells).map(|(c, (_, _, _, at))| {
                let (least, greatest) = c.bounds().unwrap();
                let at = if ends { at.round() } else { *at };
                (least + at * (greatest - least)).round()
            }).collect();
            let pair = table(2, complete).two_group(0, Other::Rest).unwrap();
            for id in ["dissimilarity", "gini", "theil_h", "atkinson", "isolation", "interaction",
                "correlation_ratio", "min_max", "hutchens"]
            {
                let entry = measure(Kind::TwoGroup, id).unwrap();
                let Some(value) = entry.of_two_groups(&pair) else { continue };
                let limits = bounds(entry, &ranges).unwrap_or_else(|| panic!("{id} has bounds"));
                prop_assert!(limits.least.value() <= value + 1e-9, "{id}: {value} {limits:?}");
                prop_assert!(limits.greatest.value() >= value - 1e-9, "{id}: {value} {limits:?}");
            }
        }
    }

    #[test]
    fn the_bounds_of_d_are_met_by_trying_every_completion(
        cells in prop::collection::vec((0_u32..15, 1_u32..4, prop::bool::weighted(0.5)), 6),
    ) {
        let counts: Vec<Count> = cells.iter().map(|(n, more, hidden)| {
            let least = f64::from(*n);
            if *hidden { Count::Suppressed { least, greatest: least + f64::from(*more) } } else { Count::Known(least) }
        }).collect();
        let ranges = CountRanges::new(names(2), &counts).unwrap().two_group(0, Other::Rest).unwrap();
        let mut completions = vec![Vec::new()];
        for count in &counts {
            let (least, greatest) = count.bounds().unwrap();
            completions = completions.into_iter().flat_map(|head: Vec<f64>| {
                (least as u32..=greatest as u32).map(move |n| [head.clone(), vec![f64::from(n)]].concat())
            }).collect();
        }
        let values: Vec<f64> = completions.into_iter()
            .filter_map(|cells| two::dissimilarity(&table(2, cells).two_group(0, Other::Rest).unwrap())).collect();
        let limits = bounds(&two::dissimilarity::MEASURE, &ranges);
        if values.is_empty() { return Ok(()); }
        let limits = limits.unwrap();
        let most = values.iter().copied().fold(0.0, f64::max);
        let least = values.iter().copied().fold(1.0, f64::min);
        prop_assert!(limits.least.value() <= least + 1e-9);
        match limits.greatest {
            Limit::Exact(value) => prop_assert!((value - most).abs() < 1e-8, "{value} {most}"),
            Limit::Bound(value) => prop_assert!(value >= most - 1e-9 && value <= 1.0),
        }
    }

    #[test]
    fn with_the_town_as_its_own_reference_the_mirror_is_the_share_that_must_move(counts in any_table()) {
        let town: Vec<f64> = counts.rows().flat_map(|_| counts.group_totals().to_vec()).collect();
        let references = table(counts.groups().len(), town);
        let found = mirror(&counts, &references, Limits::default()).unwrap();
        if counts.total() > 0.0 {
            prop_assert!((found.unattainable_share.unwrap()).abs() < 1e-10);
            let share = multi::share_to_move(&counts).unwrap_or(0.0);
            prop_assert!((found.share_to_move.unwrap() - share).abs() < 1e-10);
        }
        let own = mirror(&counts, &counts, Limits::default()).unwrap();
        prop_assert!(own.share_to_move.is_none_or(|s| s == 0.0));
    }
}

#[test]
fn isolation_has_limits_where_only_the_group_itself_can_have_members() {
    let counts = [Count::Suppressed { least: 0.0, greatest: 2.0 }, Count::Known(0.0)];
    let ranges = CountRanges::new(names(2), &counts).unwrap().two_group(0, Other::Rest).unwrap();
    let limits = |id| bounds(measure(Kind::TwoGroup, id).unwrap(), &ranges);
    assert!(limits("dissimilarity").is_none(), "nobody to compare with");
    assert!(limits("isolation").is_some_and(|l| l.least.value() <= 1.0 && l.greatest.value() >= 1.0));
    assert!(limits("interaction").is_some_and(|l| l.least.value() <= 0.0 && l.greatest.value() >= 0.0));
}
