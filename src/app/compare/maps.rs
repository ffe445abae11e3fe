//! Three maps that move together: two proposals, and the difference between them.

use eframe::egui::{FontId, PointerButton, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::side_name;
use crate::app::Wijkspiegel;
use crate::app::command::{Command, Commands};
use crate::app::fonts;
use crate::app::map::paint::MapPainter;
use crate::app::pick::{self, PickCommand};
use crate::app::style::{BODY, CAPTION, color};
use crate::view::camera::Camera;
use crate::view::hit::hit;
use crate::view::scene::{LegendEntry, Scene, SectionKind, Swatch};

/// A painter for each map: each keeps its own shapes.
#[derive(Default)]
pub struct Maps {
    painters: [MapPainter; 3],
}

impl Maps {
    pub fn clear(&mut self) {
        self.painters.iter_mut().for_each(MapPainter::clear);
    }
}

pub fn show(program: &mut Wijkspiegel, ui: &mut Ui, commands: &mut Commands) {
    let all = ui.available_rect_before_wrap();
    let Some((scenes, _)) = program.state.made() else {
        ui.label(program.state.t("compare-failed"));
        return;
    };
    let gap = 2.0;
    let width = (all.width() - 2.0 * gap) / 3.0;
    let titles = [side_name(&program.state, 0), side_name(&program.state, 1), scenes[2].legend.title.clone()];
    for (i, (scene, title)) in scenes.iter().zip(titles).enumerate() {
        let left = all.min.x + i as f32 * (width + gap);
        let rect = Rect::from_min_size(pos2(left, all.min.y), vec2(width, all.height()));
        let id = ui.scope_id().with(("compare", i));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        let label = program.state.tw("compare-map", &[("what", &title)]);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        let camera = steer(program, ui, &response, scene, rect);
        let painter = ui.painter_at(rect);
        program.basemaps.paint(&painter, scene, &camera, rect);
        if let Some(own) = program.comparing.painters.get_mut(i) {
            own.paint(&painter, scene, &camera, rect);
        }
        program.basemaps.credit(&program.state, &painter, scene, rect, 1.0);
        chip(ui, scene, rect, &title);
        let entries: Vec<&LegendEntry> = if i == 2 {
            scene.legend.entries.iter().collect()
        } else {
            let links = scene.legend.sections.iter().filter(|s| s.kind == SectionKind::Links);
            links.flat_map(|s| &s.entries).collect()
        };
        if !entries.is_empty() {
            legend(ui, scene, rect, &entries);
        }
        if response.clicked()
            && let Some(at) = response.interact_pointer_pos()
            && let Some(crate::view::hit::Hit::Area(area)) =
                hit(scene, &camera, (at.x - rect.min.x, at.y - rect.min.y))
        {
            let area = crate::view::hit::Hit::Area(area);
            if pick::adds(ui) {
                commands.pick(PickCommand::Toggle(area));
            } else {
                commands.push(Command::Select(Some(area)));
            }
        }
        if let Some(own) = program.comparing.painters.get_mut(i) {
            own.mark(&painter, scene, &camera, rect, &program.state.view.selection, 2.5);
        }
    }
}

/// The camera that all three share, in the size of one of them.
fn steer(program: &mut Wijkspiegel, ui: &Ui, response: &Response, scene: &Scene, rect: Rect) -> Camera {
    let size = (rect.width(), rect.height());
    let mut camera = match program.state.comparing.camera {
        Some(camera) => camera.resized(size),
        None => {
            let first = crate::view::focus::focus(program.state.present()).unwrap_or(scene.extent);
            Camera::fit(first, size, 16.0)
        }
    };
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
    program.state.comparing.camera = Some(camera);
    camera
}

/// The title in the corner of a map.
fn chip(ui: &Ui, scene: &Scene, rect: Rect, title: &str) {
    let painter = ui.painter_at(rect);
    let font = FontId::new(BODY, fonts::semibold());
    let galley = painter.layout(title.to_owned(), font, color(scene.theme.text), rect.width() - 56.0);
    let at = rect.min + vec2(20.0, 16.0);
    painter.rect_filled(
        Rect::from_min_size(at, galley.size()).expand2(vec2(10.0, 6.0)),
        6.0,
        color(scene.theme.panel),
    );
    painter.galley(at, galley, color(scene.theme.text));
}

/// The key to the differences, or to the links between friendship schools, in the corner of a map.
fn legend(ui: &Ui, scene: &Scene, rect: Rect, entries: &[&LegendEntry]) {
    const ROW: f32 = 17.0;
    let painter = ui.painter_at(rect);
    let font = FontId::new(CAPTION, fonts::regular());
    let ink = color(scene.theme.text);
    let galleys: Vec<_> =
        entries.iter().map(|e| painter.layout_no_wrap(e.text.clone(), font.clone(), ink)).collect();
    let width = galleys.iter().map(|g| g.size().x).fold(0.0, f32::max) + 24.0;
    let size = vec2(width, ROW * galleys.len() as f32);
    let corner = Pos2::new(rect.min.x + 20.0, rect.max.y - size.y - 16.0);
    painter.rect_filled(
        Rect::from_min_size(corner, size).expand2(vec2(10.0, 8.0)),
        6.0,
        color(scene.theme.panel),
    );
    for (i, (entry, galley)) in entries.iter().zip(galleys).enumerate() {
        let top = corner + vec2(0.0, ROW * i as f32);
        if let Swatch::Fill(fill) = &entry.swatch {
            painter.rect_filled(
                Rect::from_min_size(top + vec2(0.0, 2.0), vec2(14.0, 11.0)),
                2.0,
                color(fill.color),
            );
        }
        if let Swatch::Line { stroke, .. } = &entry.swatch {
            let ends = [top + vec2(0.0, 7.5), top + vec2(14.0, 7.5)];
            painter.line_segment(ends, (stroke.width_px, color(stroke.color)));
        }
        painter.galley(top + vec2(22.0, 0.0), galley, ink);
    }
}
