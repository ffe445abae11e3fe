//! The tour of a first start: four callouts beside what they are about. It can be left at any time,
//! and comes back only when asked for.

use eframe::egui::{
    Align, Area, Button, Context, Frame, Id, Layout, Order, Rect, Role, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2,
};

use super::WindowCommand;
use crate::app::Wijkspiegel;
use crate::app::command::{Command, Commands};
use crate::app::elements::primary;
use crate::app::place::Place;
use crate::app::state::State;
use crate::app::style::{caption, color, title};

/// Where the tour stops, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// What colours the areas.
    Colour,
    /// The figure of the town.
    Figure,
    /// The four places.
    Places,
    /// The field that searches, and the palette behind it.
    Search,
}

impl Stop {
    pub const ALL: [Self; 4] = [Self::Colour, Self::Figure, Self::Places, Self::Search];

    /// Fluent keys of title and text.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Colour => ("tour-colour", "tour-colour-what"),
            Self::Figure => ("tour-figure", "tour-figure-what"),
            Self::Places => ("tour-places", "tour-places-what"),
            Self::Search => ("tour-search", "tour-search-what"),
        }
    }

    fn id(self) -> Id {
        Id::unique(("tour-stop", self))
    }
}

/// How far the tour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tour {
    /// Position in [`Stop::ALL`].
    pub at: usize,
    /// Whether the button of this stop has had the focus: it gets it once.
    focused: bool,
}

/// Tells the tour where its stop is on the screen in this frame.
pub fn mark(ctx: &Context, stop: Stop, rect: Rect) {
    ctx.data_mut(|data| data.insert_temp(stop.id(), rect));
}

/// The callout of the stop, beside what it is about.
pub fn show(state: &mut State, ctx: &Context, commands: &mut Commands) {
    const WIDTH: f32 = 300.0;
    const GAP: f32 = 14.0;
    let Some(tour) = state.window.tour.filter(|_| state.dialog.is_none()) else { return };
    let Some(stop) = Stop::ALL.get(tour.at).copied() else { return };
    let screen = ctx.content_rect();
    // A stop that is not drawn yet: the callout waits in the middle.
    let anchor = ctx.data(|data| data.get_temp::<Rect>(stop.id()));
    let anchor = anchor.unwrap_or_else(|| Rect::from_center_size(screen.center(), Vec2::ZERO)).expand(4.0);
    let theme = state.theme();
    let ring = Stroke::new(2.0, color(theme.accent));
    let id = Id::unique("tour-callout");
    ctx.layer_painter(eframe::egui::LayerId::new(Order::Foreground, Id::unique("tour-ring"))).rect_stroke(
        anchor,
        6.0,
        ring,
        StrokeKind::Outside,
    );
    let height = ctx.memory(|m| m.area_rect(id)).map_or(160.0, |r| r.height());
    let outer = WIDTH + 32.0;
    // Beside it where there is room, else below it.
    let right = anchor.max.x + GAP + outer <= screen.max.x && anchor.width() < screen.width() * 0.35;
    let left = !right && anchor.min.x - GAP - outer >= screen.min.x && anchor.width() < screen.width() * 0.35;
    let x = match (right, left) {
        (true, _) => anchor.max.x + GAP,
        (_, true) => anchor.min.x - GAP - outer,
        _ => anchor.center().x - outer / 2.0,
    };
    let beside = (right || left) && anchor.min.y > screen.min.y + 60.0;
    let y = if beside { anchor.min.y } else { anchor.max.y + GAP };
    let corner = pos2(
        x.clamp(screen.min.x + 8.0, (screen.max.x - outer - 8.0).max(screen.min.x + 8.0)),
        y.clamp(screen.min.y + 8.0, (screen.max.y - height - 8.0).max(screen.min.y + 8.0)),
    );
    let frame = Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(16).stroke(ring);
    Area::new(id).order(Order::Foreground).fixed_pos(corner).show(ctx, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(WIDTH);
            callout(state, ui, stop, tour, commands);
        });
    });
    if let Some(tour) = &mut state.window.tour {
        tour.focused = true;
    }
}

fn callout(state: &State, ui: &mut Ui, stop: Stop, tour: Tour, commands: &mut Commands) {
    let theme = state.theme();
    let (count, at) = (Stop::ALL.len().to_string(), (tour.at + 1).to_string());
    let (name, what) = stop.keys();
    ui.label(caption(state.tw("tour-step", &[("step", &at), ("count", &count)]), &theme));
    ui.label(title(state.t(name)));
    ui.add_space(2.0);
    ui.label(state.t(what));
    ui.add_space(8.0);
    let last = tour.at + 1 == Stop::ALL.len();
    ui.horizontal(|ui| {
        let next = state.t(if last { "tour-done" } else { "tour-next" });
        let response = ui.add(primary(state, &next));
        // What the callout says is read with its button.
        let spoken = format!("{next}. {}. {}", state.t(name), state.t(what));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
        if !tour.focused {
            response.request_focus();
        }
        if response.clicked() {
            commands.push(Command::Window(WindowCommand::TourTo(tour.at + 1)));
        }
        if tour.at > 0 && ui.button(state.t("tour-back")).clicked() {
            commands.push(Command::Window(WindowCommand::TourTo(tour.at - 1)));
        }
        if !last {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let skip = Button::new(state.t("tour-skip")).frame_when_inactive(false);
                if ui.add(skip).clicked() {
                    commands.push(Command::Window(WindowCommand::EndTour));
                }
            });
        }
    });
}

impl Wijkspiegel {
    /// Goes to a stop of the tour, with what it is about in view; past the last one it ends.
    pub(super) fn tour_to(&mut self, at: usize) {
        let state = &mut self.state;
        let Some(stop) = Stop::ALL.get(at) else {
            state.window.tour = None;
            state.window.preferences.tour_seen = true;
            return;
        };
        state.view.place = Place::Explore;
        state.dialog = None;
        match stop {
            Stop::Colour => state.view.left_open = true,
            Stop::Figure => state.view.right_open = true,
            Stop::Places | Stop::Search => {}
        }
        state.window.tour = Some(Tour { at, focused: false });
    }
}
