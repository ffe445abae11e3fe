//! Figures that take a worker: started when what they rest on changes, kept until it changes again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::home::work::HomeWorkings;
use super::job::{Cancel, Job, Poll};
use super::ranges::RangeWorking;
use super::state::State;
use crate::choice::flows::Wanted;
use crate::data::{Dataset, Level, Subject, Year};
use crate::figures::agreement;
use crate::figures::certainty::{self, Certainty, DRAWS};
use crate::figures::flow_list::{FlowList, Of};
use crate::figures::headline::Comparison;
use crate::figures::over_time::{ChangeFigures, Moment, change, told_over_time};
use crate::figures::ranking::{self, Ranking};
use crate::figures::splits::{self, Split};
use crate::find::town::Town;
use crate::measure::catalogue::measure;
use crate::measure::{Kind, Measure};
use crate::notice::Notice;
use crate::privacy::Gate;

/// A dataset as a key: the same one, not one that is equal.
#[derive(Clone, Debug)]
pub struct Same(pub Arc<Dataset>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// One thing that a worker computes from `K`.
#[derive(Debug)]
pub(super) struct Working<K, T> {
    key: Option<K>,
    job: Option<Job<T>>,
    value: Option<Arc<T>>,
}

impl<K, T> Default for Working<K, T> {
    fn default() -> Self {
        Self { key: None, job: None, value: None }
    }
}

impl<K: PartialEq, T: Send + Sync + 'static> Working<K, T> {
    /// The value for `key`, or nothing as long as the worker is at it. Another key gives the work
    /// for the old one up.
    pub(super) fn get(
        &mut self,
        ctx: &Context,
        key: K,
        work: impl FnOnce(&Cancel) -> T + Send + 'static,
    ) -> Option<Arc<T>> {
        if self.key.as_ref() != Some(&key) {
            self.value = None;
            self.key = Some(key);
            self.job = Some(Job::start(ctx, "", work));
        }
        match self.job.as_ref().map(Job::poll) {
            Some(Poll::Done(value)) => {
                self.value = Some(Arc::new(value));
                self.job = None;
            }
            Some(Poll::Lost) => self.job = None,
            Some(Poll::Running) | None => {}
        }
        self.value.clone()
    }
}

/// So long work may take before anything is said of it but that it runs.
const SHORT: Duration = Duration::from_secs(1);
/// So often it is said how far long work is.
const AGAIN: Duration = Duration::from_millis(300);

impl<K, T: Send + 'static> Working<K, T> {
    /// Random draws that are done, of work that takes long; `None` for short or no work.
    fn drawn(&self, ctx: &Context) -> Option<u64> {
        let job = self.job.as_ref()?;
        ctx.request_repaint_after(AGAIN);
        (job.lasted() >= SHORT).then(|| job.drawn())
    }

    /// Gives the work up; its outcome is then that it was.
    fn stop(&self) {
        self.job.iter().for_each(Job::cancel);
    }

    /// Forgets the outcome, so that the work begins anew.
    fn again(&mut self) {
        *self = Self { key: None, job: None, value: None };
    }
}

/// Long work with random draws that a person can stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Chance and interval of the headline.
    Certainty,
    /// All measures, of which those over the years have intervals.
    Measures,
}

/// All that the window of measures shows.
#[derive(Debug)]
pub struct Measures {
    pub table: agreement::Table,
    pub splits: Vec<Split>,
    /// D, the measure beside it and H, over the years.
    pub years: Vec<(&'static Measure, Vec<Moment>)>,
    /// What made segregation change since the year before.
    pub change: Option<ChangeFigures>,
}

/// Schools and areas by their share in the figure.
#[derive(Debug)]
pub struct Rankings {
    pub schools: Option<Ranking>,
    pub areas: Option<Ranking>,
}

type Outcome<T> = Result<T, Notice>;

/// The town, the flows, and the school or area of which they are listed.
type FlowsKey = (Same, Wanted, Of, Gate);

/// The flows of a school or area; none of it, or why there are none at all.
pub(super) type Listing = Outcome<Option<FlowList>>;

/// The figures that workers compute for the open dataset.
#[derive(Debug, Default)]
pub struct Workings {
    certainty: Working<(Same, Comparison), Outcome<Option<Certainty>>>,
    beside: Working<(Same, Comparison, &'static str), Outcome<Option<Certainty>>>,
    rankings: Working<(Same, Comparison, Level, Gate), Outcome<Rankings>>,
    best_pairs: Working<(Same, Comparison, Gate), Option<f64>>,
    measures: Working<(Same, Comparison, Level, &'static str, Gate), Outcome<Measures>>,
    flows: Working<FlowsKey, Listing>,
    /// What flows are wanted of, and since when.
    flows_wanted: Option<(FlowsKey, Instant)>,
    pub(super) home: HomeWorkings,
    pub(super) estimates: Working<(Same, Wanted, Gate), bool>,
    pub(super) strip_ranges: RangeWorking,
    pub(super) compared_ranges: RangeWorking,
}

impl Workings {
    /// A list of flows, once nothing has moved for a moment; nothing until then and as long as `moves`.
    pub(super) fn listed(
        &mut self,
        ctx: &Context,
        key: FlowsKey,
        moves: bool,
        work: impl FnOnce() -> Listing + Send + 'static,
    ) -> Option<Arc<Listing>> {
        const REST: Duration = Duration::from_millis(300);
        let since = match &self.flows_wanted {
            Some((wanted, since)) if *wanted == key => *since,
            _ => {
                let now = Instant::now();
                self.flows_wanted = Some((key.clone(), now));
                now
            }
        };
        let rested = since.elapsed();
        if moves {
            return None;
        }
        if rested < REST {
            ctx.request_repaint_after(REST - rested);
            return None;
        }
        self.flows.get(ctx, key, move |_| work())
    }
}

impl State {
    /// How many draws are done of work that takes long.
    pub(super) fn drawn(&self, ctx: &Context, of: Drawn) -> Option<u64> {
        match of {
            Drawn::Certainty => self.workings.certainty.drawn(ctx),
            Drawn::Measures => self.workings.measures.drawn(ctx),
        }
    }

    pub(super) fn stop_drawing(&self, of: Drawn) {
        match of {
            Drawn::Certainty => self.workings.certainty.stop(),
            Drawn::Measures => self.workings.measures.stop(),
        }
    }

    pub(super) fn draw_again(&mut self, of: Drawn) {
        match of {
            Drawn::Certainty => self.workings.certainty.again(),
            Drawn::Measures => self.workings.measures.again(),
        }
    }

    /// Chance, interval and bounds of the chosen comparison.
    pub(super) fn certainty(&mut self, ctx: &Context) -> Option<Arc<Outcome<Option<Certainty>>>> {
        let (dataset, comparison) = (self.dataset().clone(), self.view.comparison);
        self.workings.certainty.get(ctx, (Same(dataset.clone()), comparison), move |cancel| {
            certainty::certainty(&dataset, comparison, DRAWS, cancel)
        })
    }

    /// The same for the measure that stands beside D.
    pub(super) fn certainty_beside(
        &mut self,
        ctx: &Context,
        measure: &'static Measure,
    ) -> Option<Arc<Outcome<Option<Certainty>>>> {
        let (dataset, comparison) = (self.dataset().clone(), self.view.comparison);
        self.workings.beside.get(ctx, (Same(dataset.clone()), comparison, measure.id), move |cancel| {
            certainty::certainty_of(&dataset, comparison, measure, DRAWS, cancel)
        })
    }

    /// The schools, and the areas of the level on the map, that make the figure.
    pub(super) fn rankings(&mut self, ctx: &Context) -> Option<Arc<Outcome<Rankings>>> {
        let (dataset, comparison) = (self.dataset().clone(), self.view.comparison);
        let (level, gate) = (self.view.choice.level, self.view.gate);
        self.workings.rankings.get(ctx, (Same(dataset.clone()), comparison, level, gate), move |_| {
            Ok(Rankings {
                schools: ranking::schools(&dataset, comparison, gate)?,
                areas: ranking::areas(&dataset, comparison, level, gate)?,
            })
        })
    }

    /// What the best pairs of friendship schools gain, whatever their distance.
    pub(super) fn best_pairs(&mut self, ctx: &Context, comparison: Comparison) -> Option<f64> {
        let dataset = self.dataset().clone();
        let gate = self.view.gate;
        let key = (Same(dataset.clone()), comparison, gate);
        let found = self.workings.best_pairs.get(ctx, key, move |cancel| {
            let town = Town::new(&dataset, comparison).ok()?;
            town.best_told(&town.telling(gate), cancel).ok()
        });
        found.and_then(|sum| *sum)
    }

    /// Every measure, and the splits.
    pub(super) fn measures(&mut self, ctx: &Context) -> Option<Arc<Outcome<Measures>>> {
        let (dataset, comparison) = (self.dataset().clone(), self.view.comparison);
        let (level, beside, gate) = (self.view.choice.level, self.view.measure, self.view.gate);
        let key = (Same(dataset.clone()), comparison, level, beside, gate);
        self.workings.measures.get(ctx, key, move |cancel| {
            let table = agreement::table(&dataset, comparison, level)?;
            Ok(Measures {
                splits: splits::splits(&dataset, comparison)?,
                years: years(&dataset, comparison, (beside, gate), cancel)?,
                change: match table.earlier_year {
                    Some(year) => change_since(&dataset, comparison, year)?,
                    None => None,
                },
                table,
            })
        })
    }
}

/// D, the measure beside it where that is another, and H over all groups, in every counted year.
fn years(
    dataset: &Dataset,
    comparison: Comparison,
    (beside, gate): (&str, Gate),
    cancel: &Cancel,
) -> Outcome<Vec<(&'static Measure, Vec<Moment>)>> {
    let wanted = [(Kind::TwoGroup, "dissimilarity"), (Kind::TwoGroup, beside), (Kind::MultiGroup, "theil_h")];
    let mut found: Vec<(&'static Measure, Vec<Moment>)> = Vec::new();
    for measure in wanted.into_iter().filter_map(|(kind, id)| measure(kind, id)) {
        if found.iter().all(|(m, _)| !std::ptr::eq(*m, measure)) {
            found.push((measure, told_over_time(dataset, comparison, measure, gate, DRAWS, cancel)?));
        }
    }
    Ok(found)
}

fn change_since(dataset: &Dataset, comparison: Comparison, year: Year) -> Outcome<Option<ChangeFigures>> {
    let before = dataset.counts_of(Subject::School, comparison.scheme, Some(year));
    let after = dataset.counts(Subject::School, comparison.scheme, comparison.year);
    let Some((before, after)) = before.zip(after) else { return Ok(None) };
    change((dataset, before), (dataset, after), year.to_string()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Progress as _;

    /// What a worker gives, however long it takes.
    fn outcome(working: &mut Working<u8, Outcome<u8>>, work: fn(&Cancel) -> Outcome<u8>) -> Arc<Outcome<u8>> {
        loop {
            match working.get(&Context::default(), 1, work) {
                Some(found) => return found,
                None => std::thread::yield_now(),
            }
        }
    }

    #[test]
    fn long_work_is_stopped_and_begins_anew() {
        fn endless(cancel: &Cancel) -> Outcome<u8> {
            while !cancel.cancelled() {
                cancel.drawn();
                std::thread::yield_now();
            }
            Err(Notice::info("measure-cancelled"))
        }
        let mut working = Working::default();
        assert!(working.get(&Context::default(), 1, endless).is_none());
        while working.job.as_ref().is_some_and(|job| job.drawn() < 3) {
            std::thread::yield_now();
        }
        working.stop();
        let found = outcome(&mut working, endless);
        assert_eq!(found.as_ref().as_ref().unwrap_err().key, "measure-cancelled");
        // The same outcome stays until somebody asks for the work again.
        assert!(outcome(&mut working, |_| Ok(7)).is_err());
        working.again();
        assert_eq!(*outcome(&mut working, |_| Ok(7)), Ok(7));
    }
}
