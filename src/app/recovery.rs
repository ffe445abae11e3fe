//! Work that has no file yet is kept in one of the program's own, so that nothing confirmed is
//! lost when the program or the machine stops.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::notice::Notice;
use crate::project::Project;

const PREFIX: &str = "herstel-";

/// The folder where unsaved work is kept.
#[derive(Clone, Debug)]
pub struct Recovery {
    folder: Option<PathBuf>,
}

impl Recovery {
    /// The folder of this machine's person; `WIJKSPIEGEL_DATA_DIR` puts it elsewhere (for tests of the
    /// program, and for machines whose home directory is not to be written).
    pub fn of_person() -> Self {
        let folder = match std::env::var_os("WIJKSPIEGEL_DATA_DIR") {
            Some(folder) => Some(PathBuf::from(folder)),
            None => ProjectDirs::from("nl", "", "wijkspiegel").map(|dirs| dirs.data_dir().to_owned()),
        };
        Self { folder }
    }

    pub fn within(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()) }
    }

    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Unsaved work of earlier sessions, the newest; of work on the example the file may not be written
    /// yet, and its journal is all there is. Each piece of work has a file of its own, so that
    /// beginning another one costs nothing of the first.
    pub fn found(&self) -> Option<PathBuf> {
        let entries = std::fs::read_dir(self.folder.as_ref()?).ok()?.flatten();
        let kept = entries.filter(|e| {
            let name = e.file_name().to_string_lossy().into_owned();
            name.starts_with(PREFIX) && name.ends_with(".gpkg")
        });
        let dated = kept.filter_map(|e| Some((e.metadata().ok()?.modified().ok()?, e.path())));
        let written = dated.max().map(|(_, path)| path);
        written.or_else(|| super::journal::without_file(self.folder.as_ref()?))
    }

    /// A new file for work that has none of its own; it is not made yet.
    ///
    /// # Errors
    /// When there is no folder for it.
    pub fn new_file(&self) -> Result<PathBuf, Notice> {
        let folder = self.folder.as_ref().ok_or_else(|| Notice::error("app-no-data-folder"))?;
        // The folder is made here, so that a path in it is the same before and after.
        std::fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let stamp = since.map_or(0, |d| d.as_millis());
        Ok(folder.join(format!("{PREFIX}{stamp}-{}.gpkg", std::process::id())))
    }

    /// Keeps a project that has no file of its own in `path`.
    ///
    /// # Errors
    /// When the folder can't be made or the file can't be written; the project itself is unharmed.
    pub fn keep(&self, project: &Project, path: &Path) -> Result<(), Notice> {
        let folder = self.folder.as_ref().ok_or_else(|| Notice::error("app-no-data-folder"))?;
        std::fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
        // A copy of its own: the open project does not become the recovery file.
        project.clone().save_as(path)
    }
}

fn failed(folder: &Path, reason: &std::io::Error) -> Notice {
    Notice::error("app-recovery-failed").arg("reason", reason).file(folder.to_string_lossy())
}

/// Throws kept work away: it now has a file, or the person does not want it back.
pub fn forget(kept: &Path) {
    // Nothing to forget is fine too.
    let _ = std::fs::remove_file(kept);
}
