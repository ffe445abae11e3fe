//! The list of steps, and what can be done with them.

use eframe::egui::{
    Align2, Button, Checkbox, FontId, Role, Sense, TextFormat, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{
    ICON_ARROW_DOWNWARD, ICON_ARROW_UPWARD, ICON_CONTENT_COPY, ICON_DELETE, ICON_PLAY_ARROW, ICON_REDO,
    ICON_UNDO,
};

use super::keep::StoryCommand;
use crate::app::command::{Command, Commands};
use crate::app::elements::{heading, primary};
use crate::app::fonts::{regular, semibold};
use crate::app::layers_panel::capital;
use crate::app::search::levels_key;
use crate::app::state::State;
use crate::app::style::{BODY, CAPTION, CONTROL, caption, color};
use crate::figures::plain::Figure;
use crate::view::story::Step;

pub fn show(state: &mut State, ui: &mut Ui, flying: bool, commands: &mut Commands) {
    let theme = state.theme();
    heading(ui, &state.t("tell-title"), &theme);
    ui.add_space(4.0);
    let count = state.story.story.steps.len();
    if count == 0 {
        ui.label(state.t("tell-empty"));
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    for at in 0..count {
        row(state, ui, at, commands);
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    ui.add_space(8.0);
    let add = primary(state, &state.t("tell-add"));
    let why = with_shortcut(ui, state.t("tell-add-why"), &StoryCommand::Add);
    if ui.add_sized([ui.available_width(), CONTROL], add).on_hover_text(why).clicked() {
        commands.push(Command::Story(StoryCommand::Add));
    }
    tools(state, ui, commands);
    if state.story.step().is_some() && !flying {
        differs(state, ui, commands);
    }
    ui.add_space(12.0);
    let mut on = state.story.notes_window;
    let notes = ui.add(Checkbox::new(&mut on, state.t("tell-notes-window")));
    if notes.on_hover_text(state.t("tell-notes-window-why")).clicked() {
        commands.push(Command::Story(StoryCommand::ShowNotes(on)));
    }
}

/// "What it does (Ctrl+D)".
fn with_shortcut(ui: &Ui, text: String, command: &StoryCommand) -> String {
    match super::shortcut(command) {
        Some(shortcut) => format!("{text} ({})", ui.ctx().format_shortcut(&shortcut)),
        None => text,
    }
}

/// What a step shows, in a few words.
fn shows(state: &mut State, step: &Step) -> String {
    let found = step.view.find(state.dataset());
    let mut parts = vec![capital(&state.t(levels_key(found.choice.level)))];
    if step.view.figure != Figure::None {
        // Of a proposal only the one that is open is known; to compute all would take a while.
        let open = state.story.step().is_some_and(|s| (&s.scenario, s.year) == (&step.scenario, step.year));
        let town = if step.scenario.is_none() { Some(state.present()) } else { None };
        if let Some(town) = town.or_else(|| open.then(|| state.dataset())).cloned() {
            let found = step.view.find(&town);
            let plain = state.plain_of(&town, step.view.figure, found.comparison, found.selection);
            parts.push(if plain.value.is_empty() { state.t("tell-no-value") } else { plain.value });
        }
    }
    parts.extend(step.scenario.clone());
    parts.join(" · ")
}

fn row(state: &mut State, ui: &mut Ui, at: usize, commands: &mut Commands) {
    const HEIGHT: f32 = 46.0;
    let Some(step) = state.story.story.steps.get(at).cloned() else { return };
    let shown = shows(state, &step);
    let theme = state.theme();
    let chosen = state.story.chosen == Some(at);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let number = (at + 1).to_string();
    let title = if step.title.trim().is_empty() { state.t("tell-untitled") } else { step.title.clone() };
    let mut warnings = Vec::new();
    if state.story.story.is_a_leap(at) {
        warnings.push((state.t("tell-leap"), state.t("tell-leap-why")));
    }
    let lost_plan = step.scenario.is_some() && state.plan_of(&step).is_none();
    if lost_plan || step.view.find(state.dataset()).is_missing_something {
        warnings.push((state.t("tell-missing"), state.t("tell-missing-why")));
    }
    let mut label = state.tw("tell-row", &[("step", &number), ("title", &title)]);
    for (word, _) in &warnings {
        label = format!("{label}. {word}");
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &label));

    let painter = ui.painter_at(rect.expand(2.0));
    if chosen || response.hovered() {
        let strength = if chosen { 0.12 } else { 0.06 };
        painter.rect_filled(rect, 6.0, color(theme.panel.mix(theme.accent, strength)));
    }
    if response.has_focus() {
        let ring = (2.0, color(theme.accent));
        painter.rect_stroke(rect, 6.0, ring, eframe::egui::StrokeKind::Inside);
    }
    let tint = color(if chosen { theme.accent } else { theme.muted });
    let figure = FontId::new(BODY, semibold());
    painter.text(pos2(rect.min.x + 20.0, rect.min.y + 14.0), Align2::CENTER_CENTER, &number, figure, tint);
    let left = rect.min.x + 40.0;
    let width = rect.max.x - left - 8.0;
    let line = |text: &str, font: FontId, ink, width: f32| {
        let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, ink));
        job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(width);
        ui.painter().layout_job(job)
    };
    let font = FontId::new(BODY, if chosen { semibold() } else { regular() });
    let first = line(&title, font, color(theme.text), width);
    painter.galley(pos2(left, rect.min.y + 14.0 - first.size().y / 2.0), first, color(theme.text));
    let mut x = left;
    for (word, _) in &warnings {
        let font = FontId::new(CAPTION, semibold());
        let galley = ui.painter().layout_no_wrap(format!("{word} · "), font, color(theme.warn));
        let step = galley.size().x;
        painter.galley(pos2(x, rect.min.y + 33.0 - galley.size().y / 2.0), galley, color(theme.warn));
        x += step;
    }
    let small = FontId::new(CAPTION, regular());
    let second = line(&shown, small, color(theme.muted), (rect.max.x - x - 8.0).max(0.0));
    painter.galley(pos2(x, rect.min.y + 33.0 - second.size().y / 2.0), second, color(theme.muted));

    let clicked = response.clicked();
    if !warnings.is_empty() {
        let why: Vec<&str> = warnings.iter().map(|(_, why)| why.as_str()).collect();
        response.on_hover_text(why.join("\n\n"));
    }
    if clicked {
        commands.push(Command::Story(StoryCommand::Choose(at)));
    }
}

fn tools(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let story = &state.story;
    let count = story.story.steps.len();
    let at = story.chosen.filter(|at| *at < count);
    let list: [(MaterialIcon, StoryCommand, bool); 7] = [
        (ICON_ARROW_UPWARD, StoryCommand::Up, at.is_some_and(|at| at > 0)),
        (ICON_ARROW_DOWNWARD, StoryCommand::Down, at.is_some_and(|at| at + 1 < count)),
        (ICON_CONTENT_COPY, StoryCommand::Duplicate, at.is_some()),
        (ICON_DELETE, StoryCommand::Remove, at.is_some()),
        (ICON_UNDO, StoryCommand::Undo, story.can_undo()),
        (ICON_REDO, StoryCommand::Redo, story.can_redo()),
        (ICON_PLAY_ARROW, StoryCommand::Present { full: false }, count > 0),
    ];
    ui.horizontal(|ui| {
        let gap = (ui.available_width() - CONTROL * list.len() as f32) / (list.len() - 1) as f32;
        ui.spacing_mut().item_spacing.x = gap.max(0.0);
        ui.spacing_mut().button_padding.x = 4.0;
        for (icon, command, enabled) in list {
            let button = Button::new(eframe::egui::RichText::from(icon).size(18.0))
                .frame_when_inactive(false)
                .min_size(vec2(CONTROL, CONTROL));
            let response = ui.add_enabled(enabled, button);
            let label = state.t(command.label_key());
            let hint = with_shortcut(ui, label.clone(), &command);
            let enabled = response.enabled();
            response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &label));
            if response.on_hover_text(&hint).on_disabled_hover_text(&hint).clicked() {
                commands.push(Command::Story(command));
            }
        }
    });
}

/// That the map shows something else than the step, and what to do about it.
fn differs(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let (Some(step), Some(at), Some(camera)) = (state.story.step(), state.story.chosen, state.view.camera)
    else {
        return;
    };
    let Some(now) = state.view_to_keep(step.view.figure) else { return };
    if step.view.is_shown(&now, &camera) {
        return;
    }
    let theme = state.theme();
    ui.add_space(12.0);
    let number = (at + 1).to_string();
    ui.label(caption(state.tw("tell-differs", &[("step", &number)]), &theme));
    ui.horizontal(|ui| {
        let update = ui.button(state.t("tell-update"));
        let why = with_shortcut(ui, state.t("tell-update-why"), &StoryCommand::Update);
        if update.on_hover_text(why).clicked() {
            commands.push(Command::Story(StoryCommand::Update));
        }
        if ui.button(state.t("tell-back")).clicked() {
            commands.push(Command::Story(StoryCommand::Back));
        }
    });
}
