//! Friendship schools on the maps of the window: made by clicking, changed by dragging, and shown
//! wherever a proposal is.

use crate::support::window::{Window, program, program_mut, sized, state};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::friendship::Friendship;
use wijkspiegel::friendship::wishes::Wishes;
use wijkspiegel::view::SceneLayer;
use wijkspiegel::view::scene::Scene;

fn window() -> Window {
    let mut harness = sized(1440.0, 1200.0);
    go(&mut harness, Key::Num2);
    harness
}

fn go(harness: &mut Window, place: Key) {
    harness.key_press_modifiers(Modifiers::ALT, place);
    harness.run_steps(4);
}

fn groups(harness: &Window) -> Vec<Friendship> {
    program(harness).state.plans.scenario().map(|s| s.friendships.clone()).unwrap_or_default()
}

fn codes(group: &Friendship) -> Vec<&str> {
    group.schools.iter().map(|member| member.code()).collect()
}

fn press(harness: &mut Window, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).focus();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    harness.run_steps(8);
}

/// Where the map is.
fn map(harness: &Window) -> Rect {
    let of_town = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with("Kaart van"))
    };
    let found = harness.get_all_by_role(Role::Image).find(of_town);
    found.expect("a map").rect()
}

/// Where a school is on the screen.
fn school(harness: &Window, code: &str) -> Pos2 {
    let rect = map(harness);
    let state = &program(harness).state;
    let id = state.dataset().school_by_code(code).expect("in the example");
    let at = state.dataset().school(id).expect("in the example").at;
    let (x, y) = state.view.camera.expect("drawn").to_screen(at);
    Pos2::new(rect.min.x + x, rect.min.y + y)
}

fn button(harness: &mut Window, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event_modifiers(Event::PointerMoved(pos), modifiers);
    let event = Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    harness.event_modifiers(event, modifiers);
    // A frame is a quarter of a second here: more would be no click.
    harness.run_steps(1);
}

fn click(harness: &mut Window, pos: Pos2, modifiers: Modifiers) {
    // The pointer is there before it presses; and it lets go at once, as a longer hold is no click.
    harness.event_modifiers(Event::PointerMoved(pos), modifiers);
    harness.run_steps(2);
    for pressed in [true, false] {
        let event = Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
        harness.event_modifiers(event, modifiers);
    }
    harness.run_steps(3);
}

fn links(scene: &Scene) -> usize {
    let of = |layer: &SceneLayer| match layer {
        SceneLayer::Links(links) => links.len(),
        _ => 0,
    };
    scene.layers.iter().map(of).sum()
}

#[test]
fn shift_click_picks_schools_on_the_map_and_a_group_is_made_of_them() {
    let mut harness = window();
    for code in ["EX33", "EX17"] {
        let at = school(&harness, code);
        click(&mut harness, at, Modifiers::SHIFT);
    }
    assert_eq!(program(&harness).state.plans.friends.picked, ["EX33", "EX17"]);
    press(&mut harness, "Groep van de selectie");
    harness.get_by_label("Nieuwe groep vriendschapsscholen");
    press(&mut harness, "Toevoegen");
    assert_eq!(codes(&groups(&harness)[0]), ["EX33", "EX17"]);
    assert!(program(&harness).state.plans.friends.picked.is_empty());
}

#[test]
fn the_tool_picks_schools_by_plain_clicks_and_lets_them_go_again() {
    let mut harness = window();
    press(&mut harness, "Kies op de kaart");
    for code in ["EX33", "EX17", "EX33"] {
        let at = school(&harness, code);
        click(&mut harness, at, Modifiers::NONE);
    }
    assert_eq!(program(&harness).state.plans.friends.picked, ["EX17"]);
}

#[test]
fn the_end_of_a_link_is_dragged_to_another_school_in_one_step_that_can_be_undone() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    assert_eq!(codes(&groups(&harness)[1]), ["EX29", "EX01"]);
    let (stays, leaves, goes) =
        (school(&harness, "EX29"), school(&harness, "EX01"), school(&harness, "EX17"));
    // By the end near the school that is left, but not on its disc.
    let grip = leaves + (stays - leaves) * 0.3;
    harness.event(Event::PointerMoved(grip));
    harness.run_steps(2);
    button(&mut harness, grip, true, Modifiers::NONE);
    for step in 1..=10 {
        harness.event(Event::PointerMoved(grip + (goes - grip) * (step as f32 / 10.0)));
        harness.run_steps(1);
    }
    // While it is dragged the figures follow.
    assert_eq!(codes(&groups(&harness)[1]), ["EX29", "EX17"]);
    button(&mut harness, goes, false, Modifiers::NONE);
    harness.run_steps(3);
    assert_eq!(codes(&groups(&harness)[1]), ["EX29", "EX17"]);
    assert!(program(&harness).state.plans.friends.moved.is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(codes(&groups(&harness)[1]), ["EX29", "EX01"], "one step back is before the drag");
}

#[test]
fn a_link_that_is_let_go_over_nothing_or_over_a_school_in_another_group_stays() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    let before = groups(&harness);
    let (stays, leaves) = (school(&harness, "EX29"), school(&harness, "EX01"));
    let grip = leaves + (stays - leaves) * 0.3;
    let nothing = map(&harness).left_top() + eframe::egui::vec2(12.0, 12.0);
    for to in [nothing, school(&harness, "EX33")] {
        harness.event(Event::PointerMoved(grip));
        harness.run_steps(2);
        button(&mut harness, grip, true, Modifiers::NONE);
        for step in 1..=10 {
            harness.event(Event::PointerMoved(grip + (to - grip) * (step as f32 / 10.0)));
            harness.run_steps(1);
        }
        button(&mut harness, to, false, Modifiers::NONE);
        harness.run_steps(3);
        assert_eq!(groups(&harness), before);
    }
}

#[test]
fn the_links_of_a_proposal_are_on_the_maps_of_comparing_and_of_its_step_of_the_story() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    let name = program(&harness).state.plans.scenario().expect("a proposal").name.clone();
    go(&mut harness, Key::Num3);
    harness.run_steps(4);
    // The present on the left has none, the proposal beside it all of them.
    let compared = state(&mut harness).compared_scenes().expect("both can be made");
    assert_eq!((links(&compared[0]), links(&compared[1])), (0, 7));
    go(&mut harness, Key::Num4);
    // The first step has no schools; the second has.
    harness.key_press(Key::PageDown);
    harness.run_steps(4);
    assert_eq!(links(&state(&mut harness).scene()), 0, "the step shows the present");
    harness.get_by_label("Scenario: Huidige situatie").click();
    harness.run_steps(3);
    harness.get_by_label(&name).click();
    harness.run_steps(4);
    assert_eq!(links(&state(&mut harness).scene()), 7);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run_steps(6);
    assert_eq!(links(&state(&mut harness).scene()), 7, "presented too");
    harness.get_by_label_contains("samen; dikker is meer contact");
}

#[test]
fn a_group_meets_at_a_third_place_that_is_pointed_at_on_the_map() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    press(
        &mut harness,
        "Paddepoel, Centrum: Paddepoel 1, Binnenstad 1; 2,5 uur per week, buiten de lessen, vanaf 2021",
    );
    harness.get_by_label_contains("Waar: waar kinderen het minst reizen").click();
    harness.run_steps(3);
    harness.get_by_label("een andere plek").click();
    harness.run_steps(3);
    press(&mut harness, "Wijs aan…");
    harness.get_by_label("Klik op de kaart waar de groep samenkomt.");
    let at = map(&harness).center() + eframe::egui::vec2(40.0, 60.0);
    click(&mut harness, at, Modifiers::NONE);
    press(&mut harness, "Wijzigen");
    let place = groups(&harness)[1].place.clone().expect("a place");
    assert!(place.school.is_none() && place.x.is_some());
    let scene = state(&mut harness).scene();
    assert!(
        scene.layers.iter().any(|layer| matches!(layer, SceneLayer::Meetings(places) if places.len() == 1))
    );
    // Two links' worth of ways lie under the link itself.
    assert_eq!(links(&scene), 9);
}

#[test]
fn a_full_pairing_is_chosen_in_the_form_with_its_buildings_seats_and_the_way_from_home() {
    let mut harness = window();
    press(&mut harness, "Pilot van het akkoord");
    press(
        &mut harness,
        "Paddepoel, Centrum: Paddepoel 1, Binnenstad 1; 2,5 uur per week, buiten de lessen, vanaf 2021",
    );
    harness
        .get_by_role_and_label(Role::RadioButton, "hele week, leerjaren verdeeld over de gebouwen")
        .click();
    harness.run_steps(4);
    harness.get_by_label("LEERJAREN PER GEBOUW");
    harness.get_by_label_contains("van de leerlingen gaat naar een ander gebouw");
    harness.get_by_label_contains("Van huis naar school: gemiddeld");
    // The order is which school has the young years.
    press(&mut harness, "Binnenstad 1 een plaats naar voren: jongere leerjaren");
    press(&mut harness, "Wijzigen");
    let group = groups(&harness)[1].clone();
    assert!(group.is_full_pairing());
    assert_eq!(codes(&group), ["EX01", "EX29"]);
}

#[test]
fn pairs_are_fixed_and_ruled_out_in_the_list_of_all_pairs_and_kept_by_the_search() {
    let mut harness = window();
    press(&mut harness, "Alle paren…");
    harness.get_by_label("Vast paar bij het zoeken: Oranjebuurt 1 – Selwerd 1").click();
    harness.run_steps(3);
    let wishes = program(&harness).state.plans.history.wishes().clone();
    assert_eq!(wishes.fixed.len(), 1);
    harness.get_by_label("Uitgesloten bij het zoeken: Oranjebuurt 1 – Selwerd 1").click();
    harness.run_steps(3);
    let wishes = program(&harness).state.plans.history.wishes().clone();
    assert_eq!((wishes.fixed.len(), wishes.forbidden.len()), (0, 1), "not both at once");
    press(&mut harness, "Sluiten");
    press(&mut harness, "Beste paren en groepen…");
    harness.get_by_label("Meer voorwaarden (1 gesteld)");
    harness.get_by_label("Oranjebuurt 1 – Selwerd 1: nooit samen");
    press(&mut harness, "Weghalen: Oranjebuurt 1 – Selwerd 1: nooit samen");
    assert_eq!(program(&harness).state.plans.history.wishes().further(), 0);
    // Every pair is a step of the history, of the present too.
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    for (fixed, forbidden) in [(0, 1), (1, 0), (0, 0)] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
        let wishes = program(&harness).state.plans.history.wishes();
        assert_eq!((wishes.fixed.len(), wishes.forbidden.len()), (fixed, forbidden));
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run_steps(3);
    assert_eq!(program(&harness).state.plans.history.wishes().fixed.len(), 1, "done again");
}

#[test]
fn pairs_that_are_fixed_are_in_the_file_of_the_project_when_it_is_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("stad.gpkg");
    let example = wijkspiegel::open::example().expect("the example opens").dataset;
    wijkspiegel::project::Project::new(std::sync::Arc::new(example)).save_as(&path).expect("it saves");
    let mut harness = window();
    open(&mut harness, &path);
    let first = program(&harness).state.plans.history.wishes().clone();
    assert_eq!(first, Wishes::first(), "a file that knows nothing of wishes has the usual ones");
    go(&mut harness, Key::Num2);
    press(&mut harness, "Alle paren…");
    harness.get_by_label("Vast paar bij het zoeken: Oranjebuurt 1 – Selwerd 1").click();
    harness.run_steps(3);
    press(&mut harness, "Sluiten");
    program_mut(&mut harness).finish_saving();
    let asked = program(&harness).state.plans.history.wishes().clone();
    let mut again = window();
    open(&mut again, &path);
    let kept = program(&again).state.plans.history.wishes();
    assert_eq!((kept, kept.fixed.len()), (&asked, 1));
}

fn open(harness: &mut Window, path: &std::path::Path) {
    let ctx = harness.ctx.clone();
    program_mut(harness).open_files(&ctx, vec![path.to_owned()]);
    let began = std::time::Instant::now();
    while program(harness).state.opened.path().map(std::path::PathBuf::as_path) != Some(path) {
        assert!(began.elapsed() < std::time::Duration::from_secs(120), "the project opens");
        std::thread::sleep(std::time::Duration::from_millis(20));
        harness.step();
    }
    harness.run_steps(3);
}

#[test]
fn the_pilot_is_a_ready_proposal_of_its_own() {
    let mut harness = window();
    press(&mut harness, "Meer…");
    harness.get_by_label("Pilot vriendschapsscholen").click();
    harness.run_steps(4);
    let scenario = program(&harness).state.plans.scenario().expect("a proposal").clone();
    assert_eq!(scenario.name, "Pilot vriendschapsscholen");
    assert_eq!(scenario.friendships.len(), 2);
    let node = harness.get_by_label_contains("1   Pilot vriendschapsscholen");
    assert!(node.accesskit_node().label().is_some());
}
