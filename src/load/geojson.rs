//! GeoJSON: RFC 7946, and the `crs` member of the specification of 2008 that Dutch files still use.

use std::collections::HashMap;

use geo::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

use super::json::{self, Json};
use super::layer::{Layer, Record, Value};
use super::shapes::{self, Reference, Stated};
use super::tally::Tally;
use super::{ReadOptions, encoding};
use crate::crs::Crs;
use crate::data::Source;
use crate::notice::{Notice, Notices};

/// Reads a FeatureCollection, a single Feature or a bare geometry.
///
/// Fields are the properties in the order in which they first occur; nested values become JSON
/// text. The `id` of features becomes a field `id` where no property has that name.
///
/// # Errors
/// Text that is not JSON, with line and column; JSON that is not GeoJSON; a coordinate system
/// that is unknown or cannot be right.
pub fn read(
    source: Source,
    bytes: &[u8],
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let file = source.file.clone();
    let decoded = encoding::decode(bytes, options.encoding);
    if decoded.replaced {
        notices.push(
            Notice::warning("load-encoding-replaced")
                .file(file.clone())
                .arg("encoding", decoded.encoding.name()),
        );
    }
    let root = json::parse(&file, decoded.text.trim_start_matches('\u{feff}'))?;
    let alone = std::slice::from_ref(&root);
    let features = match root.get("type").and_then(Json::text) {
        Some("FeatureCollection") => match root.get("features").and_then(Json::list) {
            Some(features) => features,
            None => return Err(Notice::error("load-geojson-no-features").file(file)),
        },
        Some("Feature") => alone,
        Some(kind) if is_geometry(kind) => alone,
        found => return Err(not_geojson(&root, found).file(file)),
    };
    let mut layer = Layer {
        source,
        lines: false,
        fields: Vec::new(),
        records: Vec::with_capacity(features.len()),
        crs: None,
        detected: vec![("format", "GeoJSON".to_owned()), ("encoding", decoded.encoding.name().to_owned())],
    };
    let mut positions = HashMap::new();
    let mut faults = Vec::new();
    let mut ids = Vec::with_capacity(features.len());
    for (index, feature) in features.iter().enumerate() {
        let mut record = Record { number: index as u64 + 1, ..Record::default() };
        let bare = feature.get("type").and_then(Json::text).is_some_and(is_geometry);
        let shape = if bare { Some(feature) } else { feature.get("geometry") };
        if !bare && feature.get("type").and_then(Json::text) != Some("Feature") {
            faults.push((index, Fault::NotAFeature));
        }
        if let Some(Json::Object(members)) = feature.get("properties").filter(|_| !bare) {
            fill(&mut record, members, &mut layer.fields, &mut positions);
        }
        ids.push(feature.get("id").filter(|_| !bare).map_or(Value::Null, value));
        record.geometry = match shape {
            None | Some(Json::Null) => {
                faults.push((index, Fault::NoGeometry));
                None
            }
            Some(shape) => {
                let mut open = 0;
                let geometry = geometry(shape, 0, &mut open);
                if open > 0 && geometry.is_some() {
                    faults.push((index, Fault::OpenRings(open)));
                }
                if geometry.is_none() {
                    faults.push((index, Fault::BadGeometry));
                }
                geometry
            }
        };
        layer.records.push(record);
    }
    for record in &mut layer.records {
        record.values.resize(layer.fields.len(), Value::Null);
    }
    if ids.iter().any(|id| *id != Value::Null) && !layer.fields.iter().any(|f| f == "id") {
        layer.fields.push("id".to_owned());
        for (record, id) in layer.records.iter_mut().zip(ids) {
            record.values.push(id);
        }
    }
    report(&layer, faults, notices);
    if layer.records.is_empty() {
        notices.push(Notice::warning("load-no-records").file(file));
    }
    // RFC 7946 knows longitude and latitude only; a person may know better.
    let reference = Reference { stated: stated(&root), asked: options.crs, default: Some(Crs::Wgs84) };
    shapes::settle(&mut layer, &reference, notices)?;
    Ok(layer)
}

/// What was wrong with one feature.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    NotAFeature,
    NoGeometry,
    BadGeometry,
    OpenRings(usize),
}

fn report(layer: &Layer, faults: Vec<(usize, Fault)>, notices: &mut Notices) {
    let mut tally = Tally::new(notices);
    for (index, fault) in faults {
        let notice = match fault {
            Fault::NotAFeature => Notice::warning("load-geojson-not-a-feature"),
            Fault::NoGeometry => Notice::warning("load-no-geometry"),
            Fault::BadGeometry => Notice::error("load-bad-geometry"),
            Fault::OpenRings(rings) => Notice::warning("load-ring-open").arg("rings", rings),
        };
        if let Some(record) = layer.records.get(index) {
            tally.push(shapes::located(notice.file(layer.source.file.clone()), layer, record));
        }
    }
    tally.finish(&layer.source.file);
}

fn is_geometry(kind: &str) -> bool {
    matches!(
        kind,
        "Point"
            | "MultiPoint"
            | "LineString"
            | "MultiLineString"
            | "Polygon"
            | "MultiPolygon"
            | "GeometryCollection"
    )
}

fn not_geojson(root: &Json, found: Option<&str>) -> Notice {
    if found == Some("Topology") {
        return Notice::error("load-topojson");
    }
    if root.get("spatialReference").is_some() || root.get("geometryType").is_some() {
        return Notice::error("load-esri-json");
    }
    Notice::error("load-not-geojson").arg("found", found.unwrap_or("none"))
}

/// The system in the `crs` member; `null` there means explicitly unknown, which says nothing.
fn stated(root: &Json) -> Stated {
    let Some(crs) = root.get("crs").filter(|crs| **crs != Json::Null) else {
        return Stated::Nothing;
    };
    let properties = crs.get("properties");
    let name = match properties.and_then(|p| p.get("name").or_else(|| p.get("code"))) {
        Some(Json::Text(name)) => name.clone(),
        Some(Json::Number(code)) => code.to_string(),
        _ => crs.to_string(),
    };
    Crs::from_user(&name).or_else(|| Crs::from_wkt(&name)).map_or(Stated::Other(name), Stated::Known)
}

fn fill(
    record: &mut Record,
    members: &[(String, Json)],
    fields: &mut Vec<String>,
    positions: &mut HashMap<String, usize>,
) {
    for (name, member) in members {
        let name = name.trim();
        let at = match positions.get(name) {
            Some(at) => *at,
            None => {
                positions.insert(name.to_owned(), fields.len());
                fields.push(name.to_owned());
                fields.len() - 1
            }
        };
        if record.values.len() <= at {
            record.values.resize(at + 1, Value::Null);
        }
        if let Some(slot) = record.values.get_mut(at) {
            *slot = value(member);
        }
    }
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(value) => Value::Number(*value),
        Json::Text(text) if text.trim().is_empty() => Value::Null,
        Json::Text(text) => Value::Text(text.trim().to_owned()),
        nested => Value::Text(nested.to_string()),
    }
}

/// Collections within collections are refused beyond this depth.
const DEEPEST: usize = 16;

/// The shape as it stands, and how many rings were left open; `None` when it cannot be read.
/// Positions that are empty count as no shape.
fn geometry(json: &Json, depth: usize, open: &mut usize) -> Option<Geometry<f64>> {
    let kind = json.get("type")?.text()?;
    if kind == "GeometryCollection" {
        let members = json.get("geometries")?.list().filter(|_| depth < DEEPEST)?;
        let members: Option<Vec<_>> = members.iter().map(|g| geometry(g, depth + 1, open)).collect();
        return Some(Geometry::GeometryCollection(GeometryCollection::new_from(members?)));
    }
    let coordinates = json.get("coordinates")?;
    match kind {
        "Point" => Some(Point::from(position(coordinates)?).into()),
        "MultiPoint" => {
            Some(MultiPoint::new(line(coordinates)?.into_iter().map(Point::from).collect()).into())
        }
        "LineString" => Some(LineString::new(line(coordinates)?).into()),
        "MultiLineString" => {
            let lines: Option<Vec<_>> =
                coordinates.list()?.iter().map(|l| line(l).map(LineString::new)).collect();
            Some(MultiLineString::new(lines?).into())
        }
        "Polygon" => Some(polygon(coordinates, open)?.into()),
        "MultiPolygon" => {
            let polygons: Option<Vec<_>> = coordinates.list()?.iter().map(|p| polygon(p, open)).collect();
            Some(MultiPolygon::new(polygons?).into())
        }
        _ => None,
    }
}

fn polygon(json: &Json, open: &mut usize) -> Option<Polygon<f64>> {
    let mut rings = Vec::new();
    for ring in json.list()? {
        let ring = line(ring)?;
        // Polygon::new closes rings; a ring of one point is degenerate and not open.
        if ring.len() > 2 && ring.first() != ring.last() {
            *open += 1;
        }
        rings.push(LineString::new(ring));
    }
    if rings.is_empty() {
        return Some(Polygon::new(LineString::new(Vec::new()), Vec::new()));
    }
    let exterior = rings.remove(0);
    Some(Polygon::new(exterior, rings))
}

fn line(json: &Json) -> Option<Vec<Coord<f64>>> {
    json.list()?.iter().map(position).collect()
}

/// Longitude or x, latitude or y; a height and what follows it are not used.
fn position(json: &Json) -> Option<Coord<f64>> {
    match json.list()? {
        [x, y, ..] => Some(Coord { x: x.number()?, y: y.number()? }),
        _ => None,
    }
}
