//! The squared coefficient of variation for any number of groups.

use super::dispersion;
use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::Counts;
use crate::measure::share;

pub const MEASURE: Measure = Measure {
    id: "squared_coefficient_of_variation",
    key: "measure-squared-variation",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "C = Σ_k Σ_i t_i (π_ik − π_k)² / (T (K − 1) π_k)",
    citation: "Reardon, S.F. and G. Firebaugh (2002). Measures of multigroup segregation. Sociological Methodology 32, 33–67.",
    compute: Compute::MultiGroup(squared_variation),
};

/// `Σ_k Σ_i t_i (π_ik − π_k)² / (T (K−1) π_k)`, 0..1 (Reardon & Firebaugh 2002). `None` when any of
/// the K groups has no members (its own variation is not defined), or K is one.
pub fn squared_variation(counts: &Counts) -> Option<f64> {
    if counts.group_totals().iter().any(|n| *n <= 0.0) {
        return None;
    }
    squared_variation_of_present_groups(counts)
}

/// The same over those groups only that have members. `None` when they are fewer than two.
pub fn squared_variation_of_present_groups(counts: &Counts) -> Option<f64> {
    let totals = counts.group_totals();
    let present = totals.iter().filter(|n| **n > 0.0).count();
    if present < 2 {
        return None;
    }
    let terms = dispersion(counts);
    let sum: f64 = terms.iter().zip(totals).filter(|(_, n)| **n > 0.0).map(|(s, n)| s / n).sum();
    share(sum / (counts.total() * counts.total()) / (present - 1) as f64)
}
