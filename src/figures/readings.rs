//! The readings of a headline, as far as the counts allow them.
//!
//! Where the source hides counts there is no D, only what D can be: a figure over the schools that
//! happen to be known in full may lie outside of that. So a reading is asked for here, in words, and
//! comes back as a figure or as a range; there is no other way to one.

use crate::data::{CountTable, Dataset};
use crate::figures::headline::Comparison;
use crate::figures::limits::{range_in_figures, range_in_words};
use crate::measure::bounds::{Allowed, Bounds};
use crate::measure::moves::Moves;
use crate::measure::two::dissimilarity;
use crate::measure::{CountRanges, Other, TwoGroup, moves};
use crate::notice::Notice;
use crate::number::percent;
use crate::text::Language;

/// The readings of one comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Readings {
    /// Every count of the schools that take part is known.
    Exact(Moves),
    /// The source hides counts of some of them.
    Hidden(Hidden),
}

/// What hidden counts allow for the readings, in shares (0..1), over all schools but those of which a
/// count is not known at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hidden {
    /// Counts that the source hides.
    pub counts: usize,
    /// Schools that have such a count.
    pub schools: usize,
    /// Schools that the ranges are over.
    pub all_schools: usize,
    /// Least and greatest number of pupils of both groups together.
    pub pupils: (f64, f64),
    /// `None` where one of the groups can have no pupils.
    pub one_group: Option<Bounds>,
    pub swap: Option<Bounds>,
}

impl Readings {
    /// Of the schools in `pair`, or of the ranges where these hide anything.
    pub(super) fn of(ranges: &CountRanges, pair: &TwoGroup, comparison: Comparison) -> Self {
        match Hidden::of(ranges, comparison.group, comparison.other) {
            Some(hidden) => Self::Hidden(hidden),
            None => Self::Exact(moves::moves(pair)),
        }
    }

    /// The figures themselves; `None` where counts are hidden.
    pub fn exact(&self) -> Option<&Moves> {
        match self {
            Self::Exact(moves) => Some(moves),
            Self::Hidden(_) => None,
        }
    }

    pub fn hidden(&self) -> Option<&Hidden> {
        match self {
            Self::Exact(_) => None,
            Self::Hidden(hidden) => Some(hidden),
        }
    }

    /// D, the share of one of the two groups: "60 %", or "tussen 60 en 62 %". `None` where it is not
    /// defined.
    pub fn one_group(&self, decimals: usize, language: Language) -> Option<String> {
        told(self.one_group_ends()?, decimals, language)
    }

    /// The share of all pupils of both groups who change school when every school keeps its size.
    pub fn swap(&self, decimals: usize, language: Language) -> Option<String> {
        let ends = match self {
            Self::Exact(moves) => moves.swap_share.map(|v| (v, v)),
            Self::Hidden(hidden) => hidden.swap.map(ends),
        };
        told(ends?, decimals, language)
    }

    /// D where little room is: "60 %", or "60–62 %".
    pub fn one_group_short(&self, language: Language) -> Option<String> {
        match self.one_group_ends()? {
            (least, greatest) if same(least, greatest) => Some(percent(least, 0, language)),
            (least, greatest) => Some(range_in_figures(least, greatest, language)),
        }
    }

    /// Least and greatest D (0..1); the same twice where it is exact.
    pub fn one_group_ends(&self) -> Option<(f64, f64)> {
        match self {
            Self::Exact(moves) => moves.one_group_share.map(|v| (v, v)),
            Self::Hidden(hidden) => hidden.one_group.map(ends),
        }
    }
}

impl Hidden {
    /// `None` where nothing is hidden.
    pub(super) fn of(ranges: &CountRanges, group: usize, other: Other) -> Option<Self> {
        let counts = ranges.hidden();
        if counts == 0 {
            return None;
        }
        let width = ranges.groups().len().max(1);
        let open = |row: &&[(f64, f64)]| row.iter().any(|(least, greatest)| least < greatest);
        let units = ranges.two_group(group, other);
        let add = |sum: (f64, f64), (least, greatest): (f64, f64)| (sum.0 + least, sum.1 + greatest);
        let pupils = units.iter().flat_map(|pair| pair.units()).flat_map(|u| [u.x, u.y]);
        let allowed = Allowed::new(ranges, group, other);
        Some(Self {
            counts,
            schools: ranges.cells().chunks(width).filter(open).count(),
            all_schools: ranges.cells().chunks(width).filter(|row| row.iter().any(|c| c.1 > 0.0)).count(),
            pupils: pupils.fold((0.0, 0.0), add),
            one_group: allowed.of(&dissimilarity::MEASURE),
            swap: allowed.swap_share(),
        })
    }
}

/// The counts by school of a table as ranges.
///
/// # Errors
/// Counts that no formula can take.
pub(super) fn ranges_of(dataset: &Dataset, table: &CountTable) -> Result<CountRanges, Notice> {
    let groups = dataset.schemes().get(table.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
    CountRanges::new(groups.map(Iterator::collect).unwrap_or_default(), &table.cells)
}

fn ends(bounds: Bounds) -> (f64, f64) {
    (bounds.least.value(), bounds.greatest.value())
}

/// What differs less is of computing: the hidden counts do not matter for it.
fn same(least: f64, greatest: f64) -> bool {
    greatest - least < 1e-9
}

fn told((least, greatest): (f64, f64), decimals: usize, language: Language) -> Option<String> {
    if same(least, greatest) {
        return Some(percent(least, decimals, language));
    }
    Some(range_in_words(least, greatest, decimals, language))
}
