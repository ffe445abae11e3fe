//! The best groups of up to three or four schools.
//!
//! Adding a school to a group never lowers the sum of squares around the mean, so that groups want to
//! be large; which schools go together is a hard problem from three on. A part of town with few
//! schools is solved exactly (every set of schools once); a larger one by improvement from a good
//! start, and `find::bound` says how far from the best it can be at most.

mod improve;

use rayon::prelude::*;

use super::bound::bound;
use super::pairs::{candidates, none_allowed};
use super::sought::{Rules, Sought, components};
use crate::friendship::contact::sum_of_squares;
use crate::measure::inference::Progress;
use crate::measure::sum::sum;
use crate::notice::Notice;
use improve::improved;

/// A part of town with so many schools (or sets of schools held together) is solved exactly.
pub const EXACT_UP_TO: usize = 15;

/// Groups that together gain much, and how much more could be.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups {
    /// Positions in the counts, in order; of two schools or more.
    pub groups: Vec<Vec<usize>>,
    /// `Σ t_i (p_i − p̄)²` of every group.
    pub gains: Vec<f64>,
    pub sum_w: f64,
    /// No groups gain more than this.
    pub bound: f64,
    /// Parts of town that were solved exactly, and all of them.
    pub exact_parts: usize,
    pub parts: usize,
}

impl Groups {
    /// The most that better groups could add, as a share of the bound, 0..1: 0 is proved optimal.
    pub fn gap(&self) -> Option<f64> {
        (self.bound > 0.0).then(|| ((self.bound - self.sum_w) / self.bound).clamp(0.0, 1.0))
    }

    /// The most that better groups could gain more than these, as a share of what these gain; `None` where
    /// these gain nothing.
    pub fn at_most_more(&self) -> Option<f64> {
        (self.sum_w > 0.0).then(|| ((self.bound - self.sum_w) / self.sum_w).max(0.0))
    }
}

/// Schools that stay together whatever happens: one, or those of fixed pairs.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    units: Vec<usize>,
    /// Pupils of both groups, and of the group.
    pub(super) t: f64,
    pub(super) x: f64,
    /// `Σ t_i (p_i − p̄)²` within it.
    pub(super) spread: f64,
}

/// A connected part of town.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) atoms: Vec<Atom>,
    /// Row-major: whether two atoms may be in one group.
    allowed: Vec<bool>,
}

impl Part {
    pub(super) fn may(&self, a: usize, b: usize) -> bool {
        self.allowed.get(a * self.atoms.len() + b).copied().unwrap_or(false)
    }

    /// Schools of a group of atoms.
    pub(super) fn schools(&self, group: &[usize]) -> usize {
        group.iter().filter_map(|a| self.atoms.get(*a)).map(|a| a.units.len()).sum()
    }

    /// `Σ t_i (p_i − p̄)²` of a group of atoms: within each, and between them.
    pub(super) fn gain(&self, group: &[usize]) -> f64 {
        let mut within = 0.0;
        let mut means = [(0.0, 0.0); 8];
        let mut count = 0;
        for (atom, mean) in group.iter().filter_map(|a| self.atoms.get(*a)).zip(&mut means) {
            within += atom.spread;
            *mean = (atom.t, atom.x / atom.t);
            count += 1;
        }
        let means = means.get(..count).unwrap_or_default();
        let total: f64 = means.iter().map(|(t, _)| t).sum();
        let mut between = 0.0;
        for (n, (t, p)) in means.iter().enumerate() {
            for (u, q) in means.iter().skip(n + 1) {
                between += t * u * (p - q) * (p - q);
            }
        }
        within + if total > 0.0 { between / total } else { 0.0 }
    }

    /// These atoms alone.
    fn only(&self, atoms: &[usize]) -> Self {
        Self {
            atoms: atoms.iter().filter_map(|a| self.atoms.get(*a)).cloned().collect(),
            allowed: atoms.iter().flat_map(|a| atoms.iter().map(|b| self.may(*a, *b))).collect(),
        }
    }

    /// Whether atoms may be one group.
    fn fits(&self, group: &[usize], size: usize) -> bool {
        self.schools(group) <= size
            && group.iter().enumerate().all(|(n, a)| group.iter().take(n).all(|b| self.may(*a, *b)))
    }
}

/// Groups of two to `size` schools (at most eight) that together gain much: the most where
/// [`Groups::gap`] is 0. Any two schools of a group may go together by the rules; schools of fixed
/// pairs are in one group.
///
/// # Errors
/// A size that is not 2 to 8, rules that no groups can keep (see [`Sought::check`]), no two schools
/// that may go together, or a run that was cancelled.
pub fn groups(
    sought: &Sought,
    rules: &Rules,
    size: usize,
    progress: &dyn Progress,
) -> Result<Groups, Notice> {
    if !(2..=8).contains(&size) {
        return Err(Notice::error("friends-size").arg("value", size));
    }
    sought.check(rules, size)?;
    let free = Rules { fixed: Vec::new(), ..rules.clone() };
    let edges: Vec<(usize, usize)> =
        candidates(sought, &free).iter().map(|c| c.pair).chain(rules.fixed.iter().copied()).collect();
    if edges.is_empty() {
        none_allowed(sought, rules)?;
    }
    let parts: Vec<Part> = components(sought.len(), edges.into_iter())
        .iter()
        .filter(|members| members.len() > 1)
        .map(|members| part(sought, rules, members))
        .collect();
    let cancelled = || progress.cancelled();
    let solve = |part: &Part| -> Option<(Vec<Vec<usize>>, f64, bool)> {
        let exact = part.atoms.len() <= EXACT_UP_TO;
        let found =
            if exact { every_set(part, size, &cancelled)? } else { improved(part, size, &cancelled)? };
        let value: f64 = found.iter().map(|g| part.gain(g)).sum();
        let most = if exact { value } else { bound(part, size, &cancelled)?.max(value) };
        progress.drawn();
        Some((found, most, exact))
    };
    let solved: Option<Vec<_>> = parts.par_iter().map(solve).collect();
    let solved = solved.ok_or_else(|| Notice::info("measure-cancelled"))?;
    let mut groups = Vec::new();
    for (part, (found, _, _)) in parts.iter().zip(&solved) {
        for group in found {
            let atoms = group.iter().filter_map(|a| part.atoms.get(*a));
            let mut units: Vec<usize> = atoms.flat_map(|a| a.units.iter().copied()).collect();
            units.sort_unstable();
            if units.len() > 1 {
                groups.push(units);
            }
        }
    }
    groups.sort_unstable();
    let gains: Vec<f64> = groups.iter().map(|g| group_gain(sought, g)).collect();
    let sum_w = sum(&gains);
    let bound: f64 = solved.iter().map(|(_, most, _)| most).sum();
    Ok(Groups {
        bound: if solved.iter().all(|(_, _, exact)| *exact) { sum_w } else { bound.max(sum_w) },
        exact_parts: solved.iter().filter(|(_, _, exact)| *exact).count(),
        parts: parts.len(),
        groups,
        gains,
        sum_w,
    })
}

/// `Σ t_i (p_i − p̄)²` of schools that share the same part of the week.
pub fn group_gain(sought: &Sought, units: &[usize]) -> f64 {
    let schools = units.iter().map(|u| sought.school(*u)).filter(|(x, y)| x + y > 0.0);
    sum_of_squares(&schools.map(|(x, y)| (x + y, x / (x + y))).collect::<Vec<_>>())
}

fn part(sought: &Sought, rules: &Rules, members: &[usize]) -> Part {
    let atoms: Vec<Atom> = sought
        .atoms(rules)
        .into_iter()
        .filter(|units| units.first().is_some_and(|u| members.binary_search(u).is_ok()))
        .map(|units| {
            let sums =
                units.iter().map(|u| sought.school(*u)).fold((0.0, 0.0), |a, (x, y)| (a.0 + x + y, a.1 + x));
            Atom { t: sums.0, x: sums.1, spread: group_gain(sought, &units), units }
        })
        .collect();
    let may = |a: &Atom, b: &Atom| {
        a.units.iter().all(|u| b.units.iter().all(|v| sought.allowed(rules, *u, *v).is_ok()))
    };
    let allowed = atoms.iter().flat_map(|a| atoms.iter().map(move |b| may(a, b))).collect();
    Part { atoms, allowed }
}

/// The best groups of a small part: for every set of atoms the best groups of it, from what is best
/// for the set without the group of its first atom.
fn every_set(part: &Part, size: usize, cancelled: &dyn Fn() -> bool) -> Option<Vec<Vec<usize>>> {
    let count = part.atoms.len();
    let mut best = vec![0.0_f64; 1 << count];
    let mut chosen = vec![0_usize; 1 << count];
    let groups = groups_by_first(part, size);
    for set in 1_usize..1 << count {
        if set % 1024 == 0 && cancelled() {
            return None;
        }
        let first = set.trailing_zeros() as usize;
        let (mut top, mut by) = (f64::NEG_INFINITY, 0);
        for (mask, gain) in groups.get(first).into_iter().flatten() {
            if mask & set == *mask {
                let value = gain + best.get(set & !mask).copied().unwrap_or_default();
                if value > top {
                    (top, by) = (value, *mask);
                }
            }
        }
        if let (Some(b), Some(c)) = (best.get_mut(set), chosen.get_mut(set)) {
            (*b, *c) = (top, by);
        }
    }
    let mut left = (1_usize << count) - 1;
    let mut out = Vec::new();
    while left != 0 {
        let mask = chosen.get(left).copied().filter(|m| *m != 0)?;
        out.push((0..count).filter(|a| mask >> a & 1 == 1).collect());
        left &= !mask;
    }
    Some(out)
}

/// Every allowed group by its first atom, as a set of bits with its gain; each atom alone first.
fn groups_by_first(part: &Part, size: usize) -> Vec<Vec<(usize, f64)>> {
    (0..part.atoms.len())
        .map(|first| {
            let mut out = Vec::new();
            let mut todo = vec![vec![first]];
            while let Some(group) = todo.pop() {
                let mask = group.iter().fold(0, |mask, a| mask | 1 << a);
                out.push((mask, part.gain(&group)));
                let last = group.last().copied().unwrap_or(first);
                for next in last + 1..part.atoms.len() {
                    let mut more = group.clone();
                    more.push(next);
                    if part.fits(&more, size) {
                        todo.push(more);
                    }
                }
            }
            out
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A part of town in which some schools may not go together.
    pub(in crate::find) fn part(seed: u64, count: usize) -> Part {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let atom = |unit: usize, t: f64, x: f64| Atom { units: vec![unit], t, x, spread: 0.0 };
        let atoms: Vec<Atom> = (0..count)
            .map(|unit| {
                let (x, y) = (next(200) as f64, next(200) as f64 + 1.0);
                atom(unit, x + y, x)
            })
            .collect();
        let mut allowed = vec![true; count * count];
        for a in 0..count {
            for b in 0..a {
                let may = next(10) < 6;
                allowed[a * count + b] = may;
                allowed[b * count + a] = may;
            }
        }
        Part { atoms, allowed }
    }

    fn value(part: &Part, groups: &[Vec<usize>]) -> f64 {
        groups.iter().map(|g| part.gain(g)).sum()
    }

    pub(in crate::find) fn best(part: &Part, size: usize) -> f64 {
        value(part, &every_set(part, size, &|| false).unwrap())
    }

    pub(in crate::find) fn improved_value(part: &Part, size: usize) -> f64 {
        value(part, &improved(part, size, &|| false).unwrap())
    }
}
