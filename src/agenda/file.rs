//! The agenda in the settings of a project: `{"version": 1, "entries": […]}`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Agenda;
use crate::notice::Notice;

/// Key of the agenda in [`crate::project::Project::settings`].
pub const KEY: &str = "agenda";

/// Version of the layout that this program writes.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    #[serde(flatten)]
    agenda: Agenda,
}

/// The agenda that a person made; `None` where nobody changed anything.
///
/// # Errors
/// A text that is no agenda, or that a later version wrote: it stays in the file as it is.
pub fn read(settings: &BTreeMap<String, String>) -> Result<Option<Agenda>, Notice> {
    let Some(text) = settings.get(KEY) else { return Ok(None) };
    let kept: Kept =
        serde_json::from_str(text).map_err(|e| Notice::warning("agenda-unreadable").arg("reason", e))?;
    if kept.version > VERSION {
        return Err(Notice::warning("agenda-unreadable").arg("reason", format!("version {}", kept.version)));
    }
    Ok(Some(kept.agenda))
}

/// Puts the agenda among the settings.
pub fn write(agenda: &Agenda, settings: &mut BTreeMap<String, String>) {
    let kept = Kept { version: VERSION, agenda: agenda.clone() };
    // Strings and numbers always have a form as JSON.
    if let Ok(text) = serde_json::to_string(&kept) {
        settings.insert(KEY.to_owned(), text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, Status};
    use super::*;

    #[test]
    fn an_agenda_comes_back_as_it_was_and_a_damaged_one_is_told() {
        let entry = Entry {
            name: "Brugfunctionaris".into(),
            what: "Een dag per week".into(),
            partners: vec!["Bestuur; met punt".into()],
            from: Some(2021),
            status: Status::Running,
            schools: vec!["17EC00".into()],
            ..Entry::default()
        };
        let agenda = Agenda { entries: vec![entry] };
        let mut settings = BTreeMap::new();
        assert_eq!(read(&settings).unwrap(), None);
        write(&agenda, &mut settings);
        assert_eq!(read(&settings).unwrap(), Some(agenda));
        settings.insert(KEY.into(), "{\"version\": 9, \"entries\": []}".into());
        assert_eq!(read(&settings).unwrap_err().key, "agenda-unreadable");
        settings.insert(KEY.into(), "nothing".into());
        assert_eq!(read(&settings).unwrap_err().key, "agenda-unreadable");
    }
}
