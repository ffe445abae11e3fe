//! The scenario engine against a town reckoned by hand, and what must hold for any plan.

#[path = "scenario/by_hand.rs"]
mod by_hand;
#[path = "scenario/conflicts.rs"]
mod conflicts;
#[path = "scenario/history.rs"]
mod history;
#[path = "support/plan.rs"]
mod plan;
#[path = "scenario/properties.rs"]
mod properties;
#[path = "scenario/rules.rs"]
mod rules;
#[path = "scenario/town_of_year.rs"]
mod town_of_year;

/// Equal but for the last digits.
#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}
