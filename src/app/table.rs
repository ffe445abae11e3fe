//! Schools and areas as a table: the same as the map, for whoever reads rather than looks.

use eframe::egui::{Align, Layout, RichText, Sense, Ui};
use egui_extras::{Column, TableBuilder};

use super::command::Commands;
use super::elements::{count_text, share_text};
use super::figure_choice;
use super::inspector::{composition, groups};
use super::state::State;
use super::style::caption;
use crate::data::{AreaId, SchoolId, Subject};
use crate::view::hit::Hit;

const ROW: f32 = 24.0;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let rows: Vec<(String, String, Hit)> = if state.view.table_of_schools {
        let list = state.dataset().schools().iter().enumerate();
        list.map(|(i, s)| (s.name.clone(), s.code.clone(), Hit::School(SchoolId(i)))).collect()
    } else {
        let level = state.view.choice.level;
        state
            .dataset()
            .areas_of(level)
            .map(|(id, a)| (a.name.clone(), a.code.clone(), Hit::Area(id)))
            .collect()
    };
    let groups = groups(state);
    // The figure that colours the map stands in the table too.
    let figure = figure_choice::of_table(state);
    let theme = state.theme();
    TableBuilder::new(ui)
        .striped(false)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::remainder().at_least(180.0).clip(true))
        .column(Column::initial(110.0))
        .columns(Column::initial(120.0), 1 + groups.len() + usize::from(figure.is_some()))
        .header(ROW, |mut header| {
            for key in ["table-name", "table-code", "table-pupils"] {
                header.col(|ui| {
                    ui.label(caption(state.t(key), &theme));
                });
            }
            for (name, _) in &groups {
                header.col(|ui| {
                    ui.label(caption(name, &theme));
                });
            }
            if let Some(figure) = figure {
                header.col(|ui| {
                    ui.label(caption(figure_choice::heading_of(figure), &theme));
                });
            }
        })
        .body(|body| {
            body.rows(ROW, rows.len(), |mut row| {
                let Some((name, code, hit)) = rows.get(row.index()) else { return };
                row.set_selected(state.view.selection == Some(*hit));
                let (subject, unit) = match hit {
                    Hit::School(id) => (Subject::School, id.0),
                    Hit::Area(id) => (Subject::Home, id.0),
                };
                let shown = composition(state, subject, unit);
                row.col(|ui| {
                    let text = RichText::new(name);
                    // The name is the control: it takes the focus, so that the table works by keyboard.
                    if ui.selectable_label(state.view.selection == Some(*hit), text).clicked() {
                        select(*hit, commands);
                    }
                });
                row.col(|ui| {
                    ui.label(code);
                });
                row.col(|ui| {
                    let text = shown.as_ref().map(|c| count_text(state, c.total));
                    ui.label(text.unwrap_or_else(|| state.t("shown-unknown")));
                });
                for i in 0..groups.len() {
                    row.col(|ui| {
                        let share = shown.as_ref().and_then(|c| c.shares.get(i)).copied();
                        ui.label(share.map_or_else(|| state.t("shown-unknown"), |s| share_text(state, s)));
                    });
                }
                if let Some(figure) = figure {
                    row.col(|ui| {
                        ui.label(figure_choice::cell(state, figure, *hit));
                    });
                }
                if row.response().clicked() {
                    select(*hit, commands);
                }
            });
        });
}

fn select(hit: Hit, commands: &mut Commands) {
    match hit {
        Hit::Area(AreaId(i)) => commands.select_area(AreaId(i)),
        Hit::School(id) => commands.select_school(id),
    }
}
