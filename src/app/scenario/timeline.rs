//! The bar of the years: what is invested when, which year is shown, and play.

use std::time::{Duration, Instant};

use eframe::egui::{
    Align, Align2, Button, Context, FontId, Key, Label, Layout, Rect, RichText, Sense, Ui, WidgetInfo, pos2,
    vec2,
};
use egui_material_icons::icons::{ICON_PAUSE, ICON_PLAY_ARROW};

use crate::app::command::{Commands, PlanCommand};
use crate::app::elements::named;
use crate::app::fonts;
use crate::app::place::Place;
use crate::app::plans::PLAY_SECONDS;
use crate::app::state::State;
use crate::app::style::{CAPTION, CONTROL, TITLE, color};
use crate::data::Year;
use crate::number::decimal;
use crate::scenario::Outcomes;

pub const HEIGHT: f32 = 128.0;

/// Where maps need the room: button and year beside the bar.
pub const COMPACT_HEIGHT: f32 = 58.0;

/// Room for the words of which proposal the bars are.
const INVESTED_IN: f32 = 150.0;

/// Moves on to the next year when it is time.
pub fn play(state: &mut State, ctx: &Context, commands: &mut Commands) {
    let Some(since) = state.plans.playing else { return };
    let stands = Duration::from_secs_f32(PLAY_SECONDS);
    let gone = since.elapsed();
    if gone < stands {
        ctx.request_repaint_after(stands - gone);
        return;
    }
    let (_, last) = state.years();
    if state.plans.year >= last {
        state.plans.playing = None;
    } else {
        state.plans.playing = Some(Instant::now());
        commands.plan(PlanCommand::SetYear(Year(state.plans.year.0 + 1)));
        ctx.request_repaint_after(stands);
    }
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    if ui.available_height() < COMPACT_HEIGHT {
        ui.horizontal(|ui| {
            head(state, ui, false, commands);
            bar(state, ui, commands);
        });
    } else {
        ui.horizontal(|ui| head(state, ui, true, commands));
        bar(state, ui, commands);
    }
}

/// Play, and the year that is shown.
fn head(state: &State, ui: &mut Ui, told: bool, commands: &mut Commands) {
    let theme = state.theme();
    let playing = state.plans.playing.is_some();
    let (icon, key) =
        if playing { (ICON_PAUSE, "timeline-pause") } else { (ICON_PLAY_ARROW, "timeline-play") };
    let button = Button::new(RichText::from(icon).size(18.0)).min_size([CONTROL, CONTROL].into());
    if named(ui.add(button), &state.t(key)).clicked() {
        commands.plan(PlanCommand::Play(!playing));
    }
    ui.label(RichText::new(state.plans.year.to_string()).font(FontId::new(TITLE, fonts::semibold())));
    if let Some(of) = invested_in(state) {
        let text = RichText::new(of).size(CAPTION).color(color(theme.muted));
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(INVESTED_IN, CONTROL), layout, |ui| {
            ui.set_width(INVESTED_IN);
            ui.add(Label::new(text).wrap());
        });
    }
    if told {
        ui.label(RichText::new(state.t("timeline-what")).size(CAPTION).color(color(theme.muted)));
    }
}

/// Of which proposal the bars are, where several stand beside each other.
fn invested_in(state: &State) -> Option<String> {
    let plan = state.timed_plan().filter(|_| state.view.place == Place::Compare);
    plan.map(|plan| state.tw("timeline-of", &[("name", &plan.name)]))
}

fn bar(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let (first, last) = state.years();
    let count = (last.0 - first.0 + 1).max(1);
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    let width = rect.width() / count as f32;
    let middle = |year: i32| rect.min.x + ((year - first.0) as f32 + 0.5) * width;
    let plan = state.timed_plan();
    let invested = |found: &Outcomes| found.years.iter().map(|y| (y.year.0, y.money.investment)).collect();
    let investments: Vec<(i32, f64)> = match (&plan, state.engine()) {
        (Some(plan), Ok(engine)) => invested(&engine.outcomes(plan)),
        _ => Vec::new(),
    };
    let edited: Vec<i32> = plan.iter().flat_map(|s| s.edits.iter().map(|e| e.year.0)).collect();
    let begin = plan.iter().flat_map(|s| s.friendships.iter().filter_map(|group| group.from));
    let edited: Vec<i32> = edited.into_iter().chain(begin).collect();
    let most = investments.iter().map(|(_, amount)| *amount).fold(1.0, f64::max);
    let painter = ui.painter();
    let base = rect.max.y - 18.0;
    painter.hline(rect.x_range(), base, (1.0, color(theme.line)));
    let room = (base - rect.min.y - 6.0).max(4.0);
    for (year, amount) in &investments {
        if *amount > 0.0 {
            let height = (*amount / most) as f32 * room;
            let bar = Rect::from_min_max(
                pos2(middle(*year) - width * 0.28, base - height),
                pos2(middle(*year) + width * 0.28, base),
            );
            painter.rect_filled(bar, 2.0, color(theme.accent.mix(theme.panel, 0.15)));
        }
    }
    for year in edited {
        painter.circle_filled(pos2(middle(year), base), 3.5, color(theme.warn));
    }
    for year in first.0..=last.0 {
        let chosen = year == state.plans.year.0;
        let font = FontId::new(CAPTION, if chosen { fonts::semibold() } else { fonts::regular() });
        let ink = color(if chosen { theme.text } else { theme.muted });
        // Where there is little room every other year goes without its number, and those beside the chosen.
        let beside = (year - state.plans.year.0).abs() == 1;
        if chosen || width >= 34.0 || ((year - first.0) % 2 == 0 && !beside) {
            painter.text(pos2(middle(year), rect.max.y), Align2::CENTER_BOTTOM, year.to_string(), font, ink);
        }
    }
    let at = middle(state.plans.year.0);
    painter.vline(at, rect.min.y..=base, (2.0, color(theme.text)));
    let million = investments.iter().find(|(y, _)| *y == state.plans.year.0).map_or(0.0, |(_, a)| a / 1e6);
    let million = decimal(million, 1, state.view.language);
    let of = invested_in(state);
    let label = state.tw("timeline-label", &[("year", &state.plans.year.to_string()), ("million", &million)]);
    let label = of.map_or(label.clone(), |of| format!("{label} ({of})"));
    response.widget_info(|| WidgetInfo::slider(true, f64::from(state.plans.year.0), &label));
    let mut wanted = None;
    if let Some(pointer) =
        response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged())
    {
        wanted = Some(first.0 + ((pointer.x - rect.min.x) / width).floor() as i32);
    }
    if response.has_focus() {
        let filter = eframe::egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        let step = ui
            .input(|i| i32::from(i.key_pressed(Key::ArrowRight)) - i32::from(i.key_pressed(Key::ArrowLeft)));
        if step != 0 {
            wanted = Some(state.plans.year.0 + step);
        }
        painter.rect_stroke(
            rect.expand2(vec2(4.0, 2.0)),
            4.0,
            (1.5, color(theme.accent)),
            eframe::egui::StrokeKind::Outside,
        );
    }
    response.on_hover_text(label);
    if let Some(year) = wanted.map(|y| y.clamp(first.0, last.0)).filter(|y| *y != state.plans.year.0) {
        commands.plan(PlanCommand::SetYear(Year(year)));
    }
}
