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

/// Four schools, of which one has a few pupils of a group: with `few` in it.
fn few_schools(folder: &cli::Folder, few: u32) -> String {
    let schools =
        cli::SCHOOLS.to_owned() + "17EC02,School Noord,231500,581500\n17EC03,School Zuid,232500,580500\n";
    let rows = [(0, few, 64 - few), (1, 48, 52), (2, 37, 83), (3, 91, 24)];
    let rows = rows.map(|(n, laag, hoog)| format!("17EC0{n},laag,{laag}\n17EC0{n},hoog,{hoog}\n"));
    let project = folder.at("town.gpkg");
    let (areas, schools) = (folder.write("wijken.geojson", cli::AREAS), folder.write("scholen.csv", schools));
    let home = folder.write("home.csv", cli::HOME);
    let school = folder.write("school.csv", format!("school,group,pupils\n{}", rows.concat()));
    let words = ["new", &project, "--areas", &areas, "--schools", &schools, "--crs", "28992"];
    let built = run(words.into_iter().chain(["--pupils-home", &home, "--pupils-school", &school]));
    assert_eq!(built.code, 0, "{}", built.err);
    project
}

/// What a reader knows of a town of four schools who has the plan and everything that comparing prints.
fn compared_in(few: u32) -> (Value, String) {
    let folder = cli::Folder::new();
    let project = few_schools(&folder, few);
    let plan = "name = \"Samen\"\n[assumptions]\nrule = \"stay\"\n[[edit]]\nyear = 2025\ndo = \"merge\"\n\
                schools = [\"17EC01\", \"17EC03\"]\ninto = \"17EC01\"\n";
    let plan = folder.write("plan.toml", plan);
    let mut value = json(&["scenario", "compare", &project, "base", &plan, "--json"]);
    // Who lives where does not follow from the schools, and is the same in each of these towns.
    value["privacy"] = Value::Null;
    (value, run(["scenario", "compare", &project, "base", &plan]).out)
}

#[test]
fn no_hidden_count_of_a_few_schools_follows_from_comparing() {
    let (three, words) = compared_in(3);
    let figures = &three["figures"]["dissimilarity"];
    for d in figures["values"].as_array().unwrap() {
        let percents = d.as_f64().unwrap() * 100.0;
        assert!((percents - percents.round()).abs() < 1e-9, "{d} is finer than may be told");
    }
    for wijk in three["against_first"][0]["wijken"].as_array().unwrap() {
        for share in ["own_group", "share_of_d"] {
            let percents = wijk["after"][share].as_f64().unwrap() * 100.0;
            assert!((percents - percents.round()).abs() < 1e-9, "{wijk}");
        }
    }
    let line = words.lines().find(|line| line.contains("(D)")).unwrap();
    assert!(!line.contains('.'), "a decimal would say that it is known that well: {line}");
    // The attack: which numbers would have given the same figures?
    let alike = (1..10).filter(|n| compared_in(*n).0["figures"]["dissimilarity"] == *figures).count();
    assert!(alike >= 2, "the hidden 3 is the only number with these figures");
}

#[test]
fn the_words_of_a_run_differ_from_nothing_by_nothing_where_d_is_rounded() {
    let folder = cli::Folder::new();
    let project = few_schools(&folder, 3);
    let plan = folder.write("plan.toml", "name = \"Leeg\"\n[assumptions]\nrule = \"stay\"\n");
    let words = run(["scenario", "run", &project, &plan, "--year", "2030"]).out;
    let line = words.lines().find(|line| line.contains("(D)")).unwrap();
    assert!(line.ends_with('%') && !line.contains('.'), "{line}");
}

#[test]
fn a_scenario_in_words_says_who_does_not_count_in_d() {
    for words in [["run", "--year", "2030"], ["compare", "--year", "2030"]] {
        let names: &[&str] = if words[0] == "run" { &[MERGE] } else { &["base", MERGE] };
        let ask = |other: &'static str| {
            let start =
                ["scenario", words[0], "--example", "--lang", "nl", "--group", "laag", "--other", other];
            run(start.iter().chain(names).chain(&words[1..])).out
        };
        assert!(ask("hoog").contains("leerlingen van ‘midden’ tellen daarin niet mee"), "{}", ask("hoog"));
        let rest = ask("rest");
        assert!(!rest.contains("tellen daarin niet mee") && rest.contains("‘alle anderen’"), "{rest}");
    }
}

#[test]
fn a_report_of_a_scenario_says_what_it_rests_on() {
    let folder = cli::Folder::new();
    let out = folder.at("rapport.html");
    let asked = ["report", "--example", "--scenario", MERGE, "--year", "2030", "--lang", "nl", "--out", &out];
    let ran = run(asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(&out).unwrap();
    for what in ["Wie waarheen gaat: ", "Leerlingen per jaar: ", "Ruimtenorm: ", "Opheffing: ", "Budget € "]
    {
        assert!(text.contains(what), "{what}");
    }
}
