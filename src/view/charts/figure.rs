//! A figure of the files per school or area: in order, and over the years.

use super::Whose;
use crate::data::{AreaId, Dataset, Indicator, SchoolId, Subject, Year};
use crate::join::recognise::same_figure;
use crate::privacy::{Gate, Shown};
use crate::view::hit::Hit;

/// The units that have a figure of one year, with how many have none that may be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureOrder {
    /// From the least value to the greatest; those of equal value by name.
    pub units: Vec<FigureUnit>,
    /// Units whose value is withheld, or hidden by the source.
    pub withheld: usize,
    /// Units whose value is not known.
    pub unknown: usize,
}

/// One school or area with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureUnit {
    pub hit: Hit,
    pub name: String,
    pub value: f64,
}

impl FigureOrder {
    /// The middle value of those that are told: half of the units have less, half have more.
    pub fn median(&self) -> Option<f64> {
        let last = self.units.len().checked_sub(1)?;
        let (low, high) = (self.units.get(last / 2)?, self.units.get(last.div_ceil(2))?);
        Some(f64::midpoint(low.value, high.value))
    }
}

/// The units in the order of a figure, past the privacy gate.
pub fn figure_order(dataset: &Dataset, indicator: &Indicator, whose: Whose, gate: Gate) -> FigureOrder {
    let mut out = FigureOrder::default();
    for (hit, name) in units(dataset, whose) {
        let (Hit::Area(AreaId(at)) | Hit::School(SchoolId(at))) = hit;
        match gate.figure(indicator, at) {
            Shown::Value(value) => out.units.push(FigureUnit { hit, name: name.to_owned(), value }),
            Shown::Hidden | Shown::Suppressed { .. } => out.withheld += 1,
            Shown::Unknown => out.unknown += 1,
        }
    }
    out.units.sort_by(|a, b| a.value.total_cmp(&b.value).then_with(|| a.name.cmp(&b.name)));
    out
}

/// The same column in its years, from early to late; a column without a year is in none.
pub fn years_of<'a>(dataset: &'a Dataset, of: &Indicator) -> Vec<(Year, &'a Indicator)> {
    let same = |i: &&Indicator| same_figure(i, of);
    let mut out: Vec<(Year, &Indicator)> =
        dataset.indicators().iter().filter(same).filter_map(|i| Some((i.year?, i))).collect();
    // Of one year under two names, the name that was asked for.
    out.sort_by_key(|(year, i)| (*year, i.key != of.key));
    out.dedup_by_key(|(year, _)| *year);
    out
}

/// The value of one unit in every year in which it may be told.
pub fn over_years(dataset: &Dataset, of: &Indicator, hit: Hit, gate: Gate) -> Vec<(Year, f64)> {
    let at = match (hit, of.subject) {
        (Hit::Area(id), Subject::Home) => id.0,
        (Hit::School(id), Subject::School) => id.0,
        _ => return Vec::new(),
    };
    let value = |(year, i): (Year, &Indicator)| Some((year, gate.figure(i, at).value()?));
    years_of(dataset, of).into_iter().filter_map(value).collect()
}

/// The middle of all units in every year.
pub fn medians(dataset: &Dataset, of: &Indicator, whose: Whose, gate: Gate) -> Vec<(Year, f64)> {
    let median =
        |(year, i): (Year, &Indicator)| Some((year, figure_order(dataset, i, whose, gate).median()?));
    years_of(dataset, of).into_iter().filter_map(median).collect()
}

fn units(dataset: &Dataset, whose: Whose) -> Vec<(Hit, &str)> {
    match whose {
        Whose::Schools => {
            let all = dataset.schools().iter().enumerate();
            all.map(|(at, school)| (Hit::School(SchoolId(at)), school.name.as_str())).collect()
        }
        Whose::Areas(level) => {
            let all = dataset.areas().iter().enumerate().filter(|(_, area)| area.level == level);
            all.map(|(at, area)| (Hit::Area(AreaId(at)), area.name.as_str())).collect()
        }
    }
}
