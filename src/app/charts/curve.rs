//! The segregation curve, with D as its distance to the diagonal.

use eframe::egui::{Role, Stroke, Ui, WidgetInfo};
use egui_plot::{Line, PlotPoints};

use super::plot::square;
use super::{ASIDE, Emphasis, Made, emphasis, height, nothing, point, rests_on};
use crate::app::command::Commands;
use crate::app::state::State;
use crate::app::style::{caption, color, strong};
use crate::number::whole;
use crate::view::charts::{Segment, curve};
use crate::view::hit::Hit;

pub fn show(state: &mut State, made: &Made, ui: &mut Ui, commands: &mut Commands) {
    let comparison = state.view.comparison;
    let found = made.units.as_ref().and_then(|u| Some((u, curve(u, comparison.group, comparison.other)?)));
    let Some((units, curve)) = found else { return nothing(state, ui) };
    let theme = state.theme();
    let language = state.view.language;
    let speaker = state.speaker();
    let (group, other, compared) = (speaker.group(comparison.group), speaker.other(), speaker.compared());
    let words = speaker.curve(&curve);
    let across = state.tw("charts-curve-axis", &[("group", &other)]);
    let up = state.tw("charts-curve-axis", &[("group", &group)]);
    ui.horizontal_top(|ui| {
        let tall = height(state, 8.0);
        let ink = color(theme.accent);
        let marked: Vec<(Segment, Emphasis)> = curve
            .segments
            .iter()
            .filter_map(|s| Some((s.clone(), emphasis(state, s.hit?))))
            .filter(|(_, e)| e.is_some())
            .collect();
        let response = square(state, ui, "segregation-curve", tall, (&across, &up), |plot| {
            for segment in &curve.segments {
                let line = Line::new("", PlotPoints::from(vec![segment.from, segment.to]));
                // Units together are not one unit: their stretch is broken.
                let style = match segment.hit {
                    Some(_) => egui_plot::LineStyle::Solid,
                    None => egui_plot::LineStyle::dashed_dense(),
                };
                plot.line(line.stroke(Stroke::new(2.5, ink)).style(style));
            }
            if let Some((_, [x, y])) = curve.told_distance() {
                let down = PlotPoints::from(vec![[x, x], [x, y]]);
                plot.line(Line::new("", down).stroke(Stroke::new(1.5, color(theme.text))));
            }
            for (segment, _) in &marked {
                let line = Line::new("", PlotPoints::from(vec![segment.from, segment.to]));
                plot.line(line.stroke(Stroke::new(5.0, color(theme.text))));
            }
            plot.pointer_coordinate().filter(|_| plot.response().hovered())
        });
        response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
        if let Some(hit) = response.inner.and_then(|at| nearest(&curve.segments, [at.x, at.y])) {
            point(state, ui, &response.response, hit, "", commands);
        }
        // The last number of the axis reaches past the picture.
        ui.add_space(16.0);
        ui.vertical(|ui| {
            ui.set_width(ASIDE.min(ui.available_width()));
            ui.label(strong(&compared));
            ui.label(&words);
            ui.add_space(4.0);
            ui.label(caption(state.t("charts-curve-how"), &theme));
            if curve.together > 0 {
                let count = whole(curve.together as f64, language);
                ui.label(caption(state.tw("charts-curve-together", &[("count", &count)]), &theme));
            }
            rests_on(state, ui, units, curve.left_out);
        });
    });
}

/// The unit whose stretch of the curve is nearest to a point, not further than a twentieth of the
/// picture.
fn nearest(segments: &[Segment], at: [f64; 2]) -> Option<Hit> {
    let away = |s: &Segment| {
        let (dx, dy) = (s.to[0] - s.from[0], s.to[1] - s.from[1]);
        let length = dx * dx + dy * dy;
        let along = ((at[0] - s.from[0]) * dx + (at[1] - s.from[1]) * dy) / length.max(1e-12);
        let t = along.clamp(0.0, 1.0);
        (s.from[0] + t * dx - at[0]).hypot(s.from[1] + t * dy - at[1])
    };
    let best = segments.iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
    best.hit.filter(|_| away(best) < 0.05)
}
