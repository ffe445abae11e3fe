//! `wijkspiegel scenario`, and `--scenario` of `measure` and `map`.

use crate::support::cli;

use std::fs;

use cli::run;
use serde_json::Value;

const MERGE: &str = "Kleine scholen samenvoegen";
const NORTH: &str = "Nieuwbouw in de noordelijke wijken";

fn json(arguments: &[&str]) -> Value {
    let ran = run(arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn the_example_lists_its_ready_scenarios_in_words() {
    let ran = run(["scenario", "list", "--example"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains(NORTH) && ran.out.contains("Ten Boer 2 merges into Ten Boer samen (2023-2024)"));
    let list = json(&["scenario", "list", "--example", "--json"]);
    assert_eq!(list["scenarios"].as_array().unwrap().len(), 3);
}

#[test]
fn running_a_scenario_gives_every_year_and_the_same_again() {
    let arguments = ["scenario", "run", "--example", NORTH, "--draws", "20", "--seed", "3", "--json"];
    let first = json(&arguments);
    assert_eq!(first["years"].as_array().unwrap().len(), 20);
    assert_eq!(first["basis"], "modelled");
    assert_eq!(first["years"][0]["differences"]["dissimilarity"], 0.0);
    assert!(first["years"][19]["ranges"]["dissimilarity"]["low"].is_number());
    assert_eq!(first, json(&arguments));
}

#[test]
fn measuring_in_a_scenario_gives_the_figure_of_the_run() {
    let ran = json(&["scenario", "run", "--example", MERGE, "--year", "2030", "--json"]);
    let measured = json(&[
        "measure",
        "--example",
        "--scenario",
        MERGE,
        "--year",
        "2030",
        "--group",
        "hoog",
        "--other",
        "laag",
        "--json",
    ]);
    let of_run = ran["years"][0]["figures"]["dissimilarity"].as_f64().unwrap();
    let of_measure = measured["two_group"]["dissimilarity"].as_f64().unwrap();
    assert!((of_run - of_measure).abs() < 1e-9, "{of_run} {of_measure}");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("map.svg");
    let out = out.to_str().unwrap();
    let ran = run(["map", "--example", "--scenario", MERGE, "--year", "2030", "--out", out]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::read_to_string(out).unwrap().contains("Ten Boer samen"));
}

#[test]
fn comparing_puts_scenarios_beside_the_base() {
    let ran = json(&["scenario", "compare", "--example", "base", MERGE, NORTH, "--json"]);
    assert_eq!(ran["year"], 2039);
    assert_eq!(ran["figures"]["investment"]["values"][0], 0.0);
    assert!(ran["figures"]["investment"]["differences"][1].as_f64().unwrap() > 0.0);
    assert_eq!(ran["against_first"].as_array().unwrap().len(), 2);
    let ran = run(["scenario", "compare", "--example", "base", MERGE]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Schools that gain and lose"), "{}", ran.out);
}

#[test]
fn a_scenario_goes_into_a_project_and_comes_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("town.gpkg");
    let built = wijkspiegel::open::example().unwrap();
    wijkspiegel::project::Project::new(std::sync::Arc::new(built.dataset)).save_as(&project).unwrap();
    let project = project.to_str().unwrap();
    let file = folder.path().join("plan.toml");
    let file = file.to_str().unwrap();
    let ran = run(["scenario", "export", "--example", MERGE, "--out", file]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = run(["scenario", "import", project, file]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let of_project = json(&["scenario", "run", project, MERGE, "--year", "2030", "--json"]);
    let of_file = json(&["scenario", "run", project, file, "--year", "2030", "--json"]);
    let of_example = json(&["scenario", "run", "--example", MERGE, "--year", "2030", "--json"]);
    assert_eq!(of_project["years"], of_example["years"]);
    assert_eq!(of_file["years"], of_example["years"]);
    assert!(run(["scenario", "export", project, MERGE]).out.contains("do = \"merge\""));
}

#[test]
fn faults_are_named_with_line_and_what_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.toml");
    let path = file.to_str().unwrap();
    fs::write(&file, "name = \"P\"\n[[edit]]\nyear = 2025\ndo = \"close\"\nschool = \"EX99\"\n").unwrap();
    let ran = run(["scenario", "run", "--example", path, "--year", "2025"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("line 5") && ran.err.contains("EX01 … EX52"), "{}", ran.err);
    fs::write(&file, "name = \"P\"\n[[edit]]\nyear = 1925\ndo = \"close\"\nschool = \"EX01\"\n").unwrap();
    let ran = run(["scenario", "run", "--example", path]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("line 3") && ran.err.contains("2020 to 2039"), "{}", ran.err);
    let ran = run(["scenario", "run", "--example", "Niets"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains(MERGE), "{}", ran.err);
    let ran = run(["scenario", "run", "--example", MERGE, "--year", "2050"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("2039"));
    assert_eq!(run(["scenario", "compare", "--example", MERGE]).code, 2);
    assert_eq!(run(["scenario", "run", "--example"]).code, 2);
}
