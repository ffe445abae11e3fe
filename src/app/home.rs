//! The window of home and choice: where children live, what parents choose, and which schools
//! mirror their wijk. It floats beside the map, which answers to its tables.

mod access;
mod mirror;
mod model;
mod rows;
mod split;
pub mod work;

use eframe::egui::{
    Button, Context, Frame, Id, Key, Margin, Popup, RichText, ScrollArea, Ui, Window, pos2, vec2,
};
use egui_material_icons::icons::ICON_CLOSE;

use super::command::{Command, Commands};
use super::elements::{chip, named};
use super::place::Place;
use super::reference_card;
use super::state::State;
use super::style::{CONTROL, STATUS_HEIGHT, TOP_HEIGHT, caption, color, title};
use super::window::terms;
use crate::choice::accessibility::Sort;
use crate::data::Basis;
use crate::notice::Notice;

pub use mirror::symbols;

/// What the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    #[default]
    Split,
    Model,
    Access,
    Mirror,
    Towns,
}

impl Tab {
    pub const ALL: [Self; 5] = [Self::Split, Self::Model, Self::Access, Self::Mirror, Self::Towns];

    fn key(self) -> &'static str {
        match self {
            Self::Split => "home-tab-split",
            Self::Model => "home-tab-model",
            Self::Access => "home-tab-access",
            Self::Mirror => "home-tab-mirror",
            Self::Towns => "home-tab-towns",
        }
    }
}

/// What is chosen in the window.
#[derive(Clone, Copy, Debug)]
pub struct HomeView {
    pub open: bool,
    /// Whether it was opened just now: its tab gets the focus once.
    pub focus: bool,
    pub tab: Tab,
    /// Position of the rule for home among those that can be computed.
    pub rule: usize,
    /// By what schools nearby are told apart.
    pub sort: Sort,
    /// Whose schools nearby are counted; `None` is everyone.
    pub group: Option<usize>,
    /// How schools are mirrored, on the map or not.
    pub mirror: crate::view::mirror::MirrorChoice,
}

impl Default for HomeView {
    fn default() -> Self {
        Self {
            open: false,
            focus: false,
            tab: Tab::default(),
            rule: 0,
            sort: Sort::Denomination,
            group: None,
            mirror: crate::view::mirror::MirrorChoice::default(),
        }
    }
}

const WIDTH: f32 = 552.0;
const MARGIN: f32 = 16.0;

/// Whether the window is on the screen: it belongs to exploring.
pub fn is_shown(state: &State) -> bool {
    state.view.home.open && state.view.place == Place::Explore
}

/// The window, where it is open. Drawn before the map, so that the map shows what it points at.
pub fn show(state: &mut State, ctx: &Context, commands: &mut Commands) {
    if !state.view.home.open {
        return;
    }
    let was_popup = Popup::is_any_open(ctx);
    let screen = ctx.content_rect();
    let height = screen.height() - TOP_HEIGHT - STATUS_HEIGHT - 2.0 * MARGIN;
    let corner = pos2(screen.max.x - WIDTH - 3.0 * MARGIN, screen.min.y + TOP_HEIGHT + MARGIN);
    Window::new(state.t("home-title"))
        .id(Id::unique("home-window"))
        .title_bar(false)
        .resizable(false)
        .default_pos(corner)
        .constrain_to(screen)
        .frame(Frame::window(&ctx.style_of(ctx.theme())).inner_margin(Margin::same(16)))
        .show(ctx, |ui| {
            ui.set_width(WIDTH);
            head(state, ui, commands);
            ui.add_space(8.0);
            let inside = (height - 116.0).max(160.0);
            let scroll = ScrollArea::vertical().id_salt(("home", state.view.home.tab));
            scroll.auto_shrink([false, false]).min_scrolled_height(inside).max_height(inside).show(
                ui,
                |ui| {
                    // Room for the scroll bar, which would lie over the text.
                    ui.set_max_width(ui.available_width() - 16.0);
                    match state.view.home.tab {
                        Tab::Split if state.tells_too_much() => {
                            ui.label(state.t("report-measures-withheld"));
                        }
                        Tab::Split => split::show(state, ui, commands),
                        Tab::Model => model::show(state, ui),
                        Tab::Access => access::show(state, ui, commands),
                        Tab::Mirror => mirror::show(state, ui, commands),
                        Tab::Towns => reference_card::show(state, ui),
                    }
                },
            );
        });
    // Escape belongs first to a list that is open, and to a field that is written in.
    let busy = was_popup || ctx.text_edit_focused();
    if state.dialog.is_none() && !busy && ctx.input_mut(|i| i.consume_key(Default::default(), Key::Escape)) {
        commands.push(Command::CloseHome);
    }
}

fn head(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal(|ui| {
        ui.label(title(state.t("home-title")));
        let term = match state.view.home.tab {
            Tab::Mirror => terms::Term::Mirror,
            Tab::Access => terms::Term::Catchment,
            _ => terms::Term::HomeAndChoice,
        };
        terms::hint(state, ui, term, commands);
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            let icon = RichText::from(ICON_CLOSE).size(18.0);
            let button = Button::new(icon).frame_when_inactive(false).min_size(vec2(CONTROL, CONTROL));
            if named(ui.add(button), &state.t("home-close")).clicked() {
                commands.push(Command::CloseHome);
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for tab in Tab::ALL {
            let chosen = state.view.home.tab == tab;
            let response = ui.selectable_label(chosen, state.t(tab.key()));
            if chosen && std::mem::take(&mut state.view.home.focus) {
                response.request_focus();
            }
            if response.clicked() {
                state.view.home.tab = tab;
            }
        }
    });
}

/// That a worker is at it.
fn running(state: &State, ui: &mut Ui) {
    ui.label(caption(state.t("home-running"), &state.theme()));
}

/// Why there is nothing to show, and what to do about it.
fn refused(state: &State, ui: &mut Ui, notice: &Notice) {
    let language = state.view.language;
    ui.label(RichText::new(notice.what(language)).color(color(state.theme().warn)));
    if let Some(fix) = notice.fix(language) {
        ui.label(caption(fix, &state.theme()));
    }
}

/// What figures rest on, where they were not simply counted.
fn basis_note(state: &State, ui: &mut Ui, basis: Basis) {
    let theme = state.theme();
    let text = match basis {
        Basis::Counted => return,
        Basis::Estimated => state.t("home-estimated"),
        Basis::Modelled => state.t("home-modelled"),
    };
    ui.horizontal_wrapped(|ui| {
        let (mark, why) = (state.t("home-mark-model"), state.t("home-mark-model-why"));
        if basis == Basis::Modelled {
            chip(ui, &mark, &why, theme.model, theme.model_soft);
        }
        ui.label(caption(text, &theme));
    });
}
