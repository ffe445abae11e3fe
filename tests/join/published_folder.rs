//! The assistant: from a folder of published files to a project.

use crate::support;

use crate::support::joining;

use std::collections::BTreeSet;

use joining::cli::{run, run_words};
use joining::{AREAS, BUURT_HOME, Folder, SCHOOLS, buurten};
use serde_json::{Value, json};

fn files<'a>(told: &'a Value, which: &str) -> Vec<(&'a str, &'a str)> {
    let rows = told["folder"][which].as_array().unwrap();
    rows.iter().map(|r| (r["file"].as_str().unwrap(), r["reason"].as_str().unwrap())).collect()
}

#[test]
fn the_published_files_of_groningen_make_a_project_without_a_hand_on_them() {
    let Some(data) = support::shared_data() else { return };
    let folder = Folder::new();
    let (out, from) = (folder.at("town.gpkg"), format!("{}/groningen", data.display()));
    let told = run(["new", &out, "--from-folder", &from, "--json"]).ended(1).json();
    assert_eq!((&told["folder"]["municipality"], &told["name"]), (&json!("GM0014"), &json!("Groningen")));
    assert_eq!(told["areas"], json!({"wijk": 20, "buurt": 150}));
    assert_eq!(told["schools"], 56);
    let used: BTreeSet<&str> = files(&told, "used").into_iter().map(|(f, _)| f).collect();
    for name in ["buurten_2022_rd.geojson", "basisscholen_2024_wgs84.geojson", "kerncijfers_2024.csv"] {
        assert!(used.contains(name), "{name} in {used:?}");
    }
    let left = files(&told, "left");
    assert!(left.contains(&("buurten_2022_wgs84.geojson", "assistant-left-converted")), "{left:?}");
    assert!(left.iter().any(|(f, _)| *f == "modelled/summary.json"), "{left:?}");
    let notices: Vec<&str> =
        told["notices"].as_array().unwrap().iter().map(|n| n["key"].as_str().unwrap()).collect();
    assert!(
        notices.contains(&"assistant-older-list") && notices.contains(&"join-codes-drift"),
        "{notices:?}"
    );
    // The same figure as from files that were pointed out one by one.
    let measured = run(["measure", &out, "--group", "hoog", "--other", "laag", "--json"]).ended(0).json();
    let d = measured["two_group"]["dissimilarity"].as_f64().unwrap();
    assert!((d - 0.611_165_773_563_926).abs() < 1e-9, "{d}");
    assert_eq!(measured["pupils"], 14_119);
    // Once more gives the same choice, whatever the file system says first.
    let again = run(["new", &folder.at("again.gpkg"), "--from-folder", &from, "--json"]).ended(1).json();
    assert_eq!(told["folder"], again["folder"]);
}

#[test]
fn a_town_is_cut_out_of_national_files_and_what_is_missing_is_said() {
    let Some(data) = support::shared_data() else { return };
    let folder = Folder::new();
    let (out, from) = (folder.at("town.gpkg"), format!("{}/netherlands", data.display()));
    run(["new", &out, "--from-folder", &from]).ended(2).says(&["--municipality"]);
    let told = run(["new", &out, "--from-folder", &from, "--municipality", "0014", "--json"]).ended(1).json();
    assert_eq!((&told["areas"], &told["schools"]), (&json!({"wijk": 20}), &json!(56)));
    let missing = told["folder"]["missing"].as_array().unwrap();
    assert!(
        missing.contains(&json!("assistant-missing-school"))
            && missing.contains(&json!("assistant-missing-flows"))
    );
    assert!(files(&told, "left").contains(&("pc4_age_2021.csv", "assistant-left-by-postcode")));
    run(["new", &out, "--from-folder", &from, "--municipality", "GM9999", "--force"])
        .ended(2)
        .says(&["GM9999"]);
}

/// A folder with two levels, two forms of the same borders, and things that are no data.
fn mixed() -> Folder {
    let folder = Folder::new();
    folder.write("in/grenzen/buurten_2024.geojson", buurten());
    folder.write("in/grenzen/wijken_2024.geojson", AREAS);
    folder.write("in/grenzen/wijken_2019.geojson", AREAS);
    folder.write("in/scholen_2024.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd"));
    folder.write("in/home.csv", BUURT_HOME);
    folder.write("in/notes.pdf", "%PDF-1.7");
    folder.write("in/.hidden.csv", "a;b\n1;2\n");
    folder.write("in/a/b/c/too-deep.csv", BUURT_HOME);
    folder.write("in/elders.csv", "area,group,pupils\nBU03630000,laag,5\nBU03630000,hoog,6\n");
    folder
}

#[test]
fn each_file_in_a_folder_is_used_or_left_with_its_reason() {
    let folder = mixed();
    let told =
        run(["new", &folder.at("t.gpkg"), "--from-folder", &folder.at("in"), "--json"]).ended(0).json();
    let used: Vec<&str> = files(&told, "used").into_iter().map(|(f, _)| f).collect();
    assert_eq!(
        used,
        ["grenzen/buurten_2024.geojson", "grenzen/wijken_2024.geojson", "scholen_2024.csv", "home.csv"]
    );
    assert_eq!(
        files(&told, "left"),
        [
            ("elders.csv", "assistant-left-elsewhere"),
            ("grenzen/wijken_2019.geojson", "assistant-left-older"),
            ("notes.pdf", "assistant-left-other"),
        ]
    );
    assert_eq!(told["folder"]["missing"][0], "assistant-missing-school");
}

#[test]
fn the_choice_is_told_in_both_languages() {
    let folder = mixed();
    for (language, words) in [
        (
            "nl",
            [
                "Gebruikt",
                "Niet gebruikt",
                "een ander jaar dan grenzen/wijken_2024.geojson",
                "Wat er ontbreekt",
            ],
        ),
        ("en", ["Used", "Not used", "another year than grenzen/wijken_2024.geojson", "What is missing"]),
    ] {
        let out = folder.at("t.gpkg");
        let ran = run(["--lang", language, "new", &out, "--from-folder", &folder.at("in"), "--force"]);
        for word in words {
            assert!(ran.out.contains(word), "no “{word}” in {}", ran.out);
        }
    }
}

#[test]
fn a_list_of_sites_gives_schools_an_approximate_place_where_nothing_better_is_known() {
    let folder = Folder::new();
    folder.write("in/wijken_2024.geojson", AREAS);
    folder.write(
        "in/pc4_2024.geojson",
        r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[
{"type":"Feature","properties":{"postcode":"9711"},"geometry":{"type":"Polygon","coordinates":[[[230000,580000],[233000,580000],[233000,582000],[230000,582000],[230000,580000]]]}}]}"#,
    );
    folder.write(
        "in/vestigingen_2024.csv",
        "INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;POSTCODE;GEMEENTENUMMER\n17EC;00;West;9711 AB;0014\n02AA;00;Elders;1011 AB;0363\n",
    );
    let ran = run(["new", &folder.at("t.gpkg"), "--from-folder", &folder.at("in"), "--json"]).ended(1);
    let told = ran.json();
    assert_eq!(told["schools"], 1);
    let keys: Vec<&str> =
        told["notices"].as_array().unwrap().iter().map(|n| n["key"].as_str().unwrap()).collect();
    assert!(keys.contains(&"join-schools-by-postcode"), "{keys:?}");
}

#[test]
fn a_folder_without_anything_useful_says_what_to_do() {
    let folder = Folder::new();
    let out = folder.at("t.gpkg");
    std::fs::create_dir(folder.path("empty")).unwrap();
    run(["new", &out, "--from-folder", &folder.at("empty")]).ended(2).says(&["no files", "fetch"]);
    run(["new", &out, "--from-folder", &folder.at("absent")]).ended(2).says(&["absent"]);
    folder.write("some/a.csv", "x;y\nfoo;bar\n");
    run(["new", &out, "--from-folder", &folder.at("some")]).ended(2).says(&["borders"]);
    folder.write("some/wijken.geojson", AREAS);
    run(["new", &out, "--from-folder", &folder.at("some")]).ended(2).says(&["primary schools"]);
    run_words(&format!("new {out} --from-folder {} --municipality Groningen", folder.at("some"))).ended(2);
    assert!(!folder.path("t.gpkg").exists());
}

#[test]
fn every_finding_can_be_saved_with_its_line_and_reason() {
    let folder = Folder::new();
    let table = folder.write("a.csv", "area;group;pupils\nWK001400;laag;1\nWK001400;hoog\n");
    let out = folder.at("report.csv");
    run(["check", &table, "--out", &out]).ended(1);
    let saved = std::fs::read_to_string(&out).unwrap();
    let lines: Vec<&str> = saved.trim_start_matches('\u{feff}').lines().collect();
    assert!(saved.starts_with('\u{feff}') && lines[0].starts_with("file;line;feature;column;severity"));
    assert!(lines[1].starts_with("a.csv;3;;;warning;load-csv-ragged;"), "{saved}");
    run(["check", &table, "--out", &folder.at("report.txt")]).ended(2).says(&["report.txt", ".csv"]);
}

#[test]
fn a_saved_list_names_every_row_however_many_there_are() {
    let folder = Folder::new();
    let mut text = "area;group;pupils\n".to_owned();
    for _ in 0..300 {
        text += "WK001400;laag\n";
    }
    let (table, out) = (folder.write("a.csv", &text), folder.at("report.csv"));
    run(["check", &table, "--out", &out]).ended(1);
    let saved = std::fs::read_to_string(&out).unwrap();
    assert_eq!(saved.matches("load-csv-ragged").count(), 300);
    // Joining names every row as well: those that are refused and those that find no area.
    let rows: String = (0..300).map(|i| format!("WK009{i:03},laag,1\nWK001400,g{i},x\n")).collect();
    let home = folder.write("home.csv", format!("area,group,pupils\n{rows}"));
    let (areas, schools) = (folder.write("w.geojson", AREAS), folder.write("s.csv", SCHOOLS));
    let home_small =
        folder.write("small.csv", format!("area,group,pupils\n{}", "WK001400,laag,veel\n".repeat(250)));
    for (table, key, number) in [(home_small, "join-not-a-number", 250), (home, "join-too-many-groups", 1)] {
        let project = folder.at("t.gpkg");
        run([
            "new",
            &project,
            "--areas",
            &areas,
            "--schools",
            &schools,
            "--crs",
            "28992",
            "--force",
            "--pupils-home",
            &table,
            "--report",
            &out,
        ])
        .ended(1);
        let saved = std::fs::read_to_string(&out).unwrap();
        assert_eq!(saved.matches(key).count(), number, "{key}");
    }
}

#[test]
fn it_says_when_backgrounds_per_school_could_be_estimated() {
    let folder = Folder::new();
    folder.write("in/wijken_2024.geojson", AREAS);
    folder.write("in/scholen_2024.csv", "vestigingscode,naam,x_rd,y_rd,leerlingen\n17EC00,West,231000,581000,120\n17EC01,Oost,233000,581000,80\n");
    folder.write("in/home.csv", joining::cli::HOME);
    let told = run(["new", &folder.at("t.gpkg"), "--from-folder", &folder.at("in"), "--json"]).json();
    let keys: Vec<&str> =
        told["notices"].as_array().unwrap().iter().map(|n| n["key"].as_str().unwrap()).collect();
    assert!(keys.contains(&"assistant-can-estimate"), "{keys:?}");
}

#[test]
fn who_goes_where_is_estimated_when_asked_and_marked_as_such() {
    let folder = Folder::new();
    folder.write("in/buurten_2024.geojson", buurten());
    folder.write("in/home.csv", BUURT_HOME);
    folder.write(
        "in/scholen_2024.csv",
        "vestigingscode,naam,x_rd,y_rd,leerlingen\n17EC00,West,231000,581000,40\n17EC01,Oost,233000,581000,70\n",
    );
    let (out, from) = (folder.at("t.gpkg"), folder.at("in"));
    let told = run(["new", &out, "--from-folder", &from, "--estimate", "--json"]).ended(0).json();
    let notices: Vec<&str> =
        told["notices"].as_array().unwrap().iter().map(|n| n["key"].as_str().unwrap()).collect();
    assert!(notices.contains(&"assistant-estimated"), "{notices:?}");
    let measured = run(["measure", &out, "--group", "hoog", "--other", "laag", "--json"]).ended(0).json();
    assert_eq!((&measured["pupils"], &measured["home"]["choice"]), (&json!(110), &Value::Null), "{measured}");
    let project = wijkspiegel::project::open(std::path::Path::new(&out)).unwrap();
    assert_eq!(project.dataset.basis(), wijkspiegel::source::Basis::Estimated);
    // What is lacking is said, and the project made all the same.
    folder.write("in/scholen_2024.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd"));
    run(["new", &out, "--from-folder", &from, "--estimate", "--force"]).says(&["how large each school is"]);
}

#[test]
fn the_list_of_a_folder_names_every_school_left_out_and_every_file_that_cannot_be_read() {
    use std::fmt::Write as _;
    let folder = mixed();
    let mut list = "VESTIGINGSNUMMER;VESTIGINGSNAAM;POSTCODE;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE\n17EC00;De Brug;9711 AA;0014;GRONINGEN;Openbaar\n".to_owned();
    (10..25).for_each(|at| writeln!(list, "99ZZ{at};School {at};9711 AA;0014;GRONINGEN;Openbaar").unwrap());
    list += "02AA00;Elders;1011 AA;0363;AMSTERDAM;Openbaar\n";
    folder.write("in/vestigingen_2021.csv", &list);
    folder.write("in/stuk.csv", "area;group;pupils\nWK001400;laag;1\nWK001401;\"laag;2\n");
    let report = folder.at("meldingen.csv");
    let arguments =
        ["new", &folder.at("t.gpkg"), "--from-folder", &folder.at("in"), "--municipality", "GM0014"];
    let told = run(arguments.iter().copied().chain(["--report", &report, "--lang", "nl"])).ended(1);
    let text = std::fs::read_to_string(&report).unwrap();
    let lines: Vec<&str> = text.lines().filter(|l| l.contains("assistant-older-list")).collect();
    assert_eq!(lines.len(), 15, "{text}");
    assert!(
        lines[14].starts_with("vestigingen_2021.csv;17;") && lines[14].contains("99ZZ24"),
        "{}",
        lines[14]
    );
    assert!(text.contains("\nstuk.csv;3;;;error;load-csv-unclosed-quote;"), "{text}");
    assert!(text.contains("\nnotes.pdf;;;;error;load-is-pdf;"), "{text}");
    // What was not used says where and what to do.
    let left = told.out.lines().find(|l| l.contains("stuk.csv")).unwrap();
    assert!(left.contains("regel 3") && left.contains("Sluit het aanhalingsteken"), "{left}");
    // A school that is left out is not one of another town.
    let told = run(arguments.iter().copied().chain(["--force", "--json"])).ended(1).json();
    let files = told["files"].as_array().unwrap();
    let list = files.iter().find(|f| f["file"] == "vestigingen_2021.csv").unwrap();
    assert_eq!((&list["rows"], &list["used"], &list["elsewhere"]), (&json!(2), &json!(1), &json!(1)));
}

#[test]
fn rows_of_the_file_are_counted_and_not_the_numbers_in_them() {
    let folder = mixed();
    let advice = "INSTELLINGSCODE;VESTIGINGSCODE;HAVO;VWO\n17EC;00;5;6\n17EC;01;7;8\n02AA;00;9;9\n";
    folder.write("in/schooladviezen.csv", advice);
    let told = run(["new", &folder.at("t.gpkg"), "--from-folder", &folder.at("in"), "--lang", "nl"]);
    let line =
        told.out.lines().find(|l| l.contains("schooladviezen.csv") && l.contains("dit project")).unwrap();
    assert!(line.contains("2 rijen over dit project (van 3 in het bestand)"), "{line}");
    let line =
        told.out.lines().find(|l| l.contains("schooladviezen.csv") && l.contains("aantallen")).unwrap();
    assert!(line.contains("3 rijen met 6 aantallen, waarvan 4 gekoppeld"), "{line}");
}

#[test]
fn streets_of_elsewhere_are_missing_streets_and_of_two_networks_the_one_with_most_is_used() {
    use crate::support::osm::Osm;
    let streets = |lon: f64, lat: f64, number: i64| {
        let mut osm = Osm::new();
        for at in 0..=number {
            osm = osm.node(at + 1, lon + 0.001 * at as f64, lat);
        }
        (0..number)
            .fold(osm, |osm, at| osm.way(at + 1, &[at + 1, at + 2], &[("highway", "residential")]))
            .bytes()
    };
    let folder = mixed();
    folder.write("in/aaa_helsinki.osm.pbf", streets(24.9, 60.2, 9));
    let make = || {
        run([
            "new",
            &folder.at("t.gpkg"),
            "--from-folder",
            &folder.at("in"),
            "--municipality",
            "GM0014",
            "--force",
            "--json",
        ])
        .json()
    };
    let told = make();
    assert!(files(&told, "left").contains(&("aaa_helsinki.osm.pbf", "assistant-left-elsewhere")));
    let missing = |told: &Value| {
        told["folder"]["missing"].as_array().unwrap().contains(&json!("assistant-missing-streets"))
    };
    assert!(missing(&told), "{}", told["folder"]);
    // In the middle of the two wijken.
    folder.write("in/bbb_few.osm.pbf", streets(6.53, 53.2, 2));
    folder.write("in/ccc_most.osm.pbf", streets(6.53, 53.2, 4));
    let told = make();
    assert!(
        files(&told, "used").contains(&("ccc_most.osm.pbf", "assistant-used-table")),
        "{}",
        told["folder"]
    );
    assert!(files(&told, "left").contains(&("bbb_few.osm.pbf", "assistant-left-streets")));
    assert!(!missing(&told));
}
