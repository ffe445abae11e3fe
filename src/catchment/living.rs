//! How many pupils live in a catchment, as far as that may be told.

use std::collections::HashSet;

use geo::{BoundingRect, Contains, Intersects, MultiPolygon, Point};

use crate::choice::Homes;
use crate::data::{AreaId, Basis, Dataset, Subject, Year};
use crate::privacy::{Gate, Shown, ShownCounts};

/// The areas where pupils live, each with the point where they are taken to live and their number as
/// it may be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Living {
    homes: Vec<(Point<f64>, Option<f64>)>,
    pub basis: Basis,
}

/// Pupils in a shape.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LivingIn {
    /// Pupils of the areas whose number may be shown; each area counts where its point lies.
    pub pupils: f64,
    /// Areas whose point lies in the shape.
    pub areas: usize,
    /// Of those, areas whose number of pupils is not known or may not be shown: they are not in
    /// `pupils`, so that no sum of two shapes gives one of them away.
    pub left_out: usize,
}

impl Living {
    /// Of a scheme and year, the newest where none is given; nobody where there are no such counts.
    pub fn of(dataset: &Dataset, scheme: usize, year: Option<Year>, gate: Gate) -> Self {
        let table = dataset
            .counts(Subject::Home, scheme, year)
            .or_else(|| dataset.counts(Subject::Home, scheme, None));
        let Some(table) = table else { return Self::default() };
        let (homes, shown) = (Homes::of(dataset, table), ShownCounts::of(dataset, table, gate));
        let of = |(area, at): (&AreaId, &Point<f64>)| {
            let total = shown.composition(scheme, area.0).map_or(Shown::Unknown, |c| c.total);
            (*at, total.value())
        };
        let mut list: Vec<(Point<f64>, Option<f64>)> =
            homes.areas.iter().zip(&homes.points).map(of).collect();
        // Areas of which nothing is known are no homes to reckon with, and not nobody either.
        let known: HashSet<AreaId> = homes.areas.iter().copied().collect();
        let level = homes.areas.iter().filter_map(|id| dataset.area(*id)).map(|a| a.level).max();
        for (id, area) in level.into_iter().flat_map(|level| dataset.areas_of(level)) {
            if !is_in(dataset, id, &known) {
                list.push((area.pupil_point.at, None));
            }
        }
        Self { homes: list, basis: table.basis }
    }

    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }

    /// Who lives in a shape.
    pub fn within(&self, shape: &MultiPolygon<f64>) -> LivingIn {
        let mut out = LivingIn::default();
        let Some(bounds) = shape.bounding_rect() else { return out };
        let inside = self.homes.iter().filter(|(at, _)| bounds.intersects(at) && shape.contains(at));
        for (_, pupils) in inside {
            out.areas += 1;
            match pupils {
                Some(pupils) => out.pupils += pupils,
                None => out.left_out += 1,
            }
        }
        out
    }
}

/// Whether an area is one of these or lies in one of them.
fn is_in(dataset: &Dataset, area: AreaId, these: &HashSet<AreaId>) -> bool {
    let mut at = Some(area);
    // No division nests deeper; a guard against areas that contain each other.
    for _ in 0..8 {
        match at {
            Some(id) if these.contains(&id) => return true,
            Some(id) => at = dataset.area(id).and_then(|a| a.parent),
            None => return false,
        }
    }
    false
}
