//! The answer in words.

use super::Table;
use super::ask::{Found, Group, Kind};
use super::output::{may_tell, name, reached};
use crate::choice::Metric;
use crate::data::{Basis, SchoolId};
use crate::friendship::contact::{Change, SchoolContact};
use crate::friendship::hours::Timing;
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
    lines.push(match found.share {
        Some(s) => text_with(language, "friends-time", &[("share", &percent(s, 1, language))]),
        None => text(language, "friends-times-differ"),
    });
    // Groups that were given are as far apart as they are.
    let sought = !matches!(found.kind, Kind::Given { .. });
    if let Some(cap) = found.cap.filter(|_| sought) {
        let (km, line) = (decimal(cap / 1000.0, 2, language), line(found.detours.1, language));
        lines.push(text_with(language, "friends-within-cap", &[("km", &km), ("line", &line)]));
    }
    lines.extend(found.groups.iter().map(|group| of_group(table, group, language)));
    if found.groups.is_empty() {
        lines.push(text(language, "friends-nothing-gained"));
    }
    if coarse {
        lines.push(text(language, "report-measures-withheld"));
    } else {
        lines.extend(searched(found, language));
    }
    let between = |key: &str, change: Change| {
        let (before, after) = (share(change.before), share(change.after));
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
    if let Some(hours) = found.year.all.filter(|_| !coarse) {
        let (before, gained) = (decimal(hours.before, 1, language), decimal(hours.gained, 1, language));
        let weeks = decimal(found.weeks, 0, language);
        let args = [("before", before.as_str()), ("gained", &gained), ("weeks", &weeks)];
        lines.push(text_with(language, "friends-hours-a-year", &args));
    }
    lines.extend(ranking(table, found, names, language));
    if !coarse {
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

/// Code and name of a school.
fn called(table: &Table, unit: usize) -> String {
    let code = name(table, unit);
    let school = table.town.as_ref().and_then(|t| t.dataset.school(SchoolId(*t.units.get(unit)?)));
    school.map_or(code.clone(), |school| format!("{} ({code})", school.name))
}

/// Of what a distance is: a straight line, times the detour where there is one.
fn line(detour: f64, language: Language) -> String {
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
        let (mean, greatest) = (km(travel.mean), km(travel.greatest));
        let way = match travel.metric {
            Metric::StraightLine { detour } => self::line(detour, language),
            Metric::Route { .. } => text(language, "friends-streets"),
        };
        let args = [("mean", mean.as_str()), ("greatest", &greatest), ("line", &way)];
        line.push_str(&text_with(language, "friends-travel", &args));
    }
    line
}

fn searched(found: &Found, language: Language) -> Vec<String> {
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    match &found.kind {
        Kind::Pairs(best) => {
            let greedy = (best.sum_w > 0.0).then(|| best.greedy_sum_w / best.sum_w);
            let key = if best.proved { "friends-best-proved" } else { "friends-best" };
            let pairs = whole(best.pairs.len() as f64, language);
            vec![text_with(language, key, &[("pairs", &pairs), ("greedy", &share(greedy))])]
        }
        Kind::Groups { gap, exact_parts, parts, .. } => {
            let (exact, parts) = (exact_parts.to_string(), parts.to_string());
            let args = [("gap", share(*gap)), ("exact", exact), ("parts", parts)];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            vec![text_with(language, "friends-gap", &args)]
        }
        Kind::Given { .. } => {
            vec![text_with(language, "friends-reached", &[("share", &share(reached(found)))])]
        }
    }
}

/// The schools where most changes, and how many gain nothing.
fn ranking(table: &Table, found: &Found, names: &(String, String), language: Language) -> Vec<String> {
    /// So many are told; JSON has all.
    const MOST: usize = 5;
    let ranked = found.contact.ranked();
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
        let args = [("school", called(table, school.unit)), ("own", own), ("met", met)];
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
    let mut lines = vec![text_with(language, "friends-curve", &[("line", &line(found.detours.1, language))])];
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
