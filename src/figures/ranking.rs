//! Which schools and areas make the figure: their shares in D, as far as they may be shown.

use crate::data::{Dataset, Level, Subject, area_rows};
use crate::figures::headline::{Comparison, KnownCounts, from_cells, known_counts};
use crate::measure::local::share_in_dissimilarity;
use crate::measure::{Other, dissimilarity};
use crate::notice::Notice;
use crate::number::Count;
use crate::privacy::{Composition, Gate, Shown, ShownCounts};

/// One school or area in a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Position in the schools or areas of the dataset.
    pub unit: usize,
    /// Share in D, 0..1; all units together have 1.
    pub share: f64,
    /// Whether the unit has more of the group than the town (else more of the others).
    pub more: bool,
}

/// The units by their share in D, greatest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    pub parts: Vec<Part>,
    /// Units with a share that is not told, since so few pupils of a group stand behind it.
    pub withheld: usize,
    /// Units left out because some of their counts are hidden by the source or not known.
    pub left_out: usize,
    /// D over these units.
    pub d: Option<f64>,
}

/// The schools that make the figure; `None` without counts by school.
///
/// # Errors
/// Counts that no formula can take.
pub fn schools(dataset: &Dataset, comparison: Comparison, gate: Gate) -> Result<Option<Ranking>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let known = known_counts(dataset, table)?;
    let shown = ShownCounts::of(dataset, table, gate);
    Ok(ranking(&known, comparison, &shown, |unit| unit))
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
    let Some(known) = counts_of_areas(dataset, comparison, level)? else { return Ok(None) };
    let Some(table) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let ids: Vec<usize> = dataset.areas_of(level).map(|(id, _)| id.0).collect();
    let shown = ShownCounts::of(dataset, table, gate);
    Ok(ranking(&known, comparison, &shown, |at| ids.get(at).copied().unwrap_or(at)))
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
    known: &KnownCounts,
    comparison: Comparison,
    shown: &ShownCounts,
    position: impl Fn(usize) -> usize,
) -> Option<Ranking> {
    let pair = known.counts.two_group(comparison.group, comparison.other)?;
    let mut out = Ranking { d: dissimilarity(&pair), left_out: known.left_out.len(), ..Ranking::default() };
    let shares = share_in_dissimilarity(&pair);
    for ((unit, share), (x, y)) in known.units.iter().zip(shares).zip(pair.units()) {
        let Some(share) = share else { continue };
        let composition = shown.composition(comparison.scheme, position(*unit));
        if !composition.is_some_and(|c| may_be_told(c, comparison)) {
            out.withheld += 1;
            continue;
        }
        let more = x * pair.sum_y() > y * pair.sum_x();
        out.parts.push(Part { unit: position(*unit), share, more });
    }
    out.parts.sort_by(|a, b| b.share.total_cmp(&a.share));
    Some(out)
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
