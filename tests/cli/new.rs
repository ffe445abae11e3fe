//! Making a project on the command line: what is joined, refused, asked for and replaced.

use crate::support::cli;

use std::fs;

use cli::{AREAS, Folder, SCHOOLS, run, run_words, small_town};
use serde_json::json;

/// A made small town, and the path of its project.
fn town() -> (Folder, String) {
    let folder = Folder::new();
    run(small_town(&folder)).ended(0);
    let path = folder.at("town.gpkg");
    (folder, path)
}

#[test]
fn json_stands_alone_on_standard_output_and_findings_give_exit_code_one() {
    let folder = Folder::new();
    let mut arguments = small_town(&folder);
    folder.write("home.csv", "area,group,pupils\nWK001400,laag,30\nWK001400,hoog,70\nWK009999,laag,5\n");
    arguments.push("--json".to_owned());
    let ran = run(&arguments).ended(1).says(&["home.csv", "line 4", "WK009999"]);
    let found = ran.json();
    assert_eq!(found["areas"], json!({"wijk": 2}));
    assert_eq!(found["schools"], 2);
    let home = &found["files"][2];
    assert_eq!((&home["rows"], &home["used"]), (&json!(3), &json!(2)));
    assert_eq!(home["unmatched"], json!([{"row": 4, "code": "WK009999"}]));
    let notices = found["notices"].as_array().unwrap();
    assert!(notices.iter().any(|n| n["key"] == "join-unmatched" && n["line"] == 4), "{notices:?}");
    for words in
        [format!("check {} --json", folder.at("town.gpkg")), format!("check {} --json", arguments[3])]
    {
        run_words(&words).ended(0).json();
    }
}

#[test]
fn a_fault_on_many_rows_is_one_finding_with_its_first_rows_and_the_list_has_all() {
    let folder = Folder::new();
    let mut text = "area,group,pupils\nWK001400,laag,30\n".to_owned();
    (0..37).for_each(|i| text += &format!("WK001401,groep {i},veel{i}\n"));
    let list = folder.at("list.csv");
    let mut arguments = small_town(&folder);
    folder.write("home.csv", text);
    let ran = run(&arguments).ended(1).says(&["line 3–39, column pupils: 37 rows", "veel2", "and 34 more"]);
    assert_eq!(ran.err.matches("veel").count(), 3, "{}", ran.err);
    arguments.extend(["--force".to_owned(), "--report".to_owned(), list.clone()]);
    run(&arguments).ended(1);
    assert_eq!(fs::read_to_string(&list).unwrap().matches("join-not-a-number").count(), 37);
}

#[test]
fn a_file_that_exists_is_only_replaced_by_force() {
    let (folder, path) = town();
    let before = fs::read(&path).unwrap();
    let again = small_town(&folder);
    run(&again).ended(2).says(&["town.gpkg", "--force"]);
    assert_eq!(fs::read(&path).unwrap(), before, "what was there is untouched");
    let mut forced = again.clone();
    forced.push("--force".to_owned());
    run(&forced).ended(0);
    run(["measure", &path, "--json"]).ended(0).json();
    // A failure after --force leaves the old file as it was.
    folder.write("wijken.geojson", "no json");
    let before = fs::read(&path).unwrap();
    run(&forced).ended(2).says(&["wijken.geojson"]);
    assert_eq!(fs::read(&path).unwrap(), before);
    // The name of another file in the place of the project: that is never what was meant.
    let borders = fs::read(folder.path("home.csv")).unwrap();
    forced[1] = folder.at("home.csv");
    run(&forced).ended(2).says(&["home.csv", ".gpkg"]);
    assert_eq!(fs::read(folder.path("home.csv")).unwrap(), borders);
    // Other files, such as a folder, are never replaced.
    fs::create_dir(folder.path("map.gpkg")).unwrap();
    forced[1] = folder.at("map.gpkg");
    small_town(&folder);
    run(&forced).ended(2).says(&["map.gpkg"]);
    assert!(folder.path("map.gpkg").is_dir());
}

#[test]
fn files_without_a_coordinate_system_need_to_be_told_it() {
    let folder = Folder::new();
    let schools = folder.write("scholen.csv", SCHOOLS);
    // RD coordinates in a GeoJSON that says nothing: by the standard those would be degrees.
    let legacy = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"#;
    assert!(AREAS.contains(legacy));
    let areas = folder.write("wijken.geojson", AREAS.replace(legacy, ""));
    let out = folder.at("t.gpkg");
    let plain = ["new", &out, "--areas", &areas, "--schools", &schools];
    run(plain).ended(2).says(&["wijken.geojson", "--crs 28992"]);
    assert!(!folder.path("t.gpkg").exists());
    for (crs, code) in [("28992", 0), ("EPSG:28992", 0)] {
        run(plain.into_iter().chain(["--crs", crs, "--force"])).ended(code);
    }
    run(plain.into_iter().chain(["--crs", "4326", "--force"])).ended(2).says(&["28992"]);
    run(plain.into_iter().chain(["--crs", "9999", "--force"])).ended(2).says(&["28992, 4326, 3857"]);
    // The schools alone lack a system: then they are the ones that are named.
    let areas = folder.write("wijken.geojson", AREAS);
    run(["new", &out, "--areas", &areas, "--schools", &schools, "--force"])
        .ended(2)
        .says(&["scholen.csv", "--crs 28992"]);
}

#[test]
fn columns_with_names_of_their_own_can_be_pointed_out() {
    let folder = Folder::new();
    let areas =
        folder.write("w.geojson", AREAS.replace("statcode", "gebiedje").replace("statnaam", "noemer"));
    let schools =
        folder.write("s.csv", SCHOOLS.replace("vestigingscode", "sleutel").replace("naam", "label"));
    let out = folder.at("t.gpkg");
    let plain = ["new", &out, "--areas", &areas, "--schools", &schools, "--crs", "28992", "--json"];
    run(plain).ended(2).says(&["w.geojson", "area_code", "gebiedje, noemer"]);
    run(plain.into_iter().chain(["--area-id", "gebiedje"])).ended(2).says(&["s.csv", "school_code"]);
    run(plain.into_iter().chain(["--area-id", "weg"])).ended(2).says(&["w.geojson", "weg"]);
    let made = run(plain.into_iter().chain([
        "--area-id",
        "GEBIEDJE",
        "--area-name",
        "noemer",
        "--school-id",
        "sleutel",
        "--school-name",
        "label",
    ]));
    assert_eq!(made.ended(0).json()["areas"], json!({"wijk": 2}));
    let dataset = wijkspiegel::project::open(&folder.path("t.gpkg")).unwrap().dataset;
    let names: Vec<&str> = dataset.areas().iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["West", "Oost"]);
    let schools: Vec<_> = dataset.schools().iter().map(|s| (s.code.as_str(), s.name.as_str())).collect();
    assert_eq!(schools, [("17EC00", "School West"), ("17EC01", "School Oost")]);
}

#[test]
fn any_column_can_be_corrected_for_one_file_or_for_all() {
    let folder = Folder::new();
    let areas = folder.write("w.geojson", AREAS.replace("statcode", "gebiedje"));
    let schools = folder.write("s.csv", SCHOOLS.replace("vestigingscode", "sleutel"));
    let out = folder.at("t.gpkg");
    let plain = ["new", &out, "--areas", &areas, "--schools", &schools, "--crs", "28992", "--force"];
    let with = |more: &[&str]| run(plain.into_iter().chain(more.iter().copied()));
    with(&["--column", "area_code=gebiedje", "--column", "s.csv:school_code=sleutel"]).ended(0);
    let checked = run(["check", &out]);
    assert!(checked.out.contains("school_code = sleutel (corrected)"), "{}", checked.out);
    with(&["--column", "area_code=gebiedje", "--column", "s.csv:school_code=weg"]).ended(2).says(&["weg"]);
    with(&["--column", "onzin"]).ended(2).says(&["onzin", "area_code"]);
    with(&["--area-id", "gebiedje", "--school-id", "sleutel", "--column", "town=WOONPLAATZ"])
        .ended(1)
        .says(&["town=WOONPLAATZ"]);
    let checked = run(["check", &areas, "--column", "area_code=gebiedje", "--json"]).ended(0).json();
    assert_eq!(checked["layers"][0]["columns"]["area_code"], "gebiedje");
}

#[test]
fn names_of_columns_can_be_added_to_the_list_of_the_program() {
    let folder = Folder::new();
    let areas = folder.write("w.geojson", AREAS.replace("statcode", "gebiedje"));
    let list = folder.write("columns.toml", "area_code = [\"gebiedje\"]\n");
    let check = |list: &str| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_wijkspiegel"));
        let run = command.env("WIJKSPIEGEL_COLUMNS", list).args(["--lang", "en", "check", &areas]).output();
        let run = run.unwrap();
        (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
    };
    assert!(check(&list).0.contains("area_code = gebiedje"));
    let wrong = folder.write("wrong.toml", "gebied_code = [\"x\"]\n");
    assert!(check(&wrong).1.contains("gebied_code"), "a role that does not exist is named");
}

#[test]
fn pointing_out_one_column_leaves_the_others_recognised() {
    let folder = Folder::new();
    let areas = folder.write("w.geojson", AREAS.replace("statcode", "gebiedje"));
    let schools = folder.write("s.csv", SCHOOLS.replace("vestigingscode", "sleutel"));
    let out = folder.at("t.gpkg");
    run([
        "new",
        &out,
        "--areas",
        &areas,
        "--schools",
        &schools,
        "--crs",
        "28992",
        "--area-id",
        "gebiedje",
        "--school-id",
        "sleutel",
    ])
    .ended(0);
    let dataset = wijkspiegel::project::open(&folder.path("t.gpkg")).unwrap().dataset;
    assert_eq!(dataset.areas()[0].name, "West");
    assert_eq!(dataset.schools()[1].name, "School Oost");
}

#[test]
fn year_and_basis_of_the_tables_can_be_stated() {
    let folder = Folder::new();
    let arguments = small_town(&folder);
    let more = ["--year", "2024-2025", "--basis", "estimated", "--json"].map(str::to_owned);
    let made = run(arguments.iter().cloned().chain(more)).ended(0).json();
    for table in made["counts"].as_array().unwrap() {
        assert_eq!((&table["year"], &table["basis"]), (&json!("2024-2025"), &json!("estimated")));
    }
    let out = folder.at("town.gpkg");
    run(["measure", &out, "--year", "2024", "--json"]).ended(0).json();
    run(["measure", &out, "--year", "2023", "--json"]).ended(2).says(&["2023-2024", "2024-2025"]);
    let svg = folder.at("t.svg");
    run(["map", &out, "--year", "2024", "--out", &svg]).ended(0);
    run(["map", &out, "--year", "2023", "--out", &svg]).ended(2).says(&["2024-2025"]);
}

#[test]
fn columns_of_degrees_need_no_coordinate_system_beside_borders_in_rd() {
    let folder = Folder::new();
    let areas = folder.write("wijken.geojson", AREAS);
    let schools = folder.write("s.csv", "vestigingscode;naam;lat;lon\n17EC00;West;53,2097;6,5308\n");
    let out = folder.at("t.gpkg");
    for more in [&[][..], &["--crs", "28992"]] {
        let plain = ["new", &out, "--areas", &areas, "--schools", &schools, "--force"];
        run(plain.iter().chain(more)).ended(0);
        let dataset = wijkspiegel::project::open(&folder.path("t.gpkg")).unwrap().dataset;
        let at = dataset.schools()[0].at;
        assert!((at.x() - 231_000.0).abs() < 1000.0 && (at.y() - 581_000.0).abs() < 1500.0, "{at:?}");
    }
}

#[test]
fn a_project_without_pupils_has_a_map_and_says_why_it_has_no_figures() {
    let folder = Folder::new();
    let areas = folder.write("wijken.geojson", AREAS);
    let schools = folder.write("scholen.csv", SCHOOLS);
    let out = folder.at("t.gpkg");
    run(["new", &out, "--areas", &areas, "--schools", &schools, "--crs", "28992"]).ended(0);
    run(["measure", &out, "--json"]).ended(2).says(&["--pupils-school"]);
    run(["measure", &out, "--group", "hoog"]).ended(2);
    run(["map", &out, "--out", &folder.at("t.svg")]).ended(0);
    let found = run(["check", &out, "--json"]).ended(0).json();
    assert_eq!((&found["schools"], &found["counts"]), (&json!(2), &json!([])));
}

#[test]
fn checking_a_project_finds_what_is_wrong_with_its_data() {
    let (folder, out) = town();
    run(["check", &out]).ended(0);
    let mut arguments = small_town(&folder);
    folder.write("scholen.csv", SCHOOLS.replace("233000", "239000"));
    folder.write(
        "school.csv",
        "school,group,pupils\n17EC00,laag,25\n17EC00,hoog,<5\n17EC01,laag,60\n17EC01,hoog,35\n",
    );
    arguments.push("--force".to_owned());
    run(&arguments).ended(1).says(&["School Oost (17EC01)"]);
    let checked = run(["check", &out]).ended(1).out;
    assert!(
        checked.contains("School Oost (17EC01)") && checked.contains("School 17EC00 does not"),
        "{checked}"
    );
    let notices = run(["check", &out, "--json"]).ended(1).json()["notices"].clone();
    let keys: Vec<&str> = notices.as_array().unwrap().iter().map(|n| n["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["join-schools-outside", "check-school-left-out"]);
    run(["measure", &out, "--json"]).ended(1).says(&["17EC00"]);
}

#[test]
fn a_file_for_another_purpose_is_named_for_what_it_is_in_both_languages() {
    let folder = Folder::new();
    let arguments = small_town(&folder);
    let points = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"vestigingscode":"17EC00","statcode":"x"},"geometry":{"type":"Point","coordinates":[6.5,53.2]}}]}"#;
    folder.write("wijken.geojson", points);
    for (language, words) in [
        ("nl", ["wijken.geojson", "bevat scholen, niet gebieden"]),
        ("en", ["wijken.geojson", "holds schools, not areas"]),
    ] {
        let arguments = arguments.iter().filter(|a| *a != "--crs" && *a != "28992").map(String::as_str);
        run(arguments.chain(["--lang", language])).ended(2).says(&words);
    }
}
