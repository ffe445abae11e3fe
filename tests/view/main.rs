//! Pictures, prints, reports, texts and the bundled town.

#[path = "../support/mod.rs"]
mod support;

mod charts;
mod example_borders;
mod example_town;
mod print;
mod report;
mod scene;
mod seeds;
mod story;
mod texts;
