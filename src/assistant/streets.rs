//! Which streets: one network, of this town.

use std::cmp::Reverse;

use geo::{BoundingRect, Coord, Intersects, Rect};

use super::borders::Ground;
use super::scan::{Found, year_of_name};
use super::{Plan, Reason};
use crate::join::{Input, Kind, STREETS_MARGIN};

/// Takes the streets of which most lie in or near the municipality (then the newest, then the first
/// by name), since a second network would take the place of the first. Streets of elsewhere are
/// none: then they are missing.
pub(super) fn choose(plan: &mut Plan, layers: &[Found], ground: &Ground) {
    let Some(near) = surroundings(ground) else { return };
    let mut networks: Vec<(usize, &Found, &Input)> = Vec::new();
    for found in layers {
        for input in found.inputs.iter().filter(|i| i.recognised.kind == Kind::Streets) {
            let boxes = input.layer.records.iter().filter_map(|r| r.geometry.as_ref()?.bounding_rect());
            let rows = boxes.filter(|street| street.intersects(&near)).count();
            if rows == 0 {
                let elsewhere = Reason::than("assistant-left-elsewhere", &plan.municipality.clone());
                plan.leave(found, Some(Kind::Streets), elsewhere);
            } else {
                networks.push((rows, found, input));
            }
        }
    }
    networks.sort_by_key(|(rows, found, _)| {
        (Reverse(*rows), Reverse(year_of_name(&found.name)), found.name.clone())
    });
    let mut best: Option<&str> = None;
    for (rows, found, input) in networks {
        if let Some(best) = best {
            plan.leave(found, Some(Kind::Streets), Reason::than("assistant-left-streets", best));
            continue;
        }
        best = Some(&found.name);
        let mut reason = Reason::counting("assistant-used-table", rows);
        reason.of = Some(input.layer.records.len()).filter(|all| *all > rows);
        plan.use_it(found, Kind::Streets, reason);
        plan.inputs.push(input.clone());
    }
}

/// The box of the municipality, with the margin within which streets are kept.
fn surroundings(ground: &Ground) -> Option<Rect<f64>> {
    let boxes = ground.shapes.iter().filter_map(BoundingRect::bounding_rect);
    let all = boxes.reduce(|a, b| {
        let low = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
        Rect::new(low, Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) })
    })?;
    let margin = Coord { x: STREETS_MARGIN, y: STREETS_MARGIN };
    Some(Rect::new(all.min() - margin, all.max() + margin))
}
