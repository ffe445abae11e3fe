//! GeoJSON: RFC 7946, and the `crs` member of the specification of 2008 that Dutch files still use.
//!
//! `serde_json` takes the file apart and the `geojson` crate reads each geometry (`geojson/geometry.rs`).
//! Collections and features are not read by that crate as a whole: one bad feature would refuse
//! the file, and a feature whose shape is bad would lose its data with it.

mod geometry;
mod quick;

use std::collections::HashMap;

use geometry::Shape;
use serde_json::Value as Json;

use super::json::{Document, Members};
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
    let document = Document { file: &file, text: decoded.text.trim_start_matches('\u{feff}') };
    if let Some(collection) = quick::read(document.text) {
        return as_it_should_be(source, collection, decoded.encoding.name(), options, notices);
    }
    with_care(source, document, decoded.encoding.name(), options, notices)
}

/// An empty layer of a file in this encoding.
fn empty(source: Source, encoding: &str) -> Layer {
    Layer {
        source,
        lines: false,
        fields: Vec::new(),
        records: Vec::new(),
        crs: None,
        detected: vec![("format", "GeoJSON".to_owned()), ("encoding", encoding.to_owned())],
    }
}

/// A collection in which nothing is wrong but perhaps a shape that is missing or a ring left open.
fn as_it_should_be(
    source: Source,
    collection: quick::Collection,
    encoding: &str,
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let mut layer = empty(source, encoding);
    layer.records.reserve(collection.features.len());
    let (mut positions, mut faults) = (HashMap::new(), Vec::new());
    let mut ids = Vec::with_capacity(collection.features.len());
    for (index, feature) in collection.features.into_iter().enumerate() {
        let mut record = Record { number: index as u64 + 1, ..Record::default() };
        fill(&mut record, feature.properties, &mut layer.fields, &mut positions);
        ids.push(feature.id.map_or(Value::Null, value));
        match feature.geometry {
            None => faults.push((index, Fault::NoGeometry)),
            Some((geometry, open)) => {
                if open > 0 {
                    faults.push((index, Fault::OpenRings(open)));
                }
                record.geometry = Some(geometry);
            }
        }
        layer.records.push(record);
    }
    let stated = stated(collection.crs.as_ref());
    settled(layer, ids, faults, stated, options, notices)
}

/// Part by part: what is wrong with the text or a feature is named, and spoils only itself.
fn with_care(
    source: Source,
    document: Document<'_>,
    encoding: &str,
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let file = source.file.clone();
    let root = document.root()?.unwrap_or_default();
    let kind = text(document, &root, "type")?;
    let features = match kind.as_deref() {
        Some("FeatureCollection") => {
            let list = root.get("features").map(|list| document.list(list)).transpose()?.flatten();
            list.ok_or_else(|| Notice::error("load-geojson-no-features").file(file.clone()))?
                .into_iter()
                .map(|feature| Ok((feature, document.members(feature)?.unwrap_or_default())))
                .collect::<Result<Vec<_>, Notice>>()?
        }
        Some(kind) if kind == "Feature" || is_geometry(kind) => vec![(document.whole()?, root.clone())],
        found => return Err(not_geojson(&root, found).file(file)),
    };
    let mut layer = empty(source, encoding);
    layer.records.reserve(features.len());
    let mut positions = HashMap::new();
    let mut faults = Vec::new();
    let mut ids = Vec::with_capacity(features.len());
    for (index, (raw, feature)) in features.into_iter().enumerate() {
        let mut record = Record { number: index as u64 + 1, ..Record::default() };
        let kind = text(document, &feature, "type")?;
        let bare = kind.as_deref().is_some_and(is_geometry);
        if !bare && kind.as_deref() != Some("Feature") {
            faults.push((index, Fault::NotAFeature));
        }
        let member = |name| feature.get(name).filter(|_| !bare);
        if let Some(properties) = member("properties") {
            let members = document.in_order(properties)?;
            fill(&mut record, members, &mut layer.fields, &mut positions);
        }
        let id: Option<Json> = member("id").map(|id| document.part(id)).transpose()?.flatten();
        ids.push(id.map_or(Value::Null, value));
        let shape = if bare { Some(raw) } else { member("geometry").copied() };
        match geometry::of(document, shape)? {
            Shape::None => faults.push((index, Fault::NoGeometry)),
            Shape::Bad => faults.push((index, Fault::BadGeometry)),
            Shape::Read { geometry, open } => {
                if open > 0 {
                    faults.push((index, Fault::OpenRings(open)));
                }
                record.geometry = Some(geometry);
            }
        }
        layer.records.push(record);
    }
    let crs: Option<Json> = root.get("crs").map(|crs| document.part(crs)).transpose()?.flatten();
    settled(layer, ids, faults, stated(crs.as_ref()), options, notices)
}

/// The layer with its ids, in RD metres, after what was wrong with its features was said.
fn settled(
    mut layer: Layer,
    ids: Vec<Value>,
    faults: Vec<(usize, Fault)>,
    stated: Stated,
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
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
        notices.push(Notice::warning("load-no-records").file(layer.source.file.clone()));
    }
    // RFC 7946 knows longitude and latitude only; a person may know better.
    let reference = Reference { stated, asked: options.crs, default: Some(Crs::Wgs84) };
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

fn not_geojson(root: &Members<'_>, found: Option<&str>) -> Notice {
    if found == Some("Topology") {
        return Notice::error("load-topojson");
    }
    if root.contains_key("spatialReference") || root.contains_key("geometryType") {
        return Notice::error("load-esri-json");
    }
    Notice::error("load-not-geojson").arg("found", found.unwrap_or("none"))
}

/// A member that is text.
fn text(document: Document<'_>, members: &Members<'_>, name: &str) -> Result<Option<String>, Notice> {
    Ok(members.get(name).map(|part| document.part(part)).transpose()?.flatten())
}

/// The system in the `crs` member; `null` there means explicitly unknown, which says nothing.
fn stated(crs: Option<&Json>) -> Stated {
    let Some(crs) = crs.filter(|crs| !crs.is_null()) else { return Stated::Nothing };
    let properties = crs.get("properties");
    let name = match properties.and_then(|p| p.get("name").or_else(|| p.get("code"))) {
        Some(Json::String(name)) => name.clone(),
        Some(Json::Number(code)) => code.to_string(),
        _ => crs.to_string(),
    };
    Crs::from_user(&name).or_else(|| Crs::from_wkt(&name)).map_or(Stated::Other(name), Stated::Known)
}

fn fill(
    record: &mut Record,
    members: Vec<(String, Json)>,
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

/// The largest whole number up to which a double holds every whole number.
const EXACT: u64 = 1 << 53;

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(value),
        // Whole numbers too large for a double to hold exactly are codes and stay text.
        Json::Number(n) => {
            let whole = n.as_u64().or_else(|| n.as_i64().map(i64::unsigned_abs));
            match n.as_f64().filter(|_| whole.is_none_or(|whole| whole <= EXACT)) {
                Some(number) => Value::Number(number),
                None => Value::Text(n.to_string()),
            }
        }
        Json::String(text) if text.trim().is_empty() => Value::Null,
        Json::String(text) if text.trim().len() == text.len() => Value::Text(text),
        Json::String(text) => Value::Text(text.trim().to_owned()),
        nested => Value::Text(nested.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> [(Option<Layer>, Notices); 2] {
        let source = Source { file: "x.geojson".into(), ..Source::default() };
        let options = ReadOptions::default();
        let mut quick_notices = Notices::default();
        let quick = quick::read(text)
            .map(|c| as_it_should_be(source.clone(), c, "UTF-8", &options, &mut quick_notices).unwrap());
        let mut care_notices = Notices::default();
        let document = Document { file: "x.geojson", text };
        let care = with_care(source, document, "UTF-8", &options, &mut care_notices).ok();
        [(quick, quick_notices), (care, care_notices)]
    }

    #[test]
    fn what_is_read_in_one_go_is_what_is_read_part_by_part() {
        for geometry in [
            r#"{"type":"Point","coordinates":[6.5,53.2]}"#,
            r#"{"coordinates":[6.5,53.2,1.5],"type":"Point"}"#,
            r#"{"type":"MultiPoint","coordinates":[[6.5,53.2],[6,53]]}"#,
            r#"{"type":"LineString","coordinates":[[6.5,53.2],[6,53]]}"#,
            r#"{"type":"MultiLineString","coordinates":[[[6.5,53.2],[6,53]],[[6,53],[6.1,53.1]]]}"#,
            r#"{"type":"Polygon","coordinates":[[[6,53],[7,53],[7,54],[6,53]]]}"#,
            r#"{"type":"Polygon","coordinates":[[[6,53],[7,53],[7,54],[6,54]],[[6.2,53.2],[6.3,53.2],[6.3,53.3],[6.2,53.2]]]}"#,
            r#"{"type":"MultiPolygon","coordinates":[[[[6,53],[7,53],[7,54],[6,53]]],[[[4,52],[5,52],[5,53],[4,52]]]]}"#,
            "null",
        ] {
            let text = format!(
                r#"{{"type":"FeatureCollection","name":"x","crs":null,"features":[
                {{"type":"Feature","id":7,"properties":{{"b":"  tekst ","a":1,"n":null,"o":{{"p":[1]}},"leeg":" "}},"geometry":{geometry}}},
                {{"type":"Feature","properties":null,"geometry":{geometry}}},
                {{"geometry":{geometry},"bbox":[1,2],"properties":{{"c":true,"a":9007199254740993}},"type":"Feature"}}]}}"#
            );
            let [quick, care] = both(&text);
            assert!(quick.0.is_some(), "{geometry}");
            assert_eq!(quick, care, "{geometry}");
        }
    }

    #[test]
    fn what_is_not_as_it_should_be_is_left_to_the_careful_reader() {
        for text in [
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[]}}]}"#,
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":["6",53]}}]}"#,
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[6,53],[7,53]]}}]}"#,
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"a":2},"geometry":null}]}"#,
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[]}}]}"#,
            r#"{"type":"FeatureCollection","features":[7]}"#,
            r#"{"type":"FeatureCollection","features":{}}"#,
            r#"{"type":"FeatureCollection"}"#,
            r#"{"type":"Feature","properties":{},"geometry":null}"#,
            r#"{"type":"FeatureCollection","features":[]"#,
            "[]",
            "",
        ] {
            assert!(quick::read(text).is_none(), "{text}");
        }
    }
}
