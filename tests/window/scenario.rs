//! Scenarios in the window, by accessible labels: propose, edit, undo, look at the years, compare.

use crate::support::window::{Window, program, program_mut, sized};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::place::Place;
use wijkspiegel::data::Year;
use wijkspiegel::scenario::{EditKind, Scenario};
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    let mut harness = sized(1440.0, 1400.0);
    harness.key_press_modifiers(Modifiers::ALT, Key::Num2);
    harness.run_steps(3);
    harness
}

fn scenario(harness: &Window) -> &Scenario {
    program(harness).state.plans.scenario().expect("a proposal is shown")
}

/// Adds the ready proposal of this name.
fn ready(harness: &mut Window, name: &str) {
    harness.get_by_label("Meer…").click();
    harness.run_steps(3);
    harness.get_by_label(name).click();
    harness.run_steps(3);
}

/// Selects a school by the search field.
fn select(harness: &mut Window, name: &str) {
    let dataset = program(harness).state.dataset().clone();
    let at = dataset.schools().iter().position(|s| s.name == name).expect("the school is there");
    harness.state_mut().as_mut().expect("made").state.view.selection =
        Hit::School(wijkspiegel::data::SchoolId(at)).into();
    harness.run_steps(2);
}

#[test]
fn the_first_edit_makes_a_proposal_of_the_present_and_undo_takes_it_back() {
    let mut harness = window();
    assert_eq!(program(&harness).state.view.place, Place::Scenario);
    assert!(program(&harness).state.plans.scenario().is_none());
    let open = program(&harness).state.dataset().schools().len();
    select(&mut harness, "Selwerd 1");
    harness.get_by_label_contains("Ingreep…").click();
    harness.run_steps(3);
    harness.get_by_label("Sluiten…").click();
    harness.run_steps(3);
    harness.get_by_label("Toevoegen").click();
    harness.run_steps(4);
    assert_eq!(scenario(&harness).edits.len(), 1);
    assert!(matches!(&scenario(&harness).edits[0].what, EditKind::Close { .. }));
    harness.get_by_label_contains("2026 Selwerd 1 sluit");
    let shown = program(&harness).state.dataset();
    assert_eq!(shown.schools().len(), open - 1, "the closed school is off the map");
    assert_eq!(program(&harness).state.present().schools().len(), open, "the present stays");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(scenario(&harness).edits.is_empty(), "the edit is taken back");
    assert_eq!(program(&harness).state.dataset().schools().len(), open);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run_steps(4);
    assert_eq!(scenario(&harness).edits.len(), 1);
}

#[test]
fn ready_proposals_are_shown_by_number_and_their_outcomes_stand_in_words() {
    let mut harness = window();
    ready(&mut harness, "Nieuwbouw in de noordelijke wijken");
    ready(&mut harness, "Kleine scholen samenvoegen");
    assert_eq!(scenario(&harness).name, "Kleine scholen samenvoegen");
    harness.key_press_modifiers(Modifiers::NONE, Key::Num1);
    harness.run_steps(4);
    assert_eq!(scenario(&harness).name, "Nieuwbouw in de noordelijke wijken");
    harness.get_by_label_contains("Ongelijk verdeeld (D): 60\u{a0}%");
    harness.get_by_label_contains("Investering tot nu toe: € 16,9 mln (+16,9)");
    harness.key_press_modifiers(Modifiers::NONE, Key::Num0);
    harness.run_steps(4);
    assert!(program(&harness).state.plans.scenario().is_none());
    harness.get_by_label_contains("Investering tot nu toe: € 0,0 mln");
}

#[test]
fn the_bar_of_the_years_moves_by_keyboard_and_the_map_with_it() {
    let mut harness = window();
    ready(&mut harness, "Nieuwbouw in de noordelijke wijken");
    let before = program(&harness).state.dataset().clone();
    harness.get_by_label_contains("Jaar 2026-2027").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowRight);
    harness.run_steps(4);
    assert_eq!(program(&harness).state.plans.year, Year(2027));
    harness.get_by_label_contains("Uitkomsten 2027-2028".to_uppercase().as_str());
    let after = program(&harness).state.dataset();
    assert_eq!(after.schools().len(), before.schools().len() + 1, "Beijum nieuw opens in 2027");
}

#[test]
fn a_field_of_an_edit_changes_the_proposal_and_the_years_of_the_plan_bound_it() {
    let mut harness = window();
    ready(&mut harness, "Behouden en renoveren");
    let first = scenario(&harness).edits[0].id;
    harness.get_by_label_contains("2023 Selwerd 1 wordt gerenoveerd").click();
    harness.run_steps(3);
    harness.get_by_label("Wijzigen");
    harness.get_by_label("Verwijderen").click();
    harness.run_steps(4);
    assert!(scenario(&harness).edit(first).is_none());
}

#[test]
fn comparing_shows_every_proposal_in_one_table_and_says_when_rules_differ() {
    let mut harness = window();
    ready(&mut harness, "Nieuwbouw in de noordelijke wijken");
    ready(&mut harness, "Behouden en renoveren");
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(4);
    harness.get_by_label("2 Behouden en renoveren");
    harness.get_by_label_contains("De voorstellen rusten op verschillende aannames");
    harness.get_by_label("Wie wint, wie betaalt").click();
    harness.run_steps(4);
    harness.get_by_label_contains("Min is dichterbij, of gemengder");
    harness.state_mut().as_mut().expect("made").state.plans.year = Year(2030);
    harness.get_by_label("Scholen").click();
    harness.run_steps(4);
    harness.get_by_label("Beijum nieuw");
}

#[test]
fn without_proposals_comparing_says_what_to_do() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(3);
    harness.get_by_label("Nog niets om te vergelijken");
    harness.get_by_label("Naar scenario’s").click();
    harness.run_steps(3);
    assert_eq!(program(&harness).state.view.place, Place::Scenario);
}

/// Lets the hand rest until the worker has drawn.
fn rest(harness: &mut Window, shown: &str) -> bool {
    for _ in 0..200 {
        std::thread::sleep(std::time::Duration::from_millis(50));
        harness.run_steps(1);
        if harness.query_all_by_label_contains(shown).next().is_some() {
            return true;
        }
    }
    false
}

#[test]
fn ranges_come_once_the_hand_rests_and_never_before() {
    let mut harness = window();
    ready(&mut harness, "Nieuwbouw in de noordelijke wijken");
    assert!(harness.query_all_by_label("bandbreedte …").count() >= 3, "their room is there from the start");
    assert!(rest(&mut harness, "bandbreedte 0,"), "no range came");
    harness.get_by_label_contains("300 trekkingen, startgetal 1");
    // Another year is another figure: the old range is gone at once.
    harness.get_by_label_contains("Jaar 2026-2027").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowRight);
    harness.run_steps(3);
    assert!(harness.query_all_by_label("bandbreedte …").count() >= 3);
    assert!(rest(&mut harness, "bandbreedte 0,"), "no range came for the next year");
    // Beside the proposals too.
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(4);
    assert!(rest(&mut harness, "bandbreedte 0,"), "no range came in comparing");
}

#[test]
fn the_rule_of_distance_and_of_closing_stand_beside_the_outcomes() {
    let mut harness = window();
    ready(&mut harness, "Kleine scholen samenvoegen");
    harness.get_by_label_contains("Afstand: hemelsbreed");
    harness.get_by_label_contains("Opheffing: ");
}

#[test]
fn a_comparison_is_exported_from_where_it_stands_as_a_document_with_three_maps() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vergelijking.pdf");
    let mut harness = window();
    ready(&mut harness, "Kleine scholen samenvoegen");
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(4);
    harness.get_by_label("Exporteren…").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Vergelijking: twee kaarten");
    let Some(wijkspiegel::app::state::Dialog::Export(form)) = &mut program_mut(&mut harness).state.dialog
    else {
        panic!("the export dialog is open")
    };
    assert!(form.path.ends_with("vergelijking.pdf"), "{}", form.path);
    assert_eq!(form.part, wijkspiegel::report::write::Part::Comparison, "what is looked at is what goes out");
    form.path = file.to_string_lossy().into_owned();
    harness.run_steps(2);
    harness.get_by_role_and_label(eframe::egui::accesskit::Role::Button, "Exporteren").click();
    for _ in 0..3000 {
        harness.run_steps(1);
        if !program(&harness).is_busy() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    harness.run_steps(2);
    harness.get_by_label_contains("Geschreven: ");
    let bytes = std::fs::read(&file).unwrap();
    let structure = crate::support::pdf::Pdf::read(&bytes).structure();
    let all = structure.iter().flat_map(crate::support::pdf::Element::all);
    assert_eq!(all.filter(|e| e.tag == "Figure").count(), 3);
}

#[test]
fn without_proposals_a_ready_one_is_at_hand_where_they_are_compared() {
    let mut harness = sized(1280.0, 800.0);
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(3);
    harness.get_by_label("Kleine scholen samenvoegen").click();
    harness.run_steps(4);
    assert_eq!(program(&harness).state.view.place, Place::Compare);
    assert_eq!(scenario(&harness).name, "Kleine scholen samenvoegen");
    harness.get_by_label("Exporteren…");
}

#[test]
fn the_compared_maps_move_by_key_and_button_and_are_whole_in_print_until_they_did() {
    let mut harness = window();
    ready(&mut harness, "Kleine scholen samenvoegen");
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(4);
    let chosen = |harness: &Window| program(harness).state.comparing.camera.chosen;
    assert!(chosen(&harness).is_none(), "nobody went anywhere yet");
    harness.key_press(Key::Plus);
    harness.run_steps(3);
    let near = chosen(&harness).expect("a key comes closer");
    harness.get_by_label("Kaart: 0 Huidige situatie").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowRight);
    harness.run_steps(3);
    let east = chosen(&harness).unwrap();
    assert!(east.centre.x() > near.centre.x(), "{east:?}");
    harness.get_by_label_contains("Uitzoomen").click();
    harness.run_steps(3);
    assert!(chosen(&harness).unwrap().metres_per_px > east.metres_per_px);
    harness.key_press_modifiers(Modifiers::ALT, Key::Num1);
    harness.run_steps(3);
    let of_map = program(&harness).state.view.camera;
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run_steps(3);
    harness.key_press(Key::Plus);
    harness.run_steps(3);
    assert_eq!(program(&harness).state.view.camera, of_map, "the map of exploring stays where it was");
}
