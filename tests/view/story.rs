//! Stories: kept in the project, by codes, without losing what this version does not know.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::Point;
use serde_json::{Value, json};
use wijkspiegel::data::{Dataset, Level};
use wijkspiegel::figures::headline::{Comparison, headline};
use wijkspiegel::figures::limits::range_in_words;
use wijkspiegel::figures::plain::{Figure, Ground, Unit};
use wijkspiegel::measure::Other;
use wijkspiegel::notice::Notices;
use wijkspiegel::privacy::Gate;
use wijkspiegel::project::{self, Project};
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::story::saved::{SavedView, Shown};
use wijkspiegel::view::story::{Step, Story, example, file};
use wijkspiegel::view::{Camera, ColourBy, MapChoice, Method, Selection};

fn town() -> Dataset {
    wijkspiegel::open::example().expect("the example opens").dataset
}

fn camera() -> Camera {
    Camera { centre: Point::new(234_000.0, 582_000.0), metres_per_px: 12.5, size_px: (800.0, 600.0) }
}

fn view(town: &Dataset, choice: &MapChoice, selection: Option<Unit>) -> SavedView {
    let comparison = Comparison::first(town);
    let selection = &Selection::from(selection.map(Hit::from));
    SavedView::of(town, &Shown { camera: camera(), choice, comparison, selection, figure: Figure::Swap })
}

fn settings(text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(file::KEY.to_owned(), text.to_owned())])
}

fn read(text: &str) -> (Option<Story>, Notices, BTreeMap<String, String>) {
    let (mut settings, mut notices) = (settings(text), Notices::default());
    let story = file::read(&mut settings, &mut notices);
    (story, notices, settings)
}

#[test]
fn a_story_comes_back_from_the_project_file_as_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("town.gpkg");
    let town = town();
    let mut story = example::story(&town, Language::Dutch);
    story.steps[1].scenario = Some("Twee scholen samen".into());
    story.steps[2].sentence = Some("Een “eigen” zin\nmet een regel erbij.".into());
    story.steps[3].view = view(
        &town,
        &MapChoice { method: Method::Own(vec![0.1, 0.25, 1.0 / 3.0]), ..MapChoice::first(&town) },
        town.school_by_code("EX33").map(Unit::School),
    );
    let mut project = Project::new(Arc::new(town));
    file::write(&story, &mut project.settings);
    project.save_as(&path).expect("the project is saved");
    let mut again = project::open(&path).expect("the project opens");
    let mut notices = Notices::default();
    let read = file::read(&mut again.settings, &mut notices).expect("there is a story");
    assert_eq!(read, story);
    assert!(notices.is_empty());
    // Reading and writing once more changes not a letter.
    assert_eq!(file::to_json(&read), file::to_json(&story));
}

#[test]
fn what_a_later_version_wrote_stays_at_every_level() {
    let town = town();
    let story = Story {
        steps: vec![Step { view: view(&town, &MapChoice::first(&town), None), ..Step::default() }],
        ..Story::default()
    };
    let mut newer: Value = serde_json::from_str(&file::to_json(&story)).expect("JSON");
    newer["version"] = json!(7);
    newer["ambience"] = json!({"music": "none"});
    newer["steps"][0]["duration"] = json!(12.5);
    newer["steps"][0]["view"]["tilt"] = json!([1, 2]);
    newer["steps"][0]["view"]["choice"]["glow"] = json!("soft");
    let (read, notices, _) = read(&newer.to_string());
    let mut read = read.expect("it is a story");
    assert_eq!(notices.iter().map(|n| n.key).collect::<Vec<_>>(), ["story-newer"]);
    read.steps[0].title = "Changed here".into();
    newer["steps"][0]["title"] = json!("Changed here");
    let written: Value = serde_json::from_str(&file::to_json(&read)).expect("JSON");
    assert_eq!(written, newer);
}

#[test]
fn a_text_that_is_no_story_is_put_aside_and_told() {
    for text in ["", "{", "null", "[1]", r#"{"steps": 3}"#, r#"{"steps": {"0": {}}}"#] {
        let (story, notices, settings) = read(text);
        assert!(story.is_none(), "{text}");
        assert_eq!(notices.iter().map(|n| n.key).collect::<Vec<_>>(), ["story-damaged"]);
        assert!(notices.iter().all(|n| n.fix(Language::Dutch).is_some()));
        assert_eq!(settings.get(file::DAMAGED_KEY).map(String::as_str), Some(text));
        assert!(!settings.contains_key(file::KEY));
    }
}

#[test]
fn a_second_damaged_story_does_not_take_the_place_of_the_first() {
    let mut settings = settings("{first");
    let mut notices = Notices::default();
    file::read(&mut settings, &mut notices);
    for text in ["{second", "{first", "{second"] {
        settings.insert(file::KEY.to_owned(), text.to_owned());
        file::read(&mut settings, &mut notices);
    }
    let kept: Vec<&str> = settings.values().map(String::as_str).collect();
    assert_eq!(kept, ["{first", "{second"]);
}

#[test]
fn a_damaged_step_stays_in_the_file_and_the_others_are_told() {
    let text = json!({"version": 1, "steps": [{"title": "a"}, {"title": 5}, "what", {"title": "b"}]});
    let (story, notices, _) = read(&text.to_string());
    let story = story.expect("two steps can be read");
    assert_eq!(story.steps.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(notices.iter().filter(|n| n.key == "story-step-damaged").count(), 2);
    let written: Value = serde_json::from_str(&file::to_json(&story)).expect("JSON");
    assert_eq!(written["unread"], json!([{"title": 5}, "what"]));
    let (again, _, _) = read(&written.to_string());
    assert_eq!(again.as_ref(), Some(&story));
}

#[test]
fn no_story_was_kept_is_something_else_than_an_empty_one() {
    let (mut none, mut notices) = (BTreeMap::new(), Notices::default());
    assert_eq!(file::read(&mut none, &mut notices), None);
    assert_eq!(read(&file::to_json(&Story::default())).0, Some(Story::default()));
    assert!(notices.is_empty());
}

#[test]
fn a_view_is_found_again_by_its_keys_when_the_order_of_the_data_changed() {
    let town = town();
    let school = town.school_by_code("EX40").expect("a school of the example");
    let choice = MapChoice { colour_by: ColourBy::GroupShare(2), ..MapChoice::first(&town) };
    let kept = view(&town, &choice, Some(Unit::School(school)));
    let mut parts = town.parts().clone();
    let mut other = parts.schemes[0].clone();
    other.key = "another".into();
    parts.schemes.insert(0, other);
    parts.schemes[1].groups.reverse();
    parts.schools.reverse();
    parts.counts.clear();
    parts.flows.clear();
    let changed = Dataset::new(parts);
    let found = kept.find(&changed);
    assert!(!found.is_missing_something);
    assert_eq!((found.choice.scheme, found.choice.colour_by), (1, ColourBy::GroupShare(0)));
    assert_eq!((found.comparison.scheme, found.comparison.group), (1, 0));
    assert_eq!(found.comparison.other, Other::Group(2));
    assert_eq!(found.selection, changed.school_by_code("EX40").map(Unit::School));
}

#[test]
fn what_is_no_longer_in_the_data_is_told_and_gives_way_to_a_first_choice() {
    let town = town();
    let choice = MapChoice { level: Level::Buurt, ..MapChoice::first(&town) };
    let mut kept = view(&town, &choice, town.school_by_code("EX33").map(Unit::School));
    assert!(!kept.find(&town).is_missing_something);
    kept.names.scheme = "gone".into();
    let found = kept.find(&town);
    assert!(found.is_missing_something);
    assert_eq!(found.choice.colour_by, MapChoice::first(&town).colour_by);
    let nothing = Dataset::new(wijkspiegel::data::dataset::Parts::default());
    let found = kept.find(&nothing);
    assert!(found.is_missing_something);
    assert_eq!(found.selection, None);
}

#[test]
fn an_older_choice_without_a_field_means_its_default() {
    let town = town();
    let mut kept = view(&town, &MapChoice::first(&town), None);
    let whole = kept.clone();
    let fields = kept.choice.as_object_mut().expect("an object");
    fields.remove("class_count");
    fields.remove("ramp");
    assert_eq!(kept.find(&town), whole.find(&town));
    assert!(!kept.restyles(&whole));
}

#[test]
fn all_that_was_seen_is_seen_on_a_screen_of_any_shape() {
    let town = town();
    let kept = view(&town, &MapChoice::first(&town), None);
    assert_eq!(kept.camera((800.0, 600.0)), Some(camera()));
    for size in [(640.0, 700.0), (2400.0, 1900.0), (300.0, 900.0)] {
        let there = kept.camera(size).expect("a camera");
        let (wide, high) = (there.metres_per_px * f64::from(size.0), there.metres_per_px * f64::from(size.1));
        assert!(wide >= 10_000.0 - 1e-6 && high >= 7_500.0 - 1e-6, "{size:?}");
        assert_eq!(there.centre, camera().centre);
    }
    for size in [(640.0, 700.0), (2400.0, 1900.0)] {
        assert!(kept.is_in_place(&kept.camera(size).expect("a camera")));
    }
    assert!(!kept.is_in_place(&camera().pan(40.0, 0.0)));
    assert_eq!(SavedView::default().camera((800.0, 600.0)), None);
    let broken = SavedView { metres: [f64::NAN, 5.0], ..SavedView::default() };
    assert_eq!(broken.camera((800.0, 600.0)), None);
}

#[test]
fn only_moving_and_restyling_at_once_is_a_leap() {
    let town = town();
    let first = MapChoice::first(&town);
    let here = view(&town, &first, None);
    let there = SavedView { centre: [238_000.0, 582_000.0], ..here.clone() };
    let closer = SavedView { metres: [5_000.0, 3_750.0], ..here.clone() };
    let restyle = |v: &SavedView| {
        let other = view(&town, &MapChoice { level: Level::Buurt, ..first.clone() }, None);
        SavedView { choice: other.choice, names: other.names, ..v.clone() }
    };
    let leap = |a: &SavedView, b: &SavedView| {
        let steps = [a, b].map(|v| Step { view: v.clone(), ..Step::default() });
        Story { steps: steps.to_vec(), ..Story::default() }.is_a_leap(1)
    };
    assert!(!leap(&here, &here));
    assert!(!leap(&here, &there) && !leap(&here, &closer), "only moves");
    assert!(!leap(&here, &restyle(&here)), "only restyles");
    assert!(leap(&here, &restyle(&there)) && leap(&here, &restyle(&closer)));
    let nudged = SavedView { centre: [234_050.0, 582_000.0], ..here.clone() };
    assert!(!leap(&here, &restyle(&nudged)), "50 m of 10 km is not seen");
}

#[test]
fn the_example_has_a_story_in_both_languages_without_leaps() {
    let town = town();
    let dutch = example::story(&town, Language::Dutch);
    let english = example::story(&town, Language::English);
    assert_eq!(dutch.steps.len(), 5);
    for (at, (nl, en)) in dutch.steps.iter().zip(&english.steps).enumerate() {
        assert!(!dutch.is_a_leap(at), "step {at}");
        assert!(!nl.view.find(&town).is_missing_something);
        assert_eq!(nl.view, en.view);
        assert_ne!(nl.title, en.title);
        assert!(!nl.note.is_empty() && !nl.title.starts_with("example-"));
    }
    assert!(dutch.steps[4].view.find(&town).selection.is_some());
    let other = Dataset::new(wijkspiegel::data::dataset::Parts::default());
    assert_eq!(example::story(&other, Language::Dutch), Story::default());
}

fn ground<'a>(
    town: &'a Dataset,
    told: Option<&'a wijkspiegel::figures::headline::Headline>,
    gate: &'a Gate,
    selected: Option<Unit>,
) -> Ground<'a> {
    let comparison = Comparison::first(town);
    Ground { dataset: town, comparison, headline: told, gate, selected, language: Language::Dutch }
}

#[test]
fn figures_are_told_in_plain_words_that_go_on_from_the_number() {
    let town = town();
    let told = headline(&town, Comparison::first(&town)).expect("counts").expect("a headline");
    let gate = Gate::default();
    let ground = ground(&town, Some(&told), &gate, None);
    let one = ground.plain(Figure::OneGroup);
    assert_eq!(one.value, "60\u{a0}%");
    assert_eq!(
        one.sentence,
        "van de leerlingen met hoogopgeleide ouders óf van die met laagopgeleide ouders zou naar een \
         andere school moeten voor een gelijke verdeling, als niemand hun plaats inneemt."
    );
    assert_eq!(one.basis, wijkspiegel::data::Basis::Modelled);
    assert_eq!(ground.plain(Figure::Swap).value, "27\u{a0}%");
    let home = ground.plain(Figure::Home);
    assert_eq!(home.value, "40 van 60");
    assert!(home.sentence.contains("De andere 20 komen door schoolkeuze"), "{}", home.sentence);
    assert!(home.sentence.ends_with("en die met laagopgeleide ouders."), "{}", home.sentence);
    assert_eq!(one.year, None, "the example has no year");
    assert_eq!(ground.plain(Figure::None), Default::default());
    assert_eq!(ground.plain(Figure::Selected).value, "", "nothing is selected");
}

#[test]
fn a_small_group_at_a_school_is_not_told_in_a_hall_either() {
    let mut parts = town().parts().clone();
    let width = parts.schemes[0].groups.len();
    let table = parts
        .counts
        .iter_mut()
        .find(|t| t.subject == wijkspiegel::data::Subject::School)
        .expect("counts by school");
    for (group, count) in [120.0, 80.0, 3.0].into_iter().enumerate() {
        table.cells[group] = wijkspiegel::number::Count::Known(count);
    }
    assert_eq!(width, 3);
    let town = Dataset::new(parts);
    let school = Some(Unit::School(wijkspiegel::data::SchoolId(0)));
    let closed = Gate::default();
    // The first comparison is of the third group, of which there are three.
    let told = ground(&town, None, &closed, school).plain(Figure::Selected);
    assert_eq!(told.value, "");
    assert!(told.sentence.contains("te weinig leerlingen"), "{}", told.sentence);
    let off = Gate { threshold: 0 };
    assert_eq!(ground(&town, None, &off, school).plain(Figure::Selected).value, "1\u{a0}%");
}

#[test]
fn hidden_counts_are_told_in_a_hall_as_the_range_that_they_leave() {
    let mut parts = town().parts().clone();
    for table in &mut parts.counts {
        table.cells[0] = wijkspiegel::number::Count::Suppressed { least: 1.0, greatest: 9.0 };
    }
    let town = Dataset::new(parts);
    let told = headline(&town, Comparison::first(&town)).expect("counts").expect("a headline");
    let gate = Gate::default();
    let ground = ground(&town, Some(&told), &gate, None);
    let plain = ground.plain(Figure::OneGroup);
    let (least, greatest) = told.readings.one_group_ends().unwrap();
    assert!(least < greatest && least > 0.5 && greatest < 0.7, "{least} {greatest}");
    assert_eq!(plain.value, range_in_words(least, greatest, 1, Language::Dutch));
    assert!(plain.value.starts_with("tussen ") && plain.value.ends_with('%'), "{}", plain.value);
    assert!(plain.sentence.starts_with("van de leerlingen met hoogopgeleide ouders"), "{}", plain.sentence);
    assert!(plain.sentence.ends_with("De bron schermt 1 aantal af, daarom is het een bereik."));
    assert!(ground.plain(Figure::Swap).value.starts_with("tussen "));
    // Of whole pupils there are no limits, and so no figure.
    let pupils = ground.plain(Figure::Pupils);
    assert_eq!(pupils.value, "");
    assert!(pupils.sentence.contains("schermt aantallen af"), "{}", pupils.sentence);
}
