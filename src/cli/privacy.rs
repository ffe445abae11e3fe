//! `wijkspiegel privacy`: from how many pupils numbers are shown, of a project.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, gate_json, print, print_json};
use crate::notice::Notice;
use crate::privacy::Gate;
use crate::project;
use crate::text::{Language, text, text_with};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Project file (.gpkg).
    project: PathBuf,
    /// Keeps another threshold in the project: numbers of pupils from 1 up to this are hidden.
    #[arg(long, value_name = "N")]
    threshold: Option<u32>,
    /// That small numbers are shown, knowing that children can be recognised in them; needed for a
    /// threshold of 0 or 1.
    #[arg(long)]
    show_small_numbers: bool,
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let mut project = project::open(&arguments.project)?;
    if let Some(threshold) = arguments.threshold {
        let gate = Gate { threshold };
        if threshold > Gate::GREATEST_THRESHOLD {
            return Err(Notice::error("privacy-threshold")
                .arg("threshold", threshold)
                .arg("greatest", Gate::GREATEST_THRESHOLD));
        }
        if gate.is_off() && !arguments.show_small_numbers {
            return Err(Notice::error("privacy-confirm"));
        }
        gate.write(&mut project.settings);
        project.save()?;
    }
    let gate = Gate::read(&project.settings);
    if arguments.json {
        print_json(&gate_json(gate))?;
    } else {
        print(&in_words(gate, language))?;
    }
    Ok(Outcome::Done)
}

fn in_words(gate: Gate, language: Language) -> String {
    if gate.is_off() {
        return text(language, "privacy-state-off");
    }
    text_with(language, "privacy-state", &[("threshold", &gate.threshold.to_string())])
}
