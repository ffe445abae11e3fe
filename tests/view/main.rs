//! Pictures, prints, reports, texts and the bundled town.

#[path = "../support/mod.rs"]
mod support;

mod basemap_grid;
mod basemap_tiles;
mod charts;
mod discs;
mod example_borders;
mod example_town;
mod print;
mod report;
mod scene;
mod seeds;
mod stack;
mod story;
mod texts;
