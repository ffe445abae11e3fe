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
        Self { options, by_share, sites: sites.len() }
    }

    /// The schools that are chosen from.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What every site of a choice weighs for one group, in its order; all of them together.
    fn weigh(&self, choice: &Choice, group: usize, weights: &mut Vec<f64>) -> f64 {
        let count = choice.sites.len();
        let fixed = choice.fixed.get(group * count..(group + 1) * count).unwrap_or_default();
        let by_share = self.by_share.get(group * self.sites..(group + 1) * self.sites).unwrap_or_default();
        weights.clear();
        weights.extend(choice.sites.iter().zip(fixed).map(
            |(site, fixed)| match by_share.get(*site as usize) {
                Some(weight) => fixed * weight,
                None => 0.0,
            },
        ));
        weights.iter().sum()
    }

    /// Every site that a group of a home can choose, with its chance. Chances add up to 1.
    fn row(&self, home: usize, group: usize) -> Vec<(usize, f64)> {
        let Some(choice) = self.options.homes.get(home) else { return Vec::new() };
        let mut weights = Vec::new();
        let sum = self.weigh(choice, group, &mut weights);
        let part = if sum > 0.0 { 1.0 / sum } else { 0.0 };
        choice.sites.iter().zip(weights).map(|(site, weight)| (*site as usize, weight * part)).collect()
    }
}

/// What of a home stays the same as long as it chooses from the same schools: where its pupils are in
/// the base, and what the model says of that. Row-major by group, in the order of the choice.
pub struct Held {
    /// Share of the pupils of the group, at the site in which their school goes on.
    today: Vec<f64>,
    /// Chance by the model in the base, likewise.
    before: Vec<f64>,
    /// Whether the home has pupils of the group.
    any: Vec<bool>,
}

impl Held {
    fn of(base: &Base, root: &[usize], before: &Chances, choice: &Choice, home: usize) -> Self {
        let (width, count) = (base.width(), choice.sites.len());
        let place = |site: usize| {
            let site = root.get(site).copied().unwrap_or(site);
            choice.sites.binary_search(&u32::try_from(site).ok()?).ok()
        };
        let mut held = Self {
            today: vec![0.0; count * width],
            before: vec![0.0; count * width],
            any: vec![false; width],
        };
        let Some(now) = base.flows.rows.get(home) else { return held };
        for (group, any) in held.any.iter_mut().enumerate() {
            let had = now.total(group, width);
            if had <= 0.0 {
                continue;
            }
            *any = true;
            for (site, pupils) in now.iter(width) {
                let cell = place(site).and_then(|at| held.today.get_mut(group * count + at));
                if let (Some(cell), Some(n)) = (cell, pupils.get(group)) {
                    *cell += n / had;
                }
            }
            for (site, chance) in before.row(home, group) {
                if let Some(cell) = place(site).and_then(|at| held.before.get_mut(group * count + at)) {
                    *cell += chance;
                }
            }
        }
        held
    }

    /// Of every home; that of one that chooses from the schools of other options, under the same
    /// mergers, is the same.
    fn all(
        base: &Base,
        root: &[usize],
        before: &Chances,
        options: &Options,
        known: Option<&Options>,
    ) -> Vec<Arc<Self>> {
        let known = known.and_then(|known| Some((known, known.held.get()?)));
        let of = |(home, choice): (usize, &Arc<Choice>)| {
            let held = known.and_then(|(known, held)| {
                let same = |other: &Arc<Choice>| Arc::ptr_eq(choice, other) || choice.sites == other.sites;
                let same = known.homes.get(home).is_some_and(same);
                held.get(home).filter(|_| same).cloned()
            });
            held.unwrap_or_else(|| Arc::new(Self::of(base, root, before, choice, home)))
        };
        options.homes.par_iter().enumerate().with_min_len(32).map(of).collect()
    }
}

/// The same year as it was computed before, under the same assumptions with other edits. Who had the
/// same to choose from then goes where they went: nothing is computed twice, and nothing comes out
/// otherwise.
pub struct Twin<'a> {
    pub goal: &'a Flows,
    pub chances: &'a Chances,
    pub population: &'a Population,
    pub root: &'a [usize],
    pub open: &'a Open,
}

impl Twin<'_> {
    /// Whether every group weighs each site the same in both.
    fn same_sites(&self, after: &Chances) -> Vec<bool> {
        let groups = after.by_share.len().checked_div(after.sites).unwrap_or(0);
        let other = self.chances;
        let same = |site: usize| {
            site < other.sites
                && (0..groups).all(|group| {
                    after.by_share.get(group * after.sites + site)
                        == other.by_share.get(group * other.sites + site)
                })
        };
        (0..after.sites).map(same).collect()
    }
}

/// What a home keeps at hand while its pupils are divided.
#[derive(Default)]
struct Desk {
    /// One number per site of the choice.
    weights: Vec<f64>,
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
    twin: Option<Twin<'_>>,
) -> Arc<Flows> {
    let width = base.width();
    let twin = twin.filter(|twin| twin.root == root);
    let known = twin.as_ref().map(|twin| twin.chances.options.as_ref());
    let held = after.options.held.get_or_init(|| Held::all(base, root, before, &after.options, known));
    let twin = twin.map(|twin| (twin.same_sites(after), twin));
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
        let (Some(choice), Some(held)) = (after.options.homes.get(at), held.get(at)) else {
            return Arc::default();
        };
        if let Some((same, twin)) = &twin
            && let (Some(other), Some(row)) = (twin.chances.options.homes.get(at), twin.goal.rows.get(at))
            && (Arc::ptr_eq(choice, other) || choice == other)
            && choice.sites.iter().all(|site| same.get(*site as usize) == Some(&true))
            && of_origin(population, at, width) == of_origin(twin.population, at, width)
            && open.nearest(origin) == twin.open.nearest(origin)
        {
            return Arc::clone(row);
        }
        desk.out.clear();
        desk.out.resize(choice.sites.len() * width, 0.0);
        let mut lost: Vec<f64> = Vec::new();
        for group in 0..width {
            let all = population.origin.get(at * width + group).copied().unwrap_or(0.0);
            if all > 0.0 && !desk.divide(choice, held, &merged, after, group, all) {
                lost.resize(width, 0.0);
                lost.iter_mut().skip(group).take(1).for_each(|n| *n += all);
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

fn of_origin(population: &Population, at: usize, width: usize) -> &[f64] {
    population.origin.get(at * width..(at + 1) * width).unwrap_or_default()
}

impl Desk {
    /// Divides `all` pupils of one group of a home over its choice; `false` when there is nothing to
    /// choose.
    fn divide(
        &mut self,
        choice: &Choice,
        held: &Held,
        merged: &[f64],
        after: &Chances,
        group: usize,
        all: f64,
    ) -> bool {
        let count = choice.sites.len();
        let width = self.out.len() / count.max(1);
        let mut sum = after.weigh(choice, group, &mut self.weights);
        if !merged.is_empty() {
            for (site, weight) in choice.sites.iter().zip(&mut self.weights) {
                *weight *= merged.get(*site as usize).copied().unwrap_or(1.0);
            }
            sum = self.weights.iter().sum();
        }
        if sum <= 0.0 {
            return false;
        }
        let part = 1.0 / sum;
        if held.any.get(group) == Some(&true) {
            let of_group = group * count..(group + 1) * count;
            let before = held.before.get(of_group.clone()).unwrap_or_default();
            let today = held.today.get(of_group).unwrap_or_default();
            for ((cell, p0), q) in self.weights.iter_mut().zip(before).zip(today) {
                let p1 = *cell * part;
                // Where the chance was 0 the quotient is no number, and the lesser of it and 1 is 1.
                let kept = q * (p1 / p0).min(1.0);
                *cell = chosen(kept + (p1 - p0).max(0.0));
            }
        } else {
            self.weights.iter_mut().for_each(|cell| *cell = chosen(*cell * part));
        }
        // Apart from the above, which goes several at a time.
        let whole: f64 = self.weights.iter().sum();
        if whole <= 0.0 {
            return false;
        }
        let part = all / whole;
        for (weight, row) in self.weights.iter().zip(self.out.chunks_exact_mut(width.max(1))) {
            if let Some(cell) = row.get_mut(group) {
                *cell = weight * part;
            }
        }
        true
    }
}

/// Rounding of two sums of exponentials is not a choice.
fn chosen(weight: f64) -> f64 {
    if weight < 1e-12 { 0.0 } else { weight }
}
