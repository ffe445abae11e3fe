//! Limits of the measures that are sums of absolute differences: D* and Gini.
//!
//! Their numerators are `Σ |z|` over differences z that are bilinear in the counts: for D*,
//! `z_ik = n_ik T − t_i N_k` per school and group; for Gini, `z_ijk = n_ik t_j − n_jk t_i` per pair of
//! schools and group. The denominator is a multiple of `T² − Σ N_k²`, bilinear too. With s the sign
//! of z in the middle of all ranges, `|z| = s z + 2 max(0, −s z)`, and so
//!
//! ```text
//! numerator − F · denominator = B_F(n) + e(n),   B_F bilinear,   0 ≤ e ≤ Σ 2 max(0, max −s z)
//! ```
//!
//! B_F is its value in the middle, plus its slopes times the distances from there (greatest where every
//! hidden count is at the end that its slope points to, so whether a count raises or lowers the figure
//! is weighed over all schools at once), plus a remainder of second order: of products of two distances
//! only those of different groups are left, since `n_ik t_j − n_jk t_i = n_ik r_j − n_jk r_i` with r the
//! rest; they add up to at most `DT² − Σ D_k²` with D the half widths, for numerator (twice that for
//! D*, whose sum runs over ordered pairs) and denominator alike. e counts only those differences whose
//! sign the hidden counts leave open. F is a bound where the whole is proven not to be above (below)
//! zero. For Gini the greatest value uses the chord of |z| over the range of z, where its sign is open: it
//! lies above |z| and rises half as far.

use super::boxes::{Boxes, UnitBox, sums};
use super::{Bounds, Limit};

/// So many pairs of units are looked at; beyond it the caller has bounds that need no pairs.
const MOST_PAIRS: usize = 40_000_000;

/// `numerator(middle)`, its slopes by cell, and what open signs may add.
struct Numerator {
    middle: f64,
    slopes: Vec<f64>,
    open: f64,
    /// What chords of open differences add to the slopes, only for the greatest value.
    chords: Vec<f64>,
    /// Ordered pairs are counted twice.
    times: f64,
}

/// Limits of D*; of D where there are two groups.
pub(super) fn dissimilarity(boxes: &Boxes) -> Bounds {
    let cells = boxes.middle();
    let groups = sums(&cells, boxes.width);
    let total: f64 = groups.iter().sum();
    let mut of_total = 0.0;
    let mut of_groups = vec![0.0; boxes.width];
    let (slopes, chords) = (Vec::with_capacity(cells.len()), vec![0.0; cells.len()]);
    let mut out = Numerator { middle: 0.0, slopes, open: 0.0, chords, times: 2.0 };
    let sign = |n: f64, t: f64, group: f64| if n * total >= t * group { 1.0 } else { -1.0 };
    let (low_total, high_total) = boxes.total();
    for (row, unit) in cells.chunks_exact(boxes.width).zip(boxes.units()) {
        let t: f64 = row.iter().sum();
        for (k, (n, group)) in row.iter().zip(&groups).enumerate() {
            let s = sign(*n, t, *group);
            out.middle += s * (n * total - t * group);
            of_total += s * n;
            if let Some(sum) = of_groups.get_mut(k) {
                *sum += s * t;
            }
            let group_range = boxes.low_sums.get(k).zip(boxes.high_sums.get(k));
            if let Some((low, high)) = group_range {
                let rest = ((low_total - low).max(0.0), (high_total - high).max(0.0));
                let [own, others] = sides(&unit, k);
                let beyond =
                    if s > 0.0 { others.1 * high - own.0 * rest.0 } else { own.1 * rest.1 - others.0 * low };
                out.open += 2.0 * beyond.max(0.0);
            }
        }
    }
    for row in cells.chunks_exact(boxes.width) {
        let t: f64 = row.iter().sum();
        let signs: Vec<f64> = row.iter().zip(&groups).map(|(n, group)| sign(*n, t, *group)).collect();
        let of_unit: f64 = signs.iter().zip(&groups).map(|(s, group)| s * group).sum();
        let slope = |(s, of_group): (&f64, &f64)| s * total + of_total - of_unit - of_group;
        out.slopes.extend(signs.iter().zip(&of_groups).map(slope));
    }
    solve(boxes, &groups, &out)
}

/// Limits of Gini over all groups; of the Gini of two groups where there are two. `None` when there
/// are too many pairs of which one has hidden counts.
pub(super) fn gini(boxes: &Boxes) -> Option<Bounds> {
    let width = boxes.width;
    let cells = boxes.middle();
    let groups = sums(&cells, width);
    let units: Vec<UnitBox> = boxes.units().collect();
    let hidden: Vec<usize> =
        units.iter().enumerate().filter(|(_, u)| !u.is_known()).map(|(i, _)| i).collect();
    if hidden.len().saturating_mul(units.len()).saturating_mul(width) > MOST_PAIRS {
        return None;
    }
    let totals: Vec<f64> = cells.chunks_exact(width).map(|row| row.iter().sum()).collect();
    let none = || vec![0.0; cells.len()];
    let mut out = Numerator { middle: 0.0, slopes: none(), open: 0.0, chords: none(), times: 1.0 };
    let mut of_totals = vec![0.0; units.len()];
    for k in 0..width {
        let column: Vec<f64> = cells.iter().skip(k).step_by(width).copied().collect();
        let share = |i: &usize| match (column.get(*i), totals.get(*i)) {
            (Some(n), Some(t)) if *t > 0.0 => n / t,
            _ => 0.0,
        };
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.sort_by(|a, b| share(a).total_cmp(&share(b)));
        let (n_all, t_all): (f64, f64) = (column.iter().sum(), totals.iter().sum());
        let (mut n_below, mut t_below) = (0.0, 0.0);
        let mut place = vec![0; units.len()];
        for (at, &i) in order.iter().enumerate() {
            let (Some(&n), Some(&t)) = (column.get(i), totals.get(i)) else { continue };
            out.middle += n * t_below - t * n_below;
            let (n_above, t_above) = (n_all - n_below - n, t_all - t_below - t);
            if let Some(slope) = out.slopes.get_mut(i * width + k) {
                *slope += t_below - t_above;
            }
            if let Some(slope) = of_totals.get_mut(i) {
                *slope += n_above - n_below;
            }
            n_below += n;
            t_below += t;
            if let Some(place) = place.get_mut(i) {
                *place = at;
            }
        }
        // Pairs whose order the hidden counts leave open.
        for &i in &hidden {
            let (Some(one), Some(at)) = (units.get(i), place.get(i)) else { continue };
            let one_sides = sides(one, k);
            for ((j, other), other_at) in units.iter().enumerate().zip(&place) {
                // A pair of two hidden units once.
                if i == j || (!other.is_known() && j < i) {
                    continue;
                }
                let other_sides = sides(other, k);
                let ordered = if at < other_at {
                    (i, one_sides, j, other_sides)
                } else {
                    (j, other_sides, i, one_sides)
                };
                let (below_at, below, above_at, above) = ordered;
                // z = n_above r_below − n_below r_above, from −beyond to most.
                let beyond = below[0].1 * above[1].1 - above[0].0 * below[1].0;
                let most = above[0].1 * below[1].1 - below[0].0 * above[1].0;
                if beyond <= 0.0 {
                    continue;
                }
                let row = |at: usize| {
                    let row = cells.get(at * width..(at + 1) * width).unwrap_or_default();
                    let n = row.get(k).copied().unwrap_or_default();
                    (n, row.iter().sum::<f64>() - n)
                };
                let ((n_below, r_below), (n_above, r_above)) = (row(below_at), row(above_at));
                // |z| lies under its chord, of slope 1 + turn.
                let turn = if most > 0.0 { -2.0 * beyond / (most + beyond) } else { -2.0 };
                let level = if most > 0.0 { 2.0 * most * beyond / (most + beyond) } else { 0.0 };
                out.open += level + turn * (n_above * r_below - n_below * r_above);
                for (at, own, others) in [(above_at, r_below, -n_below), (below_at, -r_above, n_above)] {
                    let row = out.chords.get_mut(at * width..(at + 1) * width).unwrap_or_default();
                    for (m, slope) in row.iter_mut().enumerate() {
                        *slope += turn * if m == k { own } else { others };
                    }
                }
            }
        }
    }
    for (row, of_total) in out.slopes.chunks_exact_mut(width).zip(&of_totals) {
        row.iter_mut().for_each(|slope| *slope += of_total);
    }
    Some(solve(boxes, &groups, &out))
}

/// Ends of one group in a unit, and of all others together.
fn sides(unit: &UnitBox, group: usize) -> [(f64, f64); 2] {
    let own = unit.low.get(group).zip(unit.high.get(group)).map_or((0.0, 0.0), |(l, h)| (*l, *h));
    // Added up, not subtracted: exactly zero where nobody else can be.
    let others = unit.low.iter().zip(unit.high).enumerate().filter(|(k, _)| *k != group);
    let others = others.fold((0.0, 0.0), |sum, (_, (l, h))| (sum.0 + l, sum.1 + h));
    [own, others]
}

/// The nearest F that are proven.
fn solve(boxes: &Boxes, groups: &[f64], numerator: &Numerator) -> Bounds {
    let total: f64 = groups.iter().sum();
    let times = numerator.times;
    let denominator = times * groups.iter().map(|n| n * (total - n)).sum::<f64>();
    let half: Vec<f64> = boxes.low.iter().zip(&boxes.high).map(|(l, h)| (h - l) / 2.0).collect();
    let by_group = sums(&half, boxes.width);
    let all: f64 = by_group.iter().sum();
    let second_order = times * (all * all - by_group.iter().map(|d| d * d).sum::<f64>()).max(0.0);
    let rounding = 1e-12 * total * total;
    let slopes = numerator.slopes.iter().zip(&numerator.chords);
    let cells: Vec<[f64; 4]> = half
        .iter()
        .zip(slopes)
        .zip(groups.iter().cycle())
        .filter(|((half, _), _)| **half > 0.0)
        .map(|((half, (slope, chord)), group)| [*half, *slope, *chord, times * 2.0 * (total - group)])
        .collect();
    let spread = |f: f64, chords: f64| -> f64 {
        let of_cell =
            |[half, slope, chord, scale]: &[f64; 4]| half * (slope + chords * chord - f * scale).abs();
        cells.iter().map(of_cell).sum::<f64>() + (1.0 + f) * second_order
    };
    let middle = |f: f64| numerator.middle - f * denominator;
    let above = |f: f64| middle(f) + spread(f, 1.0) + numerator.open <= -rounding;
    let below = |f: f64| middle(f) - spread(f, 0.0) >= rounding;
    Bounds {
        least: Limit::Bound(last_that_holds(0.0, 1.0, below)),
        greatest: Limit::Bound(last_that_holds(1.0, 0.0, above)),
    }
}

/// From `safe` towards `far`: the furthest F found at which the proof holds. `safe` needs none.
fn last_that_holds(mut safe: f64, mut far: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..44 {
        let middle = f64::midpoint(safe, far);
        if holds(middle) { safe = middle } else { far = middle }
    }
    safe
}
