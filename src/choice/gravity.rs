//! Flows where none are known: a doubly constrained gravity model.
//!
//! `T_ijk = A_ik O_ik B_jk D_jk f_k(c_ij)` per group k, with the pupils of homes (`O`) and of schools
//! (`D`) both reproduced and a decay `f` over distance. The balancing factors come from iterative
//! proportional fitting (with a step of Newton's method where that creeps), which gives the flows
//! closest to `f` in the sense of information. The decay
//! is fitted so that the mean distance (of its logarithm, for a power) is that of the target, which
//! for known flows is the estimate of maximum likelihood.
//!
//! Wilson, A.G. (1971). A family of spatial interaction models, and associated developments.
//! Environment and Planning 3(1), 1–32. Hyman, G.M. (1969). The calibration of trip distribution
//! models. Environment and Planning 1(1), 105–112. Deming, W.E. and F.F. Stephan (1940). On a least
//! squares adjustment of a sampled frequency table. Annals of Mathematical Statistics 11(4), 427–444.

mod margins;

use margins::{Fitted, GroupMargins};

use super::distance::Distances;
use super::homes::Homes;
use crate::data::{Basis, Flow, FlowTable, SchoolId, SourceId, Year};
use crate::notice::{Notice, Notices};
use crate::number::Count;

/// How fast flows fall with distance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decay {
    /// `exp(−β km)`.
    #[default]
    Exponential,
    /// `km^−β`, with distances under [`LEAST_KM`] taken as that.
    Power,
}

/// A pupil next door to a school still travels this far: a power has no value at zero.
pub const LEAST_KM: f64 = 0.05;

impl Decay {
    /// What the decay is linear in, of a distance in metres.
    fn cost(self, metres: f64) -> f64 {
        match self {
            Self::Exponential => metres / 1000.0,
            Self::Power => (metres / 1000.0).max(LEAST_KM).ln(),
        }
    }
}

/// Where the strength of the decay comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Calibration<'a> {
    /// This β for every group.
    Given(f64),
    /// One β for all groups, so that the mean distance of all pupils is this, in metres.
    MeanDistance(f64),
    /// One β per group by maximum likelihood on known flows by home × group × school, which need not
    /// add up to the totals: an earlier year, or a sample.
    Flows(&'a [f64]),
}

/// What is to be estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gravity<'a> {
    pub decay: Decay,
    pub calibration: Calibration<'a>,
    /// Scales the pupils of schools to those of homes, group by group, where the two differ. A
    /// notice then says by how much; without this they are refused.
    pub scale_to_homes: bool,
}

/// Estimated flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    pub groups: usize,
    pub schools: usize,
    /// Pupils by home × group × school, row-major in that order.
    pub cells: Vec<f64>,
    /// β by group; 0 for a group without pupils.
    pub decay: Vec<f64>,
    /// Mean distance in metres over all pupils; `None` without pupils.
    pub mean_distance: Option<f64>,
    /// Greatest difference between a margin and its flows, in pupils.
    pub error: f64,
    /// What was scaled.
    pub notices: Notices,
}

impl Estimate {
    pub const BASIS: Basis = Basis::Estimated;

    /// The flows as a table of the dataset, marked as estimated.
    pub fn table(
        &self,
        homes: &Homes,
        schools: &[SchoolId],
        scheme: usize,
        year: Option<Year>,
        source: SourceId,
    ) -> FlowTable {
        let mut flows = Vec::new();
        for (row, cells) in self.cells.chunks_exact(self.schools.max(1)).enumerate() {
            let Some(area) = homes.areas.get(row / self.groups.max(1)) else { continue };
            for (pupils, school) in cells.iter().zip(schools) {
                if *pupils > 0.0 {
                    let group = row % self.groups.max(1);
                    flows.push(Flow { area: *area, school: *school, group, pupils: Count::Known(*pupils) });
                }
            }
        }
        flows.sort_by_key(|f| (f.area, f.school, f.group));
        FlowTable { scheme, year, basis: Self::BASIS, source, flows }
    }
}

/// What messages call the groups, homes and schools; a number where a name is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Names<'a> {
    pub groups: &'a [String],
    pub homes: &'a [String],
    pub schools: &'a [String],
}

fn name(names: &[String], at: usize) -> String {
    names.get(at).cloned().unwrap_or_else(|| (at + 1).to_string())
}

/// How near the margins have to be, in pupils.
const NEAR: f64 = 1e-7;
/// And while a decay is looked for: some millimetres of mean distance.
const ROUGHLY: f64 = 1e-4;
/// Per kilometre (or power): beyond this everyone goes as near as the margins allow.
const STRONGEST: f64 = 64.0;
/// Below zero, distance attracts.
const WEAKEST: f64 = -16.0;

/// Estimates flows from `homes` to schools with `pupils` by school × group, over `distances`.
/// Messages use `names`.
///
/// # Errors
/// Tables of different length, margins that disagree (the group and both sums are named), a home or
/// school with pupils from which there is no way, a target that no decay reaches, and margins that
/// no flows over the ways there are can meet.
pub fn gravity(
    homes: &Homes,
    distances: &Distances,
    pupils: &[f64],
    names: Names,
    model: Gravity,
) -> Result<Estimate, Notice> {
    let town = Town::new(homes, distances, pupils, names, model)?;
    let mut fits: Vec<Fitted> = town.groups.iter().map(|_| Fitted::default()).collect();
    let every = |beta: f64, near: f64, fits: &mut [Fitted]| -> Result<(), Notice> {
        town.groups.iter().zip(fits).try_for_each(|(group, fit)| group.balance(fit, beta, near))
    };
    match model.calibration {
        Calibration::Given(beta) => {
            if !beta.is_finite() || beta.abs() > STRONGEST {
                return Err(Notice::error("choice-decay").arg("decay", beta));
            }
            every(beta, NEAR, &mut fits)?;
        }
        Calibration::MeanDistance(target) => {
            if !(target.is_finite() && target > 0.0) {
                return Err(Notice::error("choice-target").arg("target", target));
            }
            // One decay for all: the mean distance over all groups falls as it grows.
            let beta = root(target, |beta| {
                every(beta, ROUGHLY, &mut fits)?;
                Ok(town.mean(&fits, |metres| metres).unwrap_or(target))
            })?;
            every(beta, NEAR, &mut fits)?;
        }
        Calibration::Flows(known) => {
            for (k, (group, fit)) in town.groups.iter().zip(&mut fits).enumerate() {
                if group.total <= 0.0 {
                    continue;
                }
                let target = town
                    .mean_of(known, k, |m| model.decay.cost(m))
                    .ok_or_else(|| Notice::error("choice-no-known-flows").arg("group", &group.name))?;
                let mean = |fit: &Fitted| group.mean(fit, |m| model.decay.cost(m)).unwrap_or(target);
                let beta = root(target, |beta| {
                    group.balance(fit, beta, ROUGHLY)?;
                    Ok(mean(fit))
                })?;
                group.balance(fit, beta, NEAR)?;
            }
        }
    }
    Ok(town.estimate(fits))
}

/// The decay at which a mean that falls with it equals the target, by false position (Illinois).
fn root(target: f64, mut mean: impl FnMut(f64) -> Result<f64, Notice>) -> Result<f64, Notice> {
    let near = 1e-8 * target.abs().max(1e-3);
    let mut off = |beta: f64| mean(beta).map(|m| m - target);
    let (mut low, mut at_low) = (0.0, off(0.0)?);
    if at_low.abs() <= near {
        return Ok(low);
    }
    let (mut high, mut at_high) = (low, at_low);
    let mut step = if at_low > 0.0 { 0.5 } else { -0.5 };
    // Outwards until the target lies between.
    while at_high * at_low > 0.0 {
        (low, at_low) = (high, at_high);
        high = step;
        if !(WEAKEST..=STRONGEST).contains(&high) {
            let key = if step > 0.0 { "choice-target-too-near" } else { "choice-target-too-far" };
            return Err(Notice::error(key)
                .arg("target", format!("{target:.2}"))
                .arg("reached", format!("{:.2}", target + at_low)));
        }
        at_high = off(high)?;
        step *= 2.0;
    }
    for _ in 0..200 {
        let middle = (low * at_high - high * at_low) / (at_high - at_low);
        let middle = if middle.is_finite() { middle } else { f64::midpoint(low, high) };
        let at = off(middle)?;
        if at.abs() <= near || (high - low).abs() <= 1e-13 * high.abs().max(1.0) {
            return Ok(middle);
        }
        if at * at_high < 0.0 {
            (low, at_low) = (high, at_high);
        } else {
            at_low /= 2.0;
        }
        (high, at_high) = (middle, at);
    }
    Ok(high)
}

struct Town<'a> {
    groups: Vec<GroupMargins<'a>>,
    homes: usize,
    notices: Notices,
}

impl<'a> Town<'a> {
    fn new(
        homes: &Homes,
        distances: &'a Distances,
        pupils: &[f64],
        names: Names,
        model: Gravity,
    ) -> Result<Self, Notice> {
        let width = distances.destinations();
        if homes.is_empty() || homes.groups == 0 {
            return Err(Notice::error("choice-no-homes"));
        }
        if width == 0 {
            return Err(Notice::error("choice-no-schools"));
        }
        if distances.origins() != homes.len() || pupils.len() != width * homes.groups {
            return Err(Notice::error("choice-shape")
                .arg("homes", homes.len())
                .arg("schools", pupils.len() / homes.groups)
                .arg("origins", distances.origins())
                .arg("destinations", width));
        }
        let mut notices = Notices::default();
        let mut groups = Vec::with_capacity(homes.groups);
        for k in 0..homes.groups {
            let column = |cells: &[f64]| cells.iter().skip(k).step_by(homes.groups).copied().collect();
            let mut group = GroupMargins {
                name: name(names.groups, k),
                distances,
                decay: model.decay,
                homes: column(&homes.pupils),
                schools: column(pupils),
                total: 0.0,
            };
            group.agree(model.scale_to_homes, &mut notices)?;
            group.reach(names)?;
            groups.push(group);
        }
        if groups.iter().all(|g| g.total <= 0.0) {
            return Err(Notice::error("choice-no-homes"));
        }
        Ok(Self { groups, homes: homes.len(), notices })
    }

    fn mean(&self, fits: &[Fitted], of: impl Fn(f64) -> f64) -> Option<f64> {
        let sums = self.groups.iter().zip(fits).map(|(group, fit)| group.sums(&fit.cells, &of));
        let (sum, pupils) = sums.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        (pupils > 0.0).then(|| sum / pupils)
    }

    /// The mean over known flows of one group, by home × group × school.
    fn mean_of(&self, known: &[f64], group: usize, of: impl Fn(f64) -> f64) -> Option<f64> {
        let margins = self.groups.get(group)?;
        let width = margins.schools.len();
        if known.len() != self.homes * self.groups.len() * width {
            return None;
        }
        let rows = known.chunks_exact(width).skip(group).step_by(self.groups.len());
        let cells: Vec<f64> = rows.flatten().copied().collect();
        let (sum, pupils) = margins.sums(&cells, &of);
        (pupils > 0.0).then(|| sum / pupils)
    }

    fn estimate(self, fits: Vec<Fitted>) -> Estimate {
        let width = self.groups.first().map_or(0, |g| g.schools.len());
        let mean_distance = self.mean(&fits, |metres| metres);
        let mut cells = Vec::with_capacity(self.homes * self.groups.len() * width);
        for home in 0..self.homes {
            for fit in &fits {
                cells.extend_from_slice(fit.cells.get(home * width..(home + 1) * width).unwrap_or(&[]));
            }
        }
        Estimate {
            groups: self.groups.len(),
            schools: width,
            cells,
            decay: fits.iter().map(|f| f.beta).collect(),
            mean_distance,
            error: fits.iter().map(|f| f.error).fold(0.0, f64::max),
            notices: self.notices,
        }
    }
}
