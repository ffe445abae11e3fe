//! How much of the segregation lies between wijken, boards or denominations, and how much within.

use std::collections::HashMap;

use crate::data::area::parent_area_code;
use crate::data::{Dataset, Level, SchoolId, Subject};
use crate::figures::headline::{Comparison, from_cells, known_counts};
use crate::measure::CountRanges;
use crate::measure::bounds::{Bounds, within_between_bounds};
use crate::measure::decompose::{WithinBetween, within_between};
use crate::notice::Notice;
use crate::number::Count;

/// By what schools are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Division {
    Wijk,
    Buurt,
    Board,
    Denomination,
    Kind,
    /// A column of words, by its position in [`Dataset::attributes`]: of the school itself, or of
    /// the area in which it stands.
    Attribute(usize),
}

impl Division {
    /// Those that every town can have.
    pub const OWN: [Self; 5] = [Self::Wijk, Self::Buurt, Self::Board, Self::Denomination, Self::Kind];

    /// Every division of a dataset: its own, and a column each.
    pub fn all(dataset: &Dataset) -> Vec<Self> {
        let columns = (0..dataset.attributes().len()).map(Self::Attribute);
        Self::OWN.into_iter().chain(columns).collect()
    }

    /// The name on the command line: a word, or the name of the column.
    pub fn name(self, dataset: &Dataset) -> &str {
        match self {
            Self::Wijk => "wijk",
            Self::Buurt => "buurt",
            Self::Board => "board",
            Self::Denomination => "denomination",
            Self::Kind => "kind",
            Self::Attribute(at) => dataset.attributes().get(at).map_or("", |a| a.key.as_str()),
        }
    }

    /// The division of a name, in any case of letters.
    pub fn named(dataset: &Dataset, name: &str) -> Option<Self> {
        let same = |d: &Self| d.name(dataset).eq_ignore_ascii_case(name.trim());
        Self::all(dataset).into_iter().find(same)
    }

    /// The part that a school belongs to; `None` where that is not known.
    pub fn of(self, dataset: &Dataset, school: SchoolId) -> Option<String> {
        let found = dataset.school(school)?;
        let area_at = |level| dataset.area_at(found.at, level).and_then(|a| dataset.area(a));
        let code = |level| area_at(level).map(|a| a.code.clone());
        match self {
            Self::Wijk => code(Level::Wijk).or_else(|| parent_area_code(&code(Level::Buurt)?)),
            Self::Buurt => code(Level::Buurt),
            Self::Board => found.board.clone(),
            Self::Denomination => found.denomination.clone(),
            Self::Kind => found.kind.clone(),
            Self::Attribute(at) => {
                let attribute = dataset.attributes().get(at)?;
                match attribute.subject {
                    Subject::School => attribute.values.get(school.0)?.clone(),
                    // The finest area that has a word for it.
                    Subject::Home => dataset.levels().into_iter().rev().find_map(|level| {
                        let area = dataset.area_at(found.at, level)?;
                        attribute.values.get(area.0)?.clone()
                    }),
                }
            }
        }
    }
}

/// M over all groups of the scheme, split over one division of the schools.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    pub division: Division,
    pub parts: WithinBetween,
    /// Parts with one school, within which there is nothing to divide.
    pub single: usize,
    /// Schools left out because their part is not known.
    pub left_out: usize,
    /// Schools with hidden counts, which `parts` leaves out and `limits` does not.
    pub hidden: usize,
    /// Only where counts are hidden.
    pub limits: Option<SplitLimits>,
}

/// What hidden counts allow, least and greatest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplitLimits {
    /// Part of M that may lie between, 0..1.
    pub share: (f64, f64),
    pub total: (f64, f64),
    pub between: (f64, f64),
    pub within: (f64, f64),
}

impl Split {
    /// Whether most parts have one school, so that nearly all of M lies between parts by itself.
    pub fn says_little(&self) -> bool {
        2 * self.single > self.parts.clusters.len()
    }

    /// The part of M that lies between, 0..1; `None` when there is no segregation to split.
    pub fn between_share(&self) -> Option<f64> {
        let total = self.parts.m_total.filter(|m| *m > 0.0)?;
        Some((self.parts.m_between? / total).clamp(0.0, 1.0))
    }
}

/// Over the schools of which the part is known, hidden counts as ranges.
fn limits(dataset: &Dataset, ranges: &CountRanges, division: Division) -> Option<SplitLimits> {
    let width = ranges.groups().len();
    let rows = ranges.cells().chunks_exact(width).zip(ranges.units());
    let named = rows.filter_map(|(row, unit)| Some((row, division.of(dataset, SchoolId(*unit))?)));
    let (rows, names): (Vec<_>, Vec<String>) = named.unzip();
    let count = |(least, greatest): &(f64, f64)| Count::Suppressed { least: *least, greatest: *greatest };
    let cells: Vec<Count> = rows.concat().iter().map(count).collect();
    let found = within_between_bounds(&CountRanges::new(ranges.groups().to_vec(), &cells).ok()?, &names)?;
    let ends = |b: Bounds| (b.least.value().max(0.0), b.greatest.value());
    let (total, between, within) = (ends(found.m_total?), ends(found.m_between?), ends(found.m_within?));
    let part = |a: f64, b: f64| if a + b > 0.0 { Some(a / (a + b)) } else { None };
    let share = (part(between.0, within.1)?, part(between.1, within.0)?);
    Some(SplitLimits { share, total, between, within })
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
    let ranges = CountRanges::new(known.counts.groups().to_vec(), &table.cells)?;
    let hidden = Some(&ranges).filter(|ranges| ranges.hidden() > 0);
    let mut out = Vec::new();
    for division in Division::all(dataset) {
        let mut names = Vec::new();
        let mut cells = Vec::new();
        let mut left_out = 0;
        for ((row, total), unit) in known.counts.rows().zip(known.counts.unit_totals()).zip(&known.units) {
            let part = division.of(dataset, SchoolId(*unit));
            match part {
                Some(part) => {
                    names.push(part);
                    cells.extend(row.iter().copied().map(Count::Known));
                }
                None => left_out += usize::from(*total > 0.0),
            }
        }
        let mut sizes: HashMap<&String, usize> = HashMap::new();
        names.iter().for_each(|name| *sizes.entry(name).or_default() += 1);
        let distinct = sizes.len();
        let single = sizes.values().filter(|schools| **schools == 1).count();
        if distinct < 2 || distinct == names.len() || left_out > names.len() {
            continue;
        }
        let counts = from_cells(known.counts.groups().to_vec(), &cells)?.counts;
        let parts = within_between(&counts, &names)?;
        let limits = hidden.and_then(|ranges| limits(dataset, ranges, division));
        out.push(Split { division, parts, single, left_out, hidden: known.left_out.len(), limits });
    }
    Ok(out)
}
