//! Rows → tables of counts, flows and indicators.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{
    read::{Reader, count},
    rows::Row,
    schema::{self, Table},
};
use crate::{
    data::{
        AreaId, Attribute, Basis, CountTable, Flow, FlowTable, Indicator, SchoolId, SourceId, Subject, Year,
    },
    number::Count,
};

/// What a row of `count_tables` counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Units(Subject),
    Flows,
}

impl Counted {
    /// The name in the file.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Units(subject) => subject_code(subject),
            Self::Flows => "flow",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Units(Subject::Home), Self::Units(Subject::School), Self::Flows]
            .into_iter()
            .find(|c| c.code() == code)
    }
}

/// The name of a subject in the file.
pub(super) fn subject_code(subject: Subject) -> &'static str {
    match subject {
        Subject::Home => "home",
        Subject::School => "school",
    }
}

struct Head {
    id: i64,
    counted: Counted,
    scheme: usize,
    year: Option<i64>,
    basis: Basis,
    source: SourceId,
    groups: usize,
    cells: Vec<Count>,
    flows: BTreeMap<(AreaId, SchoolId, usize), Count>,
}

/// Tables of counts and flows, in the order of their `table_id`.
pub(super) fn counts(reader: &mut Reader<'_>) {
    let mut heads = heads(reader);
    units(reader, &mut heads, Subject::Home);
    units(reader, &mut heads, Subject::School);
    flows(reader, &mut heads);
    for head in heads {
        let year = head.year.and_then(|y| i32::try_from(y).ok()).map(Year);
        let (scheme, basis, source) = (head.scheme, head.basis, head.source);
        match head.counted {
            Counted::Units(subject) => {
                let (groups, cells) = (head.groups, head.cells);
                reader.parts.counts.push(CountTable { subject, scheme, year, basis, source, groups, cells });
            }
            Counted::Flows => {
                let flow = |((area, school, group), pupils)| Flow { area, school, group, pupils };
                let flows = head.flows.into_iter().map(flow).collect();
                reader.parts.flows.push(FlowTable { scheme, year, basis, source, flows });
            }
        }
    }
}

fn heads(reader: &mut Reader<'_>) -> Vec<Head> {
    let table = &schema::COUNT_TABLES;
    let mut heads: Vec<Head> = Vec::new();
    for row in reader.rows.of(table) {
        let Some(id) = row.whole(table, "table_id") else {
            reader.unjoined(table, row, "table_id");
            continue;
        };
        if heads.iter().any(|h| h.id == id) {
            reader.repeated(table, row);
            continue;
        }
        let Some(counted) = row.text(table, "subject").and_then(|s| Counted::from_code(&s)) else {
            reader.unjoined(table, row, "subject");
            continue;
        };
        let Some(scheme) = row.text(table, "scheme").and_then(|key| reader.scheme(&key)) else {
            reader.unjoined(table, row, "scheme");
            continue;
        };
        let basis = reader.word(table, row, "basis", Basis::from_code, Basis::default());
        let source = reader.source(table, row);
        let groups = reader.parts.schemes.get(scheme).map_or(0, |s| s.groups.len());
        let units = match counted {
            Counted::Units(Subject::Home) => reader.parts.areas.len(),
            Counted::Units(Subject::School) => reader.parts.schools.len(),
            Counted::Flows => 0,
        };
        let year = row.whole(table, "year");
        let cells = vec![Count::Unknown; units * groups];
        let flows = BTreeMap::new();
        heads.push(Head { id, counted, scheme, year, basis, source, groups, cells, flows });
    }
    heads.sort_by_key(|h| h.id);
    heads
}

/// The table to which a row belongs, and the position of its group. Who copies rows to another year
/// in a table editor leaves `table_id` as it was, so scheme and year decide; the id only chooses
/// between tables that have these in common.
fn place<'h>(
    reader: &Reader<'_>,
    heads: &'h mut [Head],
    table: &Table,
    row: &Row,
    counted: Counted,
) -> Result<(&'h mut Head, usize), &'static str> {
    let scheme = row.text(table, "scheme").and_then(|key| reader.scheme(&key)).ok_or("scheme")?;
    let groups = reader.parts.schemes.get(scheme).ok_or("scheme")?;
    let group = row.text(table, "group_key").and_then(|key| groups.position(&key)).ok_or("group_key")?;
    let year = row.whole(table, "year");
    let id = row.whole(table, "table_id");
    let fits = |h: &Head| h.counted == counted && h.scheme == scheme && h.year == year;
    let exact = heads.iter().position(|h| fits(h) && Some(h.id) == id);
    let at = exact.or_else(|| heads.iter().position(fits)).ok_or("year")?;
    heads.get_mut(at).map(|h| (h, group)).ok_or("year")
}

fn units(reader: &mut Reader<'_>, heads: &mut [Head], subject: Subject) {
    let (table, column) = match subject {
        Subject::Home => (&schema::PUPILS_HOME, "area_code"),
        Subject::School => (&schema::PUPILS_SCHOOL, "school_code"),
    };
    for row in reader.rows.of(table) {
        let Some(unit) = unit(reader, subject, row.text(table, column)) else {
            reader.unjoined(table, row, column);
            continue;
        };
        match place(reader, heads, table, row, Counted::Units(subject)) {
            Err(column) => reader.unjoined(table, row, column),
            Ok((head, group)) => match head.cells.get_mut(unit * head.groups + group) {
                Some(cell) if cell.is_unknown() => *cell = count(table, row, ["pupils", "least", "greatest"]),
                _ => reader.repeated(table, row),
            },
        }
    }
}

fn unit(reader: &Reader<'_>, subject: Subject, code: Option<String>) -> Option<usize> {
    let code = code?;
    match subject {
        Subject::Home => reader.area_ids.get(&code).map(|id| id.0),
        Subject::School => reader.school_ids.get(&code).map(|id| id.0),
    }
}

fn flows(reader: &mut Reader<'_>, heads: &mut [Head]) {
    let table = &schema::FLOWS;
    for row in reader.rows.of(table) {
        let Some(area) = unit(reader, Subject::Home, row.text(table, "area_code")) else {
            reader.unjoined(table, row, "area_code");
            continue;
        };
        let Some(school) = unit(reader, Subject::School, row.text(table, "school_code")) else {
            reader.unjoined(table, row, "school_code");
            continue;
        };
        match place(reader, heads, table, row, Counted::Flows) {
            Err(column) => reader.unjoined(table, row, column),
            Ok((head, group)) => {
                let key = (AreaId(area), SchoolId(school), group);
                match head.flows.entry(key) {
                    Entry::Occupied(_) => reader.repeated(table, row),
                    Entry::Vacant(slot) => {
                        slot.insert(count(table, row, ["pupils", "least", "greatest"]));
                    }
                }
            }
        }
    }
}

/// Indicators with their values.
pub(super) fn indicators(reader: &mut Reader<'_>) {
    let table = &schema::INDICATORS;
    // (key, subject, year) → position in the dataset.
    let mut known: BTreeMap<(String, &'static str, Option<i64>), usize> = BTreeMap::new();
    let subject_of = |table: &Table, row: &Row| {
        let code = row.text(table, "subject")?;
        [Subject::Home, Subject::School].into_iter().find(|s| subject_code(*s) == code)
    };
    for row in reader.rows.of(table) {
        let Some(key) = row.text(table, "indicator") else {
            reader.unjoined(table, row, "indicator");
            continue;
        };
        let Some(subject) = subject_of(table, row) else {
            reader.unjoined(table, row, "subject");
            continue;
        };
        let year = row.whole(table, "year");
        let identity = (key.clone(), subject_code(subject), year);
        if known.contains_key(&identity) {
            reader.repeated(table, row);
            continue;
        }
        known.insert(identity, reader.parts.indicators.len());
        let units = match subject {
            Subject::Home => reader.parts.areas.len(),
            Subject::School => reader.parts.schools.len(),
        };
        let source = reader.source(table, row);
        reader.parts.indicators.push(Indicator {
            label: row.text(table, "label").unwrap_or_default(),
            key,
            subject,
            year: year.and_then(|y| i32::try_from(y).ok()).map(Year),
            source,
            values: vec![None; units],
        });
    }
    let table = &schema::INDICATOR_VALUES;
    for row in reader.rows.of(table) {
        let subject = subject_of(table, row);
        let found = subject.zip(row.text(table, "indicator")).and_then(|(subject, key)| {
            known.get(&(key, subject_code(subject), row.whole(table, "year"))).map(|at| (subject, *at))
        });
        let Some((subject, at)) = found else {
            reader.unjoined(table, row, "indicator");
            continue;
        };
        let Some(unit) = unit(reader, subject, row.text(table, "unit_code")) else {
            reader.unjoined(table, row, "unit_code");
            continue;
        };
        let value = row.number(table, "value");
        match reader.parts.indicators.get_mut(at).and_then(|i| i.values.get_mut(unit)) {
            Some(slot @ None) => *slot = value,
            _ => reader.repeated(table, row),
        }
    }
}

/// Words per area or school, in the order of their positions.
pub(super) fn attributes(reader: &mut Reader<'_>) {
    let table = &schema::ATTRIBUTES;
    let mut known: BTreeMap<(String, &'static str), (i64, Attribute)> = BTreeMap::new();
    for row in reader.rows.of(table) {
        let Some(key) = row.text(table, "attribute") else {
            reader.unjoined(table, row, "attribute");
            continue;
        };
        let subject = row
            .text(table, "subject")
            .and_then(|code| [Subject::Home, Subject::School].into_iter().find(|s| subject_code(*s) == code));
        let Some(subject) = subject else {
            reader.unjoined(table, row, "subject");
            continue;
        };
        let Some(unit) = unit(reader, subject, row.text(table, "unit_code")) else {
            reader.unjoined(table, row, "unit_code");
            continue;
        };
        let units = match subject {
            Subject::Home => reader.parts.areas.len(),
            Subject::School => reader.parts.schools.len(),
        };
        let identity = (key.clone(), subject_code(subject));
        if !known.contains_key(&identity) {
            let source = reader.source(table, row);
            let position = row.whole(table, "position").unwrap_or(i64::MAX);
            let attribute = Attribute { key, subject, source, values: vec![None; units] };
            known.insert(identity.clone(), (position, attribute));
        }
        let slot = known.get_mut(&identity).and_then(|(_, attribute)| attribute.values.get_mut(unit));
        match slot {
            Some(slot @ None) => *slot = row.text(table, "value"),
            _ => reader.repeated(table, row),
        }
    }
    let mut found: Vec<(i64, Attribute)> = known.into_values().collect();
    found.sort_by_key(|(position, _)| *position);
    reader.parts.attributes = found.into_iter().map(|(_, attribute)| attribute).collect();
}
