//! Home and choice in the window, by accessible labels.

use crate::support::window::{Window, program_mut, sized};

use std::time::Duration;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::home::Tab;
use wijkspiegel::data::Level;
use wijkspiegel::figures::mirror::Reference;
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    sized(1440.0, 1500.0)
}

/// Steps until something with this in its label is there: a worker has to finish first.
fn wait_for(harness: &mut Window, label: &str) {
    for _ in 0..600 {
        harness.step();
        if harness.query_all_by_label_contains(label).next().is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("no label contains {label:?}");
}

fn opened(tab: Tab) -> Window {
    let mut shown = window();
    let home = &mut program_mut(&mut shown).state.view.home;
    (home.open, home.tab) = (true, tab);
    shown.run_steps(3);
    shown
}

#[test]
fn the_window_opens_by_key_and_closes_with_escape() {
    let mut shown = window();
    assert!(shown.query_by_label("Wonen en kiezen sluiten").is_none());
    shown.key_press(Key::F3);
    shown.run_steps(3);
    shown.get_by_label("Wonen en kiezen sluiten");
    for tab in ["Wonen en keuze", "Keuzemodel", "Scholen dichtbij", "Spiegel", "Gemeenten"] {
        shown.get_by_label(tab);
    }
    shown.key_press(Key::Escape);
    shown.run_steps(3);
    assert!(shown.query_by_label("Wonen en kiezen sluiten").is_none());
}

#[test]
fn every_rule_is_named_with_its_figures_and_can_be_chosen() {
    let mut shown = opened(Tab::Split);
    wait_for(&mut shown, "hemelsbreed, plaatsen onbeperkt:");
    shown.get_by_label_contains("hemelsbreed maal 1,3");
    shown.get_by_label_contains("zodra er een stratenbestand");
    let places = "Dichtstbijzijnde school met plaats";
    shown.get_by_label_contains(places).click();
    shown.run_steps(3);
    assert_eq!(program_mut(&mut shown).state.view.home.rule, 1);
    shown.get_by_label("PER MAAT");
    shown.get_by_label("PER WIJK");
}

#[test]
fn a_wijk_of_the_table_is_shown_on_the_map() {
    let mut shown = opened(Tab::Split);
    program_mut(&mut shown).state.view.gate = Gate { threshold: 0 };
    program_mut(&mut shown).state.view.choice.level = Level::Buurt;
    wait_for(&mut shown, ": nu ");
    let row = shown.get_all_by_label_contains(": nu ").next().expect("there are wijken");
    row.click();
    shown.run_steps(3);
    let view = &program_mut(&mut shown).state.view;
    assert_eq!(view.choice.level, Level::Wijk);
    assert!(matches!(view.selection.primary(), Some(Hit::Area(_))), "{:?}", view.selection);
}

#[test]
fn the_model_reads_distance_in_a_plain_sentence_and_says_what_it_rests_on() {
    let mut shown = opened(Tab::Model);
    wait_for(&mut shown, "Een school die een kilometer verder ligt, wordt");
    shown.get_by_label("model");
    shown.get_by_label_contains("Stromen ge");
    shown.get_by_label_contains("Geschat uit de keuzes van");
    shown.get_by_label_contains("Afstand, per kilometer · ");
}

#[test]
fn schools_nearby_are_counted_for_each_kind_and_group() {
    let mut shown = opened(Tab::Access);
    wait_for(&mut shown, "Alle scholen · ");
    shown.get_by_label_contains("Openbaar · ");
    wait_for(&mut shown, "Alle leerlingen · ");
    let all = |shown: &Window| {
        let node = shown.get_by_label_contains("Alle scholen · ");
        format!("{node:?}")
    };
    let before = all(&shown);
    shown.get_by_role_and_label(Role::ComboBox, "Van wie: Alle kinderen").click();
    shown.run_steps(3);
    program_mut(&mut shown).state.view.home.group = Some(0);
    shown.run_steps(3);
    assert_ne!(before, all(&shown), "the children of one group live elsewhere");
}

#[test]
fn schools_become_mirrors_on_the_map_with_a_colour_and_a_sign() {
    let mut shown = window();
    shown.get_by_label("Scholen: Achtergrond").click();
    shown.run_steps(3);
    shown.get_by_label("Spiegel van de wijk").click();
    shown.run_steps(3);
    wait_for(&mut shown, "spiegelt: tot 10 punt verschil");
    let scene = program_mut(&mut shown).state.scene();
    assert!(scene.discs().all(|d| d.slices.len() == 1), "no pies");
    assert!(scene.discs().any(|d| d.sign.is_some()));
    shown.get_by_label("SCHOLEN: SPIEGEL");
    // Another reference, and wider limits.
    let mirror = &mut program_mut(&mut shown).state.view;
    mirror.home.mirror.reference = Reference::NearestPupils(500.0);
    mirror.home.mirror.limits.leans = 15.0;
    mirror.choice.mirror = Some(mirror.home.mirror);
    wait_for(&mut shown, "spiegelt: tot 15 punt verschil");
    shown.get_by_label_contains("de 500 kinderen die het dichtst bij de school wonen");
    shown.get_by_label("20/80-regel (Amsterdam)").click();
    wait_for(&mut shown, "20 tot en met 80 %");
    shown.get_by_label("Scholen: Spiegel van de wijk").click();
    shown.run_steps(3);
    shown.get_by_label("Achtergrond").click();
    shown.run_steps(3);
    let scene = program_mut(&mut shown).state.scene();
    assert!(scene.discs().all(|d| d.sign.is_none()));
    assert!(scene.discs().any(|d| d.slices.len() > 1), "pies again");
}

#[test]
fn the_table_of_mirrors_is_linked_with_the_map() {
    let mut shown = opened(Tab::Mirror);
    wait_for(&mut shown, " tegen ");
    shown.get_by_label_contains("van de leerlingen zou van school moeten veranderen");
    let row = shown.get_all_by_label_contains(" tegen ").next().expect("there are schools");
    row.click();
    shown.run_steps(3);
    assert!(matches!(program_mut(&mut shown).state.view.selection.primary(), Some(Hit::School(_))));
}

#[test]
fn the_limits_are_set_by_keyboard_and_stand_in_the_legend() {
    let mut shown = opened(Tab::Mirror);
    wait_for(&mut shown, " tegen ");
    shown.get_by_label("Op de kaart").click();
    wait_for(&mut shown, "spiegelt: tot 10 punt verschil");
    program_mut(&mut shown).state.view.home.open = false;
    shown.run_steps(2);
    let field = shown.get_by_role_and_label(Role::SpinButton, "Verschilt vanaf");
    field.focus();
    shown.run_steps(2);
    shown.key_press(Key::ArrowUp);
    shown.run_steps(2);
    wait_for(&mut shown, "spiegelt: tot 11 punt verschil");
}

#[test]
fn the_window_speaks_english_too() {
    let mut shown = opened(Tab::Split);
    program_mut(&mut shown).state.view.language = Language::English;
    wait_for(&mut shown, "would have to change school (");
    for tab in ["Home and choice", "Choice model", "Schools nearby", "Mirror", "Towns"] {
        assert!(shown.query_all_by_label(tab).next().is_some(), "{tab}");
    }
}
