//! Shapes with columns, on their way to a file of geometry, with what a reader has to know of them.

use geo::MultiPolygon;
use serde_json::{Map, Value};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Number,
    Whole,
    YesNo,
}

/// One layer of polygons.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Name of the table, and of the part in a file that has only one layer.
    pub name: &'static str,
    /// For a person.
    pub title: String,
    pub columns: Vec<(&'static str, ColumnKind)>,
    pub rows: Vec<Row>,
}

/// One feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One value per column; null is unknown.
    pub values: Vec<Value>,
    /// RD metres.
    pub shape: MultiPolygon<f64>,
}

/// Layers that leave together, with their metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureSet {
    pub title: String,
    /// Rule, basis and sources in words.
    pub description: String,
    /// The same for a program.
    pub metadata: Map<String, Value>,
    pub layers: Vec<Layer>,
}
