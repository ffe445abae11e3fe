//! Routes: how far it is over the streets from where pupils live to every school.
//!
//! ```text
//! Streets ──▶ Graph (one for walking, one for cycling) ──▶ Snapper: point → place on a street
//!                │                                              │
//!                └────────────── search ◀───────────────────────┘
//!                                  │
//!                                  ▼
//!                choice::Distances, and who can't be reached by name
//! ```
//!
//! | module | what |
//! | --- | --- |
//! | [`graph`] | nodes and arcs in compressed rows, and the parts that hang together |
//! | [`snap`] | the nearest street to a point, and how far it is |
//! | [`mod@search`] | shortest distances from many places to many, in parallel |
//! | [`mod@routes`] | a dataset → its routes, with findings and what is kept in the project |
//! | [`between`] | routes between any places, such as schools that a plan moves |
//! | [`mod@weighted`] | the distance of an area as that of its people, not of its middle |

pub mod between;
pub mod graph;
pub mod routes;
pub mod search;
pub mod snap;
pub mod weighted;

pub use between::Between;
pub use graph::Graph;
pub use routes::{Routes, homes_to_schools, kept, routes, select, stamp, with_routes};
pub use search::search;
pub use snap::{Place, SNAP_LIMIT, Snapper};
pub use weighted::{Weighted, indicator_weights, pupil_weights, weighted};
