//! Outcomes in words.

use crate::number::{DASH, decimal, percent, whole};
use crate::scenario::compare::{Figure, Unit, WijkChange};
use crate::scenario::{Outcomes, Scenario, YearOutcome};
use crate::text::{Language, text, text_with};

/// A value with its unit.
pub(super) fn told(figure: Figure, value: Option<f64>, language: Language) -> String {
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
    language: Language,
) -> Vec<String> {
    let mut lines = head(scenario, language);
    for year in years {
        lines.push(format!("{}:", year.year));
        for figure in Figure::ALL {
            let value = figure.of(outcomes, year.year);
            let base = figure.of(reference, year.year);
            let told_difference = value
                .zip(base)
                .and_then(|(v, b)| difference(figure, v - b, language))
                .map(|d| format!(" ({d})"))
                .unwrap_or_default();
            let name = text(language, figure.key());
            lines.push(format!("  {name}: {}{told_difference}", told(figure, value, language)));
        }
        for code in &year.closing.ending {
            lines.push(format!("  {}", text_with(language, "scenario-ending", &[("school", code)])));
        }
    }
    lines
}

/// Whether a wijk notices anything.
pub(super) fn differs(wijk: &WijkChange) -> bool {
    let by = |a: Option<f64>, b: Option<f64>, least: f64| {
        a.is_some() != b.is_some() || a.zip(b).is_some_and(|(a, b)| (a - b).abs() >= least)
    };
    by(wijk.before.distance, wijk.after.distance, 0.5)
        || by(wijk.before.own_group, wijk.after.own_group, 0.0005)
}
