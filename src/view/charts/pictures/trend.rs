//! Measures over the years, with what is known of how sure they are.

use super::{Layout, line_key, sentences, stroke};
use crate::figures::certainty::LEVEL;
use crate::figures::over_time::Moment;
use crate::measure::{Kind, Measure};
use crate::number::percent;
use crate::view::charts::picture::{Axis, Body, Item, Key, KeySign, Picture, Plane, Shape, Side};
use crate::view::scene::Fill;

/// With more years than this not every one has its name under the axis.
const NAMED_YEARS: usize = 12;

impl Layout<'_> {
    /// The lines of measures that lie between 0 and 1; `None` with fewer than two years of which
    /// anything is told.
    pub fn trend(&self, lines: &[(&Measure, Vec<Moment>)]) -> Option<Picture> {
        let (theme, speaker) = (&self.theme, &self.speaker);
        let told = |m: &&Moment| m.value.is_some() || m.limits.is_some();
        let mut years: Vec<i32> =
            lines.iter().flat_map(|(_, moments)| moments.iter().filter(told).map(|m| m.year.0)).collect();
        years.sort_unstable();
        years.dedup();
        let (first, last) = (*years.first()?, *years.last()?);
        if first == last {
            return None;
        }
        let (mut items, mut legend, mut words) = (Vec::new(), Vec::new(), Vec::new());
        let mut short = Vec::new();
        let (mut banded, mut spanned) = (false, false);
        let looks = [(theme.accent, Shape::Disc), (theme.warn, Shape::Square), (theme.model, Shape::Disc)];
        let ends = |m: &Moment| {
            let interval = m.interval.as_ref().map(|i| i.high);
            let limits = m.limits.map(|b| b.greatest.value());
            [m.value, interval, limits].into_iter().flatten().fold(0.0, f64::max)
        };
        let highest = lines.iter().flat_map(|(_, moments)| moments.iter().map(ends)).fold(0.0, f64::max);
        for (i, (measure, moments)) in lines.iter().enumerate() {
            let (color, shape) = looks.get(i % looks.len()).copied().unwrap_or((theme.accent, Shape::Disc));
            let (ink, broken) = (stroke(color, 2.0), i % 2 == 1);
            let at = |m: &Moment| m.value.map(|v| [f64::from(m.year.0), v]);
            // A line across a year of which nothing exact is known would tell it.
            for stretch in moments.chunk_by(|a, b| a.value.is_some() == b.value.is_some()) {
                let points: Vec<[f64; 2]> = stretch.iter().filter_map(at).collect();
                for pair in stretch.windows(2) {
                    if let Some(corners) = band(pair) {
                        banded = true;
                        items.push(Item::Area { corners, fill: Fill::plain(color, 0.14) });
                    }
                }
                if points.len() > 1 {
                    items.push(Item::Line { points, stroke: ink, broken });
                }
            }
            for m in moments {
                let x = f64::from(m.year.0);
                if let Some(limits) = m.limits {
                    spanned = true;
                    let (from, to) = (limits.least.value(), limits.greatest.value());
                    items.push(Item::Span { x, from, to, stroke: ink });
                }
                if let Some(interval) = &m.interval {
                    items.push(Item::Span {
                        x,
                        from: interval.low,
                        to: interval.high,
                        stroke: stroke(color, 0.8),
                    });
                }
                let Some(at) = at(m) else { continue };
                let text = percent(at[1], m.decimals(), speaker.language);
                let name = format!("{}: {text}", m.year);
                items.push(Item::Dot { at, radius_px: 3.5, color, shape, name });
                // Above its interval, where the line does not run through it.
                let at = [at[0], m.interval.as_ref().map_or(at[1], |i| i.high.max(at[1]))];
                items.push(Item::Text { at, side: Side::Above, text, strong: false, color: theme.text });
            }
            let name = self.line_name(measure);
            legend.push(line_key(ink, broken, name.clone()));
            short.extend(self.first_and_last(&name, moments));
            words.push(format!("{name}: {}", speaker.moments(moments).join("; ")));
        }
        let mut notes = vec![self.t("charts-trend-how")];
        if banded || lines.iter().flat_map(|(_, m)| m).any(|m| m.interval.is_some()) {
            let fill = Fill::plain(theme.accent, 0.14);
            let level = self.percent(LEVEL);
            let level = [("level", level.as_str())];
            legend.push(Key {
                sign: KeySign::Fill(fill, String::new()),
                text: self.tw("charts-trend-band", &level),
            });
        }
        if spanned {
            legend.push(Key { sign: KeySign::Span(theme.accent), text: self.t("charts-trend-span") });
            notes.push(self.t("years-hidden"));
        }
        let left_out: usize =
            lines.first().map_or(0, |(_, moments)| moments.iter().map(|m| m.left_out).sum());
        if left_out > 0 {
            notes.push(self.tw("years-left-out", &[("count", &speaker.number(left_out))]));
        }
        let every = years.len().div_ceil(NAMED_YEARS).max(1);
        let named = |y: &&i32| ((last - **y).unsigned_abs() as usize).is_multiple_of(every);
        let ticks = years.iter().filter(named).map(|y| (f64::from(*y), crate::data::Year(*y).to_string()));
        // From 0, so that a small change does not look like a large one.
        let top = ((highest * 10.0).ceil() / 10.0).clamp(0.2, 1.0);
        let step = if top > 0.5 { 0.2 } else { 0.1 };
        let steps = (0..=10).map(|i| f64::from(i) * step).filter(|v| *v <= top + 1e-9);
        let plane = Plane {
            across: Axis {
                title: self.t("charts-year-axis"),
                range: f64::from(first) - 0.3..f64::from(last) + 0.5,
                ticks: ticks.collect(),
                lines: false,
            },
            up: Axis {
                title: self.t("charts-measure-axis"),
                range: 0.0..top,
                ticks: steps.map(|v| (v, self.percent(v))).collect(),
                lines: true,
            },
            square: false,
            items,
        };
        let title = self.t("charts-trend-title");
        let short = Some(sentences(&short));
        Some(Picture {
            short,
            notes,
            legend,
            ..self.picture("trend", title, sentences(&words), Body::Plane(plane))
        })
    }

    /// From what to what a measure went, where both ends are told.
    fn first_and_last(&self, name: &str, moments: &[Moment]) -> Option<String> {
        let (first, last) = (moments.first()?, moments.last()?);
        let told = |m: &Moment| m.value.map(|v| percent(v, m.decimals(), self.speaker.language));
        let (from, to) = (told(first)?, told(last)?);
        let (begin, end) = (first.year.to_string(), last.year.to_string());
        let args = [("measure", name), ("from", &from), ("first", &begin), ("to", &to), ("last", &end)];
        Some(self.tw("charts-trend-sentence", &args))
    }

    /// A measure of two groups with the two.
    fn line_name(&self, measure: &Measure) -> String {
        let name = measure.name(self.speaker.language);
        match measure.kind {
            Kind::TwoGroup => format!("{name}, {}", self.speaker.compared()),
            _ => name,
        }
    }
}

/// The piece of a band between two years that both have an interval.
fn band(pair: &[Moment]) -> Option<Vec<[f64; 2]>> {
    let [a, b] = pair else { return None };
    let (low, high) = (a.interval.as_ref()?, b.interval.as_ref()?);
    let (x, next) = (f64::from(a.year.0), f64::from(b.year.0));
    Some(vec![[x, low.low], [next, high.low], [next, high.high], [x, low.high]])
}
