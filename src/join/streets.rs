//! The street network: only as much of it as the town needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{BoundingRect, Coord, Geometry, Intersects, LineString, Rect};

use super::builder::{Builder, Input, JoinReport};
use super::recognise::Role;
use crate::data::dataset::Parts;
use crate::data::{Passage, SourceId, Street, Streets};
use crate::load::Record;
use crate::notice::Notice;

/// Streets up to so many metres outside the areas go along: a route may leave the municipality.
pub const MARGIN: f64 = 3000.0;

/// Puts the streets of a layer in the place of those that were there.
pub(super) fn add(builder: &mut Builder, input: &Input, source: SourceId, report: &mut JoinReport) {
    let near = surroundings(&builder.parts);
    let mut kinds: BTreeMap<String, Arc<str>> = BTreeMap::new();
    let mut streets = Vec::new();
    let mut far = 0;
    for record in &input.layer.records {
        let Some(street) = street(input, record, &mut kinds) else {
            report.refused += 1;
            let notice = Notice::warning("join-street-refused");
            builder.notices.push(input.at(notice, record));
            continue;
        };
        let within = |area: Rect<f64>| street.line.bounding_rect().is_some_and(|b| b.intersects(&area));
        if near.is_none_or(within) {
            report.used += 1;
            streets.push(street);
        } else {
            // Named together, by number: there can be a province of them.
            report.refused += 1;
            far += 1;
        }
    }
    let file = &input.layer.source.file;
    if far > 0 && !streets.is_empty() {
        let notice = Notice::info("join-streets-far").arg("number", far).arg("kilometres", MARGIN / 1000.0);
        builder.notices.push(notice.file(file.clone()));
    }
    if streets.is_empty() {
        builder.notices.push(Notice::warning("join-streets-elsewhere").file(file.clone()));
        return;
    }
    if let Some(old) = builder.parts.streets.take() {
        builder.report_replaced(old.source, source);
    }
    builder.parts.streets = Some(Arc::new(Streets { source, streets }));
    builder.parts.routes.clear();
}

/// The box of all areas, else of all schools, with a margin.
fn surroundings(parts: &Parts) -> Option<Rect<f64>> {
    let areas = parts.areas.iter().filter_map(|a| a.shape.bounding_rect());
    let whole = |a: Rect<f64>, b: Rect<f64>| {
        let (low, high) = (a.min(), b.min());
        let min = Coord { x: low.x.min(high.x), y: low.y.min(high.y) };
        let (low, high) = (a.max(), b.max());
        Rect::new(min, Coord { x: low.x.max(high.x), y: low.y.max(high.y) })
    };
    let schools = || parts.schools.iter().map(|s| Rect::new(s.at.0, s.at.0)).reduce(whole);
    let all = areas.reduce(whole).or_else(schools)?;
    let margin = Coord { x: MARGIN, y: MARGIN };
    Some(Rect::new(all.min() - margin, all.max() + margin))
}

fn street(input: &Input, record: &Record, kinds: &mut BTreeMap<String, Arc<str>>) -> Option<Street> {
    let value = |role| record.values.get(*input.recognised.columns.get(&role)?);
    let whole = |number: f64| (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64);
    let node = |role| value(role).and_then(|v| input.number(v)).and_then(whole);
    let passage = |role| value(role)?.text().and_then(|t| Passage::from_code(&t));
    let field = |name: &str| record.values.get(input.layer.field(&[name])?);
    let kind = field("highway").and_then(|v| v.text()).unwrap_or_default();
    let metres = value(Role::Metres).and_then(|v| input.number(v)).filter(|m| *m >= 0.0)?;
    Some(Street {
        way: field("way").and_then(|v| input.number(v)).and_then(whole).unwrap_or_default(),
        from: node(Role::FromNode)?,
        to: node(Role::ToNode)?,
        kind: Arc::clone(kinds.entry(kind).or_insert_with_key(|kind| Arc::from(kind.as_str()))),
        foot: passage(Role::Foot)?,
        bicycle: passage(Role::Bicycle)?,
        metres,
        line: line(record.geometry.as_ref()?)?,
    })
}

fn line(geometry: &Geometry<f64>) -> Option<LineString<f64>> {
    let line = match geometry {
        Geometry::LineString(line) => line,
        Geometry::MultiLineString(lines) if lines.0.len() == 1 => lines.0.first()?,
        _ => return None,
    };
    (line.0.len() > 1).then(|| line.clone())
}
