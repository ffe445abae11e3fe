//! Pictures, prints, reports, texts and the bundled town.

#[path = "../support/mod.rs"]
mod support;

mod basemap_grid;
mod basemap_tiles;
mod bookmarks;
mod chart_pictures;
mod charts;
mod contrast;
mod discs;
mod example_borders;
mod example_town;
mod pdf_structure;
mod print;
mod readers;
mod report;
mod scene;
mod search;
mod seeds;
mod selection;
mod stack;
mod story;
mod texts;
