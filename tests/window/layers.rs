//! The list of layers and the background map, by their accessible labels.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::support::tile_server::{self, basemap, good, png, send, serve};
use crate::support::window::{Window, program, program_mut, sized, state};

use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::state::Dialog;
use wijkspiegel::basemap::TileId;
use wijkspiegel::basemap::store::{About, Store};
use wijkspiegel::view::own::own_key;
use wijkspiegel::view::stack::{AREAS, BORDERS, SCHOOLS};

fn window() -> Window {
    sized(1440.0, 1200.0)
}

/// The window with background maps from that address, kept in a folder of the test.
fn with_maps(base: &str) -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window();
    let basemaps = &mut program_mut(&mut window).basemaps;
    basemaps.maps = vec![basemap(base)];
    basemaps.folder = Some(folder.path().to_owned());
    basemaps.settings = tile_server::settings();
    (window, folder)
}

fn choose_grey(window: &mut Window) {
    window.get_by_label("Achtergrondkaart: geen").click();
    window.run_steps(3);
    window.get_by_label("BRT grijs").click();
    window.run_steps(3);
}

fn until(window: &mut Window, what: &str, ready: impl Fn(&mut Window) -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        window.run_steps(1);
        if ready(window) {
            return;
        }
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn no_server_is_asked_before_a_background_map_is_chosen_and_then_only_for_what_is_in_view() {
    let (base, log) = good();
    let (mut window, _folder) = with_maps(&base);
    window.run_steps(10);
    assert!(log.lock().unwrap().is_empty());
    window.get_by_label_contains("Wordt van PDOK gehaald zodra er een is gekozen");
    choose_grey(&mut window);
    until(&mut window, "the tiles come in", |w| program(w).basemaps.pending() == 0);
    let asked = log.lock().unwrap().len();
    assert!((4..150).contains(&asked), "{asked}");
    let sources = state(&mut window).scene().attribution.join(" · ");
    assert!(sources.contains("Kadaster via PDOK"), "{sources}");
    // Nothing more is asked, and nothing is drawn again, while nothing changes.
    window.run_steps(20);
    assert_eq!(log.lock().unwrap().len(), asked);
    assert!(!window.ctx.has_requested_repaint(), "an idle window is not drawn again");
    window.get_by_label("Achtergrondkaart: BRT grijs").click();
    window.run_steps(3);
    window.get_by_label("geen").click();
    window.run_steps(3);
    assert!(state(&mut window).scene().backdrop.is_none());
}

#[test]
fn without_a_network_the_window_says_so_once_and_shows_what_it_has_with_its_date() {
    // Nobody listens there.
    let (mut window, folder) = with_maps("http://127.0.0.1:9");
    choose_grey(&mut window);
    until(&mut window, "it is said", |w| {
        w.query_by_label("geen verbinding: geen achtergrondkaart").is_some()
    });
    window.run_steps(5);
    assert!(!window.ctx.has_requested_repaint(), "no turning wheel");
    drop(window);
    // With a tile of years ago on disk.
    let (mut window, folder) = {
        let (mut window, _) = with_maps("http://127.0.0.1:9");
        program_mut(&mut window).basemaps.folder = Some(folder.path().to_owned());
        (window, folder)
    };
    let camera = program(&window).state.view.camera.unwrap();
    let store = Store::new(folder.path(), 1 << 20);
    for id in wijkspiegel::basemap::grid::covering(camera.visible(), camera.metres_per_px, 14) {
        let about = About { fetched: 1_699_800_000, ..About::default() };
        store.put("grey", id, &about, &png(id)).unwrap();
    }
    choose_grey(&mut window);
    until(&mut window, "the date is said", |w| {
        w.query_by_label("geen verbinding: kaart van 12 nov 2023").is_some()
    });
}

#[test]
fn a_server_that_gives_pages_in_place_of_tiles_does_no_harm() {
    let (base, _) = serve(|_, _, stream| {
        send(stream, "200 OK", "Content-Type: image/png\r\n", b"<!doctype html><title>Storing</title>");
    });
    let (mut window, _folder) = with_maps(&base);
    choose_grey(&mut window);
    until(&mut window, "it is said", |w| {
        w.query_by_label("de kaartdienst geeft iets anders dan een kaart: geen achtergrondkaart").is_some()
    });
}

#[test]
fn a_map_that_is_moved_far_away_gives_up_what_it_waited_for() {
    let (base, log) = serve(|asked, _, stream| {
        std::thread::sleep(Duration::from_millis(50));
        send(stream, "200 OK", "", &png(asked.tile()));
    });
    let (mut window, _folder) = with_maps(&base);
    choose_grey(&mut window);
    let camera = state(&mut window).view.camera.unwrap();
    state(&mut window).view.camera = Some(camera.zoom_at((0.0, 0.0), 30.0));
    until(&mut window, "the tiles come in", |w| program(w).basemaps.pending() == 0);
    let asked = log.lock().unwrap().clone();
    let last: TileId = asked.last().unwrap().tile();
    let finest = asked.iter().map(|a| a.tile().zoom).max().unwrap();
    assert_eq!(last.zoom, finest, "the last that is asked for is in view");
}

#[test]
fn a_layer_is_moved_from_its_menu_and_by_key_and_goes_back_as_usual() {
    let mut window = window();
    let order = |w: &mut Window| {
        let scene = state(w).scene();
        scene.drawn().iter().map(|(l, _)| l.key().to_owned()).collect::<Vec<_>>()
    };
    let usual = order(&mut window);
    assert_eq!(usual.last().map(String::as_str), Some(SCHOOLS));
    window.get_by_label("Volgorde en dekking van Wijkgrenzen").click();
    window.run_steps(3);
    window.get_by_label("Omlaag").click();
    window.run_steps(3);
    let now = order(&mut window);
    let at = |list: &[String], key: &str| list.iter().position(|k| k == key);
    assert!(at(&now, BORDERS) < at(&now, AREAS), "{now:?}");
    window.key_press(Key::Escape);
    window.run_steps(3);
    window.get_by_label("Wijkgrenzen").focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    window.run_steps(3);
    assert_eq!(order(&mut window), usual);
    assert!(state(&mut window).view.choice.visible.borders, "the arrow does not switch it off");
}

#[test]
fn opacity_is_set_without_styling_the_map_again_and_is_kept_with_the_project() {
    let mut window = window();
    let fills = |w: &mut Window| {
        let scene = state(w).scene();
        scene.layers.iter().find_map(|l| match l {
            wijkspiegel::view::SceneLayer::Areas { shapes, .. } => Some(Arc::as_ptr(shapes).addr()),
            _ => None,
        })
    };
    let before = fills(&mut window);
    window.get_by_label("Volgorde en dekking van Kleuren van gebieden").click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Slider, "Dekking van Kleuren van gebieden").focus();
    window.run_steps(2);
    for _ in 0..4 {
        window.key_press(Key::ArrowLeft);
        window.run_steps(2);
    }
    let opacity = state(&mut window).view.choice.stack.opacity(AREAS);
    assert!((0.7..0.9).contains(&opacity), "{opacity}");
    assert_eq!(fills(&mut window), before, "the same triangles are drawn");
    let drawn = state(&mut window).scene().drawn().iter().find(|(l, _)| l.key() == AREAS).map(|(_, o)| *o);
    assert_eq!(drawn, Some(opacity));
    let kept = state(&mut window).opened.project.settings.get("layers").cloned().expect("it is kept");
    assert!(kept.contains("\"areas\""), "{kept}");
    window.key_press(Key::Escape);
    window.run_steps(3);
    window.get_by_label("Gewone volgorde en dekking").click();
    window.run_steps(3);
    assert_eq!(state(&mut window).view.choice.stack.opacity(AREAS), 1.0);
}

const ROUTES: &str = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[
{"type":"Feature","properties":{"soort":"fiets"},"geometry":{"type":"LineString","coordinates":[[230100,580100],[236000,585000]]}}]}"#;

#[test]
fn a_file_of_lines_becomes_a_layer_of_ones_own_through_the_preview_and_can_be_taken_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fiets_routes.geojson");
    std::fs::write(&path, ROUTES).unwrap();
    let mut window = window();
    let ctx = window.ctx.clone();
    program_mut(&mut window).open_files(&ctx, vec![path]);
    until(&mut window, "the file is read", |w| !program(w).is_busy());
    window.run_steps(3);
    assert!(matches!(state(&mut window).dialog, Some(Dialog::Import(_))));
    window.get_by_label("Wat het is, fiets_routes.geojson: Eigen kaartlaag");
    assert!(state(&mut window).dataset().is_example());
    window.get_by_label("Toevoegen").click();
    window.run_steps(4);
    let key = own_key("Fiets routes");
    assert!(state(&mut window).scene().drawn().iter().any(|(l, _)| l.key() == key));
    window.get_by_label("Fiets routes").click();
    window.run_steps(3);
    assert!(!state(&mut window).scene().drawn().iter().any(|(l, _)| l.key() == key));
    window.get_by_label("Volgorde en dekking van Fiets routes").click();
    window.run_steps(3);
    window.get_by_label("Uit het project halen").click();
    window.run_steps(4);
    assert!(window.query_by_label("Fiets routes").is_none());
    assert!(state(&mut window).dataset().base().iter().all(|f| f.name.as_deref() != Some("Fiets routes")));
}

#[test]
fn a_background_map_that_came_with_a_project_shows_what_is_here_and_asks_nobody_until_told_to() {
    let (base, log) = good();
    let (mut window, _folder) = with_maps(&base);
    state(&mut window).view.choice.backdrop = Some("grey".into());
    until(&mut window, "it is said", |w| {
        w.query_by_label("nog niet opgehaald: geen achtergrondkaart").is_some()
    });
    assert!(log.lock().unwrap().is_empty());
    window.get_by_label("Nu ophalen").click();
    until(&mut window, "the tiles come in", |w| {
        !log.lock().unwrap().is_empty() && program(w).basemaps.pending() == 0
    });
    window.run_steps(10);
    assert!(window.query_by_label("Nu ophalen").is_none());
}
