//! Simpson's concentration and interaction: how mixed the town is as a whole.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::Counts;
use crate::measure::share;

pub const CONCENTRATION: Measure = Measure {
    id: "simpson_concentration",
    key: "measure-simpson-concentration",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "λ = Σ_k π_k²",
    citation: "Simpson, E.H. (1949). Measurement of diversity. Nature 163, 688.",
    compute: Compute::MultiGroup(simpson_concentration),
};

pub const INTERACTION: Measure = Measure {
    id: "simpson_interaction",
    key: "measure-simpson-interaction",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "I = Σ_k π_k (1 − π_k)",
    citation: "Simpson, E.H. (1949). Measurement of diversity. Nature 163, 688.",
    compute: Compute::MultiGroup(simpson_interaction),
};

/// `Σ π_k²`, 1/K..1: the chance that two pupils drawn at random are of the same group (Simpson
/// 1949). `None` without pupils.
pub fn simpson_concentration(counts: &Counts) -> Option<f64> {
    concentration(counts.group_totals())
}

/// `Σ π_k (1 − π_k)`: the chance that they are of different groups. `None` without pupils.
pub fn simpson_interaction(counts: &Counts) -> Option<f64> {
    interaction(counts.group_totals())
}

pub(in crate::measure) fn concentration(counts: &[f64]) -> Option<f64> {
    let total: f64 = counts.iter().sum();
    if total <= 0.0 {
        return None;
    }
    share(counts.iter().map(|n| (n / total) * (n / total)).sum())
}

pub(in crate::measure) fn interaction(counts: &[f64]) -> Option<f64> {
    let total: f64 = counts.iter().sum();
    if total <= 0.0 {
        return None;
    }
    share(counts.iter().map(|n| (n / total) * ((total - n) / total)).sum())
}
