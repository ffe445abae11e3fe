//! Colour ramps: sequential for amounts, diverging for differences.

use serde::{Deserialize, Serialize};

use super::scene::Rgb;

/// A ramp of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ramp {
    /// Pale green by teal to deep blue, after ColorBrewer's YlGnBu without its yellow, which would
    /// fight with the paper.
    #[default]
    YlGnBu,
    /// Matplotlib's viridis, reversed: dark is much.
    Viridis,
    /// ColorBrewer PuOr reversed: purple below, orange above the middle.
    PuOr,
    /// ColorBrewer BrBG: brown below, blue-green above the middle.
    BrBG,
}

impl Ramp {
    pub const ALL: [Self; 4] = [Self::YlGnBu, Self::Viridis, Self::PuOr, Self::BrBG];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::YlGnBu => "ylgnbu",
            Self::Viridis => "viridis",
            Self::PuOr => "puor",
            Self::BrBG => "brbg",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Whether the middle means "no difference".
    pub fn is_diverging(self) -> bool {
        matches!(self, Self::PuOr | Self::BrBG)
    }

    /// The colour at `t` (0 least, 1 most).
    pub fn at(self, t: f32) -> Rgb {
        let stops = self.stops();
        let t = if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.0 };
        let position = t * (stops.len() - 1) as f32;
        let low = (position.floor() as usize).min(stops.len() - 1);
        let a = stops.get(low).copied().unwrap_or_default();
        let b = stops.get(low + 1).copied().unwrap_or(a);
        a.mix(b, position - low as f32)
    }

    /// Colours for `n` classes, from least to most. A single class takes a colour a third of the
    /// way up a sequential ramp, or the middle of a diverging one.
    pub fn colors(self, n: usize) -> Vec<Rgb> {
        match n {
            0 => Vec::new(),
            1 => vec![self.at(if self.is_diverging() { 0.5 } else { 0.35 })],
            // Two or three classes at the very ends of a ramp would shout.
            2 | 3 if !self.is_diverging() => {
                (0..n).map(|i| self.at(0.15 + 0.65 * i as f32 / (n - 1) as f32)).collect()
            }
            _ => (0..n).map(|i| self.at(i as f32 / (n - 1) as f32)).collect(),
        }
    }

    fn stops(self) -> &'static [Rgb] {
        match self {
            Self::YlGnBu => &[
                Rgb(0xE4, 0xF2, 0xE3),
                Rgb(0xC7, 0xE4, 0xD0),
                Rgb(0x8A, 0xCC, 0xC4),
                Rgb(0x49, 0xA6, 0xBF),
                Rgb(0x29, 0x70, 0xAA),
                Rgb(0x20, 0x3F, 0x86),
            ],
            Self::Viridis => &[
                Rgb(0xFD, 0xE7, 0x25),
                Rgb(0xA0, 0xDA, 0x39),
                Rgb(0x4A, 0xC1, 0x6D),
                Rgb(0x1F, 0xA1, 0x87),
                Rgb(0x27, 0x7F, 0x8E),
                Rgb(0x36, 0x5C, 0x8D),
                Rgb(0x46, 0x32, 0x7E),
                Rgb(0x44, 0x01, 0x54),
            ],
            Self::PuOr => &[
                Rgb(0x54, 0x27, 0x88),
                Rgb(0x80, 0x73, 0xAC),
                Rgb(0xB2, 0xAB, 0xD2),
                Rgb(0xD8, 0xDA, 0xEB),
                Rgb(0xF7, 0xF7, 0xF7),
                Rgb(0xFE, 0xE0, 0xB6),
                Rgb(0xFD, 0xB8, 0x63),
                Rgb(0xE0, 0x82, 0x14),
                Rgb(0xB3, 0x58, 0x06),
            ],
            Self::BrBG => &[
                Rgb(0x8C, 0x51, 0x0A),
                Rgb(0xBF, 0x81, 0x2D),
                Rgb(0xDF, 0xC2, 0x7D),
                Rgb(0xF6, 0xE8, 0xC3),
                Rgb(0xF5, 0xF5, 0xF5),
                Rgb(0xC7, 0xEA, 0xE5),
                Rgb(0x80, 0xCD, 0xC1),
                Rgb(0x35, 0x97, 0x8F),
                Rgb(0x01, 0x66, 0x5E),
            ],
        }
    }
}
