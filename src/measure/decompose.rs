//! Within and between: how much of the segregation lies between wijken (boards, denominations, any
//! column) and how much between the schools of one wijk.
//!
//! `M = M_between + Σ p_s M_s` (Theil 1972; Mora & Ruiz-Castillo 2011), and the same over E gives
//! `H = H_between + Σ p_s (E_s/E) H_s`.

use std::collections::HashMap;

use super::counts::Counts;
use super::multi::information::{entropy, ratio};
use super::two::theil::surprise;
use crate::notice::Notice;

/// One cluster of units in a decomposition.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    pub name: String,
    /// Share of all pupils (`p_s`), 0..1.
    pub share: f64,
    /// M among the units of the cluster; `None` without pupils.
    pub m: Option<f64>,
    /// H among the units of the cluster; `None` unless two groups have members in it.
    pub h: Option<f64>,
    /// Diversity of the cluster against that of all, `E_s/E`.
    pub entropy_ratio: Option<f64>,
}

/// M and H split over clusters of units; the parts add up to the total.
#[derive(Clone, Debug, PartialEq)]
pub struct WithinBetween {
    pub m_total: Option<f64>,
    pub m_between: Option<f64>,
    pub m_within: Option<f64>,
    pub h_total: Option<f64>,
    pub h_between: Option<f64>,
    pub h_within: Option<f64>,
    /// In order of first appearance.
    pub clusters: Vec<Cluster>,
}

/// Splits M and H over clusters: `clusters` names the cluster of every unit.
///
/// # Errors
/// Another number of names than of units.
pub fn within_between(counts: &Counts, clusters: &[impl AsRef<str>]) -> Result<WithinBetween, Notice> {
    if clusters.len() != counts.len() {
        let notice = Notice::error("measure-cluster-labels");
        return Err(notice.arg("labels", clusters.len()).arg("units", counts.len()));
    }
    let width = counts.groups().len();
    let mut names: Vec<&str> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut totals: Vec<Vec<f64>> = Vec::new();
    let mut cluster_of = Vec::with_capacity(counts.len());
    for (name, row) in clusters.iter().map(AsRef::as_ref).zip(counts.rows()) {
        let at = *positions.entry(name).or_insert_with(|| {
            names.push(name);
            totals.push(vec![0.0; width]);
            names.len() - 1
        });
        cluster_of.push(at);
        for (sum, n) in totals.get_mut(at).into_iter().flatten().zip(row) {
            *sum += n;
        }
    }
    let sizes: Vec<f64> = totals.iter().map(|t| t.iter().sum()).collect();
    // Σ n ln(π_ik / π_sk) within each cluster.
    let mut inside = vec![0.0; names.len()];
    for ((row, t), &at) in counts.rows().zip(counts.unit_totals()).zip(&cluster_of) {
        if let (Some(sum), Some(of_group), Some(size)) = (inside.get_mut(at), totals.get(at), sizes.get(at)) {
            *sum += row.iter().zip(of_group).map(|(&n, &g)| surprise(n, *t, g, *size)).sum::<f64>();
        }
    }
    let total = counts.total();
    let town = entropy(counts.group_totals());
    let outside: f64 = totals
        .iter()
        .zip(&sizes)
        .map(|(row, size)| {
            row.iter().zip(counts.group_totals()).map(|(&n, &g)| surprise(n, *size, g, total)).sum::<f64>()
        })
        .sum();
    let defined = |value: f64| (total > 0.0).then(|| (value / total).max(0.0));
    let m_between = defined(outside);
    let m_within = defined(inside.iter().sum());
    let m_total = m_between.zip(m_within).map(|(between, within)| between + within);
    let over_entropy = |m: Option<f64>| m.zip(town).and_then(|(m, e)| ratio(m, e));
    let parts = names.iter().zip(&totals).zip(&sizes).zip(&inside);
    let clusters = parts.map(|(((name, row), &size), &sum)| {
        let m = (size > 0.0).then(|| (sum / size).max(0.0));
        let own = entropy(row);
        Cluster {
            name: (*name).to_owned(),
            share: if total > 0.0 { size / total } else { 0.0 },
            m,
            h: m.zip(own).and_then(|(m, e)| ratio(m, e)),
            entropy_ratio: own.zip(town).and_then(|(own, e)| if e > 0.0 { Some(own / e) } else { None }),
        }
    });
    Ok(WithinBetween {
        m_total,
        m_between,
        m_within,
        h_total: over_entropy(m_total),
        h_between: over_entropy(m_between),
        h_within: over_entropy(m_within),
        clusters: clusters.collect(),
    })
}
