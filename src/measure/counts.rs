//! Pupils by unit and group as plain numbers, checked once so that no formula has to.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::sum::sum;
use crate::notice::Notice;

/// The largest count of one cell: up to here every whole number has its own float.
pub const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Units × groups, row-major, with a key per group and, optionally, a label per unit.
///
/// Every cell is finite and not negative. Units without pupils stay in the table, so that
/// positions keep their meaning, and are left out by every formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    groups: Vec<String>,
    units: Option<Vec<String>>,
    cells: Vec<f64>,
    group_totals: Vec<f64>,
    unit_totals: Vec<f64>,
    total: f64,
}

/// With whom a group is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Other {
    /// Everyone else.
    #[default]
    Rest,
    /// The group at this position; pupils of any further group are left out.
    Group(usize),
}

impl Counts {
    /// A table of `cells` in rows of one count per group.
    ///
    /// # Errors
    /// No groups, a group named twice, a last row that is not complete, or a count that is
    /// negative, not a number, infinite or beyond [`LARGEST`] (the notice names unit and group).
    pub fn new(groups: Vec<String>, cells: Vec<f64>) -> Result<Self, Notice> {
        let width = groups.len();
        if width == 0 {
            return Err(Notice::error("measure-no-groups"));
        }
        let mut seen = HashSet::new();
        if let Some(twice) = groups.iter().find(|g| !seen.insert(g.as_str())) {
            return Err(Notice::error("measure-group-twice").arg("group", twice));
        }
        if !cells.len().is_multiple_of(width) {
            return Err(Notice::error("measure-ragged").arg("cells", cells.len()).arg("groups", width));
        }
        for (unit, row) in cells.chunks_exact(width).enumerate() {
            for (group, &cell) in groups.iter().zip(row) {
                check_cell(cell).map_err(|n| n.feature(unit + 1).column(group))?;
            }
        }
        let unit_totals: Vec<f64> = cells.chunks_exact(width).map(|row| row.iter().sum()).collect();
        let mut group_totals = vec![0.0; width];
        for row in cells.chunks_exact(width) {
            for (total, cell) in group_totals.iter_mut().zip(row) {
                *total += cell;
            }
        }
        let total = group_totals.iter().sum();
        Ok(Self { groups, units: None, cells, group_totals, unit_totals, total })
    }

    /// The same table with a label for every unit.
    ///
    /// # Errors
    /// Another number of labels than of units, or a label that stands twice.
    pub fn with_units(mut self, units: Vec<String>) -> Result<Self, Notice> {
        if units.len() != self.len() {
            return Err(Notice::error("measure-unit-labels")
                .arg("labels", units.len())
                .arg("units", self.len()));
        }
        let mut seen = HashSet::new();
        if let Some(twice) = units.iter().find(|u| !seen.insert(u.as_str())) {
            return Err(Notice::error("measure-unit-twice").arg("unit", twice));
        }
        self.units = Some(units);
        Ok(self)
    }

    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// Position of a group by its key.
    pub fn group(&self, key: &str) -> Option<usize> {
        self.groups.iter().position(|g| g == key)
    }

    /// Labels of the units, where they were given.
    pub fn units(&self) -> Option<&[String]> {
        self.units.as_deref()
    }

    /// Number of units, those without pupils included.
    pub fn len(&self) -> usize {
        self.unit_totals.len()
    }

    pub fn is_empty(&self) -> bool {
        self.unit_totals.is_empty()
    }

    /// Number of units that have pupils: those that every formula rests on.
    pub fn units_with_pupils(&self) -> usize {
        self.unit_totals.iter().filter(|t| **t > 0.0).count()
    }

    pub fn cells(&self) -> &[f64] {
        &self.cells
    }

    /// The counts of every unit, in order, one slice per unit.
    pub fn rows(&self) -> std::slice::ChunksExact<'_, f64> {
        self.cells.chunks_exact(self.groups.len())
    }

    /// The units that have pupils: their counts by group, and all their pupils.
    pub fn peopled_rows(&self) -> impl Iterator<Item = (&[f64], f64)> {
        self.rows().zip(self.unit_totals.iter().copied()).filter(|(_, t)| *t > 0.0)
    }

    /// Pupils of each group in all units (`N_k`).
    pub fn group_totals(&self) -> &[f64] {
        &self.group_totals
    }

    /// Pupils of each unit (`t_i`).
    pub fn unit_totals(&self) -> &[f64] {
        &self.unit_totals
    }

    /// All pupils (`T`).
    pub fn total(&self) -> f64 {
        self.total
    }

    /// Share of each group among all pupils (`π_k`); `None` without pupils.
    pub fn group_shares(&self) -> Option<Vec<f64>> {
        (self.total > 0.0).then(|| self.group_totals.iter().map(|n| n / self.total).collect())
    }

    /// Whether every count is a whole number of pupils.
    pub fn is_whole(&self) -> bool {
        self.cells.iter().all(|c| c.fract() == 0.0)
    }

    /// One group against the rest or against one other group, unit by unit in the same order.
    /// `None` when a position does not exist or both are the same.
    pub fn two_group(&self, group: usize, other: Other) -> Option<TwoGroup<'static>> {
        let width = self.groups.len();
        let valid = match other {
            Other::Rest => group < width,
            Other::Group(other) => group < width && other < width && other != group,
        };
        if !valid {
            return None;
        }
        let column = |k: usize| self.cells.iter().skip(k).step_by(width).copied();
        let x: Vec<f64> = column(group).collect();
        let y: Vec<f64> = match other {
            Other::Group(other) => column(other).collect(),
            // Added up rather than subtracted from the total: exact zero where nobody else is.
            Other::Rest => self
                .rows()
                .map(|row| row.iter().enumerate().filter(|(k, _)| *k != group).map(|(_, n)| n).sum())
                .collect(),
        };
        Some(TwoGroup::unchecked(x.into(), y.into()))
    }
}

/// What is wrong with one count, if anything.
pub(super) fn check_cell(cell: f64) -> Result<(), Notice> {
    if cell.is_nan() || cell.is_infinite() {
        Err(Notice::error("measure-count-not-finite"))
    } else if cell < 0.0 {
        Err(Notice::error("measure-count-negative").arg("value", cell))
    } else if cell > LARGEST {
        Err(Notice::error("measure-count-too-large").arg("value", cell))
    } else {
        Ok(())
    }
}

/// A group (`x`) and those it is compared with (`y`), by unit.
///
/// Borrows or owns its columns: a caller that keeps its own columns pays nothing per frame.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoGroup<'a> {
    x: Cow<'a, [f64]>,
    y: Cow<'a, [f64]>,
    sum_x: f64,
    sum_y: f64,
}

impl<'a> TwoGroup<'a> {
    /// Two columns of equal length.
    ///
    /// # Errors
    /// Columns of different length, or a count that [`Counts::new`] refuses.
    pub fn new(x: impl Into<Cow<'a, [f64]>>, y: impl Into<Cow<'a, [f64]>>) -> Result<Self, Notice> {
        let (x, y) = (x.into(), y.into());
        if x.len() != y.len() {
            return Err(Notice::error("measure-columns").arg("left", x.len()).arg("right", y.len()));
        }
        for column in [&x, &y] {
            for (unit, &cell) in column.iter().enumerate() {
                check_cell(cell).map_err(|n| n.feature(unit + 1))?;
            }
        }
        Ok(Self::unchecked(x, y))
    }

    /// Columns that are known to be sound.
    pub(super) fn unchecked(x: Cow<'a, [f64]>, y: Cow<'a, [f64]>) -> Self {
        let (sum_x, sum_y) = (sum(&x), sum(&y));
        Self { x, y, sum_x, sum_y }
    }

    /// Pupils of the group by unit (`x_i`).
    pub fn x(&self) -> &[f64] {
        &self.x
    }

    /// Pupils of the others by unit (`y_i`).
    pub fn y(&self) -> &[f64] {
        &self.y
    }

    /// Pupils of the group (`X`).
    pub fn sum_x(&self) -> f64 {
        self.sum_x
    }

    /// Pupils of the others (`Y`).
    pub fn sum_y(&self) -> f64 {
        self.sum_y
    }

    /// Pupils of both (`T`).
    pub fn total(&self) -> f64 {
        self.sum_x + self.sum_y
    }

    /// Share of the group (`P`); `None` without pupils.
    pub fn share(&self) -> Option<f64> {
        (self.total() > 0.0).then(|| self.sum_x / self.total())
    }

    /// `X` and `Y` when both groups have members, which most measures need.
    pub fn both(&self) -> Option<(f64, f64)> {
        (self.sum_x > 0.0 && self.sum_y > 0.0).then_some((self.sum_x, self.sum_y))
    }

    /// Pupils of both groups, by unit.
    pub fn units(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.x.iter().copied().zip(self.y.iter().copied())
    }

    /// The units that have pupils of either group.
    pub fn peopled(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.units().filter(|(x, y)| x + y > 0.0)
    }

    /// Whether every count is a whole number of pupils.
    pub fn is_whole(&self) -> bool {
        self.x.iter().chain(self.y.iter()).all(|c| c.fract() == 0.0)
    }

    /// The others against the group.
    pub fn swapped(&self) -> TwoGroup<'_> {
        TwoGroup {
            x: Cow::Borrowed(&self.y),
            y: Cow::Borrowed(&self.x),
            sum_x: self.sum_y,
            sum_y: self.sum_x,
        }
    }
}
