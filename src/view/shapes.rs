//! Geometry of the layers of a map, shared so that it is indexed and triangulated once.

use std::sync::Arc;

use geo::{BoundingRect, Contains, Geometry, LineString, MultiPolygon, Point, Rect};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::catchments::{CatchmentCache, Drawn};
use super::catchments_compared::Compared;
use super::choice::MapChoice;
use super::inner_point::{InnerCircle, inner_circle};
use super::streets::{self, Weight};
use crate::catchment::Voronoi;
use crate::data::{BaseKind, Dataset, Level};
use crate::privacy::Gate;

/// One polygon layer element.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Index in [`Dataset::areas`] (or in [`Dataset::base`] for the base map).
    pub id: usize,
    /// RD metres.
    pub polygon: MultiPolygon<f64>,
    pub bounds: Rect<f64>,
    /// The largest circle inside: where a label goes and how much room it has.
    pub inner: InnerCircle,
}

/// The polygons of one layer; immutable. Share it behind an `Arc` and cache by its address.
#[derive(Clone, Debug)]
pub struct Shapes {
    list: Vec<Shape>,
    index: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    bounds: Option<Rect<f64>>,
}

impl Shapes {
    /// Indexes polygons with their ids; empty ones and those with a coordinate that is not finite
    /// are left out, as nothing of them can be drawn.
    pub fn new(polygons: Vec<(usize, MultiPolygon<f64>)>) -> Self {
        Self::with(polygons, inner_circle)
    }

    /// As [`Shapes::new`], for polygons without names: nobody searches the room for one.
    pub fn unlabelled(polygons: Vec<(usize, MultiPolygon<f64>)>) -> Self {
        Self::with(polygons, |polygon| {
            let centre = Point::from(polygon.bounding_rect()?.center());
            Some(InnerCircle { centre, radius_m: 0.0 })
        })
    }

    fn with(
        polygons: Vec<(usize, MultiPolygon<f64>)>,
        inner_circle: impl Fn(&MultiPolygon<f64>) -> Option<InnerCircle> + Sync,
    ) -> Self {
        let list: Vec<Shape> = polygons
            .into_par_iter()
            .filter_map(|(id, polygon)| {
                let bounds = polygon.bounding_rect()?;
                let finite = |r: &Rect<f64>| {
                    [r.min().x, r.min().y, r.max().x, r.max().y].iter().all(|v| v.is_finite())
                };
                if !finite(&bounds) {
                    return None;
                }
                let inner = inner_circle(&polygon)?;
                Some(Shape { id, polygon, bounds, inner })
            })
            .collect();
        let boxes = list.iter().enumerate().map(|(i, s)| {
            let (a, b) = (s.bounds.min(), s.bounds.max());
            GeomWithData::new(Rectangle::from_corners([a.x, a.y], [b.x, b.y]), i)
        });
        let index = RTree::bulk_load(boxes.collect());
        let bounds = list.iter().map(|s| s.bounds).reduce(united);
        Self { list, index, bounds }
    }

    pub fn list(&self) -> &[Shape] {
        &self.list
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Around all of them, in RD metres.
    pub fn bounds(&self) -> Option<Rect<f64>> {
        self.bounds
    }

    /// Positions in [`Shapes::list`] of those whose box meets `rect`, in order.
    pub fn visible_in(&self, rect: Rect<f64>) -> Vec<usize> {
        let envelope = AABB::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]);
        let mut hits: Vec<usize> =
            self.index.locate_in_envelope_intersecting(&envelope).map(|hit| hit.data).collect();
        hits.sort_unstable();
        hits
    }

    /// The shape that a point lies in; the first in order where they overlap.
    pub fn at(&self, point: Point<f64>) -> Option<&Shape> {
        let envelope = AABB::from_point([point.x(), point.y()]);
        let mut hits: Vec<usize> =
            self.index.locate_in_envelope_intersecting(&envelope).map(|hit| hit.data).collect();
        hits.sort_unstable();
        hits.into_iter().filter_map(|i| self.list.get(i)).find(|s| s.polygon.contains(&point))
    }
}

/// The lines of one layer of the base map, in RD metres.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    list: Vec<(LineString<f64>, Rect<f64>)>,
}

impl Lines {
    pub fn new(lines: Vec<LineString<f64>>) -> Self {
        let list = lines.into_iter().filter_map(|l| l.bounding_rect().map(|b| (l, b))).collect();
        Self { list }
    }

    /// Each line with its box.
    pub fn list(&self) -> &[(LineString<f64>, Rect<f64>)] {
        &self.list
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The geometry of a layer that a person added from a file.
#[derive(Clone, Debug)]
pub struct OwnShapes {
    pub name: String,
    pub shapes: Option<Arc<Shapes>>,
    pub lines: Option<Arc<Lines>>,
    /// RD metres.
    pub points: Option<Arc<Vec<Point<f64>>>>,
}

/// The geometry of a dataset, made once when it is opened. Styling never touches it.
#[derive(Clone, Debug, Default)]
pub struct ShapeCache {
    levels: Vec<(Level, Arc<Shapes>)>,
    grounds: Vec<(BaseKind, Arc<Shapes>)>,
    lines: Vec<(BaseKind, Arc<Lines>)>,
    own: Vec<OwnShapes>,
    streets: Vec<(Weight, Arc<Lines>)>,
    catchments: Arc<CatchmentCache>,
}

impl ShapeCache {
    /// Takes the geometry of every level and of the base map. Some milliseconds for a town, a
    /// second for the whole country: not for the thread that draws.
    pub fn new(dataset: &Dataset) -> Self {
        let levels = dataset.levels().into_iter().map(|level| {
            let shapes = dataset.areas_of(level).map(|(id, area)| (id.0, area.shape.clone())).collect();
            (level, Arc::new(Shapes::new(shapes)))
        });
        let streets = streets::lines(dataset);
        let mut cache = Self { levels: levels.collect(), streets, ..Self::default() };
        for kind in BaseKind::ALL.into_iter().filter(|kind| *kind != BaseKind::Own) {
            let mut polygons = Vec::new();
            let mut lines = Vec::new();
            for (id, feature) in dataset.base().iter().enumerate().filter(|(_, f)| f.kind == kind) {
                // A base map of points has nothing to draw.
                take_apart(id, &feature.geometry, &mut polygons, &mut lines, &mut Vec::new());
            }
            if !polygons.is_empty() {
                cache.grounds.push((kind, Arc::new(Shapes::new(polygons))));
            }
            if !lines.is_empty() {
                cache.lines.push((kind, Arc::new(Lines::new(lines))));
            }
        }
        cache.own = own_layers(dataset);
        cache
    }

    /// The catchments that a choice asks for, made at first use; `None` when it asks for none.
    pub fn catchments(&self, dataset: &Dataset, choice: &MapChoice, gate: &Gate) -> Option<Arc<Drawn>> {
        self.catchments.get(dataset, choice, gate)
    }

    /// What differs between the two kinds of catchments of a choice; `None` when it asks for one.
    pub fn compared(&self, dataset: &Dataset, choice: &MapChoice, gate: &Gate) -> Option<Arc<Compared>> {
        self.catchments.compared(dataset, choice, gate)
    }

    /// The streets of the network, the lightest first.
    pub fn streets(&self) -> &[(Weight, Arc<Lines>)] {
        &self.streets
    }

    /// The municipality, ready to be divided among schools; computed once.
    pub fn town(&self, dataset: &Dataset) -> &Arc<Voronoi> {
        self.catchments.town(dataset)
    }

    pub fn level(&self, level: Level) -> Option<&Arc<Shapes>> {
        self.levels.iter().find(|(l, _)| *l == level).map(|(_, s)| s)
    }

    /// Polygons of the base map, in drawing order.
    pub fn grounds(&self) -> &[(BaseKind, Arc<Shapes>)] {
        &self.grounds
    }

    /// Lines of the base map; those that matter most last.
    pub fn lines(&self) -> &[(BaseKind, Arc<Lines>)] {
        &self.lines
    }

    /// Layers that a person added, in the order in which they came.
    pub fn own(&self) -> &[OwnShapes] {
        &self.own
    }
}

/// Around both.
pub fn united(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

fn own_layers(dataset: &Dataset) -> Vec<OwnShapes> {
    let features = || dataset.base().iter().enumerate().filter(|(_, f)| f.kind == BaseKind::Own);
    let name = |f: &crate::data::BaseFeature| f.name.clone().unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for (_, feature) in features() {
        if !names.contains(&name(feature)) {
            names.push(name(feature));
        }
    }
    let layer = |of: String| {
        let (mut polygons, mut lines, mut points) = (Vec::new(), Vec::new(), Vec::new());
        for (id, feature) in features().filter(|(_, f)| name(f) == of) {
            take_apart(id, &feature.geometry, &mut polygons, &mut lines, &mut points);
        }
        points.retain(|p: &Point<f64>| p.x().is_finite() && p.y().is_finite());
        OwnShapes {
            name: of,
            shapes: (!polygons.is_empty()).then(|| Arc::new(Shapes::unlabelled(polygons))),
            lines: (!lines.is_empty()).then(|| Arc::new(Lines::new(lines))),
            points: (!points.is_empty()).then(|| Arc::new(points)),
        }
    };
    names.into_iter().map(layer).collect()
}

fn take_apart(
    id: usize,
    geometry: &Geometry<f64>,
    polygons: &mut Vec<(usize, MultiPolygon<f64>)>,
    lines: &mut Vec<LineString<f64>>,
    points: &mut Vec<Point<f64>>,
) {
    match geometry {
        Geometry::Polygon(p) => polygons.push((id, MultiPolygon(vec![p.clone()]))),
        Geometry::MultiPolygon(p) => polygons.push((id, p.clone())),
        Geometry::Rect(r) => polygons.push((id, MultiPolygon(vec![r.to_polygon()]))),
        Geometry::Triangle(t) => polygons.push((id, MultiPolygon(vec![t.to_polygon()]))),
        Geometry::Line(l) => lines.push(LineString::from(vec![l.start, l.end])),
        Geometry::LineString(l) => lines.push(l.clone()),
        Geometry::MultiLineString(l) => lines.extend(l.0.iter().cloned()),
        Geometry::Point(p) => points.push(*p),
        Geometry::MultiPoint(p) => points.extend(p.0.iter().copied()),
        Geometry::GeometryCollection(c) => {
            c.0.iter().for_each(|g| take_apart(id, g, polygons, lines, points));
        }
    }
}
