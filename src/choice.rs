//! Who goes where: rules and models that send pupils from where they live to a school.
//!
//! ```text
//! home counts ─▶ Homes ─┐
//! schools ──────────────┼─▶ Distances ─▶ a rule or model ─▶ pupils by area × school × group
//! streets ──────────────┘
//! ```

//! | module | what |
//! | --- | --- |
//! | [`homes`], [`distance`] | where pupils live, and how far it is to every school |
//! | [`nearest`], [`places`], [`rule`] | everyone to the nearest school, with places limited or not |
//! | [`model`], [`assign`] | a conditional logit, and who goes where by it |
//! | [`utility`] | what schools are worth by a model, apart from who goes there |
//! | [`logit`], [`reading`] | the model estimated from flows, and what it says in words |
//! | [`gravity`] | flows where none are known |
//! | [`flows`] | the flows of a town: known, else estimated |
//! | [`observed`] | intake, outflow and catchments by known flows |
//! | [`accessibility`] | how much there is to choose near home |

pub mod accessibility;
pub mod assign;
pub mod distance;
pub mod flows;
pub mod gravity;
pub mod homes;
pub mod logit;
pub mod model;
pub mod nearest;
pub mod observed;
pub mod places;
pub mod reading;
pub mod rule;
pub mod utility;

pub use assign::{Assignment, Feedback, Places, Rules};
pub use distance::{Distances, Metric, Mode};
pub use homes::Homes;
pub use model::{
    Alternative, Attribute, ChoiceModel, Clustered, Coefficient, Fit, Probabilities, Term, alternatives,
};
pub use nearest::{NearestSchool, nearest_school, schools_with_counts};
pub use rule::HomeRule;
