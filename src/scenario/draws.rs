//! Ranges: what chance does to a model of choice.
//!
//! A model gives chances, and pupils are whole: another draw of the same choices is another town. In
//! every draw each pupil whose choice is modelled draws a school by the flows of the year. Who stays
//! where they are draws nothing, so that a rule without choice has no range. With
//! [`Rule::IntakeOnly`] the part of the pupils that came since the first year draws. The range is of
//! that chance alone: not of the forecast, and not of the model.

use rayon::prelude::*;

use super::engine::Engine;
use super::figures::pair;
use super::forecast::COHORTS;
use super::outcome::{Range, Ranges, YearRanges};
use super::plan::{Rule, Scenario};
use super::state::State;
use crate::data::Year;
use crate::measure::inference::{Draws, Progress};
use crate::measure::multi::multi_theil_h;
use crate::measure::sample::{LnFactorials, Stream, binomial};
use crate::measure::{Counts, dissimilarity};

/// The figures of one draw of one year.
struct Drawn {
    d: Option<f64>,
    h: Option<f64>,
    distance: Option<f64>,
    pupils: Vec<f64>,
}

impl Engine {
    /// Ranges of a scenario over draws; the same seed gives the same on any number of threads. `None`
    /// when it was cancelled.
    pub fn ranges(&self, scenario: &Scenario, draws: Draws, progress: &dyn Progress) -> Option<Ranges> {
        self.ranges_of(scenario, None, draws, progress)
    }

    /// The same of one year only; a year outside the scenario has none.
    pub fn ranges_in(
        &self,
        scenario: &Scenario,
        year: Year,
        draws: Draws,
        progress: &dyn Progress,
    ) -> Option<Ranges> {
        self.ranges_of(scenario, Some(year), draws, progress)
    }

    fn ranges_of(
        &self,
        scenario: &Scenario,
        only: Option<Year>,
        draws: Draws,
        progress: &dyn Progress,
    ) -> Option<Ranges> {
        let run = self.run(scenario);
        let years: Vec<YearRanges> = run
            .states
            .iter()
            .enumerate()
            .filter(|(_, state)| only.is_none_or(|year| state.year == year))
            .map(|(at, state)| {
                let part = match scenario.assumptions.rule {
                    Rule::ChoiceModel => 1.0,
                    Rule::IntakeOnly => ((at + 1) as f64 / COHORTS as f64).min(1.0),
                    Rule::Stay | Rule::Nearest | Rule::Catchment => 0.0,
                };
                self.year_ranges(state, part, draws, progress)
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Ranges { draws: draws.count, seed: draws.seed, years })
    }

    fn year_ranges(
        &self,
        state: &State,
        part: f64,
        draws: Draws,
        progress: &dyn Progress,
    ) -> Option<YearRanges> {
        let year = Some(state.year);
        if part <= 0.0 || draws.count == 0 {
            return Some(YearRanges { year, ..YearRanges::default() });
        }
        let ln = LnFactorials::new(10_000);
        let drawn: Option<Vec<Drawn>> = (0..draws.count)
            .into_par_iter()
            .map(|draw| {
                if progress.cancelled() {
                    return None;
                }
                let mut stream = Stream::new(draws.seed, number(state.year, draw));
                let drawn = self.draw(state, part, &mut stream, &ln);
                progress.drawn();
                Some(drawn)
            })
            .collect();
        let drawn = drawn?;
        let of = |f: &dyn Fn(&Drawn) -> Option<f64>| {
            let values: Option<Vec<f64>> = drawn.iter().map(f).collect();
            values.and_then(range)
        };
        let open: Vec<usize> = (0..state.of_year.sites.len())
            .filter(|at| state.of_year.sites.get(*at).is_some_and(Option::is_some))
            .collect();
        let pupils = open.iter().filter_map(|site| of(&|d: &Drawn| d.pupils.get(*site).copied())).collect();
        Some(YearRanges {
            year,
            d: of(&|d| d.d),
            h: of(&|d| d.h),
            mean_distance: of(&|d| d.distance),
            pupils,
        })
    }

    fn draw(&self, state: &State, part: f64, stream: &mut Stream, ln: &LnFactorials) -> Drawn {
        let base = self.base();
        let width = base.width();
        let sites = state.of_year.sites.as_ref();
        let mut cells = vec![0.0; sites.len() * width];
        let (mut metres, mut pupils) = (0.0, 0.0);
        for (origin, row) in base.origins.iter().zip(&state.flows.rows) {
            for group in 0..width {
                let all = row.total(group, width).max(0.0);
                // Pupils are whole: a part of one is one by chance.
                let drawing = all * if origin.home.is_some() { part } else { 0.0 };
                let mut left = drawing.floor();
                left += if stream.uniform() < drawing - left { 1.0 } else { 0.0 };
                let mut chance = all;
                for (site, n) in row.iter(width) {
                    let n = n.get(group).copied().unwrap_or(0.0).max(0.0);
                    let stays = if all > 0.0 { n * (1.0 - drawing / all) } else { 0.0 };
                    let share = if chance > 0.0 { (n / chance).clamp(0.0, 1.0) } else { 0.0 };
                    let taken = if left > 0.0 { binomial(stream, ln, left, share) } else { 0.0 };
                    left -= taken;
                    chance -= n;
                    let here = stays + taken;
                    if let Some(cell) = cells.get_mut(site * width + group) {
                        *cell += here;
                    }
                    if origin.home.is_some()
                        && let Some(way) = state.open.metres(origin, site)
                    {
                        metres += here * way;
                        pupils += here;
                    }
                }
            }
        }
        let totals = cells.chunks_exact(width.max(1)).map(|row| row.iter().sum()).collect();
        Drawn {
            d: pair(base, &cells).as_ref().and_then(dissimilarity),
            h: Counts::new(base.groups.clone(), cells).ok().as_ref().and_then(multi_theil_h),
            distance: (pupils > 0.0).then(|| metres / pupils),
            pupils: totals,
        }
    }
}

/// A stream of its own for every draw of every year.
fn number(year: Year, draw: usize) -> u64 {
    (u64::from(year.0.unsigned_abs()) << 40) ^ draw as u64
}

/// Mean and the middle 95 of 100.
fn range(mut values: Vec<f64>) -> Option<Range> {
    if values.is_empty() {
        return None;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (values.len() - 1) as f64;
        let (low, high) = (place.floor() as usize, place.ceil() as usize);
        let (low, high) = (values.get(low).copied()?, values.get(high).copied()?);
        Some(low + (high - low) * place.fract())
    };
    Some(Range { mean, low: at(0.025)?, high: at(0.975)? })
}
