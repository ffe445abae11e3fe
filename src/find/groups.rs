//! The best groups of up to three or four schools.
//!
//! Adding a school to a group never lowers the sum of squares around the mean, so that groups want to
//! be large; which schools go together is a hard problem from three on. A part of town with few
//! schools is solved exactly (every set of schools once); a larger one by improvement from a good
//! start, and `find::bound` says how far from the best it can be at most.

use rayon::prelude::*;

use super::bound::bound;
use super::pairs::{candidates, none_allowed};
use super::sought::{Rules, Sought, components};
use crate::friendship::contact::sum_of_squares;
use crate::measure::inference::Progress;
use crate::measure::sum::sum;
use crate::notice::Notice;

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
        if set.trailing_zeros() == 0 && cancelled() {
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

/// Good groups of a larger part: the two groups that gain most by becoming one do so until none are
/// left; then atoms move and change places as long as that gains.
fn improved(part: &Part, size: usize, cancelled: &dyn Fn() -> bool) -> Option<Vec<Vec<usize>>> {
    let mut groups: Vec<Vec<usize>> = (0..part.atoms.len()).map(|a| vec![a]).collect();
    merge(part, size, &mut groups, cancelled)?;
    // An improvement adds at least this, so that rounding can't go round in circles.
    let least = 1e-9 * part.atoms.iter().map(|a| a.t).sum::<f64>().max(1.0);
    loop {
        if cancelled() {
            return None;
        }
        if !step(part, size, &mut groups, least, cancelled)? {
            return Some(groups);
        }
        groups.retain(|g| !g.is_empty());
        merge(part, size, &mut groups, cancelled)?;
    }
}

fn merge(part: &Part, size: usize, groups: &mut Vec<Vec<usize>>, cancelled: &dyn Fn() -> bool) -> Option<()> {
    let joined = |a: &[usize], b: &[usize]| [a, b].concat();
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    let value = |groups: &[Vec<usize>], a: usize, b: usize| -> Option<f64> {
        let (first, second) = (groups.get(a)?, groups.get(b)?);
        if first.is_empty() || second.is_empty() {
            return None;
        }
        let both = joined(first, second);
        part.fits(&both, size).then(|| part.gain(&both) - part.gain(first) - part.gain(second))
    };
    for a in 0..groups.len() {
        found.extend((a + 1..groups.len()).filter_map(|b| Some((value(groups, a, b)?, a, b))));
    }
    while !found.is_empty() {
        if cancelled() {
            return None;
        }
        let best = found.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        let Some((_, a, b)) = best else { break };
        let second = groups.get_mut(b).map(std::mem::take).unwrap_or_default();
        groups.get_mut(a).into_iter().for_each(|g| g.extend(&second));
        found.retain(|(_, c, d)| ![*c, *d].contains(&a) && ![*c, *d].contains(&b));
        let others = (0..groups.len()).filter(|c| *c != a);
        let more: Vec<_> =
            others.filter_map(|c| Some((value(groups, a.min(c), a.max(c))?, a.min(c), a.max(c)))).collect();
        found.extend(more);
    }
    groups.retain(|g| !g.is_empty());
    Some(())
}

/// One round of moves and exchanges; whether any was made. `None` when cancelled.
fn step(
    part: &Part,
    size: usize,
    groups: &mut [Vec<usize>],
    least: f64,
    cancelled: &dyn Fn() -> bool,
) -> Option<bool> {
    let mut changed = false;
    for a in 0..groups.len() {
        if cancelled() {
            return None;
        }
        for b in 0..groups.len() {
            if a == b {
                continue;
            }
            let (Some(first), Some(second)) = (groups.get(a).cloned(), groups.get(b).cloned()) else {
                continue;
            };
            let now = part.gain(&first) + part.gain(&second);
            let mut best: Option<(f64, Vec<usize>, Vec<usize>)> = None;
            let mut offer = |x: Vec<usize>, y: Vec<usize>| {
                if part.fits(&x, size) && part.fits(&y, size) {
                    let gained = part.gain(&x) + part.gain(&y) - now;
                    if gained > least && best.as_ref().is_none_or(|(g, _, _)| gained > *g) {
                        best = Some((gained, x, y));
                    }
                }
            };
            let without = |group: &[usize], atom: usize| -> Vec<usize> {
                group.iter().copied().filter(|x| *x != atom).collect()
            };
            for &atom in &first {
                let (left, mut grown) = (without(&first, atom), second.clone());
                grown.push(atom);
                offer(left.clone(), grown);
                // The other way round is seen when a and b change roles.
                if a < b {
                    for &other in &second {
                        let (mut x, mut y) = (left.clone(), without(&second, other));
                        x.push(other);
                        y.push(atom);
                        offer(x, y);
                    }
                }
            }
            if let Some((_, x, y)) = best {
                changed = true;
                groups.get_mut(a).into_iter().for_each(|g| g.clone_from(&x));
                groups.get_mut(b).into_iter().for_each(|g| g.clone_from(&y));
            }
        }
    }
    Some(changed)
}
