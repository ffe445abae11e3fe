//! Commands of drawing take effect here.

use std::sync::Arc;

use geo::{Coord, MultiPolygon};

use super::{Catching, DrawCommand, Drawing, Purpose, Way};
use crate::app::Wijkspiegel;
use crate::app::apply_plans::put;
use crate::app::place::Place;
use crate::app::plans::fresh;
use crate::app::state::{Origin, State};
use crate::catchment::edited::{GivenChange, redrawn, taken_over};
use crate::catchment::living::Living;
use crate::catchment::outline::union;
use crate::catchment::sketch::{Around, PathUse, Session, corner, nearest_corner};
use crate::catchment::{Rule, Subset, catchments_of, nearest};
use crate::data::{Dataset, Level, SchoolId, Source};
use crate::notice::Notice;
use crate::scenario::edit::{Edit, EditId, EditKind};
use crate::scenario::{Rule as Goes, Scenario};
use crate::view::hit::Hit;

impl Wijkspiegel {
    pub(in crate::app) fn apply_draw(&mut self, command: DrawCommand) {
        match command {
            DrawCommand::Start(school) => self.state.start_drawing(school, None),
            DrawCommand::StartEdit(id) => {
                self.state.dialog = None;
                self.state.start_drawing(None, Some(id));
            }
            DrawCommand::Done => self.finish_drawing(),
            DrawCommand::Cancel => self.state.end_drawing(),
            DrawCommand::Remove => {
                if let Some(drawing) = &mut self.state.drawings.tool {
                    drawing.session.empty();
                }
                self.finish_drawing();
            }
            DrawCommand::TakeOver(rule) => self.take_over(rule),
            DrawCommand::UndoGiven => self.step_given(true),
            DrawCommand::RedoGiven => self.step_given(false),
            DrawCommand::FollowCatchments => {
                self.state.fork();
                self.change(|s| match s.assumptions.rule {
                    Goes::IntakeOnly => s.assumptions.intake = Goes::Catchment,
                    _ => s.assumptions.rule = Goes::Catchment,
                });
                self.state.sketch_plan();
            }
            other => {
                self.state.change_drawing(other);
                self.state.sketch_plan();
            }
        }
    }

    /// Keeps what was drawn: among the given catchments, or as an edit of the proposal.
    fn finish_drawing(&mut self) {
        let Some(drawing) = &mut self.state.drawings.tool else { return };
        drawing.session.leave_path();
        let Ok(shape) = drawing.session.checked() else { return };
        let changed = drawing.session.is_changed();
        let (school, purpose) = (drawing.school.clone(), drawing.purpose);
        let Some(others) = drawing.others_after(&shape) else { return };
        let (town, had_one) = (drawing.town.clone(), drawing.had_one);
        self.state.end_drawing();
        if !changed && others.is_empty() {
            return;
        }
        match purpose {
            Purpose::Given => {
                let Some(id) = town.school_by_code(&school) else { return };
                let what = match (shape.0.is_empty(), had_one) {
                    (true, _) => GivenChange::Removed(school),
                    (false, true) => GivenChange::Changed(school),
                    (false, false) => GivenChange::Drawn(school),
                };
                let drawn: Vec<(SchoolId, MultiPolygon<f64>)> =
                    std::iter::once((id, shape)).chain(others).collect();
                let source = Source { title: self.state.t("sketch-source"), ..Source::default() };
                self.redraw(&drawn, source, what);
            }
            Purpose::Plan { id, year } => {
                let code = |id: SchoolId| town.school(id).map(|s| s.code.clone());
                let others: Vec<_> = others.into_iter().filter_map(|(id, s)| Some((code(id)?, s))).collect();
                self.state.fork();
                self.state.view.choice.catchments = Some(Rule::Given);
                self.change(|scenario| {
                    put_catchment(scenario, id, year, school, shape);
                    for (school, shape) in others {
                        put_catchment(scenario, None, year, school, shape);
                    }
                });
            }
        }
    }

    /// The catchments of all schools by a rule become the given ones; those of schools that have none
    /// by that rule stay.
    fn take_over(&mut self, rule: Rule) {
        let state = &mut self.state;
        let dataset = state.present().clone();
        let found = match catchments_by(state, &dataset, &rule) {
            Ok(found) => found,
            Err(notice) => return state.refuse_drawing(&notice),
        };
        let title = state.tw("sketch-source-taken-over", &[("rule", &rule.name(state.view.language))]);
        let source = Source { title, basis: found.basis, ..Source::default() };
        self.redraw(&taken_over(&found), source, GivenChange::TakenOver(rule));
    }

    fn redraw(&mut self, drawn: &[(SchoolId, MultiPolygon<f64>)], source: Source, what: GivenChange) {
        let before = self.state.present().clone();
        let after = redrawn(&before, drawn, source);
        self.state.drawings.given.record(&before, what);
        self.take_dataset(after);
    }

    fn step_given(&mut self, back: bool) {
        let now = self.state.present().clone();
        let history = &mut self.state.drawings.given;
        let Some((dataset, what)) = (if back { history.undo(&now) } else { history.redo(&now) }) else {
            return;
        };
        let name = |code: &str| self.state.name_of_code(code);
        let words = what.words(&name, self.state.view.language);
        let key = if back { "plans-undone" } else { "plans-redone" };
        self.state.message = Some(self.state.tw(key, &[("what", &words)]));
        self.take_dataset(dataset);
    }

    /// Puts a dataset with other catchments in the place of the open one. Borders and schools are the
    /// same, so that everything that is shown stays where it is.
    fn take_dataset(&mut self, dataset: Dataset) {
        let state = &mut self.state;
        state.opened.project.dataset = Arc::new(dataset);
        state.plans.forget_town();
        let given = !state.present().catchments().is_empty();
        match &state.view.choice.catchments {
            Some(Rule::Given) if !given => state.view.choice.catchments = None,
            _ if given => state.view.choice.catchments = Some(Rule::Given),
            _ => {}
        }
        // The example itself cannot be changed: what is drawn on it is work of its own.
        if matches!(state.opened.origin, Origin::Example) {
            state.opened.origin = Origin::Unsaved;
        }
        self.keep();
    }
}

/// The catchment of a school in a proposal: the edit with this number, or that of the same school and
/// year, or a new one.
fn put_catchment(
    scenario: &mut Scenario,
    id: Option<EditId>,
    year: crate::data::Year,
    school: String,
    shape: MultiPolygon<f64>,
) {
    let same = |e: &&Edit| {
        e.year == year && matches!(&e.what, EditKind::Catchment { school: of, .. } if *of == school)
    };
    let id = id.or_else(|| scenario.edits.iter().find(same).map(|e| e.id));
    let what = EditKind::Catchment { school, shape };
    let edit = match id.and_then(|id| scenario.edit(id)) {
        Some(old) => Edit { what, ..old.clone() },
        None => Edit::new(EditId(0), year, what),
    };
    put(scenario, id, edit);
}

fn catchments_by(
    state: &State,
    dataset: &Arc<Dataset>,
    rule: &Rule,
) -> Result<crate::catchment::Catchments, Notice> {
    let town = state.opened.shapes.town(state.present());
    let mut wanted = state.view.choice.wanted_flows();
    if !Arc::ptr_eq(dataset, state.present()) {
        wanted.year = None;
    }
    catchments_of(dataset, rule, wanted, town, &state.view.gate)
}

impl State {
    /// The schools that can have a catchment, by their codes.
    pub(super) fn schools_to_draw(&self) -> Vec<String> {
        let dataset = self.dataset();
        let ids = nearest::candidates(dataset, &Subset::All);
        ids.into_iter().filter_map(|id| dataset.school(id)).map(|s| s.code.clone()).collect()
    }

    fn start_drawing(&mut self, school: Option<String>, edit: Option<EditId>) {
        let town = self.dataset().clone();
        let levels = town.levels();
        let finer = levels.iter().rev().find(|l| **l == Level::Buurt).or(levels.last()).copied();
        let Some(finest) = finer else {
            return self.refuse_drawing(&Notice::error("catchment-no-areas"));
        };
        let planning = self.view.place == Place::Scenario;
        let known = edit.and_then(|id| self.plans.scenario()?.edit(id).cloned());
        let selected = self.view.selection.school().and_then(|id| town.school(id)).map(|s| s.code.clone());
        let (purpose, drawn) = match &known {
            Some(Edit { id, year, what: EditKind::Catchment { shape, .. }, .. }) => {
                (Purpose::Plan { id: Some(*id), year: *year }, Some(shape.clone()))
            }
            Some(_) => return,
            None if planning => (Purpose::Plan { id: None, year: self.plans.year }, None),
            None => (Purpose::Given, None),
        };
        let own = known.as_ref().and_then(|e| e.what.schools().first().map(|s| (*s).to_owned()));
        let without = || {
            let schools = self.schools_to_draw();
            let has = |code: &String| {
                let id = town.school_by_code(code);
                town.catchments().iter().any(|c| Some(c.school) == id)
            };
            schools.iter().find(|code| !has(code)).or(schools.first()).cloned()
        };
        let Some(school) = own.or(school).or(selected).or_else(without) else {
            return self.refuse_drawing(&Notice::error("catchment-no-schools").arg("of", ""));
        };
        let id = town.school_by_code(&school);
        let given: Vec<&MultiPolygon<f64>> =
            town.catchments().iter().filter(|c| Some(c.school) == id).map(|c| &c.shape).collect();
        let shape = drawn.unwrap_or_else(|| union(&given));
        let municipality = self.opened.shapes.town(self.present()).outline().clone();
        let level_before = self.drawings.tool.as_ref().map_or(self.view.choice.level, |d| d.level_before);
        self.plans.sketched = None;
        if matches!(level_before, Level::Municipality) || !levels.contains(&level_before) {
            self.view.choice.level = finest;
        }
        if let Some(id) = id {
            self.view.selection = Hit::School(id).into();
        }
        self.view.left_open = true;
        self.view.home.open = false;
        self.plans.playing = None;
        self.plans.tool = crate::app::plans::Tool::Select;
        let year = if matches!(purpose, Purpose::Given) { self.view.choice.year } else { None };
        let around = Around::of(&town, id, &municipality);
        let drawing = Drawing {
            had_one: !shape.0.is_empty(),
            session: Session::beside(shape, around.others().to_vec()),
            way: Way::Areas,
            snapping: true,
            following: true,
            give_way: false,
            path_use: PathUse::Add,
            filter: String::new(),
            refused: None,
            together: true,
            chosen: None,
            step_m: 10.0,
            around: Arc::new(around),
            living: Living::of(&town, self.view.choice.scheme, year, self.view.gate),
            borders: Catching::default(),
            seen: None,
            held: None,
            pointed: None,
            cue: None,
            map_focused: false,
            pointer: None,
            level_before,
            school,
            purpose,
            town,
        };
        self.drawings.tool = Some(drawing);
        self.message = None;
    }

    /// Ends the drawing without keeping it.
    pub(in crate::app) fn end_drawing(&mut self) {
        if let Some(drawing) = self.drawings.tool.take() {
            self.view.choice.level = drawing.level_before;
        }
        self.plans.sketched = None;
    }

    fn change_drawing(&mut self, command: DrawCommand) {
        let language = self.view.language;
        let rule = match &command {
            DrawCommand::Begin(Some(rule)) => Some(self.shape_by(rule)),
            _ => None,
        };
        let Some(drawing) = &mut self.drawings.tool else { return };
        let borders = drawing.made_borders();
        let follow = borders.clone().filter(|_| drawing.following && drawing.snapping);
        if !matches!(command, DrawCommand::Move(_)) {
            drawing.refused = None;
        }
        let session = &mut drawing.session;
        let mut said = None;
        match command {
            DrawCommand::SetWay(way) => {
                session.leave_path();
                drawing.way = way;
            }
            DrawCommand::SetArea(id, inside) => {
                if let Some(area) = drawing.town.area(id) {
                    session.set_area(id, &area.shape, inside, borders.as_deref());
                }
            }
            DrawCommand::Point(at, caught) => session.put_point(at, caught, follow.as_deref()),
            DrawCommand::TakeBack => {
                session.take_back();
            }
            DrawCommand::Close if session.path().len() > 0 => {
                drawing.refused = session.close(drawing.path_use, follow.as_deref()).err();
            }
            DrawCommand::Leave => session.leave_path(),
            DrawCommand::Hold(id, other) => {
                session.set_together(drawing.together != other);
                drawing.held = Some(id);
                drawing.chosen = Some(id);
            }
            DrawCommand::HoldNew(id, at, other) => {
                session.set_together(drawing.together != other);
                drawing.held = session.add_corner(id, at);
                drawing.chosen = drawing.held;
            }
            DrawCommand::Move(to) => {
                if let Some(id) = drawing.held {
                    session.move_corner(id, to);
                }
            }
            DrawCommand::Drop => {
                let at = drawing.held.take().and_then(|id| corner(session.shape(), id));
                session.drop_corner();
                session.set_together(drawing.together);
                // Corners may have been put before it, and borders moved that points are caught by.
                drawing.chosen = at.and_then(|at| nearest_corner(session.shape(), at, 0.001));
                drawing.borders = Catching::default();
            }
            DrawCommand::Together(together) => {
                drawing.together = together;
                session.set_together(together);
            }
            DrawCommand::RemoveCorner(id) => match session.remove_corner(id) {
                Ok(()) => drawing.chosen = None,
                Err(fault) => drawing.refused = Some(fault),
            },
            DrawCommand::Choose(further) => drawing.choose(further),
            DrawCommand::ChooseNone => drawing.chosen = None,
            DrawCommand::Nudge(east, north) => {
                drawing.nudge((east, north));
                drawing.borders = Catching::default();
            }
            DrawCommand::AddBeside => drawing.add_beside(),
            DrawCommand::Begin(None) => session.empty(),
            DrawCommand::Begin(Some(of)) => match rule {
                Some(Ok(shape)) => {
                    let shape = borders.map_or(shape.clone(), |b| b.settle(&shape));
                    session.begin_with(&of, shape);
                }
                Some(Err(notice)) => said = Some(notice.message(language)),
                None => {}
            },
            DrawCommand::Undo | DrawCommand::Redo => {
                drawing.held = None;
                let back = matches!(command, DrawCommand::Undo);
                let step = if back { session.undo() } else { session.redo() };
                said = step.map(|step| {
                    let words = step.words(&|id| drawing.name_of_area(id), language);
                    let key = if back { "plans-undone" } else { "plans-redone" };
                    crate::text::text_with(language, key, &[("what", &words)])
                });
            }
            _ => {}
        }
        let chosen = drawing.chosen().map(|(_, at)| at);
        if said.is_some() {
            self.message = said;
        }
        self.keep_in_sight(chosen);
    }

    /// Moves the map until the chosen corner is on it.
    fn keep_in_sight(&mut self, chosen: Option<Coord<f64>>) {
        let Some((at, camera)) = chosen.zip(self.view.camera) else { return };
        let seen = camera.visible();
        if !geo::Intersects::intersects(&seen, &at) {
            let off = at - seen.center();
            let px = |metres: f64| (metres / camera.metres_per_px) as f32;
            self.view.camera = Some(camera.pan(-px(off.x), px(off.y)));
        }
    }

    /// The catchment of the school that is drawn, by a rule.
    fn shape_by(&self, rule: &Rule) -> Result<MultiPolygon<f64>, Notice> {
        let Some(drawing) = &self.drawings.tool else { return Ok(MultiPolygon(Vec::new())) };
        let found = catchments_by(self, &drawing.town, rule)?;
        let of = drawing.school_id().and_then(|id| found.of(id));
        of.map(|c| c.shape.clone())
            .ok_or_else(|| Notice::error("sketch-no-catchment-by").arg("rule", rule.name(self.view.language)))
    }

    /// The proposal as it would be with the drawing, so that its outcomes go along.
    fn sketch_plan(&mut self) {
        let Some(drawing) = &self.drawings.tool else { return };
        let Purpose::Plan { id, year } = drawing.purpose else { return };
        let Ok(shape) = drawing.session.checked() else { return };
        let mut scenario = match self.plans.scenario() {
            Some(scenario) => Scenario::clone(scenario),
            None => fresh(self.t("plans-present"), self.present()),
        };
        if drawing.session.is_changed() {
            let others = drawing.others_after(&shape).unwrap_or_default();
            put_catchment(&mut scenario, id, year, drawing.school.clone(), shape);
            for (other, shape) in others {
                if let Some(other) = drawing.town.school(other) {
                    put_catchment(&mut scenario, None, year, other.code.clone(), shape);
                }
            }
        }
        self.plans.sketched = Some(Arc::new(scenario));
    }
}
