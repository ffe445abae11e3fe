//! Files and tables that are wrong in every way that was thought of: each gives a notice.

use crate::support::reading;

use std::fs;

use reading::{arg, bytes_with, error, good, keys, load_with, written};
use wijkspiegel::crs::Crs;
use wijkspiegel::load::{self, LayerPath, ReadOptions, csv, encoding};
use wijkspiegel::notice::Notices;
use wijkspiegel::number::DecimalMark;

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
    assert_eq!(error("a.csv", b"PK\x03\x04....xl/workbook.xml").key, "load-xlsx-cut-off");
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
fn a_workbook_that_was_cut_off_is_to_be_downloaded_again_and_not_opened_in_excel() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    (0..200).for_each(|row| _ = sheet.write_row(row, 0, ["WK001400", "laag"]).unwrap());
    let bytes = book.save_to_buffer().unwrap();
    let notice = error("a.xlsx", &bytes[..bytes.len() * 2 / 3]);
    assert_eq!(notice.key, "load-xlsx-cut-off");
    let told = notice.message(wijkspiegel::text::Language::Dutch);
    assert!(told.contains("Download") && !told.contains("Excel") && !told.contains("Zip"), "{told}");
}

#[test]
fn content_decides_and_not_the_extension() {
    let geojson = r#"{"type":"Point","coordinates":[6.5,53.2]}"#;
    assert!(good("eigenlijk.csv", geojson).0.has_geometry());
    assert_eq!(good("eigenlijk.txt", "code\tnaam\nA\tB\n").0.fields, ["code", "naam"]);
    assert_eq!(error("tekst.geojson", "code;naam\n1;2\n").key, "load-not-json");
    assert_eq!(error("tekst.gpkg", "code;naam\n1;2\n").key, "load-not-a-database");
}

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

#[test]
fn a_layer_is_asked_only_of_a_file_that_has_layers() {
    let (_folder, path) = written("a.csv", "a,b\n1,2\n");
    let mut notices = Notices::default();
    let asked = LayerPath { path, layer: Some("buurten".to_owned()) };
    let error = load::read(&asked, &ReadOptions::default(), &mut notices).unwrap_err();
    assert_eq!(error.key, "load-no-layers");
}
