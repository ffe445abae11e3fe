//! The answer as one JSON object.

use serde::Serialize;
use serde_json::Value;

use super::super::print_json;
use super::Table;
use super::ask::{Found, Group, Kind};
use crate::choice::Metric;
use crate::figures::few::coarse;
use crate::friendship::contact::SchoolContact;
use crate::friendship::full::{Partner, full_pairing};
use crate::friendship::hours::Timing;
use crate::friendship::year::{Meeting, YearContact, without_gain};
use crate::measure::TwoGroup;
use crate::notice::Notice;
use crate::number::Count;

#[derive(Serialize)]
pub(super) struct Answer {
    share: Option<f64>,
    /// Groups of two.
    pairs: Vec<Vec<String>>,
    sum_w: f64,
    exposure_before: Option<f64>,
    exposure_after: Option<f64>,
    isolation_before: Option<f64>,
    isolation_after: Option<f64>,
    dissimilarity_before: Option<f64>,
    /// Illustrative: D on the composition met, while no child changes school.
    dissimilarity_effective: Option<f64>,
    eta2_before: Option<f64>,
    eta2_after: Option<f64>,
    exposure_of_others_before: Option<f64>,
    exposure_of_others_after: Option<f64>,
    group: String,
    other: String,
    schools: usize,
    /// What the counts rest on; whatever is after or effective is computed from an agreement.
    basis: Option<&'static str>,
    example: bool,
    year: Option<i32>,
    source: Option<String>,
    illustrative: [&'static str; 1],
    search: Search,
    groups: Vec<GroupOut>,
    contact_hours: Hours,
    most_changed: Vec<SchoolOut>,
    /// Schools for whose children nothing changes.
    without_gain: Vec<String>,
    curve: Option<Vec<CurveOut>>,
}

#[derive(Serialize, Default)]
struct Search {
    kind: &'static str,
    greedy_sum_w: Option<f64>,
    /// Whether a dual solution proves the pairs optimal in whole weights, one of which is this.
    proved: Option<bool>,
    resolution: Option<f64>,
    candidates: Option<usize>,
    components: Option<usize>,
    bound: Option<f64>,
    gap: Option<f64>,
    exact_parts: Option<usize>,
    best_pairs_sum_w: Option<f64>,
    /// Of the best pairs under the same rules.
    reached: Option<f64>,
}

#[derive(Serialize)]
struct GroupOut {
    name: String,
    schools: Vec<String>,
    /// Null where it would betray a small number of pupils.
    w: Option<f64>,
    hours: f64,
    week: f64,
    on_top: bool,
    contact_hours: Option<Hours>,
    /// Why they are null.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    travel: Option<TravelOut>,
    full_pairing: Option<FullOut>,
}

#[derive(Serialize)]
struct FullOut {
    buildings: Vec<BuildingOut>,
    moved_share: f64,
    mean_metres: Option<f64>,
}

#[derive(Serialize)]
struct BuildingOut {
    school: String,
    years: (u8, u8),
    pupils: f64,
    pupils_before: f64,
}

#[derive(Serialize)]
struct TravelOut {
    place: Option<String>,
    place_assumed: bool,
    detour: Option<f64>,
    mean_metres: Option<f64>,
    greatest_metres: Option<f64>,
    children: f64,
    trips_a_year: f64,
    cost_a_year: Option<f64>,
    cost_per_contact_hour: Option<f64>,
}

#[derive(Serialize)]
struct Hours {
    weeks: f64,
    group_before: Option<f64>,
    group_gained: Option<f64>,
    others_before: Option<f64>,
    others_gained: Option<f64>,
    all_before: Option<f64>,
    all_gained: Option<f64>,
}

#[derive(Serialize)]
struct SchoolOut {
    school: String,
    /// Change in the share of others around a child of the group; null where it would betray a
    /// small number of pupils.
    for_group: Option<f64>,
    /// Change in the share of the group around a child of the others.
    for_others: Option<f64>,
    /// Why it is null.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

#[derive(Serialize)]
struct CurveOut {
    km: Option<f64>,
    pairs: usize,
    sum_w: f64,
    mean_km: Option<f64>,
}

/// The code of a school in the counts.
pub(super) fn name(table: &Table, unit: usize) -> String {
    table.names.get(unit).cloned().unwrap_or_default()
}

/// Prints the answer; of a few schools with a hidden count only shares in whole percents.
pub(super) fn print(table: &Table, answer: &Answer) -> Result<(), Notice> {
    if !table.coarse() {
        return print_json(answer);
    }
    let mut value =
        serde_json::to_value(answer).map_err(|e| Notice::error("cli-not-written").arg("reason", e))?;
    for (key, value) in value.as_object_mut().into_iter().flatten() {
        match key.as_str() {
            "sum_w" | "contact_hours" | "curve" | "search" => *value = Value::Null,
            "share" | "schools" | "year" => {}
            _ if value.is_number() => *value = serde_json::json!(coarse(value.as_f64())),
            _ => {}
        }
    }
    if let Some(object) = value.as_object_mut() {
        object.insert("withheld".into(), HIDDEN.into());
    }
    print_json(&value)
}

/// Why a figure of a school or a group is null.
const HIDDEN: &str = "a count in its groups is hidden";

/// Whether every count of one school may be told.
fn is_open(table: &Table, unit: usize) -> bool {
    let alone = || {
        let row = table.counts.rows().nth(unit).unwrap_or_default();
        table.gate().composition(&row.iter().map(|n| Count::Known(*n)).collect::<Vec<_>>())
    };
    let of_town = |town: &super::Town| {
        let school = *town.units.get(unit)?;
        town.shown.composition(town.scheme, school).cloned()
    };
    let row = table.town.as_ref().and_then(of_town).unwrap_or_else(alone);
    row.total.value().is_some() && row.counts.iter().all(|c| c.value().is_some())
}

/// Whether what the children of one school meet may be told. That follows from the counts of all
/// schools in its groups, and theirs from it: all of them, and the groups that those are in
/// besides, must be open.
pub(super) fn may_tell(table: &Table, found: &Found, unit: usize) -> bool {
    let groups = |unit: usize| found.groups.iter().filter(move |g| g.units.contains(&unit));
    let partners = || groups(unit).flat_map(|g| g.units.iter().copied());
    let near = partners().flat_map(groups).flat_map(|g| g.units.iter().copied());
    is_open(table, unit) && near.into_iter().all(|partner| is_open(table, partner))
}

pub(super) fn json(table: &Table, counts: &TwoGroup, found: &Found, names: &(String, String)) -> Answer {
    let contact = &found.contact;
    let units: Vec<usize> = (0..counts.x().len()).collect();
    let town = table.town.as_ref();
    Answer {
        share: found.share,
        pairs: found.groups.iter().filter(|g| g.units.len() == 2).map(|g| codes(table, g)).collect(),
        sum_w: found.sum_w,
        exposure_before: contact.exposure.before,
        exposure_after: contact.exposure.after,
        isolation_before: contact.isolation.before,
        isolation_after: contact.isolation.after,
        dissimilarity_before: contact.dissimilarity.before,
        dissimilarity_effective: contact.dissimilarity.after,
        eta2_before: contact.correlation_ratio.before,
        eta2_after: contact.correlation_ratio.after,
        exposure_of_others_before: contact.exposure_of_others.before,
        exposure_of_others_after: contact.exposure_of_others.after,
        group: names.0.clone(),
        other: names.1.clone(),
        schools: counts.peopled().count(),
        basis: town.map(|t| t.basis.code()),
        example: town.is_some_and(|t| t.dataset.is_example()),
        year: town.and_then(|t| t.year).map(|y| y.0),
        source: town.map(|t| t.source.clone()),
        illustrative: ["dissimilarity_effective"],
        search: search(found),
        groups: found.groups.iter().map(|g| group(table, found, g)).collect(),
        contact_hours: hours(&found.year, found.weeks),
        most_changed: most_changed(table, found),
        without_gain: without_gain(contact, &units).into_iter().map(|unit| name(table, unit)).collect(),
        curve: found.curve.as_ref().map(|points| {
            let km = |metres: f64| metres / 1000.0;
            let out = |p: &crate::find::curve::Point| CurveOut {
                km: p.cap.map(km),
                pairs: p.pairs,
                sum_w: p.sum_w,
                mean_km: p.mean_metres.map(km),
            };
            points.iter().map(out).collect()
        }),
    }
}

/// The schools where anything changes, most first; after them those of which it is not told how
/// much, in the order of the table, as their place would tell.
fn most_changed(table: &Table, found: &Found) -> Vec<SchoolOut> {
    let ranked = found.contact.ranked();
    let (told, mut hidden): (Vec<&SchoolContact>, Vec<&SchoolContact>) =
        ranked.iter().filter(|s| s.change() > 1e-12).partition(|s| may_tell(table, found, s.unit));
    hidden.sort_by_key(|s| s.unit);
    let open = told.into_iter().map(|s| SchoolOut {
        school: name(table, s.unit),
        for_group: Some(s.gain_of_group()),
        for_others: Some(s.gain_of_others()),
        note: None,
    });
    let closed = hidden.into_iter().map(|s| SchoolOut {
        school: name(table, s.unit),
        for_group: None,
        for_others: None,
        note: Some(HIDDEN),
    });
    open.chain(closed).collect()
}

fn codes(table: &Table, group: &Group) -> Vec<String> {
    group.units.iter().map(|unit| name(table, *unit)).collect()
}

fn search(found: &Found) -> Search {
    match &found.kind {
        Kind::Pairs(best) => Search {
            kind: "best-pairs",
            greedy_sum_w: Some(best.greedy_sum_w),
            proved: Some(best.proved),
            resolution: Some(best.resolution),
            candidates: Some(best.candidates),
            components: Some(best.components),
            ..Search::default()
        },
        Kind::Groups { bound, gap, exact_parts, parts } => Search {
            kind: "groups",
            bound: Some(*bound),
            gap: *gap,
            exact_parts: Some(*exact_parts),
            components: Some(*parts),
            ..Search::default()
        },
        Kind::Given { optimum } => {
            Search { kind: "given", best_pairs_sum_w: *optimum, reached: reached(found), ..Search::default() }
        }
    }
}

/// How much of the gain of the best pairs a given set reaches.
pub(super) fn reached(found: &Found) -> Option<f64> {
    let Kind::Given { optimum } = &found.kind else { return None };
    optimum.filter(|best| *best > 0.0).map(|best| found.sum_w / best)
}

fn hours(year: &YearContact, weeks: f64) -> Hours {
    Hours {
        weeks,
        group_before: year.group.map(|h| h.before),
        group_gained: year.group.map(|h| h.gained),
        others_before: year.others.map(|h| h.before),
        others_gained: year.others.map(|h| h.gained),
        all_before: year.all.map(|h| h.before),
        all_gained: year.all.map(|h| h.gained),
    }
}

fn group(table: &Table, found: &Found, group: &Group) -> GroupOut {
    let told = group.units.iter().all(|unit| may_tell(table, found, *unit));
    let place_name = |meeting: Meeting| match meeting {
        Meeting::School(at) => group.units.get(at).map(|unit| name(table, *unit)),
        Meeting::ThirdPlace(_) => group.agreed.place.as_ref().and_then(|p| p.name.clone()),
    };
    GroupOut {
        name: group.agreed.name.clone(),
        schools: codes(table, group),
        w: told.then_some(group.w),
        hours: group.agreed.hours,
        week: group.agreed.week,
        on_top: group.agreed.timing == Timing::OnTop,
        contact_hours: told.then(|| hours(&group.year, found.weeks)),
        note: (!told).then_some(HIDDEN),
        travel: group.travel.as_ref().map(|travel| TravelOut {
            place: place_name(travel.meeting),
            place_assumed: travel.assumed,
            detour: match travel.metric {
                Metric::StraightLine { detour } => Some(detour),
                Metric::Route { .. } => None,
            },
            mean_metres: travel.mean,
            greatest_metres: travel.greatest,
            children: travel.children,
            trips_a_year: travel.trips,
            cost_a_year: travel.cost(),
            cost_per_contact_hour: travel.cost_per_hour(&group.year).filter(|_| told),
        }),
        full_pairing: full(table, found, group).filter(|_| told),
    }
}

/// What full pairing does, where the whole week is shared.
fn full(table: &Table, found: &Found, group: &Group) -> Option<FullOut> {
    let partners = partners(table, group).filter(|_| found.share == Some(1.0))?;
    let full = full_pairing(&partners, found.detours.0)?;
    let building = |b: &crate::friendship::full::Building| BuildingOut {
        school: group.units.get(b.school).map(|u| name(table, *u)).unwrap_or_default(),
        years: b.years,
        pupils: b.pupils,
        pupils_before: b.pupils_before,
    };
    Some(FullOut {
        buildings: full.buildings.iter().map(building).collect(),
        moved_share: full.moved,
        mean_metres: full.metres,
    })
}

/// The schools of a group with all their pupils, those of groups that are not compared included.
/// Seats are not among the counts of a school.
fn partners(table: &Table, group: &Group) -> Option<Vec<Partner>> {
    let of = |unit: &usize| {
        let at = *table.places.as_ref()?.get(*unit)?;
        let pupils = *table.counts.unit_totals().get(*unit)?;
        Some(Partner { at, pupils, seats: None })
    };
    group.units.iter().map(of).collect()
}
