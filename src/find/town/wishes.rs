//! What a person asks of the search, by codes of schools and names of boards, so that it keeps its
//! meaning in another year and another proposal.

use crate::find::sought::{Division, Rules};
use crate::friendship::year::DETOUR;
use crate::notice::Notice;

use super::Town;

/// Which boards work together.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Boards {
    #[default]
    All,
    /// Only schools of one board.
    Own,
    /// Of different boards only these.
    Together(Vec<(String, String)>),
    /// All but these; a board with itself: not within that board.
    Apart(Vec<(String, String)>),
}

/// What is asked of the search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wishes {
    /// The most metres between two partners as children walk: a straight line times [`DETOUR`].
    pub max_metres: Option<f64>,
    /// Within a wijk, across wijken, or anywhere.
    pub division: Division,
    /// Codes of schools that are together whatever they gain, and of those that never are.
    pub fixed: Vec<(String, String)>,
    pub forbidden: Vec<(String, String)>,
    pub boards: Boards,
    /// The larger school has at most so many times the pupils of the smaller.
    pub size_ratio: Option<f64>,
}

fn same((a, b): &(String, String), c: &str, d: &str) -> bool {
    (a == c && b == d) || (a == d && b == c)
}

impl Wishes {
    pub fn is_fixed(&self, a: &str, b: &str) -> bool {
        self.fixed.iter().any(|pair| same(pair, a, b))
    }

    pub fn is_forbidden(&self, a: &str, b: &str) -> bool {
        self.forbidden.iter().any(|pair| same(pair, a, b))
    }

    /// Fixes a pair, or lets it go when it was fixed; a fixed pair is not forbidden.
    pub fn turn_fixed(&mut self, a: &str, b: &str) {
        let was = self.is_fixed(a, b);
        self.release(a, b);
        if !was {
            self.fixed.push((a.to_owned(), b.to_owned()));
        }
    }

    /// Forbids a pair, or allows it when it was forbidden; a forbidden pair is not fixed.
    pub fn turn_forbidden(&mut self, a: &str, b: &str) {
        let was = self.is_forbidden(a, b);
        self.release(a, b);
        if !was {
            self.forbidden.push((a.to_owned(), b.to_owned()));
        }
    }

    fn release(&mut self, a: &str, b: &str) {
        self.fixed.retain(|pair| !same(pair, a, b));
        self.forbidden.retain(|pair| !same(pair, a, b));
    }

    /// How many wishes there are besides distance and wijk.
    pub fn further(&self) -> usize {
        let boards = match &self.boards {
            Boards::All => 0,
            Boards::Own => 1,
            Boards::Together(pairs) | Boards::Apart(pairs) => pairs.len().max(1),
        };
        self.fixed.len() + self.forbidden.len() + boards + usize::from(self.size_ratio.is_some())
    }
}

impl Town {
    /// The rules of what is asked.
    ///
    /// # Errors
    /// A fixed pair of which the town does not have a school. A forbidden one is then no matter.
    pub fn wished(&self, wishes: &Wishes) -> Result<Rules, Notice> {
        let unit = |code: &str| self.names.iter().position(|name| name == code);
        let fixed = wishes.fixed.iter().map(|(a, b)| {
            let found = |code: &str| {
                unit(code).ok_or_else(|| Notice::error("friends-no-such-school").arg("school", code))
            };
            Ok((found(a)?, found(b)?))
        });
        let forbidden = wishes.forbidden.iter().filter_map(|(a, b)| Some((unit(a)?, unit(b)?)));
        let (apart, together) = match &wishes.boards {
            Boards::All => (Vec::new(), None),
            Boards::Own => (Vec::new(), Some(Vec::new())),
            Boards::Together(pairs) => (Vec::new(), Some(pairs.clone())),
            Boards::Apart(pairs) => (pairs.clone(), None),
        };
        Ok(Rules {
            max_metres: wishes.max_metres,
            detour: DETOUR,
            division: wishes.division,
            fixed: fixed.collect::<Result<_, Notice>>()?,
            forbidden: forbidden.collect(),
            boards_apart: apart,
            boards_together: together,
            size_ratio: wishes.size_ratio,
        })
    }

    /// The boards of the schools, each once, in order.
    pub fn board_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.boards.iter().flatten().cloned().collect();
        names.sort();
        names.dedup();
        names
    }
}
