//! The journal: plans and stories that are not in their project yet, so that a program that is killed
//! loses nothing that was confirmed.
//!
//! A save writes a whole GeoPackage and takes a worker some time. Before it begins, what changed is
//! written here, on the thread that draws: some kilobytes, put in place in one go. The worker then sees
//! to it that the disk holds it, before it begins with the project. Two files take turns, so that what
//! is surely on the disk is never written over by what may not be yet: a machine that loses its power
//! finds the newest of the two that is whole. Both are thrown away when the project holds them. A project that is opened with a journal beside it gets what the journal
//! holds, if the file is one that this work started from or went through; a file that was changed
//! elsewhere keeps its own, and the plans of the journal stand beside them.
//!
//! The journal lies in the folder of this machine's person ([`super::recovery`]), under a name made of
//! the path of the project. It does not hold the dataset: a change of that is saved at once.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::notice::Notice;
use crate::project::{Project, StoredScenario};

const PREFIX: &str = "dagboek-";

/// So many states of the work are remembered as its own.
const REMEMBERED: usize = 256;

/// What stands in a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    format: u32,
    /// The project, for who looks into the folder.
    project: PathBuf,
    settings: BTreeMap<String, String>,
    /// Name and text of every plan, in order.
    plans: Vec<(String, String)>,
    /// What this work started from, and what it went through.
    states: Vec<String>,
    /// The newest of two has the greater number.
    #[serde(default)]
    number: u64,
    /// Whether it began on the bundled example, so that it needs no file to go on from.
    #[serde(default)]
    on_example: bool,
}

const FORMAT: u32 = 1;

/// The journal of the open project.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    states: Vec<String>,
    number: u64,
    turns: Arc<Mutex<Turns>>,
}

/// Which of the two files holds what.
#[derive(Debug, Default)]
struct Turns {
    /// Numbers of what was last written in each.
    written: [u64; 2],
    /// The file of which the disk surely holds what was written.
    settled: Option<usize>,
}

/// A journal that was written and may not be on the disk yet.
#[derive(Clone, Debug)]
pub struct Written {
    file: PathBuf,
    turn: usize,
    number: u64,
    turns: Arc<Mutex<Turns>>,
}

impl Written {
    /// Waits until the disk holds it: for a worker.
    pub fn settle(&self) {
        // What cannot be settled is still there as long as the machine runs.
        let Ok(file) = File::open(&self.file) else { return };
        if file.sync_all().is_err() {
            return;
        }
        // On other systems a folder cannot be opened, and needs not be.
        if let Some(folder) = self.file.parent().and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        // Something newer may have been put in its place meanwhile.
        if turns.written.get(self.turn) == Some(&self.number) {
            turns.settled = Some(self.turn);
        }
    }
}

/// What a journal did to a project that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restored {
    /// There was none, or the project holds all of it.
    Nothing,
    /// The project goes on where the program was killed.
    Continued,
    /// The file was changed elsewhere: the plans stand beside its own.
    Beside,
}

impl Journal {
    /// Work that starts from what a project holds on disk.
    pub fn begin(project: &Project) -> Self {
        Self { states: vec![state_of(project)], ..Self::default() }
    }

    /// The same after what was found in the folder, which it must not write over before it is kept.
    fn after(mut self, found: &Found) -> Self {
        self.number = found.entry.number;
        let mut written = [0; 2];
        if let Some(slot) = written.get_mut(found.turn) {
            *slot = self.number;
        }
        self.turns = Arc::new(Mutex::new(Turns { written, settled: Some(found.turn) }));
        self
    }

    /// Writes what the project holds now, to be found again at `path`; `on_example` when the bundled
    /// example is all that it goes on from.
    ///
    /// # Errors
    /// When the folder can't be made or written.
    pub fn write(
        &mut self,
        folder: &Path,
        path: &Path,
        project: &Project,
        on_example: bool,
    ) -> Result<Written, Notice> {
        let state = state_of(project);
        self.number += 1;
        let entry = Entry {
            format: FORMAT,
            project: path.to_owned(),
            settings: project.settings.clone(),
            plans: project.scenarios.iter().map(|s| (s.name.clone(), s.toml.clone())).collect(),
            states: self.states.clone(),
            number: self.number,
            on_example,
        };
        if self.states.last() != Some(&state) {
            self.states.push(state);
        }
        let surplus = self.states.len().saturating_sub(REMEMBERED);
        self.states.drain(..surplus);
        let failed = |reason: String| {
            Notice::error("app-recovery-failed").arg("reason", reason).file(folder.to_string_lossy())
        };
        let text = serde_json::to_vec(&entry).map_err(|e| failed(e.to_string()))?;
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = if turns.settled == Some(0) { 1 } else { 0 };
        let [first, second] = files_of(folder, path);
        let target = if turn == 0 { first } else { second };
        let written = || -> std::io::Result<()> {
            std::fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(&text)?;
            file.persist(&target).map_err(|e| e.error)?;
            Ok(())
        };
        written().map_err(|e| failed(e.to_string()))?;
        if let Some(slot) = turns.written.get_mut(turn) {
            *slot = self.number;
        }
        Ok(Written { file: target, turn, number: self.number, turns: Arc::clone(&self.turns) })
    }
}

/// Throws the journal of a project away.
pub fn forget(folder: &Path, path: &Path) {
    for file in files_of(folder, path) {
        // Nothing to forget is fine too.
        let _ = std::fs::remove_file(file);
    }
}

/// What was found of a journal.
struct Found {
    entry: Entry,
    turn: usize,
}

fn entry_in(file: &Path) -> Option<Entry> {
    let entry: Entry = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    (entry.format == FORMAT).then_some(entry)
}

/// The newest journal of a project that is whole.
fn newest(folder: &Path, path: &Path) -> Option<Found> {
    let files = files_of(folder, path);
    let found =
        files.iter().enumerate().filter_map(|(turn, file)| Some(Found { entry: entry_in(file)?, turn }));
    found.max_by_key(|found| found.entry.number)
}

/// The file in which work on the example was to be kept, of which only the journal is there: the program
/// stopped before the file was written.
pub fn without_file(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let ours = entries.filter(|e| e.file_name().to_string_lossy().starts_with(PREFIX));
    let dated = ours.filter_map(|e| {
        let entry = entry_in(&e.path()).filter(|entry| entry.on_example && !entry.project.exists())?;
        Some((e.metadata().ok()?.modified().ok()?, entry.project))
    });
    dated.max().map(|(_, path)| path)
}

/// Gives a project that was just read from `path` what its journal holds, and the journal that goes on
/// from there.
pub fn restore(folder: &Path, path: &Path, project: &mut Project) -> (Restored, Journal) {
    let before = Journal::begin(project);
    match newest(folder, path) {
        Some(found) => (restored(&found.entry, project), before.after(&found)),
        None => (Restored::Nothing, before),
    }
}

/// Gives the bundled example what a journal holds of work on it that has no file.
pub fn restore_on_example(folder: &Path, path: &Path, project: &mut Project) -> Journal {
    let before = Journal::begin(project);
    let Some(found) = newest(folder, path) else { return before };
    continue_with(&found.entry, project);
    before.after(&found)
}

fn continue_with(entry: &Entry, project: &mut Project) {
    project.settings = entry.settings.clone();
    project.scenarios = plans_of(entry);
}

fn plans_of(entry: &Entry) -> Vec<StoredScenario> {
    let plans = entry.plans.iter();
    plans.map(|(name, toml)| StoredScenario { name: name.clone(), toml: toml.clone() }).collect()
}

fn restored(entry: &Entry, project: &mut Project) -> Restored {
    let on_disk = state_of(project);
    let mut continued = project.clone();
    continue_with(entry, &mut continued);
    if state_of(&continued) == on_disk {
        return Restored::Nothing;
    }
    if entry.states.contains(&on_disk) {
        *project = continued;
        return Restored::Continued;
    }
    for mut plan in plans_of(entry) {
        if project.scenarios.iter().any(|own| own.toml == plan.toml) {
            continue;
        }
        let name = plan.name.clone();
        let mut number = 2;
        while project.scenarios.iter().any(|own| own.name == plan.name) {
            plan.name = format!("{name} ({number})");
            number += 1;
        }
        project.scenarios.push(plan);
    }
    Restored::Beside
}

fn hash(parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.as_ref().len() as u64).to_le_bytes());
        hash.update(part.as_ref());
    }
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// What a project holds of what the journal keeps.
fn state_of(project: &Project) -> String {
    let settings = project.settings.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
    let plans = project.scenarios.iter().flat_map(|s| [s.name.as_str(), s.toml.as_str()]);
    hash(settings.chain(["plans"]).chain(plans))
}

/// The two files of the journal of a project. A file that is not there yet is named by its folder.
fn files_of(folder: &Path, path: &Path) -> [PathBuf; 2] {
    let by_folder = || Some(std::fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?));
    let whole = std::fs::canonicalize(path).ok().or_else(by_folder).unwrap_or_else(|| path.to_owned());
    let name = hash([whole.to_string_lossy().as_bytes()]);
    ["", "-2"].map(|turn| folder.join(format!("{PREFIX}{name}{turn}.json")))
}
