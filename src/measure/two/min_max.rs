//! The MinMax index.

use super::dissimilarity::dissimilarity;
use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;

pub const MEASURE: Measure = Measure {
    id: "min_max",
    key: "measure-min-max",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "MM = 1 − Σ min(x_i/X, y_i/Y) / Σ max(x_i/X, y_i/Y) = 2D / (1 + D)",
    citation: "O'Sullivan, D. and D.W.S. Wong (2007). A surface-based approach to measuring spatial segregation. Geographical Analysis 39(2), 147–168.",
    compute: Compute::TwoGroup(min_max),
};

/// `2D/(1+D)`, 0..1: the part of both spreads together that does not overlap (O'Sullivan & Wong
/// 2007). `None` unless both groups have members.
pub fn min_max(counts: &TwoGroup) -> Option<f64> {
    dissimilarity(counts).map(|d| 2.0 * d / (1.0 + d))
}
