//! The place of scenarios: proposals and edits on the left, the map, outcomes on the right, the years
//! below.

mod assumptions;
mod edit_form;
mod friendships;
mod map_menu;
mod outcomes;
mod proposals;
mod timeline;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::Wijkspiegel;
use super::command::Commands;
use super::elements::scrolled;
use super::style::color;
use super::{inspector, layers_panel, map};

pub use assumptions::{AssumptionsForm, rule_key};
pub use edit_form::EditForm;
pub use friendships::{
    BestForm, Friends, FriendsCommand, FriendsDialog, GroupForm, Moved, PairsForm, SchoolsForm,
    compared as friends_compared, dialog as friends_dialog, drag_link, paint_over, pick,
};
pub use map_menu::{NewEdit, SCHOOL_EDITS, TOWN_EDITS, menu, released, start_drag, world};
pub use outcomes::Told;
pub use timeline::{COMPACT_HEIGHT, play, show as years};

pub fn panels(program: &mut Wijkspiegel, ui: &mut Ui, panel: Frame, commands: &mut Commands) {
    let window = color(program.state.theme().window);
    timeline::play(&mut program.state, ui.ctx(), commands);
    if program.state.view.left_open {
        Panel::left("proposals").exact_size(program.state.left_width()).resizable(false).frame(panel).show(
            ui,
            |ui| {
                scrolled(ui, "proposals-scroll", |ui| {
                    if program.state.drawings.tool.is_some() {
                        super::draw::panel(&mut program.state, ui, commands);
                        return;
                    }
                    proposals::show(&mut program.state, ui, commands);
                    friendships::show(&mut program.state, ui, commands);
                    layers_panel::on_the_map(&mut program.state, ui, commands);
                });
            },
        );
    }
    if program.state.view.right_open {
        Panel::right("outcomes").exact_size(program.state.right_width()).resizable(false).frame(panel).show(
            ui,
            |ui| {
                scrolled(ui, "outcomes-scroll", |ui| {
                    if friendships::tabs(&mut program.state, ui, commands) {
                        friendships::figures(&mut program.state, ui, commands);
                    } else {
                        outcomes::show(&mut program.state, ui, commands);
                        outcomes::of_school(&mut program.state, ui);
                    }
                    if !program.state.view.selection.is_empty() {
                        inspector::show(&mut program.state, ui, commands);
                    }
                });
            },
        );
    }
    let below = panel.inner_margin(Margin::symmetric(16, 8));
    Panel::bottom("years").exact_size(timeline::HEIGHT).resizable(false).frame(below).show(ui, |ui| {
        timeline::show(&mut program.state, ui, commands);
    });
    CentralPanel::default().frame(Frame::new().fill(window)).show(ui, |ui| {
        map::show(program, ui, commands);
    });
}

/// What lies over the window in this place.
pub fn edit_dialog(state: &super::state::State, ui: &mut Ui, form: &mut EditForm, commands: &mut Commands) {
    edit_form::show(state, ui, form, commands);
}

pub fn assumptions_dialog(
    state: &super::state::State,
    ui: &mut Ui,
    form: &mut AssumptionsForm,
    commands: &mut Commands,
) {
    assumptions::show(state, ui, form, commands);
}
