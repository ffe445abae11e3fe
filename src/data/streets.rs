//! Streets: what a child can walk or cycle along, as a file of streets says.

use std::sync::Arc;

use geo::LineString;

use super::{AreaId, SchoolId, SourceId};

/// How a child travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    Walking,
    Cycling,
}

impl Mode {
    pub const ALL: [Self; 2] = [Self::Walking, Self::Cycling];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Walking => "walking",
            Self::Cycling => "cycling",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }
}

/// In which directions a street may be passed, seen along its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    #[default]
    No,
    Forward,
    Backward,
    Both,
}

impl Passage {
    pub const ALL: [Self; 4] = [Self::No, Self::Forward, Self::Backward, Self::Both];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Forward => "forward",
            Self::Backward => "backward",
            Self::Both => "both",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    pub fn forward(self) -> bool {
        matches!(self, Self::Forward | Self::Both)
    }

    pub fn backward(self) -> bool {
        matches!(self, Self::Backward | Self::Both)
    }
}

/// A piece of street between two nodes where one can turn off, or where it ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Street {
    /// Number of the way in its source, such as that of OpenStreetMap.
    pub way: i64,
    /// Node at the first point of the line. Streets meet where their nodes have the same number.
    pub from: i64,
    /// Node at the last point of the line.
    pub to: i64,
    /// Kind of street as the source writes it ("residential").
    pub kind: Arc<str>,
    pub foot: Passage,
    pub bicycle: Passage,
    /// Length in metres over the ellipsoid, not in the plane of the map.
    pub metres: f64,
    /// RD metres.
    pub line: LineString<f64>,
}

impl Street {
    pub fn passage(&self, mode: Mode) -> Passage {
        match mode {
            Mode::Walking => self.foot,
            Mode::Cycling => self.bicycle,
        }
    }
}

/// The streets of a town.
#[derive(Clone, Debug, PartialEq)]
pub struct Streets {
    pub source: SourceId,
    /// In file order.
    pub streets: Vec<Street>,
}

impl Streets {
    /// Metres of street along which one may go in at least one direction.
    pub fn metres(&self, mode: Mode) -> f64 {
        let open = self.streets.iter().filter(|s| s.passage(mode) != Passage::No);
        open.map(|s| s.metres).sum()
    }
}

/// Shortest routes that were searched before, kept so that they need not be searched again.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteTable {
    pub mode: Mode,
    /// What the routes were computed from, as a hash: see [`crate::network::stamp`]. Where it
    /// differs from that of the dataset, the table is out of date.
    pub stamp: String,
    /// Metres, sorted by area and school; where there is no way, there is no entry.
    pub metres: Vec<(AreaId, SchoolId, f64)>,
}
