//! Building plans over the years.

#[path = "../support/mod.rs"]
mod support;

mod by_hand;
mod compared_print;
mod conflicts;
mod engine;
mod files;
mod history;
mod properties;
mod rules;
mod town_of_year;

/// Equal but for the last digits.
#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}
