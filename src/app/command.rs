//! Everything that a person can do, as one list: menus, shortcuts and tests are made from it.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};
use geo::Point;

use super::agenda::AgendaCommand;
use super::classes_panel::ClassCommand;
use super::draw::DrawCommand;
use super::export_dialog::Form;
use super::home;
use super::import::Preview;
use super::layers::LayerCommand;
use super::measures_window::Tab;
use super::pick::{Gather, PickCommand};
use super::place::Place;
use super::plans::Tool;
use super::scenario::{EditForm, FriendsCommand, NewEdit};
use super::swipe::SwipeCommand;
use super::tell::keep::StoryCommand;
use super::window::WindowCommand;
use super::window::bookmarks::BookmarkCommand;
use crate::catchment::Rule;
use crate::data::{AreaId, Dataset, Level, SchoolId, Year};
use crate::figures::headline::Comparison;
use crate::notice::{Notice, Notices};
use crate::privacy::Gate;
use crate::scenario::compare::Figure;
use crate::scenario::{Assumptions, EditId};
use crate::text::Language;
use crate::view::choice::ColourBy;
use crate::view::hit::Hit;
use crate::view::mirror::MirrorChoice;
use crate::view::theme::ThemeKind;

/// A layer of the map that can be switched on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    Areas,
    Borders,
    Schools,
    Base,
    Labels,
    Streets,
    Flows,
}

impl Toggle {
    pub const ALL: [Self; 7] =
        [Self::Areas, Self::Borders, Self::Schools, Self::Labels, Self::Base, Self::Streets, Self::Flows];

    /// Fluent key of the name of the layer.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Areas => "layer-areas",
            Self::Borders => "layer-borders",
            Self::Schools => "layer-schools",
            Self::Labels => "layer-labels",
            Self::Base => "layer-base",
            Self::Streets => "layer-streets",
            Self::Flows => "flows-layer",
        }
    }
}

/// Something that changes the proposals, or what is shown of them.
#[derive(Clone, Debug)]
pub enum PlanCommand {
    New,
    /// 0 is the present, n the n-th proposal.
    Show(usize),
    Duplicate,
    Remove,
    Rename(String),
    Describe(String),
    /// One of those that come with the example.
    AddReady(usize),
    Import(PathBuf),
    AskExport,
    Export(PathBuf),
    AskAssumptions,
    SetAssumptions(Box<Assumptions>),
    StartEdit(NewEdit),
    AskEdit(EditId),
    PutEdit(Box<EditForm>),
    RemoveEdit(EditId),
    /// The same a year later.
    RepeatEdit(EditId),
    PlaceSchool(Point<f64>),
    /// Points at the map for a place of an edit that is being filled in.
    PickPlace(Box<EditForm>),
    PlaceEdit(Point<f64>),
    MergeInto(String),
    /// Where the menu of the map was opened.
    PointAt(Point<f64>),
    Grab(String),
    Drag(Point<f64>),
    Drop,
    Undo,
    Redo,
    /// So many steps back.
    UndoSteps(usize),
    SetYear(Year),
    Play(bool),
    /// The outcome that the chart shows.
    Chart(Figure),
    SetTool(Tool),
    Friends(FriendsCommand),
}

/// Something that changes what is open or shown. Panels push commands; one place applies them.
#[derive(Clone, Debug)]
pub enum Command {
    OpenExample,
    /// Opens the unsaved work of an earlier session.
    OpenRecovered,
    DiscardRecovered,
    /// Makes the streets ready to search routes over, or stops that.
    PrepareStreets(bool),
    /// Asks for files.
    AskOpen,
    /// Opens a project, or shows a preview of other files.
    OpenFiles(Vec<PathBuf>),
    /// Adds what is in the preview to what is open, or starts a new project with it.
    AcceptImport {
        preview: Box<Preview>,
        new_project: bool,
    },
    /// Opens the assistant that makes a project from a folder.
    NewFromFolder,
    /// Opens a town that the assistant made, and saves it where a path is given.
    TakeTown {
        dataset: Arc<Dataset>,
        notices: Box<Notices>,
        path: Option<PathBuf>,
    },
    Save,
    AskSaveAs,
    /// Asks what is exported, as what and where to.
    AskExport,
    Export(Box<Form>),
    SaveAs(PathBuf),
    /// Lets something else take the place of unsaved work, which stays kept.
    LeaveUnsaved,
    /// Saves over a file that stands there.
    SaveOver(PathBuf),
    CloseDialog,
    /// Closes the question for a file; what was started by its answer goes on.
    CloseAsk,
    ShowNotices,
    ShowMeaning,
    /// Opens the table of two kinds of catchments.
    ShowCatchments,
    /// The dialog of exports with the table of two kinds of catchments.
    ExportCatchments,
    ShowMeasures(Tab),
    /// Opens the window of home and choice.
    ShowHome(home::Tab),
    CloseHome,
    ShowShortcuts,
    Fail(Notice),

    GoToPlace(Place),
    /// Something about the story, or presenting it.
    Story(StoryCommand),
    Plan(PlanCommand),
    /// Drawing a catchment, or the given catchments.
    Draw(DrawCommand),
    SetLevel(Level),
    SetColour(ColourBy),
    /// Classes of the areas, and their colours.
    Classes(ClassCommand),
    SetCatchments(Option<Rule>),
    /// The kind that the catchments are held against.
    SetAgainst(Option<Rule>),
    /// The mean distance in metres that estimated flows are fitted to.
    SetMeanDistance(Option<u32>),
    /// Colours schools by a figure, by its key.
    SetSchoolFigure(Option<String>),
    /// Who does what, where.
    Agenda(AgendaCommand),
    /// Saves the notices of what is open, or every row of a preview, as a list.
    SaveList {
        preview: Option<Box<Preview>>,
        path: PathBuf,
    },
    /// How schools are mirrored, and whether the map shows it.
    SetMirror {
        mirror: MirrorChoice,
        on_map: bool,
    },
    SetComparison(Comparison),
    /// The measure beside D, by its id.
    SetMeasure(&'static str),
    Toggle(Toggle),
    /// Order, opacity and visibility of a layer, and the background map.
    Layer(LayerCommand),
    /// Takes one thing, or nothing, in the place of what was selected.
    Select(Option<Hit>),
    /// Two maps on one, with a divider between them.
    Swipe(SwipeCommand),
    /// Adds to what is selected, or selects many at once.
    Pick(PickCommand),
    /// Selects and brings into view.
    GoTo(Hit),
    ZoomIn,
    ZoomOut,
    ZoomTown,
    ZoomSelection,
    PanBy(f32, f32),

    SetLanguage(Language),
    SetTheme(ThemeKind),
    /// Asks for the threshold for small numbers.
    AskPrivacy,
    SetGate(Gate),
    ToggleLeft,
    ToggleRight,
    ToggleTable,
    FocusSearch,
    /// Something about the window itself: palette, settings, tour, views, bookmarks.
    Window(WindowCommand),
}

impl Command {
    /// Commands with a shortcut, in the order of the list that the person sees.
    pub fn with_shortcuts() -> Vec<Self> {
        let places = Place::ALL.map(Self::GoToPlace);
        let others = [
            Self::Story(StoryCommand::Present { full: true }),
            Self::Plan(PlanCommand::Undo),
            Self::Plan(PlanCommand::Redo),
            Self::AskOpen,
            Self::NewFromFolder,
            Self::Save,
            Self::AskSaveAs,
            Self::AskExport,
            Self::OpenExample,
            Self::Window(WindowCommand::Palette),
            Self::FocusSearch,
            Self::Window(WindowCommand::Back),
            Self::Window(WindowCommand::Forward),
            Self::Window(WindowCommand::Bookmark(BookmarkCommand::Add)),
            Self::ZoomIn,
            Self::ZoomOut,
            Self::ZoomTown,
            Self::ZoomSelection,
            Self::ToggleLeft,
            Self::ToggleRight,
            Self::ToggleTable,
            Self::ShowMeasures(Tab::All),
            Self::ShowHome(home::Tab::Split),
            Self::ShowNotices,
            Self::Window(WindowCommand::TextLarger),
            Self::Window(WindowCommand::TextSmaller),
            Self::Window(WindowCommand::TextNormal),
            Self::Window(WindowCommand::Settings),
            Self::ShowShortcuts,
        ];
        places.into_iter().chain(others).collect()
    }

    /// Every command that can be given as it stands: the palette lists them, with what is chosen from
    /// lists beside them.
    pub fn listed() -> Vec<Self> {
        let others = [
            Self::ShowMeaning,
            Self::Pick(PickCommand::SchoolsWithin),
            Self::Pick(PickCommand::All),
            Self::Pick(PickCommand::Rows),
            Self::Pick(PickCommand::Invert),
            Self::Select(None),
            Self::Swipe(SwipeCommand::Start),
            Self::Swipe(SwipeCommand::Close),
            Self::Pick(PickCommand::Tool(Some(Gather::Rectangle))),
            Self::Pick(PickCommand::Tool(Some(Gather::Lasso))),
            Self::ShowMeasures(Tab::Quote),
            Self::AskPrivacy,
            Self::Plan(PlanCommand::New),
            Self::Plan(PlanCommand::Duplicate),
            Self::Plan(PlanCommand::AskAssumptions),
            Self::Plan(PlanCommand::AskExport),
            Self::Plan(PlanCommand::Play(true)),
            Self::Story(StoryCommand::Add),
            Self::Story(StoryCommand::Duplicate),
            Self::Story(StoryCommand::Present { full: false }),
            Self::Window(WindowCommand::Bookmark(BookmarkCommand::Manage)),
            Self::Window(WindowCommand::Glossary(None)),
            Self::Window(WindowCommand::StartTour),
        ];
        Self::with_shortcuts().into_iter().chain(others).collect()
    }

    /// Fluent key of the name in menus, lists and tooltips.
    pub fn label_key(&self) -> &'static str {
        match self {
            Self::OpenExample => "command-open-example",
            Self::PrepareStreets(_) => "scenario-streets-preparing",
            Self::LeaveUnsaved => "leave-go",
            Self::OpenRecovered => "recovered-open",
            Self::DiscardRecovered => "recovered-discard",
            Self::AskOpen | Self::OpenFiles(_) => "command-open",
            Self::AcceptImport { .. } => "command-import",
            Self::NewFromFolder | Self::TakeTown { .. } => "command-new-from-folder",
            Self::Save => "command-save",
            Self::AskSaveAs | Self::SaveAs(_) | Self::SaveOver(_) => "command-save-as",
            Self::AskExport | Self::Export(_) => "command-export",
            Self::CloseDialog | Self::CloseAsk => "command-close",
            Self::ShowNotices => "command-notices",
            Self::ShowMeaning => "command-meaning",
            Self::ShowMeasures(Tab::Quote) => "quote-title",
            Self::ShowMeasures(_) => "command-measures",
            Self::ShowHome(_) => "home-title",
            Self::CloseHome => "home-close",
            Self::SetMirror { .. } => "home-symbols-mirror",
            Self::ShowShortcuts => "command-shortcuts",
            Self::Fail(_) => "command-fail",
            Self::GoToPlace(place) => place.label_key(),
            Self::Story(command) => command.label_key(),
            Self::Plan(PlanCommand::Undo) => "command-undo",
            Self::Plan(PlanCommand::Redo) => "command-redo",
            Self::Plan(PlanCommand::New) => "plans-new",
            Self::Plan(PlanCommand::Duplicate) => "palette-plan-duplicate",
            Self::Plan(PlanCommand::AskAssumptions) => "plans-assumptions-open",
            Self::Plan(PlanCommand::AskExport) => "plans-export",
            Self::Plan(PlanCommand::Play(_)) => "palette-play",
            Self::Plan(_) => "place-scenario",
            Self::Draw(_) => "sketch-title",
            Self::SetLevel(_) => "command-level",
            Self::SetColour(_) => "command-colour",
            Self::Classes(_) => "classes-title",
            Self::SetCatchments(_) => "catchment-title",
            Self::SetAgainst(_) | Self::ShowCatchments | Self::ExportCatchments => "catchment-compared",
            Self::SetMeanDistance(_) => "flows-mean-distance",
            Self::SetSchoolFigure(_) => "figure-of-schools",
            Self::Agenda(_) => "agenda-dialog",
            Self::SaveList { .. } => "columns-list-save",
            Self::SetComparison(_) => "command-comparison",
            Self::SetMeasure(_) => "command-measure",
            Self::Toggle(toggle) => toggle.label_key(),
            Self::Layer(command) => command.label_key(),
            Self::Pick(command) => command.label_key(),
            Self::Swipe(SwipeCommand::Close) => "swipe-close",
            Self::Swipe(_) => "swipe-title",
            Self::Select(None) => "pick-none",
            Self::Select(_) | Self::GoTo(_) => "command-select",
            Self::ZoomIn => "command-zoom-in",
            Self::ZoomOut => "command-zoom-out",
            Self::ZoomTown => "command-zoom-town",
            Self::ZoomSelection => "command-zoom-selection",
            Self::PanBy(..) => "command-pan",
            Self::SetLanguage(_) => "command-language",
            Self::SetTheme(_) => "command-theme",
            Self::AskPrivacy | Self::SetGate(_) => "command-privacy",
            Self::ToggleLeft => "command-toggle-left",
            Self::ToggleRight => "command-toggle-right",
            Self::ToggleTable => "command-toggle-table",
            Self::FocusSearch => "command-search",
            Self::Window(command) => command.label_key(),
        }
    }

    pub fn shortcut(&self) -> Option<KeyboardShortcut> {
        let ctrl = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let plain = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
        match self {
            Self::GoToPlace(place) => Some(place.shortcut()),
            Self::Story(StoryCommand::Present { full: true }) => plain(Key::F5),
            Self::Plan(PlanCommand::Undo) => ctrl(Key::Z),
            Self::Plan(PlanCommand::Redo) => ctrl(Key::Y),
            Self::AskOpen => ctrl(Key::O),
            Self::NewFromFolder => ctrl(Key::N),
            Self::Save => ctrl(Key::S),
            Self::AskSaveAs => Some(KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::S)),
            Self::AskExport => ctrl(Key::P),
            Self::OpenExample => ctrl(Key::E),
            Self::FocusSearch => ctrl(Key::F),
            Self::ZoomIn => plain(Key::Plus),
            Self::ZoomOut => plain(Key::Minus),
            Self::ZoomTown => plain(Key::Num0),
            Self::ZoomSelection => plain(Key::Z),
            Self::ToggleLeft => plain(Key::F6),
            Self::ToggleRight => plain(Key::F7),
            Self::ToggleTable => plain(Key::F8),
            Self::ShowMeasures(Tab::All) => plain(Key::F2),
            Self::ShowHome(home::Tab::Split) => plain(Key::F3),
            Self::ShowNotices => plain(Key::F9),
            Self::ShowShortcuts => plain(Key::F1),
            Self::Window(WindowCommand::Palette) => ctrl(Key::K),
            Self::Window(WindowCommand::Settings) => ctrl(Key::Comma),
            Self::Window(WindowCommand::TextLarger) => ctrl(Key::Plus),
            Self::Window(WindowCommand::TextSmaller) => ctrl(Key::Minus),
            Self::Window(WindowCommand::TextNormal) => ctrl(Key::Num0),
            Self::Window(WindowCommand::Back) => Some(KeyboardShortcut::new(Modifiers::ALT, Key::ArrowLeft)),
            Self::Window(WindowCommand::Forward) => {
                Some(KeyboardShortcut::new(Modifiers::ALT, Key::ArrowRight))
            }
            Self::Window(WindowCommand::Bookmark(BookmarkCommand::Add)) => ctrl(Key::B),
            _ => None,
        }
    }
}

/// The commands that panels asked for in this frame.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    pub fn push(&mut self, command: Command) {
        self.0.push(command);
    }

    pub fn plan(&mut self, command: PlanCommand) {
        self.push(Command::Plan(command));
    }

    pub fn select_area(&mut self, id: AreaId) {
        self.push(Command::Select(Some(Hit::Area(id))));
    }

    pub fn select_school(&mut self, id: SchoolId) {
        self.push(Command::Select(Some(Hit::School(id))));
    }

    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }
}
