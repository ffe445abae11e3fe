//! Scenarios side by side in one year.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::json::{lot_json, school_json};
use super::told::{differs, told_in};
use super::{Run, comparison, found, no_name, no_year, open};
use crate::cli::{Outcome, gate_json, print, print_json, report};
use crate::data::Basis;
use crate::figures::others;
use crate::notice::{Notice, Notices};
use crate::number::{DASH, decimal, percent, whole};
use crate::scenario::compare::{self, Lot, SchoolChange};
use crate::scenario::file::FromFile;
use crate::scenario::shown::{self, ShownChange, ShownYear, tells_wijk};
use crate::scenario::{Engine, Outcomes, Scenario, YearOutcome};
use crate::text::{Language, text, text_with};

pub(super) fn side_by_side(run: &Run, language: Language) -> Result<Outcome, Notice> {
    let (open, names) = open(&run.words, run.example)?;
    let gate = run.privacy.gate(open.gate)?;
    if names.len() < 2 {
        return Err(no_name(&open));
    }
    let mut scenarios: Vec<Scenario> = Vec::new();
    let mut notices = Notices::default();
    let mut files: Vec<Option<FromFile>> = Vec::new();
    for name in names {
        if name == "base" {
            files.push(None);
            scenarios.push(Scenario::new(text(language, "scenario-base")));
        } else {
            let found = found(&open, name, run)?;
            scenarios.push(found.scenario.clone());
            files.push(Some(found));
        }
    }
    // The base is computed by the rule of what it stands beside.
    let beside = files.iter().flatten().next().map(|f| f.scenario.assumptions.clone());
    for (scenario, file) in scenarios.iter_mut().zip(&files) {
        if let (None, Some(assumptions)) = (file, &beside) {
            scenario.assumptions = assumptions.clone();
        }
    }
    let dataset = Arc::new(open.dataset);
    let comparison = comparison(run, &dataset)?;
    let engine = Engine::gated(Arc::clone(&dataset), comparison, gate)?;
    let all: Vec<Arc<Outcomes>> = scenarios.iter().map(|s| engine.outcomes(s)).collect();
    for (found, outcomes) in files.iter().zip(&all) {
        if let Some(found) = found {
            notices.extend(found.located(outcomes.notices.clone()));
        }
    }
    let Some((first, rest)) = scenarios.split_first() else { return Err(Notice::error("cli-no-scenarios")) };
    let year = run.year.unwrap_or(first.assumptions.last_year);
    let of_year: Vec<&YearOutcome> = all.iter().filter_map(|o| o.year(year)).collect();
    if of_year.len() != all.len() {
        return Err(no_year(first, Some(year)));
    }
    let references: Vec<&Outcomes> = all.iter().map(Arc::as_ref).collect();
    let rows = shown::told_table(&references, year, gate);
    let group = all.first().map_or(0, |o| o.group);
    let mut schools: Vec<Vec<SchoolChange>> = Vec::new();
    if let Some((before, others)) = of_year.split_first() {
        schools.extend(others.iter().map(|after| compare::schools(before, after, group)));
    }
    let shown_of = |scenario: &Scenario| ShownYear::of(&engine, scenario, comparison.scheme, year, gate);
    let shown_first = shown_of(first)?;
    let mut shown: Vec<Vec<ShownChange>> = Vec::new();
    for (scenario, changes) in rest.iter().zip(&schools) {
        let after = shown_of(scenario)?;
        shown.push(changes.iter().map(|s| ShownChange::of(s, group, &shown_first, &after)).collect());
    }
    let schools = shown;
    let wijken: Vec<_> = rest.iter().map(|s| shown::told_wijken(&engine, first, s, year, gate)).collect();
    let notice = run.privacy.notices(gate);
    notices.extend(notice);
    if run.json {
        let rows: Map<String, Value> = rows
            .iter()
            .map(|row| {
                let value = json!({ "values": row.values, "differences": row.differences });
                (row.figure.code().to_owned(), value)
            })
            .collect();
        let against: Vec<Value> = rest
            .iter()
            .zip(schools.iter().zip(&wijken))
            .map(|(scenario, (schools, wijken))| {
                let schools: Vec<Value> = schools.iter().map(school_json).collect();
                let wijken: Vec<Value> = wijken
                    .iter()
                    .map(|w| {
                        let area = dataset.area(w.area);
                        json!({
                            "area": area.map(|a| &a.code), "name": area.map(|a| &a.name),
                            "before": lot_json(&w.before, tells_wijk(w, gate)),
                            "after": lot_json(&w.after, tells_wijk(w, gate)),
                        })
                    })
                    .collect();
                json!({ "scenario": scenario.name, "schools": schools, "wijken": wijken })
            })
            .collect();
        print_json(&json!({
            "year": year.0,
            "basis": Basis::Modelled.code(),
            "privacy": gate_json(gate),
            "scenarios": scenarios.iter().map(|s| &s.name).collect::<Vec<_>>(),
            "figures": rows,
            "against_first": against,
        }))?;
    } else {
        let mut lines = vec![text_with(language, "cli-compare-head", &[("year", &year.to_string())])];
        lines.push(text(language, "scenario-modelled"));
        lines.push(others::in_full(&dataset, comparison, language));
        lines.extend(scenarios.iter().enumerate().map(|(at, s)| format!("  [{at}] {}", s.name)));
        for row in &rows {
            let values: Vec<String> =
                all.iter().map(|o| told_in(row.figure, o, year, (gate, language))).collect();
            lines.push(format!("{}: {}", text(language, row.figure.key()), values.join(" | ")));
        }
        for ((scenario, schools), wijken) in rest.iter().zip(&schools).zip(&wijken) {
            let args = [("name", scenario.name.as_str()), ("first", first.name.as_str())];
            lines.push(text_with(language, "cli-compare-schools", &args));
            let hidden = text(language, "report-hidden");
            for s in schools {
                let change = s.school;
                if change.change().abs() < 0.5 && change.before.is_some() == change.after.is_some() {
                    continue;
                }
                let number = |n: Option<f64>, hides: bool| match n {
                    Some(n) => decimal(n, 1, language),
                    None if hides => hidden.clone(),
                    None => DASH.to_owned(),
                };
                let before = number(s.before, s.hides_before());
                let after = number(s.after, s.hides_after());
                lines.push(format!("  {} {}: {before} → {after}", change.code, change.name));
            }
            lines.push(text_with(language, "cli-compare-wijken", &args));
            for wijk in wijken.iter().filter(|w| differs(w) && tells_wijk(w, gate)) {
                let name = dataset.area(wijk.area).map(|a| a.name.clone()).unwrap_or_default();
                let metres =
                    |lot: &Lot| lot.distance.map_or(DASH.to_owned(), |m| format!("{} m", whole(m, language)));
                let own = |lot: &Lot| lot.own_group.map_or(DASH.to_owned(), |s| percent(s, 1, language));
                lines.push(format!(
                    "  {name}: {} → {}; {} → {}",
                    metres(&wijk.before),
                    metres(&wijk.after),
                    own(&wijk.before),
                    own(&wijk.after)
                ));
            }
        }
        print(&lines.join("\n"))?;
    }
    Ok(report(&notices, language))
}
