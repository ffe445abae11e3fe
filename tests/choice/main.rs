//! Who goes where: rules and models of choice, catchments, streets.

#[path = "../support/mod.rs"]
mod support;

mod accessibility;
mod assign;
mod catchments;
mod catchments_map;
mod catchments_moving;
mod catchments_nearest;
mod choice_terms;
mod flows_estimated;
mod gravity;
mod logit;
mod mirror_map;
mod network;
mod network_osm;
mod network_town;
mod network_weighted;
mod observed;
mod places;
mod sketch;
mod sketch_shared;
mod town;
mod whole_town;
