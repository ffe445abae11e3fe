//! The bar at the top: what is open, menus, search.

use eframe::egui::{Align, Button, Layout, MenuBar, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};
use egui_material_icons::icons::{ICON_LEFT_PANEL_OPEN, ICON_RIGHT_PANEL_OPEN, ICON_SEARCH, ICON_SLIDESHOW};

use super::command::{Command, Commands};
use super::elements::{chip, named};
use super::home;
use super::measures_window::Tab;
use super::place;
use super::search;
use super::state::State;
use super::style::{CONTROL, TOP_HEIGHT, color, title};
use super::tell::keep::StoryCommand;
use super::window::bookmarks::{self, BookmarkCommand};
use super::window::palette::entries::in_words;
use super::window::{WindowCommand, recent, tour};
use crate::text::Language;

/// Room for the three menus.
const MENUS_WIDTH: f32 = 190.0;

/// From this width on there is room for a field that searches.
const ROOM_TO_SEARCH: f32 = 940.0;

/// From this width on there is room to say that something is not saved.
const ROOM_FOR_WORDS: f32 = 1000.0;

/// Below this width, as with text at 200 %, only what has no other way is there.
const CROWDED: f32 = 720.0;

/// Below this width of the window the mark of the example stands in the status bar only.
const NARROW: f32 = 1400.0;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        panel_button(state, ui, true, commands);
        ui.spacing_mut().item_spacing.x = 0.0;
        let width = ui.ctx().content_rect().width();
        if width >= 720.0 {
            ui.label(title("Wijk").size(15.0));
            ui.label(title("spiegel").size(15.0).color(color(theme.accent)));
        }
        ui.spacing_mut().item_spacing.x = if width >= ROOM_TO_SEARCH { 8.0 } else { 2.0 };
        ui.add_space(8.0);
        // The narrowest windows keep their room for the places and the search.
        if ui.ctx().content_rect().width() >= 1140.0 {
            ui.label(RichText::new(state.dataset().name_in(state.view.language)).color(color(theme.muted)));
        }
        if state.dataset().is_example() && ui.ctx().content_rect().width() >= NARROW {
            let (text, why) = (state.t("mark-example"), state.t("mark-example-why"));
            chip(ui, &text, &why, theme.model, theme.model_soft);
        } else if state.opened.is_unsaved() {
            let words = state.t("app-unsaved");
            // Where there is little room a dot says it, and its words when it is pointed at.
            let shown = if width >= ROOM_FOR_WORDS { words.as_str() } else { "•" };
            let mark = ui.label(RichText::new(shown).color(color(theme.warn)));
            mark.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
            mark.on_hover_text(&words);
        }
        ui.add_space(8.0);
        // A menu bar takes all the room there is; the tabs need theirs.
        let menus_width = if width >= ROOM_TO_SEARCH { MENUS_WIDTH } else { 160.0 };
        let menus_size = vec2(menus_width, ui.available_height());
        ui.allocate_ui_with_layout(menus_size, Layout::left_to_right(Align::Center), |ui| {
            MenuBar::new().ui(ui, |ui| menus(state, ui, commands));
        });
        if width < CROWDED {
            ui.spacing_mut().button_padding.x = 4.0;
        }
        place::tabs(state, ui, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            panel_button(state, ui, false, commands);
            // F5, the palette and the place of stories present too.
            if width >= CROWDED {
                present_button(state, ui, commands);
            }
            if width >= ROOM_TO_SEARCH {
                search::show(state, ui, commands)
            } else {
                search_button(state, ui, commands)
            }
        });
    });
}

/// Where the field that searches has no room, the palette finds the same and more.
fn search_button(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let command = Command::Window(WindowCommand::Palette);
    let icon = RichText::from(ICON_SEARCH).size(18.0);
    let button = Button::new(icon).frame_when_inactive(false).min_size([CONTROL, CONTROL].into());
    let response = named(ui.add(button), &state.t(command.label_key()));
    tour::mark(ui.ctx(), tour::Stop::Search, response.rect);
    if response.clicked() || std::mem::take(&mut state.view.focus_search) {
        commands.push(command);
    }
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
        recent::menu(state, ui, commands);
    });
    ui.menu_button(state.t("menu-view"), |ui| {
        // With large text the menu is taller than the window.
        let room = ui.ctx().content_rect().height() - TOP_HEIGHT - 24.0;
        // By itself it would be as tall as a popup usually is, and cut off the languages.
        ScrollArea::vertical()
            .max_height(room)
            .min_scrolled_height(room)
            .show(ui, |ui| view_menu(state, ui, commands));
    });
    ui.menu_button(state.t("menu-help"), |ui| {
        for command in [
            Command::Window(WindowCommand::Palette),
            Command::Window(WindowCommand::StartTour),
            Command::Window(WindowCommand::Glossary(None)),
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

fn view_menu(state: &State, ui: &mut Ui, commands: &mut Commands) {
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
    for command in
        [WindowCommand::Back, WindowCommand::Forward, WindowCommand::Bookmark(BookmarkCommand::Add)]
    {
        item(state, ui, Command::Window(command), commands);
    }
    bookmarks::menu(state, ui, commands);
    ui.separator();
    // Each language by its own name, so that it is found by whoever needs it.
    for (language, name) in [(Language::Dutch, "Nederlands"), (Language::English, "English")] {
        if ui.radio(state.view.language == language, name).clicked() {
            commands.push(Command::SetLanguage(language));
        }
    }
    ui.separator();
    item(state, ui, Command::Window(WindowCommand::Settings), commands);
}

fn item(state: &State, ui: &mut Ui, command: Command, commands: &mut Commands) {
    let mut button = Button::new(state.t(command.label_key()));
    if let Some(shortcut) = command.shortcut() {
        button = button.shortcut_text(in_words(state.view.language, &shortcut));
    }
    if ui.add(button).clicked() {
        commands.push(command);
        ui.close();
    }
}
