//! The left panel: the present and the proposals, the edits of the one that is shown, undo and redo.

use eframe::egui::{
    Align, Align2, Button, FontId, Layout, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};
use egui_material_icons::icons::{ICON_ADD, ICON_REDO, ICON_UNDO};

use super::FriendsCommand;
use super::map_menu::{SCHOOL_EDITS, TOWN_EDITS};
use crate::app::command::{Command, Commands, PlanCommand};
use crate::app::elements::{heading, named};
use crate::app::fonts;
use crate::app::state::State;
use crate::app::style::{BODY, CAPTION, CONTROL, caption, color, strong};
use crate::number::decimal;
use crate::scenario::edit::{Edit, Status};
use crate::scenario::words;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    heading(ui, &state.t("plans-title"), &theme);
    let present = state.t("plans-present");
    one(state, ui, 0, &present, commands);
    let names: Vec<String> = state.plans.history.proposals().iter().map(|s| s.name.clone()).collect();
    for (i, name) in names.iter().enumerate() {
        one(state, ui, i + 1, name, commands);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if ui.button(state.t("plans-new")).clicked() {
            commands.plan(PlanCommand::New);
        }
        ui.menu_button(state.t("plans-more"), |ui| more(state, ui, commands));
    });
    ui.add_space(16.0);
    history(state, ui, commands);
    if state.plans.current > 0 {
        described(state, ui, commands);
        edits(state, ui, commands);
    } else {
        ui.label(caption(state.t("plans-present-what"), &theme));
    }
    ui.add_space(12.0);
    add_menu(state, ui, commands);
}

/// A row of the list: number and name.
fn one(state: &State, ui: &mut Ui, number: usize, name: &str, commands: &mut Commands) {
    let theme = state.theme();
    let chosen = state.plans.current == number;
    let text = format!("{number}   {name}");
    let text = if chosen { strong(text) } else { RichText::new(text) };
    let ground = if chosen { color(theme.panel.mix(theme.accent, 0.10)) } else { color(theme.panel) };
    let button =
        Button::selectable(chosen, text).fill(ground).min_size([ui.available_width(), CONTROL].into());
    let response =
        ui.with_layout(Layout::top_down_justified(Align::Min), |ui| ui.add(button.right_text(""))).inner;
    if response.clicked() {
        commands.plan(PlanCommand::Show(number));
    }
}

/// Everything that can be done with proposals as a whole.
fn more(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let has = state.plans.current > 0;
    for (key, command, needs) in [
        ("plans-duplicate", PlanCommand::Duplicate, true),
        ("plans-remove", PlanCommand::Remove, true),
        ("plans-export", PlanCommand::AskExport, true),
    ] {
        if ui.add_enabled(has || !needs, Button::new(state.t(key))).clicked() {
            commands.plan(command);
            ui.close();
        }
    }
    if ui.button(state.t("plans-import")).clicked() {
        commands.push(Command::AskOpen);
        ui.close();
    }
    ui.separator();
    ui.label(caption(state.t("plans-ready"), &state.theme()));
    if ui.button(state.t("friends-pilot-proposal")).clicked() {
        commands.friends(FriendsCommand::PilotProposal);
        ui.close();
    }
    for (at, scenario) in state.ready_scenarios().iter().enumerate() {
        if ui.button(&scenario.name).clicked() {
            commands.plan(PlanCommand::AddReady(at));
            ui.close();
        }
    }
}

/// Undo and redo, with what they do in words.
fn history(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let name = |code: &str| state.name_of_code(code);
    let language = state.view.language;
    let past = state.plans.history.past().next().map(|c| c.words(&name, language));
    let future = state.plans.history.future().next().map(|c| c.words(&name, language));
    ui.horizontal(|ui| {
        for (icon, key, step, command) in [
            (ICON_UNDO, "plans-undo", &past, PlanCommand::Undo),
            (ICON_REDO, "plans-redo", &future, PlanCommand::Redo),
        ] {
            let label = match step {
                Some(what) => state.tw(key, &[("what", what)]),
                None => state.tw(key, &[("what", "–")]),
            };
            let button = Button::new(RichText::from(icon).size(18.0)).min_size([CONTROL, CONTROL].into());
            if named(ui.add_enabled(step.is_some(), button), &label).clicked() {
                commands.plan(command);
            }
        }
        steps(state, ui, commands);
        if let Some(what) = past {
            ui.add(eframe::egui::Label::new(caption(what, &state.theme())).truncate());
        }
    });
    ui.add_space(8.0);
}

/// The history in words, the newest first; a step takes back itself and all that came after it.
fn steps(state: &State, ui: &mut Ui, commands: &mut Commands) {
    const MOST: usize = 20;
    let name = |code: &str| state.name_of_code(code);
    let past: Vec<String> =
        state.plans.history.past().take(MOST).map(|c| c.words(&name, state.view.language)).collect();
    let menu = eframe::egui::containers::menu::MenuButton::new(state.t("plans-history"));
    ui.add_enabled_ui(!past.is_empty(), |ui| {
        menu.ui(ui, |ui| {
            ui.label(caption(state.t("plans-history-what"), &state.theme()));
            ScrollArea::vertical().id_salt("steps of the history").max_height(360.0).show(ui, |ui| {
                for (at, what) in past.iter().enumerate() {
                    if ui.button(what).clicked() {
                        commands.plan(PlanCommand::UndoSteps(at + 1));
                        ui.close();
                    }
                }
            });
        });
    });
}

/// Name and description, to be changed on the spot.
fn described(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let Some(scenario) = state.plans.scenario().cloned() else { return };
    let mut name = scenario.name.clone();
    let label = state.t("plans-name");
    let response = ui.add(TextEdit::singleline(&mut name).desired_width(f32::INFINITY));
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &scenario.name, &name, label.clone());
        info.label = Some(label.clone());
        info
    });
    if response.changed() && !name.trim().is_empty() {
        commands.plan(PlanCommand::Rename(name));
    }
    let mut description = scenario.description.clone();
    let hint = state.t("plans-describe");
    let edit =
        TextEdit::multiline(&mut description).desired_rows(2).desired_width(f32::INFINITY).hint_text(&hint);
    let scroll = ScrollArea::vertical().id_salt("description").max_height(108.0);
    let response = scroll.show(ui, |ui| ui.add(edit)).inner;
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &scenario.description, &description, hint.clone());
        info.label = Some(hint.clone());
        info
    });
    if response.changed() {
        commands.plan(PlanCommand::Describe(description));
    }
    let rule = state.t(super::assumptions::rule_key(scenario.assumptions.rule));
    if ui.link(state.tw("plans-assumptions", &[("rule", &rule)])).clicked() {
        commands.plan(PlanCommand::AskAssumptions);
    }
    ui.add_space(16.0);
}

fn edits(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let Some(scenario) = state.plans.scenario().cloned() else { return };
    heading(ui, &state.t("plans-edits"), &theme);
    if scenario.edits.is_empty() {
        ui.label(caption(state.t("plans-no-edits"), &theme));
    }
    let left_out = state.outcomes().map(|(o, _)| o.left_out.clone()).unwrap_or_default();
    let mut list: Vec<&Edit> = scenario.edits.iter().collect();
    list.sort_by_key(|e| (e.year, e.id));
    for edit in list {
        one_edit(state, ui, edit, left_out.contains(&edit.id), commands);
    }
}

/// An edit with its year, its words and its cost; the whole of it opens the form.
fn one_edit(state: &State, ui: &mut Ui, edit: &Edit, refused: bool, commands: &mut Commands) {
    const YEAR: f32 = 44.0;
    let theme = state.theme();
    let language = state.view.language;
    let name = |code: &str| state.name_of_code(code);
    let what = words::what(&edit.what, &name, language);
    let number = edit.id.0.to_string();
    let mut below =
        vec![state.tw("plans-edit-number", &[("number", &number)]), state.t(status_key(edit.status))];
    if refused {
        below.push(state.t("plans-left-out"));
    }
    if let Some(amount) = edit.cost.as_ref().and_then(|c| c.amount) {
        let million = decimal(amount / 1e6, 1, language);
        below.push(state.tw("outcome-million", &[("million", &million)]));
    }
    let ink = if refused { theme.warn } else { theme.text };
    let font = |size, bold| FontId::new(size, if bold { fonts::semibold() } else { fonts::regular() });
    let wrap = ui.available_width() - YEAR;
    let words = ui.painter().layout(what.clone(), font(BODY, false), color(ink), wrap);
    let detail = ui.painter().layout(below.join(" · "), font(CAPTION, false), color(theme.muted), wrap);
    let height = words.size().y + detail.size().y + 14.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if response.hovered() || response.has_focus() {
        let ground = color(theme.panel.mix(theme.accent, 0.07));
        ui.painter().rect_filled(rect.expand2(vec2(8.0, 0.0)), 6.0, ground);
    }
    let top = rect.min + vec2(0.0, 6.0);
    let painter = ui.painter();
    painter.text(top, Align2::LEFT_TOP, edit.year.0.to_string(), font(BODY, true), color(theme.text));
    let middle = top + vec2(YEAR, words.size().y + 1.0);
    painter.galley(top + vec2(YEAR, 0.0), words, color(ink));
    painter.galley(middle, detail, color(theme.muted));
    painter.hline(rect.x_range(), rect.max.y, (1.0, color(theme.line)));
    let label = format!("{} {what}, {}", edit.year.0, below.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.clicked() {
        commands.plan(PlanCommand::AskEdit(edit.id));
    }
}

pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Idea => "edit-status-idea",
        Status::InThePlan => "edit-status-plan",
        Status::Decided => "edit-status-decided",
    }
}

/// Every kind of edit, for whoever does not point at the map.
fn add_menu(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let text = RichText::new(state.t("plans-add")).color(color(state.theme().accent));
    let icon = RichText::from(ICON_ADD).size(16.0).color(color(state.theme().accent));
    ui.menu_button((icon, text), |ui| {
        let chosen = state.view.selection.school().and_then(|id| state.dataset().school(id));
        let selected = chosen.map(|s| s.name.clone());
        let title = match &selected {
            Some(name) => state.tw("plans-add-school", &[("school", name)]),
            None => state.t("plans-add-no-school"),
        };
        ui.label(caption(title, &state.theme()));
        for kind in SCHOOL_EDITS {
            if ui.add_enabled(selected.is_some(), Button::new(state.t(kind.key()))).clicked() {
                commands.plan(PlanCommand::StartEdit(kind));
                ui.close();
            }
        }
        ui.separator();
        for kind in TOWN_EDITS {
            if ui.button(state.t(kind.key())).clicked() {
                commands.plan(PlanCommand::StartEdit(kind));
                ui.close();
            }
        }
    });
}
