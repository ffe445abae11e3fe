//! What several subcommands ask in the same way.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::crs::Crs;
use crate::data::{Dataset, Year};
use crate::notice::{Notice, Notices};
use crate::open;
use crate::project;

/// The dataset that a command is about.
#[derive(Clone, Debug, Args)]
pub struct Subject {
    /// Project file (.gpkg).
    pub project: Option<PathBuf>,
    /// The bundled example town in place of a project.
    #[arg(long, conflicts_with = "project")]
    pub example: bool,
}

/// A dataset with what was found while it was opened.
pub struct OpenDataset {
    pub dataset: Dataset,
    pub notices: Notices,
}

/// Opens a project file.
pub fn open_project(path: &Path) -> Result<OpenDataset, Notice> {
    let project = project::open(path)?;
    Ok(OpenDataset { dataset: Dataset::clone(&project.dataset), notices: project.notices })
}

impl Subject {
    pub fn open(&self) -> Result<OpenDataset, Notice> {
        match &self.project {
            Some(path) => open_project(path),
            None if self.example => {
                let built = open::example()?;
                Ok(OpenDataset { dataset: built.dataset, notices: built.notices })
            }
            None => Err(Notice::error("cli-no-project")),
        }
    }
}

/// `28992`, `EPSG:4326` and the like.
pub fn parse_crs(text: &str) -> Result<Crs, String> {
    Crs::from_user(text).ok_or_else(|| "28992, 4326, 3857".to_owned())
}

/// `2024` or `2024-2025`.
pub fn parse_year(text: &str) -> Result<Year, String> {
    let first = text.split(['-', '/']).next().unwrap_or(text);
    match first.parse() {
        Ok(year) if (1900..2200).contains(&year) => Ok(Year(year)),
        _ => Err("2024, 2024-2025".to_owned()),
    }
}

/// Refuses a year for which there are no numbers.
pub fn check_year(dataset: &Dataset, year: Option<Year>) -> Result<(), Notice> {
    match year {
        Some(year) if !dataset.years().contains(&year) => {
            let known: Vec<String> = dataset.years().iter().map(ToString::to_string).collect();
            Err(Notice::error("cli-no-year").arg("year", year).arg("known", known.join(", ")))
        }
        _ => Ok(()),
    }
}

/// The position of a group of the dataset's scheme, by its key.
pub fn group_position(dataset: &Dataset, scheme: usize, key: &str) -> Result<usize, Notice> {
    let known = dataset.schemes().get(scheme);
    known.and_then(|s| s.position(key)).ok_or_else(|| {
        let names = known.map(|s| s.groups.iter().map(|g| g.key.as_str()).collect::<Vec<_>>().join(", "));
        Notice::error("cli-unknown-group").arg("group", key).arg("known", names.unwrap_or_default())
    })
}
