//! Where the map is looked at from: the one place that turns metres into pixels and back.

use geo::{Coord, Point, Rect};

/// A position over the map. North is up; screen y grows downwards, RD y upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// RD metres, at the middle of the screen.
    pub centre: Point<f64>,
    /// Logical pixels; greater is further out.
    pub metres_per_px: f64,
    /// Width and height of the map in logical pixels.
    pub size_px: (f32, f32),
}

impl Camera {
    /// 5 cm a pixel: nothing in the data is finer.
    pub const CLOSEST: f64 = 0.05;
    /// The whole country fits in some hundred pixels.
    pub const FARTHEST: f64 = 5_000.0;

    /// A camera that shows all of `rect`, with `padding_px` free on every side.
    pub fn fit(rect: Rect<f64>, size_px: (f32, f32), padding_px: f32) -> Self {
        let room = |side: f32| f64::from((side - 2.0 * padding_px).max(1.0));
        let needed = (rect.width() / room(size_px.0)).max(rect.height() / room(size_px.1));
        let fallback = 1.0;
        Self {
            centre: Point::from(rect.center()),
            metres_per_px: if needed > 0.0 && needed.is_finite() { needed } else { fallback },
            size_px,
        }
        .clamped()
    }

    /// Pixels from the top left corner of the map.
    pub fn to_screen(&self, world: Point<f64>) -> (f32, f32) {
        let x = (world.x() - self.centre.x()) / self.metres_per_px + f64::from(self.size_px.0) / 2.0;
        let y = (self.centre.y() - world.y()) / self.metres_per_px + f64::from(self.size_px.1) / 2.0;
        (x as f32, y as f32)
    }

    /// RD metres of a pixel.
    pub fn to_world(&self, screen: (f32, f32)) -> Point<f64> {
        let dx = f64::from(screen.0) - f64::from(self.size_px.0) / 2.0;
        let dy = f64::from(screen.1) - f64::from(self.size_px.1) / 2.0;
        Point::new(self.centre.x() + dx * self.metres_per_px, self.centre.y() - dy * self.metres_per_px)
    }

    /// Zooms by `factor` (above 1 is closer); what lies under `cursor` stays there.
    pub fn zoom_at(self, cursor: (f32, f32), factor: f64) -> Self {
        if !(factor > 0.0 && factor.is_finite()) {
            return self;
        }
        let held = self.to_world(cursor);
        let mut next = Self { metres_per_px: self.metres_per_px / factor, ..self }.clamped();
        let moved = next.to_world(cursor);
        next.centre =
            Point::new(next.centre.x() + held.x() - moved.x(), next.centre.y() + held.y() - moved.y());
        next
    }

    /// Moves the map along with a drag of so many pixels.
    pub fn pan(self, dx: f32, dy: f32) -> Self {
        let (dx, dy) = (f64::from(dx) * self.metres_per_px, f64::from(dy) * self.metres_per_px);
        if !(dx.is_finite() && dy.is_finite()) {
            return self;
        }
        Self { centre: Point::new(self.centre.x() - dx, self.centre.y() + dy), ..self }
    }

    /// The camera after its window changed size: same centre, same scale.
    pub fn resized(self, size_px: (f32, f32)) -> Self {
        Self { size_px, ..self }
    }

    /// Keeps the centre inside `world`, and does not go further out than where all of it takes
    /// half of the map, so that nobody gets lost.
    pub fn clamp(self, world: Rect<f64>) -> Self {
        let fitted = Self::fit(world, self.size_px, 0.0);
        let farthest = (fitted.metres_per_px * 2.0).max(Self::CLOSEST);
        let within = |v: f64, low: f64, high: f64| if v.is_finite() { v.max(low).min(high) } else { low };
        Self {
            centre: Point::new(
                within(self.centre.x(), world.min().x, world.max().x),
                within(self.centre.y(), world.min().y, world.max().y),
            ),
            metres_per_px: self.metres_per_px.min(farthest),
            ..self
        }
        .clamped()
    }

    /// What the map shows, in RD metres.
    pub fn visible(&self) -> Rect<f64> {
        let a = self.to_world((0.0, 0.0));
        let b = self.to_world(self.size_px);
        Rect::new(Coord::from(a), Coord::from(b))
    }

    fn clamped(self) -> Self {
        let scale = self.metres_per_px;
        let metres_per_px = if scale.is_finite() { scale.clamp(Self::CLOSEST, Self::FARTHEST) } else { 1.0 };
        Self { metres_per_px, ..self }
    }
}
