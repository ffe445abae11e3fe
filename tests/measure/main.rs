//! The measures and what is said with them: reference values, identities, chance, privacy.

#[path = "../support/mod.rs"]
mod support;

mod attack;
mod figures;
mod headline;
mod inference;
mod limits;
mod privacy;
mod properties;
mod reference;
mod small_counts;
mod tables;
