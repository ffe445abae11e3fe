//! Proposals from and to files of their own.

use std::path::{Path, PathBuf};

use super::Wijkspiegel;
use super::state::Dialog;
use crate::notice::{Notice, Notices};
use crate::scenario::conflicts::check;
use crate::scenario::file;

impl Wijkspiegel {
    /// Takes a proposal in from a file, or says why it cannot.
    pub(super) fn import(&mut self, path: &Path) {
        let shown = path.display().to_string();
        let found = std::fs::read_to_string(path)
            .map_err(|e| Notice::error("plans-unreadable").arg("reason", e).file(&shown))
            .and_then(|text| file::read(&shown, &text));
        match found {
            Ok(found) => {
                self.state.dialog = None;
                // Only the file knows its lines: what is wrong is told of before it is a proposal like any.
                let mut notices = found.notices.clone();
                if let Ok(engine) = self.state.made_engine() {
                    notices.extend(found.located(check(engine.base(), &found.scenario).notices));
                }
                let before = self.state.plans.history.proposals().len();
                self.take_in(found.scenario);
                if self.state.plans.history.proposals().len() > before {
                    self.tell_of_file(&shown, notices);
                }
            }
            Err(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    /// Puts what was found in a scenario file among the notices, and says so.
    fn tell_of_file(&mut self, file: &str, notices: Notices) {
        let state = &mut self.state;
        let count = notices.iter().count();
        if count == 0 {
            return;
        }
        for notice in notices {
            if !state.opened.notices.iter().any(|known| *known == notice) {
                state.opened.notices.push(notice);
            }
        }
        let args = [("file", file), ("count", &count.to_string())];
        state.message = Some(state.tw("plans-imported-notices", &args));
        state.show_notices();
    }
}

/// Writes a proposal, whole or not at all.
pub(super) fn written(path: &Path, text: &str) -> Result<(), Notice> {
    use std::io::Write;
    let shown = path.display().to_string();
    let failed = |e: std::io::Error| Notice::error("cli-not-written").arg("reason", e).file(&shown);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// What is dropped on the window or opened may be a proposal.
pub fn is_scenario_file(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// The scenario files among paths, and the others.
pub fn split(paths: Vec<PathBuf>) -> (Vec<PathBuf>, Vec<PathBuf>) {
    paths.into_iter().partition(|p| is_scenario_file(p))
}
