//! Who goes where by a model of choice: with places for everyone or limited, and with a choice that
//! depends on who else goes there.
//!
//! # Limited places
//!
//! Everybody names a school by the model. A school with more names than places gives each of them
//! the same chance of a place; those without one choose again, by the same model, among the schools
//! that still have places. That goes on until everyone has a place or no school that can be reached
//! has one left. The outcome is the expected number of pupils, does not depend on the order of homes,
//! and takes at most as many rounds as there are schools.
//!
//! # The own group
//!
//! Where the share of the own group weighs, choices change the shares and shares the choices. They
//! are iterated, each time moving a part of the way (damping), until no share changes any more. Where
//! the own group weighs much, plain damping creeps; the part of the way is therefore estimated anew
//! in every round from the last two (Irons and Tuck 1969). Rest need not be reached: without
//! convergence the outcome says so.
//!
//! Schelling, T.C. (1971). Dynamic models of segregation. Journal of Mathematical Sociology 1,
//! 143–186. Irons, B.M. and R.C. Tuck (1969). A version of the Aitken accelerator for computer
//! iteration. International Journal for Numerical Methods in Engineering 1(3), 275–277.

use super::distance::Distances;
use super::homes::Homes;
use super::model::{Alternative, ChoiceModel, Weights, own_shares, shares_of};
use crate::data::Basis;
use crate::notice::{Notice, Notices};

/// Whether schools can be full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Places {
    /// Everyone finds a place at the school of choice.
    #[default]
    Unlimited,
    /// No school takes more pupils than [`Alternative::seats`].
    Limited,
}

/// How choices that depend on each other are iterated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feedback {
    /// The part of the way that shares move in a round, over 0 up to 1; the first part where it
    /// is estimated.
    pub damping: f64,
    /// Whether the part is estimated anew in every round; else it is always the same.
    pub estimated: bool,
    /// Settled when no share of a group at a school is further than this from the share on which
    /// the choices were based.
    pub tolerance: f64,
    pub most_rounds: usize,
}

impl Default for Feedback {
    fn default() -> Self {
        Self { damping: 0.5, estimated: true, tolerance: 1e-9, most_rounds: 2_000 }
    }
}

/// How pupils are assigned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rules {
    pub places: Places,
    /// `None` bases all choices on the pupils that schools have now.
    pub feedback: Option<Feedback>,
}

/// How the iteration of the own-group shares ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settled {
    pub rounds: usize,
    /// The greatest distance left between a share and the share that choices were based on.
    pub change: f64,
    pub converged: bool,
}

/// Who goes where: expected numbers of pupils, always [`Basis::Modelled`].
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    pub groups: usize,
    pub schools: usize,
    /// Pupils by home × group × school, row-major in that order.
    pub flows: Vec<f64>,
    /// Pupils by school × group, row-major.
    pub pupils: Vec<f64>,
    /// Pupils without a place, or without a school that can be reached, by home × group.
    pub unplaced: Vec<f64>,
    /// Pupils whose school of first choice had no place for them, the unplaced included.
    pub displaced: f64,
    /// Mean distance in metres of the pupils placed; `None` without any.
    pub mean_distance: Option<f64>,
    /// Only with feedback.
    pub settled: Option<Settled>,
    /// Who found no place, and whether the shares did not settle.
    pub notices: Notices,
}

impl Assignment {
    pub const BASIS: Basis = Basis::Modelled;

    /// The pupils of one group of one home, one number per school.
    pub fn row(&self, home: usize, group: usize) -> &[f64] {
        if group >= self.groups {
            return &[];
        }
        let start = home.saturating_mul(self.groups).saturating_add(group).saturating_mul(self.schools);
        self.flows.get(start..start.saturating_add(self.schools)).unwrap_or(&[])
    }

    /// The pupils of one school, one number per group.
    pub fn school(&self, school: usize) -> &[f64] {
        let start = school.saturating_mul(self.groups);
        self.pupils.get(start..start.saturating_add(self.groups)).unwrap_or(&[])
    }

    /// All pupils without a place.
    pub fn unplaced_total(&self) -> f64 {
        self.unplaced.iter().sum()
    }
}

impl ChoiceModel {
    /// Sends the pupils of `homes` to `schools` (the columns of `distances`) by this model.
    ///
    /// # Errors
    /// As [`ChoiceModel::probabilities`], places that are negative or no number, or a damping or
    /// tolerance that makes no sense.
    pub fn assign(
        &self,
        homes: &Homes,
        distances: &Distances,
        schools: &[Alternative],
        rules: Rules,
    ) -> Result<Assignment, Notice> {
        let weights = Weights::new(self, homes, distances, schools)?;
        let seats = seats(schools, rules.places)?;
        let mut shares = own_shares(schools, homes.groups);
        let mut round = Round::new(&weights, homes);
        let mut settled = None;
        match rules.feedback {
            None => round.run(&shares, &seats),
            Some(feedback) => {
                if !(feedback.damping > 0.0 && feedback.damping <= 1.0 && feedback.tolerance >= 0.0) {
                    return Err(Notice::error("choice-feedback").arg("damping", feedback.damping));
                }
                settled = Some(round.settle(&mut shares, &seats, feedback));
            }
        }
        Ok(round.finish(distances, settled))
    }
}

/// Places per school; infinite without a limit.
fn seats(schools: &[Alternative], places: Places) -> Result<Vec<f64>, Notice> {
    let of = |school: &Alternative| match (places, school.seats) {
        (Places::Unlimited, _) | (_, None) => Ok(f64::INFINITY),
        (Places::Limited, Some(seats)) if seats >= 0.0 => Ok(seats),
        (Places::Limited, Some(seats)) => {
            Err(Notice::error("choice-seats").arg("school", &school.name).arg("seats", seats))
        }
    };
    schools.iter().map(of).collect()
}

/// An estimated part of the way lies between these: on the far side a slow drift is foreseen, but
/// no leap is made on the word of two rounds.
const SHORTEST: f64 = 0.02;
const LONGEST: f64 = 50.0;

/// Fewer pupils than this are nobody: a remainder of floating point.
const NOBODY: f64 = 1e-9;

/// One round of everybody's choice, with its room kept for the next.
struct Round<'a> {
    weights: &'a Weights,
    homes: &'a Homes,
    /// Home × group × school.
    flows: Vec<f64>,
    /// School × group.
    pupils: Vec<f64>,
    /// Home × group: who still looks for a place.
    looking: Vec<f64>,
    displaced: f64,
}

impl<'a> Round<'a> {
    fn new(weights: &'a Weights, homes: &'a Homes) -> Self {
        Self {
            weights,
            homes,
            flows: vec![0.0; weights.homes * weights.groups * weights.schools],
            pupils: vec![0.0; weights.schools * weights.groups],
            looking: Vec::new(),
            displaced: 0.0,
        }
    }

    fn run(&mut self, shares: &[f64], seats: &[f64]) {
        let Weights { groups, schools, .. } = *self.weights;
        let mut of_shares = self.weights.of_shares(shares);
        self.flows.fill(0.0);
        self.looking.clear();
        self.looking.extend(self.homes.pupils.iter().map(|n| n.max(0.0)));
        self.displaced = 0.0;
        let mut left = seats.to_vec();
        // A school without places is none of the schools that are named.
        close_full(&mut of_shares, &left, schools);
        let mut names = vec![0.0; self.flows.len()];
        for round in 0..=schools {
            let asked = self.name(&of_shares, &mut names);
            let taken: Vec<f64> = left
                .iter()
                .zip(&asked)
                .map(|(left, asked)| if *asked > *left { left / asked } else { 1.0 })
                .collect();
            let mut refused = 0.0;
            for ((looking, names), flows) in self
                .looking
                .iter_mut()
                .zip(names.chunks_exact(schools))
                .zip(self.flows.chunks_exact_mut(schools))
            {
                let mut without = 0.0;
                let mut named = 0.0;
                for ((name, taken), flow) in names.iter().zip(&taken).zip(flows) {
                    *flow += name * taken;
                    without += name * (1.0 - taken);
                    named += name;
                }
                // Who could name no school at all keeps looking, in vain.
                *looking = if named > 0.0 { without } else { *looking };
                refused += without;
            }
            if round == 0 {
                self.displaced = refused;
            }
            if refused <= NOBODY {
                break;
            }
            for (left, asked) in left.iter_mut().zip(&asked) {
                *left = if *asked >= *left { 0.0 } else { *left - asked };
            }
            close_full(&mut of_shares, &left, schools);
        }
        self.pupils.fill(0.0);
        for (row, flows) in self.flows.chunks_exact(schools).enumerate() {
            let group = row % groups.max(1);
            for (flow, pupils) in flows.iter().zip(self.pupils.chunks_exact_mut(groups)) {
                if let Some(pupils) = pupils.get_mut(group) {
                    *pupils += flow;
                }
            }
        }
    }

    /// Repeats the round until shares lead to themselves.
    fn settle(&mut self, shares: &mut [f64], seats: &[f64], feedback: Feedback) -> Settled {
        let mut end = Settled { rounds: 0, change: f64::INFINITY, converged: false };
        let mut part = feedback.damping;
        let mut before: Vec<f64> = Vec::new();
        for rounds in 1..=feedback.most_rounds.max(1) {
            self.run(shares, seats);
            let next = shares_of(&self.pupils, self.weights.groups);
            let off: Vec<f64> = next.iter().zip(&*shares).map(|(next, share)| next - share).collect();
            let change = off.iter().map(|d| d.abs()).fold(0.0, f64::max);
            end = Settled { rounds, change, converged: change <= feedback.tolerance };
            if end.converged {
                break;
            }
            if feedback.estimated && before.len() == off.len() {
                let products = before.iter().zip(&off).fold((0.0, 0.0), |sum, (before, now)| {
                    (sum.0 + before * (now - before), sum.1 + (now - before) * (now - before))
                });
                let estimate = -part * products.0 / products.1;
                part =
                    if estimate.is_finite() { estimate.clamp(SHORTEST, LONGEST) } else { feedback.damping };
            }
            for (share, off) in shares.iter_mut().zip(&off) {
                *share = (*share + part * off).clamp(0.0, 1.0);
            }
            before = off;
        }
        end
    }

    /// Everyone who is looking names a school: pupils by home × group × school, and in all by school.
    fn name(&self, of_shares: &[f64], names: &mut [f64]) -> Vec<f64> {
        let Weights { groups, schools, .. } = *self.weights;
        let mut asked = vec![0.0; schools];
        for (row, (looking, names)) in self.looking.iter().zip(names.chunks_exact_mut(schools)).enumerate() {
            names.fill(0.0);
            if *looking <= 0.0 {
                continue;
            }
            let group = row % groups.max(1);
            let by_share = of_shares.get(group * schools..).unwrap_or_default();
            let fixed = self.weights.row(row / groups.max(1), group);
            let mut sum = 0.0;
            for ((name, fixed), by_share) in names.iter_mut().zip(fixed).zip(by_share) {
                *name = fixed * by_share;
                sum += *name;
            }
            if sum <= 0.0 {
                names.fill(0.0);
                continue;
            }
            let scale = looking / sum;
            for (name, asked) in names.iter_mut().zip(&mut asked) {
                *name *= scale;
                *asked += *name;
            }
        }
        asked
    }

    fn finish(self, distances: &Distances, settled: Option<Settled>) -> Assignment {
        let Weights { groups, schools, .. } = *self.weights;
        let (mut metres, mut placed) = (0.0, 0.0);
        for (row, flows) in self.flows.chunks_exact(schools).enumerate() {
            for (flow, distance) in flows.iter().zip(distances.row(row / groups.max(1))) {
                if *flow > 0.0 && distance.is_finite() {
                    metres += flow * distance;
                    placed += flow;
                }
            }
        }
        let unplaced: Vec<f64> = self.looking.iter().map(|n| if *n > NOBODY { *n } else { 0.0 }).collect();
        let without: f64 = unplaced.iter().sum();
        let mut notices = Notices::default();
        if without > 0.0 {
            notices.push(Notice::warning("choice-unplaced").arg("pupils", without.ceil()));
        }
        if let Some(end) = settled.filter(|end| !end.converged) {
            let change = format!("{:.2}", end.change * 100.0);
            notices
                .push(Notice::warning("choice-not-settled").arg("rounds", end.rounds).arg("change", change));
        }
        Assignment {
            groups,
            schools,
            flows: self.flows,
            pupils: self.pupils,
            unplaced,
            displaced: self.displaced,
            mean_distance: (placed > 0.0).then(|| metres / placed),
            settled,
            notices,
        }
    }
}

/// Takes the weight from schools without places.
fn close_full(of_shares: &mut [f64], left: &[f64], schools: usize) {
    for row in of_shares.chunks_exact_mut(schools) {
        for (weight, left) in row.iter_mut().zip(left) {
            if *left <= 0.0 {
                *weight = 0.0;
            }
        }
    }
}
