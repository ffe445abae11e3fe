//! What must hold for any plan over any small town.

use geo::Point;
use proptest::prelude::*;
use wijkspiegel::data::Year;
use wijkspiegel::scenario::{Building, Edit, EditKind, NewSchool, Rule, Scenario};

use crate::support::plan::{engine_of, example, parts_with, plan};

fn homes_and_flows() -> impl Strategy<Value = Vec<(usize, usize, usize, f64)>> {
    prop::collection::vec(0u8..40, 18).prop_map(|numbers| {
        let mut flows = Vec::new();
        for (at, n) in numbers.iter().enumerate() {
            if *n > 0 {
                flows.push((at / 6, at / 2 % 3, at % 2, f64::from(*n)));
            }
        }
        // A town without pupils is no town.
        flows.push((0, 0, 0, 1.0));
        flows.push((2, 2, 1, 1.0));
        flows
    })
}

fn homes(flows: &[(usize, usize, usize, f64)]) -> [[f64; 2]; 3] {
    let mut homes = [[0.0; 2]; 3];
    for (area, _, group, n) in flows {
        homes[*area][*group] += n;
    }
    homes
}

fn edit() -> impl Strategy<Value = (i32, EditKind)> {
    let school = prop::sample::select(vec!["S1", "S2", "S3", "N1"]);
    let kind = (0u8..8, school, 0.0..4000.0f64, 0u8..120).prop_map(|(kind, school, x, seats)| {
        let school = school.to_owned();
        let building = Building { seats: Some(f64::from(seats)), ..Building::default() };
        match kind {
            0 => EditKind::Open(NewSchool {
                code: "N1".into(),
                name: "Nieuw".into(),
                at: Point::new(x, 500.0),
                building,
                ..NewSchool::default()
            }),
            1 => EditKind::Close { school },
            2 => EditKind::Move { school, to: Point::new(x, 500.0) },
            3 => EditKind::Merge {
                schools: vec!["S1".into(), "S3".into()],
                into: "S3".into(),
                name: None,
                to: None,
                building,
            },
            4 => EditKind::Replace { school, to: Some(Point::new(x, 500.0)), building, temporary: None },
            5 => EditKind::Resize { school, seats: f64::from(seats) - 60.0, floor_area: 0.0 },
            6 => EditKind::Profile { school, denomination: Some("Openbaar".into()), profile: None },
            _ => EditKind::Renovate { school, building: Building::default(), temporary: None },
        }
    });
    (2020..2032i32, kind)
}

fn any_plan() -> impl Strategy<Value = Scenario> {
    let rule = prop::sample::select(Rule::ALL.to_vec());
    let intake = prop::sample::select(Rule::ALL[..4].to_vec());
    (prop::collection::vec(edit(), 0..6), rule, intake, any::<bool>()).prop_map(
        |(edits, rule, intake, places_limited)| {
            let mut plan = plan();
            plan.assumptions.rule = rule;
            plan.assumptions.intake = intake;
            plan.assumptions.places_limited = places_limited;
            for (year, what) in edits {
                plan.add(Year(year), what);
            }
            plan
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_pupil_is_somewhere_in_every_year((flows, plan) in (homes_and_flows(), any_plan())) {
        let engine = engine_of(parts_with(&homes(&flows), &flows));
        let everyone: f64 = flows.iter().map(|f| f.3).sum();
        for out in &engine.outcomes(&plan).years {
            let found: f64 = out.pupils.iter().chain(&out.unplaced).sum();
            prop_assert!((found - everyone).abs() < 1e-6, "{} of {everyone} in {}", found, out.year);
            prop_assert!(out.schools.iter().all(|s| s.pupils.iter().all(|n| *n >= 0.0)));
        }
    }

    #[test]
    fn an_edit_and_its_undo_are_the_plan_before(plan in any_plan(), added in edit()) {
        let flows = crate::support::plan::FLOWS;
        let engine = engine_of(parts_with(&homes(&flows), &flows));
        let before = engine.outcomes(&plan);
        let mut changed = plan.clone();
        let id = changed.add(Year(added.0), added.1);
        let _ = engine.outcomes(&changed);
        changed.remove(id);
        prop_assert_eq!(&changed, &plan);
        let after = engine.outcomes(&changed);
        prop_assert_eq!(before.as_ref(), after.as_ref());
    }

    #[test]
    fn what_was_computed_before_never_changes_the_answer(plans in prop::collection::vec(any_plan(), 1..4)) {
        let flows = crate::support::plan::FLOWS;
        let engine = engine_of(parts_with(&homes(&flows), &flows));
        for plan in &plans {
            let fresh = engine_of(parts_with(&homes(&flows), &flows));
            let (known, fresh) = (engine.outcomes(plan), fresh.outcomes(plan));
            prop_assert_eq!(known.as_ref(), fresh.as_ref());
        }
    }

    #[test]
    fn the_order_in_which_edits_stand_does_not_matter(plan in any_plan(), seed in any::<u64>()) {
        let flows = crate::support::plan::FLOWS;
        let engine = engine_of(parts_with(&homes(&flows), &flows));
        let mut shuffled: Vec<Edit> = plan.edits.clone();
        shuffled.sort_by_key(|e| u64::from(e.id.0).wrapping_mul(seed | 1).rotate_left(17));
        let shuffled = Scenario { edits: shuffled, ..plan.clone() };
        let (a, b) = (engine.outcomes(&plan), engine.outcomes(&shuffled));
        prop_assert_eq!(a.as_ref(), b.as_ref());
    }

    #[test]
    fn no_school_takes_newcomers_over_its_seats(plan in any_plan()) {
        let flows = crate::support::plan::FLOWS;
        let mut plan = plan;
        plan.assumptions.places_limited = true;
        let engine = engine_of(parts_with(&homes(&flows), &flows));
        let keeps = !matches!(plan.assumptions.rule, Rule::Nearest | Rule::Catchment);
        let outcomes = engine.outcomes(&plan);
        let mut before = engine.outcomes(&plan.reference()).years[0].clone();
        for out in &outcomes.years {
            for school in out.schools.iter() {
                let had = before.schools.iter().find(|s| s.site.code == school.site.code).map_or(0.0, |s| s.total);
                let room = school.site.seats.map_or(f64::INFINITY, |s| if keeps { s.max(had) } else { s });
                prop_assert!(school.total <= room + 1e-6, "{} {} > {room}", out.year, school.site.code);
            }
            before = out.clone();
        }
    }
}

#[test]
fn edits_of_different_schools_are_independent_of_their_order() {
    let engine = example();
    let closes = ["EX44", "EX05", "EX19"].map(|s| EditKind::Close { school: s.into() });
    let mut all = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut plan = plan();
        for at in order {
            plan.add(Year(2025), closes[at].clone());
        }
        all.push(engine.outcomes(&plan).years.clone());
    }
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}
