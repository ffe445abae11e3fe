//! The list of keys: all of them, by where they work.

use eframe::egui::{Grid, KeyboardShortcut, ScrollArea, Ui};

use super::palette::entries::in_words;
use crate::app::command::{Command, Commands, PlanCommand};
use crate::app::elements::heading;
use crate::app::state::State;
use crate::app::style::{strong, title};
use crate::app::tell::{self, keep::StoryCommand};

/// Keys that are no command: their texts under Fluent keys.
type Fixed = (&'static str, &'static str);

const ON_THE_MAP: [Fixed; 8] = [
    ("shortcut-arrows", "shortcut-arrows-what"),
    ("shortcut-wheel", "shortcut-wheel-what"),
    ("shortcut-add", "shortcut-add-what"),
    ("shortcut-rectangle", "shortcut-rectangle-what"),
    ("shortcut-rows", "shortcut-rows-what"),
    ("shortcut-row", "shortcut-row-what"),
    ("shortcut-escape", "shortcut-escape-what"),
    ("shortcut-tab", "shortcut-tab-what"),
];
const IN_SCENARIO: [Fixed; 2] =
    [("shortcut-numbers", "shortcut-numbers-what"), ("shortcut-right", "shortcut-right-what")];
const PRESENTING: [Fixed; 8] = [
    ("shortcut-next", "shortcut-next-what"),
    ("shortcut-previous", "shortcut-previous-what"),
    ("shortcut-goto", "shortcut-goto-what"),
    ("shortcut-black", "shortcut-black-what"),
    ("shortcut-laser", "shortcut-laser-what"),
    ("shortcut-lens", "shortcut-lens-what"),
    ("shortcut-notes", "shortcut-notes-what"),
    ("shortcut-leave", "shortcut-leave-what"),
];

pub fn show(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let room = ui.ctx().content_rect().size();
    ui.set_width(620.0_f32.min(room.x - 80.0));
    ui.label(title(state.t("command-shortcuts")));
    ui.add_space(8.0);
    let height = (room.y - 200.0).clamp(160.0, 560.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 16.0);
        let everywhere = Command::with_shortcuts().into_iter().filter_map(|command| {
            let own = keys(state, command.shortcut()?);
            // See `as_redo`.
            let again = matches!(command, Command::Plan(PlanCommand::Redo));
            let keys = if again { format!("{own} · Ctrl+Shift+Z") } else { own };
            Some((keys, state.t(command.label_key())))
        });
        part(state, ui, "shortcuts-everywhere", everywhere.collect());
        part(state, ui, "shortcuts-map", fixed(state, &ON_THE_MAP));
        part(state, ui, "place-scenario", fixed(state, &IN_SCENARIO));
        let mut telling: Vec<(String, String)> = TELLING
            .into_iter()
            .filter_map(|command| {
                Some((keys(state, tell::shortcut(&command)?), state.t(command.label_key())))
            })
            .collect();
        telling.extend(fixed(state, &[("shortcut-steps", "shortcut-steps-what")]));
        part(state, ui, "place-tell", telling);
        part(state, ui, "shortcuts-presenting", fixed(state, &PRESENTING));
    });
    ui.add_space(8.0);
    if ui.button(state.t("command-close")).clicked() {
        commands.push(Command::CloseAsk);
    }
}

/// Commands of the story that have a key in its place.
const TELLING: [StoryCommand; 9] = [
    StoryCommand::Add,
    StoryCommand::Update,
    StoryCommand::Duplicate,
    StoryCommand::Remove,
    StoryCommand::Up,
    StoryCommand::Down,
    StoryCommand::Undo,
    StoryCommand::Redo,
    StoryCommand::Present { full: false },
];

fn keys(state: &State, shortcut: KeyboardShortcut) -> String {
    in_words(state.view.language, &shortcut)
}

fn fixed(state: &State, rows: &[Fixed]) -> Vec<(String, String)> {
    rows.iter().map(|(keys, what)| (state.t(keys), state.t(what))).collect()
}

fn part(state: &State, ui: &mut Ui, key: &str, rows: Vec<(String, String)>) {
    heading(ui, &state.t(key), &state.theme());
    ui.add_space(2.0);
    Grid::new(("shortcuts", key)).num_columns(2).spacing([24.0, 5.0]).min_col_width(170.0).show(ui, |ui| {
        for (keys, what) in rows {
            ui.label(strong(keys));
            ui.label(what);
            ui.end_row();
        }
    });
    ui.add_space(10.0);
}
