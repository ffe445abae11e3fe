//! Base and cache: scenario → outcomes.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::assemble::assemble;
use super::base::Base;
use super::by_model::{Chances, by_model, chances};
use super::conflicts::{Checked, check};
use super::edit::Edit;
use super::estimate;
use super::figures::town;
use super::flows::Flows;
use super::forecast::{self, COHORTS, Population};
use super::outcome::Outcomes;
use super::plan::{Assumptions, Rule, Scenario};
use super::rules::{self, Open};
use super::seats::within_seats;
use super::sites::{self, Catchments, Sites, SitesOfYear};
use super::state::{State, base_catchments, goes_on, leaving, share};
use crate::choice::ChoiceModel;
use crate::data::{Dataset, Year};
use crate::figures::headline::Comparison;
use crate::notice::Notice;

/// Computes scenarios of one town for one comparison of groups. What was computed before is used
/// again as far as it holds: the answer never depends on it. Share it behind an `Arc`.
#[derive(Debug)]
pub struct Engine {
    base: Arc<Base>,
    /// The newest last.
    runs: Mutex<Vec<Arc<Run>>>,
    own_model: OnceLock<ChoiceModel>,
    base_chances: Mutex<Option<(ChoiceModel, f64, Arc<Chances>)>>,
}

/// So many scenarios are remembered: nine proposals, their references, and those of before an edit.
const REMEMBERED: usize = 32;

/// One computed scenario.
#[derive(Debug)]
pub(super) struct Run {
    assumptions: Assumptions,
    edits: Vec<Edit>,
    start: Arc<Sites>,
    pub states: Vec<Arc<State>>,
    outcomes: Arc<Outcomes>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing in here is half done when a thread dies.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Engine {
    /// An engine for a dataset.
    ///
    /// # Errors
    /// As [`Base::new`].
    pub fn new(dataset: Arc<Dataset>, comparison: Comparison) -> Result<Self, Notice> {
        Ok(Self::of(Arc::new(Base::new(dataset, comparison)?)))
    }

    pub fn of(base: Arc<Base>) -> Self {
        Self { base, runs: Mutex::default(), own_model: OnceLock::new(), base_chances: Mutex::default() }
    }

    pub fn base(&self) -> &Arc<Base> {
        &self.base
    }

    /// What a scenario does, year by year.
    pub fn outcomes(&self, scenario: &Scenario) -> Arc<Outcomes> {
        Arc::clone(&self.run(scenario).outcomes)
    }

    /// The same assumptions without any edit: what differences are taken from.
    pub fn reference(&self, scenario: &Scenario) -> Arc<Outcomes> {
        self.outcomes(&scenario.reference())
    }

    /// The model by which pupils choose: that of the assumptions, else the engine's own.
    pub fn model<'a>(&'a self, assumptions: &'a Assumptions) -> &'a ChoiceModel {
        assumptions
            .model
            .as_ref()
            .unwrap_or_else(|| self.own_model.get_or_init(|| estimate::model(&self.base)))
    }

    pub(super) fn run(&self, scenario: &Scenario) -> Arc<Run> {
        let checked = check(&self.base, scenario);
        let reference = (!checked.edits.is_empty()).then(|| self.run(&scenario.reference()));
        let known = self.known(scenario, &checked);
        if let Some((run, years)) = &known
            && *years == run.states.len()
            && run.edits.iter().eq(checked.edits.iter().copied())
            && run.outcomes.name == scenario.name
            && run.outcomes.notices.is_empty()
            && checked.notices.is_empty()
        {
            return Arc::clone(run);
        }
        let run = Arc::new(self.compute(scenario, &checked, known, reference.as_deref()));
        let mut runs = locked(&self.runs);
        runs.retain(|old| {
            old.outcomes.name != run.outcomes.name
                || old.assumptions != run.assumptions
                || old.edits != run.edits
        });
        let surplus = (runs.len() + 1).saturating_sub(REMEMBERED);
        runs.drain(..surplus);
        runs.push(Arc::clone(&run));
        run
    }

    /// The remembered run that shares most years with a scenario, and how many it shares.
    fn known(&self, scenario: &Scenario, checked: &Checked) -> Option<(Arc<Run>, usize)> {
        let runs = locked(&self.runs);
        let shared = |run: &Arc<Run>| {
            if run.assumptions != scenario.assumptions {
                return None;
            }
            let first = first_difference(&run.edits, &checked.edits);
            let years = run.states.iter().take_while(|s| first.is_none_or(|first| s.year < first)).count();
            Some((Arc::clone(run), years))
        };
        runs.iter().rev().filter_map(shared).max_by_key(|(_, years)| *years)
    }

    fn compute(
        &self,
        scenario: &Scenario,
        checked: &Checked,
        known: Option<(Arc<Run>, usize)>,
        reference: Option<&Run>,
    ) -> Run {
        let assumptions = &scenario.assumptions;
        let base = &self.base;
        let start = match &known {
            Some((run, _)) => Arc::clone(&run.start),
            None => sites::base_sites(base, assumptions),
        };
        let mut states: Vec<Arc<State>> =
            known.map(|(run, years)| run.states.iter().take(years).cloned().collect()).unwrap_or_default();
        let timeline = sites::timeline(base, assumptions, &start, &checked.edits);
        let populations = forecast::timeline(base, assumptions, &checked.edits);
        let first = State::first(base, &start, timeline.first());
        let mut before: Arc<State> = states.last().cloned().unwrap_or_else(|| Arc::new(first));
        for (of_year, population) in timeline.iter().zip(&populations).skip(states.len()) {
            let mut of_year = of_year.clone();
            // The year before may come from another run: share what is equal.
            share(&mut of_year.sites, &before.of_year.sites);
            share(&mut of_year.catchments, &before.of_year.catchments);
            let mut population = Arc::clone(population);
            share(&mut population, &before.population);
            before = Arc::new(self.step(assumptions, &start, &before, of_year, population));
            states.push(Arc::clone(&before));
        }
        self.figures(assumptions, &states);
        let outcomes =
            assemble(base, scenario, checked, &timeline, &states, reference.map(|r| r.states.as_slice()));
        Run {
            assumptions: assumptions.clone(),
            edits: checked.edits.iter().copied().cloned().collect(),
            start,
            states,
            outcomes: Arc::new(outcomes),
        }
    }

    /// One year from the year before.
    fn step(
        &self,
        assumptions: &Assumptions,
        start: &Arc<Sites>,
        before: &State,
        of_year: SitesOfYear,
        population: Arc<Population>,
    ) -> State {
        let base = self.base.as_ref();
        let same_sites = Arc::ptr_eq(&of_year.sites, &before.of_year.sites);
        let same_population = Arc::ptr_eq(&population, &before.population);
        let open = if same_sites { Arc::clone(&before.open) } else { Arc::new(Open::of(&of_year.sites)) };
        let root = if of_year.merges.is_empty() {
            Arc::clone(&before.root)
        } else {
            Arc::new(before.root.iter().map(|at| goes_on(*at, &of_year.merges)).collect())
        };
        let habit = rules::habit(base, &before.habit, &of_year, &open, &population, same_population);
        let gone = of_year.closes.iter().chain(of_year.merges.iter().map(|(from, _)| from));
        let gone: Vec<usize> = gone.copied().collect();
        let must_change = leaving(&before.flows, &gone);
        let mut state = State {
            year: of_year.year,
            of_year,
            population,
            flows: Arc::clone(&habit),
            habit,
            cohorts: Vec::new(),
            root,
            open,
            chances: None,
            must_change,
            refused: None,
            town: OnceLock::new(),
        };
        let goal = match assumptions.rule {
            Rule::IntakeOnly => {
                let newest = self.goal(assumptions, assumptions.intake, true, start, before, &mut state);
                let mut cohorts = vec![newest];
                // A merger or closing moves the cohorts that are at school; they keep their numbers.
                cohorts.extend(before.cohorts.iter().take(COHORTS - 1).map(|cohort| {
                    if Arc::ptr_eq(cohort, &before.habit) {
                        return Arc::clone(&state.habit);
                    }
                    rules::habit(
                        base,
                        cohort,
                        &state.of_year,
                        &state.open,
                        &state.population,
                        same_population,
                    )
                }));
                let mean = rules::mean(&cohorts);
                state.cohorts = cohorts;
                mean.unwrap_or_else(|| Arc::clone(&state.habit))
            }
            rule => self.goal(assumptions, rule, false, start, before, &mut state),
        };
        state.flows = if assumptions.places_limited {
            let keeps = !matches!(assumptions.rule, Rule::Nearest | Rule::Catchment);
            within_seats(base, &goal, &before.flows, &state.of_year.sites, &state.open, keeps)
        } else {
            goal
        };
        if *state.flows == *before.flows {
            state.flows = Arc::clone(&before.flows);
        }
        // Nothing that figures rest on has changed: they are those of the year before.
        if same_sites
            && same_population
            && Arc::ptr_eq(&state.flows, &before.flows)
            && let Some(town) = before.town.get()
        {
            let _ = state.town.set(Arc::clone(town));
        }
        state
    }

    /// Where everyone would go if there were room.
    fn goal(
        &self,
        assumptions: &Assumptions,
        rule: Rule,
        intake: bool,
        start: &Arc<Sites>,
        before: &State,
        state: &mut State,
    ) -> Arc<Flows> {
        let base = self.base.as_ref();
        let (habit, open) = (&state.habit, &state.open);
        let (sites, catchments) = (&state.of_year.sites, &state.of_year.catchments);
        match rule {
            Rule::Stay | Rule::IntakeOnly => Arc::clone(habit),
            Rule::Nearest if intake => {
                let (from, to) =
                    (rules::nearest_targets(base, &Open::of(start)), rules::nearest_targets(base, open));
                rules::follow(base, habit, &from, &to)
            }
            Rule::Nearest => rules::nearest(base, habit, &state.population, open),
            Rule::Catchment => {
                let to = rules::catchment_targets(base, sites, catchments, open);
                if !intake {
                    return rules::catchment(base, habit, &state.population, &to);
                }
                let given: Catchments = base_catchments(base);
                let from = rules::catchment_targets(base, start, &given, &Open::of(start));
                rules::follow(base, habit, &from, &to)
            }
            Rule::ChoiceModel => match self.chances(assumptions, start, before, sites) {
                Ok((p0, p1)) => {
                    let goal = if Arc::ptr_eq(&p0, &p1) {
                        Arc::clone(habit)
                    } else {
                        by_model(base, habit, &state.population, &state.root, sites, (&p0, &p1), open)
                    };
                    state.chances = Some(p1);
                    goal
                }
                Err(notice) => {
                    let goal = Arc::clone(habit);
                    state.refused = Some(notice);
                    goal
                }
            },
        }
    }

    /// Chances by the model for the base and for a year, by the pupils of the year before.
    fn chances(
        &self,
        assumptions: &Assumptions,
        start: &Arc<Sites>,
        before: &State,
        sites: &Arc<Sites>,
    ) -> Result<(Arc<Chances>, Arc<Chances>), Notice> {
        let model = self.model(assumptions);
        let p0 = {
            let mut known = locked(&self.base_chances);
            match known.as_ref() {
                Some((m, detour, chances)) if m == model && *detour == assumptions.detour => {
                    Arc::clone(chances)
                }
                _ => {
                    let made =
                        Arc::new(chances(&self.base, model, start, &self.base.pupils, assumptions.detour)?);
                    *known = Some((model.clone(), assumptions.detour, Arc::clone(&made)));
                    made
                }
            }
        };
        if Arc::ptr_eq(sites, start) && Arc::ptr_eq(&before.flows, &self.base.flows) {
            return Ok((Arc::clone(&p0), p0));
        }
        let pupils = before.flows.by_site(sites.len());
        let p1 = Arc::new(chances(&self.base, model, sites, &pupils, assumptions.detour)?);
        Ok((p0, p1))
    }

    /// Computes the figures of the years that have none yet.
    fn figures(&self, assumptions: &Assumptions, states: &[Arc<State>]) {
        let base = self.base.as_ref();
        // Years that share everything share their figures: only the first of them is computed.
        let same = |a: &State, b: &State| {
            Arc::ptr_eq(&a.flows, &b.flows)
                && Arc::ptr_eq(&a.of_year.sites, &b.of_year.sites)
                && Arc::ptr_eq(&a.population, &b.population)
        };
        let fresh: Vec<&State> = states
            .iter()
            .enumerate()
            .filter(|(at, state)| {
                let before = at.checked_sub(1).and_then(|b| states.get(b));
                state.town.get().is_none() && !before.is_some_and(|before| same(before, state))
            })
            .map(|(_, state)| state.as_ref())
            .collect();
        let compute = |state: &&State| {
            let figures =
                town(base, assumptions, &state.of_year.sites, &state.flows, &state.population, &state.open);
            let _ = state.town.set(Arc::new(figures));
        };
        if fresh.len() > 1 {
            fresh.par_iter().for_each(compute);
        } else {
            fresh.iter().for_each(compute);
        }
        for pair in states.windows(2) {
            if let [before, state] = pair
                && state.town.get().is_none()
                && let Some(figures) = before.town.get()
            {
                let _ = state.town.set(Arc::clone(figures));
            }
        }
    }
}

/// The first year in which two lists of edits differ; `None` when they do the same.
fn first_difference(a: &[Edit], b: &[&Edit]) -> Option<Year> {
    let only_a = a.iter().filter(|edit| !b.contains(edit));
    let only_b = b.iter().copied().filter(|edit| !a.contains(edit));
    only_a.chain(only_b).map(Edit::first_year).min()
}
