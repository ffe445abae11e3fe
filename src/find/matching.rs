//! Maximum-weight matching in a sparse graph, exact in whole weights.
//!
//! The primal-dual method of Edmonds (1965) as Galil (1986) lays it out: grow alternating trees from
//! the free vertices along tight edges, shrink odd cycles (blossoms), and change the dual values when
//! nothing is tight. All values are whole, so that nothing is rounded and the outcome can be proved:
//! [`Matching::twice_bound`] is twice the value of a dual solution, which no matching exceeds.
//!
//! A matrix of all pairs would take hundreds of megabytes for two thousand schools of which each has
//! a few dozen within reach; here the work follows the edges that exist.

use super::trees::Forest;

/// An edge between two vertices; a weight of zero or less is no edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub weight: i64,
}

/// The largest weight that the dual values have room for.
pub const LARGEST_WEIGHT: i64 = 1 << 59;

/// A matching of greatest weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// The partner of every vertex.
    pub mates: Vec<Option<usize>>,
    pub weight: i128,
    /// Twice the value of the dual solution.
    pub twice_bound: i128,
    /// Whether the dual values were checked to be a solution: none negative, every edge covered.
    pub feasible: bool,
}

impl Matching {
    /// Whether the dual solution proves that no matching weighs more: it is one, and has the value of
    /// the matching.
    pub fn is_proved(&self) -> bool {
        self.feasible && self.twice_bound == 2 * self.weight
    }

    /// The pairs, each with its lower vertex first, in order.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let each = self.mates.iter().enumerate();
        each.filter_map(|(v, mate)| mate.filter(|m| *m > v).map(|m| (v, m))).collect()
    }
}

/// The matching of greatest weight; of two equal ones always the same. `None` when `cancelled` said
/// so, which is asked before every new pair. Edges beyond the vertices, from a vertex to itself, or
/// without weight are no edges; of several edges between two vertices the heaviest counts; a weight
/// beyond [`LARGEST_WEIGHT`] counts as that.
pub fn maximum_weight_matching(
    vertices: usize,
    edges: &[Edge],
    cancelled: &dyn Fn() -> bool,
) -> Option<Matching> {
    let mut sound: Vec<Edge> = edges
        .iter()
        .filter(|e| e.weight > 0 && e.from != e.to && e.from < vertices && e.to < vertices)
        .map(|e| Edge { from: e.from.min(e.to), to: e.from.max(e.to), weight: e.weight.min(LARGEST_WEIGHT) })
        .collect();
    sound.sort_unstable_by_key(|e| (e.from, e.to, std::cmp::Reverse(e.weight)));
    sound.dedup_by_key(|e| (e.from, e.to));
    let mut forest = Forest::new(vertices, &sound);
    loop {
        if cancelled() {
            return None;
        }
        if !forest.stage() {
            break;
        }
    }
    let mates = forest.mates();
    let weight = sound
        .iter()
        .filter(|e| mates.get(e.from).copied().flatten() == Some(e.to))
        .map(|e| i128::from(e.weight))
        .sum();
    Some(Matching { mates, weight, twice_bound: forest.twice_bound(), feasible: forest.is_feasible() })
}
