//! The panel of a drawing: whose catchment, how it is drawn, what comes of it.

use eframe::egui::{Button, Checkbox, ComboBox, Label, RichText, Ui};
use egui_material_icons::icons::{ICON_DRAW, ICON_REDO, ICON_UNDO};
use geo::Area;

use super::{DrawCommand, Drawing, Purpose, Seen, Way, areas, corner};
use crate::app::command::{Command, Commands};
use crate::app::elements::{hairline, heading, name_combo, named, primary};
use crate::app::state::State;
use crate::app::style::{CONTROL, caption, color, strong};
use crate::catchment::sketch::PathUse;
use crate::catchment::{Rule, Subset};
use crate::choice::flows::any;
use crate::data::Basis;
use crate::number::{decimal, whole};

/// So many overlaps are named, the largest first; the map shows them all.
const MOST_OVERLAPS: usize = 4;

/// The buttons that begin a drawing, under the choice of catchments.
pub fn starters(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let language = state.view.language;
    let draw = |command| Command::Draw(command);
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let icon = RichText::from(ICON_DRAW).size(16.0);
        if ui.button((icon, state.t("sketch-start"))).on_hover_text(state.t("sketch-start-what")).clicked() {
            commands.push(draw(DrawCommand::Start(None)));
        }
        let rule = match &state.view.choice.catchments {
            Some(rule @ (Rule::Nearest(Subset::All) | Rule::MostPupils)) => Some(rule.clone()),
            _ => None,
        };
        if let Some(rule) = rule
            && ui
                .button(state.t("sketch-take-over"))
                .on_hover_text(state.t("sketch-take-over-what"))
                .clicked()
        {
            commands.push(draw(DrawCommand::TakeOver(rule)));
        }
    });
    let (last, next) = (state.drawings.given.last(), state.drawings.given.next());
    if last.is_none() && next.is_none() {
        return;
    }
    let name = |code: &str| state.name_of_code(code);
    let words =
        |change: Option<&crate::catchment::edited::GivenChange>| change.map(|c| c.words(&name, language));
    let (past, future) = (words(last), words(next));
    ui.horizontal(|ui| {
        steps(state, ui, past.as_deref(), future.as_deref(), |back| {
            commands.push(draw(if back { DrawCommand::UndoGiven } else { DrawCommand::RedoGiven }));
        });
        if let Some(what) = &past {
            ui.add(Label::new(caption(what, &theme)).truncate());
        }
    });
}

/// Undo and redo, with what they do in words; `made` is told which.
fn steps(state: &State, ui: &mut Ui, past: Option<&str>, future: Option<&str>, mut made: impl FnMut(bool)) {
    for (icon, key, step, back) in
        [(ICON_UNDO, "plans-undo", past, true), (ICON_REDO, "plans-redo", future, false)]
    {
        let label = state.tw(key, &[("what", step.unwrap_or("–"))]);
        let button = Button::new(RichText::from(icon).size(18.0)).min_size([CONTROL, CONTROL].into());
        if named(ui.add_enabled(step.is_some(), button), &label).clicked() {
            made(back);
        }
    }
}

/// The whole panel; only while something is drawn.
pub fn panel(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let level = state.view.choice.level;
    let without = state.rule_without_catchments();
    let schools = state.schools_to_draw();
    let Some(mut drawing) = state.drawings.tool.take() else { return };
    let seen = drawing.see(level).clone();
    heading(ui, &state.t("sketch-title"), &theme);
    ui.add_space(4.0);
    school_box(state, ui, &drawing, schools, commands);
    if let Purpose::Plan { year, .. } = drawing.purpose {
        let plan = state.plans.scenario().map_or_else(|| state.t("plans-new-name"), |s| s.name.clone());
        let year = year.0.to_string();
        ui.label(caption(state.tw("sketch-in-plan", &[("year", &year), ("plan", &plan)]), &theme));
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for (way, key) in [(Way::Areas, "sketch-way-areas"), (Way::Border, "sketch-way-border")] {
            if ui.selectable_label(drawing.way == way, state.t(key)).clicked() && drawing.way != way {
                commands.push(Command::Draw(DrawCommand::SetWay(way)));
            }
        }
    });
    ui.add_space(4.0);
    match drawing.way {
        Way::Areas => areas::show(state, ui, &mut drawing, &seen, commands),
        Way::Border => border(state, ui, &mut drawing, commands),
    }
    ui.add_space(8.0);
    // Before what comes of it, which can be long: in a low window they stay in sight.
    buttons(state, ui, &drawing, &seen, commands);
    history(state, ui, &drawing, commands);
    hairline(ui, &theme);
    result(state, ui, &mut drawing, &seen);
    if let Some(rule) = without {
        let rule = state.t(rule);
        ui.add_space(4.0);
        ui.label(caption(state.tw("sketch-rule-without", &[("rule", &rule)]), &theme));
        if ui.button(state.t("sketch-rule-follow")).clicked() {
            commands.push(Command::Draw(DrawCommand::FollowCatchments));
        }
    }
    state.drawings.tool = Some(drawing);
}

fn school_box(state: &State, ui: &mut Ui, drawing: &Drawing, schools: Vec<String>, commands: &mut Commands) {
    let label = state.t("sketch-school");
    let chosen = drawing.school_name();
    // Another school is another drawing: this one is kept or left first.
    let free = !drawing.session.is_changed() && !matches!(drawing.purpose, Purpose::Plan { id: Some(_), .. });
    let has = |code: &str| {
        let id = drawing.town.school_by_code(code);
        drawing.town.catchments().iter().any(|c| Some(c.school) == id)
    };
    let mut list: Vec<(String, String)> =
        schools.into_iter().map(|code| (state.name_of_code(&code), code)).collect();
    list.sort();
    let response = ui
        .add_enabled_ui(free, |ui| {
            ComboBox::from_id_salt("sketch-school")
                .selected_text(&chosen)
                .width(ui.available_width())
                .height(360.0)
                .show_ui(ui, |ui| {
                    for (name, code) in list {
                        let text =
                            if has(&code) { name } else { state.tw("sketch-none-yet", &[("school", &name)]) };
                        if ui.selectable_label(code == drawing.school, text).clicked() {
                            commands.push(Command::Draw(DrawCommand::Start(Some(code))));
                        }
                    }
                })
                .response
        })
        .inner;
    name_combo(response, &label, &chosen);
}

fn border(state: &State, ui: &mut Ui, drawing: &mut Drawing, commands: &mut Commands) {
    let theme = state.theme();
    let points = drawing.session.path().len();
    let key = match (points, drawing.session.shape().0.is_empty()) {
        (0, true) => "sketch-how-begin",
        (0, false) => "sketch-how-corners",
        (1 | 2, _) => "sketch-how-more",
        _ => "sketch-how-close",
    };
    ui.label(caption(state.t(key), &theme));
    ui.add(Checkbox::new(&mut drawing.snapping, state.t("sketch-snap")));
    ui.add_enabled_ui(drawing.snapping, |ui| {
        ui.add(Checkbox::new(&mut drawing.following, state.t("sketch-follow")));
    });
    if drawing.snapping && drawing.borders.made && drawing.borders.borders.is_none() {
        ui.label(RichText::new(state.t("sketch-too-many")).color(color(theme.warn)));
    }
    if !drawing.session.neighbours().is_empty() {
        let mut together = drawing.together;
        let box_ = ui.add(Checkbox::new(&mut together, state.t("sketch-together")));
        if box_.on_hover_text(state.t("sketch-together-what")).changed() {
            commands.push(Command::Draw(DrawCommand::Together(together)));
        }
    }
    corner::show(state, ui, drawing, commands);
    if !drawing.session.shape().0.is_empty() {
        ui.label(caption(state.t("sketch-line-is"), &theme));
        ui.horizontal(|ui| {
            for (using, key) in [(PathUse::Add, "sketch-line-adds"), (PathUse::Cut, "sketch-line-cuts")] {
                ui.radio_value(&mut drawing.path_use, using, state.t(key));
            }
        });
    }
    if points > 0 {
        ui.horizontal_wrapped(|ui| {
            if ui.add_enabled(points > 2, Button::new(state.t("sketch-close"))).clicked() {
                commands.push(Command::Draw(DrawCommand::Close));
            }
            if ui.button(state.t("sketch-take-back")).clicked() {
                commands.push(Command::Draw(DrawCommand::TakeBack));
            }
            if ui.button(state.t("sketch-leave")).clicked() {
                commands.push(Command::Draw(DrawCommand::Leave));
            }
        });
    }
}

/// What comes of it: surface, areas, pupils, and how it meets the others.
fn result(state: &State, ui: &mut Ui, drawing: &mut Drawing, seen: &Seen) {
    let theme = state.theme();
    let language = state.view.language;
    let warn = |text: String| RichText::new(text).color(color(theme.warn));
    for fault in drawing.faults() {
        ui.add(Label::new(warn(fault.notice().message(language))).wrap());
    }
    for (school, fault) in drawing.faults_beside() {
        let what = fault.notice().message(language);
        let text = state.tw("sketch-fault-beside", &[("school", &school), ("what", &what)]);
        ui.add(Label::new(warn(text)).wrap());
    }
    let Ok(shape) = &seen.sound else { return };
    if shape.0.is_empty() {
        ui.label(state.t("sketch-nothing"));
        return;
    }
    let hectares = |m2: f64| decimal(m2 / 10_000.0, 1, language);
    ui.label(strong(state.tw("sketch-surface", &[("hectares", &hectares(shape.unsigned_area()))])));
    if let Some(basis) = drawing.living_basis() {
        let (pupils, living) = (whole(seen.living.pupils, language), seen.living);
        ui.label(state.tw("sketch-pupils", &[("pupils", &pupils)]));
        let mut notes = vec![state.t("sketch-pupils-how")];
        match basis {
            Basis::Counted => {}
            Basis::Estimated => notes.push(state.t("sketch-pupils-estimated")),
            Basis::Modelled => notes.push(state.t("sketch-pupils-modelled")),
        }
        if living.left_out > 0 {
            let count = whole(living.left_out as f64, language);
            notes.push(state.tw("sketch-pupils-left-out", &[("count", &count)]));
        }
        ui.label(caption(notes.join(" "), &theme));
    }
    let along: Vec<String> =
        drawing.session.moved_neighbours().map(|(school, _)| drawing.name_of(Some(*school))).collect();
    if !along.is_empty() {
        ui.label(state.tw("sketch-along", &[("schools", &along.join(", "))]));
    }
    if !seen.beside.is_empty() {
        return;
    }
    let meeting = &seen.meeting;
    if meeting.islands > 0 {
        let parts = whole(shape.0.len() as f64, language);
        ui.label(state.tw("sketch-parts", &[("parts", &parts)]));
    }
    if meeting.outside_m2 > 0.0 {
        ui.label(state.tw("sketch-outside", &[("hectares", &hectares(meeting.outside_m2))]));
    }
    if drawing.around.others().is_empty() {
        ui.label(caption(state.t("sketch-alone"), &theme));
        return;
    }
    let mut overlaps: Vec<_> =
        meeting.overlaps.iter().map(|(s, common)| (s, common.unsigned_area())).collect();
    overlaps.sort_by(|a, b| b.1.total_cmp(&a.1));
    let more = overlaps.len().saturating_sub(MOST_OVERLAPS);
    for (school, common) in overlaps.into_iter().take(MOST_OVERLAPS) {
        let name = drawing.name_of(Some(*school));
        let args = [("school", name.as_str()), ("hectares", &hectares(common))];
        ui.label(warn(state.tw("sketch-overlap", &args)));
    }
    if more > 0 {
        let count = whole(more as f64, language);
        ui.label(warn(state.tw("sketch-overlap-more", &[("count", &count)])));
    }
    if meeting.overlaps.is_empty() {
        ui.label(state.t("sketch-no-overlap"));
    } else {
        ui.add(Checkbox::new(&mut drawing.give_way, state.t("sketch-give-way")));
    }
    if !meeting.gaps.0.is_empty() {
        let count = whole(meeting.gaps.0.len() as f64, language);
        let args = [("count", count.as_str()), ("hectares", &hectares(meeting.gaps.unsigned_area()))];
        ui.label(state.tw("sketch-gaps", &args));
    }
}

fn history(state: &State, ui: &mut Ui, drawing: &Drawing, commands: &mut Commands) {
    let theme = state.theme();
    let name = |id| drawing.name_of_area(id);
    let words =
        |step: Option<&crate::catchment::sketch::Step>| step.map(|s| s.words(&name, state.view.language));
    let (past, future) = (words(drawing.session.past().next()), words(drawing.session.future().next()));
    ui.horizontal(|ui| {
        steps(state, ui, past.as_deref(), future.as_deref(), |back| {
            commands.push(Command::Draw(if back { DrawCommand::Undo } else { DrawCommand::Redo }));
        });
        begin(state, ui, drawing, commands);
    });
    let what = past.unwrap_or_else(|| " ".to_owned());
    ui.add(Label::new(caption(what, &theme)).truncate());
}

/// The catchment by a rule, to go on from.
fn begin(state: &State, ui: &mut Ui, drawing: &Drawing, commands: &mut Commands) {
    ui.menu_button(state.t("sketch-begin"), |ui| {
        let mut rules = vec![Rule::Nearest(Subset::All)];
        if any(&drawing.town, state.view.choice.scheme, state.view.choice.year) {
            rules.push(Rule::MostPupils);
        }
        for rule in rules {
            let label = crate::view::capital(&rule.name(state.view.language));
            if ui.button(label).clicked() {
                commands.push(Command::Draw(DrawCommand::Begin(Some(rule))));
                ui.close();
            }
        }
        if ui.button(state.t("sketch-begin-empty")).clicked() {
            commands.push(Command::Draw(DrawCommand::Begin(None)));
            ui.close();
        }
    });
}

fn buttons(state: &State, ui: &mut Ui, drawing: &Drawing, seen: &Seen, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        let empty = drawing.session.shape().0.is_empty();
        // An empty catchment takes away what was there; of nothing there is nothing to keep.
        let ready = seen.sound.is_ok()
            && seen.beside.is_empty()
            && drawing.session.path().len() == 0
            && (!empty || drawing.had_one);
        if ui.add_enabled(ready, primary(state, &state.t("sketch-done"))).clicked() {
            commands.push(Command::Draw(DrawCommand::Done));
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::Draw(DrawCommand::Cancel));
        }
        if drawing.had_one
            && drawing.purpose == Purpose::Given
            && ui.button(state.t("sketch-remove")).clicked()
        {
            commands.push(Command::Draw(DrawCommand::Remove));
        }
    });
}
