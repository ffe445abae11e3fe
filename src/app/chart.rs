//! Lines over the years, with their ranges.

use std::ops::RangeInclusive;

use eframe::egui::{Align2, Color32, Rangef, RichText, Role, Stroke, Ui, WidgetInfo};
use egui_plot::{
    AxisHints, GridMark, Line, LineStyle, Plot, PlotPoint, PlotPoints, Points, Polygon, Text, VLine,
};

use super::style::color;
use crate::data::Year;
use crate::view::scene::Rgb;
use crate::view::theme::Theme;

/// One line: a value per year, and a range where there is one.
pub struct Series {
    pub name: String,
    pub colour: Rgb,
    /// Broken lines tell series apart without colour.
    pub dashed: bool,
    pub points: Vec<Moment>,
    /// What stands at its end, where lines would be told apart by colour alone; empty for nothing.
    pub tag: String,
    /// Years of which only a least and a greatest value are known: bars without a point.
    pub spans: Vec<(Year, f64, f64)>,
}

impl Series {
    /// The points in stretches without a year of which the value is open between them: a line across
    /// such a year would tell one.
    fn stretches(&self) -> impl Iterator<Item = &[Moment]> {
        let open = |from: Year, to: Year| self.spans.iter().any(|(year, ..)| from < *year && *year < to);
        self.points.chunk_by(move |a, b| !open(a.0, b.0))
    }
}

/// Year, value, least and greatest.
pub type Moment = (Year, f64, Option<(f64, f64)>);

/// What a chart looks like, and what it says to who can't see it.
pub struct Look<'a> {
    pub height: f32,
    /// The year that is looked at.
    pub mark: Option<Year>,
    pub theme: &'a Theme,
    /// What the chart shows, in words.
    pub label: &'a str,
}

/// Lines over years; `format` writes a value. Gives the year that was clicked.
pub fn over_years(
    ui: &mut Ui,
    id: &str,
    series: &[Series],
    look: &Look<'_>,
    format: impl Fn(f64) -> String + Copy + 'static,
) -> Option<Year> {
    let Look { height, mark, theme, label } = *look;
    let grid = color(theme.line);
    let years = |s: &Series| {
        let spans = s.spans.iter().map(|(year, ..)| year.0);
        s.points.iter().map(|p| p.0.0).chain(spans).collect::<Vec<_>>()
    };
    let all: Vec<i32> = series.iter().flat_map(years).collect();
    let (first, last) = (all.iter().min().copied()?, all.iter().max().copied()?);
    let ends = series.iter().flat_map(|s| &s.points).flat_map(|(_, value, range)| {
        let (low, high) = range.unwrap_or((*value, *value));
        [low.min(*value), high.max(*value)]
    });
    let ends = ends.chain(series.iter().flat_map(|s| &s.spans).flat_map(|(_, low, high)| [*low, *high]));
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    // A line that hardly moves should look like one.
    let air = ((high - low) * 0.15).max(high.abs().max(low.abs()) * 0.05).max(1e-6);
    let told_apart = least_step(format);
    // What stands at the ends of the lines has room there.
    let tag = series.iter().map(|s| s.tag.chars().count()).max().unwrap_or_default();
    let of_a_year = (ui.available_width() - AXIS).max(120.0) / (last - first + 1) as f32;
    let after = if tag > 0 { 0.3 + tag as f32 * LETTER / of_a_year } else { 0.3 };
    let plot =
        Plot::new(id)
            .height(height)
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .show_background(false)
            .show_x(false)
            .show_y(false)
            .show_grid([false, true])
            .grid_color(grid)
            .include_y(low - air)
            .include_y(high + air)
            .include_x(f64::from(first) - 0.3)
            .include_x(f64::from(last) + f64::from(after))
            .custom_x_axes(vec![years_axis(first, last)])
            .y_axis_formatter(move |mark: GridMark, _: &RangeInclusive<f64>| {
                if is_told(mark.value, told_apart) { format(mark.value) } else { String::new() }
            })
            .label_formatter(|_| None);
    let response = plot.show(ui, |plot| {
        for one in series {
            let ink = color(one.colour);
            band(plot, one, ink);
            let style = if one.dashed { LineStyle::dashed_loose() } else { LineStyle::Solid };
            for stretch in one.stretches() {
                let points: PlotPoints<'_> = stretch.iter().map(|(y, v, _)| [f64::from(y.0), *v]).collect();
                plot.line(Line::new(one.name.clone(), points).stroke(Stroke::new(2.0, ink)).style(style));
            }
            for (year, low, high) in &one.spans {
                span(plot, one, ink, (f64::from(year.0), *low, *high));
            }
            if let Some((year, value, _)) = one.points.last().filter(|_| !one.tag.is_empty()) {
                let at = PlotPoint::new(f64::from(year.0) + 0.15, *value);
                let tag = RichText::new(one.tag.clone()).strong();
                plot.text(Text::new(one.name.clone(), at, tag).color(ink).anchor(Align2::LEFT_CENTER));
            }
            if one.points.len() < 12 {
                let dots: Vec<[f64; 2]> = one.points.iter().map(|(y, v, _)| [f64::from(y.0), *v]).collect();
                plot.points(Points::new(one.name.clone(), dots).radius(3.0).color(ink));
            }
        }
        if let Some(year) = mark {
            plot.vline(VLine::new("", f64::from(year.0)).stroke(Stroke::new(1.5, color(theme.text))));
        }
        let clicked = plot.response().clicked();
        plot.pointer_coordinate().filter(|_| clicked).map(|at| at.x.round() as i32)
    });
    let text = label.to_owned();
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &text));
    response.inner.filter(|y| (first..=last).contains(y)).map(Year)
}

/// Room of the numbers beside a chart, and of one letter of a tag.
const AXIS: f32 = 64.0;
const LETTER: f32 = 8.0;

/// The least power of ten that is written otherwise than nothing: values closer together have one text.
fn least_step(format: impl Fn(f64) -> String) -> Option<f64> {
    let nothing = format(0.0);
    (-9..=12).map(|power| 10_f64.powi(power)).find(|step| format(*step) != nothing)
}

/// Whether a mark of an axis is what its text says: a half of a whole number would stand as another one, or
/// as the same as its neighbour.
fn is_told(mark: f64, step: Option<f64>) -> bool {
    step.is_none_or(|step| (mark / step - (mark / step).round()).abs() < 1e-6)
}

/// Years below the lines, from the width at which four figures stand apart.
fn years_axis(first: i32, last: i32) -> AxisHints<'static> {
    const APART: Rangef = Rangef { min: 34.0, max: 44.0 };
    let year_of = move |mark: GridMark, _: &RangeInclusive<f64>| {
        let year = mark.value.round();
        let is_year = (mark.value - year).abs() < 1e-6;
        let inside = (f64::from(first)..=f64::from(last)).contains(&year);
        if is_year && inside { format!("{year:.0}") } else { String::new() }
    };
    AxisHints::new_x().label_spacing(APART).formatter(year_of)
}

/// A bar from least to greatest, closed at both ends.
fn span(plot: &mut egui_plot::PlotUi<'_>, series: &Series, ink: Color32, (x, low, high): (f64, f64, f64)) {
    /// Half the width of an end, in years.
    const END: f64 = 0.06;
    let mut stroke = |from: [f64; 2], to: [f64; 2]| {
        let points = PlotPoints::from(vec![from, to]);
        plot.line(Line::new(series.name.clone(), points).stroke(Stroke::new(2.0, ink)));
    };
    stroke([x, low], [x, high]);
    stroke([x - END, low], [x + END, low]);
    stroke([x - END, high], [x + END, high]);
}

/// The range of a series as a pale band.
fn band(plot: &mut egui_plot::PlotUi<'_>, series: &Series, ink: Color32) {
    let range = |(y, _, r): &Moment| r.map(|(low, high)| (f64::from(y.0), low, high));
    let stretches: Vec<Vec<_>> = series.stretches().map(|s| s.iter().filter_map(range).collect()).collect();
    for pair in stretches.iter().flat_map(|ranges| ranges.windows(2)) {
        // A four-sided piece between two years is convex; the band as a whole need not be.
        if let [(x0, low0, high0), (x1, low1, high1)] = *pair {
            let corners = vec![[x0, low0], [x1, low1], [x1, high1], [x0, high0]];
            let fill = ink.gamma_multiply(0.15);
            plot.polygon(
                Polygon::new(series.name.clone(), PlotPoints::from(corners))
                    .fill_color(fill)
                    .stroke(Stroke::NONE),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{percent, whole};
    use crate::text::Language;

    #[test]
    fn no_two_marks_of_an_axis_have_one_text() {
        let pupils = |v: f64| whole(v, Language::Dutch);
        let share = |v: f64| percent(v, 0, Language::Dutch);
        assert_eq!((least_step(pupils), least_step(share)), (Some(1.0), Some(0.01)));
        let told = |marks: &[f64]| -> Vec<String> {
            marks.iter().filter(|m| is_told(**m, least_step(pupils))).map(|m| pupils(*m)).collect()
        };
        assert_eq!(told(&[-0.5, 0.0, 0.5]), ["0"]);
        assert_eq!(told(&[0.0, 0.5, 1.0, 1.5, 2.0]), ["0", "1", "2"]);
        assert_eq!(told(&[0.0, 200.0, 400.0]).len(), 3);
        assert!(is_told(0.15, least_step(share)) && !is_told(0.155, least_step(share)));
    }
}
