//! The story as JSON text in the settings of a project.
//!
//! `{"version": 1, "steps": [{"title": …, "view": {…}}, …]}`. Reading loses nothing: fields of a
//! later version stay in place, a step that can't be read stays as it stood, and a text that is no
//! story at all is put aside under another key before anything is written.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Step, Story};
use crate::notice::{Notice, Notices};

/// Key of the story in [`crate::project::Project::settings`].
pub const KEY: &str = "story";
/// Under this key, and with a number behind it, damaged stories are kept.
pub const DAMAGED_KEY: &str = "story-damaged";
/// Version of the layout that this program writes.
pub const VERSION: u64 = 1;

/// The story among the settings; `None` when none was ever kept. What can't be read is told.
pub fn read(settings: &mut BTreeMap<String, String>, notices: &mut Notices) -> Option<Story> {
    let text = settings.get(KEY)?;
    match parse(text, notices) {
        Ok(story) => Some(story),
        Err(reason) => {
            notices.push(Notice::warning("story-damaged").arg("reason", reason));
            put_aside(settings);
            None
        }
    }
}

/// Puts the story among the settings.
pub fn write(story: &Story, settings: &mut BTreeMap<String, String>) {
    settings.insert(KEY.to_owned(), to_json(story));
}

fn put_aside(settings: &mut BTreeMap<String, String>) {
    let Some(text) = settings.remove(KEY) else { return };
    let mut number = 1;
    loop {
        let key = if number == 1 { DAMAGED_KEY.to_owned() } else { format!("{DAMAGED_KEY}-{number}") };
        match settings.get(&key) {
            Some(kept) if *kept != text => number += 1,
            _ => {
                settings.insert(key, text);
                return;
            }
        }
    }
}

fn parse(text: &str, notices: &mut Notices) -> Result<Story, String> {
    let mut other: Map<String, Value> = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if other.get("version").and_then(Value::as_u64).is_some_and(|v| v > VERSION) {
        notices.push(Notice::info("story-newer"));
    } else {
        // Of a layout of our own the number is no news; a later one stays with what it wrote.
        other.remove("version");
    }
    let listed = match other.remove("steps") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(listed)) => listed,
        Some(_) => return Err("steps".to_owned()),
    };
    let mut story = Story { steps: Vec::new(), unread: Vec::new(), other };
    if let Some(Value::Array(unread)) = story.other.remove("unread") {
        story.unread = unread;
    }
    for (i, value) in listed.into_iter().enumerate() {
        match serde_json::from_value::<Step>(value.clone()) {
            Ok(step) => story.steps.push(step),
            Err(reason) => {
                notices.push(Notice::warning("story-step-damaged").arg("step", i + 1).arg("reason", reason));
                story.unread.push(value);
            }
        }
    }
    Ok(story)
}

/// The JSON text of a story.
pub fn to_json(story: &Story) -> String {
    let mut out = story.other.clone();
    let newer = out.get("version").and_then(Value::as_u64).filter(|v| *v > VERSION);
    out.insert("version".to_owned(), json!(newer.unwrap_or(VERSION)));
    let steps = story.steps.iter().map(|s| serde_json::to_value(s).unwrap_or_default()).collect();
    out.insert("steps".to_owned(), Value::Array(steps));
    if !story.unread.is_empty() {
        out.insert("unread".to_owned(), Value::Array(story.unread.clone()));
    }
    Value::Object(out).to_string()
}
