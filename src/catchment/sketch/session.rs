//! A drawing from begin to end: every step with its way back, in words.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon};

use super::areas::{with, without};
use super::borders::{Borders, Caught};
use super::check::{Fault, checked};
use super::corners::{CornerId, corner, inserted, moved, removed};
use super::shared::{self, Neighbour, noded};
use crate::catchment::Rule;
use crate::catchment::outline::without_slivers;
use crate::data::{AreaId, SchoolId};
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
    /// The catchments of other schools, as far as they have come along.
    neighbours: Arc<Vec<Neighbour>>,
    /// Those of them that are no longer where they were.
    moved: BTreeSet<SchoolId>,
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
    /// The corners of neighbours that go along with the one that is moved, by their place in
    /// [`Sketch::neighbours`]; found when it is taken up, so that it takes none along on its way.
    along: Option<Vec<(usize, CornerId)>>,
    /// Whether what is shared with neighbours moves for them too.
    together: bool,
    /// Another number after every change, for who keeps what was computed from the shape.
    revision: u64,
}

impl Session {
    /// Begins with a shape, in RD metres; an empty one is a catchment that is not there yet.
    pub fn new(shape: MultiPolygon<f64>) -> Self {
        Self::beside(shape, Vec::new())
    }

    /// As [`Session::new`], beside the catchments of other schools. Borders that they share move for
    /// both: see [`Session::set_together`].
    pub fn beside(shape: MultiPolygon<f64>, neighbours: Vec<Neighbour>) -> Self {
        let (shape, neighbours) =
            if neighbours.is_empty() { (shape, neighbours) } else { noded(&shape, &neighbours) };
        let now = Sketch {
            shape: shape.clone(),
            neighbours: Arc::new(neighbours),
            moved: BTreeSet::new(),
            path: Vec::new(),
        };
        Self {
            began: shape,
            now,
            past: Vec::new(),
            future: Vec::new(),
            dragging: false,
            along: None,
            together: true,
            revision: 0,
        }
    }

    /// Whether a border that is shared with a neighbour moves for the neighbour too.
    pub fn is_together(&self) -> bool {
        self.together
    }

    /// From now on a border that is shared moves for the neighbour too, or only for this school, which
    /// leaves a gap or an overlap.
    pub fn set_together(&mut self, together: bool) {
        self.drop_corner();
        self.together = together;
    }

    /// The catchments of the other schools as they are now.
    pub fn neighbours(&self) -> &[Neighbour] {
        &self.now.neighbours
    }

    /// Those of other schools that have come along.
    pub fn moved_neighbours(&self) -> impl Iterator<Item = &Neighbour> {
        self.now.neighbours.iter().filter(|(school, _)| self.now.moved.contains(school))
    }

    /// The other schools that have a corner in the same place.
    pub fn sharing(&self, id: CornerId) -> Vec<SchoolId> {
        let at = corner(&self.now.shape, id);
        at.map(|at| shared::sharing(&self.now.neighbours, at).collect()).unwrap_or_default()
    }

    /// The catchments of other schools that have come along, as they can be kept.
    ///
    /// # Errors
    /// With what is wrong with one of them, and whose it is.
    pub fn checked_neighbours(&self) -> Result<Vec<Neighbour>, Vec<(SchoolId, Fault)>> {
        let (mut sound, mut faults) = (Vec::new(), Vec::new());
        for (school, shape) in self.moved_neighbours() {
            match checked(shape) {
                Ok(shape) => sound.push((*school, shape)),
                Err(found) => faults.extend(found.into_iter().map(|fault| (*school, fault))),
            }
        }
        if faults.is_empty() { Ok(sound) } else { Err(faults) }
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
        self.now.shape != self.began || !self.now.moved.is_empty() || !self.now.path.is_empty()
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
        self.reshape(shape, step);
    }

    /// Begins anew with the catchment by a rule.
    pub fn begin_with(&mut self, rule: &Rule, shape: MultiPolygon<f64>) {
        self.reshape(shape, Step::Begun(rule.clone()));
    }

    /// Takes everything away.
    pub fn empty(&mut self) {
        self.reshape(MultiPolygon(Vec::new()), Step::Emptied);
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
        self.step(Sketch { path, ..self.now.clone() }, Step::Point);
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
            self.step(Sketch { path: Vec::new(), ..self.now.clone() }, Step::PathLeft);
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
        self.reshape(shape, Step::Closed(using));
        Ok(())
    }

    /// Moves a corner; until [`Session::drop_corner`] all moves are one step. What neighbours have in
    /// the same place goes along.
    pub fn move_corner(&mut self, id: CornerId, to: Coord<f64>) {
        if !(to.x.is_finite() && to.y.is_finite()) {
            return;
        }
        let Some(shape) = moved(&self.now.shape, id, to) else { return };
        if self.along.is_none() {
            let at = corner(&self.now.shape, id).filter(|_| self.together);
            let found = at.map(|at| shared::at(&self.now.neighbours, at)).unwrap_or_default();
            self.along = Some(found);
        }
        let mut next = Sketch { shape, ..self.now.clone() };
        let along = self.along.clone().unwrap_or_default();
        if !along.is_empty() {
            let neighbours = Arc::make_mut(&mut next.neighbours);
            for (at, id) in &along {
                if let Some((school, shape)) = neighbours.get_mut(*at)
                    && let Some(elsewhere) = moved(shape, *id, to)
                {
                    *shape = elsewhere;
                    next.moved.insert(*school);
                }
            }
        }
        if self.dragging {
            self.now = next;
            self.revision += 1;
            return;
        }
        self.dragging = self.step(next, Step::CornerMoved);
        self.along = Some(along);
    }

    /// Puts a corner on the edge that begins at `id`, and on those of neighbours that run there too,
    /// and holds it: moves that follow are one step with it.
    pub fn add_corner(&mut self, id: CornerId, at: Coord<f64>) -> Option<CornerId> {
        let (shape, new) = inserted(&self.now.shape, id, at)?;
        let mut next = Sketch { shape, ..self.now.clone() };
        if self.together && !next.neighbours.is_empty() {
            next.neighbours = Arc::new(shared::add_along(&next.neighbours, at));
        }
        self.dragging = self.step(next, Step::CornerAdded);
        Some(new)
    }

    /// Lets go of the corner that was moved. One that came back to where it was is no step.
    pub fn drop_corner(&mut self) {
        self.along = None;
        if !std::mem::take(&mut self.dragging) {
            return;
        }
        match self.past.last() {
            // Neighbours are as they were where the shape is, but for the mark that they moved.
            Some((before, _))
                if before.shape == self.now.shape && before.neighbours == self.now.neighbours =>
            {
                if let Some((before, _)) = self.past.pop() {
                    self.now = before;
                }
            }
            // Where the corner came to lie on another border, that gets a corner too.
            _ => self.now = self.noded(self.now.clone()),
        }
    }

    /// Removes a corner, also of the neighbour with whom it is shared; a ring of only three goes with
    /// it.
    ///
    /// # Errors
    /// Where more borders come together than one: without the corner they would no longer meet.
    pub fn remove_corner(&mut self, id: CornerId) -> Result<(), Fault> {
        let Some(shape) = removed(&self.now.shape, id) else { return Ok(()) };
        let mut next = Sketch { shape, ..self.now.clone() };
        let place = corner(&self.now.shape, id).zip(shared::ends(&self.now.shape, id));
        if let Some((at, beside)) = place.filter(|_| self.together) {
            let schools: Vec<SchoolId> = shared::sharing(&self.now.neighbours, at).collect();
            if !schools.is_empty() {
                let neighbours = shared::remove_along(&self.now.neighbours, beside, at);
                next.neighbours = Arc::new(neighbours.ok_or(Fault::BordersMeet(at))?);
                next.moved.extend(schools);
            }
        }
        self.step(next, Step::CornerRemoved);
        Ok(())
    }

    /// Another shape, without a line.
    fn reshape(&mut self, shape: MultiPolygon<f64>, what: Step) {
        let next = self.noded(Sketch { shape, path: Vec::new(), ..self.now.clone() });
        self.step(next, what);
    }

    /// With every corner of a neighbour that lies on an edge, and the other way round.
    fn noded(&self, sketch: Sketch) -> Sketch {
        if sketch.neighbours.is_empty() || sketch.shape.0.is_empty() {
            return sketch;
        }
        let (shape, neighbours) = noded(&sketch.shape, &sketch.neighbours);
        Sketch { shape, neighbours: Arc::new(neighbours), ..sketch }
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
