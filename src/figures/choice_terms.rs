//! What a person can have weigh in a model of choice besides distance, own group and denomination.

use std::collections::{BTreeMap, BTreeSet};

use crate::choice::{Alternative, Attribute, Term};
use crate::data::{Dataset, Indicator, SchoolId, Subject, Year};
use crate::notice::Notice;
use crate::text::{Language, text};

/// One thing that can weigh.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChoiceTerm {
    /// The kind of education, or profile, of a school: every kind against the one with most schools.
    Kind,
    /// A figure about schools, by its key.
    Indicator(String),
}

/// With more values than this, the kind is something else.
const MOST_KINDS: usize = 12;

impl ChoiceTerm {
    /// What there is in a dataset, the kind first and figures in their order.
    pub fn choices(dataset: &Dataset) -> Vec<Self> {
        let kinds: BTreeSet<&str> = dataset.schools().iter().filter_map(|s| s.kind.as_deref()).collect();
        let mut out = Vec::new();
        if (2..=MOST_KINDS).contains(&kinds.len()) {
            out.push(Self::Kind);
        }
        for indicator in dataset.indicators().iter().filter(|i| i.subject == Subject::School) {
            let term = Self::Indicator(indicator.key.clone());
            let known = || indicator.values.iter().flatten();
            // What is the same everywhere weighs nothing.
            let varies = known().any(|v| known().next() != Some(v));
            if varies && !out.contains(&term) {
                out.push(term);
            }
        }
        out
    }

    /// `kind`, or the key or name of a figure, whatever its case.
    ///
    /// # Errors
    /// Something that the dataset has not; what it has is named.
    pub fn parse(dataset: &Dataset, wanted: &str) -> Result<Self, Notice> {
        let choices = Self::choices(dataset);
        let same = |term: &&Self| {
            [term.key().to_owned(), term.name(dataset, Language::English)]
                .iter()
                .any(|name| name.trim().to_lowercase() == wanted.trim().to_lowercase())
        };
        choices.iter().find(same).cloned().ok_or_else(|| {
            let known: Vec<&str> = choices.iter().map(Self::key).collect();
            let known = if known.is_empty() { crate::number::DASH.to_owned() } else { known.join(", ") };
            Notice::error("choice-term-unknown").arg("term", wanted).arg("known", known)
        })
    }

    fn key(&self) -> &str {
        match self {
            Self::Kind => "kind",
            Self::Indicator(key) => key,
        }
    }

    /// What a person calls it.
    pub fn name(&self, dataset: &Dataset, language: Language) -> String {
        match self {
            Self::Kind => text(language, "home-access-kind"),
            Self::Indicator(key) => label(dataset, key),
        }
    }

    /// The terms of a model, with the value of a figure put in the schools under its name. `kind` is set to
    /// the kind that the others are compared with.
    pub(super) fn terms(
        &self,
        dataset: &Dataset,
        year: Option<Year>,
        (ids, schools): (&[SchoolId], &mut [Alternative]),
        kind: &mut Option<String>,
    ) -> Vec<Term> {
        match self {
            Self::Kind => {
                let names = schools.iter().filter_map(|s| s.kind.as_deref());
                let (reference, others) = most_and_others(names);
                let others = others.into_iter().map(|name| Term::all(Attribute::Kind(name))).collect();
                *kind = reference;
                others
            }
            Self::Indicator(key) => {
                let name = label(dataset, key);
                let Some(found) = newest(dataset, key, year) else { return Vec::new() };
                for (id, school) in ids.iter().zip(schools) {
                    school.indicators.retain(|(known, _)| *known != name);
                    let value = found.values.get(id.0).copied().flatten();
                    school.indicators.extend(value.map(|value| (name.clone(), value)));
                }
                vec![Term::all(Attribute::Indicator(name))]
            }
        }
    }
}

/// The value that most have, of as many the first by name, and the others by name.
pub(super) fn most_and_others<'a>(names: impl Iterator<Item = &'a str>) -> (Option<String>, Vec<String>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let most = counts.iter().rev().max_by_key(|(_, n)| **n).map(|(name, _)| (*name).to_owned());
    let others = counts.keys().filter(|name| Some(**name) != most.as_deref());
    (most.clone(), others.map(|name| (*name).to_owned()).collect())
}

/// A figure about schools of the year, else without a year, else of the newest.
fn newest<'a>(dataset: &'a Dataset, key: &str, year: Option<Year>) -> Option<&'a Indicator> {
    let of = dataset.indicators().iter().filter(|i| i.subject == Subject::School && i.key == key);
    of.max_by_key(|i| (year.is_some() && i.year == year, i.year.is_none(), i.year))
}

/// The name of a figure, or its key where another has the same name.
fn label(dataset: &Dataset, key: &str) -> String {
    let of_schools = || dataset.indicators().iter().filter(|i| i.subject == Subject::School);
    let Some(own) = of_schools().find(|i| i.key == key).map(|i| i.label.trim()).filter(|l| !l.is_empty())
    else {
        return key.to_owned();
    };
    let another = of_schools().any(|i| i.key != key && i.label.trim() == own);
    if another { key.to_owned() } else { own.to_owned() }
}
