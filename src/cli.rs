//! The command line: every figure on screen can be had here too.
//!
//! Exit codes: 0 done, 1 done with findings in the data, 2 failed. `--json` prints one JSON object
//! on standard output and nothing else. Messages go to standard error, in Dutch where the locale is
//! Dutch (or with `--lang nl`) and else in English.

mod catchments;
pub(crate) mod check;
mod columns;
mod fetch;
mod friends;
mod from_folder;
mod left_out;
mod map;
mod measure;
mod new;
mod options;
mod privacy;
mod programmes;
mod report;
mod scenario;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::{Value, json};

use crate::notice::{Notice, Notices, Place, Severity, grouped};
use crate::number::whole;
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};

/// Explorer for school segregation: without a subcommand, the window.
#[derive(Debug, Parser)]
#[command(name = "wijkspiegel", version, about)]
pub struct Arguments {
    /// Project (or other files) to open in the window; without any, the bundled example.
    pub files: Vec<PathBuf>,
    /// Language of messages: nl or en; else as the locale says.
    #[arg(long, global = true, value_parser = parse_language)]
    pub lang: Option<Language>,
    #[command(subcommand)]
    pub command: Option<Subcommands>,
}

#[derive(Debug, Subcommand)]
pub enum Subcommands {
    /// Make a project from files.
    New(Box<new::Arguments>),
    /// Download borders and open data of a municipality.
    Fetch(fetch::Arguments),
    /// Report on the quality of a project or of any file that can be read.
    Check(check::Arguments),
    /// Print the figures of a project, the example or a bare table of counts.
    Measure(measure::Arguments),
    /// Find the best friendship schools, or say what given groups of schools bring.
    Friends(Box<friends::Arguments>),
    /// Which part of the town belongs to which school: nearest, observed or given.
    Catchments(catchments::Arguments),
    /// Draw the map as PNG, SVG or PDF.
    Map(map::Arguments),
    /// Write a report: map, figures, tables and sources in one file.
    Report(report::Arguments),
    /// Who does what, where: programmes with partner, period, status and places.
    Programmes(programmes::Arguments),
    /// Building plans: list, run, compare, import, export.
    Scenario(scenario::Arguments),
    /// From how many pupils numbers are shown; or change it.
    Privacy(privacy::Arguments),
    /// Write the files of the bundled example town to a folder.
    #[command(hide = true)]
    ExampleFiles { folder: PathBuf },
}

fn parse_language(text: &str) -> Result<Language, String> {
    Language::from_locale(text).ok_or_else(|| "nl, en".to_owned())
}

/// How a command ended, when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Done, with problems found in the data.
    Findings,
}

/// The language of messages on the command line.
pub fn language(asked: Option<Language>) -> Language {
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
            .and_then(|v| Language::from_locale(&v))
    };
    asked.or_else(locale).unwrap_or(Language::English)
}

/// Runs a subcommand and gives its exit code.
pub fn run(command: Subcommands, language: Language) -> ExitCode {
    let result = match command {
        Subcommands::New(arguments) => new::run(&arguments, language),
        Subcommands::Fetch(arguments) => fetch::run(&arguments, language),
        Subcommands::Check(arguments) => check::run(&arguments, language),
        Subcommands::Measure(arguments) => measure::run(&arguments, language),
        Subcommands::Friends(arguments) => friends::run(&arguments, language),
        Subcommands::Catchments(arguments) => catchments::run(&arguments, language),
        Subcommands::Map(arguments) => map::run(&arguments, language),
        Subcommands::Report(arguments) => report::run(&arguments, language),
        Subcommands::Programmes(arguments) => programmes::run(&arguments, language),
        Subcommands::Scenario(arguments) => scenario::run(&arguments, language),
        Subcommands::Privacy(arguments) => privacy::run(&arguments, language),
        Subcommands::ExampleFiles { folder } => {
            crate::example::write(&folder).map(|()| Outcome::Done).map_err(|e| {
                Notice::error("cli-not-written").arg("reason", e).file(folder.display().to_string())
            })
        }
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(notice) => {
            fail(&notice, language);
            ExitCode::from(2)
        }
    }
}

/// Prints why something failed.
pub fn fail(notice: &Notice, language: Language) {
    // Nobody is left to tell when standard error is gone.
    let _ = writeln!(io::stderr(), "wijkspiegel: {}", notice.message(language));
}

/// Prints what was found about the data, and whether any of it is a finding.
fn report(notices: &Notices, language: Language) -> Outcome {
    for line in told(notices, language) {
        // Nobody is left to tell when standard error is gone.
        let _ = writeln!(io::stderr(), "{line}");
    }
    outcome(notices)
}

/// What was found, those of one kind about the rows of one file as one with the first few rows.
fn told(notices: &Notices, language: Language) -> Vec<String> {
    /// So many rows of a finding are named; the list that is saved names all.
    const ROWS: usize = 3;
    let mut out = Vec::new();
    for group in grouped(notices) {
        let key = match group.severity() {
            Severity::Info => "severity-info",
            Severity::Warning => "severity-warning",
            Severity::Error => "severity-error",
        };
        out.push(format!("{}: {}", text(language, key), group.message(language)));
        if group.is_single() {
            continue;
        }
        for notice in group.rows().iter().take(ROWS) {
            let place = Place { file: None, layer: None, ..notice.place.clone() };
            let row = Notice { place, ..(*notice).clone() };
            out.push(format!("    {}: {}", row.location(language), row.what(language)));
        }
        let more = group.count().saturating_sub(ROWS);
        if more > 0 {
            let count = whole(more as f64, language);
            out.push(format!("    {}", text_with(language, "cli-more-rows", &[("count", &count)])));
        }
    }
    out
}

/// Tells on standard error what is being done, on one line that is written over; nothing where
/// nobody looks at a terminal.
struct Live {
    on: bool,
    language: Language,
}

impl Live {
    fn new(quiet: bool, language: Language) -> Self {
        Self { on: !quiet && io::stderr().is_terminal(), language }
    }

    /// A file that begins, with its place in the list from 1.
    fn file(&self, name: &str, at: usize, of: usize) {
        let args = [("file", name), ("at", &at.to_string()), ("of", &of.to_string())];
        self.say(&text_with(self.language, "assistant-looking-at", &args));
    }

    fn say(&self, what: &str) {
        if self.on {
            let mut err = io::stderr();
            let _ = write!(err, "\r\u{1b}[K{what}").and_then(|()| err.flush());
        }
    }

    /// Wipes the line.
    fn done(&self) {
        self.say("");
    }
}

fn outcome(notices: &Notices) -> Outcome {
    if notices.count_from(Severity::Warning) > 0 { Outcome::Findings } else { Outcome::Done }
}

/// Prints to standard output; a reader that has had enough is no error.
fn print(text: &str) -> Result<(), Notice> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Notice::error("cli-not-written").arg("reason", e)),
        _ => Ok(()),
    }
}

/// How small numbers are protected in what is printed.
fn gate_json(gate: Gate) -> Value {
    json!({ "threshold": gate.threshold, "small_numbers_shown": gate.is_low() })
}

/// Prints a value as one JSON object.
fn print_json(value: &impl serde::Serialize) -> Result<(), Notice> {
    let text =
        serde_json::to_string_pretty(value).map_err(|e| Notice::error("cli-not-written").arg("reason", e))?;
    print(&text)
}
