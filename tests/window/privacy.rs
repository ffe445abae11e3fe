//! The threshold for small numbers in the window.

use std::path::Path;

use crate::support::cli::{AREAS, Folder, HOME, SCHOOLS, run};
use crate::support::window::{Window, program_mut, sized, state};

use egui_kittest::kittest::Queryable;
use wijkspiegel::privacy::Gate;
use wijkspiegel::project;

fn asked(window: &mut Window) {
    window.get_by_label("Bestand").click();
    window.run_steps(3);
    window.get_by_label("Kleine aantallen…").click();
    window.run_steps(3);
}

fn switched_off(window: &mut Window) {
    for label in [
        "Alle aantallen tonen, ook die van één leerling",
        "Wie meekijkt mag dit zien; het wordt niet verspreid",
        "Toepassen",
    ] {
        window.get_by_label(label).click();
        window.run_steps(4);
    }
}

#[test]
fn small_numbers_are_shown_only_when_that_is_said_twice_and_then_the_screen_says_so() {
    let mut window = sized(1280.0, 800.0);
    asked(&mut window);
    window.get_by_label("Alle aantallen tonen, ook die van één leerling").click();
    window.run_steps(2);
    window.get_by_label("Toepassen").click();
    window.run_steps(3);
    assert_eq!(state(&mut window).view.gate, Gate::default(), "not confirmed");
    window.get_by_label("Wie meekijkt mag dit zien; het wordt niet verspreid").click();
    window.run_steps(2);
    window.get_by_label("Toepassen").click();
    window.run_steps(6);
    assert!(state(&mut window).view.gate.is_off() && state(&mut window).dialog.is_none());
    assert!(window.query_all_by_label_contains("kleine aantallen zichtbaar").next().is_some());
}

#[test]
fn a_threshold_is_kept_in_the_project() {
    let folder = Folder::new();
    let file = |name: &str, content: &str| folder.write(name, content);
    let (areas, schools) = (file("wijken.geojson", AREAS), file("scholen.csv", SCHOOLS));
    let home = file("home.csv", HOME);
    let out = folder.at("town.gpkg");
    let made = ["new", &out, "--areas", &areas, "--schools", &schools, "--crs", "28992"];
    run(made.into_iter().chain(["--pupils-home", &home]));
    let opened = |window: &mut Window| {
        let ctx = window.ctx.clone();
        program_mut(window).open_files(&ctx, vec![out.clone().into()]);
        for _ in 0..400 {
            window.step();
            if state(window).opened.path().is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert!(state(window).opened.path().is_some());
    };
    let mut window = sized(1280.0, 800.0);
    opened(&mut window);
    assert_eq!(state(&mut window).view.gate, Gate::default(), "an older file says nothing of it");
    asked(&mut window);
    switched_off(&mut window);
    program_mut(&mut window).finish_saving();
    let kept = project::open(Path::new(&out)).unwrap();
    assert!(Gate::read(&kept.settings).is_off());
    let mut again = sized(1280.0, 800.0);
    opened(&mut again);
    assert!(state(&mut again).view.gate.is_off());
    assert!(again.query_all_by_label_contains("kleine aantallen zichtbaar").next().is_some());
}
