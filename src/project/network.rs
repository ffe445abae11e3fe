//! The street network and the routes over it ↔ rows.

use std::collections::{BTreeMap, btree_map::Entry};
use std::sync::Arc;

use geo::{Geometry, LineString};
use rusqlite::types::Value;

use super::{
    read::Reader,
    rows::{Row, Wanted},
    schema::{self, Table},
    write::{blob, number, optional, position, source, text},
};
use crate::{
    data::{AreaId, Mode, Passage, RouteTable, SchoolId, Street, Streets, dataset::Parts},
    gpkg_geometry::GeometryError,
};

/// Streets and routes as they stand in the file. Routes that no longer go with streets, schools or
/// points are read all the same: their stamp tells.
pub(super) fn read(reader: &mut Reader<'_>) {
    streets(reader);
    routes(reader);
}

fn streets(reader: &mut Reader<'_>) {
    let table = &schema::STREETS;
    let mut kinds: BTreeMap<String, Arc<str>> = BTreeMap::new();
    let mut streets = Vec::new();
    let mut from = None;
    for row in reader.rows.of(table) {
        let Some(line) = line(reader, table, row) else { continue };
        match street(table, row, line, &mut kinds) {
            Ok(street) => {
                from.get_or_insert_with(|| reader.source(table, row));
                streets.push(street);
            }
            Err(column) => reader.unjoined(table, row, column),
        }
    }
    reader.parts.streets = from.map(|source| Arc::new(Streets { source, streets }));
}

fn line(reader: &mut Reader<'_>, table: &Table, row: &Row) -> Option<LineString<f64>> {
    match reader.geometry(table, row, &row.fid.to_string())? {
        Some(Geometry::LineString(line)) => Some(line),
        // Some programs make every line one of several parts.
        Some(Geometry::MultiLineString(lines)) if lines.0.len() == 1 => lines.0.into_iter().next(),
        _ => {
            reader.unjoined(table, row, schema::GEOM);
            None
        }
    }
}

/// The street of a row, or the column that keeps it from being one.
fn street(
    table: &Table,
    row: &Row,
    line: LineString<f64>,
    kinds: &mut BTreeMap<String, Arc<str>>,
) -> Result<Street, &'static str> {
    let node = |column| row.whole(table, column).ok_or(column);
    let passage = |column| row.text(table, column).and_then(|t| Passage::from_code(&t)).ok_or(column);
    let kind = row.text(table, "highway").unwrap_or_default();
    let metres = row.number(table, "metres").filter(|m| m.is_finite() && *m >= 0.0);
    Ok(Street {
        way: row.whole(table, "way").unwrap_or_default(),
        from: node("from_node")?,
        to: node("to_node")?,
        kind: Arc::clone(kinds.entry(kind).or_insert_with_key(|kind| Arc::from(kind.as_str()))),
        foot: passage("foot")?,
        bicycle: passage("bicycle")?,
        metres: metres.ok_or("metres")?,
        line,
    })
}

/// Metres of the routes for one way of travelling.
type Metres = BTreeMap<(AreaId, SchoolId), f64>;

fn routes(reader: &mut Reader<'_>) {
    let table = &schema::ROUTE_TABLES;
    let mut found: BTreeMap<Mode, (String, Metres)> = BTreeMap::new();
    for row in reader.rows.of(table) {
        let Some(mode) = row.text(table, "mode").and_then(|m| Mode::from_code(&m)) else {
            reader.unjoined(table, row, "mode");
            continue;
        };
        match found.entry(mode) {
            Entry::Occupied(_) => reader.repeated(table, row),
            Entry::Vacant(slot) => {
                slot.insert((row.text(table, "stamp").unwrap_or_default(), BTreeMap::new()));
            }
        }
    }
    let table = &schema::ROUTES;
    for row in reader.rows.of(table) {
        let place = |reader: &Reader<'_>| {
            let area = row.text(table, "area_code").and_then(|c| reader.area_ids.get(&c).copied());
            let school = row.text(table, "school_code").and_then(|c| reader.school_ids.get(&c).copied());
            Ok((area.ok_or("area_code")?, school.ok_or("school_code")?))
        };
        let mode = row.text(table, "mode").and_then(|m| Mode::from_code(&m));
        let metres = row.number(table, "metres").filter(|m| m.is_finite() && *m >= 0.0);
        match (place(reader), mode.and_then(|m| found.get_mut(&m)), metres) {
            (Err(column), _, _) => reader.unjoined(table, row, column),
            (_, None, _) => reader.unjoined(table, row, "mode"),
            (_, _, None) => reader.unjoined(table, row, "metres"),
            (Ok(place), Some((_, routes)), Some(metres)) => match routes.entry(place) {
                Entry::Occupied(_) => reader.repeated(table, row),
                Entry::Vacant(slot) => {
                    slot.insert(metres);
                }
            },
        }
    }
    let table = |(mode, (stamp, metres)): (Mode, (String, Metres))| RouteTable {
        mode,
        stamp,
        metres: metres.into_iter().map(|((area, school), m)| (area, school, m)).collect(),
    };
    reader.parts.routes = found.into_iter().map(table).collect();
}

/// The rows of streets and routes.
///
/// # Errors
/// When a geometry is too large to be written.
pub(super) fn write(parts: &Parts, wanted: &mut Wanted) -> Result<(), GeometryError> {
    let mut rows = Vec::new();
    if let Some(all) = &parts.streets {
        for (i, street) in all.streets.iter().enumerate() {
            rows.push(vec![
                blob(street.line.clone().into())?,
                Value::Integer(street.way),
                Value::Integer(street.from),
                Value::Integer(street.to),
                text(&street.kind),
                text(street.foot.code()),
                text(street.bicycle.code()),
                number(Some(street.metres)),
                source(all.source),
                position(i),
            ]);
        }
    }
    wanted.insert(schema::STREETS.name, rows);
    let tables = parts.routes.iter().map(|t| vec![text(t.mode.code()), text(&t.stamp)]);
    wanted.insert(schema::ROUTE_TABLES.name, tables.collect());
    let mut rows = Vec::new();
    for table in &parts.routes {
        for (area, school, metres) in &table.metres {
            rows.push(vec![
                optional(parts.areas.get(area.0).map(|a| a.code.as_str())),
                optional(parts.schools.get(school.0).map(|s| s.code.as_str())),
                text(table.mode.code()),
                number(Some(*metres)),
            ]);
        }
    }
    wanted.insert(schema::ROUTES.name, rows);
    Ok(())
}
