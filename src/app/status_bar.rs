//! The line at the bottom: where the pointer is, what is loaded, what is going on.

use eframe::egui::{Align, Layout, RichText, Spinner, Ui};

use super::command::{Command, Commands};
use super::elements::{chip, progress_bar};
use super::import::Opening;
use super::job::Job;
use super::search::levels_key;
use super::state::State;
use super::style::{caption, color};
use super::window::recent;
use crate::notice::Severity;
use crate::number::whole;
use crate::view::scale_bar::scale_text;
use crate::view::scene::MarkKind;

pub fn show(
    state: &mut State,
    job: Option<&Job<Opening>>,
    saving: Option<&str>,
    ui: &mut Ui,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let language = state.view.language;
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        if let Some(camera) = state.view.camera {
            let (x, y) = (camera.centre.x(), camera.centre.y());
            let at = format!("RD {}, {}", whole(x, language), whole(y, language));
            ui.label(caption(at, &theme)).on_hover_text(state.t("status-centre"));
            ui.label(caption(scale_text(camera.metres_per_px), &theme));
        }
        ui.label(caption(counted(state), &theme));
        recent::go_on(state, ui, commands);
        if let Some(message) = &state.message {
            ui.label(RichText::new(message).size(11.5).color(color(theme.accent)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let scene = state.scene();
            for mark in scene.marks.iter().rev() {
                let (ink, back) = if mark.kind == MarkKind::GateOff {
                    (theme.warn, theme.panel.mix(theme.warn, 0.12))
                } else {
                    (theme.model, theme.model_soft)
                };
                chip(ui, &mark.text, &mark.tooltip, ink, back);
            }
            super::preparing::show(state, ui, commands);
            let notices = &state.opened.notices;
            let findings = notices.count_from(Severity::Warning);
            let text = RichText::new(state.notices_text(notices.len())).size(11.5);
            let text = if findings > 0 { text.color(color(theme.warn)) } else { text };
            if ui.link(text).clicked() {
                commands.push(Command::ShowNotices);
            }
            if let Some(what) = saving {
                ui.label(caption(state.t(what), &theme));
                ui.add(Spinner::new().size(14.0));
            }
            if let Some(job) = job {
                if ui.link(RichText::new(state.t("app-cancel")).size(11.5)).clicked() {
                    commands.push(Command::CloseDialog);
                }
                let told = job.told();
                ui.label(caption(&told.what, &theme));
                progress_bar(ui, &told, 110.0);
            }
        });
    });
}

fn counted(state: &State) -> String {
    let dataset = state.dataset();
    let language = state.view.language;
    let level = state.view.choice.level;
    let areas = whole(dataset.areas_of(level).count() as f64, language);
    let schools = whole(dataset.schools().len() as f64, language);
    let of_level = state.t(levels_key(level));
    state.tw("status-counts", &[("areas", &areas), ("level", &of_level), ("schools", &schools)])
}
