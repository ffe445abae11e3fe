//! Undo and redo over all proposals, and over what is asked of the search for friendship schools.
//!
//! A scenario is small, so that a step keeps whole values and not how to take them back: nothing that
//! is undone can come back other than it was. While something is dragged its steps are one.

use std::sync::Arc;

use super::edit::Edit;
use super::plan::Scenario;
use super::words::describe;
use crate::friendship::wishes::{WishChange, Wishes};
use crate::text::{Language, text, text_with};

/// All proposals of a project, in order.
pub type Proposals = Vec<Arc<Scenario>>;

/// Proposals with the way back.
#[derive(Clone, Debug, Default)]
pub struct History {
    now: Proposals,
    wishes: Arc<Wishes>,
    past: Vec<Step>,
    future: Vec<Step>,
    /// What goes on, as long as the last step may still be replaced by more of the same.
    open: Option<Gesture>,
}

/// What somebody goes on with, letter by letter or point by point: all of one is one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Typing the name of the proposal at this position.
    Name(usize),
    /// Typing its description.
    Description(usize),
    /// Dragging the school of this code over its map.
    School(usize, String),
    /// Dragging a link of the group of friendship schools at the second position.
    Link(usize, usize),
}

/// What was before a step (or after it, among the steps to redo), and what the step does.
#[derive(Clone, Debug)]
struct Step {
    proposals: Proposals,
    wishes: Arc<Wishes>,
    what: Change,
}

/// What a step changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    Added {
        scenario: String,
        edit: Box<Edit>,
    },
    Removed {
        scenario: String,
        edit: Box<Edit>,
    },
    Changed {
        scenario: String,
        edit: Box<Edit>,
    },
    /// Several edits at once.
    Edits {
        scenario: String,
        count: usize,
    },
    /// A group of friendship schools.
    Friendship {
        scenario: String,
        group: String,
        how: How,
    },
    /// Several groups of friendship schools at once.
    Friendships {
        scenario: String,
        count: usize,
    },
    Assumptions {
        scenario: String,
    },
    Described {
        scenario: String,
    },
    Renamed {
        from: String,
        to: String,
    },
    NewScenario {
        name: String,
    },
    RemovedScenario {
        name: String,
    },
    Order,
    /// What is asked of the search for friendship schools, of whichever proposal.
    Wishes(WishChange),
}

/// What happens to one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Added,
    Removed,
    Changed,
}

/// So many steps are kept.
const MOST_STEPS: usize = 500;

impl History {
    pub fn new(proposals: Proposals) -> Self {
        Self::with_wishes(proposals, Wishes::first())
    }

    /// The proposals of a project with what it asks of the search.
    pub fn with_wishes(proposals: Proposals, wishes: Wishes) -> Self {
        Self { now: proposals, wishes: Arc::new(wishes), ..Self::default() }
    }

    /// What is asked of the search for friendship schools.
    pub fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    /// Asks something else. A row of changes to distance, size or boards is one step; every pair that is
    /// fixed, ruled out or let go is one of its own.
    pub fn wish(&mut self, wishes: Wishes) {
        self.settle();
        if wishes == *self.wishes {
            return;
        }
        let what = WishChange::between(&self.wishes, &wishes);
        let goes_on = what == WishChange::Other
            && self.future.is_empty()
            && self.past.last().is_some_and(|last| last.what == Change::Wishes(WishChange::Other));
        let before = std::mem::replace(&mut self.wishes, Arc::new(wishes));
        if !goes_on {
            self.push(Step { proposals: self.now.clone(), wishes: before, what: Change::Wishes(what) });
        }
    }

    pub fn proposals(&self) -> &Proposals {
        &self.now
    }

    /// Makes a step. Nothing happens when nothing differs.
    pub fn set(&mut self, proposals: Proposals) {
        self.settle();
        self.step(proposals);
    }

    /// As [`History::set`] while something is dragged: until [`History::settle`], or until another gesture
    /// begins, all are one step.
    pub fn drag(&mut self, gesture: Gesture, proposals: Proposals) {
        if self.open.as_ref() != Some(&gesture) {
            self.settle();
        } else if let Some(last) = self.past.last_mut() {
            if let Some(what) = difference(&last.proposals, &proposals) {
                last.what = what;
            }
            self.now = proposals;
            return;
        }
        self.open = self.step(proposals).then_some(gesture);
    }

    /// Ends a drag. One that came back to where it began was no step.
    pub fn settle(&mut self) {
        if self.open.is_some() && self.past.last().is_some_and(|last| last.proposals == self.now) {
            self.past.pop();
        }
        self.open = None;
    }

    fn step(&mut self, proposals: Proposals) -> bool {
        let Some(what) = difference(&self.now, &proposals) else { return false };
        let before = std::mem::replace(&mut self.now, proposals);
        let wishes = self.wishes.clone();
        self.push(Step { proposals: before, wishes, what });
        true
    }

    fn push(&mut self, step: Step) {
        self.past.push(step);
        if self.past.len() > MOST_STEPS {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Goes a step back; gives what was undone.
    pub fn undo(&mut self) -> Option<Change> {
        self.settle();
        let step = self.past.pop()?;
        let after = std::mem::replace(&mut self.now, step.proposals);
        let wishes = std::mem::replace(&mut self.wishes, step.wishes);
        self.future.push(Step { proposals: after, wishes, what: step.what.clone() });
        Some(step.what)
    }

    /// Goes a step forward again; gives what was done again.
    pub fn redo(&mut self) -> Option<Change> {
        self.settle();
        let step = self.future.pop()?;
        let before = std::mem::replace(&mut self.now, step.proposals);
        let wishes = std::mem::replace(&mut self.wishes, step.wishes);
        self.past.push(Step { proposals: before, wishes, what: step.what.clone() });
        Some(step.what)
    }

    /// The steps that can be undone, the last first.
    pub fn past(&self) -> impl Iterator<Item = &Change> {
        self.past.iter().rev().map(|s| &s.what)
    }

    /// The steps that can be done again, the next first.
    pub fn future(&self) -> impl Iterator<Item = &Change> {
        self.future.iter().rev().map(|s| &s.what)
    }

    /// Changes one proposal; nothing happens when there is no such one.
    pub fn change(&mut self, at: usize, change: impl FnOnce(&mut Scenario)) {
        let mut proposals = self.now.clone();
        if let Some(scenario) = proposals.get_mut(at) {
            change(Arc::make_mut(scenario));
            self.set(proposals);
        }
    }

    /// Adds a copy of a proposal under another name, after it; gives its position.
    pub fn duplicate(&mut self, at: usize, name: &str) -> Option<usize> {
        let mut proposals = self.now.clone();
        let copy = proposals.get(at)?.duplicate(self.free_name(name));
        proposals.insert(at + 1, Arc::new(copy));
        self.set(proposals);
        Some(at + 1)
    }

    /// Renames a proposal.
    pub fn rename(&mut self, at: usize, name: &str) {
        let taken = self.now.iter().enumerate().any(|(other, s)| other != at && s.name == name);
        let name = if taken { self.free_name(name) } else { name.to_owned() };
        self.change(at, |scenario| scenario.name = name);
    }

    /// The name itself, or with a number where it is taken.
    pub fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| self.now.iter().any(|s| s.name == name);
        if !taken(name) {
            return name.to_owned();
        }
        (2..).map(|n| format!("{name} {n}")).find(|n| !taken(n)).unwrap_or_else(|| name.to_owned())
    }
}

/// What differs between two lists of proposals; `None` when nothing does.
pub fn difference(before: &Proposals, after: &Proposals) -> Option<Change> {
    if before == after {
        return None;
    }
    let lacking = |from: &Proposals, to: &Proposals| {
        from.iter()
            .find(|s| !to.iter().any(|other| other.name == s.name))
            .or(from.last())
            .map(|s| s.name.clone())
    };
    if after.len() > before.len() {
        return lacking(after, before).map(|name| Change::NewScenario { name });
    }
    if after.len() < before.len() {
        return lacking(before, after).map(|name| Change::RemovedScenario { name });
    }
    let mut differing = before.iter().zip(after).filter(|(a, b)| a != b);
    let (a, b) = differing.next()?;
    if differing.next().is_some() {
        return Some(Change::Order);
    }
    Some(in_scenario(a, b))
}

fn in_scenario(a: &Scenario, b: &Scenario) -> Change {
    let scenario = b.name.clone();
    if a.name != b.name {
        return Change::Renamed { from: a.name.clone(), to: scenario };
    }
    let added: Vec<&Edit> = b.edits.iter().filter(|e| a.edit(e.id).is_none()).collect();
    let removed: Vec<&Edit> = a.edits.iter().filter(|e| b.edit(e.id).is_none()).collect();
    let changed: Vec<&Edit> = b.edits.iter().filter(|e| a.edit(e.id).is_some_and(|old| old != *e)).collect();
    match (added.as_slice(), removed.as_slice(), changed.as_slice()) {
        ([edit], [], []) => Change::Added { scenario, edit: Box::new(Edit::clone(edit)) },
        ([], [edit], []) => Change::Removed { scenario, edit: Box::new(Edit::clone(edit)) },
        ([], [], [edit]) => Change::Changed { scenario, edit: Box::new(Edit::clone(edit)) },
        ([], [], []) if a.assumptions != b.assumptions => Change::Assumptions { scenario },
        ([], [], []) if a.edits != b.edits => Change::Order,
        ([], [], []) if a.friendships != b.friendships => friendships(a, b),
        ([], [], []) => Change::Described { scenario },
        (added, removed, changed) => {
            Change::Edits { scenario, count: added.len() + removed.len() + changed.len() }
        }
    }
}

/// What differs between the groups of friendship schools.
fn friendships(a: &Scenario, b: &Scenario) -> Change {
    let lacking = |from: &Scenario, to: &Scenario| -> Vec<String> {
        from.friendships.iter().filter(|g| !to.friendships.contains(g)).map(|g| g.name.clone()).collect()
    };
    let (gone, come) = (lacking(a, b), lacking(b, a));
    let one =
        |group: &String, how| Change::Friendship { scenario: b.name.clone(), group: group.clone(), how };
    match (gone.as_slice(), come.as_slice()) {
        ([], []) => Change::Order,
        ([], [group]) => one(group, How::Added),
        ([group], []) => one(group, How::Removed),
        ([_], [group]) if a.friendships.len() == b.friendships.len() => one(group, How::Changed),
        _ => Change::Friendships { scenario: b.name.clone(), count: gone.len().max(come.len()) },
    }
}

impl Change {
    /// The step in words. `name` gives the name of a school or area for its code.
    pub fn words(&self, name: &dyn Fn(&str) -> String, language: Language) -> String {
        match self {
            Self::Added { edit, .. } => describe(edit, name, language),
            Self::Removed { edit, .. } => {
                let what = describe(edit, name, language);
                text_with(language, "scenario-history-removed", &[("what", &what)])
            }
            Self::Changed { edit, .. } => {
                let what = describe(edit, name, language);
                text_with(language, "scenario-history-changed", &[("what", &what)])
            }
            Self::Edits { count, .. } => {
                text_with(language, "scenario-history-edits", &[("count", &count.to_string())])
            }
            Self::Friendship { group, how, .. } => {
                let key = match how {
                    How::Added => "scenario-history-friends-added",
                    How::Removed => "scenario-history-friends-removed",
                    How::Changed => "scenario-history-friends-changed",
                };
                text_with(language, key, &[("group", group)])
            }
            Self::Friendships { count, .. } => {
                text_with(language, "scenario-history-friends", &[("count", &count.to_string())])
            }
            Self::Assumptions { scenario } => {
                text_with(language, "scenario-history-assumptions", &[("name", scenario)])
            }
            Self::Described { scenario } => {
                text_with(language, "scenario-history-described", &[("name", scenario)])
            }
            Self::Renamed { from, to } => {
                text_with(language, "scenario-history-renamed", &[("from", from), ("to", to)])
            }
            Self::NewScenario { name } => text_with(language, "scenario-history-new", &[("name", name)]),
            Self::RemovedScenario { name } => text_with(language, "scenario-history-gone", &[("name", name)]),
            Self::Order => text(language, "scenario-history-order"),
            Self::Wishes(change) => {
                let (key, a, b) = match change {
                    WishChange::Fixed(a, b) => ("scenario-history-pair-fixed", a, b),
                    WishChange::Forbidden(a, b) => ("scenario-history-pair-forbidden", a, b),
                    WishChange::Released(a, b) => ("scenario-history-pair-released", a, b),
                    WishChange::Other => return text(language, "scenario-history-wishes"),
                };
                text_with(language, key, &[("a", &name(a)), ("b", &name(b))])
            }
        }
    }
}
