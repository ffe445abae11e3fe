//! The counts that `measure` is about: of a bare table, or of a town.

use std::path::Path;

use super::Arguments;
use crate::cli::left_out;
use crate::cli::options::{self, group_position, no_year};
use crate::data::{Dataset, SchoolId, Subject, Year};
use crate::figures::headline::known_counts;
use crate::figures::over_time::{ChangeFigures, change};
use crate::figures::splits::Division;
use crate::load::{Format, sniff};
use crate::measure::table::read_counts;
use crate::measure::{CountRanges, Counts};
use crate::notice::{Notice, Notices};
use crate::privacy::Gate;

/// The town that counts come from.
pub(super) struct Town {
    pub dataset: Dataset,
    pub gate: Gate,
    /// Position of the scheme that is measured.
    pub scheme: usize,
    /// Name of the scenario that it is the outcome of.
    pub scenario: Option<String>,
}

/// Counts with a cluster per unit, from whatever the command is about.
pub(super) struct Table {
    pub counts: Counts,
    pub clusters: Option<Vec<String>>,
    /// All units, hidden counts as ranges, with their clusters; of a town they are had from there.
    pub ranges: Option<(CountRanges, Option<Vec<String>>)>,
    /// Keys of the units of a bare table.
    pub units: Vec<String>,
    /// Units that the counts leave out.
    pub left_out: usize,
    pub notices: Notices,
    /// Absent for a bare table.
    pub town: Option<Town>,
}

pub(super) fn bare(path: &Path, arguments: &Arguments) -> Result<Table, Notice> {
    // A picture or database would be read as one very odd line.
    if sniff::locate(path)?.1 != Format::Csv {
        return Err(Notice::error("cli-counts-no-table").file(path.display().to_string()));
    }
    let file = read_counts(path)?;
    let clusters = match arguments.within.as_deref() {
        None => None,
        Some("cluster") => {
            let missing = || Notice::error("cli-no-cluster").file(path.display().to_string());
            Some(file.clusters.ok_or_else(missing)?)
        }
        Some(other) => {
            return Err(Notice::error("cli-unknown-within").arg("within", other).arg("known", "cluster"));
        }
    };
    let notices = left_out::told(Vec::new(), file.hidden.clone());
    let left_out = file.hidden.len();
    let ranges = Some((file.ranges, file.all_clusters.filter(|_| arguments.within.is_some())));
    let units = file.all_units;
    Ok(Table { counts: file.counts, clusters, ranges, units, left_out, notices, town: None })
}

pub(super) fn of_town(arguments: &Arguments) -> Result<Table, Notice> {
    let open = arguments.subject.open()?;
    let named = |name: &str| open.scenario(name).map(|found| found.scenario.name);
    let scenario = arguments.scenario.as_deref().map(named).transpose()?;
    let open = open.in_scenario(arguments.scenario.as_deref(), arguments.year)?;
    let dataset = &open.dataset;
    let scheme = match &arguments.group {
        // The scheme that has the group: a town may have several.
        Some(key) => {
            let has =
                |scheme: &usize| dataset.schemes().get(*scheme).is_some_and(|s| s.position(key).is_some());
            let first = dataset.first_scheme();
            match std::iter::once(first).chain(0..dataset.schemes().len()).find(has) {
                Some(scheme) => scheme,
                None => group_position(dataset, first, key)?,
            }
        }
        None => dataset.first_scheme(),
    };
    let counted = dataset.counts(Subject::School, scheme, arguments.year).ok_or_else(|| {
        arguments.year.map_or_else(|| Notice::error("cli-no-counts"), |year| no_year(dataset, year))
    })?;
    let known = known_counts(dataset, counted)?;
    let mut notices = if arguments.scenario.is_some() { open.notices } else { Notices::default() };
    notices.extend(arguments.subject.privacy.notices(open.gate));
    notices.extend(left_out::schools(dataset, counted, &known.left_out));
    let clusters = match &arguments.within {
        None => None,
        Some(within) => Some(clusters(dataset, &known.units, within)?),
    };
    let town = Some(Town { scheme, scenario, gate: open.gate, dataset: open.dataset });
    let left_out = known.left_out.len();
    let (counts, ranges, units) = (known.counts, None, Vec::new());
    Ok(Table { counts, clusters, ranges, units, left_out, notices, town })
}

/// What made M and H change from the present to the town of a scenario; `None` where the present has
/// no counts by school.
pub(super) fn since_present(
    town: &Town,
    subject: &options::Subject,
) -> Result<Option<ChangeFigures>, Notice> {
    let present = subject.open()?.dataset;
    let key = town.dataset.schemes().get(town.scheme).map(|s| s.key.as_str());
    let scheme = present.schemes().iter().position(|s| Some(s.key.as_str()) == key);
    let before = scheme.and_then(|scheme| present.counts(Subject::School, scheme, None));
    let after = town.dataset.counts(Subject::School, town.scheme, None);
    let Some((before, after)) = before.zip(after) else { return Ok(None) };
    change((&present, before), (&town.dataset, after), "present".to_owned()).map(Some)
}

/// What made M and H change from one year to the measured one.
pub(super) fn change_since(town: &Town, since: Year, year: Option<Year>) -> Result<ChangeFigures, Notice> {
    let table = |year: Option<Year>| {
        let found = match year {
            Some(_) => town.dataset.counts_of(Subject::School, town.scheme, year),
            None => town.dataset.counts(Subject::School, town.scheme, None),
        };
        found.ok_or_else(|| {
            year.map_or_else(|| Notice::error("cli-no-counts"), |year| no_year(&town.dataset, year))
        })
    };
    let (before, after) = (table(Some(since))?, table(year)?);
    change((&town.dataset, before), (&town.dataset, after), since.to_string())
}

/// The cluster of every school that is measured.
fn clusters(dataset: &Dataset, units: &[usize], within: &str) -> Result<Vec<String>, Notice> {
    let division = Division::named(dataset, within).ok_or_else(|| {
        let known: Vec<&str> = Division::all(dataset).iter().map(|d| d.name(dataset)).collect();
        Notice::error("cli-unknown-within").arg("within", within).arg("known", known.join(", "))
    })?;
    let mut out = Vec::with_capacity(units.len());
    for &unit in units {
        let cluster = division.of(dataset, SchoolId(unit)).ok_or_else(|| {
            let code = dataset.schools().get(unit).map(|s| s.code.clone()).unwrap_or_default();
            Notice::error("cli-no-cluster-value").arg("within", within).arg("school", code)
        })?;
        out.push(cluster);
    }
    Ok(out)
}
