//! Charts on paper: the values of the view and nothing else, past the gate, in a drawing that stands on
//! its own.

use std::collections::BTreeSet;

use resvg::usvg::roxmltree::Document;
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{Dataset, Subject};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::figures::over_time::{over_time, told_over_time};
use wijkspiegel::measure::catalogue::measure;
use wijkspiegel::measure::inference::Draws;
use wijkspiegel::measure::two::dissimilarity;
use wijkspiegel::measure::{Kind, Other};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::{Gate, Shown};
use wijkspiegel::report::date::Day;
use wijkspiegel::report::document::{Chart, Report, Request};
use wijkspiegel::report::html::html;
use wijkspiegel::report::svg::chart;
use wijkspiegel::report::table::{Cell, Table};
use wijkspiegel::text::Language;
use wijkspiegel::view::charts::picture::{Bars, Body, Item, Picture, Plane};
use wijkspiegel::view::charts::{Whose, beside_wijk, curve, histogram, units};
use wijkspiegel::view::scene::Texture;
use wijkspiegel::view::{MapChoice, ShapeCache, Theme};

use crate::support::squares::{self, table};

const OPEN: Gate = Gate { threshold: 0 };
const DRAWS: Draws = Draws { count: 40, seed: 1 };

fn report(dataset: &Dataset, gate: Gate, language: Language) -> Report {
    let request = Request {
        choice: MapChoice::first(dataset),
        comparison: Comparison::first(dataset),
        gate,
        language,
        draws: DRAWS,
        scenario: None,
        day: Day { year: 2026, month: 12, day: 1 },
        command: "wijkspiegel report --example --out rapport.pdf".into(),
    };
    Report::new(dataset, &request, &Theme::LIGHT, &ShapeCache::new(dataset), &()).unwrap()
}

fn example() -> Dataset {
    wijkspiegel::open::example().unwrap().dataset
}

fn chart_of<'a>(report: &'a Report, key: &str) -> &'a Chart {
    let found = report.charts.others.iter().find(|c| c.picture.key == key);
    found.unwrap_or_else(|| panic!("there is no {key}"))
}

fn plane(picture: &Picture) -> &Plane {
    match &picture.body {
        Body::Plane(plane) => plane,
        Body::Bars(_) => panic!("{} has axes", picture.key),
    }
}

fn bars(report: &Report) -> &Bars {
    match &report.charts.composition.as_ref().expect("there is a composition").body {
        Body::Bars(bars) => bars,
        Body::Plane(_) => panic!("a composition has bars"),
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn bars_are_the_shares_of_the_view_in_its_order() {
    let dataset = example();
    for gate in [OPEN, Gate::default()] {
        let report = report(&dataset, gate, Language::Dutch);
        let units = units(&dataset, Whose::Schools, 0, None, gate).unwrap();
        let ordered = units.ordered_by(Comparison::first(&dataset).group);
        let bars = bars(&report);
        assert_eq!(bars.list.len(), ordered.len());
        let mut told = 0;
        for (bar, unit) in bars.list.iter().zip(&ordered) {
            assert_eq!(bar.name, unit.name);
            assert!(near(bar.parts.iter().map(|p| p.share).sum(), 1.0), "{bar:?}");
            let values: Option<Vec<f64>> = unit.composition.shares.iter().map(|s| s.value()).collect();
            let Some(values) = values else { continue };
            told += 1;
            let values: Vec<f64> = values.into_iter().filter(|v| *v > 0.0).collect();
            assert_eq!(bar.parts.len(), values.len());
            assert!(bar.parts.iter().zip(values).all(|(p, v)| near(p.share, v)), "{bar:?}");
        }
        assert!(told > 10, "{told}");
    }
}

#[test]
fn a_part_that_is_withheld_is_dotted_and_says_so_and_is_no_wider_than_what_follows_from_the_rest() {
    let dataset = example();
    let report = report(&dataset, Gate::default(), Language::Dutch);
    let units = units(&dataset, Whose::Schools, 0, None, Gate::default()).unwrap();
    let mut dotted = 0;
    for bar in &bars(&report).list {
        let unit = units.list.iter().find(|u| u.name == bar.name).unwrap();
        let hides = unit.composition.shares.contains(&Shown::Hidden);
        let parts: Vec<_> = bar.parts.iter().filter(|p| p.fill.texture == Texture::Dots).collect();
        assert_eq!(hides, !parts.is_empty(), "{bar:?}");
        for part in parts {
            dotted += 1;
            assert_eq!((part.sign.as_str(), part.text.as_str()), ("afgeschermd", ""));
            let told: f64 =
                bar.parts.iter().filter(|p| p.fill.texture == Texture::None).map(|p| p.share).sum();
            assert!(near(part.share + told, 1.0));
        }
    }
    assert!(dotted > 0, "some school of the example has fewer than ten of a group");
}

#[test]
fn the_curve_the_columns_and_the_dots_are_those_of_the_view() {
    let dataset = example();
    let report = report(&dataset, Gate::default(), Language::English);
    let comparison = Comparison::first(&dataset);
    let units = units(&dataset, Whose::Schools, 0, None, Gate::default()).unwrap();
    let found = curve(&units, comparison.group, comparison.other).unwrap();
    let chart = chart_of(&report, "curve");
    let ink = Theme::LIGHT.accent;
    let mut corners: Vec<[f64; 2]> = Vec::new();
    for item in &plane(&chart.picture).items {
        if let Item::Line { points, stroke, .. } = item
            && stroke.color == ink
        {
            corners.extend(points.iter().skip(1));
        }
    }
    assert_eq!(corners, found.segments.iter().map(|s| s.to).collect::<Vec<_>>());
    assert_eq!(chart.table.rows.len(), found.segments.len());
    let bins = histogram(&units, comparison.group);
    let chart = chart_of(&report, "histogram");
    let heights: Vec<f64> = plane(&chart.picture)
        .items
        .iter()
        .filter_map(|i| match i {
            Item::Area { corners, .. } => corners.iter().map(|c| c[1]).reduce(f64::max),
            _ => None,
        })
        .collect();
    let wanted: Vec<f64> =
        bins.bins.iter().filter(|b| !b.units.is_empty()).map(|b| b.units.len() as f64).collect();
    assert_eq!(heights, wanted);
    let (list, _) = beside_wijk(&dataset, 0, None, comparison.group, Gate::default()).unwrap();
    let dots = |picture: &Picture| -> BTreeSet<String> {
        let items = plane(picture).items.iter();
        items
            .filter_map(|i| match i {
                Item::Dot { at, name, .. } => Some(format!("{name} {} {}", at[0], at[1])),
                _ => None,
            })
            .collect()
    };
    let wanted: BTreeSet<String> =
        list.iter().map(|b| format!("{} {} {}", b.school.name, b.in_wijk, b.at_school)).collect();
    assert_eq!(dots(&chart_of(&report, "beside").picture), wanted);
}

#[test]
fn d_stands_in_words_on_the_curve_and_beside_what_it_is_not() {
    let dataset = example();
    let texts = |report: &Report| -> Vec<String> {
        let items = plane(&chart_of(report, "curve").picture).items.iter();
        items
            .filter_map(|i| match i {
                Item::Text { text, .. } => Some(text.clone()),
                _ => None,
            })
            .collect()
    };
    let open = texts(&report(&dataset, OPEN, Language::Dutch));
    assert!(open.contains(&"D = 60\u{a0}%".to_owned()), "{open:?}");
    // With schools taken together the line is less deep than D: both are there, each by its name.
    let shut = report(&dataset, Gate::default(), Language::Dutch);
    let told = texts(&shut);
    assert!(told.iter().any(|t| t == "D van alle scholen: 60\u{a0}%"), "{told:?}");
    assert!(told.iter().any(|t| t.starts_with("hier 5")), "{told:?}");
    assert!(chart_of(&shut, "curve").picture.words.contains("D van alle scholen is 60"));
}

/// Four schools of two groups, of which two have few of one.
fn with_few(first: [f64; 2], second: [f64; 2]) -> Dataset {
    let mut parts = squares::town(4);
    let rows = [first, second, [60.0, 40.0], [30.0, 70.0]];
    parts.counts = vec![table(Subject::School, None, &rows), table(Subject::Home, None, &rows)];
    Dataset::new(parts)
}

fn drawings(report: &Report) -> Vec<String> {
    let pictures = report.charts.composition.iter().chain(report.charts.others.iter().map(|c| &c.picture));
    pictures.map(|p| chart(p, (600.0, 400.0), p.key)).collect()
}

/// Everything that a table says, in full precision.
fn said(table: &Table) -> String {
    let cell = |c: &Cell| format!("{c:?} {}", c.words(Language::Dutch));
    table.rows.iter().flatten().map(cell).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_hidden_in_the_table_cannot_be_read_from_a_chart() {
    // The two schools change places, and their totals stay: nothing that is shown may differ.
    let (one, other) = (with_few([3.0, 40.0], [5.0, 38.0]), with_few([5.0, 38.0], [3.0, 40.0]));
    let shut = |dataset: &Dataset| report(dataset, Gate::default(), Language::Dutch);
    let (a, b) = (shut(&one), shut(&other));
    assert!(a.charts.others.len() >= 2, "{}", a.charts.others.len());
    assert_eq!(drawings(&a), drawings(&b));
    for (x, y) in a.charts.others.iter().zip(&b.charts.others) {
        assert_eq!(said(&x.table), said(&y.table));
        for hidden in ["School 500", "School 1500"] {
            let named = said(&x.table).lines().any(|l| l.ends_with(hidden));
            assert!(!named, "{hidden} stands among the values of {}", x.picture.key);
        }
    }
    // The check must be able to fail.
    let open = |dataset: &Dataset| report(dataset, OPEN, Language::Dutch);
    assert_ne!(drawings(&open(&one)), drawings(&open(&other)));
    assert!(said(&chart_of(&open(&one), "curve").table).contains("School 500"));
}

#[test]
fn every_drawing_is_well_formed_has_axes_and_a_key_and_refers_to_itself_only() {
    let dataset = years_of(&[2021, 2022, 2023], 12);
    for (dataset, language) in [(example(), Language::Dutch), (dataset, Language::English)] {
        let report = report(&dataset, Gate::default(), language);
        for (picture, svg) in report
            .charts
            .composition
            .iter()
            .chain(report.charts.others.iter().map(|c| &c.picture))
            .zip(drawings(&report))
        {
            let document = Document::parse(&svg).unwrap();
            let text: String = document.descendants().filter_map(|n| n.text()).collect();
            assert!(picture.legend.len() > 1, "{} has a key", picture.key);
            for entry in &picture.legend {
                assert!(text.contains(&entry.text), "{}: {}", picture.key, entry.text);
            }
            if let Body::Plane(plane) = &picture.body {
                for axis in [&plane.across, &plane.up] {
                    assert!(!axis.title.is_empty() && text.contains(&axis.title), "{}", picture.key);
                    assert!(axis.ticks.len() > 1, "{}", picture.key);
                }
            }
            assert!(picture.words.chars().any(|c| c.is_ascii_digit()), "{} tells numbers", picture.key);
            assert!(!svg.contains("href") && !svg.contains("NaN") && !svg.contains("inf"));
            let ids: BTreeSet<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
            for part in svg.split("url(#").skip(1) {
                assert!(ids.contains(part.split(')').next().unwrap()));
            }
        }
    }
}

#[test]
fn a_page_has_every_chart_inline_and_no_name_twice() {
    let dataset = years_of(&[2021, 2022, 2023], 12);
    let report = report(&dataset, Gate::default(), Language::Dutch);
    let page = html(&report);
    let charts = report.charts.others.len() + usize::from(report.charts.composition.is_some());
    assert!(charts >= 4, "{charts}");
    assert_eq!(page.matches("<svg").count(), 1 + charts);
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|p| p.split('"').next().unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    for outside in ["src=", "<script", "<link", "url(http", "href=\"http"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for chart in &report.charts.others {
        assert!(page.contains(&format!("id=\"chart-{}\"", chart.picture.key)));
    }
}

/// A town with counts by school in these years.
fn years_of(years: &[i32], schools: usize) -> Dataset {
    let mut parts: Parts = squares::town(schools);
    let rows = |shift: usize| -> Vec<[f64; 2]> {
        (0..schools).map(|i| [20.0 + 7.0 * ((i + shift) % 5) as f64, 30.0 + 3.0 * (i % 7) as f64]).collect()
    };
    parts.counts = years
        .iter()
        .enumerate()
        .map(|(at, year)| table(Subject::School, Some(*year), &rows(at)))
        .chain([table(Subject::Home, years.last().copied(), &rows(0))])
        .collect();
    Dataset::new(parts)
}

#[test]
fn the_years_stand_with_their_values_and_intervals_and_in_a_table() {
    let dataset = years_of(&[2021, 2022, 2023], 12);
    let report = report(&dataset, Gate::default(), Language::Dutch);
    let comparison = Comparison::first(&dataset);
    let wanted = over_time(&dataset, comparison, &dissimilarity::MEASURE, DRAWS, &()).unwrap();
    let chart = chart_of(&report, "trend");
    let dots: Vec<[f64; 2]> = plane(&chart.picture)
        .items
        .iter()
        .filter_map(|i| match i {
            Item::Dot { at, color, .. } if *color == Theme::LIGHT.accent => Some(*at),
            _ => None,
        })
        .collect();
    let expected: Vec<[f64; 2]> = wanted.iter().map(|m| [f64::from(m.year.0), m.value.unwrap()]).collect();
    assert_eq!(dots, expected);
    assert!(wanted.iter().all(|m| m.interval.is_some()));
    let spans = plane(&chart.picture).items.iter().filter(|i| matches!(i, Item::Span { .. })).count();
    assert_eq!(spans, 6, "three years of two measures");
    let table = report.years().expect("the years are a table");
    assert_eq!(table.rows.len(), 3);
    assert_eq!(table.rows[0][0], Cell::Text("2021-2022".into()));
    assert_eq!(table.rows[0][1].number(), wanted[0].value);
    assert_eq!(table.rows[0][2].number(), wanted[0].interval.as_ref().map(|i| i.low));
    // One year is no line.
    let one = self::report(&years_of(&[2023], 12), Gate::default(), Language::Dutch);
    assert!(one.years().is_none());
}

#[test]
fn of_a_year_with_few_schools_and_hidden_counts_no_more_is_told_than_whole_percents() {
    let mut parts = squares::town(4);
    let rows = [[3.0, 40.0], [5.0, 38.0], [60.0, 40.0], [31.0, 70.0]];
    parts.counts =
        [2021, 2022].iter().map(|year| table(Subject::School, Some(*year), &rows)).collect::<Vec<_>>();
    let dataset = Dataset::new(parts);
    let comparison = Comparison::first(&dataset);
    let d = &dissimilarity::MEASURE;
    let open = told_over_time(&dataset, comparison, d, OPEN, DRAWS, &()).unwrap();
    let shut = told_over_time(&dataset, comparison, d, Gate::default(), DRAWS, &()).unwrap();
    let exact = open[0].value.unwrap();
    assert!(!near(exact * 100.0, (exact * 100.0).round()), "the check must be able to fail");
    for moment in &shut {
        assert!(near(moment.value.unwrap(), (exact * 100.0).round() / 100.0));
        assert!(moment.coarse && moment.interval.is_none());
    }
    let h = measure(Kind::MultiGroup, "theil_h").unwrap();
    for moment in told_over_time(&dataset, comparison, h, Gate::default(), DRAWS, &()).unwrap() {
        assert_eq!((moment.value, moment.withheld), (None, true));
    }
}

#[test]
fn a_year_whose_counts_the_source_hides_is_a_bar_and_no_line_runs_across_it() {
    let mut parts = years_of(&[2021, 2022, 2023], 12).parts().clone();
    parts.counts[1].cells[0] = Count::Suppressed { least: 1.0, greatest: 4.0 };
    let dataset = Dataset::new(parts);
    let report = report(&dataset, Gate::default(), Language::Dutch);
    let picture = &chart_of(&report, "trend").picture;
    let items = &plane(picture).items;
    let lines = items.iter().filter(|i| matches!(i, Item::Line { .. })).count();
    assert_eq!(lines, 0, "between 2021 and 2023 lies a year that nobody knows exactly");
    let at_2022 =
        items.iter().filter(|i| matches!(i, Item::Span { x, from, to, .. } if near(*x, 2022.0) && from < to));
    assert!(at_2022.count() >= 1);
    let dot_2022 = items.iter().any(|i| matches!(i, Item::Dot { at, .. } if near(at[0], 2022.0)));
    assert!(!dot_2022);
    assert!(picture.words.contains("2022-2023") && picture.words.contains("verborgen aantallen"));
}

#[test]
fn a_school_of_which_the_source_tells_a_range_has_a_striped_part_and_one_of_nobody_knows_is_hatched() {
    let mut parts = with_few([50.0, 40.0], [30.0, 38.0]).parts().clone();
    parts.counts[0].cells[0] = Count::Suppressed { least: 30.0, greatest: 34.0 };
    parts.counts[0].cells[2] = Count::Unknown;
    let report = report(&Dataset::new(parts), Gate::default(), Language::Dutch);
    let of = |name: &str| {
        let bar = bars(&report).list.iter().find(|b| b.name == name).unwrap();
        bar.parts.iter().map(|p| p.fill.texture).collect::<Vec<_>>()
    };
    assert_eq!(of("School 500").last(), Some(&Texture::Upright));
    assert_eq!(of("School 1500"), [Texture::Hatch]);
    let words = &report.charts.composition.as_ref().unwrap().legend;
    assert!(words.len() >= 4, "{words:?}");
}

#[test]
fn long_lists_of_schools_are_cut_in_pieces_that_lose_nobody() {
    let report = report(&example(), Gate::default(), Language::Dutch);
    let whole = report.charts.composition.as_ref().unwrap();
    let pieces = whole.in_pieces(20, 15);
    let names = |p: &Picture| match &p.body {
        Body::Bars(bars) => bars.list.iter().map(|b| b.name.clone()).collect::<Vec<_>>(),
        Body::Plane(_) => Vec::new(),
    };
    let all: Vec<String> = pieces.iter().flat_map(names).collect();
    assert_eq!(all, names(whole));
    assert_eq!(pieces.iter().map(|p| names(p).len()).collect::<Vec<_>>()[..2], [20, 15]);
    assert!(whole.in_pieces(0, 0).len() > 20, "no room is no reason to stop");
}

#[test]
fn the_curve_of_another_comparison_is_of_that_comparison() {
    let dataset = example();
    let units = units(&dataset, Whose::Schools, 0, None, OPEN).unwrap();
    let rest = curve(&units, 0, Other::Rest).unwrap();
    let request = Request {
        choice: MapChoice::first(&dataset),
        comparison: Comparison { group: 0, other: Other::Rest, ..Comparison::first(&dataset) },
        gate: OPEN,
        language: Language::Dutch,
        draws: DRAWS,
        scenario: None,
        day: Day { year: 2026, month: 12, day: 1 },
        command: String::new(),
    };
    let report = Report::new(&dataset, &request, &Theme::LIGHT, &ShapeCache::new(&dataset), &()).unwrap();
    let table = &chart_of(&report, "curve").table;
    let last = rest.segments.len() / 2;
    assert_eq!(table.rows[last][1].number(), Some(rest.segments[last].to[0]));
    assert!(chart_of(&report, "curve").picture.title.contains("tegenover"));
}
