//! The correlation ratio η²: isolation, corrected for the size of the group.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::share;
use crate::measure::sum::sum2;

pub const MEASURE: Measure = Measure {
    id: "correlation_ratio",
    key: "measure-correlation-ratio",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "η² = (xPx − P) / (1 − P)",
    citation: "Bell, W. (1954). A probability model for the measurement of ecological segregation. Social Forces 32(4), 357–364.",
    compute: Compute::TwoGroup(correlation_ratio),
};

/// `(xPx − P)/(1 − P)`, 0..1 (Bell 1954), computed as the variance of the share of the group over
/// schools against its greatest possible value, which loses nothing when both are nearly equal.
/// `None` unless both groups have members.
pub fn correlation_ratio(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let sum = sum2(counts.x(), counts.y(), |x, y| {
        let t = x + y;
        let gap = x * y_total - y * x_total;
        if t > 0.0 { gap / t * gap } else { 0.0 }
    });
    share(sum / ((x_total + y_total) * x_total * y_total))
}
