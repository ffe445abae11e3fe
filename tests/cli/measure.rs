//! `measure`: hidden counts, divisions by any column, and change between years.

use crate::support;
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
    assert!(words.contains("Dissimilarity index (D)"), "{words}");
    assert!(words.contains("Hidden counts (1)"), "{words}");
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

#[test]
fn hidden_counts_give_limits_of_every_kind_of_measure_and_within_a_division() {
    let folder = Folder::new();
    let table = folder.write(
        "t.csv",
        "unit,cluster,low,middle,high\nu1,n,<5,40,20\nu2,n,30,10,12\nu3,z,20,20,<5\nu4,z,9,14,40\n",
    );
    let found = run(["measure", "--counts", &table, "--within", "cluster", "--json"]).ended(1).json();
    let limits = &found["limits"];
    for kind in ["two_group", "multi_group", "ordered"] {
        let list = limits["measures"].as_array().unwrap();
        assert!(list.iter().filter(|m| m["kind"] == kind).count() >= 2, "{kind}: {limits}");
        for id in
            ["con_prof", "bias_corrected_dissimilarity", "simpson_interaction", "ordinal_variance_ratio"]
        {
            assert!(list.iter().any(|m| m["measure"] == id), "{id}");
        }
    }
    let parts = limits["within_between"].as_array().unwrap();
    assert_eq!(parts.len(), 6);
    assert!(parts.iter().all(|p| p["least_exact"] == true && number(&p["least"]) < number(&p["greatest"])));
    assert_eq!(limits["swap_share"]["measure"], "swap_share");
    let words = run(["measure", "--counts", &table, "--within", "cluster"]).ended(1).out;
    assert!(words.contains("within_between") && words.contains("between"), "{words}");
    let plain = run(["measure", "--counts", &table, "--json"]).ended(1).json();
    assert!(plain["limits"].get("within_between").is_none());
}

#[test]
fn with_all_every_measure_of_the_catalogue_is_told_and_every_unit_has_its_local_ones() {
    let folder = Folder::new();
    let table = folder.write("t.csv", "unit,low,middle,high\nu1,14,40,20\nu2,30,10,12\nu3,20,20,8\n");
    let found = run(["measure", "--counts", &table, "--all", "--draws", "50", "--json"]).ended(0).json();
    let all = &found["catalogue"];
    let keys = |section: &str| all[section].as_object().unwrap().len();
    assert_eq!((keys("two_group"), keys("multi_group"), keys("ordered")), (13, 10, 2));
    for section in ["two_group", "multi_group", "ordered"] {
        for (id, value) in all[section].as_object().unwrap() {
            assert!(value.is_number(), "{section} {id}");
        }
    }
    assert_eq!(all["two_group"]["dissimilarity"], found["two_group"]["dissimilarity"]);
    let units = all["local"].as_array().unwrap();
    assert_eq!(units.len(), 3);
    let shares: f64 = units.iter().map(|u| number(&u["share_in_dissimilarity"])).sum();
    assert!((shares - 1.0).abs() < 1e-12);
    assert!(number(&units[0]["location_quotient"]["middle"]) > 1.0);
    let words = run(["measure", "--counts", &table, "--all"]).ended(0).out;
    assert!(words.contains("u2") && words.contains('%'), "{words}");
    // With a hidden count every local figure is a range.
    let table = folder.write("h.csv", "unit,low,middle,high\nu1,<5,40,20\nu2,30,10,12\nu3,20,20,8\n");
    let found = run(["measure", "--counts", &table, "--all", "--json"]).ended(1).json();
    let first = &found["catalogue"]["local"][0]["local_segregation"];
    assert!(number(&first["least"]) < number(&first["greatest"]), "{first}");
}

#[test]
fn of_a_town_no_local_figure_of_a_small_group_is_told() {
    let (_folder, path) = town(
        "school,group,pupils\n17EC00,laag,3\n17EC00,hoog,97\n17EC01,laag,60\n17EC01,hoog,35\n\
         17EC02,laag,20\n17EC02,hoog,30\n17EC03,laag,19\n17EC03,hoog,28\n",
    );
    let found = run(["measure", &path, "--all", "--json"]).json();
    let units = found["catalogue"]["local"].as_array().unwrap();
    let small = units.iter().find(|u| u["unit"] == "17EC00").unwrap();
    assert_eq!(small["withheld"], true);
    let told = |value: &Value| {
        value.is_number() || value.as_object().is_some_and(|o| o.values().any(Value::is_number))
    };
    let figures = small.as_object().unwrap().iter().filter(|(key, _)| *key != "unit" && *key != "withheld");
    assert!(figures.into_iter().all(|(_, value)| !told(value)), "{small}");
    assert!(units.iter().any(|u| u.get("withheld").is_none()), "{units:?}");
    let withheld = |threshold: &str| {
        let found = run(["measure", &path, "--all", "--json", "--threshold", threshold]).json();
        let units = found["catalogue"]["local"].as_array().unwrap().clone();
        units.iter().filter(|u| u.get("withheld").is_some()).count()
    };
    assert_eq!(withheld("0"), 0, "as it was asked");
    assert!(withheld("50") > withheld("10"));
}

/// Twelve schools: in one, `laag` is hidden and nearly absent, so that D without that school is lower.
fn hidden_town() -> (Folder, String) {
    let folder = Folder::new();
    let areas = folder.write("wijken.geojson", AREAS);
    let mut schools = String::from("vestigingscode,naam,x,y\n");
    let mut counts = String::from("school,group,pupils\n");
    for i in 0..12 {
        schools.push_str(&format!("17EC{i:02},School {i},{},581000\n", 230_500 + 100 * i));
        let (low, high) = if i == 0 { ("<5".to_owned(), 300) } else { ((40 + i).to_string(), 60 - 3 * i) };
        counts.push_str(&format!("17EC{i:02},laag,{low}\n17EC{i:02},hoog,{high}\n"));
    }
    let (schools, counts) = (folder.write("scholen.csv", &schools), folder.write("school.csv", &counts));
    let out = folder.at("hidden.gpkg");
    let words = ["new", &out, "--areas", &areas, "--schools", &schools, "--crs", "28992"];
    run(words.into_iter().chain(["--pupils-school", &counts])).ended(0);
    (folder, out)
}

#[test]
fn where_counts_are_hidden_every_place_tells_the_same_range_and_none_a_figure_over_the_other_schools() {
    let (folder, path) = hidden_town();
    let of = ["measure", path.as_str(), "--group", "hoog", "--other", "laag", "--threshold", "0"];
    let found = run(of.into_iter().chain(["--all", "--draws", "20", "--json"])).ended(1).json();
    let d = found["limits"]["measures"].as_array().unwrap().iter().find(|m| m["measure"] == "dissimilarity");
    let (least, greatest) = (number(&d.unwrap()["least"]), number(&d.unwrap()["greatest"]));
    assert_eq!((&found["limits"]["hidden_units"], &found["limits"]["all_units"]), (&1.into(), &12.into()));
    for section in ["moves", "two_group", "multi_group", "chance", "interval"] {
        let drawn = ["draws", "seed", "level"];
        let told = found[section].as_object().unwrap();
        let point = told.iter().find(|(key, value)| value.is_number() && !drawn.contains(&key.as_str()));
        assert_eq!(point, None, "{section}");
    }
    assert!(found["pupils"].is_null() && found.get("left_out_units").is_none());
    assert_eq!(number(&found["catalogue"]["two_group"]["dissimilarity"]["least"]), least);

    // In words: whole percents outwards. A figure over the eleven other schools would be lower.
    let range = format!("{:.0}", (least * 100.0).floor());
    let high = format!("{:.0}", (greatest * 100.0).ceil());
    let words = run(of.into_iter().chain(["--lang", "nl"])).ended(1).says(&["bereik", "17EC00"]).out;
    assert!(words.contains("schermt 1 aantal af, van 1 school") && words.contains("over alle 12 scholen"));
    assert_eq!(words.matches("van school moeten veranderen").count(), 1, "{words}");
    assert!(!words.contains("two_group:") && !words.contains("hele leerlingen"), "{words}");
    let told = format!("tussen {range} en {high}\u{a0}%");
    let svg = folder.at("kaart.svg");
    let map = ["map", path.as_str(), "--show", "none", "--lang", "nl", "--out", &svg];
    run(map.into_iter().chain(["--threshold", "0"])).ended(0);
    let drawn = std::fs::read_to_string(&svg).unwrap();
    let flat = drawn.split(['<', '>', '\n']).filter(|t| !t.contains('=')).collect::<Vec<_>>().join(" ");
    let flat = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    let told_flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(&told_flat), "{told_flat} not in {flat}");
    assert!(flat.contains("schermt 1 aantal af, van 1 school"), "{flat}");
    let page = folder.at("rapport.html");
    let report = ["report", path.as_str(), "--lang", "nl", "--out", &page, "--threshold", "0"];
    run(report.into_iter().chain(["--draws", "10"])).ended(0);
    let written = std::fs::read_to_string(&page).unwrap();
    assert!(written.contains(&told) && written.contains("over alle 12 scholen"), "{written}");
    assert!(!written.contains("Daarvan ‘") && !written.contains("In hele leerlingen"), "{written}");
}

#[test]
fn what_rests_on_the_middle_of_hidden_counts_says_so_beside_the_figure() {
    let Some(data) = support::shared_data() else { return };
    let data = data.join("groningen");
    let folder = Folder::new();
    let hide = |name: &str| {
        let text = std::fs::read_to_string(data.join("modelled").join(name)).unwrap();
        let hidden = |line: &str| match line.rsplit_once(',') {
            Some((start, "1" | "2" | "3" | "4")) => format!("{start},<5\n"),
            _ => format!("{line}\n"),
        };
        folder.write(name, text.lines().map(hidden).collect::<String>())
    };
    let (home, flows) = (hide("pupils_home.csv"), hide("flows.csv"));
    let file = |name: &str| format!("{}/{name}", data.display());
    let out = folder.at("h.gpkg");
    let made = ["new", &out, "--areas", &file("buurten_2022_rd.geojson")].map(str::to_owned);
    let schools =
        ["--schools", &file("basisscholen_2024_wgs84.geojson"), "--pupils-school"].map(str::to_owned);
    let rest =
        [&file("modelled/pupils_school.csv"), "--pupils-home", &home, "--flows", &flows].map(str::to_owned);
    run(made.into_iter().chain(schools).chain(rest));
    let said = run(["measure", &out, "--choice", "--access", "kind", "--lang", "nl"]).out;
    assert!(said.contains("zonder wat verborgen aantallen openlaten)"), "{said}");
    assert!(said.contains("de intervallen zijn te smal"), "{said}");
    assert!(said.contains("aantallen naar woongebied zijn niet precies bekend"), "{said}");
    let found = run(["measure", &out, "--choice", "--access", "kind", "--json"]).json();
    assert!(number(&found["access"]["hidden"]) > 0.0 && number(&found["choice"]["hidden"]) > 100.0);
}

#[test]
fn a_town_of_which_every_count_is_hidden_has_no_zeros_and_nothing_to_fill_in() {
    let folder = Folder::new();
    let mut content = "school,group,pupils\n".to_owned();
    let mut schools = "vestigingscode,naam,x,y\n".to_owned();
    for at in 10..22 {
        content += &format!("17EC{at},laag,<5\n17EC{at},hoog,<5\n");
        schools += &format!("17EC{at},School {at},{},581000\n", 230_500 + 100 * at);
    }
    let mut arguments = cli::small_town(&folder);
    folder.write("scholen.csv", schools);
    let at = arguments.iter().position(|a| a == "--pupils-school").unwrap();
    arguments[at + 1] = folder.write("hidden.csv", content);
    assert!(run(&arguments).code < 2);
    let town = folder.at("town.gpkg");
    let ran = run(["measure", &town, "--lang", "nl"]);
    assert!(!ran.out.contains("0 leerlingen"), "{}", ran.out);
    assert!(ran.out.contains("van 12 scholen. Daarom staat hier een bereik"), "{}", ran.out);
    assert_eq!(ran.err.matches("schermt een aantal af").count(), 1, "{}", ran.err);
    assert!(!ran.err.contains("Vul"), "{}", ran.err);
    let told = run(["measure", &town, "--json"]).json();
    assert_eq!((&told["units"], told.get("left_out_units")), (&12.into(), None));
    assert!(told["pupils"].is_null() && told["groups"]["laag"].is_null(), "{}", told["groups"]);
}
