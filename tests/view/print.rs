//! Prints of a scene: SVG that any reader takes, PNG with letters and colours where they belong.

use crate::support::town;

use geo::Point;
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::Document;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::Print;
use wijkspiegel::report::png::png;
use wijkspiegel::report::svg::svg;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::{
    Camera, ColourBy, MapChoice, Method, Rgb, Scene, SceneLayer, ShapeCache, Theme, VisibleLayers,
    town_scene, with_selection,
};

/// Without a panel the map is the whole picture, so that a pixel is easy to find.
const BARE: Print = Print { panel: false, deterministic: true, ..Print::new(900.0, 600.0) };

fn scene_of(dataset: &wijkspiegel::data::Dataset, choice: &MapChoice) -> Scene {
    let cache = ShapeCache::new(dataset);
    town_scene(dataset, choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &cache)
}

fn scene() -> Scene {
    scene_of(&town::dataset(), &town::choice())
}

fn paths_of(document: &Document<'_>, start: &str) -> usize {
    let named =
        |n: &resvg::usvg::roxmltree::Node<'_, '_>| n.attribute("id").is_some_and(|id| id.starts_with(start));
    document.descendants().filter(|n| n.has_tag_name("path") && named(n)).count()
}

#[test]
fn the_drawing_is_xml_with_one_path_per_area_and_names_what_it_shows() {
    let svg = svg(&scene(), &Print::SCREEN);
    let document = Document::parse(&svg).unwrap();
    // The railway is layer 0, the buurten are layer 1.
    assert_eq!(paths_of(&document, "l1-"), 6);
    let text: String = document.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
    for wanted in [
        "Stad & <land>",
        "Centrum <& \"Oost\">",
        "School <0> & zoon",
        "voorbeeld",
        "gemodelleerd",
        "Grenzen, CBS,",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing");
    }
    let tag =
        |name: &str| document.root_element().children().find(|n| n.has_tag_name(name)).and_then(|n| n.text());
    assert!(tag("title").unwrap().contains("Opleiding: laag"));
    assert!(tag("desc").unwrap().contains("minder dan 10 leerlingen, of daarvoor afgeschermd: 2"));
}

#[test]
fn the_drawing_refers_only_to_itself() {
    let svg = svg(&scene(), &Print::A4);
    let document = Document::parse(&svg).unwrap();
    let ids: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "an id stands for one thing");
    for attribute in document.descendants().flat_map(|n| n.attributes()) {
        let value = attribute.value();
        let target =
            value.strip_prefix("url(#").map(|v| v.trim_end_matches(')')).or(match attribute.name() {
                "href" => value.strip_prefix('#'),
                _ => None,
            });
        if let Some(target) = target {
            assert!(ids.contains(&target), "{target}");
        } else {
            assert!(attribute.name() != "href" && !value.contains("url("), "{value}");
        }
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
}

#[test]
fn no_withheld_number_is_in_the_file() {
    for colour_by in [ColourBy::GroupShare(0), ColourBy::Pupils] {
        let choice = MapChoice { colour_by, method: Method::Natural, ..town::choice() };
        let one = svg(&scene_of(&town::dataset(), &choice), &Print::SCREEN);
        let other = svg(&scene_of(&town::dataset_with(3.0, 5.0), &choice), &Print::SCREEN);
        assert!(one == other, "{colour_by:?}");
    }
}

/// The colour at a place in the town.
fn pixel(picture: &Pixmap, scene: &Scene, at: (f64, f64)) -> Rgb {
    let camera = Camera::fit(scene.extent, (900.0, 600.0), 20.0);
    let (x, y) = camera.to_screen(Point::new(at.0, at.1));
    let p = picture.pixel(x as u32, y as u32).unwrap();
    Rgb(p.red(), p.green(), p.blue())
}

fn near(a: Rgb, b: Rgb, slack: i32) -> bool {
    let gap = |x: u8, y: u8| (i32::from(x) - i32::from(y)).abs();
    gap(a.0, b.0).max(gap(a.1, b.1)).max(gap(a.2, b.2)) <= slack
}

#[test]
fn the_picture_has_its_size_the_colour_of_the_class_and_dots_where_values_are_withheld() {
    let visible = VisibleLayers { schools: false, labels: false, base: false, ..VisibleLayers::default() };
    let scene = scene_of(&town::dataset(), &MapChoice { visible, ..town::choice() });
    let picture = Pixmap::decode_png(&png(&scene, &BARE, 900).unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (900, 600));
    // A quarter is in the class 20–30 %; the fine lines of "modelled" may lie over it.
    let class = scene.legend.entries.iter().find(|e| e.count == Some(1)).unwrap().swatch.clone();
    let wijkspiegel::view::Swatch::Fill(fill) = class else { panic!() };
    assert!(near(pixel(&picture, &scene, (500.0, 500.0)), fill.color, 16));
    // Buurt 3 is dotted: neutral with spots of another colour.
    let spots = (0..400).map(|i| {
        pixel(&picture, &scene, (2300.0 + f64::from(i % 20) * 10.0, 300.0 + f64::from(i / 20) * 10.0))
    });
    let spots: Vec<Rgb> = spots.collect();
    let plain = spots.iter().filter(|p| near(**p, scene.theme.neutral, 3)).count();
    assert!(plain > 150 && plain < 390, "{plain} of 400 are plain");
    // Buurt 5, where nobody lives, is neutral all over.
    assert!((0..100).all(|i| near(
        pixel(&picture, &scene, (1300.0 + f64::from(i) * 3.0, 1500.0)),
        scene.theme.neutral,
        3
    )));
}

#[test]
fn with_only_the_built_in_face_the_legend_still_has_letters() {
    let scene = scene();
    let print = Print { deterministic: true, ..Print::SCREEN };
    let picture = Pixmap::decode_png(&png(&scene, &print, 1440).unwrap()).unwrap();
    let dark = |x: u32, y: u32| picture.pixel(x, y).is_some_and(|p| p.red() < 110 && p.blue() < 120);
    let letters = (20..260).flat_map(|x| (20..50).map(move |y| (x, y))).filter(|(x, y)| dark(*x, *y)).count();
    assert!(letters > 80, "the title has only {letters} dark pixels");
    assert_eq!(png(&scene, &print, 500).unwrap(), png(&scene, &print, 500).unwrap());
}

#[test]
fn a_width_that_cannot_be_is_refused_with_what_to_do() {
    for width in [0, 399, 16_001, u32::MAX] {
        let notice = png(&scene(), &Print::SCREEN, width).unwrap_err();
        assert_eq!(notice.key, "view-print-width");
        assert!(notice.message(Language::Dutch).contains("400"), "{notice}");
    }
    let tall = Print::new(400.0, 20_000.0);
    assert_eq!(png(&scene(), &tall, 4000).unwrap_err().key, "view-print-height");
}

#[test]
fn any_shape_of_print_and_any_theme_can_be_drawn() {
    let dataset = town::dataset();
    let cache = ShapeCache::new(&dataset);
    for theme in [Theme::LIGHT, Theme::DARK, Theme::HIGH_CONTRAST] {
        let mut scene =
            town_scene(&dataset, &town::choice(), &Gate::default(), Language::English, &theme, &cache);
        scene.statement = vec!["A long sentence ".repeat(60)];
        for (w, h) in [(320.0, 240.0), (600.0, 900.0), (2000.0, 300.0), (f32::NAN, -4.0)] {
            let print = Print { deterministic: true, ..Print::new(w, h) };
            assert!(Document::parse(&svg(&scene, &print)).is_ok());
            assert!(png(&scene, &print, 400).is_ok(), "{w} × {h}");
        }
    }
}

#[test]
fn flows_of_a_selected_school_are_drawn_with_their_key_and_only_those_that_may_be_shown() {
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let cache = ShapeCache::new(&dataset);
    let choice = MapChoice { flows: true, ..MapChoice::first(&dataset) };
    let gate = Gate::default();
    let town = town_scene(&dataset, &choice, &gate, Language::Dutch, &Theme::LIGHT, &cache);
    let school = Hit::School(wijkspiegel::data::SchoolId(0));
    let scene = with_selection(&town, &dataset, &choice, &gate, &cache, Some(school));
    let flows = scene.layers.iter().find_map(|layer| match layer {
        SceneLayer::Flows(flows) => Some(flows.clone()),
        _ => None,
    });
    let flows = flows.expect("the example has flows");
    assert!(!flows.is_empty());
    let drawn = |scene: &Scene| {
        let svg = svg(scene, &Print::SCREEN);
        let document = Document::parse(&svg).unwrap();
        let look = (flows[0].color.hex(), format!("{}", flows[0].opacity));
        let lines = document
            .descendants()
            .filter(|n| n.has_tag_name("path"))
            .filter(|n| n.attribute("fill") == Some(look.0.as_str()))
            .filter(|n| n.attribute("fill-opacity") == Some(look.1.as_str()));
        let text: String = document.descendants().filter_map(|n| n.text()).collect();
        (lines.count(), text)
    };
    let (lines, text) = drawn(&scene);
    assert_eq!(lines, flows.len(), "every flow is one curve");
    assert!(text.contains("Stromen naar"), "{text}");
    let (without, text) = drawn(&town);
    assert!(without < lines && !text.contains("Stromen naar"), "the check must be able to fail");
}
