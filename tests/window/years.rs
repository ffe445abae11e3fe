//! The tab of the years in the window of measures.

use crate::support::window::{Window, program_mut, sized};

use crate::support::cli;

use std::time::{Duration, Instant};

use cli::{AREAS, Folder, run};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

const SCHOOLS: &str = "vestigingscode,naam,x,y
17EC00,A,230500,581000
17EC01,B,231500,581000
17EC02,C,232500,581000
";

const COUNTS: &str = "school,group,pupils,year
17EC00,laag,60,2022
17EC00,hoog,20,2022
17EC01,laag,30,2022
17EC01,hoog,50,2022
17EC01,laag,40,2024
17EC01,hoog,50,2024
17EC02,laag,70,2024
17EC02,hoog,10,2024
";

/// A project of three schools, a count of which is hidden; the folder is to outlive its use.
fn hidden_town() -> (Folder, String) {
    let folder = Folder::new();
    let areas = folder.write("wijken.geojson", AREAS);
    let schools = folder.write("scholen.csv", SCHOOLS);
    let counts = folder.write("school.csv", HIDDEN);
    let out = folder.at("town.gpkg");
    let made = ["new", &out, "--areas", &areas, "--schools", &schools, "--crs", "28992"];
    run(made.into_iter().chain(["--pupils-school", &counts]));
    (folder, out)
}

/// Steps until something with this text is there.
fn wait_for(harness: &mut Window, text: &str) {
    let began = Instant::now();
    while harness.query_all_by_label_contains(text).next().is_none() {
        assert!(began.elapsed() < Duration::from_secs(60), "“{text}” does not come");
        std::thread::sleep(Duration::from_millis(10));
        harness.step();
    }
}

#[test]
fn the_years_stand_as_lines_with_what_made_the_change_in_words() {
    let folder = Folder::new();
    let areas = folder.write("wijken.geojson", AREAS);
    let schools = folder.write("scholen.csv", SCHOOLS);
    let counts = folder.write("school.csv", COUNTS);
    let out = folder.at("town.gpkg");
    run([
        "new",
        &out,
        "--areas",
        &areas,
        "--schools",
        &schools,
        "--crs",
        "28992",
        "--pupils-school",
        &counts,
    ])
    .ended(0);
    let mut harness = sized(1280.0, 1400.0);
    let ctx = harness.ctx.clone();
    program_mut(&mut harness).open_files(&ctx, vec![out.into()]);
    wait_for(&mut harness, "2 wijken · 3 scholen");
    harness.key_press_modifiers(Modifiers::NONE, Key::F2);
    wait_for(&mut harness, "Over de jaren");
    harness.get_by_label("Over de jaren").click();
    wait_for(&mut harness, "2022-2023: ");
    wait_for(&mut harness, "gesloten scholen −");
    wait_for(&mut harness, "Wederzijdse informatie M: van");
}

const HIDDEN: &str = "school,group,pupils,year
17EC00,laag,60,2022
17EC00,hoog,<5,2022
17EC01,laag,30,2022
17EC01,hoog,50,2022
17EC00,laag,64,2024
17EC00,hoog,<5,2024
17EC01,laag,40,2024
17EC01,hoog,50,2024
17EC02,laag,70,2024
17EC02,hoog,10,2024
";

#[test]
fn where_counts_are_hidden_every_part_of_the_window_of_measures_gives_ranges() {
    let (_folder, out) = hidden_town();
    let mut harness = sized(1280.0, 1400.0);
    let ctx = harness.ctx.clone();
    program_mut(&mut harness).open_files(&ctx, vec![out.into()]);
    wait_for(&mut harness, "schermt 1 aantal");
    harness.key_press_modifiers(Modifiers::NONE, Key::F2);
    wait_for(&mut harness, "Waar * bij staat, is het een grens");
    harness.get_by_label("Om te citeren").click();
    wait_for(&mut harness, "zou tussen ");
    wait_for(&mut harness, "dan wisselt tussen ");
    wait_for(&mut harness, "Daarom staat hier een bereik, over alle 3 scholen.");
    harness.get_by_label("Over de jaren").click();
    wait_for(&mut harness, "(verborgen aantallen)");
}

#[test]
fn what_the_figure_means_is_said_without_moving_house_without_dashes_and_of_the_groups_there_are() {
    let (_folder, out) = hidden_town();
    let mut harness = sized(1280.0, 1400.0);
    let says = |harness: &Window, text: &str| harness.query_all_by_label_contains(text).next().is_some();
    // Of the example two of three groups are compared.
    wait_for(&mut harness, "Wat betekent dit?");
    // Not by the pointer: what comes in above moves it from under a click.
    harness.get_by_label("Wat betekent dit?").click_accesskit();
    wait_for(
        &mut harness,
        "van álle leerlingen van school moet veranderen: het gaat om één van beide groepen.",
    );
    assert!(says(&harness, "Leerlingen van andere groepen tellen niet mee.") && !says(&harness, "verhuizen"));
    let mut harness = sized(1280.0, 1400.0);
    let ctx = harness.ctx.clone();
    program_mut(&mut harness).open_files(&ctx, vec![out.into()]);
    wait_for(&mut harness, "schermt 1 aantal");
    harness.get_by_label("Wat betekent dit?").click_accesskit();
    wait_for(&mut harness, "Niet te zeggen: de bron schermt aantallen af.");
    wait_for(&mut harness, "Daarom staat hier een bereik, over alle 3 scholen.");
    assert!(says(&harness, "Het betekent niet dat tussen "));
    assert!(!says(&harness, "andere groepen tellen niet mee") && !says(&harness, "Dat is –"));
}
