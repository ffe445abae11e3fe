//! Routes between any places of a town: schools that a plan moves, and friends that meet.

use std::sync::{Arc, Mutex, PoisonError, Weak};

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

/// Those in use, by the streets that they are of: towns of other years and proposals have the same
/// streets, and a graph of a large town takes a second to make.
static MADE: Mutex<Vec<Made>> = Mutex::new(Vec::new());

/// The streets, the way of travelling, and what was made of the two.
type Made = (Weak<Streets>, Mode, Arc<Between>);

fn made(streets: &Arc<Streets>, mode: Mode) -> Option<Arc<Between>> {
    let all = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    // A weak pointer keeps the place from being given to others.
    let same = |of: &Weak<Streets>| std::ptr::eq(of.as_ptr(), Arc::as_ptr(streets));
    all.iter().find(|(of, by, _)| *by == mode && same(of)).map(|(_, _, between)| between.clone())
}

impl Between {
    /// That of the streets of a dataset, made when it is asked for first; `None` for a dataset without
    /// streets.
    pub fn shared(dataset: &Dataset, mode: Mode) -> Option<Arc<Self>> {
        Some(Self::shared_of(dataset.parts().streets.as_ref()?, mode))
    }

    /// The one of these streets that everybody shares, made when it is asked for first.
    pub fn shared_of(streets: &Arc<Streets>, mode: Mode) -> Arc<Self> {
        if let Some(found) = made(streets, mode) {
            return found;
        }
        // Without the lock: two that ask at once may both make it.
        let own = Arc::new(Self::of(streets, mode));
        let mut all = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(of, ..)| of.strong_count() > 0);
        all.push((Arc::downgrade(streets), mode, own.clone()));
        own
    }

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
        self.search_places(from, to, &()).ok()
    }

    /// As [`Between::routes`], seen from outside.
    ///
    /// # Errors
    /// A run that was cancelled.
    pub fn search_places(
        &self,
        from: &[Option<Place>],
        to: &[Option<Place>],
        progress: &dyn Progress,
    ) -> Result<Distances, Notice> {
        search(&self.graph, from, to, progress)
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
