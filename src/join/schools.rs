//! School sites from points, and the catchments given for them.

use std::collections::HashMap;

use geo::{Geometry, InteriorPoint, Point};
use rayon::prelude::*;

use super::addresses::{Place, clean_postcode};
use super::areas::polygons;
use super::attributes;
use super::builder::{Builder, FirstSeen, Input, JoinReport};
use super::codes::site_code;
use super::recognise::Role;
use super::tables::{count, is_masked};
use crate::data::{Basis, Catchment, Dataset, Level, School, Subject};
use crate::load::Record;
use crate::notice::Notice;
use crate::number::Count;
use crate::source::SourceId;

/// The code of the school that a record is about.
pub(super) fn code_of(input: &Input, record: &Record) -> Option<String> {
    let brin = input.text(record, Role::Brin);
    let site = input.text(record, Role::SchoolCode);
    site_code(brin.as_deref(), site.as_deref())
}

pub(super) fn add(builder: &mut Builder, input: &Input, source: SourceId, report: &mut JoinReport) {
    // What was there already; a code that occurs twice in this layer is refused below.
    let loaded: HashMap<String, usize> =
        builder.parts.schools.iter().enumerate().map(|(i, s)| (s.code.clone(), i)).collect();
    let mut seen: FirstSeen<String> = FirstSeen::new();
    // Schools that got a point from their postcode, and the source that says so of them.
    let (mut placed, mut near): (Vec<String>, Option<SourceId>) = (Vec::new(), None);
    // Schools that got the point of their address.
    let mut addressed = 0;
    let mut units = vec![None; input.layer.records.len()];
    for (record, unit) in input.layer.records.iter().zip(&mut units) {
        let Some(code) = code_of(input, record) else {
            report.refused += 1;
            let notice = Notice::error("join-school-without-code").column(input.column(Role::SchoolCode));
            builder.notices.push(input.at(notice, record));
            continue;
        };
        if let Some(first) = seen.get(&code) {
            report.refused += 1;
            let notice = Notice::warning("join-school-twice").arg("code", &code).arg("first", first);
            builder.notices.push(input.at(notice, record));
            continue;
        }
        let by_address = || match builder.addresses.of(input, record) {
            Some(Place::Own(at)) => Some((at, false)),
            Some(Place::Near(at)) => Some((at, true)),
            None => by_postcode(builder, input, record).map(|at| (at, true)),
        };
        let given = point(record);
        addressed += usize::from(given.is_none() && by_address().is_some_and(|(_, near)| !near));
        let place = given.map(|at| (at, false)).or_else(by_address);
        let Some((at, is_near)) = place else {
            report.refused += 1;
            let notice = Notice::error("join-school-without-point").arg("code", &code);
            builder.notices.push(input.at(notice, record));
            continue;
        };
        seen.insert(code.clone(), record.number);
        report.used += 1;
        let address = match (input.text(record, Role::Street), input.text(record, Role::HouseNumber)) {
            (Some(street), Some(number)) => Some(format!("{street} {number}")),
            (street, _) => street,
        };
        let school = School {
            name: input.text(record, Role::SchoolName).unwrap_or_else(|| code.clone()),
            code,
            at,
            kind: input.text(record, Role::SchoolKind),
            denomination: input.text(record, Role::Denomination),
            board: input.text(record, Role::Board),
            address,
            postcode: school_postcode(builder, input, record),
            town: input.text(record, Role::Town),
            pupils: published_total(builder, input, record),
            source: if !is_near { source } else { *near.get_or_insert_with(|| near_source(builder, source)) },
        };
        placed.extend(is_near.then(|| format!("{} ({})", school.name, school.code)));
        match loaded.get(&school.code).and_then(|&i| Some((i, builder.parts.schools.get_mut(i)?))) {
            Some((i, old)) => {
                *unit = Some(i);
                *old = school;
            }
            None => {
                *unit = Some(builder.parts.schools.len());
                builder.parts.schools.push(school);
            }
        }
    }
    if addressed > 0 {
        let notice = Notice::info("join-schools-by-address").arg("schools", addressed);
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
    if !placed.is_empty() {
        const NAMED: usize = 5;
        let named = placed.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let notice = Notice::warning("join-schools-by-postcode")
            .arg("schools", placed.len())
            .arg("named", if placed.len() > NAMED { format!("{named} …") } else { named });
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
    builder.pad();
    attributes::put(builder, input, source, Subject::School, &units);
}

/// The postcode of a school; one that is none is said and left out.
fn school_postcode(builder: &mut Builder, input: &Input, record: &Record) -> Option<String> {
    let text = input.text(record, Role::Postcode)?;
    // Who knows no more than four digits has not written them wrongly.
    if Level::of_area_code(&text) == Level::Postcode {
        return Some(text);
    }
    let clean = clean_postcode(&text);
    if clean.is_none() {
        let notice = Notice::warning("join-not-a-postcode").arg("value", text);
        builder.notices.push(input.at(notice.column(input.column(Role::Postcode)), record));
    }
    clean
}

/// A point inside the postcode area of a school of which no point is given.
fn by_postcode(builder: &Builder, input: &Input, record: &Record) -> Option<Point<f64>> {
    let postcode: String =
        input.text(record, Role::Postcode)?.chars().filter(|c| !c.is_whitespace()).take(4).collect();
    let area = || {
        let area = builder.parts.areas.iter().find(|a| a.code == postcode)?;
        (area.level == Level::Postcode).then(|| area.shape.interior_point()).flatten()
    };
    builder.split.point(&postcode).or_else(area)
}

/// The source of schools that stand somewhere in their postcode area: estimated.
fn near_source(builder: &mut Builder, source: SourceId) -> SourceId {
    let mut near = builder.parts.sources.get(source.0).cloned().unwrap_or_default();
    near.basis = near.basis.max(Basis::Estimated);
    near.title = format!("{} (plaats geschat uit de postcode)", near.title);
    builder.parts.sources.push(near);
    SourceId(builder.parts.sources.len() - 1)
}

fn point(record: &Record) -> Option<Point<f64>> {
    match record.geometry.as_ref()? {
        Geometry::Point(p) => Some(*p),
        Geometry::MultiPoint(points) if points.0.len() == 1 => points.0.first().copied(),
        _ => None,
    }
}

/// The published total; what cannot be one is said and unknown.
fn published_total(builder: &mut Builder, input: &Input, record: &Record) -> Count {
    let Some(value) = input.recognised.columns.get(&Role::PupilsTotal).and_then(|&i| record.values.get(i))
    else {
        return Count::Unknown;
    };
    if value.text().is_none() {
        return Count::Unknown;
    }
    builder.masked += usize::from(is_masked(input, value));
    match count(input, value) {
        Ok(count) => count,
        Err(notice) => {
            let notice = notice.column(input.column(Role::PupilsTotal));
            builder.notices.push(input.at(notice, record));
            Count::Unknown
        }
    }
}

pub(super) fn add_catchments(
    builder: &mut Builder,
    input: &Input,
    source: SourceId,
    report: &mut JoinReport,
) {
    let codes = builder.school_codes();
    for record in &input.layer.records {
        let Some(code) = code_of(input, record) else {
            report.refused += 1;
            let notice = Notice::error("join-school-without-code").column(input.column(Role::SchoolCode));
            builder.notices.push(input.at(notice, record));
            continue;
        };
        let Some(school) = codes.find(&code) else {
            report.unmatched.push((record.number, code));
            continue;
        };
        match record.geometry.clone().and_then(polygons) {
            Some(shape) => {
                report.used += 1;
                builder.parts.catchments.push(Catchment { school, shape, source });
            }
            None => {
                report.refused += 1;
                let notice = Notice::error("join-area-without-shape").arg("code", &code);
                builder.notices.push(input.at(notice, record));
            }
        }
    }
}

/// A notice about schools that lie outside every loaded area: a wrong point, or a town that is not
/// whole.
pub(super) fn outside(dataset: &Dataset) -> Option<Notice> {
    const NAMED: usize = 5;
    let levels = dataset.levels();
    if levels.is_empty() {
        return None;
    }
    let lost = |s: &&School| levels.iter().all(|l| dataset.area_at(s.at, *l).is_none());
    let outside: Vec<&School> = dataset.schools().par_iter().filter(lost).collect();
    if outside.is_empty() {
        return None;
    }
    let named: Vec<String> = outside.iter().take(NAMED).map(|s| format!("{} ({})", s.name, s.code)).collect();
    let more = if outside.len() > NAMED { " …" } else { "" };
    Some(
        Notice::warning("join-schools-outside")
            .arg("schools", outside.len())
            .arg("named", format!("{}{more}", named.join(", "))),
    )
}
