//! A chart as SVG: the same marks as the map, and nothing from elsewhere.

mod bars;
mod plane;

use super::letters::{escape, width, wrap};
use super::pen::{Letters, line, number, stroke, texture};
use super::{FONTS, Frame};
use crate::view::Stroke;
use crate::view::charts::picture::{Body, Key, KeySign, Picture, Shape};
use crate::view::scene::{Fill, Rgb, Texture};
pub use bars::height_of as height_of_bars;

/// Of the key, the ticks and the titles of axes.
const SMALL: f32 = 10.0;
/// From one row of the key to the next.
const ROW: f32 = 16.0;
/// The sign before the words of a key.
const SIGN: f32 = 20.0;
/// Of the last line, with marks and source.
const FOOT: f32 = 8.5;

/// The chart as a whole SVG document, `width` × `height` logical pixels. `name` tells its parts from
/// those of other drawings in the same document.
pub fn chart(picture: &Picture, (w, h): (f32, f32), name: &str) -> String {
    let theme = &picture.theme;
    let mut out = String::with_capacity(32 * 1024);
    let (wide, high) = (number(w), number(h));
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
         role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" lang=\"{}\" font-family=\"{FONTS}\" \
         font-size=\"10\" fill=\"{}\">\n<title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-desc\">{}</desc>\n",
        picture.language.code(),
        theme.text.hex(),
        escape(&picture.title),
        escape(&picture.words),
    ));
    let below = below(picture, w);
    let frame = Frame { x: 0.0, y: 0.0, w, h: (h - below).max(40.0) };
    let mut pen = Pen { out, name: name.to_owned(), clips: 0, picture };
    match &picture.body {
        Body::Bars(bars) => pen.bars(bars, frame),
        Body::Plane(plane) => pen.plane(plane, frame),
    }
    pen.key(frame.h + 8.0, w);
    pen.foot(w, h);
    pen.out.push_str("</svg>\n");
    pen.out
}

/// Height of the key and the last line.
pub fn below(picture: &Picture, w: f32) -> f32 {
    8.0 + rows(&picture.legend, w).len() as f32 * ROW + foot_rows(picture, w).len() as f32 * 11.0 + 6.0
}

fn foot_rows(picture: &Picture, w: f32) -> Vec<String> {
    wrap(&picture.foot, FOOT, false, w - 4.0)
}

/// The key in rows that are no wider than this, each entry with its place.
fn rows(legend: &[Key], w: f32) -> Vec<Vec<(f32, &Key)>> {
    let mut out: Vec<Vec<(f32, &Key)>> = Vec::new();
    let mut x = 0.0;
    for key in legend {
        // Letters of some machines are wider than estimated.
        let needed = SIGN + 5.0 + width(&key.text, SMALL, false) * 1.08 + 16.0;
        match out.last_mut().filter(|_| x + needed - 16.0 <= w) {
            Some(row) => row.push((x, key)),
            None => {
                x = 0.0;
                out.push(vec![(x, key)]);
            }
        }
        x += needed;
    }
    out
}

/// Draws the parts of a chart.
struct Pen<'a> {
    out: String,
    name: String,
    clips: usize,
    picture: &'a Picture,
}

impl Pen<'_> {
    fn push(&mut self, svg: &str) {
        self.out.push_str(svg);
    }

    fn letters(&self, size: f32, color: Rgb) -> Letters {
        Letters { size, semibold: false, color, anchor: "start", halo: None }
    }

    /// A rectangle in a fill, with its texture.
    fn surface(&mut self, fill: Fill, [x, y, w, h]: [f32; 4]) {
        let shape = format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            number(x),
            number(y),
            number(w.max(0.0)),
            number(h.max(0.0))
        );
        self.push(&format!("{shape}{}/>", super::pen::fill(fill.color, fill.opacity)));
        if fill.texture != Texture::None {
            self.clips += 1;
            let id = format!("{}-c{}", self.name, self.clips);
            self.push(&format!("<clipPath id=\"{id}\">{shape}/></clipPath><g clip-path=\"url(#{id})\">"));
            let lines = texture(fill.texture, fill.texture_color, fill.texture_opacity, [x, y, x + w, y + h]);
            self.push(&lines);
            self.push("</g>");
        }
        self.push("\n");
    }

    fn path(&mut self, d: &str, s: Stroke, broken: bool) {
        let dashes = if broken { " stroke-dasharray=\"5 3\"" } else { "" };
        self.push(&format!(
            "<path d=\"{d}\" fill=\"none\" stroke-linejoin=\"round\"{}{dashes}/>\n",
            stroke(s)
        ));
    }

    fn dot(&mut self, (x, y): (f32, f32), r: f32, color: Rgb, shape: Shape, name: &str) {
        let theme = &self.picture.theme;
        let ring = stroke(Stroke { color: theme.ring, width_px: 1.0, opacity: 1.0 });
        let mark = match shape {
            Shape::Disc => {
                format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", number(x), number(y), number(r))
            }
            Shape::Square => format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\"",
                number(x - r),
                number(y - r),
                side = number(2.0 * r)
            ),
        };
        let fill = color.hex();
        let title = if name.is_empty() { String::new() } else { format!("<title>{}</title>", escape(name)) };
        self.push(&format!("<g>{title}{mark} fill=\"{fill}\"{ring}/></g>\n"));
    }

    /// The ends of a bar from least to greatest stand out by so much.
    fn span(&mut self, x: f32, (from, to): (f32, f32), s: Stroke) {
        const END: f32 = 4.0;
        let (x0, x1) = (number(x - END), number(x + END));
        let (x, from, to) = (number(x), number(from), number(to));
        self.path(&format!("M{x} {from}V{to}M{x0} {from}H{x1}M{x0} {to}H{x1}"), s, false);
    }

    fn key(&mut self, top: f32, w: f32) {
        let picture = self.picture;
        let theme = &picture.theme;
        for (i, row) in rows(&picture.legend, w).into_iter().enumerate() {
            let y = top + ROW * i as f32;
            for (x, key) in row {
                let (left, middle) = (x, y + 6.0);
                match &key.sign {
                    KeySign::Fill(fill, letter) => {
                        self.surface(*fill, [left, y, SIGN, 12.0]);
                        let d = format!("M{} {}h{SIGN}v12h-{SIGN}Z", number(left), number(y));
                        self.path(&d, Stroke { color: theme.line, width_px: 0.6, opacity: 1.0 }, false);
                        self.inside(letter, (left + SIGN / 2.0, y + 9.5), fill.color, "middle");
                    }
                    KeySign::Line(s, broken) => {
                        self.path(&format!("M{} {}h{SIGN}", number(left), number(middle)), *s, *broken);
                    }
                    KeySign::Dot(color, shape) => {
                        self.dot((left + SIGN / 2.0, middle), 4.0, *color, *shape, "");
                    }
                    KeySign::Span(color) => {
                        let s = Stroke { color: *color, width_px: 2.0, opacity: 1.0 };
                        self.span(left + SIGN / 2.0, (y, y + 12.0), s);
                    }
                }
                let letters = self.letters(SMALL, theme.text);
                self.push(&line(&key.text, (left + SIGN + 5.0, y + 9.5), letters));
            }
        }
    }

    /// Letters on a colour, in black or white, whichever stands out more.
    fn inside(&mut self, text: &str, at: (f32, f32), on: Rgb, anchor: &'static str) {
        if text.is_empty() {
            return;
        }
        let white = 1.05 / (on.luminance() + 0.05);
        let black = (on.luminance() + 0.05) / 0.05;
        let color = if white > black { Rgb(255, 255, 255) } else { Rgb(0, 0, 0) };
        let letters = Letters { semibold: true, anchor, ..self.letters(9.0, color) };
        self.push(&line(text, at, letters));
    }

    fn foot(&mut self, w: f32, h: f32) {
        let letters = self.letters(FOOT, self.picture.theme.muted);
        let rows = foot_rows(self.picture, w);
        let first = h - 4.0 - 11.0 * rows.len().saturating_sub(1) as f32;
        for (i, row) in rows.iter().enumerate() {
            self.push(&line(row, (0.0, first + 11.0 * i as f32), letters));
        }
    }
}

/// The text, cut off with dots where it would be wider.
fn cut(text: &str, size: f32, semibold: bool, most: f32) -> String {
    if width(text, size, semibold) <= most {
        return text.to_owned();
    }
    let mut short: String = text.to_owned();
    while short.pop().is_some() {
        let dotted = format!("{}…", short.trim_end());
        if width(&dotted, size, semibold) <= most {
            return dotted;
        }
    }
    "…".to_owned()
}
