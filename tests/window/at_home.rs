//! What makes people feel at home: the tour, explained words, going back, bookmarks, recent files.

use std::time::Duration;

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable;

use crate::support::window::{Window, program, program_mut, sized, state};
use wijkspiegel::app::place::Place;
use wijkspiegel::app::state::Dialog;
use wijkspiegel::app::window::WindowCommand;
use wijkspiegel::app::window::bookmarks::BookmarkCommand;
use wijkspiegel::data::Level;
use wijkspiegel::text::Language;
use wijkspiegel::view::story::bookmarks::KEY;

fn window() -> Window {
    sized(1440.0, 900.0)
}

/// Gives a command as a menu does.
pub fn give(window: &mut Window, command: WindowCommand) {
    let ctx = window.ctx.clone();
    program_mut(window).give(&ctx, command);
    window.run_steps(3);
}

/// Does what a command asks, as if a panel had pushed it.
pub fn push(window: &mut Window, command: wijkspiegel::app::command::Command) {
    let ctx = window.ctx.clone();
    program_mut(window).obey(&ctx, vec![command]);
    window.run_steps(3);
}

/// Adds the first ready proposal of the example.
pub fn ready_plan(window: &mut Window) {
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run_steps(3);
    window.get_by_label("Meer…").click();
    window.run_steps(3);
    window.get_by_label("Kleine scholen samenvoegen").click();
    window.run_steps(4);
}

/// Long enough for what is shown to count as looked at, and for the camera to arrive.
fn look(window: &mut Window) {
    for _ in 0..2 {
        window.run_steps(2);
        std::thread::sleep(Duration::from_millis(450));
        window.run_steps(2);
    }
}

fn level(window: &Window) -> Level {
    program(window).state.view.choice.level
}

#[test]
fn the_tour_goes_through_four_stops_and_ends_by_itself() {
    let mut window = window();
    give(&mut window, WindowCommand::StartTour);
    for stop in ["1 van 4", "2 van 4", "3 van 4", "4 van 4"] {
        window.get_by_label(stop);
        // By keyboard alone: the button has the focus.
        window.key_press(Key::Enter);
        window.run_steps(3);
    }
    assert!(program(&window).state.window.tour.is_none());
    assert!(program(&window).state.window.preferences.tour_seen);
}

#[test]
fn the_tour_is_left_with_escape_and_keeps_the_selection() {
    let mut window = window();
    let selection = Some(wijkspiegel::view::hit::Hit::School(wijkspiegel::data::SchoolId(3)));
    state(&mut window).view.selection = selection.into();
    give(&mut window, WindowCommand::StartTour);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(program(&window).state.window.tour.is_none());
    assert!(program(&window).state.window.preferences.tour_seen, "it does not come back by itself");
    assert_eq!(program(&window).state.view.selection.primary(), selection);
}

#[test]
fn the_tour_opens_the_panel_that_it_tells_about() {
    let mut window = sized(1024.0, 768.0);
    assert!(!program(&window).state.view.left_open);
    give(&mut window, WindowCommand::StartTour);
    assert!(program(&window).state.view.left_open);
}

#[test]
fn a_question_mark_explains_the_word_beside_it() {
    let mut window = window();
    window.get_by_label("Wat is D (dissimilariteit)?").click();
    window.run_steps(3);
    window.get_by_label_contains("Hoe ongelijk twee groepen leerlingen over de scholen zijn verdeeld");
    window.get_by_label("Alle begrippen").click();
    window.run_steps(3);
    window.get_by_label("Opheffingsnorm");
}

#[test]
fn back_and_forward_go_through_what_was_looked_at() {
    let mut window = window();
    look(&mut window);
    let first = level(&window);
    state(&mut window).view.choice.level = Level::Buurt;
    look(&mut window);
    window.key_press_modifiers(Modifiers::ALT, Key::Num4);
    look(&mut window);
    assert_eq!(program(&window).state.view.place, Place::Tell);

    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    look(&mut window);
    assert_eq!((program(&window).state.view.place, level(&window)), (Place::Explore, Level::Buurt));
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    look(&mut window);
    assert_eq!(level(&window), first);
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.run_steps(3);
    assert!(program(&window).state.message.as_ref().is_some_and(|m| m.contains("niets eerder")));
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    look(&mut window);
    assert_eq!(level(&window), Level::Buurt);
}

#[test]
fn back_and_forward_know_the_divider_and_what_stood_right_of_it() {
    use wijkspiegel::app::command::Command;
    use wijkspiegel::app::swipe::{Other, SwipeCommand};
    let mut window = window();
    look(&mut window);
    push(&mut window, Command::Swipe(SwipeCommand::Start));
    let colour = Other::Colour(wijkspiegel::view::ColourBy::Pupils);
    push(&mut window, Command::Swipe(SwipeCommand::Show(colour)));
    push(&mut window, Command::Swipe(SwipeCommand::At(0.3)));
    look(&mut window);
    push(&mut window, Command::Swipe(SwipeCommand::Close));
    look(&mut window);
    let swipe = |window: &Window| program(window).state.swipe.as_ref().map(|s| (s.other, s.at));
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    look(&mut window);
    let (other, at) = swipe(&window).expect("the divider is back");
    assert!(other == colour && (0.0..=1.0).contains(&at), "{other:?} at {at}");
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    look(&mut window);
    assert_eq!(swipe(&window), None, "before it there was none");
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    look(&mut window);
    assert!(swipe(&window).is_some());
}

#[test]
fn the_side_button_of_a_mouse_goes_back_and_the_camera_too() {
    let mut window = window();
    look(&mut window);
    let before = program(&window).state.view.camera.expect("a camera");
    window.get_by_label("Inzoomen").click();
    look(&mut window);
    let closer = program(&window).state.view.camera.expect("a camera");
    assert!(closer.metres_per_px < before.metres_per_px * 0.8);
    let pos = Pos2::new(700.0, 450.0);
    for pressed in [true, false] {
        let button = PointerButton::Extra1;
        window.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
    }
    look(&mut window);
    let after = program(&window).state.view.camera.expect("a camera");
    assert!((after.metres_per_px / before.metres_per_px - 1.0).abs() < 0.01);
}

#[test]
fn a_new_view_after_going_back_drops_what_was_ahead() {
    let mut window = window();
    look(&mut window);
    state(&mut window).view.choice.level = Level::Buurt;
    look(&mut window);
    give(&mut window, WindowCommand::Back);
    look(&mut window);
    state(&mut window).view.place = Place::Scenario;
    look(&mut window);
    assert!(!program(&window).state.window.trail.can_go(false));
    assert!(program(&window).state.window.trail.can_go(true));
}

#[test]
fn a_bookmark_brings_back_what_it_was_made_of_and_stays_in_the_project() {
    let mut window = window();
    state(&mut window).view.choice.level = Level::Buurt;
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::B);
    window.run_steps(4);
    assert_eq!(program(&window).state.window.bookmarks.list.len(), 1);
    program_mut(&mut window).finish_saving();
    let kept = program(&window).recovery.found().expect("work on the example is kept aside");
    let again = wijkspiegel::project::open(&kept).expect("the kept work opens");
    assert!(again.settings.get(KEY).is_some_and(|text| text.contains("explore")));

    state(&mut window).view.choice.level = Level::Wijk;
    state(&mut window).view.place = Place::Compare;
    window.run_steps(2);
    give(&mut window, WindowCommand::Bookmark(BookmarkCommand::Show(0)));
    assert_eq!((program(&window).state.view.place, level(&window)), (Place::Explore, Level::Buurt));
}

#[test]
fn bookmarks_are_renamed_and_removed_in_their_dialog() {
    let mut window = window();
    for _ in 0..2 {
        give(&mut window, WindowCommand::Bookmark(BookmarkCommand::Add));
    }
    let names: Vec<String> =
        program(&window).state.window.bookmarks.list.iter().map(|b| b.name.clone()).collect();
    assert_ne!(names[0], names[1], "two bookmarks of one view have names of their own");
    give(&mut window, WindowCommand::Bookmark(BookmarkCommand::Manage));
    window.get_by_label("Naam van bladwijzer 1").focus();
    window.run_steps(2);
    window.get_by_label("Naam van bladwijzer 1").type_text(" noord");
    window.run_steps(3);
    assert!(program(&window).state.window.bookmarks.list[0].name.ends_with(" noord"));
    let label = format!("Bladwijzer {} verwijderen", names[1]);
    window.get_by_label(&label).click();
    window.run_steps(3);
    assert_eq!(program(&window).state.window.bookmarks.list.len(), 1);
}

#[test]
fn a_recent_file_that_is_gone_says_so_and_leaves_the_list() {
    let mut window = window();
    let gone = std::path::PathBuf::from("/there/is/no/such/town.gpkg");
    state(&mut window).window.preferences.note(&gone);
    give(&mut window, WindowCommand::OpenRecent(gone));
    for _ in 0..200 {
        if program(&window).state.dialog.is_some() {
            break;
        }
        window.run_steps(1);
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Failure(_))));
    window.run_steps(2);
    window.get_by_label_contains("town.gpkg");
    assert!(program(&window).state.window.preferences.recent.is_empty());
}

#[test]
fn a_project_that_was_saved_stands_in_the_list_of_recent_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("town.gpkg");
    let mut window = window();
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.run_steps(3);
    if let Some(Dialog::Open { path: asked, .. }) = &mut state(&mut window).dialog {
        *asked = path.to_string_lossy().into_owned();
    }
    window.run_steps(2);
    window.get_by_role_and_label(eframe::egui::accesskit::Role::Button, "Opslaan").click();
    window.run_steps(4);
    program_mut(&mut window).finish_saving();
    window.run_steps(2);
    assert_eq!(program(&window).state.window.preferences.recent, [path]);
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    window.run_steps(3);
    window.get_by_label("town.gpkg");
}

#[test]
fn the_edge_of_a_panel_is_moved_by_keyboard() {
    let mut window = window();
    let before = program(&window).state.left_width();
    window.get_by_label("Breedte van het linkerpaneel").focus();
    window.run_steps(2);
    window.key_press(Key::ArrowRight);
    window.run_steps(2);
    assert!(program(&window).state.left_width() > before);
    for _ in 0..60 {
        window.key_press(Key::ArrowLeft);
        window.run_steps(1);
    }
    assert_eq!(program(&window).state.left_width(), 240.0, "a panel keeps a width to read in");
}

#[test]
fn the_list_of_keys_has_every_command_with_a_key_in_both_languages() {
    for language in Language::ALL {
        // Tall, so that the whole list shows.
        let mut window = sized(1440.0, 2400.0);
        state(&mut window).view.language = language;
        window.key_press(Key::F1);
        window.run_steps(4);
        for command in wijkspiegel::app::command::Command::with_shortcuts() {
            let label = program(&window).state.t(command.label_key());
            assert!(window.query_all_by_label(&label).count() > 0, "{label} is not in the list");
        }
    }
}
