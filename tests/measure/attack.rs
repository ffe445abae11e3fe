//! A reader who has everything that the program shows of one town: years, scenarios, flows. What is
//! hidden in one of them must not follow from the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::support::cli::{Folder, run};
use crate::support::linear::Reader;
use crate::support::{plan, shared_data};

use proptest::prelude::*;
use wijkspiegel::data::{AreaId, Dataset, Flow, SchoolId, Subject, Year};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::{Composition, Gate, Shown, ShownCounts, ShownFlows};
use wijkspiegel::scenario::{Building, EditKind, Engine, Rule, Scenario, ready};

/// How far apart the values of a hidden cell have to be.
const APART: f64 = 3.0;

/// Linear knowledge: numbers by name, of which some are shown, and sums that are zero.
#[derive(Default)]
struct Knowledge {
    truth: BTreeMap<String, f64>,
    shown: BTreeMap<String, bool>,
    sums: Vec<Vec<(String, f64)>>,
}

impl Knowledge {
    fn number(&mut self, name: &str, value: f64, shown: bool) {
        self.truth.insert(name.to_owned(), value);
        let slot = self.shown.entry(name.to_owned()).or_default();
        *slot |= shown;
    }

    fn zero(&mut self, sum: Vec<(String, f64)>) {
        let left: f64 = sum.iter().map(|(name, f)| f * self.truth[name]).sum();
        assert!(left.abs() < 1e-6, "what the reader takes for true is true: {sum:?} is {left}");
        self.sums.push(sum);
    }

    /// Schools of a town with their counts: rows and columns add up.
    fn schools(
        &mut self,
        at: &str,
        dataset: &Dataset,
        shown: &ShownCounts,
        scheme: usize,
        year: Option<Year>,
    ) {
        let table = dataset.counts(Subject::School, scheme, year).unwrap();
        let groups = table.groups;
        let told = |c: &Composition, g: usize| {
            let cell = if g == groups { c.total } else { c.counts[g] };
            cell != Shown::Hidden
        };
        let name = |unit: &str, g: usize| format!("{at} {unit} {g}");
        let mut town = vec![0.0; groups + 1];
        let mut codes = Vec::new();
        for (unit, school) in dataset.schools().iter().enumerate() {
            let Some(composition) = shown.composition(scheme, unit) else { continue };
            let row: Option<Vec<f64>> = table.row(unit).iter().map(|c| c.known()).collect();
            let Some(mut row) = row else { continue };
            row.push(row.iter().sum());
            for (g, n) in row.iter().enumerate() {
                self.number(&name(&school.code, g), *n, told(composition, g));
                town[g] += n;
            }
            codes.push(school.code.clone());
            self.row(&name(&school.code, 0), groups);
        }
        let whole = shown.town(scheme).unwrap();
        for (g, n) in town.iter().enumerate() {
            self.number(&name("town", g), *n, told(whole, g));
            let mut sum: Vec<(String, f64)> = codes.iter().map(|c| (name(c, g), 1.0)).collect();
            sum.push((name("town", g), -1.0));
            self.zero(sum);
        }
        self.row(&name("town", 0), groups);
    }

    fn row(&mut self, first: &str, groups: usize) {
        let stem = first.rsplit_once(' ').unwrap().0;
        let mut sum: Vec<(String, f64)> = (0..groups).map(|g| (format!("{stem} {g}"), 1.0)).collect();
        sum.push((format!("{stem} {groups}"), -1.0));
        self.zero(sum);
    }

    /// What the reader finds of every hidden number: its name, least and greatest value.
    fn ranges(&self) -> Vec<(String, f64, f64)> {
        let open: Vec<&String> = self.truth.keys().filter(|n| !self.shown[*n]).collect();
        let at: BTreeMap<&String, usize> = open.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        let relations: Vec<Vec<(usize, f64)>> = self
            .sums
            .iter()
            .map(|sum| sum.iter().filter_map(|(name, f)| Some((*at.get(name)?, *f))).collect())
            .collect();
        let truth: Vec<f64> = open.iter().map(|n| self.truth[*n]).collect();
        if truth.is_empty() {
            return Vec::new();
        }
        let mut reader = Reader::new(&relations, &truth);
        let ranges = open.iter().enumerate().map(|(i, name)| {
            let (least, greatest) = reader.range(i);
            assert!(least <= truth[i] + 1e-5 && truth[i] <= greatest + 1e-5, "{name}");
            ((*name).clone(), least, greatest)
        });
        ranges.collect()
    }

    /// The narrowest interval of any hidden number.
    fn narrowest(&self) -> Option<(String, f64, f64)> {
        self.ranges().into_iter().min_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)))
    }

    /// The same for a reader who sees only what has a name that starts so.
    fn only(&self, seen: &str) -> Self {
        let shown = self.shown.iter().map(|(name, shown)| (name.clone(), *shown && name.starts_with(seen)));
        Self { truth: self.truth.clone(), shown: shown.collect(), sums: self.sums.clone() }
    }
}

/// A town of schools with two groups, every pupil of a school from the one buurt beside it.
fn town_of(rows: &[[f64; 2]]) -> Dataset {
    let mut parts = plan::parts();
    let school = |i: usize| {
        let mut school = parts.schools[i % 3].clone();
        school.code = format!("S{}", i + 1);
        school.name = school.code.clone();
        school.at = geo::Point::new(100.0 + 350.0 * i as f64, 500.0);
        school
    };
    let schools = (0..rows.len()).map(school).collect();
    parts.schools = schools;
    let home = |i: usize| AreaId(2 + i % 3);
    let mut flows: Vec<Flow> = Vec::new();
    let mut at_home = vec![[0.0; 2]; 3];
    for (i, row) in rows.iter().enumerate() {
        for (group, n) in row.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            at_home[i % 3][group] += n;
            let pupils = Count::Known(*n);
            flows.push(Flow { area: home(i), school: SchoolId(i), group, pupils });
        }
    }
    flows.sort_by_key(|f| (f.area, f.school, f.group));
    parts.flows[0].flows = flows;
    let unknown = [Count::Unknown; 4];
    let cells = at_home.iter().flatten().map(|n| Count::Known(*n));
    parts.counts[0].cells = unknown.into_iter().chain(cells).collect();
    parts.counts[1].cells = rows.iter().flatten().map(|n| Count::Known(*n)).collect();
    Dataset::new(parts)
}

fn merger(from: String, into: String) -> EditKind {
    let schools = vec![from, into.clone()];
    EditKind::Merge { schools, into, name: None, to: None, building: Building::default() }
}

fn plan_of(edits: &[(i32, EditKind)]) -> Scenario {
    let mut scenario = plan::plan();
    for (year, what) in edits {
        scenario.add(Year(*year), what.clone());
    }
    scenario.assumptions.rule = Rule::Stay;
    scenario
}

/// What a reader has who sees the present, and every year of the scenario and of doing nothing, and
/// knows that nobody moves but the pupils of a school that merges into another.
fn knowledge(rows: &[[f64; 2]], merges: &[(i32, usize, usize)], gate: Gate) -> Knowledge {
    let dataset = Arc::new(town_of(rows));
    let comparison = wijkspiegel::figures::headline::Comparison::first(&dataset);
    let engine = Engine::new(dataset.clone(), comparison).unwrap();
    let code = |i: usize| format!("S{}", i + 1);
    let edits: Vec<(i32, EditKind)> =
        merges.iter().map(|(year, from, into)| (*year, merger(code(*from), code(*into)))).collect();
    let scenario = plan_of(&edits);
    let mut known = Knowledge::default();
    let present = ShownCounts::of_year(&dataset, Subject::School, None, gate);
    known.schools("present", &dataset, &present, 0, None);
    let (first, last) = (scenario.assumptions.first_year.0, merges.iter().map(|m| m.0).max().unwrap_or(0));
    for (name, scenario) in [("without", scenario.reference()), ("plan", scenario)] {
        // Where the pupils of every school of the present are.
        let mut place: Vec<usize> = (0..rows.len()).collect();
        for year in first..=last.max(first) {
            for (_, from, into) in merges.iter().filter(|m| name == "plan" && m.0 == year) {
                place.iter_mut().filter(|p| **p == *from).for_each(|p| *p = *into);
            }
            let town = engine.dataset_at(&scenario, Year(year)).unwrap();
            let shown = ShownCounts::of_year(&town, Subject::School, Some(Year(year)), gate);
            let at = format!("{name}-{year}");
            known.schools(&at, &town, &shown, 0, Some(Year(year)));
            for (to, school) in (0..rows.len()).map(|i| (i, code(i))) {
                if !place.contains(&to) {
                    continue;
                }
                for g in 0..2 {
                    let from = (0..rows.len()).filter(|i| place[*i] == to);
                    let mut sum: Vec<(String, f64)> =
                        from.map(|i| (format!("present {} {g}", code(i)), 1.0)).collect();
                    sum.push((format!("{at} {school} {g}"), -1.0));
                    known.zero(sum);
                }
            }
        }
    }
    known
}

fn a_row() -> impl Strategy<Value = [f64; 2]> {
    let n = || prop_oneof![1 => Just(0_u8), 4 => 1_u8..10, 6 => 10_u8..90].prop_map(f64::from);
    // A school without pupils is no school that could merge.
    [n(), n()].prop_map(|[a, b]| if a + b > 0.0 { [a, b] } else { [3.0, 4.0] })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_count_follows_from_a_merger(
        rows in prop::collection::vec(a_row(), 4..8),
        merges in prop::collection::vec((0_i32..3, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..3),
    ) {
        let first = plan::plan().assumptions.first_year.0;
        let mut gone = Vec::new();
        let mut list = Vec::new();
        for (after, from, into) in merges {
            let (from, into) = (from.index(rows.len()), into.index(rows.len()));
            if from != into && !gone.contains(&from) && !gone.contains(&into) && !list.iter().any(|(_, _, i)| *i == from) {
                gone.push(from);
                list.push((first + after, from, into));
            }
        }
        list.sort();
        let known = knowledge(&rows, &list, Gate::default());
        // Two hidden schools of which the sum follows from the present are one school after the
        // merger: that follows without any output of the scenario, from the plan alone.
        let before: BTreeMap<String, f64> =
            known.only("present").ranges().into_iter().map(|(name, a, b)| (name, b - a)).collect();
        for (name, least, greatest) in known.ranges() {
            let wide = greatest - least >= APART.min(before[&name]) - 1e-4;
            prop_assert!(wide, "{name}: {least}–{greatest} of {rows:?}, {list:?}");
            prop_assert!(!name.starts_with("present") || greatest - least >= APART - 1e-4, "{name}");
        }
    }
}

#[test]
fn a_merger_gives_a_hidden_count_away_where_nothing_is_inherited() {
    // 4 and 46 are hidden in the present, with a companion. After the merger 34 and 106 would stand.
    let rows = [[4.0, 46.0], [30.0, 60.0], [25.0, 35.0], [50.0, 60.0]];
    let first = plan::plan().assumptions.first_year.0;
    let known = knowledge(&rows, &[(first, 0, 1)], Gate::default());
    let hidden = |name: &str| !known.shown[name];
    assert!(hidden("present S1 0"));
    assert!(hidden(&format!("plan-{first} S2 0")), "what the school has more is the school that is gone");
    let mut naive = known;
    for g in 0..2 {
        naive.shown.insert(format!("plan-{first} S2 {g}"), true);
    }
    let (_, least, greatest) = naive.narrowest().unwrap();
    assert!(greatest - least < 1e-4, "the check must be able to fail");
}

#[test]
fn what_is_hidden_in_one_year_is_hidden_in_every_year() {
    let mut parts = town_of(&[[4.0, 46.0], [30.0, 60.0], [25.0, 35.0], [50.0, 60.0]]).parts().clone();
    let mut later = parts.counts[1].clone();
    later.year = Some(Year(2025));
    later.cells = [14.0, 47.0, 31.0, 60.0, 26.0, 36.0, 50.0, 58.0].map(Count::Known).to_vec();
    parts.counts[1].year = Some(Year(2024));
    parts.counts.push(later);
    let dataset = Dataset::new(parts);
    let hidden = |year: i32| -> Vec<bool> {
        let shown = ShownCounts::of_year(&dataset, Subject::School, Some(Year(year)), Gate::default());
        (0..4)
            .flat_map(|u| shown.composition(0, u).unwrap().counts.clone())
            .map(|c| c == Shown::Hidden)
            .collect()
    };
    assert_eq!(hidden(2024), hidden(2025));
    assert_eq!(hidden(2025).iter().filter(|h| **h).count(), 4, "46 would follow from 47, and 4 from 46");
    let off = ShownCounts::of_year(&dataset, Subject::School, Some(Year(2024)), Gate { threshold: 0 });
    assert_eq!(off.composition(0, 0).unwrap().counts[0], Shown::Value(4.0));
}

/// Every flow with both totals, as a reader has them.
fn knowledge_of_flows(dataset: &Dataset, gate: Gate) -> Knowledge {
    let table = &dataset.flows()[0];
    let shown = ShownFlows::of(dataset, table, gate);
    let mut sums: BTreeMap<(AreaId, SchoolId), f64> = BTreeMap::new();
    for flow in &table.flows {
        *sums.entry((flow.area, flow.school)).or_default() += flow.pupils.known().unwrap();
    }
    let mut known = Knowledge::default();
    let mut areas: Vec<AreaId> = sums.keys().map(|k| k.0).collect();
    areas.dedup();
    let mut schools: Vec<SchoolId> = sums.keys().map(|k| k.1).collect();
    schools.sort_unstable();
    schools.dedup();
    let value = |a: &AreaId, s: &SchoolId| sums.get(&(*a, *s)).copied().unwrap_or(0.0);
    for a in &areas {
        let all: f64 = schools.iter().map(|s| value(a, s)).sum();
        known.number(&format!("area {}", a.0), all, shown.of_area(*a) != Shown::Hidden);
        for s in &schools {
            let told = shown.cell(*a, *s);
            known.number(&format!("flow {} {}", a.0, s.0), value(a, s), told != Shown::Hidden);
            assert!(told == Shown::Hidden || told == Shown::Value(value(a, s)));
        }
    }
    for s in &schools {
        let all: f64 = areas.iter().map(|a| value(a, s)).sum();
        known.number(&format!("school {}", s.0), all, shown.of_school(*s) != Shown::Hidden);
    }
    for a in &areas {
        let mut sum: Vec<_> = schools.iter().map(|s| (format!("flow {} {}", a.0, s.0), 1.0)).collect();
        sum.push((format!("area {}", a.0), -1.0));
        known.zero(sum);
    }
    for s in &schools {
        let mut sum: Vec<_> = areas.iter().map(|a| (format!("flow {} {}", a.0, s.0), 1.0)).collect();
        sum.push((format!("school {}", s.0), -1.0));
        known.zero(sum);
    }
    known
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_flow_follows_from_the_lists_of_schools_and_areas(
        cells in prop::collection::vec(prop_oneof![2 => Just(0_u8), 4 => 1_u8..10, 4 => 10_u8..60], 12),
    ) {
        let mut parts = town_of(&[[40.0, 40.0]; 4]).parts().clone();
        let flow = |(at, n): (usize, &u8)| Flow {
            area: AreaId(2 + at / 4),
            school: SchoolId(at % 4),
            group: 0,
            pupils: Count::Known(f64::from(*n)),
        };
        parts.flows[0].flows = cells.iter().enumerate().filter(|(_, n)| **n > 0).map(flow).collect();
        // The tables of schools and homes say no more than the flows.
        parts.counts.clear();
        let dataset = Dataset::new(parts);
        if dataset.flows()[0].flows.is_empty() {
            return Ok(());
        }
        let known = knowledge_of_flows(&dataset, Gate::default());
        if let Some((name, least, greatest)) = known.narrowest() {
            prop_assert!(greatest - least >= APART - 1e-4, "{name}: {least}–{greatest} of {cells:?}");
        }
    }
}

#[test]
fn a_list_of_homes_tells_no_total_that_the_table_hides() {
    let dataset = town_of(&[[3.0, 4.0], [12.0, 14.0], [30.0, 40.0], [50.0, 60.0]]);
    let counts = ShownCounts::of_year(&dataset, Subject::School, None, Gate::default());
    let flows = ShownFlows::of(&dataset, &dataset.flows()[0], Gate::default());
    let mut hidden = 0;
    for unit in 0..4 {
        if counts.composition(0, unit).unwrap().total == Shown::Hidden {
            assert_eq!(flows.of_school(SchoolId(unit)), Shown::Hidden);
            hidden += 1;
        }
    }
    assert!(hidden >= 2, "a school of 7 pupils and a companion");
}

/// Propagation of intervals through sums, for towns that are too large for the simplex method: what
/// follows from any one sum, over and over.
fn determined(known: &Knowledge) -> Vec<String> {
    let mut range: BTreeMap<&String, (f64, f64)> = known
        .truth
        .iter()
        .map(|(name, value)| (name, if known.shown[name] { (*value, *value) } else { (0.0, f64::INFINITY) }))
        .collect();
    for _ in 0..30 {
        for sum in &known.sums {
            for (name, f) in sum.iter().filter(|(name, _)| !known.shown[name]) {
                // name = −(the others) / f
                let (mut low, mut high) = (0.0, 0.0);
                for (other, g) in sum.iter().filter(|(other, _)| other != name) {
                    let (a, b) = range[other];
                    let (x, y) = (-g / f * a, -g / f * b);
                    low += x.min(y);
                    high += x.max(y);
                }
                let slot = range.get_mut(name).unwrap();
                if low.is_finite() {
                    slot.0 = slot.0.max(low)
                }
                if high.is_finite() {
                    slot.1 = slot.1.min(high)
                }
            }
        }
    }
    let narrow = |(name, (low, high)): (&&String, &(f64, f64))| {
        (!known.shown[*name] && high - low < APART - 1e-3)
            .then(|| format!("{name}: {low}–{high} is {}", known.truth[*name]))
    };
    range.iter().filter_map(narrow).collect()
}

/// The town of the example and every ready plan, in its first and last year.
#[test]
fn no_hidden_count_of_the_example_follows_from_its_ready_plans() {
    let engine = plan::example();
    let dataset = &engine.base().dataset;
    let gate = Gate::default();
    let mut known = Knowledge::default();
    let year = dataset.counts(Subject::School, 0, None).unwrap().year;
    let present = ShownCounts::of_year(dataset, Subject::School, year, gate);
    known.schools("present", dataset, &present, 0, year);
    let (mut cells, mut told) = (0, 0);
    for (at, (_, toml)) in ready::embedded().into_iter().enumerate() {
        let scenario = wijkspiegel::scenario::file::read("", toml).unwrap().scenario;
        for year in [scenario.assumptions.first_year, scenario.assumptions.last_year] {
            let town = engine.dataset_at(&scenario, year).unwrap();
            let shown = ShownCounts::of_year(&town, Subject::School, Some(year), gate);
            let name = format!("plan{at}-{year}");
            known.schools(&name, &town, &shown, 0, Some(year));
            for (unit, school) in town.schools().iter().enumerate() {
                let Some(composition) = shown.composition(0, unit) else { continue };
                cells += composition.counts.len();
                told += composition.counts.iter().filter(|c| matches!(c, Shown::Value(_))).count();
                // Whoever did not move is who was there.
                let groups = composition.counts.len();
                let same = (0..groups).all(|g| {
                    let (a, b) =
                        (format!("present {} {g}", school.code), format!("{name} {} {g}", school.code));
                    let values = known.truth.get(&a).zip(known.truth.get(&b));
                    values.is_some_and(|(a, b)| (a - b).abs() < 1e-9)
                });
                for g in (0..groups).filter(|_| same) {
                    known.zero(vec![
                        (format!("present {} {g}", school.code), 1.0),
                        (format!("{name} {} {g}", school.code), -1.0),
                    ]);
                }
            }
        }
    }
    let found = determined(&known);
    assert!(found.is_empty(), "{found:?}");
    assert!(told as f64 > 0.6 * cells as f64, "{told} of {cells}: enough stays to be seen");
}

#[test]
fn no_hidden_flow_of_the_example_follows_from_its_lists() {
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let found = determined(&knowledge_of_flows(&dataset, Gate::default()));
    assert!(found.is_empty(), "{found:?}");
}

/// The real town: nothing of its modelled tables follows from a merger of two of its schools.
#[test]
fn no_hidden_count_of_groningen_follows_from_a_merger() {
    let Some(data) = shared_data() else { return };
    let folder = Folder::new();
    let (out, file) = (folder.at("town.gpkg"), |name: &str| format!("{}/groningen/{name}", data.display()));
    let mut arguments = vec!["new".to_owned(), out.clone()];
    for (option, name) in [
        ("--areas", "wijken_2022_rd.geojson"),
        ("--schools", "basisscholen_2024_wgs84.geojson"),
        ("--pupils-home", "modelled/pupils_home.csv"),
        ("--pupils-school", "modelled/pupils_school.csv"),
        ("--flows", "modelled/flows.csv"),
    ] {
        arguments.extend([option.to_owned(), file(name)]);
    }
    run(arguments);
    let dataset = wijkspiegel::project::open(std::path::Path::new(&out)).unwrap().dataset;
    let comparison = wijkspiegel::figures::headline::Comparison::first(&dataset);
    let engine = Engine::new(dataset.clone(), comparison).unwrap();
    let gate = Gate::default();
    let year = dataset.counts(Subject::School, 0, None).unwrap().year;
    let present = ShownCounts::of_year(&dataset, Subject::School, year, gate);
    let smallest =
        |unit: &usize| dataset.counts(Subject::School, 0, None).unwrap().total(*unit).known().unwrap_or(1e9);
    let mut units: Vec<usize> = (0..dataset.schools().len()).collect();
    units.sort_by(|a, b| smallest(a).total_cmp(&smallest(b)));
    let code = |i: usize| dataset.schools()[units[i]].code.clone();
    let mut known = Knowledge::default();
    known.schools("present", &dataset, &present, 0, year);
    let scenario = plan_of(&[(2026, merger(code(0), code(1)))]);
    let town = engine.dataset_at(&scenario, Year(2026)).unwrap();
    let shown = ShownCounts::of_year(&town, Subject::School, Some(Year(2026)), gate);
    known.schools("plan", &town, &shown, 0, Some(Year(2026)));
    for school in town.schools() {
        for g in 0..dataset.counts(Subject::School, 0, None).unwrap().groups {
            let name = |at: &str, code: &str| format!("{at} {code} {g}");
            let mut sum = vec![(name("plan", &school.code), -1.0), (name("present", &school.code), 1.0)];
            if school.code == code(1) {
                sum.push((name("present", &code(0)), 1.0));
            }
            if sum.iter().all(|(n, _)| known.truth.contains_key(n)) {
                known.zero(sum);
            }
        }
    }
    let found = determined(&known);
    assert!(found.is_empty(), "{found:?}");
}
