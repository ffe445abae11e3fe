//! The window, by its accessible labels and keys.
#![cfg(feature = "gui")]

#[path = "../support/mod.rs"]
mod support;

mod assistant;
mod catchments;
mod charts;
mod explore;
mod figures;
mod friends;
mod home;
mod killed;
mod privacy;
mod scenario;
mod tell;
mod town;
mod years;
