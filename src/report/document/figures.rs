//! The headline as a table: its readings, home and choice, chance and interval.

use super::{Maker, told_interval};
use crate::figures::certainty::Certainty;
use crate::figures::few::rounded;
use crate::figures::headline::{Headline, NoSplit};
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
        // Where counts are hidden the range is the headline.
        if let Some(bounds) = sure.and_then(|s| s.bounds.as_ref()) {
            add(self.t("report-bounds"), Cell::Bounds(*bounds), self.t("report-bounds-why"));
        }
        if let Some(found) = found {
            let moves = &found.moves;
            let why = |key: &str| self.tw(key, &args);
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
            add(self.t("report-schools-counted"), Cell::Number(Some(found.schools as f64), 0), String::new());
            add(
                self.t("report-pupils-counted"),
                Cell::Number(Some(found.pupils), 0),
                why("report-pupils-why"),
            );
        }
        if let Some(chance) = sure.and_then(|s| s.chance.as_ref().ok()) {
            add(self.t("report-chance"), percentage(Some(chance.expected)), self.t("report-chance-why"));
        }
        if let Some(interval) = sure.and_then(told_interval) {
            let share = |v: f64| percent(v, 0, self.request.language);
            let text = format!("{}–{}", share(interval.low), share(interval.high));
            let level = percent(interval.level, 0, self.request.language);
            add(
                self.t("report-interval"),
                Cell::Text(text),
                self.tw("report-interval-why", &[("level", &level)]),
            );
        }
        let mut about = self.tw("report-about-figures", &args);
        if let Some(found) = found.filter(|_| sure.is_some_and(|s| s.hidden > 0)) {
            let units = whole(found.schools_left_out as f64, self.request.language);
            about = format!("{about} {}", self.tw("quote-left-out", &[("units", &units)]));
        }
        Table {
            name: self.t("report-sheet-figures"),
            title: self.t("report-figures"),
            about,
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
