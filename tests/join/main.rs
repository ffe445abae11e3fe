//! Layers that become a dataset, from our own tables and from files as they are published.

#[path = "../support/mod.rs"]
mod support;

mod areas;
mod fetch;
mod honest;
mod layers;
mod order;
mod own_layers;
mod published;
mod published_folder;
mod published_fuzz;
mod reports;
mod worksheets;
mod years;
