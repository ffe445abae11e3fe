//! How far it is from every home to every school.

use geo::Point;

pub use crate::data::Mode;

/// What a distance means; it stands wherever a distance is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Metric {
    /// As the crow flies, times a factor for the detour that streets make; 1 is the straight line
    /// itself.
    StraightLine { detour: f64 },
    /// The shortest route over the streets of the project.
    Route { mode: Mode },
}

impl Metric {
    /// Straight line without a detour.
    pub const PLANAR: Self = Self::StraightLine { detour: 1.0 };
}

/// Distances in metres from every origin (a home) to every destination (a school); infinite where
/// there is no way.
#[derive(Clone, Debug, PartialEq)]
pub struct Distances {
    pub metric: Metric,
    destinations: usize,
    /// Row-major, one row per origin.
    metres: Vec<f64>,
}

impl Distances {
    /// Distances as the crow flies, times `detour`. A place that is not finite can't be reached.
    pub fn straight_line(origins: &[Point<f64>], destinations: &[Point<f64>], detour: f64) -> Self {
        let metres = origins
            .iter()
            .flat_map(|from| destinations.iter().map(move |to| crow(*from, *to, detour)))
            .collect();
        Self { metric: Metric::StraightLine { detour }, destinations: destinations.len(), metres }
    }

    /// Distances that were found otherwise, row-major with one row of `destinations` per origin.
    /// `None` when the rows are not of that length; a value that is negative or no number is taken
    /// as no way.
    pub fn from_rows(metric: Metric, destinations: usize, mut metres: Vec<f64>) -> Option<Self> {
        if destinations == 0 && !metres.is_empty()
            || destinations > 0 && !metres.len().is_multiple_of(destinations)
        {
            return None;
        }
        for value in &mut metres {
            if value.is_nan() || *value < 0.0 {
                *value = f64::INFINITY;
            }
        }
        Some(Self { metric, destinations, metres })
    }

    pub fn origins(&self) -> usize {
        self.metres.len().checked_div(self.destinations).unwrap_or(0)
    }

    pub fn destinations(&self) -> usize {
        self.destinations
    }

    /// Metres from one origin to every destination.
    pub fn row(&self, origin: usize) -> &[f64] {
        let start = origin.saturating_mul(self.destinations);
        self.metres.get(start..start + self.destinations).unwrap_or(&[])
    }

    /// Metres from an origin to a destination; `None` when there is no way, or no such place.
    pub fn get(&self, origin: usize, destination: usize) -> Option<f64> {
        self.row(origin).get(destination).copied().filter(|metres| metres.is_finite())
    }

    /// The nearest destination of an origin, the first of those equally near.
    pub fn nearest(&self, origin: usize) -> Option<usize> {
        let (at, metres) = self.row(origin).iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1))?;
        metres.is_finite().then_some(at)
    }

    /// Moves one destination of straight-line distances: what changes while a school is dragged.
    /// Does nothing for routes, which have to be searched again.
    pub fn move_destination(&mut self, destination: usize, origins: &[Point<f64>], to: Point<f64>) {
        let Metric::StraightLine { detour } = self.metric else { return };
        if destination >= self.destinations {
            return;
        }
        for (row, from) in self.metres.chunks_exact_mut(self.destinations).zip(origins) {
            if let Some(metres) = row.get_mut(destination) {
                *metres = crow(*from, to, detour);
            }
        }
    }
}

fn crow(from: Point<f64>, to: Point<f64>, detour: f64) -> f64 {
    let metres = (to.x() - from.x()).hypot(to.y() - from.y()) * detour;
    if metres.is_finite() { metres } else { f64::INFINITY }
}
