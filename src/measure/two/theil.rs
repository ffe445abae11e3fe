//! Theil's information theory index H for two groups.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::logarithm::ln;
use crate::measure::share;
use crate::measure::sum::sum2;

pub const MEASURE: Measure = Measure {
    id: "theil_h",
    key: "measure-theil-h",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "H = Σ t_i (E − E_i) / (T E), E = −P ln P − (1−P) ln(1−P)",
    citation: "Theil, H. and A.J. Finizza (1971). A note on the measurement of racial integration of schools by means of informational concepts. Journal of Mathematical Sociology 1(2), 187–194.",
    compute: Compute::TwoGroup(theil_h),
};

/// By how much schools are less diverse than the town, as a share of the town's diversity, 0..1
/// (Theil & Finizza 1971). Base of the logarithm makes no difference. `None` unless both groups
/// have members.
pub fn theil_h(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let total = x_total + y_total;
    let sum = sum2(counts.x(), counts.y(), |x, y| {
        let t = x + y;
        surprise(x, t, x_total, total) + surprise(y, t, y_total, total)
    });
    let entropy = x_total * (total / x_total).ln() + y_total * (total / y_total).ln();
    share(sum / entropy)
}

/// `n ln(p_ik / π_k)` with `p_ik = n/t`, `π_k = N/T`: zero for an empty cell, and exactly zero where
/// unit and town have the same share.
#[inline]
pub(in crate::measure) fn surprise(n: f64, t: f64, group_total: f64, total: f64) -> f64 {
    // Computed for empty cells too: without a branch the compiler makes several at once.
    let told = n * ln((n * total) / (t * group_total));
    if n > 0.0 { told } else { 0.0 }
}
