//! A square of two shares, each from 0 to 100 %.

use std::ops::RangeInclusive;

use eframe::egui::{Stroke, Ui};
use egui_plot::{GridMark, Line, LineStyle, Plot, PlotPoints, PlotResponse, PlotUi};

use crate::app::state::State;
use crate::app::style::color;
use crate::number::percent;

/// Draws the square with its diagonal and whatever `draw` puts into it.
pub fn square<R>(
    state: &State,
    ui: &mut Ui,
    id: &str,
    side: f32,
    (across, up): (&str, &str),
    draw: impl FnOnce(&mut PlotUi<'_>) -> R,
) -> PlotResponse<R> {
    let language = state.view.language;
    let theme = state.theme();
    let steps = |_| -> Vec<GridMark> {
        (0..=4).map(|i| GridMark { value: f64::from(i) * 0.25, step_size: 0.25 }).collect()
    };
    let format = move |mark: GridMark, _: &RangeInclusive<f64>| {
        if (-1e-6..=1.0 + 1e-6).contains(&mark.value) {
            percent(mark.value, 0, language)
        } else {
            String::new()
        }
    };
    Plot::new(id)
        .width(side * 1.25)
        .height(side)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .grid_color(color(theme.line))
        .x_axis_label(across.to_owned())
        .y_axis_label(up.to_owned())
        .default_x_bounds(-0.02, 1.02)
        .default_y_bounds(-0.02, 1.02)
        .grid_spacing(4.0..=24.0)
        .x_grid_spacer(steps)
        .y_grid_spacer(steps)
        .x_axis_formatter(format)
        .y_axis_formatter(format)
        .label_formatter(|_| None)
        .show(ui, |plot| {
            let diagonal = PlotPoints::from(vec![[0.0, 0.0], [1.0, 1.0]]);
            plot.line(
                Line::new("", diagonal)
                    .stroke(Stroke::new(1.0, color(theme.muted)))
                    .style(LineStyle::dashed_loose()),
            );
            draw(plot)
        })
}
