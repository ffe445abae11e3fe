//! What the headline rests on: which schools, which year, which scheme; on small towns made here.

use crate::support::cli;
use crate::support::squares;

use std::sync::Arc;

use cli::{Folder, run};
use squares::*;
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{Basis, CountTable, Dataset, Subject, Year};
use wijkspiegel::figures::certainty::{DRAWS, certainty};
use wijkspiegel::figures::headline::{Comparison, Headline, NoSplit, headline};
use wijkspiegel::measure::inference::Bootstrap;
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::project::Project;
use wijkspiegel::text::Language;
use wijkspiegel::view::focus::focus;
use wijkspiegel::view::shapes::ShapeCache;
use wijkspiegel::view::theme::{Theme, ThemeKind};
use wijkspiegel::view::town::town_scene;
use wijkspiegel::view::{MapChoice, MarkKind, Scene};

fn figures(parts: Parts) -> Headline {
    let dataset = Dataset::new(parts);
    headline(&dataset, Comparison::first(&dataset)).unwrap().unwrap()
}

fn scene(dataset: &Dataset, choice: &MapChoice) -> Scene {
    let theme = Theme::of(ThemeKind::Light);
    town_scene(dataset, choice, &Gate::default(), Language::Dutch, &theme, &ShapeCache::new(dataset))
}

#[test]
fn nobody_is_sent_to_a_school_without_counts() {
    let mut parts = town(3);
    parts.counts = vec![table(Subject::Home, None, &HOME), table(Subject::School, None, &SCHOOL)];
    let without = figures(parts.clone());
    // Secondary schools where the pupils live, and a primary school that has no pupils yet.
    parts.schools.insert(3, school(520.0, 500.0));
    parts.schools.insert(4, school(1490.0, 500.0));
    parts.counts[1].cells.extend([Count::Unknown, Count::Unknown, Count::ZERO, Count::ZERO]);
    let with = figures(parts);
    assert!(without.home.is_some_and(|home| home > 0.0));
    assert_eq!((with.home, with.choice), (without.home, without.choice));
    assert_eq!(with.nearest_distance, Some(0.0));
}

#[test]
fn only_areas_with_pupils_are_counted_among_those_that_homes_rest_on() {
    let mut parts = town(3);
    let mut home = HOME;
    home[1] = [0.0, 0.0];
    parts.counts = vec![table(Subject::Home, None, &HOME), table(Subject::School, None, &SCHOOL)];
    let all = figures(parts.clone()).home_areas;
    parts.counts[0] = table(Subject::Home, None, &home);
    assert_eq!(figures(parts).home_areas, all - 1, "nobody lives in one");
}

#[test]
fn where_schools_are_left_out_homes_of_everyone_are_no_comparison() {
    let mut parts = town(3);
    let mut rows = SCHOOL;
    rows[2] = [40.0, -1.0];
    parts.counts = vec![table(Subject::Home, None, &HOME), table(Subject::School, None, &rows)];
    let found = figures(parts.clone());
    assert_eq!((found.schools_left_out, found.home, found.choice), (1, None, None));
    assert_eq!(found.no_split, Some(NoSplit::SchoolsLeftOut));
    assert!(found.readings.one_group_ends().is_some());
    parts.counts.remove(0);
    assert_eq!(figures(parts).no_split, None, "without homes there is nothing to be said of a split");
}

#[test]
fn homes_with_an_unknown_count_give_no_split() {
    let mut parts = town(3);
    let mut rows = HOME;
    rows[0] = [60.0, -1.0];
    parts.counts = vec![table(Subject::Home, None, &rows), table(Subject::School, None, &SCHOOL)];
    let found = figures(parts);
    assert_eq!((found.home, found.no_split), (None, Some(NoSplit::HomesUnknown)));
}

#[test]
fn homes_and_schools_are_of_one_year() {
    let years = |home: &[Option<i32>], school: Option<i32>| {
        let mut parts = town(3);
        parts.counts = home.iter().map(|year| table(Subject::Home, *year, &HOME)).collect();
        parts.counts.push(table(Subject::School, school, &SCHOOL));
        let found = figures(parts);
        assert_eq!(found.home.is_some(), found.choice.is_some());
        (found.home.is_some(), found.no_split)
    };
    let other = (false, Some(NoSplit::OtherYear));
    assert_eq!(years(&[Some(2024)], Some(2023)), other);
    assert_eq!(years(&[Some(2023), Some(2024)], Some(2023)), (true, None));
    assert_eq!(years(&[None], Some(2023)), other);
    assert_eq!(years(&[Some(2023)], None), other);
    assert_eq!(years(&[None], None), (true, None));
    assert_eq!(years(&[], Some(2023)), (false, None));
}

#[test]
fn the_year_under_the_title_is_that_of_the_tables_that_are_drawn() {
    let mut parts = town(3);
    parts.schemes.push(scheme("herkomst", false));
    parts.counts =
        vec![table(Subject::Home, Some(2022), &HOME), table(Subject::School, Some(2022), &SCHOOL), {
            // A newer table of another scheme, which is not on the map.
            CountTable { scheme: 1, ..table(Subject::School, Some(2024), &SCHOOL) }
        }];
    let dataset = Dataset::new(parts.clone());
    assert_eq!(scene(&dataset, &MapChoice::first(&dataset)).subtitle, "Schooljaar 2022-2023");
    parts.counts[1].year = Some(Year(2023));
    let dataset = Dataset::new(parts.clone());
    assert_eq!(scene(&dataset, &MapChoice::first(&dataset)).subtitle, "Schooljaar 2022-2023, 2023-2024");
    let mut choice = MapChoice::first(&dataset);
    choice.visible.schools = false;
    assert_eq!(scene(&dataset, &choice).subtitle, "Schooljaar 2022-2023");
    parts.counts.iter_mut().for_each(|t| t.year = None);
    let dataset = Dataset::new(parts);
    assert_eq!(scene(&dataset, &MapChoice::first(&dataset)).subtitle, "");
}

#[test]
fn the_first_view_is_of_the_schools_of_the_town_and_not_of_the_country() {
    let mut parts = town(12);
    let alone = focus(&Dataset::new(parts.clone())).unwrap();
    parts.schools.extend((0..500).map(|i| school(150_000.0 + 100.0 * f64::from(i), 400_000.0)));
    assert_eq!(focus(&Dataset::new(parts.clone())), Some(alone));
    // Without areas the counts tell which schools are meant.
    parts.areas.clear();
    let rows: Vec<[f64; 2]> = (0..512).map(|i| if i < 12 { [30.0, 30.0] } else { [-1.0; 2] }).collect();
    parts.counts = vec![table(Subject::School, None, &rows)];
    assert_eq!(focus(&Dataset::new(parts)), Some(alone));
}

/// Saves a town as a project, and gives its path.
fn saved(folder: &Folder, parts: Parts) -> String {
    let path = folder.at("town.gpkg");
    Project::new(Arc::new(Dataset::new(parts))).save_as(folder.path("town.gpkg").as_path()).unwrap();
    path
}

#[test]
fn figures_map_and_command_line_begin_with_the_same_scheme() {
    let parts = two_schemes();
    let dataset = Dataset::new(parts.clone());
    let (comparison, choice) = (Comparison::first(&dataset), MapChoice::first(&dataset));
    assert_eq!((comparison.scheme, choice.scheme), (1, 1), "education is ordered");
    let folder = Folder::new();
    let path = saved(&folder, parts);
    let found = run(["measure", &path, "--json"]).ended(0).json();
    assert_eq!(found["two_group"]["group"], "opleiding-laag");
    let svg = folder.at("map.svg");
    run(["map", &path, "--out", &svg]).ended(0);
    let svg = std::fs::read_to_string(folder.path("map.svg")).unwrap();
    assert!(svg.contains("opleiding laag") && !svg.contains("herkomst"), "{svg}");
}

#[test]
fn a_picture_with_a_modelled_figure_says_so_whatever_is_drawn() {
    // Homes are modelled and not drawn; the figure rests on them.
    let mut parts = two_schemes();
    parts.counts.iter_mut().for_each(|table| {
        table.basis = if table.subject == Subject::Home { Basis::Modelled } else { Basis::Counted };
    });
    let dataset = Dataset::new(parts.clone());
    let mut choice = MapChoice::first(&dataset);
    choice.visible.areas = false;
    let mut drawn = scene(&dataset, &choice);
    assert!(drawn.marks.iter().all(|m| m.kind != MarkKind::Model));
    drawn.set_statement(vec!["60".into()], Basis::Estimated);
    assert_eq!(drawn.marks.iter().filter(|m| m.text.contains("geschat")).count(), 1, "{:?}", drawn.marks);
    drawn.set_statement(vec!["60".into()], Basis::Modelled);
    drawn.set_statement(vec!["60".into()], Basis::Estimated);
    let marks: Vec<&str> = drawn.marks.iter().map(|m| m.text.as_str()).collect();
    assert_eq!(marks.len(), 1, "{marks:?}");
    assert!(marks[0].contains("gemodelleerd"), "{marks:?}");
    let folder = Folder::new();
    let path = saved(&folder, parts);
    let svg = folder.at("map.svg");
    run(["map", &path, "--show", "none", "--out", &svg, "--lang", "nl"]).ended(0);
    assert!(std::fs::read_to_string(folder.path("map.svg")).unwrap().contains("gemodelleerd"));
}

#[test]
fn the_figures_in_words_say_on_whom_and_what_they_rest() {
    let folder = Folder::new();
    let path = saved(&folder, two_schemes());
    let words = run(["measure", &path, "--group", "opleiding-hoog"]).ended(0).out;
    for part in ["D is about 240 pupils", "modelled", "Telling", "home ", "choice "] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(!words.contains("of other groups"), "{words}");
    let example = run(["measure", "--example", "--group", "hoog", "--other", "laag"]).ended(0).out;
    let left_out = wijkspiegel::text::text_with(Language::English, "figures-left-out", &[("pupils", "")]);
    let ending = left_out.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned();
    assert!(example.contains(&ending), "{ending}: {example}");
    let bare = folder.write("t.csv", "unit,low,high\nu1,10,70\nu2,30,45\n");
    let found = run(["measure", "--counts", &bare, "--json"]).ended(0).json();
    assert!(found.get("home").is_none(), "a bare table has no homes");
    // Homes of another year: no split, which is null and not absent.
    let mut parts = two_schemes();
    parts.counts.iter_mut().filter(|t| t.subject == Subject::Home).for_each(|t| t.year = Some(Year(2020)));
    let other = Folder::new();
    let found = run(["measure", &saved(&other, parts), "--json"]).ended(0).json();
    assert!(found["home"]["dissimilarity_home"].is_null() && found["home"]["choice"].is_null());
}

#[test]
fn the_interval_of_the_window_is_had_from_the_command_line() {
    let dataset = Dataset::new(two_schemes());
    let window = certainty(&dataset, Comparison::first(&dataset), DRAWS, &()).unwrap().unwrap();
    let folder = Folder::new();
    let path = saved(&folder, two_schemes());
    let interval = |resample: &[&str]| {
        let fixed = ["measure", &path, "--group", "opleiding-hoog", "--other", "opleiding-laag", "--draws"];
        let words = [&fixed[..], &["1000", "--seed", "1", "--json"], resample].concat();
        let found = run(words).ended(0).json();
        (found["interval"]["low"].as_f64().unwrap(), found["interval"]["high"].as_f64().unwrap())
    };
    let of = |found: Option<Bootstrap>| found.map(|b| (b.low, b.high)).unwrap();
    assert_eq!(interval(&["--resample", "pupils"]), of(window.over_pupils.clone()));
    assert_eq!(interval(&[]), of(window.over_pupils));
    assert_eq!(interval(&["--resample", "schools"]), of(window.over_schools));
    let words = run(["measure", &path, "--draws", "10", "--resample", "pupils"]).ended(0).out;
    assert!(words.contains("draws of pupils"), "{words}");
    run(["measure", &path, "--draws", "10", "--resample", "wijken"]).ended(2);
}
