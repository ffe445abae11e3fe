//! What may be told of schools and of what their groups bring.
//!
//! What a group brings follows from the counts of its schools, so that one hidden count could be
//! found from it: Σw, whom children meet, contact hours. Nothing of a group is told unless every
//! count of its schools may be. A figure of the town after all groups, less the same before them, is
//! the sum over groups; and whoever can make groups can ask for it with and without one of them. So
//! figures of the town are of groups that may be told alone ([`Town::told`]), and say how many are not
//! in them. Where only a few schools take part, a hidden count follows from the figures of the town as they are
//! today.

use crate::data::{CountTable, Dataset, Subject};
use crate::privacy::{Composition, Gate, Shown, ShownCounts};

use super::Town;

/// With fewer schools than this a figure of the town gives hidden counts away.
const LEAST_SCHOOLS: usize = 10;

/// Which schools may be told of, by position in the counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Whether every count of the school may be shown.
    open: Vec<bool>,
    /// Whether its number of pupils may be.
    total: Vec<bool>,
}

impl Telling {
    /// Of the schools at these positions of a dataset.
    pub fn of(dataset: &Dataset, table: &CountTable, scheme: usize, units: &[usize], gate: Gate) -> Self {
        let shown = ShownCounts::of(dataset, table, gate);
        let rows = units.iter().map(|unit| shown.composition_or_unknown(scheme, *unit));
        Self::of_rows(&rows.collect::<Vec<_>>())
    }

    /// Of schools that are shown so.
    pub fn of_rows(rows: &[Composition]) -> Self {
        let told = |value: &Shown<f64>| value.value().is_some();
        Self {
            open: rows.iter().map(|row| told(&row.total) && row.counts.iter().all(told)).collect(),
            total: rows.iter().map(|row| told(&row.total)).collect(),
        }
    }

    /// Whether the counts of a school may be told.
    pub fn school(&self, unit: usize) -> bool {
        self.open.get(unit).copied().unwrap_or(false)
    }

    /// Whether its number of pupils may be told.
    pub fn pupils(&self, unit: usize) -> bool {
        self.total.get(unit).copied().unwrap_or(false)
    }

    /// Whether it may be told what schools gain together.
    pub fn together(&self, units: &[usize]) -> bool {
        units.iter().all(|unit| self.school(*unit))
    }

    /// Whether it may be told whom the children of a school meet. That follows from the counts of all
    /// schools in its groups, and theirs from it: all of them, and the groups that those are in
    /// besides, must be open.
    pub fn met(&self, unit: usize, groups: &[Vec<usize>]) -> bool {
        let of = |unit: usize| groups.iter().filter(move |g| g.contains(&unit));
        let partners = of(unit).flatten();
        let mut near = partners.flat_map(|partner| of(*partner)).flatten();
        self.school(unit) && near.all(|unit| self.school(*unit))
    }

    /// Whether what a group brings may be told.
    pub fn group(&self, units: &[usize], groups: &[Vec<usize>]) -> bool {
        units.iter().all(|unit| self.met(*unit, groups))
    }

    /// Whether the figures of the town without groups may be told.
    pub fn town(&self) -> bool {
        self.open.len() >= LEAST_SCHOOLS || self.open.iter().all(|open| *open)
    }
}

impl Town {
    /// Which of the schools may be told of.
    pub fn telling(&self, gate: Gate) -> Telling {
        let units: Vec<usize> = self.schools.iter().map(|id| id.0).collect();
        match self.dataset.counts(Subject::School, self.scheme, self.asked_year) {
            Some(table) => Telling::of(&self.dataset, table, self.scheme, &units, gate),
            None => Telling { open: vec![false; units.len()], total: vec![false; units.len()] },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telling(open: &[bool]) -> Telling {
        Telling { open: open.to_vec(), total: open.to_vec() }
    }

    #[test]
    fn a_hidden_school_closes_its_groups_and_those_that_its_partners_are_in() {
        let told = telling(&[true, true, false, true, true, true, true, true, true, true]);
        let groups = vec![vec![0, 1], vec![1, 2], vec![3, 4]];
        assert!(!told.met(2, &groups) && !told.met(1, &groups) && !told.met(0, &groups));
        assert!(told.met(3, &groups) && told.met(5, &groups));
        assert!(!told.group(&groups[0], &groups) && told.group(&groups[2], &groups));
        assert!(told.together(&[0, 1]) && !told.together(&[1, 2]));
    }

    #[test]
    fn a_town_of_a_few_schools_tells_nothing_where_one_is_hidden() {
        assert!(!telling(&[true, false, true]).town());
        assert!(telling(&[true, true, true]).town());
    }
}
