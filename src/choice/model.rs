//! A model of choice: how much distance, the own group and the kind of school weigh when parents
//! choose.
//!
//! # The model
//!
//! A conditional logit. A pupil of group k in home i finds school j worth `V_ijk = Σ_m β_m x_mijk`
//! and goes there with probability `exp(V_ijk) / Σ_l exp(V_ilk)` over the schools that can be
//! reached. Coefficients are estimated from flows ([`super::logit`]) or set by hand. Who goes
//! where then, with or without limited places, is in [`super::assign`].
//!
//! McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior. In P. Zarembka
//! (ed.), Frontiers in Econometrics, 105–142.

use super::distance::Distances;
use super::homes::Homes;
use super::utility::{Utility, weights};
use crate::data::{CountTable, Dataset, SchoolId, Subject, Year};
use crate::notice::Notice;
use crate::number::Count;

/// Something of a school, seen from a home, that weighs in a choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// Kilometres from home to school.
    Distance,
    /// Share of the own group among the pupils of the school, 0..1. At a school without pupils the
    /// share of the group in the town: nothing is known of it yet.
    OwnGroupShare,
    /// 1 at a school of this denomination, 0 at any other; those not named are the reference.
    Denomination(String),
    /// 1 at a school of this kind of education, 0 at any other; those not named are the reference.
    Kind(String),
    /// An indicator of the school by its key, in its own unit.
    Indicator(String),
}

/// A term of the model: what weighs, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    pub of: Attribute,
    /// The only group for which it weighs; `None` is every group alike.
    pub group: Option<usize>,
}

impl Term {
    /// A term for every group alike.
    pub fn all(of: Attribute) -> Self {
        Self { of, group: None }
    }

    /// Whether the term counts for pupils of a group.
    pub fn counts_for(&self, group: usize) -> bool {
        self.group.is_none_or(|only| only == group)
    }
}

/// How much a term weighs: per kilometre, per whole share (0 to 1), or per unit of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficient {
    pub term: Term,
    pub value: f64,
}

/// A conditional logit with its coefficients.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceModel {
    pub coefficients: Vec<Coefficient>,
    /// How the coefficients were estimated; `None` when they were set by hand.
    pub fit: Option<Fit>,
}

/// How well an estimated model fits the choices that it was estimated from.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// One per coefficient, from the inverse of the information matrix: as if all pupils chose
    /// independently.
    pub standard_errors: Vec<f64>,
    /// The same where pupils of one home area may choose alike (see [`super::logit`]); `None` when there
    /// are no more areas than coefficients.
    pub clustered: Option<Clustered>,
    /// Covariances of the coefficients, row-major.
    pub covariance: Vec<f64>,
    pub log_likelihood: f64,
    /// Log likelihood when every school that can be reached is as likely.
    pub null_log_likelihood: f64,
    /// McFadden's pseudo R²: `1 − log_likelihood / null_log_likelihood`; `None` without any choice
    /// between schools.
    pub pseudo_r2: Option<f64>,
    /// Pupils whose choice it was estimated from.
    pub choices: f64,
    /// Flows that were not exactly known, taken at the middle of their range.
    pub hidden: usize,
    /// Pupils left out: no way to their school, or a home or school that the model does not have.
    pub left_out: f64,
    pub iterations: usize,
    pub converged: bool,
}

/// Standard errors that allow for pupils of one home area who choose alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Clustered {
    /// One per coefficient.
    pub standard_errors: Vec<f64>,
    /// Home areas with pupils who had a choice.
    pub areas: usize,
}

/// A school to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alternative {
    /// How the school is named in a message.
    pub name: String,
    pub denomination: Option<String>,
    pub kind: Option<String>,
    /// Key and value of every indicator that is known of it, sorted by key.
    pub indicators: Vec<(String, f64)>,
    /// Its pupils now, one number per group; empty for a new school.
    pub pupils: Vec<f64>,
    /// Places for pupils; `None` is without limit.
    pub seats: Option<f64>,
}

impl Alternative {
    /// The value of an indicator.
    pub fn indicator(&self, key: &str) -> Option<f64> {
        self.indicators.iter().find(|(k, _)| k == key).map(|(_, v)| *v)
    }
}

/// The schools of a dataset as alternatives, with their pupils by `table` and the indicators of
/// its year (or without one). A count that is hidden is taken at the middle of its range, one that
/// is unknown as 0. Places are not limited: the dataset does not know them.
pub fn alternatives(dataset: &Dataset, table: &CountTable, schools: &[SchoolId]) -> Vec<Alternative> {
    schools
        .iter()
        .map(|id| {
            let school = dataset.school(*id);
            Alternative {
                name: school.map(|s| s.name.clone()).unwrap_or_default(),
                denomination: school.and_then(|s| s.denomination.clone()),
                kind: school.and_then(|s| s.kind.clone()),
                indicators: indicators_of(dataset, *id, table.year),
                pupils: table.row(id.0).iter().map(|c| middle(*c)).collect(),
                seats: None,
            }
        })
        .collect()
}

/// A count as a number that a model can reckon with.
pub(super) fn middle(count: Count) -> f64 {
    count.bounds().map_or(0.0, |(least, greatest)| f64::midpoint(least, greatest))
}

/// The indicators of one school: of the year where there is one, else without a year.
fn indicators_of(dataset: &Dataset, school: SchoolId, year: Option<Year>) -> Vec<(String, f64)> {
    let mut out: Vec<(String, f64)> = Vec::new();
    for with_year in [false, true] {
        for indicator in dataset.indicators() {
            let fits =
                if with_year { year.is_some() && indicator.year == year } else { indicator.year.is_none() };
            if indicator.subject != Subject::School || !fits {
                continue;
            }
            let Some(value) = indicator.values.get(school.0).copied().flatten() else { continue };
            match out.iter_mut().find(|(key, _)| *key == indicator.key) {
                Some((_, known)) => *known = value,
                None => out.push((indicator.key.clone(), value)),
            }
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// Probabilities by home × group × school.
#[derive(Clone, Debug, PartialEq)]
pub struct Probabilities {
    pub groups: usize,
    pub schools: usize,
    /// Row-major: all schools of the first group of the first home, then of its second group, and
    /// so on. A row adds up to 1, or is 0 throughout where no school can be reached.
    pub cells: Vec<f64>,
}

impl Probabilities {
    /// The probabilities of one group of one home, one per school.
    pub fn row(&self, home: usize, group: usize) -> &[f64] {
        if group >= self.groups {
            return &[];
        }
        let start = home.saturating_mul(self.groups).saturating_add(group).saturating_mul(self.schools);
        self.cells.get(start..start.saturating_add(self.schools)).unwrap_or(&[])
    }
}

impl Fit {
    /// The standard errors to tell: those by home area where there are, else those of independent pupils.
    pub fn told_errors(&self) -> &[f64] {
        self.clustered.as_ref().map_or(&self.standard_errors, |c| &c.standard_errors)
    }
}

impl ChoiceModel {
    /// A model with coefficients set by hand.
    pub fn by_hand(coefficients: impl IntoIterator<Item = (Attribute, f64)>) -> Self {
        let coefficients =
            coefficients.into_iter().map(|(of, value)| Coefficient { term: Term::all(of), value }).collect();
        Self { coefficients, fit: None }
    }

    /// The coefficient of a term, when the model has it.
    pub fn value(&self, term: &Term) -> Option<f64> {
        self.coefficients.iter().find(|c| c.term == *term).map(|c| c.value)
    }

    /// With which probability every group of every home chooses each school, by the pupils that
    /// the schools have now. The columns of `distances` are `schools`, its rows are `homes`.
    ///
    /// # Errors
    /// Homes, distances or schools of different length, an indicator that a school does not have,
    /// or a coefficient or value that is not finite.
    pub fn probabilities(
        &self,
        homes: &Homes,
        distances: &Distances,
        schools: &[Alternative],
    ) -> Result<Probabilities, Notice> {
        let weights = Weights::new(self, homes, distances, schools)?;
        Ok(weights.probabilities(&own_shares(schools, homes.groups)))
    }
}

/// Share of every group at every school, row-major by school; the share in all schools together
/// where a school has no pupils, and an equal share where none has.
pub fn own_shares(schools: &[Alternative], groups: usize) -> Vec<f64> {
    let pupils: Vec<f64> =
        schools.iter().flat_map(|s| (0..groups).map(|k| s.pupils.get(k).copied().unwrap_or(0.0))).collect();
    shares_of(&pupils, groups)
}

/// As [`own_shares`], from pupils by school × group.
pub(crate) fn shares_of(pupils: &[f64], groups: usize) -> Vec<f64> {
    let mut town = vec![0.0; groups];
    for row in pupils.chunks_exact(groups.max(1)) {
        town.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
    }
    let all: f64 = town.iter().sum();
    let equal = 1.0 / groups.max(1) as f64;
    town.iter_mut().for_each(|n| *n = if all > 0.0 { *n / all } else { equal });
    let mut out = Vec::with_capacity(pupils.len());
    for row in pupils.chunks_exact(groups.max(1)) {
        let total: f64 = row.iter().sum();
        out.extend(row.iter().zip(&town).map(|(n, town)| if total > 0.0 { n / total } else { *town }));
    }
    out
}

/// The part of the utilities that does not change while the pupils of schools do, with its
/// exponentials taken once: what makes repeated assignment fast.
pub(super) struct Weights {
    pub homes: usize,
    pub groups: usize,
    pub schools: usize,
    /// `exp(V − greatest V of the row)` without the share of the own group, home × group × school;
    /// 0 where there is no way.
    fixed: Vec<f64>,
    /// Of which the own-group share is still used.
    pub utility: Utility,
}

impl Weights {
    pub fn new(
        model: &ChoiceModel,
        homes: &Homes,
        distances: &Distances,
        schools: &[Alternative],
    ) -> Result<Self, Notice> {
        check_shape(homes, distances, schools)?;
        let groups = homes.groups;
        let utility = model.utility(groups, schools)?;
        let mut fixed = Vec::with_capacity(homes.len() * groups * schools.len());
        for home in 0..homes.len() {
            let metres = distances.row(home);
            for (k, per_km) in utility.per_km.iter().enumerate() {
                let start = fixed.len();
                let worth = utility.worth.iter().skip(k * schools.len());
                fixed.extend(metres.iter().zip(worth).map(|(metres, worth)| {
                    if metres.is_finite() { per_km * metres / 1000.0 + worth } else { f64::NEG_INFINITY }
                }));
                weights(fixed.get_mut(start..).unwrap_or_default());
            }
        }
        Ok(Self { homes: homes.len(), groups, schools: schools.len(), fixed, utility })
    }

    /// Weights of the own-group share by group × school, each group scaled to a greatest of 1.
    pub fn of_shares(&self, shares: &[f64]) -> Vec<f64> {
        self.utility.of_shares(shares)
    }

    /// The fixed weights of one group of one home, one per school.
    pub fn row(&self, home: usize, group: usize) -> &[f64] {
        let start = (home * self.groups + group) * self.schools;
        self.fixed.get(start..start + self.schools).unwrap_or(&[])
    }

    pub fn probabilities(&self, shares: &[f64]) -> Probabilities {
        let of_shares = self.of_shares(shares);
        let mut cells = Vec::with_capacity(self.fixed.len());
        for home in 0..self.homes {
            for group in 0..self.groups {
                let by_share = of_shares.get(group * self.schools..).unwrap_or_default();
                let start = cells.len();
                cells.extend(self.row(home, group).iter().zip(by_share).map(|(a, b)| a * b));
                let row = cells.get_mut(start..).unwrap_or_default();
                let sum: f64 = row.iter().sum();
                if sum > 0.0 {
                    row.iter_mut().for_each(|w| *w /= sum);
                }
            }
        }
        Probabilities { groups: self.groups, schools: self.schools, cells }
    }
}

/// Refuses rows and columns that do not belong together.
pub(super) fn check_shape(
    homes: &Homes,
    distances: &Distances,
    schools: &[Alternative],
) -> Result<(), Notice> {
    if schools.is_empty() {
        return Err(Notice::error("choice-no-schools"));
    }
    if homes.is_empty() || homes.groups == 0 {
        return Err(Notice::error("choice-no-homes"));
    }
    if distances.origins() != homes.len() || distances.destinations() != schools.len() {
        return Err(Notice::error("choice-shape")
            .arg("homes", homes.len())
            .arg("schools", schools.len())
            .arg("origins", distances.origins())
            .arg("destinations", distances.destinations()));
    }
    Ok(())
}

impl Attribute {
    /// A short name without a language, as files and the command line have it: `distance`,
    /// `own-group-share`, `denomination=Openbaar`, `kind=…`, or the key of an indicator.
    pub fn label(&self) -> String {
        match self {
            Self::Distance => "distance".to_owned(),
            Self::OwnGroupShare => "own-group-share".to_owned(),
            Self::Denomination(name) => format!("denomination={name}"),
            Self::Kind(name) => format!("kind={name}"),
            Self::Indicator(key) => format!("indicator={key}"),
        }
    }

    /// The value at a school, for what does not depend on home or group (else 0).
    ///
    /// # Errors
    /// An indicator that the school does not have, or that is not finite.
    pub(super) fn of_school(&self, school: &Alternative) -> Result<f64, Notice> {
        let is = |own: &Option<String>, name: &String| f64::from(u8::from(own.as_ref() == Some(name)));
        match self {
            Self::Distance | Self::OwnGroupShare => Ok(0.0),
            Self::Denomination(name) => Ok(is(&school.denomination, name)),
            Self::Kind(name) => Ok(is(&school.kind, name)),
            Self::Indicator(key) => school.indicator(key).filter(|v| v.is_finite()).ok_or_else(|| {
                Notice::error("choice-no-indicator").arg("indicator", key).arg("school", &school.name)
            }),
        }
    }
}
