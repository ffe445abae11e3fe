//! Schools and areas as a table: the same as the map, for whoever reads rather than looks. A click on
//! a heading puts the rows in order; what is typed leaves only rows that have it; what is left can be
//! copied to a worksheet.

use std::cmp::Ordering;

use eframe::egui::{Align, Button, Key, Layout, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, vec2};
use egui_extras::{Column, TableBuilder};
use egui_material_icons::icons::{ICON_ARROW_DOWNWARD, ICON_ARROW_UPWARD};

use super::command::{Command, Commands};
use super::elements::{count_text, share_text};
use super::figure_choice;
use super::inspector::groups;
use super::pick::PickCommand;
use super::state::State;
use super::style::{CONTROL, caption};
use crate::data::{Basis, Indicator, SchoolId, Subject};
use crate::number::whole;
use crate::privacy::{Composition, Shown, ShownCounts};
use crate::view::hit::Hit;

const ROW: f32 = 24.0;
const NAME: f32 = 200.0;
const CODE: f32 = 110.0;
const VALUE: f32 = 120.0;

/// How a person wants the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableView {
    /// Column by which rows stand in order, and whether the greatest comes first.
    pub order: Option<(usize, bool)>,
    /// Only rows of which name or code has this.
    pub filter: String,
    /// The row from which Shift with an arrow goes on to the next.
    pub extending: Option<usize>,
}

/// One school or area.
struct Row {
    name: String,
    code: String,
    hit: Hit,
    composition: Option<Composition>,
    figure: Shown<f64>,
}

impl Row {
    /// What a column of numbers is ordered by; `None` where nothing is told.
    fn number(&self, column: usize) -> Option<f64> {
        let composition = self.composition.as_ref();
        match column {
            2 => composition?.total.value(),
            _ => match composition.and_then(|c| c.shares.get(column - 3)) {
                Some(share) => share.value(),
                None => self.figure.value(),
            },
        }
    }

    /// What stands in a column, as it may be shown.
    fn text(&self, state: &State, column: usize, groups: usize) -> String {
        match column {
            0 => self.name.clone(),
            1 => self.code.clone(),
            2 => match &self.composition {
                Some(composition) => count_text(state, composition.total),
                None => state.t("shown-unknown"),
            },
            _ if column - 3 < groups => {
                match self.composition.as_ref().and_then(|c| c.shares.get(column - 3)) {
                    Some(share) => share_text(state, *share),
                    None => state.t("shown-unknown"),
                }
            }
            _ => figure_choice::figure_text(state, self.figure),
        }
    }
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let groups = groups(state);
    // The figure that colours the map stands in the table too.
    let figure = figure_choice::of_table(state).cloned();
    let mut headings: Vec<String> =
        ["table-name", "table-code", "table-pupils"].map(|key| state.t(key)).to_vec();
    headings.extend(groups.iter().map(|(name, _)| name.clone()));
    headings.extend(figure.as_ref().map(figure_choice::heading_of));
    let (rows, all) = wanted(state, figure.as_ref());
    tools(state, ui, (&rows, all), &headings, groups.len(), commands);
    let wide = NAME + CODE + VALUE * (headings.len() - 2) as f32 + 8.0 * headings.len() as f32;
    ScrollArea::horizontal().id_salt("table across").show(ui, |ui| {
        ui.set_min_width(wide.max(ui.available_width()));
        body(state, ui, &rows, &headings, groups.len(), commands);
    });
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

fn rows(state: &State, figure: Option<&Indicator>) -> Vec<Row> {
    let dataset = state.dataset();
    let comparison = state.view.comparison;
    let of_schools = state.view.table_of_schools;
    let subject = if of_schools { Subject::School } else { Subject::Home };
    let table = dataset.counts(subject, comparison.scheme, comparison.year);
    let shown = table.map(|t| ShownCounts::of(dataset, t, state.view.gate));
    let row = |name: &str, code: &str, hit: Hit, unit: usize| Row {
        name: name.to_owned(),
        code: code.to_owned(),
        hit,
        composition: shown.as_ref().and_then(|s| s.composition(comparison.scheme, unit)).cloned(),
        figure: figure.map_or(Shown::Unknown, |f| state.view.gate.figure(f, unit)),
    };
    if of_schools {
        let list = dataset.schools().iter().enumerate();
        list.map(|(i, s)| row(&s.name, &s.code, Hit::School(SchoolId(i)), i)).collect()
    } else {
        let list = dataset.areas_of(state.view.choice.level);
        list.map(|(id, a)| row(&a.name, &a.code, Hit::Area(id), id.0)).collect()
    }
}

/// Puts rows in order; those of which nothing is told stand last either way.
fn sort(rows: &mut [Row], column: usize, down: bool) {
    let turned = |order: Ordering| if down { order.reverse() } else { order };
    rows.sort_by(|a, b| match column {
        0 => turned(a.name.to_lowercase().cmp(&b.name.to_lowercase())),
        1 => turned(a.code.cmp(&b.code)),
        _ => match (a.number(column), b.number(column)) {
            (Some(x), Some(y)) => turned(x.total_cmp(&y)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        },
    });
}

/// What is typed, how many rows that leaves, and the copy.
fn tools(
    state: &mut State,
    ui: &mut Ui,
    (rows, all): (&[Row], usize),
    headings: &[String],
    groups: usize,
    commands: &mut Commands,
) {
    let theme = state.theme();
    ui.horizontal(|ui| {
        let hint = state.t("table-filter");
        let field = TextEdit::singleline(&mut state.view.table.filter).hint_text(&hint).desired_width(180.0);
        let response = ui.add_sized([180.0, CONTROL], field);
        let (before, now) = (String::new(), state.view.table.filter.clone());
        response.widget_info(|| {
            let mut info = eframe::egui::WidgetInfo::text_edit(true, &before, &now, hint.clone());
            info.label = Some(hint.clone());
            info
        });
        let number = |n: usize| whole(n as f64, state.view.language);
        let count = state.tw("table-count", &[("count", &number(rows.len())), ("all", &number(all))]);
        ui.label(caption(count, &theme));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = Button::new(state.t("table-copy")).min_size(vec2(0.0, CONTROL));
            let copy = ui.add(button).on_hover_text(state.t("table-copy-what"));
            let select = Button::new(state.t("pick-rows-short")).min_size(vec2(0.0, CONTROL));
            if ui.add_enabled(!rows.is_empty(), select).on_hover_text(state.t("pick-rows-what")).clicked() {
                commands.pick(PickCommand::Rows);
            }
            if copy.clicked() {
                ui.ctx().copy_text(as_text(state, rows, headings, groups));
                state.message = Some(state.t("table-copied"));
            }
        });
    });
}

/// The rows with tabs between their columns, and on what they rest.
fn as_text(state: &State, rows: &[Row], headings: &[String], groups: usize) -> String {
    // A name with a tab or a line in it would break the columns.
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let line = |cells: Vec<String>| cells.iter().map(|c| plain(c)).collect::<Vec<_>>().join("\t");
    let mut out = vec![line(headings.to_vec())];
    out.extend(
        rows.iter().map(|r| line((0..headings.len()).map(|c| r.text(state, c, groups)).collect::<Vec<_>>())),
    );
    let comparison = state.view.comparison;
    let subject = if state.view.table_of_schools { Subject::School } else { Subject::Home };
    if let Some(table) = state.dataset().counts(subject, comparison.scheme, comparison.year) {
        let title = state.dataset().source(table.source).map(|s| s.title.clone()).unwrap_or_default();
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

fn body(
    state: &mut State,
    ui: &mut Ui,
    rows: &[Row],
    headings: &[String],
    groups: usize,
    commands: &mut Commands,
) {
    let mut order = state.view.table.order;
    TableBuilder::new(ui)
        .striped(false)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::remainder().at_least(NAME).clip(true))
        .column(Column::initial(CODE))
        .columns(Column::initial(VALUE).clip(true), headings.len().saturating_sub(2))
        .header(ROW, |mut header| {
            for (column, name) in headings.iter().enumerate() {
                header.col(|ui| {
                    // The names below are controls, with room at their left.
                    if column == 0 {
                        ui.add_space(ui.spacing().button_padding.x);
                    }
                    heading(state, ui, column, name, &mut order);
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
                    let name = ui.selectable_label(chosen, RichText::new(&row.name));
                    let at = line_index;
                    if name.has_focus() && extends(ui) {
                        // The focus comes to the next row by itself, a frame later.
                        state.view.table.extending = Some(at);
                        commands.pick(PickCommand::Add(vec![row.hit]));
                        ui.ctx().request_repaint();
                    } else if name.gained_focus()
                        && state.view.table.extending.take().is_some_and(|from| from.abs_diff(at) == 1)
                    {
                        commands.pick(PickCommand::Add(vec![row.hit]));
                        name.scroll_to_me(None);
                    }
                    if name.clicked() {
                        press(state, ui, rows, at, commands);
                    }
                });
                for column in 1..headings.len() {
                    line.col(|ui| {
                        ui.label(row.text(state, column, groups));
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
fn heading(state: &State, ui: &mut Ui, column: usize, name: &str, order: &mut Option<(usize, bool)>) {
    let first = column > 1;
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

/// Whether Shift with an arrow takes the next row into the selection.
fn extends(ui: &Ui) -> bool {
    ui.input(|i| i.modifiers.shift && (i.key_pressed(Key::ArrowDown) || i.key_pressed(Key::ArrowUp)))
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
