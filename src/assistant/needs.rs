//! What a town is made of, what it lacks, and what cannot be shown for want of it.

use std::collections::BTreeSet;

use super::Plan;
use crate::data::{Dataset, Subject};
use crate::join::{Input, Kind, Role};
use crate::source::Basis;

/// Something that no file brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Fluent key of what is missing; its `.fix` says where to get it.
    pub key: &'static str,
}

/// Something a town is made of, with the files that bring it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Fluent key of its name.
    pub key: &'static str,
    /// Names of the files, in the order in which they were chosen.
    pub files: Vec<String>,
    /// Set when no file brings it, or none brings what counts: what that rules out.
    pub missing: Option<Missing>,
    /// The softest ground of the files that bring it.
    pub basis: Basis,
}

/// What a town is made of, in a fixed order. Borders and schools are never missing: without them
/// there is no plan.
pub(super) fn needs(plan: &Plan) -> Vec<Need> {
    let all = [
        ("assistant-need-borders", Kind::Areas, None),
        ("assistant-need-schools", Kind::Schools, None),
        ("assistant-need-home", Kind::PupilsHome, Some("assistant-missing-home")),
        ("assistant-need-school", Kind::PupilsSchool, Some("assistant-missing-school")),
        ("assistant-need-flows", Kind::Flows, Some("assistant-missing-flows")),
        ("assistant-need-figures", Kind::AreaIndicators, Some("assistant-missing-figures")),
        ("assistant-need-points", Kind::AreaPoints, Some("assistant-missing-points")),
        ("assistant-need-streets", Kind::Streets, Some("assistant-missing-streets")),
    ];
    let files = |kind: Kind| {
        let of_kind = plan.used.iter().filter(|v| v.kind == Some(kind));
        of_kind.map(|v| v.name.clone()).collect::<Vec<_>>()
    };
    let missing = |key: Option<&str>| plan.missing.iter().find(|m| Some(m.key) == key).copied();
    let basis = |kind: Kind| {
        let of_kind = plan.inputs.iter().filter(|i| i.recognised.kind == kind);
        of_kind.map(|i| i.basis).max().unwrap_or_default()
    };
    let need =
        |(key, kind, lack)| Need { key, files: files(kind), missing: missing(lack), basis: basis(kind) };
    let mut out: Vec<Need> = all.into_iter().map(need).collect();
    // Flows say who is at a school and who lives where.
    for need in &mut out {
        if need.files.is_empty()
            && need.missing.is_none()
            && ["assistant-need-home", "assistant-need-school"].contains(&need.key)
        {
            need.files = files(Kind::Flows);
            need.basis = basis(Kind::Flows);
        }
    }
    out
}

/// What is missing in what was chosen.
pub(super) fn missing(inputs: &[Input], no_postcodes: bool) -> Vec<Missing> {
    let has = |kind: Kind| inputs.iter().any(|i| i.recognised.kind == kind);
    // One group tells how many there are, not who they are.
    let grouped = |kind: Kind| {
        inputs.iter().any(|i| {
            let group = i.recognised.columns.get(&Role::Group);
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
    lack(!has(Kind::Streets), "assistant-missing-streets");
    out
}

/// Schemes whose counts at a school are all of its pupils.
const WHOLE: [&str; 2] = ["all-pupils", "age"];

/// Whether backgrounds per school, which nobody gave, can be estimated: it is known who lives where
/// and how large each school is. A model of choice then fits flows to both.
pub fn can_estimate(dataset: &Dataset) -> bool {
    scheme_to_estimate(dataset).is_some() && sizes(dataset).is_some()
}

/// The first scheme of which it is known who lives where and not who is at which school.
pub(super) fn scheme_to_estimate(dataset: &Dataset) -> Option<usize> {
    let first = dataset.first_scheme();
    let others = (0..dataset.schemes().len()).filter(|s| *s != first);
    std::iter::once(first).chain(others).find(|&scheme| {
        let grouped = dataset.schemes().get(scheme).is_some_and(|s| s.groups.len() > 1);
        let backgrounds = dataset.schemes().get(scheme).is_some_and(|s| !WHOLE.contains(&s.key.as_str()));
        let of = |subject| dataset.counts(subject, scheme, None).is_some();
        grouped && backgrounds && of(Subject::Home) && !of(Subject::School)
    })
}

/// Pupils of every school: the published total, else that of counts of all its pupils. `None` when
/// one is not known.
pub(super) fn sizes(dataset: &Dataset) -> Option<Vec<f64>> {
    let whole = dataset.schemes().iter().position(|s| WHOLE.contains(&s.key.as_str()));
    let table = whole.and_then(|scheme| dataset.counts(Subject::School, scheme, None));
    let size = |at: usize| {
        let published = dataset.schools().get(at)?.pupils.known();
        published.or_else(|| table?.total(at).known()).filter(|n| *n >= 0.0)
    };
    let sizes: Option<Vec<f64>> = (0..dataset.schools().len()).map(size).collect();
    sizes.filter(|s| !s.is_empty())
}

/// Whether pupils by home have groups that no table about schools has.
pub(super) fn groups_only_at_home(inputs: &[Input]) -> bool {
    let groups = |kind: Kind| {
        let mut out = BTreeSet::new();
        for input in inputs.iter().filter(|i| i.recognised.kind == kind) {
            out.extend(input.layer.records.iter().filter_map(|r| input.text(r, Role::Group)));
        }
        out
    };
    let home = groups(Kind::PupilsHome);
    let known = |kind| !home.is_disjoint(&groups(kind));
    home.len() > 1 && !known(Kind::PupilsSchool) && !known(Kind::Flows)
}
