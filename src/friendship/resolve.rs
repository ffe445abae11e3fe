//! The schools of a group in a town, and the joint settings that groups make.

use super::contact::Joint;
use super::group::Friendship;
use super::hours::Timing;
use crate::data::{Dataset, SchoolId, Year};
use crate::notice::{Notice, Notices};

/// A group with the schools of it that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// Position of the group in what was asked.
    pub group: usize,
    /// Position of each member in the group, and its school.
    pub members: Vec<(usize, SchoolId)>,
}

/// Finds the schools of groups in a town by their code.
///
/// # Errors
/// A code that no school of the town has; names it.
pub fn resolve(dataset: &Dataset, groups: &[Friendship]) -> Result<Vec<Resolved>, Notice> {
    let found = |(at, group): (usize, &Friendship)| {
        let members = group.schools.iter().enumerate().map(|(n, member)| {
            let school = dataset.school_by_code(member.code()).ok_or_else(|| {
                Notice::error("friends-unknown-school").arg("school", member.code()).arg("name", &group.name)
            })?;
            Ok((n, school))
        });
        Ok(Resolved { group: at, members: members.collect::<Result<_, Notice>>()? })
    };
    groups.iter().enumerate().map(found).collect()
}

/// A joint setting with the group that it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupJoint {
    /// Position of the group in what was asked.
    pub group: usize,
    pub joint: Joint,
}

/// The joint settings of the groups that exist in `year`. `unit_of` gives the position of a school in
/// the counts, or `None` where its counts are not known: such a school is left out and named in
/// `notices`, and so is a group that then has fewer than two.
pub fn joints(
    groups: &[Friendship],
    resolved: &[Resolved],
    year: Option<Year>,
    unit_of: &dyn Fn(SchoolId) -> Option<usize>,
    notices: &mut Notices,
) -> Vec<GroupJoint> {
    let mut out = Vec::new();
    for found in resolved {
        let Some(group) = groups.get(found.group).filter(|group| group.is_in(year)) else { continue };
        let mut members = Vec::new();
        for (n, school) in &found.members {
            let Some(member) = group.schools.get(*n) else { continue };
            match unit_of(*school) {
                Some(unit) => {
                    let share = time_share(groups, found.group, member.code(), year);
                    members.push((unit, share * group.taking_part(member)));
                }
                None => notices.push(
                    Notice::warning("friends-counts-unknown")
                        .arg("school", member.code())
                        .arg("name", &group.name),
                ),
            }
        }
        if members.len() < 2 {
            notices.push(Notice::warning("friends-group-left-out").arg("name", &group.name));
            continue;
        }
        out.push(GroupJoint { group: found.group, joint: Joint { members } });
    }
    out
}

/// The share of the week that a group takes of a school that may be in others too: hours on top of
/// lessons make the week longer for all of them.
fn time_share(groups: &[Friendship], at: usize, code: &str, year: Option<Year>) -> f64 {
    let Some(group) = groups.get(at) else { return 0.0 };
    let on_top = groups.iter().filter(|other| {
        other.timing == Timing::OnTop && other.is_in(year) && other.schools.iter().any(|m| m.code() == code)
    });
    let week: f64 = group.week + on_top.map(|other| other.hours).sum::<f64>();
    if group.hours > 0.0 && week > 0.0 { (group.hours / week).min(1.0) } else { 0.0 }
}
