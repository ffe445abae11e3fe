//! Given catchments that somebody draws or takes over: another dataset, with the way back.

use geo::MultiPolygon;

use super::catchments::Catchments;
use super::rule::Rule;
use crate::data::{Catchment, Dataset, SchoolId, Source, SourceId};
use crate::text::{Language, text_with};

/// The dataset with other catchments for these schools; an empty shape takes that of a school away.
/// Everything else stays, also the catchments of other schools.
pub fn redrawn(dataset: &Dataset, drawn: &[(SchoolId, MultiPolygon<f64>)], source: Source) -> Dataset {
    let mut parts = dataset.parts().clone();
    parts.catchments.retain(|c| !drawn.iter().any(|(school, _)| *school == c.school));
    let kept: Vec<_> = drawn.iter().filter(|(_, shape)| !shape.0.is_empty()).collect();
    if !kept.is_empty() {
        let known = parts.sources.iter().position(|s| *s == source);
        let source = SourceId(known.unwrap_or_else(|| {
            parts.sources.push(source);
            parts.sources.len() - 1
        }));
        let given = kept.into_iter();
        parts.catchments.extend(given.map(|(school, shape)| Catchment {
            school: *school,
            shape: shape.clone(),
            source,
        }));
        parts.catchments.sort_by_key(|c| c.school);
    }
    Dataset::new(parts)
}

/// The catchments of every school by a rule, to be taken over as given ones. Of schools that share a
/// place only the holder gets one.
pub fn taken_over(found: &Catchments) -> Vec<(SchoolId, MultiPolygon<f64>)> {
    let land = found.list.iter().filter(|c| !c.shape.0.is_empty());
    land.map(|c| (c.school, c.shape.clone())).collect()
}

/// What a step does to the given catchments; schools by their codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenChange {
    Drawn(String),
    Changed(String),
    Removed(String),
    /// All at once, by a rule.
    TakenOver(Rule),
}

impl GivenChange {
    /// In words. `name` gives the name of a school for its code.
    pub fn words(&self, name: &dyn Fn(&str) -> String, language: Language) -> String {
        let (key, school) = match self {
            Self::Drawn(school) => ("catchment-step-drawn", school),
            Self::Changed(school) => ("catchment-step-changed", school),
            Self::Removed(school) => ("catchment-step-removed", school),
            Self::TakenOver(rule) => {
                return text_with(language, "catchment-step-taken-over", &[("rule", &rule.name(language))]);
            }
        };
        text_with(language, key, &[("school", &name(school))])
    }
}

/// The given catchments and sources of a dataset, to come back to.
#[derive(Clone, Debug)]
struct Kept {
    catchments: Vec<Catchment>,
    sources: Vec<Source>,
}

impl Kept {
    fn of(dataset: &Dataset) -> Self {
        let parts = dataset.parts();
        Self { catchments: parts.catchments.clone(), sources: parts.sources.clone() }
    }

    fn back(self, dataset: &Dataset) -> Dataset {
        let mut parts = dataset.parts().clone();
        parts.catchments = self.catchments;
        parts.sources = self.sources;
        Dataset::new(parts)
    }
}

/// The steps that were made, and those that were undone. It belongs to one dataset and its
/// successors: begin a new one when another is opened.
#[derive(Clone, Debug, Default)]
pub struct GivenHistory {
    past: Vec<(Kept, GivenChange)>,
    future: Vec<(Kept, GivenChange)>,
}

impl GivenHistory {
    /// Remembers how `before` was, when a step has been made from it.
    pub fn record(&mut self, before: &Dataset, what: GivenChange) {
        /// A town has fewer schools than this, and each step keeps all catchments.
        const MOST: usize = 100;
        self.past.push((Kept::of(before), what));
        if self.past.len() > MOST {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// The dataset before the last step, and what that step was.
    pub fn undo(&mut self, now: &Dataset) -> Option<(Dataset, GivenChange)> {
        let (kept, what) = self.past.pop()?;
        self.future.push((Kept::of(now), what.clone()));
        Some((kept.back(now), what))
    }

    /// The dataset after the step that was undone last.
    pub fn redo(&mut self, now: &Dataset) -> Option<(Dataset, GivenChange)> {
        let (kept, what) = self.future.pop()?;
        self.past.push((Kept::of(now), what.clone()));
        Some((kept.back(now), what))
    }

    /// The step that can be undone.
    pub fn last(&self) -> Option<&GivenChange> {
        self.past.last().map(|(_, what)| what)
    }

    /// The step that can be done again.
    pub fn next(&self) -> Option<&GivenChange> {
        self.future.last().map(|(_, what)| what)
    }
}
