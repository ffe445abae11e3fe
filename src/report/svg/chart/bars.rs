//! Bars of parts, one under another, with a letter in each part.

use super::{Frame, Letters, Pen, SMALL, cut, line, number, width};
use crate::number::percent;
use crate::view::Stroke;
use crate::view::charts::picture::{Bar, Bars, Part};

/// From one bar to the next.
const STEP: f32 = 14.0;
const THICK: f32 = 11.5;
const NAME: f32 = 9.5;
/// Room for heads and percentages above the bars.
const HEAD: f32 = 18.0;
/// Between the bar of everything together and the others.
const GAP: f32 = 6.0;
/// Of the numbers at the right.
const NUMBERS: f32 = 62.0;

/// Height of so many bars with their heads, and one of everything together above them or not.
pub fn height_of(count: usize, whole: bool) -> f32 {
    HEAD + count as f32 * STEP + if whole { STEP + GAP } else { 0.0 } + 2.0
}

impl Pen<'_> {
    pub(super) fn bars(&mut self, bars: &Bars, frame: Frame) {
        let theme = self.picture.theme;
        let all = || bars.list.iter().chain(&bars.whole);
        let digits = all().map(|b| b.number).max().unwrap_or(0).to_string().len();
        let order = digits as f32 * 6.0 + 6.0;
        let widest = all().map(|b| width(&b.name, NAME, b.number == 0)).fold(60.0, f32::max) + 18.0;
        let names = widest.min(frame.w * 0.34);
        let left = frame.x + order + names;
        let wide = (frame.w - order - names - NUMBERS).max(40.0);
        let muted = self.letters(SMALL, theme.muted);
        self.push(&line(&bars.head, (frame.x + order, frame.y + 11.0), muted));
        let end = Letters { anchor: "end", ..muted };
        self.push(&line(&bars.numbers, (frame.x + frame.w, frame.y + 11.0), end));
        for (share, anchor) in
            [(0.0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"), (1.0, "end")]
        {
            let text = percent(f64::from(share), 0, self.picture.language);
            self.push(&line(&text, (left + wide * share, frame.y + 11.0), Letters { anchor, ..muted }));
        }
        let mut y = frame.y + HEAD;
        let mut placed: Vec<(&Bar, f32)> = Vec::new();
        if let Some(whole) = &bars.whole {
            placed.push((whole, y));
            y += STEP + GAP;
        }
        for bar in &bars.list {
            placed.push((bar, y));
            y += STEP;
        }
        for (bar, y) in &placed {
            self.parts(bar, (left, wide, *y));
        }
        // Over the bars, so that a quarter can be read off them too, and under the letters.
        let hair = Stroke { color: theme.panel, width_px: 0.6, opacity: 0.7 };
        let ticks: String = [0.25, 0.5, 0.75]
            .iter()
            .map(|t| format!("M{} {}V{}", number(left + wide * t), number(frame.y + HEAD), number(y - 2.0)))
            .collect();
        self.path(&ticks, hair, false);
        for (bar, y) in placed {
            self.words(bar, (frame, left, wide, y), order);
        }
    }

    fn parts(&mut self, bar: &Bar, (left, wide, y): (f32, f32, f32)) {
        let hair = Stroke { color: self.picture.theme.panel, width_px: 1.0, opacity: 1.0 };
        let mut x = left;
        for part in &bar.parts {
            let w = wide * part.share as f32;
            self.surface(part.fill, [x, y, w, THICK]);
            x += w;
            // A hair of paper between two parts.
            if x < left + wide - 0.5 {
                self.path(&format!("M{} {}v{THICK}", number(x), number(y)), hair, false);
            }
        }
    }

    /// Number and name at the left, letters in the parts, pupils at the right; `order` is the room for the
    /// number.
    fn words(&mut self, bar: &Bar, (frame, left, wide, y): (Frame, f32, f32, f32), order: f32) {
        let theme = self.picture.theme;
        let strong = bar.number == 0;
        let base = y + THICK - 2.5;
        let letters = Letters { semibold: strong, ..self.letters(NAME, theme.text) };
        let muted = Letters { anchor: "end", ..self.letters(NAME - 1.0, theme.muted) };
        if !strong {
            // Numbers end where names begin.
            self.push(&line(&bar.number.to_string(), (frame.x + order - 6.0, base), muted));
        }
        let name = cut(&bar.name, NAME, strong, left - frame.x - order - 6.0);
        self.push(&line(&name, (frame.x + order, base), letters));
        let mut x = left;
        for part in &bar.parts {
            let w = wide * part.share as f32;
            self.sign(part, (x, w), base);
            x += w;
        }
        self.push(&line(&bar.count, (frame.x + frame.w, base), Letters { anchor: "end", ..letters }));
    }

    /// The letter of a part with its share, the letter alone, or nothing, as there is room.
    fn sign(&mut self, part: &Part, (x, w): (f32, f32), base: f32) {
        let both = format!("{} {}", part.sign, part.text);
        let both = both.trim_end();
        let fits = |text: &str| width(text, 9.0, true) + 4.0 <= w;
        let text = if fits(both) { both } else { part.sign.as_str() };
        if !text.is_empty() && fits(text) {
            let plain = part.text.is_empty() && part.sign.chars().count() > 1;
            let (at, on) = ((x + w / 2.0, base), part.fill.color);
            if plain {
                // On a texture a word needs a halo to be read.
                let letters = Letters {
                    anchor: "middle",
                    halo: Some((on, 3.0)),
                    ..self.letters(9.0, self.picture.theme.text)
                };
                self.push(&line(text, at, letters));
            } else {
                self.inside(text, at, on, "middle");
            }
        }
    }
}
