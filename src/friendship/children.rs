//! The children behind the averages: who meets more of the others, who fewer, and for whom nothing
//! changes.
//!
//! Where children of two schools mix, those of a group who were among their own meet more of the
//! others, and those who were among the others meet fewer of them. Both are told.

use super::contact::Contact;
use crate::measure::TwoGroup;

/// Changes of a share below this are of rounding.
const NOTHING: f64 = 1e-12;

/// The children of one group at one school.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Children {
    /// Position of the school in the counts.
    pub unit: usize,
    /// Whether they are of the group, else of the others.
    pub of_group: bool,
    pub pupils: f64,
    /// Change in the share of children of another background around them, −1..1.
    pub gain: f64,
}

/// Children by what changes for them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Around them the share of another background grows.
    pub gaining: f64,
    /// It shrinks.
    pub losing: f64,
    pub unchanged: f64,
}

/// The children of every school by group, those who gain most first; of equals the first in the
/// table, the group before the others.
pub fn children(contact: &Contact, counts: &TwoGroup) -> Vec<Children> {
    let mut out = Vec::with_capacity(2 * contact.schools.len());
    for school in &contact.schools {
        let of = |column: &[f64]| column.get(school.unit).copied().unwrap_or_default();
        for (of_group, pupils, gain) in
            [(true, of(counts.x()), school.gain_of_group()), (false, of(counts.y()), school.gain_of_others())]
        {
            if pupils > 0.0 {
                out.push(Children { unit: school.unit, of_group, pupils, gain });
            }
        }
    }
    out.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.unit.cmp(&b.unit)).then(b.of_group.cmp(&a.of_group)));
    out
}

/// How many gain, lose, and see nothing change.
pub fn tally(children: &[Children]) -> Tally {
    let mut out = Tally::default();
    for some in children {
        let sum = match some.gain {
            gain if gain > NOTHING => &mut out.gaining,
            gain if gain < -NOTHING => &mut out.losing,
            _ => &mut out.unchanged,
        };
        *sum += some.pupils;
    }
    out
}
