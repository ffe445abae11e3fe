//! The alternating trees and blossoms of [`super::matching`].
//!
//! Every vertex and every blossom is a *node*; a node that lies in no other is *outer*. Outer nodes
//! are labelled from the free vertices outwards: even (an even number of steps from a free vertex)
//! or odd. Positions are indices below twice the number of vertices throughout: they are made here
//! and never come from outside, which is why this file indexes.

mod blossom;

use super::matching::Edge;

const NONE: usize = usize::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Unreached,
    Even,
    Odd,
}

/// Two vertices joined by an edge, from the first to the second.
type Link = (usize, usize);

pub(super) struct Forest {
    vertices: usize,
    /// Where the neighbours of each vertex begin in `neighbours`; one more than there are vertices.
    starts: Vec<usize>,
    /// Neighbour and twice the weight.
    neighbours: Vec<Near>,
    mate: Vec<usize>,
    /// Outer node of every vertex.
    outer: Vec<usize>,
    /// Of every node: the blossom that contains it, its base vertex, its parts around the odd cycle
    /// (the part with the base first), and the link from each part to the next.
    parent: Vec<usize>,
    base: Vec<usize>,
    parts: Vec<Vec<usize>>,
    links: Vec<Vec<Link>>,
    /// Of every outer node: its label and the link by which it was reached.
    label: Vec<Label>,
    entry: Vec<Option<Link>>,
    /// Of a vertex twice its dual value, of a blossom its dual value.
    dual: Vec<i64>,
    unused: Vec<usize>,
    /// For a vertex that is not even: the even vertex with the least slack towards it. For an even
    /// one: the even vertex of another node with the least slack.
    nearest: Vec<Option<Near>>,
    to_scan: Vec<usize>,
    /// Of every node, the last search for a meeting that came by.
    passed: Vec<usize>,
    searches: usize,
}

/// The vertex at the other end of an edge, and twice the weight of the edge.
type Near = (usize, i64);

/// What the next change of dual values brings.
enum Event {
    /// No free vertex can gain any more.
    Finished,
    /// An edge from an even vertex becomes tight.
    Tight(Link),
    /// The dual value of an odd blossom becomes zero.
    Expand(usize),
}

impl Forest {
    pub(super) fn new(vertices: usize, edges: &[Edge]) -> Self {
        let mut starts = vec![0; vertices + 1];
        for edge in edges {
            starts[edge.from + 1] += 1;
            starts[edge.to + 1] += 1;
        }
        for v in 0..vertices {
            starts[v + 1] += starts[v];
        }
        let mut next = starts.clone();
        let mut neighbours = vec![(NONE, 0); 2 * edges.len()];
        for edge in edges {
            for (a, b) in [(edge.from, edge.to), (edge.to, edge.from)] {
                neighbours[next[a]] = (b, 2 * edge.weight);
                next[a] += 1;
            }
        }
        let greatest = edges.iter().map(|e| e.weight).max().unwrap_or(0);
        let nodes = 2 * vertices;
        let mut dual = vec![0; nodes];
        dual[..vertices].fill(greatest);
        Self {
            vertices,
            starts,
            neighbours,
            mate: vec![NONE; vertices],
            outer: (0..vertices).collect(),
            parent: vec![NONE; nodes],
            base: (0..nodes).map(|b| if b < vertices { b } else { NONE }).collect(),
            parts: vec![Vec::new(); nodes],
            links: vec![Vec::new(); nodes],
            label: vec![Label::Unreached; nodes],
            entry: vec![None; nodes],
            dual,
            unused: (vertices..nodes).rev().collect(),
            nearest: vec![None; vertices],
            to_scan: Vec::new(),
            passed: vec![0; nodes],
            searches: 0,
        }
    }

    pub(super) fn mates(&self) -> Vec<Option<usize>> {
        self.mate.iter().map(|m| (*m != NONE).then_some(*m)).collect()
    }

    /// Twice the value of the dual solution: vertices once, a blossom of 2k + 1 vertices k times.
    pub(super) fn twice_bound(&self) -> i128 {
        let vertices: i128 = self.dual[..self.vertices].iter().map(|d| i128::from(*d)).sum();
        let blossoms = (self.vertices..2 * self.vertices).filter(|b| self.base[*b] != NONE);
        let halves = |b: usize| (self.leaves(b).len() as i128 - 1) / 2;
        vertices + blossoms.map(|b| 2 * i128::from(self.dual[b]) * halves(b)).sum::<i128>()
    }

    /// Whether the dual values are those of a dual solution: none below zero, and every edge covered
    /// by those of its ends and of the blossoms that hold both.
    pub(super) fn is_feasible(&self) -> bool {
        let covered = |v: usize, (w, twice): Near| {
            let slack = self.slack(v, (w, twice));
            slack >= 0 || slack + 2 * self.around_both(v, w) >= 0
        };
        self.dual.iter().all(|d| *d >= 0)
            && (0..self.vertices)
                .all(|v| self.neighbours[self.around(v)].iter().all(|near| covered(v, *near)))
    }

    /// The dual values of the blossoms that hold both vertices.
    fn around_both(&self, v: usize, w: usize) -> i64 {
        let holding = |v: usize| {
            let next = |b: &usize| Some(self.parent[*b]).filter(|p| *p != NONE);
            std::iter::successors(next(&v), next).collect::<Vec<_>>()
        };
        let of_w = holding(w);
        holding(v).into_iter().filter(|b| of_w.contains(b)).map(|b| self.dual[b]).sum()
    }

    /// Grows trees until one more pair is made; false when the matching is the heaviest.
    pub(super) fn stage(&mut self) -> bool {
        self.label.fill(Label::Unreached);
        self.entry.fill(None);
        self.nearest.fill(None);
        self.to_scan.clear();
        for v in 0..self.vertices {
            if self.mate[v] == NONE && self.label[self.outer[v]] == Label::Unreached {
                self.make_even(self.outer[v], None);
            }
        }
        loop {
            while let Some(v) = self.to_scan.pop() {
                if self.scan(v) {
                    self.end_stage();
                    return true;
                }
            }
            match self.change_duals() {
                Event::Finished => return false,
                Event::Expand(blossom) => self.expand_odd(blossom),
                Event::Tight(link) => {
                    if self.use_tight(link) {
                        self.end_stage();
                        return true;
                    }
                }
            }
        }
    }

    fn around(&self, v: usize) -> std::ops::Range<usize> {
        self.starts[v]..self.starts[v + 1]
    }

    fn leaves(&self, node: usize) -> Vec<usize> {
        let (mut todo, mut out) = (vec![node], Vec::new());
        while let Some(node) = todo.pop() {
            if node < self.vertices { out.push(node) } else { todo.extend(&self.parts[node]) }
        }
        out
    }

    fn make_even(&mut self, node: usize, entry: Option<Link>) {
        self.label[node] = Label::Even;
        self.entry[node] = entry;
        let leaves = self.leaves(node);
        for &v in &leaves {
            self.nearest[v] = None;
        }
        self.to_scan.extend(leaves);
    }

    /// Reaches an unreached node along a tight edge; the partner of its base becomes even.
    fn make_odd(&mut self, node: usize, entry: Link) {
        self.label[node] = Label::Odd;
        self.entry[node] = Some(entry);
        let base = self.base[node];
        let partner = self.mate[base];
        self.make_even(self.outer[partner], Some((base, partner)));
    }

    /// Looks along the edges of a vertex that became even; true when a pair was made.
    fn scan(&mut self, v: usize) -> bool {
        for at in self.around(v) {
            let (w, twice) = self.neighbours[at];
            let (here, there) = (self.outer[v], self.outer[w]);
            if here == there {
                continue;
            }
            let slack = self.dual[v] + self.dual[w] - twice;
            let even = self.label[there] == Label::Even;
            if slack == 0 && self.label[there] != Label::Odd {
                if self.use_tight((v, w)) {
                    return true;
                }
            } else {
                // An edge between even nodes is kept at the end that is scanned last.
                let (of, towards) = if even { (v, w) } else { (w, v) };
                if self.nearest[of].is_none_or(|near| slack < self.slack(of, near)) {
                    self.nearest[of] = Some((towards, twice));
                }
            }
        }
        false
    }

    /// Slack of the edge from a vertex to a neighbour.
    fn slack(&self, v: usize, (w, twice): Near) -> i64 {
        self.dual[v] + self.dual[w] - twice
    }

    /// Takes a tight edge from an even vertex into the trees; true when a pair was made.
    fn use_tight(&mut self, (v, w): Link) -> bool {
        let (here, there) = (self.outer[v], self.outer[w]);
        if here == there {
            return false;
        }
        match self.label[there] {
            Label::Unreached => self.make_odd(there, (v, w)),
            Label::Odd => {}
            Label::Even => match self.meeting(here, there) {
                Some(node) => self.shrink(node, (v, w)),
                None => {
                    self.augment((v, w));
                    return true;
                }
            },
        }
        false
    }

    /// The even node two steps nearer to the root.
    fn above(&self, even: usize) -> Option<usize> {
        let odd = self.outer[self.entry[even]?.0];
        Some(self.outer[self.entry[odd]?.0])
    }

    /// Where the ways from two even nodes to their roots meet; `None` for two trees.
    fn meeting(&mut self, a: usize, b: usize) -> Option<usize> {
        self.searches += 1;
        let (mut a, mut b) = (Some(a), Some(b));
        while a.is_some() || b.is_some() {
            for end in [&mut a, &mut b] {
                if let Some(node) = *end {
                    if self.passed[node] == self.searches {
                        return Some(node);
                    }
                    self.passed[node] = self.searches;
                    *end = self.above(node);
                }
            }
        }
        None
    }

    /// Changes the dual values until something happens, and says what.
    fn change_duals(&mut self) -> Event {
        let mut least = i64::MAX;
        let mut event = Event::Finished;
        for v in 0..self.vertices {
            match self.label[self.outer[v]] {
                Label::Odd => {}
                Label::Unreached => {
                    if let Some(near) = self.nearest[v] {
                        let slack = self.slack(v, near);
                        if slack < least {
                            (least, event) = (slack, Event::Tight((near.0, v)));
                        }
                    }
                }
                Label::Even => {
                    // No even vertex may fall below zero; the free ones are the lowest.
                    if self.dual[v] < least {
                        (least, event) = (self.dual[v], Event::Finished);
                    }
                    if let Some(near) = self.nearest_even(v) {
                        let half = self.slack(v, near) / 2;
                        if half < least {
                            (least, event) = (half, Event::Tight((v, near.0)));
                        }
                    }
                }
            }
        }
        for blossom in self.vertices..2 * self.vertices {
            let odd = self.base[blossom] != NONE
                && self.parent[blossom] == NONE
                && self.label[blossom] == Label::Odd;
            if odd && self.dual[blossom] < least {
                (least, event) = (self.dual[blossom], Event::Expand(blossom));
            }
        }
        if least == i64::MAX {
            return Event::Finished;
        }
        for v in 0..self.vertices {
            match self.label[self.outer[v]] {
                Label::Even => self.dual[v] -= least,
                Label::Odd => self.dual[v] += least,
                Label::Unreached => {}
            }
        }
        for blossom in self.vertices..2 * self.vertices {
            if self.base[blossom] != NONE && self.parent[blossom] == NONE {
                match self.label[blossom] {
                    Label::Even => self.dual[blossom] += least,
                    Label::Odd => self.dual[blossom] -= least,
                    Label::Unreached => {}
                }
            }
        }
        event
    }

    /// The nearest even vertex of another node, sought again when the one known was shrunk into the
    /// same node.
    fn nearest_even(&mut self, v: usize) -> Option<Near> {
        let here = self.outer[v];
        if self.nearest[v].is_some_and(|(known, _)| self.outer[known] == here) {
            let around = self.neighbours[self.around(v)].iter().copied();
            let even = around.filter(|(w, _)| {
                let there = self.outer[*w];
                there != here && self.label[there] == Label::Even
            });
            self.nearest[v] = even.min_by_key(|near| self.slack(v, *near));
        }
        self.nearest[v]
    }
}
