//! Structured notices about data: what was wrong, where, and what to do.
//!
//! Loading, joining and computing never print and never drop anything in silence: they push a
//! [`Notice`]. A failure that ends an operation is a notice too (`Result<T, Notice>`), so that a
//! message is worded once, in both languages, whether it reaches a window, a terminal or a log.
//! The text of a notice is the Fluent message of its key; what to do about it is the attribute
//! `.fix` of that message.

mod group;

use std::fmt;

pub use group::{Group, grouped};

use crate::text::{Language, attribute, text, text_with};

/// How much a notice matters to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; no figure changes.
    Info,
    /// Something was left out, altered or taken on assumption: a figure may change.
    Warning,
    /// The operation, file or record was refused.
    Error,
}

/// Where in which file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// File name as the person knows it (not necessarily a whole path).
    pub file: Option<String>,
    /// Layer or table in that file.
    pub layer: Option<String>,
    /// Line in a text file, from 1; the header is line 1.
    pub line: Option<u64>,
    /// Column name.
    pub column: Option<String>,
    /// Feature number (from 1), code or name.
    pub feature: Option<String>,
}

/// One finding about the data, or the reason why an operation failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub severity: Severity,
    /// Fluent key; a test holds every key used in the code against both languages.
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
    pub place: Place,
}

impl Notice {
    pub fn new(severity: Severity, key: &'static str) -> Self {
        Self { severity, key, args: Vec::new(), place: Place::default() }
    }

    pub fn error(key: &'static str) -> Self {
        Self::new(Severity::Error, key)
    }

    pub fn warning(key: &'static str) -> Self {
        Self::new(Severity::Warning, key)
    }

    pub fn info(key: &'static str) -> Self {
        Self::new(Severity::Info, key)
    }

    pub fn arg(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.place.file = Some(file.into());
        self
    }

    pub fn layer(mut self, layer: impl Into<String>) -> Self {
        self.place.layer = Some(layer.into());
        self
    }

    pub fn line(mut self, line: u64) -> Self {
        self.place.line = Some(line);
        self
    }

    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.place.column = Some(column.into());
        self
    }

    pub fn feature(mut self, feature: impl fmt::Display) -> Self {
        self.place.feature = Some(feature.to_string());
        self
    }

    /// The whole message: where, what is wrong, what to do.
    pub fn message(&self, language: Language) -> String {
        let mut out = self.location(language);
        if !out.is_empty() {
            out.push_str(": ");
        }
        out.push_str(&self.what(language));
        if let Some(fix) = self.fix(language) {
            out.push(' ');
            out.push_str(&fix);
        }
        out
    }

    /// Only what is wrong.
    pub fn what(&self, language: Language) -> String {
        text_with(language, self.key, &self.fluent_args())
    }

    /// What the person can do about it, where there is something to do.
    pub fn fix(&self, language: Language) -> Option<String> {
        attribute(language, self.key, "fix", &self.fluent_args())
    }

    /// "scholen.csv, regel 12, kolom pupils": empty when the notice has no place.
    pub fn location(&self, language: Language) -> String {
        let mut parts = Vec::new();
        if let Some(file) = &self.place.file {
            match &self.place.layer {
                Some(layer) => parts.push(format!("{file}:{layer}")),
                None => parts.push(file.clone()),
            }
        }
        if let Some(line) = self.place.line {
            parts.push(format!("{} {line}", text(language, "place-line")));
        }
        if let Some(feature) = &self.place.feature {
            parts.push(format!("{} {feature}", text(language, "place-feature")));
        }
        if let Some(column) = &self.place.column {
            parts.push(format!("{} {column}", text(language, "place-column")));
        }
        parts.join(", ")
    }

    fn fluent_args(&self) -> Vec<(&str, &str)> {
        self.args.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for Notice {}

/// The notices of one piece of work, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    list: Vec<Notice>,
    /// Whether every notice is wanted, or only the first of many of one kind.
    every: bool,
}

impl Notices {
    /// For a list that names every row, however many of a kind there are.
    pub fn of_every_row() -> Self {
        Self { list: Vec::new(), every: true }
    }

    /// Whether readers must not sum up many notices of one kind.
    pub fn wants_every_row(&self) -> bool {
        self.every
    }

    pub fn push(&mut self, notice: Notice) {
        self.list.push(notice);
    }

    pub fn extend(&mut self, others: Self) {
        self.list.extend(others.list);
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Notice> {
        self.list.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// How many notices are at least this severe.
    pub fn count_from(&self, severity: Severity) -> usize {
        self.list.iter().filter(|n| n.severity >= severity).count()
    }
}

impl<'a> IntoIterator for &'a Notices {
    type Item = &'a Notice;
    type IntoIter = std::slice::Iter<'a, Notice>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for Notices {
    type Item = Notice;
    type IntoIter = std::vec::IntoIter<Notice>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
