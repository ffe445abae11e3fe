//! What `measure` prints for a person.

use super::Printed;
use crate::data::{Basis, Dataset};
use crate::figures::headline::{Headline, NoSplit};
use crate::figures::quote::hidden_in_words;
use crate::figures::readings::Readings;
use crate::measure::figures::Plain;
use crate::number::{DASH, decimal, percent, whole};
use crate::text::{Language, text, text_with};

/// How many units and pupils there are, and how many of those pupils D is about: `pair`, or a range
/// where counts are hidden; and how many units are in no figure.
pub(super) fn rests_on(printed: &Printed, pair: f64, language: Language) -> Vec<String> {
    // Where each unit is left out nothing was counted, which is not zero.
    let none = printed.figures.units == 0 && printed.limits.is_none();
    if let Some(left_out) = printed.left_out_units.filter(|_| none) {
        let units = whole(left_out as f64, language);
        return vec![text_with(language, "measure-rests-on-none", &[("units", &units)])];
    }
    let number = |n: f64| whole(n, language);
    let mut lines = Vec::new();
    if let Some(limits) = &printed.limits {
        lines.push(hidden_in_words(&limits.readings, language));
        let pupils = format!("{}–{}", number(limits.pupils.least), number(limits.pupils.greatest));
        lines.push(text_with(language, "measure-of-pair", &[("pupils", &pupils)]));
    } else {
        let pupils = printed.figures.pupils.map_or(0.0, |Plain(pupils)| pupils);
        let units = number(printed.figures.units as f64);
        let args = [("units", units.as_str()), ("pupils", &number(pupils))];
        lines.push(text_with(language, "measure-rests-on", &args));
        lines.push(text_with(language, "measure-of-pair", &[("pupils", &number(pair))]));
        if pupils > pair {
            let left = number(pupils - pair);
            lines.push(text_with(language, "figures-left-out", &[("pupils", &left)]));
        }
    }
    if let Some(units) = printed.left_out_units {
        let schools = number(units as f64);
        lines.push(text_with(language, "figures-schools-left-out", &[("schools", &schools)]));
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
    match &printed.limits {
        Some(limits) => {
            lines.extend(readings(&Readings::Hidden(limits.readings), names, 1, language));
            lines.extend(in_words_limits(printed, language));
        }
        None => {
            let moves = &figures.moves;
            let (d, swap) = (share(moves.one_group_share), share(moves.swap_share));
            let pupils = moves.whole_pupils.map_or(DASH.to_owned(), |p| number(p as f64));
            let args = [names[0], names[1], ("d", d.as_str()), ("swap", &swap), ("pupils", &pupils)];
            let keys = ["measure-one", "measure-swap", "measure-whole"];
            lines.extend(keys.map(|key| text_with(language, key, &args)));
        }
    }
    // Every further figure under the name that the JSON gives it; where counts are hidden these are
    // among the limits.
    let hidden = printed.limits.is_some();
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
        if hidden && !(title == "home" || title.starts_with("change")) {
            continue;
        }
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

/// D and the share that swaps, as far as they can be told.
pub(super) fn readings(
    readings: &Readings,
    names: [(&str, &str); 2],
    decimals: usize,
    language: Language,
) -> Vec<String> {
    let told = |v: Option<String>| v.unwrap_or_else(|| DASH.to_owned());
    let (d, swap) = (told(readings.one_group(decimals, language)), told(readings.swap(decimals, language)));
    let args = [names[0], names[1], ("d", d.as_str()), ("swap", swap.as_str())];
    ["measure-one", "measure-swap"].map(|key| text_with(language, key, &args)).to_vec()
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
