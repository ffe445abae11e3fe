//! Dataset → rows, column by column in the order of [`super::schema`].

use std::collections::BTreeMap;

use geo::Geometry;
use rusqlite::types::Value;

use super::{
    StoredScenario, network,
    read_tables::{Counted, subject_code},
    rows::Wanted,
    schema::{self, SCHEMA_VERSION},
};
use crate::{
    data::{CountTable, FlowTable, Indicator, SourceId, Subject, Year, dataset::Parts},
    gpkg_geometry::{GeometryError, RD_NEW, write_blob},
    number::Count,
};

/// The rows of every table for these contents.
///
/// # Errors
/// When a geometry is too large to be written.
pub(super) fn rows(
    parts: &Parts,
    settings: &BTreeMap<String, String>,
    scenarios: &[StoredScenario],
    meta: &BTreeMap<String, String>,
) -> Result<Wanted, GeometryError> {
    let mut wanted = Wanted::new();
    features(parts, &mut wanted)?;
    network::write(parts, &mut wanted)?;
    groups(parts, &mut wanted);
    counts(parts, &mut wanted);
    indicators(parts, &mut wanted);
    attributes(parts, &mut wanted);
    let sources = parts.sources.iter().enumerate().map(|(i, s)| {
        let texts = [&s.publisher, &s.licence, &s.date, &s.sha256].map(|t| optional(t.as_deref()));
        let mut row = vec![source(SourceId(i)), text(&s.title), text(&s.file)];
        row.extend(texts);
        row.push(text(s.basis.code()));
        row.push(optional(s.columns.to_json().as_deref()));
        row
    });
    wanted.insert(schema::SOURCES.name, sources.collect());
    let settings = settings.iter().map(|(key, value)| vec![text(key), text(value)]).collect();
    wanted.insert(schema::SETTINGS.name, settings);
    let scenarios =
        scenarios.iter().enumerate().map(|(i, s)| vec![text(&s.name), text(&s.toml), position(i)]);
    wanted.insert(schema::SCENARIOS.name, scenarios.collect());
    wanted.insert(schema::META.name, about(parts, meta));
    Ok(wanted)
}

fn about(parts: &Parts, meta: &BTreeMap<String, String>) -> Vec<Vec<Value>> {
    let program = format!("Wijkspiegel {}", env!("CARGO_PKG_VERSION"));
    let created_with = meta.get("created_with").unwrap_or(&program);
    [
        ("schema_version", SCHEMA_VERSION.to_string().as_str()),
        ("name", &parts.name),
        ("example", if parts.example { "true" } else { "false" }),
        ("created_with", created_with),
        ("saved_with", &program),
    ]
    .map(|(key, value)| vec![text(key), text(value)])
    .to_vec()
}

fn features(parts: &Parts, wanted: &mut Wanted) -> Result<(), GeometryError> {
    let area_code = |i: usize| parts.areas.get(i).map(|a| a.code.as_str());
    let mut rows = Vec::with_capacity(parts.areas.len());
    for (i, area) in parts.areas.iter().enumerate() {
        let at = area.pupil_point.at;
        rows.push(vec![
            blob(area.shape.clone().into())?,
            text(&area.code),
            text(&area.name),
            text(area.level.code()),
            optional(area.parent.and_then(|p| area_code(p.0))),
            number(Some(at.x())),
            number(Some(at.y())),
            text(area.pupil_point.origin.code()),
            source(area.source),
            position(i),
        ]);
    }
    wanted.insert(schema::AREAS.name, rows);

    let mut rows = Vec::with_capacity(parts.schools.len());
    for (i, school) in parts.schools.iter().enumerate() {
        let mut row = vec![blob(school.at.into())?, text(&school.code), text(&school.name)];
        let texts = [
            &school.kind,
            &school.denomination,
            &school.board,
            &school.address,
            &school.postcode,
            &school.town,
        ];
        row.extend(texts.map(|t| optional(t.as_deref())));
        row.extend(count(school.pupils));
        row.extend([source(school.source), position(i)]);
        rows.push(row);
    }
    wanted.insert(schema::SCHOOLS.name, rows);

    let mut rows = Vec::with_capacity(parts.catchments.len());
    for (i, catchment) in parts.catchments.iter().enumerate() {
        let code = parts.schools.get(catchment.school.0).map(|s| s.code.as_str());
        rows.push(vec![
            blob(catchment.shape.clone().into())?,
            optional(code),
            source(catchment.source),
            position(i),
        ]);
    }
    wanted.insert(schema::CATCHMENTS.name, rows);

    let mut rows = Vec::with_capacity(parts.base.len());
    for (i, feature) in parts.base.iter().enumerate() {
        rows.push(vec![
            blob(feature.geometry.clone())?,
            text(feature.kind.code()),
            optional(feature.name.as_deref()),
            position(i),
        ]);
    }
    wanted.insert(schema::BASE_MAP.name, rows);
    Ok(())
}

fn groups(parts: &Parts, wanted: &mut Wanted) {
    let schemes = parts.schemes.iter().enumerate();
    let rows = schemes
        .map(|(i, s)| vec![text(&s.key), text(&s.name), Value::Integer(i64::from(s.ordered)), position(i)]);
    wanted.insert(schema::GROUP_SCHEMES.name, rows.collect());
    let groups = parts.schemes.iter().flat_map(|s| s.groups.iter().map(move |g| (s, g))).enumerate();
    let rows = groups.map(|(i, (s, g))| vec![text(&s.key), text(&g.key), text(&g.label), position(i)]);
    wanted.insert(schema::GROUPS.name, rows.collect());
}

fn counts(parts: &Parts, wanted: &mut Wanted) {
    let mut heads = Vec::new();
    let (mut home, mut school, mut flows) = (Vec::new(), Vec::new(), Vec::new());
    for table in &parts.counts {
        let id = position(heads.len());
        let scheme = scheme(parts, table.scheme);
        heads.push(vec![
            id.clone(),
            text(Counted::Units(table.subject).code()),
            scheme,
            year(table.year),
            text(table.basis.code()),
            source(table.source),
        ]);
        match table.subject {
            Subject::Home => cells(parts, table, &id, &mut home),
            Subject::School => cells(parts, table, &id, &mut school),
        }
    }
    for table in &parts.flows {
        let id = position(heads.len());
        let scheme = scheme(parts, table.scheme);
        heads.push(vec![
            id.clone(),
            text(Counted::Flows.code()),
            scheme,
            year(table.year),
            text(table.basis.code()),
            source(table.source),
        ]);
        flow_rows(parts, table, &id, &mut flows);
    }
    wanted.insert(schema::COUNT_TABLES.name, heads);
    wanted.insert(schema::PUPILS_HOME.name, home);
    wanted.insert(schema::PUPILS_SCHOOL.name, school);
    wanted.insert(schema::FLOWS.name, flows);
}

/// One row for every cell about which anything is known.
fn cells(parts: &Parts, table: &CountTable, id: &Value, out: &mut Vec<Vec<Value>>) {
    let Some(scheme) = parts.schemes.get(table.scheme) else { return };
    for unit in 0..table.units() {
        let Some(code) = unit_code(parts, table.subject, unit) else { continue };
        for (group, cell) in scheme.groups.iter().zip(table.row(unit)) {
            if !cell.is_unknown() {
                let mut row = vec![text(code), text(&scheme.key), text(&group.key), year(table.year)];
                row.extend(count(*cell));
                row.push(id.clone());
                out.push(row);
            }
        }
    }
}

fn flow_rows(parts: &Parts, table: &FlowTable, id: &Value, out: &mut Vec<Vec<Value>>) {
    let Some(scheme) = parts.schemes.get(table.scheme) else { return };
    for flow in &table.flows {
        let area = unit_code(parts, Subject::Home, flow.area.0);
        let school = unit_code(parts, Subject::School, flow.school.0);
        let Some((area, school)) = area.zip(school) else { continue };
        let Some(group) = scheme.groups.get(flow.group) else { continue };
        let mut row = vec![text(area), text(school), text(&scheme.key), text(&group.key), year(table.year)];
        row.extend(count(flow.pupils));
        row.push(id.clone());
        out.push(row);
    }
}

fn indicators(parts: &Parts, wanted: &mut Wanted) {
    let rows = parts.indicators.iter().enumerate().map(|(i, indicator)| {
        let Indicator { key, label, subject, year: of_year, source: from, .. } = indicator;
        let subject = text(subject_code(*subject));
        vec![text(key), text(label), subject, year(*of_year), source(*from), position(i)]
    });
    wanted.insert(schema::INDICATORS.name, rows.collect());
    let mut rows = Vec::new();
    for indicator in &parts.indicators {
        for (unit, value) in indicator.values.iter().enumerate() {
            let code = unit_code(parts, indicator.subject, unit);
            if let (Some(code), Some(_)) = (code, value) {
                let subject = text(subject_code(indicator.subject));
                rows.push(vec![
                    text(&indicator.key),
                    subject,
                    year(indicator.year),
                    text(code),
                    number(*value),
                ]);
            }
        }
    }
    wanted.insert(schema::INDICATOR_VALUES.name, rows);
}

fn attributes(parts: &Parts, wanted: &mut Wanted) {
    let mut rows = Vec::new();
    for (i, attribute) in parts.attributes.iter().enumerate() {
        for (unit, value) in attribute.values.iter().enumerate() {
            if let (Some(code), Some(value)) = (unit_code(parts, attribute.subject, unit), value) {
                let subject = text(subject_code(attribute.subject));
                let from = source(attribute.source);
                rows.push(vec![text(&attribute.key), subject, text(code), text(value), from, position(i)]);
            }
        }
    }
    wanted.insert(schema::ATTRIBUTES.name, rows);
}

fn unit_code(parts: &Parts, subject: Subject, unit: usize) -> Option<&str> {
    match subject {
        Subject::Home => parts.areas.get(unit).map(|a| a.code.as_str()),
        Subject::School => parts.schools.get(unit).map(|s| s.code.as_str()),
    }
}

fn scheme(parts: &Parts, scheme: usize) -> Value {
    optional(parts.schemes.get(scheme).map(|s| s.key.as_str()))
}

pub(super) fn blob(geometry: Geometry<f64>) -> Result<Value, GeometryError> {
    write_blob(&geometry, RD_NEW).map(Value::Blob)
}

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::Null, text)
}

/// NaN has no place in a file: it is unknown.
pub(super) fn number(value: Option<f64>) -> Value {
    value.filter(|v| !v.is_nan()).map_or(Value::Null, Value::Real)
}

/// Value, least and greatest.
fn count(count: Count) -> [Value; 3] {
    match count {
        Count::Unknown => [Value::Null, Value::Null, Value::Null],
        Count::Known(value) => [number(Some(value)), Value::Null, Value::Null],
        Count::Suppressed { least, greatest } => [Value::Null, number(Some(least)), number(Some(greatest))],
    }
}

fn year(year: Option<Year>) -> Value {
    year.map_or(Value::Null, |y| Value::Integer(i64::from(y.0)))
}

/// Numbers for people start at 1.
pub(super) fn position(index: usize) -> Value {
    i64::try_from(index + 1).map_or(Value::Null, Value::Integer)
}

pub(super) fn source(id: SourceId) -> Value {
    position(id.0)
}
