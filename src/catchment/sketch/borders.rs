//! Borders that a point can be caught by: the nearest corner or edge, and the way along them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use geo::{Coord, MultiPolygon};
use rstar::primitives::{GeomWithData, Line};
use rstar::{PointDistance, RTree};

/// Corners closer together than this (in metres) are one: files write borders to the millimetre or
/// decimetre, and neighbours write the same border.
const SAME_M: f64 = 0.001;

/// A way along borders of more than so many times the straight line is not what somebody means who
/// clicks two points of a border.
const LONGEST_DETOUR: f64 = 4.0;

/// So many corners are looked at for one way; a border of more is followed in parts.
const MOST_LOOKED_AT: usize = 100_000;

/// What a point is caught by, by its number in [`Borders`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Corner(u32),
    /// Somewhere between two corners.
    Edge(u32),
}

/// A point that lies on a border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caught {
    /// RD metres.
    pub at: Coord<f64>,
    pub on: On,
}

/// The corners and edges of many shapes, each once, also where neighbours share it.
#[derive(Debug)]
pub struct Borders {
    corners: Vec<Coord<f64>>,
    edges: Vec<(u32, u32)>,
    /// Where the neighbours of each corner begin in `next`, and one more.
    first: Vec<u32>,
    next: Vec<u32>,
    corner_index: RTree<GeomWithData<[f64; 2], u32>>,
    edge_index: RTree<GeomWithData<Line<[f64; 2]>, u32>>,
}

impl Borders {
    /// Indexes the rings of shapes in RD metres; coordinates that are not finite are left out.
    pub fn of<'a>(shapes: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let mut corners: Vec<Coord<f64>> = Vec::new();
        let mut known: HashMap<(i64, i64), u32> = HashMap::new();
        let mut seen: HashSet<(u32, u32)> = HashSet::new();
        let mut edges: Vec<(u32, u32)> = Vec::new();
        let mut number = |c: Coord<f64>| -> Option<u32> {
            let key = key(c)?;
            if let Some(at) = known.get(&key) {
                return Some(*at);
            }
            let at = u32::try_from(corners.len()).ok()?;
            corners.push(c);
            known.insert(key, at);
            Some(at)
        };
        for ring in shapes.into_iter().flat_map(|s| s.iter()).flat_map(rings) {
            let mut before: Option<u32> = None;
            for c in ring.coords() {
                let at = number(*c);
                if let (Some(a), Some(b)) = (before, at)
                    && a != b
                    && seen.insert((a.min(b), a.max(b)))
                {
                    edges.push((a, b));
                }
                before = at;
            }
        }
        let (first, next) = neighbours(corners.len(), &edges);
        let points = corners.iter().zip(0u32..).map(|(c, i)| GeomWithData::new([c.x, c.y], i));
        let corner_index = RTree::bulk_load(points.collect());
        let lines = edges.iter().zip(0u32..).filter_map(|((a, b), i)| {
            let (a, b) = (corners.get(*a as usize)?, corners.get(*b as usize)?);
            Some(GeomWithData::new(Line::new([a.x, a.y], [b.x, b.y]), i))
        });
        let edge_index = RTree::bulk_load(lines.collect());
        Self { corners, edges, first, next, corner_index, edge_index }
    }

    pub fn is_empty(&self) -> bool {
        self.corners.is_empty()
    }

    /// How many corners there are, each counted once.
    pub fn len(&self) -> usize {
        self.corners.len()
    }

    /// The corner that is nearest within so many metres; else the nearest place on an edge.
    pub fn catch(&self, at: Coord<f64>, within_m: f64) -> Option<Caught> {
        if !(at.x.is_finite() && at.y.is_finite()) {
            return None;
        }
        let (point, most) = ([at.x, at.y], within_m * within_m);
        if let Some(hit) = self.corner_index.nearest_neighbor(&point)
            && hit.distance_2(&point) <= most
        {
            let [x, y] = *hit.geom();
            return Some(Caught { at: Coord { x, y }, on: On::Corner(hit.data) });
        }
        let hit = self.edge_index.nearest_neighbor(&point).filter(|hit| hit.distance_2(&point) <= most)?;
        let [x, y] = hit.geom().nearest_point(&point);
        Some(Caught { at: Coord { x, y }, on: On::Edge(hit.data) })
    }

    /// The corners strictly between two caught points on the shortest way along the borders. `None`
    /// where no border joins them, or only by a long way round: then the line is straight.
    pub fn along(&self, from: Caught, to: Caught) -> Option<Vec<Coord<f64>>> {
        let straight = distance(from.at, to.at);
        if straight <= SAME_M || from.on == to.on {
            return Some(Vec::new());
        }
        let (starts, ends) = (self.ways_off(from), self.ways_off(to));
        // A place on an edge that begins or ends at the other corner.
        for (a, b) in [(from, to), (to, from)] {
            if let (On::Corner(corner), On::Edge(edge)) = (a.on, b.on)
                && self.edges.get(edge as usize).is_some_and(|(p, q)| *p == corner || *q == corner)
            {
                return Some(Vec::new());
            }
        }
        let most = straight * LONGEST_DETOUR;
        // A* (Hart, Nilsson and Raphael 1968), from both ends of the edge where the first point lies.
        let rest = |corner: u32| self.corners.get(corner as usize).map_or(f64::MAX, |c| distance(*c, to.at));
        let mut known: HashMap<u32, (f64, Option<u32>)> = HashMap::new();
        let mut open: BinaryHeap<Reverse<(Sortable, u32)>> = BinaryHeap::new();
        for (corner, metres) in &starts {
            known.insert(*corner, (*metres, None));
            open.push(Reverse((Sortable(metres + rest(*corner)), *corner)));
        }
        let mut best: Option<(f64, u32)> = None;
        let mut looked_at = 0;
        while let Some(Reverse((Sortable(least), corner))) = open.pop() {
            if best.is_some_and(|(metres, _)| least >= metres) || least > most {
                break;
            }
            looked_at += 1;
            if looked_at > MOST_LOOKED_AT {
                return None;
            }
            let Some((metres, _)) = known.get(&corner).copied() else { continue };
            if metres + rest(corner) < least {
                continue;
            }
            if let Some((_, last)) = ends.iter().find(|(end, _)| *end == corner) {
                let whole = metres + last;
                if best.is_none_or(|(so_far, _)| whole < so_far) {
                    best = Some((whole, corner));
                }
            }
            let Some(here) = self.corners.get(corner as usize).copied() else { continue };
            for next in self.beside(corner) {
                let Some(there) = self.corners.get(*next as usize) else { continue };
                let metres = metres + distance(here, *there);
                if known.get(next).is_none_or(|(so_far, _)| metres < *so_far) {
                    known.insert(*next, (metres, Some(corner)));
                    open.push(Reverse((Sortable(metres + rest(*next)), *next)));
                }
            }
        }
        let (whole, last) = best?;
        if whole > most {
            return None;
        }
        let mut way = Vec::new();
        let mut at = Some(last);
        while let Some(corner) = at {
            way.extend(self.corners.get(corner as usize).copied());
            at = known.get(&corner).and_then(|(_, before)| *before);
        }
        way.reverse();
        // The points themselves are the drawer's.
        way.retain(|c| distance(*c, from.at) > SAME_M && distance(*c, to.at) > SAME_M);
        Some(way)
    }

    /// The shape with every corner that lies on one of these put exactly on it: boolean operations
    /// move corners by a hair, and then neighbours would not share their edge.
    pub fn settle(&self, shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        /// Far more than the operations move a corner, far less than anybody draws.
        const HAIR_M: f64 = 0.01;
        use geo::MapCoords;
        shape.map_coords(|c| {
            let near = self.corner_index.nearest_neighbor(&[c.x, c.y]);
            match near.filter(|hit| hit.distance_2(&[c.x, c.y]) <= HAIR_M * HAIR_M) {
                Some(hit) => Coord { x: hit.geom()[0], y: hit.geom()[1] },
                None => c,
            }
        })
    }

    /// The corners from which one goes on from a caught point, with the metres to each.
    fn ways_off(&self, caught: Caught) -> Vec<(u32, f64)> {
        let metres =
            |corner: u32| self.corners.get(corner as usize).map(|c| (corner, distance(*c, caught.at)));
        match caught.on {
            On::Corner(corner) => metres(corner).into_iter().collect(),
            On::Edge(edge) => match self.edges.get(edge as usize) {
                Some((a, b)) => [*a, *b].into_iter().filter_map(metres).collect(),
                None => Vec::new(),
            },
        }
    }

    fn beside(&self, corner: u32) -> &[u32] {
        let bound = |at: usize| self.first.get(at).map_or(0, |first| *first as usize);
        self.next.get(bound(corner as usize)..bound(corner as usize + 1)).unwrap_or(&[])
    }
}

/// All rings of a polygon, the outer one first.
pub(super) fn rings(polygon: &geo::Polygon<f64>) -> impl Iterator<Item = &geo::LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// Where a corner is, in steps of [`SAME_M`].
fn key(c: Coord<f64>) -> Option<(i64, i64)> {
    /// A coordinate beyond this is no place.
    const FARTHEST: f64 = 1e9;
    let step = |v: f64| (v.is_finite() && v.abs() < FARTHEST).then(|| (v / SAME_M).round() as i64);
    Some((step(c.x)?, step(c.y)?))
}

fn distance(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The corners beside every corner, in compressed rows.
fn neighbours(corners: usize, edges: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; corners + 1];
    let both = || edges.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
    for (a, _) in both() {
        if let Some(count) = first.get_mut(a as usize + 1) {
            *count += 1;
        }
    }
    for i in 1..first.len() {
        first[i] += first[i - 1];
    }
    let mut filled = first.clone();
    let mut next = vec![0u32; edges.len() * 2];
    for (a, b) in both() {
        if let Some(at) = filled.get_mut(a as usize) {
            if let Some(slot) = next.get_mut(*at as usize) {
                *slot = b;
            }
            *at += 1;
        }
    }
    (first, next)
}

/// Metres in an order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sortable(f64);

impl Eq for Sortable {}

impl PartialOrd for Sortable {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sortable {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}
