//! Areas from polygons, and how they nest.

use std::collections::HashMap;

use geo::{Area as _, BoundingRect, Centroid, Contains, InteriorPoint};
use geo::{Geometry, MultiPolygon, Orient, orient::Direction};

use super::builder::{Builder, FirstSeen, Input, JoinReport};
use super::indicators;
use super::recognise::Role;
use crate::data::dataset::Parts;
use crate::data::{Area, AreaId, Level, PointOrigin, PupilPoint, area::parent_area_code};
use crate::notice::Notice;
use crate::source::SourceId;

/// Adds the areas of a layer; an area whose code is already there gets the new name and shape.
pub(super) fn add(builder: &mut Builder, input: &Input, source: SourceId, report: &mut JoinReport) {
    let mut seen: FirstSeen<String> = FirstSeen::new();
    // What was there already; a code that occurs twice in this layer has been refused by then.
    let loaded: HashMap<String, usize> =
        builder.parts.areas.iter().enumerate().map(|(i, a)| (a.code.clone(), i)).collect();
    let mut ids: Vec<Option<AreaId>> = vec![None; input.layer.records.len()];
    for (position, record) in input.layer.records.iter().enumerate() {
        let Some(code) = input.text(record, Role::AreaCode) else {
            report.refused += 1;
            let notice = Notice::error("join-area-without-code").column(input.column(Role::AreaCode));
            builder.notices.push(input.at(notice, record));
            continue;
        };
        if let Some(first) = seen.get(&code) {
            report.refused += 1;
            let notice = Notice::warning("join-area-twice").arg("code", &code).arg("first", first);
            builder.notices.push(input.at(notice, record));
            continue;
        }
        let Some(shape) = record.geometry.clone().and_then(polygons) else {
            report.refused += 1;
            let notice = Notice::error("join-area-without-shape").arg("code", &code);
            builder.notices.push(input.at(notice, record));
            continue;
        };
        let place = if builder.findings_only { shape.centroid() } else { shape.interior_point() };
        let Some(at) = place else {
            report.refused += 1;
            let notice = Notice::error("join-area-without-shape").arg("code", &code);
            builder.notices.push(input.at(notice, record));
            continue;
        };
        seen.insert(code.clone(), record.number);
        report.used += 1;
        let area = Area {
            name: input.text(record, Role::AreaName).unwrap_or_else(|| code.clone()),
            level: Level::of_area_code(&code),
            code,
            parent: None,
            shape,
            pupil_point: PupilPoint { at, origin: PointOrigin::Interior },
            source,
        };
        let id = match loaded.get(&area.code).copied() {
            Some(at) => {
                builder.parts.areas[at] = area;
                at
            }
            None => {
                builder.parts.areas.push(area);
                builder.parts.areas.len() - 1
            }
        };
        ids[position] = Some(AreaId(id));
    }
    builder.pad();
    indicators::from_areas(builder, input, source, &ids);
}

/// The polygons of a geometry with exterior rings counter-clockwise; `None` without any surface.
pub(super) fn polygons(geometry: Geometry<f64>) -> Option<MultiPolygon<f64>> {
    let shape = match geometry {
        Geometry::Polygon(p) => MultiPolygon(vec![p]),
        Geometry::MultiPolygon(m) => m,
        Geometry::GeometryCollection(parts) => {
            MultiPolygon(parts.into_iter().filter_map(polygons).flat_map(|m| m.0).collect())
        }
        _ => return None,
    };
    let shape = MultiPolygon(shape.0.into_iter().filter(|p| p.unsigned_area() > 0.0).collect());
    (!shape.0.is_empty()).then(|| shape.orient(Direction::Default))
}

/// Gives every area its parent: by CBS code, else the coarser area in which it lies.
pub(super) fn nest(parts: &mut Parts) {
    let by_code: std::collections::HashMap<String, AreaId> =
        parts.areas.iter().enumerate().map(|(i, a)| (a.code.clone(), AreaId(i))).collect();
    let coarse: Vec<(AreaId, Option<geo::Rect<f64>>)> = parts
        .areas
        .iter()
        .enumerate()
        .filter(|(_, a)| a.level == Level::Municipality)
        .map(|(i, a)| (AreaId(i), a.shape.bounding_rect()))
        .collect();
    let mut parents = Vec::with_capacity(parts.areas.len());
    for area in &parts.areas {
        let mut code = parent_area_code(&area.code);
        let mut parent = None;
        while let (None, Some(c)) = (parent, code) {
            parent = by_code.get(&c).copied();
            code = parent_area_code(&c);
        }
        // Only divisions without codes that nest need the geometry: postcodes and own divisions
        // do not nest in wijken, so that nothing but a municipality can hold them.
        if parent.is_none() && matches!(area.level, Level::Other | Level::Postcode) {
            let inner = (!coarse.is_empty()).then(|| area.shape.interior_point()).flatten();
            parent = coarse
                .iter()
                .filter(|(_, r)| inner.is_some_and(|p| r.is_some_and(|r| r.contains(&p))))
                .find(|(id, _)| inner.is_some_and(|p| parts.areas[id.0].shape.contains(&p)))
                .map(|(id, _)| *id);
        }
        parents.push(parent);
    }
    for (area, parent) in parts.areas.iter_mut().zip(parents) {
        area.parent = parent;
    }
}
