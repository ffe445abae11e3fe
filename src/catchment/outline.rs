//! The municipality as one shape, and what is too thin to be a piece of land.

use geo::{Area, MultiPolygon, Polygon, unary_union};
use geo::{Euclidean, Length};

use crate::data::Dataset;

/// Narrower than this (in metres, on average) a gap or overlap is an inaccuracy of drawing and not
/// a piece of land.
const SLIVER_M: f64 = 0.5;

/// The union of the areas of the coarsest level that is loaded, in RD metres. Some milliseconds for
/// a town, a second for the whole country: compute it once.
pub fn municipality(dataset: &Dataset) -> MultiPolygon<f64> {
    let Some(level) = dataset.levels().first().copied() else { return MultiPolygon(Vec::new()) };
    let shapes: Vec<&MultiPolygon<f64>> = dataset.areas_of(level).map(|(_, area)| &area.shape).collect();
    union(&shapes)
}

/// One shape of many; without boolean operations when there is nothing to unite.
pub fn union(shapes: &[&MultiPolygon<f64>]) -> MultiPolygon<f64> {
    match shapes {
        [] => MultiPolygon(Vec::new()),
        [only] => (*only).clone(),
        _ => unary_union(shapes.iter().copied()),
    }
}

/// The pieces of land in a shape, and how many pieces were too thin to be one.
pub fn without_slivers(shape: MultiPolygon<f64>) -> (MultiPolygon<f64>, usize) {
    let all = shape.0.len();
    let kept: Vec<Polygon<f64>> = shape.into_iter().filter(|part| !is_sliver(part)).collect();
    let left_out = all - kept.len();
    (MultiPolygon(kept), left_out)
}

fn is_sliver(part: &Polygon<f64>) -> bool {
    let around = Euclidean.length(part.exterior());
    // A strip of width w and length l has surface w·l and circumference 2·l.
    let width = 2.0 * part.unsigned_area() / around;
    width.is_nan() || width < SLIVER_M
}
