//! Every measure side by side, and when measures disagree about more and less.

use crate::data::{Dataset, Level, Subject, Year};
use crate::headline::{Comparison, known_counts};
use crate::measure::catalogue::{Compute, MEASURES};
use crate::measure::{Counts, Kind, Measure};
use crate::notice::Notice;
use crate::ranking::counts_of_areas;

/// One measure over several tables of the same town.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub measure: &'static Measure,
    /// Over the schools.
    pub schools: Option<f64>,
    /// Over the areas of a level where pupils live.
    pub areas: Option<f64>,
    /// Over the schools in an earlier year.
    pub earlier: Option<f64>,
}

/// All measures of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub rows: Vec<Row>,
    /// The earlier year, when there is one with counts by school.
    pub earlier_year: Option<Year>,
    /// Whether there are counts by home.
    pub has_areas: bool,
}

/// Every global measure of the catalogue that can be computed without draws, for the schools, for
/// the areas of `level`, and for the schools a counted year earlier. Measures of ordered groups
/// only where the scheme has an order.
///
/// # Errors
/// Counts that no formula can take.
pub fn table(dataset: &Dataset, comparison: Comparison, level: Level) -> Result<Table, Notice> {
    let schools = counts_of_schools(dataset, comparison)?;
    let areas = counts_of_areas(dataset, comparison, level)?.map(|k| k.counts);
    let now = dataset.counts(Subject::School, comparison.scheme, comparison.year).and_then(|t| t.year);
    let earlier_year = now.and_then(|now| dataset.years().into_iter().rfind(|y| *y < now));
    let earlier = match earlier_year {
        Some(year) => counts_of_schools(dataset, Comparison { year: Some(year), ..comparison })?,
        None => None,
    };
    let ordered = dataset.schemes().get(comparison.scheme).is_some_and(|s| s.ordered);
    let value = |measure: &Measure, counts: &Option<Counts>| {
        let counts = counts.as_ref()?;
        match measure.compute {
            Compute::TwoGroup(compute) => compute(&counts.two_group(comparison.group, comparison.other)?),
            Compute::MultiGroup(compute) => compute(counts),
            _ => None,
        }
    };
    let offered = |m: &&'static Measure| {
        matches!(m.compute, Compute::TwoGroup(_) | Compute::MultiGroup(_))
            && (m.kind != Kind::Ordered || ordered)
    };
    let rows = MEASURES.into_iter().filter(offered).map(|measure| Row {
        measure,
        schools: value(measure, &schools),
        areas: value(measure, &areas),
        earlier: value(measure, &earlier),
    });
    Ok(Table {
        rows: rows.collect(),
        earlier_year: earlier_year.filter(|_| earlier.is_some()),
        has_areas: areas.is_some_and(|a| a.total() > 0.0),
    })
}

fn counts_of_schools(dataset: &Dataset, comparison: Comparison) -> Result<Option<Counts>, Notice> {
    let table = dataset.counts(Subject::School, comparison.scheme, comparison.year);
    table.map(|table| known_counts(dataset, table).map(|k| k.counts)).transpose()
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

/// What the measures say that speak of segregation, from pairs of values (first, second); a pair
/// of which one is undefined says nothing.
pub fn verdict(pairs: impl Iterator<Item = (&'static Measure, Option<f64>, Option<f64>)>) -> Verdict {
    let mut out = Verdict::default();
    for (measure, first, second) in pairs {
        let Some((first, second)) = first.zip(second).filter(|_| speaks_of_segregation(measure)) else {
            continue;
        };
        let change = second - first;
        if change.abs() < EQUAL {
            out.equal.push(measure);
        } else if change > 0.0 {
            out.more.push(measure);
        } else {
            out.fewer.push(measure);
        }
    }
    out
}
