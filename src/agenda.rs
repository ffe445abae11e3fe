//! The agenda: who does what, where, from when to when, and how it stands.
//!
//! It begins with the programmes of the policy documents ([`crate::seeds`]) that concern the town, by
//! the codes of schools and areas; a person adds, changes and removes. What was changed is kept in
//! the project as JSON ([`mod@file`]), and leaves as CSV or GeoJSON ([`mod@export`]). Nothing here is
//! computed from pupils, and nothing is matched by likeness of names.

pub mod export;
pub mod file;
mod seeded;

use serde::{Deserialize, Serialize};

use crate::data::{Area, Dataset, Level, School, area::parent_area_code};
use crate::text::{Language, text, text_with};

pub use seeded::seeded;

/// How a programme stands, as far as anybody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody said; where a period is stated, that tells.
    #[default]
    NotStated,
    /// It is being studied whether to do it.
    Studied,
    Planned,
    Running,
    Ended,
}

impl Status {
    pub const ALL: [Self; 5] = [Self::NotStated, Self::Studied, Self::Planned, Self::Running, Self::Ended];

    /// Fluent key of its name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::NotStated => "agenda-no-status",
            Self::Studied => "agenda-studied",
            Self::Planned => "agenda-coming",
            Self::Running => "agenda-running",
            Self::Ended => "agenda-ended",
        }
    }

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStated => "not-stated",
            Self::Studied => "studied",
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Ended => "ended",
        }
    }
}

/// One thing that somebody does somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    pub name: String,
    /// What is done.
    pub what: String,
    /// Who does it: schools, boards, municipality or others; empty where nobody is named.
    pub partners: Vec<String>,
    /// First and last calendar year.
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub status: Status,
    /// Where: codes of schools and of areas. Neither: the whole town, or not stated.
    pub schools: Vec<String>,
    pub areas: Vec<String>,
    /// The document that says so.
    pub source: String,
}

/// Everything on the agenda of a town.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agenda {
    pub entries: Vec<Entry>,
}

/// What the map needs of one entry; kept with a choice of map, so that a story shows it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct OnMap {
    pub name: String,
    /// Partners, period and status in one line.
    pub line: String,
    pub schools: Vec<String>,
    pub areas: Vec<String>,
}

impl Entry {
    /// How it stands in a calendar year: as stated, else as its period tells.
    pub fn standing(&self, year: i32) -> Status {
        if self.status != Status::NotStated {
            return self.status;
        }
        match (self.from, self.to) {
            (Some(from), _) if year < from => Status::Planned,
            (_, Some(to)) if year > to => Status::Ended,
            (_, Some(_)) => Status::Running,
            (_, None) => Status::NotStated,
        }
    }

    /// "2020 tot 2039", "sinds 2021".
    pub fn period(&self, language: Language) -> String {
        let year = |year: i32| year.to_string();
        match (self.from.map(year), self.to.map(year)) {
            (Some(from), Some(to)) => text_with(language, "agenda-from-to", &[("from", &from), ("to", &to)]),
            (Some(from), None) => text_with(language, "agenda-since", &[("from", &from)]),
            (None, Some(to)) => text_with(language, "agenda-until", &[("to", &to)]),
            (None, None) => text(language, "agenda-no-period"),
        }
    }

    /// Partners, period and status in one line; `but` is left out of the partners.
    pub fn line(&self, language: Language, year: i32, but: Option<&str>) -> String {
        let others: Vec<&str> =
            self.partners.iter().map(String::as_str).filter(|p| Some(*p) != but).collect();
        let mut parts = Vec::new();
        if !others.is_empty() {
            parts.push(text_with(language, "agenda-with", &[("partners", &others.join(", "))]));
        }
        parts.push(self.period(language));
        parts.push(text(language, self.standing(year).label_key()));
        parts.join(" · ")
    }

    /// Whether a school takes part in it.
    pub fn concerns_school(&self, school: &School) -> bool {
        self.schools.contains(&school.code)
    }

    /// Whether it is meant for an area, for a part of it, or for the area that it is a part of.
    pub fn concerns_area(&self, area: &Area) -> bool {
        if area.level == Level::Municipality {
            // Of a whole municipality every programme would be said.
            return self.areas.contains(&area.code);
        }
        let parent = parent_area_code(&area.code);
        let meets = |code: &String| {
            *code == area.code
                || parent_area_code(code).as_ref() == Some(&area.code)
                || Some(code) == parent.as_ref()
        };
        self.areas.iter().any(meets)
    }

    /// Names of where it is, in the order areas, schools; a code that the town lacks stands as such.
    pub fn places(&self, dataset: &Dataset) -> Vec<String> {
        let area = |code: &String| {
            let known = dataset.area_by_code(code).and_then(|id| dataset.area(id));
            known.map_or_else(|| code.clone(), |a| a.name.clone())
        };
        let school = |code: &String| {
            let known = dataset.school_by_code(code).and_then(|id| dataset.school(id));
            known.map_or_else(|| code.clone(), |s| s.name.clone())
        };
        self.areas.iter().map(area).chain(self.schools.iter().map(school)).collect()
    }

    /// Whether it has a place on the map.
    pub fn has_places(&self) -> bool {
        !(self.areas.is_empty() && self.schools.is_empty())
    }

    /// What the map shows of it.
    pub fn on_map(&self, language: Language, year: i32) -> OnMap {
        OnMap {
            name: self.name.clone(),
            line: self.line(language, year, None),
            schools: self.schools.clone(),
            areas: self.areas.clone(),
        }
    }
}

impl Agenda {
    /// What the map shows: one entry, or all that have a place.
    pub fn on_map(&self, only: Option<usize>, language: Language, year: i32) -> Vec<OnMap> {
        let wanted = |at: usize, entry: &Entry| only.map_or_else(|| entry.has_places(), |only| only == at);
        let entries = self.entries.iter().enumerate().filter(|(at, entry)| wanted(*at, entry));
        entries.map(|(_, entry)| entry.on_map(language, year)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_goes_before_what_the_period_tells() {
        let mut entry = Entry { from: Some(2021), to: Some(2024), ..Entry::default() };
        let standing = |entry: &Entry, year| entry.standing(year);
        assert_eq!(standing(&entry, 2020), Status::Planned);
        assert_eq!(standing(&entry, 2022), Status::Running);
        assert_eq!(standing(&entry, 2025), Status::Ended);
        entry.to = None;
        assert_eq!(standing(&entry, 2025), Status::NotStated, "no end was stated");
        entry.status = Status::Studied;
        assert_eq!(standing(&entry, 2020), Status::Studied);
    }
}
