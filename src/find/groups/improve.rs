//! Good groups where there are too many schools to try every set.

use rand::Rng;
use rand_pcg::Pcg64;

use super::{Part, every_set};

/// Atoms that are taken apart and put together again at once, and how often for each and in all.
const REBUILT: usize = 10;
const ROUNDS_EACH: usize = 10;
const MOST_ROUNDS: usize = 4000;

/// Good groups of a larger part: the two groups that gain most by becoming one do so until none are
/// left; then atoms move and change places as long as that gains; then a few groups around one atom
/// are taken apart and put together again in the best way, over and over.
pub(super) fn improved(part: &Part, size: usize, cancelled: &dyn Fn() -> bool) -> Option<Vec<Vec<usize>>> {
    let mut groups = climbed(part, size, cancelled)?;
    let count = part.atoms.len();
    let rounds = (ROUNDS_EACH * count).min(MOST_ROUNDS);
    // The same seed always: the answer is the same on every machine.
    let mut random = Pcg64::new(1, 1);
    for round in 0..rounds {
        if cancelled() {
            return None;
        }
        // Every atom in turn, with neighbours by chance.
        let centre = round % count.max(1);
        let near = |g: &Vec<usize>| g.iter().any(|a| *a == centre || part.may(*a, centre));
        let mut around: Vec<(bool, u64, usize)> = groups
            .iter()
            .enumerate()
            .filter(|(_, g)| near(g))
            .map(|(n, g)| (!g.contains(&centre), random.next_u64(), n))
            .collect();
        around.sort_unstable();
        let mut taken: Vec<usize> = Vec::new();
        let mut atoms: Vec<usize> = Vec::new();
        for (_, _, n) in around {
            let Some(group) = groups.get(n) else { continue };
            if atoms.len() + group.len() <= REBUILT {
                taken.push(n);
                atoms.extend(group);
            }
        }
        atoms.sort_unstable();
        let some = part.only(&atoms);
        let now: f64 = taken.iter().filter_map(|n| groups.get(*n)).map(|g| part.gain(g)).sum();
        let again = every_set(&some, size, cancelled)?;
        let then: f64 = again.iter().map(|g| some.gain(g)).sum();
        if then > now * (1.0 + 1e-12) {
            taken.sort_unstable();
            for n in taken.into_iter().rev() {
                groups.swap_remove(n);
            }
            let named = |g: Vec<usize>| g.into_iter().filter_map(|a| atoms.get(a).copied()).collect();
            groups.extend(again.into_iter().map(named));
        }
    }
    Some(groups)
}

fn climbed(part: &Part, size: usize, cancelled: &dyn Fn() -> bool) -> Option<Vec<Vec<usize>>> {
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
