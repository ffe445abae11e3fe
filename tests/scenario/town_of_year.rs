//! The town of one year as a dataset: map and measures work on it as on any other.

use geo::Point;
use wijkspiegel::data::{Basis, Subject, Year};
use wijkspiegel::figures::headline::{Comparison, headline};
use wijkspiegel::scenario::{EditKind, NewSchool};

use crate::near;
use crate::support::plan::{engine, plan};

#[test]
fn figures_of_the_town_of_a_year_are_those_of_the_outcomes() {
    let engine = engine();
    let mut plan = plan();
    plan.add(Year(2025), EditKind::Close { school: "S2".into() });
    plan.add(Year(2025), EditKind::Move { school: "S3".into(), to: Point::new(2600.0, 500.0) });
    plan.add(
        Year(2026),
        EditKind::Open(NewSchool {
            code: "N1".into(),
            name: "Nieuw".into(),
            at: Point::new(1500.0, 500.0),
            ..NewSchool::default()
        }),
    );
    for year in [2020, 2025, 2026, 2039] {
        let town = engine.dataset_at(&plan, Year(year)).unwrap();
        let out = engine.outcomes(&plan).year(Year(year)).unwrap().clone();
        let told = headline(&town, Comparison::first(&town)).unwrap().unwrap();
        near(told.readings.exact().unwrap().one_group_share.unwrap(), out.segregation.d.unwrap());
        assert_eq!(told.basis, Basis::Modelled);
        assert_eq!(told.year, Some(Year(year)));
        let codes: Vec<&str> = town.schools().iter().map(|s| s.code.as_str()).collect();
        let open: Vec<&str> = out.schools.iter().map(|s| s.site.code.as_str()).collect();
        assert_eq!(codes, open);
    }
    let town = engine.dataset_at(&plan, Year(2026)).unwrap();
    let s3 = town.school(town.school_by_code("S3").unwrap()).unwrap();
    assert_eq!(s3.at.x(), 2600.0);
    let table = town.counts(Subject::School, 0, None).unwrap();
    let source = town.source(table.source).unwrap();
    assert_eq!(source.title, "Scenario Plan 2026-2027");
    assert_eq!(source.basis, Basis::Modelled);
    assert_eq!(engine.dataset_at(&plan, Year(2040)).unwrap_err().key, "scenario-no-year");
    // The base is as it was.
    assert_eq!(engine.base().dataset.parts(), &crate::support::plan::parts());
}
