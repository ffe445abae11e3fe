//! Routes between the schools of a town, searched once and kept for as long as the town is open.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use geo::Point;

use crate::choice::Distances;
use crate::data::{Dataset, Mode, Streets};
use crate::network::Between;
use crate::notice::Notice;
use crate::progress::Progress;

/// So many tables of routes are remembered: a form that is filled in asks for few.
const REMEMBERED: usize = 256;

type Asked = (Mode, Vec<u64>);

/// The streets of a town, and the routes that were searched over them.
pub struct Ways {
    streets: Option<Arc<Streets>>,
    known: Mutex<HashMap<Asked, Arc<Distances>>>,
}

impl std::fmt::Debug for Ways {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ways")
    }
}

impl Ways {
    /// Those of a town. A year of a plan shares them with the town that the plan is about.
    pub fn of(dataset: &Dataset) -> Arc<Self> {
        let shares = |present: &Dataset| match (present.streets(), dataset.streets()) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        let root = dataset.lineage().map(|l| l.present.as_ref()).filter(|present| shares(present));
        let root = root.unwrap_or(dataset);
        root.memo().get("ways between schools", || Self {
            streets: root.streets().cloned(),
            known: Mutex::default(),
        })
    }

    /// Whether there are streets.
    pub fn has_streets(&self) -> bool {
        self.streets.is_some()
    }

    /// Routes from places to places; `None` where there are no streets.
    ///
    /// # Errors
    /// A run that was cancelled.
    pub fn between(
        &self,
        mode: Mode,
        from: &[Point<f64>],
        to: &[Point<f64>],
        progress: &dyn Progress,
    ) -> Result<Option<Arc<Distances>>, Notice> {
        let Some(streets) = &self.streets else { return Ok(None) };
        let bits = |at: &Point<f64>| [at.x().to_bits(), at.y().to_bits()];
        let asked = std::iter::once(from.len() as u64).chain(from.iter().chain(to).flat_map(bits));
        let key: Asked = (mode, asked.collect());
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return Ok(Some(found.clone()));
        }
        let found = Arc::new(Between::shared_of(streets, mode).search(from, to, progress)?);
        let mut known = known();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(key, found.clone());
        Ok(Some(found))
    }
}
