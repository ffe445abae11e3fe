//! One change of a plan: what, when, what it costs and how sure it is.

use geo::{MultiPolygon, Point};

use crate::data::Year;

/// Number of an edit, unique in its scenario; it stays when edits before it are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditId(pub u32);

/// One dated change.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub id: EditId,
    /// School year from the start of which it holds.
    pub year: Year,
    pub what: EditKind,
    pub cost: Option<Cost>,
    pub status: Status,
    /// Free text of the person.
    pub note: String,
    /// Fields that a later version wrote; they are written back.
    pub other: toml::Table,
}

/// What changes. Schools are named by their code (that of the dataset, or of a school that the
/// scenario opens), areas by theirs.
#[derive(Clone, Debug, PartialEq)]
pub enum EditKind {
    /// A new school opens.
    Open(NewSchool),
    /// A school closes; its pupils go to the nearest school that is open.
    Close { school: String },
    /// A school moves with its pupils.
    Move { school: String, to: Point<f64> },
    /// Two or more schools go on as one of them; the pupils of the others go along.
    Merge {
        /// All schools that merge, `into` among them.
        schools: Vec<String>,
        /// The school that goes on.
        into: String,
        /// A new name for it.
        name: Option<String>,
        /// A new place for it; else its own.
        to: Option<Point<f64>>,
        /// What it has afterwards; what is not given stays as that school has it.
        building: Building,
    },
    /// A new building for a school, on the spot or elsewhere.
    Replace { school: String, to: Option<Point<f64>>, building: Building, temporary: Option<Temporary> },
    /// The building is renovated: what is given changes, the rest stays.
    Renovate { school: String, building: Building, temporary: Option<Temporary> },
    /// The building is extended (positive) or shrunk (negative).
    Resize { school: String, seats: f64, floor_area: f64 },
    /// Another denomination or profile.
    Profile { school: String, denomination: Option<String>, profile: Option<String> },
    /// Another catchment (voedingsgebied); RD metres.
    Catchment { school: String, shape: MultiPolygon<f64> },
    /// New homes in an area, with all the pupils that they bring, by group.
    NewHomes { area: String, homes: f64, pupils: Vec<(String, f64)> },
    /// Homes are demolished, and these pupils leave.
    Demolition { area: String, homes: f64, pupils: Vec<(String, f64)> },
    /// Another pupil forecast from this year on.
    Forecast { area: Option<String>, group: Option<String>, change: ForecastChange },
}

/// How a forecast is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ForecastChange {
    /// Times this factor, on top of the forecast of the assumptions.
    Factor(f64),
    /// This number of pupils of the group (or of all groups, in their proportion) in the area.
    Pupils(f64),
}

/// A school that the scenario opens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewSchool {
    /// Unique among all schools of dataset and scenario.
    pub code: String,
    pub name: String,
    /// RD metres.
    pub at: Point<f64>,
    /// Kind of education ("basisschool").
    pub kind: Option<String>,
    pub denomination: Option<String>,
    pub board: Option<String>,
    pub profile: Option<String>,
    pub building: Building,
}

/// A building. What is `None` is not known (of a new school) or stays as it is (of a change).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Building {
    /// Places for pupils, 0 or more.
    pub seats: Option<f64>,
    /// Gross floor area in m², 0 or more.
    pub floor_area: Option<f64>,
    /// From 0 (poor) to 1 (as new).
    pub quality: Option<f64>,
    pub energy_neutral: Option<bool>,
}

/// Temporary housing while a building is replaced or renovated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Temporary {
    /// First school year in the temporary housing; the last is the one before the edit's year.
    pub from: Year,
    /// Where; `None` is on the spot.
    pub at: Option<Point<f64>>,
    /// What it costs in all, in euros, in the year `from`.
    pub amount: Option<f64>,
}

/// What an edit costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cost {
    /// Euros in all; goes before the rate.
    pub amount: Option<f64>,
    /// Euros per m² of the edit: the new building, the addition, or the building renovated.
    pub rate_per_m2: Option<f64>,
    /// Year of the investment; else that of the edit.
    pub year: Option<Year>,
    /// Where amount or rate come from.
    pub source: String,
}

/// How sure an edit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    #[default]
    Idea,
    InThePlan,
    Decided,
}

impl Status {
    pub const ALL: [Self; 3] = [Self::Idea, Self::InThePlan, Self::Decided];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::InThePlan => "in-the-plan",
            Self::Decided => "decided",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Key of its name for a person.
    pub fn key(self) -> &'static str {
        match self {
            Self::Idea => "scenario-status-idea",
            Self::InThePlan => "scenario-status-in-the-plan",
            Self::Decided => "scenario-status-decided",
        }
    }
}

impl EditKind {
    /// The name in files (`do = "close"`).
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Close { .. } => "close",
            Self::Move { .. } => "move",
            Self::Merge { .. } => "merge",
            Self::Replace { .. } => "replace",
            Self::Renovate { .. } => "renovate",
            Self::Resize { .. } => "resize",
            Self::Profile { .. } => "profile",
            Self::Catchment { .. } => "catchment",
            Self::NewHomes { .. } => "new-homes",
            Self::Demolition { .. } => "demolition",
            Self::Forecast { .. } => "forecast",
        }
    }

    /// All names in files.
    pub const CODES: [&'static str; 12] = [
        "open",
        "close",
        "move",
        "merge",
        "replace",
        "renovate",
        "resize",
        "profile",
        "catchment",
        "new-homes",
        "demolition",
        "forecast",
    ];

    /// The codes of the schools that it is about.
    pub fn schools(&self) -> Vec<&str> {
        match self {
            Self::Open(new) => vec![&new.code],
            Self::Close { school }
            | Self::Move { school, .. }
            | Self::Replace { school, .. }
            | Self::Renovate { school, .. }
            | Self::Resize { school, .. }
            | Self::Profile { school, .. }
            | Self::Catchment { school, .. } => vec![school],
            Self::Merge { schools, into, .. } => {
                let mut all: Vec<&str> = vec![into];
                all.extend(schools.iter().map(String::as_str).filter(|s| s != into));
                all
            }
            Self::NewHomes { .. } | Self::Demolition { .. } | Self::Forecast { .. } => Vec::new(),
        }
    }

    /// The code of the area that it is about.
    pub fn area(&self) -> Option<&str> {
        match self {
            Self::NewHomes { area, .. } | Self::Demolition { area, .. } => Some(area),
            Self::Forecast { area, .. } => area.as_deref(),
            _ => None,
        }
    }
}

impl Edit {
    /// An idea without cost or note.
    pub fn new(id: EditId, year: Year, what: EditKind) -> Self {
        Self {
            id,
            year,
            what,
            cost: None,
            status: Status::Idea,
            note: String::new(),
            other: toml::Table::new(),
        }
    }

    /// The first year that it changes anything: temporary housing and an early investment count.
    pub fn first_year(&self) -> Year {
        let temporary = match &self.what {
            EditKind::Replace { temporary, .. } | EditKind::Renovate { temporary, .. } => {
                temporary.map(|t| t.from)
            }
            _ => None,
        };
        let paid = self.cost.as_ref().and_then(|c| c.year);
        [Some(self.year), temporary, paid].into_iter().flatten().min().unwrap_or(self.year)
    }
}
