//! Large text, small windows and low maps: nothing is cut off that has no other way.

use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::command::{Command, PlanCommand};
use wijkspiegel::app::place::Place;
use wijkspiegel::text::Language;

use crate::at_home::{push, ready_plan};
use crate::support::tree::told;
use crate::support::window::{Window, program, sized, state};

fn panels(window: &Window) -> (bool, bool) {
    let view = &program(window).state.view;
    (view.left_open, view.right_open)
}

#[test]
fn the_panel_that_was_opened_last_is_there_alone_where_two_would_leave_a_sliver_of_map() {
    // 1280 × 800 with text at 200 %.
    let mut window = sized(640.0, 400.0);
    assert_eq!(panels(&window), (false, true));
    for (key, open) in [(Key::F6, (true, false)), (Key::F7, (false, true)), (Key::F7, (false, false))] {
        window.key_press(key);
        window.run_steps(3);
        assert_eq!(panels(&window), open, "after {key:?}");
    }
    let mut wide = sized(1280.0, 800.0);
    wide.run_steps(2);
    assert_eq!(panels(&wide), (true, true));
}

#[test]
fn a_dialog_larger_than_the_window_scrolls_to_its_buttons() {
    let mut window = sized(640.0, 400.0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    window.run_steps(4);
    let bottom = |window: &Window| window.get_by_label("Annuleren").rect().max.y;
    assert!(bottom(&window) > 400.0, "it does not fit, at {}", bottom(&window));
    window.hover_at(pos2(320.0, 200.0));
    window.run_steps(2);
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -3000.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(20);
    assert!(bottom(&window) < 400.0, "it is in view, at {}", bottom(&window));
    window.get_by_label("Annuleren").click();
    window.run_steps(3);
    assert!(program(&window).state.dialog.is_none());
}

#[test]
fn maps_that_are_compared_have_their_keys_under_them() {
    let mut window = sized(1280.0, 800.0);
    ready_plan(&mut window);
    push(&mut window, Command::GoToPlace(Place::Compare));
    window
        .get_by_label_contains("Legenda: Opleiding van de ouders: laag, aandeel van de leerlingen per wijk");
    // The whole scale, whatever of it is on the map.
    window.get_by_label_contains("Legenda: hoogstens −500, ");
}

#[test]
fn numbers_to_be_dragged_are_in_the_notation_of_the_language() {
    let mut window = sized(1280.0, 1000.0);
    ready_plan(&mut window);
    // Written by hand to have something behind the comma.
    let edited = |window: &mut Window| {
        let ctx = window.ctx.clone();
        let plan = program(window).state.plans.scenario().expect("there is a proposal").clone();
        let mut assumptions = plan.assumptions.clone();
        (assumptions.detour, assumptions.closing.public_within_km) = (1.25, 7.5);
        let program = crate::support::window::program_mut(window);
        program.plan(&ctx, PlanCommand::SetAssumptions(Box::new(assumptions)));
        program.plan(&ctx, PlanCommand::AskAssumptions);
        window.run_steps(4);
    };
    edited(&mut window);
    let values = |window: &Window| -> Vec<String> { told(window).into_iter().map(|n| n.value).collect() };
    let has = |window: &Window, text: &str| values(window).iter().any(|v| v == text);
    for (language, texts) in
        [(Language::Dutch, ["7,5 km", "1,25 ×", "3"]), (Language::English, ["7.5 km", "1.25 ×", "3"])]
    {
        state(&mut window).view.language = language;
        window.run_steps(4);
        for text in texts {
            assert!(has(&window, text), "{language:?}: no {text} in {:?}", values(&window));
        }
    }
}
