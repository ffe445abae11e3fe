//! CPU cost of the whole window: from nothing to the first full frame of the example, and a frame while the
//! pointer goes over the map, with all panels, tooltip and marks, and what egui makes of it (tessellation).
//!
//! The country's 3,340 wijken are taken from `WIJKSPIEGEL_DATA` or `../shared/data`; without them the bench
//! says so and measures the example only.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use divan::Bencher;
use eframe::egui::{Context, Event, FullOutput, RawInput, Rect, pos2, vec2};
use wijkspiegel::app::Wijkspiegel;
use wijkspiegel::app::command::Command;
use wijkspiegel::app::fonts::Faces;
use wijkspiegel::app::recovery::Recovery;
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};
use wijkspiegel::project::Project;
use wijkspiegel::view::choice::ColourBy;

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

/// The window, as far as egui draws it.
struct Window {
    ctx: Context,
    program: Wijkspiegel,
    /// Where unsaved work would go; it stays as long as the window.
    folder: tempfile::TempDir,
}

impl Window {
    fn open() -> Option<Self> {
        let ctx = Context::default();
        let folder = tempfile::tempdir().ok()?;
        let mut program = Wijkspiegel::new(&ctx, Faces::BuiltIn).ok()?;
        program.recovery = Recovery::within(folder.path());
        Some(Self { ctx, program, folder })
    }

    /// One frame, down to its triangles.
    fn frame(&mut self, events: Vec<Event>) -> usize {
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(SIZE.0, SIZE.1)));
        let input = RawInput { screen_rect, events, ..RawInput::default() };
        let program = &mut self.program;
        let output: FullOutput = self.ctx.run_ui(input, |ui| program.frame(ui));
        self.ctx.tessellate(output.shapes, output.pixels_per_point).len()
    }

    /// Frames until no worker is at it any more.
    fn settle(&mut self) {
        let began = Instant::now();
        let mut still = 0;
        while still < 5 && began.elapsed() < Duration::from_secs(120) {
            self.frame(Vec::new());
            still = if self.program.workers(&self.ctx) == 0 { still + 1 } else { 0 };
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A project of the country's wijken with what was published of them.
fn country() -> Option<Window> {
    let mut notices = Notices::default();
    let request = Request::of_kind(LayerPath::from(national_file()?.as_path()), Kind::Areas);
    let mut builder = Builder::new("country");
    builder.add(open::read(&request, &mut notices).ok()?);
    let dataset = builder.build().dataset;
    let colour = dataset.indicators().iter().position(|i| i.key == "income_low")?;
    let mut window = Window::open()?;
    let file = window.folder.path().join("country.gpkg");
    Project::new(std::sync::Arc::new(dataset)).save_as(&file).ok()?;
    let ctx = window.ctx.clone();
    window.program.obey(&ctx, vec![Command::OpenFiles(vec![file])]);
    window.settle();
    window.program.obey(&ctx, vec![Command::SetColour(ColourBy::Indicator(colour)), Command::ZoomTown]);
    window.settle();
    let wijken = window.program.state.dataset().areas().len();
    assert!(wijken > 3_000, "the country is open, with {wijken} wijken");
    Some(window)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Town {
    Country,
    Example,
}

/// The pointer goes over the map, from area to area.
#[divan::bench(args = [Town::Country, Town::Example])]
fn hovering(bencher: Bencher, town: Town) {
    let window = if town == Town::Country { country() } else { Window::open() };
    let Some(mut window) = window else { return };
    window.settle();
    let mut step = 0_u32;
    bencher.bench_local(|| {
        step += 1;
        let at = pos2(420.0 + (step * 37 % 600) as f32, 120.0 + (step * 23 % 600) as f32);
        window.frame(vec![Event::PointerMoved(at)])
    });
}

/// From nothing to a frame with the map, its figures and all panels. The first frame lays out, the second
/// has everything in its place.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn opening_the_example(bencher: Bencher) {
    bencher.bench_local(|| {
        let mut window = Window::open()?;
        Some((0..2).map(|_| window.frame(Vec::new())).sum::<usize>())
    });
}
