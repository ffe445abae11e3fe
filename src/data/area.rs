//! Areas: buurten in wijken in a municipality, postcodes, or any other division.

use geo::{MultiPolygon, Point};
use serde::{Deserialize, Serialize};

use crate::source::SourceId;

/// Index of an [`Area`] in [`crate::data::Dataset::areas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub usize);

/// What kind of division an area belongs to, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// CBS gemeente, `GM0014`.
    Municipality,
    /// CBS wijk, `WK001400`.
    Wijk,
    /// CBS buurt, `BU00140000`.
    Buurt,
    /// Postcode of four digits (or six characters).
    Postcode,
    /// Any other division, such as a school board's own.
    Other,
}

impl Level {
    pub const ALL: [Self; 5] = [Self::Municipality, Self::Wijk, Self::Buurt, Self::Postcode, Self::Other];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Wijk => "wijk",
            Self::Buurt => "buurt",
            Self::Postcode => "postcode",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The level of an area code of CBS or a postcode, by its shape.
    pub fn of_area_code(code: &str) -> Self {
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        match code.get(..2) {
            Some("GM") if digits(&code[2..], 4) => Self::Municipality,
            Some("WK") if digits(&code[2..], 6) => Self::Wijk,
            Some("BU") if digits(&code[2..], 8) => Self::Buurt,
            _ if digits(code, 4) && !code.starts_with('0') => Self::Postcode,
            _ => Self::Other,
        }
    }
}

/// The CBS code of the area one level up: `BU00140101` → `WK001401` → `GM0014`.
pub fn parent_area_code(code: &str) -> Option<String> {
    match Level::of_area_code(code) {
        Level::Buurt => Some(format!("WK{}", &code[2..8])),
        Level::Wijk => Some(format!("GM{}", &code[2..6])),
        _ => None,
    }
}

/// How the point where an area's pupils are taken to live was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointOrigin {
    /// Given in a file of area points.
    Given,
    /// Mean of the points of the finer areas in it, weighted by their pupils.
    FinerAreas,
    /// A point inside the shape, for want of anything better.
    Interior,
}

impl PointOrigin {
    pub const ALL: [Self; 3] = [Self::Given, Self::FinerAreas, Self::Interior];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::FinerAreas => "finer-areas",
            Self::Interior => "interior",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// Where the pupils of an area are taken to live, in RD metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PupilPoint {
    pub at: Point<f64>,
    pub origin: PointOrigin,
}

/// One area.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Code as text, with prefix and leading zeros as published; unique in a dataset.
    pub code: String,
    pub name: String,
    pub level: Level,
    /// The area that contains it in the same division (a wijk for a buurt).
    pub parent: Option<AreaId>,
    /// RD New metres; exterior rings counter-clockwise, holes clockwise.
    pub shape: MultiPolygon<f64>,
    pub pupil_point: PupilPoint,
    pub source: SourceId,
}
