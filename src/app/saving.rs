//! The one way to the disk: what is confirmed is in the journal at once, and in its project soon.
//!
//! # What is promised
//!
//! Every confirmed edit is in the journal ([`super::journal`]) before the next frame is drawn, so that a
//! program that is killed loses at most the edit under the mouse. The worker makes the disk hold the
//! journal before anything else, so that a machine that loses its power loses what was confirmed in the
//! moment before; journal and project are whole either way.
//!
//! Everything is written by one worker, in the order in which it was asked: the project, the file in
//! which work without a file is kept, and the file of *Save as*. Of several that wait for the same file
//! only the newest is written. The status bar says that something is on its way; closing the window
//! waits for it. A failure is told and the work kept aside.
//!
//! A town that was just imported is in no journal: its data are in the files that it was made of, and
//! writing all of it takes up to seconds. The worker begins with it in the moment in which the import is
//! confirmed, the status bar says that it is not kept yet, and then that it is; a program that is killed
//! in between has lost the import and nothing else, and an edit in between waits for it. Where there is no folder for a journal, and
//! when the dataset itself changed, the save is waited for instead.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use eframe::egui::Context;

use super::Wijkspiegel;
use super::journal::{self, Journal, Restored, Written};
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
    /// A file that becomes its own.
    New(PathBuf),
}

struct Task {
    number: u64,
    target: Target,
    project: Project,
    recovery: Recovery,
    /// The journal that holds it meanwhile.
    journal: Option<Written>,
}

struct Done {
    number: u64,
    target: Target,
    /// The file of the project when it was asked for.
    path: Option<PathBuf>,
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
    /// The last of the saves that take long enough to be told of: of a whole town to a new file.
    long: u64,
    /// Whether that is a new town, of which no file holds anything yet.
    unkept: bool,
    /// Whether somebody asked for the save, and waits to hear of it.
    told: bool,
    journal: Journal,
    /// The dataset that the file of the open project holds; the bundled example needs none.
    on_disk: Option<Arc<Dataset>>,
    /// Whether the dataset of the open project is the bundled example as it comes.
    on_example: bool,
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
            long: 0,
            unkept: false,
            told: false,
            journal: Journal::default(),
            on_disk: None,
            on_example: false,
        }
    }

    /// What to say of a whole town that is on its way to a new file, as a key of a text.
    pub fn long_work(&self) -> Option<&'static str> {
        let key = if self.unkept { "app-keeping" } else { "app-saving" };
        (self.finished < self.long).then_some(key)
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
        // The newest journal holds all of them.
        if let Some(written) = waiting.iter().rev().find_map(|task| task.journal.as_ref()) {
            written.settle();
        }
        for Task { number, target, mut project, recovery, .. } in waiting {
            let path = project.path.clone();
            let outcome = match &target {
                Target::Own => {
                    if let Some(saved) = last.as_ref().filter(|saved| saved.path == project.path) {
                        project.continue_from(saved);
                    }
                    project.save()
                }
                Target::Aside(path) => recovery.keep(&project, path),
                Target::New(path) => project.save_as(path),
            };
            if matches!(target, Target::Own | Target::New(_)) && outcome.is_ok() {
                last = Some(project.clone());
            }
            report(Done { number, target, path, outcome: outcome.map(|()| project) });
        }
    }
}

impl Wijkspiegel {
    /// Makes what was just confirmed last: in the project's file, or in the recovery file.
    pub(super) fn keep(&mut self) {
        match self.state.opened.origin {
            Origin::Example => {}
            Origin::File => self.keep_in(Target::Own),
            Origin::Unsaved => self.keep_aside(),
        }
    }

    /// The same of a town that was just made: nothing was edited in it yet, so that the window goes on
    /// while it is written.
    pub(super) fn keep_behind(&mut self) {
        match self.aside() {
            Ok(path) => {
                self.send(Target::Aside(path), None);
                self.saver.long = self.saver.sent;
                self.saver.unkept = true;
            }
            Err(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    /// The same after a change of the dataset itself, which no journal holds: it is waited for.
    pub(super) fn keep_whole(&mut self) {
        self.saver.on_disk = None;
        self.saver.on_example = false;
        self.keep();
    }

    /// Keeps the open work in the recovery file.
    pub(super) fn keep_aside(&mut self) {
        match self.aside() {
            Ok(path) => self.keep_in(Target::Aside(path)),
            Err(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    /// The recovery file of the open work.
    fn aside(&mut self) -> Result<PathBuf, Notice> {
        if let Some(kept) = &self.state.opened.kept {
            return Ok(kept.clone());
        }
        let path = self.recovery.new_file()?;
        self.state.opened.kept = Some(path.clone());
        Ok(path)
    }

    fn keep_in(&mut self, target: Target) {
        let opened = &self.state.opened;
        let known = |known: &Arc<Dataset>| Arc::ptr_eq(known, &opened.project.dataset);
        let same_dataset = self.saver.on_disk.as_ref().is_some_and(known);
        let journal = if same_dataset { self.write_journal(&target) } else { None };
        let in_journal = journal.is_some();
        self.send(target, journal);
        if !in_journal {
            self.finish_saving();
        }
    }

    fn write_journal(&mut self, target: &Target) -> Option<Written> {
        let folder = self.recovery.folder()?.to_owned();
        let opened = &self.state.opened;
        let path = match target {
            Target::Own => opened.project.path.as_ref()?,
            Target::Aside(path) | Target::New(path) => path,
        };
        let on_example = self.saver.on_example;
        self.saver.journal.write(&folder, path, &opened.project, on_example).ok()
    }

    fn send(&mut self, target: Target, journal: Option<Written>) {
        self.saver.sent += 1;
        let task = Task {
            number: self.saver.sent,
            target,
            project: self.state.opened.project.clone(),
            recovery: self.recovery.clone(),
            journal,
        };
        let sent = self.saver.sender.as_ref().is_some_and(|sender| sender.send(task).is_ok());
        if !sent {
            self.saver.finished = self.saver.sent;
            self.state.dialog = Some(Dialog::Failure(Notice::error("app-worker-lost")));
        }
    }

    /// Keeps the open work in the recovery file on this thread: its own file can't be written.
    fn keep_aside_now(&mut self) -> Result<(), Notice> {
        let path = self.aside()?;
        self.recovery.keep(&self.state.opened.project, &path)
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
        self.state.dialog = None;
        // Until it is there, what is confirmed goes where it went.
        self.send(Target::New(path), None);
        self.saver.long = self.saver.sent;
        self.saver.unkept = false;
    }

    /// The open work has this file from now on; what was confirmed since it was asked for follows.
    fn became(&mut self, saved: &Project) {
        let opened = &mut self.state.opened;
        opened.project.continue_from(saved);
        opened.origin = Origin::File;
        let kept = opened.kept.take();
        self.begin_journal(Journal::begin(saved));
        let opened = &self.state.opened;
        let later = opened.project.scenarios != saved.scenarios
            || opened.project.settings != saved.settings
            || !Arc::ptr_eq(&opened.project.dataset, &saved.dataset);
        if later {
            self.saver.on_disk = Some(Arc::clone(&saved.dataset));
            self.keep();
        }
        if let Some(kept) = kept {
            self.forget_file(&kept);
        }
        self.state.message = Some(self.state.t("app-saved"));
    }

    /// Throws the recovery file of the open work away, with its journal.
    fn forget_kept(&mut self) {
        if let Some(kept) = self.state.opened.kept.take() {
            self.forget_file(&kept);
        }
    }

    fn forget_file(&self, kept: &Path) {
        recovery::forget(kept);
        if let Some(folder) = self.recovery.folder() {
            journal::forget(folder, kept);
        }
    }

    /// What is open is on disk as a journal has it, and goes on from there.
    pub(super) fn begin_journal(&mut self, journal: Journal) {
        let opened = &self.state.opened;
        self.saver.journal = journal;
        // Kept work of which the file is not there goes on from the example (see `Recovery::found`).
        let unwritten = opened.kept.as_ref().is_some_and(|kept| !kept.exists());
        let on_example = matches!(opened.origin, Origin::Example) || unwritten;
        let on_disk = matches!(opened.origin, Origin::File) || opened.kept.is_some() || on_example;
        self.saver.on_disk = on_disk.then(|| Arc::clone(&opened.project.dataset));
        self.saver.on_example = on_example;
    }

    /// Gives what was read from `path` what a killed program left in its journal; gives the journal that
    /// goes on from there when there was anything.
    pub(super) fn restore_journal(&self, opened: &mut Opened, path: &Path) -> Option<Journal> {
        let folder = self.recovery.folder()?;
        let (found, journal) = journal::restore(folder, path, &mut opened.project);
        let notice = match found {
            Restored::Nothing => {
                journal::forget(folder, path);
                return None;
            }
            Restored::Continued => Notice::info("app-journal-continued"),
            Restored::Beside => Notice::warning("app-journal-beside"),
        };
        opened.notices.push(notice);
        Some(journal)
    }

    /// Work on the example of which only the journal is there: the program stopped before its file was
    /// written.
    pub(super) fn restore_on_example(&self, opened: &mut Opened, path: &Path) -> Option<Journal> {
        let journal = journal::restore_on_example(self.recovery.folder()?, path, &mut opened.project);
        opened.notices.push(Notice::info("app-journal-continued"));
        Some(journal)
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

    fn saved(&mut self, Done { number, target, path, outcome }: Done) {
        // What a newer state took the place of is finished as well.
        self.saver.finished = number;
        let newest = !self.saver.is_busy();
        match (target, outcome) {
            (Target::New(_), Ok(project)) => self.became(&project),
            // What was open stays open as it was, and is kept where it was.
            (Target::New(_), Err(notice)) => self.state.dialog = Some(Dialog::Failure(notice)),
            // It has another file since this was asked for, and goes on in that.
            (Target::Own, outcome) if !self.is_file_of(&path) => {
                if let (Ok(_), Some(folder), Some(path)) = (outcome, self.recovery.folder(), path) {
                    journal::forget(folder, &path);
                }
            }
            (Target::Own, Ok(project)) => {
                self.state.opened.project.continue_from(&project);
                if newest {
                    self.is_on_disk(&project, project.path.as_deref());
                    self.forget_kept();
                    if std::mem::take(&mut self.saver.told) {
                        self.state.message = Some(self.state.t("app-saved"));
                    }
                }
            }
            // The work has a file of its own since this was asked for.
            (Target::Aside(path), Ok(_)) if self.state.opened.kept.as_ref() != Some(&path) => {
                self.forget_file(&path);
            }
            (Target::Aside(path), Ok(project)) => {
                if self.saver.unkept && number >= self.saver.long {
                    self.saver.unkept = false;
                    self.state.message = Some(self.state.t("app-kept"));
                }
                if newest {
                    self.is_on_disk(&project, Some(&path));
                }
            }
            // A newer state is tried anyhow.
            (_, Err(_)) if !newest => {}
            // The work is in memory and not in its file: keep it where the next start finds it.
            (Target::Own, Err(notice)) => {
                let kept = self.keep_aside_now();
                self.state.dialog = Some(match kept {
                    Ok(()) => Dialog::NotSaved(notice),
                    Err(worse) => Dialog::Failure(worse),
                });
            }
            (Target::Aside(_), Err(notice)) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    fn is_file_of(&self, path: &Option<PathBuf>) -> bool {
        self.state.opened.project.path == *path
    }

    /// A file holds all that was confirmed: its journal has nothing left to tell.
    fn is_on_disk(&mut self, saved: &Project, path: Option<&Path>) {
        self.saver.on_disk = Some(Arc::clone(&saved.dataset));
        self.saver.on_example = false;
        if let (Some(folder), Some(path)) = (self.recovery.folder(), path) {
            journal::forget(folder, path);
        }
    }
}
