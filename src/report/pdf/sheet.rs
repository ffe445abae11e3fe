//! Lays headings, text, figures and tables out on pages.

use super::tagged::{Element, Tagged};
use crate::report::svg::letters::{width, wrap};
use crate::report::svg::pen::{Letters, line, number};
use crate::report::table::{Column, Table};
use crate::text::{Language, text_with};
use crate::view::scene::{Mark, MarkKind, Rgb};
use crate::view::theme::Theme;

/// Free space around a page.
pub const MARGIN: f32 = 48.0;
const CAPTION: f32 = 10.0;
const BODY: f32 = 12.0;
const CELL: f32 = 10.0;
const ROW: f32 = 17.0;
/// What a number, or the word in its place, takes.
const LEAST_NUMBER: f32 = 74.0;
/// With less than this the head of a column of numbers runs into its neighbour.
const LEAST_COLUMN: f32 = 54.0;
/// What such a column gets where a table is split.
const COMFORTABLE: f32 = 66.0;
/// A column takes no more than this for every unit of its width.
const WIDEST: f32 = 9.0;
/// Free space within a cell, on both sides.
const PAD: f32 = 5.0;
/// From one line of a title over a figure to the next.
pub const TITLE_LINE: f32 = 17.0;

/// A document with a pen on its last page.
pub struct Sheet {
    pub out: Tagged,
    theme: Theme,
    language: Language,
    /// Top of what comes next.
    pub y: f32,
    /// Where what comes next begins, and how wide it may be: the page between its margins, or a column.
    left: f32,
    wide: f32,
    /// At the foot of every page, beside its number.
    pub foot: String,
    /// How much wider the letters are than estimated.
    spread: f32,
}

impl Sheet {
    pub fn new(width: f32, height: f32, theme: Theme, language: Language, foot: String) -> Self {
        let wide = width - 2.0 * MARGIN;
        let out = Tagged::new(width, height);
        Self { out, theme, language, y: MARGIN, left: MARGIN, wide, foot, spread: 1.0 }
    }

    /// The same for letters that are so much wider than estimated.
    #[must_use]
    pub fn with_letters(mut self, spread: f32) -> Self {
        self.spread = spread;
        self
    }

    fn wrap(&self, text: &str, size: f32, semibold: bool, most: f32) -> Vec<String> {
        wrap(text, size * self.spread, semibold, most)
    }

    pub fn room(&self) -> f32 {
        self.out.height - MARGIN - 20.0 - self.y
    }

    /// Height of an empty page.
    pub fn full_room(&self) -> f32 {
        self.out.height - 2.0 * MARGIN - 20.0
    }

    pub fn text_width(&self) -> f32 {
        self.wide
    }

    /// What stands in a column of the page, so far from its left margin and so wide. It must fit on what is
    /// left of the page; what comes next stays where it was.
    pub fn column<T>(&mut self, (from, wide): (f32, f32), content: impl FnOnce(&mut Self) -> T) -> T {
        let whole = (self.left, self.wide);
        (self.left, self.wide) = (MARGIN + from, wide);
        let out = content(self);
        (self.left, self.wide) = whole;
        out
    }

    pub fn new_page(&mut self) {
        self.out.new_page();
        self.y = MARGIN;
    }

    /// Lines of one size, broken to the width of the page; over more pages where needed.
    fn lines(&mut self, text: &str, size: f32, semibold: bool, color: Rgb) -> Vec<usize> {
        let letters = Letters { size, semibold, color, anchor: "start", halo: None };
        // Lines much longer than this are hard to follow.
        let most = self.text_width().min(size * 62.0);
        let mut leaves = Vec::new();
        for row in self.wrap(text, size, semibold, most) {
            if self.room() < size * 1.5 {
                self.new_page();
            }
            let leaf = self.out.leaf();
            // The space keeps the last word of a line apart from the first of the next.
            self.out.draw(leaf, line(&format!("{row} "), (self.left, self.y + size), letters));
            self.y += (size * 1.45).round();
            leaves.push(leaf);
        }
        leaves
    }

    pub fn heading(&mut self, level: u16, text: &str) {
        let (size, above, below) = match level {
            1 => (22.0, 0.0, 4.0),
            2 => (15.0, 18.0, 4.0),
            _ => (12.5, 10.0, 2.0),
        };
        // Not at the foot of a page, without anything of what it is the head of.
        if self.room() < if level <= 2 { 150.0 } else { 90.0 } {
            self.new_page();
        }
        if self.y > MARGIN {
            self.y += above;
        }
        if level <= 2 {
            self.out.in_outline(text, self.y);
        }
        // One heading is one element, whatever its lines.
        let letters = Letters { size, semibold: true, color: self.theme.text, anchor: "start", halo: None };
        let leaf = self.out.leaf();
        for row in self.wrap(text, size, true, self.text_width()) {
            self.out.draw(leaf, line(&format!("{row} "), (self.left, self.y + size), letters));
            self.y += (size * 1.35).round();
        }
        self.out.element(Element::Heading(level, text.to_owned(), leaf));
        self.y += below;
    }

    pub fn paragraph(&mut self, text: &str) {
        self.paragraph_of(text, BODY, self.theme.text);
    }

    pub fn caption(&mut self, text: &str) {
        self.paragraph_of(text, CAPTION, self.theme.muted);
    }

    fn paragraph_of(&mut self, text: &str, size: f32, color: Rgb) {
        if text.trim().is_empty() {
            return;
        }
        let leaves = self.lines(text, size, false, color);
        self.out.element(Element::Paragraph(leaves));
        self.y += size * 0.3;
    }

    /// Height that a paragraph takes.
    pub fn height_of(&self, text: &str) -> f32 {
        let most = self.text_width().min(BODY * 62.0);
        self.wrap(text, BODY, false, most).len() as f32 * (BODY * 1.45).round() + BODY * 0.3
    }

    /// The marks that go with a picture wherever it goes, on one line.
    pub fn marks(&mut self, marks: &[Mark]) {
        if marks.is_empty() {
            return;
        }
        let mut x = self.left;
        let mut leaves = Vec::new();
        for mark in marks {
            let w = width(&mark.text, (CAPTION + 1.0) * self.spread, true) + 18.0;
            let theme = &self.theme;
            let (ink, back) = match mark.kind {
                MarkKind::GateOff => (theme.warn, theme.panel.mix(theme.warn, 0.12)),
                _ => (theme.model, theme.model_soft),
            };
            self.out.decorate(format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"20\" rx=\"10\" fill=\"{}\"/>",
                number(x),
                number(self.y),
                number(w),
                back.hex()
            ));
            let letters =
                Letters { size: CAPTION + 1.0, semibold: true, color: ink, anchor: "middle", halo: None };
            let leaf = self.out.leaf();
            self.out.draw(leaf, line(&format!("{} ", mark.text), (x + w / 2.0, self.y + 14.0), letters));
            leaves.push(leaf);
            x += w + 6.0;
        }
        self.out.element(Element::Paragraph(leaves));
        self.y += 28.0;
    }

    /// A whole SVG document in a frame of `height`, as wide as the text.
    pub fn figure(&mut self, svg: &str, alt: &str, height: f32) {
        self.figure_at(svg, alt, (self.left, self.y), (self.text_width(), height));
        self.y += height + 12.0;
    }

    /// A whole SVG document in a frame with this corner and size; what comes next stays where it was.
    pub fn figure_at(&mut self, svg: &str, alt: &str, at: (f32, f32), size: (f32, f32)) {
        self.place_figure(svg, alt, at, size);
        let ([x, y], [w, h]) = ([at.0, at.1].map(number), [size.0, size.1].map(number));
        self.out.decorate(format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"none\" stroke=\"{}\" stroke-width=\"0.75\"/>",
            self.theme.line.hex()
        ));
    }

    /// A chart of this size, without a frame.
    pub fn chart(&mut self, svg: &str, alt: &str, size: (f32, f32)) {
        self.place_figure(svg, alt, (self.left, self.y), size);
        self.y += size.1 + 10.0;
    }

    fn place_figure(&mut self, svg: &str, alt: &str, (x, y): (f32, f32), (w, h): (f32, f32)) {
        let leaf = self.out.leaf();
        let inner = svg.find("<svg").and_then(|at| svg.get(at + 4..)).unwrap_or_default();
        let (x, y, w, h) = (number(x), number(y), number(w), number(h));
        // The later of two sizes in one tag would be an error: the frame is a parent.
        let nested = format!("<svg{}", without_size(inner, &x, &y, &w, &h));
        self.out.draw(leaf, format!("<g>{nested}</g>"));
        self.out.element(Element::Figure(alt.to_owned(), leaf));
    }

    /// Lines over a figure that is narrower than the page; what comes next stays where it was.
    pub fn title_at(&mut self, rows: &[String], (x, y): (f32, f32)) {
        let letters =
            Letters { size: BODY, semibold: true, color: self.theme.text, anchor: "start", halo: None };
        let leaf = self.out.leaf();
        for (i, row) in rows.iter().enumerate() {
            let y = y + BODY + i as f32 * TITLE_LINE;
            self.out.draw(leaf, line(&format!("{row} "), (x, y), letters));
        }
        self.out.element(Element::Heading(2, rows.join(" "), leaf));
    }

    /// The lines of a title over a figure so wide.
    pub fn title_lines(&self, text: &str, w: f32) -> Vec<String> {
        self.wrap(text, BODY, true, w)
    }

    /// Height that a table takes on one page, its title and what it is about with it.
    pub fn height_of_table(&self, table: &Table) -> f32 {
        let table = self.narrowed(table);
        let widths = self.column_widths(&table);
        let titles: Vec<String> = table.columns.iter().map(|c| c.title.clone()).collect();
        let rows = table.rows.iter().map(|row| {
            let words: Vec<String> = row.iter().map(|c| c.words(self.language)).collect();
            self.row_height(&table, &widths, &words, false)
        });
        let head = self.row_height(&table, &widths, &titles, true);
        let about = self.wrap(&table.about, CAPTION, false, self.text_width().min(CAPTION * 62.0));
        let about = about.len() as f32 * (CAPTION * 1.45).round() + CAPTION * 0.3;
        18.0 + 20.0 + 4.0 + about + head + rows.sum::<f32>() + 8.0
    }

    /// Whether the page, or the column, has room for all columns of a table beside each other.
    pub fn is_wide_enough(&self, table: &Table) -> bool {
        self.pieces(&self.narrowed(table)).len() == 1
    }

    /// By the shares of the columns; columns of numbers with a long word above them get room from columns
    /// of words, which can break.
    fn column_widths(&self, table: &Table) -> Vec<f32> {
        /// So much of its width a column of words gives up.
        const GIVES: f32 = 0.35;
        let all: f32 = table.columns.iter().map(|c| f32::from(c.width)).sum::<f32>().max(1.0);
        // Between columns that stand far apart an eye loses its row.
        let whole = self.text_width().min(all * WIDEST);
        let widths = table.columns.iter().map(|c| whole * f32::from(c.width) / all);
        let widths: Vec<f32> = widths.collect();
        let longest = |title: &str| {
            let words = title.split(' ').map(|word| width(word, CELL * self.spread, true));
            words.fold(0.0, f32::max) + 2.0 * PAD
        };
        let lacks = |(column, w): (&Column, &f32)| {
            if column.numeric { (longest(&column.title) - w).max(0.0) } else { 0.0 }
        };
        let lacking: f32 = table.columns.iter().zip(&widths).map(lacks).sum();
        let words = table.columns.iter().zip(&widths).filter(|(c, _)| !c.numeric);
        let spare: f32 = words.map(|(_, w)| w * GIVES).sum();
        if lacking <= 0.0 || spare <= 0.0 {
            return widths;
        }
        let moved = lacking.min(spare);
        let fitted = table.columns.iter().zip(&widths).map(|(column, w)| {
            if column.numeric {
                w + lacks((column, w)) * moved / lacking
            } else {
                w - w * GIVES * moved / spare
            }
        });
        fitted.collect()
    }

    /// A table over as many pages as it takes; its head stands on each. One with more columns than the
    /// page has room for becomes two or more under one another, each with the names of the rows.
    pub fn table(&mut self, table: &Table) {
        for piece in self.pieces(&self.narrowed(table)) {
            self.piece(&piece);
        }
    }

    fn piece(&mut self, table: &Table) {
        let widths = self.column_widths(table);
        if self.room() < 5.0 * ROW {
            self.new_page();
        }
        let titles: Vec<String> = table.columns.iter().map(|c| c.title.clone()).collect();
        let mut rows = Vec::new();
        rows.push(self.row(table, &widths, &titles, true, true));
        for row in &table.rows {
            let words: Vec<String> = row.iter().map(|c| c.words(self.language)).collect();
            let needed = self.row_height(table, &widths, &words, false);
            if self.room() < needed {
                self.new_page();
                // For the eye only: the structure has one head.
                self.row(table, &widths, &titles, true, false);
            }
            rows.push(self.row(table, &widths, &words, false, true));
        }
        let summary = if table.about.is_empty() { table.title.clone() } else { table.about.clone() };
        self.out.element(Element::Table { summary, rows });
        self.y += 8.0;
    }

    /// The table without the words that a narrow page has no room for: numbers go before them.
    fn narrowed(&self, table: &Table) -> Table {
        let mut table = table.clone();
        for key in ["board", "denomination", "within"] {
            let all: f32 = table.columns.iter().map(|c| f32::from(c.width)).sum::<f32>().max(1.0);
            let numbers = table.columns.iter().filter(|c| c.numeric).map(|c| f32::from(c.width));
            let whole = self.text_width().min(all * WIDEST);
            let least = numbers.fold(f32::INFINITY, f32::min) / all * whole;
            if least < LEAST_NUMBER
                && let Some(at) = table.position(key)
            {
                table.columns.remove(at);
                table.rows.iter_mut().filter(|r| at < r.len()).for_each(|r| drop(r.remove(at)));
            }
        }
        table
    }

    /// The columns in as few tables as have room for them; columns that belong together, as those of before
    /// and after, stay together.
    fn pieces(&self, table: &Table) -> Vec<Table> {
        let numbers = || table.columns.iter().zip(self.column_widths(table)).filter(|(c, _)| c.numeric);
        let least = numbers().map(|(_, w)| w).fold(f32::INFINITY, f32::min);
        if least >= LEAST_COLUMN {
            return vec![table.clone()];
        }
        let wider = COMFORTABLE / least.max(1.0);
        let needed: Vec<f32> = self.column_widths(table).into_iter().map(|w| w * wider).collect();
        let of =
            |at: usize| table.columns.get(at).map(|c| c.key.rsplit_once('_').map_or(c.key.as_str(), |k| k.0));
        let first = needed.first().copied().unwrap_or_default();
        let mut pieces: Vec<Vec<usize>> = vec![vec![0]];
        let mut used = first;
        let mut at = 1;
        while at < table.columns.len() {
            let end = (at + 1..table.columns.len()).find(|i| of(*i) != of(at)).unwrap_or(table.columns.len());
            let more: f32 = needed.get(at..end).unwrap_or_default().iter().sum();
            if used + more > self.text_width() && pieces.last().is_some_and(|p| p.len() > 1) {
                pieces.push(vec![0]);
                used = first;
            }
            pieces.last_mut().into_iter().for_each(|piece| piece.extend(at..end));
            used += more;
            at = end;
        }
        let cut = |columns: Vec<usize>| Table {
            columns: columns.iter().filter_map(|i| table.columns.get(*i).cloned()).collect(),
            rows: table
                .rows
                .iter()
                .map(|row| columns.iter().map(|i| row.get(*i).cloned().unwrap_or_default()).collect())
                .collect(),
            ..table.clone()
        };
        pieces.into_iter().map(cut).collect()
    }

    fn cell_lines(&self, text: &str, w: f32, head: bool) -> Vec<String> {
        // Bold letters of some machines are wider still.
        let size = if head { CELL * 1.06 } else { CELL };
        let mut lines = self.wrap(text, size, head, w - 2.0 * PAD);
        // A cell without text must still be there.
        if lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    fn row_height(&self, table: &Table, widths: &[f32], words: &[String], head: bool) -> f32 {
        let lines = words
            .iter()
            .zip(widths)
            .zip(&table.columns)
            .map(|((t, w), _)| self.cell_lines(t, *w, head).len());
        ROW + (lines.max().unwrap_or(1).saturating_sub(1)) as f32 * 12.5
    }

    fn row(
        &mut self,
        table: &Table,
        widths: &[f32],
        words: &[String],
        head: bool,
        tagged: bool,
    ) -> Vec<usize> {
        let height = self.row_height(table, widths, words, head);
        let theme = self.theme;
        let mut x = self.left;
        let mut leaves = Vec::new();
        for ((text, w), column) in words.iter().zip(widths).zip(&table.columns) {
            let right = column.numeric;
            let color = if head { theme.muted } else { theme.text };
            let anchor = if right { "end" } else { "start" };
            let letters = Letters { size: CELL, semibold: head, color, anchor, halo: None };
            let at = if right { x + w - PAD } else { x + PAD };
            let lines = self.cell_lines(text, *w, head);
            // Heads stand on their last line, cells on their first.
            let first = if head { height - ROW - (lines.len() - 1) as f32 * 12.5 } else { 0.0 };
            // A word in the place of a number is set smaller rather than over its neighbour.
            let widest = lines.iter().map(|l| width(l, CELL * self.spread, head)).fold(1.0, f32::max);
            let letters = Letters { size: CELL * ((w - 1.5 * PAD) / widest).clamp(0.6, 1.0), ..letters };
            let svg: String = lines
                .iter()
                .enumerate()
                .map(|(i, row)| line(row, (at, self.y + first + 12.0 + 12.5 * i as f32), letters))
                .collect();
            if tagged {
                let leaf = self.out.leaf();
                self.out.draw(leaf, svg);
                leaves.push(leaf);
            } else {
                self.out.decorate(svg);
            }
            x += w;
        }
        self.y += height;
        let (stroke, thick) = if head { (theme.muted, 0.8) } else { (theme.line, 0.5) };
        self.out.decorate(format!(
            "<path d=\"M{} {}h{}\" stroke=\"{}\" stroke-width=\"{thick}\"/>",
            number(self.left),
            number(self.y),
            number(widths.iter().sum::<f32>()),
            stroke.hex()
        ));
        leaves
    }

    /// The document with its page numbers.
    pub fn done(mut self) -> Tagged {
        let pages = self.out.page_count();
        let letters =
            Letters { size: 9.0, semibold: false, color: self.theme.muted, anchor: "end", halo: None };
        for page in 0..pages {
            let y = self.out.height - 28.0;
            let args = [("page", (page + 1).to_string()), ("pages", pages.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let number = text_with(self.language, "report-page", &args);
            let mut svg = line(&number, (self.out.width - MARGIN, y), letters);
            // Beside the number, over more lines where it is long.
            let of_number = width(&number, letters.size * self.spread, false) + 20.0;
            let rows = self.wrap(&self.foot, letters.size, false, self.wide - of_number);
            for (i, row) in rows.iter().rev().enumerate() {
                let at = (MARGIN, y - 11.0 * i as f32);
                svg.push_str(&line(row, at, Letters { anchor: "start", ..letters }));
            }
            self.out.running(page, svg);
        }
        self.out
    }
}

/// The inside of an opening `<svg` tag and all after it, with another place and size.
fn without_size(rest: &str, x: &str, y: &str, w: &str, h: &str) -> String {
    let Some((tag, body)) = rest.split_once('>') else { return rest.to_owned() };
    let mut kept = String::new();
    let mut left = tag;
    for name in [" width=\"", " height=\""] {
        if let Some((before, after)) = left.split_once(name) {
            let after = after.split_once('"').map_or("", |(_, a)| a);
            kept.push_str(before);
            left = after;
        }
    }
    kept.push_str(left);
    format!("{kept} x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\">{body}")
}
