//! Whom children meet, before and after schools spend part of the week together.
//!
//! # The formula
//!
//! School i has `t_i` pupils of whom a share `p_i` is of the group. Its pupils spend, on average, a
//! share `s_i` of the week in a joint setting with those of other schools: `s` times the share of
//! them who take part. In the joint setting every school is present by `s_i t_i`, so that the share
//! of the group there is
//!
//! ```text
//! p̄ = Σ s_i t_i p_i / Σ s_i t_i
//! ```
//!
//! on the assumption that who takes part is a fair draw from the school: then both those who go and
//! those who stay behind have the composition `p_i`. An average pupil of school i meets
//! `m_i = (1 − s_i) p_i + s_i p̄`. Exposure of the group to others, `E = Σ (a_i/A)(1 − p_i)`, becomes
//!
//! ```text
//! E' = Σ (a_i/A)(1 − m_i) = E + Σ s_i t_i p_i (p_i − p̄) / A = E + Σ s_i t_i (p_i − p̄)² / A
//! ```
//!
//! where the last step uses that `Σ s_i t_i (p_i − p̄) = 0`. With all `s_i = s` this is
//! `E + s·Σ t_i (p_i − p̄)² / A`, and for two schools `t_1 t_2/(t_1+t_2)·(p_1−p_2)²` stands in place of
//! the sum. Sums of squares are computed from differences between pairs,
//! `Σ_{i<j} w_i w_j (p_i−p_j)² / Σ w` with `w_i = s_i t_i`, so that equal schools gain exactly 0.
//!
//! A school in several joint settings at different hours adds them up: `m_i` is linear in each.
//!
//! Exposure: Bell (1954), Lieberson (1981). Contact as opportunity: Allport (1954), Blau (1977).

use crate::measure::TwoGroup;
use crate::measure::sum::sum;
use crate::measure::two::{correlation_ratio, dissimilarity, interaction, isolation};

/// Schools together for part of the week: position of each in the counts, and the share (0..1) of
/// the week that an average pupil of it is there (`s_i`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joint {
    pub members: Vec<(usize, f64)>,
}

impl Joint {
    /// Schools that all are there for the same share of the week.
    pub fn equal(units: impl IntoIterator<Item = usize>, share: f64) -> Self {
        Self { members: units.into_iter().map(|unit| (unit, share)).collect() }
    }
}

/// A figure before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    pub before: Option<f64>,
    pub after: Option<f64>,
}

impl Change {
    /// After less before; `None` unless both are defined.
    pub fn difference(&self) -> Option<f64> {
        Some(self.after? - self.before?)
    }
}

/// What changes for the children of one school.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SchoolContact {
    pub unit: usize,
    /// Share of the group at the school itself (`p_i`), 0..1.
    pub own: f64,
    /// Share of the group among those whom an average child meets (`m_i`), 0..1.
    pub met: f64,
}

impl SchoolContact {
    /// How much more of the others a child of the group meets; negative where it meets fewer, as in
    /// a school where its group was the smaller one.
    pub fn gain_of_group(&self) -> f64 {
        self.own - self.met
    }

    /// How much more of the group a child of the others meets.
    pub fn gain_of_others(&self) -> f64 {
        self.met - self.own
    }

    /// How far whom children meet differs from their own school, whichever way.
    pub fn change(&self) -> f64 {
        (self.met - self.own).abs()
    }
}

/// Contact before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// `Σ s_i t_i (p_i − p̄)²` of every joint setting, in their order; the gain in exposure is their
    /// sum divided by the pupils of the group.
    pub gains: Vec<f64>,
    /// Others around an average child of the group.
    pub exposure: Change,
    /// The group around an average child of the others.
    pub exposure_of_others: Change,
    /// The group around an average child of the group.
    pub isolation: Change,
    /// η².
    pub correlation_ratio: Change,
    /// D, and D on the composition met: *illustrative*, since no child changes school.
    pub dissimilarity: Change,
    /// Every school with pupils, in the order of the counts.
    pub schools: Vec<SchoolContact>,
}

impl Contact {
    pub fn gain(&self) -> f64 {
        sum(&self.gains)
    }

    /// The schools by how much changes for their children, most first; of equals the first in the
    /// table. Those for whom nothing changes come last.
    pub fn ranked(&self) -> Vec<SchoolContact> {
        let mut ranked = self.schools.clone();
        ranked.sort_by(|a, b| b.change().total_cmp(&a.change()).then(a.unit.cmp(&b.unit)));
        ranked
    }
}

/// `t_i t_j/(t_i+t_j)·(p_i−p_j)²`: what two schools together add to the sum over pupils of contact
/// with the other group, per unit of time share. Each school is its pupils of the group and of the
/// others; zero when either has none.
pub fn pair_gain((a, b): (f64, f64), (c, d): (f64, f64)) -> f64 {
    let (first, second) = (a + b, c + d);
    if first <= 0.0 || second <= 0.0 {
        return 0.0;
    }
    let difference = a / first - c / second;
    first * second / (first + second) * difference * difference
}

/// `Σ w_i (p_i − p̄)²` over weights and shares, from the differences between pairs.
pub fn sum_of_squares(members: &[(f64, f64)]) -> f64 {
    let total: f64 = members.iter().map(|(w, _)| w).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let pairs = members.iter().enumerate().flat_map(|(i, (w, p))| {
        members.iter().skip(i + 1).map(move |(v, q)| w * v / total * (p - q) * (p - q))
    });
    sum(&pairs.collect::<Vec<_>>())
}

/// What one joint setting brings over its own schools alone: units are positions in the setting.
pub fn within(counts: &TwoGroup, joint: &Joint) -> Contact {
    let of = |column: &[f64]| -> Vec<f64> {
        joint.members.iter().map(|(unit, _)| column.get(*unit).copied().unwrap_or_default()).collect()
    };
    let own = Joint { members: joint.members.iter().enumerate().map(|(n, (_, s))| (n, *s)).collect() };
    // Counts that were taken as a whole are taken in part too; of none everything is undefined.
    match TwoGroup::new(of(counts.x()), of(counts.y())) {
        Ok(counts) => contact(&counts, &[own]),
        Err(_) => contact(counts, &[]),
    }
}

/// What joint settings bring. A member without pupils or beyond the counts is not there, shares of
/// the week are held within 0..1, and a school that is in settings for more than the whole week is
/// held to that. Everything in it is `None` where the counts leave it undefined.
pub fn contact(counts: &TwoGroup, joints: &[Joint]) -> Contact {
    let school = |unit: usize| -> Option<(f64, f64)> {
        let (x, y) = (counts.x().get(unit)?, counts.y().get(unit)?);
        (x + y > 0.0).then(|| (x + y, x / (x + y)))
    };
    let mut shift = vec![0.0; counts.x().len()];
    let mut gains = Vec::with_capacity(joints.len());
    for joint in joints {
        let members: Vec<(usize, f64, f64, f64)> = joint
            .members
            .iter()
            .filter_map(|(unit, s)| {
                let (t, p) = school(*unit)?;
                let s = if s.is_nan() { 0.0 } else { s.clamp(0.0, 1.0) };
                Some((*unit, s, s * t, p))
            })
            .collect();
        let total: f64 = members.iter().map(|m| m.2).sum();
        gains.push(sum_of_squares(&members.iter().map(|m| (m.2, m.3)).collect::<Vec<_>>()));
        if total <= 0.0 {
            continue;
        }
        for (unit, s, _, p) in &members {
            let away: f64 = members.iter().map(|(_, _, w, q)| w / total * (q - p)).sum();
            if let Some(shift) = shift.get_mut(*unit) {
                *shift += s * away;
            }
        }
    }
    let mut met_x = Vec::with_capacity(shift.len());
    let mut met_y = Vec::with_capacity(shift.len());
    let mut schools = Vec::new();
    for (unit, shift) in shift.iter().enumerate() {
        let Some((t, own)) = school(unit) else {
            met_x.push(0.0);
            met_y.push(0.0);
            continue;
        };
        let met = (own + shift).clamp(0.0, 1.0);
        schools.push(SchoolContact { unit, own, met });
        // A school where nothing changes keeps its counts to the last digit.
        let (x, y) = (counts.x().get(unit).copied(), counts.y().get(unit).copied());
        met_x.push(if *shift == 0.0 { x.unwrap_or_default() } else { t * met });
        met_y.push(if *shift == 0.0 { y.unwrap_or_default() } else { t * (1.0 - met) });
    }
    let average = |around: &dyn Fn(&SchoolContact) -> f64, of: &[f64], all: f64| {
        let terms: Vec<f64> =
            schools.iter().map(|s| of.get(s.unit).copied().unwrap_or_default() * around(s)).collect();
        (all > 0.0).then(|| (sum(&terms) / all).clamp(0.0, 1.0))
    };
    let after_isolation = average(&|s| s.met, counts.x(), counts.sum_x());
    let share = counts.share();
    let effective = TwoGroup::new(met_x, met_y).ok();
    Contact {
        gains,
        exposure: Change {
            before: interaction(counts),
            after: average(&|s| 1.0 - s.met, counts.x(), counts.sum_x()),
        },
        exposure_of_others: Change {
            before: interaction(&counts.swapped()),
            after: average(&|s| s.met, counts.y(), counts.sum_y()),
        },
        isolation: Change { before: isolation(counts), after: after_isolation },
        correlation_ratio: Change {
            before: correlation_ratio(counts),
            after: counts
                .both()
                .and(after_isolation.zip(share))
                .map(|(isolation, p)| ((isolation - p) / (1.0 - p)).clamp(0.0, 1.0)),
        },
        dissimilarity: Change {
            before: dissimilarity(counts),
            after: effective.as_ref().and_then(dissimilarity),
        },
        schools,
    }
}
