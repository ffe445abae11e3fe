//! The dialog of settings: language, colours, size of text, motion.

use eframe::egui::{Ui, vec2};

use super::WindowCommand;
use super::settings::{Motion, ThemeChoice};
use crate::app::command::{Command, Commands};
use crate::app::elements::{heading, primary};
use crate::app::state::State;
use crate::app::style::{CONTROL, caption, strong, title};
use crate::text::Language;
use crate::view::theme::ThemeKind;

pub fn show(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    ui.set_width(420.0);
    ui.label(title(state.t("settings-title")));
    ui.add_space(12.0);

    heading(ui, &state.t("command-language"), &theme);
    ui.horizontal(|ui| {
        // Each language by its own name, so that it is found by whoever needs it.
        for (language, name) in [(Language::Dutch, "Nederlands"), (Language::English, "English")] {
            if ui.radio(state.view.language == language, name).clicked() {
                commands.push(Command::SetLanguage(language));
            }
        }
    });
    ui.add_space(8.0);

    heading(ui, &state.t("command-theme"), &theme);
    ui.horizontal_wrapped(|ui| {
        let chosen = state.window.preferences.theme;
        if ui.radio(chosen == ThemeChoice::System, state.t("theme-system")).clicked() {
            commands.push(Command::Window(WindowCommand::FollowSystem));
        }
        for (kind, key) in THEMES {
            if ui.radio(chosen == ThemeChoice::Of(kind), state.t(key)).clicked() {
                commands.push(Command::SetTheme(kind));
            }
        }
    });
    ui.add_space(8.0);

    heading(ui, &state.t("settings-text"), &theme);
    text_size(state, ui, commands);
    ui.add_space(8.0);

    heading(ui, &state.t("settings-motion"), &theme);
    ui.horizontal_wrapped(|ui| {
        for (motion, key) in [
            (Motion::System, "settings-motion-system"),
            (Motion::Reduced, "settings-motion-reduced"),
            (Motion::Full, "settings-motion-full"),
        ] {
            if ui.radio(state.window.preferences.motion == motion, state.t(key)).clicked() {
                commands.push(Command::Window(WindowCommand::SetMotion(motion)));
            }
        }
    });
    ui.add_space(12.0);

    let text = match &state.window.file {
        Some(file) => state.tw("settings-where", &[("file", &file.path().display().to_string())]),
        None => state.t("settings-nowhere"),
    };
    ui.label(caption(text, &theme));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.add(primary(state, &state.t("command-close"))).clicked() {
            commands.push(Command::CloseAsk);
        }
        if ui.button(state.t("tour-again")).clicked() {
            commands.push(Command::CloseAsk);
            commands.push(Command::Window(WindowCommand::StartTour));
        }
    });
}

/// The colours that can be chosen, with the Fluent keys of their names.
pub const THEMES: [(ThemeKind, &str); 3] = [
    (ThemeKind::Light, "theme-light"),
    (ThemeKind::Dark, "theme-dark"),
    (ThemeKind::HighContrast, "theme-contrast"),
];

fn text_size(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal(|ui| {
        let percent = state.window.preferences.text_percent;
        for (mark, command) in [("−", WindowCommand::TextSmaller), ("+", WindowCommand::TextLarger)] {
            let larger = command == WindowCommand::TextLarger;
            if larger {
                ui.label(strong(format!("{percent}\u{a0}%")));
            }
            let label = state.t(command.label_key());
            let enabled = if larger { percent < 200 } else { percent > 80 };
            let button = eframe::egui::Button::new(mark).min_size(vec2(CONTROL, CONTROL));
            let response = crate::app::elements::named(ui.add_enabled(enabled, button), &label);
            if response.clicked() {
                commands.push(Command::Window(command));
            }
        }
        let normal =
            ui.add_enabled(percent != 100, eframe::egui::Button::new(state.t("settings-text-normal")));
        if normal.clicked() {
            commands.push(Command::Window(WindowCommand::TextNormal));
        }
    });
}
