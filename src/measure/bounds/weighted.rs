//! Limits of the measures that are a weighted mean over the groups.
//!
//! Normalised exposure is `Σ π_k η²_k`, the squared coefficient of variation `Σ (1−π_k) η²_k/(K−1)`, D*
//! and Gini `Σ w_k D_k` and `Σ w_k G_k` with `w_k = π_k(1−π_k)/I`: in each, a measure of two groups is
//! taken for every group against all others. Its limits, and the ranges of the weights (which add up
//! to one), bound the mean. What is lost is that one and the same count may raise one term and lower
//! another.

use super::boxes::Boxes;
use super::{Bounds, Limit};

/// Limits of one term, and the range of its weight.
pub(super) struct Term {
    pub limits: (f64, f64),
    pub weight: (f64, f64),
}

/// The least and the greatest mean.
pub(super) fn mean(terms: &[Term]) -> Bounds {
    let least = heaviest(terms.iter().map(|t| (-t.limits.0, t.weight)).collect());
    let greatest = heaviest(terms.iter().map(|t| (t.limits.1, t.weight)).collect());
    Bounds { least: Limit::Bound(-least), greatest: Limit::Bound(greatest) }
}

/// The greatest mean of values: weights above their least go to the greatest values first.
fn heaviest(mut values: Vec<(f64, (f64, f64))>) -> f64 {
    values.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut left = 1.0 - values.iter().map(|(_, w)| w.0).sum::<f64>();
    let mut sum = 0.0;
    for (value, (least, greatest)) in values {
        let more = (greatest - least).clamp(0.0, left.max(0.0));
        left -= more;
        sum += value * (least + more);
    }
    sum
}

/// Ranges of `w_k = π_k(1−π_k) / Σ π_m(1−π_m)`.
pub(super) fn diversity_weights(boxes: &Boxes) -> Vec<(f64, f64)> {
    let mixed = |(low, high): &(f64, f64)| {
        let at = |p: f64| p * (1.0 - p);
        let greatest = if *low <= 0.5 && *high >= 0.5 { 0.25 } else { at(*low).max(at(*high)) };
        (at(*low).min(at(*high)), greatest)
    };
    let terms: Vec<(f64, f64)> = boxes.shares().iter().map(mixed).collect();
    let all = terms.iter().fold((0.0, 0.0), |sum, t| (sum.0 + t.0, sum.1 + t.1));
    let weight = |(low, high): &(f64, f64)| {
        let (most, fewest) = ((all.1 - high).max(0.0), (all.0 - low).max(0.0));
        let least = if *low > 0.0 { low / (low + most) } else { 0.0 };
        let greatest = if *high > 0.0 { high / (high + fewest) } else { 0.0 };
        (least, greatest)
    };
    terms.iter().map(weight).collect()
}
