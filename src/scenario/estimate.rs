//! Flows where none are known, and a model of choice from those that are.

use std::sync::Arc;

use super::base::Base;
use super::flows::{Flows, Row};
use super::outcome::SiteInfo;
use super::ways::{Column, Ways};
use crate::choice::flows::{DECAY, of_another_year};
use crate::choice::gravity::{Calibration, Decay, Gravity, Names, gravity};
use crate::choice::logit::{Choices, Observed, fit};
use crate::choice::{Alternative, Attribute, ChoiceModel, Distances, Homes, Metric, Term};
use crate::data::{Basis, CountTable, Dataset};
use crate::notice::Notice;

/// More flows or chances than this are not estimated: homes × groups × schools.
const MOST_CHANCES: usize = 20_000_000;

/// Pupils by home and site, estimated from the totals on both sides.
pub(super) fn flows(
    dataset: &Dataset,
    counts: &CountTable,
    homes: &Homes,
    sites: &[Arc<SiteInfo>],
) -> Result<Flows, Notice> {
    let width = homes.groups;
    if homes.len().saturating_mul(width).saturating_mul(sites.len()) > MOST_CHANCES {
        return Err(Notice::error("scenario-no-flows"));
    }
    let points: Vec<_> = sites.iter().map(|s| s.at).collect();
    let distances = Distances::straight_line(&homes.points, &points, 1.0);
    let mut pupils = Vec::with_capacity(sites.len() * width);
    for site in sites {
        let row = site.base.map_or(&[][..], |id| counts.row(id.0));
        pupils.extend((0..width).map(|group| {
            let bounds = row.get(group).and_then(|c| c.bounds());
            bounds.map_or(0.0, |(least, greatest)| f64::midpoint(least, greatest).max(0.0))
        }));
    }
    let groups: Vec<String> = dataset
        .schemes()
        .get(counts.scheme)
        .map(|s| s.groups.iter().map(|g| g.key.clone()).collect())
        .unwrap_or_default();
    let area_names: Vec<String> =
        homes.areas.iter().map(|id| dataset.area(*id).map(|a| a.code.clone()).unwrap_or_default()).collect();
    let school_names: Vec<String> = sites.iter().map(|s| s.code.clone()).collect();
    let names = Names { groups: &groups, homes: &area_names, schools: &school_names };
    let by = |calibration| {
        let model = Gravity { decay: Decay::Exponential, calibration, scale_to_homes: true };
        gravity(homes, &distances, &pupils, names, model)
    };
    // As the map estimates them: by the flows of another year where there are any that tell.
    let ids: Vec<_> = sites.iter().filter_map(|s| s.base).collect();
    let known = of_another_year(dataset, counts.scheme, homes, &ids).filter(|_| ids.len() == sites.len());
    let fitted = known.as_ref().and_then(|(_, cells)| by(Calibration::Flows(cells)).ok());
    let estimate = match fitted {
        Some(estimate) => estimate,
        None => by(Calibration::Given(DECAY))?,
    };
    let mut rows = vec![Row::default(); homes.len()];
    for (cell, n) in estimate.cells.iter().enumerate() {
        // A hundredth of a hundredth of a pupil is nobody, and rows stay short.
        if *n < 1e-4 || !n.is_finite() {
            continue;
        }
        let (line, site) = (cell / sites.len().max(1), cell % sites.len().max(1));
        if let Some(row) = rows.get_mut(line / width.max(1)) {
            row.add(site, line % width.max(1), *n, width);
        }
    }
    Ok(Flows::new(width, rows))
}

/// The routes from all homes to all sites; `None` in a straight line.
fn by_ways(base: &Base, ways: &Ways) -> Option<Distances> {
    let mode = ways.mode()?;
    let places: Vec<_> = base.sites.iter().map(|s| Some(s.at)).collect();
    let columns = ways.columns(&places);
    let cell = |home: usize, column: &Option<Column>| {
        column.as_ref().and_then(|c| c.get(home).copied()).unwrap_or(f64::INFINITY)
    };
    let rows = (0..base.homes.len()).flat_map(|home| columns.iter().map(move |c| cell(home, c)));
    Distances::from_rows(Metric::Route { mode }, base.sites.len(), rows.collect())
}

/// A model for a town of which none is given: nearness and the own group, estimated from its known
/// flows; set by hand where flows are not known or do not tell.
///
/// A kilometre is one of `ways`: over the streets where they are gone over, so that what is estimated is
/// what the weight is then applied to.
pub(super) fn model(base: &Base, ways: &Ways) -> ChoiceModel {
    let by_hand = || ChoiceModel::by_hand([(Attribute::Distance, -1.0), (Attribute::OwnGroupShare, 2.0)]);
    let width = base.width();
    let cells = base.homes.len().saturating_mul(width).saturating_mul(base.sites.len());
    // A model of estimated flows would only give back the rule by which they were estimated.
    if base.flow_basis == Basis::Estimated || cells > MOST_CHANCES {
        return by_hand();
    }
    let points: Vec<_> = base.sites.iter().map(|s| s.at).collect();
    let distances =
        by_ways(base, ways).unwrap_or_else(|| Distances::straight_line(&base.homes.points, &points, 1.0));
    let schools: Vec<Alternative> = base
        .sites
        .iter()
        .enumerate()
        .map(|(at, site)| Alternative {
            name: site.name.clone(),
            denomination: site.denomination.clone(),
            kind: site.kind.clone(),
            pupils: base.pupils_at(at).to_vec(),
            ..Alternative::default()
        })
        .collect();
    let mut observed = Observed { cells: vec![0.0; cells], hidden: 0, left_out: 0.0 };
    for (home, row) in base.flows.rows.iter().take(base.homes.len()).enumerate() {
        for (site, pupils) in row.iter(width) {
            for (group, n) in pupils.iter().enumerate() {
                if let Some(cell) = observed.cells.get_mut((home * width + group) * base.sites.len() + site) {
                    *cell = *n;
                }
            }
        }
    }
    let choices =
        Choices { homes: &base.homes, distances: &distances, schools: &schools, observed: &observed };
    let terms = [Term::all(Attribute::Distance), Term::all(Attribute::OwnGroupShare)];
    let sound = |model: &ChoiceModel| {
        model.fit.as_ref().is_some_and(|f| f.converged)
            && model.coefficients.iter().all(|c| c.value.is_finite())
    };
    fit(choices, &terms).ok().filter(sound).unwrap_or_else(by_hand)
}
