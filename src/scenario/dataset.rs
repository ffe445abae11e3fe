//! The town of one year as a dataset, so that map, figures and command line work on it unchanged.

use std::sync::Arc;

use super::base::NOBODY;
use super::engine::Engine;
use super::outcome::{Outcomes, YearOutcome};
use super::plan::{Rule, Scenario};
use super::state::State;
use crate::data::dataset::Parts;
use crate::data::{
    Attribute, Basis, Catchment, CountTable, Dataset, Flow, FlowTable, Indicator, Lineage, PupilsOf, School,
    SchoolId, Source, SourceId, Step, Subject, Year,
};
use crate::notice::Notice;
use crate::number::Count;

impl Engine {
    /// The town in one year of a scenario: schools as they then are, and modelled counts by home, by
    /// school and from home to school in the scheme of the engine. Counts of other schemes and years are
    /// left out: nobody knows them for that year. Schools that never had pupils in the scheme stay.
    ///
    /// # Errors
    /// A year outside the years of the scenario.
    pub fn dataset_at(&self, scenario: &Scenario, year: Year) -> Result<Arc<Dataset>, Notice> {
        let run = self.run(scenario);
        let state = run.states.iter().find(|s| s.year == year).ok_or_else(|| {
            let (first, last) = (scenario.assumptions.first_year, scenario.assumptions.last_year);
            Notice::error("scenario-no-year").arg("year", year.0).arg("first", first.0).arg("last", last.0)
        })?;
        let lineage = self.lineage(scenario, &self.outcomes(scenario), year);
        Ok(Arc::new(Dataset::descended(self.parts(scenario, state), lineage)))
    }

    /// What came before a year of a scenario, for the gate: who of whom is hidden follows from it.
    fn lineage(&self, scenario: &Scenario, outcomes: &Outcomes, year: Year) -> Lineage {
        let base = self.base();
        let reference = self.reference(scenario);
        let rows = |of_year: &YearOutcome| -> Vec<PupilsOf> {
            of_year.schools.iter().map(|s| (s.site.code.clone(), s.pupils.clone())).collect()
        };
        let steps = outcomes.years.iter().filter(|y| y.year <= year).map(|of_year| Step {
            schools: rows(of_year),
            without: reference.year(of_year.year).map(rows).unwrap_or_default(),
        });
        let assumptions = &scenario.assumptions;
        let rule = if assumptions.rule == Rule::IntakeOnly { assumptions.intake } else { assumptions.rule };
        Lineage {
            present: Arc::clone(&base.dataset),
            scheme: base.comparison.scheme,
            year: base.year,
            steps: steps.collect(),
            by_model: rule == Rule::ChoiceModel,
        }
    }

    fn parts(&self, scenario: &Scenario, state: &State) -> Parts {
        let base = self.base();
        let from = base.dataset.parts();
        let width = base.width();
        let mut sources = from.sources.clone();
        let source = SourceId(sources.len());
        sources.push(Source {
            title: format!("Scenario {} {}", scenario.name, state.year),
            file: format!("scenario:{}", scenario.name),
            date: Some(state.year.to_string()),
            basis: Basis::Modelled,
            ..Source::default()
        });
        // Schools of the dataset first: those that are no site at all, and the sites that are open.
        let mut site_of = vec![None; from.schools.len()];
        for (at, site) in base.sites.iter().enumerate() {
            if let Some(slot) = site.base.and_then(|id| site_of.get_mut(id.0)) {
                *slot = Some(at);
            }
        }
        let sites = state.of_year.sites.as_ref();
        let mut schools: Vec<School> = Vec::new();
        let mut kept: Vec<Option<SchoolId>> = vec![None; from.schools.len()];
        let mut place: Vec<Option<SchoolId>> = vec![None; sites.len()];
        for (old, (school, site)) in from.schools.iter().zip(&site_of).enumerate() {
            let info = site.and_then(|at| sites.get(at)).and_then(Option::as_ref);
            if site.is_some() && info.is_none() {
                continue;
            }
            let id = SchoolId(schools.len());
            if let Some(slot) = kept.get_mut(old) {
                *slot = Some(id);
            }
            let mut school = school.clone();
            if let (Some(at), Some(info)) = (site, info) {
                if let Some(slot) = place.get_mut(*at) {
                    *slot = Some(id);
                }
                school.name.clone_from(&info.name);
                if school.at != info.at {
                    school.at = info.at;
                    (school.address, school.postcode) = (None, None);
                }
                school.denomination.clone_from(&info.denomination);
                school.kind.clone_from(&info.kind);
            }
            schools.push(school);
        }
        for (at, info) in sites.iter().enumerate().skip(base.sites.len()) {
            let Some(info) = info else { continue };
            if let Some(slot) = place.get_mut(at) {
                *slot = Some(SchoolId(schools.len()));
            }
            schools.push(School {
                code: info.code.clone(),
                name: info.name.clone(),
                at: info.at,
                kind: info.kind.clone(),
                denomination: info.denomination.clone(),
                board: info.board.clone(),
                address: None,
                postcode: None,
                town: None,
                pupils: Count::Unknown,
                source,
            });
        }
        let sums = state.by_site();
        let mut at_school = vec![Count::Unknown; schools.len() * width];
        for (at, id) in place.iter().enumerate() {
            let (Some(id), Some(row)) = (id, sums.get(at * width..(at + 1) * width)) else { continue };
            if let Some(cells) = at_school.get_mut(id.0 * width..(id.0 + 1) * width) {
                cells.iter_mut().zip(row).for_each(|(cell, n)| *cell = Count::Known(n.max(0.0)));
            }
            if let Some(school) = schools.get_mut(id.0) {
                school.pupils = Count::Known(row.iter().sum::<f64>().max(0.0));
            }
        }
        let mut at_home = vec![Count::Unknown; from.areas.len() * width];
        for (area, row) in base.homes.areas.iter().zip(state.population.home.chunks_exact(width.max(1))) {
            if let Some(cells) = at_home.get_mut(area.0 * width..(area.0 + 1) * width) {
                cells.iter_mut().zip(row).for_each(|(cell, n)| *cell = Count::Known(*n));
            }
        }
        let table = |subject, cells| CountTable {
            subject,
            scheme: base.comparison.scheme,
            year: Some(state.year),
            basis: Basis::Modelled,
            source,
            groups: width,
            cells,
        };
        let mut flows = Vec::new();
        for (area, row) in base.homes.areas.iter().zip(&state.flows.rows) {
            for (site, pupils) in row.iter(width) {
                let Some(school) = place.get(site).copied().flatten() else { continue };
                let known = pupils.iter().enumerate().filter(|(_, n)| **n > NOBODY);
                flows.extend(known.map(|(group, n)| Flow {
                    area: *area,
                    school,
                    group,
                    pupils: Count::Known(*n),
                }));
            }
        }
        flows.sort_by_key(|f| (f.area, f.school, f.group));
        let flow_table = FlowTable {
            scheme: base.comparison.scheme,
            year: Some(state.year),
            basis: Basis::Modelled,
            source,
            flows,
        };
        let catchment = |(site, shape): &(usize, Arc<geo::MultiPolygon<f64>>)| {
            let school = place.get(*site).copied().flatten()?;
            let given = from.catchments.iter().find(|c| c.shape == **shape);
            let source = given.map_or(source, |c| c.source);
            Some(Catchment { school, shape: shape.as_ref().clone(), source })
        };
        let indicator = |indicator: &Indicator| {
            let mut indicator = indicator.clone();
            if indicator.subject == Subject::School {
                let mut values = vec![None; schools.len()];
                for (old, id) in kept.iter().enumerate() {
                    let value = indicator.values.get(old).copied().flatten();
                    if let Some(slot) = id.and_then(|id| values.get_mut(id.0)) {
                        *slot = value;
                    }
                }
                indicator.values = values;
            }
            indicator
        };
        let attribute = |attribute: &Attribute| {
            let mut attribute = attribute.clone();
            if attribute.subject == Subject::School {
                let mut values = vec![None; schools.len()];
                for (id, value) in kept.iter().zip(&attribute.values) {
                    if let Some(slot) = id.and_then(|id| values.get_mut(id.0)) {
                        slot.clone_from(value);
                    }
                }
                attribute.values = values;
            }
            attribute
        };
        Parts {
            attributes: from.attributes.iter().map(attribute).collect(),
            name: from.name.clone(),
            example: from.example,
            areas: from.areas.clone(),
            schemes: from.schemes.clone(),
            counts: vec![table(Subject::Home, at_home), table(Subject::School, at_school)],
            flows: vec![flow_table],
            catchments: state.of_year.catchments.iter().filter_map(catchment).collect(),
            indicators: from.indicators.iter().map(indicator).collect(),
            base: from.base.clone(),
            streets: from.streets.clone(),
            // Routes are of the schools where they stood.
            routes: Vec::new(),
            sources,
            schools,
        }
    }
}

/// The town in one year of a scenario, without an engine to keep.
///
/// # Errors
/// As [`Engine::new`] and [`Engine::dataset_at`].
pub fn dataset_at(dataset: &Arc<Dataset>, scenario: &Scenario, year: Year) -> Result<Arc<Dataset>, Notice> {
    let comparison = crate::figures::headline::Comparison::first(dataset);
    Engine::new(Arc::clone(dataset), comparison)?.dataset_at(scenario, year)
}
