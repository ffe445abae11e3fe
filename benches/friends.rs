//! How fast the best friendship schools are found. `cargo bench --bench friends`; add
//! `--no-default-features` on a machine without a display.
//!
//! The bars: all pairs of 500 schools within 1 s; 2,000 schools within 5 km of each other, in one
//! connected region or in several, within 5 s; a town of 56 within 10 ms. benches/peer has networkx
//! beside `all_pairs`.

use std::path::Path;

use divan::Bencher;
use geo::Point;
use rand::Rng;
use rand_pcg::Pcg64;
use wijkspiegel::find::{Rules, Sought, groups, pairs};
use wijkspiegel::friendship::{Joint, contact};
use wijkspiegel::measure::table::read_counts;
use wijkspiegel::measure::{Other, TwoGroup};

fn main() {
    divan::main();
}

/// The first schools of the benchmark table.
fn schools(units: usize) -> TwoGroup<'static> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/counts_6500.csv");
    let counts = read_counts(&path).unwrap_or_else(|notice| panic!("{notice}")).counts;
    let all = counts.two_group(0, Other::Rest).expect("the table has more than one group");
    TwoGroup::new(all.x()[..units].to_vec(), all.y()[..units].to_vec()).unwrap_or_else(|n| panic!("{n}"))
}

/// Places scattered over a square of so many kilometres.
fn places(units: usize, kilometres: f64) -> Vec<Point<f64>> {
    let mut random = Pcg64::new(1, 1);
    let mut metres = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64 * kilometres * 1000.0;
    (0..units).map(|_| Point::new(metres(), metres())).collect()
}

fn sought<'a>(counts: &'a TwoGroup<'a>, places: Option<&'a [Point<f64>]>) -> Sought<'a> {
    Sought { counts, names: &[], places, routes: None, parts: None, boards: None }
}

#[divan::bench(args = [56, 200, 500], sample_count = 5, sample_size = 1)]
fn all_pairs(bencher: Bencher, units: usize) {
    let counts = schools(units);
    bencher.bench_local(|| pairs(&sought(&counts, None), &Rules::default(), &()));
}

/// 2,000 schools over a square of so many kilometres: 60 is one region in which each has some forty
/// others within reach, 200 is as thin as the country on average.
#[divan::bench(args = [60, 120, 200], sample_count = 3, sample_size = 1)]
fn two_thousand_within_5_km(bencher: Bencher, kilometres: u32) {
    let (counts, places) = (schools(2000), places(2000, f64::from(kilometres)));
    let rules = Rules { max_metres: Some(5000.0), ..Rules::default() };
    bencher.bench_local(|| pairs(&sought(&counts, Some(&places)), &rules, &()));
}

#[divan::bench(args = [3, 4], sample_count = 3, sample_size = 1)]
fn groups_of_56(bencher: Bencher, size: usize) {
    let (counts, places) = (schools(56), places(56, 12.0));
    let rules = Rules { max_metres: Some(4000.0), ..Rules::default() };
    bencher.bench_local(|| groups(&sought(&counts, Some(&places)), &rules, size, &()));
}

/// What a drag of the hours costs.
#[divan::bench(args = [56, 2000])]
fn contact_of_pairs(bencher: Bencher, units: usize) {
    let counts = schools(units);
    let joints: Vec<Joint> = (0..units / 2).map(|i| Joint::equal([2 * i, 2 * i + 1], 0.1)).collect();
    bencher.bench_local(|| contact(&counts, &joints));
}
