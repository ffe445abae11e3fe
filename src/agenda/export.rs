//! The agenda as a file: CSV with a row per place, or GeoJSON with a feature per place.

use std::path::Path;

use geo::Geometry;
use geojson::{Feature, FeatureCollection, GeoJson, JsonObject, JsonValue};

use super::{Agenda, Entry};
use crate::crs::{Crs, geometry_from_rd};
use crate::data::Dataset;
use crate::notice::Notice;
use crate::text::{Language, text};

/// Columns of either kind of file.
const COLUMNS: [&str; 11] = [
    "programme",
    "what",
    "partners",
    "from",
    "to",
    "status",
    "status_text",
    "place_kind",
    "place_code",
    "place_name",
    "source",
];

/// A place of an entry.
struct At<'a> {
    kind: &'static str,
    code: &'a str,
    name: String,
    shape: Option<Geometry<f64>>,
}

fn places<'a>(entry: &'a Entry, dataset: &Dataset) -> Vec<At<'a>> {
    let area = |code: &'a String| {
        let known = dataset.area_by_code(code).and_then(|id| dataset.area(id));
        let name = known.map(|a| a.name.clone()).unwrap_or_default();
        At { kind: "area", code, name, shape: known.map(|a| Geometry::from(a.shape.clone())) }
    };
    let school = |code: &'a String| {
        let known = dataset.school_by_code(code).and_then(|id| dataset.school(id));
        let name = known.map(|s| s.name.clone()).unwrap_or_default();
        At { kind: "school", code, name, shape: known.map(|s| Geometry::from(s.at)) }
    };
    let mut out: Vec<At> = entry.areas.iter().map(area).chain(entry.schools.iter().map(school)).collect();
    // What has no place stands in the file all the same.
    if out.is_empty() {
        out.push(At { kind: "town", code: "", name: dataset.name().to_owned(), shape: None });
    }
    out
}

fn values(entry: &Entry, place: &At, language: Language, year: i32) -> [String; 11] {
    let number = |year: Option<i32>| year.map(|y| y.to_string()).unwrap_or_default();
    let standing = entry.standing(year);
    [
        entry.name.clone(),
        entry.what.clone(),
        entry.partners.join(", "),
        number(entry.from),
        number(entry.to),
        standing.code().to_owned(),
        text(language, standing.label_key()),
        place.kind.to_owned(),
        place.code.to_owned(),
        place.name.clone(),
        entry.source.clone(),
    ]
}

/// Delimited by `;`, with the mark that tells Excel that it is UTF-8.
///
/// # Errors
/// None that memory allows.
pub fn csv(agenda: &Agenda, dataset: &Dataset, language: Language, year: i32) -> Result<Vec<u8>, Notice> {
    let failed = |e: &dyn std::fmt::Display| Notice::error("cli-not-written").arg("reason", e);
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record(COLUMNS).map_err(|e| failed(&e))?;
    for entry in &agenda.entries {
        for place in places(entry, dataset) {
            out.write_record(values(entry, &place, language, year)).map_err(|e| failed(&e))?;
        }
    }
    out.into_inner().map_err(|e| failed(&e))
}

/// RFC 7946, in degrees; what has no place has no geometry.
///
/// # Errors
/// A place outside of where RD New can be turned into degrees.
pub fn geojson(agenda: &Agenda, dataset: &Dataset, language: Language, year: i32) -> Result<String, Notice> {
    let mut features = Vec::new();
    for entry in &agenda.entries {
        for place in places(entry, dataset) {
            let mut properties = JsonObject::new();
            for (column, value) in COLUMNS.iter().zip(values(entry, &place, language, year)) {
                let value = match (*column, value.parse::<i32>()) {
                    ("from" | "to", Ok(year)) => JsonValue::from(year),
                    _ if value.is_empty() => JsonValue::Null,
                    _ => JsonValue::from(value),
                };
                properties.insert((*column).to_owned(), value);
            }
            let geometry = match &place.shape {
                Some(shape) => Some(
                    geometry_from_rd(Crs::Wgs84, shape)
                        .ok_or_else(|| Notice::error("report-file-failed").arg("reason", "RD"))?,
                ),
                None => None,
            };
            features.push(Feature {
                geometry: geometry.map(|g| geojson::Geometry::from(&g)),
                properties: Some(properties),
                ..Feature::default()
            });
        }
    }
    let collection = FeatureCollection { features, bbox: None, foreign_members: None };
    Ok(GeoJson::from(collection).to_string())
}

/// Writes the agenda as the ending of the name says: `.csv`, else `.geojson`.
///
/// # Errors
/// As [`csv()`] and [`geojson()`], and when the file can't be written.
pub fn write(
    path: &Path,
    agenda: &Agenda,
    dataset: &Dataset,
    language: Language,
    year: i32,
) -> Result<(), Notice> {
    let ends = |ending: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    let bytes = if ends("csv") {
        csv(agenda, dataset, language, year)?
    } else if ends("geojson") || ends("json") {
        geojson(agenda, dataset, language, year)?.into_bytes()
    } else {
        return Err(Notice::error("agenda-out-kind").file(path.display().to_string()));
    };
    std::fs::write(path, bytes)
        .map_err(|e| Notice::error("cli-not-written").arg("reason", e).file(path.display().to_string()))
}
