//! All pairs of schools: a matrix shaded by gain, and a list.

use std::collections::BTreeSet;

use eframe::egui::{
    Align, Button, Checkbox, Key, Layout, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::FriendsCommand;
use super::number;
use crate::app::command::{Command, Commands};
use crate::app::state::State;
use crate::app::style::{caption, color, title};
use crate::data::SchoolId;
use crate::figures::headline::Comparison;
use crate::find::town::{Pair, Town};
use crate::number::{decimal, whole};

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Gain,
    Distance,
    Name,
}

/// So many schools have a row in the matrix; of more those with the best pairs.
const MOST_ROWS: usize = 60;
/// So many pairs stand in the list.
const MOST_PAIRS: usize = 400;
const MATRIX: f32 = 420.0;

/// What is shown of all pairs.
#[derive(Debug)]
pub struct PairsForm {
    km: Option<f64>,
    order: Order,
    search: String,
    pointed: Option<(SchoolId, SchoolId)>,
    kept: Option<(Comparison, Option<f64>, Vec<Pair>)>,
    /// The schools of which every count may be told.
    open: BTreeSet<SchoolId>,
}

impl Default for PairsForm {
    fn default() -> Self {
        Self {
            km: Some(3.0),
            order: Order::Gain,
            search: String::new(),
            pointed: None,
            kept: None,
            open: BTreeSet::new(),
        }
    }
}

pub fn show(state: &mut State, ui: &mut Ui, form: &mut PairsForm, commands: &mut Commands) {
    ui.set_width(900.0);
    let theme = state.theme();
    ui.label(title(state.t("friends-pairs-title")));
    ui.label(caption(state.t("friends-pairs-what"), &theme));
    ui.add_space(8.0);
    let town = match state.friends_town() {
        Ok(town) => town,
        Err(notice) => {
            ui.label(notice.what(state.view.language));
            close(state, ui, commands);
            return;
        }
    };
    filters(state, ui, form);
    let comparison = state.shown_comparison();
    if form.kept.as_ref().is_none_or(|(of, km, _)| (*of, *km) != (comparison, form.km)) {
        let rules = Town::rules(form.km.map(|km| km * 1000.0), false);
        form.kept = Some((comparison, form.km, town.pairs(&rules)));
    }
    let pairs = form.kept.as_ref().map(|(_, _, pairs)| pairs.clone()).unwrap_or_default();
    form.open = state.open_schools();
    let groups = state.plans.scenario().map(|s| s.friendships.clone()).unwrap_or_default();
    let of = |code: &str| state.dataset().school_by_code(code);
    let taken: BTreeSet<SchoolId> =
        groups.iter().flat_map(|g| &g.schools).filter_map(|m| of(m.code())).collect();
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        matrix(state, ui, form, &pairs, &taken, commands);
        ui.add_space(16.0);
        ui.vertical(|ui| {
            ui.set_width(900.0 - MATRIX - 40.0);
            list(state, ui, form, &pairs, &taken, commands);
        });
    });
    close(state, ui, commands);
}

fn close(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.add_space(8.0);
    if ui.button(state.t("command-close")).clicked() {
        commands.push(Command::CloseDialog);
    }
}

fn filters(state: &State, ui: &mut Ui, form: &mut PairsForm) {
    ui.horizontal(|ui| {
        let name = ui.label(state.t("friends-best-distance")).id;
        let mut limited = form.km.is_some();
        if ui.add(Checkbox::without_text(&mut limited)).labelled_by(name).changed() {
            form.km = limited.then_some(3.0);
        }
        match &mut form.km {
            Some(km) => {
                let drag = number(state, km).range(0.1..=50.0).speed(0.02).max_decimals(1).suffix(" km");
                ui.add(drag).labelled_by(name);
            }
            None => {
                ui.label(state.t("friends-best-any"));
            }
        }
        ui.add_space(16.0);
        for (order, key) in [
            (Order::Gain, "friends-pairs-gain"),
            (Order::Distance, "friends-pairs-distance"),
            (Order::Name, "friends-pairs-name"),
        ] {
            ui.selectable_value(&mut form.order, order, state.t(key));
        }
        ui.add_space(16.0);
        let label = state.t("friends-form-search");
        let edit = ui.add(TextEdit::singleline(&mut form.search).hint_text(&label).desired_width(160.0));
        edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    });
}

impl PairsForm {
    /// What two schools gain gives their counts away: it is told where those are.
    fn tells(&self, pair: &Pair) -> bool {
        self.open.contains(&pair.schools.0) && self.open.contains(&pair.schools.1)
    }

    fn gain(&self, state: &State, pair: &Pair) -> String {
        if self.tells(pair) { decimal(pair.gain, 1, state.view.language) } else { state.t("shown-hidden") }
    }
}

fn school_name(state: &State, id: SchoolId) -> String {
    state.dataset().school(id).map(|s| s.name.clone()).unwrap_or_default()
}

/// Adds a pair, unless one of its schools is in a group already.
fn add(state: &State, pair: &Pair, commands: &mut Commands) {
    let code = |id| state.dataset().school(id).map(|s| s.code.clone());
    if let (Some(a), Some(b)) = (code(pair.schools.0), code(pair.schools.1)) {
        commands.friends(FriendsCommand::AddPair(a, b));
    }
}

/// Rows and columns are schools, from the greatest share of the group to the least; a darker cell is
/// a pair that gains more. The list says the same in words.
fn matrix(
    state: &State,
    ui: &mut Ui,
    form: &mut PairsForm,
    pairs: &[Pair],
    taken: &BTreeSet<SchoolId>,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let mut rows: Vec<SchoolId> = Vec::new();
    for id in pairs.iter().flat_map(|p| [p.schools.0, p.schools.1]) {
        if rows.len() < MOST_ROWS && !rows.contains(&id) {
            rows.push(id);
        }
    }
    rows.sort_by_key(|id| school_name(state, *id));
    ui.vertical(|ui| {
        ui.set_width(MATRIX);
        let (rect, response) = ui.allocate_exact_size(vec2(MATRIX, MATRIX), Sense::click());
        let label = state.tw("friends-pairs-matrix", &[("count", &rows.len().to_string())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        let side = MATRIX / rows.len().max(1) as f32;
        let greatest = pairs.iter().map(|p| p.gain).fold(0.0, f64::max);
        let place = |id: SchoolId| rows.iter().position(|r| *r == id);
        let cell = |a: usize, b: usize| {
            let corner = pos2(rect.min.x + b as f32 * side, rect.min.y + a as f32 * side);
            Rect::from_min_size(corner, vec2(side, side))
        };
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, color(theme.window));
        let mut under: Option<&Pair> = None;
        let pointer = response.hover_pos();
        for pair in pairs {
            let (Some(a), Some(b)) = (place(pair.schools.0), place(pair.schools.1)) else { continue };
            let depth =
                if greatest > 0.0 && form.tells(pair) { (pair.gain / greatest).sqrt() as f32 } else { 0.0 };
            let ink = color(theme.window.mix(theme.accent, depth));
            for cell in [cell(a, b), cell(b, a)] {
                painter.rect_filled(cell.shrink(0.5), 0.0, ink);
                if pointer.is_some_and(|at| cell.contains(at)) {
                    under = Some(pair);
                }
            }
        }
        for n in 0..rows.len() {
            painter.rect_filled(cell(n, n).shrink(0.5), 0.0, color(theme.line));
        }
        let shown = under.map(|p| p.schools).or(form.pointed);
        if let Some((a, b)) = shown
            && let (Some(a), Some(b)) = (place(a), place(b))
        {
            for cell in [cell(a, b), cell(b, a)] {
                painter.rect_stroke(cell, 0.0, (2.0, color(theme.text)), eframe::egui::StrokeKind::Outside);
            }
        }
        let told =
            under.map(|pair| words(state, form, pair)).unwrap_or_else(|| state.t("friends-pairs-point"));
        ui.add(eframe::egui::Label::new(caption(told, &theme)).truncate());
        if let Some(pair) = under {
            let free = !taken.contains(&pair.schools.0) && !taken.contains(&pair.schools.1);
            if free && response.clicked() {
                add(state, pair, commands);
            }
        }
    });
}

fn words(state: &State, form: &PairsForm, pair: &Pair) -> String {
    let language = state.view.language;
    state.tw(
        "friends-pairs-row",
        &[
            ("a", &school_name(state, pair.schools.0)),
            ("b", &school_name(state, pair.schools.1)),
            ("gain", &form.gain(state, pair)),
            ("km", &decimal(pair.metres / 1000.0, 1, language)),
        ],
    )
}

fn list(
    state: &State,
    ui: &mut Ui,
    form: &mut PairsForm,
    pairs: &[Pair],
    taken: &BTreeSet<SchoolId>,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let language = state.view.language;
    let wanted = form.search.trim().to_lowercase();
    let names = |pair: &Pair| (school_name(state, pair.schools.0), school_name(state, pair.schools.1));
    let mut rows: Vec<(&Pair, (String, String))> = pairs
        .iter()
        .map(|pair| (pair, names(pair)))
        .filter(|(_, (a, b))| a.to_lowercase().contains(&wanted) || b.to_lowercase().contains(&wanted))
        .collect();
    match form.order {
        Order::Gain => {}
        Order::Distance => rows.sort_by(|a, b| a.0.metres.total_cmp(&b.0.metres)),
        Order::Name => rows.sort_by(|a, b| a.1.cmp(&b.1)),
    }
    let count = rows.len();
    ui.horizontal(|ui| {
        let shown = whole(count.min(MOST_PAIRS) as f64, language);
        let all = whole(count as f64, language);
        ui.label(caption(state.tw("friends-pairs-count", &[("shown", &shown), ("count", &all)]), &theme));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(caption(state.t("friends-pairs-head"), &theme));
        });
    });
    form.pointed = None;
    ScrollArea::vertical().id_salt("pair_list").max_height(MATRIX - 20.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (pair, (a, b)) in rows.into_iter().take(MOST_PAIRS) {
                let free = !taken.contains(&pair.schools.0) && !taken.contains(&pair.schools.1);
                let values =
                    format!("{}   {} km", form.gain(state, pair), decimal(pair.metres / 1000.0, 1, language));
                let button = Button::new(format!("{a} – {b}"))
                    .truncate()
                    .right_text(caption(values, &theme))
                    .frame_when_inactive(false)
                    .min_size(vec2(ui.available_width() - 8.0, 24.0));
                let response = ui.add_enabled(free, button);
                let label = words(state, form, pair);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, free, &label));
                if response.hovered() || response.has_focus() {
                    form.pointed = Some(pair.schools);
                }
                let entered = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
                let response = if free {
                    response
                } else {
                    response.on_disabled_hover_text(state.t("friends-pairs-taken"))
                };
                if response.clicked() || entered {
                    add(state, pair, commands);
                }
            }
        },
    );
}
