//! The tables of a comparison: outcomes, wijken, schools; every figure past the gate.

use std::sync::Arc;

use super::{DRAWS, Request, is_drawn};
use crate::data::{Dataset, Year};
use crate::notice::Notice;
use crate::number::{DASH, decimal, percent, whole};
use crate::progress::Progress;
use crate::report::table::{Cell, Column, Table};
use crate::scenario::compare::{self, Figure, WijkChange};
use crate::scenario::outcome::YearRanges;
use crate::scenario::shown::{ShownChange, ShownYear, tells_figure, tells_wijk, told_figure, told_range};
use crate::scenario::{Engine, Outcomes};
use crate::text::{text, text_with};
use crate::view::outcomes::{STRIP, difference_text, has_range, range_text, signed, told_text, value_text};

/// What the sentences beside the maps are about.
const SAID: [Figure; 3] = [Figure::Dissimilarity, Figure::MeanDistance, Figure::MustChange];

pub struct Maker<'a> {
    pub engine: &'a Engine,
    pub request: &'a Request,
    pub towns: &'a [Arc<Dataset>; 2],
    pub changes: &'a [WijkChange],
    pub present: &'a Dataset,
}

impl Maker<'_> {
    fn t(&self, key: &str) -> String {
        text(self.request.language, key)
    }

    fn tw(&self, key: &str, args: &[(&str, &str)]) -> String {
        text_with(self.request.language, key, args)
    }

    fn year(&self) -> Year {
        self.request.year
    }

    fn both(&self) -> [Arc<Outcomes>; 2] {
        self.request.sides.each_ref().map(|side| self.engine.outcomes(&side.scenario))
    }

    /// Ranges over draws of both sides; none where nobody chooses by chance.
    pub fn ranges(&self, progress: &dyn Progress) -> Result<[Option<YearRanges>; 2], Notice> {
        let mut out = [None, None];
        for (slot, side) in out.iter_mut().zip(&self.request.sides) {
            if progress.cancelled() {
                return Err(Notice::error("measure-cancelled"));
            }
            if is_drawn(side) {
                let found = self.engine.ranges_in(&side.scenario, self.year(), DRAWS, progress);
                *slot = found.and_then(|r| r.years.into_iter().next());
            }
        }
        Ok(out)
    }

    /// The main outcomes in words.
    pub fn sentences(&self) -> Vec<String> {
        let (language, gate, year) = (self.request.language, self.request.gate, self.year());
        let both = self.both();
        let [left, right] = &self.request.sides;
        let say = |figure: Figure| {
            let told = both.each_ref().map(|o| told_figure(figure, o, year, gate));
            let (Some(from), Some(to)) = (told[0], told[1]) else { return None };
            let difference = difference_text(figure, Some(from), Some(to), language);
            let values = [from, to].map(|v| value_text(figure, Some(v), language));
            let difference = match (difference == "=", values[0] == values[1]) {
                (true, true) => self.t("compared-same"),
                (true, false) => self.t("compared-rounding"),
                _ => difference,
            };
            Some(self.tw(
                "compared-sentence",
                &[
                    ("what", &self.t(figure.key())),
                    ("left", &left.name),
                    ("right", &right.name),
                    ("from", &values[0]),
                    ("to", &values[1]),
                    ("difference", &difference),
                ],
            ))
        };
        SAID.into_iter().filter_map(say).collect()
    }

    /// Every outcome of both sides and right minus left, with the ranges where there are any.
    pub fn outcomes(&self, ranges: &[Option<YearRanges>; 2]) -> Table {
        let (language, gate, year) = (self.request.language, self.request.gate, self.year());
        let both = self.both();
        let drawn = ranges.iter().any(Option::is_some);
        let mut columns = vec![Column::text("outcome", self.t("compare-outcome"), 34)];
        for (at, side) in self.request.sides.iter().enumerate() {
            columns.push(Column::number(format!("side{at}"), side.name.clone(), 22));
            if drawn {
                columns.push(Column::number(format!("range{at}"), self.t("compared-range"), 26));
            }
        }
        columns.push(Column::number("difference", self.t("compare-change"), 18));
        let row = |(figure, part): (Figure, bool)| {
            let label = self.t(figure.key());
            let label = if part { format!("– {label}") } else { label };
            let mut cells = vec![Cell::Text(label)];
            for (outcomes, ranges) in both.iter().zip(ranges) {
                cells.push(Cell::Text(told_text(figure, outcomes, year, gate, language)));
                if drawn {
                    // A range would tell what its figure may not.
                    let range = ranges.as_ref().filter(|_| has_range(figure));
                    let range = range.and_then(|r| told_range(figure, r, outcomes, year, gate));
                    cells
                        .push(Cell::Text(range.map_or(DASH.to_owned(), |r| range_text(figure, r, language))));
                }
            }
            let told = both.each_ref().map(|o| told_figure(figure, o, year, gate));
            let difference = difference_text(figure, told[0], told[1], language);
            let hidden = both.iter().any(|o| !tells_figure(figure, o, year, gate));
            let values = told.map(|v| value_text(figure, v, language));
            let difference = match (difference.is_empty(), hidden) {
                // Two values that differ on paper with nothing between them would look like a mistake.
                _ if difference == "=" && values[0] != values[1] => self.t("compared-rounding"),
                (true, true) => self.t("shown-hidden"),
                (true, false) => DASH.to_owned(),
                _ => difference,
            };
            cells.push(Cell::Text(difference));
            cells
        };
        let [left, right] = &self.request.sides;
        let args = [("year", year.to_string()), ("left", left.name.clone()), ("right", right.name.clone())];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        Table {
            name: "outcomes".to_owned(),
            title: self.t("compare-tab-outcomes"),
            about: self.tw("compared-outcomes-about", &args),
            origin: None,
            columns,
            rows: STRIP.into_iter().map(row).collect(),
        }
    }

    /// The schools whose pupils differ.
    pub fn schools(&self) -> Table {
        let language = self.request.language;
        let (scheme, group) = (self.request.comparison.scheme, self.request.comparison.group);
        let [before, after] = self.both();
        let (Some(before), Some(after)) = (before.year(self.year()), after.year(self.year())) else {
            return Table::default();
        };
        let told = self
            .towns
            .each_ref()
            .map(|town| ShownYear::of_dataset(town.clone(), scheme, self.year(), self.request.gate));
        let count = |n: Option<f64>, hidden: bool| match n {
            None if hidden => self.t("shown-hidden"),
            None => self.t("compare-closed"),
            Some(n) => whole(n, language),
        };
        let row = |change: &compare::SchoolChange| {
            let shown = ShownChange::of(change, group, &told[0], &told[1]);
            let difference = match shown.change.map(f64::round) {
                None => self.t("shown-hidden"),
                Some(n) if n > 0.0 => format!("+{}", whole(n, language)),
                Some(n) => whole(n, language),
            };
            vec![
                Cell::Text(change.name.clone()),
                Cell::Text(count(shown.before, shown.hides_before())),
                Cell::Text(count(shown.after, shown.hides_after())),
                Cell::Text(difference),
            ]
        };
        let mut changes = compare::schools(before, after, group);
        changes.retain(compare::SchoolChange::in_whole_pupils);
        Table {
            name: "schools".to_owned(),
            title: self.t("compared-schools"),
            about: self.tw("compared-schools-about", &[("year", &self.year().to_string())]),
            origin: None,
            columns: self.columns(["side0", "side1", "difference"].map(|k| (k, None)).as_slice()),
            rows: changes.iter().map(row).collect(),
        }
    }

    /// Name, and columns of numbers: those of a side, of the difference, or with a title of their own.
    fn columns(&self, numbers: &[(&str, Option<&str>)]) -> Vec<Column> {
        let mut out = vec![Column::text("name", self.t("table-name"), 34)];
        let [left, right] = &self.request.sides;
        for (key, title) in numbers {
            let of = match *key {
                k if k.ends_with('0') => left.name.clone(),
                k if k.ends_with('1') => right.name.clone(),
                _ => self.t("compare-change"),
            };
            let title = title.map_or(of.clone(), |t| format!("{}: {of}", self.t(t)));
            out.push(Column::number(*key, title, 20));
        }
        out
    }

    /// Who wins and who pays.
    pub fn wijken(&self) -> Table {
        let language = self.request.language;
        let km = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| decimal(v / 1000.0, 2, language));
        let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 0, language));
        let signed = |from, to, factor, decimals| signed(from, to, factor, decimals, language);
        let row = |change: &WijkChange| {
            let (a, b) = (change.before, change.after);
            let name = self.present.area(change.area).map(|a| a.name.clone()).unwrap_or_default();
            [
                name,
                km(a.distance),
                km(b.distance),
                signed(a.distance, b.distance, 0.001, 2),
                share(a.own_group),
                share(b.own_group),
                signed(a.own_group, b.own_group, 100.0, 1),
            ]
            .map(Cell::Text)
            .to_vec()
        };
        let told: Vec<&WijkChange> =
            self.changes.iter().filter(|c| tells_wijk(c, self.request.gate)).collect();
        let mut about = self.t("compare-wijken-what");
        let hidden = self.changes.len() - told.len();
        if hidden > 0 {
            about =
                format!("{about} {}", self.tw("compared-wijken-hidden", &[("count", &hidden.to_string())]));
        }
        let (km_key, own_key) = (Some("compare-km"), Some("compare-own"));
        Table {
            name: "wijken".to_owned(),
            title: self.t("compare-tab-wijken"),
            about,
            origin: None,
            columns: self.columns(&[
                ("km0", km_key),
                ("km1", km_key),
                ("km-difference", km_key),
                ("own0", own_key),
                ("own1", own_key),
                ("own-difference", own_key),
            ]),
            rows: told.into_iter().map(row).collect(),
        }
    }
}
