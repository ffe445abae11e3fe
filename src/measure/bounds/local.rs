//! What hidden counts allow for the local measures, unit by unit.
//!
//! Diversity, entropy, concentration and interaction of a unit rest on its own counts alone: the limits
//! of its own box. The location quotient `n T/(t N)` falls in the group elsewhere and in the others
//! here, grows in the others elsewhere, and in the group here grows up to the one place where its slope
//! vanishes: exact. Local segregation and the share in D rest on the town too, of which the range is
//! taken by itself: a bound.

use super::boxes::Boxes;
use super::curved::{self, Problem};
use super::shapes::Purity;
use super::{Allowed, Bounds, Limit};
use crate::measure::catalogue::{Kind, Measure, measure};
use crate::measure::counts::Other;
use crate::measure::ranges::CountRanges;

/// Limits of a local measure: one per unit of the ranges or, for the location quotient, one per unit
/// and group, row-major. `None` for a unit that can have no pupils or has no value in any completion,
/// and throughout for a measure that is not local. `group` and `other` are those of the share in D.
pub fn limits(of: &Measure, ranges: &CountRanges, group: usize, other: Other) -> Vec<Option<Bounds>> {
    let width = ranges.groups().len();
    let rows = || ranges.cells().chunks_exact(width);
    let own = |purity: Purity, range: (f64, f64), f: &dyn Fn(f64) -> f64, turned: bool| {
        rows()
            .map(|row| {
                let found = own(row, purity, range)?;
                Some(if turned { found.turned(f) } else { found.map(f) })
            })
            .collect()
    };
    let most = (width as f64).ln();
    match of.id {
        "local_diversity" => own(Purity::Entropy, (-most, 0.0), &|h| -h, true),
        "local_entropy" if width > 1 => own(Purity::Entropy, (-most, 0.0), &|h| -h / most, true),
        "local_simpson_concentration" => own(Purity::Squares, (0.0, 1.0), &|h| h, false),
        "local_simpson_interaction" => own(Purity::Squares, (0.0, 1.0), &|h| 1.0 - h, true),
        "location_quotient" => {
            let town = Boxes::of(ranges);
            rows().flat_map(|row| (0..width).map(|k| quotient(row, k, &town)).collect::<Vec<_>>()).collect()
        }
        "local_segregation" => {
            let town = Boxes::of(ranges);
            rows().map(|row| segregation(row, &town)).collect()
        }
        "share_in_dissimilarity" => shares(ranges, group, other),
        _ => rows().map(|_| None).collect(),
    }
}

/// `h(n)/t` of one unit.
fn own(row: &[(f64, f64)], purity: Purity, range: (f64, f64)) -> Option<Bounds> {
    let boxes = Boxes::new(row.len(), [row.to_vec()]);
    if boxes.total().1 <= 0.0 {
        return None;
    }
    let value = |cells: &[f64]| {
        let t: f64 = cells.iter().sum();
        (t > 0.0).then(|| purity.value(cells) / t)
    };
    Some(curved::limits(&Problem {
        boxes: &boxes,
        purity,
        clusters: None,
        town: (0.0, 0.0),
        linear: vec![(0.0, 1.0); row.len()],
        range,
        value: &value,
    }))
}

fn quotient(row: &[(f64, f64)], group: usize, town: &Boxes) -> Option<Bounds> {
    let a = *row.get(group)?;
    let b = row
        .iter()
        .enumerate()
        .filter(|(k, _)| *k != group)
        .fold((0.0, 0.0), |sum, (_, n)| (sum.0 + n.0, sum.1 + n.1));
    let all = (*town.low_sums.get(group)?, *town.high_sums.get(group)?);
    if a.1 + b.1 <= 0.0 || all.1 <= 0.0 {
        return None;
    }
    let (low, high) = town.total();
    let same = ((all.0 - a.0).max(0.0), (all.1 - a.1).max(0.0));
    let rest = ((low - all.0 - b.0).max(0.0), (high - all.1 - b.1).max(0.0));
    // Group and others here, group and others elsewhere.
    let at = |a: f64, b: f64, same: f64, rest: f64| {
        if a <= 0.0 { 0.0 } else { a * (a + b + same + rest) / ((a + b) * (a + same)) }
    };
    // Where −B a² + 2bA a + (b+A+B) b A = 0, with A and B the group and the others elsewhere.
    let still = |b: f64, same: f64, rest: f64| {
        let product = b * same;
        let root = (product * product + rest * (b + same + rest) * product).sqrt();
        if rest > 0.0 { (product + root) / rest } else { f64::MAX }
    };
    let least = at(a.0, b.1, same.1, rest.0).min(at(a.1, b.1, same.1, rest.0));
    let top = still(b.0, same.0, rest.1);
    let (tops, exact) = if town.is_whole() {
        // With nobody of the group elsewhere, the first pupil of it counts most.
        ([top.floor().max(1.0), top.ceil().max(1.0)], true)
    } else if (same.0 > 0.0 && b.0 > 0.0) || a.0 > 0.0 {
        ([top, top], true)
    } else {
        // Any fraction of a pupil may be the first; alone in unit and town there is no end to it.
        let least = same.0.max(b.0);
        ([if least > 0.0 { 1e-12 * least } else { return None }; 2], false)
    };
    let ends = [a.0, a.1].into_iter().chain(tops.map(|top| top.clamp(a.0, a.1)));
    let greatest = ends.map(|a| at(a, b.0, same.0, rest.1)).fold(0.0, f64::max);
    let greatest = if exact { Limit::Exact(greatest) } else { Limit::Bound(greatest * (1.0 + 1e-9)) };
    Some(Bounds { least: Limit::Exact(least), greatest })
}

/// `L = h(n)/t − Σ (n_k/t) ln π_k`, with each π_k at the end of its range that is least favourable.
fn segregation(row: &[(f64, f64)], town: &Boxes) -> Option<Bounds> {
    let boxes = Boxes::new(row.len(), [row.to_vec()]);
    if boxes.total().1 <= 0.0 {
        return None;
    }
    // A group's share in the unit is at most T/t times its share in the town.
    let most =
        if boxes.total().0 > 0.0 { (town.total().1 / boxes.total().0).ln().max(0.0) } else { f64::MAX };
    let unknown = |_: &[f64]| None;
    let limit = |share: fn(&(f64, f64)) -> f64| {
        let linear = town.shares().iter().map(|s| (share(s).max(1e-9).ln(), 1.0)).collect();
        curved::limits(&Problem {
            boxes: &boxes,
            purity: Purity::Entropy,
            clusters: None,
            town: (0.0, 0.0),
            linear,
            range: (0.0, most),
            value: &unknown,
        })
    };
    Some(Bounds { least: limit(|s| s.1).least, greatest: limit(|s| s.0).greatest })
}

fn shares(ranges: &CountRanges, group: usize, other: Other) -> Vec<Option<Bounds>> {
    let nothing = || ranges.units().iter().map(|_| None).collect();
    let Some(pair) = ranges.two_group(group, other) else { return nothing() };
    let d = measure(Kind::TwoGroup, "dissimilarity").and_then(|d| Allowed::new(ranges, group, other).of(d));
    let Some(d) = d else { return nothing() };
    let boxes = Boxes::of_pair(&pair);
    let gaps: Vec<Option<(f64, f64)>> = super::corrected::gaps(&pair, &boxes);
    let all = gaps.iter().flatten().fold((0.0, 0.0), |sum, gap| (sum.0 + gap.0, sum.1 + gap.1));
    gaps.iter()
        .map(|gap| {
            let (low, high) = (*gap)?;
            let fewest = (2.0 * d.least.value() - high).max(all.0 - low).max(0.0);
            let most = (2.0 * d.greatest.value() - low).min(all.1 - high).max(0.0);
            let least = if low > 0.0 { low / (low + most) } else { 0.0 };
            let greatest = if high > 0.0 { high / (high + fewest) } else { 0.0 };
            Some(Bounds::bound((least - 1e-12).max(0.0), (greatest + 1e-12).min(1.0)))
        })
        .collect()
}
