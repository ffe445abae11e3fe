//! Catchments while a school is dragged: the areas of all schools anew in every frame, or only what
//! changes, with the figures. The bar for the last: a frame for a town, 100 ms for 6,000 schools and 3,340
//! areas.
//!
//! Needs the published files; where they are absent it says so and measures made-up schools in a
//! made-up town only.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use geo::{MultiPolygon, Point};
use wijkspiegel::catchment::{Rule, Subset, Voronoi, catchments, municipality, nearest};
use wijkspiegel::choice::places::Nearest;
use wijkspiegel::choice::{Distances, Homes};
use wijkspiegel::data::{AreaId, Dataset, SchoolId};
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::measure::{Counts, Other, dissimilarity};
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};
use wijkspiegel::privacy::Gate;

fn main() {
    if data().is_none() {
        eprintln!("skipped: no real data; set WIJKSPIEGEL_DATA to measure with it");
        return;
    }
    divan::main();
}

/// `WIJKSPIEGEL_DATA`, else `../shared/data` beside the checkout.
fn data() -> Option<PathBuf> {
    let given = std::env::var_os("WIJKSPIEGEL_DATA").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    folder.join("netherlands/wijken_2022_rd.geojson").is_file().then_some(folder)
}

fn dataset(files: &[(&str, Kind)]) -> Dataset {
    let folder = data().unwrap_or_default();
    let mut builder = Builder::new("bench");
    for (name, kind) in files {
        let request = Request::of_kind(LayerPath::from(folder.join(name).as_path()), *kind);
        builder.add(open::read(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{e}")));
    }
    builder.build().dataset
}

static TOWN: LazyLock<Dataset> = LazyLock::new(|| {
    dataset(&[
        ("groningen/buurten_2022_rd.geojson", Kind::Areas),
        ("groningen/basisscholen_2024_wgs84.geojson", Kind::Schools),
        ("groningen/modelled/flows.csv", Kind::Flows),
    ])
});
static COUNTRY: LazyLock<Dataset> = LazyLock::new(|| {
    dataset(&[
        ("netherlands/wijken_2022_rd.geojson", Kind::Areas),
        ("netherlands/scholen_2024_wgs84.geojson", Kind::Schools),
    ])
});

#[derive(Clone, Copy, Debug)]
enum Extent {
    Town,
    Country,
}

const EXTENTS: [Extent; 2] = [Extent::Town, Extent::Country];

impl Extent {
    fn dataset(self) -> &'static Dataset {
        match self {
            Self::Town => &TOWN,
            Self::Country => &COUNTRY,
        }
    }

    /// The 56 schools of the town, or 6,000 of the country.
    fn points(self) -> Vec<Point<f64>> {
        let schools = nearest::candidates(self.dataset(), &Subset::All);
        let at = |id: &SchoolId| self.dataset().school(*id).map(|s| s.at);
        schools.iter().filter_map(at).take(6000).collect()
    }
}

/// Once for every dataset.
#[divan::bench(args = EXTENTS, sample_count = 3, sample_size = 1)]
fn outline_of_the_municipality(bencher: Bencher, extent: Extent) {
    let dataset = extent.dataset();
    bencher.bench_local(|| municipality(dataset));
}

/// In every frame while a school is dragged.
#[divan::bench(args = EXTENTS, sample_count = 20, sample_size = 1)]
fn cells_while_a_school_is_dragged(bencher: Bencher, extent: Extent) {
    let town = Voronoi::prepare(municipality(extent.dataset()));
    let mut points = extent.points();
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 7.0;
        if let Some(first) = points.first_mut() {
            *first = Point::new(first.x() + step, first.y());
        }
        town.cells(black_box(&points))
    });
}

/// In every frame while one and the same school is dragged: its area and those around it, the nearest
/// school of every area, and D.
#[divan::bench(args = EXTENTS, sample_count = 20, sample_size = 1)]
fn a_dragged_school_with_areas_and_figures(bencher: Bencher, extent: Extent) {
    let dataset = extent.dataset();
    let town = Voronoi::prepare(municipality(dataset)).following();
    let mut points = extent.points();
    let areas = dataset.areas().iter().take(3_340);
    let homes = Homes {
        areas: areas.clone().enumerate().map(|(at, _)| AreaId(at)).collect(),
        points: areas.clone().map(|a| a.pupil_point.at).collect(),
        groups: 2,
        pupils: areas.enumerate().flat_map(|(at, _)| [(at % 37) as f64, (at % 53) as f64]).collect(),
        hidden: 0,
    };
    let mut distances = Distances::straight_line(&homes.points, &points, 1.0);
    let mut near = Nearest::new(&distances);
    town.cells(&points);
    let mut step = 0.0;
    let mut frame = || {
        step += 7.0;
        let first = points.first_mut()?;
        *first = Point::new(first.x() + step, first.y());
        let to = *first;
        let cells = town.cells(black_box(&points));
        distances.move_destination(0, &homes.points, to);
        near.moved(&distances, 0);
        let counts =
            Counts::new(vec!["low".into(), "high".into()], near.pupils(&homes, points.len())).ok()?;
        Some((cells, dissimilarity(&counts.two_group(0, Other::Rest)?)))
    };
    // The first move makes ready for all that follow.
    frame();
    bencher.bench_local(frame);
}

/// Once for every choice of rule.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn observed_catchments_of_a_town(bencher: Bencher) {
    let town = Voronoi::prepare(MultiPolygon(Vec::new()));
    let make = || catchments(&TOWN, &Rule::MostPupils, 0, None, &town, &Gate::default());
    bencher.bench_local(make);
}
