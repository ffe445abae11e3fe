//! Figures of a selection of several schools or areas: sums of what may be told of each of them.
//!
//! A sum adds up only what the privacy gate tells of its members one by one. Whoever takes two sums
//! from each other therefore learns nothing but what the map tells of the members between them:
//! a sum over true counts would give away a hidden member by selecting with and without it. What this
//! leaves out is counted, and said with the figure.

use crate::data::{Basis, Dataset, SourceId, Subject, Year};
use crate::privacy::{Composition, Gate, Shown, ShownCounts};

/// The sums of a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    pub members: usize,
    /// Members of which the number of pupils is told; `pupils` is of these.
    pub counted: usize,
    /// Members of which it is withheld: by the gate, or by the source.
    pub withheld: usize,
    /// Members that have no count.
    pub unknown: usize,
    /// Pupils of the counted members together.
    pub pupils: f64,
    /// Members of which every group is told; `composition` is of these.
    pub whole: usize,
    /// Groups of those members together; `None` where there are none, or no pupils in them.
    pub composition: Option<Composition>,
    pub basis: Basis,
    pub source: SourceId,
    pub year: Option<Year>,
}

/// The sums over `units` (positions among the schools or areas); `None` without such counts. Areas must
/// not overlap, so they are of one level.
pub fn sums(
    dataset: &Dataset,
    subject: Subject,
    units: impl IntoIterator<Item = usize>,
    scheme: usize,
    year: Option<Year>,
    gate: Gate,
) -> Option<Sums> {
    let table = dataset.counts(subject, scheme, year)?;
    let shown = ShownCounts::of(dataset, table, gate);
    let mut out = Sums {
        members: 0,
        counted: 0,
        withheld: 0,
        unknown: 0,
        pupils: 0.0,
        whole: 0,
        composition: None,
        basis: table.basis,
        source: table.source,
        year: table.year,
    };
    let mut groups: Vec<f64> = Vec::new();
    for unit in units {
        out.members += 1;
        let Some(told) = shown.composition(table.scheme, unit) else {
            out.unknown += 1;
            continue;
        };
        match told.total {
            Shown::Value(total) => {
                out.counted += 1;
                out.pupils += total;
            }
            Shown::Hidden | Shown::Suppressed { .. } => out.withheld += 1,
            Shown::Unknown => out.unknown += 1,
        }
        let counts: Option<Vec<f64>> = told.counts.iter().map(|count| count.value()).collect();
        let Some(counts) = counts.filter(|_| told.total.value().is_some()) else { continue };
        out.whole += 1;
        groups.resize(counts.len().max(groups.len()), 0.0);
        groups.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    let total: f64 = groups.iter().sum();
    out.composition = (total > 0.0).then(|| Composition {
        total: Shown::Value(total),
        counts: groups.iter().map(|n| Shown::Value(*n)).collect(),
        shares: groups.iter().map(|n| Shown::Value(n / total)).collect(),
    });
    Some(out)
}
