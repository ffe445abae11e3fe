//! The project file: a round trip, other readers, and damage.

#[path = "../support/mod.rs"]
mod support;

mod gdal;
mod malformed;
mod round_trip;
