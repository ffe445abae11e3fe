//! `wijkspiegel`: the window without a subcommand, else the command line.

use std::process::ExitCode;

use clap::Parser;
use wijkspiegel::cli::{self, Arguments};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = cli::language(arguments.lang);
    match arguments.command {
        Some(command) => cli::run(command, language),
        None => window(arguments.files, language),
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<std::path::PathBuf>, language: wijkspiegel::text::Language) -> ExitCode {
    match wijkspiegel::app::run(files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::fail(&error, language);
            ExitCode::from(2)
        }
    }
}

#[cfg(not(feature = "gui"))]
fn window(_files: Vec<std::path::PathBuf>, language: wijkspiegel::text::Language) -> ExitCode {
    cli::fail(&wijkspiegel::notice::Notice::error("app-without-window"), language);
    ExitCode::from(2)
}
