//! What a person chose to see on the map.

use serde::{Deserialize, Serialize};

use super::classes::Method;
use super::mirror::MirrorChoice;
use super::palette::Ramp;
use super::stack::Stack;
use crate::agenda::OnMap;
use crate::catchment::Rule;
use crate::choice::flows::Wanted;
use crate::data::{Dataset, Level, Subject, Year};
use crate::join::recognise::same_figure;
use crate::measure::Other;

/// What the colour of an area means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColourBy {
    /// Areas stay blank.
    #[default]
    None,
    /// Share of a group (position in the scheme) among the pupils who live there.
    GroupShare(usize),
    /// Number of pupils who live there.
    Pupils,
    /// Metres in a straight line from where its pupils live to the nearest school.
    DistanceToSchool,
    /// Share of its pupils who attend the nearest school.
    AtNearestSchool,
    /// A figure, by its position in [`Dataset::indicators`].
    Indicator(usize),
    /// What the pupils who live there have to do with the figure of the town, for a group against
    /// others.
    Local { measure: LocalColour, group: usize, other: Other },
}

/// A local measure that an area can be coloured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LocalColour {
    /// The area's share in D over the areas of its level, 0..1.
    ShareInDissimilarity,
    /// Local segregation over all groups, in nats, from 0.
    LocalSegregation,
    /// How many times the group's share in the town, from 0; 1 is as the town.
    LocationQuotient,
    /// Entropy of the composition as a share of the greatest possible, 0..1.
    Entropy,
    /// Entropy of the composition, in nats, from 0.
    Diversity,
    /// Chance that two pupils are of the same group, 0..1.
    Concentration,
    /// Chance that two pupils are of different groups, 0..1.
    Interaction,
}

impl LocalColour {
    pub const ALL: [Self; 7] = [
        Self::LocationQuotient,
        Self::ShareInDissimilarity,
        Self::LocalSegregation,
        Self::Entropy,
        Self::Diversity,
        Self::Concentration,
        Self::Interaction,
    ];

    /// Fluent key of the name; it takes the names of `group` and `other`.
    pub fn key(self) -> &'static str {
        match self {
            Self::ShareInDissimilarity => "local-share",
            Self::LocalSegregation => "local-segregation",
            Self::LocationQuotient => "local-quotient",
            Self::Entropy => "local-entropy",
            Self::Diversity => "local-diversity",
            Self::Concentration => "local-concentration",
            Self::Interaction => "local-interaction",
        }
    }
}

/// Layers that can be switched on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct VisibleLayers {
    pub areas: bool,
    /// Borders of the level above, heavier than those of the areas.
    pub borders: bool,
    pub schools: bool,
    /// Land, water, railways and roads.
    pub base: bool,
    pub labels: bool,
    /// The streets of the network, where one is loaded.
    pub streets: bool,
}

impl Default for VisibleLayers {
    fn default() -> Self {
        Self { areas: true, borders: true, schools: true, base: true, labels: true, streets: false }
    }
}

/// Everything that decides what a map of a town looks like, together with the dataset, the privacy
/// threshold, the language and the theme: the cache key of a scene. Steps of a story keep it as JSON
/// ([`super::story`]): fields that are added later take their default in older stories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapChoice {
    pub level: Level,
    pub colour_by: ColourBy,
    /// Position in [`Dataset::schemes`].
    pub scheme: usize,
    /// `None` takes the newest counts.
    pub year: Option<Year>,
    pub method: Method,
    /// At most so many classes; shares by [`Method::Pretty`] have a fixed number.
    pub class_count: usize,
    pub ramp: Ramp,
    /// Inner breaks that stay whatever is shown, so that a colour means the same in every year and
    /// proposal; `None` finds them by `method`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Vec<f64>>,
    pub visible: VisibleLayers,
    /// Order and opacity of the layers, and which of a person's own are off.
    pub stack: Stack,
    /// Key of the background map; none until one is asked for.
    pub backdrop: Option<String>,
    /// Which catchments lie over the areas.
    pub catchments: Option<Rule>,
    /// The kind of catchments that those are held against.
    pub against: Option<Rule>,
    /// Whether the flows of what is selected are drawn.
    pub flows: bool,
    /// The mean distance between home and school in metres, where a person knows it: flows that are
    /// estimated are fitted to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_distance: Option<u32>,
    /// Schools by how they differ from whom they should reflect, instead of by their groups.
    pub mirror: Option<MirrorChoice>,
    /// Schools by a figure instead of by their groups: its [`super::school_figure::figure_key`], or that of a
    /// local measure ([`super::school_local::SchoolLocal::key`]).
    pub school_figure: Option<String>,
    /// Programmes of the agenda that lie over the map.
    pub programmes: Vec<OnMap>,
}

impl MapChoice {
    /// A good first map: wijken where there are any, coarse enough to be read and to show, coloured
    /// by the first group of [`Dataset::first_scheme`] where there are groups and else by the first
    /// figure.
    pub fn first(dataset: &Dataset) -> Self {
        let levels = dataset.levels();
        let level = [Level::Wijk, Level::Buurt, Level::Postcode, Level::Other]
            .into_iter()
            .find(|l| levels.contains(l))
            .unwrap_or(Level::Municipality);
        let scheme = dataset.first_scheme();
        let colour_by = if dataset.schemes().get(scheme).is_some_and(|s| !s.groups.is_empty()) {
            ColourBy::GroupShare(0)
        } else {
            first_figure(dataset).map_or(ColourBy::None, ColourBy::Indicator)
        };
        Self { level, colour_by, scheme, ..Self::default() }
    }

    /// The flows that the map may show.
    pub fn wanted_flows(&self) -> Wanted {
        Wanted { scheme: self.scheme, year: self.year, mean_distance: self.mean_distance }
    }

    /// Whether the map shows anything that follows from flows.
    pub fn needs_flows(&self) -> bool {
        let observed = |rule: &Option<Rule>| rule.as_ref().is_some_and(Rule::is_observed);
        self.flows || observed(&self.catchments) || observed(&self.against)
    }

    /// The same without that.
    pub fn without_flows(self) -> Self {
        let kept = |rule: Option<Rule>| rule.filter(|r| !r.is_observed());
        Self { flows: false, catchments: kept(self.catchments), against: kept(self.against), ..self }
    }
}

/// The first figure about areas, of its newest year.
fn first_figure(dataset: &Dataset) -> Option<usize> {
    let all = || dataset.indicators().iter().enumerate().filter(|(_, i)| i.subject == Subject::Home);
    let (_, first) = all().next()?;
    let (at, _) = all().filter(|(_, i)| same_figure(i, first)).max_by_key(|(_, i)| i.year)?;
    Some(at)
}

impl Default for MapChoice {
    fn default() -> Self {
        Self {
            level: Level::Buurt,
            colour_by: ColourBy::None,
            scheme: 0,
            year: None,
            method: Method::Pretty,
            class_count: 6,
            ramp: Ramp::YlGnBu,
            fixed: None,
            visible: VisibleLayers::default(),
            stack: Stack::default(),
            backdrop: None,
            catchments: None,
            against: None,
            flows: false,
            mean_distance: None,
            mirror: None,
            school_figure: None,
            programmes: Vec::new(),
        }
    }
}
