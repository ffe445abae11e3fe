//! What is chosen and dragged of friendship schools, and what the groups bring.

use std::collections::HashMap;
use std::sync::Arc;

use super::GroupForm;
use crate::app::state::State;
use crate::app::workings::Same;
use crate::data::{Dataset, SchoolId, Year};
use crate::figures::headline::Comparison;
use crate::find::town::telling::Telling;
use crate::find::town::{Brings, Told, Town};
use crate::friendship::Friendship;
use crate::friendship::full::Seats;
use crate::notice::Notice;
use crate::privacy::Gate;
use crate::scenario::Scenario;
use crate::scenario::history::Proposals;
use crate::text::Language;
use crate::view::links::Links;

/// The schools of a shown town, the most that two of them could gain together, and what may be told.
#[derive(Clone, Debug)]
pub(super) struct ShownTown {
    pub(super) town: Arc<Town>,
    pub(super) greatest: f64,
    pub(super) telling: Arc<Telling>,
}

type KeptTown = (Same, Comparison, Gate, Result<ShownTown, Notice>);
/// A proposal: its name, what its groups bring, and which of it may be told.
#[derive(Debug)]
pub(super) struct ComparedSet {
    pub(super) name: String,
    /// Of the groups that may be told.
    pub(super) told: Told,
    /// Whether the figures of the town may be told.
    pub(super) open: bool,
}
type Compared = Arc<Vec<ComparedSet>>;
type KeptCompared = (Same, Proposals, Year, Comparison, Gate, Compared);
type KeptBrings = (Arc<Town>, Vec<Friendship>, Year, Arc<Brings>);
type KeptTold = (Arc<Telling>, Arc<Brings>, Arc<Told>);
type KeptLinks = (Arc<Brings>, Gate, Language, Links);

/// Friendship schools in the window, beside the groups of the proposals themselves.
#[derive(Debug, Default)]
pub struct Friends {
    /// Codes of the schools that were picked for a group.
    pub picked: Vec<String>,
    /// Whether the right panel shows what the groups bring.
    pub figures: bool,
    /// A link on its way to another school.
    pub moved: Option<Moved>,
    /// Schools of the group that a list points at in this frame.
    pub pointed: Vec<SchoolId>,
    /// A group whose place of meeting the next click on the map gives.
    pub placing: Option<Box<GroupForm>>,
    town: Option<KeptTown>,
    brings: Option<KeptBrings>,
    told: Option<KeptTold>,
    links: Option<KeptLinks>,
    compared: Option<KeptCompared>,
}

/// A link of which one end is dragged to another school.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Position of the group.
    pub group: usize,
    /// As it was.
    pub before: Friendship,
    /// Code of the school that keeps its end, and of the one that is left.
    pub stays: String,
    pub leaves: String,
    /// Code of the school to which it goes now.
    pub over: Option<String>,
}

impl State {
    /// What is compared in the town that is shown: that of a proposal has the counts of its year only.
    pub fn shown_comparison(&self) -> Comparison {
        let shown = self.view.comparison;
        if Arc::ptr_eq(self.dataset(), self.present()) { shown } else { Comparison { year: None, ..shown } }
    }

    /// The schools of the shown town.
    pub fn friends_town(&mut self) -> Result<Arc<Town>, Notice> {
        self.kept_town().map(|shown| shown.town)
    }

    /// The schools of the shown town, with what may be told of them.
    pub(super) fn kept_town(&mut self) -> Result<ShownTown, Notice> {
        let (dataset, comparison, gate) = (self.dataset().clone(), self.shown_comparison(), self.view.gate);
        let same = Same(dataset.clone());
        if let Some((of, by, through, shown)) = &self.plans.friends.town
            && *of == same
            && (*by, *through) == (comparison, gate)
        {
            return shown.clone();
        }
        let shown = Town::new(&dataset, comparison).map(|town| ShownTown {
            greatest: town.greatest_gain(),
            telling: Arc::new(town.telling(gate)),
            town: Arc::new(town),
        });
        self.plans.friends.town = Some((same, comparison, gate, shown.clone()));
        shown
    }

    /// The proposal whose groups are shown, with the year: that of the chosen step where a story is
    /// told.
    fn linked_plan(&self) -> Option<(Arc<Scenario>, Year)> {
        if self.is_telling() {
            return self.told_plan();
        }
        let planning = self.view.place.shows_scenario();
        self.plans.scenario().filter(|_| planning).map(|plan| (plan.clone(), self.plans.year))
    }

    /// What the groups of the shown proposal bring in the shown year; nothing where there are none.
    pub fn brings(&mut self) -> Option<Arc<Brings>> {
        let (plan, year) = self.linked_plan()?;
        let groups = &plan.friendships;
        if groups.is_empty() {
            return None;
        }
        let town = self.friends_town().ok()?;
        if let Some((of, asked, at, brings)) = &self.plans.friends.brings
            && Arc::ptr_eq(of, &town)
            && *at == year
            && asked == groups
        {
            return Some(brings.clone());
        }
        let brings = Arc::new(town.brings(groups, Some(year)));
        self.plans.friends.brings = Some((town, groups.clone(), year, brings.clone()));
        Some(brings)
    }

    /// What may be told of the groups of the shown proposal together.
    pub(super) fn told_brings(&mut self) -> Option<Arc<Told>> {
        let brings = self.brings()?;
        let shown = self.kept_town().ok()?;
        if let Some((through, of, told)) = &self.plans.friends.told
            && Arc::ptr_eq(through, &shown.telling)
            && Arc::ptr_eq(of, &brings)
        {
            return Some(told.clone());
        }
        let (plan, year) = self.linked_plan()?;
        let told = Arc::new(shown.town.told(&plan.friendships, Some(year), &shown.telling));
        self.plans.friends.told = Some((shown.telling, brings, told.clone()));
        Some(told)
    }

    /// The links of the shown proposal.
    pub(in crate::app) fn shown_links(&mut self) -> Links {
        let Some(brings) = self.brings() else { return Links::default() };
        let (gate, language) = (self.view.gate, self.view.language);
        if let Some((of, through, said, links)) = &self.plans.friends.links
            && Arc::ptr_eq(of, &brings)
            && (*through, *said) == (gate, language)
        {
            return links.clone();
        }
        let (Ok(shown), Some((plan, _))) = (self.kept_town(), self.linked_plan()) else {
            return Links::default();
        };
        let what = (shown.town.as_ref(), brings.as_ref(), shown.telling.as_ref());
        let links = Links::of(self.dataset(), &plan.friendships, what, shown.greatest, language);
        self.plans.friends.links = Some((brings, gate, language, links.clone()));
        links
    }

    /// The links of a proposal in a year, on the map of its town then.
    pub(in crate::app) fn links_of(&self, dataset: &Arc<Dataset>, plan: &Scenario, year: Year) -> Links {
        let comparison = Comparison { year: None, ..self.view.comparison };
        let town = if plan.friendships.is_empty() { None } else { Town::new(dataset, comparison).ok() };
        let Some(town) = town else { return Links::default() };
        let brings = town.brings(&plan.friendships, Some(year));
        let telling = town.telling(self.view.gate);
        let what = (&town, &brings, &telling);
        Links::of(dataset, &plan.friendships, what, town.greatest_gain(), self.view.language)
    }

    /// The places in the building of a school in the shown year of the shown proposal.
    pub(super) fn seats(&mut self) -> HashMap<String, Seats> {
        let year = self.plans.year;
        let Ok((outcomes, _)) = self.outcomes() else { return HashMap::new() };
        let schools = outcomes.year(year).map(|y| y.schools.clone());
        schools
            .iter()
            .flat_map(|schools| schools.iter())
            .filter_map(|school| {
                let (count, assumed) = (school.site.seats?, school.site.assumed_space);
                Some((school.site.code.clone(), Seats { count, assumed }))
            })
            .collect()
    }

    /// What the groups of every proposal that has any bring in the shown year.
    pub(super) fn compared_friends(&mut self) -> Compared {
        let proposals = self.plans.history.proposals().clone();
        let (year, gate) = (self.plans.year, self.view.gate);
        let comparison = Comparison { year: None, ..self.view.comparison };
        let same = Same(self.present().clone());
        if let Some((of, asked, at, by, through, rows)) = &self.plans.friends.compared
            && *of == same
            && *asked == proposals
            && (*at, *by, *through) == (year, comparison, gate)
        {
            return rows.clone();
        }
        let mut rows = Vec::new();
        if let Ok(engine) = self.engine() {
            for (at, scenario) in proposals.iter().enumerate().filter(|(_, s)| !s.friendships.is_empty()) {
                let town = engine.dataset_at(scenario, year).and_then(|d| Town::new(&d, comparison));
                if let Ok(town) = town {
                    let telling = town.telling(gate);
                    let told = town.told(&scenario.friendships, Some(year), &telling);
                    let name = format!("{} {}", at + 1, scenario.name);
                    rows.push(ComparedSet { name, told, open: telling.town() });
                }
            }
        }
        let rows = Arc::new(rows);
        self.plans.friends.compared = Some((same, proposals, year, comparison, gate, rows.clone()));
        rows
    }
}
