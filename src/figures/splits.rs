//! How much of the segregation lies between wijken, boards or denominations, and how much within.

use std::collections::HashSet;

use crate::data::area::parent_area_code;
use crate::data::{Dataset, Level, School, Subject};
use crate::figures::headline::{Comparison, from_cells, known_counts};
use crate::measure::decompose::{WithinBetween, within_between};
use crate::notice::Notice;
use crate::number::Count;

/// By what schools are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Division {
    Wijk,
    Board,
    Denomination,
    Kind,
}

impl Division {
    pub const ALL: [Self; 4] = [Self::Wijk, Self::Board, Self::Denomination, Self::Kind];

    /// The part that a school belongs to; `None` where that is not known.
    pub(super) fn of(self, dataset: &Dataset, school: &School) -> Option<String> {
        let code = |level| dataset.area_at(school.at, level).and_then(|a| dataset.area(a)).map(|a| &a.code);
        match self {
            Self::Wijk => {
                code(Level::Wijk).cloned().or_else(|| code(Level::Buurt).and_then(|c| parent_area_code(c)))
            }
            Self::Board => school.board.clone(),
            Self::Denomination => school.denomination.clone(),
            Self::Kind => school.kind.clone(),
        }
    }
}

/// M over all groups of the scheme, split over one division of the schools.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    pub division: Division,
    pub parts: WithinBetween,
    /// Schools left out because their part is not known.
    pub left_out: usize,
}

impl Split {
    /// The part of M that lies between, 0..1; `None` when there is no segregation to split.
    pub fn between_share(&self) -> Option<f64> {
        let total = self.parts.m_total.filter(|m| *m > 0.0)?;
        Some((self.parts.m_between? / total).clamp(0.0, 1.0))
    }
}

/// The splits that say something: at least two parts, at least one of them with two schools, and
/// the part of at least half of the schools known.
///
/// # Errors
/// Counts that no formula can take.
pub fn splits(dataset: &Dataset, comparison: Comparison) -> Result<Vec<Split>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(Vec::new());
    };
    let known = known_counts(dataset, table)?;
    let mut out = Vec::new();
    for division in Division::ALL {
        let mut names = Vec::new();
        let mut cells = Vec::new();
        let mut left_out = 0;
        for ((row, total), unit) in known.counts.rows().zip(known.counts.unit_totals()).zip(&known.units) {
            let part = dataset.schools().get(*unit).and_then(|s| division.of(dataset, s));
            match part {
                Some(part) => {
                    names.push(part);
                    cells.extend(row.iter().copied().map(Count::Known));
                }
                None => left_out += usize::from(*total > 0.0),
            }
        }
        let distinct = names.iter().collect::<HashSet<_>>().len();
        if distinct < 2 || distinct == names.len() || left_out > names.len() {
            continue;
        }
        let counts = from_cells(known.counts.groups().to_vec(), &cells)?.counts;
        out.push(Split { division, parts: within_between(&counts, &names)?, left_out });
    }
    Ok(out)
}
