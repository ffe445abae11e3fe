//! `measure --access`: schools of each kind or denomination near the children of a town.

use clap::ValueEnum;
use serde::Serialize;

use crate::choice::Metric;
use crate::choice::accessibility::{Access, RADII, Sort};
use crate::data::{Dataset, Level};
use crate::figures::access::{TownAccess, mode_code, town_access, usual_mode};
use crate::figures::headline::Comparison;
use crate::measure::figures::Keyed;
use crate::notice::Notice;
use crate::number::{DASH, decimal, percent_of_all, whole};
use crate::text::{Language, text, text_with};

/// [`Sort`] as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    Denomination,
    Kind,
}

/// What children can choose from: one entry per sort, with one per radius in each.
#[derive(Serialize)]
pub struct AccessFigures {
    basis: &'static str,
    /// Counts by home that are not exactly known, taken at the middle of their range.
    hidden: usize,
    rule: &'static str,
    /// `walking`, `cycling` or `straight`.
    mode: &'static str,
    /// Metres.
    radii: Vec<f64>,
    sorts: Vec<SortFigures>,
    /// Schools of any sort, by wijk.
    wijken: Vec<WijkFigures>,
}

#[derive(Serialize)]
struct SortFigures {
    /// `null`: schools of any sort.
    sort: Option<String>,
    all: Vec<Option<AccessJson>>,
    groups: Keyed<Vec<Option<AccessJson>>>,
}

#[derive(Serialize)]
struct WijkFigures {
    code: String,
    name: String,
    all: Vec<Option<AccessJson>>,
}

/// Mean number of schools within reach, and the share of pupils with at least one.
#[derive(Clone, Copy, Serialize)]
struct AccessJson {
    mean: f64,
    any: f64,
}

impl From<Access> for AccessJson {
    fn from(access: Access) -> Self {
        Self { mean: access.mean, any: access.any }
    }
}

pub fn access(dataset: &Dataset, comparison: Comparison, by: By) -> Result<AccessFigures, Notice> {
    let sort = match by {
        By::Denomination => Sort::Denomination,
        By::Kind => Sort::Kind,
    };
    let found = town_access(dataset, comparison, sort, &RADII, usual_mode(dataset), &())
        .ok_or_else(|| Notice::error("choice-no-mirror"))?;
    let groups = dataset.schemes().get(comparison.scheme).map(|s| s.groups.as_slice()).unwrap_or_default();
    let over = |of: &dyn Fn(usize) -> Option<Access>| by_radius(&found, of);
    let of_sort = |(at, name): (usize, &Option<String>)| SortFigures {
        sort: name.clone(),
        all: over(&|radius| found.in_town(None, at, radius)),
        groups: Keyed(
            groups
                .iter()
                .enumerate()
                .map(|(k, g)| (g.key.clone(), over(&|radius| found.in_town(Some(k), at, radius))))
                .collect(),
        ),
    };
    Ok(AccessFigures {
        basis: found.basis.code(),
        hidden: found.homes.hidden,
        rule: match found.metric {
            Metric::StraightLine { .. } => {
                "schools with counts, straight line from the point where the pupils of an area live"
            }
            Metric::Route { .. } => {
                "schools with counts, shortest route over the streets from the point where the pupils of an area live"
            }
        },
        mode: mode_code(found.metric),
        radii: found.reach.radii.clone(),
        sorts: found.reach.sorts.iter().enumerate().map(of_sort).collect(),
        wijken: wijken(dataset, &found),
    })
}

fn by_radius(found: &TownAccess, of: &dyn Fn(usize) -> Option<Access>) -> Vec<Option<AccessJson>> {
    (0..found.reach.radii.len()).map(|radius| of(radius).map(Into::into)).collect()
}

fn wijken(dataset: &Dataset, found: &TownAccess) -> Vec<WijkFigures> {
    let of = |(id, area): (crate::data::AreaId, &crate::data::Area)| {
        let all = by_radius(found, &|radius| found.in_area(dataset, id, None, 0, radius));
        let peopled = all.iter().any(Option::is_some);
        peopled.then(|| WijkFigures { code: area.code.clone(), name: area.name.clone(), all })
    };
    dataset.areas_of(Level::Wijk).filter_map(of).collect()
}

impl AccessFigures {
    /// What a person reads: mean number of schools and share with at least one, by radius.
    pub fn in_words(&self, language: Language) -> Vec<String> {
        let kilometres: Vec<String> = self.radii.iter().map(|r| decimal(r / 1000.0, 0, language)).collect();
        let kilometres = kilometres.join(", ");
        let mut lines =
            vec![text_with(language, "choice-access", &[("kilometres", &kilometres), ("mode", self.mode)])];
        if self.hidden > 0 {
            let count = whole(self.hidden as f64, language);
            lines.push(text_with(language, "home-mirror-hidden", &[("count", &count)]));
        }
        let line = |name: &str, values: &[Option<AccessJson>]| {
            let one = |v: &Option<AccessJson>| match v {
                None => format!("{DASH:>14}"),
                Some(v) => {
                    format!("{:>6} {:>7}", decimal(v.mean, 1, language), percent_of_all(v.any, language))
                }
            };
            format!("  {name:<36} {}", values.iter().map(one).collect::<Vec<_>>().join("  "))
        };
        for sort in &self.sorts {
            let name = sort.sort.clone().unwrap_or_else(|| text(language, "choice-access-any"));
            lines.push(line(&name, &sort.all));
        }
        lines.extend(self.wijken.iter().map(|w| line(&format!("{} {}", w.code, w.name), &w.all)));
        lines
    }
}
