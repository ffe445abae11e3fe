//! What a proposal takes for granted, each in a sentence, and to be changed.

mod forecast;
mod money;

use eframe::egui::{Checkbox, ComboBox, DragValue, Grid, ScrollArea, TextEdit, Ui};

use crate::app::command::{Command, Commands, PlanCommand};
use crate::app::elements::{name_combo, number, primary};
use crate::app::state::State;
use crate::app::style::{caption, section, title};
use crate::app::window::terms;
use crate::data::Mode;
use crate::scenario::assumed::is_chosen;
use crate::scenario::options::NEAREST;
use crate::scenario::{Assumptions, Feedback, Rule, Travel};

/// The assumptions while they are changed.
#[derive(Clone, Debug)]
pub struct AssumptionsForm(pub Assumptions);

pub fn rule_key(rule: Rule) -> &'static str {
    match rule {
        Rule::Stay => "rule-stay",
        Rule::Nearest => "rule-nearest",
        Rule::Catchment => "rule-catchment",
        Rule::ChoiceModel => "rule-choice",
        Rule::IntakeOnly => "rule-intake",
    }
}

fn why_key(rule: Rule) -> &'static str {
    match rule {
        Rule::Stay => "rule-stay-why",
        Rule::Nearest => "rule-nearest-why",
        Rule::Catchment => "rule-catchment-why",
        Rule::ChoiceModel => "rule-choice-why",
        Rule::IntakeOnly => "rule-intake-why",
    }
}

pub fn show(state: &State, ui: &mut Ui, form: &mut AssumptionsForm, commands: &mut Commands) {
    let theme = state.theme();
    let assumptions = &mut form.0;
    ui.set_width(560.0);
    ui.label(title(state.t("assumptions-title")));
    ui.label(caption(state.t("assumptions-what"), &theme));
    ui.add_space(8.0);
    // Title and buttons stay in sight; what is between them scrolls.
    let height = (ui.ctx().content_rect().height() - 200.0).max(180.0);
    ScrollArea::vertical()
        .id_salt("assumptions-numbers")
        .max_height(height)
        .min_scrolled_height(height)
        .show(ui, |ui| {
            rules(state, ui, assumptions);
            ui.add_space(8.0);
            ui.label(section(&state.t("assumptions-numbers"), &theme));
            Grid::new("assumptions").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
                let (first, last) = (&mut assumptions.first_year.0, &mut assumptions.last_year.0);
                let name = ui.label(state.t("assumptions-years")).id;
                ui.horizontal(|ui| {
                    ui.add(DragValue::new(first).range(2000..=*last)).labelled_by(name);
                    ui.label("–");
                    ui.add(DragValue::new(last).range(*first..=*first + 199)).labelled_by(name);
                });
                ui.end_row();
                forecast::show(state, ui, &mut assumptions.forecast);
                let closing = &mut assumptions.closing;
                limit(state, ui, "assumptions-threshold", &mut closing.threshold, 100.0, commands);
                limit(state, ui, "assumptions-average", &mut closing.board_average, 200.0, commands);
                let name = ui.label(state.t("assumptions-closing-source")).id;
                ui.add(TextEdit::singleline(&mut closing.source).desired_width(260.0)).labelled_by(name);
                ui.end_row();
                let mut years = f64::from(closing.years);
                drag(state, ui, "assumptions-closing-years", &mut years, 1.0..=20.0, 0.1, "");
                closing.years = years.round() as u32;
                drag(state, ui, "assumptions-public", &mut closing.public_within_km, 0.0..=100.0, 0.5, " km");
                travel(state, ui, assumptions);
                feedback(state, ui, assumptions);
                if is_chosen(assumptions) {
                    choice_set(state, ui, &mut assumptions.choice_set);
                }
                let mut detour = assumptions.detour;
                drag(state, ui, "assumptions-detour", &mut detour, 1.0..=2.0, 0.01, " ×");
                assumptions.detour = detour;
                let space = &mut assumptions.space;
                drag(state, ui, "assumptions-fixed", &mut space.fixed, 0.0..=5000.0, 1.0, " m²");
                drag(state, ui, "assumptions-per-pupil", &mut space.per_pupil, 0.0..=50.0, 0.01, " m²");
                drag(
                    state,
                    ui,
                    "assumptions-per-weighted",
                    &mut space.per_weighted_pupil,
                    0.0..=50.0,
                    0.01,
                    " m²",
                );
                money::weighted(state, ui, &mut space.weighted);
                money::spare(state, ui, &mut assumptions.spare_share);
                money::budget(state, ui, &mut assumptions.budget);
            });
        });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.add(primary(state, &state.t("assumptions-apply"))).clicked() {
            commands.plan(PlanCommand::SetAssumptions(Box::new(assumptions.clone())));
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

/// Who goes where.
fn rules(state: &State, ui: &mut Ui, assumptions: &mut Assumptions) {
    let theme = state.theme();
    ui.label(section(&state.t("assumptions-rule"), &theme));
    for rule in Rule::ALL {
        ui.radio_value(&mut assumptions.rule, rule, state.t(rule_key(rule)));
        if assumptions.rule == rule {
            ui.indent(rule.code(), |ui| {
                ui.label(caption(state.t(why_key(rule)), &theme));
                if rule == Rule::IntakeOnly {
                    ui.horizontal_wrapped(|ui| {
                        ui.label(state.t("assumptions-intake"));
                        for of in [Rule::ChoiceModel, Rule::Nearest, Rule::Catchment, Rule::Stay] {
                            ui.radio_value(&mut assumptions.intake, of, state.t(rule_key(of)));
                        }
                    });
                }
            });
        }
    }
    ui.checkbox(&mut assumptions.places_limited, state.t("assumptions-places"));
}

fn drag(
    state: &State,
    ui: &mut Ui,
    key: &str,
    value: &mut f64,
    range: std::ops::RangeInclusive<f64>,
    speed: f64,
    suffix: &str,
) {
    let name = ui.label(state.t(key)).id;
    ui.add(number(state, value).range(range).speed(speed).suffix(suffix)).labelled_by(name);
    ui.end_row();
}

/// A number of pupils that is given or not.
fn limit(
    state: &State,
    ui: &mut Ui,
    key: &str,
    value: &mut Option<f64>,
    usual: f64,
    commands: &mut Commands,
) {
    let name = ui.label(state.t(key)).id;
    ui.horizontal(|ui| {
        let mut known = value.is_some();
        if ui.add(Checkbox::without_text(&mut known)).labelled_by(name).changed() {
            *value = known.then_some(usual);
        }
        match value {
            Some(pupils) => {
                ui.add(DragValue::new(pupils).range(0.0..=1000.0).max_decimals(0)).labelled_by(name);
            }
            None => {
                ui.label(state.t("assumptions-threshold-unknown"));
            }
        }
        terms::hint(state, ui, terms::Term::ClosingNorm, commands);
    });
    ui.end_row();
}

/// How far it is to school.
fn travel(state: &State, ui: &mut Ui, assumptions: &mut Assumptions) {
    let key = |travel: Travel| match travel {
        Travel::StraightLine => "assumptions-travel-straight",
        Travel::Route(Mode::Walking) => "assumptions-travel-walking",
        Travel::Route(Mode::Cycling) => "assumptions-travel-cycling",
    };
    let label = state.t("assumptions-travel");
    ui.label(&label);
    if state.present().streets().is_none() {
        ui.label(format!("{}. {}", state.t(key(Travel::StraightLine)), state.t("assumptions-travel-none")));
        ui.end_row();
        return;
    }
    let chosen = state.t(key(assumptions.travel));
    let response = ComboBox::from_id_salt("travel").selected_text(&chosen).width(260.0).show_ui(ui, |ui| {
        for travel in Travel::ALL {
            ui.selectable_value(&mut assumptions.travel, travel, state.t(key(travel)));
        }
    });
    name_combo(response.response, &label, &chosen);
    ui.end_row();
}

/// On whose choice a choice rests.
fn feedback(state: &State, ui: &mut Ui, assumptions: &mut Assumptions) {
    if !is_chosen(assumptions) {
        return;
    }
    let key = |feedback: Feedback| match feedback {
        Feedback::YearBefore => "assumptions-feedback-before",
        Feedback::FixedPoint => "assumptions-feedback-fixed",
    };
    ui.label(state.t("assumptions-feedback"));
    // Beside each other they would not fit.
    ui.vertical(|ui| {
        for feedback in Feedback::ALL {
            ui.radio_value(&mut assumptions.feedback, feedback, state.t(key(feedback)));
        }
    });
    ui.end_row();
}

/// How many schools can be chosen.
fn choice_set(state: &State, ui: &mut Ui, few: &mut Option<u32>) {
    let name = ui.label(state.t("assumptions-choice-set")).id;
    ui.horizontal(|ui| {
        let mut all = few.is_none();
        let response = ui.checkbox(&mut all, state.t("assumptions-choice-set-all"));
        if response.labelled_by(name).changed() {
            *few = (!all).then_some(NEAREST);
        }
        if let Some(schools) = few {
            ui.add(DragValue::new(schools).range(1..=10_000)).labelled_by(name);
            ui.label(state.t("assumptions-choice-set-near"));
        }
    });
    ui.end_row();
}
