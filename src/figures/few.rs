//! Measures of a town of a few schools: where a count is hidden, it would follow from them.
//!
//! D of three schools in full is one equation about their counts, Gini and H two more: with the
//! counts that are shown, the hidden ones come out. So where fewer than [`LEAST_SCHOOLS`] schools
//! take part and a count of theirs is hidden, only the readings of D are told, in whole percents
//! ([`coarse`]); everything else is withheld.

use crate::data::{AreaId, CountTable, Dataset, Level, Subject, area_rows};
use crate::figures::headline::{Comparison, known_counts};
use crate::notice::Notice;
use crate::privacy::{Gate, Shown, ShownCounts};

/// With fewer schools an interval says little of a town, and much of a school: drawn again from
/// three schools, its end may be the share of one of them. A measure of few schools with many
/// decimals gives away a hidden count in it, once the other schools are known.
pub const LEAST_SCHOOLS: usize = 10;

/// Whether a count that the measures over schools rest on is hidden, while so few schools take part
/// that it would follow from them.
///
/// # Errors
/// Counts that no formula can take.
pub fn tells_schools(dataset: &Dataset, comparison: Comparison, gate: Gate) -> Result<bool, Notice> {
    let Some(counts) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(false);
    };
    let known = known_counts(dataset, counts)?;
    let shown = ShownCounts::of(dataset, counts, gate);
    Ok(known.units.len() < LEAST_SCHOOLS && known.units.iter().any(|unit| hides(&shown, counts, *unit)))
}

/// The same of the areas of a level, where pupils live.
pub fn tells_areas(dataset: &Dataset, comparison: Comparison, gate: Gate, level: Level) -> bool {
    let Some(counts) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return false;
    };
    let rows = area_rows(dataset, counts, dataset.areas_of(level).map(|(id, _)| id.0));
    let take_part = rows.iter().filter(|r| r.counts.iter().all(|c| c.known().is_some())).count();
    let shown = ShownCounts::of(dataset, counts, gate);
    let hides = |(AreaId(id), _)| hides(&shown, counts, id);
    take_part < LEAST_SCHOOLS && dataset.areas_of(level).any(hides)
}

fn hides(shown: &ShownCounts, counts: &CountTable, unit: usize) -> bool {
    let row = shown.composition(counts.scheme, unit);
    row.is_some_and(|row| row.total == Shown::Hidden || row.counts.contains(&Shown::Hidden))
}

/// So many decimals and no more: what a file holds in full precision is no more than what is read.
pub fn rounded(value: Option<f64>, decimals: i32) -> Option<f64> {
    let times = 10_f64.powi(decimals);
    value.map(|v| (v * times).round() / times)
}

/// A share (0..1) in whole percents.
pub fn coarse(value: Option<f64>) -> Option<f64> {
    rounded(value, 2)
}
