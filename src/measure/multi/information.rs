//! Mutual information M, diversity E, and Theil's H = M / E.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::Counts;
use crate::measure::sum::sum_of_cells;
use crate::measure::two::theil::surprise;
use crate::measure::{finite, share};

pub const MUTUAL_INFORMATION: Measure = Measure {
    id: "mutual_information",
    key: "measure-mutual-information",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: None,
    formula: "M = Σ_i (t_i/T) Σ_k π_ik ln(π_ik / π_k)",
    citation: "Frankel, D.M. and O. Volij (2011). Measuring school segregation. Journal of Economic Theory 146(1), 1–38.",
    compute: Compute::MultiGroup(mutual_information),
};

pub const DIVERSITY: Measure = Measure {
    id: "diversity",
    key: "measure-diversity",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: None,
    formula: "E = −Σ_k π_k ln π_k",
    citation: "Shannon, C.E. (1948). A mathematical theory of communication. Bell System Technical Journal 27, 379–423.",
    compute: Compute::MultiGroup(diversity),
};

pub const THEIL_H: Measure = Measure {
    id: "theil_h",
    key: "measure-multi-theil-h",
    kind: Kind::MultiGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "H = M / E",
    citation: "Theil, H. and A.J. Finizza (1971). A note on the measurement of racial integration of schools by means of informational concepts. Journal of Mathematical Sociology 1(2), 187–194; Reardon, S.F. and G. Firebaugh (2002).",
    compute: Compute::MultiGroup(multi_theil_h),
};

/// `M`, from 0 up, in nats (Frankel & Volij 2011): how much knowing a pupil's school tells of its
/// group. `None` without pupils; zero when there is one group only.
pub fn mutual_information(counts: &Counts) -> Option<f64> {
    let total = counts.total();
    if total <= 0.0 {
        return None;
    }
    let sum = sum_of_cells(counts.cells(), counts.unit_totals(), counts.group_totals(), |n, t, of_group| {
        surprise(n, t, of_group, total)
    });
    finite(sum / total).map(|m| m.max(0.0))
}

/// The entropy `E` of the groups in the whole table, from 0 to ln K, in nats (Shannon 1948).
/// `None` without pupils.
pub fn diversity(counts: &Counts) -> Option<f64> {
    entropy(counts.group_totals())
}

/// Entropy in nats of a composition given as counts. `None` without pupils.
pub(in crate::measure) fn entropy(counts: &[f64]) -> Option<f64> {
    let total: f64 = counts.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let sum: f64 = counts.iter().filter(|n| **n > 0.0).map(|n| n / total * (total / n).ln()).sum();
    finite(sum).map(|e| e.max(0.0))
}

/// `H = M/E`, 0..1. `None` unless at least two groups have members.
pub fn multi_theil_h(counts: &Counts) -> Option<f64> {
    ratio(mutual_information(counts)?, diversity(counts)?)
}

/// `M/E` when E is not zero.
pub(in crate::measure) fn ratio(m: f64, e: f64) -> Option<f64> {
    if e > 0.0 { share(m / e) } else { None }
}
