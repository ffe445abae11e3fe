//! What no set of groups can exceed.
//!
//! Two relaxations, of which the lower counts.
//!
//! *One centre.* The gain of a group is `Σ t_i (p_i − p̄)²` around its own mean, and no other centre
//! gives less: `Σ_{i∈g} t_i (p_i − p̄_g)² ≤ Σ_{i∈g} t_i (p_i − c)²` for every c. Groups lie within a
//! connected part of town, so that with c the mean of the part, the groups in it together gain at
//! most `Σ_i t_i (p_i − c)²`.
//!
//! *Prices.* Choosing groups is a set packing: greatest `Σ_g v_g z_g` with `Σ_{g∋i} z_g ≤ 1` for every
//! school. By the weak duality of linear programming, prices `y_i ≥ 0` with `Σ_{i∈g} y_i ≥ v_g` for
//! every allowed group g give the bound `Σ_i y_i`. The terms of the first bound are such prices. From
//! there every school in turn gets the lowest price that keeps all its groups covered, which never
//! raises the sum, until a round brings little. All allowed groups are looked at, so that this is
//! done only where there are not too many.

use super::groups::Part;

/// Above so many groups only the first bound is computed.
const MOST_GROUPS: usize = 600_000;
/// Rounds of lowering prices.
const ROUNDS: usize = 60;

/// An upper bound on the gain of groups of at most `size` schools in one part of town. `None` when it
/// was cancelled.
pub(super) fn bound(part: &Part, size: usize, cancelled: &dyn Fn() -> bool) -> Option<f64> {
    let (t, x) = part.atoms.iter().fold((0.0, 0.0), |(t, x), a| (t + a.t, x + a.x));
    let centre = if t > 0.0 { x / t } else { 0.0 };
    // Around another centre an atom has its own spread and that of its mean.
    let mut prices: Vec<f64> =
        part.atoms.iter().map(|a| a.spread + a.t * (a.x / a.t - centre).powi(2)).collect();
    let first: f64 = prices.iter().sum();
    let Some(groups) = allowed_groups(part, size) else { return Some(first) };
    let mut of_atom: Vec<Vec<usize>> = vec![Vec::new(); part.atoms.len()];
    for (n, (members, _)) in groups.iter().enumerate() {
        for &atom in members {
            of_atom.get_mut(atom).into_iter().for_each(|list| list.push(n));
        }
    }
    let price = |prices: &[f64], atom: usize| prices.get(atom).copied().unwrap_or_default();
    let mut last = first;
    for _ in 0..ROUNDS {
        if cancelled() {
            return None;
        }
        for (atom, own) in of_atom.iter().enumerate() {
            let alone = part.atoms.get(atom).map_or(0.0, |a| a.spread);
            let needed = own.iter().filter_map(|g| groups.get(*g)).map(|(members, gain)| {
                let others: f64 = members.iter().filter(|m| **m != atom).map(|m| price(&prices, *m)).sum();
                gain - others
            });
            let lowest = needed.fold(alone.max(0.0), f64::max);
            prices.get_mut(atom).into_iter().for_each(|p| *p = lowest.min(*p));
        }
        let now: f64 = prices.iter().sum();
        if last - now < 1e-6 * last {
            break;
        }
        last = now;
    }
    Some(prices.iter().sum::<f64>().min(first))
}

/// All allowed groups of two or more atoms with their gain; `None` when there are too many.
fn allowed_groups(part: &Part, size: usize) -> Option<Vec<(Vec<usize>, f64)>> {
    let mut out = Vec::new();
    let mut todo: Vec<Vec<usize>> = (0..part.atoms.len()).map(|a| vec![a]).collect();
    while let Some(members) = todo.pop() {
        let last = members.last().copied().unwrap_or_default();
        for next in last + 1..part.atoms.len() {
            let mut group = members.clone();
            group.push(next);
            if part.schools(&group) > size || !members.iter().all(|m| part.may(*m, next)) {
                continue;
            }
            if out.len() >= MOST_GROUPS {
                return None;
            }
            out.push((group.clone(), part.gain(&group)));
            if part.schools(&group) < size {
                todo.push(group);
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::groups::tests::{best, improved_value, part};
    use super::*;

    #[test]
    fn no_groups_exceed_the_bound_and_improvement_never_exceeds_the_best() {
        for seed in 15..20_u64 {
            let part = part(seed, 13);
            for size in [3, 4] {
                let most = bound(&part, size, &|| false).unwrap();
                let best = best(&part, size);
                let found = improved_value(&part, size);
                assert!(best <= most * (1.0 + 1e-12), "seed {seed}: {best} is more than {most}");
                assert!(found <= best * (1.0 + 1e-12), "seed {seed}: {found} is more than {best}");
                assert!(found >= 0.98 * best, "seed {seed}: {found} is far from {best}");
            }
        }
    }

    #[test]
    fn prices_lower_the_bound_where_not_every_school_is_within_reach() {
        let part = part(3, 9);
        let (t, x) = part.atoms.iter().fold((0.0, 0.0), |(t, x), a| (t + a.t, x + a.x));
        let centre: f64 = part.atoms.iter().map(|a| a.t * (a.x / a.t - x / t).powi(2)).sum();
        assert!(bound(&part, 3, &|| false).unwrap() < centre);
    }
}
