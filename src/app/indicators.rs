//! The figures of an area or school, with a line over the years where a figure has several.

use std::collections::BTreeMap;

use eframe::egui::{CollapsingHeader, Ui};

use super::chart::{Look, Series, over_years};
use super::elements::{heading, row};
use super::layers_panel::capital;
use super::state::State;
use crate::data::{Subject, Year};
use crate::join::recognise::figure_column;
use crate::number::decimal;

/// So many figures show their line at once; the others when asked.
const OPEN: usize = 3;

const HEIGHT: f32 = 90.0;

/// One figure of one unit: its name and its known values, from early to late.
struct Figure {
    name: String,
    values: Vec<(Option<Year>, f64)>,
}

/// Every figure of one area or school.
pub fn show(state: &State, ui: &mut Ui, subject: Subject, unit: usize) {
    let figures = figures(state, subject, unit);
    if figures.is_empty() {
        return;
    }
    let theme = state.theme();
    ui.add_space(12.0);
    heading(ui, &state.t("inspector-figures"), &theme);
    let mut lines = 0;
    for (key, figure) in &figures {
        let Some((_, newest)) = figure.values.last() else { continue };
        let name = capital(&figure.name);
        let points: Vec<(Year, f64)> =
            figure.values.iter().filter_map(|(year, value)| Some(((*year)?, *value))).collect();
        let [(first, _), .., (last, _)] = points.as_slice() else {
            row(ui, name, number_text(state, *newest));
            continue;
        };
        let (from, to) = (first.0.to_string(), last.0.to_string());
        let title = format!("{name}: {}", number_text(state, *newest));
        lines += 1;
        let header = CollapsingHeader::new(title).id_salt((key, unit)).default_open(lines <= OPEN);
        header.show(ui, |ui| {
            let label = state.tw("inspector-over-years", &[("name", &name), ("from", &from), ("to", &to)]);
            let words: Vec<String> = points
                .iter()
                .map(|(year, value)| format!("{}: {}", year.0, number_text(state, *value)))
                .collect();
            let label = format!("{label}. {}", words.join("; "));
            let points = points.iter().map(|(year, value)| (*year, *value, None)).collect();
            let series = Series {
                name: name.clone(),
                colour: theme.accent,
                dashed: false,
                points,
                tag: String::new(),
                spans: Vec::new(),
            };
            let language = state.view.language;
            let write = move |v: f64| decimal(v, usize::from(v.abs() < 10.0 && v.fract() != 0.0), language);
            let look = Look { height: HEIGHT, mark: None, theme: &theme, label: &label };
            over_years(ui, &format!("{key} {unit}"), &[series], &look, write);
        });
    }
}

/// By key, in the order in which the files have them.
fn figures(state: &State, subject: Subject, unit: usize) -> Vec<(String, Figure)> {
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<(String, Figure)> = Vec::new();
    for indicator in state.dataset().indicators().iter().filter(|i| i.subject == subject) {
        // A number of pupils too small to be shown is no point of a line either.
        let Some(value) = state.view.gate.figure(indicator, unit).value() else { continue };
        let place = *at.entry(figure_column(&indicator.key).into_owned()).or_insert_with(|| {
            out.push((indicator.key.clone(), Figure { name: indicator.label.clone(), values: Vec::new() }));
            out.len() - 1
        });
        if let Some((_, figure)) = out.get_mut(place) {
            figure.values.push((indicator.year, value));
        }
    }
    for (_, figure) in &mut out {
        figure.values.sort_by_key(|(year, _)| *year);
        figure.values.dedup_by_key(|(year, _)| *year);
    }
    out
}

fn number_text(state: &State, value: f64) -> String {
    let decimals = if value.fract() == 0.0 { 0 } else { 1 };
    decimal(value, decimals, state.view.language)
}
