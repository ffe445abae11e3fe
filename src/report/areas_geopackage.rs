//! Areas and schools with what may be shown of them, as a GeoPackage (OGC 12-128r18) for QGIS.

#![allow(clippy::result_large_err, reason = "a file fails once, on the cold path")]

use std::fs;
use std::path::Path;

use geo::{BoundingRect, Geometry, Rect};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::areas_geojson::status;
use super::document::Report;
use super::table::{Cell, Table};
use crate::data::Dataset;
use crate::gpkg_geometry::{RD_NEW, write_blob};
use crate::notice::Notice;

/// Application id "GPKG" and version 1.3 of the format.
const APPLICATION_ID: i64 = 0x4750_4B47;
const VERSION: i64 = 10_300;

const FRAME: &str = "
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL,
        m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
    INSERT INTO gpkg_spatial_ref_sys VALUES
        ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
        ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
        ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]]', NULL),
        ('Amersfoort / RD New', 28992, 'EPSG', 28992, 'PROJCS[\"Amersfoort / RD New\",GEOGCS[\"Amersfoort\",DATUM[\"Amersfoort\",SPHEROID[\"Bessel 1841\",6377397.155,299.1528128]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Oblique_Stereographic\"],PARAMETER[\"latitude_of_origin\",52.15616055555555],PARAMETER[\"central_meridian\",5.38763888888889],PARAMETER[\"scale_factor\",0.9999079],PARAMETER[\"false_easting\",155000],PARAMETER[\"false_northing\",463000],UNIT[\"metre\",1],AUTHORITY[\"EPSG\",\"28992\"]]', NULL);";

/// Writes the file; one that stands there is replaced.
///
/// # Errors
/// A folder that can't be written, or a disk that is full.
pub fn write(dataset: &Dataset, report: &Report, path: &Path) -> Result<(), Notice> {
    let failed = |e: &dyn std::fmt::Display| {
        Notice::error("report-file-failed").arg("reason", e).file(path.display().to_string())
    };
    // Beside it first, so that a failure leaves what stood there.
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let new = tempfile::Builder::new().suffix(".gpkg").tempfile_in(folder).map_err(|e| failed(&e))?;
    fill(dataset, report, new.path()).map_err(|e| failed(&e))?;
    // Its contents, not the permissions of a temporary file.
    let bytes = fs::read(new.path()).map_err(|e| failed(&e))?;
    fs::write(path, bytes).map_err(|e| failed(&e))
}

fn fill(dataset: &Dataset, report: &Report, path: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(FRAME)?;
    let shapes =
        report.area_ids.iter().map(|id| dataset.areas().get(*id).map(|a| Geometry::from(a.shape.clone())));
    layer(&transaction, "areas", "MULTIPOLYGON", &report.all_areas, shapes.collect())?;
    let places = dataset.schools().iter().map(|s| Some(Geometry::from(s.at)));
    layer(&transaction, "schools", "POINT", &report.schools, places.collect())?;
    let lines = report.explanation.iter().chain(&report.sources).chain([&report.command]);
    transaction.execute_batch(
        "CREATE TABLE about (id INTEGER PRIMARY KEY, line TEXT);
         INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('about', 'attributes', 'about');",
    )?;
    for line in lines {
        transaction.execute("INSERT INTO about (line) VALUES (?1)", [line])?;
    }
    transaction.commit()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// One layer: a column per column of the table, and for numbers one that says why there is none.
fn layer(
    connection: &Connection,
    name: &str,
    kind: &str,
    table: &Table,
    geometries: Vec<Option<Geometry<f64>>>,
) -> rusqlite::Result<()> {
    if table.is_empty() {
        return Ok(());
    }
    // Names of columns are the same for SQLite whatever their capitals.
    let mut taken: Vec<String> = vec!["fid".into(), "geom".into()];
    let mut unique = |key: &str| {
        let mut name = key.to_owned();
        while taken.contains(&name.to_lowercase()) {
            name.push('_');
        }
        taken.push(name.to_lowercase());
        name
    };
    let mut columns = vec!["fid INTEGER PRIMARY KEY AUTOINCREMENT".to_owned(), format!("geom {kind}")];
    for column in &table.columns {
        let kind = if column.numeric { "DOUBLE" } else { "TEXT" };
        columns.push(format!("{} {kind}", quoted(&unique(&column.key))));
        if column.numeric {
            columns.push(format!("{} TEXT", quoted(&unique(&format!("{}_status", column.key)))));
        }
    }
    connection.execute_batch(&format!("CREATE TABLE {name} ({})", columns.join(", ")))?;
    let mut bounds: Option<Rect<f64>> = None;
    let marks = vec!["?"; columns.len() - 1].join(", ");
    let mut insert = connection.prepare(&format!("INSERT INTO {name} VALUES (NULL, {marks})"))?;
    for (row, geometry) in table.rows.iter().zip(geometries) {
        let blob = geometry.as_ref().and_then(|g| write_blob(g, RD_NEW).ok());
        if let Some(b) = geometry.as_ref().and_then(BoundingRect::bounding_rect) {
            bounds = Some(bounds.map_or(b, |a| {
                Rect::new(
                    (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                    (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
                )
            }));
        }
        let mut values = vec![blob.map_or(Value::Null, Value::Blob)];
        for (cell, column) in row.iter().zip(&table.columns) {
            values.push(match (cell, cell.number()) {
                (Cell::Text(text), _) => Value::Text(text.clone()),
                (_, Some(number)) => Value::Real(number),
                _ => Value::Null,
            });
            if column.numeric {
                values.push(status(cell).map_or(Value::Null, |s| Value::Text(s.to_owned())));
            }
        }
        insert.execute(params_from_iter(values))?;
    }
    let at = |f: fn(Rect<f64>) -> f64| bounds.map(f);
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)
         VALUES (?1, 'features', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![name, table.about, at(|b| b.min().x), at(|b| b.min().y), at(|b| b.max().x), at(|b| b.max().y), RD_NEW],
    )?;
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
        params![name, kind, RD_NEW],
    )?;
    Ok(())
}
