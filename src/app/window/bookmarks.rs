//! Bookmarks: views with a name, listed in a menu and kept in the project.

use eframe::egui::{ScrollArea, TextEdit, Ui, WidgetInfo, vec2};
use egui_material_icons::icons::ICON_DELETE;

use super::views::Moment;
use super::{WindowCommand, WindowDialog};
use crate::app::Wijkspiegel;
use crate::app::command::{Command, Commands};
use crate::app::elements::named;
use crate::app::place::Place;
use crate::app::state::{Dialog, State};
use crate::app::style::{CONTROL, caption, title};
use crate::data::Year;
use crate::view::hit::Hit;
use crate::view::story::bookmarks::{Bookmark, Bookmarks, KEY};

/// What is done with bookmarks.
#[derive(Clone, Debug, PartialEq)]
pub enum BookmarkCommand {
    /// Gives what is shown a name.
    Add,
    Show(usize),
    Rename(usize, String),
    Remove(usize),
    /// Opens the dialog that names and removes them.
    Manage,
}

impl BookmarkCommand {
    /// Fluent key of the name in menus and lists.
    pub fn label_key(&self) -> &'static str {
        match self {
            Self::Add => "bookmark-add",
            Self::Show(_) => "bookmark-show",
            Self::Rename(..) => "bookmark-name",
            Self::Remove(_) => "bookmark-remove",
            Self::Manage => "bookmark-manage",
        }
    }
}

/// The bookmarks in the menu of the view.
pub fn menu(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let mut push = |ui: &Ui, command| {
        commands.push(Command::Window(WindowCommand::Bookmark(command)));
        ui.close();
    };
    for (at, bookmark) in state.window.bookmarks.list.iter().enumerate() {
        if ui.button(&bookmark.name).clicked() {
            push(ui, BookmarkCommand::Show(at));
        }
    }
    if !state.window.bookmarks.list.is_empty() && ui.button(state.t("bookmark-manage")).clicked() {
        push(ui, BookmarkCommand::Manage);
    }
}

/// The dialog in which they are named and removed.
pub fn show(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.set_width(460.0);
    ui.label(title(state.t("bookmark-title")));
    ui.add_space(4.0);
    ui.label(caption(state.t("bookmark-what"), &state.theme()));
    ui.add_space(8.0);
    let list = &state.window.bookmarks.list;
    if list.is_empty() {
        ui.label(state.t("bookmark-none"));
    }
    let mut asked = Vec::new();
    let mut push = |command| asked.push(Command::Window(WindowCommand::Bookmark(command)));
    ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
        for (at, bookmark) in list.iter().enumerate() {
            ui.horizontal(|ui| {
                let number = (at + 1).to_string();
                let label = state.tw("bookmark-name", &[("number", &number)]);
                let mut name = bookmark.name.clone();
                let edit = ui.add_sized([260.0, CONTROL], TextEdit::singleline(&mut name));
                edit.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::TextInput, true, &label));
                if edit.changed() {
                    push(BookmarkCommand::Rename(at, name));
                }
                let args = [("name", bookmark.name.as_str())];
                let go = ui.button(state.t("bookmark-show"));
                let label = state.tw("bookmark-show-one", &args);
                go.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Button, true, &label));
                if go.clicked() {
                    push(BookmarkCommand::Show(at));
                }
                let icon = eframe::egui::RichText::from(ICON_DELETE).size(18.0);
                let button = eframe::egui::Button::new(icon).min_size(vec2(CONTROL, CONTROL));
                if named(ui.add(button), &state.tw("bookmark-remove-one", &args)).clicked() {
                    push(BookmarkCommand::Remove(at));
                }
            });
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button(state.t("bookmark-add")).clicked() {
            asked.push(Command::Window(WindowCommand::Bookmark(BookmarkCommand::Add)));
        }
        if ui.button(state.t("command-close")).clicked() {
            asked.push(Command::CloseAsk);
        }
    });
    asked.into_iter().for_each(|command| commands.push(command));
}

impl State {
    /// Reads the bookmarks of the open project, when they are others than those that were read.
    pub(super) fn read_bookmarks(&mut self) {
        let text = self.opened.project.settings.get(KEY);
        if self.window.bookmarks_of.as_ref() != text {
            self.window.bookmarks_of = text.cloned();
            self.window.bookmarks = Bookmarks::read(&self.opened.project.settings);
        }
    }

    /// What a new bookmark is called: what is selected, or what the map shows.
    fn bookmark_name(&self) -> String {
        let dataset = self.dataset();
        let selected = self.view.selection.primary().and_then(|hit| match hit {
            Hit::School(id) => dataset.school(id).map(|s| s.name.clone()),
            Hit::Area(id) => dataset.area(id).map(|a| a.name.clone()),
        });
        let name = selected
            .unwrap_or_else(|| crate::app::layers_panel::colour_name(self, self.view.choice.colour_by));
        self.window.bookmarks.free_name(&name)
    }
}

impl Wijkspiegel {
    pub(super) fn apply_bookmark(&mut self, command: BookmarkCommand) {
        self.state.read_bookmarks();
        match command {
            BookmarkCommand::Manage => {
                self.state.dialog = Some(Dialog::Window(WindowDialog::Bookmarks));
                return;
            }
            BookmarkCommand::Show(at) => return self.show_bookmark(at),
            BookmarkCommand::Add => {
                if let Some(flight) = self.flight.take() {
                    // Where the map is going is what the person asked to see.
                    self.state.view.camera = Some(flight.to);
                }
                let Some(moment) = Moment::of(&self.state) else { return };
                let name = self.state.bookmark_name();
                let scenario = self.state.plans.scenario().filter(|_| moment.place != Place::Explore);
                let bookmark = Bookmark {
                    scenario: scenario.map(|s| s.name.clone()),
                    year: scenario.map(|_| moment.year.0),
                    place: place_key(moment.place).to_owned(),
                    view: moment.view,
                    name: name.clone(),
                    ..Bookmark::default()
                };
                self.state.window.bookmarks.list.push(bookmark);
                self.state.message = Some(self.state.tw("bookmark-added", &[("name", &name)]));
            }
            BookmarkCommand::Rename(at, name) => {
                if let Some(bookmark) = self.state.window.bookmarks.list.get_mut(at) {
                    bookmark.name = name;
                }
            }
            BookmarkCommand::Remove(at) => {
                let list = &mut self.state.window.bookmarks.list;
                if at < list.len() {
                    let name = list.remove(at).name;
                    self.state.message = Some(self.state.tw("bookmark-removed", &[("name", &name)]));
                }
            }
        }
        let state = &mut self.state;
        state.window.bookmarks.write(&mut state.opened.project.settings);
        state.window.bookmarks_of = state.opened.project.settings.get(KEY).cloned();
        // The project is kept as it is after a change of the story: once nobody is writing.
        state.story.settings_changed();
    }

    fn show_bookmark(&mut self, at: usize) {
        let Some(bookmark) = self.state.window.bookmarks.list.get(at).cloned() else { return };
        self.state.dialog = None;
        let plans = &self.state.plans;
        let named = |name: &String| plans.history.proposals().iter().position(|p| p.name == *name);
        let proposal = bookmark.scenario.as_ref().and_then(named);
        let lost = bookmark.scenario.is_some() && proposal.is_none();
        let moment = Moment {
            place: place_of(&bookmark.place),
            view: bookmark.view,
            proposal: proposal.map_or(plans.current, |p| p + 1),
            year: bookmark.year.map_or(plans.year, Year),
            swipe: self.state.divided(),
        };
        self.show_moment(&moment);
        if lost || moment.view.find(self.state.dataset()).is_missing_something {
            self.state.message = Some(self.state.t("bookmark-missing"));
        }
    }
}

/// The name of a place in a file.
fn place_key(place: Place) -> &'static str {
    match place {
        Place::Explore => "explore",
        Place::Scenario => "scenario",
        Place::Compare => "compare",
        Place::Tell => "tell",
    }
}

fn place_of(key: &str) -> Place {
    Place::ALL.into_iter().find(|place| place_key(*place) == key).unwrap_or_default()
}
