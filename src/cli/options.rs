//! What several subcommands ask in the same way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::crs::Crs;
use crate::data::{Dataset, Year};
use crate::figures::headline::Comparison;
use crate::find::town::Town;
use crate::load::LayerPath;
use crate::measure::Other;
use crate::notice::{Notice, Notices};
use crate::open;
use crate::privacy::Gate;
use crate::project::{self, StoredScenario};
use crate::scenario::{Engine, Scenario, dataset::dataset_at, file, file::FromFile, ready};
use crate::text::Language;
use crate::view::links::Links;

/// The dataset that a command is about.
#[derive(Clone, Debug, Args)]
pub struct Subject {
    /// Project file (.gpkg).
    pub project: Option<PathBuf>,
    /// The bundled example town in place of a project.
    #[arg(long, conflicts_with = "project")]
    pub example: bool,
    #[command(flatten)]
    pub privacy: Privacy,
}

/// How small numbers are protected.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Privacy {
    /// Numbers of pupils from 1 up to this are hidden, with those that would give them away; else as
    /// the project says (10). 0 hides nothing, and everything that is written says so.
    #[arg(long, value_name = "N")]
    threshold: Option<u32>,
}

impl Privacy {
    /// The gate that was asked for, else that of the project.
    ///
    /// # Errors
    /// A threshold that hides whole towns.
    pub fn gate(self, of_project: Gate) -> Result<Gate, Notice> {
        match self.threshold {
            Some(threshold) if threshold > Gate::GREATEST_THRESHOLD => {
                Err(Notice::error("privacy-threshold")
                    .arg("threshold", threshold)
                    .arg("greatest", Gate::GREATEST_THRESHOLD))
            }
            Some(threshold) => Ok(Gate { threshold }),
            None => Ok(of_project),
        }
    }

    /// That small numbers are shown, where they are.
    pub fn notices(self, gate: Gate) -> Notices {
        let mut out = Notices::default();
        if gate.is_low() {
            let key = if gate.is_off() { "privacy-is-off" } else { "privacy-is-low" };
            out.push(Notice::info(key).arg("threshold", gate.threshold));
        }
        out
    }
}

/// A dataset with what was found while it was opened.
pub struct OpenDataset {
    pub dataset: Dataset,
    pub notices: Notices,
    /// Scenario files: those of the project, or the ready ones of the example.
    pub scenarios: Vec<StoredScenario>,
    /// Choices that are kept with the project, such as its agenda.
    pub settings: BTreeMap<String, String>,
    /// What small numbers have to pass.
    pub gate: Gate,
}

/// Opens a project file.
pub fn open_project(path: &Path) -> Result<OpenDataset, Notice> {
    let project = project::open(path)?;
    Ok(OpenDataset {
        dataset: Dataset::clone(&project.dataset),
        notices: project.notices,
        gate: Gate::read(&project.settings),
        scenarios: project.scenarios,
        settings: project.settings,
    })
}

impl Subject {
    /// The files that are read.
    pub fn inputs(&self) -> Vec<PathBuf> {
        self.project.iter().cloned().collect()
    }

    pub fn open(&self) -> Result<OpenDataset, Notice> {
        let mut open = self.read()?;
        open.gate = self.privacy.gate(open.gate)?;
        open.notices.extend(self.privacy.notices(open.gate));
        Ok(open)
    }

    fn read(&self) -> Result<OpenDataset, Notice> {
        match &self.project {
            Some(path) => open_project(path),
            None if self.example => {
                let built = open::example()?;
                let scenarios = ready::embedded().map(|(_, toml)| {
                    let name = file::read("", toml).map(|f| f.scenario.name).unwrap_or_default();
                    StoredScenario { name, toml: toml.to_owned() }
                });
                Ok(OpenDataset {
                    dataset: built.dataset,
                    notices: built.notices,
                    scenarios: scenarios.to_vec(),
                    settings: BTreeMap::new(),
                    gate: Gate::default(),
                })
            }
            None => Err(Notice::error("cli-no-project")),
        }
    }
}

impl OpenDataset {
    /// The scenario of this name; or, for a name that ends on `.toml`, in that file.
    pub fn scenario(&self, name: &str) -> Result<FromFile, Notice> {
        if name.to_lowercase().ends_with(".toml") {
            return read_scenario(Path::new(name));
        }
        if self.scenarios.is_empty() {
            return Err(Notice::error("cli-no-scenarios"));
        }
        let stored = self.scenarios.iter().find(|s| s.name == name).ok_or_else(|| {
            let known: Vec<&str> = self.scenarios.iter().map(|s| s.name.as_str()).collect();
            Notice::error("cli-unknown-scenario").arg("name", name).arg("known", known.join("; "))
        })?;
        file::read(&stored.name, &stored.toml)
    }

    /// The town in a year of a scenario, in the last year where none is given.
    pub fn in_scenario(self, name: Option<&str>, year: Option<Year>) -> Result<Self, Notice> {
        let Some(name) = name else { return Ok(self) };
        let found = self.scenario(name)?;
        let scenario = &found.scenario;
        let dataset = Arc::new(self.dataset);
        let at = dataset_at(&dataset, scenario, year.unwrap_or(scenario.assumptions.last_year))?;
        let mut notices = self.notices;
        notices.extend(found.notices.clone());
        let engine = Engine::new(dataset, Comparison::first(&at))?;
        notices.extend(found.located(engine.outcomes(scenario).notices.clone()));
        Ok(Self {
            dataset: Dataset::clone(&at),
            notices,
            scenarios: self.scenarios,
            settings: self.settings,
            gate: self.gate,
        })
    }

    /// The friendship schools of a scenario on the map of its town, which this is by
    /// [`Self::in_scenario`].
    pub fn links(&self, name: &str, year: Option<Year>, language: Language) -> Result<Links, Notice> {
        let scenario = self.scenario(name)?.scenario;
        let dataset = Arc::new(self.dataset.clone());
        let year = year.unwrap_or(scenario.assumptions.last_year);
        links_in(&dataset, &scenario, year, self.gate, language)
    }
}

/// The friendship schools of a scenario on the map of its town in a year.
///
/// # Errors
/// No counts by school.
pub fn links_in(
    dataset: &Arc<Dataset>,
    scenario: &Scenario,
    year: Year,
    gate: Gate,
    language: Language,
) -> Result<Links, Notice> {
    if scenario.friendships.is_empty() {
        return Ok(Links::default());
    }
    let town = Town::new(dataset, Comparison { year: None, ..Comparison::first(dataset) })?;
    let brings = town.brings(&scenario.friendships, Some(year));
    let what = (&town, &brings, &town.telling(gate));
    Ok(Links::of(dataset, &scenario.friendships, what, town.greatest_gain(), language))
}

/// Refuses to write over a file that the command reads, or over a project: neither comes back.
///
/// # Errors
/// The output is one of the inputs, by whatever name or link, or an existing project.
pub fn not_an_input(out: &Path, inputs: &[PathBuf]) -> Result<(), Notice> {
    not_read_from(out, inputs)?;
    project::not_a_project(out)
}

/// As [`not_an_input`], where a project may be replaced.
///
/// # Errors
/// The output is one of the inputs, by whatever name or link.
pub fn not_read_from(out: &Path, inputs: &[PathBuf]) -> Result<(), Notice> {
    // What does not exist is nothing that could be lost.
    let Ok(target) = out.canonicalize() else { return Ok(()) };
    let same = |input: &PathBuf| input.canonicalize().is_ok_and(|path| path == target) || linked(input, out);
    if inputs.iter().any(same) {
        return Err(Notice::error("cli-out-is-input").file(out.display().to_string()));
    }
    Ok(())
}

/// Whether two names are hard links to one file.
#[cfg(unix)]
fn linked(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.metadata().ok().map(|m| (m.dev(), m.ino()));
    id(one).is_some_and(|found| Some(found) == id(other))
}

#[cfg(not(unix))]
fn linked(_: &Path, _: &Path) -> bool {
    false
}

/// The file that `FILE[:LAYER]` is in.
pub fn file_of(text: &str) -> PathBuf {
    LayerPath::parse(text).path
}

/// The file that a scenario is read from, where it is not one of the project.
pub fn scenario_file(name: &str) -> Option<PathBuf> {
    name.to_lowercase().ends_with(".toml").then(|| PathBuf::from(name))
}

/// Reads a scenario file.
pub fn read_scenario(path: &Path) -> Result<FromFile, Notice> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|e| Notice::error("scenario-file-unreadable").arg("reason", e).file(&name))?;
    file::read(&name, &text)
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
        Some(year) if !dataset.years().contains(&year) => Err(no_year(dataset, year)),
        _ => Ok(()),
    }
}

/// That there are no numbers for a year, and for which there are.
pub fn no_year(dataset: &Dataset, year: Year) -> Notice {
    let known: Vec<String> = dataset.years().iter().map(ToString::to_string).collect();
    if known.is_empty() {
        return Notice::error("cli-no-years").arg("year", year);
    }
    Notice::error("cli-no-year").arg("year", year).arg("known", known.join(", "))
}

/// Which two groups are compared: those of `(group, other)`, else the first comparison of the dataset. A
/// group is looked for in its first scheme, then in the others.
pub fn comparison(
    dataset: &Dataset,
    (group, other): (Option<&str>, Option<&str>),
    year: Option<Year>,
) -> Result<Comparison, Notice> {
    let first = dataset.first_scheme();
    let Some(group) = group else { return Ok(Comparison { year, ..Comparison::of_scheme(dataset, first) }) };
    let has = |scheme: &usize| dataset.schemes().get(*scheme).is_some_and(|s| s.position(group).is_some());
    let scheme = std::iter::once(first).chain(0..dataset.schemes().len()).find(has).unwrap_or(first);
    let position = group_position(dataset, scheme, group)?;
    let other = match other {
        None | Some("rest") => Other::Rest,
        Some(key) => Other::Group(group_position(dataset, scheme, key)?),
    };
    if other == Other::Group(position) {
        return Err(Notice::error("cli-same-group").arg("group", group));
    }
    Ok(Comparison { scheme, year, group: position, other })
}

/// The position of a group of the dataset's scheme, by its key.
pub fn group_position(dataset: &Dataset, scheme: usize, key: &str) -> Result<usize, Notice> {
    let known = dataset.schemes().get(scheme);
    known.and_then(|s| s.position(key)).ok_or_else(|| {
        let names = known.map(|s| s.groups.iter().map(|g| g.key.as_str()).collect::<Vec<_>>().join(", "));
        Notice::error("cli-unknown-group").arg("group", key).arg("known", names.unwrap_or_default())
    })
}
