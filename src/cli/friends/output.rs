//! The answer as one JSON object.

use serde_json::Value;

use super::super::{gate_json, print_json};
use super::Table;
use super::ask::{Found, Group, Kind};
use super::shape::{
    Answer, BuildingOut, CurveOut, EachOut, FullOut, GroupOut, Hours, LongWalk, SchoolOut, Search, TallyOut,
    TravelOut, WayOut,
};
use crate::choice::Metric;
use crate::figures::few::coarse;
use crate::friendship::contact::{Change, SchoolContact};
use crate::friendship::full::Building;
use crate::friendship::hours::Timing;
use crate::friendship::schools::{OneSchool, schools};
use crate::friendship::year::{Meeting, YearContact, without_gain};
use crate::measure::TwoGroup;
use crate::notice::Notice;

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
            "sum_w" | "contact_hours" | "curve" | "search" | "children" => *value = Value::Null,
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

fn each_school(table: &Table, counts: &TwoGroup, found: &Found) -> Vec<EachOut> {
    let town = (found.told && !table.coarse(), found.told && !table.coarse());
    let of = |one: OneSchool| {
        let school = name(table, one.unit);
        if !may_tell(table, found, one.unit) {
            return EachOut { school, note: Some(HIDDEN), ..EachOut::default() };
        }
        EachOut {
            school,
            exposure_before: one.exposure.before,
            exposure_after: one.exposure.after,
            isolation_before: one.isolation.before,
            isolation_after: one.isolation.after,
            isolation_of_others_before: one.isolation_of_others.before,
            isolation_of_others_after: one.isolation_of_others.after,
            // The share of the town stands in it.
            eta2_part_before: one.eta2_part.before.filter(|_| town.0),
            eta2_part_after: one.eta2_part.after.filter(|_| town.1),
            note: None,
        }
    };
    schools(&found.each, counts).into_iter().map(of).collect()
}

/// Why a figure of a school or a group is null.
const HIDDEN: &str = "a count in its groups is hidden";
const WITHHELD: &str = "a hidden count would follow from them";
const LEFT_OUT: &str = "groups with a hidden count are not in the figures of all schools";

/// Whether what the children of one school meet may be told; see [`crate::find::town::telling`].
pub(super) fn may_tell(table: &Table, found: &Found, unit: usize) -> bool {
    table.telling.met(unit, &found.units())
}

/// A change of a share, where it may be told.
fn shown(change: Change, (before, after): (bool, bool)) -> (Option<f64>, Option<f64>) {
    (change.before.filter(|_| before), change.after.filter(|_| after))
}

pub(super) fn json(table: &Table, counts: &TwoGroup, found: &Found, names: &(String, String)) -> Answer {
    let contact = &found.contact;
    let units: Vec<usize> = (0..counts.x().len()).collect();
    let town = table.town.as_ref();
    let told = (found.told, found.told);
    let exposure = shown(contact.exposure, told);
    let isolation = shown(contact.isolation, told);
    let d = shown(contact.dissimilarity, told);
    let eta2 = shown(contact.correlation_ratio, told);
    let others = shown(contact.exposure_of_others, told);
    Answer {
        share: found.share,
        pairs: found.groups.iter().filter(|g| g.units.len() == 2).map(|g| codes(table, g)).collect(),
        sum_w: told.1.then_some(found.sum_w),
        groups_left_out: found.left_out,
        exposure_before: exposure.0,
        exposure_after: exposure.1,
        isolation_before: isolation.0,
        isolation_after: isolation.1,
        dissimilarity_before: d.0,
        dissimilarity_effective: d.1,
        eta2_before: eta2.0,
        eta2_after: eta2.1,
        exposure_of_others_before: others.0,
        exposure_of_others_after: others.1,
        group: names.0.clone(),
        other: names.1.clone(),
        schools: counts.peopled().count(),
        basis: town.map(|t| t.basis.code()),
        example: town.is_some_and(|t| t.dataset.is_example()),
        privacy: town.map(|t| gate_json(t.gate)),
        year: town.and_then(|t| t.year).map(|y| y.0),
        source: town.map(|t| t.source.clone()),
        illustrative: ["dissimilarity_effective"],
        search: search(found),
        groups: found.groups.iter().map(|g| group(table, found, g)).collect(),
        contact_hours: told.1.then(|| hours(&found.year, found.weeks)),
        children: told.1.then_some(TallyOut {
            gaining: found.children.gaining,
            losing: found.children.losing,
            unchanged: Some(found.children.unchanged).filter(|_| found.left_out == 0),
            unchanged_or_hidden: Some(found.children.unchanged).filter(|_| found.left_out > 0),
        }),
        note: match found.left_out {
            _ if !told.1 => Some(WITHHELD),
            0 => None,
            _ => Some(LEFT_OUT),
        },
        most_changed: most_changed(table, found),
        each_school: each_school(table, counts, found),
        without_gain: without_gain(&found.each, &units).into_iter().map(|unit| name(table, unit)).collect(),
        curve: found.curve.as_ref().filter(|_| told.1).map(|points| {
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
    let ranked = found.each.ranked();
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
    // Of all schools, those with hidden counts included.
    let sum = |value: f64| (found.told && found.all_open).then_some(value);
    match &found.kind {
        Kind::Pairs(best) => Search {
            kind: "best-pairs",
            greedy_sum_w: sum(best.greedy_sum_w),
            proved: Some(best.proved),
            resolution: Some(best.resolution),
            candidates: Some(best.candidates),
            components: Some(best.components),
            ..Search::default()
        },
        Kind::Groups { bound, gap, exact_parts, parts } => Search {
            kind: "groups",
            bound: sum(*bound),
            gap: gap.filter(|_| found.all_open),
            exact_parts: Some(*exact_parts),
            components: Some(*parts),
            ..Search::default()
        },
        Kind::Given { optimum } => Search {
            kind: "given",
            // Of schools of which everything may be told.
            best_pairs_sum_w: optimum.filter(|_| found.told),
            reached: reached(found),
            ..Search::default()
        },
    }
}

/// How much of the gain of the best pairs a given set reaches.
pub(super) fn reached(found: &Found) -> Option<f64> {
    let Kind::Given { optimum } = &found.kind else { return None };
    optimum.filter(|best| *best > 0.0 && found.told).map(|best| found.sum_w / best)
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
    let own = |change: Change| shown(change, (told, told));
    let (exposure, isolation) = (own(group.contact.exposure), own(group.contact.isolation));
    let eta2 = own(group.contact.correlation_ratio);
    GroupOut {
        exposure_before: exposure.0,
        exposure_after: exposure.1,
        isolation_before: isolation.0,
        isolation_after: isolation.1,
        eta2_before: eta2.0,
        eta2_after: eta2.1,
        name: group.agreed.name.clone(),
        schools: codes(table, group),
        w: told.then_some(group.w),
        hours: group.agreed.hours,
        week: group.agreed.week,
        on_top: group.agreed.timing == Timing::OnTop,
        contact_hours: told.then(|| hours(&group.year, found.weeks)),
        note: (!told).then_some(HIDDEN),
        travel: group.travel.as_ref().map(|travel| TravelOut {
            mode: group.agreed.travel,
            from: group
                .units
                .iter()
                .zip(travel.metres.iter().zip(&travel.minutes))
                .map(|(unit, (metres, minutes))| WayOut {
                    school: name(table, *unit),
                    metres: *metres,
                    minutes: *minutes,
                })
                .collect(),
            place: place_name(travel.meeting),
            place_assumed: travel.assumed,
            detour: match travel.metric {
                Metric::StraightLine { detour } => Some(detour),
                Metric::Route { .. } => None,
            },
            // Averages and sums rest on how many children each school has.
            mean_metres: travel.mean.filter(|_| told),
            greatest_metres: travel.greatest,
            kmh: travel.pace.kmh,
            wait_minutes: travel.pace.wait,
            pace_assumed: travel.pace.assumed,
            mean_minutes: travel.mean_minutes.filter(|_| told),
            greatest_minutes: travel.greatest_minutes,
            hours_a_year: travel.hours_a_year().filter(|_| told),
            long_walks: travel
                .long_walks
                .iter()
                .filter_map(|(at, limit)| {
                    let school = name(table, *group.units.get(*at)?);
                    Some(LongWalk { school, longer_than_metres: *limit })
                })
                .collect(),
            children: told.then_some(travel.children),
            trips_a_year: told.then_some(travel.trips),
            cost_a_year: travel.cost().filter(|_| told),
            cost_per_contact_hour: travel.cost_per_hour(&group.year).filter(|_| told),
        }),
        full_pairing: full(table, group),
    }
}

/// What full pairing does, where the numbers of pupils may be told.
fn full(table: &Table, group: &Group) -> Option<FullOut> {
    let told = group.units.iter().all(|unit| table.telling.pupils(*unit));
    let full = group.full.as_ref().filter(|_| told)?;
    let building = |b: &Building| BuildingOut {
        school: group.units.get(b.school).map(|u| name(table, *u)).unwrap_or_default(),
        years: b.years,
        pupils: b.pupils,
        pupils_before: b.pupils_before,
        from_elsewhere: b.from_elsewhere,
        seats: b.seats.map(|seats| seats.count),
        seats_assumed: b.seats.map(|seats| seats.assumed),
        beyond_seats: b.beyond_seats,
    };
    Some(FullOut {
        buildings: full.buildings.iter().map(building).collect(),
        moved_share: full.moved,
        mean_metres: full.metres,
        greatest_metres: full.greatest,
        home_metres_before: full.home.map(|home| home.before),
        home_metres_after: full.home.map(|home| home.after),
    })
}
