//! Measures of any number of groups: one file each.
pub mod dissimilarity;
pub mod gini;
pub mod information;
pub mod normalized_exposure;
pub mod relative_diversity;
pub mod simpson;
pub mod squared_variation;

pub use dissimilarity::{diversity_scale, multi_dissimilarity, share_to_move};
pub use gini::multi_gini;
pub use information::{diversity, multi_theil_h, mutual_information};
pub use normalized_exposure::normalized_exposure;
pub use relative_diversity::relative_diversity;
pub use simpson::{simpson_concentration, simpson_interaction};
pub use squared_variation::{squared_variation, squared_variation_of_present_groups};

use super::counts::Counts;

/// `Σ_i (n_ik T − t_i N_k)² / t_i` for every group k: T² times the weighted squared distance of the
/// schools' shares from the town's, on which three of the measures rest.
fn dispersion(counts: &Counts) -> Vec<f64> {
    let total = counts.total();
    let mut sums = vec![0.0; counts.groups().len()];
    for (row, t) in counts.peopled_rows() {
        for ((sum, n), group_total) in sums.iter_mut().zip(row).zip(counts.group_totals()) {
            let gap = n * total - t * group_total;
            *sum += gap / t * gap;
        }
    }
    sums
}
