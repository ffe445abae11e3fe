//! Presenting: one step over the whole screen, in letters for the back of the hall.
//!
//! ```text
//! keys, clicker, buttons, speaker window ─▶ Actions ─▶ Presenting ─▶ stage (words, map, legend)
//! ```
//!
//! Nothing can be edited here, and what was on the screen before comes back after. Frames are only
//! drawn while something moves: the camera on its way, the lens, the laser.

mod actions;
pub mod legend;
mod notes;
mod stage;
mod words;

use std::sync::Arc;

use eframe::egui::{Context, Pos2, Rect, Ui, ViewportCommand};

use self::actions::Action;
use super::Wijkspiegel;
use super::map::{FLIGHT, between};
use super::motion;
use super::state::{State, ViewState};
use crate::view::camera::Camera;
use crate::view::hit::Hit;
use crate::view::scene::{Label, LabelKind, Scene};

/// A presentation under way.
#[derive(Debug)]
pub struct Presenting {
    step: usize,
    /// Over the whole screen; else a preview in the window.
    full: bool,
    was_full: bool,
    /// What was on the screen before.
    before: ViewState,
    /// Where the map is, whatever the lens does.
    camera: Option<Camera>,
    flight: Option<Flight>,
    lens: Lens,
    laser: bool,
    black: bool,
    /// Digits of a step that is jumped to.
    typed: String,
    notes: bool,
    /// Whether the step's view is yet to be shown.
    due: bool,
    /// The scene as the hall sees it, and what it was made from.
    scene: Option<(Arc<Scene>, Option<Hit>, Arc<Scene>)>,
}

/// A camera on its way, by the clock of the frames.
#[derive(Clone, Copy, Debug)]
struct Flight {
    from: Camera,
    since: f64,
}

/// The zoom that springs back.
#[derive(Clone, Copy, Debug, Default)]
struct Lens {
    held: bool,
    /// Pixels from the corner of the map, where it stays as it is.
    at: (f32, f32),
}

/// How many times closer the lens comes.
const LENS: f64 = 2.5;

impl Presenting {
    pub fn begin(ctx: &Context, state: &State, full: bool) -> Self {
        let was_full = ctx.input(|i| i.viewport().fullscreen).unwrap_or(false);
        if full {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
        // Space and Enter speak to the presentation, not to what was used last.
        ctx.memory_mut(|m| m.focused().into_iter().for_each(|id| m.surrender_focus(id)));
        Self {
            step: state.story.chosen.unwrap_or(0),
            full,
            was_full,
            before: state.view.clone(),
            camera: None,
            flight: None,
            lens: Lens::default(),
            laser: false,
            black: false,
            typed: String::new(),
            notes: state.story.notes_window,
            due: true,
            scene: None,
        }
    }

    /// Position of the step, from 0.
    pub fn step(&self) -> usize {
        self.step
    }

    fn end(self, ctx: &Context, state: &mut State) {
        if self.full && !self.was_full {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        let ViewState { language, theme, .. } = state.view;
        state.view = ViewState { language, theme, ..self.before };
        state.story.chosen = Some(self.step);
        state.story.presenting = false;
        state.story.notes_window = self.notes;
    }

    fn go(&mut self, to: usize, count: usize) {
        let to = to.min(count.saturating_sub(1));
        self.due = self.due || to != self.step;
        self.step = to;
        self.black = false;
        self.lens.held = false;
    }

    /// Does what was asked; gives whether the presentation goes on.
    fn take(&mut self, action: Action, count: usize) -> bool {
        match action {
            Action::Next => self.go(self.step + 1, count),
            Action::Previous => self.go(self.step.saturating_sub(1), count),
            Action::First => self.go(0, count),
            Action::Last => self.go(count, count),
            Action::Digit(digit) => {
                // Three digits are more steps than anyone sits through.
                if self.typed.len() < 3 {
                    self.typed.push(digit);
                }
            }
            Action::Enter => match std::mem::take(&mut self.typed).parse::<usize>() {
                Ok(number) => self.go(number.saturating_sub(1), count),
                Err(_) => self.go(self.step + 1, count),
            },
            Action::Black => self.black = !self.black,
            Action::Laser => self.laser = !self.laser,
            Action::Notes => self.notes = !self.notes,
            Action::Escape if !self.typed.is_empty() => self.typed.clear(),
            Action::Escape => return false,
        }
        if !matches!(action, Action::Digit(_)) {
            self.typed.clear();
        }
        true
    }

    /// The scene of the step, in which the selected school goes by its name before any other.
    fn scene(&mut self, state: &mut State) -> Arc<Scene> {
        let (plain, selection) = (state.scene(), state.view.selection.primary());
        if let Some((of, selected, scene)) = &self.scene
            && Arc::ptr_eq(of, &plain)
            && *selected == selection
        {
            return scene.clone();
        }
        let mut named = plain.clone();
        let disc = plain.discs().find(|d| Some(Hit::School(d.school)) == selection);
        if let Some(disc) = disc.cloned() {
            let scene = Arc::make_mut(&mut named);
            scene.labels.retain(|l| l.kind != LabelKind::School || l.at != disc.at);
            scene.labels.push(Label {
                text: disc.label,
                at: disc.at,
                kind: LabelKind::Wijk,
                priority: u32::MAX,
                room_m: 0.0,
            });
        }
        self.scene = Some((plain, selection, named.clone()));
        named
    }

    /// Where the map of a step is in this frame.
    fn fly(&mut self, ctx: &Context, state: &mut State, size_px: (f32, f32)) -> Option<Camera> {
        let view = state.story.story.steps.get(self.step).map(|s| s.view.clone())?;
        let now = ctx.input(|i| i.time);
        let to = if std::mem::take(&mut self.due) {
            let to = state.show_view(&view, size_px);
            // The first step is there; later ones are flown to.
            self.flight = self.camera.map(|from| Flight { from, since: now });
            to
        } else {
            view.camera(size_px).or(self.camera)?
        };
        let camera = match self.flight {
            Some(flight) if !motion::is_reduced(ctx) => {
                let gone = (now - flight.since) / FLIGHT.as_secs_f64();
                if gone < 1.0 {
                    ctx.request_repaint();
                    // Slow at both ends.
                    let t = gone * gone * (3.0 - 2.0 * gone);
                    between(&flight.from, &to, t).resized(size_px)
                } else {
                    self.flight = None;
                    to
                }
            }
            _ => {
                self.flight = None;
                to
            }
        };
        self.camera = Some(camera);
        Some(camera)
    }

    /// The camera through the lens.
    fn through_lens(&self, ctx: &Context, camera: Camera) -> Camera {
        let id = eframe::egui::Id::unique("presenter-lens");
        let seconds = if motion::is_reduced(ctx) { 0.0 } else { FLIGHT.as_secs_f32() };
        let ease = eframe::egui::emath::easing::cubic_in_out;
        let strength = ctx.animate_bool_with_time_and_easing(id, self.lens.held, seconds, ease);
        if strength <= 0.0 { camera } else { camera.zoom_at(self.lens.at, LENS.powf(f64::from(strength))) }
    }

    /// Holding Z or turning the wheel brings the map closer where the pointer is; letting go, turning
    /// back or another step springs it back.
    fn look_closer(&mut self, ctx: &Context, map: Rect) {
        let (pressed, released, scroll, pointer) = ctx.input(|i| {
            let key = eframe::egui::Key::Z;
            (i.key_pressed(key), i.key_released(key), i.smooth_scroll_delta.y, i.pointer.hover_pos())
        });
        let here = pointer.filter(|p| map.contains(*p)).unwrap_or_else(|| map.center());
        let closer = (pressed || scroll > 1.0) && !self.lens.held;
        if closer {
            let Pos2 { x, y } = here - map.min.to_vec2();
            self.lens = Lens { held: true, at: (x, y) };
        } else if released || scroll < -1.0 {
            self.lens.held = false;
        }
    }
}

/// One frame of the presentation.
pub fn show(program: &mut Wijkspiegel, ui: &mut Ui) {
    let Some(mut presenting) = program.presenting.take() else { return };
    let ctx = ui.ctx().clone();
    let count = program.state.story.story.steps.len();
    let mut asked = actions::from_keys(&ctx);
    let mut goes_on = asked.drain(..).all(|action| presenting.take(action, count));
    let mut asked = Vec::new();
    if goes_on {
        program.state.story.chosen = Some(presenting.step);
        program.state.settle_town();
        stage::show(program, &mut presenting, ui, &mut asked);
        notes::show(&program.state, &mut presenting, &ctx, &mut asked);
        if !asked.is_empty() {
            ctx.request_repaint();
        }
        goes_on = asked.into_iter().all(|action| presenting.take(action, count));
    }
    let closing = ctx.input(|i| i.viewport().close_requested());
    if goes_on && count > 0 && !closing {
        program.presenting = Some(presenting);
    } else {
        presenting.end(&ctx, &mut program.state);
        program.painter.magnify = 1.0;
        ctx.request_repaint();
    }
}
