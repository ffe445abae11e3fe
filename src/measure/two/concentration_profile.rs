//! The concentration profile.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::finite;
use crate::measure::sum::sum2;

pub const MEASURE: Measure = Measure {
    id: "con_prof",
    key: "measure-con-prof",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(2.0),
    formula: "R = (P − ∫₀ᴾ v(θ) dθ + ∫ᴾ¹ v(θ) dθ) / (1 − P), v(θ) = Σ x_i [p_i ≥ θ] / X",
    citation: "Hong, S.-Y. and Y. Sadahiro (2014). Measuring geographic segregation: a graph-based approach. Journal of Geographical Systems 16(2), 211–231.",
    compute: Compute::TwoGroup(concentration_profile),
};

/// How far the concentration profile of the group lies from that of an even spread (Hong & Sadahiro
/// 2014): 1 where the groups are wholly apart, and more, below 2, where most of a large group goes to
/// schools where its share is even larger, as `x_i ≤ t_i` makes R at most 2D. The profile is a step function, so both integrals are exact sums:
/// `R = Σ (x_i/X) |p_i − P| / (1 − P)`; implementations on a grid of thresholds differ from it by
/// the width of their grid. `None` unless both groups have members.
pub fn concentration_profile(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let sum = sum2(counts.x(), counts.y(), |x, y| {
        if x > 0.0 { x / (x + y) * (x * y_total - y * x_total).abs() } else { 0.0 }
    });
    finite(sum / (x_total * y_total))
}
