//! What is said with the chosen step: title, figure, sentence, caption and the speaker's note.

use eframe::egui::{ComboBox, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::keep::{Field, StoryCommand};
use crate::app::command::{Command, Commands};
use crate::app::elements::{chip, hairline, heading, name_combo};
use crate::app::figures_panel::comparison_boxes;
use crate::app::inspector;
use crate::app::layers_panel::{colour_box, level_box};
use crate::app::state::State;
use crate::app::style::{caption, color, figure, title};
use crate::data::{Basis, Year};
use crate::figures::plain::{Figure, Plain};
use crate::view::story::Step;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let (Some(at), Some(step)) = (state.story.chosen, state.story.step().cloned()) else {
        ui.label(RichText::new(state.t("tell-nothing-chosen")).color(color(theme.muted)));
        return;
    };
    let number = (at + 1).to_string();
    heading(ui, &state.tw("tell-step", &[("step", &number)]), &theme);
    ui.add_space(4.0);
    let untitled = state.t("tell-untitled");
    field(state, ui, Field::Title, &step.title, &untitled, 1, commands);

    ui.add_space(8.0);
    let plain = state.plain(step.view.figure);
    figure_box(state, ui, step.view.figure, commands);
    if step.view.figure != Figure::None {
        comparison_boxes(state, ui, commands);
        told(state, ui, &plain);
    }

    ui.add_space(8.0);
    let text = step.sentence.clone().unwrap_or_else(|| plain.sentence.clone());
    field(state, ui, Field::Sentence, &text, "", 4, commands);
    if step.sentence.is_none() {
        if step.view.figure != Figure::None {
            ui.label(caption(state.t("tell-sentence-automatic"), &theme));
        }
    } else if step.view.figure != Figure::None {
        ui.label(caption(state.t("tell-sentence-own"), &theme));
        if ui.link(RichText::new(state.t("tell-sentence-restore"))).clicked() {
            commands.push(Command::Story(StoryCommand::RestoreSentence));
        }
    }

    ui.add_space(8.0);
    field(state, ui, Field::Caption, &step.caption, "", 2, commands);
    ui.add_space(8.0);
    field(state, ui, Field::Note, &step.note, "", 5, commands);

    hairline(ui, &theme);
    heading(ui, &state.t("tell-map"), &theme);
    ui.add_space(4.0);
    level_box(state, ui, commands);
    colour_box(state, ui, commands);
    if let Some(hit) = state.view.selection.primary() {
        let (name, _) = inspector::summary(state, hit);
        ui.label(caption(state.tw("tell-selected", &[("name", &name)]), &theme));
    }
    plan_box(state, ui, &step, commands);
}

/// A text of the step, with its name above it.
fn field(
    state: &State,
    ui: &mut Ui,
    field: Field,
    text: &str,
    hint: &str,
    rows: usize,
    commands: &mut Commands,
) {
    let label = state.t(field.label_key());
    ui.label(caption(&label, &state.theme()));
    let mut written = text.to_owned();
    let edit = if rows == 1 {
        TextEdit::singleline(&mut written)
    } else {
        TextEdit::multiline(&mut written).desired_rows(rows)
    };
    let edit = edit.id_salt(("tell", field)).hint_text(hint).desired_width(f32::INFINITY);
    let response = ui.add(edit);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, &label);
        info.current_text_value = Some(written.clone());
        info
    });
    if response.changed() && written != text {
        commands.push(Command::Story(StoryCommand::SetText(field, written)));
    }
}

fn figure_box(state: &State, ui: &mut Ui, chosen: Figure, commands: &mut Commands) {
    let label = state.t("tell-field-figure");
    ui.label(caption(&label, &state.theme()));
    let name = state.t(chosen.key());
    let response = ComboBox::from_id_salt("figure_told")
        .selected_text(name.as_str())
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for figure in Figure::ALL {
                if ui.selectable_label(figure == chosen, state.t(figure.key())).clicked() && figure != chosen
                {
                    commands.push(Command::Story(StoryCommand::SetFigure(figure)));
                }
            }
        });
    name_combo(response.response, &label, &name);
}

/// The figure as it will be seen, with the mark that belongs to it.
fn told(state: &State, ui: &mut Ui, plain: &Plain) {
    let theme = state.theme();
    if plain.value.is_empty() {
        ui.label(RichText::new(&plain.sentence).color(color(theme.warn)));
        return;
    }
    // A range has no room in the largest letters.
    let is_long = plain.value.chars().count() > 10;
    ui.horizontal_wrapped(|ui| {
        ui.label(if is_long { title(&plain.value) } else { figure(&plain.value) });
        if plain.basis != Basis::Counted {
            let key = if plain.basis == Basis::Modelled { "basis-modelled" } else { "basis-estimated" };
            chip(ui, &state.t(key), &state.t("mark-model-why"), theme.model, theme.model_soft);
        }
    });
}

/// The proposal that the step shows, where there is any to choose.
fn plan_box(state: &State, ui: &mut Ui, step: &Step, commands: &mut Commands) {
    let plans = state.plans.history.proposals();
    if plans.is_empty() && step.scenario.is_none() {
        return;
    }
    let year = step.year.unwrap_or(state.plans.year.0);
    let chosen = step.scenario.clone().unwrap_or_else(|| state.t("plans-present"));
    let label = state.t("tell-field-scenario");
    ui.label(caption(&label, &state.theme()));
    let set = |plan| Command::Story(StoryCommand::SetScenario(plan));
    let response = ComboBox::from_id_salt("plan_told")
        .selected_text(chosen.as_str())
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            if ui.selectable_label(step.scenario.is_none(), state.t("plans-present")).clicked() {
                commands.push(set(None));
            }
            for plan in plans {
                let is_chosen = step.scenario.as_ref() == Some(&plan.name);
                if ui.selectable_label(is_chosen, plan.name.as_str()).clicked() {
                    commands.push(set(Some((plan.name.clone(), state.plans.year.0))));
                }
            }
        });
    name_combo(response.response, &label, &chosen);
    let Some(name) = &step.scenario else { return };
    let label = state.t("tell-field-year");
    let (first, last) = state.years();
    let shown = Year(year).to_string();
    let response = ComboBox::from_id_salt("plan_year").selected_text(shown.as_str()).show_ui(ui, |ui| {
        for other in first.0..=last.0 {
            if ui.selectable_label(other == year, Year(other).to_string()).clicked() {
                commands.push(set(Some((name.clone(), other))));
            }
        }
    });
    name_combo(response.response, &label, &shown);
}
