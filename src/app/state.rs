//! What is open and what is shown, in three parts: the dataset, the view, and what is derived.

use std::path::PathBuf;
use std::sync::Arc;

use crate::data::Dataset;
use crate::figures::choice_terms::ChoiceTerm;
use crate::figures::few;
use crate::figures::headline::{Comparison, Headline, headline};
use crate::figures::mirror::TownMirror;
use crate::measure::two;
use crate::notice::Notice;
use crate::privacy::{Gate, ShownFlows};
use crate::text::{Language, text, text_with};
use crate::view::camera::Camera;
use crate::view::choice::MapChoice;
use crate::view::hit::Hit;
use crate::view::links::Links;
use crate::view::mirror::{MirrorChoice, with_mirror, without};
use crate::view::scene::Scene;
use crate::view::selection::{Selection, depends_on_selection, with_selection};
use crate::view::stack::Stack;
use crate::view::theme::{Theme, ThemeKind};
use crate::view::town::town_scene;

use super::agenda::{AgendaForm, AgendaState};
use super::assistant::Assistant;
use super::charts::Charts;
use super::compare::Comparing;
use super::draw::Drawings;
use super::drawer;
use super::export_dialog::Form;
use super::home::HomeView;
use super::import::Preview;
use super::layers::kept;
use super::measures_window::Tab;
pub use super::opened::{Opened, Origin};
use super::pick::Picking;
use super::place::Place;
use super::plans::Plans;
use super::scenario::{AssumptionsForm, EditForm, FriendsDialog};
use super::search::Finding;
use super::swipe::Swipe;
use super::table::TableView;
use super::tell::keep::StoryState;
use super::window::{WindowDialog, WindowState};
use super::workings::{Same, Workings};

/// What lies over the window and waits for an answer.
#[derive(Debug)]
pub enum Dialog {
    Open {
        path: String,
        saving: bool,
        /// Whether the field has had the focus: it gets it once.
        focused: bool,
    },
    Import(Box<Preview>),
    /// Making a project from a folder of published files.
    Assistant(Box<Assistant>),
    Export(Form),
    /// Who does what, where.
    Agenda(Box<AgendaForm>),
    Notices {
        /// Where the list of them goes.
        path: String,
    },
    /// The threshold for small numbers.
    Privacy(super::privacy_dialog::Form),
    Meaning,
    /// Two kinds of catchments beside each other.
    Catchments,
    Measures(Tab),
    Shortcuts,
    /// Of the window itself: palette, settings, words, bookmarks.
    Window(WindowDialog),
    /// An edit of a proposal while it is filled in.
    Edit(Box<EditForm>),
    Assumptions(Box<AssumptionsForm>),
    /// Friendship schools: a group, the best pairs, or all pairs.
    Friends(Box<FriendsDialog>),
    /// Asks where a proposal goes as a file.
    ExportPlan {
        path: String,
        focused: bool,
    },
    Failure(Notice),
    /// Unsaved work of an earlier session was found.
    Recovered,
    /// Saving failed; the work was kept elsewhere.
    NotSaved(Notice),
    /// Something else is about to take the place of unsaved work.
    Leave(Box<Opened>),
    /// A file stands where the project is to be saved.
    Overwrite(PathBuf),
}

/// What a person chose to see; nothing here can be undone or lost.
#[derive(Clone, Debug)]
pub struct ViewState {
    pub place: Place,
    pub choice: MapChoice,
    pub comparison: Comparison,
    /// Id of a measure of two groups that stands beside D.
    pub measure: &'static str,
    pub camera: Option<Camera>,
    /// What is selected, everywhere the same.
    pub selection: Selection,
    pub hover: Option<Hit>,
    /// What a list points at in this frame; the map shows where it is.
    pub pointed: Option<Hit>,
    /// The window of home and choice.
    pub home: HomeView,
    /// What weighs in the model of choice besides the usual.
    pub terms: Vec<ChoiceTerm>,
    pub language: Language,
    pub theme: ThemeKind,
    pub gate: Gate,
    pub left_open: bool,
    pub right_open: bool,
    pub table_open: bool,
    /// What the drawer under the map shows.
    pub drawer: drawer::Tab,
    /// Whether the drawer is about schools, else areas.
    pub table_of_schools: bool,
    /// Order and filter of the table.
    pub table: TableView,
    pub search: String,
    pub focus_search: bool,
}

/// Everything computed from dataset and view, with what it was computed from.
#[derive(Debug, Default)]
struct Derived {
    scene: Option<(SceneKey, Arc<Scene>)>,
    /// The same with the layers in the chosen order.
    stacked: Option<(Arc<Scene>, Arc<Scene>)>,
    /// The same with the links of friendship schools over it.
    linked: Option<(Arc<Scene>, Links, Arc<Scene>)>,
    /// The same with what belongs to the selection, where the choice shows anything of it.
    with_selection: Option<(Arc<Scene>, Option<Hit>, Arc<Scene>)>,
    headline: Option<(Same, Comparison, Result<Option<Headline>, Notice>)>,
    /// What a worker found of the mirror that the map shows.
    mirror: Option<Arc<FoundMirror>>,
    mirrored: Option<Mirrored>,
}

/// A scene with its schools as mirrors, and what it was made of.
#[derive(Debug)]
struct Mirrored {
    plain: Arc<Scene>,
    mirror: MirrorChoice,
    found: Arc<FoundMirror>,
    scene: Arc<Scene>,
}

type FoundMirror = Result<Option<TownMirror>, Notice>;

#[derive(Clone, Debug, PartialEq)]
struct SceneKey {
    town: Same,
    look: Look,
}

/// Everything in the view that decides what a map of a town looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub choice: MapChoice,
    pub gate: Gate,
    pub language: Language,
    pub theme: ThemeKind,
}

#[derive(Debug)]
pub struct State {
    pub opened: Opened,
    pub view: ViewState,
    pub story: StoryState,
    pub agenda: AgendaState,
    pub dialog: Option<Dialog>,
    /// A short message in the status bar.
    pub message: Option<String>,
    pub plans: Plans,
    pub comparing: Comparing,
    pub window: WindowState,
    pub(super) finding: Finding,
    pub drawings: Drawings,
    /// Drawing on the map to select.
    pub picking: Picking,
    /// Two maps on one, with a divider between them.
    pub swipe: Option<Swipe>,
    pub(super) charts: Charts,
    pub(super) workings: Workings,
    derived: Derived,
}

impl State {
    pub fn new(mut opened: Opened) -> Self {
        let story = StoryState::of(&mut opened, Language::Dutch);
        let agenda = AgendaState::of(&mut opened, Language::Dutch);
        let plans = Plans::of(&mut opened.project).0;
        let dataset = &opened.project.dataset;
        let mut choice = first_choice(dataset);
        kept::restore(&opened.project.settings, &mut choice);
        let view = ViewState {
            place: Place::default(),
            choice,
            comparison: Comparison::first(dataset),
            measure: two::dissimilarity::MEASURE.id,
            camera: None,
            selection: Selection::default(),
            hover: None,
            pointed: None,
            home: HomeView::default(),
            terms: Vec::new(),
            language: Language::Dutch,
            theme: ThemeKind::Light,
            gate: Gate::read(&opened.project.settings),
            left_open: true,
            right_open: true,
            table_open: false,
            drawer: drawer::Tab::default(),
            table_of_schools: true,
            table: TableView::default(),
            search: String::new(),
            focus_search: false,
        };
        Self {
            view,
            story,
            agenda,
            dialog: None,
            message: None,
            plans,
            opened,
            comparing: Comparing::default(),
            window: WindowState::default(),
            finding: Finding::default(),
            drawings: Drawings::default(),
            picking: Picking::default(),
            swipe: None,
            charts: Charts::default(),
            workings: Workings::default(),
            derived: Derived::default(),
        }
    }

    /// The town that is shown: the present, or that of a proposal and year.
    pub fn dataset(&self) -> &Arc<Dataset> {
        self.plans.town().unwrap_or(&self.opened.project.dataset)
    }

    /// The town as it was loaded: no proposal changes it.
    pub fn present(&self) -> &Arc<Dataset> {
        &self.opened.project.dataset
    }

    pub fn theme(&self) -> Theme {
        Theme::of(self.view.theme)
    }

    /// Whether so few schools take part, of which a count is hidden, that it would follow from
    /// measures in full.
    pub fn tells_too_much(&self) -> bool {
        few::tells_schools(self.dataset(), self.view.comparison, self.view.gate).unwrap_or(false)
    }

    /// A text in the language of the window.
    pub fn t(&self, key: &str) -> String {
        text(self.view.language, key)
    }

    /// A text with arguments.
    pub fn tw(&self, key: &str, args: &[(&str, &str)]) -> String {
        text_with(self.view.language, key, args)
    }

    /// "1 melding", "3 meldingen".
    pub fn notices_text(&self, count: usize) -> String {
        let number = crate::number::whole(count as f64, self.view.language);
        if count == 1 { self.t("status-notice") } else { self.tw("status-notices", &[("count", &number)]) }
    }

    /// Puts another dataset in the place of the open one; what was chosen stays where it can.
    pub fn replace(&mut self, opened: Opened) {
        let old = self.dataset().clone();
        self.opened = opened;
        self.story = StoryState::of(&mut self.opened, self.view.language);
        self.agenda = AgendaState::of(&mut self.opened, self.view.language);
        let (plans, unread) = Plans::of(&mut self.opened.project);
        self.plans = plans;
        self.comparing = Comparing::default();
        self.drawings = Drawings::default();
        self.swipe = None;
        for notice in unread {
            self.opened.notices.push(notice);
        }
        self.derived = Derived::default();
        self.view.hover = None;
        self.view.gate = Gate::read(&self.opened.project.settings);
        let new = self.dataset().clone();
        let same_town = old.extent() == new.extent();
        if !same_town {
            self.view.camera = None;
            self.view.selection = Selection::default();
        }
        // Positions change when data is added: members go by their codes.
        let same = |hit| match hit {
            Hit::School(id) => new.school_by_code(&old.school(id)?.code).map(Hit::School),
            Hit::Area(id) => new.area_by_code(&old.area(id)?.code).map(Hit::Area),
        };
        self.view.selection = self.view.selection.mapped(same);
        let MapChoice { visible, backdrop, .. } = self.view.choice.clone();
        self.view.choice = MapChoice { visible, backdrop, ..first_choice(&new) };
        kept::restore(&self.opened.project.settings, &mut self.view.choice);
        self.view.comparison = Comparison::first(&new);
        let HomeView { open, tab, .. } = self.view.home;
        self.view.home = HomeView { open, tab, ..HomeView::default() };
        self.view.terms.clear();
        self.view.search.clear();
        self.message = None;
    }

    /// The map as it stands, with its layers in order. Another order or opacity styles nothing again.
    pub fn scene(&mut self) -> Arc<Scene> {
        let scene = self.selected_scene();
        let stack = &self.view.choice.stack;
        if scene.stack == *stack {
            return scene;
        }
        if let Some((of, stacked)) = &self.derived.stacked
            && Arc::ptr_eq(of, &scene)
            && stacked.stack == *stack
        {
            return stacked.clone();
        }
        let stacked = Arc::new(Scene { stack: stack.clone(), ..Scene::clone(&scene) });
        self.derived.stacked = Some((scene, stacked.clone()));
        stacked
    }

    /// The map with what it shows of the selection.
    fn selected_scene(&mut self) -> Arc<Scene> {
        let scene = self.mirrored_scene();
        let choice = self.choice_of(self.dataset());
        if self.drawings.tool.is_some() || !depends_on_selection(&choice) {
            self.derived.with_selection = None;
            return self.with_drawing(scene);
        }
        let selection = self.view.selection.primary();
        if let Some((of, kept, whole)) = &self.derived.with_selection
            && Arc::ptr_eq(of, &scene)
            && *kept == selection
        {
            return whole.clone();
        }
        let (gate, shapes) = (&self.view.gate, &self.opened.shapes);
        let whole = Arc::new(with_selection(&scene, self.dataset(), &choice, gate, shapes, selection));
        self.derived.with_selection = Some((scene, selection, whole.clone()));
        whole
    }

    /// What is shown of a town; one of a proposal has the counts of its own year only.
    pub(super) fn choice_of(&self, town: &Arc<Dataset>) -> MapChoice {
        let mut choice = self.view.choice.clone();
        if !Arc::ptr_eq(town, self.present()) {
            choice.year = None;
        }
        // Comparing is for looking: while something is dragged it would be made anew every frame.
        if self.view.place.shows_scenario() {
            choice.against = None;
        }
        // What is drawn takes the place of the catchments as they were.
        if self.drawings.tool.is_some() {
            (choice.catchments, choice.flows) = (None, false);
        }
        // What a worker still estimates is not waited for.
        if choice.needs_flows() && !ShownFlows::at_hand(town, choice.wanted_flows(), self.view.gate) {
            choice = choice.without_flows();
        }
        choice
    }

    /// Whether what can be undone is a drawing and not a proposal.
    pub(super) fn undoes_drawing(&self) -> bool {
        let given = &self.drawings.given;
        let any = given.last().is_some() || given.next().is_some();
        self.drawings.tool.is_some() || (self.view.place == Place::Explore && any)
    }

    /// What a worker found of the mirror on the map.
    pub(super) fn set_mirror(&mut self, found: Option<Arc<FoundMirror>>) {
        self.derived.mirror = found;
    }

    /// The map with its schools as mirrors, where that is chosen and computed.
    fn mirrored_scene(&mut self) -> Arc<Scene> {
        let scene = self.plain_scene();
        let (Some(mirror), Some(found)) = (self.view.choice.mirror, self.derived.mirror.clone()) else {
            self.derived.mirrored = None;
            return scene;
        };
        if let Some(kept) = &self.derived.mirrored
            && Arc::ptr_eq(&kept.plain, &scene)
            && kept.mirror == mirror
            && Arc::ptr_eq(&kept.found, &found)
        {
            return kept.scene.clone();
        }
        let town = self.dataset();
        let whole = Arc::new(match found.as_ref() {
            Ok(Some(found)) => {
                with_mirror(&scene, town, &self.choice_of(town), &mirror, self.view.gate, found)
            }
            _ => without(Scene::clone(&scene)),
        });
        self.derived.mirrored = Some(Mirrored { plain: scene, mirror, found, scene: whole.clone() });
        whole
    }

    /// The map without mirror and selection; made anew only when something that decides its look changed.
    fn plain_scene(&mut self) -> Arc<Scene> {
        let town = self.dataset().clone();
        let mut look = self.look();
        look.choice = self.choice_of(&town);
        // A worker sees to the mirror.
        look.choice.mirror = None;
        // Order and opacity are put on at the end; what is off is not in the key to the map.
        look.choice.stack = Stack { hidden: look.choice.stack.hidden, ..Stack::default() };
        let stack = look.choice.stack.clone();
        let key = SceneKey { town: Same(town.clone()), look };
        if let Some((kept, scene)) = &self.derived.scene
            && *kept == key
        {
            let scene = scene.clone();
            return self.with_links(scene);
        }
        let mut choice = self.choice_of(&town);
        choice.mirror = None;
        choice.stack = stack;
        let scene = Arc::new(self.scene_under(&town, &choice));
        self.derived.scene = Some((key, scene.clone()));
        self.with_links(scene)
    }

    /// The map with the links of the friendship schools of the shown proposal.
    fn with_links(&mut self, plain: Arc<Scene>) -> Arc<Scene> {
        let links = self.shown_links();
        if links.is_empty() {
            return plain;
        }
        if let Some((of, kept, scene)) = &self.derived.linked
            && Arc::ptr_eq(of, &plain)
            && *kept == links
        {
            return scene.clone();
        }
        let mut scene = Scene::clone(&plain);
        links.add_to(&mut scene);
        let scene = Arc::new(scene);
        self.derived.linked = Some((plain, links, scene.clone()));
        scene
    }

    /// The map of a town as the view has it; a town of a proposal has the counts of its own year only.
    pub fn scene_of(&self, town: &Arc<Dataset>) -> Scene {
        self.scene_under(town, &self.choice_of(town))
    }

    pub(super) fn scene_under(&self, town: &Arc<Dataset>, choice: &MapChoice) -> Scene {
        let view = &self.view;
        town_scene(town, choice, &view.gate, view.language, &self.theme(), &self.opened.shapes)
    }

    /// Everything in the view that decides what a map looks like.
    pub fn look(&self) -> Look {
        Look {
            choice: self.view.choice.clone(),
            gate: self.view.gate,
            language: self.view.language,
            theme: self.view.theme,
        }
    }

    /// The figures of the chosen comparison.
    pub fn headline(&mut self) -> &Result<Option<Headline>, Notice> {
        let comparison = self.view.comparison;
        let town = self.dataset().clone();
        let same = Same(town.clone());
        let fresh = |(of, kept, _): &(Same, Comparison, _)| *of == same && *kept == comparison;
        if !self.derived.headline.as_ref().is_some_and(fresh) {
            self.derived.headline = None;
        }
        let found =
            self.derived.headline.get_or_insert_with(|| (same, comparison, headline(&town, comparison)));
        &found.2
    }
}

/// The first map: the finest level on which enough areas have counts that may be shown.
fn first_choice(dataset: &Dataset) -> MapChoice {
    MapChoice::first(dataset)
}
