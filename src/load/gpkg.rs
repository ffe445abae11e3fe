//! GeoPackage (OGC 12-128): feature layers and attribute tables of one SQLite file, read only.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};

use super::layer::{Layer, Record, Value};
use super::shapes::{self, Reference, Stated};
use super::sniff::Format;
use super::tally::Tally;
use super::{LayerInfo, ReadOptions, file};
use crate::crs::Crs;
use crate::gpkg_geometry::{GeometryError, read_blob};
use crate::notice::{Notice, Notices};

/// How long another program may hold the file before it counts as locked.
const PATIENCE: Duration = Duration::from_millis(500);

/// One entry of the contents table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    table: String,
    title: Option<String>,
    srs: Option<i64>,
    /// The geometry column of a feature layer.
    geometry: Option<String>,
}

/// The layers and tables of a GeoPackage.
///
/// # Errors
/// A file that is no database, is damaged, encrypted or locked, or is no GeoPackage.
pub fn layers(path: &Path) -> Result<Vec<LayerInfo>, Notice> {
    let name = file::file_name(path);
    let db = open(path, &name)?;
    let mut layers = Vec::new();
    for content in contents(&db, &name)? {
        let count = format!("SELECT count(*) FROM {}", quoted(&content.table));
        let records = db.query_row(&count, [], |row| row.get::<_, i64>(0)).ok();
        layers.push(LayerInfo {
            name: content.table,
            format: Format::GeoPackage,
            shapes: content.geometry.is_some(),
            records: records.and_then(|n| u64::try_from(n).ok()),
        });
    }
    Ok(layers)
}

/// Reads one layer; without a name the only one.
///
/// # Errors
/// As [`layers`]; no layer of that name, or several to choose from; a coordinate system that is
/// unknown or cannot be right.
pub fn read(
    path: &Path,
    layer: Option<&str>,
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let name = file::file_name(path);
    let db = open(path, &name)?;
    let content = choose(contents(&db, &name)?, layer, &name)?;
    let mut source = super::source(&name, Some(&content.table), file::sha256_of(path)?);
    if let Some(title) = &content.title {
        source.title.clone_from(title);
    }
    let mut read = Layer {
        source,
        lines: false,
        fields: Vec::new(),
        records: Vec::new(),
        crs: None,
        detected: vec![("format", Format::GeoPackage.name().to_owned())],
    };
    let mut faults = Vec::new();
    fill(&db, &content, &mut read, &mut faults)
        .map_err(|e| sqlite_notice(&e, &name).layer(content.table.clone()))?;
    let mut tally = Tally::new(notices);
    for (index, fault) in faults {
        let notice = match fault {
            None => Notice::warning("load-no-geometry"),
            Some(GeometryError::Unsupported(kind)) => Notice::error("load-curve-geometry").arg("kind", kind),
            // A kind outside the standard has no number.
            Some(GeometryError::Extended) => Notice::error("load-curve-geometry").arg("kind", 0),
            Some(_) => Notice::error("load-bad-geometry"),
        };
        if let Some(record) = read.records.get(index) {
            tally.push(shapes::located(notice.file(read.source.file.clone()), &read, record));
        }
    }
    tally.finish(&read.source.file);
    if read.records.is_empty() {
        notices.push(Notice::warning("load-no-records").file(read.source.file.clone()));
    }
    if content.geometry.is_some() {
        let reference = Reference { stated: stated(&db, content.srs), asked: options.crs, default: None };
        shapes::settle(&mut read, &reference, notices)?;
    }
    Ok(read)
}

fn open(path: &Path, name: &str) -> Result<Connection, Notice> {
    file::check(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(|e| sqlite_notice(&e, name))?;
    db.busy_timeout(PATIENCE).map_err(|e| sqlite_notice(&e, name))?;
    // Opening does not touch the file yet; this does.
    match db.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())) {
        Ok(()) => Ok(db),
        // A file with a write-ahead log cannot be opened in a folder that may not be written,
        // unless it is promised that nobody changes it meanwhile.
        Err(e) if matches!(e.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)) => {
            // Half-written changes of another program would then go unnoticed.
            if has_pending_changes(path) {
                return Err(Notice::error("load-gpkg-locked").file(name));
            }
            let uri = immutable_uri(path);
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            let db = Connection::open_with_flags(uri, flags).map_err(|e| sqlite_notice(&e, name))?;
            db.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
                .map_err(|e| sqlite_notice(&e, name))?;
            Ok(db)
        }
        Err(e) => Err(sqlite_notice(&e, name)),
    }
}

/// Whether a journal beside the file holds changes that are not in it yet.
fn has_pending_changes(path: &Path) -> bool {
    ["-journal", "-wal"].iter().any(|suffix| {
        let mut beside = path.as_os_str().to_owned();
        beside.push(suffix);
        std::fs::metadata(beside).is_ok_and(|about| about.len() > 0)
    })
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(byte)),
            b if b.is_ascii_alphanumeric() => uri.push(char::from(b)),
            b => uri.push_str(&format!("%{b:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn sqlite_notice(error: &rusqlite::Error, name: &str) -> Notice {
    let notice = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Notice::error("load-gpkg-locked"),
        Some(ErrorCode::NotADatabase) => Notice::error("load-not-a-database"),
        Some(ErrorCode::DatabaseCorrupt) => Notice::error("load-gpkg-damaged"),
        Some(ErrorCode::PermissionDenied) => Notice::error("load-not-permitted"),
        _ => Notice::error("load-gpkg-failed").arg("reason", error),
    };
    notice.file(name)
}

fn contents(db: &Connection, name: &str) -> Result<Vec<Content>, Notice> {
    let failed = |e: rusqlite::Error| sqlite_notice(&e, name);
    let has = |table: &str| {
        db.query_row("SELECT 1 FROM sqlite_master WHERE name = ?1", [table], |_| Ok(())).optional()
    };
    if has("gpkg_contents").map_err(failed)?.is_none() {
        return Err(Notice::error("load-not-geopackage").file(name));
    }
    // Without feature layers a GeoPackage need not have the table of geometry columns.
    let columns = if has("gpkg_geometry_columns").map_err(failed)?.is_some() {
        "(SELECT column_name FROM gpkg_geometry_columns g WHERE lower(g.table_name) = lower(c.table_name))"
    } else {
        "NULL"
    };
    let sql = format!(
        "SELECT table_name, identifier, srs_id, {columns} FROM gpkg_contents c \
         WHERE data_type IN ('features', 'attributes', 'aspatial') ORDER BY rowid"
    );
    let mut statement = db.prepare(&sql).map_err(failed)?;
    let rows = statement
        .query_map([], |row| {
            Ok(Content {
                table: row.get(0)?,
                title: row.get::<_, Option<String>>(1)?.filter(|title| !title.trim().is_empty()),
                srs: row.get(2)?,
                geometry: row.get(3)?,
            })
        })
        .map_err(failed)?;
    let found = rows.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    if found.is_empty() {
        return Err(Notice::error("load-gpkg-no-layers").file(name));
    }
    Ok(found)
}

fn choose(contents: Vec<Content>, wanted: Option<&str>, name: &str) -> Result<Content, Notice> {
    let listed = contents.iter().map(|c| c.table.as_str()).collect::<Vec<_>>().join(", ");
    let several = contents.len() > 1;
    let found = match wanted {
        Some(wanted) => contents.into_iter().find(|c| {
            c.table.eq_ignore_ascii_case(wanted)
                || c.title.as_deref().is_some_and(|t| t.eq_ignore_ascii_case(wanted))
        }),
        None if several => {
            return Err(Notice::error("load-gpkg-which-layer").file(name).arg("layers", listed));
        }
        None => contents.into_iter().next(),
    };
    found.ok_or_else(|| {
        Notice::error("load-gpkg-no-such-layer")
            .file(name)
            .arg("layer", wanted.unwrap_or_default())
            .arg("layers", listed)
    })
}

fn quoted(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}

/// What was wrong with the shape of a record; `None` when it has none.
type ShapeFault = (usize, Option<GeometryError>);

fn fill(
    db: &Connection,
    content: &Content,
    layer: &mut Layer,
    faults: &mut Vec<ShapeFault>,
) -> rusqlite::Result<()> {
    let mut statement = db.prepare(&format!("SELECT * FROM {}", quoted(&content.table)))?;
    let names: Vec<String> = statement.column_names().map(ToOwned::to_owned).collect();
    let shape = content
        .geometry
        .as_ref()
        .and_then(|geometry| names.iter().position(|name| name.eq_ignore_ascii_case(geometry)));
    layer.fields = names
        .iter()
        .enumerate()
        .filter(|(i, _)| Some(*i) != shape)
        .map(|(_, n)| n.trim().to_owned())
        .collect();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let index = layer.records.len();
        let mut record = Record { number: index as u64 + 1, ..Record::default() };
        for column in 0..names.len() {
            let cell = row.get_ref(column)?;
            if Some(column) == shape {
                match blob_geometry(cell) {
                    Ok(Some(geometry)) => record.geometry = Some(geometry),
                    Ok(None) => faults.push((index, None)),
                    Err(fault) => faults.push((index, Some(fault))),
                }
            } else {
                record.values.push(value(cell));
            }
        }
        layer.records.push(record);
    }
    Ok(())
}

fn value(cell: ValueRef<'_>) -> Value {
    /// The largest whole number up to which a double holds every whole number.
    const EXACT: u64 = 1 << 53;
    match cell {
        ValueRef::Integer(n) if n.unsigned_abs() > EXACT => Value::Text(n.to_string()),
        ValueRef::Integer(n) => Value::Number(n as f64),
        ValueRef::Real(n) if n.is_finite() => Value::Number(n),
        ValueRef::Text(text) => {
            let text = String::from_utf8_lossy(text);
            let text = text.trim();
            if text.is_empty() { Value::Null } else { Value::Text(text.to_owned()) }
        }
        // Pictures and other attachments say nothing here.
        ValueRef::Null | ValueRef::Blob(_) | ValueRef::Real(_) => Value::Null,
    }
}

/// The shape in a cell. Its own system is not asked for: that of the layer counts.
fn blob_geometry(cell: ValueRef<'_>) -> Result<Option<geo::Geometry<f64>>, GeometryError> {
    match cell {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(blob) => read_blob(blob).map(|(_, geometry)| geometry),
        _ => Err(GeometryError::NoHeader),
    }
}

/// The system of a layer; −1 and 0 mean that the file does not know it.
fn stated(db: &Connection, srs: Option<i64>) -> Stated {
    let Some(id) = srs.filter(|id| *id > 0) else {
        return Stated::Nothing;
    };
    let row = db
        .query_row(
            "SELECT srs_name, organization, organization_coordsys_id, definition \
             FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
            [id],
            |row| {
                Ok((
                    row.get::<_, Option<String>>(0)?,
                    row.get::<_, Option<String>>(1)?,
                    row.get::<_, Option<i64>>(2)?,
                    row.get::<_, Option<String>>(3)?,
                ))
            },
        )
        .optional();
    // A package without the row still says its number, which nearly always is the EPSG code.
    let by_code = |code: i64| u32::try_from(code).ok().and_then(Crs::from_epsg);
    let Ok(Some((name, organization, code, definition))) = row else {
        return by_code(id).map_or_else(|| Stated::Other(format!("EPSG:{id}")), Stated::Known);
    };
    let epsg = organization.is_some_and(|o| o.eq_ignore_ascii_case("EPSG"));
    code.filter(|_| epsg)
        .and_then(by_code)
        .or_else(|| definition.as_deref().and_then(Crs::from_wkt))
        .map_or_else(|| Stated::Other(name.unwrap_or_else(|| format!("EPSG:{id}"))), Stated::Known)
}
