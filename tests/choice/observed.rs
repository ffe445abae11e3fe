//! Intake, outflow, observed catchments and the share at the nearest school.

use wijkspiegel::choice::logit::tabulate;
use wijkspiegel::choice::observed::Observations;
use wijkspiegel::data::{AreaId, Basis, Flow, FlowTable, SchoolId, SourceId};
use wijkspiegel::number::Count;

use crate::town::{crow, homes, near};

const HIDDEN: Count = Count::Suppressed { least: 1.0, greatest: 4.0 };

fn table(rows: &[(usize, usize, usize, Count)]) -> FlowTable {
    let flow = |&(area, school, group, pupils): &(usize, usize, usize, Count)| Flow {
        area: AreaId(area),
        school: SchoolId(school),
        group,
        pupils,
    };
    FlowTable {
        scheme: 0,
        year: None,
        basis: Basis::Counted,
        source: SourceId(0),
        flows: rows.iter().map(flow).collect(),
    }
}

fn some() -> FlowTable {
    let n = Count::Known;
    table(&[
        (0, 0, 0, n(10.0)),
        (0, 0, 1, n(5.0)),
        (0, 1, 0, n(15.0)),
        (1, 0, 0, n(2.0)),
        (1, 1, 0, HIDDEN),
        (2, 1, 1, n(40.0)),
        (3, 1, 0, n(0.0)),
        (4, 1, 0, n(15.0)),
    ])
}

#[test]
fn intake_and_outflow_go_from_most_to_fewest() {
    let all = Observations::of(&some(), None);
    let n = Count::Known;
    assert_eq!(
        all.intake(SchoolId(1)),
        [
            (AreaId(2), n(40.0)),
            (AreaId(0), n(15.0)),
            (AreaId(4), n(15.0)),
            (AreaId(1), HIDDEN),
            (AreaId(3), n(0.0))
        ]
    );
    assert_eq!(all.outflow(AreaId(0)), [(SchoolId(0), n(15.0)), (SchoolId(1), n(15.0))]);
    assert_eq!(Observations::of(&some(), Some(1)).outflow(AreaId(0)), [(SchoolId(0), n(5.0))]);
    assert!(all.intake(SchoolId(9)).is_empty() && all.outflow(AreaId(9)).is_empty());
}

#[test]
fn an_area_belongs_to_the_school_with_most_of_its_pupils() {
    let found = Observations::of(&some(), None).catchments();
    let of: Vec<(usize, usize, bool)> = found.iter().map(|c| (c.area.0, c.school.0, c.contested)).collect();
    // A draw goes to the first school; the hidden number of area 1 may be less than two.
    assert_eq!(of, [(0, 0, true), (1, 1, true), (2, 1, false), (4, 1, false)]);
    near(found[0].share.0, 0.5, 1e-15);
    assert_eq!(found[0].share.0, found[0].share.1);
    near(found[1].share.0, 1.0 / 3.0, 1e-15);
    near(found[1].share.1, 4.0 / 6.0, 1e-15);
}

#[test]
fn the_core_of_a_school_is_the_fewest_areas_that_hold_the_part() {
    let all = Observations::of(&some(), None);
    // 72.5 pupils with the hidden ones in the middle: 40, 15, 15, 2.5.
    let areas = |share: f64| -> Vec<usize> {
        all.core(SchoolId(1), share).unwrap().areas.iter().map(|a| a.0).collect()
    };
    assert_eq!(areas(0.5), [2]);
    assert_eq!(areas(0.7), [2, 0]);
    assert_eq!(areas(0.8), [2, 0, 4]);
    assert_eq!(areas(1.0), [2, 0, 4, 1]);
    assert_eq!(all.core(SchoolId(1), 0.5).unwrap().hidden, 1);
    near(all.core(SchoolId(1), 0.5).unwrap().share, 40.0 / 72.5, 1e-12);
    assert!(all.core(SchoolId(7), 0.5).is_none());
    // Eight of ten is eighty percent.
    let n = Count::Known;
    let ten = Observations::of(&table(&[(0, 0, 0, n(8.0)), (1, 0, 0, n(2.0))]), None);
    assert_eq!(ten.core(SchoolId(0), 0.8).unwrap().areas, [AreaId(0)]);
}

#[test]
fn the_share_at_the_nearest_school_is_a_range_where_numbers_are_hidden() {
    let homes = homes(&[(0.0, 0.0), (0.0, 0.0), (9000.0, 0.0), (5000.0, 0.0), (5000.0, 0.0)], 2, &[1.0; 10]);
    let distances = crow(&homes, &[(0.0, 0.0), (10_000.0, 0.0)]);
    let schools = [SchoolId(0), SchoolId(1)];
    let share = |group| Observations::of(&some(), group).at_nearest(&homes, &distances, &schools).unwrap();
    // At the nearest: 15 and 2 to school 0, 40 and (equally far from both) 15 to school 1.
    let all = share(None);
    near(all.least, 72.0 / (72.0 + 15.0 + 4.0), 1e-15);
    near(all.greatest, 72.0 / (72.0 + 15.0 + 1.0), 1e-15);
    near(all.pupils, 89.5, 1e-12);
    let one = share(Some(1));
    assert_eq!((one.least, one.greatest), (1.0, 1.0));
    assert!(Observations::of(&table(&[]), None).at_nearest(&homes, &distances, &schools).is_none());
    // A pupil at a school that is none of these is not at the nearest.
    let away = Observations::of(&table(&[(0, 5, 0, Count::Known(3.0))]), None);
    assert_eq!(away.at_nearest(&homes, &distances, &schools).unwrap().greatest, 0.0);
}

#[test]
fn flows_become_a_table_and_what_does_not_fit_is_counted() {
    let homes = homes(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], 2, &[1.0; 6]);
    let found = tabulate(&some(), &homes, &[SchoolId(1), SchoolId(0)]);
    assert_eq!(found.cells, [15.0, 10.0, 0.0, 5.0, 2.5, 2.0, 0.0, 0.0, 0.0, 0.0, 40.0, 0.0]);
    assert_eq!((found.hidden, found.left_out), (1, 15.0));
}
