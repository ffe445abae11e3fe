//! Small towns, small counts: what is hidden does not follow from what is printed or exported.

use crate::support::cli;
use crate::support::town;

use cli::{AREAS, Folder, run};
use serde_json::Value;
use wijkspiegel::data::{Dataset, School};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::measure::inference::Draws;
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::csv::{Dialect, csv};
use wijkspiegel::report::date::Day;
use wijkspiegel::report::document::{Report, Request};
use wijkspiegel::report::html::html;
use wijkspiegel::text::Language;
use wijkspiegel::view::{MapChoice, ShapeCache, Theme};

/// A town of schools with these pupils of two groups.
fn town_of(schools: &[[f64; 2]]) -> Dataset {
    let mut parts = town::dataset().parts().clone();
    let school = |i: usize| School { code: format!("00AA{i:02}"), ..parts.schools[0].clone() };
    let schools_of: Vec<School> = (0..schools.len()).map(school).collect();
    parts.schools = schools_of;
    parts.counts[1].cells = schools.iter().flatten().copied().map(Count::Known).collect();
    Dataset::new(parts)
}

fn report_of(dataset: &Dataset) -> Report {
    let request = Request {
        choice: MapChoice::first(dataset),
        comparison: Comparison::first(dataset),
        gate: Gate::default(),
        language: Language::Dutch,
        draws: Draws { count: 20, seed: 1 },
        scenario: None,
        day: Day { year: 2026, month: 11, day: 22 },
        command: "wijkspiegel report".into(),
    };
    Report::new(dataset, &request, &Theme::LIGHT, &ShapeCache::new(dataset), &()).unwrap()
}

/// Whether a number in a file of programs has more than so many decimals.
fn finer_than(csv: &str, decimals: usize) -> Vec<String> {
    let fields = csv.split([',', '\r', '\n']);
    let finer =
        |f: &&str| f.parse::<f64>().is_ok() && f.split_once('.').is_some_and(|(_, d)| d.len() > decimals);
    fields.filter(finer).map(ToOwned::to_owned).collect()
}

#[test]
fn of_three_schools_with_hidden_counts_no_measures_are_told() {
    let report = report_of(&town_of(&[[3.0, 97.0], [40.0, 60.0], [7.0, 60.0]]));
    assert!(report.measures.is_empty(), "{:?}", report.measures.rows);
    assert!(
        report.explanation.iter().any(|e| e.contains("minder dan 10 scholen")),
        "{:?}",
        report.explanation
    );
    assert!(html(&report).contains("minder dan 10 scholen"));
    let told = csv(&report.figures, Dialect::Rfc4180, Language::Dutch);
    assert!(told.contains("Van één groep,0."), "{told}");
    assert_eq!(finer_than(&told, 2), Vec::<String>::new(), "{told}");
    assert!(!told.contains("In hele leerlingen"), "{told}");
}

#[test]
fn measures_have_at_most_three_decimals() {
    let many: Vec<[f64; 2]> =
        (0..12).map(|i| [3.0 + 7.0 * f64::from(i), 97.0 - 3.0 * f64::from(i)]).collect();
    let few = [[31.0, 97.0], [40.0, 60.0], [17.0, 60.0]];
    for town in [town_of(&many), town_of(&few)] {
        let report = report_of(&town);
        assert!(report.measures.rows.len() > 3);
        for table in [&report.measures, &report.figures] {
            let told = csv(table, Dialect::Rfc4180, Language::Dutch);
            assert_eq!(finer_than(&told, 3), Vec::<String>::new(), "{told}");
        }
    }
}

#[test]
fn what_children_meet_is_not_told_where_a_partner_is_hidden() {
    let folder = Folder::new();
    let (path, _) = three_schools(&folder, "17EC00,laag,3\n17EC00,hoog,97\n17EC01,laag,40\n17EC01,hoog,60\n");
    let arguments = ["friends", &path, "--share", "1"];
    let words = run(arguments).ended(0);
    assert!(words.out.contains("hidden") && !words.out.contains("40.0"), "{}", words.out);
    let found = run(arguments.into_iter().chain(["--json"])).ended(0).json();
    let changed = found["most_changed"].as_array().unwrap();
    assert_eq!(changed.len(), 2, "{changed:?}");
    for school in changed {
        assert!(school["for_group"].is_null() && school["for_others"].is_null(), "{school}");
        assert!(school["note"].as_str().is_some_and(|n| n.contains("hidden")), "{school}");
    }
    assert!(found["groups"][0]["w"].is_null() && found["groups"][0]["contact_hours"].is_null());
}

#[test]
fn what_children_meet_is_told_where_nothing_is_hidden() {
    let folder = Folder::new();
    let (path, _) =
        three_schools(&folder, "17EC00,laag,30\n17EC00,hoog,70\n17EC01,laag,60\n17EC01,hoog,40\n");
    let found = run(["friends", &path, "--share", "1", "--json"]).ended(0).json();
    assert_eq!(found["most_changed"].as_array().unwrap().len(), 2);
    assert!(
        found["most_changed"][0]["for_group"].is_number() && found["most_changed"][0].get("note").is_none()
    );
}

/// A town of up to three schools with these counts, as a project file.
fn three_schools(folder: &Folder, counts: &str) -> (String, String) {
    let areas = folder.write("wijken.geojson", AREAS);
    let schools =
        "vestigingscode,naam,x,y\n17EC00,A,230500,581000\n17EC01,B,231500,581000\n17EC02,C,233000,581000\n";
    let schools = folder.write("scholen.csv", schools);
    let home = folder.write("home.csv", cli::HOME);
    let school = folder.write("school.csv", format!("school,group,pupils\n{counts}"));
    let out = folder.at("town.gpkg");
    let made = ["new", &out, "--areas", &areas, "--schools", &schools, "--crs", "28992"];
    run(made.into_iter().chain(["--pupils-school", &school, "--pupils-home", &home])).ended(0);
    (out, school)
}

#[test]
fn a_scenario_tells_no_small_count_of_a_school() {
    let folder = Folder::new();
    let counts =
        "17EC00,laag,3\n17EC00,hoog,97\n17EC01,laag,40\n17EC01,hoog,60\n17EC02,laag,7\n17EC02,hoog,60\n";
    let (path, _) = three_schools(&folder, counts);
    let plan = folder
        .write("plan.toml", "name = \"P\"\n[[edit]]\nyear = 2026\ndo = \"close\"\nschool = \"17EC02\"\n");
    let ran = run(["scenario", "run", &path, &plan, "--json"]).json();
    let mut hidden = 0;
    for year in ran["years"].as_array().unwrap() {
        for school in year["schools"].as_array().unwrap() {
            let pupils = school["pupils"].as_object().unwrap();
            let null = pupils.values().filter(|n| n.is_null()).count();
            assert_eq!(school["hidden"], null, "{school}");
            hidden += null;
            assert!(pupils.values().filter_map(Value::as_f64).all(|n| n == 0.0 || n >= 10.0), "{school}");
        }
    }
    assert!(hidden > 0);
    let base = ["scenario", "compare", &path, "base", &plan];
    let ran = run(base.into_iter().chain(["--json"])).json();
    let schools = ran["against_first"][0]["schools"].as_array().unwrap();
    let first = schools.iter().find(|s| s["code"] == "17EC02").unwrap();
    assert!(first["share_before"].is_null() && first["hidden"].as_u64().unwrap() > 0, "{first}");
    assert!(first["before"].is_number() && first["after"].is_null(), "{first}");
}

#[test]
fn where_counts_are_hidden_the_headline_is_a_range() {
    let folder = Folder::new();
    let counts =
        "17EC00,laag,25\n17EC00,hoog,<5\n17EC01,laag,60\n17EC01,hoog,35\n17EC02,laag,30\n17EC02,hoog,60\n";
    let (path, table) = three_schools(&folder, counts);
    let words = run(["--lang", "nl", "measure", &path]);
    // 0.3452 to 0.3707, rounded outwards; a figure over the two other schools would be 29.8 percent.
    assert!(words.out.contains("tussen 34,5 en 37,1\u{a0}%"), "{}", words.out);
    let hidden = "schermt 1 aantal af, van 1 school. Daarom staat hier een bereik, over alle 3 scholen.";
    assert!(words.out.contains(hidden) && !words.out.contains("29,8"), "{}", words.out);
    let found = run(["measure", &path, "--json"]).json();
    assert!(found.get("left_out_units").is_none() && found["limits"]["hidden_units"] == 1);
    assert!(found["moves"]["one_group_share"].is_null());
    drop(table);
    let out = folder.at("r.html");
    run(["--lang", "nl", "report", &path, "--draws", "10", "--out", &out]);
    let page = std::fs::read_to_string(&out).unwrap();
    let sentences = page.split("<figure").next().unwrap();
    assert!(page.contains("zegt daarom niet hoe hoog D is") && !page.contains("hier 30\u{a0}%"), "the curve");
    assert!(sentences.contains("ussen 34 en 38\u{a0}%") && sentences.contains(hidden), "{sentences}");
    assert!(!sentences.contains("30\u{a0}%") && !page.contains("29,8\u{a0}%"), "{sentences}");
}

#[test]
fn the_table_of_key_figures_has_the_range_and_no_figure_over_the_other_schools() {
    let mut parts = town_of(&[[20.0, 97.0]; 12]).parts().clone();
    let cells = &mut parts.counts[1].cells;
    for (i, cell) in cells.iter_mut().enumerate().skip(2).step_by(2) {
        *cell = Count::Known(20.0 + i as f64);
    }
    cells[0] = Count::Suppressed { least: 1.0, greatest: 4.0 };
    cells[22] = Count::Unknown;
    let report = report_of(&Dataset::new(parts));
    let told = csv(&report.figures, Dialect::ExcelDutch, Language::Dutch);
    let line = |name: &str| told.lines().find(|l| l.starts_with(name)).unwrap_or_default().to_owned();
    for name in ["Van één groep;", "Van beide groepen samen;"] {
        assert!(
            line(name).contains('–') && line(name).contains("schermt 1 aantal af, van 1 school"),
            "{told}"
        );
    }
    assert!(!told.contains("Daarvan ‘") && !told.contains("In hele leerlingen"), "{told}");
    assert!(
        line("Scholen die meetellen;").starts_with("Scholen die meetellen;11;1 school telt niet mee"),
        "{told}"
    );
    let said = report.sentences.join(" ");
    assert!(said.contains("over alle 11 scholen") && said.contains("1 school telt niet mee"), "{said}");
}

#[test]
fn every_row_of_a_table_says_on_what_it_rests() {
    let report = report_of(&town_of(&[[31.0, 97.0], [40.0, 60.0], [17.0, 60.0]]));
    let dutch = csv(&report.schools, Dialect::ExcelDutch, Language::Dutch);
    let mut lines = dutch.lines();
    assert!(lines.next().unwrap().ends_with(";Basis;Bron"), "{dutch}");
    assert!(lines.all(|l| l.ends_with(";gemodelleerd;Model")), "{dutch}");
    for table in [&report.figures, &report.all_areas, &report.schools, &report.measures] {
        let plain = csv(table, Dialect::Rfc4180, Language::English);
        let mut lines = plain.lines();
        assert!(lines.next().unwrap().ends_with(",basis,source"), "{plain}");
        assert!(lines.all(|l| l.ends_with(",modelled,Model")), "{plain}");
    }
}

#[test]
fn the_figures_of_a_town_say_on_what_they_rest() {
    let folder = Folder::new();
    let counts = "17EC00,laag,30\n17EC00,hoog,97\n17EC01,laag,40\n17EC01,hoog,60\n";
    let (path, table) = three_schools(&folder, counts);
    let found = run(["measure", &path, "--json"]).json();
    assert_eq!((&found["basis"], &found["source"]), (&"counted".into(), &"school".into()));
    assert!(found["year"].is_null() && found.get("scenario").is_none(), "{found}");
    let plan = folder
        .write("plan.toml", "name = \"P\"\n[[edit]]\nyear = 2026\ndo = \"close\"\nschool = \"17EC01\"\n");
    let found = run(["measure", &path, "--scenario", &plan, "--year", "2027", "--json"]).json();
    assert_eq!((&found["basis"], &found["year"]), (&"modelled".into(), &2027.into()), "{found}");
    assert_eq!(found["scenario"], "P");
    std::fs::write(folder.path("bare.csv"), "unit,a,b\n1,20,30\n2,40,10\n").unwrap();
    drop(table);
    let bare = run(["measure", "--counts", &folder.at("bare.csv"), "--json"]).json();
    assert!(bare.get("basis").is_none() && bare.get("year").is_none());
}

#[test]
fn of_three_schools_with_a_hidden_count_measure_tells_whole_percents() {
    let folder = Folder::new();
    let counts =
        "17EC00,laag,3\n17EC00,hoog,97\n17EC01,laag,40\n17EC01,hoog,60\n17EC02,laag,7\n17EC02,hoog,60\n";
    let (path, _) = three_schools(&folder, counts);
    let found = run(["measure", &path, "--draws", "20", "--within", "denomination", "--json"]);
    let found = if found.code == 2 {
        run(["measure", &path, "--draws", "20", "--json"]).json()
    } else {
        found.json()
    };
    let d = found["two_group"]["dissimilarity"].as_f64().unwrap();
    assert_eq!(d, (d * 100.0).round() / 100.0);
    for figure in ["gini", "theil_h", "isolation", "hutchens"] {
        assert!(found["two_group"][figure].is_null(), "{figure}: {found}");
    }
    assert!(found["moves"]["whole_pupils"].is_null() && found["multi_group"]["theil_h"].is_null());
    assert!(found["chance"]["expected"].is_null() && found["withheld"].is_string());
    let words = run(["--lang", "nl", "measure", &path]).out;
    assert!(words.contains("minder dan 10 scholen") && !words.contains("theil_h"), "{words}");
    // Contact is computed from the same counts.
    let met = run(["friends", &path, "--share", "0.5", "--json"]).json();
    let before = met["exposure_before"].as_f64().unwrap();
    assert_eq!(before, (before * 100.0).round() / 100.0);
    assert!(met["sum_w"].is_null() && met["withheld"].is_string(), "{met}");
    // Whoever says so sees all of it, and is told what that means.
    let all = run(["measure", &path, "--threshold", "0", "--json"]);
    assert!(all.err.contains("Small numbers are shown"), "{}", all.err);
    let all = all.json();
    assert!(all["two_group"]["gini"].is_number());
    assert_eq!(all["privacy"]["small_numbers_shown"], true);
}

#[test]
fn the_threshold_of_a_project_goes_into_every_file_that_shows_more() {
    let folder = Folder::new();
    let counts = "17EC00,laag,3\n17EC00,hoog,97\n17EC01,laag,40\n17EC01,hoog,60\n";
    let (path, _) = three_schools(&folder, counts);
    assert_eq!(run(["privacy", &path, "--json"]).ended(0).json()["threshold"], 10);
    let before = folder.at("before.csv");
    run(["--lang", "nl", "report", &path, "--what", "schools", "--draws", "5", "--out", &before]);
    let told = std::fs::read_to_string(&before).unwrap();
    assert!(told.contains("afgeschermd") && !told.contains("zichtbaar"), "{told}");
    run(["privacy", &path, "--threshold", "0"]).ended(2).says(&["--show-small-numbers"]);
    run(["privacy", &path, "--threshold", "2000"]).ended(2);
    run(["privacy", &path, "--threshold", "0", "--show-small-numbers"]).ended(0);
    for name in ["a.csv", "a.html", "a.svg", "a.geojson"] {
        let out = folder.at(name);
        run(["--lang", "nl", "report", &path, "--what", "schools", "--draws", "5", "--out", &out]);
        let told = std::fs::read_to_string(&out).unwrap();
        assert!(told.to_lowercase().contains("kleine aantallen zichtbaar"), "{name}");
    }
    run(["privacy", &path, "--threshold", "5"]).ended(0);
    let out = folder.at("map.svg");
    run(["--lang", "nl", "map", &path, "--out", &out]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("getallen vanaf 5 zichtbaar"));
    // An option of one run goes before the project.
    run(["--lang", "nl", "map", &path, "--threshold", "10", "--out", &out]);
    assert!(!std::fs::read_to_string(&out).unwrap().contains("zichtbaar"));
}

#[test]
fn a_scenario_tells_no_few_pupils_without_a_place() {
    let folder = Folder::new();
    let counts =
        "17EC00,laag,30\n17EC00,hoog,97\n17EC01,laag,40\n17EC01,hoog,60\n17EC02,laag,3\n17EC02,hoog,4\n";
    let (path, _) = three_schools(&folder, counts);
    let plan = folder
        .write("plan.toml", "name = \"P\"\n[[edit]]\nyear = 2026\ndo = \"close\"\nschool = \"17EC02\"\n");
    let ran = run(["scenario", "run", &path, &plan, "--json"]).json();
    for year in ran["years"].as_array().unwrap() {
        for section in ["pupils", "unplaced"] {
            let told = year[section].as_object().unwrap().values().filter_map(Value::as_f64);
            assert!(told.into_iter().all(|n| n == 0.0 || n >= 10.0), "{section} {year}");
        }
        let change = year["must_change"].as_f64();
        assert!(change.is_none_or(|n| n == 0.0 || n >= 10.0), "the school of 7 that closes: {year}");
    }
    let closes = ran["years"].as_array().unwrap().iter().find(|y| y["year"] == 2026).unwrap();
    assert!(closes["must_change"].is_null() && closes["figures"]["must_change"].is_null(), "{closes}");
    let words = run(["scenario", "run", &path, &plan, "--year", "2026"]).out;
    assert!(words.contains("hidden"), "{words}");
}
