//! How far it is from where pupils live to schools: in a straight line, or over the streets.
//!
//! Over the streets a school is put on the nearest street, wherever a plan places it, and its routes to
//! all homes are searched once and kept. The way from a home that has no route to a school at all is
//! not known: it is in no distance, and who lives there goes by the straight line where nearness
//! decides. Pupils from elsewhere have no home, so that theirs is a straight line too.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use geo::Point;

use super::base::Base;
use super::plan::{Assumptions, Travel};
use crate::data::Mode;
use crate::network::{self, Between, Place};
use crate::notice::Notice;
use crate::progress::Progress;

/// Metres from every home to one school; infinite without a route.
pub type Column = Arc<[f64]>;

/// The rule by which distances are taken.
#[derive(Clone)]
pub struct Ways {
    /// Straight lines are taken times this.
    pub detour: f64,
    streets: Option<Arc<StreetWays>>,
}

impl Ways {
    /// Straight lines times a factor.
    pub fn straight(detour: f64) -> Self {
        Self { detour, streets: None }
    }

    /// Whether routes are searched.
    pub fn over_streets(&self) -> bool {
        self.streets.is_some()
    }

    /// How children travel where routes are searched.
    pub fn mode(&self) -> Option<Mode> {
        self.streets.as_ref().map(|streets| streets.mode)
    }

    /// The routes of schools at these places; nothing in a straight line.
    pub fn columns(&self, places: &[Option<Point<f64>>]) -> Vec<Option<Column>> {
        self.streets.as_ref().map(|streets| streets.columns(places)).unwrap_or_default()
    }
}

/// Routes over the streets of a town for one way of travelling.
pub(super) struct StreetWays {
    mode: Mode,
    between: Arc<Between>,
    homes: Vec<Option<Place>>,
    known: Mutex<HashMap<[u64; 2], Column>>,
}

/// So many places are remembered: a school that is dragged passes many.
const REMEMBERED: usize = 4096;

fn bits(at: Point<f64>) -> [u64; 2] {
    [at.x().to_bits(), at.y().to_bits()]
}

impl StreetWays {
    /// The routes of the schools of the base are there at once.
    ///
    /// # Errors
    /// A run that was cancelled.
    fn new(base: &Base, mode: Mode, progress: &dyn Progress) -> Result<Option<Self>, Notice> {
        if progress.cancelled() {
            return Err(Notice::info("network-cancelled"));
        }
        let Some(between) = Between::shared(&base.dataset, mode) else { return Ok(None) };
        let homes: Vec<Option<Place>> = base.homes.points.iter().map(|at| between.place(*at)).collect();
        let mut known = HashMap::new();
        // What the project keeps need not be searched again.
        if let Some(kept) = network::kept(&base.dataset, mode) {
            for (site, id) in base.sites.iter().filter_map(|s| Some((s, s.base?))) {
                let cell = |area: &crate::data::AreaId| kept.get(area.0, id.0).unwrap_or(f64::INFINITY);
                known.insert(bits(site.at), base.homes.areas.iter().map(cell).collect());
            }
        }
        let made = Self { mode, between, homes, known: Mutex::new(known) };
        let places: Vec<Option<Point<f64>>> = base.sites.iter().map(|site| Some(site.at)).collect();
        made.search(&places, progress)?;
        Ok(Some(made))
    }

    fn columns(&self, places: &[Option<Point<f64>>]) -> Vec<Option<Column>> {
        // Nobody cancels it.
        self.search(places, &()).unwrap_or_default()
    }

    fn search(
        &self,
        places: &[Option<Point<f64>>],
        progress: &dyn Progress,
    ) -> Result<Vec<Option<Column>>, Notice> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sought: Vec<Point<f64>> =
            places.iter().flatten().copied().filter(|at| !known.contains_key(&bits(*at))).collect();
        sought.sort_by_key(|at| bits(*at));
        sought.dedup();
        if !sought.is_empty() {
            if known.len() + sought.len() > REMEMBERED {
                let wanted: Vec<[u64; 2]> = places.iter().flatten().map(|at| bits(*at)).collect();
                known.retain(|at, _| wanted.contains(at));
            }
            let schools: Vec<Option<Place>> = sought.iter().map(|at| self.between.place(*at)).collect();
            let found = self.between.search_places(&self.homes, &schools, progress)?;
            for (at, place) in sought.iter().enumerate() {
                let cell = |home| found.get(home, at).unwrap_or(f64::INFINITY);
                known.insert(bits(*place), (0..self.homes.len()).map(cell).collect());
            }
        }
        Ok(places.iter().map(|at| known.get(&bits((*at)?)).cloned()).collect())
    }
}

/// The ways of one town, made when they are first asked for.
#[derive(Default)]
pub(super) struct AllWays(Mutex<BTreeMap<Mode, Option<Arc<StreetWays>>>>);

impl std::fmt::Debug for AllWays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AllWays")
    }
}

impl AllWays {
    /// The ways under these assumptions; straight lines where there are no streets.
    pub fn of(&self, base: &Base, assumptions: &Assumptions) -> Ways {
        let streets = match assumptions.travel {
            Travel::StraightLine => None,
            // Nobody cancels it.
            Travel::Route(mode) => self.make(base, mode, &()).ok().flatten(),
        };
        Ways { detour: assumptions.detour, streets }
    }

    /// Whether those of a way of travelling have been made.
    pub fn has(&self, mode: Mode) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&mode)
    }

    /// Makes those of a way of travelling, without keeping others waiting.
    ///
    /// # Errors
    /// A run that was cancelled.
    pub fn make(
        &self,
        base: &Base,
        mode: Mode,
        progress: &dyn Progress,
    ) -> Result<Option<Arc<StreetWays>>, Notice> {
        let made = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = made().get(&mode) {
            return Ok(found.clone());
        }
        let own = StreetWays::new(base, mode, progress)?.map(Arc::new);
        Ok(made().entry(mode).or_insert(own).clone())
    }
}

/// That routes are asked for and there are no streets.
pub(super) fn without_streets(base: &Base, assumptions: &Assumptions) -> Option<Notice> {
    let Travel::Route(mode) = assumptions.travel else { return None };
    base.dataset.streets().is_none().then(|| Notice::warning("scenario-no-streets").arg("mode", mode.code()))
}
