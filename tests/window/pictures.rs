//! What the window looks like: pictures of the main places, held against kept ones.
//!
//! The pictures are made without a graphics card ([`crate::support::raster`]), with the built-in faces
//! and without motion, so that they are the same on every machine. `WIJKSPIEGEL_ACCEPT_PICTURES=1`
//! keeps those of the run. `WIJKSPIEGEL_PICTURES=folder` writes every place in every look to a folder,
//! to be looked at; `WIJKSPIEGEL_PICTURES_ONLY="present 1024x768"` those whose names have these words.

mod places;

use std::collections::BTreeSet;
use std::path::Path;

use eframe::egui::epaint::{ImageDelta, Mesh, Primitive};
use eframe::egui::{
    ClippedPrimitive, Color32, ColorImage, Rect, TextureId, TextureOptions, TexturesDelta, pos2,
};
use egui_kittest::TestRenderer as _;
use image::{Rgb, RgbImage};
use wijkspiegel::app::window::WindowCommand;
use wijkspiegel::app::window::settings::{Motion, TEXT_STEPS};
use wijkspiegel::text::Language;
use wijkspiegel::view::theme::ThemeKind;

use self::places::{Look, MAIN, MORE, OTHERS, Way};
use crate::at_home::give;
use crate::support::picture::{picture, same, same_as_kept, settle, write};
use crate::support::raster::{Textures, paint};
use crate::support::window::state;

/// A picture of a place in a look.
fn taken((_, way): Way, look: Look) -> RgbImage {
    let textures = Textures::default();
    let mut window = look.window(&textures);
    give(&mut window, WindowCommand::SetMotion(Motion::Reduced));
    way(&mut window);
    // Nothing is pointed at.
    window.remove_cursor();
    settle(&mut window);
    state(&mut window).message = None;
    settle(&mut window);
    picture(&window, &textures)
}

fn kept(name: &str, look: Look) {
    let way = MAIN.into_iter().chain(OTHERS).find(|(of, _)| *of == name).expect("there is such a place");
    same_as_kept(&taken(way, look), &format!("{name}-{}", look.name()));
}

#[test]
fn exploring_looks_as_it_did() {
    for name in ["explore", "explore-table", "explore-chart"] {
        kept(name, Look::USUAL);
    }
}

#[test]
fn planning_and_comparing_look_as_they_did() {
    kept("scenario", Look::USUAL);
    kept("compare", Look::USUAL);
}

#[test]
fn telling_and_presenting_look_as_they_did() {
    kept("tell", Look::USUAL);
    kept("present", Look { size: (1024.0, 768.0), ..Look::USUAL });
    kept("dialog-measures", Look::USUAL);
}

#[test]
fn the_other_themes_the_other_language_and_larger_text_look_as_they_did() {
    kept("explore", Look { theme: ThemeKind::Dark, language: Language::English, ..Look::USUAL });
    kept("present", Look { theme: ThemeKind::HighContrast, ..Look::USUAL });
    kept("explore-school", Look { percent: 150, ..Look::USUAL });
}

#[test]
fn a_picture_that_differs_by_rounding_is_the_same_and_one_with_a_moved_panel_is_not() {
    let drawn = taken(MAIN[0], Look::USUAL);
    assert!(same(&drawn, &drawn).is_ok());
    let mut rounded = drawn.clone();
    for (i, pixel) in rounded.pixels_mut().enumerate() {
        let off = (i % 7) as u8;
        pixel.0 = pixel.0.map(|v| v.saturating_add(off).saturating_sub(3));
    }
    assert!(same(&drawn, &rounded).is_ok(), "rounding is no difference");
    // The panel at the right, one pixel to the left.
    let mut moved = drawn.clone();
    for y in 60..760 {
        for x in 941..1278 {
            moved.put_pixel(x, y, *drawn.get_pixel(x + 1, y));
        }
    }
    let difference = same(&drawn, &moved).expect_err("a panel that moved is a difference");
    let red = difference.image.expect("the sizes are the same");
    assert!(red.pixels().any(|p| *p == Rgb([220, 0, 0])), "and is shown");
    // A short word in caption letters that is gone.
    let mut gone = drawn.clone();
    let ground = *drawn.get_pixel(1270, 400);
    let word = (941..1278).flat_map(|x| (60..760).map(move |y| (x, y)));
    let inked = word.filter(|(x, y)| drawn.get_pixel(*x, *y).0.iter().all(|v| *v < 90)).take(60);
    inked.for_each(|(x, y)| gone.put_pixel(x, y, ground));
    assert!(same(&drawn, &gone).is_err(), "so is a word that is gone");
}

#[test]
fn two_half_transparent_triangles_that_share_an_edge_cover_every_pixel_once() {
    let mut textures = Textures::default();
    let mut delta = TexturesDelta::default();
    let white = ImageDelta::full(ColorImage::filled([1, 1], Color32::WHITE), TextureOptions::NEAREST);
    delta.set.entry(TextureId::default()).or_default().push(white);
    textures.handle_delta(&mut delta);
    let mut mesh = Mesh::default();
    // A quarter turned, so that the edge they share runs across pixels.
    for (x, y) in [(10.0, 1.3), (18.7, 10.0), (10.0, 18.7), (1.3, 10.0)] {
        mesh.colored_vertex(pos2(x, y), Color32::from_white_alpha(128));
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(2, 3, 0);
    let clip_rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(20.0, 15.0));
    let primitives = [ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }];
    let drawn = paint(&textures, &primitives, (20, 20), 1.0);
    let shades: BTreeSet<u8> = drawn.pixels().map(|p| p.0[0]).collect();
    assert_eq!(shades, BTreeSet::from([0, 128]), "each of them is there once or not at all");
    assert_eq!(drawn.get_pixel(10, 10).0, [128; 3]);
    assert_eq!(drawn.get_pixel(2, 2).0, [0; 3], "outside");
    assert_eq!(drawn.get_pixel(10, 16).0, [0; 3], "beyond where it may be seen");
}

#[test]
fn a_picture_of_another_size_is_another_picture() {
    let (a, b) = (RgbImage::new(4, 4), RgbImage::new(4, 5));
    assert!(same(&a, &b).expect_err("they differ").what.contains("size"));
}

/// What the dump makes: sizes with themes, languages and sizes of text.
fn looks() -> Vec<Look> {
    let mut out = Vec::new();
    let sizes = [(1280.0, 800.0), (1366.0, 768.0), (1920.0, 1080.0), (3840.0, 2160.0), (1024.0, 768.0)];
    for size in sizes {
        for theme in [ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast] {
            for language in Language::ALL {
                for percent in TEXT_STEPS.into_iter().filter(|p| [100, 150, 200].contains(p)) {
                    out.push(Look { size, theme, language, percent });
                }
            }
        }
    }
    out
}

#[test]
fn a_window_of_any_size_can_be_drawn_and_every_place_on_request() {
    let ways = || MAIN.into_iter().chain(OTHERS).chain(MORE);
    let Some(folder) = std::env::var_os("WIJKSPIEGEL_PICTURES") else {
        // At a size that costs little.
        let small = Look { size: (640.0, 480.0), ..Look::USUAL };
        assert_eq!(taken(MAIN[0], small).dimensions(), (640, 480));
        return;
    };
    let only = std::env::var("WIJKSPIEGEL_PICTURES_ONLY").unwrap_or_default();
    let mut missed = Vec::new();
    for look in looks() {
        for way in ways() {
            let name = format!("{}-{}", way.0, look.name());
            let wanted = only.split_whitespace().all(|word| {
                // A whole word with = before it: the place by that name alone.
                word.strip_prefix('=').map_or(name.contains(word), |place| place == way.0)
            });
            let file = Path::new(&folder).join(format!("{name}.png"));
            if wanted && !file.exists() {
                // The others are still worth a look.
                match std::panic::catch_unwind(|| taken(way, look)) {
                    Ok(picture) => write(&picture, &file),
                    Err(_) => missed.push(name),
                }
            }
        }
    }
    assert!(missed.is_empty(), "no pictures of {missed:?}");
}
