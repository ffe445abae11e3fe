//! The command line, through the program itself.

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod catchments;
mod commands;
mod friends;
mod groningen;
mod headless;
mod measure;
mod new;
mod outputs;
mod report_compared;
mod scenario;
