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
//! | choice model | today's chances, with what the model says of the change ([`super::by_model`]) |
//! | intake only | the mean of eight cohorts, each by the goal of the year in which it came |
//!
//! [`super::seats`] then holds the goal against the places.

use std::sync::Arc;

use geo::{Contains, Point};

use super::base::{Base, NOBODY, Origin};
use super::flows::{Flows, Row};
use super::forecast::Population;
use super::open::Open;
use super::sites::{Catchments, Sites, SitesOfYear};

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
                    && let Some(next) = open.nearest(origin)
                {
                    row.add_all(next, &pupils);
                }
            }
        }
        if !same_population {
            scaled(row, at, population, width, || open.nearest(origin));
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
    target: impl Fn(usize, &Origin) -> Option<usize>,
) -> Arc<Flows> {
    let width = base.width();
    let rows = base.origins.iter().zip(&habit.rows).enumerate().map(|(at, (origin, habit))| {
        let Some(home) = origin.home else { return Arc::clone(habit) };
        let mut row = Row::default();
        let pupils = population.origin.get(at * width..(at + 1) * width).unwrap_or_default();
        if pupils.iter().any(|n| *n > 0.0)
            && let Some(site) = target(home, origin)
        {
            row.add_all(site, pupils);
        }
        Arc::new(row)
    });
    Arc::new(Flows { groups: width, rows: rows.collect() })
}

/// Everyone to the nearest open site.
pub fn nearest(base: &Base, habit: &Flows, population: &Population, open: &Open) -> Arc<Flows> {
    all_to(base, habit, population, |_, origin| open.nearest(origin))
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
    base.origins.iter().take(base.homes.len()).map(|origin| open.nearest(origin)).collect()
}

/// The open site in whose catchment every home lies. The catchment does not decide where there is none,
/// or where several overlap: then it is the nearest, of all sites or of those several. A home is not
/// divided over them: its parents would send all children to one school, and the order of a file must
/// not be what decides.
pub fn catchment_targets(
    base: &Base,
    sites: &Sites,
    catchments: &Catchments,
    open: &Open,
) -> Vec<Option<usize>> {
    let within = sites_at(base, sites, catchments);
    let of = |(origin, within): (&Origin, Vec<usize>)| match within.as_slice() {
        [] => open.nearest(origin),
        [only] => Some(*only),
        several => open.nearest_of(origin, several),
    };
    base.origins.iter().zip(within).map(of).collect()
}

/// The open sites in whose catchment every home lies, each once.
fn sites_at(base: &Base, sites: &Sites, catchments: &Catchments) -> Vec<Vec<usize>> {
    use geo::BoundingRect;
    let boxed: Vec<_> = catchments
        .iter()
        .filter(|(site, _)| sites.get(*site).is_some_and(Option::is_some))
        .filter_map(|(site, shape)| Some((*site, shape, shape.bounding_rect()?)))
        .collect();
    let of = |origin: &Origin| {
        let at: &Point<f64> = &origin.at;
        let holds = boxed.iter().filter(|(_, shape, rect)| rect.contains(at) && shape.contains(at));
        let mut within: Vec<usize> = holds.map(|(site, ..)| *site).collect();
        within.sort_unstable();
        within.dedup();
        within
    };
    base.origins.iter().take(base.homes.len()).map(of).collect()
}

/// The homes that lie in more than one catchment.
pub fn in_overlap(base: &Base, sites: &Sites, catchments: &Catchments) -> Vec<usize> {
    let within = sites_at(base, sites, catchments);
    within.iter().enumerate().filter(|(_, sites)| sites.len() > 1).map(|(home, _)| home).collect()
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
