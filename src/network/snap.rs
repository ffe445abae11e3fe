//! From a point on the map to a place on a street.

use geo::Point;
use rstar::primitives::{GeomWithData, Line};
use rstar::{PointDistance, RTree};

use super::graph::Graph;
use crate::data::Streets;

/// Who lives or goes to school further than so many metres from any street can't be reached.
pub const SNAP_LIMIT: f64 = 500.0;

/// A place on a street.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Position in [`Streets::streets`].
    pub street: usize,
    /// Metres from the first point of the street.
    pub along: f64,
    /// Metres in a straight line from the point itself to the street; they count in every route.
    pub access: f64,
}

/// A straight piece of a street.
#[derive(Clone, Copy, Debug)]
struct Piece {
    street: usize,
    /// Length in the plane of the street before this piece.
    before: f64,
    /// Metres over the ellipsoid for one metre in the plane. RD is conformal, so that this holds for
    /// the way from a point to the street as well: 1 in the Netherlands, not so in Helsinki.
    scale: f64,
}

/// Finds the nearest street to a point, among those that hang together.
#[derive(Debug)]
pub struct Snapper {
    tree: RTree<GeomWithData<Line<[f64; 2]>, Piece>>,
    /// Length of each street in the plane and in metres.
    lengths: Vec<(f64, f64)>,
}

impl Snapper {
    /// The streets of a graph that was made from these streets.
    pub fn new(streets: &Streets, graph: &Graph) -> Self {
        let mut pieces = Vec::new();
        let mut lengths = Vec::with_capacity(streets.streets.len());
        for (i, street) in streets.streets.iter().enumerate() {
            let plane: f64 = street.line.lines().map(|l| l.dx().hypot(l.dy())).sum();
            lengths.push((plane, street.metres));
            let usable = graph.edge(i).is_some_and(|edge| edge.joined) && plane > 0.0 && plane.is_finite();
            if !usable {
                continue;
            }
            let mut before = 0.0;
            for line in street.line.lines() {
                let piece = Piece { street: i, before, scale: street.metres / plane };
                before += line.dx().hypot(line.dy());
                let ends = Line::new([line.start.x, line.start.y], [line.end.x, line.end.y]);
                pieces.push(GeomWithData::new(ends, piece));
            }
        }
        Self { tree: RTree::bulk_load(pieces), lengths }
    }

    /// The place on the nearest street, however far that is; `None` when there are no streets or
    /// the point is no point.
    pub fn nearest(&self, point: Point<f64>) -> Option<Place> {
        let at = [point.x(), point.y()];
        if !at.iter().all(|c| c.is_finite()) {
            return None;
        }
        let found = self.tree.nearest_neighbor(&at)?;
        let (line, piece) = (found.geom(), found.data);
        let (plane, metres) = *self.lengths.get(piece.street)?;
        let [from, to] = [line.from, line.to];
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let length = dx.hypot(dy);
        let share = ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / (length * length);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        let along = piece.before + share * length;
        // At the end exactly: a place on a node is there in every direction.
        let along = if along >= plane { metres } else { along * piece.scale };
        let access = line.distance_2(&at).sqrt() * piece.scale;
        Some(Place { street: piece.street, along, access })
    }
}
