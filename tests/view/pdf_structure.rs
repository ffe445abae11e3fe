//! The structure of our PDF files, read back object by object: what PDF/UA asks and can be seen from it.

use std::sync::Arc;

use wijkspiegel::data::{Dataset, Year};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::friendship::Friendship;
use wijkspiegel::measure::inference::Draws;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::atlas;
use wijkspiegel::report::date::Day;
use wijkspiegel::report::document::{Report, Request};
use wijkspiegel::report::pdf::{self, Paper, Size};
use wijkspiegel::text::Language;
use wijkspiegel::view::{MapChoice, ShapeCache, Theme};

use crate::support::pdf::{Element, Pdf, faults};

fn request(dataset: &Dataset, language: Language) -> Request {
    Request {
        choice: MapChoice::first(dataset),
        comparison: Comparison::first(dataset),
        gate: Gate::default(),
        language,
        draws: Draws { count: 20, seed: 1 },
        scenario: None,
        day: Day { year: 2026, month: 11, day: 30 },
        command: "wijkspiegel report --example --out rapport.pdf".into(),
    }
}

fn report(language: Language) -> (Dataset, Report) {
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let shapes = ShapeCache::new(&dataset);
    let report = Report::new(&dataset, &request(&dataset, language), &Theme::LIGHT, &shapes, &()).unwrap();
    (dataset, report)
}

#[test]
fn every_kind_of_document_has_the_structure_that_pdf_ua_asks() {
    for (language, landscape) in [(Language::Dutch, false), (Language::English, true)] {
        let (dataset, report) = report(language);
        let paper = Paper { size: Size::A4, landscape, deterministic: true };
        let pages = atlas::of_areas(&dataset, &request(&dataset, language));
        let files = [
            ("map", pdf::map(&report, paper, None).unwrap()),
            ("report", pdf::report(&report, paper).unwrap()),
            ("atlas", pdf::atlas(&report, &pages[..2], paper).unwrap()),
        ];
        for (what, bytes) in files {
            let found = faults(&bytes, language.code(), &dataset.name_in(language));
            assert!(found.is_empty(), "{what} in {}: {found:#?}", language.code());
        }
    }
}

#[test]
fn the_check_of_the_structure_finds_what_is_lacking() {
    let (dataset, report) = report(Language::Dutch);
    let fine = pdf::map(&report, Paper { deterministic: true, ..Paper::default() }, None).unwrap();
    // Names of the same length, so that every object stays where it is.
    let spoilt = |from: &[u8], to: &[u8]| {
        let mut bytes = fine.clone();
        let at: Vec<usize> =
            (0..bytes.len() - from.len()).filter(|i| bytes[*i..].starts_with(from)).collect();
        assert!(!at.is_empty(), "{} is not in the file", String::from_utf8_lossy(from));
        at.into_iter().for_each(|i| bytes[i..i + to.len()].copy_from_slice(to));
        faults(&bytes, "nl", dataset.name())
    };
    assert!(spoilt(b"/Alt", b"/Alx").iter().any(|f| f.contains("alternative text")));
    assert!(spoilt(b"/Scope", b"/Scopx").iter().any(|f| f.contains("head of nothing")));
    assert!(spoilt(b"/Marked", b"/Markex").iter().any(|f| f.contains("not marked")));
    assert!(spoilt(b"/StructTreeRoot", b"/StructTreeRoox").iter().any(|f| f.contains("no structure")));
    assert!(spoilt(b"pdfuaid:part", b"pdfuaid:parx").iter().any(|f| f.contains("PDF/UA")));
    assert!(faults(&fine, "en", dataset.name()).iter().any(|f| f.contains("language")));
}

#[test]
fn a_table_in_a_pdf_has_a_row_for_every_row_of_the_report() {
    let (_, report) = report(Language::Dutch);
    let bytes = pdf::report(&report, Paper { deterministic: true, ..Paper::default() }).unwrap();
    let structure = Pdf::read(&bytes).structure();
    let all: Vec<&Element> = structure.iter().flat_map(Element::all).collect();
    let rows: Vec<usize> = all
        .iter()
        .filter(|e| e.tag == "Table")
        .map(|t| t.all().into_iter().filter(|e| e.tag == "TR").count())
        .collect();
    let wanted: Vec<usize> = report.tables().iter().map(|t| t.rows.len() + 1).collect();
    assert_eq!(rows, wanted);
    // The map, a composition of which the list is longer than a page or not, and every other chart.
    let figures = all.iter().filter(|e| e.tag == "Figure").count();
    let charts = report.charts.others.len();
    assert!(charts >= 3 && report.charts.composition.is_some(), "{charts}");
    assert!((charts + 2..=charts + 3).contains(&figures), "{figures} of {charts} charts");
    assert_eq!(all.iter().filter(|e| e.tag == "H1").count(), 1, "one title");
}

#[test]
fn every_chart_in_a_pdf_says_its_numbers_in_place_of_the_picture() {
    for (language, landscape) in [(Language::Dutch, false), (Language::English, true)] {
        let (_, report) = report(language);
        let paper = Paper { landscape, deterministic: true, ..Paper::default() };
        let bytes = pdf::report(&report, paper).unwrap();
        let pdf = Pdf::read(&bytes);
        let structure = pdf.structure();
        let figures = structure.iter().flat_map(Element::all).filter(|e| e.tag == "Figure");
        let alts: Vec<String> =
            figures.filter_map(|f| f.dict.get("Alt").and_then(|a| pdf.of(a).text())).collect();
        for chart in &report.charts.others {
            let alt = alts.iter().find(|a| a.contains(&chart.picture.words));
            assert!(alt.is_some_and(|a| a.starts_with(&chart.picture.title)), "{}", chart.picture.key);
            assert!(chart.picture.words.chars().any(|c| c.is_ascii_digit()), "{}", chart.picture.words);
        }
        let composition = report.charts.composition.as_ref().unwrap();
        assert!(alts.iter().any(|a| a.contains(&composition.words)), "{alts:?}");
    }
}

#[test]
fn a_table_too_wide_for_the_page_becomes_two_with_the_names_of_the_rows_in_each() {
    let (dataset, mut report) = report(Language::Dutch);
    let request = request(&dataset, Language::Dutch);
    let dataset = Arc::new(dataset);
    let codes = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let groups = [
        Friendship::new("Noord met Centrum", codes(&["EX33", "EX01", "EX10"]), 2.5),
        Friendship::new("Beijum", codes(&["EX20", "EX30"]), 4.0),
    ];
    report.add_friends(&dataset, &request, &groups, Year(2030)).unwrap();
    let columns = |size: Size, landscape: bool| -> Vec<(usize, usize)> {
        let paper = Paper { size, landscape, deterministic: true };
        let bytes = pdf::report(&report, paper).unwrap();
        let found = faults(&bytes, "nl", dataset.name());
        assert!(found.is_empty(), "{found:#?}");
        let structure = Pdf::read(&bytes).structure();
        let tables = structure.iter().flat_map(Element::all).filter(|e| e.tag == "Table");
        let rows = |t: &Element| t.children.iter().filter(|e| e.tag == "TR").count();
        tables.map(|t| (t.children.first().map_or(0, |row| row.children.len()), rows(t))).collect()
    };
    let wide = columns(Size::A3, true);
    assert_eq!(wide.len(), report.tables().len(), "there all of it fits");
    let upright = columns(Size::A4, false);
    assert_eq!(upright.len(), wide.len() + 1);
    let at = report.tables().iter().position(|t| t.title == report.friends[0].title).unwrap();
    let [(first, rows), (second, same)] = [upright[at], upright[at + 1]];
    assert_eq!((rows, same), (4, 4), "a head, two groups and the town in each part");
    assert_eq!(first + second, report.friends[0].columns.len() + 1, "only the names stand twice");
    assert!(first >= 3 && second >= 3, "{first} and {second}");
}
