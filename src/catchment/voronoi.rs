//! Which part of an outline lies nearest to which point.
//!
//! The Voronoi diagram (Voronoi 1908) is had from its dual, the triangulation of Delaunay (1934),
//! which the crate `spade` makes with exact predicates. Its edges then cut the outline in one
//! sweep, on one grid of integers, so that the parts fit exactly: they do not overlap and leave
//! nothing over. Every part goes to the point nearest to its centroid: the cell is convex, so that
//! the centroid of any part of it lies in it too.

use std::sync::{Arc, Mutex, PoisonError};

use geo::{Area, BoundingRect, Coord, LineString, MultiPolygon, Point, Polygon, Rect};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::OverlayOptions;
use i_overlay::float::slice::FloatSlice;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};

use super::moving::Moving;

/// Points nearer to each other than this are one place: two schools in one building have no border
/// between them.
pub const SAME_PLACE_M: f64 = 1.0;

/// Points further than this from the outline are in no coordinate system of ours.
const FURTHEST_M: f64 = 1e9;

/// An outline, made ready to be divided again and again while a point is moved.
#[derive(Clone, Debug)]
pub struct Voronoi {
    outline: MultiPolygon<f64>,
    /// Rings relative to `centre`, not closed.
    rings: Vec<Vec<[f64; 2]>>,
    centre: Coord<f64>,
    bounds: Option<Rect<f64>>,
    area_m2: f64,
    /// What was divided last, when points are followed.
    followed: Option<Arc<Mutex<Followed>>>,
}

/// The points of the last division, and what was made ready to move one of them.
#[derive(Debug, Default)]
struct Followed {
    points: Vec<Point<f64>>,
    moving: Option<Moving>,
}

/// The parts of an outline, one for every point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells {
    /// In the order of the points, RD metres; empty where no part of the outline is nearest to the
    /// point, and where another point holds the cell.
    pub shapes: Vec<MultiPolygon<f64>>,
    /// The point that holds the cell in which a point stands: itself, or the first in order of those
    /// that stand in the same place. `None` where a point has no usable place.
    pub holder: Vec<Option<usize>>,
}

type Place = GeomWithData<[f64; 2], usize>;

/// A point in the triangulation.
struct Site {
    at: Point2<f64>,
}

impl HasPosition for Site {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        self.at
    }
}

impl Voronoi {
    /// Takes an outline in RD metres; its parts must not overlap each other.
    pub fn prepare(outline: MultiPolygon<f64>) -> Self {
        let finite =
            |r: &Rect<f64>| [r.min().x, r.min().y, r.max().x, r.max().y].iter().all(|v| v.is_finite());
        let Some(bounds) = outline.bounding_rect().filter(finite) else {
            let (outline, centre) = (MultiPolygon(Vec::new()), Coord::zero());
            return Self { outline, rings: Vec::new(), centre, bounds: None, area_m2: 0.0, followed: None };
        };
        let centre = bounds.center();
        let ring = |line: &LineString<f64>| -> Vec<[f64; 2]> {
            let corners = line.0.len().saturating_sub(usize::from(line.is_closed()));
            line.0.iter().take(corners).map(|c| [c.x - centre.x, c.y - centre.y]).collect()
        };
        let rings = outline
            .iter()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()).map(ring))
            .filter(|r| r.len() >= 3)
            .collect();
        let area_m2 = outline.unsigned_area();
        Self { outline, rings, centre, bounds: Some(bounds), area_m2, followed: None }
    }

    /// Remembers from one division to the next, so that moving one and the same point again and again
    /// costs only what changes by it ([`Moving`]): for a map on which schools are dragged.
    #[must_use]
    pub fn following(mut self) -> Self {
        self.followed = Some(Arc::default());
        self
    }

    /// The rectangle around the outline; `None` without one.
    pub fn bounds(&self) -> Option<Rect<f64>> {
        self.bounds
    }

    /// What is divided.
    pub fn outline(&self) -> &MultiPolygon<f64> {
        &self.outline
    }

    /// Surface of the outline in square metres.
    pub fn area_m2(&self) -> f64 {
        self.area_m2
    }

    /// Divides the outline among points (RD metres), each part to the point that lies nearest in a
    /// straight line.
    ///
    /// Points outside the outline take part: a child does not turn at the border. A point that is
    /// not finite gets nothing. For a town a millisecond, for the country with 6,000 points well
    /// under a tenth of a second: fast enough to call in every frame.
    pub fn cells(&self, points: &[Point<f64>]) -> Cells {
        let Some(followed) = &self.followed else { return self.divided(points) };
        // What a thread that died left half done is only a memory.
        let mut followed = followed.lock().unwrap_or_else(PoisonError::into_inner);
        let Followed { points: before, moving } = &mut *followed;
        let same = |(a, b): (&Point<f64>, &Point<f64>)| a == b || (a.x().is_nan() && b.x().is_nan());
        let differ = before.iter().zip(points).enumerate().filter(|(_, pair)| !same(*pair));
        let mut differ = differ.map(|(at, _)| at);
        let one = differ.next().filter(|_| differ.next().is_none() && before.len() == points.len());
        let cells = match one.and_then(|at| Some((at, *points.get(at)?))) {
            Some((at, to)) => {
                let ready = moving.take().filter(|m| m.moved() == at);
                let ready = ready.unwrap_or_else(|| Moving::begin(self, points, at));
                moving.insert(ready).cells(self, to)
            }
            None => {
                *moving = None;
                self.divided(points)
            }
        };
        before.clear();
        before.extend_from_slice(points);
        cells
    }

    /// All anew, whatever is remembered.
    pub(super) fn divided(&self, points: &[Point<f64>]) -> Cells {
        let (places, holder) = self.places(points);
        let mut shapes = vec![MultiPolygon(Vec::new()); points.len()];
        if let [only] = places.as_slice() {
            if let Some(shape) = shapes.get_mut(only.data) {
                *shape = self.outline.clone();
            }
            return Cells { shapes, holder };
        }
        let index = RTree::bulk_load(places.clone());
        for part in self.parts(&places) {
            let polygon = self.polygon(&part);
            let owner = polygon
                .as_ref()
                .and_then(|(_, centroid)| index.nearest_neighbor(&[centroid.x, centroid.y]))
                .map(|place| place.data);
            if let (Some((polygon, _)), Some(shape)) = (polygon, owner.and_then(|o| shapes.get_mut(o))) {
                shape.0.push(polygon);
            }
        }
        Cells { shapes, holder }
    }

    /// The places of the points relative to the centre, each with the first point that stands there,
    /// and the holder of every point.
    fn places(&self, points: &[Point<f64>]) -> (Vec<Place>, Vec<Option<usize>>) {
        let mut places: Vec<Place> = Vec::with_capacity(points.len());
        let mut index: RTree<Place> = RTree::new();
        let mut holder = Vec::with_capacity(points.len());
        for (i, point) in points.iter().enumerate() {
            let (x, y) = (tidy(point.x() - self.centre.x), tidy(point.y() - self.centre.y));
            if !(x.abs() <= FURTHEST_M && y.abs() <= FURTHEST_M) {
                holder.push(None);
                continue;
            }
            let near = index.nearest_neighbor(&[x, y]).filter(|place| {
                let [px, py] = *place.geom();
                (px - x).hypot(py - y) < SAME_PLACE_M
            });
            match near {
                Some(place) => holder.push(Some(place.data)),
                None => {
                    let place = GeomWithData::new([x, y], i);
                    places.push(place);
                    index.insert(place);
                    holder.push(Some(i));
                }
            }
        }
        (places, holder)
    }

    /// The outline cut along all borders between cells; rings relative to the centre.
    fn parts(&self, places: &[Place]) -> Vec<Vec<Vec<[f64; 2]>>> {
        let borders = self.borders(places);
        if places.is_empty() {
            return Vec::new();
        }
        if borders.is_empty() {
            // No border comes near: all of it lies nearest to one and the same point.
            return self.whole();
        }
        let options = OverlayOptions::ogc();
        self.rings.slice_custom_by(&borders, FillRule::EvenOdd, options, Solver::default())
    }

    /// The outline itself; rings relative to the centre.
    fn whole(&self) -> Vec<Vec<Vec<[f64; 2]>>> {
        let ring = |line: &LineString<f64>| -> Vec<[f64; 2]> {
            let corners = line.0.len().saturating_sub(usize::from(line.is_closed()));
            line.0.iter().take(corners).map(|c| [c.x - self.centre.x, c.y - self.centre.y]).collect()
        };
        let rings = |part: &Polygon<f64>| {
            std::iter::once(part.exterior()).chain(part.interiors()).map(ring).collect()
        };
        self.outline.iter().map(rings).collect()
    }

    /// The edges of the Voronoi diagram, cut off outside the outline.
    fn borders(&self, places: &[Place]) -> Vec<Vec<[f64; 2]>> {
        let Some(bounds) = self.bounds else { return Vec::new() };
        let sites = places.iter().map(|p| Site { at: Point2::new(p.geom()[0], p.geom()[1]) }).collect();
        // Places are finite and apart, so that none is refused.
        let Ok(net) = DelaunayTriangulation::<Site>::bulk_load(sites) else { return Vec::new() };
        // Beyond the outline nothing has to be cut; far corners would cost the grid its precision.
        let reach = Coord { x: bounds.width() * 0.55 + 1.0, y: bounds.height() * 0.55 + 1.0 };
        let border = |edge: spade::handles::UndirectedEdgeHandle<'_, Site>| {
            let edge = edge.as_directed();
            let (a, b) = (edge.from().position(), edge.to().position());
            let length = (b.x - a.x).hypot(b.y - a.y);
            let middle = Coord { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
            // Along the perpendicular bisector, to the left of the edge.
            let along = Coord { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
            let corner =
                |face: spade::handles::FaceHandle<'_, spade::handles::PossiblyOuterTag, Site, (), (), ()>| {
                    face.as_inner().map(|triangle| triangle.circumcenter())
                };
            let measure = |p: Point2<f64>| (p.x - middle.x) * along.x + (p.y - middle.y) * along.y;
            let (left, right) = (corner(edge.face()), corner(edge.rev().face()));
            let to = left.map_or(f64::INFINITY, measure);
            let from = right.map_or(f64::NEG_INFINITY, measure);
            let (low, high) = within(middle, along, reach, (from, to))?;
            // A corner that three borders share must be the very same point in all three.
            let end = |t: f64, whole: f64, corner: Option<Point2<f64>>| match corner {
                Some(p) if t == whole => [p.x, p.y],
                _ => [middle.x + along.x * t, middle.y + along.y * t],
            };
            let path = vec![end(low, from, right), end(high, to, left)];
            path.iter().flatten().all(|v| v.is_finite()).then_some(path)
        };
        net.undirected_edges().filter_map(border).collect()
    }

    /// A part as a polygon in RD, with its centroid relative to the centre; `None` without surface.
    fn polygon(&self, rings: &[Vec<[f64; 2]>]) -> Option<(Polygon<f64>, Coord<f64>)> {
        let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
        for ring in rings {
            let next = ring.iter().cycle().skip(1);
            for (a, b) in ring.iter().zip(next) {
                let cross = a[0] * b[1] - b[0] * a[1];
                twice += cross;
                x += (a[0] + b[0]) * cross;
                y += (a[1] + b[1]) * cross;
            }
        }
        if twice.abs() <= f64::EPSILON {
            return None;
        }
        let centroid = Coord { x: x / (3.0 * twice), y: y / (3.0 * twice) };
        let moved = |ring: &Vec<[f64; 2]>| -> LineString<f64> {
            ring.iter().map(|p| Coord { x: p[0] + self.centre.x, y: p[1] + self.centre.y }).collect()
        };
        let (exterior, holes) = rings.split_first()?;
        Some((Polygon::new(moved(exterior), holes.iter().map(moved).collect()), centroid))
    }
}

/// A coordinate without the smallest numbers, which no triangulation can hold.
fn tidy(value: f64) -> f64 {
    if value.abs() < 1e-9 { 0.0 } else { value }
}

/// The part of the line `middle + t · along`, with `t` in a range, that lies within `reach` of the
/// origin along both axes.
fn within(
    middle: Coord<f64>,
    along: Coord<f64>,
    reach: Coord<f64>,
    (from, to): (f64, f64),
) -> Option<(f64, f64)> {
    let (mut low, mut high) = (from, to);
    for (at, step, reach) in [(middle.x, along.x, reach.x), (middle.y, along.y, reach.y)] {
        if step.abs() < 1e-15 {
            if at.abs() > reach {
                return None;
            }
            continue;
        }
        let (a, b) = ((-reach - at) / step, (reach - at) / step);
        low = low.max(a.min(b));
        high = high.min(a.max(b));
    }
    (low <= high).then_some((low, high))
}
