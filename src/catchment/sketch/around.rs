//! How a catchment that is drawn meets those of other schools.

use geo::{Area, BooleanOps, BoundingRect, Intersects, MultiPolygon};
use rayon::prelude::*;

use super::shared::Neighbour;
use crate::catchment::outline::{union, without_slivers};
use crate::data::{Dataset, SchoolId};

/// The other catchments, made ready once for a drawing.
#[derive(Debug)]
pub struct Around {
    others: Vec<(SchoolId, MultiPolygon<f64>)>,
    municipality: MultiPolygon<f64>,
    /// What of the municipality lies in none of the others.
    free: MultiPolygon<f64>,
}

/// What comes of a shape beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    /// What it has in common with the catchment of another school.
    pub overlaps: Vec<(SchoolId, MultiPolygon<f64>)>,
    /// What of the municipality lies in no catchment at all; empty as long as this is the only one,
    /// when that would be the rest of the town.
    pub gaps: MultiPolygon<f64>,
    /// Square metres outside the municipality.
    pub outside_m2: f64,
    /// Parts apart from the largest.
    pub islands: usize,
}

impl Default for Meeting {
    fn default() -> Self {
        Self { overlaps: Vec::new(), gaps: MultiPolygon(Vec::new()), outside_m2: 0.0, islands: 0 }
    }
}

impl Default for Around {
    fn default() -> Self {
        let none = || MultiPolygon(Vec::new());
        Self { others: Vec::new(), municipality: none(), free: none() }
    }
}

impl Around {
    /// The given catchments of a dataset but that of one school.
    pub fn of(dataset: &Dataset, except: Option<SchoolId>, municipality: &MultiPolygon<f64>) -> Self {
        let mut others: Vec<(SchoolId, MultiPolygon<f64>)> = Vec::new();
        for given in dataset.catchments().iter().filter(|c| Some(c.school) != except) {
            match others.iter_mut().find(|(school, _)| *school == given.school) {
                Some((_, shape)) => *shape = union(&[shape, &given.shape]),
                None => others.push((given.school, given.shape.clone())),
            }
        }
        Self::beside(others, municipality.clone())
    }

    /// With some of the others elsewhere.
    pub fn moved<'a>(&self, elsewhere: impl IntoIterator<Item = &'a Neighbour>) -> Self {
        let mut others = self.others.clone();
        for (school, shape) in elsewhere {
            if let Some((_, old)) = others.iter_mut().find(|(other, _)| other == school) {
                old.clone_from(shape);
            }
        }
        Self::beside(others, self.municipality.clone())
    }

    fn beside(others: Vec<Neighbour>, municipality: MultiPolygon<f64>) -> Self {
        let covered = union(&others.iter().map(|(_, shape)| shape).collect::<Vec<_>>());
        let free = if others.is_empty() { municipality.clone() } else { municipality.difference(&covered) };
        Self { others, municipality, free }
    }

    /// The catchments of the other schools.
    pub fn others(&self) -> &[(SchoolId, MultiPolygon<f64>)] {
        &self.others
    }

    /// How a shape meets them. The shape must be sound ([`super::checked`]).
    pub fn meeting(&self, shape: &MultiPolygon<f64>) -> Meeting {
        let bounds = shape.bounding_rect();
        let near = |other: &MultiPolygon<f64>| {
            bounds.zip(other.bounding_rect()).is_some_and(|(a, b)| a.intersects(&b))
        };
        let overlaps =
            self.others.par_iter().filter(|(_, other)| near(other)).filter_map(|(school, other)| {
                let (common, _) = without_slivers(shape.intersection(other));
                (!common.0.is_empty()).then_some((*school, common))
            });
        let gaps = match self.others.is_empty() {
            true => MultiPolygon(Vec::new()),
            false => without_slivers(self.free.difference(shape)).0,
        };
        let outside_m2 = match self.municipality.0.is_empty() {
            true => 0.0,
            false => without_slivers(shape.difference(&self.municipality)).0.unsigned_area(),
        };
        Meeting { overlaps: overlaps.collect(), gaps, outside_m2, islands: shape.0.len().saturating_sub(1) }
    }

    /// The catchments of the others without what a shape takes of them; only those that change.
    pub fn giving_way(&self, shape: &MultiPolygon<f64>) -> Vec<(SchoolId, MultiPolygon<f64>)> {
        let meeting = self.meeting(shape);
        let of = |(school, _): &(SchoolId, MultiPolygon<f64>)| {
            let (_, whole) = self.others.iter().find(|(other, _)| other == school)?;
            Some((*school, without_slivers(whole.difference(shape)).0))
        };
        meeting.overlaps.iter().filter_map(of).collect()
    }
}
