//! The threshold for small numbers: what it does, another one, and off only when said twice.

use eframe::egui::{Checkbox, DragValue, RichText, Ui};

use super::Wijkspiegel;
use super::command::{Command, Commands};
use super::state::{Origin, State};
use super::style::{caption, color, title};
use crate::privacy::Gate;

/// The answers so far.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    threshold: u32,
    off: bool,
    /// Whether it was confirmed that everything may be shown.
    sure: bool,
}

impl Form {
    pub fn new(state: &State) -> Self {
        let gate = state.view.gate;
        let off = gate.is_off();
        Self { threshold: if off { Gate::DEFAULT_THRESHOLD } else { gate.threshold }, off, sure: off }
    }

    fn gate(self) -> Gate {
        Gate { threshold: if self.off { 0 } else { self.threshold } }
    }
}

pub fn show(state: &State, ui: &mut Ui, form: &mut Form, commands: &mut Commands) {
    let theme = state.theme();
    ui.set_width(480.0);
    ui.label(title(state.t("privacy-title")));
    ui.add_space(4.0);
    ui.label(state.t("privacy-what"));
    ui.add_space(4.0);
    ui.label(state.t("privacy-where"));
    ui.add_space(12.0);
    ui.add_enabled_ui(!form.off, |ui| {
        ui.horizontal(|ui| {
            let label = ui.label(state.t("privacy-label"));
            // 2 is the least that hides anything.
            let field = DragValue::new(&mut form.threshold).range(2..=Gate::GREATEST_THRESHOLD);
            ui.add(field).labelled_by(label.id);
        });
    });
    ui.add_space(8.0);
    if ui.add(Checkbox::new(&mut form.off, state.t("privacy-off"))).changed() {
        form.sure = false;
    }
    ui.add_enabled_ui(form.off, |ui| {
        ui.add(Checkbox::new(&mut form.sure, state.t("privacy-sure")));
    });
    let warning = match form.gate() {
        gate if gate.is_off() => Some("privacy-off-why"),
        gate if gate.is_low() => Some("privacy-low-why"),
        _ => None,
    };
    // Always two lines, so that the dialog keeps its size.
    ui.allocate_ui([480.0, 40.0].into(), |ui| {
        ui.set_min_height(40.0);
        if let Some(key) = warning {
            ui.label(RichText::new(state.t(key)).color(color(theme.warn)));
        } else {
            ui.label(caption(" ", &theme));
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !form.off || form.sure;
        if ui.add_enabled(ready, super::elements::primary(state, &state.t("privacy-go"))).clicked() {
            commands.push(Command::SetGate(form.gate()));
            commands.push(Command::CloseAsk);
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseAsk);
        }
    });
}

impl Wijkspiegel {
    /// Another threshold, kept in the project.
    pub(super) fn set_gate(&mut self, gate: Gate) {
        if self.state.view.gate == gate {
            return;
        }
        self.state.view.gate = gate;
        gate.write(&mut self.state.opened.project.settings);
        // The example has no file; it starts with the usual threshold again.
        if !matches!(self.state.opened.origin, Origin::Example) {
            self.keep();
        }
    }
}
