//! The Gini index of segregation.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::share;

pub const MEASURE: Measure = Measure {
    id: "gini",
    key: "measure-gini",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "G = Σ_i Σ_j t_i t_j |p_i − p_j| / (2 T² P (1−P))",
    citation: "Jahn, J., C.F. Schmid and C. Schrag (1947). The measurement of ecological segregation. American Sociological Review 12(3), 293–303.",
    compute: Compute::TwoGroup(gini),
};

/// Twice the area between the segregation curve and the diagonal, 0..1 (Jahn, Schmid & Schrag
/// 1947). In O(n log n): with units in order of the share of the group, every pair's difference
/// has a known sign. `None` unless both groups have members.
pub fn gini(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let units = counts.peopled().map(|(x, y)| (x, x + y)).collect();
    share(pair_differences(units) / (x_total * y_total))
}

/// `Σ_{i<j} t_i t_j |p_i − p_j|` over pairs of units, each given as `(x_i, t_i)` with `t_i > 0`.
pub(in crate::measure) fn pair_differences(mut units: Vec<(f64, f64)>) -> f64 {
    units.sort_unstable_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    let (mut x_below, mut t_below, mut sum) = (0.0, 0.0, 0.0);
    for (x, t) in units {
        sum += x * t_below - t * x_below;
        x_below += x;
        t_below += t;
    }
    sum
}
