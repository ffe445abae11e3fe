//! What a person asks of the search for partners, by codes of schools and names of boards, so that it
//! keeps its meaning in another year and another proposal; and as it is kept in a project:
//! `{"version": 1, "max_metres": 2000.0, "fixed": [["17EC00", "18QF00"]], …}` among the settings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::notice::{Notice, Notices};

/// Whether partners are sought within the parts of a division, or across them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Division {
    #[default]
    Anywhere,
    /// Only of the same part; a school whose part is not known gets no partner.
    Within,
    /// Only of different, known parts.
    Across,
}

/// Which boards work together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// The most metres between two partners as children walk: over the streets, or where the town has
    /// none a straight line times [`super::year::DETOUR`].
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

/// Key of the wishes in [`crate::project::Project::settings`].
pub const KEY: &str = "friendship_wishes";
/// Under this key wishes are put aside that cannot be read.
pub const DAMAGED_KEY: &str = "friendship_wishes_damaged";

/// Version of the layout that this program writes.
const VERSION: u32 = 1;

/// The most metres between partners that the search begins with.
const FIRST_METRES: f64 = 2000.0;

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    #[serde(flatten)]
    wishes: Wishes,
}

fn same((a, b): &(String, String), c: &str, d: &str) -> bool {
    (a == c && b == d) || (a == d && b == c)
}

impl Wishes {
    /// What the search begins with in a project that keeps no wishes, such as one of an older version.
    pub fn first() -> Self {
        Self { max_metres: Some(FIRST_METRES), ..Self::default() }
    }

    /// The wishes of a project. What cannot be read, or what a later version wrote, is told and put
    /// aside.
    pub fn read(settings: &mut BTreeMap<String, String>, notices: &mut Notices) -> Self {
        let Some(text) = settings.get(KEY) else { return Self::first() };
        let reason = match serde_json::from_str::<Kept>(text) {
            Ok(kept) if kept.version <= VERSION && kept.wishes.is_sound() => return kept.wishes,
            Ok(kept) if kept.version > VERSION => format!("version {}", kept.version),
            Ok(_) => "max_metres, size_ratio".to_owned(),
            Err(error) => error.to_string(),
        };
        notices.push(Notice::warning("friends-wishes-unreadable").arg("reason", reason));
        if let Some(text) = settings.remove(KEY) {
            settings.insert(DAMAGED_KEY.to_owned(), text);
        }
        Self::first()
    }

    /// Puts them among the settings of a project.
    pub fn write(&self, settings: &mut BTreeMap<String, String>) {
        if *self == Self::first() && !settings.contains_key(KEY) {
            return;
        }
        let kept = Kept { version: VERSION, wishes: self.clone() };
        // Strings and numbers always have a form as JSON.
        if let Ok(text) = serde_json::to_string(&kept) {
            settings.insert(KEY.to_owned(), text);
        }
    }

    fn is_sound(&self) -> bool {
        self.max_metres.is_none_or(|m| m.is_finite() && m > 0.0)
            && self.size_ratio.is_none_or(|r| r.is_finite() && r >= 1.0)
    }

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

/// What a step does to the wishes.
#[derive(Clone, Debug, PartialEq)]
pub enum WishChange {
    Fixed(String, String),
    Forbidden(String, String),
    /// Neither any more.
    Released(String, String),
    /// Distance, wijk, size or boards, or several pairs at once.
    Other,
}

impl WishChange {
    /// What differs between two sets of wishes.
    pub fn between(before: &Wishes, after: &Wishes) -> Self {
        fn new<'a>(from: &'a [(String, String)], to: &'a [(String, String)]) -> Vec<&'a (String, String)> {
            to.iter().filter(|(a, b)| !from.iter().any(|pair| same(pair, a, b))).collect()
        }
        let without_pairs = |w: &Wishes| Wishes { fixed: Vec::new(), forbidden: Vec::new(), ..w.clone() };
        if without_pairs(before) != without_pairs(after) {
            return Self::Other;
        }
        let fixed = new(&before.fixed, &after.fixed);
        let forbidden = new(&before.forbidden, &after.forbidden);
        let mut gone = new(&after.fixed, &before.fixed);
        gone.extend(new(&after.forbidden, &before.forbidden));
        match (fixed.as_slice(), forbidden.as_slice(), gone.as_slice()) {
            ([(a, b)], [], _) => Self::Fixed(a.clone(), b.clone()),
            ([], [(a, b)], _) => Self::Forbidden(a.clone(), b.clone()),
            ([], [], [(a, b)]) => Self::Released(a.clone(), b.clone()),
            _ => Self::Other,
        }
    }
}
