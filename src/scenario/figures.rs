//! Sites, flows and population of a year → its figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use rstar::RTree;

use super::base::{Base, NOBODY};
use super::flows::Flows;
use super::forecast::Population;
use super::outcome::{DistanceOutcome, EnergyOutcome, SchoolOutcome, Segregation, SiteInfo, SpaceOutcome};
use super::plan::{Assumptions, SpaceNorm};
use super::rules::Open;
use super::sites::{Sites, is_public};
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
    pub space: SpaceOutcome,
    pub energy: EnergyOutcome,
    pub public_share: Option<f64>,
    pub areas_without_public: Vec<AreaId>,
}

/// The figures of one year.
pub fn town(
    base: &Base,
    assumptions: &Assumptions,
    sites: &Sites,
    flows: &Flows,
    population: &Population,
    open: &Open,
) -> Town {
    let width = base.width();
    // Sums of what came and went may end a hair below nought.
    let sums: Vec<f64> = flows.by_site(sites.len()).into_iter().map(|n| n.max(0.0)).collect();
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
    let (distance, distance_by_group) = distances(base, sites, flows, assumptions.detour);
    let (public_share, areas_without_public) = public(base, assumptions, sites, population);
    Town {
        segregation: segregation(base, sites, &schools, population, open),
        space: space(&schools),
        energy: energy(&schools),
        schools: Arc::new(schools),
        pupils,
        unplaced,
        distance,
        distance_by_group,
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
    let wijken = by_wijk(base, population);
    let references: Vec<f64> = schools
        .iter()
        .flat_map(|s| {
            let wijk = base.wijk_at(s.site.at).and_then(|id| wijken.get(&id));
            wijk.cloned().unwrap_or_else(|| vec![0.0; base.width()])
        })
        .collect();
    if let Ok(references) = Counts::new(base.groups.clone(), references)
        && let Ok(found) = mirror(&counts, &references, Limits::default())
    {
        out.mirror = found.share_to_move;
        out.mirror_unattainable = found.unattainable_share;
    }
    out
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
    for (at, pupils) in base.homes.points.iter().zip(population.home.chunks_exact(width.max(1))) {
        let site = open.nearest(*at)?;
        if let Some(row) = cells.get_mut(site * width..(site + 1) * width) {
            row.iter_mut().zip(pupils).for_each(|(sum, n)| *sum += n);
        }
    }
    pair(base, &cells).as_ref().and_then(dissimilarity)
}

/// Pupils at a distance, by group.
fn distances(
    base: &Base,
    sites: &Sites,
    flows: &Flows,
    detour: f64,
) -> (DistanceOutcome, Vec<DistanceOutcome>) {
    let width = base.width();
    let mut ways: Vec<(f64, &[f64])> = Vec::new();
    for (origin, row) in base.origins.iter().zip(&flows.rows) {
        if origin.home.is_none() {
            continue;
        }
        for (site, pupils) in row.iter(width) {
            let Some(at) = sites.get(site).and_then(Option::as_ref).map(|s| s.at) else { continue };
            let metres = (at.x() - origin.at.x()).hypot(at.y() - origin.at.y()) * detour;
            if metres.is_finite() {
                ways.push((metres, pupils));
            }
        }
    }
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    let of = |n: &dyn Fn(&[f64]) -> f64| distance(&ways, n);
    let everyone = of(&|pupils: &[f64]| pupils.iter().sum());
    let by_group =
        (0..width).map(|group| of(&|pupils: &[f64]| pupils.get(group).copied().unwrap_or(0.0))).collect();
    (everyone, by_group)
}

/// The figures of ways in order of their length.
fn distance(ways: &[(f64, &[f64])], number: &dyn Fn(&[f64]) -> f64) -> DistanceOutcome {
    let (mut pupils, mut metres, mut one, mut two) = (0.0, 0.0, 0.0, 0.0);
    for (way, row) in ways {
        let n = number(row).max(0.0);
        pupils += n;
        metres += n * way;
        one += if *way <= 1000.0 { n } else { 0.0 };
        two += if *way <= 2000.0 { n } else { 0.0 };
    }
    if pupils <= NOBODY {
        return DistanceOutcome::default();
    }
    // The sum of the parts may fall a hair short of nine tenths of the whole.
    let wanted = pupils * 0.9 * (1.0 - 1e-12);
    let mut seen = 0.0;
    let p90 = ways.iter().find_map(|(way, row)| {
        seen += number(row).max(0.0);
        (seen >= wanted).then_some(*way)
    });
    DistanceOutcome {
        mean: Some(metres / pupils),
        p90,
        within_1km: Some(one / pupils),
        within_2km: Some(two / pupils),
    }
}

/// Share of pupils with a public school within reach, and the areas without.
fn public(
    base: &Base,
    assumptions: &Assumptions,
    sites: &Sites,
    population: &Population,
) -> (Option<f64>, Vec<AreaId>) {
    let known = |site: &&Arc<SiteInfo>| site.denomination.is_some();
    if !sites.iter().flatten().any(|s| known(&s)) {
        return (None, Vec::new());
    }
    let public = sites.iter().flatten().filter(|s| s.denomination.as_deref().is_some_and(is_public));
    let tree = RTree::bulk_load(public.map(|s| [s.at.x(), s.at.y()]).collect());
    let reach = assumptions.closing.public_within_km * 1000.0;
    let width = base.width();
    let (mut all, mut within) = (0.0, 0.0);
    let mut without = Vec::new();
    let homes = base.homes.areas.iter().zip(&base.homes.points);
    for ((area, at), pupils) in homes.zip(population.home.chunks_exact(width.max(1))) {
        let n: f64 = pupils.iter().sum();
        let near = tree
            .nearest_neighbor(&[at.x(), at.y()])
            .is_some_and(|[x, y]| (x - at.x()).hypot(y - at.y()) * assumptions.detour <= reach);
        all += n;
        within += if near { n } else { 0.0 };
        if !near && n > NOBODY {
            without.push(*area);
        }
    }
    ((all > 0.0).then(|| within / all), without)
}
