//! Streets made ready to compute scenarios with: on a worker, since a graph and its routes take seconds
//! in a large town, with how far it is and a way to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use eframe::egui::{Context, ProgressBar, Ui};

use super::command::{Command, Commands};
use super::job::{Cancel, Job, Poll};
use super::place::Place;
use super::state::State;
use super::style::caption;
use crate::notice::Notice;
use crate::progress::Progress;
use crate::scenario::{Engine, Travel};

/// How the streets stand.
#[derive(Debug, Default)]
pub struct Preparing {
    /// Of which engine, and for which way of travelling.
    of: Option<(Arc<Engine>, Travel)>,
    job: Option<Job<Result<(), Notice>>>,
    far: Arc<AtomicU64>,
    /// Somebody stopped it: it does not begin again by itself.
    stopped: bool,
}

/// Parts done in the high half, parts in all in the low half.
const HALF: u32 = 32;

struct Watched<'a> {
    cancel: &'a Cancel,
    far: &'a AtomicU64,
}

impl Progress for Watched<'_> {
    fn done(&self, part: u64, whole: u64) {
        let half = |n: u64| n.min(u64::from(u32::MAX));
        self.far.fetch_max((half(part) << HALF) | half(whole), Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }
}

impl Preparing {
    /// Why nothing can be computed yet; `None` when it can.
    pub fn notice(&self) -> Option<Notice> {
        match (&self.of, self.stopped) {
            (None, _) => None,
            (Some(_), true) => Some(Notice::warning("scenario-streets-stopped")),
            (Some(_), false) => Some(Notice::info("scenario-streets-preparing")),
        }
    }

    /// How much is done, 0..1; `None` while nothing is under way.
    pub fn done(&self) -> Option<f32> {
        self.job.as_ref()?;
        let far = self.far.load(Ordering::Relaxed);
        let (part, whole) = (far >> HALF, far & u64::from(u32::MAX));
        Some(if whole == 0 { 0.0 } else { part as f32 / whole as f32 })
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Stops it, or begins again.
    pub fn set_stopped(&mut self, stopped: bool) {
        self.stopped = stopped;
        self.job = None;
    }

    fn begin(&mut self, ctx: &Context, engine: &Arc<Engine>, travel: Travel, label: String) {
        self.far = Arc::default();
        let (own, far) = (engine.clone(), self.far.clone());
        self.of = Some((engine.clone(), travel));
        self.job =
            Some(Job::start(ctx, label, move |cancel| own.prepare(travel, &Watched { cancel, far: &far })));
    }
}

impl State {
    /// Sees to it that the streets that are needed are there, or on their way. Called once a frame,
    /// before anything is computed.
    pub(super) fn settle_streets(&mut self, ctx: &Context) {
        let needed = if self.present().streets().is_none() { None } else { self.streets_needed() };
        let Some((engine, travel)) = needed else {
            self.plans.preparing = Preparing::default();
            return;
        };
        let label = self.t("scenario-streets-preparing");
        let preparing = &mut self.plans.preparing;
        let same = matches!(&preparing.of, Some((of, by)) if Arc::ptr_eq(of, &engine) && *by == travel);
        if !same {
            // Who stopped it before it began did not want it to begin.
            let stopped = preparing.stopped && preparing.of.is_none();
            *preparing = Preparing { of: Some((engine.clone(), travel)), stopped, ..Preparing::default() };
        }
        match preparing.job.as_ref().map(Job::poll) {
            Some(Poll::Running) => ctx.request_repaint_after(Duration::from_millis(100)),
            // What is done is no longer needed, so that this is not reached twice.
            Some(Poll::Done(Ok(()))) => *preparing = Preparing::default(),
            Some(Poll::Done(Err(_)) | Poll::Lost) => preparing.set_stopped(true),
            None if preparing.stopped => {}
            None => preparing.begin(ctx, &engine, travel, label),
        }
    }

    /// The engine and the way of travelling that are about to be computed with and are not ready.
    fn streets_needed(&mut self) -> Option<(Arc<Engine>, Travel)> {
        if self.view.place == Place::Explore && self.plans.sketched.is_none() {
            return None;
        }
        let mut ways = vec![self.shown_plan().assumptions.travel];
        if self.view.place != Place::Scenario {
            ways.extend(self.plans.history.proposals().iter().map(|s| s.assumptions.travel));
            ways.push(super::plans::fresh(String::new(), self.present()).assumptions.travel);
        }
        if ways.iter().all(|way| *way == Travel::StraightLine) {
            return None;
        }
        let engine = self.made_engine().ok()?;
        let travel = ways.into_iter().find(|way| !engine.is_ready(*way))?;
        Some((engine, travel))
    }
}

/// How far it is, with the way to stop it or to begin again; nothing when nothing is waited for.
pub fn show(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let preparing = &state.plans.preparing;
    let theme = state.theme();
    if let Some(done) = preparing.done() {
        if ui.small_button(state.t("app-cancel")).clicked() {
            commands.push(Command::PrepareStreets(false));
        }
        ui.add(ProgressBar::new(done).desired_width(90.0).show_percentage());
        ui.label(caption(state.t("scenario-streets-preparing"), &theme));
    } else if preparing.is_stopped() {
        if ui.small_button(state.t("scenario-streets-again")).clicked() {
            commands.push(Command::PrepareStreets(true));
        }
        ui.label(caption(state.t("scenario-streets-stopped"), &theme));
    }
}
