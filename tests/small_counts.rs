//! Small towns, small counts: what is hidden does not follow from what is printed or exported.

#[path = "support/town.rs"]
mod town;

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
