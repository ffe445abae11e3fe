//! Loaded catchments: where they overlap, leave gaps or lie in pieces. Shown, not mended.

use std::collections::BTreeMap;

use geo::{Area, BooleanOps, BoundingRect, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::catchments::{Catchments, Gap, GapReason, Overlap, SchoolCatchment, hectares};
use super::living::Living;
use super::nearest::{candidates, few};
use super::outline::{union, without_slivers};
use super::rule::{Rule, Subset};
use crate::data::{Dataset, SchoolId};
use crate::notice::Notice;

/// The catchments that were loaded, held against the municipality.
///
/// # Errors
/// When none were loaded.
pub fn catchments(dataset: &Dataset, municipality: &MultiPolygon<f64>) -> Result<Catchments, Notice> {
    if dataset.catchments().is_empty() {
        return Err(Notice::error("catchment-none-given"));
    }
    let mut out = Catchments::new(Rule::Given);
    let mut by_school: BTreeMap<SchoolId, Vec<&MultiPolygon<f64>>> = BTreeMap::new();
    for given in dataset.catchments() {
        out.rest_on(dataset, given.source);
        by_school.entry(given.school).or_default().push(&given.shape);
    }
    for (school, shapes) in by_school {
        out.list.push(SchoolCatchment::new(school, union(&shapes)));
    }
    let mut slivers = overlaps(&mut out);
    slivers += gaps(&mut out, municipality);
    if slivers > 0 {
        out.notes.push(Notice::info("catchment-slivers").arg("count", slivers));
    }
    let without: Vec<String> = candidates(dataset, &Subset::All)
        .into_iter()
        .filter(|id| out.of(*id).is_none())
        .filter_map(|id| dataset.school(id))
        .map(|school| format!("{} ({})", school.name, school.code))
        .collect();
    if !without.is_empty() {
        let notice = Notice::info("catchment-school-without").arg("count", without.len());
        out.notes.push(notice.arg("schools", few(&without)));
    }
    out.find_islands();
    Ok(out)
}

/// How many pupils live where catchments overlap, as far as that may be told; `None` where nobody does.
pub fn living_in_overlap(found: &Catchments, living: &Living) -> Option<Notice> {
    let shapes: Vec<&MultiPolygon<f64>> = found.leftovers.overlaps.iter().map(|o| &o.shape).collect();
    // Where three overlap a place is in three pairs.
    let here = living.within(&union(&shapes));
    let key = if here.left_out > 0 { "catchment-overlap-pupils-some" } else { "catchment-overlap-pupils" };
    let notice = Notice::warning(key).arg("areas", here.areas);
    let pupils = format!("{:.0}", here.pupils);
    (here.areas > 0).then(|| notice.arg("pupils", pupils).arg("left_out", here.left_out))
}

/// Finds what lies in two catchments, and gives the number of slivers.
fn overlaps(out: &mut Catchments) -> usize {
    let boxes = out.list.iter().enumerate().filter_map(|(i, c)| {
        let b = c.shape.bounding_rect()?;
        Some(GeomWithData::new(Rectangle::from_corners([b.min().x, b.min().y], [b.max().x, b.max().y]), i))
    });
    let index = RTree::bulk_load(boxes.collect());
    let mut pairs = Vec::new();
    for (i, catchment) in out.list.iter().enumerate() {
        let Some(b) = catchment.shape.bounding_rect() else { continue };
        let envelope = AABB::from_corners([b.min().x, b.min().y], [b.max().x, b.max().y]);
        let near = index.locate_in_envelope_intersecting(&envelope).map(|hit| hit.data);
        pairs.extend(near.filter(|j| *j > i).map(|j| (i, j)));
    }
    pairs.sort_unstable();
    let list = &out.list;
    let found: Vec<(Overlap, usize)> = pairs
        .into_par_iter()
        .filter_map(|(i, j)| {
            let (a, b) = (list.get(i)?, list.get(j)?);
            let (shape, slivers) = without_slivers(a.shape.intersection(&b.shape));
            Some((Overlap { schools: (a.school, b.school), shape }, slivers))
        })
        .collect();
    let slivers = found.iter().map(|(_, slivers)| slivers).sum();
    out.leftovers.overlaps =
        found.into_iter().map(|(overlap, _)| overlap).filter(|o| !o.shape.0.is_empty()).collect();
    if !out.leftovers.overlaps.is_empty() {
        let surface = out.leftovers.overlaps.iter().map(|o| o.shape.unsigned_area()).sum();
        let notice = Notice::warning("catchment-overlaps").arg("count", out.leftovers.overlaps.len());
        out.notes.push(notice.arg("hectares", hectares(surface)));
    }
    slivers
}

/// Finds what lies in no catchment, and what lies outside the municipality; gives the number of
/// slivers.
fn gaps(out: &mut Catchments, municipality: &MultiPolygon<f64>) -> usize {
    if municipality.0.is_empty() {
        return 0;
    }
    let covered = union(&out.list.iter().map(|c| &c.shape).collect::<Vec<_>>());
    let (gaps, slivers) = without_slivers(municipality.difference(&covered));
    if !gaps.0.is_empty() {
        let notice = Notice::warning("catchment-gaps").arg("count", gaps.0.len());
        out.notes.push(notice.arg("hectares", hectares(gaps.unsigned_area())));
        let gap = |part| Gap { why: GapReason::NotCovered, area: None, shape: MultiPolygon(vec![part]) };
        out.leftovers.gaps.extend(gaps.into_iter().map(gap));
    }
    let (outside, beyond) = without_slivers(covered.difference(municipality));
    if !outside.0.is_empty() {
        let surface = hectares(outside.unsigned_area());
        out.notes.push(Notice::info("catchment-outside").arg("hectares", surface));
    }
    slivers + beyond
}
