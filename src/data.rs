//! The dataset: everything that is known about a town, immutable once built.
//!
//! A [`Dataset`] is shared behind an `Arc`; scenarios are lists of edits over it and never change
//! it. It is made by [`crate::join`] from loaded layers (or read back from a project file), which joins
//! tables to areas and schools by code and reports every row that joins nothing.

pub mod area;
pub mod area_rows;
pub mod dataset;
pub mod group;
pub mod lineage;
pub mod memo;
pub mod school;
pub mod streets;

pub mod table;

pub use crate::source::{Basis, Source, SourceId};
pub use area::{Area, AreaId, Level, PointOrigin, PupilPoint};
pub use area_rows::{AreaRow, area_rows};
pub use dataset::{Attribute, BaseFeature, BaseKind, Catchment, Dataset, Indicator, own_layer_name};
pub use group::{Group, GroupScheme};
pub use lineage::{Lineage, PupilsOf, Step};
pub use school::{School, SchoolId};
pub use streets::{Mode, Passage, RouteTable, Street, Streets};
pub use table::{CountTable, Flow, FlowTable, Subject, Year};
