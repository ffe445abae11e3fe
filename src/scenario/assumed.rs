//! The assumptions of a scenario in words, to stand beside its figures.

use super::plan::{Assumptions, Feedback, Rule, Travel};
use crate::data::Dataset;
use crate::number::{decimal, whole};
use crate::text::{Language, text, text_with};

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
