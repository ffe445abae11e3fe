//! Groups as a file: TOML that can be read and written by hand.
//!
//! ```toml
//! version = 1
//!
//! [[friendship]]
//! name = "Noord"
//! schools = ["17EC00", "18QF00", { code = "09JG00", year_groups = [7, 8] }]
//! hours = 2.5              # together in a week
//! week = 25.75             # of school in a week
//! timing = "on-top"        # or "in-lessons"
//! year_groups = [5, 6, 7, 8]  # or: share = 0.5
//! from = 2021              # first school year; to = the last
//! travel = "foot"          # or "bicycle", "bus"
//! days = 1
//! at = [{ day = "monday", from = "14:30", to = "17:00" }]
//! place = { school = "17EC00" }  # or: { name = "…", x = 233500, y = 585000 }
//! cost = { per_child_trip = 0.0, staff_hours = 4, staff_rate = 45, source = "…" }
//! [friendship.conditions.support]
//! met = "yes"
//! remark = "…"
//! ```

use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::check::check;
use super::group::Friendship;
use crate::notice::Notice;

/// The layout that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    friendship: &'a [Friendship],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    version: u32,
    #[serde(default)]
    friendship: Vec<Spanned<Friendship>>,
}

/// Reads the groups of a file.
///
/// # Errors
/// A file that cannot be read, is no TOML, has a field too many or too few (named, with what is
/// allowed) or asks what is impossible (see [`check`]); with the line.
pub fn read(path: &Path) -> Result<Vec<Friendship>, Notice> {
    let shown = path.display().to_string();
    let content = std::fs::read_to_string(path)
        .map_err(|e| Notice::error("friends-file-unreadable").arg("reason", e).file(shown.clone()))?;
    parse(&content).map_err(|notice| notice.file(shown))
}

/// Reads groups from text; see [`read`].
///
/// # Errors
/// As there, without the name of the file.
pub fn parse(content: &str) -> Result<Vec<Friendship>, Notice> {
    let file: Read = toml::from_str(content).map_err(|error| {
        let notice = Notice::error("friends-file-broken").arg("reason", error.message().replace('\n', "; "));
        match error.span() {
            Some(span) => notice.line(line_at(content, span.start)),
            None => notice,
        }
    })?;
    if file.version != VERSION {
        let line = line_of(content, 0, "version");
        return Err(Notice::error("friends-file-version")
            .arg("version", file.version)
            .arg("known", VERSION)
            .line(line));
    }
    if file.friendship.is_empty() {
        return Err(Notice::error("friends-file-empty"));
    }
    let starts: Vec<usize> = file.friendship.iter().map(|g| g.span().start).collect();
    let groups: Vec<Friendship> = file.friendship.into_iter().map(Spanned::into_inner).collect();
    check(&groups).map_err(|problem| {
        let start = starts.get(problem.group).copied().unwrap_or(0);
        problem.notice.line(line_of(content, start, problem.field))
    })?;
    Ok(groups)
}

/// The groups as text that [`parse`] reads back to the same groups.
///
/// # Errors
/// None for groups that [`check`] lets through.
pub fn to_text(groups: &[Friendship]) -> Result<String, Notice> {
    toml::to_string(&Written { version: VERSION, friendship: groups })
        .map_err(|e| Notice::error("friends-file-broken").arg("reason", e))
}

/// The line, from 1, of a place in a text.
fn line_at(content: &str, at: usize) -> u64 {
    content.get(..at).map_or(0, |before| before.matches('\n').count() as u64) + 1
}

/// The line of a field in the table that begins at `start`; that of the table where it is not there.
fn line_of(content: &str, start: usize, field: &str) -> u64 {
    let first = line_at(content, start);
    let after = content.get(start..).unwrap_or_default();
    let lines = after.lines().enumerate().take_while(|(n, line)| *n == 0 || !line.trim().starts_with("[["));
    let mut named = lines.filter(|(_, line)| {
        let rest = line.trim_start_matches(['[', ' ', '\t']).strip_prefix(field).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with('=')) || line.trim() == format!("[friendship.{field}]")
    });
    named.next().map_or(first, |(n, _)| first + n as u64)
}
