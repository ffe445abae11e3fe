//! Words that need a word: a small question mark beside them, and a list of all of them.

use eframe::egui::{Button, CornerRadius, Popup, RichText, ScrollArea, Ui, vec2};
use egui_material_icons::icons::ICON_HELP;

use super::WindowCommand;
use crate::app::command::{Command, Commands};
use crate::app::elements::named;
use crate::app::state::State;
use crate::app::style::{color, section, strong, title};
use crate::view::choice::{ColourBy, LocalColour};

/// A word of the field that is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    Dissimilarity,
    Swap,
    HomeAndChoice,
    Chance,
    Exposure,
    Isolation,
    Entropy,
    LocationQuotient,
    LocalShare,
    Mirror,
    Catchment,
    ClosingNorm,
    Modelled,
    Estimated,
    Withheld,
    Friendship,
    Wijk,
    Brin,
}

impl Term {
    pub const ALL: [Self; 18] = [
        Self::Dissimilarity,
        Self::Swap,
        Self::HomeAndChoice,
        Self::Chance,
        Self::Exposure,
        Self::Isolation,
        Self::Entropy,
        Self::LocationQuotient,
        Self::LocalShare,
        Self::Mirror,
        Self::Catchment,
        Self::ClosingNorm,
        Self::Modelled,
        Self::Estimated,
        Self::Withheld,
        Self::Friendship,
        Self::Wijk,
        Self::Brin,
    ];

    /// Fluent keys of the word and of what it means.
    pub fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Dissimilarity => ("term-d", "term-d-what"),
            Self::Swap => ("term-swap", "term-swap-what"),
            Self::HomeAndChoice => ("term-home", "term-home-what"),
            Self::Chance => ("term-chance", "term-chance-what"),
            Self::Exposure => ("term-exposure", "term-exposure-what"),
            Self::Isolation => ("term-isolation", "term-isolation-what"),
            Self::Entropy => ("term-entropy", "term-entropy-what"),
            Self::LocationQuotient => ("term-quotient", "term-quotient-what"),
            Self::LocalShare => ("term-share", "term-share-what"),
            Self::Mirror => ("term-mirror", "term-mirror-what"),
            Self::Catchment => ("term-catchment", "term-catchment-what"),
            Self::ClosingNorm => ("term-norm", "term-norm-what"),
            Self::Modelled => ("term-modelled", "term-modelled-what"),
            Self::Estimated => ("term-estimated", "term-estimated-what"),
            Self::Withheld => ("term-withheld", "term-withheld-what"),
            Self::Friendship => ("term-friendship", "term-friendship-what"),
            Self::Wijk => ("term-wijk", "term-wijk-what"),
            Self::Brin => ("term-brin", "term-brin-what"),
        }
    }

    /// The word behind what areas are coloured by, where it needs one.
    pub fn of_colour(colour: ColourBy) -> Option<Self> {
        match colour {
            ColourBy::Local { measure: LocalColour::LocationQuotient, .. } => Some(Self::LocationQuotient),
            ColourBy::Local { measure: LocalColour::ShareInDissimilarity, .. } => Some(Self::LocalShare),
            ColourBy::Local { .. } => Some(Self::Entropy),
            _ => None,
        }
    }
}

/// A question mark that explains a word when it is pressed.
pub fn hint(state: &State, ui: &mut Ui, term: Term, commands: &mut Commands) {
    const SIDE: f32 = 20.0;
    let theme = state.theme();
    let (word, what) = term.keys();
    let icon = RichText::from(ICON_HELP).size(15.0).color(color(theme.muted));
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = vec2(0.0, 0.0);
            ui.spacing_mut().interact_size.y = SIDE;
            ui.add(
                Button::new(icon)
                    .frame_when_inactive(false)
                    .corner_radius(CornerRadius::same(10))
                    .min_size(vec2(SIDE, SIDE)),
            )
        })
        .inner;
    let label = state.tw("term-what-is", &[("word", &state.t(word))]);
    let response = named(response, &label);
    Popup::from_toggle_button_response(&response).width(320.0).show(|ui| {
        ui.set_max_width(320.0);
        ui.label(strong(state.t(word)));
        ui.label(state.t(what));
        if ui.link(state.t("term-all")).clicked() {
            commands.push(Command::Window(WindowCommand::Glossary(Some(term))));
            ui.close();
        }
    });
}

/// A heading over a part of a panel whose word is explained.
pub fn heading(state: &State, ui: &mut Ui, text: &str, term: Term, commands: &mut Commands) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(section(text, &state.theme()));
        hint(state, ui, term, commands);
    });
}

/// Every word, in a list that begins where it was asked for.
pub fn glossary(state: &State, ui: &mut Ui, at: &mut Option<Term>, commands: &mut Commands) {
    let room = ui.ctx().content_rect().size();
    ui.set_width(560.0_f32.min(room.x - 80.0));
    ui.label(title(state.t("terms-title")));
    ui.add_space(8.0);
    let height = (room.y - 220.0).clamp(160.0, 520.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 16.0);
        for term in Term::ALL {
            let (word, what) = term.keys();
            let response = ui.label(strong(state.t(word)));
            if *at == Some(term) {
                response.scroll_to_me(Some(eframe::egui::Align::TOP));
            }
            ui.label(state.t(what));
            ui.add_space(10.0);
        }
    });
    // Once there, the list is the person's to scroll.
    *at = None;
    ui.add_space(8.0);
    if ui.button(state.t("command-close")).clicked() {
        commands.push(Command::CloseAsk);
    }
}
