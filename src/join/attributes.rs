//! Words per area or school: every column of text by which units can be taken together.

use std::collections::BTreeSet;

use super::builder::{Builder, Input, taken_fields};
use super::indicators::numeric_column;
use crate::data::{Attribute, Subject};
use crate::source::SourceId;

/// More columns of text than this are not divisions but a register.
const MOST: usize = 100;

/// Adds the columns of text of a layer in which at least two values occur, and one of them twice:
/// names and remarks, of which no two are alike, take nothing together.
pub(super) fn put(
    builder: &mut Builder,
    input: &Input,
    source: SourceId,
    subject: Subject,
    units: &[Option<usize>],
) {
    let taken = taken_fields(input);
    let length = match subject {
        Subject::Home => builder.parts.areas.len(),
        Subject::School => builder.parts.schools.len(),
    };
    for (field, name) in input.layer.fields.iter().enumerate() {
        if taken.contains(&field) || numeric_column(input, field).is_some() {
            continue;
        }
        let texts: Vec<Option<String>> = input
            .layer
            .records
            .iter()
            .zip(units)
            .map(|(record, unit)| {
                // Of a national table only the rows about units that are loaded say anything.
                (*unit)?;
                let text = record.values.get(field)?.text()?;
                Some(text.trim().to_owned()).filter(|t| !t.is_empty())
            })
            .collect();
        let known: Vec<&String> = texts.iter().flatten().collect();
        let distinct = known.iter().collect::<BTreeSet<_>>().len();
        if distinct < 2 || distinct == known.len() {
            continue;
        }
        let same = |a: &Attribute| a.key == *name && a.subject == subject;
        let at = match builder.parts.attributes.iter().position(same) {
            Some(at) => at,
            None if builder.parts.attributes.len() >= MOST => return,
            None => {
                let values = vec![None; length];
                builder.parts.attributes.push(Attribute { key: name.clone(), subject, source, values });
                builder.parts.attributes.len() - 1
            }
        };
        let Some(attribute) = builder.parts.attributes.get_mut(at) else { continue };
        attribute.source = source;
        for (unit, text) in units.iter().zip(texts) {
            if let Some(slot) = unit.and_then(|unit| attribute.values.get_mut(unit)) {
                *slot = text;
            }
        }
    }
}
