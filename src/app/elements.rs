//! Pieces that several panels are made of.

use eframe::egui::{
    Align, Button, CornerRadius, DragValue, Event, FontId, Frame, Id, Key, Layout, Margin, Popup,
    ProgressBar, Rect, Response, RichText, Role, ScrollArea, Sense, StrokeKind, TextEdit, TextStyle,
    TextWrapMode, Ui, Vec2, WidgetInfo, WidgetText, accesskit, vec2,
};
use egui_material_icons::MaterialIcon;

use super::command::Command;
use super::fonts;
use super::job::Told;
use super::state::State;
use super::style::{CAPTION, caption, color, section};
use crate::figures::limits::range_in_figures;
use crate::number::{DASH, DecimalMark, decimal, parse, percent, whole};
use crate::privacy::{Composition, Shown};
use crate::text::Language;
use crate::view::scene::Rgb;
use crate::view::theme::Theme;

/// A panel's content with its margin, scrolled when it is taller than the window.
pub fn scrolled(ui: &mut Ui, id: &str, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::same(16)).show(ui, content);
    });
}

/// Label of a command with its shortcut, for tooltips and menus.
pub fn command_label(state: &State, command: &Command) -> String {
    state.t(command.label_key())
}

/// A square button that shows an icon and tells its label.
pub fn icon_button(ui: &mut Ui, rect: Rect, icon: MaterialIcon, label: &str) -> Response {
    let text = RichText::from(icon).size(18.0);
    let response =
        ui.put(rect, Button::new(text).frame_when_inactive(false).corner_radius(CornerRadius::same(6)));
    named(response, label)
}

/// Gives a control that shows an icon its name, for readers of the screen and for the pointer.
pub fn named(response: Response, label: &str) -> Response {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    response.on_hover_text(label)
}

/// The button that does what a dialog is for.
pub fn primary(state: &State, label: &str) -> Button<'static> {
    let theme = state.theme();
    let font = FontId::new(super::style::BODY, fonts::semibold());
    let text = RichText::new(label).font(font).color(color(theme.panel));
    Button::new(text).fill(color(theme.accent))
}

/// Names a drop-down by what it chooses and what is chosen.
pub fn name_combo(response: Response, label: &str, chosen: &str) {
    let text = format!("{label}: {chosen}");
    let enabled = response.enabled();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, enabled, &text);
        info.current_text_value = Some(chosen.to_owned());
        info
    });
    bring_into_view(&response);
    close_when_chosen(&response);
    response.on_hover_text(label);
}

/// Scrolls to a drop-down that a reader of the screen asks for, or that the keyboard has come to: its
/// list opens beside it, and a list beside what is out of view is nowhere.
fn bring_into_view(combo: &Response) {
    let id = combo.id.accesskit_id();
    let asked = combo.ctx.input(|i| {
        i.events.iter().any(|event| match event {
            Event::AccessKitActionRequest(request) => request.target_node == id,
            _ => false,
        })
    });
    if asked || combo.gained_focus() {
        combo.scroll_to_me(None);
    }
}

/// Closes the list of a drop-down when something in it was chosen by key or by a reader of the screen,
/// and gives the drop-down the focus back. By itself egui closes it for the pointer only.
fn close_when_chosen(combo: &Response) {
    let ctx = &combo.ctx;
    // The name that egui gives the list of a drop-down; it tells it to nobody.
    let popup = combo.id.with("popup");
    if !Popup::is_id_open(ctx, popup) {
        return;
    }
    let pressed = ctx.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space));
    // A reader's click on anything but the drop-down itself, which opened the list.
    let by_reader = ctx.input(|i| {
        i.events.iter().any(|event| match event {
            Event::AccessKitActionRequest(request) => {
                request.action == accesskit::Action::Click && request.target_node != combo.id.accesskit_id()
            }
            _ => false,
        })
    });
    let focused = ctx.memory(|m| m.focused()).filter(|_| pressed);
    let inside = |id: Id| ctx.read_response(id).is_some_and(|r| r.layer_id.id == popup);
    // Whoever types a space into a field of the list chooses nothing.
    let typing = |id: Id| TextEdit::load_state(ctx, id).is_some();
    let by_key = focused.is_some_and(|id| inside(id) && !typing(id));
    if by_key {
        combo.request_focus();
    }
    if by_key || by_reader {
        Popup::close_id(ctx, popup);
    }
}

/// A number to be typed or dragged, in the notation of the language: 0,35 or 0.35, with no more decimals
/// than it has.
pub fn number<'a>(state: &State, value: &'a mut f64) -> DragValue<'a> {
    let language = state.view.language;
    let mark = match language {
        Language::Dutch => DecimalMark::Comma,
        Language::English => DecimalMark::Point,
    };
    DragValue::new(value)
        .max_decimals(2)
        .custom_formatter(move |value, range| {
            let most = *range.end();
            let all = decimal(value, most, language);
            let rounded = parse(&all, mark);
            let as_short = |places: &usize| parse(&decimal(value, *places, language), mark) == rounded;
            (0..most).find(as_short).map_or(all, |places| decimal(value, places, language))
        })
        .custom_parser(move |text| parse(text, mark))
}

/// A heading over a part of a panel, with room above it.
pub fn heading(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.label(section(text, theme));
}

/// A hairline between two parts of a panel, from edge to edge.
pub fn hairline(ui: &mut Ui, theme: &Theme) {
    ui.add_space(12.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.expand2(vec2(16.0, 0.0)).x_range(), rect.center().y, (1.0, color(theme.line)));
    ui.add_space(12.0);
}

/// The small rounded word that marks modelled values, with its explanation.
pub fn chip(ui: &mut Ui, text: &str, explanation: &str, ink: Rgb, ground: Rgb) -> Response {
    sized_chip(ui, text, explanation, ink, ground, CAPTION)
}

/// The same with letters of another size, for a hall.
pub fn sized_chip(
    ui: &mut Ui,
    text: &str,
    explanation: &str,
    ink: Rgb,
    ground: Rgb,
    letters: f32,
) -> Response {
    let font = FontId::new(letters, fonts::semibold());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color(ink));
    let size = vec2(galley.size().x + letters * 1.4, letters * 1.75);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let round = rect.height() / 2.0;
    ui.painter().rect_filled(rect, round, color(ground));
    // In high contrast the ground is that of the panel: a rim keeps it a mark.
    if color(ground) == ui.visuals().panel_fill {
        let rim = (letters / CAPTION, color(ink));
        ui.painter().rect_stroke(rect, round, rim, eframe::egui::StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color(ink));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response.on_hover_text(explanation)
}

/// A bar of shares next to each other. `label` says the same in words.
pub fn share_bar(ui: &mut Ui, parts: &[(Rgb, f64)], height: f32, label: &str, empty: Rgb) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label));
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, color(empty));
    let mut x = rect.min.x;
    let last = parts.len().saturating_sub(1);
    for (i, (rgb, share)) in parts.iter().enumerate() {
        let width = (*share as f32).clamp(0.0, 1.0) * rect.width();
        let part = Rect::from_min_size(eframe::egui::pos2(x, rect.min.y), vec2(width, height));
        let round = |yes: bool| if yes { 3 } else { 0 };
        let corners =
            CornerRadius { nw: round(i == 0), sw: round(i == 0), ne: round(i == last), se: round(i == last) };
        painter.rect_filled(part, corners, color(*rgb));
        x += width;
    }
    response.on_hover_text(label);
}

/// A composition as a bar with its shares in words below it.
pub fn composition_bar(
    ui: &mut Ui,
    state: &State,
    composition: &Composition,
    groups: &[(String, Rgb)],
    height: f32,
) {
    let theme = state.theme();
    let words: Vec<String> = groups
        .iter()
        .zip(&composition.shares)
        .map(|((name, _), share)| format!("{name}\u{a0}{}", share_text(state, *share)))
        .collect();
    // A bar with parts missing would show the rest at the wrong place. What a range leaves open stays
    // the colour of no answer.
    let certain = composition.certain_shares().unwrap_or_default();
    let parts: Vec<(Rgb, f64)> = groups.iter().zip(certain).map(|((_, rgb), share)| (*rgb, share)).collect();
    share_bar(ui, &parts, height, &words.join(", "), theme.neutral);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                ui.add_space(10.0);
            }
            match groups.get(i) {
                Some((_, rgb)) => keyed(ui, *rgb, caption(word, &theme)),
                None => drop(ui.label(caption(word, &theme))),
            }
        }
    });
    if composition.shares.contains(&Shown::Hidden) {
        let threshold = whole(f64::from(state.view.gate.threshold), state.view.language);
        ui.label(caption(state.tw("shown-hidden-why", &[("threshold", &threshold)]), &theme));
    }
    if composition.shares.iter().any(|s| matches!(s, Shown::Suppressed { .. })) {
        ui.label(caption(state.t("shown-suppressed-why"), &theme));
    }
}

/// A small square in the colour of a group before its words; in rows that wrap they go together to the
/// next.
pub fn keyed(ui: &mut Ui, rgb: Rgb, words: impl Into<WidgetText>) {
    let words = words.into();
    let galley = words.clone().into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, TextStyle::Body);
    let needed = 10.0 + ui.spacing().item_spacing.x + galley.size().x;
    if ui.layout().main_wrap() && ui.available_size_before_wrap().x < needed {
        ui.end_row();
    }
    swatch(ui, rgb);
    ui.label(words);
}

/// Lighter than this a square would not be seen on white paper.
const PALE: f32 = 0.85;

/// A small square in the colour of a group.
pub fn swatch(ui: &mut Ui, rgb: Rgb) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(10.0), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, color(rgb));
    if rgb.luminance() > PALE {
        let line = ui.visuals().widgets.noninteractive.bg_stroke;
        ui.painter().rect_stroke(rect, 2.0, line, StrokeKind::Inside);
    }
}

/// A share as it may be shown, in words where there is no number.
pub fn share_text(state: &State, share: Shown<f64>) -> String {
    match share {
        Shown::Value(value) => percent(value, 0, state.view.language),
        Shown::Suppressed { least, greatest } => range_in_figures(least, greatest, state.view.language),
        other => not_a_value(state, other),
    }
}

/// A count as it may be shown.
pub fn count_text(state: &State, count: Shown<f64>) -> String {
    match count {
        Shown::Value(value) => whole(value, state.view.language),
        Shown::Suppressed { least, greatest } => {
            format!("{}–{}", whole(least, state.view.language), whole(greatest, state.view.language))
        }
        other => not_a_value(state, other),
    }
}

fn not_a_value(state: &State, shown: Shown<f64>) -> String {
    match shown {
        Shown::Hidden => state.t("shown-hidden"),
        Shown::Suppressed { .. } => state.t("shown-suppressed"),
        Shown::Unknown => state.t("shown-unknown"),
        Shown::Value(_) => DASH.to_owned(),
    }
}

/// A row of a list: a name on the left, a value at the right.
pub fn row(ui: &mut Ui, name: impl Into<RichText>, value: impl Into<RichText>) {
    ui.horizontal(|ui| {
        ui.label(name.into());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(value.into()));
    });
}

/// What is being done and how far it is, with a button to stop it; true when that was pressed.
pub fn progress(state: &State, ui: &mut Ui, told: &Told) -> bool {
    ui.label(&told.what);
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 100.0).max(80.0);
        progress_bar(ui, told, room);
        ui.button(state.t("assistant-stop")).clicked()
    })
    .inner
}

/// The bar alone.
pub fn progress_bar(ui: &mut Ui, told: &Told, width: f32) {
    let mut bar = ProgressBar::new(told.part.unwrap_or(0.0)).desired_width(width);
    if told.part.is_none() {
        bar = bar.animate(true);
    }
    let response = ui.add(bar);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &told.what));
}
