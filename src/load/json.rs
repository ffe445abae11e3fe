//! JSON by `serde_json`, one level at a time: the members of an object stay raw text until they
//! are asked for, so that a value of another kind than expected spoils only itself.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Error, Value};

use crate::notice::Notice;

/// The members of an object; of members with the same name the last one counts.
pub(super) type Members<'a> = HashMap<String, &'a RawValue>;

/// A text of JSON, for the place of a fault in one of its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl<'a> Document<'a> {
    /// The whole text as an object; `None` for other JSON.
    ///
    /// # Errors
    /// A notice with the line, and the column as argument, where the text stops being JSON.
    pub fn root(self) -> Result<Option<Members<'a>>, Notice> {
        if self.text.trim_start().starts_with('{') {
            return serde_json::from_str(self.text).map(Some).map_err(|e| self.fault(self.text, &e));
        }
        // Through the parser that minds the depth of what is nested.
        serde_json::from_str::<Value>(self.text).map(|_| None).map_err(|e| self.fault(self.text, &e))
    }

    /// The whole text as one part.
    ///
    /// # Errors
    /// As [`Self::root`].
    pub fn whole(self) -> Result<&'a RawValue, Notice> {
        serde_json::from_str(self.text).map_err(|e| self.fault(self.text, &e))
    }

    /// A part as an object; `None` where it is another value.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn members(self, part: &'a RawValue) -> Result<Option<Members<'a>>, Notice> {
        self.checked(part, serde_json::from_str(part.get()))
    }

    /// The members of an object in the order of the file; none where it is another value.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn in_order(self, part: &'a RawValue) -> Result<Vec<(String, Value)>, Notice> {
        let mut members: Vec<_> = self.members(part)?.unwrap_or_default().into_iter().collect();
        // Each is a slice of the same text, so that its address is its place.
        members.sort_by_key(|(_, raw)| raw.get().as_ptr() as usize);
        let read = |(name, raw)| Ok((name, self.part(raw)?.unwrap_or(Value::Null)));
        members.into_iter().map(read).collect()
    }

    /// A part as a list; `None` where it is another value.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn list(self, part: &'a RawValue) -> Result<Option<Vec<&'a RawValue>>, Notice> {
        self.checked(part, serde_json::from_str(part.get()))
    }

    /// A part as what is wanted; `None` where it is something else.
    ///
    /// # Errors
    /// A part that no parser takes: numbers too large, letters that are none, and nesting deeper
    /// than the parser's limit of 128, so that no file exhausts the stack.
    pub fn part<T: DeserializeOwned>(self, part: &RawValue) -> Result<Option<T>, Notice> {
        self.checked(part, serde_json::from_str(part.get()))
    }

    fn checked<T>(self, part: &RawValue, read: Result<T, Error>) -> Result<Option<T>, Notice> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_data() => Ok(None),
            Err(error) => Err(self.fault(part.get(), &error)),
        }
    }

    /// What is wrong in a part, with its place in the whole text.
    fn fault(self, part: &str, error: &Error) -> Notice {
        let rest = part.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        // The column counts bytes and stands on or just behind the faulty one.
        let from = rest.floor_char_boundary(error.column().saturating_sub(2).min(rest.len()));
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
        let (line, column) = self.place(part, error.line(), error.column());
        Notice::error(key).file(self.file).line(line as u64).arg("column", column)
    }

    /// Line and column in the whole text of a place in a part, which is a slice of it.
    fn place(self, part: &str, line: usize, column: usize) -> (usize, usize) {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.as_bytes().get(..start).unwrap_or_default();
        let breaks = before.iter().filter(|b| **b == b'\n').count();
        let own = before.iter().rev().take_while(|b| **b != b'\n').count();
        (breaks + line, if line == 1 { own + column } else { column })
    }
}
