//! Blossoms: making one node of an odd cycle, taking it apart again, and matching through it.

use super::{Forest, Label, Link, NONE};

impl Forest {
    /// The nodes from an even one up to (not including) `top`, and the links upwards from each.
    fn way_up(&self, from: usize, top: usize) -> (Vec<usize>, Vec<Link>) {
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        let mut node = from;
        while node != top {
            let Some((above, here)) = self.entry[node] else { break };
            nodes.push(node);
            links.push((here, above));
            node = self.outer[above];
        }
        (nodes, links)
    }

    /// Makes one even node of the odd cycle that a tight edge closes.
    pub(super) fn shrink(&mut self, top: usize, (v, w): Link) {
        let Some(blossom) = self.unused.pop() else { return };
        let (left, left_up) = self.way_up(self.outer[v], top);
        let (right, right_up) = self.way_up(self.outer[w], top);
        let mut parts = vec![top];
        parts.extend(left.iter().rev());
        parts.extend(&right);
        let mut links: Vec<Link> = left_up.iter().rev().map(|(here, above)| (*above, *here)).collect();
        links.push((v, w));
        links.extend(right_up);
        self.label[blossom] = Label::Even;
        self.entry[blossom] = self.entry[top];
        self.base[blossom] = self.base[top];
        self.parent[blossom] = NONE;
        self.dual[blossom] = 0;
        for &part in &parts {
            self.parent[part] = blossom;
            let newly_even = self.label[part] == Label::Odd;
            for v in self.leaves(part) {
                self.outer[v] = blossom;
                if newly_even {
                    self.nearest[v] = None;
                    self.to_scan.push(v);
                }
            }
        }
        self.parts[blossom] = parts;
        self.links[blossom] = links;
    }

    /// Takes a blossom apart: its parts become outer nodes.
    fn open(&mut self, blossom: usize) -> (Vec<usize>, Vec<Link>) {
        let parts = std::mem::take(&mut self.parts[blossom]);
        let links = std::mem::take(&mut self.links[blossom]);
        for &part in &parts {
            self.parent[part] = NONE;
            self.label[part] = Label::Unreached;
            self.entry[part] = None;
            for v in self.leaves(part) {
                self.outer[v] = part;
            }
        }
        self.base[blossom] = NONE;
        self.label[blossom] = Label::Unreached;
        self.entry[blossom] = None;
        self.unused.push(blossom);
        (parts, links)
    }

    /// Takes an odd blossom apart in the middle of a stage: the even way from where it was reached
    /// to its base stays in the tree.
    pub(super) fn expand_odd(&mut self, blossom: usize) {
        let Some(entry) = self.entry[blossom] else { return };
        let (parts, links) = self.open(blossom);
        let count = parts.len();
        let mut at = parts.iter().position(|p| *p == self.outer[entry.1]).unwrap_or(0);
        let forward = at % 2 == 1;
        let step = |at: usize| -> (usize, Link) {
            if forward {
                ((at + 1) % count, links[at])
            } else {
                let (a, b) = links[(at + count - 1) % count];
                ((at + count - 1) % count, (b, a))
            }
        };
        let mut reached = entry;
        loop {
            self.label[parts[at]] = Label::Odd;
            self.entry[parts[at]] = Some(reached);
            if at == 0 {
                break;
            }
            let (even, pair) = step(at);
            self.make_even(parts[even], Some(pair));
            (at, reached) = step(even);
        }
    }

    /// Blossoms without a dual value left are taken apart between stages.
    pub(super) fn end_stage(&mut self) {
        let mut todo: Vec<usize> = (self.vertices..2 * self.vertices)
            .filter(|b| self.base[*b] != NONE && self.parent[*b] == NONE && self.label[*b] == Label::Even)
            .collect();
        while let Some(node) = todo.pop() {
            if node >= self.vertices && self.dual[node] == 0 {
                let (parts, _) = self.open(node);
                todo.extend(parts);
            }
        }
    }

    /// Swaps matched and unmatched edges from both ends of a tight edge to their roots.
    pub(super) fn augment(&mut self, (v, w): Link) {
        for (mut here, mut there) in [(v, w), (w, v)] {
            loop {
                let even = self.outer[here];
                self.rebase(even, here);
                self.mate[here] = there;
                let Some((base, _)) = self.entry[even] else { break };
                let odd = self.outer[base];
                let Some((above, reached)) = self.entry[odd] else { break };
                self.rebase(odd, reached);
                self.mate[reached] = above;
                (here, there) = (above, reached);
            }
        }
    }

    /// Rematches the inside of a node so that `v` is its base.
    fn rebase(&mut self, node: usize, v: usize) {
        if node < self.vertices {
            return;
        }
        let mut part = v;
        while self.parent[part] != node {
            part = self.parent[part];
        }
        self.rebase(part, v);
        let (parts, links) = (self.parts[node].clone(), self.links[node].clone());
        let count = parts.len();
        let first = parts.iter().position(|p| *p == part).unwrap_or(0);
        let forward = first % 2 == 1;
        let mut at = first;
        while at != 0 {
            // One step away from the new base, and the pair of the two parts after it.
            let (a, b, (p, q)) = if forward {
                let a = (at + 1) % count;
                (a, (a + 1) % count, links[a])
            } else {
                let a = at - 1;
                let b = (a + count - 1) % count;
                (a, b, {
                    let (x, y) = links[b];
                    (y, x)
                })
            };
            self.rebase(parts[a], p);
            self.rebase(parts[b], q);
            self.mate[p] = q;
            self.mate[q] = p;
            at = b;
        }
        self.parts[node].rotate_left(first);
        self.links[node].rotate_left(first);
        self.base[node] = v;
    }
}
