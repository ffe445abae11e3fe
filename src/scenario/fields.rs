//! The fields of a table in a file that was changed by hand: each is taken once, with its line.

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::{Spanned, Value};

use crate::notice::{Notice, Notices};

/// The text of a file with its name.
pub(super) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl<'a> Source<'a> {
    /// The file as tables with their places.
    pub fn parse(&self) -> Result<Spanned<DeTable<'a>>, Notice> {
        DeTable::parse(self.text).map_err(|error| {
            let notice =
                Notice::error("scenario-file-no-toml").file(self.file).arg("reason", error.message());
            match error.span() {
                Some(span) => notice.line(self.line(span.start)),
                None => notice,
            }
        })
    }

    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> u64 {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        before.iter().filter(|b| **b == b'\n').count() as u64 + 1
    }
}

/// The fields of one table that were not taken yet.
pub(super) struct Fields<'a> {
    source: &'a Source<'a>,
    pub line: u64,
    left: Vec<(String, &'a Spanned<DeValue<'a>>)>,
    lines: Vec<(String, u64)>,
}

/// The rings of a polygon, each of points.
pub(super) type Rings = Vec<Vec<(f64, f64)>>;

type Found<T> = Result<Option<T>, Notice>;

impl<'a> Fields<'a> {
    pub fn new(source: &'a Source<'a>, table: &'a DeTable<'a>, line: u64) -> Self {
        let left: Vec<_> =
            table.iter().map(|(key, value)| (key.get_ref().clone().into_owned(), value)).collect();
        let lines =
            table.keys().map(|key| (key.get_ref().clone().into_owned(), source.line(key.span().start)));
        Self { source, line, lines: lines.collect(), left }
    }

    /// The line of every field.
    pub fn lines(&self) -> Vec<(String, u64)> {
        self.lines.clone()
    }

    fn take(&mut self, name: &str) -> Option<&'a DeValue<'a>> {
        let at = self.left.iter().position(|(key, _)| key == name)?;
        Some(self.left.remove(at).1.get_ref())
    }

    fn at(&self, name: &str, notice: Notice) -> Notice {
        let line = self.lines.iter().find(|(key, _)| key == name).map_or(self.line, |(_, line)| *line);
        notice.file(self.source.file).line(line)
    }

    /// A notice about the value of a field.
    pub fn wrong(&self, name: &str, key: &'static str) -> Notice {
        self.at(name, Notice::error(key)).arg("field", name)
    }

    /// A notice about a field that lacks.
    pub fn missing(&self, name: &str) -> Notice {
        self.at(name, Notice::error("scenario-file-missing")).arg("field", name)
    }

    fn kind(&self, name: &str, allowed: &'static str) -> Notice {
        self.wrong(name, "scenario-file-kind").arg("allowed", allowed)
    }

    pub fn is_text(&self, name: &str) -> bool {
        self.left.iter().any(|(key, value)| key == name && value.get_ref().is_str())
    }

    pub fn text(&mut self, name: &str) -> Found<String> {
        match self.take(name) {
            None => Ok(None),
            Some(value) => value.as_str().map(|t| Some(t.to_owned())).ok_or_else(|| self.kind(name, "\"…\"")),
        }
    }

    /// A word of a list.
    pub fn word<T>(&mut self, name: &str, known: &[&str], from: impl Fn(&str) -> Option<T>) -> Found<T> {
        let Some(word) = self.text(name)? else { return Ok(None) };
        let found = from(&word).filter(|_| known.contains(&word.as_str()));
        found.map(Some).ok_or_else(|| {
            self.wrong(name, "scenario-file-word").arg("value", word).arg("known", known.join(", "))
        })
    }

    pub fn flag(&mut self, name: &str) -> Found<bool> {
        match self.take(name) {
            None => Ok(None),
            Some(value) => value.as_bool().map(Some).ok_or_else(|| self.kind(name, "true, false")),
        }
    }

    pub fn number(&mut self, name: &str, least: f64, greatest: f64) -> Found<f64> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let value = as_number(value).ok_or_else(|| self.kind(name, "12, 12.5"))?;
        self.within(name, value, least, greatest).map(Some)
    }

    fn within(&self, name: &str, value: f64, least: f64, greatest: f64) -> Result<f64, Notice> {
        if (least..=greatest).contains(&value) {
            return Ok(value);
        }
        Err(self
            .wrong(name, "scenario-file-range")
            .arg("value", value)
            .arg("least", least)
            .arg("greatest", greatest))
    }

    pub fn whole(&mut self, name: &str, least: i64, greatest: i64) -> Found<i64> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let whole = match value {
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok(),
            _ => None,
        };
        let whole = whole.ok_or_else(|| self.kind(name, "2028"))?;
        if (least..=greatest).contains(&whole) {
            return Ok(Some(whole));
        }
        Err(self
            .wrong(name, "scenario-file-range")
            .arg("value", whole)
            .arg("least", least)
            .arg("greatest", greatest))
    }

    /// A list of numbers.
    pub fn list(&mut self, name: &str) -> Found<Vec<f64>> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let numbers = value.as_array().and_then(|list| list.iter().map(|v| as_number(v.get_ref())).collect());
        numbers.map(Some).ok_or_else(|| self.kind(name, "[233000, 582000]"))
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str) -> Found<Vec<String>> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let texts = value
            .as_array()
            .and_then(|list| list.iter().map(|v| v.get_ref().as_str().map(str::to_owned)).collect());
        texts.map(Some).ok_or_else(|| self.kind(name, "[\"…\", \"…\"]"))
    }

    /// Names with a number, in the order of the file.
    pub fn numbers(&mut self, name: &str, least: f64, greatest: f64) -> Found<Vec<(String, f64)>> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let table = value.as_table().ok_or_else(|| self.kind(name, "{ … = 12 }"))?;
        let mut pairs: Vec<(usize, String, f64)> = Vec::new();
        for (key, value) in table {
            let number = as_number(value.get_ref()).ok_or_else(|| self.kind(name, "{ … = 12 }"))?;
            let number = self.within(name, number, least, greatest)?;
            pairs.push((key.span().start, key.get_ref().clone().into_owned(), number));
        }
        pairs.sort_by_key(|(at, ..)| *at);
        Ok(Some(pairs.into_iter().map(|(_, key, number)| (key, number)).collect()))
    }

    /// Polygons of rings of points.
    pub fn rings(&mut self, name: &str) -> Found<Vec<Rings>> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let point = |v: &DeValue| match v.as_array()?.iter().collect::<Vec<_>>().as_slice() {
            [x, y] => Some((as_number(x.get_ref())?, as_number(y.get_ref())?)),
            _ => None,
        };
        let ring = |v: &DeValue| -> Option<Vec<(f64, f64)>> {
            v.as_array()?.iter().map(|p| point(p.get_ref())).collect()
        };
        let polygon =
            |v: &DeValue| -> Option<Rings> { v.as_array()?.iter().map(|r| ring(r.get_ref())).collect() };
        let polygons = value.as_array().and_then(|list| list.iter().map(|p| polygon(p.get_ref())).collect());
        polygons.map(Some).ok_or_else(|| self.kind(name, "[[[[0, 0], [9, 0], [9, 9], [0, 0]]]]"))
    }

    pub fn table(&mut self, name: &str) -> Found<Fields<'a>> {
        let line = self.lines.iter().find(|(key, _)| key == name).map_or(self.line, |(_, line)| *line);
        let Some(value) = self.take(name) else { return Ok(None) };
        let table = value.as_table().ok_or_else(|| self.kind(name, "{ … = … }"))?;
        Ok(Some(Fields::new(self.source, table, line)))
    }

    /// A list of tables (`[[edit]]`).
    pub fn tables(&mut self, name: &str) -> Result<Vec<Fields<'a>>, Notice> {
        let Some(value) = self.take(name) else { return Ok(Vec::new()) };
        let list = value.as_array().ok_or_else(|| self.kind(name, "[[edit]]"))?;
        list.iter()
            .map(|item| {
                let table = item.get_ref().as_table().ok_or_else(|| self.kind(name, "[[edit]]"))?;
                Ok(Fields::new(self.source, table, self.source.line(item.span().start)))
            })
            .collect()
    }

    /// The fields of these names as one value; the others are left.
    pub fn value<T: DeserializeOwned>(&mut self, names: &[&str]) -> Result<T, Notice> {
        let mut table = DeTable::new();
        for name in names {
            let Some(at) = self.left.iter().position(|(key, _)| key == name) else { continue };
            let (key, value) = self.left.remove(at);
            table.insert(Spanned::new(value.span(), key.into()), value.clone());
        }
        let value = Spanned::new(0..0, DeValue::Table(table));
        T::deserialize(ValueDeserializer::from(value)).map_err(|error| {
            let span = error.span().filter(|span| span.end > 0);
            let line = span.map_or(self.line, |span| self.source.line(span.start));
            let reason = error.message().replace('\n', "; ");
            Notice::error("scenario-file-group").arg("reason", reason).file(self.source.file).line(line)
        })
    }

    /// Where its fields stand, for what is found when all were taken.
    pub fn places(&self) -> Self {
        Self { left: Vec::new(), lines: self.lines.clone(), ..*self }
    }

    /// A notice of elsewhere, at a field.
    pub fn locate(&self, name: &str, notice: Notice) -> Notice {
        self.at(name, notice)
    }

    /// What was not taken: fields of a later version, or of nobody's.
    pub fn rest(self, notices: &mut Notices) -> toml::Table {
        for (key, _) in &self.left {
            let notice = Notice::warning("scenario-file-field-kept").arg("field", key);
            notices.push(self.at(key, notice));
        }
        self.left.iter().map(|(key, value)| (key.clone(), owned(value.get_ref()))).collect()
    }

    /// Refuses what was not taken, in a small table that is not kept.
    pub fn done(self) -> Result<(), Notice> {
        match self.left.first() {
            None => Ok(()),
            Some((key, _)) => Err(self.wrong(key, "scenario-file-unknown-field")),
        }
    }
}

fn as_number(value: &DeValue) -> Option<f64> {
    let number = match value {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok()? as f64,
        DeValue::Float(n) => n.as_str().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn owned(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.clone().into_owned()),
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
            .map_or_else(|_| Value::String(n.as_str().to_owned()), Value::Integer),
        DeValue::Float(n) => Value::Float(n.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(date) => Value::Datetime(*date),
        DeValue::Array(list) => Value::Array(list.iter().map(|v| owned(v.get_ref())).collect()),
        DeValue::Table(table) => Value::Table(
            table.iter().map(|(k, v)| (k.get_ref().clone().into_owned(), owned(v.get_ref()))).collect(),
        ),
    }
}
