//! The margins of one group of pupils, and flows fitted to them.

use nalgebra::{DMatrix, DVector};

use super::{Decay, Names, name};
use crate::choice::distance::Distances;
use crate::notice::{Notice, Notices};

/// Two totals that differ by less are the same: sums of fractions differ in their last digits.
const SAME: f64 = 1e-6;
const MOST_ROUNDS: usize = 20_000;
/// Every so many rounds a leap is tried.
const PATIENCE: usize = 25;
/// With more schools the matrix of a leap is too large.
const LARGEST_LEAP: usize = 400;
/// Exponents beyond this would vanish; such a way is kept as barely possible.
const FURTHEST: f64 = -300.0;

/// The margins of one group, and the ways between them.
pub struct GroupMargins<'a> {
    pub name: String,
    pub distances: &'a Distances,
    pub decay: Decay,
    /// Pupils by home and by school.
    pub homes: Vec<f64>,
    pub schools: Vec<f64>,
    pub total: f64,
}

/// Flows of one group by home × school, with the factors to go on from.
#[derive(Clone, Default)]
pub struct Fitted {
    pub beta: f64,
    pub cells: Vec<f64>,
    /// Balancing factors of the schools.
    factors: Vec<f64>,
    pub error: f64,
}

impl GroupMargins<'_> {
    /// Flows with this decay and both margins, to within `near` pupils.
    pub fn balance(&self, fit: &mut Fitted, beta: f64, near: f64) -> Result<(), Notice> {
        let width = self.schools.len();
        fit.beta = beta;
        fit.cells.clear();
        if self.total <= 0.0 {
            fit.cells.resize(self.homes.len() * width, 0.0);
            return Ok(());
        }
        for home in 0..self.homes.len() {
            let row = self.distances.row(home);
            let exponent = |metres: f64| -beta * self.decay.cost(metres);
            let greatest =
                row.iter().filter(|m| m.is_finite()).map(|m| exponent(*m)).fold(f64::NEG_INFINITY, f64::max);
            fit.cells.extend(row.iter().map(|metres| {
                if metres.is_finite() { (exponent(*metres) - greatest).max(FURTHEST).exp() } else { 0.0 }
            }));
        }
        if fit.factors.len() != width {
            fit.factors = self.schools.clone();
        }
        let mut of_homes = vec![0.0; self.homes.len()];
        let mut sums = vec![0.0; width];
        // Factors and error from before a leap.
        let mut leapt: Option<(Vec<f64>, f64)> = None;
        for round in 1..=MOST_ROUNDS {
            sums.fill(0.0);
            for ((row, pupils), factor) in fit.cells.chunks_exact(width).zip(&self.homes).zip(&mut of_homes) {
                let sum: f64 = row.iter().zip(&fit.factors).map(|(f, b)| f * b).sum();
                *factor = if *pupils > 0.0 && sum > 0.0 { pupils / sum } else { 0.0 };
                sums.iter_mut().zip(row).for_each(|(sum, f)| *sum += *factor * f);
            }
            // Rows are exact now; what columns are off by is the error.
            let mut error: f64 = 0.0;
            for ((factor, sum), pupils) in fit.factors.iter_mut().zip(&sums).zip(&self.schools) {
                error = error.max((*factor * sum - pupils).abs());
            }
            if let Some((factors, was)) = leapt.take()
                && (error.is_nan() || error >= was)
            {
                fit.factors = factors;
                continue;
            }
            if !error.is_finite() {
                break;
            }
            if error <= near {
                for (row, a) in fit.cells.chunks_exact_mut(width).zip(&of_homes) {
                    row.iter_mut().zip(&fit.factors).for_each(|(cell, b)| *cell *= a * b);
                }
                fit.error = self.error(&fit.cells);
                if fit.error <= 10.0 * near {
                    return Ok(());
                }
                break;
            }
            if round.is_multiple_of(PATIENCE)
                && let Some(factors) = self.leap(fit, &of_homes, &sums)
            {
                leapt = Some((std::mem::replace(&mut fit.factors, factors), error));
                continue;
            }
            for ((factor, sum), pupils) in fit.factors.iter_mut().zip(&sums).zip(&self.schools) {
                *factor = if *pupils > 0.0 && *sum > 0.0 { pupils / sum } else { 0.0 };
            }
        }
        Err(Notice::error("choice-not-balanced").arg("group", &self.name).arg("rounds", MOST_ROUNDS))
    }

    /// The factors of the schools after one step of Newton's method on the logarithms of the
    /// factors: where parts of a town hardly exchange pupils, proportional fitting alone creeps.
    /// `None` where it can't be taken, or would cost more than it saves.
    fn leap(&self, fit: &Fitted, of_homes: &[f64], sums: &[f64]) -> Option<Vec<f64>> {
        let open = |j: &usize| {
            self.schools.get(*j).is_some_and(|n| *n > 0.0) && sums.get(*j).is_some_and(|sum| *sum > 0.0)
        };
        // One factor is free: all of them times a number is the same fit.
        let columns: Vec<usize> = (0..self.schools.len()).filter(open).skip(1).collect();
        if columns.is_empty() || columns.len() > LARGEST_LEAP {
            return None;
        }
        let factor = |j: usize| fit.factors.get(j).copied().unwrap_or(0.0);
        let here = |j: usize| factor(j) * sums.get(j).copied().unwrap_or(0.0);
        let mut slope =
            DMatrix::from_diagonal(&DVector::from_iterator(columns.len(), columns.iter().map(|j| here(*j))));
        let rows = fit.cells.chunks_exact(self.schools.len()).zip(&self.homes).zip(of_homes);
        for ((row, pupils), a) in rows.filter(|((_, pupils), _)| **pupils > 0.0) {
            let flow = |j: &usize| a * factor(*j) * row.get(*j).copied().unwrap_or(0.0);
            let flows = DVector::from_iterator(columns.len(), columns.iter().map(flow));
            slope.ger(-1.0 / pupils, &flows, &flows, 1.0);
        }
        let short = |j: &usize| self.schools.get(*j).copied().unwrap_or(0.0) - here(*j);
        let step = slope.cholesky()?.solve(&DVector::from_iterator(columns.len(), columns.iter().map(short)));
        let mut factors = fit.factors.clone();
        for (j, step) in columns.iter().zip(step.iter()) {
            if let Some(factor) = factors.get_mut(*j) {
                *factor *= step.clamp(-5.0, 5.0).exp();
            }
        }
        Some(factors)
    }

    /// Greatest difference between a margin and the flows.
    fn error(&self, cells: &[f64]) -> f64 {
        let mut sums = vec![0.0; self.schools.len()];
        let mut error: f64 = 0.0;
        for (row, pupils) in cells.chunks_exact(self.schools.len()).zip(&self.homes) {
            sums.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
            error = error.max((row.iter().sum::<f64>() - pupils).abs());
        }
        sums.iter().zip(&self.schools).map(|(sum, pupils)| (sum - pupils).abs()).fold(error, f64::max)
    }

    pub fn sums(&self, cells: &[f64], of: &impl Fn(f64) -> f64) -> (f64, f64) {
        let (mut sum, mut pupils) = (0.0, 0.0);
        for (home, row) in cells.chunks_exact(self.schools.len()).enumerate() {
            for (n, metres) in row.iter().zip(self.distances.row(home)) {
                if *n > 0.0 && metres.is_finite() {
                    sum += n * of(*metres);
                    pupils += n;
                }
            }
        }
        (sum, pupils)
    }

    pub fn mean(&self, fit: &Fitted, of: impl Fn(f64) -> f64) -> Option<f64> {
        let (sum, pupils) = self.sums(&fit.cells, &of);
        (pupils > 0.0).then(|| sum / pupils)
    }
}

impl GroupMargins<'_> {
    /// Both margins of the group add up to the same, or are made to.
    pub fn agree(&mut self, scale: bool, notices: &mut Notices) -> Result<(), Notice> {
        if let Some(wrong) = self.homes.iter().chain(&self.schools).find(|n| !(n.is_finite() && **n >= 0.0)) {
            return Err(Notice::error("choice-margin-value").arg("group", &self.name).arg("value", wrong));
        }
        let (homes, schools) = (self.homes.iter().sum::<f64>(), self.schools.iter().sum::<f64>());
        self.total = homes;
        if (homes - schools).abs() > SAME {
            let said = |notice: Notice| {
                let round = |n: f64| (n * 1e4).round() / 1e4;
                notice.arg("group", &self.name).arg("homes", round(homes)).arg("schools", round(schools))
            };
            if !scale || schools <= 0.0 || homes <= 0.0 {
                return Err(said(Notice::error("choice-margins")));
            }
            notices.push(said(Notice::warning("choice-margins-scaled")));
        }
        if schools > 0.0 {
            self.schools.iter_mut().for_each(|n| *n *= homes / schools);
        }
        Ok(())
    }

    /// Every home with pupils of the group has a way to a school with pupils of it, and the reverse.
    pub fn reach(&self, names: Names) -> Result<(), Notice> {
        let mut reached = vec![false; self.schools.len()];
        for (home, pupils) in self.homes.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let mut any = false;
            for ((metres, school), reached) in
                self.distances.row(home).iter().zip(&self.schools).zip(&mut reached)
            {
                if metres.is_finite() && *school > 0.0 {
                    (any, *reached) = (true, true);
                }
            }
            if !any {
                return Err(Notice::error("choice-home-unreachable")
                    .arg("group", &self.name)
                    .arg("pupils", pupils)
                    .arg("area", name(names.homes, home)));
            }
        }
        let without = self.schools.iter().zip(&reached).position(|(n, reached)| *n > 0.0 && !reached);
        match without {
            Some(school) => Err(Notice::error("choice-school-unreachable")
                .arg("group", &self.name)
                .arg("school", name(names.schools, school))),
            None => Ok(()),
        }
    }
}
