//! What makes the window one's own: the palette of commands, settings that are kept, recent files,
//! text size, the tour, explained words, views gone back to and bookmarks.
//!
//! * [`settings`] – what a person chose, in a small file; `settings_dialog` shows it;
//! * [`palette`] – one field that finds every command, place and thing;
//! * [`views`] – back and forward through what was looked at; [`bookmarks`] – views with a name;
//! * [`tour`], [`terms`], `shortcuts` – what is explained, and when.

pub mod bookmarks;
pub mod palette;
pub mod recent;
pub mod settings;
mod settings_dialog;
mod shortcuts;
pub mod splitter;
pub mod terms;
pub mod tour;
pub mod views;

use std::path::PathBuf;

use eframe::egui::{Context, Key, Modifiers, PointerButton, Ui, ViewportCommand};

use self::bookmarks::BookmarkCommand;
use self::palette::Palette;
use self::recent::Recents;
use self::settings::{Motion, Preferences, SettingsFile, ThemeChoice};
use self::terms::Term;
use self::tour::Tour;
use self::views::Trail;
use super::Wijkspiegel;
use super::command::{Command, Commands, PlanCommand};
use super::motion::Desktop;
use super::state::{Dialog, State};
use crate::view::story::bookmarks::Bookmarks;
use crate::view::theme::ThemeKind;

pub use self::shortcuts::show as shortcuts_dialog;

/// A screen of which the short side has so many pixels shows letters of the usual size too small to read.
const MANY_PIXELS: f32 = 2000.0;

/// What lies over the window, of what is told here.
#[derive(Debug)]
pub enum WindowDialog {
    Palette(Palette),
    Settings,
    Glossary(Option<Term>),
    Bookmarks,
}

/// What a person does with the window itself.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowCommand {
    /// Opens the palette.
    Palette,
    Settings,
    /// The list of explained words, at one of them.
    Glossary(Option<Term>),
    TextLarger,
    TextSmaller,
    TextNormal,
    FollowSystem,
    SetMotion(Motion),
    Back,
    Forward,
    Bookmark(BookmarkCommand),
    StartTour,
    /// To a stop of the tour, from 0; past the last one it ends.
    TourTo(usize),
    EndTour,
    OpenRecent(PathBuf),
    ForgetRecent,
}

impl WindowCommand {
    /// Fluent key of the name in menus, lists and tooltips.
    pub fn label_key(&self) -> &'static str {
        match self {
            Self::Palette => "palette-title",
            Self::Settings => "settings-open",
            Self::Glossary(_) => "terms-title",
            Self::TextLarger => "settings-text-larger",
            Self::TextSmaller => "settings-text-smaller",
            Self::TextNormal => "settings-text-normal",
            Self::FollowSystem => "theme-system",
            Self::SetMotion(_) => "settings-motion",
            Self::Back => "views-back",
            Self::Forward => "views-forward",
            Self::Bookmark(command) => command.label_key(),
            Self::StartTour | Self::TourTo(_) => "tour-start",
            Self::EndTour => "tour-skip",
            Self::OpenRecent(_) => "recent-title",
            Self::ForgetRecent => "recent-forget",
        }
    }
}

/// What the window knows of the person, and of where they have been.
#[derive(Debug, Default)]
pub struct WindowState {
    pub preferences: Preferences,
    /// Where the preferences are kept; `None` keeps them for this session only.
    pub file: Option<SettingsFile>,
    pub desktop: Desktop,
    pub trail: Trail,
    pub tour: Option<Tour>,
    pub recents: Recents,
    pub bookmarks: Bookmarks,
    /// The text that the bookmarks were read from.
    bookmarks_of: Option<String>,
    /// The colours that the preferences asked for last.
    worn: Option<ThemeKind>,
    /// Whether nobody chose a size of text yet, nor was one taken from the screen.
    size_due: bool,
}

/// What belongs to the window whatever is shown in it: the size of text, going back, the tour's own
/// Escape. Before any panel and the shortcuts of what is open.
pub fn input(program: &mut Wijkspiegel, ctx: &Context, commands: &mut Commands) {
    let mut push = |command| commands.push(Command::Window(command));
    let zoom = |key| ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND, key));
    let shifted = |key| ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND | Modifiers::SHIFT, key));
    if shifted(Key::Plus) || shifted(Key::Equals) || zoom(Key::Plus) || zoom(Key::Equals) {
        push(WindowCommand::TextLarger);
    }
    if zoom(Key::Minus) {
        push(WindowCommand::TextSmaller);
    }
    if zoom(Key::Num0) {
        push(WindowCommand::TextNormal);
    }
    if program.state.dialog.is_some() {
        return;
    }
    let clicked = |button| ctx.input(|i| i.pointer.button_clicked(button));
    if clicked(PointerButton::Extra1) {
        push(WindowCommand::Back);
    }
    if clicked(PointerButton::Extra2) {
        push(WindowCommand::Forward);
    }
    let escape = || ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let searching = !program.state.view.search.is_empty();
    // What was found goes first; the selection is for a next Escape.
    if searching && escape() {
        program.state.view.search.clear();
    }
    if program.state.window.tour.is_some() && escape() {
        push(WindowCommand::EndTour);
    }
}

/// One of the dialogs of the window itself.
pub fn dialog(state: &mut State, ui: &mut Ui, dialog: &mut WindowDialog, commands: &mut Commands) {
    match dialog {
        WindowDialog::Palette(palette) => palette::show(state, ui, palette, commands),
        WindowDialog::Settings => settings_dialog::show(state, ui, commands),
        WindowDialog::Glossary(term) => terms::glossary(state, ui, term, commands),
        WindowDialog::Bookmarks => bookmarks::show(state, ui, commands),
    }
}

impl Wijkspiegel {
    /// Takes up the settings of this machine's person and what their desktop asks for. Gives whether
    /// nobody has shown them around yet.
    pub(super) fn take_up(&mut self, ctx: &Context) -> bool {
        self.state.window.desktop = Desktop::of_person();
        match SettingsFile::of_person() {
            Some(file) => self.use_settings(ctx, file),
            None => {
                self.wear(ctx);
                false
            }
        }
    }

    /// Takes up what the person chose in earlier sessions, and keeps it there from now on. Gives
    /// whether nobody has shown them around yet.
    pub fn use_settings(&mut self, ctx: &Context, mut file: SettingsFile) -> bool {
        let read = file.read();
        let state = &mut self.state;
        let window = &mut state.window;
        window.preferences = read.preferences;
        window.size_due = read.is_first;
        window.file = Some(file);
        state.view.language = window.preferences.language.unwrap_or_default();
        state.view.left_open = window.preferences.left_open;
        state.view.right_open = window.preferences.right_open;
        if read.is_damaged {
            state.message = Some(state.t("settings-damaged"));
        }
        self.wear(ctx);
        self.state.check_recents(ctx);
        !self.state.window.preferences.tour_seen
    }

    /// On a screen with very many pixels, of a desktop that does not enlarge, nothing could be read: at
    /// the first start text is larger there.
    fn fit_screen(&mut self, ctx: &Context) {
        let window = &mut self.state.window;
        let screen = ctx.input(|i| i.viewport().monitor_size);
        let Some(screen) = screen.filter(|_| window.size_due) else { return };
        window.size_due = false;
        let enlarged = ctx.native_pixels_per_point().is_some_and(|density| density > 1.0);
        let pixels = screen * ctx.pixels_per_point();
        if !enlarged && pixels.min_elem() >= MANY_PIXELS && window.preferences.text_percent == 100 {
            window.preferences.text_percent = 150;
            // With larger text the window needs as much more room, which such a screen has.
            let room = (ctx.content_rect().size() * 1.5).min(screen * 0.95);
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(room));
            // Until it has that room it is narrow, which is no reason to close a panel.
            self.last_width = 1.0;
        }
    }

    /// Gives the context what the preferences ask for.
    fn wear(&mut self, ctx: &Context) {
        let window = &self.state.window;
        ctx.set_zoom_factor(f32::from(window.preferences.text_percent) / 100.0);
        let reduced = match window.preferences.motion {
            Motion::System => window.desktop.reduces_motion,
            Motion::Reduced => true,
            Motion::Full => false,
        };
        super::motion::set_reduced(ctx, reduced);
        // The desktop may turn dark in the evening; what was chosen here stays.
        let theme = window.preferences.theme.kind(ctx, &window.desktop);
        if self.state.window.worn.replace(theme) != Some(theme) && self.state.view.theme != theme {
            self.state.view.theme = theme;
            super::style::apply(ctx, &self.state.theme());
        }
    }

    /// Does what a menu asks.
    pub fn give(&mut self, ctx: &Context, command: WindowCommand) {
        self.apply(ctx, vec![Command::Window(command)]);
    }

    /// Does something with the proposals, as their panel does.
    pub fn plan(&mut self, ctx: &Context, command: PlanCommand) {
        self.apply(ctx, vec![Command::Plan(command)]);
    }

    pub(super) fn apply_window(&mut self, ctx: &Context, command: WindowCommand) {
        let state = &mut self.state;
        let preferences = &mut state.window.preferences;
        let over = |dialog| Some(Dialog::Window(dialog));
        match command {
            WindowCommand::Palette => state.dialog = over(WindowDialog::Palette(Palette::of(state))),
            WindowCommand::Settings => state.dialog = over(WindowDialog::Settings),
            WindowCommand::Glossary(term) => state.dialog = over(WindowDialog::Glossary(term)),
            WindowCommand::TextLarger | WindowCommand::TextSmaller | WindowCommand::TextNormal => {
                preferences.text_percent = match command {
                    WindowCommand::TextLarger => settings::larger(preferences.text_percent),
                    WindowCommand::TextSmaller => settings::smaller(preferences.text_percent),
                    _ => 100,
                };
                let percent = preferences.text_percent.to_string();
                state.message = Some(state.tw("settings-text-is", &[("percent", &percent)]));
                self.wear(ctx);
            }
            WindowCommand::FollowSystem => {
                preferences.theme = ThemeChoice::System;
                self.wear(ctx);
            }
            WindowCommand::SetMotion(motion) => {
                preferences.motion = motion;
                self.wear(ctx);
            }
            WindowCommand::Back | WindowCommand::Forward => {
                self.walk_trail(command == WindowCommand::Back);
            }
            WindowCommand::Bookmark(command) => self.apply_bookmark(command),
            WindowCommand::StartTour => self.tour_to(0),
            WindowCommand::TourTo(stop) => self.tour_to(stop),
            WindowCommand::EndTour => {
                state.window.tour = None;
                state.window.preferences.tour_seen = true;
            }
            WindowCommand::OpenRecent(path) => self.open_recent(ctx, path),
            WindowCommand::ForgetRecent => preferences.recent.clear(),
        }
    }

    /// After the commands of a frame: what changed is remembered and kept.
    pub(super) fn settle_window(&mut self, ctx: &Context) {
        if self.presenting.is_some() {
            return;
        }
        self.fit_screen(ctx);
        self.wear(ctx);
        self.state.read_bookmarks();
        self.state.note_opened(ctx);
        self.take_asked(ctx);
        self.follow_trail(ctx);
        let held = ctx.input(|i| i.pointer.any_down());
        if held {
            return;
        }
        let state = &mut self.state;
        let preferences = &state.window.preferences;
        let kept = state.window.file.as_mut().map_or(Ok(()), |file| file.keep(preferences));
        if let Err(notice) = kept {
            // Told once: the file is not tried again until something else changes.
            state.message = Some(notice.message(state.view.language));
        }
    }
}
