//! Relative diversity for any number of groups.

use super::{dispersion, diversity_scale};
use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::Counts;
use crate::measure::share;

pub const MEASURE: Measure = Measure {
    id: "relative_diversity",
    key: "measure-relative-diversity",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "R = Σ_k Σ_i t_i (π_ik − π_k)² / (T I)",
    citation: "Carlson, S.M. (1992). Trends in race/sex occupational inequality: conceptual and measurement issues. Social Problems 39(3), 268–290.",
    compute: Compute::MultiGroup(relative_diversity),
};

/// `Σ_k Σ_i t_i (π_ik − π_k)² / (T I)`, 0..1 (Carlson 1992); the correlation ratio when there are two
/// groups. `None` unless at least two groups have members.
pub fn relative_diversity(counts: &Counts) -> Option<f64> {
    let scale = diversity_scale(counts);
    if scale <= 0.0 {
        return None;
    }
    let sum: f64 = dispersion(counts).iter().sum();
    share(sum / (counts.total() * scale))
}
