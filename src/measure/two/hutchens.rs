//! Hutchens' square-root index.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::share;
use crate::measure::sum::sum2;

pub const MEASURE: Measure = Measure {
    id: "hutchens",
    key: "measure-hutchens",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "S = 1 − Σ √((x_i/X)(y_i/Y))",
    citation: "Hutchens, R. (2004). One measure of segregation. International Economic Review 45(2), 555–578.",
    compute: Compute::TwoGroup(hutchens),
};

/// `1 − Σ √((x_i/X)(y_i/Y))`, 0..1 (Hutchens 2004), computed as `½ Σ (√(x_i/X) − √(y_i/Y))²`, the
/// same number without subtracting two that are nearly equal. `None` unless both groups have
/// members.
pub fn hutchens(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let sum = sum2(counts.x(), counts.y(), |x, y| {
        let gap = (x / x_total).sqrt() - (y / y_total).sqrt();
        gap * gap
    });
    share(sum / 2.0)
}
