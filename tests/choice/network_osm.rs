//! Reading streets from `.osm.pbf`.

use crate::support;
use crate::support::osm;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use geo::{Distance, Geodesic, Geometry, Point};
use osm::{Osm, blob, bytes_field, number_field, raw};
use proptest::prelude::*;
use wijkspiegel::join::{Kind, recognise};
use wijkspiegel::load::{self, Format, Layer, LayerPath, ReadOptions, Value};
use wijkspiegel::notice::{Notice, Notices};
use wijkspiegel::progress::Progress;
use wijkspiegel::text::Language;

/// A crossing in Groningen: a street west to east through node 2, a one-way street north from it, a
/// footway south, and a motorway that touches none.
fn crossing() -> Osm {
    Osm::new()
        .node(1, 6.560, 53.210)
        .node(2, 6.562, 53.210)
        .node(3, 6.564, 53.210)
        .node(4, 6.562, 53.212)
        .node(5, 6.562, 53.208)
        .node(12_345_678_901, 6.563, 53.2101)
        .node(7, 6.57, 53.21)
        .way(10, &[1, 2, 12_345_678_901, 3], &[("highway", "residential"), ("name", "Straat")])
        .way(11, &[2, 4], &[("highway", "residential"), ("oneway", "yes")])
        .way(12, &[2, 5], &[("highway", "footway")])
        .way(13, &[3, 7], &[("highway", "motorway")])
        .way(14, &[1, 2, 5, 1], &[("building", "yes")])
}

fn read_bytes(bytes: &[u8]) -> (Result<Layer, Notice>, Notices) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("streets.osm.pbf");
    std::fs::write(&path, bytes).unwrap();
    let mut notices = Notices::default();
    let read = load::read(&LayerPath::from(path.as_path()), &ReadOptions::default(), &mut notices);
    (read, notices)
}

fn layer(osm: &Osm) -> Layer {
    read_bytes(&osm.bytes()).0.unwrap_or_else(|e| panic!("{e}"))
}

/// The key of the notice with which a file is refused; it names the file and says what to do.
#[track_caller]
fn refusal(bytes: &[u8]) -> &'static str {
    let notice = read_bytes(bytes).0.map(|l| l.records.len()).unwrap_err();
    for language in Language::ALL {
        let message = notice.message(language);
        assert!(message.contains("streets.osm.pbf") && !message.contains('{'), "{message}");
        assert!(notice.fix(language).is_some(), "{message}");
    }
    notice.key
}

/// Way, ends, foot, bicycle of every record.
fn pieces(layer: &Layer) -> Vec<(i64, i64, i64, String, String)> {
    let whole = |v: &Value| match v {
        Value::Number(n) => *n as i64,
        other => panic!("{other:?}"),
    };
    let text = |v: &Value| v.text().unwrap();
    layer
        .records
        .iter()
        .map(|r| {
            let v = &r.values;
            (whole(&v[0]), whole(&v[1]), whole(&v[2]), text(&v[4]), text(&v[5]))
        })
        .collect()
}

fn metres(layer: &Layer, record: usize) -> f64 {
    match layer.records[record].values[6] {
        Value::Number(metres) => metres,
        _ => panic!("a length is a number"),
    }
}

fn detected<'a>(layer: &'a Layer, key: &str) -> &'a str {
    &layer.detected.iter().find(|(k, _)| *k == key).unwrap().1
}

#[test]
fn streets_are_cut_where_one_can_turn_off() {
    for sparse in [false, true] {
        let layer = layer(&Osm { sparse, ..crossing() });
        let s = |text: &str| text.to_owned();
        let expected = [
            (10, 1, 2, s("both"), s("both")),
            (10, 2, 3, s("both"), s("both")),
            (11, 2, 4, s("both"), s("forward")),
            (12, 2, 5, s("both"), s("no")),
        ];
        assert_eq!(pieces(&layer), expected);
        assert_eq!(recognise(&layer).unwrap().kind, Kind::Streets);
        let used: Vec<&str> =
            ["ways_used", "ways_refused", "refused_kinds"].map(|k| detected(&layer, k)).to_vec();
        assert_eq!(used, ["3", "1", "motorway 1"]);
    }
}

#[test]
fn lengths_are_those_over_the_ellipsoid() {
    let layer = layer(&crossing());
    let (a, b) = (Point::new(6.560, 53.210), Point::new(6.562, 53.210));
    assert!((metres(&layer, 0) - Geodesic.distance(a, b)).abs() < 1e-6);
    // A degree of longitude at 53.21° is 66.8 km on the ellipsoid, by the formula of its radius.
    let (major, flattening) = (6_378_137.0_f64, 1.0 / 298.257_223_563);
    let (sin, cos) = 53.21_f64.to_radians().sin_cos();
    let squared = flattening * (2.0 - flattening);
    let radius = major * cos / (1.0 - squared * sin * sin).sqrt();
    assert!((metres(&layer, 0) - radius * 0.002_f64.to_radians()).abs() < 1e-3, "{}", metres(&layer, 0));
    // The line has all its points, in RD.
    let Some(Geometry::LineString(line)) = &layer.records[1].geometry else { panic!("a line") };
    assert_eq!(line.0.len(), 3);
    assert!((line.0[0].x - 233_700.0).abs() < 2000.0 && (line.0[0].y - 581_900.0).abs() < 2000.0, "{line:?}");
    let plane: f64 = line.lines().map(|l| l.dx().hypot(l.dy())).sum();
    assert!((plane / metres(&layer, 1) - 1.0).abs() < 1e-4);
}

#[test]
fn a_street_that_leaves_the_extract_is_cut_there_and_counted() {
    let osm = crossing().way(20, &[4, 99, 3, 1], &[("highway", "path")]);
    let (read, notices) = read_bytes(&osm.bytes());
    let pieces = pieces(&read.unwrap());
    assert_eq!(pieces.last().map(|p| (p.0, p.1, p.2)), Some((20, 3, 1)));
    let notice = notices.iter().find(|n| n.key == "load-osm-nodes-missing").unwrap();
    assert_eq!(notice.args, [("number", "1".to_owned())]);
}

#[test]
fn a_way_that_meets_itself_is_cut_where_it_does() {
    let osm = crossing().way(30, &[4, 7, 12_345_678_901, 7, 4], &[("highway", "path")]);
    let pieces: Vec<_> = pieces(&layer(&osm)).into_iter().map(|p| (p.0, p.1, p.2)).collect();
    assert!(pieces.contains(&(30, 4, 7)) && pieces.contains(&(30, 7, 12_345_678_901)), "{pieces:?}");
    // Node 12345678901 is now in two ways, so that way 10 is cut there too.
    assert!(pieces.contains(&(10, 2, 12_345_678_901)), "{pieces:?}");
}

#[test]
fn the_source_names_its_makers_licence_and_date() {
    let source = layer(&Osm { date: Some(1_577_836_800), ..crossing() }).source;
    assert_eq!(source.publisher.as_deref(), Some("© OpenStreetMap"));
    assert_eq!(source.licence.as_deref(), Some("ODbL"));
    assert_eq!(source.date.as_deref(), Some("2020-01-01"));
    assert_eq!(source.sha256.map(|s| s.len()), Some(64));
}

#[test]
fn the_format_is_known_by_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("whatever.bin");
    std::fs::write(&path, crossing().bytes()).unwrap();
    let layers = load::layers_in(&path).unwrap();
    assert_eq!((layers[0].format, layers[0].shapes), (Format::Osm, true));
}

#[test]
fn files_that_cannot_be_read_are_refused_with_the_reason() {
    let good = crossing().bytes();
    assert_eq!(refusal(&good[..good.len() - 1]), "load-osm-cut-off");
    assert_eq!(refusal(&[&good[..], &[0, 0]].concat()), "load-osm-cut-off");
    assert_eq!(refusal(&[0, 1, 2, 3, 4, 0, 0, 9]), "load-osm-not-one");
    assert_eq!(refusal(&Osm::new().bytes()), "load-osm-no-streets");
    let nowhere = Osm { nodes: Vec::new(), ..crossing() };
    assert_eq!(refusal(&nowhere.bytes()), "load-osm-no-nodes");
    let history = Osm { features: vec!["OsmSchema-V0.6", "HistoricalInformation"], ..crossing() };
    assert_eq!(refusal(&history.bytes()), "load-osm-feature");
    // Compressed with something else than zlib: field 6 is lz4.
    let mut packed = Vec::new();
    bytes_field(&mut packed, 6, b"whatever");
    let header = crossing().header();
    assert_eq!(refusal(&[header.clone(), blob("OSMData", &packed)].concat()), "load-osm-compression");
    // A header that states more than the format allows, and one that states nothing.
    let mut greedy = Vec::new();
    bytes_field(&mut greedy, 1, b"OSMData");
    number_field(&mut greedy, 3, u64::MAX);
    let greedy = [&(greedy.len() as u32).to_be_bytes()[..], &greedy].concat();
    assert_eq!(refusal(&[header.clone(), greedy].concat()), "load-osm-damaged");
    assert_eq!(refusal(&[&header[..], &u32::MAX.to_be_bytes()].concat()), "load-osm-damaged");
    assert_eq!(refusal(&[header, blob("OSMData", &raw(b"\xff\xff\xff"))].concat()), "load-osm-damaged");
    // A blob of data before any header, in a file that mentions one.
    let header = crossing().header();
    let headless = [&good[header.len()..], &header].concat();
    assert_eq!(refusal(&headless), "load-osm-not-one");
}

#[test]
fn a_blob_of_an_unknown_kind_is_passed_over() {
    let osm = crossing();
    let bytes = [osm.header(), blob("Other", &raw(b"\xff\xff")), osm.bytes()].concat();
    assert_eq!(read_bytes(&bytes).0.unwrap().records.len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_file_with_any_byte_altered_or_cut_never_panics(at in 0.0..1.0f64, byte: u8, cut: bool) {
        let mut bytes = crossing().bytes();
        let at = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(layer) = read_bytes(&bytes).0 {
            for record in 0..layer.records.len() {
                prop_assert!(metres(&layer, record).is_finite() && metres(&layer, record) >= 0.0);
            }
        }
    }
}

#[test]
fn numbers_that_overflow_are_places_of_nothing() {
    let mut osm = crossing();
    osm.nodes.push((i64::MAX, 6.5, 53.2));
    osm.nodes.push((i64::MIN + 1, 6.5, 53.2));
    osm.nodes.push((50, 900.0, -900.0));
    osm.ways.push((60, vec![i64::MAX, 3, 50, 1], vec![("highway", "path")]));
    let bytes = {
        // The differences of these numbers wrap around, as in a damaged file.
        osm.nodes.sort_by_key(|n| n.0);
        osm.nodes.retain(|n| n.0 != i64::MIN + 1);
        osm.bytes()
    };
    assert_eq!(read_bytes(&bytes).0.unwrap().records.len(), 4);
}

/// Stops after so many looks.
struct Impatient(AtomicU64, u64);

impl Progress for Impatient {
    fn done(&self, part: u64, whole: u64) {
        assert!(part <= whole);
    }

    fn cancelled(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) >= self.1
    }
}

#[test]
fn reading_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("streets.osm.pbf");
    std::fs::write(&path, crossing().bytes()).unwrap();
    let read = |patience| {
        let progress = Impatient(AtomicU64::new(0), patience);
        load::osm::read(&path, &mut Notices::default(), &progress).map(|l| l.records.len())
    };
    assert_eq!(read(100).unwrap(), 4);
    for patience in [0, 2, 5] {
        assert_eq!(read(patience).unwrap_err().key, "load-cancelled");
    }
}

#[test]
fn the_streets_of_helsinki_are_read() {
    let Some(data) = support::shared_data() else { return };
    let path: &Path = &data.join("osm/Helsinki.osm.pbf");
    let mut notices = Notices::default();
    let layer = load::read(&LayerPath::from(path), &ReadOptions::default(), &mut notices).unwrap();
    let number = |key| detected(&layer, key).parse::<f64>().unwrap();
    // Counted apart: 2,650 ways with a tag `highway`, and one ferry.
    assert_eq!(number("ways_used") + number("ways_refused"), 2651.0, "{:?}", layer.detected);
    assert!(number("ways_refused") < 60.0, "{:?}", layer.detected);
    assert!(number("walking_km") > number("cycling_km"), "{:?}", layer.detected);
    // Over the ellipsoid, not in RD, where Helsinki is stretched by more than a percent.
    for record in 0..layer.records.len() {
        let Some(Geometry::LineString(line)) = &layer.records[record].geometry else { panic!("a line") };
        let plane: f64 = line.lines().map(|l| l.dx().hypot(l.dy())).sum();
        let stretched = plane / metres(&layer, record);
        assert!(metres(&layer, record) == 0.0 || (1.009..1.02).contains(&stretched), "{stretched}");
    }
}
