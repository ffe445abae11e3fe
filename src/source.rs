//! Where a piece of data comes from, and on what it rests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::{Language, text};

/// Index of a [`Source`] in [`crate::data::Dataset::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub usize);

/// What a figure rests on. The order is from the hardest to the softest ground, so that the basis
/// of anything computed is the `max` of its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Registered or counted, and published or supplied as such.
    #[default]
    Counted,
    /// Derived from counts by a stated rule, such as flows fitted to both totals.
    Estimated,
    /// The outcome of a model or made for an example.
    Modelled,
}

impl Basis {
    pub const ALL: [Self; 3] = [Self::Counted, Self::Estimated, Self::Modelled];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Estimated => "estimated",
            Self::Modelled => "modelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.code() == code)
    }
}

/// One file, layer or service from which data came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// How the source is named under a map or figure: "Wijk- en Buurtkaart 2022".
    pub title: String,
    /// File name, with its layer as `file.gpkg:layer` where it has layers; empty for what the program
    /// estimated itself.
    pub file: String,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    /// Reference date as published ("1-10-2024", "2022").
    pub date: Option<String>,
    /// SHA-256 of the file as read, in hexadecimal; of the main file for a shapefile.
    pub sha256: Option<String>,
    pub basis: Basis,
    /// Which of its columns was taken for what.
    pub columns: ColumnMatch,
}

/// Titles that the program itself gave to a source, whatever the language then was.
const OWN_TITLES: [&str; 3] = ["example-source", "assistant-estimate-source", "sketch-source"];

impl Source {
    /// The title in a language, where the program made the source; else as its publisher has it.
    pub fn title_in(&self, language: Language) -> String {
        let mark = |l: Language| format!(" {}", text(l, "source-rounded"));
        if let Some(title) = Language::ALL.into_iter().find_map(|l| self.title.strip_suffix(&mark(l))) {
            return format!("{title}{}", mark(language));
        }
        let own = OWN_TITLES.iter().find(|key| Language::ALL.iter().any(|l| text(*l, key) == self.title));
        own.map_or_else(|| self.title.clone(), |key| text(language, key))
    }

    /// Says in the title that the numbers are rounded to fives: the source stands beside every total.
    pub fn mark_rounded(&mut self) {
        if !self.is_rounded() {
            self.title = format!("{} {}", self.title, text(Language::Dutch, "source-rounded"));
        }
    }

    /// Whether its numbers are marked as rounded.
    pub fn is_rounded(&self) -> bool {
        Language::ALL.into_iter().any(|l| self.title.ends_with(&text(l, "source-rounded")))
    }
}

/// Which column of a file was taken for what: by its name, or because a person said so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnMatch {
    /// Meaning (`area_code`, `group:advies vwo`; see [`crate::join::recognise::Meaning`]) → column
    /// as published.
    pub taken: BTreeMap<String, String>,
    /// What a person corrected of it: meaning → column, or nothing where no column has that meaning.
    pub corrected: BTreeMap<String, Option<String>>,
}

impl ColumnMatch {
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.corrected.is_empty()
    }

    /// As it is kept in a project; `None` when there is nothing to keep.
    pub fn to_json(&self) -> Option<String> {
        if self.is_empty() { None } else { serde_json::to_string(self).ok() }
    }

    /// From a project; what cannot be read is as good as nothing.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}
