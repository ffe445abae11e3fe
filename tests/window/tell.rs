//! Making and presenting a story in the window, by accessible labels and keys.

use crate::support::window::{Window, program, sized, state};

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::app::place::Place;
use wijkspiegel::data::Year;
use wijkspiegel::scenario::Scenario;
use wijkspiegel::scenario::edit::{Edit, EditId, EditKind, Status};
use wijkspiegel::text::Language;
use wijkspiegel::view::ColourBy;
use wijkspiegel::view::theme::ThemeKind;

/// The window at the place Tell.
fn telling() -> Window {
    let mut harness = sized(1440.0, 1000.0);
    harness.get_by_label("Vertellen").click();
    harness.run_steps(3);
    harness
}

fn titles(harness: &Window) -> Vec<String> {
    program(harness).state.story.story.steps.iter().map(|s| s.title.clone()).collect()
}

fn press(harness: &mut Window, key: Key) {
    harness.key_press(key);
    // A quarter of a second for the camera, and a frame to rest.
    harness.run_steps(20);
}

fn click(harness: &mut Window, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run_steps(4);
}

#[test]
fn the_example_has_a_story_and_a_step_shows_its_map() {
    let mut harness = telling();
    assert_eq!(titles(&harness).len(), 5);
    assert!(program(&harness).state.view.choice.visible.schools);
    click(&mut harness, "Stap 1: Waar kinderen wonen");
    assert!(!program(&harness).state.view.choice.visible.schools, "the first step is about homes");
    click(&mut harness, "Stap 2: Waar zij naar school gaan");
    assert!(program(&harness).state.view.choice.visible.schools);
    harness.get_by_label("60\u{a0}%");
    harness.get_by_label("Cijfer: Aandeel dat zou moeten veranderen");
    let sentence = harness.get_by_role_and_label(Role::TextInput, "Zin");
    assert!(sentence.value().is_some_and(|v| v.contains("hoogopgeleide ouders")));
}

#[test]
fn a_step_is_added_from_what_the_map_shows_and_updated_later() {
    let mut harness = telling();
    click(&mut harness, "Stap 5: Dicht bij elkaar, toch verschillend");
    state(&mut harness).view.choice.colour_by = ColourBy::Pupils;
    state(&mut harness).view.selection = None.into();
    click(&mut harness, "Stap toevoegen");
    assert_eq!(titles(&harness).get(5).map(String::as_str), Some("Nieuwe stap"));
    harness.get_by_label("Stap 6: Nieuwe stap");
    let kept = |h: &Window| {
        let program = program(h);
        program.state.story.story.steps[5].view.find(program.state.dataset()).choice.colour_by
    };
    assert_eq!(kept(&harness), ColourBy::Pupils);
    state(&mut harness).view.choice.colour_by = ColourBy::GroupShare(1);
    // While the map flies nobody is told that it is elsewhere.
    std::thread::sleep(std::time::Duration::from_millis(300));
    harness.run_steps(3);
    harness.get_by_label("De kaart toont iets anders dan stap 6.");
    click(&mut harness, "Stap bijwerken");
    assert_eq!(kept(&harness), ColourBy::GroupShare(1));
    assert!(harness.query_by_label("De kaart toont iets anders dan stap 6.").is_none());
}

#[test]
fn steps_are_reordered_copied_and_removed_by_button_and_by_key() {
    let mut harness = telling();
    let first = titles(&harness);
    click(&mut harness, "Stap 2: Waar zij naar school gaan");
    click(&mut harness, "Stap omhoog");
    assert_eq!(titles(&harness)[..2], [first[1].clone(), first[0].clone()]);
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    harness.run_steps(3);
    assert_eq!(titles(&harness), first);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    harness.run_steps(3);
    assert_eq!(titles(&harness).len(), 6);
    assert_eq!(titles(&harness)[1], titles(&harness)[2]);
    press(&mut harness, Key::Delete);
    assert_eq!(titles(&harness), first);
    click(&mut harness, "Stap verwijderen");
    click(&mut harness, "Stap verwijderen");
    assert_eq!(titles(&harness).len(), 3);
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
    }
    assert_eq!(titles(&harness), first, "what was removed comes back");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run_steps(3);
    assert_eq!(titles(&harness).len(), 4);
    click(&mut harness, "Opnieuw");
    assert_eq!(titles(&harness).len(), 3);
}

#[test]
fn every_step_can_be_removed_and_the_place_says_how_to_begin() {
    let mut harness = telling();
    for _ in 0..7 {
        press(&mut harness, Key::Delete);
    }
    assert!(titles(&harness).is_empty());
    harness.get_by_label_contains("Een verhaal is een rij kaarten");
    harness.key_press(Key::F5);
    harness.run_steps(3);
    assert_eq!(program(&harness).presented_step(), None);
    harness.get_by_label("Er zijn nog geen stappen om te presenteren.");
    press(&mut harness, Key::Insert);
    assert_eq!(titles(&harness), ["Beijum 1"], "named after what is selected");
}

#[test]
fn a_text_is_written_kept_and_undone_in_one_go() {
    let mut harness = telling();
    click(&mut harness, "Stap 3: Wat dat voor leerlingen betekent");
    harness.get_by_role_and_label(Role::TextInput, "Zin").focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Zin").type_text("Kort: ");
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Zin").type_text("ja. ");
    harness.run_steps(2);
    let sentence = |h: &Window| program(h).state.story.story.steps[2].sentence.clone();
    assert!(sentence(&harness).is_some_and(|s| s.contains("Kort: ") && s.contains("ja. ")));
    harness.get_by_label("Eigen zin. De cijfers veranderen hem niet meer mee.");
    click(&mut harness, "Ongedaan maken");
    assert_eq!(sentence(&harness), None);
    harness.get_by_label("Uit de cijfers gemaakt. Typ om te wijzigen.");
    let kept = &program(&harness).state.opened.project.settings["story"];
    assert!(kept.contains("Wat dat voor leerlingen betekent"), "it is in the project by itself");
}

#[test]
fn another_figure_brings_another_number_and_sentence() {
    let mut harness = telling();
    click(&mut harness, "Stap 2: Waar zij naar school gaan");
    harness.get_by_label("Cijfer: Aandeel dat zou moeten veranderen").click();
    harness.run_steps(3);
    harness.get_by_label("Aandeel dat wisselt, scholen even groot").click();
    harness.run_steps(3);
    harness.get_by_label("27\u{a0}%");
    let sentence = harness.get_by_role_and_label(Role::TextInput, "Zin");
    assert!(sentence.value().is_some_and(|v| v.contains("even groot blijft")));
}

#[test]
fn a_presentation_goes_on_back_and_ends_where_it_began() {
    let mut harness = telling();
    click(&mut harness, "Stap 1: Waar kinderen wonen");
    state(&mut harness).view.choice.colour_by = ColourBy::Pupils;
    press(&mut harness, Key::F5);
    assert_eq!(program(&harness).presented_step(), Some(0));
    harness.get_by_label("Presentatie, stap 1 van 5");
    assert!(harness.query_by_label("Vertellen").is_none(), "no panels in a hall");
    assert!(harness.query_all_by_role(Role::TextInput).next().is_none(), "nothing to edit");
    for (key, step) in [
        (Key::ArrowRight, 1),
        (Key::Space, 2),
        (Key::PageDown, 3),
        (Key::Enter, 4),
        (Key::ArrowRight, 4),
        (Key::PageUp, 3),
        (Key::ArrowLeft, 2),
        (Key::Backspace, 1),
        (Key::End, 4),
        (Key::Home, 0),
        (Key::ArrowLeft, 0),
    ] {
        press(&mut harness, key);
        assert_eq!(program(&harness).presented_step(), Some(step), "after {key:?}");
    }
    press(&mut harness, Key::Num4);
    harness.get_by_label("Naar stap 4");
    press(&mut harness, Key::Enter);
    assert_eq!(program(&harness).presented_step(), Some(3));
    harness.get_by_label("Cijfer: 40 van 60");
    harness.get_by_label_contains("De andere 20 komen door schoolkeuze");
    press(&mut harness, Key::Escape);
    assert_eq!(program(&harness).presented_step(), None);
    assert_eq!(program(&harness).state.view.place, Place::Tell);
    assert_eq!(program(&harness).state.story.chosen, Some(3));
    assert_eq!(program(&harness).state.view.choice.colour_by, ColourBy::Pupils, "the work is as it was");
}

#[test]
fn sources_and_the_mark_of_the_model_are_in_every_step() {
    let mut harness = telling();
    press(&mut harness, Key::F5);
    for _ in 0..5 {
        harness.get_by_label("gemodelleerd");
        harness.get_by_label("voorbeeld");
        harness.get_by_label_contains("Bron: Voorbeeldstad");
        harness.get_by_label_contains("Legenda: Opleiding van de ouders: laag");
        press(&mut harness, Key::ArrowRight);
    }
}

#[test]
fn the_pager_serves_whoever_has_only_a_mouse() {
    let mut harness = telling();
    click(&mut harness, "Presenteren");
    assert_eq!(program(&harness).presented_step(), Some(0));
    click(&mut harness, "Volgende stap");
    assert_eq!(program(&harness).presented_step(), Some(1));
    click(&mut harness, "Vorige stap");
    assert_eq!(program(&harness).presented_step(), Some(0));
    click(&mut harness, "Presentatie verlaten");
    assert_eq!(program(&harness).presented_step(), None);
}

#[test]
fn black_is_black_until_the_next_key() {
    let mut harness = telling();
    press(&mut harness, Key::F5);
    press(&mut harness, Key::B);
    harness.get_by_label("Scherm zwart, druk op B voor de kaart");
    assert!(harness.query_by_label("gemodelleerd").is_none());
    press(&mut harness, Key::B);
    harness.get_by_label("gemodelleerd");
    press(&mut harness, Key::Period);
    press(&mut harness, Key::ArrowRight);
    harness.get_by_label("Presentatie, stap 2 van 5");
    harness.get_by_label("gemodelleerd");
}

#[test]
fn the_speaker_sees_the_note_and_what_comes_next() {
    let mut harness = telling();
    press(&mut harness, Key::F5);
    assert!(harness.query_by_label_contains("Begin rustig").is_none());
    press(&mut harness, Key::N);
    harness.get_by_label_contains("Begin rustig");
    harness.get_by_label("Waar zij naar school gaan");
    press(&mut harness, Key::End);
    harness.get_by_label("Dit is de laatste stap.");
    press(&mut harness, Key::N);
    assert!(harness.query_by_label("Dit is de laatste stap.").is_none());
}

#[test]
fn pointing_and_magnifying_come_to_rest_and_change_nothing() {
    let mut harness = telling();
    press(&mut harness, Key::F5);
    let before = format!("{:?}", program(&harness).state.view);
    press(&mut harness, Key::L);
    harness.hover_at(pos2(900.0, 300.0));
    harness.run_steps(2);
    harness.event(Event::PointerButton {
        pos: pos2(900.0, 300.0),
        button: PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    harness.key_down(Key::Z);
    harness.run_steps(20);
    harness.key_up(Key::Z);
    harness.event(Event::PointerButton {
        pos: pos2(900.0, 300.0),
        button: PointerButton::Primary,
        pressed: false,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(20);
    assert!(harness.run() < 10, "a presentation at rest is not drawn again");
    assert_eq!(format!("{:?}", program(&harness).state.view), before);
}

#[test]
fn nothing_is_drawn_again_when_nothing_changes_in_the_story() {
    let mut harness = telling();
    assert!(harness.run() < 10);
    press(&mut harness, Key::F5);
    assert!(harness.run() < 10);
}

#[test]
fn the_story_speaks_the_language_of_the_window_until_somebody_changes_it() {
    let mut harness = telling();
    state(&mut harness).view.language = Language::English;
    harness.run_steps(2);
    harness.get_by_label("Step 1: Where children live");
    press(&mut harness, Key::F5);
    harness.get_by_label("Presentation, step 1 of 5");
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Delete);
    state(&mut harness).view.language = Language::Dutch;
    harness.run_steps(2);
    harness.get_by_label("Stap 1: Where they go to school");
}

#[test]
fn every_control_of_telling_and_presenting_has_a_name() {
    for theme in [ThemeKind::Light, ThemeKind::HighContrast] {
        for (width, height) in [(1024.0, 768.0), (1280.0, 800.0), (1920.0, 1080.0)] {
            let mut harness = sized(width, height);
            state(&mut harness).view.theme = theme;
            harness.get_by_label("Vertellen").click();
            harness.run_steps(4);
            assert_named(&harness);
            press(&mut harness, Key::F5);
            press(&mut harness, Key::N);
            assert_named(&harness);
        }
    }
}

fn assert_named(harness: &Window) {
    let mut seen = 0;
    for role in [Role::Button, Role::ComboBox, Role::TextInput, Role::CheckBox, Role::Link] {
        for node in harness.query_all_by_role(role) {
            let label = node.accesskit_node().label().unwrap_or_default();
            let private_use = label.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
            assert!(!label.trim().is_empty() && !private_use, "a {role:?} is called “{label}”");
            seen += 1;
        }
    }
    assert!(seen >= 3, "the search itself must find controls");
}

#[test]
fn a_step_of_a_proposal_shows_its_town_and_the_other_steps_the_present() {
    let mut harness = telling();
    let mut plan = Scenario::new("Beijum 1 dicht");
    plan.edits.push(Edit {
        id: EditId(1),
        year: Year(2027),
        what: EditKind::Close { school: "EX33".into() },
        cost: None,
        status: Status::default(),
        note: String::new(),
        other: toml::Table::new(),
    });
    state(&mut harness).plans.history.set(vec![Arc::new(plan)]);
    state(&mut harness).plans.year = Year(2028);
    click(&mut harness, "Stap 2: Waar zij naar school gaan");
    harness.get_by_label("Scenario: Huidige situatie").click();
    harness.run_steps(3);
    harness.get_by_label("Beijum 1 dicht").click();
    harness.run_steps(4);
    harness.get_by_label_contains("Schooljaar van het scenario: 2028-2029");
    let is_there = |h: &Window| program(h).state.dataset().school_by_code("EX33").is_some();
    let changed = |h: &Window| !Arc::ptr_eq(program(h).state.dataset(), program(h).state.present());
    assert!(changed(&harness));
    press(&mut harness, Key::F5);
    harness.get_by_label_contains("Scenario: Beijum 1 dicht, 2028-2029");
    press(&mut harness, Key::ArrowRight);
    assert!(!changed(&harness) && is_there(&harness), "the next step is of today");
    assert!(harness.query_by_label_contains("Scenario: Beijum 1 dicht").is_none());
    press(&mut harness, Key::ArrowLeft);
    assert!(changed(&harness));
    press(&mut harness, Key::Escape);
    state(&mut harness).plans.history.set(Vec::new());
    harness.run_steps(3);
    harness.get_by_label_contains("Stap 2: Waar zij naar school gaan. Niet alles gevonden");
    assert!(!changed(&harness));
}
