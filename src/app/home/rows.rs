//! Rows of the tables in the window: a name that wraps, and figures in columns at the right.

use eframe::egui::{Align2, Button, Color32, FontId, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::fonts::{regular, semibold};
use crate::app::state::State;
use crate::app::style::{BODY, CAPTION, color};

/// How a row looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Head,
    Body,
    Strong,
}

/// Columns of figures at the right, each this wide.
pub const COLUMN: f32 = 76.0;
const LEAST: f32 = 24.0;

/// A row to read.
pub fn row(state: &State, ui: &mut Ui, look: Look, name: &str, figures: &[String]) {
    wide_row(state, ui, look, name, figures, COLUMN);
}

/// A row to read, with columns of another width.
pub fn wide_row(state: &State, ui: &mut Ui, look: Look, name: &str, figures: &[String], column: f32) {
    let label: Vec<&str> = std::iter::once(name).chain(figures.iter().map(String::as_str)).collect();
    let label = label.join(" · ");
    draw(state, ui, look, name, figures, column, |ui, size| {
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
        (rect, response)
    });
}

/// A row to press; `label` says what it shows. Answers with the response.
pub fn press_row(
    state: &State,
    ui: &mut Ui,
    selected: bool,
    label: &str,
    name: &str,
    (figures, column): (&[String], f32),
) -> eframe::egui::Response {
    draw(state, ui, Look::Body, name, figures, column, |ui, size| {
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.put(rect, Button::selectable(selected, "").min_size(size));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, label));
        (rect, response)
    })
}

fn draw(
    state: &State,
    ui: &mut Ui,
    look: Look,
    name: &str,
    figures: &[String],
    column: f32,
    place: impl FnOnce(&mut Ui, eframe::egui::Vec2) -> (eframe::egui::Rect, eframe::egui::Response),
) -> eframe::egui::Response {
    let theme = state.theme();
    let (size, family, tint) = match look {
        Look::Head => (CAPTION, regular(), color(theme.muted)),
        Look::Body => (BODY, regular(), color(theme.text)),
        Look::Strong => (BODY, semibold(), color(theme.text)),
    };
    let font = FontId::new(size, family);
    let width = ui.available_width();
    let room = (width - column * figures.len() as f32 - 12.0).max(80.0);
    let galley = ui.painter().layout(name.to_owned(), font.clone(), Color32::PLACEHOLDER, room);
    let height = (galley.size().y + 6.0).max(LEAST);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let (rect, response) = place(ui, vec2(width, height));
    ui.spacing_mut().item_spacing.y = spacing;
    let painter = ui.painter();
    // Figures stand on the first line of the name.
    let line = if galley.rows.len() > 1 { rect.min.y + 3.0 } else { rect.center().y - galley.size().y / 2.0 };
    painter.galley(pos2(rect.min.x + 4.0, line), galley, tint);
    for (i, figure) in figures.iter().rev().enumerate() {
        let x = rect.max.x - 4.0 - i as f32 * column;
        painter.text(pos2(x, line), Align2::RIGHT_TOP, figure, font.clone(), tint);
    }
    response
}
