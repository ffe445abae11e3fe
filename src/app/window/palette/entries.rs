//! What the palette can find: made from the list of commands, and from what is open.

use super::super::WindowCommand;
use super::super::bookmarks::BookmarkCommand;
use super::super::settings::Motion;
use super::super::terms::Term;
use crate::app::agenda::AgendaCommand;
use crate::app::command::{Command, PlanCommand, Toggle};
use crate::app::layers_panel::{capital, colour_choices, colour_name};
use crate::app::measures_window::Tab;
use crate::app::place::Place;
use crate::app::scenario::{FriendsCommand, SCHOOL_EDITS, TOWN_EDITS};
use crate::app::search::{level_key, levels_key};
use crate::app::state::State;
use crate::app::tell::keep::StoryCommand;
use crate::data::{AreaId, SchoolId};
use crate::measure::Kind as MeasureKind;
use crate::measure::catalogue::{Compute, MEASURES};
use crate::text::{Language, attribute};
use crate::view::hit::Hit;
use crate::view::theme::ThemeKind;

/// What sort of thing an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Command,
    School,
    Area,
    Measure,
    Proposal,
    Step,
    Bookmark,
    File,
    Term,
}

impl Kind {
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Command => "palette-command",
            Self::School => "palette-school",
            Self::Area => "palette-area",
            Self::Measure => "palette-measure",
            Self::Proposal => "palette-proposal",
            Self::Step => "palette-step",
            Self::Bookmark => "palette-bookmark",
            Self::File => "palette-file",
            Self::Term => "palette-term",
        }
    }
}

/// Something that can be found and done.
#[derive(Clone, Debug)]
pub struct Entry {
    pub kind: Kind,
    /// As it is listed.
    pub text: String,
    /// Shortcut, code or place, beside it.
    pub beside: String,
    /// Other words by which it is found.
    pub more: String,
    pub hit: Option<Hit>,
    pub commands: Vec<Command>,
}

impl Entry {
    fn new(kind: Kind, text: impl Into<String>, commands: Vec<Command>) -> Self {
        Self { kind, text: text.into(), beside: String::new(), more: String::new(), hit: None, commands }
    }
}

/// Everything, in the order in which equals are listed.
pub fn all(state: &State) -> Vec<Entry> {
    let mut out: Vec<Entry> =
        Command::listed().into_iter().map(|command| of_command(state, command)).collect();
    out.extend(
        choices(state).into_iter().map(|(text, command)| Entry::new(Kind::Command, text, vec![command])),
    );
    out.extend(friends(state));
    out.extend(things(state));
    out.extend(in_town(state));
    out
}

/// Friendship schools: their buttons stand far down a panel, and a group is opened by its name.
fn friends(state: &State) -> Vec<Entry> {
    let groups = state.plans.scenario().map(|s| s.friendships.as_slice()).unwrap_or_default();
    let mut all = vec![
        (state.t("friends-pilot"), FriendsCommand::Pilot),
        (state.t("friends-make"), FriendsCommand::New(state.plans.friends.picked.clone())),
        (state.t("friends-best-ask"), FriendsCommand::AskBest),
        (state.t("friends-pairs-ask"), FriendsCommand::AskPairs),
    ];
    if !groups.is_empty() {
        all.push((state.t("friends-schools-table"), FriendsCommand::AskSchools));
    }
    all.extend(groups.iter().enumerate().map(|(at, group)| (group.name.clone(), FriendsCommand::Ask(at))));
    let entry = |(text, command): (String, FriendsCommand)| {
        let place = Command::GoToPlace(Place::Scenario);
        let commands = vec![place, Command::Plan(PlanCommand::Friends(command))];
        let text = format!("{}: {text}", state.t("friends-title"));
        Entry { beside: state.t(Place::Scenario.label_key()), ..Entry::new(Kind::Command, text, commands) }
    };
    all.into_iter().map(entry).collect()
}

/// The place that a command belongs to, where it works in one only.
pub fn place_of(command: &Command) -> Option<Place> {
    match command {
        Command::Plan(_) => Some(Place::Scenario),
        Command::Story(StoryCommand::Present { .. }) => None,
        Command::Story(_) => Some(Place::Tell),
        _ => None,
    }
}

fn of_command(state: &State, command: Command) -> Entry {
    let place = place_of(&command);
    let undo = |change: Option<&crate::scenario::history::Change>, key: &str, none: String| {
        let name = |code: &str| state.name_of_code(code);
        change.map_or(none, |c| state.tw(key, &[("what", &c.words(&name, state.view.language))]))
    };
    let plain = state.t(command.label_key());
    let history = &state.plans.history;
    let text = match &command {
        Command::Plan(PlanCommand::Undo) => undo(history.past().next(), "plans-undo", plain),
        Command::Plan(PlanCommand::Redo) => undo(history.future().next(), "plans-redo", plain),
        Command::GoToPlace(place) => state.tw("palette-go", &[("place", &state.t(place.label_key()))]),
        _ => plain,
    };
    let mut beside = Vec::new();
    beside.extend(command.shortcut().map(|s| in_words(state.view.language, &s)));
    beside.extend(place.map(|p| state.t(p.label_key())));
    let first = place.map(Command::GoToPlace);
    // What it might be called too: who looks for "print" finds the export.
    let more = attribute(state.view.language, command.label_key(), "words", &[]).unwrap_or_default();
    let commands = first.into_iter().chain([command]).collect();
    Entry { more, beside: beside.join(" · "), ..Entry::new(Kind::Command, text, commands) }
}

/// "Ctrl+Shift+S": the names of keys on a keyboard with the language of the window.
pub fn in_words(language: Language, shortcut: &eframe::egui::KeyboardShortcut) -> String {
    use eframe::egui::Key;
    let mut parts = Vec::new();
    for (held, name) in [
        (shortcut.modifiers.command || shortcut.modifiers.ctrl, "Ctrl"),
        (shortcut.modifiers.alt, "Alt"),
        (shortcut.modifiers.shift, "Shift"),
    ] {
        if held {
            parts.push(name.to_owned());
        }
    }
    let text = |key: &str| crate::text::text(language, key);
    parts.push(match shortcut.logical_key {
        Key::ArrowLeft => text("key-left"),
        Key::ArrowRight => text("key-right"),
        Key::ArrowUp => text("key-up"),
        Key::ArrowDown => text("key-down"),
        Key::Insert => "Insert".to_owned(),
        Key::Delete => "Delete".to_owned(),
        Key::Comma => text("key-comma"),
        Key::Plus => "+".to_owned(),
        Key::Minus => "−".to_owned(),
        Key::Questionmark => "?".to_owned(),
        key => key.name().to_owned(),
    });
    parts.join("+")
}

/// Choices that are made from lists in panels and menus.
fn choices(state: &State) -> Vec<(String, Command)> {
    let with = |key: &str, what: &str| format!("{}: {what}", state.t(key));
    let mut out = Vec::new();
    for level in state.dataset().levels() {
        out.push((with("layers-level", &state.t(levels_key(level))), Command::SetLevel(level)));
    }
    for colour in colour_choices(state) {
        out.push((with("layers-colour", &colour_name(state, colour)), Command::SetColour(colour)));
    }
    out.push((with("agenda-title", &state.t("agenda-open")), Command::Agenda(AgendaCommand::Ask)));
    for toggle in Toggle::ALL {
        out.push((with("palette-layer", &state.t(toggle.label_key())), Command::Toggle(toggle)));
    }
    for kind in [ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast] {
        let key = match kind {
            ThemeKind::Light => "theme-light",
            ThemeKind::Dark => "theme-dark",
            ThemeKind::HighContrast => "theme-contrast",
        };
        out.push((with("command-theme", &state.t(key)), Command::SetTheme(kind)));
    }
    let system = WindowCommand::FollowSystem;
    out.push((with("command-theme", &state.t("theme-system")), Command::Window(system)));
    for (language, name) in [(Language::Dutch, "Nederlands"), (Language::English, "English")] {
        out.push((with("command-language", name), Command::SetLanguage(language)));
    }
    for (motion, key) in [
        (Motion::Reduced, "settings-motion-reduced"),
        (Motion::Full, "settings-motion-full"),
        (Motion::System, "settings-motion-system"),
    ] {
        let command = Command::Window(WindowCommand::SetMotion(motion));
        out.push((with("settings-motion", &state.t(key)), command));
    }
    out
}

/// What can be done in the place of scenarios: a proposal that comes ready or starts empty, and edits, of
/// the selected school where they are about one.
fn planning(state: &State) -> Vec<Entry> {
    let place = Command::GoToPlace(Place::Scenario);
    let entry =
        |text: String, command| Entry::new(Kind::Command, text, vec![place.clone(), Command::Plan(command)]);
    let mut out = vec![
        entry(state.t("plans-new"), PlanCommand::New),
        entry(state.t("timeline-play"), PlanCommand::Play(true)),
    ];
    for (at, ready) in state.ready_scenarios().iter().enumerate() {
        let text = format!("{}: {}", state.t("plans-ready"), ready.name);
        out.push(entry(text, PlanCommand::AddReady(at)));
    }
    if state.plans.current > 0 {
        out.push(entry(state.t("plans-assumptions-open"), PlanCommand::AskAssumptions));
        out.push(entry(state.t("plans-duplicate"), PlanCommand::Duplicate));
        out.push(entry(state.t("plans-export"), PlanCommand::AskExport));
    }
    let of_school = state.view.selection.school().is_some();
    let school_edits = SCHOOL_EDITS.into_iter().filter(|_| of_school);
    for kind in school_edits.chain(TOWN_EDITS) {
        out.push(entry(state.t(kind.key()), PlanCommand::StartEdit(kind)));
    }
    out
}

/// What was made or kept: measures, proposals, steps, bookmarks, files, words.
fn things(state: &State) -> Vec<Entry> {
    let language = state.view.language;
    let mut out = Vec::new();
    for measure in MEASURES {
        let beside_d =
            measure.kind == MeasureKind::TwoGroup && matches!(measure.compute, Compute::TwoGroup(_));
        let commands = if beside_d {
            vec![Command::GoToPlace(Place::Explore), Command::SetMeasure(measure.id)]
        } else {
            vec![Command::ShowMeasures(Tab::All)]
        };
        let more = measure.meaning(language);
        out.push(Entry { more, ..Entry::new(Kind::Measure, measure.name(language), commands) });
    }
    let present = (0, state.t("plans-present"));
    out.extend(planning(state));
    let proposals = state.plans.history.proposals().iter().enumerate();
    for (number, name) in [present].into_iter().chain(proposals.map(|(at, p)| (at + 1, p.name.clone()))) {
        let commands = vec![Command::GoToPlace(Place::Scenario), Command::Plan(PlanCommand::Show(number))];
        let beside = number.to_string();
        out.push(Entry { beside, ..Entry::new(Kind::Proposal, name, commands) });
    }
    for (at, step) in state.story.story.steps.iter().enumerate() {
        let number = (at + 1).to_string();
        let title = if step.title.trim().is_empty() { state.t("tell-untitled") } else { step.title.clone() };
        let commands = vec![Command::GoToPlace(Place::Tell), Command::Story(StoryCommand::Choose(at))];
        let text = state.tw("tell-row", &[("step", &number), ("title", &title)]);
        out.push(Entry::new(Kind::Step, text, commands));
    }
    for (at, bookmark) in state.window.bookmarks.list.iter().enumerate() {
        let command = Command::Window(WindowCommand::Bookmark(BookmarkCommand::Show(at)));
        out.push(Entry::new(Kind::Bookmark, bookmark.name.as_str(), vec![command]));
    }
    for path in &state.window.preferences.recent {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let command = Command::Window(WindowCommand::OpenRecent(path.clone()));
        out.push(Entry::new(Kind::File, name, vec![command]));
    }
    for term in Term::ALL {
        let command = Command::Window(WindowCommand::Glossary(Some(term)));
        out.push(Entry::new(Kind::Term, state.t(term.keys().0), vec![command]));
    }
    out
}

/// Schools and areas.
fn in_town(state: &State) -> Vec<Entry> {
    let dataset = state.dataset();
    let schools = dataset.schools().iter().enumerate().map(|(i, school)| {
        let hit = Hit::School(SchoolId(i));
        let place = [school.address.as_deref(), school.postcode.as_deref()];
        let more = [Some(school.name.as_str()), Some(&school.code)].into_iter().chain(place).flatten();
        Entry {
            beside: school.code.clone(),
            more: more.collect::<Vec<_>>().join(" "),
            hit: Some(hit),
            ..Entry::new(Kind::School, school.name.as_str(), vec![Command::GoTo(hit)])
        }
    });
    let areas = dataset.areas().iter().enumerate().map(|(i, area)| {
        let hit = Hit::Area(AreaId(i));
        Entry {
            beside: capital(&state.t(level_key(area.level))),
            more: format!("{} {}", area.name, area.code),
            hit: Some(hit),
            ..Entry::new(Kind::Area, area.name.as_str(), vec![Command::GoTo(hit)])
        }
    });
    schools.chain(areas).collect()
}
