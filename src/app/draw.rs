//! Drawing a catchment on the map: the state of the tool, and what is known of the shape so far.
//!
//! The geometry is in [`crate::catchment::sketch`]; here is what a person sees and points at. A
//! drawing is of the given catchments in the place of exploring, and of an edit in a proposal in the
//! place of scenarios.

mod apply;
mod areas;
mod corner;
mod map;
mod over;
mod panel;

use std::sync::Arc;

use geo::{BoundingRect, Coord, MultiPolygon, Rect};

use super::state::State;
use crate::catchment::living::{Living, LivingIn};
use crate::catchment::sketch::{
    Around, Borders, Caught, CornerId, Cover, Fault, Meeting, PathUse, Session, covers,
};
use crate::catchment::{Rule, edited::GivenHistory};
use crate::data::{AreaId, Dataset, Level, SchoolId, Year};
use crate::notice::Notice;
use crate::scenario::EditId;
use crate::view::scene::{Scene, SceneLayer};

pub(super) use map::keys;
pub use map::{drag, point};
pub use over::paint_over;
pub use panel::{panel, starters};

/// What a drawing is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The given catchments of the project.
    Given,
    /// An edit of the shown proposal: a new one, or the one with this number.
    Plan { id: Option<EditId>, year: Year },
}

/// How a person draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// By whole areas, on the map or in the list.
    #[default]
    Areas,
    /// By a line, point for point, and by its corners.
    Border,
}

/// Something that changes the drawing, or begins or ends it.
#[derive(Clone, Debug)]
pub enum DrawCommand {
    /// Of the selected school, or of this one by its code.
    Start(Option<String>),
    /// An edit of the shown proposal.
    StartEdit(EditId),
    SetWay(Way),
    SetArea(AreaId, bool),
    Point(Coord<f64>, Option<Caught>),
    TakeBack,
    Close,
    /// Gives the line up.
    Leave,
    /// Holds a corner; `true` lets neighbours do the other thing than what is set: stay, or go along.
    Hold(CornerId, bool),
    /// Puts a corner on an edge and holds it.
    HoldNew(CornerId, Coord<f64>, bool),
    /// Whether a border that is shared moves for the neighbour too.
    Together(bool),
    /// Another corner, so many places further along the border.
    Choose(isize),
    ChooseNone,
    /// Moves the chosen corner so many metres east and north.
    Nudge(f64, f64),
    /// A corner more, halfway after the chosen one.
    AddBeside,
    Move(Coord<f64>),
    Drop,
    RemoveCorner(CornerId),
    /// The catchment by a rule, to go on from; `None` is nothing.
    Begin(Option<Rule>),
    Undo,
    Redo,
    Done,
    Cancel,
    /// Takes the given catchment away and ends.
    Remove,
    /// The catchments of all schools by a rule become the given ones.
    TakeOver(Rule),
    /// A step back in the given catchments.
    UndoGiven,
    RedoGiven,
    /// The rule of the proposal becomes one for which catchments matter.
    FollowCatchments,
}

/// A catchment on its way.
#[derive(Debug)]
pub struct Drawing {
    /// Code of the school.
    pub school: String,
    pub purpose: Purpose,
    pub session: Session,
    pub way: Way,
    /// Whether points are caught by borders.
    pub snapping: bool,
    /// Whether the line follows a border between two points that were caught by it.
    pub following: bool,
    /// Whether other schools lose what this one gets.
    pub give_way: bool,
    /// Whether a border that is shared moves for the neighbour too.
    pub together: bool,
    /// The corner that keys move.
    chosen: Option<CornerId>,
    /// Metres of a step of it.
    step_m: f64,
    pub path_use: PathUse,
    /// What the list of areas is held against.
    pub filter: String,
    /// Why the line could not be closed.
    pub refused: Option<Fault>,
    /// Whether the school had a catchment when the drawing began.
    pub had_one: bool,
    /// The town as it was when the drawing began.
    pub town: Arc<Dataset>,
    pub around: Arc<Around>,
    living: Living,
    borders: Catching,
    seen: Option<Seen>,
    held: Option<CornerId>,
    /// The corner or edge under the pointer.
    pointed: Option<Pointed>,
    cue: Option<Caught>,
    map_focused: bool,
    pointer: Option<Coord<f64>>,
    /// What the map showed before, to come back to.
    level_before: Level,
}

/// What the pointer is at, of the border that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pointed {
    Corner(CornerId),
    /// A place on the edge that begins at this corner.
    Edge(CornerId, Coord<f64>),
    /// The first point of the line: a click closes it.
    Begin,
}

/// The borders that catch, for a part of the map.
#[derive(Debug, Default)]
struct Catching {
    /// Where they are; `None` is everywhere.
    within: Option<Rect<f64>>,
    /// `None` where there are too many in view.
    borders: Option<Arc<Borders>>,
    made: bool,
}

/// What is known of the shape at one moment.
#[derive(Clone, Debug)]
pub struct Seen {
    revision: u64,
    level: Level,
    /// Of the scene that it was put over.
    over: Option<(Arc<Scene>, Arc<Scene>)>,
    pub sound: Result<MultiPolygon<f64>, Vec<Fault>>,
    /// What is wrong with the catchments of neighbours that came along.
    pub beside: Vec<(SchoolId, Fault)>,
    /// The catchments of other schools, as they would be.
    around: Arc<Around>,
    pub meeting: Meeting,
    pub covers: Vec<(AreaId, Cover)>,
    pub living: LivingIn,
    layers: Vec<SceneLayer>,
}

/// More corners than this are not looked at together: then only what is in view catches.
const MOST_CORNERS: usize = 150_000;

impl Drawing {
    pub(super) fn school_id(&self) -> Option<SchoolId> {
        self.town.school_by_code(&self.school)
    }

    pub(super) fn school_name(&self) -> String {
        self.name_of(self.school_id())
    }

    pub(super) fn name_of(&self, id: Option<SchoolId>) -> String {
        id.and_then(|id| self.town.school(id)).map_or_else(|| self.school.clone(), |s| s.name.clone())
    }

    pub(super) fn name_of_area(&self, id: AreaId) -> String {
        let name = |a: &crate::data::Area| if a.name.is_empty() { a.code.clone() } else { a.name.clone() };
        self.town.area(id).map(name).unwrap_or_default()
    }

    pub fn living_basis(&self) -> Option<crate::data::Basis> {
        (!self.living.is_empty()).then_some(self.living.basis)
    }

    /// The borders that catch in a part of the map, made when they are first needed there.
    pub(super) fn borders(&mut self, view: Rect<f64>) -> Option<Arc<Borders>> {
        let holds = |outer: &Rect<f64>| {
            let (a, b) = (outer.min(), outer.max());
            a.x <= view.min().x && a.y <= view.min().y && b.x >= view.max().x && b.y >= view.max().y
        };
        let fits = self.borders.made && self.borders.within.as_ref().is_none_or(holds);
        if !fits {
            self.borders = self.catching(view);
        }
        self.borders.borders.clone()
    }

    fn catching(&self, view: Rect<f64>) -> Catching {
        use geo::CoordsIter;
        let areas = self.town.areas();
        let others = || self.session.neighbours().iter().map(|(_, shape)| shape);
        let all: usize = areas.iter().map(|a| a.shape.coords_count()).sum();
        if all <= MOST_CORNERS {
            let shapes = areas.iter().map(|a| &a.shape).chain(others());
            return Catching { within: None, borders: Some(Arc::new(Borders::of(shapes))), made: true };
        }
        // Half a view around, so that a step aside needs no new ones.
        let (w, h) = (view.width() / 2.0, view.height() / 2.0);
        let around = Rect::new((view.min().x - w, view.min().y - h), (view.max().x + w, view.max().y + h));
        let near: Vec<&MultiPolygon<f64>> = self
            .town
            .areas_in(around)
            .into_iter()
            .filter_map(|id| self.town.area(id))
            // The border of the municipality is that of its wijken.
            .filter(|a| a.level != Level::Municipality)
            .map(|a| &a.shape)
            .chain(
                others()
                    .filter(|s| s.bounding_rect().is_some_and(|b| geo::Intersects::intersects(&b, &around))),
            )
            .collect();
        let count: usize = near.iter().map(|s| s.coords_count()).sum();
        let borders = (count <= MOST_CORNERS).then(|| Arc::new(Borders::of(near)));
        Catching { within: Some(around), borders, made: true }
    }

    /// The borders made so far.
    pub(super) fn made_borders(&self) -> Option<Arc<Borders>> {
        self.borders.borders.clone()
    }

    /// What is known of the shape; while a corner is held only whether it is sound.
    pub fn see(&mut self, level: Level) -> &Seen {
        let revision = self.session.revision();
        let held = self.session.is_dragging();
        // One more bit, so that what was left out while dragging is made up for.
        let wanted = revision * 2 + u64::from(!held);
        let before = self.seen.take().filter(|seen| seen.revision == wanted && seen.level == level);
        let seen = before.unwrap_or_else(|| {
            let sound = self.session.checked();
            let mut seen = Seen {
                revision: wanted,
                level,
                over: None,
                beside: self.session.checked_neighbours().err().unwrap_or_default(),
                around: self.around.clone(),
                meeting: Meeting::default(),
                covers: Vec::new(),
                living: LivingIn::default(),
                layers: Vec::new(),
                sound,
            };
            if let Ok(shape) = &seen.sound {
                seen.living = self.living.within(shape);
                if !held && seen.beside.is_empty() {
                    if self.session.moved_neighbours().next().is_some() {
                        seen.around = Arc::new(self.around.moved(self.session.moved_neighbours()));
                    }
                    seen.meeting = seen.around.meeting(shape);
                    seen.covers = covers(&self.town, level, shape);
                }
            }
            seen
        });
        self.seen.insert(seen)
    }

    /// The faults to tell: of the line that could not be closed, and of the shape.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let of_shape = self.seen.as_ref().and_then(|s| s.sound.as_ref().err().cloned()).unwrap_or_default();
        self.refused.into_iter().chain(of_shape).collect()
    }

    /// The faults of neighbours whose border came along, with their names.
    pub(super) fn faults_beside(&self) -> Vec<(String, Fault)> {
        let all = self.seen.iter().flat_map(|seen| seen.beside.iter());
        all.map(|(school, fault)| (self.name_of(Some(*school)), *fault)).collect()
    }

    /// What the other schools would have: what came along, and without what this one takes where they
    /// give way.
    pub(super) fn others_after(
        &self,
        shape: &MultiPolygon<f64>,
    ) -> Option<Vec<(SchoolId, MultiPolygon<f64>)>> {
        let mut others = self.session.checked_neighbours().ok()?;
        if self.give_way {
            for (school, shape) in self.around.moved(&others).giving_way(shape) {
                others.retain(|(other, _)| *other != school);
                others.push((school, shape));
            }
        }
        Some(others)
    }
}

/// The steps in the given catchments, which stay after a drawing.
#[derive(Debug, Default)]
pub struct Drawings {
    pub tool: Option<Drawing>,
    pub given: GivenHistory,
}

impl State {
    /// The map with the drawing over it, under the schools.
    pub(super) fn with_drawing(&mut self, plain: Arc<Scene>) -> Arc<Scene> {
        let (theme, level) = (self.theme(), self.view.choice.level);
        let Some(drawing) = &mut self.drawings.tool else { return plain };
        let shape = drawing.session.shape().clone();
        drawing.see(level);
        let Some(mut seen) = drawing.seen.take() else { return plain };
        if seen.layers.is_empty() {
            seen.layers = over::layers(drawing, &seen, shape, &theme);
            seen.over = None;
        }
        let whole = match seen.over.take() {
            Some((of, whole)) if Arc::ptr_eq(&of, &plain) => whole,
            _ => {
                let mut scene = Scene::clone(&plain);
                let on_top = |layer: &SceneLayer| {
                    matches!(layer, SceneLayer::Discs(_) | SceneLayer::Links(_) | SceneLayer::Flows(_))
                };
                let at = scene.layers.iter().position(on_top).unwrap_or(scene.layers.len());
                scene.layers.splice(at..at, seen.layers.iter().cloned());
                Arc::new(scene)
            }
        };
        seen.over = Some((plain, whole.clone()));
        drawing.seen = Some(seen);
        whole
    }

    /// Why the drawing changes nothing in who goes where, with the rule of the proposal; `None` when
    /// it does, or when there is no proposal.
    pub(super) fn rule_without_catchments(&self) -> Option<&'static str> {
        use crate::scenario::Rule as Goes;
        let Some(Drawing { purpose: Purpose::Plan { .. }, .. }) = &self.drawings.tool else { return None };
        let usual;
        let assumptions = match self.plans.scenario() {
            Some(scenario) => &scenario.assumptions,
            None => {
                usual = super::plans::fresh(String::new(), self.present()).assumptions;
                &usual
            }
        };
        let follows = match assumptions.rule {
            Goes::Catchment => true,
            Goes::IntakeOnly => assumptions.intake == Goes::Catchment,
            _ => false,
        };
        let rule = if assumptions.rule == Goes::IntakeOnly { assumptions.intake } else { assumptions.rule };
        (!follows).then(|| super::scenario::rule_key(rule))
    }

    /// A message for what was asked of the tool.
    pub(super) fn refuse_drawing(&mut self, notice: &Notice) {
        self.message = Some(notice.message(self.view.language));
    }
}
