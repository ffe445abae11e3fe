//! How fast the measures are. `cargo bench --bench measures`; add `--no-default-features` on a
//! machine without a display.
//!
//! The bars, on one thread: D within 20 µs and H within 200 µs at 6,500 units; 1,000 random
//! assignments at 6,500 units and 1.4 million pupils within 1 s.

use std::hint::black_box;
use std::path::Path;

use divan::Bencher;
use wijkspiegel::measure::bounds::{Allowed, dissimilarity_bounds};
use wijkspiegel::measure::catalogue::{Compute, MEASURES};
use wijkspiegel::measure::counts::{Counts, Other, TwoGroup};
use wijkspiegel::measure::inference::{Draws, Resample, Statistic, bootstrap, random_assignment, statistic};
use wijkspiegel::measure::table::read_counts;
use wijkspiegel::measure::{CountRanges, Options, dissimilarity, measure_all, multi, two};
use wijkspiegel::number::Count;

const SIZES: [usize; 3] = [52, 6_500, 14_000];

fn main() {
    divan::main();
}

fn counts(units: usize) -> Counts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/counts_{units}.csv"));
    read_counts(&path).unwrap_or_else(|notice| panic!("{notice}")).counts
}

fn pair(units: usize) -> TwoGroup<'static> {
    counts(units).two_group(0, Other::Rest).expect("the table has more than one group")
}

/// A thread pool of one: the bars are for one thread.
fn one_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    pool.install(work)
}

#[divan::bench(args = SIZES)]
fn d(bencher: Bencher, units: usize) {
    let pair = pair(units);
    bencher.bench_local(|| dissimilarity(black_box(&pair)));
}

#[divan::bench(args = SIZES)]
fn h_two_groups(bencher: Bencher, units: usize) {
    let pair = pair(units);
    bencher.bench_local(|| two::theil_h(black_box(&pair)));
}

#[divan::bench(args = SIZES)]
fn h_all_groups(bencher: Bencher, units: usize) {
    let counts = counts(units);
    bencher.bench_local(|| multi::multi_theil_h(black_box(&counts)));
}

#[divan::bench(args = SIZES)]
fn d_all_groups(bencher: Bencher, units: usize) {
    let counts = counts(units);
    bencher.bench_local(|| multi::multi_dissimilarity(black_box(&counts)));
}

#[divan::bench(args = SIZES)]
fn gini_two_groups(bencher: Bencher, units: usize) {
    let pair = pair(units);
    bencher.bench_local(|| two::gini(black_box(&pair)));
}

#[divan::bench(args = SIZES)]
fn gini_all_groups(bencher: Bencher, units: usize) {
    let counts = counts(units);
    bencher.bench_local(|| multi::multi_gini(black_box(&counts)));
}

/// Counts of all groups → two columns → D: what a drag costs per frame.
#[divan::bench(args = SIZES)]
fn d_from_counts(bencher: Bencher, units: usize) {
    let counts = counts(units);
    bencher.bench_local(|| black_box(&counts).two_group(0, Other::Rest).and_then(|p| dissimilarity(&p)));
}

/// Every measure of the catalogue that needs no draws.
#[divan::bench(args = SIZES)]
fn whole_catalogue(bencher: Bencher, units: usize) {
    let counts = counts(units);
    let pair = pair(units);
    bencher.bench_local(|| {
        for measure in MEASURES {
            match measure.compute {
                Compute::TwoGroup(f) => drop(black_box(f(&pair))),
                Compute::MultiGroup(f) => drop(black_box(f(&counts))),
                Compute::LocalTwoGroup(f) => drop(black_box(f(&pair))),
                Compute::LocalUnit(f) | Compute::LocalCell(f) => drop(black_box(f(&counts))),
                Compute::Drawn => {}
            }
        }
    });
}

#[divan::bench(args = SIZES)]
fn measure_all_without_draws(bencher: Bencher, units: usize) {
    let counts = counts(units);
    bencher.bench_local(|| measure_all(&counts, 0, Other::Rest, None, &Options::default(), &()));
}

/// Limits of every measure when every tenth count is published as `<5` only.
#[divan::bench(args = [52, 6_500], sample_count = 3, sample_size = 1)]
fn bounds_of_all(bencher: Bencher, units: usize) {
    let counts = counts(units);
    let hide = |(i, n): (usize, &f64)| match i % 10 {
        0 => Count::Suppressed { least: 0.0, greatest: 4.0 },
        _ => Count::Known(*n),
    };
    let cells: Vec<Count> = counts.cells().iter().enumerate().map(hide).collect();
    let ranges =
        CountRanges::new(counts.groups().to_vec(), &cells).unwrap_or_else(|notice| panic!("{notice}"));
    bencher.bench_local(|| {
        let allowed = Allowed::new(black_box(&ranges), 0, Other::Rest);
        MEASURES.map(|measure| allowed.of(measure))
    });
}

/// Limits of D when every tenth count is published as `<5` only.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn bounds_of_d(bencher: Bencher, units: usize) {
    let counts = counts(units);
    let hide = |(i, n): (usize, &f64)| match i % 10 {
        0 => Count::Suppressed { least: 0.0, greatest: 4.0 },
        _ => Count::Known(*n),
    };
    let cells: Vec<Count> = counts.cells().iter().enumerate().map(hide).collect();
    let ranges = CountRanges::new(counts.groups().to_vec(), &cells)
        .unwrap_or_else(|notice| panic!("{notice}"))
        .two_group(0, Other::Rest)
        .expect("the table has more than one group");
    bencher.bench_local(|| dissimilarity_bounds(black_box(&ranges)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn thousand_random_assignments_one_thread(bencher: Bencher, units: usize) {
    let pair = pair(units);
    let draws = Draws { count: 1000, seed: 1 };
    bencher.bench_local(|| one_thread(|| random_assignment(&pair, Statistic::Dissimilarity, draws, &())));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn thousand_random_assignments_of_h_one_thread(bencher: Bencher, units: usize) {
    let pair = pair(units);
    let draws = Draws { count: 1000, seed: 1 };
    let h = statistic(&two::theil::MEASURE).expect("H is a measure of two groups");
    bencher.bench_local(|| one_thread(|| random_assignment(&pair, h, draws, &())));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn thousand_resamples_of_pupils_one_thread(bencher: Bencher, units: usize) {
    let pair = pair(units);
    let draws = Draws { count: 1000, seed: 1 };
    bencher.bench_local(|| {
        one_thread(|| bootstrap(&pair, Statistic::Dissimilarity, Resample::Pupils, 0.95, draws, &()))
    });
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn thousand_resamples_of_schools_one_thread(bencher: Bencher, units: usize) {
    let pair = pair(units);
    let draws = Draws { count: 1000, seed: 1 };
    bencher.bench_local(|| {
        one_thread(|| bootstrap(&pair, Statistic::Dissimilarity, Resample::Schools, 0.95, draws, &()))
    });
}
