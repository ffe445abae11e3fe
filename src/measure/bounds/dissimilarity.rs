//! Limits of D.
//!
//! **Least D.** With `u_i = x_i/X`, `v_i = y_i/Y`, `s = 1/X`, `r = 1/Y`, D is `½ Σ |u_i − v_i|` over
//! `a_i s ≤ u_i ≤ b_i s`, `c_i r ≤ v_i ≤ d_i r`, `Σ u = Σ v = 1`: a linear program, so its least value
//! for given s and r is convex in (s, r) and can be found in two nested searches; for given s and
//! r the greatest overlap `Σ min(u_i, v_i)` has a closed form. Exact over fractional pupils, hence
//! a bound over whole ones.
//!
//! **Greatest D.** D is the greatest over sets S of schools of `x(S)/X − y(S)/Y`, and for one S it is
//! greatest with x at its top and y at its bottom inside S, and the other way round outside. The
//! best S is found by local search, which gives a value that is attained; a relaxation of the same
//! sum of two ratios gives a bound. Where both meet, the limit is exact.

use super::{Bounds, Limit, SEARCH};
use crate::measure::counts::TwoGroup;
use crate::measure::finite;
use crate::measure::ranges::{TwoGroupRanges, UnitRange};
use crate::measure::two::dissimilarity::dissimilarity;

/// The limits of D. `None` when one of the groups can have no members at all.
pub fn dissimilarity_bounds(ranges: &TwoGroupRanges) -> Option<Bounds> {
    if let Some(known) = known(ranges) {
        let d = dissimilarity(&known)?;
        return Some(Bounds { least: Limit::Exact(d), greatest: Limit::Exact(d) });
    }
    let sums = Sums::of(ranges.units());
    if sums.x.1 <= 0.0 || sums.y.1 <= 0.0 {
        return None;
    }
    Some(Bounds { least: least(ranges.units(), &sums), greatest: greatest(ranges.units(), &sums) })
}

/// The two columns when nothing is hidden.
fn known(ranges: &TwoGroupRanges) -> Option<TwoGroup<'static>> {
    let units = ranges.units();
    let open = units.iter().any(|u| u.x.0 < u.x.1 || u.y.0 < u.y.1);
    if open {
        return None;
    }
    let (x, y): (Vec<f64>, Vec<f64>) = units.iter().map(|u| (u.x.0, u.y.0)).unzip();
    TwoGroup::new(x, y).ok()
}

/// Least and greatest X and Y.
struct Sums {
    x: (f64, f64),
    y: (f64, f64),
}

impl Sums {
    fn of(units: &[UnitRange]) -> Self {
        let add = |a: (f64, f64), b: (f64, f64)| (a.0 + b.0, a.1 + b.1);
        let zero = Self { x: (0.0, 0.0), y: (0.0, 0.0) };
        units.iter().fold(zero, |sums, u| Self { x: add(sums.x, u.x), y: add(sums.y, u.y) })
    }
}

fn least(units: &[UnitRange], sums: &Sums) -> Limit {
    let x_ends = reciprocal_range(sums.x, units.iter().map(|u| u.x.1));
    let y_ends = reciprocal_range(sums.y, units.iter().map(|u| u.y.1));
    let found = lowest(x_ends, |s| lowest(y_ends, |r| 1.0 - overlap(units, sums, s, r)));
    Limit::Bound((found - SEARCH).clamp(0.0, 1.0))
}

/// Range of 1/X. Where X may be zero every `a_i` is zero, a larger 1/X only loosens the ranges of
/// `u_i`, and beyond 1/(least positive top) it no longer does even that.
fn reciprocal_range(sum: (f64, f64), tops: impl Iterator<Item = f64>) -> (f64, f64) {
    let low = 1.0 / sum.1;
    let smallest = tops.filter(|t| *t > 0.0).fold(sum.1, f64::min);
    (low, if sum.0 > 0.0 { 1.0 / sum.0 } else { 1.0 / smallest })
}

/// The least value of a convex function between two ends, by golden section.
fn lowest((mut low, mut high): (f64, f64), f: impl Fn(f64) -> f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_8;
    if high - low <= f64::EPSILON * high {
        return f(low);
    }
    let mut best = f(low).min(f(high));
    let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_a, mut at_b) = (f(a), f(b));
    for _ in 0..60 {
        best = best.min(at_a).min(at_b);
        if at_a <= at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - GOLDEN * (high - low);
            at_a = f(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + GOLDEN * (high - low);
            at_b = f(b);
        }
    }
    best.min(at_a).min(at_b)
}

/// The greatest `Σ min(u_i, v_i)` for given 1/X = s and 1/Y = r.
fn overlap(units: &[UnitRange], sums: &Sums, s: f64, r: f64) -> f64 {
    let (mut free, mut raise_u, mut raise_v, mut raise_both) = (0.0, 0.0, 0.0, 0.0);
    for unit in units {
        let (a, b) = (unit.x.0 * s, unit.x.1 * s);
        let (c, d) = (unit.y.0 * r, unit.y.1 * r);
        let top = b.min(d);
        let (lower, upper) = (a.min(c), a.max(c));
        free += lower;
        // Up to the larger of both floors only the other one has to be raised; above it both.
        let one = upper.min(top) - lower;
        if a < c {
            raise_u += one
        } else {
            raise_v += one
        }
        raise_both += (top - upper).max(0.0);
    }
    // What may still be handed out above the floors.
    let spare_u = (1.0 - sums.x.0 * s).max(0.0);
    let spare_v = (1.0 - sums.y.0 * r).max(0.0);
    let (u, v) = (f64::min(raise_u, spare_u), f64::min(raise_v, spare_v));
    free + u + v + f64::min(raise_both, (spare_u - u).min(spare_v - v))
}

/// The four sums that one set S of schools gives: x(S), X, y outside S, Y.
#[derive(Clone, Copy)]
struct Split {
    x_in: f64,
    x_all: f64,
    y_out: f64,
    y_all: f64,
}

impl Split {
    fn of(units: &[UnitRange], inside: &[bool]) -> Self {
        let mut split = Self { x_in: 0.0, x_all: 0.0, y_out: 0.0, y_all: 0.0 };
        for (unit, inside) in units.iter().zip(inside) {
            split.add(unit, *inside, 1.0);
        }
        split
    }

    fn add(&mut self, unit: &UnitRange, inside: bool, sign: f64) {
        if inside {
            self.x_in += sign * unit.x.1;
            self.x_all += sign * unit.x.1;
            self.y_all += sign * unit.y.0;
        } else {
            self.x_all += sign * unit.x.0;
            self.y_out += sign * unit.y.1;
            self.y_all += sign * unit.y.1;
        }
    }

    fn value(&self) -> f64 {
        if self.x_all > 0.0 && self.y_all > 0.0 {
            self.x_in / self.x_all + self.y_out / self.y_all - 1.0
        } else {
            f64::NEG_INFINITY
        }
    }
}

fn greatest(units: &[UnitRange], sums: &Sums) -> Limit {
    let middle = |r: (f64, f64)| (r.0 + r.1) / 2.0;
    let (x_mid, y_mid) = (middle(sums.x), middle(sums.y));
    let starts: [&dyn Fn(&UnitRange) -> bool; 4] = [
        &|u| middle(u.x) * y_mid > middle(u.y) * x_mid,
        &|u| u.x.1 * sums.y.1 > u.y.0 * sums.x.1,
        &|u| u.x.0 * sums.y.1 > u.y.1 * sums.x.0,
        &|u| u.x.1 > u.x.0,
    ];
    let mut best = Split { x_in: 0.0, x_all: 1.0, y_out: 0.0, y_all: 1.0 };
    for start in starts {
        let found = climb(units, units.iter().map(start).collect());
        if found.value() > best.value() {
            best = found;
        }
    }
    let attained = best.value().clamp(0.0, 1.0);
    let bound = relaxed(units, sums, &best).min(1.0);
    if bound - attained <= SEARCH { Limit::Exact(attained) } else { Limit::Bound(bound) }
}

/// Climbs from one set of schools: first all schools at once by the sign of their slope, then one
/// school at a time, until nothing gains.
fn climb(units: &[UnitRange], mut inside: Vec<bool>) -> Split {
    let mut split = Split::of(units, &inside);
    for _ in 0..50 {
        let (p, q) = (split.x_in / split.x_all, split.y_out / split.y_all);
        let gains = |u: &UnitRange| {
            (u.x.1 - p * (u.x.1 - u.x.0)) / split.x_all - (u.y.1 - q * (u.y.1 - u.y.0)) / split.y_all > 0.0
        };
        let next: Vec<bool> = units.iter().map(gains).collect();
        let moved = Split::of(units, &next);
        if moved.value() <= split.value() {
            break;
        }
        (inside, split) = (next, moved);
    }
    for _ in 0..20 {
        let mut gained = false;
        for (unit, inside) in units.iter().zip(&mut inside) {
            let mut flipped = split;
            flipped.add(unit, *inside, -1.0);
            flipped.add(unit, !*inside, 1.0);
            if flipped.value() > split.value() + 1e-15 {
                (split, *inside, gained) = (flipped, !*inside, true);
            }
        }
        if !gained {
            break;
        }
    }
    // Afresh: sums that were added to and taken from carry rounding.
    Split::of(units, &inside)
}

/// A bound on the greatest D from any split: `N/D ≤ p + (N − pD)/w` with w at one of the ends of the
/// range of D, whichever p; the range of X and of Y is cut into parts to bring the ends together.
fn relaxed(units: &[UnitRange], sums: &Sums, best: &Split) -> f64 {
    let (p, q) = (best.x_in / best.x_all, best.y_out / best.y_all);
    let parts = |range: (f64, f64)| -> Vec<(f64, f64)> {
        const PARTS: usize = 8;
        let step = (range.1 - range.0) / PARTS as f64;
        if step <= 0.0 {
            return vec![range];
        }
        (0..PARTS).map(|i| (range.0 + step * i as f64, range.0 + step * (i + 1) as f64)).collect()
    };
    let mut most = f64::NEG_INFINITY;
    for x_part in parts(sums.x) {
        for y_part in parts(sums.y) {
            for x_all in [x_part.0, x_part.1] {
                for y_all in [y_part.0, y_part.1] {
                    if x_all <= 0.0 || y_all <= 0.0 {
                        return 1.0;
                    }
                    let term = |u: &UnitRange| {
                        let inside = u.x.1 * (1.0 - p) / x_all - q * u.y.0 / y_all;
                        let outside = u.y.1 * (1.0 - q) / y_all - p * u.x.0 / x_all;
                        inside.max(outside)
                    };
                    most = most.max(units.iter().map(term).sum());
                }
            }
        }
    }
    finite(p + q - 1.0 + most).unwrap_or(1.0) + 1e-12
}
