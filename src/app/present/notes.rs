//! The speaker's own window: the note of this step, and what comes next.
//!
//! A second window of the system where there can be one; else a window inside this one, which the
//! hall would see too, so it only comes when it is asked for.

use eframe::egui::{
    CentralPanel, Context, Frame, Id, Margin, RichText, ScrollArea, Ui, ViewportBuilder, ViewportId, Window,
};

use super::Presenting;
use super::actions::{self, Action};
use crate::app::state::State;
use crate::app::style::{TITLE, color, section, title};
use crate::view::story::Step;

pub fn show(state: &State, presenting: &mut Presenting, ctx: &Context, asked: &mut Vec<Action>) {
    if !presenting.notes {
        return;
    }
    let name = state.t("present-notes-title");
    if ctx.embed_viewports() {
        let mut open = true;
        Window::new(name)
            .id(Id::unique("presenter-notes"))
            .open(&mut open)
            .default_width(420.0)
            .show(ctx, |ui| content(state, presenting, ui, asked));
        presenting.notes = open;
        return;
    }
    let id = ViewportId::from_hash_of("presenter-notes");
    let builder = ViewportBuilder::default().with_title(name).with_inner_size([640.0, 560.0]);
    let mut open = true;
    ctx.show_viewport_immediate(id, builder, |ui, _| {
        let fill = color(state.theme().panel);
        CentralPanel::default().frame(Frame::new().fill(fill).inner_margin(Margin::same(24))).show(
            ui,
            |ui| {
                content(state, presenting, ui, asked);
            },
        );
        // The clicker speaks to the window that has the focus, which may be this one.
        asked.extend(actions::from_keys(ui.ctx()));
        open = !ui.input(|i| i.viewport().close_requested());
    });
    presenting.notes = open;
}

fn content(state: &State, presenting: &Presenting, ui: &mut Ui, asked: &mut Vec<Action>) {
    let theme = state.theme();
    let steps = &state.story.story.steps;
    let count = steps.len().to_string();
    let number = (presenting.step + 1).to_string();
    let page = state.tw("present-page", &[("step", &number), ("count", &count)]);
    ui.horizontal(|ui| {
        for (key, action) in [("present-previous", Action::Previous), ("present-next", Action::Next)] {
            if ui.button(state.t(key)).clicked() {
                asked.push(action);
            }
        }
        ui.label(RichText::new(page).color(color(theme.muted)));
    });
    ui.add_space(12.0);
    let named = |step: &Step| {
        if step.title.trim().is_empty() { state.t("tell-untitled") } else { step.title.clone() }
    };
    ScrollArea::vertical().id_salt("presenter-notes-scroll").show(ui, |ui| {
        if let Some(step) = steps.get(presenting.step) {
            ui.label(section(&state.t("present-now"), &theme));
            ui.label(title(named(step)));
            ui.add_space(8.0);
            let note = if step.note.trim().is_empty() {
                RichText::new(state.t("present-no-note")).color(color(theme.muted))
            } else {
                RichText::new(&step.note)
            };
            ui.label(note.size(TITLE + 2.0));
        }
        ui.add_space(20.0);
        ui.label(section(&state.t("present-then"), &theme));
        match steps.get(presenting.step + 1) {
            Some(step) => {
                ui.label(title(named(step)));
                if !step.note.trim().is_empty() {
                    ui.label(RichText::new(&step.note).color(color(theme.muted)));
                }
            }
            None => {
                ui.label(RichText::new(state.t("present-end")).color(color(theme.muted)));
            }
        }
        ui.add_space(20.0);
        ui.label(RichText::new(state.t("present-keys")).small().color(color(theme.muted)));
    });
}
