//! Catchments and flows in the window, by accessible labels.

use crate::support::window::{Window, program_mut, sized};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::state::Dialog;
use wijkspiegel::catchment::{Rule, Subset};
use wijkspiegel::data::SchoolId;
use wijkspiegel::view::SceneLayer;
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    sized(1440.0, 1500.0)
}

#[test]
fn every_kind_of_catchment_is_chosen_by_its_name() {
    let mut shown = window();
    let of = |value: &str| Some(Rule::Nearest(Subset::Denomination(value.to_owned())));
    let mut before = "Geen".to_owned();
    for (label, rule) in [
        ("Dichtstbijzijnde school", Some(Rule::Nearest(Subset::All))),
        ("Dichtstbijzijnde school: Openbaar", of("Openbaar")),
        ("Dichtstbijzijnde school: Rooms-Katholiek", of("Rooms-Katholiek")),
        ("Waargenomen: school met de meeste leerlingen", Some(Rule::MostPupils)),
        ("Waargenomen: waar 50\u{a0}% van de leerlingen woont", Some(Rule::Core { percent: 50 })),
        ("Geen", None),
    ] {
        shown.get_by_label(&format!("Voedingsgebieden: {before}")).click();
        shown.run_steps(3);
        // The name may stand in the key too; the choice is the last.
        shown.get_all_by_label(label).last().expect("it is in the list").click();
        shown.run_steps(3);
        assert_eq!(program_mut(&mut shown).state.view.choice.catchments, rule, "{label}");
        shown.get_by_label(&format!("Voedingsgebieden: {label}"));
        label.clone_into(&mut before);
    }
}

#[test]
fn the_key_names_the_rule_and_the_selected_school() {
    let mut shown = window();
    let view = &mut program_mut(&mut shown).state.view;
    view.choice.catchments = Some(Rule::Nearest(Subset::All));
    view.selection = Some(Hit::School(SchoolId(0))).into();
    shown.run_steps(3);
    shown.get_by_label_contains("in een rechte lijn het dichtstbij");
    shown.get_by_label("van Binnenstad 1");
}

#[test]
fn flows_follow_the_selection_without_a_new_map() {
    let mut shown = window();
    shown.get_by_label("Stromen").click();
    shown.run_steps(3);
    shown.get_by_label_contains("Kies een school of gebied");
    let lines = |shown: &mut Window, school: usize| {
        let state = &mut program_mut(shown).state;
        state.view.selection = Some(Hit::School(SchoolId(school))).into();
        let scene = state.scene();
        let fills = scene.layers.iter().find_map(|layer| match layer {
            SceneLayer::Areas { shapes, .. } => Some(std::sync::Arc::as_ptr(shapes)),
            _ => None,
        });
        let flows = scene.layers.iter().find_map(|layer| match layer {
            SceneLayer::Flows(flows) => Some(flows.clone()),
            _ => None,
        });
        (flows.expect("there are flows"), fills)
    };
    let (first, second) = (lines(&mut shown, 0), lines(&mut shown, 20));
    assert_ne!(first.0, second.0);
    assert_eq!(first.1, second.1, "the areas are the same ones");
    shown.run_steps(2);
    shown.get_by_label_contains("Stromen naar");
    shown.get_by_label_contains("zijn weggelaten");
    shown.get_by_label("Stromen").click();
    shown.run_steps(3);
    assert!(shown.query_by_label_contains("Stromen naar").is_none());
}

#[test]
fn flows_on_the_screen_are_in_the_exported_map_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut shown = window();
    shown.get_by_label("Stromen").click();
    shown.run_steps(3);
    let state = &mut program_mut(&mut shown).state;
    state.view.selection = Some(Hit::School(SchoolId(0))).into();
    let on_screen = state.scene().layers.iter().find_map(|layer| match layer {
        SceneLayer::Flows(flows) => Some(flows.clone()),
        _ => None,
    });
    let on_screen = on_screen.expect("there are flows");
    assert!(!on_screen.is_empty());
    shown.run_steps(3);
    let export = |shown: &mut Window, name: &str| {
        let file = folder.path().join(name);
        shown.key_press_modifiers(Modifiers::COMMAND, Key::P);
        shown.run_steps(3);
        shown.get_by_label("SVG").click();
        shown.run_steps(2);
        let Some(Dialog::Export(form)) = &mut program_mut(shown).state.dialog else {
            panic!("the export dialog is open")
        };
        form.path = file.to_string_lossy().into_owned();
        shown.run_steps(2);
        shown.get_by_role_and_label(Role::Button, "Exporteren").click();
        for _ in 0..1500 {
            shown.run_steps(1);
            if !program_mut(shown).is_busy() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        shown.run_steps(2);
        std::fs::read_to_string(&file).unwrap()
    };
    let look = format!("fill=\"{}\" fill-opacity=\"{}\"", on_screen[0].color.hex(), on_screen[0].opacity);
    let drawn = |svg: &str| svg.lines().filter(|l| l.starts_with("<path") && l.contains(&look)).count();
    let with = export(&mut shown, "met.svg");
    // What lies outside of the picture is drawn as well, and clipped.
    assert_eq!(drawn(&with), on_screen.len());
    assert!(with.contains("Stromen naar"));
    shown.get_by_label("Stromen").click();
    shown.run_steps(3);
    assert_eq!(drawn(&export(&mut shown, "zonder.svg")), 0);
}
