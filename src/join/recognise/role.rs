//! What a column is for.

use super::names::aliases;
use crate::text::{Language, text, text_with};

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    AreaCode,
    AreaName,
    ParentCode,
    SchoolCode,
    Brin,
    SchoolName,
    SchoolKind,
    Denomination,
    Board,
    Street,
    HouseNumber,
    Postcode,
    Town,
    PupilsTotal,
    Group,
    Pupils,
    Year,
    X,
    Y,
    BaseKind,
    FromNode,
    ToNode,
    Foot,
    Bicycle,
    Metres,
}

impl Role {
    pub const ALL: [Self; 25] = [
        Self::AreaCode,
        Self::AreaName,
        Self::ParentCode,
        Self::SchoolCode,
        Self::Brin,
        Self::SchoolName,
        Self::SchoolKind,
        Self::Denomination,
        Self::Board,
        Self::Street,
        Self::HouseNumber,
        Self::Postcode,
        Self::Town,
        Self::PupilsTotal,
        Self::Group,
        Self::Pupils,
        Self::Year,
        Self::X,
        Self::Y,
        Self::BaseKind,
        Self::FromNode,
        Self::ToNode,
        Self::Foot,
        Self::Bicycle,
        Self::Metres,
    ];

    /// Its key in `assets/columns.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::AreaCode => "area_code",
            Self::AreaName => "area_name",
            Self::ParentCode => "parent_code",
            Self::SchoolCode => "school_code",
            Self::Brin => "brin",
            Self::SchoolName => "school_name",
            Self::SchoolKind => "school_kind",
            Self::Denomination => "denomination",
            Self::Board => "board",
            Self::Street => "street",
            Self::HouseNumber => "house_number",
            Self::Postcode => "postcode",
            Self::Town => "town",
            Self::PupilsTotal => "pupils_total",
            Self::Group => "group",
            Self::Pupils => "pupils",
            Self::Year => "year",
            Self::X => "x",
            Self::Y => "y",
            Self::BaseKind => "base_kind",
            Self::FromNode => "from_node",
            Self::ToNode => "to_node",
            Self::Foot => "foot",
            Self::Bicycle => "bicycle",
            Self::Metres => "metres",
        }
    }

    /// Fluent key of what a column with this role holds.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::AreaCode => "role-area-code",
            Self::AreaName => "role-area-name",
            Self::ParentCode => "role-parent-code",
            Self::SchoolCode => "role-school-code",
            Self::Brin => "role-brin",
            Self::SchoolName => "role-school-name",
            Self::SchoolKind => "role-school-kind",
            Self::Denomination => "role-denomination",
            Self::Board => "role-board",
            Self::Street => "role-street",
            Self::HouseNumber => "role-house-number",
            Self::Postcode => "role-postcode",
            Self::Town => "role-town",
            Self::PupilsTotal => "role-pupils-total",
            Self::Group => "role-group",
            Self::Pupils => "role-pupils",
            Self::Year => "role-year",
            Self::X => "role-x",
            Self::Y => "role-y",
            Self::BaseKind => "role-base-kind",
            Self::FromNode => "role-from-node",
            Self::ToNode => "role-to-node",
            Self::Foot => "role-foot",
            Self::Bicycle => "role-bicycle",
            Self::Metres => "role-metres",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// The published names of such a column, most telling first.
    pub fn aliases(self) -> &'static [String] {
        aliases(self.key())
    }
}

/// What a person can point a column out as: something with a role, or the pupils of one group in a
/// table with a column per group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    Role(Role),
    /// Key of the group.
    Group(String),
}

impl Meaning {
    /// The name in projects and on the command line: `area_code`, `group:advies vwo`.
    pub fn key(&self) -> String {
        match self {
            Self::Role(role) => role.key().to_owned(),
            Self::Group(group) => format!("group:{group}"),
        }
    }

    /// What a name stands for; a role may be written with `-` as well.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = key.trim();
        match key.strip_prefix("group:") {
            Some(group) => Some(group.trim()).filter(|g| !g.is_empty()).map(|g| Self::Group(g.to_owned())),
            None => Role::from_key(&key.to_lowercase().replace('-', "_")).map(Self::Role),
        }
    }

    /// What it is called.
    pub fn name(&self, language: Language) -> String {
        match self {
            Self::Role(role) => text(language, role.label_key()),
            Self::Group(group) => text_with(language, "role-group-of", &[("group", group)]),
        }
    }
}
