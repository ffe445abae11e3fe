//! Scenario files: out and in again, by hand with errors, and in the project.

use crate::support::plan;

use std::sync::Arc;

use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::choice::{Attribute, ChoiceModel};
use wijkspiegel::data::{Dataset, Mode, Year};
use wijkspiegel::notice::Notice;
use wijkspiegel::project::{Project, StoredScenario, open};
use wijkspiegel::scenario::file::read;
use wijkspiegel::scenario::write::to_toml;
use wijkspiegel::scenario::{
    Building, Cost, EditKind, Feedback, Forecast, ForecastChange, NewSchool, Rule, Scenario, Status,
    Temporary, Travel,
};
use wijkspiegel::text::Language;

/// A plan with an edit of every kind, and every assumption other than usual.
fn everything() -> Scenario {
    let mut plan = Scenario::new("Alles \"tegelijk\"");
    plan.description = "Regel één\nRegel twee".into();
    let assumptions = &mut plan.assumptions;
    assumptions.rule = Rule::IntakeOnly;
    assumptions.intake = Rule::ChoiceModel;
    assumptions.model = Some(ChoiceModel::by_hand([
        (Attribute::Distance, -0.75),
        (Attribute::Denomination("Openbaar".into()), 0.1),
    ]));
    assumptions.places_limited = true;
    assumptions.forecast = Forecast::Growth {
        yearly: 1.005,
        areas: vec![("B".into(), 0.98), ("A".into(), 1.1)],
        groups: vec![("hoog".into(), 1.0)],
    };
    assumptions.spare_share = None;
    assumptions.space.weighted = vec![("laag".into(), 0.3)];
    assumptions.budget = None;
    assumptions.closing.threshold = Some(87.5);
    assumptions.closing.board_average = Some(190.0);
    assumptions.closing.source = "Verordening \"2024\"".into();
    assumptions.travel = Travel::Route(Mode::Cycling);
    assumptions.feedback = Feedback::FixedPoint;
    assumptions.choice_set = Some(12);
    assumptions.detour = 1.3;
    assumptions.last_year = Year(2044);
    let school = || "S1".to_owned();
    let building = Building {
        seats: Some(100.0),
        floor_area: Some(812.25),
        quality: Some(0.5),
        energy_neutral: Some(false),
    };
    let temporary =
        Some(Temporary { from: Year(2021), at: Some(Point::new(233_000.5, 582_002.0)), amount: Some(9.0) });
    let to = Some(Point::new(231_234.5, 580_500.0));
    let pupils = vec![("laag".to_owned(), 3.5), ("hoog".to_owned(), 4.0)];
    let shape = MultiPolygon(vec![Rect::new((0.0, 0.0), (1000.0, 1000.0)).to_polygon()]);
    let kinds = [
        EditKind::Open(NewSchool {
            code: "N1".into(),
            name: "Nieuw".into(),
            at: Point::new(234_007.0, 583_008.0),
            kind: Some("basisschool".into()),
            denomination: Some("Openbaar".into()),
            board: Some("Bestuur".into()),
            profile: Some("Dalton".into()),
            building,
        }),
        EditKind::Close { school: school() },
        EditKind::Move { school: school(), to: Point::new(234_001.0, 583_002.0) },
        EditKind::Merge {
            schools: vec!["S2".into(), school()],
            into: school(),
            name: Some("Samen".into()),
            to,
            building,
        },
        EditKind::Replace { school: school(), to, building, temporary },
        EditKind::Renovate { school: school(), building: Building::default(), temporary },
        EditKind::Resize { school: school(), seats: -12.0, floor_area: 30.5 },
        EditKind::Profile { school: school(), denomination: Some("X".into()), profile: None },
        EditKind::Catchment { school: school(), shape },
        EditKind::NewHomes { area: "A".into(), homes: 10.0, pupils: pupils.clone() },
        EditKind::Demolition { area: "B".into(), homes: 11.0, pupils },
        EditKind::Forecast { area: None, group: Some("laag".into()), change: ForecastChange::Factor(1.1) },
        EditKind::Forecast { area: Some("C".into()), group: None, change: ForecastChange::Pupils(50.0) },
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        let id = plan.add(Year(2022 + at as i32), kind);
        let edit = plan.edit_mut(id).unwrap();
        edit.status = Status::ALL[at % 3];
        edit.note = if at % 2 == 0 { String::new() } else { "Let op: 'ja'".into() };
        edit.cost = (at % 3 == 0).then(|| Cost {
            amount: (at % 2 == 0).then_some(12_345.67),
            rate_per_m2: Some(2900.0),
            year: Some(Year(2030)),
            source: "Kengetal".into(),
        });
    }
    plan
}

#[test]
fn a_scenario_comes_back_from_its_file_as_it_was() {
    let plan = everything();
    let text = to_toml(&plan);
    let found = read("plan.toml", &text).unwrap();
    assert_eq!(found.scenario, plan);
    assert!(found.notices.is_empty());
    assert!(text.starts_with("# Wijkspiegel"));
    assert_eq!(read("leeg.toml", &to_toml(&Scenario::new("Leeg"))).unwrap().scenario, Scenario::new("Leeg"));
}

#[test]
fn fields_of_a_later_version_are_kept_and_told_of() {
    let text = "name = \"Plan\"\nmood = \"blij\"\n[assumptions]\nweather = 3\n[[edit]]\nyear = 2025\n\
                do = \"close\"\nschool = \"S1\"\nwho = [1, 2]\n[[lottery]]\nround = 1\n";
    let found = read("plan.toml", text).unwrap();
    let told: Vec<(Option<u64>, &str)> =
        found.notices.iter().map(|n| (n.place.line, n.args[0].1.as_str())).collect();
    assert_eq!(told, [(Some(4), "weather"), (Some(9), "who"), (Some(10), "lottery"), (Some(2), "mood")]);
    let again = read("plan.toml", &to_toml(&found.scenario)).unwrap();
    assert_eq!(again.scenario, found.scenario);
    assert_eq!(again.scenario.other.len(), 2);
    assert_eq!(again.scenario.edits[0].other.len(), 1);
}

/// A plan with one field more or other than a good one.
fn with(line: &str) -> String {
    format!(
        "name = \"Plan\"\n[[edit]]\nyear = 2025\ndo = \"open\"\nschool = \"N1\"\nname = \"N\"\nat = [234001, 583002]\n{line}\n"
    )
}

#[track_caller]
fn error(text: &str) -> Notice {
    let notice = read("plan.toml", text).unwrap_err();
    assert_eq!(notice.place.file.as_deref(), Some("plan.toml"));
    for language in Language::ALL {
        let fix = notice.fix(language).unwrap();
        assert!(!fix.contains('{') || notice.key == "scenario-file-kind", "{fix}");
    }
    notice
}

#[test]
fn an_error_by_hand_names_the_line_and_what_is_allowed() {
    assert!(read("plan.toml", &with("seats = 100")).is_ok());
    let notice = error(&with("seats = -5"));
    assert_eq!((notice.key, notice.place.line), ("scenario-file-range", Some(8)));
    assert!(notice.message(Language::Dutch).contains("regel 8: seats is -5. Toegestaan is 0 tot en met"));
    for (text, key, line) in [
        (with("seats = \"veel\""), "scenario-file-kind", 8),
        (with("seats = nan"), "scenario-file-kind", 8),
        (with("status = \"misschien\""), "scenario-file-word", 8),
        (with("quality = 3"), "scenario-file-range", 8),
        (with("cost = { amout = 3 }"), "scenario-file-unknown-field", 8),
        (with("cost = { year = 2050 }"), "scenario-file-range", 8),
        (with("energy_neutral = 1"), "scenario-file-kind", 8),
        (with("seats = "), "scenario-file-no-toml", 8),
        (with("").replace("2025", "2019"), "scenario-file-range", 3),
        (with("").replace("[234001, 583002]", "[1]"), "scenario-file-point", 7),
        (with("").replace("\"open\"", "\"oepn\""), "scenario-file-word", 4),
        (with("").replace("school = \"N1\"\n", ""), "scenario-file-missing", 2),
        (with("").replace("name = \"Plan\"\n", ""), "scenario-file-missing", 1),
        (with("").replace("[[edit]]", "[edit]"), "scenario-file-kind", 2),
        (format!("format = 99\n{}", with("")), "scenario-file-newer", 1),
        ("name = \"P\"\n[assumptions]\nrule = \"random\"".to_owned(), "scenario-file-word", 3),
        ("name = \"P\"\n[assumptions]\nmodel = { nearness = 1 }".to_owned(), "scenario-file-word", 3),
        (
            "name = \"P\"\n[[edit]]\nid = 1\nyear = 2025\ndo = \"close\"\nschool = \"a\"\n[[edit]]\nid = 1\n\
          year = 2025\ndo = \"close\"\nschool = \"b\""
                .to_owned(),
            "scenario-file-id-twice",
            8,
        ),
        (String::new(), "scenario-file-missing", 1),
        ("\u{0}\u{1}".to_owned(), "scenario-file-no-toml", 1),
    ] {
        let notice = error(&text);
        assert_eq!((notice.key, notice.place.line), (key, Some(line)), "{text}");
    }
}

#[test]
fn a_school_that_does_not_exist_is_named_with_its_line_once_the_town_is_known() {
    let text =
        "name = \"Plan\"\n\n[[edit]]\nyear = 2025\ndo = \"close\"\n# de kleine school\nschool = \"S9\"\n";
    let found = read("plan.toml", text).unwrap();
    let outcomes = plan::engine().outcomes(&found.scenario);
    let located = found.located(outcomes.notices.clone());
    let notice = located.iter().next().unwrap();
    assert_eq!((notice.key, notice.place.line), ("scenario-unknown-school", Some(7)));
    assert!(notice.message(Language::Dutch).starts_with("plan.toml, regel 7: "));
}

#[test]
fn scenarios_come_back_from_the_project_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.gpkg");
    let mut project = Project::new(Arc::new(Dataset::new(plan::parts())));
    let stored = |name: &str, toml: &str| StoredScenario { name: name.into(), toml: toml.into() };
    project.scenarios = vec![
        stored("Zuid", &to_toml(&everything())),
        stored("Alles", "later = 'een andere versie'"),
        stored("Noord", ""),
    ];
    project.save_as(&path).unwrap();
    let mut opened = open(&path).unwrap();
    assert_eq!(opened.scenarios, project.scenarios);
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    // Another order, one less and one changed.
    opened.scenarios.remove(1);
    opened.scenarios.swap(0, 1);
    opened.scenarios[0].toml.push_str("name = \"x\"");
    opened.save().unwrap();
    let again = open(&path).unwrap();
    assert_eq!(again.scenarios, opened.scenarios);
    assert_eq!(again.dataset.parts(), &plan::parts());
    opened.scenarios[1].name = "Noord".into();
    assert_eq!(opened.save().unwrap_err().key, "project-duplicate-code");
}

#[test]
fn a_project_of_before_scenarios_opens_with_none_and_can_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.gpkg");
    let mut project = Project::new(Arc::new(Dataset::new(plan::parts())));
    project.save_as(&path).unwrap();
    let file = rusqlite::Connection::open(&path).unwrap();
    wijkspiegel::project::register_functions(&file).unwrap();
    file.execute_batch(
        "DROP TABLE scenarios; DELETE FROM gpkg_contents WHERE table_name = 'scenarios';
         UPDATE wijkspiegel_meta SET value = '1' WHERE key = 'schema_version';",
    )
    .unwrap();
    drop(file);
    let mut opened = open(&path).unwrap();
    assert!(opened.scenarios.is_empty());
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    opened.scenarios.push(StoredScenario { name: "Plan".into(), toml: "name = \"Plan\"".into() });
    opened.save().unwrap();
    assert_eq!(open(&path).unwrap().scenarios.len(), 1);
}

#[test]
fn a_place_outside_the_netherlands_names_its_line_and_what_is_allowed() {
    let plan = |at: &str| with("").replace("[234001, 583002]", at);
    assert!(read("plan.toml", &plan("[233000, 582000]")).is_ok());
    for at in ["[6.5, 53.2]", "[53.2, 6.5]", "[582000, 233000]", "[0, 0]"] {
        let notice = error(&plan(at));
        assert_eq!((notice.key, notice.place.line), ("scenario-file-elsewhere", Some(7)), "{at}");
        assert!(notice.fix(Language::Dutch).unwrap().contains("289000 tot 629000"));
    }
}
