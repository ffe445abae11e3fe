//! GeoPackages with every form of shape, and databases that are none.

use crate::support::reading;

use std::fs;
use std::path::PathBuf;

use geo::Geometry;
use reading::{arg, error, load_with};
use rusqlite::Connection;
use tempfile::TempDir;
use wijkspiegel::crs::Crs;
use wijkspiegel::load::{self, LayerPath, ReadOptions};
use wijkspiegel::notice::Notices;

fn package(sql: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(
        "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, srs_id INTEGER);
         CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
         CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
         INSERT INTO gpkg_spatial_ref_sys VALUES ('Amersfoort / RD New', 28992, 'EPSG', 28992, '');",
    )
    .unwrap();
    db.execute_batch(sql).unwrap();
    (folder, path)
}

fn gp(flags: u8, envelope: usize, wkb: &[u8]) -> String {
    let mut blob = vec![b'G', b'P', 0, flags, 0, 0, 0, 0];
    blob.resize(8 + envelope, 0);
    blob.extend(wkb);
    format!("X'{}'", blob.iter().map(|b| format!("{b:02X}")).collect::<String>())
}

fn wkb_point(order: u8, kind: u32, values: &[f64]) -> Vec<u8> {
    let mut out = vec![order];
    out.extend(if order == 1 { kind.to_le_bytes() } else { kind.to_be_bytes() });
    values.iter().for_each(|v| out.extend(if order == 1 { v.to_le_bytes() } else { v.to_be_bytes() }));
    out
}

#[test]
fn every_form_of_a_geometry_blob_is_read_or_named() {
    let at = [5.0, 500_000.0, 1.0, 2.0];
    let blobs = [
        gp(1, 0, &wkb_point(1, 1, &at[..2])),
        gp(3, 32, &wkb_point(0, 1, &at[..2])),
        gp(5, 48, &wkb_point(1, 1001, &at[..3])),
        gp(7, 48, &wkb_point(1, 2001, &at[..3])),
        gp(9, 64, &wkb_point(1, 3001, &at)),
        gp(1, 0, &wkb_point(1, 0x8000_0001, &at[..3])),
        gp(0x11, 0, &wkb_point(1, 1, &[f64::NAN, f64::NAN])),
        gp(1, 0, &wkb_point(1, 1, &[f64::NAN, f64::NAN])),
        "NULL".to_owned(),
        gp(1, 0, &wkb_point(1, 1, &at[..1])),
        gp(1, 0, &[1, 6, 0, 0, 0, 255, 255, 255, 255]),
        gp(0x0b, 0, &[]),
        "X'00'".to_owned(),
        "'tekst'".to_owned(),
        gp(1, 0, &wkb_point(1, 10, &at)),
    ];
    let rows: String = blobs.iter().map(|b| format!("INSERT INTO l (naam, g) VALUES ('n', {b});")).collect();
    let (_folder, path) = package(&format!(
        "CREATE TABLE l (fid INTEGER PRIMARY KEY, g BLOB, naam TEXT);
         INSERT INTO gpkg_contents VALUES ('l', 'features', 'Lagen', 28992);
         INSERT INTO gpkg_geometry_columns VALUES ('l', 'g', 28992); {rows}"
    ));
    let (layer, notices) = load_with(&path, &ReadOptions::default());
    let layer = layer.unwrap();
    assert_eq!(layer.fields, ["fid", "naam"]);
    assert_eq!((layer.source.title.as_str(), layer.source.file.as_str()), ("Lagen", "a.gpkg:l"));
    for (i, record) in layer.records.iter().enumerate() {
        let expected = (i < 6).then(|| Geometry::from(geo::Point::new(5.0, 500_000.0)));
        assert_eq!(record.geometry, expected, "{i}");
    }
    let keys: Vec<_> = notices.iter().map(|n| n.key).collect();
    let mut expected = vec!["load-no-geometry"; 3];
    expected.extend(["load-bad-geometry"; 5]);
    expected.push("load-curve-geometry");
    assert_eq!(keys, expected);
}

#[test]
fn a_table_without_shapes_and_a_layer_without_system_are_told_apart() {
    let blob = gp(1, 0, &wkb_point(1, 1, &[5.0, 500_000.0]));
    let (_folder, path) = package(&format!(
        "CREATE TABLE t (code TEXT, n INTEGER); INSERT INTO t VALUES ('0014', 9007199254740993);
         CREATE TABLE \"laag \"\"x\"\"\" (g BLOB); INSERT INTO \"laag \"\"x\"\"\" VALUES ({blob});
         INSERT INTO gpkg_contents VALUES ('t', 'attributes', 't', 0), ('laag \"x\"', 'features', '', -1);
         INSERT INTO gpkg_geometry_columns VALUES ('laag \"x\"', 'g', -1);"
    ));
    let open = |layer: &str, crs| {
        let mut notices = Notices::default();
        let path = LayerPath { path: path.clone(), layer: Some(layer.to_owned()) };
        load::read(&path, &ReadOptions { crs, ..ReadOptions::default() }, &mut notices)
    };
    let table = open("T", None).unwrap();
    assert_eq!((table.crs, table.records[0].values[1].text().as_deref()), (None, Some("9007199254740993")));
    let error = open("laag \"x\"", None).unwrap_err();
    assert_eq!((error.key, arg(&error, "suggestion")), ("load-crs-unknown", "28992"));
    assert!(open("laag \"x\"", Some(Crs::RdNew)).unwrap().has_geometry());
    let error = open("weg", None).unwrap_err();
    assert_eq!((error.key, arg(&error, "layers")), ("load-gpkg-no-such-layer", "t, laag \"x\""));
}

#[test]
fn a_database_that_is_no_geopackage_damaged_or_locked_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("ander.gpkg");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a);").unwrap();
    assert_eq!(load_with(&other, &ReadOptions::default()).0.unwrap_err().key, "load-not-geopackage");
    let (_empty, path) = package("");
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap_err().key, "load-gpkg-no-layers");
    let random: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(error("versleuteld.gpkg", random).key, "load-not-a-database");
    let mut damaged = fs::read(&path).unwrap();
    damaged[100..].fill(0x5a);
    assert_eq!(error("stuk.gpkg", damaged).key, "load-gpkg-damaged");
    assert_eq!(error("kop.gpkg", b"SQLite format 3\0").key, "load-not-a-database");
    let (_missing, path) = package("INSERT INTO gpkg_contents VALUES ('weg', 'features', 'weg', 28992);");
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap_err().key, "load-gpkg-failed");
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE; CREATE TABLE x (a);").unwrap();
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap_err().key, "load-gpkg-locked");
}

#[test]
fn a_geopackage_with_a_write_ahead_log_is_read() {
    let (_folder, path) = package(
        "CREATE TABLE t (code TEXT); INSERT INTO t VALUES ('0014');
         INSERT INTO gpkg_contents VALUES ('t', 'attributes', 't', 0);",
    );
    Connection::open(&path).unwrap().query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap().records.len(), 1);
}
