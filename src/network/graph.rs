//! The graph of one way of travelling: nodes and arcs in compressed sparse rows.

use crate::data::{Mode, Passage, Street, Streets};

/// A part of the network with less than this many metres of street is a loose end of the map, such
/// as a path in a courtyard that was never joined to the street. No place is put on one. In a
/// network that is small itself, a tenth of its largest part is the limit.
pub const LEAST_PART: f64 = 1000.0;

/// An arc as it arrives at a node: it can be travelled from `from`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    pub from: u32,
    pub metres: f64,
}

/// A street in the graph, by its number in [`Streets::streets`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    pub from: u32,
    pub to: u32,
    pub passage: Passage,
    pub metres: f64,
    /// Whether places may be put on it: see [`LEAST_PART`].
    pub joined: bool,
}

/// Nodes and arcs for who walks or cycles.
///
/// Arcs are kept by the node at which they arrive, since routes are searched backwards, from the
/// schools, of which there are fewer than homes.
#[derive(Clone, Debug)]
pub struct Graph {
    pub mode: Mode,
    /// Numbers of the nodes in the source, sorted.
    nodes: Vec<i64>,
    /// Where the arcs of each node begin, and one more.
    first: Vec<u32>,
    arcs: Vec<Arrival>,
    /// One per street.
    edges: Vec<Option<Edge>>,
    /// Metres of street that hang together with too little to be of use.
    loose: f64,
}

impl Graph {
    /// The streets that are open in at least one direction. One whose length is no finite number of
    /// at least 0 is left out.
    pub fn new(streets: &Streets, mode: Mode) -> Self {
        let open = |s: &&Street| s.passage(mode) != Passage::No && s.metres.is_finite() && s.metres >= 0.0;
        let mut nodes: Vec<i64> = streets.streets.iter().filter(open).flat_map(|s| [s.from, s.to]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        // Counted in 32 bits: a file with more nodes is refused long before.
        nodes.truncate(u32::MAX as usize / 2);
        let index = |id: i64| nodes.binary_search(&id).ok().and_then(|i| u32::try_from(i).ok());
        let edge = |s: &Street| {
            let passage = Some(s).filter(open)?.passage(mode);
            Some(Edge { from: index(s.from)?, to: index(s.to)?, passage, metres: s.metres, joined: false })
        };
        let edges: Vec<Option<Edge>> = streets.streets.iter().map(edge).collect();
        let (first, arcs) = rows(nodes.len(), &edges);
        let mut graph = Self { mode, nodes, first, arcs, edges, loose: 0.0 };
        graph.mark_joined();
        graph
    }

    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    pub fn arcs(&self) -> usize {
        self.arcs.len()
    }

    /// The arcs that arrive at a node.
    pub fn arrivals(&self, node: u32) -> &[Arrival] {
        let node = node as usize;
        let bound = |at: usize| self.first.get(at).map_or(0, |first| *first as usize);
        self.arcs.get(bound(node)..bound(node + 1)).unwrap_or(&[])
    }

    /// The street of this number; `None` where one may not pass.
    pub fn edge(&self, street: usize) -> Option<&Edge> {
        self.edges.get(street)?.as_ref()
    }

    /// Metres of street in parts that are too small to put a place on.
    pub fn loose_metres(&self) -> f64 {
        self.loose
    }

    /// Marks the streets in parts that are large enough. A part is what can be reached and left
    /// again: a strongly connected component.
    fn mark_joined(&mut self) {
        let parts = self.parts();
        let part_of = |edge: &Edge| {
            let (a, b) = (parts.get(edge.from as usize)?, parts.get(edge.to as usize)?);
            (a == b).then_some(*a as usize)
        };
        let mut metres = vec![0.0; self.nodes.len()];
        for edge in self.edges.iter().flatten() {
            if let Some(sum) = part_of(edge).and_then(|part| metres.get_mut(part)) {
                *sum += edge.metres;
            }
        }
        let largest = metres.iter().copied().fold(0.0, f64::max);
        let least = LEAST_PART.min(largest / 10.0);
        let mut loose = 0.0;
        for edge in self.edges.iter_mut().flatten() {
            let part = part_of(edge).and_then(|part| metres.get(part));
            edge.joined = part.is_some_and(|m| *m >= least);
            loose += if edge.joined { 0.0 } else { edge.metres };
        }
        self.loose = loose;
    }

    /// The strongly connected component of every node, numbered in the order in which they are
    /// closed (Tarjan 1972; with a stack of its own, since a street of a thousand nodes is deep).
    pub fn parts(&self) -> Vec<u32> {
        const NONE: u32 = u32::MAX;
        let count = self.nodes.len();
        let (mut seen, mut low, mut part) = (vec![NONE; count], vec![NONE; count], vec![NONE; count]);
        let mut open: Vec<u32> = Vec::new();
        let (mut clock, mut parts) = (0, 0);
        // The way down: a node, and how many of its arcs were followed.
        let mut path: Vec<(u32, usize)> = Vec::new();
        let get = |list: &[u32], node: u32| list.get(node as usize).copied().unwrap_or(NONE);
        let set = |list: &mut [u32], node: u32, value: u32| {
            if let Some(slot) = list.get_mut(node as usize) {
                *slot = value;
            }
        };
        for root in (0..count).filter_map(|i| u32::try_from(i).ok()) {
            if get(&seen, root) != NONE {
                continue;
            }
            path.push((root, 0));
            while let Some((node, followed)) = path.last_mut() {
                let node = *node;
                if *followed == 0 && get(&seen, node) == NONE {
                    set(&mut seen, node, clock);
                    set(&mut low, node, clock);
                    clock += 1;
                    open.push(node);
                }
                let next = self.arrivals(node).get(*followed).map(|arc| arc.from);
                *followed += 1;
                match next {
                    Some(next) if get(&seen, next) == NONE => path.push((next, 0)),
                    Some(next) => {
                        if get(&part, next) == NONE {
                            let least = get(&low, node).min(get(&seen, next));
                            set(&mut low, node, least);
                        }
                    }
                    None => {
                        path.pop();
                        if get(&low, node) == get(&seen, node) {
                            while let Some(member) = open.pop() {
                                set(&mut part, member, parts);
                                if member == node {
                                    break;
                                }
                            }
                            parts += 1;
                        }
                        if let Some((above, _)) = path.last() {
                            let least = get(&low, *above).min(get(&low, node));
                            set(&mut low, *above, least);
                        }
                    }
                }
            }
        }
        part
    }
}

/// Compressed rows of the arcs by the node where they arrive.
fn rows(nodes: usize, edges: &[Option<Edge>]) -> (Vec<u32>, Vec<Arrival>) {
    let of_edge = |edge: &Edge| {
        let there =
            edge.passage.forward().then_some((edge.to, Arrival { from: edge.from, metres: edge.metres }));
        let back =
            edge.passage.backward().then_some((edge.from, Arrival { from: edge.to, metres: edge.metres }));
        there.into_iter().chain(back)
    };
    let mut all: Vec<(u32, Arrival)> = edges.iter().flatten().flat_map(of_edge).collect();
    all.sort_by_key(|(at, _)| *at);
    let mut first = vec![0_u32; nodes + 1];
    for (at, _) in &all {
        if let Some(slot) = first.get_mut(*at as usize + 1) {
            *slot += 1;
        }
    }
    let mut sum = 0;
    for slot in &mut first {
        sum += *slot;
        *slot = sum;
    }
    (first, all.into_iter().map(|(_, arc)| arc).collect())
}
