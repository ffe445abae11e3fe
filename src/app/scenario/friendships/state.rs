//! What is chosen and dragged of friendship schools, and what the groups bring.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::state::State;
use crate::app::workings::Same;
use crate::data::{SchoolId, Subject, Year};
use crate::figures::headline::Comparison;
use crate::find::town::{Brings, Town};
use crate::friendship::Friendship;
use crate::notice::Notice;
use crate::privacy::ShownCounts;
use crate::scenario::history::Proposals;

type KeptTown = (Same, Comparison, Result<Arc<Town>, Notice>, f64);
/// Name of a proposal and what its groups bring.
type Compared = Arc<Vec<(String, Brings)>>;
type KeptCompared = (Same, Proposals, Year, Comparison, Compared);
type KeptBrings = (Arc<Town>, Vec<Friendship>, Year, Arc<Brings>);

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
    town: Option<KeptTown>,
    brings: Option<KeptBrings>,
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

    /// The schools of the shown town of which every count may be told. What two schools gain by each
    /// other follows from the counts of both, and theirs from it.
    pub fn open_schools(&self) -> BTreeSet<SchoolId> {
        let (town, comparison) = (self.dataset(), self.shown_comparison());
        let Some(table) = town.counts(Subject::School, comparison.scheme, comparison.year) else {
            return BTreeSet::new();
        };
        let shown = ShownCounts::of(town, table, self.view.gate);
        let is_open = |id: &SchoolId| {
            shown.composition(comparison.scheme, id.0).is_some_and(|row| {
                row.total.value().is_some() && row.counts.iter().all(|c| c.value().is_some())
            })
        };
        (0..town.schools().len()).map(SchoolId).filter(is_open).collect()
    }

    /// The schools of the shown town.
    pub fn friends_town(&mut self) -> Result<Arc<Town>, Notice> {
        self.kept_town().0
    }

    /// The schools of the shown town, and the most that two of them could gain together.
    pub(super) fn kept_town(&mut self) -> (Result<Arc<Town>, Notice>, f64) {
        let (dataset, comparison) = (self.dataset().clone(), self.shown_comparison());
        let same = Same(dataset.clone());
        if let Some((of, by, town, greatest)) = &self.plans.friends.town
            && *of == same
            && *by == comparison
        {
            return (town.clone(), *greatest);
        }
        let town = Town::new(&dataset, comparison).map(Arc::new);
        let greatest = town.as_ref().map_or(0.0, |town| town.greatest_gain());
        self.plans.friends.town = Some((same, comparison, town.clone(), greatest));
        (town, greatest)
    }

    /// What the groups of the shown proposal bring in the shown year; nothing where there are none.
    pub fn brings(&mut self) -> Option<Arc<Brings>> {
        let groups = self.plans.scenario().map(|s| s.friendships.clone()).filter(|g| !g.is_empty())?;
        let town = self.friends_town().ok()?;
        let year = self.plans.year;
        if let Some((of, asked, at, brings)) = &self.plans.friends.brings
            && Arc::ptr_eq(of, &town)
            && *at == year
            && *asked == groups
        {
            return Some(brings.clone());
        }
        let brings = Arc::new(town.brings(&groups, Some(year)));
        self.plans.friends.brings = Some((town, groups, year, brings.clone()));
        Some(brings)
    }

    /// What the groups of every proposal that has any bring in the shown year.
    pub(super) fn compared_friends(&mut self) -> Compared {
        let proposals = self.plans.history.proposals().clone();
        let (year, comparison) = (self.plans.year, Comparison { year: None, ..self.view.comparison });
        let same = Same(self.present().clone());
        if let Some((of, asked, at, by, rows)) = &self.plans.friends.compared
            && *of == same
            && *asked == proposals
            && (*at, *by) == (year, comparison)
        {
            return rows.clone();
        }
        let mut rows = Vec::new();
        if let Ok(engine) = self.engine() {
            for scenario in proposals.iter().filter(|s| !s.friendships.is_empty()) {
                let town = engine.dataset_at(scenario, year).and_then(|d| Town::new(&d, comparison));
                if let Ok(town) = town {
                    rows.push((scenario.name.clone(), town.brings(&scenario.friendships, Some(year))));
                }
            }
        }
        let rows = Arc::new(rows);
        self.plans.friends.compared = Some((same, proposals, year, comparison, rows.clone()));
        rows
    }
}
