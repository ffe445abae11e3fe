//! Reports as files: the right types, the same picture, and nothing that may not be told.

use crate::support::cli;
use crate::support::town;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use cli::{Folder, run};
use resvg::usvg::roxmltree::Document;
use wijkspiegel::data::{Dataset, Subject};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::measure::inference::Draws;
use wijkspiegel::number::Count;
use wijkspiegel::privacy::{Gate, Shown, ShownCounts};
use wijkspiegel::report::csv::{Dialect, csv};
use wijkspiegel::report::date::Day;
use wijkspiegel::report::document::{Report, Request};
use wijkspiegel::report::html::html;
use wijkspiegel::report::pdf::{self, Paper, Size};
use wijkspiegel::report::table::{Cell, Table};
use wijkspiegel::report::xlsx::xlsx;
use wijkspiegel::report::{areas_geojson, areas_geopackage, atlas};
use wijkspiegel::text::Language;
use wijkspiegel::view::{MapChoice, ShapeCache, Theme};

fn request(dataset: &Dataset, language: Language) -> Request {
    Request {
        choice: MapChoice::first(dataset),
        comparison: Comparison::first(dataset),
        gate: Gate::default(),
        language,
        draws: Draws { count: 20, seed: 1 },
        scenario: Some("Twee scholen samen".into()),
        day: Day { year: 2026, month: 11, day: 22 },
        command: "wijkspiegel report --example --out rapport.pdf".into(),
    }
}

fn report_of(dataset: &Dataset, language: Language) -> Report {
    let shapes = ShapeCache::new(dataset);
    Report::new(dataset, &request(dataset, language), &Theme::LIGHT, &shapes, &()).unwrap()
}

fn example() -> Dataset {
    wijkspiegel::open::example().unwrap().dataset
}

const PAPER: Paper = Paper { size: Size::A4, landscape: false, deterministic: true };

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|w| w == text.as_bytes())
}

/// A town whose hidden counts have decimals that occur nowhere else.
fn telltale() -> Dataset {
    let mut parts = town::dataset_with(2.913_467_2, 4.141_592_6).parts().clone();
    let mut fourth = parts.schools[0].clone();
    fourth.code = "00AA03".into();
    parts.schools.push(fourth);
    parts.counts[1].cells.extend([14.577_215_6, 30.662_016_9].map(Count::Known));
    Dataset::new(parts)
}

#[test]
fn a_workbook_has_numbers_as_numbers_and_a_word_for_what_is_hidden() {
    let report = report_of(&telltale(), Language::Dutch);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&report).unwrap())).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["Kerncijfers", "Gebieden", "Scholen", "Toelichting"],
        "three schools, counts hidden"
    );
    let areas = book.worksheet_range("Gebieden").unwrap();
    let above: Vec<String> = areas.rows().take(2).map(|r| r[0].to_string()).collect();
    assert!(above[0] == "Gebieden" && above[1].to_lowercase().contains("gemodelleerd"), "{above:?}");
    assert!(above[1].contains("Model"), "{above:?}");
    let head: Vec<String> = areas.rows().nth(2).unwrap().iter().map(ToString::to_string).collect();
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    let row = |code: &str| {
        let found = areas.rows().find(|r| r[at("Code")] == Data::String(code.into()));
        found.unwrap().to_vec()
    };
    let told = row("BU00140000");
    assert_eq!(told[at("Leerlingen")], Data::Float(100.0));
    assert_eq!(told[at("laag")], Data::Float(25.0));
    assert_eq!(told[at("Aandeel laag")], Data::Float(0.25));
    for hidden in ["BU00140001", "BU00140002", "BU00140003"] {
        assert_eq!(row(hidden)[at("laag")], Data::String("afgeschermd".into()), "{hidden}");
    }
    assert_eq!(row("BU00140005")[at("Leerlingen")], Data::String("onbekend".into()));
    let words = book.worksheet_range("Toelichting").unwrap();
    let words: Vec<String> = words.rows().map(|r| r[0].to_string()).collect();
    assert!(words.iter().any(|w| w.contains("scenario Twee scholen samen")), "{words:?}");
    assert!(words.iter().any(|w| w.starts_with("wijkspiegel report")));
}

/// Every text and number of a table, in full precision.
fn said(table: &Table) -> String {
    let cell = |c: &Cell| format!("{:?} {}", c, c.words(Language::Dutch));
    table.rows.iter().flatten().map(cell).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_hidden_count_is_in_any_export() {
    let dataset = telltale();
    let report = report_of(&dataset, Language::Dutch);
    // Decimals of the hidden counts and of their companions; of the shares that they would have.
    let mut secret: Vec<String> =
        ["9134672", "1415926", "5772156", "6620169"].map(ToOwned::to_owned).to_vec();
    let table = dataset.counts(Subject::School, 0, None).unwrap();
    for unit in [1, 3] {
        let total = table.total(unit).known().unwrap();
        for count in table.row(unit) {
            secret.push(format!("{:.6}", count.known().unwrap() / total)[2..].to_owned());
        }
    }
    let folder = Folder::new();
    let package = folder.path("areas.gpkg");
    areas_geopackage::write(&dataset, &report, &package).unwrap();
    let mut files: Vec<(&str, Vec<u8>)> = vec![
        ("html", html(&report).into_bytes()),
        ("geojson", areas_geojson::areas(&dataset, &report).unwrap().into_bytes()),
        ("schools.geojson", areas_geojson::schools(&dataset, &report).unwrap().into_bytes()),
        ("gpkg", std::fs::read(&package).unwrap()),
    ];
    for table in [&report.areas, &report.all_areas, &report.schools] {
        for dialect in Dialect::ALL {
            files.push(("csv", csv(table, dialect, Language::Dutch).into_bytes()));
        }
        files.push(("tables", said(table).into_bytes()));
    }
    let pages = [
        atlas::of_areas(&dataset, &request(&dataset, Language::Dutch)),
        atlas::of_schools(&dataset, &request(&dataset, Language::Dutch)),
    ];
    for page in pages.iter().flatten() {
        files.push(("atlas", said(&page.table).into_bytes()));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&report).unwrap())).unwrap();
    for (_, range) in book.worksheets() {
        let cells: Vec<String> = range.cells().map(|(_, _, v)| format!("{v:?}")).collect();
        files.push(("xlsx", cells.join("\n").into_bytes()));
    }
    for (name, bytes) in &files {
        for secret in &secret {
            let at = String::from_utf8_lossy(bytes).find(secret.as_str());
            let around = at.map(|a| {
                String::from_utf8_lossy(bytes)[a.saturating_sub(60)..].chars().take(100).collect::<String>()
            });
            assert!(around.is_none(), "{secret} is in {name}: {around:?}");
        }
    }
    // The check must be able to fail.
    let open = Request { gate: Gate { threshold: 0 }, ..request(&dataset, Language::Dutch) };
    let open = Report::new(&dataset, &open, &Theme::LIGHT, &ShapeCache::new(&dataset), &()).unwrap();
    let told = csv(&open.schools, Dialect::Rfc4180, Language::Dutch);
    assert!(secret[..4].iter().filter(|s| told.contains(s.as_str())).count() == 4, "{told}");
    assert!(html(&open).contains("kleine aantallen"), "a visible mark says that the gate is off");
}

#[test]
fn nothing_in_the_report_of_the_example_is_under_the_threshold() {
    let dataset = example();
    let report = report_of(&dataset, Language::English);
    let mut seen = 0;
    for table in [&report.all_areas, &report.areas, &report.schools] {
        for cell in table.rows.iter().flatten() {
            if let Cell::Count(Shown::Value(value)) = cell {
                seen += 1;
                assert!(*value == 0.0 || *value >= 10.0, "{value}");
            }
        }
    }
    assert!(seen > 300, "{seen}");
    let counts = dataset.counts(Subject::School, dataset.first_scheme(), None).unwrap();
    let shown = ShownCounts::of(&dataset, counts, Gate::default());
    let hidden = (0..dataset.schools().len())
        .filter_map(|s| shown.composition(counts.scheme, s))
        .flat_map(|c| &c.counts)
        .filter(|c| **c == Shown::Hidden);
    let text = csv(&report.schools, Dialect::Rfc4180, Language::English);
    // A hidden count hides its share.
    assert_eq!(text.matches("hidden").count(), 2 * hidden.count());
}

#[test]
fn dutch_excel_and_programs_each_get_their_own_notation() {
    let report = report_of(&example(), Language::Dutch);
    let excel = csv(&report.figures, Dialect::ExcelDutch, Language::Dutch);
    assert!(excel.starts_with("\u{feff}Cijfer;Waarde;Betekenis;Basis;Bron\r\nVan één groep;0,"), "{excel}");
    let plain = csv(&report.figures, Dialect::Rfc4180, Language::Dutch);
    assert!(plain.starts_with("figure,value,meaning,basis,source\r\nVan één groep,0."), "{plain}");
    let lines: BTreeSet<usize> = csv(&report.schools, Dialect::ExcelDutch, Language::Dutch)
        .lines()
        // What stands between quotes is one field.
        .map(|l| l.split('"').step_by(2).map(|part| part.matches(';').count()).sum())
        .collect();
    assert_eq!(lines.len(), 1, "every line has as many fields");
}

#[test]
fn files_of_one_source_share_a_line_and_every_file_is_named() {
    let dataset = example();
    let report = report_of(&dataset, Language::Dutch);
    assert!(dataset.sources().len() > 5 && report.sources.len() < 3, "{:#?}", report.sources);
    let all = report.sources.join(" ");
    for source in dataset.sources() {
        assert!(all.contains(&source.file), "{} is missing", source.file);
    }
}

#[test]
fn a_share_of_nobody_is_not_defined_which_is_something_else_than_unknown() {
    let dataset = example();
    let report = report_of(&dataset, Language::Dutch);
    let at = |key: &str| report.all_areas.position(key).unwrap();
    let (pupils, share) = (at("pupils"), at("hoog_share"));
    let mut nobody = 0;
    for row in &report.all_areas.rows {
        if row[pupils] == Cell::Count(Shown::Value(0.0)) {
            nobody += 1;
            assert_eq!(row[share], Cell::Percent(None));
        } else {
            assert!(matches!(row[share], Cell::Share(_)), "{row:?}");
        }
    }
    assert!(nobody > 0, "nobody lives in some buurten of the example");
}

#[test]
fn a_pdf_is_tagged_and_says_what_it_is_in_which_language() {
    let dataset = example();
    let report = report_of(&dataset, Language::Dutch);
    let pages = atlas::of_schools(&dataset, &request(&dataset, Language::Dutch));
    assert_eq!(pages.len(), dataset.schools().len());
    let paper = Paper { landscape: true, size: Size::A3, ..PAPER };
    let files = [
        pdf::map(&report, PAPER, None).unwrap(),
        pdf::report(&report, paper).unwrap(),
        pdf::atlas(&report, &pages[..2], PAPER).unwrap(),
    ];
    for bytes in &files {
        assert!(bytes.starts_with(b"%PDF-1.7"));
        for wanted in [
            "/MarkInfo",
            "/Marked true",
            "/StructTreeRoot",
            "/Lang (nl)",
            "pdfuaid:part",
            "/DisplayDocTitle true",
            "/Outlines",
            "/S /Figure",
            "/Alt",
            "/S /H1",
        ] {
            let tight = wanted.replace(" /", "/").replace(" (", "(");
            assert!(holds(bytes, wanted) || holds(bytes, &tight), "{wanted} is missing");
        }
        for wanted in ["/S /Table", "/S /TH", "/S /TD", "/Scope /Column", "/Scope /Row"] {
            let tight = wanted.replace(" /", "/");
            assert!(holds(bytes, wanted) || holds(bytes, &tight), "{wanted} is missing");
        }
    }
    assert!(holds(&files[0], "/MediaBox[0 0 595"), "A4 upright");
    assert!(holds(&files[1], "/MediaBox[0 0 1190"), "A3 on its side");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let dataset = telltale();
    let (one, other) = (report_of(&dataset, Language::English), report_of(&dataset, Language::English));
    assert!(pdf::report(&one, PAPER).unwrap() == pdf::report(&other, PAPER).unwrap());
    assert_eq!(html(&one), html(&other));
}

#[test]
fn a_page_stands_on_its_own_and_its_tables_have_heads() {
    let report = report_of(&telltale(), Language::Dutch);
    let page = html(&report);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"));
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("<link"));
    // The tables and the drawing are well-formed.
    for part in page.split("<table>").skip(1) {
        let table = format!("<table>{}</table>", part.split("</table>").next().unwrap());
        let document = Document::parse(&table).unwrap();
        let rows = document.descendants().filter(|n| n.has_tag_name("tr")).count();
        let heads =
            |scope: &str| document.descendants().filter(|n| n.attribute("scope") == Some(scope)).count();
        assert_eq!(heads("row"), rows - 1);
        assert!(heads("col") >= 3);
        assert!(document.descendants().any(|n| n.has_tag_name("caption")));
    }
    let drawing = page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
    assert!(Document::parse(&format!("<svg{drawing}</svg>")).is_ok());
    assert!(page.contains("voorbeeld") && page.contains("gemodelleerd"));
}

#[test]
fn a_geopackage_has_shapes_numbers_and_why_there_is_none() {
    let dataset = telltale();
    let folder = Folder::new();
    let path = folder.path("areas.gpkg");
    areas_geopackage::write(&dataset, &report_of(&dataset, Language::Dutch), &path).unwrap();
    let file = rusqlite::Connection::open(&path).unwrap();
    let row = |code: &str| -> (Option<f64>, Option<String>, Vec<u8>) {
        let sql = "SELECT laag, laag_status, geom FROM areas WHERE code = ?1";
        file.query_row(sql, [code], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap()
    };
    let (value, status, blob) = row("BU00140000");
    assert_eq!((value, status), (Some(25.0), None));
    let (srs, shape) = wijkspiegel::gpkg_geometry::read_blob(&blob).unwrap();
    assert!(srs == 28992 && matches!(shape, Some(geo::Geometry::MultiPolygon(_))));
    let (value, status, _) = row("BU00140003");
    assert_eq!((value, status.as_deref()), (None, Some("hidden")));
    let (value, status, _) = row("BU00140005");
    assert_eq!((value, status.as_deref()), (None, Some("unknown")));
    let layers: i64 = file.query_row("SELECT count(*) FROM gpkg_geometry_columns", [], |r| r.get(0)).unwrap();
    assert_eq!(layers, 2);
    assert!(wijkspiegel::load::layers_in(&path).unwrap().len() >= 2, "our own reader opens it");
}

#[test]
fn the_command_line_writes_every_kind_of_file_and_refuses_others() {
    let folder = Folder::new();
    for name in ["a.xlsx", "a.html", "a.csv", "a.geojson", "a.gpkg"] {
        let path = folder.at(name);
        let ran = run(["--lang", "nl", "report", "--example", "--draws", "10", "--out", &path]).ended(0);
        assert!(ran.out.contains(name), "{}", ran.out);
        assert!(std::fs::metadata(&path).unwrap().len() > 1000, "{name}");
    }
    let path = folder.at("m.pdf");
    run(["--lang", "nl", "map", "--example", "--size", "a3", "--landscape", "--out", &path]).ended(0);
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    run(["--lang", "nl", "report", "--example", "--out", &folder.at("a.docx")]).ended(2);
    run(["--lang", "nl", "report", "--example", "--what", "poem", "--out", &folder.at("a.pdf")]).ended(2);
    let told = std::fs::read_to_string(folder.at("a.geojson")).unwrap();
    assert!(
        told.contains("\"features\"")
            && !told.contains("/root/")
            && !told.contains(folder.root().to_str().unwrap())
    );
}
