//! Catchments of small towns made here: nearest, observed, given, and how much they differ.

use crate::support::squares;

use geo::{Area as _, MultiPolygon, Rect};
use squares::{school, town};
use wijkspiegel::catchment::observed::{Totals, core, flows_of, members};
use wijkspiegel::catchment::{
    Catchments, GapReason, Rule, Subset, Voronoi, catchments, compare, municipality,
};
use wijkspiegel::choice::Homes;
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{AreaId, Basis, Catchment, Dataset, Flow, FlowTable, SchoolId, SourceId, Subject};
use wijkspiegel::notice::Notice;
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;

const OPEN: Gate = Gate { threshold: 0 };
const ALL: Rule = Rule::Nearest(Subset::All);

fn by(dataset: &Dataset, rule: &Rule, gate: Gate) -> Result<Catchments, Notice> {
    catchments(dataset, rule, 0, None, &Voronoi::prepare(municipality(dataset)), &gate)
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

fn flow(area: usize, school: usize, group: usize, pupils: Count) -> Flow {
    Flow { area: AreaId(area), school: SchoolId(school), group, pupils }
}

fn known(area: usize, school: usize, pupils: f64) -> Flow {
    flow(area, school, 0, Count::Known(pupils))
}

fn with_flows(squares: usize, flows: Vec<Flow>) -> Dataset {
    let table = FlowTable { scheme: 0, year: None, basis: Basis::Estimated, source: SourceId(0), flows };
    Dataset::new(Parts { flows: vec![table], ..town(squares) })
}

#[test]
fn every_square_is_nearest_to_the_school_in_its_middle() {
    let dataset = Dataset::new(town(4));
    let found = by(&dataset, &ALL, OPEN).unwrap();
    assert_eq!(found.list.len(), 4);
    for catchment in &found.list {
        let own = &dataset.areas()[catchment.school.0].shape;
        assert!(geo::BooleanOps::xor(&catchment.shape, own).unsigned_area() < 1e-2);
    }
    assert!(found.leftovers.gaps.is_empty() && found.leftovers.islands.is_empty());
    assert_eq!(found.basis, Basis::Counted);
}

#[test]
fn of_two_schools_in_one_place_the_first_by_code_holds_the_catchment_and_both_are_named() {
    let mut parts = town(2);
    let mut second = school(500.0, 500.0);
    (parts.schools[0].code, second.code) = ("20BB00".into(), "10AA00".into());
    parts.schools.push(second);
    let dataset = Dataset::new(parts);
    let found = by(&dataset, &ALL, OPEN).unwrap();
    assert_eq!(found.list.len(), 2);
    let shared = found.of(SchoolId(0)).unwrap();
    assert_eq!((shared.school, shared.with.as_slice()), (SchoolId(2), &[SchoolId(0)][..]));
    assert!(found.notes.iter().any(|n| n.key == "catchment-same-place"), "{:?}", found.notes);
    near(found.list.iter().map(|c| c.shape.unsigned_area()).sum(), 2e6);
}

#[test]
fn a_subset_divides_the_whole_town_among_its_own_schools() {
    let mut parts = town(3);
    parts.schools[0].denomination = Some("Openbaar".into());
    parts.schools[2].denomination = Some("openbaar ".into());
    let dataset = Dataset::new(parts);
    let subset = Subset::parse("denomination=openbaar").unwrap();
    let found = by(&dataset, &Rule::Nearest(subset), OPEN).unwrap();
    let schools: Vec<SchoolId> = found.list.iter().map(|c| c.school).collect();
    assert_eq!(schools, [SchoolId(0), SchoolId(2)]);
    near(found.list[0].shape.unsigned_area(), 1.5e6);
    let nobody = Subset::parse("kind=gymnasium").unwrap();
    let refused = by(&dataset, &Rule::Nearest(nobody), OPEN).unwrap_err();
    assert_eq!(refused.key, "catchment-no-schools");
    assert!(Subset::parse("denomination=").is_err() && Subset::parse("openbaar").is_err());
}

#[test]
fn schools_without_a_place_or_far_away_are_named_and_get_nothing() {
    let mut parts = town(2);
    parts.schools.push(school(f64::NAN, 1.0));
    parts.schools.push(school(90_000.0, 500.0));
    let dataset = Dataset::new(parts);
    let found = by(&dataset, &ALL, OPEN).unwrap();
    let keys: Vec<&str> = found.notes.iter().map(|n| n.key).collect();
    assert_eq!(keys, ["catchment-no-place", "catchment-nothing-nearest"]);
    near(found.list.iter().map(|c| c.shape.unsigned_area()).sum(), 2e6);
}

#[test]
fn every_area_goes_to_the_school_of_most_of_its_pupils_over_all_groups() {
    let flows = vec![
        flow(0, 0, 0, Count::Known(10.0)),
        flow(0, 0, 1, Count::Known(11.0)),
        flow(0, 1, 0, Count::Known(20.0)),
        known(1, 0, 30.0),
        known(2, 2, 5.0),
    ];
    let dataset = with_flows(4, flows);
    let found = by(&dataset, &Rule::MostPupils, OPEN).unwrap();
    let of: Vec<(usize, usize)> = found.members.iter().map(|m| (m.area.0, m.school.0)).collect();
    assert_eq!(of, [(0, 0), (1, 0), (2, 2)]);
    near(found.of(SchoolId(0)).unwrap().shape.unsigned_area(), 2e6);
    assert_eq!(found.of(SchoolId(0)).unwrap().shape.0.len(), 1, "two squares are one shape");
    assert!(found.of(SchoolId(1)).is_none());
    assert!(found.members.iter().all(|m| m.certain && !m.tied));
    assert_eq!((found.leftovers.gaps.len(), found.leftovers.gaps[0].why), (1, GapReason::NoPupils));
    assert_eq!(found.basis, Basis::Estimated);
}

#[test]
fn areas_apart_from_each_other_are_islands_of_their_catchment() {
    let flows = vec![known(0, 0, 30.0), known(1, 1, 30.0), known(2, 0, 30.0)];
    let found = by(&with_flows(3, flows), &Rule::MostPupils, OPEN).unwrap();
    assert_eq!(found.leftovers.islands.len(), 1);
    assert_eq!(found.leftovers.islands[0].school, SchoolId(0));
}

#[test]
fn of_equally_many_pupils_the_first_school_by_code_goes_first_and_the_tie_is_said() {
    let mut parts = town(2);
    (parts.schools[0].code, parts.schools[1].code) = ("99ZZ00".into(), "11AA00".into());
    let table = FlowTable {
        scheme: 0,
        year: None,
        basis: Basis::Counted,
        source: SourceId(0),
        flows: vec![known(0, 0, 12.0), known(0, 1, 12.0)],
    };
    let dataset = Dataset::new(Parts { flows: vec![table], ..parts });
    let found = by(&dataset, &Rule::MostPupils, OPEN).unwrap();
    let member = found.members[0];
    assert_eq!((member.school, member.tied, member.certain), (SchoolId(1), true, false));
    assert!(found.notes.iter().any(|n| n.key == "catchment-tied"));
}

#[test]
fn a_hidden_number_that_could_be_more_makes_the_school_of_most_pupils_uncertain() {
    let hidden = |least, greatest| Count::Suppressed { least, greatest };
    let school_of = |a: Count, b: Count| {
        let dataset = with_flows(2, vec![flow(0, 0, 0, a), flow(0, 1, 0, b)]);
        let totals = Totals::of(&dataset, flows_of(&dataset, 0, None).unwrap());
        let member = members(&dataset, &totals)[0];
        (member.school.0, member.certain)
    };
    assert_eq!(school_of(Count::Known(5.0), hidden(1.0, 4.0)), (0, true));
    assert_eq!(school_of(Count::Known(3.0), hidden(1.0, 4.0)), (0, false));
    assert_eq!(school_of(hidden(1.0, 4.0), Count::Known(6.0)), (1, true));
    assert_eq!(school_of(Count::Unknown, Count::Known(6.0)), (1, false));
    assert_eq!(school_of(hidden(0.0, 4.0), hidden(0.0, 9.0)), (1, false));
}

#[test]
fn of_too_few_pupils_it_is_not_told_to_which_school_their_area_belongs() {
    let dataset =
        with_flows(3, vec![known(0, 0, 9.0), known(1, 1, 10.0), known(2, 1, 4.0), known(2, 2, 7.0)]);
    let found = by(&dataset, &Rule::MostPupils, Gate::default()).unwrap();
    assert_eq!(found.members.iter().map(|m| m.area.0).collect::<Vec<_>>(), [1, 2]);
    assert!(found.of(SchoolId(0)).is_none());
    let gap = &found.leftovers.gaps[0];
    assert_eq!((gap.why, gap.area), (GapReason::Withheld, Some(AreaId(0))));
    assert_eq!(by(&dataset, &Rule::MostPupils, OPEN).unwrap().members.len(), 3);
}

#[test]
fn pupils_without_flows_are_a_gap_that_is_said() {
    let mut parts = town(2);
    parts.counts = vec![squares::table(Subject::Home, None, &[[40.0, 0.0], [30.0, 0.0]])];
    parts.flows = vec![FlowTable {
        scheme: 0,
        year: None,
        basis: Basis::Counted,
        source: SourceId(0),
        flows: vec![known(0, 0, 40.0)],
    }];
    let found = by(&Dataset::new(parts), &Rule::MostPupils, OPEN).unwrap();
    assert_eq!(found.leftovers.gaps[0].why, GapReason::NoFlows);
    assert!(found.notes.iter().any(|n| n.key == "catchment-without-flows"));
}

#[test]
fn a_core_is_the_fewest_areas_that_hold_the_share() {
    let flows = vec![known(0, 0, 50.0), known(1, 0, 30.0), known(2, 0, 20.0), known(3, 0, 0.0)];
    let dataset = with_flows(4, flows);
    let areas = Totals::of(&dataset, &dataset.flows()[0]).by_school().remove(&SchoolId(0)).unwrap();
    for (share, wanted) in [(0.5, 1), (0.51, 2), (0.8, 2), (0.81, 3), (1.0, 3)] {
        let found = core(&dataset, &areas, share).unwrap();
        assert_eq!(found.areas.len(), wanted, "{share}");
        assert!(found.holds.0 >= share && found.certain);
    }
    let cores = by(&dataset, &Rule::Core { percent: 70 }, OPEN).unwrap();
    near(cores.list[0].shape.unsigned_area(), 2e6);
    assert_eq!(cores.list[0].holds, Some((0.8, 0.8)));
}

#[test]
fn a_core_leaves_out_and_counts_areas_with_too_few_pupils_of_the_school() {
    let flows = vec![known(0, 0, 40.0), known(1, 0, 6.0), known(2, 0, 6.0)];
    let found = by(&with_flows(3, flows), &Rule::Core { percent: 80 }, Gate::default()).unwrap();
    let core = &found.list[0];
    assert_eq!((core.areas.as_slice(), core.withheld, core.holds), (&[AreaId(0)][..], 1, None));
}

fn given(shapes: &[(usize, f64, f64)]) -> Dataset {
    let mut parts = town(3);
    parts.catchments = shapes
        .iter()
        .map(|(school, from, to)| Catchment {
            school: SchoolId(*school),
            shape: MultiPolygon(vec![Rect::new((*from, 0.0), (*to, 1000.0)).to_polygon()]),
            source: SourceId(0),
        })
        .collect();
    Dataset::new(parts)
}

#[test]
fn overlaps_gaps_and_islands_of_given_catchments_are_found_with_their_surface() {
    // School 0 from 0 to 1200 and 2700 to 2800; school 1 from 1000 to 2000; the rest is nobody's.
    let dataset = given(&[(0, 0.0, 1200.0), (1, 1000.0, 2000.0), (0, 2700.0, 2800.0)]);
    let found = by(&dataset, &Rule::Given, OPEN).unwrap();
    let left = &found.leftovers;
    assert_eq!(left.overlaps.len(), 1);
    assert_eq!(left.overlaps[0].schools, (SchoolId(0), SchoolId(1)));
    near(left.overlaps[0].shape.unsigned_area(), 200_000.0);
    assert_eq!(left.gaps.len(), 2);
    near(left.gaps.iter().map(|g| g.shape.unsigned_area()).sum(), 900_000.0);
    assert_eq!(left.islands.len(), 1);
    let keys: Vec<&str> = found.notes.iter().map(|n| n.key).collect();
    assert_eq!(
        keys,
        ["catchment-overlaps", "catchment-gaps", "catchment-school-without", "catchment-islands"]
    );
    for language in Language::ALL {
        assert!(found.notes.iter().all(|n| !n.message(language).contains(n.key)));
    }
}

#[test]
fn borders_drawn_a_hand_apart_are_no_gap_and_no_overlap() {
    let dataset = given(&[(0, 0.0, 999.9), (1, 1000.0, 2000.1), (2, 2000.0, 3000.0)]);
    let found = by(&dataset, &Rule::Given, OPEN).unwrap();
    assert!(found.leftovers.gaps.is_empty() && found.leftovers.overlaps.is_empty());
    let slivers = found.notes.iter().find(|n| n.key == "catchment-slivers").unwrap();
    assert_eq!(slivers.args, [("count", "2".to_owned())]);
}

#[test]
fn what_there_is_nothing_for_is_refused_with_what_to_add() {
    let dataset = Dataset::new(town(2));
    for (rule, key) in [
        (Rule::Given, "catchment-none-given"),
        (Rule::MostPupils, "catchment-no-flows"),
        (Rule::Core { percent: 70 }, "catchment-no-flows"),
    ] {
        let notice = by(&dataset, &rule, OPEN).unwrap_err();
        assert_eq!(notice.key, key);
        assert!(notice.fix(Language::Dutch).is_some());
    }
    let empty = Dataset::new(Parts::default());
    assert_eq!(by(&empty, &ALL, OPEN).unwrap_err().key, "catchment-no-areas");
}

#[test]
fn the_difference_of_two_rules_is_a_share_of_surface_and_of_pupils() {
    // The middle square goes to school 0 in fact, and lies nearest to school 1.
    let mut parts = town(3);
    parts.counts = vec![squares::table(Subject::Home, None, &[[50.0, 0.0], [20.0, 10.0], [20.0, 0.0]])];
    parts.flows = vec![FlowTable {
        scheme: 0,
        year: None,
        basis: Basis::Counted,
        source: SourceId(0),
        flows: vec![known(0, 0, 50.0), known(1, 0, 30.0), known(2, 2, 20.0)],
    }];
    let dataset = Dataset::new(parts);
    let (nearest, observed) =
        (by(&dataset, &ALL, OPEN).unwrap(), by(&dataset, &Rule::MostPupils, OPEN).unwrap());
    let homes = Homes::of(&dataset, &dataset.parts().counts[0]);
    let found = compare(&nearest, &observed, Some(&homes));
    near(found.area.unwrap(), 1.0 / 3.0);
    assert_eq!((found.pupils, found.of_pupils), (Some(0.3), 100.0));
    let same = compare(&nearest, &nearest, Some(&homes));
    assert!(same.area.unwrap() < 1e-9 && same.pupils == Some(0.0));
    assert_eq!(compare(&nearest, &observed, None).pupils, None);
}

#[test]
fn how_many_pupils_live_in_an_overlap_is_told_as_far_as_it_may_be() {
    let mut parts = given(&[(0, 0.0, 1600.0), (1, 1400.0, 3000.0)]).parts().clone();
    let rows = [[40.0, 20.0], [30.0, 33.0], [20.0, 20.0]];
    parts.counts = vec![squares::table(Subject::Home, None, &rows)];
    let said = |parts: &Parts| {
        let found = by(&Dataset::new(parts.clone()), &Rule::Given, Gate::default()).unwrap();
        found.notes.iter().find(|n| n.key.starts_with("catchment-overlap-pupils")).cloned()
    };
    let notice = said(&parts).expect("the middle of the second square is in both");
    let text = notice.what(Language::Dutch);
    assert!(text.starts_with("63 leerlingen wonen in een overlap (1 gebied)"), "{text}");
    assert!(notice.what(Language::English).contains("go to the nearest of them"));
    parts.counts = vec![squares::table(Subject::Home, None, &[rows[0], [3.0, 3.0], rows[2]])];
    let text = said(&parts).expect("somebody lives there").what(Language::Dutch);
    assert!(text.starts_with("0 leerlingen") && text.contains("waarvan 1 met te weinig"), "{text}");
    parts.catchments.truncate(1);
    assert_eq!(said(&parts), None);
}
