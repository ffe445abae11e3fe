//! The pupils of every area in every year.

use std::sync::Arc;

use super::base::{Base, NOBODY};
use super::edit::{Edit, EditKind, ForecastChange};
use super::plan::{Assumptions, Forecast};
use crate::data::{AreaId, CountTable, Subject, Year};

/// Pupils of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// By home × group: all who live there.
    pub home: Vec<f64>,
    /// By origin × group: those who go to a school of the town.
    pub origin: Vec<f64>,
}

/// Years of primary school.
pub const COHORTS: usize = 8;

/// The population of every year; years without a change share it.
pub fn timeline(base: &Base, assumptions: &Assumptions, edits: &[&Edit]) -> Vec<Arc<Population>> {
    let start = base.flows.by_origin();
    let forecaster = Forecaster::new(base, assumptions);
    let mut out: Vec<Arc<Population>> = Vec::new();
    for year in assumptions.years() {
        let next = forecaster.year(year, edits, &start);
        match out.last() {
            Some(last) if **last == next => out.push(Arc::clone(last)),
            _ => out.push(Arc::new(next)),
        }
    }
    out
}

struct Forecaster<'a> {
    base: &'a Base,
    assumptions: &'a Assumptions,
    /// Yearly factor by home × group, for [`Forecast::Growth`].
    rates: Vec<f64>,
    /// Later counts by home, for [`Forecast::Loaded`], by year.
    tables: Vec<(Year, &'a CountTable)>,
    first: Year,
}

impl<'a> Forecaster<'a> {
    fn new(base: &'a Base, assumptions: &'a Assumptions) -> Self {
        let first = base.year.unwrap_or(assumptions.first_year);
        let (mut rates, mut tables) = (Vec::new(), Vec::new());
        match &assumptions.forecast {
            Forecast::Growth { yearly, areas, groups } => {
                rates = growth_rates(base, *yearly, areas, groups);
            }
            Forecast::Loaded => {
                for year in base.dataset.years().into_iter().filter(|y| *y > first) {
                    let table = base.dataset.counts_of(Subject::Home, base.comparison.scheme, Some(year));
                    tables.extend(table.map(|t| (year, t)));
                }
            }
            Forecast::Constant | Forecast::Cohorts { .. } => {}
        }
        Self { base, assumptions, rates, tables, first }
    }

    /// Pupils by home × group before any edit.
    fn before_edits(&self, year: Year) -> Vec<f64> {
        let base = &self.base.homes.pupils;
        let years = (year.0 - self.first.0).max(0);
        match &self.assumptions.forecast {
            Forecast::Constant => base.clone(),
            Forecast::Growth { .. } => {
                base.iter().zip(&self.rates).map(|(n, rate)| n * rate.powi(years)).collect()
            }
            Forecast::Cohorts { intake, survival } => {
                let factor = cohort_factor(*intake, *survival, years);
                base.iter().map(|n| n * factor).collect()
            }
            Forecast::Loaded => self.loaded(year),
        }
    }

    fn loaded(&self, year: Year) -> Vec<f64> {
        let base = &self.base.homes;
        let later = self.tables.iter().find(|(y, _)| *y >= year).or(self.tables.last());
        let before = self.tables.iter().rfind(|(y, _)| *y < year);
        let Some((to, table)) = later else { return base.pupils.clone() };
        let mut out = Vec::with_capacity(base.pupils.len());
        for (home, area) in base.areas.iter().enumerate() {
            for group in 0..base.groups {
                let now = base.row(home).get(group).copied().unwrap_or(0.0);
                let of = |table: &CountTable| {
                    let cell = table.row(area.0).get(group).and_then(|c| c.bounds());
                    cell.map_or(now, |(least, greatest)| f64::midpoint(least, greatest).max(0.0))
                };
                let (from, start) = before.map_or((self.first, now), |(y, t)| (*y, of(t)));
                let end = of(table);
                let span = f64::from(to.0 - from.0);
                let part = if span > 0.0 { f64::from(year.0 - from.0) / span } else { 1.0 };
                out.push(start + (end - start) * part.clamp(0.0, 1.0));
            }
        }
        out
    }

    fn year(&self, year: Year, edits: &[&Edit], start: &[f64]) -> Population {
        let width = self.base.width();
        let mut home = self.before_edits(year);
        for edit in edits.iter().filter(|e| e.year <= year) {
            match &edit.what {
                EditKind::NewHomes { area, pupils, .. } => self.add(&mut home, area, pupils, 1.0),
                EditKind::Demolition { area, pupils, .. } => self.add(&mut home, area, pupils, -1.0),
                EditKind::Forecast { area, group, change } => {
                    self.forecast(&mut home, area.as_deref(), group.as_deref(), *change);
                }
                _ => {}
            }
        }
        let mut origin = start.to_vec();
        let base_home = &self.base.homes.pupils;
        for (at, (now, before)) in home.iter().zip(base_home).enumerate() {
            let Some(cell) = origin.get_mut(at) else { continue };
            if now == before {
                continue;
            }
            // Newcomers go to school in town as far as those who live there do.
            *cell = if *before > NOBODY { *cell * now / before } else { *cell + now };
        }
        debug_assert_eq!(home.len(), self.base.homes.len() * width);
        Population { home, origin }
    }

    fn homes(&self, area: &str) -> Vec<usize> {
        let id = self.base.dataset.area_by_code(area);
        id.map(|id| self.base.homes_of(id)).unwrap_or_default()
    }

    /// Adds pupils to the homes of an area, in proportion to the pupils that live there.
    fn add(&self, home: &mut [f64], area: &str, pupils: &[(String, f64)], sign: f64) {
        let homes = self.homes(area);
        let width = self.base.width();
        for (key, n) in pupils {
            let Some(group) = self.base.groups.iter().position(|g| g == key) else { continue };
            let cells: Vec<usize> = homes.iter().map(|h| h * width + group).collect();
            let total: f64 = cells.iter().filter_map(|c| self.base.homes.pupils.get(*c)).sum();
            for cell in &cells {
                let own = self.base.homes.pupils.get(*cell).copied().unwrap_or(0.0);
                let part = if total > 0.0 { own / total } else { 1.0 / cells.len() as f64 };
                if let Some(value) = home.get_mut(*cell) {
                    *value = (*value + sign * n * part).max(0.0);
                }
            }
        }
    }

    fn forecast(&self, home: &mut [f64], area: Option<&str>, group: Option<&str>, change: ForecastChange) {
        let width = self.base.width();
        let homes = area.map_or_else(|| (0..self.base.homes.len()).collect(), |a| self.homes(a));
        let groups: Vec<usize> = match group {
            None => (0..width).collect(),
            Some(key) => self.base.groups.iter().position(|g| g == key).into_iter().collect(),
        };
        let cells: Vec<usize> =
            homes.iter().flat_map(|h| groups.iter().map(move |g| h * width + g)).collect();
        let factor = match change {
            ForecastChange::Factor(factor) => factor,
            ForecastChange::Pupils(pupils) => {
                let now: f64 = cells.iter().filter_map(|c| home.get(*c)).sum();
                if now > NOBODY {
                    pupils / now
                } else {
                    for cell in &cells {
                        if let Some(value) = home.get_mut(*cell) {
                            *value = pupils / cells.len() as f64;
                        }
                    }
                    return;
                }
            }
        };
        for cell in cells {
            if let Some(value) = home.get_mut(cell) {
                *value *= factor;
            }
        }
    }
}

/// The yearly factor of every home and group.
fn growth_rates(base: &Base, yearly: f64, areas: &[(String, f64)], groups: &[(String, f64)]) -> Vec<f64> {
    let mut out = Vec::with_capacity(base.homes.pupils.len());
    let of_group: Vec<Option<f64>> =
        base.groups.iter().map(|key| groups.iter().find(|(k, _)| k == key).map(|(_, f)| *f)).collect();
    for area in &base.homes.areas {
        let own = of_area(base, *area, areas);
        for group in 0..base.width() {
            out.push(match (own, of_group.get(group).copied().flatten()) {
                (None, None) => yearly,
                (Some(a), None) => a,
                (None, Some(g)) => g,
                (Some(a), Some(g)) => a * g,
            });
        }
    }
    out
}

/// The factor of an area, or of the nearest area around it that has one.
fn of_area(base: &Base, area: AreaId, areas: &[(String, f64)]) -> Option<f64> {
    let mut up = Some(area);
    for _ in 0..8 {
        let area = base.dataset.area(up?)?;
        if let Some((_, factor)) = areas.iter().find(|(code, _)| *code == area.code) {
            return Some(*factor);
        }
        up = area.parent;
    }
    None
}

/// Pupils after `years` over pupils at the start, by cohort survival: eight equal cohorts, of which
/// `survival` remains every year, and a youngest one that is `intake` times that of the year before.
pub fn cohort_factor(intake: f64, survival: f64, years: i32) -> f64 {
    let mut cohorts = [1.0 / COHORTS as f64; COHORTS];
    let mut youngest = cohorts[0];
    for _ in 0..years.clamp(0, 200) {
        youngest *= intake;
        cohorts.rotate_right(1);
        for cohort in &mut cohorts {
            *cohort *= survival;
        }
        cohorts[0] = youngest;
    }
    cohorts.iter().sum()
}
