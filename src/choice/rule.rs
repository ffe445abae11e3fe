//! The rules by which everyone goes to school near home, under their names.

use super::distance::{Metric, Mode};
use crate::number::decimal;
use crate::text::{Language, text, text_with};

/// How pupils are sent to a school when only homes count. Every D of homes names its rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HomeRule {
    /// To the nearest school in a straight line, places not limited.
    Nearest,
    /// To the nearest school in a straight line with a place; no school gets more pupils than it
    /// has now.
    NearestPlaces,
    /// As the first, with the distance of a straight line times this factor. The same school is
    /// nearest; only the distances differ.
    Detour(f64),
    /// To the nearest school over the streets, places not limited.
    Route(Mode),
    /// To the nearest school over the streets with a place.
    RoutePlaces(Mode),
}

impl HomeRule {
    /// The key in JSON and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::NearestPlaces => "nearest_places",
            Self::Detour(_) => "nearest_detour",
            Self::Route(Mode::Walking) => "nearest_walking",
            Self::Route(Mode::Cycling) => "nearest_cycling",
            Self::RoutePlaces(Mode::Walking) => "nearest_walking_places",
            Self::RoutePlaces(Mode::Cycling) => "nearest_cycling_places",
        }
    }

    /// The rule for a kind of distance.
    pub fn of(metric: Metric, places: bool) -> Self {
        match (metric, places) {
            (Metric::StraightLine { .. }, true) => Self::NearestPlaces,
            (Metric::StraightLine { detour: 1.0 }, false) => Self::Nearest,
            (Metric::StraightLine { detour }, false) => Self::Detour(detour),
            (Metric::Route { mode }, false) => Self::Route(mode),
            (Metric::Route { mode }, true) => Self::RoutePlaces(mode),
        }
    }

    /// Whether schools can be full.
    pub fn places(self) -> bool {
        matches!(self, Self::NearestPlaces | Self::RoutePlaces(_))
    }

    /// The rule in words.
    pub fn name(self, language: Language) -> String {
        match self {
            Self::Nearest => text(language, "choice-rule-nearest"),
            Self::NearestPlaces => text(language, "choice-rule-places"),
            Self::Detour(factor) => {
                let factor = decimal(factor, 2, language);
                text_with(language, "choice-rule-detour", &[("factor", &factor)])
            }
            Self::Route(Mode::Walking) => text(language, "choice-rule-walking"),
            Self::Route(Mode::Cycling) => text(language, "choice-rule-cycling"),
            Self::RoutePlaces(Mode::Walking) => text(language, "choice-rule-walking-places"),
            Self::RoutePlaces(Mode::Cycling) => text(language, "choice-rule-cycling-places"),
        }
    }
}
