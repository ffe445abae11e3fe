//! What makes an SQLite file a GeoPackage: application id, `gpkg_*` tables, spatial index.
//!
//! Only what is missing gets made, so that titles, descriptions and further systems which another
//! program wrote stay as they are. The layout is that of version 1.3 (OGC 12-128r18), which every
//! QGIS and GDAL in use reads without a remark; a file of a later version keeps its number.

use rusqlite::{
    Connection, OptionalExtension, Result,
    functions::{Context, FunctionFlags},
    params,
    types::ValueRef,
};

use super::schema::{FID, GEOM, TABLES, Table, quoted};
use crate::gpkg_geometry::{RD_NEW, blob_bounds};

/// "GPKG" in the header of the file.
pub(super) const APPLICATION_ID: i32 = 0x4750_4B47;
const GEOPACKAGE_VERSION: i32 = 10_300;

const METADATA: &str = "
CREATE TABLE IF NOT EXISTS gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE IF NOT EXISTS gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE IF NOT EXISTS gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
";

const WGS84: &str = r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]"#;

const RD_NEW_WKT: &str = r#"PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4289"]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","28992"]]"#;

/// Gives a connection the functions that the triggers of a spatial index call: `ST_MinX`,
/// `ST_MaxX`, `ST_MinY`, `ST_MaxY` and `ST_IsEmpty` (annex F.3 of the standard).
///
/// They give NULL for what is no geometry. They are marked as harmless, so that they also work
/// on a connection that does not trust the schema of the file.
///
/// # Errors
/// When SQLite refuses to register a function.
pub fn register_functions(connection: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    type Side = fn(geo::Rect<f64>) -> f64;
    let sides: [(&str, Side); 4] = [
        ("ST_MinX", |r| r.min().x),
        ("ST_MaxX", |r| r.max().x),
        ("ST_MinY", |r| r.min().y),
        ("ST_MaxY", |r| r.max().y),
    ];
    for (name, side) in sides {
        connection.create_scalar_function(name, 1, flags, move |c| Ok(bounds(c).flatten().map(side)))?;
    }
    connection.create_scalar_function("ST_IsEmpty", 1, flags, |c| Ok(bounds(c).map(|b| b.is_none())))
}

/// Outer `None`: no geometry at all; inner `None`: an empty one.
fn bounds(context: &Context<'_>) -> Option<Option<geo::Rect<f64>>> {
    match context.get_raw(0) {
        ValueRef::Blob(blob) => blob_bounds(blob).ok(),
        _ => None,
    }
}

/// Makes what every GeoPackage has: its mark in the header, the tables of the standard and the
/// coordinate systems.
pub(super) fn foundation(connection: &Connection) -> Result<()> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if application != APPLICATION_ID || version < 10_200 {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "user_version", GEOPACKAGE_VERSION)?;
    }
    connection.execute_batch(METADATA)?;
    let systems: [(&str, i32, &str, i32, &str, &str); 4] = [
        (
            "Undefined Cartesian SRS",
            -1,
            "NONE",
            -1,
            "undefined",
            "undefined Cartesian coordinate reference system",
        ),
        (
            "Undefined geographic SRS",
            0,
            "NONE",
            0,
            "undefined",
            "undefined geographic coordinate reference system",
        ),
        (
            "WGS 84 geodetic",
            4326,
            "EPSG",
            4326,
            WGS84,
            "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid",
        ),
        (
            "Amersfoort / RD New",
            RD_NEW,
            "EPSG",
            28992,
            RD_NEW_WKT,
            "Rijksdriehoeksstelsel of the Netherlands, metres",
        ),
    ];
    let mut insert =
        connection.prepare("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (name, id, organization, organization_id, definition, description) in systems {
        insert.execute(params![name, id, organization, organization_id, definition, description])?;
    }
    Ok(())
}

/// As [`foundation`], with every table of ours that is missing, its columns, its place in the
/// metadata and, for a feature table, its spatial index.
pub(super) fn complete(connection: &Connection) -> Result<()> {
    foundation(connection)?;
    for table in TABLES {
        create(connection, table)?;
        list(connection, table)?;
        if table.shape.is_some() {
            index(connection, table)?;
        }
    }
    Ok(())
}

/// Names of the columns of a table, empty when there is no such table.
pub(super) fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

/// Whether there is a table (not a view: a view could compute for ever) of this name.
pub(super) fn has_table(connection: &Connection, table: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE",
    )?;
    statement.query_row([table], |row| row.get::<_, i64>(0)).map(|n| n > 0)
}

fn create(connection: &Connection, table: &Table) -> Result<()> {
    let name = quoted(table.name);
    if !has_table(connection, table.name)? {
        let columns: Vec<String> =
            table.columns.iter().map(|c| format!("{} {}", quoted(c.name), c.sql)).collect();
        return connection.execute_batch(&format!(
            "CREATE TABLE {name} ({FID} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {})",
            columns.join(", ")
        ));
    }
    let present = columns_of(connection, table.name)?;
    for column in table.columns.iter().filter(|c| !present.iter().any(|p| p.eq_ignore_ascii_case(c.name))) {
        // SQLite cannot add a column that must be unique; who removed the column loses the check.
        let sql = column.sql.trim_end_matches(" UNIQUE");
        connection.execute_batch(&format!("ALTER TABLE {name} ADD COLUMN {} {sql}", quoted(column.name)))?;
    }
    Ok(())
}

/// Rows in `gpkg_contents` and `gpkg_geometry_columns`.
fn list(connection: &Connection, table: &Table) -> Result<()> {
    let listed: Option<i64> = connection
        .query_row("SELECT 1 FROM gpkg_contents WHERE table_name = ?1", [table.name], |r| r.get(0))
        .optional()?;
    let kind = if table.shape.is_some() { "features" } else { "attributes" };
    let srs = table.shape.map(|_| RD_NEW);
    if listed.is_none() {
        let sql =
            "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let insert =
            |title: &str| connection.execute(sql, params![table.name, kind, title, table.description, srs]);
        // A layer of somebody else can have taken the title, which must be unique.
        if insert(table.title)? == 0 {
            insert(&format!("Wijkspiegel {}", table.name))?;
        }
    }
    if let Some(shape) = table.shape {
        connection.execute(
            "INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)",
            params![table.name, GEOM, shape, RD_NEW],
        )?;
    }
    Ok(())
}

/// The R-tree of a feature table with the triggers that keep it up to date (annex F.3).
fn index(connection: &Connection, table: &Table) -> Result<()> {
    let t = table.name;
    if has_table(connection, &format!("rtree_{t}_{GEOM}"))? {
        return Ok(());
    }
    let rtree = quoted(&format!("rtree_{t}_{GEOM}"));
    let filled = format!("NEW.{GEOM} NOTNULL AND NOT ST_IsEmpty(NEW.{GEOM})");
    let void = format!("NEW.{GEOM} ISNULL OR ST_IsEmpty(NEW.{GEOM})");
    let put = format!(
        "INSERT OR REPLACE INTO {rtree} VALUES (NEW.{FID}, ST_MinX(NEW.{GEOM}), ST_MaxX(NEW.{GEOM}), \
         ST_MinY(NEW.{GEOM}), ST_MaxY(NEW.{GEOM}))"
    );
    let drop_old = format!("DELETE FROM {rtree} WHERE id = OLD.{FID}");
    let drop_both = format!("DELETE FROM {rtree} WHERE id IN (OLD.{FID}, NEW.{FID})");
    let (same, other) = (format!("OLD.{FID} = NEW.{FID}"), format!("OLD.{FID} != NEW.{FID}"));
    let of = format!("AFTER UPDATE OF {GEOM}");
    let triggers = [
        ("insert", "AFTER INSERT".to_owned(), filled.clone(), put.clone()),
        ("update1", of.clone(), format!("{same} AND ({filled})"), put.clone()),
        ("update2", of, format!("{same} AND ({void})"), drop_old.clone()),
        (
            "update3",
            "AFTER UPDATE".to_owned(),
            format!("{other} AND ({filled})"),
            format!("{drop_old}; {put}"),
        ),
        ("update4", "AFTER UPDATE".to_owned(), format!("{other} AND ({void})"), drop_both),
        ("delete", "AFTER DELETE".to_owned(), format!("OLD.{GEOM} NOT NULL"), drop_old),
    ];
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE {rtree} USING rtree(id, minx, maxx, miny, maxy);
         INSERT OR REPLACE INTO {rtree} SELECT {FID}, ST_MinX({GEOM}), ST_MaxX({GEOM}), ST_MinY({GEOM}), ST_MaxY({GEOM})
           FROM {table} WHERE {GEOM} NOTNULL AND NOT ST_IsEmpty({GEOM});",
        table = quoted(t),
    ))?;
    for (name, event, when, action) in triggers {
        let trigger = quoted(&format!("rtree_{t}_{GEOM}_{name}"));
        connection.execute_batch(&format!(
            "DROP TRIGGER IF EXISTS {trigger};
             CREATE TRIGGER {trigger} {event} ON {table} WHEN {when} BEGIN {action}; END;",
            table = quoted(t),
        ))?;
    }
    connection.execute(
        "INSERT OR IGNORE INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index',
           'http://www.geopackage.org/spec131/#extension_rtree', 'write-only')",
        params![t, GEOM],
    )?;
    Ok(())
}

/// Sets the extent and the time of the last change of a table whose rows were changed.
pub(super) fn touch(connection: &Connection, table: &Table) -> Result<()> {
    let now = "last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now')";
    let extent = "min_x = (SELECT min(ST_MinX(geom)) FROM \"T\"), min_y = (SELECT min(ST_MinY(geom)) FROM \"T\"),
                  max_x = (SELECT max(ST_MaxX(geom)) FROM \"T\"), max_y = (SELECT max(ST_MaxY(geom)) FROM \"T\"),"
        .replace("\"T\"", &quoted(table.name));
    let extent = if table.shape.is_some() { extent.as_str() } else { "" };
    connection
        .execute(&format!("UPDATE gpkg_contents SET {extent} {now} WHERE table_name = ?1"), [table.name])?;
    Ok(())
}
