//! Sites, flows and population of a year → its figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use rstar::RTree;

use super::base::{Base, NOBODY};
use super::flows::Flows;
use super::forecast::Population;
use super::open::Open;
use super::outcome::{DistanceOutcome, EnergyOutcome, SchoolOutcome, Segregation, SiteInfo, SpaceOutcome};
use super::plan::{Assumptions, SpaceNorm};
use super::sites::{Sites, is_public};
use super::state::State;
use crate::data::AreaId;
use crate::measure::mirror::{Limits, mirror};
use crate::measure::multi::multi_theil_h;
use crate::measure::two::isolation;
use crate::measure::{Counts, TwoGroup, dissimilarity};

/// The figures of a town in one year that follow from who goes where, and from the buildings.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    pub schools: Arc<Vec<SchoolOutcome>>,
    pub pupils: Vec<f64>,
    pub unplaced: Vec<f64>,
    pub segregation: Segregation,
    pub distance: DistanceOutcome,
    pub distance_by_group: Vec<DistanceOutcome>,
    /// Pupils who live in town and have no route to their school; they are in no distance.
    pub without_route: f64,
    pub space: SpaceOutcome,
    pub energy: EnergyOutcome,
    pub public_share: Option<f64>,
    pub areas_without_public: Vec<AreaId>,
}

/// The figures of one year.
pub(super) fn town(base: &Base, assumptions: &Assumptions, state: &State) -> Town {
    let width = base.width();
    let State { flows, population, open, .. } = state;
    let sites = state.of_year.sites.as_ref();
    // Sums of what came and went may end a hair below nought.
    let sums: Vec<f64> = state.by_site().iter().map(|n| n.max(0.0)).collect();
    let cells = |at: usize| sums.get(at * width..(at + 1) * width).unwrap_or_default();
    let schools: Vec<SchoolOutcome> = sites
        .iter()
        .enumerate()
        .filter_map(|(at, site)| Some(school(site.as_ref()?, cells(at), &base.groups, &assumptions.space)))
        .collect();
    let mut pupils = vec![0.0; width];
    for school in &schools {
        pupils.iter_mut().zip(&school.pupils).for_each(|(sum, n)| *sum += n);
    }
    let mut unplaced = vec![0.0; width];
    let placed = flows.by_origin();
    for (at, (wanted, placed)) in population.origin.iter().zip(&placed).enumerate() {
        if let Some(cell) = unplaced.get_mut(at % width.max(1)) {
            let rest = wanted - placed;
            *cell += if rest > NOBODY { rest } else { 0.0 };
        }
    }
    let (distance, distance_by_group, without_route) = distances(base, flows, open);
    let (public_share, areas_without_public) = public(base, assumptions, sites, population, open);
    Town {
        segregation: segregation(base, sites, &schools, population, open),
        space: space(&schools),
        energy: energy(&schools),
        schools: Arc::new(schools),
        pupils,
        unplaced,
        distance,
        distance_by_group,
        without_route,
        public_share,
        areas_without_public,
    }
}

fn school(site: &Arc<SiteInfo>, pupils: &[f64], groups: &[String], norm: &SpaceNorm) -> SchoolOutcome {
    let total: f64 = pupils.iter().sum();
    let floor_needed = if total > NOBODY { needed(norm, groups, pupils) } else { 0.0 };
    SchoolOutcome {
        site: Arc::clone(site),
        pupils: pupils.to_vec(),
        total,
        occupancy: site.seats.filter(|s| *s > 0.0).map(|s| total / s),
        floor_needed,
        floor_surplus: site.floor_area.map(|built| built - floor_needed),
        years_under: None,
    }
}

/// m² by the norm for these pupils.
pub fn needed(norm: &SpaceNorm, groups: &[String], pupils: &[f64]) -> f64 {
    let weight = |key: &String| norm.weighted.iter().find(|(k, _)| k == key).map_or(0.0, |(_, share)| *share);
    let weighted: f64 = groups.iter().zip(pupils).map(|(key, n)| weight(key) * n).sum();
    norm.fixed + norm.per_pupil * pupils.iter().sum::<f64>() + norm.per_weighted_pupil * weighted
}

fn space(schools: &[SchoolOutcome]) -> SpaceOutcome {
    let mut out = SpaceOutcome::default();
    let add = |sum: &mut Option<f64>, n: f64| *sum = Some(sum.unwrap_or(0.0) + n);
    for school in schools {
        let SiteInfo { seats, floor_area, assumed_space, .. } = school.site.as_ref();
        out.floor_needed += school.floor_needed;
        out.unknown += usize::from(seats.is_none() || floor_area.is_none());
        out.assumed += usize::from(*assumed_space);
        if let Some(seats) = seats {
            add(&mut out.seats, *seats);
            out.pupils_with_seats += school.total;
            add(&mut out.seats_free, (seats - school.total).max(0.0));
            add(&mut out.seats_short, (school.total - seats).max(0.0));
        }
        if let (Some(built), Some(surplus)) = (floor_area, school.floor_surplus) {
            add(&mut out.floor_built, *built);
            add(&mut out.floor_surplus, surplus.max(0.0));
            add(&mut out.floor_short, (-surplus).max(0.0));
        }
    }
    out.occupancy = out.seats.filter(|s| *s > 0.0).map(|s| out.pupils_with_seats / s);
    out
}

fn energy(schools: &[SchoolOutcome]) -> EnergyOutcome {
    let count = |wanted: Option<bool>| schools.iter().filter(|s| s.site.energy_neutral == wanted).count();
    let (neutral, not_neutral, unknown) = (count(Some(true)), count(Some(false)), count(None));
    let share = (unknown == 0 && !schools.is_empty()).then(|| neutral as f64 / schools.len() as f64);
    EnergyOutcome { neutral, not_neutral, unknown, share }
}

/// The two columns that are compared.
pub fn pair<'a>(base: &Base, cells: &[f64]) -> Option<TwoGroup<'a>> {
    let width = base.width();
    let (group, other) = (base.comparison.group, base.other());
    if group >= width || other.is_some_and(|o| o >= width || o == group) {
        return None;
    }
    let column = |k: usize| -> Vec<f64> { cells.iter().skip(k).step_by(width).copied().collect() };
    let others: Vec<f64> = match other {
        Some(other) => column(other),
        None => cells
            .chunks_exact(width)
            .map(|row| row.iter().enumerate().filter(|(k, _)| *k != group).map(|(_, n)| n).sum())
            .collect(),
    };
    TwoGroup::new(column(group), others).ok()
}

fn segregation(
    base: &Base,
    sites: &Sites,
    schools: &[SchoolOutcome],
    population: &Population,
    open: &Open,
) -> Segregation {
    let cells: Vec<f64> = schools.iter().flat_map(|s| s.pupils.iter().copied()).collect();
    let two = pair(base, &cells);
    let d = two.as_ref().and_then(dissimilarity);
    let home = if base.homes_exact { home_d(base, sites.len(), population, open) } else { None };
    let mut out = Segregation {
        d,
        home,
        choice: d.zip(home).map(|(d, home)| d - home),
        isolation: two.as_ref().and_then(isolation),
        ..Segregation::default()
    };
    let Ok(counts) = Counts::new(base.groups.clone(), cells) else { return out };
    out.h = multi_theil_h(&counts);
    if let Some(references) = references(base, sites, population, open)
        && let Ok(found) = mirror(&counts, &references, Limits::default())
    {
        out.mirror = found.share_to_move;
        out.mirror_unattainable = found.unattainable_share;
    }
    out
}

/// Whom every open site should mirror: the pupils who live in its wijk.
pub(super) fn references(base: &Base, sites: &Sites, population: &Population, open: &Open) -> Option<Counts> {
    let wijken = by_wijk(base, population);
    let nobody = vec![0.0; base.width()];
    let rows = sites.iter().enumerate().filter(|(_, site)| site.is_some());
    let of = |at: usize| open.wijk(at).and_then(|id| wijken.get(&id)).unwrap_or(&nobody).iter().copied();
    Counts::new(base.groups.clone(), rows.flat_map(|(at, _)| of(at)).collect()).ok()
}

/// The pupils who live in every wijk, by group.
pub fn by_wijk(base: &Base, population: &Population) -> BTreeMap<AreaId, Vec<f64>> {
    let width = base.width();
    let mut out: BTreeMap<AreaId, Vec<f64>> = BTreeMap::new();
    for (wijk, pupils) in base.wijk_of_home.iter().zip(population.home.chunks_exact(width.max(1))) {
        if let Some(wijk) = wijk {
            let sums = out.entry(*wijk).or_insert_with(|| vec![0.0; width]);
            sums.iter_mut().zip(pupils).for_each(|(sum, n)| *sum += n);
        }
    }
    out
}

/// D if everyone went to the nearest open school.
fn home_d(base: &Base, sites: usize, population: &Population, open: &Open) -> Option<f64> {
    let width = base.width();
    let mut cells = vec![0.0; sites * width];
    for (origin, pupils) in base.origins.iter().zip(population.home.chunks_exact(width.max(1))) {
        let site = open.nearest(origin)?;
        if let Some(row) = cells.get_mut(site * width..(site + 1) * width) {
            row.iter_mut().zip(pupils).for_each(|(sum, n)| *sum += n);
        }
    }
    pair(base, &cells).as_ref().and_then(dissimilarity)
}

/// Pupils at a distance: of everyone and by group, and how many have no way.
fn distances(base: &Base, flows: &Flows, open: &Open) -> (DistanceOutcome, Vec<DistanceOutcome>, f64) {
    let width = base.width();
    let mut ways: Vec<(f64, &[f64])> = Vec::new();
    let mut without = 0.0;
    for (origin, row) in base.origins.iter().zip(&flows.rows) {
        if origin.home.is_none() {
            continue;
        }
        for (site, pupils) in row.iter(width) {
            match open.metres(origin, site) {
                Some(metres) => ways.push((metres, pupils)),
                None if open.has(site) => without += pupils.iter().sum::<f64>().max(0.0),
                None => {}
            }
        }
    }
    let mut measured = measured(&ways, width);
    let everyone = measured.pop().unwrap_or_default();
    (everyone, measured, without)
}

/// Sums over ways of one group, or of everyone: pupils, their metres, and those within 1 and 2 km.
type Travelled = [f64; 4];

/// Ways are first counted in so many bands of equal width; only in the band where nine in ten are
/// reached are they put in order.
const BANDS: usize = 1024;

/// Pupils of every group of a way, and of all of them together as the last.
fn numbers(row: &[f64], width: usize) -> impl Iterator<Item = f64> {
    let row = row.get(..width).unwrap_or(row);
    let all: f64 = row.iter().sum();
    row.iter().map(|n| n.max(0.0)).chain(std::iter::once(all.max(0.0)))
}

/// The figures of every group, and of everyone as the last.
pub(super) fn measured(ways: &[(f64, &[f64])], width: usize) -> Vec<DistanceOutcome> {
    let columns = width + 1;
    let furthest = ways.iter().map(|(way, _)| *way).fold(0.0, f64::max);
    let scale = if furthest > 0.0 { BANDS as f64 / furthest } else { 0.0 };
    let band = |way: f64| ((way * scale) as usize).min(BANDS - 1);
    let mut sums: Vec<Travelled> = vec![[0.0; 4]; columns];
    let mut bands = vec![0.0; columns * BANDS];
    for (way, row) in ways {
        let at = band(*way) * columns;
        let cells = bands.get_mut(at..at + columns).unwrap_or_default();
        let counts = [1.0, *way, f64::from(*way <= 1000.0), f64::from(*way <= 2000.0)];
        let add = |n: f64, sum: &mut Travelled, cell: &mut f64| {
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += n * count);
            *cell += n;
        };
        let mut all = 0.0;
        for ((n, sum), cell) in row.iter().zip(&mut sums).zip(&mut *cells) {
            all += n;
            add(n.max(0.0), sum, cell);
        }
        if let (Some(sum), Some(cell)) = (sums.last_mut(), cells.last_mut()) {
            add(all.max(0.0), sum, cell);
        }
    }
    // The band in which each column reaches nine in ten, and how many there are before it. The sum of
    // the parts may fall a hair short of nine tenths of the whole.
    let wanted: Vec<f64> = sums.iter().map(|[pupils, ..]| pupils * 0.9 * (1.0 - 1e-12)).collect();
    let reached: Vec<(usize, f64)> = (0..columns)
        .map(|column| {
            let mut seen = 0.0;
            for at in 0..BANDS {
                let here = bands.get(at * columns + column).copied().unwrap_or(0.0);
                if seen + here >= wanted.get(column).copied().unwrap_or(0.0) {
                    return (at, seen);
                }
                seen += here;
            }
            (BANDS - 1, seen)
        })
        .collect();
    let mut near: Vec<Vec<(f64, f64)>> = vec![Vec::new(); columns];
    for (way, row) in ways {
        let at = band(*way);
        if reached.iter().all(|(wanted, _)| *wanted != at) {
            continue;
        }
        for (n, (list, (wanted, _))) in numbers(row, width).zip(near.iter_mut().zip(&reached)) {
            if at == *wanted {
                list.push((*way, n));
            }
        }
    }
    let outcome = |column: usize| {
        let [pupils, metres, one, two] = sums.get(column).copied().unwrap_or_default();
        if pupils <= NOBODY {
            return DistanceOutcome::default();
        }
        let mut list = near.get(column).cloned().unwrap_or_default();
        list.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut seen = reached.get(column).map_or(0.0, |(_, before)| *before);
        let wanted = wanted.get(column).copied().unwrap_or(0.0);
        let found = list.iter().find(|(_, n)| {
            seen += n;
            seen >= wanted
        });
        DistanceOutcome {
            mean: Some(metres / pupils),
            p90: found.or(list.last()).map(|(way, _)| *way),
            within_1km: Some(one / pupils),
            within_2km: Some(two / pupils),
        }
    };
    (0..columns).map(outcome).collect()
}

/// Share of pupils with a public school within reach, and the areas without.
fn public(
    base: &Base,
    assumptions: &Assumptions,
    sites: &Sites,
    population: &Population,
    open: &Open,
) -> (Option<f64>, Vec<AreaId>) {
    let known = |site: &&Arc<SiteInfo>| site.denomination.is_some();
    if !sites.iter().flatten().any(|s| known(&s)) {
        return (None, Vec::new());
    }
    let public: Vec<(usize, [f64; 2])> = sites
        .iter()
        .enumerate()
        .filter_map(|(at, site)| Some((at, site.as_ref()?)))
        .filter(|(_, site)| site.denomination.as_deref().is_some_and(is_public))
        .map(|(at, site)| (at, [site.at.x(), site.at.y()]))
        .collect();
    let tree = RTree::bulk_load(public.iter().map(|(_, at)| *at).collect());
    let reach = assumptions.closing.public_within_km * 1000.0;
    let width = base.width();
    let (mut all, mut within) = (0.0, 0.0);
    let mut without = Vec::new();
    let homes = base.homes.areas.iter().zip(&base.origins);
    for ((area, origin), pupils) in homes.zip(population.home.chunks_exact(width.max(1))) {
        let n: f64 = pupils.iter().sum();
        let at = origin.at;
        let near = if open.ways.over_streets() {
            public.iter().any(|(site, _)| open.metres(origin, *site).is_some_and(|m| m <= reach))
        } else {
            tree.nearest_neighbor(&[at.x(), at.y()])
                .is_some_and(|[x, y]| (x - at.x()).hypot(y - at.y()) * assumptions.detour <= reach)
        };
        all += n;
        within += if near { n } else { 0.0 };
        if !near && n > NOBODY {
            without.push(*area);
        }
    }
    ((all > 0.0).then(|| within / all), without)
}
