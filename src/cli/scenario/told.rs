//! Outcomes in words.

use crate::data::{Dataset, Year};
use crate::figures::headline::Comparison;
use crate::figures::others;
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::Gate;
use crate::scenario::compare::{Figure, Unit, WijkChange};
use crate::scenario::outcome::Ranges;
use crate::scenario::shown::{in_whole_percents, tells_figure, told_figure, told_range};
use crate::scenario::{Outcomes, Scenario, YearOutcome, assumed};
use crate::text::{Language, text, text_with};

/// The value of a year with its unit, as it may be told.
pub(super) fn told_in(
    figure: Figure,
    outcomes: &Outcomes,
    year: Year,
    (gate, language): (Gate, Language),
) -> String {
    if !tells_figure(figure, outcomes, year, gate) {
        return text(language, "report-hidden");
    }
    match told_figure(figure, outcomes, year, gate) {
        // A decimal would say that it is known that well.
        Some(value) if in_whole_percents(figure, outcomes, year, gate) => percent(value, 0, language),
        value => told(figure, value, language),
    }
}

/// A value with its unit.
fn told(figure: Figure, value: Option<f64>, language: Language) -> String {
    let Some(value) = value else { return DASH.to_owned() };
    match figure.unit() {
        Unit::Share => percent(value, 1, language),
        Unit::Index => decimal(value, 3, language),
        Unit::Metres => format!("{} m", whole(value, language)),
        Unit::SquareMetres => format!("{} m²", whole(value, language)),
        Unit::Euros => format!("€ {}", whole(value, language)),
        Unit::Pupils => decimal(value, 1, language),
        Unit::Seats | Unit::Schools => whole(value, language),
    }
}

/// A difference with its sign; `None` when it is too small to tell.
pub(super) fn difference(figure: Figure, difference: f64, language: Language) -> Option<String> {
    let size = match figure.unit() {
        Unit::Share => {
            let points = decimal(difference.abs() * 100.0, 1, language);
            text_with(language, "scenario-points", &[("points", &points)])
        }
        _ => told(figure, Some(difference.abs()), language),
    };
    let nothing = !size.chars().any(|c| c.is_ascii_digit() && c != '0');
    let sign = if difference > 0.0 { '+' } else { '−' };
    (!nothing).then(|| format!("{sign}{size}"))
}

pub(super) fn head(scenario: &Scenario, language: Language) -> Vec<String> {
    let rule = text(language, scenario.assumptions.rule.key());
    vec![
        text_with(language, "cli-scenario-head", &[("name", &scenario.name), ("rule", &rule)]),
        text(language, "scenario-modelled"),
    ]
}

pub(super) fn in_words(
    scenario: &Scenario,
    outcomes: &Outcomes,
    reference: &Outcomes,
    years: &[&YearOutcome],
    ranges: Option<&Ranges>,
    (dataset, comparison): (&Dataset, Comparison),
    (gate, language): (Gate, Language),
) -> Vec<String> {
    let mut lines = head(scenario, language);
    lines.push(others::in_full(dataset, comparison, language));
    lines.extend(assumed::all(&scenario.assumptions, dataset, language));
    lines.extend(ranges.map(|drawn| about_ranges(drawn, years, language)));
    for year in years {
        lines.push(format!("{}:", year.year));
        let of_year = ranges.and_then(|r| r.years.iter().find(|y| y.year == Some(year.year)));
        for figure in Figure::ALL {
            if !tells_figure(figure, outcomes, year.year, gate) {
                lines.push(format!(
                    "  {}: {}",
                    text(language, figure.key()),
                    text(language, "report-hidden")
                ));
                continue;
            }
            let value = told_figure(figure, outcomes, year.year, gate);
            let base = told_figure(figure, reference, year.year, gate);
            let told_difference = value
                .zip(base)
                .and_then(|(v, b)| difference(figure, v - b, language))
                .map(|d| format!(" ({d})"))
                .unwrap_or_default();
            let name = text(language, figure.key());
            let range = of_year.and_then(|r| told_range(figure, r, outcomes, year.year, gate));
            let range = range.map(|range| {
                let (low, high) =
                    (told(figure, Some(range.low), language), told(figure, Some(range.high), language));
                format!("; {}", text_with(language, "scenario-range", &[("low", &low), ("high", &high)]))
            });
            let mark = assumed(figure, year, language).map(|mark| format!("; {mark}"));
            let more = range.into_iter().chain(mark).collect::<String>();
            lines.push(format!(
                "  {name}: {}{told_difference}{more}",
                told_in(figure, outcomes, year.year, (gate, language))
            ));
        }
        for code in &year.closing.ending {
            lines.push(format!("  {}", text_with(language, "scenario-ending", &[("school", code)])));
        }
        for code in &year.closing.spared {
            lines.push(format!("  {}", text_with(language, "scenario-spared", &[("school", code)])));
        }
    }
    lines
}

/// What the ranges are of; or that this rule leaves nothing to chance.
fn about_ranges(drawn: &Ranges, years: &[&YearOutcome], language: Language) -> String {
    let has = |year: &&YearOutcome| {
        let found = drawn.years.iter().find(|r| r.year == Some(year.year));
        found.is_some_and(|r| Figure::DRAWN.iter().any(|figure| figure.range(r).is_some()))
    };
    if !years.iter().any(has) {
        return text(language, "scenario-range-none");
    }
    let (draws, seed) = (whole(drawn.draws as f64, language), drawn.seed.to_string());
    text_with(language, "scenario-range-about", &[("draws", &draws), ("seed", &seed)])
}

/// That a figure rests on seats or floor area that are assumed, and of how many schools.
fn assumed(figure: Figure, year: &YearOutcome, language: Language) -> Option<String> {
    let rests = matches!(
        figure,
        Figure::Occupancy
            | Figure::SeatsFree
            | Figure::SeatsShort
            | Figure::FloorBuilt
            | Figure::FloorSurplus
            | Figure::FloorShort
    );
    let schools = year.space.assumed;
    (rests && schools > 0).then(|| {
        let count = whole(schools as f64, language);
        text_with(language, "scenario-space-assumed", &[("schools", &count)])
    })
}

/// Whether a wijk notices anything.
pub(super) fn differs(wijk: &WijkChange) -> bool {
    let by = |a: Option<f64>, b: Option<f64>, least: f64| {
        a.is_some() != b.is_some() || a.zip(b).is_some_and(|(a, b)| (a - b).abs() >= least)
    };
    by(wijk.before.distance, wijk.after.distance, 0.5)
        || by(wijk.before.own_group, wijk.after.own_group, 0.0005)
}
