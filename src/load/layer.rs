//! One table or layer as it was read.

use geo::Geometry;

use crate::crs::Crs;
use crate::source::Source;

/// One value of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Absent, or an empty field.
    #[default]
    Null,
    /// As written, without surrounding space. Every field of a CSV is text until a reader of
    /// meaning asks for a number: codes keep their leading zeros.
    Text(String),
    Number(f64),
    Bool(bool),
}

impl Value {
    /// The value as text, as it should stand in a code or name; `None` when it is null or blank.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
            // Codes are sometimes stored as numbers: 14.0 is the code "14".
            Self::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => Some(format!("{n:.0}")),
            Self::Number(n) => Some(n.to_string()),
            Self::Bool(b) => Some(b.to_string()),
        }
    }
}

/// One row or feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Line in a text file (the header is line 1), else the number of the feature from 1.
    pub number: u64,
    /// One value per field of the layer.
    pub values: Vec<Value>,
    /// RD New metres. `None` for tables, and for features without geometry.
    pub geometry: Option<Geometry<f64>>,
}

/// One table or layer of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub source: Source,
    /// Whether records are lines of a text file (and `number` is a line) or features.
    pub lines: bool,
    /// Field names as published, without surrounding space or byte-order mark.
    pub fields: Vec<String>,
    pub records: Vec<Record>,
    /// The system in which the file had its coordinates; `None` for a table without shapes.
    pub crs: Option<Crs>,
    /// Delimiter, encoding and other things that were detected, for the preview: `(key, value)`.
    pub detected: Vec<(&'static str, String)>,
}

impl Layer {
    /// Position of the first of these names among the fields, compared by [`normalised`] name.
    pub fn field(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let wanted = normalised(name);
            self.fields.iter().position(|f| normalised(f) == wanted)
        })
    }

    /// Whether any record has a shape.
    pub fn has_geometry(&self) -> bool {
        self.records.iter().any(|r| r.geometry.is_some())
    }
}

/// A column name folded for comparison: upper case, letters and digits only.
pub fn normalised(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
