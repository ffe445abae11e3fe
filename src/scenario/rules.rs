//! Who goes where in a year.
//!
//! Every rule gives a *goal*: where everyone would go if there were room. Four rules start from the
//! *habit*: today's flows, with the pupils of schools that merged at the school that goes on, those of
//! schools that closed at the nearest open one, and everybody's number by the forecast.
//!
//! | rule | goal |
//! | --- | --- |
//! | stay | the habit |
//! | nearest, catchment | everyone to that school; pupils from elsewhere by habit |
//! | choice model | today's chances, with what the model says of the change |
//! | intake only | the mean of eight cohorts, each by the goal of the year in which it came |
//!
//! [`within_seats`] then holds the goal against the places.
//!
//! # What a model says of a change
//!
//! A model explains today's choices only in part, so that its own outcome for today is not today. It
//! is used for what it says of the change: with `q` today's pupils of a home at a school, `U` all
//! of them, and `p₀`, `p₁` the chances by the model before and after, the goal is proportional to
//! `q·min(1, p₁/p₀) + U·max(0, p₁ − p₀)`: what a school loses it loses of today's pupils in proportion,
//! what it gains it gains by the model. Without a change it is `q` exactly.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use geo::{Contains, Point};
use rstar::{RTree, primitives::GeomWithData};

use super::base::{Base, NOBODY};
use super::flows::{Flows, Row};
use super::forecast::Population;
use super::sites::{Catchments, Sites, SitesOfYear};
use crate::choice::{Alternative, ChoiceModel, Distances, Probabilities};
use crate::notice::Notice;

type SitePoint = GeomWithData<[f64; 2], usize>;

/// The open sites of a year, to find the nearest.
pub struct Open {
    tree: RTree<SitePoint>,
}

impl Open {
    pub fn of(sites: &Sites) -> Self {
        let points = sites.iter().enumerate().filter_map(|(at, site)| {
            let place = site.as_ref()?.at;
            (place.x().is_finite() && place.y().is_finite())
                .then(|| GeomWithData::new([place.x(), place.y()], at))
        });
        Self { tree: RTree::bulk_load(points.collect()) }
    }

    /// The nearest open site.
    pub fn nearest(&self, from: Point<f64>) -> Option<usize> {
        self.tree.nearest_neighbor(&[from.x(), from.y()]).map(|p| p.data)
    }

    /// All open sites from near to far, with the square of the distance.
    fn from_near(&self, from: Point<f64>) -> impl Iterator<Item = (usize, f64)> {
        self.tree.nearest_neighbor_iter(&[from.x(), from.y()]).map(move |p| {
            let [x, y] = *p.geom();
            (p.data, (x - from.x()).powi(2) + (y - from.y()).powi(2))
        })
    }
}

/// The habit of a year from that of the year before, and the pupils (by group) whose school closed
/// or merged.
pub fn habit(
    base: &Base,
    before: &Arc<Flows>,
    of_year: &SitesOfYear,
    open: &Open,
    population: &Population,
    same_population: bool,
) -> Arc<Flows> {
    if of_year.closes.is_empty() && of_year.merges.is_empty() && same_population {
        return Arc::clone(before);
    }
    let width = base.width();
    let mut rows = before.rows.clone();
    for (at, row) in rows.iter_mut().enumerate() {
        let Some(origin) = base.origins.get(at) else { continue };
        let touched = of_year.closes.iter().chain(of_year.merges.iter().map(|(from, _)| from));
        if touched.into_iter().any(|site| !row.at(*site, width).is_empty()) {
            let row = Arc::make_mut(row);
            for (from, into) in &of_year.merges {
                if let Some(pupils) = row.take(*from, width) {
                    row.add_all(*into, &pupils);
                }
            }
            for site in &of_year.closes {
                if let Some(pupils) = row.take(*site, width)
                    && let Some(next) = open.nearest(origin.at)
                {
                    row.add_all(next, &pupils);
                }
            }
        }
        if !same_population {
            scaled(row, at, population, width, || open.nearest(origin.at));
        }
    }
    Arc::new(Flows { groups: width, rows })
}

/// Brings a row to the number of pupils of its origin.
fn scaled(
    row: &mut Arc<Row>,
    origin: usize,
    population: &Population,
    width: usize,
    nearest: impl Fn() -> Option<usize>,
) {
    let mut factors = vec![1.0; width];
    let mut newcomers = vec![0.0; width];
    for (group, (factor, new)) in factors.iter_mut().zip(&mut newcomers).enumerate() {
        let wanted = population.origin.get(origin * width + group).copied().unwrap_or(0.0);
        let now = row.total(group, width);
        if now > NOBODY {
            *factor = wanted / now;
        } else {
            *factor = 0.0;
            *new = wanted;
        }
    }
    let near = |f: &f64| (f - 1.0).abs() < 1e-14;
    let any_new = newcomers.iter().any(|n| *n > NOBODY);
    if factors.iter().zip(&newcomers).all(|(f, _)| near(f) || *f == 0.0) && !any_new {
        // A group without pupils has nothing to scale.
        let empty = |group: usize| row.total(group, width) <= NOBODY;
        if factors.iter().enumerate().all(|(group, f)| near(f) || empty(group)) {
            return;
        }
    }
    let row = Arc::make_mut(row);
    row.scale(width, |_, group| factors.get(group).copied().unwrap_or(1.0));
    if any_new && let Some(site) = nearest() {
        row.add_all(site, &newcomers);
    }
}

/// Everyone to the site that `target` gives for a home; pupils from elsewhere by habit.
fn all_to(
    base: &Base,
    habit: &Flows,
    population: &Population,
    target: impl Fn(usize, Point<f64>) -> Option<usize>,
) -> Arc<Flows> {
    let width = base.width();
    let rows = base.origins.iter().zip(&habit.rows).enumerate().map(|(at, (origin, habit))| {
        let Some(home) = origin.home else { return Arc::clone(habit) };
        let mut row = Row::default();
        let pupils = population.origin.get(at * width..(at + 1) * width).unwrap_or_default();
        if pupils.iter().any(|n| *n > 0.0)
            && let Some(site) = target(home, origin.at)
        {
            row.add_all(site, pupils);
        }
        Arc::new(row)
    });
    Arc::new(Flows { groups: width, rows: rows.collect() })
}

/// Everyone to the nearest open site.
pub fn nearest(base: &Base, habit: &Flows, population: &Population, open: &Open) -> Arc<Flows> {
    all_to(base, habit, population, |_, at| open.nearest(at))
}

/// Everyone to the site in whose catchment they live, else to the nearest.
pub fn catchment(
    base: &Base,
    habit: &Flows,
    population: &Population,
    targets: &[Option<usize>],
) -> Arc<Flows> {
    all_to(base, habit, population, |home, _| targets.get(home).copied().flatten())
}

/// The nearest open site of every home.
pub fn nearest_targets(base: &Base, open: &Open) -> Vec<Option<usize>> {
    base.homes.points.iter().map(|at| open.nearest(*at)).collect()
}

/// The open site in whose catchment every home lies (the first where they overlap), else the nearest.
pub fn catchment_targets(
    base: &Base,
    sites: &Sites,
    catchments: &Catchments,
    open: &Open,
) -> Vec<Option<usize>> {
    use geo::BoundingRect;
    let boxed: Vec<_> = catchments
        .iter()
        .filter(|(site, _)| sites.get(*site).is_some_and(Option::is_some))
        .filter_map(|(site, shape)| Some((*site, shape, shape.bounding_rect()?)))
        .collect();
    let of = |at: &Point<f64>| {
        let within = boxed.iter().find(|(_, shape, rect)| rect.contains(at) && shape.contains(at));
        within.map(|(site, _, _)| *site).or_else(|| open.nearest(*at))
    };
    base.homes.points.iter().map(of).collect()
}

/// Who goes to the nearest (or catchment) school today goes to the one of after the change; everyone
/// else by habit.
pub fn follow(
    base: &Base,
    habit: &Arc<Flows>,
    before: &[Option<usize>],
    after: &[Option<usize>],
) -> Arc<Flows> {
    if before == after {
        return Arc::clone(habit);
    }
    let width = base.width();
    let mut rows = habit.rows.clone();
    for (home, (from, to)) in before.iter().zip(after).enumerate() {
        let (Some(from), Some(to)) = (from, to) else { continue };
        let Some(row) = rows.get_mut(home).filter(|_| from != to) else { continue };
        let today = base.flows.rows.get(home).map_or(&[][..], |r| r.at(*from, width));
        let now = row.at(*from, width);
        if now.is_empty() || today.is_empty() {
            continue;
        }
        // Of those at the old school, only who chose it as the nearest: others came by merger.
        let shift: Vec<f64> = (0..width)
            .map(|group| {
                let all = base.flows.rows.get(home).map_or(0.0, |r| r.total(group, width));
                let share = if all > 0.0 { today.get(group).copied().unwrap_or(0.0) / all } else { 1.0 };
                now.get(group).copied().unwrap_or(0.0).min(share * row.total(group, width))
            })
            .collect();
        let back: Vec<f64> = shift.iter().map(|n| -n).collect();
        let row = Arc::make_mut(row);
        row.add_all(*from, &back);
        row.add_all(*to, &shift);
    }
    Arc::new(Flows { groups: width, rows })
}

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
            let (p0, p1) = (before.row(home, group), after.row(home, group));
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

/// The mean of the cohorts that are at school.
pub fn mean(cohorts: &[Arc<Flows>]) -> Option<Arc<Flows>> {
    let first = cohorts.first()?;
    if cohorts.iter().all(|c| Arc::ptr_eq(c, first)) {
        return Some(Arc::clone(first));
    }
    let width = first.groups;
    let part = 1.0 / cohorts.len() as f64;
    let rows = (0..first.rows.len()).map(|at| {
        let own = first.rows.get(at)?;
        let same = |c: &Arc<Flows>| c.rows.get(at).is_some_and(|row| Arc::ptr_eq(row, own) || row == own);
        if cohorts.iter().all(same) {
            return Some(Arc::clone(own));
        }
        let mut row = Row::default();
        for cohort in cohorts {
            for (site, pupils) in cohort.rows.get(at)?.iter(width) {
                let part: Vec<f64> = pupils.iter().map(|n| n * part).collect();
                row.add_all(site, &part);
            }
        }
        Some(Arc::new(row))
    });
    let rows: Option<Vec<_>> = rows.collect();
    rows.map(|rows| Arc::new(Flows { groups: width, rows }))
}

/// Holds a goal against the places. A school takes no more than its seats, or than it had the year
/// before when `keeps` (nobody is sent away); who is too many of the newcomers goes to the nearest school
/// that still has places, those who live nearest first. Who finds none is not in the flows.
pub fn within_seats(
    base: &Base,
    goal: &Arc<Flows>,
    before: &Flows,
    sites: &Sites,
    open: &Open,
    keeps: bool,
) -> Arc<Flows> {
    let width = base.width();
    let count = sites.len();
    let totals = |flows: &Flows| -> Vec<f64> {
        flows.by_site(count).chunks_exact(width.max(1)).map(|row| row.iter().sum()).collect()
    };
    let wanted = totals(goal);
    let had = totals(before);
    let room: Vec<f64> = sites
        .iter()
        .zip(&had)
        .map(|(site, had)| match site.as_ref().map(|s| s.seats) {
            None => 0.0,
            Some(None) => f64::INFINITY,
            Some(Some(seats)) if keeps => seats.max(*had),
            Some(Some(seats)) => seats,
        })
        .collect();
    let over: Vec<usize> = wanted
        .iter()
        .zip(&room)
        .enumerate()
        .filter(|(_, (wanted, room))| **wanted > **room + NOBODY)
        .map(|(site, _)| site)
        .collect();
    if over.is_empty() {
        return Arc::clone(goal);
    }
    let mut free: Vec<f64> =
        room.iter().zip(&wanted).map(|(room, wanted)| (room - wanted).max(0.0)).collect();
    let mut rows = goal.rows.clone();
    let mut pool: Vec<(usize, Vec<f64>)> = Vec::new();
    for site in over {
        let excess = wanted.get(site).copied().unwrap_or(0.0) - room.get(site).copied().unwrap_or(0.0);
        let newcomers = |at: usize, row: &Row| -> Vec<f64> {
            let old = before.rows.get(at).filter(|_| keeps).map_or(&[][..], |r| r.at(site, width));
            let now = row.at(site, width).iter().enumerate();
            now.map(|(group, n)| (n - old.get(group).copied().unwrap_or(0.0)).max(0.0)).collect()
        };
        let all: f64 = rows.iter().enumerate().flat_map(|(at, row)| newcomers(at, row)).sum();
        if all <= NOBODY {
            continue;
        }
        let part = (excess / all).min(1.0);
        for (at, row) in rows.iter_mut().enumerate() {
            let leaving: Vec<f64> = newcomers(at, row).iter().map(|n| n * part).collect();
            if leaving.iter().sum::<f64>() > 0.0 {
                let back: Vec<f64> = leaving.iter().map(|n| -n).collect();
                Arc::make_mut(row).add_all(site, &back);
                pool.push((at, leaving));
            }
        }
    }
    place(base, &mut rows, pool, &mut free, open);
    Arc::new(Flows { groups: width, rows })
}

/// Sends pupils to the nearest places that are free; of two who want the same, who lives nearer goes
/// first.
fn place(base: &Base, rows: &mut [Arc<Row>], pool: Vec<(usize, Vec<f64>)>, free: &mut [f64], open: &Open) {
    let mut ways: Vec<_> = pool
        .into_iter()
        .filter_map(|(at, pupils)| {
            let origin = base.origins.get(at)?;
            Some((at, pupils, open.from_near(origin.at)))
        })
        .collect();
    // A distance that is not negative has the order of its bits.
    let mut queue = BinaryHeap::new();
    for (entry, (_, _, way)) in ways.iter_mut().enumerate() {
        if let Some((site, square)) = way.next() {
            queue.push(Reverse((square.to_bits(), entry, site)));
        }
    }
    while let Some(Reverse((_, entry, site))) = queue.pop() {
        let Some((at, pupils, way)) = ways.get_mut(entry) else { continue };
        let wanting: f64 = pupils.iter().sum();
        if let (Some(left), Some(row)) = (free.get_mut(site).filter(|f| **f > NOBODY), rows.get_mut(*at)) {
            let part = (*left / wanting).min(1.0);
            let given: Vec<f64> = pupils.iter().map(|n| n * part).collect();
            *left = (*left - wanting * part).max(0.0);
            Arc::make_mut(row).add_all(site, &given);
            pupils.iter_mut().for_each(|n| *n *= 1.0 - part);
            if part >= 1.0 {
                continue;
            }
        }
        if let Some((site, square)) = way.next() {
            queue.push(Reverse((square.to_bits(), entry, site)));
        }
    }
}
