//! The legend under a map in a hall, and under those that are compared: what the colours and circles
//! mean, in a line or two.

use std::sync::Arc;

use eframe::egui::{FontId, Galley, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::fonts::{regular, semibold};
use crate::app::layers_panel::paint_fill;
use crate::app::state::State;
use crate::app::style::{CAPTION, color};
use crate::view::scene::{Fill, Legend, Scene, Stroke, Swatch};

/// One sample with its word, or a word alone.
struct Item {
    fill: Option<Fill>,
    /// A line as a sample.
    line: Option<Stroke>,
    galley: Arc<Galley>,
    /// Begins a line of its own.
    breaks: bool,
}

/// The legend, laid out for a width.
pub struct LaidOut {
    items: Vec<(Item, f32, f32)>,
    pub height: f32,
    letters: f32,
    words: Vec<String>,
}

/// What of a legend is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Title, classes and symbols on lines of their own; what is nowhere on the map needs no key.
    Hall,
    /// The same, with the classes on the line of their title.
    Line,
    /// The classes alone, all of them: a map says in its corner what it is of, and a scale of differences
    /// is whole.
    Scale,
}

/// Lays the legend out in letters of a size, within a width.
pub fn lay_out(ui: &Ui, scene: &Scene, letters: f32, width: f32, extent: Extent) -> LaidOut {
    let theme = scene.theme;
    let galley = |text: &str, strong: bool, muted: bool| {
        let font = FontId::new(letters, if strong { semibold() } else { regular() });
        ui.painter().layout(text.to_owned(), font, color(if muted { theme.muted } else { theme.text }), width)
    };
    let mut items = Vec::new();
    let mut words = Vec::new();
    let Legend { title, subtitle, entries, symbols, .. } = &scene.legend;
    for (i, heading) in [title, subtitle].into_iter().filter(|t| !t.is_empty()).enumerate() {
        if !entries.is_empty() && extent != Extent::Scale {
            words.push(heading.clone());
            items.push(Item {
                fill: None,
                line: None,
                galley: galley(heading, i == 0, i > 0),
                breaks: i == 0,
            });
        }
    }
    let mut first = true;
    for entry in entries {
        let Swatch::Fill(fill) = &entry.swatch else { continue };
        if entry.count == Some(0) && extent != Extent::Scale {
            continue;
        }
        words.push(entry.text.clone());
        items.push(Item {
            fill: Some(*fill),
            line: None,
            galley: galley(&entry.text, false, false),
            breaks: first && extent == Extent::Hall,
        });
        first = false;
    }
    if let Some(symbols) = symbols.as_ref().filter(|_| extent != Extent::Scale) {
        words.push(symbols.title.clone());
        items.push(Item {
            fill: None,
            line: None,
            galley: galley(&symbols.title, true, false),
            breaks: true,
        });
        for (rgb, name) in &symbols.groups {
            words.push(name.clone());
            let fill = Fill::plain(*rgb, 1.0);
            items.push(Item {
                fill: Some(fill),
                line: None,
                galley: galley(name, false, false),
                breaks: false,
            });
        }
        // Classes of a mirror, and discs that are no plain pie.
        for entry in symbols.special.iter().filter(|e| e.count != Some(0)) {
            let Swatch::Fill(fill) = entry.swatch else { continue };
            words.push(entry.text.clone());
            let galley = galley(&entry.text, false, false);
            items.push(Item { fill: Some(fill), line: None, galley, breaks: false });
        }
    }
    for section in scene.legend.sections.iter().filter(|_| extent != Extent::Scale) {
        words.push(section.title.clone());
        items.push(Item {
            fill: None,
            line: None,
            galley: galley(&section.title, true, false),
            breaks: true,
        });
        for entry in &section.entries {
            let (fill, line) = match entry.swatch {
                Swatch::Fill(fill) => (Some(fill), None),
                Swatch::Line { stroke, .. } => (None, Some(stroke)),
            };
            words.push(entry.text.clone());
            let galley = galley(&entry.text, false, false);
            items.push(Item { fill, line, galley, breaks: false });
        }
    }
    flow(items, words, letters, width)
}

fn flow(items: Vec<Item>, words: Vec<String>, letters: f32, width: f32) -> LaidOut {
    let line = letters * 1.6;
    let gap = letters * 1.1;
    let (mut x, mut y) = (0.0_f32, 0.0_f32);
    let mut out = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        let sample = if item.fill.is_some() || item.line.is_some() { letters * 1.75 } else { 0.0 };
        let needed = sample + item.galley.size().x;
        if i > 0 && (item.breaks || x + needed > width) {
            x = 0.0;
            y += line;
        }
        out.push((item, x, y));
        x += needed + gap;
    }
    LaidOut { height: if out.is_empty() { 0.0 } else { y + line }, items: out, letters, words }
}

/// Draws it from the corner of `rect`.
pub fn show(state: &State, ui: &mut Ui, laid_out: &LaidOut, rect: Rect) {
    let LaidOut { items, letters, words, .. } = laid_out;
    if items.is_empty() {
        return;
    }
    let response = ui.interact(rect, ui.scope_id().with(("presenter-legend", words)), Sense::hover());
    let label = state.tw("present-legend", &[("entries", &words.join(", "))]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
    for (item, x, y) in items {
        let at = rect.min + vec2(*x, *y);
        let middle = at.y + letters * 0.8;
        let mut left = at.x;
        if let Some(fill) = &item.fill {
            let size = vec2(letters * 1.3, letters * 0.95);
            let sample = Rect::from_min_size(pos2(left, middle - size.y / 2.0), size);
            paint_fill(ui, sample, fill);
            ui.painter().rect_stroke(
                sample,
                2.0,
                (1.0, color(state.theme().line)),
                eframe::egui::StrokeKind::Inside,
            );
            left += letters * 1.75;
        }
        if let Some(line) = &item.line {
            let ends = [pos2(left, middle), pos2(left + letters * 1.3, middle)];
            ui.painter().line_segment(ends, (line.width_px * letters / CAPTION, color(line.color)));
            left += letters * 1.75;
        }
        let top = middle - item.galley.size().y / 2.0;
        ui.painter().galley(pos2(left, top), item.galley.clone(), color(state.theme().text));
    }
}
