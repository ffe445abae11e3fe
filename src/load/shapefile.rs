//! ESRI shapefile: `.shp` with its `.dbf`, `.prj` and `.cpg`, after the ESRI Shapefile Technical
//! Description of July 1998.
//!
//! The `shapefile` crate reads each shape. The records are cut apart here, and the two counts in a
//! shape held against its length, because the crate (0.9.0) ends at the length that the header
//! states, gives no place for a fault, reserves memory for whatever the counts say, and takes the
//! points of a part from the wrong place where the list of parts is damaged. Shapes are read in
//! the order of the file; the index (`.shx`) is not needed for that and only checked.

mod dbf;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{
    Area, BoundingRect, Coord, Geometry, Intersects, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};
use shapefile::record::traits::HasXY;
use shapefile::{PolygonRing, ReadableShape, Shape};

use super::bytes::Bytes;
use super::layer::{Layer, Record};
use super::shapes::{self, Reference, Stated};
use super::sniff::sibling;
use super::tally::Tally;
use super::{ReadOptions, encoding, file};
use crate::crs::Crs;
use crate::notice::{Notice, Notices};

const HEADER_BYTES: usize = 100;

/// Reads a shapefile from the path of its `.shp`.
///
/// # Errors
/// A part that is missing, damaged or cut off; parts that disagree on the number of records; a
/// kind of shape that cannot be read; a coordinate system that is unknown or cannot be right.
pub fn read(path: &Path, options: &ReadOptions, notices: &mut Notices) -> Result<Layer, Notice> {
    let shp = file::read(path)?;
    let stem = file::stem(&shp.name);
    let missing =
        || Notice::error("load-shp-missing-part").file(shp.name.clone()).arg("part", format!("{stem}.dbf"));
    let dbf_path = sibling(path, "dbf").ok_or_else(missing)?;
    let dbf = file::read(&dbf_path)?;
    let mut source = super::source(&shp.name, None, shp.sha256);
    source.title = stem;

    let shapes = parse(&shp.bytes).map_err(|fault| fault.notice().file(shp.name.clone()))?;
    check_index(path, shapes.len(), notices);
    let stated_encoding = code_page(path, notices);
    let table = dbf::parse(&dbf.name, &dbf.bytes, options.encoding.or(stated_encoding), notices)?;
    if table.rows.len() != shapes.len() {
        return Err(Notice::error("load-shp-count-differs")
            .file(shp.name)
            .arg("shapes", shapes.len())
            .arg("rows", table.rows.len()));
    }

    let mut layer = Layer {
        source,
        lines: false,
        fields: table.fields,
        records: Vec::with_capacity(shapes.len()),
        crs: None,
        detected: vec![("format", "Shapefile".to_owned()), ("encoding", table.encoding.name().to_owned())],
    };
    let mut empty = Vec::new();
    let mut deleted = Vec::new();
    for (index, (row, geometry)) in table.rows.into_iter().zip(shapes).enumerate() {
        let number = index as u64 + 1;
        let Some(values) = row else {
            deleted.push(number);
            continue;
        };
        if geometry.is_none() {
            empty.push(layer.records.len());
        }
        layer.records.push(Record { number, values, geometry });
    }
    let mut tally = Tally::new(notices);
    for number in deleted {
        tally.push(Notice::info("load-dbf-deleted").file(dbf.name.clone()).feature(number));
    }
    for index in empty {
        if let Some(record) = layer.records.get(index) {
            let notice = Notice::warning("load-no-geometry").file(shp.name.clone());
            tally.push(shapes::located(notice, &layer, record));
        }
    }
    tally.finish(&shp.name);
    if layer.records.is_empty() {
        notices.push(Notice::warning("load-no-records").file(shp.name));
    }
    let reference = Reference { stated: projection(path), asked: options.crs, default: None };
    shapes::settle(&mut layer, &reference, notices)?;
    Ok(layer)
}

/// Number of records as the table says it.
pub(super) fn count(path: &Path) -> Option<u64> {
    let head = file::head(&sibling(path, "dbf")?, 32).ok()?;
    let mut bytes = Bytes::new(&head, true);
    bytes.skip(4)?;
    bytes.u32().map(u64::from)
}

/// A small text file beside the shapes, such as `.prj`.
fn beside(path: &Path, extension: &str) -> Option<(PathBuf, String)> {
    let found = sibling(path, extension)?;
    // A real one is a line long; anything else is not worth reading.
    let bytes = file::head(&found, 1 << 16).ok()?;
    Some((found, encoding::decode(&bytes, None).text.into_owned()))
}

fn projection(path: &Path) -> Stated {
    match beside(path, "prj") {
        Some((_, wkt)) => match Crs::from_wkt(&wkt) {
            Some(crs) => Stated::Known(crs),
            None => {
                // The first quoted word of a well-known text is its name.
                let name = wkt.split('"').nth(1).unwrap_or_else(|| wkt.trim());
                Stated::Other(name.chars().take(60).collect())
            }
        },
        None => Stated::Nothing,
    }
}

fn code_page(path: &Path, notices: &mut Notices) -> Option<&'static encoding_rs::Encoding> {
    let (found, label) = beside(path, "cpg")?;
    let encoding = encoding::from_label(&label);
    if encoding.is_none() {
        notices.push(
            Notice::warning("load-cpg-unknown")
                .file(file::file_name(&found))
                .arg("label", label.trim().chars().take(40).collect::<String>()),
        );
    }
    encoding
}

/// The index has eight bytes a record; another length shows that the copy is not whole.
fn check_index(path: &Path, records: usize, notices: &mut Notices) {
    if let Some(index) = sibling(path, "shx")
        && let Ok(about) = std::fs::metadata(&index)
        && about.len() != (HEADER_BYTES + records * 8) as u64
    {
        notices.push(Notice::warning("load-shx-differs").file(file::file_name(&index)));
    }
}

/// Why the shapes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NoShapefile,
    /// The file stops within this record (from 1).
    CutOff(usize),
    /// This record holds what cannot be.
    Damaged(usize),
    Unsupported(i32),
}

impl Fault {
    fn notice(self) -> Notice {
        match self {
            Self::NoShapefile => Notice::error("load-shp-not-one"),
            Self::CutOff(record) => Notice::error("load-shp-cut-off").feature(record),
            Self::Damaged(record) => Notice::error("load-shp-damaged").feature(record),
            Self::Unsupported(kind) => Notice::error("load-shp-unsupported").arg("kind", kind),
        }
    }
}

/// Every shape in the order of the file; `None` for a null shape.
fn parse(bytes: &[u8]) -> Result<Vec<Option<Geometry<f64>>>, Fault> {
    if bytes.len() < HEADER_BYTES || !bytes.starts_with(&[0, 0, 0x27, 0x0a]) {
        return Err(Fault::NoShapefile);
    }
    let mut shapes = Vec::new();
    let mut rest = bytes.get(HEADER_BYTES..).unwrap_or_default();
    while !rest.is_empty() {
        let record = shapes.len() + 1;
        let mut head = Bytes::new(rest, false);
        // Record number, then the length of the content in words of two bytes.
        let words = head.i32().and_then(|_| head.i32()).ok_or(Fault::CutOff(record))?;
        let length = usize::try_from(words).map_err(|_| Fault::Damaged(record))?.saturating_mul(2);
        let content = rest.get(8..).unwrap_or_default();
        let Some((content, after)) = content.split_at_checked(length) else {
            return Err(Fault::CutOff(record));
        };
        shapes.push(shape(content, record)?);
        rest = after;
    }
    Ok(shapes)
}

fn shape(content: &[u8], record: usize) -> Result<Option<Geometry<f64>>, Fault> {
    let damaged = Fault::Damaged(record);
    let kind = Bytes::new(content, true).i32().ok_or(damaged)?;
    if kind == MULTIPATCH {
        return Err(Fault::Unsupported(kind));
    }
    check_counts(kind, content).ok_or(damaged)?;
    let length = i32::try_from(content.len()).map_err(|_| damaged)?;
    let shape = Shape::read_from(&mut Cursor::new(content), length).map_err(|_| damaged)?;
    // Heights and measures are left alone.
    Ok(match &shape {
        Shape::Point(p) => Some(Point::from(coord(p)).into()),
        Shape::PointM(p) => Some(Point::from(coord(p)).into()),
        Shape::PointZ(p) => Some(Point::from(coord(p)).into()),
        Shape::Multipoint(many) => multipoint(many.points()),
        Shape::MultipointM(many) => multipoint(many.points()),
        Shape::MultipointZ(many) => multipoint(many.points()),
        Shape::Polyline(lines) => multiline(lines.parts()),
        Shape::PolylineM(lines) => multiline(lines.parts()),
        Shape::PolylineZ(lines) => multiline(lines.parts()),
        Shape::Polygon(rings) => polygons(coords(rings.rings())),
        Shape::PolygonM(rings) => polygons(coords(rings.rings())),
        Shape::PolygonZ(rings) => polygons(coords(rings.rings())),
        Shape::NullShape | Shape::Multipatch(_) => None,
    })
}

const MULTIPATCH: i32 = 31;

/// Where the counts of a shape stand: behind its kind and its bounding box, which is not believed.
const COUNTS_AT: usize = 36;

/// Whether the points that a shape says it has can fit in it, and its parts begin with the first;
/// `None` where not. That no part runs backwards is seen to by the crate.
fn check_counts(kind: i32, content: &[u8]) -> Option<()> {
    let mut bytes = Bytes::new(content, true);
    let parts = match kind % 10 {
        3 | 5 => {
            bytes.skip(COUNTS_AT)?;
            usize::try_from(bytes.i32()?).ok()?
        }
        8 => {
            bytes.skip(COUNTS_AT)?;
            0
        }
        _ => return Some(()),
    };
    let points = usize::try_from(bytes.i32()?).ok()?;
    let needed = parts.checked_mul(4)?.checked_add(points.checked_mul(16)?)?;
    let fits = needed <= bytes.len() && (parts == 0 || bytes.i32()? == 0);
    fits.then_some(())
}

fn coord(point: &impl HasXY) -> Coord<f64> {
    Coord { x: point.x(), y: point.y() }
}

fn multipoint<P: HasXY>(points: &[P]) -> Option<Geometry<f64>> {
    let points: Vec<_> = points.iter().map(|p| Point::from(coord(p))).collect();
    (!points.is_empty()).then(|| MultiPoint::new(points).into())
}

fn multiline<P: HasXY>(parts: &[Vec<P>]) -> Option<Geometry<f64>> {
    let lines: Vec<_> =
        parts.iter().map(|part| part.iter().map(coord).collect::<LineString<f64>>()).collect();
    (!lines.is_empty()).then(|| MultiLineString::new(lines).into())
}

fn coords<P: HasXY>(rings: &[PolygonRing<P>]) -> Vec<Vec<Coord<f64>>> {
    rings.iter().map(|ring| ring.points().iter().map(coord).collect()).collect()
}

/// The rings of a shape as polygons with holes.
///
/// The format says that exteriors run clockwise, and not which hole lies in which exterior;
/// many programs do not keep to the direction either. So the roles come from which ring lies in
/// which: a ring within an even number of others is an exterior, else a hole of the smallest one
/// around it.
fn polygons(rings: Vec<Vec<Coord<f64>>>) -> Option<Geometry<f64>> {
    let mut rings: Vec<Polygon<f64>> = rings
        .into_iter()
        .filter(|ring| !ring.is_empty())
        .map(|ring| Polygon::new(LineString::new(ring), Vec::new()))
        .collect();
    // The largest first: what lies around a ring stands before it.
    rings.sort_by(|a, b| b.unsigned_area().total_cmp(&a.unsigned_area()));
    // Of numbers that are none nothing can be said; the whole shape is refused afterwards.
    let finite = rings.iter().all(|r| r.exterior().coords().all(|c| c.x.is_finite() && c.y.is_finite()));
    let boxes: Vec<_> =
        if finite { rings.iter().map(BoundingRect::bounding_rect).collect() } else { Vec::new() };
    let mut placed: Vec<(Polygon<f64>, usize)> = Vec::new();
    let mut slots: Vec<Option<usize>> = Vec::new();
    for (i, ring) in rings.iter().enumerate() {
        let around: Vec<usize> = (0..i)
            .filter(|j| match (boxes.get(i), boxes.get(*j)) {
                (Some(Some(own)), Some(Some(other))) => own.intersects(other),
                _ => false,
            })
            .filter(|j| rings.get(*j).is_some_and(|outer| lies_within(ring, outer)))
            .collect();
        let hole_of = if around.len() % 2 == 1 {
            around.last().and_then(|j| slots.get(*j).copied().flatten())
        } else {
            None
        };
        match hole_of.and_then(|slot| placed.get_mut(slot)) {
            Some((outer, _)) => {
                outer.interiors_push(ring.exterior().clone());
                slots.push(None);
            }
            None => {
                slots.push(Some(placed.len()));
                placed.push((ring.clone(), i));
            }
        }
    }
    let mut polygons: Vec<Polygon<f64>> = placed.into_iter().map(|(polygon, _)| polygon).collect();
    match (polygons.len(), polygons.pop()) {
        (1, Some(only)) => Some(only.into()),
        (_, Some(last)) => {
            polygons.push(last);
            Some(MultiPolygon::new(polygons).into())
        }
        (_, None) => None,
    }
}

/// Whether the ring lies inside the other; the first vertex off the border decides.
fn lies_within(ring: &Polygon<f64>, outer: &Polygon<f64>) -> bool {
    for c in ring.exterior().coords() {
        match outer.coordinate_position(c) {
            CoordPos::Inside => return true,
            CoordPos::Outside => return false,
            CoordPos::OnBoundary => {}
        }
    }
    false
}
