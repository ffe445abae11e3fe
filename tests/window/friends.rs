//! Friendship schools in the window: the pilot loaded, changed, measured and held beside the best.

use crate::support::window::{Window, program, sized};

use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::friendship::Friendship;
use wijkspiegel::friendship::group::TravelMode;
use wijkspiegel::friendship::hours::Timing;
use wijkspiegel::scenario::{file, write};
use wijkspiegel::view::SceneLayer;

/// The place of scenarios, reached by its shortcut.
fn window() -> Window {
    let mut harness = sized(1440.0, 1800.0);
    harness.key_press_modifiers(Modifiers::ALT, Key::Num2);
    harness.run_steps(3);
    harness
}

fn groups(harness: &Window) -> Vec<Friendship> {
    program(harness).state.plans.scenario().map(|s| s.friendships.clone()).unwrap_or_default()
}

/// Goes to a button as the tab key does, and presses it.
fn press(harness: &mut Window, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).focus();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.run_steps(8);
}

fn wait_for(harness: &mut Window, text: &str) -> String {
    let began = Instant::now();
    loop {
        if let Some(node) = harness.query_all_by_label_contains(text).next() {
            let node = node.accesskit_node();
            return node.label().or_else(|| node.value()).unwrap_or_default();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "“{text}” does not come");
        std::thread::sleep(Duration::from_millis(10));
        harness.step();
    }
}

/// The last number of a row of the table of figures.
fn difference(row: &str) -> f64 {
    let last = row.rsplit(' ').next().unwrap();
    last.replace('−', "-").replace(',', ".").parse().unwrap()
}

#[test]
fn the_pilot_is_loaded_changed_measured_and_held_beside_the_best_by_keyboard() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    assert_eq!(groups(&harness).len(), 2);
    assert_eq!(groups(&harness)[0].schools.len(), 4);
    let row = wait_for(&mut harness, "‘laag’ rond ‘hoog’: 20,56");
    let gained = difference(&row);
    assert!(gained > 0.0, "{row}");
    wait_for(&mut harness, "van wat de beste paren in de hele stad halen");
    harness.get_by_label_contains("Dit is gelegenheid om elkaar te ontmoeten");

    // Twice the hours: nearly twice the gain.
    let label =
        "Beijum: Beijum 1, Beijum 2, Beijum 4, Beijum 3; 2,5 uur per week, buiten de lessen, vanaf 2021";
    press(&mut harness, label);
    harness.get_by_role_and_label(Role::SpinButton, "Uren per week samen").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("7,5".to_owned()));
    harness.run_steps(2);
    // Enter takes the number in, and with nothing left to fill in the form too.
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(groups(&harness)[0].hours, 7.5);
    let row = wait_for(&mut harness, "‘laag’ rond ‘hoog’: 20,56");
    assert!(difference(&row) > gained, "{row}");

    // One step back is the pilot as it was.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(groups(&harness)[0].hours, 2.5);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert!(groups(&harness).is_empty());
}

#[test]
fn the_best_pairs_are_found_told_and_taken_over() {
    let mut harness = window();
    press(&mut harness, "Beste paren en groepen…");
    wait_for(&mut harness, "Bewezen: geen andere indeling");
    harness.get_by_label_contains("Winst van de beste paren naar afstand: 0,5 km");
    press(&mut harness, "Overnemen");
    let found = groups(&harness);
    assert!(found.len() > 10 && found.iter().all(|g| g.schools.len() == 2 && g.timing == Timing::OnTop));
    // The file of the proposal has them.
    let scenario = program(&harness).state.plans.scenario().expect("the present became a proposal").clone();
    let read = file::read("best.toml", &write::to_toml(&scenario)).expect("what is written can be read");
    assert_eq!(read.scenario.friendships, found);
    wait_for(&mut harness, "van wat de beste paren in de hele stad halen");
    // The map has a line for every pair, below the schools, and a row in its legend.
    let scene = harness.state_mut().as_mut().expect("made").state.scene();
    let layers: Vec<&SceneLayer> = scene.layers.iter().collect();
    let at = layers.iter().position(|l| matches!(l, SceneLayer::Links(_))).expect("links on the map");
    assert!(matches!(layers[at], SceneLayer::Links(links) if links.len() == found.len()));
    assert!(matches!(layers[at + 1], SceneLayer::Discs(_)));
    assert!(scene.legend.sections.iter().any(|s| s.title == "Vriendschapsscholen"));
}

#[test]
fn a_group_is_made_of_schools_from_the_list_and_an_impossible_one_is_refused_with_the_reason() {
    let mut harness = window();
    press(&mut harness, "Groep maken…");
    harness.get_by_label("Kies twee of meer scholen.");
    for school in ["Beijum 1", "Binnenstad 1"] {
        harness.get_by_role_and_label(Role::CheckBox, school).click();
        harness.run_steps(3);
    }
    harness.get_by_label_contains("Rond een kind van ‘hoog’ is met deze groepen");
    press(&mut harness, "Toevoegen");
    assert_eq!(groups(&harness)[0].name, "Beijum 1 – Binnenstad 1");
    // The same school in a second group at an unknown hour.
    press(&mut harness, "Groep maken…");
    for school in ["Beijum 1", "Beijum 2"] {
        harness.get_by_role_and_label(Role::CheckBox, school).click();
        harness.run_steps(3);
    }
    harness.get_by_label_contains("het uur van een van beide is niet bekend");
    press(&mut harness, "Annuleren");
    assert_eq!(groups(&harness).len(), 1);
}

#[test]
fn the_list_of_all_pairs_adds_one_and_the_tables_compare_the_sets() {
    let mut harness = window();
    press(&mut harness, "Alle paren…");
    // What a school with a hidden number would gain is not told, and does not show by its place.
    harness.get_by_role_and_label(Role::Button, "De Wijert 1 – Helpman 1: winst niet getoond, 1,1 km");
    press(&mut harness, "Oranjebuurt 1 – Selwerd 1: winst 73,6, 1,7 km");
    assert_eq!(groups(&harness)[0].name, "Oranjebuurt 1 – Selwerd 1");
    press(&mut harness, "Sluiten");
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(3);
    harness.get_by_label("Vriendschapsscholen").click();
    wait_for(&mut harness, "Contacturen per kind per jaar erbij");
    harness.get_by_label_contains("geen vriendschap");
}

#[test]
fn the_bound_on_size_is_asked_in_the_window_and_kept_by_what_is_found() {
    let mut harness = window();
    press(&mut harness, "Beste paren en groepen…");
    wait_for(&mut harness, "Bewezen: geen andere indeling");
    let more = "Meer voorwaarden: grootte, besturen, vaste paren";
    harness.get_by_role_and_label(Role::DisclosureTriangle, more).focus();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.run_steps(8);
    harness.get_by_role_and_label(Role::CheckBox, "Verschil in grootte").focus();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::SpinButton, "Verschil in grootte").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("1,5".to_owned()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(program(&harness).state.plans.history.wishes().size_ratio, Some(1.5));
    wait_for(&mut harness, "Bewezen: geen andere indeling");
    press(&mut harness, "Overnemen");
    let found = groups(&harness);
    assert!(!found.is_empty());
    let town = harness.state_mut().as_mut().expect("made").state.friends_town().expect("counts");
    let dataset = program(&harness).state.dataset().clone();
    let pupils = |code: &str| town.pupils(town.unit(dataset.school_by_code(code).unwrap()).unwrap());
    for pair in &found {
        let [a, b] = [pupils(pair.schools[0].code()), pupils(pair.schools[1].code())];
        assert!(a.max(b) <= 1.5 * a.min(b), "{}: {a} and {b}", pair.name);
    }
    // It is a step of its own, that is taken back after the groups.
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
    }
    assert!(groups(&harness).is_empty());
}

#[test]
fn how_children_travel_changes_the_minutes_that_are_shown_and_a_long_walk_is_told() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    press(
        &mut harness,
        "Paddepoel, Centrum: Paddepoel 1, Binnenstad 1; 2,5 uur per week, buiten de lessen, vanaf 2021",
    );
    wait_for(&mut harness, "3,6 km/u, aangenomen");
    let walked = wait_for(&mut harness, ", lopend: gemiddeld");
    wait_for(&mut harness, "Ver lopen vanaf");
    // By bicycle: another speed, another time, and no walk.
    harness.get_by_role_and_label(Role::ComboBox, "Reizen: lopend").focus();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.run_steps(3);
    harness.get_by_label("met de fiets").click();
    harness.run_steps(3);
    wait_for(&mut harness, "12 km/u, aangenomen");
    let cycled = wait_for(&mut harness, ", met de fiets: gemiddeld");
    assert_ne!(walked, cycled);
    assert!(harness.query_by_label_contains("Ver lopen vanaf").is_none());
    // Somebody who knows better says so.
    harness.get_by_role_and_label(Role::SpinButton, "Snelheid").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("10".to_owned()));
    harness.run_steps(2);
    // Enter takes the number in, and with nothing left to fill in the form too.
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    let group = groups(&harness)[1].clone();
    assert_eq!((group.travel, group.speed), (TravelMode::Bicycle, Some(10.0)));
}

#[test]
fn every_school_has_its_exposure_isolation_and_part_in_separation_in_a_table() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    press(&mut harness, "Alle scholen in een tabel…");
    let row = wait_for(&mut harness, "Beijum 1: Blootstelling");
    assert!(row.contains("Isolatie") && row.contains("Deel in η²"), "{row}");
    let rows = |harness: &Window| {
        let all = harness.get_all_by_role(Role::Row);
        all.filter(|n| n.accesskit_node().label().is_some_and(|l| l.contains(": Blootstelling"))).count()
    };
    assert_eq!(rows(&harness), 6, "the schools of the pilot");
    harness.get_by_role_and_label(Role::CheckBox, "ook scholen die niet meedoen").focus();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.run_steps(4);
    assert!(rows(&harness) > 40);
    press(&mut harness, "Sluiten");
}

#[test]
fn the_palette_loads_the_pilot_opens_a_group_and_asks_for_the_best_without_a_mouse() {
    let mut harness = sized(1440.0, 1800.0);
    let run = |harness: &mut Window, words: &str| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        harness.run_steps(4);
        harness.event(Event::Text(words.to_owned()));
        harness.run_steps(4);
        harness.key_press(Key::Enter);
        harness.run_steps(8);
    };
    run(&mut harness, "pilot van het akkoord");
    assert_eq!(groups(&harness).len(), 2);
    run(&mut harness, "vriendschapsscholen: paddepoel");
    harness.get_by_label_contains("Samen bij Paddepoel 1");
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    run(&mut harness, "beste paren en groepen");
    wait_for(&mut harness, "De groepen van dit voorstel halen");
}
