//! The privacy gate over whole tables: a reader who knows every sum can't find a hidden count.

use crate::support::linear;

use geo::{MultiPolygon, Point, Rect};
use linear::Reader;
use proptest::prelude::*;
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, AreaId, Basis, CountTable, Dataset, Group, GroupScheme, Level, PointOrigin, PupilPoint, School,
    SourceId, Subject,
};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::{Composition, Gate, Shown, ShownCounts};

/// A small town: the wijk of each buurt, and per scheme the counts of the buurten.
#[derive(Clone, Debug)]
struct Town {
    wijk_of: Vec<usize>,
    wijken: usize,
    /// Per scheme, per buurt.
    counts: Vec<Vec<Vec<Count>>>,
    /// Per scheme, what the wijk has of its own besides the sum of its buurten; else it is the sum.
    own: Vec<Option<f64>>,
}

fn group(i: usize) -> Group {
    Group { key: format!("g{i}"), label: format!("g{i}") }
}

fn table(subject: Subject, scheme: usize, groups: usize, cells: Vec<Count>) -> CountTable {
    CountTable { subject, scheme, year: None, basis: Basis::Counted, source: SourceId(0), groups, cells }
}

fn square(i: usize) -> MultiPolygon<f64> {
    let x = i as f64 * 100.0;
    MultiPolygon(vec![Rect::new((x, 0.0), (x + 100.0, 100.0)).to_polygon()])
}

fn schemes(counts: &[Vec<Vec<Count>>]) -> Vec<GroupScheme> {
    let scheme = |(i, c): (usize, &Vec<Vec<Count>>)| GroupScheme {
        key: format!("s{i}"),
        name: format!("s{i}"),
        ordered: true,
        groups: (0..c[0].len()).map(group).collect(),
    };
    counts.iter().enumerate().map(scheme).collect()
}

impl Town {
    /// Wijken first, then buurten.
    fn dataset(&self) -> Dataset {
        let mut areas = Vec::new();
        let point = PupilPoint { at: Point::new(0.0, 0.0), origin: PointOrigin::Interior };
        for i in 0..self.wijken + self.wijk_of.len() {
            let parent = i.checked_sub(self.wijken).map(|b| AreaId(self.wijk_of[b]));
            areas.push(Area {
                code: format!("A{i}"),
                name: format!("A{i}"),
                level: if parent.is_some() { Level::Buurt } else { Level::Wijk },
                parent,
                shape: square(i),
                pupil_point: point,
                source: SourceId(0),
            });
        }
        let tables = self.counts.iter().enumerate().map(|(scheme, rows)| {
            let groups = rows[0].len();
            let mut cells = Vec::new();
            for wijk in 0..self.wijken {
                let sum = |g: usize| -> Count {
                    (0..rows.len()).filter(|b| self.wijk_of[*b] == wijk).map(|b| rows[b][g]).sum()
                };
                cells.extend((0..groups).map(|g| match (self.own[scheme], sum(g)) {
                    (Some(extra), Count::Known(sum)) => Count::Known(sum + extra),
                    _ => Count::Unknown,
                }));
            }
            cells.extend(rows.iter().flatten().copied());
            table(Subject::Home, scheme, groups, cells)
        });
        Dataset::new(Parts {
            areas,
            schemes: schemes(&self.counts),
            counts: tables.collect(),
            ..Parts::default()
        })
    }
}

/// Schools without anything around them.
fn schools(counts: &[Vec<Vec<Count>>]) -> Dataset {
    let school = |i: usize| School {
        code: format!("00AA{i:02}"),
        name: format!("School {i}"),
        at: Point::new(0.0, i as f64),
        kind: None,
        denomination: None,
        board: None,
        address: None,
        postcode: None,
        town: None,
        pupils: counts[0][i].iter().copied().sum(),
        source: SourceId(0),
    };
    let tables = counts.iter().enumerate().map(|(scheme, rows)| {
        table(Subject::School, scheme, rows[0].len(), rows.iter().flatten().copied().collect())
    });
    Dataset::new(Parts {
        schools: (0..counts[0].len()).map(school).collect(),
        schemes: schemes(counts),
        counts: tables.collect(),
        ..Parts::default()
    })
}

/// What a reader has: every cell with its truth and whether it is hidden, and every sum.
struct Attack {
    relations: Vec<Vec<(usize, f64)>>,
    truth: Vec<f64>,
    hidden: Vec<bool>,
    /// Cells of which nothing is shown since nobody knows them.
    latent: Vec<bool>,
}

/// The finest units by parent, the counts that are shown, and the gate that is tried.
fn attack(
    parents: &[Option<usize>],
    counts: &[Vec<Vec<Count>>],
    seen: impl Fn(usize, usize) -> Composition,
    town: impl Fn(usize) -> Composition,
) -> Attack {
    // Units: those given, then the town. Cells per scheme: its groups; the total is common.
    let units = parents.len() + 1;
    let widths: Vec<usize> = counts.iter().map(|c| c[0].len()).collect();
    let columns = widths.iter().sum::<usize>() + 1;
    let at = |unit: usize, column: usize| unit * columns + column;
    let mut a = Attack {
        relations: Vec::new(),
        truth: vec![0.0; units * columns],
        hidden: vec![false; units * columns],
        latent: vec![false; units * columns],
    };
    let mut first = 0;
    for (scheme, rows) in counts.iter().enumerate() {
        for unit in 0..units {
            let town_row = || -> Vec<Count> {
                (0..widths[scheme])
                    .map(|g| (0..parents.len()).filter(|u| parents[*u].is_none()).map(|u| rows[u][g]).sum())
                    .collect()
            };
            let row = if unit < parents.len() { rows[unit].clone() } else { town_row() };
            let shown = if unit < parents.len() { seen(scheme, unit) } else { town(scheme) };
            let is_finest = unit < parents.len() && !parents.contains(&Some(unit));
            for (g, count) in row.iter().enumerate() {
                let cell = at(unit, first + g);
                a.truth[cell] = count.bounds().map_or(0.0, |b| b.0);
                a.hidden[cell] = shown.counts[g] == Shown::Hidden;
                a.latent[cell] = count.is_unknown() && !is_finest;
            }
            let total: Count = row.iter().copied().sum();
            let cell = at(unit, columns - 1);
            a.truth[cell] = total.bounds().map_or(0.0, |b| b.0);
            a.hidden[cell] |= shown.total == Shown::Hidden;
            a.latent[cell] |= total.is_unknown();
            let mut relation: Vec<(usize, f64)> =
                (0..row.len()).map(|g| (at(unit, first + g), 1.0)).collect();
            relation.push((cell, -1.0));
            a.relations.push(relation);
        }
        first += widths[scheme];
    }
    for unit in 0..units {
        let children = |u: &usize| match parents[*u] {
            Some(parent) => parent == unit,
            None => unit == parents.len(),
        };
        let children: Vec<usize> = (0..parents.len()).filter(children).collect();
        if children.is_empty() {
            continue;
        }
        for column in 0..columns {
            let mut relation: Vec<(usize, f64)> = children.iter().map(|u| (at(*u, column), 1.0)).collect();
            relation.push((at(unit, column), -1.0));
            a.relations.push(relation);
        }
    }
    a
}

impl Attack {
    /// The narrowest interval that the reader finds for a hidden cell: cell and interval.
    fn narrowest(&self) -> Option<(usize, f64, f64)> {
        let open: Vec<usize> = (0..self.truth.len()).filter(|c| self.hidden[*c] || self.latent[*c]).collect();
        let variable = |cell: usize| open.iter().position(|c| *c == cell);
        let relations: Vec<Vec<(usize, f64)>> = self
            .relations
            .iter()
            .map(|r| r.iter().filter_map(|(cell, f)| Some((variable(*cell)?, *f))).collect())
            .collect();
        let truth: Vec<f64> = open.iter().map(|c| self.truth[*c]).collect();
        let mut reader = Reader::new(&relations, &truth);
        let mut best: Option<(usize, f64, f64)> = None;
        for (variable, cell) in open.iter().enumerate().filter(|(_, c)| !self.latent[**c]) {
            let (least, greatest) = reader.range(variable);
            assert!(least <= truth[variable] + 1e-5 && truth[variable] <= greatest + 1e-5);
            if best.is_none_or(|(_, a, b)| greatest - least < b - a) {
                best = Some((*cell, least, greatest));
            }
        }
        best
    }

    /// The least sum of hidden cells that together follow from what is shown.
    fn least_sum(&self) -> Option<f64> {
        let sums = self.relations.iter().filter_map(|relation| {
            let (whole, parts) = relation.split_last()?;
            let open = |cell: usize| self.hidden[cell] || self.latent[cell];
            let hidden: Vec<f64> = parts.iter().filter(|p| open(p.0)).map(|p| self.truth[p.0]).collect();
            (!open(whole.0) && !hidden.is_empty()).then(|| hidden.iter().sum::<f64>())
        });
        sums.min_by(f64::total_cmp)
    }
}

fn attack_town(town: &Town, gate: Gate, alone: bool) -> Attack {
    let dataset = town.dataset();
    let parents: Vec<Option<usize>> = dataset.areas().iter().map(|a| a.parent.map(|p| p.0)).collect();
    let shown = ShownCounts::of_year(&dataset, Subject::Home, None, gate);
    // A wijk has its own counts or the sum; what it has besides is taken as known to the reader.
    let rows: Vec<Vec<Vec<Count>>> = town
        .counts
        .iter()
        .map(|rows| {
            let wijk = |w: usize| -> Vec<Count> {
                (0..rows[0].len())
                    .map(|g| (0..rows.len()).filter(|b| town.wijk_of[*b] == w).map(|b| rows[b][g]).sum())
                    .collect()
            };
            (0..town.wijken).map(wijk).chain(rows.iter().cloned()).collect()
        })
        .collect();
    attack(
        &parents,
        &rows,
        |scheme, unit| {
            if alone {
                gate.composition(&rows[scheme][unit])
            } else {
                shown.composition_or_unknown(scheme, unit)
            }
        },
        |scheme| shown.town(scheme).unwrap().clone(),
    )
}

fn a_count() -> impl Strategy<Value = Count> {
    prop_oneof![
        2 => Just(Count::Known(0.0)),
        5 => (1_u8..10).prop_map(|v| Count::Known(f64::from(v))),
        5 => (10_u8..40).prop_map(|v| Count::Known(f64::from(v))),
        4 => (40_u8..200).prop_map(|v| Count::Known(f64::from(v))),
    ]
}

/// One or two schemes of the same pupils.
fn some_counts(units: usize) -> impl Strategy<Value = Vec<Vec<Vec<Count>>>> {
    let first = (1_usize..4)
        .prop_flat_map(move |groups| prop::collection::vec(prop::collection::vec(a_count(), groups), units));
    (first, any::<bool>(), 0.0..1.0_f64).prop_map(|(first, two, part)| {
        let split = |row: &Vec<Count>| {
            let total = row.iter().copied().sum::<Count>().known().unwrap_or(0.0);
            let some = (total * part).floor();
            vec![Count::Known(some), Count::Known(total - some)]
        };
        let second = two.then(|| first.iter().map(split).collect::<Vec<_>>());
        std::iter::once(first).chain(second).collect()
    })
}

fn a_town() -> impl Strategy<Value = Town> {
    (1_usize..4, 2_usize..9).prop_flat_map(|(wijken, buurten)| {
        let wijk_of = prop::collection::vec(0..wijken, buurten).prop_map(move |mut wijk_of| {
            // No wijk without a buurt.
            (0..wijken.min(buurten)).for_each(|w| wijk_of[w] = w);
            wijk_of
        });
        let own = prop_oneof![4 => Just(None), 1 => Just(Some(0.0))];
        (wijk_of, some_counts(buurten), own).prop_map(move |(wijk_of, counts, own)| Town {
            wijken: wijken.min(wijk_of.len()),
            own: vec![own; counts.len()],
            wijk_of,
            counts,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_count_of_an_area_follows_from_any_sums(town in a_town(), threshold in 5_u32..13) {
        let attack = attack_town(&town, Gate { threshold }, false);
        if let Some((cell, least, greatest)) = attack.narrowest() {
            prop_assert!(greatest - least >= 3.0 - 1e-5, "cell {cell}: {least}–{greatest} in {town:?}");
        }
        prop_assert!(attack.least_sum().is_none_or(|s| s >= f64::from(threshold)), "{town:?}");
    }

    #[test]
    fn no_hidden_count_of_a_school_follows_from_the_town(counts in (1_usize..9).prop_flat_map(some_counts)) {
        let dataset = schools(&counts);
        let shown = ShownCounts::of_year(&dataset, Subject::School, None, Gate::default());
        let attack = attack(
            &vec![None; counts[0].len()],
            &counts,
            |scheme, unit| shown.composition_or_unknown(scheme, unit),
            |scheme| shown.town(scheme).unwrap().clone(),
        );
        if let Some((cell, least, greatest)) = attack.narrowest() {
            prop_assert!(greatest - least >= 3.0 - 1e-5, "cell {cell}: {least}–{greatest} in {counts:?}");
        }
        prop_assert!(attack.least_sum().is_none_or(|s| s >= 10.0));
        // The register's total says no more than the table.
        for unit in 0..counts[0].len() {
            let hidden = (0..counts.len()).any(|s| shown.composition_or_unknown(s, unit).total == Shown::Hidden);
            prop_assert!(!hidden || shown.published(unit) == Shown::Hidden);
        }
    }

    #[test]
    fn every_small_count_is_hidden_and_every_shown_one_is_right(town in a_town()) {
        let shown = ShownCounts::of_year(&town.dataset(), Subject::Home, None, Gate::default());
        for (scheme, rows) in town.counts.iter().enumerate() {
            for (b, row) in rows.iter().enumerate() {
                let seen = shown.composition_or_unknown(scheme, town.wijken + b);
                for (count, seen) in row.iter().zip(&seen.counts) {
                    let count = count.known().unwrap();
                    prop_assert!(*seen == Shown::Hidden || *seen == Shown::Value(count));
                    prop_assert!(!(count > 0.0 && count < 10.0) || *seen == Shown::Hidden);
                }
            }
        }
    }
}

fn known(rows: &[[f64; 2]]) -> Vec<Vec<Count>> {
    rows.iter().map(|r| r.map(Count::Known).to_vec()).collect()
}

fn one_wijk(rows: &[[f64; 2]]) -> Town {
    Town { wijk_of: vec![0; rows.len()], wijken: 1, counts: vec![known(rows)], own: vec![None] }
}

#[test]
fn without_companions_across_units_the_reader_finds_the_hidden_buurt() {
    // 4 is hidden with 46 beside it; the wijk less the other buurten gives both back.
    let town = one_wijk(&[[4.0, 46.0], [30.0, 60.0], [25.0, 35.0]]);
    let (_, least, greatest) = attack_town(&town, Gate::default(), true).narrowest().unwrap();
    assert!(greatest - least < 1e-6, "the check must be able to fail");
    let (_, least, greatest) = attack_town(&town, Gate::default(), false).narrowest().unwrap();
    assert!(greatest - least >= 3.0);
}

#[test]
fn a_small_buurt_takes_the_smallest_of_its_wijk_with_it_and_leaves_the_rest() {
    let town = one_wijk(&[[4.0, 46.0], [30.0, 60.0], [25.0, 35.0]]);
    let shown = ShownCounts::of_year(&town.dataset(), Subject::Home, None, Gate::default());
    let counts = |unit: usize| shown.composition(0, unit).unwrap().counts.clone();
    assert_eq!(counts(1), [Shown::Hidden, Shown::Hidden]);
    assert_eq!(counts(2), [Shown::Value(30.0), Shown::Value(60.0)]);
    assert_eq!(counts(3), [Shown::Hidden, Shown::Hidden], "the companion");
    assert_eq!(counts(0), [Shown::Value(59.0), Shown::Value(141.0)], "the wijk");
    assert_eq!(shown.composition(0, 3).unwrap().total, Shown::Value(60.0));
    assert_eq!(shown.town(0).unwrap().total, Shown::Value(200.0));
}

#[test]
fn counts_that_the_publisher_hides_or_nobody_knows_stay_what_they_are() {
    let mut town = one_wijk(&[[4.0, 46.0], [30.0, 60.0], [25.0, 35.0]]);
    town.counts[0][1][0] = Count::Suppressed { least: 1.0, greatest: 4.0 };
    town.counts[0][2][1] = Count::Unknown;
    let shown = ShownCounts::of_year(&town.dataset(), Subject::Home, None, Gate::default());
    let counts = |unit: usize| shown.composition(0, unit).unwrap().counts.clone();
    assert_eq!(counts(2)[0], Shown::Suppressed { least: 1.0, greatest: 4.0 });
    assert_eq!(counts(3)[1], Shown::Unknown);
    assert_eq!(counts(1)[0], Shown::Hidden);
    let attack = attack_town(&town, Gate::default(), false);
    let (_, least, greatest) = attack.narrowest().unwrap();
    assert!(greatest - least >= 3.0, "{least}–{greatest}");
}

#[test]
fn with_the_gate_off_all_is_shown() {
    let town = one_wijk(&[[4.0, 6.0], [1.0, 0.0]]);
    let shown = ShownCounts::of_year(&town.dataset(), Subject::Home, None, Gate { threshold: 0 });
    assert_eq!(shown.composition(0, 1).unwrap().counts, [Shown::Value(4.0), Shown::Value(6.0)]);
    assert_eq!(shown.town(0).unwrap().total, Shown::Value(11.0));
}

#[test]
fn of_the_example_enough_stays_to_be_seen() {
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let share_told = |subject, units: Vec<usize>| {
        let table = dataset.counts(subject, dataset.first_scheme(), None).unwrap();
        let shown = ShownCounts::of(&dataset, table, Gate::default());
        let cells: Vec<Shown<f64>> = units
            .iter()
            .filter_map(|u| shown.composition(table.scheme, *u))
            .flat_map(|c| c.counts.iter().copied().chain([c.total]))
            .collect();
        let told = cells.iter().filter(|c| matches!(c, Shown::Value(_))).count();
        told as f64 / cells.len() as f64
    };
    let of_level = |level| share_told(Subject::Home, dataset.areas_of(level).map(|(id, _)| id.0).collect());
    let schools = share_told(Subject::School, (0..dataset.schools().len()).collect());
    let (wijken, buurten) = (of_level(Level::Wijk), of_level(Level::Buurt));
    assert!(schools > 0.9 && wijken > 0.9 && buurten > 0.5, "{schools} {wijken} {buurten}");
}

#[test]
fn a_country_of_schools_is_protected_too() {
    // Many small schools: every eighth has a small group, and every fiftieth is small itself.
    let row = |i: usize| -> Vec<Count> {
        let spread = |k: usize| (i * 7919 + k * 104_729) % 180;
        let mut row: Vec<f64> = (0..3).map(|k| 10.0 + spread(k) as f64).collect();
        if i.is_multiple_of(8) {
            row[i % 3] = (1 + i % 9) as f64;
        }
        if i.is_multiple_of(50) {
            row = vec![1.0, 2.0, (i % 6) as f64];
        }
        row.into_iter().map(Count::Known).collect()
    };
    let counts = vec![(0..6500).map(row).collect::<Vec<_>>()];
    let shown = ShownCounts::of_year(&schools(&counts), Subject::School, None, Gate::default());
    let hidden = (0..6500).flat_map(|u| shown.composition(0, u).unwrap().counts.clone());
    let hidden = hidden.filter(|c| *c == Shown::Hidden).count();
    assert!((1500..5000).contains(&hidden), "{hidden}");
    assert!(matches!(shown.town(0).unwrap().total, Shown::Value(_)));
}
