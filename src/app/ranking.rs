//! The schools and areas that make the figure, linked with the map.

use eframe::egui::{
    Align, Button, CornerRadius, Id, Layout, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::command::Commands;
use super::elements::{hairline, heading, keyed};
use super::figures_panel::{group_label, other_label};
use super::inspector::groups;
use super::layers_panel::capital;
use super::search::levels_key;
use super::state::State;
use super::style::{caption, color};
use crate::data::{AreaId, SchoolId};
use crate::figures::limits::{range_in_figures, range_in_words};
use crate::figures::ranking::{Part, Ranking};
use crate::measure::Other;
use crate::number::{percent, whole};
use crate::view::hit::Hit;
use crate::view::scene::Rgb;

/// So many rows before "all".
const FIRST: usize = 8;
const ROW: f32 = 22.0;
const BAR: f32 = 84.0;
const VALUE: f32 = 44.0;
/// Longer names may be cut off.
const LONGEST_NAME: usize = 22;

#[derive(Clone, Copy, Debug, Default)]
struct Open {
    areas: bool,
    all: bool,
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let Some(found) = state.rankings(ui.ctx()) else { return };
    let Ok(rankings) = found.as_ref() else { return };
    if rankings.schools.is_none() && rankings.areas.is_none() {
        return;
    }
    let theme = state.theme();
    hairline(ui, &theme);
    heading(ui, &state.t("ranking-title"), &theme);
    let id = Id::unique("ranking-open");
    let mut open = ui.data(|d| d.get_temp::<Open>(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        let levels = capital(&state.t(levels_key(state.view.choice.level)));
        for (areas, name) in [(false, state.t("ranking-schools")), (true, levels)] {
            if ui.selectable_label(open.areas == areas, name).clicked() {
                open = Open { areas, all: false };
            }
        }
    });
    ui.label(caption(state.t("ranking-what"), &theme));
    let chosen = if open.areas { &rankings.areas } else { &rankings.schools };
    let language = state.view.language;
    let d = chosen.as_ref().filter(|_| open.areas).and_then(|r| match r.limits {
        Some(limits) => Some(range_in_words(limits.least.value(), limits.greatest.value(), 0, language)),
        None => r.d.map(|d| percent(d, 0, language)),
    });
    if let Some(d) = d {
        let levels = state.t(levels_key(state.view.choice.level));
        ui.label(caption(state.tw("ranking-areas", &[("d", &d), ("level", &levels)]), &theme));
    }
    match chosen {
        None => {
            ui.label(caption(state.t("ranking-no-areas"), &theme));
        }
        Some(ranking) if ranking.parts.is_empty() && ranking.withheld == 0 => {
            ui.label(caption(state.t("ranking-none"), &theme));
        }
        Some(ranking) => list(state, ui, ranking, &mut open, commands),
    }
    ui.data_mut(|d| d.insert_temp(id, open));
}

fn list(state: &mut State, ui: &mut Ui, ranking: &Ranking, open: &mut Open, commands: &mut Commands) {
    let theme = state.theme();
    let language = state.view.language;
    let longest = ranking.parts.iter().map(|p| p.greatest).fold(0.0, f64::max);
    let rows = if open.all { ranking.parts.len() } else { FIRST };
    let sides = sides(state);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        for (name, tint) in &sides {
            keyed(ui, *tint, caption(state.tw("ranking-more", &[("group", name)]), &theme));
            ui.add_space(6.0);
        }
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = ROW;
        for (place, part) in ranking.parts.iter().take(rows).enumerate() {
            let bar = (part, longest);
            if let Some(hit) = row(state, ui, place + 1, bar, open.areas, &sides, commands) {
                state.view.pointed = Some(hit);
            }
        }
    });
    if ranking.limits.is_some() {
        ui.label(caption(state.t("ranking-limits"), &theme));
    }
    if ranking.withheld > 0 {
        let count = whole(ranking.withheld as f64, language);
        ui.label(caption(state.tw("ranking-withheld", &[("count", &count)]), &theme));
    }
    if ranking.left_out > 0 {
        let count = whole(ranking.left_out as f64, language);
        ui.label(caption(state.tw("ranking-left-out", &[("count", &count)]), &theme));
    }
    if ranking.parts.len() > FIRST {
        let count = whole(ranking.parts.len() as f64, language);
        let text =
            if open.all { state.t("ranking-few") } else { state.tw("ranking-all", &[("count", &count)]) };
        if ui.link(text).clicked() {
            open.all = !open.all;
        }
    }
}

/// Name and colour of the group (first) and of those that it is compared with.
fn sides(state: &State) -> [(String, Rgb); 2] {
    let comparison = state.view.comparison;
    let colors = groups(state);
    let tint = |i: usize| colors.get(i).map_or(state.theme().muted, |(_, rgb)| *rgb);
    let other = match comparison.other {
        Other::Rest => state.theme().muted,
        Other::Group(other) => tint(other),
    };
    let group = group_label(state, comparison.scheme, comparison.group);
    [(group, tint(comparison.group)), (other_label(state, comparison), other)]
}

/// One row; answers what it is about while it is pointed at or has the focus.
fn row(
    state: &State,
    ui: &mut Ui,
    place: usize,
    (part, longest): (&Part, f64),
    areas: bool,
    sides: &[(String, Rgb); 2],
    commands: &mut Commands,
) -> Option<Hit> {
    let theme = state.theme();
    let dataset = state.dataset();
    let (hit, name) = if areas {
        let id = AreaId(part.unit);
        (Hit::Area(id), dataset.area(id).map(|a| a.name.clone()))
    } else {
        let id = SchoolId(part.unit);
        (Hit::School(id), dataset.school(id).map(|s| s.name.clone()))
    };
    let name = name.unwrap_or_default();
    let [group, other] = sides;
    let (side, tint) = match part.more {
        Some(true) => (Some(&group.0), group.1),
        Some(false) => (Some(&other.0), other.1),
        None => (None, theme.muted),
    };
    let language = state.view.language;
    let share = if part.least < part.greatest {
        range_in_figures(part.least, part.greatest, language)
    } else {
        percent(part.least, 1, language)
    };
    let place = place.to_string();
    let args = [("place", place.as_str()), ("name", &name), ("share", &share)];
    let label = match side {
        Some(side) => state.tw("ranking-row", &[args[0], args[1], args[2], ("group", side)]),
        None => state.tw("ranking-row-open", &args),
    };
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let selected = state.view.selection.contains(hit);
    let button = Button::selectable(selected, "").min_size(rect.size());
    let response = ui.put(rect, button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let painter = ui.painter_at(rect);
    // The bar starts at one line for all rows, so that lengths can be compared.
    let left = rect.max.x - VALUE - BAR;
    let length = |share: f64| if longest > 0.0 { (share / longest) as f32 * (BAR - 8.0) } else { 0.0 };
    let bar = |share: f64, height: f32| {
        let size = vec2(length(share).max(1.0), height);
        Rect::from_min_size(pos2(left, rect.center().y - height / 2.0), size)
    };
    if part.least < part.greatest {
        // As far as it can be: thin and pale, so that what is certain stands out.
        painter.rect_filled(bar(part.greatest, 3.0), CornerRadius::same(1), color(tint).gamma_multiply(0.5));
    }
    painter.rect_filled(bar(part.least, 8.0), CornerRadius::same(2), color(tint));
    let mut texts = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(Rect::from_min_max(rect.min + vec2(4.0, 0.0), pos2(left - 8.0, rect.max.y)))
            .layout(Layout::left_to_right(Align::Center)),
    );
    texts.add(eframe::egui::Label::new(&name).truncate());
    let mut values = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(Rect::from_min_max(pos2(rect.max.x - VALUE, rect.min.y), rect.max - vec2(4.0, 0.0)))
            .layout(Layout::right_to_left(Align::Center)),
    );
    values.label(RichText::new(share).color(color(theme.muted)));
    // The map answers to the pointer; words only where the name is cut off.
    let cut = name.chars().count() > LONGEST_NAME;
    let response = if cut { response.on_hover_text(label) } else { response };
    if response.clicked() {
        commands.pressed(ui, hit);
    }
    (response.hovered() || response.has_focus()).then_some(hit)
}
