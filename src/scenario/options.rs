//! The schools that the pupils of every home choose from, and what they are worth to them.
//!
//! In a town that is every open school. In a larger one it is the nearest [`NEAREST`] (or as many as the
//! assumptions say) and the schools to which pupils of the home go today: hardly anyone passes forty
//! schools on the way to another. That is an assumption, and the outcomes say so.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::base::Base;
use super::by_model::Held;
use super::open::Open;
use super::outcome::SiteInfo;
use super::sites::Sites;
use crate::choice::utility::{Utility, greatest_of, weight, weights};
use crate::choice::{Alternative, ChoiceModel};
use crate::notice::Notice;

/// So many nearest schools are chosen from in a town too large for all of them.
pub const NEAREST: u32 = 40;

/// Where there are more chances than this (homes × groups × schools), the nearest schools are chosen from.
pub const MOST_CHANCES: usize = 2_000_000;

/// The schools that one home chooses from.
#[derive(Debug, PartialEq)]
pub struct Choice {
    /// In order.
    pub sites: Arc<Vec<u32>>,
    /// `exp(V − greatest V)` without the own-group share, row-major by group.
    pub fixed: Vec<f64>,
    /// The greatest `V` of every group.
    greatest: Vec<f64>,
    /// How far the furthest of the nearest is; infinite when every school is there.
    furthest: f64,
}

/// The schools that every home chooses from.
pub struct Options {
    pub homes: Vec<Arc<Choice>>,
    /// Of every site; those of closed ones are never used.
    pub utility: Utility,
    /// How many nearest; `None` is all.
    pub nearest: Option<u32>,
    /// What of every home stays the same as long as it chooses from these; see `Held`. Base, rule of
    /// distance, model and mergers are those by which the options were made, so that it holds for every
    /// year that has them.
    pub held: OnceLock<Vec<Arc<Held>>>,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Options")
    }
}

/// How many nearest schools are chosen from; `None` is every school.
pub fn nearest(base: &Base, sites: &Sites, asked: Option<u32>) -> Option<u32> {
    let open = sites.iter().flatten().count();
    let cells = base.homes.len().saturating_mul(base.width()).saturating_mul(open);
    asked.or((cells > MOST_CHANCES).then_some(NEAREST)).filter(|most| (*most as usize) < open)
}

impl Options {
    /// # Errors
    /// What the model refuses.
    pub fn of(
        base: &Base,
        model: &ChoiceModel,
        sites: &Sites,
        open: &Open,
        root: &[usize],
        nearest: Option<u32>,
    ) -> Result<Self, Notice> {
        let utility = utility(base, model, sites)?;
        let homes = (0..base.homes.len()).into_par_iter().with_min_len(32);
        let homes = homes.map(|home| Arc::new(choice(base, &utility, open, root, nearest, home))).collect();
        Ok(Self { homes, utility, nearest, held: OnceLock::new() })
    }

    /// The same for other sites: only the homes that can choose a school that changed are looked at
    /// again, with the outcome of [`Options::of`].
    ///
    /// # Errors
    /// What the model refuses.
    pub fn after(
        &self,
        base: &Base,
        model: &ChoiceModel,
        (before, sites): (&Sites, &Sites),
        open: &Open,
        root: &[usize],
        nearest: Option<u32>,
    ) -> Result<Self, Notice> {
        if nearest != self.nearest {
            return Self::of(base, model, sites, open, root, nearest);
        }
        let utility = utility(base, model, sites)?;
        let same = |site: usize| match (before.get(site).and_then(Option::as_ref), sites.get(site)) {
            (Some(a), Some(Some(b))) => Arc::ptr_eq(a, b) || is_alike(a, b),
            (None, None | Some(None)) => true,
            _ => false,
        };
        let changed: Vec<usize> = (0..sites.len().max(before.len())).filter(|s| !same(*s)).collect();
        let touched = |home: usize, old: &Choice| {
            let Some(origin) = base.origins.get(home) else { return true };
            let chooses = |site: &usize| old.sites.binary_search(&(*site as u32)).is_ok();
            changed.iter().any(|site| chooses(site) || open.is_within(origin, *site, old.furthest))
        };
        let homes = self.homes.par_iter().enumerate().with_min_len(32).map(|(home, old)| {
            if changed.is_empty() {
                return Arc::clone(old);
            }
            if nearest.is_none() {
                let made = old.with(base, &utility, open, &changed, home);
                let made = made.unwrap_or_else(|| choice(base, &utility, open, root, nearest, home));
                return Arc::new(made);
            }
            if touched(home, old) {
                Arc::new(choice(base, &utility, open, root, nearest, home))
            } else {
                Arc::clone(old)
            }
        });
        let homes = homes.collect();
        Ok(Self { homes, utility, nearest, held: OnceLock::new() })
    }
}

/// Whether a model sees no difference between two states of a school.
fn is_alike(a: &SiteInfo, b: &SiteInfo) -> bool {
    a.at == b.at && a.denomination == b.denomination && a.kind == b.kind && a.quality == b.quality
}

/// What every site is worth; a closed one is never chosen and counts as one of no kind.
fn utility(base: &Base, model: &ChoiceModel, sites: &Sites) -> Result<Utility, Notice> {
    let open: Vec<&Arc<SiteInfo>> = sites.iter().flatten().collect();
    let alternatives: Vec<Alternative> = open
        .iter()
        .map(|site| Alternative {
            name: site.name.clone(),
            denomination: site.denomination.clone(),
            kind: site.kind.clone(),
            indicators: site.quality.map(|q| ("quality".to_owned(), q)).into_iter().collect(),
            ..Alternative::default()
        })
        .collect();
    let found = model.utility(base.width(), &alternatives)?;
    let mut worth = vec![0.0; base.width() * sites.len()];
    for (rows, open_rows) in
        worth.chunks_exact_mut(sites.len().max(1)).zip(found.worth.chunks_exact(open.len().max(1)))
    {
        let of_open = sites.iter().zip(rows).filter(|(site, _)| site.is_some()).map(|(_, cell)| cell);
        of_open.zip(open_rows).for_each(|(cell, value)| *cell = *value);
    }
    Ok(Utility { worth, ..found })
}

/// What a site this far away is worth to a group, without the own-group share.
fn value(utility: &Utility, count: usize, group: usize, site: usize, metres: f64) -> f64 {
    let per_km = utility.per_km.get(group).copied().unwrap_or(0.0);
    per_km * metres / 1000.0 + utility.worth.get(group * count + site).copied().unwrap_or(0.0)
}

impl Choice {
    /// The same of every open school after these have changed, with the outcome of [`choice`] to the
    /// bit; `None` when another school is the best now, on which every weight rests.
    fn with(
        &self,
        base: &Base,
        utility: &Utility,
        open: &Open,
        changed: &[usize],
        home: usize,
    ) -> Option<Self> {
        let width = base.width();
        let count = utility.worth.len() / width.max(1);
        let origin = base.origins.get(home)?;
        let way = |site: usize| open.metres(origin, site).filter(|m| m.is_finite());
        let there = |site: usize| site < count && open.has(site);
        let new: Vec<(u32, f64)> =
            changed.iter().filter(|s| there(**s)).filter_map(|s| Some((*s as u32, way(*s)?))).collect();
        // Both in order: the old without those that changed, and between them those that still are there.
        let mut order: Vec<(u32, Result<usize, f64>)> = self
            .sites
            .iter()
            .enumerate()
            .filter(|(_, site)| changed.binary_search(&(**site as usize)).is_err())
            .map(|(at, site)| (*site, Ok(at)))
            .chain(new.iter().map(|(site, metres)| (*site, Err(*metres))))
            .collect();
        order.sort_unstable_by_key(|(site, _)| *site);
        let mut fixed = Vec::with_capacity(order.len() * width);
        for group in 0..width {
            let greatest = *self.greatest.get(group)?;
            let own = self.fixed.get(group * self.sites.len()..(group + 1) * self.sites.len())?;
            let was_best = |(site, weight): (&u32, &f64)| {
                *weight >= 1.0 && changed.binary_search(&(*site as usize)).is_ok()
            };
            if self.sites.iter().zip(own).any(was_best) {
                return None;
            }
            for (site, from) in &order {
                fixed.push(match from {
                    Ok(at) => *own.get(*at)?,
                    Err(metres) => {
                        let value = value(utility, count, group, *site as usize, *metres);
                        if value > greatest {
                            return None;
                        }
                        weight(value, greatest)
                    }
                });
            }
        }
        let sites = Arc::new(order.into_iter().map(|(site, _)| site).collect());
        Some(Self { sites, fixed, greatest: self.greatest.clone(), furthest: self.furthest })
    }
}

fn choice(
    base: &Base,
    utility: &Utility,
    open: &Open,
    root: &[usize],
    nearest: Option<u32>,
    home: usize,
) -> Choice {
    let width = base.width();
    let count = utility.worth.len() / width.max(1);
    let Some(origin) = base.origins.get(home) else {
        return Choice {
            sites: Arc::default(),
            fixed: Vec::new(),
            greatest: Vec::new(),
            furthest: f64::INFINITY,
        };
    };
    let (mut chosen, furthest) = match nearest {
        None => ((0..count).filter(|site| open.has(*site)).collect(), f64::INFINITY),
        Some(most) => {
            let (mut few, furthest) = open.nearest_few(origin, most as usize);
            let today = base.flows.rows.get(home);
            let today = today.into_iter().flat_map(|row| row.iter(width)).map(|(site, _)| site);
            few.extend(today.map(|s| root.get(s).copied().unwrap_or(s)).filter(|site| open.has(*site)));
            few.sort_unstable();
            few.dedup();
            (few, furthest)
        }
    };
    // A school without a way can't be chosen.
    let ways: Vec<f64> = chosen.iter().map(|s| open.metres(origin, *s).unwrap_or(f64::INFINITY)).collect();
    let mut at = ways.iter();
    chosen.retain(|_: &usize| at.next().is_some_and(|m| m.is_finite()));
    let ways: Vec<f64> = ways.into_iter().filter(|m| m.is_finite()).collect();
    let mut fixed = Vec::with_capacity(width * chosen.len());
    let mut greatest = Vec::with_capacity(width);
    for group in 0..width {
        let start = fixed.len();
        fixed.extend(chosen.iter().zip(&ways).map(|(site, m)| value(utility, count, group, *site, *m)));
        let own = fixed.get_mut(start..).unwrap_or_default();
        greatest.push(greatest_of(own));
        weights(own);
    }
    let sites = Arc::new(chosen.into_iter().map(|s| s as u32).collect());
    Choice { sites, fixed, greatest, furthest }
}
