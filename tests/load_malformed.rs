//! Files that are wrong in every way that was thought of: each gives a notice, none a panic.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use geo::{Area, Geometry};
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;
use wijkspiegel::crs::Crs;
use wijkspiegel::load::{self, Layer, LayerPath, ReadOptions, csv, encoding};
use wijkspiegel::notice::{Notice, Notices, Severity};
use wijkspiegel::number::DecimalMark;
use wijkspiegel::text::Language;

/// Writes a file into a folder of its own.
fn written(name: &str, bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn load_with(path: &Path, options: &ReadOptions) -> (Result<Layer, Notice>, Notices) {
    let mut notices = Notices::default();
    let result = load::read(&LayerPath::from(path), options, &mut notices);
    // Whatever is said must be said in both languages, and not as a bare key.
    for notice in notices.iter().chain(result.as_ref().err()) {
        for language in Language::ALL {
            let what = notice.what(language);
            assert!(what != notice.key && !what.contains("{$"), "{what}");
            assert!(notice.fix(language).is_some(), "{} says not what to do", notice.key);
        }
        assert!(notice.place.file.is_some(), "{notice:?} names no file");
    }
    (result, notices)
}

fn bytes_with(
    name: &str,
    bytes: impl AsRef<[u8]>,
    options: &ReadOptions,
) -> (Result<Layer, Notice>, Notices) {
    let (_folder, path) = written(name, bytes);
    load_with(&path, options)
}

fn bytes(name: &str, content: impl AsRef<[u8]>) -> (Result<Layer, Notice>, Notices) {
    bytes_with(name, content, &ReadOptions::default())
}

fn error(name: &str, content: impl AsRef<[u8]>) -> Notice {
    let error = bytes(name, content).0.unwrap_err();
    assert_eq!(error.severity, Severity::Error);
    assert_eq!(error.place.file.as_deref(), Some(name));
    error
}

fn good(name: &str, content: impl AsRef<[u8]>) -> (Layer, Vec<Notice>) {
    let (layer, notices) = bytes(name, content);
    (layer.unwrap(), notices.into_iter().collect())
}

fn keys(notices: &[Notice]) -> Vec<&str> {
    notices.iter().map(|n| n.key).collect()
}

fn arg<'a>(notice: &'a Notice, name: &str) -> &'a str {
    notice.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str()).unwrap()
}

// Files

#[test]
fn what_is_no_readable_file_is_refused_by_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("weg.csv");
    assert_eq!(load_with(&missing, &ReadOptions::default()).0.unwrap_err().key, "load-no-file");
    assert_eq!(load_with(folder.path(), &ReadOptions::default()).0.unwrap_err().key, "load-is-folder");
    assert_eq!(error("leeg.csv", b"").key, "load-empty-file");
    assert_eq!(error("leeg.gpkg", b"").key, "load-empty-file");
    assert_eq!(error("wit.csv", b"\r\n \r\n\t\n").key, "load-blank-file");
    assert_eq!(error("merk.csv", b"\xef\xbb\xbf").key, "load-blank-file");
}

#[test]
fn a_file_of_three_gigabytes_is_refused_before_it_is_read() {
    let (_folder, path) = written("groot.csv", b"a;b\n");
    // Sparse: takes no room on disk where the file system knows holes.
    if fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(3 << 30).is_ok() {
        let error = load_with(&path, &ReadOptions::default()).0.unwrap_err();
        assert_eq!(error.key, "load-too-large");
        assert_eq!(arg(&error, "size"), "3072");
    }
}

#[test]
fn formats_that_cannot_be_read_are_named_whatever_their_extension() {
    assert_eq!(error("a.csv", b"PK\x03\x04....xl/workbook.xml").key, "load-is-spreadsheet");
    assert_eq!(error("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1").key, "load-is-spreadsheet");
    assert_eq!(error("a.zip", b"PK\x03\x04....wijken.shp").key, "load-is-zip");
    assert_eq!(error("a.geojson", b"\x1f\x8b\x08\0").key, "load-is-zip");
    assert_eq!(error("a.csv", b"%PDF-1.7").key, "load-is-pdf");
    assert_eq!(error("a.csv", b"\x89PNG\r\n\x1a\n").key, "load-is-image");
    assert_eq!(error("a.csv", b"  <!DOCTYPE html><html>").key, "load-is-html");
    assert_eq!(error("a.gml", b"<?xml version=\"1.0\"?><gml/>").key, "load-is-xml");
    assert_eq!(error("a.bin", [1u8, 0, 2, 0, 0, 0, 9, 200]).key, "load-unknown-format");
}

#[test]
fn content_decides_and_not_the_extension() {
    let geojson = r#"{"type":"Point","coordinates":[6.5,53.2]}"#;
    assert!(good("eigenlijk.csv", geojson).0.has_geometry());
    assert_eq!(good("eigenlijk.txt", "code\tnaam\nA\tB\n").0.fields, ["code", "naam"]);
    assert_eq!(error("tekst.geojson", "code;naam\n1;2\n").key, "load-not-json");
    assert_eq!(error("tekst.gpkg", "code;naam\n1;2\n").key, "load-not-a-database");
}

// CSV

#[test]
fn delimiter_decimal_mark_and_encoding_are_detected_and_told() {
    for (text, delimiter, decimal) in [
        ("code;waarde\nA;1,5\nB;22,25\n", ";", ","),
        ("code,waarde\nA,1.5\nB,22.25\n", ",", "."),
        ("code\twaarde\nA\t1,5\n", "tab", ","),
        ("code|waarde\nA|1.5\n", "|", "."),
        ("naam, kort;waarde\n\"a, b\";1\n", ";", "."),
        ("sep=|\ncode|waarde\nA|1.5\n", "|", "."),
    ] {
        let (layer, notices) = good("a.csv", text);
        assert!(notices.is_empty(), "{text:?}: {notices:?}");
        assert!(layer.detected.contains(&("delimiter", delimiter.to_owned())), "{text:?}");
        assert!(layer.detected.contains(&("decimal", decimal.to_owned())), "{text:?}");
        assert_eq!(layer.fields.len(), 2, "{text:?}");
    }
}

#[test]
fn every_encoding_gives_the_same_letters() {
    let text = "naam;plaats\nCafé ïjs;Súdwest-Fryslân\n";
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let utf16 = |big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let variants: Vec<Vec<u8>> = vec![
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        cp1252.to_vec(),
        utf16(false),
        utf16(true),
        [vec![0xff, 0xfe], utf16(false)].concat(),
        [vec![0xfe, 0xff], utf16(true)].concat(),
    ];
    for (i, variant) in variants.into_iter().enumerate() {
        let (layer, notices) = good("a.csv", variant);
        assert!(notices.is_empty(), "{i}: {notices:?}");
        assert_eq!(layer.fields, ["naam", "plaats"], "{i}");
        assert_eq!(layer.records[0].values[1].text().as_deref(), Some("Súdwest-Fryslân"), "{i}");
    }
}

#[test]
fn encoding_delimiter_and_decimal_mark_can_be_overruled() {
    let options = ReadOptions {
        encoding: encoding::from_label("cp1252"),
        delimiter: Some(b','),
        decimal: Some(DecimalMark::Comma),
        ..ReadOptions::default()
    };
    let (layer, notices) = bytes_with("a.csv", "naam;b\né;1.5\n", &options);
    let layer = layer.unwrap();
    assert_eq!(layer.records[0].values[0].text().as_deref(), Some("Ã©;1.5"));
    assert_eq!(csv::decimal_mark(&layer), DecimalMark::Comma);
    let notices: Vec<_> = notices.into_iter().collect();
    assert_eq!(keys(&notices), ["load-csv-wrong-delimiter"]);
    assert_eq!(arg(&notices[0], "found"), ";");
}

#[test]
fn quotes_escapes_and_every_line_ending_are_understood() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a;b ", "\"x \"\"y\"\"; z\";1", "", "\"twee", "regels\";2", ";", "3;4"].join(end);
        let (layer, notices) = good("a.csv", text);
        assert!(notices.is_empty(), "{notices:?}");
        assert_eq!(layer.fields, ["a", "b"], "trailing space is no part of a name");
        let found: Vec<_> = layer.records.iter().map(|r| (r.number, r.values[0].text().unwrap())).collect();
        let expected = [(2, "x \"y\"; z".to_owned()), (4, format!("twee{end}regels")), (7, "3".to_owned())];
        assert_eq!(found, expected);
    }
}

#[test]
fn codes_keep_their_zeros_and_blank_fields_are_null() {
    let (layer, _) = good("a.csv", "code,n\n0014, \n007,x\n");
    assert_eq!(layer.records[0].values, [load::Value::Text("0014".into()), load::Value::Null]);
}

#[test]
fn a_line_with_too_few_or_too_many_fields_is_kept_out_and_named() {
    let (layer, notices) = good("a.csv", "a;b;c\n1;2;3\n1;2\n1;2;3;;\n1;2;3;4\n");
    assert_eq!(layer.records.len(), 2, "blank surplus fields do no harm");
    assert_eq!(keys(&notices), ["load-csv-ragged", "load-csv-ragged"]);
    assert_eq!(notices.iter().map(|n| n.place.line).collect::<Vec<_>>(), [Some(3), Some(5)]);
    assert_eq!((arg(&notices[1], "found"), arg(&notices[1], "expected")), ("4", "3"));
}

#[test]
fn a_thousand_ragged_lines_do_not_bury_the_other_notices() {
    let text = format!("a;b\n{}1;2\n", "1\n".repeat(1000));
    let options = ReadOptions { delimiter: Some(b';'), ..ReadOptions::default() };
    let (layer, notices) = bytes_with("a.csv", text, &options);
    assert_eq!(layer.unwrap().records.len(), 1);
    let notices: Vec<_> = notices.into_iter().collect();
    assert_eq!(notices.len(), 21);
    assert_eq!((notices[20].key, arg(&notices[20], "number")), ("load-and-more", "980"));
}

#[test]
fn columns_with_the_same_name_are_told_apart() {
    let (layer, notices) = good("a.csv", "a;a;;a (2);\n1;2;3;4;\n");
    assert_eq!(layer.fields, ["a", "a (2)", "column 3", "a (2) (2)"]);
    assert_eq!(keys(&notices), ["load-csv-duplicate-column", "load-csv-duplicate-column"]);
    assert_eq!(notices[0].place.column.as_deref(), Some("a"));
}

#[test]
fn a_table_without_header_gets_numbered_columns() {
    let (layer, notices) = good("a.csv", "BU00140000,laag,10\nBU00140001,laag,22\n");
    assert_eq!(layer.fields, ["column 1", "column 2", "column 3"]);
    assert_eq!((layer.records.len(), layer.records[0].number), (2, 1));
    assert_eq!(keys(&notices), ["load-csv-no-header"]);
}

#[test]
fn a_quote_that_is_never_closed_names_its_line() {
    let error = error("a.csv", "a;b\n1;2\n\"x;3\n4;5\n");
    assert_eq!((error.key, error.place.line), ("load-csv-unclosed-quote", Some(3)));
}

#[test]
fn a_header_alone_is_a_table_without_records() {
    let (layer, notices) = good("a.csv", "a;b\n");
    assert_eq!((layer.records.len(), keys(&notices)), (0, vec!["load-no-records"]));
}

#[test]
fn a_point_that_is_no_number_or_out_of_range_is_named_by_its_line() {
    let (mut layer, _) =
        good("a.csv", "naam;x;y\nA;233000,5;582000\nB;0;0\nC;veel;582000\nD;;\nE;234000;581000\n");
    let mut notices = Notices::default();
    csv::points(&mut layer, 1, 2, Some(Crs::RdNew), None, &mut notices).unwrap();
    let shapes: Vec<_> = layer.records.iter().map(|r| r.geometry.is_some()).collect();
    assert_eq!(shapes, [true, false, false, false, true]);
    let notices: Vec<_> = notices.into_iter().collect();
    assert_eq!(keys(&notices), ["load-bad-coordinate", "load-crs-outside"]);
    assert_eq!(notices.iter().map(|n| n.place.line).collect::<Vec<_>>(), [Some(4), Some(3)]);
    assert_eq!(notices[0].place.column.as_deref(), Some("x"));
}

// GeoJSON

fn polygon(rings: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:28992"}}}},
"features":[{{"type":"Feature","properties":{{"code":"WK1"}},"geometry":{{"type":"Polygon","coordinates":[{rings}]}}}}]}}"#
    )
}

fn only(layer: &Layer) -> &Geometry<f64> {
    layer.records[0].geometry.as_ref().unwrap()
}

#[test]
fn text_that_stops_being_json_names_line_and_column() {
    let broken = error("a.geojson", "{\n\"type\": \"FeatureCollection\",\n\"features\": [}\n");
    assert_eq!((broken.key, broken.place.line, arg(&broken, "column")), ("load-not-json", Some(3), "14"));
    let cut = error("a.geojson", "{\"type\": \"FeatureCollection\",\n\"features\": [{\"type\"");
    assert_eq!((cut.key, cut.place.line), ("load-json-cut-off", Some(2)));
    for bad in ["NaN", "Infinity", "-Infinity"] {
        let nan = error("a.geojson", format!("{{\"type\":\"Point\",\n\"coordinates\":[{bad},1]}}"));
        assert_eq!((nan.key, nan.place.line), ("load-json-not-a-number", Some(2)), "{bad}");
    }
    assert_eq!(error("a.geojson", "{} {}").key, "load-not-json");
    assert_eq!(error("a.geojson", "{\"type\":\"Point\",\"coordinates\":[1e999,1]}").key, "load-not-json");
}

#[test]
fn ten_million_brackets_do_not_exhaust_the_stack() {
    let deep = error("a.geojson", "[".repeat(10_000_000));
    assert_eq!((deep.key, deep.place.line), ("load-json-too-deep", Some(1)));
    let nested = format!(
        r#"{{"type":"Feature","geometry":null,"properties":{{"a":{}1{}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(error("a.geojson", nested).key, "load-json-too-deep");
    let shape = r#"{"type":"GeometryCollection","geometries":["#.repeat(60) + &"]}".repeat(60);
    assert_eq!(keys(&good("a.geojson", shape).1), ["load-bad-geometry"]);
}

#[test]
fn json_of_another_kind_is_named() {
    assert_eq!(error("a.json", r#"{"type":"Topology","objects":{}}"#).key, "load-topojson");
    assert_eq!(
        error("a.json", r#"{"geometryType":"esriGeometryPolygon","features":[]}"#).key,
        "load-esri-json"
    );
    assert_eq!(error("a.json", r#"{"a":1}"#).key, "load-not-geojson");
    assert_eq!(error("a.json", "[1,2]").key, "load-not-geojson");
    assert_eq!(error("a.json", r#"{"type":"FeatureCollection"}"#).key, "load-geojson-no-features");
    let (layer, notices) = good("a.json", r#"{"type":"FeatureCollection","features":[]}"#);
    assert_eq!((layer.records.len(), keys(&notices)), (0, vec!["load-no-records"]));
}

#[test]
fn properties_of_every_kind_and_the_id_of_a_feature_are_kept() {
    let text = r#"{"type":"Feature","id":"BU1","geometry":{"type":"Point","coordinates":[6.5,53.2,1.0]},
        "properties":{"z":"0014 ","n":1.5,"b":true,"leeg":null,"lijst":[1,{"a":"é"}],"groot":12345678901234567890}}"#;
    let (layer, notices) = good("a.geojson", text);
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(layer.fields, ["z", "n", "b", "leeg", "lijst", "groot", "id"]);
    let values: Vec<_> = layer.records[0].values.iter().map(load::Value::text).collect();
    let expected = ["0014", "1.5", "true", "", r#"[1,{"a":"é"}]"#, "12345678901234567890", "BU1"];
    assert_eq!(values, expected.map(|e| Some(e.to_owned()).filter(|e| !e.is_empty())));
}

#[test]
fn a_feature_without_shape_keeps_its_data_and_is_named() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"A"},"geometry":null},
        {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[]}},
        {"type":"Feature","properties":{"code":"C"},"geometry":{"type":"Point","coordinates":["6.5",53]}},
        5,
        {"type":"Feature","properties":{"code":"E"},"geometry":{"type":"Point","coordinates":[6.5,53.1]}}]}"#;
    let (layer, notices) = good("a.geojson", text);
    assert_eq!(layer.records.len(), 5);
    assert!(layer.records.iter().all(|r| r.values.len() == 1));
    let found: Vec<_> = notices.iter().map(|n| (n.key, n.place.feature.as_deref().unwrap())).collect();
    assert_eq!(
        found,
        [
            ("load-no-geometry", "1 (A)"),
            ("load-bad-geometry", "3 (C)"),
            ("load-geojson-not-a-feature", "4"),
            ("load-no-geometry", "4"),
            ("load-shape-empty", "2"),
        ]
    );
}

#[test]
fn rings_run_the_right_way_whatever_the_file_does() {
    let outer = [
        "[[0,500000],[10,500000],[10,500010],[0,500010],[0,500000]]",
        "[[0,500000],[0,500010],[10,500010],[10,500000],[0,500000]]",
    ];
    let hole = [
        "[[2,500002],[4,500002],[4,500004],[2,500004],[2,500002]]",
        "[[2,500002],[2,500004],[4,500004],[4,500002],[2,500002]]",
    ];
    for o in outer {
        for h in hole {
            let (layer, notices) = good("a.geojson", polygon(&format!("{o},{h}")));
            assert!(notices.is_empty(), "{notices:?}");
            assert!((only(&layer).signed_area() - 96.0).abs() < 1e-9);
        }
    }
}

#[test]
fn an_open_ring_is_closed_and_told() {
    let (layer, notices) = good("a.geojson", polygon("[[0,500000],[10,500000],[10,500010],[0,500010]]"));
    assert_eq!(keys(&notices), ["load-ring-open"]);
    assert_eq!(notices[0].place.feature.as_deref(), Some("1 (WK1)"));
    assert_eq!(only(&layer).unsigned_area(), 100.0);
}

#[test]
fn a_ring_without_area_is_left_out_and_told() {
    let (layer, notices) = good("a.geojson", polygon("[[0,500000],[10,500000],[0,500000]]"));
    assert_eq!(keys(&notices), ["load-ring-degenerate", "load-shape-empty"]);
    assert!(!layer.has_geometry());
    let line = "[[0,500000],[5,500005],[10,500010],[0,500000]]";
    assert_eq!(keys(&good("a.geojson", polygon(line)).1), ["load-ring-degenerate", "load-shape-empty"]);
    let hole =
        "[[0,500000],[10,500000],[10,500010],[0,500010],[0,500000]],[[1,500001],[2,500002],[1,500001]]";
    let (layer, notices) = good("a.geojson", polygon(hole));
    assert_eq!((keys(&notices), only(&layer).unsigned_area()), (vec!["load-ring-degenerate"], 100.0));
}

#[test]
fn a_ring_through_itself_is_put_right_and_told() {
    let bow = "[[0,500000],[10,500010],[10,500000],[0,500010],[0,500000]]";
    let (layer, notices) = good("a.geojson", polygon(bow));
    assert_eq!(keys(&notices), ["load-ring-crossing"]);
    assert_eq!((arg(&notices[0], "x"), arg(&notices[0], "y")), ("5", "500005"));
    assert!(matches!(only(&layer), Geometry::MultiPolygon(many) if many.0.len() == 2));
    assert!((only(&layer).unsigned_area() - 50.0).abs() < 1e-3);
}

#[test]
fn a_hole_that_sticks_out_takes_away_only_what_it_covers() {
    let outer = "[[0,500000],[10,500000],[10,500010],[0,500010],[0,500000]]";
    let hole = "[[8,500002],[12,500002],[12,500004],[8,500004],[8,500002]]";
    let (layer, notices) = good("a.geojson", polygon(&format!("{outer},{hole}")));
    assert_eq!(keys(&notices), ["load-ring-crossing"]);
    assert!((only(&layer).unsigned_area() - 96.0).abs() < 1e-3);
}

#[test]
fn a_collection_of_polygons_becomes_one_shape() {
    let square = |x: i32| {
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{x},50.5],[{},50.5],[{},51],[{x},50.5]]]}}"#,
            x + 1,
            x + 1
        )
    };
    let text = format!(r#"{{"type":"GeometryCollection","geometries":[{},{}]}}"#, square(4), square(6));
    let (layer, _) = good("a.geojson", text);
    assert!(matches!(only(&layer), Geometry::MultiPolygon(many) if many.0.len() == 2));
}

// Coordinate systems

fn point(crs: &str, x: f64, y: f64) -> String {
    let crs = if crs.is_empty() {
        String::new()
    } else {
        format!(r#""crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"#)
    };
    format!(
        r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{{"naam":"School"}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}]}}"#
    )
}

#[test]
fn coordinates_that_cannot_be_in_the_stated_system_are_refused_with_a_suggestion() {
    let degrees = error("a.geojson", point("urn:ogc:def:crs:EPSG::28992", 6.5, 53.2));
    assert_eq!((degrees.key, arg(&degrees, "suggestion")), ("load-crs-mismatch", "4326"));
    assert_eq!(degrees.place.feature.as_deref(), Some("1 (School)"));
    let metres = error("a.geojson", point("", 233_000.0, 582_000.0));
    assert_eq!((metres.key, arg(&metres, "suggestion")), ("load-crs-mismatch", "28992"));
    assert_eq!(error("a.geojson", point("", 53.2, 6.5)).key, "load-crs-swapped");
    let belgian = error("a.geojson", point("urn:ogc:def:crs:EPSG::31370", 150_000.0, 170_000.0));
    assert_eq!((belgian.key, arg(&belgian, "crs")), ("load-crs-unsupported", "urn:ogc:def:crs:EPSG::31370"));
}

#[test]
fn a_person_may_say_the_system_and_is_heard_where_the_file_is_silent_or_wrong() {
    let options = ReadOptions { crs: Some(Crs::RdNew), ..ReadOptions::default() };
    let (layer, notices) = bytes_with("a.geojson", point("", 233_000.0, 582_000.0), &options);
    assert_eq!((layer.unwrap().crs, notices.len()), (Some(Crs::RdNew), 0));
    let (layer, notices) = bytes_with("a.geojson", point("EPSG:4326", 233_000.0, 582_000.0), &options);
    assert_eq!(layer.unwrap().crs, Some(Crs::RdNew));
    assert_eq!(notices.iter().next().unwrap().key, "load-crs-replaced");
    let (layer, notices) = bytes_with("a.geojson", point("EPSG:4326", 6.5, 53.2), &options);
    assert_eq!(layer.unwrap().crs, Some(Crs::Wgs84));
    assert_eq!(notices.iter().next().unwrap().key, "load-crs-from-file");
}

// Shapefile

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

// GeoPackage

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

#[test]
fn a_layer_is_asked_only_of_a_file_that_has_layers() {
    let (_folder, path) = written("a.csv", "a,b\n1,2\n");
    let mut notices = Notices::default();
    let asked = LayerPath { path, layer: Some("buurten".to_owned()) };
    let error = load::read(&asked, &ReadOptions::default(), &mut notices).unwrap_err();
    assert_eq!(error.key, "load-no-layers");
}

// Whatever the bytes

/// Reads from a file and asserts only that it ends in a layer or a notice.
fn survives(name: &str, content: &[u8]) {
    let _ = bytes(name, content);
}

proptest! {
    // A failure is shrunk and printed; it is then worth a test of its own and not a file of seeds.
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(content in proptest::collection::vec(any::<u8>(), 0..600), which in 0usize..5) {
        let start: &[u8] = [&b""[..], b"{\"type\":", b"SQLite format 3\0", b"\0\0\x27\x0a", b"a;b\n"][which];
        survives("a.bin", &[start, &content].concat());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "[\\PC\n\r\t\";,|]{0,300}") {
        survives("a.csv", text.as_bytes());
        survives("a.geojson", text.as_bytes());
    }

    #[test]
    fn no_numbers_make_a_shape_panic(
        rings in proptest::collection::vec(
            proptest::collection::vec((-10i32..300_000, 300_000i32..600_000), 0..9), 0..4),
    ) {
        let rings: Vec<String> = rings
            .iter()
            .map(|ring| format!("[{}]", ring.iter().map(|(x, y)| format!("[{x},{y}]")).collect::<Vec<_>>().join(",")))
            .collect();
        survives("a.geojson", polygon(&rings.join(",")).as_bytes());
    }

    #[test]
    fn a_flipped_or_cut_shapefile_never_panics(
        part in 0usize..3, at in any::<prop::sample::Index>(), flip in 1u8..=255, cut in any::<bool>(),
    ) {
        let Some(data) = support::shared_data() else { return Ok(()) };
        let folder = tempfile::tempdir().unwrap();
        for extension in ["shp", "dbf", "prj"] {
            let from = data.join(format!("groningen/wijken_2022_shp/wijken_2022.{extension}"));
            fs::write(folder.path().join(format!("a.{extension}")), fs::read(from).unwrap()).unwrap();
        }
        let victim = folder.path().join(["a.shp", "a.dbf", "a.prj"][part]);
        let mut content = fs::read(&victim).unwrap();
        let at = at.index(content.len());
        if cut { content.truncate(at) } else { content[at] ^= flip }
        fs::write(&victim, content).unwrap();
        let _ = load_with(&folder.path().join("a.shp"), &ReadOptions::default());
    }

    #[test]
    fn a_flipped_or_cut_geopackage_never_panics(at in any::<prop::sample::Index>(), flip in 1u8..=255, cut in any::<bool>()) {
        let Some(data) = support::shared_data() else { return Ok(()) };
        let mut content = fs::read(data.join("groningen/wijkenbuurten_2022.gpkg")).unwrap();
        let at = at.index(content.len());
        if cut { content.truncate(at) } else { content[at] ^= flip }
        let (_folder, path) = written("a.gpkg", content);
        for layer in ["wijken", "buurten"] {
            let mut notices = Notices::default();
            let path = LayerPath { path: path.clone(), layer: Some(layer.to_owned()) };
            let _ = load::read(&path, &ReadOptions::default(), &mut notices);
        }
    }
}
