//! What a layer is, by its shapes and its column names.

mod figures;
mod kind;
mod names;
mod role;

use std::collections::BTreeMap;

use geo::Geometry;

pub use figures::{figure_column, same_figure};
pub use kind::Kind;
use names::folded;
pub use names::{add_aliases, municipality_column};
pub(super) use names::{aliases, never_an_indicator};
pub use role::{Meaning, Role};

use crate::data::{BaseKind, Level};
use crate::load::Layer;
use crate::load::layer::normalised;

/// What a person says of the columns of a layer: the position of one, or that none has the meaning.
pub type Corrected = Vec<(Meaning, Option<usize>)>;

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
        Some(Shape::Point) => try_kinds(&[Kind::Schools, Kind::Addresses]),
        // A column of kinds that are none of a base map's makes no base map.
        Some(Shape::Line) if is_base(layer) => try_kinds(&[Kind::Streets, Kind::Base]),
        Some(Shape::Line) => try_kinds(&[Kind::Streets]),
        None => {
            let with_coordinates = columns_with(layer, Kind::Schools, corrected)
                .is_ok_and(|c| c.contains_key(&Role::X) && c.contains_key(&Role::Y));
            if with_coordinates {
                return try_kinds(&[Kind::Schools]);
            }
            let addresses = columns_with(layer, Kind::Addresses, corrected)
                .is_ok_and(|c| c.contains_key(&Role::X) && c.contains_key(&Role::Y));
            if addresses && columns_with(layer, Kind::Flows, corrected).is_err() {
                return try_kinds(&[Kind::Addresses]);
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
