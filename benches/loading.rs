//! What it takes to load the whole country: 3,340 wijken and 6,215 rows of schools.
//!
//! Needs the published files; where they are absent it says so and measures nothing.

use std::path::{Path, PathBuf};

use divan::Bencher;
use wijkspiegel::data::Dataset;
use wijkspiegel::join::{Builder, Built, Input, Kind, recognise};
use wijkspiegel::load::{self, Layer, LayerPath, ReadOptions};
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};

fn main() {
    if data().is_some() {
        divan::main();
    }
}

const WIJKEN: &str = "netherlands/wijken_2022_rd.geojson";
const SITES: &str = "netherlands/duo_vestigingen_bo_2021_cp1252.csv";
const POINTS: &str = "netherlands/scholen_2024_wgs84.geojson";

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

fn path(file: &str) -> PathBuf {
    data().unwrap_or_default().join(file)
}

fn read(file: &str) -> Layer {
    let mut notices = Notices::default();
    load::read(&LayerPath::from(path(file).as_path()), &ReadOptions::default(), &mut notices)
        .unwrap_or_else(|e| panic!("{e}"))
}

fn inputs(files: &[(&str, Kind)]) -> Vec<Input> {
    let open = |(file, kind): &(&str, Kind)| {
        let request = Request::of_kind(LayerPath::from(path(file).as_path()), *kind);
        open::read(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{e}"))
    };
    files.iter().map(open).collect()
}

fn joined(inputs: Vec<Input>) -> Built {
    let mut builder = Builder::new("country");
    inputs.into_iter().for_each(|input| builder.add(input));
    builder.build()
}

fn built(files: &[(&str, Kind)]) -> Built {
    joined(inputs(files))
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn read_3340_wijken() -> Layer {
    read(WIJKEN)
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn read_6215_rows_of_schools() -> Layer {
    read(SITES)
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn read_8717_school_points() -> Layer {
    read(POINTS)
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn load_and_join_wijken_points_and_rows() -> Built {
    built(&[(WIJKEN, Kind::Areas), (POINTS, Kind::Schools), (SITES, Kind::SchoolIndicators)])
}

/// Without reading: only the joining of what is in memory.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn join_3340_wijken_and_8717_schools(bencher: Bencher) {
    let inputs = inputs(&[(WIJKEN, Kind::Areas), (POINTS, Kind::Schools)]);
    bencher.with_inputs(|| inputs.clone()).bench_values(joined);
}

/// Every row repeats the first: each makes a notice, and none may look through all others.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn join_60000_rows_that_repeat_each_other(bencher: Bencher) {
    let mut text = "area,group,pupils\n".to_owned();
    for i in 0..60_000 {
        text += &format!("WK{:06},laag,1\n", i % 30_000);
    }
    let mut notices = Notices::default();
    let layer = load::read_bytes("home.csv", text.as_bytes(), &ReadOptions::default(), &mut notices)
        .unwrap_or_else(|e| panic!("{e}"));
    let recognised = recognise(&layer).unwrap_or_else(|| panic!("a table of pupils"));
    let input = Input::new(layer, recognised);
    bencher.with_inputs(|| vec![input.clone()]).bench_values(joined);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn index_the_dataset_of_the_country(bencher: Bencher) {
    let parts = built(&[(WIJKEN, Kind::Areas), (POINTS, Kind::Schools)]).dataset.parts().clone();
    bencher.with_inputs(|| parts.clone()).bench_values(Dataset::new);
}
