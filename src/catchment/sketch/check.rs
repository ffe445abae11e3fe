//! Whether a shape can be a catchment, and else what is wrong and where.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::orient::Direction;
use geo::{Area, Coord, Line, LineString, MultiPolygon, Orient, Polygon, Validation, unary_union};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::borders::rings;
use crate::catchment::outline::without_slivers;
use crate::notice::Notice;

/// What is wrong with a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// A coordinate is no number.
    NoPlace,
    /// A ring of fewer than three corners.
    TooFewCorners,
    /// The border crosses or touches itself here (RD metres).
    Crosses(Coord<f64>),
    /// It has no surface, or is too thin to be a piece of land.
    NoSurface,
    /// A hole lies outside its part, or crosses its border.
    Hole,
    /// A corner cannot go: more than one shared border ends here (RD metres).
    BordersMeet(Coord<f64>),
}

impl Fault {
    /// In words, with what to do.
    pub fn notice(&self) -> Notice {
        match self {
            Self::NoPlace => Notice::error("sketch-no-place"),
            Self::TooFewCorners => Notice::error("sketch-too-few"),
            Self::Crosses(at) => {
                let metres = |v: f64| format!("{v:.0}");
                Notice::error("sketch-crosses").arg("x", metres(at.x)).arg("y", metres(at.y))
            }
            Self::NoSurface => Notice::error("sketch-no-surface"),
            Self::Hole => Notice::error("sketch-hole"),
            Self::BordersMeet(_) => Notice::error("sketch-borders-meet"),
        }
    }

    /// Where it can be shown on a map.
    pub fn at(&self) -> Option<Coord<f64>> {
        match self {
            Self::Crosses(at) | Self::BordersMeet(at) => Some(*at),
            _ => None,
        }
    }
}

/// The shape as it can be kept: exterior rings counter-clockwise, parts that overlap united. An empty
/// shape is no fault: it is no catchment.
///
/// # Errors
/// With everything that is wrong, at most one crossing per ring.
pub fn checked(shape: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, Vec<Fault>> {
    let mut faults = Vec::new();
    for part in shape {
        let before = faults.len();
        for ring in rings(part) {
            faults.extend(ring_fault(ring));
        }
        if faults.len() > before {
            continue;
        }
        let alone = MultiPolygon(vec![part.clone()]);
        if part.unsigned_area() <= 0.0 || without_slivers(alone).0.0.is_empty() {
            faults.push(Fault::NoSurface);
        } else if !part.interiors().is_empty() && !part.is_valid() {
            faults.push(Fault::Hole);
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let whole = if shape.0.len() > 1 && !apart(&shape.0) { unary_union(&shape.0) } else { shape.clone() };
    Ok(whole.orient(Direction::Default))
}

/// Whether no two parts meet, as far as their boxes tell.
fn apart(parts: &[Polygon<f64>]) -> bool {
    use geo::{BoundingRect, Intersects};
    let boxes: Vec<_> = parts.iter().filter_map(BoundingRect::bounding_rect).collect();
    boxes.iter().enumerate().all(|(i, a)| boxes.iter().skip(i + 1).all(|b| !a.intersects(b)))
}

fn ring_fault(ring: &LineString<f64>) -> Option<Fault> {
    if ring.coords().any(|c| !(c.x.is_finite() && c.y.is_finite())) {
        return Some(Fault::NoPlace);
    }
    let mut corners: Vec<Coord<f64>> = ring.coords().copied().collect();
    corners.dedup();
    if corners.first() == corners.last() {
        corners.pop();
    }
    if corners.len() < 3 {
        return Some(Fault::TooFewCorners);
    }
    // On one line it has no surface, and every edge lies on another: the first is what to say.
    if Polygon::new(LineString::from(corners.clone()), Vec::new()).unsigned_area() <= 0.0
        && on_a_line(&corners)
    {
        return Some(Fault::NoSurface);
    }
    crossing(&corners).map(Fault::Crosses)
}

fn on_a_line(corners: &[Coord<f64>]) -> bool {
    let Some(a) = corners.first() else { return true };
    let Some(b) = corners.iter().max_by(|p, q| far(*a, **p).total_cmp(&far(*a, **q))) else { return true };
    corners
        .iter()
        .all(|c| ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)).abs() <= 1e-9 * far(*a, *b))
}

fn far(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// A place where a closed line, given by its corners, crosses or touches itself.
pub(super) fn crossing(corners: &[Coord<f64>]) -> Option<Coord<f64>> {
    let count = corners.len();
    let line = |i: usize| Some(Line::new(*corners.get(i)?, *corners.get((i + 1) % count)?));
    let envelope = |l: &Line<f64>| {
        let low = [l.start.x.min(l.end.x), l.start.y.min(l.end.y)];
        let high = [l.start.x.max(l.end.x), l.start.y.max(l.end.y)];
        (low, high)
    };
    let boxes = (0..count).filter_map(|i| {
        let (low, high) = envelope(&line(i)?);
        Some(GeomWithData::new(Rectangle::from_corners(low, high), i))
    });
    let index = RTree::bulk_load(boxes.collect());
    for i in 0..count {
        let Some(own) = line(i) else { continue };
        let (low, high) = envelope(&own);
        let near = index.locate_in_envelope_intersecting(&AABB::from_corners(low, high));
        let mut later: Vec<usize> = near.map(|hit| hit.data).filter(|j| *j > i).collect();
        later.sort_unstable();
        for j in later {
            let Some(other) = line(j) else { continue };
            let beside = j == i + 1 || (i == 0 && j + 1 == count);
            match line_intersection(own, other) {
                None => {}
                // Neighbours meet in their corner, and nowhere else.
                Some(LineIntersection::SinglePoint { .. }) if beside => {}
                Some(LineIntersection::SinglePoint { intersection, .. }) => return Some(intersection),
                Some(LineIntersection::Collinear { intersection }) => return Some(intersection.start),
            }
        }
    }
    None
}
