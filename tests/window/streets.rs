//! A street network in the window: the rules over it in home and choice, and its quiet layer.

use crate::support::streets::with_streets;
use crate::support::window::{Window, program, program_mut, sized};

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_kittest::kittest::Queryable;
use wijkspiegel::app::home::Tab;
use wijkspiegel::project::Project;
use wijkspiegel::view::SceneLayer;

fn window() -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("stad.gpkg");
    Project::new(Arc::new(with_streets())).save_as(&path).expect("it saves");
    let mut shown = sized(1440.0, 1500.0);
    let ctx = shown.ctx.clone();
    program_mut(&mut shown).open_files(&ctx, vec![path]);
    wait(&mut shown, "the project opens", |shown| program(shown).state.present().streets().is_some());
    (shown, folder)
}

fn wait(shown: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    let began = Instant::now();
    while !done(shown) {
        assert!(began.elapsed() < Duration::from_secs(120), "{what}: in vain");
        std::thread::sleep(Duration::from_millis(20));
        shown.step();
    }
}

#[test]
fn with_streets_home_and_choice_are_split_by_routes_to_walk_and_to_cycle_too() {
    let (mut shown, _folder) = window();
    let home = &mut program_mut(&mut shown).state.view.home;
    (home.open, home.tab) = (true, Tab::Split);
    let has = |shown: &Window, label: &str| shown.query_all_by_label_contains(label).next().is_some();
    wait(&mut shown, "the routes are searched", |shown| {
        has(shown, "te voet over straat, plaatsen onbeperkt")
    });
    for rule in [
        "per fiets over straat, plaatsen onbeperkt",
        "met plaats, te voet over straat",
        "met plaats, per fiets over straat",
    ] {
        assert!(has(&shown, rule), "{rule}");
    }
    assert!(!has(&shown, "zodra er een stratenbestand"), "there is one");
    assert!(!has(&shown, "Over straat is niet te rekenen"), "the grid reaches everyone");
    // A rule over the streets can be chosen like any other.
    shown.get_all_by_label_contains("te voet over straat, plaatsen onbeperkt").next().unwrap().click();
    shown.run_steps(3);
    assert!(program(&shown).state.view.home.rule > 0);
}

#[test]
fn streets_are_a_layer_that_is_off_until_asked_for_and_names_its_source() {
    let (mut shown, _folder) = window();
    let layers = |shown: &mut Window| {
        let scene = program_mut(shown).state.scene();
        let streets = scene.layers.iter().filter(|l| matches!(l, SceneLayer::Streets { .. })).count();
        (streets, scene.attribution.join(" "))
    };
    let (none, credit) = layers(&mut shown);
    assert!(none == 0 && !credit.contains("Stratenraster"));
    shown.get_by_label("Straten").click();
    shown.run_steps(3);
    let (some, credit) = layers(&mut shown);
    assert_eq!(some, 2, "main streets, and streets with houses");
    assert!(credit.contains("Stratenraster"), "{credit}");
    shown.get_by_label("Straten").click();
    shown.run_steps(3);
    assert_eq!(layers(&mut shown).0, 0);
}

#[test]
fn streets_are_made_ready_on_a_worker_which_can_be_stopped_and_begun_again() {
    use wijkspiegel::app::command::Command;
    use wijkspiegel::app::place::Place;
    let (mut shown, _folder) = window();
    let obey = |shown: &mut Window, command: Command| {
        let ctx = shown.ctx.clone();
        program_mut(shown).obey(&ctx, vec![command]);
    };
    obey(&mut shown, Command::GoToPlace(Place::Scenario));
    obey(&mut shown, Command::PrepareStreets(false));
    shown.run_steps(3);
    let stopped = |shown: &mut Window| program_mut(shown).state.outcomes().is_err();
    assert!(stopped(&mut shown), "nothing is computed on the thread that draws");
    shown.get_all_by_label_contains("routes over straat zijn niet gezocht").next().unwrap();
    shown.get_by_label("Opnieuw").click();
    wait(&mut shown, "the streets are made ready", |shown| {
        shown.query_all_by_label_contains("routes over straat zijn niet gezocht").next().is_none()
            && shown.query_all_by_label_contains("straten worden klaargemaakt").next().is_none()
    });
    shown.run_steps(3);
    assert!(!stopped(&mut shown));
}

#[test]
fn a_town_without_streets_has_no_switch_for_them() {
    let shown = sized(1440.0, 1500.0);
    assert!(shown.query_by_label("Straten").is_none());
}
