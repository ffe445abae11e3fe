//! Normalised exposure for any number of groups.

use super::dispersion;
use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::Counts;
use crate::measure::share;

pub const MEASURE: Measure = Measure {
    id: "normalized_exposure",
    key: "measure-normalized-exposure",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "P* = Σ_k Σ_i t_i (π_ik − π_k)² / (T (1 − π_k))",
    citation: "James, F.J. (1986). A new generalized 'exposure-based' segregation index. Sociological Methods & Research 14(3), 301–316.",
    compute: Compute::MultiGroup(normalized_exposure),
};

/// `Σ_k Σ_i t_i (π_ik − π_k)² / (T (1 − π_k))`, 0..1 (James 1986). `None` unless at least two groups
/// have members.
pub fn normalized_exposure(counts: &Counts) -> Option<f64> {
    let total = counts.total();
    let totals = counts.group_totals();
    if totals.iter().filter(|n| **n > 0.0).count() < 2 {
        return None;
    }
    let sum: f64 = dispersion(counts).iter().zip(totals).map(|(s, n)| s / (total - n)).sum();
    share(sum / (total * total))
}
