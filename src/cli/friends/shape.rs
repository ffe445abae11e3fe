//! What `friends --json` writes, as the contract of the command line has it.

use serde::Serialize;
use serde_json::Value;

use crate::friendship::group::TravelMode;

#[derive(Serialize)]
pub struct Answer {
    pub share: Option<f64>,
    /// Groups of two.
    pub pairs: Vec<Vec<String>>,
    /// This and what is of the town below are null where a hidden count would follow from them.
    pub sum_w: Option<f64>,
    /// How many groups are in none of the figures of the town: a hidden count would follow.
    pub groups_left_out: usize,
    pub exposure_before: Option<f64>,
    pub exposure_after: Option<f64>,
    pub isolation_before: Option<f64>,
    pub isolation_after: Option<f64>,
    pub dissimilarity_before: Option<f64>,
    /// Illustrative: D on the composition met, while no child changes school.
    pub dissimilarity_effective: Option<f64>,
    pub eta2_before: Option<f64>,
    pub eta2_after: Option<f64>,
    pub exposure_of_others_before: Option<f64>,
    pub exposure_of_others_after: Option<f64>,
    pub group: String,
    pub other: String,
    pub schools: usize,
    /// What the counts rest on; whatever is after or effective is computed from an agreement.
    pub basis: Option<&'static str>,
    pub example: bool,
    /// How small numbers are protected; null for a bare table, which is the person's own.
    pub privacy: Option<Value>,
    pub year: Option<i32>,
    pub source: Option<String>,
    pub illustrative: [&'static str; 1],
    pub search: Search,
    pub groups: Vec<GroupOut>,
    pub contact_hours: Option<Hours>,
    /// Children by what changes in the share of another background around them.
    pub children: Option<TallyOut>,
    /// Why figures of the town are null, or of what they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
    pub most_changed: Vec<SchoolOut>,
    /// Every school in the order of the table, before and after.
    pub each_school: Vec<EachOut>,
    /// Schools for whose children nothing changes.
    pub without_gain: Vec<String>,
    pub curve: Option<Vec<CurveOut>>,
}

#[derive(Serialize, Default)]
pub struct Search {
    pub kind: &'static str,
    pub greedy_sum_w: Option<f64>,
    /// Whether a dual solution proves the pairs optimal in whole weights, one of which is this.
    pub proved: Option<bool>,
    pub resolution: Option<f64>,
    pub candidates: Option<usize>,
    pub components: Option<usize>,
    pub bound: Option<f64>,
    pub gap: Option<f64>,
    pub exact_parts: Option<usize>,
    pub best_pairs_sum_w: Option<f64>,
    /// Of the best pairs under the same rules.
    pub reached: Option<f64>,
}

#[derive(Serialize)]
pub struct GroupOut {
    pub name: String,
    pub schools: Vec<String>,
    /// Null where it would betray a small number of pupils.
    pub w: Option<f64>,
    pub hours: f64,
    pub week: f64,
    pub on_top: bool,
    pub contact_hours: Option<Hours>,
    /// Over the schools of the group alone.
    pub exposure_before: Option<f64>,
    pub exposure_after: Option<f64>,
    pub isolation_before: Option<f64>,
    pub isolation_after: Option<f64>,
    pub eta2_before: Option<f64>,
    pub eta2_after: Option<f64>,
    /// Why they are null.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
    pub travel: Option<TravelOut>,
    pub full_pairing: Option<FullOut>,
}

#[derive(Serialize)]
pub struct FullOut {
    pub buildings: Vec<BuildingOut>,
    pub moved_share: f64,
    /// Between the building of today and the other, for whoever has to go there.
    pub mean_metres: Option<f64>,
    pub greatest_metres: Option<f64>,
    /// From home to school, of pupils whose home is known.
    pub home_metres_before: Option<f64>,
    pub home_metres_after: Option<f64>,
}

#[derive(Serialize)]
pub struct BuildingOut {
    pub school: String,
    pub years: (u8, u8),
    pub pupils: f64,
    pub pupils_before: f64,
    pub from_elsewhere: f64,
    pub seats: Option<f64>,
    /// Whether the seats are an assumption: no figure is known.
    pub seats_assumed: Option<bool>,
    pub beyond_seats: Option<f64>,
}

#[derive(Serialize)]
pub struct TallyOut {
    pub gaining: f64,
    pub losing: f64,
    /// Null where groups are left out for a hidden count: for their children something may change.
    pub unchanged: Option<f64>,
    /// In its place then: how many see nothing change, or are at schools of a group that is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unchanged_or_hidden: Option<f64>,
}

#[derive(Serialize)]
pub struct WayOut {
    pub school: String,
    pub metres: Option<f64>,
    pub minutes: Option<f64>,
}

/// A school from which the walk is long, and from how many metres it is called so.
#[derive(Serialize)]
pub struct LongWalk {
    pub school: String,
    pub longer_than_metres: f64,
}

#[derive(Serialize)]
pub struct TravelOut {
    pub mode: TravelMode,
    /// From every school, one way.
    pub from: Vec<WayOut>,
    pub place: Option<String>,
    pub place_assumed: bool,
    /// Of the straight line; null where the metres are over the streets.
    pub detour: Option<f64>,
    pub mean_metres: Option<f64>,
    pub greatest_metres: Option<f64>,
    pub kmh: f64,
    pub wait_minutes: f64,
    /// Whether speed and waiting are assumptions of the program; else the group states them.
    pub pace_assumed: bool,
    pub mean_minutes: Option<f64>,
    pub greatest_minutes: Option<f64>,
    /// Hours on the way in a year of an average child who takes part.
    pub hours_a_year: Option<f64>,
    pub long_walks: Vec<LongWalk>,
    pub children: Option<f64>,
    pub trips_a_year: Option<f64>,
    pub cost_a_year: Option<f64>,
    pub cost_per_contact_hour: Option<f64>,
}

#[derive(Serialize)]
pub struct Hours {
    pub weeks: f64,
    pub group_before: Option<f64>,
    pub group_gained: Option<f64>,
    pub others_before: Option<f64>,
    pub others_gained: Option<f64>,
    pub all_before: Option<f64>,
    pub all_gained: Option<f64>,
}

#[derive(Serialize)]
pub struct SchoolOut {
    pub school: String,
    /// Change in the share of others around a child of the group; null where it would betray a
    /// small number of pupils.
    pub for_group: Option<f64>,
    /// Change in the share of the group around a child of the others.
    pub for_others: Option<f64>,
    /// Why it is null.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

#[derive(Serialize)]
pub struct CurveOut {
    pub km: Option<f64>,
    pub pairs: usize,
    pub sum_w: f64,
    pub mean_km: Option<f64>,
}

/// One school before and after; null where it would betray a small number of pupils, or where the
/// school has no child of that group.
#[derive(Serialize, Default)]
pub struct EachOut {
    pub school: String,
    /// Others around a child of the group at this school.
    pub exposure_before: Option<f64>,
    pub exposure_after: Option<f64>,
    /// The group around a child of the group at this school.
    pub isolation_before: Option<f64>,
    pub isolation_after: Option<f64>,
    /// The others around a child of the others at this school.
    pub isolation_of_others_before: Option<f64>,
    pub isolation_of_others_after: Option<f64>,
    /// Its part in η² of all schools; the parts add up to eta2_before and eta2_after.
    pub eta2_part_before: Option<f64>,
    pub eta2_part_after: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}
