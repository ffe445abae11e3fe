//! The corners of the border without a mouse: one is chosen, moved by a stated step, added, removed;
//! and a point of a new line is put in the middle of the map.

use eframe::egui::{Button, Context, DragValue, Key, Modifiers, RichText, Ui};
use egui_material_icons::icons::{
    ICON_ARROW_BACK, ICON_ARROW_DOWNWARD, ICON_ARROW_FORWARD, ICON_ARROW_UPWARD, ICON_CHEVRON_LEFT,
    ICON_CHEVRON_RIGHT,
};
use geo::Coord;

use super::{DrawCommand, Drawing};
use crate::app::command::{Command, Commands};
use crate::app::elements::named;
use crate::app::state::State;
use crate::app::style::{CONTROL, caption};
use crate::catchment::sketch::{CornerId, corner, corners, nearest_corner};
use crate::number::whole;

/// How many metres a step may be.
const STEPS_M: std::ops::RangeInclusive<f64> = 1.0..=1000.0;

/// With Shift a step is this many times as long.
const LONGER: f64 = 10.0;

/// The four ways to go, east and north positive, with what they are called.
const WAYS: [(egui_material_icons::MaterialIcon, Key, (f64, f64), &str); 4] = [
    (ICON_ARROW_BACK, Key::ArrowLeft, (-1.0, 0.0), "sketch-corner-west"),
    (ICON_ARROW_FORWARD, Key::ArrowRight, (1.0, 0.0), "sketch-corner-east"),
    (ICON_ARROW_UPWARD, Key::ArrowUp, (0.0, 1.0), "sketch-corner-north"),
    (ICON_ARROW_DOWNWARD, Key::ArrowDown, (0.0, -1.0), "sketch-corner-south"),
];

impl Drawing {
    /// The corner that is chosen, as long as it is there.
    pub(super) fn chosen(&self) -> Option<(CornerId, Coord<f64>)> {
        let id = self.chosen.filter(|_| self.session.path().len() == 0)?;
        Some((id, corner(self.session.shape(), id)?))
    }

    /// The corner so many places further along the border; the first or last where none is chosen.
    pub(super) fn choose(&mut self, further: isize) {
        let all: Vec<CornerId> = corners(self.session.shape()).map(|(id, _)| id).collect();
        let count = isize::try_from(all.len()).unwrap_or(0);
        if count == 0 {
            self.chosen = None;
            return;
        }
        let now = self.chosen.and_then(|id| all.iter().position(|other| *other == id));
        let at = match now.and_then(|at| isize::try_from(at).ok()) {
            Some(at) => (at + further).rem_euclid(count),
            None if further < 0 => count - 1,
            None => 0,
        };
        self.chosen = usize::try_from(at).ok().and_then(|at| all.get(at)).copied();
    }

    /// Moves the chosen corner so many metres: one step.
    pub(super) fn nudge(&mut self, (east, north): (f64, f64)) {
        let Some((id, at)) = self.chosen() else { return };
        let to = Coord { x: at.x + east, y: at.y + north };
        self.session.move_corner(id, to);
        self.session.drop_corner();
        // Where borders came together corners may have been put before it.
        self.chosen = nearest_corner(self.session.shape(), to, 0.001);
    }

    /// A corner halfway the edge after the chosen one, which is then chosen.
    pub(super) fn add_beside(&mut self) {
        let Some((id, at)) = self.chosen() else { return };
        let ring = |other: &CornerId| other.part == id.part && other.ring == id.ring;
        let on: Vec<Coord<f64>> =
            corners(self.session.shape()).filter(|(other, _)| ring(other)).map(|(_, c)| c).collect();
        let Some(next) = on.get((id.at + 1) % on.len().max(1)) else { return };
        let half = Coord { x: f64::midpoint(at.x, next.x), y: f64::midpoint(at.y, next.y) };
        self.chosen = self.session.add_corner(id, half).or(self.chosen);
        self.session.drop_corner();
    }
}

/// The chosen corner in the panel, with everything that can be done to it.
pub(super) fn show(state: &State, ui: &mut Ui, drawing: &mut Drawing, commands: &mut Commands) {
    let theme = state.theme();
    let language = state.view.language;
    let mut send = |command| commands.push(Command::Draw(command));
    let icon = |icon| Button::new(RichText::from(icon).size(18.0)).min_size([CONTROL, CONTROL].into());
    if drawing.session.shape().0.is_empty() || drawing.session.path().len() > 0 {
        middle(state, ui, &mut send);
        return;
    }
    let all = corners(drawing.session.shape()).count();
    let chosen = drawing.chosen();
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for (shape, key, further) in
            [(ICON_CHEVRON_LEFT, "sketch-corner-previous", -1), (ICON_CHEVRON_RIGHT, "sketch-corner-next", 1)]
        {
            if named(ui.add(icon(shape)), &state.t(key)).clicked() {
                send(DrawCommand::Choose(further));
            }
        }
        let count = whole(all as f64, language);
        let at = chosen.and_then(|(id, _)| corners(drawing.session.shape()).position(|(c, _)| c == id));
        ui.label(match at {
            Some(at) => {
                let nth = whole((at + 1) as f64, language);
                state.tw("sketch-corner-which", &[("nth", &nth), ("count", &count)])
            }
            None => state.tw("sketch-corner-none", &[("count", &count)]),
        });
    });
    let Some((id, at)) = chosen else {
        ui.label(caption(state.t("sketch-corner-how"), &theme));
        middle(state, ui, &mut send);
        return;
    };
    let (x, y) = (whole(at.x, language), whole(at.y, language));
    let mut place = state.tw("sketch-corner-place", &[("x", &x), ("y", &y)]);
    let with: Vec<String> =
        drawing.session.sharing(id).into_iter().map(|s| drawing.name_of(Some(s))).collect();
    if !with.is_empty() {
        let with = state.tw("sketch-corner-shared", &[("schools", &with.join(", "))]);
        place = format!("{place} · {with}");
    }
    ui.label(caption(place, &theme));
    ui.horizontal(|ui| {
        let step = whole(drawing.step_m, language);
        for (shape, _, (east, north), key) in WAYS {
            let label = state.tw(key, &[("metres", &step)]);
            if named(ui.add(icon(shape)), &label).clicked() {
                send(DrawCommand::Nudge(east * drawing.step_m, north * drawing.step_m));
            }
        }
    });
    ui.horizontal(|ui| {
        let label = ui.label(state.t("sketch-corner-step"));
        let value = DragValue::new(&mut drawing.step_m).range(STEPS_M).speed(1.0).max_decimals(0);
        ui.add(value.suffix(" m")).labelled_by(label.id);
    });
    ui.horizontal_wrapped(|ui| {
        if ui.button(state.t("sketch-corner-add")).clicked() {
            send(DrawCommand::AddBeside);
        }
        if ui.button(state.t("sketch-corner-remove")).clicked() {
            send(DrawCommand::RemoveCorner(id));
        }
    });
    ui.label(caption(state.t("sketch-corner-keys"), &theme));
    middle(state, ui, &mut send);
}

/// A point of the line in the middle of the map.
fn middle(state: &State, ui: &mut Ui, send: &mut impl FnMut(DrawCommand)) {
    let Some(camera) = state.view.camera else { return };
    let button = ui.button(state.t("sketch-middle"));
    if button.on_hover_text(state.t("sketch-middle-what")).clicked() {
        send(DrawCommand::Point(camera.visible().center(), None));
    }
}

/// The keys of a chosen corner, while the map has the focus or nothing has.
pub(super) fn keys(drawing: &Drawing, ui: &Context, mut send: impl FnMut(DrawCommand)) {
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    for (key, further) in [(Key::PageDown, 1), (Key::PageUp, -1)] {
        if pressed(Modifiers::NONE, key) {
            send(DrawCommand::Choose(further));
        }
    }
    let Some((id, _)) = drawing.chosen() else { return };
    for (_, key, (east, north), _) in WAYS {
        for (modifiers, times) in [(Modifiers::SHIFT, LONGER), (Modifiers::NONE, 1.0)] {
            if pressed(modifiers, key) {
                let metres = drawing.step_m * times;
                send(DrawCommand::Nudge(east * metres, north * metres));
            }
        }
    }
    if pressed(Modifiers::NONE, Key::Insert) {
        send(DrawCommand::AddBeside);
    }
    if drawing.pointed.is_none() && pressed(Modifiers::NONE, Key::Delete) {
        send(DrawCommand::RemoveCorner(id));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        send(DrawCommand::ChooseNone);
    }
}
