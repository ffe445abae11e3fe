//! Measures of groups that stand in an order, such as low < middle < high education.
//!
//! D on ordered levels throws the order away. These indices look at every cut between two levels:
//! `c_k` is the share of pupils at level k or below, and the variation `v = Σ_{k<K} f(c_k) / (K−1)`
//! is greatest when half stand at the bottom and half at the top, and zero when all are at one
//! level. `Λ = Σ (t_i/T) (v − v_i) / v`.

use super::catalogue::{Compute, Kind, Measure};
use super::counts::Counts;
use super::share;

const REARDON: &str = "Reardon, S.F. (2009). Measures of ordinal segregation. In: Y. Flückiger, S.F. Reardon and J. Silber (eds), Occupational and Residential Segregation (Research on Economic Inequality 17), 129–155.";

pub const INFORMATION: Measure = Measure {
    id: "ordinal_information_theory",
    key: "measure-ordinal-information",
    kind: Kind::Ordered,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "Λ = Σ (t_i/T) (v − v_i)/v, v = Σ_{k<K} f(c_k)/(K−1), f(c) = −c log₂ c − (1−c) log₂(1−c)",
    citation: REARDON,
    compute: Compute::MultiGroup(ordinal_information_theory),
};

pub const VARIANCE_RATIO: Measure = Measure {
    id: "ordinal_variance_ratio",
    key: "measure-ordinal-variance",
    kind: Kind::Ordered,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "Λ = Σ (t_i/T) (v − v_i)/v, v = Σ_{k<K} f(c_k)/(K−1), f(c) = 4c(1−c)",
    citation: REARDON,
    compute: Compute::MultiGroup(ordinal_variance_ratio),
};

/// The rank-order information theory index, 0..1 (Reardon 2009); H when there are two groups.
/// Groups are taken in the order of the table. `None` unless two levels have pupils.
pub fn ordinal_information_theory(counts: &Counts) -> Option<f64> {
    ordinal(counts, |below, above| {
        let total = below + above;
        let term = |n: f64| if n > 0.0 { n / total * (total / n).log2() } else { 0.0 };
        term(below) + term(above)
    })
}

/// The rank-order variance ratio index, 0..1 (Reardon 2009); η² when there are two groups.
/// Groups are taken in the order of the table. `None` unless two levels have pupils.
pub fn ordinal_variance_ratio(counts: &Counts) -> Option<f64> {
    ordinal(counts, |below, above| {
        let total = below + above;
        4.0 * (below / total) * (above / total)
    })
}

/// `Λ` for a variation at one cut, given as pupils up to the cut and pupils above it.
fn ordinal(counts: &Counts, cut: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let variation = |row: &[f64]| -> f64 {
        // Both sides are added up, so that a cut with nobody above it is exactly that.
        (1..row.len())
            .map(|k| {
                let (below, above) = row.split_at(k);
                cut(below.iter().sum(), above.iter().sum())
            })
            .sum()
    };
    if counts.total() <= 0.0 {
        return None;
    }
    let town = variation(counts.group_totals());
    if town <= 0.0 {
        return None;
    }
    let gap: f64 = counts.peopled_rows().map(|(row, t)| t * (town - variation(row))).sum();
    share(gap / (counts.total() * town))
}
