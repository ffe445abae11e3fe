//! One figure for a hall: large, with a sentence that goes on from it.
//!
//! "60 %", "of the pupils with high-educated parents, or of those with low-educated parents, would
//! have to go to another school …". The number and the sentence read as one.

use serde::{Deserialize, Serialize};

use super::few;
use super::headline::{Comparison, Headline};
use super::limits::{HeadlineLimits, range_in_words};
use crate::data::{AreaId, Basis, CountTable, Dataset, GroupScheme, SchoolId, SourceId, Subject, Year};
use crate::measure::Other;
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::{Gate, Shown, ShownCounts};
use crate::text::{Language, text, text_with};

/// Which figure is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// The map speaks for itself.
    #[default]
    None,
    /// D: the share of one of the two groups that would have to move.
    OneGroup,
    /// The share of both groups that moves when schools keep their size.
    Swap,
    /// The same in whole pupils.
    Pupils,
    /// Which part of D follows from where children live.
    Home,
    /// The share of the group at the selected school or in the selected area.
    Selected,
}

impl Figure {
    pub const ALL: [Self; 6] =
        [Self::None, Self::OneGroup, Self::Swap, Self::Pupils, Self::Home, Self::Selected];

    /// Fluent key of the name.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "plain-none",
            Self::OneGroup => "plain-name-one",
            Self::Swap => "plain-name-swap",
            Self::Pupils => "plain-name-pupils",
            Self::Home => "plain-name-home",
            Self::Selected => "plain-name-selected",
        }
    }
}

/// A school or an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    School(SchoolId),
    Area(AreaId),
}

/// A figure with its sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// As it is written large; empty where there is no figure to tell.
    pub value: String,
    /// Goes on from the value; why there is none where it is empty.
    pub sentence: String,
    pub basis: Basis,
    /// On which counts it rests.
    pub source: Option<SourceId>,
    /// School year of those counts, where it is stated.
    pub year: Option<Year>,
}

/// What a figure is made from.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub dataset: &'a Dataset,
    pub comparison: Comparison,
    /// Of the same comparison; `None` without counts by school.
    pub headline: Option<&'a Headline>,
    /// Of the same comparison, where the source hides counts by school.
    pub limits: Option<HeadlineLimits>,
    pub gate: &'a Gate,
    pub selected: Option<Unit>,
    pub language: Language,
}

impl Ground<'_> {
    /// The figure in plain words. Counts of a single school or area pass the gate.
    pub fn plain(&self, figure: Figure) -> Plain {
        match figure {
            Figure::None => Plain::default(),
            Figure::Selected => self.selected(),
            _ => self.town(figure),
        }
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        text_with(self.language, key, args)
    }

    fn without(&self, key: &str) -> Plain {
        Plain { sentence: text(self.language, key), ..Plain::default() }
    }

    fn town(&self, figure: Figure) -> Plain {
        let Some(headline) = self.headline else { return self.without("plain-no-counts") };
        let table = self.dataset.counts(Subject::School, self.comparison.scheme, self.comparison.year);
        if table.is_some_and(|t| t.cells.iter().any(|c| c.is_suppressed())) {
            // Of hidden counts there are limits, and no one figure.
            return self.between(figure, headline).unwrap_or_else(|| self.without("plain-suppressed"));
        }
        let few = || few::tells_schools(self.dataset, self.comparison, *self.gate).unwrap_or(false);
        if figure == Figure::Pupils && few() {
            // In whole pupils it tells of the few that are hidden.
            return self.without("plain-few");
        }
        let found = self.names().and_then(|(group, other)| self.of_town(figure, headline, &group, &other));
        let Some((value, sentence)) = found else { return self.without("plain-undefined") };
        Plain { value, sentence, basis: headline.basis, source: Some(headline.source), year: headline.year }
    }

    /// The two groups in words.
    fn names(&self) -> Option<(String, String)> {
        let scheme = self.dataset.schemes().get(self.comparison.scheme)?;
        let other = match self.comparison.other {
            Other::Rest => text(self.language, "plain-rest"),
            Other::Group(other) => words(scheme, other, "those", self.language)?,
        };
        Some((words(scheme, self.comparison.group, "group", self.language)?, other))
    }

    /// The range that hidden counts leave, where there are limits of the figure.
    fn between(&self, figure: Figure, headline: &Headline) -> Option<Plain> {
        let limits = self.limits?;
        let (bounds, key) = match figure {
            Figure::OneGroup => (limits.one_group, "plain-one"),
            Figure::Swap => (limits.swap, "plain-swap"),
            _ => return None,
        };
        let few = few::tells_schools(self.dataset, self.comparison, *self.gate).unwrap_or(true);
        let (group, other) = self.names()?;
        let hidden = whole(limits.hidden as f64, self.language);
        let sentence = self.say(key, &[("group", &group), ("other", &other)]);
        let why = self.say("plain-hidden-counts", &[("hidden", &hidden)]);
        Some(Plain {
            value: range_in_words(
                bounds.least.value(),
                bounds.greatest.value(),
                usize::from(!few),
                self.language,
            ),
            sentence: format!("{sentence} {why}"),
            basis: headline.basis,
            source: Some(headline.source),
            year: headline.year,
        })
    }

    fn of_town(
        &self,
        figure: Figure,
        headline: &Headline,
        group: &str,
        other: &str,
    ) -> Option<(String, String)> {
        let language = self.language;
        let names = [("group", group), ("other", other)];
        let moves = &headline.moves;
        Some(match figure {
            Figure::OneGroup => (percent(moves.one_group_share?, 0, language), self.say("plain-one", &names)),
            Figure::Swap => (percent(moves.swap_share?, 0, language), self.say("plain-swap", &names)),
            Figure::Pupils => (whole(moves.whole_pupils? as f64, language), self.say("plain-pupils", &names)),
            Figure::Home => {
                let points = |share: f64| (share * 100.0).round();
                let (d, home) = (points(moves.one_group_share?), points(headline.home?));
                let write = |points: f64| decimal(points, 0, language);
                let (all, part, rest) = (write(d), write(home), write((d - home).abs()));
                let args = [("all", all.as_str()), ("home", &part), ("rest", &rest)];
                // Choices can also mix what the map of homes keeps apart.
                let (value, sentence) = if home > d {
                    (part.clone(), self.say("plain-home-more", &args))
                } else {
                    (self.say("plain-home-value", &args), self.say("plain-home", &args))
                };
                (value, format!("{sentence} {}", self.say("plain-home-groups", &names)))
            }
            Figure::None | Figure::Selected => return None,
        })
    }

    fn selected(&self) -> Plain {
        let (subject, unit, name) = match self.selected {
            Some(Unit::School(id)) => {
                (Subject::School, id.0, self.dataset.school(id).map(|s| s.name.clone()))
            }
            Some(Unit::Area(id)) => (Subject::Home, id.0, self.dataset.area(id).map(|a| a.name.clone())),
            None => return self.without("plain-nothing-selected"),
        };
        let comparison = self.comparison;
        let name = name.unwrap_or_default();
        let table = self.dataset.counts(subject, comparison.scheme, comparison.year);
        let Some(table) = table.filter(|t| t.mentions(unit)) else {
            return Plain {
                sentence: self.say("plain-selected-unknown", &[("name", &name)]),
                ..Plain::default()
            };
        };
        // As in every table: what is hidden must not follow from the other rows.
        let shown = ShownCounts::of(self.dataset, table, *self.gate);
        let composition = shown.composition_or_unknown(comparison.scheme, unit);
        let share = composition.shares.get(comparison.group).copied().unwrap_or(Shown::Unknown);
        let value = match share {
            Shown::Value(share) => percent(share, 0, self.language),
            Shown::Suppressed { least, greatest } => range_in_words(least, greatest, 0, self.language),
            _ => {
                let hidden = share == Shown::Hidden;
                let key = if hidden { "plain-selected-hidden" } else { "plain-selected-unknown" };
                return Plain { sentence: self.say(key, &[("name", &name)]), ..Plain::default() };
            }
        };
        let scheme = self.dataset.schemes().get(comparison.scheme);
        let group = scheme.and_then(|s| words(s, comparison.group, "has", self.language)).unwrap_or_default();
        let pupils = match composition.total {
            Shown::Value(total) => whole(total, self.language),
            Shown::Suppressed { least, greatest } => {
                format!("{}–{}", whole(least, self.language), whole(greatest, self.language))
            }
            Shown::Hidden | Shown::Unknown => DASH.to_owned(),
        };
        // Areas of several levels may have counts; those of one level are everyone once.
        let level = |unit: usize| self.dataset.areas().get(unit).map(|a| a.level);
        let alike = |other: usize| subject == Subject::School || level(other) == level(unit);
        let town = share_in_town(table, comparison.group, scheme.map_or(0, |s| s.groups.len()), alike);
        let town_text = town.map(|share| percent(share, 0, self.language));
        let args = [("name", name.as_str()), ("group", &group), ("pupils", &pupils)];
        let key = if subject == Subject::School { "plain-at-school" } else { "plain-in-area" };
        let mut sentence = self.say(key, &args);
        if let Some(town) = town_text {
            sentence = format!("{sentence} {}", self.say("plain-in-town", &[("share", &town)]));
        }
        Plain { value, sentence, basis: table.basis, source: Some(table.source), year: table.year }
    }
}

/// Share of a group in everyone counted in units that are `alike`; `None` when a count is not known.
fn share_in_town(
    table: &CountTable,
    group: usize,
    width: usize,
    alike: impl Fn(usize) -> bool,
) -> Option<f64> {
    let (mut part, mut all) = (0.0, 0.0);
    for unit in 0..table.units() {
        if !table.mentions(unit) || !alike(unit) {
            continue;
        }
        for (position, count) in table.row(unit).iter().take(width).enumerate() {
            let count = count.known()?;
            all += count;
            part += if position == group { count } else { 0.0 };
        }
    }
    (all > 0.0).then(|| part / all)
}

/// The pupils of a group in words; in the three levels of parental education without quotes.
fn words(scheme: &GroupScheme, group: usize, form: &str, language: Language) -> Option<String> {
    let found = scheme.groups.get(group)?;
    let level = match found.key.as_str() {
        _ if scheme.key != "parental-education" || found.label != found.key => None,
        "laag" | "low" => Some("plain-low"),
        "midden" | "middle" => Some("plain-middle"),
        "hoog" | "high" => Some("plain-high"),
        _ => None,
    };
    let (key, label) = match (level, form) {
        (Some(level), "group") => ("plain-parents", text(language, level)),
        (Some(level), "those") => ("plain-those-parents", text(language, level)),
        (Some(level), _) => ("plain-has-parents", text(language, level)),
        (None, "group") => ("plain-group", found.name_in(language)),
        (None, "those") => ("plain-those-group", found.name_in(language)),
        (None, _) => ("plain-has-group", found.name_in(language)),
    };
    Some(text_with(language, key, &[("group", &label)]))
}
