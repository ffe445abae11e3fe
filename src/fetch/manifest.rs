//! What was downloaded: a JSON file beside the data, readable by people.

use std::io::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Name of the manifest in the folder.
pub const MANIFEST: &str = "wijkspiegel-manifest.json";

/// One downloaded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub file: String,
    /// Key of the service in the list of addresses.
    pub key: String,
    pub title: String,
    pub publisher: String,
    pub licence: String,
    pub url: String,
    /// UTC, as `2026-11-22T21:00:00Z`.
    pub date: String,
    pub bytes: u64,
    pub sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

/// All files of a folder, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub files: Vec<Entry>,
}

impl Manifest {
    /// The manifest of a folder; an empty one where there is none that can be read.
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read(folder.join(MANIFEST)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Writes it beside the data, whole or not at all.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let mut file = super::temporary(folder)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.write_all(b"\n")?;
        file.persist(folder.join(MANIFEST)).map_err(|e| e.error)?;
        Ok(())
    }

    pub fn entry(&self, file: &str) -> Option<&Entry> {
        self.files.iter().find(|e| e.file == file)
    }

    pub fn put(&mut self, entry: Entry) {
        self.files.retain(|e| e.file != entry.file);
        self.files.push(entry);
        self.files.sort_by(|a, b| a.file.cmp(&b.file));
    }
}

/// The time now, UTC, as `2026-11-22T21:00:00Z`.
pub fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    iso(seconds)
}

/// Seconds since 1970 as a date and time (the civil calendar by Howard Hinnant's rule).
fn iso(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn seconds_become_a_date() {
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(iso(1_735_689_599), "2024-12-31T23:59:59Z");
    }
}
