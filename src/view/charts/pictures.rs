//! Charts of schools laid out for paper: which values stand where, in which colour, with which words.
//!
//! | chart | of |
//! | --- | --- |
//! | [`Layout::composition`] | every school as a bar of its groups, in order |
//! | [`Layout::curve`] | the segregation curve, with D |
//! | [`Layout::histogram`] | how many schools have how much of a group |
//! | [`Layout::beside`] | every school beside its wijk |
//! | [`Layout::trend`] | measures over the years |
//!
//! Colour is never the only carrier: groups have letters and an order, lines are whole or broken, and
//! what is not shown has the texture that it has on the map.

mod beside;
mod composition;
mod curve;
mod histogram;
mod trend;

use super::picture::{Axis, Body, Key, KeySign, Picture};
use super::words::Speaker;
use crate::number::percent;
use crate::view::capital;
use crate::view::scene::{Fill, Stroke, Texture};
use crate::view::theme::Theme;

/// What the charts of one report have in common.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    pub speaker: Speaker<'a>,
    pub theme: Theme,
    /// Of whom the counts are, when, and from which source.
    pub about: String,
    /// Marks and source, as they stay with a drawing.
    pub foot: String,
}

impl Layout<'_> {
    fn t(&self, key: &str) -> String {
        self.speaker.t(key)
    }

    fn tw(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.speaker.tw(key, args)
    }

    fn percent(&self, share: f64) -> String {
        percent(share, 0, self.speaker.language)
    }

    fn picture(&self, key: &'static str, title: String, words: String, body: Body) -> Picture {
        Picture {
            key,
            language: self.speaker.language,
            theme: self.theme,
            title,
            about: self.about.clone(),
            words,
            short: None,
            notes: Vec::new(),
            legend: Vec::new(),
            body,
            foot: self.foot.clone(),
        }
    }

    /// An axis of shares from 0 to 100 %.
    fn shares(&self, title: String, lines: bool) -> Axis {
        let ticks = (0..=4).map(|i| f64::from(i) * 0.25).map(|v| (v, self.percent(v))).collect();
        Axis { title, range: 0.0..1.0, ticks, lines }
    }

    fn withheld(&self) -> Fill {
        Fill::plain(self.theme.neutral, 1.0).textured(Texture::Dots, self.theme.muted, 0.8)
    }

    fn ranged(&self) -> Fill {
        Fill::plain(self.theme.neutral, 1.0).textured(Texture::Upright, self.theme.muted, 0.8)
    }

    fn unknown(&self) -> Fill {
        Fill::plain(self.theme.neutral, 1.0).textured(Texture::Hatch, self.theme.muted, 0.8)
    }
}

fn stroke(color: crate::view::scene::Rgb, width_px: f32) -> Stroke {
    Stroke { color, width_px, opacity: 1.0 }
}

fn line_key(stroke: Stroke, broken: bool, text: String) -> Key {
    Key { sign: KeySign::Line(stroke, broken), text }
}

/// Sentences after one another, each with its capital and its full stop.
fn sentences(parts: &[String]) -> String {
    let one = |part: &String| format!("{}.", capital(part.trim().trim_end_matches('.')));
    parts.iter().filter(|p| !p.trim().is_empty()).map(one).collect::<Vec<_>>().join(" ")
}

/// Whole numbers from 0 up to at least `most`, not more than seven of them.
fn whole_ticks(most: usize) -> Vec<f64> {
    let most = most.max(1);
    let steps = (0..9).flat_map(|power| [1, 2, 5].map(|one| one * 10_usize.pow(power)));
    let step = steps.into_iter().find(|step| most.div_ceil(*step) <= 6).unwrap_or(most);
    (0..=most.div_ceil(step)).map(|i| (i * step) as f64).collect()
}

/// What stands for every group where colour does not: its first letter, or its place in the order
/// where two begin alike.
pub fn letters(names: &[String]) -> Vec<String> {
    let first = |name: &String| -> Option<String> {
        name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect())
    };
    let letters: Option<Vec<String>> = names.iter().map(first).collect();
    let apart = |letters: &Vec<String>| {
        letters.iter().enumerate().all(|(i, one)| letters.iter().skip(i + 1).all(|other| other != one))
    };
    letters.filter(apart).unwrap_or_else(|| (1..=names.len()).map(|n| n.to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_their_first_letter_or_a_number_where_two_begin_alike() {
        let of = |names: &[&str]| letters(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["laag", "midden", "‘hoog’"]), ["L", "M", "H"]);
        assert_eq!(of(&["herkomst NL", "herkomst elders"]), ["1", "2"]);
        assert_eq!(of(&["", "a"]), ["1", "2"]);
    }

    #[test]
    fn ticks_are_whole_reach_the_greatest_and_are_few() {
        for most in [0, 1, 6, 7, 13, 52, 240, 3340] {
            let ticks = whole_ticks(most);
            assert!(ticks.len() <= 7 && *ticks.last().unwrap() >= most as f64, "{most}: {ticks:?}");
            assert!(ticks.iter().all(|t| t.fract() == 0.0));
        }
    }
}
