//! Title, statement, legend, sources and marks beside the map.

use super::Frame;
use super::letters::{width, wrap};
use super::pen::{Letters, line, number, pie, stroke, swatch};
use crate::number::whole;
use crate::view::stack::AREAS;
use crate::view::{LegendEntry, MarkKind, Rgb, Scene, Swatch, SymbolLegend, Theme};

const MARGIN: f32 = 20.0;
const CAPTION: f32 = 11.5;
const BODY: f32 = 13.5;
const TITLE: f32 = 20.0;

/// The panel, with a hairline towards the map.
///
/// `symbols` is how much of their size the discs on the map have; `ground` fills it with paper first.
pub fn draw(out: &mut String, scene: &Scene, frame: Frame, map: Frame, symbols: f32, ground: bool) {
    let theme = &scene.theme;
    out.push_str("<g id=\"panel\">");
    if ground {
        out.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n",
            number(frame.x),
            number(frame.y),
            number(frame.w),
            number(frame.h),
            theme.panel.hex()
        ));
    }
    let beside = map.x > frame.x;
    let edge = if beside {
        format!("M{} {}V{}", number(map.x), number(map.y), number(map.y + map.h))
    } else {
        format!("M{} {}H{}", number(frame.x), number(frame.y), number(frame.x + frame.w))
    };
    out.push_str(&format!("<path d=\"{edge}\" stroke=\"{}\" stroke-width=\"1\"/>\n", theme.line.hex()));
    // Upright prints have room for two columns under the map.
    let columns = if !beside && frame.w > 620.0 { 2 } else { 1 };
    let column_w = (frame.w - MARGIN * (columns + 1) as f32) / columns as f32;
    let mut writer = Writer { scene, w: column_w, y: 0.0, out: String::new(), swatches: 0 };
    let mut columns_done = Vec::new();
    if is_bare(scene) {
        // Title and sentences stand elsewhere: the first column has room for the legend.
        writer.legend();
        writer.sections();
        if columns == 2 {
            columns_done.push(writer.take());
        }
    } else {
        writer.head();
        if columns == 2 {
            writer.foot();
            columns_done.push(writer.take());
        }
        writer.legend();
        writer.sections();
    }
    if let Some(key) = &scene.legend.symbols {
        writer.symbols(key, symbols);
    }
    writer.notes();
    if columns == 2 && is_bare(scene) {
        writer.foot();
    }
    if columns == 1 {
        let room = frame.h - 2.0 * MARGIN;
        // Sources stand at the foot where there is room, else right under the rest.
        let foot = writer.foot_height();
        writer.y = writer.y.max(room - foot);
        writer.foot();
    }
    columns_done.push(writer.take());
    for (i, (content, used)) in columns_done.into_iter().enumerate() {
        let x = frame.x + MARGIN + i as f32 * (column_w + MARGIN);
        // A long legend is set smaller rather than cut off.
        let scale = ((frame.h - 2.0 * MARGIN) / used.max(1.0)).min(1.0);
        out.push_str(&format!("<g transform=\"translate({} {})", number(x), number(frame.y + MARGIN)));
        if scale < 1.0 {
            out.push_str(&format!(" scale({scale:.4})"));
        }
        out.push_str(&format!("\">\n{content}</g>\n"));
    }
    out.push_str("</g>\n");
}

/// The key alone in so many columns together `width` wide, without sources, as the inside of a drawing;
/// and its height.
pub fn key(scene: &Scene, width: f32, columns: usize, symbols: f32) -> (String, f32) {
    let gaps = MARGIN * columns.saturating_sub(1) as f32;
    let column_w = (width - gaps) / columns.max(1) as f32;
    let mut writer = Writer { scene, w: column_w, y: 0.0, out: String::new(), swatches: 0 };
    let mut done = Vec::new();
    writer.legend();
    if columns > 1 {
        done.push(writer.take());
    }
    writer.sections();
    if let Some(key) = &scene.legend.symbols {
        writer.symbols(key, symbols);
    }
    writer.notes();
    done.push(writer.take());
    let height = done.iter().map(|(_, used)| *used).fold(0.0, f32::max);
    let column = |(i, (content, _)): (usize, (String, f32))| {
        let x = i as f32 * (column_w + MARGIN);
        format!("<g transform=\"translate({} 0)\">\n{content}</g>\n", number(x))
    };
    (done.into_iter().enumerate().map(column).collect(), height)
}

/// Whether title, sentences and marks stand outside of the drawing.
pub fn is_bare(scene: &Scene) -> bool {
    scene.title.is_empty() && scene.statement.is_empty() && scene.marks.is_empty()
}

/// Marks and sources on a map without a panel.
pub fn draw_on_map(out: &mut String, scene: &Scene, map: Frame) {
    let theme = &scene.theme;
    let mut x = map.x + 16.0;
    for mark in &scene.marks {
        let (chip, w) = chip(&mark.text, mark.kind, (x, map.y + 16.0), theme);
        out.push_str(&chip);
        x += w + 6.0;
    }
    let halo = Some((theme.halo, 3.0));
    let letters = Letters { size: 10.5, semibold: false, color: theme.muted, anchor: "end", halo };
    let room = (map.w - 200.0).max(120.0);
    let lines = wrap(&scene.attribution.join(" · "), 10.5, false, room);
    for (i, text) in lines.iter().rev().enumerate() {
        let at = (map.x + map.w - 14.0, map.y + map.h - 12.0 - 14.0 * i as f32);
        out.push_str(&line(text, at, letters));
    }
}

/// Writes down one column.
struct Writer<'a> {
    scene: &'a Scene,
    w: f32,
    /// Top of what comes next.
    y: f32,
    out: String,
    swatches: usize,
}

impl Writer<'_> {
    fn take(&mut self) -> (String, f32) {
        let used = std::mem::take(&mut self.y);
        (std::mem::take(&mut self.out), used)
    }

    fn text(&mut self, text: &str, size: f32, semibold: bool, color: Rgb) {
        let letters = Letters { size, semibold, color, anchor: "start", halo: None };
        for row in wrap(text, size, semibold, self.w) {
            self.out.push_str(&line(&row, (0.0, self.y + size), letters));
            self.y += (size * 1.4).round();
        }
    }

    fn head(&mut self) {
        let (scene, theme) = (self.scene, &self.scene.theme);
        self.text(&scene.title, TITLE, true, theme.text);
        self.y += 2.0;
        self.text(&scene.subtitle, BODY, false, theme.muted);
        if !scene.marks.is_empty() {
            self.y += 8.0;
            let mut x = 0.0;
            for mark in &scene.marks {
                let needed = width(&mark.text, CAPTION, true) + 16.0;
                if x > 0.0 && x + needed > self.w {
                    x = 0.0;
                    self.y += 24.0;
                }
                let (chip, w) = chip(&mark.text, mark.kind, (x, self.y), theme);
                self.out.push_str(&chip);
                x += w + 6.0;
            }
            self.y += 20.0;
        }
        if !scene.statement.is_empty() {
            self.y += 12.0;
            for sentence in &scene.statement {
                self.text(sentence, BODY, false, theme.text);
                self.y += 4.0;
            }
        }
        self.y += 20.0;
    }

    fn legend(&mut self) {
        let (scene, theme) = (self.scene, &self.scene.theme);
        let legend = &scene.legend;
        if legend.entries.is_empty() {
            return;
        }
        self.text(&legend.title, 12.5, true, theme.text);
        if !legend.subtitle.is_empty() {
            self.text(&legend.subtitle, CAPTION, false, theme.muted);
        }
        self.y += 6.0;
        // As strong as the areas are on the map.
        let opacity = scene.stack.opacity(AREAS);
        for entry in &legend.entries {
            let mut entry = entry.clone();
            if let Swatch::Fill(fill) = &mut entry.swatch {
                *fill = fill.faded(opacity);
            }
            self.entry(&entry);
        }
        self.y += 16.0;
    }

    fn sections(&mut self) {
        let (scene, theme) = (self.scene, &self.scene.theme);
        for section in &scene.legend.sections {
            self.text(&section.title, 12.5, true, theme.text);
            self.y += 6.0;
            section.entries.iter().for_each(|e| self.entry(e));
            for note in &section.notes {
                self.text(note, CAPTION, false, theme.muted);
            }
            self.y += 16.0;
        }
    }

    fn entry(&mut self, entry: &LegendEntry) {
        let theme = &self.scene.theme;
        let y = self.y;
        match entry.swatch {
            Swatch::Fill(fill) => {
                self.swatches += 1;
                let id = format!("swatch-{}", self.swatches);
                let area = [0.0, y + 3.0, 22.0, 16.0];
                self.out.push_str(&swatch(&id, fill, self.scene.background, theme.line, area));
            }
            Swatch::Line { stroke: s, casing } => {
                for s in casing.iter().chain([&s]) {
                    self.out.push_str(&format!("<path d=\"M0 {}h22\"{}/>\n", number(y + 11.0), stroke(*s)));
                }
            }
        }
        let letters = Letters { size: 13.0, semibold: false, color: theme.text, anchor: "start", halo: None };
        let rows = wrap(&entry.text, 13.0, false, self.w - 32.0 - 34.0);
        for (i, row) in rows.iter().enumerate() {
            self.out.push_str(&line(row, (32.0, y + 15.5 + 17.0 * i as f32), letters));
        }
        if let Some(count) = entry.count {
            let letters = Letters { size: CAPTION, color: theme.muted, anchor: "end", ..letters };
            let count = whole(count as f64, self.scene.language);
            self.out.push_str(&line(&count, (self.w, y + 15.5), letters));
        }
        self.y += 23.0 + 17.0 * rows.len().saturating_sub(1) as f32;
    }

    fn symbols(&mut self, symbols: &SymbolLegend, scale: f32) {
        let theme = &self.scene.theme;
        self.text(&symbols.title, 12.5, true, theme.text);
        self.y += 6.0;
        let middle = (11.0, self.y + 11.0);
        self.out.push_str(&pie(&symbols.sample, middle, 9.0));
        let letters = Letters { size: 13.0, semibold: false, color: theme.text, anchor: "start", halo: None };
        let rows = wrap(&symbols.text, 13.0, false, self.w - 32.0);
        for (i, row) in rows.iter().enumerate() {
            self.out.push_str(&line(row, (32.0, self.y + 15.5 + 17.0 * i as f32), letters));
        }
        self.y += 26.0 + 17.0 * rows.len().saturating_sub(1) as f32;
        let mut x = 0.0;
        for (color, name) in &symbols.groups {
            let needed = 16.0 + width(name, 13.0, false) + 14.0;
            if x > 0.0 && x + needed - 14.0 > self.w {
                x = 0.0;
                self.y += 20.0;
            }
            self.out.push_str(&format!(
                "<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\" rx=\"2\" fill=\"{}\" stroke=\"{}\" \
                 stroke-width=\"0.5\"/>",
                number(x),
                number(self.y + 5.5),
                color.hex(),
                theme.line.hex()
            ));
            self.out.push_str(&line(name, (x + 15.0, self.y + 15.0), letters));
            x += needed;
        }
        if !symbols.groups.is_empty() {
            self.y += 26.0;
        }
        let mut x = 0.0;
        let caption = Letters { size: CAPTION, color: theme.muted, ..letters };
        for (radius, text) in symbols.sizes.iter().map(|(radius, text)| (radius * scale, text)) {
            self.out.push_str(&format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" stroke=\"{}\"/>",
                number(x + radius),
                number(self.y + 13.0),
                number(radius),
                theme.muted.hex()
            ));
            self.out.push_str(&line(text, (x + 2.0 * radius + 6.0, self.y + 17.0), caption));
            x += 2.0 * radius + 6.0 + width(text, CAPTION, false) + 14.0;
        }
        if !symbols.sizes.is_empty() {
            self.y += 32.0;
        }
        symbols.special.iter().for_each(|e| self.entry(e));
        self.y += 12.0;
    }

    fn notes(&mut self) {
        let (scene, muted) = (self.scene, self.scene.theme.muted);
        for note in &scene.legend.notes {
            self.text(note, CAPTION, false, muted);
        }
        if !scene.legend.notes.is_empty() {
            self.y += 12.0;
        }
    }

    fn attribution(&self) -> String {
        self.scene.attribution.join(" · ")
    }

    fn foot_height(&self) -> f32 {
        (CAPTION * 1.4).round() * wrap(&self.attribution(), CAPTION, false, self.w).len() as f32
    }

    fn foot(&mut self) {
        let muted = self.scene.theme.muted;
        self.text(&self.attribution(), CAPTION, false, muted);
    }
}

/// A word in a soft rounded box, 20 px high, and its width.
fn chip(text: &str, kind: MarkKind, (x, y): (f32, f32), theme: &Theme) -> (String, f32) {
    let (back, color) = match kind {
        MarkKind::Model => (theme.model_soft, theme.model),
        MarkKind::Example => (theme.window, theme.muted),
        MarkKind::GateOff => (theme.panel, theme.warn),
    };
    let w = width(text, CAPTION, true) + 16.0;
    let edge = if kind == MarkKind::GateOff { theme.warn } else { back };
    let mut out = format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"20\" rx=\"10\" fill=\"{}\" stroke=\"{}\"/>",
        number(x),
        number(y),
        number(w),
        back.hex(),
        edge.hex()
    );
    let letters = Letters { size: CAPTION, semibold: true, color, anchor: "middle", halo: None };
    out.push_str(&line(text, (x + w / 2.0, y + 14.0), letters));
    (out, w)
}
