//! `wijkspiegel friends` as a person at a terminal sees it.

use crate::support;

use crate::support::cli;

use std::path::Path;

use cli::{Folder, run, run_words, small_town};
use serde_json::{Value, json};
use wijkspiegel::friendship::pilot::pilot;
use wijkspiegel::notice::Notices;
use wijkspiegel::{open, project};

const TABLE: &str = "unit,cluster,low,high\nu1,a,30,70\nu2,a,55,45\nu3,b,10,190\nu4,b,120,80\n";

fn counts(folder: &Folder, more: &str) -> cli::Ran {
    let path = folder.write("counts.csv", TABLE);
    run(["friends", "--counts", &path, "--json"].into_iter().chain(more.split_whitespace()))
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("{key}: {value}"))
}

#[test]
fn the_answer_is_the_contract_and_holds_the_reference() {
    let folder = Folder::new();
    let ran = counts(&folder, "").ended(0);
    let found = ran.json();
    assert_eq!(found["pairs"], json!([["u1", "u2"], ["u3", "u4"]]));
    assert_eq!(found["share"], 0.1);
    for (key, value) in [
        ("sum_w", 33.375),
        ("exposure_before", 413.0 / 860.0),
        ("exposure_after", 8527.0 / 17200.0),
        ("isolation_before", 447.0 / 860.0),
        ("isolation_after", 8673.0 / 17200.0),
        ("dissimilarity_before", 1620.0 / 3311.0),
        ("dissimilarity_effective", 1458.0 / 3311.0),
        ("eta2_after", 7529.0 / 33110.0),
    ] {
        assert!((number(&found, key) - value).abs() < 1e-12, "{key}: {}", found[key]);
    }
    let keys = [
        "share",
        "pairs",
        "sum_w",
        "exposure_before",
        "exposure_after",
        "isolation_before",
        "isolation_after",
        "dissimilarity_before",
        "dissimilarity_effective",
    ];
    let places: Vec<usize> = keys.iter().map(|k| ran.out.find(&format!("\n  \"{k}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "the keys of the contract come first and in its order");
    assert_eq!(found["search"]["proved"], true);
}

#[test]
fn hours_and_share_say_the_same() {
    let folder = Folder::new();
    let share = counts(&folder, "--share 0.2").ended(0).json();
    let hours = counts(&folder, "--hours 5 --of 25").ended(0).json();
    let on_top = counts(&folder, "--hours 5 --of 20 --on-top").ended(0).json();
    for key in ["exposure_after", "isolation_after", "dissimilarity_effective"] {
        assert!((number(&share, key) - number(&hours, key)).abs() < 1e-12);
        assert!((number(&share, key) - number(&on_top, key)).abs() < 1e-12);
    }
    let all = counts(&folder, "--share 1").ended(0).json();
    assert!((number(&all, "exposure_after") - 1093.0 / 1720.0).abs() < 1e-12);
}

#[test]
fn within_and_across_clusters_and_fixed_and_forbidden_pairs_are_kept() {
    let folder = Folder::new();
    let pairs = |more: &str| counts(&folder, more).ended(0).json()["pairs"].clone();
    assert_eq!(pairs("--within cluster"), json!([["u1", "u2"], ["u3", "u4"]]));
    assert_eq!(pairs("--across cluster"), json!([["u1", "u4"], ["u2", "u3"]]));
    assert_eq!(pairs("--fix u1+u3"), json!([["u1", "u3"], ["u2", "u4"]]));
    assert_eq!(pairs("--forbid u3+u4"), json!([["u1", "u4"], ["u2", "u3"]]));
    let four = counts(&folder, "--size 4").ended(0).json();
    assert_eq!(four["groups"][0]["schools"], json!(["u1", "u2", "u3", "u4"]));
    assert_eq!(four["search"]["gap"], 0.0);
}

#[test]
fn an_impossible_request_is_answered_with_the_reason() {
    let folder = Folder::new();
    for (more, reason) in [
        ("--max-km 2", "no distance"),
        ("--curve", "no distance"),
        ("--hours 26", "more than the week"),
        ("--hours 45 --on-top", "more than the week"),
        ("--share 1.5", "1.5 of the week"),
        ("--share 1 --on-top", "less than 1"),
        ("--fix u1+u2 --fix u2+u3", "two groups at the same hour"),
        ("--fix u1+u2 --forbid u2+u1", "ruled out"),
        ("--fix u1+u9", "no school u9"),
        ("--fix u1", "A+B"),
        ("--fix u1+u1", "with itself"),
        ("--within wijk", "cluster"),
        ("--size 5", "2, 3 or 4"),
        ("--pilot", "bare table"),
        ("--size-ratio 0", "1 or more"),
        ("--weeks 0", "weeks"),
        ("--detour 0.5", "detour"),
        ("--group nobody", "low, high"),
        ("--other low", "itself"),
        ("--boards-apart A+B", "no board A"),
    ] {
        let ran = counts(&folder, more).ended(2).says(&[reason]);
        assert!(ran.out.is_empty(), "{more}: {}", ran.out);
    }
    let far = run_words("friends --example --max-km 0.1").ended(2);
    far.says(&["No pair is possible within 0.10 km", "0.21 km"]);
    run_words("friends").ended(2);
    run_words("friends --example --pilot --fix EX01+EX02").ended(2);
}

#[test]
fn groups_from_a_file_are_measured_against_the_best_pairs() {
    let folder = Folder::new();
    let groups = folder.write(
        "groups.toml",
        "version = 1\n[[friendship]]\nname = \"x\"\nschools = [\"u1\", \"u4\"]\nhours = 2.575\n",
    );
    let found = counts(&folder, &format!("--groups {groups}")).ended(0).json();
    assert_eq!(found["pairs"], json!([["u1", "u4"]]));
    // 100·200/300·(0.3 − 0.6)² of 33.375.
    assert!((number(&found, "sum_w") - 6.0).abs() < 1e-12);
    assert!((number(&found["search"], "reached") - 6.0 / 33.375).abs() < 1e-12);
    assert_eq!(found["without_gain"], json!(["u2", "u3"]));
    let unknown = folder.write(
        "unknown.toml",
        "version = 1\n[[friendship]]\nname = \"x\"\nschools = [\"u1\", \"99ZZ00\"]\nhours = 2\n",
    );
    counts(&folder, &format!("--groups {unknown}")).ended(2).says(&["99ZZ00", "‘x’"]);
    let wrong = folder
        .write("wrong.toml", "version = 1\n[[friendship]]\nname = \"x\"\nschools = [\"u1\"]\nhours = 2\n");
    counts(&folder, &format!("--groups {wrong}")).ended(2).says(&["wrong.toml", "line 4", "schools"]);
    counts(&folder, "--groups nothing.toml").ended(2).says(&["nothing.toml"]);
}

#[test]
fn the_pilot_is_in_the_example_and_marked_as_modelled() {
    let ran = run_words("friends --example --pilot --json").ended(0);
    let found = ran.json();
    let schools: Vec<usize> =
        found["groups"].as_array().unwrap().iter().map(|g| g["schools"].as_array().unwrap().len()).collect();
    assert_eq!(schools, [4, 2]);
    assert_eq!((&found["basis"], &found["example"]), (&json!("modelled"), &json!(true)));
    assert!(number(&found, "exposure_after") > number(&found, "exposure_before"));
    assert!(number(&found["search"], "reached") > 0.0);
    ran.says(&["Joseph Haydn", "2.5 hours"]);
    let words = run_words("friends --example --pilot --lang nl").ended(0);
    for part in ["gemodelleerd", "Beijum 1", "ter illustratie", "geen vriendschap", "buiten de lessen"] {
        assert!(words.out.contains(part), "{part}: {}", words.out);
    }
}

#[test]
fn the_example_stands_in_for_the_schools_of_the_pilot_by_wijk() {
    let dataset = open::example().unwrap().dataset;
    let groups = pilot(&dataset, &mut Notices::default()).unwrap();
    let names = |n: usize| -> Vec<String> {
        let name = |code: &str| dataset.school(dataset.school_by_code(code).unwrap()).unwrap().name.clone();
        groups[n].schools.iter().map(|m| name(m.code())).collect()
    };
    assert!(names(0).iter().all(|n| n.starts_with("Beijum")), "{:?}", names(0));
    assert_eq!(names(1), ["Paddepoel 1", "Binnenstad 1"]);
}

#[test]
fn the_curve_never_falls_and_ends_at_the_best() {
    let found = run_words("friends --example --curve --json").ended(0).json();
    let points = found["curve"].as_array().unwrap();
    let sums: Vec<f64> = points.iter().map(|p| number(p, "sum_w")).collect();
    assert!(sums.len() > 5 && sums.windows(2).all(|w| w[0] <= w[1] + 1e-9), "{sums:?}");
    // The curve is of schools without hidden counts: with none hidden it ends at the best itself.
    assert!(sums.last().copied() >= found["sum_w"].as_f64());
    let open = run_words("friends --example --curve --threshold 0 --json").ended(0).json();
    let last = open["curve"].as_array().unwrap().last().unwrap();
    assert_eq!(last["sum_w"], open["sum_w"]);
    let words = run_words("friends --example --curve").ended(0);
    assert!(words.out.contains("within 0.50 km"), "{}", words.out);
}

#[test]
fn full_pairing_tells_what_happens_to_the_buildings() {
    let found = run_words("friends --example --max-km 2 --share 1 --json").ended(0).json();
    let full = &found["groups"][0]["full_pairing"];
    assert_eq!(full["buildings"][0]["years"], json!([1, 4]));
    assert_eq!(full["buildings"][1]["years"], json!([5, 8]));
    assert_eq!(full["moved_share"], 0.5);
    // No seats are published for the example: they are assumed, and said to be.
    assert_eq!(full["buildings"][0]["seats_assumed"], true);
    assert!(number(&full["buildings"][0], "beyond_seats").is_finite());
    assert!(number(full, "home_metres_after") > 0.0 && number(full, "home_metres_before") > 0.0);
    assert!(found["groups"][0]["travel"].is_null(), "its children go to the one building or the other");
    let pilot = run_words("friends --example --pilot --share 1 --json").ended(0).json();
    assert_eq!(pilot["groups"][0]["full_pairing"]["buildings"].as_array().unwrap().len(), 4);
    let words = run_words("friends --example --pilot --share 1 --lang nl").ended(0);
    for part in ["leerjaar 1 tot en met 2", "plaatsen, aangenomen", "van huis naar school"] {
        assert!(words.out.contains(part), "{part}: {}", words.out);
    }
}

#[test]
fn every_group_has_figures_of_its_own_and_every_child_is_counted_once() {
    let folder = Folder::new();
    let found = counts(&folder, "").ended(0).json();
    let children = &found["children"];
    let all: f64 = ["gaining", "losing", "unchanged"].map(|key| number(children, key)).iter().sum();
    assert_eq!(all, 600.0);
    let group = &found["groups"][0];
    for key in ["exposure", "isolation", "eta2"] {
        let (before, after) = (format!("{key}_before"), format!("{key}_after"));
        assert_ne!(number(group, &before), number(group, &after), "{key}");
    }
    // u1 and u2: 85 of the group, 115 others; the gain is that of w over the children of the group.
    let gained = number(group, "exposure_after") - number(group, "exposure_before");
    assert!((gained - 0.1 * number(group, "w") / 85.0).abs() < 1e-12);
}

#[test]
fn a_town_of_a_few_schools_tells_no_figure_that_a_hidden_count_follows_from() {
    let folder = Folder::new();
    let arguments = small_town(&folder);
    folder.write(
        "school.csv",
        "school,group,pupils\n17EC00,laag,40\n17EC00,hoog,3\n17EC01,laag,60\n17EC01,hoog,35\n",
    );
    run(arguments);
    let town = folder.at("town.gpkg");
    let found = run(["friends", &town, "--json"]).json();
    for key in ["sum_w", "children", "contact_hours", "curve", "search"] {
        assert!(found[key].is_null(), "{key}: {}", found[key]);
    }
    for key in ["exposure_before", "exposure_after", "dissimilarity_before"] {
        let percents = number(&found, key) * 100.0;
        assert!((percents - percents.round()).abs() < 1e-9, "{key}: whole percents, {percents}");
    }
    let words = run(["friends", &town, "--lang", "nl"]);
    assert!(words.out.contains("De cijfers van de stad worden niet getoond"), "{}", words.out);
}

#[test]
fn a_school_without_known_counts_is_named_and_left_out() {
    let folder = Folder::new();
    let mut arguments = small_town(&folder);
    folder.write(
        "school.csv",
        "school,group,pupils\n17EC00,laag,25\n17EC00,hoog,<5\n17EC01,laag,60\n17EC01,hoog,35\n",
    );
    arguments.extend(["--json".to_owned()]);
    run(arguments);
    let town = folder.at("town.gpkg");
    let groups = folder.write(
        "groups.toml",
        "version = 1\n[[friendship]]\nname = \"x\"\nschools = [\"17EC00\", \"17EC01\"]\nhours = 2\n",
    );
    run(["friends", &town, "--groups", &groups]).ended(2).says(&["School 17EC00", "‘x’ is left out"]);
    run(["friends", &town]).ended(2).says(&["School 17EC00", "No two schools"]);
}

#[test]
fn small_numbers_of_pupils_are_not_betrayed() {
    let folder = Folder::new();
    let path = folder.write("counts.csv", "unit,low,high\nu1,3,70\nu2,55,45\n");
    let found = run(["friends", "--counts", &path, "--json"]).ended(0).json();
    assert_eq!(found["groups"][0]["w"], Value::Null);
    assert_eq!(found["groups"][0]["contact_hours"], Value::Null);
    for school in found["most_changed"].as_array().unwrap() {
        assert!(school["for_group"].is_null() && school["for_others"].is_null(), "{school}");
    }
}

#[test]
fn the_pilot_resolves_to_the_real_schools_by_brin() {
    let Some(data) = support::shared_data() else { return };
    let folder = Folder::new();
    let out = folder.at("groningen.gpkg");
    let file = |name: &str| data.join("groningen").join(name).display().to_string();
    run([
        "new",
        &out,
        "--areas",
        &file("wijken_2022_rd.geojson"),
        "--schools",
        &file("basisscholen_2024_wgs84.geojson"),
        "--pupils-school",
        &file("modelled/pupils_school.csv"),
    ])
    .ended(0);
    let dataset = project::open(Path::new(&out)).unwrap().dataset;
    let mut notices = Notices::default();
    let groups = pilot(&dataset, &mut notices).unwrap();
    let codes: Vec<Vec<&str>> = groups.iter().map(|g| g.schools.iter().map(|m| m.code()).collect()).collect();
    assert_eq!(codes, [vec!["17EC00", "18QF00", "09JG00", "18PC00"], vec!["18LM00", "18FV00"]]);
    let found = run(["friends", &out, "--pilot", "--max-km", "3", "--json"]).ended(0).json();
    assert!(number(&found["search"], "reached") > 0.0);
    let best = run(["friends", &out, "--max-km", "3", "--threshold", "0", "--json"]).ended(0).json();
    assert_eq!(best["search"]["proved"], true);
    assert!(number(&best, "sum_w") >= number(&best["search"], "greedy_sum_w"));
}

#[test]
fn the_parts_of_schools_in_eta2_add_up_to_the_figure_where_nothing_is_hidden() {
    let found = run(["friends", "--example", "--pilot", "--threshold", "0", "--json"]).ended(0).json();
    let sum = |key: &str| -> f64 {
        found["each_school"].as_array().unwrap().iter().map(|s| s[key].as_f64().unwrap()).sum()
    };
    for when in ["before", "after"] {
        let whole = found[format!("eta2_{when}")].as_f64().unwrap();
        assert!((sum(&format!("eta2_part_{when}")) - whole).abs() < 1e-12, "{when}");
    }
    assert_eq!(found["privacy"]["small_numbers_shown"], true, "whoever reads the file alone knows it too");
    let travel = &found["groups"][0]["travel"];
    assert_eq!((travel["kmh"].as_f64(), travel["pace_assumed"].as_bool()), (Some(3.6), Some(true)));
    assert!(travel["mean_minutes"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_report_of_a_scenario_with_friendship_schools_has_their_links_and_tables() {
    let folder = Folder::new();
    let plan = folder.path("plan.toml");
    let text = "format = 1\nname = \"Samen\"\n[[friendship]]\nname = \"Noord en midden\"\n\
                schools = [\"EX33\", \"EX01\"]\nhours = 2.5\ntravel = \"bicycle\"\n";
    std::fs::write(&plan, text).unwrap();
    let plan = plan.display().to_string();
    let report = |name: &str, what: &str| {
        let file = folder.path(name);
        let path = file.display().to_string();
        let arguments = [
            "report",
            "--example",
            "--scenario",
            &plan,
            "--year",
            "2027",
            "--what",
            what,
            "--draws",
            "20",
            "--out",
            &path,
        ];
        run(arguments).ended(0);
        std::fs::read_to_string(&file).unwrap()
    };
    let table = report("groups.csv", "friends");
    assert!(
        table.contains("Noord en midden") && table.contains("by bicycle") && table.contains("Whole town"),
        "{table}"
    );
    let schools = report("schools.csv", "friends-by-school");
    assert_eq!(schools.lines().filter(|line| line.contains("Noord en midden")).count(), 2, "{schools}");
    let html = report("report.html", "report");
    for words in ["Friendship schools by school", "together; thicker is more contact", "not friendship"] {
        assert!(html.contains(words), "{words}");
    }
    // Without a scenario there is no such table.
    let none = folder.path("none.csv").display().to_string();
    run(["report", "--example", "--what", "friends", "--draws", "20", "--out", &none]).ended(2);
}

#[test]
fn who_does_not_count_stands_beside_the_figures_of_contact() {
    let words = run_words("friends --example --pilot --group laag --other hoog --lang nl").ended(0).out;
    let line = words.lines().find(|line| line.contains("‘midden’")).unwrap_or(&words);
    assert!(line.contains("tellen daarin niet mee") && line.contains(" van 14."), "{line}");
    let rest = run_words("friends --example --pilot --group laag --other rest --lang nl").ended(0).out;
    assert!(!rest.contains("tellen daarin niet mee"), "{rest}");
}
