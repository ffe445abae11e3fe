//! What the window of home and choice has workers compute.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::state::State;
use crate::app::workings::{Same, Working};
use crate::choice::accessibility::{Access, RADII, Sort};
use crate::data::{AreaId, Basis, Level, Subject};
use crate::figures::access::{mode_code, town_access, usual_mode};
use crate::figures::choice_terms::ChoiceTerm;
use crate::figures::chosen::{Chosen, chosen_by};
use crate::figures::headline::{Comparison, NoSplit, homes_of};
use crate::figures::home_choice::{ByRule, Ground, Parts, WijkParts};
use crate::figures::mirror::{Reference, TownMirror, town_mirror};
use crate::measure::mirror::{FixedRule, Limits};
use crate::notice::Notice;
use crate::privacy::{Gate, Shown, ShownCounts};

type Outcome<T> = Result<T, Notice>;

/// One rule with what follows from it.
#[derive(Debug)]
pub struct RuleParts {
    pub rule: ByRule,
    pub measures: Vec<Parts>,
    /// The wijken, and whether their parts may be told.
    pub wijken: Vec<(WijkParts, bool)>,
}

/// Home and choice by every rule.
#[derive(Debug)]
pub struct Split {
    pub rules: Vec<RuleParts>,
    pub basis: Basis,
    /// Whether the town has streets to go over.
    pub streets: bool,
    /// Why there are no routes although there are streets.
    pub no_routes: Option<Notice>,
}

/// Schools near the children of one area: by radius, what may be told.
#[derive(Debug)]
pub struct AreaReach {
    pub area: AreaId,
    pub reach: Vec<Option<Access>>,
}

/// Schools of one sort near the children of a town.
#[derive(Debug)]
pub struct SortReach {
    /// `None`: of any sort.
    pub name: Option<String>,
    /// What there is by radius: for everyone, then for each group.
    pub groups: Vec<Vec<Option<Access>>>,
}

/// Schools near the children of a town.
#[derive(Debug)]
pub struct NearBy {
    /// Metres.
    pub radii: Vec<f64>,
    pub sorts: Vec<SortReach>,
    pub wijken: Vec<AreaReach>,
    /// Wijken with too few pupils to tell of.
    pub withheld: usize,
    pub basis: Basis,
    /// Counts by home that are not exactly known, taken at the middle of their range.
    pub hidden: usize,
    /// What a distance means: `walking`, `cycling` or `straight`.
    pub mode: &'static str,
}

/// `None` without counts; else the split, or why there is none.
type FoundSplit = Outcome<Option<Result<Split, NoSplit>>>;
type MirrorKey = (Same, Comparison, Reference);

/// The workings of the window.
#[derive(Debug, Default)]
pub struct HomeWorkings {
    split: Working<(Same, Comparison, Gate), FoundSplit>,
    chosen: Working<(Same, Comparison, Vec<ChoiceTerm>), Outcome<Option<Chosen>>>,
    near_by: Working<(Same, Comparison, Sort, Gate), Option<NearBy>>,
    mirror: Working<MirrorKey, Outcome<Option<TownMirror>>>,
}

impl State {
    pub(super) fn home_split(&mut self, ctx: &Context) -> Option<Arc<FoundSplit>> {
        let (dataset, comparison, gate) = (self.dataset().clone(), self.view.comparison, self.view.gate);
        let key = (Same(dataset.clone()), comparison, gate);
        self.workings.home.split.get(ctx, key, move |cancel| {
            let ground = match Ground::of(&dataset, comparison)? {
                None => return Ok(None),
                Some(Err(why)) => return Ok(Some(Err(why))),
                Some(Ok(ground)) => ground,
            };
            let streets = dataset.streets().is_some();
            let (routes, no_routes) = match ground.routes(&dataset, cancel) {
                Ok(routes) => (routes, None),
                Err(notice) => (Vec::new(), Some(notice)),
            };
            let mut rules = Vec::new();
            for rule in ground.by_rules(&dataset, &routes)? {
                let wijken = ground.by_wijk(&dataset, &rule);
                let told = ground.may_be_told(&dataset, &rule, &wijken, gate);
                rules.push(RuleParts {
                    measures: ground.by_measure(&rule),
                    wijken: wijken.into_iter().zip(told).collect(),
                    rule,
                });
            }
            Ok(Some(Ok(Split { rules, basis: ground.basis, streets, no_routes })))
        })
    }

    pub(super) fn home_chosen(&mut self, ctx: &Context) -> Option<Arc<Outcome<Option<Chosen>>>> {
        let (dataset, comparison) = (self.dataset().clone(), self.view.comparison);
        let terms = self.view.terms.clone();
        let key = (Same(dataset.clone()), comparison, terms.clone());
        self.workings.home.chosen.get(ctx, key, move |cancel| {
            chosen_by(&dataset, comparison, usual_mode(&dataset), &terms, cancel)
        })
    }

    pub(super) fn home_near_by(&mut self, ctx: &Context) -> Option<Arc<Option<NearBy>>> {
        let (dataset, comparison, gate) = (self.dataset().clone(), self.view.comparison, self.view.gate);
        let sort = self.view.home.sort;
        let key = (Same(dataset.clone()), comparison, sort, gate);
        self.workings.home.near_by.get(ctx, key, move |cancel| {
            let mode = usual_mode(&dataset);
            let found = town_access(&dataset, comparison, sort, &RADII, mode, cancel)?;
            let groups = dataset.schemes().get(comparison.scheme).map_or(0, |s| s.groups.len());
            let radii = || 0..found.reach.radii.len();
            let sorts = found.reach.sorts.iter().enumerate().map(|(at, name)| {
                let of = |group| radii().map(|radius| found.in_town(group, at, radius)).collect();
                let groups = std::iter::once(None).chain((0..groups).map(Some)).map(of).collect();
                SortReach { name: name.clone(), groups }
            });
            let sorts = sorts.collect();
            let table = dataset.counts(Subject::School, comparison.scheme, comparison.year)?;
            let shown = ShownCounts::of(&dataset, homes_of(&dataset, table).0?, gate);
            let (mut wijken, mut withheld) = (Vec::new(), 0);
            for (area, _) in dataset.areas_of(Level::Wijk) {
                let reach: Vec<Option<Access>> =
                    radii().map(|radius| found.in_area(&dataset, area, None, 0, radius)).collect();
                if reach.iter().all(Option::is_none) {
                    continue;
                }
                // So few children that a share of them would tell who has what.
                let total = shown.composition(comparison.scheme, area.0).map(|c| c.total);
                if matches!(total, Some(Shown::Value(_))) {
                    wijken.push(AreaReach { area, reach });
                } else {
                    withheld += 1;
                }
            }
            Some(NearBy {
                radii: found.reach.radii.clone(),
                sorts,
                wijken,
                withheld,
                basis: found.basis,
                hidden: found.homes.hidden,
                mode: mode_code(found.metric),
            })
        })
    }

    /// The mirror that is chosen in the window, on the map or not.
    pub(super) fn home_mirror(&mut self, ctx: &Context) -> Option<Arc<Outcome<Option<TownMirror>>>> {
        let (dataset, mut comparison) = (self.dataset().clone(), self.view.comparison);
        if !Arc::ptr_eq(&dataset, self.present()) {
            // A town of a proposal has the counts of its own year only.
            comparison.year = None;
        }
        let reference = self.view.home.mirror.reference;
        let key = (Same(dataset.clone()), comparison, reference);
        // The classes are made where they are shown, so that limits can change without a worker.
        self.workings.home.mirror.get(ctx, key, move |cancel| {
            let (limits, rule, mode) = (Limits::default(), FixedRule::default(), usual_mode(&dataset));
            town_mirror(&dataset, comparison, reference, limits, rule, mode, cancel)
        })
    }

    /// Sees to it that the mirror on the map is the one that is chosen. Called once a frame.
    pub(in crate::app) fn settle_mirror(&mut self, ctx: &Context) {
        if let Some(mirror) = &mut self.view.choice.mirror {
            // Its group is the one that is compared, also in a view that was kept.
            mirror.group = self.view.comparison.group;
            self.view.home.mirror = *mirror;
        }
        let found = if self.view.choice.mirror.is_some() { self.home_mirror(ctx) } else { None };
        self.set_mirror(found);
    }
}
