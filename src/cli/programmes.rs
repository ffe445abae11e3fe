//! `wijkspiegel programmes`: who does what, where.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::options::{self, not_an_input};
use super::{Outcome, print, print_json, report};
use crate::agenda::{Agenda, Entry, OnMap, export, file, seeded};
use crate::data::Dataset;
use crate::fetch::manifest::now;
use crate::notice::Notice;
use crate::text::{Language, text};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: options::Subject,
    /// File to write: .csv, or .geojson with a feature per place.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    if let Some(out) = &arguments.out {
        not_an_input(out, &arguments.subject.inputs())?;
    }
    let open = arguments.subject.open()?;
    let dataset = &open.dataset;
    let agenda = agenda(&open.settings, dataset, language)?;
    if let Some(out) = &arguments.out {
        export::write(out, &agenda, dataset, language, this_year())?;
    }
    if arguments.json {
        let entries: Vec<Value> = agenda.entries.iter().map(|e| as_json(e, dataset)).collect();
        print_json(&json!({ "programmes": entries }))?;
        return Ok(super::outcome(&open.notices));
    }
    for entry in &agenda.entries {
        let places = entry.places(dataset);
        let places = if places.is_empty() { text(language, "agenda-town-wide") } else { places.join(", ") };
        print(&format!("{}: {}", entry.name, entry.line(language, this_year(), None)))?;
        print(&format!("  {}: {places}", text(language, "agenda-places")))?;
        if !entry.what.is_empty() {
            print(&format!("  {}", entry.what))?;
        }
        if !entry.source.is_empty() {
            print(&format!("  {}: {}", text(language, "agenda-source"), entry.source))?;
        }
    }
    if agenda.entries.is_empty() {
        print(&text(language, "agenda-empty"))?;
    }
    if let Some(out) = &arguments.out {
        print(&format!("{}: {}", text(language, "cli-written"), out.display()))?;
    }
    Ok(report(&open.notices, language))
}

/// The agenda of a project, or that of the documents.
fn agenda(
    settings: &BTreeMap<String, String>,
    dataset: &Dataset,
    language: Language,
) -> Result<Agenda, Notice> {
    match file::read(settings)? {
        Some(agenda) => Ok(agenda),
        None => seeded(dataset, language),
    }
}

/// What a map shows of the agenda: everything with a place, or the entries of one name.
///
/// # Errors
/// An agenda that cannot be read, and a name that is not on it.
pub fn on_map(
    settings: &BTreeMap<String, String>,
    dataset: &Dataset,
    wanted: &str,
    language: Language,
) -> Result<Vec<OnMap>, Notice> {
    let agenda = agenda(settings, dataset, language)?;
    if wanted.is_empty() || wanted == "all" {
        return Ok(agenda.on_map(None, language, this_year()));
    }
    let named = agenda.entries.iter().filter(|e| e.name.eq_ignore_ascii_case(wanted));
    let found: Vec<OnMap> = named.map(|e| e.on_map(language, this_year())).collect();
    if found.is_empty() {
        let mut known: Vec<&str> = agenda.entries.iter().map(|e| e.name.as_str()).collect();
        known.dedup();
        return Err(Notice::error("agenda-unknown").arg("name", wanted).arg("known", known.join("; ")));
    }
    Ok(found)
}

fn as_json(entry: &Entry, dataset: &Dataset) -> Value {
    json!({
        "name": entry.name, "what": entry.what, "partners": entry.partners, "from": entry.from,
        "to": entry.to, "status": entry.standing(this_year()).code(), "areas": entry.areas,
        "schools": entry.schools, "places": entry.places(dataset), "source": entry.source,
    })
}

fn this_year() -> i32 {
    now().get(..4).and_then(|year| year.parse().ok()).unwrap_or(0)
}
