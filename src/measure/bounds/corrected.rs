//! Limits of D less what chance adds to it: three corrections, each at most a sum over schools.
//!
//! Each corrected figure is D less a correction, and the correction a sum of one term per school that
//! is bounded in the school's own box (with `u = x_i/X`, `v = y_i/Y`, `a = |u − v|`). With the limits of D
//! this gives `D_least − ½ Σ most ≤ corrected ≤ D_greatest − ½ Σ least`.
//!
//! * **Density-corrected** (Allen et al. 2015): the term is `g(a, σ) = a − σ n(a/σ)`, which grows with σ,
//!   and with a up to a = σ, beyond which it shrinks (from `n = θ̂ tanh(θ̂ n)`).
//! * **Bias-corrected**, `2D − E[D*]` over a bootstrap of pupils. `u*` has mean u, so E[D*] ≥ D by Jensen;
//!   and `E|A| − |EA| ≤ √(s² + (EA)²) − |EA|` for whatever spread A has with standard deviation s, here
//!   `s² ≤ u(1−u) E[1/X*] + v(1−v) E[1/Y*]` with `E[1/X* | X* ≥ 1] ≤ (1/X + 3/X²)/(1 − e^−X − e^−Y)`. The limits
//!   are of the expected value: a run of draws adds its own error to it.
//! * **Chance-adjusted**, `(D − E)/(1 − E)`, falls as E[D] by random assignment grows. With x* pupils of
//!   the group in a school, `E = T/(2XY) Σ E|x*_i − t_i P|`, each term at most its standard deviation, and by
//!   Hölder at least `m₂^1.5 / m₄^0.5`, with the fourth moment below the binomial one (Hoeffding 1963).

use super::Bounds;
use super::Limit;
use super::boxes::Boxes;
use crate::measure::ranges::{TwoGroupRanges, UnitRange};
use crate::measure::two::density_corrected::most_likely;

type Range = (f64, f64);

/// Ranges of what the corrections rest on.
struct Town {
    x: Range,
    y: Range,
    schools: Vec<School>,
}

struct School {
    size: Range,
    u: Range,
    v: Range,
    /// Range of |u − v|.
    gap: Range,
}

impl Town {
    fn of(boxes: &Boxes) -> Option<Self> {
        let ([x0, y0], [x1, y1]) = (boxes.low_sums.as_slice(), boxes.high_sums.as_slice()) else {
            return None;
        };
        let (x, y) = ((*x0, *x1), (*y0, *y1));
        let schools = boxes.units().filter_map(|unit| {
            let ([a, c], [b, d]) = (unit.low, unit.high) else { return None };
            let (u, v) = (part((*a, *b), x), part((*c, *d), y));
            Some(School { size: (unit.low_total(), unit.high_total()), u, v, gap: gap(u, v) })
        });
        let schools = schools.collect();
        Some(Self { x, y, schools })
    }

    /// `½ Σ` over the schools of the least and the greatest term.
    fn half_sum(&self, term: impl Fn(&School) -> Range) -> Range {
        let sum = self.schools.iter().map(term).fold((0.0, 0.0), |s, t| (s.0 + t.0, s.1 + t.1));
        (sum.0 / 2.0, sum.1 / 2.0)
    }
}

/// Range of |u − v|.
fn gap(u: Range, v: Range) -> Range {
    ((u.0 - v.1).max(v.0 - u.1).max(0.0), (u.1 - v.0).max(v.1 - u.0))
}

/// Ranges of `|x_i/X − y_i/Y|` by unit; `None` for a unit that can have no pupils.
pub(super) fn gaps(ranges: &TwoGroupRanges, boxes: &Boxes) -> Vec<Option<Range>> {
    let ([x0, y0], [x1, y1]) = (boxes.low_sums.as_slice(), boxes.high_sums.as_slice()) else {
        return Vec::new();
    };
    let of_unit = |unit: &UnitRange| {
        let possible = unit.x.1 + unit.y.1 > 0.0;
        possible.then(|| gap(part(unit.x, (*x0, *x1)), part(unit.y, (*y0, *y1))))
    };
    ranges.units().iter().map(of_unit).collect()
}

/// A part of a sum, as a share of it.
fn part(n: Range, all: Range) -> Range {
    let least = if n.0 > 0.0 { n.0 / (n.0 + (all.1 - n.1).max(0.0)) } else { 0.0 };
    let greatest = if n.1 > 0.0 { n.1 / (n.1 + (all.0 - n.0).max(0.0)) } else { 0.0 };
    (least, greatest)
}

/// Range of p(1−p).
fn mixed(p: Range) -> Range {
    let at = |p: f64| p * (1.0 - p);
    let greatest = if p.0 <= 0.5 && p.1 >= 0.5 { 0.25 } else { at(p.0).max(at(p.1)) };
    (at(p.0).min(at(p.1)).max(0.0), greatest)
}

fn over(a: f64, b: f64) -> f64 {
    if a <= 0.0 {
        0.0
    } else if b <= 0.0 {
        f64::INFINITY
    } else {
        a / b
    }
}

/// Limits of the density-corrected D, from those of D.
pub(super) fn density(boxes: &Boxes, d: Bounds) -> Option<Bounds> {
    let town = Town::of(boxes)?;
    let term = |school: &School| {
        let (u, v) = (mixed(school.u), mixed(school.v));
        let least = (over(u.0, town.x.1) + over(v.0, town.y.1)).max(0.0).sqrt();
        let most = (over(u.1, town.x.0) + over(v.1, town.y.0)).max(0.0).sqrt();
        let correction = |gap: f64, sigma: f64| {
            if sigma <= 0.0 {
                0.0
            } else if sigma.is_finite() {
                (gap - sigma * most_likely(gap / sigma)).max(0.0)
            } else {
                gap
            }
        };
        let (low, high) = school.gap;
        let least_term = correction(low, least).min(correction(high, least));
        (least_term, correction(most.clamp(low, high), most))
    };
    let correction = town.half_sum(term);
    Some(Bounds {
        least: Limit::Bound((d.least.value() - correction.1 - 1e-12).clamp(0.0, 1.0)),
        greatest: Limit::Bound((d.greatest.value() - correction.0 + 1e-12).clamp(0.0, 1.0)),
    })
}

/// Limits of the bias-corrected D, from those of D.
pub(super) fn bias(boxes: &Boxes, d: Bounds) -> Option<Bounds> {
    let town = Town::of(boxes)?;
    let drawn = 1.0 - (-town.x.0).exp() - (-town.y.0).exp();
    let inverse =
        |n: f64| if n > 0.0 && drawn > 0.0 { (1.0 / n + 3.0 / (n * n)) / drawn } else { f64::INFINITY };
    let (of_x, of_y) = (inverse(town.x.0), inverse(town.y.0));
    let times = |a: f64, b: f64| if a <= 0.0 { 0.0 } else { a * b };
    let term = |school: &School| {
        let variance = times(mixed(school.u).1, of_x) + times(mixed(school.v).1, of_y);
        let gap = school.gap.0;
        // Whatever is drawn, |A| is at most one.
        (0.0, ((variance + gap * gap).sqrt() - gap).min(1.0))
    };
    let correction = town.half_sum(term);
    Some(Bounds {
        least: Limit::Bound((d.least.value() - correction.1 - 1e-12).max(2.0 * d.least.value() - 1.0)),
        greatest: Limit::Bound(d.greatest.value()),
    })
}

/// Limits of the chance-adjusted D, from those of D. `None` where chance alone may give complete
/// segregation: the figure then has no least value.
pub(super) fn chance(boxes: &Boxes, d: Bounds) -> Option<Bounds> {
    let town = Town::of(boxes)?;
    let total = (town.x.0 + town.y.0, town.x.1 + town.y.1);
    if town.x.0 <= 0.0 || town.y.0 <= 0.0 || total.0 <= 1.0 {
        return None;
    }
    let p = mixed(part(town.x, total));
    // `X Y = T² P (1−P)`, and the ends of X and Y hold as well.
    let product = (town.x.0 * town.y.0, town.x.1 * town.y.1);
    let expected = town.half_sum(|school| {
        let t = school.size;
        // t (T − t) / ((T − 1) X Y), under a root.
        let others = (total.1 - t.0).max(0.0);
        let most = (t.1 * others / ((total.0 - 1.0) * product.0)).max(0.0).sqrt();
        let left = ((total.0 - t.1) / (total.0 - 1.0)).clamp(0.0, 1.0);
        let v = t.0 * p.0;
        let least = v * left.powf(1.5) / (1.0 + 3.0 * v).sqrt() * total.0 / product.1;
        (least, most)
    });
    if expected.1 >= 1.0 {
        return None;
    }
    let adjusted = |d: f64, e: f64| if e < 1.0 { (d - e) / (1.0 - e) } else { d };
    Some(Bounds {
        least: Limit::Bound(adjusted(d.least.value(), expected.1) - 1e-12),
        greatest: Limit::Bound((adjusted(d.greatest.value(), expected.0.max(0.0)) + 1e-12).min(1.0)),
    })
}
