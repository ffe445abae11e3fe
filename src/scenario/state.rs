//! A year of a scenario: what the next year starts from.

use std::sync::{Arc, OnceLock};

use super::base::Base;
use super::by_model::Chances;
use super::figures::Town;
use super::flows::Flows;
use super::forecast::{COHORTS, Population};
use super::open::Open;
use super::options::Options;
use super::outcome::SiteInfo;
use super::sites::{Catchments, Sites, SitesOfYear};
use crate::data::Year;
use crate::notice::Notice;

/// A year of a scenario.
#[derive(Debug)]
pub(super) struct State {
    pub year: Year,
    pub of_year: SitesOfYear,
    pub population: Arc<Population>,
    pub flows: Arc<Flows>,
    pub habit: Arc<Flows>,
    pub cohorts: Vec<Arc<Flows>>,
    /// The site in which every site of the base goes on.
    pub root: Arc<Vec<usize>>,
    pub open: Arc<Open>,
    /// What every home chooses from, where a model is used.
    pub options: Option<Arc<Options>>,
    pub chances: Option<Arc<Chances>>,
    /// Where the model sent everyone by these chances; `None` where habit was followed.
    pub goal: Option<Arc<Flows>>,
    /// The same year as it was computed before with other edits, while this one is being computed.
    pub twin: Option<Arc<State>>,
    /// How far the shares of groups still were from settled, where they did not.
    pub unsettled: Option<f64>,
    pub must_change: f64,
    /// Where the model could not be used.
    pub refused: Option<Notice>,
    pub town: OnceLock<Arc<Town>>,
    /// See [`State::by_site`].
    pub sums: OnceLock<Vec<f64>>,
}

impl std::fmt::Debug for Chances {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chances")
    }
}

impl State {
    /// The base, as the year before the first.
    pub fn first(base: &Base, start: &Arc<Sites>, open: Arc<Open>, first: Option<&SitesOfYear>) -> Self {
        let year = first.map_or(Year(0), |y| Year(y.year.0 - 1));
        let population = Population { home: base.homes.pupils.clone(), origin: base.flows.by_origin() };
        Self {
            year,
            of_year: SitesOfYear {
                year,
                sites: Arc::clone(start),
                catchments: Arc::new(base_catchments(base)),
                closes: Vec::new(),
                merges: Vec::new(),
                investment: 0.0,
                cost_unknown: 0,
            },
            population: Arc::new(population),
            flows: Arc::clone(&base.flows),
            habit: Arc::clone(&base.flows),
            cohorts: vec![Arc::clone(&base.flows); COHORTS],
            root: Arc::new((0..base.sites.len()).collect()),
            open,
            options: None,
            chances: None,
            goal: None,
            twin: None,
            unsettled: None,
            must_change: 0.0,
            refused: None,
            town: OnceLock::new(),
            sums: OnceLock::new(),
        }
    }

    /// Pupils by site × group, row-major: of a year of which it is certain who goes where.
    pub fn by_site(&self) -> &[f64] {
        self.sums.get_or_init(|| self.flows.by_site(self.of_year.sites.len()))
    }
}

/// Makes two equal values one.
pub(super) fn share<T: PartialEq>(new: &mut Arc<T>, old: &Arc<T>) {
    if !Arc::ptr_eq(new, old) && **new == **old {
        *new = Arc::clone(old);
    }
}

/// The same for sites: schools that are one and the same need not be looked into.
pub(super) fn share_sites(new: &mut Arc<Sites>, old: &Arc<Sites>) {
    let same = |(a, b): (&Option<Arc<SiteInfo>>, &Option<Arc<SiteInfo>>)| match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        (None, None) => true,
        _ => false,
    };
    if Arc::ptr_eq(new, old) || (new.len() == old.len() && new.iter().zip(old.iter()).all(same)) {
        *new = Arc::clone(old);
    }
}

pub(super) fn base_catchments(base: &Base) -> Catchments {
    let of = |c: &crate::data::Catchment| {
        let site = base.sites.iter().position(|s| s.base == Some(c.school))?;
        Some((site, Arc::new(c.shape.clone())))
    };
    base.dataset.catchments().iter().filter_map(of).collect()
}

/// The site in which a site goes on after mergers.
pub(super) fn goes_on(site: usize, merges: &[(usize, usize)]) -> usize {
    let mut at = site;
    // A chain within one year is no longer than the list.
    for _ in 0..merges.len() {
        match merges.iter().find(|(from, _)| *from == at) {
            Some((_, into)) => at = *into,
            None => break,
        }
    }
    at
}

/// Pupils at sites that close or merge.
pub(super) fn leaving(flows: &Flows, gone: &[usize]) -> f64 {
    if gone.is_empty() {
        return 0.0;
    }
    let at = |site: &usize| flows.rows.iter().flat_map(move |r| r.at(*site, flows.groups)).sum::<f64>();
    gone.iter().map(at).sum()
}
