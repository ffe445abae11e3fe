//! The pilot of the accord as a ready set of groups.

use super::group::{Friendship, TravelMode};
use super::hours::Timing;
use crate::data::{Dataset, SchoolId};
use crate::notice::{Notice, Notices};
use crate::seeds::{self, GroupKind};

/// Hours a week together where a set of groups does not state them: an assumption of this program,
/// since the documents name none.
pub const ASSUMED_HOURS: f64 = 2.5;

/// The pilot in a town: its schools by BRIN and vestiging, or in the bundled example by the schools
/// there that stand for them. The pilot has activities before and after school, so that the hours
/// come on top of lessons; how many is not in the documents (see [`ASSUMED_HOURS`]).
///
/// A group of the accord that names one school has no partner and is told in `notices`; so is a
/// school that the town does not have, and a group that is left with fewer than two.
///
/// # Errors
/// None of the groups is in the town.
pub fn pilot(dataset: &Dataset, notices: &mut Notices) -> Result<Vec<Friendship>, Notice> {
    let seed = seeds::pilot()?;
    let mut groups = Vec::new();
    for group in seed.groups.iter().filter(|g| g.kind == GroupKind::Friendship) {
        let name = group.places.join(", ");
        if group.schools.len() < 2 {
            let school = group.schools.first().map_or(String::new(), |s| s.name.clone());
            notices.push(Notice::info("friends-pilot-alone").arg("name", &name).arg("school", school));
            continue;
        }
        let mut codes = Vec::new();
        for school in &group.schools {
            match found(dataset, &school.code, school.example.as_deref()) {
                Some(id) => codes.extend(dataset.school(id).map(|s| s.code.clone())),
                None => notices.push(
                    Notice::warning("friends-pilot-school")
                        .arg("name", &name)
                        .arg("school", &school.name)
                        .arg("code", &school.code),
                ),
            }
        }
        if codes.len() < 2 {
            notices.push(Notice::warning("friends-pilot-group").arg("name", &name));
            continue;
        }
        groups.push(Friendship {
            timing: Timing::OnTop,
            from: Some(seed.year),
            travel: TravelMode::Foot,
            ..Friendship::new(name, codes, ASSUMED_HOURS)
        });
    }
    if groups.is_empty() {
        return Err(Notice::error("friends-pilot-absent"));
    }
    Ok(groups)
}

fn found(dataset: &Dataset, code: &str, example: Option<&str>) -> Option<SchoolId> {
    let stands_for = example.filter(|_| dataset.is_example());
    dataset.school_by_code(code).or_else(|| dataset.school_by_code(stands_for?))
}
