//! The matrix of pairs: schools by name on both axes, a darker cell for a pair that gains more.

use std::f32::consts::FRAC_PI_2;

use eframe::egui::epaint::TextShape;
use eframe::egui::{
    Align2, FontId, Rect, Role, ScrollArea, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::pairs::{PairsForm, open, school_name, words};
use super::state::ShownTown;
use crate::app::fonts;
use crate::app::state::State;
use crate::app::style::{CAPTION, caption, color};
use crate::data::SchoolId;
use crate::find::town::Pair;

/// So many schools have a row; of more those with the best pairs.
const MOST_ROWS: usize = 60;
/// Height and width of the whole, names included.
pub(super) const MATRIX: f32 = 540.0;
/// Room for the names at the left and at the top.
const NAMES: f32 = 128.0;
/// The least side of a cell: room for a name beside it.
const LEAST: f32 = 14.0;

/// Draws the matrix; gives the pair whose cell was clicked. The list says the same in words.
pub(super) fn show(
    state: &State,
    ui: &mut Ui,
    form: &mut PairsForm,
    shown: &ShownTown,
    pairs: &[Pair],
) -> Option<Pair> {
    let theme = state.theme();
    let mut rows: Vec<SchoolId> = Vec::new();
    for id in pairs.iter().flat_map(|p| [p.schools.0, p.schools.1]) {
        if rows.len() < MOST_ROWS && !rows.contains(&id) {
            rows.push(id);
        }
    }
    rows.sort_by_key(|id| school_name(state, *id));
    let mut clicked = None;
    ui.vertical(|ui| {
        ui.set_width(MATRIX);
        let (whole, _) = ui.allocate_exact_size(vec2(MATRIX, MATRIX), Sense::hover());
        let inner = Rect::from_min_max(whole.min + Vec2::splat(NAMES), whole.max);
        let side = (inner.width() / rows.len().max(1) as f32).clamp(LEAST, 36.0);
        let size = Vec2::splat(side * rows.len() as f32);
        let mut under: Option<Pair> = None;
        let mut at = None;
        let mut inside = ui.new_child(eframe::egui::UiBuilder::new().max_rect(inner));
        let scrolled =
            ScrollArea::both().id_salt("pair_matrix").auto_shrink([false, false]).show(&mut inside, |ui| {
                let (rect, response) = ui.allocate_exact_size(size, Sense::click());
                let label = state.tw("friends-pairs-matrix", &[("count", &rows.len().to_string())]);
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
                let pointer = response.hover_pos();
                let cell = |a: usize, b: usize| {
                    let corner = rect.min + vec2(b as f32 * side, a as f32 * side);
                    Rect::from_min_size(corner, Vec2::splat(side))
                };
                let place = |id: SchoolId| rows.iter().position(|r| *r == id);
                let told = |pair: &Pair| open(shown, pair);
                let greatest = pairs.iter().filter(|p| told(p)).map(|p| p.gain).fold(0.0, f64::max);
                let painter = ui.painter();
                painter.rect_filled(rect, 0.0, color(theme.window));
                let wishes = state.plans.history.wishes();
                let code = |id| state.dataset().school(id).map(|s| s.code.as_str()).unwrap_or_default();
                for pair in pairs {
                    let (Some(a), Some(b)) = (place(pair.schools.0), place(pair.schools.1)) else { continue };
                    let depth = if greatest > 0.0 { (pair.gain / greatest).sqrt() as f32 } else { 0.0 };
                    let depth = if told(pair) { depth } else { 0.0 };
                    let ink = color(theme.panel.mix(theme.accent, depth));
                    let (one, other) = (code(pair.schools.0), code(pair.schools.1));
                    let (fixed, ruled_out) = (wishes.is_fixed(one, other), wishes.is_forbidden(one, other));
                    for (cell, (row, column)) in [(cell(a, b), (a, b)), (cell(b, a), (b, a))] {
                        painter.rect_filled(cell.shrink(0.5), 0.0, ink);
                        if !told(pair) {
                            painter.circle_filled(cell.center(), 1.0, color(theme.texture));
                        }
                        if fixed {
                            let ring = (2.0, color(theme.text));
                            painter.rect_stroke(cell.shrink(1.0), 2.0, ring, StrokeKind::Inside);
                        }
                        if ruled_out {
                            let inset = cell.shrink(3.0);
                            let cross = [
                                [inset.left_top(), inset.right_bottom()],
                                [inset.right_top(), inset.left_bottom()],
                            ];
                            for line in cross {
                                painter.line_segment(line, (1.5, color(theme.warn)));
                            }
                        }
                        if pointer.is_some_and(|p| cell.contains(p)) {
                            under = Some(*pair);
                            at = Some((row, column));
                        }
                    }
                }
                for n in 0..rows.len() {
                    painter.rect_filled(cell(n, n).shrink(0.5), 0.0, color(theme.line));
                }
                if let Some((a, b)) = under.map(|p| p.schools).or(form.pointed)
                    && let (Some(a), Some(b)) = (place(a), place(b))
                {
                    at = at.or(Some((a, b)));
                    for cell in [cell(a, b), cell(b, a)] {
                        painter.rect_stroke(cell, 0.0, (2.0, color(theme.text)), StrokeKind::Outside);
                    }
                }
                response.clicked()
            });
        if scrolled.inner {
            clicked = under;
        }
        names(state, ui, &rows, whole, inner, scrolled.state.clamped_offset(), side, at);
        let told =
            under.map(|pair| words(state, shown, &pair)).unwrap_or_else(|| state.t("friends-pairs-point"));
        ui.add(eframe::egui::Label::new(caption(told, &theme)).truncate());
    });
    clicked
}

/// The names along both sides; those of the cell that is pointed at stand out.
#[expect(clippy::too_many_arguments, reason = "the places of one picture, drawn in one place")]
fn names(
    state: &State,
    ui: &Ui,
    rows: &[SchoolId],
    whole: Rect,
    inner: Rect,
    offset: Vec2,
    side: f32,
    at: Option<(usize, usize)>,
) {
    let theme = state.theme();
    let text = |id: SchoolId, pointed: bool| {
        let face = if pointed { fonts::semibold() } else { fonts::regular() };
        let ink = color(if pointed { theme.text } else { theme.muted });
        let mut job = eframe::egui::text::LayoutJob::simple_singleline(
            school_name(state, id),
            FontId::new(CAPTION, face),
            ink,
        );
        job.wrap.max_width = NAMES - 10.0;
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        (ui.painter().layout_job(job), ink)
    };
    let left = Rect::from_min_max(pos2(whole.min.x, inner.min.y), pos2(inner.min.x, inner.max.y));
    let painter = ui.painter_at(left);
    for (n, id) in rows.iter().enumerate() {
        let middle = inner.min.y + (n as f32 + 0.5) * side - offset.y;
        if left.y_range().contains(middle) {
            let (galley, ink) = text(*id, at.is_some_and(|(row, _)| row == n));
            let at = Align2::RIGHT_CENTER.anchor_size(pos2(left.max.x - 6.0, middle), galley.size());
            painter.galley(at.min, galley, ink);
        }
    }
    let top = Rect::from_min_max(pos2(inner.min.x, whole.min.y), pos2(inner.max.x, inner.min.y));
    let painter = ui.painter_at(top);
    for (n, id) in rows.iter().enumerate() {
        let middle = inner.min.x + (n as f32 + 0.5) * side - offset.x;
        if top.x_range().contains(middle) {
            let (galley, ink) = text(*id, at.is_some_and(|(_, column)| column == n));
            // Read from below, as on the spine of a book.
            let corner = pos2(middle - galley.size().y / 2.0, top.max.y - 6.0);
            painter.add(TextShape::new(corner, galley, ink).with_angle(-FRAC_PI_2));
        }
    }
}
