//! The place where a story is made: steps at the left, the map as the step shows it, words at the
//! right.

pub mod keep;
mod steps;
mod words;

use eframe::egui::{CentralPanel, Context, Frame, Key, KeyboardShortcut, Modifiers, Panel, Ui};

use self::keep::StoryCommand;
use super::command::{Command, Commands};
use super::style::color;
use super::{Wijkspiegel, elements, map};

pub fn show(program: &mut Wijkspiegel, ui: &mut Ui, panel: Frame, commands: &mut Commands) {
    if program.state.dialog.is_none() {
        keys(ui.ctx(), program, commands);
    }
    let flying = program.flight.is_some();
    let state = &mut program.state;
    if state.view.left_open {
        Panel::left("left_tell").exact_size(state.left_width()).resizable(false).frame(panel).show(
            ui,
            |ui| {
                elements::scrolled(ui, "scroll_steps", |ui| steps::show(state, ui, flying, commands));
            },
        );
    }
    if state.view.right_open {
        Panel::right("right_tell").exact_size(state.right_width()).resizable(false).frame(panel).show(
            ui,
            |ui| {
                elements::scrolled(ui, "scroll_words", |ui| words::show(state, ui, commands));
            },
        );
    }
    CentralPanel::default().frame(Frame::new().fill(color(program.state.theme().window))).show(ui, |ui| {
        map::show(program, ui, commands);
    });
}

/// Shortcut of a story command, in this place only.
pub fn shortcut(command: &StoryCommand) -> Option<KeyboardShortcut> {
    let plain = |key| KeyboardShortcut::new(Modifiers::NONE, key);
    let ctrl = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
    let alt = |key| KeyboardShortcut::new(Modifiers::ALT, key);
    Some(match command {
        StoryCommand::Add => plain(Key::Insert),
        StoryCommand::Remove => plain(Key::Delete),
        StoryCommand::Duplicate => ctrl(Key::D),
        StoryCommand::Update => ctrl(Key::U),
        StoryCommand::Up => alt(Key::ArrowUp),
        StoryCommand::Down => alt(Key::ArrowDown),
        StoryCommand::Undo => ctrl(Key::Z),
        StoryCommand::Redo => ctrl(Key::Y),
        StoryCommand::Present { full: false } => KeyboardShortcut::new(Modifiers::SHIFT, Key::F5),
        StoryCommand::Present { full: true } => plain(Key::F5),
        _ => return None,
    })
}

fn keys(ctx: &Context, program: &Wijkspiegel, commands: &mut Commands) {
    if ctx.egui_wants_keyboard_input() {
        return;
    }
    let mut take = |command: StoryCommand, shortcut: KeyboardShortcut| {
        if ctx.input_mut(|i| i.consume_shortcut(&shortcut)) {
            commands.push(Command::Story(command));
        }
    };
    let story = &program.state.story;
    for command in [
        StoryCommand::Redo,
        StoryCommand::Undo,
        StoryCommand::Add,
        StoryCommand::Remove,
        StoryCommand::Duplicate,
        StoryCommand::Update,
        StoryCommand::Up,
        StoryCommand::Down,
        StoryCommand::Present { full: false },
    ] {
        if let Some(shortcut) = shortcut(&command) {
            take(command, shortcut);
        }
    }
    let count = story.story.steps.len();
    let next = story.chosen.map_or(0, |at| at + 1);
    if next < count {
        take(StoryCommand::Choose(next), KeyboardShortcut::new(Modifiers::NONE, Key::PageDown));
    }
    if let Some(previous) = story.chosen.and_then(|at| at.checked_sub(1)) {
        take(StoryCommand::Choose(previous), KeyboardShortcut::new(Modifiers::NONE, Key::PageUp));
    }
}
