//! The tables of areas and of schools.

use super::{Maker, Request, about, capital, levels_key, one_level_key, origin};
use crate::data::{AreaId, Dataset, Level, Subject};
use crate::privacy::{Composition, Shown, ShownCounts};
use crate::report::table::{Cell, Column, Table};
use crate::text::{text, text_with};

/// Columns of pupils and shares by group.
fn group_columns(dataset: &Dataset, request: &Request) -> Vec<Column> {
    let language = request.language;
    let mut out = vec![Column::number("pupils", text(language, "report-pupils"), 9)];
    let scheme = dataset.schemes().get(request.comparison.scheme);
    for group in scheme.map(|s| s.groups.as_slice()).unwrap_or_default() {
        let name = group.name_in(language);
        out.push(Column::number(group.key.clone(), name.clone(), 9));
        let title = text_with(language, "report-share-of", &[("group", &name)]);
        out.push(Column::number(format!("{}_share", group.key), title, 9));
    }
    out
}

fn composition_cells(shown: &Composition) -> Vec<Cell> {
    let mut out = vec![Cell::Count(shown.total)];
    for (count, share) in shown.counts.iter().zip(&shown.shares) {
        let share = if shown.has_nobody() { Cell::Percent(None) } else { Cell::Share(*share) };
        out.extend([Cell::Count(*count), share]);
    }
    out
}

/// Areas of these levels with the pupils who live there, and their positions.
pub(super) fn areas(dataset: &Dataset, request: &Request, levels: &[Level]) -> (Table, Vec<usize>) {
    let (language, comparison) = (request.language, request.comparison);
    let Some(counts) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return (Table::default(), Vec::new());
    };
    let shown = ShownCounts::of(dataset, counts, request.gate);
    let mut columns = vec![
        Column::text("level", text(language, "report-level"), 8),
        Column::text("code", text(language, "report-code"), 12),
        Column::text("name", text(language, "report-name"), 22),
        Column::text("within", text(language, "report-within"), 18),
    ];
    columns.extend(group_columns(dataset, request));
    let one_level = levels.len() == 1;
    let mut rows = Vec::new();
    let mut ids = Vec::new();
    for level in levels {
        for (AreaId(id), area) in dataset.areas_of(*level) {
            let parent = area.parent.and_then(|p| dataset.area(p));
            let mut row = vec![
                Cell::Text(text(language, one_level_key(*level))),
                Cell::Text(area.code.clone()),
                Cell::Text(area.name.clone()),
                parent.map_or(Cell::Empty, |p| Cell::Text(p.name.clone())),
            ];
            row.extend(composition_cells(&shown.composition_or_unknown(comparison.scheme, id)));
            rows.push(row);
            ids.push(id);
        }
    }
    let level = levels.first().copied().unwrap_or(Level::Other);
    let title = if one_level { text(language, levels_key(level)) } else { text(language, "report-areas") };
    let about_homes = about(dataset, request, counts, "report-about-homes");
    let mut table = Table {
        name: text(language, "report-sheet-areas"),
        title: capital(&title),
        about: about_homes,
        origin: Some(origin(dataset, counts, request)),
        columns,
        rows,
    };
    if one_level {
        // The title says it.
        drop_column(&mut table, "level");
    }
    if table.position("within").is_some_and(|at| table.rows.iter().all(|r| r.get(at) == Some(&Cell::Empty))) {
        drop_column(&mut table, "within");
    }
    (table, ids)
}

fn drop_column(table: &mut Table, key: &str) {
    if let Some(at) = table.position(key) {
        table.columns.remove(at);
        table.rows.iter_mut().filter(|r| at < r.len()).for_each(|r| drop(r.remove(at)));
    }
}

impl Maker<'_> {
    pub(super) fn schools(&self) -> Table {
        let Self { dataset, request } = *self;
        let comparison = request.comparison;
        let Some(counts) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
            return Table::default();
        };
        let shown = ShownCounts::of(dataset, counts, request.gate);
        let mut columns = vec![
            Column::text("code", self.t("report-code"), 9),
            Column::text("name", self.t("report-name"), 22),
            Column::text("denomination", self.t("report-denomination"), 13),
            Column::text("board", self.t("report-board"), 13),
        ];
        columns.extend(group_columns(dataset, request));
        let optional = |v: &Option<String>| v.clone().map_or(Cell::Empty, Cell::Text);
        let rows = dataset.schools().iter().enumerate().map(|(i, school)| {
            let composition = shown.composition_or_unknown(comparison.scheme, i);
            let mut row = vec![
                Cell::Text(school.code.clone()),
                Cell::Text(school.name.clone()),
                optional(&school.denomination),
                optional(&school.board),
            ];
            let mut cells = composition_cells(&composition);
            // Where nothing is counted by group, the register's total is still known.
            if let (Some(first), Shown::Unknown) = (cells.first_mut(), composition.total) {
                let alone = match shown.composition(comparison.scheme, i) {
                    None => request.gate.count(school.pupils),
                    Some(_) => Shown::Unknown,
                };
                *first = Cell::Count(alone);
            }
            row.extend(cells);
            row
        });
        let mut table = Table {
            name: self.t("report-sheet-schools"),
            title: self.t("view-schools"),
            about: about(dataset, request, counts, "report-about-schools"),
            origin: Some(origin(dataset, counts, request)),
            rows: rows.collect(),
            columns,
        };
        for key in ["denomination", "board"] {
            let at = table.position(key);
            if at.is_some_and(|at| table.rows.iter().all(|r| r.get(at) == Some(&Cell::Empty))) {
                drop_column(&mut table, key);
            }
        }
        table
    }
}
