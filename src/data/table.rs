//! Counts of pupils by unit and group, and flows from home to school.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AreaId, Basis, SchoolId, SourceId};
use crate::number::Count;

/// A school year, by the calendar year in which it starts: 2024 is 2024-2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Year(pub i32);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

/// Whether pupils are counted where they live or where they go to school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Units are the areas of the dataset.
    Home,
    /// Units are the schools of the dataset.
    School,
}

/// Pupils by unit × group, for one scheme and one year.
#[derive(Clone, Debug, PartialEq)]
pub struct CountTable {
    pub subject: Subject,
    /// Index in [`crate::data::Dataset::schemes`].
    pub scheme: usize,
    /// `None` when the source states no year.
    pub year: Option<Year>,
    pub basis: Basis,
    pub source: SourceId,
    /// Number of groups in the scheme.
    pub groups: usize,
    /// Row-major, one row for every area (or school) of the dataset in their order; units that the
    /// source does not mention are [`Count::Unknown`] throughout.
    pub cells: Vec<Count>,
}

impl CountTable {
    /// The counts of one unit, one per group; empty when there is no such unit.
    pub fn row(&self, unit: usize) -> &[Count] {
        let start = unit.saturating_mul(self.groups);
        self.cells.get(start..start + self.groups).unwrap_or(&[])
    }

    pub fn units(&self) -> usize {
        self.cells.len().checked_div(self.groups).unwrap_or(0)
    }

    /// All pupils of one unit together.
    pub fn total(&self, unit: usize) -> Count {
        self.row(unit).iter().copied().sum()
    }

    /// Whether the source says anything about this unit.
    pub fn mentions(&self, unit: usize) -> bool {
        self.row(unit).iter().any(|c| !c.is_unknown())
    }
}

/// Pupils of one group who live in an area and attend a school.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    pub area: AreaId,
    pub school: SchoolId,
    /// Position in the scheme.
    pub group: usize,
    pub pupils: Count,
}

/// All flows of one scheme and one year.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowTable {
    pub scheme: usize,
    pub year: Option<Year>,
    pub basis: Basis,
    pub source: SourceId,
    /// Sorted by area, school, group; each combination at most once.
    pub flows: Vec<Flow>,
}
