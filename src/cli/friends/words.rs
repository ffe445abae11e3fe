//! The answer in words.

use super::Table;
use super::ask::{Found, Group, Kind};
use super::output::{may_tell, name, reached};
use crate::choice::Metric;
use crate::data::{Basis, Mode, SchoolId};
use crate::figures::others;
use crate::friendship::contact::{Change, SchoolContact};
use crate::friendship::hours::Timing;
use crate::friendship::schools::schools;
use crate::friendship::way::Pace;
use crate::measure::TwoGroup;
use crate::number::{DASH, decimal, percent, whole};
use crate::text::{Language, text, text_with};

pub(super) fn lines(
    table: &Table,
    counts: &TwoGroup,
    found: &Found,
    names: &(String, String),
    language: Language,
) -> Vec<String> {
    let mut lines = ground(table, counts, language);
    let coarse = table.coarse();
    let decimals = usize::from(!coarse);
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, decimals, language));
    lines.extend(others_left_out(table, counts, names, coarse || !found.told, language));
    lines.push(match found.share {
        Some(s) => text_with(language, "friends-time", &[("share", &percent(s, 1, language))]),
        None => text(language, "friends-times-differ"),
    });
    // Groups that were given are as far apart as they are.
    let sought = !matches!(found.kind, Kind::Given { .. });
    if let Some(cap) = found.cap.filter(|_| sought) {
        let (km, line) = (decimal(cap / 1000.0, 2, language), line(found.apart, language));
        lines.push(text_with(language, "friends-within-cap", &[("km", &km), ("line", &line)]));
    }
    for group in &found.groups {
        lines.push(of_group(table, group, language));
        lines.extend(long_walks(table, group, language));
        lines.extend(within(table, found, group, names, language));
        lines.extend(full(table, group, language));
    }
    if found.groups.is_empty() {
        lines.push(text(language, "friends-nothing-gained"));
    }
    if coarse || !found.told {
        lines.push(text(language, "friends-withheld"));
    } else {
        lines.extend(searched(found, language));
        if found.left_out > 0 {
            let count = found.left_out.to_string();
            lines.push(text_with(language, "friends-left-out", &[("count", &count)]));
        }
    }
    let between = |key: &str, change: Change| {
        let before = share(change.before.filter(|_| found.told));
        let after = share(change.after.filter(|_| found.told));
        let args = [
            ("group", names.0.as_str()),
            ("other", names.1.as_str()),
            ("before", &before),
            ("after", &after),
        ];
        text_with(language, key, &args)
    };
    let contact = &found.contact;
    lines.push(between("friends-exposure", contact.exposure));
    lines.push(between("friends-exposure-others", contact.exposure_of_others));
    lines.push(between("friends-isolation", contact.isolation));
    lines.push(between("friends-eta2", contact.correlation_ratio));
    lines.push(between("friends-effective", contact.dissimilarity));
    if let Some(hours) = found.year.all.filter(|_| found.told && !coarse) {
        let (before, gained) = (decimal(hours.before, 1, language), decimal(hours.gained, 1, language));
        let weeks = decimal(found.weeks, 0, language);
        let args = [("before", before.as_str()), ("gained", &gained), ("weeks", &weeks)];
        lines.push(text_with(language, "friends-hours-a-year", &args));
    }
    if found.told && !coarse {
        let [gaining, losing, unchanged] =
            [found.children.gaining, found.children.losing, found.children.unchanged]
                .map(|n| whole(n, language));
        let args = [("gaining", gaining.as_str()), ("losing", &losing), ("unchanged", &unchanged)];
        let key = if found.left_out > 0 { "friends-children-or-hidden" } else { "friends-children" };
        lines.push(text_with(language, key, &args));
    }
    lines.extend(ranking(table, counts, found, names, language));
    if !coarse && found.told {
        lines.extend(curve(found, language));
    }
    lines.push(text(language, "friends-opportunity"));
    lines
}

/// How many schools and pupils there are, and what their counts rest on.
fn ground(table: &Table, counts: &TwoGroup, language: Language) -> Vec<String> {
    let (units, pupils) = (whole(counts.peopled().count() as f64, language), whole(counts.total(), language));
    let mut lines = vec![text_with(language, "measure-rests-on", &[("units", &units), ("pupils", &pupils)])];
    let Some(town) = &table.town else { return lines };
    match town.basis {
        Basis::Counted => {}
        Basis::Estimated => lines.push(text(language, "quote-estimated")),
        Basis::Modelled => lines.push(text(language, "quote-modelled")),
    }
    let year = town.year.map_or_else(|| text(language, "figures-no-year"), |y| y.to_string());
    lines.push(text_with(language, "figures-source", &[("source", &town.source), ("year", &year)]));
    lines
}

/// Which pupils are in none of the figures of contact, and how many where that may be told.
fn others_left_out(
    table: &Table,
    counts: &TwoGroup,
    (group, other): &(String, String),
    hidden: bool,
    language: Language,
) -> Option<String> {
    if other == "rest" {
        return None;
    }
    let all = table.counts.groups();
    let names: Vec<String> = all.iter().filter(|name| *name != group && *name != other).cloned().collect();
    let pupils = table.counts.unit_totals().iter().sum::<f64>();
    let pupils = (!hidden).then(|| (pupils - counts.total(), pupils));
    others::of_contact((group, other), &names, pupils, language)
}

/// Code and name of a school.
fn called(table: &Table, unit: usize) -> String {
    let code = name(table, unit);
    let school = table.town.as_ref().and_then(|t| t.dataset.school(SchoolId(*t.units.get(unit)?)));
    school.map_or(code.clone(), |school| format!("{} ({code})", school.name))
}

/// Of what a distance is: over the streets, or a straight line, times the detour where there is one.
fn line(metric: Metric, language: Language) -> String {
    let detour = match metric {
        Metric::StraightLine { detour } => detour,
        Metric::Route { mode } => {
            return text(
                language,
                match mode {
                    Mode::Walking => "friends-streets",
                    Mode::Cycling => "friends-streets-cycling",
                },
            );
        }
    };
    if detour == 1.0 {
        return text(language, "friends-line");
    }
    // As many decimals as were given, up to three.
    let plain = format!("{detour:.3}");
    let decimals = plain.trim_end_matches('0').split_once('.').map_or(0, |(_, d)| d.len());
    text_with(language, "friends-line-times", &[("factor", &decimal(detour, decimals.max(1), language))])
}

fn of_group(table: &Table, group: &Group, language: Language) -> String {
    let schools: Vec<String> = group.units.iter().map(|unit| called(table, *unit)).collect();
    let hours = decimal(group.agreed.hours, 2, language);
    let key = match group.agreed.timing {
        Timing::InLessons => "friends-group-in-lessons",
        Timing::OnTop => "friends-group-on-top",
    };
    let mut line = text_with(language, key, &[("schools", &schools.join(" + ")), ("hours", &hours)]);
    if let Some(travel) = &group.travel {
        let km = |m: Option<f64>| m.map_or(DASH.to_owned(), |m| decimal(m / 1000.0, 1, language));
        // Averages rest on how many children each school has.
        let told = table.town.is_none() || table.telling.together(&group.units);
        let (mean, greatest) = (km(travel.mean.filter(|_| told)), km(travel.greatest));
        let way = self::line(travel.metric, language);
        let minutes = |m: Option<f64>| m.map_or(DASH.to_owned(), |m| whole(m.ceil(), language));
        let (mean_minutes, greatest_minutes) =
            (minutes(travel.mean_minutes.filter(|_| told)), minutes(travel.greatest_minutes));
        let pace = pace(travel.pace, language);
        let mode = text(language, group.agreed.travel.text_key());
        let args = [
            ("mode", mode.as_str()),
            ("mean", &mean),
            ("greatest", &greatest),
            ("mean_minutes", &mean_minutes),
            ("greatest_minutes", &greatest_minutes),
            ("pace", &pace),
            ("line", &way),
        ];
        line.push_str(&text_with(language, "friends-travel", &args));
    }
    line
}

/// How fast children travel, and whether that is an assumption.
fn pace(pace: Pace, language: Language) -> String {
    let plain = |v: f64| decimal(v, usize::from(v.fract() != 0.0), language);
    let (kmh, wait) = (plain(pace.kmh), plain(pace.wait));
    let key = match (pace.wait > 0.0, pace.assumed) {
        (false, true) => "friends-pace-assumed",
        (false, false) => "friends-pace",
        (true, true) => "friends-pace-wait-assumed",
        (true, false) => "friends-pace-wait",
    };
    text_with(language, key, &[("kmh", &kmh), ("wait", &wait)])
}

/// The schools from which the walk is long.
fn long_walks(table: &Table, group: &Group, language: Language) -> Vec<String> {
    let Some(travel) = &group.travel else { return Vec::new() };
    let of = |(at, limit): &(usize, f64)| {
        let school = called(table, *group.units.get(*at)?);
        let km = |m: f64| decimal(m / 1000.0, 1, language);
        let args = [("school", school), ("km", km((*travel.metres.get(*at)?)?)), ("limit", km(*limit))];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        Some(text_with(language, "friends-long-walk", &args))
    };
    travel.long_walks.iter().filter_map(of).collect()
}

/// Contact over the schools of one group alone, where there are several or not all schools are in it.
fn within(
    table: &Table,
    found: &Found,
    group: &Group,
    names: &(String, String),
    language: Language,
) -> Option<String> {
    // Of many pairs this would be a second long list; JSON has it.
    const MOST: usize = 8;
    if found.groups.len() > MOST || !table.telling.group(&group.units, &found.units()) {
        return None;
    }
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    let (exposure, isolation) = (group.contact.exposure, group.contact.isolation);
    let eta = group.contact.correlation_ratio;
    let args = [
        ("group", names.0.clone()),
        ("before", share(exposure.before)),
        ("after", share(exposure.after)),
        ("isolation_before", share(isolation.before)),
        ("isolation_after", share(isolation.after)),
        ("eta_before", share(eta.before)),
        ("eta_after", share(eta.after)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(text_with(language, "friends-within-group", &args))
}

/// What full pairing does to buildings and the way from home.
fn full(table: &Table, group: &Group, language: Language) -> Vec<String> {
    let told = group.units.iter().all(|unit| table.telling.pupils(*unit));
    let Some(full) = group.full.as_ref().filter(|_| told) else { return Vec::new() };
    let mut lines = Vec::new();
    for building in &full.buildings {
        let school = group.units.get(building.school).map(|u| called(table, *u)).unwrap_or_default();
        let seats = match building.seats {
            None => text(language, "friends-full-seats-unknown"),
            Some(seats) => {
                let key = if seats.assumed { "friends-full-seats-assumed" } else { "friends-full-seats" };
                text_with(language, key, &[("seats", &whole(seats.count, language))])
            }
        };
        let args = [
            ("school", school),
            ("from", building.years.0.to_string()),
            ("to", building.years.1.to_string()),
            ("pupils", whole(building.pupils, language)),
            ("before", whole(building.pupils_before, language)),
            ("seats", seats),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        lines.push(text_with(language, "friends-full-building", &args));
    }
    let km = |m: Option<f64>| m.map_or(DASH.to_owned(), |m| decimal(m / 1000.0, 1, language));
    let args = [
        ("moved", percent(full.moved, 0, language)),
        ("km", km(full.metres)),
        ("before", km(full.home.map(|h| h.before))),
        ("after", km(full.home.map(|h| h.after))),
        ("line", line(full.metric, language)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    lines.push(text_with(language, "friends-full-way", &args));
    lines
}

fn searched(found: &Found, language: Language) -> Vec<String> {
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    match &found.kind {
        Kind::Pairs(best) => {
            let greedy = (best.sum_w > 0.0).then(|| best.greedy_sum_w / best.sum_w);
            let key = if best.proved { "friends-best-proved" } else { "friends-best" };
            let greedy = greedy.filter(|_| found.told && found.all_open);
            let pairs = whole(best.pairs.len() as f64, language);
            vec![text_with(language, key, &[("pairs", &pairs), ("greedy", &share(greedy))])]
        }
        Kind::Groups { gap, exact_parts, parts, .. } => {
            let (exact, parts) = (exact_parts.to_string(), parts.to_string());
            let args = [("gap", share(gap.filter(|_| found.all_open))), ("exact", exact), ("parts", parts)];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            vec![text_with(language, "friends-gap", &args)]
        }
        Kind::Given { .. } => {
            vec![text_with(language, "friends-reached", &[("share", &share(reached(found)))])]
        }
    }
}

/// The schools where most changes, and how many gain nothing.
fn ranking(
    table: &Table,
    counts: &TwoGroup,
    found: &Found,
    names: &(String, String),
    language: Language,
) -> Vec<String> {
    /// So many are told; JSON has all.
    const MOST: usize = 5;
    let ranked = found.each.ranked();
    // The share of the town stands in the parts.
    let open = found.told && !table.coarse();
    let parts = schools(&found.each, counts);
    let part = |v: Option<f64>| v.filter(|_| open).map_or(DASH.to_owned(), |v| decimal(v, 4, language));
    let changed: Vec<_> = ranked.iter().filter(|s| s.change() > 1e-12).collect();
    let still = ranked.len() - changed.len();
    let mut lines = Vec::new();
    let (told, hidden): (Vec<&SchoolContact>, Vec<&SchoolContact>) =
        changed.into_iter().partition(|s| may_tell(table, found, s.unit));
    let told: Vec<_> = told.into_iter().take(MOST).collect();
    if !told.is_empty() {
        lines.push(text_with(language, "friends-most-changed", &[("group", &names.0)]));
    }
    for school in told {
        let (own, met) = (percent(school.own, 1, language), percent(school.met, 1, language));
        let one = parts.iter().find(|p| p.unit == school.unit).map(|p| p.eta2_part);
        let args = [
            ("school", called(table, school.unit)),
            ("own", own),
            ("met", met),
            ("before", part(one.and_then(|c| c.before))),
            ("after", part(one.and_then(|c| c.after))),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        lines.push(text_with(language, "friends-school-changed", &args));
    }
    if !hidden.is_empty() {
        lines.push(text_with(language, "friends-hidden", &[("count", &hidden.len().to_string())]));
    }
    if still > 0 {
        lines.push(text_with(language, "friends-unchanged", &[("count", &still.to_string())]));
    }
    lines
}

fn curve(found: &Found, language: Language) -> Vec<String> {
    let Some(points) = &found.curve else { return Vec::new() };
    let most = points.last().map_or(0.0, |p| p.sum_w);
    let mut lines = vec![text_with(language, "friends-curve", &[("line", &line(found.apart, language))])];
    for point in points {
        let share = if most > 0.0 { percent(point.sum_w / most, 1, language) } else { DASH.to_owned() };
        let pairs = point.pairs.to_string();
        lines.push(match point.cap {
            Some(cap) => {
                let km = decimal(cap / 1000.0, 2, language);
                let args = [("km", km.as_str()), ("share", &share), ("pairs", &pairs)];
                text_with(language, "friends-curve-within", &args)
            }
            None => text_with(language, "friends-curve-free", &[("pairs", &pairs), ("share", &share)]),
        });
    }
    lines
}
