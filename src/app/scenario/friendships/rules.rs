//! What is asked of the search besides groups and hours: distance, wijk, size, boards, and pairs that
//! are fixed or ruled out.

use eframe::egui::{Checkbox, CollapsingHeader, ComboBox, Grid, Ui};

use crate::app::elements::{name_combo, named, number};
use crate::app::state::State;
use crate::app::style::caption;
use crate::find::Division;
use crate::find::town::Town;
use crate::find::town::wishes::{Boards, Wishes};

/// A greatest distance where somebody asks for one, metres.
const FIRST_METRES: f64 = 2000.0;
/// The larger school twice the smaller, where somebody asks for a bound.
const FIRST_RATIO: f64 = 2.0;

/// The two schools and the two boards of the pair that is being made.
#[derive(Clone, Debug, Default)]
pub(super) struct RulesForm {
    schools: [Option<String>; 2],
    boards: [Option<String>; 2],
}

/// The greatest distance, in one field.
pub(super) fn distance(state: &State, ui: &mut Ui, wishes: &mut Wishes) {
    let name = ui.label(state.t("friends-best-distance")).id;
    ui.horizontal(|ui| {
        let mut limited = wishes.max_metres.is_some();
        if ui.add(Checkbox::without_text(&mut limited)).labelled_by(name).changed() {
            wishes.max_metres = limited.then_some(FIRST_METRES);
        }
        match &mut wishes.max_metres {
            Some(metres) => {
                let mut km = *metres / 1000.0;
                let drag = number(state, &mut km).range(0.1..=50.0).speed(0.02).max_decimals(1).suffix(" km");
                let streets = state.dataset().streets().is_some();
                let (short, why) = if streets {
                    ("friends-walked-short", "friends-walked-why")
                } else {
                    ("friends-detour-short", "friends-detour-why")
                };
                ui.add(drag).labelled_by(name).on_hover_text(state.t(why));
                ui.label(caption(state.t(short), &state.theme()));
                *metres = km * 1000.0;
            }
            None => {
                ui.label(state.t("friends-best-any"));
            }
        }
    });
}

/// Anywhere, within a wijk or across wijken.
pub(super) fn division(state: &State, ui: &mut Ui, wishes: &mut Wishes) {
    ui.label(state.t("friends-best-where"));
    ui.horizontal(|ui| {
        for (division, key) in [
            (Division::Anywhere, "friends-best-everywhere"),
            (Division::Within, "friends-best-within"),
            (Division::Across, "friends-best-across"),
        ] {
            ui.radio_value(&mut wishes.division, division, state.t(key));
        }
    });
}

/// The other conditions, folded away while there are none.
pub(super) fn further(
    state: &State,
    ui: &mut Ui,
    town: Option<&Town>,
    wishes: &mut Wishes,
    form: &mut RulesForm,
) {
    let count = wishes.further();
    let title = match count {
        0 => state.t("friends-rules"),
        _ => state.tw("friends-rules-some", &[("count", &count.to_string())]),
    };
    CollapsingHeader::new(title).id_salt("friends-rules").default_open(count > 0).show(ui, |ui| {
        Grid::new("friends-rules").num_columns(2).spacing([16.0, 6.0]).show(ui, |ui| {
            size(state, ui, wishes);
            boards(state, ui, town, wishes, form);
            pairs(state, ui, town, wishes, form);
        });
    });
}

fn size(state: &State, ui: &mut Ui, wishes: &mut Wishes) {
    let name = ui.label(state.t("friends-rules-size")).id;
    ui.horizontal(|ui| {
        let mut limited = wishes.size_ratio.is_some();
        if ui.add(Checkbox::without_text(&mut limited)).labelled_by(name).changed() {
            wishes.size_ratio = limited.then_some(FIRST_RATIO);
        }
        match &mut wishes.size_ratio {
            Some(ratio) => {
                let drag = number(state, ratio).range(1.0..=20.0).speed(0.01).max_decimals(1);
                ui.add(drag).labelled_by(name);
                ui.label(state.t("friends-rules-size-times"));
            }
            None => {
                ui.label(state.t("friends-rules-size-any"));
            }
        }
    });
    ui.end_row();
}

fn boards(state: &State, ui: &mut Ui, town: Option<&Town>, wishes: &mut Wishes, form: &mut RulesForm) {
    let label = state.t("friends-rules-boards");
    ui.label(&label);
    let kind = match &wishes.boards {
        Boards::All => 0,
        Boards::Own => 1,
        Boards::Together(_) => 2,
        Boards::Apart(_) => 3,
    };
    let words =
        ["friends-boards-all", "friends-boards-own", "friends-boards-together", "friends-boards-apart"]
            .map(|key| state.t(key));
    ui.vertical(|ui| {
        let chosen = words.get(kind).cloned().unwrap_or_default();
        let shown =
            ComboBox::from_id_salt("rules_boards").selected_text(&chosen).width(300.0).show_ui(ui, |ui| {
                for (at, word) in words.iter().enumerate() {
                    if ui.selectable_label(at == kind, word).clicked() {
                        wishes.boards = match at {
                            0 => Boards::All,
                            1 => Boards::Own,
                            2 => Boards::Together(Vec::new()),
                            _ => Boards::Apart(Vec::new()),
                        };
                    }
                }
            });
        name_combo(shown.response, &label, &chosen);
        let (Boards::Together(pairs) | Boards::Apart(pairs)) = &mut wishes.boards else { return };
        let names = town.map(Town::board_names).unwrap_or_default();
        let named: Vec<(String, String)> = names.iter().map(|name| (name.clone(), name.clone())).collect();
        ui.horizontal(|ui| {
            two(state, ui, "friends-rules-board", &named, &mut form.boards);
            let ready = form.boards.iter().all(Option::is_some);
            let add = eframe::egui::Button::new(state.t("friends-rules-add"));
            if ui.add_enabled(ready, add).clicked()
                && let [Some(a), Some(b)] = form.boards.clone()
            {
                if !pairs.contains(&(a.clone(), b.clone())) && !pairs.contains(&(b.clone(), a.clone())) {
                    pairs.push((a, b));
                }
                form.boards = [None, None];
            }
        });
        let mut gone = None;
        for (at, (a, b)) in pairs.iter().enumerate() {
            if chip(state, ui, &format!("{a} – {b}")) {
                gone = Some(at);
            }
        }
        if let Some(at) = gone {
            pairs.remove(at);
        }
    });
    ui.end_row();
}

fn pairs(state: &State, ui: &mut Ui, town: Option<&Town>, wishes: &mut Wishes, form: &mut RulesForm) {
    ui.label(state.t("friends-rules-pairs"));
    ui.vertical(|ui| {
        let mut schools: Vec<(String, String)> = town
            .map(|town| (0..town.schools().len()).filter_map(|unit| town.code(unit)).collect::<Vec<_>>())
            .unwrap_or_default()
            .into_iter()
            .map(|code| (code.to_owned(), state.name_of_code(code)))
            .collect();
        schools.sort_by(|a, b| a.1.cmp(&b.1));
        ui.horizontal(|ui| {
            two(state, ui, "friends-rules-school", &schools, &mut form.schools);
            let pair = match &form.schools {
                [Some(a), Some(b)] if a != b => Some((a.clone(), b.clone())),
                _ => None,
            };
            for (fix, key) in [(true, "friends-rules-fix"), (false, "friends-rules-forbid")] {
                let button = eframe::egui::Button::new(state.t(key));
                if ui.add_enabled(pair.is_some(), button).clicked()
                    && let Some((a, b)) = &pair
                {
                    match fix {
                        true if !wishes.is_fixed(a, b) => wishes.turn_fixed(a, b),
                        false if !wishes.is_forbidden(a, b) => wishes.turn_forbidden(a, b),
                        _ => {}
                    }
                    form.schools = [None, None];
                }
            }
        });
        let all: Vec<(bool, (String, String))> = wishes
            .fixed
            .iter()
            .map(|pair| (true, pair.clone()))
            .chain(wishes.forbidden.iter().map(|pair| (false, pair.clone())))
            .collect();
        for (fixed, (a, b)) in all {
            let key = if fixed { "friends-rules-fixed" } else { "friends-rules-forbidden" };
            let names = [("a", state.name_of_code(&a)), ("b", state.name_of_code(&b))];
            let names: Vec<(&str, &str)> = names.iter().map(|(k, v)| (*k, v.as_str())).collect();
            if chip(state, ui, &state.tw(key, &names)) {
                match fixed {
                    true => wishes.turn_fixed(&a, &b),
                    false => wishes.turn_forbidden(&a, &b),
                }
            }
        }
    });
    ui.end_row();
}

/// Two drop-downs of keys with their names.
fn two(
    state: &State,
    ui: &mut Ui,
    key: &'static str,
    among: &[(String, String)],
    chosen: &mut [Option<String>; 2],
) {
    for (at, one) in chosen.iter_mut().enumerate() {
        let label = state.tw(key, &[("number", &(at + 1).to_string())]);
        let name = one.as_ref().and_then(|key| among.iter().find(|(k, _)| k == key)).map(|(_, name)| name);
        let text = name.cloned().unwrap_or_else(|| state.t("friends-rules-choose"));
        let shown = ComboBox::from_id_salt((key, at)).selected_text(&text).width(150.0).truncate().show_ui(
            ui,
            |ui| {
                for (key, name) in among {
                    if ui.selectable_label(one.as_ref() == Some(key), name).clicked() {
                        *one = Some(key.clone());
                    }
                }
            },
        );
        name_combo(shown.response, &label, &text);
    }
}

/// A condition that holds, with a button that takes it away; `true` when it was pressed.
fn chip(state: &State, ui: &mut Ui, text: &str) -> bool {
    use egui_material_icons::icons::ICON_CLOSE;
    ui.horizontal(|ui| {
        ui.label(caption(text, &state.theme()));
        let button = ui.small_button(eframe::egui::RichText::from(ICON_CLOSE).size(14.0));
        named(button, &state.tw("friends-rules-remove", &[("what", text)])).clicked()
    })
    .inner
}
