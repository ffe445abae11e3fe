//! Who goes where, as it was observed: intake, outflow, catchments and the nearest school.

use std::collections::BTreeMap;

use super::distance::Distances;
use super::homes::Homes;
use crate::data::{AreaId, FlowTable, SchoolId};
use crate::number::Count;

/// Pupils by area and school, of one group or all together, sorted by area and then school.
#[derive(Clone, Debug, PartialEq)]
pub struct Observations {
    cells: BTreeMap<(AreaId, SchoolId), Count>,
}

/// The school that most pupils of an area attend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaCatchment {
    pub area: AreaId,
    /// Of schools with as many, the first in the file.
    pub school: SchoolId,
    pub pupils: Count,
    /// Share of the pupils of the area, 0..1: least and greatest, equal where all is known.
    pub share: (f64, f64),
    /// Another school may have as many: an exact draw, or one that hidden numbers allow.
    pub contested: bool,
}

/// The smallest set of areas that holds a part of the pupils of a school.
#[derive(Clone, Debug, PartialEq)]
pub struct Core {
    pub school: SchoolId,
    /// From most to fewest pupils; of areas with as many, the first in the file goes first.
    pub areas: Vec<AreaId>,
    /// Share of the pupils of the school that they hold, 0..1.
    pub share: f64,
    /// Flows to the school that were not exactly known, taken at the middle of their range.
    pub hidden: usize,
}

/// A share of pupils; a range where numbers are hidden.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareRange {
    pub least: f64,
    pub greatest: f64,
    /// Pupils that it is a share of, hidden ones at the middle of their range.
    pub pupils: f64,
}

impl Observations {
    /// The flows of one group, or of all groups together.
    pub fn of(flows: &FlowTable, group: Option<usize>) -> Self {
        let mut cells: BTreeMap<(AreaId, SchoolId), Count> = BTreeMap::new();
        for flow in flows.flows.iter().filter(|f| group.is_none_or(|g| f.group == g)) {
            let cell = cells.entry((flow.area, flow.school)).or_insert(Count::ZERO);
            *cell = *cell + flow.pupils;
        }
        Self { cells }
    }

    /// The areas that pupils of a school come from, from most to fewest.
    pub fn intake(&self, school: SchoolId) -> Vec<(AreaId, Count)> {
        let of = self.cells.iter().filter(|((_, s), _)| *s == school);
        ranked(of.map(|((area, _), count)| (*area, *count)).collect())
    }

    /// The schools that pupils of an area go to, from most to fewest.
    pub fn outflow(&self, area: AreaId) -> Vec<(SchoolId, Count)> {
        let of = self.cells.range((area, SchoolId(0))..=(area, SchoolId(usize::MAX)));
        ranked(of.map(|((_, school), count)| (*school, *count)).collect())
    }

    /// Every area that any pupil comes from, in file order.
    pub fn areas(&self) -> Vec<AreaId> {
        let mut out: Vec<AreaId> = self.cells.keys().map(|(area, _)| *area).collect();
        out.dedup();
        out
    }

    /// Every school that any pupil goes to, in file order.
    pub fn schools(&self) -> Vec<SchoolId> {
        let mut out: Vec<SchoolId> = self.cells.keys().map(|(_, school)| *school).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The school with most pupils of every area that has pupils, in file order of the areas.
    pub fn catchments(&self) -> Vec<AreaCatchment> {
        self.areas().into_iter().filter_map(|area| self.catchment(area)).collect()
    }

    /// As [`Observations::catchments`], of one area.
    pub fn catchment(&self, area: AreaId) -> Option<AreaCatchment> {
        let schools = self.outflow(area);
        let (school, pupils) = schools.first().copied().filter(|(_, count)| middle(*count) > 0.0)?;
        let (least, greatest) = pupils.bounds().unwrap_or((0.0, f64::INFINITY));
        let rest = schools.iter().skip(1).map(|(_, count)| count.bounds().unwrap_or((0.0, f64::INFINITY)));
        let others = rest.clone().fold((0.0, 0.0), |sum, (a, b)| (sum.0 + a, sum.1 + b));
        Some(AreaCatchment {
            area,
            school,
            pupils,
            share: share_range((least, greatest), others)?,
            contested: rest.clone().any(|(_, most)| most >= least),
        })
    }

    /// The fewest areas that together hold `share` (0..1) of the pupils of a school; `None` when no
    /// pupils of it are known.
    pub fn core(&self, school: SchoolId, share: f64) -> Option<Core> {
        let intake = self.intake(school);
        let all: f64 = intake.iter().map(|(_, count)| middle(*count)).sum();
        if all <= 0.0 {
            return None;
        }
        let mut held = 0.0;
        let mut areas = Vec::new();
        for (area, count) in &intake {
            // 0.8 of ten pupils is eight, whatever the last digit of the product.
            if held >= share * all * (1.0 - 1e-12) || middle(*count) <= 0.0 {
                break;
            }
            held += middle(*count);
            areas.push(*area);
        }
        let hidden = intake.iter().filter(|(_, count)| count.known().is_none()).count();
        Some(Core { school, areas, share: held / all, hidden })
    }

    /// The share of pupils who attend the nearest of `schools`, the destinations of `distances` from
    /// `homes`. Where several are equally near, each of them is nearest. Flows of other homes or to
    /// other schools are pupils who do not attend the nearest; a home without any way is left out.
    /// `None` without pupils.
    pub fn at_nearest(
        &self,
        homes: &Homes,
        distances: &Distances,
        schools: &[SchoolId],
    ) -> Option<ShareRange> {
        let home_of: BTreeMap<AreaId, usize> =
            homes.areas.iter().enumerate().map(|(at, area)| (*area, at)).collect();
        let school_of: BTreeMap<SchoolId, usize> =
            schools.iter().enumerate().map(|(at, school)| (*school, at)).collect();
        let (mut near, mut far, mut pupils) = ((0.0, 0.0), (0.0, 0.0), 0.0);
        for ((area, school), count) in &self.cells {
            let Some(home) = home_of.get(area) else { continue };
            let Some(nearest) = distances.nearest(*home).and_then(|at| distances.get(*home, at)) else {
                continue;
            };
            // What is not known at all is no reason to say anything of these pupils.
            let Some((least, greatest)) = count.bounds() else { continue };
            let way = school_of.get(school).and_then(|at| distances.get(*home, *at));
            let sum = if way.is_some_and(|metres| metres <= nearest) { &mut near } else { &mut far };
            *sum = (sum.0 + least, sum.1 + greatest);
            pupils += f64::midpoint(least, greatest);
        }
        let (least, greatest) = share_range(near, far)?;
        Some(ShareRange { least, greatest, pupils })
    }
}

/// Least and greatest share of the first in both together; `None` when there need be nobody and can
/// be nobody.
fn share_range(own: (f64, f64), others: (f64, f64)) -> Option<(f64, f64)> {
    let share = |own: f64, others: f64| {
        if own <= 0.0 {
            0.0
        } else if own.is_infinite() || others.is_infinite() {
            if own.is_infinite() { 1.0 } else { 0.0 }
        } else {
            own / (own + others)
        }
    };
    (own.1 + others.1 > 0.0).then(|| (share(own.0, others.1), share(own.1, others.0)))
}

fn middle(count: Count) -> f64 {
    super::model::middle(count)
}

fn ranked<T: Ord + Copy>(mut rows: Vec<(T, Count)>) -> Vec<(T, Count)> {
    rows.sort_by(|a, b| middle(b.1).total_cmp(&middle(a.1)).then(a.0.cmp(&b.0)));
    rows
}
