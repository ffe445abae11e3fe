//! Who goes where: rules near home, models of choice, and flows that are observed or estimated.

#[path = "choice/town.rs"]
mod town;

#[path = "choice/accessibility.rs"]
mod accessibility;
#[path = "choice/assign.rs"]
mod assign;
#[path = "choice/gravity.rs"]
mod gravity;
#[path = "choice/logit.rs"]
mod logit;
#[path = "choice/observed.rs"]
mod observed;
#[path = "choice/places.rs"]
mod places;
