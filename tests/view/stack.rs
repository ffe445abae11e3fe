//! Order, opacity and visibility of layers; the background map and a person's own layers in a print.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use crate::support::town;

use geo::{Geometry, LineString, Point, polygon};
use image::{ImageFormat, Rgb as Pixel, RgbImage};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::Document;
use wijkspiegel::basemap::grid::covering;
use wijkspiegel::basemap::store::{About, Store};
use wijkspiegel::data::{BaseFeature, BaseKind, Dataset};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::measure::inference::Draws;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::Print;
use wijkspiegel::report::date::Day;
use wijkspiegel::report::document::{Report, Request};
use wijkspiegel::report::pdf::{self, Paper};
use wijkspiegel::report::png::png;
use wijkspiegel::report::svg::svg;
use wijkspiegel::text::Language;
use wijkspiegel::view::own::{own_key, usual_order};
use wijkspiegel::view::stack::{AREAS, BASE, BORDERS, SCHOOLS, Stack};
use wijkspiegel::view::{
    Camera, MapChoice, Scene, SceneLayer, ShapeCache, Theme, ThemeKind, VisibleLayers, town_scene,
};

fn keys(list: &[&str]) -> Vec<String> {
    list.iter().map(|k| (*k).to_owned()).collect()
}

fn scene_of(dataset: &Dataset, choice: &MapChoice) -> Scene {
    town_scene(dataset, choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &ShapeCache::new(dataset))
}

/// The town with a cycle route, a park and two stops in layers of the person's own.
fn with_own() -> Dataset {
    let mut parts = town::dataset().parts().clone();
    let mut add = |name: &str, geometry: Geometry<f64>| {
        parts.base.push(BaseFeature { kind: BaseKind::Own, name: Some(name.to_owned()), geometry });
    };
    add("Fietsroutes", LineString::from(vec![(0.0, 100.0), (3000.0, 1900.0)]).into());
    add("Parken", polygon![(x: 100., y: 100.), (x: 900., y: 100.), (x: 900., y: 900.)].into());
    add("Haltes", Point::new(500.0, 500.0).into());
    add("Haltes", Point::new(1500.0, 1500.0).into());
    Dataset::new(parts)
}

fn drawn(scene: &Scene) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (layer, _) in scene.drawn() {
        if out.last().map(String::as_str) != Some(layer.key()) {
            out.push(layer.key().to_owned());
        }
    }
    out
}

#[test]
fn without_a_choice_layers_lie_as_they_usually_do() {
    let usual = keys(&["a", "b", "c"]);
    assert_eq!(Stack::default().arranged(&usual), usual);
    assert_eq!(Stack::default().opacity("a"), 1.0);
    let dataset = with_own();
    let order = usual_order(&ShapeCache::new(&dataset));
    let at = |key: &str| order.iter().position(|k| k == key).unwrap();
    assert!(at(&own_key("Parken")) < at(AREAS), "surfaces lie under the areas");
    assert!(at(&own_key("Fietsroutes")) > at(BORDERS) && at(&own_key("Haltes")) < at(SCHOOLS));
    assert_eq!(drawn(&scene_of(&dataset, &town::choice())).first().map(String::as_str), Some(BASE));
}

#[test]
fn a_layer_goes_one_place_up_and_down_among_those_that_are_listed() {
    let usual = keys(&["a", "b", "c", "d"]);
    let listed = keys(&["a", "b", "d"]);
    let mut stack = Stack::default();
    assert!(stack.shift("b", true, &listed, &usual), "over d, past c that is not listed");
    assert_eq!(stack.arranged(&usual), keys(&["a", "c", "d", "b"]));
    assert!(!stack.shift("b", true, &listed, &usual), "it is on top");
    assert!(stack.shift("b", false, &listed, &usual));
    assert!(stack.shift("b", false, &listed, &usual));
    assert!(!stack.shift("b", false, &listed, &usual), "it is lowest");
    assert_eq!(stack.arranged(&usual), keys(&["b", "a", "c", "d"]));
    assert!(!stack.shift("x", true, &listed, &usual));
    assert!(stack.shift("b", true, &listed, &usual));
    assert!(stack.order.is_empty(), "back as usual leaves no trace: {:?}", stack.order);
}

#[test]
fn a_layer_that_is_new_lies_on_what_it_usually_lies_on_and_one_that_is_gone_keeps_its_place() {
    let stack = Stack { order: keys(&["c", "gone", "a"]), ..Stack::default() };
    assert_eq!(stack.arranged(&keys(&["a", "b", "c"])), keys(&["c", "a", "b"]));
    let mut moved = stack.clone();
    let usual = keys(&["a", "b", "c"]);
    assert!(moved.shift("b", false, &usual, &usual));
    assert_eq!(moved.order, keys(&["c", "gone", "b", "a"]));
}

#[test]
fn opacity_stays_between_a_tenth_and_one_whatever_a_file_says() {
    let mut stack = Stack::default();
    for (given, kept) in [(0.5, 0.5), (-1.0, 0.1), (7.0, 1.0), (f32::NAN, 1.0)] {
        stack.set_opacity("a", given);
        assert_eq!(stack.opacity("a"), kept, "{given}");
    }
    stack.set_opacity("a", 1.0);
    assert_eq!(stack, Stack::default(), "what is as usual needs no mention");
    stack.opacity.insert("a".into(), f32::INFINITY);
    assert_eq!(stack.opacity("a"), 1.0);
    let json = serde_json::to_string(&Stack::default()).unwrap();
    assert_eq!(json, "{}");
    assert_eq!(serde_json::from_str::<Stack>("{\"later\": 3}").unwrap(), Stack::default());
}

#[test]
fn the_screen_and_the_print_draw_the_chosen_order_and_opacity_and_leave_out_what_is_off() {
    let dataset = with_own();
    let (route, stops) = (own_key("Fietsroutes"), own_key("Haltes"));
    let mut choice = town::choice();
    let usual = usual_order(&ShapeCache::new(&dataset));
    assert!(choice.stack.shift(&route, false, &usual, &usual));
    assert!(choice.stack.shift(&route, false, &usual, &usual));
    choice.stack.set_opacity(AREAS, 0.5);
    choice.stack.set_hidden(&stops, true);
    let scene = scene_of(&dataset, &choice);
    let order = drawn(&scene);
    let at = |key: &str| order.iter().position(|k| k == key);
    assert!(at(&route) < at(AREAS) && at(&stops).is_none());
    assert_eq!(scene.drawn().iter().find(|(l, _)| l.key() == AREAS).map(|(_, o)| *o), Some(0.5));
    let own: Vec<&str> =
        scene.legend.sections.iter().flat_map(|s| &s.entries).map(|e| e.text.as_str()).collect();
    assert_eq!(own, ["Parken", "Fietsroutes"], "the key names those that are shown");
    let svg = svg(&scene, &Print::SCREEN);
    let document = Document::parse(&svg).unwrap();
    let faint: Vec<_> = document.descendants().filter(|n| n.attribute("opacity") == Some("0.5")).collect();
    assert_eq!(faint.len(), 1);
    assert!(faint[0].descendants().any(|n| n.attribute("id").is_some_and(|id| id.ends_with("-1"))));
    // The layers themselves are the same: nothing was styled or triangulated for it.
    let plain = scene_of(&dataset, &town::choice());
    assert_eq!(plain.layers.len(), scene.layers.len());
}

#[test]
fn a_story_of_before_has_the_usual_order_and_no_background_map() {
    let old = r#"{"level":"Buurt","visible":{"areas":true}}"#;
    let choice: MapChoice = serde_json::from_str(old).unwrap();
    assert_eq!((choice.stack, choice.backdrop), (Stack::default(), None));
}

/// A store with tiles of one colour for all that a print shows.
fn filled(folder: &std::path::Path, scene: &Scene, print: &Print, colour: [u8; 3]) -> Arc<Store> {
    let store = Store::new(folder, 64 << 20);
    let camera = Camera::fit(scene.extent, (print.width, print.height), 20.0);
    let mut tile = Cursor::new(Vec::new());
    RgbImage::from_pixel(256, 256, Pixel(colour)).write_to(&mut tile, ImageFormat::Png).unwrap();
    let about = About::fetched_now(Duration::from_secs(100), None, None);
    for id in covering(camera.visible(), camera.metres_per_px, 14) {
        store.put("grey", id, &about, tile.get_ref()).unwrap();
    }
    Arc::new(store)
}

const BARE: Print = Print { panel: false, deterministic: true, ..Print::new(900.0, 600.0) };

/// The town of the tests lies at the origin of RD, where the grid has no tiles: the example then.
fn with_backdrop() -> Scene {
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let visible = VisibleLayers { areas: false, borders: false, schools: false, labels: false, base: true };
    let choice = MapChoice { visible, backdrop: Some("grey".into()), ..MapChoice::first(&dataset) };
    scene_of(&dataset, &choice)
}

#[test]
fn a_print_has_the_background_map_where_its_tiles_are_here_and_names_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let mut scene = with_backdrop();
    let credit = scene.backdrop.as_ref().unwrap().map.credit.clone();
    assert!(scene.attribution.contains(&credit));
    assert!(!scene.layers.iter().any(|l| l.key() == BASE), "land of the project would cover the map");
    scene.backdrop.as_mut().unwrap().store = Some(filled(folder.path(), &scene, &BARE, [10, 200, 30]));
    let text = svg(&scene, &BARE);
    let document = Document::parse(&text).unwrap();
    let images: Vec<_> = document.descendants().filter(|n| n.has_tag_name("image")).collect();
    assert!(!images.is_empty());
    for image in &images {
        let address = image.attribute(("http://www.w3.org/1999/xlink", "href")).unwrap();
        assert!(address.starts_with("data:image/png;base64,"), "nothing from elsewhere");
    }
    assert!(text.contains("Kadaster via PDOK") && !text.contains("niet afgedrukt"));
    // In pixels, from corner to corner and without a seam.
    let picture = Pixmap::decode_png(&png(&scene, &BARE, 900).unwrap()).unwrap();
    let of_map = |x: u32, y: u32| picture.pixel(x, y).is_some_and(|p| p.red() < 20 && p.green() > 190);
    let row = (0..900).filter(|x| of_map(*x, 300)).count();
    let column = (60..540).filter(|y| of_map(450, *y)).count();
    assert_eq!((row, column), (900, 480));
}

#[test]
fn a_print_without_the_tiles_says_so_and_claims_no_source() {
    let scene = with_backdrop();
    for (store, expected) in [
        (None, "Achtergrondkaart niet afgedrukt"),
        (Some(tempfile::tempdir().unwrap()), "Achtergrondkaart niet afgedrukt"),
    ] {
        let mut scene = scene.clone();
        scene.backdrop.as_mut().unwrap().store =
            store.as_ref().map(|f| Arc::new(Store::new(f.path(), 1 << 20)));
        let text = svg(&scene, &Print::SCREEN);
        // Lines are broken where they are full.
        let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("Achtergrondkaart niet"), "{expected}");
        assert!(!text.contains("<image") && !words.contains("Kadaster via PDOK"));
    }
    // A tile that is there but half: in part.
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &scene, &BARE, [10, 200, 30]);
    let camera = Camera::fit(scene.extent, (900.0, 600.0), 20.0);
    let tiles = covering(camera.visible(), camera.metres_per_px, 14);
    for id in tiles.iter().skip(1) {
        let path = folder.path().join(format!("grey/{}/{}/{}.tile", id.zoom, id.x, id.y));
        std::fs::write(path, b"half").unwrap();
    }
    let mut scene = scene.clone();
    scene.backdrop.as_mut().unwrap().store = Some(store);
    let text = svg(&scene, &BARE);
    if tiles.len() > 1 {
        assert!(text.contains("niet helemaal afgedrukt") && text.contains("Kadaster via PDOK"));
    }
}

#[test]
fn a_background_map_of_another_version_is_no_background_map() {
    let choice = MapChoice { backdrop: Some("maan".into()), ..town::choice() };
    let scene = scene_of(&town::dataset(), &choice);
    assert!(scene.backdrop.is_none());
    assert!(scene.layers.iter().any(|l| l.key() == BASE), "the project's own is there as ever");
}

#[test]
fn areas_stay_legible_over_a_background_map_and_it_is_dimmed_on_a_dark_screen() {
    let dataset = town::dataset();
    let choice = MapChoice { backdrop: Some("grey".into()), ..town::choice() };
    let scene = scene_of(&dataset, &choice);
    let fills = scene.layers.iter().find_map(|l| match l {
        SceneLayer::Areas { fills, .. } => Some(fills.clone()),
        _ => None,
    });
    assert!(fills.unwrap().iter().all(|f| f.opacity >= 0.6 && f.opacity < 0.75));
    assert_eq!(scene.backdrop_opacity(), 1.0);
    let cache = ShapeCache::new(&dataset);
    let dark = Theme::of(ThemeKind::Dark);
    let scene = town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &dark, &cache);
    assert!(scene.backdrop_opacity() < 0.5);
}

#[test]
fn own_layers_are_in_a_print_as_surfaces_lines_and_points() {
    let scene = scene_of(&with_own(), &town::choice());
    let text = svg(&scene, &Print::SCREEN);
    let document = Document::parse(&text).unwrap();
    let radius = format!("{:.1}", 2.6);
    let stops =
        document.descendants().filter(|n| n.has_tag_name("circle") && n.attribute("r") == Some(&radius));
    assert_eq!(stops.count(), 2);
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for name in ["Eigen kaartlagen", "Parken", "Fietsroutes", "Haltes"] {
        assert!(words.contains(name), "{name}");
    }
}

#[test]
fn a_pdf_has_the_background_map_in_it_and_stays_a_tagged_one() {
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let choice = MapChoice { backdrop: Some("grey".into()), ..MapChoice::first(&dataset) };
    let request = Request {
        choice,
        comparison: Comparison::first(&dataset),
        gate: Gate::default(),
        language: Language::Dutch,
        draws: Draws { count: 20, seed: 1 },
        scenario: None,
        day: Day { year: 2026, month: 11, day: 22 },
        command: String::new(),
    };
    let shapes = ShapeCache::new(&dataset);
    let mut report = Report::new(&dataset, &request, &Theme::LIGHT, &shapes, &()).unwrap();
    let paper = Paper { landscape: true, deterministic: true, ..Paper::default() };
    let without = pdf::map(&report, paper, None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path(), 64 << 20);
    // Tiles that can't be packed small, each another.
    let camera = Camera::fit(report.scene.extent, (1000.0, 700.0), 20.0);
    let about = About::fetched_now(Duration::from_secs(100), None, None);
    let mut seed = 7_u32;
    for id in covering(camera.visible(), camera.metres_per_px, 14) {
        let mut tile = Cursor::new(Vec::new());
        let noise = RgbImage::from_fn(64, 64, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Pixel([(seed >> 24) as u8, (seed >> 16) as u8, 90])
        });
        noise.write_to(&mut tile, ImageFormat::Png).unwrap();
        store.put("grey", id, &about, tile.get_ref()).unwrap();
    }
    report.scene.backdrop.as_mut().unwrap().store = Some(Arc::new(store));
    let with = pdf::map(&report, paper, None).unwrap();
    assert!(with.len() > without.len() + 20_000, "{} and {}", with.len(), without.len());
    let holds = |text: &str| with.windows(text.len()).any(|w| w == text.as_bytes());
    assert!(holds("%PDF-1.7") || holds("%PDF-"), "it is a PDF");
}
