//! Two scenarios side by side on paper and in pictures: complete, well-formed, and past the gate.

use std::sync::Arc;

use resvg::usvg::roxmltree::Document;
use wijkspiegel::data::{Dataset, Year};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::comparison::{Compared, Request, Side};
use wijkspiegel::report::date::Day;
use wijkspiegel::report::pdf::{self, Paper, Size};
use wijkspiegel::report::table::Table;
use wijkspiegel::report::write::{How, Part, Picture, write_compared};
use wijkspiegel::scenario::{EditKind, Engine, Scenario};
use wijkspiegel::text::Language;
use wijkspiegel::view::difference::Difference;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::links::Links;
use wijkspiegel::view::outcomes::STRIP;
use wijkspiegel::view::{MapChoice, SceneLayer, Selection, ShapeCache, Theme};

use crate::support::pdf::{Element, Pdf, faults};
use crate::support::plan::{engine, engine_of, parts_with, plan};

const YEAR: Year = Year(2030);

/// A plan that closes S1 in 2027, held against doing nothing.
fn closing() -> [Scenario; 2] {
    let mut closing = plan();
    closing.name = "S1 dicht".into();
    closing.add(Year(2027), EditKind::Close { school: "S1".into() });
    [Scenario { name: "Niets doen".into(), ..closing.reference() }, closing]
}

fn compared(engine: &Engine, scenarios: [Scenario; 2], gate: Gate, language: Language) -> Compared {
    outlined(engine, scenarios, gate, language, &|_| Selection::default())
}

fn outlined(
    engine: &Engine,
    scenarios: [Scenario; 2],
    gate: Gate,
    language: Language,
    select: &dyn Fn(&Dataset) -> Selection,
) -> Compared {
    let dataset = engine.base().dataset.clone();
    let choice = MapChoice { year: None, ..MapChoice::first(&dataset) };
    let sides = scenarios.map(|scenario| Side {
        name: scenario.name.clone(),
        selection: select(&engine.dataset_at(&scenario, YEAR).unwrap()),
        scenario: Arc::new(scenario),
        choice: choice.clone(),
        links: Links::default(),
    });
    let request = Request {
        sides,
        year: YEAR,
        difference: Difference::Distance,
        camera: None,
        comparison: Comparison::first(&dataset),
        gate,
        language,
        day: Day { year: 2026, month: 11, day: 30 },
    };
    Compared::new(engine, &request, &Theme::LIGHT, &ShapeCache::new(&dataset), &()).unwrap()
}

fn words(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.iter().map(|c| c.words(Language::Dutch)).collect()).collect()
}

/// The row whose first cell is this.
fn row(table: &Table, name: &str) -> Vec<String> {
    let found = words(table).into_iter().find(|row| row[0] == name);
    found.unwrap_or_else(|| panic!("no row {name} in {:?}", words(table)))
}

#[test]
fn a_comparison_has_every_outcome_of_both_sides_and_what_they_differ() {
    let engine = engine();
    let report = compared(&engine, closing(), Gate { threshold: 0 }, Language::Dutch);
    assert_eq!(report.outcomes.rows.len(), STRIP.len());
    assert_eq!(report.outcomes.columns[1].title, "Niets doen");
    assert!(report.outcomes.columns.iter().any(|c| c.title == "S1 dicht"));
    assert_eq!(
        report.maps.each_ref().map(|m| m.title.split(':').next().unwrap().to_owned())[..2],
        ["Niets doen", "S1 dicht"]
    );
    assert!(report.maps[2].title.starts_with("Afstand naar school, verschil"));
    for map in &report.maps {
        assert!(
            map.scene.marks.iter().any(|m| m.text.contains("model")),
            "{} is marked as a model",
            map.title
        );
    }
    let s1 = row(&report.schools, "School S1");
    assert_eq!(s1[2], "niet open");
    assert_eq!(report.sources, ["Telling, geteld"]);
    assert!(report.explanation[0].contains("“S1 dicht” min “Niets doen”"), "{}", report.explanation[0]);
    // Who lived near S1 now goes further: the difference is right minus left.
    let further = row(&report.wijken, "Buurt WK1");
    assert!(further[3].starts_with('+'), "{further:?}");
    assert!(report.sentences.iter().any(|s| s.contains("“S1 dicht”")), "{:?}", report.sentences);
}

#[test]
fn the_document_has_three_maps_with_words_and_the_structure_of_pdf_ua_on_every_paper() {
    let engine = engine();
    for language in [Language::Dutch, Language::English] {
        let report = compared(&engine, closing(), Gate::default(), language);
        for size in Size::ALL {
            for landscape in [true, false] {
                let paper = Paper { size, landscape, deterministic: true };
                let bytes = pdf::compared(&report, paper).unwrap();
                let found = faults(&bytes, language.code(), &report.title);
                assert!(found.is_empty(), "{paper:?}: {found:#?}");
                let structure = Pdf::read(&bytes).structure();
                let all: Vec<&Element> = structure.iter().flat_map(Element::all).collect();
                let count = |tag: &str| all.iter().filter(|e| e.tag == tag).count();
                assert_eq!(count("Figure"), 3);
                assert_eq!(count("Table"), 3);
            }
        }
    }
}

#[test]
fn a_picture_holds_the_maps_the_outcomes_and_the_sources_and_no_name_twice() {
    let engine = engine();
    let report = compared(&engine, closing(), Gate::default(), Language::Dutch);
    let (svg, (width, height)) = pdf::compared_svg(&report, false, true);
    assert!(width >= height * 0.5 && height >= 1122.0);
    let document = Document::parse(&svg).unwrap();
    let mut ids: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "a name of one map would be that of another");
    // What is pointed at is there.
    for (before, after) in [("url(#", ')'), ("href=\"#", '"')] {
        assert!(svg.contains(before), "{before} is nowhere: the check sees nothing");
        for part in svg.split(before).skip(1) {
            let id = part.split(after).next().unwrap();
            assert!(ids.contains(&id), "{id} is nowhere");
        }
    }
    let text: String = document.descendants().filter_map(|n| n.text()).collect();
    for wanted in ["Niets doen", "S1 dicht", "Telling, geteld", "Ongelijk verdeeld"] {
        assert!(text.contains(wanted), "{wanted} is missing");
    }
    let folder = tempfile::tempdir().unwrap();
    let picture = Picture { width: 1200, transparent: false };
    let paper = Paper { deterministic: true, ..Paper::default() };
    let how = How { part: Part::Comparison, paper, picture, ..How::default() };
    for kind in ["pdf", "svg", "png"] {
        let path = folder.path().join(format!("vergelijking.{kind}"));
        write_compared(&report, how, &path).unwrap();
        assert!(path.metadata().unwrap().len() > 5_000, "{kind}");
    }
    assert_eq!(
        write_compared(&report, how, &folder.path().join("x.csv")).unwrap_err().key,
        "report-kind-compared"
    );
}

#[test]
fn a_school_of_a_few_pupils_is_not_told_of_and_cannot_be_reckoned_from_the_other_side() {
    // S1 has five pupils; all go to S2 when it closes, so that S2 gains those five.
    let flows =
        [(0, 0, 0, 3.0), (0, 0, 1, 2.0), (1, 1, 0, 40.0), (1, 1, 1, 45.0), (2, 2, 0, 30.0), (2, 2, 1, 50.0)];
    let engine = engine_of(parts_with(&[[3.0, 2.0], [40.0, 45.0], [30.0, 50.0]], &flows));
    let open = compared(&engine, closing(), Gate { threshold: 0 }, Language::Dutch);
    assert_eq!(row(&open.schools, "School S1")[1], "5", "the check must be able to fail");
    let shut = compared(&engine, closing(), Gate::default(), Language::Dutch);
    let told = words(&shut.schools);
    let number = |text: &str| text.trim_start_matches(['+', '−']).replace('.', "").parse::<f64>().ok();
    for school in &told {
        let numbers: Vec<Option<f64>> = school[1..4].iter().map(|t| number(t)).collect();
        for few in numbers.iter().flatten() {
            assert!(*few == 0.0 || *few >= 10.0, "{school:?}");
        }
        if let (Some(before), Some(after)) = (numbers[0], numbers[1]) {
            let difference = (before - after).abs();
            assert!(!(0.5..9.5).contains(&difference), "{school:?} tells of {difference} pupils");
        }
    }
}

#[test]
fn a_wijk_where_few_live_is_not_told_of_and_the_print_says_how_many_are_left_out() {
    let flows = [(0, 0, 0, 40.0), (1, 1, 0, 20.0), (1, 1, 1, 30.0), (2, 2, 0, 2.0), (2, 2, 1, 3.0)];
    let engine = engine_of(parts_with(&[[40.0, 0.0], [20.0, 30.0], [2.0, 3.0]], &flows));
    let open = compared(&engine, closing(), Gate { threshold: 0 }, Language::Dutch);
    assert_eq!(open.wijken.rows.len(), 2, "the check must be able to fail");
    let shut = compared(&engine, closing(), Gate::default(), Language::Dutch);
    let names: Vec<String> = words(&shut.wijken).into_iter().map(|r| r[0].clone()).collect();
    assert_eq!(names, ["Buurt WK1"]);
    assert!(shut.wijken.about.contains("1 wijk"), "{}", shut.wijken.about);
    let legend: Vec<&str> = shut.maps[2].scene.legend.entries.iter().map(|e| e.text.as_str()).collect();
    assert!(legend.contains(&"onbekend of te weinig leerlingen"), "{legend:?}");
}

#[test]
fn what_is_selected_is_outlined_on_every_map_and_named() {
    let engine = engine();
    let gate = Gate { threshold: 0 };
    let outlines = |report: &Compared| -> Vec<Vec<usize>> {
        let of = |layer: &SceneLayer| match layer {
            SceneLayer::Outlines { shapes, stroke, .. } if stroke.color == Theme::LIGHT.text => {
                Some(shapes.list().iter().map(|s| s.id).collect::<Vec<_>>())
            }
            _ => None,
        };
        report.maps.iter().map(|m| m.scene.layers.iter().filter_map(of).flatten().collect()).collect()
    };
    let none = compared(&engine, closing(), gate, Language::Dutch);
    assert!(outlines(&none).iter().all(Vec::is_empty), "the check must be able to fail");
    let areas = MapChoice::first(&engine.base().dataset).level;
    let (id, area) = engine.base().dataset.areas_of(areas).next().unwrap();
    let area = area.name.clone();
    let one = |_: &Dataset| Selection::one(Hit::Area(id));
    let report = outlined(&engine, closing(), gate, Language::Dutch, &one);
    assert_eq!(outlines(&report), vec![vec![id.0]; 3]);
    assert!(report.explanation.iter().any(|e| e.contains("Omlijnd") && e.contains(&area)));
    // A school has a dark ring on both sides, and none on the map of differences.
    let school = |town: &Dataset| Selection::one(Hit::School(town.school_by_code("S2").unwrap()));
    let report = outlined(&engine, closing(), gate, Language::Dutch, &school);
    let ringed = |at: usize| -> Vec<String> {
        let dark = report.maps[at].scene.discs().filter(|d| d.ring.color == Theme::LIGHT.text);
        dark.map(|d| d.label.clone()).collect()
    };
    assert_eq!([ringed(0), ringed(1)], [["School S2"], ["School S2"]]);
    assert!(ringed(2).is_empty());
}

#[test]
fn a_comparison_says_all_that_both_rest_on_and_what_one_alone_does() {
    let engine = engine();
    let [nothing, mut closing] = closing();
    let printed = |scenarios| compared(&engine, scenarios, Gate::default(), Language::Dutch).explanation;
    let lines = printed([nothing.clone(), closing.clone()]);
    for what in
        ["Wie waarheen gaat: ", "Leerlingen per jaar: ", "Ruimtenorm: ", "Opheffing", "Budget", "Afstand: "]
    {
        assert_eq!(
            lines.iter().filter(|line| line.starts_with(what)).count(),
            1,
            "{what} of both: {lines:?}"
        );
    }
    closing.assumptions.rule = wijkspiegel::scenario::Rule::Nearest;
    let lines = printed([nothing, closing]);
    for what in ["Niets doen: Wie waarheen gaat: ", "S1 dicht: Wie waarheen gaat: iedereen naar de dichtst"] {
        assert!(lines.iter().any(|line| line.starts_with(what)), "{what}: {lines:?}");
    }
}
