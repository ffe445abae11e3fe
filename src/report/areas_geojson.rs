//! Areas or schools with what may be shown of them, as GeoJSON (RFC 7946, in degrees).

#![allow(clippy::result_large_err, reason = "a file fails once, on the cold path")]

use geo::Geometry;
use geojson::{Feature, FeatureCollection, GeoJson, JsonObject, JsonValue};

use super::document::Report;
use super::table::{Cell, Table};
use crate::crs::{Crs, geometry_from_rd};
use crate::data::Dataset;
use crate::notice::Notice;
use crate::privacy::Shown;
use crate::view::hit::Hit;

/// Why there is no number, for programs; `None` where there is one.
pub(super) fn status(cell: &Cell) -> Option<&'static str> {
    match cell {
        Cell::Count(shown) | Cell::Share(shown) => match shown {
            Shown::Value(_) => None,
            Shown::Hidden => Some("hidden"),
            Shown::Suppressed { .. } => Some("suppressed"),
            Shown::Unknown => Some("unknown"),
        },
        Cell::Percent(None) => Some("undefined"),
        _ => None,
    }
}

/// All areas, each with its shape and its row of the report.
///
/// # Errors
/// A place outside of where RD New can be turned into degrees.
pub fn areas(dataset: &Dataset, report: &Report) -> Result<String, Notice> {
    let shape = |id: &usize| dataset.areas().get(*id).map(|a| Geometry::from(a.shape.clone()));
    collection(&report.all_areas, report.area_ids.iter().map(shape), report)
}

/// All schools, each with its place and its row of the report.
///
/// # Errors
/// As [`areas`].
pub fn schools(dataset: &Dataset, report: &Report) -> Result<String, Notice> {
    let places = dataset.schools().iter().map(|s| Some(Geometry::from(s.at)));
    collection(&report.schools, places, report)
}

/// A table of which the rows are about these areas or schools, each with its shape or place.
///
/// # Errors
/// As [`areas`].
pub fn of_table(dataset: &Dataset, table: &Table, hits: &[Hit], report: &Report) -> Result<String, Notice> {
    let shape = |hit: &Hit| match hit {
        Hit::Area(id) => dataset.area(*id).map(|a| Geometry::from(a.shape.clone())),
        Hit::School(id) => dataset.school(*id).map(|s| Geometry::from(s.at)),
    };
    collection(table, hits.iter().map(shape), report)
}

fn collection(
    table: &Table,
    geometries: impl Iterator<Item = Option<Geometry<f64>>>,
    report: &Report,
) -> Result<String, Notice> {
    let mut features = Vec::new();
    for (row, geometry) in table.rows.iter().zip(geometries) {
        let geometry = match geometry {
            Some(geometry) => Some(
                geometry_from_rd(Crs::Wgs84, &geometry)
                    .ok_or_else(|| Notice::error("report-file-failed").arg("reason", "RD"))?,
            ),
            None => None,
        };
        let mut properties = JsonObject::new();
        for (column, cell) in table.columns.iter().zip(row) {
            let value = match (cell, cell.number()) {
                (Cell::Text(text), _) => JsonValue::from(text.clone()),
                (_, Some(number)) => JsonValue::from(number),
                _ => JsonValue::Null,
            };
            properties.insert(column.key.clone(), value);
            if let Some(status) = status(cell) {
                properties.insert(format!("{}_status", column.key), JsonValue::from(status));
            }
        }
        features.push(Feature {
            geometry: geometry.map(|g| geojson::Geometry::from(&g)),
            properties: Some(properties),
            ..Feature::default()
        });
    }
    let mut foreign = JsonObject::new();
    foreign.insert("title".into(), JsonValue::from(format!("{} – {}", report.town, table.title)));
    foreign.insert("about".into(), JsonValue::from(table.about.clone()));
    foreign.insert("sources".into(), JsonValue::from(report.sources.clone()));
    foreign.insert("explanation".into(), JsonValue::from(report.explanation.clone()));
    let collection = FeatureCollection { bbox: None, features, foreign_members: Some(foreign) };
    Ok(GeoJson::from(collection).to_string())
}
