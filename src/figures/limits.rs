//! What hidden counts leave open: the least and the greatest value of every measure of two groups.

use serde::Serialize;

use crate::data::{Dataset, Subject};
use crate::figures::headline::Comparison;
use crate::measure::bounds::{Bounds, Limit, bounds};
use crate::measure::{CountRanges, Other, catalogue};
use crate::notice::Notice;

/// Limits over all schools, also those that a point value has to leave out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Counts that the source hides.
    pub hidden_counts: usize,
    /// Units left out even here: a count of theirs is not known at all.
    pub unknown_units: usize,
    pub measures: Vec<MeasureLimits>,
}

/// The limits of one measure, 0..1; `exact` is whether some completion of the hidden counts reaches
/// the value, else it is a bound that none goes beyond.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureLimits {
    pub measure: &'static str,
    pub least: f64,
    pub least_exact: bool,
    pub greatest: f64,
    pub greatest_exact: bool,
}

impl MeasureLimits {
    fn new(measure: &'static str, found: Bounds) -> Self {
        let exact = |limit: Limit| matches!(limit, Limit::Exact(_));
        Self {
            measure,
            least: found.least.value(),
            least_exact: exact(found.least),
            greatest: found.greatest.value(),
            greatest_exact: exact(found.greatest),
        }
    }
}

/// The limits of every measure for which they are known. `None` when nothing is hidden: the values
/// are then what they are.
pub fn limits(ranges: &CountRanges, group: usize, other: Other) -> Option<Limits> {
    let hidden_counts = ranges.hidden();
    if hidden_counts == 0 {
        return None;
    }
    let pair = ranges.two_group(group, other)?;
    let measures = catalogue::MEASURES
        .into_iter()
        .filter_map(|measure| Some(MeasureLimits::new(measure.id, bounds(measure, &pair)?)))
        .collect();
    Some(Limits { hidden_counts, unknown_units: ranges.left_out().len(), measures })
}

/// The limits over the schools of a town.
///
/// # Errors
/// Counts that no formula can take.
pub fn limits_of_town(dataset: &Dataset, comparison: Comparison) -> Result<Option<Limits>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let groups = dataset.schemes().get(comparison.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
    let ranges = CountRanges::new(groups.map(Iterator::collect).unwrap_or_default(), &table.cells)?;
    let unknown = ranges.left_out().iter().filter(|u| table.mentions(**u)).count();
    Ok(limits(&ranges, comparison.group, comparison.other).map(|l| Limits { unknown_units: unknown, ..l }))
}
