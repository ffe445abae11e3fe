//! Classes and colours, columns of the table, the order of layers by dragging, and the swipe comparison, by
//! accessible labels.

use crate::support::window::{Window, program, sized, state};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::view::{Method, Ramp};

fn window() -> Window {
    let mut window = sized(1600.0, 1400.0);
    window.get_by_label("Klassen en kleuren").click();
    for _ in 0..30 {
        window.run_steps(1);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    window
}

fn choose(window: &mut Window, from: &str, what: &str) {
    window.get_by_label(from).click();
    window.run_steps(3);
    window.get_by_label(what).click();
    window.run_steps(3);
}

#[test]
fn the_way_of_classing_and_the_colours_are_chosen_from_lists_with_names() {
    let mut window = window();
    choose(&mut window, "Indeling: Ronde grenzen", "Even veel gebieden");
    assert_eq!(program(&window).state.view.choice.method, Method::Quantile);
    window.get_by_label_contains("Kleine verschillen kunnen zo groot lijken");
    window.get_by_label("Klassen met ongeveer even veel gebieden.");
    choose(&mut window, "Kleuren: Groen naar blauw", "Cividis");
    assert_eq!(program(&window).state.view.choice.ramp, Ramp::Cividis);
    choose(&mut window, "Indeling: Even veel gebieden", "Rond een midden");
    assert!(program(&window).state.view.choice.ramp.is_diverging(), "differences have a middle");
}

/// Types in the field of that name, in place of what stands there.
fn write(window: &mut Window, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(1);
    window.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(4);
}

#[test]
fn own_breaks_are_typed_and_what_is_wrong_with_them_is_said() {
    const FIELD: &str = "Grenzen tussen de klassen, in procenten";
    let mut window = window();
    choose(&mut window, "Indeling: Ronde grenzen", "Eigen grenzen");
    assert!(matches!(&program(&window).state.view.choice.method, Method::Own(b) if b.len() > 2));
    write(&mut window, FIELD, "15; 35,5; 60");
    let Method::Own(breaks) = program(&window).state.view.choice.method.clone() else { panic!("own breaks") };
    assert_eq!(breaks.len(), 3);
    assert!((breaks[1] - 0.355).abs() < 1e-9);
    window.get_by_label("15,0–35,5\u{a0}%");
    write(&mut window, FIELD, "15; veel; 60");
    window.get_by_label_contains("‘veel’ is geen getal");
    assert_eq!(program(&window).state.view.choice.method, Method::Own(breaks), "the map stays as it was");
    // Pupils are no shares: percentages would mean something else there.
    let pupils = wijkspiegel::app::command::Command::SetColour(wijkspiegel::view::ColourBy::Pupils);
    crate::at_home::push(&mut window, pupils);
    assert_eq!(program(&window).state.view.choice.method, Method::Pretty);
}

#[test]
fn fixed_classes_are_those_of_the_map_as_it_stood() {
    let mut window = window();
    choose(&mut window, "Indeling: Ronde grenzen", "Gelijke stappen");
    let before = state(&mut window).scene().classes.clone().expect("classes");
    window.get_by_label("Zelfde klassen in elk jaar en voorstel").click();
    window.run_steps(3);
    let fixed = program(&window).state.view.choice.fixed.clone().expect("they are kept");
    assert_eq!(fixed, before.inner_breaks());
    window.get_by_label("Vaste klassen: dezelfde in elk jaar en voorstel.");
    window.get_by_label("Zelfde klassen in elk jaar en voorstel").click();
    window.run_steps(3);
    assert!(program(&window).state.view.choice.fixed.is_none());
}

#[test]
fn columns_are_chosen_and_put_in_order_and_the_copy_has_the_same() {
    let mut window = window();
    window.key_press(Key::F8);
    window.run_steps(4);
    window.get_by_label("Kolommen").click();
    window.run_steps(3);
    window.get_by_label("Code").click();
    window.run_steps(2);
    window.get_by_label("Bestuur").click();
    window.run_steps(2);
    window.get_by_label("Bestuur naar links").click();
    window.run_steps(2);
    window.key_press(Key::Escape);
    window.run_steps(3);
    let kept = program(&window).state.window.preferences.columns.clone();
    assert!(kept.contains(&"-code".to_owned()) && kept.first() == Some(&"board".to_owned()), "{kept:?}");
    window.get_by_label("Kopiëren").click();
    window.run_steps(1);
    let copied = window.output().platform_output.commands.iter().find_map(|c| match c {
        eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("the rows are on the clipboard");
    let first = copied.lines().next().expect("a heading");
    assert!(!first.contains("Code") && first.starts_with("Naam\tBestuur\t"), "{first}");
    let of_settings =
        wijkspiegel::app::window::settings::Preferences { columns: kept.clone(), ..Default::default() };
    let mut table = toml::Table::new();
    of_settings.put_in(&mut table);
    assert_eq!(wijkspiegel::app::window::settings::Preferences::from_table(&table).columns, kept);
}

#[test]
fn a_layer_is_dragged_to_another_place() {
    let mut window = window();
    let at = |window: &Window, label: &str| {
        let b = window
            .get_by_role_and_label(Role::Image, label)
            .accesskit_node()
            .bounding_box()
            .expect("it has a place");
        pos2(((b.x0 + b.x1) / 2.0) as f32, ((b.y0 + b.y1) / 2.0) as f32)
    };
    let handle = |layer: &str| format!("{layer} verslepen naar een andere plek in de volgorde");
    let schools = at(&window, &handle("Scholen"));
    let areas = at(&window, &handle("Kleuren van gebieden"));
    assert!(areas.y > schools.y);
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.hover_at(areas);
    window.run_steps(1);
    window.event(button(areas, true));
    window.run_steps(1);
    let to = schools - eframe::egui::vec2(0.0, 10.0);
    for part in 1..=5 {
        window.event(Event::PointerMoved(areas + (to - areas) * (part as f32 / 5.0)));
        window.run_steps(1);
    }
    window.event(button(to, false));
    window.run_steps(4);
    assert!(
        at(&window, &handle("Kleuren van gebieden")).y < at(&window, &handle("Scholen")).y,
        "areas lie on top now"
    );
}

#[test]
fn the_divider_shows_another_colour_beside_the_map_and_moves_by_key() {
    let mut window = sized(1600.0, 1000.0);
    window.get_by_label("Schuifvergelijking").click();
    window.run_steps(4);
    let before = state(&mut window).swipe.as_ref().expect("it is on").at;
    window.get_by_label("Scheiding tussen links en rechts").focus();
    window.run_steps(2);
    window.key_press(Key::ArrowRight);
    window.run_steps(3);
    let after = state(&mut window).swipe.as_ref().expect("still on").at;
    assert!(after > before);
    let scene = state(&mut window).scene();
    let right = state(&mut window).right_of_divider(&scene).expect("there is something");
    assert_ne!(
        right.scene.legend.title.clone() + &right.scene.subtitle,
        scene.legend.title.clone() + &scene.subtitle
    );
    window.get_all_by_label("Schuifvergelijking sluiten").next().expect("one").click();
    window.run_steps(3);
    assert!(program(&window).state.swipe.is_none());
}

#[test]
fn another_proposal_beside_the_map_has_the_same_classes() {
    let mut window = sized(1600.0, 1000.0);
    crate::at_home::ready_plan(&mut window);
    let explore = wijkspiegel::app::command::Command::GoToPlace(wijkspiegel::app::place::Place::Explore);
    crate::at_home::push(&mut window, explore);
    let other = wijkspiegel::app::swipe::SwipeCommand::Show(wijkspiegel::app::swipe::Other::Proposal(1));
    crate::at_home::push(&mut window, wijkspiegel::app::command::Command::Swipe(other));
    let scene = state(&mut window).scene();
    let right = state(&mut window).right_of_divider(&scene).expect("the proposal is shown");
    let inner = |scene: &wijkspiegel::view::Scene| scene.classes.as_ref().map(|c| c.inner_breaks().to_vec());
    assert_eq!(inner(&scene), inner(&right.scene));
    assert!(inner(&scene).is_some_and(|b| !b.is_empty()));
}
