//! The assumptions of a scenario in words, to stand beside its figures.

use super::plan::{Assumptions, Feedback, Forecast, Rule, Travel};
use crate::data::Dataset;
use crate::number::{DASH, decimal, percent, whole};
use crate::text::{Language, text, text_with};

/// All that the figures of a scenario rest on, a line for each, for prints and files.
pub fn all(assumptions: &Assumptions, dataset: &Dataset, language: Language) -> Vec<String> {
    let mut out = vec![rule(assumptions, language)];
    out.extend(assumptions.places_limited.then(|| text(language, "assumed-places-limited")));
    out.push(forecast(assumptions, language));
    out.push(travel(assumptions, dataset, language));
    out.extend(feedback(assumptions, language));
    out.push(closing(assumptions, language));
    out.extend(space(assumptions, language));
    out.push(budget(assumptions, language));
    out
}

/// What two scenarios rest on: what they have in common once, the rest under the name of each.
pub fn of_both(sides: [(&str, &Assumptions); 2], dataset: &Dataset, language: Language) -> Vec<String> {
    let [left, right] = sides.map(|(_, assumptions)| all(assumptions, dataset, language));
    let mut out: Vec<String> = left.iter().filter(|line| right.contains(line)).cloned().collect();
    for ((name, _), (own, other)) in sides.into_iter().zip([(&left, &right), (&right, &left)]) {
        out.extend(own.iter().filter(|line| !other.contains(line)).map(|line| format!("{name}: {line}")));
    }
    out
}

/// Who goes where.
pub fn rule(assumptions: &Assumptions, language: Language) -> String {
    let name = |rule: Rule| text(language, rule.key());
    let rule = name(assumptions.rule);
    if assumptions.rule == Rule::IntakeOnly {
        let intake = match assumptions.intake {
            Rule::Stay => text(language, "assumed-intake-stay"),
            other => name(other),
        };
        let args = [("rule", rule.as_str()), ("intake", &intake)];
        return text_with(language, "assumed-rule-intake", &args);
    }
    text_with(language, "assumed-rule", &[("rule", &rule)])
}

/// How many pupils there are in later years.
pub fn forecast(assumptions: &Assumptions, language: Language) -> String {
    let change = |factor: f64| {
        let points = decimal((factor - 1.0) * 100.0, 1, language);
        if factor > 1.0 { format!("+{points}") } else { points }
    };
    match &assumptions.forecast {
        Forecast::Constant => text(language, "assumed-forecast-constant"),
        Forecast::Loaded => text(language, "assumed-forecast-loaded"),
        Forecast::Growth { yearly, areas, groups } => {
            let alike = areas.is_empty() && groups.is_empty();
            let key = if alike { "assumed-forecast-growth" } else { "assumed-forecast-growth-own" };
            text_with(language, key, &[("yearly", &change(*yearly))])
        }
        Forecast::Cohorts { intake, survival } => {
            let args = [("intake", change(*intake)), ("survival", change(*survival))];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            text_with(language, "assumed-forecast-cohorts", &args)
        }
    }
}

/// By what norm space is reckoned, and what is taken where it is not known.
pub fn space(assumptions: &Assumptions, language: Language) -> Vec<String> {
    let norm = &assumptions.space;
    let number = |value: f64, decimals| decimal(value, decimals, language);
    let (fixed, pupil, weighted) =
        (number(norm.fixed, 0), number(norm.per_pupil, 2), number(norm.per_weighted_pupil, 2));
    let args = [("fixed", fixed.as_str()), ("pupil", &pupil), ("weighted", &weighted)];
    let mut lines = vec![text_with(language, "cli-scenario-space", &args)];
    if let Some(spare) = assumptions.spare_share {
        let spare = percent(spare, 0, language);
        lines.push(text_with(language, "cli-scenario-spare", &[("spare", &spare)]));
    }
    lines
}

/// What may be spent, and from where that comes.
pub fn budget(assumptions: &Assumptions, language: Language) -> String {
    let Some(budget) = &assumptions.budget else { return text(language, "cli-scenario-no-budget") };
    let euros = format!("€ {}", whole(budget.yearly, language));
    let source = if budget.source.is_empty() { DASH } else { &budget.source };
    text_with(language, "cli-scenario-budget", &[("euros", &euros), ("source", source)])
}

/// What distances mean: "Afstand: hemelsbreed maal 1,2". Without streets there are no routes.
pub fn travel(assumptions: &Assumptions, dataset: &Dataset, language: Language) -> String {
    match assumptions.travel {
        Travel::Route(mode) if dataset.streets().is_some() => {
            text_with(language, "assumed-route", &[("mode", mode.code())])
        }
        _ if assumptions.detour == 1.0 => text(language, "assumed-straight"),
        _ => {
            let factor = decimal(assumptions.detour, 2, language);
            text_with(language, "assumed-straight-times", &[("factor", &factor)])
        }
    }
}

/// Whether pupils choose by a model.
pub fn is_chosen(assumptions: &Assumptions) -> bool {
    match assumptions.rule {
        Rule::ChoiceModel => true,
        Rule::IntakeOnly => assumptions.intake == Rule::ChoiceModel,
        Rule::Stay | Rule::Nearest | Rule::Catchment => false,
    }
}

/// On whose choice a choice rests; `None` where nobody chooses by a model.
pub fn feedback(assumptions: &Assumptions, language: Language) -> Option<String> {
    let key = match assumptions.feedback {
        Feedback::YearBefore => "assumed-year-before",
        Feedback::FixedPoint => "assumed-fixed-point",
    };
    is_chosen(assumptions).then(|| text(language, key))
}

/// When a school ends, and from where that comes.
pub fn closing(assumptions: &Assumptions, language: Language) -> String {
    let rule = &assumptions.closing;
    let Some(threshold) = rule.threshold else { return text(language, "assumed-closing-none") };
    let (years, threshold) = (rule.years.to_string(), whole(threshold, language));
    let mut out = match rule.board_average {
        Some(average) => {
            let average = whole(average, language);
            let args = [("years", years.as_str()), ("threshold", &threshold), ("average", &average)];
            text_with(language, "assumed-closing-average", &args)
        }
        None => {
            let args = [("years", years.as_str()), ("threshold", &threshold)];
            text_with(language, "assumed-closing", &args)
        }
    };
    if !rule.source.is_empty() {
        let source = text_with(language, "assumed-source", &[("source", &rule.source)]);
        out = format!("{out} ({source})");
    }
    if rule.board_average.is_none() {
        out = format!("{out}. {}", text(language, "assumed-closing-no-average"));
    }
    out
}
