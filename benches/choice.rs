//! How fast who goes where is. `cargo bench --bench choice`; add `--no-default-features` on a
//! machine without a display.
//!
//! The bars, on one thread: probabilities of 150 homes × 56 schools × 3 groups well within 5 ms;
//! nearest school and D after one school moved within a frame (8 ms) for a town, and within 100 ms
//! for 6,000 schools and 3,340 areas.

use std::hint::black_box;

use divan::Bencher;
use geo::Point;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use wijkspiegel::choice::gravity::{Calibration, Decay, Gravity, Names, gravity};
use wijkspiegel::choice::logit::{Choices, Observed, fit};
use wijkspiegel::choice::places::{Nearest, nearest_with_places};
use wijkspiegel::choice::{
    Alternative, Attribute, ChoiceModel, Distances, Feedback, Homes, Places, Rules, Term,
};
use wijkspiegel::data::AreaId;
use wijkspiegel::measure::{Counts, Other, dissimilarity};

/// Schools and areas: a town, and a country.
const SIZES: [(usize, usize); 2] = [(56, 150), (6_000, 3_340)];
const GROUPS: usize = 3;

fn main() {
    divan::main();
}

struct Town {
    homes: Homes,
    distances: Distances,
    schools: Vec<Alternative>,
    /// Pupils by school × group that add up to those of the homes.
    pupils: Vec<f64>,
}

fn town((schools, areas): (usize, usize)) -> Town {
    let mut random = Pcg64Mcg::seed_from_u64(1);
    let side = 1_000.0 * (areas as f64).sqrt();
    let mut points = |n: usize| -> Vec<Point<f64>> {
        (0..n).map(|_| Point::new(random.random_range(0.0..side), random.random_range(0.0..side))).collect()
    };
    let (at, of) = (points(areas), points(schools));
    let mut counts =
        |n: usize| -> Vec<f64> { (0..n).map(|_| f64::from(random.random_range(1_u32..60))).collect() };
    let (home, mut pupils) = (counts(areas * GROUPS), counts(schools * GROUPS));
    for k in 0..GROUPS {
        let sum = |cells: &[f64]| cells.iter().skip(k).step_by(GROUPS).sum::<f64>();
        let scale = sum(&home) / sum(&pupils);
        pupils.iter_mut().skip(k).step_by(GROUPS).for_each(|n| *n *= scale);
    }
    let distances = Distances::straight_line(&at, &of, 1.0);
    let homes = Homes {
        areas: (0..areas).map(AreaId).collect(),
        points: at,
        groups: GROUPS,
        pupils: home,
        hidden: 0,
    };
    let schools = pupils
        .chunks_exact(GROUPS)
        .enumerate()
        .map(|(j, row)| Alternative {
            name: j.to_string(),
            denomination: Some(["Openbaar", "Katholiek", "Bijzonder"][j % 3].to_owned()),
            pupils: row.to_vec(),
            seats: Some(row.iter().sum()),
            ..Alternative::default()
        })
        .collect();
    Town { homes, distances, schools, pupils }
}

fn model() -> ChoiceModel {
    ChoiceModel::by_hand([
        (Attribute::Distance, -1.5),
        (Attribute::OwnGroupShare, 1.5),
        (Attribute::Denomination("Katholiek".to_owned()), 0.3),
    ])
}

fn d(pupils: Vec<f64>) -> Option<f64> {
    let counts = Counts::new(vec!["low".into(), "middle".into(), "high".into()], pupils).ok()?;
    dissimilarity(&counts.two_group(2, Other::Group(0))?)
}

/// Distances, nearest schools and D, all afresh.
#[divan::bench(args = SIZES)]
fn nearest_and_d_from_nothing(bencher: Bencher, size: (usize, usize)) {
    let town = town(size);
    let at: Vec<Point<f64>> = town.homes.points.iter().cycle().take(size.0).copied().collect();
    bencher.bench_local(|| {
        let distances = Distances::straight_line(&town.homes.points, black_box(&at), 1.0);
        d(Nearest::new(&distances).pupils(&town.homes, size.0))
    });
}

/// One school dragged a little: what a frame costs.
#[divan::bench(args = SIZES)]
fn nearest_and_d_after_one_school_moved(bencher: Bencher, size: (usize, usize)) {
    let mut town = town(size);
    let mut nearest = Nearest::new(&town.distances);
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 25.0;
        let to = Point::new(step % 10_000.0, 5_000.0);
        town.distances.move_destination(7, &town.homes.points, to);
        nearest.moved(&town.distances, 7);
        d(nearest.pupils(&town.homes, size.0))
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn nearest_with_limited_places(bencher: Bencher, size: (usize, usize)) {
    let town = town(size);
    let seats: Vec<f64> = town.schools.iter().filter_map(|s| s.seats).collect();
    bencher.bench_local(|| nearest_with_places(&town.homes, &town.distances, black_box(&seats)));
}

#[divan::bench]
fn logit_probabilities(bencher: Bencher) {
    let (town, model) = (town(SIZES[0]), model());
    bencher.bench_local(|| model.probabilities(&town.homes, &town.distances, black_box(&town.schools)));
}

#[divan::bench]
fn logit_assignment_with_places(bencher: Bencher) {
    let (town, model) = (town(SIZES[0]), model());
    let rules = Rules { places: Places::Limited, feedback: None };
    bencher.bench_local(|| model.assign(&town.homes, &town.distances, black_box(&town.schools), rules));
}

#[divan::bench(sample_count = 20)]
fn logit_assignment_with_feedback(bencher: Bencher) {
    let (town, model) = (town(SIZES[0]), model());
    let rules = Rules { places: Places::Unlimited, feedback: Some(Feedback::default()) };
    bencher.bench_local(|| model.assign(&town.homes, &town.distances, black_box(&town.schools), rules));
}

#[divan::bench(sample_count = 10)]
fn logit_fit(bencher: Bencher) {
    let (town, model) = (town(SIZES[0]), model());
    let sent = model
        .assign(&town.homes, &town.distances, &town.schools, Rules::default())
        .unwrap_or_else(|notice| panic!("{notice}"));
    let observed = Observed { cells: sent.flows, hidden: 0, left_out: 0.0 };
    let terms: Vec<Term> = model.coefficients.iter().map(|c| c.term.clone()).collect();
    let choices = Choices {
        homes: &town.homes,
        distances: &town.distances,
        schools: &town.schools,
        observed: &observed,
    };
    bencher.bench_local(|| fit(choices, black_box(&terms)));
}

#[divan::bench(sample_count = 10)]
fn gravity_with_a_given_decay(bencher: Bencher) {
    run_gravity(bencher, Calibration::Given(1.2));
}

#[divan::bench(sample_count = 5)]
fn gravity_fitted_to_a_mean_distance(bencher: Bencher) {
    run_gravity(bencher, Calibration::MeanDistance(2_500.0));
}

fn run_gravity(bencher: Bencher, calibration: Calibration) {
    let town = town(SIZES[0]);
    let model = Gravity { decay: Decay::Exponential, calibration, scale_to_homes: false };
    bencher.bench_local(|| {
        let found = gravity(&town.homes, &town.distances, black_box(&town.pupils), Names::default(), model);
        found.unwrap_or_else(|notice| panic!("{notice}"))
    });
}
