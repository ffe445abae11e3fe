//! Points where pupils live, and the simple base map.

use std::collections::BTreeMap;

use geo::{BoundingRect, Intersects, Point, Rect};

use super::builder::{Builder, Input, JoinReport};
use super::codes::AreaCodes;
use super::recognise::Role;
use crate::data::dataset::Parts;
use crate::data::{AreaId, BaseFeature, BaseKind, PointOrigin, PupilPoint, Subject, own_layer_name};
use crate::notice::Notice;
use crate::number::Count;

/// A given point for an area: its code in one spelling, and RD metres.
pub(super) struct GivenPoint {
    code: String,
    at: Point<f64>,
}

/// Reads `area, x, y`; the coordinates are in the system of the areas or that of the table.
pub(super) fn points(builder: &mut Builder, input: &Input, report: &mut JoinReport) -> Vec<GivenPoint> {
    let codes = builder.area_codes_of(input);
    let mut out = Vec::new();
    for record in &input.layer.records {
        let Some(code) = input.text(record, Role::AreaCode) else {
            report.refused += 1;
            let notice = Notice::error("join-area-without-code").column(input.column(Role::AreaCode));
            builder.notices.push(input.at(notice, record));
            continue;
        };
        let Some(geo::Geometry::Point(at)) = record.geometry else {
            report.refused += 1;
            let notice = Notice::error("join-bad-coordinates").arg("code", &code);
            builder.notices.push(input.at(notice, record));
            continue;
        };
        if codes.covering(&code).is_none() {
            report.unmatched.push((record.number, code));
            continue;
        }
        report.used += 1;
        out.push(GivenPoint { code: codes.canonical(&code), at });
    }
    out
}

/// Sets the pupil points: as given for the area itself, else the mean of the given points of finer
/// areas, weighted by their pupils. `finer_pupils` holds the pupils of areas that are not loaded
/// themselves, by code; where there are none at all, each point counts once.
pub(super) fn set_points(parts: &mut Parts, given: &[GivenPoint], finer_pupils: &BTreeMap<String, f64>) {
    let codes = AreaCodes::new(&parts.areas);
    let mut finer: Vec<Vec<(Point<f64>, f64)>> = vec![Vec::new(); parts.areas.len()];
    for point in given {
        if let Some(id) = codes.exact(&point.code) {
            parts.areas[id.0].pupil_point = PupilPoint { at: point.at, origin: PointOrigin::Given };
        } else if let Some(id) = codes.covering(&point.code) {
            let unlisted = if finer_pupils.is_empty() { 1.0 } else { 0.0 };
            let pupils = finer_pupils.get(&codes.canonical(&point.code)).copied();
            finer[id.0].push((point.at, pupils.unwrap_or(unlisted)));
        }
    }
    // Loaded finer areas, weighted by the pupils that live there.
    for (i, area) in parts.areas.iter().enumerate() {
        let Some(AreaId(parent)) = area.parent else { continue };
        let pupils = pupils_of(parts, i);
        if pupils > 0.0 && area.pupil_point.origin == PointOrigin::Given {
            finer[parent].push((area.pupil_point.at, pupils));
        }
    }
    for (area, points) in parts.areas.iter_mut().zip(finer) {
        let weight: f64 = points.iter().map(|(_, w)| w).sum();
        if area.pupil_point.origin == PointOrigin::Interior && weight > 0.0 {
            let x = points.iter().map(|(p, w)| p.x() * w).sum::<f64>() / weight;
            let y = points.iter().map(|(p, w)| p.y() * w).sum::<f64>() / weight;
            area.pupil_point = PupilPoint { at: Point::new(x, y), origin: PointOrigin::FinerAreas };
        }
    }
}

/// All pupils known to live in an area, of the first table that mentions it; 0 when none does.
fn pupils_of(parts: &Parts, area: usize) -> f64 {
    let tables = parts.counts.iter().filter(|t| t.subject == Subject::Home);
    let total = tables.map(|t| t.total(area)).find(|c| !c.is_unknown());
    match total {
        Some(Count::Known(value)) => value,
        Some(other) => other.bounds().map_or(0.0, |(least, greatest)| f64::midpoint(least, greatest)),
        None => 0.0,
    }
}

pub(super) fn add_base(builder: &mut Builder, input: &Input, report: &mut JoinReport) {
    for record in &input.layer.records {
        let kind = input.text(record, Role::BaseKind).and_then(|k| BaseKind::from_code(&k));
        let (Some(kind), Some(geometry)) = (kind, record.geometry.clone()) else {
            report.refused += 1;
            let notice = Notice::warning("join-base-unknown").column(input.column(Role::BaseKind));
            builder.notices.push(input.at(notice, record));
            continue;
        };
        report.used += 1;
        let name = input.text(record, Role::AreaName);
        builder.parts.base.push(BaseFeature { kind, name, geometry });
    }
}

/// Room around the town that an own layer keeps, RD metres: who looks a little further sees no edge.
const AROUND_M: f64 = 5_000.0;

/// Takes the shapes of a layer as they are, those near the town; a layer of the same name gives way.
pub(super) fn add_own(builder: &mut Builder, input: &Input, report: &mut JoinReport) {
    let name = own_layer_name(&input.layer.source.file);
    let near = town(&builder.parts);
    builder.parts.base.retain(|f| f.kind != BaseKind::Own || f.name.as_deref() != Some(name.as_str()));
    for record in &input.layer.records {
        let Some((geometry, bounds)) = record.geometry.as_ref().and_then(|g| Some((g, g.bounding_rect()?)))
        else {
            report.refused += 1;
            builder.notices.push(input.at(Notice::warning("join-own-no-shape"), record));
            continue;
        };
        if near.is_some_and(|near| !near.intersects(&bounds)) {
            report.elsewhere += 1;
            continue;
        }
        report.used += 1;
        let geometry = geometry.clone();
        builder.parts.base.push(BaseFeature { kind: BaseKind::Own, name: Some(name.clone()), geometry });
    }
    if report.used == 0 && report.elsewhere > 0 {
        let notice = Notice::warning("join-own-elsewhere").arg("number", report.elsewhere);
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
}

/// Around the areas and schools, with room; `None` where there are none yet.
fn town(parts: &Parts) -> Option<Rect<f64>> {
    let areas = parts.areas.iter().filter_map(|a| a.shape.bounding_rect());
    let schools = parts.schools.iter().map(|s| s.at.bounding_rect());
    let town = areas.chain(schools).reduce(|a, b| {
        Rect::new(
            (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
            (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
        )
    })?;
    let (a, b) = (town.min(), town.max());
    Some(Rect::new((a.x - AROUND_M, a.y - AROUND_M), (b.x + AROUND_M, b.y + AROUND_M)))
}
