//! The distance of an area as that of the people in it, not of its middle.

use crate::choice::Distances;
use crate::data::{CountTable, Dataset, Indicator};

/// Distances of areas, averaged over where their people live.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    /// One row per area of the dataset.
    pub distances: Distances,
    /// For each area, over how many finer areas the mean was taken; 0 where its own pupil point
    /// stands for all.
    pub parts: Vec<usize>,
    /// Row-major like the distances: the share of the people, 0..1, who have a way at all. The mean
    /// is over these.
    pub reached: Vec<f64>,
}

/// No division nests deeper: a guard against areas that contain each other in a damaged file.
const DEEPEST: usize = 8;

/// Replaces the distances of an area by the mean over the finest areas in it whose people are
/// known, each weighted by their number: `d(a, s) = Σ w_i d(i, s) / Σ w_i`. An area without such
/// parts keeps the distance from its own point.
///
/// `distances` has one row per area of the dataset, and `weights` one number per area; `None` when
/// they have not. The mean of a route is a route on average: no single child need travel it.
pub fn weighted(dataset: &Dataset, distances: &Distances, weights: &[Option<f64>]) -> Option<Weighted> {
    let areas = dataset.areas();
    let schools = distances.destinations();
    if weights.len() != areas.len() || (schools > 0 && distances.origins() != areas.len()) {
        return None;
    }
    let mut finer: Vec<Vec<usize>> = vec![Vec::new(); areas.len()];
    for (i, area) in areas.iter().enumerate() {
        if let Some(list) = area.parent.and_then(|p| finer.get_mut(p.0)) {
            list.push(i);
        }
    }
    let mut metres = Vec::with_capacity(areas.len() * schools);
    let mut reached = Vec::with_capacity(areas.len() * schools);
    let mut parts = Vec::with_capacity(areas.len());
    for area in 0..areas.len() {
        let people = people_in(area, &finer, weights, DEEPEST);
        parts.push(people.len());
        let own = [(area, 1.0)];
        let people = if people.is_empty() { &own[..] } else { &people };
        let all: f64 = people.iter().map(|(_, weight)| weight).sum();
        for school in 0..schools {
            let (mut sum, mut reach) = (0.0, 0.0);
            for (part, weight) in people {
                if let Some(value) = distances.get(*part, school) {
                    sum += weight * value;
                    reach += weight;
                }
            }
            metres.push(if reach > 0.0 { sum / reach } else { f64::INFINITY });
            reached.push(reach / all);
        }
    }
    let distances = Distances::from_rows(distances.metric, schools, metres)?;
    Some(Weighted { distances, parts, reached })
}

/// The finest areas within one whose people are known, with their number.
fn people_in(
    area: usize,
    finer: &[Vec<usize>],
    weights: &[Option<f64>],
    deepest: usize,
) -> Vec<(usize, f64)> {
    let mut out = Vec::new();
    if deepest == 0 {
        return out;
    }
    for &part in finer.get(area).map_or(&[][..], Vec::as_slice) {
        let within = people_in(part, finer, weights, deepest - 1);
        if within.is_empty() {
            let weight = weights.get(part).copied().flatten();
            out.extend(weight.filter(|w| w.is_finite() && *w > 0.0).map(|w| (part, w)));
        } else {
            out.extend(within);
        }
    }
    out
}

/// The pupils who live in every area as weights; a number that was hidden is the middle of its range.
pub fn pupil_weights(home: &CountTable) -> Vec<Option<f64>> {
    let middle = |unit| home.total(unit).bounds().map(|(least, greatest)| f64::midpoint(least, greatest));
    (0..home.units()).map(middle).collect()
}

/// An indicator per area, such as the number of inhabitants, as weights.
pub fn indicator_weights(indicator: &Indicator) -> Vec<Option<f64>> {
    indicator.values.clone()
}
