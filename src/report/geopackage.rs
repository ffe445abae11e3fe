//! Features as a GeoPackage in RD New, one table per layer, with the metadata as the standard has
//! it (`gpkg_metadata`) and the rule in the description of every layer.

use std::path::Path;

use geo::orient::{Direction, Orient};
use geo::{BoundingRect, Geometry, Rect};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Result, params, params_from_iter};
use serde_json::Value;

use super::features::{ColumnKind, FeatureSet, Layer};
use crate::gpkg_geometry::{RD_NEW, write_blob};
use crate::notice::Notice;
use crate::project::write_geopackage;

const METADATA: &str = "
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL,
  table_name TEXT,
  column_name TEXT,
  row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec131/#extension_metadata', 'read-write'),
  ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec131/#extension_metadata', 'read-write');
";

/// Writes the file; one that stands there is replaced in one go or not at all.
///
/// # Errors
/// When the file can't be written, or is a project.
pub fn write(path: &Path, set: &FeatureSet) -> std::result::Result<(), Notice> {
    write_geopackage(path, |connection| {
        connection.execute_batch(METADATA)?;
        let metadata = serde_json::to_string(&set.metadata).unwrap_or_default();
        connection.execute(
            "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://www.iana.org/assignments/media-types/application/json', 'application/json', ?1)",
            [metadata],
        )?;
        connection.execute(
            "INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', 1)",
            [],
        )?;
        set.layers.iter().try_for_each(|layer| table(connection, layer, &set.description))
    })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn table(connection: &Connection, layer: &Layer, description: &str) -> Result<()> {
    let name = quoted(layer.name);
    let columns = layer.columns.iter().map(|(column, kind)| {
        let kind = match kind {
            ColumnKind::Text => "TEXT",
            ColumnKind::Number => "DOUBLE",
            ColumnKind::Whole => "INTEGER",
            ColumnKind::YesNo => "BOOLEAN",
        };
        format!(", {} {kind}", quoted(column))
    });
    connection.execute_batch(&format!(
        "CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON{})",
        columns.collect::<String>()
    ))?;
    let marks: String = layer.columns.iter().map(|_| ", ?").collect();
    let mut insert = connection.prepare(&format!("INSERT INTO {name} VALUES (NULL, ?{marks})"))?;
    let mut bounds: Option<Rect<f64>> = None;
    for row in &layer.rows {
        let shape = row.shape.orient(Direction::Default);
        if let Some(own) = shape.bounding_rect() {
            bounds = Some(bounds.map_or(own, |b| crate::view::shapes::united(b, own)));
        }
        let blob = write_blob(&Geometry::MultiPolygon(shape), RD_NEW)
            .map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
        let values = row.values.iter().map(sql);
        insert.execute(params_from_iter(std::iter::once(Sql::Blob(blob)).chain(values)))?;
    }
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)
         VALUES (?1, 'features', ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            layer.name,
            layer.title,
            description,
            bounds.map(|b| b.min().x),
            bounds.map(|b| b.min().y),
            bounds.map(|b| b.max().x),
            bounds.map(|b| b.max().y),
            RD_NEW
        ],
    )?;
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', 'MULTIPOLYGON', ?2, 0, 0)",
        params![layer.name, RD_NEW],
    )?;
    Ok(())
}

fn sql(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(yes) => Sql::Integer(i64::from(*yes)),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Sql::Integer(whole),
            None => number.as_f64().map_or(Sql::Null, Sql::Real),
        },
        Value::String(text) => Sql::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => Sql::Text(value.to_string()),
    }
}
