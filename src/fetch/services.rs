//! The list of addresses, `assets/services.toml`, or one of the user's own.

use serde::Deserialize;

use crate::notice::Notice;

/// How an address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// GeoJSON, in pages that name the next.
    Features,
    /// A file, downloaded as it is.
    File,
}

/// One data set that can be downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub key: String,
    pub title: String,
    pub publisher: String,
    pub licence: String,
    #[serde(rename = "type")]
    pub kind: Type,
    pub url: String,
    /// Other addresses for the same, tried in order.
    #[serde(default)]
    pub instead: Vec<String>,
    /// Name of the file to make.
    pub file: String,
    /// Key of a service whose extent goes into the address.
    #[serde(default)]
    pub needs: Option<String>,
    /// When the address was last seen in use.
    pub known: String,
    /// Whether it was ever downloaded with this program.
    pub tried: bool,
}

#[derive(Deserialize)]
struct List {
    service: Vec<Service>,
}

/// The list that comes with the program.
///
/// # Errors
/// None in a program that passes its tests.
pub fn built_in() -> Result<Vec<Service>, Notice> {
    parse("services.toml", include_str!("../../assets/services.toml"))
}

/// A list as text.
///
/// # Errors
/// What is wrong with it; a file name that leads out of the folder.
pub fn parse(name: &str, text: &str) -> Result<Vec<Service>, Notice> {
    let list: List = toml::from_str(text)
        .map_err(|e| Notice::error("fetch-bad-list").arg("reason", e.message()).file(name))?;
    let outside = |s: &&Service| s.file.contains(['/', '\\', ':']) || s.file.starts_with('.');
    if let Some(service) = list.service.iter().find(outside) {
        let reason = format!("file = {}", service.file);
        return Err(Notice::error("fetch-bad-list").arg("reason", reason).file(name));
    }
    Ok(list.service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_comes_along_is_well_formed_and_honest() {
        let list = built_in().unwrap();
        let mut files: Vec<&String> = list.iter().map(|s| &s.file).collect();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), list.len(), "every service makes a file of its own");
        for service in &list {
            assert!(service.url.starts_with("https://"), "{}", service.url);
            assert!(!service.licence.is_empty() && service.known.len() >= 7, "{}", service.key);
        }
        assert!(parse("x", "[[service]]\nkey = 1").is_err());
    }
}
