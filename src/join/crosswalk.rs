//! Which area of one year is which in another: by code, then by name, then by borders.
//!
//! CBS changes codes and borders every year. A code in both years is taken for the same area; what
//! is left over is held against each other by name (only a hint: a name moves with its people, not
//! with its borders) and, where borders of both years are known, by the surface that they share.

use std::collections::{BTreeMap, BTreeSet};

use super::split::{Carrier, SAME, Split};
use crate::data::dataset::Parts;
use crate::data::{AreaId, Level};
use crate::load::layer::normalised;

/// What became of a code.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// Another area has the same name (and level): most likely the same place under a new code.
    SameName(String),
    /// Another area has the same borders.
    SameBorders(String),
    /// Its surface went to several others, with the share of each.
    Split(Vec<(String, f64)>),
    /// It went up in one larger area.
    Merged(String),
    /// Nothing is known of where it went.
    Gone,
}

/// The codes of one level in two years held against each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crosswalk {
    /// Codes in both, in order.
    pub both: Vec<String>,
    /// Codes of the loaded borders that the other side lacks: code, name, what became of it.
    pub gone: Vec<(String, String, Fate)>,
    /// Codes that only the other side has.
    pub new: Vec<(String, String, Fate)>,
    /// Codes of both whose borders are known to differ: code, name, and how much is the same, from
    /// 0 to 1. A code in both is taken for the same area all the same.
    pub moved: Vec<(String, String, f64)>,
}

/// Holds the loaded areas of a level against the codes and names of a table or of other borders.
pub fn crosswalk(parts: &Parts, level: Level, others: &[(String, String)], split: &Split) -> Crosswalk {
    let loaded: BTreeMap<&str, &str> =
        parts.areas.iter().filter(|a| a.level == level).map(|a| (a.code.as_str(), a.name.as_str())).collect();
    let others: BTreeMap<&str, &str> = others
        .iter()
        .filter(|(code, _)| Level::of_area_code(code) == level)
        .map(|(code, name)| (code.as_str(), name.as_str()))
        .collect();
    let both: BTreeSet<&str> = loaded.keys().copied().filter(|c| others.contains_key(c)).collect();
    let left = |all: &BTreeMap<&str, &str>| -> Vec<(String, String)> {
        let apart = all.iter().filter(|(code, _)| !both.contains(*code));
        apart.map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect()
    };
    let (gone, new) = (left(&loaded), left(&others));
    let code_of = |id: AreaId| parts.areas.get(id.0).map_or_else(String::new, |a| a.code.clone());
    let named = |name: &str, among: &[(String, String)]| {
        let wanted = normalised(name);
        let mut same = among.iter().filter(|(_, n)| !wanted.is_empty() && normalised(n) == wanted);
        // Two of the same name (`Verspreide huizen`) tell nothing.
        same.next().filter(|_| same.next().is_none()).map(|(code, _)| code.clone())
    };
    let fate_of_new = |code: &str, name: &str| {
        if let Some(id) = split.same(code) {
            return Fate::SameBorders(code_of(id));
        }
        if let Some(other) = named(name, &gone) {
            return Fate::SameName(other);
        }
        match split.over(code) {
            [] => Fate::Gone,
            [(only, _)] => Fate::Merged(code_of(*only)),
            several => Fate::Split(several.iter().map(|(id, s)| (code_of(*id), *s)).collect()),
        }
    };
    let fate_of_gone = |code: &str, name: &str| {
        let mine = |(other, _): &&(String, String)| split.same(other).map(code_of).as_deref() == Some(code);
        if let Some((other, _)) = new.iter().find(mine) {
            return Fate::SameBorders(other.clone());
        }
        if let Some(other) = named(name, &new) {
            return Fate::SameName(other);
        }
        let into: Vec<&String> = new
            .iter()
            .map(|(other, _)| other)
            .filter(|other| split.over(other).iter().any(|(id, _)| code_of(*id) == code))
            .collect();
        match into.as_slice() {
            [] => Fate::Gone,
            [only] => Fate::Merged((*only).clone()),
            several => Fate::Split(several.iter().map(|o| ((*o).clone(), f64::NAN)).collect()),
        }
    };
    let moved = both.iter().filter_map(|code| {
        let kept = split.kept(code).filter(|kept| *kept < SAME)?;
        Some(((*code).to_owned(), loaded.get(code).map_or_else(String::new, |n| (*n).to_owned()), kept))
    });
    Crosswalk {
        moved: moved.collect(),
        gone: gone.iter().map(|(c, n)| (c.clone(), n.clone(), fate_of_gone(c, n))).collect(),
        new: new.iter().map(|(c, n)| (c.clone(), n.clone(), fate_of_new(c, n))).collect(),
        both: both.into_iter().map(ToOwned::to_owned).collect(),
    }
}

/// Holds the loaded areas of a level against the borders of another year.
pub fn between(parts: &Parts, level: Level, others: &[Carrier]) -> Crosswalk {
    let split = Split::new(others, parts, &[]);
    let named: Vec<(String, String)> =
        others.iter().map(|c| (c.code.clone(), c.name.clone().unwrap_or_default())).collect();
    crosswalk(parts, level, &named, &split)
}

impl Crosswalk {
    /// The codes of both whose borders differ, in words, the first so many.
    pub fn named_moved(&self, most: usize) -> String {
        let one = |(code, name, kept): &(String, String, f64)| {
            let share = format!("{:.0}\u{a0}%", kept * 100.0);
            if name.is_empty() { format!("{code} ({share})") } else { format!("{code} ({name}, {share})") }
        };
        let named: Vec<String> = self.moved.iter().take(most).map(one).collect();
        let rest = if self.moved.len() > most { " …" } else { "" };
        format!("{}{rest}", named.join(", "))
    }

    /// `BU00140808 (Peizerweg = BU00140110?)`: the codes of one side in words, the first so many.
    pub fn named(side: &[(String, String, Fate)], most: usize) -> String {
        let one = |(code, name, fate): &(String, String, Fate)| {
            let more = match fate {
                Fate::SameName(other) => format!(" = {other}?"),
                Fate::SameBorders(other) => format!(" = {other}"),
                Fate::Merged(other) => format!(" → {other}"),
                Fate::Split(others) => {
                    format!(" → {}", others.iter().map(|(c, _)| c.as_str()).collect::<Vec<_>>().join(" + "))
                }
                Fate::Gone => String::new(),
            };
            if name.is_empty() { format!("{code}{more}") } else { format!("{code} ({name}{more})") }
        };
        let named: Vec<String> = side.iter().take(most).map(one).collect();
        let rest = if side.len() > most { " …" } else { "" };
        format!("{}{rest}", named.join(", "))
    }
}
