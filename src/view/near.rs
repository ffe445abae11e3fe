//! Areas by how near school is, and by who attends the nearest one.

use std::collections::BTreeMap;

use super::choice::MapChoice;
use super::shapes::Shapes;
use super::values::{AreaValue, Values, withheld};
use crate::catchment::observed::{Totals, flows_of};
use crate::choice::{Homes, schools_with_counts};
use crate::data::{AreaId, Dataset, SchoolId, Subject};
use crate::number::Count;
use crate::privacy::{Gate, Shown, ShownCounts};

/// The schools with pupils that have a place on the map.
fn places(dataset: &Dataset, choice: &MapChoice) -> Option<Vec<(SchoolId, geo::Point<f64>)>> {
    let table = dataset.counts(Subject::School, choice.scheme, choice.year)?;
    let at = |id: SchoolId| Some((id, dataset.school(id)?.at));
    let found = schools_with_counts(table).into_iter().filter_map(at);
    let found: Vec<_> = found.filter(|(_, at)| at.x().is_finite() && at.y().is_finite()).collect();
    (!found.is_empty()).then_some(found)
}

fn metres(from: geo::Point<f64>, to: geo::Point<f64>) -> f64 {
    (from.x() - to.x()).hypot(from.y() - to.y())
}

fn nearest(from: geo::Point<f64>, places: &[(SchoolId, geo::Point<f64>)]) -> f64 {
    places.iter().map(|(_, to)| metres(from, *to)).fold(f64::INFINITY, f64::min)
}

/// An area and those that contain it.
fn upwards(dataset: &Dataset, area: AreaId) -> impl Iterator<Item = AreaId> + '_ {
    /// No division nests deeper.
    const DEEPEST: usize = 8;
    std::iter::successors(Some(area), |id| dataset.area(*id).and_then(|a| a.parent)).take(DEEPEST)
}

/// Metres in a straight line to the nearest school with pupils, over the pupils of an area.
pub(super) fn distances(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    shapes: &Shapes,
) -> Option<Values> {
    let places = places(dataset, choice)?;
    let home = dataset.counts(Subject::Home, choice.scheme, choice.year)?;
    let shown = ShownCounts::of(dataset, home, *gate);
    let homes = Homes::of(dataset, home);
    let mut sums: BTreeMap<AreaId, (f64, f64)> = BTreeMap::new();
    for (at, (area, point)) in homes.areas.iter().zip(&homes.points).enumerate() {
        let (pupils, way) = (homes.total(at), nearest(*point, &places));
        for id in upwards(dataset, *area).filter(|_| way.is_finite()) {
            let sum = sums.entry(id).or_default();
            *sum = (sum.0 + pupils, sum.1 + pupils * way);
        }
    }
    let told = |id: usize| match sums.get(&AreaId(id)) {
        None => AreaValue::Unknown,
        Some((pupils, _)) if *pupils <= 0.0 => AreaValue::NoPupils,
        Some((pupils, sum)) => match shown.composition(home.scheme, id).map(|c| c.total) {
            Some(Shown::Hidden) => AreaValue::TooFew,
            _ => AreaValue::Value(sum / pupils),
        },
    };
    Some(Values {
        areas: shapes.list().iter().map(|s| told(s.id)).collect(),
        basis: home.basis,
        source: Some(home.source),
        year: home.year,
        ..Values::default()
    })
}

/// Share of the pupils of an area who attend the school that is nearest in a straight line, by the
/// flows. Of schools equally near each is the nearest.
pub(super) fn at_nearest(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    shapes: &Shapes,
) -> Option<Values> {
    let places = places(dataset, choice)?;
    let at: BTreeMap<SchoolId, geo::Point<f64>> = places.iter().copied().collect();
    let flows = flows_of(dataset, choice.scheme, choice.year)?;
    let mut sums: BTreeMap<AreaId, [Count; 2]> = BTreeMap::new();
    for (area, schools) in Totals::of(dataset, flows).by_area {
        let Some(from) = dataset.area(area).map(|a| a.pupil_point.at) else { continue };
        let least = nearest(from, &places);
        for (school, pupils) in schools {
            let near = at.get(&school).is_some_and(|to| metres(from, *to) <= least);
            for id in upwards(dataset, area) {
                let [own, others] = sums.entry(id).or_insert([Count::ZERO; 2]);
                let sum = if near { own } else { others };
                *sum = *sum + pupils;
            }
        }
    }
    let told = |id: usize| {
        let Some(cells) = sums.get(&AreaId(id)) else { return AreaValue::Unknown };
        let shown = gate.composition(cells);
        match shown.total {
            Shown::Value(0.0) => AreaValue::NoPupils,
            Shown::Hidden => AreaValue::TooFew,
            Shown::Suppressed { .. } => AreaValue::Suppressed,
            _ => shown.shares.first().map_or(AreaValue::Unknown, |s| withheld(*s, AreaValue::SmallGroup)),
        }
    };
    Some(Values {
        areas: shapes.list().iter().map(|s| told(s.id)).collect(),
        basis: flows.basis,
        source: Some(flows.source),
        year: flows.year,
        ..Values::default()
    })
}
