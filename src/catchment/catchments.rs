//! Catchments as they come out of any rule, with what is left over.

use geo::{MultiPolygon, Polygon};

use super::rule::Rule;
use crate::data::{AreaId, Basis, Dataset, SchoolId, SourceId, Year};
use crate::notice::{Notice, Notices};
use crate::number::Count;
use crate::text::{Language, text_with};

/// The catchments of a town by one rule.
#[derive(Clone, Debug)]
pub struct Catchments {
    pub rule: Rule,
    /// One for every school that has one, in the order of the schools.
    pub list: Vec<SchoolCatchment>,
    /// Of observed catchments: which area belongs to which school; in the order of the areas.
    pub members: Vec<Member>,
    pub leftovers: Leftovers,
    /// On what they rest: the softest of borders, schools and flows.
    pub basis: Basis,
    /// School year of the flows behind them.
    pub year: Option<Year>,
    pub sources: Vec<SourceId>,
    /// What a reader has to know.
    pub notes: Notices,
}

/// The notice that catchments follow from flows that are estimated.
const ESTIMATED: &str = "flows-estimated";

/// The name of a rule that follows from flows, where those are estimated.
pub fn estimated_name(rule: &Rule, language: Language) -> String {
    text_with(language, "catchment-estimated", &[("rule", &rule.name(language))])
}

/// The catchment of one school.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolCatchment {
    pub school: SchoolId,
    /// Schools in the same place, which share it.
    pub with: Vec<SchoolId>,
    /// RD metres.
    pub shape: MultiPolygon<f64>,
    /// Areas that make it up, where it is made of areas.
    pub areas: Vec<AreaId>,
    /// Whether no hidden number could make it another one.
    pub certain: bool,
    /// Of a core: the share of the school's pupils (0..1) that live in it, at least and at most.
    pub holds: Option<(f64, f64)>,
    /// Areas that belong to it and may not be told.
    pub withheld: usize,
}

impl SchoolCatchment {
    pub fn new(school: SchoolId, shape: MultiPolygon<f64>) -> Self {
        Self { school, with: Vec::new(), shape, areas: Vec::new(), certain: true, holds: None, withheld: 0 }
    }

    /// The school and those that share its place.
    pub fn schools(&self) -> impl Iterator<Item = SchoolId> + '_ {
        std::iter::once(self.school).chain(self.with.iter().copied())
    }
}

/// An area that belongs to a school by the number of pupils.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    pub area: AreaId,
    pub school: SchoolId,
    /// Pupils who live in the area and attend the school.
    pub pupils: Count,
    /// All pupils of the area in the flows.
    pub total: Count,
    /// Whether no other school can have as many.
    pub certain: bool,
    /// Whether another school is known to have as many; then the first by code goes first.
    pub tied: bool,
}

/// What is no ordinary part of one catchment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leftovers {
    pub gaps: Vec<Gap>,
    pub overlaps: Vec<Overlap>,
    /// Parts of a catchment apart from its largest part.
    pub islands: Vec<Island>,
}

/// A part of the municipality in no catchment.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub why: GapReason,
    /// The area that it is, where it is one.
    pub area: Option<AreaId>,
    pub shape: MultiPolygon<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapReason {
    /// No catchment covers it.
    NotCovered,
    /// No pupils live there.
    NoPupils,
    /// Pupils live there, and nobody knows where they go.
    NoFlows,
    /// So few pupils live there that their school may not be told.
    Withheld,
}

impl GapReason {
    pub const ALL: [Self; 4] = [Self::NotCovered, Self::NoPupils, Self::NoFlows, Self::Withheld];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotCovered => "not-covered",
            Self::NoPupils => "no-pupils",
            Self::NoFlows => "no-flows",
            Self::Withheld => "withheld",
        }
    }

    /// Fluent key of the reason in words; it takes the threshold of the privacy gate.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotCovered => "catchment-gap-not-covered",
            Self::NoPupils => "catchment-gap-no-pupils",
            Self::NoFlows => "catchment-gap-no-flows",
            Self::Withheld => "catchment-gap-withheld",
        }
    }
}

/// A part of the municipality in two catchments at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    pub schools: (SchoolId, SchoolId),
    pub shape: MultiPolygon<f64>,
}

/// A part of a catchment that hangs together with no other part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Island {
    pub school: SchoolId,
    pub shape: Polygon<f64>,
}

impl Catchments {
    /// The name of the rule; of what follows from flows that nobody counted, that it is estimated.
    pub fn name(&self, language: Language) -> String {
        let estimated = self.notes.iter().any(|n| n.key == ESTIMATED);
        if estimated { estimated_name(&self.rule, language) } else { self.rule.name(language) }
    }

    /// Without any catchment yet.
    pub fn new(rule: Rule) -> Self {
        Self {
            rule,
            list: Vec::new(),
            members: Vec::new(),
            leftovers: Leftovers::default(),
            basis: Basis::default(),
            year: None,
            sources: Vec::new(),
            notes: Notices::default(),
        }
    }

    /// The catchment of a school, also where it shares that of another.
    pub fn of(&self, school: SchoolId) -> Option<&SchoolCatchment> {
        self.list.iter().find(|c| c.schools().any(|s| s == school))
    }

    /// Adds a source, once, and lets what rests on it be as soft as it is.
    pub(super) fn rest_on(&mut self, dataset: &Dataset, source: SourceId) {
        if !self.sources.contains(&source) {
            self.sources.push(source);
            self.basis = self.basis.max(dataset.source(source).map(|s| s.basis).unwrap_or_default());
        }
    }

    /// Rests on the borders of the areas of a level.
    pub(super) fn rest_on_borders(&mut self, dataset: &Dataset, level: crate::data::Level) {
        let sources: Vec<SourceId> = dataset.areas_of(level).map(|(_, area)| area.source).collect();
        sources.into_iter().for_each(|source| self.rest_on(dataset, source));
    }

    /// Finds the parts that hang together with no other part of their catchment.
    pub(super) fn find_islands(&mut self) {
        let surface = |p: &Polygon<f64>| geo::Area::unsigned_area(p);
        for catchment in &self.list {
            let mut parts: Vec<&Polygon<f64>> = catchment.shape.0.iter().collect();
            // The first of equally large parts is the main one.
            parts.sort_by(|a, b| surface(b).total_cmp(&surface(a)));
            let islands = parts.into_iter().skip(1).cloned();
            let school = catchment.school;
            self.leftovers.islands.extend(islands.map(|shape| Island { school, shape }));
        }
        let schools = {
            let mut schools: Vec<SchoolId> = self.leftovers.islands.iter().map(|i| i.school).collect();
            schools.dedup();
            schools.len()
        };
        if schools > 0 {
            let islands = self.leftovers.islands.len();
            self.notes
                .push(Notice::info("catchment-islands").arg("islands", islands).arg("schools", schools));
        }
    }
}

/// A surface in hectares with one decimal, for a notice.
pub(super) fn hectares(square_metres: f64) -> String {
    format!("{:.1}", square_metres / 10_000.0)
}
