//! How much two kinds of catchments differ.

use geo::{Area, BooleanOps, BoundingRect, Contains, Intersects, MultiPolygon, Point};

use super::catchments::{Catchments, SchoolCatchment};
use super::outline::union;
use crate::choice::Homes;
use crate::data::SchoolId;

/// What part of a town falls to another school by another rule. Only what lies in a catchment by
/// both rules is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Share of the surface (0..1); `None` where the two have no surface in common.
    pub area: Option<f64>,
    /// Surface in square metres that lies in a catchment by both.
    pub area_m2: f64,
    /// Share of the pupils (0..1), each taken to live at the point of its area; `None` without any.
    pub pupils: Option<f64>,
    /// Pupils who live in a catchment by both.
    pub of_pupils: f64,
}

/// Compares two kinds of catchments by surface and, when the homes are known, by pupils.
pub fn compare(a: &Catchments, b: &Catchments, homes: Option<&Homes>) -> Difference {
    let whole = |c: &Catchments| union(&c.list.iter().map(|one| &one.shape).collect::<Vec<_>>());
    let area_m2 = whole(a).intersection(&whole(b)).unsigned_area();
    let mut same: Vec<MultiPolygon<f64>> = Vec::new();
    for one in &a.list {
        let Some(bounds) = one.shape.bounding_rect() else { continue };
        for other in b.list.iter().filter(|other| share_a_school(one, other)) {
            if other.shape.bounding_rect().is_some_and(|r| r.intersects(&bounds)) {
                same.push(one.shape.intersection(&other.shape));
            }
        }
    }
    // Catchments that overlap would count twice if surfaces were added up.
    let same_m2 = union(&same.iter().collect::<Vec<_>>()).unsigned_area();
    let (mut of_pupils, mut moved) = (0.0, 0.0);
    for (home, at) in homes.iter().flat_map(|h| h.points.iter().enumerate()) {
        let pupils = homes.map_or(0.0, |h| h.total(home));
        let (first, second) = (schools_at(a, *at), schools_at(b, *at));
        if first.is_empty() || second.is_empty() {
            continue;
        }
        of_pupils += pupils;
        if !first.iter().any(|school| second.contains(school)) {
            moved += pupils;
        }
    }
    Difference {
        area: (area_m2 > 0.0).then(|| (1.0 - same_m2 / area_m2).clamp(0.0, 1.0)),
        area_m2,
        pupils: (of_pupils > 0.0).then(|| moved / of_pupils),
        of_pupils,
    }
}

fn share_a_school(a: &SchoolCatchment, b: &SchoolCatchment) -> bool {
    a.schools().any(|school| b.schools().any(|other| other == school))
}

/// The schools in whose catchment a point lies.
pub fn schools_at(catchments: &Catchments, at: Point<f64>) -> Vec<SchoolId> {
    let holds = |c: &&SchoolCatchment| {
        c.shape.bounding_rect().is_some_and(|r| r.intersects(&at)) && c.shape.contains(&at)
    };
    catchments.list.iter().filter(holds).flat_map(SchoolCatchment::schools).collect()
}
