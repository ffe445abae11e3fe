//! All proposals over the years, one small chart per outcome.

use std::sync::Arc;

use eframe::egui::{Ui, vec2};

use super::name;
use crate::app::chart::{Look, Series, over_years};
use crate::app::command::{Commands, PlanCommand};
use crate::app::state::State;
use crate::app::style::{caption, color, strong};
use crate::scenario::Outcomes;
use crate::scenario::compare::Figure;
use crate::scenario::shown::told_figure;
use crate::view::outcomes::value_text;
use crate::view::scene::Rgb;

/// The outcomes that are drawn, in order.
const DRAWN: [Figure; 9] = [
    Figure::Dissimilarity,
    Figure::Mirror,
    Figure::MeanDistance,
    Figure::SeatsShort,
    Figure::FloorShort,
    Figure::MustChange,
    Figure::UnderThreshold,
    Figure::Investment,
    Figure::EnergyNeutral,
];

const WIDTH: f32 = 300.0;
const HEIGHT: f32 = 150.0;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let Ok(engine) = state.engine() else { return };
    let proposals = state.plans.history.proposals().clone();
    let found: Vec<(Arc<Outcomes>, Arc<Outcomes>)> =
        proposals.iter().map(|s| (engine.outcomes(s), engine.reference(s))).collect();
    let Some((_, nothing)) = found.first() else { return };
    ui.label(caption(state.t("compare-charts-what"), &theme));
    ui.horizontal_wrapped(|ui| {
        for number in 1..=found.len() {
            ui.label(strong(name(state, number)).color(color(ink(state, number))));
            ui.add_space(12.0);
        }
    });
    ui.add_space(4.0);
    let columns = ((ui.available_width() + 16.0) / (WIDTH + 16.0)).floor().max(1.0);
    let width = (ui.available_width() - 16.0 * (columns - 1.0)) / columns;
    for figures in DRAWN.chunks(columns as usize) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for figure in figures {
                ui.allocate_ui(vec2(width, HEIGHT + 24.0), |ui| {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        let lines: Vec<&Outcomes> = found.iter().map(|(own, _)| own.as_ref()).collect();
                        one(state, ui, *figure, nothing, &lines, commands);
                    });
                });
            }
        });
        ui.add_space(8.0);
    }
}

/// A colour for every proposal; its number stands at the end of its line.
fn ink(state: &State, number: usize) -> Rgb {
    let theme = state.theme();
    let inks = [theme.accent, theme.warn, theme.model, theme.text];
    let base = inks[(number - 1) % inks.len()];
    // A second round is paler: the number tells the rest.
    if number > inks.len() { base.mix(theme.panel, 0.4) } else { base }
}

fn one(
    state: &State,
    ui: &mut Ui,
    figure: Figure,
    nothing: &Outcomes,
    proposals: &[&Outcomes],
    commands: &mut Commands,
) {
    let theme = state.theme();
    let (language, gate) = (state.view.language, state.view.gate);
    let points = |outcomes: &Outcomes| -> Vec<_> {
        let told = |year| told_figure(figure, outcomes, year, gate);
        outcomes.years.iter().filter_map(|y| Some((y.year, told(y.year)?, None))).collect()
    };
    ui.label(caption(state.t(figure.key()), &theme));
    let mut series = vec![Series {
        name: state.t("plans-nothing"),
        colour: theme.muted,
        dashed: true,
        points: points(nothing),
        tag: String::new(),
        spans: Vec::new(),
    }];
    for (at, outcomes) in proposals.iter().enumerate() {
        series.push(Series {
            name: outcomes.name.clone(),
            colour: ink(state, at + 1),
            dashed: false,
            points: points(outcomes),
            tag: (at + 1).to_string(),
            spans: Vec::new(),
        });
    }
    join_tags(&mut series);
    if series.iter().all(|s| s.points.is_empty()) {
        ui.add_space(8.0);
        ui.label(caption(state.t("compare-charts-unknown"), &theme));
        return;
    }
    let value = |v| value_text(figure, Some(v), language);
    let words = |s: &Series| {
        let ends = s.points.first().zip(s.points.last());
        let told = ends.map(|(a, b)| format!("{} {} – {} {}", a.0.0, value(a.1), b.0.0, value(b.1)));
        format!("{}: {}", s.name, told.unwrap_or_default())
    };
    let told: Vec<String> = series.iter().map(words).collect();
    let label = format!("{}. {}", state.t(figure.key()), told.join("; "));
    let look = Look { height: HEIGHT, mark: Some(state.plans.year), theme: &theme, label: &label };
    let id = format!("compare-chart-{}", figure.code());
    let clicked = over_years(ui, &id, &series, &look, move |v| value_text(figure, Some(v), language));
    if let Some(year) = clicked {
        commands.plan(PlanCommand::SetYear(year));
    }
}

/// Lines that end at the same height have one tag between them.
fn join_tags(series: &mut [Series]) {
    let values = || series.iter().flat_map(|s| &s.points).map(|p| p.1);
    let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    // As the chart leaves air around a line that hardly moves.
    let height = (high - low).max(high.abs().max(low.abs()) * 0.1).max(1e-6);
    let ends: Vec<Option<f64>> = series.iter().map(|s| s.points.last().map(|p| p.1)).collect();
    for at in 1..series.len() {
        let near = |other: usize| {
            let pair = ends.get(at).copied().flatten().zip(ends.get(other).copied().flatten());
            pair.is_some_and(|(a, b)| (a - b).abs() < 0.09 * height)
        };
        let Some(other) = (0..at).find(|o| near(*o) && series.get(*o).is_some_and(|s| !s.tag.is_empty()))
        else {
            continue;
        };
        let tag = series.get_mut(at).map(|s| std::mem::take(&mut s.tag)).unwrap_or_default();
        if let Some(first) = series.get_mut(other) {
            first.tag = format!("{}, {tag}", first.tag);
        }
    }
}
