//! What the town's own flows say about choice: a fitted model and who attends the nearest school.

use std::collections::BTreeMap;

use crate::choice::logit::{Choices, fit, tabulate};
use crate::choice::observed::{Observations, ShareRange};
use crate::choice::{Attribute, ChoiceModel, Homes, Metric, Mode, Term, alternatives, schools_with_counts};
use crate::data::{AreaId, Basis, Dataset, FlowTable, Subject};
use crate::figures::access::home_distances;
use crate::figures::choice_terms::{ChoiceTerm, most_and_others};
use crate::figures::headline::Comparison;
use crate::notice::{Notice, Notices};
use crate::progress::Progress;

/// A model of choice fitted to the flows of a town.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    pub model: ChoiceModel,
    /// The denomination that the others are compared with; `None` where none is in the model.
    pub reference: Option<String>,
    /// The kind of school that the others are compared with, likewise.
    pub kind_reference: Option<String>,
    /// Share of all pupils who attend the nearest school, and of those of every group.
    pub at_nearest: Option<ShareRange>,
    pub at_nearest_by_group: Vec<Option<ShareRange>>,
    /// What a distance means, in the model and for the nearest school.
    pub metric: Metric,
    /// What the flows rest on; the model itself is modelled.
    pub basis: Basis,
    /// Terms that could not be estimated and were left out, and why.
    pub notices: Notices,
}

/// The known flows of a scheme: of the year that is asked, else the newest. Estimated flows are
/// no choices: they came out of a model of distance themselves.
pub fn known_flows(dataset: &Dataset, comparison: Comparison) -> Option<&FlowTable> {
    let mut known =
        dataset.flows().iter().filter(|f| f.scheme == comparison.scheme && f.basis != Basis::Estimated);
    match comparison.year {
        Some(year) => known.rfind(|f| f.year == Some(year)),
        None => known.max_by_key(|f| f.year),
    }
}

/// Fits distance (by the shortest route with a mode, else in a straight line), the share of the own group and the denominations (against the
/// one with most schools) to the known flows. A denomination that cannot be estimated is left out
/// with a notice; `None` without counts by school.
///
/// # Errors
/// No known flows, or choices from which distance or the own group cannot be estimated.
pub fn chosen(
    dataset: &Dataset,
    comparison: Comparison,
    mode: Option<Mode>,
    progress: &dyn Progress,
) -> Result<Option<Chosen>, Notice> {
    chosen_by(dataset, comparison, mode, &[], progress)
}

/// As [`chosen`], with more that weighs. What cannot be estimated of that is left out with a notice.
///
/// # Errors
/// As [`chosen`].
pub fn chosen_by(
    dataset: &Dataset,
    comparison: Comparison,
    mode: Option<Mode>,
    more: &[ChoiceTerm],
    progress: &dyn Progress,
) -> Result<Option<Chosen>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let flows = known_flows(dataset, comparison).ok_or_else(|| Notice::error("choice-no-flows"))?;
    let home = dataset.counts_of(Subject::Home, comparison.scheme, flows.year);
    let homes = match home {
        Some(home) => Homes::of(dataset, home),
        None => homes_of_flows(dataset, flows, table.groups),
    };
    let ids = schools_with_counts(table);
    let mut schools = alternatives(dataset, table, &ids);
    let distances = home_distances(dataset, &homes, &ids, mode, progress);
    let observed = tabulate(flows, &homes, &ids);
    let mut terms = vec![Term::all(Attribute::Distance), Term::all(Attribute::OwnGroupShare)];
    let (reference, others) = most_and_others(schools.iter().filter_map(|s| s.denomination.as_deref()));
    terms.extend(others.into_iter().map(|name| Term::all(Attribute::Denomination(name))));
    let mut kind_reference = None;
    for term in more {
        terms.extend(term.terms(dataset, table.year, (&ids, &mut schools), &mut kind_reference));
    }
    let choices = Choices { homes: &homes, distances: &distances, schools: &schools, observed: &observed };
    let mut notices = Notices::default();
    let model = loop {
        match fit(choices, &terms) {
            Ok(model) => break model,
            Err(refused) => {
                let named =
                    |arg| refused.args.iter().find(|(name, _)| *name == arg).map(|(_, of)| of.clone());
                // A figure that a school lacks is named as itself.
                let lacking = named("indicator").map(|name| Attribute::Indicator(name).label());
                let named = named("term").or(lacking);
                let at = terms.iter().skip(2).position(|t| Some(t.of.label()) == named);
                let Some(at) = at else { return Err(refused) };
                terms.remove(at + 2);
                notices.push(Notice { severity: crate::notice::Severity::Warning, ..refused });
            }
        }
    };
    let any = |is: fn(&Attribute) -> bool| terms.iter().any(|term| is(&term.of));
    let near = |group| Observations::of(flows, group).at_nearest(&homes, &distances, &ids);
    Ok(Some(Chosen {
        reference: reference.filter(|_| any(|of| matches!(of, Attribute::Denomination(_)))),
        kind_reference: kind_reference.filter(|_| any(|of| matches!(of, Attribute::Kind(_)))),
        model,
        at_nearest: near(None),
        at_nearest_by_group: (0..table.groups).map(|group| near(Some(group))).collect(),
        metric: distances.metric,
        basis: flows.basis,
        notices,
    }))
}

/// The homes that flows come from, where nobody counted by home.
fn homes_of_flows(dataset: &Dataset, flows: &FlowTable, groups: usize) -> Homes {
    let mut pupils: BTreeMap<AreaId, Vec<f64>> = BTreeMap::new();
    let mut hidden = 0;
    for flow in &flows.flows {
        let row = pupils.entry(flow.area).or_insert_with(|| vec![0.0; groups]);
        hidden += usize::from(flow.pupils.known().is_none());
        if let Some(cell) = row.get_mut(flow.group) {
            *cell += flow.pupils.bounds().map_or(0.0, |(least, greatest)| f64::midpoint(least, greatest));
        }
    }
    let (areas, rows): (Vec<AreaId>, Vec<Vec<f64>>) =
        pupils.into_iter().filter(|(id, _)| dataset.area(*id).is_some()).unzip();
    Homes {
        points: areas.iter().filter_map(|id| Some(dataset.area(*id)?.pupil_point.at)).collect(),
        areas,
        groups,
        pupils: rows.concat(),
        hidden,
    }
}
