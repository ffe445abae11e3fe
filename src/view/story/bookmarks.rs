//! Bookmarks: views that were given a name, kept in the settings of the project.
//!
//! A bookmark is a [`SavedView`] as a step of a story has one, with the place of the window it is
//! of. The JSON is `[{"name": …, "place": …, "view": {…}}, …]`; fields of a later version stay, and an
//! entry that can't be read stays as it stood.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::saved::SavedView;

/// Key of the bookmarks in [`crate::project::Project::settings`].
pub const KEY: &str = "bookmarks";

/// A view with a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bookmark {
    pub name: String,
    /// Which place of the window, by its own key; unknown ones are explored.
    pub place: String,
    pub view: SavedView,
    /// Name of the proposal that was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// Its year, by the calendar year in which the school year starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The bookmarks of a project, in the order in which they are listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bookmarks {
    pub list: Vec<Bookmark>,
    /// Entries, or a whole text, that this version can't read: they are written back as they stood.
    pub unread: Vec<Value>,
}

impl Bookmarks {
    /// The bookmarks among the settings. What can't be read is kept, and is no reason to stop.
    pub fn read(settings: &BTreeMap<String, String>) -> Self {
        let mut out = Self::default();
        let Some(text) = settings.get(KEY) else { return out };
        let entries = match serde_json::from_str(text) {
            Ok(Value::Array(entries)) => entries,
            Ok(other) => vec![other],
            Err(_) => vec![Value::String(text.clone())],
        };
        for entry in entries {
            match serde_json::from_value::<Bookmark>(entry.clone()) {
                Ok(bookmark) if entry.is_object() => out.list.push(bookmark),
                _ => out.unread.push(entry),
            }
        }
        out
    }

    /// Puts the bookmarks among the settings; without any, the key is left out.
    pub fn write(&self, settings: &mut BTreeMap<String, String>) {
        let list = self.list.iter().map(|b| serde_json::to_value(b).unwrap_or_default());
        let entries: Vec<Value> = list.chain(self.unread.iter().cloned()).collect();
        if entries.is_empty() {
            settings.remove(KEY);
        } else {
            settings.insert(KEY.to_owned(), Value::Array(entries).to_string());
        }
    }

    /// A name that is not taken: "Beijum", "Beijum 2".
    pub fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.list.iter().any(|b| b.name == name);
        if !taken(wanted) {
            return wanted.to_owned();
        }
        let numbered = (2..).map(|n| format!("{wanted} {n}"));
        numbered.into_iter().find(|name| !taken(name)).unwrap_or_default()
    }
}
