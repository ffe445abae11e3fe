//! Shapefiles that are odd, incomplete or damaged.

use crate::support::reading;

use std::fs;
use std::path::PathBuf;

use geo::{Area, Geometry};
use reading::{arg, keys, load_with, written};
use tempfile::TempDir;
use wijkspiegel::crs::Crs;
use wijkspiegel::load::{Layer, ReadOptions};

/// A shapefile with one field `naam` (10 characters), of these shapes.
fn shapefile(kind: i32, shapes: &[Vec<u8>]) -> (TempDir, PathBuf) {
    let mut shp = vec![0, 0, 0x27, 0x0a];
    shp.resize(100, 0);
    shp[32..36].copy_from_slice(&kind.to_le_bytes());
    let mut dbf = vec![3, 126, 1, 1];
    dbf.extend((shapes.len() as u32).to_le_bytes());
    dbf.extend(65u16.to_le_bytes());
    dbf.extend(11u16.to_le_bytes());
    dbf.resize(32, 0);
    dbf.extend(b"naam\0\0\0\0\0\0\0C");
    dbf.resize(48, 0);
    dbf.push(10);
    dbf.resize(64, 0);
    dbf.push(0x0d);
    for (i, shape) in shapes.iter().enumerate() {
        shp.extend((i as i32 + 1).to_be_bytes());
        shp.extend((shape.len() as i32 / 2).to_be_bytes());
        shp.extend(shape);
        dbf.extend(format!(" {:<10}", format!("nr {}", i + 1)).bytes());
    }
    let (folder, path) = written("a.shp", shp);
    fs::write(path.with_extension("dbf"), dbf).unwrap();
    fs::write(path.with_extension("prj"), "PROJCS[\"RD_New\",GEOGCS[\"GCS_Amersfoort\"],PROJECTION[\"Double_Stereographic\"],PARAMETER[\"False_Easting\",155000.0],PARAMETER[\"False_Northing\",463000.0]]").unwrap();
    (folder, path)
}

fn numbers(kind: i32, values: &[f64]) -> Vec<u8> {
    let mut out = kind.to_le_bytes().to_vec();
    values.iter().for_each(|v| out.extend(v.to_le_bytes()));
    out
}

/// A polygon or polyline record of these parts, with room for heights and measures where `more`.
fn parts(kind: i32, parts: &[&[(f64, f64)]], more: usize) -> Vec<u8> {
    let mut out = numbers(kind, &[0.0; 4]);
    let total: usize = parts.iter().map(|p| p.len()).sum();
    out.extend((parts.len() as i32).to_le_bytes());
    out.extend((total as i32).to_le_bytes());
    let mut start = 0;
    for part in parts {
        out.extend((start as i32).to_le_bytes());
        start += part.len();
    }
    for (x, y) in parts.iter().flat_map(|p| p.iter()) {
        out.extend(x.to_le_bytes());
        out.extend((y + 500_000.0).to_le_bytes());
    }
    out.extend(vec![0; more * (16 + 8 * total)]);
    out
}

const OUTER: [(f64, f64); 5] = [(0., 0.), (0., 10.), (10., 10.), (10., 0.), (0., 0.)];
const HOLE: [(f64, f64); 5] = [(2., 2.), (4., 2.), (4., 4.), (2., 4.), (2., 2.)];
const ISLAND: [(f64, f64); 5] = [(2.5, 2.5), (2.5, 3.5), (3.5, 3.5), (3.5, 2.5), (2.5, 2.5)];

#[test]
fn holes_and_islands_find_their_place_in_any_order_and_direction() {
    let turned: Vec<_> = HOLE.iter().rev().copied().collect();
    for (kind, more) in [(5, 0), (15, 2), (25, 1)] {
        for hole in [&HOLE[..], &turned[..]] {
            let (_folder, path) = shapefile(kind, &[parts(kind, &[hole, &ISLAND, &OUTER], more)]);
            let (layer, notices) = load_with(&path, &ReadOptions::default());
            let layer = layer.unwrap();
            assert!(notices.is_empty(), "{notices:?}");
            assert!((only(&layer).unsigned_area() - 97.0).abs() < 1e-9);
            assert!(matches!(only(&layer), Geometry::MultiPolygon(many) if many.0.len() == 2));
        }
    }
}

#[test]
fn a_ring_with_coordinates_that_are_no_numbers_is_left_out_and_told() {
    let bad = [(f64::NAN, 0.), (0., 10.), (10., 10.), (f64::NAN, 0.)];
    let shapes = [parts(5, &[&OUTER], 0), parts(5, &[&OUTER, &bad, &HOLE], 0)];
    let (_folder, path) = shapefile(5, &shapes);
    let (layer, notices) = load_with(&path, &ReadOptions::default());
    let shapes: Vec<_> = layer.unwrap().records.iter().map(|r| r.geometry.is_some()).collect();
    assert_eq!(shapes, [true, false]);
    assert_eq!(notices.iter().map(|n| n.key).collect::<Vec<_>>(), ["load-crs-outside"]);
}

#[test]
fn a_list_of_parts_that_is_damaged_refuses_the_file_by_its_record() {
    let whole = parts(5, &[&OUTER, &HOLE], 0);
    for (at, number) in [(36, -1i32), (36, i32::MAX), (40, i32::MAX), (44, 1), (48, -3), (48, 11)] {
        let mut shape = whole.clone();
        shape[at..at + 4].copy_from_slice(&number.to_le_bytes());
        let (_folder, path) = shapefile(5, &[whole.clone(), shape]);
        let error = load_with(&path, &ReadOptions::default()).0.unwrap_err();
        assert_eq!(
            (error.key, error.place.feature.as_deref()),
            ("load-shp-damaged", Some("2")),
            "{at} {number}"
        );
    }
}

#[test]
fn points_lines_and_null_shapes_are_read() {
    let shapes = [
        numbers(1, &[5.0, 500_000.0]),
        0i32.to_le_bytes().to_vec(),
        numbers(11, &[6.0, 500_000.0, 1.0, 2.0]),
        parts(3, &[&OUTER], 0),
    ];
    let (_folder, path) = shapefile(1, &shapes);
    let (layer, notices) = load_with(&path, &ReadOptions::default());
    let layer = layer.unwrap();
    let kinds: Vec<_> =
        layer.records.iter().map(|r| r.geometry.as_ref().map(std::mem::discriminant)).collect();
    assert!(kinds[0].is_some() && kinds[1].is_none() && kinds[0] == kinds[2] && kinds[3].is_some());
    let notices: Vec<_> = notices.into_iter().collect();
    assert_eq!(
        (keys(&notices), notices[0].place.feature.as_deref()),
        (vec!["load-no-geometry"], Some("2 (nr 2)"))
    );
}

#[test]
fn a_missing_part_of_a_shapefile_is_named() {
    let (_folder, path) = shapefile(1, &[numbers(1, &[5.0, 500_000.0])]);
    fs::remove_file(path.with_extension("prj")).unwrap();
    let error = load_with(&path, &ReadOptions::default()).0.unwrap_err();
    assert_eq!((error.key, arg(&error, "suggestion")), ("load-crs-unknown", "28992"));
    let asked = ReadOptions { crs: Some(Crs::RdNew), ..ReadOptions::default() };
    assert!(load_with(&path, &asked).0.is_ok());
    fs::write(path.with_extension("prj"), "PROJCS[\"Lambert_1972\"]").unwrap();
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap_err().key, "load-crs-unsupported");
    fs::remove_file(path.with_extension("dbf")).unwrap();
    let error = load_with(&path, &ReadOptions::default()).0.unwrap_err();
    assert_eq!((error.key, arg(&error, "part")), ("load-shp-missing-part", "a.dbf"));
    let (_folder, lone) = written("los.dbf", b"x");
    let error = load_with(&lone, &ReadOptions::default()).0.unwrap_err();
    assert_eq!((error.key, arg(&error, "part")), ("load-shp-missing-part", "los.shp"));
}

#[test]
fn a_shapefile_that_is_cut_off_is_refused_and_never_half_a_town() {
    let point = numbers(1, &[5.0, 500_000.0]);
    let (_folder, path) = shapefile(1, &[point.clone(), point]);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 3]).unwrap();
    let error = load_with(&path, &ReadOptions::default()).0.unwrap_err();
    assert_eq!((error.key, error.place.feature.as_deref()), ("load-shp-cut-off", Some("2")));
    fs::write(&path, &whole[..128]).unwrap();
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap_err().key, "load-shp-count-differs");
    fs::write(&path, &whole[..50]).unwrap();
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap_err().key, "load-shp-not-one");
    fs::write(&path, &whole).unwrap();
    fs::write(path.with_extension("shx"), b"kort").unwrap();
    assert_eq!(load_with(&path, &ReadOptions::default()).1.iter().next().unwrap().key, "load-shx-differs");
    let dbf = fs::read(path.with_extension("dbf")).unwrap();
    fs::write(path.with_extension("dbf"), &dbf[..dbf.len() - 1]).unwrap();
    let error = load_with(&path, &ReadOptions::default()).0.unwrap_err();
    assert_eq!((error.key, arg(&error, "found"), arg(&error, "expected")), ("load-dbf-cut-off", "1", "2"));
    fs::write(path.with_extension("dbf"), &dbf[..40]).unwrap();
    assert_eq!(load_with(&path, &ReadOptions::default()).0.unwrap_err().key, "load-dbf-damaged");
}

#[test]
fn the_code_page_beside_a_shapefile_is_followed_where_it_can_be_true() {
    let (_folder, path) = shapefile(1, &[numbers(1, &[5.0, 500_000.0])]);
    let dbf = fs::read(path.with_extension("dbf")).unwrap();
    let accented = |letter: &[u8]| {
        let mut bytes = dbf.clone();
        let at = bytes.len() - 10;
        bytes[at..at + letter.len()].copy_from_slice(letter);
        fs::write(path.with_extension("dbf"), bytes).unwrap();
    };
    let name = || load_with(&path, &ReadOptions::default()).0.unwrap().records[0].values[0].text().unwrap();
    accented(b"\xe9");
    for label in ["CP1252", "1252", "ANSI 1252", "ISO-8859-1", "ISO 8859-1", "UTF-8", "raar"] {
        fs::write(path.with_extension("cpg"), label).unwrap();
        assert_eq!(name(), "ér 1", "{label}");
    }
    accented("é".as_bytes());
    fs::write(path.with_extension("cpg"), "UTF-8\r\n").unwrap();
    assert_eq!(name(), "é 1");
    fs::write(path.with_extension("cpg"), "1252").unwrap();
    assert_eq!(name(), "Ã© 1");
}

#[test]
fn two_shapefiles_in_a_folder_leave_a_choice() {
    let (folder, path) = shapefile(1, &[numbers(1, &[5.0, 500_000.0])]);
    fs::copy(&path, folder.path().join("b.SHP")).unwrap();
    let error = load_with(folder.path(), &ReadOptions::default()).0.unwrap_err();
    assert_eq!((error.key, arg(&error, "number")), ("load-many-shapefiles", "2"));
}

fn only(layer: &Layer) -> &Geometry<f64> {
    layer.records[0].geometry.as_ref().unwrap()
}
