//! Every school as a bar of its groups, in the order of one of them.

use super::{Layout, letters, sentences};
use crate::number::whole;
use crate::privacy::{Composition, Shown};
use crate::view::charts::picture::{Bar, Bars, Body, Key, KeySign, Part, Picture};
use crate::view::charts::{Unit, Units};
use crate::view::scene::{Fill, Rgb};

/// A group as it is drawn.
struct Group {
    name: String,
    color: Rgb,
    letter: String,
}

impl Layout<'_> {
    /// The schools in the order of their share of `group`; `None` where there is nothing to show.
    ///
    /// Of a school of which some groups are withheld the others stand in their places, and those in one
    /// dotted stretch: how many they are together follows from what is told. Where they do not stand
    /// beside each other, the whole bar is dotted.
    pub fn composition(&self, units: &Units, group: usize) -> Option<Picture> {
        let ordered = units.ordered_by(group);
        if ordered.is_empty() {
            return None;
        }
        let colours = self.speaker.groups();
        let names: Vec<String> = colours.iter().map(|(name, _)| name.clone()).collect();
        let groups: Vec<Group> = colours
            .into_iter()
            .zip(letters(&names))
            .map(|((name, color), letter)| Group { name, color, letter })
            .collect();
        let bar = |number: usize, name: &str, composition: &Composition| Bar {
            number,
            name: name.to_owned(),
            parts: self.parts(composition, &groups),
            count: self.count(composition.total),
        };
        let list: Vec<Bar> = (1..)
            .zip(&ordered)
            .map(|(at, unit): (usize, &&Unit)| bar(at, &unit.name, &unit.composition))
            .collect();
        let whole = units.town.as_ref().map(|town| bar(0, &self.t("charts-all-schools"), town));
        let withheld = units.withheld(group);
        let mut words = vec![self.speaker.composition(&ordered, group)];
        words.extend(units.town.as_ref().map(|town| self.together(town, &groups)));
        words.extend(self.speaker.not_shown(units, withheld));
        let args = [("group", self.speaker.group(group))];
        let args = args.each_ref().map(|(k, v)| (*k, v.as_str()));
        let title = self.tw("charts-composition-title", &args);
        let mut legend: Vec<Key> = groups
            .iter()
            .map(|g| Key {
                sign: KeySign::Fill(Fill::plain(g.color, 1.0), g.letter.clone()),
                text: g.name.clone(),
            })
            .collect();
        let used = |fill: Fill| list.iter().chain(&whole).flat_map(|b| &b.parts).any(|p| p.fill == fill);
        for (fill, key) in [
            (self.withheld(), "view-school-withheld"),
            (self.ranged(), "view-school-range"),
            (self.unknown(), "view-school-unknown"),
        ] {
            if used(fill) {
                legend.push(Key { sign: KeySign::Fill(fill, String::new()), text: self.t(key) });
            }
        }
        let bars = Bars { head: self.t("charts-school"), numbers: self.t("report-pupils"), whole, list };
        Some(Picture { legend, ..self.picture("composition", title, sentences(&words), Body::Bars(bars)) })
    }

    /// "Alle scholen samen: laag 30 %, …".
    fn together(&self, town: &Composition, groups: &[Group]) -> String {
        let share =
            |(group, share): (&Group, &Shown<f64>)| format!("{} {}", group.name, self.speaker.share(*share));
        let shares: Vec<String> = groups.iter().zip(&town.shares).map(share).collect();
        format!("{}: {}", self.t("charts-all-schools"), shares.join(", "))
    }

    fn count(&self, total: Shown<f64>) -> String {
        match total {
            Shown::Value(n) => whole(n, self.speaker.language),
            Shown::Suppressed { least, greatest } => {
                format!("{}–{}", whole(least, self.speaker.language), whole(greatest, self.speaker.language))
            }
            Shown::Hidden => self.t("report-hidden"),
            Shown::Unknown => self.t("report-unknown"),
        }
    }

    fn parts(&self, composition: &Composition, groups: &[Group]) -> Vec<Part> {
        let told = |at: usize, share: f64| {
            let group = groups.get(at);
            Part {
                share,
                fill: Fill::plain(group.map(|g| g.color).unwrap_or_default(), 1.0),
                sign: group.map(|g| g.letter.clone()).unwrap_or_default(),
                text: self.percent(share),
            }
        };
        let rest = |share: f64, fill: Fill, word: &str| Part {
            share,
            fill,
            sign: self.t(word),
            text: String::new(),
        };
        let shares = &composition.shares;
        let is_ranged = shares.iter().any(|s| matches!(s, Shown::Suppressed { .. }));
        if let Some(certain) = composition.certain_shares() {
            let open = 1.0 - certain.iter().sum::<f64>();
            let mut parts: Vec<Part> =
                certain.into_iter().enumerate().map(|(at, share)| told(at, share)).collect();
            if is_ranged {
                // What a range leaves open stays at the end; what is certain has no share to tell.
                parts.iter_mut().for_each(|p| p.text.clear());
                parts.push(rest(open.max(0.0), self.ranged(), "charts-open"));
            }
            parts.retain(|p| p.share > 0.0);
            return parts;
        }
        let hidden: Vec<usize> =
            shares.iter().enumerate().filter(|(_, s)| **s == Shown::Hidden).map(|(at, _)| at).collect();
        let together = match (hidden.first(), hidden.last()) {
            (Some(first), Some(last)) => last - first + 1 == hidden.len(),
            _ => false,
        };
        let values: f64 = shares.iter().filter_map(|s| s.value()).sum();
        let others_told =
            shares.iter().filter(|s| s.value().is_some()).count() + hidden.len() == shares.len();
        if together && others_told && hidden.len() < shares.len() {
            let mut parts = Vec::new();
            for (at, share) in shares.iter().enumerate() {
                match share.value() {
                    Some(share) => parts.push(told(at, share)),
                    None if hidden.first() == Some(&at) => {
                        parts.push(rest((1.0 - values).max(0.0), self.withheld(), "report-hidden"));
                    }
                    None => {}
                }
            }
            parts.retain(|p| p.share > 0.0);
            return parts;
        }
        vec![match (hidden.is_empty(), is_ranged) {
            (false, _) => rest(1.0, self.withheld(), "report-hidden"),
            (true, true) => rest(1.0, self.ranged(), "charts-open"),
            (true, false) => rest(1.0, self.unknown(), "report-unknown"),
        }]
    }
}
