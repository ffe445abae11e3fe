//! Who goes where: rules and models that send pupils from where they live to a school.
//!
//! ```text
//! home counts ─▶ Homes ─┐
//! schools ──────────────┼─▶ Distances ─▶ a rule or model ─▶ pupils by area × school × group
//! streets ──────────────┘
//! ```

pub mod distance;
pub mod homes;
pub mod nearest;

pub use distance::{Distances, Metric, Mode};
pub use homes::Homes;
pub use nearest::{NearestSchool, nearest_school, schools_with_counts};
