//! All figures for one table, as `measure --json` prints them.
//!
//! Plain structs that serialise to the contract of the command line: every key is always there,
//! undefined is `null`, and a section that was not asked for is absent.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::counts::{Counts, Other};
use super::decompose::within_between;
use super::inference::{Draws, Progress, Resample, Statistic, bootstrap, random_assignment};
use super::moves::moves;
use super::multi;
use super::two;
use crate::notice::Notice;

/// Everything that [`measure_all`] finds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Units that have pupils: those that the figures rest on.
    pub units: usize,
    /// All pupils of all groups; `null` where counts are hidden.
    pub pupils: Option<Plain>,
    pub groups: GroupTotals,
    pub two_group: TwoGroupFigures,
    pub multi_group: MultiGroupFigures,
    pub moves: MovesFigures,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_between: Option<WithinBetweenFigures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance: Option<ChanceFigures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<IntervalFigures>,
    /// How much follows from homes; only of a town, never from [`measure_all`] itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<HomeFigures>,
}

impl Figures {
    /// Of a table with hidden counts: what it is about, and no figure. One over the units that happen
    /// to be known in full may lie outside of all that is possible. `units` are all of them.
    #[must_use]
    pub fn without_points(self, units: usize) -> Self {
        let TwoGroupFigures { group, other, .. } = self.two_group;
        let unknown = |(name, _)| (name, None);
        Self {
            units,
            pupils: None,
            groups: GroupTotals(self.groups.0.into_iter().map(unknown).collect()),
            two_group: TwoGroupFigures { group, other, ..TwoGroupFigures::default() },
            multi_group: MultiGroupFigures::default(),
            moves: MovesFigures::default(),
            within_between: self.within_between.map(|_| WithinBetweenFigures::default()),
            chance: self.chance.map(|c| ChanceFigures {
                expected: None,
                sd: None,
                p_value: None,
                adjusted: None,
                ..c
            }),
            interval: self.interval.map(|i| IntervalFigures { low: None, high: None, ..i }),
            home: self.home,
        }
    }
}

/// Pupils per group, in the order of the table; a JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTotals(pub Vec<(String, Option<f64>)>);

impl Serialize for GroupTotals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, pupils) in &self.0 {
            map.serialize_entry(name, &pupils.map(Plain))?;
        }
        map.end()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TwoGroupFigures {
    pub group: String,
    /// `rest`, or the key of a group.
    pub other: String,
    pub dissimilarity: Option<f64>,
    pub gini: Option<f64>,
    pub theil_h: Option<f64>,
    /// With b = 0.5.
    pub atkinson: Option<f64>,
    pub isolation: Option<f64>,
    pub interaction: Option<f64>,
    pub correlation_ratio: Option<f64>,
    pub min_max: Option<f64>,
    pub hutchens: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MultiGroupFigures {
    pub dissimilarity: Option<f64>,
    pub gini: Option<f64>,
    pub theil_h: Option<f64>,
    pub mutual_information: Option<f64>,
    pub normalized_exposure: Option<f64>,
    pub relative_diversity: Option<f64>,
    pub squared_coefficient_of_variation: Option<f64>,
    pub diversity: Option<f64>,
    pub simpson_concentration: Option<f64>,
    pub simpson_interaction: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MovesFigures {
    pub one_group_share: Option<f64>,
    pub swap_share: Option<f64>,
    pub swap_share_of_group: Option<f64>,
    pub swap_share_of_others: Option<f64>,
    pub whole_pupils: Option<u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WithinBetweenFigures {
    pub m_total: Option<f64>,
    pub m_between: Option<f64>,
    pub m_within: Option<f64>,
    pub h_total: Option<f64>,
    pub h_between: Option<f64>,
    pub h_within: Option<f64>,
}

/// What random assignment gives. The values are `null` where D is undefined and where counts are
/// not whole, so that nothing can be assigned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChanceFigures {
    pub draws: usize,
    pub seed: u64,
    pub expected: Option<f64>,
    pub sd: Option<f64>,
    pub p_value: Option<f64>,
    pub adjusted: Option<f64>,
}

/// Percentile interval of D from a bootstrap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IntervalFigures {
    pub level: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// D in two parts: where children live, and what is chosen. `null` where there is no split.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HomeFigures {
    pub dissimilarity_home: Option<f64>,
    /// D minus `dissimilarity_home`.
    pub choice: Option<f64>,
    /// How pupils were sent to schools.
    pub rule: &'static str,
    /// The same by other rules, with a key each; a JSON object, absent without any.
    #[serde(skip_serializing_if = "Keyed::is_empty")]
    pub rules: Keyed<RuleFigures>,
}

/// Homes and choice by one rule for who goes where.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleFigures {
    /// The rule in words.
    pub rule: String,
    pub dissimilarity_home: Option<f64>,
    pub choice: Option<f64>,
    /// Metres.
    pub mean_distance: Option<f64>,
    /// Pupils who are not at their nearest school for want of places.
    pub displaced: f64,
    /// Pupils without any place.
    pub unplaced: f64,
}

/// Values under their keys, in the order given; a JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed<T>(pub Vec<(String, T)>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Keyed<T> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Keyed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl HomeFigures {
    /// The rule of [`crate::choice::nearest_school`].
    pub const RULE: &'static str = "nearest of the schools with counts, straight line, places not limited";
}

/// What to compute beyond the measures themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Random draws for chance and interval; none when `None`.
    pub draws: Option<Draws>,
    /// What the bootstrap behind the interval resamples.
    pub resample: Resample,
    /// Level of the interval, 0..1.
    pub level: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { draws: None, resample: Resample::Schools, level: 0.95 }
    }
}

/// All figures for one table: `group` against `other`, over all groups, and split over the
/// clusters of `within` where they are given (one name per unit).
///
/// # Errors
/// A group that does not exist or is compared with itself, another number of clusters than of
/// units, options that make no sense, or a run that was cancelled.
pub fn measure_all(
    counts: &Counts,
    group: usize,
    other: Other,
    within: Option<&[String]>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Figures, Notice> {
    let Some(pair) = counts.two_group(group, other) else {
        return Err(Notice::error("measure-no-such-pair"));
    };
    let name = |k: usize| counts.groups().get(k).cloned().unwrap_or_default();
    let readings = moves(&pair);
    let split = within.map(|clusters| within_between(counts, clusters)).transpose()?;
    let (chance, interval) = match options.draws {
        None => (None, None),
        Some(draws) => {
            // Fractional pupils cannot be assigned one by one: undefined, like any other figure.
            let chance = if pair.is_whole() {
                random_assignment(&pair, Statistic::Dissimilarity, draws, progress)?
            } else {
                None
            };
            let interval =
                bootstrap(&pair, Statistic::Dissimilarity, options.resample, options.level, draws, progress)?;
            let chance = ChanceFigures {
                draws: draws.count,
                seed: draws.seed,
                expected: chance.as_ref().map(|c| c.expected),
                sd: chance.as_ref().and_then(|c| c.sd),
                p_value: chance.as_ref().map(|c| c.p_value),
                adjusted: chance.as_ref().and_then(|c| c.adjusted),
            };
            let interval = IntervalFigures {
                level: options.level,
                low: interval.as_ref().map(|i| i.low),
                high: interval.as_ref().map(|i| i.high),
            };
            (Some(chance), Some(interval))
        }
    };
    Ok(Figures {
        units: counts.units_with_pupils(),
        pupils: Some(Plain(counts.total())),
        groups: GroupTotals(
            counts.groups().iter().cloned().zip(counts.group_totals().iter().copied().map(Some)).collect(),
        ),
        two_group: TwoGroupFigures {
            group: name(group),
            other: match other {
                Other::Rest => "rest".to_owned(),
                Other::Group(k) => name(k),
            },
            dissimilarity: two::dissimilarity(&pair),
            gini: two::gini(&pair),
            theil_h: two::theil_h(&pair),
            atkinson: two::atkinson_half(&pair),
            isolation: two::isolation(&pair),
            interaction: two::interaction(&pair),
            correlation_ratio: two::correlation_ratio(&pair),
            min_max: two::min_max(&pair),
            hutchens: two::hutchens(&pair),
        },
        multi_group: MultiGroupFigures {
            dissimilarity: multi::multi_dissimilarity(counts),
            gini: multi::multi_gini(counts),
            theil_h: multi::multi_theil_h(counts),
            mutual_information: multi::mutual_information(counts),
            normalized_exposure: multi::normalized_exposure(counts),
            relative_diversity: multi::relative_diversity(counts),
            squared_coefficient_of_variation: multi::squared_variation(counts),
            diversity: multi::diversity(counts),
            simpson_concentration: multi::simpson_concentration(counts),
            simpson_interaction: multi::simpson_interaction(counts),
        },
        moves: MovesFigures {
            one_group_share: readings.one_group_share,
            swap_share: readings.swap_share,
            swap_share_of_group: readings.swap_share_of_group,
            swap_share_of_others: readings.swap_share_of_others,
            whole_pupils: readings.whole_pupils,
        },
        within_between: split.map(|s| WithinBetweenFigures {
            m_total: s.m_total,
            m_between: s.m_between,
            m_within: s.m_within,
            h_total: s.h_total,
            h_between: s.h_between,
            h_within: s.h_within,
        }),
        chance,
        interval,
        home: None,
    })
}

/// A count in JSON: without decimals where it is whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plain(pub f64);

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value) = *self;
        if value.fract() == 0.0 && (0.0..1e15).contains(&value) {
            serializer.serialize_u64(value as u64)
        } else {
            serializer.serialize_f64(value)
        }
    }
}
