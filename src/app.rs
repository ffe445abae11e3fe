//! The window: the only code that knows egui.
//!
//! ```text
//! frame:  finished jobs in ─▶ shortcuts and dropped files ─▶ panels drawn, pushing Commands
//!         ─▶ Commands applied in one place (`apply`) ─▶ repaint only if something changed
//! ```
//!
//! State is in three parts ([`state`]): the immutable dataset with its project file, the view
//! (camera, choice of colours, selection), and what is derived from the two. Panels read the state
//! and push [`command::Command`]s; they change nothing themselves.

pub mod agenda;
mod apply;
mod apply_friends;
mod apply_plans;
mod assistant;
mod beside;
mod catchments_panel;
mod catchments_table;
mod chance;
mod chart;
mod charts;
pub mod classes_panel;
mod columns;
pub mod command;
mod compare;
mod dialogs;
pub mod draw;
mod drawer;
mod elements;
mod estimates;
pub mod export_dialog;
mod figure_choice;
mod figures_panel;
mod focus;
pub mod fonts;
pub mod home;
mod import;
mod indicators;
mod inspector;
mod job;
pub mod journal;
mod layers;
mod layers_panel;
pub mod map;
mod measures_window;
mod motion;
mod opened;
pub mod pick;
pub mod place;
mod plan_files;
pub mod plans;
mod preparing;
mod present;
mod preview_dialog;
mod privacy_dialog;
mod ranges;
mod ranking;
pub mod recovery;
mod reference_card;
mod saving;
pub mod scenario;
mod search;
pub mod state;
mod status_bar;
mod style;
pub mod swipe;
mod table;
pub mod tell;
mod top_bar;
pub mod window;
mod workings;
mod years;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Context, Frame, Panel, Ui, ViewportBuilder};

use self::apply::Flight;
use self::command::{Command, Commands, PlanCommand};
use self::fonts::Faces;
use self::import::Opening;
use self::job::Job;
use self::map::paint::MapPainter;
use self::map::tiles::Basemaps;
use self::pick::PickCommand;
use self::place::Place;
use self::present::Presenting;
use self::recovery::Recovery;
use self::saving::Saver;
use self::state::{Dialog, Opened, Origin, State};
use self::style::color;
use crate::fetch::Settings;
use crate::fetch::services::Service;
use crate::notice::Notice;
use crate::open;
use crate::project::Project;
use crate::text::Language;

/// The program in its window.
pub struct Wijkspiegel {
    pub state: State,
    /// Where work without a file of its own is kept.
    pub recovery: Recovery,
    painter: MapPainter,
    /// What is right of the divider.
    swiped: MapPainter,
    /// Background maps in tiles.
    pub basemaps: Basemaps,
    /// Whether the layers were changed since they were last in a file.
    layers_unkept: bool,
    comparing: compare::Maps,
    opening: Option<Job<Opening>>,
    /// Other addresses to download open data from than the list that comes with the program.
    pub services: Option<(Vec<Service>, Settings)>,
    exporting: Option<Job<Result<PathBuf, Notice>>>,
    saver: Saver,
    flight: Option<Flight>,
    presenting: Option<Presenting>,
    /// Width of the window in the last frame, to collapse the left panel when it gets narrow.
    last_width: f32,
    /// Whether the left and the right panel were open in the last frame.
    last_panels: (bool, bool),
    /// Whether the map shows that it has the focus: only when it came by keyboard.
    map_focus_shown: bool,
    returning: focus::Returning,
}

/// Below this width the left panel starts collapsed.
const NARROW: f32 = 1200.0;
/// Width of the map that two panels leave, at least.
const LEAST_MAP: f32 = 140.0;

impl Wijkspiegel {
    /// The window with the example town in it.
    ///
    /// # Errors
    /// When the bundled example can't be read, which a test rules out.
    pub fn new(ctx: &Context, faces: Faces) -> Result<Self, Notice> {
        let built = open::example()?;
        let project = Project::new(Arc::new(built.dataset));
        let begun = journal::Journal::begin(&project);
        let state = State::new(Opened::new(project, Origin::Example, built.notices));
        fonts::install(ctx, faces);
        style::apply(ctx, &state.theme());
        // Ctrl with + and − belongs to the map's own zoom and to the size of text, not to egui.
        ctx.options_mut(|o| o.zoom_with_keyboard = false);
        let mut program = Self {
            state,
            recovery: Recovery::of_person(),
            painter: MapPainter::default(),
            swiped: MapPainter::default(),
            basemaps: Basemaps::of_person(),
            layers_unkept: false,
            comparing: compare::Maps::default(),
            opening: None,
            services: None,
            exporting: None,
            saver: Saver::new(ctx),
            flight: None,
            presenting: None,
            last_width: 0.0,
            last_panels: (false, false),
            map_focus_shown: false,
            returning: focus::Returning::default(),
        };
        program.begin_journal(begun);
        Ok(program)
    }

    /// Opens files as if they had been dropped on the window.
    pub fn open_files(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        self.apply(ctx, vec![Command::OpenFiles(paths)]);
    }

    /// Does what commands ask, as if a panel had pushed them.
    pub fn obey(&mut self, ctx: &Context, commands: Vec<Command>) {
        self.apply(ctx, commands);
    }

    /// Whether work is under way on another thread.
    pub fn is_busy(&self) -> bool {
        let assisting = matches!(&self.state.dialog, Some(Dialog::Assistant(a)) if a.is_busy());
        self.opening.is_some() || self.exporting.is_some() || assisting
    }

    /// How many workers are under way, whatever for.
    pub fn workers(&self, ctx: &Context) -> usize {
        job::running(ctx)
    }

    /// Which step is presented, from 0; `None` when nothing is.
    pub fn presented_step(&self) -> Option<usize> {
        self.presenting.as_ref().map(Presenting::step)
    }

    /// One frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.basemaps.begin(&ctx);
        self.take_finished();
        self.keep_typed(&ctx, false);
        self.state.settle_streets(&ctx);
        self.state.settle_town();
        self.state.settle_flows(&ctx);
        self.state.settle_mirror(&ctx);
        self.state.translate_story();
        self.state.translate_agenda();
        if self.presenting.is_some() {
            present::show(self, ui);
            self.basemaps.end();
            return;
        }
        let mut commands = Commands::default();
        window::input(self, &ctx, &mut commands);
        self.take_input(&ctx, &mut commands);
        self.fit_width(&ctx);
        self.panels(ui, &mut commands);
        self.returning.follow(&ctx, self.state.dialog.is_some());
        dialogs::show(self, &ctx, &mut commands);
        window::tour::show(&mut self.state, &ctx, &mut commands);
        self.apply(&ctx, commands.take());
        self.keep_story(&ctx);
        self.keep_layers(&ctx);
        self.basemaps.end();
        self.settle_window(&ctx);
    }

    /// A window that becomes narrow has room for one panel.
    fn fit_width(&mut self, ctx: &Context) {
        let width = ctx.content_rect().width();
        if width < NARROW && !(1.0..NARROW).contains(&self.last_width) {
            self.state.view.left_open = false;
        }
        self.last_width = width;
        // Where the map would be a sliver between two panels, the one that was opened last is there alone.
        let state = &mut self.state;
        let room = state.left_width() + state.right_width() + LEAST_MAP;
        let (left, right) = (state.view.left_open, state.view.right_open);
        if width < room && left && right {
            let keeps_left = !self.last_panels.0 && self.last_panels.1;
            (state.view.left_open, state.view.right_open) = (keeps_left, !keeps_left);
        }
        self.last_panels = (state.view.left_open, state.view.right_open);
    }

    fn take_input(&mut self, ctx: &Context, commands: &mut Commands) {
        let dropped: Vec<PathBuf> =
            ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_path_buf()).collect());
        // While something waits for an answer, nothing may take its place.
        if !dropped.is_empty() && self.takes_files() {
            commands.push(Command::OpenFiles(dropped));
        }
        let writing = ctx.egui_wants_keyboard_input();
        draw::keys(&self.state, ctx, commands);
        let drawing = self.state.drawings.tool.is_some();
        if self.state.view.place.shows_scenario() && self.state.dialog.is_none() && !writing && !drawing {
            self.take_numbers(ctx, commands);
        }
        as_redo(ctx);
        // A key with Shift also fits the same key without it: those with Shift are asked first.
        let mut commands_by_key = Command::with_shortcuts();
        commands_by_key.sort_by_key(|command| !command.shortcut().is_some_and(|s| s.modifiers.shift));
        for command in commands_by_key {
            let Some(shortcut) = command.shortcut() else { continue };
            // What is undone in the place of stories is the story.
            if self.state.view.place == Place::Tell && matches!(command, Command::Plan(_)) {
                continue;
            }
            // A bare letter belongs to whoever is writing.
            let moves_words = shortcut.modifiers == egui::Modifiers::ALT && is_arrow(shortcut.logical_key);
            let is_written = shortcut.modifiers.is_none() && !is_function_key(shortcut.logical_key);
            if writing && (is_written || moves_words) {
                continue;
            }
            if self.state.dialog.is_some() && !matches!(command, Command::AskOpen) {
                continue;
            }
            let pressed = ctx.input_mut(|i| {
                i.consume_shortcut(&shortcut)
                    // The plus of most keyboards is a shifted equals sign.
                    || (matches!(command, Command::ZoomIn)
                        && (i.consume_key(egui::Modifiers::NONE, egui::Key::Equals)
                            || i.consume_key(egui::Modifiers::SHIFT, egui::Key::Plus)))
            });
            if pressed {
                commands.push(command);
            }
        }
        let escape = ctx.input(|i| i.key_pressed(egui::Key::Escape));
        if escape && self.state.dialog.is_none() && self.state.picking.tool.is_some() && !writing {
            commands.pick(PickCommand::Tool(None));
        } else if escape
            && self.state.dialog.is_none()
            && self.state.picking.path.is_none()
            && !home::is_shown(&self.state)
            && !drawing
            && !self.state.view.selection.is_empty()
            && !writing
        {
            commands.push(Command::Select(None));
        }
    }

    /// Whether files may be dropped: nothing waits for an answer that they would take the place of.
    fn takes_files(&self) -> bool {
        match &self.state.dialog {
            None | Some(Dialog::Open { .. }) => true,
            Some(Dialog::Assistant(assistant)) => !assistant.is_busy(),
            _ => false,
        }
    }

    /// The keys 0–9 show the present and the proposals.
    fn take_numbers(&self, ctx: &Context, commands: &mut Commands) {
        use egui::Key;
        const KEYS: [Key; 10] = [
            Key::Num0,
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        for (number, key) in KEYS.into_iter().enumerate() {
            // A key with Alt is for a place, and what counts is Alt at the moment of the key.
            let is_ours = |e: &egui::Event| {
                matches!(e, egui::Event::Key { key: of, pressed: true, modifiers, .. }
                    if *of == key && modifiers.is_none())
            };
            let pressed = ctx.input_mut(|i| {
                let events = i.events.len();
                i.events.retain(|e| !is_ours(e));
                i.events.len() < events
            });
            if pressed {
                commands.plan(PlanCommand::Show(number));
            }
        }
    }

    fn panels(&mut self, ui: &mut Ui, commands: &mut Commands) {
        self.state.view.pointed = None;
        let theme = self.state.theme();
        let panel = Frame::new().fill(color(theme.panel));
        Panel::top("top")
            .exact_size(style::TOP_HEIGHT)
            .resizable(false)
            .frame(panel.inner_margin(egui::Margin::symmetric(16, 0)))
            .show(ui, |ui| {
                top_bar::show(&mut self.state, ui, commands);
            });
        Panel::bottom("status")
            .exact_size(style::STATUS_HEIGHT)
            .resizable(false)
            .frame(panel.inner_margin(egui::Margin::symmetric(16, 0)))
            .show(ui, |ui| {
                let saving = self.saver.long_work();
                status_bar::show(&mut self.state, self.opening.as_ref(), saving, ui, commands);
            });
        // Each place has its own panels around the map.
        match self.state.view.place {
            Place::Scenario => scenario::panels(self, ui, panel, commands),
            Place::Compare => compare::panels(self, ui, panel, commands),
            Place::Explore => self.explore(ui, panel, commands),
            Place::Tell => tell::show(self, ui, panel, commands),
        }
        window::splitter::show(&mut self.state, ui);
    }

    /// The panels of exploring: layers, figures, table, map.
    fn explore(&mut self, ui: &mut Ui, panel: Frame, commands: &mut Commands) {
        home::show(&mut self.state, &ui.ctx().clone(), commands);
        if self.state.view.left_open {
            let width = self.state.left_width();
            Panel::left("left").exact_size(width).resizable(false).frame(panel).show(ui, |ui| {
                let note = self.basemaps.note(&self.state);
                elements::scrolled(ui, "left-scroll", |ui| {
                    if self.state.drawings.tool.is_some() {
                        draw::panel(&mut self.state, ui, commands);
                    } else {
                        layers_panel::show(&mut self.state, ui, note.as_deref(), commands);
                    }
                });
            });
        }
        if self.state.view.right_open {
            Panel::right("right").exact_size(self.state.right_width()).resizable(false).frame(panel).show(
                ui,
                |ui| {
                    elements::scrolled(ui, "right-scroll", |ui| {
                        figures_panel::show(&mut self.state, ui, commands);
                        inspector::show(&mut self.state, ui, commands);
                        ranking::show(&mut self.state, ui, commands);
                    });
                },
            );
        }
        if self.state.view.table_open {
            Panel::bottom("table")
                .default_size(style::DRAWER_HEIGHT)
                .resizable(true)
                .frame(panel.inner_margin(egui::Margin::symmetric(16, 8)))
                .show(ui, |ui| {
                    drawer::show(&mut self.state, ui, commands);
                });
        }
        CentralPanel::default().frame(Frame::new().fill(color(self.state.theme().window))).show(ui, |ui| {
            map::show(self, ui, commands);
        });
    }
}

fn is_arrow(key: egui::Key) -> bool {
    matches!(key, egui::Key::ArrowLeft | egui::Key::ArrowRight)
}

fn is_function_key(key: egui::Key) -> bool {
    key.name().len() > 1 && key.name().starts_with('F')
}

impl eframe::App for Wijkspiegel {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let closing = ui.ctx().input(|i| i.viewport().close_requested());
        if closing {
            self.keep_typed(ui.ctx(), true);
        }
        self.frame(ui);
        if closing {
            let asked = self.state.dialog.is_some();
            self.finish_saving();
            if !asked && matches!(self.state.dialog, Some(Dialog::NotSaved(_) | Dialog::Failure(_))) {
                // What could not be saved is told before anything ends.
                ui.ctx().send_viewport_cmd(egui::ViewportCommand::CancelClose);
            }
        }
    }
}

/// Opens the window: with files, or with the example town.
///
/// # Errors
/// When no window can be had; the message says what is missing and what to run instead.
pub fn run(files: Vec<PathBuf>, language: Option<Language>) -> Result<(), Notice> {
    let viewport = ViewportBuilder::default()
        .with_title("Wijkspiegel")
        .with_app_id("wijkspiegel")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([800.0, 560.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let started = eframe::run_native(
        "wijkspiegel",
        options,
        Box::new(move |creation| {
            let mut program = Wijkspiegel::new(&creation.egui_ctx, Faces::Platform)?;
            let is_first = program.take_up(&creation.egui_ctx);
            if let Some(language) = language {
                program.state.view.language = language;
            }
            if !files.is_empty() {
                program.open_files(&creation.egui_ctx, files);
            } else if program.recovery.found().is_some() {
                program.state.dialog = Some(Dialog::Recovered);
            } else if is_first {
                program.give(&creation.egui_ctx, window::WindowCommand::StartTour);
            }
            Ok(Box::new(program))
        }),
    );
    started.map_err(|error| Notice::error("app-no-window").arg("reason", in_short(&error.to_string())))
}

/// What a person can do something with of an error of the system: without where in whose source it arose,
/// and without the full stop that the sentence around it has.
fn in_short(error: &str) -> String {
    let told = match error.split_once(".rs:") {
        Some((_, rest)) => rest.split_once(": ").map_or(error, |(_, told)| told),
        None => error,
    };
    told.trim().trim_end_matches('.').to_owned()
}

/// Ctrl+Shift+Z is what other programs redo by: it becomes Ctrl+Y, for whatever listens.
fn as_redo(ctx: &egui::Context) {
    ctx.input_mut(|input| {
        for event in &mut input.events {
            if let egui::Event::Key { key, modifiers, .. } = event
                && *key == egui::Key::Z
                && modifiers.command
                && modifiers.shift
            {
                *key = egui::Key::Y;
                modifiers.shift = false;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_error_of_the_system_is_told_without_its_place_in_a_source_and_its_full_stop() {
        let long =
            "winit EventLoopError: os error at /x/mod.rs:765: neither WAYLAND_DISPLAY nor DISPLAY is set.";
        assert_eq!(super::in_short(long), "neither WAYLAND_DISPLAY nor DISPLAY is set");
        assert_eq!(super::in_short("no OpenGL."), "no OpenGL");
        assert_eq!(super::in_short("odd .rs:1"), "odd .rs:1");
    }
}
