//! D* for any number of groups.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::Counts;
use crate::measure::{finite, share};

pub const MEASURE: Measure = Measure {
    id: "dissimilarity",
    key: "measure-multi-dissimilarity",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "D* = Σ_i Σ_k t_i |π_ik − π_k| / (2 T I), I = Σ π_k (1 − π_k)",
    citation: "Morgan, B.S. (1975). The segregation of socio-economic groups in urban areas. Urban Studies 12, 47–60; Sakoda, J.M. (1981). A generalized index of dissimilarity. Demography 18(2), 245–250.",
    compute: Compute::MultiGroup(multi_dissimilarity),
};

/// `Σ_i Σ_k t_i |π_ik − π_k| / (2 T I)`, 0..1 (Morgan 1975; Sakoda 1981); D when there are two
/// groups. `None` unless at least two groups have members.
pub fn multi_dissimilarity(counts: &Counts) -> Option<f64> {
    let scale = diversity_scale(counts);
    if scale <= 0.0 {
        return None;
    }
    share(gaps(counts) / (2.0 * scale))
}

/// `D* · I`, 0..1: the share of all pupils who must change school for an even spread when every
/// school keeps its size. `None` unless at least two groups have members.
pub fn share_to_move(counts: &Counts) -> Option<f64> {
    if diversity_scale(counts) <= 0.0 {
        return None;
    }
    share(gaps(counts) / (2.0 * counts.total() * counts.total()))
}

/// `T² I = Σ N_k (T − N_k)`; zero with fewer than two groups that have members.
pub fn diversity_scale(counts: &Counts) -> f64 {
    // The rest is added up: T − N_k would leave a rounding error where the rest is empty.
    let totals = counts.group_totals();
    let present = totals.iter().filter(|n| **n > 0.0).count();
    if present < 2 {
        return 0.0;
    }
    finite(totals.iter().map(|n| n * (counts.total() - n)).sum()).unwrap_or(0.0)
}

/// `Σ_i Σ_k |n_ik T − t_i N_k|`.
fn gaps(counts: &Counts) -> f64 {
    let total = counts.total();
    let groups = counts.group_totals();
    let of_unit = |(row, t): (&[f64], f64)| -> f64 {
        row.iter().zip(groups).map(|(n, group_total)| (n * total - t * group_total).abs()).sum()
    };
    counts.peopled_rows().map(of_unit).sum()
}
