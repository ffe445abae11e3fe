//! The schools among which partners are sought, and which of them may go together.

use std::collections::BTreeSet;

use geo::Point;

use crate::choice::Distances;
pub use crate::friendship::wishes::Division;
use crate::measure::TwoGroup;
use crate::notice::Notice;

/// Schools to find partners for; all columns are in the order of the counts.
#[derive(Clone, Debug)]
pub struct Sought<'a> {
    pub counts: &'a TwoGroup<'a>,
    /// Codes, for messages.
    pub names: &'a [String],
    /// RD metres; a bare table has none.
    pub places: Option<&'a [Point<f64>]>,
    /// Distances between them over the streets; without them straight lines.
    pub routes: Option<&'a Distances>,
    /// The wijk, board, denomination or other part that each school belongs to.
    pub parts: Option<&'a [Option<String>]>,
    pub boards: Option<&'a [Option<String>]>,
}

/// Which schools may go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// The most metres between two partners.
    pub max_metres: Option<f64>,
    /// Of streets on a straight line, where there are no routes.
    pub detour: f64,
    pub division: Division,
    /// Pairs that are together whatever they gain, and pairs that never are.
    pub fixed: Vec<(usize, usize)>,
    pub forbidden: Vec<(usize, usize)>,
    /// Boards that do not work together; a board with itself: not within that board.
    pub boards_apart: Vec<(String, String)>,
    /// When given, the only pairs of different boards that work together.
    pub boards_together: Option<Vec<(String, String)>>,
    /// The larger school has at most so many times the pupils of the smaller.
    pub size_ratio: Option<f64>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            max_metres: None,
            detour: 1.0,
            division: Division::Anywhere,
            fixed: Vec::new(),
            forbidden: Vec::new(),
            boards_apart: Vec::new(),
            boards_together: None,
            size_ratio: None,
        }
    }
}

/// Why two schools may not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoPupils,
    Forbidden,
    TooFar,
    OtherPart,
    SamePart,
    Boards,
    Sizes,
}

impl Refusal {
    /// What is wrong with a pair that was asked for.
    pub fn notice(self, school: &str, other: &str) -> Notice {
        let notice = match self {
            Self::NoPupils => Notice::error("friends-refused-pupils"),
            Self::Forbidden => Notice::error("friends-refused-forbidden"),
            Self::TooFar => Notice::error("friends-refused-far"),
            Self::OtherPart => Notice::error("friends-refused-other-part"),
            Self::SamePart => Notice::error("friends-refused-same-part"),
            Self::Boards => Notice::error("friends-refused-boards"),
            Self::Sizes => Notice::error("friends-refused-sizes"),
        };
        notice.arg("school", school).arg("other", other)
    }
}

fn same_pair<T: PartialEq>(pairs: &[(T, T)], a: &T, b: &T) -> bool {
    pairs.iter().any(|(c, d)| (a == c && b == d) || (a == d && b == c))
}

impl Sought<'_> {
    /// Number of schools, those without pupils included.
    pub fn len(&self) -> usize {
        self.counts.x().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Pupils of the group and of the others at a school.
    pub fn school(&self, unit: usize) -> (f64, f64) {
        let at = |column: &[f64]| column.get(unit).copied().unwrap_or_default();
        (at(self.counts.x()), at(self.counts.y()))
    }

    /// Metres between two schools: over the streets, the longer of there and back; else in a straight
    /// line, times the detour. `None` without places, and where there is no way.
    pub fn metres(&self, a: usize, b: usize, detour: f64) -> Option<f64> {
        if let Some(routes) = self.routes {
            return Some(routes.get(a, b)?.max(routes.get(b, a)?));
        }
        let places = self.places?;
        let (from, to) = (places.get(a)?, places.get(b)?);
        Some((to.x() - from.x()).hypot(to.y() - from.y()) * detour)
    }

    /// Whether two schools may go together.
    ///
    /// # Errors
    /// The first rule that they break.
    pub fn allowed(&self, rules: &Rules, a: usize, b: usize) -> Result<(), Refusal> {
        let size = |unit: usize| {
            let (x, y) = self.school(unit);
            x + y
        };
        let (first, second) = (size(a), size(b));
        if first <= 0.0 || second <= 0.0 {
            return Err(Refusal::NoPupils);
        }
        if same_pair(&rules.forbidden, &a, &b) {
            return Err(Refusal::Forbidden);
        }
        if let Some(most) = rules.max_metres {
            // A place that is not known is not within reach.
            if !self.metres(a, b, rules.detour).is_some_and(|m| m <= most) {
                return Err(Refusal::TooFar);
            }
        }
        if rules.size_ratio.is_some_and(|ratio| first.max(second) > ratio * first.min(second)) {
            return Err(Refusal::Sizes);
        }
        fn label(column: Option<&[Option<String>]>, unit: usize) -> Option<&String> {
            column?.get(unit)?.as_ref()
        }
        let same = label(self.parts, a).zip(label(self.parts, b)).map(|(a, b)| a == b);
        match rules.division {
            Division::Within if same != Some(true) => return Err(Refusal::OtherPart),
            Division::Across if same != Some(false) => return Err(Refusal::SamePart),
            _ => {}
        }
        let boards = label(self.boards, a).zip(label(self.boards, b));
        if let Some((a, b)) = boards {
            let only = rules.boards_together.as_ref();
            if same_pair(&rules.boards_apart, a, b) || (a != b && only.is_some_and(|t| !same_pair(t, a, b))) {
                return Err(Refusal::Boards);
            }
        } else if rules.boards_together.is_some() {
            return Err(Refusal::Boards);
        }
        Ok(())
    }

    /// Refuses rules that no set of groups of at most `size` can keep.
    ///
    /// # Errors
    /// A distance without places or that is no number, a division without parts, a fixed pair of one
    /// school or that breaks another rule, or more schools fixed together than a group has.
    pub fn check(&self, rules: &Rules, size: usize) -> Result<(), Notice> {
        if let Some(metres) = rules.max_metres {
            if metres.is_nan() || metres <= 0.0 {
                return Err(Notice::error("friends-cap").arg("value", metres / 1000.0));
            }
            if self.places.is_none() {
                return Err(Notice::error("friends-cap-no-places"));
            }
        }
        if rules.size_ratio.is_some_and(|ratio| ratio.is_nan() || ratio < 1.0) {
            let ratio = rules.size_ratio.unwrap_or_default();
            return Err(Notice::error("friends-size-ratio").arg("value", ratio));
        }
        if rules.division != Division::Anywhere && self.parts.is_none() {
            return Err(Notice::error("friends-no-parts"));
        }
        let name = |unit: usize| self.names.get(unit).cloned().unwrap_or_else(|| (unit + 1).to_string());
        for &(a, b) in &rules.fixed {
            if a == b {
                return Err(Notice::error("friends-fixed-self").arg("school", name(a)));
            }
            if let Err(refusal) = self.allowed(rules, a, b) {
                return Err(refusal.notice(&name(a), &name(b)));
            }
        }
        for atom in self.atoms(rules) {
            if atom.len() > size {
                let names: Vec<String> = atom.iter().map(|u| name(*u)).collect();
                return Err(Notice::error("friends-fixed-too-many")
                    .arg("schools", names.join(", "))
                    .arg("size", size));
            }
            for (n, &a) in atom.iter().enumerate() {
                for &b in atom.iter().take(n) {
                    if let Err(refusal) = self.allowed(rules, a, b) {
                        return Err(refusal.notice(&name(b), &name(a)));
                    }
                }
            }
        }
        Ok(())
    }

    /// The schools that fixed pairs hold together, each set in order; loose schools on their own.
    pub fn atoms(&self, rules: &Rules) -> Vec<Vec<usize>> {
        components(self.len(), rules.fixed.iter().copied())
    }

    /// The least distance between two schools that may go together but for the distance.
    pub fn least_metres(&self, rules: &Rules) -> Option<f64> {
        let free = Rules { max_metres: None, ..rules.clone() };
        let all = (0..self.len()).flat_map(|a| (0..a).map(move |b| (b, a)));
        all.filter(|(a, b)| self.allowed(&free, *a, *b).is_ok())
            .filter_map(|(a, b)| self.metres(a, b, rules.detour))
            .min_by(f64::total_cmp)
    }
}

/// The connected parts of a graph: vertices in order, parts by their first vertex.
pub fn components(vertices: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); vertices];
    for (a, b) in edges {
        for (from, to) in [(a, b), (b, a)] {
            if to < vertices
                && let Some(list) = neighbours.get_mut(from)
            {
                list.push(to);
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for start in 0..vertices {
        if !seen.insert(start) {
            continue;
        }
        let (mut todo, mut part) = (vec![start], Vec::new());
        while let Some(vertex) = todo.pop() {
            part.push(vertex);
            let near = neighbours.get(vertex).map(Vec::as_slice).unwrap_or_default();
            todo.extend(near.iter().copied().filter(|v| seen.insert(*v)));
        }
        part.sort_unstable();
        out.push(part);
    }
    out
}
