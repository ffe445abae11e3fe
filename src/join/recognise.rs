//! What a layer is, by its shapes and its column names.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use geo::Geometry;

use crate::data::{BaseKind, Level, Subject};
use crate::load::Layer;
use crate::load::layer::normalised;
use crate::notice::Notice;
use crate::text::{Language, text, text_with};

/// What a layer brings to the dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Polygons with an area code.
    Areas,
    /// Points (or a table with coordinates) with a school code.
    Schools,
    /// `area, x, y`: where the pupils of an area are taken to live.
    AreaPoints,
    /// `area, group, pupils`.
    PupilsHome,
    /// `school, group, pupils`.
    PupilsSchool,
    /// `area, school, group, pupils`.
    Flows,
    /// Polygons with a school code.
    Catchments,
    /// Figures per area, by code.
    AreaIndicators,
    /// Figures per school, by code.
    SchoolIndicators,
    /// Water, railways and roads for the eye.
    Base,
    /// Any shapes, for the eye, because a person says so; nothing is recognised as it.
    Own,
    /// Streets to walk and cycle along. Comes last: only those near areas and schools are kept.
    Streets,
}

impl Kind {
    /// In the order in which a dataset is built.
    pub const ALL: [Self; 12] = [
        Self::Areas,
        Self::Schools,
        Self::AreaPoints,
        Self::PupilsHome,
        Self::PupilsSchool,
        Self::Flows,
        Self::Catchments,
        Self::AreaIndicators,
        Self::SchoolIndicators,
        Self::Base,
        Self::Own,
        Self::Streets,
    ];

    /// Fluent key of its name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Areas => "kind-areas",
            Self::Schools => "kind-schools",
            Self::AreaPoints => "kind-area-points",
            Self::PupilsHome => "kind-pupils-home",
            Self::PupilsSchool => "kind-pupils-school",
            Self::Flows => "kind-flows",
            Self::Catchments => "kind-catchments",
            Self::AreaIndicators => "kind-area-indicators",
            Self::SchoolIndicators => "kind-school-indicators",
            Self::Base => "kind-base",
            Self::Own => "kind-own",
            Self::Streets => "kind-streets",
        }
    }

    /// The name in the JSON of the command line.
    pub fn code(self) -> &'static str {
        self.label_key().trim_start_matches("kind-")
    }

    /// The columns without which a layer of this kind can't be used; each entry lists roles of
    /// which one suffices.
    pub fn required(self) -> &'static [&'static [Role]] {
        use Role::{
            AreaCode, BaseKind, Bicycle, Brin, Foot, FromNode, Group, Metres, Pupils, SchoolCode, ToNode, X,
            Y,
        };
        match self {
            Self::Areas | Self::AreaIndicators => &[&[AreaCode]],
            Self::Schools | Self::Catchments | Self::SchoolIndicators => &[&[SchoolCode, Brin]],
            Self::AreaPoints => &[&[AreaCode], &[X], &[Y]],
            Self::PupilsHome => &[&[AreaCode], &[Group], &[Pupils]],
            Self::PupilsSchool => &[&[SchoolCode, Brin], &[Group], &[Pupils]],
            Self::Flows => &[&[AreaCode], &[SchoolCode, Brin], &[Group], &[Pupils]],
            Self::Base => &[&[BaseKind]],
            Self::Own => &[],
            Self::Streets => &[&[FromNode], &[ToNode], &[Foot], &[Bicycle], &[Metres]],
        }
    }

    /// The columns that say something about a layer of this kind, the required ones first.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            AreaCode, AreaName, BaseKind, Bicycle, Board, Brin, Denomination, Foot, FromNode, Group,
            HouseNumber, Metres, Postcode, Pupils, PupilsTotal, SchoolCode, SchoolKind, SchoolName, Street,
            ToNode, Town, X, Y, Year,
        };
        match self {
            Self::Areas => &[AreaCode, AreaName],
            Self::Schools => &[
                SchoolCode,
                Brin,
                SchoolName,
                X,
                Y,
                PupilsTotal,
                SchoolKind,
                Denomination,
                Board,
                Street,
                HouseNumber,
                Postcode,
                Town,
            ],
            Self::AreaPoints => &[AreaCode, X, Y],
            Self::PupilsHome => &[AreaCode, Group, Pupils, Year],
            Self::PupilsSchool => &[SchoolCode, Brin, Group, Pupils, Year],
            Self::Flows => &[AreaCode, SchoolCode, Brin, Group, Pupils, Year],
            Self::Catchments => &[SchoolCode, Brin],
            Self::AreaIndicators => &[AreaCode, AreaName, Year],
            Self::SchoolIndicators => &[SchoolCode, Brin, SchoolName, Denomination, Board, Year],
            Self::Base => &[BaseKind, AreaName],
            Self::Own => &[],
            Self::Streets => &[FromNode, ToNode, Foot, Bicycle, Metres],
        }
    }

    /// Whether indicators of this kind are about areas or schools.
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Areas | Self::AreaIndicators => Some(Subject::Home),
            Self::SchoolIndicators => Some(Subject::School),
            _ => None,
        }
    }
}

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

/// What a person says of the columns of a layer: the position of one, or that none has the meaning.
pub type Corrected = Vec<(Meaning, Option<usize>)>;

/// The column with the municipality that a row is about.
pub fn municipality_column(layer: &Layer) -> Option<usize> {
    aliases("municipality").iter().find_map(|name| layer.field(&[name]))
}

/// Whether a column can't be a figure about an area or school, by its name.
pub(super) fn never_an_indicator(field: &str) -> bool {
    let name = normalised(field);
    aliases("not_an_indicator").iter().any(|a| normalised(a) == name)
}

/// Names that a person added to the list.
static OWN: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();

/// Adds the names in a list of one's own, in the form of `assets/columns.toml`, behind those of the
/// program. Once, before any file is read.
///
/// # Errors
/// A text that is no such list, or names a role that does not exist.
pub fn add_aliases(text: &str) -> Result<(), Notice> {
    let unreadable = |reason: String| Notice::error("aliases-unreadable").arg("reason", reason);
    let own: BTreeMap<String, Vec<String>> =
        toml::from_str(text).map_err(|e| unreadable(e.message().to_owned()))?;
    let lists = ["not_an_indicator", "municipality", "inhabitants"];
    let known = |key: &String| Role::from_key(key).is_some() || lists.contains(&key.as_str());
    if let Some(unknown) = own.keys().find(|key| !known(key)) {
        return Err(unreadable(unknown.clone()));
    }
    // A second list would come too late: names may have been looked up by then.
    let _ = OWN.set(own);
    Ok(())
}

pub(super) fn aliases(key: &str) -> &'static [String] {
    static ALIASES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
        let mut all: BTreeMap<String, Vec<String>> =
            toml::from_str(include_str!("../../assets/columns.toml")).unwrap_or_default();
        for (key, names) in OWN.get().into_iter().flatten() {
            all.entry(key.clone()).or_default().extend(names.iter().cloned());
        }
        all
    });
    ALIASES.get(key).map_or(&[], Vec::as_slice)
}

/// The names of a list as they are compared.
fn folded(key: &str) -> &'static [String] {
    static FOLDED: LazyLock<BTreeMap<&'static str, Vec<String>>> = LazyLock::new(|| {
        let of = |role: Role| (role.key(), role.aliases().iter().map(|name| normalised(name)).collect());
        Role::ALL.into_iter().map(of).collect()
    });
    FOLDED.get(key).map_or(&[], Vec::as_slice)
}

/// Field positions by role.
pub type Columns = BTreeMap<Role, usize>;

/// A layer's kind and columns, as recognised or as a person corrected them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    pub kind: Kind,
    pub columns: Columns,
}

/// The columns that fit `kind`, and the first requirement that none fits.
pub fn columns_for(layer: &Layer, kind: Kind) -> Result<Columns, &'static [Role]> {
    columns_with(layer, kind, &[])
}

/// As [`columns_for`], with what a person pointed out: that goes before what was found.
pub fn columns_with(
    layer: &Layer,
    kind: Kind,
    corrected: &[(Meaning, Option<usize>)],
) -> Result<Columns, &'static [Role]> {
    let mut columns = Columns::new();
    let names: Vec<String> = layer.fields.iter().map(|name| normalised(name)).collect();
    for role in Role::ALL {
        if let Some(field) = field_of(layer, &names, role) {
            columns.insert(role, field);
        }
    }
    // Postcode areas are known by nothing but their postcode, which elsewhere is part of an address.
    if kind == Kind::Areas
        && !columns.contains_key(&Role::AreaCode)
        && let Some(field) = layer.field(&["postcode"])
    {
        columns.insert(Role::AreaCode, field);
    }
    // A layer of points that says no more than `code` is about schools; of polygons that would be
    // an area, so that the name does not stand in the list.
    if kind == Kind::Schools
        && !columns.contains_key(&Role::SchoolCode)
        && let Some(field) = layer.field(&["code"])
    {
        columns.insert(Role::SchoolCode, field);
    }
    for (meaning, column) in corrected {
        match (meaning, column) {
            (Meaning::Role(role), Some(column)) => _ = columns.insert(*role, *column),
            (Meaning::Role(role), None) => _ = columns.remove(role),
            (Meaning::Group(_), _) => {}
        }
    }
    for &needed in kind.required() {
        if !needed.iter().any(|role| columns.contains_key(role)) {
            return Err(needed);
        }
    }
    Ok(columns)
}

/// The column for a role: the first of its names whose contents can have it. Among those for an
/// area code, a column of CBS codes goes before all others.
fn field_of(layer: &Layer, names: &[String], role: Role) -> Option<usize> {
    let position = |alias: &String| names.iter().position(|name| name == alias);
    let named = || folded(role.key()).iter().filter_map(position).filter(|&f| fits(layer, f, role));
    let cbs = |field: &usize| {
        let level = |text: String| Level::of_area_code(&text);
        looked_at(layer, *field).map(level).all(|l| !matches!(l, Level::Other | Level::Postcode))
    };
    let area_code = (role == Role::AreaCode).then(|| named().find(cbs)).flatten();
    area_code.or_else(|| named().next())
}

/// Whether what stands in a column can have this role: `area` may be a code, or square kilometres.
fn fits(layer: &Layer, field: usize, role: Role) -> bool {
    if !matches!(role, Role::AreaCode | Role::SchoolCode | Role::Brin) {
        return true;
    }
    !looked_at(layer, field).any(|v| v.contains(['.', ',']) && v.replace(',', ".").parse::<f64>().is_ok())
}

/// The first values of a column, as text.
fn looked_at(layer: &Layer, field: usize) -> impl Iterator<Item = String> {
    const LOOKED_AT: usize = 1000;
    layer.records.iter().take(LOOKED_AT).filter_map(move |r| r.values.get(field)?.text())
}

/// What a layer is, or `None` when nothing fits.
pub fn recognise(layer: &Layer) -> Option<Recognised> {
    recognise_with(layer, &[])
}

/// As [`recognise`], with what a person pointed out.
pub fn recognise_with(layer: &Layer, corrected: &[(Meaning, Option<usize>)]) -> Option<Recognised> {
    let try_kinds = |kinds: &[Kind]| {
        kinds.iter().find_map(|&kind| {
            let columns = columns_with(layer, kind, corrected).ok()?;
            Some(Recognised { kind, columns })
        })
    };
    match shape_of(layer) {
        Some(Shape::Polygon) => {
            if is_base(layer) {
                return try_kinds(&[Kind::Base]);
            }
            // Both an area and a school code: a catchment names its school, an area seldom does.
            try_kinds(&[Kind::Catchments, Kind::Areas])
        }
        Some(Shape::Point) => try_kinds(&[Kind::Schools]),
        // A column of kinds that are none of a base map's makes no base map.
        Some(Shape::Line) if is_base(layer) => try_kinds(&[Kind::Streets, Kind::Base]),
        Some(Shape::Line) => try_kinds(&[Kind::Streets]),
        None => {
            let with_coordinates = columns_with(layer, Kind::Schools, corrected)
                .is_ok_and(|c| c.contains_key(&Role::X) && c.contains_key(&Role::Y));
            if with_coordinates {
                return try_kinds(&[Kind::Schools]);
            }
            try_kinds(&[
                Kind::Flows,
                Kind::PupilsHome,
                Kind::PupilsSchool,
                Kind::AreaPoints,
                Kind::SchoolIndicators,
                Kind::AreaIndicators,
            ])
        }
    }
}

enum Shape {
    Polygon,
    Point,
    Line,
}

fn shape_of(layer: &Layer) -> Option<Shape> {
    let first = layer.records.iter().find_map(|r| r.geometry.as_ref())?;
    Some(match first {
        Geometry::Point(_) | Geometry::MultiPoint(_) => Shape::Point,
        Geometry::LineString(_) | Geometry::MultiLineString(_) | Geometry::Line(_) => Shape::Line,
        _ => Shape::Polygon,
    })
}

/// Whether the layer says of its features that they are land, water or a road.
fn is_base(layer: &Layer) -> bool {
    let names: Vec<&str> = Role::BaseKind.aliases().iter().map(String::as_str).collect();
    let Some(field) = layer.field(&names) else { return false };
    let is_kind = |r: &crate::load::Record| {
        r.values.get(field).and_then(|v| v.text()).is_some_and(|t| BaseKind::from_code(&t).is_some())
    };
    let mut looked_at = layer.records.iter().take(20).peekable();
    looked_at.peek().is_some() && looked_at.all(is_kind)
}
