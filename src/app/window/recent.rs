//! The projects that were open last; what is no longer there says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eframe::egui::{Button, Context, RichText, Ui};

use super::WindowCommand;
use crate::app::Wijkspiegel;
use crate::app::command::{Command, Commands};
use crate::app::job::{Cancel, Job, Poll};
use crate::app::state::{Dialog, Origin, State};
use crate::app::style::{CAPTION, caption, color};
use crate::notice::Notice;

type There = BTreeMap<PathBuf, bool>;

/// Which of the recent files are there. A worker looks, since a drive on a network may let one wait.
#[derive(Debug, Default)]
pub struct Recents {
    there: There,
    looking: Option<Job<There>>,
    /// A file that was asked for, until it is known to be there.
    asked: Option<(PathBuf, Job<bool>)>,
    /// The file that was noted last.
    noted: Option<PathBuf>,
}

impl Recents {
    /// Whether a file is known not to be there.
    fn is_gone(&self, path: &Path) -> bool {
        self.there.get(path) == Some(&false)
    }
}

/// "groningen.gpkg", and the folder it is in.
fn in_words(path: &Path) -> (String, String) {
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let folder = path.parent().map(|p| p.display().to_string()).unwrap_or_default();
    (name, folder)
}

/// The list in the menu of files, under its own heading; nothing when nothing was ever opened.
pub fn menu(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let recent = &state.window.preferences.recent;
    if recent.is_empty() {
        return;
    }
    ui.separator();
    ui.label(caption(state.t("recent-title"), &state.theme()));
    if rows(state, ui, commands) {
        ui.close();
    }
    if ui.button(state.t("recent-forget")).clicked() {
        commands.push(Command::Window(WindowCommand::ForgetRecent));
        ui.close();
    }
}

/// The list in the dialog that asks for a file.
pub fn list(state: &State, ui: &mut Ui, commands: &mut Commands) {
    if state.window.preferences.recent.is_empty() {
        return;
    }
    ui.add_space(12.0);
    crate::app::elements::heading(ui, &state.t("recent-title"), &state.theme());
    ui.add_space(4.0);
    rows(state, ui, commands);
}

/// On a start with the example: the way on with what was open last, in one word in the status bar.
pub fn go_on(state: &State, ui: &mut Ui, commands: &mut Commands) {
    if !matches!(state.opened.origin, Origin::Example) {
        return;
    }
    let mut there = state.window.preferences.recent.iter().filter(|p| !state.window.recents.is_gone(p));
    let Some(path) = there.next() else { return };
    let text = state.tw("recent-go-on", &[("file", &in_words(path).0)]);
    if ui.link(RichText::new(text).size(CAPTION)).clicked() {
        commands.push(Command::Window(WindowCommand::OpenRecent(path.clone())));
    }
}

/// The files; gives whether one was chosen.
fn rows(state: &State, ui: &mut Ui, commands: &mut Commands) -> bool {
    let theme = state.theme();
    let mut chosen = false;
    for path in &state.window.preferences.recent {
        let (name, folder) = in_words(path);
        let gone = state.window.recents.is_gone(path);
        let text = if gone { state.tw("recent-gone", &[("file", &name)]) } else { name };
        let ink = color(if gone { theme.muted } else { theme.text });
        let button = Button::new(RichText::new(text).color(ink)).frame_when_inactive(false);
        if ui.add(button).on_hover_text(folder).clicked() {
            commands.push(Command::Window(WindowCommand::OpenRecent(path.clone())));
            chosen = true;
        }
    }
    chosen
}

impl State {
    /// Has a worker look which recent files are there.
    pub(super) fn check_recents(&mut self, ctx: &Context) {
        let paths = self.window.preferences.recent.clone();
        if paths.is_empty() {
            return;
        }
        let look = move |_: &Cancel| paths.into_iter().map(|p| (p.clone(), p.exists())).collect();
        self.window.recents.looking = Some(Job::start(ctx, String::new(), look));
    }

    /// Takes what the worker found, and notes the project that is open.
    pub(super) fn note_opened(&mut self, ctx: &Context) {
        let recents = &mut self.window.recents;
        if let Some(job) = &recents.looking {
            match job.poll() {
                Poll::Running => {}
                Poll::Done(there) => {
                    recents.there = there;
                    recents.looking = None;
                }
                Poll::Lost => recents.looking = None,
            }
        }
        let open = self.opened.project.path.clone().filter(|_| matches!(self.opened.origin, Origin::File));
        if open == self.window.recents.noted {
            return;
        }
        if let Some(path) = &open {
            let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            self.window.preferences.note(&whole);
        }
        self.window.recents.noted = open;
        self.check_recents(ctx);
    }
}

impl Wijkspiegel {
    /// Opens a recent file once a worker has seen that it is there.
    pub(super) fn open_recent(&mut self, ctx: &Context, path: PathBuf) {
        self.state.dialog = None;
        let looked = path.clone();
        let job = Job::start(ctx, String::new(), move |_: &Cancel| looked.exists());
        self.state.window.recents.asked = Some((path, job));
    }

    /// Opens what was asked for, or says that it is gone and takes it off the list.
    pub(super) fn take_asked(&mut self, ctx: &Context) {
        let Some((path, job)) = self.state.window.recents.asked.take() else { return };
        match job.poll() {
            Poll::Running => self.state.window.recents.asked = Some((path, job)),
            Poll::Done(true) => self.apply(ctx, vec![Command::OpenFiles(vec![path])]),
            Poll::Done(false) | Poll::Lost => {
                self.state.window.preferences.recent.retain(|known| *known != path);
                let notice = Notice::error("recent-missing").file(path.display().to_string());
                self.state.dialog = Some(Dialog::Failure(notice));
            }
        }
    }
}
