//! One geometry of a GeoJSON file, by the `geojson` crate.
//!
//! Looked at before it becomes a shape, because the crate (1.0.0) panics on positions of fewer
//! than two numbers when it hands them over, and rings are closed on the way without a word.

use geo::Geometry;
use geojson::{GeometryValue, Position};
use serde_json::value::RawValue;

use crate::load::json::Document;
use crate::notice::Notice;

/// Collections within collections are refused beyond this depth.
const DEEPEST: usize = 16;

/// What a feature has for a shape.
pub(super) enum Shape {
    None,
    /// It cannot be read.
    Bad,
    /// As it stands; positions that are empty count as no shape.
    Read {
        geometry: Geometry<f64>,
        /// How many rings were left open.
        open: usize,
    },
}

/// The shape in the `geometry` member of a feature.
///
/// # Errors
/// Text that no parser of JSON takes, such as a number too large.
pub(super) fn of(document: Document<'_>, member: Option<&RawValue>) -> Result<Shape, Notice> {
    let Some(raw) = member.filter(|raw| raw.get() != "null") else {
        return Ok(Shape::None);
    };
    let read: Option<geojson::Geometry> = document.part(raw)?;
    Ok(read.map_or(Shape::Bad, |read| shape(&read.value)))
}

fn shape(value: &GeometryValue) -> Shape {
    let mut open = 0;
    if check(value, 0, &mut open).is_none() {
        return Shape::Bad;
    }
    Geometry::try_from(value).map_or(Shape::Bad, |geometry| Shape::Read { geometry, open })
}

fn check(value: &GeometryValue, depth: usize, open: &mut usize) -> Option<()> {
    match value {
        GeometryValue::Point { coordinates } => position(coordinates),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.iter().try_for_each(position)
        }
        GeometryValue::MultiLineString { coordinates } => coordinates.iter().flatten().try_for_each(position),
        GeometryValue::Polygon { coordinates } => rings(coordinates, open),
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter().try_for_each(|polygon| rings(polygon, open))
        }
        GeometryValue::GeometryCollection { geometries } if depth < DEEPEST => {
            geometries.iter().try_for_each(|member| check(&member.value, depth + 1, open))
        }
        GeometryValue::GeometryCollection { .. } => None,
    }
}

fn rings(rings: &[Vec<Position>], open: &mut usize) -> Option<()> {
    for ring in rings {
        ring.iter().try_for_each(position)?;
        let place = |p: Option<&Position>| p.and_then(|p| p.as_slice().first_chunk::<2>().copied());
        // A ring of one point is degenerate and not open.
        if ring.len() > 2 && place(ring.first()) != place(ring.last()) {
            *open += 1;
        }
    }
    Some(())
}

/// Longitude or x, latitude or y; a height and what follows it are not used.
fn position(position: &Position) -> Option<()> {
    (position.len() >= 2).then_some(())
}
