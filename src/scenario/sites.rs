//! The schools of every year: which are open, where, how large.

use std::sync::Arc;

use geo::{MultiPolygon, Point};

use super::base::Base;
use super::edit::{Building, Edit, EditKind, NewSchool, Temporary};
use super::outcome::SiteInfo;
use super::plan::{Assumptions, SpaceNorm};
use crate::data::Year;

/// The sites of one year, by position: those of the base first, then the schools that the scenario
/// opens. `None` is closed, merged into another, or not yet open.
pub type Sites = Vec<Option<Arc<SiteInfo>>>;

/// Catchments that hold in a year, by site.
pub type Catchments = Vec<(usize, Arc<MultiPolygon<f64>>)>;

/// The sites of one year and what happened to them at its start.
#[derive(Clone, Debug)]
pub struct SitesOfYear {
    pub year: Year,
    /// The same as the year before where nothing changed.
    pub sites: Arc<Sites>,
    pub catchments: Arc<Catchments>,
    /// Sites that close this year.
    pub closes: Vec<usize>,
    /// Sites that merge this year, each with the one that goes on.
    pub merges: Vec<(usize, usize)>,
    /// Euros invested this year.
    pub investment: f64,
    /// Edits of this year whose cost is not known.
    pub cost_unknown: usize,
}

/// The sites of the base under these assumptions.
pub fn base_sites(base: &Base, assumptions: &Assumptions) -> Arc<Sites> {
    let sites = base.sites.iter().enumerate().map(|(at, site)| {
        let Some(spare) = assumptions.spare_share else { return Some(Arc::clone(site)) };
        if site.seats.is_some() && site.floor_area.is_some() {
            return Some(Arc::clone(site));
        }
        let pupils: f64 = base.pupils_at(at).iter().sum();
        let mut site = SiteInfo::clone(site);
        let seats = site.seats.unwrap_or_else(|| (pupils * (1.0 + spare)).round());
        site.seats = Some(seats);
        site.floor_area = site.floor_area.or_else(|| Some(norm_area(&assumptions.space, seats)));
        site.assumed_space = true;
        Some(Arc::new(site))
    });
    Arc::new(sites.collect())
}

/// m² by the norm for so many places, weighted pupils aside.
pub fn norm_area(norm: &SpaceNorm, seats: f64) -> f64 {
    norm.fixed + norm.per_pupil * seats
}

/// The sites of every year. `edits` are checked and in order.
pub fn timeline(
    base: &Base,
    assumptions: &Assumptions,
    start: &Arc<Sites>,
    edits: &[&Edit],
) -> Vec<SitesOfYear> {
    let mut codes: Vec<&str> = base.sites.iter().map(|s| s.code.as_str()).collect();
    let mut opened: Vec<(Year, &str)> = edits
        .iter()
        .filter_map(|e| match &e.what {
            EditKind::Open(new) => Some((e.year, new.code.as_str())),
            _ => None,
        })
        .collect();
    opened.sort_unstable();
    codes.extend(opened.iter().map(|(_, code)| code));
    let given: Catchments = base
        .dataset
        .catchments()
        .iter()
        .filter_map(|c| {
            let site = base.sites.iter().position(|s| s.base == Some(c.school))?;
            Some((site, Arc::new(c.shape.clone())))
        })
        .collect();
    let mut builder = Builder {
        assumptions,
        codes,
        sites: Arc::clone(start),
        catchments: Arc::new(given),
        homes: Vec::new(),
    };
    assumptions.years().map(|year| builder.year(year, edits)).collect()
}

struct Builder<'a> {
    assumptions: &'a Assumptions,
    codes: Vec<&'a str>,
    sites: Arc<Sites>,
    catchments: Arc<Catchments>,
    /// Permanent places of schools in temporary housing.
    homes: Vec<(usize, Point<f64>)>,
}

impl<'a> Builder<'a> {
    fn year(&mut self, year: Year, edits: &[&'a Edit]) -> SitesOfYear {
        let mut closes = Vec::new();
        let mut merges = Vec::new();
        for edit in edits {
            if edit.year == year {
                self.apply(edit, &mut closes, &mut merges);
            } else if let Some((school, Temporary { at, .. })) =
                temporary(&edit.what).filter(|(_, t)| t.from == year)
                && let Some(site) = self.position(school)
            {
                let before = self.site(site).map(|s| s.at);
                if let Some(before) = before {
                    self.homes.push((site, before));
                }
                self.change(site, |s| {
                    s.temporary = true;
                    s.at = at.unwrap_or(s.at);
                });
            }
        }
        // After all: what an edit costs follows from the building as it then is.
        let (mut investment, mut cost_unknown) = (0.0, 0);
        for edit in edits {
            let paid = edit.cost.as_ref().and_then(|c| c.year).unwrap_or(edit.year);
            if paid == year {
                match self.price(edit) {
                    Some(amount) => investment += amount,
                    None => cost_unknown += 1,
                }
            }
            if let Some((_, t)) = temporary(&edit.what).filter(|(_, t)| t.from == year) {
                match t.amount {
                    Some(amount) => investment += amount,
                    None => cost_unknown += 1,
                }
            }
        }
        SitesOfYear {
            year,
            sites: Arc::clone(&self.sites),
            catchments: Arc::clone(&self.catchments),
            closes,
            merges,
            investment,
            cost_unknown,
        }
    }

    fn position(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|c| *c == code)
    }

    fn site(&self, at: usize) -> Option<&Arc<SiteInfo>> {
        self.sites.get(at).and_then(Option::as_ref)
    }

    fn set(&mut self, at: usize, site: Option<Arc<SiteInfo>>) {
        let sites = Arc::make_mut(&mut self.sites);
        if sites.len() <= at {
            sites.resize(at + 1, None);
        }
        if let Some(slot) = sites.get_mut(at) {
            *slot = site;
        }
    }

    fn change(&mut self, at: usize, change: impl FnOnce(&mut SiteInfo)) {
        let Some(site) = self.site(at) else { return };
        let mut site = SiteInfo::clone(site);
        change(&mut site);
        self.set(at, Some(Arc::new(site)));
    }

    fn apply(&mut self, edit: &'a Edit, closes: &mut Vec<usize>, merges: &mut Vec<(usize, usize)>) {
        let norm = &self.assumptions.space.clone();
        match &edit.what {
            EditKind::Open(new) => {
                if let Some(at) = self.position(&new.code) {
                    self.set(at, Some(Arc::new(opened(new, norm))));
                }
            }
            EditKind::Close { school } => {
                if let Some(at) = self.position(school) {
                    self.set(at, None);
                    closes.push(at);
                }
            }
            EditKind::Move { school, to } => {
                if let Some(at) = self.position(school) {
                    self.change(at, |s| s.at = *to);
                }
            }
            EditKind::Merge { schools, into, name, to, building } => {
                let Some(into_at) = self.position(into) else { return };
                for school in schools.iter().filter(|s| *s != into) {
                    if let Some(at) = self.position(school) {
                        self.set(at, None);
                        merges.push((at, into_at));
                    }
                }
                self.change(into_at, |s| {
                    if let Some(name) = name {
                        s.name.clone_from(name);
                    }
                    s.at = to.unwrap_or(s.at);
                    rebuild(s, building, norm);
                });
            }
            EditKind::Replace { school, to, building, temporary } => {
                let Some(at) = self.position(school) else { return };
                let own = self.permanent(at, temporary.is_some());
                self.change(at, |s| {
                    s.temporary = false;
                    s.at = to.or(own).unwrap_or(s.at);
                    rebuild(s, building, norm);
                });
            }
            EditKind::Renovate { school, building, temporary } => {
                let Some(at) = self.position(school) else { return };
                let own = self.permanent(at, temporary.is_some());
                self.change(at, |s| {
                    s.temporary = false;
                    s.at = own.unwrap_or(s.at);
                    rebuild(s, building, norm);
                });
            }
            EditKind::Resize { school, seats, floor_area } => {
                if let Some(at) = self.position(school) {
                    self.change(at, |s| {
                        s.seats = s.seats.map(|n| (n + seats).max(0.0));
                        s.floor_area = s.floor_area.map(|n| (n + floor_area).max(0.0));
                    });
                }
            }
            EditKind::Profile { school, denomination, profile } => {
                if let Some(at) = self.position(school) {
                    self.change(at, |s| {
                        s.denomination = denomination.clone().or_else(|| s.denomination.take());
                        s.profile = profile.clone().or_else(|| s.profile.take());
                    });
                }
            }
            EditKind::Catchment { school, shape } => {
                if let Some(at) = self.position(school) {
                    let catchments = Arc::make_mut(&mut self.catchments);
                    catchments.retain(|(site, _)| *site != at);
                    catchments.push((at, Arc::new(shape.clone())));
                    catchments.sort_by_key(|(site, _)| *site);
                }
            }
            EditKind::NewHomes { .. } | EditKind::Demolition { .. } | EditKind::Forecast { .. } => {}
        }
    }

    /// The place to which a school returns from temporary housing.
    fn permanent(&mut self, site: usize, was_away: bool) -> Option<Point<f64>> {
        let at = self.homes.iter().rposition(|(s, _)| *s == site).filter(|_| was_away)?;
        Some(self.homes.remove(at).1)
    }

    /// What an edit costs in euros; `None` when that is not known.
    fn price(&self, edit: &Edit) -> Option<f64> {
        let Some(cost) = &edit.cost else {
            return match &edit.what {
                EditKind::Open(_) | EditKind::Replace { .. } | EditKind::Renovate { .. } => None,
                EditKind::Move { .. } | EditKind::Merge { .. } | EditKind::Resize { .. } => None,
                // A decision, not a building.
                _ => Some(0.0),
            };
        };
        if let Some(amount) = cost.amount {
            return Some(amount);
        }
        let norm = &self.assumptions.space;
        let of = |b: &Building| b.floor_area.or_else(|| b.seats.map(|seats| norm_area(norm, seats)));
        let now = |school: &str| self.position(school).and_then(|at| self.site(at)?.floor_area);
        let area = match &edit.what {
            EditKind::Open(new) => of(&new.building),
            EditKind::Replace { school, building, .. } => of(building).or_else(|| now(school)),
            EditKind::Renovate { school, building, .. } => of(building).or_else(|| now(school)),
            EditKind::Merge { building, .. } => of(building),
            // Seats alone say nothing of m²: the floor area of the school stays what it is.
            EditKind::Resize { seats, floor_area, .. } => {
                (*floor_area != 0.0 || *seats == 0.0).then(|| floor_area.abs())
            }
            EditKind::Move { school, .. } => now(school),
            _ => None,
        };
        Some(area? * cost.rate_per_m2?)
    }
}

fn temporary(what: &EditKind) -> Option<(&str, Temporary)> {
    match what {
        EditKind::Replace { school, temporary, .. } | EditKind::Renovate { school, temporary, .. } => {
            temporary.map(|t| (school.as_str(), t))
        }
        _ => None,
    }
}

fn opened(new: &NewSchool, norm: &SpaceNorm) -> SiteInfo {
    let mut site = SiteInfo {
        code: new.code.clone(),
        name: new.name.clone(),
        base: None,
        at: new.at,
        kind: new.kind.clone(),
        denomination: new.denomination.clone(),
        board: new.board.clone(),
        profile: new.profile.clone(),
        seats: None,
        floor_area: None,
        assumed_space: false,
        quality: None,
        energy_neutral: None,
        temporary: false,
    };
    rebuild(&mut site, &new.building, norm);
    site
}

/// What is given changes. Another number of seats without a floor area gets that of the norm.
fn rebuild(site: &mut SiteInfo, building: &Building, norm: &SpaceNorm) {
    match (building.seats, building.floor_area) {
        (Some(seats), None) => {
            site.floor_area = Some(norm_area(norm, seats));
            site.assumed_space = true;
        }
        (Some(_), Some(area)) => {
            site.floor_area = Some(area);
            site.assumed_space = false;
        }
        (None, area) => site.floor_area = area.or(site.floor_area),
    }
    site.seats = building.seats.or(site.seats);
    site.quality = building.quality.or(site.quality);
    site.energy_neutral = building.energy_neutral.or(site.energy_neutral);
}

/// Whether a denomination is public education (openbaar onderwijs).
pub fn is_public(denomination: &str) -> bool {
    let lower = denomination.trim().to_lowercase();
    lower.starts_with("openbaar") || lower == "public"
}
