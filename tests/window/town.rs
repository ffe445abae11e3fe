//! The window over small towns made here, by its accessible labels.

use crate::support::window::{Window, sized, state};

use crate::support::squares;

use std::sync::Arc;

use egui_kittest::kittest::Queryable;
use squares::*;
use wijkspiegel::app::state::{Opened, Origin};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{Dataset, SchoolId, Subject};
use wijkspiegel::notice::Notices;
use wijkspiegel::number::Count;
use wijkspiegel::project::Project;
use wijkspiegel::view::ColourBy;
use wijkspiegel::view::hit::Hit;

fn window(parts: Parts, selection: Option<Hit>) -> Window {
    let mut window = sized(1440.0, 1400.0);
    let project = Project::new(Arc::new(Dataset::new(parts)));
    let state = state(&mut window);
    state.replace(Opened::new(project, Origin::Unsaved, Notices::default()));
    state.view.selection = selection.into();
    window.run_steps(3);
    window
}

#[test]
fn a_small_published_total_is_withheld_like_any_other_count() {
    let mut parts = town(3);
    parts.counts = vec![table(Subject::School, None, &SCHOOL)];
    parts.schools[0].pupils = Count::Known(7.0);
    parts.schools[1].pupils = Count::Known(77.0);
    let small = window(parts.clone(), Some(Hit::School(SchoolId(0))));
    small.get_by_label_contains("Gepubliceerd totaal: ");
    assert!(small.query_by_label_contains("Gepubliceerd totaal: 7").is_none());
    let large = window(parts, Some(Hit::School(SchoolId(1))));
    large.get_by_label_contains("Gepubliceerd totaal: 77 leerlingen");
}

#[test]
fn the_panel_says_why_a_figure_is_not_split() {
    let mut parts = town(3);
    parts.counts = vec![table(Subject::Home, Some(2023), &HOME), table(Subject::School, Some(2024), &SCHOOL)];
    let shown = window(parts.clone(), None);
    shown.get_by_label_contains("niet van hetzelfde jaar");
    parts.counts[0].year = parts.counts[1].year;
    let shown = window(parts, None);
    assert!(shown.query_by_label_contains("Niet gesplitst").is_none());
    shown.get_by_label_contains("punten, schoolkeuze");
}

#[test]
fn another_scheme_is_chosen_for_figures_and_map_at_once() {
    let mut shown = window(two_schemes(), None);
    shown.state_mut().as_mut().unwrap().state.view.choice.colour_by = ColourBy::GroupShare(1);
    shown.get_by_label("Indeling: opleiding").click();
    shown.run_steps(3);
    shown.get_by_label("herkomst").click();
    shown.run_steps(3);
    shown.get_by_label("Indeling: herkomst");
    let view = &shown.state().as_ref().unwrap().state.view;
    assert_eq!((view.comparison.scheme, view.choice.scheme), (0, 0));
    assert_eq!(view.choice.colour_by, ColourBy::GroupShare(0));
}

#[test]
fn the_export_dialog_writes_the_file_and_says_where_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scholen.csv");
    let mut parts = town(3);
    parts.counts = vec![table(Subject::School, None, &SCHOOL)];
    let mut harness = window(parts, None);
    harness.get_by_label("Bestand").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Exporteren…").click();
    harness.run_steps(3);
    harness.get_by_label("Tabel van scholen").click();
    harness.run_steps(2);
    harness.get_by_label("CSV");
    harness.get_by_label("Excel");
    let wijkspiegel::app::state::Dialog::Export(form) =
        harness.state_mut().as_mut().unwrap().state.dialog.as_mut().unwrap()
    else {
        panic!("the export dialog is open")
    };
    assert!(form.path.ends_with(".csv"), "{}", form.path);
    form.path = file.to_string_lossy().into_owned();
    harness.run_steps(2);
    harness.get_by_role_and_label(eframe::egui::accesskit::Role::Button, "Exporteren").click();
    for _ in 0..600 {
        harness.run_steps(1);
        if !harness.state().as_ref().unwrap().is_busy() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    harness.run_steps(2);
    harness.get_by_label_contains("Geschreven: ");
    assert!(harness.state().as_ref().unwrap().state.dialog.is_none());
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("\u{feff}Code;Naam;"), "{text}");
}

/// Exports the table of schools as it is shown, or all of it, and gives what was written.
fn exported(as_shown: bool, kind: &str, set: impl FnOnce(&mut Window)) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("scholen.{}", kind.to_lowercase()));
    let mut parts = town(3);
    parts.counts = vec![table(Subject::School, None, &SCHOOL)];
    let mut harness = window(parts, None);
    set(&mut harness);
    harness.get_by_label("Bestand").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Exporteren…").click();
    harness.run_steps(3);
    harness.get_by_label("Tabel van scholen").click();
    harness.run_steps(2);
    if kind == "xlsx" {
        harness.get_by_label("Excel").click();
        harness.run_steps(2);
    }
    let choice =
        if as_shown { "Zoals in de tabel: gekozen kolommen, zoekfilter en volgorde" } else { "Alles" };
    harness.get_by_label(choice).click();
    harness.run_steps(2);
    let wijkspiegel::app::state::Dialog::Export(form) =
        harness.state_mut().as_mut().unwrap().state.dialog.as_mut().unwrap()
    else {
        panic!("the export dialog is open")
    };
    form.path = file.to_string_lossy().into_owned();
    harness.run_steps(2);
    harness.get_by_role_and_label(eframe::egui::accesskit::Role::Button, "Exporteren").click();
    for _ in 0..600 {
        harness.run_steps(1);
        if !harness.state().as_ref().unwrap().is_busy() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    harness.run_steps(2);
    harness.get_by_label_contains("Geschreven: ");
    std::fs::read(&file).unwrap()
}

#[test]
fn a_table_is_exported_with_the_columns_the_filter_and_the_order_that_it_has_in_the_window() {
    let arrange = |window: &mut Window| {
        let state = state(window);
        state.view.table_of_schools = true;
        let columns = ["share:opleiding-hoog", "-code", "-share:opleiding-laag", "-pupils"];
        state.window.preferences.columns = columns.map(str::to_owned).to_vec();
        state.view.table.filter = "500".into();
        window.key_press(eframe::egui::Key::F8);
        window.run_steps(3);
        window.get_by_label("opleiding hoog: op volgorde zetten").click();
        window.run_steps(3);
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let shown = text(exported(true, "csv", arrange));
    let lines: Vec<&str> = shown.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("Naam;Aandeel opleiding hoog;"), "{shown}");
    assert!(!shown.contains("Leerlingen") && !shown.contains("Code"), "{shown}");
    let names: Vec<&str> = lines[1..].iter().map(|l| l.split(';').next().unwrap()).collect();
    assert_eq!(names, ["School 1500", "School 2500", "School 500"], "by the share, the greatest first");
    assert!(lines[1].contains(";0,875;") && lines[1].contains(";geteld;"), "{shown}");
    let all = text(exported(false, "csv", arrange));
    assert!(all.starts_with("\u{feff}Code;Naam;Leerlingen;"), "{all}");
    assert!(all.contains("School 500") && all.lines().count() == 4);
}

#[test]
fn a_workbook_of_the_table_has_its_columns_and_numbers_and_says_on_what_it_rests() {
    use calamine::{Data, Reader, Xlsx};
    let bytes = exported(true, "xlsx", |window| {
        let state = state(window);
        state.view.table_of_schools = true;
        state.window.preferences.columns = vec!["-code".into()];
        state.view.table.filter = "1500".into();
    });
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Scholen", "Toelichting"]);
    let sheet = book.worksheet_range("Scholen").unwrap();
    let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
    assert!(rows[1][0].to_string().contains("Telling"), "{rows:?}");
    let head: Vec<String> = rows[2].iter().map(ToString::to_string).collect();
    assert_eq!(head[0], "Naam");
    assert!(!head.contains(&"Code".to_owned()), "{head:?}");
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    assert_eq!(rows.len(), 4, "the filter leaves one school");
    assert_eq!(rows[3][at("Leerlingen")], Data::Float(80.0));
    assert_eq!(rows[3][at("Aandeel opleiding hoog")], Data::Float(0.875));
}

#[test]
fn plans_that_come_ready_are_offered_in_the_example_and_not_in_another_town() {
    use eframe::egui::{Key, Modifiers};
    let other = window(town(3), None);
    for (mut shown, offered) in [(sized(1440.0, 1400.0), true), (other, false)] {
        shown.key_press_modifiers(Modifiers::ALT, Key::Num3);
        shown.run_steps(4);
        shown.get_by_label("Nog niets om te vergelijken");
        let ready = shown.query_by_label("Kleine scholen samenvoegen").is_some();
        assert_eq!(ready, offered, "its edits are about schools of the example");
    }
}
