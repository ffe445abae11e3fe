//! Flows that nobody counted, in the window.

use crate::support::squares::{HOME, SCHOOL, table, town};
use crate::support::window::{Window, program_mut, sized, state};

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use wijkspiegel::catchment::Rule;
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{Dataset, SchoolId, Subject};
use wijkspiegel::view::hit::Hit;

/// A town of three squares without flows, with pupils who fill `schools`.
fn opened(schools: &[[f64; 2]; 3]) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stad.gpkg");
    let counts = vec![table(Subject::Home, None, &HOME), table(Subject::School, None, schools)];
    let parts = Parts { counts, ..town(3) };
    wijkspiegel::project::Project::new(Dataset::new(parts).into()).save_as(&file).unwrap();
    let mut window = sized(1280.0, 800.0);
    let ctx = window.ctx.clone();
    program_mut(&mut window).open_files(&ctx, vec![file]);
    for _ in 0..400 {
        window.step();
        if state(&mut window).opened.path().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    (folder, window)
}

#[test]
fn estimated_flows_are_called_so_in_the_inspector_and_over_the_map_and_take_a_mean_distance() {
    let (_folder, mut window) = opened(&SCHOOL);
    let shown = state(&mut window);
    shown.view.selection = Hit::School(SchoolId(0)).into();
    shown.view.choice.catchments = Some(Rule::MostPupils);
    window.run_steps(6);
    assert!(window.query_all_by_label_contains("HERKOMST (GESCHAT)").next().is_some());
    assert!(window.query_all_by_label_contains("meeste leerlingen (geschat)").next().is_some());
    assert!(window.query_all_by_label_contains("is een aanname").next().is_some());
    let known = "Gemiddelde afstand huis–school is bekend";
    window.get_by_role_and_label(Role::CheckBox, known).click();
    window.run_steps(6);
    assert_eq!(state(&mut window).view.choice.mean_distance, Some(1000));
}

#[test]
fn where_both_sides_disagree_the_inspector_says_why_there_are_no_flows() {
    let mut more = SCHOOL;
    more[0][1] += 5.0;
    let (_folder, mut window) = opened(&more);
    state(&mut window).view.selection = Hit::School(SchoolId(0)).into();
    window.run_steps(6);
    assert!(window.query_all_by_label_contains("De stromen zijn niet te schatten").next().is_some());
}
