//! Colour ramps: sequential for amounts, diverging for differences.

use serde::{Deserialize, Serialize};

use super::scene::Rgb;
use super::theme::ThemeKind;

/// A ramp of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ramp {
    /// Pale green by teal to deep blue, after ColorBrewer's YlGnBu without its yellow, which would
    /// fight with the paper.
    #[default]
    YlGnBu,
    /// Matplotlib's viridis, reversed: dark is much.
    Viridis,
    /// ColorBrewer's Blues.
    Blues,
    /// ColorBrewer's Purples.
    Purples,
    /// ColorBrewer's Oranges: pale to brown.
    Oranges,
    /// Cividis (Nuñez, Anderton and Renslow 2018), reversed: alike for who sees no red or green.
    Cividis,
    /// ColorBrewer PuOr reversed: purple below, orange above the middle.
    PuOr,
    /// ColorBrewer BrBG: brown below, blue-green above the middle.
    BrBG,
    /// ColorBrewer RdBu: red below, blue above the middle.
    RdBu,
}

impl Ramp {
    pub const ALL: [Self; 9] = [
        Self::YlGnBu,
        Self::Blues,
        Self::Purples,
        Self::Oranges,
        Self::Viridis,
        Self::Cividis,
        Self::PuOr,
        Self::BrBG,
        Self::RdBu,
    ];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::YlGnBu => "ylgnbu",
            Self::Viridis => "viridis",
            Self::Blues => "blues",
            Self::Purples => "purples",
            Self::Oranges => "oranges",
            Self::Cividis => "cividis",
            Self::RdBu => "rdbu",
            Self::PuOr => "puor",
            Self::BrBG => "brbg",
        }
    }

    /// Fluent key of its name.
    pub fn name_key(self) -> &'static str {
        match self {
            Self::YlGnBu => "palette-name-ylgnbu",
            Self::Blues => "palette-name-blues",
            Self::Purples => "palette-name-purples",
            Self::Oranges => "palette-name-oranges",
            Self::Viridis => "palette-name-viridis",
            Self::Cividis => "palette-name-cividis",
            Self::PuOr => "palette-name-puor",
            Self::BrBG => "palette-name-brbg",
            Self::RdBu => "palette-name-rdbu",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Whether the middle means "no difference".
    pub fn is_diverging(self) -> bool {
        matches!(self, Self::PuOr | Self::BrBG | Self::RdBu)
    }

    /// The colour at `t` (0 least, 1 most) on a light ground.
    pub fn at(self, t: f32) -> Rgb {
        Self::between(self.stops(), t)
    }

    fn between(stops: &[Rgb], t: f32) -> Rgb {
        let t = if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.0 };
        let position = t * (stops.len() - 1) as f32;
        let low = (position.floor() as usize).min(stops.len() - 1);
        let a = stops.get(low).copied().unwrap_or_default();
        let b = stops.get(low + 1).copied().unwrap_or(a);
        a.mix(b, position - low as f32)
    }

    /// Colours for `n` classes, from least to most, on the ground of a theme. What stands out most is
    /// what there is most of: on a dark screen the lightest colour, and a middle that recedes.
    pub fn colors_on(self, kind: ThemeKind, n: usize) -> Vec<Rgb> {
        if kind != ThemeKind::Dark {
            return self.colors(n);
        }
        match self.dark_stops() {
            Some(stops) if n > 1 => (0..n).map(|i| Self::between(stops, i as f32 / (n - 1) as f32)).collect(),
            Some(stops) => (0..n).map(|_| Self::between(stops, 0.5)).collect(),
            None => self.colors(n).into_iter().rev().collect(),
        }
    }

    /// Colours for `n` classes, from least to most, on a light ground. A single class takes a colour a third of the
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
            Self::Blues => &[
                Rgb(0xE3, 0xEE, 0xF8),
                Rgb(0xC6, 0xDB, 0xEF),
                Rgb(0x9E, 0xCA, 0xE1),
                Rgb(0x6B, 0xAE, 0xD6),
                Rgb(0x31, 0x82, 0xBD),
                Rgb(0x08, 0x51, 0x9C),
            ],
            Self::Purples => &[
                Rgb(0xEF, 0xED, 0xF5),
                Rgb(0xDA, 0xDA, 0xEB),
                Rgb(0xBC, 0xBD, 0xDC),
                Rgb(0x9E, 0x9A, 0xC8),
                Rgb(0x75, 0x6B, 0xB1),
                Rgb(0x54, 0x27, 0x8F),
            ],
            Self::Oranges => &[
                Rgb(0xFE, 0xED, 0xDE),
                Rgb(0xFD, 0xD0, 0xA2),
                Rgb(0xFD, 0xAE, 0x6B),
                Rgb(0xFD, 0x8D, 0x3C),
                Rgb(0xE6, 0x55, 0x0D),
                Rgb(0xA6, 0x36, 0x03),
            ],
            Self::Cividis => &[
                Rgb(0xFE, 0xE8, 0x38),
                Rgb(0xD3, 0xC1, 0x64),
                Rgb(0xA6, 0x9D, 0x75),
                Rgb(0x7C, 0x7B, 0x78),
                Rgb(0x57, 0x5D, 0x6D),
                Rgb(0x2A, 0x3F, 0x6D),
                Rgb(0x00, 0x22, 0x4E),
            ],
            Self::RdBu => &[
                Rgb(0xB2, 0x18, 0x2B),
                Rgb(0xD6, 0x60, 0x4D),
                Rgb(0xF4, 0xA5, 0x82),
                Rgb(0xFD, 0xDB, 0xC7),
                Rgb(0xF7, 0xF7, 0xF7),
                Rgb(0xD1, 0xE5, 0xF0),
                Rgb(0x92, 0xC5, 0xDE),
                Rgb(0x43, 0x93, 0xC3),
                Rgb(0x21, 0x66, 0xAC),
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

    /// The diverging ramps with a dark middle and light ends, in the same two colours.
    fn dark_stops(self) -> Option<&'static [Rgb]> {
        match self {
            Self::PuOr => Some(&[
                Rgb(0xC4, 0xB4, 0xF5),
                Rgb(0x9E, 0x8B, 0xDB),
                Rgb(0x78, 0x68, 0xAE),
                Rgb(0x55, 0x4F, 0x79),
                Rgb(0x3A, 0x40, 0x46),
                Rgb(0x6A, 0x52, 0x31),
                Rgb(0x9C, 0x6C, 0x25),
                Rgb(0xD0, 0x8E, 0x2C),
                Rgb(0xFF, 0xC0, 0x70),
            ]),
            Self::BrBG => Some(&[
                Rgb(0xE6, 0xBC, 0x74),
                Rgb(0xBC, 0x90, 0x4B),
                Rgb(0x8F, 0x6E, 0x3B),
                Rgb(0x60, 0x50, 0x35),
                Rgb(0x3A, 0x40, 0x44),
                Rgb(0x2F, 0x5B, 0x57),
                Rgb(0x2F, 0x82, 0x7A),
                Rgb(0x44, 0xAD, 0xA1),
                Rgb(0x86, 0xE0, 0xD3),
            ]),
            Self::RdBu => Some(&[
                Rgb(0xF9, 0x9B, 0x8C),
                Rgb(0xD5, 0x6F, 0x66),
                Rgb(0xA1, 0x52, 0x4D),
                Rgb(0x6C, 0x42, 0x42),
                Rgb(0x3A, 0x40, 0x46),
                Rgb(0x37, 0x55, 0x6E),
                Rgb(0x41, 0x77, 0x9E),
                Rgb(0x5F, 0x9F, 0xCF),
                Rgb(0x9C, 0xD3, 0xF6),
            ]),
            _ => None,
        }
    }
}
