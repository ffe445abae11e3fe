//! Schools and areas as a table: the same as the map, for whoever reads rather than looks. A click on
//! a heading puts the rows in order; what is typed leaves only rows that have it; what is left can be
//! copied to a worksheet. Which columns there are is chosen too, and what is copied has the same.

mod columns;

use std::cmp::Ordering;

use eframe::egui::{
    Align, Button, EventFilter, Key, Layout, Modifiers, Response, RichText, ScrollArea, Sense, TextEdit, Ui,
    vec2,
};
use egui_extras::{Column as Size, TableBuilder};
use egui_material_icons::icons::{ICON_ARROW_DOWNWARD, ICON_ARROW_UPWARD};

pub use self::columns::Column;
use super::command::{Command, Commands};
use super::elements::{count_text, share_text};
use super::figure_choice;
use super::pick::PickCommand;
use super::state::State;
use super::style::{CONTROL, caption};
use crate::data::{AreaId, Basis, Indicator, Level, SchoolId, Subject};
use crate::number::{DASH, whole};
use crate::privacy::{Composition, Shown, ShownCounts};
use crate::report::table::{Cell, Table};
use crate::view::hit::Hit;

const ROW: f32 = 24.0;
const NAME: f32 = 200.0;
/// With less width the buttons stand on a line of their own.
const ONE_LINE: f32 = 560.0;
const CODE: f32 = 110.0;
const VALUE: f32 = 120.0;
const WORDS: f32 = 170.0;

/// How a person wants the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableView {
    /// Column by which rows stand in order, and whether the greatest comes first.
    pub order: Option<(Column, bool)>,
    /// Only rows of which name or code has this.
    pub filter: String,
    /// The row that an arrow brings the focus to, and whether it joins the selection.
    pub coming: Option<(usize, bool)>,
}

/// One school or area.
struct Row {
    name: String,
    code: String,
    board: String,
    denomination: String,
    postcode: String,
    around: String,
    hit: Hit,
    /// All pupils: those counted by group, else what the register of schools has.
    pupils: Shown<f64>,
    composition: Option<Composition>,
    figure: Shown<f64>,
}

impl Row {
    /// What a column of numbers is ordered by; `None` where nothing is told.
    fn number(&self, column: Column) -> Option<f64> {
        let composition = self.composition.as_ref();
        match column {
            Column::Pupils => self.pupils.value(),
            Column::Share(at) => composition?.shares.get(at)?.value(),
            Column::Count(at) => composition?.counts.get(at)?.value(),
            Column::Figure => self.figure.value(),
            _ => None,
        }
    }

    /// What stands in a column of a file, as it may be shown.
    fn cell(&self, column: Column) -> Cell {
        let composition = self.composition.as_ref();
        let words = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
        match column {
            Column::Name => words(&self.name),
            Column::Code => words(&self.code),
            Column::Board => words(&self.board),
            Column::Denomination => words(&self.denomination),
            Column::Postcode => words(&self.postcode),
            Column::Around => words(&self.around),
            Column::Pupils => Cell::Count(self.pupils),
            Column::Count(at) => {
                Cell::Count(composition.and_then(|c| c.counts.get(at)).copied().unwrap_or(Shown::Unknown))
            }
            Column::Share(_) if composition.is_some_and(Composition::has_nobody) => Cell::Percent(None),
            Column::Share(at) => {
                Cell::Share(composition.and_then(|c| c.shares.get(at)).copied().unwrap_or(Shown::Unknown))
            }
            Column::Figure => match self.figure {
                Shown::Value(value) => Cell::Number(Some(value), usize::from(value.fract() != 0.0)),
                other => Cell::Count(other),
            },
        }
    }

    /// What stands in a column, as it may be shown.
    fn text(&self, state: &State, column: Column) -> String {
        let unknown = || state.t("shown-unknown");
        let composition = self.composition.as_ref();
        match column {
            Column::Name => self.name.clone(),
            Column::Code => self.code.clone(),
            Column::Board => self.board.clone(),
            Column::Denomination => self.denomination.clone(),
            Column::Postcode => self.postcode.clone(),
            Column::Around => self.around.clone(),
            Column::Pupils => count_text(state, self.pupils),
            Column::Count(at) => {
                composition.and_then(|c| c.counts.get(at)).map_or_else(unknown, |n| count_text(state, *n))
            }
            Column::Share(_) if composition.is_some_and(Composition::has_nobody) => DASH.to_owned(),
            Column::Share(at) => {
                composition.and_then(|c| c.shares.get(at)).map_or_else(unknown, |s| share_text(state, *s))
            }
            Column::Figure => figure_choice::figure_text(state, self.figure),
        }
    }
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    // The figure that colours the map stands in the table too.
    let figure = figure_choice::of_table(state).cloned();
    let columns: Vec<(Column, String)> =
        columns::shown(state).into_iter().map(|column| (column, column.heading(state))).collect();
    let (rows, all) = wanted(state, figure.as_ref());
    tools(state, ui, (&rows, all), &columns, commands);
    let wide: f32 = columns.iter().map(|(column, _)| width(*column) + 8.0).sum();
    ScrollArea::horizontal().id_salt("table across").show(ui, |ui| {
        ui.set_min_width(wide.max(ui.available_width()));
        body(state, ui, &rows, &columns, commands);
    });
}

fn width(column: Column) -> f32 {
    match column {
        Column::Name => NAME,
        Column::Code | Column::Postcode => CODE,
        Column::Board | Column::Around => WORDS,
        _ => VALUE,
    }
}

/// The rows that the filter leaves, in order, and how many there are without it.
fn wanted(state: &State, figure: Option<&Indicator>) -> (Vec<Row>, usize) {
    let mut rows = rows(state, figure);
    let all = rows.len();
    let filter = state.view.table.filter.trim().to_lowercase();
    if !filter.is_empty() {
        rows.retain(|r| r.name.to_lowercase().contains(&filter) || r.code.to_lowercase().contains(&filter));
    }
    if let Some((column, down)) = state.view.table.order {
        sort(&mut rows, column, down);
    }
    (rows, all)
}

/// What the rows are about that the filter leaves.
pub fn hits(state: &State) -> Vec<Hit> {
    wanted(state, None).0.into_iter().map(|row| row.hit).collect()
}

/// The table with the columns that a person chose, for a file, and what its rows are about; with the rows
/// that the filter leaves, in their order, or with all.
pub fn to_write(state: &State, filtered: bool) -> (Table, Vec<Hit>) {
    let figure = figure_choice::of_table(state).cloned();
    let columns = columns::shown(state);
    let rows = if filtered { wanted(state, figure.as_ref()).0 } else { rows(state, figure.as_ref()) };
    let table = Table {
        columns: columns.iter().map(|column| column.in_file(state)).collect(),
        rows: rows.iter().map(|row| columns.iter().map(|column| row.cell(*column)).collect()).collect(),
        ..Table::default()
    };
    (table, rows.into_iter().map(|row| row.hit).collect())
}

fn rows(state: &State, figure: Option<&Indicator>) -> Vec<Row> {
    let dataset = state.dataset();
    let comparison = state.view.comparison;
    let of_schools = state.view.table_of_schools;
    let subject = if of_schools { Subject::School } else { Subject::Home };
    let table = dataset.counts(subject, comparison.scheme, comparison.year);
    let shown = table.map(|t| ShownCounts::of(dataset, t, state.view.gate));
    let register =
        of_schools.then(|| ShownCounts::of_year(dataset, subject, comparison.year, state.view.gate));
    let told = |unit: usize| {
        let composition = shown.as_ref().and_then(|s| s.composition(comparison.scheme, unit)).cloned();
        let counted = composition.as_ref().map(|c| c.total).filter(|total| *total != Shown::Unknown);
        let pupils = counted.or_else(|| register.as_ref().map(|r| r.published(unit)));
        let figure = figure.map_or(Shown::Unknown, |f| state.view.gate.figure(f, unit));
        (pupils.unwrap_or(Shown::Unknown), composition, figure)
    };
    let name = |area: Option<AreaId>| {
        area.and_then(|id| dataset.area(id)).map(|a| a.name.clone()).unwrap_or_default()
    };
    if of_schools {
        let needs_wijk = columns::shown(state).contains(&Column::Around);
        let list = dataset.schools().iter().enumerate();
        list.map(|(i, school)| {
            let (pupils, composition, figure) = told(i);
            let wijk = needs_wijk.then(|| dataset.area_at(school.at, Level::Wijk)).flatten();
            Row {
                name: school.name.clone(),
                code: school.code.clone(),
                board: school.board.clone().unwrap_or_default(),
                denomination: school.denomination.clone().unwrap_or_default(),
                postcode: school.postcode.clone().unwrap_or_default(),
                around: name(wijk),
                hit: Hit::School(SchoolId(i)),
                pupils,
                composition,
                figure,
            }
        })
        .collect()
    } else {
        let list = dataset.areas_of(state.view.choice.level);
        list.map(|(id, area)| {
            let (pupils, composition, figure) = told(id.0);
            Row {
                name: area.name.clone(),
                code: area.code.clone(),
                board: String::new(),
                denomination: String::new(),
                postcode: String::new(),
                around: name(area.parent),
                hit: Hit::Area(id),
                pupils,
                composition,
                figure,
            }
        })
        .collect()
    }
}

/// Puts rows in order; those of which nothing is told stand last either way.
fn sort(rows: &mut [Row], column: Column, down: bool) {
    let turned = |order: Ordering| if down { order.reverse() } else { order };
    // Empty words stand last, as numbers do that are not told.
    let words = |a: &str, b: &str| match (a.is_empty(), b.is_empty()) {
        (false, false) => turned(a.to_lowercase().cmp(&b.to_lowercase())),
        (a, b) => a.cmp(&b),
    };
    rows.sort_by(|a, b| match column {
        Column::Name => words(&a.name, &b.name),
        Column::Code => words(&a.code, &b.code),
        Column::Board => words(&a.board, &b.board),
        Column::Denomination => words(&a.denomination, &b.denomination),
        Column::Postcode => words(&a.postcode, &b.postcode),
        Column::Around => words(&a.around, &b.around),
        Column::Pupils | Column::Count(_) | Column::Share(_) | Column::Figure => {
            match (a.number(column), b.number(column)) {
                (Some(x), Some(y)) => turned(x.total_cmp(&y)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            }
        }
    });
}

/// What is typed, how many rows that leaves, and the copy.
fn tools(
    state: &mut State,
    ui: &mut Ui,
    (rows, all): (&[Row], usize),
    columns: &[(Column, String)],
    commands: &mut Commands,
) {
    // Large letters leave no room for all of it on one line.
    let one_line = ui.available_width() >= ONE_LINE;
    let mut copied = false;
    ui.horizontal(|ui| {
        filter(state, ui, rows.len(), all);
        if one_line {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                copied = buttons(state, ui, rows.is_empty(), commands);
            });
        }
    });
    if !one_line {
        ui.horizontal_wrapped(|ui| copied = buttons(state, ui, rows.is_empty(), commands));
    }
    if copied {
        ui.ctx().copy_text(as_text(state, rows, columns));
        state.message = Some(state.t("table-copied"));
    }
}

/// The field that filters, and how many rows that leaves.
fn filter(state: &mut State, ui: &mut Ui, shown: usize, all: usize) {
    let hint = state.t("table-filter");
    let width = (ui.available_width() * 0.5).min(180.0);
    let field = TextEdit::singleline(&mut state.view.table.filter).hint_text(&hint).desired_width(width);
    let response = ui.add_sized([width, CONTROL], field);
    let (before, now) = (String::new(), state.view.table.filter.clone());
    response.widget_info(|| {
        let mut info = eframe::egui::WidgetInfo::text_edit(true, &before, &now, hint.clone());
        info.label = Some(hint.clone());
        info
    });
    let number = |n: usize| whole(n as f64, state.view.language);
    let count = state.tw("table-count", &[("count", &number(shown)), ("all", &number(all))]);
    ui.label(caption(count, &state.theme()));
}

/// Copy, select and columns; whether the rows are to be copied.
fn buttons(state: &mut State, ui: &mut Ui, empty: bool, commands: &mut Commands) -> bool {
    let button = Button::new(state.t("table-copy")).min_size(vec2(0.0, CONTROL));
    let copy = ui.add(button).on_hover_text(state.t("table-copy-what"));
    let select = Button::new(state.t("pick-rows-short")).min_size(vec2(0.0, CONTROL));
    if ui.add_enabled(!empty, select).on_hover_text(state.t("pick-rows-what")).clicked() {
        commands.pick(PickCommand::Rows);
    }
    columns::button(state, ui);
    copy.clicked()
}

/// The rows with tabs between their columns, and on what they rest.
fn as_text(state: &State, rows: &[Row], columns: &[(Column, String)]) -> String {
    // A name with a tab or a line in it would break the columns.
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let line = |cells: Vec<String>| cells.iter().map(|c| plain(c)).collect::<Vec<_>>().join("\t");
    let mut out = vec![line(columns.iter().map(|(_, heading)| heading.clone()).collect())];
    out.extend(rows.iter().map(|r| line(columns.iter().map(|(c, _)| r.text(state, *c)).collect())));
    let comparison = state.view.comparison;
    let subject = if state.view.table_of_schools { Subject::School } else { Subject::Home };
    if let Some(table) = state.dataset().counts(subject, comparison.scheme, comparison.year) {
        let title =
            state.dataset().source(table.source).map(|s| s.title_in(state.view.language)).unwrap_or_default();
        let mut rests = vec![state.tw("charts-source", &[("source", &title)])];
        rests.extend(table.year.map(|y| y.to_string()));
        match table.basis {
            Basis::Counted => {}
            Basis::Estimated => rests.push(state.t("basis-estimated")),
            Basis::Modelled => rests.push(state.t("basis-modelled")),
        }
        out.push(plain(&rests.join(" · ")));
    }
    out.extend(crate::view::gate_mark(state.view.gate, state.view.language).map(|mark| mark.text));
    out.join("\n")
}

fn body(state: &mut State, ui: &mut Ui, rows: &[Row], columns: &[(Column, String)], commands: &mut Commands) {
    let mut order = state.view.table.order;
    let mut builder = TableBuilder::new(ui)
        .striped(false)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Size::remainder().at_least(NAME).clip(true));
    for (column, _) in columns.iter().skip(1) {
        builder = builder.column(Size::initial(width(*column)).clip(true));
    }
    // A row that is out of view has nothing to give the focus to.
    if let Some((row, _)) = state.view.table.coming.filter(|(row, _)| *row < rows.len()) {
        builder = builder.scroll_to_row(row, None);
    } else {
        state.view.table.coming = None;
    }
    builder
        .header(ROW, |mut header| {
            for (at, (column, name)) in columns.iter().enumerate() {
                header.col(|ui| {
                    // The names below are controls, with room at their left.
                    if at == 0 {
                        ui.add_space(ui.spacing().button_padding.x);
                    }
                    heading(state, ui, *column, name, &mut order);
                });
            }
        })
        .body(|body| {
            body.rows(ROW, rows.len(), |mut line| {
                let line_index = line.index();
                let Some(row) = rows.get(line_index) else { return };
                let chosen = state.view.selection.contains(row.hit);
                line.set_selected(chosen);
                line.col(|ui| {
                    // The name is the control: it takes the focus, so that the table works by keyboard.
                    // As tall as the row, so that it stands on one line with the others.
                    ui.spacing_mut().interact_size.y = ROW;
                    ui.spacing_mut().button_padding.y = 0.0;
                    let name = ui.selectable_label(chosen, RichText::new(&row.name));
                    let at = line_index;
                    arrows(state, ui, &name, (row, at, rows.len()), commands);
                    if name.clicked() {
                        press(state, ui, rows, at, commands);
                    }
                });
                for (column, _) in columns.iter().skip(1) {
                    line.col(|ui| {
                        ui.label(row.text(state, *column));
                    });
                }
                let response = line.response();
                if response.clicked() {
                    let held = response.ctx.input(|i| i.modifiers);
                    press_with(state, held, false, rows, line_index, commands);
                }
                if line.response().hovered() {
                    state.view.pointed = Some(row.hit);
                }
            });
        });
    state.view.table.order = order;
}

/// The name of a column; a click puts rows in its order, another the other way round, a third as in
/// the file. Of numbers the greatest come first.
fn heading(state: &State, ui: &mut Ui, column: Column, name: &str, order: &mut Option<(Column, bool)>) {
    let first = column.is_number();
    let now = order.filter(|(of, _)| *of == column).map(|(_, down)| down);
    let mark = match now {
        None => String::new(),
        Some(true) => format!(" {}", ICON_ARROW_DOWNWARD.codepoint),
        Some(false) => format!(" {}", ICON_ARROW_UPWARD.codepoint),
    };
    let text = caption(format!("{name}{mark}"), &state.theme());
    let key = match now {
        None => "table-order",
        Some(true) => "table-order-down",
        Some(false) => "table-order-up",
    };
    let label = state.tw(key, &[("column", name)]);
    let response = ui.add(Button::new(text).frame(false).min_size(vec2(0.0, ROW)));
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &label));
    if response.clicked() {
        *order = match now {
            None => Some((column, first)),
            Some(down) if down == first => Some((column, !first)),
            Some(_) => None,
        };
    }
}

/// Arrows bring the focus to the next row; with Shift both rows join the selection.
fn arrows(
    state: &mut State,
    ui: &Ui,
    name: &Response,
    (row, at, count): (&Row, usize, usize),
    commands: &mut Commands,
) {
    if let Some((_, joins)) = state.view.table.coming.take_if(|(to, _)| *to == at) {
        name.request_focus();
        name.scroll_to_me(None);
        if joins {
            commands.pick(PickCommand::Add(vec![row.hit]));
        }
        return;
    }
    if !name.has_focus() {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(name.id, filter));
    for (key, to) in [(Key::ArrowUp, at.checked_sub(1)), (Key::ArrowDown, Some(at + 1))] {
        let joins = ui.input_mut(|i| i.consume_key(Modifiers::SHIFT, key));
        if !joins && !ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
            continue;
        }
        if let Some(to) = to.filter(|to| *to < count) {
            state.view.table.coming = Some((to, joins));
            if joins {
                commands.pick(PickCommand::Add(vec![row.hit]));
            }
            ui.ctx().request_repaint();
        }
    }
}

/// A row was clicked, or pressed by key.
fn press(state: &State, ui: &Ui, rows: &[Row], at: usize, commands: &mut Commands) {
    let (held, by_space) = ui.input(|i| (i.modifiers, i.key_pressed(Key::Space)));
    press_with(state, held, by_space, rows, at, commands);
}

/// With Shift every row from the primary one to this one is selected; with Ctrl, or by the space bar,
/// this one joins or leaves; else it is selected alone.
fn press_with(
    state: &State,
    held: Modifiers,
    by_space: bool,
    rows: &[Row],
    at: usize,
    commands: &mut Commands,
) {
    let Some(row) = rows.get(at) else { return };
    let from = state.view.selection.primary().and_then(|hit| rows.iter().position(|r| r.hit == hit));
    match from {
        Some(from) if held.shift => {
            let between = rows.get(from.min(at)..=from.max(at)).unwrap_or_default();
            let mut hits: Vec<Hit> = between.iter().map(|r| r.hit).collect();
            if from > at {
                hits.reverse();
            }
            commands.pick(PickCommand::Replace(hits));
        }
        _ if held.shift || held.command || by_space => commands.pick(PickCommand::Toggle(row.hit)),
        _ => commands.push(Command::Select(Some(row.hit))),
    }
}
