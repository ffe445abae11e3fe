//! The one place where commands take effect.

use std::path::PathBuf;
use std::time::Instant;

use eframe::egui::Context;
use geo::{BoundingRect, Rect};

use super::Wijkspiegel;
use super::assistant::Assistant;
use super::command::{Command, PlanCommand, Toggle};
use super::draw::DrawCommand;
use super::export_dialog::Form;
use super::import::{self, Opening};
use super::job::{Cancel, Job, Poll};
use super::journal::Journal;
use super::map::{PADDING_PX, ZOOM_STEP};
use super::place::Place;
use super::recovery;
use super::state::{Dialog, Opened, Origin};
use super::window::settings::ThemeChoice;
use crate::fetch::{Settings, services};
use crate::notice::Notice;
use crate::open;
use crate::project::Project;
use crate::view::camera::Camera;
use crate::view::choice::ColourBy;
use crate::view::hit::Hit;
use crate::view::mirror::MirrorChoice;

/// A camera on its way from one place to another.
#[derive(Clone, Copy, Debug)]
pub struct Flight {
    pub from: Camera,
    pub to: Camera,
    pub since: Instant,
}

impl Wijkspiegel {
    /// Applies what the panels asked for.
    pub fn apply(&mut self, ctx: &Context, commands: Vec<Command>) {
        for command in commands {
            self.apply_one(ctx, command);
        }
    }

    fn apply_one(&mut self, ctx: &Context, command: Command) {
        if self.steer_compared(&command) {
            return;
        }
        let state = &mut self.state;
        match command {
            Command::PrepareStreets(go) => state.plans.preparing.set_stopped(!go),
            Command::OpenExample => match open::example() {
                Ok(built) => {
                    let project = Project::new(std::sync::Arc::new(built.dataset));
                    self.arrive(Opened::new(project, Origin::Example, built.notices));
                }
                Err(notice) => state.dialog = Some(Dialog::Failure(notice)),
            },
            Command::LeaveUnsaved => {
                if let Some(Dialog::Leave(opened)) = state.dialog.take() {
                    self.replace(*opened);
                    self.keep_new();
                }
            }
            Command::OpenRecovered => self.open_recovered(),
            Command::DiscardRecovered => {
                if let Some(kept) = self.recovery.found() {
                    recovery::forget(&kept);
                    if let Some(folder) = self.recovery.folder() {
                        super::journal::forget(folder, &kept);
                    }
                }
                // Older work, if there is any, is asked about in its turn.
                state.dialog = self.recovery.found().map(|_| Dialog::Recovered);
            }
            Command::AskOpen => {
                state.dialog = Some(Dialog::Open { path: String::new(), saving: false, focused: false });
            }
            Command::NewFromFolder => self.ask_folder(ctx, None),
            Command::OpenFiles(paths) if matches!(paths.as_slice(), [path] if path.is_dir()) => {
                self.ask_folder(ctx, paths.into_iter().next());
            }
            Command::TakeTown { dataset, notices, path } => {
                self.state.dialog = None;
                self.arrive(Opened::new(Project::new(dataset), Origin::Unsaved, *notices));
                // With other unsaved work open there is a question first.
                if let Some(path) = path.filter(|_| self.state.dialog.is_none()) {
                    self.save_as(path, false);
                }
            }
            Command::OpenFiles(paths) => {
                // A proposal goes beside what is open; other files are read on a worker.
                let (scenarios, others) = super::plan_files::split(paths);
                for path in scenarios {
                    self.apply_plan(PlanCommand::Import(path));
                }
                if !others.is_empty() {
                    self.start_opening(ctx, others);
                }
            }
            Command::AcceptImport { preview, new_project } => {
                let preview = import::Preview { new_project, ..*preview };
                let opened = import::accept(&preview, &self.state.opened);
                self.opening = None;
                self.state.dialog = None;
                if new_project {
                    self.arrive(opened);
                } else {
                    self.replace(opened);
                    self.keep_whole();
                }
            }
            Command::Save => match state.opened.origin {
                Origin::File => self.save(),
                Origin::Example | Origin::Unsaved => self.ask_save_as(),
            },
            Command::AskSaveAs => self.ask_save_as(),
            Command::AskExport => {
                let form = Form::new(state);
                state.dialog = Some(Dialog::Export(form));
            }
            Command::Export(form) => self.start_export(ctx, *form),
            Command::SaveAs(path) => self.save_as(path, false),
            Command::SaveOver(path) => self.save_as(path, true),
            Command::CloseDialog => {
                state.dialog = None;
                if let Some(job) = self.opening.take() {
                    job.cancel();
                }
            }
            Command::CloseAsk => state.dialog = None,
            Command::ShowNotices => state.show_notices(),
            Command::ShowMeasures(tab) => state.dialog = Some(Dialog::Measures(tab)),
            Command::ShowHome(tab) => {
                let home = &mut state.view.home;
                (home.open, home.focus, home.tab) = (true, true, tab);
                state.view.place = Place::Explore;
            }
            Command::CloseHome => state.view.home.open = false,
            Command::SetMirror { mirror, on_map } => {
                state.view.home.mirror = MirrorChoice { group: state.view.comparison.group, ..mirror };
                state.view.choice.mirror = on_map.then_some(state.view.home.mirror);
                if on_map {
                    // Its group is the one that is compared.
                    state.view.choice.scheme = state.view.comparison.scheme;
                    state.view.choice.year = state.view.comparison.year;
                }
            }
            Command::ShowMeaning => state.dialog = Some(Dialog::Meaning),
            Command::ShowShortcuts => state.dialog = Some(Dialog::Shortcuts),
            Command::Fail(notice) => state.dialog = Some(Dialog::Failure(notice)),
            Command::GoToPlace(place) if state.drawings.tool.is_some() && place != state.view.place => {
                state.message = Some(state.t("sketch-first"));
            }
            Command::GoToPlace(place) => {
                state.view.place = place;
                // A story without its steps, or plans without their edits: no place to work, however
                // narrow the window.
                state.view.left_open |= matches!(place, Place::Tell | Place::Scenario);
            }
            Command::Story(command) => self.apply_story(ctx, command),
            // What is undone while drawing, and among the given catchments, is what was drawn.
            Command::Plan(PlanCommand::Undo) if state.undoes_drawing() => {
                let drawing = state.drawings.tool.is_some();
                self.apply_draw(if drawing { DrawCommand::Undo } else { DrawCommand::UndoGiven });
            }
            Command::Plan(PlanCommand::Redo) if state.undoes_drawing() => {
                let drawing = state.drawings.tool.is_some();
                self.apply_draw(if drawing { DrawCommand::Redo } else { DrawCommand::RedoGiven });
            }
            Command::Plan(command) => self.apply_plan(command),
            Command::Draw(command) => self.apply_draw(command),
            Command::SetLevel(level) => state.recolour(|choice| choice.level = level),
            Command::Classes(command) => self.apply_classes(command),
            Command::SetColour(colour) => {
                let comparison = state.view.comparison;
                state.recolour(|choice| {
                    if matches!(colour, ColourBy::Local { .. }) {
                        // Its groups are those that are compared.
                        (choice.scheme, choice.year) = (comparison.scheme, comparison.year);
                    }
                    choice.colour_by = colour;
                });
            }
            Command::SetCatchments(rule) => {
                let choice = &mut state.view.choice;
                // One kind is not held against itself.
                choice.against = choice.against.take().filter(|a| rule.is_some() && rule.as_ref() != Some(a));
                choice.catchments = rule;
            }
            Command::SetAgainst(rule) => state.view.choice.against = rule,
            Command::SetMeanDistance(metres) => state.view.choice.mean_distance = metres,
            Command::ExportCatchments => {
                let form = Form::new(state).of_compared();
                state.dialog = Some(Dialog::Export(form));
            }
            Command::ShowCatchments => state.dialog = Some(Dialog::Catchments),
            Command::SetSchoolFigure(key) => state.view.choice.school_figure = key,
            Command::Agenda(command) => self.apply_agenda(command),
            Command::SaveList { preview, path } => self.save_list(ctx, preview, path),
            Command::SetMeasure(id) => state.view.measure = id,
            Command::SetComparison(comparison) => {
                state.view.comparison = comparison;
                state.view.choice.scheme = comparison.scheme;
                state.view.choice.year = comparison.year;
                state.view.home.mirror.group = comparison.group;
                state.view.home.group = None;
                if let Some(mirror) = &mut state.view.choice.mirror {
                    mirror.group = comparison.group;
                }
                if let ColourBy::Local { group, other, .. } = &mut state.view.choice.colour_by {
                    (*group, *other) = (comparison.group, comparison.other);
                }
            }
            Command::Toggle(toggle) => {
                let visible = &mut state.view.choice.visible;
                let switch = match toggle {
                    Toggle::Areas => &mut visible.areas,
                    Toggle::Borders => &mut visible.borders,
                    Toggle::Schools => &mut visible.schools,
                    Toggle::Base => &mut visible.base,
                    Toggle::Labels => &mut visible.labels,
                    Toggle::Streets => &mut visible.streets,
                    Toggle::Flows => &mut state.view.choice.flows,
                };
                *switch = !*switch;
            }
            Command::Layer(command) => self.apply_layer(command),
            Command::Select(hit) => {
                if state.view.selection.is_several() {
                    // How many there were says nothing any more.
                    state.message = None;
                }
                state.view.selection = hit.into();
            }
            Command::Swipe(command) => self.apply_swipe(command),
            Command::Pick(command) => self.apply_pick(command),
            Command::GoTo(hit) => {
                state.view.selection = hit.into();
                self.show_level_of(hit);
                self.fly_to_selection(false);
            }
            Command::ZoomIn => self.zoom(ZOOM_STEP),
            Command::ZoomOut => self.zoom(1.0 / ZOOM_STEP),
            Command::ZoomTown => {
                if let Some(camera) = state.view.camera {
                    let town = state.scene().extent;
                    self.fly(Camera::fit(town, camera.size_px, PADDING_PX));
                }
            }
            Command::ZoomSelection => self.fly_to_selection(true),
            Command::PanBy(dx, dy) => {
                if let Some(camera) = state.view.camera {
                    self.fly(camera.pan(dx, dy));
                }
            }
            Command::SetLanguage(language) => {
                state.view.language = language;
                state.window.preferences.language = Some(language);
            }
            Command::SetTheme(theme) => {
                state.view.theme = theme;
                state.window.preferences.theme = ThemeChoice::Of(theme);
                super::style::apply(ctx, &state.theme());
            }
            Command::AskPrivacy => {
                let form = super::privacy_dialog::Form::new(state);
                state.dialog = Some(Dialog::Privacy(form));
            }
            Command::SetGate(gate) => self.set_gate(gate),
            Command::ToggleLeft => {
                state.view.left_open = !state.view.left_open;
                state.window.preferences.left_open = state.view.left_open;
            }
            Command::ToggleRight => {
                state.view.right_open = !state.view.right_open;
                state.window.preferences.right_open = state.view.right_open;
            }
            Command::ToggleTable => state.view.table_open = !state.view.table_open,
            Command::FocusSearch => state.view.focus_search = true,
            Command::Window(command) => self.apply_window(ctx, command),
        }
    }

    /// Takes in what workers have finished.
    pub(super) fn take_finished(&mut self) {
        self.take_exported();
        self.take_saved();
        let Some(job) = &self.opening else { return };
        let outcome = match job.poll() {
            Poll::Running => return,
            Poll::Done(outcome) => outcome,
            Poll::Lost => Opening::Failed(Notice::error("app-worker-lost")),
        };
        self.opening = None;
        match outcome {
            Opening::Project(mut opened) => {
                self.state.dialog = None;
                // Opening a file again must not find it half way a save.
                self.finish_saving();
                let path = opened.project.path.clone();
                opened.restored = path.and_then(|path| self.restore_journal(&mut opened, &path));
                self.arrive(*opened);
            }
            Opening::Preview(preview) => self.state.dialog = Some(Dialog::Import(preview)),
            Opening::Failed(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    /// Opens the assistant, with a folder that it looks into at once.
    fn ask_folder(&mut self, ctx: &Context, folder: Option<PathBuf>) {
        let services = match &self.services {
            Some((services, settings)) => Ok((services.clone(), settings.clone())),
            None => services::built_in().map(|list| (list, Settings::default())),
        };
        self.state.dialog = Some(match services {
            Ok((services, settings)) => {
                let mut assistant = Assistant::new(services, settings);
                if let Some(folder) = folder {
                    assistant.look(ctx, &self.state, &folder);
                }
                Dialog::Assistant(Box::new(assistant))
            }
            Err(notice) => Dialog::Failure(notice),
        });
    }

    fn start_opening(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let base = self.state.dataset().clone();
        let example = matches!(self.state.opened.origin, Origin::Example);
        let (label, language) = (self.state.t("app-reading"), self.state.view.language);
        self.opening = Some(Job::start(ctx, label, move |cancel: &Cancel| {
            import::open_files(&paths, &base, example, language, cancel)
        }));
    }

    /// Reads the files of a preview again, as the person corrected them.
    pub(super) fn preview_again(&mut self, ctx: &Context, preview: &import::Preview) {
        let base = self.state.dataset().clone();
        let (before, new_project) = (preview.clone(), preview.new_project);
        let (label, language) = (self.state.t("app-reading"), self.state.view.language);
        self.opening = Some(Job::start(ctx, label, move |cancel: &Cancel| {
            let again = import::preview(before.asked(), &base, new_project, language, cancel);
            Opening::Preview(Box::new(again.with_credits_of(&before)))
        }));
    }

    /// Saves what was found, on a worker: of a preview every row is looked at once more.
    fn save_list(&mut self, ctx: &Context, preview: Option<Box<import::Preview>>, path: PathBuf) {
        let language = self.state.view.language;
        let (base, notices) = (self.state.dataset().clone(), self.state.opened.notices.clone());
        let label = self.state.t("assistant-listing");
        self.exporting = Some(Job::start(ctx, label, move |cancel: &Cancel| {
            match preview {
                Some(preview) => import::save_list(&preview, &base, &path, language, cancel)?,
                None => crate::cli::check::save(Some(&path), &notices, language)?,
            }
            Ok(path)
        }));
    }

    /// Opens something in the place of what is open; unsaved work is asked about first.
    fn arrive(&mut self, opened: Opened) {
        if self.state.opened.is_unsaved() {
            self.state.dialog = Some(Dialog::Leave(Box::new(opened)));
            return;
        }
        self.replace(opened);
        self.keep_new();
    }

    /// Keeps a project that was just made; one that was just read from its file is there already.
    fn keep_new(&mut self) {
        if matches!(self.state.opened.origin, Origin::Unsaved) {
            self.keep_behind();
        }
    }

    pub(super) fn replace(&mut self, opened: Opened) {
        self.finish_saving();
        // Before a story is taken out of what the file holds.
        let begun = Journal::begin(&opened.project);
        let restored = opened.restored.clone();
        self.state.replace(opened);
        self.begin_journal(restored.clone().unwrap_or(begun));
        if restored.is_some() {
            self.keep();
        }
        self.painter.clear();
        self.swiped.clear();
        self.comparing.clear();
        self.flight = None;
    }

    fn open_recovered(&mut self) {
        let Some(path) = self.recovery.found() else { return };
        let read = if path.exists() { import::open_project(&path) } else { self.example_again(&path) };
        match read {
            Ok(mut opened) => {
                // It goes on without a file of its own, until the person gives it one.
                opened.project.path = None;
                opened.origin = Origin::Unsaved;
                opened.kept = Some(path.clone());
                if opened.restored.is_none() {
                    opened.restored = self.restore_journal(&mut opened, &path);
                }
                self.state.dialog = None;
                self.replace(opened);
            }
            Err(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    /// The bundled example with the work on it that never came into a file.
    fn example_again(&self, path: &std::path::Path) -> Result<Opened, Notice> {
        let built = crate::open::example()?;
        let mut opened =
            Opened::new(Project::new(std::sync::Arc::new(built.dataset)), Origin::Example, built.notices);
        opened.restored = self.restore_on_example(&mut opened, path);
        Ok(opened)
    }

    fn ask_save_as(&mut self) {
        let name = self.state.dataset().name().to_owned();
        let folder = directories::UserDirs::new()
            .and_then(|d| d.document_dir().map(ToOwned::to_owned))
            .or_else(|| directories::UserDirs::new().map(|d| d.home_dir().to_owned()))
            .unwrap_or_default();
        let path = folder.join(format!("{name}.gpkg")).to_string_lossy().into_owned();
        self.state.dialog = Some(Dialog::Open { path, saving: true, focused: false });
    }

    fn zoom(&mut self, factor: f64) {
        if let Some(camera) = self.state.view.camera {
            let from = self.flight.map_or(camera, |f| f.to);
            let middle = (camera.size_px.0 / 2.0, camera.size_px.1 / 2.0);
            let world = self.state.scene().extent;
            self.fly(from.zoom_at(middle, factor).clamp(world));
        }
    }

    pub(super) fn fly(&mut self, to: Camera) {
        let Some(from) = self.state.view.camera else { return };
        self.flight = Some(Flight { from, to, since: Instant::now() });
    }

    /// Shows areas of the level of what is gone to.
    fn show_level_of(&mut self, hit: Hit) {
        if let Hit::Area(id) = hit
            && let Some(area) = self.state.dataset().area(id)
        {
            self.state.view.choice.level = area.level;
        }
    }

    /// Brings the selection into view: close by for `closely`, else only moved to the middle.
    fn fly_to_selection(&mut self, closely: bool) {
        let Some(camera) = self.state.view.camera else { return };
        if let Some(to) = self.state.camera_on_selection(camera, closely) {
            self.fly(to);
        }
    }
}

impl super::state::State {
    /// The camera that has the selection in view; `None` when nothing is selected.
    pub(super) fn camera_on_selection(&self, camera: Camera, closely: bool) -> Option<Camera> {
        let dataset = self.dataset();
        let around = |hit| match hit {
            Hit::Area(id) => dataset.area(id).and_then(|a| a.shape.bounding_rect()),
            Hit::School(id) => dataset.school(id).map(|s| {
                const AROUND: f64 = 600.0;
                Rect::new((s.at.x() - AROUND, s.at.y() - AROUND), (s.at.x() + AROUND, s.at.y() + AROUND))
            }),
        };
        let rects = self.view.selection.iter().filter_map(around);
        let rect = rects.reduce(crate::view::shapes::united)?;
        let fitted = Camera::fit(rect, camera.size_px, PADDING_PX);
        Some(if closely || fitted.metres_per_px > camera.metres_per_px {
            fitted
        } else {
            Camera { centre: geo::Point::from(rect.center()), ..camera }
        })
    }
}
