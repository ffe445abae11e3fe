//! How much two kinds of catchments differ.

use geo::{Area, BooleanOps, BoundingRect, Contains, Intersects, MultiPolygon, Point};
use rayon::prelude::*;

use super::catchments::{Catchments, SchoolCatchment};
use super::living::{Living, LivingIn};
use super::outline::{union, without_slivers};
use crate::choice::Homes;
use crate::data::{Basis, SchoolId};
use crate::number::{DASH, percent};
use crate::text::{Language, text, text_with};

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
    let same_m2 = same(a, b).unsigned_area();
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

/// Where the two have a school in common.
fn same(a: &Catchments, b: &Catchments) -> MultiPolygon<f64> {
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
    union(&same.iter().collect::<Vec<_>>())
}

/// A part of the town that falls to another school.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The school by the first kind.
    pub from: SchoolId,
    /// The school by the second.
    pub to: SchoolId,
    pub shape: MultiPolygon<f64>,
}

/// A school by both kinds.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolDifference {
    pub school: SchoolId,
    /// Square metres of its catchment by the first and the second kind; `None` where it has none.
    pub area_m2: [Option<f64>; 2],
    /// Square metres that it has by both.
    pub both_m2: f64,
    /// Who lives in it by the first and the second kind.
    pub living: [LivingIn; 2],
}

impl SchoolDifference {
    /// Square metres that it has by only one of the two.
    pub fn differing_m2(&self) -> f64 {
        let [a, b] = self.area_m2.map(|m2| m2.unwrap_or(0.0));
        (a + b - 2.0 * self.both_m2).max(0.0)
    }
}

/// Two kinds of catchments beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Over the whole town.
    pub whole: Difference,
    /// What falls to another school; the largest first. Together they are what `whole.area` is of,
    /// but for slivers.
    pub passages: Vec<Passage>,
    /// Every school that has a catchment by one of them; those that differ most first.
    pub schools: Vec<SchoolDifference>,
    /// On what the catchments rest, and so the share of the surface.
    pub area_basis: Basis,
    /// On what the catchments and the homes rest, and so the share of the pupils.
    pub pupil_basis: Basis,
}

impl Comparison {
    /// The shares that belong to another school than by the second kind, each with the mark of what it
    /// rests on.
    pub fn in_words(&self, other: &str, language: Language) -> [String; 2] {
        let told = |share: Option<f64>, basis: Basis, key: &str| {
            let share = share.map_or(DASH.to_owned(), |s| percent(s, 1, language));
            let sentence = text_with(language, key, &[("share", &share), ("other", other)]);
            match basis {
                Basis::Counted => sentence,
                Basis::Estimated => format!("{sentence} ({})", text(language, "basis-estimated")),
                Basis::Modelled => format!("{sentence} ({})", text(language, "basis-modelled")),
            }
        };
        [
            told(self.whole.area, self.area_basis, "catchment-differs-area"),
            told(self.whole.pupils, self.pupil_basis, "catchment-differs-pupils"),
        ]
    }
}

/// Compares two kinds of catchments part by part and school by school. Who lives where comes from
/// `living`, which holds only what may be shown.
pub fn comparison(a: &Catchments, b: &Catchments, homes: Option<&Homes>, living: &Living) -> Comparison {
    let agreed = same(a, b);
    let meet = |one: &SchoolCatchment, other: &SchoolCatchment| {
        let boxes = one.shape.bounding_rect().zip(other.shape.bounding_rect());
        boxes.is_some_and(|(r, s)| r.intersects(&s))
    };
    let pairs: Vec<(&SchoolCatchment, &SchoolCatchment)> = a
        .list
        .iter()
        .flat_map(|one| b.list.iter().map(move |other| (one, other)))
        .filter(|(one, other)| !share_a_school(one, other) && meet(one, other))
        .collect();
    let passage = |(one, other): (&SchoolCatchment, &SchoolCatchment)| {
        let common = one.shape.intersection(&other.shape);
        let shape = without_slivers(common.difference(&agreed)).0;
        (!shape.0.is_empty()).then_some(Passage { from: one.school, to: other.school, shape })
    };
    let mut passages: Vec<Passage> = pairs.into_par_iter().filter_map(passage).collect();
    passages.sort_by(|p, q| {
        let surface = q.shape.unsigned_area().total_cmp(&p.shape.unsigned_area());
        surface.then((p.from, p.to).cmp(&(q.from, q.to)))
    });
    let mut ids: Vec<SchoolId> = a.list.iter().chain(&b.list).flat_map(SchoolCatchment::schools).collect();
    ids.sort_unstable();
    ids.dedup();
    let school = |id: SchoolId| {
        let found = [a, b].map(|kind| kind.of(id).filter(|c| !c.shape.0.is_empty()));
        let both = match found {
            [Some(one), Some(other)] if meet(one, other) => {
                one.shape.intersection(&other.shape).unsigned_area()
            }
            _ => 0.0,
        };
        SchoolDifference {
            school: id,
            area_m2: found.map(|c| c.map(|c| c.shape.unsigned_area())),
            both_m2: both,
            living: found.map(|c| c.map(|c| living.within(&c.shape)).unwrap_or_default()),
        }
    };
    let mut schools: Vec<SchoolDifference> = ids.into_par_iter().map(school).collect();
    schools.sort_by(|p, q| q.differing_m2().total_cmp(&p.differing_m2()).then(p.school.cmp(&q.school)));
    let area_basis = a.basis.max(b.basis);
    let pupil_basis = area_basis.max(living.basis);
    Comparison { whole: compare(a, b, homes), passages, schools, area_basis, pupil_basis }
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
