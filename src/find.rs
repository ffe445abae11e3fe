//! Optimisation: what would do most.
//!
//! | module | what |
//! | --- | --- |
//! | [`sought`] | the schools among which partners are sought, and which may go together |
//! | [`pairs`](mod@pairs) | the best pairs of friendship schools, exactly |
//! | [`groups`](mod@groups) | the best groups of three or four: exact where small, else with a proven gap |
//! | `bound` | what no set of groups can exceed |
//! | `trees` | the trees and blossoms of the matching |
//! | [`curve`](mod@curve) | gain against the distance that partners may be apart |
//! | [`town`] | the schools of a town: what groups bring, and which pairs would bring most |
//! | [`matching`] | maximum-weight matching in a sparse graph |

mod bound;
pub mod curve;
pub mod groups;
pub mod matching;
pub mod pairs;
pub mod sought;
pub mod town;
mod trees;

pub use groups::{Groups, groups};
pub use pairs::{Pairs, pairs};
pub use sought::{Division, Rules, Sought};
