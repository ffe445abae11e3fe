//! The dissimilarity index D: the headline figure.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::share;
use crate::measure::sum::sum2;

pub const MEASURE: Measure = Measure {
    id: "dissimilarity",
    key: "measure-dissimilarity",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "D = 1/2 Σ |x_i/X − y_i/Y|",
    citation: "Duncan, O.D. and B. Duncan (1955). A methodological analysis of segregation indexes. American Sociological Review 20(2), 210–217.",
    compute: Compute::TwoGroup(dissimilarity),
};

/// `½ Σ |x_i/X − y_i/Y|`, 0..1: the share of one of the two groups that would have to change
/// school for an even spread when nobody takes its place (Duncan & Duncan 1955).
///
/// Computed as `Σ |x_i Y − y_i X| / 2XY`, which is free of rounding in every term for whole
/// counts, so that tables with the same D give the same float. `None` unless both groups have
/// members.
pub fn dissimilarity(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let sum = sum2(counts.x(), counts.y(), |x, y| (x * y_total - y * x_total).abs());
    share(sum / (2.0 * x_total * y_total))
}
