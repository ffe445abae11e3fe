//! The whole way from the example to three proposals side by side, by keys alone: no click, no command
//! from the program's inside.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::place::Place;
use wijkspiegel::app::state::Dialog;
use wijkspiegel::data::Year;
use wijkspiegel::scenario::{EditKind, Rule};

use crate::support::tree::told;
use crate::support::window::{Window, program, sized};

/// Types into what has the focus, as a keyboard does.
fn type_in(window: &mut Window, text: &str) {
    window.event(eframe::egui::Event::Text(text.into()));
    window.run_steps(3);
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

/// Finds something in the palette and does it.
fn palette(window: &mut Window, text: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(3);
    type_in(window, text);
    press(window, Key::Enter);
    window.run_steps(2);
}

/// Presses Tab until the focus is on a control whose name begins so.
fn tab_to(window: &mut Window, name: &str) {
    let on_it = |window: &Window| told(window).into_iter().any(|n| n.is_focused && n.label.starts_with(name));
    for _ in 0..200 {
        if on_it(window) {
            return;
        }
        window.key_press(Key::Tab);
        window.run_steps(1);
    }
    panic!("Tab does not come to {name}");
}

fn story(width: f32, height: f32) {
    let mut window = sized(width, height);
    // The first is ready to look at.
    palette(&mut window, "nieuwbouw in de noord");
    assert_eq!(program(&window).state.view.place, Place::Scenario);
    assert_eq!(program(&window).state.plans.history.proposals().len(), 1);
    // The second is the first with another rule.
    palette(&mut window, "dupliceren");
    assert_eq!(program(&window).state.plans.history.proposals().len(), 2);
    palette(&mut window, "aannames");
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Assumptions(_))));
    tab_to(&mut window, "Iedereen kiest opnieuw");
    press(&mut window, Key::Space);
    tab_to(&mut window, "Toepassen");
    press(&mut window, Key::Enter);
    let plan = program(&window).state.plans.scenario().expect("the second");
    assert_eq!(plan.assumptions.rule, Rule::ChoiceModel);
    // The third is one's own: a school is found, closes, and another one opens.
    palette(&mut window, "nieuw voorstel");
    palette(&mut window, "EX33");
    palette(&mut window, "sluiten");
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Edit(_))));
    // With the focus a number is being written already.
    tab_to(&mut window, "Vanaf schooljaar");
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    type_in(&mut window, "2028");
    // Enter ends the number, and the form with it.
    press(&mut window, Key::Enter);
    assert!(program(&window).state.dialog.is_none());
    palette(&mut window, "nieuwe school");
    // The map has the keyboard: where it is in the middle, the school comes.
    press(&mut window, Key::Enter);
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Edit(_))));
    tab_to(&mut window, "Toevoegen");
    press(&mut window, Key::Enter);
    let plan = program(&window).state.plans.scenario().expect("the third");
    assert_eq!(plan.edits.len(), 2);
    let close = plan.edits.iter().find(|e| matches!(&e.what, EditKind::Close { school } if school == "EX33"));
    assert_eq!(close.map(|e| e.year), Some(Year(2028)));
    assert!(plan.edits.iter().any(|e| matches!(e.what, EditKind::Open(_))));
    // And all three beside each other.
    palette(&mut window, "naar vergelijken");
    assert_eq!(program(&window).state.view.place, Place::Compare);
    let names: Vec<String> =
        program(&window).state.plans.history.proposals().iter().map(|s| s.name.clone()).collect();
    assert_eq!(names.len(), 3);
    for (at, name) in names.iter().enumerate() {
        window.get_by_label(&format!("{} {name}", at + 1));
    }
    tab_to(&mut window, "Links:");
    press(&mut window, Key::Enter);
    tab_to(&mut window, "2 ");
    press(&mut window, Key::Enter);
    assert_eq!(program(&window).state.comparing.sides[0], 2);
    tab_to(&mut window, "Wie wint, wie betaalt");
    press(&mut window, Key::Enter);
    window.get_by_label_contains("Min is dichterbij, of gemengder");
}

#[test]
fn three_proposals_are_made_and_compared_by_keyboard_alone() {
    story(1920.0, 1080.0);
}

#[test]
fn the_same_in_a_small_window() {
    story(1280.0, 800.0);
}
