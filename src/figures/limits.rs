//! What hidden counts leave open: the least and the greatest value of every measure of two groups.

use serde::Serialize;

use crate::data::{Dataset, Subject};
use crate::figures::headline::Comparison;
use crate::measure::bounds::{Bounds, Limit, bounds};
use crate::measure::{CountRanges, Other, catalogue};
use crate::notice::Notice;
use crate::number::{decimal, percent};
use crate::text::{Language, text_with};

/// Limits over all schools, also those that a point value has to leave out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Counts that the source hides.
    pub hidden_counts: usize,
    /// Units left out even here: a count of theirs is not known at all.
    pub unknown_units: usize,
    pub measures: Vec<MeasureLimits>,
}

impl Limits {
    /// The limits of D.
    pub fn dissimilarity(&self) -> Option<&MeasureLimits> {
        self.measures.iter().find(|m| m.measure == "dissimilarity")
    }
}

/// The limits of a share (0..1) as a headline: "tussen 50,8 en 57,5 %". Rounded outwards, so that
/// every value that can be lies in it.
pub fn range_in_words(least: f64, greatest: f64, decimals: usize, language: Language) -> String {
    /// Of a step: what is less is of computing.
    const NOTHING: f64 = 1e-6;
    let steps = 100.0 * (0..decimals).fold(1.0, |product, _| product * 10.0);
    let least = (least * steps + NOTHING).floor().max(0.0) / steps;
    let greatest = (greatest * steps - NOTHING).ceil().max(0.0) / steps;
    let (least, greatest) =
        (decimal(least * 100.0, decimals, language), percent(greatest, decimals, language));
    text_with(language, "quote-range", &[("least", &least), ("greatest", &greatest)])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_in_words_is_rounded_outwards_and_no_further() {
        let told = |a, b, decimals| range_in_words(a, b, decimals, Language::Dutch);
        assert_eq!(told(0.50861, 0.57412, 1), "tussen 50,8 en 57,5\u{a0}%");
        assert_eq!(told(0.345, 0.345, 1), "tussen 34,5 en 34,5\u{a0}%");
        assert_eq!(told(0.0, 1.0, 0), "tussen 0 en 100\u{a0}%");
    }
}
