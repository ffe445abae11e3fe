//! The Gini index for any number of groups.

use super::dissimilarity::diversity_scale;
use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::Counts;
use crate::measure::share;
use crate::measure::two::gini::pair_differences;

pub const MEASURE: Measure = Measure {
    id: "gini",
    key: "measure-multi-gini",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "G = Σ_k Σ_i Σ_j t_i t_j |π_ik − π_jk| / (2 T² I)",
    citation: "Reardon, S.F. and G. Firebaugh (2002). Measures of multigroup segregation. Sociological Methodology 32, 33–67.",
    compute: Compute::MultiGroup(multi_gini),
};

/// `Σ_k Σ_i Σ_j t_i t_j |π_ik − π_jk| / (2 T² I)`, 0..1 (Reardon & Firebaugh 2002), in O(K n log n).
/// `None` unless at least two groups have members.
pub fn multi_gini(counts: &Counts) -> Option<f64> {
    let scale = diversity_scale(counts);
    if scale <= 0.0 {
        return None;
    }
    let of_group = |k: usize| {
        let units = counts.peopled_rows().filter_map(|(row, t)| Some((*row.get(k)?, t)));
        pair_differences(units.collect())
    };
    let sum: f64 = (0..counts.groups().len()).map(of_group).sum();
    share(sum / scale)
}
