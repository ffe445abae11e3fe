//! One year: from where everyone would go to where they go, once or until it settles.
//!
//! Where the share of the own group weighs, choices change the shares and shares the choices. By
//! [`Feedback::YearBefore`] a year rests on the shares of the year before. By [`Feedback::FixedPoint`]
//! the year is computed again on its own shares until none changes by more than [`SETTLED`], each time on
//! the best mixture of the last guesses (`accelerate`); where that does not help, shares move only
//! part of the way. What does not settle in [`MOST_ROUNDS`] rounds says so, with the change that was left.

use std::sync::Arc;

use super::accelerate::Guesses;
use super::engine::Engine;
use super::flows::Flows;
use super::forecast::COHORTS;
use super::plan::{Assumptions, Feedback, Rule};
use super::rules;
use super::seats::within_seats;
use super::sites::Sites;
use super::state::State;

/// Shares of groups at schools have settled when none changes by more than this.
pub const SETTLED: f64 = 1e-6;

/// So many rounds are tried.
pub const MOST_ROUNDS: usize = 200;

/// Fills in who goes where in a year.
pub(super) fn settle(
    engine: &Engine,
    assumptions: &Assumptions,
    start: &Arc<Sites>,
    before: &State,
    state: &mut State,
    same_population: bool,
) {
    let count = state.of_year.sites.len();
    let chosen = matches!(
        (assumptions.rule, assumptions.intake),
        (Rule::ChoiceModel, _) | (Rule::IntakeOnly, Rule::ChoiceModel)
    );
    let width = engine.base().width();
    let mut pupils = if chosen { before.by_site().to_vec() } else { Vec::new() };
    if chosen {
        pupils.resize(count * width, 0.0);
    }
    once(engine, assumptions, start, before, state, same_population, &pupils);
    if !chosen || assumptions.feedback == Feedback::YearBefore {
        return;
    }
    let (mut part, mut last) = (1.0, f64::INFINITY);
    let mut guesses = Guesses::default();
    let (mut may_mix, mut mixed) = (true, false);
    for round in 0.. {
        let now = state.flows.by_site(count);
        let left = change(&pupils, &now, width);
        // A mixture may also end where choices fit together but tip over at the least push. Parents would
        // not stay there, so that only a step without mixing tells.
        if left <= SETTLED && !mixed && left <= last {
            state.unsettled = None;
            return;
        }
        state.unsettled = Some(left);
        if round == MOST_ROUNDS {
            return;
        }
        if left <= SETTLED {
            may_mix &= mixed;
        } else if left > last {
            // The map bends too much for a mixture, or goes to and fro.
            part = f64::max(part / 2.0, 1.0 / 64.0);
            guesses.forget();
        }
        last = left;
        let mixture = if may_mix && left > SETTLED { guesses.next(&pupils, &now) } else { None };
        mixed = mixture.is_some();
        match mixture {
            Some(next) => pupils = next,
            None => pupils.iter_mut().zip(&now).for_each(|(old, new)| *old += part * (new - *old)),
        }
        once(engine, assumptions, start, before, state, same_population, &pupils);
    }
}

/// The greatest change of the share of a group at a school.
fn change(before: &[f64], after: &[f64], width: usize) -> f64 {
    let shares = before.chunks_exact(width.max(1)).zip(after.chunks_exact(width.max(1)));
    let of = |(before, after): (&[f64], &[f64])| {
        let (a, b): (f64, f64) = (before.iter().sum(), after.iter().sum());
        let share = |n: f64, all: f64| if all > 0.0 { n / all } else { 0.0 };
        let pairs = before.iter().zip(after);
        pairs.map(|(x, y)| (share(*x, a) - share(*y, b)).abs()).fold(0.0, f64::max)
    };
    shares.map(of).fold(0.0, f64::max)
}

fn once(
    engine: &Engine,
    assumptions: &Assumptions,
    start: &Arc<Sites>,
    before: &State,
    state: &mut State,
    same_population: bool,
    pupils: &[f64],
) {
    let base = engine.base().as_ref();
    let goal = match assumptions.rule {
        Rule::IntakeOnly => {
            let intake = (assumptions.intake, true);
            let newest = engine.goal(assumptions, intake, start, before, state, pupils);
            let cohorts = cohorts(engine, before, state, same_population, newest);
            let mean = rules::mean(&cohorts);
            state.cohorts = cohorts;
            mean.unwrap_or_else(|| Arc::clone(&state.habit))
        }
        rule => engine.goal(assumptions, (rule, false), start, before, state, pupils),
    };
    state.flows = if assumptions.places_limited {
        let keeps = !matches!(assumptions.rule, Rule::Nearest | Rule::Catchment);
        within_seats(base, &goal, &before.flows, &state.of_year.sites, &state.open, keeps)
    } else {
        goal
    };
}

/// The cohorts at school: the newest, and those of the years before. A merger or closing moves the
/// cohorts that are at school; they keep their numbers.
fn cohorts(
    engine: &Engine,
    before: &State,
    state: &State,
    same_population: bool,
    newest: Arc<Flows>,
) -> Vec<Arc<Flows>> {
    let base = engine.base().as_ref();
    let kept = state.cohorts.get(1..).filter(|kept| kept.len() == COHORTS - 1);
    let older = kept.map(<[Arc<Flows>]>::to_vec).unwrap_or_else(|| {
        let moved = |cohort: &Arc<Flows>| {
            if Arc::ptr_eq(cohort, &before.habit) {
                return Arc::clone(&state.habit);
            }
            rules::habit(base, cohort, &state.of_year, &state.open, &state.population, same_population)
        };
        before.cohorts.iter().take(COHORTS - 1).map(moved).collect()
    });
    std::iter::once(newest).chain(older).collect()
}
