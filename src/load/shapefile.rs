//! ESRI shapefile: `.shp` with its `.dbf`, `.prj` and `.cpg`, after the ESRI Shapefile Technical
//! Description of July 1998.
//!
//! The few structures are read here, every length checked, and not by the `shapefile` crate: a
//! half-copied file must give a notice and may never bring the window down. Shapes are read in
//! the order of the file; the index (`.shx`) is not needed for that and only checked.

mod dbf;

use std::path::{Path, PathBuf};

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{
    Area, BoundingRect, Coord, Geometry, Intersects, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

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
    let mut bytes = Bytes::new(content, true);
    let kind = bytes.i32().ok_or(damaged)?;
    // Heights and measures come after the plain coordinates and are left alone.
    match kind {
        0 => Ok(None),
        1 | 11 | 21 => point(&mut bytes).map(|c| Some(Point::from(c).into())).ok_or(damaged),
        8 | 18 | 28 => multipoint(&mut bytes).ok_or(damaged),
        3 | 13 | 23 => {
            let lines: Vec<_> = parts(&mut bytes).ok_or(damaged)?.into_iter().map(LineString::new).collect();
            Ok((!lines.is_empty()).then(|| MultiLineString::new(lines).into()))
        }
        5 | 15 | 25 => Ok(polygons(parts(&mut bytes).ok_or(damaged)?)),
        31 => Err(Fault::Unsupported(kind)),
        _ => Err(damaged),
    }
}

fn point(bytes: &mut Bytes<'_>) -> Option<Coord<f64>> {
    Some(Coord { x: bytes.f64()?, y: bytes.f64()? })
}

/// Four numbers of eight bytes: the bounding box, which is not believed.
const BOX_BYTES: usize = 32;

fn multipoint(bytes: &mut Bytes<'_>) -> Option<Option<Geometry<f64>>> {
    bytes.skip(BOX_BYTES)?;
    let count = usize::try_from(bytes.i32()?).ok()?;
    if count.checked_mul(16)? > bytes.len() {
        return None;
    }
    let points = (0..count).map(|_| point(bytes).map(Point::from)).collect::<Option<Vec<_>>>()?;
    Some((!points.is_empty()).then(|| MultiPoint::new(points).into()))
}

fn parts(bytes: &mut Bytes<'_>) -> Option<Vec<Vec<Coord<f64>>>> {
    bytes.skip(BOX_BYTES)?;
    let count = usize::try_from(bytes.i32()?).ok()?;
    let total = usize::try_from(bytes.i32()?).ok()?;
    if count.checked_mul(4)?.checked_add(total.checked_mul(16)?)? > bytes.len() {
        return None;
    }
    let starts = (0..count)
        .map(|_| bytes.i32().and_then(|start| usize::try_from(start).ok()))
        .collect::<Option<Vec<_>>>()?;
    let points = (0..total).map(|_| point(bytes)).collect::<Option<Vec<_>>>()?;
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(total));
    // A slice that runs backwards or past the end is no part of anything.
    starts.iter().zip(ends).map(|(start, end)| points.get(*start..end).map(<[_]>::to_vec)).collect()
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
    let boxes: Vec<_> = rings.iter().map(BoundingRect::bounding_rect).collect();
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
