//! Friendship schools in the place of scenarios.
//!
//! | module | what |
//! | --- | --- |
//! | here | the section of the left panel: the groups of the proposal |
//! | `state` | what is chosen and dragged, and what the groups bring, kept until something changes |
//! | `form` | the form of one group |
//! | `full` | a full pairing: years over buildings, seats, the way from home |
//! | `best` | the best pairs or groups, on a worker |
//! | `rules` | what is asked of that search: distance, size, boards, pairs fixed or ruled out |
//! | `pairs`, `matrix` | all pairs as a list and a matrix |
//! | `figures`, `groups`, `schools` | the right panel: the town, every group, the children |
//! | `each_school` | every school before and after, as a table |
//! | `links` | links on the map, and dragging one |
//! | `compared` | the sets of groups of all proposals side by side |

mod best;
mod compared;
mod each_school;
mod figures;
mod form;
mod full;
mod groups;
mod links;
mod matrix;
mod pairs;
mod rules;
mod schools;
mod state;

use eframe::egui::{Align2, Button, FontId, Key, Role, Sense, Ui, WidgetInfo, vec2};

use geo::Point;

use super::super::plans::Tool;
use crate::app::command::{Commands, PlanCommand};
use crate::app::elements::hairline;
use crate::app::fonts;
use crate::app::state::State;
use crate::app::style::{BODY, CAPTION, caption, color};
use crate::app::window::terms;
use crate::data::SchoolId;
use crate::find::town::wishes::Wishes;
use crate::friendship::Friendship;
use crate::friendship::hours::Timing;
use crate::number::decimal;
use crate::view::hit::Hit;

pub use best::BestForm;
pub use compared::show as compared;
pub use each_school::SchoolsForm;
pub use figures::{show as figures, tabs};
pub use form::GroupForm;
pub use links::{drag_link, paint_over};
pub use pairs::PairsForm;
pub use state::{Friends, Moved};

/// Something that a person asks about friendship schools.
#[derive(Clone, Debug)]
pub enum FriendsCommand {
    /// Opens the form of a new group of the schools with these codes.
    New(Vec<String>),
    /// Opens the form of a group of the proposal.
    Ask(usize),
    Put(Box<GroupForm>),
    Remove(usize),
    /// The pilot of the accord, beside the groups that are there.
    Pilot,
    /// The pilot of the accord as a proposal of its own.
    PilotProposal,
    /// What is asked of the search.
    Wish(Box<Wishes>),
    /// The next click on the map says where the group of this form meets.
    AskPlace(Box<GroupForm>),
    /// There.
    Place(Point<f64>),
    /// Nowhere: back to the form.
    LeavePlace,
    AskBest,
    /// These in the place of the groups of the proposal.
    Adopt(Vec<Friendship>),
    AskPairs,
    /// The table of all schools.
    AskSchools,
    /// A group of these two schools.
    AddPair(String, String),
    /// A school in or out of those that are picked.
    Pick(String),
    Unpick,
    /// Whether the right panel shows what the groups bring.
    ShowFigures(bool),
    GrabLink(Box<Moved>),
    /// Over the school with this code, or over none.
    DragLink(Option<String>),
    DropLink,
}

/// What lies over the window.
#[derive(Debug)]
pub enum FriendsDialog {
    Group(GroupForm),
    Best(BestForm),
    Pairs(PairsForm),
    Schools(SchoolsForm),
}

impl Commands {
    pub fn friends(&mut self, command: FriendsCommand) {
        self.plan(PlanCommand::Friends(command));
    }
}

pub fn dialog(state: &mut State, ui: &mut Ui, dialog: &mut FriendsDialog, commands: &mut Commands) {
    match dialog {
        FriendsDialog::Group(form) => form::show(state, ui, form, commands),
        FriendsDialog::Best(form) => best::show(state, ui, form, commands),
        FriendsDialog::Pairs(form) => pairs::show(state, ui, form, commands),
        FriendsDialog::Schools(form) => each_school::show(state, ui, form, commands),
    }
}

/// A click on a school while schools are picked; `true` when it was for that.
pub fn pick(state: &State, under: Option<Hit>, commands: &mut Commands) -> bool {
    let Some(Hit::School(id)) = under else { return state.plans.tool == Tool::PickFriends };
    if let Some(school) = state.dataset().school(id) {
        commands.friends(FriendsCommand::Pick(school.code.clone()));
    }
    true
}

/// The section of the left panel.
pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    hairline(ui, &theme);
    terms::heading(state, ui, &state.t("friends-title"), terms::Term::Friendship, commands);
    let groups = state.plans.scenario().map(|s| s.friendships.clone()).unwrap_or_default();
    if groups.is_empty() {
        ui.label(caption(state.t("friends-none"), &theme));
    } else {
        legend(state, ui);
    }
    for (at, group) in groups.iter().enumerate() {
        one(state, ui, at, group, commands);
    }
    ui.add_space(4.0);
    let theme = state.theme();
    let picking = state.plans.tool == Tool::PickFriends;
    ui.horizontal_wrapped(|ui| {
        if ui.button(state.t("friends-make")).clicked() {
            commands.friends(FriendsCommand::New(state.plans.friends.picked.clone()));
        }
        if ui.button(state.t("friends-best-ask")).clicked() {
            commands.friends(FriendsCommand::AskBest);
        }
        let pick = Button::new(state.t("friends-pick")).selected(picking);
        if ui.add(pick).clicked() {
            let tool = if picking { Tool::Select } else { Tool::PickFriends };
            commands.plan(PlanCommand::SetTool(tool));
        }
        if ui.button(state.t("friends-pairs-ask")).clicked() {
            commands.friends(FriendsCommand::AskPairs);
        }
        if ui.button(state.t("friends-pilot")).clicked() {
            commands.friends(FriendsCommand::Pilot);
        }
    });
    placing(state, ui, commands);
    if picking && state.plans.friends.picked.is_empty() {
        ui.label(caption(state.t("friends-pick-what"), &theme));
    }
    picked(state, ui, commands);
}

/// What to do while the map waits for a place to meet, and the way back.
fn placing(state: &State, ui: &mut Ui, commands: &mut Commands) {
    if state.plans.tool != Tool::PlaceMeeting {
        return;
    }
    ui.label(caption(state.t("friends-place-what"), &state.theme()).color(color(state.theme().accent)));
    let escape = state.dialog.is_none() && ui.input(|i| i.key_pressed(Key::Escape));
    if ui.button(state.t("friends-place-back")).clicked() || escape {
        commands.friends(FriendsCommand::LeavePlace);
    }
}

/// What the lines on the map are.
fn legend(state: &State, ui: &mut Ui) {
    let theme = state.theme();
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(28.0, 16.0), Sense::hover());
        let (left, right) = (rect.left_center(), rect.right_center());
        ui.painter().line_segment([left, right], (5.0, color(theme.accent)));
        ui.label(caption(state.t("friends-legend"), &theme));
    });
}

/// The schools that are picked on the map, or the one that is selected, and a group of them.
fn picked(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let picked = &state.plans.friends.picked;
    let mut codes = picked.clone();
    if codes.is_empty()
        && let Some(id) = state.view.selection.school()
    {
        codes.extend(state.dataset().school(id).map(|s| s.code.clone()));
    }
    if codes.is_empty() {
        return;
    }
    let names: Vec<String> = codes.iter().map(|code| state.name_of_code(code)).collect();
    ui.label(caption(state.tw("friends-picked", &[("schools", &names.join(", "))]), &theme));
    ui.horizontal_wrapped(|ui| {
        if ui.button(state.t("friends-of-selection")).clicked() {
            commands.friends(FriendsCommand::New(codes));
        }
        if !picked.is_empty() && ui.button(state.t("friends-unpick")).clicked() {
            commands.friends(FriendsCommand::Unpick);
        }
    });
}

/// Hours and timing in a few words.
pub fn hours_text(state: &State, group: &Friendship) -> String {
    let hours = decimal(group.hours, if group.hours.fract() == 0.0 { 0 } else { 2 }, state.view.language);
    let hours = if hours.ends_with('0') && group.hours.fract() != 0.0 {
        decimal(group.hours, 1, state.view.language)
    } else {
        hours
    };
    if group.is_full_pairing() {
        return state.t("friends-hours-full");
    }
    let key = match group.timing {
        Timing::OnTop => "friends-hours-on-top",
        Timing::InLessons => "friends-hours-in-lessons",
    };
    state.tw(key, &[("hours", &hours)])
}

/// A group with its schools and hours; the whole of it opens the form.
fn one(state: &mut State, ui: &mut Ui, at: usize, group: &Friendship, commands: &mut Commands) {
    let theme = state.theme();
    let names: Vec<String> = group.schools.iter().map(|m| state.name_of_code(m.code())).collect();
    let mut below = vec![hours_text(state, group)];
    if let Some(from) = group.from {
        below.push(state.tw("friends-from", &[("year", &from.to_string())]));
    }
    let there = group.is_in(Some(state.plans.year));
    let font = |size, bold| FontId::new(size, if bold { fonts::semibold() } else { fonts::regular() });
    let wrap = ui.available_width();
    let ink = color(if there { theme.text } else { theme.muted });
    let words = ui.painter().layout(group.name.clone(), font(BODY, true), ink, wrap);
    let schools = ui.painter().layout(names.join(" – "), font(BODY, false), ink, wrap);
    let detail = ui.painter().layout(below.join(" · "), font(CAPTION, false), color(theme.muted), wrap);
    let heights = [words.size().y, schools.size().y, detail.size().y];
    let height = heights.iter().sum::<f32>() + 14.0;
    let (rect, response) = ui.allocate_exact_size(vec2(wrap, height), Sense::click());
    if response.hovered() || response.has_focus() {
        let ground = color(theme.panel.mix(theme.accent, 0.07));
        ui.painter().rect_filled(rect.expand2(vec2(8.0, 0.0)), 6.0, ground);
        let of = |code: &str| state.dataset().school_by_code(code);
        let ids: Vec<SchoolId> = group.schools.iter().filter_map(|m| of(m.code())).collect();
        state.plans.friends.pointed = ids;
    }
    let mut top = rect.min + vec2(0.0, 6.0);
    for (galley, height) in [words, schools, detail].into_iter().zip(heights) {
        ui.painter().galley(top, galley, ink);
        top.y += height;
    }
    ui.painter().hline(rect.x_range(), rect.max.y, (1.0, color(theme.line)));
    let label = format!("{}: {}; {}", group.name, names.join(", "), below.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.on_hover_text(state.t("friends-open")).clicked() {
        commands.friends(FriendsCommand::Ask(at));
    }
}

/// A row of text that is centred in a narrow space of a painted table.
fn cell_text(ui: &Ui, at: eframe::egui::Pos2, align: Align2, text: &str, bold: bool, ink: crate::view::Rgb) {
    let face = if bold { fonts::semibold() } else { fonts::regular() };
    ui.painter().text(at, align, text, FontId::new(BODY - 0.5, face), color(ink));
}
