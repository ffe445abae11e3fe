//! The bar at the top: what is open, menus, search.

use eframe::egui::{Align, Button, Layout, MenuBar, RichText, Role, Ui, WidgetInfo, vec2};
use egui_material_icons::icons::{ICON_LEFT_PANEL_OPEN, ICON_RIGHT_PANEL_OPEN, ICON_SLIDESHOW};

use super::command::{Command, Commands};
use super::elements::{chip, named};
use super::home;
use super::measures_window::Tab;
use super::place;
use super::search;
use super::state::State;
use super::style::{CONTROL, color, title};
use super::tell::keep::StoryCommand;
use crate::text::Language;
use crate::view::theme::ThemeKind;

/// Room for the three menus.
const MENUS_WIDTH: f32 = 190.0;

/// Below this width of the window the mark of the example stands in the status bar only.
const NARROW: f32 = 1400.0;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        panel_button(state, ui, true, commands);
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.label(title("Wijk").size(15.0));
        ui.label(title("spiegel").size(15.0).color(color(theme.accent)));
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.add_space(8.0);
        // The narrowest windows keep their room for the places and the search.
        if ui.ctx().content_rect().width() >= 1140.0 {
            ui.label(RichText::new(state.dataset().name()).color(color(theme.muted)));
        }
        if state.dataset().is_example() && ui.ctx().content_rect().width() >= NARROW {
            let (text, why) = (state.t("mark-example"), state.t("mark-example-why"));
            chip(ui, &text, &why, theme.model, theme.model_soft);
        } else if state.opened.is_unsaved() {
            ui.label(RichText::new(state.t("app-unsaved")).color(color(theme.warn)));
        }
        ui.add_space(8.0);
        // A menu bar takes all the room there is; the tabs need theirs.
        let menus_size = vec2(MENUS_WIDTH, ui.available_height());
        ui.allocate_ui_with_layout(menus_size, Layout::left_to_right(Align::Center), |ui| {
            MenuBar::new().ui(ui, |ui| menus(state, ui, commands));
        });
        place::tabs(state, ui, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            panel_button(state, ui, false, commands);
            present_button(state, ui, commands);
            search::show(state, ui, commands);
        });
    });
}

fn present_button(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let command = Command::Story(StoryCommand::Present { full: true });
    let theme = state.theme();
    // Where there is little room the icon is enough.
    let wide = ui.ctx().content_rect().width() >= 1400.0;
    let label = state.t(command.label_key());
    let icon = RichText::from(ICON_SLIDESHOW).size(18.0).color(color(theme.accent));
    let button = if wide { Button::new((icon, label.as_str())) } else { Button::new(icon) };
    let response = ui.add(button.frame_when_inactive(false).min_size([CONTROL, CONTROL].into()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label.as_str()));
    let shortcut = command.shortcut().map(|s| ui.ctx().format_shortcut(&s)).unwrap_or_default();
    if response.on_hover_text(format!("{} ({shortcut})", state.t("tell-present-why"))).clicked() {
        commands.push(command);
    }
}

fn panel_button(state: &State, ui: &mut Ui, left: bool, commands: &mut Commands) {
    let (icon, command, open) = if left {
        (ICON_LEFT_PANEL_OPEN, Command::ToggleLeft, state.view.left_open)
    } else {
        (ICON_RIGHT_PANEL_OPEN, Command::ToggleRight, state.view.right_open)
    };
    // The tint tells whether the panel is there; no box, so that the map stays the loudest.
    let theme = state.theme();
    let tint = color(if open { theme.accent } else { theme.muted });
    let icon = RichText::from(icon).size(18.0).color(tint);
    let button = Button::new(icon).frame_when_inactive(false).min_size([CONTROL, CONTROL].into());
    let response = ui.add(button);
    let label = state.t(command.label_key());
    if named(response, &label).clicked() {
        commands.push(command);
    }
}

fn menus(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.menu_button(state.t("menu-file"), |ui| {
        for command in [
            Command::AskOpen,
            Command::NewFromFolder,
            Command::OpenExample,
            Command::Save,
            Command::AskSaveAs,
        ] {
            item(state, ui, command, commands);
        }
        ui.separator();
        item(state, ui, Command::AskExport, commands);
        ui.separator();
        item(state, ui, Command::AskPrivacy, commands);
    });
    ui.menu_button(state.t("menu-view"), |ui| {
        for command in [
            Command::ZoomIn,
            Command::ZoomOut,
            Command::ZoomTown,
            Command::ZoomSelection,
            Command::ToggleLeft,
            Command::ToggleRight,
            Command::ToggleTable,
        ] {
            item(state, ui, command, commands);
        }
        ui.separator();
        for (theme, key) in [
            (ThemeKind::Light, "theme-light"),
            (ThemeKind::Dark, "theme-dark"),
            (ThemeKind::HighContrast, "theme-contrast"),
        ] {
            if ui.radio(state.view.theme == theme, state.t(key)).clicked() {
                commands.push(Command::SetTheme(theme));
            }
        }
        ui.separator();
        // Each language by its own name, so that it is found by whoever needs it.
        for (language, name) in [(Language::Dutch, "Nederlands"), (Language::English, "English")] {
            if ui.radio(state.view.language == language, name).clicked() {
                commands.push(Command::SetLanguage(language));
            }
        }
    });
    ui.menu_button(state.t("menu-help"), |ui| {
        for command in [
            Command::ShowMeaning,
            Command::ShowMeasures(Tab::All),
            Command::ShowHome(home::Tab::Split),
            Command::ShowNotices,
            Command::ShowShortcuts,
        ] {
            item(state, ui, command, commands);
        }
    });
}

fn item(state: &State, ui: &mut Ui, command: Command, commands: &mut Commands) {
    let mut button = Button::new(state.t(command.label_key()));
    if let Some(shortcut) = command.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    if ui.add(button).clicked() {
        commands.push(command);
        ui.close();
    }
}
