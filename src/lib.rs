//! Wijkspiegel: a desktop explorer for school segregation.
//!
//! # The way of the data
//!
//! ```text
//! files ──load──▶ dataset ──▶ measures ──▶ scenario ──▶ view ──▶ app (screen)
//!                  ▲   │                                  └────▶ report (svg, png)
//!                  └─project (GeoPackage)                         ▲
//!                                                                cli
//! ```
//!
//! Never back. A module uses only modules above it in the catalogue; `cli` and `app` use all.
pub mod agreement;
pub mod certainty;
pub mod choice;
pub mod crs;
pub mod data;
pub mod example;
pub mod gpkg_geometry;
pub mod headline;
pub mod join;
pub mod load;
pub mod measure;
pub mod notice;
pub mod number;
pub mod open;
pub mod privacy;
pub mod project;
pub mod published;
pub mod quote;
pub mod ranking;
pub mod report;
pub mod seeds;
pub mod source;
pub mod splits;
pub mod text;
pub mod view;

pub mod cli;

#[cfg(feature = "gui")]
pub mod app;
