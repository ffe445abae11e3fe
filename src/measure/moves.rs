//! What the headline means: the readings of "would have to change school".
//!
//! D is the share of ONE of the two groups that must move when nobody takes its place. When every
//! school keeps its size, pupils swap, and the share of all pupils who change school is 2P(1−P)D:
//! with D = 0.60 at most 30 percent.

use super::counts::TwoGroup;
use super::two::dissimilarity::dissimilarity;

/// The three readings of one D; shown together, because the sentence is usually misread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moves {
    /// Share of one of the two groups that must move, nobody taking its place: D.
    pub one_group_share: Option<f64>,
    /// Share of all pupils of both groups that must change school when every school keeps its
    /// size: `2P(1−P)D`.
    pub swap_share: Option<f64>,
    /// The same as a share of the group: `(1−P)D`.
    pub swap_share_of_group: Option<f64>,
    /// The same as a share of the others: `P·D`. With the share of the group it adds up to D.
    pub swap_share_of_others: Option<f64>,
    /// The same in whole pupils of both groups together: [`whole_pupils`].
    pub whole_pupils: Option<u64>,
}

/// All readings for one table. Undefined where D is.
pub fn moves(counts: &TwoGroup) -> Moves {
    let Some((d, p)) = dissimilarity(counts).zip(counts.share()) else {
        return Moves::default();
    };
    let others = counts.sum_y() / counts.total();
    Moves {
        one_group_share: Some(d),
        swap_share: Some(2.0 * p * others * d),
        swap_share_of_group: Some(others * d),
        swap_share_of_others: Some(p * d),
        whole_pupils: whole_pupils(counts),
    }
}

/// The least number of whole pupils, of both groups together, who change school for a spread as
/// even as whole pupils allow, every school keeping its size.
///
/// Every school's target is the whole number just below or just above `P·t_i` (or that number
/// itself where it is whole), all targets together are X, and of all such targets those are taken
/// that lie closest to what is: `Σ |x_i − target_i|`, which counts every swap at both its ends.
/// `None` unless both groups have members and all counts are whole.
pub fn whole_pupils(counts: &TwoGroup) -> Option<u64> {
    let targets = whole_targets(counts)?;
    let mut moved = counts.x().iter().zip(targets).map(|(x, target)| (*x as u64).abs_diff(target));
    moved.try_fold(0_u64, u64::checked_add)
}

/// The targets behind [`whole_pupils`]: pupils of the group per school. `None` as there.
pub fn whole_targets(counts: &TwoGroup) -> Option<Vec<u64>> {
    counts.both()?;
    if !counts.is_whole() {
        return None;
    }
    // Whole numbers in 128 bits: P·t_i must not be rounded across a whole number.
    let group: u128 = counts.x().iter().map(|x| *x as u128).sum();
    let all: u128 = group + counts.y().iter().map(|y| *y as u128).sum::<u128>();
    let mut targets = Vec::with_capacity(counts.x().len());
    // What rounding up instead of down adds to Σ |x_i − target_i|: one pupil less to move where the
    // school has more than the floor, one more where it has not.
    let (mut gains, mut losses) = (Vec::new(), Vec::new());
    for (unit, (x, y)) in counts.units().enumerate() {
        let product = group.checked_mul(x as u128 + y as u128)?;
        let (floor, rest) = (product / all, product % all);
        targets.push(u64::try_from(floor).ok()?);
        if rest > 0 {
            if x as u128 > floor { gains.push(unit) } else { losses.push(unit) }
        }
    }
    let placed: u128 = targets.iter().map(|t| u128::from(*t)).sum();
    let missing = usize::try_from(group.checked_sub(placed)?).ok()?;
    for unit in gains.into_iter().chain(losses).take(missing) {
        if let Some(target) = targets.get_mut(unit) {
            *target += 1;
        }
    }
    Some(targets)
}
