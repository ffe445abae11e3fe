//! What a model of choice says of a change.
//!
//! A model explains today's choices only in part, so that its own outcome for today is not today. It
//! is used for what it says of the change: with `q` today's pupils of a home at a school, `U` all
//! of them, and `p₀`, `p₁` the chances by the model before and after, the goal is proportional to
//! `q·min(1, p₁/p₀) + U·max(0, p₁ − p₀)`: what a school loses it loses of today's pupils in proportion,
//! what it gains it gains by the model. Without a change it is `q` exactly. A school into which others
//! merged counts in the model as often as there were schools.

use std::sync::Arc;

use rayon::prelude::*;

use super::base::Base;
use super::flows::{Flows, Row};
use super::forecast::Population;
use super::open::Open;
use super::options::{Choice, Options};
use super::sites::Sites;
use crate::choice::model::shares_of;

/// Chances by a model for the sites of a year.
pub struct Chances {
    options: Arc<Options>,
    /// The weight of every site by the share of the own group, row-major by group.
    by_share: Vec<f64>,
    /// What the pupils of a home weigh together, by home × group.
    sums: Vec<f64>,
    sites: usize,
}

impl Chances {
    /// By the pupils that sites have, row-major by site. Of a site without pupils the share of a group
    /// is that of the town.
    pub fn of(base: &Base, options: Arc<Options>, sites: &Sites, pupils: &[f64]) -> Self {
        let width = base.width().max(1);
        let mut pupils = pupils.to_vec();
        pupils.resize(sites.len() * width, 0.0);
        for (site, row) in sites.iter().zip(pupils.chunks_exact_mut(width)) {
            if site.is_none() {
                row.fill(0.0);
            }
        }
        let by_share = options.utility.of_shares(&shares_of(&pupils, width));
        let count = sites.len();
        let mut sums = Vec::with_capacity(options.homes.len() * width);
        for choice in &options.homes {
            for group in 0..width {
                sums.push(weighed(choice, &by_share, count, group).map(|(_, w)| w).sum());
            }
        }
        Self { options, by_share, sums, sites: count }
    }

    /// Every site that a group of a home can choose, with its chance. Chances add up to 1.
    fn row(&self, home: usize, group: usize, width: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let choice = self.options.homes.get(home);
        let sum = self.sums.get(home * width + group).copied().unwrap_or(0.0);
        let part = if sum > 0.0 { 1.0 / sum } else { 0.0 };
        let of = choice.into_iter().flat_map(move |c| weighed(c, &self.by_share, self.sites, group));
        of.map(move |(site, weight)| (site, weight * part))
    }
}

/// The sites of a choice with their weights for one group.
fn weighed<'a>(
    choice: &'a Choice,
    by_share: &'a [f64],
    sites: usize,
    group: usize,
) -> impl Iterator<Item = (usize, f64)> + 'a {
    let count = choice.sites.len();
    let fixed = choice.fixed.get(group * count..(group + 1) * count).unwrap_or_default();
    let by_share = by_share.get(group * sites..(group + 1) * sites).unwrap_or_default();
    choice.sites.iter().zip(fixed).map(|(site, fixed)| {
        let site = *site as usize;
        (site, fixed * by_share.get(site).copied().unwrap_or(0.0))
    })
}

/// What a home keeps at hand while its pupils are divided; one number per site of its choice.
#[derive(Default)]
struct Desk {
    /// Where a site stands among those of the choice, from 1; 0 is not there.
    place: Vec<u32>,
    today: Vec<f64>,
    before: Vec<f64>,
    after: Vec<f64>,
    /// Row-major by site.
    out: Vec<f64>,
}

/// Today's choices with what the model says of the change; see the module page. `root` gives the
/// site in which every site of the base goes on.
pub fn by_model(
    base: &Base,
    habit: &Flows,
    population: &Population,
    root: &[usize],
    (before, after): (&Chances, &Chances),
    open: &Open,
) -> Arc<Flows> {
    let width = base.width();
    // A model without size sees one school where two merged: it is as attractive as both were.
    let mut merged: Vec<f64> = Vec::new();
    for (_, to) in root.iter().enumerate().filter(|(site, to)| site != *to) {
        merged.resize(after.sites, 1.0);
        if let Some(count) = merged.get_mut(*to) {
            *count += 1.0;
        }
    }
    let of_home = |desk: &mut Desk, at: usize| -> Arc<Row> {
        let Some(origin) = base.origins.get(at).filter(|o| o.home.is_some()) else {
            return habit.rows.get(at).cloned().unwrap_or_default();
        };
        let Some(choice) = after.options.homes.get(at) else { return Arc::default() };
        let count = choice.sites.len();
        desk.place.resize(after.sites.max(base.sites.len()), 0);
        for (place, site) in choice.sites.iter().enumerate() {
            if let Some(slot) = desk.place.get_mut(*site as usize) {
                *slot = place as u32 + 1;
            }
        }
        desk.out.clear();
        desk.out.resize(count * width, 0.0);
        let mut lost: Vec<f64> = Vec::new();
        for group in 0..width {
            let all = population.origin.get(at * width + group).copied().unwrap_or(0.0);
            if all > 0.0 && !desk.divide(base, root, &merged, (before, after), (at, group), all) {
                lost.resize(width, 0.0);
                lost.iter_mut().skip(group).take(1).for_each(|n| *n += all);
            }
        }
        for site in &choice.sites {
            if let Some(slot) = desk.place.get_mut(*site as usize) {
                *slot = 0;
            }
        }
        let mut row = Row::from_cells(&choice.sites, &desk.out, width);
        // Who can choose nothing goes to the nearest.
        if !lost.is_empty()
            && let Some(site) = open.nearest(origin)
        {
            row.add_all(site, &lost);
        }
        Arc::new(row)
    };
    let rows = (0..base.origins.len()).into_par_iter().with_min_len(64).map_init(Desk::default, of_home);
    Arc::new(Flows { groups: width, rows: rows.collect() })
}

impl Desk {
    /// Divides `all` pupils of one group of a home over its choice; `false` when there is nothing to
    /// choose.
    fn divide(
        &mut self,
        base: &Base,
        root: &[usize],
        merged: &[f64],
        (before, after): (&Chances, &Chances),
        (home, group): (usize, usize),
        all: f64,
    ) -> bool {
        let width = base.width();
        let count = self.out.len() / width.max(1);
        let goes_on = |site: usize| root.get(site).copied().unwrap_or(site);
        for column in [&mut self.today, &mut self.before, &mut self.after] {
            column.clear();
            column.resize(count, 0.0);
        }
        let place = |place: &[u32], site: usize| {
            place.get(site).copied().and_then(|p| p.checked_sub(1)).map(|p| p as usize)
        };
        let now = base.flows.rows.get(home);
        let had = now.map_or(0.0, |row| row.total(group, width));
        if had > 0.0 {
            for (site, pupils) in now.into_iter().flat_map(|row| row.iter(width)) {
                let at = place(&self.place, goes_on(site));
                if let (Some(cell), Some(n)) = (at.and_then(|at| self.today.get_mut(at)), pupils.get(group)) {
                    *cell += n / had;
                }
            }
            for (site, chance) in before.row(home, group, width) {
                let at = place(&self.place, goes_on(site));
                if let Some(cell) = at.and_then(|at| self.before.get_mut(at)) {
                    *cell += chance;
                }
            }
        }
        let mut sum = 1.0;
        if merged.is_empty() {
            for ((_, chance), cell) in after.row(home, group, width).zip(&mut self.after) {
                *cell = chance;
            }
        } else {
            sum = 0.0;
            for ((site, chance), cell) in after.row(home, group, width).zip(&mut self.after) {
                *cell = chance * merged.get(site).copied().unwrap_or(1.0);
                sum += *cell;
            }
        }
        if sum <= 0.0 {
            return false;
        }
        let mut whole = 0.0;
        for ((cell, p0), q) in self.after.iter_mut().zip(&self.before).zip(&self.today) {
            let (p1, p0) = (*cell / sum, *p0);
            let weight = if had > 0.0 {
                let kept = if p1 >= p0 || p0 <= 0.0 { *q } else { q * (p1 / p0) };
                kept + (p1 - p0).max(0.0)
            } else {
                p1
            };
            // Rounding of two sums of exponentials is not a choice.
            *cell = if weight < 1e-12 { 0.0 } else { weight };
            whole += *cell;
        }
        if whole <= 0.0 {
            return false;
        }
        let part = all / whole;
        for (weight, row) in self.after.iter().zip(self.out.chunks_exact_mut(width.max(1))) {
            row.iter_mut().skip(group).take(1).for_each(|cell| *cell = weight * part);
        }
        true
    }
}
