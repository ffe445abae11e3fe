//! The main job on real input: Groningen, from four kinds of border files to figures and pictures.

use crate::support;

use crate::support::cli;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cli::{Folder, Ran, run};
use resvg::usvg::roxmltree::Document;
use wijkspiegel::data::{Basis, Dataset, Level, PointOrigin, Subject};
use wijkspiegel::figures::headline::{Comparison, headline};
use wijkspiegel::project;

const D: f64 = 0.611_165_773_563_926;
const D_HOME: f64 = 0.401_137_048_496_058_14;

/// Border files as the argument of `--areas`, with the level and number of their areas.
const BORDERS: [(&str, &str, usize); 4] = [
    ("wijken_2022_shp/", "wijk", 20),
    ("buurten_2022_rd.geojson", "buurt", 150),
    ("buurten_2022_wgs84.geojson", "buurt", 150),
    ("wijkenbuurten_2022.gpkg:buurten", "buurt", 150),
];

fn groningen() -> Option<PathBuf> {
    support::shared_data().map(|data| data.join("groningen"))
}

/// Makes a project from borders, the schools and the three modelled tables.
#[track_caller]
fn new(data: &Path, out: &str, borders: &[&str], more: &[&str]) -> Ran {
    let file = |name: &str| format!("{}/{name}", data.display());
    let mut arguments = vec!["new".to_owned(), out.to_owned()];
    for border in borders {
        arguments.extend(["--areas".to_owned(), file(border)]);
    }
    for (option, name) in [
        ("--schools", "basisscholen_2024_wgs84.geojson"),
        ("--pupils-home", "modelled/pupils_home.csv"),
        ("--pupils-school", "modelled/pupils_school.csv"),
        ("--flows", "modelled/flows.csv"),
    ] {
        arguments.extend([option.to_owned(), file(name)]);
    }
    arguments.extend(more.iter().map(|m| (*m).to_owned()));
    run(arguments).ended(0)
}

#[track_caller]
fn opened(path: &str) -> Dataset {
    let project = project::open(Path::new(path)).unwrap_or_else(|e| panic!("{e}"));
    assert!(project.notices.is_empty(), "{:?}", project.notices);
    Dataset::clone(&project.dataset)
}

#[track_caller]
fn near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
}

#[test]
fn every_kind_of_border_file_gives_the_same_pupils_and_the_same_figure() {
    let Some(data) = groningen() else { return };
    let folder = Folder::new();
    for (at, (borders, level, count)) in BORDERS.into_iter().enumerate() {
        let out = folder.at(&format!("{at}.gpkg"));
        let made = new(&data, &out, &[borders], &["--json"]).json();
        assert_eq!(made["areas"][level], count, "{borders}");
        assert_eq!(made["areas"].as_object().unwrap().len(), 1, "{borders}");
        assert_eq!(made["schools"], 56, "{borders}");
        let files = made["files"].as_array().unwrap();
        assert_eq!(files.len(), 5, "{borders}");
        for file in files {
            assert_eq!((&file["rows"], &file["refused"]), (&file["used"], &0.into()), "{borders}: {file}");
            assert!(file["unmatched"].as_array().unwrap().is_empty(), "{borders}: {file}");
        }
        // Opening what was written gives the same again.
        let checked = run(["check", &out, "--json"]).ended(0).json();
        for found in [&made, &checked] {
            let tables = found["counts"].as_array().unwrap();
            assert_eq!(tables.len(), 2);
            for table in tables {
                assert_eq!(table["pupils"].as_f64(), Some(14_119.0), "{borders}: {table}");
                assert_eq!(table["basis"], "modelled");
            }
        }
        for part in ["areas", "schools", "counts", "flows", "catchments", "indicators"] {
            assert_eq!(made[part], checked[part], "{borders}: {part}");
        }
        let measured = run(["measure", &out, "--group", "hoog", "--other", "laag", "--json"]).ended(0);
        assert!(measured.err.is_empty(), "{}", measured.err);
        let measured = measured.json();
        near(measured["two_group"]["dissimilarity"].as_f64().unwrap(), D, 1e-9);
        assert_eq!((&measured["units"], &measured["pupils"]), (&56.into(), &14_119.into()));
        assert_eq!(measured["groups"], serde_json::json!({"laag": 3316, "midden": 4244, "hoog": 6559}));
    }
}

#[test]
fn homes_explain_the_published_part_whatever_borders_are_loaded() {
    let Some(data) = groningen() else { return };
    let folder = Folder::new();
    let points = format!("{}/modelled/area_points.csv", data.display());
    let mut sets: Vec<Vec<&str>> = BORDERS.iter().skip(1).map(|(borders, ..)| vec![*borders]).collect();
    sets.push(vec!["buurten_2022_rd.geojson", "wijken_2022_shp/"]);
    sets.push(vec!["wijkenbuurten_2022.gpkg:wijken", "wijkenbuurten_2022.gpkg:buurten"]);
    for (at, borders) in sets.iter().enumerate() {
        let out = folder.at(&format!("{at}.gpkg"));
        new(&data, &out, borders, &["--area-points", &points]);
        let dataset = opened(&out);
        let given = |l: Level| {
            dataset.areas_of(l).filter(|(_, a)| a.pupil_point.origin == PointOrigin::Given).count()
        };
        assert_eq!(given(Level::Buurt), 150, "{borders:?}");
        let found = headline(&dataset, Comparison::first(&dataset)).unwrap().unwrap();
        near(found.home.unwrap(), D_HOME, 1e-9);
        near(found.choice.unwrap(), D - D_HOME, 1e-9);
        near(found.readings.exact().unwrap().one_group_share.unwrap(), D, 1e-9);
        assert_eq!((found.schools, found.schools_left_out, found.basis), (56, 0, Basis::Modelled));
        near(found.pupils, 3316.0 + 6559.0, 0.0);
        near(found.pupils_left_out, 4244.0, 0.0);
        let distance = found.nearest_distance.unwrap();
        assert!((200.0..2000.0).contains(&distance), "{distance} m to the nearest school");
    }
}

#[test]
fn pupils_and_flows_of_buurten_roll_up_to_their_wijken() {
    let Some(data) = groningen() else { return };
    let folder = Folder::new();
    let (wijken, both) = (folder.at("wijken.gpkg"), folder.at("both.gpkg"));
    let said = new(&data, &wijken, &["wijken_2022_shp/"], &[]);
    assert!(said.err.contains("450 rows"), "the roll-up is told: {}", said.err);
    new(&data, &both, &["wijkenbuurten_2022.gpkg:wijken", "wijkenbuurten_2022.gpkg:buurten"], &[]);
    let (wijken, both) = (opened(&wijken), opened(&both));
    assert_eq!((both.areas_of(Level::Wijk).count(), both.areas_of(Level::Buurt).count()), (20, 150));
    let home = |d: &Dataset| d.counts(Subject::Home, 0, None).cloned().unwrap();
    let (in_wijken, in_both) = (home(&wijken), home(&both));
    // By hand from the file: the wijk of BU00140101 is WK001401.
    let text = fs::read_to_string(data.join("modelled/pupils_home.csv")).unwrap();
    for (id, wijk) in wijken.areas_of(Level::Wijk) {
        for (group, key) in ["laag", "midden", "hoog"].into_iter().enumerate() {
            let prefix = format!("BU{}", &wijk.code[2..]);
            let sum: f64 = text
                .lines()
                .map(|l| l.split(',').collect::<Vec<_>>())
                .filter(|f| f[0].starts_with(&prefix) && f[1] == key)
                .map(|f| f[2].parse::<f64>().unwrap())
                .sum();
            assert_eq!(in_wijken.row(id.0)[group].known(), Some(sum), "{} {key}", wijk.code);
            let same = both.area_by_code(&wijk.code).unwrap();
            assert_eq!(in_both.row(same.0)[group].known(), Some(sum), "{} {key}", wijk.code);
        }
    }
    let pupils = |d: &Dataset| -> f64 { d.flows()[0].flows.iter().filter_map(|f| f.pupils.known()).sum() };
    assert_eq!((pupils(&wijken), pupils(&both)), (14_119.0, 14_119.0));
    assert!(wijken.flows()[0].flows.len() < both.flows()[0].flows.len());
}

#[test]
fn the_map_of_a_real_town_says_that_its_pupils_are_modelled() {
    let Some(data) = groningen() else { return };
    let folder = Folder::new();
    let out = folder.at("town.gpkg");
    new(&data, &out, &["buurten_2022_rd.geojson"], &[]);
    for (language, mark) in [("nl", "gemodelleerd"), ("en", "modelled")] {
        let svg = folder.at("town.svg");
        run(["map", &out, "--out", &svg, "--lang", language]).ended(0);
        let drawn = fs::read_to_string(&svg).unwrap();
        let document = Document::parse(&drawn).unwrap();
        let text: String = document.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
        assert!(text.to_lowercase().contains(mark), "{text}");
        assert!(text.contains("61"), "the headline stands beside the map: {text}");
        let paths = document.descendants().filter(|n| n.has_tag_name("path")).count();
        assert!(paths >= 150, "{paths} paths for 150 buurten");
    }
    for width in [800_u32, 2400] {
        let png = folder.at("town.png");
        run(["map", &out, "--out", &png, "--width", &width.to_string(), "--show", "laag"]).ended(0);
        let bytes = fs::read(&png).unwrap();
        assert!(bytes.starts_with(b"\x89PNG"));
        assert_eq!(u32::from_be_bytes(bytes[16..20].try_into().unwrap()), width);
        assert!(u32::from_be_bytes(bytes[20..24].try_into().unwrap()) > width / 3);
        assert!(bytes.len() > 20_000, "{} bytes", bytes.len());
    }
}

#[test]
fn every_published_file_is_checked_without_a_failure() {
    let Some(data) = support::shared_data() else { return };
    let mut checked = 0;
    let mut folders = vec![data];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // The reference values are no map layers.
            let refused = extension == "json";
            let ran = run(["check".as_ref(), path.as_os_str(), "--json".as_ref()]);
            if refused {
                assert_eq!(ran.code, 2, "{}", path.display());
                continue;
            }
            assert!(matches!(ran.code, 0 | 1), "{}: {}", path.display(), ran.err);
            let found = ran.json();
            let notices = found["notices"].as_array().unwrap();
            let findings = notices.iter().any(|n| n["severity"] != "info");
            assert_eq!(ran.code, i32::from(findings), "{}: {notices:?}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 25, "{checked} files");
}

#[test]
fn postcodes_are_areas_too() {
    let Some(data) = groningen() else { return };
    let folder = Folder::new();
    let (areas, schools) = (data.join("pc4_2020_rd.geojson"), data.join("basisscholen_2024_wgs84.geojson"));
    let home =
        folder.write("home.csv", "area,group,pupils\n9711,laag,10\n9711,hoog,20\n9712,laag,5\n9712,hoog,1\n");
    let out = folder.at("pc4.gpkg");
    let made = run([
        "new",
        &out,
        "--areas",
        areas.to_str().unwrap(),
        "--schools",
        schools.to_str().unwrap(),
        "--pupils-home",
        &home,
        "--json",
    ]);
    let made = made.ended(0).json();
    assert_eq!(made["areas"], serde_json::json!({"postcode": 48}));
    assert_eq!(made["counts"][0]["pupils"].as_f64(), Some(36.0));
}

const SCRIPT: &str = "
import sys, warnings
warnings.simplefilter('error')
import pyogrio
for path, layer in zip(sys.argv[1::2], sys.argv[2::2]):
    info = pyogrio.read_info(path, layer=layer or None, force_total_bounds=True)
    print(info['features'], info['crs'], *[repr(float(x)) for x in info['total_bounds']])
";

#[test]
fn gdal_reads_as_many_areas_and_schools_over_the_same_ground_as_the_source() {
    let Some(data) = groningen() else { return };
    let installed = Command::new("python3").args(["-c", "import pyogrio"]).output();
    if !installed.is_ok_and(|o| o.status.success()) {
        println!("skipped: python3 with pyogrio is not installed");
        return;
    }
    let folder = Folder::new();
    let out = folder.at("town.gpkg");
    new(&data, &out, &["buurten_2022_rd.geojson"], &[]);
    let source = format!("{}/buurten_2022_rd.geojson", data.display());
    let read = Command::new("python3")
        .args(["-c", SCRIPT, &out, "areas", &out, "schools", &source, ""])
        .output()
        .unwrap();
    let (text, errors) = (String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
    assert!(read.status.success() && errors.is_empty(), "{text}{errors}");
    let lines: Vec<Vec<&str>> = text.lines().map(|l| l.split(' ').collect()).collect();
    let [areas, schools, borders] = lines.as_slice() else { panic!("{text}") };
    assert_eq!((areas[0], areas[1]), ("150", "EPSG:28992"));
    assert_eq!((schools[0], schools[1]), ("56", "EPSG:28992"));
    assert_eq!(borders[0], "150");
    let numbers = |line: &[&str]| -> Vec<f64> { line[2..].iter().map(|n| n.parse().unwrap()).collect() };
    assert_eq!(numbers(areas), numbers(borders), "the extent is that of the source, to the bit");
    let (inner, outer) = (numbers(schools), numbers(areas));
    assert!(inner[0] > outer[0] && inner[1] > outer[1] && inner[2] < outer[2] && inner[3] < outer[3]);
}
