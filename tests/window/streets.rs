//! A street network in the window: the rules over it in home and choice, and its quiet layer.

use crate::support::window::{Window, program, program_mut, sized};

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_kittest::kittest::Queryable;
use geo::line_string;
use wijkspiegel::app::home::Tab;
use wijkspiegel::data::{Dataset, Passage, Source, SourceId, Street, Streets};
use wijkspiegel::open;
use wijkspiegel::project::Project;
use wijkspiegel::view::SceneLayer;

/// Metres between two parallel streets.
const STEP: f64 = 250.0;

/// The example town with a grid of streets over it: a route goes round a corner, and is at most
/// √2 times the straight line (and the way to the street).
fn with_streets() -> Dataset {
    let mut parts = open::example().expect("the example opens").dataset.parts().clone();
    let extent = Dataset::new(parts.clone()).extent().expect("a town");
    let source = SourceId(parts.sources.len());
    parts.sources.push(Source { title: "Stratenraster".into(), ..Source::default() });
    let steps = |from: f64, to: f64| ((to - from) / STEP).ceil() as i64 + 2;
    let (west, south) = (extent.min().x - STEP, extent.min().y - STEP);
    let (wide, high) = (steps(west, extent.max().x), steps(south, extent.max().y));
    let node = |x: i64, y: i64| y * 10_000 + x;
    let at = |x: i64, y: i64| (west + x as f64 * STEP, south + y as f64 * STEP);
    let mut streets = Vec::new();
    let mut street = |from: (i64, i64), to: (i64, i64), kind: &str| {
        let (a, b) = (at(from.0, from.1), at(to.0, to.1));
        streets.push(Street {
            way: streets.len() as i64,
            from: node(from.0, from.1),
            to: node(to.0, to.1),
            kind: kind.into(),
            foot: Passage::Both,
            bicycle: Passage::Both,
            metres: STEP,
            line: line_string![(x: a.0, y: a.1), (x: b.0, y: b.1)],
        });
    };
    for y in 0..high {
        for x in 0..wide {
            let kind = if y % 8 == 0 { "primary" } else { "residential" };
            street((x, y), (x + 1, y), kind);
            street((x, y), (x, y + 1), "residential");
        }
    }
    parts.streets = Some(Arc::new(Streets { source, streets }));
    Dataset::new(parts)
}

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
