//! Estimates a model of choice from flows, by maximum likelihood.
//!
//! Every pupil is one choice among the schools that can be reached from home. The log likelihood of
//! a conditional logit is concave, so Newton's method with step halving finds its one maximum.
//!
//! Standard errors come in two kinds. Those from the inverse `A⁻¹` of the information matrix take
//! pupils as choosing independently. Neighbours, brothers and sisters, and friends do not; and whatever
//! the model lacks, all pupils of a home area lack together. The *clustered* ones allow for any likeness
//! within a home area: `A⁻¹ (Σ_g s_g s_gᵀ) A⁻¹ · G / (G − 1)`, where `s_g` is the score of all pupils of
//! area g, and G the number of areas. They are what is told; with few areas they are too small. Pupils of
//! different areas are still independent in them.
//!
//! The own-group share holds the pupil's own choice too, which pulls its coefficient up,
//! most at small schools.
//!
//! McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior. In P. Zarembka
//! (ed.), Frontiers in Econometrics, 105–142. Train, K. (2009). Discrete Choice Methods with
//! Simulation, chapters 3 and 8. Liang, K.-Y. and S.L. Zeger (1986). Longitudinal data analysis using
//! generalized linear models. Biometrika 73(1), 13–22. Cameron, A.C. and D.L. Miller (2015). A
//! practitioner's guide to cluster-robust inference. Journal of Human Resources 50(2), 317–372.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DVector};

use super::distance::Distances;
use super::homes::Homes;
use super::model::{
    Alternative, Attribute, ChoiceModel, Clustered, Coefficient, Fit, Term, check_shape, middle, own_shares,
};
use crate::data::{AreaId, FlowTable, SchoolId};
use crate::notice::Notice;

/// Known flows as a table of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Pupils by home × group × school, row-major in that order.
    pub cells: Vec<f64>,
    /// Flows that were not exactly known: hidden ones stand at the middle of their range, unknown
    /// ones at 0.
    pub hidden: usize,
    /// Pupils from or to a place that is not among the homes and schools.
    pub left_out: f64,
}

/// The flows between `homes` and `schools`.
pub fn tabulate(flows: &FlowTable, homes: &Homes, schools: &[SchoolId]) -> Observed {
    let home_of: BTreeMap<AreaId, usize> = homes.areas.iter().enumerate().map(|(i, a)| (*a, i)).collect();
    let school_of: BTreeMap<SchoolId, usize> = schools.iter().enumerate().map(|(j, s)| (*s, j)).collect();
    let mut out =
        Observed { cells: vec![0.0; homes.len() * homes.groups * schools.len()], hidden: 0, left_out: 0.0 };
    for flow in &flows.flows {
        let pupils = middle(flow.pupils);
        let cell = match (home_of.get(&flow.area), school_of.get(&flow.school)) {
            (Some(home), Some(school)) if flow.group < homes.groups => {
                out.cells.get_mut((home * homes.groups + flow.group) * schools.len() + school)
            }
            _ => None,
        };
        match cell {
            Some(cell) => {
                *cell += pupils;
                out.hidden += usize::from(flow.pupils.known().is_none());
            }
            None => out.left_out += pupils,
        }
    }
    out
}

/// The choices that a model is estimated from.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'a> {
    pub homes: &'a Homes,
    /// From every home to every school.
    pub distances: &'a Distances,
    pub schools: &'a [Alternative],
    pub observed: &'a Observed,
}

/// Log likelihood with its first and second derivatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Likelihood {
    pub value: f64,
    pub gradient: Vec<f64>,
    /// Minus the matrix of second derivatives, row-major.
    pub information: Vec<f64>,
}

/// The log likelihood of the choices at these values of the coefficients of `terms`.
///
/// # Errors
/// As [`fit`], for what does not depend on the estimates.
pub fn likelihood(choices: Choices, terms: &[Term], values: &[f64]) -> Result<Likelihood, Notice> {
    let design = Design::new(choices, terms)?;
    let at = design.at(&DVector::from_iterator(
        terms.len(),
        (0..terms.len()).map(|m| values.get(m).copied().unwrap_or(0.0)),
    ));
    Ok(Likelihood {
        value: at.value,
        gradient: at.gradient.iter().copied().collect(),
        information: at.information.transpose().iter().copied().collect(),
    })
}

/// Rounds of Newton's method before giving up; the problem is concave and takes some ten.
const MOST_ROUNDS: usize = 100;
/// Settled when a step is shorter than this part of a standard error, squared.
const SETTLED: f64 = 1e-14;
/// A term of which less than this part varies apart from the terms before it says nothing of its own.
const OWN_VARIATION: f64 = 1e-10;
/// A coefficient that moves a utility by more than this over one standard deviation of its term has
/// run away: odds of e⁵⁰ are no finding.
const RUNAWAY: f64 = 50.0;

/// Estimates the coefficients of `terms`.
///
/// # Errors
/// No terms or a term twice, homes, distances or schools of different length, an indicator that is
/// not known, no pupils with a choice, a term that does not vary, is the sum of others, or
/// separates the choices completely (its coefficient would be infinite). The notice names the term.
pub fn fit(choices: Choices, terms: &[Term]) -> Result<ChoiceModel, Notice> {
    let design = Design::new(choices, terms)?;
    let null = design.at(&DVector::zeros(terms.len()));
    if design.pupils <= 0.0 || null.value >= 0.0 {
        return Err(Notice::error("choice-nothing-to-choose"));
    }
    design.check_variation(&null.information)?;
    design.check_separation()?;
    let mut values = DVector::zeros(terms.len());
    let mut now = null.clone();
    let (mut rounds, mut converged) = (0, false);
    while rounds < MOST_ROUNDS {
        rounds += 1;
        let Some(factor) = now.information.clone().cholesky() else {
            return Err(design.runaway(&values, &null.information));
        };
        let step = factor.solve(&now.gradient);
        if now.gradient.dot(&step) <= SETTLED {
            converged = true;
            break;
        }
        let mut part = 1.0;
        let next = loop {
            let tried = &values + &step * part;
            let at = design.at(&tried);
            // Close to the maximum the likelihood itself is only rounding.
            if at.value.is_finite() && at.value >= now.value - 1e-13 * now.value.abs() {
                break Some((tried, at));
            }
            part /= 2.0;
            if part < 1e-12 {
                break None;
            }
        };
        let Some((tried, at)) = next else { break };
        (values, now) = (tried, at);
        if design.largest(&values, &null.information).1 > RUNAWAY {
            return Err(design.runaway(&values, &null.information));
        }
    }
    let Some(covariance) = now.information.clone().cholesky().map(|factor| factor.inverse()) else {
        return Err(design.runaway(&values, &null.information));
    };
    let coefficients = terms
        .iter()
        .zip(values.iter())
        .map(|(term, value)| Coefficient { term: term.clone(), value: *value });
    Ok(ChoiceModel {
        coefficients: coefficients.collect(),
        fit: Some(Fit {
            standard_errors: covariance.diagonal().iter().map(|v| v.sqrt()).collect(),
            clustered: design.clustered(&values, &covariance),
            covariance: covariance.iter().copied().collect(),
            log_likelihood: now.value,
            null_log_likelihood: null.value,
            pseudo_r2: (null.value < 0.0).then(|| 1.0 - now.value / null.value),
            choices: design.pupils,
            hidden: choices.observed.hidden,
            left_out: choices.observed.left_out + design.without_way,
            iterations: rounds,
            converged,
        }),
    })
}

/// The values of one term.
enum Column {
    /// Kilometres by home and school.
    Kilometres,
    /// Own-group share by school × group.
    Share,
    /// The same for every home and group, by school.
    Fixed(Vec<f64>),
}

#[derive(Clone)]
struct At {
    value: f64,
    gradient: DVector<f64>,
    information: DMatrix<f64>,
}

struct Design<'a> {
    choices: Choices<'a>,
    terms: &'a [Term],
    columns: Vec<Column>,
    shares: Vec<f64>,
    /// Pupils with a way to their school.
    pupils: f64,
    without_way: f64,
}

impl<'a> Design<'a> {
    fn new(choices: Choices<'a>, terms: &'a [Term]) -> Result<Self, Notice> {
        let Choices { homes, distances, schools, observed } = choices;
        check_shape(homes, distances, schools)?;
        if terms.is_empty() {
            return Err(Notice::error("choice-no-terms"));
        }
        if observed.cells.len() != homes.len() * homes.groups * schools.len() {
            return Err(Notice::error("choice-nothing-to-choose"));
        }
        let mut columns = Vec::with_capacity(terms.len());
        for (at, term) in terms.iter().enumerate() {
            if terms.iter().take(at).any(|before| before == term) {
                return Err(Notice::error("choice-term-twice").arg("term", term.of.label()));
            }
            columns.push(match &term.of {
                Attribute::Distance => Column::Kilometres,
                Attribute::OwnGroupShare => Column::Share,
                of => {
                    let values: Result<Vec<f64>, Notice> = schools.iter().map(|s| of.of_school(s)).collect();
                    Column::Fixed(values?)
                }
            });
        }
        let (mut pupils, mut without_way) = (0.0, 0.0);
        for (row, cells) in observed.cells.chunks_exact(schools.len()).enumerate() {
            for (n, metres) in cells.iter().zip(distances.row(row / homes.groups)) {
                if metres.is_finite() {
                    pupils += n;
                } else {
                    without_way += n;
                }
            }
        }
        let shares = own_shares(schools, homes.groups);
        Ok(Self { choices, terms, columns, shares, pupils, without_way })
    }

    /// Visits every home and group that has pupils with a choice: the pupils by school, the values of
    /// the terms (term-major), both over the schools that can be reached only.
    fn each(&self, mut visit: impl FnMut(&[f64], &[f64])) {
        self.each_home(|_, pupils, values| visit(pupils, values));
    }

    /// As [`Design::each`], with the position of the home.
    fn each_home(&self, mut visit: impl FnMut(usize, &[f64], &[f64])) {
        let Choices { homes, distances, schools, observed } = self.choices;
        let (mut pupils, mut values, mut reached) = (Vec::new(), Vec::new(), Vec::new());
        for home in 0..homes.len() {
            let metres = distances.row(home);
            reached.clear();
            reached.extend(
                metres.iter().enumerate().filter(|(_, m)| m.is_finite()).map(|(j, m)| (j, m / 1000.0)),
            );
            for group in 0..homes.groups {
                let start = (home * homes.groups + group) * schools.len();
                let cells = observed.cells.get(start..start + schools.len()).unwrap_or_default();
                pupils.clear();
                pupils.extend(reached.iter().map(|(j, _)| cells.get(*j).copied().unwrap_or(0.0)));
                if pupils.iter().sum::<f64>() <= 0.0 {
                    continue;
                }
                values.clear();
                for (term, column) in self.terms.iter().zip(&self.columns) {
                    if !term.counts_for(group) {
                        values.extend(std::iter::repeat_n(0.0, reached.len()));
                        continue;
                    }
                    let of = |&(j, km): &(usize, f64)| match column {
                        Column::Kilometres => km,
                        Column::Share => self.shares.get(j * homes.groups + group).copied().unwrap_or(0.0),
                        Column::Fixed(values) => values.get(j).copied().unwrap_or(0.0),
                    };
                    values.extend(reached.iter().map(of));
                }
                visit(home, &pupils, &values);
            }
        }
    }

    fn at(&self, coefficients: &DVector<f64>) -> At {
        let m = self.terms.len();
        let mut out = At { value: 0.0, gradient: DVector::zeros(m), information: DMatrix::zeros(m, m) };
        let mut chances: Vec<f64> = Vec::new();
        let mut means = vec![0.0; m];
        self.each(|pupils, values| {
            let width = pupils.len();
            chances.clear();
            chances.resize(width, 0.0);
            for (column, coefficient) in values.chunks_exact(width).zip(coefficients.iter()) {
                chances.iter_mut().zip(column).for_each(|(v, x)| *v += coefficient * x);
            }
            let greatest = chances.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let all: f64 = pupils.iter().sum();
            let worth: f64 = pupils.iter().zip(&chances).map(|(n, v)| n * (v - greatest)).sum();
            chances.iter_mut().for_each(|v| *v = (*v - greatest).exp());
            let sum: f64 = chances.iter().sum();
            chances.iter_mut().for_each(|p| *p /= sum);
            out.value += worth - all * sum.ln();
            for (a, x) in values.chunks_exact(width).enumerate() {
                let mean: f64 = chances.iter().zip(x).map(|(p, x)| p * x).sum();
                let chosen: f64 = pupils.iter().zip(x).map(|(n, x)| n * (x - mean)).sum();
                if let Some(kept) = means.get_mut(a) {
                    *kept = mean;
                }
                if let Some(slope) = out.gradient.get_mut(a) {
                    *slope += chosen;
                }
                for (b, (y, mean_y)) in values.chunks_exact(width).zip(&means).take(a + 1).enumerate() {
                    let together: f64 =
                        chances.iter().zip(x).zip(y).map(|((p, x), y)| p * (x - mean) * (y - mean_y)).sum();
                    if let Some(cell) = out.information.get_mut((a, b)) {
                        *cell += all * together;
                    }
                }
            }
        });
        out.information.fill_upper_triangle_with_lower_triangle();
        out
    }

    /// Standard errors that allow for likeness within a home area.
    fn clustered(&self, values: &DVector<f64>, covariance: &DMatrix<f64>) -> Option<Clustered> {
        let m = self.terms.len();
        let mut meat = DMatrix::<f64>::zeros(m, m);
        let mut areas = 0_usize;
        let homes = self.choices.homes.len();
        let mut scores = DMatrix::<f64>::zeros(m, homes);
        let mut chose = vec![false; homes];
        let mut chances: Vec<f64> = Vec::new();
        self.each_home(|home, pupils, terms| {
            let width = pupils.len();
            chances.clear();
            chances.resize(width, 0.0);
            for (column, coefficient) in terms.chunks_exact(width).zip(values.iter()) {
                chances.iter_mut().zip(column).for_each(|(v, x)| *v += coefficient * x);
            }
            let greatest = chances.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            chances.iter_mut().for_each(|v| *v = (*v - greatest).exp());
            let sum: f64 = chances.iter().sum();
            for (a, x) in terms.chunks_exact(width).enumerate() {
                let mean: f64 = chances.iter().zip(x).map(|(p, x)| p / sum * x).sum();
                let score: f64 = pupils.iter().zip(x).map(|(n, x)| n * (x - mean)).sum();
                if let Some(cell) = scores.get_mut((a, home)) {
                    *cell += score;
                }
            }
            if let Some(chose) = chose.get_mut(home) {
                *chose |= width > 1;
            }
        });
        for (score, _) in scores.column_iter().zip(&chose).filter(|(_, chose)| **chose) {
            meat += score * score.transpose();
            areas += 1;
        }
        if areas <= m {
            return None;
        }
        let part = areas as f64 / (areas - 1) as f64;
        let sandwich = covariance * meat * covariance * part;
        let standard_errors: Vec<f64> = sandwich.diagonal().iter().map(|v| v.max(0.0).sqrt()).collect();
        Some(Clustered { standard_errors, areas })
    }

    /// Refuses a term that does not vary between the schools of any choice, or that is made up of
    /// the terms before it.
    fn check_variation(&self, information: &DMatrix<f64>) -> Result<(), Notice> {
        let mut squares = vec![0.0; self.terms.len()];
        self.each(|pupils, values| {
            let all: f64 = pupils.iter().sum();
            for (square, column) in squares.iter_mut().zip(values.chunks_exact(pupils.len())) {
                *square += all * column.iter().map(|x| x * x).sum::<f64>() / pupils.len() as f64;
            }
        });
        // Gaussian elimination: what is left on the diagonal is the variation of a term apart from
        // those before it.
        let mut left = information.clone();
        for (at, term) in self.terms.iter().enumerate() {
            let own = information.get((at, at)).copied().unwrap_or(0.0);
            let square = squares.get(at).copied().unwrap_or(0.0);
            if own <= 1e-14 * square || own <= 0.0 {
                return Err(Notice::error("choice-no-variation").arg("term", term.of.label()));
            }
            let pivot = left.get((at, at)).copied().unwrap_or(0.0);
            if pivot <= OWN_VARIATION * own {
                return Err(Notice::error("choice-collinear").arg("term", term.of.label()));
            }
            let row = left.row(at).clone_owned();
            for below in at + 1..self.terms.len() {
                let part = left.get((below, at)).copied().unwrap_or(0.0) / pivot;
                for (column, value) in row.iter().enumerate() {
                    if let Some(cell) = left.get_mut((below, column)) {
                        *cell -= part * value;
                    }
                }
            }
        }
        Ok(())
    }

    /// Refuses a term of which everyone chose the least, or everyone the greatest value.
    fn check_separation(&self) -> Result<(), Notice> {
        let mut above = vec![0.0; self.terms.len()];
        let mut below = vec![0.0; self.terms.len()];
        self.each(|pupils, values| {
            for (m, column) in values.chunks_exact(pupils.len()).enumerate() {
                let least = column.iter().copied().fold(f64::INFINITY, f64::min);
                let greatest = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                for (n, x) in pupils.iter().zip(column) {
                    if let (Some(above), Some(below)) = (above.get_mut(m), below.get_mut(m)) {
                        *above += n * (x - least);
                        *below += n * (greatest - x);
                    }
                }
            }
        });
        for ((term, above), below) in self.terms.iter().zip(&above).zip(&below) {
            if *above <= 0.0 || *below <= 0.0 {
                return Err(Notice::error("choice-separated").arg("term", term.of.label()));
            }
        }
        Ok(())
    }

    /// The term that moves utilities most, and by how much over one standard deviation of it.
    fn largest(&self, values: &DVector<f64>, null: &DMatrix<f64>) -> (usize, f64) {
        let mut out = (0, 0.0);
        for (at, value) in values.iter().enumerate() {
            let spread = null.get((at, at)).copied().unwrap_or(0.0) / self.pupils;
            let moved = value.abs() * spread.sqrt();
            if moved > out.1 || moved.is_nan() {
                out = (at, moved);
            }
        }
        out
    }

    fn runaway(&self, values: &DVector<f64>, null: &DMatrix<f64>) -> Notice {
        let (at, _) = self.largest(values, null);
        let term = self.terms.get(at).map(|t| t.of.label()).unwrap_or_default();
        Notice::error("choice-separated").arg("term", term)
    }
}
