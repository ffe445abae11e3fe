//! What charts say in words: the same on the screen and on paper, and for whoever does not see them.

use super::{Beside, Curve, Histogram, Unit, Units};
use crate::data::{Basis, Dataset};
use crate::figures::headline::Comparison;
use crate::figures::limits::{percents_with_marks, range_in_figures};
use crate::figures::over_time::Moment;
use crate::measure::Other;
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::Shown;
use crate::text::{Language, text, text_with};
use crate::view::scene::Rgb;
use crate::view::theme::group_colors;

/// Speaks of the charts of one town.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    pub dataset: &'a Dataset,
    pub comparison: Comparison,
    pub language: Language,
}

impl Speaker<'_> {
    pub(super) fn t(&self, key: &str) -> String {
        text(self.language, key)
    }

    pub(super) fn tw(&self, key: &str, args: &[(&str, &str)]) -> String {
        text_with(self.language, key, args)
    }

    pub(super) fn number(&self, n: usize) -> String {
        whole(n as f64, self.language)
    }

    /// Names and colours of the groups.
    pub fn groups(&self) -> Vec<(String, Rgb)> {
        let scheme = self.dataset.schemes().get(self.comparison.scheme);
        let groups = scheme.map(|s| s.groups.as_slice()).unwrap_or_default();
        groups.iter().map(|g| g.name_in(self.language)).zip(group_colors(groups)).collect()
    }

    /// Name of a group.
    pub fn group(&self, at: usize) -> String {
        self.groups().into_iter().nth(at).map(|(name, _)| name).unwrap_or_default()
    }

    /// Name of what the group is compared with.
    pub fn other(&self) -> String {
        match self.comparison.other {
            Other::Rest => self.t("figures-rest"),
            Other::Group(other) => self.group(other),
        }
    }

    /// "hoog tegenover laag".
    pub fn compared(&self) -> String {
        let args = [("group", self.group(self.comparison.group)), ("other", self.other())];
        self.tw("charts-compared", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
    }

    /// A share as it may be shown.
    pub fn share(&self, share: Shown<f64>) -> String {
        match share {
            Shown::Value(value) => percent(value, 0, self.language),
            Shown::Suppressed { least, greatest } => range_in_figures(least, greatest, self.language),
            Shown::Hidden => self.t("shown-hidden"),
            Shown::Unknown => self.t("shown-unknown"),
        }
    }

    /// The ends of an order by the share of a group.
    pub fn composition(&self, ordered: &[&Unit], group: usize) -> String {
        let told: Vec<&&Unit> = ordered.iter().filter(|u| u.share(group).is_some()).collect();
        let end = |unit: Option<&&&Unit>| {
            let share = |u: &&&Unit| u.composition.shares.get(group).copied().unwrap_or(Shown::Unknown);
            unit.map(|u| format!("{} ({})", u.name, self.share(share(u)))).unwrap_or_default()
        };
        let (count, name) = (self.number(told.len()), self.group(group));
        let (most, least) = (end(told.first()), end(told.last()));
        let args = [("count", count), ("group", name), ("most", most), ("least", least)];
        self.tw("charts-composition-words", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
    }

    /// The greatest distance of the curve, and how it stands to D.
    pub fn curve(&self, curve: &Curve) -> String {
        let (group, other) = (self.group(self.comparison.group), self.other());
        let distance = percent(curve.distance, 0, self.language);
        let left_out = self.number(curve.left_out);
        let key = match (curve.left_out, curve.together) {
            (0, 0) => "charts-curve-words",
            (0, _) => "charts-curve-words-pooled",
            // Without some of the units the distance can lie on either side of D.
            _ => "charts-curve-words-partly",
        };
        let args = [("group", group), ("other", other), ("distance", distance), ("count", left_out)];
        self.tw(key, &args.each_ref().map(|(k, v)| (*k, v.as_str())))
    }

    /// The bins that hold something.
    pub fn histogram(&self, found: &Histogram, group: usize) -> String {
        let full = found.bins.iter().filter(|b| !b.units.is_empty());
        let bin = |b: &super::Bin| format!("{}: {}", self.bin(b), self.number(b.units.len()));
        let bins: Vec<String> = full.map(bin).collect();
        let args = [("group", self.group(group)), ("bins", bins.join(", "))];
        self.tw("charts-histogram-words", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
    }

    /// From where to where a bin goes.
    pub fn bin(&self, bin: &super::Bin) -> String {
        let from = decimal(bin.from * 100.0, 0, self.language);
        format!("{from}–{}", percent(bin.to, 0, self.language))
    }

    /// How many schools reflect their wijk; `limit` is a share (0..1).
    pub fn beside(&self, list: &[Beside], group: usize, limit: f64) -> String {
        let within = list.iter().filter(|b| b.is_within(limit)).count();
        let args = [
            ("group", self.group(group)),
            ("within", self.number(within)),
            ("count", self.number(list.len())),
            ("points", decimal(limit * 100.0, 0, self.language)),
        ];
        self.tw("charts-beside-words", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
    }

    /// What is not in a chart, and on what it rests.
    pub fn rests_on(&self, units: &Units, withheld: usize) -> Vec<String> {
        let mut words = self.not_shown(units, withheld);
        if let Some(source) = self.dataset.source(units.source) {
            words.push(self.tw("charts-source", &[("source", &source.title_in(self.language))]));
        }
        match units.basis {
            Basis::Counted => {}
            Basis::Estimated => words.push(self.t("basis-estimated")),
            Basis::Modelled => words.push(self.t("basis-modelled")),
        }
        words
    }

    /// What is not in a chart.
    pub(super) fn not_shown(&self, units: &Units, withheld: usize) -> Vec<String> {
        let mut words = Vec::new();
        for (key, count) in [("charts-withheld", withheld), ("charts-uncounted", units.uncounted)] {
            if count > 0 {
                words.push(self.tw(key, &[("count", &self.number(count))]));
            }
        }
        words
    }

    /// A measure in every year, with its interval or with what hidden counts allow.
    pub fn moments(&self, moments: &[Moment]) -> Vec<String> {
        let share = |v: f64| percent(v, 1, self.language);
        let one = |m: &Moment| {
            let year = m.year.to_string();
            if let Some(limits) = m.limits {
                let range = percents_with_marks(&limits, self.language);
                return self.tw("years-limits", &[("year", &year), ("range", &range)]);
            }
            let interval = m.interval.as_ref().map(|i| format!(" ({}–{})", share(i.low), share(i.high)));
            let value = match m.value {
                Some(value) => percent(value, m.decimals(), self.language),
                None if m.withheld => self.t("shown-hidden"),
                None => DASH.to_owned(),
            };
            format!("{year}: {value}{}", interval.unwrap_or_default())
        };
        moments.iter().map(one).collect()
    }
}
