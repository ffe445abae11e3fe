//! Borders that neighbours share: their corners move together, so that neither a gap nor an overlap
//! comes between them.
//!
//! Two catchments that meet need not have the same corners: one may have a corner where the other
//! has a straight edge. Moving that corner would tear them apart. So every edge first gets the
//! corners of the others that lie on it ([`noded`]); it stays where it was, and from then on what is
//! shared is shared corner for corner.

use geo::{BoundingRect, Coord, LineString, MultiPolygon, Polygon, Rect};
use rstar::{AABB, RTree};

use super::borders::rings;
use super::corners::{CornerId, corners, inserted, removed};
use crate::data::SchoolId;

/// Corners and edges closer together than this (in metres) are the same: far more than files round
/// by or boolean operations move a corner, far less than anybody draws.
pub(super) const HAIR_M: f64 = 0.01;

/// The catchment of another school.
pub type Neighbour = (SchoolId, MultiPolygon<f64>);

/// The shapes with, on every edge, the corners of the others that lie on it. The first is the one
/// that is drawn; those that are nowhere near it stay as they are.
pub(super) fn noded(own: &MultiPolygon<f64>, others: &[Neighbour]) -> (MultiPolygon<f64>, Vec<Neighbour>) {
    let Some(near) = own.bounding_rect().map(wider) else { return (own.clone(), others.to_vec()) };
    let meets = |shape: &MultiPolygon<f64>| {
        shape.bounding_rect().is_some_and(|b| geo::Intersects::intersects(&b, &near))
    };
    let all: Vec<[f64; 2]> = std::iter::once(own)
        .chain(others.iter().map(|(_, shape)| shape).filter(|shape| meets(shape)))
        .flat_map(|shape| corners(shape).map(|(_, c)| [c.x, c.y]).collect::<Vec<_>>())
        .filter(|[x, y]| x.is_finite() && y.is_finite())
        .collect();
    let index = RTree::bulk_load(all);
    let others = others.iter().map(|(school, shape)| {
        let shape = if meets(shape) { with_corners(shape, &index) } else { shape.clone() };
        (*school, shape)
    });
    (with_corners(own, &index), others.collect())
}

fn wider(of: Rect<f64>) -> Rect<f64> {
    let hair = Coord { x: HAIR_M, y: HAIR_M };
    Rect::new(of.min() - hair, of.max() + hair)
}

fn with_corners(shape: &MultiPolygon<f64>, index: &RTree<[f64; 2]>) -> MultiPolygon<f64> {
    let ring = |line: &LineString<f64>| {
        let mut out: Vec<Coord<f64>> = line.0.first().copied().into_iter().collect();
        for edge in line.lines() {
            let low = [edge.start.x.min(edge.end.x) - HAIR_M, edge.start.y.min(edge.end.y) - HAIR_M];
            let high = [edge.start.x.max(edge.end.x) + HAIR_M, edge.start.y.max(edge.end.y) + HAIR_M];
            let mut on: Vec<(f64, Coord<f64>)> = index
                .locate_in_envelope(&AABB::from_corners(low, high))
                .filter_map(|[x, y]| {
                    let at = Coord { x: *x, y: *y };
                    Some((place_on(edge.start, edge.end, at)?, at))
                })
                .collect();
            on.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (_, at) in on {
                if out.last().is_some_and(|last| apart(*last, at)) {
                    out.push(at);
                }
            }
            out.push(edge.end);
        }
        LineString::from(out)
    };
    let part = |polygon: &Polygon<f64>| {
        let mut all = rings(polygon).map(ring);
        let outer = all.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(outer, all.collect())
    };
    MultiPolygon(shape.iter().map(part).collect())
}

/// How far along an edge (0..1) a point lies that is on it and at neither end.
fn place_on(start: Coord<f64>, end: Coord<f64>, at: Coord<f64>) -> Option<f64> {
    let (along, off) = (end - start, at - start);
    let squared = along.x * along.x + along.y * along.y;
    if squared <= 0.0 || !apart(start, at) || !apart(end, at) {
        return None;
    }
    let part = (off.x * along.x + off.y * along.y) / squared;
    let aside = (off.x * along.y - off.y * along.x).abs() / squared.sqrt();
    (part > 0.0 && part < 1.0 && aside <= HAIR_M).then_some(part)
}

fn apart(a: Coord<f64>, b: Coord<f64>) -> bool {
    (a.x - b.x).hypot(a.y - b.y) > HAIR_M
}

/// The corners of a shape at a place.
fn at_place(shape: &MultiPolygon<f64>, at: Coord<f64>) -> Vec<CornerId> {
    corners(shape).filter(|(_, c)| !apart(*c, at)).map(|(id, _)| id).collect()
}

/// The schools that share a corner at a place.
pub(super) fn sharing(others: &[Neighbour], at: Coord<f64>) -> impl Iterator<Item = SchoolId> + '_ {
    others.iter().filter(move |(_, shape)| !at_place(shape, at).is_empty()).map(|(school, _)| *school)
}

/// Their corners at a place, each with the position of its neighbour.
pub(super) fn at(others: &[Neighbour], place: Coord<f64>) -> Vec<(usize, CornerId)> {
    let of = |(n, (_, shape)): (usize, &Neighbour)| at_place(shape, place).into_iter().map(move |id| (n, id));
    others.iter().enumerate().flat_map(of).collect()
}

/// The neighbours with a corner more where their edge passes through a place.
pub(super) fn add_along(others: &[Neighbour], at: Coord<f64>) -> Vec<Neighbour> {
    let of = |(school, shape): &Neighbour| {
        let mut shape = shape.clone();
        // A place may lie on two parts of one catchment; each pass puts one corner.
        while let Some(edge) = edge_through(&shape, at) {
            match inserted(&shape, edge, at) {
                Some((next, _)) => shape = next,
                None => break,
            }
        }
        (*school, shape)
    };
    others.iter().map(of).collect()
}

fn edge_through(shape: &MultiPolygon<f64>, at: Coord<f64>) -> Option<CornerId> {
    shape.iter().enumerate().find_map(|(part, polygon)| {
        rings(polygon).enumerate().find_map(|(ring, line)| {
            let start = line.lines().position(|edge| place_on(edge.start, edge.end, at).is_some())?;
            Some(CornerId { part, ring, at: start })
        })
    })
}

/// The neighbours without a corner that all of them have between the same two others; `None` where
/// more than one border meets, so that it cannot go without tearing them apart.
pub(super) fn remove_along(
    others: &[Neighbour],
    beside: (Coord<f64>, Coord<f64>),
    at: Coord<f64>,
) -> Option<Vec<Neighbour>> {
    let mut out = Vec::with_capacity(others.len());
    for (school, shape) in others {
        let ids = at_place(shape, at);
        let shape = match ids.as_slice() {
            [] => shape.clone(),
            [id] => {
                let (before, after) = ends(shape, *id)?;
                // Of a triangle nothing would be left.
                if rings(shape.0.get(id.part)?).nth(id.ring)?.0.len() <= 4 {
                    return None;
                }
                let same = |a: Coord<f64>, b: Coord<f64>| !apart(a, beside.0) && !apart(b, beside.1);
                if !(same(before, after) || same(after, before)) {
                    return None;
                }
                removed(shape, *id)?
            }
            _ => return None,
        };
        out.push((*school, shape));
    }
    Some(out)
}

/// The corners before and after one along its ring.
pub(super) fn ends(shape: &MultiPolygon<f64>, id: CornerId) -> Option<(Coord<f64>, Coord<f64>)> {
    let line = rings(shape.0.get(id.part)?).nth(id.ring)?;
    let count = line.0.len().checked_sub(1).filter(|n| *n > 0)?;
    let of = |at: usize| line.0.get(at % count).copied();
    Some((of(id.at + count - 1)?, of(id.at + 1)?))
}
