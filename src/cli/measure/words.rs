//! What `measure` prints for a person.

use super::Printed;
use crate::data::{Basis, Dataset};
use crate::figures::headline::{Headline, NoSplit};
use crate::figures::limits::{Limits, range_in_words};
use crate::measure::figures::Figures;
use crate::number::{DASH, decimal, percent, whole};
use crate::text::{Language, text, text_with};

/// How many units and pupils there are, and how many of those pupils D is about: `pair`.
/// Where each unit is left out nothing was counted, which is not zero: `left_out` says how many.
pub(super) fn rests_on(
    figures: &Figures,
    pair: f64,
    left_out: Option<usize>,
    language: Language,
) -> Vec<String> {
    if let Some(left_out) = left_out.filter(|_| figures.units == 0) {
        let units = whole(left_out as f64, language);
        return vec![text_with(language, "measure-rests-on-none", &[("units", &units)])];
    }
    let number = |n: f64| whole(n, language);
    let (units, pupils, of_pair) = (number(figures.units as f64), number(figures.pupils), number(pair));
    let mut lines = vec![text_with(language, "measure-rests-on", &[("units", &units), ("pupils", &pupils)])];
    lines.push(text_with(language, "measure-of-pair", &[("pupils", &of_pair)]));
    if figures.pupils > pair {
        let left = number(figures.pupils - pair);
        lines.push(text_with(language, "figures-left-out", &[("pupils", &left)]));
    }
    lines
}

pub(super) fn source_of(dataset: &Dataset, headline: &Headline, language: Language) -> String {
    dataset.source(headline.source).map(|s| s.title_in(language)).unwrap_or_default()
}

/// Basis, source and year of a town's counts, and the two parts of its D.
pub(super) fn of_town(dataset: &Dataset, headline: &Headline, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    match headline.basis {
        Basis::Counted => {}
        Basis::Estimated => lines.push(text(language, "quote-estimated")),
        Basis::Modelled => lines.push(text(language, "quote-modelled")),
    }
    let source = source_of(dataset, headline, language);
    let year = headline.year.map_or_else(|| text(language, "figures-no-year"), |y| y.to_string());
    lines.push(text_with(language, "figures-source", &[("source", &source), ("year", &year)]));
    let share = |v: f64| percent(v, 1, language);
    if let (Some(home), Some(choice)) = (headline.home, headline.choice) {
        let (home, choice) = (share(home), share(choice));
        lines.push(text_with(language, "measure-home", &[("home", &home), ("choice", &choice)]));
        let areas = whole(headline.home_areas as f64, language);
        lines.push(text_with(language, "figures-home-rule", &[("areas", &areas)]));
    }
    lines.extend(headline.no_split.map(|why| match why {
        NoSplit::SchoolsLeftOut => text(language, "figures-no-split-schools"),
        NoSplit::OtherYear => text(language, "figures-no-split-year"),
        NoSplit::HomesUnknown => text(language, "figures-no-split-homes"),
        NoSplit::SchoolsEstimated => text(language, "figures-no-split-estimated"),
    }));
    lines
}

pub(super) fn in_words(printed: &Printed, language: Language) -> Vec<String> {
    let figures = &printed.figures;
    let mut lines = Vec::new();
    let number = |n: f64| whole(n, language);
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    let value = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| decimal(v, 4, language));
    let names = [("group", figures.two_group.group.as_str()), ("other", figures.two_group.other.as_str())];
    let moves = &figures.moves;
    let d = share(moves.one_group_share);
    let swap = share(moves.swap_share);
    let pupils = moves.whole_pupils.map_or(DASH.to_owned(), |p| number(p as f64));
    let range = printed.limits.as_ref().and_then(Limits::dissimilarity);
    if let Some(range) = range {
        // The point figure leaves schools out and may lie outside of what is possible.
        let d = range_in_words(range.least, range.greatest, 1, language);
        lines.push(text_with(language, "measure-one", &[names[0], names[1], ("d", &d)]));
        if let Some(swap) = printed.limits.as_ref().and_then(|l| l.swap_share.as_ref()) {
            let swap = range_in_words(swap.least, swap.greatest, 1, language);
            lines.push(text_with(language, "measure-swap", &[("swap", &swap)]));
        }
    }
    lines.extend(in_words_limits(printed, language));
    if printed.limits.is_some() {
        let units = number(printed.left_out_units.unwrap_or_default() as f64);
        lines.push(text_with(language, "quote-left-out", &[("units", &units)]));
    }
    let args = [names[0], names[1], ("d", d.as_str()), ("swap", &swap), ("pupils", &pupils)];
    for key in ["measure-one", "measure-swap", "measure-whole"] {
        if range.is_none() || key != "measure-one" {
            lines.push(text_with(language, key, &args));
        }
    }
    // Every further figure under the name that the JSON gives it.
    for (title, section) in [
        ("two_group", serde_json::to_value(&figures.two_group)),
        ("multi_group", serde_json::to_value(&figures.multi_group)),
        ("within_between", serde_json::to_value(&figures.within_between)),
        ("chance", serde_json::to_value(&figures.chance)),
        ("interval", serde_json::to_value(&figures.interval)),
        ("home", serde_json::to_value(&figures.home)),
        (
            "change, mutual_information",
            serde_json::to_value(printed.change.as_ref().map(|c| c.mutual_information)),
        ),
        ("change, theil_h", serde_json::to_value(printed.change.as_ref().map(|c| c.theil_h))),
    ] {
        let Ok(serde_json::Value::Object(section)) = section else { continue };
        lines.push(format!("{title}:"));
        for (name, v) in &section {
            match v {
                serde_json::Value::String(_) | serde_json::Value::Object(_) => {}
                serde_json::Value::Number(n) if n.is_u64() => lines.push(format!("  {name:<36} {n}")),
                v => lines.push(format!("  {name:<36} {}", value(v.as_f64()))),
            }
        }
    }
    if let Some(left_out) = printed.change.as_ref().and_then(|c| c.left_out) {
        lines.push(left_out.in_words(language));
    }
    lines
}

/// Least and greatest values, where counts are hidden.
fn in_words_limits(printed: &Printed, language: Language) -> Vec<String> {
    let Some(limits) = &printed.limits else { return Vec::new() };
    let count = whole(limits.hidden_counts as f64, language);
    let mut lines = vec![text_with(language, "measure-limits", &[("count", &count)])];
    // The share that swaps stands in words among the readings already.
    for found in limits.measures.iter().chain(&limits.within_between) {
        let side = |value: f64, exact: bool| {
            let value = decimal(value, 4, language);
            if exact { value } else { text_with(language, "measure-limit-bound", &[("value", &value)]) }
        };
        let least = side(found.least, found.least_exact);
        let greatest = side(found.greatest, found.greatest_exact);
        lines.push(format!("  {:<64} {least} – {greatest}", found.name(language)));
    }
    lines
}
