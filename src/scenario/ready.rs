//! The scenarios that come with the example town: `seeds/scenarios/*.toml`.

use super::file;
use super::plan::Scenario;
use crate::notice::Notice;

/// File name and content, in the order in which they are offered.
pub fn embedded() -> [(&'static str, &'static str); 3] {
    macro_rules! shipped {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../../seeds/scenarios/", $name)))),*]
        };
    }
    shipped!("nieuwbouw_noord.toml" "behouden_renoveren.toml" "samenvoegen.toml")
}

/// The scenarios for the example.
///
/// # Errors
/// When a shipped file cannot be read, which a test rules out.
pub fn scenarios() -> Result<Vec<Scenario>, Notice> {
    embedded().into_iter().map(|(name, text)| file::read(name, text).map(|found| found.scenario)).collect()
}
