//! `wijkspiegel fetch`: open data of one municipality, downloaded to a folder.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::options::not_an_input;
use super::{Outcome, outcome, print, print_json, report};
use crate::assistant::municipality_code;
use crate::fetch::{self, Progress, Settings, services};
use crate::load::file;
use crate::notice::Notice;
use crate::number::whole;
use crate::text::{Language, text, text_with};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Code of the municipality: GM0014.
    municipality: String,
    /// Folder to download to; else one with the name of the code.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Only these (the keys in the list of addresses), separated by commas.
    #[arg(long, value_delimiter = ',', value_name = "KEY")]
    only: Vec<String>,
    /// Another list of addresses, in the form of assets/services.toml.
    #[arg(long, value_name = "TOML")]
    services: Option<PathBuf>,
    /// Print what would be downloaded and from where, and stop.
    #[arg(long)]
    list: bool,
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let municipality = municipality_code(&arguments.municipality)
        .ok_or_else(|| Notice::error("fetch-not-a-municipality").arg("text", &arguments.municipality))?;
    let mut list = match &arguments.services {
        Some(path) => {
            let read = file::read(path)?;
            services::parse(&read.name, &String::from_utf8_lossy(&read.bytes))?
        }
        None => services::built_in()?,
    };
    if let Some(unknown) = arguments.only.iter().find(|key| !list.iter().any(|s| s.key == **key)) {
        let known: Vec<&str> = list.iter().map(|s| s.key.as_str()).collect();
        return Err(Notice::error("fetch-unknown-key").arg("key", unknown).arg("known", known.join(", ")));
    }
    list.retain(|s| arguments.only.is_empty() || arguments.only.contains(&s.key));
    if arguments.list {
        return show_list(&list, &municipality, arguments.json, language);
    }
    let folder = arguments.out.clone().unwrap_or_else(|| PathBuf::from(&municipality));
    let read: Vec<PathBuf> = arguments.services.iter().cloned().collect();
    for service in &list {
        not_an_input(&folder.join(service.file.replace("{gm}", &municipality)), &read)?;
    }
    let mut shown = Shown { quiet: arguments.json, live: std::io::stderr().is_terminal(), language };
    let done = fetch::fetch(&list, &municipality, &folder, &Settings::default(), &mut |p| shown.show(p))?;
    let notices = fetch::notices(&done);
    if arguments.json {
        let files: Vec<Value> = done
            .iter()
            .map(|o| match &o.result {
                Ok((bytes, unchanged)) => {
                    json!({ "key": o.key, "file": o.file, "bytes": bytes, "unchanged": unchanged })
                }
                Err(notice) => json!({ "key": o.key, "file": o.file, "error": notice.key }),
            })
            .collect();
        print_json(
            &json!({ "municipality": municipality, "folder": folder.display().to_string(), "files": files }),
        )?;
        report(&notices, language);
    } else {
        for one in &done {
            if let Ok((bytes, unchanged)) = &one.result {
                let key = if *unchanged { "fetch-unchanged" } else { "fetch-done" };
                let size = whole(*bytes as f64 / 1000.0, language);
                print(&text_with(
                    language,
                    key,
                    &[("file", &one.file), ("title", &one.title), ("size", &size)],
                ))?;
            }
        }
        report(&notices, language);
    }
    if done.iter().all(|o| o.result.is_err()) {
        return Err(Notice::error("fetch-all-failed"));
    }
    Ok(outcome(&notices))
}

fn show_list(
    list: &[services::Service],
    municipality: &str,
    as_json: bool,
    language: Language,
) -> Result<Outcome, Notice> {
    if as_json {
        let rows: Vec<Value> = list
            .iter()
            .map(|s| {
                json!({
                    "key": s.key, "title": s.title, "publisher": s.publisher, "licence": s.licence,
                    "url": s.url.replace("{gm}", municipality), "known": s.known, "tried": s.tried,
                })
            })
            .collect();
        print_json(&json!({ "municipality": municipality, "services": rows }))?;
        return Ok(Outcome::Done);
    }
    for service in list {
        let tried = text(language, if service.tried { "fetch-tried" } else { "fetch-not-tried" });
        print(&format!("{}: {} ({}, {})", service.key, service.title, service.publisher, service.licence))?;
        print(&format!("  {}", service.url.replace("{gm}", municipality)))?;
        print(&format!("  {} {}; {tried}", text(language, "fetch-known"), service.known))?;
    }
    Ok(Outcome::Done)
}

/// Tells on standard error how far it is.
struct Shown {
    quiet: bool,
    /// Whether a line may be written over.
    live: bool,
    language: Language,
}

impl Shown {
    fn show(&mut self, progress: Progress) -> bool {
        if self.quiet {
            return true;
        }
        let mut err = std::io::stderr();
        // Nobody is left to tell when standard error is gone.
        let _ = match progress {
            Progress::Begin { title, at, of } => writeln!(err, "[{at}/{of}] {title}"),
            Progress::Bytes { done, of } if self.live => {
                let size = whole(done as f64 / 1000.0, self.language);
                let whole_size = of.map(|n| format!(" / {}", whole(n as f64 / 1000.0, self.language)));
                write!(err, "\r  {size}{} kB  \r", whole_size.unwrap_or_default())
            }
            Progress::Wait { seconds } if self.live => {
                let waiting = text_with(self.language, "fetch-waiting", &[("seconds", &seconds.to_string())]);
                write!(err, "\r  {waiting}  \r")
            }
            _ => Ok(()),
        };
        true
    }
}
