//! Counts of pupils at home and at school, and flows between the two.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::builder::{Builder, Input, JoinReport, parse_year};
use super::codes::ancestors;
use super::divided::{Across, Divided, fill_reached, report_rounded};
use super::published::HOME_UNKNOWN;
use super::recognise::Role;
use super::schemes::{distinct, scheme_of};
use super::schools::code_of;
use crate::data::{AreaId, CountTable, Flow, FlowTable, Level, SchoolId, Subject, Year};
use crate::load::{Record, Value};
use crate::notice::Notice;
use crate::number::Count;
use crate::source::{Basis, SourceId};

/// More than everyone on earth: a code for missing, or a column of something else.
const MOST_PUPILS: f64 = 1e10;

/// What DUO publishes in place of a number below five.
const MASK: f64 = -1.0;

/// CBS and DUO write missing numbers as −9990, −99997 and kin: from here down.
const MISSING_FROM: f64 = -9990.0;

/// Whether a number of pupils is hidden behind −1.
pub(super) fn is_masked(input: &Input, value: &Value) -> bool {
    input.number(value) == Some(MASK)
}

/// Reads a number of pupils: blank, `.` and codes for missing are unknown, `<5` and the mask −1
/// are ranges, other numbers below zero are refused.
pub(super) fn count(input: &Input, value: &Value) -> Result<Count, Notice> {
    let Some(text) = value.text() else { return Ok(Count::Unknown) };
    if matches!(text.as_str(), "." | "-" | "x" | "X" | "NA") {
        return Ok(Count::Unknown);
    }
    if let Some(limit) = text.strip_prefix('<').and_then(|t| t.trim().parse::<u32>().ok()) {
        // Zero may or may not hide behind `<5`; the wider range is the honest one.
        let greatest = f64::from(limit.saturating_sub(1));
        return Ok(Count::Suppressed { least: 0.0, greatest });
    }
    match input.number(value) {
        Some(MASK) => Ok(Count::Suppressed { least: 0.0, greatest: 4.0 }),
        Some(n) if n <= MISSING_FROM => Ok(Count::Unknown),
        Some(n) if n < 0.0 => Err(Notice::error("join-negative-pupils").arg("value", text)),
        Some(n) if n > MOST_PUPILS => Err(Notice::error("join-too-many-pupils").arg("value", text)),
        Some(n) => Ok(Count::Known(n)),
        None => Err(Notice::error("join-not-a-number").arg("value", text)),
    }
}

/// Area, school, group and year of a row: what it is about.
type RowKey = (Option<String>, Option<String>, String, Option<Year>);

/// Pupils by area, school and position of the group.
type FlowCells = BTreeMap<(AreaId, SchoolId, usize), Count>;

/// One row of a table, read but not yet joined.
struct Row<'a> {
    record: &'a Record,
    area: Option<String>,
    school: Option<String>,
    group: String,
    year: Option<Year>,
    pupils: Count,
    /// It has no honest number: counted as refused, and its cell is unknown.
    refused: bool,
    /// Lines of further rows that were added up to this one.
    more: Vec<u64>,
}

impl Row<'_> {
    /// How many rows of the file it stands for.
    fn rows(&self) -> usize {
        usize::from(!self.refused) + self.more.len()
    }

    /// The lines of the file that it stands for.
    fn lines(&self) -> impl Iterator<Item = u64> + '_ {
        let own = (!self.refused).then_some(self.record.number);
        own.into_iter().chain(self.more.iter().copied())
    }
}

/// A number of pupils of whom a part lives elsewhere.
fn part_of(count: Count, share: f64) -> Count {
    match count {
        Count::Known(value) => Count::Known(value * share),
        Count::Suppressed { least, greatest } => {
            Count::Suppressed { least: least * share, greatest: greatest * share }
        }
        Count::Unknown => Count::Unknown,
    }
}

/// Reads the rows of a table. A row without key or group is refused; one without an honest number
/// stays in as unknown, so that its unit is not taken for complete.
fn rows<'a>(builder: &mut Builder, input: &'a Input, report: &mut JoinReport, keys: &[Role]) -> Vec<Row<'a>> {
    // Position in `rows` of the first row about the same thing, and of the first with the same
    // unit and group whatever tells them apart.
    let mut seen: HashMap<(RowKey, Vec<Option<String>>), usize> = HashMap::new();
    let mut sums: HashMap<RowKey, usize> = HashMap::new();
    let (areas, schools) = (builder.area_codes_of(input), builder.school_codes());
    let mut rows: Vec<Row<'a>> = Vec::with_capacity(input.layer.records.len());
    let pupils_field = input.recognised.columns.get(&Role::Pupils).copied();
    for record in &input.layer.records {
        let area = keys.contains(&Role::AreaCode).then(|| input.text(record, Role::AreaCode)).flatten();
        let school = keys.contains(&Role::SchoolCode).then(|| code_of(input, record)).flatten();
        let missing = keys.iter().find(|role| match role {
            Role::AreaCode => area.is_none(),
            _ => school.is_none(),
        });
        let group = input.text(record, Role::Group);
        let missing = missing.copied().or_else(|| group.is_none().then_some(Role::Group));
        let (Some(group), None) = (group, missing) else {
            report.refused += 1;
            let role = missing.unwrap_or(Role::Group);
            let notice = Notice::error("join-empty-key").column(input.column(role));
            builder.notices.push(input.at(notice, record));
            continue;
        };
        let stated = input.text(record, Role::Year);
        let year = stated.as_deref().and_then(parse_year).or(input.year.filter(|_| stated.is_none()));
        if let (Some(value), None) = (stated, year) {
            report.refused += 1;
            let notice =
                Notice::error("join-not-a-year").arg("value", value).column(input.column(Role::Year));
            builder.notices.push(input.at(notice, record));
            continue;
        }
        let value = pupils_field.and_then(|i| record.values.get(i)).unwrap_or(&Value::Null);
        builder.masked += usize::from(is_masked(input, value));
        let number = count(input, value);
        // A row is refused once, whatever is wrong with it.
        let mut refused = number.is_err();
        let pupils = number.unwrap_or_else(|notice| {
            let notice = notice.column(input.column(Role::Pupils));
            builder.notices.push(input.at(notice, record));
            Count::Unknown
        });
        // Two spellings of one code are one key.
        let area = area.map(|code| if code == HOME_UNKNOWN { code } else { areas.canonical(&code) });
        let school = school.map(|code| schools.canonical(&code));
        let key = (area.clone(), school.clone(), group.clone(), year);
        let apart = input.apart.iter().map(|&f| record.values.get(f).and_then(Value::text)).collect();
        let key = (key, apart);
        let first = seen.get(&key).and_then(|&at| rows.get_mut(at));
        let repeats = first.is_some();
        if let Some(first) = first {
            // Nobody can tell which of the two is right: the cell becomes unknown.
            refused = true;
            first.pupils = Count::Unknown;
            let what = [area.as_deref(), school.as_deref(), Some(group.as_str())];
            let what = what.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let notice = Notice::error("join-row-twice").arg("what", what).arg("first", first.record.number);
            builder.notices.push(input.at(notice, record));
        }
        report.refused += usize::from(refused);
        if repeats {
            continue;
        }
        let sum = sums.get(&key.0).copied();
        if let Some((at, first)) = sum.and_then(|at| rows.get_mut(at).map(|row| (at, row))) {
            first.pupils = first.pupils + pupils;
            if !refused {
                first.more.push(record.number);
            }
            seen.insert(key, at);
        } else {
            sums.insert(key.0.clone(), rows.len());
            seen.insert(key, rows.len());
            rows.push(Row { record, area, school, group, year, pupils, refused, more: Vec::new() });
        }
    }
    rows
}

pub(super) fn add_counts(
    builder: &mut Builder,
    input: &Input,
    source: SourceId,
    subject: Subject,
    report: &mut JoinReport,
) {
    let key = if subject == Subject::Home { Role::AreaCode } else { Role::SchoolCode };
    let rows = rows(builder, input, report, &[key]);
    if rows.is_empty() {
        return;
    }
    let scheme = scheme_of(builder, distinct(rows.iter().map(|r| r.group.clone())));
    let groups = builder.parts.schemes[scheme].groups.len();
    let units = match subject {
        Subject::Home => builder.parts.areas.len(),
        Subject::School => builder.parts.schools.len(),
    };
    let (areas, schools) = (builder.area_codes_of(input), builder.school_codes());
    // An area with a row of its own is not also summed from finer rows: that would count twice.
    let own: BTreeSet<(&str, Option<Year>)> =
        rows.iter().filter_map(|r| Some((r.area.as_deref()?, r.year))).collect();
    let mut cells: BTreeMap<Option<Year>, Vec<Option<Count>>> = BTreeMap::new();
    let mut divided: BTreeMap<Option<Year>, Divided> = BTreeMap::new();
    let (mut rolled_up, mut parts) = (0usize, 0usize);
    for row in &rows {
        let code = row.area.as_deref().or(row.school.as_deref()).unwrap_or_default();
        let unit = match subject {
            Subject::Home => match areas.exact(code).or_else(|| builder.split.same(code)) {
                Some(id) => Some(id.0),
                None if !builder.split.of_another_year(code).is_empty() => None,
                None => areas.covering(code).map(|id| id.0),
            },
            Subject::School => schools.find(code).map(|id| id.0),
        };
        let Some(unit) = unit else {
            let shares = if subject == Subject::Home { builder.split.over(code) } else { &[] };
            if !shares.is_empty()
                && let Some(group) = builder.parts.schemes[scheme].position(&row.group)
            {
                report.used += row.rows();
                divided.entry(row.year).or_default().add(row.pupils, shares);
                let table = cells.entry(row.year).or_insert_with(|| vec![None; units * groups]);
                for (id, share) in shares {
                    let part = part_of(row.pupils, *share);
                    let cell = &mut table[id.0 * groups + group];
                    *cell = Some(cell.map_or(part, |sum| sum + part));
                }
                continue;
            }
            if input.national {
                report.elsewhere += row.rows();
            } else {
                report.unmatched.extend(row.lines().map(|line| (line, code.to_owned())));
            }
            continue;
        };
        report.used += row.rows();
        if subject == Subject::Home && areas.exact(code).is_none() && builder.split.same(code).is_none() {
            if ancestors(code).any(|a| own.contains(&(a.as_str(), row.year))) {
                parts += 1;
                continue;
            }
            rolled_up += 1;
            let (least, greatest) = row.pupils.bounds().unwrap_or_default();
            *builder.finer_pupils.entry(code.to_owned()).or_default() += f64::midpoint(least, greatest);
        }
        let Some(group) = builder.parts.schemes[scheme].position(&row.group) else { continue };
        let table = cells.entry(row.year).or_insert_with(|| vec![None; units * groups]);
        let cell = &mut table[unit * groups + group];
        *cell = Some(cell.map_or(row.pupils, |sum| sum + row.pupils));
    }
    if rolled_up > 0 {
        let notice = Notice::info("join-rolled-up").arg("rows", rolled_up);
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
    report_parts(builder, input, parts);
    let numbers = rows.iter().map(|row| (row.area.as_deref().map(Level::of_area_code), row.pupils));
    report_rounded(builder, input, source, numbers);
    for (year, mut cells) in cells {
        let mut basis = input.basis;
        if let Some(divided) = divided.get(&year) {
            // Of an area that only parts of postcodes reach, the groups without any are empty.
            fill_reached(&mut cells, groups);
            basis = basis.max(Basis::Estimated);
            builder.report_divided(input, source, report, divided);
        }
        report_gaps(builder, input, &cells, groups, subject);
        let cells = cells.into_iter().map(Option::unwrap_or_default).collect();
        let mut table = CountTable { subject, scheme, year, basis, source, groups, cells };
        if subject == Subject::Home {
            fill_parents(builder, &mut table);
        }
        builder.put_counts(table);
    }
}

/// Rows that were left out because an area that contains theirs has a row of its own.
fn report_parts(builder: &mut Builder, input: &Input, parts: usize) {
    if parts > 0 {
        let notice = Notice::info("join-parts-not-summed").arg("rows", parts);
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
}

/// Units that have rows for some groups but not for all: the rest stays unknown, and that is said.
fn report_gaps(
    builder: &mut Builder,
    input: &Input,
    cells: &[Option<Count>],
    groups: usize,
    subject: Subject,
) {
    let gap = |row: &[Option<Count>]| row.iter().any(Option::is_some) && row.iter().any(Option::is_none);
    let units: Vec<usize> =
        cells.chunks(groups.max(1)).enumerate().filter(|(_, row)| gap(row)).map(|(i, _)| i).collect();
    let Some(&first) = units.first() else { return };
    let name = match subject {
        Subject::Home => builder.parts.areas.get(first).map(|a| a.code.clone()),
        Subject::School => builder.parts.schools.get(first).map(|s| s.code.clone()),
    };
    builder.notices.push(
        Notice::warning("join-groups-missing")
            .arg("units", units.len())
            .arg("first", name.unwrap_or_default())
            .file(input.layer.source.file.clone()),
    );
}

/// Sums finer areas into the areas that contain them, where those have no figures of their own.
fn fill_parents(builder: &Builder, table: &mut CountTable) {
    let areas = &builder.parts.areas;
    let codes = builder.area_codes();
    // From fine to coarse, so that a municipality sums wijken that were summed from buurten.
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(areas[i].level));
    let own: Vec<bool> = (0..areas.len()).map(|i| table.mentions(i)).collect();
    let mut sums: BTreeMap<usize, Vec<Count>> = BTreeMap::new();
    for unit in order {
        if let Some(sum) = sums.remove(&unit) {
            let start = unit * table.groups;
            if let Some(cells) = table.cells.get_mut(start..start + table.groups) {
                cells.copy_from_slice(&sum);
            }
        }
        if !table.mentions(unit) {
            continue;
        }
        let parent = crate::data::area::parent_area_code(&areas[unit].code).and_then(|c| codes.covering(&c));
        let Some(AreaId(parent)) = parent.filter(|p| !own[p.0]) else { continue };
        let row = table.row(unit).to_vec();
        match sums.get_mut(&parent) {
            Some(sum) => sum.iter_mut().zip(row).for_each(|(s, c)| *s = *s + c),
            None => {
                sums.insert(parent, row);
            }
        }
    }
}

fn flow_key<'a>(row: &'a Row<'_>) -> Option<(&'a str, &'a str, &'a str, Option<Year>)> {
    Some((row.area.as_deref()?, row.school.as_deref()?, row.group.as_str(), row.year))
}

pub(super) fn add_flows(builder: &mut Builder, input: &Input, source: SourceId, report: &mut JoinReport) {
    let rows = rows(builder, input, report, &[Role::AreaCode, Role::SchoolCode]);
    if rows.is_empty() {
        return;
    }
    let scheme = scheme_of(builder, distinct(rows.iter().map(|r| r.group.clone())));
    let (areas, schools) = (builder.area_codes_of(input), builder.school_codes());
    let mut tables: BTreeMap<Option<Year>, FlowCells> = BTreeMap::new();
    let mut divided: BTreeMap<Option<Year>, Divided> = BTreeMap::new();
    let mut across = Across::default();
    // A flow from a wijk that is given as such already holds the flows from its buurten.
    let whole: BTreeSet<(&str, &str, &str, Option<Year>)> = rows.iter().filter_map(flow_key).collect();
    let mut parts = 0usize;
    for row in &rows {
        let (area, school) = (row.area.as_deref().unwrap_or(""), row.school.as_deref().unwrap_or(""));
        let other_year = builder.split.of_another_year(area);
        let same = areas.exact(area).or_else(|| builder.split.same(area));
        let area_id = same.or_else(|| areas.covering(area).filter(|_| other_year.is_empty()));
        let school_id = schools.find(school);
        let whole_area = area_id.map(|id| [(id, 1.0)]);
        let homes = match &whole_area {
            Some(one) => one.as_slice(),
            None => builder.split.over(area),
        };
        let Some(school_id) = school_id.filter(|_| !homes.is_empty()) else {
            if input.national {
                report.elsewhere += row.rows();
                across.add(row.pupils, area == HOME_UNKNOWN, school_id.is_some(), !homes.is_empty());
            } else {
                let code = if homes.is_empty() { area } else { school };
                report.unmatched.extend(row.lines().map(|line| (line, code.to_owned())));
            }
            continue;
        };
        report.used += row.rows();
        if ancestors(area).any(|a| whole.contains(&(a.as_str(), school, row.group.as_str(), row.year))) {
            parts += 1;
            continue;
        }
        let Some(group) = builder.parts.schemes[scheme].position(&row.group) else { continue };
        if area_id.is_none() {
            divided.entry(row.year).or_default().add(row.pupils, homes);
        }
        for (home, share) in homes {
            let part = if *share < 1.0 { part_of(row.pupils, *share) } else { row.pupils };
            let cell = tables.entry(row.year).or_default().entry((*home, school_id, group));
            cell.and_modify(|sum| *sum = *sum + part).or_insert(part);
        }
    }
    report_parts(builder, input, parts);
    across.report(builder, input);
    for (year, cells) in tables {
        let basis = if let Some(divided) = divided.get(&year) {
            builder.report_divided(input, source, report, divided);
            input.basis.max(Basis::Estimated)
        } else {
            input.basis
        };
        let flows =
            cells.into_iter().map(|((area, school, group), pupils)| Flow { area, school, group, pupils });
        let table = FlowTable { scheme, year, basis, source, flows: flows.collect() };
        let same = |t: &FlowTable| (t.scheme, t.year) == (scheme, year);
        if let Some(old) = builder.parts.flows.iter().find(|t| same(t)) {
            builder.report_replaced(old.source, source);
        }
        builder.parts.flows.retain(|t| !same(t));
        builder.parts.flows.push(table);
    }
}

/// Where flows are known but no counts at home or at school, the flows give them; where both are
/// known, they are held against each other.
pub(super) fn fill_from_flows(builder: &mut Builder) {
    for flows in builder.parts.flows.clone() {
        for subject in [Subject::Home, Subject::School] {
            let groups = builder.parts.schemes.get(flows.scheme).map_or(0, |s| s.groups.len());
            let summed = summed(builder, &flows, subject, groups);
            let same =
                |t: &&CountTable| t.subject == subject && t.scheme == flows.scheme && t.year == flows.year;
            match builder.parts.counts.iter().find(same) {
                None => builder.put_counts(summed),
                Some(given) => {
                    let differing = (0..given.units())
                        .filter(|&u| given.mentions(u))
                        // Where only flows of finer areas exist, a coarser unit has none of its own.
                        .filter(|&u| subject == Subject::School || summed.mentions(u))
                        .filter(|&u| disagree(given.row(u), summed.row(u)))
                        .count();
                    if differing > 0 {
                        let key = match subject {
                            Subject::Home => "join-flows-differ-home",
                            Subject::School => "join-flows-differ-school",
                        };
                        builder.notices.push(Notice::warning(key).arg("units", differing));
                    }
                }
            }
        }
    }
}

/// Whether two rows can't both be right; cells that one of them does not know are no dispute.
fn disagree(a: &[Count], b: &[Count]) -> bool {
    a.iter().zip(b).any(|(a, b)| match (a.bounds(), b.bounds()) {
        (Some(a), Some(b)) => a.0 > b.1 + 1e-6 || b.0 > a.1 + 1e-6,
        _ => false,
    })
}

/// Flows added up by area or by school; a unit with any flow has zero where no flow is given.
fn summed(builder: &Builder, flows: &FlowTable, subject: Subject, groups: usize) -> CountTable {
    let units = match subject {
        Subject::Home => builder.parts.areas.len(),
        Subject::School => builder.parts.schools.len(),
    };
    let mut cells = vec![Count::Unknown; units * groups];
    let mut touched = vec![false; units];
    for flow in &flows.flows {
        let unit = if subject == Subject::Home { flow.area.0 } else { flow.school.0 };
        let Some(row) = cells.get_mut(unit * groups..(unit + 1) * groups) else { continue };
        if !std::mem::replace(&mut touched[unit], true) {
            row.fill(Count::ZERO);
        }
        if let Some(cell) = row.get_mut(flow.group) {
            *cell = *cell + flow.pupils;
        }
    }
    let mut table = CountTable {
        subject,
        scheme: flows.scheme,
        year: flows.year,
        basis: flows.basis,
        source: flows.source,
        groups,
        cells,
    };
    if subject == Subject::Home {
        fill_parents(builder, &mut table);
    }
    table
}
