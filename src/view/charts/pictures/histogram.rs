//! How many schools have how much of a group.

use super::{Layout, line_key, sentences, stroke, whole_ticks};
use crate::number::whole;
use crate::view::charts::picture::{Axis, Body, Item, Key, KeySign, Picture, Plane, Side};
use crate::view::charts::{Histogram, Units};
use crate::view::scene::Fill;

/// Between two columns, in shares.
const GAP: f64 = 0.006;

impl Layout<'_> {
    /// The distribution of `group`; `None` where no school tells its share.
    pub fn histogram(&self, units: &Units, found: &Histogram, group: usize) -> Option<Picture> {
        if found.highest() == 0 {
            return None;
        }
        let (theme, speaker) = (&self.theme, &self.speaker);
        let (name, color) = speaker.groups().into_iter().nth(group)?;
        let ticks = whole_ticks(found.highest());
        let top = ticks.last().copied().unwrap_or(1.0);
        let mut items = Vec::new();
        for bin in found.bins.iter().filter(|b| !b.units.is_empty()) {
            let (left, right, high) = (bin.from + GAP, bin.to - GAP, bin.units.len() as f64);
            let corners = vec![[left, 0.0], [right, 0.0], [right, high], [left, high]];
            items.push(Item::Area { corners, fill: Fill::plain(color, 1.0) });
            items.push(Item::Text {
                at: [(left + right) / 2.0, high],
                side: Side::Above,
                text: speaker.number(bin.units.len()),
                strong: false,
                color: theme.text,
            });
        }
        let mut legend = vec![Key {
            sign: KeySign::Fill(Fill::plain(color, 1.0), String::new()),
            text: self.t("charts-histogram-key"),
        }];
        // Room for the words beside the line, above the highest column.
        let above = top * 1.12;
        let mut words = vec![speaker.histogram(found, group)];
        if let Some(town) = found.town {
            let line = stroke(theme.text, 1.5);
            items.push(Item::Line { points: vec![[town, 0.0], [town, above]], stroke: line, broken: true });
            let text = self.tw("charts-all-share", &[("share", &self.percent(town))]);
            let side = if town > 0.7 { Side::Left } else { Side::Right };
            items.push(Item::Text {
                at: [town, above * 0.97],
                side,
                text: text.clone(),
                strong: true,
                color: theme.text,
            });
            legend.push(line_key(line, true, self.t("charts-histogram-town")));
            words.push(text);
        }
        words.extend(speaker.not_shown(units, found.withheld));
        let ticks = ticks.into_iter().map(|v| (v, whole(v, speaker.language))).collect();
        let args = [("group", name.as_str())];
        let plane = Plane {
            across: self.shares(self.tw("charts-share-axis", &args), false),
            up: Axis { title: self.t("charts-count-axis"), range: 0.0..above, ticks, lines: true },
            square: false,
            items,
        };
        let title = self.tw("charts-histogram-title", &args);
        Some(Picture { legend, ..self.picture("histogram", title, sentences(&words), Body::Plane(plane)) })
    }
}
