//! The window, by its accessible labels and keys.
#![cfg(feature = "gui")]

#[path = "../support/mod.rs"]
mod support;

mod accessibility;
mod assistant;
mod at_home;
mod catchments;
mod charts;
mod classes;
mod estimates;
mod explore;
mod figures;
mod findings;
mod friends;
mod friends_map;
mod home;
mod killed;
mod languages;
mod large_text;
mod layers;
mod palette;
mod pictures;
mod plan_forms;
mod privacy;
mod scenario;
mod selection;
mod settings;
mod sketch;
mod streets;
mod tell;
mod three_plans;
mod town;
mod years;
