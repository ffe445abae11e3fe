//! The story that is open: which step is chosen, what can be undone, and keeping it.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::Wijkspiegel;
use crate::app::place::Place;
use crate::app::state::{Opened, Origin, State};
use crate::app::workings::Same;
use crate::data::{Dataset, Year};
use crate::figures::headline::{Comparison, Headline, headline};
use crate::figures::plain::{Figure, Ground, Plain, Unit};
use crate::scenario::Scenario;
use crate::text::Language;
use crate::view::camera::Camera;
use crate::view::focus::focus;
use crate::view::hit::Hit;
use crate::view::story::saved::{Found, SavedView, Shown};
use crate::view::story::{Step, Story, example, file};

/// A text of a step that a person writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Title,
    Sentence,
    Caption,
    Note,
}

impl Field {
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Title => "tell-field-title",
            Self::Sentence => "tell-field-sentence",
            Self::Caption => "tell-field-caption",
            Self::Note => "tell-field-note",
        }
    }
}

/// What a person does with the story.
#[derive(Clone, Debug, PartialEq)]
pub enum StoryCommand {
    Choose(usize),
    /// Adds what the map shows behind the chosen step.
    Add,
    /// Makes the chosen step show what the map shows.
    Update,
    /// Shows the chosen step again.
    Back,
    Duplicate,
    Up,
    Down,
    Remove,
    SetFigure(Figure),
    /// The proposal that the step shows, by its name, with the year; `None` is the present.
    SetScenario(Option<(String, i32)>),
    SetText(Field, String),
    /// Makes the sentence from the figures again.
    RestoreSentence,
    Undo,
    Redo,
    ShowNotes(bool),
    /// Presents from the chosen step: over the whole screen, or in the window as a preview.
    Present {
        full: bool,
    },
}

impl StoryCommand {
    /// Fluent key of the name in tooltips and lists.
    pub fn label_key(&self) -> &'static str {
        match self {
            Self::Choose(_) | Self::Back => "tell-back",
            Self::Add => "tell-add",
            Self::Update => "tell-update",
            Self::Duplicate => "tell-duplicate",
            Self::Up => "tell-up",
            Self::Down => "tell-down",
            Self::Remove => "tell-remove",
            Self::SetFigure(_) => "tell-field-figure",
            Self::SetScenario(_) => "tell-field-scenario",
            Self::SetText(field, _) => field.label_key(),
            Self::RestoreSentence => "tell-sentence-restore",
            Self::Undo => "tell-undo",
            Self::Redo => "tell-redo",
            Self::ShowNotes(_) => "tell-notes-window",
            Self::Present { full: true } => "tell-present",
            Self::Present { full: false } => "tell-preview",
        }
    }
}

/// A story as it was, with the step that was chosen.
#[derive(Clone, Debug)]
struct Moment {
    story: Story,
    chosen: Option<usize>,
}

/// The open story.
#[derive(Debug, Default)]
pub struct StoryState {
    pub story: Story,
    pub chosen: Option<usize>,
    /// Whether the speaker has a window of their own while presenting.
    pub notes_window: bool,
    /// Language of the example's own story, as long as nobody changed it.
    made_in: Option<Language>,
    past: Vec<Moment>,
    future: Vec<Moment>,
    /// Which text is being written: all of one go is undone at once.
    writing: Option<(usize, Field)>,
    /// Whether something changed that is not in the file yet.
    unkept: bool,
    /// Headlines of what the steps compare.
    headlines: Vec<(Same, Comparison, Option<Headline>)>,
    /// Whether the story is presented: the town is that of the step, whatever the place.
    pub presenting: bool,
}

/// Changes that can be undone.
const MOST_UNDONE: usize = 100;
/// Headlines that are kept at once.
const MOST_HEADLINES: usize = 40;

impl StoryState {
    /// The story of what was opened, or the example's own.
    pub fn of(opened: &mut Opened, language: Language) -> Self {
        let found = file::read(&mut opened.project.settings, &mut opened.notices);
        let dataset = &opened.project.dataset;
        let made_in = (found.is_none() && dataset.is_example()).then_some(language);
        let story = found.unwrap_or_else(|| example::story(dataset, language));
        let chosen = (!story.steps.is_empty()).then_some(0);
        Self { story, chosen, made_in, ..Self::default() }
    }

    pub fn step(&self) -> Option<&Step> {
        self.story.steps.get(self.chosen?)
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Something else in the settings of the project changed: it is kept as a change of the story is.
    pub(in crate::app) fn settings_changed(&mut self) {
        self.unkept = true;
    }

    fn now(&self) -> Moment {
        Moment { story: self.story.clone(), chosen: self.chosen }
    }

    fn remember(&mut self) {
        self.future.clear();
        self.past.push(self.now());
        if self.past.len() > MOST_UNDONE {
            self.past.remove(0);
        }
        self.made_in = None;
        self.unkept = true;
    }

    fn turn(&mut self, back: bool) {
        let now = self.now();
        let (from, to) =
            if back { (&mut self.past, &mut self.future) } else { (&mut self.future, &mut self.past) };
        let Some(moment) = from.pop() else { return };
        to.push(now);
        self.story = moment.story;
        self.chosen = moment.chosen.filter(|at| *at < self.story.steps.len());
        self.unkept = true;
    }

    /// Changes the story in one go that can be undone.
    fn change(&mut self, edit: impl FnOnce(&mut Story, Option<usize>) -> Option<usize>) {
        self.writing = None;
        self.remember();
        self.chosen = edit(&mut self.story, self.chosen).filter(|at| *at < self.story.steps.len());
    }

    fn write(&mut self, field: Field, text: String) {
        let Some(at) = self.chosen else { return };
        if self.writing != Some((at, field)) {
            self.remember();
            self.writing = Some((at, field));
        }
        self.unkept = true;
        let Some(step) = self.story.steps.get_mut(at) else { return };
        match field {
            Field::Title => step.title = text,
            Field::Sentence => step.sentence = Some(text),
            Field::Caption => step.caption = text,
            Field::Note => step.note = text,
        }
    }
}

/// What is selected on the map, for a figure or a step.
pub fn unit(hit: Hit) -> Unit {
    match hit {
        Hit::School(id) => Unit::School(id),
        Hit::Area(id) => Unit::Area(id),
    }
}

impl State {
    /// The example's story in the language of the window, as long as it is the example's own.
    pub(in crate::app) fn translate_story(&mut self) {
        let language = self.view.language;
        if self.story.made_in.is_some_and(|made| made != language) {
            self.story.story = example::story(self.present(), language);
            self.story.made_in = Some(language);
        }
    }

    /// Whether the town is that of a step.
    pub(in crate::app) fn is_telling(&self) -> bool {
        self.story.presenting || self.view.place == Place::Tell
    }

    /// The proposal and year of the chosen step, where it has one that is still there.
    pub(in crate::app) fn told_plan(&self) -> Option<(Arc<Scenario>, Year)> {
        let step = self.story.step()?;
        let plan = self.plan_of(step)?;
        Some((plan.clone(), step.year.map_or(self.plans.year, Year)))
    }

    /// The proposal that a step names.
    pub(in crate::app) fn plan_of(&self, step: &Step) -> Option<&Arc<Scenario>> {
        let name = step.scenario.as_ref()?;
        self.plans.history.proposals().iter().find(|plan| plan.name == *name)
    }

    /// "Scenario: Two schools together, 2030-2031".
    pub(in crate::app) fn plan_text(&self, step: &Step) -> Option<String> {
        let name = step.scenario.as_ref()?;
        let text = self.tw("tell-scenario", &[("name", name)]);
        Some(step.year.map_or(text.clone(), |year| format!("{text}, {}", Year(year))))
    }

    /// What the map shows now, as a step keeps it.
    pub(in crate::app) fn view_to_keep(&self, figure: Figure) -> Option<SavedView> {
        let camera = self.view.camera?;
        let shown = Shown {
            camera,
            choice: &self.view.choice,
            comparison: self.view.comparison,
            selection: &self.view.selection,
            figure,
        };
        let view = SavedView::of(self.dataset(), &shown);
        // A map of another shape shows more to two sides; a step in the same place keeps its own
        // rectangle, so that the map does not move between the two.
        let same = self.story.step().filter(|step| step.view.is_in_place(&camera));
        Some(match same {
            Some(step) => SavedView { centre: step.view.centre, metres: step.view.metres, ..view },
            None => view,
        })
    }

    /// Shows what a view keeps, but for the camera; gives where that goes on a map of this size.
    pub(in crate::app) fn show_view(&mut self, view: &SavedView, size_px: (f32, f32)) -> Camera {
        let found = view.find(self.dataset());
        let selection = found.whole_selection(self.dataset());
        let Found { choice, comparison, .. } = found;
        self.view.choice = choice;
        self.view.comparison = comparison;
        self.view.selection = selection;
        view.camera(size_px).unwrap_or_else(|| {
            let town = focus(self.dataset()).unwrap_or_else(|| self.scene().extent);
            Camera::fit(town, size_px, 32.0)
        })
    }

    /// A figure in plain words, of what is compared and selected now.
    pub(in crate::app) fn plain(&mut self, figure: Figure) -> Plain {
        self.plain_of(
            &self.dataset().clone(),
            figure,
            self.view.comparison,
            self.view.selection.primary().map(unit),
        )
    }

    /// The same of another town and comparison; headlines are kept.
    pub(in crate::app) fn plain_of(
        &mut self,
        dataset: &Arc<Dataset>,
        figure: Figure,
        comparison: Comparison,
        selected: Option<Unit>,
    ) -> Plain {
        let same = Same(dataset.clone());
        let list = &mut self.story.headlines;
        let at = list.iter().position(|(town, of, ..)| *town == same && *of == comparison);
        let at = at.unwrap_or_else(|| {
            // Towns of proposals come and go.
            if list.len() >= MOST_HEADLINES {
                list.clear();
            }
            list.push((same, comparison, headline(dataset, comparison).ok().flatten()));
            list.len() - 1
        });
        let ground = Ground {
            dataset,
            comparison,
            headline: self.story.headlines.get(at).and_then(|(.., headline)| headline.as_ref()),
            gate: &self.view.gate,
            selected,
            language: self.view.language,
        };
        ground.plain(figure)
    }

    fn new_step(&self) -> Option<Step> {
        let before = self.story.step().map(|s| s.view.figure);
        let figure = if !self.view.selection.is_empty() {
            Figure::Selected
        } else {
            before.filter(|f| *f != Figure::Selected).unwrap_or(Figure::OneGroup)
        };
        let dataset = self.dataset();
        let selected = self.view.selection.primary().and_then(|hit| match hit {
            Hit::School(id) => dataset.school(id).map(|s| s.name.clone()),
            Hit::Area(id) => dataset.area(id).map(|a| a.name.clone()),
        });
        let title = selected.unwrap_or_else(|| self.t("tell-new-step"));
        // A step behind one of a proposal is of that proposal too.
        let (scenario, year) = self.story.step().map(|s| (s.scenario.clone(), s.year)).unwrap_or_default();
        Some(Step { title, view: self.view_to_keep(figure)?, scenario, year, ..Step::default() })
    }
}

impl Wijkspiegel {
    pub(in crate::app) fn apply_story(&mut self, ctx: &Context, command: StoryCommand) {
        self.edit_story(ctx, command);
        if self.state.story.unkept {
            // From here on every way of saving takes it along.
            file::write(&self.state.story.story, &mut self.state.opened.project.settings);
        }
    }

    fn edit_story(&mut self, ctx: &Context, command: StoryCommand) {
        if matches!(command, StoryCommand::Add | StoryCommand::Update)
            && let Some(flight) = self.flight.take()
        {
            // Where the map is going is what the person asked to see.
            self.state.view.camera = Some(flight.to);
        }
        let state = &mut self.state;
        match command {
            StoryCommand::Choose(at) => {
                state.story.writing = None;
                state.story.chosen = Some(at).filter(|at| *at < state.story.story.steps.len());
                self.show_step();
            }
            StoryCommand::Back => self.show_step(),
            StoryCommand::Add => {
                if let Some(step) = state.new_step() {
                    state.story.change(|story, at| Some(story.insert_after(at, step)));
                }
            }
            StoryCommand::Undo | StoryCommand::Redo => {
                state.story.writing = None;
                state.story.turn(command == StoryCommand::Undo);
                state.message = None;
                self.show_step();
            }
            StoryCommand::ShowNotes(on) => state.story.notes_window = on,
            StoryCommand::Present { full } => self.present(ctx, full),
            StoryCommand::SetText(field, text) => state.story.write(field, text),
            StoryCommand::Remove => {
                if state.story.step().is_some() {
                    state.story.change(|story, at| {
                        story.remove(at?)?;
                        Some(at?.min(story.steps.len().checked_sub(1)?))
                    });
                    self.show_step();
                    self.state.message = Some(self.state.t("tell-removed"));
                }
            }
            StoryCommand::Update
            | StoryCommand::Duplicate
            | StoryCommand::Up
            | StoryCommand::Down
            | StoryCommand::SetFigure(_)
            | StoryCommand::SetScenario(_)
            | StoryCommand::RestoreSentence => self.edit_step(command),
        }
    }

    /// Changes the chosen step, or its place in the row.
    fn edit_step(&mut self, command: StoryCommand) {
        let state = &mut self.state;
        let (Some(at), Some(step)) = (state.story.chosen, state.story.step().cloned()) else { return };
        let changed = match command {
            StoryCommand::Duplicate => return state.story.change(|story, _| story.duplicate(at)),
            StoryCommand::Up if at > 0 => return state.story.change(|story, _| story.shift(at, at - 1)),
            StoryCommand::Down if at + 1 < state.story.story.steps.len() => {
                return state.story.change(|story, _| story.shift(at, at + 1));
            }
            StoryCommand::Update => match state.view_to_keep(step.view.figure) {
                Some(view) => Step { view, ..step },
                None => return,
            },
            StoryCommand::SetFigure(figure) => Step { view: SavedView { figure, ..step.view }, ..step },
            StoryCommand::SetScenario(plan) => {
                let (scenario, year) = plan.unzip();
                Step { scenario, year, ..step }
            }
            StoryCommand::RestoreSentence => Step { sentence: None, ..step },
            _ => return,
        };
        state.story.change(|story, _| {
            *story.steps.get_mut(at)? = changed;
            Some(at)
        });
    }

    /// Brings the map to the chosen step.
    fn show_step(&mut self) {
        let Some(view) = self.state.story.step().map(|s| s.view.clone()) else { return };
        let size = self.state.view.camera.map_or((1.0, 1.0), |c| c.size_px);
        let to = self.state.show_view(&view, size);
        self.fly(to);
    }

    fn present(&mut self, ctx: &Context, full: bool) {
        if self.state.story.story.steps.is_empty() {
            self.state.view.place = Place::Tell;
            self.state.message = Some(self.state.t("present-empty"));
            return;
        }
        self.state.story.presenting = true;
        self.presenting = Some(crate::app::present::Presenting::begin(ctx, &self.state, full));
    }

    /// Puts what changed in the story in the project, once nobody is in the middle of writing it.
    pub(in crate::app) fn keep_story(&mut self, ctx: &Context) {
        let closing = ctx.input(|i| i.viewport().close_requested());
        if !self.state.story.unkept || (ctx.egui_wants_keyboard_input() && !closing) {
            return;
        }
        self.state.story.unkept = false;
        match self.state.opened.origin {
            // Work on the example has no file; it is kept aside, so that it is not lost.
            Origin::Example => self.keep_aside(),
            Origin::File | Origin::Unsaved => self.keep(),
        }
    }
}
