//! Certainty, quotation, ranking, splits and agreement of measures, on small towns made here.

use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, AreaId, Basis, CountTable, Dataset, Group, GroupScheme, Level, PointOrigin, PupilPoint, School,
    Source, SourceId, Subject, Year,
};
use wijkspiegel::figures::agreement::{self, Value, verdict};
use wijkspiegel::figures::certainty::{NotDrawn, certainty, certainty_of};
use wijkspiegel::figures::headline::{Comparison, headline};
use wijkspiegel::figures::limits::{percents_with_marks, range_with_marks, reached_in_words};
use wijkspiegel::figures::over_time::{change, over_time};
use wijkspiegel::figures::published::{home_and_choice, municipality};
use wijkspiegel::figures::quote::quote;
use wijkspiegel::figures::ranking;
use wijkspiegel::figures::splits::{Division, splits};
use wijkspiegel::measure::bounds::{Bounds, Limit};
use wijkspiegel::measure::catalogue::measure;
use wijkspiegel::measure::inference::{Draws, Resample};
use wijkspiegel::measure::{Counts, Kind, Measure, Other, dissimilarity};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::scene::{Swatch, Texture};
use wijkspiegel::view::shapes::ShapeCache;
use wijkspiegel::view::theme::{Theme, ThemeKind};
use wijkspiegel::view::town::{area_text, town_scene};
use wijkspiegel::view::{ColourBy, LocalColour, MapChoice};

const DRAWS: Draws = Draws { count: 200, seed: 1 };

fn known(rows: &[[f64; 3]]) -> Vec<Count> {
    rows.iter().flatten().copied().map(Count::Known).collect()
}

/// Schools in a row, each in a buurt of its own; laag, midden, hoog.
fn town(tables: Vec<(Subject, Option<i32>, Vec<Count>)>, schools: usize) -> Parts {
    let area = |code: String, level, x: f64, w: f64, parent| Area {
        name: code.clone(),
        code,
        level,
        parent,
        shape: MultiPolygon(vec![Rect::new((x, 0.0), (x + w, 1000.0)).to_polygon()]),
        pupil_point: PupilPoint { at: Point::new(x + w / 2.0, 500.0), origin: PointOrigin::Interior },
        source: SourceId(0),
    };
    let mut areas = vec![area("WK001400".into(), Level::Wijk, 0.0, 1000.0 * schools as f64, None)];
    areas
        .extend((0..schools).map(|i| {
            area(format!("BU0014000{i}"), Level::Buurt, 1000.0 * i as f64, 1000.0, Some(AreaId(0)))
        }));
    let school = |i: usize| School {
        code: format!("00AA0{i}"),
        name: format!("School {i}"),
        at: Point::new(1000.0 * i as f64 + 500.0, 500.0),
        kind: None,
        denomination: None,
        board: Some(if i.is_multiple_of(2) { "Even" } else { "Oneven" }.into()),
        address: None,
        postcode: None,
        town: None,
        pupils: Count::Unknown,
        source: SourceId(0),
    };
    let group = |key: &str| Group { key: key.into(), label: key.into() };
    let counts = tables.into_iter().map(|(subject, year, cells)| {
        // The wijk itself has no counts of its own.
        let wijk = if subject == Subject::Home { vec![Count::Unknown; 3] } else { Vec::new() };
        CountTable {
            subject,
            scheme: 0,
            year: year.map(Year),
            basis: Basis::Modelled,
            source: SourceId(0),
            groups: 3,
            cells: [wijk, cells].concat(),
        }
    });
    Parts {
        name: "Stad".into(),
        areas,
        schools: (0..schools).map(school).collect(),
        schemes: vec![GroupScheme {
            key: "opleiding".into(),
            name: "Opleiding van de ouders".into(),
            ordered: true,
            groups: vec![group("laag"), group("midden"), group("hoog")],
        }],
        counts: counts.collect(),
        sources: vec![Source { title: "Telling".into(), basis: Basis::Modelled, ..Source::default() }],
        ..Parts::default()
    }
}

fn at_school(rows: &[[f64; 3]]) -> Dataset {
    Dataset::new(town(vec![(Subject::School, Some(2024), known(rows))], rows.len()))
}

const FOUR: [[f64; 3]; 4] = [[60.0, 20.0, 20.0], [20.0, 20.0, 60.0], [40.0, 20.0, 40.0], [30.0, 20.0, 50.0]];

#[test]
fn chance_is_less_than_the_figure_and_the_interval_lies_around_it() {
    let dataset = at_school(&FOUR);
    let found = certainty(&dataset, Comparison::first(&dataset), DRAWS, &()).unwrap().unwrap();
    let chance = found.chance.clone().unwrap();
    // |60·… by hand: X = 170 hoog, Y = 150 laag.
    let d: f64 = FOUR.iter().map(|[y, _, x]| (x / 170.0 - y / 150.0).abs()).sum::<f64>() / 2.0;
    assert!((chance.observed - d).abs() < 1e-12);
    assert!(chance.expected > 0.0 && chance.expected < d);
    let interval = found.interval().unwrap();
    assert!(interval.low < interval.observed && interval.observed < interval.high);
    assert_eq!(found.bounds, None);
    let again = certainty(&dataset, Comparison::first(&dataset), DRAWS, &()).unwrap().unwrap();
    assert_eq!(again, found, "the same seed gives the same figures");
}

#[test]
fn over_time_there_is_a_value_with_an_interval_for_every_counted_year() {
    let later: Vec<[f64; 3]> =
        FOUR.iter().map(|[low, middle, high]| [low + 10.0, *middle, high + 10.0]).collect();
    let tables =
        vec![(Subject::School, Some(2022), known(&FOUR)), (Subject::School, Some(2024), known(&later))];
    let dataset = Dataset::new(town(tables, 4));
    let comparison = Comparison::first(&dataset);
    let d = measure(Kind::TwoGroup, "dissimilarity").unwrap();
    let found = over_time(&dataset, comparison, d, DRAWS, &()).unwrap();
    assert_eq!(found.iter().map(|m| m.year.0).collect::<Vec<_>>(), [2022, 2024]);
    for moment in &found {
        let own = headline(&dataset, Comparison { year: Some(moment.year), ..comparison }).unwrap().unwrap();
        assert_eq!(moment.value, own.readings.exact().unwrap().one_group_share);
        let interval = moment.interval.as_ref().unwrap();
        assert!(interval.low < interval.high);
    }
    assert!(found[1].value < found[0].value, "adding as many of each everywhere evens out");
    let h =
        over_time(&dataset, comparison, measure(Kind::MultiGroup, "theil_h").unwrap(), DRAWS, &()).unwrap();
    for moment in &h {
        let interval = moment.interval.as_ref().expect("H over all groups has an interval too");
        assert_eq!((interval.resample, Some(interval.observed)), (Resample::Pupils, moment.value));
        assert!(interval.low < interval.observed && interval.low < interval.high);
    }
}

#[test]
fn a_year_with_hidden_counts_has_limits_over_time_and_no_point() {
    let mut first = known(&FOUR);
    first[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let tables = vec![(Subject::School, Some(2022), first), (Subject::School, Some(2024), known(&FOUR))];
    let dataset = Dataset::new(town(tables, 4));
    let comparison = Comparison::first(&dataset);
    for (kind, id) in [(Kind::TwoGroup, "dissimilarity"), (Kind::MultiGroup, "theil_h")] {
        let found = over_time(&dataset, comparison, measure(kind, id).unwrap(), DRAWS, &()).unwrap();
        let limits = found[0].limits.unwrap();
        assert!(found[0].value.is_none() && found[0].interval.is_none());
        let value = found[1].value.unwrap();
        assert!(found[1].limits.is_none());
        assert!(limits.least.value() < value && value < limits.greatest.value());
    }
}

#[test]
fn a_school_with_a_hidden_count_in_one_year_neither_opened_nor_closed() {
    let mut first = known(&FOUR);
    first[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let tables = vec![(Subject::School, Some(2022), first), (Subject::School, Some(2024), known(&FOUR))];
    let dataset = Dataset::new(town(tables, 4));
    let table = |year| dataset.counts_of(Subject::School, 0, Some(Year(year))).unwrap();
    let found = change((&dataset, table(2022)), (&dataset, table(2024)), "2022".into()).unwrap();
    let left_out = found.left_out.unwrap();
    assert_eq!((left_out.schools, left_out.pupils), (1, Some((95.0, 105.0))));
    assert!(left_out.in_words(Language::Dutch).contains("1 school (95–105 leerlingen)"));
    let m = found.mutual_information.unwrap();
    // The other three are the same in both years.
    assert_eq!([m.change, m.opened, m.closed, m.structural], [0.0; 4], "{m:?}");
    let whole = change((&dataset, table(2024)), (&dataset, table(2024)), "2024".into()).unwrap();
    assert_eq!(whole.left_out, None);
}

#[test]
fn a_limit_that_is_reached_and_a_bound_look_different() {
    let bounds = Bounds { least: Limit::Exact(0.4567), greatest: Limit::Bound(0.6123) };
    assert_eq!(range_with_marks(&bounds, Language::Dutch), "0,45–0,62*");
    assert_eq!(percents_with_marks(&bounds, Language::English), "45.6%–61.3%*");
    let words = reached_in_words(&bounds, Language::Dutch);
    assert!(words.starts_with("de kleinste waarde is mogelijk"), "{words}");
}

#[test]
fn a_split_of_hidden_counts_is_a_range_that_holds_the_true_split() {
    let mut cells = known(&FOUR);
    cells[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let dataset = Dataset::new(town(vec![(Subject::School, None, cells)], 4));
    let whole = splits(&at_school(&FOUR), Comparison::first(&dataset)).unwrap();
    let found = splits(&dataset, Comparison::first(&dataset)).unwrap();
    assert!(!found.is_empty());
    for split in found {
        let same = whole.iter().find(|s| s.division == split.division).unwrap();
        let (least, greatest) = split.limits.unwrap().share;
        let share = same.between_share().unwrap();
        assert!(least <= share && share <= greatest && greatest - least < 0.3, "{split:?} {share}");
        assert!(same.limits.is_none() && same.hidden == 0 && split.hidden == 1);
    }
}

#[test]
fn hidden_counts_are_quoted_as_a_range_in_both_readings() {
    let mut cells = known(&FOUR);
    cells[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let dataset = Dataset::new(town(vec![(Subject::School, None, cells)], 4));
    let comparison = Comparison::first(&dataset);
    let headline = headline(&dataset, comparison).unwrap().unwrap();
    assert_eq!(headline.readings.exact(), None, "no figure over the other three schools");
    // Chance of the schools that happen to be known says nothing of the town.
    let told = quote(&dataset, comparison, &headline, Some(0.05), Language::Dutch).unwrap();
    assert!(told.readings.iter().all(|reading| reading.contains("tussen ")), "{told:?}");
    let hidden =
        "De bron schermt 1 aantal af, van 1 school. Daarom staat hier een bereik, over alle 4 scholen.";
    assert_eq!(told.hidden.as_deref(), Some(hidden));
    assert!(told.text().contains(hidden) && told.sentences().contains(&hidden.to_owned()));
    assert!(told.chance.is_none() && told.left_out.is_none());
    let all = Counts::new(vec!["l".into(), "m".into(), "h".into()], FOUR.concat());
    let pair = all.unwrap().two_group(2, Other::Group(0)).unwrap();
    let share = wijkspiegel::measure::moves::moves(&pair).swap_share.unwrap();
    let swap = headline.readings.hidden().unwrap().swap.unwrap();
    assert!(swap.least.value() <= share && share <= swap.greatest.value());
}

#[test]
fn schools_with_a_count_that_is_not_known_are_said_to_be_left_out_of_the_quotation() {
    let mut cells = known(&FOUR);
    cells[1] = Count::Unknown;
    cells[3] = Count::Unknown;
    let dataset = Dataset::new(town(vec![(Subject::School, None, cells.clone())], 4));
    let comparison = Comparison::first(&dataset);
    let told = |dataset: &Dataset| {
        let found = headline(dataset, comparison).unwrap().unwrap();
        quote(dataset, comparison, &found, None, Language::Dutch).unwrap()
    };
    let left_out = "2 scholen tellen niet mee, omdat een aantal niet bekend is.";
    assert!(told(&dataset).text().contains(left_out), "{:?}", told(&dataset));
    // Beside hidden counts too: what is hidden takes part, what is not known does not.
    cells[6] = Count::Suppressed { least: 1.0, greatest: 4.0 };
    let both = told(&Dataset::new(town(vec![(Subject::School, None, cells)], 4)));
    assert!(both.text().contains(left_out) && both.readings[0].contains("tussen "), "{both:?}");
    assert!(both.hidden.as_ref().unwrap().contains("over alle 2 scholen"), "{both:?}");
}

#[test]
fn where_chance_is_not_known_the_reason_is() {
    let why = |rows: &[[f64; 3]]| {
        let dataset = at_school(rows);
        certainty(&dataset, Comparison::first(&dataset), DRAWS, &()).unwrap().unwrap()
    };
    let fractional = why(&[[10.5, 0.0, 5.0], [3.0, 0.0, 20.0]]);
    assert_eq!(fractional.chance, Err(NotDrawn::NotWhole));
    assert_eq!(fractional.over_pupils, None);
    assert!(fractional.over_schools.is_some());
    let one = why(&[[10.0, 0.0, 5.0], [0.0, 30.0, 0.0]]);
    assert_eq!(one.chance, Err(NotDrawn::OneSchool));
    assert!(one.interval().is_none());
    assert_eq!(why(&[[10.0, 0.0, 0.0], [12.0, 3.0, 0.0]]).chance, Err(NotDrawn::NoPupils));
}

#[test]
fn hidden_counts_give_limits_that_hold_the_true_figure() {
    let mut cells = known(&FOUR);
    cells[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let dataset = Dataset::new(town(vec![(Subject::School, None, cells)], 4));
    let comparison = Comparison::first(&dataset);
    let found = certainty(&dataset, comparison, DRAWS, &()).unwrap().unwrap();
    assert_eq!((found.hidden, found.schools), (1, 4));
    assert_eq!(found.chance, Err(NotDrawn::Suppressed));
    let bounds = found.bounds.unwrap();
    let counts = Counts::new(vec!["l".into(), "m".into(), "h".into()], FOUR.concat()).unwrap();
    let d = dissimilarity(&counts.two_group(2, Other::Group(0)).unwrap()).unwrap();
    assert!(bounds.least.value() < d && d < bounds.greatest.value());
}

#[test]
fn another_measure_has_its_own_chance_interval_and_limits() {
    let dataset = at_school(&FOUR);
    let comparison = Comparison::first(&dataset);
    let theil = measure(Kind::TwoGroup, "theil_h").unwrap();
    let found = certainty_of(&dataset, comparison, theil, DRAWS, &()).unwrap().unwrap();
    let counts = Counts::new(vec!["l".into(), "m".into(), "h".into()], FOUR.concat()).unwrap();
    let h = theil.of_two_groups(&counts.two_group(2, Other::Group(0)).unwrap()).unwrap();
    assert!((found.chance.as_ref().unwrap().observed - h).abs() < 1e-12);
    assert!(found.chance.unwrap().expected < h);
    let drawn = measure(Kind::TwoGroup, "chance_adjusted_dissimilarity").unwrap();
    assert_eq!(certainty_of(&dataset, comparison, drawn, DRAWS, &()).unwrap(), None);
    let mut cells = known(&FOUR);
    cells[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let hidden = Dataset::new(town(vec![(Subject::School, None, cells)], 4));
    let bounds = certainty_of(&hidden, comparison, theil, DRAWS, &()).unwrap().unwrap().bounds.unwrap();
    assert!(bounds.least.value() <= h && h <= bounds.greatest.value());
}

#[test]
fn without_counts_by_school_there_is_nothing_to_be_sure_of() {
    let dataset = Dataset::new(town(Vec::new(), 2));
    assert!(certainty(&dataset, Comparison::first(&dataset), DRAWS, &()).unwrap().is_none());
}

#[test]
fn the_quotation_has_both_readings_the_correction_the_mark_and_the_source() {
    let dataset = at_school(&FOUR);
    let comparison = Comparison::first(&dataset);
    let found = headline(&dataset, comparison).unwrap().unwrap();
    let dutch = quote(&dataset, comparison, &found, Some(0.05), Language::Dutch).unwrap();
    let d = wijkspiegel::number::percent(
        found.readings.exact().unwrap().one_group_share.unwrap(),
        0,
        Language::Dutch,
    );
    let swap =
        wijkspiegel::number::percent(found.readings.exact().unwrap().swap_share.unwrap(), 0, Language::Dutch);
    let text = dutch.text();
    assert!(dutch.readings[0].contains(&d) && dutch.readings[1].contains(&swap), "{text}");
    assert!(text.contains("‘hoog’ óf van de leerlingen ‘laag’"), "{text}");
    assert!(dutch.correction.contains("niet") && dutch.correction.contains("andere groepen"), "{text}");
    assert!(text.contains("gemodelleerd") && text.contains("Telling (schooljaar 2024-2025)"), "{text}");
    assert!(text.contains("5\u{a0}%"), "{text}");
    let english = quote(&dataset, comparison, &found, None, Language::English).unwrap();
    assert!(english.chance.is_none() && english.text().contains("modelled"));
    // Without a third group nothing is said of other groups.
    let rest = Comparison { other: Other::Rest, ..comparison };
    let found = headline(&dataset, rest).unwrap().unwrap();
    let all = quote(&dataset, rest, &found, None, Language::Dutch).unwrap();
    assert!(!all.correction.contains("andere groepen") && all.text().contains("alle anderen"));
}

#[test]
fn an_undefined_figure_cannot_be_quoted() {
    let dataset = at_school(&[[10.0, 5.0, 0.0], [20.0, 5.0, 0.0]]);
    let comparison = Comparison::first(&dataset);
    let found = headline(&dataset, comparison).unwrap().unwrap();
    assert_eq!(quote(&dataset, comparison, &found, None, Language::Dutch), None);
}

#[test]
fn shares_in_the_figure_are_sorted_and_add_up_to_one_when_all_may_be_shown() {
    let dataset = at_school(&FOUR);
    let found = ranking::schools(&dataset, Comparison::first(&dataset), Gate::default()).unwrap().unwrap();
    assert_eq!(found.withheld, 0);
    assert!((found.parts.iter().map(|p| p.least).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(found.parts.windows(2).all(|w| w[0].least >= w[1].least));
    assert_eq!((found.parts[0].unit, found.parts[0].more), (0, Some(false)), "most laag stands out most");
    assert_eq!(found.parts.iter().find(|p| p.unit == 1).unwrap().more, Some(true));
}

#[test]
fn where_counts_are_hidden_the_share_of_every_school_is_a_range_that_holds_the_true_one() {
    let mut cells = known(&FOUR);
    cells[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let dataset = Dataset::new(town(vec![(Subject::School, None, cells)], 4));
    let comparison = Comparison::first(&dataset);
    let found = ranking::schools(&dataset, comparison, Gate::default()).unwrap().unwrap();
    let exact = ranking::schools(&at_school(&FOUR), comparison, Gate::default()).unwrap().unwrap();
    assert_eq!((found.parts.len(), found.left_out, found.d), (4, 0, None), "the hidden school stands too");
    let limits = found.limits.unwrap();
    assert!(limits.least.value() < exact.d.unwrap() && exact.d.unwrap() < limits.greatest.value());
    for part in &found.parts {
        let own = exact.parts.iter().find(|p| p.unit == part.unit).unwrap();
        assert!(part.least < own.least && own.least < part.greatest, "{part:?} {own:?}");
        assert!(part.more.is_none() || part.more == own.more, "{part:?} {own:?}");
    }
    assert_eq!(found.parts[0].more, Some(false), "laag in any case");
}

#[test]
fn a_school_with_a_small_group_has_no_share_that_is_told() {
    let mut rows = FOUR;
    rows[3] = [4.0, 20.0, 50.0];
    let dataset = at_school(&rows);
    let comparison = Comparison::first(&dataset);
    let found = ranking::schools(&dataset, comparison, Gate::default()).unwrap().unwrap();
    // And one more, without which it would follow from the town.
    assert_eq!((found.parts.len(), found.withheld), (2, 2));
    assert!(found.parts.iter().all(|p| p.unit != 3));
    let open = ranking::schools(&dataset, comparison, Gate { threshold: 0 }).unwrap().unwrap();
    assert_eq!((open.parts.len(), open.withheld), (4, 0));
}

#[test]
fn areas_are_ranked_by_their_own_position_at_their_own_level() {
    let dataset = Dataset::new(town(vec![(Subject::Home, None, known(&FOUR))], 4));
    let comparison = Comparison::first(&dataset);
    let found = ranking::areas(&dataset, comparison, Level::Buurt, Gate::default()).unwrap().unwrap();
    assert_eq!(found.parts[0].unit, 1, "the first buurt stands second, after the wijk");
    let wijken = ranking::areas(&dataset, comparison, Level::Wijk, Gate::default()).unwrap().unwrap();
    assert!(wijken.parts.is_empty(), "one wijk has no difference to have a part in");
    assert!(ranking::schools(&dataset, comparison, Gate::default()).unwrap().is_none());
}

#[test]
fn a_split_adds_up_and_is_left_out_where_it_says_nothing() {
    let dataset = at_school(&FOUR);
    let found = splits(&dataset, Comparison::first(&dataset)).unwrap();
    // One wijk is no split, and denomination is not known.
    assert_eq!(found.iter().map(|s| s.division).collect::<Vec<_>>(), [Division::Board]);
    let parts = &found[0].parts;
    let (total, between, within) = (parts.m_total, parts.m_between, parts.m_within);
    assert!((between.unwrap() + within.unwrap() - total.unwrap()).abs() < 1e-12);
    assert!((0.0..=1.0).contains(&found[0].between_share().unwrap()));
    let even = at_school(&[[10.0; 3]; 4]);
    let found = splits(&even, Comparison::first(&even)).unwrap();
    assert_eq!(found[0].between_share(), None, "nothing to split");
}

#[test]
fn a_split_over_parts_of_one_school_says_that_it_says_little() {
    let mut parts = town(vec![(Subject::School, Some(2024), known(&FOUR))], 4);
    parts.schools[2].at = parts.schools[0].at;
    let dataset = Dataset::new(parts);
    let found = splits(&dataset, Comparison::first(&dataset)).unwrap();
    let of = |division| found.iter().find(|s| s.division == division).unwrap();
    let (buurt, board) = (of(Division::Buurt), of(Division::Board));
    assert_eq!((buurt.parts.clusters.len(), buurt.single, buurt.says_little()), (3, 2, true));
    assert_eq!((board.parts.clusters.len(), board.single, board.says_little()), (2, 0, false));
}

#[test]
fn measures_that_move_apart_disagree() {
    // D falls from 0.30 to 0.25 while H rises from 0.07 to 0.14: fewer schools stand out, but those
    // that do stand out completely.
    let before = known(&[[65.0, 0.0, 35.0], [35.0, 0.0, 65.0]]);
    let after = known(&[[25.0, 0.0, 0.0], [75.0, 0.0, 100.0]]);
    let tables = vec![
        (Subject::School, Some(2023), before.clone()),
        (Subject::School, Some(2024), after),
        (Subject::Home, Some(2024), before),
    ];
    let dataset = Dataset::new(town(tables, 2));
    let table = agreement::table(&dataset, Comparison::first(&dataset), Level::Buurt).unwrap();
    assert_eq!(table.earlier_year, Some(Year(2023)));
    let names = |list: &[&Measure]| list.iter().map(|m| m.id).collect::<Vec<_>>();
    let years = verdict(table.rows.iter().map(|r| (r.measure, r.earlier, r.schools)));
    assert!(years.disagree());
    assert!(names(&years.fewer).contains(&"dissimilarity"), "{:?}", names(&years.fewer));
    assert!(names(&years.more).contains(&"theil_h"), "{:?}", names(&years.more));
    let areas = verdict(table.rows.iter().map(|r| (r.measure, r.areas, r.schools)));
    assert!(areas.disagree() && table.has_areas);
    let same = verdict(table.rows.iter().map(|r| (r.measure, r.schools, r.schools)));
    assert!(!same.disagree() && same.more.is_empty() && same.fewer.is_empty());
    assert!(!names(&same.equal).contains(&"interaction"), "it falls as segregation grows");
}

#[test]
fn hidden_counts_make_every_measure_a_range() {
    let mut cells = known(&FOUR);
    cells[0] = Count::Suppressed { least: 55.0, greatest: 65.0 };
    let dataset = Dataset::new(town(vec![(Subject::School, None, cells)], 4));
    let table = agreement::table(&dataset, Comparison::first(&dataset), Level::Buurt).unwrap();
    assert!(table.hidden);
    let exact = agreement::table(&at_school(&FOUR), Comparison::first(&dataset), Level::Buurt).unwrap();
    for (range, exact) in table.rows.iter().zip(&exact.rows) {
        let value = exact.schools.exact().unwrap();
        match range.schools {
            Value::Range(found) => assert!(found.least.value() <= value && value <= found.greatest.value()),
            other => panic!("{}: {other:?}", range.measure.id),
        }
    }
    assert!(exact.drawn.is_empty() && table.drawn.len() == 2);
    assert!(table.drawn.iter().all(|(_, v)| matches!(v, Value::Range(..))), "{:?}", table.drawn);
    let d = table.rows[0].measure;
    let range = Value::Range(Bounds { least: Limit::Exact(0.4), greatest: Limit::Bound(0.6) });
    let says = |first, second| verdict([(d, first, second)].into_iter());
    assert_eq!(says(range, Value::Exact(0.7)).more.len(), 1, "beyond the whole range");
    assert!(says(range, Value::Exact(0.5)).is_empty(), "within it nothing can be said");
}

#[test]
fn an_undefined_value_says_nothing_in_a_comparison() {
    let dataset = at_school(&FOUR);
    let table = agreement::table(&dataset, Comparison::first(&dataset), Level::Buurt).unwrap();
    assert!(!table.has_areas && table.earlier_year.is_none());
    let found = verdict(table.rows.iter().map(|r| (r.measure, r.areas, r.schools)));
    assert!(found.is_empty());
}

#[test]
fn the_published_figure_stands_only_beside_its_own_town_and_groups() {
    let dataset = at_school(&FOUR);
    let comparison = Comparison::first(&dataset);
    assert_eq!(municipality(&dataset).as_deref(), Some("GM0014"));
    let (table, own) = home_and_choice(&dataset, comparison).unwrap().unwrap();
    assert_eq!((table.towns.len(), own.unwrap().total), (8, 60.0));
    let swapped = Comparison { group: 0, other: Other::Group(2), ..comparison };
    assert!(home_and_choice(&dataset, swapped).unwrap().is_some(), "D is the same either way");
    let others = Comparison { other: Other::Rest, ..comparison };
    assert_eq!(home_and_choice(&dataset, others).unwrap(), None);
    let mut parts = town(Vec::new(), 2);
    parts.areas[2].code = "BU03630000".into();
    assert_eq!(municipality(&Dataset::new(parts)), None, "two municipalities are not one town");
}

#[test]
fn a_location_quotient_of_one_takes_the_neutral_middle_and_small_groups_no_colour() {
    let rows = [[30.0, 0.0, 30.0], [60.0, 0.0, 15.0], [15.0, 0.0, 60.0], [95.0, 0.0, 5.0]];
    let dataset = Dataset::new(town(vec![(Subject::Home, None, known(&rows))], 4));
    let (group, other) = (2, Other::Group(0));
    let choice = |measure| MapChoice {
        level: Level::Buurt,
        colour_by: ColourBy::Local { measure, group, other },
        ..MapChoice::first(&dataset)
    };
    let shapes = ShapeCache::new(&dataset);
    let theme = Theme::of(ThemeKind::Light);
    let scene =
        |measure| town_scene(&dataset, &choice(measure), &Gate::default(), Language::Dutch, &theme, &shapes);
    let quotient = scene(LocalColour::LocationQuotient);
    assert_eq!(quotient.classes.as_ref().unwrap().len(), 7);
    assert_eq!(quotient.legend.title, "hoog: hoeveel keer het aandeel in de gemeente");
    for measure in LocalColour::ALL {
        let scene = scene(measure);
        let counted: usize = scene.legend.entries.iter().filter_map(|e| e.count).sum();
        assert_eq!(counted, 4, "every area is in one row of the key");
        let small = scene.legend.entries.iter().find(|e| e.text.starts_with("niet getoond")).unwrap();
        assert_eq!(small.count, Some(2), "five pupils of a group are not told, nor those beside them");
    }
}

#[test]
fn with_hidden_counts_an_area_takes_the_colour_of_a_local_measure_only_where_that_is_certain() {
    let mut cells = known(&FOUR);
    cells[0] = Count::Suppressed { least: 0.0, greatest: 90.0 };
    let dataset = Dataset::new(town(vec![(Subject::Home, None, cells)], 4));
    let shapes = ShapeCache::new(&dataset);
    let theme = Theme::of(ThemeKind::Light);
    for measure in LocalColour::ALL {
        let choice = MapChoice {
            level: Level::Buurt,
            colour_by: ColourBy::Local { measure, group: 2, other: Other::Group(0) },
            ..MapChoice::first(&dataset)
        };
        let scene = town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &theme, &shapes);
        let open = scene.legend.entries.iter().find(|e| e.text.starts_with("alleen een bereik")).unwrap();
        assert!(open.count.unwrap() >= 1, "{measure:?}");
        let Swatch::Fill(fill) = open.swatch else { panic!("a fill") };
        assert_eq!(fill.texture, Texture::Upright);
        let text = area_text(&dataset, &choice, &Gate::default(), Language::Dutch, &shapes, 1).unwrap();
        assert!(text.contains('–'), "{measure:?}: {text}");
    }
}
