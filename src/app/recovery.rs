//! Work that has no file yet is kept in one of the program's own, so that nothing confirmed is
//! lost when the program or the machine stops.

use std::path::PathBuf;

use directories::ProjectDirs;

use crate::notice::Notice;
use crate::project::Project;

/// Where unsaved work is kept; `WIJKSPIEGEL_DATA_DIR` puts it elsewhere (for tests, and for
/// machines whose home directory is not to be written).
fn file() -> Option<PathBuf> {
    let folder = match std::env::var_os("WIJKSPIEGEL_DATA_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => ProjectDirs::from("nl", "", "wijkspiegel")?.data_dir().to_owned(),
    };
    Some(folder.join("herstel.gpkg"))
}

/// Unsaved work of an earlier session, if there is any.
pub fn found() -> Option<PathBuf> {
    file().filter(|path| path.is_file())
}

/// Keeps a project that has no file of its own.
///
/// # Errors
/// When the folder can't be made or the file can't be written; the project itself is unharmed.
pub fn keep(project: &Project) -> Result<(), Notice> {
    let path = file().ok_or_else(|| Notice::error("app-no-data-folder"))?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| {
            Notice::error("app-recovery-failed").arg("reason", e).file(path.to_string_lossy())
        })?;
    }
    // A copy of its own: the open project does not become the recovery file.
    project.clone().save_as(&path)
}

/// Throws the kept work away: it now has a file, or the person does not want it back.
pub fn forget() {
    if let Some(path) = file() {
        // Nothing to forget is fine too.
        let _ = std::fs::remove_file(path);
    }
}
