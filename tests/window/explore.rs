//! The window, by its accessible labels: what a person who does not see the map can do.

use crate::support::window::{Window, program, program_mut, sized};

use crate::support;

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::state::Dialog;
use wijkspiegel::measure::Other;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    sized(1440.0, 900.0)
}

fn wait_for_work(harness: &mut Window) {
    for _ in 0..600 {
        harness.run_steps(1);
        if !program(harness).is_busy() {
            harness.run_steps(3);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("the work does not end");
}

fn open(harness: &mut Window, files: Vec<PathBuf>) {
    let ctx = harness.ctx.clone();
    program_mut(harness).open_files(&ctx, files);
    wait_for_work(harness);
}

#[test]
fn the_example_opens_with_its_headline_and_says_that_it_is_modelled() {
    let harness = window();
    harness.get_by_label("60\u{a0}%");
    harness.get_by_label("voorbeeld, gemodelleerd");
    harness.get_by_label_contains("Blijven de scholen even groot, dan wisselt 27\u{a0}%");
    harness.get_by_label_contains("wonen 40 punten, schoolkeuze 20 punten");
    harness.get_by_label_contains("Kaart van Groningen (voorbeeld)");
}

#[test]
fn choosing_another_group_changes_the_figure() {
    let mut harness = window();
    harness.get_by_label("Vergeleken met: laag").click();
    harness.run_steps(3);
    harness.get_by_label("alle anderen").click();
    harness.run_steps(3);
    assert_eq!(program(&harness).state.view.comparison.other, Other::Rest);
    assert!(harness.query_by_label("60\u{a0}%").is_none(), "hoog against everyone else is another figure");
    harness.get_by_label("Vergeleken met: alle anderen");
}

#[test]
fn a_search_selects_a_school_and_the_inspector_tells_about_it() {
    let mut harness = window();
    harness.get_by_label("Zoek school, wijk, postcode, adres").focus();
    harness.run_steps(2);
    harness.get_by_label("Zoek school, wijk, postcode, adres").type_text("Beijum 1");
    harness.run_steps(3);
    harness.get_by_label_contains("Beijum 1 · EX").click();
    harness.run_steps(5);
    assert!(matches!(program(&harness).state.view.selection.primary(), Some(Hit::School(_))));
    harness.get_by_label_contains("EX33 · ");
    harness.get_by_label_contains("leerlingen, op deze school");
    harness.get_by_label_contains("WGS84");
    harness.get_by_label("Herkomst".to_uppercase().as_str());
}

#[test]
fn the_table_has_every_school_and_selects_by_keyboard_reach() {
    let mut harness = window();
    harness.key_press(Key::F8);
    harness.run_steps(4);
    harness.get_by_label("Binnenstad 1").click();
    harness.run_steps(3);
    assert!(matches!(program(&harness).state.view.selection.primary(), Some(Hit::School(_))));
}

#[test]
fn areas_and_colours_are_chosen_from_lists() {
    let mut harness = window();
    harness.get_by_label("Soort gebied: wijken").click();
    harness.run_steps(3);
    harness.get_by_label("Buurten").click();
    harness.run_steps(3);
    harness.get_by_label("Soort gebied: buurten");
    harness.get_by_label_contains("129 buurten");
}

#[test]
fn the_map_moves_by_key_and_button() {
    let mut harness = window();
    let before = program(&harness).state.view.camera.expect("a camera after the first frame");
    harness.get_by_label("Inzoomen").click();
    // The camera flies for a quarter of a second.
    for _ in 0..40 {
        harness.run_steps(1);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let after = program(&harness).state.view.camera.expect("still a camera");
    assert!(after.metres_per_px < before.metres_per_px * 0.8);
    harness.get_by_label_contains("Kaart van").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowRight);
    for _ in 0..40 {
        harness.run_steps(1);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let moved = program(&harness).state.view.camera.expect("still a camera");
    assert!(moved.centre.x() > after.centre.x(), "the arrow to the right looks further east");
}

#[test]
fn the_whole_window_speaks_english_at_once() {
    let mut harness = window();
    program_mut(&mut harness).state.view.language = Language::English;
    harness.run_steps(2);
    harness.get_by_label("60%");
    harness.get_by_label("example, modelled");
    harness.get_by_label("Search school, wijk, postcode, address");
    assert!(harness.query_by_label_contains("van de leerlingen").is_none());
}

#[test]
fn a_wrong_file_gets_a_message_and_what_was_open_stays_open() {
    let mut harness = window();
    open(&mut harness, vec![PathBuf::from("/there/is/no/such/file.geojson")]);
    assert!(matches!(program(&harness).state.dialog, Some(Dialog::Failure(_))));
    harness.get_by_label_contains("file.geojson");
    harness.get_by_label("Wat open was, is niet veranderd.");
    harness.get_by_label("Sluiten").click();
    harness.run_steps(3);
    assert!(program(&harness).state.dialog.is_none());
    harness.get_by_label("60\u{a0}%");
}

#[test]
fn a_new_project_is_previewed_added_kept_and_opened_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("a file in the temporary folder");
        path
    };
    let square = |code: &str, x: i32| {
        format!(
            r#"{{"type":"Feature","properties":{{"statcode":"{code}","statnaam":"Buurt {code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},580000],[{},580000],[{},581000],[{x},581000],[{x},580000]]]}}}}"#,
            x + 1000,
            x + 1000
        )
    };
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}"#;
    let areas = file(
        "areas.geojson",
        &format!(
            r#"{{"type":"FeatureCollection",{crs},"features":[{},{}]}}"#,
            square("BU00140000", 233_000),
            square("BU00140001", 234_000)
        ),
    );
    let point = |code: &str, x: i32| {
        format!(
            r#"{{"type":"Feature","properties":{{"vestigingscode":"{code}","naam":"School {code}"}},"geometry":{{"type":"Point","coordinates":[{x},580500]}}}}"#
        )
    };
    let schools = file(
        "schools.geojson",
        &format!(
            r#"{{"type":"FeatureCollection",{crs},"features":[{},{}]}}"#,
            point("17EC00", 233_500),
            point("18QF00", 234_500)
        ),
    );
    let pupils = file(
        "pupils.csv",
        "school,group,pupils\n17EC00,laag,30\n17EC00,hoog,10\n18QF00,laag,10\n18QF00,hoog,30\nNIET00,laag,5\n",
    );
    let mut harness = window();
    open(&mut harness, vec![areas, schools, pupils]);
    harness.get_by_label("Gevonden in de bestanden");
    harness.get_by_label("Leerlingen naar school");
    harness.get_by_label("4, 1 niet");
    harness.get_by_label_contains("NIET00");
    assert!(program(&harness).state.dataset().is_example(), "nothing is added before it is asked for");
    harness.get_by_label("Nieuw project maken").click();
    harness.run_steps(4);
    assert!(!program(&harness).state.dataset().is_example());
    harness.get_by_label("50\u{a0}%");
    // What was confirmed is on its way to the disk.
    program_mut(&mut harness).finish_saving();
    let kept = program(&harness).recovery.found().expect("work without a file is kept");
    let again = wijkspiegel::project::open(&kept).expect("the kept work opens");
    assert_eq!(again.dataset.parts(), program(&harness).state.dataset().parts());
    // Nothing takes the place of unsaved work without a question.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.get_by_label("Dit werk is nog niet opgeslagen");
    harness.get_by_label("Annuleren").click();
    harness.run_steps(3);
    harness.get_by_label("50\u{a0}%");
    // Given a file of its own, it opens again as a project.
    let saved = folder.path().join("town.gpkg");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    if let Some(Dialog::Open { path, saving, .. }) = &mut program_mut(&mut harness).state.dialog {
        assert!(*saving);
        *path = saved.to_string_lossy().into_owned();
    } else {
        panic!("saving unsaved work asks where");
    }
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::Button, "Opslaan").click();
    harness.run_steps(3);
    program_mut(&mut harness).finish_saving();
    harness.run_steps(1);
    assert!(!kept.exists(), "work with a file of its own needs no recovery");
    let mut second = window();
    open(&mut second, vec![saved.clone()]);
    second.get_by_label("50\u{a0}%");
    // Another town is not saved over it without asking.
    let mut third = window();
    let before = std::fs::read(&saved).expect("the saved file");
    third.key_press_modifiers(Modifiers::COMMAND, Key::S);
    third.run_steps(3);
    if let Some(Dialog::Open { path, .. }) = &mut program_mut(&mut third).state.dialog {
        *path = saved.to_string_lossy().into_owned();
    }
    third.run_steps(2);
    third.get_by_role_and_label(Role::Button, "Opslaan").click();
    third.run_steps(3);
    third.get_by_label("Dit bestand bestaat al");
    third.get_by_label("Annuleren").click();
    third.run_steps(3);
    assert!(std::fs::read(&saved).is_ok_and(|after| after == before));
}

#[test]
fn a_narrow_window_begins_with_the_left_panel_closed() {
    let harness = sized(1024.0, 768.0);
    assert!(!program(&harness).state.view.left_open);
    harness.get_by_label("60\u{a0}%");
    assert!(window().state().as_ref().is_some_and(|p| p.state.view.left_open));
}

#[test]
fn nothing_is_drawn_again_when_nothing_changes() {
    let mut harness = window();
    // `run` gives up after its most steps when the window keeps asking to be drawn.
    let steps = harness.run();
    assert!(steps < 10, "{steps} frames for a window at rest");
}

#[test]
fn the_real_town_opens_in_the_window() {
    let Some(data) = support::shared_data() else { return };
    let town = data.join("groningen");
    let mut harness = window();
    open(
        &mut harness,
        vec![
            town.join("buurten_2022_rd.geojson"),
            town.join("basisscholen_2024_wgs84.geojson"),
            town.join("modelled/pupils_home.csv"),
            town.join("modelled/pupils_school.csv"),
            town.join("modelled/flows.csv"),
            town.join("modelled/area_points.csv"),
        ],
    );
    harness.get_by_label("Gevonden in de bestanden");
    assert_eq!(harness.query_all_by_label("150").count(), 4, "rows and joined, of borders and of points");
}

#[test]
fn a_file_without_a_coordinate_system_asks_for_it_and_is_read_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("areas.geojson");
    let ring = "[[233000,580000],[234000,580000],[234000,581000],[233000,581000],[233000,580000]]";
    let feature = format!(
        r#"{{"type":"Feature","properties":{{"statcode":"WK001400"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
    );
    std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#))
        .expect("a file in the temporary folder");
    let mut harness = window();
    open(&mut harness, vec![path]);
    harness.get_by_label("Wat het is, areas.geojson: Niet te gebruiken");
    harness.get_by_label("Coördinaten, areas.geojson: Kies…").click();
    harness.run_steps(3);
    harness.get_by_label("RD New (EPSG:28992)").click();
    wait_for_work(&mut harness);
    assert!(harness.query_by_label_contains("Niet te gebruiken").is_none());
    harness.get_by_label("Wat het is, areas.geojson: Gebieden");
    assert!(matches!(
        &program(&harness).state.dialog,
        Some(Dialog::Import(preview)) if preview.built.dataset.areas().len() == 1
    ));
}

#[test]
fn a_dialog_that_closes_gives_the_keyboard_back_to_the_button_that_opened_it() {
    let mut window = sized(1440.0, 900.0);
    window.get_by_label("Alle maten…").focus();
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Measures(_))));
    assert!(!window.get_by_label("Alle maten…").is_focused());
    window.key_press(Key::Escape);
    window.run_steps(4);
    assert!(program(&window).state.dialog.is_none());
    assert!(window.get_by_label("Alle maten…").is_focused());
}

#[test]
fn in_a_low_window_what_is_selected_comes_into_sight_and_the_map_stays() {
    let mut window = sized(1280.0, 720.0);
    window.run_steps(3);
    window.get_by_label("Opleiding van de ouders");
    let school = program(&window).state.dataset().school_by_code("EX33").unwrap();
    let name = program(&window).state.dataset().school(school).unwrap().name.clone();
    let ctx = window.ctx.clone();
    let select = wijkspiegel::app::command::Command::Select(Some(Hit::School(school)));
    program_mut(&mut window).obey(&ctx, vec![select]);
    window.run_steps(60);
    let line = window.get_all_by_label_contains("op deze school").next().expect("it is told").rect();
    assert!(line.max.y < 690.0, "{name}: {line:?}");
    // Who then reads on elsewhere in the panel is left alone.
    window.run_steps(5);
    let still = window.get_all_by_label_contains("op deze school").next().unwrap().rect();
    assert_eq!(line, still);
}

#[test]
fn a_school_of_which_only_the_register_has_a_number_shows_that_number() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("schools.csv");
    std::fs::write(&path, "code,name,x,y,pupils\nS1,Eerste,233000,582000,120\nS2,Tweede,234000,582500,5\n")
        .unwrap();
    let mut window = window();
    open(&mut window, vec![path]);
    window.get_by_label("Nieuw project maken").click();
    window.run_steps(3);
    wait_for_work(&mut window);
    let dataset = program(&window).state.dataset().clone();
    let school = dataset.school_by_code("S1").expect("it is read");
    assert_eq!(
        dataset.school(school).unwrap().pupils,
        wijkspiegel::number::Count::Known(120.0),
        "the check must be about something"
    );
    let ctx = window.ctx.clone();
    let select = wijkspiegel::app::command::Command::Select(Some(Hit::School(school)));
    program_mut(&mut window).obey(&ctx, vec![select]);
    window.run_steps(5);
    window.get_by_label("Gepubliceerd totaal: 120 leerlingen.");
}

#[test]
fn enter_in_the_field_of_the_file_exports_and_never_over_a_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaart.pdf");
    let mut window = window();
    let export = |window: &mut Window| {
        window.key_press_modifiers(Modifiers::COMMAND, Key::P);
        window.run_steps(3);
        let label = "Bestand";
        window.get_by_role_and_label(Role::TextInput, label).focus();
        window.run_steps(2);
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.run_steps(2);
        window.get_by_role_and_label(Role::TextInput, label).type_text(&path.display().to_string());
        window.run_steps(3);
        window.key_press(Key::Enter);
        window.run_steps(3);
        wait_for_work(window);
    };
    export(&mut window);
    let made = std::fs::read(&path).expect("it is written");
    assert!(made.starts_with(b"%PDF"));
    std::fs::write(&path, "of somebody else").unwrap();
    export(&mut window);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "of somebody else", "that takes the button");
}
