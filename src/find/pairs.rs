//! The best pairs of friendship schools: maximum-weight matching, exact.

use rayon::prelude::*;

use super::matching::{Edge, Matching, maximum_weight_matching};
use super::sought::{Rules, Sought, components};
use crate::friendship::pair_gain;
use crate::measure::inference::Progress;
use crate::measure::sum::sum;
use crate::notice::Notice;

/// The greatest gain is this many units of the scaled weights: all digits of a float.
const UNITS: f64 = 4_503_599_627_370_496.0;

/// Pairs that together gain the most.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs {
    /// Positions in the counts, the lower first, in order.
    pub pairs: Vec<(usize, usize)>,
    /// Gain of every pair, `t_i t_j/(t_i+t_j)·(p_i−p_j)²`.
    pub gains: Vec<f64>,
    /// Sum of the gains (Σw).
    pub sum_w: f64,
    /// What the greedy choice reaches, which takes the pair that gains most again and again.
    pub greedy_sum_w: f64,
    /// Pairs that the rules allow and that gain anything.
    pub candidates: usize,
    /// Parts of town between which no pair is allowed.
    pub components: usize,
    /// The gain that one unit of the whole weights stands for. The matching is optimal in those,
    /// so that no other gains more than half of this for each pair of both beyond `sum_w`.
    pub resolution: f64,
    /// Whether a dual solution proves the matching optimal in the whole weights, in every part.
    pub proved: bool,
}

impl Pairs {
    /// No set of pairs gains more than this beyond `sum_w`: what rounding to whole weights may hide.
    pub fn uncertainty(&self, schools: usize) -> f64 {
        self.resolution * (schools / 2) as f64
    }
}

/// An allowed pair that gains something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    pub pair: (usize, usize),
    pub gain: f64,
}

/// The pairs that the rules allow and that gain something, in order; schools of fixed pairs not.
pub fn candidates(sought: &Sought, rules: &Rules) -> Vec<Candidate> {
    let taken = |unit: usize| rules.fixed.iter().any(|(a, b)| *a == unit || *b == unit);
    let free: Vec<usize> = (0..sought.len()).filter(|u| !taken(*u)).collect();
    let of = |(n, &a): (usize, &usize)| {
        let partners = free.iter().skip(n + 1).copied();
        let allowed = partners.filter(move |b| sought.allowed(rules, a, *b).is_ok());
        allowed
            .map(move |b| Candidate { pair: (a, b), gain: pair_gain(sought.school(a), sought.school(b)) })
            .filter(|c| c.gain > 0.0)
            .collect::<Vec<_>>()
    };
    let all: Vec<Vec<Candidate>> = free.par_iter().enumerate().map(of).collect();
    all.into_iter().flatten().collect()
}

/// The pairs that together gain the most, every school in one pair at most. Fixed pairs stand
/// whatever they gain. Each part of town that the rules cut off is solved by itself.
///
/// The gains are scaled by a power of two and rounded to whole weights, of which the greatest gain
/// has 2^51 to 2^52: [`Pairs::resolution`] says how much one stands for. In whole weights the outcome
/// is exact and proved; `sum_w` is then added up from the gains themselves. Of two sets that gain the
/// same, the one found is always the same one.
///
/// # Errors
/// Rules that no pairs can keep (see [`Sought::check`]), a school in two fixed pairs, no pair allowed
/// at all, or a run that was cancelled.
pub fn pairs(sought: &Sought, rules: &Rules, progress: &dyn Progress) -> Result<Pairs, Notice> {
    sought.check(rules, 2)?;
    let candidates = candidates(sought, rules);
    if candidates.is_empty() && rules.fixed.is_empty() {
        none_allowed(sought, rules)?;
    }
    let greatest = candidates.iter().map(|c| c.gain).fold(0.0, f64::max);
    // A power of two, so that scaling itself rounds nothing.
    let scale = if greatest > 0.0 { (UNITS / greatest).log2().floor().exp2() } else { 1.0 };
    let parts = components(sought.len(), candidates.iter().map(|c| c.pair));
    let mut part_of = vec![0; sought.len()];
    let mut place = vec![0; sought.len()];
    for (part, members) in parts.iter().enumerate() {
        for (at, &unit) in members.iter().enumerate() {
            part_of.get_mut(unit).into_iter().for_each(|p| *p = part);
            place.get_mut(unit).into_iter().for_each(|p| *p = at);
        }
    }
    let at = |column: &[usize], unit: usize| column.get(unit).copied().unwrap_or_default();
    let mut edges: Vec<Vec<Edge>> = vec![Vec::new(); parts.len()];
    for Candidate { pair: (a, b), gain } in &candidates {
        let edge = Edge { from: at(&place, *a), to: at(&place, *b), weight: (gain * scale).round() as i64 };
        edges.get_mut(at(&part_of, *a)).into_iter().for_each(|list| list.push(edge));
    }
    let solve = |(members, edges): (&Vec<usize>, &Vec<Edge>)| -> Option<Matching> {
        let found = maximum_weight_matching(members.len(), edges, &|| progress.cancelled());
        progress.drawn();
        found
    };
    let solved: Option<Vec<Matching>> = parts.par_iter().zip(&edges).map(solve).collect();
    let solved = solved.ok_or_else(|| Notice::info("measure-cancelled"))?;
    let mut pairs: Vec<(usize, usize)> = rules.fixed.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
    for (members, matching) in parts.iter().zip(&solved) {
        pairs.extend(matching.pairs().into_iter().map(|(a, b)| (at(members, a), at(members, b))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let gains = gains(sought, &pairs);
    let fixed: Vec<f64> =
        rules.fixed.iter().map(|(a, b)| pair_gain(sought.school(*a), sought.school(*b))).collect();
    Ok(Pairs {
        sum_w: sum(&gains),
        greedy_sum_w: greedy(&candidates) + sum(&fixed),
        candidates: candidates.len(),
        components: parts.iter().filter(|p| p.len() > 1).count(),
        resolution: 1.0 / scale,
        proved: solved.iter().all(Matching::is_proved),
        pairs,
        gains,
    })
}

/// The gains of pairs.
pub fn gains(sought: &Sought, pairs: &[(usize, usize)]) -> Vec<f64> {
    pairs.iter().map(|(a, b)| pair_gain(sought.school(*a), sought.school(*b))).collect()
}

/// What the greedy choice gains: the pair that gains most, then the next of those still free.
pub fn greedy(candidates: &[Candidate]) -> f64 {
    let mut sorted = candidates.to_vec();
    sorted.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.pair.cmp(&b.pair)));
    let mut taken = std::collections::HashSet::new();
    let mut gains = Vec::new();
    for Candidate { pair: (a, b), gain } in sorted {
        if !taken.contains(&a) && !taken.contains(&b) {
            taken.extend([a, b]);
            gains.push(gain);
        }
    }
    sum(&gains)
}

/// Refuses rules that no two schools keep; schools that may go together but gain nothing are no
/// error.
pub(super) fn none_allowed(sought: &Sought, rules: &Rules) -> Result<(), Notice> {
    let any = |rules: &Rules| (0..sought.len()).any(|a| (0..a).any(|b| sought.allowed(rules, a, b).is_ok()));
    if any(rules) {
        return Ok(());
    }
    Err(match (rules.max_metres, sought.least_metres(rules)) {
        (Some(cap), Some(least)) => Notice::error("friends-none-within-cap")
            .arg("cap", kilometres(cap))
            .arg("least", kilometres(least)),
        _ => Notice::error("friends-none-allowed"),
    })
}

fn kilometres(metres: f64) -> String {
    format!("{:.2}", metres / 1000.0)
}
