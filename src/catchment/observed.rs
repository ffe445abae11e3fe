//! Catchments as they are in fact: from where the pupils of each school live.

use std::collections::BTreeMap;

use geo::MultiPolygon;

use super::catchments::{Catchments, Gap, GapReason, Member, SchoolCatchment};
use super::outline::union;
use super::rule::Rule;
use crate::choice::flows::Flows;
use crate::data::{AreaId, Dataset, FlowTable, Level, SchoolId, Subject};
use crate::notice::{Notice, Notices};
use crate::number::Count;
use crate::privacy::{Gate, Shown, ShownFlows};

pub use crate::choice::flows::known as flows_of;

/// The flows of one level of areas, all groups together, by area and school.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// The level of the areas; `None` without flows.
    pub level: Option<Level>,
    pub by_area: BTreeMap<AreaId, BTreeMap<SchoolId, Count>>,
    /// Flows that were left out, since their areas are of another level.
    pub left_out: usize,
}

impl Totals {
    /// Adds up the groups. Where flows of several levels are mixed, the level of most flows counts:
    /// the others would count pupils twice.
    pub fn of(dataset: &Dataset, flows: &FlowTable) -> Self {
        let level_of = |area: AreaId| dataset.area(area).map(|a| a.level);
        let mut levels: BTreeMap<Level, usize> = BTreeMap::new();
        flows.flows.iter().filter_map(|f| level_of(f.area)).for_each(|l| *levels.entry(l).or_default() += 1);
        let Some(level) = levels.iter().max_by_key(|(_, count)| **count).map(|(level, _)| *level) else {
            return Self::default();
        };
        let mut out = Self { level: Some(level), ..Self::default() };
        for flow in &flows.flows {
            if level_of(flow.area) != Some(level) || dataset.school(flow.school).is_none() {
                out.left_out += 1;
                continue;
            }
            let cell = out.by_area.entry(flow.area).or_default().entry(flow.school).or_insert(Count::ZERO);
            *cell = *cell + flow.pupils;
        }
        out
    }

    /// The same, by school and area.
    pub fn by_school(&self) -> BTreeMap<SchoolId, BTreeMap<AreaId, Count>> {
        let mut out: BTreeMap<SchoolId, BTreeMap<AreaId, Count>> = BTreeMap::new();
        for (area, schools) in &self.by_area {
            for (school, count) in schools {
                out.entry(*school).or_default().insert(*area, *count);
            }
        }
        out
    }
}

/// The least and greatest number that a count can be; of an unknown one nothing is known.
fn range(count: Count) -> (f64, f64) {
    count.bounds().unwrap_or((0.0, f64::INFINITY))
}

/// The school of every area that pupils live in, in the order of the areas.
///
/// It is the school with most pupils for certain; of equal ones the school that may have most, and
/// then the first by code.
pub fn members(dataset: &Dataset, totals: &Totals) -> Vec<Member> {
    let code = |id: SchoolId| dataset.school(id).map(|s| s.code.as_str()).unwrap_or_default();
    let of_area = |(area, schools): (&AreaId, &BTreeMap<SchoolId, Count>)| {
        let mut ranked: Vec<(SchoolId, Count)> = schools.iter().map(|(s, c)| (*s, *c)).collect();
        ranked.retain(|(_, count)| range(*count).1 > 0.0);
        ranked.sort_by(|(s, a), (t, b)| {
            let ((a_least, a_most), (b_least, b_most)) = (range(*a), range(*b));
            let by_number = b_least.total_cmp(&a_least).then(b_most.total_cmp(&a_most));
            by_number.then_with(|| code(*s).cmp(code(*t)))
        });
        let (school, pupils) = *ranked.first()?;
        let least = range(pupils).0;
        let others = || ranked.iter().skip(1).map(|(_, count)| *count);
        Some(Member {
            area: *area,
            school,
            pupils,
            total: ranked.iter().map(|(_, count)| *count).sum(),
            certain: others().all(|count| range(count).1 < least),
            tied: pupils.known().is_some_and(|p| others().any(|c| c.known() == Some(p))),
        })
    };
    totals.by_area.iter().filter_map(of_area).collect()
}

/// Every area to the school that most of its pupils attend, as one shape per school.
///
/// Every area with pupils in the flows belongs to a school, except where so few pupils live that the
/// gate lets nothing be told of them: those are gaps with [`GapReason::Withheld`].
///
/// # Errors
/// When there are no flows.
pub fn catchments(dataset: &Dataset, flows: &FlowTable, gate: &Gate) -> Result<Catchments, Notice> {
    let totals = Totals::of(dataset, flows);
    let Some(level) = totals.level else { return Err(Notice::error("catchment-no-flows")) };
    let mut out = start(dataset, flows, Rule::MostPupils, level, totals.left_out);
    let (told, withheld): (Vec<Member>, Vec<Member>) =
        members(dataset, &totals).into_iter().partition(|m| may_tell(*gate, m.total));
    let mut by_school: BTreeMap<SchoolId, Vec<Member>> = BTreeMap::new();
    told.iter().for_each(|m| by_school.entry(m.school).or_default().push(*m));
    for (school, members) in by_school {
        let areas: Vec<AreaId> = members.iter().map(|m| m.area).collect();
        let mut catchment = SchoolCatchment::new(school, shape_of(dataset, &areas));
        catchment.areas = areas;
        catchment.certain = members.iter().all(|m| m.certain);
        out.list.push(catchment);
    }
    let has = |list: &[Member], area: AreaId| list.iter().any(|m| m.area == area);
    let home = dataset.parts().counts.iter().rfind(|t| t.subject == Subject::Home && t.year == flows.year);
    let mut without_flows = 0;
    for (id, area) in dataset.areas_of(level).filter(|(id, _)| !has(&told, *id)) {
        let lives_there = || home.is_some_and(|t| t.mentions(id.0) && t.total(id.0) != Count::ZERO);
        let why = if has(&withheld, id) {
            GapReason::Withheld
        } else if lives_there() {
            without_flows += 1;
            GapReason::NoFlows
        } else {
            GapReason::NoPupils
        };
        out.leftovers.gaps.push(Gap { why, area: Some(id), shape: area.shape.clone() });
    }
    let (tied, unsure) = (told.iter().filter(|m| m.tied), told.iter().filter(|m| !m.certain && !m.tied));
    note(&mut out.notes, "catchment-tied", tied.count());
    note(&mut out.notes, "catchment-uncertain", unsure.count());
    if without_flows > 0 {
        out.notes.push(Notice::warning("catchment-without-flows").arg("count", without_flows));
    }
    if !withheld.is_empty() {
        let notice = Notice::info("catchment-withheld").arg("count", withheld.len());
        out.notes.push(notice.arg("threshold", gate.threshold));
    }
    out.members = told;
    out.find_islands();
    Ok(out)
}

/// Per school the fewest areas in which at least `percent` of its pupils live; they may overlap.
///
/// The areas with most pupils go first, of equal ones the first by code; a hidden number counts as
/// the middle of its range, and a set that another value could change is marked as not certain.
/// Areas that the gate does not let be named are left out of the shape and counted.
///
/// # Errors
/// When there are no flows.
pub fn cores(dataset: &Dataset, flows: &Flows, percent: u8, gate: &Gate) -> Result<Catchments, Notice> {
    let percent = percent.clamp(1, 100);
    let totals = Totals::of(dataset, flows);
    let Some(level) = totals.level else { return Err(Notice::error("catchment-no-flows")) };
    let mut out = start(dataset, flows, Rule::Core { percent }, level, totals.left_out);
    let shown_flows = ShownFlows::of_flows(dataset, flows, *gate);
    let mut unsure = 0;
    for (school, areas) in totals.by_school() {
        let Some(core) = core(dataset, &areas, f64::from(percent) / 100.0) else { continue };
        let told = |area: &AreaId| gate.is_off() || shown_flows.cell(*area, school).value().is_some();
        let shown: Vec<AreaId> = core.areas.iter().copied().filter(told).collect();
        let mut catchment = SchoolCatchment::new(school, shape_of(dataset, &shown));
        catchment.withheld = core.areas.len() - shown.len();
        catchment.areas = shown;
        catchment.certain = core.certain;
        // What the set holds would tell of the areas that were left out of it.
        catchment.holds = (catchment.withheld == 0).then_some(core.holds);
        unsure += usize::from(!core.certain);
        out.list.push(catchment);
    }
    note(&mut out.notes, "catchment-core-uncertain", unsure);
    let withheld = out.list.iter().map(|c| c.withheld).sum::<usize>();
    if withheld > 0 {
        let notice = Notice::info("catchment-core-withheld").arg("count", withheld);
        out.notes.push(notice.arg("threshold", gate.threshold));
    }
    out.find_islands();
    Ok(out)
}

/// The fewest areas that hold a share of a school's pupils.
#[derive(Clone, Debug, PartialEq)]
pub struct Core {
    /// Most pupils first.
    pub areas: Vec<AreaId>,
    /// Share of the pupils that live in them, at least and at most.
    pub holds: (f64, f64),
    /// Whether they hold the share whatever the hidden numbers are, and no fewer areas can.
    pub certain: bool,
}

/// The core of one school; `None` when no pupils are known.
pub fn core(dataset: &Dataset, areas: &BTreeMap<AreaId, Count>, share: f64) -> Option<Core> {
    let code = |id: AreaId| dataset.area(id).map(|a| a.code.as_str()).unwrap_or_default();
    let middle = |count: Count| count.bounds().map_or(0.0, |(least, most)| f64::midpoint(least, most));
    let mut ranked: Vec<(AreaId, Count)> = areas.iter().map(|(a, c)| (*a, *c)).collect();
    ranked.sort_by(|(a, x), (b, y)| middle(*y).total_cmp(&middle(*x)).then_with(|| code(*a).cmp(code(*b))));
    let all: f64 = ranked.iter().map(|(_, count)| middle(*count)).sum();
    if all <= 0.0 {
        return None;
    }
    // The slack keeps a sum of thirds from needing one area more.
    let wanted = share * all * (1.0 - 1e-12);
    let mut held = 0.0;
    let mut size = 0;
    while held < wanted {
        held += middle(ranked.get(size)?.1);
        size += 1;
    }
    let (inside, outside) = ranked.split_at(size);
    let sum = |list: &[(AreaId, Count)], most: bool| -> f64 {
        list.iter().map(|(_, c)| if most { range(*c).1 } else { range(*c).0 }).sum()
    };
    let part = |inner: f64, outer: f64| if inner + outer > 0.0 { inner / (inner + outer) } else { 0.0 };
    let most = if sum(inside, true).is_finite() { part(sum(inside, true), sum(outside, false)) } else { 1.0 };
    let holds = (part(sum(inside, false), sum(outside, true)), most);
    let certain = ranked.iter().all(|(_, count)| count.known().is_some());
    Some(Core { areas: inside.iter().map(|(a, _)| *a).collect(), holds, certain })
}

fn start(dataset: &Dataset, flows: &FlowTable, rule: Rule, level: Level, left_out: usize) -> Catchments {
    let mut out = Catchments::new(rule);
    out.rest_on_borders(dataset, level);
    out.rest_on(dataset, flows.source);
    out.basis = out.basis.max(flows.basis);
    out.year = flows.year;
    if left_out > 0 {
        out.notes.push(Notice::warning("catchment-flow-level").arg("count", left_out));
    }
    out
}

fn shape_of(dataset: &Dataset, areas: &[AreaId]) -> MultiPolygon<f64> {
    let shapes: Vec<&MultiPolygon<f64>> =
        areas.iter().filter_map(|id| dataset.area(*id)).map(|area| &area.shape).collect();
    union(&shapes)
}

/// Whether anything may be told of so many pupils.
fn may_tell(gate: Gate, total: Count) -> bool {
    match gate.count(total) {
        Shown::Hidden => false,
        Shown::Suppressed { greatest, .. } => gate.is_off() || greatest >= f64::from(gate.threshold),
        Shown::Value(_) | Shown::Unknown => true,
    }
}

fn note(notes: &mut Notices, key: &'static str, count: usize) {
    if count > 0 {
        notes.push(Notice::info(key).arg("count", count));
    }
}
