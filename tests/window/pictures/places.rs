//! Every place of the window, and the ways it can look.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use wijkspiegel::app::agenda::AgendaCommand;
use wijkspiegel::app::command::{Command, PlanCommand};
use wijkspiegel::app::home;
use wijkspiegel::app::place::Place;
use wijkspiegel::app::scenario::{FriendsCommand, NewEdit};
use wijkspiegel::app::swipe::{Other, SwipeCommand};
use wijkspiegel::app::tell::keep::StoryCommand;
use wijkspiegel::app::window::WindowCommand;
use wijkspiegel::app::window::bookmarks::BookmarkCommand;
use wijkspiegel::catchment::{Rule, Subset};
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::theme::ThemeKind;

use crate::at_home::{give, push};
use crate::support::picture::settle;
use crate::support::raster::Textures;
use crate::support::window::{Window, pictured, program, program_mut, state};

/// How the window looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Of the screen, in pixels.
    pub size: (f32, f32),
    pub theme: ThemeKind,
    pub language: Language,
    /// Size of text.
    pub percent: u16,
}

impl Look {
    pub const USUAL: Self =
        Self { size: (1280.0, 800.0), theme: ThemeKind::Light, language: Language::Dutch, percent: 100 };

    pub fn name(&self) -> String {
        let theme = match self.theme {
            ThemeKind::Light => "light",
            ThemeKind::Dark => "dark",
            ThemeKind::HighContrast => "contrast",
        };
        let (width, height) = self.size;
        format!("{width}x{height}-{theme}-{}-{}", self.language.code(), self.percent)
    }

    /// The window on its example, looking so.
    pub fn window(&self, textures: &Textures) -> Window {
        let zoom = f32::from(self.percent) / 100.0;
        // Larger letters on the same screen: it has fewer points then.
        let mut window = pictured(self.size.0, self.size.1, textures.clone());
        window.ctx.set_zoom_factor(zoom);
        program_mut(&mut window).state.window.preferences.text_percent = self.percent;
        let commands = vec![Command::SetLanguage(self.language), Command::SetTheme(self.theme)];
        let ctx = window.ctx.clone();
        program_mut(&mut window).obey(&ctx, commands);
        // What was said about the change is not what this is about.
        state(&mut window).message = None;
        settle(&mut window);
        window
    }
}

/// A place with the way to it from the first view.
pub type Way = (&'static str, fn(&mut Window));

fn plan(window: &mut Window, command: PlanCommand) {
    push(window, Command::Plan(command));
}

fn go(window: &mut Window, place: Place) {
    push(window, Command::GoToPlace(place));
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

fn click(window: &mut Window, key: &str) {
    let label = program(window).state.t(key);
    window.get_by_label(&label).click();
    window.run_steps(3);
}

fn select(window: &mut Window, code: &str) {
    let dataset = program(window).state.dataset().clone();
    let school = dataset.school_by_code(code).map(Hit::School);
    push(window, Command::Select(school));
}

fn proposal(window: &mut Window, number: usize) {
    go(window, Place::Scenario);
    plan(window, PlanCommand::AddReady(number));
}

fn table(window: &mut Window) {
    push(window, Command::ToggleTable);
}

/// One of the charts in the drawer.
fn chart(window: &mut Window, key: &str) {
    table(window);
    let label = program(window).state.t(key);
    if window.query_by_label(&label).is_none() {
        let closed = format!(
            "{}: {}",
            program(window).state.t("charts-drawer"),
            program(window).state.t("charts-table")
        );
        window.get_by_label(&closed).click();
        window.run_steps(3);
    }
    window.get_by_label(&label).click();
    window.run_steps(3);
}

fn home(window: &mut Window, tab: home::Tab) {
    push(window, Command::ShowHome(tab));
}

fn measures(window: &mut Window, key: &str) {
    press(window, Key::F2);
    click(window, key);
}

fn present(window: &mut Window, step: usize) {
    go(window, Place::Tell);
    push(window, Command::Story(StoryCommand::Choose(step)));
    push(window, Command::Story(StoryCommand::Present { full: true }));
    window.run_steps(30);
}

/// The main places, of which pictures are kept.
pub const MAIN: [Way; 8] = [
    ("explore", |_| {}),
    ("explore-school", |w| select(w, "EX33")),
    ("explore-table", table),
    ("explore-chart", |w| chart(w, "charts-composition")),
    ("scenario", |w| proposal(w, 0)),
    ("compare", |w| {
        proposal(w, 0);
        proposal(w, 1);
        go(w, Place::Compare);
    }),
    ("tell", |w| go(w, Place::Tell)),
    ("present", |w| present(w, 3)),
];

/// All the others.
pub const OTHERS: [Way; 52] = [
    ("explore-area", |w| push(w, Command::Select(Some(Hit::Area(wijkspiegel::data::AreaId(3)))))),
    ("explore-several", |w| {
        push(w, Command::Pick(wijkspiegel::app::pick::PickCommand::All));
    }),
    ("explore-nothing", |w| push(w, Command::Select(None))),
    ("explore-curve", |w| chart(w, "charts-curve")),
    ("explore-histogram", |w| chart(w, "charts-histogram")),
    ("explore-beside", |w| chart(w, "charts-beside")),
    ("explore-wijken", |w| chart(w, "charts-wijken")),
    ("explore-years", |w| chart(w, "measures-tab-years")),
    ("explore-classes", |w| click(w, "classes-title")),
    ("explore-nearest", |w| push(w, Command::SetCatchments(Some(Rule::Nearest(Subset::All))))),
    ("explore-core", |w| {
        push(w, Command::SetCatchments(Some(Rule::MostPupils)));
        push(w, Command::SetAgainst(Some(Rule::Nearest(Subset::All))));
    }),
    ("explore-swipe", |w| push(w, Command::Swipe(SwipeCommand::Start))),
    ("explore-swipe-colour", |w| {
        push(w, Command::Swipe(SwipeCommand::Start));
        let colour = wijkspiegel::view::ColourBy::Pupils;
        push(w, Command::Swipe(SwipeCommand::Show(Other::Colour(colour))));
    }),
    ("explore-menu-file", |w| click(w, "menu-file")),
    ("explore-menu-view", |w| click(w, "menu-view")),
    ("explore-menu-help", |w| click(w, "menu-help")),
    ("scenario-present", |w| go(w, Place::Scenario)),
    ("scenario-north", |w| proposal(w, 1)),
    ("scenario-third", |w| proposal(w, 2)),
    ("scenario-pilot", |w| {
        go(w, Place::Scenario);
        plan(w, PlanCommand::Friends(FriendsCommand::PilotProposal));
    }),
    ("scenario-group", |w| {
        go(w, Place::Scenario);
        plan(w, PlanCommand::Friends(FriendsCommand::PilotProposal));
        plan(w, PlanCommand::Friends(FriendsCommand::Ask(0)));
    }),
    ("scenario-best", |w| {
        go(w, Place::Scenario);
        plan(w, PlanCommand::Friends(FriendsCommand::AskBest));
    }),
    ("scenario-pairs", |w| {
        go(w, Place::Scenario);
        plan(w, PlanCommand::Friends(FriendsCommand::AskPairs));
    }),
    ("scenario-schools", |w| {
        go(w, Place::Scenario);
        plan(w, PlanCommand::Friends(FriendsCommand::PilotProposal));
        plan(w, PlanCommand::Friends(FriendsCommand::AskSchools));
    }),
    ("scenario-edit", |w| {
        go(w, Place::Scenario);
        select(w, "EX33");
        plan(w, PlanCommand::StartEdit(NewEdit::Close));
    }),
    ("scenario-homes", |w| {
        go(w, Place::Scenario);
        plan(w, PlanCommand::StartEdit(NewEdit::NewHomes));
    }),
    ("scenario-assumptions", |w| {
        proposal(w, 1);
        plan(w, PlanCommand::AskAssumptions);
    }),
    ("compare-nothing", |w| go(w, Place::Compare)),
    ("compare-three", |w| {
        (0..3).for_each(|n| proposal(w, n));
        go(w, Place::Compare);
    }),
    ("tell-proposal", |w| {
        proposal(w, 1);
        go(w, Place::Tell);
        push(w, Command::Story(StoryCommand::Choose(1)));
    }),
    ("present-1", |w| present(w, 0)),
    ("present-2", |w| present(w, 1)),
    ("present-3", |w| present(w, 2)),
    ("present-5", |w| present(w, 4)),
    ("present-notes", |w| {
        present(w, 1);
        press(w, Key::N);
    }),
    ("dialog-meaning", |w| push(w, Command::ShowMeaning)),
    ("dialog-measures", |w| press(w, Key::F2)),
    ("dialog-measures-splits", |w| measures(w, "measures-tab-splits")),
    ("dialog-measures-years", |w| measures(w, "measures-tab-years")),
    ("dialog-measures-towns", |w| measures(w, "measures-tab-towns")),
    ("dialog-quote", |w| measures(w, "quote-title")),
    ("dialog-notices", |w| push(w, Command::ShowNotices)),
    ("dialog-shortcuts", |w| push(w, Command::ShowShortcuts)),
    ("dialog-settings", |w| give(w, WindowCommand::Settings)),
    ("dialog-palette", |w| give(w, WindowCommand::Palette)),
    ("dialog-glossary", |w| give(w, WindowCommand::Glossary(None))),
    ("dialog-bookmarks", |w| {
        give(w, WindowCommand::Bookmark(BookmarkCommand::Add));
        give(w, WindowCommand::Bookmark(BookmarkCommand::Manage));
    }),
    ("dialog-tour", |w| give(w, WindowCommand::StartTour)),
    ("dialog-export", |w| {
        w.key_press_modifiers(Modifiers::COMMAND, Key::P);
        w.run_steps(3);
    }),
    ("dialog-open", |w| push(w, Command::AskOpen)),
    ("dialog-folder", |w| push(w, Command::NewFromFolder)),
    ("dialog-privacy", |w| push(w, Command::AskPrivacy)),
];

/// The window of home and choice, and two more dialogs.
pub const MORE: [Way; 7] = [
    ("home-split", |w| home(w, home::Tab::Split)),
    ("home-model", |w| home(w, home::Tab::Model)),
    ("home-access", |w| home(w, home::Tab::Access)),
    ("home-mirror", |w| home(w, home::Tab::Mirror)),
    ("home-towns", |w| home(w, home::Tab::Towns)),
    ("dialog-agenda", |w| push(w, Command::Agenda(AgendaCommand::Ask))),
    ("dialog-catchments", |w| {
        push(w, Command::SetCatchments(Some(Rule::MostPupils)));
        push(w, Command::SetAgainst(Some(Rule::Nearest(Subset::All))));
        push(w, Command::ShowCatchments);
    }),
];
