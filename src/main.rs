//! `wijkspiegel`: the window without a subcommand, else the command line.

use std::process::ExitCode;

use clap::Parser;
use wijkspiegel::cli::{self, Arguments};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = cli::language(arguments.lang);
    // A list with a fault is said, and the program goes on with its own names.
    if let Err(notice) = wijkspiegel::open::own_column_names() {
        cli::fail(&notice, language);
    }
    match arguments.command {
        Some(command) => cli::run(command, language),
        None => window(arguments.files, arguments.lang),
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<std::path::PathBuf>, asked: Option<wijkspiegel::text::Language>) -> ExitCode {
    match wijkspiegel::app::run(files, asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::fail(&error, cli::language(asked));
            ExitCode::from(2)
        }
    }
}

#[cfg(not(feature = "gui"))]
fn window(_files: Vec<std::path::PathBuf>, asked: Option<wijkspiegel::text::Language>) -> ExitCode {
    cli::fail(&wijkspiegel::notice::Notice::error("app-without-window"), cli::language(asked));
    ExitCode::from(2)
}
