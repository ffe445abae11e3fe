//! The figures in the window, found as a reader of the screen finds them.

use crate::support::window::{Window, sized};

use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    sized(1440.0, 1400.0)
}

/// Draws until a label that contains `text` is there: workers need a moment.
fn wait_for(harness: &mut Window, text: &str) {
    let began = Instant::now();
    while harness.query_all_by_label_contains(text).next().is_none() {
        assert!(began.elapsed() < Duration::from_secs(60), "“{text}” does not come");
        std::thread::sleep(Duration::from_millis(10));
        harness.step();
    }
}

#[test]
fn interval_chance_and_the_published_figure_stand_under_the_headline() {
    let mut harness = window();
    wait_for(&mut harness, "95%-interval 58–62");
    wait_for(&mut harness, "door toeval alleen 6");
    wait_for(&mut harness, "Inspectie 2016, Groningen: 60 (40 wonen + 20 keuze)");
}

#[test]
fn another_measure_stands_beside_the_headline() {
    let mut harness = window();
    wait_for(&mut harness, "Maat naast D: Andere maat…");
    harness.get_by_label("Maat naast D: Andere maat…").click();
    wait_for(&mut harness, "Gini-index");
    harness.get_by_label("Gini-index").click();
    wait_for(&mut harness, "Maat naast D: Gini-index");
    wait_for(&mut harness, "0,73");
}

#[test]
fn a_row_of_the_ranking_selects_its_school() {
    let mut harness = window();
    wait_for(&mut harness, "1. Helpman 1: ");
    // What comes in above would move the row from under the click.
    wait_for(&mut harness, "95%-interval");
    harness.run_steps(3);
    harness.get_by_label_contains("1. Helpman 1: ").click();
    harness.step();
    harness.step();
    let state = harness.state().as_ref().expect("the program runs");
    let Some(Hit::School(id)) = state.state.view.selection.primary() else { panic!("a school is selected") };
    assert_eq!(state.state.dataset().school(id).map(|s| s.name.as_str()), Some("Helpman 1"));
}

#[test]
fn the_window_of_measures_opens_by_key_and_has_four_parts() {
    let mut harness = window();
    harness.step();
    harness.key_press_modifiers(Modifiers::NONE, Key::F2);
    harness.step();
    wait_for(&mut harness, "Alle maten zeggen hetzelfde");
    harness.get_by_label("Binnen en tussen").click();
    wait_for(&mut harness, "van de segregatie zit tussen wijken");
    harness.get_by_label("Acht gemeenten").click();
    wait_for(&mut harness, "Den Haag: 61 wonen + 12 schoolkeuze = 73");
    harness.get_by_label("Om te citeren").click();
    wait_for(&mut harness, "Dit betekent niet dat 60");
    harness.get_by_label("Kopiëren").click();
    wait_for(&mut harness, "Tekst gekopieerd");
}

#[test]
fn nothing_is_drawn_again_once_the_workers_are_done() {
    let mut harness = window();
    wait_for(&mut harness, "door toeval alleen");
    wait_for(&mut harness, "1. Helpman 1: ");
    // Fails by itself when the window does not come to rest.
    harness.run();
}
