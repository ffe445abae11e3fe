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
    assert!(harness.query_by_label("Excel").is_none(), "one table is no workbook");
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
