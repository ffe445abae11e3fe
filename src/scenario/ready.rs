//! The scenarios that come with the example town: `seeds/scenarios/*.toml`, in Dutch, with what they
//! say in English beside them.

use std::collections::BTreeMap;

use toml::Value;

use super::file;
use super::plan::Scenario;
use crate::notice::Notice;
use crate::text::Language;

/// Dutch → English, for every text of the shipped scenarios but names of schools.
const ENGLISH: &str = include_str!("../../seeds/scenarios/english.toml");

/// File name and content, in the order in which they are offered.
pub fn embedded() -> [(&'static str, &'static str); 3] {
    macro_rules! shipped {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../../seeds/scenarios/", $name)))),*]
        };
    }
    shipped!("nieuwbouw_noord.toml" "behouden_renoveren.toml" "samenvoegen.toml")
}

/// The scenarios for the example, with their texts in a language.
///
/// # Errors
/// When a shipped file cannot be read, which a test rules out.
pub fn scenarios(language: Language) -> Result<Vec<Scenario>, Notice> {
    let english = match language {
        Language::Dutch => BTreeMap::new(),
        Language::English => toml::from_str(ENGLISH).unwrap_or_default(),
    };
    let read = |(name, text): (&str, &str)| {
        let translated = (!english.is_empty()).then(|| translated(text, &english)).flatten();
        file::read(name, translated.as_deref().unwrap_or(text)).map(|found| found.scenario)
    };
    embedded().into_iter().map(read).collect()
}

/// A file with those of its texts in other words that have them; `None` when it is no TOML.
fn translated(text: &str, words: &BTreeMap<String, String>) -> Option<String> {
    let mut file: Value = toml::from_str(text).ok()?;
    translate(&mut file, words);
    toml::to_string(&file).ok()
}

fn translate(value: &mut Value, words: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(other) = words.get(text) {
                text.clone_from(other);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| translate(v, words)),
        Value::Table(table) => table.iter_mut().for_each(|(_, v)| translate(v, words)),
        _ => {}
    }
}
