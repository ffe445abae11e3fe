//! Two kinds of catchments beside each other as tables: per school, and what falls to another school.

#![allow(clippy::result_large_err, reason = "a file fails once, on the cold path")]

use std::fs;
use std::path::Path;

use geo::Area;

use super::catchments::description;
use super::csv::{Dialect, csv};
use super::table::{Cell, Column, Origin, Table};
use super::xlsx;
use crate::catchment::living::{Living, LivingIn};
use crate::catchment::{Catchments, Comparison, comparison};
use crate::choice::Homes;
use crate::data::{Dataset, SchoolId, Subject, Year};
use crate::notice::Notice;
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};
use crate::view::capital;

/// Kinds of file that it can be written to.
pub const KINDS: [&str; 2] = ["xlsx", "csv"];

/// The comparison of two kinds with everything that has to stand beside it.
#[derive(Clone, Debug)]
pub struct Compared {
    pub title: String,
    /// What A and B are, how to read it, on what it rests.
    pub about: Vec<String>,
    pub schools: Table,
    /// What falls to another school.
    pub passages: Table,
    language: Language,
}

impl Compared {
    /// Of two kinds of a town: A and B. Pupils have passed the gate.
    pub fn new(
        dataset: &Dataset,
        kinds: [&Catchments; 2],
        scheme: usize,
        year: Option<Year>,
        gate: Gate,
        language: Language,
    ) -> Self {
        let [one, other] = kinds;
        let year = one.year.or(other.year).or(year);
        let home = dataset.counts(Subject::Home, scheme, year);
        let home = home.or_else(|| dataset.counts(Subject::Home, scheme, None));
        let homes = home.map(|table| Homes::of(dataset, table));
        let living = Living::of(dataset, scheme, year, gate);
        let found = comparison(one, other, homes.as_ref(), &living);
        Self::of(dataset, kinds, &found, living.basis, gate, language)
    }

    /// The same of a comparison that was made before; `homes` is the basis of who lives where.
    pub fn of(
        dataset: &Dataset,
        [one, other]: [&Catchments; 2],
        found: &Comparison,
        homes: crate::data::Basis,
        gate: Gate,
        language: Language,
    ) -> Self {
        let names = [one, other].map(|kind| capital(&kind.name(language)));
        let args = [("one", names[0].as_str()), ("other", names[1].as_str())];
        let mut about = vec![text_with(language, "catchment-compare-what", &args)];
        about.extend(found.in_words(&names[1], language));
        about.push(format!("A: {}", description(dataset, one, language)));
        about.push(format!("B: {}", description(dataset, other, language)));
        let threshold = gate.threshold.to_string();
        about.push(text_with(language, "catchment-compare-threshold", &[("threshold", &threshold)]));
        let mut source = format!("A: {} · B: {}", names[0], names[1]);
        if dataset.is_example() {
            source = format!("{source} ({})", text(language, "view-mark-example"));
        }
        let origin = Some(Origin { basis: homes.max(one.basis).max(other.basis), source });
        let table = |name: &str, title: &str, columns, rows| Table {
            name: text(language, name),
            title: text(language, title),
            about: about.first().cloned().unwrap_or_default(),
            origin: origin.clone(),
            columns,
            rows,
        };
        let schools = table(
            "catchment-compare-schools",
            "catchment-compared",
            school_columns(language),
            found.schools.iter().map(|s| school_row(dataset, s)).collect(),
        );
        let passages = table(
            "catchment-compare-passages",
            "catchment-compared",
            passage_columns(language),
            found.passages.iter().map(|p| passage_row(dataset, p)).collect(),
        );
        let title = format!("{} – {}", dataset.name_in(language), text(language, "catchment-compared"));
        Self { title, about, schools, passages, language }
    }

    /// Writes it by the ending of the name: a workbook with both tables and an explanation, or the
    /// table of schools as CSV.
    ///
    /// # Errors
    /// Another ending, or a file that can't be written.
    pub fn write(&self, path: &Path, dialect: Dialect) -> Result<(), Notice> {
        let kind = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        let bytes = match kind.as_str() {
            "csv" => csv(&self.schools, dialect, self.language).into_bytes(),
            "xlsx" => {
                let mut lines = vec![self.title.clone()];
                lines.extend(self.about.iter().cloned());
                xlsx::tables(&[&self.schools, &self.passages], &lines, self.language)?
            }
            _ => return Err(Notice::error("catchment-table-kind").arg("kind", kind)),
        };
        fs::write(path, bytes).map_err(|e| {
            Notice::error("report-file-failed").arg("reason", e).file(path.display().to_string())
        })
    }
}

fn school_columns(language: Language) -> Vec<Column> {
    let number = |key: &str, title: &str| Column::number(key, text(language, title), 1);
    vec![
        Column::text("school", text(language, "catchment-compare-code"), 1),
        Column::text("name", text(language, "catchment-compare-school"), 3),
        number("a_ha", "catchment-compare-one-ha"),
        number("b_ha", "catchment-compare-other-ha"),
        number("both_ha", "catchment-compare-both-ha"),
        number("a_pupils", "catchment-compare-one-pupils"),
        number("a_areas_left_out", "catchment-compare-one-left"),
        number("b_pupils", "catchment-compare-other-pupils"),
        number("b_areas_left_out", "catchment-compare-other-left"),
    ]
}

fn school_row(dataset: &Dataset, found: &crate::catchment::SchoolDifference) -> Vec<Cell> {
    let hectares = |m2: Option<f64>| Cell::Number(m2.map(|m2| m2 / 10_000.0), 1);
    let [one, other] = found.area_m2;
    // Where it has no catchment, nobody lives in it: that is no zero.
    let living = |m2: Option<f64>, here: LivingIn| {
        let known = |n: f64| Cell::Number(m2.map(|_| n), 0);
        [known(here.pupils), known(here.left_out as f64)]
    };
    let [code, name] = named(dataset, found.school);
    let [a, a_left] = living(one, found.living[0]);
    let [b, b_left] = living(other, found.living[1]);
    vec![code, name, hectares(one), hectares(other), hectares(Some(found.both_m2)), a, a_left, b, b_left]
}

fn passage_columns(language: Language) -> Vec<Column> {
    let name = |key: &str, title: &str, width| Column::text(key, text(language, title), width);
    vec![
        name("from", "catchment-compare-code", 1),
        name("from_name", "catchment-compare-from", 3),
        name("to", "catchment-compare-code", 1),
        name("to_name", "catchment-compare-to", 3),
        Column::number("ha", text(language, "catchment-compare-ha"), 1),
    ]
}

fn passage_row(dataset: &Dataset, passage: &crate::catchment::Passage) -> Vec<Cell> {
    let ha = Cell::Number(Some(passage.shape.unsigned_area() / 10_000.0), 1);
    let sides = [passage.from, passage.to].map(|school| named(dataset, school));
    sides.into_iter().flatten().chain([ha]).collect()
}

fn named(dataset: &Dataset, school: SchoolId) -> [Cell; 2] {
    let of = |get: fn(&crate::data::School) -> &String| {
        dataset.school(school).map_or(Cell::Empty, |s| Cell::Text(get(s).clone()))
    };
    [of(|s| &s.code), of(|s| &s.name)]
}
