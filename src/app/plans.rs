//! The proposals of the project in the window: which one is shown, of which year, and what it does.

use std::sync::Arc;
use std::time::Instant;

use super::place::Place;
use super::scenario::{EditForm, Friends, Told};
use super::state::State;
use super::workings::Same;
use geo::Point;

use crate::data::{Dataset, Mode, Year};
use crate::figures::headline::Comparison;
use crate::notice::Notice;
use crate::project::StoredScenario;
use crate::scenario::compare::Figure;
use crate::scenario::history::History;
use crate::scenario::plan::Budget;
use crate::scenario::{Engine, Outcomes, Rule, Scenario, Travel, ready};
use crate::view::hit::Hit;

/// What a click on the map does in the place of scenarios.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    #[default]
    Select,
    /// The next click says where a new school comes.
    PlaceSchool,
    /// The next click says where the edit comes that is being filled in.
    PlaceEdit,
    /// The next click on a school merges it into the one that is selected.
    MergeInto,
    /// Clicks on schools choose those of a group of friendship schools.
    PickFriends,
    /// The next click says where a group of friendship schools meets.
    PlaceMeeting,
}

/// A school on its way over the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Dragged {
    /// Its code.
    pub school: String,
    /// Name of the proposal that the drag began, when it forked the present.
    pub forked: bool,
}

/// How long a year stands while the time bar plays.
pub const PLAY_SECONDS: f32 = 0.7;

/// The proposals, with what they are computed by.
#[derive(Debug)]
pub struct Plans {
    pub history: History,
    /// 0 is the present, n the n-th proposal.
    pub current: usize,
    pub year: Year,
    /// When the year last changed by itself; `None` while nothing plays.
    pub playing: Option<Instant>,
    pub tool: Tool,
    /// The edit that waits for a place on the map.
    pub placing: Option<Box<EditForm>>,
    /// Lets the map have the keyboard in the next frame: a place is wanted.
    pub focus_map: bool,
    /// When a name or description was last typed at, as long as that is not kept yet.
    pub typed: Option<Instant>,
    pub dragged: Option<Dragged>,
    pub friends: Friends,
    /// The outcome that the chart shows.
    pub charted: Figure,
    /// Where the menu of the map was opened.
    pub pointed: Option<Point<f64>>,
    /// Proposals in the file that this version cannot read: they stay as they are.
    pub unread: Vec<StoredScenario>,
    /// The shown proposal with what is being drawn in it.
    pub sketched: Option<Arc<Scenario>>,
    /// What may be told of the schools of the shown town.
    pub told: Option<Told>,
    engine: Option<(Same, Comparison, Result<Arc<Engine>, Notice>)>,
    /// Streets that are being made ready to compute with.
    pub(super) preparing: super::preparing::Preparing,
    /// The town that the map shows instead of the present, and what it belongs to.
    town: Option<(Arc<Scenario>, Year, Arc<Dataset>)>,
}

impl Plans {
    /// The proposals of a project that was opened.
    pub fn new(history: History) -> Self {
        Self {
            history,
            current: 0,
            year: Year(2026),
            playing: None,
            tool: Tool::default(),
            placing: None,
            focus_map: false,
            typed: None,
            dragged: None,
            friends: Friends::default(),
            charted: Figure::Dissimilarity,
            pointed: None,
            unread: Vec::new(),
            sketched: None,
            told: None,
            engine: None,
            preparing: super::preparing::Preparing::default(),
            town: None,
        }
    }

    /// The proposal that is shown; `None` is the present.
    pub fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.history.proposals().get(self.current.checked_sub(1)?)
    }

    /// The proposal that is shown, with what is being drawn in it.
    pub fn seen(&self) -> Option<&Arc<Scenario>> {
        self.sketched.as_ref().or(self.scenario())
    }

    /// Lets the town of the proposal be made anew: the town that it changes is another.
    pub fn forget_town(&mut self) {
        self.town = None;
    }

    /// The town that is shown in place of the present.
    pub fn town(&self) -> Option<&Arc<Dataset>> {
        self.town.as_ref().map(|(_, _, dataset)| dataset)
    }
}

/// A new proposal as the window makes it: an eighth of the pupils chooses anew every year, by
/// distance and habit, so that a new school gets pupils and nobody is sent away overnight.
/// Only the example has a budget from the start: that of another town is not known.
/// Where streets are loaded, distances are routes on foot.
pub fn fresh(name: String, town: &Dataset) -> Scenario {
    let mut scenario = Scenario::new(name);
    scenario.assumptions.rule = Rule::IntakeOnly;
    scenario.assumptions.intake = Rule::ChoiceModel;
    scenario.assumptions.budget = Budget::of_example().filter(|_| town.is_example());
    if town.streets().is_some() {
        scenario.assumptions.travel = Travel::Route(Mode::Walking);
    }
    scenario
}

impl State {
    /// The engine for the open town and the groups that are compared.
    ///
    /// # Errors
    /// Where the town has no counts to begin with, and as long as its streets are being made ready.
    pub fn engine(&mut self) -> Result<Arc<Engine>, Notice> {
        let engine = self.made_engine()?;
        match self.plans.preparing.notice() {
            Some(notice) => Err(notice),
            None => Ok(engine),
        }
    }

    /// As [`State::engine`], whether or not it can be computed with at once.
    pub(super) fn made_engine(&mut self) -> Result<Arc<Engine>, Notice> {
        let dataset = self.present().clone();
        let comparison = self.view.comparison;
        let same = Same(dataset.clone());
        if let Some((of, by, engine)) = &self.plans.engine
            && *of == same
            && *by == comparison
            && engine.as_ref().map_or(true, |engine| engine.base().gate == self.view.gate)
        {
            return engine.clone();
        }
        let engine = Engine::gated(dataset, comparison, self.view.gate).map(Arc::new);
        self.plans.engine = Some((same, comparison, engine.clone()));
        engine
    }

    /// The proposal that the bar of the years is about: while comparing the one in the middle, or the one
    /// at the left where that is the present; else the one that is shown.
    pub(super) fn timed_plan(&self) -> Option<Arc<Scenario>> {
        if self.view.place != Place::Compare {
            return self.plans.seen().cloned();
        }
        let [left, middle] = self.comparing.sides;
        let at = [middle, left].into_iter().find_map(|number| number.checked_sub(1))?;
        self.plans.history.proposals().get(at).cloned()
    }

    /// The ready proposals: they are about the schools of the example and its budget, and of another town
    /// every edit of theirs would be left out.
    pub(super) fn ready_scenarios(&self) -> Vec<Scenario> {
        if !self.present().is_example() {
            return Vec::new();
        }
        ready::scenarios(self.view.language).unwrap_or_default()
    }

    /// The proposal that is shown; of the present what it would be if nothing is done.
    pub(super) fn shown_plan(&self) -> Arc<Scenario> {
        match self.plans.seen() {
            Some(scenario) => scenario.clone(),
            None => Arc::new(fresh(self.t("plans-present"), self.present())),
        }
    }

    /// What the shown proposal does, and what the same assumptions do without its edits; of the
    /// present both are what they would be if nothing is done.
    pub fn outcomes(&mut self) -> Result<(Arc<Outcomes>, Arc<Outcomes>), Notice> {
        let engine = self.engine()?;
        let scenario = self.shown_plan();
        Ok((engine.outcomes(&scenario), engine.reference(&scenario)))
    }

    /// Sees to it that the town of the chosen proposal and year is the one that is shown. Called once
    /// a frame, before anything is drawn.
    pub fn settle_town(&mut self) {
        let wanted = if self.is_telling() {
            self.told_plan()
        } else if self.view.place.shows_scenario() {
            self.plans.seen().map(|scenario| (scenario.clone(), self.plans.year))
        } else {
            None
        };
        let fits = match (&self.plans.town, &wanted) {
            (None, None) => true,
            (Some((of, at, _)), Some((scenario, year))) => at == year && of.has_same_outcomes(scenario),
            _ => false,
        };
        if fits {
            return;
        }
        let before = self.dataset().clone();
        self.plans.town = wanted.and_then(|(scenario, year)| {
            let engine = self.engine().ok()?;
            let dataset = engine.dataset_at(&scenario, year).ok()?;
            Some((scenario, year, dataset))
        });
        let after = self.dataset().clone();
        let same_school = |hit: Hit| match hit {
            Hit::Area(_) => Some(hit),
            Hit::School(id) => {
                let code = &before.school(id)?.code;
                after.school_by_code(code).map(Hit::School)
            }
        };
        self.view.selection = self.view.selection.mapped(same_school);
        self.view.hover = self.view.hover.and_then(same_school);
        self.view.pointed = None;
    }

    /// Name of a school or area for its code, of the shown town or of the present.
    pub fn name_of_code(&self, code: &str) -> String {
        for dataset in [self.dataset(), self.present()] {
            if let Some(school) = dataset.school_by_code(code).and_then(|id| dataset.school(id)) {
                return school.name.clone();
            }
            if let Some(area) = dataset.area_by_code(code).and_then(|id| dataset.area(id)) {
                return area.name.clone();
            }
        }
        code.to_owned()
    }
}
