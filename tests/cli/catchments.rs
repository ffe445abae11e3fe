//! `wijkspiegel catchments`, through the program, and its files as GDAL reads them.

use crate::support;
use crate::support::cli;

use std::path::Path;
use std::process::Command;

use cli::{Folder, Ran, run};
use serde_json::Value;

#[track_caller]
fn catchments(subject: &str, more: &[&str]) -> Ran {
    run([&["catchments", subject], more].concat())
}

fn sum(list: &Value) -> f64 {
    list.as_array().unwrap().iter().map(|c| c["area_m2"].as_f64().unwrap()).sum()
}

/// Real borders and schools with the modelled flows, as a project.
fn groningen(folder: &Folder) -> Option<String> {
    let data = support::shared_data()?.join("groningen");
    let file = |name: &str| format!("{}/{name}", data.display());
    let project = folder.at("groningen.gpkg");
    let mut arguments = vec!["new".to_owned(), project.clone()];
    for (option, name) in [
        ("--areas", "buurten_2022_rd.geojson"),
        ("--schools", "basisscholen_2024_wgs84.geojson"),
        ("--pupils-home", "modelled/pupils_home.csv"),
        ("--pupils-school", "modelled/pupils_school.csv"),
        ("--flows", "modelled/flows.csv"),
        ("--area-points", "modelled/area_points.csv"),
    ] {
        arguments.extend([option.to_owned(), file(name)]);
    }
    run(arguments).ended(0);
    Some(project)
}

#[test]
fn the_nearest_schools_of_groningen_divide_it_exactly() {
    let folder = Folder::new();
    let Some(project) = groningen(&folder) else { return };
    let found = catchments(&project, &["--kind", "nearest", "--json"]).ended(0).json();
    let whole = found["municipality_m2"].as_f64().unwrap();
    assert!((sum(&found["catchments"]) / whole - 1.0).abs() < 1e-6);
    // The sum of the buurten by another program.
    assert!((whole - 198_235_605.5).abs() < 1.0, "{whole}");
    let list = found["catchments"].as_array().unwrap();
    let shared: usize = list.iter().map(|c| c["shared_with"].as_array().unwrap().len()).sum();
    assert_eq!((list.len(), shared), (55, 1), "56 schools, two of them in one place");
    assert_eq!((&found["basis"], &found["of"]), (&"counted".into(), &Value::Null));
}

#[test]
fn observed_catchments_account_for_every_buurt_with_pupils() {
    let folder = Folder::new();
    let Some(project) = groningen(&folder) else { return };
    let found =
        catchments(&project, &["--kind", "observed", "--against", "nearest", "--json"]).ended(0).json();
    let members: usize =
        found["catchments"].as_array().unwrap().iter().map(|c| c["areas"].as_array().unwrap().len()).sum();
    let gaps =
        |reason: &str| found["gaps"].as_array().unwrap().iter().filter(|g| g["reason"] == reason).count();
    let (withheld, nobody) = (gaps("withheld"), gaps("no-pupils"));
    assert_eq!((gaps("no-flows"), members + withheld + nobody), (0, 150));
    assert_eq!((members, withheld, nobody), (96, 31, 23));
    assert_eq!(found["basis"], "modelled");
    let share = found["compared"]["pupil_share"].as_f64().unwrap();
    assert!((0.4..0.6).contains(&share), "{share}");
}

#[test]
fn geojson_carries_rule_basis_and_sources_in_longitude_and_latitude() {
    let folder = Folder::new();
    let out = folder.at("wijk.geojson");
    let said = catchments("--example", &["--kind", "observed", "--out", &out, "--lang", "nl"]);
    assert!(said.ended(0).out.contains("Geschreven"));
    let file: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    assert!(file.get("crs").is_none(), "RFC 7946");
    assert!(file["description"].as_str().unwrap().contains("de meeste leerlingen"));
    let metadata = &file["metadata"];
    assert_eq!((&metadata["kind"], &metadata["basis"]), (&"observed".into(), &"modelled".into()));
    assert_eq!((&metadata["example"], &metadata["threshold"]), (&true.into(), &10.into()));
    assert!(!metadata["sources"].as_array().unwrap().is_empty());
    let features = file["features"].as_array().unwrap();
    for feature in features {
        for part in feature["geometry"]["coordinates"].as_array().unwrap() {
            let ring: Vec<(f64, f64)> = part[0].as_array().unwrap().iter().map(point).collect();
            assert_eq!(ring.first(), ring.last());
            let twice: f64 = ring.windows(2).map(|w| w[0].0 * w[1].1 - w[1].0 * w[0].1).sum();
            assert!(twice > 0.0, "an exterior ring runs counter-clockwise");
            assert!(ring.iter().all(|(lon, lat)| (6.4..6.9).contains(lon) && (53.0..53.4).contains(lat)));
        }
    }
    assert!(features.iter().any(|f| f["properties"]["part"] == "catchments"));
}

fn point(value: &Value) -> (f64, f64) {
    (value[0].as_f64().unwrap(), value[1].as_f64().unwrap())
}

const SCRIPT: &str = "
import sys, warnings
warnings.simplefilter('error')
import pyogrio
for name, kind in sorted(pyogrio.list_layers(sys.argv[1]).tolist(), key=lambda l: l[0]):
    info = pyogrio.read_info(sys.argv[1], layer=name)
    print(name, info['features'], kind, info['crs'], sorted(info['dataset_metadata'] or {}), info['layer_metadata']['DESCRIPTION'])
";

#[test]
fn gdal_reads_the_geopackage_in_rd_with_its_rule() {
    let installed = Command::new("python3").args(["-c", "import pyogrio"]).output();
    if !installed.is_ok_and(|o| o.status.success()) {
        println!("skipped: python3 with pyogrio is not installed");
        return;
    }
    let folder = Folder::new();
    let out = folder.at("wijk.gpkg");
    catchments("--example", &["--kind", "nearest", "--of", "denomination=openbaar", "--out", &out]).ended(0);
    let read = Command::new("python3").args(["-c", SCRIPT, &out]).output().unwrap();
    let (text, errors) = (String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
    assert!(read.status.success() && errors.is_empty(), "{text}{errors}");
    let line = text.lines().next().unwrap();
    assert!(line.starts_with("catchments ") && line.contains("MultiPolygon EPSG:28992"), "{text}");
    assert!(line.contains("GPKG_METADATA_ITEM_1") && line.contains("nearest in a straight line"), "{text}");
    assert!(line.contains("openbaar") && line.contains("Example"), "{text}");
}

#[test]
fn a_project_is_never_replaced_by_an_export() {
    let folder = Folder::new();
    run(cli::small_town(&folder)).ended(0);
    let project = folder.at("town.gpkg");
    let before = std::fs::read(&project).unwrap();
    catchments(&project, &["--kind", "nearest", "--out", &project]).ended(2);
    assert!(before == std::fs::read(&project).unwrap());
}

#[test]
fn what_does_not_go_together_is_refused_with_what_to_do() {
    for (more, said) in [
        (&["--kind", "given"][..], "Add a file with catchments"),
        (&["--kind", "nearest", "--share", "0.5"], "--share belongs to --kind observed"),
        (&["--kind", "observed", "--of", "kind=x"], "--of belongs to --kind nearest"),
        (&["--kind", "nearest", "--of", "openbaar"], "No school takes part"),
        (&["--kind", "observed", "--share", "1.5"], "Give a number above 0"),
        (&["--kind", "observed", "--share", "NaN"], "Give a number above 0"),
        (&["--kind", "nearest", "--out", "x.shp"], ".geojson or .gpkg"),
    ] {
        catchments("--example", more).ended(2).says(&[said]);
    }
    assert!(!Path::new("x.shp").exists());
}

#[test]
fn the_map_shows_catchments_and_flows_by_name() {
    let folder = Folder::new();
    let out = folder.at("map.svg");
    let show = "catchments=nearest:denomination=Openbaar";
    let map = ["map", "--example", "--show", "none", "--show", show, "--flows", "EX01", "--out", &out];
    run(map.iter().chain(&["--lang", "nl"])).ended(0);
    let svg = std::fs::read_to_string(&out).unwrap();
    for text in ["Voedingsgebieden", "Stromen naar Binnenstad 1"] {
        assert!(svg.contains(text), "{text}");
    }
    run(["map", "--example", "--show", "catchments=far", "--out", &out])
        .ended(2)
        .says(&["no kind of catchment"]);
    run(["map", "--example", "--flows", "EX99", "--out", &out]).ended(2).says(&["EX99"]);
}

#[test]
fn what_goes_to_another_school_is_listed_and_adds_up_to_the_share() {
    let found =
        catchments("--example", &["--kind", "nearest", "--against", "observed", "--json"]).ended(0).json();
    let compared = &found["compared"];
    let share = compared["area_share"].as_f64().unwrap() * compared["area_m2"].as_f64().unwrap();
    let passages = sum(&compared["passages"]);
    assert!((passages / share - 1.0).abs() < 1e-3, "{passages} is not {share}");
    let schools = compared["schools"].as_array().unwrap();
    assert_eq!(schools.len(), 52);
    let both: f64 = schools.iter().map(|s| s["both_m2"].as_f64().unwrap()).sum();
    let whole = compared["area_m2"].as_f64().unwrap();
    assert!(((both + passages) / whole - 1.0).abs() < 1e-3);
    let said = catchments("--example", &["--kind", "nearest", "--against", "observed", "--lang", "nl"]);
    let said = said.ended(0).out;
    assert!(said.contains("  van Binnenstad 1 naar "));
    // Both shares rest on modelled flows, and that of the pupils on modelled homes too.
    let shares: Vec<&str> =
        said.lines().filter(|l| l.contains("bij een andere school dan volgens")).collect();
    assert!(shares.len() == 2 && shares.iter().all(|l| l.ends_with("(gemodelleerd)")), "{shares:?}");
    assert_eq!((&compared["area_basis"], &compared["pupil_basis"]), (&"modelled".into(), &"modelled".into()));
}

#[test]
fn intake_and_outflow_are_listed_without_small_numbers() {
    let found = catchments("--example", &["--flows", "EX01", "--json"]).ended(0).json();
    assert_eq!((&found["kind"], &found["basis"]), (&"intake".into(), &"modelled".into()));
    let rows = found["rows"].as_array().unwrap();
    let named: f64 = rows.iter().map(|r| r["pupils"].as_f64().unwrap()).sum();
    assert!(rows.iter().all(|r| r["pupils"].as_f64().unwrap() >= 10.0));
    let rest = found["others_pupils"].as_f64().unwrap_or(0.0);
    assert!((named + rest - found["total"].as_f64().unwrap()).abs() < 1e-6);
    let area = rows[0]["code"].as_str().unwrap().to_owned();
    let back = catchments("--example", &["--flows", &area, "--json"]).ended(0).json();
    assert_eq!(back["kind"], "outflow");
    let to = back["rows"].as_array().unwrap().iter().find(|r| r["code"] == "EX01").unwrap();
    assert_eq!(to["pupils"], rows[0]["pupils"], "the same pupils seen from both ends");
    catchments("--example", &["--flows", "XX"]).ended(2).says(&["XX"]);
    catchments("--example", &["--flows", "EX01", "--kind", "nearest"]).ended(2);
    let said = catchments("--example", &["--flows", "EX01", "--lang", "nl"]).ended(0).out;
    assert!(said.contains("Herkomst van de leerlingen van Binnenstad 1"), "{said}");
}

#[test]
fn flows_are_named_from_the_threshold_that_was_asked_or_that_the_project_keeps() {
    let least = |subject: &str, more: &[&str]| {
        let all = [&["--flows", "EX01", "--json"], more].concat();
        let found = catchments(subject, &all).ended(0).json();
        let rows = found["rows"].as_array().unwrap().clone();
        rows.iter().map(|r| r["pupils"].as_f64().unwrap()).fold(f64::INFINITY, f64::min)
    };
    assert!((10.0..50.0).contains(&least("--example", &[])));
    assert!(least("--example", &["--threshold", "50"]) >= 50.0);
    assert!(least("--example", &["--threshold", "0"]) < 10.0);
    let folder = Folder::new();
    let Some(project) = groningen(&folder) else { return };
    run(["privacy", &project, "--threshold", "50"]).ended(0);
    let found = catchments(&project, &["--flows", "17BW00", "--json"]).ended(0).json();
    assert!(found["rows"].as_array().unwrap().iter().all(|r| r["pupils"].as_f64().unwrap() >= 50.0));
    assert_eq!(found["privacy"]["threshold"], 50);
}

#[test]
fn the_map_holds_two_kinds_against_each_other() {
    let folder = Folder::new();
    let out = folder.at("map.svg");
    let show = ["map", "--example", "--show", "catchments=nearest", "--show", "against=observed"];
    run(show.iter().chain(&["--out", &out, "--lang", "nl"])).ended(0);
    let svg = std::fs::read_to_string(&out).unwrap();
    assert!(svg.contains("hoort bij een andere school"));
}

#[test]
fn the_table_of_differences_is_written_for_excel_and_for_programs() {
    let folder = Folder::new();
    let rows = |path: &str| std::fs::read_to_string(path).unwrap();
    let (csv, book) = (folder.at("verschil.csv"), folder.at("verschil.xlsx"));
    let compare = ["--kind", "nearest", "--against", "observed", "--lang", "nl", "--table"];
    let with = |path: &str| catchments("--example", &[&compare[..], &[path]].concat());
    assert!(with(&csv).ended(0).out.contains("verschil.csv"));
    let text = rows(&csv);
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    assert!(head.starts_with("\u{feff}Code;School;ha in A;ha in B;ha in beide;"), "{head}");
    assert_eq!(lines.clone().count(), 52);
    assert!(lines.all(|row| row.contains(";gemodelleerd;") && row.contains("A: Dichtstbijzijnde school")));
    with(&book).ended(0);
    use calamine::{Reader, open_workbook_auto};
    let mut found = open_workbook_auto(&book).unwrap();
    let names = found.sheet_names();
    assert_eq!(names[..2], ["Per school", "Naar een andere school"]);
    let sheet = found.worksheet_range("Per school").unwrap();
    assert_eq!(sheet.height(), 52 + 3);
    let told: Vec<String> =
        found.worksheet_range(&names[2]).unwrap().rows().map(|r| r[0].to_string()).collect();
    assert!(told.iter().any(|line| line.contains("minder dan 10 leerlingen")), "{told:?}");
    with(&folder.at("verschil.txt")).ended(2).says(&["txt", ".xlsx"]);
    catchments("--example", &["--kind", "nearest", "--table", &csv]).ended(2);
}
