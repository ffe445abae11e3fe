//! Base and cache: scenario → outcomes.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::base::Base;
use super::conflicts::{Checked, check};
use super::edit::Edit;
use super::estimate;
use super::figures::{Town, town};
use super::flows::Flows;
use super::forecast::{self, COHORTS, Population};
use super::outcome::{ClosingOutcome, MoneyOutcome, Outcomes, SchoolOutcome, YearOutcome};
use super::plan::{Assumptions, Rule, Scenario};
use super::rules::{self, Chances, Open};
use super::sites::{self, Catchments, Sites, SitesOfYear};
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

/// A year of a scenario.
#[derive(Debug)]
pub(super) struct State {
    pub year: Year,
    pub of_year: SitesOfYear,
    pub population: Arc<Population>,
    pub flows: Arc<Flows>,
    habit: Arc<Flows>,
    cohorts: Vec<Arc<Flows>>,
    /// The site in which every site of the base goes on.
    root: Arc<Vec<usize>>,
    open: Arc<Open>,
    chances: Option<Arc<Chances>>,
    must_change: f64,
    /// Where the model could not be used.
    refused: Option<Notice>,
    town: OnceLock<Arc<Town>>,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Open")
    }
}

impl std::fmt::Debug for Chances {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chances")
    }
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
        let outcomes = self.assemble(scenario, checked, &timeline, &states, reference);
        Run {
            assumptions: assumptions.clone(),
            edits: checked.edits.iter().map(|e| Edit::clone(e)).collect(),
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
            rules::within_seats(base, &goal, &before.flows, &state.of_year.sites, &state.open, keeps)
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
                        rules::by_model(base, habit, &state.population, &state.root, sites, (&p0, &p1), open)
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
                    let made = Arc::new(rules::chances(
                        &self.base,
                        model,
                        start,
                        &self.base.pupils,
                        assumptions.detour,
                    )?);
                    *known = Some((model.clone(), assumptions.detour, Arc::clone(&made)));
                    made
                }
            }
        };
        if Arc::ptr_eq(sites, start) && Arc::ptr_eq(&before.flows, &self.base.flows) {
            return Ok((Arc::clone(&p0), p0));
        }
        let pupils = before.flows.by_site(sites.len());
        let p1 = Arc::new(rules::chances(&self.base, model, sites, &pupils, assumptions.detour)?);
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

    fn assemble(
        &self,
        scenario: &Scenario,
        checked: &Checked,
        timeline: &[SitesOfYear],
        states: &[Arc<State>],
        reference: Option<&Run>,
    ) -> Outcomes {
        let assumptions = &scenario.assumptions;
        let base = self.base.as_ref();
        let mut notices = base.notices.clone();
        notices.extend(checked.notices.clone());
        let mut refused: Option<&Notice> = None;
        let mut money = MoneyOutcome::default();
        let mut budget = 0.0;
        let mut under: Vec<(String, u32)> = Vec::new();
        let mut years: Vec<Arc<YearOutcome>> = Vec::new();
        let mut moved: Option<(&Arc<Flows>, &Arc<Flows>, f64)> = None;
        for (at, (state, of_year)) in states.iter().zip(timeline).enumerate() {
            refused = refused.or(state.refused.as_ref());
            let Some(town) = state.town.get() else { continue };
            money.investment = of_year.investment;
            money.running += of_year.investment;
            money.unknown += of_year.cost_unknown;
            if let Some(yearly) = &assumptions.budget {
                budget += yearly.yearly;
                money.budget = Some(budget);
                money.left = Some(budget - money.running);
            }
            let other = reference.and_then(|r| r.states.get(at));
            let at_other_school = other.map_or(0.0, |other| match moved {
                Some((a, b, n)) if Arc::ptr_eq(a, &state.flows) && Arc::ptr_eq(b, &other.flows) => n,
                _ => elsewhere(base, &state.flows, &other.flows),
            });
            moved = other.map(|other| (&state.flows, &other.flows, at_other_school));
            let (schools, closing) = closing(assumptions, town, &mut under);
            years.push(Arc::new(YearOutcome {
                year: state.year,
                schools,
                pupils: town.pupils.clone(),
                unplaced: town.unplaced.clone(),
                segregation: town.segregation,
                distance: town.distance,
                distance_by_group: town.distance_by_group.clone(),
                space: town.space,
                money,
                must_change: state.must_change,
                at_other_school,
                closing,
                energy: town.energy,
            }));
        }
        if let Some(notice) = refused {
            notices.push(notice.clone());
        }
        let unplaced = years.iter().find(|y| y.unplaced.iter().sum::<f64>() > 1e-6);
        if let Some(year) = unplaced {
            let pupils = format!("{:.1}", year.unplaced.iter().sum::<f64>());
            notices.push(Notice::warning("scenario-unplaced").arg("year", year.year).arg("pupils", pupils));
        }
        Outcomes {
            name: scenario.name.clone(),
            rule: assumptions.rule,
            groups: base.groups.clone(),
            group: base.comparison.group,
            other: base.other(),
            years,
            notices,
            left_out: checked.left_out.clone(),
        }
    }
}

impl State {
    /// The base, as the year before the first.
    fn first(base: &Base, start: &Arc<Sites>, first: Option<&SitesOfYear>) -> Self {
        let year = first.map_or(Year(0), |y| Year(y.year.0 - 1));
        let population = Population { home: base.homes.pupils.clone(), origin: base.flows.by_origin() };
        Self {
            year,
            of_year: SitesOfYear {
                year,
                sites: Arc::clone(start),
                catchments: Arc::new(base_catchments(base)),
                closes: Vec::new(),
                merges: Vec::new(),
                investment: 0.0,
                cost_unknown: 0,
            },
            population: Arc::new(population),
            flows: Arc::clone(&base.flows),
            habit: Arc::clone(&base.flows),
            cohorts: vec![Arc::clone(&base.flows); COHORTS],
            root: Arc::new((0..base.sites.len()).collect()),
            open: Arc::new(Open::of(start)),
            chances: None,
            must_change: 0.0,
            refused: None,
            town: OnceLock::new(),
        }
    }
}

/// Makes two equal values one.
fn share<T: PartialEq>(new: &mut Arc<T>, old: &Arc<T>) {
    if !Arc::ptr_eq(new, old) && **new == **old {
        *new = Arc::clone(old);
    }
}

fn base_catchments(base: &Base) -> Catchments {
    let of = |c: &crate::data::Catchment| {
        let site = base.sites.iter().position(|s| s.base == Some(c.school))?;
        Some((site, Arc::new(c.shape.clone())))
    };
    base.dataset.catchments().iter().filter_map(of).collect()
}

/// The site in which a site goes on after mergers.
fn goes_on(site: usize, merges: &[(usize, usize)]) -> usize {
    let mut at = site;
    // A chain within one year is no longer than the list.
    for _ in 0..merges.len() {
        match merges.iter().find(|(from, _)| *from == at) {
            Some((_, into)) => at = *into,
            None => break,
        }
    }
    at
}

/// Pupils at sites that close or merge.
fn leaving(flows: &Flows, gone: &[usize]) -> f64 {
    if gone.is_empty() {
        return 0.0;
    }
    let at = |site: &usize| flows.rows.iter().flat_map(move |r| r.at(*site, flows.groups)).sum::<f64>();
    gone.iter().map(at).sum()
}

/// Pupils of the town without the edits who go to another school with them. Pupils who come or leave by
/// the edits are no movers.
fn elsewhere(base: &Base, with: &Arc<Flows>, without: &Arc<Flows>) -> f64 {
    if Arc::ptr_eq(with, without) {
        return 0.0;
    }
    let width = base.width();
    let mut moved = 0.0;
    let mut kept = vec![1.0; width];
    for (with, without) in with.rows.iter().zip(&without.rows) {
        if Arc::ptr_eq(with, without) {
            continue;
        }
        for (group, kept) in kept.iter_mut().enumerate() {
            let (now, then) = (with.total(group, width), without.total(group, width));
            *kept = if now < then && then > 0.0 { now / then } else { 1.0 };
        }
        for (site, pupils) in without.iter(width) {
            let now = with.at(site, width);
            for (group, (n, kept)) in pupils.iter().zip(&kept).enumerate() {
                moved += (n * kept - now.get(group).copied().unwrap_or(0.0)).max(0.0);
            }
        }
    }
    moved
}

/// Schools under the threshold, with the years in a row.
fn closing(
    assumptions: &Assumptions,
    town: &Town,
    under: &mut Vec<(String, u32)>,
) -> (Arc<Vec<SchoolOutcome>>, ClosingOutcome) {
    let mut out = ClosingOutcome {
        public_share: town.public_share,
        areas_without_public: town.areas_without_public.clone(),
        ..ClosingOutcome::default()
    };
    let Some(threshold) = assumptions.closing.threshold else { return (Arc::clone(&town.schools), out) };
    let mut schools = Vec::with_capacity(town.schools.len());
    let before: std::collections::HashMap<String, u32> = under.drain(..).collect();
    let mut count = 0;
    for school in town.schools.iter() {
        let years = if school.total < threshold {
            count += 1;
            before.get(&school.site.code).copied().unwrap_or(0) + 1
        } else {
            0
        };
        if years > 0 {
            under.push((school.site.code.clone(), years));
        }
        if years > 0 && years >= assumptions.closing.years {
            out.ending.push(school.site.code.clone());
        }
        schools.push(SchoolOutcome { years_under: Some(years), ..school.clone() });
    }
    out.under = Some(count);
    (Arc::new(schools), out)
}

/// The first year in which two lists of edits differ; `None` when they do the same.
fn first_difference(a: &[Edit], b: &[&Edit]) -> Option<Year> {
    let only_a = a.iter().filter(|edit| !b.contains(edit));
    let only_b = b.iter().copied().filter(|edit| !a.contains(edit));
    only_a.chain(only_b).map(Edit::first_year).min()
}
