//! The published table of eight towns, with our own figure on top.

use eframe::egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::elements::swatch;
use super::figures_panel::no_split_text;
use super::state::State;
use super::style::{caption, color, section, strong};
use crate::data::Basis;
use crate::figures::headline::Headline;
use crate::figures::published::{home_and_choice, municipality};
use crate::number::decimal;
use crate::seeds::home_choice;

const ROW: f32 = 26.0;
const NAME: f32 = 300.0;
const VALUE: f32 = 130.0;

/// What a bar is made of, in percentage points.
#[derive(Clone, Copy)]
enum Parts {
    /// What follows from where children live, and from choice.
    Split(f64, f64),
    /// All of it, where that cannot be split: least and greatest.
    Whole(f64, f64),
}

/// One bar: a town with its figure.
struct Bar {
    name: String,
    parts: Parts,
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
    let why_whole = headline.as_ref().and_then(|h| h.no_split);
    let ours = headline.filter(|_| same_groups).and_then(|h| parts(&h));
    let code = municipality(state.dataset());
    let mut bars = Vec::new();
    if let Some(parts) = ours {
        let name = state.tw("towns-ours", &[("town", &state.dataset().name_in(state.view.language))]);
        bars.push(Bar { name, parts, own: true });
    }
    bars.extend(table.towns.iter().map(|t| Bar {
        name: t.name.clone(),
        parts: Parts::Split(t.home, t.choice),
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
    let note = match ours {
        Some(Parts::Split(..)) => state.t("towns-method"),
        Some(Parts::Whole(..)) => {
            why_whole.map_or_else(|| state.t("towns-ours-no-homes"), |why| no_split_text(state, why))
        }
        None if same_groups => state.t("towns-ours-undefined"),
        None => state.t("towns-other-groups"),
    };
    ui.label(caption(note, &theme));
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

/// Our own figure, split where that can be; a range where counts are hidden.
fn parts(headline: &Headline) -> Option<Parts> {
    if let Some((home, choice)) = headline.home.zip(headline.choice) {
        return Some(Parts::Split(home * 100.0, choice * 100.0));
    }
    let (least, greatest) = headline.readings.one_group_ends()?;
    if headline.readings.exact().is_some() {
        return Some(Parts::Whole(least * 100.0, least * 100.0));
    }
    // Outwards, as in the headline.
    Some(Parts::Whole((least * 100.0 + 1e-6).floor(), (greatest * 100.0 - 1e-6).ceil()))
}

fn show_bar(state: &State, ui: &mut Ui, bar: &Bar) {
    let theme = state.theme();
    let plain = |v: f64| decimal(v, 0, state.view.language);
    let soft = theme.panel.mix(theme.accent, 0.45);
    let (label, text_of, pieces) = match bar.parts {
        Parts::Split(home, choice) => {
            let total = home + choice;
            let told = (plain(home), plain(choice), plain(total));
            let args =
                [("town", bar.name.as_str()), ("home", &told.0), ("choice", &told.1), ("total", &told.2)];
            let label =
                if choice < 0.0 { state.tw("towns-ours-less", &args) } else { state.tw("towns-row", &args) };
            let sign = if choice < 0.0 { "−" } else { "+" };
            let text = format!("{}  ({} {sign} {})", told.2, told.0, plain(choice.abs()));
            (label, text, [(theme.accent, home.min(total.max(0.0))), (soft, choice.max(0.0))])
        }
        Parts::Whole(least, greatest) => {
            let total = if plain(least) == plain(greatest) {
                plain(least)
            } else {
                format!("{}–{}", plain(least), plain(greatest))
            };
            let label = state.tw("towns-ours-whole", &[("town", &bar.name), ("total", &total)]);
            (label, total, [(theme.muted, least), (theme.neutral, greatest - least)])
        }
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    let left = rect.min.x + NAME;
    // A hundred points take the whole width: all towns on one scale.
    let scale = (rect.width() - NAME - VALUE).max(40.0) / 100.0;
    let (top, height) = (rect.center().y - 7.0, 14.0);
    let mut x = left;
    for (tint, points) in pieces {
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
    value.add(eframe::egui::Label::new(text(&text_of)).extend());
    response.on_hover_text(label);
}
