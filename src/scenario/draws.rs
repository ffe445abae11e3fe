//! Ranges: what chance does to a model of choice.
//!
//! A model gives chances, and pupils are whole: another draw of the same choices is another town. In
//! every draw each pupil whose choice is modelled draws a school by the flows of the year. Who stays
//! where they are draws nothing, so that a rule without choice has no range. With
//! [`Rule::IntakeOnly`] the part of the pupils that came since the first year draws. The range is of
//! that chance alone: not of the forecast, and not of the model.
//!
//! Every draw is a town of its own, of which the same figures are taken as of the year. What does not
//! follow from who goes where in that year alone has no range: who is at another school than without the
//! plan (both would draw), and the years in a row under the threshold. Pupils who must change school were
//! drawn in the year before their school closed, each of those years by itself.

use std::sync::Arc;

use rayon::prelude::*;

use super::engine::Engine;
use super::figures::{measured, needed, pair, references};
use super::forecast::COHORTS;
use super::outcome::{DistanceOutcome, Range, Ranges, YearRanges};
use super::plan::{Assumptions, Rule, Scenario};
use super::state::State;
use crate::data::Year;
use crate::measure::inference::{Draws, Progress};
use crate::measure::mirror::{Limits, mirror};
use crate::measure::multi::multi_theil_h;
use crate::measure::sample::{LnFactorials, Stream, binomial};
use crate::measure::{Counts, dissimilarity};

/// The figures of one draw of one year.
struct Drawn {
    d: Option<f64>,
    h: Option<f64>,
    mirror: Option<f64>,
    distance: DistanceOutcome,
    occupancy: Option<f64>,
    seats_short: Option<f64>,
    floor_short: Option<f64>,
    must_change: f64,
    /// Schools under the closing threshold.
    under: Option<f64>,
    /// By site.
    pupils: Vec<f64>,
}

/// Who is at which school in one draw.
struct Assigned {
    /// By site × group, row-major.
    cells: Vec<f64>,
    /// Metres, and pupils who travel them.
    ways: Vec<(f64, [f64; 1])>,
}

/// A year in which schools close or merge: the year before, the part of its pupils that draws, and the
/// sites that are gone.
struct Leaving<'a> {
    year: Year,
    before: &'a State,
    part: f64,
    gone: Vec<usize>,
}

/// A year with what all its draws share.
struct Drawing<'a> {
    state: &'a State,
    assumptions: &'a Assumptions,
    part: f64,
    /// Those of this year and of the years before it.
    leaving: &'a [Leaving<'a>],
    /// Whom every open site should mirror, row-major.
    references: Option<Counts>,
}

/// The part of the pupils that draws, of the year at this place in the run.
fn drawing_part(rule: Rule, at: usize) -> f64 {
    match rule {
        Rule::ChoiceModel => 1.0,
        Rule::IntakeOnly => ((at + 1) as f64 / COHORTS as f64).min(1.0),
        Rule::Stay | Rule::Nearest | Rule::Catchment => 0.0,
    }
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
        let assumptions = &scenario.assumptions;
        let states = run.states.as_slice();
        // Nobody draws before the first year: what closes then is counted.
        let pairs = states.iter().zip(states.iter().skip(1)).enumerate();
        let leaving: Vec<Leaving> = pairs
            .filter_map(|(at, (before, state))| {
                let gone = gone(state);
                let part = drawing_part(assumptions.rule, at);
                (!gone.is_empty()).then(|| Leaving { year: state.year, before: before.as_ref(), part, gone })
            })
            .collect();
        let first = states.first().map_or(0.0, |state| state.must_change);
        let years: Vec<YearRanges> = states
            .iter()
            .enumerate()
            .filter(|(_, state)| only.is_none_or(|year| state.year == year))
            .map(|(at, state)| {
                let until = leaving.iter().take_while(|l| l.year <= state.year).count();
                let drawing = Drawing {
                    state,
                    assumptions,
                    part: drawing_part(assumptions.rule, at),
                    leaving: leaving.get(..until).unwrap_or_default(),
                    references: references(self.base(), &state.of_year.sites, &state.population, &state.open),
                };
                self.year_ranges(&drawing, first, draws, progress)
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Ranges { draws: draws.count, seed: draws.seed, years })
    }

    fn year_ranges(
        &self,
        drawing: &Drawing,
        counted: f64,
        draws: Draws,
        progress: &dyn Progress,
    ) -> Option<YearRanges> {
        let state = drawing.state;
        let year = Some(state.year);
        if drawing.part <= 0.0 || draws.count == 0 {
            return Some(YearRanges { year, ..YearRanges::default() });
        }
        let ln = LnFactorials::new(10_000);
        let drawn: Option<Vec<Drawn>> = (0..draws.count)
            .into_par_iter()
            .map(|draw| {
                if progress.cancelled() {
                    return None;
                }
                let mut drawn = self.drawn(drawing, (draws.seed, draw), &ln);
                drawn.must_change += counted;
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
        let under_chance = drawing.assumptions.closing.threshold.map(|threshold| {
            let chance = |site: &usize| {
                let under = |d: &&Drawn| d.pupils.get(*site).is_some_and(|n| *n < threshold);
                drawn.iter().filter(under).count() as f64 / drawn.len() as f64
            };
            open.iter().map(chance).collect()
        });
        Some(YearRanges {
            year,
            d: of(&|d| d.d),
            h: of(&|d| d.h),
            mirror: of(&|d| d.mirror),
            mean_distance: of(&|d| d.distance.mean),
            p90_distance: of(&|d| d.distance.p90),
            within_1km: of(&|d| d.distance.within_1km),
            within_2km: of(&|d| d.distance.within_2km),
            occupancy: of(&|d| d.occupancy),
            seats_short: of(&|d| d.seats_short),
            floor_short: of(&|d| d.floor_short),
            must_change: if drawing.leaving.is_empty() { None } else { of(&|d| Some(d.must_change)) },
            under: of(&|d| d.under),
            under_chance: under_chance.unwrap_or_default(),
            pupils,
        })
    }

    /// The figures of one draw.
    fn drawn(&self, drawing: &Drawing, (seed, draw): (u64, usize), ln: &LnFactorials) -> Drawn {
        let base = self.base();
        let width = base.width();
        let Drawing { state, assumptions, part, leaving, references } = drawing;
        let mut stream = Stream::new(seed, number(state.year, draw));
        let Assigned { cells, ways } = self.draw(state, *part, &mut stream, ln);
        let totals: Vec<f64> = cells.chunks_exact(width.max(1)).map(|row| row.iter().sum()).collect();
        let sites = state.of_year.sites.as_ref();
        let open = || {
            let rows = totals.iter().zip(cells.chunks_exact(width.max(1)));
            sites.iter().zip(rows).filter_map(|(site, (total, row))| Some((site.as_ref()?, *total, row)))
        };
        let seats = || open().filter_map(|(site, total, _)| Some((site.seats?, total)));
        let all_seats: f64 = seats().map(|(seats, _)| seats).sum();
        let any_seats = seats().next().is_some();
        let any_floor = open().any(|(site, _, _)| site.floor_area.is_some());
        let short = |(site, total, row): (&Arc<super::outcome::SiteInfo>, f64, &[f64])| {
            let wanted = if total > 0.0 { needed(&assumptions.space, &base.groups, row) } else { 0.0 };
            Some((wanted - site.floor_area?).max(0.0))
        };
        let threshold = assumptions.closing.threshold;
        let under = threshold.map(|least| open().filter(|(_, total, _)| *total < least).count() as f64);
        // The schools that are open, as the figures of the year have them.
        let rows: Vec<f64> = open().flat_map(|(_, _, row)| row.iter().copied()).collect();
        let counts = Counts::new(base.groups.clone(), rows).ok();
        let mirrored = counts.as_ref().zip(references.as_ref());
        let ways: Vec<(f64, &[f64])> = ways.iter().map(|(way, n)| (*way, n.as_slice())).collect();
        let left = leaving.iter().map(|l| {
            let mut stream = Stream::new(seed, number(l.year, draw) ^ LEAVERS);
            let at = self.draw(l.before, l.part, &mut stream, ln).cells;
            let of = |site: &usize| {
                at.get(site * width..(site + 1) * width).unwrap_or_default().iter().sum::<f64>()
            };
            l.gone.iter().map(of).sum::<f64>()
        });
        Drawn {
            d: pair(base, &cells).as_ref().and_then(dissimilarity),
            h: counts.as_ref().and_then(multi_theil_h),
            mirror: mirrored
                .and_then(|(counts, of)| mirror(counts, of, Limits::default()).ok())
                .and_then(|found| found.share_to_move),
            distance: measured(&ways, 1).pop().unwrap_or_default(),
            occupancy: (all_seats > 0.0).then(|| seats().map(|(_, n)| n).sum::<f64>() / all_seats),
            seats_short: any_seats.then(|| seats().map(|(seats, n)| (n - seats).max(0.0)).sum()),
            floor_short: any_floor.then(|| open().filter_map(short).sum()),
            must_change: left.sum(),
            under,
            pupils: totals,
        }
    }

    /// Lets every pupil whose choice is modelled draw a school.
    fn draw(&self, state: &State, part: f64, stream: &mut Stream, ln: &LnFactorials) -> Assigned {
        let base = self.base();
        let width = base.width();
        let mut cells = vec![0.0; state.of_year.sites.len() * width];
        let mut ways = Vec::new();
        let mut here_by_site: Vec<f64> = Vec::new();
        for (origin, row) in base.origins.iter().zip(&state.flows.rows) {
            here_by_site.clear();
            here_by_site.resize(row.len(), 0.0);
            for group in 0..width {
                let all = row.total(group, width).max(0.0);
                // Pupils are whole: a part of one is one by chance.
                let drawing = all * if origin.home.is_some() { part } else { 0.0 };
                let mut left = drawing.floor();
                left += if stream.uniform() < drawing - left { 1.0 } else { 0.0 };
                let mut chance = all;
                for ((site, n), sum) in row.iter(width).zip(&mut here_by_site) {
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
                    *sum += here;
                }
            }
            if origin.home.is_some() {
                let metres = row.iter(width).map(|(site, _)| state.open.metres(origin, site));
                ways.extend(metres.zip(&here_by_site).filter_map(|(way, n)| Some((way?, [*n]))));
            }
        }
        Assigned { cells, ways }
    }
}

/// Sites that close in a year, or merge into another.
fn gone(state: &State) -> Vec<usize> {
    let merged = state.of_year.merges.iter().map(|(from, _)| *from);
    state.of_year.closes.iter().copied().chain(merged).collect()
}

/// Tells the stream of who leaves a school from that of the year in which it closes.
const LEAVERS: u64 = 1 << 63;

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
    // What does not vary stays what it is, whatever a sum rounds to.
    let mean = mean.clamp(values.first().copied()?, values.last().copied()?);
    let at = |share: f64| {
        let place = share * (values.len() - 1) as f64;
        let (low, high) = (place.floor() as usize, place.ceil() as usize);
        let (low, high) = (values.get(low).copied()?, values.get(high).copied()?);
        Some(low + (high - low) * place.fract())
    };
    Some(Range { mean, low: at(0.025)?, high: at(0.975)? })
}
