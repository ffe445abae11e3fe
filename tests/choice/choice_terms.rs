//! A figure about schools and their kind as terms of the model of choice.

use crate::support::cli::{Folder, run};
use crate::support::squares::{school, table, town};

use wijkspiegel::choice::Attribute;
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    AreaId, Basis, Dataset, Flow, FlowTable, Indicator, SchoolId, SourceId, Subject, Year,
};
use wijkspiegel::figures::choice_terms::ChoiceTerm;
use wijkspiegel::figures::chosen::{Chosen, chosen, chosen_by};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::number::Count;

const AREAS: usize = 5;
const QUALITY: [f64; 6] = [6.0, 7.5, 8.0, 6.5, 9.0, 7.0];
const DALTON: [usize; 2] = [1, 4];
/// Per kilometre, per point, and for the kind.
const WEIGHTS: [f64; 3] = [-0.7, 0.4, 0.6];

/// A town in which pupils choose as the weights say, with a figure and a kind of every school.
fn chosen_town() -> Parts {
    let mut parts = town(AREAS);
    parts.schools.push(school(2200.0, 900.0));
    for (at, school) in parts.schools.iter_mut().enumerate() {
        school.kind = Some(if DALTON.contains(&at) { "Dalton" } else { "Regulier" }.into());
    }
    let schools = parts.schools.len();
    let homes = |area: usize, group: usize| 100.0 + 30.0 * ((area * 3 + group * 5) % 7) as f64;
    let mut flows = Vec::new();
    let mut at_school = vec![[0.0; 2]; schools];
    for area in 0..AREAS {
        let from = parts.areas[area].pupil_point.at;
        let worth: Vec<f64> = (0..schools)
            .map(|at| {
                let to = parts.schools[at].at;
                let km = (to.x() - from.x()).hypot(to.y() - from.y()) / 1000.0;
                let kind = if DALTON.contains(&at) { WEIGHTS[2] } else { 0.0 };
                (WEIGHTS[0] * km + WEIGHTS[1] * QUALITY[at] + kind).exp()
            })
            .collect();
        let all: f64 = worth.iter().sum();
        for (at, worth) in worth.iter().enumerate() {
            for (group, sum) in at_school[at].iter_mut().enumerate() {
                let pupils = homes(area, group) * worth / all;
                *sum += pupils;
                let pupils = Count::Known(pupils);
                flows.push(Flow { area: AreaId(area), school: SchoolId(at), group, pupils });
            }
        }
    }
    let homes: Vec<[f64; 2]> = (0..AREAS).map(|area| [homes(area, 0), homes(area, 1)]).collect();
    parts.counts = vec![table(Subject::Home, None, &homes), table(Subject::School, None, &at_school)];
    parts.flows =
        vec![FlowTable { scheme: 0, year: None, basis: Basis::Counted, source: SourceId(0), flows }];
    parts.indicators = vec![Indicator {
        key: "q".into(),
        label: "Kwaliteit".into(),
        subject: Subject::School,
        // Of a year, where the flows have none.
        year: Some(Year(2023)),
        source: SourceId(0),
        values: QUALITY.map(Some).to_vec(),
    }];
    parts
}

fn with(dataset: &Dataset, terms: &[ChoiceTerm]) -> Chosen {
    chosen_by(dataset, Comparison::first(dataset), None, terms, &()).unwrap().unwrap()
}

#[test]
fn a_figure_and_the_kind_weigh_as_pupils_chose_by_them() {
    let dataset = Dataset::new(chosen_town());
    let choices = ChoiceTerm::choices(&dataset);
    assert_eq!(choices, [ChoiceTerm::Kind, ChoiceTerm::Indicator("q".into())]);
    let found = with(&dataset, &choices);
    let weight = |of: &Attribute| {
        let at = found.model.coefficients.iter().position(|c| c.term.of == *of).expect("it is a term");
        assert!(found.model.fit.as_ref().unwrap().told_errors()[at] >= 0.0);
        found.model.coefficients[at].value
    };
    for (of, wanted) in [
        (Attribute::Distance, WEIGHTS[0]),
        (Attribute::OwnGroupShare, 0.0),
        (Attribute::Indicator("Kwaliteit".into()), WEIGHTS[1]),
        (Attribute::Kind("Dalton".into()), WEIGHTS[2]),
    ] {
        assert!((weight(&of) - wanted).abs() < 1e-5, "{of:?}: {} is not {wanted}", weight(&of));
    }
    assert_eq!(found.kind_reference.as_deref(), Some("Regulier"));
    // Without them the model is as it was.
    let usual = chosen(&dataset, Comparison::first(&dataset), None, &()).unwrap().unwrap();
    assert_eq!((usual.model.coefficients.len(), usual.kind_reference), (2, None));
}

#[test]
fn a_figure_that_a_school_lacks_is_left_out_and_said() {
    let mut parts = chosen_town();
    parts.indicators[0].values[2] = None;
    let dataset = Dataset::new(parts);
    let found = with(&dataset, &[ChoiceTerm::Indicator("q".into())]);
    assert_eq!(found.model.coefficients.len(), 2);
    let said: Vec<String> = found.notices.iter().map(ToString::to_string).collect();
    assert!(said.len() == 1 && said[0].contains("Kwaliteit"), "{said:?}");
}

#[test]
fn the_command_line_takes_terms_and_names_what_there_is() {
    let folder = Folder::new();
    let project = folder.at("stad.gpkg");
    let dataset = Dataset::new(chosen_town());
    wijkspiegel::project::Project::new(dataset.into()).save_as(&folder.path("stad.gpkg")).unwrap();
    let asked = |more: &[&str]| run([&["measure", &project, "--choice"], more].concat());
    let said = asked(&["--term", "kind", "--term", "kwaliteit", "--lang", "nl"]).ended(0).out;
    for part in ["Bij één eenheid meer van Kwaliteit", "Een school (Dalton)", "vergeleken met Regulier"] {
        assert!(said.contains(part), "no “{part}” in {said}");
    }
    let found = asked(&["--term", "q", "--json"]).ended(0).json();
    let terms = found["choice"]["terms"].as_array().unwrap();
    assert_eq!(terms.last().unwrap()["term"], "indicator=Kwaliteit");
    asked(&["--term", "geur"]).ended(2).says(&["geur", "kind, q"]);
}
