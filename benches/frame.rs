//! CPU cost of the map in one frame: making the shapes when the map moves, keeping them when it
//! lies still, and what egui then makes of them (tessellation), for 3,340 wijken of the whole
//! country and for one town in it.
//!
//! Needs the wijken of the whole country in `WIJKSPIEGEL_DATA` or `../shared/data`; without them it
//! says so and measures the example town only.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::Bencher;
use eframe::egui::{CentralPanel, Context, FullOutput, RawInput, Rect, pos2, vec2};
use wijkspiegel::app::fonts::{self, Faces};
use wijkspiegel::app::map::paint::MapPainter;
use wijkspiegel::data::Dataset;
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::camera::Camera;
use wijkspiegel::view::choice::{ColourBy, MapChoice};
use wijkspiegel::view::scene::Scene;
use wijkspiegel::view::shapes::ShapeCache;
use wijkspiegel::view::theme::Theme;
use wijkspiegel::view::town::town_scene;

const SIZE: (f32, f32) = (1440.0, 900.0);

fn main() {
    if national_file().is_none() {
        eprintln!("skipped: no wijken of the whole country; set WIJKSPIEGEL_DATA");
    }
    divan::main();
}

fn national_file() -> Option<PathBuf> {
    let given = std::env::var_os("WIJKSPIEGEL_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    Some(folder.join("netherlands/wijken_2022_rd.geojson")).filter(|p| p.is_file())
}

/// The country (coloured by a figure, since nobody publishes pupils) or the example town.
fn scene(country: bool) -> Option<Arc<Scene>> {
    let dataset: Dataset = if country {
        let mut notices = Notices::default();
        let request = Request::of_kind(LayerPath::from(national_file()?.as_path()), Kind::Areas);
        let mut builder = Builder::new("country");
        builder.add(open::read(&request, &mut notices).ok()?);
        builder.build().dataset
    } else {
        open::example().ok()?.dataset
    };
    let mut choice = MapChoice::first(&dataset);
    if country {
        choice.colour_by =
            ColourBy::Indicator(dataset.indicators().iter().position(|i| i.key == "income_low")?);
    }
    let shapes = ShapeCache::new(&dataset);
    Some(Arc::new(town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &shapes)))
}

/// One frame with nothing but the map in it.
fn frame(ctx: &Context, painter: &mut MapPainter, scene: &Arc<Scene>, camera: &Camera) -> FullOutput {
    let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(SIZE.0, SIZE.1));
    let input = RawInput { screen_rect: Some(rect), ..RawInput::default() };
    ctx.run_ui(input, |ui| {
        CentralPanel::no_frame().show(ui, |ui| painter.paint(ui.painter(), scene, camera, rect));
    })
}

struct Stage {
    ctx: Context,
    painter: MapPainter,
    scene: Arc<Scene>,
    camera: Camera,
}

/// A stage that has drawn once, so that what is made once (triangles, glyphs) is there.
fn stage(place: Place) -> Option<Stage> {
    let scene = scene(place != Place::Example)?;
    let ctx = Context::default();
    fonts::install(&ctx, Faces::BuiltIn);
    let town = geo::Rect::new((225_000.0, 570_000.0), (245_000.0, 590_000.0));
    let rect = if place == Place::Town { town } else { scene.extent };
    let camera = Camera::fit(rect, SIZE, 0.0);
    let mut painter = MapPainter::default();
    frame(&ctx, &mut painter, &scene, &camera);
    frame(&ctx, &mut painter, &scene, &camera);
    Some(Stage { ctx, painter, scene, camera })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Country,
    /// One town of the country's wijken.
    Town,
    Example,
}

const PLACES: [Place; 3] = [Place::Country, Place::Town, Place::Example];

/// The map moves: shapes are made anew.
#[divan::bench(args = PLACES)]
fn moving(bencher: Bencher, place: Place) {
    let Some(mut stage) = stage(place) else { return };
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 1.0;
        let camera = stage.camera.pan(step % 7.0, step % 5.0);
        frame(&stage.ctx, &mut stage.painter, &stage.scene, &camera)
    });
}

/// The map moves, and egui makes triangles of everything: all that a frame costs before the GPU.
#[divan::bench(args = PLACES)]
fn moving_and_tessellated(bencher: Bencher, place: Place) {
    let Some(mut stage) = stage(place) else { return };
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 1.0;
        let camera = stage.camera.pan(step % 7.0, step % 5.0);
        let output = frame(&stage.ctx, &mut stage.painter, &stage.scene, &camera);
        stage.ctx.tessellate(output.shapes, output.pixels_per_point)
    });
}

/// The map lies still and something else is drawn (hovering): shapes are kept.
#[divan::bench(args = PLACES)]
fn still_and_tessellated(bencher: Bencher, place: Place) {
    let Some(mut stage) = stage(place) else { return };
    bencher.bench_local(|| {
        let output = frame(&stage.ctx, &mut stage.painter, &stage.scene, &stage.camera);
        stage.ctx.tessellate(output.shapes, output.pixels_per_point)
    });
}
