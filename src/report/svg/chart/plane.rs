//! A plane with two axes, and what stands in it.

use super::{Frame, Letters, Pen, SMALL, line, number, width};
use crate::view::Stroke;
use crate::view::charts::picture::{Axis, Item, Plane, Side};
use crate::view::labels::ScreenBox;

/// Under the plane: percentages and what runs along.
const UNDER: f32 = 34.0;
/// What runs up, at the left.
const TITLE: f32 = 16.0;
const TEXT: f32 = 10.5;

/// Where a plane lies on paper.
#[derive(Clone, Copy)]
struct Place<'a> {
    plane: &'a Plane,
    frame: Frame,
}

impl Place<'_> {
    fn x(&self, v: f64) -> f32 {
        self.frame.x + along(&self.plane.across, v) * self.frame.w
    }

    fn y(&self, v: f64) -> f32 {
        self.frame.y + self.frame.h - along(&self.plane.up, v) * self.frame.h
    }

    fn at(&self, [x, y]: [f64; 2]) -> (f32, f32) {
        (self.x(x), self.y(y))
    }

    fn path(&self, points: &[[f64; 2]]) -> String {
        let corners = points.iter().map(|p| {
            let (x, y) = self.at(*p);
            format!("{} {}", number(x), number(y))
        });
        let corners: Vec<String> = corners.collect();
        if corners.is_empty() { String::new() } else { format!("M{}", corners.join("L")) }
    }
}

fn along(axis: &Axis, v: f64) -> f32 {
    let length = axis.range.end - axis.range.start;
    if length > 0.0 { ((v - axis.range.start) / length) as f32 } else { 0.0 }
}

impl Pen<'_> {
    pub(super) fn plane(&mut self, plane: &Plane, frame: Frame) {
        let ticks = plane.up.ticks.iter().map(|(_, text)| width(text, SMALL, false)).fold(0.0, f32::max);
        let left = TITLE + ticks + 8.0;
        let (top, right) = (8.0, 22.0);
        let (mut w, mut h) = ((frame.w - left - right).max(40.0), (frame.h - UNDER - top).max(40.0));
        if plane.square {
            (w, h) = (w.min(h), w.min(h));
        }
        let inner = Frame { x: frame.x + left, y: frame.y + top, w, h };
        let place = Place { plane, frame: inner };
        self.axes(place, left);
        for item in &plane.items {
            self.item(place, item);
        }
        self.names(place);
    }

    fn axes(&mut self, place: Place<'_>, left: f32) {
        let theme = self.picture.theme;
        let (frame, plane) = (place.frame, place.plane);
        let hair = Stroke { color: theme.line, width_px: 0.8, opacity: 1.0 };
        let muted = self.letters(SMALL, theme.muted);
        let (bottom, end) = (frame.y + frame.h, frame.x + frame.w);
        for (v, text) in &plane.across.ticks {
            let x = place.x(*v);
            let from = if plane.across.lines { frame.y } else { bottom };
            self.path(&format!("M{} {}V{}", number(x), number(from), number(bottom + 4.0)), hair, false);
            self.push(&line(text, (x, bottom + 14.0), Letters { anchor: "middle", ..muted }));
        }
        for (v, text) in &plane.up.ticks {
            let y = place.y(*v);
            let to = if plane.up.lines { end } else { frame.x };
            self.path(&format!("M{} {}H{}", number(frame.x - 4.0), number(y), number(to)), hair, false);
            self.push(&line(text, (frame.x - 7.0, y + 3.5), Letters { anchor: "end", ..muted }));
        }
        let base = Stroke { color: theme.muted, width_px: 0.8, opacity: 1.0 };
        self.path(&format!("M{} {}H{}", number(frame.x), number(bottom), number(end)), base, false);
        let title = Letters { anchor: "middle", ..self.letters(SMALL, theme.text) };
        self.push(&line(&plane.across.title, (frame.x + frame.w / 2.0, bottom + 29.0), title));
        let (x, y) = (frame.x - left + 10.0, frame.y + frame.h / 2.0);
        self.push(&format!("<g transform=\"translate({} {}) rotate(-90)\">", number(x), number(y)));
        self.push(&line(&plane.up.title, (0.0, 0.0), title));
        self.push("</g>\n");
    }

    fn item(&mut self, place: Place<'_>, item: &Item) {
        match item {
            Item::Line { points, stroke, broken } => self.path(&place.path(points), *stroke, *broken),
            Item::Area { corners, fill } => {
                let fill = super::super::pen::fill(fill.color, fill.opacity);
                self.push(&format!("<path d=\"{}Z\"{fill}/>\n", place.path(corners)));
            }
            Item::Span { x, from, to, stroke } => {
                self.span(place.x(*x), (place.y(*from), place.y(*to)), *stroke);
            }
            Item::Dot { at, radius_px, color, shape, name } => {
                self.dot(place.at(*at), *radius_px, *color, *shape, name);
            }
            Item::Text { at, side, text, strong, color } => {
                let (x, y) = place.at(*at);
                let (x, y, anchor) = match side {
                    Side::Left => (x - 7.0, y + 3.5, "end"),
                    Side::Right => (x + 7.0, y + 3.5, "start"),
                    Side::Above => (x, y - 5.0, "middle"),
                };
                let halo = Some((self.picture.theme.panel, 3.0));
                let letters = Letters { semibold: *strong, anchor, halo, ..self.letters(TEXT, *color) };
                self.push(&line(text, (x, y), letters));
            }
            // Names yield to everything else.
            Item::Name { .. } => {}
        }
    }

    /// Names where there is room for them: right of their place, left of it, over it or under it.
    fn names(&mut self, place: Place<'_>) {
        let theme = self.picture.theme;
        let frame = place.frame;
        let inside = |b: &ScreenBox| {
            b.x0 >= frame.x
                && b.x1 <= frame.x + frame.w + 20.0
                && b.y0 >= frame.y - 6.0
                && b.y1 <= frame.y + frame.h
        };
        // A name over a value would hide it.
        let dot = |item: &Item| match item {
            Item::Dot { at, radius_px, .. } => Some(ScreenBox::around(place.at(*at), *radius_px)),
            _ => None,
        };
        let mut taken: Vec<ScreenBox> = place.plane.items.iter().filter_map(dot).collect();
        for item in &place.plane.items {
            let Item::Name { at, away_px, text } = item else { continue };
            let (x, y) = place.at(*at);
            let (w, half) = (width(text, SMALL, false), 6.0);
            let spots = [
                (x + away_px, y + 3.5, "start", x + away_px),
                (x - away_px, y + 3.5, "end", x - away_px - w),
                (x, y - away_px - 2.0, "middle", x - w / 2.0),
                (x, y + away_px + 9.0, "middle", x - w / 2.0),
            ];
            let boxed = |base: f32, left: f32| ScreenBox {
                x0: left,
                y0: base - 3.5 - half,
                x1: left + w,
                y1: base - 3.5 + half,
            };
            let free = |b: &ScreenBox| {
                inside(b) && taken.iter().all(|t| b.x1 < t.x0 || b.x0 > t.x1 || b.y1 < t.y0 || b.y0 > t.y1)
            };
            let Some((tx, ty, anchor, left)) =
                spots.into_iter().find(|(_, base, _, left)| free(&boxed(*base, *left)))
            else {
                continue;
            };
            taken.push(boxed(ty, left));
            let halo = Some((theme.panel, 3.0));
            let letters = Letters { anchor, halo, ..self.letters(SMALL, theme.text) };
            self.push(&line(text, (tx, ty), letters));
        }
    }
}
