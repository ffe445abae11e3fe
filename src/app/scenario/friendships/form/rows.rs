//! Rows of the form of one group: who takes part, where, how they travel, what it costs.

use eframe::egui::{Button, Checkbox, ComboBox, DragValue, Role, TextEdit, Ui, WidgetInfo};

use super::{FriendsCommand, GroupForm};
use crate::app::command::Commands;
use crate::app::elements::{name_combo, number};
use crate::app::state::State;
use crate::app::style::caption;
use crate::friendship::group::{Cost, Friendship, Place, TravelMode, YEAR_GROUPS};
use crate::friendship::way::{FASTEST_KMH, LONGEST_WAIT};

/// All pupils, a share of them, or some year groups.
pub fn taking_part(state: &State, ui: &mut Ui, group: &mut Friendship) {
    let label = state.t("friends-form-who");
    ui.label(&label);
    let now = match (&group.year_groups, group.share) {
        (Some(_), _) => 2,
        (None, Some(_)) => 1,
        (None, None) => 0,
    };
    let words = ["friends-who-all", "friends-who-share", "friends-who-years"].map(|key| state.t(key));
    ui.horizontal(|ui| {
        let chosen = words.get(now).cloned().unwrap_or_default();
        let shown =
            ComboBox::from_id_salt("group_who").selected_text(&chosen).width(130.0).show_ui(ui, |ui| {
                for (kind, word) in words.iter().enumerate() {
                    if ui.selectable_label(kind == now, word).clicked() {
                        group.share = (kind == 1).then_some(0.5);
                        group.year_groups = (kind == 2).then(|| vec![5, 6, 7, 8]);
                    }
                }
            });
        name_combo(shown.response, &label, &chosen);
        if let Some(share) = &mut group.share {
            let mut part = *share * 100.0;
            let drag = DragValue::new(&mut part).range(0.0..=100.0).speed(0.5).max_decimals(0).suffix(" %");
            let response = ui.add(drag);
            response.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, &label));
            *share = part / 100.0;
        }
        if let Some(years) = &mut group.year_groups {
            ui.spacing_mut().item_spacing.x = 2.0;
            for year in 1..=YEAR_GROUPS {
                let on = years.contains(&year);
                let response = ui.add(Button::selectable(on, year.to_string()).frame_when_inactive(true));
                let name = state.tw("friends-year-group", &[("year", &year.to_string())]);
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &name));
                if response.clicked() {
                    if on {
                        years.retain(|y| *y != year);
                    } else {
                        years.push(year);
                        years.sort_unstable();
                    }
                }
            }
        }
    });
    ui.end_row();
}

/// At one of the schools, where the way is least, or at a third place.
pub fn place(state: &State, ui: &mut Ui, form: &mut GroupForm, commands: &mut Commands) {
    let asked = form.clone();
    let group = &mut form.group;
    let label = state.t("friends-form-where");
    let name = ui.label(&label).id;
    let chosen = match &group.place {
        None => state.t("friends-where-least"),
        Some(Place { school: Some(code), .. }) => state.name_of_code(code),
        Some(_) => state.t("friends-where-third"),
    };
    let shown = ComboBox::from_id_salt("group_where").selected_text(&chosen).width(300.0).show_ui(ui, |ui| {
        if ui.selectable_label(group.place.is_none(), state.t("friends-where-least")).clicked() {
            group.place = None;
        }
        for member in &group.schools {
            let here = Some(Place { school: Some(member.code().to_owned()), ..Place::default() });
            let on = group.place == here;
            if ui.selectable_label(on, state.name_of_code(member.code())).clicked() {
                group.place = here;
            }
        }
        if ui.selectable_label(false, state.t("friends-where-third")).clicked() {
            let at = state.middle();
            group.place =
                Some(Place { x: Some(at.x().round()), y: Some(at.y().round()), ..Place::default() });
        }
    });
    name_combo(shown.response, &label, &chosen);
    ui.end_row();
    if let Some(Place { school: None, name: called, x, y }) = &mut group.place {
        ui.label(state.t("edit-place"));
        ui.horizontal(|ui| {
            let mut words = called.clone().unwrap_or_default();
            let hint = state.t("friends-where-name");
            ui.add(TextEdit::singleline(&mut words).hint_text(hint).desired_width(104.0)).labelled_by(name);
            *called = Some(words).filter(|w| !w.trim().is_empty());
            for (prefix, value) in [("x ", x), ("y ", y)] {
                let mut metres = value.unwrap_or_default();
                let drag = DragValue::new(&mut metres).speed(10.0).max_decimals(0).prefix(prefix);
                ui.add(drag).labelled_by(name);
                *value = Some(metres);
            }
            if ui.button(state.t("friends-where-point")).clicked() {
                commands.friends(FriendsCommand::AskPlace(Box::new(asked)));
            }
        });
        ui.end_row();
    }
}

pub fn travel(state: &State, ui: &mut Ui, group: &mut Friendship) {
    let label = state.t("friends-form-travel");
    ui.label(&label);
    let words = |mode: TravelMode| state.t(mode.text_key());
    let chosen = words(group.travel);
    let shown =
        ComboBox::from_id_salt("group_travel").selected_text(&chosen).width(130.0).show_ui(ui, |ui| {
            for mode in TravelMode::ALL {
                if ui.selectable_label(group.travel == mode, words(mode)).clicked() && group.travel != mode {
                    // A speed that was stated is of the way of travelling that it was stated for.
                    (group.travel, group.speed, group.wait) = (mode, None, None);
                }
            }
        });
    name_combo(shown.response, &label, &chosen);
    ui.end_row();
    pace(state, ui, group);
}

/// How fast they travel: as is assumed, until somebody states it.
fn pace(state: &State, ui: &mut Ui, group: &mut Friendship) {
    let label = state.t("friends-form-speed");
    let name = ui.label(&label).id;
    ui.horizontal(|ui| {
        let pace = group.pace();
        let mut kmh = pace.kmh;
        let suffix = format!(" {}", state.t("friends-form-kmh"));
        let drag =
            number(state, &mut kmh).range(0.5..=FASTEST_KMH).speed(0.05).max_decimals(1).suffix(suffix);
        if ui.add(drag).labelled_by(name).changed() {
            group.speed = Some(kmh);
        }
        if group.travel == TravelMode::Bus {
            let name = ui.label(state.t("friends-form-wait")).id;
            let mut wait = pace.wait;
            let suffix = format!(" {}", state.t("friends-form-minutes"));
            let drag = number(state, &mut wait).range(0.0..=LONGEST_WAIT).speed(0.1).max_decimals(0);
            if ui.add(drag.suffix(suffix)).labelled_by(name).changed() {
                group.wait = Some(wait);
            }
        }
        if group.pace().assumed {
            ui.label(caption(state.t("friends-form-assumed"), &state.theme()))
                .on_hover_text(state.t(group.travel.pace_text_key()));
        } else if ui.button(state.t("friends-form-as-assumed")).clicked() {
            (group.speed, group.wait) = (None, None);
        }
    });
    ui.end_row();
}

pub fn cost(state: &State, ui: &mut Ui, cost: &mut Option<Cost>, by_bus: bool) {
    let name = ui.label(state.t("friends-form-cost")).id;
    ui.horizontal(|ui| {
        let mut known = cost.is_some();
        if ui.add(Checkbox::without_text(&mut known)).labelled_by(name).changed() {
            *cost = known.then(Cost::default);
        }
        match cost {
            None => {
                ui.label(state.t("edit-unknown"));
            }
            Some(cost) => {
                let source = state.t("edit-cost-source");
                let edit = TextEdit::singleline(&mut cost.source).hint_text(&source).desired_width(240.0);
                ui.add(edit).widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &source));
            }
        }
    });
    ui.end_row();
    if let Some(cost) = cost {
        for (key, value, suffix) in [
            ("friends-form-trip", &mut cost.per_child_trip, " €"),
            ("friends-form-staff", &mut cost.staff_hours, ""),
            ("friends-form-rate", &mut cost.staff_rate, " €"),
        ] {
            // Children walk and cycle for nothing.
            if key == "friends-form-trip" && !by_bus {
                continue;
            }
            let name = ui.label(state.t(key)).id;
            let drag = number(state, value).range(0.0..=1e6).speed(0.1).suffix(suffix);
            ui.add(drag).labelled_by(name);
            ui.end_row();
        }
    }
}
