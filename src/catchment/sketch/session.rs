//! A drawing from begin to end: every step with its way back, in words.

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon};

use super::areas::{with, without};
use super::borders::{Borders, Caught};
use super::check::{Fault, checked};
use super::corners::{CornerId, inserted, moved, removed};
use crate::catchment::Rule;
use crate::catchment::outline::without_slivers;
use crate::data::AreaId;
use crate::text::{Language, text, text_with};

/// What a closed line does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathUse {
    /// What it encloses belongs to the catchment.
    #[default]
    Add,
    /// What it encloses does not.
    Cut,
}

/// One point of a line that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PathPoint {
    at: Coord<f64>,
    /// What it was caught by; `None` also where the line follows a border by itself.
    caught: Option<Caught>,
}

/// Everything that a step can change.
#[derive(Clone, Debug, PartialEq)]
struct Sketch {
    shape: MultiPolygon<f64>,
    path: Vec<PathPoint>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    AreaAdded(AreaId),
    AreaRemoved(AreaId),
    Point,
    Closed(PathUse),
    /// The line was given up.
    PathLeft,
    CornerMoved,
    CornerAdded,
    CornerRemoved,
    /// Begun anew with the catchment by a rule.
    Begun(Rule),
    Emptied,
}

impl Step {
    /// In words. `name` gives the name of an area.
    pub fn words(&self, name: &dyn Fn(AreaId) -> String, language: Language) -> String {
        let key = match self {
            Self::AreaAdded(id) => {
                return text_with(language, "sketch-step-area-added", &[("area", &name(*id))]);
            }
            Self::AreaRemoved(id) => {
                return text_with(language, "sketch-step-area-removed", &[("area", &name(*id))]);
            }
            Self::Begun(rule) => {
                return text_with(language, "sketch-step-begun", &[("rule", &rule.name(language))]);
            }
            Self::Point => "sketch-step-point",
            Self::Closed(PathUse::Add) => "sketch-step-closed",
            Self::Closed(PathUse::Cut) => "sketch-step-cut",
            Self::PathLeft => "sketch-step-left",
            Self::CornerMoved => "sketch-step-moved",
            Self::CornerAdded => "sketch-step-corner",
            Self::CornerRemoved => "sketch-step-corner-removed",
            Self::Emptied => "sketch-step-emptied",
        };
        text(language, key)
    }
}

/// A drawing of one catchment.
#[derive(Clone, Debug)]
pub struct Session {
    began: MultiPolygon<f64>,
    now: Sketch,
    past: Vec<(Sketch, Step)>,
    future: Vec<(Sketch, Step)>,
    /// Whether a corner is being moved: the last step goes on.
    dragging: bool,
    /// Another number after every change, for who keeps what was computed from the shape.
    revision: u64,
}

impl Session {
    /// Begins with a shape, in RD metres; an empty one is a catchment that is not there yet.
    pub fn new(shape: MultiPolygon<f64>) -> Self {
        let now = Sketch { shape: shape.clone(), path: Vec::new() };
        Self { began: shape, now, past: Vec::new(), future: Vec::new(), dragging: false, revision: 0 }
    }

    /// The shape as it is now; not necessarily sound: see [`Session::checked`].
    pub fn shape(&self) -> &MultiPolygon<f64> {
        &self.now.shape
    }

    /// The line that is being drawn: every point of it, also those along borders.
    pub fn path(&self) -> impl ExactSizeIterator<Item = Coord<f64>> + '_ {
        self.now.path.iter().map(|p| p.at)
    }

    /// Another number after every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether a corner is held: see [`Session::move_corner`].
    pub fn is_dragging(&self) -> bool {
        self.dragging
    }

    /// Whether the shape is another than at the begin, or a line is under way.
    pub fn is_changed(&self) -> bool {
        self.now.shape != self.began || !self.now.path.is_empty()
    }

    /// The shape as it can be kept.
    ///
    /// # Errors
    /// With everything that is wrong with it.
    pub fn checked(&self) -> Result<MultiPolygon<f64>, Vec<Fault>> {
        checked(&self.now.shape)
    }

    /// The steps that can be undone, the last first.
    pub fn past(&self) -> impl Iterator<Item = &Step> {
        self.past.iter().rev().map(|(_, step)| step)
    }

    /// The steps that can be done again, the next first.
    pub fn future(&self) -> impl Iterator<Item = &Step> {
        self.future.iter().rev().map(|(_, step)| step)
    }

    pub fn undo(&mut self) -> Option<Step> {
        self.drop_corner();
        let (before, step) = self.past.pop()?;
        self.revision += 1;
        let after = std::mem::replace(&mut self.now, before);
        self.future.push((after, step.clone()));
        Some(step)
    }

    pub fn redo(&mut self) -> Option<Step> {
        self.drop_corner();
        let (after, step) = self.future.pop()?;
        self.revision += 1;
        let before = std::mem::replace(&mut self.now, after);
        self.past.push((before, step.clone()));
        Some(step)
    }

    /// Puts an area in, or takes it out.
    pub fn set_area(
        &mut self,
        id: AreaId,
        area: &MultiPolygon<f64>,
        inside: bool,
        borders: Option<&Borders>,
    ) {
        let shape = if inside { with(&self.now.shape, area) } else { without(&self.now.shape, area) };
        let shape = borders.map_or(shape.clone(), |borders| borders.settle(&shape));
        let step = if inside { Step::AreaAdded(id) } else { Step::AreaRemoved(id) };
        self.step(Sketch { shape, path: Vec::new() }, step);
    }

    /// Begins anew with the catchment by a rule.
    pub fn begin_with(&mut self, rule: &Rule, shape: MultiPolygon<f64>) {
        self.step(Sketch { shape, path: Vec::new() }, Step::Begun(rule.clone()));
    }

    /// Takes everything away.
    pub fn empty(&mut self) {
        self.step(Sketch { shape: MultiPolygon(Vec::new()), path: Vec::new() }, Step::Emptied);
    }

    /// Adds a point to the line. With `borders` the line follows the border between two points that
    /// were caught by it.
    pub fn put_point(&mut self, at: Coord<f64>, caught: Option<Caught>, borders: Option<&Borders>) {
        let at = caught.map_or(at, |c| c.at);
        if !(at.x.is_finite() && at.y.is_finite()) || self.now.path.last().is_some_and(|last| last.at == at) {
            return;
        }
        let mut path = self.now.path.clone();
        if let Some(last) = path.last().copied() {
            path.extend(way(borders, last, caught));
        }
        path.push(PathPoint { at, caught });
        self.step(Sketch { shape: self.now.shape.clone(), path }, Step::Point);
    }

    /// The corners on the way from the last point of the line to a caught one, to be shown before it
    /// is put there.
    pub fn way_to(&self, caught: Option<Caught>, borders: Option<&Borders>) -> Vec<Coord<f64>> {
        let last = self.now.path.last().copied();
        last.map(|last| way(borders, last, caught).map(|p| p.at).collect()).unwrap_or_default()
    }

    /// The corners on the way from the last point of the line to its first: how it would be closed.
    pub fn way_home(&self, borders: Option<&Borders>) -> Vec<Coord<f64>> {
        self.way_to(self.now.path.first().and_then(|p| p.caught), borders)
    }

    /// Takes back the point that was put last, and the border that the line followed to it; `false`
    /// when there is none.
    pub fn take_back(&mut self) -> bool {
        if self.now.path.is_empty() || !matches!(self.past.last(), Some((_, Step::Point))) {
            return false;
        }
        self.undo().is_some()
    }

    /// Gives the line up; the shape stays.
    pub fn leave_path(&mut self) {
        if !self.now.path.is_empty() {
            self.step(Sketch { shape: self.now.shape.clone(), path: Vec::new() }, Step::PathLeft);
        }
    }

    /// Closes the line; what it encloses is added or cut.
    ///
    /// # Errors
    /// When it encloses nothing or crosses itself; the line then stays as it is.
    pub fn close(&mut self, using: PathUse, borders: Option<&Borders>) -> Result<(), Fault> {
        let mut ring: Vec<Coord<f64>> = self.now.path.iter().map(|p| p.at).collect();
        if let (Some(first), Some(last)) = (self.now.path.first(), self.now.path.last().copied()) {
            ring.extend(way(borders, last, first.caught).map(|p| p.at));
        }
        let drawn = MultiPolygon(vec![Polygon::new(LineString::from(ring), Vec::new())]);
        let drawn = checked(&drawn).map_err(|faults| faults.first().copied().unwrap_or(Fault::NoSurface))?;
        let shape = match using {
            PathUse::Add if self.now.shape.0.is_empty() => drawn,
            PathUse::Add => with(&self.now.shape, &drawn),
            PathUse::Cut => without_slivers(self.now.shape.difference(&drawn)).0,
        };
        let shape = borders.map_or(shape.clone(), |borders| borders.settle(&shape));
        self.step(Sketch { shape, path: Vec::new() }, Step::Closed(using));
        Ok(())
    }

    /// Moves a corner; until [`Session::drop_corner`] all moves are one step.
    pub fn move_corner(&mut self, id: CornerId, to: Coord<f64>) {
        if !(to.x.is_finite() && to.y.is_finite()) {
            return;
        }
        let Some(shape) = moved(&self.now.shape, id, to) else { return };
        if self.dragging {
            self.now.shape = shape;
            self.revision += 1;
            return;
        }
        let path = self.now.path.clone();
        self.dragging = self.step(Sketch { shape, path }, Step::CornerMoved);
    }

    /// Puts a corner on the edge that begins at `id`, and holds it: moves that follow are one step
    /// with it.
    pub fn add_corner(&mut self, id: CornerId, at: Coord<f64>) -> Option<CornerId> {
        let (shape, new) = inserted(&self.now.shape, id, at)?;
        let path = self.now.path.clone();
        self.dragging = self.step(Sketch { shape, path }, Step::CornerAdded);
        Some(new)
    }

    /// Lets go of the corner that was moved. One that came back to where it was is no step.
    pub fn drop_corner(&mut self) {
        if self.dragging && self.past.last().is_some_and(|(before, _)| *before == self.now) {
            self.past.pop();
        }
        self.dragging = false;
    }

    /// Removes a corner; a ring of only three goes with it.
    pub fn remove_corner(&mut self, id: CornerId) {
        if let Some(shape) = removed(&self.now.shape, id) {
            let path = self.now.path.clone();
            self.step(Sketch { shape, path }, Step::CornerRemoved);
        }
    }

    /// `true` when something differs.
    fn step(&mut self, next: Sketch, what: Step) -> bool {
        self.drop_corner();
        if next == self.now {
            return false;
        }
        self.revision += 1;
        let before = std::mem::replace(&mut self.now, next);
        self.past.push((before, what));
        self.future.clear();
        true
    }
}

/// The points along a border between two that were caught.
fn way(
    borders: Option<&Borders>,
    last: PathPoint,
    caught: Option<Caught>,
) -> impl Iterator<Item = PathPoint> + use<> {
    let along = borders.zip(last.caught).zip(caught).and_then(|((b, from), to)| b.along(from, to));
    along.unwrap_or_default().into_iter().map(|at| PathPoint { at, caught: None })
}
