//! What hidden counts allow for M and H within and between wijken, boards, denominations.
//!
//! Between: the clusters are the units, and their counts add up in ranges. Within: the excess of purity
//! of the schools over that of their own cluster, `Σ_i h(n_i) − Σ_s h(C_s)`, over T (for M) or over the
//! entropy of the town (for H); see `curved`.

use std::collections::HashMap;

use super::boxes::{Boxes, sums};
use super::curved::{self, Problem};
use super::shapes::Purity;
use super::{Bounds, every};
use crate::measure::ranges::CountRanges;

/// Limits of [`crate::measure::decompose::WithinBetween`]; `None` where no completion has a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WithinBetweenBounds {
    pub m_total: Option<Bounds>,
    pub m_between: Option<Bounds>,
    pub m_within: Option<Bounds>,
    pub h_total: Option<Bounds>,
    pub h_between: Option<Bounds>,
    pub h_within: Option<Bounds>,
}

/// The six figures of one completion, as far as they are defined.
struct Parts {
    m: Option<[f64; 3]>,
    h: Option<[f64; 3]>,
}

/// Limits of both decompositions: `clusters` names the cluster of every unit of the ranges. `None`
/// when there is another number of names than of units.
pub fn within_between_bounds(
    ranges: &CountRanges,
    clusters: &[impl AsRef<str>],
) -> Option<WithinBetweenBounds> {
    let width = ranges.groups().len();
    let rows: Vec<&[(f64, f64)]> = ranges.cells().chunks_exact(width).collect();
    if rows.len() != clusters.len() {
        return None;
    }
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut of = Vec::new();
    let mut pools: Vec<Vec<(f64, f64)>> = Vec::new();
    for (row, name) in rows.iter().zip(clusters) {
        // As the boxes leave out units that can have no pupils.
        if row.iter().all(|(_, high)| *high <= 0.0) {
            continue;
        }
        let at = *positions.entry(name.as_ref()).or_insert_with(|| {
            pools.push(vec![(0.0, 0.0); width]);
            pools.len() - 1
        });
        of.push(at);
        for (sum, (low, high)) in pools.get_mut(at).into_iter().flatten().zip(*row) {
            *sum = (sum.0 + low, sum.1 + high);
        }
    }
    let boxes = Boxes::of(ranges);
    let pooled = Boxes::new(width, pools.iter().cloned());
    let count = pools.len();
    let parts = |cells: &[f64]| parts(cells, width, &of, count);
    if let Some(every) = every::completions(&boxes) {
        let all: Vec<Parts> = every.iter().map(|cells| parts(cells)).collect();
        let m = |at: usize| every::limits(all.iter().map(|p| p.m.and_then(|m| m.get(at).copied())));
        let h = |at: usize| every::limits(all.iter().map(|p| p.h.and_then(|h| h.get(at).copied())));
        return Some(WithinBetweenBounds {
            m_total: m(0),
            m_between: m(1),
            m_within: m(2),
            h_total: h(0),
            h_between: h(1),
            h_within: h(2),
        });
    }
    let none = WithinBetweenBounds {
        m_total: None,
        m_between: None,
        m_within: None,
        h_total: None,
        h_between: None,
        h_within: None,
    };
    if boxes.total().1 <= 0.0 {
        return Some(none);
    }
    let entropy = (width as f64).ln();
    let limits = |boxes: &Boxes, clusters, town, scale, greatest, value: &dyn Fn(&[f64]) -> Option<f64>| {
        curved::limits(&Problem {
            boxes,
            purity: Purity::Entropy,
            clusters,
            town,
            linear: vec![(0.0, scale); width],
            range: (0.0, greatest),
            value,
        })
    };
    let total_m = |cells: &[f64]| parts(cells).m.map(|[total, ..]| total);
    let total_h = |cells: &[f64]| parts(cells).h.map(|[total, ..]| total);
    // Of the clusters as units, the total is what lies between.
    let alone: Vec<usize> = (0..count).collect();
    let between = |cells: &[f64]| self::parts(cells, width, &alone, count);
    let between_m = |cells: &[f64]| between(cells).m.map(|[total, ..]| total);
    let between_h = |cells: &[f64]| between(cells).h.map(|[total, ..]| total);
    let within_m = |cells: &[f64]| parts(cells).m.map(|[.., within]| within);
    let within_h = |cells: &[f64]| parts(cells).h.map(|[.., within]| within);
    let both = boxes.groups_possible() >= 2;
    let clustered = Some((of.as_slice(), count));
    Some(WithinBetweenBounds {
        m_total: Some(limits(&boxes, None, (1.0, 0.0), 1.0, entropy, &total_m)),
        m_between: Some(limits(&pooled, None, (1.0, 0.0), 1.0, entropy, &between_m)),
        m_within: Some(limits(&boxes, clustered, (0.0, 0.0), 1.0, entropy, &within_m)),
        h_total: both.then(|| limits(&boxes, None, (1.0, -1.0), 0.0, 1.0, &total_h)),
        h_between: both.then(|| limits(&pooled, None, (1.0, -1.0), 0.0, 1.0, &between_h)),
        // f = (Σ h(n_i) − Σ h(C_s)) / −h(N): α = −F.
        h_within: both.then(|| limits(&boxes, clustered, (0.0, -1.0), 0.0, 1.0, &within_h)),
    })
}

/// Total, between and within of one completion.
fn parts(cells: &[f64], width: usize, of: &[usize], count: usize) -> Parts {
    let purity = |row: &[f64]| Purity::Entropy.value(row);
    let mut pools = vec![vec![0.0; width]; count];
    let mut units = 0.0;
    for (row, at) in cells.chunks_exact(width).zip(of) {
        units += purity(row);
        for (sum, n) in pools.get_mut(*at).into_iter().flatten().zip(row) {
            *sum += n;
        }
    }
    let town = sums(cells, width);
    let total: f64 = town.iter().sum();
    let (clusters, town): (f64, f64) = (pools.iter().map(|p| purity(p)).sum(), purity(&town));
    let excess = [units - town, clusters - town, units - clusters];
    let over = |scale: f64| (scale > 0.0).then(|| excess.map(|e| (e / scale).max(0.0)));
    Parts { m: over(total), h: over(-town).map(|h| h.map(|h| h.min(1.0))) }
}
