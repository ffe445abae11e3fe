//! Every colour that is not a ramp: the tokens of the design as plain data.

use super::palette::Ramp;
use super::scene::Rgb;
use crate::data::Group;

/// Which set of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeKind {
    #[default]
    Light,
    Dark,
    /// Black on white, for whoever needs the strongest contrast.
    HighContrast,
}

/// The colour tokens of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub kind: ThemeKind,
    /// Behind the panels.
    pub window: Rgb,
    pub panel: Rgb,
    pub text: Rgb,
    pub muted: Rgb,
    /// Hairlines between panels.
    pub line: Rgb,
    pub accent: Rgb,
    pub warn: Rgb,
    /// Modelled values, always together with the word.
    pub model: Rgb,
    /// Behind the `model` chip.
    pub model_soft: Rgb,
    /// Under the map, where there is no land.
    pub paper: Rgb,
    pub land: Rgb,
    pub water: Rgb,
    pub rail: Rgb,
    pub road: Rgb,
    /// Hairline between areas.
    pub border: Rgb,
    /// The heavier line around wijken, over `border`.
    pub border_strong: Rgb,
    /// Fill of what has no class: unknown, withheld, nobody.
    pub neutral: Rgb,
    /// Lines and dots on `neutral`.
    pub texture: Rgb,
    /// Ring of a school; of a selected one it is `text`.
    pub ring: Rgb,
    /// Around the letters on the map.
    pub halo: Rgb,
}

impl Theme {
    pub const LIGHT: Self = Self {
        kind: ThemeKind::Light,
        window: Rgb(0xF4, 0xF3, 0xF0),
        panel: Rgb(0xFF, 0xFF, 0xFF),
        text: Rgb(0x1B, 0x27, 0x33),
        muted: Rgb(0x5A, 0x66, 0x72),
        line: Rgb(0xDA, 0xDD, 0xE0),
        accent: Rgb(0x0B, 0x6B, 0x6B),
        warn: Rgb(0xB3, 0x54, 0x1E),
        model: Rgb(0x7A, 0x4F, 0xB5),
        model_soft: Rgb(0xEF, 0xE9, 0xF8),
        paper: Rgb(0xEA, 0xE8, 0xE3),
        land: Rgb(0xF1, 0xF0, 0xEB),
        water: Rgb(0xD8, 0xE3, 0xEA),
        rail: Rgb(0xB4, 0xB8, 0xBB),
        road: Rgb(0xC9, 0xCB, 0xCC),
        border: Rgb(0xFF, 0xFF, 0xFF),
        border_strong: Rgb(0x9A, 0xA5, 0xAF),
        neutral: Rgb(0xF2, 0xF0, 0xEC),
        texture: Rgb(0xC6, 0xC1, 0xB8),
        ring: Rgb(0xFF, 0xFF, 0xFF),
        halo: Rgb(0xFF, 0xFF, 0xFF),
    };

    pub const DARK: Self = Self {
        kind: ThemeKind::Dark,
        window: Rgb(0x14, 0x18, 0x1C),
        panel: Rgb(0x1C, 0x22, 0x27),
        text: Rgb(0xE8, 0xEC, 0xEF),
        muted: Rgb(0x9A, 0xA5, 0xAF),
        line: Rgb(0x31, 0x3A, 0x42),
        accent: Rgb(0x4F, 0xC1, 0xB8),
        warn: Rgb(0xE8, 0x92, 0x5A),
        model: Rgb(0xB7, 0x9A, 0xE6),
        model_soft: Rgb(0x35, 0x2C, 0x48),
        paper: Rgb(0x1A, 0x1F, 0x24),
        land: Rgb(0x22, 0x28, 0x2D),
        water: Rgb(0x1B, 0x2A, 0x35),
        rail: Rgb(0x55, 0x5F, 0x67),
        road: Rgb(0x44, 0x4D, 0x55),
        border: Rgb(0x14, 0x18, 0x1C),
        border_strong: Rgb(0x8A, 0x96, 0xA1),
        neutral: Rgb(0x2A, 0x31, 0x37),
        texture: Rgb(0x5A, 0x65, 0x6E),
        ring: Rgb(0xF4, 0xF6, 0xF7),
        halo: Rgb(0x14, 0x18, 0x1C),
    };

    pub const HIGH_CONTRAST: Self = Self {
        kind: ThemeKind::HighContrast,
        window: Rgb(0xFF, 0xFF, 0xFF),
        panel: Rgb(0xFF, 0xFF, 0xFF),
        text: Rgb(0x00, 0x00, 0x00),
        muted: Rgb(0x1F, 0x1F, 0x1F),
        line: Rgb(0x00, 0x00, 0x00),
        accent: Rgb(0x00, 0x45, 0x45),
        warn: Rgb(0x8A, 0x2B, 0x00),
        model: Rgb(0x4B, 0x1F, 0x8A),
        model_soft: Rgb(0xFF, 0xFF, 0xFF),
        paper: Rgb(0xFF, 0xFF, 0xFF),
        land: Rgb(0xFF, 0xFF, 0xFF),
        water: Rgb(0xD0, 0xE4, 0xF0),
        rail: Rgb(0x66, 0x66, 0x66),
        road: Rgb(0x99, 0x99, 0x99),
        border: Rgb(0x00, 0x00, 0x00),
        border_strong: Rgb(0x00, 0x00, 0x00),
        neutral: Rgb(0xFF, 0xFF, 0xFF),
        texture: Rgb(0x55, 0x55, 0x55),
        ring: Rgb(0x00, 0x00, 0x00),
        halo: Rgb(0xFF, 0xFF, 0xFF),
    };

    pub fn of(kind: ThemeKind) -> Self {
        match kind {
            ThemeKind::Light => Self::LIGHT,
            ThemeKind::Dark => Self::DARK,
            ThemeKind::HighContrast => Self::HIGH_CONTRAST,
        }
    }
}

/// The spot that a speaker points with, in every theme.
pub const LASER: Rgb = Rgb(0xE0, 0x1B, 0x24);

/// What is no level among levels: grey beside their colours.
const NO_LEVEL: [&str; 3] = ["niet mogelijk", "onbekend", "unknown"];

/// The colours of the groups of a scheme, the same everywhere and in every theme.
///
/// Up to eight groups have one of their own by name or position ([`group_color`]). More than that cannot
/// be told apart by hue alone; such schemes (advice, ages) are published in an order, and run along a
/// ramp from light to dark.
pub fn group_colors(groups: &[Group]) -> Vec<Rgb> {
    if groups.len() <= OKABE_ITO.len() {
        return groups.iter().enumerate().map(|(i, g)| group_color(&g.key, i)).collect();
    }
    let is_level = |group: &Group| {
        let key = group.key.to_lowercase();
        !NO_LEVEL.iter().any(|none| key.contains(none))
    };
    let levels = groups.iter().filter(|g| is_level(g)).count();
    let mut ramp = Ramp::Viridis.colors(levels).into_iter();
    let grey = Rgb(0x9A, 0x9A, 0x9A);
    groups.iter().map(|g| if is_level(g) { ramp.next().unwrap_or(grey) } else { grey }).collect()
}

const OKABE_ITO: [Rgb; 8] = [
    Rgb(0xE6, 0x9F, 0x00),
    Rgb(0x56, 0xB4, 0xE9),
    Rgb(0x00, 0x9E, 0x73),
    Rgb(0xCC, 0x79, 0xA7),
    Rgb(0xD5, 0x5E, 0x00),
    Rgb(0x00, 0x72, 0xB2),
    Rgb(0xF0, 0xE4, 0x42),
    Rgb(0x00, 0x00, 0x00),
];

/// The colour of a group by its name or position.
///
/// The three levels of parental education have their own by key; other groups take the palette of
/// Okabe and Ito (2008, Color Universal Design) by position, and it repeats after its eighth.
pub fn group_color(key: &str, position: usize) -> Rgb {
    match key.to_lowercase().as_str() {
        "laag" | "low" => Rgb(0xD5, 0x5E, 0x00),
        "midden" | "middle" => Rgb(0xC9, 0xB4, 0x58),
        "hoog" | "high" => Rgb(0x00, 0x72, 0xB2),
        _ => OKABE_ITO.get(position % OKABE_ITO.len()).copied().unwrap_or_default(),
    }
}
