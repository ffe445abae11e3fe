//! Every measure side by side, and when measures disagree about more and less.

use rayon::prelude::*;

use crate::data::{Dataset, Level, Subject, Year, area_rows};
use crate::figures::headline::{Comparison, from_cells};
use crate::measure::bounds::{Allowed, Bounds};
use crate::measure::catalogue::{BIAS_CORRECTED, CHANCE_ADJUSTED, Compute, MEASURES};
use crate::measure::{CountRanges, Counts, Kind, Measure, TwoGroup};
use crate::notice::Notice;
use crate::number::Count;

/// The value of a measure for one table.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Undefined,
    Exact(f64),
    /// Counts are hidden: it lies between these, each of which is reached or a bound.
    Range(Bounds),
}

impl Value {
    pub fn exact(self) -> Option<f64> {
        match self {
            Self::Exact(value) => Some(value),
            _ => None,
        }
    }

    /// Least and greatest value that it can have.
    fn ends(self) -> Option<(f64, f64)> {
        match self {
            Self::Undefined => None,
            Self::Exact(value) => Some((value, value)),
            Self::Range(bounds) => Some((bounds.least.value(), bounds.greatest.value())),
        }
    }
}

/// One measure over several tables of the same town.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub measure: &'static Measure,
    /// Over the schools.
    pub schools: Value,
    /// Over the areas of a level where pupils live.
    pub areas: Value,
    /// Over the schools in an earlier year.
    pub earlier: Value,
}

/// All measures of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub rows: Vec<Row>,
    /// The earlier year, when there is one with counts by school.
    pub earlier_year: Option<Year>,
    /// Whether there are counts by home.
    pub has_areas: bool,
    /// Whether counts are hidden by a source, so that values are ranges.
    pub hidden: bool,
    /// What hidden counts by school allow for the two measures that need draws; empty where none are
    /// hidden (see [`crate::figures::certainty`] then).
    pub drawn: Vec<(&'static Measure, Value)>,
}

/// Every global measure of the catalogue that can be computed without draws, for the schools, for
/// the areas of `level`, and for the schools a counted year earlier. Measures of ordered groups
/// only where the scheme has an order. Where counts are hidden, values are the ranges that they allow.
///
/// # Errors
/// Counts that no formula can take.
pub fn table(dataset: &Dataset, comparison: Comparison, level: Level) -> Result<Table, Notice> {
    let schools = schools(dataset, comparison)?;
    let areas = match dataset.counts(Subject::Home, comparison.scheme, comparison.year) {
        Some(table) => {
            let rows = area_rows(dataset, table, dataset.areas_of(level).map(|(id, _)| id.0));
            let cells: Vec<Count> = rows.into_iter().flat_map(|r| r.counts).collect();
            Some(Side::of(dataset, comparison, &cells)?)
        }
        None => None,
    };
    let now = dataset.counts(Subject::School, comparison.scheme, comparison.year).and_then(|t| t.year);
    let earlier_year = now.and_then(|now| dataset.years().into_iter().rfind(|y| *y < now));
    let earlier = match earlier_year {
        Some(year) => self::schools(dataset, Comparison { year: Some(year), ..comparison })?,
        None => None,
    };
    let ordered = dataset.schemes().get(comparison.scheme).is_some_and(|s| s.ordered);
    let offered = |m: &&'static Measure| -> bool {
        matches!(m.compute, Compute::TwoGroup(_) | Compute::MultiGroup(_))
            && (m.kind != Kind::Ordered || ordered)
    };
    let value =
        |measure: &Measure, side: &Option<Side>| side.as_ref().map(|s| s.value(measure)).unwrap_or_default();
    // One measure beside another: with hidden counts each takes a while.
    let rows = MEASURES.into_par_iter().filter(offered).map(|measure| Row {
        measure,
        schools: value(measure, &schools),
        areas: value(measure, &areas),
        earlier: value(measure, &earlier),
    });
    let hidden = |side: &Option<Side>| side.as_ref().is_some_and(|s| s.allowed.is_some());
    let drawn = [&BIAS_CORRECTED, &CHANCE_ADJUSTED].map(|measure| (measure, value(measure, &schools)));
    Ok(Table {
        drawn: if hidden(&schools) { drawn.to_vec() } else { Vec::new() },
        rows: rows.collect(),
        earlier_year: earlier_year.filter(|_| earlier.is_some()),
        has_areas: areas.as_ref().is_some_and(|a| a.counts.total() > 0.0),
        hidden: [&schools, &areas, &earlier].into_iter().any(hidden),
    })
}

fn schools(dataset: &Dataset, comparison: Comparison) -> Result<Option<Side>, Notice> {
    let table = dataset.counts(Subject::School, comparison.scheme, comparison.year);
    table.map(|table| Side::of(dataset, comparison, &table.cells)).transpose()
}

/// The counts of one table, with their ranges where some are hidden.
struct Side {
    counts: Counts,
    pair: Option<TwoGroup<'static>>,
    /// Only where counts are hidden.
    allowed: Option<Allowed>,
}

impl Side {
    fn of(dataset: &Dataset, comparison: Comparison, cells: &[Count]) -> Result<Self, Notice> {
        let scheme = dataset.schemes().get(comparison.scheme);
        let keys: Vec<String> =
            scheme.map(|s| s.groups.iter().map(|g| g.key.clone()).collect()).unwrap_or_default();
        let ranges = CountRanges::new(keys.clone(), cells)?;
        let counts = from_cells(keys, cells)?.counts;
        let (group, other) = (comparison.group, comparison.other);
        Ok(Self {
            pair: counts.two_group(group, other),
            allowed: (ranges.hidden() > 0).then(|| Allowed::new(&ranges, group, other)),
            counts,
        })
    }

    fn value(&self, measure: &Measure) -> Value {
        if let Some(allowed) = &self.allowed {
            return allowed.of(measure).map_or(Value::Undefined, Value::Range);
        }
        let value = match measure.compute {
            Compute::TwoGroup(compute) => self.pair.as_ref().and_then(compute),
            Compute::MultiGroup(compute) => compute(&self.counts),
            _ => None,
        };
        value.map_or(Value::Undefined, Value::Exact)
    }
}

/// Values nearer to each other than this are called equal: they are the same in whole points.
pub const EQUAL: f64 = 0.005;

/// What a set of measures says about two tables.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Measures that are greater in the second table.
    pub more: Vec<&'static Measure>,
    pub fewer: Vec<&'static Measure>,
    pub equal: Vec<&'static Measure>,
}

impl Verdict {
    /// Whether no measure says anything.
    pub fn is_empty(&self) -> bool {
        self.more.is_empty() && self.fewer.is_empty() && self.equal.is_empty()
    }

    /// Whether one measure says more segregation and another less.
    pub fn disagree(&self) -> bool {
        !self.more.is_empty() && !self.fewer.is_empty()
    }
}

/// Whether more of a measure is more segregation. The others describe the town, or fall as
/// segregation grows, or are another measure in disguise.
fn speaks_of_segregation(measure: &Measure) -> bool {
    match measure.kind {
        Kind::TwoGroup => matches!(
            measure.id,
            "dissimilarity"
                | "gini"
                | "theil_h"
                | "atkinson"
                | "isolation"
                | "correlation_ratio"
                | "hutchens"
        ),
        Kind::MultiGroup => matches!(
            measure.id,
            "dissimilarity" | "gini" | "theil_h" | "normalized_exposure" | "relative_diversity"
        ),
        Kind::Ordered => true,
        Kind::Local => false,
    }
}

/// What the measures say that speak of segregation, from pairs of values (first, second). A pair of
/// which one is undefined says nothing, nor do two ranges that leave both more and less open.
pub fn verdict(pairs: impl Iterator<Item = (&'static Measure, Value, Value)>) -> Verdict {
    let mut out = Verdict::default();
    for (measure, first, second) in pairs {
        let Some((first, second)) =
            first.ends().zip(second.ends()).filter(|_| speaks_of_segregation(measure))
        else {
            continue;
        };
        let (least, greatest) = (second.0 - first.1, second.1 - first.0);
        if least >= EQUAL {
            out.more.push(measure);
        } else if greatest <= -EQUAL {
            out.fewer.push(measure);
        } else if least > -EQUAL && greatest < EQUAL {
            out.equal.push(measure);
        }
    }
    out
}
