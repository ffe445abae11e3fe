//! Atkinson's index of segregation.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::share;
use crate::measure::sum::sum2;

pub const MEASURE: Measure = Measure {
    id: "atkinson",
    key: "measure-atkinson",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "A(b) = 1 − P/(1−P) · |Σ (1−p_i)^(1−b) p_i^b t_i / (P T)|^(1/(1−b)), b = 0.5",
    citation: "Atkinson, A.B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3), 244–263; for segregation James, D.R. and K.E. Taeuber (1985). Measures of segregation. Sociological Methodology 15, 1–32.",
    compute: Compute::TwoGroup(atkinson_half),
};

/// Atkinson's index, 0..1, with shape `b` between 0 and 1 (James & Taeuber 1985): with b < ½
/// schools where the group is under-represented weigh more, with b > ½ those where it is over.
/// `None` unless both groups have members and `0 < b < 1`.
pub fn atkinson(counts: &TwoGroup, b: f64) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    if !(b > 0.0 && b < 1.0) {
        return None;
    }
    let sum = sum2(counts.x(), counts.y(), |x, y| (y / y_total).powf(1.0 - b) * (x / x_total).powf(b));
    share(1.0 - sum.powf(1.0 / (1.0 - b)))
}

/// Atkinson's index with `b = ½`, which treats both groups alike.
pub fn atkinson_half(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let sum = sum2(counts.x(), counts.y(), |x, y| ((y / y_total) * (x / x_total)).sqrt());
    share(1.0 - sum * sum)
}
