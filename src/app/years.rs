//! The tab of the years: a line per measure with its interval, and what made the last change.

use eframe::egui::Ui;

use super::chart::{Look, Series, over_years};
use super::elements::{row, share_bar};
use super::state::State;
use super::style::{caption, section, strong};
use super::workings::Measures;
use crate::figures::over_time::{ChangeParts, Moment};
use crate::number::{decimal, percent};

pub fn show(state: &mut State, ui: &mut Ui, measures: &Measures) {
    let theme = state.theme();
    let language = state.view.language;
    let moments = measures.years.first().map_or(0, |(_, moments)| moments.len());
    if moments < 2 {
        ui.label(state.t("years-none"));
        return;
    }
    let inks = [theme.accent, theme.warn, theme.model];
    for (i, (measure, moments)) in measures.years.iter().enumerate() {
        let name = measure.name(language);
        ui.label(section(&name, &theme));
        let points: Vec<_> = moments
            .iter()
            .filter_map(|m| Some((m.year, m.value?, m.interval.as_ref().map(|i| (i.low, i.high)))))
            .collect();
        let words = state.speaker().moments(moments);
        let limits = |m: &Moment| m.limits.map(|b| (m.year, b.least.value(), b.greatest.value()));
        let spans: Vec<_> = moments.iter().filter_map(limits).collect();
        let hidden = !spans.is_empty();
        let series =
            Series { name, colour: inks[i % inks.len()], dashed: false, points, tag: String::new(), spans };
        let label = words.join("; ");
        let look = Look { height: 150.0, mark: None, theme: &theme, label: &label };
        over_years(ui, measure.id, &[series], &look, move |v| percent(v, 0, language));
        ui.label(caption(label, &theme));
        if hidden {
            ui.label(caption(state.t("years-hidden"), &theme));
        }
        let left_out: usize = moments.iter().map(|m| m.left_out).sum();
        if left_out > 0 {
            ui.label(caption(state.tw("years-left-out", &[("count", &left_out.to_string())]), &theme));
        }
        ui.add_space(12.0);
    }
    let Some(found) = &measures.change else { return };
    ui.label(section(&state.tw("years-change", &[("year", &found.against)]), &theme));
    ui.label(caption(state.t("years-change-what"), &theme));
    if let Some(left_out) = found.left_out {
        ui.label(caption(left_out.in_words(language), &theme));
    }
    for (key, parts) in [("years-m", &found.mutual_information), ("years-h", &found.theil_h)] {
        if let Some(parts) = parts {
            ui.add_space(8.0);
            change(state, ui, key, parts);
        }
    }
}

/// One measure: its change, and the five parts that add up to it.
fn change(state: &State, ui: &mut Ui, key: &str, parts: &ChangeParts) {
    let theme = state.theme();
    let number = |v: f64| {
        // What rounds to nothing has no sign.
        let sign = if v >= 0.0005 { "+" } else { "" };
        format!("{sign}{}", decimal(v, 3, state.view.language))
    };
    let (before, after) =
        (decimal(parts.before, 3, state.view.language), decimal(parts.after, 3, state.view.language));
    let args = [("before", before.as_str()), ("after", after.as_str()), ("change", &number(parts.change))];
    ui.label(strong(state.tw(key, &args)));
    let list = [
        ("years-closed", parts.closed),
        ("years-opened", parts.opened),
        ("years-groups", parts.group_margin),
        ("years-schools", parts.school_margin),
        ("years-structure", parts.structural),
    ];
    let most = list.iter().map(|(_, v)| v.abs()).fold(f64::EPSILON, f64::max);
    for (name, value) in list {
        row(ui, state.t(name), number(value));
        // Less segregation and more differ in the sign of the number too, not only in colour.
        let ink = if value > 0.0 { theme.warn } else { theme.accent };
        let label = format!("{} {}", state.t(name), number(value));
        share_bar(ui, &[(ink, value.abs() / most)], 4.0, &label, theme.window);
    }
    if !parts.fitted {
        ui.label(caption(state.t("years-not-fitted"), &theme));
    }
}
