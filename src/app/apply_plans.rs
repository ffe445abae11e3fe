//! Commands of the place of scenarios take effect here.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use geo::Point;

use super::Wijkspiegel;
use super::command::PlanCommand;
use super::draw::DrawCommand;
use super::plans::{Dragged, Plans, Tool, fresh};
use super::scenario::NewEdit;
use super::scenario::{AssumptionsForm, EditForm};
use super::state::{Dialog, Origin, State};
use crate::data::Year;
use crate::friendship::wishes::Wishes;
use crate::notice::{Notice, Notices};
use crate::project::{Project, StoredScenario};
use crate::scenario::edit::{Edit, EditId, EditKind};
use crate::scenario::history::{Gesture, History, Proposals};
use crate::scenario::{Scenario, file, ready, write};
use crate::view::hit::Hit;

/// The present and nine proposals have the keys 0–9.
const MOST_PROPOSALS: usize = 9;

impl Wijkspiegel {
    pub(super) fn apply_plan(&mut self, command: PlanCommand) {
        let state = &mut self.state;
        match command {
            PlanCommand::New => {
                let name = state.plans.history.free_name(&state.t("plans-new-name"));
                let plan = fresh(name, state.present());
                state.add_proposal(plan);
                self.keep_plans();
            }
            PlanCommand::Show(number) => {
                if number <= state.plans.history.proposals().len() {
                    // What was typed is a step of its own, whoever comes back to it.
                    state.plans.history.settle();
                    state.plans.current = number;
                    state.plans.tool = Tool::Select;
                }
            }
            PlanCommand::Duplicate => {
                if let Some(at) = state.plans.current.checked_sub(1)
                    && state.plans.history.proposals().len() < MOST_PROPOSALS
                {
                    let name = state.plans.scenario().map(|s| s.name.clone()).unwrap_or_default();
                    if let Some(copy) = state.plans.history.duplicate(at, &name) {
                        state.plans.current = copy + 1;
                    }
                    self.keep_plans();
                }
            }
            PlanCommand::Remove => {
                if let Some(at) = state.plans.current.checked_sub(1) {
                    let mut proposals = state.plans.history.proposals().clone();
                    if at < proposals.len() {
                        proposals.remove(at);
                    }
                    state.plans.history.set(proposals);
                    state.plans.current = at.min(state.plans.history.proposals().len());
                    self.keep_plans();
                }
            }
            PlanCommand::Rename(name) => self.change_dragging(Gesture::Name, |s| s.name = name),
            PlanCommand::Describe(text) => {
                self.change_dragging(Gesture::Description, |s| s.description = text);
            }
            PlanCommand::AddReady(at) => {
                let found = ready::scenarios(state.view.language).map(|list| list.into_iter().nth(at));
                match found {
                    Ok(Some(scenario)) => self.take_in(scenario),
                    Ok(None) => {}
                    Err(notice) => state.dialog = Some(Dialog::Failure(notice)),
                }
            }
            PlanCommand::Import(path) => self.import(&path),
            PlanCommand::AskExport => {
                let name = state.plans.scenario().map(|s| s.name.clone()).unwrap_or_default();
                let folder = directories::UserDirs::new()
                    .and_then(|d| {
                        d.document_dir().map(Path::to_owned).or_else(|| Some(d.home_dir().to_owned()))
                    })
                    .unwrap_or_default();
                let path = folder.join(format!("{name}.toml")).to_string_lossy().into_owned();
                state.dialog = Some(Dialog::ExportPlan { path, focused: false });
            }
            PlanCommand::Export(path) => {
                let text = state.plans.scenario().map(|s| write::to_toml(s)).unwrap_or_default();
                match super::plan_files::written(&path, &text) {
                    Ok(()) => {
                        state.dialog = None;
                        state.message =
                            Some(state.tw("plans-exported", &[("file", &path.display().to_string())]));
                    }
                    Err(notice) => state.dialog = Some(Dialog::Failure(notice)),
                }
            }
            PlanCommand::AskAssumptions => {
                if let Some(scenario) = state.plans.scenario() {
                    let form = AssumptionsForm(scenario.assumptions.clone());
                    state.dialog = Some(Dialog::Assumptions(Box::new(form)));
                }
            }
            PlanCommand::SetAssumptions(assumptions) => {
                state.dialog = None;
                self.change(|s| s.assumptions = *assumptions);
            }
            PlanCommand::StartEdit(kind) => self.start_edit(kind),
            PlanCommand::AskEdit(id) => {
                if let Some(edit) = state.plans.scenario().and_then(|s| s.edit(id)) {
                    state.dialog = Some(Dialog::Edit(Box::new(EditForm::of(edit))));
                }
            }
            PlanCommand::PutEdit(form) => {
                state.dialog = None;
                state.fork();
                let EditForm { id, edit, .. } = *form;
                self.change(|s| put(s, id, edit));
            }
            PlanCommand::RemoveEdit(id) => self.change(|s| {
                s.remove(id);
            }),
            PlanCommand::RepeatEdit(id) => self.change(|s| {
                if let Some(edit) = s.edit(id).cloned() {
                    let year = Year((edit.year.0 + 1).min(s.assumptions.last_year.0));
                    put(s, None, Edit { year, ..edit });
                }
            }),
            PlanCommand::PlaceSchool(at) => {
                state.end_place();
                let form = EditForm::new(state, NewEdit::Open, None, at, state.plans.year);
                state.dialog = Some(Dialog::Edit(Box::new(form)));
            }
            PlanCommand::PickPlace(form) => {
                state.dialog = None;
                state.plans.placing = Some(form);
                state.plans.tool = Tool::PlaceEdit;
                state.ask_place();
            }
            PlanCommand::PlaceEdit(at) => {
                state.end_place();
                if let Some(mut form) = state.plans.placing.take() {
                    form.put_place(at);
                    state.dialog = Some(Dialog::Edit(form));
                }
            }
            PlanCommand::MergeInto(into) => {
                state.plans.tool = Tool::Select;
                if let Some(school) = state.selected_school()
                    && school != into
                {
                    let at = state.middle();
                    let mut form =
                        EditForm::new(state, NewEdit::Merge, Some(school.clone()), at, state.plans.year);
                    if let EditKind::Merge { schools, into: of, .. } = &mut form.edit.what {
                        *schools = vec![school, into.clone()];
                        *of = into;
                    }
                    state.dialog = Some(Dialog::Edit(Box::new(form)));
                }
            }
            PlanCommand::PointAt(at) => state.plans.pointed = Some(at),
            PlanCommand::Grab(school) => {
                let forked = state.fork();
                state.plans.dragged = Some(Dragged { school, forked });
            }
            PlanCommand::Drag(at) => self.drag_to(at),
            PlanCommand::Drop => {
                state.plans.dragged = None;
                state.plans.history.settle();
                self.keep_plans();
            }
            PlanCommand::Undo => {
                if let Some(change) = state.plans.history.undo() {
                    state.say("plans-undone", &change);
                    self.settle_plans();
                }
            }
            PlanCommand::Redo => {
                if let Some(change) = state.plans.history.redo() {
                    state.say("plans-redone", &change);
                    self.settle_plans();
                }
            }
            PlanCommand::UndoSteps(steps) => {
                let undone = (0..steps).map_while(|_| state.plans.history.undo()).last();
                if let Some(change) = undone {
                    state.say("plans-undone", &change);
                    self.settle_plans();
                }
            }
            PlanCommand::SetYear(year) => {
                let (first, last) = state.years();
                state.plans.year = Year(year.0.clamp(first.0, last.0));
            }
            PlanCommand::Play(on) => {
                let (first, last) = state.years();
                if on && state.plans.year >= last {
                    state.plans.year = first;
                }
                state.plans.playing = on.then(Instant::now);
            }
            PlanCommand::Chart(figure) => state.plans.charted = figure,
            PlanCommand::SetTool(tool) => {
                state.plans.tool = tool;
                // Who gives up pointing goes on with the form as it was.
                if tool == Tool::Select {
                    state.end_place();
                }
                if let Some(form) = state.plans.placing.take().filter(|_| tool == Tool::Select) {
                    state.dialog = Some(Dialog::Edit(form));
                }
            }
            PlanCommand::Friends(command) => self.apply_friends(command),
        }
    }

    /// A change of the shown proposal, as one step.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Scenario)) {
        let plans = &mut self.state.plans;
        if let Some(at) = plans.current.checked_sub(1) {
            plans.history.change(at, change);
            self.keep_plans();
        }
    }

    /// A change that goes on as long as somebody types: one step until something else is done.
    fn change_dragging(&mut self, gesture: fn(usize) -> Gesture, change: impl FnOnce(&mut Scenario)) {
        let plans = &mut self.state.plans;
        let Some(at) = plans.current.checked_sub(1) else { return };
        let mut proposals = plans.history.proposals().clone();
        if let Some(scenario) = proposals.get_mut(at) {
            change(Arc::make_mut(scenario));
            plans.history.drag(gesture(at), proposals);
            // A save for every letter would make writing slow.
            plans.typed = Some(Instant::now());
        }
    }

    /// Keeps what was typed once the typing pauses; `at_once` without waiting for that.
    pub(super) fn keep_typed(&mut self, ctx: &eframe::egui::Context, at_once: bool) {
        const PAUSE: Duration = Duration::from_millis(600);
        let Some(since) = self.state.plans.typed else { return };
        let gone = since.elapsed();
        if at_once || gone >= PAUSE {
            self.keep_plans();
        } else {
            ctx.request_repaint_after(PAUSE - gone);
        }
    }

    fn start_edit(&mut self, kind: NewEdit) {
        if kind == NewEdit::Catchment {
            return self.apply_draw(DrawCommand::Start(None));
        }
        let state = &mut self.state;
        let code = match (kind, state.view.selection.primary()) {
            (NewEdit::NewHomes | NewEdit::Demolition, Some(Hit::Area(id))) => {
                state.present().area(id).map(|a| a.code.clone())
            }
            (NewEdit::NewHomes | NewEdit::Demolition | NewEdit::Forecast | NewEdit::Open, _) => None,
            _ => state.selected_school(),
        };
        let at = state.view.selection.school().and_then(|id| state.dataset().school(id)).map(|s| s.at);
        if kind == NewEdit::Open {
            state.plans.tool = Tool::PlaceSchool;
            state.ask_place();
            return;
        }
        let at = at.unwrap_or_else(|| state.middle());
        let form = EditForm::new(state, kind, code, at, state.plans.year);
        state.dialog = Some(Dialog::Edit(Box::new(form)));
    }

    /// Where the dragged school is now: its move in this year, or the place where it opens.
    fn drag_to(&mut self, at: Point<f64>) {
        let plans = &mut self.state.plans;
        let (Some(dragged), Some(position)) = (plans.dragged.clone(), plans.current.checked_sub(1)) else {
            return;
        };
        let mut proposals = plans.history.proposals().clone();
        if let Some(scenario) = proposals.get_mut(position) {
            place_school(Arc::make_mut(scenario), &dragged.school, at, plans.year);
            plans.history.drag(Gesture::School(position, dragged.school), proposals);
        }
    }

    pub(super) fn take_in(&mut self, mut scenario: Scenario) {
        scenario.name = self.state.plans.history.free_name(&scenario.name);
        self.state.add_proposal(scenario);
        self.keep_plans();
    }

    /// After undo or redo: the proposal that was shown may be gone.
    fn settle_plans(&mut self) {
        let plans = &mut self.state.plans;
        plans.current = plans.current.min(plans.history.proposals().len());
        self.keep_plans();
    }

    /// Puts the proposals in the project and keeps it: in its file, or aside until it has one.
    pub(super) fn keep_plans(&mut self) {
        let state = &mut self.state;
        state.plans.typed = None;
        let stored = state.plans.history.proposals().iter();
        state.opened.project.scenarios =
            stored.map(|s| StoredScenario { name: s.name.clone(), toml: write::to_toml(s) }).collect();
        let unread = state.plans.unread.iter().cloned();
        state.opened.project.scenarios.extend(unread);
        state.plans.history.wishes().write(&mut state.opened.project.settings);
        // The example itself cannot be changed: what is planned on it is work of its own.
        if matches!(state.opened.origin, Origin::Example) {
            state.opened.origin = Origin::Unsaved;
        }
        self.keep();
    }
}

/// Puts an edit in the place of the one with this number, or adds it.
pub(super) fn put(scenario: &mut Scenario, id: Option<EditId>, edit: Edit) {
    match id.and_then(|id| scenario.edit_mut(id)) {
        Some(old) => *old = Edit { id: old.id, ..edit },
        None => {
            let id = scenario.next_id();
            scenario.edits.push(Edit { id, ..edit });
        }
    }
}

/// Moves a school in a proposal: where it opens when the proposal opens it, else by its move of the
/// year (made when there is none yet).
fn place_school(scenario: &mut Scenario, school: &str, at: Point<f64>, year: Year) {
    for edit in &mut scenario.edits {
        match &mut edit.what {
            EditKind::Open(new) if new.code == school => {
                new.at = at;
                return;
            }
            EditKind::Move { school: of, to } if of == school && edit.year == year => {
                *to = at;
                return;
            }
            _ => {}
        }
    }
    scenario.add(year, EditKind::Move { school: school.to_owned(), to: at });
}

impl State {
    /// Opens the list of what was found in the data and in files.
    pub(super) fn show_notices(&mut self) {
        let name = format!("{} meldingen.csv", self.dataset().name()).replace(['/', '\\', ':'], "-");
        self.dialog = Some(Dialog::Notices { path: super::import::list_path(&name) });
    }

    /// Adds a proposal and shows it; a tenth one is not added.
    pub(super) fn add_proposal(&mut self, scenario: Scenario) {
        let mut proposals = self.plans.history.proposals().clone();
        if proposals.len() >= MOST_PROPOSALS {
            self.message = Some(self.t("plans-full"));
            return;
        }
        proposals.push(Arc::new(scenario));
        self.plans.current = proposals.len();
        self.plans.history.set(proposals);
    }

    /// The first edit of the present makes a proposal of it; `true` when it did.
    pub(super) fn fork(&mut self) -> bool {
        if self.plans.current > 0 {
            return false;
        }
        let name = self.plans.history.free_name(&self.t("plans-new-name"));
        let plan = fresh(name, self.present());
        self.add_proposal(plan);
        true
    }

    /// First and last year of the proposal that the bar of the years is about.
    pub fn years(&self) -> (Year, Year) {
        match self.timed_plan() {
            Some(scenario) => (scenario.assumptions.first_year, scenario.assumptions.last_year),
            None => {
                let usual = crate::scenario::Assumptions::default();
                (usual.first_year, usual.last_year)
            }
        }
    }

    /// Asks for a place on the map, which gets the keyboard.
    fn ask_place(&mut self) {
        self.plans.focus_map = true;
        self.message = Some(self.t("edit-click-place"));
    }

    /// A place was pointed at, or is not going to be: what was asked is not said any longer.
    pub(super) fn end_place(&mut self) {
        self.plans.tool = Tool::Select;
        if self.message == Some(self.t("edit-click-place")) {
            self.message = None;
        }
    }

    /// Middle of the map in RD metres.
    pub fn middle(&self) -> Point<f64> {
        self.view.camera.map_or_else(|| Point::new(0.0, 0.0), |camera| camera.centre)
    }

    fn selected_school(&self) -> Option<String> {
        self.view.selection.school().and_then(|id| self.dataset().school(id)).map(|s| s.code.clone())
    }

    fn say(&mut self, key: &str, change: &crate::scenario::history::Change) {
        let name = |code: &str| self.name_of_code(code);
        let what = change.words(&name, self.view.language);
        self.message = Some(self.tw(key, &[("what", &what)]));
    }
}

impl Plans {
    /// The proposals that stand in a project, and what it asks of the search for friendship schools; with
    /// why some of that cannot be read.
    pub fn of(project: &mut Project) -> (Self, Vec<Notice>) {
        let mut proposals = Proposals::new();
        let mut unread = Vec::new();
        let mut of_wishes = Notices::default();
        let wishes = Wishes::read(&mut project.settings, &mut of_wishes);
        let mut notices: Vec<Notice> = of_wishes.into_iter().collect();
        for one in &project.scenarios {
            match file::read(&one.name, &one.toml) {
                Ok(found) => proposals.push(Arc::new(found.scenario)),
                Err(notice) => {
                    unread.push(one.clone());
                    notices.push(notice);
                }
            }
        }
        let mut plans = Self::new(History::with_wishes(proposals, wishes));
        plans.unread = unread;
        (plans, notices)
    }
}
