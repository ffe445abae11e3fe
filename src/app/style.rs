//! The look: colours from the theme, four sizes of type, a few distances.

use eframe::egui::{
    Color32, Context, CornerRadius, FontId, Margin, RichText, Shadow, Stroke, Style, TextStyle, Vec2,
    Visuals, style::Selection,
};

use super::fonts::{regular, semibold};
use crate::view::scene::Rgb;
use crate::view::theme::{Theme, ThemeKind};

/// Sizes of type in logical pixels.
pub const CAPTION: f32 = 11.5;
pub const BODY: f32 = 13.5;
pub const TITLE: f32 = 18.0;
pub const FIGURE: f32 = 40.0;

/// Height of a control.
pub const CONTROL: f32 = 28.0;
pub const LEFT_WIDTH: f32 = 280.0;
pub const RIGHT_WIDTH: f32 = 340.0;
pub const DRAWER_HEIGHT: f32 = 220.0;
pub const TOP_HEIGHT: f32 = 44.0;
pub const STATUS_HEIGHT: f32 = 26.0;

pub fn color(rgb: Rgb) -> Color32 {
    Color32::from_rgb(rgb.0, rgb.1, rgb.2)
}

/// Gives the context the theme's colours and the sizes.
pub fn apply(ctx: &Context, theme: &Theme) {
    let dark = theme.kind == ThemeKind::Dark;
    ctx.set_theme(if dark { eframe::egui::Theme::Dark } else { eframe::egui::Theme::Light });
    ctx.all_styles_mut(|style| set(style, theme, dark));
}

fn set(style: &mut Style, theme: &Theme, dark: bool) {
    let size = |s: f32| FontId::new(s, regular());
    style.text_styles = [
        (TextStyle::Small, size(CAPTION)),
        (TextStyle::Body, size(BODY)),
        (TextStyle::Button, size(BODY)),
        (TextStyle::Heading, FontId::new(TITLE, semibold())),
        (TextStyle::Monospace, FontId::monospace(BODY)),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(8.0, 6.0);
    style.spacing.interact_size = Vec2::new(CONTROL, CONTROL);
    style.spacing.button_padding = Vec2::new(10.0, 4.0);
    style.spacing.menu_margin = Margin::same(8);
    style.spacing.icon_width = 16.0;
    style.spacing.combo_width = 120.0;
    style.interaction.selectable_labels = false;
    style.visuals = visuals(theme, dark);
}

fn visuals(theme: &Theme, dark: bool) -> Visuals {
    let mut v = if dark { Visuals::dark() } else { Visuals::light() };
    let (text, line) = (color(theme.text), color(theme.line));
    let accent = color(theme.accent);
    v.override_text_color = Some(text);
    v.panel_fill = color(theme.panel);
    v.window_fill = color(theme.panel);
    v.extreme_bg_color = color(theme.panel);
    v.faint_bg_color = color(theme.window);
    v.window_stroke = Stroke::new(1.0, line);
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(6);
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(40) };
    v.window_shadow = shadow;
    v.popup_shadow = Shadow { blur: 10, ..shadow };
    v.hyperlink_color = accent;
    v.warn_fg_color = color(theme.warn);
    v.error_fg_color = color(theme.warn);
    v.weak_text_color = Some(color(theme.muted));
    v.striped = false;
    let soft = color(theme.panel.mix(theme.accent, 0.10));
    v.selection =
        Selection { bg_fill: color(theme.panel.mix(theme.accent, 0.22)), stroke: Stroke::new(1.0, accent) };
    let widgets = &mut v.widgets;
    for (state, fill, stroke) in [
        (&mut widgets.noninteractive, color(theme.panel), line),
        (&mut widgets.inactive, color(theme.panel), line),
        (&mut widgets.hovered, soft, color(theme.line.mix(theme.accent, 0.5))),
        (&mut widgets.active, color(theme.panel.mix(theme.accent, 0.2)), accent),
        (&mut widgets.open, soft, accent),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, stroke);
        state.fg_stroke = Stroke::new(1.2, text);
        state.corner_radius = CornerRadius::same(6);
        state.expansion = 0.0;
    }
    // What has the keyboard stands out on every ground, also on a button in the accent colour.
    widgets.active.bg_stroke = Stroke::new(1.5, text);
    v
}

/// A heading over a part of a panel: small, spaced, muted.
pub fn section(text: &str, theme: &Theme) -> RichText {
    RichText::new(text.to_uppercase())
        .font(FontId::new(CAPTION, semibold()))
        .color(color(theme.muted))
        .extra_letter_spacing(0.5)
}

pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(BODY, semibold()))
}

pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(TITLE, semibold()))
}

pub fn figure(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(FIGURE, semibold()))
}

pub fn caption(text: impl Into<String>, theme: &Theme) -> RichText {
    RichText::new(text).size(CAPTION).color(color(theme.muted))
}
