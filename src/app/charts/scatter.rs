//! Every school beside the wijk in which it stands.

use eframe::egui::{Role, Stroke, Ui, WidgetInfo};
use egui_plot::{Line, LineStyle, PlotPoints, Points};

use super::plot::square;
use super::{ABOVE, ASIDE, Made, emphasis, group_box, height, nothing, point, rests_on};
use crate::app::command::Commands;
use crate::app::inspector::groups;
use crate::app::state::State;
use crate::app::style::{caption, color};
use crate::number::percent;
use crate::view::charts::Beside;

/// A school can be pointed at from this far, in shares.
const REACH: f64 = 0.03;

pub fn show(state: &mut State, made: &Made, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal(|ui| group_box(state, ui, "charts-share-of"));
    let Some((list, others)) = made.beside.as_ref().filter(|(list, _)| !list.is_empty()) else {
        return nothing(state, ui);
    };
    let theme = state.theme();
    let language = state.view.language;
    let group = super::chosen_group(state);
    let rgb = groups(state).get(group).map(|(_, rgb)| *rgb).unwrap_or_default();
    // Within so many points a school reflects its wijk; the legend of the mirror has the same limits.
    let limit = state.view.home.mirror.limits.leans / 100.0;
    let words = state.speaker().beside(list, group, limit);
    let across = state.t("charts-beside-across");
    let up = state.t("charts-beside-up");
    ui.horizontal_top(|ui| {
        let tall = height(state, ABOVE + 8.0);
        let response = square(state, ui, "school-beside-wijk", tall, (&across, &up), |plot| {
            for way in [-limit, limit] {
                let band = PlotPoints::from(vec![[0.0, way], [1.0, 1.0 + way]]);
                let stroke = Stroke::new(1.0, color(theme.line));
                plot.line(Line::new("", band).stroke(stroke).style(LineStyle::Solid));
            }
            for one in list {
                let dot = |radius: f32| Points::new("", vec![[one.in_wijk, one.at_school]]).radius(radius);
                // By area, as the discs of the map.
                let radius = one.school.pupils().map_or(3.0, |n| (n.sqrt() as f32 / 4.0).clamp(3.0, 8.0));
                if emphasis(state, one.school.hit).is_some() {
                    plot.points(dot(radius + 2.5).color(color(theme.text)));
                }
                plot.points(dot(radius).color(color(rgb)));
            }
            plot.pointer_coordinate().filter(|_| plot.response().hovered())
        });
        response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
        if let Some(one) = response.inner.and_then(|at| nearest(list, [at.x, at.y])) {
            let share = percent(one.in_wijk, 0, language);
            let more = state.tw("charts-beside-wijk", &[("wijk", &one.wijk_name), ("share", &share)]);
            point(state, ui, &response.response, one.school.hit, &more, commands);
        }
        ui.vertical(|ui| {
            ui.set_width(ASIDE.min(ui.available_width()));
            ui.label(&words);
            ui.add_space(4.0);
            ui.label(caption(state.t("charts-beside-how"), &theme));
            if let Some(units) = &made.units {
                rests_on(state, ui, units, *others);
            }
        });
    });
}

fn nearest(list: &[Beside], at: [f64; 2]) -> Option<&Beside> {
    let away = |b: &Beside| (b.in_wijk - at[0]).hypot(b.at_school - at[1]);
    list.iter().min_by(|a, b| away(a).total_cmp(&away(b))).filter(|b| away(b) < REACH)
}
