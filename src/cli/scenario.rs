//! `wijkspiegel scenario`: building plans.

mod compare;
mod json;
mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use self::json::{model_json, year_json};
use self::told::in_words;
use super::options::{self, OpenDataset, group_position, parse_year, read_scenario};
use super::{Outcome, gate_json, print, print_json, report};
use crate::data::{Basis, Dataset, Year};
use crate::figures::headline::Comparison;
use crate::measure::Other;
use crate::measure::inference::Draws;
use crate::notice::{Notice, Notices};
use crate::project::{self, StoredScenario};
use crate::scenario::file::{self, FromFile};
use crate::scenario::shown::ShownYear;
use crate::scenario::write::to_toml;
use crate::scenario::{Engine, Rule, Scenario, YearOutcome, assumed, words};
use crate::text::{Language, text};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// The scenarios of a project, or the ready ones of the example, with their edits.
    List(List),
    /// What a scenario does, year by year.
    Run(Run),
    /// Two or more scenarios side by side in one year.
    Compare(Run),
    /// Add scenario files to a project; one of the same name is replaced.
    Import(Import),
    /// Write a scenario as a file to read and change.
    Export(Export),
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    subject: options::Subject,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Run {
    /// Project (not with --example), then names of scenarios or scenario files (.toml); for compare
    /// "base" is the town without edits.
    #[arg(value_name = "[PROJECT] NAME")]
    words: Vec<String>,
    /// The bundled example town in place of a project.
    #[arg(long)]
    example: bool,
    /// Who goes where, in place of what the scenario says: stay, nearest, catchment, choice-model,
    /// intake-only.
    #[arg(long, value_parser = parse_rule)]
    rule: Option<Rule>,
    #[command(flatten)]
    privacy: options::Privacy,
    /// Only this school year; for compare the last one else.
    #[arg(long, value_parser = parse_year)]
    year: Option<Year>,
    /// The group; else that of the headline.
    #[arg(long)]
    group: Option<String>,
    /// With whom it is compared: another group, or rest (everyone else).
    #[arg(long)]
    other: Option<String>,
    /// Draws for ranges.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    draws: Option<u32>,
    /// Seed of the draws; the same seed gives the same figures.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Import {
    project: PathBuf,
    /// Scenario files (.toml).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct Export {
    /// Project (not with --example), then the name of the scenario.
    #[arg(value_name = "[PROJECT] NAME")]
    words: Vec<String>,
    #[arg(long)]
    example: bool,
    /// File to write; else standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn parse_rule(text: &str) -> Result<Rule, String> {
    Rule::from_code(text).ok_or_else(|| Rule::ALL.map(Rule::code).join(", "))
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    match &arguments.action {
        Action::List(list) => self::list(list, language),
        Action::Run(run) => outcomes(run, language),
        Action::Compare(run) => compare::side_by_side(run, language),
        Action::Import(import) => self::import(import, language),
        Action::Export(export) => self::export(export, language),
    }
}

/// What the words after the subcommand name: the town, and the rest.
fn open(words: &[String], example: bool) -> Result<(OpenDataset, &[String]), Notice> {
    let (project, names) = match words.split_first() {
        _ if example => (None, words),
        Some((project, names)) => (Some(PathBuf::from(project)), names),
        None => (None, words),
    };
    Ok((options::Subject { project, example, privacy: options::Privacy::default() }.open()?, names))
}

fn list(list: &List, language: Language) -> Result<Outcome, Notice> {
    let open = list.subject.open()?;
    let mut notices = Notices::default();
    let mut read: Vec<Scenario> = Vec::new();
    for stored in &open.scenarios {
        match file::read(&stored.name, &stored.toml) {
            Ok(found) => {
                notices.extend(found.notices);
                read.push(found.scenario);
            }
            Err(notice) => notices.push(notice),
        }
    }
    let name = |code: &str| name_of(&open.dataset, code);
    if list.json {
        let scenarios: Vec<Value> = read
            .iter()
            .map(|s| {
                let edits: Vec<Value> = s
                    .edits
                    .iter()
                    .map(|e| {
                        json!({
                            "id": e.id.0, "year": e.year.0, "do": e.what.code(), "status": e.status.code(),
                            "words": words::describe(e, &name, language),
                        })
                    })
                    .collect();
                json!({
                    "name": s.name, "description": s.description, "rule": s.assumptions.rule.code(),
                    "edits": edits,
                })
            })
            .collect();
        print_json(&json!({ "scenarios": scenarios }))?;
    } else {
        let mut lines = Vec::new();
        for scenario in &read {
            lines.push(scenario.name.clone());
            if !scenario.description.is_empty() {
                lines.push(format!("  {}", scenario.description));
            }
            for edit in &scenario.edits {
                lines.push(format!("  {}. {}", edit.id.0, words::describe(edit, &name, language)));
            }
        }
        if read.is_empty() {
            lines.push(text(language, "cli-no-scenarios"));
        }
        print(&lines.join("\n"))?;
    }
    Ok(report(&notices, language))
}

/// The name of a school or area with its code; the code where there is none.
fn name_of(dataset: &Dataset, code: &str) -> String {
    let school = dataset.school_by_code(code).and_then(|id| dataset.school(id)).map(|s| s.name.clone());
    let area = || dataset.area_by_code(code).and_then(|id| dataset.area(id)).map(|a| a.name.clone());
    school.or_else(area).unwrap_or_else(|| code.to_owned())
}

fn comparison(run: &Run, dataset: &Dataset) -> Result<Comparison, Notice> {
    let mut comparison = Comparison::first(dataset);
    if let Some(key) = &run.group {
        comparison.group = group_position(dataset, comparison.scheme, key)?;
        if run.other.is_none() && comparison.other == Other::Group(comparison.group) {
            comparison.other = Other::Rest;
        }
    }
    match run.other.as_deref() {
        None => {}
        Some("rest") => comparison.other = Other::Rest,
        Some(key) => comparison.other = Other::Group(group_position(dataset, comparison.scheme, key)?),
    }
    if comparison.other == Other::Group(comparison.group) {
        let key = run.group.as_deref().or(run.other.as_deref()).unwrap_or_default();
        return Err(Notice::error("cli-same-group").arg("group", key));
    }
    Ok(comparison)
}

fn found(open: &OpenDataset, name: &str, run: &Run) -> Result<FromFile, Notice> {
    let mut found = open.scenario(name)?;
    if let Some(rule) = run.rule {
        found.scenario.assumptions.rule = rule;
    }
    Ok(found)
}

fn outcomes(run: &Run, language: Language) -> Result<Outcome, Notice> {
    let (open, names) = open(&run.words, run.example)?;
    let gate = run.privacy.gate(open.gate)?;
    let [name] = names else { return Err(no_name(&open)) };
    let found = found(&open, name, run)?;
    let scenario = &found.scenario;
    let dataset = Arc::new(open.dataset);
    let comparison = comparison(run, &dataset)?;
    let engine = Engine::gated(Arc::clone(&dataset), comparison, gate)?;
    let outcomes = engine.outcomes(scenario);
    let reference = engine.reference(scenario);
    let years: Vec<&YearOutcome> = outcomes
        .years
        .iter()
        .map(Arc::as_ref)
        .filter(|y| run.year.is_none_or(|year| y.year == year))
        .collect();
    if years.is_empty() {
        return Err(no_year(scenario, run.year));
    }
    let notice = run.privacy.notices(gate);
    let ranges = match run.draws {
        None => None,
        Some(draws) => engine.ranges(scenario, Draws { count: draws as usize, seed: run.seed }, &()),
    };
    let mut notices = open.notices;
    notices.extend(found.notices.clone());
    notices.extend(found.located(outcomes.notices.clone()));
    notices.extend(notice);
    let range_of = |year: Year| ranges.as_ref().and_then(|r| r.years.iter().find(|y| y.year == Some(year)));
    if run.json {
        let told = |year: &&YearOutcome| {
            let shown = ShownYear::of(&engine, scenario, comparison.scheme, year.year, gate)?;
            Ok(year_json(&outcomes, &reference, year, range_of(year.year), &shown, gate))
        };
        let years = years.iter().map(told).collect::<Result<Vec<Value>, Notice>>()?;
        print_json(&json!({
            "scenario": scenario.name,
            "town": dataset.name(),
            "example": dataset.is_example(),
            "basis": Basis::Modelled.code(),
            "privacy": gate_json(gate),
            "rule": scenario.assumptions.rule.code(),
            "distance": assumed::travel(&scenario.assumptions, &dataset, Language::English),
            "feedback": scenario.assumptions.feedback.code(),
            "groups": outcomes.groups,
            "group": outcomes.groups.get(outcomes.group),
            "other": outcomes.other.map_or(Some("rest"), |o| outcomes.groups.get(o).map(String::as_str)),
            "draws": ranges.as_ref().map(|r| r.draws),
            "seed": ranges.as_ref().map(|r| r.seed),
            "model": model_json(&engine, scenario),
            "left_out": outcomes.left_out.iter().map(|id| id.0).collect::<Vec<_>>(),
            "years": years,
        }))?;
    } else {
        print(
            &in_words(
                scenario,
                &outcomes,
                &reference,
                &years,
                ranges.as_ref(),
                (&dataset, comparison),
                (gate, language),
            )
            .join("\n"),
        )?;
    }
    Ok(report(&notices, language))
}

fn no_name(open: &OpenDataset) -> Notice {
    if open.scenarios.is_empty() {
        return Notice::error("cli-no-scenarios");
    }
    let known: Vec<&str> = open.scenarios.iter().map(|s| s.name.as_str()).collect();
    Notice::error("cli-scenario-needed").arg("known", known.join("; "))
}

fn no_year(scenario: &Scenario, year: Option<Year>) -> Notice {
    let (first, last) = (scenario.assumptions.first_year, scenario.assumptions.last_year);
    let asked = year.map(|y| y.0.to_string()).unwrap_or_default();
    Notice::error("scenario-no-year").arg("year", asked).arg("first", first.0).arg("last", last.0)
}

fn import(import: &Import, language: Language) -> Result<Outcome, Notice> {
    let mut project = project::open(&import.project)?;
    let mut notices = Notices::default();
    let engine = Engine::new(Arc::clone(&project.dataset), Comparison::first(&project.dataset));
    for path in &import.files {
        let found = read_scenario(path)?;
        notices.extend(found.notices.clone());
        match &engine {
            Ok(engine) => {
                let checked = crate::scenario::conflicts::check(engine.base(), &found.scenario);
                notices.extend(found.located(checked.notices));
            }
            Err(notice) => notices.push(notice.clone()),
        }
        // The file itself is kept, with its explanations.
        let toml = fs::read_to_string(path).unwrap_or_else(|_| to_toml(&found.scenario));
        let stored = StoredScenario { name: found.scenario.name, toml };
        match project.scenarios.iter_mut().find(|s| s.name == stored.name) {
            Some(old) => *old = stored,
            None => project.scenarios.push(stored),
        }
    }
    project.save()?;
    print(&format!("{}: {}", text(language, "cli-written"), import.project.display()))?;
    Ok(report(&notices, language))
}

fn export(export: &Export, language: Language) -> Result<Outcome, Notice> {
    if let Some(path) = &export.out {
        // Every word may be a file: the project, or a scenario.
        let inputs: Vec<PathBuf> = export.words.iter().map(PathBuf::from).collect();
        options::not_an_input(path, &inputs)?;
    }
    let (open, names) = open(&export.words, export.example)?;
    let [name] = names else { return Err(no_name(&open)) };
    let found = open.scenario(name)?;
    let content = to_toml(&found.scenario);
    match &export.out {
        None => print(content.trim_end())?,
        Some(path) => {
            write(path, &content)?;
            print(&format!("{}: {}", text(language, "cli-written"), path.display()))?;
        }
    }
    Ok(report(&found.notices, language))
}

fn write(path: &Path, content: &str) -> Result<(), Notice> {
    fs::write(path, content)
        .map_err(|e| Notice::error("cli-not-written").arg("reason", e).file(path.display().to_string()))
}
