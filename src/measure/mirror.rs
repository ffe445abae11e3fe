//! The mirror: is a school a reflection of the population that it should reflect?
//!
//! The reference of a school (its wijk, its buurt, its catchment, the nearest k pupils) is chosen
//! and counted elsewhere; here it is one row of counts per school, of which only the composition
//! matters.
//!
//! # The figure for the town
//!
//! School i with `t_i` pupils mirrors its reference `r_i` when it has `t_i r_ik` pupils of every group
//! k. A pupil is *out of the mirror* when its group exceeds that number at its school; their number
//! `Σ_i Σ_k max(0, n_ik − t_i r_ik)` is the least number of pupils who must leave their school for every
//! school to mirror its reference with every school keeping its size, since each vacated place is
//! to be taken by exactly one pupil of a group that falls short.
//!
//! The places that become free can be filled from within only as far as the town's schools hold
//! the pupils that the references ask for. They do when `Σ_i t_i r_ik = N_k` for every group. They
//! do not when, for example, small schools stand in wijken with many children of one group, or
//! many children of a wijk go to school out of town. Then no way of moving pupils lets every
//! school mirror its reference: `½ Σ_k |N_k − Σ_i t_i r_ik|` pupils would have to be exchanged with
//! pupils from elsewhere. That part is reported beside the figure and never hidden in it.
//! Rescaling the references to what the schools hold would make the figure attainable by giving
//! every school another mirror than the one it was promised; it is not done.

mod ranges;

use serde::{Deserialize, Serialize};

pub use ranges::{out_of_mirror_range, share_range};

use super::counts::Counts;
use crate::notice::Notice;

/// How near a share is to its reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reflection {
    /// Within the first limit.
    Reflects,
    /// Beyond the first limit, within the second.
    Leans,
    /// Beyond the second limit.
    StronglyLeans,
}

/// From how many percentage points a school leans, and strongly leans. A difference of exactly a
/// limit is still within it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    pub leans: f64,
    pub strongly: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { leans: 10.0, strongly: 20.0 }
    }
}

/// Differences are of decimal shares: 0.35 − 0.25 is 9.999999999999998 points, and its neighbour
/// just over ten must not fall in another class.
const POINT_ROUNDING: f64 = 1e-9;

impl Limits {
    /// The class of a difference in percentage points, whichever its sign.
    pub fn class(self, points: f64) -> Reflection {
        if points.abs() > self.strongly + POINT_ROUNDING {
            Reflection::StronglyLeans
        } else if points.abs() > self.leans + POINT_ROUNDING {
            Reflection::Leans
        } else {
            Reflection::Reflects
        }
    }
}

/// One group at one school beside its reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reflected {
    /// Share of the group at the school, 0..1.
    pub share: f64,
    /// Share of the group in the reference, 0..1.
    pub reference: f64,
    /// Percentage points, −100..100: positive where the school has more of the group.
    pub points: f64,
    /// Location quotient: share over reference; `None` when the reference has nobody of the group.
    pub quotient: Option<f64>,
    pub class: Reflection,
}

/// One school beside its reference.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolMirror {
    /// One per group, in the order of the table.
    pub groups: Vec<Reflected>,
    /// The class of the group that is furthest from its reference.
    pub class: Reflection,
    /// Pupils out of the mirror: `Σ_k max(0, n_k − t r_k)`.
    pub out_of_mirror: f64,
}

/// All schools beside their references.
#[derive(Clone, Debug, PartialEq)]
pub struct Mirror {
    /// One per school; `None` for a school without pupils or without a reference.
    pub schools: Vec<Option<SchoolMirror>>,
    /// Share of the pupils of the schools compared who would have to leave their school for every
    /// school to mirror its reference, 0..1; `None` when no school can be compared.
    pub share_to_move: Option<f64>,
    /// The part of that share for which the schools do not hold the pupils: it would take an
    /// exchange with pupils from elsewhere. Zero when the mirror is attainable.
    pub unattainable_share: Option<f64>,
    /// Pupils behind the share.
    pub pupils_to_move: f64,
}

/// Compares every school with its reference: row i of `references` is the reference population of
/// row i of `schools`, in the same groups.
///
/// # Errors
/// Another number of rows, or other groups.
pub fn mirror(schools: &Counts, references: &Counts, limits: Limits) -> Result<Mirror, Notice> {
    if schools.len() != references.len() {
        let notice = Notice::error("measure-mirror-units");
        return Err(notice.arg("schools", schools.len()).arg("references", references.len()));
    }
    if schools.groups() != references.groups() {
        return Err(Notice::error("measure-mirror-groups"));
    }
    let mut surplus = vec![0.0; schools.groups().len()];
    let (mut pupils, mut moved) = (0.0, 0.0);
    let mut out = Vec::with_capacity(schools.len());
    let totals = schools.unit_totals().iter().zip(references.unit_totals());
    for ((row, reference), (&t, &of)) in schools.rows().zip(references.rows()).zip(totals) {
        if t <= 0.0 || of <= 0.0 {
            out.push(None);
            continue;
        }
        let mut groups = Vec::with_capacity(row.len());
        let mut out_of_mirror = 0.0;
        for ((n, r), surplus) in row.iter().zip(reference).zip(&mut surplus) {
            // One division of products, so that equal compositions give exactly no difference.
            let excess = (n * of - t * r) / of;
            out_of_mirror += excess.max(0.0);
            *surplus += excess;
            let points = excess / t * 100.0;
            groups.push(Reflected {
                share: n / t,
                reference: r / of,
                points,
                quotient: (*r > 0.0).then(|| (n * of) / (t * r)),
                class: limits.class(points),
            });
        }
        let class = groups.iter().map(|g| g.class).max().unwrap_or(Reflection::Reflects);
        pupils += t;
        moved += out_of_mirror;
        out.push(Some(SchoolMirror { groups, class, out_of_mirror }));
    }
    let of_pupils = |value: f64| (pupils > 0.0).then(|| (value / pupils).clamp(0.0, 1.0));
    Ok(Mirror {
        schools: out,
        share_to_move: of_pupils(moved),
        unattainable_share: of_pupils(surplus.iter().map(|s| s.abs()).sum::<f64>() / 2.0),
        pupils_to_move: moved,
    })
}

/// Amsterdam's rule: a school is segregated when under 20 or over 80 percent of its pupils are of
/// one group, whatever its wijk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedRule {
    /// Share of the group, 0..1, under which a school is segregated.
    pub under: f64,
    /// Share of the group, 0..1, over which a school is segregated.
    pub over: f64,
}

impl Default for FixedRule {
    fn default() -> Self {
        Self { under: 0.2, over: 0.8 }
    }
}

/// What the fixed rule says of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FixedClass {
    /// Under the lower limit.
    Under,
    /// Within the limits, both included.
    Mixed,
    /// Over the upper limit.
    Over,
}

impl FixedRule {
    /// The class of a share of the group, 0..1.
    pub fn class(self, share: f64) -> FixedClass {
        if share < self.under {
            FixedClass::Under
        } else if share > self.over {
            FixedClass::Over
        } else {
            FixedClass::Mixed
        }
    }

    /// The class of every school for one group; `None` for a school without pupils, and for every
    /// school when there is no such group.
    pub fn classes(self, schools: &Counts, group: usize) -> Vec<Option<FixedClass>> {
        let rows = schools.rows().zip(schools.unit_totals());
        rows.map(|(row, t)| {
            let n = row.get(group)?;
            if *t <= 0.0 {
                return None;
            }
            Some(self.class(n / t))
        })
        .collect()
    }
}
