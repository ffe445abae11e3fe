//! The headline as a table: its readings, home and choice, chance and interval.

use super::{Maker, told_interval};
use crate::figures::certainty::Certainty;
use crate::figures::few::rounded;
use crate::figures::headline::{Headline, NoSplit};
use crate::figures::limits::{percents_with_marks, range_in_figures};
use crate::figures::quote::{hidden_in_words, left_out_in_words};
use crate::figures::readings::Readings;
use crate::measure::bounds::Bounds;
use crate::number::{percent, whole};
use crate::report::table::{Cell, Column, Table};

impl Maker<'_> {
    /// `coarse` is whether shares stand in whole percents only, as more would tell small counts.
    pub(super) fn figures(&self, found: Option<&Headline>, sure: Option<&Certainty>, coarse: bool) -> Table {
        let percentage = |v: Option<f64>| Cell::Percent(rounded(v, if coarse { 2 } else { 3 }));
        let (group, other) = self.sides();
        let args = [("group", group.as_str()), ("other", other.as_str())];
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut add = |name: String, value: Cell, meaning: String| {
            rows.push(vec![Cell::Text(name), value, Cell::Text(meaning)]);
        };
        if let Some(found) = found {
            let why = |key: &str| self.tw(key, &args);
            match &found.readings {
                Readings::Exact(moves) => {
                    add(self.t("report-one"), percentage(moves.one_group_share), why("report-one-why"));
                    add(self.t("report-swap"), percentage(moves.swap_share), why("report-swap-why"));
                    add(
                        self.tw("report-swap-of", &[("group", &group)]),
                        percentage(moves.swap_share_of_group),
                        why("report-swap-of-why"),
                    );
                    add(
                        self.tw("report-swap-of", &[("group", &other)]),
                        percentage(moves.swap_share_of_others),
                        why("report-swap-of-why"),
                    );
                    if !coarse {
                        add(
                            self.t("report-whole"),
                            Cell::Number(moves.whole_pupils.map(|v| v as f64), 0),
                            if moves.whole_pupils.is_some() {
                                why("report-whole-why")
                            } else {
                                self.t("figures-not-whole")
                            },
                        );
                    }
                }
                // Of the other readings there are no limits, and a figure over some schools is none.
                Readings::Hidden(hidden) => {
                    let reason = hidden_in_words(hidden, self.request.language);
                    let told = |key: &str| format!("{} {reason}", why(key));
                    let range = |bounds: Option<Bounds>| match bounds {
                        Some(bounds) if !coarse => {
                            Cell::Text(percents_with_marks(&bounds, self.request.language))
                        }
                        Some(bounds) => Cell::Text(range_in_figures(
                            bounds.least.value(),
                            bounds.greatest.value(),
                            self.request.language,
                        )),
                        None => percentage(None),
                    };
                    add(self.t("report-one"), range(hidden.one_group), told("report-one-why"));
                    add(self.t("report-swap"), range(hidden.swap), told("report-swap-why"));
                }
            }
            let no_split = found.no_split.map(|why| {
                self.t(match why {
                    NoSplit::SchoolsLeftOut => "figures-no-split-schools",
                    NoSplit::OtherYear => "figures-no-split-year",
                    NoSplit::HomesUnknown => "figures-no-split-homes",
                    NoSplit::SchoolsEstimated => "figures-no-split-estimated",
                })
            });
            let areas = whole(found.home_areas as f64, self.request.language);
            let rule = no_split.unwrap_or_else(|| self.tw("report-home-why", &[("areas", &areas)]));
            add(self.t("report-home"), percentage(found.home), rule);
            add(self.t("report-choice"), percentage(found.choice), self.t("report-choice-why"));
            let (schools, pupils) = match found.readings.hidden() {
                Some(hidden) => {
                    let (least, greatest) = hidden.pupils;
                    let number = |n: f64| whole(n, self.request.language);
                    let range = format!("{}–{}", number(least), number(greatest));
                    (hidden.all_schools, Cell::Text(range))
                }
                None => (found.schools, Cell::Number(Some(found.pupils), 0)),
            };
            let left_out = left_out_in_words(found, self.request.language).unwrap_or_default();
            add(self.t("report-schools-counted"), Cell::Number(Some(schools as f64), 0), left_out);
            add(self.t("report-pupils-counted"), pupils, why("report-pupils-why"));
        }
        if let Some(chance) = sure.and_then(|s| s.chance.as_ref().ok()) {
            add(self.t("report-chance"), percentage(Some(chance.expected)), self.t("report-chance-why"));
        }
        if let Some(interval) = sure.and_then(told_interval) {
            let share = |v: f64| percent(v, 0, self.request.language);
            let text = format!("{}–{}", share(interval.low), share(interval.high));
            let level = percent(interval.level, 0, self.request.language);
            // Fractional counts have no pupils to draw: then it is over schools, which is wider.
            let over_pupils = sure.is_some_and(|sure| sure.over_pupils.is_some());
            let why = if over_pupils { "report-interval-why" } else { "report-interval-why-schools" };
            add(self.t("report-interval"), Cell::Text(text), self.tw(why, &[("level", &level)]));
        }
        Table {
            name: self.t("report-sheet-figures"),
            title: self.t("report-figures"),
            about: self.tw("report-about-figures", &args),
            origin: self.origin(),
            columns: vec![
                Column::text("figure", self.t("report-figure"), 26),
                Column::number("value", self.t("report-value"), 12),
                Column::text("meaning", self.t("report-meaning"), 62),
            ],
            rows,
        }
    }
}
