//! From which area to which school so many pupils go, past the gate.
//!
//! Lists of a school (where its pupils live) and of an area (where its children go to school) are
//! rows and columns of one table, whose sums are the totals of areas and schools: a flow that is
//! hidden in one list must not follow from another, nor from a total. So the whole table is
//! protected as the tables of counts are, with the schools in the place of groups (see the
//! `exchange` module), and with the totals hidden that are hidden there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::exchange::Sums;
use super::{Gate, Shown, ShownCounts};
use crate::choice::flows::{Flows, Wanted, at_hand, flows};
use crate::data::{AreaId, Dataset, FlowTable, Level, SchoolId, Subject};
use crate::number::Count;

/// More cells than this (homes of a whole country to its schools) are not held against each other.
const MOST_CELLS: usize = 3_000_000;

/// All pupils of every flow, the groups together, as they may be shown.
#[derive(Debug, Default)]
pub struct ShownFlows {
    areas: BTreeMap<AreaId, usize>,
    schools: BTreeMap<SchoolId, usize>,
    columns: usize,
    /// The areas that flows are of; others are around them.
    finest: Vec<AreaId>,
    /// By area (the town last) and school (the total last).
    cells: Vec<Shown<f64>>,
}

/// So many estimated flows are nothing to wait for.
const FEW: usize = 2_000;

fn key_of(flows: &Flows, gate: Gate) -> String {
    let key = format!("{} {:?} {} {}", flows.scheme, flows.year, gate.threshold, flows.variant());
    key.trim_end().to_owned()
}

impl ShownFlows {
    /// The flows of a table, computed once per dataset, table and gate.
    pub fn of(dataset: &Dataset, flows: &FlowTable, gate: Gate) -> Arc<Self> {
        let key = format!("{} {:?} {}", flows.scheme, flows.year, gate.threshold);
        dataset.memo().get(&key, || Self::new(dataset, flows, gate))
    }

    /// As [`ShownFlows::of`], of flows that may be estimated in more than one way.
    pub fn of_flows(dataset: &Dataset, flows: &Flows, gate: Gate) -> Arc<Self> {
        dataset.memo().get(&key_of(flows, gate), || Self::new(dataset, flows, gate))
    }

    /// Whether what may be told of flows is there at once. Of estimated ones that takes long: a few pupils
    /// go from everywhere to everywhere.
    pub fn at_hand(dataset: &Dataset, wanted: Wanted, gate: Gate) -> bool {
        if !at_hand(dataset, wanted) {
            return false;
        }
        match flows(dataset, wanted) {
            Ok(found @ Flows::Estimated(_)) if found.flows.len() > FEW => {
                dataset.memo().has::<Self>(&key_of(&found, gate))
            }
            _ => true,
        }
    }

    /// Pupils of an area at a school; an area around areas has the pupils of those together. Zero
    /// where there are no flows of either.
    pub fn cell(&self, area: AreaId, school: SchoolId) -> Shown<f64> {
        match (self.areas.get(&area), self.schools.get(&school)) {
            (Some(row), Some(column)) => self.at(*row, *column),
            _ => Shown::Value(0.0),
        }
    }

    /// All pupils of a school in the flows.
    pub fn of_school(&self, school: SchoolId) -> Shown<f64> {
        self.schools.get(&school).map_or(Shown::Value(0.0), |column| self.at(self.areas.len(), *column))
    }

    /// All pupils of an area in the flows.
    pub fn of_area(&self, area: AreaId) -> Shown<f64> {
        self.areas.get(&area).map_or(Shown::Value(0.0), |row| self.at(*row, self.columns - 1))
    }

    /// The finest areas of a school from where anybody comes, or may come.
    pub fn to_school(&self, school: SchoolId) -> Vec<(AreaId, Shown<f64>)> {
        let cells = self.finest.iter().map(|area| (*area, self.cell(*area, school)));
        cells.filter(|(_, shown)| *shown != Shown::Value(0.0)).collect()
    }

    /// The schools of an area where anybody goes, or may go.
    pub fn from_area(&self, area: AreaId) -> Vec<(SchoolId, Shown<f64>)> {
        let cells = self.schools.keys().map(|school| (*school, self.cell(area, *school)));
        cells.filter(|(_, shown)| *shown != Shown::Value(0.0)).collect()
    }

    fn at(&self, row: usize, column: usize) -> Shown<f64> {
        self.cells.get(row * self.columns + column).copied().unwrap_or(Shown::Unknown)
    }

    fn new(dataset: &Dataset, flows: &FlowTable, gate: Gate) -> Self {
        let level_of = |area: AreaId| dataset.area(area).map(|a| a.level);
        let mut levels: BTreeMap<Level, usize> = BTreeMap::new();
        flows.flows.iter().filter_map(|f| level_of(f.area)).for_each(|l| *levels.entry(l).or_default() += 1);
        // Flows of other levels would count pupils twice.
        let Some(level) = levels.iter().max_by_key(|(_, count)| **count).map(|(level, _)| *level) else {
            return Self::default();
        };
        let of_level = || {
            let both = |f: &&crate::data::Flow| {
                level_of(f.area) == Some(level) && dataset.school(f.school).is_some()
            };
            flows.flows.iter().filter(both)
        };
        let mut areas: BTreeMap<AreaId, usize> = BTreeMap::new();
        for flow in of_level() {
            let up = |id: &AreaId| dataset.area(*id).and_then(|a| a.parent);
            // No division nests deeper.
            areas.extend(std::iter::successors(Some(flow.area), up).take(8).map(|id| (id, 0)));
        }
        areas.values_mut().enumerate().for_each(|(row, slot)| *slot = row);
        let mut schools: BTreeMap<SchoolId, usize> = of_level().map(|f| (f.school, 0)).collect();
        schools.values_mut().enumerate().for_each(|(column, slot)| *slot = column);
        let (town, columns) = (areas.len(), schools.len() + 1);
        let mut counts = vec![Count::ZERO; (town + 1) * columns];
        for flow in of_level() {
            let Some(column) = schools.get(&flow.school) else { continue };
            let up = |id: &AreaId| dataset.area(*id).and_then(|a| a.parent);
            let around = std::iter::successors(Some(flow.area), up).take(8);
            let rows = around.filter_map(|id| areas.get(&id).copied()).chain([town]);
            for row in rows {
                for at in [row * columns + column, row * columns + columns - 1] {
                    counts.get_mut(at).into_iter().for_each(|cell| *cell = *cell + flow.pupils);
                }
            }
        }
        let mut finest: Vec<AreaId> = of_level().map(|f| f.area).collect();
        finest.sort_unstable();
        finest.dedup();
        let cells = counts.iter().map(|c| gate.count(*c)).collect();
        let mut out = Self { areas, schools, columns, finest, cells };
        if !gate.is_off() {
            out.protect(dataset, &counts, level, flows, gate);
        }
        out
    }

    fn protect(&mut self, dataset: &Dataset, counts: &[Count], level: Level, flows: &FlowTable, gate: Gate) {
        let (town, columns) = (self.areas.len(), self.columns);
        if counts.len() > MOST_CELLS {
            // No total, so that no small flow follows from it.
            let total = |at: usize| at / columns == town || at % columns == columns - 1;
            let cells = self.cells.iter_mut().enumerate();
            cells.filter(|(at, _)| total(*at)).for_each(|(_, cell)| *cell = Shown::Hidden);
            return;
        }
        let mut sums = Sums::new(town + 1, &[columns - 1], gate.threshold);
        for (area, row) in &self.areas {
            let parent = dataset.area(*area).and_then(|a| a.parent);
            sums.put_under(*row, parent.and_then(|p| self.areas.get(&p).copied()).unwrap_or(town));
        }
        let finest = |row: usize| {
            let of = self.areas.iter().find(|(_, r)| **r == row).map(|(area, _)| *area);
            of.and_then(|area| dataset.area(area)).is_some_and(|a| a.level == level)
        };
        for row in 0..=town {
            let finest = finest(row);
            for column in 0..columns {
                let at = row * columns + column;
                let count = counts.get(at).copied().unwrap_or_default();
                let value = count.bounds().map_or(f64::NAN, |b| b.0);
                sums.set(row, column, value, finest && count.is_suppressed());
                if self.cells.get(at) == Some(&Shown::Hidden) {
                    sums.hide(row, column);
                }
            }
        }
        self.hide_as_elsewhere(&mut sums, dataset, flows, gate);
        sums.protect();
        for row in 0..=town {
            let finest = finest(row);
            for column in 0..columns {
                let at = row * columns + column;
                let ours = match counts.get(at) {
                    Some(Count::Known(_)) => true,
                    Some(Count::Suppressed { .. }) => !finest,
                    _ => false,
                };
                if ours && sums.is_hidden(row, column) {
                    self.cells.get_mut(at).into_iter().for_each(|cell| *cell = Shown::Hidden);
                }
            }
        }
    }

    /// Totals that are hidden among the counts are hidden here, and of a town that was made from
    /// another the flows that are hidden there.
    fn hide_as_elsewhere(&self, sums: &mut Sums, dataset: &Dataset, flows: &FlowTable, gate: Gate) {
        let (town, total) = (self.areas.len(), self.columns - 1);
        for (subject, unit) in [(Subject::Home, true), (Subject::School, false)] {
            for scheme in 0..dataset.schemes().len() {
                let Some(table) = dataset.counts(subject, scheme, flows.year) else { continue };
                let shown = ShownCounts::of(dataset, table, gate);
                let hidden = |unit| shown.composition(scheme, unit).is_some_and(|c| c.total == Shown::Hidden);
                if unit {
                    self.areas.iter().filter(|(id, _)| hidden(id.0)).for_each(|(_, r)| sums.hide(*r, total));
                } else {
                    self.schools.iter().filter(|(id, _)| hidden(id.0)).for_each(|(_, c)| sums.hide(town, *c));
                }
            }
        }
        let Some(lineage) = dataset.lineage() else { return };
        let present = &lineage.present;
        let before = present.flows().iter().filter(|t| t.scheme == lineage.scheme && t.year == lineage.year);
        let Some(before) = before.max_by_key(|t| t.flows.len()) else { return };
        let before = Self::of(present, before, gate);
        for (school, column) in &self.schools {
            let code = dataset.school(*school).map(|s| s.code.as_str()).unwrap_or_default();
            let Some(was) = present.school_by_code(code) else { continue };
            for (area, row) in &self.areas {
                if before.cell(*area, was) == Shown::Hidden {
                    sums.hide(*row, *column);
                }
            }
        }
    }
}
