//! `measure`: hidden counts, divisions by any column, and change between years.

use crate::support::cli;

use cli::{AREAS, Folder, run};
use serde_json::Value;

const FIVE: &str = "vestigingscode,naam,x,y,profiel,wijkteam
17EC00,A,230500,581000,dalton,noord
17EC01,B,231500,581000,dalton,zuid
17EC02,C,232500,581000,montessori,noord
17EC03,D,233500,581000,montessori,zuid
";

/// A town of four schools with two columns of words, and counts in two years.
fn town(school: &str) -> (Folder, String) {
    let folder = Folder::new();
    let areas = folder.write("wijken.geojson", AREAS);
    let schools = folder.write("scholen.csv", FIVE);
    let counts = folder.write("school.csv", school);
    let out = folder.at("town.gpkg");
    run([
        "new",
        &out,
        "--areas",
        &areas,
        "--schools",
        &schools,
        "--crs",
        "28992",
        "--pupils-school",
        &counts,
    ])
    .ended(0);
    (folder, out)
}

const TWO_YEARS: &str = "school,group,pupils,year
17EC00,laag,60,2022
17EC00,hoog,20,2022
17EC01,laag,30,2022
17EC01,hoog,50,2022
17EC02,laag,20,2022
17EC02,hoog,70,2022
17EC01,laag,40,2024
17EC01,hoog,50,2024
17EC02,laag,30,2024
17EC02,hoog,70,2024
17EC03,laag,70,2024
17EC03,hoog,10,2024
";

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn a_split_goes_over_any_column_of_words_and_names_those_there_are() {
    let (_folder, path) = town(TWO_YEARS);
    for column in ["profiel", "Wijkteam"] {
        let found = run(["measure", &path, "--within", column, "--json"]).ended(0).json();
        let part = |name: &str| number(&found["within_between"][name]);
        assert!((part("m_between") + part("m_within") - part("m_total")).abs() < 1e-12);
        assert!(part("m_between") > 0.0 && part("m_within") > 0.0, "{column}");
    }
    run(["measure", &path, "--within", "naam"]).ended(2).says(&["naam", "profiel", "wijkteam", "board"]);
}

#[test]
fn the_parts_of_a_change_between_years_add_up_to_it() {
    let (_folder, path) = town(TWO_YEARS);
    let found = run(["measure", &path, "--since", "2022", "--json"]).ended(0).json();
    assert_eq!(found["change"]["against"], "2022-2023");
    for measure in ["mutual_information", "theil_h"] {
        let change = &found["change"][measure];
        let parts: f64 = ["closed", "opened", "group_margin", "school_margin", "structural"]
            .iter()
            .map(|name| number(&change[name]))
            .sum();
        assert!((parts - number(&change["change"])).abs() < 1e-12, "{measure}");
        assert!((number(&change["after"]) - number(&change["before"]) - parts).abs() < 1e-12);
        assert_ne!(number(&change["closed"]), 0.0, "17EC00 closed");
        assert_ne!(number(&change["opened"]), 0.0, "17EC03 opened");
    }
    let m = number(&found["multi_group"]["mutual_information"]);
    assert_eq!(number(&found["change"]["mutual_information"]["after"]), m);
    run(["measure", &path, "--since", "2019"]).ended(2).says(&["2019-2020", "2022-2023", "2024-2025"]);
}

#[test]
fn hidden_counts_give_a_least_and_a_greatest_value() {
    let folder = Folder::new();
    let table = folder.write("t.csv", "unit,low,high\nu1,<5,40\nu2,30,10\nu3,20,20\n");
    let ran = run(["measure", "--counts", &table, "--json"]).ended(1).says(&["u1"]);
    let found = ran.json();
    assert_eq!(found["limits"]["hidden_counts"], 1);
    let of = |id: &str| {
        let list = found["limits"]["measures"].as_array().unwrap();
        list.iter().find(|m| m["measure"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
    };
    let d = of("dissimilarity");
    // Every whole number that may hide there gives a D between the two, and the ends are reached.
    let with = |hidden: f64| {
        let (x, y) = ([hidden, 30.0, 20.0], [40.0, 10.0, 20.0]);
        let (all_x, all_y): (f64, f64) = (x.iter().sum(), y.iter().sum());
        x.iter().zip(y).map(|(x, y)| (x / all_x - y / all_y).abs()).sum::<f64>() / 2.0
    };
    let values: Vec<f64> = (0..=4).map(|hidden| with(f64::from(hidden))).collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = values.iter().copied().fold(0.0, f64::max);
    assert!((number(&d["least"]) - least).abs() < 1e-6, "{d}");
    assert!((number(&d["greatest"]) - greatest).abs() < 1e-6, "{d}");
    let words = run(["measure", "--counts", &table]).ended(1).out;
    assert!(words.contains("dissimilarity") && words.contains("Hidden counts (1)"), "{words}");
    assert_eq!(run(["measure", "--example", "--json"]).json().get("limits"), None, "nothing is hidden there");
}

#[test]
fn hidden_counts_of_a_town_have_limits_too() {
    let (_folder, path) = town(
        "school,group,pupils\n17EC00,laag,<5\n17EC00,hoog,80\n17EC01,laag,60\n17EC01,hoog,35\n\
         17EC02,laag,20\n17EC02,hoog,30\n17EC03,laag,9\n17EC03,hoog,8\n",
    );
    let asked = ["measure", &path, "--group", "hoog", "--other", "laag", "--json"];
    let few = run(asked).ended(1).json();
    assert!(few["limits"]["measures"][0]["least"].is_null(), "nine and eight of four schools: {few}");
    let found = run(asked.into_iter().chain(["--threshold", "0"])).ended(1).json();
    let measures = found["limits"]["measures"].as_array().unwrap();
    for limit in measures {
        assert!(number(&limit["least"]) <= number(&limit["greatest"]), "{limit}");
    }
    assert!(measures.iter().any(|m| m["measure"] == "theil_h"));
}

#[test]
fn the_interval_takes_pupils_as_the_window_does_and_schools_when_asked() {
    let folder = Folder::new();
    let table = folder.write("t.csv", "unit,low,high\nu1,30,40\nu2,30,10\nu3,20,25\nu4,5,50\n");
    let interval = |more: &[&str]| {
        let words = ["measure", "--counts", &table, "--draws", "200", "--json"];
        run(words.iter().chain(more)).ended(0).json()["interval"].clone()
    };
    assert_eq!(interval(&[]), interval(&["--resample", "pupils"]));
    assert_ne!(interval(&[]), interval(&["--resample", "schools"]));
}

#[test]
fn a_scenario_tells_what_made_segregation_differ_from_the_present() {
    let merge =
        ["measure", "--example", "--scenario", "Kleine scholen samenvoegen", "--year", "2035", "--json"];
    let found = run(merge).ended(0).json();
    let change = &found["change"];
    assert_eq!(change["against"], "present");
    let m = &change["mutual_information"];
    let parts: f64 = ["closed", "opened", "group_margin", "school_margin", "structural"]
        .iter()
        .map(|name| number(&m[name]))
        .sum();
    assert!((parts - number(&m["change"])).abs() < 1e-12);
    assert!(number(&m["closed"]) != 0.0, "four schools merge into another");
    assert!(number(&m["change"]) < 0.0, "merging evens out");
}
