//! Which schools and areas make the figure: their shares in D, as far as they may be shown.

use crate::data::{Dataset, Level, Subject, area_rows};
use crate::figures::headline::{Comparison, KnownCounts, from_cells};
use crate::measure::bounds::{Allowed, Bounds, local};
use crate::measure::local::{SHARE_IN_DISSIMILARITY, share_in_dissimilarity};
use crate::measure::{CountRanges, Other, dissimilarity, two};
use crate::notice::Notice;
use crate::number::Count;
use crate::privacy::{Composition, Gate, Shown, ShownCounts};

/// One school or area in a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Position in the schools or areas of the dataset.
    pub unit: usize,
    /// Share in D, 0..1; all units together have 1. Where counts are hidden, the least and the greatest
    /// that it can be.
    pub least: f64,
    pub greatest: f64,
    /// Whether the unit has more of the group than the town (else more of the others); `None` where
    /// hidden counts leave that open.
    pub more: Option<bool>,
}

impl Part {
    fn middle(&self) -> f64 {
        (self.least + self.greatest) / 2.0
    }
}

/// The units by their share in D, greatest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    pub parts: Vec<Part>,
    /// Units with a share that is not told, since so few pupils of a group stand behind it.
    pub withheld: usize,
    /// Units left out because some of their counts are not known.
    pub left_out: usize,
    /// D over these units; `None` where counts are hidden.
    pub d: Option<f64>,
    /// What hidden counts allow for D; only where counts are hidden.
    pub limits: Option<Bounds>,
}

/// The schools that make the figure; `None` without counts by school.
///
/// # Errors
/// Counts that no formula can take.
pub fn schools(dataset: &Dataset, comparison: Comparison, gate: Gate) -> Result<Option<Ranking>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let shown = ShownCounts::of(dataset, table, gate);
    ranking(dataset, &table.cells, comparison, &shown, |unit| unit)
}

/// The areas of a level that make residential segregation; `None` without counts by home.
///
/// # Errors
/// As [`schools`].
pub fn areas(
    dataset: &Dataset,
    comparison: Comparison,
    level: Level,
    gate: Gate,
) -> Result<Option<Ranking>, Notice> {
    let Some(table) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let ids: Vec<usize> = dataset.areas_of(level).map(|(id, _)| id.0).collect();
    let rows = area_rows(dataset, table, ids.iter().copied());
    let cells: Vec<Count> = rows.into_iter().flat_map(|r| r.counts).collect();
    let shown = ShownCounts::of(dataset, table, gate);
    ranking(dataset, &cells, comparison, &shown, |at| ids.get(at).copied().unwrap_or(at))
}

/// Pupils by the area of a level where they live; units are positions among the areas of that
/// level. `None` without counts by home.
///
/// # Errors
/// As [`schools`].
pub fn counts_of_areas(
    dataset: &Dataset,
    comparison: Comparison,
    level: Level,
) -> Result<Option<KnownCounts>, Notice> {
    let Some(table) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let rows = area_rows(dataset, table, dataset.areas_of(level).map(|(id, _)| id.0));
    let cells: Vec<Count> = rows.into_iter().flat_map(|r| r.counts).collect();
    let keys = dataset.schemes().get(comparison.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
    from_cells(keys.map(Iterator::collect).unwrap_or_default(), &cells).map(Some)
}

fn ranking(
    dataset: &Dataset,
    cells: &[Count],
    comparison: Comparison,
    shown: &ShownCounts,
    position: impl Fn(usize) -> usize,
) -> Result<Option<Ranking>, Notice> {
    let keys = dataset.schemes().get(comparison.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
    let ranges = CountRanges::new(keys.map(Iterator::collect).unwrap_or_default(), cells)?;
    let width = ranges.groups().len();
    let counted = |unit: &&usize| {
        cells.chunks_exact(width).nth(**unit).is_some_and(|row| row.iter().any(|c| !c.is_unknown()))
    };
    let left_out = ranges.left_out().iter().filter(counted).count();
    let mut out = Ranking { left_out, ..Ranking::default() };
    let Some(shares) = shares(&ranges, comparison, &mut out) else { return Ok(None) };
    for (unit, share) in ranges.units().iter().zip(shares) {
        let Some((least, greatest, more)) = share else { continue };
        let composition = shown.composition(comparison.scheme, position(*unit));
        if !composition.is_some_and(|c| is_not_withheld(c, comparison)) {
            out.withheld += 1;
            continue;
        }
        out.parts.push(Part { unit: position(*unit), least, greatest, more });
    }
    out.parts.sort_by(|a, b| b.middle().total_cmp(&a.middle()));
    Ok(Some(out))
}

/// Least and greatest share in D of a unit, and whether it has more of the group than the town.
type Share = Option<(f64, f64, Option<bool>)>;

/// The shares of all units, and D or its limits; `None` without two such groups.
fn shares(ranges: &CountRanges, comparison: Comparison, out: &mut Ranking) -> Option<Vec<Share>> {
    let (group, other) = (comparison.group, comparison.other);
    if let Some(counts) = ranges.known() {
        let pair = counts.two_group(group, other)?;
        out.d = dissimilarity(&pair);
        let more = |(x, y): (f64, f64)| x * pair.sum_y() > y * pair.sum_x();
        let found = share_in_dissimilarity(&pair).into_iter().zip(pair.units());
        return Some(found.map(|(share, unit)| share.map(|s| (s, s, Some(more(unit))))).collect());
    }
    let pair = ranges.two_group(group, other)?;
    out.limits = Allowed::new(ranges, group, other).of(&two::dissimilarity::MEASURE);
    let limits = local::limits(&SHARE_IN_DISSIMILARITY, ranges, group, other);
    let add = |s: (f64, f64), c: (f64, f64)| (s.0 + c.0, s.1 + c.1);
    let x_all = pair.units().iter().map(|u| u.x).fold((0.0, 0.0), add);
    let y_all = pair.units().iter().map(|u| u.y).fold((0.0, 0.0), add);
    // Share of a unit in its group: least when the unit has as few and all others as many as can be.
    let part = |own: f64, others: f64| if own > 0.0 { own / (own + others.max(0.0)) } else { 0.0 };
    let ends = |own: (f64, f64), all: (f64, f64)| (part(own.0, all.1 - own.1), part(own.1, all.0 - own.0));
    let found = limits.into_iter().zip(pair.units()).map(|(bounds, unit)| {
        let bounds = bounds?;
        let (x, y) = (ends(unit.x, x_all), ends(unit.y, y_all));
        let more = match (x.0 > y.1, x.1 < y.0) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        Some((bounds.least.value(), bounds.greatest.value(), more))
    });
    Some(found.collect())
}

/// Whether a local figure of these counts tells nothing that the composition would not.
pub fn may_be_told(shown: &Composition, comparison: Comparison) -> bool {
    let told = |k: usize| matches!(shown.shares.get(k), Some(Shown::Value(_)));
    match comparison.other {
        // All others together are the total less the group.
        Other::Rest => matches!(shown.total, Shown::Value(_)) && told(comparison.group),
        Other::Group(other) => told(comparison.group) && told(other),
    }
}

/// The same of a figure that is the range which hidden counts of the source leave: the source tells
/// those ranges itself.
pub fn is_not_withheld(shown: &Composition, comparison: Comparison) -> bool {
    let told = |k: usize| matches!(shown.shares.get(k), Some(Shown::Value(_) | Shown::Suppressed { .. }));
    match comparison.other {
        Other::Rest => {
            matches!(shown.total, Shown::Value(_) | Shown::Suppressed { .. }) && told(comparison.group)
        }
        Other::Group(other) => told(comparison.group) && told(other),
    }
}
