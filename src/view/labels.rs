//! Names on the map that yield to one another.

use geo::Point;

use super::scene::{Label, LabelKind};

/// A box on the screen, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScreenBox {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl ScreenBox {
    /// The box of a disc.
    pub fn around(centre: (f32, f32), radius: f32) -> Self {
        Self { x0: centre.0 - radius, y0: centre.1 - radius, x1: centre.0 + radius, y1: centre.1 + radius }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    fn is_finite(&self) -> bool {
        [self.x0, self.y0, self.x1, self.y1].iter().all(|v| v.is_finite())
    }
}

/// A label that found its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Position in the labels given.
    pub label: usize,
    /// The box of the text; its middle is where the text is centred.
    pub area: ScreenBox,
}

/// Free space around every label.
const GAP_PX: f32 = 3.0;

/// Finds a place for as many labels as fit in the `frame`, the most important first.
///
/// `to_screen` is the camera; `measure` gives width and height of a text in pixels; `obstacles`
/// are boxes (school discs) that a label avoids by moving up, down or aside a little; only the
/// name of a wijk covers one where it cannot, and then as little of it as it can. Labels never overlap
/// one another nor what is `kept_free` (the north arrow), never leave the frame, and one whose point lies
/// outside the frame is left out. The same input gives the same output.
pub fn place(
    labels: &[Label],
    frame: ScreenBox,
    to_screen: impl Fn(Point<f64>) -> (f32, f32),
    metres_per_px: f64,
    measure: impl Fn(&str, LabelKind) -> (f32, f32),
    obstacles: &[ScreenBox],
    kept_free: &[ScreenBox],
) -> Vec<Placed> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&i| labels.get(i).map(|l| (std::cmp::Reverse(l.priority), l.kind, i)));
    let mut soft = Grid::new(frame);
    obstacles.iter().filter(|o| o.is_finite() && o.overlaps(&frame)).for_each(|o| soft.add(*o));
    let mut taken = Grid::new(frame);
    kept_free.iter().filter(|o| o.is_finite() && o.overlaps(&frame)).for_each(|o| taken.add(*o));
    let mut placed = Vec::new();
    for index in order {
        let Some(label) = labels.get(index) else { continue };
        let (x, y) = to_screen(label.at);
        if !(x >= frame.x0 && x <= frame.x1 && y >= frame.y0 && y <= frame.y1) || label.text.is_empty() {
            continue;
        }
        let (w, h) = measure(&label.text, label.kind);
        if !has_room(label, metres_per_px, w, h) {
            continue;
        }
        let boxes: Vec<ScreenBox> =
            offsets(w, h).iter().filter_map(|(dx, dy)| kept_inside(x + dx, y + dy, w, h, frame)).collect();
        // Only the names that one finds the way by may cover a school.
        let may_cover = label.kind == LabelKind::Wijk;
        let free = |b: &&ScreenBox| !taken.meets(b, GAP_PX);
        let found = boxes
            .iter()
            .find(|b| free(b) && !soft.meets(b, 0.0))
            .or_else(|| least_covering(boxes.iter().take(NEAR).filter(|b| may_cover && free(b)), &soft));
        if let Some(area) = found.copied() {
            taken.add(area);
            placed.push(Placed { label: index, area });
        }
    }
    placed
}

/// The box that lies over the least of the discs; the first of those that do equally well.
fn least_covering<'a>(boxes: impl Iterator<Item = &'a ScreenBox>, discs: &Grid) -> Option<&'a ScreenBox> {
    boxes.map(|b| (b, discs.covered(b))).min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(b, _)| b)
}

/// Whether the thing named is large enough on the screen to be named.
fn has_room(label: &Label, metres_per_px: f64, w: f32, h: f32) -> bool {
    if label.room_m <= 0.0 || metres_per_px <= 0.0 {
        return true;
    }
    let room = (label.room_m / metres_per_px) as f32;
    match label.kind {
        // A wijk's name may spill over its border, as on any city map.
        LabelKind::Wijk => room >= 0.9 * h && room >= 0.28 * w,
        LabelKind::Buurt => room >= 1.3 * h && room >= 0.95 * w,
        LabelKind::School => room >= 80.0,
    }
}

/// So many of the places where a label tries to go are near enough not to seem that of a neighbour.
const NEAR: usize = 9;

/// Where a label tries to go, best first.
fn offsets(w: f32, h: f32) -> [(f32, f32); 13] {
    let (up, far) = (h * 0.8, h * 1.6);
    let (side, wide) = (w * 0.3, w * 0.55);
    [
        (0.0, 0.0),
        (0.0, -up),
        (0.0, up),
        (-side, 0.0),
        (side, 0.0),
        (-side, -up),
        (side, -up),
        (-side, up),
        (side, up),
        (0.0, -far),
        (0.0, far),
        (-wide, 0.0),
        (wide, 0.0),
    ]
}

/// The box around a centre, moved into the frame; `None` when it does not fit at all.
fn kept_inside(x: f32, y: f32, w: f32, h: f32, frame: ScreenBox) -> Option<ScreenBox> {
    if !(w > 0.0 && h > 0.0) || w > frame.x1 - frame.x0 || h > frame.y1 - frame.y0 {
        return None;
    }
    let x0 = (x - w / 2.0).max(frame.x0).min(frame.x1 - w);
    let y0 = (y - h / 2.0).max(frame.y0).min(frame.y1 - h);
    Some(ScreenBox { x0, y0, x1: x0 + w, y1: y0 + h })
}

/// Boxes by cell, so that thousands of discs do not make every label slow.
struct Grid {
    frame: ScreenBox,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<ScreenBox>>,
}

impl Grid {
    const CELL_PX: f32 = 64.0;

    fn new(frame: ScreenBox) -> Self {
        let cells = |length: f32| ((length / Self::CELL_PX).ceil().min(512.0) as usize).max(1);
        let (columns, rows) = (cells(frame.x1 - frame.x0), cells(frame.y1 - frame.y0));
        Self { frame, columns, rows, cells: vec![Vec::new(); columns * rows] }
    }

    fn span(&self, b: &ScreenBox) -> impl Iterator<Item = usize> + use<> {
        // `as` saturates: what lies outside the frame falls in the outermost cells.
        let cell = |v: f32, most: usize| ((v / Self::CELL_PX).floor().max(0.0) as usize).min(most - 1);
        let (c0, c1) = (cell(b.x0 - self.frame.x0, self.columns), cell(b.x1 - self.frame.x0, self.columns));
        let (r0, r1) = (cell(b.y0 - self.frame.y0, self.rows), cell(b.y1 - self.frame.y0, self.rows));
        let columns = self.columns;
        (r0..=r1).flat_map(move |r| (c0..=c1).map(move |c| r * columns + c))
    }

    fn add(&mut self, b: ScreenBox) {
        for i in self.span(&b) {
            if let Some(cell) = self.cells.get_mut(i) {
                cell.push(b);
            }
        }
    }

    /// How many pixels of the boxes in the grid lie under another, each box for itself.
    fn covered(&self, b: &ScreenBox) -> f32 {
        let mut seen: Vec<ScreenBox> = Vec::new();
        // A box stands in every cell that it touches.
        for other in self.span(b).filter_map(|i| self.cells.get(i)).flatten() {
            if other.overlaps(b) && !seen.contains(other) {
                seen.push(*other);
            }
        }
        let across = |o: &ScreenBox| o.x1.min(b.x1) - o.x0.max(b.x0);
        let down = |o: &ScreenBox| o.y1.min(b.y1) - o.y0.max(b.y0);
        seen.iter().map(|o| across(o) * down(o)).sum()
    }

    fn meets(&self, b: &ScreenBox, gap: f32) -> bool {
        let grown = ScreenBox { x0: b.x0 - gap, y0: b.y0 - gap, x1: b.x1 + gap, y1: b.y1 + gap };
        self.span(&grown).any(|i| self.cells.get(i).is_some_and(|c| c.iter().any(|o| o.overlaps(&grown))))
    }
}
