//! The published table of eight towns, with our own figure on top.

use eframe::egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::elements::swatch;
use super::state::State;
use super::style::{caption, color, section, strong};
use crate::data::Basis;
use crate::figures::published::{home_and_choice, municipality};
use crate::number::decimal;
use crate::seeds::home_choice;

const ROW: f32 = 26.0;
const NAME: f32 = 250.0;
const VALUE: f32 = 130.0;

/// One bar: a town with its two parts in percentage points.
struct Bar {
    name: String,
    home: f64,
    choice: f64,
    /// Whether it stands out: our own, and the same town in the table.
    own: bool,
}

pub fn show(state: &mut State, ui: &mut Ui) {
    let theme = state.theme();
    let Ok(table) = home_choice() else { return };
    let year = table.year.to_string();
    ui.label(section(&state.tw("towns-title", &[("year", &year)]), &theme));
    ui.label(caption(state.t("towns-what"), &theme));
    ui.add_space(8.0);
    let headline = state.headline().clone().ok().flatten();
    let same_groups = matches!(home_and_choice(state.dataset(), state.view.comparison), Ok(Some(_)));
    let basis = headline.as_ref().map(|h| h.basis);
    let ours = headline.filter(|_| same_groups).and_then(|h| h.home.zip(h.choice));
    let code = municipality(state.dataset());
    let mut bars = Vec::new();
    if let Some((home, choice)) = ours {
        let name = state.tw("towns-ours", &[("town", state.dataset().name())]);
        bars.push(Bar { name, home: home * 100.0, choice: choice * 100.0, own: true });
    }
    bars.extend(table.towns.iter().map(|t| Bar {
        name: t.name.clone(),
        home: t.home,
        choice: t.choice,
        own: Some(&t.code) == code.as_ref(),
    }));
    for (i, bar) in bars.iter().enumerate() {
        show_bar(state, ui, bar);
        if i == 0 && ours.is_some() {
            ui.add_space(6.0);
        }
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for (tint, key) in
            [(theme.accent, "towns-home"), (theme.panel.mix(theme.accent, 0.45), "towns-choice")]
        {
            swatch(ui, tint);
            ui.label(caption(state.t(key), &theme));
            ui.add_space(8.0);
        }
    });
    ui.add_space(4.0);
    let note = if ours.is_some() { "towns-method" } else { "towns-other-groups" };
    if note == "towns-method" {
        ui.label(caption(state.t("towns-method"), &theme));
    } else {
        ui.label(caption(state.t("towns-other-groups"), &theme));
    }
    match basis.filter(|_| ours.is_some()) {
        Some(Basis::Modelled) => {
            ui.label(caption(state.t("quote-modelled"), &theme));
        }
        Some(Basis::Estimated) => {
            ui.label(caption(state.t("quote-estimated"), &theme));
        }
        Some(Basis::Counted) | None => {}
    }
    ui.label(caption(state.tw("towns-source", &[("document", &table.document)]), &theme));
}

fn show_bar(state: &State, ui: &mut Ui, bar: &Bar) {
    let theme = state.theme();
    let plain = |v: f64| decimal(v, 0, state.view.language);
    let total = bar.home + bar.choice;
    let (home, choice, sum) = (plain(bar.home), plain(bar.choice), plain(total));
    let args = [("town", bar.name.as_str()), ("home", &home), ("choice", &choice), ("total", &sum)];
    let label =
        if bar.choice < 0.0 { state.tw("towns-ours-less", &args) } else { state.tw("towns-row", &args) };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    let left = rect.min.x + NAME;
    // A hundred points take the whole width: all towns on one scale.
    let scale = (rect.width() - NAME - VALUE).max(40.0) / 100.0;
    let (top, height) = (rect.center().y - 7.0, 14.0);
    let mut x = left;
    let soft = theme.panel.mix(theme.accent, 0.45);
    for (tint, points) in [(theme.accent, bar.home.min(total.max(0.0))), (soft, bar.choice.max(0.0))] {
        let width = points.clamp(0.0, 100.0) as f32 * scale;
        let part = Rect::from_min_size(pos2(x, top), vec2(width, height));
        ui.painter().rect_filled(part, CornerRadius::same(2), color(tint));
        x += width;
    }
    let text = |text: &str| if bar.own { strong(text) } else { text.into() };
    let mut name = ui.new_child(
        UiBuilder::new()
            .max_rect(Rect::from_min_max(rect.min, pos2(left - 8.0, rect.max.y)))
            .layout(Layout::left_to_right(Align::Center)),
    );
    name.add(eframe::egui::Label::new(text(&bar.name)).truncate());
    let mut value = ui.new_child(
        UiBuilder::new()
            .max_rect(Rect::from_min_max(pos2(x + 8.0, rect.min.y), pos2(rect.max.x, rect.max.y)))
            .layout(Layout::left_to_right(Align::Center)),
    );
    let sign = if bar.choice < 0.0 { "−" } else { "+" };
    let parts = format!("{sum}  ({home} {sign} {})", plain(bar.choice.abs()));
    value.add(eframe::egui::Label::new(text(&parts)).extend());
    response.on_hover_text(label);
}
