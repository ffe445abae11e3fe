//! Layers → dataset: recognises what a layer is, and joins tables to areas and schools by code.
//!
//! ```text
//! Layer ──recognise──▶ Recognised (kind, columns) ──person may correct──▶ Input
//! Input … ──Builder──▶ Dataset + one JoinReport per input + Notices
//! ```
//!
//! Joins go by code as text, never by name: area codes of CBS with or without prefix, schools by
//! BRIN and vestiging. A row that joins nothing, repeats a key or holds no honest number is
//! reported with its line and left out; the cell it would have filled stays unknown.

mod areas;
mod builder;
pub mod codes;
mod indicators;
mod places;
pub mod recognise;
mod schemes;
mod schools;
mod tables;

pub use builder::{Builder, Built, Input, JoinReport};
pub use recognise::{Kind, Recognised, Role, recognise};
