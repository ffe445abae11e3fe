//! Edits by pointing at the map: the menu on a school or place, dragging a school, placing one.

use eframe::egui::{Pos2, Rect, Response, Ui};
use geo::Point;

use super::FriendsCommand;
use crate::app::command::{Command, Commands, PlanCommand};
use crate::app::plans::Tool;
use crate::app::state::State;
use crate::app::style::{caption, strong};
use crate::view::camera::Camera;
use crate::view::hit::Hit;

/// An edit that a person begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewEdit {
    Close,
    Move,
    Merge,
    Replace,
    Renovate,
    Resize,
    Profile,
    Catchment,
    Open,
    NewHomes,
    Demolition,
    Forecast,
}

/// Edits of the school that is selected.
pub const SCHOOL_EDITS: [NewEdit; 8] = [
    NewEdit::Close,
    NewEdit::Move,
    NewEdit::Merge,
    NewEdit::Replace,
    NewEdit::Renovate,
    NewEdit::Resize,
    NewEdit::Profile,
    NewEdit::Catchment,
];

/// Edits of the town or of an area.
pub const TOWN_EDITS: [NewEdit; 4] =
    [NewEdit::Open, NewEdit::NewHomes, NewEdit::Demolition, NewEdit::Forecast];

impl NewEdit {
    pub fn key(self) -> &'static str {
        match self {
            Self::Close => "edit-close",
            Self::Move => "edit-move",
            Self::Merge => "edit-merge",
            Self::Replace => "edit-replace",
            Self::Renovate => "edit-renovate",
            Self::Resize => "edit-resize",
            Self::Profile => "edit-profile",
            Self::Catchment => "edit-catchment",
            Self::Open => "edit-open",
            Self::NewHomes => "edit-new-homes",
            Self::Demolition => "edit-demolition",
            Self::Forecast => "edit-forecast",
        }
    }
}

/// The menu of the second mouse button: what can be done with the school or place under it.
pub fn menu(state: &State, response: &Response, camera: &Camera, rect: Rect, commands: &mut Commands) {
    let at = response.interact_pointer_pos();
    if response.secondary_clicked()
        && let Some(at) = at
    {
        commands.plan(PlanCommand::PointAt(world(camera, rect, at)));
    }
    response.context_menu(|ui| items(state, ui, commands));
}

fn items(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.set_min_width(250.0);
    let theme = state.theme();
    if let Some(id) = state.view.selection.school()
        && let Some(school) = state.dataset().school(id)
    {
        ui.label(strong(&school.name));
        for kind in SCHOOL_EDITS {
            if ui.button(state.t(kind.key())).clicked() {
                commands.plan(PlanCommand::StartEdit(kind));
                ui.close();
            }
        }
        ui.separator();
    }
    ui.label(caption(state.t("edit-here"), &theme));
    if ui.button(state.t("edit-open-here")).clicked() {
        if let Some(at) = state.plans.pointed {
            commands.plan(PlanCommand::PlaceSchool(at));
        }
        ui.close();
    }
    for kind in [NewEdit::NewHomes, NewEdit::Demolition] {
        if ui.button(state.t(kind.key())).clicked() {
            commands.plan(PlanCommand::StartEdit(kind));
            ui.close();
        }
    }
}

/// The place in RD metres under a point of the screen.
pub fn world(camera: &Camera, rect: Rect, at: Pos2) -> Point<f64> {
    camera.to_world((at.x - rect.min.x, at.y - rect.min.y))
}

/// Begins to drag the school under the pointer; `false` when there is none, and the map moves.
pub fn start_drag(state: &State, under: Option<Hit>, commands: &mut Commands) -> bool {
    if !state.view.place.shows_scenario() || state.plans.tool != Tool::Select {
        return false;
    }
    let Some(Hit::School(id)) = under else { return false };
    let Some(school) = state.dataset().school(id) else { return false };
    commands.push(Command::Select(under));
    commands.plan(PlanCommand::Grab(school.code.clone()));
    true
}

/// A click while a tool waits for one; `true` when it was for the tool.
pub fn released(state: &State, at: Point<f64>, under: Option<Hit>, commands: &mut Commands) -> bool {
    match state.plans.tool {
        Tool::Select => false,
        Tool::PlaceSchool => {
            commands.plan(PlanCommand::PlaceSchool(at));
            true
        }
        Tool::PlaceEdit => {
            commands.plan(PlanCommand::PlaceEdit(at));
            true
        }
        Tool::PickFriends => super::pick(state, under, commands),
        Tool::PlaceMeeting => {
            commands.friends(FriendsCommand::Place(at));
            true
        }
        Tool::MergeInto => {
            if let Some(Hit::School(id)) = under
                && let Some(school) = state.dataset().school(id)
            {
                commands.plan(PlanCommand::MergeInto(school.code.clone()));
            }
            true
        }
    }
}
