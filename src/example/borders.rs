//! Schematic borders: a Voronoi coverage of the places within the hand-drawn outline.
//!
//! Everything is integer arithmetic. A corner of the coverage is the crossing of two lines with
//! integer coefficients, kept as an exact fraction until it is rounded to a whole metre, so that
//! every area that meets in a corner gets the very same coordinates on every machine. The result is
//! a true partition: no gap, no overlap, and areas that add up to the outline without remainder.

use std::collections::BTreeMap;

/// A position in whole RD metres. The arithmetic holds for anything within 10,000 km of the origin.
pub type Metre = (i64, i64);

/// One polygon: an exterior ring (counter-clockwise) and its holes (clockwise), rings not closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    pub exterior: Vec<Metre>,
    pub holes: Vec<Vec<Metre>>,
}

/// The line that an edge of a cell lies on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Edge of the outline, by its first vertex.
    Outline(usize),
    /// Bisector with another site.
    Bisector(usize),
}

/// The exact point (x/w, y/w), w > 0.
#[derive(Clone, Copy)]
struct Exact {
    x: i128,
    y: i128,
    w: i128,
}

impl Exact {
    fn whole((x, y): Metre) -> Self {
        Self { x: x.into(), y: y.into(), w: 1 }
    }

    fn equals(&self, other: &Self) -> bool {
        self.x * other.w == other.x * self.w && self.y * other.w == other.y * self.w
    }

    /// Half a metre rounds up, in both directions alike.
    fn rounded(self) -> Metre {
        let round = |n: i128| i64::try_from((2 * n + self.w).div_euclid(2 * self.w)).unwrap_or_default();
        (round(self.x), round(self.y))
    }
}

/// The coefficients of a line `a·x + b·y = c`.
struct Coefficients {
    a: i128,
    b: i128,
    c: i128,
}

impl Coefficients {
    fn of(line: Line, site: Metre, sites: &[Metre], outline: &[Metre]) -> Self {
        match line {
            Line::Outline(i) => {
                let (x1, y1) = at(outline, i);
                let (x2, y2) = at(outline, i + 1);
                let (a, b) = (i128::from(y2 - y1), i128::from(x1 - x2));
                Self { a, b, c: a * i128::from(x1) + b * i128::from(y1) }
            }
            Line::Bisector(k) => {
                let (x1, y1) = site;
                let (x2, y2) = at(sites, k);
                Self {
                    a: 2 * i128::from(x2 - x1),
                    b: 2 * i128::from(y2 - y1),
                    c: square(x2, y2) - square(x1, y1),
                }
            }
        }
    }

    /// Positive on the side of the line away from the other site, zero on the line.
    fn inside(&self, p: Exact) -> i128 {
        self.c * p.w - self.a * p.x - self.b * p.y
    }

    fn crossing(&self, other: &Self) -> Option<Exact> {
        let w = self.a * other.b - other.a * self.b;
        let x = self.c * other.b - other.c * self.b;
        let y = self.a * other.c - other.a * self.c;
        match w.signum() {
            0 => None,
            sign => Some(Exact { x: x * sign, y: y * sign, w: w * sign }),
        }
    }
}

fn square(x: i64, y: i64) -> i128 {
    let (x, y) = (i128::from(x), i128::from(y));
    x * x + y * y
}

/// The vertex at `i`, counting on from the start past the end.
fn at(ring: &[Metre], i: usize) -> Metre {
    i.checked_rem(ring.len()).and_then(|i| ring.get(i)).copied().unwrap_or_default()
}

/// The cell of every site: the part of the outline (counter-clockwise, not closed) that lies nearer
/// to it than to any other. An outline that cuts a cell in two gives a ring that touches itself: the
/// drawing has to avoid that, and a test looks after it.
pub fn cells(sites: &[Metre], outline: &[Metre]) -> Vec<Vec<Metre>> {
    (0..sites.len()).map(|i| cell(i, sites, outline)).collect()
}

fn cell(i: usize, sites: &[Metre], outline: &[Metre]) -> Vec<Metre> {
    let site = at(sites, i);
    let mut ring: Vec<(Exact, Line)> =
        outline.iter().enumerate().map(|(k, &p)| (Exact::whole(p), Line::Outline(k))).collect();
    for k in (0..sites.len()).filter(|&k| k != i) {
        ring = clipped(&ring, Line::Bisector(k), |line| Coefficients::of(line, site, sites, outline));
    }
    let mut cell: Vec<Metre> = ring.iter().map(|(p, _)| p.rounded()).collect();
    cell.dedup();
    while cell.len() > 1 && cell.first() == cell.last() {
        cell.pop();
    }
    cell
}

/// Sutherland and Hodgman's clip by one half-plane (1974), with edges that remember their line.
fn clipped(
    ring: &[(Exact, Line)],
    by: Line,
    coefficients: impl Fn(Line) -> Coefficients,
) -> Vec<(Exact, Line)> {
    let knife = coefficients(by);
    let mut kept = Vec::with_capacity(ring.len() + 2);
    for (n, &(from, line)) in ring.iter().enumerate() {
        let Some(&(to, _)) = ring.get((n + 1) % ring.len()) else { continue };
        let (inside, next_inside) = (knife.inside(from) >= 0, knife.inside(to) >= 0);
        if inside {
            kept.push((from, line));
        }
        if inside != next_inside
            && let Some(p) = knife.crossing(&coefficients(line))
        {
            kept.push((p, if inside { by } else { line }));
        }
    }
    without_spikes(kept)
}

/// The ring without edges of no length, and without corners between two edges on one line: such a
/// corner is none, or the tip of a spike that an inlet of the outline left behind.
fn without_spikes(mut ring: Vec<(Exact, Line)>) -> Vec<(Exact, Line)> {
    loop {
        let count = ring.len();
        let followers: Vec<Exact> = ring.iter().cycle().skip(1).take(count).map(|&(p, _)| p).collect();
        let mut next = followers.iter();
        ring.retain(|(p, _)| next.next().is_none_or(|q| !p.equals(q)));
        let lines: Vec<Line> = ring.iter().map(|&(_, line)| line).collect();
        let mut before = lines.iter().cycle().skip(lines.len().saturating_sub(1));
        ring.retain(|(_, line)| before.next() != Some(line));
        if ring.len() == count {
            return ring;
        }
    }
}

/// The union of rings that share edges exactly: shared edges cancel, the rest is chained up.
pub fn dissolved<'a>(rings: impl IntoIterator<Item = &'a [Metre]>) -> Vec<Face> {
    let mut edges: BTreeMap<Metre, Vec<Metre>> = BTreeMap::new();
    for ring in rings {
        for n in 0..ring.len() {
            let (from, to) = (at(ring, n), at(ring, n + 1));
            let back = edges.get(&to).and_then(|ends| ends.iter().position(|&end| end == from));
            match (back, edges.get_mut(&to)) {
                (Some(k), Some(ends)) => {
                    ends.remove(k);
                }
                _ => edges.entry(from).or_default().push(to),
            }
        }
    }
    let mut faces: Vec<Face> = Vec::new();
    let mut holes = Vec::new();
    while let Some(start) = edges.iter().find(|(_, ends)| !ends.is_empty()).map(|(&start, _)| start) {
        let ring = chained(&mut edges, start);
        match doubled_area(&ring).signum() {
            1 => faces.push(Face { exterior: ring, holes: Vec::new() }),
            -1 => holes.push(ring),
            _ => {}
        }
    }
    for hole in holes {
        let corner = at(&hole, 0);
        if let Some(face) = faces.iter_mut().find(|face| encloses(&face.exterior, corner)) {
            face.holes.push(hole);
        }
    }
    faces
}

fn chained(edges: &mut BTreeMap<Metre, Vec<Metre>>, start: Metre) -> Vec<Metre> {
    let mut ring = vec![start];
    let (mut before, mut here) = (start, start);
    while let Some(ends) = edges.get_mut(&here) {
        // Where two corners touch, stay with the one that we came along: the sharpest right turn.
        let best = (0..ends.len()).reduce(|a, b| {
            let (p, q) = (at(ends, a), at(ends, b));
            if turns_sooner(before, here, q, p) { b } else { a }
        });
        let Some(best) = best else { break };
        (before, here) = (here, ends.remove(best));
        if here == start {
            break;
        }
        ring.push(here);
    }
    ring
}

/// Whether `p` comes before `q` when one turns clockwise at `here` from the way back to `before`.
fn turns_sooner(before: Metre, here: Metre, p: Metre, q: Metre) -> bool {
    let half = |r: Metre| i32::from(cross(here, before, r) > 0);
    match half(p).cmp(&half(q)) {
        std::cmp::Ordering::Equal => cross(here, p, q) < 0,
        order => order == std::cmp::Ordering::Less,
    }
}

/// Positive where `q` lies to the left of the way from `origin` to `p`.
fn cross(origin: Metre, p: Metre, q: Metre) -> i64 {
    (p.0 - origin.0) * (q.1 - origin.1) - (p.1 - origin.1) * (q.0 - origin.0)
}

/// Twice the area in square metres; negative for a clockwise ring.
pub fn doubled_area(ring: &[Metre]) -> i64 {
    (0..ring.len()).map(|n| cross((0, 0), at(ring, n), at(ring, n + 1))).sum()
}

fn encloses(ring: &[Metre], p: Metre) -> bool {
    (0..ring.len()).fold(false, |inside, n| {
        let (a, b) = (at(ring, n), at(ring, n + 1));
        let (low, high) = if a.1 < b.1 { (a, b) } else { (b, a) };
        let crossed = low.1 <= p.1 && p.1 < high.1 && cross(low, high, p) > 0;
        inside != crossed
    })
}
