//! A collection of features that is as it should be, read in one go.
//!
//! Anything that is not (a feature without geometry is) makes [`read`] give up, and the file is read
//! part by part instead, so that what is wrong with it is named and spoils only itself.

use std::borrow::Cow;
use std::fmt;

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

/// A feature: its properties in their order, its `id`, and its shape with the number of open rings.
pub(super) struct Feature {
    pub properties: Vec<(String, Json)>,
    pub id: Option<Json>,
    pub geometry: Option<(Geometry<f64>, usize)>,
}

/// What stands in a collection.
pub(super) struct Collection {
    pub features: Vec<Feature>,
    pub crs: Option<Json>,
}

/// The collection; `None` when anything in it is not as it should be.
pub(super) fn read(text: &str) -> Option<Collection> {
    serde_json::from_str::<Root>(text).ok().map(|root| root.0)
}

/// A name that is borrowed from the text where it can be.
#[derive(serde::Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

struct Root(Collection);

impl<'de> Deserialize<'de> for Root {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RootVisitor)
    }
}

struct RootVisitor;

/// A member that stands twice: which of the two counts is for the careful reader to say.
fn twice<E: Error>() -> E {
    E::custom("twice")
}

impl<'de> Visitor<'de> for RootVisitor {
    type Value = Root;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a collection of features")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Root, A::Error> {
        let (mut kind, mut features, mut crs) = (None, None, None);
        while let Some(Name(name)) = map.next_key()? {
            match &*name {
                "type" if kind.is_none() => {
                    let name = map.next_value::<Name>()?.0;
                    if name != "FeatureCollection" {
                        // A single feature or geometry may be very large: no need to walk through it.
                        return Err(A::Error::custom("another kind"));
                    }
                    kind = Some(name.into_owned());
                }
                "features" if features.is_none() => features = Some(map.next_value::<Vec<Feature>>()?),
                "crs" if crs.is_none() => crs = Some(map.next_value::<Json>()?),
                "type" | "features" | "crs" => return Err(twice()),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        match (kind.as_deref(), features) {
            (Some("FeatureCollection"), Some(features)) => Ok(Root(Collection { features, crs })),
            _ => Err(A::Error::custom("another kind")),
        }
    }
}

impl<'de> Deserialize<'de> for Feature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FeatureVisitor)
    }
}

struct FeatureVisitor;

impl<'de> Visitor<'de> for FeatureVisitor {
    type Value = Feature;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Feature, A::Error> {
        let (mut kind, mut properties, mut id, mut geometry) = (None, None, None, None);
        while let Some(Name(name)) = map.next_key()? {
            match &*name {
                "type" if kind.is_none() => kind = Some(map.next_value::<Name>()?.0.into_owned()),
                "properties" if properties.is_none() => {
                    properties = Some(map.next_value::<Option<Properties>>()?);
                }
                "id" if id.is_none() => id = Some(map.next_value::<Json>()?),
                "geometry" if geometry.is_none() => geometry = Some(map.next_value::<Option<Shape>>()?),
                "type" | "properties" | "id" | "geometry" => return Err(twice()),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        if kind.as_deref() != Some("Feature") {
            return Err(A::Error::custom("no feature"));
        }
        let properties = properties.flatten().map(|p| p.0).unwrap_or_default();
        let geometry = geometry.flatten().map(|shape| (shape.geometry, shape.open));
        Ok(Feature { properties, id, geometry })
    }
}

struct Properties(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PropertiesVisitor)
    }
}

struct PropertiesVisitor;

impl<'de> Visitor<'de> for PropertiesVisitor {
    type Value = Properties;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("properties")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
        let mut out: Vec<(String, Json)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            if out.iter().any(|(known, _)| *known == name) {
                return Err(twice());
            }
            out.push((name, value));
        }
        Ok(Properties(out))
    }
}

/// A geometry, whatever the order of its members.
struct Shape {
    geometry: Geometry<f64>,
    open: usize,
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a geometry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let (mut kind, mut tree) = (None, None);
        while let Some(Name(name)) = map.next_key()? {
            match &*name {
                "type" if kind.is_none() => kind = Some(map.next_value::<Name>()?.0.into_owned()),
                "coordinates" if tree.is_none() => tree = Some(map.next_value::<Tree>()?),
                "type" | "coordinates" => return Err(twice()),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        let mut open = 0;
        let made = kind.zip(tree).and_then(|(kind, tree)| geometry(&kind, tree, &mut open));
        made.map(|geometry| Shape { geometry, open }).ok_or_else(|| A::Error::custom("no such geometry"))
    }
}

/// Coordinates as deep as they are nested.
enum Tree {
    Position(Coord<f64>),
    Positions(Vec<Coord<f64>>),
    Lists(Vec<Tree>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        let missing = || A::Error::custom("nothing in it");
        match seq.next_element::<Node>()?.ok_or_else(missing)? {
            Node::Number(x) => {
                let y = seq.next_element::<f64>()?.ok_or_else(missing)?;
                // A height and what follows it are not used.
                while seq.next_element::<f64>()?.is_some() {}
                Ok(Tree::Position(Coord { x, y }))
            }
            Node::Tree(Tree::Position(first)) => {
                let mut out = vec![first];
                while let Some(Position(at)) = seq.next_element()? {
                    out.push(at);
                }
                Ok(Tree::Positions(out))
            }
            Node::Tree(first) => {
                let mut out = vec![first];
                while let Some(next) = seq.next_element()? {
                    out.push(next);
                }
                Ok(Tree::Lists(out))
            }
        }
    }
}

/// The first thing in a list: a number makes it a position.
enum Node {
    Number(f64),
    Tree(Tree),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a number or a list")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        // As any number of the text becomes a coordinate.
        Ok(Node::Number(value as f64))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Node, A::Error> {
        TreeVisitor.visit_seq(seq).map(Node::Tree)
    }
}

/// One position among others.
struct Position(Coord<f64>);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PositionVisitor)
    }
}

struct PositionVisitor;

impl<'de> Visitor<'de> for PositionVisitor {
    type Value = Position;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a position")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Position, A::Error> {
        let missing = || A::Error::custom("half a position");
        let x = seq.next_element::<f64>()?.ok_or_else(missing)?;
        let y = seq.next_element::<f64>()?.ok_or_else(missing)?;
        while seq.next_element::<f64>()?.is_some() {}
        Ok(Position(Coord { x, y }))
    }
}

fn geometry(kind: &str, tree: Tree, open: &mut usize) -> Option<Geometry<f64>> {
    Some(match (kind, tree) {
        ("Point", Tree::Position(at)) => Point::from(at).into(),
        ("MultiPoint", Tree::Positions(list)) => {
            MultiPoint::new(list.into_iter().map(Point::from).collect()).into()
        }
        ("LineString", Tree::Positions(list)) => LineString::new(list).into(),
        ("MultiLineString", Tree::Lists(lists)) => MultiLineString::new(lines(lists)?).into(),
        ("Polygon", Tree::Lists(rings)) => polygon(rings, open)?.into(),
        ("MultiPolygon", Tree::Lists(parts)) => {
            let rings = |part: Tree| match part {
                Tree::Lists(rings) => polygon(rings, open),
                _ => None,
            };
            MultiPolygon::new(parts.into_iter().map(rings).collect::<Option<Vec<_>>>()?).into()
        }
        _ => return None,
    })
}

fn lines(lists: Vec<Tree>) -> Option<Vec<LineString<f64>>> {
    let line = |tree: Tree| match tree {
        Tree::Positions(list) => Some(LineString::new(list)),
        _ => None,
    };
    lists.into_iter().map(line).collect()
}

fn polygon(rings: Vec<Tree>, open: &mut usize) -> Option<Polygon<f64>> {
    let mut rings = lines(rings)?.into_iter();
    let exterior = rings.next()?;
    let interiors: Vec<LineString<f64>> = rings.collect();
    // A ring of one point is degenerate and not open.
    let is_open = |ring: &&LineString<f64>| ring.0.len() > 2 && ring.0.first() != ring.0.last();
    *open += std::iter::once(&exterior).chain(&interiors).filter(is_open).count();
    Some(Polygon::new(exterior, interiors))
}
