//! From an older layout of the project file to today's, one step per version.
//!
//! A step changes tables of ours only. Upgrading happens in a copy: the file itself gets the new
//! layout when it is saved.

use rusqlite::{Connection, Result};

use super::schema::SCHEMA_VERSION;
use crate::notice::Notice;

/// What brings a file from the version of its index to the next.
type Step = fn(&Connection) -> Result<()>;

const STEPS: [Step; SCHEMA_VERSION as usize] = [from_0, from_1];

/// Layout 0, of the first trials: no base map, and `areas.pupil_point_origin` was named `origin`.
/// A table or column that is missing altogether is made by saving, so that only the rename is left.
fn from_0(connection: &Connection) -> Result<()> {
    let columns = super::container::columns_of(connection, "areas")?;
    let has = |name: &str| columns.iter().any(|c| c == name);
    if has("origin") && !has("pupil_point_origin") {
        connection.execute_batch("ALTER TABLE areas RENAME COLUMN origin TO pupil_point_origin")?;
    }
    super::container::complete(connection)
}

/// Layout 1 had no attributes, streets or scenarios: empty tables say so.
fn from_1(connection: &Connection) -> Result<()> {
    super::container::complete(connection)
}

/// The version in a file, from the text in `wijkspiegel_meta`.
///
/// # Errors
/// When it is not a number, or a version that this program does not know.
pub(super) fn version(text: Option<&str>) -> std::result::Result<u32, Notice> {
    let text = text.unwrap_or_default();
    let version: u32 =
        text.trim().parse().map_err(|_| Notice::error("project-version-unreadable").arg("version", text))?;
    if version > SCHEMA_VERSION {
        return Err(Notice::error("project-version-newer")
            .arg("version", version)
            .arg("known", SCHEMA_VERSION));
    }
    Ok(version)
}

/// Brings a file from `version` to [`SCHEMA_VERSION`].
///
/// # Errors
/// When SQLite refuses a step.
pub(super) fn upgrade(connection: &Connection, version: u32) -> Result<()> {
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(done) {
        step(connection)?;
    }
    Ok(())
}
