//! Every school beside the wijk in which it stands.

use super::{Layout, line_key, sentences, stroke};
use crate::number::decimal;
use crate::view::charts::picture::{Body, Item, Key, KeySign, Picture, Plane, Shape};
use crate::view::charts::{Beside, Units};

/// So many schools have their name beside them: those that differ most.
const NAMED: usize = 6;

impl Layout<'_> {
    /// The schools of `list` against their wijk; `others` are not in it. `limit` is the share (0..1) up
    /// to which a school reflects its wijk. `None` where the list is empty.
    pub fn beside(
        &self,
        units: &Units,
        (list, others): (&[Beside], usize),
        group: usize,
        limit: f64,
    ) -> Option<Picture> {
        if list.is_empty() {
            return None;
        }
        let (theme, speaker) = (&self.theme, &self.speaker);
        let (name, color) = speaker.groups().into_iter().nth(group)?;
        let points = decimal(limit * 100.0, 0, speaker.language);
        let even = stroke(theme.muted, 1.0);
        let edge = stroke(theme.border_strong, 1.0);
        let mut items = vec![Item::Line { points: vec![[0.0, 0.0], [1.0, 1.0]], stroke: even, broken: true }];
        for ends in [[[0.0, limit], [1.0 - limit, 1.0]], [[limit, 0.0], [1.0, 1.0 - limit]]] {
            items.push(Item::Line { points: ends.to_vec(), stroke: edge, broken: false });
        }
        // By area, as the discs of the map; large ones below.
        let radius = |b: &Beside| b.school.pupils().map_or(3.0, |n| (n.sqrt() as f32 / 4.5).clamp(2.5, 7.0));
        let mut dots: Vec<&Beside> = list.iter().collect();
        dots.sort_by(|a, b| radius(b).total_cmp(&radius(a)));
        items.extend(dots.iter().map(|b| Item::Dot {
            at: [b.in_wijk, b.at_school],
            radius_px: radius(b),
            color,
            shape: Shape::Disc,
            name: b.school.name.clone(),
        }));
        let mut far: Vec<&Beside> = list.iter().filter(|b| !b.is_within(limit)).collect();
        far.sort_by(|a, b| {
            b.difference()
                .abs()
                .total_cmp(&a.difference().abs())
                .then_with(|| a.school.name.cmp(&b.school.name))
        });
        far.truncate(NAMED);
        items.extend(far.iter().map(|b| Item::Name {
            at: [b.in_wijk, b.at_school],
            away_px: radius(b) + 3.0,
            text: b.school.name.clone(),
        }));
        let mut words = vec![speaker.beside(list, group, limit)];
        if !far.is_empty() {
            let one = |b: &&Beside| {
                let (school, wijk) = (self.percent(b.at_school), self.percent(b.in_wijk));
                let args = [
                    ("name", b.school.name.as_str()),
                    ("school", school.as_str()),
                    ("wijk", b.wijk_name.as_str()),
                    ("share", wijk.as_str()),
                ];
                self.tw("charts-beside-one", &args)
            };
            let most: Vec<String> = far.iter().map(one).collect();
            words.push(self.tw("charts-beside-most", &[("schools", &most.join("; "))]));
        }
        if others > 0 {
            words.push(self.tw("charts-beside-others", &[("count", &speaker.number(others))]));
        }
        words.extend(speaker.not_shown(units, 0));
        let notes = vec![self.t("charts-beside-how")];
        let legend = vec![
            Key { sign: KeySign::Dot(color, Shape::Disc), text: self.t("charts-beside-key") },
            line_key(even, true, self.t("charts-beside-even")),
            line_key(edge, false, self.tw("charts-beside-limit", &[("points", &points)])),
        ];
        let args = [("group", name.as_str())];
        let of = |key: &str| format!("{} {}", self.tw("charts-share-axis", &args), self.t(key));
        let plane = Plane {
            across: self.shares(of("charts-beside-across"), true),
            up: self.shares(of("charts-beside-up"), true),
            square: true,
            items,
        };
        let title = self.tw("charts-beside-title", &args);
        Some(Picture {
            notes,
            legend,
            ..self.picture("beside", title, sentences(&words), Body::Plane(plane))
        })
    }
}
