//! Chance and certainty against exact values, and what must not change an answer.
//!
//! Where draws are compared with exact values, the Monte Carlo error is stated: four standard
//! errors of the mean (or of a share), so that a right sampler passes (the seeds are fixed) and
//! a bias of a few thousandths does not.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use wijkspiegel::measure::catalogue::{Kind, MEASURES, measure};
use wijkspiegel::measure::counts::{Counts, Other, TwoGroup};
use wijkspiegel::measure::inference::{
    Draws, Progress, Resample, Statistic, bootstrap, bootstrap_of_groups, random_assignment, statistic,
};
use wijkspiegel::measure::sample::{LnFactorials, Stream, binomial, hypergeometric};
use wijkspiegel::measure::{multi, two};

const DRAWS: Draws = Draws { count: 200_000, seed: 20 };

fn reference(section: &str) -> Vec<Value> {
    let path = format!("{}/tests/data/inference.json", env!("CARGO_MANIFEST_DIR"));
    let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    json[section].as_array().unwrap().clone()
}

fn pair(case: &Value) -> TwoGroup<'static> {
    let numbers = |key: &str| -> Vec<f64> {
        case[key].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect()
    };
    let x = numbers("x");
    let y: Vec<f64> = numbers("t").iter().zip(&x).map(|(t, x)| t - x).collect();
    TwoGroup::new(x, y).unwrap()
}

fn number(case: &Value, key: &str) -> f64 {
    case[key].as_f64().unwrap_or_else(|| panic!("{key}"))
}

#[test]
fn random_assignment_meets_exact_mean_variance_and_p_value_within_four_standard_errors() {
    for case in reference("permutation") {
        let chance = random_assignment(&pair(&case), Statistic::Dissimilarity, DRAWS, &()).unwrap().unwrap();
        let n = DRAWS.count as f64;
        let variance = number(&case, "var_D_float");
        let mean_error = 4.0 * (variance / n).sqrt();
        assert!((chance.expected - number(&case, "E_D_float")).abs() < mean_error, "{chance:?}");
        // The variance of a sample variance is at most that of a two-point distribution here: the
        // fourth moment of a value within 0..1 is below the second.
        let variance_error = 4.0 * (variance / n).sqrt();
        assert!((chance.sd.unwrap().powi(2) - variance).abs() < variance_error, "{chance:?}");
        let p = number(&case, "P_D_ge_obs_float");
        let p_error = 4.0 * (p * (1.0 - p) / n).sqrt();
        assert!((chance.p_value - p).abs() < p_error, "{chance:?}");
        let adjusted = number(&case, "D_bias_adjusted=(D-E)/(1-E)");
        // d adj / d E = −(1 − D)/(1 − E)², at most 1/(1 − E) in size.
        assert!(
            (chance.adjusted.unwrap() - adjusted).abs() < mean_error / (1.0 - chance.expected),
            "{chance:?}"
        );
    }
}

#[test]
fn ties_with_the_observed_value_count_as_reached() {
    // The exact chance of more than the observed is far from that of at least the observed.
    let case = &reference("permutation")[2];
    let chance = random_assignment(&pair(case), Statistic::Dissimilarity, DRAWS, &()).unwrap().unwrap();
    assert!(number(case, "P_D_gt_obs_float") < 1e-9);
    assert!(chance.p_value > 0.2);
}

#[test]
fn the_bootstrap_of_schools_meets_its_exact_mean_and_spread_within_four_standard_errors() {
    for case in reference("unit_bootstrap") {
        let found = bootstrap(&pair(&case), Statistic::Dissimilarity, Resample::Schools, 0.95, DRAWS, &());
        let found = found.unwrap().unwrap();
        let sd = number(&case, "sd_pop");
        let error = 4.0 * sd / (DRAWS.count as f64).sqrt();
        assert!((found.mean - number(&case, "mean")).abs() < error, "{found:?}");
        assert!((found.sd.unwrap() - sd).abs() < 2.0 * error, "{found:?}");
        assert!(found.low >= number(&case, "min") - 1e-12 && found.high <= number(&case, "max") + 1e-12);
        let undefined = number(&case, "undefined") / number(&case, "resamples");
        let share_error = 4.0 * (undefined / DRAWS.count as f64).sqrt();
        assert!((found.undefined as f64 / DRAWS.count as f64 - undefined).abs() <= share_error, "{found:?}");
    }
}

/// Exact probabilities by ratios from the least value, normalised.
fn exact_hypergeometric(group: u64, others: u64, drawn: u64) -> (u64, Vec<f64>) {
    let least = drawn.saturating_sub(others);
    let greatest = drawn.min(group);
    let mut ln_p = 0.0;
    let mut ln_all = vec![0.0];
    for k in least..greatest {
        let up = ((group - k) as f64) * ((drawn - k) as f64);
        let down = ((k + 1) as f64) * ((others + k + 1 - drawn) as f64);
        ln_p += (up / down).ln();
        ln_all.push(ln_p);
    }
    (least, normalised(ln_all))
}

fn exact_binomial(trials: u64, chance: f64) -> Vec<f64> {
    let mut ln_p = 0.0;
    let mut ln_all = vec![0.0];
    for k in 0..trials {
        ln_p += ((trials - k) as f64 / (k + 1) as f64 * chance / (1.0 - chance)).ln();
        ln_all.push(ln_p);
    }
    normalised(ln_all)
}

fn normalised(ln_all: Vec<f64>) -> Vec<f64> {
    let top = ln_all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = ln_all.iter().map(|l| (l - top).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / sum).collect()
}

/// Chi-square of draws against exact probabilities, over cells that expect at least ten draws (the
/// rest together), in standard deviations from its mean.
fn chi_square_sigmas(drawn: &[u64], exact: &[f64], n: f64) -> f64 {
    let (mut chi, mut cells, mut rest, mut rest_expected) = (0.0, 0.0, 0.0, 0.0);
    for (count, p) in drawn.iter().zip(exact) {
        if p * n < 10.0 {
            rest += *count as f64;
            rest_expected += p * n;
        } else {
            chi += (*count as f64 - p * n).powi(2) / (p * n);
            cells += 1.0;
        }
    }
    if rest_expected > 1.0 {
        chi += (rest - rest_expected).powi(2) / rest_expected;
        cells += 1.0;
    }
    let freedom: f64 = cells - 1.0;
    assert!(freedom >= 1.0);
    (chi - freedom) / (2.0 * freedom).sqrt()
}

#[test]
fn hypergeometric_draws_follow_the_exact_distribution_for_small_and_large_schools() {
    // The last four are beyond the reach of the walk, so that rejection is tested too.
    let cases = [
        (3, 17, 10),
        (6, 8, 5),
        (215, 385, 100),
        (500_000, 900_000, 215),
        (20, 3, 21),
        (1, 999, 400),
        (5_000, 9_000, 1_000),
        (900_000, 500_000, 3_000),
        (1_200, 1_000, 1_100),
        (2_000, 40_000, 30_000),
    ];
    let n = 400_000;
    for (group, others, drawn) in cases {
        let ln = LnFactorials::new(group + others);
        let (least, exact) = exact_hypergeometric(group, others, drawn);
        let mut counts = vec![0_u64; exact.len()];
        let mut stream = Stream::new(7, group);
        for _ in 0..n {
            let k = hypergeometric(&mut stream, &ln, group as f64, others as f64, drawn as f64);
            counts[(k as u64 - least) as usize] += 1;
        }
        let sigmas = chi_square_sigmas(&counts, &exact, f64::from(n));
        assert!(sigmas.abs() < 4.5, "{group} {others} {drawn}: {sigmas}");
    }
}

#[test]
fn binomial_draws_follow_the_exact_distribution_for_small_and_large_numbers() {
    let n = 400_000;
    for (trials, chance) in
        [(10, 0.3), (1, 0.5), (400, 0.01), (1_000, 0.9), (5_000, 0.3), (300_000, 0.002), (4_000, 0.97)]
    {
        let ln = LnFactorials::new(trials);
        let exact = exact_binomial(trials, chance);
        let mut counts = vec![0_u64; exact.len()];
        let mut stream = Stream::new(11, trials);
        for _ in 0..n {
            counts[binomial(&mut stream, &ln, trials as f64, chance) as usize] += 1;
        }
        let sigmas = chi_square_sigmas(&counts, &exact, f64::from(n));
        assert!(sigmas.abs() < 4.5, "{trials} {chance}: {sigmas}");
    }
}

#[test]
fn draws_at_the_edges_are_certain() {
    let ln = LnFactorials::new(100);
    let mut stream = Stream::new(1, 1);
    for (group, others, drawn, certain) in [
        (0.0, 9.0, 4.0, 0.0),
        (9.0, 0.0, 4.0, 4.0),
        (5.0, 5.0, 10.0, 5.0),
        (5.0, 5.0, 0.0, 0.0),
        (0.0, 0.0, 0.0, 0.0),
    ] {
        assert_eq!(hypergeometric(&mut stream, &ln, group, others, drawn), certain);
    }
    assert_eq!(binomial(&mut stream, &ln, 7.0, 1.0), 7.0);
    assert_eq!(binomial(&mut stream, &ln, 7.0, 0.0), 0.0);
    assert_eq!(binomial(&mut stream, &ln, 0.0, 0.5), 0.0);
}

#[test]
fn factorials_agree_with_the_product_and_beyond_the_table() {
    let ln = LnFactorials::new(170);
    let beyond = LnFactorials::new(0);
    let mut sum = 0.0;
    for n in 1..=170 {
        sum += f64::from(n).ln();
        assert!((ln.of(f64::from(n)) - sum).abs() < 1e-12 * sum.max(1.0), "{n}");
        assert_eq!(ln.of(f64::from(n)), beyond.of(f64::from(n)));
    }
}

fn town() -> TwoGroup<'static> {
    TwoGroup::new(vec![30.0, 55.0, 10.0, 120.0, 0.0], vec![70.0, 45.0, 190.0, 80.0, 0.0]).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_figures_on_any_number_of_threads() {
    let draws = Draws { count: 500, seed: 42 };
    let on = |threads: usize| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| {
            let chance = random_assignment(&town(), Statistic::Dissimilarity, draws, &()).unwrap();
            let pupils =
                bootstrap(&town(), Statistic::Dissimilarity, Resample::Pupils, 0.9, draws, &()).unwrap();
            let schools =
                bootstrap(&town(), Statistic::Dissimilarity, Resample::Schools, 0.9, draws, &()).unwrap();
            (chance, pupils, schools)
        })
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(7));
    let other =
        random_assignment(&town(), Statistic::Dissimilarity, Draws { seed: 43, ..draws }, &()).unwrap();
    assert_ne!(one.0.unwrap().expected, other.unwrap().expected);
}

#[test]
fn the_fast_path_of_d_gives_what_the_general_path_gives() {
    let draws = Draws { count: 300, seed: 5 };
    let fast = random_assignment(&town(), Statistic::Dissimilarity, draws, &()).unwrap();
    let general = random_assignment(&town(), Statistic::Other(&two::dissimilarity), draws, &()).unwrap();
    assert_eq!(fast, general);
}

#[test]
fn every_two_group_measure_of_the_catalogue_can_be_held_against_chance() {
    let draws = Draws { count: 50, seed: 5 };
    let mut tried = 0;
    for entry in MEASURES {
        let Some(statistic) = statistic(entry) else { continue };
        let chance = random_assignment(&town(), statistic, draws, &()).unwrap().unwrap();
        assert!(chance.expected.is_finite() && (0.0..=1.0).contains(&chance.p_value), "{}", entry.id);
        tried += 1;
    }
    assert_eq!(tried, 11);
    assert!(measure(Kind::TwoGroup, "hutchens").is_some());
}

#[test]
fn a_bootstrap_of_pupils_states_its_upward_bias_and_corrects_for_it() {
    // Spread as evenly as can be: every resample has a higher D than the town.
    let even = TwoGroup::new(vec![20.0; 10], vec![30.0; 10]).unwrap();
    let draws = Draws { count: 400, seed: 3 };
    let found = bootstrap(&even, Statistic::Dissimilarity, Resample::Pupils, 0.95, draws, &());
    let found = found.unwrap().unwrap();
    assert!(found.bias > 0.05 && found.bias_corrected < found.observed);
    assert!((found.bias_corrected - (2.0 * found.observed - found.mean)).abs() < 1e-15);
    assert_eq!(found.undefined, 0);
}

#[test]
fn the_interval_lies_about_the_figure_also_where_every_resample_is_higher() {
    // Many small schools: chance alone adds more than the interval is wide.
    let schools = 400;
    let x: Vec<f64> = (0..schools).map(|school| f64::from(3 + school % 3)).collect();
    let y: Vec<f64> = (0..schools).map(|school| f64::from(9 - school % 3)).collect();
    let small = TwoGroup::new(x, y).unwrap();
    let draws = Draws { count: 600, seed: 9 };
    for resample in [Resample::Pupils, Resample::Schools] {
        let found = bootstrap(&small, Statistic::Dissimilarity, resample, 0.95, draws, &()).unwrap().unwrap();
        assert!(found.low < found.observed && found.observed < found.high, "{found:?}");
        assert!(found.low >= 0.0 && found.high - found.low < 0.2, "{found:?}");
    }
    let pupils = bootstrap(&small, Statistic::Dissimilarity, Resample::Pupils, 0.95, draws, &());
    let pupils = pupils.unwrap().unwrap();
    assert!(pupils.low + pupils.bias > pupils.observed, "the percentiles themselves leave the figure out");
}

#[test]
fn a_bootstrap_of_all_groups_is_that_of_two_where_there_are_two() {
    let counts = Counts::new(vec!["a".into(), "b".into()], vec![12.0, 30.0, 25.0, 9.0, 8.0, 31.0]).unwrap();
    let pair = counts.two_group(0, Other::Rest).unwrap();
    let draws = Draws { count: 300, seed: 5 };
    for resample in [Resample::Pupils, Resample::Schools] {
        let two = bootstrap(&pair, Statistic::Dissimilarity, resample, 0.95, draws, &()).unwrap().unwrap();
        let all = bootstrap_of_groups(&counts, &multi::multi_dissimilarity, resample, 0.95, draws, &());
        let all = all.unwrap().unwrap();
        for (a, b) in [(two.low, all.low), (two.high, all.high), (two.mean, all.mean)] {
            assert!((a - b).abs() < 1e-12, "{resample:?}: {a} {b}");
        }
    }
    let halves = Counts::new(vec!["a".into(), "b".into()], vec![1.5, 3.0]).unwrap();
    let refused =
        bootstrap_of_groups(&halves, &multi::multi_theil_h, Resample::Pupils, 0.95, draws, &()).unwrap_err();
    assert_eq!(refused.key, "measure-not-whole");
}

struct StopAfter {
    draws: AtomicUsize,
    limit: usize,
}

impl Progress for StopAfter {
    fn drawn(&self) {
        self.draws.fetch_add(1, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.draws.load(Ordering::Relaxed) >= self.limit
    }
}

#[test]
fn a_long_run_reports_its_progress_and_stops_when_asked() {
    let watch = StopAfter { draws: AtomicUsize::new(0), limit: usize::MAX };
    let draws = Draws { count: 120, seed: 1 };
    random_assignment(&town(), Statistic::Dissimilarity, draws, &watch).unwrap();
    assert_eq!(watch.draws.load(Ordering::Relaxed), 120);
    let stop = StopAfter { draws: AtomicUsize::new(0), limit: 10 };
    let many = Draws { count: 10_000_000, seed: 1 };
    let stopped = random_assignment(&town(), Statistic::Dissimilarity, many, &stop).unwrap_err();
    assert_eq!(stopped.key, "measure-cancelled");
    assert!(stop.draws.load(Ordering::Relaxed) < 10_000);
}

#[test]
fn what_cannot_be_drawn_is_refused_or_undefined() {
    let draws = Draws { count: 10, seed: 1 };
    let fractional = TwoGroup::new(vec![1.5, 2.0], vec![3.0, 1.0]).unwrap();
    let d = Statistic::Dissimilarity;
    assert_eq!(random_assignment(&fractional, d, draws, &()).unwrap_err().key, "measure-not-whole");
    assert!(bootstrap(&fractional, d, Resample::Schools, 0.95, draws, &()).unwrap().is_some());
    let pupils = bootstrap(&fractional, d, Resample::Pupils, 0.95, draws, &());
    assert_eq!(pupils.unwrap_err().key, "measure-not-whole");
    let none = Draws { count: 0, seed: 1 };
    assert_eq!(random_assignment(&town(), d, none, &()).unwrap_err().key, "measure-no-draws");
    assert_eq!(bootstrap(&town(), d, Resample::Schools, 1.0, draws, &()).unwrap_err().key, "measure-level");
    let absent = TwoGroup::new(vec![0.0, 0.0], vec![3.0, 1.0]).unwrap();
    assert_eq!(random_assignment(&absent, d, draws, &()).unwrap(), None);
    assert_eq!(bootstrap(&absent, d, Resample::Schools, 0.95, draws, &()).unwrap(), None);
}

#[test]
fn fifty_two_schools_differ_by_chance_alone_by_a_d_of_some_six_hundredths() {
    let path = format!("{}/tests/data/counts_52.csv", env!("CARGO_MANIFEST_DIR"));
    let counts = wijkspiegel::measure::table::read_counts(path.as_ref()).unwrap().counts;
    let pair = counts.two_group(0, wijkspiegel::measure::Other::Rest).unwrap();
    let draws = Draws { count: 2000, seed: 1 };
    let chance = random_assignment(&pair, Statistic::Dissimilarity, draws, &()).unwrap().unwrap();
    // Each school's difference is nearly normal: E|x − tP| = √(2 t P (1−P) (1 − t/T) T/(T−1) / π), and D
    // is their sum over 2 T P (1−P).
    let (p, total) = (pair.share().unwrap(), pair.total());
    let sum: f64 = pair
        .peopled()
        .map(|(x, y)| {
            let t = x + y;
            (2.0 * t * p * (1.0 - p) * (total - t) / (total - 1.0) / std::f64::consts::PI).sqrt()
        })
        .sum();
    let normal = sum / (2.0 * total * p * (1.0 - p));
    assert!((chance.expected - normal).abs() < 0.001, "{} {normal}", chance.expected);
    assert!(chance.expected > 0.04 && chance.expected < 0.08, "{}", chance.expected);
    assert_eq!(chance.p_value, 0.0);
}
