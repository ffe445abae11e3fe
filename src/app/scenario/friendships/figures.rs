//! The right panel: what the groups of the proposal bring in the year that is shown.

use eframe::egui::{Align, Align2, Button, Layout, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::state::ShownTown;
use super::{FriendsCommand, cell_text, groups, schools};
use crate::app::command::Commands;
use crate::app::dialogs::one_notice;
use crate::app::elements::{chip, hairline, heading};
use crate::app::figures_panel::{group_label, other_label};
use crate::app::state::State;
use crate::app::style::{caption, color, section};
use crate::figures::others;
use crate::find::town::Brings;
use crate::friendship::contact::Change;
use crate::number::{DASH, decimal, percent, whole};
use crate::text::Language;

const ROW: f32 = 26.0;
/// From the right: where the columns of difference, after and before end, and the names.
const ENDS: [f32; 4] = [0.0, 60.5, 127.0, 183.0];

/// A difference of shares in percentage points, with its sign; `=` where it rounds to nothing.
pub fn signed_points(difference: f64, decimals: usize, language: Language) -> String {
    signed(difference * 100.0, decimals, language)
}

pub(super) fn signed(difference: f64, decimals: usize, language: Language) -> String {
    let shown = decimal(difference, decimals, language);
    let zero = decimal(0.0, decimals, language);
    if shown.trim_start_matches(['−', '-']) == zero {
        "=".to_owned()
    } else if difference > 0.0 {
        format!("+{shown}")
    } else {
        shown
    }
}

/// What happens to the exposure of the group, in a sentence; `None` where it is not defined.
pub fn exposure_sentence(state: &State, brings: &Brings) -> Option<String> {
    let language = state.view.language;
    let change = brings.contact.exposure;
    let (before, after) = (change.before?, change.after?);
    let comparison = state.view.comparison;
    let args = [
        ("group", group_label(state, comparison.scheme, comparison.group)),
        ("other", other_label(state, comparison)),
        ("before", percent(before, 2, language)),
        ("after", percent(after, 2, language)),
        ("gain", signed_points(after - before, 2, language)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Some(state.tw("friends-form-brings", &args))
}

/// The two sides of the right panel; `true` when it shows friendship schools.
pub fn tabs(state: &mut State, ui: &mut Ui, commands: &mut Commands) -> bool {
    let any = state.plans.scenario().is_some_and(|s| !s.friendships.is_empty());
    if !any {
        return false;
    }
    let on = state.plans.friends.figures;
    ui.horizontal(|ui| {
        for (figures, key) in [(false, "friends-tab-housing"), (true, "friends-title")] {
            if ui.selectable_label(on == figures, state.t(key)).clicked() {
                commands.friends(FriendsCommand::ShowFigures(figures));
            }
        }
    });
    ui.add_space(8.0);
    on
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let year = state.plans.year;
    heading(ui, &state.tw("friends-figures-title", &[("year", &year.to_string())]), &theme);
    let shown = match state.kept_town() {
        Ok(shown) => shown,
        Err(notice) => {
            ui.label(RichText::new(notice.message(state.view.language)).color(color(theme.warn)));
            return;
        }
    };
    let (Some(brings), Some(told_brings)) = (state.brings(), state.told_brings()) else { return };
    let comparison = state.view.comparison;
    let names = (group_label(state, comparison.scheme, comparison.group), other_label(state, comparison));
    let args = [("group", names.0.as_str()), ("other", names.1.as_str())];
    let told = shown.telling.town();
    let of = state.tw("friends-figures-of", &args);
    ui.label(caption(others_left_out(state, &shown).unwrap_or(of), &theme));
    ui.add_space(4.0);
    table(state, ui, &told_brings.brings, &names, (told, told));
    if !told {
        ui.label(caption(state.t("friends-withheld"), &theme).color(color(theme.warn)));
    } else if let Some(text) = left_out(state, told_brings.left_out) {
        ui.label(caption(text, &theme).color(color(theme.warn)));
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        model_chip(state, ui);
        ui.label(caption(state.t("friends-opportunity-sentence"), &theme));
    });
    if told {
        reached(state, ui, &told_brings.brings);
    }
    hairline(ui, &theme);
    travel(state, ui, &brings, &told_brings.brings, told);
    hairline(ui, &theme);
    groups::each(state, ui, &shown, &brings, commands);
    schools::show(state, ui, &shown, &brings, commands);
    if !brings.notices.is_empty() {
        ui.add_space(8.0);
        brings.notices.iter().take(12).for_each(|notice| one_notice(state, ui, notice));
    }
    hairline(ui, &theme);
}

/// Before, after and difference of every figure.
fn table(state: &State, ui: &mut Ui, brings: &Brings, (group, other): &(String, String), told: (bool, bool)) {
    let language = state.view.language;
    let theme = state.theme();
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    for (n, key) in ["friends-after-difference", "friends-after", "friends-before"].iter().enumerate() {
        let at = pos2(head.max.x - ENDS.get(n).copied().unwrap_or_default(), head.center().y);
        cell_text(ui, at, Align2::RIGHT_CENTER, &state.t(key), false, theme.muted);
    }
    let contact = &brings.contact;
    let through = |change: Change| Change {
        before: change.before.filter(|_| told.0),
        after: change.after.filter(|_| told.1),
    };
    let share = |change: Change| {
        let change = through(change);
        Cells {
            before: change.before.map(|v| percent(v, 2, language)),
            after: change.after.map(|v| percent(v, 2, language)),
            difference: change.difference().map(|d| signed_points(d, 2, language)),
        }
    };
    let index = |change: Change| {
        let change = through(change);
        Cells {
            before: change.before.map(|v| decimal(v, 3, language)),
            after: change.after.map(|v| decimal(v, 3, language)),
            difference: change.difference().map(|d| signed(d, 4, language)),
        }
    };
    let hours = brings.year.all.filter(|_| told.1).map_or_else(Cells::default, |hours| Cells {
        before: Some(whole(hours.before, language)),
        after: Some(whole(hours.before + hours.gained, language)),
        difference: Some(signed(hours.gained, 1, language)),
    });
    let of =
        |group: &str, other: &str| state.tw("friends-figure-exposure", &[("group", group), ("other", other)]);
    line(state, ui, &of(group, other), "friends-exposure-why", &share(contact.exposure));
    let others = share(contact.exposure_of_others);
    line(state, ui, &of(other, group), "friends-exposure-why", &others);
    line(
        state,
        ui,
        &state.tw("friends-figure-isolation", &[("group", group)]),
        "friends-isolation-why",
        &share(contact.isolation),
    );
    line(state, ui, &state.t("friends-figure-eta"), "friends-eta-why", &index(contact.correlation_ratio));
    line(state, ui, &state.t("friends-figure-hours"), "friends-hours-why", &hours);
    line(state, ui, &state.t("friends-figure-d"), "friends-d-why", &index(contact.dissimilarity));
}

/// Texts of one row; a dash where a figure is not defined.
#[derive(Default)]
struct Cells {
    before: Option<String>,
    after: Option<String>,
    difference: Option<String>,
}

fn line(state: &State, ui: &mut Ui, name: &str, why: &str, cells: &Cells) {
    let theme = state.theme();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let text = |cell: &Option<String>| cell.clone().unwrap_or_else(|| DASH.to_owned());
    let (before, after, difference) = (text(&cells.before), text(&cells.after), text(&cells.difference));
    let at = |n: usize| pos2(rect.max.x - ENDS.get(n).copied().unwrap_or_default(), rect.center().y);
    cell_text(ui, at(0), Align2::RIGHT_CENTER, &difference, false, theme.accent);
    cell_text(ui, at(1), Align2::RIGHT_CENTER, &after, true, theme.text);
    cell_text(ui, at(2), Align2::RIGHT_CENTER, &before, false, theme.muted);
    let mut inside = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(eframe::egui::Rect::from_min_max(rect.min, pos2(at(3).x, rect.max.y)))
            .layout(Layout::left_to_right(Align::Center)),
    );
    let label = RichText::new(name).size(12.0).color(color(theme.muted));
    inside.add(eframe::egui::Label::new(label).truncate().selectable(false));
    let words = state.tw(
        "friends-figure-words",
        &[("name", name), ("before", &before), ("after", &after), ("difference", &difference)],
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    response.on_hover_text(format!("{words}\n{}", state.t(why)));
}

/// How much of the best pairs the groups reach.
fn reached(state: &mut State, ui: &mut Ui, brings: &Brings) {
    let comparison = state.shown_comparison();
    let language = state.view.language;
    let theme = state.theme();
    ui.add_space(4.0);
    let Some(best) = state.best_pairs(ui.ctx(), comparison) else {
        ui.label(caption(state.t("friends-reached-running"), &theme));
        return;
    };
    if let Some(share) = brings.reached(best) {
        let share = percent(share, 0, language);
        ui.label(state.tw("friends-reached-best", &[("share", &share)])).on_hover_text(state.tw(
            "friends-reached-why",
            &[("sum", &decimal(brings.sum_w, 1, language)), ("best", &decimal(best, 1, language))],
        ));
    }
}

/// That what friendship schools bring is modelled.
pub(super) fn model_chip(state: &State, ui: &mut Ui) {
    let theme = state.theme();
    chip(ui, &state.t("basis-modelled"), &state.t("friends-model-why"), theme.model, theme.model_soft);
}

/// Which pupils are in none of the figures of contact; `None` where all are.
pub(super) fn others_left_out(state: &State, shown: &ShownTown) -> Option<String> {
    let (language, comparison) = (state.view.language, state.view.comparison);
    let names = others::names(state.dataset(), comparison, language);
    let (group, other) = others::compared(state.dataset(), comparison, language);
    let all = shown.town.all_pupils();
    let pupils = shown.telling.town().then(|| (all - shown.town.counts().total(), all));
    others::of_contact((&group, &other), &names, pupils, language)
}

/// That groups are not in the figures of the town; `None` where all are.
pub(super) fn left_out(state: &State, count: usize) -> Option<String> {
    (count > 0).then(|| state.tw("friends-left-out", &[("count", &count.to_string())]))
}

/// How far children travel and what a contact hour costs. Averages rest on how many children there are,
/// and are of the groups that may be told.
fn travel(state: &State, ui: &mut Ui, brings: &Brings, open: &Brings, told: bool) {
    let theme = state.theme();
    let language = state.view.language;
    ui.label(section(&state.t("friends-travel-title"), &theme));
    let km = |metres: f64| decimal(metres / 1000.0, 1, language);
    let greatest = brings.groups.iter().filter_map(|g| g.travel.as_ref()?.greatest).max_by(f64::total_cmp);
    match open.mean_metres().zip(greatest) {
        Some((mean, greatest)) => {
            let slowest = brings.groups.iter().filter_map(|g| g.travel.as_ref()?.greatest_minutes);
            let args = [
                ("mean", km(mean)),
                ("greatest", km(greatest)),
                ("mean_minutes", groups::minutes(state, open.mean_minutes())),
                ("greatest_minutes", groups::minutes(state, slowest.max_by(f64::total_cmp))),
            ];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            ui.label(state.tw("friends-travel-line", &args));
            let long: usize =
                brings.groups.iter().filter_map(|g| g.travel.as_ref()).map(|t| t.long_walks.len()).sum();
            if long > 0 {
                let text = state.tw("friends-long-walks", &[("count", &long.to_string())]);
                ui.label(RichText::new(text).color(color(theme.warn)))
                    .on_hover_text(state.t("friends-long-walk-why"));
            }
        }
        None => {
            ui.label(caption(state.t("friends-travel-none"), &theme));
        }
    }
    match open.cost() {
        Some(cost) => {
            let per_hour = cost.per_hour.filter(|_| told);
            let per_hour = per_hour.map_or(DASH.to_owned(), |v| decimal(v, 2, language));
            let args = [("cost", whole(cost.euros, language)), ("each", per_hour)];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            ui.label(state.tw("friends-cost-line", &args));
            if cost.unknown > 0 {
                let text = state.tw("friends-cost-part", &[("count", &cost.unknown.to_string())]);
                ui.label(RichText::new(text).color(color(theme.warn)));
            }
        }
        None => {
            ui.label(caption(state.t("friends-cost-unknown"), &theme));
        }
    }
    let mut metrics: Vec<&'static str> =
        brings.groups.iter().filter_map(|g| Some(groups::metric_key(g.travel.as_ref()?.metric))).collect();
    metrics.sort_unstable();
    metrics.dedup();
    ui.horizontal_wrapped(|ui| {
        let walked = metrics.iter().any(|key| *key != "friends-detour-short");
        let why = if walked { "friends-walked-why" } else { "friends-detour-why" };
        chip(ui, &state.t("basis-estimated"), &state.t(why), theme.model, theme.model_soft);
        let words: Vec<String> = metrics.iter().map(|key| state.t(key)).collect();
        ui.label(caption(words.join(", "), &theme));
    });
}

/// A name, a bar and a value with so much room, as one button.
pub(super) fn bar_row(
    state: &State,
    ui: &mut Ui,
    name: &str,
    (value, room): (&str, f32),
    amount: f64,
    most: f64,
    label: &str,
) -> eframe::egui::Response {
    const BAR: f32 = 52.0;
    let theme = state.theme();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let response = ui.put(rect, Button::selectable(false, "").min_size(rect.size()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let left = rect.max.x - BAR - room;
    let length = if most > 0.0 { (amount.abs() / most) as f32 * BAR } else { 0.0 };
    let ink = if amount < 0.0 { theme.warn } else { theme.accent };
    let bar =
        eframe::egui::Rect::from_min_size(pos2(left, rect.center().y - 4.0), vec2(length.max(1.0), 8.0));
    ui.painter().rect_filled(bar, 2.0, color(ink));
    cell_text(ui, pos2(rect.max.x - 4.0, rect.center().y), Align2::RIGHT_CENTER, value, false, theme.muted);
    let words = eframe::egui::Rect::from_min_max(rect.min + vec2(4.0, 0.0), pos2(left - 8.0, rect.max.y));
    let mut inside = ui.new_child(
        eframe::egui::UiBuilder::new().max_rect(words).layout(Layout::left_to_right(Align::Center)),
    );
    inside.add(eframe::egui::Label::new(name).truncate().selectable(false));
    response
}
