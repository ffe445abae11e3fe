//! A catchment as whole areas: which are in it, and putting one in or taking it out.

use geo::{Area as _, BooleanOps, BoundingRect, MultiPolygon};
use rayon::prelude::*;

use crate::catchment::outline::{union, without_slivers};
use crate::data::{AreaId, Dataset, Level};

/// How much of an area lies in a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cover {
    /// All but what drawing is inaccurate by.
    Whole,
    /// This share of its surface (0..1).
    Partly(f64),
}

/// Less than this share of an area is an inaccuracy of drawing.
const NOTHING: f64 = 0.002;

/// The areas of a level that lie in a shape, wholly or partly, in file order.
pub fn covers(dataset: &Dataset, level: Level, shape: &MultiPolygon<f64>) -> Vec<(AreaId, Cover)> {
    let Some(bounds) = shape.bounding_rect() else { return Vec::new() };
    let near = dataset.areas_in(bounds);
    let of = |id: &AreaId| {
        let area = dataset.area(*id).filter(|area| area.level == level)?;
        let whole = area.shape.unsigned_area();
        let share = area.shape.intersection(shape).unsigned_area() / whole;
        match share {
            share if share.is_nan() || share < NOTHING => None,
            share if share > 1.0 - NOTHING => Some((*id, Cover::Whole)),
            share => Some((*id, Cover::Partly(share))),
        }
    };
    near.par_iter().filter_map(of).collect()
}

/// The shape with an area in it.
pub(super) fn with(shape: &MultiPolygon<f64>, area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    if shape.0.is_empty() {
        return area.clone();
    }
    without_pinholes(without_slivers(union(&[shape, area])).0)
}

/// The shape without an area.
pub(super) fn without(shape: &MultiPolygon<f64>, area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    without_slivers(shape.difference(area)).0
}

/// Holes between areas that do not quite meet are inaccuracies of drawing too.
fn without_pinholes(shape: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let part = |polygon: geo::Polygon<f64>| {
        let (outer, holes) = polygon.into_inner();
        let land = |hole: &geo::LineString<f64>| {
            let alone = MultiPolygon(vec![geo::Polygon::new(hole.clone(), Vec::new())]);
            !without_slivers(alone).0.0.is_empty()
        };
        geo::Polygon::new(outer, holes.into_iter().filter(land).collect())
    };
    MultiPolygon(shape.into_iter().map(part).collect())
}
