//! What made a figure change between two tables: two years, or two scenarios.
//!
//! After Elbers (2021), A method for studying differences in segregation across time and space,
//! Sociological Methods & Research. Units that are in the first table only are *removals*, units
//! in the second only *additions*. For the units in both, iterative proportional fitting makes
//! tables with the structure (the odds ratios) of one year and the margins of another; a Shapley
//! split over them tells what the sizes of the groups, the sizes of the schools, and the structure
//! itself contributed. The parts add up to the change, whatever the fitting does.

use std::collections::HashMap;

use super::counts::Counts;
use super::multi::{multi_theil_h, mutual_information};
use crate::notice::Notice;

/// The change in one measure, and its five parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    pub before: f64,
    pub after: f64,
    /// Schools closed (units only in the first table).
    pub removals: f64,
    /// Schools opened (units only in the second table).
    pub additions: f64,
    /// Groups grew or shrank as a whole.
    pub group_margin: f64,
    /// Schools grew or shrank.
    pub school_margin: f64,
    /// Who goes where changed, sizes apart.
    pub structural: f64,
    /// Whether the fitting reached the margins asked for; where it did not (a group that is absent
    /// from a school in one year cannot be scaled up from nothing), the split between margins and
    /// structure is approximate. The parts add up all the same.
    pub fitted: bool,
}

impl Change {
    /// `after − before`.
    pub fn total(&self) -> f64 {
        self.after - self.before
    }
}

/// Splits the change in M. Units are matched by label, groups by key.
///
/// # Errors
/// A table without unit labels, or other groups in one than in the other. `Ok(None)` when M is
/// undefined for either table (no pupils).
pub fn change_in_mutual_information(before: &Counts, after: &Counts) -> Result<Option<Change>, Notice> {
    change(before, after, mutual_information)
}

/// Splits the change in H in the same way.
///
/// # Errors
/// As for [`change_in_mutual_information`]; `Ok(None)` when H is undefined for either table.
pub fn change_in_theil_h(before: &Counts, after: &Counts) -> Result<Option<Change>, Notice> {
    change(before, after, multi_theil_h)
}

fn change(
    before: &Counts,
    after: &Counts,
    measure: fn(&Counts) -> Option<f64>,
) -> Result<Option<Change>, Notice> {
    let (Some(units_before), Some(units_after)) = (before.units(), after.units()) else {
        return Err(Notice::error("measure-change-labels"));
    };
    let columns: Option<Vec<usize>> = before.groups().iter().map(|g| after.group(g)).collect();
    let Some(columns) = columns.filter(|c| c.len() == after.groups().len()) else {
        return Err(Notice::error("measure-change-groups"));
    };
    let Some((value_before, value_after)) = measure(before).zip(measure(after)) else {
        return Ok(None);
    };
    let mut rows_after: HashMap<&str, Vec<f64>> = HashMap::new();
    for ((name, row), t) in units_after.iter().zip(after.rows()).zip(after.unit_totals()) {
        if *t > 0.0 {
            let ordered = columns.iter().filter_map(|c| row.get(*c).copied()).collect();
            rows_after.insert(name, ordered);
        }
    }
    // A unit without pupils is as good as not there.
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for ((name, row), t) in units_before.iter().zip(before.rows()).zip(before.unit_totals()) {
        if let Some(other) = rows_after.get(name.as_str()).filter(|_| *t > 0.0) {
            first.extend_from_slice(row);
            second.extend_from_slice(other);
        }
    }
    let groups = before.groups().to_vec();
    let (first, second) = (Counts::new(groups.clone(), first)?, Counts::new(groups, second)?);
    let of_common = measure(&first).zip(measure(&second));
    let mut out = Change {
        before: value_before,
        after: value_after,
        removals: 0.0,
        additions: 0.0,
        group_margin: 0.0,
        school_margin: 0.0,
        structural: 0.0,
        fitted: true,
    };
    let Some((first_value, second_value)) = of_common else {
        // Nothing in common that could be compared: everything went and everything is new.
        out.removals = -value_before;
        out.additions = value_after;
        return Ok(Some(out));
    };
    out.removals = first_value - value_before;
    out.additions = value_after - second_value;

    // value[structure][schools][groups], each of the first (0) or the second (1) table.
    let tables = [&first, &second];
    let mut value = [[[0.0; 2]; 2]; 2];
    for (s, structure) in tables.iter().enumerate() {
        for (u, schools) in tables.iter().enumerate() {
            for (g, sizes) in tables.iter().enumerate() {
                let cell = if s == u && s == g {
                    if s == 0 { first_value } else { second_value }
                } else {
                    let (table, fitted) = fit(structure, schools.unit_totals(), sizes.group_totals());
                    out.fitted &= fitted;
                    measure(&Counts::new(first.groups().to_vec(), table)?).unwrap_or(0.0)
                };
                set(&mut value, s, u, g, cell);
            }
        }
    }
    let [[[v000, v001], [v010, v011]], [[v100, v101], [v110, v111]]] = value;
    // Structure against both margins together, then the margins against each other: the mean over
    // both orders of every step.
    out.structural = ((v100 - v000) + (v111 - v011)) / 2.0;
    out.school_margin = ((v010 - v000) + (v011 - v001) + (v110 - v100) + (v111 - v101)) / 4.0;
    out.group_margin = ((v001 - v000) + (v011 - v010) + (v101 - v100) + (v111 - v110)) / 4.0;
    Ok(Some(out))
}

fn set(value: &mut [[[f64; 2]; 2]; 2], s: usize, u: usize, g: usize, cell: f64) {
    if let Some(slot) = value.get_mut(s).and_then(|v| v.get_mut(u)).and_then(|v| v.get_mut(g)) {
        *slot = cell;
    }
}

const FIT_ROUNDS: usize = 2000;
const FIT_TOLERANCE: f64 = 1e-12;

/// Iterative proportional fitting of a table to the proportions of two margins (Deming & Stephan
/// 1940), and whether it got there. A row or column of zeros stays as it is.
fn fit(structure: &Counts, schools: &[f64], groups: &[f64]) -> (Vec<f64>, bool) {
    let width = structure.groups().len();
    let school_total: f64 = schools.iter().sum();
    let group_total: f64 = groups.iter().sum();
    let mut cells = structure.cells().to_vec();
    let mut sums = vec![0.0; width];
    let mut before = f64::INFINITY;
    for round in 0..FIT_ROUNDS {
        for (row, target) in cells.chunks_exact_mut(width).zip(schools) {
            let sum: f64 = row.iter().sum();
            if sum > 0.0 {
                let factor = target / school_total / sum;
                row.iter_mut().for_each(|n| *n *= factor);
            }
        }
        sums.fill(0.0);
        for row in cells.chunks_exact(width) {
            for (sum, n) in sums.iter_mut().zip(row) {
                *sum += n;
            }
        }
        // Rows fit exactly at this point; how far the columns are off is all that is left.
        let off: f64 = sums.iter().zip(groups).map(|(s, t)| (s - t / group_total).abs()).sum();
        if off <= FIT_TOLERANCE {
            return (cells, true);
        }
        // Margins that zeros put out of reach: the distance has stopped shrinking.
        if round > 20 && off > before * (1.0 - 1e-6) {
            return (cells, false);
        }
        before = off;
        for row in cells.chunks_exact_mut(width) {
            for ((n, sum), target) in row.iter_mut().zip(&sums).zip(groups) {
                if *sum > 0.0 {
                    *n *= target / group_total / sum;
                }
            }
        }
    }
    (cells, false)
}
