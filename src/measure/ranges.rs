//! Counts of which some are hidden: a least and a greatest value per cell.

use super::counts::{Counts, Other, check_cell};
use crate::notice::Notice;
use crate::number::Count;

/// Units × groups, each cell between a least and a greatest count.
#[derive(Clone, Debug, PartialEq)]
pub struct CountRanges {
    groups: Vec<String>,
    /// Row-major `(least, greatest)`.
    cells: Vec<(f64, f64)>,
    /// Positions, in the table as it was given, of the units that the rows stand for.
    units: Vec<usize>,
    left_out: Vec<usize>,
}

impl CountRanges {
    /// The table of these counts, row-major. A unit with an unknown count has no range at all and
    /// is left out: [`CountRanges::left_out`] tells which, and the caller must say so.
    ///
    /// # Errors
    /// As for [`Counts::new`]; also a range whose least exceeds its greatest.
    pub fn new(groups: Vec<String>, cells: &[Count]) -> Result<Self, Notice> {
        // The groups are held against the same rules by an empty table.
        let groups = Counts::new(groups, Vec::new())?.groups().to_vec();
        let width = groups.len();
        if !cells.len().is_multiple_of(width) {
            return Err(Notice::error("measure-ragged").arg("cells", cells.len()).arg("groups", width));
        }
        let mut out = Self { groups, cells: Vec::new(), units: Vec::new(), left_out: Vec::new() };
        for (unit, row) in cells.chunks_exact(width).enumerate() {
            let Some(bounds) = row.iter().map(|c| c.bounds()).collect::<Option<Vec<_>>>() else {
                out.left_out.push(unit);
                continue;
            };
            for ((least, greatest), group) in bounds.iter().zip(&out.groups) {
                for end in [*least, *greatest] {
                    check_cell(end).map_err(|n| n.feature(unit + 1).column(group))?;
                }
                if least > greatest {
                    let notice = Notice::error("measure-range-reversed");
                    return Err(notice
                        .arg("least", least)
                        .arg("greatest", greatest)
                        .feature(unit + 1)
                        .column(group));
                }
            }
            out.cells.extend(bounds);
            out.units.push(unit);
        }
        Ok(out)
    }

    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// `(least, greatest)` of every cell, in rows of one cell per group.
    pub fn cells(&self) -> &[(f64, f64)] {
        &self.cells
    }

    /// Positions of the units that the rows stand for, in the table as it was given.
    pub fn units(&self) -> &[usize] {
        &self.units
    }

    /// Positions of the units that were left out because a count is unknown.
    pub fn left_out(&self) -> &[usize] {
        &self.left_out
    }

    /// Number of cells that are hidden: whose least and greatest differ.
    pub fn hidden(&self) -> usize {
        self.cells.iter().filter(|(least, greatest)| least < greatest).count()
    }

    /// The counts, when none is hidden.
    pub fn known(&self) -> Option<Counts> {
        if self.hidden() > 0 {
            return None;
        }
        let cells = self.cells.iter().map(|(least, _)| *least).collect();
        Counts::new(self.groups.clone(), cells).ok()
    }

    /// Ranges of one group and of those it is compared with. `None` as in [`Counts::two_group`].
    pub fn two_group(&self, group: usize, other: Other) -> Option<TwoGroupRanges> {
        let width = self.groups.len();
        let valid = match other {
            Other::Rest => group < width,
            Other::Group(other) => group < width && other < width && other != group,
        };
        if !valid {
            return None;
        }
        let rows = self.cells.chunks_exact(width);
        let ranges = rows.map(|row| {
            let mut x = (0.0, 0.0);
            let mut y = (0.0, 0.0);
            for (k, (least, greatest)) in row.iter().enumerate() {
                if k == group {
                    x = (*least, *greatest);
                } else if other == Other::Rest || other == Other::Group(k) {
                    y = (y.0 + least, y.1 + greatest);
                }
            }
            UnitRange { x, y }
        });
        Some(TwoGroupRanges { units: ranges.collect() })
    }
}

/// What one unit may hold: `(least, greatest)` of the group and of the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitRange {
    pub x: (f64, f64),
    pub y: (f64, f64),
}

/// Ranges of two groups by unit; made by [`CountRanges::two_group`].
#[derive(Clone, Debug, PartialEq)]
pub struct TwoGroupRanges {
    units: Vec<UnitRange>,
}

impl TwoGroupRanges {
    /// Rows `x, y` of least and of greatest counts, which are known to be in order.
    pub(super) fn of_columns(low: &[f64], high: &[f64]) -> Self {
        let ends = low.as_chunks::<2>().0.iter().zip(high.as_chunks::<2>().0);
        let unit = |([x0, y0], [x1, y1]): (&[f64; 2], &[f64; 2])| UnitRange { x: (*x0, *x1), y: (*y0, *y1) };
        Self { units: ends.map(unit).collect() }
    }

    pub fn units(&self) -> &[UnitRange] {
        &self.units
    }
}
