//! Selecting several, by accessible labels, keys and the pointer.

use crate::support::window::{Window, program, sized, state};

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::app::command::Command;
use wijkspiegel::data::{AreaId, Level};
use wijkspiegel::view::gather::Whose;
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    sized(1600.0, 1000.0)
}

fn selected(window: &Window) -> usize {
    program(window).state.view.selection.len()
}

/// Presses and lets go with keys held.
fn click_with(window: &mut Window, at: Pos2, modifiers: Modifiers) {
    for pressed in [true, false] {
        window.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
        window.run_steps(1);
    }
    window.run_steps(2);
}

fn middle(window: &Window, label: &str) -> Pos2 {
    let bounds = window.get_by_label(label).accesskit_node().bounding_box().expect("it has a place");
    pos2(((bounds.x0 + bounds.x1) / 2.0) as f32, ((bounds.y0 + bounds.y1) / 2.0) as f32)
}

fn drag(window: &mut Window, from: Pos2, to: Pos2, modifiers: Modifiers) {
    window.event(Event::ModifiersChanged(modifiers));
    window.hover_at(from);
    window.run_steps(1);
    window.event(Event::PointerButton {
        pos: from,
        button: PointerButton::Primary,
        pressed: true,
        modifiers,
    });
    window.run_steps(1);
    for part in 1..=6 {
        window.event(Event::PointerMoved(from + (to - from) * (part as f32 / 6.0)));
        window.run_steps(1);
    }
    window.event(Event::PointerButton { pos: to, button: PointerButton::Primary, pressed: false, modifiers });
    window.run_steps(3);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
}

/// The corners of the map, inside what lies over it.
fn map_corners(window: &Window) -> (Pos2, Pos2) {
    let bounds =
        window.get_by_label_contains("Kaart van").accesskit_node().bounding_box().expect("it has a place");
    let (x0, y0, x1, y1) = (bounds.x0 as f32, bounds.y0 as f32, bounds.x1 as f32, bounds.y1 as f32);
    (pos2(x0 + 8.0, y0 + 70.0), pos2(x1 - 70.0, y1 - 60.0))
}

#[test]
fn control_click_in_the_table_adds_and_the_inspector_tells_of_all_together() {
    let mut window = window();
    window.key_press(Key::F8);
    window.run_steps(4);
    window.get_by_label("Binnenstad 1").click();
    window.run_steps(3);
    let at = middle(&window, "Binnenstad 2");
    window.event(Event::ModifiersChanged(Modifiers::COMMAND));
    window.hover_at(at);
    window.run_steps(1);
    click_with(&mut window, at, Modifiers::COMMAND);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run_steps(3);
    assert_eq!(selected(&window), 2);
    window.get_by_label("2 scholen");
    window.get_by_label_contains("leerlingen op deze scholen");
    window.get_by_label("Binnenstad 1 uit de selectie").click();
    window.run_steps(3);
    assert_eq!(selected(&window), 1);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert_eq!(selected(&window), 0, "Escape leaves nothing");
}

#[test]
fn shift_with_an_arrow_goes_on_through_the_table_and_the_space_bar_takes_out() {
    let mut window = window();
    window.key_press(Key::F8);
    window.run_steps(4);
    window.get_by_label("Binnenstad 1").focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.run_steps(4);
    assert_eq!(selected(&window), 2);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.run_steps(4);
    assert_eq!(selected(&window), 3);
    window.key_press(Key::Space);
    window.run_steps(4);
    assert_eq!(selected(&window), 2);
}

#[test]
fn all_rows_that_the_filter_leaves_are_selected_at_once() {
    let mut window = window();
    window.key_press(Key::F8);
    window.run_steps(4);
    state(&mut window).view.table.filter = "beijum".to_owned();
    window.run_steps(2);
    window.get_by_label("Alle rijen selecteren").click();
    window.run_steps(3);
    let dataset = program(&window).state.dataset().clone();
    let there = dataset.schools().iter().filter(|s| s.name.to_lowercase().contains("beijum")).count();
    assert!(there > 1);
    assert_eq!(selected(&window), there);
}

#[test]
fn shift_and_dragging_over_the_map_selects_what_lies_in_the_rectangle() {
    let mut window = window();
    let before = program(&window).state.view.camera.expect("a camera");
    let (from, to) = map_corners(&window);
    drag(&mut window, from, to, Modifiers::SHIFT);
    let all = selected(&window);
    assert!(all > 5, "{all}");
    assert!(program(&window).state.view.selection.iter().all(|hit| matches!(hit, Hit::School(_))));
    assert_eq!(program(&window).state.view.camera.expect("still").centre, before.centre, "the map stays");
}

#[test]
fn the_tools_draw_a_rectangle_or_a_lasso_over_areas_too_and_escape_puts_them_away() {
    let mut window = window();
    window.get_by_label("Selecteren met een lasso").click();
    window.run_steps(3);
    window.get_by_label_contains("Sleep over de kaart");
    state(&mut window).picking.whose = Whose::Areas;
    window.run_steps(1);
    // A lasso that goes along one line holds nothing; a rectangle between the same points does.
    let (from, to) = map_corners(&window);
    drag(&mut window, from, to, Modifiers::NONE);
    assert_eq!(selected(&window), 0);
    // Around a half of the map, in one slow frame.
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.hover_at(from);
    window.run_steps(1);
    window.event(button(from, true));
    window.run_steps(1);
    for at in [pos2(to.x, from.y), to, pos2((from.x + to.x) / 2.0, to.y)] {
        window.event(Event::PointerMoved(at));
    }
    window.run_steps(1);
    window.event(button(pos2((from.x + to.x) / 2.0, to.y), false));
    window.run_steps(3);
    assert!(selected(&window) > 2, "{}", selected(&window));
    state(&mut window).view.selection = None.into();
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(program(&window).state.picking.tool.is_none());
    window.get_by_label("Selecteren met een rechthoek").click();
    window.run_steps(3);
    let (from, to) = map_corners(&window);
    drag(&mut window, from, to, Modifiers::NONE);
    assert!(selected(&window) > 3, "{}", selected(&window));
    assert!(program(&window).state.view.selection.iter().all(|hit| matches!(hit, Hit::Area(_))));
    window.get_by_label_contains("van de ongelijkheid in waar kinderen wonen");
}

fn by_palette(window: &mut Window, words: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(4);
    window.event(Event::Text(words.to_owned()));
    window.run_steps(4);
    window.key_press(Key::Enter);
    window.run_steps(6);
}

#[test]
fn the_palette_selects_the_schools_of_a_wijk_and_inverts() {
    let mut window = window();
    let dataset = program(&window).state.dataset().clone();
    let wijk = dataset
        .areas_of(Level::Wijk)
        .map(|(id, _)| id)
        .find(|id| {
            dataset.schools().iter().filter(|s| dataset.area_at(s.at, Level::Wijk) == Some(*id)).count() > 1
        })
        .expect("a wijk with schools");
    let there: Vec<usize> = (0..dataset.schools().len())
        .filter(|i| dataset.area_at(dataset.schools()[*i].at, Level::Wijk) == Some(wijk))
        .collect();
    state(&mut window).view.selection = Hit::Area(wijk).into();
    by_palette(&mut window, "Scholen in deze wijk selecteren");
    assert_eq!(selected(&window), there.len());
    by_palette(&mut window, "Selectie omkeren");
    assert_eq!(selected(&window), dataset.schools().len() - there.len());
    by_palette(&mut window, "Selectie opheffen");
    assert_eq!(selected(&window), 0);
}

#[test]
fn a_bookmark_keeps_every_member_and_which_one_is_primary() {
    let mut window = window();
    let dataset = program(&window).state.dataset().clone();
    let wijken: Vec<AreaId> = dataset.areas_of(Level::Wijk).map(|(id, _)| id).take(3).collect();
    let mut wanted = wijkspiegel::view::Selection::default();
    wanted.add(&dataset, [wijken[2], wijken[0], wijken[1]].map(Hit::Area));
    state(&mut window).view.selection = wanted.clone();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::B);
    window.run_steps(3);
    crate::at_home::push(&mut window, Command::Select(None));
    assert_eq!(selected(&window), 0);
    let show = wijkspiegel::app::window::bookmarks::BookmarkCommand::Show(0);
    crate::at_home::give(&mut window, wijkspiegel::app::window::WindowCommand::Bookmark(show));
    window.run_steps(3);
    assert_eq!(program(&window).state.view.selection, wanted);
}
