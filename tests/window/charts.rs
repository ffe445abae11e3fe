//! The charts in the drawer under the map, by accessible labels.

use crate::support::window::{Window, program, sized, state};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::data::SchoolId;
use wijkspiegel::view::hit::Hit;

fn charts(tab: &str) -> Window {
    let mut window = sized(1440.0, 900.0);
    window.key_press_modifiers(Modifiers::NONE, Key::F8);
    window.run_steps(3);
    window.get_by_label(tab).click();
    window.run_steps(3);
    window
}

#[test]
fn every_chart_says_in_words_what_it_shows() {
    for (tab, words) in [
        ("Samenstelling", "in volgorde van het aandeel hoog: van "),
        ("Segregatiecurve", "De grootste afstand tussen de lijn en de diagonaal is "),
        ("Verdeling", "Aantal naar aandeel hoog: "),
        ("School en wijk", "scholen wijken ten hoogste 10 punten af"),
        ("Wijk voor wijk", "Aandeel hoog in de wijk: "),
    ] {
        let window = charts(tab);
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{tab}: {words}");
    }
}

#[test]
fn another_group_gives_another_order() {
    let mut window = charts("Samenstelling");
    window.get_by_label("Volgorde naar aandeel: hoog").click();
    window.run_steps(3);
    window.get_all_by_label("laag").last().expect("it is in the list").click();
    window.run_steps(3);
    window.get_by_label("Volgorde naar aandeel: laag");
    window.get_by_label_contains("in volgorde van het aandeel laag");
}

#[test]
fn areas_are_charted_like_schools() {
    let mut window = charts("Verdeling");
    window.get_by_label("Wijken").click();
    window.run_steps(3);
    assert!(!program(&window).state.view.table_of_schools);
    window.get_by_label_contains("Aantal naar aandeel hoog: ");
}

#[test]
fn what_a_chart_points_at_is_pointed_at_on_the_map_and_a_click_selects_it() {
    let mut window = charts("Samenstelling");
    let bars = window.get_by_label_contains("in volgorde van het aandeel hoog").accesskit_node();
    let bounds = bars.bounding_box().expect("the picture has a place");
    let at = eframe::egui::pos2(bounds.x0 as f32 + 3.0, ((bounds.y0 + bounds.y1) / 2.0) as f32);
    window.hover_at(at);
    window.run_steps(2);
    let pointed = program(&window).state.view.pointed;
    let Some(Hit::School(SchoolId(first))) = pointed else { panic!("a school is pointed at: {pointed:?}") };
    for pressed in [true, false] {
        window.event(eframe::egui::Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.run_steps(3);
    assert_eq!(state(&mut window).view.selection, Some(Hit::School(SchoolId(first))));
}
