//! Pupil groups in a named scheme, such as three levels of parental education.

use crate::text::{Language, text};

/// One group of pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Key as it stands in the files ("laag"); unique in its scheme.
    pub key: String,
    /// Label for a person; the key where no better is known.
    pub label: String,
}

impl Group {
    /// The label in a language, where the program knows the group; else as the source has it.
    pub fn name_in(&self, language: Language) -> String {
        let key = match self.key.as_str() {
            "laag" | "low" => "group-low",
            "midden" | "mid" | "middle" => "group-middle",
            "hoog" | "high" => "group-high",
            _ => return self.label.clone(),
        };
        // A label that somebody gave on purpose goes before the program's own.
        if self.label == self.key { text(language, key) } else { self.label.clone() }
    }
}

/// A way of dividing pupils into groups that do not overlap and together are everyone counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupScheme {
    /// Key ("parental-education").
    pub key: String,
    /// Name for a person ("Opleiding van de ouders").
    pub name: String,
    /// Whether the groups stand in an order from low to high.
    pub ordered: bool,
    pub groups: Vec<Group>,
}

impl GroupScheme {
    /// The name in a language, where the program knows the scheme.
    pub fn name_in(&self, language: Language) -> String {
        match self.key.as_str() {
            "parental-education" => text(language, "scheme-parental-education"),
            "pupil-weight" => text(language, "scheme-pupil-weight"),
            "newcomers" => text(language, "scheme-newcomers"),
            "newcomers-special" => text(language, "scheme-newcomers-special"),
            "advice" => text(language, "scheme-advice"),
            "all-pupils" => text(language, "scheme-all-pupils"),
            "age" => text(language, "scheme-age"),
            _ => self.name.clone(),
        }
    }

    /// Position of the group with this key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.groups.iter().position(|g| g.key == key)
    }
}
