//! The right panel: what the proposal does in the year that is shown, beside doing nothing.

mod details;
mod school;

use std::sync::Arc;

use eframe::egui::{Align, Button, Layout, RichText, Sense, Ui, vec2};

use crate::app::chart::{Look, Moment, Series, over_years};
use crate::app::command::{Commands, PlanCommand};
use crate::app::dialogs::one_notice;
use crate::app::elements::{chip, hairline, heading};
use crate::app::figures_panel::{group_label, other_label};
use crate::app::ranges::DRAWS;
use crate::app::state::State;
use crate::app::style::{CONTROL, caption, color, section, strong};
use crate::figures::others;
use crate::number::whole;
use crate::scenario::Outcomes;
use crate::scenario::assumed::{closing, feedback, is_chosen, travel};
use crate::scenario::compare::Figure;
use crate::scenario::outcome::YearRanges;
use crate::scenario::shown::{tells_figure, told_figure, told_range};
use crate::view::outcomes::{
    STRIP, difference_beside, has_range, is_better, range_text, told_text, value_text, within_budget_until,
};

pub use school::{Told, show as of_school};

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let year = state.plans.year;
    heading(ui, &state.tw("outcomes-title", &[("year", &year.to_string())]), &theme);
    let (found, reference) = match state.outcomes() {
        Ok(found) => found,
        Err(notice) => {
            let text = RichText::new(notice.message(state.view.language));
            // What is still being made ready is nothing to warn of.
            let calm = notice.severity == crate::notice::Severity::Info;
            ui.label(if calm { text } else { text.color(color(theme.warn)) });
            return;
        }
    };
    compared(state, ui);
    ui.add_space(4.0);
    let shown = state.shown_plan();
    let ranges = state.strip_ranges(ui.ctx(), shown.clone());
    let ranges = ranges.as_deref().and_then(|r| r.first());
    let drawn = is_chosen(&shown.assumptions);
    for (figure, part) in STRIP {
        // A range would tell what its figure may not.
        let told = tells_figure(figure, &found, state.plans.year, state.view.gate);
        let range = (drawn && told && has_range(figure)).then(|| range(state, figure, &found, ranges));
        row(state, ui, (figure, part), range, [&found, &reference], commands);
    }
    ranges_rest_on(state, ui, drawn);
    details::under(state, ui, &found, ranges.and_then(Option::as_ref));
    details::by_group(state, ui, &found);
    details::energy(state, ui, &found);
    ui.label(caption(travel(&shown.assumptions, state.present(), state.view.language), &state.theme()));
    budget(state, ui, &found);
    ui.add_space(8.0);
    chart(state, ui, &found, &reference, commands);
    ui.add_space(8.0);
    rests_on(state, ui, &found, commands);
    hairline(ui, &theme);
}

/// Of whom the figure is.
fn compared(state: &State, ui: &mut Ui) {
    let comparison = state.view.comparison;
    let (group, other) =
        (group_label(state, comparison.scheme, comparison.group), other_label(state, comparison));
    let key = if state.plans.current > 0 { "outcomes-against" } else { "outcomes-present" };
    let text = state.tw(key, &[("group", &group), ("other", &other)]);
    ui.label(caption(text, &state.theme()));
    if let Some(text) = others::sentence(state.dataset(), comparison, state.view.language) {
        ui.label(caption(text, &state.theme()));
    }
}

/// Name, value and difference, and under the name what repeated draws of the choices make of it; a click
/// shows it over the years.
fn row(
    state: &State,
    ui: &mut Ui,
    (figure, part): (Figure, bool),
    range: Option<String>,
    [found, reference]: [&Arc<Outcomes>; 2],
    commands: &mut Commands,
) {
    /// What the range adds to a row.
    const BELOW: f32 = 13.0;
    let theme = state.theme();
    let language = state.view.language;
    let year = state.plans.year;
    let gate = state.view.gate;
    let told = |outcomes| told_figure(figure, outcomes, year, gate);
    let (from, to) = (told(reference), told(found));
    let value = told_text(figure, found, year, gate, language);
    let difference =
        if state.plans.current > 0 { difference_beside(figure, from, to, language) } else { String::new() };
    let name = state.t(figure.key());
    let chosen = state.plans.charted == figure;
    let below = if range.is_some() { BELOW } else { 0.0 };
    let height = below + if part { 22.0 } else { CONTROL - below / 2.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if chosen || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(
            rect.expand2(vec2(8.0, 0.0)),
            6.0,
            color(theme.panel.mix(theme.accent, if chosen { 0.10 } else { 0.05 })),
        );
    }
    let ink = match is_better(figure, from, to).filter(|_| !["=", "≈"].contains(&difference.as_str())) {
        Some(true) => theme.accent,
        Some(false) => theme.warn,
        None => theme.muted,
    };
    let (rect, under) = rect.split_top_bottom_at_y(rect.max.y - below);
    if let Some(range) = range {
        let indent = vec2(if part { 14.0 } else { 0.0 }, 2.0);
        let under = eframe::egui::Rect::from_min_max(under.min + indent - vec2(0.0, 4.0), under.max);
        let layout = Layout::left_to_right(Align::Center);
        let mut line = ui.new_child(eframe::egui::UiBuilder::new().max_rect(under).layout(layout));
        line.add(eframe::egui::Label::new(caption(range, &theme)).selectable(false));
    }
    let mut inside = ui.new_child(
        eframe::egui::UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)),
    );
    let text = if part { RichText::new(format!("    {name}")).size(12.5) } else { RichText::new(&name) };
    let size = if part { 13.5 } else { 16.0 };
    let face = if part { crate::app::fonts::regular() } else { crate::app::fonts::semibold() };
    let galley =
        ui.painter().layout_no_wrap(value.clone(), eframe::egui::FontId::new(size, face), color(theme.text));
    // A long name ends before its value.
    let aside = if state.plans.current > 0 { 62.0 } else { 0.0 };
    inside.set_max_width(rect.width() - aside - galley.size().x - 10.0);
    inside.add(eframe::egui::Label::new(text.color(color(theme.muted))).truncate().selectable(false));
    let right = rect;
    let at = |x: f32| eframe::egui::pos2(right.max.x - x, right.center().y);
    let painter = ui.painter();
    painter.galley(at(aside) - vec2(galley.size().x, galley.size().y / 2.0), galley, color(theme.text));
    let small = eframe::egui::FontId::new(12.5, crate::app::fonts::regular());
    painter.text(at(0.0), eframe::egui::Align2::RIGHT_CENTER, &difference, small, color(ink));
    let words = if difference.is_empty() {
        format!("{name}: {value}")
    } else {
        format!("{name}: {value} ({difference})")
    };
    response
        .widget_info(|| eframe::egui::WidgetInfo::selected(eframe::egui::Role::Button, true, chosen, &words));
    if response.on_hover_text(state.t("outcomes-click")).clicked() {
        commands.plan(PlanCommand::Chart(figure));
    }
}

/// What repeated draws of the choices make of a figure. Its room is there from the start, so that nothing
/// moves when it comes.
fn range(state: &State, figure: Figure, found: &Outcomes, ranges: Option<&Option<YearRanges>>) -> String {
    let language = state.view.language;
    let told = |drawn| told_range(figure, drawn, found, state.plans.year, state.view.gate);
    let text = match ranges {
        Some(Some(drawn)) => told(drawn).map(|range| range_text(figure, range, language)),
        Some(None) => None,
        None => Some(state.t("ranges-waiting")),
    };
    text.unwrap_or_default()
}

/// Of what the ranges are.
fn ranges_rest_on(state: &State, ui: &mut Ui, drawn: bool) {
    let text = if drawn {
        let draws = whole(DRAWS.count as f64, state.view.language);
        state.tw("ranges-about", &[("draws", &draws), ("seed", &DRAWS.seed.to_string())])
    } else {
        state.t("ranges-none")
    };
    ui.label(caption(text, &state.theme()));
}

fn budget(state: &State, ui: &mut Ui, found: &Outcomes) {
    let theme = state.theme();
    let Some(last) = found.years.last() else { return };
    if last.money.budget.is_none() {
        return;
    }
    let text = match within_budget_until(found) {
        Some(until) if until == last.year => state.t("outcomes-budget-all"),
        Some(until) => state.tw("outcomes-budget-until", &[("year", &until.0.to_string())]),
        None => state.t("outcomes-budget-none"),
    };
    ui.label(caption(text, &theme));
    let source = state.plans.scenario().and_then(|s| s.assumptions.budget.as_ref()).map(|b| b.source.clone());
    if let Some(source) = source.filter(|s| !s.is_empty()) {
        ui.label(caption(state.tw("outcomes-budget-source", &[("source", &source)]), &theme));
    }
    if last.money.unknown > 0 {
        let count = whole(last.money.unknown as f64, state.view.language);
        let text = state.tw("outcomes-cost-unknown", &[("count", &count)]);
        ui.label(caption(text, &theme).color(color(theme.warn)));
    }
}

/// The chosen outcome over the years: the proposal against doing nothing.
fn chart(state: &mut State, ui: &mut Ui, found: &Outcomes, reference: &Outcomes, commands: &mut Commands) {
    let theme = state.theme();
    let language = state.view.language;
    let figure = state.plans.charted;
    let gate = state.view.gate;
    let line = |outcomes: &Outcomes| -> Vec<_> {
        let told = |year| told_figure(figure, outcomes, year, gate);
        outcomes.years.iter().filter_map(|y| Some((y.year, told(y.year)?, None))).collect()
    };
    ui.label(section(&state.t(figure.key()), &theme));
    let mut series = vec![Series {
        name: state.t("plans-nothing"),
        colour: theme.muted,
        dashed: true,
        points: line(reference),
        tag: String::new(),
        spans: Vec::new(),
    }];
    if state.plans.current > 0 {
        series.push(Series {
            name: found.name.clone(),
            colour: theme.accent,
            dashed: false,
            points: line(found),
            tag: String::new(),
            spans: Vec::new(),
        });
    }
    let words = |points: &[Moment]| {
        let ends = points.first().zip(points.last());
        ends.map(|(a, b)| {
            let value = |v| value_text(figure, Some(v), language);
            format!("{} {} – {} {}", a.0.0, value(a.1), b.0.0, value(b.1))
        })
        .unwrap_or_default()
    };
    let label: Vec<String> = series.iter().map(|s| format!("{}: {}", s.name, words(&s.points))).collect();
    let label = label.join("; ");
    let look = Look { height: 130.0, mark: Some(state.plans.year), theme: &theme, label: &label };
    let clicked =
        over_years(ui, "outcome-chart", &series, &look, move |v| value_text(figure, Some(v), language));
    ui.label(caption(label, &theme));
    if let Some(year) = clicked {
        commands.plan(PlanCommand::SetYear(year));
    }
}

/// The mark, the rule, and what could not be computed.
fn rests_on(state: &State, ui: &mut Ui, found: &Outcomes, commands: &mut Commands) {
    let theme = state.theme();
    ui.horizontal_wrapped(|ui| {
        chip(ui, &state.t("basis-modelled"), &state.t("mark-model-why"), theme.model, theme.model_soft);
        let rule = state.t(super::assumptions::rule_key(found.rule));
        ui.label(caption(rule, &theme));
    });
    let shown = state.shown_plan();
    let assumptions = &shown.assumptions;
    let language = state.view.language;
    for text in feedback(assumptions, language).into_iter().chain([closing(assumptions, language)]) {
        ui.label(caption(text, &theme));
    }
    if state.plans.current > 0 {
        let button = Button::new(state.t("plans-assumptions-open")).min_size(vec2(0.0, CONTROL));
        if ui.add(button).clicked() {
            commands.plan(PlanCommand::AskAssumptions);
        }
    }
    if !found.notices.is_empty() {
        ui.add_space(8.0);
        ui.label(strong(state.t("outcomes-notices")));
        for notice in found.notices.iter().take(12) {
            one_notice(state, ui, notice);
            details::ways_out(state, ui, notice, commands);
        }
    }
}
