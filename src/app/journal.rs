//! The journal: plans and stories that are not in their project yet, so that a program that is killed
//! loses nothing that was confirmed.
//!
//! A save writes a whole GeoPackage and takes a worker some time. Before it begins, what changed is
//! written here, on the thread that draws: some kilobytes, put in place in one go. It is thrown away
//! when the project holds it. A project that is opened with a journal beside it gets what the journal
//! holds, if the file is one that this work started from or went through; a file that was changed
//! elsewhere keeps its own, and the plans of the journal stand beside them.
//!
//! The journal lies in the folder of this machine's person ([`super::recovery`]), under a name made of
//! the path of the project. It does not hold the dataset: a change of that is saved at once.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

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
}

const FORMAT: u32 = 1;

/// The journal of the open project.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    states: Vec<String>,
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
        Self { states: vec![state_of(project)] }
    }

    /// Writes what the project holds now, to be found again at `path`.
    ///
    /// # Errors
    /// When the folder can't be made or written.
    pub fn write(&mut self, folder: &Path, path: &Path, project: &Project) -> Result<(), Notice> {
        let state = state_of(project);
        let entry = Entry {
            format: FORMAT,
            project: path.to_owned(),
            settings: project.settings.clone(),
            plans: project.scenarios.iter().map(|s| (s.name.clone(), s.toml.clone())).collect(),
            states: self.states.clone(),
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
        let written = || -> std::io::Result<()> {
            std::fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(&text)?;
            file.persist(file_of(folder, path)).map_err(|e| e.error)?;
            Ok(())
        };
        written().map_err(|e| failed(e.to_string()))
    }
}

/// Throws the journal of a project away.
pub fn forget(folder: &Path, path: &Path) {
    // Nothing to forget is fine too.
    let _ = std::fs::remove_file(file_of(folder, path));
}

/// Gives a project that was just read from `path` what its journal holds.
pub fn restore(folder: &Path, path: &Path, project: &mut Project) -> Restored {
    let read = std::fs::read(file_of(folder, path)).ok();
    let entry: Option<Entry> = read.and_then(|text| serde_json::from_slice(&text).ok());
    let Some(entry) = entry.filter(|e| e.format == FORMAT) else { return Restored::Nothing };
    let on_disk = state_of(project);
    let plans: Vec<StoredScenario> = entry
        .plans
        .iter()
        .map(|(name, toml)| StoredScenario { name: name.clone(), toml: toml.clone() })
        .collect();
    let settings = entry.settings.clone();
    let mut continued = project.clone();
    (continued.settings, continued.scenarios) = (settings, plans.clone());
    if state_of(&continued) == on_disk {
        return Restored::Nothing;
    }
    if entry.states.contains(&on_disk) {
        *project = continued;
        return Restored::Continued;
    }
    for mut plan in plans {
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

fn file_of(folder: &Path, path: &Path) -> PathBuf {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    folder.join(format!("{PREFIX}{}.json", hash([whole.to_string_lossy().as_bytes()])))
}
