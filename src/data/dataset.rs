//! The dataset itself, and what is looked up in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::{BoundingRect, Contains, Geometry, MultiPolygon, Point, Rect};
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use super::memo::Memo;
use super::{
    Area, AreaId, Basis, CountTable, FlowTable, GroupScheme, Level, Lineage, RouteTable, School, SchoolId,
    Source, SourceId, Streets, Subject, Year,
};
use crate::text::{Language, text};

/// A given catchment (voedingsgebied) of a school.
#[derive(Clone, Debug, PartialEq)]
pub struct Catchment {
    pub school: SchoolId,
    pub shape: MultiPolygon<f64>,
    pub source: SourceId,
}

/// A figure per area or school, such as the share of owner-occupied dwellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Column name as published; unique together with subject and year.
    pub key: String,
    pub label: String,
    pub subject: Subject,
    pub year: Option<Year>,
    pub source: SourceId,
    /// One value per area (or school) of the dataset; `None` is unknown.
    pub values: Vec<Option<f64>>,
}

/// A word per area or school, such as a profile or a target area: something to take units together by.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Column name as published; unique together with subject.
    pub key: String,
    pub subject: Subject,
    pub source: SourceId,
    /// One value per area (or school) of the dataset; `None` is unknown.
    pub values: Vec<Option<String>>,
}

/// What a feature of the simple base map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BaseKind {
    Land,
    Water,
    Rail,
    MainRoad,
    Road,
    /// Of a layer that a person added from a file: the name is that of the layer.
    Own,
}

impl BaseKind {
    pub const ALL: [Self; 6] = [Self::Land, Self::Water, Self::Rail, Self::MainRoad, Self::Road, Self::Own];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Water => "water",
            Self::Rail => "rail",
            Self::MainRoad => "main-road",
            Self::Road => "road",
            Self::Own => "own",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// The name of a person's own layer, from that of its file (`spoor.geojson`) or of the layer in it
/// (`kaart.gpkg:fiets_routes`).
pub fn own_layer_name(file: &str) -> String {
    let name = match file.rsplit_once(':') {
        Some((_, layer)) if !layer.is_empty() => layer,
        _ => file.rsplit_once('.').map_or(file, |(stem, _)| stem),
    };
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).replace(['_'], " ");
    let mut letters = name.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A feature of the base map, in RD metres: a polygon for land and water, a line for the rest, and any
/// shape in a person's own layer.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseFeature {
    pub kind: BaseKind,
    pub name: Option<String>,
    pub geometry: Geometry<f64>,
}

type AreaBox = GeomWithData<Rectangle<[f64; 2]>, usize>;
type SchoolPoint = GeomWithData<[f64; 2], usize>;

/// Everything known about a town. Build it with [`Dataset::new`] (which indexes it) and share it
/// behind an `Arc`.
#[derive(Clone, Debug)]
pub struct Dataset {
    parts: Parts,
    area_index: RTree<AreaBox>,
    school_index: RTree<SchoolPoint>,
    lineage: Option<Arc<Lineage>>,
    memo: Memo,
}

/// The contents of a dataset, before it is indexed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Name of the town or project.
    pub name: String,
    /// Whether this is an example: everything shown then says so.
    pub example: bool,
    pub areas: Vec<Area>,
    pub schools: Vec<School>,
    pub schemes: Vec<GroupScheme>,
    pub counts: Vec<CountTable>,
    pub flows: Vec<FlowTable>,
    pub catchments: Vec<Catchment>,
    pub indicators: Vec<Indicator>,
    pub attributes: Vec<Attribute>,
    pub base: Vec<BaseFeature>,
    /// The street network; `None` when none was loaded.
    pub streets: Option<Arc<Streets>>,
    /// Routes over it that were searched before, at most one table per way of travelling.
    pub routes: Vec<RouteTable>,
    pub sources: Vec<Source>,
}

impl Dataset {
    pub fn new(parts: Parts) -> Self {
        let boxes = parts.areas.iter().enumerate().filter_map(|(i, area)| {
            let b = area.shape.bounding_rect()?;
            let corner = |c: geo::Coord<f64>| [c.x, c.y];
            Some(GeomWithData::new(Rectangle::from_corners(corner(b.min()), corner(b.max())), i))
        });
        let points =
            parts.schools.iter().enumerate().map(|(i, s)| GeomWithData::new([s.at.x(), s.at.y()], i));
        Self {
            area_index: RTree::bulk_load(boxes.collect()),
            school_index: RTree::bulk_load(points.collect()),
            lineage: None,
            memo: Memo::default(),
            parts,
        }
    }

    /// A town that was made from another, in which nothing may be shown that is hidden there.
    pub fn descended(parts: Parts, lineage: Lineage) -> Self {
        Self { lineage: Some(Arc::new(lineage)), ..Self::new(parts) }
    }

    /// From which town this one was made; `None` for one that was loaded.
    pub fn lineage(&self) -> Option<&Lineage> {
        self.lineage.as_deref()
    }

    /// What is computed once from this dataset.
    pub fn memo(&self) -> &Memo {
        &self.memo
    }

    /// The contents, to build a changed dataset from.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// The name in a language: that of the example is the program's own.
    pub fn name_in(&self, language: Language) -> String {
        if self.parts.example && self.parts.name == text(Language::Dutch, "example-name") {
            return text(language, "example-name");
        }
        self.parts.name.clone()
    }

    pub fn is_example(&self) -> bool {
        self.parts.example
    }

    pub fn areas(&self) -> &[Area] {
        &self.parts.areas
    }

    pub fn schools(&self) -> &[School] {
        &self.parts.schools
    }

    pub fn schemes(&self) -> &[GroupScheme] {
        &self.parts.schemes
    }

    pub fn flows(&self) -> &[FlowTable] {
        &self.parts.flows
    }

    pub fn catchments(&self) -> &[Catchment] {
        &self.parts.catchments
    }

    pub fn indicators(&self) -> &[Indicator] {
        &self.parts.indicators
    }

    pub fn attributes(&self) -> &[Attribute] {
        &self.parts.attributes
    }

    pub fn base(&self) -> &[BaseFeature] {
        &self.parts.base
    }

    pub fn streets(&self) -> Option<&Arc<Streets>> {
        self.parts.streets.as_ref()
    }

    pub fn sources(&self) -> &[Source] {
        &self.parts.sources
    }

    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.parts.areas.get(id.0)
    }

    pub fn school(&self, id: SchoolId) -> Option<&School> {
        self.parts.schools.get(id.0)
    }

    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.parts.sources.get(id.0)
    }

    pub fn area_by_code(&self, code: &str) -> Option<AreaId> {
        self.parts.areas.iter().position(|a| a.code == code).map(AreaId)
    }

    pub fn school_by_code(&self, code: &str) -> Option<SchoolId> {
        self.parts.schools.iter().position(|s| s.code == code).map(SchoolId)
    }

    /// The levels of areas that are present, from coarse to fine.
    pub fn levels(&self) -> Vec<Level> {
        Level::ALL.into_iter().filter(|l| self.parts.areas.iter().any(|a| a.level == *l)).collect()
    }

    /// The areas of one level, in their order.
    pub fn areas_of(&self, level: Level) -> impl Iterator<Item = (AreaId, &Area)> {
        self.parts
            .areas
            .iter()
            .enumerate()
            .filter(move |(_, a)| a.level == level)
            .map(|(i, a)| (AreaId(i), a))
    }

    /// Position of the scheme that figures and map begin with: the first ordered one, such as the
    /// education of parents, else the first.
    pub fn first_scheme(&self) -> usize {
        self.parts.schemes.iter().position(|s| s.ordered && s.groups.len() > 1).unwrap_or(0)
    }

    /// The school years for which there are counts, in order; a table without a year gives none.
    pub fn years(&self) -> Vec<Year> {
        let mut years: Vec<Year> = self.parts.counts.iter().filter_map(|t| t.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The counts of one subject and scheme: of `year` when it is given, else the newest.
    pub fn counts(&self, subject: Subject, scheme: usize, year: Option<Year>) -> Option<&CountTable> {
        let mut tables = self.parts.counts.iter().filter(|t| t.subject == subject && t.scheme == scheme);
        match year {
            Some(_) => tables.rfind(|t| t.year == year),
            None => tables.max_by_key(|t| t.year),
        }
    }

    /// The years of which there are counts of a subject; `None` among them where the source states no
    /// year.
    pub fn count_years(&self, subject: Subject) -> BTreeSet<Option<Year>> {
        self.parts.counts.iter().filter(|t| t.subject == subject).map(|t| t.year).collect()
    }

    /// The counts of one subject and scheme of exactly this year, or without one.
    pub fn counts_of(&self, subject: Subject, scheme: usize, year: Option<Year>) -> Option<&CountTable> {
        self.parts.counts.iter().rfind(|t| t.subject == subject && t.scheme == scheme && t.year == year)
    }

    /// The area of `level` in which a point lies; on a shared border the first in file order.
    pub fn area_at(&self, point: Point<f64>, level: Level) -> Option<AreaId> {
        let envelope = AABB::from_point([point.x(), point.y()]);
        let mut hits: Vec<usize> = self
            .area_index
            .locate_in_envelope_intersecting(&envelope)
            .map(|hit| hit.data)
            .filter(|&i| self.parts.areas[i].level == level)
            .collect();
        hits.sort_unstable();
        // A point on a border is in no area by `Contains`; it then belongs to the first that touches it.
        let inside = hits.iter().copied().find(|&i| self.parts.areas[i].shape.contains(&point));
        inside
            .or_else(|| {
                hits.into_iter().find(|&i| geo::Intersects::intersects(&self.parts.areas[i].shape, &point))
            })
            .map(AreaId)
    }

    /// The areas whose bounding box meets `rect`, in file order.
    pub fn areas_in(&self, rect: Rect<f64>) -> Vec<AreaId> {
        let envelope = AABB::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]);
        let mut ids: Vec<AreaId> =
            self.area_index.locate_in_envelope_intersecting(&envelope).map(|hit| AreaId(hit.data)).collect();
        ids.sort_unstable();
        ids
    }

    /// The school nearest to a point and its distance in metres, straight line.
    pub fn nearest_school(&self, point: Point<f64>) -> Option<(SchoolId, f64)> {
        let hit = self.school_index.nearest_neighbor(&[point.x(), point.y()])?;
        let [x, y] = *hit.geom();
        Some((SchoolId(hit.data), (x - point.x()).hypot(y - point.y())))
    }

    /// Bounding box of all areas and schools, in RD metres.
    pub fn extent(&self) -> Option<Rect<f64>> {
        let areas = self.parts.areas.iter().filter_map(|a| a.shape.bounding_rect());
        let schools = self.parts.schools.iter().map(|s| Rect::new(s.at.0, s.at.0));
        areas.chain(schools).reduce(|a, b| {
            Rect::new(
                (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
            )
        })
    }

    /// The softest ground that any count or flow rests on.
    pub fn basis(&self) -> Basis {
        let counts = self.parts.counts.iter().map(|t| t.basis);
        let flows = self.parts.flows.iter().map(|t| t.basis);
        counts.chain(flows).max().unwrap_or_default()
    }
}
