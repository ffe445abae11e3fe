//! Back and forward through what was looked at: place, part of the map, areas, colours, proposal, and
//! what stood right of a divider.
//!
//! What is left within a moment was passed, not looked at: a drag over the map is one step back.

use std::time::{Duration, Instant};

use eframe::egui::Context;
use geo::Rect;

use crate::app::Wijkspiegel;
use crate::app::place::Place;
use crate::app::state::State;
use crate::app::swipe::Other;
use crate::app::workings::Same;
use crate::data::Year;
use crate::figures::plain::Figure;
use crate::view::camera::Camera;
use crate::view::story::saved::{SavedView, Shown};

/// A view that stood this long was looked at.
const LOOKED: Duration = Duration::from_millis(700);
/// Views that are remembered.
const MOST: usize = 100;

/// What was shown at one time.
#[derive(Clone, Debug)]
pub struct Moment {
    pub place: Place,
    pub view: SavedView,
    /// 0 is the present, n the n-th proposal.
    pub proposal: usize,
    pub year: Year,
    /// What stood right of the divider, and where that was; `None` without one.
    pub swipe: Option<(Other, f32)>,
}

impl Moment {
    /// What is shown now; `None` before the first frame of a map.
    pub fn of(state: &State) -> Option<Self> {
        let camera = state.view.camera?;
        let shown = Shown {
            camera,
            choice: &state.view.choice,
            comparison: state.view.comparison,
            selection: &state.view.selection,
            figure: Figure::None,
        };
        Some(Self {
            place: state.view.place,
            view: SavedView::of(state.dataset(), &shown),
            proposal: state.plans.current,
            year: state.plans.year,
            swipe: state.divided(),
        })
    }

    /// Whether the other shows the same, seen through this camera; the selection may differ, and where
    /// the divider stands.
    fn is_like(&self, now: &Self, camera: &Camera) -> bool {
        self.place == now.place
            && self.proposal == now.proposal
            && self.year == now.year
            && self.swipe.map(|(other, _)| other) == now.swipe.map(|(other, _)| other)
            && self.view.is_in_place(camera)
            && !self.view.restyles(&now.view)
            && self.view.comparison == now.view.comparison
    }
}

/// Where the person has been.
#[derive(Debug, Default)]
pub struct Trail {
    past: Vec<Moment>,
    future: Vec<Moment>,
    latest: Option<(Moment, Instant)>,
    /// The town that the views are of, and where it lies.
    town: Option<(Same, Option<Rect<f64>>)>,
}

impl Trail {
    pub fn can_go(&self, back: bool) -> bool {
        if back { !self.past.is_empty() } else { !self.future.is_empty() }
    }

    fn come_to(&mut self, now: Moment) {
        if let Some((before, since)) = self.latest.take()
            && since.elapsed() >= LOOKED
        {
            self.past.push(before);
            self.future.clear();
            if self.past.len() > MOST {
                self.past.remove(0);
            }
        }
        self.latest = Some((now, Instant::now()));
    }

    fn step(&mut self, back: bool, now: Moment) -> Option<Moment> {
        let (from, to) =
            if back { (&mut self.past, &mut self.future) } else { (&mut self.future, &mut self.past) };
        let moment = from.pop()?;
        to.push(now);
        self.latest = Some((moment.clone(), Instant::now()));
        Some(moment)
    }
}

impl State {
    /// Views of another town lead nowhere; those of the same town with more data still do.
    fn forget_other_towns(&mut self) {
        let same = Same(self.present().clone());
        if self.window.trail.town.as_ref().is_some_and(|(town, _)| *town == same) {
            return;
        }
        let extent = same.0.extent();
        let known = self.window.trail.town.as_ref().is_some_and(|(_, before)| *before == extent);
        if !known {
            self.window.trail = Trail::default();
        }
        self.window.trail.town = Some((same, extent));
    }
}

impl Wijkspiegel {
    /// Remembers what is shown, once it stands still.
    pub(super) fn follow_trail(&mut self, ctx: &Context) {
        let moving = self.flight.is_some() || ctx.input(|i| i.pointer.any_down());
        let playing = self.state.plans.playing.is_some();
        if moving || playing || self.state.dialog.is_some() {
            return;
        }
        self.state.forget_other_towns();
        let (Some(camera), Some(now)) = (self.state.view.camera, Moment::of(&self.state)) else { return };
        let trail = &mut self.state.window.trail;
        match &trail.latest {
            Some((latest, _)) if latest.is_like(&now, &camera) => {}
            _ => trail.come_to(now),
        }
    }

    pub(super) fn walk_trail(&mut self, back: bool) {
        let Some(now) = Moment::of(&self.state) else { return };
        match self.state.window.trail.step(back, now) {
            Some(moment) => self.show_moment(&moment),
            None => {
                let key = if back { "views-no-back" } else { "views-no-forward" };
                self.state.message = Some(self.state.t(key));
            }
        }
    }

    /// Shows what was shown then; the camera flies there.
    pub(super) fn show_moment(&mut self, moment: &Moment) {
        let state = &mut self.state;
        state.view.place = moment.place;
        state.view.left_open |= moment.place == Place::Tell;
        state.plans.current = moment.proposal.min(state.plans.history.proposals().len());
        state.plans.year = moment.year;
        state.settle_town();
        let size = state.view.camera.map_or((1.0, 1.0), |c| c.size_px);
        let to = state.show_view(&moment.view, size);
        self.divide(moment.swipe);
        self.fly(to);
    }
}
