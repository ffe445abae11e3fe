//! What the charts of schools and areas show, past the privacy gate; drawn by the window and on paper.
//!
//! ```text
//! dataset ──ShownCounts──▶ Units ──▶ composition (in order), segregation curve, histogram ──▶ Speaker
//!                            └─────▶ school beside wijk, wijk by wijk                   └──▶ Picture
//! ```
//!
//! [`Speaker`] says in words what there is to see, [`pictures`] lay it out for paper.
//!
//! A chart never knows more than the table beside it: a unit whose counts are withheld is not in it,
//! and the chart says how many those are.

mod curve;
mod histogram;
pub mod picture;
pub mod pictures;
mod wijken;
mod words;

pub use curve::{Curve, Segment, curve};
pub use histogram::{Bin, Histogram, histogram};
pub use wijken::{Beside, WijkPanel, beside_wijk, wijk_by_wijk};
pub use words::Speaker;

use crate::data::{AreaId, Basis, Dataset, Level, SchoolId, SourceId, Subject, Year};
use crate::privacy::{Composition, Gate, Shown, ShownCounts};
use crate::view::hit::Hit;

/// Whose composition is charted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Schools,
    /// The pupils who live in the areas of a level.
    Areas(Level),
}

/// One school or area that has pupils.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub hit: Hit,
    pub name: String,
    pub composition: Composition,
}

impl Unit {
    /// Share (0..1) of a group, where it may be told.
    pub fn share(&self, group: usize) -> Option<f64> {
        self.composition.shares.get(group).copied().and_then(Shown::value)
    }

    /// Pupils of a group, where they may be told.
    pub fn pupils_of(&self, group: usize) -> Option<f64> {
        self.composition.counts.get(group).copied().and_then(Shown::value)
    }

    /// All pupils, where they may be told.
    pub fn pupils(&self) -> Option<f64> {
        self.composition.total.value()
    }
}

/// The units of a town with what may be told of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Units {
    /// In file order; those without pupils and those of which nothing is counted are left out.
    pub list: Vec<Unit>,
    /// The whole town: all schools, or the coarsest level of areas.
    pub town: Option<Composition>,
    /// Units of which nothing is counted.
    pub uncounted: usize,
    pub basis: Basis,
    pub source: SourceId,
    pub year: Option<Year>,
}

impl Units {
    /// The units by the share of a group, the highest first; those whose share is withheld stand last,
    /// by name.
    pub fn ordered_by(&self, group: usize) -> Vec<&Unit> {
        let mut list: Vec<&Unit> = self.list.iter().collect();
        list.sort_by(|a, b| {
            let key = |u: &Unit| u.share(group).unwrap_or(-1.0);
            key(b).total_cmp(&key(a)).then_with(|| a.name.cmp(&b.name))
        });
        list
    }

    /// How many of the units do not tell the share of a group.
    pub fn withheld(&self, group: usize) -> usize {
        self.list.iter().filter(|u| u.share(group).is_none()).count()
    }
}

/// The schools, or the areas of a level, as they may be shown. `None` where nothing is counted for
/// this scheme and year.
pub fn units(
    dataset: &Dataset,
    whose: Whose,
    scheme: usize,
    year: Option<Year>,
    gate: Gate,
) -> Option<Units> {
    let subject = match whose {
        Whose::Schools => Subject::School,
        Whose::Areas(_) => Subject::Home,
    };
    let table = dataset.counts(subject, scheme, year)?;
    let shown = ShownCounts::of(dataset, table, gate);
    let named: Vec<(Hit, usize, &str)> = match whose {
        Whose::Schools => {
            let all = dataset.schools().iter().enumerate();
            all.map(|(i, s)| (Hit::School(SchoolId(i)), i, s.name.as_str())).collect()
        }
        Whose::Areas(level) => {
            dataset.areas_of(level).map(|(AreaId(i), a)| (Hit::Area(AreaId(i)), i, a.name.as_str())).collect()
        }
    };
    let mut uncounted = 0;
    let mut list = Vec::with_capacity(named.len());
    for (hit, at, name) in named {
        match shown.composition(scheme, at) {
            None => uncounted += 1,
            Some(composition) if composition.total == Shown::Value(0.0) => {}
            Some(composition) => {
                list.push(Unit { hit, name: name.to_owned(), composition: composition.clone() });
            }
        }
    }
    let town = shown.town(scheme).cloned();
    Some(Units { list, town, uncounted, basis: table.basis, source: table.source, year: table.year })
}
