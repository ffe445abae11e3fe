//! A story: steps in order, each a view of the map with what is said about it.
//!
//! * [`saved`] – a view as it is kept: codes and keys, no positions, so that it outlives its dataset;
//! * [`mod@file`] – the story as JSON in the settings of a project;
//! * [`bookmarks`] – views that were given a name, kept in the same way;
//! * [`example`] – the story that comes with the example town.
//!
//! What a later version of the program wrote stays, at every level, until the step is removed.

pub mod bookmarks;
pub mod example;
pub mod file;
pub mod saved;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::saved::SavedView;

/// Steps in the order in which they are told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    pub steps: Vec<Step>,
    /// Fields of a later version.
    pub other: Map<String, Value>,
    /// Steps that this version can't read, as they stood.
    pub unread: Vec<Value>,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    pub title: String,
    /// The plain sentence as a person wrote it; `None` makes it from the figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// A smaller line under the sentence.
    pub caption: String,
    /// For the speaker only.
    pub note: String,
    pub view: SavedView,
    /// Name of the scenario that the step shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The year of the scenario, by the calendar year in which the school year starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Fields of a later version.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Story {
    /// Puts a step behind the one at `after`, or at the end; gives its position.
    pub fn insert_after(&mut self, after: Option<usize>, step: Step) -> usize {
        let at = after.map_or(self.steps.len(), |i| i + 1).min(self.steps.len());
        self.steps.insert(at, step);
        at
    }

    /// A copy right behind the step; gives its position.
    pub fn duplicate(&mut self, at: usize) -> Option<usize> {
        let copy = self.steps.get(at)?.clone();
        Some(self.insert_after(Some(at), copy))
    }

    pub fn remove(&mut self, at: usize) -> Option<Step> {
        (at < self.steps.len()).then(|| self.steps.remove(at))
    }

    /// Moves a step to another position; those between shift. Gives where it came to stand.
    pub fn shift(&mut self, from: usize, to: usize) -> Option<usize> {
        let step = self.remove(from)?;
        let to = to.min(self.steps.len());
        self.steps.insert(to, step);
        Some(to)
    }

    /// Whether a step moves the map and restyles it at once: the eye can follow one of the two.
    pub fn is_a_leap(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.steps.get(i));
        let (Some(before), Some(step)) = (before, self.steps.get(at)) else { return false };
        step.view.moves_from(&before.view) && step.view.restyles(&before.view)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(titles: &[&str]) -> Story {
        let step = |t: &&str| Step { title: (*t).to_owned(), ..Step::default() };
        Story { steps: titles.iter().map(step).collect(), ..Story::default() }
    }

    fn titles(story: &Story) -> String {
        story.steps.iter().map(|s| s.title.as_str()).collect()
    }

    #[test]
    fn a_step_goes_behind_the_chosen_one_or_to_the_end() {
        let mut told = story(&["a", "b"]);
        let step = |t: &str| Step { title: t.into(), ..Step::default() };
        assert_eq!(told.insert_after(Some(0), step("c")), 1);
        assert_eq!(told.insert_after(None, step("d")), 3);
        assert_eq!(told.insert_after(Some(99), step("e")), 4);
        assert_eq!(titles(&told), "acbde");
    }

    #[test]
    fn steps_are_moved_copied_and_removed_without_touching_the_others() {
        let mut told = story(&["a", "b", "c", "d"]);
        assert_eq!(told.shift(0, 2), Some(2));
        assert_eq!(titles(&told), "bcad");
        assert_eq!(told.shift(3, 0), Some(0));
        assert_eq!(titles(&told), "dbca");
        assert_eq!(told.shift(1, 99), Some(3));
        assert_eq!(titles(&told), "dcab");
        assert_eq!(told.duplicate(1), Some(2));
        assert_eq!(titles(&told), "dccab");
        assert_eq!(told.remove(0).map(|s| s.title).as_deref(), Some("d"));
        assert_eq!(titles(&told), "ccab");
    }

    #[test]
    fn positions_that_do_not_exist_change_nothing() {
        let mut told = story(&["a"]);
        let before = told.clone();
        assert_eq!((told.duplicate(1), told.remove(7), told.shift(5, 0)), (None, None, None));
        assert_eq!(told, before);
        assert!(!told.is_a_leap(0) && !told.is_a_leap(9));
    }
}
