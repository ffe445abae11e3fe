//! The corners of a shape as things to point at, move, add and remove.

use geo::{Closest, ClosestPoint, Coord, Line, LineString, MultiPolygon, Point, Polygon};

use super::borders::rings;

/// A corner by its place: the part, the ring in it (0 is the outer one), the corner along it. Of an
/// edge it is the corner where the edge begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CornerId {
    pub part: usize,
    pub ring: usize,
    pub at: usize,
}

/// Every corner once, in their order.
pub fn corners(shape: &MultiPolygon<f64>) -> impl Iterator<Item = (CornerId, Coord<f64>)> + '_ {
    shape.iter().enumerate().flat_map(|(part, polygon)| {
        rings(polygon).enumerate().flat_map(move |(ring, line)| {
            // A ring ends where it began.
            let count = line.0.len().saturating_sub(1);
            line.0.iter().take(count).enumerate().map(move |(at, c)| (CornerId { part, ring, at }, *c))
        })
    })
}

/// Where a corner is.
pub fn corner(shape: &MultiPolygon<f64>, id: CornerId) -> Option<Coord<f64>> {
    let ring = rings(shape.0.get(id.part)?).nth(id.ring)?;
    (id.at + 1 < ring.0.len()).then(|| ring.0.get(id.at).copied())?
}

/// The nearest corner within so many metres.
pub fn nearest_corner(shape: &MultiPolygon<f64>, at: Coord<f64>, within_m: f64) -> Option<CornerId> {
    let far = |c: Coord<f64>| (c.x - at.x).hypot(c.y - at.y);
    let near = corners(shape).map(|(id, c)| (id, far(c))).filter(|(_, metres)| *metres <= within_m);
    near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(id, _)| id)
}

/// The nearest edge within so many metres, and the nearest place on it.
pub fn nearest_edge(
    shape: &MultiPolygon<f64>,
    at: Coord<f64>,
    within_m: f64,
) -> Option<(CornerId, Coord<f64>)> {
    let mut best: Option<(f64, CornerId, Coord<f64>)> = None;
    for (part, polygon) in shape.iter().enumerate() {
        for (ring, line) in rings(polygon).enumerate() {
            for (start, edge) in line.lines().enumerate() {
                let Some(on) = on_edge(edge, at) else { continue };
                let metres = (on.x - at.x).hypot(on.y - at.y);
                if metres <= within_m && best.is_none_or(|(least, ..)| metres < least) {
                    best = Some((metres, CornerId { part, ring, at: start }, on));
                }
            }
        }
    }
    best.map(|(_, id, on)| (id, on))
}

fn on_edge(edge: Line<f64>, at: Coord<f64>) -> Option<Coord<f64>> {
    match edge.closest_point(&Point::from(at)) {
        Closest::Intersection(p) | Closest::SinglePoint(p) => Some(p.0),
        Closest::Indeterminate => None,
    }
}

/// Changes the corners of a ring; each of them stays, also one that comes to lie on another. `None`
/// where there is no such ring.
fn change_ring(
    shape: &MultiPolygon<f64>,
    part: usize,
    ring: usize,
    change: impl FnOnce(&mut Vec<Coord<f64>>),
) -> Option<MultiPolygon<f64>> {
    let polygon = shape.0.get(part)?;
    let mut all: Vec<LineString<f64>> = rings(polygon).cloned().collect();
    let line = all.get_mut(ring)?;
    line.0.pop();
    change(&mut line.0);
    // Not `close`: that would take a last corner on the place of the first for the end of the ring.
    let first = line.0.first().copied();
    line.0.extend(first);
    let mut all = all.into_iter();
    let changed = Polygon::new(all.next()?, all.collect());
    let mut out = shape.clone();
    *out.0.get_mut(part)? = changed;
    Some(out)
}

/// The shape with a corner elsewhere.
pub(super) fn moved(shape: &MultiPolygon<f64>, id: CornerId, to: Coord<f64>) -> Option<MultiPolygon<f64>> {
    corner(shape, id)?;
    change_ring(shape, id.part, id.ring, |line| {
        line.get_mut(id.at).into_iter().for_each(|c| *c = to);
    })
}

/// The shape with a corner more, on the edge that begins at `id`; and the new corner.
pub(super) fn inserted(
    shape: &MultiPolygon<f64>,
    id: CornerId,
    at: Coord<f64>,
) -> Option<(MultiPolygon<f64>, CornerId)> {
    corner(shape, id)?;
    let new = CornerId { at: id.at + 1, ..id };
    let shape = change_ring(shape, id.part, id.ring, |line| line.insert(new.at.min(line.len()), at))?;
    Some((shape, new))
}

/// The shape without a corner. A ring of which only two would be left goes as a whole, and with the
/// outer ring its part.
pub(super) fn removed(shape: &MultiPolygon<f64>, id: CornerId) -> Option<MultiPolygon<f64>> {
    corner(shape, id)?;
    let left = rings(shape.0.get(id.part)?).nth(id.ring)?.0.len().saturating_sub(2);
    if left >= 3 {
        return change_ring(shape, id.part, id.ring, |line| {
            line.remove(id.at);
        });
    }
    let mut out = shape.clone();
    if id.ring == 0 {
        out.0.remove(id.part);
    } else {
        let (outer, mut holes) = out.0.get(id.part)?.clone().into_inner();
        holes.remove(id.ring - 1);
        *out.0.get_mut(id.part)? = Polygon::new(outer, holes);
    }
    Some(out)
}
