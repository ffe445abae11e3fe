//! Layers → dataset: recognises what a layer is, and joins tables to areas and schools by code.
//!
//! ```text
//! Layer ──recognise──▶ Recognised (kind, columns) ──person may correct──▶ Input
//! Input … ──Builder──▶ Dataset + one JoinReport per input + Notices
//! ```
//!
//! Joins go by code as text, never by name: area codes of CBS with or without prefix (four bare
//! digits, which may be a postcode, only under the rule of [`codes::AreaCodes`]), schools by BRIN
//! and vestiging.
//!
//! Tables that bodies publish in forms of their own are turned first ([`published`]). What is known
//! per postcode is divided over the areas that are loaded ([`split`]), and codes of another year are
//! held against theirs ([`crosswalk`]).
//!
//! A row that joins nothing is left out; the first of those codes and their number are in one
//! notice, all of them in the [`JoinReport`]. A row without a key is refused. So is one that
//! repeats another or holds no honest number, and its cell becomes unknown. Refused rows are named
//! one by one with their line, up to two hundred of a kind in a file; one more notice counts the
//! rest. A table with more than a hundred groups is refused as a whole.

mod addresses;
mod alone;
mod areas;
mod attributes;
mod builder;
pub mod codes;
pub mod crosswalk;
mod divided;
mod indicators;
mod inhabitants;
mod loose;
mod places;
pub mod published;
pub mod recognise;
mod schemes;
mod schools;
pub mod split;
mod streets;
mod tables;
mod thousands;

pub use alone::findings_alone;
pub use builder::{Builder, Built, Input, JoinReport};
pub use recognise::{Kind, Recognised, Role, recognise};
pub use streets::MARGIN as STREETS_MARGIN;
