//! Two maps on one: left of a divider the map as it stands, right of it the same part of the town in
//! another year, proposal, colour or kept view. The divider is dragged, or moved with the arrow keys.
//!
//! Another year or proposal takes the classes of the left map, so that a colour means the same on both
//! sides of the divider.

use std::sync::Arc;

use super::Wijkspiegel;
use super::command::{Command, Commands};
use super::layers_panel::{colour_choices, colour_name};
use super::place::Place;
use super::state::{Look, State};
use super::workings::Same;
use crate::data::{Dataset, Subject, Year};
use crate::scenario::Scenario;
use crate::view::choice::{ColourBy, MapChoice};
use crate::view::classes::Method;
use crate::view::hit::Hit;
use crate::view::scene::Scene;
use crate::view::town::unit_of;

/// What stands right of the divider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Other {
    Colour(ColourBy),
    Year(Year),
    /// The n-th proposal, from 1, in the year of the time bar.
    Proposal(usize),
    /// A bookmark, by its place in the list.
    Bookmark(usize),
}

/// Something about the divider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SwipeCommand {
    /// Begins, with what is most worth comparing.
    Start,
    Show(Other),
    /// Where the divider stands: 0 at the left edge of the map, 1 at the right.
    At(f32),
    Close,
}

/// The divider and what is right of it.
#[derive(Clone, Debug)]
pub struct Swipe {
    pub other: Other,
    pub at: f32,
    made: Option<Made>,
}

/// What is right of the divider, made.
#[derive(Clone, Debug)]
pub struct Right {
    pub town: Arc<Dataset>,
    pub choice: MapChoice,
    pub scene: Arc<Scene>,
}

#[derive(Clone, Debug)]
struct Made {
    key: Key,
    right: Right,
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    town: Same,
    other: Other,
    plan: Option<Arc<Scenario>>,
    year: Year,
    choice: MapChoice,
    look: Look,
}

impl Commands {
    pub fn swipe(&mut self, command: SwipeCommand) {
        self.push(Command::Swipe(command));
    }
}

impl Wijkspiegel {
    pub(super) fn apply_swipe(&mut self, command: SwipeCommand) {
        let state = &mut self.state;
        match command {
            SwipeCommand::Start => match state.others().first() {
                Some(other) => {
                    state.view.place = Place::Explore;
                    state.swipe = Some(Swipe { other: *other, at: 0.5, made: None });
                }
                None => state.message = Some(state.t("swipe-nothing")),
            },
            SwipeCommand::Show(other) => {
                let at = state.swipe.as_ref().map_or(0.5, |swipe| swipe.at);
                state.swipe = Some(Swipe { other, at, made: None });
            }
            SwipeCommand::At(at) => {
                if let Some(swipe) = &mut state.swipe {
                    swipe.at = at.clamp(0.0, 1.0);
                }
            }
            SwipeCommand::Close => state.swipe = None,
        }
        self.swiped.clear();
    }

    /// Puts a divider on the map as it was, or takes it away.
    pub(super) fn divide(&mut self, by: Option<(Other, f32)>) {
        self.state.swipe = by.map(|(other, at)| Swipe { other, at: at.clamp(0.0, 1.0), made: None });
        self.swiped.clear();
    }
}

impl State {
    /// What stands right of the divider, and where that is; `None` without one.
    pub(super) fn divided(&self) -> Option<(Other, f32)> {
        self.swipe.as_ref().map(|swipe| (swipe.other, swipe.at))
    }

    /// Whether there is a divider on the map now.
    pub fn is_swiping(&self) -> bool {
        self.swipe.is_some() && self.view.place == Place::Explore && self.drawings.tool.is_none()
    }

    /// Everything that can stand right of the divider; proposals and years first.
    pub fn others(&self) -> Vec<Other> {
        let dataset = self.dataset();
        let choice = &self.view.choice;
        let proposals = (1..=self.plans.history.proposals().len()).map(Other::Proposal);
        let of = |subject, year| dataset.counts_of(subject, choice.scheme, year);
        let now = dataset.counts(Subject::Home, choice.scheme, choice.year).and_then(|t| t.year);
        let has = |year: &Year| {
            of(Subject::Home, Some(*year)).is_some() || of(Subject::School, Some(*year)).is_some()
        };
        let years = dataset.years().into_iter().rev().filter(|y| Some(*y) != now && has(y)).map(Other::Year);
        let colours = colour_choices(self).into_iter();
        let colours = colours.filter(|c| *c != choice.colour_by && *c != ColourBy::None).map(Other::Colour);
        let kept = (0..self.window.bookmarks.list.len()).map(Other::Bookmark);
        proposals.chain(years).chain(colours).chain(kept).collect()
    }

    /// The name of what can stand right of the divider.
    pub fn other_name(&self, other: Other) -> String {
        match other {
            Other::Colour(colour) => colour_name(self, colour),
            Other::Year(year) => self.tw("swipe-year", &[("year", &year.to_string())]),
            Other::Proposal(number) => {
                let proposals = self.plans.history.proposals();
                let name = number.checked_sub(1).and_then(|at| proposals.get(at)).map(|p| p.name.clone());
                let year = self.plans.year.to_string();
                self.tw("swipe-proposal", &[("name", &name.unwrap_or_default()), ("year", &year)])
            }
            Other::Bookmark(at) => {
                let name = self.window.bookmarks.list.get(at).map(|b| b.name.clone()).unwrap_or_default();
                self.tw("swipe-bookmark", &[("name", &name)])
            }
        }
    }

    /// The map right of the divider; made anew only when something changed. `None` when it can't be
    /// made, as for a proposal that was removed.
    pub fn right_of_divider(&mut self, left: &Scene) -> Option<Right> {
        if !self.is_swiping() {
            return None;
        }
        let swipe = self.swipe.as_ref()?;
        let other = swipe.other;
        let plan = match other {
            Other::Proposal(number) => {
                Some(self.plans.history.proposals().get(number.checked_sub(1)?)?.clone())
            }
            _ => None,
        };
        let choice = self.choice_right(other, left)?;
        let key = Key {
            town: Same(self.present().clone()),
            other,
            plan: plan.clone(),
            year: self.plans.year,
            choice: choice.clone(),
            look: self.look(),
        };
        if let Some(made) = swipe.made.as_ref().filter(|made| made.key == key) {
            return Some(made.right.clone());
        }
        let town = match plan {
            Some(plan) => self.engine().ok()?.dataset_at(&plan, key.year).ok()?,
            None => self.present().clone(),
        };
        let scene = Arc::new(self.scene_under(&town, &choice));
        let right = Right { town, choice, scene };
        if let Some(swipe) = &mut self.swipe {
            swipe.made = Some(Made { key, right: right.clone() });
        }
        Some(right)
    }

    fn choice_right(&self, other: Other, left: &Scene) -> Option<MapChoice> {
        let mut choice = MapChoice { mirror: None, flows: false, ..self.view.choice.clone() };
        let classes = left.classes.as_ref().map(|c| c.inner_breaks().to_vec());
        match other {
            Other::Colour(colour) => {
                let before = unit_of(&choice);
                (choice.colour_by, choice.fixed) = (colour, None);
                let typed = matches!(choice.method, Method::Own(_) | Method::Centred(_));
                if typed && unit_of(&choice) != before {
                    choice.method = Method::Pretty;
                }
                if matches!(colour, ColourBy::Local { .. }) {
                    (choice.scheme, choice.year) = (self.view.comparison.scheme, self.view.comparison.year);
                }
            }
            Other::Year(year) => (choice.year, choice.fixed) = (Some(year), classes),
            Other::Proposal(_) => (choice.year, choice.fixed) = (None, classes),
            Other::Bookmark(at) => {
                let kept = &self.window.bookmarks.list.get(at)?.view;
                choice = kept.find(self.dataset()).choice;
                (choice.mirror, choice.flows) = (None, false);
                // One background map lies under both.
                choice.backdrop.clone_from(&self.view.choice.backdrop);
            }
        }
        Some(choice)
    }

    /// The selection in terms of the town right of the divider.
    pub fn selection_right(&self, right: &Right) -> crate::view::Selection {
        self.view.selection.mapped(|hit| other_town(self.dataset(), &right.town, hit))
    }
}

/// What something of one town is in another; schools go by their code.
pub(super) fn other_town(from: &Arc<Dataset>, to: &Arc<Dataset>, hit: Hit) -> Option<Hit> {
    match hit {
        _ if Arc::ptr_eq(from, to) => Some(hit),
        Hit::Area(_) => Some(hit),
        Hit::School(id) => to.school_by_code(&from.school(id)?.code).map(Hit::School),
    }
}
