//! Every control of every place and dialog has a name, and is reached with Tab.

use std::collections::BTreeSet;

use eframe::egui::{Key, Modifiers};

use crate::at_home::push;
use crate::support::tree::{Told, told};
use crate::support::window::{Window, program, sized, state};
use wijkspiegel::app::agenda::AgendaCommand;
use wijkspiegel::app::command::{Command, PlanCommand};
use wijkspiegel::app::home;
use wijkspiegel::app::place::Place;
use wijkspiegel::app::scenario::{FriendsCommand, NewEdit};
use wijkspiegel::app::state::Dialog;
use wijkspiegel::app::window::WindowCommand;
use wijkspiegel::app::window::bookmarks::BookmarkCommand;

/// Tall, so that nothing is scrolled out of view: what is out of view has no node to reach.
fn window() -> Window {
    sized(1600.0, 1800.0)
}

fn go(window: &mut Window, place: Place) {
    let key = match place {
        Place::Explore => Key::Num1,
        Place::Scenario => Key::Num2,
        Place::Compare => Key::Num3,
        Place::Tell => Key::Num4,
    };
    window.key_press_modifiers(Modifiers::ALT, key);
    window.run_steps(4);
}

fn describe(node: &Told) -> String {
    format!("{:?} “{}” {}", node.role, node.label, node.value)
}

fn all_named_and_reached(window: &mut Window, place: &str) {
    named_and_reached(window, &BTreeSet::new(), place);
}

/// The controls that are there now: under a dialog they wait, and Tab stays in the dialog.
fn beneath(window: &Window) -> BTreeSet<String> {
    told(window).into_iter().map(|n| n.id).collect()
}

/// Steps until workers have brought everything: what comes in between moves the rows below it.
fn settled(window: &mut Window) {
    let ids = |window: &Window| told(window).into_iter().map(|n| n.id).collect::<Vec<_>>();
    let (mut before, mut same) = (Vec::new(), 0);
    for _ in 0..2_000 {
        window.run_steps(1);
        let now = ids(window);
        // A slow machine may be at it for longer than nothing moves.
        let computing =
            told(window).iter().any(|n| format!("{}{}", n.label, n.value).contains("Wordt berekend…"));
        same = if now == before && !computing { same + 1 } else { 0 };
        before = now;
        if same > 15 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    panic!("the window does not come to rest");
}

/// Fails on controls without a name, and on those that Tab never comes to; `beneath` are not asked for.
/// When work that ends meanwhile brings other controls, it goes around once more for those.
fn named_and_reached(window: &mut Window, beneath: &BTreeSet<String>, place: &str) {
    for _ in 0..6 {
        window.run_steps(3);
        let controls = controls(window, beneath);
        assert!(!controls.is_empty(), "{place}: the search itself must find controls");
        let unnamed: Vec<String> = controls.iter().filter(|n| !n.is_named()).map(describe).collect();
        assert!(unnamed.is_empty(), "{place}: controls without a name: {unnamed:#?}");
        let reached = around(window, &controls);
        let missed: Vec<&Told> = controls.iter().filter(|n| !reached.contains(&n.id)).collect();
        if missed.is_empty() {
            return;
        }
        let now: BTreeSet<String> = self::beneath(window);
        let gone = missed.iter().any(|n| !now.contains(&n.id));
        let missed: Vec<String> = missed.into_iter().map(describe).collect();
        assert!(gone, "{place}: controls that Tab does not come to: {missed:#?}");
    }
    panic!("{place}: its controls do not come to rest");
}

/// The controls that can be used now.
fn controls(window: &Window, beneath: &BTreeSet<String>) -> Vec<Told> {
    let asked = |n: &Told| n.is_control && !n.is_disabled && !beneath.contains(&n.id);
    told(window).into_iter().filter(asked).collect()
}

/// Presses Tab until it has come to all of these, or has been around; gives what it came to.
fn around(window: &mut Window, controls: &[Told]) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    // Once around; a list that scrolls along has more than shows at first.
    for _ in 0..controls.len() * 3 + 60 {
        window.key_press(Key::Tab);
        window.run_steps(1);
        reached.extend(told(window).into_iter().filter(|n| n.is_focused).map(|n| n.id));
        if controls.iter().all(|n| reached.contains(&n.id)) {
            break;
        }
    }
    reached
}

#[test]
fn every_control_of_exploring_is_named_and_reached() {
    let mut window = window();
    window.key_press(Key::F8);
    window.run_steps(3);
    // The rows of the table are many; what is around them is what this looks at.
    state(&mut window).view.table_open = false;
    all_named_and_reached(&mut window, "explore");
}

#[test]
fn every_control_of_a_selected_school_is_named_and_reached() {
    let mut window = window();
    let dataset = program(&window).state.dataset().clone();
    let school = dataset.school_by_code("EX33").expect("of the example");
    state(&mut window).view.selection = Some(wijkspiegel::view::hit::Hit::School(school)).into();
    all_named_and_reached(&mut window, "explore, a school");
}

#[test]
fn every_control_of_scenarios_is_named_and_reached() {
    let mut window = window();
    go(&mut window, Place::Scenario);
    all_named_and_reached(&mut window, "scenario, the present");
    crate::at_home::ready_plan(&mut window);
    all_named_and_reached(&mut window, "scenario, a proposal");
}

#[test]
fn every_control_of_comparing_is_named_and_reached() {
    let mut window = window();
    go(&mut window, Place::Compare);
    all_named_and_reached(&mut window, "compare, nothing yet");
    crate::at_home::ready_plan(&mut window);
    go(&mut window, Place::Compare);
    all_named_and_reached(&mut window, "compare");
}

#[test]
fn every_control_of_telling_is_named_and_reached() {
    let mut window = window();
    go(&mut window, Place::Tell);
    all_named_and_reached(&mut window, "tell");
}

#[test]
fn every_control_of_the_table_has_a_name() {
    let mut window = window();
    window.key_press(Key::F8);
    window.run_steps(4);
    let nodes = told(&window);
    let unnamed: Vec<String> = nodes.iter().filter(|n| n.is_control && !n.is_named()).map(describe).collect();
    assert!(unnamed.is_empty(), "{unnamed:#?}");
}

#[test]
fn every_control_of_the_window_of_home_and_choice_is_named_and_reached() {
    for tab in home::Tab::ALL {
        let mut window = window();
        let home = &mut state(&mut window).view.home;
        (home.open, home.tab) = (true, tab);
        settled(&mut window);
        all_named_and_reached(&mut window, &format!("home, {tab:?}"));
    }
}

#[test]
fn every_control_of_the_dialogs_is_named_and_reached() {
    let keys = [
        ("open", Modifiers::COMMAND, Key::O),
        ("save as", Modifiers::COMMAND | Modifiers::SHIFT, Key::S),
        ("export", Modifiers::COMMAND, Key::P),
        ("from a folder", Modifiers::COMMAND, Key::N),
        ("measures", Modifiers::NONE, Key::F2),
        ("notices", Modifiers::NONE, Key::F9),
        ("shortcuts", Modifiers::NONE, Key::F1),
        ("settings", Modifiers::COMMAND, Key::Comma),
    ];
    for (name, modifiers, key) in keys {
        let mut window = window();
        let beneath = beneath(&window);
        window.key_press_modifiers(modifiers, key);
        window.run_steps(4);
        assert!(program(&window).state.dialog.is_some(), "{name} opens");
        named_and_reached(&mut window, &beneath, name);
    }
}

#[test]
fn every_control_of_questions_and_messages_is_named_and_reached() {
    let failure = wijkspiegel::notice::Notice::error("recent-missing").file("a.gpkg");
    let dialogs = [
        ("meaning", Dialog::Meaning),
        ("failure", Dialog::Failure(failure.clone())),
        ("recovered", Dialog::Recovered),
        ("not saved", Dialog::NotSaved(failure)),
        ("overwrite", Dialog::Overwrite("a.gpkg".into())),
        ("export a plan", Dialog::ExportPlan { path: String::new(), focused: false }),
    ];
    for (name, dialog) in dialogs {
        let mut window = window();
        let beneath = beneath(&window);
        state(&mut window).dialog = Some(dialog);
        named_and_reached(&mut window, &beneath, name);
    }
}

#[test]
fn every_control_of_the_words_the_bookmarks_and_the_tour_is_named_and_reached() {
    for (name, command) in [
        ("glossary", WindowCommand::Glossary(None)),
        ("bookmarks", WindowCommand::Bookmark(BookmarkCommand::Manage)),
        ("tour", WindowCommand::StartTour),
    ] {
        let mut window = window();
        crate::at_home::give(&mut window, WindowCommand::Bookmark(BookmarkCommand::Add));
        // The tour is no dialog: what is around it stays to be used.
        let is_tour = command == WindowCommand::StartTour;
        let beneath = if is_tour { BTreeSet::new() } else { beneath(&window) };
        crate::at_home::give(&mut window, command);
        named_and_reached(&mut window, &beneath, name);
    }
}

#[test]
fn every_control_of_the_forms_of_privacy_programmes_and_catchments_is_named_and_reached() {
    use wijkspiegel::catchment::{Rule, Subset};
    let forms = [
        ("privacy", vec![Command::AskPrivacy]),
        ("programmes", vec![Command::Agenda(AgendaCommand::Ask)]),
        (
            "a programme",
            vec![Command::Agenda(AgendaCommand::Ask), Command::Agenda(AgendaCommand::Edit(Some(0)))],
        ),
        ("catchments beside each other", vec![Command::ShowCatchments]),
    ];
    for (name, commands) in forms {
        let mut window = window();
        push(&mut window, Command::SetCatchments(Some(Rule::Nearest(Subset::All))));
        push(&mut window, Command::SetAgainst(Some(Rule::MostPupils)));
        settled(&mut window);
        let beneath = beneath(&window);
        commands.into_iter().for_each(|command| push(&mut window, command));
        assert!(program(&window).state.dialog.is_some(), "{name} opens");
        settled(&mut window);
        named_and_reached(&mut window, &beneath, name);
    }
}

#[test]
fn every_control_of_the_forms_of_plans_and_friendship_schools_is_named_and_reached() {
    let plan = |command| Command::Plan(command);
    let friends = |command| plan(PlanCommand::Friends(command));
    let school = |window: &mut Window| {
        let school = program(window).state.dataset().school_by_code("EX33").expect("of the example");
        push(window, Command::Select(Some(wijkspiegel::view::hit::Hit::School(school))));
    };
    let mut forms: Vec<(String, Vec<Command>)> = vec![
        ("assumptions".into(), vec![plan(PlanCommand::AskAssumptions)]),
        ("a group".into(), vec![friends(FriendsCommand::New(vec!["EX33".into(), "EX01".into()]))]),
        ("best groups".into(), vec![friends(FriendsCommand::AskBest)]),
    ];
    for kind in [NewEdit::Merge, NewEdit::Replace, NewEdit::Resize, NewEdit::NewHomes, NewEdit::Forecast] {
        forms.push((format!("{kind:?}"), vec![plan(PlanCommand::StartEdit(kind))]));
    }
    for (name, commands) in forms {
        let mut window = window();
        crate::at_home::ready_plan(&mut window);
        school(&mut window);
        let beneath = beneath(&window);
        commands.into_iter().for_each(|command| push(&mut window, command));
        assert!(program(&window).state.dialog.is_some(), "{name} opens");
        settled(&mut window);
        named_and_reached(&mut window, &beneath, &name);
    }
}

#[test]
fn the_palette_names_its_field_and_its_rows() {
    let mut window = window();
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(4);
    let nodes = told(&window);
    let unnamed: Vec<String> = nodes.iter().filter(|n| n.is_control && !n.is_named()).map(describe).collect();
    assert!(unnamed.is_empty(), "{unnamed:#?}");
    // A reader hears the row that Enter takes, while what is typed goes to the field.
    let heard = nodes.iter().find(|n| n.is_focused).expect("something is heard");
    assert!(heard.label.ends_with(", opdracht"), "{}", heard.label);
    window.event(eframe::egui::Event::Text("beijum".to_owned()));
    window.run_steps(3);
    let nodes = told(&window);
    let field = nodes.iter().find(|n| n.label == "Zoeken en opdrachten").expect("the field is named");
    assert_eq!(field.value, "beijum");
}

#[test]
fn a_drop_down_that_is_out_of_view_opens_for_a_reader_of_the_screen_and_comes_into_view() {
    use egui_kittest::kittest::Queryable;
    let mut window = sized(1280.0, 800.0);
    let below = |window: &Window| window.get_by_label("Programma’s: niet op de kaart").rect().min.y;
    assert!(below(&window) > 900.0, "it is out of view, at {}", below(&window));
    window.get_by_label("Programma’s: niet op de kaart").click_accesskit();
    window.run_steps(4);
    assert!(below(&window) < 760.0, "it is in view, at {}", below(&window));
    let choice = window.get_by_label("alle met een plek");
    assert!(choice.rect().min.y > 0.0 && choice.rect().max.y < 800.0, "and so is its list");
}

/// What has the focus, by its label.
fn focused(window: &Window) -> Option<String> {
    told(window).into_iter().find(|n| n.is_focused).map(|n| n.label)
}

#[test]
fn a_drop_down_closes_when_something_is_chosen_by_key_and_has_the_focus_again() {
    use egui_kittest::kittest::Queryable;
    let mut window = window();
    window.get_by_label("Soort gebied: wijken").focus();
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert!(window.query_by_label("Buurten").is_some(), "Enter opens the list");
    while focused(&window).as_deref() != Some("Buurten") {
        window.key_press(Key::Tab);
        window.run_steps(1);
    }
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert!(window.query_by_label("Gemeenten").is_none(), "the list is closed");
    assert_eq!(focused(&window).as_deref(), Some("Soort gebied: buurten"));
}
