//! What the coefficients of a model of choice say, in plain words.

use super::model::{Attribute, ChoiceModel, Coefficient, Term};
use crate::data::{Basis, Dataset};
use crate::number::{decimal, whole};
use crate::text::{Language, text_with};

/// The 97.5th percentile of the normal distribution: 95% lies between minus and plus this.
const Z95: f64 = 1.959_963_984_540_054;

/// How many times as likely a school is chosen for one step of a term, all else equal.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub term: Term,
    /// The step that is read: 1 kilometre, 0.1 of a share (ten percentage points), a school of
    /// this kind instead of one of the reference, or 1 unit of an indicator.
    pub step: f64,
    /// Odds ratio for that step, over 0.
    pub odds: f64,
    /// 95% interval of the odds ratio; `None` for a coefficient set by hand.
    pub interval: Option<(f64, f64)>,
    /// Flows behind it that are not exactly known and were taken at the middle of their range: what they
    /// leave open is not in the interval.
    pub hidden: usize,
}

impl Reading {
    /// What any reading rests on.
    pub const BASIS: Basis = Basis::Modelled;

    /// "A school one kilometre further is chosen 2.1 times less", with its interval.
    pub fn sentence(&self, language: Language, group_names: &[String]) -> String {
        // "Two times less" is read at once, "0.5 times as often" is not.
        let fewer = self.odds < 1.0;
        let turned = |odds: f64| if fewer { 1.0 / odds } else { odds };
        let number = |odds: f64| decimal(odds, if odds < 10.0 { 2 } else { 1 }, language);
        let times = number(turned(self.odds));
        let name = match &self.term.of {
            Attribute::Denomination(name) | Attribute::Kind(name) | Attribute::Indicator(name) => name,
            Attribute::Distance | Attribute::OwnGroupShare => "",
        };
        let args = [("times", times.as_str()), ("name", name)];
        let mut out = match (&self.term.of, fewer) {
            (Attribute::Distance, true) => text_with(language, "choice-reads-distance-less", &args),
            (Attribute::Distance, false) => text_with(language, "choice-reads-distance-more", &args),
            (Attribute::OwnGroupShare, true) => text_with(language, "choice-reads-share-less", &args),
            (Attribute::OwnGroupShare, false) => text_with(language, "choice-reads-share-more", &args),
            (Attribute::Indicator(_), true) => text_with(language, "choice-reads-indicator-less", &args),
            (Attribute::Indicator(_), false) => text_with(language, "choice-reads-indicator-more", &args),
            (_, true) => text_with(language, "choice-reads-kind-less", &args),
            (_, false) => text_with(language, "choice-reads-kind-more", &args),
        };
        if let Some(group) = self.term.group {
            let group = group_names.get(group).cloned().unwrap_or_else(|| (group + 1).to_string());
            out = text_with(language, "choice-reads-group", &[("group", &group), ("reading", &out)]);
        }
        if let Some((low, high)) = self.interval {
            // Turned over, the low end becomes the high one.
            let (low, high) = if fewer { (1.0 / high, 1.0 / low) } else { (low, high) };
            let (low, high) = (number(low), number(high));
            let key = if self.hidden > 0 { "choice-reads-interval-hidden" } else { "choice-reads-interval" };
            out = text_with(language, key, &[("reading", &out), ("low", &low), ("high", &high)]);
        }
        out
    }
}

impl Coefficient {
    /// The step in which a coefficient is read; see [`Reading::step`].
    pub fn step(&self) -> f64 {
        match self.term.of {
            Attribute::OwnGroupShare => 0.1,
            _ => 1.0,
        }
    }
}

impl ChoiceModel {
    /// Every coefficient as an odds ratio, in order.
    pub fn readings(&self) -> Vec<Reading> {
        let errors = self.fit.as_ref().map(|fit| fit.told_errors());
        let hidden = self.fit.as_ref().map_or(0, |fit| fit.hidden);
        let reading = |(at, coefficient): (usize, &Coefficient)| {
            let step = coefficient.step();
            let odds = |value: f64| (value * step).exp();
            Reading {
                term: coefficient.term.clone(),
                step,
                odds: odds(coefficient.value),
                interval: errors.and_then(|errors| errors.get(at)).map(|error| {
                    (odds(coefficient.value - Z95 * error), odds(coefficient.value + Z95 * error))
                }),
                hidden,
            }
        };
        self.coefficients.iter().enumerate().map(reading).collect()
    }
}

/// That flows are not exactly known, and what that does to the weights and their intervals; `None` where
/// all are known.
pub fn hidden_in_words(hidden: usize, language: Language) -> Option<String> {
    let count = whole(hidden as f64, language);
    (hidden > 0).then(|| text_with(language, "home-model-hidden", &[("count", &count)]))
}

/// Names of the groups of a scheme in a language.
pub fn group_names(dataset: &Dataset, scheme: usize, language: Language) -> Vec<String> {
    let scheme = dataset.schemes().get(scheme);
    scheme.map(|s| s.groups.iter().map(|g| g.name_in(language)).collect()).unwrap_or_default()
}
