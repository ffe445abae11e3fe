//! Files as they come: tables, borders, coordinates, and whatever is wrong with them.

#[path = "../support/mod.rs"]
mod support;

mod crs;
mod fuzz;
mod geojson;
mod gpkg;
mod malformed;
mod shapefile;
mod tables;
