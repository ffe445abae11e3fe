//! What a map costs before it is drawn: shapes, colours and legend for every wijk of the country,
//! and for one town of them.
//!
//! Needs the published files; where they are absent it says so and measures nothing.

use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use geo::{Coord, Rect};
use wijkspiegel::data::{Dataset, Level};
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::{ColourBy, MapChoice, Scene, ShapeCache, Theme, town_scene};

fn main() {
    if data().is_some() {
        divan::main();
    }
}

const WIJKEN: &str = "netherlands/wijken_2022_rd.geojson";

/// `WIJKSPIEGEL_DATA`, else `../shared/data` beside the checkout.
fn data() -> Option<PathBuf> {
    let given = std::env::var_os("WIJKSPIEGEL_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    if folder.join(WIJKEN).is_file() {
        return Some(folder);
    }
    eprintln!("skipped: no real data at {}; set WIJKSPIEGEL_DATA to measure with it", folder.display());
    None
}

/// All wijken, or those of one municipality.
fn wijken(of: Option<&str>) -> Dataset {
    let path = data().unwrap_or_default().join(WIJKEN);
    let request = Request::of_kind(LayerPath::from(path.as_path()), Kind::Areas);
    let mut input = open::read(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{e}"));
    if let Some(prefix) = of {
        let code = input.layer.field(&["code"]).unwrap_or(0);
        input
            .layer
            .records
            .retain(|r| r.values.get(code).and_then(|v| v.text()).is_some_and(|t| t.starts_with(prefix)));
    }
    let mut builder = Builder::new("wijken");
    builder.add(input);
    builder.build().dataset
}

const EXTENTS: [Option<&str>; 2] = [None, Some("WK0014")];

fn choice(dataset: &Dataset) -> MapChoice {
    let figure = dataset.indicators().iter().position(|i| i.key == "income_low").unwrap_or(0);
    MapChoice { level: Level::Wijk, colour_by: ColourBy::Indicator(figure), ..MapChoice::first(dataset) }
}

fn scene(dataset: &Dataset, shapes: &ShapeCache) -> Scene {
    let choice = choice(dataset);
    town_scene(dataset, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, shapes)
}

/// Once for every dataset.
#[divan::bench(args = EXTENTS, sample_count = 5, sample_size = 1)]
fn shapes_of_a_dataset(bencher: Bencher, of: Option<&str>) {
    let dataset = wijken(of);
    bencher.bench_local(|| ShapeCache::new(&dataset));
}

/// Once for every choice of colours.
#[divan::bench(args = EXTENTS, sample_count = 20)]
fn scene_with_colours_and_legend(bencher: Bencher, of: Option<&str>) {
    let dataset = wijken(of);
    let shapes = ShapeCache::new(&dataset);
    bencher.bench_local(|| scene(&dataset, &shapes));
}

/// Every frame: what lies in sight of the country as a whole, and of one town in it.
#[divan::bench(args = [300_000.0, 20_000.0], sample_count = 50)]
fn cull_the_country_to_what_is_in_sight(bencher: Bencher, width: f64) {
    let dataset = wijken(None);
    let centre = if width > 100_000.0 { (140_000.0, 460_000.0) } else { (233_700.0, 582_000.0) };
    let half = width / 2.0;
    let view = Rect::new(
        Coord { x: centre.0 - half, y: centre.1 - half },
        Coord { x: centre.0 + half, y: centre.1 + half },
    );
    bencher.bench_local(|| dataset.areas_in(black_box(view)).len());
}
