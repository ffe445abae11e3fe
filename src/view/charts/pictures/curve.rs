//! The segregation curve, with D as its greatest distance to the diagonal.

use super::{Layout, line_key, sentences, stroke};
use crate::view::charts::picture::{Body, Item, Picture, Plane, Side};
use crate::view::charts::{Curve, Segment, Units};

impl Layout<'_> {
    /// The curve; `d` is D over all schools in words, as far as it may be told.
    pub fn curve(&self, units: &Units, curve: &Curve, d: Option<&str>) -> Picture {
        let theme = &self.theme;
        let speaker = &self.speaker;
        let (group, other) = (speaker.group(speaker.comparison.group), speaker.other());
        let ink = stroke(theme.accent, 2.2);
        let even = stroke(theme.muted, 1.0);
        let mut items = vec![Item::Line { points: vec![[0.0, 0.0], [1.0, 1.0]], stroke: even, broken: true }];
        // Units together are not one unit: their stretch is broken.
        for stretch in curve.segments.chunk_by(|a, b| a.hit.is_some() == b.hit.is_some()) {
            let first = stretch.first().map(|s: &Segment| s.from);
            let points: Vec<[f64; 2]> = first.into_iter().chain(stretch.iter().map(|s| s.to)).collect();
            let broken = stretch.iter().any(|s| s.hit.is_none());
            items.push(Item::Line { points, stroke: ink, broken });
        }
        let down = stroke(theme.text, 1.5);
        // With schools taken together the distance is not D: each has its own words.
        let whole = curve.together + curve.left_out == 0;
        if let Some((distance, [x, y])) = curve.told_distance() {
            items.push(Item::Line { points: vec![[x, x], [x, y]], stroke: down, broken: false });
            let distance = self.percent(distance);
            let mark = if whole {
                self.tw("charts-curve-d", &[("distance", &distance)])
            } else {
                self.tw("charts-curve-here", &[("distance", &distance)])
            };
            items.push(Item::Text {
                at: [x, (x + y) / 2.0],
                side: Side::Left,
                text: mark,
                strong: true,
                color: theme.text,
            });
        }
        let mut corner = vec![(speaker.compared(), false)];
        if let Some(d) = d.filter(|_| !whole) {
            corner.insert(0, (self.tw("charts-curve-d-all", &[("distance", d)]), true));
        }
        for (row, (text, strong)) in corner.into_iter().enumerate() {
            let at = [0.02, 0.95 - 0.06 * row as f64];
            items.push(Item::Text { at, side: Side::Right, text, strong, color: theme.text });
        }
        let mut legend = vec![
            line_key(ink, false, self.t("charts-curve-key")),
            line_key(even, true, self.t("charts-curve-even")),
        ];
        if curve.together > 0 {
            let count = speaker.number(curve.together);
            legend.insert(1, line_key(ink, true, self.tw("charts-curve-key-together", &[("count", &count)])));
        }
        if curve.told_distance().is_some() {
            legend.push(line_key(down, false, self.t("charts-curve-key-distance")));
        }
        let plane = Plane {
            across: self.shares(self.tw("charts-curve-axis", &[("group", &other)]), true),
            up: self.shares(self.tw("charts-curve-axis", &[("group", &group)]), true),
            square: true,
            items,
        };
        let mut words = vec![speaker.curve(curve)];
        if let Some(d) = d.filter(|_| !whole) {
            words.push(self.tw("charts-curve-d-words", &[("distance", d)]));
        }
        if curve.together > 0 {
            let count = speaker.number(curve.together);
            words.push(self.tw("charts-curve-together", &[("count", &count)]));
        }
        words.extend(speaker.not_shown(units, 0));
        let notes = vec![self.t("charts-curve-how")];
        let title = format!("{}: {}", self.t("charts-curve"), speaker.compared());
        Picture { notes, legend, ..self.picture("curve", title, sentences(&words), Body::Plane(plane)) }
    }
}
