//! What a town lacks, and what cannot be shown for want of it.

use crate::data::{Dataset, Subject};
use crate::join::{Input, Kind};

/// Something that no file brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Fluent key of what is missing; its `.fix` says where to get it.
    pub key: &'static str,
}

/// What is missing in what was chosen.
pub(super) fn missing(inputs: &[Input], no_postcodes: bool) -> Vec<Missing> {
    let has = |kind: Kind| inputs.iter().any(|i| i.recognised.kind == kind);
    // One group tells how many there are, not who they are.
    let grouped = |kind: Kind| {
        inputs.iter().any(|i| {
            let group = i.recognised.columns.get(&crate::join::Role::Group);
            let mut texts = i
                .layer
                .records
                .iter()
                .filter_map(|r| group.and_then(|g| r.values.get(*g)).and_then(crate::load::Value::text));
            let first = texts.next();
            i.recognised.kind == kind && texts.any(|t| Some(&t) != first.as_ref())
        })
    };
    let mut out = Vec::new();
    let mut lack = |missing: bool, key: &'static str| {
        if missing {
            out.push(Missing { key });
        }
    };
    let (home, school, flows) =
        (grouped(Kind::PupilsHome), grouped(Kind::PupilsSchool), grouped(Kind::Flows));
    lack(!school && !flows, "assistant-missing-school");
    lack(!home && !flows, "assistant-missing-home");
    lack(!has(Kind::Flows), "assistant-missing-flows");
    lack(!has(Kind::AreaPoints), "assistant-missing-points");
    lack(!has(Kind::AreaIndicators), "assistant-missing-figures");
    lack(no_postcodes, "assistant-missing-postcodes");
    out
}

/// Whether backgrounds per school, which nobody gave, can be estimated: it is known who lives where
/// and how large each school is. A model of choice then fits flows to both.
pub fn can_estimate(dataset: &Dataset) -> bool {
    let scheme = dataset.first_scheme();
    let grouped = dataset.schemes().get(scheme).is_some_and(|s| s.groups.len() > 1);
    let home = dataset.counts(Subject::Home, scheme, None).is_some();
    let school = dataset.counts(Subject::School, scheme, None).is_some();
    let sizes = || dataset.schools().iter().all(|s| s.pupils.known().is_some());
    grouped && home && !school && !dataset.schools().is_empty() && sizes()
}
