//! The segregation curve (Duncan and Duncan 1955): a Lorenz curve of one group against another.
//!
//! Units stand in the order of how many pupils of the group there are for each of the others, the
//! fewest first. The curve goes from (0, 0) to (1, 1): along it the share of the others who are at
//! the units so far, and up the share of the group. An even town is the diagonal; D is the greatest
//! distance straight down from it, and the area between the two, doubled, is the Gini index.

use super::Units;
use crate::measure::Other;
use crate::privacy::Shown;
use crate::view::hit::Hit;

/// A stretch of the curve: one unit, or all withheld ones together.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// `None` for the units together whose counts are withheld.
    pub hit: Option<Hit>,
    pub name: String,
    pub from: [f64; 2],
    pub to: [f64; 2],
}

/// The curve of a town.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pub segments: Vec<Segment>,
    /// Greatest distance below the diagonal, 0..1. It is D when nothing is withheld, and else at most D,
    /// as units that are taken together look more even than they are.
    pub distance: f64,
    /// Where on the horizontal axis that is.
    pub at: [f64; 2],
    /// Units that stand in one stretch together, as their counts are withheld.
    pub together: usize,
    /// Units that are not in the curve, as not even their sum may be told.
    pub left_out: usize,
}

impl Curve {
    /// The greatest distance and where it is; `None` where units are in no stretch of the line, as over
    /// the others it may lie outside of all that D can be.
    pub fn told_distance(&self) -> Option<(f64, [f64; 2])> {
        (self.left_out == 0).then_some((self.distance, self.at))
    }
}

/// One unit, or several together, on its way to the curve.
struct Part {
    hit: Option<Hit>,
    name: String,
    group: f64,
    other: f64,
}

/// The curve of `group` against `other`; `None` where one of the two has no pupils that may be told.
pub fn curve(units: &Units, group: usize, other: Other) -> Option<Curve> {
    let pair = |composition: &crate::privacy::Composition| -> Option<(f64, f64)> {
        let own = composition.counts.get(group).copied().and_then(Shown::value)?;
        let others = match other {
            Other::Group(k) => composition.counts.get(k).copied().and_then(Shown::value)?,
            Other::Rest => composition.total.value()? - own,
        };
        Some((own, others))
    };
    let mut parts = Vec::new();
    let mut withheld = 0;
    for unit in &units.list {
        match pair(&unit.composition) {
            Some((own, others)) => {
                parts.push(Part { hit: Some(unit.hit), name: unit.name.clone(), group: own, other: others })
            }
            None => withheld += 1,
        }
    }
    let sum = |of: fn(&Part) -> f64| parts.iter().map(of).sum::<f64>();
    let (told_group, told_other) = (sum(|p| p.group), sum(|p| p.other));
    let mut together = 0;
    // Who sees the town and the units that are told knows what the rest is together.
    if withheld > 0
        && let Some((own, others)) = units.town.as_ref().and_then(pair)
        && own >= told_group
        && others >= told_other
    {
        together = withheld;
        let (own, others) = (own - told_group, others - told_other);
        parts.push(Part { hit: None, name: String::new(), group: own, other: others });
    }
    let (all_group, all_other) =
        (parts.iter().map(|p| p.group).sum::<f64>(), parts.iter().map(|p| p.other).sum::<f64>());
    if all_group <= 0.0 || all_other <= 0.0 {
        return None;
    }
    parts.retain(|p| p.group > 0.0 || p.other > 0.0);
    // By group / other without dividing by nobody.
    parts.sort_by(|a, b| (a.group * b.other).total_cmp(&(b.group * a.other)));
    let (mut own, mut others) = (0.0, 0.0);
    let (mut distance, mut at) = (0.0, [0.0, 0.0]);
    let mut from = [0.0, 0.0];
    let mut segments = Vec::with_capacity(parts.len());
    for part in parts {
        own += part.group;
        others += part.other;
        let to = [(others / all_other).min(1.0), (own / all_group).min(1.0)];
        if to[0] - to[1] > distance {
            (distance, at) = (to[0] - to[1], to);
        }
        segments.push(Segment { hit: part.hit, name: part.name, from, to });
        from = to;
    }
    Some(Curve { segments, distance, at, together, left_out: withheld - together })
}
