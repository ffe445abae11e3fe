//! Local measures: what each school has to do with the figure. They colour the map.
//!
//! One value per unit (or per unit and group, row-major), in the order of the table; a unit
//! without pupils has none.

use super::catalogue::{Compute, Kind, Measure};
use super::counts::{Counts, TwoGroup};
use super::finite;
use super::multi::information::entropy;
use super::multi::simpson;
use super::two::theil::surprise;

pub const SHARE_IN_DISSIMILARITY: Measure = Measure {
    id: "share_in_dissimilarity",
    key: "measure-share-in-dissimilarity",
    kind: Kind::Local,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "|x_i/X − y_i/Y| / (2 D)",
    citation: "Duncan, O.D. and B. Duncan (1955). American Sociological Review 20(2), 210–217 (terms of D).",
    compute: Compute::LocalTwoGroup(share_in_dissimilarity),
};

pub const LOCAL_SEGREGATION: Measure = Measure {
    id: "local_segregation",
    key: "measure-local-segregation",
    kind: Kind::Local,
    least: Some(0.0),
    greatest: None,
    formula: "L_i = Σ_k π_ik ln(π_ik / π_k); M = Σ (t_i/T) L_i",
    citation: "Mora, R. and J. Ruiz-Castillo (2011). Entropy-based segregation indices. Sociological Methodology 41, 159–194; Elbers, B. (2021). Sociological Methods & Research.",
    compute: Compute::LocalUnit(local_segregation),
};

pub const LOCATION_QUOTIENT: Measure = Measure {
    id: "location_quotient",
    key: "measure-location-quotient",
    kind: Kind::Local,
    least: Some(0.0),
    greatest: None,
    formula: "π_ik / π_k",
    citation: "Isard, W. (1960). Methods of Regional Analysis. MIT Press.",
    compute: Compute::LocalCell(location_quotients),
};

pub const LOCAL_DIVERSITY: Measure = Measure {
    id: "local_diversity",
    key: "measure-local-diversity",
    kind: Kind::Local,
    least: Some(0.0),
    greatest: None,
    formula: "E_i = −Σ_k π_ik ln π_ik",
    citation: "Theil, H. (1972). Statistical Decomposition Analysis. North-Holland.",
    compute: Compute::LocalUnit(local_diversity),
};

pub const LOCAL_ENTROPY: Measure = Measure {
    id: "local_entropy",
    key: "measure-local-entropy",
    kind: Kind::Local,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "E_i / ln K",
    citation: "Theil, H. (1972). Statistical Decomposition Analysis. North-Holland.",
    compute: Compute::LocalUnit(local_entropy),
};

pub const LOCAL_CONCENTRATION: Measure = Measure {
    id: "local_simpson_concentration",
    key: "measure-local-concentration",
    kind: Kind::Local,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "Σ_k π_ik²",
    citation: "Simpson, E.H. (1949). Measurement of diversity. Nature 163, 688.",
    compute: Compute::LocalUnit(local_simpson_concentration),
};

pub const LOCAL_INTERACTION: Measure = Measure {
    id: "local_simpson_interaction",
    key: "measure-local-interaction",
    kind: Kind::Local,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "Σ_k π_ik (1 − π_ik)",
    citation: "Simpson, E.H. (1949). Measurement of diversity. Nature 163, 688.",
    compute: Compute::LocalUnit(local_simpson_interaction),
};

/// Each unit's share in D, 0..1; together they are one. `None` throughout when D is undefined or
/// zero: then there is nothing to have a share in.
pub fn share_in_dissimilarity(counts: &TwoGroup) -> Vec<Option<f64>> {
    let (x_total, y_total) = (counts.sum_x(), counts.sum_y());
    let gap = |(x, y): (f64, f64)| (x * y_total - y * x_total).abs();
    let sum: f64 = counts.units().map(gap).sum();
    let defined = counts.both().is_some() && sum > 0.0;
    counts
        .units()
        .map(|(x, y)| if defined && x + y > 0.0 { finite(gap((x, y)) / sum) } else { None })
        .collect()
}

/// Local segregation of each unit, from 0 up, in nats (Mora & Ruiz-Castillo 2011; Elbers 2021):
/// weighted by the units' shares of pupils they add up to M.
pub fn local_segregation(counts: &Counts) -> Vec<Option<f64>> {
    let (total, groups) = (counts.total(), counts.group_totals());
    by_unit(counts, |row, t| {
        let sum: f64 = row.iter().zip(groups).map(|(&n, &of_group)| surprise(n, t, of_group, total)).sum();
        finite(sum / t).map(|l| l.max(0.0))
    })
}

/// Local segregation of each group over the units, in nats: weighted by the groups' shares of
/// pupils they add up to M as well. `None` for a group without members.
pub fn local_segregation_of_groups(counts: &Counts) -> Vec<Option<f64>> {
    let (total, groups) = (counts.total(), counts.group_totals());
    let mut sums = vec![0.0; groups.len()];
    for (row, t) in counts.peopled_rows() {
        for ((sum, &n), &of_group) in sums.iter_mut().zip(row).zip(groups) {
            *sum += surprise(n, t, of_group, total);
        }
    }
    let score = |(sum, n): (f64, &f64)| if *n > 0.0 { finite(sum / n).map(|l| l.max(0.0)) } else { None };
    sums.into_iter().zip(groups).map(score).collect()
}

/// Location quotients `π_ik / π_k`, row-major, from 0 up: over 1 where the group is
/// over-represented. `None` for a unit without pupils and for a group without members.
pub fn location_quotients(counts: &Counts) -> Vec<Option<f64>> {
    let total = counts.total();
    let mut out = Vec::with_capacity(counts.cells().len());
    for (row, t) in counts.rows().zip(counts.unit_totals()) {
        for (n, of_group) in row.iter().zip(counts.group_totals()) {
            let defined = *t > 0.0 && *of_group > 0.0;
            out.push(if defined { finite((n * total) / (t * of_group)) } else { None });
        }
    }
    out
}

/// Entropy of each unit's own composition, 0..ln K, in nats.
pub fn local_diversity(counts: &Counts) -> Vec<Option<f64>> {
    by_unit(counts, |row, _| entropy(row))
}

/// Entropy of each unit's own composition as a share of the greatest possible, 0..1. `None` when
/// the table has one group.
pub fn local_entropy(counts: &Counts) -> Vec<Option<f64>> {
    let greatest = (counts.groups().len() as f64).ln();
    by_unit(counts, |row, _| if greatest > 0.0 { entropy(row).map(|e| e / greatest) } else { None })
}

/// Chance that two pupils of the unit, drawn with replacement, are of the same group.
pub fn local_simpson_concentration(counts: &Counts) -> Vec<Option<f64>> {
    by_unit(counts, |row, _| simpson::concentration(row))
}

/// Chance that two pupils of the unit, drawn with replacement, are of different groups.
pub fn local_simpson_interaction(counts: &Counts) -> Vec<Option<f64>> {
    by_unit(counts, |row, _| simpson::interaction(row))
}

fn by_unit(counts: &Counts, value: impl Fn(&[f64], f64) -> Option<f64>) -> Vec<Option<f64>> {
    let units = counts.rows().zip(counts.unit_totals());
    units.map(|(row, t)| if *t > 0.0 { value(row, *t) } else { None }).collect()
}

/// The share of group `to` in the school of an average pupil of group `from` (generalised xPy);
/// `from == to` is isolation. `None` when `from` has no members or a position does not exist.
pub fn exposure(counts: &Counts, from: usize, to: usize) -> Option<f64> {
    let members = *counts.group_totals().get(from)?;
    counts.group_totals().get(to)?;
    if members <= 0.0 {
        return None;
    }
    let meeting = |(row, t): (&[f64], f64)| Some(row.get(from)? * (row.get(to)? / t));
    let sum: f64 = counts.peopled_rows().filter_map(meeting).sum();
    super::share(sum / members)
}
