//! What may be told of single schools in a year of a scenario.

use std::sync::Arc;

use crate::data::{Dataset, Subject, Year};
use crate::notice::Notice;
use crate::number::Count;
use crate::privacy::{Composition, Gate, ShownCounts};
use crate::scenario::compare::SchoolChange;
use crate::scenario::{Engine, Scenario, SchoolOutcome};

/// The counts of one year, past the gate.
pub(super) struct ShownYear {
    dataset: Arc<Dataset>,
    shown: Arc<ShownCounts>,
    scheme: usize,
}

impl ShownYear {
    /// # Errors
    /// A year outside the years of the scenario.
    pub(super) fn of(
        engine: &Engine,
        scenario: &Scenario,
        scheme: usize,
        year: Year,
    ) -> Result<Self, Notice> {
        let dataset = engine.dataset_at(scenario, year)?;
        let shown = ShownCounts::of_year(&dataset, Subject::School, Some(year), Gate::default());
        Ok(Self { dataset, shown, scheme })
    }

    fn of_code(&self, code: &str) -> Option<&Composition> {
        self.shown.composition(self.scheme, self.dataset.school_by_code(code)?.0)
    }

    /// The row of a school: hidden as in the table of all schools.
    pub(super) fn school(&self, school: &SchoolOutcome) -> Composition {
        let alone = || {
            let row: Vec<Count> = school.pupils.iter().map(|n| Count::Known(n.max(0.0))).collect();
            Gate::default().composition(&row)
        };
        self.of_code(&school.site.code).cloned().unwrap_or_else(alone)
    }

    /// Whether the total of a school may be told, and the share of a group.
    fn tells(&self, code: &str, group: usize) -> (bool, bool) {
        let Some(row) = self.of_code(code) else { return (false, false) };
        let share = row.shares.get(group).is_some_and(|s| s.value().is_some());
        (row.total.value().is_some(), share)
    }
}

/// A change of one school as it may be told.
pub(super) struct ShownChange<'a> {
    pub(super) school: &'a SchoolChange,
    pub(super) before: Option<f64>,
    pub(super) after: Option<f64>,
    pub(super) change: Option<f64>,
    pub(super) share_before: Option<f64>,
    pub(super) share_after: Option<f64>,
    /// Of the totals and shares of before and after, how many are hidden.
    pub(super) hidden: usize,
}

impl<'a> ShownChange<'a> {
    pub(super) fn of(school: &'a SchoolChange, group: usize, before: &ShownYear, after: &ShownYear) -> Self {
        let (total_before, share_before) = before.tells(&school.code, group);
        let (total_after, share_after) = after.tells(&school.code, group);
        let told = [
            (school.before, total_before),
            (school.after, total_after),
            (school.share_before, share_before),
            (school.share_after, share_after),
        ];
        let hidden = told.iter().filter(|(value, may)| value.is_some() && !may).count();
        let [before, after, share_before, share_after] = told.map(|(value, may)| value.filter(|_| may));
        let open = before.is_some() == school.before.is_some() && after.is_some() == school.after.is_some();
        let change = open.then(|| school.change());
        Self { school, before, after, change, share_before, share_after, hidden }
    }

    /// Whether the pupils before (or after) are there and may not be told.
    pub(super) fn hides_before(&self) -> bool {
        self.before.is_none() && self.school.before.is_some()
    }

    pub(super) fn hides_after(&self) -> bool {
        self.after.is_none() && self.school.after.is_some()
    }
}
