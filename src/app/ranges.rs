//! Ranges of proposals by repeated draws, on a worker: made anew once the hand has rested, given up as
//! soon as it moves again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::state::State;
use super::workings::{Same, Working};
use crate::data::Year;
use crate::figures::headline::Comparison;
use crate::measure::inference::Draws;
use crate::scenario::Scenario;
use crate::scenario::assumed::is_chosen;
use crate::scenario::outcome::YearRanges;

/// Draws behind a range in the window; the same seed in every one, so that proposals differ by what
/// they do and the command line gives the same figures.
pub const DRAWS: Draws = Draws { count: 300, seed: 1 };

/// So long nothing may change before draws begin.
const REST: Duration = Duration::from_millis(450);

type Key = (Same, Comparison, Vec<Arc<Scenario>>, Year);

/// The ranges of some proposals in one year, in their order; `None` where nobody chooses by chance.
pub type Found = Vec<Option<YearRanges>>;

/// One place in the window that shows ranges.
#[derive(Debug, Default)]
pub struct RangeWorking {
    wanted: Option<(Key, Instant)>,
    working: Working<Key, Found>,
}

impl State {
    /// Ranges of what the strip of outcomes shows.
    pub(super) fn strip_ranges(&mut self, ctx: &Context, scenario: Arc<Scenario>) -> Option<Arc<Found>> {
        let mut working = std::mem::take(&mut self.workings.strip_ranges);
        let found = self.ranges(ctx, &mut working, vec![scenario]);
        self.workings.strip_ranges = working;
        found
    }

    /// Ranges of all proposals that are compared.
    pub(super) fn compared_ranges(&mut self, ctx: &Context, all: Vec<Arc<Scenario>>) -> Option<Arc<Found>> {
        let mut working = std::mem::take(&mut self.workings.compared_ranges);
        let found = self.ranges(ctx, &mut working, all);
        self.workings.compared_ranges = working;
        found
    }

    fn ranges(
        &mut self,
        ctx: &Context,
        working: &mut RangeWorking,
        scenarios: Vec<Arc<Scenario>>,
    ) -> Option<Arc<Found>> {
        let year = self.plans.year;
        let key = (Same(self.present().clone()), self.view.comparison, scenarios, year);
        let now = Instant::now();
        let since = match &working.wanted {
            Some((wanted, since)) if *wanted == key => *since,
            _ => {
                // What is under way is of what is no more.
                *working = RangeWorking { wanted: Some((key.clone(), now)), ..RangeWorking::default() };
                now
            }
        };
        let rested = now.duration_since(since);
        if self.plans.dragged.is_some() || self.plans.playing.is_some() {
            return None;
        }
        if rested < REST {
            ctx.request_repaint_after(REST - rested);
            return None;
        }
        let engine = self.engine().ok()?;
        let scenarios = key.2.clone();
        working.working.get(ctx, key, move |cancel| {
            let of = |scenario: &Arc<Scenario>| {
                let drawn = is_chosen(&scenario.assumptions).then_some(scenario)?;
                engine.ranges_in(drawn, year, DRAWS, cancel)?.years.into_iter().next()
            };
            scenarios.iter().map(of).collect()
        })
    }
}
