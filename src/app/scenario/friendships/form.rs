//! The form of one group: which schools, how long, who, where, and the conditions of contact.

mod rows;

use std::collections::BTreeSet;

use eframe::egui::{
    Checkbox, ComboBox, DragValue, Grid, Key, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo,
};

use self::rows::{cost, place, taking_part, travel};
use super::FriendsCommand;
use super::figures::{exposure_sentence, left_out};
use super::{full, groups};
use crate::app::command::{Command, Commands};
use crate::app::elements::{name_combo, number, primary};
use crate::app::state::State;
use crate::app::style::{caption, color, section, title};
use crate::data::Year;
use crate::friendship::check::check;
use crate::friendship::group::{Answer, Condition, Friendship, Member, Place, TravelMode};
use crate::friendship::hours::Timing;
use crate::friendship::pilot::ASSUMED_HOURS;

/// Height of the window that its edges and the title take.
const ROOM_AROUND: f32 = 130.0;
/// Of what stands below the fields, until it is known.
const BELOW: f32 = 130.0;
/// The least that the fields have.
const LEAST: f32 = 160.0;

/// A group while it is filled in.
#[derive(Clone, Debug)]
pub struct GroupForm {
    /// Its position in the proposal; `None` for a new one.
    pub at: Option<usize>,
    pub group: Friendship,
    pub search: String,
    /// Whether the name was typed; else it follows the schools.
    named: bool,
}

impl GroupForm {
    /// A new group of the schools with these codes.
    pub fn new(state: &State, codes: Vec<String>) -> Self {
        let group = Friendship {
            timing: Timing::OnTop,
            from: Some(state.plans.year.0),
            ..Friendship::new("", codes, ASSUMED_HOURS)
        };
        let mut form = Self { at: None, group, search: String::new(), named: false };
        form.follow(state);
        form
    }

    /// A group of the proposal.
    pub fn of(at: usize, group: Friendship) -> Self {
        Self { at: Some(at), group, search: String::new(), named: true }
    }

    /// The name of a group that nobody named: its schools.
    fn follow(&mut self, state: &State) {
        if !self.named {
            let names: Vec<String> =
                self.group.schools.iter().map(|m| state.name_of_code(m.code())).collect();
            self.group.name = names.join(" – ");
        }
    }
}

pub fn show(state: &mut State, ui: &mut Ui, form: &mut GroupForm, commands: &mut Commands) {
    ui.set_width(760.0);
    let heading = if form.at.is_some() { "friends-form-change" } else { "friends-form-new" };
    ui.label(title(state.t(heading)));
    ui.add_space(8.0);
    // What stands below, with the buttons, is always in sight: the fields scroll.
    let id = eframe::egui::Id::unique("below the fields of a group");
    let below: f32 = ui.data(|d| d.get_temp(id)).unwrap_or(BELOW);
    let room = (ui.ctx().content_rect().height() - ROOM_AROUND - below).max(LEAST);
    ScrollArea::vertical().id_salt("group_form").max_height(room).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(264.0);
                schools(state, ui, form, (room - 60.0).clamp(160.0, 460.0));
            });
            ui.add_space(16.0);
            ui.vertical(|ui| {
                ui.set_width(470.0);
                fields(state, ui, form, commands);
            });
        });
    });
    let rect = ui.scope(|ui| under(state, ui, form, commands)).response.rect;
    if (rect.height() - below).abs() > 0.5 {
        ui.data_mut(|d| d.insert_temp(id, rect.height()));
        ui.ctx().request_repaint();
    }
}

/// What the group brings, or why it cannot be, and the buttons.
fn under(state: &mut State, ui: &mut Ui, form: &mut GroupForm, commands: &mut Commands) {
    ui.add_space(8.0);
    let wrong = wrong(state, form);
    match &wrong {
        Some(text) => {
            ui.label(RichText::new(text).color(color(state.theme().warn)));
        }
        None => brings(state, ui, form),
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = wrong.is_none();
        let label = state.t(if form.at.is_some() { "edit-change" } else { "edit-add" });
        let pressed = ui.add_enabled(ready, primary(state, &label)).clicked();
        let enter = ready && ui.input(|i| i.key_pressed(Key::Enter) && i.modifiers.is_none());
        if pressed || (enter && ui.memory(|m| m.focused().is_none())) {
            commands.friends(FriendsCommand::Put(Box::new(form.clone())));
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
        if let Some(at) = form.at {
            ui.add_space(24.0);
            if ui.button(state.t("friends-remove")).clicked() {
                commands.friends(FriendsCommand::Remove(at));
            }
        }
    });
}

/// The groups of the proposal with this one as it is filled in.
fn as_filled_in(state: &State, form: &GroupForm) -> Vec<Friendship> {
    let mut groups = state.plans.scenario().map(|s| s.friendships.clone()).unwrap_or_default();
    match form.at.and_then(|at| groups.get_mut(at)) {
        Some(old) => *old = form.group.clone(),
        None => groups.push(form.group.clone()),
    }
    groups
}

/// Why the group cannot be, in words.
fn wrong(state: &State, form: &GroupForm) -> Option<String> {
    if form.group.schools.len() < 2 {
        return Some(state.t("friends-form-two"));
    }
    check(&as_filled_in(state, form)).err().map(|problem| {
        let language = state.view.language;
        let fix = problem.notice.fix(language).unwrap_or_default();
        format!("{} {fix}", problem.notice.what(language))
    })
}

/// What the group brings as it is filled in, in the year that is shown or the first of the group.
fn brings(state: &mut State, ui: &mut Ui, form: &GroupForm) {
    let Ok(shown) = state.kept_town() else { return };
    let town = shown.town;
    let year = form.group.from.map_or(state.plans.year, |from| Year(from.max(state.plans.year.0)));
    let groups = as_filled_in(state, form);
    let found = town.brings(&groups, Some(year));
    let units = found.units(&town);
    let told = town.told(&groups, Some(year), &shown.telling);
    if !shown.telling.town() {
        ui.label(caption(state.t("friends-withheld"), &state.theme()));
    } else if let Some(text) = exposure_sentence(state, &told.brings) {
        ui.label(text);
        if let Some(text) = left_out(state, told.left_out) {
            ui.label(caption(text, &state.theme()).color(color(state.theme().warn)));
        }
    }
    let at = form.at.unwrap_or(groups.len().saturating_sub(1));
    let own = found.groups.iter().zip(&units).find(|(group, _)| group.group == at);
    if let Some((group, own)) = own {
        groups::travel(state, ui, &form.group, group, shown.telling.group(own, &units));
    }
    ui.label(caption(state.t("friends-opportunity-short"), &state.theme()));
}

/// All schools with a box each; those of the group come first.
fn schools(state: &State, ui: &mut Ui, form: &mut GroupForm, height: f32) {
    let theme = state.theme();
    ui.label(section(&state.t("friends-form-schools"), &theme));
    let label = state.t("friends-form-search");
    let edit = ui.add(TextEdit::singleline(&mut form.search).hint_text(&label).desired_width(f32::INFINITY));
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    let wanted = form.search.trim().to_lowercase();
    let chosen: BTreeSet<String> = form.group.schools.iter().map(|m| m.code().to_owned()).collect();
    let mut all: Vec<(bool, String, String)> = state
        .dataset()
        .schools()
        .iter()
        .map(|s| (!chosen.contains(&s.code), s.name.clone(), s.code.clone()))
        .filter(|(free, name, code)| {
            !free || name.to_lowercase().contains(&wanted) || code.to_lowercase().contains(&wanted)
        })
        .collect();
    all.sort();
    ScrollArea::vertical().id_salt("group_schools").max_height(height).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().interact_size.y = 22.0;
            for (free, name, code) in all {
                let mut on = !free;
                if ui.add(Checkbox::new(&mut on, &name)).changed() {
                    if on {
                        form.group.schools.push(Member::Code(code));
                    } else {
                        form.group.schools.retain(|m| m.code() != code);
                        let there = |place: &Place| place.school.as_ref() == Some(&code);
                        if form.group.place.as_ref().is_some_and(there) {
                            form.group.place = None;
                        }
                    }
                    form.follow(state);
                }
            }
        },
    );
}

fn fields(state: &mut State, ui: &mut Ui, form: &mut GroupForm, commands: &mut Commands) {
    let theme = state.theme();
    Grid::new("friends-form").num_columns(2).spacing([16.0, 6.0]).show(ui, |ui| {
        let name = ui.label(state.t("edit-name")).id;
        let edit = TextEdit::singleline(&mut form.group.name).desired_width(300.0);
        if ui.add(edit).labelled_by(name).changed() {
            form.named = !form.group.name.trim().is_empty();
        }
        ui.end_row();
        let group = &mut form.group;
        hours(state, ui, group);
        let full = group.is_full_pairing();
        if !full {
            taking_part(state, ui, group);
        }
        let name = ui.label(state.t("friends-form-from")).id;
        ui.horizontal(|ui| {
            let mut known = group.from.is_some();
            if ui.add(Checkbox::without_text(&mut known)).labelled_by(name).changed() {
                group.from = known.then_some(state.plans.year.0);
            }
            match &mut group.from {
                Some(year) => {
                    ui.add(DragValue::new(year).range(1990..=2100)).labelled_by(name);
                }
                None => {
                    ui.label(state.t("friends-form-always"));
                }
            }
            ui.add_space(8.0);
            let name = ui.label(state.t("friends-form-to")).id;
            let mut ends = group.to.is_some();
            if ui.add(Checkbox::without_text(&mut ends)).labelled_by(name).changed() {
                group.to = ends.then(|| group.from.unwrap_or(state.plans.year.0));
            }
            match &mut group.to {
                Some(year) => {
                    ui.add(DragValue::new(year).range(1990..=2100)).labelled_by(name);
                }
                None => {
                    ui.label(state.t("friends-form-open"));
                }
            }
        });
        ui.end_row();
        if !full {
            place(state, ui, form, commands);
            travel(state, ui, &mut form.group);
        }
        let by_bus = form.group.travel == TravelMode::Bus;
        cost(state, ui, &mut form.group.cost, by_bus);
    });
    if form.group.is_full_pairing() && form.group.schools.len() > 1 {
        buildings(state, ui, &mut form.group);
    }
    ui.add_space(8.0);
    ui.label(section(&state.t("friends-form-conditions"), &theme));
    let conditions = &mut form.group.conditions;
    Grid::new("friends-conditions").num_columns(3).spacing([12.0, 4.0]).show(ui, |ui| {
        for (key, condition) in [
            ("friends-condition-standing", &mut conditions.equal_standing),
            ("friends-condition-goal", &mut conditions.shared_goal),
            ("friends-condition-cooperation", &mut conditions.cooperation),
            ("friends-condition-support", &mut conditions.support),
        ] {
            one_condition(state, ui, key, condition);
        }
    });
}

/// Hours a week, on top of lessons, in place of them, or all of the week.
fn hours(state: &State, ui: &mut Ui, group: &mut Friendship) {
    let name = ui.label(state.t("friends-form-hours")).id;
    let full = group.is_full_pairing();
    ui.vertical(|ui| {
        ui.horizontal(|ui| {
            let drag = number(state, &mut group.hours).range(0.0..=60.0).speed(0.05);
            if ui.add_enabled(!full, drag).labelled_by(name).changed() {
                // Days and times were agreed for other hours.
                group.days = None;
                group.at.clear();
            }
            for (timing, key) in
                [(Timing::OnTop, "friends-timing-on-top"), (Timing::InLessons, "friends-timing-in-lessons")]
            {
                if ui.radio(!full && group.timing == timing, state.t(key)).clicked() {
                    group.timing = timing;
                    if full {
                        group.hours = ASSUMED_HOURS;
                        group.days = None;
                    }
                }
            }
        });
        if ui.radio(full, state.t("friends-timing-full")).clicked() && !full {
            *group = group.as_full_pairing();
        }
    });
    ui.end_row();
}

/// Which years go to which building when the schools are one.
fn buildings(state: &mut State, ui: &mut Ui, group: &mut Friendship) {
    let theme = state.theme();
    ui.add_space(8.0);
    ui.label(section(&state.t("friends-full-title"), &theme));
    let Ok(shown) = state.kept_town() else { return };
    if let Some(up) = full::show(state, ui, (&shown.town, &shown.telling), group, true) {
        group.schools.swap(up - 1, up);
    }
}

fn one_condition(state: &State, ui: &mut Ui, key: &str, condition: &mut Condition) {
    let label = state.t(key);
    let name = ui.add(eframe::egui::Label::new(&label).wrap_mode(eframe::egui::TextWrapMode::Extend)).id;
    let words = |answer| match answer {
        Answer::Yes => state.t("friends-answer-yes"),
        Answer::No => state.t("friends-answer-no"),
        Answer::Unknown => state.t("friends-answer-unknown"),
    };
    let chosen = words(condition.met);
    let shown = ComboBox::from_id_salt(key).selected_text(&chosen).width(96.0).show_ui(ui, |ui| {
        for answer in [Answer::Yes, Answer::No, Answer::Unknown] {
            ui.selectable_value(&mut condition.met, answer, words(answer));
        }
    });
    name_combo(shown.response, &label, &chosen);
    let hint = state.t("friends-form-remark");
    ui.add(TextEdit::singleline(&mut condition.remark).hint_text(hint).desired_width(110.0))
        .labelled_by(name);
    ui.end_row();
}
