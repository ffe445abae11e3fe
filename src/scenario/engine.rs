//! Base and cache: scenario → outcomes.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::assemble::assemble;
use super::base::Base;
use super::by_model::{Chances, Twin, by_model};
use super::conflicts::{Checked, check};
use super::edit::Edit;
use super::estimate;
use super::figures::town;
use super::flows::Flows;
use super::forecast::{self, Population};
use super::open::Open;
use super::options::{self, Options};
use super::outcome::Outcomes;
use super::plan::{Assumptions, Rule, Scenario, Travel};
use super::rules;
use super::settle;
use super::sites::{self, Catchments, Sites, SitesOfYear};
use super::state::{State, base_catchments, goes_on, leaving, share, share_sites};
use super::ways::AllWays;
use crate::choice::ChoiceModel;
use crate::data::{Dataset, Mode, Year};
use crate::figures::headline::Comparison;
use crate::notice::Notice;
use crate::privacy::Gate;
use crate::progress::Progress;

/// Computes scenarios of one town for one comparison of groups. What was computed before is used
/// again as far as it holds: the answer never depends on it. Share it behind an `Arc`.
#[derive(Debug)]
pub struct Engine {
    base: Arc<Base>,
    /// The newest last.
    runs: Mutex<Vec<Arc<Run>>>,
    /// By straight lines, on foot and by bicycle: a kilometre is another in each.
    own_model: [OnceLock<ChoiceModel>; 3],
    own_open: Mutex<Option<Known<Arc<Open>>>>,
    own_chances: Mutex<Option<OwnChances>>,
    ways: AllWays,
}

/// What holds for the sites of the base under a rule of distance.
type Known<T> = (Travel, f64, T);

/// Chances by a model, from so many nearest schools.
type OwnChances = (ChoiceModel, Option<u32>, Known<Arc<Chances>>);

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

    /// An engine whose notices tell what the gate lets through.
    ///
    /// # Errors
    /// As [`Base::new`].
    pub fn gated(dataset: Arc<Dataset>, comparison: Comparison, gate: Gate) -> Result<Self, Notice> {
        Ok(Self::of(Arc::new(Base { gate, ..Base::new(dataset, comparison)? })))
    }

    pub fn of(base: Arc<Base>) -> Self {
        Self {
            base,
            runs: Mutex::default(),
            own_model: Default::default(),
            own_open: Mutex::default(),
            own_chances: Mutex::default(),
            ways: AllWays::default(),
        }
    }

    pub fn base(&self) -> &Arc<Base> {
        &self.base
    }

    /// Whether nothing has to be made first to compute scenarios by this way of travelling. A graph of
    /// the streets and its routes take seconds in a large town: see [`Engine::prepare`].
    pub fn is_ready(&self, travel: Travel) -> bool {
        match travel {
            Travel::StraightLine => true,
            Travel::Route(mode) => self.base.dataset.streets().is_none() || self.ways.has(mode),
        }
    }

    /// Makes ready what scenarios by this way of travelling need: for a worker.
    ///
    /// # Errors
    /// A run that was cancelled.
    pub fn prepare(&self, travel: Travel, progress: &dyn Progress) -> Result<(), Notice> {
        if let Travel::Route(mode) = travel {
            self.ways.make(&self.base, mode, progress)?;
        }
        Ok(())
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
        assumptions.model.as_ref().unwrap_or_else(|| {
            let by = match assumptions.travel {
                Travel::StraightLine => &self.own_model[0],
                Travel::Route(Mode::Walking) => &self.own_model[1],
                Travel::Route(Mode::Cycling) => &self.own_model[2],
            };
            by.get_or_init(|| estimate::model(&self.base, &self.ways.of(&self.base, assumptions)))
        })
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
        // Of several the newest: what is dragged was a little aside a moment ago.
        runs.iter().filter_map(shared).max_by_key(|(_, years)| *years)
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
        let twins = known.as_ref().map(|(run, _)| Arc::clone(run));
        let twin = |at: usize, year: Year| {
            let found = twins.as_ref()?.states.get(at)?;
            (found.year == year).then(|| Arc::clone(found))
        };
        let mut states: Vec<Arc<State>> =
            known.map(|(run, years)| run.states.iter().take(years).cloned().collect()).unwrap_or_default();
        let timeline = sites::timeline(base, assumptions, &start, &checked.edits);
        let populations = forecast::timeline(base, assumptions, &checked.edits);
        let first = State::first(base, &start, self.own_open(assumptions, &start), timeline.first());
        let mut before: Arc<State> = states.last().cloned().unwrap_or_else(|| Arc::new(first));
        for (of_year, population) in timeline.iter().zip(&populations).skip(states.len()) {
            let mut of_year = of_year.clone();
            // The year before may come from another run: share what is equal.
            share_sites(&mut of_year.sites, &before.of_year.sites);
            share(&mut of_year.catchments, &before.of_year.catchments);
            let mut population = Arc::clone(population);
            share(&mut population, &before.population);
            let twin = twin(states.len(), of_year.year);
            before = Arc::new(self.step(assumptions, &start, &before, (of_year, population), twin));
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
        (of_year, population): (SitesOfYear, Arc<Population>),
        twin: Option<Arc<State>>,
    ) -> State {
        let base = self.base.as_ref();
        let same_sites = Arc::ptr_eq(&of_year.sites, &before.of_year.sites);
        let same_population = Arc::ptr_eq(&population, &before.population);
        let open = if same_sites {
            Arc::clone(&before.open)
        } else {
            Arc::new(before.open.after(base, &of_year.sites))
        };
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
            options: None,
            chances: None,
            goal: None,
            twin,
            unsettled: None,
            must_change,
            refused: None,
            town: OnceLock::new(),
            sums: OnceLock::new(),
        };
        settle::settle(self, assumptions, start, before, &mut state, same_population);
        // A year does not hold on to all that was ever dragged.
        state.twin = None;
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

    /// The sites of the base as they lie.
    fn own_open(&self, assumptions: &Assumptions, start: &Arc<Sites>) -> Arc<Open> {
        let mut known = locked(&self.own_open);
        match known.as_ref() {
            Some((travel, detour, open))
                if *travel == assumptions.travel && *detour == assumptions.detour =>
            {
                Arc::clone(open)
            }
            _ => {
                let ways = self.ways.of(&self.base, assumptions);
                let open = Arc::new(Open::of(&self.base, start, ways));
                *known = Some((assumptions.travel, assumptions.detour, Arc::clone(&open)));
                open
            }
        }
    }

    /// Where everyone would go if there were room and schools had these pupils (row-major by site).
    pub(super) fn goal(
        &self,
        assumptions: &Assumptions,
        (rule, intake): (Rule, bool),
        start: &Arc<Sites>,
        before: &State,
        state: &mut State,
        pupils: &[f64],
    ) -> Arc<Flows> {
        let base = self.base.as_ref();
        let (habit, open) = (&state.habit, &state.open);
        let (sites, catchments) = (&state.of_year.sites, &state.of_year.catchments);
        match rule {
            Rule::Stay | Rule::IntakeOnly => Arc::clone(habit),
            Rule::Nearest if intake => {
                let from = rules::nearest_targets(base, &self.own_open(assumptions, start));
                rules::follow(base, habit, &from, &rules::nearest_targets(base, open))
            }
            Rule::Nearest => rules::nearest(base, habit, &state.population, open),
            Rule::Catchment => {
                let to = rules::catchment_targets(base, sites, catchments, open);
                if !intake {
                    return rules::catchment(base, habit, &state.population, &to);
                }
                let given: Catchments = base_catchments(base);
                let own = self.own_open(assumptions, start);
                let from = rules::catchment_targets(base, start, &given, &own);
                rules::follow(base, habit, &from, &to)
            }
            Rule::ChoiceModel => match self.chances(assumptions, start, before, state, pupils) {
                Ok((p0, p1)) => {
                    let habit = &state.habit;
                    let goal = (!Arc::ptr_eq(&p0, &p1)).then(|| {
                        let twin = state.twin.as_ref().and_then(|twin| {
                            Some(Twin {
                                goal: twin.goal.as_ref()?,
                                chances: twin.chances.as_ref()?,
                                population: &twin.population,
                                root: &twin.root,
                                open: &twin.open,
                            })
                        });
                        let (population, root) = (&state.population, &state.root);
                        by_model(base, habit, population, root, (&p0, &p1), &state.open, twin)
                    });
                    state.chances = Some(p1);
                    state.goal = goal.clone();
                    goal.unwrap_or_else(|| Arc::clone(&state.habit))
                }
                Err(notice) => {
                    let goal = Arc::clone(&state.habit);
                    state.refused = Some(notice);
                    goal
                }
            },
        }
    }

    /// Chances by the model for the base and for a year, by the pupils that its schools have.
    fn chances(
        &self,
        assumptions: &Assumptions,
        start: &Arc<Sites>,
        before: &State,
        state: &mut State,
        pupils: &[f64],
    ) -> Result<(Arc<Chances>, Arc<Chances>), Notice> {
        let base = self.base.as_ref();
        let model = self.model(assumptions);
        let p0 = self.own_chances(assumptions, start)?;
        let sites = &state.of_year.sites;
        if Arc::ptr_eq(sites, start) && pupils == base.pupils.as_slice() {
            return Ok((Arc::clone(&p0), p0));
        }
        let options = match &state.options {
            Some(options) => Arc::clone(options),
            None => {
                let same_sites = Arc::ptr_eq(sites, &before.of_year.sites);
                let same_root = Arc::ptr_eq(&state.root, &before.root) || state.root == before.root;
                let nearest = options::nearest(base, sites, assumptions.choice_set);
                match &before.options {
                    Some(options) if same_sites && same_root => Arc::clone(options),
                    Some(options) => {
                        let both = (before.of_year.sites.as_ref(), sites.as_ref());
                        let (open, root) = (&state.open, &state.root);
                        Arc::new(options.after(base, model, both, open, root, nearest)?)
                    }
                    // From those of the base, of which the sites before any edit are.
                    None => {
                        let (open, root) = (&state.open, &state.root);
                        let both = (start.as_ref(), sites.as_ref());
                        Arc::new(p0.options().after(base, model, both, open, root, nearest)?)
                    }
                }
            }
        };
        state.options = Some(Arc::clone(&options));
        let p1 = Arc::new(Chances::of(base, options, sites, pupils));
        Ok((p0, p1))
    }

    /// Chances by the model for the base.
    fn own_chances(&self, assumptions: &Assumptions, start: &Arc<Sites>) -> Result<Arc<Chances>, Notice> {
        let base = self.base.as_ref();
        let model = self.model(assumptions);
        let open = self.own_open(assumptions, start);
        let nearest = options::nearest(base, start, assumptions.choice_set);
        let mut known = locked(&self.own_chances);
        match known.as_ref() {
            Some((of, few, (travel, detour, chances)))
                if of == model
                    && *few == nearest
                    && *travel == assumptions.travel
                    && *detour == assumptions.detour =>
            {
                Ok(Arc::clone(chances))
            }
            _ => {
                let root: Vec<usize> = (0..base.sites.len()).collect();
                let options = Arc::new(Options::of(base, model, start, &open, &root, nearest)?);
                let made = Arc::new(Chances::of(base, options, start, &base.pupils));
                let by = (assumptions.travel, assumptions.detour, Arc::clone(&made));
                *known = Some((model.clone(), nearest, by));
                Ok(made)
            }
        }
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
            let figures = town(base, assumptions, state);
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
