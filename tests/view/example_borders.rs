//! The Voronoi coverage of the example: a partition for any sites, by an independent oracle.

use proptest::prelude::*;
use wijkspiegel::example::borders::{Metre, cells, dissolved, doubled_area};

/// A convex outline, counter-clockwise.
const OUTLINE: [Metre; 6] = [(0, 0), (2000, -300), (3900, 400), (4000, 2500), (1800, 3300), (-200, 1700)];

/// Even-odd rule in whole numbers; a point on an edge may fall on either side.
fn holds(ring: &[Metre], (x, y): Metre) -> bool {
    let mut inside = false;
    for n in 0..ring.len() {
        let ((x1, y1), (x2, y2)) = (ring[n], ring[(n + 1) % ring.len()]);
        if (y1 > y) != (y2 > y) {
            let side = (x - x1) * (y2 - y1) - (x2 - x1) * (y - y1);
            inside ^= (side < 0) == (y2 > y1);
        }
    }
    inside
}

fn distance(a: Metre, b: Metre) -> f64 {
    (((a.0 - b.0).pow(2) + (a.1 - b.1).pow(2)) as f64).sqrt()
}

/// Distinct positions on a grid of 100 m well within the outline: many lie on one circle.
fn sites() -> impl Strategy<Value = Vec<Metre>> {
    prop::collection::btree_set((2..36i64, 5..20i64), 1..40)
        .prop_map(|set| set.into_iter().map(|(x, y)| (x * 100, y * 100)).collect())
}

proptest! {
    #[test]
    fn cells_join_up_to_the_outline_without_gap_or_overlap(sites in sites()) {
        let cells = cells(&sites, &OUTLINE);
        let town = dissolved(cells.iter().map(Vec::as_slice));
        prop_assert_eq!(town.len(), 1);
        prop_assert!(town[0].holes.is_empty());
        let sum: i64 = cells.iter().map(|c| doubled_area(c)).sum();
        prop_assert_eq!(sum, doubled_area(&town[0].exterior));
        // Only where a border ends on the outline is there rounding, by at most half a metre.
        let outline = doubled_area(&OUTLINE);
        prop_assert!((sum - outline).abs() < 12_000, "{} against {}", sum, outline);
        for cell in &cells {
            prop_assert!(doubled_area(cell) > 0);
        }
    }

    #[test]
    fn a_point_lies_in_the_cell_of_the_nearest_site(sites in sites(), x in -200..4000i64, y in -300..3300i64) {
        let p = (x, y);
        let mut order: Vec<usize> = (0..sites.len()).collect();
        order.sort_by(|&a, &b| distance(sites[a], p).total_cmp(&distance(sites[b], p)));
        // Too near a border, the rounding of corners decides.
        let clear = sites.len() < 2 || distance(sites[order[1]], p) - distance(sites[order[0]], p) > 3.0;
        let cells = cells(&sites, &OUTLINE);
        let town = dissolved(cells.iter().map(Vec::as_slice));
        if clear && holds(&town[0].exterior, p) {
            let holders: Vec<usize> = (0..cells.len()).filter(|&n| holds(&cells[n], p)).collect();
            prop_assert_eq!(holders, vec![order[0]]);
        }
    }
}

#[test]
fn four_sites_on_a_circle_meet_in_one_corner() {
    let sites = [(1000, 1000), (2000, 1000), (2000, 2000), (1000, 2000)];
    for cell in cells(&sites, &OUTLINE) {
        assert!(cell.contains(&(1500, 1500)), "{cell:?}");
    }
}

#[test]
fn an_inlet_of_the_outline_leaves_no_spike() {
    // A horseshoe open to the north: the base cuts both arms off together before the right arm is told from the left.
    let outline =
        [(0, 0), (3000, 0), (3000, 2000), (2000, 2000), (2000, 700), (1000, 700), (1000, 2000), (0, 2000)];
    let sites = [(500, 1500), (500, 500), (2500, 1500)];
    let cells = cells(&sites, &outline);
    for cell in &cells {
        for n in 0..cell.len() {
            let (a, b, c) = (cell[n], cell[(n + 1) % cell.len()], cell[(n + 2) % cell.len()]);
            let turn = (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0);
            let along = (b.0 - a.0) * (c.0 - b.0) + (b.1 - a.1) * (c.1 - b.1);
            assert!(turn != 0 || along > 0, "{cell:?} turns back at {b:?}");
        }
    }
    let sum: i64 = cells.iter().map(|c| doubled_area(c)).sum();
    assert_eq!(sum, doubled_area(&outline));
}

#[test]
fn an_enclave_is_a_hole_in_what_surrounds_it() {
    let square = |low: i64, high: i64| vec![(low, low), (high, low), (high, high), (low, high)];
    let mut around = square(0, 30);
    // One ring that goes in to the enclave and back again along the same way.
    around.extend([(0, 0), (10, 10), (10, 20), (20, 20), (20, 10), (10, 10)]);
    let faces = dissolved([around.as_slice()]);
    assert_eq!(faces.len(), 1);
    assert_eq!(faces[0].holes.len(), 1);
    assert_eq!(doubled_area(&faces[0].holes[0]), -200);
    // With the enclave itself the hole is filled.
    let faces = dissolved([around.as_slice(), square(10, 20).as_slice()]);
    assert_eq!(faces.len(), 1);
    assert!(faces[0].holes.is_empty());
}

#[test]
fn nothing_in_gives_nothing_out() {
    assert!(cells(&[], &OUTLINE).is_empty());
    assert_eq!(cells(&[(5, 5)], &[]), vec![Vec::<Metre>::new()]);
    assert!(dissolved([]).is_empty());
}
