//! JSON as it was written: members in their published order, and the place where it breaks off.

use std::fmt::{self, Write};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::notice::Notice;

/// One JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    /// Text, and whole numbers too large for a double to hold exactly.
    Text(String),
    List(Vec<Json>),
    /// Members in the order of the file; of members with the same name the last one counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().rev().find(|(n, _)| n == name).map(|(_, v)| v),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_char('[')?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if i > 0 { "," } else { "" })?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (i, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{}:{value}", if i > 0 { "," } else { "" }, quoted(name))?;
                }
                f.write_char('}')
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

/// The largest whole number up to which a double holds every whole number.
const EXACT: u64 = 1 << 53;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(if value <= EXACT { Json::Number(value as f64) } else { Json::Text(value.to_string()) })
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(if value.unsigned_abs() <= EXACT {
            Json::Number(value as f64)
        } else {
            Json::Text(value.to_string())
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}

/// Parses a whole text.
///
/// # Errors
/// A notice with the line, and the column as argument, where the text stops being JSON. Nesting
/// deeper than the parser's limit of 128 is refused as well, so that no file exhausts the stack.
pub(super) fn parse(file: &str, text: &str) -> Result<Json, Notice> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let rest = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        // The column counts bytes and stands on or just behind the faulty one.
        let from = rest.floor_char_boundary(column.saturating_sub(2).min(rest.len()));
        let near = rest.get(from..).unwrap_or_default().trim_start_matches(['[', ',', ':', ' ', '-', '+']);
        let unnumber = ["NaN", "nan", "Infinity", "inf", "Inf", "-Infinity"];
        let key = if error.to_string().starts_with("recursion limit") {
            "load-json-too-deep"
        } else if error.is_eof() {
            "load-json-cut-off"
        } else if unnumber.iter().any(|word| near.starts_with(word)) {
            "load-json-not-a-number"
        } else {
            "load-not-json"
        };
        Notice::error(key).file(file).line(line as u64).arg("column", column)
    })
}
