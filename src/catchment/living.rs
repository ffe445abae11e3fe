//! How many pupils live in a catchment, as far as that may be told.

use geo::{BoundingRect, Contains, Intersects, MultiPolygon, Point};

use crate::choice::Homes;
use crate::data::{Basis, Dataset, Subject, Year};
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
        let of = |(area, at): (&crate::data::AreaId, &Point<f64>)| {
            let total = shown.composition(scheme, area.0).map_or(Shown::Unknown, |c| c.total);
            (*at, total.value())
        };
        Self { homes: homes.areas.iter().zip(&homes.points).map(of).collect(), basis: table.basis }
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
