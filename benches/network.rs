//! What routes cost: Helsinki with as many schools and areas as Groningen has, and a grid as large
//! as the streets of a city.
//!
//! Helsinki needs the published file; where it is absent it says so and is not measured.

use std::path::{Path, PathBuf};

use divan::Bencher;
use geo::{LineString, Point};
use wijkspiegel::choice::Distances;
use wijkspiegel::data::{Mode, Passage, SourceId, Street, Streets};
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::load::{self, Layer, LayerPath, ReadOptions};
use wijkspiegel::network::{Graph, Place, Snapper, search};
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};

fn main() {
    divan::main();
}

/// `WIJKSPIEGEL_DATA`, else `../shared/data` beside the checkout.
fn helsinki() -> Option<PathBuf> {
    let given = std::env::var_os("WIJKSPIEGEL_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    let file = folder.join("osm/Helsinki.osm.pbf");
    if file.is_file() {
        return Some(file);
    }
    eprintln!("skipped: no {}; set WIJKSPIEGEL_DATA to measure with it", file.display());
    None
}

fn streets_of(file: &Path) -> Streets {
    let mut builder = Builder::new("Helsinki");
    let request = Request::of_kind(LayerPath::from(file), Kind::Streets);
    builder.add(open::read(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{e}")));
    let dataset = builder.build().dataset;
    dataset.streets().map(|s| Streets::clone(s)).unwrap_or_else(|| panic!("streets"))
}

/// Crossings 100 m apart, `side` by `side`, with streets both ways between them.
fn grid(side: i64) -> Streets {
    let mut streets = Vec::new();
    let at = |x: i64, y: i64| (200_000.0 + 100.0 * x as f64, 500_000.0 + 100.0 * y as f64);
    for x in 0..side {
        for y in 0..side {
            for (u, v) in [(x + 1, y), (x, y + 1)] {
                if u < side && v < side {
                    streets.push(Street {
                        way: streets.len() as i64,
                        from: x * side + y,
                        to: u * side + v,
                        kind: "residential".into(),
                        foot: Passage::Both,
                        bicycle: Passage::Both,
                        // No two routes are of quite the same length.
                        metres: 100.0 + ((x * 31 + y * 17) % 41) as f64,
                        line: LineString::from(vec![at(x, y), at(u, v)]),
                    });
                }
            }
        }
    }
    Streets { source: SourceId(0), streets }
}

/// Places spread over the box of the streets, the same ones each time.
fn places(streets: &Streets, snapper: &Snapper, count: usize) -> Vec<Option<Place>> {
    let points = || streets.streets.iter().flat_map(|s| &s.line.0);
    let low = |f: fn(&geo::Coord<f64>) -> f64| points().map(f).fold(f64::INFINITY, f64::min);
    let high = |f: fn(&geo::Coord<f64>) -> f64| points().map(f).fold(f64::NEG_INFINITY, f64::max);
    let (x, width) = (low(|c| c.x), high(|c| c.x) - low(|c| c.x));
    let (y, height) = (low(|c| c.y), high(|c| c.y) - low(|c| c.y));
    // Steps by the golden section cover a square evenly.
    let share = |i: usize, step: f64| (i as f64 * step).fract();
    (0..count)
        .map(|i| {
            snapper.nearest(Point::new(x + width * share(i, 0.618_034), y + height * share(i, 0.754_877)))
        })
        .collect()
}

fn many_to_many(bencher: Bencher, streets: &Streets, homes: usize, schools: usize) {
    let graph = Graph::new(streets, Mode::Cycling);
    let snapper = Snapper::new(streets, &graph);
    let homes = places(streets, &snapper, homes);
    let schools = places(streets, &snapper, schools);
    bencher.bench_local(|| -> Distances {
        search(&graph, &homes, &schools, &()).unwrap_or_else(|e| panic!("{e}"))
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn read_helsinki(bencher: Bencher) {
    let Some(file) = helsinki() else { return };
    bencher.bench_local(|| -> Layer {
        load::read(&LayerPath::from(file.as_path()), &ReadOptions::default(), &mut Notices::default())
            .unwrap_or_else(|e| panic!("{e}"))
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn helsinki_150_homes_to_56_schools(bencher: Bencher) {
    let Some(file) = helsinki() else { return };
    many_to_many(bencher, &streets_of(&file), 150, 56);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn grid_of_200000_nodes_150_homes_to_60_schools(bencher: Bencher) {
    many_to_many(bencher, &grid(448), 150, 60);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn graph_of_a_grid_of_200000_nodes(bencher: Bencher) {
    let streets = grid(448);
    bencher.bench_local(|| Graph::new(&streets, Mode::Walking));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn snap_150_homes_in_a_grid_of_200000_nodes(bencher: Bencher) {
    let streets = grid(448);
    let graph = Graph::new(&streets, Mode::Walking);
    bencher.bench_local(|| {
        let snapper = Snapper::new(&streets, &graph);
        places(&streets, &snapper, 150)
    });
}
