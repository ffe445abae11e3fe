//! The one selection of a window: a set of schools, or of areas of one level.
//!
//! Map, table, charts and lists all show the same [`Selection`] and change it the same way:
//!
//! * a plain click takes one thing in the place of all others ([`Selection::one`]);
//! * a click with Shift or Ctrl adds it, or takes it out when it was in ([`Selection::toggle`]);
//! * a rectangle, a lasso and commands give many at once ([`Selection::replace`], [`Selection::add`]);
//! * Escape leaves nothing.
//!
//! One member is the *primary* one: the last that was added. Whatever can be about one thing only (the
//! flows and the catchment on the map, an edit of a plan, a figure of a story) is about that one.
//!
//! All members are of one kind, because figures of a selection are sums: a wijk counts the children of
//! its buurten already, and children who live somewhere are not added to pupils who attend a school.
//! Adding something of another kind therefore begins anew with it.
//!
//! A selection is part of the view: it is not undone, and views and bookmarks keep it by code.

use std::collections::BTreeSet;

use crate::data::{AreaId, Dataset, Level, SchoolId};
use crate::view::hit::Hit;

/// What members of a selection have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Schools,
    Areas(Level),
}

impl Kind {
    /// The kind of a thing; `None` for an area that is not there.
    pub fn of(dataset: &Dataset, hit: Hit) -> Option<Self> {
        match hit {
            Hit::School(_) => Some(Self::Schools),
            Hit::Area(id) => dataset.area(id).map(|a| Self::Areas(a.level)),
        }
    }

    /// Everything of this kind, in the order of the dataset.
    pub fn all(self, dataset: &Dataset) -> Vec<Hit> {
        match self {
            Self::Schools => (0..dataset.schools().len()).map(|i| Hit::School(SchoolId(i))).collect(),
            Self::Areas(level) => dataset.areas_of(level).map(|(id, _)| Hit::Area(id)).collect(),
        }
    }
}

/// A set of schools, or of areas of one level, one of which is the primary member. Members are listed
/// in the order of the dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    members: BTreeSet<Hit>,
    /// A member, as long as there is any.
    primary: Option<Hit>,
}

impl Selection {
    /// One thing and nothing else.
    pub fn one(hit: Hit) -> Self {
        Self { members: BTreeSet::from([hit]), primary: Some(hit) }
    }

    /// The member that anything is about that can be about one only.
    pub fn primary(&self) -> Option<Hit> {
        self.primary
    }

    /// The primary member, when it is a school.
    pub fn school(&self) -> Option<SchoolId> {
        match self.primary {
            Some(Hit::School(id)) => Some(id),
            _ => None,
        }
    }

    /// The primary member, when it is an area.
    pub fn area(&self) -> Option<AreaId> {
        match self.primary {
            Some(Hit::Area(id)) => Some(id),
            _ => None,
        }
    }

    pub fn contains(&self, hit: Hit) -> bool {
        self.members.contains(&hit)
    }

    pub fn len(&self) -> usize {
        self.members.len()
    }

    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether figures of it are sums.
    pub fn is_several(&self) -> bool {
        self.members.len() > 1
    }

    /// Members in the order of the dataset.
    pub fn iter(&self) -> impl Iterator<Item = Hit> + '_ {
        self.members.iter().copied()
    }

    /// The kind of its members; `None` when there are none.
    pub fn kind(&self, dataset: &Dataset) -> Option<Kind> {
        Kind::of(dataset, self.primary?)
    }

    /// Adds a thing, or takes it out when it is in.
    pub fn toggle(&mut self, dataset: &Dataset, hit: Hit) {
        if self.members.remove(&hit) {
            if self.primary == Some(hit) {
                self.primary = self.members.last().copied();
            }
        } else {
            self.add(dataset, [hit]);
        }
    }

    /// Adds things; the last becomes the primary one. What is of another kind than the last of them is
    /// left out, also of what was selected before.
    pub fn add(&mut self, dataset: &Dataset, hits: impl IntoIterator<Item = Hit>) {
        let hits: Vec<Hit> = hits.into_iter().collect();
        let Some(&last) = hits.last() else { return };
        let Some(kind) = Kind::of(dataset, last) else { return };
        if self.kind(dataset) != Some(kind) {
            self.members.clear();
        }
        self.members.extend(hits.into_iter().filter(|hit| Kind::of(dataset, *hit) == Some(kind)));
        self.primary = Some(last);
    }

    /// These and nothing else; the primary one stays where it is among them.
    pub fn replace(&mut self, dataset: &Dataset, hits: impl IntoIterator<Item = Hit>) {
        let before = self.primary;
        *self = Self::default();
        self.add(dataset, hits);
        self.primary = before.filter(|hit| self.members.contains(hit)).or(self.primary);
    }

    /// Everything of its kind that was not in it.
    #[must_use]
    pub fn inverted(&self, dataset: &Dataset, kind: Kind) -> Self {
        let mut out = Self::default();
        let own = self.kind(dataset) == Some(kind);
        out.add(dataset, kind.all(dataset).into_iter().filter(|hit| !(own && self.contains(*hit))));
        out
    }

    /// What its members are in another dataset; those that are not there leave it.
    #[must_use]
    pub fn mapped(&self, to: impl Fn(Hit) -> Option<Hit>) -> Self {
        let members: BTreeSet<Hit> = self.members.iter().filter_map(|hit| to(*hit)).collect();
        let primary = self.primary.and_then(to).or_else(|| members.last().copied());
        Self { members, primary }
    }
}

impl From<Hit> for Selection {
    fn from(hit: Hit) -> Self {
        Self::one(hit)
    }
}

impl From<Option<Hit>> for Selection {
    fn from(hit: Option<Hit>) -> Self {
        hit.map(Self::one).unwrap_or_default()
    }
}
