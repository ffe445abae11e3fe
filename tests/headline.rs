//! What the headline rests on: which schools, which year, which scheme; on small towns made here.

use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, Basis, CountTable, Dataset, Group, GroupScheme, Level, PointOrigin, PupilPoint, School, Source,
    SourceId, Subject, Year,
};
use wijkspiegel::figures::headline::{Comparison, Headline, NoSplit, headline};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::focus::focus;
use wijkspiegel::view::shapes::ShapeCache;
use wijkspiegel::view::theme::{Theme, ThemeKind};
use wijkspiegel::view::town::town_scene;
use wijkspiegel::view::{MapChoice, Scene};

/// Squares of a kilometre in a row, each with a school in its middle.
fn town(squares: usize) -> Parts {
    let area = |i: usize| Area {
        code: format!("BU0014000{i}"),
        name: format!("Buurt {i}"),
        level: Level::Buurt,
        parent: None,
        shape: MultiPolygon(vec![
            Rect::new((1000.0 * i as f64, 0.0), (1000.0 * (i + 1) as f64, 1000.0)).to_polygon(),
        ]),
        pupil_point: PupilPoint {
            at: Point::new(1000.0 * i as f64 + 500.0, 500.0),
            origin: PointOrigin::Interior,
        },
        source: SourceId(0),
    };
    Parts {
        name: "Stad".into(),
        areas: (0..squares).map(area).collect(),
        schools: (0..squares).map(|i| school(1000.0 * i as f64 + 500.0, 500.0)).collect(),
        schemes: vec![scheme("opleiding", true)],
        sources: vec![Source { title: "Telling".into(), ..Source::default() }],
        ..Parts::default()
    }
}

fn school(x: f64, y: f64) -> School {
    School {
        code: format!("S{x}-{y}"),
        name: format!("School {x}"),
        at: Point::new(x, y),
        kind: None,
        denomination: None,
        board: None,
        address: None,
        postcode: None,
        town: None,
        pupils: Count::Unknown,
        source: SourceId(0),
    }
}

fn scheme(key: &str, ordered: bool) -> GroupScheme {
    let group = |part: &str| Group { key: format!("{key}-{part}"), label: format!("{key} {part}") };
    GroupScheme { key: key.into(), name: key.into(), ordered, groups: vec![group("laag"), group("hoog")] }
}

fn table(subject: Subject, year: Option<i32>, rows: &[[f64; 2]]) -> CountTable {
    CountTable {
        subject,
        scheme: 0,
        year: year.map(Year),
        basis: Basis::Counted,
        source: SourceId(0),
        groups: 2,
        // Below nought stands for not known.
        cells: rows
            .iter()
            .flatten()
            .map(|v| if *v < 0.0 { Count::Unknown } else { Count::Known(*v) })
            .collect(),
    }
}

fn figures(parts: Parts) -> Headline {
    let dataset = Dataset::new(parts);
    headline(&dataset, Comparison::first(&dataset)).unwrap().unwrap()
}

fn scene(dataset: &Dataset, choice: &MapChoice) -> Scene {
    let theme = Theme::of(ThemeKind::Light);
    town_scene(dataset, choice, &Gate::default(), Language::Dutch, &theme, &ShapeCache::new(dataset))
}

const HOME: [[f64; 2]; 3] = [[60.0, 20.0], [20.0, 60.0], [40.0, 40.0]];
const SCHOOL: [[f64; 2]; 3] = [[70.0, 10.0], [10.0, 70.0], [40.0, 40.0]];

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
fn where_schools_are_left_out_homes_of_everyone_are_no_comparison() {
    let mut parts = town(3);
    let mut rows = SCHOOL;
    rows[2] = [40.0, -1.0];
    parts.counts = vec![table(Subject::Home, None, &HOME), table(Subject::School, None, &rows)];
    let found = figures(parts.clone());
    assert_eq!((found.schools_left_out, found.home, found.choice), (1, None, None));
    assert_eq!(found.no_split, Some(NoSplit::SchoolsLeftOut));
    assert!(found.moves.one_group_share.is_some());
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
