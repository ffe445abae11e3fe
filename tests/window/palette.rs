//! The palette and the field that searches, by keyboard and by what a reader of the screen is told.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::support::tree::told;
use crate::support::window::{Window, program, sized, state};
use wijkspiegel::app::command::Command;
use wijkspiegel::app::place::Place;
use wijkspiegel::app::state::Dialog;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::theme::ThemeKind;

fn window() -> Window {
    let mut window = sized(1440.0, 900.0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(3);
    window
}

fn type_in(window: &mut Window, text: &str) {
    window.get_by_label("Zoeken en opdrachten").type_text(text);
    window.run_steps(3);
}

/// Types and takes the first answer.
fn run(text: &str) -> Window {
    let mut window = window();
    type_in(&mut window, text);
    window.key_press(Key::Enter);
    window.run_steps(4);
    window
}

/// What the palette lists: everything that the window beneath it does not have.
fn rows(window: &Window) -> Vec<String> {
    let is_row = |label: &String| KINDS.iter().any(|kind| label.ends_with(kind));
    told(window).into_iter().filter(|n| n.is_control).map(|n| n.label).filter(is_row).collect()
}

/// What stands behind the name of a row.
const KINDS: [&str; 3] = [", opdracht", ", school", ", gebied"];

#[test]
fn every_command_is_in_the_palette_under_its_name_in_both_languages() {
    for language in Language::ALL {
        let mut window = sized(1440.0, 900.0);
        state(&mut window).view.language = language;
        let entries = wijkspiegel::app::window::palette::entries::all(&program(&window).state);
        let mut names = std::collections::BTreeSet::new();
        for command in Command::listed() {
            let wanted = format!("{command:?}");
            let found = entries.iter().find(|e| e.commands.iter().any(|c| format!("{c:?}") == wanted));
            let entry = found.unwrap_or_else(|| panic!("{wanted} is not in the palette"));
            assert!(!entry.text.trim().is_empty());
            assert!(names.insert(entry.text.clone()), "two commands are called {}", entry.text);
        }
    }
}

#[test]
fn a_command_is_found_with_letters_left_out_and_run_with_enter() {
    let window = run("hoofd contrast");
    assert_eq!(program(&window).state.view.theme, ThemeKind::Light, "no answer does nothing");
    let window = run("hoog contr");
    assert_eq!(program(&window).state.view.theme, ThemeKind::HighContrast);
    assert!(program(&window).state.dialog.is_none());
}

#[test]
fn what_a_person_calls_a_command_finds_it() {
    for word in ["afdrukken", "printen", "pdf"] {
        let window = run(word);
        assert!(matches!(program(&window).state.dialog, Some(Dialog::Export(_))), "{word}");
    }
    let mut window = window();
    type_in(&mut window, "help");
    assert!(rows(&window).iter().any(|row| row.starts_with("Sneltoetsen")), "{:?}", rows(&window));
}

#[test]
fn a_place_a_school_by_code_a_measure_and_a_step_are_found() {
    assert_eq!(program(&run("naar vergelijken")).state.view.place, Place::Compare);
    let window = run("EX33");
    let dataset = program(&window).state.dataset().clone();
    let school = dataset.school_by_code("EX33").map(Hit::School);
    assert_eq!(program(&window).state.view.selection.primary(), school);
    let window = run("gini");
    assert_eq!(program(&window).state.view.measure, "gini");
    let window = run("stap 3");
    assert_eq!(program(&window).state.view.place, Place::Tell);
    assert_eq!(program(&window).state.story.chosen, Some(2));
}

#[test]
fn a_command_of_a_place_goes_there_first() {
    let window = run("nieuw voorstel");
    assert_eq!(program(&window).state.view.place, Place::Scenario);
    assert_eq!(program(&window).state.plans.history.proposals().len(), 1);
}

#[test]
fn arrows_choose_another_row_and_escape_closes() {
    let mut window = window();
    type_in(&mut window, "beijum");
    let first = rows(&window);
    assert!(first.len() > 2, "a wijk, its buurten and schools: {first:?}");
    window.key_press(Key::ArrowDown);
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(4);
    let chosen = program(&window).state.view.selection.primary().expect("something is selected");
    let dataset = program(&window).state.dataset().clone();
    let name = match chosen {
        Hit::School(id) => dataset.school(id).map(|s| s.name.clone()),
        Hit::Area(id) => dataset.area(id).map(|a| a.name.clone()),
    };
    assert!(first[1].starts_with(&name.unwrap_or_default()), "{first:?}");

    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(3);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(program(&window).state.dialog.is_none());
    assert_eq!(
        program(&window).state.view.selection.primary(),
        Some(chosen),
        "Escape closed only the palette"
    );
}

#[test]
fn nonsense_finds_nothing_and_says_so() {
    let mut window = window();
    type_in(&mut window, "qqqzzzxxx");
    window.get_by_label_contains("Niets gevonden");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Window(_))), "nothing to run");
}

#[test]
fn the_search_field_takes_the_arrows_and_escape_empties_it() {
    let mut window = sized(1440.0, 900.0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_steps(3);
    let field = "Zoek school, wijk, postcode, adres";
    window.get_by_label(field).type_text("beijum");
    window.run_steps(3);
    window.key_press(Key::ArrowDown);
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert!(program(&window).state.view.selection.primary().is_some());
    assert!(program(&window).state.view.search.is_empty());
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_steps(3);
    window.get_by_label(field).type_text("beij");
    window.run_steps(3);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(program(&window).state.view.search.is_empty());
}
