//! A program that is killed in the middle of edits loses at most the edit under the mouse.
//!
//! The edits are made by this test program itself, started again as a child: a window without a screen
//! that tells after each edit that it was confirmed, and is then killed without a warning.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use geo::Point;
use wijkspiegel::app::command::{Command as Act, PlanCommand};
use wijkspiegel::app::recovery::Recovery;
use wijkspiegel::data::Year;
use wijkspiegel::project;
use wijkspiegel::scenario::{EditKind, file};

use crate::support::cli::{AREAS, Folder, HOME, SCHOOL};
use crate::support::window::{Window, program, program_mut, sized};

const FOLDER: &str = "WIJKSPIEGEL_TEST_EDITS_IN";
const PROJECT: &str = "WIJKSPIEGEL_TEST_EDITS_OF";
const IMPORT: &str = "WIJKSPIEGEL_TEST_IMPORT_OF";

fn within(folder: &Path) -> Window {
    let mut window = sized(1440.0, 900.0);
    program_mut(&mut window).recovery = Recovery::within(folder);
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run_steps(2);
    window
}

/// Drags a school a little further, and lets go.
fn edit(window: &mut Window, number: u32) {
    let dataset = program(window).state.present();
    let school = dataset.schools()[0].clone();
    let to = Point::new(school.at.x() + f64::from(number), school.at.y());
    // Within one frame: there is no hand here that holds the school from one to the next.
    let drag = [PlanCommand::Grab(school.code), PlanCommand::Drag(to), PlanCommand::Drop];
    let ctx = window.ctx.clone();
    program_mut(window).apply(&ctx, drag.map(Act::Plan).to_vec());
    window.run_steps(1);
}

/// How far the school was dragged in the plan of a project.
fn dragged(window: &Window) -> Option<f64> {
    let from = program(window).state.present().schools()[0].at.x();
    let plan = program(window).state.plans.history.proposals().first()?;
    plan.edits.iter().find_map(|edit| match &edit.what {
        EditKind::Move { to, .. } => Some(to.x() - from),
        _ => None,
    })
}

/// Only in the child: edits until it is killed. Without its folder there is nothing to edit.
#[test]
fn a_child_of_the_test_below_edits_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut window = within(Path::new(&folder));
    if let Some(path) = std::env::var_os(PROJECT) {
        let ctx = window.ctx.clone();
        program_mut(&mut window).open_files(&ctx, vec![path.into()]);
        while program(&window).is_busy() {
            window.run_steps(1);
        }
        window.run_steps(2);
    }
    if let Some(files) = std::env::var_os(IMPORT) {
        import(&mut window, Path::new(&files));
        println!("edit 1");
        std::thread::park();
    }
    for number in 1..10_000 {
        edit(&mut window, number);
        println!("edit {number}");
    }
}

/// Makes a new town of the files in a folder, and looks on until the window says that it is kept.
fn import(window: &mut Window, files: &Path) {
    let ctx = window.ctx.clone();
    let paths = std::fs::read_dir(files).expect("the folder").flatten().map(|e| e.path()).collect();
    program_mut(window).open_files(&ctx, paths);
    while program(window).is_busy() {
        window.run_steps(1);
    }
    window.run_steps(2);
    window.get_by_label("Nieuw project maken").click();
    // The frame that is clicked in, and the one that is drawn of what came of it.
    window.run_steps(2);
    assert!(!program(window).state.dataset().is_example());
    while window.query_by_label("Nieuwe gegevens bewaard in het herstelbestand").is_none() {
        // Until then it does not seem to be.
        window.get_by_label_contains("nog niet bewaard");
        std::thread::sleep(std::time::Duration::from_millis(5));
        window.run_steps(1);
    }
}

/// Starts the child, lets it make so many edits, kills it and gives the last one it told of.
fn killed_after(edits: u32, folder: &Path, project: Option<&Path>) -> u32 {
    let of = project.map(|path| (PROJECT, path));
    killed_in(edits, folder, of)
}

fn killed_in(edits: u32, folder: &Path, of: Option<(&str, &Path)>) -> u32 {
    let program = std::env::current_exe().expect("this test program");
    let mut command = Command::new(program);
    command
        .args(["--exact", "killed::a_child_of_the_test_below_edits_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if let Some((what, path)) = of {
        command.env(what, path);
    }
    let mut child = command.spawn().expect("the child starts");
    let mut last = 0;
    for line in BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok) {
        if let Some((_, number)) = line.split_once("edit ")
            && let Ok(number) = number.trim().parse::<u32>()
        {
            last = number;
            if number >= edits {
                break;
            }
        }
    }
    child.kill().expect("the child is killed");
    child.wait().expect("the child is gone");
    assert!(last >= edits, "the child made {last} edits");
    last
}

#[test]
fn killed_during_edits_of_work_without_a_file_only_the_one_under_the_mouse_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = killed_after(25, folder.path(), None);
    let mut window = within(folder.path());
    let ctx = window.ctx.clone();
    program_mut(&mut window).apply(&ctx, vec![Act::OpenRecovered]);
    window.run_steps(2);
    let moved = dragged(&window).expect("the plan is there");
    assert!(moved >= f64::from(told), "edit {told} was confirmed, and {moved} is what is left");
    // What was put back is on its way to the recovery file, and the journal has nothing left to tell.
    program_mut(&mut window).finish_saving();
    let kept = program(&window).recovery.found().expect("the recovery file");
    let stored = project::open(&kept).expect("it opens").scenarios;
    let read = file::read("plan", &stored[0].toml).expect("it reads").scenario;
    assert!(matches!(&read.edits[0].what, EditKind::Move { .. }) && read.edits[0].year >= Year(2020));
    let journals = std::fs::read_dir(folder.path()).expect("the folder").flatten();
    assert_eq!(journals.filter(|e| e.file_name().to_string_lossy().starts_with("dagboek-")).count(), 0);
}

#[test]
fn killed_as_soon_as_an_import_is_said_to_be_kept_it_is_there_again() {
    let (folder, files) = (tempfile::tempdir().expect("a folder"), Folder::new());
    files.write("wijken.geojson", AREAS);
    let school = |code: &str, x: u32| {
        let geometry = format!(r#"{{"type":"Point","coordinates":[{x},581000]}}"#);
        format!(r#"{{"type":"Feature","properties":{{"vestigingscode":"{code}"}},"geometry":{geometry}}}"#)
    };
    let schools = [school("17EC00", 231_000), school("17EC01", 233_000)].join(",");
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}"#;
    let schools = format!(r#"{{"type":"FeatureCollection",{crs},"features":[{schools}]}}"#);
    files.write("scholen.geojson", schools);
    files.write("home.csv", HOME);
    files.write("school.csv", SCHOOL);
    killed_in(1, folder.path(), Some((IMPORT, files.root())));
    let mut window = within(folder.path());
    let ctx = window.ctx.clone();
    program_mut(&mut window).apply(&ctx, vec![Act::OpenRecovered]);
    window.run_steps(2);
    let town = program(&window).state.present();
    assert!(!town.is_example());
    assert_eq!((town.areas().len(), town.schools().len()), (2, 2));
}

#[test]
fn killed_during_edits_of_a_project_the_file_opens_with_all_that_was_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("town.gpkg");
    let mut window = within(folder.path());
    let ctx = window.ctx.clone();
    program_mut(&mut window).apply(&ctx, vec![Act::SaveAs(path.clone())]);
    drop(window);
    let told = killed_after(25, folder.path(), Some(&path));
    let mut window = within(folder.path());
    let ctx = window.ctx.clone();
    program_mut(&mut window).open_files(&ctx, vec![path.clone()]);
    while program(&window).is_busy() {
        window.run_steps(1);
    }
    window.run_steps(2);
    let moved = dragged(&window).expect("the plan is there");
    assert!(moved >= f64::from(told), "edit {told} was confirmed, and {moved} is what is left");
    program_mut(&mut window).finish_saving();
    let stored = project::open(&path).expect("it opens").scenarios;
    assert_eq!(stored.len(), 1, "the file itself holds it now");
}

#[test]
fn a_project_that_was_changed_elsewhere_keeps_its_own_plans_and_gets_those_of_the_journal_beside() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("town.gpkg");
    let mut window = within(folder.path());
    let ctx = window.ctx.clone();
    program_mut(&mut window).apply(&ctx, vec![Act::SaveAs(path.clone())]);
    drop(window);
    killed_after(3, folder.path(), Some(&path));
    let mut elsewhere = project::open(&path).expect("it opens");
    elsewhere.scenarios = vec![project::StoredScenario {
        name: "Elders".into(),
        toml: "format = 1\nname = \"Elders\"\n".into(),
    }];
    elsewhere.save().expect("it saves");
    let mut window = within(folder.path());
    let ctx = window.ctx.clone();
    program_mut(&mut window).open_files(&ctx, vec![path]);
    while program(&window).is_busy() {
        window.run_steps(1);
    }
    window.run_steps(2);
    let names: Vec<&str> =
        program(&window).state.plans.history.proposals().iter().map(|s| s.name.as_str()).collect();
    assert!(names.contains(&"Elders"), "{names:?}");
    assert!(names.len() <= 2, "{names:?}");
}

#[test]
fn the_window_waits_for_what_it_saves_and_says_so_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("town.gpkg");
    let mut window = within(folder.path());
    let ctx = window.ctx.clone();
    program_mut(&mut window).apply(&ctx, vec![Act::SaveAs(path.clone())]);
    program_mut(&mut window).finish_saving();
    for number in 1..6 {
        edit(&mut window, number);
    }
    program_mut(&mut window).apply(&ctx, vec![Act::Save]);
    program_mut(&mut window).finish_saving();
    window.run_steps(2);
    window.get_by_label_contains("Opgeslagen");
    let stored = project::open(&path).expect("it opens").scenarios;
    let read = file::read("plan", &stored[0].toml).expect("it reads").scenario;
    let from = program(&window).state.present().schools()[0].at.x();
    assert!(
        matches!(&read.edits[0].what, EditKind::Move { to, .. } if (to.x() - from - 5.0).abs() < 1e-6),
        "the last edit is in the file"
    );
}

/// The files of journals in a folder, with what they hold.
fn journals(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("the folder").flatten();
    let ours = entries.filter(|e| e.file_name().to_string_lossy().starts_with("dagboek-"));
    ours.map(|e| (e.path(), std::fs::read(e.path()).expect("it reads"))).collect()
}

#[test]
fn an_edit_on_the_example_is_there_again_though_its_file_was_never_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = within(folder.path());
    let school = program(&window).state.present().schools()[0].clone();
    let drag = [
        PlanCommand::Grab(school.code),
        PlanCommand::Drag(Point::new(school.at.x() + 7.0, school.at.y())),
        PlanCommand::Drop,
    ];
    let ctx = window.ctx.clone();
    program_mut(&mut window).apply(&ctx, drag.map(Act::Plan).to_vec());
    // As it lies there the moment after the hand lets go, while the worker is at the file.
    let written = journals(folder.path());
    assert_eq!(written.len(), 1, "the edit is in the journal before the next frame");
    program_mut(&mut window).finish_saving();
    let kept = program(&window).recovery.found().expect("the recovery file");
    drop(window);
    std::fs::remove_file(&kept).expect("the program was killed before it was there");
    for (file, text) in &written {
        std::fs::write(file, text).expect("the journal as it was");
    }
    let mut window = within(folder.path());
    assert_eq!(program(&window).recovery.found(), Some(kept.clone()), "it is offered");
    let ctx = window.ctx.clone();
    program_mut(&mut window).apply(&ctx, vec![Act::OpenRecovered]);
    window.run_steps(2);
    let moved = dragged(&window).expect("the plan is there");
    assert!((moved - 7.0).abs() < 1e-6, "{moved}");
    assert!(program(&window).state.present().is_example());
    program_mut(&mut window).finish_saving();
    assert!(kept.exists(), "now it has its file");
    assert!(journals(folder.path()).is_empty(), "and the journal nothing left to tell");
}

#[test]
fn a_power_cut_in_the_middle_of_a_journal_leaves_the_one_that_was_on_the_disk() {
    use wijkspiegel::app::journal::{self, Journal, Restored};
    use wijkspiegel::project::{Project, StoredScenario};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("town.gpkg");
    let dataset = wijkspiegel::open::example().expect("the example").dataset;
    let on_disk = Project::new(std::sync::Arc::new(dataset));
    let mut journal = Journal::begin(&on_disk);
    let with = |name: &str| {
        let mut project = on_disk.clone();
        project.scenarios = vec![StoredScenario { name: name.into(), toml: String::new() }];
        project
    };
    journal.write(folder.path(), &path, &with("een"), false).expect("it is written").settle();
    let settled = journals(folder.path());
    journal.write(folder.path(), &path, &with("twee"), false).expect("it is written");
    journal.write(folder.path(), &path, &with("drie"), false).expect("it is written");
    let files = journals(folder.path());
    assert_eq!(files.len(), 2);
    assert!(files.contains(&settled[0]), "what is surely on the disk is not written over");
    let restored = |folder: &Path| {
        let mut project = on_disk.clone();
        let (found, _) = journal::restore(folder, &path, &mut project);
        (found, project.scenarios.first().map(|s| s.name.clone()))
    };
    assert_eq!(restored(folder.path()), (Restored::Continued, Some("drie".into())), "the newest");
    // What the disk had not written comes back empty, cut short or full of nothing.
    let newest = files.iter().find(|f| **f != settled[0]).expect("the newest");
    for left in [Vec::new(), newest.1[..newest.1.len() / 2].to_vec(), vec![0; newest.1.len()]] {
        std::fs::write(&newest.0, left).expect("what is left of it");
        assert_eq!(restored(folder.path()), (Restored::Continued, Some("een".into())));
    }
    journal::forget(folder.path(), &path);
    assert!(journals(folder.path()).is_empty());
}

#[test]
fn what_is_edited_while_the_town_goes_to_a_new_file_comes_into_it_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("town.gpkg");
    let mut window = within(folder.path());
    edit(&mut window, 1);
    let ctx = window.ctx.clone();
    // Asked for, and edited on before a frame could take in that it is there.
    let school = program(&window).state.present().schools()[0].clone();
    let to = Point::new(school.at.x() + 2.0, school.at.y());
    let mut acts = vec![Act::SaveAs(path.clone())];
    acts.extend(
        [PlanCommand::Grab(school.code.clone()), PlanCommand::Drag(to), PlanCommand::Drop].map(Act::Plan),
    );
    program_mut(&mut window).apply(&ctx, acts);
    program_mut(&mut window).finish_saving();
    window.run_steps(2);
    window.get_by_label_contains("Opgeslagen");
    assert!(!program(&window).state.opened.is_unsaved());
    let stored = project::open(&path).expect("it opens").scenarios;
    let read = file::read("plan", &stored[0].toml).expect("it reads").scenario;
    assert!(
        matches!(&read.edits[0].what, EditKind::Move { to, .. } if (to.x() - school.at.x() - 2.0).abs() < 1e-6),
        "the edit of meanwhile is in the file"
    );
    assert_eq!(program(&window).recovery.found(), None, "nothing is left to recover");
    assert!(journals(folder.path()).is_empty());
    // From one file to another likewise: it goes on in the new one.
    let second = folder.path().join("second.gpkg");
    let to = Point::new(school.at.x() + 5.0, school.at.y());
    let drag = [PlanCommand::Grab(program(&window).state.present().schools()[0].code.clone())];
    let mut acts = vec![Act::SaveAs(second.clone())];
    acts.extend(drag.into_iter().chain([PlanCommand::Drag(to), PlanCommand::Drop]).map(Act::Plan));
    program_mut(&mut window).apply(&ctx, acts);
    program_mut(&mut window).finish_saving();
    assert_eq!(program(&window).state.opened.path(), Some(&second));
    let stored = project::open(&second).expect("it opens").scenarios;
    let read = file::read("plan", &stored[0].toml).expect("it reads").scenario;
    assert!(
        matches!(&read.edits[0].what, EditKind::Move { to, .. } if (to.x() - school.at.x() - 5.0).abs() < 1e-6)
    );
    assert!(journals(folder.path()).is_empty());
}

#[test]
fn a_file_that_cannot_be_written_loses_nothing_and_is_told_of() {
    use wijkspiegel::app::state::Dialog;
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = within(folder.path());
    edit(&mut window, 3);
    let ctx = window.ctx.clone();
    let nowhere = folder.path().join("geen map").join("town.gpkg");
    program_mut(&mut window).apply(&ctx, vec![Act::SaveAs(nowhere)]);
    program_mut(&mut window).finish_saving();
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Failure(_))));
    assert!(program(&window).state.opened.is_unsaved());
    assert_eq!(dragged(&window).map(f64::round), Some(3.0));
    let kept = program(&window).recovery.found().expect("it is still kept aside");
    assert_eq!(project::open(&kept).expect("it opens").scenarios.len(), 1);
}
