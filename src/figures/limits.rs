//! What hidden counts leave open: the least and the greatest value of every measure.

use rayon::prelude::*;
use serde::Serialize;

use crate::data::{Dataset, SchoolId, Subject};
use crate::figures::headline::Comparison;
use crate::figures::readings::Hidden;
use crate::figures::splits::Division;
use crate::measure::bounds::{Allowed, Bounds, Limit, within_between_bounds};
use crate::measure::{CountRanges, Kind, Other, catalogue};
use crate::notice::Notice;
use crate::number::{decimal, percent};
use crate::text::{Language, text, text_with};

/// Limits over all schools, also those that a point value has to leave out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Counts that the source hides.
    pub hidden_counts: usize,
    /// Units that have such a count.
    pub hidden_units: usize,
    /// Units that the limits are over.
    pub all_units: usize,
    /// Pupils of both groups together.
    pub pupils: Ends,
    /// The readings of D, for words.
    #[serde(skip)]
    pub readings: Hidden,
    /// Units left out even here: a count of theirs is not known at all.
    pub unknown_units: usize,
    /// Every measure of the catalogue that is not local, as far as some completion has a value.
    pub measures: Vec<MeasureLimits>,
    /// Share of all pupils of both groups who change school when every school keeps its size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap_share: Option<MeasureLimits>,
    /// M and H within and between; only where a division was asked for, and every school is in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within_between: Vec<MeasureLimits>,
}

/// The least and the greatest that something can be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ends {
    pub least: f64,
    pub greatest: f64,
}

impl Limits {
    /// The limits of a measure, by its section and key.
    pub fn of(&self, kind: Kind, measure: &str) -> Option<Ends> {
        let found = self.measures.iter().find(|m| m.measure == measure && m.kind == kind_key(kind));
        found.map(|m| Ends { least: m.least, greatest: m.greatest })
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

/// The same in figures, where little room is: "50–58 %".
pub fn range_in_figures(least: f64, greatest: f64, language: Language) -> String {
    let least = (least * 100.0 + 1e-6).floor().max(0.0);
    let greatest = (greatest * 100.0 - 1e-6).ceil().max(0.0);
    let high = percent(greatest / 100.0, 0, language);
    if least >= greatest { high } else { format!("{}–{high}", decimal(least, 0, language)) }
}

/// Two ends with two decimals, rounded outwards so that the range still holds every value that can be:
/// "0,58–0,63*". An end with a star is a bound, of which it is not known whether any completion of the
/// hidden counts reaches it.
pub fn range_with_marks(bounds: &Bounds, language: Language) -> String {
    let end = |limit: Limit, rounded: f64| {
        let mark = if limit.is_exact() { "" } else { "*" };
        format!("{}{mark}", decimal(rounded / 100.0, 2, language))
    };
    let least = end(bounds.least, (bounds.least.value() * 100.0 + 1e-6).floor());
    let greatest = end(bounds.greatest, (bounds.greatest.value() * 100.0 - 1e-6).ceil());
    format!("{least}–{greatest}")
}

/// The same of shares (0..1), in percents with one decimal: "58,2 %–63,0 %*".
pub fn percents_with_marks(bounds: &Bounds, language: Language) -> String {
    let end = |limit: Limit, rounded: f64| {
        let mark = if limit.is_exact() { "" } else { "*" };
        format!("{}{mark}", percent(rounded / 1000.0, 1, language))
    };
    let least = end(bounds.least, (bounds.least.value() * 1000.0 + 1e-6).floor());
    let greatest = end(bounds.greatest, (bounds.greatest.value() * 1000.0 - 1e-6).ceil());
    format!("{least}–{greatest}")
}

/// Which of the two ends can be reached, in words that go on from "limits:".
pub fn reached_in_words(bounds: &Bounds, language: Language) -> String {
    let key = match (bounds.least.is_exact(), bounds.greatest.is_exact()) {
        (true, true) => "limits-both-reached",
        (true, false) => "limits-least-reached",
        (false, true) => "limits-greatest-reached",
        (false, false) => "limits-bounds",
    };
    text(language, key)
}

/// The limits of one measure; `exact` is whether some completion of the hidden counts reaches the
/// value, else it is a bound that none goes beyond.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureLimits {
    /// The section of the point values that has the same figure.
    pub kind: &'static str,
    pub measure: &'static str,
    pub least: f64,
    pub least_exact: bool,
    pub greatest: f64,
    pub greatest_exact: bool,
}

impl MeasureLimits {
    fn new(kind: &'static str, measure: &'static str, found: Bounds) -> Self {
        Self {
            kind,
            measure,
            least: found.least.value(),
            least_exact: found.least.is_exact(),
            greatest: found.greatest.value(),
            greatest_exact: found.greatest.is_exact(),
        }
    }
}

impl MeasureLimits {
    /// The name for a person; what is no measure of the catalogue goes by its key in the JSON.
    pub fn name(&self, language: Language) -> String {
        let found =
            catalogue::MEASURES.into_iter().find(|m| kind_key(m.kind) == self.kind && m.id == self.measure);
        found.map_or_else(|| format!("{}, {}", self.kind, self.measure), |m| m.name(language))
    }
}

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::TwoGroup => "two_group",
        Kind::MultiGroup => "multi_group",
        Kind::Ordered => "ordered",
        Kind::Local => "local",
    }
}

/// The limits of every measure. `None` when nothing is hidden: the values are then what they are.
/// `clusters` names the wijk, board … of every unit of the ranges.
pub fn limits(
    ranges: &CountRanges,
    group: usize,
    other: Other,
    clusters: Option<&[String]>,
) -> Option<Limits> {
    let readings = Hidden::of(ranges, group, other)?;
    let allowed = Allowed::new(ranges, group, other);
    // One measure beside another: of thousands of schools each takes a while.
    let measures = catalogue::MEASURES
        .into_par_iter()
        .filter_map(|m| Some(MeasureLimits::new(kind_key(m.kind), m.id, allowed.of(m)?)))
        .collect();
    let parts = clusters.and_then(|clusters| within_between_bounds(ranges, clusters));
    let parts = parts.into_iter().flat_map(|p| {
        [
            ("m_total", p.m_total),
            ("m_between", p.m_between),
            ("m_within", p.m_within),
            ("h_total", p.h_total),
            ("h_between", p.h_between),
            ("h_within", p.h_within),
        ]
    });
    Some(Limits {
        hidden_counts: readings.counts,
        hidden_units: readings.schools,
        all_units: readings.all_schools,
        pupils: Ends { least: readings.pupils.0, greatest: readings.pupils.1 },
        readings,
        unknown_units: ranges.left_out().len(),
        measures,
        swap_share: allowed.swap_share().map(|found| MeasureLimits::new("moves", "swap_share", found)),
        within_between: parts
            .filter_map(|(name, found)| Some(MeasureLimits::new("within_between", name, found?)))
            .collect(),
    })
}

/// The limits over the schools of a town.
///
/// # Errors
/// Counts that no formula can take.
pub fn limits_of_town(
    dataset: &Dataset,
    comparison: Comparison,
    division: Option<Division>,
) -> Result<Option<Limits>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let groups = dataset.schemes().get(comparison.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
    let ranges = CountRanges::new(groups.map(Iterator::collect).unwrap_or_default(), &table.cells)?;
    let unknown = ranges.left_out().iter().filter(|u| table.mentions(**u)).count();
    let part = |division: Division| -> Option<Vec<String>> {
        ranges.units().iter().map(|unit| division.of(dataset, SchoolId(*unit))).collect()
    };
    let clusters = division.and_then(part);
    let found = limits(&ranges, comparison.group, comparison.other, clusters.as_deref());
    let ordered = dataset.schemes().get(comparison.scheme).is_some_and(|s| s.ordered);
    Ok(found.map(|mut limits| {
        // An index of order says nothing of groups without one.
        limits.measures.retain(|m| ordered || m.kind != kind_key(Kind::Ordered));
        Limits { unknown_units: unknown, ..limits }
    }))
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
