//! The friendship schools of a scenario as tables: what groups bring, and school by school.

use std::sync::Arc;

use super::{Maker, Report, Request};
use crate::data::{Basis, Dataset, Year};
use crate::figures::few::rounded;
use crate::figures::headline::Comparison;
use crate::figures::others;
use crate::find::town::telling::Telling;
use crate::find::town::{Brings, GroupBrings, Told, Town};
use crate::friendship::Friendship;
use crate::friendship::contact::{Change, Contact};
use crate::friendship::schools::{OneSchool, schools};
use crate::notice::Notice;
use crate::number::{decimal, whole};
use crate::privacy::Shown;
use crate::report::table::{Cell, Column, Origin, Table};

/// Decimals of shares and indices: what a file holds is no more than what is read.
const DECIMALS: i32 = 3;
const PART_DECIMALS: i32 = 4;

impl Report {
    /// Adds what groups of friendship schools bring in a year: a table of groups and one of schools.
    /// Links on the map are [`crate::view::links::Links`].
    ///
    /// # Errors
    /// No counts by school.
    pub fn add_friends(
        &mut self,
        dataset: &Arc<Dataset>,
        request: &Request,
        groups: &[Friendship],
        year: Year,
    ) -> Result<(), Notice> {
        let comparison = Comparison { year: None, ..request.comparison };
        let town = Town::new(dataset, comparison)?;
        let brings = town.brings(groups, Some(year));
        let telling = town.telling(request.gate);
        let told = town.told(groups, Some(year), &telling);
        if brings.groups.is_empty() {
            return Ok(());
        }
        let found = Found {
            telling,
            told,
            units: brings.units(&town),
            maker: Maker { dataset, request },
            groups,
            brings,
            town,
        };
        self.friends = vec![found.table_of_groups(), found.table_of_schools()];
        self.explanation.push(found.maker.t("friends-opportunity-sentence"));
        self.explanation.push(found.maker.t("friends-model-why"));
        self.explanation.extend(found.others_left_out());
        self.explanation.push(found.maker.t("friends-schools-eta-why"));
        self.explanation.push(found.maker.t("friends-long-walk-why"));
        Ok(())
    }
}

struct Found<'a> {
    maker: Maker<'a>,
    groups: &'a [Friendship],
    town: Town,
    brings: Brings,
    /// Of the groups that may be told, for the figures of the town.
    told: Told,
    telling: Telling,
    units: Vec<Vec<usize>>,
}

/// A share or an index where it may be told; a dash where it is not defined.
fn figure(value: Option<f64>, told: bool, decimals: i32, share: bool) -> Cell {
    match rounded(value, decimals) {
        Some(_) if !told => Cell::Count(Shown::Hidden),
        Some(value) if share => Cell::Share(Shown::Value(value)),
        value => Cell::Number(value, usize::try_from(decimals).unwrap_or_default()),
    }
}

fn both(change: Change, told: (bool, bool), share: bool) -> [Cell; 2] {
    let decimals = if share { DECIMALS } else { PART_DECIMALS };
    [figure(change.before, told.0, decimals, share), figure(change.after, told.1, decimals, share)]
}

fn of_contact(contact: &Contact, told: (bool, bool)) -> Vec<Cell> {
    let eta = contact.correlation_ratio;
    let index = |value, told| figure(value, told, DECIMALS, false);
    let mut out = Vec::new();
    out.extend(both(contact.exposure, told, true));
    out.extend(both(contact.isolation, told, true));
    out.extend([index(eta.before, told.0), index(eta.after, told.1)]);
    out
}

impl Found<'_> {
    fn origin(&self) -> Option<Origin> {
        let origin = self.maker.origin_of_friends()?;
        Some(Origin { basis: Basis::Modelled, ..origin })
    }

    /// Columns of exposure, isolation and a third figure, before and after.
    fn contact_columns(&self, third: &str) -> Vec<Column> {
        let mut out = Vec::new();
        for (key, name) in [
            ("exposure", "friends-compare-exposure"),
            ("isolation", "friends-compare-isolation"),
            ("eta2", third),
        ] {
            for (when, word) in [("before", "friends-before"), ("after", "friends-after")] {
                let title = format!("{}, {}", self.maker.t(name), self.maker.t(word));
                out.push(Column::number(format!("{key}_{when}"), title, 8));
            }
        }
        out
    }

    fn name(&self, unit: usize) -> String {
        let id = self.town.school(unit);
        id.and_then(|id| self.maker.dataset.school(id)).map(|s| s.name.clone()).unwrap_or_default()
    }

    fn table_of_groups(&self) -> Table {
        let maker = &self.maker;
        let mut columns = vec![
            Column::text("group", maker.t("friends-report-group"), 13),
            Column::text("schools", maker.t("friends-form-schools"), 18),
            Column::text("hours", maker.t("friends-report-hours"), 12),
            Column::text("travel", maker.t("friends-form-travel"), 13),
            Column::number("minutes", maker.t("friends-report-minutes"), 8),
        ];
        columns.extend(self.contact_columns("friends-figure-eta"));
        columns.push(Column::number("contact_hours", maker.t("friends-compare-hours"), 9));
        let mut rows: Vec<Vec<Cell>> =
            self.brings.groups.iter().zip(&self.units).map(|(group, own)| self.group(group, own)).collect();
        let told = (self.telling.town(), self.telling.town());
        let mut town =
            vec![Cell::Text(maker.t("friends-report-town")), Cell::Empty, Cell::Empty, Cell::Empty];
        town.push(Cell::Number(rounded(self.told.brings.mean_minutes(), 0), 0));
        town.extend(of_contact(&self.told.brings.contact, told));
        town.push(figure(self.told.brings.year.all.map(|h| h.gained), told.1, 1, false));
        rows.push(town);
        let left_out = match self.told.left_out {
            0 => String::new(),
            count => format!(" {}", maker.tw("friends-left-out", &[("count", &count.to_string())])),
        };
        Table {
            name: maker.t("friends-title"),
            title: maker.t("friends-title"),
            about: format!(
                "{} {}{left_out}",
                self.about("friends-report-about"),
                maker.t("friends-opportunity-short")
            ),
            origin: self.origin(),
            columns,
            rows,
        }
    }

    fn group(&self, group: &GroupBrings, own: &[usize]) -> Vec<Cell> {
        let maker = &self.maker;
        let language = maker.request.language;
        let agreed = self.groups.get(group.group);
        let open = self.telling.group(own, &self.units);
        let schools: Vec<String> = own.iter().map(|unit| self.name(*unit)).collect();
        let travel = group.travel.as_ref();
        let way = travel.zip(agreed).map(|(travel, agreed)| {
            let mode = maker.t(agreed.travel.text_key());
            match travel.long_walks.len() {
                0 => mode,
                count => {
                    let long = maker.tw("friends-long-walks", &[("count", &whole(count as f64, language))]);
                    format!("{mode}. {long}")
                }
            }
        });
        let hours = agreed.map(|a| {
            let on_top = a.timing == crate::friendship::hours::Timing::OnTop;
            let key = if on_top { "friends-timing-on-top" } else { "friends-timing-in-lessons" };
            format!("{} {}", decimal(a.hours, 1, language), maker.t(key))
        });
        let mut row = vec![
            Cell::Text(agreed.map(|a| a.name.clone()).unwrap_or_default()),
            Cell::Text(schools.join(", ")),
            Cell::Text(hours.unwrap_or_default()),
            way.map_or(Cell::Empty, Cell::Text),
            // It rests on how many children each school has.
            figure(travel.and_then(|t| t.mean_minutes), open, 0, false),
        ];
        row.extend(of_contact(&group.contact, (open, open)));
        row.push(figure(group.year.all.map(|h| h.gained), open, 1, false));
        row
    }

    fn table_of_schools(&self) -> Table {
        let maker = &self.maker;
        let town = (self.telling.town(), self.telling.town());
        let mut columns = vec![
            Column::text("code", maker.t("report-code"), 9),
            Column::text("name", maker.t("report-name"), 20),
            Column::text("group", maker.t("friends-report-group"), 18),
        ];
        columns.extend(self.contact_columns("friends-schools-eta"));
        let row = |one: OneSchool| {
            let of = |(group, own): (&GroupBrings, &Vec<usize>)| {
                own.contains(&one.unit)
                    .then(|| self.groups.get(group.group).map(|g| g.name.clone()))
                    .flatten()
            };
            let groups: Vec<String> = self.brings.groups.iter().zip(&self.units).filter_map(of).collect();
            if groups.is_empty() {
                return None;
            }
            let open = self.telling.met(one.unit, &self.units);
            let mut row = vec![
                Cell::Text(self.town.code(one.unit).unwrap_or_default().to_owned()),
                Cell::Text(self.name(one.unit)),
                Cell::Text(groups.join(", ")),
            ];
            row.extend(both(one.exposure, (open, open), true));
            row.extend(both(one.isolation, (open, open), true));
            // The share of the town stands in the parts.
            row.extend(both(one.eta2_part, (open && town.0, open && town.1), false));
            Some(row)
        };
        Table {
            name: maker.t("friends-report-sheet-schools"),
            title: maker.t("friends-report-schools"),
            about: self.about("friends-schools-what"),
            origin: self.origin(),
            columns,
            rows: schools(&self.brings.contact, self.town.counts()).into_iter().filter_map(row).collect(),
        }
    }

    /// Which pupils are in none of the figures; `None` where all are.
    fn others_left_out(&self) -> Option<String> {
        let Request { comparison, language, .. } = self.maker.request;
        let names = others::names(self.maker.dataset, *comparison, *language);
        let (group, other) = others::compared(self.maker.dataset, *comparison, *language);
        let all = self.town.all_pupils();
        let pupils = self.telling.town().then(|| (all - self.town.counts().total(), all));
        others::of_contact((&group, &other), &names, pupils, *language)
    }

    fn about(&self, key: &str) -> String {
        let (group, other) = self.maker.sides();
        self.maker.tw(key, &[("group", group.as_str()), ("other", other.as_str())])
    }
}
