//! The counts of a whole table as they may be shown: no hidden count follows from those that are
//! shown, along groups, units and levels.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::exchange::Sums;
use super::lineage::Inherited;
use super::{Composition, Gate, Shown, hide_all};
use crate::data::{CountTable, Dataset, Level, Subject, Year};
use crate::number::Count;

/// One scheme of [`ShownCounts`].
#[derive(Debug)]
struct Scheme {
    /// Position in [`Dataset::schemes`].
    scheme: usize,
    groups: usize,
    /// Per unit, `None` where the table says nothing of it or of anything in it.
    units: Vec<Option<Composition>>,
    town: Composition,
}

/// All counts of one subject and year, past the gate.
///
/// How it is decided which counts are hidden besides small ones, and what that guarantees, stands
/// in the `exchange` module. Counts by several schemes are protected together, as they are of the
/// same pupils; and so are all years, and what a scenario was made from.
#[derive(Debug)]
pub struct ShownCounts {
    schemes: Vec<Scheme>,
    /// Per unit; the total that the schools register gives, where it may be shown.
    published: Vec<Shown<f64>>,
}

impl ShownCounts {
    /// The counts of the subject and year of `table`, computed once per dataset and gate.
    pub fn of(dataset: &Dataset, table: &CountTable, gate: Gate) -> Arc<Self> {
        Self::of_year(dataset, table.subject, table.year, gate)
    }

    /// As [`Self::of`], for a subject and a year (or counts without one).
    pub fn of_year(dataset: &Dataset, subject: Subject, year: Option<Year>, gate: Gate) -> Arc<Self> {
        let key = format!("{subject:?} {}", gate.threshold);
        let all = dataset.memo().get(&key, || Years::new(dataset, subject, gate));
        let nothing = || Arc::new(Work::new(dataset, subject, year, gate).finish(gate));
        all.0.get(&year).cloned().unwrap_or_else(nothing)
    }

    /// The composition of an area (or school) as it may be shown; an area without counts of its own
    /// has those of the finer areas in it. `None` where nothing is counted.
    pub fn composition(&self, scheme: usize, unit: usize) -> Option<&Composition> {
        self.of_scheme(scheme)?.units.get(unit)?.as_ref()
    }

    /// As [`Self::composition`], with everything unknown where nothing is counted.
    pub fn composition_or_unknown(&self, scheme: usize, unit: usize) -> Composition {
        let groups = self.of_scheme(scheme).map_or(0, |s| s.groups);
        self.composition(scheme, unit).cloned().unwrap_or_else(|| Composition::unknown(groups))
    }

    /// All schools together. Of areas it is the coarsest level.
    pub fn town(&self, scheme: usize) -> Option<&Composition> {
        self.of_scheme(scheme).map(|s| &s.town)
    }

    /// All pupils of a school as the register of schools has it.
    pub fn published(&self, school: usize) -> Shown<f64> {
        self.published.get(school).copied().unwrap_or(Shown::Unknown)
    }

    fn of_scheme(&self, scheme: usize) -> Option<&Scheme> {
        self.schemes.iter().find(|s| s.scheme == scheme)
    }
}

/// The counts of every year of a subject.
///
/// Pupils stay at a school for years, so that the counts of one year are nearly those of the next:
/// what is hidden in one year is hidden in every year, companions too.
#[derive(Debug)]
struct Years(BTreeMap<Option<Year>, Arc<ShownCounts>>);

impl Years {
    fn new(dataset: &Dataset, subject: Subject, gate: Gate) -> Self {
        let years: BTreeSet<Option<Year>> = dataset.count_years(subject);
        let mut works: Vec<Work> = years.iter().map(|y| Work::new(dataset, subject, *y, gate)).collect();
        if !gate.is_off() {
            loop {
                works.iter_mut().for_each(|work| work.sums.protect());
                let hidden: BTreeSet<Cell> = works.iter().flat_map(Work::hidden).collect();
                // Every round hides something more, so that there is a last one.
                let more = works.iter_mut().filter_map(|work| work.hide(&hidden).then_some(())).count();
                if works.len() < 2 || more == 0 {
                    break;
                }
            }
        }
        Self(years.into_iter().zip(works.into_iter().map(|work| Arc::new(work.finish(gate)))).collect())
    }
}

/// A unit, and the scheme with the group; `None` is its total.
type Cell = (usize, Option<(usize, usize)>);

/// The counts of one year while it is decided what is hidden.
struct Work<'a> {
    tables: Vec<&'a CountTable>,
    tree: Tree,
    /// By table and unit.
    rows: Vec<Vec<Option<Vec<Count>>>>,
    /// The same past the gate, each row by itself.
    alone: Vec<Vec<Option<Composition>>>,
    published: Vec<Count>,
    sums: Sums,
}

impl<'a> Work<'a> {
    fn new(dataset: &'a Dataset, subject: Subject, year: Option<Year>, gate: Gate) -> Self {
        let tables: Vec<&CountTable> = (0..dataset.schemes().len())
            .filter_map(|scheme| dataset.counts_of(subject, scheme, year))
            .collect();
        let tree = Tree::of(dataset, subject, &tables);
        let rows: Vec<Vec<Option<Vec<Count>>>> = tables.iter().map(|table| tree.rows(table)).collect();
        let widths: Vec<usize> = tables.iter().map(|t| t.groups).collect();
        let mut sums = Sums::new(tree.len(), &widths, gate.threshold);
        for (unit, parent) in tree.parent.iter().enumerate() {
            if let Some(parent) = parent {
                sums.put_under(unit, *parent);
            }
        }
        let published: Vec<Count> = match subject {
            Subject::School => dataset.schools().iter().map(|s| s.pupils).collect(),
            Subject::Home => Vec::new(),
        };
        let inherited = dataset.lineage().map(|l| Inherited::of(dataset, l, subject, gate));
        let inherited = inherited.unwrap_or_default();
        let scheme = dataset.lineage().map(|l| l.scheme);
        let mut alone: Vec<Vec<Option<Composition>>> = Vec::new();
        let mut totals = vec![f64::NAN; tree.len()];
        let total_column = sums.total_column();
        for (place, (rows, table)) in rows.iter().zip(&tables).enumerate() {
            let first = sums.column_of(place);
            let mut shown = Vec::with_capacity(rows.len());
            for (unit, row) in rows.iter().enumerate() {
                let composition = row.as_ref().map(|row| gate.composition(row));
                if let (Some(row), Some(composition)) = (row, &composition) {
                    let from = inherited.units.get(&unit).filter(|_| scheme == Some(table.scheme));
                    let from = |g: usize| from.and_then(|cells| cells.get(g)).copied().unwrap_or_default();
                    let finest = tree.children.get(unit).is_none_or(Vec::is_empty);
                    for (g, (count, seen)) in row.iter().zip(&composition.counts).enumerate() {
                        let value = count.bounds().map_or(f64::NAN, |b| b.0);
                        let (stays, known) = from(g);
                        sums.set(unit, first + g, value, finest && (count.is_suppressed() || known));
                        if *seen == Shown::Hidden || (stays && !gate.is_off()) {
                            sums.hide(unit, first + g);
                        }
                    }
                    let total = row.iter().copied().sum::<Count>().bounds().map_or(f64::NAN, |b| b.0);
                    if let Some(slot) = totals.get_mut(unit) {
                        *slot = slot.min(total);
                    }
                    let small = published.get(unit).is_some_and(|p| gate.count(*p) == Shown::Hidden);
                    let (stays, _) = from(row.len());
                    if composition.total == Shown::Hidden || small || (stays && !gate.is_off()) {
                        sums.hide(unit, total_column);
                    }
                }
                shown.push(composition);
            }
            alone.push(shown);
        }
        for (unit, total) in totals.iter().enumerate() {
            let cells = inherited.units.get(&unit);
            let known = cells.and_then(|cells| cells.last()).is_some_and(|(_, known)| *known);
            sums.set(unit, total_column, *total, known && tree.is_finest(unit));
        }
        Self { tables, tree, rows, alone, published, sums }
    }

    /// Everything that is hidden, of the units that other years have as well.
    fn hidden(&self) -> Vec<Cell> {
        let mut out = Vec::new();
        for (place, table) in self.tables.iter().enumerate() {
            let first = self.sums.column_of(place);
            for unit in 0..self.tree.units {
                let groups = (0..table.groups).filter(|g| self.sums.is_hidden(unit, first + g));
                out.extend(groups.map(|g| (unit, Some((table.scheme, g)))));
            }
        }
        let total = self.sums.total_column();
        out.extend((0..self.tree.units).filter(|u| self.sums.is_hidden(*u, total)).map(|u| (u, None)));
        out
    }

    /// Hides what is hidden in other years; whether there is anything that was not.
    fn hide(&mut self, cells: &BTreeSet<Cell>) -> bool {
        let mut any = false;
        for (unit, of) in cells {
            let column = match of {
                None => Some(self.sums.total_column()),
                Some((scheme, group)) => {
                    let place = self.tables.iter().position(|t| t.scheme == *scheme && *group < t.groups);
                    place.map(|place| self.sums.column_of(place) + group)
                }
            };
            let counted = self.rows.iter().any(|rows| rows.get(*unit).is_some_and(Option::is_some));
            let Some(column) = column.filter(|c| counted && !self.sums.is_hidden(*unit, *c)) else {
                continue;
            };
            self.sums.hide(*unit, column);
            any = true;
        }
        any
    }

    fn finish(self, gate: Gate) -> ShownCounts {
        let Self { tables, tree, rows, alone, published, sums } = self;
        let total_column = sums.total_column();
        let hidden_total = |unit: usize| !gate.is_off() && sums.is_hidden(unit, total_column);
        let schemes =
            tables.iter().zip(&rows).zip(alone).enumerate().map(|(place, ((table, rows), alone))| {
                let first = sums.column_of(place);
                let see = |unit: usize| -> Option<Composition> {
                    let row = rows.get(unit)?.as_ref()?;
                    let mut seen = alone.get(unit)?.clone()?;
                    for (g, count) in seen.counts.iter_mut().enumerate() {
                        if !gate.is_off()
                            && sums.is_hidden(unit, first + g)
                            && is_ours(row.get(g), tree.is_finest(unit))
                        {
                            *count = Shown::Hidden;
                        }
                    }
                    if hidden_total(unit) && seen.total != Shown::Unknown {
                        seen.total = Shown::Hidden;
                    }
                    // A range of the total would give away what is hidden in it.
                    Some(Composition::new(seen.total, seen.counts))
                };
                let town = tree.towns().find_map(see);
                Scheme {
                    scheme: table.scheme,
                    groups: table.groups,
                    units: (0..tree.units).map(see).collect(),
                    town: town.unwrap_or_else(|| Composition::unknown(table.groups)),
                }
            });
        let schemes: Vec<Scheme> = schemes.collect();
        let published = (0..tree.units)
            .map(|unit| match gate.count(published.get(unit).copied().unwrap_or(Count::Unknown)) {
                Shown::Value(_) if hidden_total(unit) => Shown::Hidden,
                other => other,
            })
            .collect();
        ShownCounts { schemes, published }
    }
}

/// Whether it is for us to hide a count: what nobody knows, and what the publisher hides of a finest
/// unit, stay as they are.
fn is_ours(count: Option<&Count>, finest: bool) -> bool {
    match count {
        Some(Count::Known(_)) => true,
        Some(Count::Suppressed { .. }) => !finest,
        _ => false,
    }
}

impl Composition {
    /// Shares follow from what may be shown.
    pub(super) fn new(total: Shown<f64>, counts: Vec<Shown<f64>>) -> Self {
        let share = |count: &Shown<f64>| {
            let (low, high) = match *count {
                Shown::Value(value) => (value, value),
                Shown::Suppressed { least, greatest } => (least, greatest),
                other => return other,
            };
            match total {
                Shown::Value(whole) if whole > 0.0 && low == high => Shown::Value(low / whole),
                Shown::Value(whole) if whole > 0.0 => {
                    Shown::Suppressed { least: low / whole, greatest: (high / whole).min(1.0) }
                }
                // Most of it when the others are as few as they can be.
                Shown::Suppressed { least, greatest } if greatest > 0.0 => {
                    let part = |own: f64, others: f64| own / (own + others.max(0.0));
                    let (least, greatest) = (part(low, greatest - high), part(high, least - low));
                    Shown::Suppressed {
                        least: if least.is_finite() { least } else { 0.0 },
                        greatest: if greatest.is_finite() { greatest } else { 1.0 },
                    }
                }
                Shown::Hidden => Shown::Hidden,
                _ => Shown::Unknown,
            }
        };
        let shares = counts.iter().map(share).collect();
        Self { total, counts, shares }
    }

    /// The part that is certainly of each group (0..1): its share, or its least share where the
    /// source tells a range only. They add up to less than 1 where something is open; `None` where a
    /// share is withheld or unknown.
    pub fn certain_shares(&self) -> Option<Vec<f64>> {
        let certain = |share: &Shown<f64>| match *share {
            Shown::Value(value) | Shown::Suppressed { least: value, .. } => Some(value),
            Shown::Hidden | Shown::Unknown => None,
        };
        self.shares.iter().map(certain).collect()
    }

    /// Whether nobody is there: of nobody there are no shares, which is not the same as shares that are not
    /// known.
    pub fn has_nobody(&self) -> bool {
        self.total == Shown::Value(0.0)
    }

    /// Of which nothing is known.
    pub fn unknown(groups: usize) -> Self {
        Self::new(Shown::Unknown, vec![Shown::Unknown; groups])
    }

    /// The same with every count that would be shown hidden.
    #[must_use]
    pub fn all_hidden(mut self) -> Self {
        hide_all(&mut self.counts);
        let total = if self.total == Shown::Unknown { Shown::Unknown } else { Shown::Hidden };
        Self::new(total, self.counts)
    }
}

/// Units of which anything is counted, in their order of containment, with the towns after them.
#[derive(Debug)]
struct Tree {
    /// Areas (or schools) of the dataset; towns come after.
    units: usize,
    parent: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
}

impl Tree {
    fn of(dataset: &Dataset, subject: Subject, tables: &[&CountTable]) -> Self {
        let units = match subject {
            Subject::Home => dataset.areas().len(),
            Subject::School => dataset.schools().len(),
        };
        let above = |unit: usize| match subject {
            Subject::Home => {
                dataset.areas().get(unit)?.parent.map(|p| p.0).filter(|p| *p < units && *p != unit)
            }
            Subject::School => None,
        };
        // An area is in the table when it, or anything in it, has counts.
        let mut present = vec![false; units];
        for unit in (0..units).filter(|u| tables.iter().any(|t| t.mentions(*u))) {
            let mut at = Some(unit);
            while let Some(u) = at.filter(|u| !present.get(*u).copied().unwrap_or(true)) {
                present.get_mut(u).into_iter().for_each(|p| *p = true);
                at = above(u);
            }
        }
        let level = |unit: usize| dataset.areas().get(unit).map_or(Level::Other, |a| a.level);
        let towns: Vec<Level> = match subject {
            Subject::School => vec![Level::Other],
            Subject::Home => Level::ALL
                .into_iter()
                .filter(|l| (0..units).any(|u| present[u] && above(u).is_none() && level(u) == *l))
                .collect(),
        };
        let town_of = |unit: usize| match subject {
            Subject::School => units,
            Subject::Home => units + towns.iter().position(|l| *l == level(unit)).unwrap_or(0),
        };
        let mut tree = Self {
            units,
            parent: vec![None; units + towns.len()],
            children: vec![Vec::new(); units + towns.len()],
        };
        for unit in (0..units).filter(|u| present.get(*u) == Some(&true)) {
            let parent = above(unit).unwrap_or_else(|| town_of(unit));
            tree.parent.get_mut(unit).into_iter().for_each(|p| *p = Some(parent));
            tree.children.get_mut(parent).into_iter().for_each(|c| c.push(unit));
        }
        tree
    }

    fn len(&self) -> usize {
        self.parent.len()
    }

    fn towns(&self) -> std::ops::Range<usize> {
        self.units..self.parent.len()
    }

    fn is_finest(&self, unit: usize) -> bool {
        self.children.get(unit).is_none_or(Vec::is_empty)
    }

    /// The counts of every unit and town: its own, else the sum of what is directly in it.
    fn rows(&self, table: &CountTable) -> Vec<Option<Vec<Count>>> {
        let mut rows: Vec<Option<Vec<Count>>> = (0..self.len())
            .map(|unit| (unit < self.units && table.mentions(unit)).then(|| table.row(unit).to_vec()))
            .collect();
        // Finer units before those around them; areas may stand in any order.
        let mut order: Vec<(usize, usize)> = (0..self.len()).map(|u| (self.depth(u), u)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        for (_, unit) in order {
            if rows.get(unit).is_some_and(Option::is_some) {
                continue;
            }
            let mut sum: Option<Vec<Count>> = None;
            for child in self.children.get(unit).into_iter().flatten() {
                let Some(row) = rows.get(*child).and_then(Option::as_ref) else { continue };
                let so_far = sum.get_or_insert_with(|| vec![Count::ZERO; table.groups]);
                so_far.iter_mut().zip(row).for_each(|(a, b)| *a = *a + *b);
            }
            rows.get_mut(unit).into_iter().for_each(|r| *r = sum.take());
        }
        rows
    }

    fn depth(&self, unit: usize) -> usize {
        let mut at = unit;
        for depth in 0..64 {
            match self.parent.get(at).copied().flatten() {
                Some(up) => at = up,
                None => return depth,
            }
        }
        64
    }
}
