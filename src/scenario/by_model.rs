//! What a model of choice says of a change.
//!
//! A model explains today's choices only in part, so that its own outcome for today is not today. It
//! is used for what it says of the change: with `q` today's pupils of a home at a school, `U` all
//! of them, and `p₀`, `p₁` the chances by the model before and after, the goal is proportional to
//! `q·min(1, p₁/p₀) + U·max(0, p₁ − p₀)`: what a school loses it loses of today's pupils in proportion,
//! what it gains it gains by the model. Without a change it is `q` exactly. A school into which others
//! merged counts in the model as often as there were schools.

use std::sync::Arc;

use super::base::Base;
use super::flows::{Flows, Row};
use super::forecast::Population;
use super::rules::Open;
use super::sites::Sites;
use crate::choice::{Alternative, ChoiceModel, Distances, Probabilities};
use crate::notice::Notice;

/// Chances by a model for the sites of a year, with the position of every open site in its columns.
pub struct Chances {
    probabilities: Probabilities,
    column: Vec<Option<usize>>,
}

impl Chances {
    fn row(&self, home: usize, group: usize) -> impl Fn(usize) -> f64 {
        let row = self.probabilities.row(home, group);
        move |site| {
            let column = self.column.get(site).copied().flatten();
            column.and_then(|c| row.get(c)).copied().unwrap_or(0.0)
        }
    }
}

/// More chances than this are not computed: homes × groups × schools.
pub const MOST_CHANCES: usize = 20_000_000;

/// The chances of every home and group, by the pupils that sites have (row-major by site).
///
/// # Errors
/// What the model refuses, and a town too large for it.
pub fn chances(
    base: &Base,
    model: &ChoiceModel,
    sites: &Sites,
    pupils: &[f64],
    detour: f64,
) -> Result<Chances, Notice> {
    let width = base.width();
    let mut column = vec![None; sites.len()];
    let mut alternatives = Vec::new();
    let mut points = Vec::new();
    for (at, site) in sites.iter().enumerate() {
        let Some(site) = site else { continue };
        if let Some(slot) = column.get_mut(at) {
            *slot = Some(alternatives.len());
        }
        let mut indicators: Vec<(String, f64)> = Vec::new();
        indicators.extend(site.quality.map(|q| ("quality".to_owned(), q)));
        let own = pupils.get(at * width..(at + 1) * width).unwrap_or_default().to_vec();
        alternatives.push(Alternative {
            name: site.name.clone(),
            denomination: site.denomination.clone(),
            kind: site.kind.clone(),
            indicators,
            pupils: own,
            seats: site.seats,
        });
        points.push(site.at);
    }
    if base.homes.len().saturating_mul(width).saturating_mul(points.len()) > MOST_CHANCES {
        return Err(Notice::error("scenario-model-too-large")
            .arg("homes", base.homes.len())
            .arg("schools", points.len()));
    }
    let distances = Distances::straight_line(&base.homes.points, &points, detour);
    let probabilities = model.probabilities(&base.homes, &distances, &alternatives)?;
    Ok(Chances { probabilities, column })
}

/// Today's choices with what the model says of the change; see the module page. `root` gives the
/// site in which every site of the base goes on.
pub fn by_model(
    base: &Base,
    habit: &Flows,
    population: &Population,
    root: &[usize],
    sites: &Sites,
    (before, after): (&Chances, &Chances),
    open: &Open,
) -> Arc<Flows> {
    let width = base.width();
    // A model without size sees one school where two merged: it is as attractive as both were.
    let mut merged = vec![1.0; sites.len()];
    for (_, to) in root.iter().enumerate().filter(|(site, to)| site != *to) {
        if let Some(count) = merged.get_mut(*to) {
            *count += 1.0;
        }
    }
    let any_merged = merged.iter().any(|count| *count > 1.0);
    let mut weights = vec![0.0; sites.len()];
    let mut today = vec![0.0; sites.len()];
    let mut chance = vec![0.0; sites.len()];
    let rows = base.origins.iter().enumerate().map(|(at, origin)| {
        let Some(home) = origin.home else {
            return habit.rows.get(at).cloned().unwrap_or_default();
        };
        let now = base.flows.rows.get(at);
        let mut row = Row::default();
        for group in 0..width {
            let all = population.origin.get(at * width + group).copied().unwrap_or(0.0);
            if all <= 0.0 {
                continue;
            }
            let (p0, alone) = (before.row(home, group), after.row(home, group));
            let with_merged = |site: usize| alone(site) * merged.get(site).copied().unwrap_or(1.0);
            let sum: f64 = if any_merged { (0..sites.len()).map(with_merged).sum() } else { 1.0 };
            let p1 = |site: usize| if sum > 0.0 { with_merged(site) / sum } else { 0.0 };
            today.fill(0.0);
            chance.fill(0.0);
            let had = now.map_or(0.0, |r| r.total(group, width));
            for (site, pupils) in now.iter().flat_map(|r| r.iter(width)) {
                let to = root.get(site).copied().unwrap_or(site);
                if let (Some(cell), Some(n)) = (today.get_mut(to), pupils.get(group)) {
                    *cell += if had > 0.0 { n / had } else { 0.0 };
                }
            }
            for site in 0..base.sites.len() {
                let to = root.get(site).copied().unwrap_or(site);
                if let Some(cell) = chance.get_mut(to) {
                    *cell += p0(site);
                }
            }
            let mut sum = 0.0;
            for (site, weight) in weights.iter_mut().enumerate() {
                let (q, p0, p1) = (
                    today.get(site).copied().unwrap_or(0.0),
                    chance.get(site).copied().unwrap_or(0.0),
                    p1(site),
                );
                let is_open = sites.get(site).is_some_and(Option::is_some);
                *weight = match (is_open, had > 0.0) {
                    (false, _) => 0.0,
                    (true, false) => p1,
                    (true, true) => {
                        let kept = if p1 >= p0 || p0 <= 0.0 { q } else { q * (p1 / p0) };
                        kept + (p1 - p0).max(0.0)
                    }
                };
                // Rounding of two sums of exponentials is not a choice.
                if *weight < 1e-12 {
                    *weight = 0.0;
                }
                sum += *weight;
            }
            if sum > 0.0 {
                for (site, weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
                    row.add(site, group, all * (weight / sum), width);
                }
            } else if let Some(site) = open.nearest(origin.at) {
                row.add(site, group, all, width);
            }
        }
        Arc::new(row)
    });
    Arc::new(Flows { groups: width, rows: rows.collect() })
}
