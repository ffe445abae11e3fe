//! Features as GeoJSON (RFC 7946): longitude and latitude, exterior rings counter-clockwise, no
//! `crs`; title, description and metadata as foreign members.

use std::path::Path;

use geo::orient::{Direction, Orient};
use geo::{LineString, MultiPolygon, Polygon};
use serde_json::{Map, Value, json};

use super::features::FeatureSet;
use crate::crs::rd_to_wgs84;
use crate::notice::Notice;

/// The text of a file; the layers follow each other, and the property `part` names the layer.
///
/// # Errors
/// When a coordinate has no longitude and latitude.
pub fn geojson(set: &FeatureSet) -> Result<String, Notice> {
    let mut features = Vec::new();
    for layer in &set.layers {
        for row in &layer.rows {
            let mut properties = Map::new();
            properties.insert("part".to_owned(), Value::from(layer.name));
            let columns = layer.columns.iter().zip(&row.values);
            properties.extend(columns.map(|((name, _), value)| ((*name).to_owned(), value.clone())));
            let geometry =
                geometry(&row.shape).ok_or_else(|| Notice::error("report-no-lonlat").layer(layer.name))?;
            features.push(json!({ "type": "Feature", "properties": properties, "geometry": geometry }));
        }
    }
    let whole = json!({
        "type": "FeatureCollection",
        "name": set.title,
        "description": set.description,
        "metadata": set.metadata,
        "features": features,
    });
    serde_json::to_string(&whole).map_err(|e| Notice::error("cli-not-written").arg("reason", e))
}

/// Writes the file.
///
/// # Errors
/// As [`geojson()`], and when the file can't be written.
pub fn write(path: &Path, set: &FeatureSet) -> Result<(), Notice> {
    let text = geojson(set)?;
    std::fs::write(path, text)
        .map_err(|e| Notice::error("cli-not-written").arg("reason", e).file(path.display().to_string()))
}

fn geometry(shape: &MultiPolygon<f64>) -> Option<Value> {
    let parts: Option<Vec<Value>> = shape.orient(Direction::Default).iter().map(polygon).collect();
    Some(json!({ "type": "MultiPolygon", "coordinates": parts? }))
}

fn polygon(part: &Polygon<f64>) -> Option<Value> {
    let rings = std::iter::once(part.exterior()).chain(part.interiors()).map(ring);
    rings.collect::<Option<Vec<Value>>>().map(Value::from)
}

fn ring(line: &LineString<f64>) -> Option<Value> {
    // A hundred-millionth of a degree is a millimetre; more digits would only look exact.
    let rounded = |v: f64| (v * 1e8).round() / 1e8;
    let point = |c: &geo::Coord<f64>| {
        let (lon, lat) = rd_to_wgs84(c.x, c.y)?;
        Some(json!([rounded(lon), rounded(lat)]))
    };
    line.0.iter().map(point).collect::<Option<Vec<Value>>>().map(Value::from)
}
