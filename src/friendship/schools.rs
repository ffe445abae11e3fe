//! What single schools contribute to the figures of the town, before and after.
//!
//! Exposure and isolation of a group at one school are the shares around its children there: others
//! `1 − p_i`, own group `p_i`; with groups of friendship schools `m_i` in the place of `p_i` (see
//! [`mod@super::contact`]).
//!
//! η² is how much of the variance of belonging to the group lies between schools. With `P` the share of
//! the group in the town, `T` all pupils,
//!
//! ```text
//! η² = Σ t_i (p_i − P)² / (T P (1 − P))        η²' = Σ t_i (p_i − P)(m_i − P) / (T P (1 − P))
//! ```
//!
//! the second because `Σ t_i m_i = Σ t_i p_i`: joint settings move nobody. Each term is the part of its
//! school, and the parts add up to the figure. A large school that is far from the town has a large
//! part; one with the composition of the town has none. After, a part may be less than zero: the
//! children of that school then meet a mix on the other side of the town's share.

use super::contact::{Change, Contact};
use crate::measure::TwoGroup;

/// One school.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneSchool {
    /// Position in the counts.
    pub unit: usize,
    /// Others around a child of the group, 0..1; `None` where the school has no child of the group.
    pub exposure: Change,
    /// The group around a child of the group; `None` likewise.
    pub isolation: Change,
    /// The others around a child of the others; `None` where it has none of them.
    pub isolation_of_others: Change,
    /// Its part in η² of the town; `None` where that is not defined.
    pub eta2_part: Change,
}

/// Every school with pupils, in the order of the counts.
pub fn schools(contact: &Contact, counts: &TwoGroup) -> Vec<OneSchool> {
    let share = counts.share();
    let whole = share.map(|p| counts.total() * p * (1.0 - p)).filter(|whole| *whole > 0.0);
    contact
        .schools
        .iter()
        .map(|school| {
            let of = |column: &[f64]| column.get(school.unit).copied().unwrap_or_default();
            let (x, y) = (of(counts.x()), of(counts.y()));
            let change = |there: f64, before: f64, after: f64| Change {
                before: (there > 0.0).then_some(before),
                after: (there > 0.0).then_some(after),
            };
            let part = |around: f64| {
                let (p, whole) = (share?, whole?);
                Some((x + y) * (school.own - p) * (around - p) / whole)
            };
            OneSchool {
                unit: school.unit,
                exposure: change(x, 1.0 - school.own, 1.0 - school.met),
                isolation: change(x, school.own, school.met),
                isolation_of_others: change(y, 1.0 - school.own, 1.0 - school.met),
                eta2_part: Change { before: part(school.own), after: part(school.met) },
            }
        })
        .collect()
}
