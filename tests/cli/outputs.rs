//! What the program writes, as a person at a terminal meets it: never over what it reads.

use crate::support::cli;

use std::fs;
use std::path::Path;

use cli::{Folder, Ran, run, small_town};

const SCENARIO: &str = "name = \"Een plan\"\n";

/// A folder with the smallest town as a project.
fn with_project() -> (Folder, String) {
    let folder = Folder::new();
    run(small_town(&folder)).ended(0);
    let project = folder.at("town.gpkg");
    (folder, project)
}

/// Runs a command that would destroy `file`, which is refused and leaves it as it was.
#[track_caller]
fn refused(file: &str, arguments: &[&str], because: &str) -> Ran {
    let before = fs::read(file).unwrap();
    let ran = run(arguments).ended(2).says(&[because, "Choose another name"]);
    assert!(ran.err.contains(Path::new(file).file_name().unwrap().to_str().unwrap()), "{}", ran.err);
    assert!(fs::read(file).unwrap() == before, "{file} was written to");
    ran
}

const READ: &str = "is being read";
const PROJECT: &str = "is a Wijkspiegel project";

#[test]
fn a_report_never_replaces_the_project_it_is_about_or_another_project() {
    let (folder, project) = with_project();
    refused(&project, &["report", &project, "--out", &project], READ);
    let other = folder.at("other.gpkg");
    fs::copy(&project, &other).unwrap();
    refused(&other, &["report", &project, "--out", &other], PROJECT);
    refused(&other, &["report", "--example", "--out", &other], PROJECT);
    for kind in ["csv", "html", "pdf", "xlsx", "geojson", "svg"] {
        let named = folder.at(&format!("project.{kind}"));
        fs::copy(&project, &named).unwrap();
        refused(&named, &["report", &project, "--out", &named], PROJECT);
    }
    let free = folder.at("areas.gpkg");
    for _ in 0..2 {
        // What the program wrote itself before may be written again.
        run(["report", &project, "--out", &free, "--draws", "10"]).ended(0);
    }
}

#[test]
fn an_input_is_known_by_another_way_to_it_as_well() {
    let (folder, project) = with_project();
    let roundabout = folder.root().join("sub").join("..").join("town.gpkg").display().to_string();
    fs::create_dir(folder.path("sub")).unwrap();
    refused(&project, &["report", &project, "--out", &roundabout], READ);
    let hard = folder.at("hard.gpkg");
    fs::hard_link(&project, &hard).unwrap();
    refused(&project, &["scenario", "export", &hard, "Een plan", "--out", &project], READ);
}

#[test]
fn a_scenario_is_not_written_over_a_project_or_over_itself() {
    let (folder, project) = with_project();
    let plan = folder.write("plan.toml", SCENARIO);
    run(["scenario", "import", &project, &plan]).ended(0);
    refused(&project, &["scenario", "export", &project, "Een plan", "--out", &project], READ);
    refused(&plan, &["scenario", "export", &project, &plan, "--out", &plan], READ);
    let other = folder.at("other.toml");
    fs::copy(&project, &other).unwrap();
    refused(&other, &["scenario", "export", &project, "Een plan", "--out", &other], PROJECT);
    let out = folder.at("copy.toml");
    run(["scenario", "export", &project, "Een plan", "--out", &out]).ended(0);
    assert!(fs::read_to_string(out).unwrap().contains("Een plan"));
}

#[test]
fn findings_are_not_written_over_the_file_they_are_about() {
    let (folder, project) = with_project();
    let school = folder.at("school.csv");
    refused(&school, &["check", &school, "--out", &school], READ);
    let named = folder.at("project.csv");
    fs::copy(&project, &named).unwrap();
    refused(&named, &["check", &school, "--out", &named], PROJECT);
}

#[test]
fn a_new_project_and_its_list_leave_what_they_are_made_from() {
    let folder = Folder::new();
    let town = small_town(&folder);
    let with = |more: &[&str]| -> Vec<String> {
        town.iter().cloned().chain(more.iter().map(|w| (*w).to_owned())).collect()
    };
    for file in ["scholen.csv", "home.csv", "school.csv"] {
        let file = folder.at(file);
        let words = with(&["--report", &file]);
        refused(&file, &words.iter().map(String::as_str).collect::<Vec<_>>(), READ);
        assert!(!folder.path("town.gpkg").exists());
    }
    run(&town).ended(0);
    let project = folder.at("town.gpkg");
    let words = with(&["--force", "--areas", &format!("{project}:areas")]);
    refused(&project, &words.iter().map(String::as_str).collect::<Vec<_>>(), READ);
    // Without being read, the project is replaced where that is asked.
    run(with(&["--force", "--report", &folder.at("list.csv")])).ended(0);
    run(with(&["--force", "--report", &folder.at("list.csv")])).ended(0);
}

#[test]
fn a_map_or_catchments_are_not_drawn_over_a_project() {
    let (folder, project) = with_project();
    for kind in ["png", "svg", "pdf"] {
        let named = folder.at(&format!("town.{kind}"));
        fs::copy(&project, &named).unwrap();
        refused(&named, &["map", &named, "--out", &named], READ);
        refused(&named, &["map", &project, "--out", &named], PROJECT);
    }
    let named = folder.at("town.geojson");
    fs::copy(&project, &named).unwrap();
    refused(&named, &["catchments", &project, "--kind", "nearest", "--out", &named], PROJECT);
    refused(&project, &["catchments", &project, "--kind", "nearest", "--out", &project], READ);
}

#[test]
fn a_download_does_not_replace_the_list_of_addresses() {
    let folder = Folder::new();
    let list = folder.write(
        "list.toml",
        "[[service]]\nkey = \"a\"\ntitle = \"A\"\npublisher = \"P\"\nlicence = \"CC0\"\ntype = \"file\"\n\
         url = \"http://127.0.0.1:9/a\"\nfile = \"list.toml\"\nknown = \"2026-01-01\"\ntried = false\n",
    );
    let out = folder.root().display().to_string();
    refused(&list, &["fetch", "GM0014", "--services", &list, "--out", &out], READ);
}

/// The greatest kilometres that the lines about groups name.
fn greatest_km(out: &str) -> f64 {
    let of = |line: &str| {
        let before = line.split(" minutes at most (").next()?;
        before.rsplit(", ").next()?.split(" km").next()?.parse().ok()
    };
    let all: Vec<f64> = out.lines().filter(|l| l.contains("minutes on average")).filter_map(of).collect();
    all.into_iter().reduce(f64::max).expect("groups with a distance")
}

#[test]
fn friends_tell_the_detour_that_was_used_and_what_the_cap_is_about() {
    let asked = run(["friends", "--example", "--max-km", "2", "--detour", "1.5"]).ended(0).out;
    assert!(asked.contains("minutes at most (straight line × 1.5; 3.6 km/h, assumed; estimated)"), "{asked}");
    assert!(!asked.contains("× 1.3"), "{asked}");
    assert!(
        asked.contains("between the schools of a pair or group 2.00 km at most (straight line × 1.5)"),
        "{asked}"
    );
    assert!(greatest_km(&asked) <= 2.0, "{asked}");
    let usual = run(["friends", "--example", "--max-km", "2", "--curve"]).ended(0).out;
    assert!(usual.contains("minutes at most (straight line × 1.3; 3.6 km/h, assumed; estimated)"), "{usual}");
    assert!(
        usual.contains("between the schools of a pair or group 2.00 km at most (straight line)"),
        "{usual}"
    );
    assert!(usual.contains("between the schools (straight line) reach"), "{usual}");
    assert!(greatest_km(&usual) <= 2.6, "{usual}");
}

#[test]
fn hours_of_the_pilot_are_told_in_the_notation_of_the_language() {
    let pilot = |language: &str| run(["--lang", language, "friends", "--example", "--pilot"]);
    let (dutch, english) = (pilot("nl"), pilot("en"));
    assert!(dutch.err.contains("2,5 uur per week") && !dutch.err.contains("2.5"), "{}", dutch.err);
    assert!(english.err.contains("2.5 hours a week"), "{}", english.err);
}

#[test]
fn a_school_in_the_same_place_as_the_nearest_is_the_nearest_as_well() {
    let folder = Folder::new();
    let mut words = small_town(&folder);
    folder.write(
        "scholen.csv",
        "vestigingscode,naam,x,y\n17EC00,School West,231000,581000\n17EC01,School Oost,233000,581000\n\
         17EC02,School West 2,231000,581000\n",
    );
    folder.write(
        "school.csv",
        "school,group,pupils\n17EC00,laag,25\n17EC00,hoog,35\n17EC01,laag,40\n17EC01,hoog,60\n\
         17EC02,laag,20\n17EC02,hoog,20\n",
    );
    words.push("--force".to_owned());
    run(&words).ended(0);
    let told = run(["measure", &folder.at("town.gpkg"), "--home"]).ended(0).out;
    // West has 100 pupils and the two schools there 60 and 40 places; Oost has 100 of both.
    let nobody = "0 pupils not at the nearest school, 0 without a place";
    assert!(told.lines().any(|line| line.trim() == nobody), "{told}");
}

const NORTH: &str = "Nieuwbouw in de noordelijke wijken";

#[test]
fn a_scenario_in_words_has_its_ranges_and_says_what_it_rests_on() {
    let asked =
        ["scenario", "run", "--example", NORTH, "--rule", "choice-model", "--draws", "20", "--year", "2030"];
    let told = run(asked).ended(0).out;
    let json = run(asked.into_iter().chain(["--json"])).ended(0).json();
    let range = &json["years"][0]["ranges"]["mean_distance"];
    let metres = |key: &str| format!("{:.0}", range[key].as_f64().unwrap());
    let (low, high) = (metres("low"), metres("high"));
    let line = told.lines().find(|l| l.contains("Mean distance")).unwrap_or_else(|| panic!("{told}"));
    let plain = line.replace(',', "");
    assert!(plain.contains(&format!("; {low} m to {high} m")), "{line}, not {low} to {high}");
    assert!(told.contains("(20 draws, seed 1)"), "{told}");
    for part in ["Budget € ", "(source: ", "Space norm: 200 m² for a school, 5.03 m² for a pupil"] {
        assert!(told.contains(part), "no “{part}” in {told}");
    }
    let dutch = run(["--lang", "nl"].into_iter().chain(asked)).ended(0).out;
    for name in ["Bezetting", "Lege plaatsen"] {
        let line = dutch.lines().find(|l| l.trim().starts_with(name)).unwrap_or_else(|| panic!("{dutch}"));
        assert!(line.contains("; aangenomen bij "), "{line}");
    }
    let stay = ["scenario", "run", "--example", NORTH, "--rule", "stay", "--draws", "20", "--year", "2030"];
    let still = run(stay).ended(0).out;
    assert!(still.contains("nobody chooses by chance") && !still.contains("draws, seed"), "{still}");
}

#[test]
fn one_of_something_is_told_in_the_singular() {
    let folder = Folder::new();
    let table = folder.write("counts.csv", "unit,low,high\nu1,30,70\nu2,55,45\n");
    let told = |language: &str| run(["--lang", language, "friends", "--counts", &table]).ended(0).out;
    assert!(told("nl").contains("1 paar, bewezen het beste"), "{}", told("nl"));
    assert!(told("en").contains("1 pair, proved the best"), "{}", told("en"));
    assert!(told("nl").contains("200 leerlingen in 2 eenheden"), "{}", told("nl"));
    let town = folder.at("town.gpkg");
    run(small_town(&folder)).ended(0);
    let curve = |language: &str| run(["--lang", language, "friends", &town, "--curve"]).ended(0).out;
    assert!(curve("nl").contains("(1 paar)") && !curve("nl").contains("1 paren"), "{}", curve("nl"));
    assert!(curve("en").contains("(1 pair)") && !curve("en").contains("1 pairs"), "{}", curve("en"));
    let single = folder.write("single.csv", "school,group,pupils\n17EC00,laag,25\n");
    let checked = |language: &str| run(["--lang", language, "check", &single]).out;
    assert!(checked("nl").contains(", 1 rij,"), "{}", checked("nl"));
    assert!(checked("en").contains(", 1 row,"), "{}", checked("en"));
}

#[test]
fn a_project_without_years_or_scenarios_offers_none() {
    let (_folder, project) = with_project();
    for command in ["measure", "friends", "report"] {
        let mut words = vec![command, &project, "--year", "2020"];
        if command == "report" {
            words.extend(["--out", "never.pdf"]);
        }
        let ran = run(&words).ended(2).says(&["no school year at all"]);
        assert!(!ran.err.contains("Choose from"), "{}", ran.err);
    }
    for words in [["scenario", "run", &project, "Plan"], ["scenario", "export", &project, "Plan"]] {
        let ran = run(words).ended(2).says(&["There are no scenarios", "scenario import"]);
        assert!(!ran.err.contains("Choose from"), "{}", ran.err);
    }
}

#[test]
fn shares_have_a_space_before_the_sign_in_dutch() {
    let told = run(["--lang", "nl", "measure", "--example", "--mirror", "wijk"]).ended(0).out;
    assert!(told.contains("onder 20 %") && told.contains("boven 80 %"), "{told}");
    assert!(!told.contains("20%"), "{told}");
}

#[test]
fn the_list_of_check_names_every_row_that_a_join_would_refuse() {
    let folder = Folder::new();
    let list = folder.at("meldingen.csv");
    let found = |name: &str, content: &str| {
        let path = folder.write(name, content);
        let ran = run(["check", &path, "--out", &list, "--lang", "nl"]).ended(1);
        let text = fs::read_to_string(&list).unwrap();
        let of = |line: &str| {
            let cells: Vec<&str> = line.split(';').collect();
            (cells[5].to_owned(), cells[1].to_owned())
        };
        let mut rows: Vec<(String, String)> = text.lines().skip(1).map(of).collect();
        rows.sort();
        (rows, ran.out)
    };
    let school = "school,group,pupils\n17EC00,laag,7\n17EC00,laag,9\n17EC00,hoog,-3\n17EC01,laag,n.b.\n17EC01,hoog,≤4\n,hoog,4\n";
    let (rows, told) = found("school.csv", school);
    let wanted = [
        ("join-empty-key", "7"),
        ("join-negative-pupils", "4"),
        ("join-not-a-number", "5"),
        ("join-not-a-number", "6"),
        ("join-row-twice", "3"),
    ];
    assert_eq!(rows, wanted.map(|(key, line)| (key.to_owned(), line.to_owned())));
    assert!(told.contains("regel 4"), "what is in the list is told as well: {told}");
    let (rows, _) = found("figures.csv", "gebied;inwoners\nWK001400;onbekend\nWK001401;980\nWK001400;7\n");
    assert_eq!(rows.last(), Some(&("join-row-twice".to_owned(), "4".to_owned())));
    // Nothing is wrong with a code that is of another town.
    let fine = folder.write("home.csv", "area,group,pupils\nBU03630000,laag,5\nBU03630000,hoog,6\n");
    run(["check", &fine, "--out", &list]).ended(0);
    assert_eq!(fs::read_to_string(&list).unwrap().lines().count(), 1);
}

#[test]
fn the_command_that_a_print_gives_makes_the_same_print_of_the_same_two_groups() {
    use wijkspiegel::figures::headline::Comparison;
    use wijkspiegel::measure::{Other, inference::Draws};
    use wijkspiegel::privacy::Gate;
    use wijkspiegel::report::csv::Dialect;
    use wijkspiegel::report::date::Day;
    use wijkspiegel::report::document::{Report, Request};
    use wijkspiegel::report::write::{How, Part, Picture, write};
    use wijkspiegel::text::Language;
    use wijkspiegel::view::{ColourBy, MapChoice, ShapeCache, Theme};

    let folder = Folder::new();
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let first = Comparison::first(&dataset);
    let comparison = Comparison { group: 1, other: Other::Group(0), ..first };
    assert_ne!(comparison, first);
    let mut request = Request {
        choice: MapChoice { colour_by: ColourBy::GroupShare(1), ..MapChoice::first(&dataset) },
        comparison,
        gate: Gate::default(),
        language: Language::English,
        draws: Draws { count: 1000, seed: 1 },
        scenario: None,
        day: Day::today(),
        command: String::new(),
    };
    let how = How {
        part: Part::Figures,
        paper: Default::default(),
        dialect: Dialect::Rfc4180,
        camera: None,
        picture: Picture::default(),
    };
    let command =
        wijkspiegel::report::again::command(&dataset, &request, &how, ("--example", "out.csv"), None);
    request.command.clone_from(&command);
    let report = Report::new(&dataset, &request, &Theme::LIGHT, &ShapeCache::new(&dataset), &()).unwrap();
    let by_window = folder.path("window.csv");
    write(&dataset, &request, &report, how, &by_window).unwrap();
    // Nothing in it needs quotes: its words are those between its spaces.
    let out = folder.at("out.csv");
    let words: Vec<String> = command.replace("out.csv", &out).split(' ').skip(1).map(str::to_owned).collect();
    run(&words).ended(0);
    let figures = |path: &Path| fs::read_to_string(path).unwrap();
    assert!(command.contains("--group midden --other laag"), "{command}");
    assert_eq!(figures(Path::new(&out)), figures(&by_window));
    run(["report", "--example", "--group", "nobody", "--out", &out]).ended(2).says(&["nobody"]);
    run(["report", "--example", "--group", "laag", "--other", "laag", "--out", &out]).ended(2);
}

#[test]
fn a_report_says_over_what_its_interval_is_drawn() {
    let folder = Folder::new();
    let out = folder.at("figures.csv");
    let figures = |more: &[&str]| {
        let all =
            ["report", "--example", "--what", "figures", "--draws", "200", "--lang", "en", "--out", &out];
        run(all.iter().chain(more)).ended(0);
        fs::read_to_string(&out).unwrap()
    };
    let counted = figures(&[]);
    assert!(
        counted.contains("other pupils of the same kind") && !counted.contains("over schools"),
        "{counted}"
    );
    // A plan by the model of choice has parts of pupils, of which none can be drawn.
    let planned = figures(&["--scenario", "Nieuwbouw in de noordelijke wijken", "--year", "2031"]);
    assert!(planned.contains("over schools: so far"), "{planned}");
    assert!(!planned.contains("other pupils of the same kind"), "{planned}");
}
