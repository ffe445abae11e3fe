//! The facts of policy documents as data: `seeds/*.toml`, each with its document and section.
//!
//! They are shown beside computed figures and offered as ready choices, never mixed into a
//! computation in silence. A section that is not known says so ([`UNKNOWN_SECTION`]).

// A failure is a notice everywhere in this crate; seeds are read a few times at most.
#![allow(clippy::result_large_err)]

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::notice::Notice;
use crate::text::Language;

/// What a seed says when the section of its document is not known.
pub const UNKNOWN_SECTION: &str = "niet vermeld";

/// The shipped seeds: file name and content.
pub fn embedded() -> [(&'static str, &'static str); 7] {
    macro_rules! shipped {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../seeds/", $name)))),*]
        };
    }
    shipped!(
        "figures.toml" "home_choice_2016.toml" "programmes.toml" "pilot_groups.toml"
        "target_areas.toml" "budget_2021.toml" "closing_rules.toml"
    )
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    pub nl: String,
    pub en: String,
}

impl Label {
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

/// How exactly a figure is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    #[default]
    Exact,
    About,
    MoreThan,
}

/// One quoted figure.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Several figures have one key when they are about different areas.
    pub key: String,
    /// CBS code of 2022; the whole municipality when absent.
    pub area: Option<String>,
    /// In `unit`; with `of` it is a fraction ("one in six").
    pub value: f64,
    pub of: Option<f64>,
    pub unit: String,
    #[serde(default)]
    pub bound: Bound,
    /// Year or month that the figure is about, where it is known.
    pub date: Option<String>,
    pub label: Label,
    pub document: String,
    pub section: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figures {
    figure: Vec<Figure>,
}

/// Segregation of one town in percentage points of the dissimilarity index.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Town {
    pub name: String,
    /// CBS code of the municipality.
    pub code: String,
    /// What follows from where children live.
    pub home: f64,
    /// What choice of school adds.
    pub choice: f64,
    pub total: f64,
}

/// The published split in where children live and what parents choose.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeChoice {
    pub document: String,
    pub section: String,
    pub year: i32,
    /// Keys of the two groups compared.
    pub group: String,
    pub other: String,
    #[serde(rename = "town")]
    pub towns: Vec<Town>,
}

/// A quoted number with its unit.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    pub value: f64,
    pub unit: String,
}

/// Something agreed or under way.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub key: String,
    pub name: Label,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub what: Label,
    pub amount: Option<Amount>,
    pub document: String,
    pub section: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Programmes {
    programme: Vec<Programme>,
}

/// What a group of schools does together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// Friendship schools (vriendschapsscholen): pupils spend part of the week together.
    Friendship,
    /// Information to parents is given together.
    SharedInformation,
}

/// A school by BRIN and vestiging.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PilotSchool {
    pub code: String,
    pub name: String,
    /// Code of the school of the bundled example that stands for it.
    pub example: Option<String>,
}

/// Schools that work together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PilotGroup {
    pub number: u32,
    pub kind: GroupKind,
    /// Wijken or buurten by name, as the document has them.
    pub places: Vec<String>,
    pub schools: Vec<PilotSchool>,
}

/// The pilot of the accord.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pilot {
    pub document: String,
    pub section: String,
    pub year: i32,
    #[serde(rename = "group")]
    pub groups: Vec<PilotGroup>,
}

/// A place by the name in the document and the buurten that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetPlace {
    pub name: String,
    /// CBS codes of 2022.
    pub buurten: Vec<String>,
}

/// The places that a programme is meant for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetAreas {
    /// Key of a [`Programme`].
    pub key: String,
    pub name: String,
    pub document: String,
    pub section: String,
    pub places: Vec<TargetPlace>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllTargetAreas {
    programme: Vec<TargetAreas>,
}

/// One item of a budget, in the unit of the budget.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetItem {
    pub key: String,
    pub label: Label,
    pub amount: f64,
}

/// The budget of one year.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    pub document: String,
    pub section: String,
    pub year: i32,
    /// `thousand-euro`.
    pub unit: String,
    pub total: f64,
    #[serde(rename = "item")]
    pub items: Vec<BudgetItem>,
}

/// When a small primary school loses its funding. The threshold itself is not among the facts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingRules {
    pub document: String,
    pub section: String,
    pub threshold_differs_per_municipality: bool,
    /// Years in a row.
    pub years_under_threshold: u32,
    pub board_average_counts: bool,
    /// Kilometres by road.
    pub public_school_within_km: f64,
    pub exception_least_pupils: u32,
    pub transport_to_nearest_accessible_school: bool,
}

/// The quoted figures.
///
/// # Errors
/// As for every reader here: when the shipped file cannot be read, which a test rules out.
pub fn figures() -> Result<Vec<Figure>, Notice> {
    read::<Figures>("figures.toml").map(|f| f.figure)
}

/// The published split of segregation for eight towns.
///
/// # Errors
/// See [`figures`].
pub fn home_choice() -> Result<HomeChoice, Notice> {
    read("home_choice_2016.toml")
}

/// What was agreed or is under way.
///
/// # Errors
/// See [`figures`].
pub fn programmes() -> Result<Vec<Programme>, Notice> {
    read::<Programmes>("programmes.toml").map(|p| p.programme)
}

/// The friendship schools and the schools that inform parents together.
///
/// # Errors
/// See [`figures`].
pub fn pilot() -> Result<Pilot, Notice> {
    read("pilot_groups.toml")
}

/// The places that programmes are meant for.
///
/// # Errors
/// See [`figures`].
pub fn target_areas() -> Result<Vec<TargetAreas>, Notice> {
    read::<AllTargetAreas>("target_areas.toml").map(|p| p.programme)
}

/// The budget for education of 2021.
///
/// # Errors
/// See [`figures`].
pub fn budget() -> Result<Budget, Notice> {
    read("budget_2021.toml")
}

/// The rules for closing small schools.
///
/// # Errors
/// See [`figures`].
pub fn closing_rules() -> Result<ClosingRules, Notice> {
    read("closing_rules.toml")
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T, Notice> {
    let files = embedded();
    let content = files.iter().find(|(file, _)| *file == name).map_or("", |(_, content)| content);
    parse(name, content)
}

/// Reads one seed: `name` is only for the message.
///
/// # Errors
/// When the text is no TOML or lacks what the seed must have; names the line.
pub fn parse<T: DeserializeOwned>(name: &str, content: &str) -> Result<T, Notice> {
    toml::from_str(content).map_err(|error| {
        let notice = Notice::error("data-seed-unreadable").file(name).arg("reason", error.message());
        match error.span().and_then(|span| content.get(..span.start)) {
            Some(before) => notice.line(before.matches('\n').count() as u64 + 1),
            None => notice,
        }
    })
}
