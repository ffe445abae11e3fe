//! Years → outcomes: money that adds up, years under the threshold, who moved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::base::Base;
use super::conflicts::Checked;
use super::figures::Town;
use super::flows::Flows;
use super::outcome::{ClosingOutcome, MoneyOutcome, Outcomes, SchoolOutcome, YearOutcome};
use super::plan::{Assumptions, Rule, Scenario};
use super::rules::in_overlap;
use super::sites::{Catchments, Sites, SitesOfYear};
use super::state::State;
use super::ways::without_streets;
use crate::notice::{Notice, Notices};

/// The outcomes of a scenario whose years have their figures.
pub(super) fn assemble(
    base: &Base,
    scenario: &Scenario,
    checked: &Checked,
    timeline: &[SitesOfYear],
    states: &[Arc<State>],
    reference: Option<&[Arc<State>]>,
) -> Outcomes {
    let assumptions = &scenario.assumptions;
    let mut notices = base.notices.clone();
    notices.extend(checked.notices.clone());
    let mut refused: Option<&Notice> = None;
    let mut money = MoneyOutcome::default();
    let mut budget = 0.0;
    let mut under: Vec<(String, u32)> = Vec::new();
    let mut years: Vec<Arc<YearOutcome>> = Vec::new();
    let moved = moved(base, states, reference);
    for (at, (state, of_year)) in states.iter().zip(timeline).enumerate() {
        refused = refused.or(state.refused.as_ref());
        let Some(town) = state.town.get() else { continue };
        money.investment = of_year.investment;
        money.running += of_year.investment;
        money.unknown += of_year.cost_unknown;
        if let Some(yearly) = &assumptions.budget {
            budget += yearly.yearly;
            money.budget = Some(budget);
            money.left = Some(budget - money.running);
        }
        let at_other_school = moved.get(at).copied().unwrap_or(0.0);
        let (schools, closing) = closing(assumptions, town, &mut under);
        years.push(Arc::new(YearOutcome {
            year: state.year,
            schools,
            pupils: town.pupils.clone(),
            unplaced: town.unplaced.clone(),
            segregation: town.segregation,
            distance: town.distance,
            distance_by_group: town.distance_by_group.clone(),
            space: town.space,
            money,
            must_change: state.must_change,
            at_other_school,
            closing,
            energy: town.energy,
        }));
    }
    if let Some(notice) = refused {
        notices.push(notice.clone());
    }
    notices.extend(limits(base, assumptions, states));
    let unplaced = years.iter().find(|y| y.unplaced.iter().sum::<f64>() > 1e-6);
    if let Some(year) = unplaced {
        let pupils = format!("{:.1}", year.unplaced.iter().sum::<f64>());
        notices.push(Notice::warning("scenario-unplaced").arg("year", year.year).arg("pupils", pupils));
    }
    Outcomes {
        name: scenario.name.clone(),
        rule: assumptions.rule,
        groups: base.groups.clone(),
        group: base.comparison.group,
        other: base.other(),
        years,
        notices,
        left_out: checked.left_out.clone(),
    }
}

/// Pupils at another school than without the edits, of every year; years that share their flows share
/// the number.
fn moved(base: &Base, states: &[Arc<State>], reference: Option<&[Arc<State>]>) -> Vec<f64> {
    let Some(reference) = reference else { return vec![0.0; states.len()] };
    let pairs: Vec<(&Arc<Flows>, &Arc<Flows>)> =
        states.iter().zip(reference).map(|(a, b)| (&a.flows, &b.flows)).collect();
    let same = |at: usize| {
        let (now, before) = (pairs.get(at)?, pairs.get(at.checked_sub(1)?)?);
        (Arc::ptr_eq(now.0, before.0) && Arc::ptr_eq(now.1, before.1)).then_some(())
    };
    let fresh: Vec<Option<f64>> = pairs
        .par_iter()
        .enumerate()
        .map(|(at, (with, without))| same(at).is_none().then(|| elsewhere(base, with, without)))
        .collect();
    let mut last = 0.0;
    let carry = |n: Option<f64>| {
        last = n.unwrap_or(last);
        last
    };
    fresh.into_iter().map(carry).collect()
}

/// Pupils of the town without the edits who go to another school with them. Pupils who come or leave by
/// the edits are no movers.
fn elsewhere(base: &Base, with: &Arc<Flows>, without: &Arc<Flows>) -> f64 {
    if Arc::ptr_eq(with, without) {
        return 0.0;
    }
    let width = base.width();
    let mut moved = 0.0;
    let mut kept = vec![1.0; width];
    for (with, without) in with.rows.iter().zip(&without.rows) {
        if Arc::ptr_eq(with, without) {
            continue;
        }
        for (group, kept) in kept.iter_mut().enumerate() {
            let (now, then) = (with.total(group, width), without.total(group, width));
            *kept = if now < then && then > 0.0 { now / then } else { 1.0 };
        }
        // Both are in the order of sites.
        let mut there = with.iter(width).peekable();
        for (site, pupils) in without.iter(width) {
            while there.next_if(|(other, _)| *other < site).is_some() {}
            let now = there.next_if(|(other, _)| *other == site).map_or(&[][..], |(_, now)| now);
            for (group, (n, kept)) in pupils.iter().zip(&kept).enumerate() {
                moved += (n * kept - now.get(group).copied().unwrap_or(0.0)).max(0.0);
            }
        }
    }
    moved
}

/// Schools under the threshold, with the years in a row.
fn closing(
    assumptions: &Assumptions,
    town: &Town,
    under: &mut Vec<(String, u32)>,
) -> (Arc<Vec<SchoolOutcome>>, ClosingOutcome) {
    let mut out = ClosingOutcome {
        public_share: town.public_share,
        areas_without_public: town.areas_without_public.clone(),
        ..ClosingOutcome::default()
    };
    let Some(threshold) = assumptions.closing.threshold else { return (Arc::clone(&town.schools), out) };
    let mut schools = Vec::with_capacity(town.schools.len());
    let before: std::collections::HashMap<String, u32> = under.drain(..).collect();
    let mut count = 0;
    let large = large_boards(assumptions, town);
    for school in town.schools.iter() {
        let years = if school.total < threshold {
            count += 1;
            before.get(&school.site.code).copied().unwrap_or(0) + 1
        } else {
            0
        };
        if years > 0 {
            under.push((school.site.code.clone(), years));
        }
        if years > 0 && years >= assumptions.closing.years {
            let spared = school.site.board.as_deref().is_some_and(|board| large.contains(board));
            let list = if spared { &mut out.spared } else { &mut out.ending };
            list.push(school.site.code.clone());
        }
        schools.push(SchoolOutcome { years_under: Some(years), ..school.clone() });
    }
    out.under = Some(count);
    (Arc::new(schools), out)
}

/// The boards whose schools are large enough on average to keep their small ones.
fn large_boards<'a>(assumptions: &Assumptions, town: &'a Town) -> BTreeSet<&'a str> {
    let Some(least) = assumptions.closing.board_average else { return BTreeSet::new() };
    let mut sizes: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for school in town.schools.iter() {
        if let Some(board) = school.site.board.as_deref() {
            let (pupils, schools) = sizes.entry(board).or_default();
            *pupils += school.total;
            *schools += 1.0;
        }
    }
    let large = |(_, (pupils, schools)): &(&str, (f64, f64))| *pupils >= least * *schools;
    sizes.into_iter().filter(large).map(|(board, _)| board).collect()
}

/// How many pupils live in several catchments at once, in the first year in which anybody does; the rule
/// sends them to the nearest of those schools. Pupils of areas with few of them are counted as areas.
fn overlaps(base: &Base, assumptions: &Assumptions, states: &[Arc<State>]) -> Option<Notice> {
    let goes = |rule: Rule| rule == Rule::Catchment;
    if !(goes(assumptions.rule) || assumptions.rule == Rule::IntakeOnly && goes(assumptions.intake)) {
        return None;
    }
    let mut before: Option<(&Arc<Catchments>, &Arc<Sites>)> = None;
    for state in states {
        let now = (&state.of_year.catchments, &state.of_year.sites);
        let same = before.is_some_and(|b| Arc::ptr_eq(b.0, now.0) && Arc::ptr_eq(b.1, now.1));
        before = Some(now);
        if same {
            continue;
        }
        let homes = in_overlap(base, now.1, now.0);
        if homes.is_empty() {
            continue;
        }
        let least = f64::from(base.gate.threshold);
        let pupils: Vec<f64> = homes.iter().map(|home| base.homes.total(*home)).collect();
        let told: f64 = pupils.iter().filter(|n| **n >= least).sum();
        let few = pupils.iter().filter(|n| **n < least).count();
        let key = if few > 0 { "scenario-catchments-overlap-some" } else { "scenario-catchments-overlap" };
        let notice = Notice::warning(key).arg("year", state.year);
        return Some(notice.arg("pupils", format!("{told:.0}")).arg("areas", homes.len()).arg("few", few));
    }
    None
}

/// What was assumed or could not be done on the way: routes that lack, choices that did not settle, and
/// schools that were not chosen from.
fn limits(base: &Base, assumptions: &Assumptions, states: &[Arc<State>]) -> Notices {
    let mut notices = Notices::default();
    if let Some(notice) = without_streets(base, assumptions) {
        notices.push(notice);
    }
    let mut named = BTreeSet::new();
    for state in states.iter().filter(|s| s.open.ways.over_streets()) {
        let sites = state.of_year.sites.iter().enumerate();
        for (at, site) in sites.filter_map(|(at, site)| Some((at, site.as_ref()?))) {
            if state.open.is_out_of_reach(at) && named.insert(site.code.clone()) {
                let name = format!("{} ({})", site.name, site.code);
                let notice = Notice::warning("scenario-school-no-route").arg("school", name);
                notices.push(notice.arg("year", state.year));
            }
        }
    }
    if let Some(notice) = overlaps(base, assumptions, states) {
        notices.push(notice);
    }
    let most = states.iter().filter_map(|s| Some((s.town.get()?.without_route, s.year)));
    if let Some((pupils, year)) = most.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(n, _)| *n >= 0.5) {
        let notice = Notice::warning("scenario-pupils-no-route").arg("year", year);
        notices.push(notice.arg("pupils", format!("{pupils:.0}")));
    }
    if let Some((state, change)) = states.iter().find_map(|s| Some((s, s.unsettled?))) {
        let notice = Notice::warning("scenario-not-settled").arg("year", state.year);
        notices.push(notice.arg("change", format!("{:.4}", change * 100.0)));
    }
    if let Some(schools) = states.iter().find_map(|s| s.options.as_ref()?.nearest) {
        notices.push(Notice::info("scenario-choice-set").arg("schools", schools));
    }
    notices
}
