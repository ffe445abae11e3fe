//! Shortest distances from many places to many.
//!
//! One search (Dijkstra 1959, with a binary heap) per destination, backwards over the arcs, until
//! the ends of every origin's street are settled. Searches are independent and run in parallel; each
//! gives the same numbers on whichever thread it runs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::graph::{Edge, Graph};
use super::snap::Place;
use crate::choice::{Distances, Metric};
use crate::notice::Notice;
use crate::progress::Progress;

/// Metres from every origin to every destination, the way to and from the street included; infinite
/// where there is no way, and to and from what has no place.
///
/// # Errors
/// A run that was cancelled.
pub fn search(
    graph: &Graph,
    origins: &[Option<Place>],
    destinations: &[Option<Place>],
    progress: &dyn Progress,
) -> Result<Distances, Notice> {
    let targets = Targets::new(graph, origins);
    let whole = destinations.len() as u64;
    let done = AtomicU64::new(0);
    let columns: Option<Vec<Vec<f64>>> = destinations
        .par_iter()
        .map_init(
            || Scratch::new(graph.nodes()),
            |scratch, destination| {
                if progress.cancelled() {
                    return None;
                }
                let column = match destination {
                    Some(place) => column(graph, origins, place, &targets, scratch),
                    None => vec![f64::INFINITY; origins.len()],
                };
                progress.done(done.fetch_add(1, Ordering::Relaxed) + 1, whole);
                Some(column)
            },
        )
        .collect();
    let columns = columns.ok_or_else(|| Notice::info("network-cancelled"))?;
    let rows = (0..origins.len())
        .flat_map(|origin| columns.iter().map(move |c| c.get(origin).copied().unwrap_or(f64::INFINITY)))
        .collect();
    let metric = Metric::Route { mode: graph.mode };
    // Rows of another length can't be; the empty table stands for them.
    Ok(Distances::from_rows(metric, destinations.len(), rows)
        .unwrap_or_else(|| Distances::straight_line(&[], &[], 1.0)))
}

/// The nodes at both ends of the streets of all origins: when these are settled, a search is done.
struct Targets {
    is_target: Vec<bool>,
    count: usize,
}

impl Targets {
    fn new(graph: &Graph, origins: &[Option<Place>]) -> Self {
        let mut is_target = vec![false; graph.nodes()];
        let mut count = 0;
        for edge in origins.iter().flatten().filter_map(|place| graph.edge(place.street)) {
            for node in [edge.from, edge.to] {
                if let Some(slot) = is_target.get_mut(node as usize).filter(|slot| !**slot) {
                    *slot = true;
                    count += 1;
                }
            }
        }
        Self { is_target, count }
    }
}

/// What one search works with; made once per thread.
struct Scratch {
    metres: Vec<f64>,
    touched: Vec<u32>,
    /// Metres as bits, which are in the order of the numbers as long as those are not negative.
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Scratch {
    fn new(nodes: usize) -> Self {
        Self { metres: vec![f64::INFINITY; nodes], touched: Vec::new(), heap: BinaryHeap::new() }
    }

    fn reach(&mut self, node: u32, metres: f64) {
        let Some(slot) = self.metres.get_mut(node as usize) else { return };
        if metres < *slot {
            if *slot == f64::INFINITY {
                self.touched.push(node);
            }
            *slot = metres;
            self.heap.push(Reverse((metres.to_bits(), node)));
        }
    }

    fn metres(&self, node: u32) -> f64 {
        self.metres.get(node as usize).copied().unwrap_or(f64::INFINITY)
    }

    fn clear(&mut self) {
        for node in self.touched.drain(..) {
            if let Some(slot) = self.metres.get_mut(node as usize) {
                *slot = f64::INFINITY;
            }
        }
        self.heap.clear();
    }
}

/// Metres from every origin to one destination.
fn column(
    graph: &Graph,
    origins: &[Option<Place>],
    destination: &Place,
    targets: &Targets,
    scratch: &mut Scratch,
) -> Vec<f64> {
    scratch.clear();
    let Some(edge) = graph.edge(destination.street) else { return vec![f64::INFINITY; origins.len()] };
    let (start, end) = ends(edge, destination);
    if edge.passage.forward() || start == 0.0 {
        scratch.reach(edge.from, start);
    }
    if edge.passage.backward() || end == 0.0 {
        scratch.reach(edge.to, end);
    }
    let mut left = targets.count;
    while let Some(Reverse((bits, node))) = scratch.heap.pop() {
        let metres = f64::from_bits(bits);
        if metres > scratch.metres(node) {
            continue;
        }
        if targets.is_target.get(node as usize) == Some(&true) {
            left = left.saturating_sub(1);
            if left == 0 {
                break;
            }
        }
        for arc in graph.arrivals(node) {
            scratch.reach(arc.from, metres + arc.metres);
        }
    }
    let from = |origin: &Option<Place>| {
        origin.as_ref().map_or(f64::INFINITY, |o| from_origin(graph, o, destination, scratch))
    };
    origins.iter().map(from).collect()
}

/// Metres from a place to both ends of its street.
fn ends(edge: &Edge, place: &Place) -> (f64, f64) {
    let along = place.along.clamp(0.0, edge.metres);
    (along, edge.metres - along)
}

fn from_origin(graph: &Graph, origin: &Place, destination: &Place, scratch: &Scratch) -> f64 {
    let Some(edge) = graph.edge(origin.street) else { return f64::INFINITY };
    let (start, end) = ends(edge, origin);
    let mut least = f64::INFINITY;
    if edge.passage.backward() || start == 0.0 {
        least = least.min(start + scratch.metres(edge.from));
    }
    if edge.passage.forward() || end == 0.0 {
        least = least.min(end + scratch.metres(edge.to));
    }
    if origin.street == destination.street {
        let ahead = destination.along - origin.along;
        if ahead >= 0.0 && edge.passage.forward() || ahead <= 0.0 && edge.passage.backward() {
            least = least.min(ahead.abs());
        }
    }
    least + origin.access + destination.access
}
