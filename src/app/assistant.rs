//! The new-project assistant in the window: a folder of published files → a town of one's own.
//!
//! Four steps in one dialog: a folder (or download one), the municipality with what is needed and
//! found, the work itself, and what came of it. Everything slow is done by a worker; the dialog
//! shows how far it is and can stop it. Closing the dialog gives the work up.
//!
//! | module | what |
//! | --- | --- |
//! | [`work`] | the jobs, and how far they are |
//! | [`folder`] | which folder |
//! | [`fetching`] | open data downloaded to a folder |
//! | [`chosen`] | what is needed, found, chosen, left and missing |
//! | [`made`] | what came of it; saving the project and the list of findings |

mod chosen;
mod fetching;
mod folder;
mod made;
mod work;

use std::path::{Path, PathBuf};

use eframe::egui::{Response, Role, TextEdit, Ui, WidgetInfo};

use self::chosen::Choosing;
use self::fetching::Fetching;
use self::made::Made;
use self::work::{Done, Work};
use super::command::{Command, Commands};
use super::dialogs::one_notice;
use super::elements::progress;
use super::state::State;
use super::style::{caption, title};
use crate::fetch::Settings;
use crate::fetch::services::Service;
use crate::notice::Notice;
use crate::open::corrections::Corrections;

/// The assistant while it is open.
#[derive(Debug)]
pub struct Assistant {
    step: Step,
    /// Path of the folder, as typed, picked or dropped.
    folder: String,
    work: Option<Work>,
    /// Why the last piece of work failed.
    failed: Option<Notice>,
    /// Where data can be downloaded, and how patiently.
    services: Vec<Service>,
    settings: Settings,
    /// Whether the first field has had the focus.
    focused: bool,
}

#[derive(Debug)]
enum Step {
    Folder,
    Fetch(Fetching),
    Choose(Box<Choosing>),
    Made(Box<Made>),
}

impl Assistant {
    /// The first step, or with a folder the look into it.
    pub fn new(services: Vec<Service>, settings: Settings) -> Self {
        Self {
            step: Step::Folder,
            folder: String::new(),
            work: None,
            failed: None,
            services,
            settings,
            focused: false,
        }
    }

    /// Looks into a folder.
    pub fn look(&mut self, ctx: &eframe::egui::Context, state: &State, folder: &Path) {
        self.folder = folder.display().to_string();
        self.failed = None;
        self.step = Step::Folder;
        self.work =
            Some(Work::scan(ctx, state.view.language, folder.to_owned(), Corrections::default(), None));
    }

    /// Whether a worker is busy for it.
    pub fn is_busy(&self) -> bool {
        self.work.is_some()
    }

    /// Takes in what a worker has finished.
    fn take_finished(&mut self, state: &State) {
        let Some(done) = self.work.as_ref().and_then(Work::poll) else { return };
        self.work = None;
        match done {
            Done::Looked(Ok(looked)) => {
                let before = match std::mem::replace(&mut self.step, Step::Folder) {
                    Step::Choose(choosing) => Some(*choosing),
                    _ => None,
                };
                self.step = Step::Choose(Box::new(Choosing::new(looked, before)));
            }
            Done::Made(Ok(town)) => {
                let path = folder_for_projects();
                self.step = Step::Made(Box::new(Made::new(town, &path)));
            }
            Done::Saved(Ok(path)) => {
                if let Step::Made(made) = &mut self.step {
                    made.told =
                        Some(state.tw("assistant-list-saved", &[("file", &path.display().to_string())]));
                }
            }
            Done::Fetched(Ok(outcomes)) => {
                if let Step::Fetch(fetching) = &mut self.step {
                    fetching.outcomes = outcomes;
                }
            }
            Done::Looked(Err(notice))
            | Done::Made(Err(notice))
            | Done::Saved(Err(notice))
            | Done::Fetched(Err(notice)) => self.failed = Some(notice),
            Done::Stopped => {}
        }
    }
}

/// Draws the step that the assistant is in.
pub fn show(state: &State, ui: &mut Ui, assistant: &mut Assistant, commands: &mut Commands) {
    assistant.take_finished(state);
    let room = ui.ctx().content_rect();
    ui.set_width((room.width() - 160.0).clamp(480.0, 860.0));
    ui.label(title(state.t("assistant-title")));
    ui.add_space(4.0);
    let busy = assistant.is_busy();
    ui.add_enabled_ui(!busy, |ui| match assistant.step {
        Step::Folder => folder::show(state, ui, assistant, commands),
        Step::Fetch(_) => fetching::show(state, ui, assistant, commands),
        Step::Choose(_) => chosen::show(state, ui, assistant, commands),
        Step::Made(_) => made::show(state, ui, assistant, commands),
    });
    if let Some(notice) = assistant.failed.as_ref().filter(|_| !busy) {
        ui.add_space(8.0);
        one_notice(state, ui, notice);
    }
    let mut stopped = false;
    if let Some(work) = &assistant.work {
        ui.add_space(8.0);
        if progress(state, ui, &work.told()) {
            work.stop();
            // What was downloaded by then is still to be told; anything else is given up.
            stopped = !matches!(assistant.step, Step::Fetch(_));
        }
    }
    if stopped {
        assistant.work = None;
    }
}

/// A line of text with its name above it.
fn field(state: &State, ui: &mut Ui, key: &str, text: &mut String, width: f32) -> Response {
    let label = state.t(key);
    ui.label(caption(&label, &state.theme()));
    let response = ui.add(TextEdit::singleline(text).desired_width(width));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    response
}

fn cancel_button(state: &State, ui: &mut Ui, commands: &mut Commands) {
    if ui.button(state.t("app-cancel")).clicked() {
        commands.push(Command::CloseDialog);
    }
}

/// A path as typed or pasted; file managers give it in quotes.
fn path_of(text: &str) -> PathBuf {
    PathBuf::from(text.trim().trim_matches('"'))
}

/// Where projects of this person go.
fn folder_for_projects() -> PathBuf {
    let dirs = directories::UserDirs::new();
    let documents = dirs.as_ref().and_then(|d| d.document_dir().map(ToOwned::to_owned));
    documents.or_else(|| dirs.map(|d| d.home_dir().to_owned())).unwrap_or_default()
}
