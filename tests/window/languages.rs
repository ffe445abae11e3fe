//! One language at a time: clicking through everything in English shows no Dutch, and the other way
//! round.

use std::collections::BTreeSet;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::support::tree::told;
use crate::support::window::{Window, program, sized, state};
use wijkspiegel::app::home;
use wijkspiegel::app::window::WindowCommand;
use wijkspiegel::app::window::bookmarks::BookmarkCommand;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;

/// The pieces of text of a language between the places of arguments, in lower case.
fn pieces(language: Language) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (_, source) in language.sources() {
        for line in source.lines().filter(|l| !l.trim_start().starts_with('#')) {
            let text = line.split_once(" = ").map_or(line, |(_, text)| text);
            let mut rest = text;
            loop {
                let (piece, after) = rest.split_once('{').unwrap_or((rest, ""));
                let piece = piece.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                if !piece.is_empty() {
                    out.insert(piece);
                }
                match after.split_once('}') {
                    Some((_, after)) => rest = after,
                    None => break,
                }
            }
        }
    }
    out
}

/// What only the other language says: whole labels, and pieces long enough not to be a coincidence.
struct Foreign {
    whole: BTreeSet<String>,
    long: Vec<String>,
}

impl Foreign {
    fn to(language: Language) -> Self {
        let other = Language::ALL.into_iter().find(|l| *l != language).expect("there are two");
        let (own, theirs) = (pieces(language), pieces(other));
        let own_text = own.iter().cloned().collect::<Vec<_>>().join("\n");
        let whole: BTreeSet<String> = theirs.difference(&own).cloned().collect();
        let long = whole.iter().filter(|p| p.split(' ').count() >= 2 && p.len() >= 10);
        let long = long.filter(|p| !own_text.contains(p.as_str())).cloned().collect();
        Self { whole, long }
    }

    fn is_in(&self, text: &str) -> bool {
        self.whole.contains(text) || self.long.iter().any(|piece| text.contains(piece.as_str()))
    }
}

/// The documents that facts are taken from.
fn documents() -> impl Iterator<Item = String> {
    let programmes = wijkspiegel::seeds::programmes().expect("the seeds are well formed");
    let pilot = wijkspiegel::seeds::pilot().expect("the seeds are well formed");
    programmes.into_iter().map(|p| p.document).chain([pilot.document]).map(|title| title.to_lowercase())
}

/// Everything that is told, without what comes from data and from the person.
fn texts(window: &Window) -> Vec<String> {
    let state = &program(window).state;
    let dataset = state.present();
    let mut names: Vec<String> = dataset.schools().iter().map(|s| s.name.to_lowercase()).collect();
    names.extend(dataset.areas().iter().map(|a| a.name.to_lowercase()));
    names.extend(dataset.sources().iter().map(|s| s.title.to_lowercase()));
    names.extend(dataset.indicators().iter().map(|i| i.label.to_lowercase()));
    names.extend(state.plans.history.proposals().iter().map(|p| p.name.to_lowercase()));
    names.extend(state.plans.history.proposals().iter().map(|p| p.description.trim().to_lowercase()));
    names.push(dataset.name().to_lowercase());
    // The documents that programmes are taken from have Dutch titles, and so have the ready plans.
    names.extend(documents());
    // The program is called Wijkspiegel in any language.
    names.extend(["nederlands", "english", "wijkspiegel", "spiegel"].map(str::to_owned));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut out = Vec::new();
    for node in told(window) {
        for text in [node.label, node.value] {
            let mut text = text.to_lowercase();
            for name in names.iter().filter(|n| n.len() > 3) {
                if text.contains(name.as_str()) {
                    text = text.replace(name.as_str(), "");
                }
            }
            let text = text.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            // A long text of the person's stands there line by line.
            let is_line = text.len() > 10 && names.iter().any(|name| name.contains(text.as_str()));
            if !text.is_empty() && !is_line {
                out.push(text);
            }
        }
    }
    out
}

struct Walk {
    foreign: Foreign,
    language: Language,
    found: BTreeSet<String>,
    seen: usize,
}

impl Walk {
    fn look(&mut self, window: &mut Window, place: &str) {
        window.run_steps(3);
        for text in texts(window) {
            self.seen += 1;
            if self.foreign.is_in(&text) {
                self.found.insert(format!("{place}: {text}"));
            }
        }
    }

    fn window(&self) -> Window {
        let mut window = sized(1600.0, 1800.0);
        state(&mut window).view.language = self.language;
        window.run_steps(3);
        window
    }
}

fn walk(language: Language) {
    let mut walk = Walk { foreign: Foreign::to(language), language, found: BTreeSet::new(), seen: 0 };
    assert!(walk.foreign.long.len() > 200, "there are texts to look for");
    let mut window = walk.window();
    walk.look(&mut window, "explore");
    let dataset = program(&window).state.dataset().clone();
    state(&mut window).view.selection = dataset.school_by_code("EX33").map(Hit::School).into();
    walk.look(&mut window, "explore, a school");
    state(&mut window).view.selection = Some(Hit::Area(wijkspiegel::data::AreaId(3))).into();
    window.key_press(Key::F8);
    walk.look(&mut window, "explore, an area and the table");
    for menu in ["menu-file", "menu-view", "menu-help"] {
        let label = program(&window).state.t(menu);
        window.get_by_label(&label).click();
        walk.look(&mut window, menu);
        window.key_press(Key::Escape);
        window.run_steps(2);
    }
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    walk.look(&mut window, "scenario");
    let ready = wijkspiegel::app::command::PlanCommand::AddReady(1);
    let ctx = window.ctx.clone();
    crate::support::window::program_mut(&mut window).plan(&ctx, ready);
    walk.look(&mut window, "scenario, a proposal");
    let assumptions = wijkspiegel::app::command::PlanCommand::AskAssumptions;
    crate::support::window::program_mut(&mut window).plan(&ctx, assumptions);
    walk.look(&mut window, "assumptions");
    window.key_press(Key::Escape);
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    walk.look(&mut window, "compare");
    window.key_press_modifiers(Modifiers::ALT, Key::Num4);
    walk.look(&mut window, "tell");
    for (name, modifiers, key) in [
        ("open", Modifiers::COMMAND, Key::O),
        ("save as", Modifiers::COMMAND | Modifiers::SHIFT, Key::S),
        ("export", Modifiers::COMMAND, Key::P),
        ("from a folder", Modifiers::COMMAND, Key::N),
        ("measures", Modifiers::NONE, Key::F2),
        ("notices", Modifiers::NONE, Key::F9),
        ("shortcuts", Modifiers::NONE, Key::F1),
        ("settings", Modifiers::COMMAND, Key::Comma),
        ("palette", Modifiers::COMMAND, Key::K),
    ] {
        let mut window = walk.window();
        window.key_press_modifiers(modifiers, key);
        window.run_steps(3);
        assert!(program(&window).state.dialog.is_some(), "{name} opens");
        walk.look(&mut window, name);
    }
    for tab in home::Tab::ALL {
        let mut window = walk.window();
        let home = &mut state(&mut window).view.home;
        (home.open, home.tab) = (true, tab);
        walk.look(&mut window, "home and choice");
    }
    for (name, command) in [
        ("glossary", WindowCommand::Glossary(None)),
        ("bookmarks", WindowCommand::Bookmark(BookmarkCommand::Manage)),
        ("tour", WindowCommand::StartTour),
    ] {
        let mut window = walk.window();
        crate::at_home::give(&mut window, command);
        walk.look(&mut window, name);
    }
    assert!(walk.seen > 1000, "the walk itself must see texts, saw {}", walk.seen);
    assert!(walk.found.is_empty(), "{language:?} shows the other language: {:#?}", walk.found);
}

#[test]
fn clicking_through_everything_in_english_shows_no_dutch() {
    walk(Language::English);
}

#[test]
fn clicking_through_everything_in_dutch_shows_no_english() {
    walk(Language::Dutch);
}

#[test]
fn the_search_for_another_language_finds_it() {
    let foreign = Foreign::to(Language::English);
    assert!(foreign.is_in("zou van school moeten veranderen"));
    assert!(foreign.is_in("kleur"));
    assert!(!foreign.is_in("would have to change school"));
    assert!(!foreign.is_in("scenario"));
}
