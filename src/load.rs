//! Files → layers: what stands in a file, before anyone decides what it means.
//!
//! A reader (one module per format) turns a file into a [`Layer`]: records with values and, where
//! the format has shapes, geometry in RD metres. Readers know nothing of schools or wijken; what
//! a layer *is* gets recognised afterwards, and joining is the work of `crate::data::build`.

pub mod layer;

pub use layer::{Layer, Record, Value};
