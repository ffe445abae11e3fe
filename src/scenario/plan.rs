//! A scenario: a named list of edits, and the assumptions under which it is computed.

use super::edit::{Edit, EditId, EditKind};
use crate::choice::ChoiceModel;
use crate::data::{Mode, Year};
use crate::friendship::Friendship;
use crate::seeds;

/// A named plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    pub name: String,
    pub description: String,
    pub assumptions: Assumptions,
    /// In the order in which they were made; what they do depends on their years.
    pub edits: Vec<Edit>,
    /// Schools that spend part of the week together. Nobody changes school by it: they decide whom
    /// children meet, not where they go.
    pub friendships: Vec<Friendship>,
    /// Fields and tables of the file that a later version wrote; they are written back.
    pub other: toml::Table,
}

/// Who goes where after a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Everyone stays. Whose school closes goes to the nearest that is open; a new school gets nobody.
    #[default]
    Stay,
    /// Everyone to the nearest school that is open.
    Nearest,
    /// Everyone to the school in whose catchment they live, else to the nearest.
    Catchment,
    /// Everyone chooses anew. The model says how chances change; what it does not know of today's
    /// choices stays as it is (chances of today × chance after / chance before).
    ChoiceModel,
    /// An eighth of the pupils a year is new and goes where [`Assumptions::intake`] says; the others stay:
    /// a change works through in eight years.
    IntakeOnly,
}

impl Rule {
    pub const ALL: [Self; 5] =
        [Self::Stay, Self::Nearest, Self::Catchment, Self::ChoiceModel, Self::IntakeOnly];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stay => "stay",
            Self::Nearest => "nearest",
            Self::Catchment => "catchment",
            Self::ChoiceModel => "choice-model",
            Self::IntakeOnly => "intake-only",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Key of its name for a person.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stay => "scenario-rule-stay",
            Self::Nearest => "scenario-rule-nearest",
            Self::Catchment => "scenario-rule-catchment",
            Self::ChoiceModel => "scenario-rule-choice-model",
            Self::IntakeOnly => "scenario-rule-intake-only",
        }
    }
}

/// How far it is from home to school.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Travel {
    /// A straight line times [`Assumptions::detour`].
    #[default]
    StraightLine,
    /// The shortest route over the streets of the project; a straight line where it has none.
    Route(Mode),
}

impl Travel {
    pub const ALL: [Self; 3] = [Self::StraightLine, Self::Route(Mode::Walking), Self::Route(Mode::Cycling)];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::StraightLine => "straight-line",
            Self::Route(mode) => mode.code(),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// On whose choice a choice rests, where the share of the own group weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feedback {
    /// On the pupils that schools had the year before: what parents can see when they choose.
    #[default]
    YearBefore,
    /// On the pupils that schools have once everyone has chosen: iterated to a fixed point
    /// (`measures.md` §7). A year that does not settle says so.
    FixedPoint,
}

impl Feedback {
    pub const ALL: [Self; 2] = [Self::YearBefore, Self::FixedPoint];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::YearBefore => "year-before",
            Self::FixedPoint => "fixed-point",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// How many pupils there are in later years, before any edit.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Forecast {
    /// As many as in the base.
    #[default]
    Constant,
    /// From the counts by home of later years in the dataset, in a straight line between them and
    /// constant before and after.
    Loaded,
    /// Times `yearly` every year; areas and groups that are named have their own factor in its place
    /// (both multiplied where both are named).
    Growth { yearly: f64, areas: Vec<(String, f64)>, groups: Vec<(String, f64)> },
    /// Cohort survival over the eight years of primary school: the base is eight equal cohorts, the
    /// youngest grows by `intake` a year, and `survival` of every cohort still lives here a year later.
    Cohorts { intake: f64, survival: f64 },
}

/// Floor area that a school needs (VNG model regulation): fixed + per pupil + per weighted pupil.
#[derive(Clone, Debug, PartialEq)]
pub struct SpaceNorm {
    /// m² for every school.
    pub fixed: f64,
    /// m² for every pupil.
    pub per_pupil: f64,
    /// m² more for every weighted pupil.
    pub per_weighted_pupil: f64,
    /// Weighted pupils as a share (0..1) of a group, by key; groups not named have none.
    pub weighted: Vec<(String, f64)>,
}

impl Default for SpaceNorm {
    fn default() -> Self {
        Self { fixed: 200.0, per_pupil: 5.03, per_weighted_pupil: 1.40, weighted: Vec::new() }
    }
}

/// What a plan may cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// Euros a year, the same in every year.
    pub yearly: f64,
    pub source: String,
}

impl Budget {
    /// What Groningen had for housing in 2021: for the example, which is modelled on it.
    pub fn of_example() -> Option<Self> {
        let budget = seeds::budget().ok()?;
        let housing = budget.items.iter().find(|i| i.key == "housing")?;
        let factor = if budget.unit == "thousand-euro" { 1000.0 } else { 1.0 };
        Some(Self { yearly: housing.amount * factor, source: budget.document })
    }
}

/// When a school is too small.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosingRule {
    /// Pupils; differs per municipality, so that it must be given.
    pub threshold: Option<f64>,
    /// Years in a row under it after which the funding ends.
    pub years: u32,
    /// A public school must remain within this distance of every home, in kilometres.
    pub public_within_km: f64,
    /// Pupils that the schools of a board must have on average for its schools under the threshold to
    /// keep their funding. That the average counts is among the facts at hand, its height is not:
    /// `None` until it is given, and then nothing is spared.
    pub board_average: Option<f64>,
    /// Where threshold and average come from.
    pub source: String,
}

/// What a scenario takes for granted; all of it stands beside its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    pub rule: Rule,
    /// Where the intake goes with [`Rule::IntakeOnly`]: as [`Rule::Stay`] (like today, closed schools
    /// aside), `Nearest`, `Catchment` (who goes to the nearest or catchment school today goes to it
    /// after the change too) or `ChoiceModel`.
    pub intake: Rule,
    /// The model of choice; `None` takes one estimated from the flows of the base.
    pub model: Option<ChoiceModel>,
    /// Whether schools can be full. Nobody who is at a school is sent away; nobody is added.
    pub places_limited: bool,
    pub forecast: Forecast,
    /// First and last school year.
    pub first_year: Year,
    pub last_year: Year,
    /// Where seats or floor area of a school are not known: seats are its pupils in the base times
    /// one plus this share, and floor area is the norm for those seats. `None` leaves them unknown.
    pub spare_share: Option<f64>,
    pub space: SpaceNorm,
    pub budget: Option<Budget>,
    pub closing: ClosingRule,
    /// Straight lines are taken times this, for the detour that streets make.
    pub detour: f64,
    /// How far it is from home to school.
    pub travel: Travel,
    /// On whose choice a choice rests.
    pub feedback: Feedback,
    /// So many nearest schools can be chosen from each home, and today's schools besides; `None` is
    /// every school, or [`super::options::NEAREST`] in a town too large for that.
    pub choice_set: Option<u32>,
    /// Fields that a later version wrote.
    pub other: toml::Table,
}

impl Default for Assumptions {
    fn default() -> Self {
        let closing = seeds::closing_rules().ok();
        Self {
            rule: Rule::Stay,
            intake: Rule::Nearest,
            model: None,
            places_limited: false,
            forecast: Forecast::Constant,
            first_year: Year(2020),
            last_year: Year(2039),
            spare_share: Some(0.10),
            space: SpaceNorm::default(),
            // That of one town says nothing about another.
            budget: None,
            closing: ClosingRule {
                threshold: None,
                years: closing.as_ref().map_or(3, |c| c.years_under_threshold),
                public_within_km: closing.as_ref().map_or(10.0, |c| c.public_school_within_km),
                board_average: None,
                source: String::new(),
            },
            detour: 1.0,
            travel: Travel::default(),
            feedback: Feedback::default(),
            choice_set: None,
            other: toml::Table::new(),
        }
    }
}

impl Assumptions {
    /// All years, in order; at most 200.
    pub fn years(&self) -> impl Iterator<Item = Year> + use<> {
        let last = self.last_year.0.min(self.first_year.0.saturating_add(199));
        (self.first_year.0..=last).map(Year)
    }
}

impl Scenario {
    /// A scenario without edits.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The next free number.
    pub fn next_id(&self) -> EditId {
        EditId(self.edits.iter().map(|e| e.id.0).max().unwrap_or(0).saturating_add(1))
    }

    /// Adds an edit and gives its number.
    pub fn add(&mut self, year: Year, what: EditKind) -> EditId {
        let id = self.next_id();
        self.edits.push(Edit::new(id, year, what));
        id
    }

    pub fn edit(&self, id: EditId) -> Option<&Edit> {
        self.edits.iter().find(|e| e.id == id)
    }

    pub fn edit_mut(&mut self, id: EditId) -> Option<&mut Edit> {
        self.edits.iter_mut().find(|e| e.id == id)
    }

    /// Removes an edit; gives it back when there was one.
    pub fn remove(&mut self, id: EditId) -> Option<Edit> {
        let at = self.edits.iter().position(|e| e.id == id)?;
        Some(self.edits.remove(at))
    }

    /// The same under another name.
    pub fn duplicate(&self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self.clone() }
    }

    /// Whether the same children go to the same schools: only description and friendships differ.
    pub fn has_same_outcomes(&self, other: &Self) -> bool {
        self.name == other.name && self.assumptions == other.assumptions && self.edits == other.edits
    }

    /// The same assumptions without any edit: what differences are taken from.
    pub fn reference(&self) -> Self {
        Self { edits: Vec::new(), ..self.clone() }
    }
}
