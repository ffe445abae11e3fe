//! The column of words: title, figure, sentence, caption, and always the sources.

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    Align, FontFamily, FontId, Label, Layout, Rect, RichText, Role, Ui, UiBuilder, WidgetInfo, vec2,
};

use crate::app::elements::sized_chip;
use crate::app::fonts::{regular, semibold};
use crate::app::state::State;
use crate::app::style::color;
use crate::data::Basis;
use crate::figures::plain::Plain;
use crate::view::scene::{MarkKind, Rgb, Scene};
use crate::view::story::Step;

/// Sizes of type at 1600 × 900.
pub const TITLE: f32 = 28.0;
pub const SENTENCE: f32 = 44.0;
pub const FIGURE: f32 = 120.0;
pub const CAPTION: f32 = 24.0;
pub const SOURCES: f32 = 18.0;
/// So many times the width of the column, and a figure goes over two lines.
const TWO_LINES: f32 = 1.6;

/// What is said with a step.
pub struct Said {
    title: String,
    plain: Plain,
    sentence: String,
    caption: String,
    plan: Option<String>,
}

impl Said {
    pub fn of(state: &mut State, step: &Step) -> Self {
        let plain = state.plain(step.view.figure);
        Self {
            title: step.title.clone(),
            sentence: step.sentence.clone().unwrap_or_else(|| plain.sentence.clone()),
            caption: step.caption.clone(),
            plan: state.plan_text(step),
            plain,
        }
    }
}

struct Text<'a> {
    text: &'a str,
    size: f32,
    family: FontFamily,
    ink: Rgb,
    /// Room above it.
    above: f32,
    label: Option<String>,
}

/// Writes the column into `rect`, `s` times the sizes at 1600 × 900.
pub fn show(state: &State, ui: &mut Ui, scene: &Scene, said: &Said, rect: Rect, s: f32) {
    let margin = 56.0 * s;
    let inner = rect.shrink2(vec2(margin, margin * 0.9)).round_ui();
    let foot = sources(state, ui, scene, said, inner, s);
    let room = Rect::from_min_max(inner.min, inner.max - vec2(0.0, foot + 20.0 * s)).round_ui();
    let texts = fitting(state, ui, said, room, s);
    let builder = UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min));
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(room.expand(margin));
        ui.spacing_mut().item_spacing.y = 0.0;
        for text in texts {
            ui.add_space(text.above.round());
            let rich = RichText::new(text.text)
                .font(FontId::new(text.size, text.family.clone()))
                .color(color(text.ink));
            let response = ui.add(Label::new(rich).wrap());
            if let Some(label) = &text.label {
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
            }
        }
    });
}

/// The texts in the largest letters with which they fit.
fn fitting<'a>(state: &State, ui: &Ui, said: &'a Said, room: Rect, s: f32) -> Vec<Text<'a>> {
    const STEPS: [f32; 6] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5];
    for share in STEPS {
        let texts = texts(state, ui, said, room.width(), s, share);
        let height: f32 = texts.iter().map(|t| t.above + height(ui, t, room.width())).sum();
        if height <= room.height() {
            return texts;
        }
    }
    texts(state, ui, said, room.width(), s, 0.45)
}

fn height(ui: &Ui, text: &Text<'_>, width: f32) -> f32 {
    let font = FontId::new(text.size, text.family.clone());
    ui.painter().layout(text.text.to_owned(), font, color(text.ink), width).size().y
}

fn texts<'a>(state: &State, ui: &Ui, said: &'a Said, width: f32, s: f32, share: f32) -> Vec<Text<'a>> {
    let theme = state.theme();
    let mut out = Vec::new();
    let has_figure = !said.plain.value.is_empty();
    if !said.title.is_empty() {
        // Without a figure the title is what is read first.
        let (size, family, ink) = if has_figure {
            (TITLE * s * share.max(0.7), regular(), theme.muted)
        } else {
            (SENTENCE * s * share, semibold(), theme.text)
        };
        out.push(Text { text: &said.title, size, family, ink, above: 0.0, label: None });
    }
    if has_figure {
        let value = said.plain.value.as_str();
        let wanted = FIGURE * s * share.max(0.6);
        let font = FontId::new(wanted, semibold());
        let wide = ui.painter().layout_no_wrap(value.to_owned(), font, color(theme.text)).size().x;
        // A range is longer than a figure: over two lines it stays large.
        let lines = if wide > TWO_LINES * width { 1.7 } else { 1.0 };
        let size = wanted * (lines * width / wide.max(1.0)).min(1.0);
        let label = Some(state.tw("present-figure", &[("value", value)]));
        out.push(Text {
            text: value,
            size,
            family: semibold(),
            ink: theme.text,
            above: 20.0 * s * share,
            label,
        });
    }
    if !said.sentence.is_empty() {
        let size = if has_figure { SENTENCE } else { (SENTENCE + TITLE) / 2.0 } * s * share;
        let above = if has_figure { 4.0 } else { 24.0 } * s * share;
        out.push(Text { text: &said.sentence, size, family: regular(), ink: theme.text, above, label: None });
    }
    if !said.caption.is_empty() {
        let size = CAPTION * s * share.max(0.8);
        let above = 28.0 * s * share;
        out.push(Text { text: &said.caption, size, family: regular(), ink: theme.muted, above, label: None });
    }
    out
}

/// Marks and sources at the foot of the column; gives their height.
fn sources(state: &State, ui: &mut Ui, scene: &Scene, said: &Said, inner: Rect, s: f32) -> f32 {
    let theme = state.theme();
    let letters = SOURCES * s;
    let mut lines = scene.attribution.clone();
    let title =
        said.plain.source.and_then(|id| state.dataset().source(id)).map(|s| s.title_in(state.view.language));
    if let Some(title) = title.filter(|t| !t.is_empty() && !lines.iter().any(|l| l.contains(t.as_str()))) {
        let last = lines.iter().position(|l| !l.contains(':')).unwrap_or(lines.len());
        lines.insert(last.max(1).min(lines.len()), title);
    }
    if said.plain.source.is_some() {
        lines.push(match said.plain.year {
            Some(year) => state.tw("present-year", &[("year", &year.to_string())]),
            None => state.t("present-no-year"),
        });
    }
    let mut marks: Vec<(String, String)> =
        scene.marks.iter().map(|m| (m.text.clone(), m.tooltip.clone())).collect();
    let is_marked = scene.marks.iter().any(|m| m.kind == MarkKind::Model);
    if said.plain.basis != Basis::Counted && !is_marked {
        let key = if said.plain.basis == Basis::Modelled { "basis-modelled" } else { "basis-estimated" };
        marks.push((state.t(key), state.t("mark-model-why")));
    }
    // What a scenario shows is no fact of today.
    if let Some(plan) = &said.plan {
        lines.insert(0, plan.clone());
    }
    let text = lines.join(" · ");
    let font = FontId::new(letters, regular());
    let words = ui.painter().layout(text.clone(), font.clone(), color(theme.muted), inner.width()).size().y;
    let chips = if marks.is_empty() { 0.0 } else { letters * 1.75 + 10.0 * s };
    let top = inner.max.y - words - chips;
    let rect = Rect::from_min_max(inner.min + vec2(0.0, top - inner.min.y), inner.max).round_ui();
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)), |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0) * s;
        if !marks.is_empty() {
            ui.horizontal(|ui| {
                ui.set_max_height(letters * 1.75);
                for (text, why) in &marks {
                    sized_chip(ui, text, why, theme.model, theme.model_soft, letters);
                }
            });
        }
        if !text.is_empty() {
            ui.add(Label::new(RichText::new(text).font(font).color(color(theme.muted))).wrap());
        }
    });
    words + chips
}
