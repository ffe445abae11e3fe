//! What schools are worth by a model of choice, apart from who goes there.

use super::model::{Alternative, Attribute, ChoiceModel, Coefficient};
use crate::notice::Notice;

/// A school this much less worth than the best keeps a weight: where every better one is full, a long
/// way is still a way. Two such weights multiplied stay above the least float.
pub const FURTHEST: f64 = -340.0;

/// The parts of the utility `V` of every school, by group.
#[derive(Clone, Debug, PartialEq)]
pub struct Utility {
    /// Per kilometre from home.
    pub per_km: Vec<f64>,
    /// Per whole share of the own group among the pupils.
    pub share: Vec<f64>,
    /// Whatever the distance and the pupils, row-major by group, one per school.
    pub worth: Vec<f64>,
}

impl ChoiceModel {
    /// The parts of the utility of `schools` for every group.
    ///
    /// # Errors
    /// A coefficient that is not finite, or an indicator that a school does not have.
    pub fn utility(&self, groups: usize, schools: &[Alternative]) -> Result<Utility, Notice> {
        let mut out = Utility {
            per_km: vec![0.0; groups],
            share: vec![0.0; groups],
            worth: vec![0.0; groups * schools.len()],
        };
        for Coefficient { term, value } in &self.coefficients {
            if !value.is_finite() {
                return Err(Notice::error("choice-coefficient-not-finite").arg("term", term.of.label()));
            }
            for k in (0..groups).filter(|k| term.counts_for(*k)) {
                match &term.of {
                    Attribute::Distance => out.per_km[k] += value,
                    Attribute::OwnGroupShare => out.share[k] += value,
                    of => {
                        let row = out.worth.iter_mut().skip(k * schools.len());
                        for (school, worth) in schools.iter().zip(row) {
                            *worth += value * of.of_school(school)?;
                        }
                    }
                }
            }
        }
        Ok(out)
    }
}

impl Utility {
    /// Weights of the own-group share by group × school, each group scaled to a greatest of 1.
    /// `shares` are row-major by school. Utilities far below the best count as [`FURTHEST`].
    pub fn of_shares(&self, shares: &[f64]) -> Vec<f64> {
        let groups = self.share.len();
        let mut out = Vec::with_capacity(shares.len());
        for (k, coefficient) in self.share.iter().enumerate() {
            let start = out.len();
            out.extend(shares.iter().skip(k).step_by(groups.max(1)).map(|s| coefficient * s));
            weights(out.get_mut(start..).unwrap_or_default());
        }
        out
    }
}

/// Utilities → weights `exp(V − greatest V)`; 0 where the utility is minus infinity.
pub fn weights(utilities: &mut [f64]) {
    let greatest = greatest_of(utilities);
    for v in utilities {
        *v = weight(*v, greatest);
    }
}

/// The greatest utility; minus infinity of none.
pub fn greatest_of(utilities: &[f64]) -> f64 {
    utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// The weight of one utility beside the greatest.
pub fn weight(utility: f64, greatest: f64) -> f64 {
    if utility.is_finite() { (utility - greatest).max(FURTHEST).exp() } else { 0.0 }
}
