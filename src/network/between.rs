//! Routes between any places of a town: schools that a plan moves, and friends that meet.

use geo::Point;

use super::graph::Graph;
use super::search::search;
use super::snap::{Place, SNAP_LIMIT, Snapper};
use crate::choice::Distances;
use crate::data::{Dataset, Mode, Streets};
use crate::notice::Notice;
use crate::progress::Progress;

/// The streets of a town, made ready to search routes between places.
#[derive(Debug)]
pub struct Between {
    graph: Graph,
    snapper: Snapper,
}

impl Between {
    /// `None` for a dataset without streets.
    pub fn new(dataset: &Dataset, mode: Mode) -> Option<Self> {
        Some(Self::of(dataset.streets()?, mode))
    }

    /// Of streets.
    pub fn of(streets: &Streets, mode: Mode) -> Self {
        let graph = Graph::new(streets, mode);
        let snapper = Snapper::new(streets, &graph);
        Self { graph, snapper }
    }

    /// The place on a street near a point; `None` further than [`SNAP_LIMIT`] from any.
    pub fn place(&self, at: Point<f64>) -> Option<Place> {
        self.snapper.nearest(at).filter(|place| place.access <= SNAP_LIMIT)
    }

    /// Routes from places to places on streets.
    pub fn routes(&self, from: &[Option<Place>], to: &[Option<Place>]) -> Option<Distances> {
        // Nobody cancels it.
        search(&self.graph, from, to, &()).ok()
    }

    /// Routes from points to points.
    ///
    /// # Errors
    /// A run that was cancelled.
    pub fn search(
        &self,
        from: &[Point<f64>],
        to: &[Point<f64>],
        progress: &dyn Progress,
    ) -> Result<Distances, Notice> {
        let places = |points: &[Point<f64>]| -> Vec<Option<Place>> {
            points.iter().map(|at| self.place(*at)).collect()
        };
        search(&self.graph, &places(from), &places(to), progress)
    }
}
