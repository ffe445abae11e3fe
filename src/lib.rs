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
pub mod crs;
pub mod data;
pub mod gpkg_geometry;
pub mod load;
pub mod notice;
pub mod number;
pub mod project;
pub mod text;
