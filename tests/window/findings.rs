//! Findings about many rows in the window: one line with its rows to unfold, and how far reading is.

use crate::support::cli;
use crate::support::window::{Window, program, program_mut, sized};

use std::path::PathBuf;
use std::time::Duration;

use cli::{AREAS, Folder, SCHOOLS};
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

fn open(window: &mut Window, paths: Vec<PathBuf>) {
    let ctx = window.ctx.clone();
    program_mut(window).open_files(&ctx, paths);
    settle(window);
}

fn settle(window: &mut Window) {
    for _ in 0..600 {
        window.run_steps(1);
        if !program(window).is_busy() {
            window.run_steps(3);
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the work does not end");
}

/// A table of pupils in which so many rows hold no number.
fn wrong_rows(folder: &Folder, rows: usize) -> Vec<PathBuf> {
    let mut text = "area,group,pupils\nWK001400,laag,4\n".to_owned();
    (0..rows).for_each(|i| text += &format!("WK001401,groep {},veel{i}\n", i % 50));
    vec![
        PathBuf::from(folder.write("wijken.geojson", AREAS)),
        PathBuf::from(folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd"))),
        PathBuf::from(folder.write("home.csv", text)),
    ]
}

#[test]
fn rows_with_the_same_fault_are_one_finding_that_unfolds() {
    let folder = Folder::new();
    let mut window = sized(1280.0, 800.0);
    open(&mut window, wrong_rows(&folder, 37));
    let told = "home.csv, regel 3–39, kolom pupils: 37 rijen: Geen getal: …";
    assert_eq!(window.query_all_by_label_contains(told).count(), 1);
    assert!(window.query_by_label_contains("Geen getal: veel5").is_none(), "the rows are folded away");
    window.get_by_label("Toon de 37 rijen").click();
    window.run_steps(20);
    window.get_by_label_contains("regel 8, kolom pupils: Geen getal: veel5");
}

#[test]
fn a_bar_with_the_name_of_the_file_shows_how_far_reading_is() {
    let folder = Folder::new();
    let mut window = sized(1280.0, 800.0);
    let ctx = window.ctx.clone();
    let files = wrong_rows(&folder, 60_000);
    program_mut(&mut window).open_files(&ctx, files);
    window.run_steps(1);
    assert!(program(&window).is_busy());
    let bar = window.get_by_role(Role::ProgressIndicator);
    let label = egui_kittest::kittest::NodeT::accesskit_node(&bar).label().unwrap_or_default();
    assert!(label.contains("lezen") || label.contains("Koppelen"), "{label}");
    // Whoever has seen enough stops it, and nothing is opened.
    window.get_by_label("Annuleren").click();
    window.run_steps(3);
    assert!(!program(&window).is_busy() && program(&window).state.dialog.is_none());
    assert!(program(&window).state.dataset().is_example());
}

#[test]
fn borders_of_another_year_only_connect_codes_unless_the_person_says_that_they_are_areas() {
    let folder = Folder::new();
    let paths = [
        folder.write("wijken_2024.geojson", AREAS),
        folder.write("wijken_2022.geojson", AREAS.replace("WK001401", "WK001409")),
        folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd")),
        folder.write("cijfers.csv", "wijkcode,inkomen\nWK001400,20.5\nWK001409,30.5\n"),
    ];
    let mut window = sized(1280.0, 800.0);
    open(&mut window, paths.map(PathBuf::from).to_vec());
    let told = "wijken_2022.geojson: Grenzen van een ander jaar: verbinden alleen codes";
    window.get_by_label_contains(told).click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, "Gebieden").click();
    window.run_steps(1);
    settle(&mut window);
    assert!(window.query_by_label_contains(told).is_none());
    window.get_by_label_contains("Wat het is, wijken_2022.geojson: Gebieden").click();
    window.run_steps(3);
    let again = "Grenzen van een ander jaar: verbinden alleen codes";
    window.get_by_role_and_label(Role::Button, again).click();
    window.run_steps(1);
    settle(&mut window);
    window.get_by_label("Nieuw project maken").click();
    window.run_steps(5);
    let town = program(&window).state.dataset().clone();
    assert_eq!(town.areas().len(), 2);
    let at = town.area_by_code("WK001401").expect("the newest borders are the areas").0;
    assert_eq!(town.indicators()[0].values[at], Some(30.5), "joined by the borders of both years");
}
