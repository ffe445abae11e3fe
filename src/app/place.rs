//! The four places of the window: explore, plan, compare, tell.

use eframe::egui::{Button, Key, KeyboardShortcut, Modifiers, Rect, RichText, Ui, pos2};

use super::command::{Command, Commands};
use super::state::State;
use super::style::{CONTROL, color, strong};
use super::window::tour;

/// Where a person is; each place has its own panels around the same map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    #[default]
    Explore,
    Scenario,
    Compare,
    Tell,
}

impl Place {
    pub const ALL: [Self; 4] = [Self::Explore, Self::Scenario, Self::Compare, Self::Tell];

    /// Whether the map shows the town of a proposal here, else the present.
    pub fn shows_scenario(self) -> bool {
        self == Self::Scenario
    }

    pub fn label_key(self) -> &'static str {
        match self {
            Self::Explore => "place-explore",
            Self::Scenario => "place-scenario",
            Self::Compare => "place-compare",
            Self::Tell => "place-tell",
        }
    }

    pub fn shortcut(self) -> KeyboardShortcut {
        let key = match self {
            Self::Explore => Key::Num1,
            Self::Scenario => Key::Num2,
            Self::Compare => Key::Num3,
            Self::Tell => Key::Num4,
        };
        KeyboardShortcut::new(Modifiers::ALT, key)
    }
}

/// The tabs in the middle of the top bar.
pub fn tabs(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let top = ui.cursor().min;
    for place in Place::ALL {
        let chosen = state.view.place == place;
        let label = state.t(place.label_key());
        let text = if chosen { strong(label).color(color(theme.accent)) } else { RichText::new(label) };
        let ground = if chosen { color(theme.panel.mix(theme.accent, 0.12)) } else { color(theme.panel) };
        let button = Button::selectable(chosen, text).fill(ground).min_size([0.0, CONTROL + 4.0].into());
        let response = ui.add(button);
        let response_rect = response.rect;
        if response.on_hover_text(ui.ctx().format_shortcut(&place.shortcut())).clicked() {
            commands.push(Command::GoToPlace(place));
        }
        let seen = Rect::from_min_max(pos2(top.x, response_rect.min.y), response_rect.max);
        tour::mark(ui.ctx(), tour::Stop::Places, seen);
    }
}
