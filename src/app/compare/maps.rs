//! Three maps that move together: two proposals, and the difference between them.

use eframe::egui::{
    Button, FontId, Popup, PopupCloseBehavior, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{side_name, steer};
use crate::app::Wijkspiegel;
use crate::app::command::{Command, Commands};
use crate::app::fonts;
use crate::app::map::{self, paint::MapPainter};
use crate::app::pick::{self, PickCommand};
use crate::app::present::legend::{self, Extent, LaidOut};
use crate::app::state::State;
use crate::app::style::{BODY, CAPTION, CONTROL, color, strong};
use crate::view::hit::hit;
use crate::view::scene::{LegendEntry, Scene};

/// Height of the maps for which the keys under them make way.
const LEAST_MAPS: f32 = 90.0;
/// Room around the keys under the maps.
const MARGIN: f32 = 16.0;

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
    let Some(key) = program.state.compared_key() else { return };
    let middle = all.max.x - width - gap / 2.0;
    let keys = Keys::of(ui, [&key, &scenes[2]], [middle - all.min.x, width]);
    // A window that is too low for both has its maps.
    let (above, strip) = all.split_top_bottom_at_y(all.max.y - keys.height);
    let all = if above.height() < LEAST_MAPS { all } else { above };
    let keys_under = all == above;
    if keys_under {
        keys.show(&program.state, ui, strip, middle);
    }
    let titles = [side_name(&program.state, 0), side_name(&program.state, 1), scenes[2].legend.title.clone()];
    for (i, (scene, title)) in scenes.iter().zip(titles).enumerate() {
        let left = all.min.x + i as f32 * (width + gap);
        let rect = Rect::from_min_size(pos2(left, all.min.y), vec2(width, all.height()));
        let id = ui.scope_id().with(("compare", i));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        let label = program.state.tw("compare-map", &[("what", &title)]);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        map::keys(ui, &response, commands);
        let camera = steer::by_pointer(program, ui, &response, scene, rect);
        let painter = ui.painter_at(rect);
        program.basemaps.paint(&painter, scene, &camera, rect);
        if let Some(own) = program.comparing.painters.get_mut(i) {
            own.paint(&painter, scene, &camera, rect);
        }
        program.basemaps.credit(&program.state, &painter, scene, rect, 1.0);
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
        if response.has_focus() {
            let ring = (2.0, color(scene.theme.accent));
            painter.rect_stroke(rect.shrink(1.0), 0.0, ring, StrokeKind::Inside);
        }
        chip(ui, scene, rect, &title);
        if i == 2 {
            map::buttons(&program.state, ui, rect, commands);
        }
    }
    if !keys_under && keys.height > 0.0 {
        on_demand(&program.state, ui, all, [&key, &scenes[2]]);
    }
}

/// A button in the corner of the first map that opens the keys, where there is no room under the maps.
fn on_demand(state: &State, ui: &mut Ui, all: Rect, scenes: [&Scene; 2]) {
    let size = vec2(120.0, CONTROL).min(all.size());
    let at = Rect::from_min_size(pos2(all.min.x + 12.0, all.max.y - size.y - 8.0), size);
    let button = ui.put(at, Button::new(state.t("report-legend")));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        let width = (all.width() * 0.8).min(560.0);
        ui.set_width(width);
        for (scene, extent) in scenes.into_iter().zip([Extent::Line, Extent::Scale]) {
            if extent == Extent::Scale {
                ui.separator();
                ui.label(strong(&scene.legend.title));
            }
            let laid_out = legend::lay_out(ui, scene, CAPTION, width, extent);
            let (rect, _) = ui.allocate_exact_size(vec2(width, laid_out.height), Sense::hover());
            legend::show(state, ui, &laid_out, rect);
        }
    });
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

/// The keys under the maps: one to both proposals, one to the difference.
struct Keys {
    laid_out: [LaidOut; 2],
    height: f32,
}

impl Keys {
    fn of(ui: &Ui, [both, difference]: [&Scene; 2], widths: [f32; 2]) -> Self {
        let lay =
            |scene, width: f32, extent| legend::lay_out(ui, scene, CAPTION, width - MARGIN * 2.0, extent);
        let laid_out = [lay(both, widths[0], Extent::Line), lay(difference, widths[1], Extent::Scale)];
        let tallest = laid_out.iter().map(|l| l.height).fold(0.0, f32::max);
        Self { laid_out, height: if tallest > 0.0 { tallest + MARGIN } else { 0.0 } }
    }

    fn show(&self, state: &State, ui: &mut Ui, strip: Rect, middle: f32) {
        let theme = state.theme();
        ui.painter().rect_filled(strip, 0.0, color(theme.panel));
        ui.painter().vline(middle, strip.y_range(), (1.0, color(theme.line)));
        let parts = [strip.with_max_x(middle), strip.with_min_x(middle)];
        for (laid_out, part) in self.laid_out.iter().zip(parts) {
            legend::show(state, ui, laid_out, part.shrink2(vec2(MARGIN, MARGIN / 2.0)));
        }
    }
}

/// A scene with the key that both have: what is in one of them counts.
pub fn with_both_keys(left: &Scene, right: &Scene) -> Scene {
    let mut both = left.clone();
    let more = |ours: &mut Vec<LegendEntry>, theirs: &[LegendEntry]| {
        for entry in theirs {
            match ours.iter_mut().find(|o| o.text == entry.text) {
                Some(own) => own.count = own.count.max(entry.count),
                None => ours.push(entry.clone()),
            }
        }
    };
    more(&mut both.legend.entries, &right.legend.entries);
    match (&mut both.legend.symbols, &right.legend.symbols) {
        (Some(own), Some(other)) => more(&mut own.special, &other.special),
        (own @ None, Some(other)) => *own = Some(other.clone()),
        (_, None) => {}
    }
    for section in &right.legend.sections {
        match both.legend.sections.iter_mut().find(|s| s.title == section.title) {
            Some(own) => more(&mut own.entries, &section.entries),
            None => both.legend.sections.push(section.clone()),
        }
    }
    both
}
