//! The rows of our tables as they stand in a file, and bringing them to what they should be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{
    Connection, Result, params_from_iter,
    types::{Value, ValueRef},
};
use sha2::{Digest, Sha256};

use super::{
    container,
    schema::{TABLES, Table, quoted},
};

/// One row: the values of the columns of its [`Table`], in that order; NULL where the file lacks
/// the column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub fid: i64,
    pub values: Vec<Value>,
}

impl Row {
    /// The value of a column as text: a code that another program stored as a number is still a
    /// code.
    pub(super) fn text(&self, table: &Table, column: &str) -> Option<String> {
        match self.value(table, column)? {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(n) => Some(n.to_string()),
            Value::Real(n) => Some(n.to_string()),
            Value::Null | Value::Blob(_) => None,
        }
    }

    pub(super) fn number(&self, table: &Table, column: &str) -> Option<f64> {
        match self.value(table, column)? {
            Value::Real(n) => Some(*n),
            Value::Integer(n) => Some(*n as f64),
            Value::Text(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            Value::Null | Value::Blob(_) => None,
        }
    }

    pub(super) fn whole(&self, table: &Table, column: &str) -> Option<i64> {
        match self.value(table, column)? {
            Value::Integer(n) => Some(*n),
            Value::Real(n) if n.fract() == 0.0 && n.abs() < 1e15 => Some(*n as i64),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn value(&self, table: &Table, column: &str) -> Option<&Value> {
        self.values.get(table.position(column)?)
    }
}

/// All rows of all our tables.
#[derive(Default)]
pub(super) struct Rows {
    tables: BTreeMap<&'static str, Vec<Row>>,
    /// Tables that the file lacks.
    pub missing_tables: Vec<&'static Table>,
    /// Columns that it lacks, and whether nothing can be read without them.
    pub missing_columns: Vec<(&'static str, &'static str, bool)>,
}

impl Rows {
    /// The rows of a table, by their position and then in the order in which they were added.
    pub(super) fn of(&self, table: &Table) -> &[Row] {
        self.tables.get(table.name).map_or(&[], Vec::as_slice)
    }

    /// Reads every table in full.
    pub(super) fn load(connection: &Connection) -> Result<Self> {
        Self::load_tables(connection, &TABLES)
    }

    /// Reads some tables in full.
    pub(super) fn load_tables(connection: &Connection, tables: &[&'static Table]) -> Result<Self> {
        let mut rows = Self::default();
        for table in tables {
            rows.load_table(connection, table)?;
        }
        Ok(rows)
    }

    fn load_table(&mut self, connection: &Connection, table: &'static Table) -> Result<()> {
        if !container::has_table(connection, table.name)? {
            self.missing_tables.push(table);
            return Ok(());
        }
        let present = container::columns_of(connection, table.name)?;
        let has = |name: &str| present.iter().any(|p| p.eq_ignore_ascii_case(name));
        let mut columns = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            if has(column.name) {
                columns.push(quoted(column.name));
            } else {
                columns.push("NULL".to_owned());
                self.missing_columns.push((table.name, column.name, column.needed));
            }
        }
        // A copy made by another program can have another primary key; the row number always works.
        let order = if has("position") { "position IS NULL, position, rowid" } else { "rowid" };
        let sql =
            format!("SELECT rowid, {} FROM {} ORDER BY {order}", columns.join(", "), quoted(table.name));
        let mut statement = connection.prepare(&sql)?;
        let mut found = statement.query([])?;
        let mut out = Vec::new();
        while let Some(row) = found.next()? {
            let values = (1..=columns.len()).map(|i| row.get_ref(i).map(owned)).collect::<Result<_>>()?;
            out.push(Row { fid: row.get(0)?, values });
        }
        self.tables.insert(table.name, out);
        Ok(())
    }

    /// A hash of all rows: equal when no other program changed anything that we would write. Views,
    /// styles and layers of others are not in it, nor is how the file is laid out in pages.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for (name, rows) in &self.tables {
            hash.update(name.as_bytes());
            hash.update((rows.len() as u64).to_le_bytes());
            for row in rows {
                hash.update(row.fid.to_le_bytes());
                hash.update(encoded(row.values.iter()));
            }
        }
        hash.finalize().into()
    }
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Integer(n),
        ValueRef::Real(n) => Value::Real(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(blob) => Value::Blob(blob.to_vec()),
    }
}

/// Values as bytes, different for different values; a whole number is the same however stored.
fn encoded<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<u8> {
    let mut out = Vec::new();
    for value in values {
        let (tag, bytes): (u8, &[u8]) = match value {
            Value::Null => (0, &[]),
            Value::Integer(n) => (1, &(*n as f64).to_le_bytes()),
            Value::Real(n) => (1, &n.to_le_bytes()),
            Value::Text(text) => (2, text.as_bytes()),
            Value::Blob(blob) => (3, blob),
        };
        out.push(tag);
        out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        out.extend_from_slice(bytes);
    }
    out
}

/// The rows that every table should have.
pub(super) type Wanted = BTreeMap<&'static str, Vec<Vec<Value>>>;
/// Row numbers, by table, of rows that could not be read: they stay as they are.
pub(super) type Refused = BTreeMap<&'static str, BTreeSet<i64>>;

/// Brings the tables from the `present` rows to the `wanted` ones, touching only what differs.
///
/// Rows are known by their key, so columns that we do not know keep their values. A row that could
/// not be read stays, unless a wanted row has the same key.
pub(super) fn bring(
    connection: &Connection,
    present: &Rows,
    refused: &Refused,
    wanted: &Wanted,
) -> Result<()> {
    let none = BTreeSet::new();
    for table in TABLES {
        let rows = wanted.get(table.name).map_or(&[][..], Vec::as_slice);
        let refused = refused.get(table.name).unwrap_or(&none);
        let unlisted = present.missing_tables.iter().any(|t| t.name == table.name);
        if bring_table(connection, table, present.of(table), refused, rows)? || unlisted {
            container::touch(connection, table)?;
        }
    }
    Ok(())
}

fn bring_table(
    connection: &Connection,
    table: &Table,
    present: &[Row],
    refused: &BTreeSet<i64>,
    wanted: &[Vec<Value>],
) -> Result<bool> {
    let key: Vec<usize> = table.key.iter().filter_map(|k| table.position(k)).collect();
    let key_of = |values: &[Value]| encoded(key.iter().filter_map(|&i| values.get(i)));
    // Rows under a key in reverse, so that the first comes off the end.
    let mut by_key: HashMap<Vec<u8>, Vec<&Row>> = HashMap::new();
    let mut refused_by_key: HashMap<Vec<u8>, Vec<&Row>> = HashMap::new();
    for row in present.iter().rev() {
        let map = if refused.contains(&row.fid) { &mut refused_by_key } else { &mut by_key };
        map.entry(key_of(&row.values)).or_default().push(row);
    }
    let matched: Vec<Option<&Row>> = wanted
        .iter()
        .map(|values| {
            let key = key_of(values);
            by_key.get_mut(&key).and_then(Vec::pop).or_else(|| {
                let map = refused_by_key.get_mut(&key).filter(|_| table.identified);
                map.and_then(Vec::pop)
            })
        })
        .collect();

    let name = quoted(table.name);
    let mut changed = false;
    if !table.keeps_rows {
        let mut delete = connection.prepare(&format!("DELETE FROM {name} WHERE rowid = ?1"))?;
        for row in by_key.values().flatten() {
            delete.execute([row.fid])?;
            changed = true;
        }
    }
    let columns: Vec<String> = table.columns.iter().map(|c| quoted(c.name)).collect();
    let marks = |n: usize| (1..=n).map(|i| format!("?{i}")).collect::<Vec<_>>().join(", ");
    let mut insert = connection.prepare(&format!(
        "INSERT INTO {name} ({}) VALUES ({})",
        columns.join(", "),
        marks(columns.len())
    ))?;
    for (values, row) in wanted.iter().zip(matched) {
        match row {
            None => {
                insert.execute(params_from_iter(values))?;
                changed = true;
            }
            Some(row) => changed |= update(connection, table, row, values)?,
        }
    }
    Ok(changed)
}

/// Sets the values of a row that differ; geometry that did not change leaves the spatial index alone.
fn update(connection: &Connection, table: &Table, row: &Row, values: &[Value]) -> Result<bool> {
    let differing: Vec<(usize, &Value)> =
        values.iter().enumerate().filter(|(i, v)| row.values.get(*i) != Some(*v)).collect();
    if differing.is_empty() {
        return Ok(false);
    }
    let sets: Vec<String> = differing
        .iter()
        .enumerate()
        .filter_map(|(n, (i, _))| Some(format!("{} = ?{}", quoted(table.columns.get(*i)?.name), n + 2)))
        .collect();
    let sql = format!("UPDATE {} SET {} WHERE rowid = ?1", quoted(table.name), sets.join(", "));
    let fid = Value::Integer(row.fid);
    let bound = std::iter::once(&fid).chain(differing.iter().map(|(_, v)| *v));
    connection.prepare_cached(&sql)?.execute(params_from_iter(bound))?;
    Ok(true)
}
