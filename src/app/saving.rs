//! The one way to the disk: what is confirmed is in the journal at once, and in its project soon.
//!
//! # What is promised
//!
//! Every confirmed edit is in the journal ([`super::journal`]) before the next frame is drawn, so that a
//! program that is killed loses at most the edit under the mouse. A machine that loses its power may
//! lose what its disk had not written yet; the project itself is whole either way.
//!
//! The project is written by one worker, in the order of the edits; of several that wait for the same
//! file only the newest is written. Closing the window waits for it. A failure is told and the work kept
//! aside. Where there is no folder for a journal, and when the dataset itself changed, the save is waited
//! for instead.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use eframe::egui::Context;

use super::Wijkspiegel;
use super::journal::{self, Journal, Restored};
use super::recovery::{self, Recovery};
use super::state::{Dialog, Opened, Origin};
use crate::data::Dataset;
use crate::notice::Notice;
use crate::project::Project;

/// Where a project goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    /// Its own file.
    Own,
    /// The recovery file: it has no file yet.
    Aside(PathBuf),
}

struct Task {
    number: u64,
    target: Target,
    project: Project,
    recovery: Recovery,
}

struct Done {
    number: u64,
    target: Target,
    outcome: Result<Project, Notice>,
}

/// The worker that saves.
#[derive(Debug)]
pub struct Saver {
    sender: Option<Sender<Task>>,
    done: Receiver<Done>,
    worker: Option<JoinHandle<()>>,
    sent: u64,
    finished: u64,
    /// Whether somebody asked for the save, and waits to hear of it.
    told: bool,
    journal: Journal,
    /// The dataset that the file of the open project holds.
    on_disk: Option<Arc<Dataset>>,
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Task {}", self.number)
    }
}

impl std::fmt::Debug for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Done {}", self.number)
    }
}

impl Saver {
    pub fn new(ctx: &Context) -> Self {
        let (sender, tasks) = channel();
        let (reports, done) = channel();
        let ctx = ctx.clone();
        let worker = std::thread::spawn(move || {
            work(&tasks, |report| {
                // Nobody listens any more when the window was closed.
                let _ = reports.send(report);
                ctx.request_repaint();
            });
        });
        Self {
            sender: Some(sender),
            done,
            worker: Some(worker),
            sent: 0,
            finished: 0,
            told: false,
            journal: Journal::default(),
            on_disk: None,
        }
    }

    /// Whether something is still on its way to the disk.
    pub fn is_busy(&self) -> bool {
        self.finished < self.sent
    }
}

/// What waits is written before the program ends.
impl Drop for Saver {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(worker) = self.worker.take() {
            // A worker that died has nothing left to write.
            let _ = worker.join();
        }
    }
}

fn work(tasks: &Receiver<Task>, report: impl Fn(Done)) {
    let mut last: Option<Project> = None;
    while let Ok(first) = tasks.recv() {
        let mut waiting: Vec<Task> = vec![first];
        while let Ok(next) = tasks.try_recv() {
            // A newer state of the same file takes the place of the older one.
            waiting.retain(|task| task.target != next.target || task.project.path != next.project.path);
            waiting.push(next);
        }
        for Task { number, target, mut project, recovery } in waiting {
            let outcome = match &target {
                Target::Own => {
                    if let Some(saved) = last.as_ref().filter(|saved| saved.path == project.path) {
                        project.continue_from(saved);
                    }
                    project.save()
                }
                Target::Aside(path) => recovery.keep(&project, Some(path.clone())).map(|_| ()),
            };
            if target == Target::Own && outcome.is_ok() {
                last = Some(project.clone());
            }
            report(Done { number, target, outcome: outcome.map(|()| project) });
        }
    }
}

impl Wijkspiegel {
    /// Makes what was just confirmed last: in the project's file, or in the recovery file.
    pub(super) fn keep(&mut self) {
        let opened = &self.state.opened;
        let target = match (&opened.origin, &opened.kept) {
            (Origin::Example, _) => return,
            (Origin::File, _) => Target::Own,
            (Origin::Unsaved, Some(kept)) => Target::Aside(kept.clone()),
            (Origin::Unsaved, None) => {
                if let Err(notice) = self.keep_aside() {
                    self.state.dialog = Some(Dialog::Failure(notice));
                }
                return;
            }
        };
        let same_dataset =
            self.saver.on_disk.as_ref().is_some_and(|known| Arc::ptr_eq(known, &opened.project.dataset));
        let in_journal = same_dataset && self.write_journal(&target);
        self.send(target);
        if !in_journal {
            self.finish_saving();
        }
    }

    /// The same after a change of the dataset itself, which no journal holds: it is waited for.
    pub(super) fn keep_whole(&mut self) {
        self.saver.on_disk = None;
        self.keep();
    }

    fn write_journal(&mut self, target: &Target) -> bool {
        let Some(folder) = self.recovery.folder().map(Path::to_owned) else { return false };
        let opened = &self.state.opened;
        let path = match target {
            Target::Own => opened.project.path.clone(),
            Target::Aside(path) => Some(path.clone()),
        };
        path.is_some_and(|path| self.saver.journal.write(&folder, &path, &opened.project).is_ok())
    }

    fn send(&mut self, target: Target) {
        self.saver.sent += 1;
        let task = Task {
            number: self.saver.sent,
            target,
            project: self.state.opened.project.clone(),
            recovery: self.recovery.clone(),
        };
        let sent = self.saver.sender.as_ref().is_some_and(|sender| sender.send(task).is_ok());
        if !sent {
            self.saver.finished = self.saver.sent;
            self.state.dialog = Some(Dialog::Failure(Notice::error("app-worker-lost")));
        }
    }

    /// Keeps the open work in the recovery file, and waits for it.
    pub(super) fn keep_aside(&mut self) -> Result<(), Notice> {
        self.finish_saving();
        let opened = &mut self.state.opened;
        opened.kept = Some(self.recovery.keep(&opened.project, opened.kept.clone())?);
        if matches!(opened.origin, Origin::Unsaved) {
            self.saver.journal = Journal::begin(&opened.project);
            self.saver.on_disk = Some(Arc::clone(&opened.project.dataset));
        }
        Ok(())
    }

    /// Saves to the project's own file, and says when it is there.
    pub(super) fn save(&mut self) {
        self.saver.told = true;
        self.keep();
    }

    /// Saves to another file; one that stands there already is only replaced when `over`.
    pub(super) fn save_as(&mut self, path: PathBuf, over: bool) {
        let is_project = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gpkg"));
        let path = if is_project { path } else { PathBuf::from(format!("{}.gpkg", path.display())) };
        let own = self.state.opened.path() == Some(&path);
        if path.exists() && !over && !own {
            self.state.dialog = Some(Dialog::Overwrite(path));
            return;
        }
        self.finish_saving();
        match self.state.opened.project.save_as(&path) {
            Ok(()) => {
                self.forget_kept();
                self.state.opened.origin = Origin::File;
                self.state.message = Some(self.state.t("app-saved"));
                self.state.dialog = None;
                let begun = Journal::begin(&self.state.opened.project);
                self.begin_journal(begun);
            }
            Err(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    /// Throws the recovery file of the open work away, with its journal.
    fn forget_kept(&mut self) {
        if let Some(kept) = self.state.opened.kept.take() {
            recovery::forget(&kept);
            if let Some(folder) = self.recovery.folder() {
                journal::forget(folder, &kept);
            }
        }
    }

    /// What is open is on disk as a journal has it, and goes on from there.
    pub(super) fn begin_journal(&mut self, journal: Journal) {
        let opened = &self.state.opened;
        self.saver.journal = journal;
        let on_disk = matches!(opened.origin, Origin::File) || opened.kept.is_some();
        self.saver.on_disk = on_disk.then(|| Arc::clone(&opened.project.dataset));
    }

    /// Gives what was read from `path` what a killed program left in its journal; gives the journal that
    /// goes on from there when there was anything.
    pub(super) fn restore_journal(&self, opened: &mut Opened, path: &Path) -> Option<Journal> {
        let folder = self.recovery.folder()?;
        let before = Journal::begin(&opened.project);
        let notice = match journal::restore(folder, path, &mut opened.project) {
            Restored::Nothing => {
                journal::forget(folder, path);
                return None;
            }
            Restored::Continued => Notice::info("app-journal-continued"),
            Restored::Beside => Notice::warning("app-journal-beside"),
        };
        opened.notices.push(notice);
        Some(before)
    }

    /// Takes in what the worker has saved.
    pub(super) fn take_saved(&mut self) {
        while let Ok(done) = self.saver.done.try_recv() {
            self.saved(done);
        }
    }

    /// Waits until everything that was confirmed is on disk, or has failed and was told.
    pub fn finish_saving(&mut self) {
        while self.saver.is_busy() {
            match self.saver.done.recv() {
                Ok(done) => self.saved(done),
                Err(_) => {
                    self.saver.finished = self.saver.sent;
                    self.state.dialog = Some(Dialog::Failure(Notice::error("app-worker-lost")));
                }
            }
        }
    }

    fn saved(&mut self, Done { number, target, outcome }: Done) {
        // What a newer state took the place of is finished as well.
        self.saver.finished = number;
        let newest = !self.saver.is_busy();
        match outcome {
            Ok(project) => {
                let own = target == Target::Own;
                let opened = &mut self.state.opened;
                if own {
                    opened.project.continue_from(&project);
                }
                if !newest {
                    return;
                }
                self.saver.on_disk = Some(Arc::clone(&project.dataset));
                let path = match &target {
                    Target::Own => project.path.clone(),
                    Target::Aside(path) => Some(path.clone()),
                };
                if let (Some(folder), Some(path)) = (self.recovery.folder(), path) {
                    journal::forget(folder, &path);
                }
                if own {
                    self.forget_kept();
                    if std::mem::take(&mut self.saver.told) {
                        self.state.message = Some(self.state.t("app-saved"));
                    }
                }
            }
            // A newer state is tried anyhow.
            Err(_) if !newest => {}
            // The work is in memory and not in its file: keep it where the next start finds it.
            Err(notice) if target == Target::Own => {
                let kept = self.keep_aside();
                self.state.dialog = Some(match kept {
                    Ok(()) => Dialog::NotSaved(notice),
                    Err(worse) => Dialog::Failure(worse),
                });
            }
            Err(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }
}
