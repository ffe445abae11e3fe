//! Who goes where: rules and models that send pupils from where they live to a school.

pub mod nearest;

pub use nearest::{NearestSchool, nearest_school, schools_with_counts};
