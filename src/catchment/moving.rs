//! Nearest-school areas while one school is dragged: only its own area and those it borders change.
//!
//! Before it moves, the outline is divided among all other points. Wherever it then goes, the new area
//! of the point is the convex polygon of all places nearer to it than to any other, within the outline;
//! and every area that this polygon reaches into loses that part. Nothing of an earlier place is used,
//! so that errors of rounding do not add up however long a drag goes on. Areas are those of
//! [`Voronoi::cells`] up to the grid of the polygon operations (well under a centimetre for a country).

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Point, Polygon};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::voronoi::{Cells, SAME_PLACE_M, Voronoi};

type Place = GeomWithData<[f64; 2], usize>;

/// A division among points of which one moves.
#[derive(Clone, Debug)]
pub struct Moving {
    points: Vec<Point<f64>>,
    moved: usize,
    /// The division among all others.
    without: Cells,
    /// How far the furthest corner of each cell is from its point.
    reach: Vec<f64>,
    /// All points but the one that moves.
    index: RTree<Place>,
}

fn apart(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

fn corners(shape: &MultiPolygon<f64>) -> impl Iterator<Item = Coord<f64>> + '_ {
    shape.iter().flat_map(|part| part.exterior().0.iter().copied())
}

impl Moving {
    /// Makes ready to move one of the points; as much work as one division.
    pub fn begin(town: &Voronoi, points: &[Point<f64>], moved: usize) -> Self {
        let mut others = points.to_vec();
        if let Some(point) = others.get_mut(moved) {
            *point = Point::new(f64::NAN, f64::NAN);
        }
        let without = town.divided(&others);
        let far = |(shape, point): (&MultiPolygon<f64>, &Point<f64>)| {
            corners(shape).map(|c| apart(c, point.0)).fold(0.0, f64::max)
        };
        let reach = without.shapes.iter().zip(&others).map(far).collect();
        let finite = others.iter().enumerate().filter(|(_, p)| p.x().is_finite() && p.y().is_finite());
        let index = finite.map(|(at, p)| GeomWithData::new([p.x(), p.y()], at)).collect();
        Self { points: others, moved, without, reach, index: RTree::bulk_load(index) }
    }

    /// Which point moves.
    pub fn moved(&self) -> usize {
        self.moved
    }

    /// The division with the point at another place.
    pub fn cells(&self, town: &Voronoi, to: Point<f64>) -> Cells {
        let own = if self.stands_apart(to) { self.convex(town, to) } else { None };
        let Some(own) = own else {
            // Who shares a place with whom depends on all of them: that is looked at as a whole.
            let mut points = self.points.clone();
            if let Some(point) = points.get_mut(self.moved) {
                *point = to;
            }
            return town.divided(&points);
        };
        let own = MultiPolygon(vec![own]);
        let mut cells = self.without.clone();
        for (at, point) in self.points.iter().enumerate() {
            let reach = self.reach.get(at).copied().unwrap_or(0.0);
            let Some(shape) = cells.shapes.get_mut(at).filter(|s| !s.0.is_empty()) else { continue };
            // A cell no corner of which is nearer to the moved point has no part that is.
            let nearer = |c: Coord<f64>| apart(c, to.0) < apart(c, point.0);
            if apart(point.0, to.0) < 2.0 * reach && corners(shape).any(nearer) {
                *shape = shape.difference(&own);
            }
        }
        if let Some(shape) = cells.shapes.get_mut(self.moved) {
            *shape = town.outline().intersection(&own);
        }
        if let Some(holder) = cells.holder.get_mut(self.moved) {
            *holder = Some(self.moved);
        }
        cells
    }

    /// Whether the point stands in a place of its own. A tree cannot be asked for what is no number.
    fn stands_apart(&self, to: Point<f64>) -> bool {
        let usable = to.x().is_finite() && to.y().is_finite();
        let near = || self.index.nearest_neighbor(&[to.x(), to.y()]);
        let apart_from = |p: &Place| apart(to.0, Coord { x: p.geom()[0], y: p.geom()[1] }) > SAME_PLACE_M;
        usable && near().is_some_and(apart_from)
    }

    /// All places around the outline that are nearer to `to` than to any other point; `None` when there
    /// are none.
    fn convex(&self, town: &Voronoi, to: Point<f64>) -> Option<Polygon<f64>> {
        let bounds = town.bounds()?;
        let margin = bounds.width().max(bounds.height()).max(1.0);
        let (min, max) = (bounds.min(), bounds.max());
        let (left, right) = (min.x - margin, max.x + margin);
        let (low, high) = (min.y - margin, max.y + margin);
        let mut ring = vec![
            Coord { x: left, y: low },
            Coord { x: right, y: low },
            Coord { x: right, y: high },
            Coord { x: left, y: high },
        ];
        for place in self.index.nearest_neighbor_iter(&[to.x(), to.y()]) {
            // Who shares the place of another has no border of its own.
            if self.without.holder.get(place.data).copied().flatten() != Some(place.data) {
                continue;
            }
            let other = Coord { x: place.geom()[0], y: place.geom()[1] };
            let furthest = ring.iter().map(|c| apart(*c, to.0)).fold(0.0, f64::max);
            // Its border lies half way, and those of all that follow lie further.
            if apart(other, to.0) > 2.0 * furthest {
                break;
            }
            ring = nearer_half(&ring, to.0, other);
            if ring.len() < 3 {
                return None;
            }
        }
        Some(Polygon::new(LineString::from(ring), Vec::new()))
    }
}

/// The part of a convex ring that is nearer to `to` than to `other`.
fn nearer_half(ring: &[Coord<f64>], to: Coord<f64>, other: Coord<f64>) -> Vec<Coord<f64>> {
    let middle = Coord { x: f64::midpoint(to.x, other.x), y: f64::midpoint(to.y, other.y) };
    // Over nought on the side of `to`.
    let side = |c: Coord<f64>| (c.x - middle.x) * (to.x - other.x) + (c.y - middle.y) * (to.y - other.y);
    let mut out = Vec::with_capacity(ring.len() + 1);
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (from, until) = (side(*a), side(*b));
        if from >= 0.0 {
            out.push(*a);
        }
        if (from >= 0.0) != (until >= 0.0) {
            let part = from / (from - until);
            out.push(Coord { x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y) });
        }
    }
    out
}
