//! Who lives where and who goes where: the pupils of the example town.
//!
//! Two parameters are found by bisection. The *stretch* of the status of the buurten sets how far
//! the groups live apart (D when every pupil attends the nearest school); the *pull* of the own
//! group sets how far choice adds to it. The model of choice is a plain attraction model: nearness,
//! the profile of the school, the share of the own group there, denomination; school totals are
//! balanced to the wanted sizes and the share of the own group is iterated a fixed number of times.
//!
//! Only `+ − × ÷ √` are used, which IEEE 754 rounds in one way on every machine, and sums run in the
//! order of the files. No exponential or logarithm, whose last digit may differ, can tip a pupil to
//! another school.

use super::places::{Place, Site};

/// The keys of the groups, from low to high.
pub const GROUPS: [&str; 3] = ["laag", "midden", "hoog"];
const LOW: usize = 0;
const HIGH: usize = 2;

/// Published for Groningen in 2016: D between high and low, all of it and by residence.
pub const TARGET: f64 = 0.60;
pub const TARGET_HOME: f64 = 0.40;

/// Mean of the scale from which the three shares of a buurt follow.
const MEAN: f64 = 0.60;
/// At this many metres a school draws a quarter of what it draws next door.
const REACH: f64 = 900.0;
/// How far the pull holds for each group: parents in the middle choose least by company.
const PULLED: [f64; 3] = [1.0, 0.25, 1.0];
const BISECTIONS: usize = 24;
const BALANCINGS: usize = 12;

/// Whole pupils by group.
pub type Pupils = [u32; 3];

/// The pupils of the example town.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// Per buurt.
    pub home: Vec<Pupils>,
    /// Per school.
    pub school: Vec<Pupils>,
    /// `flows[area][school]`.
    pub flows: Vec<Vec<Pupils>>,
}

/// The dissimilarity index (Duncan and Duncan 1955) between the high and the low group; zero where
/// one of them has no members, which the example never has.
pub fn dissimilarity(units: &[Pupils]) -> f64 {
    let total = |group: usize| units.iter().map(|u| f64::from(u[group])).sum::<f64>();
    let (high, low) = (total(HIGH), total(LOW));
    if high == 0.0 || low == 0.0 {
        return 0.0;
    }
    let gap = |u: &Pupils| (f64::from(u[HIGH]) / high - f64::from(u[LOW]) / low).abs();
    units.iter().map(gap).sum::<f64>() / 2.0
}

/// Every pupil at the school nearest to the point of the buurt; of two as near the first.
pub fn at_nearest(home: &[Pupils], places: &[Place], sites: &[Site]) -> Vec<Pupils> {
    let mut schools = vec![[0; 3]; sites.len()];
    for (pupils, place) in home.iter().zip(places) {
        let nearest = (0..sites.len()).min_by_key(|&s| sites.get(s).map(|site| squared(place, site)));
        if let Some(school) = nearest.and_then(|s| schools.get_mut(s)) {
            for (sum, n) in school.iter_mut().zip(pupils) {
                *sum += n;
            }
        }
    }
    schools
}

fn squared(place: &Place, site: &Site) -> i64 {
    let (dx, dy) = (place.at.0 - site.at.0, place.at.1 - site.at.1);
    dx * dx + dy * dy
}

/// The fitted population.
pub fn population(places: &[Place], sites: &[Site]) -> Population {
    let home = closest(0.2, 2.5, TARGET_HOME, |stretch| {
        let home = homes(places, stretch);
        (dissimilarity(&at_nearest(&home, places, sites)), home)
    });
    let nearness = nearness(places, sites);
    closest(0.0, 40.0, TARGET, |pull| {
        let population = chosen(places, sites, &home, &nearness, pull);
        (dissimilarity(&population.school), population)
    })
}

/// Bisection between `low` and `high` for the parameter whose figure comes closest to `target`.
/// The figure rises with the parameter but for the rounding to whole pupils, so the best is kept.
fn closest<T>(mut low: f64, mut high: f64, target: f64, mut of: impl FnMut(f64) -> (f64, T)) -> T {
    let (figure, mut best) = of((low + high) / 2.0);
    let mut least = (figure - target).abs();
    let mut figure = figure;
    for _ in 0..BISECTIONS {
        let middle = (low + high) / 2.0;
        if figure < target {
            low = middle
        } else {
            high = middle
        }
        let (next, outcome) = of((low + high) / 2.0);
        figure = next;
        if (figure - target).abs() < least {
            (least, best) = ((figure - target).abs(), outcome);
        }
    }
    best
}

/// The pupils of every buurt by group: their status, stretched about the mean, gives the shares.
fn homes(places: &[Place], stretch: f64) -> Vec<Pupils> {
    let pupils: f64 = places.iter().map(|p| f64::from(p.pupils)).sum();
    let mean = places.iter().map(|p| f64::from(p.pupils) * p.status).sum::<f64>() / pupils.max(1.0);
    let mut carried = [0.0; 3];
    let row = |place: &Place| {
        let t = (MEAN + stretch * (place.status - mean) / 100.0).clamp(0.05, 0.95);
        let high = t * (0.25 + 0.75 * t);
        let low = (1.0 - t) * (0.25 + 0.75 * (1.0 - t));
        let shares = [low, 1.0 - low - high, high];
        let wanted = shares.map(|share| share * f64::from(place.pupils));
        whole(&wanted, place.pupils, &mut carried).try_into().unwrap_or_default()
    };
    places.iter().map(row).collect()
}

/// Whole numbers near `wanted` that add up to `total`: largest remainders, where what was rounded
/// away before is `carried` along, so that the sums over many rows stay within about one.
fn whole(wanted: &[f64], total: u32, carried: &mut [f64]) -> Vec<u32> {
    // What is carried stays in store where nothing is wanted: nobody goes to a school out of reach.
    let due: Vec<f64> =
        wanted.iter().zip(carried.iter()).map(|(&w, c)| if w > 0.0 { w + c } else { 0.0 }).collect();
    let mut given: Vec<u32> = due.iter().map(|d| d.max(0.0).floor() as u32).collect();
    let open = |given: &[u32]| i64::from(total) - given.iter().map(|&g| i64::from(g)).sum::<i64>();
    let rest = |k: usize, given: &[u32]| {
        due.get(k).copied().unwrap_or_default() - f64::from(given.get(k).copied().unwrap_or_default())
    };
    let mut left = open(&given);
    while left != 0 && !given.is_empty() {
        // The first of equals: `max_by` would keep the last, so the order is turned around.
        let candidates = (0..given.len()).rev().filter(|&k| wanted.get(k).is_some_and(|&w| w > 0.0));
        let chosen = if left > 0 {
            candidates.max_by(|&a, &b| rest(a, &given).total_cmp(&rest(b, &given)))
        } else {
            candidates
                .filter(|&k| given.get(k).is_some_and(|&g| g > 0))
                .max_by(|&a, &b| rest(b, &given).total_cmp(&rest(a, &given)))
        };
        let Some(cell) = chosen.and_then(|k| given.get_mut(k)) else { break };
        *cell = if left > 0 { *cell + 1 } else { *cell - 1 };
        left -= left.signum();
    }
    for (((c, d), g), &w) in carried.iter_mut().zip(&due).zip(&given).zip(wanted) {
        if w > 0.0 {
            *c = d - f64::from(*g);
        }
    }
    given
}

/// How much nearness makes of a school, per area and school: 1 next door, 1/4 at [`REACH`].
fn nearness(places: &[Place], sites: &[Site]) -> Vec<Vec<f64>> {
    let of = |place: &Place, site: &Site| {
        let ratio = squared(place, site) as f64 / (REACH * REACH) * reach_factor(site);
        let near = 1.0 / (1.0 + ratio);
        near * near
    };
    places.iter().map(|place| sites.iter().map(|site| of(place, site)).collect()).collect()
}

/// Schools of a small denomination draw from farther: distance counts for less.
fn reach_factor(site: &Site) -> f64 {
    match site.denomination.as_str() {
        "Openbaar" => 1.3,
        "Protestants-Christelijk" => 1.0,
        "Rooms-Katholiek" => 0.8,
        "Gereformeerd vrijgemaakt" => 0.35,
        _ => 0.5,
    }
}

/// What the denomination and the profile of a school are worth to a group.
fn taste(site: &Site, group: usize) -> f64 {
    let lean = group as f64 - 1.0;
    let denomination = match site.denomination.as_str() {
        "Algemeen bijzonder" | "Antroposofisch" => 1.0 + 0.3 * lean,
        "Openbaar" => 1.0 - 0.05 * lean,
        _ => 1.0,
    };
    denomination * (1.0 + 0.2 * lean * site.profile)
}

/// The outcome of choice with a given pull of the own group.
fn chosen(places: &[Place], sites: &[Site], home: &[Pupils], nearness: &[Vec<f64>], pull: f64) -> Population {
    let everyone: f64 = home.iter().flatten().map(|&n| f64::from(n)).sum();
    let wanted: f64 = sites.iter().map(|s| s.size).sum();
    let sizes: Vec<f64> = sites.iter().map(|s| s.size * everyone / wanted.max(1.0)).collect();
    let mut balance = vec![1.0; sites.len()];
    let mut shares = vec![[1.0 / 3.0; 3]; sites.len()];
    let mut odds = vec![[0.0; 3]; sites.len()];
    for _ in 0..BALANCINGS {
        for (((odds, site), share), weight) in odds.iter_mut().zip(sites).zip(&shares).zip(&balance) {
            for (group, (o, share)) in odds.iter_mut().zip(share).enumerate() {
                let own = 1.0 + pull * PULLED[group] * share;
                *o = weight * taste(site, group) * own * own;
            }
        }
        let schools = expected(home, nearness, &odds);
        for (((balance, share), pupils), size) in
            balance.iter_mut().zip(shares.iter_mut()).zip(&schools).zip(&sizes)
        {
            let total: f64 = pupils.iter().sum();
            if total > 0.0 {
                *balance *= size / total;
                *share = pupils.map(|n| n / total);
            }
        }
    }
    let flows = flows(places, home, nearness, &odds);
    let mut school = vec![[0; 3]; sites.len()];
    for row in &flows {
        for (sum, pupils) in school.iter_mut().zip(row) {
            for (s, n) in sum.iter_mut().zip(pupils) {
                *s += n;
            }
        }
    }
    Population { home: home.to_vec(), school, flows }
}

/// The pupils per school and group that the odds lead to, not yet whole.
fn expected(home: &[Pupils], nearness: &[Vec<f64>], odds: &[[f64; 3]]) -> Vec<[f64; 3]> {
    let mut schools = vec![[0.0; 3]; odds.len()];
    for (pupils, near) in home.iter().zip(nearness) {
        for (group, &n) in pupils.iter().enumerate() {
            for (school, share) in schools.iter_mut().zip(chances(near, odds, group)) {
                if let Some(sum) = school.get_mut(group) {
                    *sum += share * f64::from(n);
                }
            }
        }
    }
    schools
}

/// The chance of every school for a pupil of one group in one area; the chances add up to 1.
fn chances(near: &[f64], odds: &[[f64; 3]], group: usize) -> Vec<f64> {
    let weight = |(n, o): (&f64, &[f64; 3])| n * o.get(group).copied().unwrap_or_default();
    let weights: Vec<f64> = near.iter().zip(odds).map(weight).collect();
    // A chance of one in two hundred sends single pupils across the town: such schools are no option.
    let sum: f64 = weights.iter().sum();
    let kept: Vec<f64> = weights.iter().map(|&w| if w < sum / 200.0 { 0.0 } else { w }).collect();
    let sum: f64 = kept.iter().sum();
    kept.iter().map(|w| if sum > 0.0 { w / sum } else { 0.0 }).collect()
}

/// Whole pupils per area, school and group. What rounding leaves is carried to the next area, so
/// that schools keep their size.
fn flows(places: &[Place], home: &[Pupils], nearness: &[Vec<f64>], odds: &[[f64; 3]]) -> Vec<Vec<Pupils>> {
    let mut flows = vec![vec![[0; 3]; odds.len()]; places.len()];
    for group in 0..GROUPS.len() {
        let mut carried = vec![0.0; odds.len()];
        for ((row, pupils), near) in flows.iter_mut().zip(home).zip(nearness) {
            let n = pupils.get(group).copied().unwrap_or_default();
            let wanted: Vec<f64> =
                chances(near, odds, group).iter().map(|share| share * f64::from(n)).collect();
            for (cell, given) in row.iter_mut().zip(whole(&wanted, n, &mut carried)) {
                if let Some(cell) = cell.get_mut(group) {
                    *cell = given;
                }
            }
        }
    }
    flows
}
