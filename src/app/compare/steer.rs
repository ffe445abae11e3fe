//! Where the compared maps are looked at from: all from one place, by pointer, wheel, keys and buttons.

use eframe::egui::{PointerButton, Rect, Response, Ui};

use crate::app::Wijkspiegel;
use crate::app::command::Command;
use crate::app::map::{PADDING_PX, ZOOM_STEP};
use crate::app::place::Place;
use crate::view::camera::Camera;
use crate::view::scene::Scene;

/// The camera of the compared maps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shared {
    /// Where a person went; until then the maps, and a print of them, show the whole town.
    pub chosen: Option<Camera>,
    /// As it was last drawn.
    drawn: Option<Camera>,
}

/// The camera that all maps share, in the size of one of them.
pub fn by_pointer(
    program: &mut Wijkspiegel,
    ui: &Ui,
    response: &Response,
    scene: &Scene,
    rect: Rect,
) -> Camera {
    let size = (rect.width(), rect.height());
    let before = match program.state.comparing.camera.chosen {
        Some(camera) => camera.resized(size),
        None => {
            let first = crate::view::focus::focus(program.state.present()).unwrap_or(scene.extent);
            Camera::fit(first, size, 16.0)
        }
    };
    let mut camera = before;
    if response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle) {
        let delta = response.drag_delta();
        camera = camera.pan(delta.x, delta.y).clamp(scene.extent);
    }
    if let Some(pointer) = response.hover_pos() {
        let at = (pointer.x - rect.min.x, pointer.y - rect.min.y);
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta.y, i.zoom_delta()));
        let factor = f64::from(pinch) * (f64::from(scroll) * 0.004).exp();
        if (factor - 1.0).abs() > 1e-4 {
            camera = camera.zoom_at(at, factor).clamp(scene.extent);
        }
    }
    let shared = &mut program.state.comparing.camera;
    if camera != before {
        shared.chosen = Some(camera);
    }
    shared.drawn = Some(camera);
    camera
}

impl Wijkspiegel {
    /// Moves the compared maps, if they are what is looked at; whether it did.
    pub(in crate::app) fn steer_compared(&mut self, command: &Command) -> bool {
        let state = &mut self.state;
        let Some(from) = state.comparing.camera.drawn.filter(|_| state.view.place == Place::Compare) else {
            return false;
        };
        let extent = state.scene().extent;
        let zoomed = |factor: f64| {
            let middle = (from.size_px.0 / 2.0, from.size_px.1 / 2.0);
            Some(from.zoom_at(middle, factor).clamp(extent))
        };
        let to = match command {
            Command::ZoomIn => zoomed(ZOOM_STEP),
            Command::ZoomOut => zoomed(1.0 / ZOOM_STEP),
            Command::ZoomTown => Some(Camera::fit(extent, from.size_px, PADDING_PX)),
            Command::ZoomSelection => state.camera_on_selection(from, true),
            Command::PanBy(dx, dy) => Some(from.pan(*dx, *dy).clamp(extent)),
            _ => return false,
        };
        if let Some(to) = to {
            self.state.comparing.camera.chosen = Some(to);
        }
        true
    }
}
