//! Measures of two groups: one file each.
pub mod atkinson;
pub mod concentration_profile;
pub mod correlation_ratio;
pub mod density_corrected;
pub mod dissimilarity;
pub mod gini;
pub mod hutchens;
pub mod interaction;
pub mod isolation;
pub mod min_max;
pub mod theil;

pub use atkinson::{atkinson, atkinson_half};
pub use concentration_profile::concentration_profile;
pub use correlation_ratio::correlation_ratio;
pub use density_corrected::density_corrected_dissimilarity;
pub use dissimilarity::dissimilarity;
pub use gini::gini;
pub use hutchens::hutchens;
pub use interaction::interaction;
pub use isolation::isolation;
pub use min_max::min_max;
pub use theil::theil_h;
