//! Routes of a town: from files to a project and back, on the command line, and in Helsinki.

use crate::support;
use crate::support::joining;
use crate::support::osm;

use std::fs;
use std::sync::Arc;

use geo::Point;
use joining::cli::{Folder, run, small_town};
use joining::small;
use osm::Osm;
use rusqlite::Connection;
use wijkspiegel::choice::{Homes, Metric};
use wijkspiegel::crs::{rd_to_wgs84, wgs84_to_rd};
use wijkspiegel::data::{Dataset, Mode, Passage, PointOrigin, PupilPoint, SchoolId, Subject};
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::network::{self, Graph, Snapper};
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};
use wijkspiegel::progress::Progress;
use wijkspiegel::project::{self, Project};

/// Streets for the small town of two wijken, given in RD: a street past both schools at
/// y = 581,010, a one-way street back along y = 581,400, a footpath between, and a street at the
/// other end of the country.
fn town_streets() -> Osm {
    let at = [
        (1, 230_200.0, 581_010.0),
        (2, 232_000.0, 581_010.0),
        (3, 233_800.0, 581_010.0),
        (4, 233_800.0, 581_400.0),
        (5, 230_200.0, 581_400.0),
        (6, 232_000.0, 581_400.0),
        (90, 120_000.0, 480_000.0),
        (91, 121_000.0, 480_000.0),
    ];
    let mut osm = Osm::new();
    for (id, x, y) in at {
        let (lon, lat) = rd_to_wgs84(x, y).unwrap();
        osm = osm.node(id, lon, lat);
    }
    osm.way(1, &[1, 2, 3], &[("highway", "residential")])
        .way(2, &[3, 4], &[("highway", "residential")])
        .way(3, &[4, 6, 5], &[("highway", "residential"), ("oneway", "yes")])
        .way(4, &[5, 1], &[("highway", "residential")])
        .way(5, &[2, 6], &[("highway", "footway"), ("bicycle", "no")])
        .way(9, &[90, 91], &[("highway", "residential")])
}

const HOME: &str =
    "area,group,pupils\nWK001400,laag,30\nWK001400,hoog,70\nWK001401,laag,55\nWK001401,hoog,45\n";
const POINTS: &str = "area,x,y\nWK001400,230300,581000\nWK001401,233500,581420\n";

/// The small town with these streets.
fn with_streets(osm: &Osm) -> (Dataset, Notices) {
    let built = small(&[("home.csv", HOME), ("school.csv", joining::cli::SCHOOL), ("punten.csv", POINTS)]);
    let folder = Folder::new();
    folder.write("s.osm.pbf", osm.bytes());
    let path = LayerPath { path: folder.path("s.osm.pbf"), layer: None };
    let mut builder = Builder::from_dataset(&built.dataset);
    builder.add(open::read(&Request::new(path), &mut Notices::default()).unwrap());
    let built = builder.build();
    let report = &built.reports[0];
    let kept = built.dataset.streets().map_or(0, |s| s.streets.len());
    assert_eq!((report.kind, report.used), (Kind::Streets, kept));
    assert_eq!(report.used + report.refused, report.rows);
    (built.dataset, built.notices)
}

fn near(found: Option<f64>, expected: f64) {
    // RD is within 1e-4 of the ellipsoid here.
    assert!(found.is_some_and(|m| (m / expected - 1.0).abs() < 2e-4), "{found:?} {expected}");
}

#[test]
fn a_route_follows_the_streets_and_their_directions() {
    let (dataset, notices) = with_streets(&town_streets());
    let far = notices.iter().find(|n| n.key == "join-streets-far").unwrap();
    assert_eq!(far.args[0], ("number", "1".to_owned()), "the street at the other end of the country");
    let walk = network::routes(&dataset, Mode::Walking, &()).unwrap();
    assert_eq!(walk.distances.metric, Metric::Route { mode: Mode::Walking });
    // West lives 10 m from the street, which is 700 m from School West (10 m off it).
    near(walk.distances.get(0, 0), 10.0 + 700.0 + 10.0);
    near(walk.distances.get(0, 1), 10.0 + 2700.0 + 10.0);
    // East lives at the one-way street: 300 m against it, 390 m down, 800 m back.
    near(walk.distances.get(1, 1), 20.0 + 300.0 + 390.0 + 800.0 + 10.0);
    near(walk.distances.get(1, 0), 20.0 + 1500.0 + 390.0 + 1000.0 + 10.0);
    let ride = network::routes(&dataset, Mode::Cycling, &()).unwrap();
    near(ride.distances.get(0, 1), 10.0 + 2700.0 + 10.0);
    // No way back against the traffic, nor down the footpath: all around.
    near(ride.distances.get(1, 1), 20.0 + 3300.0 + 390.0 + 2800.0 + 10.0);
    let access = walk.access().unwrap();
    assert!((access.0 - 12.5).abs() < 0.1 && (access.1 - 20.0).abs() < 0.1, "{access:?}");
}

#[test]
fn homes_go_to_some_of_the_schools_in_the_order_asked_for() {
    let (dataset, _) = with_streets(&town_streets());
    let homes = Homes::of(&dataset, dataset.counts(Subject::Home, 0, None).unwrap());
    let mode = Mode::Walking;
    let some = network::homes_to_schools(&dataset, &homes, &[SchoolId(1)], mode, &()).unwrap();
    assert_eq!((some.origins(), some.destinations()), (2, 1));
    near(some.get(0, 0), 2720.0);
    assert_eq!(some.nearest(0), Some(0));
    let without = small(&[("home.csv", HOME)]).dataset;
    let refused = network::homes_to_schools(&without, &homes, &[SchoolId(1)], mode, &()).unwrap_err();
    assert_eq!(refused.key, "network-no-streets");
}

#[test]
fn who_cannot_be_reached_is_named() {
    let (dataset, _) = with_streets(&town_streets());
    let mut parts = dataset.parts().clone();
    parts.schools[0].at = Point::new(231_000.0, 582_100.0);
    parts.areas[1].pupil_point =
        PupilPoint { at: Point::new(233_500.0, 580_000.0), origin: PointOrigin::Given };
    let dataset = Dataset::new(parts);
    let routes = network::routes(&dataset, Mode::Cycling, &()).unwrap();
    assert_eq!(routes.distances.get(0, 0), None);
    let notices = routes.findings(&dataset);
    let said =
        |key: &str| notices.iter().find(|n| n.key == key).unwrap_or_else(|| panic!("{key}: {notices:?}"));
    let school = said("network-school-off-streets").to_string();
    assert!(
        school.contains("School West (17EC00)") && school.contains("by bicycle: the nearest street is 700 m"),
        "{school}"
    );
    let area = said("network-area-off-streets").to_string();
    assert!(area.contains("Oost (WK001401)") && area.contains("1010 m"), "{area}");

    // A school on an island of streets that nothing leads to.
    let mut island = town_streets();
    for (id, x) in [(50, 232_400.0), (51, 233_600.0)] {
        let (lon, lat) = rd_to_wgs84(x, 580_200.0).unwrap();
        island = island.node(id, lon, lat);
    }
    island = island.way(50, &[50, 51], &[("highway", "path")]);
    let (dataset, _) = with_streets(&island);
    let mut parts = dataset.parts().clone();
    parts.schools[1].at = Point::new(233_000.0, 580_210.0);
    let dataset = Dataset::new(parts);
    let notices = network::routes(&dataset, Mode::Walking, &()).unwrap().findings(&dataset);
    let school = notices.iter().find(|n| n.key == "network-school-no-route").unwrap().to_string();
    assert!(school.contains("School Oost (17EC01)") && school.contains("on foot"), "{school}");
    assert!(!notices.iter().any(|n| n.key == "network-area-no-route"), "{notices:?}");
}

#[test]
fn streets_elsewhere_are_refused_with_a_warning() {
    let mut elsewhere = Osm::new().node(1, 24.94, 60.17).node(2, 24.95, 60.17);
    elsewhere = elsewhere.way(1, &[1, 2], &[("highway", "residential")]);
    let (dataset, notices) = with_streets(&elsewhere);
    assert!(dataset.streets().is_none());
    assert!(notices.iter().any(|n| n.key == "join-streets-elsewhere"));
}

#[test]
fn who_lives_nearest_is_measured_over_the_streets_and_it_is_said() {
    use wijkspiegel::figures::headline::Comparison;
    use wijkspiegel::figures::mirror::{Reference, town_mirror};
    use wijkspiegel::measure::mirror::{FixedRule, Limits};
    use wijkspiegel::text::Language;
    let (dataset, _) = with_streets(&town_streets());
    let mut parts = dataset.parts().clone();
    let comparison = Comparison::first(&dataset);
    let mirror = |dataset: &Dataset, reference, mode| {
        let (limits, rule) = (Limits::default(), FixedRule::default());
        town_mirror(dataset, comparison, reference, limits, rule, mode, &()).unwrap().unwrap()
    };
    // East lives 300 m against the one-way street: nearer to School West as the crow flies than by bike.
    let near = Reference::NearestPupils(50.0);
    let straight = mirror(&dataset, near, None);
    let over = mirror(&dataset, near, Some(Mode::Cycling));
    assert_eq!(straight.metric, Some(Metric::PLANAR));
    assert_eq!(over.metric, Some(Metric::Route { mode: Mode::Cycling }));
    assert_eq!((straight.unreached, over.unreached), (0, 0));
    let said = over.notes(Language::Dutch).join(" ");
    assert!(said.contains("met de fiets over straat"), "{said}");
    assert!(straight.notes(Language::Dutch).join(" ").contains("hemelsbreed"));
    assert!(mirror(&dataset, Reference::Wijk, Some(Mode::Cycling)).notes(Language::Dutch).is_empty());
    // Who cannot reach any street lives nearest to no school, and that is said too.
    parts.areas[1].pupil_point =
        PupilPoint { at: Point::new(233_500.0, 580_000.0), origin: PointOrigin::Given };
    let cut_off = Dataset::new(parts);
    let found = mirror(&cut_off, Reference::NearestSchool, Some(Mode::Walking));
    assert_eq!(found.unreached, 1);
    let sum: f64 = found.references.unit_totals().iter().sum();
    assert_eq!(sum, 100.0, "only the pupils of West");
    assert!(found.notes(Language::English).join(" ").contains("From 1 area there is no route"));
}

#[test]
fn streets_are_made_ready_for_scenarios_once_with_progress_and_can_be_stopped() {
    use std::sync::atomic::{AtomicU64, Ordering};
    use wijkspiegel::figures::headline::Comparison;
    use wijkspiegel::scenario::{Engine, Travel};
    #[derive(Default)]
    struct Seen(AtomicU64);
    impl Progress for Seen {
        fn done(&self, part: u64, _whole: u64) {
            self.0.fetch_max(part, Ordering::Relaxed);
        }
    }
    let (dataset, _) = with_streets(&town_streets());
    let engine = Engine::new(Arc::new(dataset.clone()), Comparison::first(&dataset)).unwrap();
    let walk = Travel::Route(Mode::Walking);
    assert!(engine.is_ready(Travel::StraightLine) && !engine.is_ready(walk));
    assert_eq!(engine.prepare(walk, &Never).unwrap_err().key, "network-cancelled");
    assert!(!engine.is_ready(walk), "what was stopped is not there");
    let seen = Seen::default();
    engine.prepare(walk, &seen).unwrap();
    assert!(engine.is_ready(walk) && !engine.is_ready(Travel::Route(Mode::Cycling)));
    assert_eq!(seen.0.load(Ordering::Relaxed), 2, "one search for each school");
    // The routes that a project keeps are not searched again.
    let (kept, _) = network::with_routes(&dataset, &()).unwrap();
    let engine = Engine::new(Arc::new(kept), Comparison::first(&dataset)).unwrap();
    let seen = Seen::default();
    engine.prepare(walk, &seen).unwrap();
    assert_eq!(seen.0.load(Ordering::Relaxed), 0);
}

/// Lets nothing be searched.
struct Never;

impl Progress for Never {
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn streets_and_routes_are_kept_in_the_project_until_something_moves() {
    let (dataset, _) = with_streets(&town_streets());
    assert_eq!(network::kept(&dataset, Mode::Walking), None, "nothing was searched yet");
    let (dataset, said) = network::with_routes(&dataset, &()).unwrap();
    assert!(!said.is_empty());
    let (same, said) = network::with_routes(&dataset, &Never).unwrap();
    assert_eq!((same.parts(), said.len()), (dataset.parts(), 0), "what is up to date is not searched again");
    let folder = Folder::new();
    let path = folder.path("town.gpkg");
    Project::new(Arc::new(dataset.clone())).save_as(&path).unwrap();
    let opened = project::open(&path).unwrap();
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    assert_eq!(opened.dataset.parts(), dataset.parts());
    for mode in Mode::ALL {
        let searched = network::routes(&opened.dataset, mode, &()).unwrap().distances;
        assert_eq!(network::kept(&opened.dataset, mode), Some(searched));
    }
    // Another program moves a school, a point, or a street: what was searched is no longer so.
    for sql in [
        "UPDATE schools SET code = '17EC09' WHERE code = '17EC00'",
        "UPDATE areas SET pupil_x = pupil_x + 1 WHERE code = 'WK001400'",
        "UPDATE streets SET bicycle = 'no', foot = 'no' WHERE way = 1",
        "UPDATE streets SET metres = metres * 2 WHERE way = 1",
        "DELETE FROM streets WHERE way = 2",
    ] {
        let copy = folder.path("copy.gpkg");
        fs::copy(&path, &copy).unwrap();
        let other = Connection::open(&copy).unwrap();
        project::register_functions(&other).unwrap();
        other.execute_batch(sql).unwrap();
        drop(other);
        let mut changed = project::open(&copy).unwrap();
        assert_eq!(network::kept(&changed.dataset, Mode::Cycling), None, "{sql}");
        // It is searched again, saved, and then up to date.
        let (again, _) = network::with_routes(&changed.dataset, &()).unwrap();
        changed.dataset = Arc::new(again);
        changed.save().unwrap();
        let opened = project::open(&copy).unwrap();
        assert!(network::kept(&opened.dataset, Mode::Cycling).is_some(), "{sql}");
    }
}

#[test]
fn rows_of_streets_and_routes_that_another_program_spoiled_are_left_out_and_kept() {
    let (dataset, _) = with_streets(&town_streets());
    let (dataset, _) = network::with_routes(&dataset, &()).unwrap();
    let whole = dataset.streets().unwrap().streets.len();
    let folder = Folder::new();
    let path = folder.path("town.gpkg");
    Project::new(Arc::new(dataset)).save_as(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    project::register_functions(&other).unwrap();
    other
        .execute_batch(
            "UPDATE streets SET foot = 'maybe' WHERE way = 1;
             UPDATE streets SET metres = -5 WHERE way = 2;
             UPDATE streets SET geom = NULL WHERE way = 4;
             UPDATE routes SET metres = 'far' WHERE area_code = 'WK001400' AND school_code = '17EC00';
             UPDATE routes SET school_code = 'gone' WHERE area_code = 'WK001400' AND school_code = '17EC01';
             INSERT INTO route_tables (mode, stamp) VALUES ('flying', 'x');",
        )
        .unwrap();
    let mut opened = project::open(&path).unwrap();
    assert_eq!(opened.dataset.streets().unwrap().streets.len(), whole - 4);
    let columns: Vec<_> = opened.notices.iter().filter_map(|n| n.place.column.as_deref()).collect();
    for column in ["foot", "metres", "school_code", "mode"] {
        assert!(columns.contains(&column), "{column}: {columns:?}");
    }
    opened.save().unwrap();
    let rows: i64 = other.query_row("SELECT count(*) FROM streets", [], |r| r.get(0)).unwrap();
    assert_eq!(rows as usize, whole, "nothing of another program is deleted");
}

#[test]
fn a_project_of_layout_1_opens_without_a_remark_and_gets_its_tables_when_saved() {
    let folder = Folder::new();
    let path = folder.path("town.gpkg");
    let built = small(&[("home.csv", HOME)]);
    Project::new(Arc::new(built.dataset)).save_as(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    for table in ["streets", "routes", "route_tables"] {
        other
            .execute_batch(&format!(
                "DROP TABLE {table};
                 DELETE FROM gpkg_geometry_columns WHERE table_name = '{table}';
                 DELETE FROM gpkg_extensions WHERE table_name = '{table}';
                 DELETE FROM gpkg_contents WHERE table_name = '{table}';"
            ))
            .unwrap();
    }
    other
        .execute_batch(
            "DROP TABLE rtree_streets_geom;
             UPDATE wijkspiegel_meta SET value = '1' WHERE key = 'schema_version';",
        )
        .unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    let mut opened = project::open(&path).unwrap();
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    assert_eq!(fs::read(&path).unwrap(), before);
    opened.save().unwrap();
    let file = Connection::open(&path).unwrap();
    let rows: i64 = file.query_row("SELECT count(*) FROM streets", [], |r| r.get(0)).unwrap();
    let version: String = file
        .query_row("SELECT value FROM wijkspiegel_meta WHERE key = 'schema_version'", [], |r| r.get(0))
        .unwrap();
    assert_eq!((rows, version), (0, project::SCHEMA_VERSION.to_string()));
}

#[test]
fn a_project_is_made_with_streets_on_the_command_line_and_checked() {
    let folder = Folder::new();
    let mut arguments = small_town(&folder);
    let streets = folder.write("stad.osm.pbf", town_streets().bytes());
    let points = folder.write("punten.csv", POINTS);
    arguments.extend(["--streets", &streets, "--area-points", &points, "--json"].map(str::to_owned));
    let made = run(&arguments).ended(0).says(&["on average, 20 m at most"]).json();
    assert_eq!(made["streets"]["pieces"], 7);
    assert_eq!(made["files"].as_array().unwrap().last().unwrap()["kind"], "streets");
    let path = folder.at("town.gpkg");
    let opened = project::open(&folder.path("town.gpkg")).unwrap();
    assert!(network::kept(&opened.dataset, Mode::Walking).is_some());
    let walking = made["streets"]["walking_metres"].as_f64().unwrap();
    assert!((walking - (3600.0 + 390.0 + 3600.0 + 390.0 + 390.0)).abs() < 3.0, "{walking}");
    assert!(run(["check", &path]).ended(0).out.contains("street network: 7"));
    run(["check", &streets]).ended(0).out.contains("ways_used: 6");
    // The layer of streets of a project can be the streets of another.
    let layer = format!("{path}:streets");
    let again = folder.at("again.gpkg");
    let mut arguments = small_town(&folder);
    arguments[1] = again.clone();
    arguments.extend(["--streets", &layer, "--area-points", &points].map(str::to_owned));
    run(&arguments).ended(0);
    let copy = project::open(&folder.path("again.gpkg")).unwrap();
    let streets = |d: &Dataset| d.streets().unwrap().streets.clone();
    assert_eq!(streets(&copy.dataset), streets(&opened.dataset));
    // Something else than streets, and a file that ends halfway.
    let wrong = folder.at("wijken.geojson");
    let mut arguments = small_town(&folder);
    arguments.extend(["--force", "--streets", &wrong].map(str::to_owned));
    run(&arguments).ended(2).says(&["wijken.geojson", "holds areas, not streets"]);
    let bytes = town_streets().bytes();
    let cut = folder.write("half.osm.pbf", &bytes[..bytes.len() / 2]);
    arguments.pop();
    arguments.push(cut);
    run(&arguments).ended(2).says(&["half.osm.pbf", "Download it again"]);
}

#[test]
fn routes_in_helsinki_agree_with_a_search_over_all_nodes() {
    let Some(data) = support::shared_data() else { return };
    let path = LayerPath::from(data.join("osm/Helsinki.osm.pbf").as_path());
    let mut builder = Builder::new("Helsinki");
    builder.add(open::read(&Request::new(path), &mut Notices::default()).unwrap());
    let dataset = builder.build().dataset;
    let streets = dataset.streets().unwrap();
    for mode in Mode::ALL {
        let graph = Graph::new(streets, mode);
        let snapper = Snapper::new(streets, &graph);
        // Points along two diagonals of the box of the file.
        let point = |lon: f64, lat: f64| wgs84_to_rd(lon, lat).map(Point::from).unwrap();
        let steps = (0..12).map(f64::from);
        let (west, east, south, north) = (24.9350, 24.9500, 60.1640, 60.1730);
        let homes: Vec<_> = steps
            .clone()
            .map(|i| point(west + i * (east - west) / 11.0, south + i * (north - south) / 11.0))
            .map(|p| snapper.nearest(p))
            .collect();
        let schools: Vec<_> = steps
            .map(|i| point(east - i * (east - west) / 11.0, south + i * (north - south) / 11.0))
            .map(|p| snapper.nearest(p))
            .collect();
        let found = network::search(&graph, &homes, &schools, &()).unwrap();
        let mut ways = 0;
        for (i, home) in homes.iter().enumerate() {
            let start = home.unwrap();
            let s = &streets.streets[start.street];
            let mut seeds = Vec::new();
            if s.passage(mode).backward() || start.along == 0.0 {
                seeds.push((s.from, start.along));
            }
            if s.passage(mode).forward() || start.along == s.metres {
                seeds.push((s.to, s.metres - start.along));
            }
            let metres = plain_dijkstra(streets, mode, &seeds);
            for (j, school) in schools.iter().enumerate() {
                let end = school.unwrap();
                let t = &streets.streets[end.street];
                let at = |node: i64| metres.get(&node).copied().unwrap_or(f64::INFINITY);
                let mut expected = f64::INFINITY;
                if t.passage(mode).forward() || end.along == 0.0 {
                    expected = expected.min(at(t.from) + end.along);
                }
                if t.passage(mode).backward() || end.along == t.metres {
                    expected = expected.min(at(t.to) + t.metres - end.along);
                }
                if start.street == end.street && t.passage(mode) == Passage::Both {
                    expected = expected.min((start.along - end.along).abs());
                }
                expected += start.access + end.access;
                let value = found.row(i)[j];
                assert!(
                    value == expected || (value - expected).abs() < 1e-6,
                    "{mode:?} {i} {j}: {value} {expected}"
                );
                ways += usize::from(value.is_finite());
            }
        }
        assert!(ways > 100, "{mode:?}: most of the 144 pairs have a way, {ways} do");
    }
}

/// Dijkstra's search as it was published: of all nodes not yet settled the nearest, found by
/// looking at every one.
fn plain_dijkstra(
    streets: &wijkspiegel::data::Streets,
    mode: Mode,
    seeds: &[(i64, f64)],
) -> std::collections::HashMap<i64, f64> {
    let mut next: std::collections::HashMap<i64, Vec<(i64, f64)>> = std::collections::HashMap::new();
    for s in &streets.streets {
        if s.passage(mode).forward() {
            next.entry(s.from).or_default().push((s.to, s.metres));
        }
        if s.passage(mode).backward() {
            next.entry(s.to).or_default().push((s.from, s.metres));
        }
    }
    let mut settled = std::collections::HashMap::new();
    let mut open: std::collections::HashMap<i64, f64> = std::collections::HashMap::new();
    for (node, metres) in seeds {
        let slot = open.entry(*node).or_insert(f64::INFINITY);
        *slot = slot.min(*metres);
    }
    while let Some((node, metres)) = open.iter().map(|(n, m)| (*n, *m)).min_by(|a, b| a.1.total_cmp(&b.1)) {
        open.remove(&node);
        settled.insert(node, metres);
        for (to, length) in next.get(&node).into_iter().flatten() {
            if !settled.contains_key(to) {
                let slot = open.entry(*to).or_insert(f64::INFINITY);
                *slot = slot.min(metres + length);
            }
        }
    }
    settled
}
