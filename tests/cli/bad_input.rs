//! Bad input through the program: each is refused with the file, the place and what to do; nothing
//! panics, nothing takes long, and a file that cannot be whole is not written at all.

use crate::support;

use crate::support::cli;

use std::fs;

use cli::{AREAS, Folder, HOME, Ran, SCHOOLS, run, small_town};

/// Runs `new` with one of its arguments replaced by another file.
#[track_caller]
fn new_with(folder: &Folder, option: &str, path: &str) -> Ran {
    let mut arguments = small_town(folder);
    match arguments.iter().position(|a| a == option) {
        Some(at) => arguments[at + 1] = path.to_owned(),
        None => arguments.extend([option.to_owned(), path.to_owned()]),
    }
    let ran = run(&arguments);
    if ran.code == 2 {
        assert!(!folder.path("town.gpkg").exists(), "no half project: {}", ran.err);
        assert!(ran.out.is_empty(), "{}", ran.out);
    }
    ran
}

/// A file of areas that is refused as a whole.
#[track_caller]
fn refused_areas(name: &str, content: impl AsRef<[u8]>, parts: &[&str]) {
    let folder = Folder::new();
    let path = folder.write(name, content);
    let ran = new_with(&folder, "--areas", &path).ended(2).says(&[name]).says(parts);
    // What to do follows what is wrong: two sentences at least.
    assert!(ran.err.trim_end().matches(['.', '?']).count() >= 2, "{}", ran.err);
}

#[test]
fn a_file_that_is_not_there_is_named_whatever_it_was_for() {
    for option in [
        "--areas",
        "--schools",
        "--pupils-home",
        "--pupils-school",
        "--flows",
        "--catchments",
        "--area-points",
    ] {
        let folder = Folder::new();
        new_with(&folder, option, &folder.at("absent.csv")).ended(2).says(&["absent.csv", "name"]);
        let empty = folder.write("empty.csv", "");
        new_with(&folder, option, &empty).ended(2).says(&["empty.csv", "empty"]);
        let blank = folder.write("blank.csv", " \n\n  \n");
        new_with(&folder, option, &blank).ended(2).says(&["blank.csv"]);
        fs::create_dir(folder.path("folder")).unwrap();
        new_with(&folder, option, &folder.at("folder")).ended(2).says(&["folder", "Choose a file"]);
    }
}

#[test]
fn json_that_is_none_is_refused_with_its_line() {
    refused_areas("a.geojson", "dit is geen json", &["line 1"]);
    refused_areas(
        "b.geojson",
        "{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"type\" oops}]}",
        &["line 3"],
    );
    refused_areas("cut.geojson", &AREAS[..AREAS.len() - 40], &["stops in the middle", "line"]);
    refused_areas("c.geojson", r#"{"name":"x","values":[1,2]}"#, &["not GeoJSON"]);
    refused_areas("d.geojson", "[1,2,3]", &["GeoJSON"]);
    refused_areas("e.geojson", r#"{"type":"Topology","objects":{},"arcs":[]}"#, &["TopoJSON"]);
    refused_areas("nan.geojson", AREAS.replace("230000,580000", "NaN,580000"), &["NaN", "line 4"]);
    refused_areas("inf.geojson", AREAS.replace("230000,580000", "1e999,580000"), &["line"]);
    refused_areas("none.geojson", r#"{"type":"FeatureCollection","features":[]}"#, &[]);
}

#[test]
fn ten_million_brackets_are_refused_and_do_not_overflow_the_stack() {
    let folder = Folder::new();
    for (name, start) in [
        ("bare.geojson", ""),
        ("deep.geojson", r#"{"type":"Polygon","coordinates":"#),
        ("members.geojson", ""),
    ] {
        let nested =
            if name == "members.geojson" { r#"{"a":"#.repeat(2_000_000) } else { "[".repeat(10_000_000) };
        let path = folder.write(name, format!("{start}{nested}"));
        new_with(&folder, "--areas", &path).ended(2).says(&[name]);
        run(["check", &path]).ended(2).says(&[name]);
    }
}

#[test]
fn a_feature_without_a_shape_is_left_out_and_named() {
    let folder = Folder::new();
    let start = AREAS.find(r#"{"type":"Polygon""#).unwrap();
    let end = start + AREAS[start..].find("}},").unwrap() + 1;
    let areas = folder.write("null.geojson", AREAS.replacen(&AREAS[start..end], "null", 1));
    new_with(&folder, "--areas", &areas).ended(1).says(&["null.geojson", "feature 1", "WK001400"]);
    run(["measure", &folder.at("town.gpkg"), "--json"]).ended(0);
}

#[test]
fn a_crossing_ring_is_put_right_and_told() {
    let folder = Folder::new();
    let crossing = AREAS.replacen(
        "[230000,580000],[232000,580000],[232000,582000],[230000,582000],[230000,580000]",
        "[230000,580000],[232000,582000],[232000,580000],[230000,582000],[230000,580000]",
        1,
    );
    let areas = folder.write("bowtie.geojson", crossing);
    new_with(&folder, "--areas", &areas).ended(1).says(&["bowtie.geojson", "feature 1", "crosses itself"]);
    let dataset = wijkspiegel::project::open(&folder.path("town.gpkg")).unwrap().dataset;
    assert_eq!(dataset.areas().len(), 2);
}

#[test]
fn a_shapefile_that_is_not_whole_is_refused_by_its_part() {
    let folder = Folder::new();
    // One null shape and a table of one row: enough of a shapefile to break.
    let mut shp = vec![0_u8; 100];
    shp[..4].copy_from_slice(&9994_i32.to_be_bytes());
    shp[24..28].copy_from_slice(&56_i32.to_be_bytes());
    shp[28..32].copy_from_slice(&1000_i32.to_le_bytes());
    shp[32..36].copy_from_slice(&5_i32.to_le_bytes());
    let lonely = folder.write("lonely.shp", &shp);
    new_with(&folder, "--areas", &lonely).ended(2).says(&["lonely.shp", "lonely.dbf"]);
    let short = folder.write("short.shp", &shp[..60]);
    folder.write("short.dbf", [3_u8; 10]);
    new_with(&folder, "--areas", &short).ended(2).says(&["short"]);
    let text = folder.write("text.shp", "dit is geen shapefile");
    new_with(&folder, "--areas", &text).ended(2).says(&["text.shp", "shapefile"]);
    let alone = folder.write("alone.dbf", [3_u8; 40]);
    new_with(&folder, "--areas", &alone).ended(2).says(&["alone.dbf", "alone.shp"]);
}

#[test]
fn a_real_shapefile_cut_off_anywhere_never_crashes() {
    let Some(data) = support::shared_data() else { return };
    let source = data.join("groningen/wijken_2022_shp");
    for (part, lengths) in [
        ("shp", &[0, 1, 50, 99, 100, 104, 2000, 12_000, 12_115][..]),
        ("dbf", &[0, 1, 31, 32, 100, 2000, 4041]),
        ("shx", &[0, 50, 100, 200]),
        ("prj", &[0, 10, 300]),
    ] {
        for &length in lengths {
            let folder = Folder::new();
            for other in ["shp", "dbf", "shx", "prj", "cpg"] {
                let name = format!("wijken_2022.{other}");
                let bytes = fs::read(source.join(&name)).unwrap();
                folder
                    .write(&name, if other == part { &bytes[..length.min(bytes.len())] } else { &bytes[..] });
            }
            let path = folder.at("wijken_2022.shp");
            let ran = run(["check", &path]);
            match part {
                "shp" => assert!(ran.code > 0, "{part} of {length}: {}", ran.out),
                "dbf" if length < 4041 => assert!(ran.code > 0, "{part} of {length}: {}", ran.out),
                _ => assert!((0..=2).contains(&ran.code)),
            }
            if ran.code == 2 {
                assert!(ran.err.contains("wijken_2022"), "{}", ran.err);
            }
        }
    }
}

#[test]
fn a_table_with_a_missing_column_is_refused_by_its_name() {
    let folder = Folder::new();
    for (option, content, parts) in [
        ("--pupils-home", "area,pupils\nWK001400,3\n", &["group", "area, pupils"][..]),
        ("--pupils-school", HOME, &["school_code"]),
        ("--flows", HOME, &["school_code"]),
        ("--area-points", "area,x\nWK001400,1\n", &["column for y"]),
        ("--schools", "naam,x,y\nSchool,231000,581000\n", &["school_code", "naam, x, y"]),
        ("--schools", "vestigingscode,naam\n17EC00,School\n", &["17EC00", "coordinates"]),
    ] {
        let path = folder.write("t.csv", content);
        new_with(&folder, option, &path).ended(2).says(&["t.csv"]).says(parts);
    }
}

#[test]
fn wrong_rows_are_findings_with_their_line_and_the_rest_counts() {
    for (option, content, parts) in [
        ("--pupils-home", format!("{HOME}WK001400,laag,30\n"), &["line 6", "line 2", "twice"][..]),
        ("--pupils-home", HOME.replace(",55", ",veel"), &["line 4", "column pupils", "veel"]),
        ("--pupils-home", HOME.replace(",55", ",-55"), &["line 4", "column pupils", "-55"]),
        ("--pupils-home", HOME.replace("WK001401", "WK990000"), &["line 4", "WK990000"]),
        ("--pupils-home", HOME.replace("WK001401,laag", "WK001401"), &["line 4", "fields"]),
        ("--schools", SCHOOLS.replace("233000", "290000"), &["School Oost (17EC01)"]),
        ("--schools", SCHOOLS.replace("233000", "ver weg"), &["line 3", "ver weg"]),
        ("--schools", SCHOOLS.replace("17EC01", "17EC00"), &["line 3", "17EC00"]),
    ] {
        let folder = Folder::new();
        let path = folder.write("t.csv", &content);
        let parts: Vec<&str> = parts.iter().copied().filter(|p| *p != "line 2").collect();
        let ran = new_with(&folder, option, &path).ended(1).says(&parts);
        assert!(content.lines().count() < 3 || ran.out.contains("t.csv"), "{}", ran.out);
        wijkspiegel::project::open(&folder.path("town.gpkg")).unwrap_or_else(|e| panic!("{e}"));
    }
}

#[test]
fn delimiters_and_encodings_are_found_and_a_wrong_one_is_told() {
    for content in [
        HOME.replace(',', ";"),
        HOME.replace(',', "\t"),
        HOME.replace('\n', "\r\n"),
        format!("\u{feff}{HOME}"),
        HOME.replace(",30", ",\"30\""),
    ] {
        let folder = Folder::new();
        let path = folder.write("t.csv", content);
        new_with(&folder, "--pupils-home", &path).ended(0);
    }
    let utf16 = |mark: bool, little: bool| -> Vec<u8> {
        let text = if mark { format!("\u{feff}{HOME}") } else { HOME.to_owned() };
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
        let folder = Folder::new();
        let path = folder.write("t.csv", utf16(mark, little));
        let made = new_with(&folder, "--pupils-home", &path).ended(0);
        assert!(made.out.contains("4 rows, 4 joined"), "{}", made.out);
    }
    // A delimiter that is none of the usual: one column is left, and that is not guessed at.
    let folder = Folder::new();
    let path = folder.write("t.csv", HOME.replace(',', "#"));
    new_with(&folder, "--pupils-home", &path).ended(2).says(&["t.csv", "area#group#pupils"]);
    let path = folder.write("t.csv", [&[0xff, 0xfe, 0][..], &[0x00, 0xd8].repeat(50)].concat());
    assert!(new_with(&folder, "--pupils-home", &path).says(&["t.csv"]).code > 0);
}

#[test]
fn a_database_that_is_no_geopackage_is_told_apart_from_a_damaged_one() {
    let folder = Folder::new();
    let path = folder.path("other.gpkg");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("create table t (a); insert into t values (1);").unwrap();
    drop(other);
    let sqlite = fs::read(&path).unwrap();
    new_with(&folder, "--areas", &folder.at("other.gpkg")).ended(2).says(&["other.gpkg", "not a GeoPackage"]);
    run(["measure", &folder.at("other.gpkg")]).ended(2).says(&["other.gpkg"]);
    run(["check", &folder.at("other.gpkg")]).ended(2).says(&["other.gpkg"]);
    let text = folder.write("text.gpkg", "dit is geen database");
    for words in ["check", "measure"] {
        run([words, &text]).ended(2).says(&["text.gpkg"]);
    }
    let cut = folder.write("cut.gpkg", &sqlite[..sqlite.len() / 2]);
    let mut garbled = sqlite.clone();
    garbled[100..].fill(0x55);
    let garbled = folder.write("garbled.gpkg", garbled);
    for path in [cut, garbled] {
        for words in [["check", &path], ["measure", &path]] {
            run(words).ended(2).says(&[".gpkg"]);
        }
        new_with(&folder, "--areas", &path).ended(2).says(&[".gpkg"]);
    }
}

#[test]
fn a_damaged_project_is_refused_or_reported_and_never_crashes() {
    let folder = Folder::new();
    run(small_town(&folder)).ended(0);
    let whole = fs::read(folder.path("town.gpkg")).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 24) {
        let cut = folder.write("cut.gpkg", &whole[..at]);
        run(["check", &cut]).ended(2).says(&["cut.gpkg"]);
        let mut garbled = whole.clone();
        let end = (at + 700).min(garbled.len());
        garbled[at..end].fill(0xaa);
        let garbled = folder.write("garbled.gpkg", garbled);
        for words in [["check", &garbled], ["measure", &garbled]] {
            assert!((0..=2).contains(&run(words).code));
        }
    }
}

#[test]
fn a_project_that_cannot_be_written_says_where_and_leaves_nothing() {
    let folder = Folder::new();
    let mut arguments = small_town(&folder);
    // Folders that are not there, and a file in the place of a folder: nobody may write there,
    // not even an administrator.
    arguments[1] = folder.at("absent/town.gpkg");
    run(&arguments).ended(2).says(&["absent", "folder"]);
    assert!(!folder.path("absent").exists());
    folder.write("file", "x");
    arguments[1] = folder.at("file/town.gpkg");
    run(&arguments).ended(2).says(&["file", "folder"]);
    let before: Vec<_> = fs::read_dir(folder.root()).unwrap().map(|e| e.unwrap().file_name()).collect();
    arguments[1] = "/proc/town.gpkg".to_owned();
    run(&arguments).ended(2).says(&["wijkspiegel: "]);
    let after: Vec<_> = fs::read_dir(folder.root()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(before.len(), after.len(), "{after:?}");
    // A folder without permission to write, where this person is bound by permissions.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::create_dir(folder.path("closed")).unwrap();
        fs::set_permissions(folder.path("closed"), fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(folder.path("closed/probe"), "x").is_err() {
            arguments[1] = folder.at("closed/town.gpkg");
            run(&arguments).ended(2).says(&["closed"]);
        }
        fs::set_permissions(folder.path("closed"), fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn files_for_another_purpose_are_refused_by_what_they_are() {
    let folder = Folder::new();
    small_town(&folder);
    let areas = folder.at("wijken.geojson");
    new_with(&folder, "--schools", &areas).ended(2).says(&["wijken.geojson"]);
    let points = folder.write(
        "points.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"vestigingscode":"17EC00","statcode":"x"},"geometry":{"type":"Point","coordinates":[6.5,53.2]}}]}"#,
    );
    new_with(&folder, "--areas", &points).ended(2).says(&["points.geojson", "schools", "areas"]);
    for (name, bytes, word) in [
        ("a.xlsx", &b"PK\x03\x04 xl/ [Content_Types].xml"[..], "workbook"),
        ("a.zip", b"PK\x03\x04 whatever", "compressed"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "image"),
        ("a.html", b"<!DOCTYPE html><html>", "web page"),
        ("a.gml", b"<?xml version=\"1.0\"?><gml/>", "XML"),
    ] {
        let path = folder.write(name, bytes);
        new_with(&folder, "--areas", &path).ended(2).says(&[name, word]);
    }
}
