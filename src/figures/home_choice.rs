//! Home and choice: what segregation would be if everyone went to school near home, by every rule
//! for that, by every measure, and by wijk.

use std::collections::{BTreeMap, BTreeSet};

use crate::choice::places::nearest_with_places;
use crate::choice::{Distances, HomeRule, Homes, Metric, Mode, schools_with_counts};
use crate::data::{Basis, Dataset, SchoolId, Subject};
use crate::figures::headline::{Comparison, KnownCounts, NoSplit, homes_to_split, known_counts, pair};
use crate::figures::ranking::may_be_told;
use crate::figures::splits::Division;
use crate::measure::catalogue::{Compute, MEASURES};
use crate::measure::{Counts, Measure, TwoGroup, dissimilarity};
use crate::network::homes_to_schools;
use crate::notice::Notice;
use crate::number::{Count, whole};
use crate::privacy::{Gate, ShownCounts};
use crate::progress::Progress;
use crate::text::Language;

/// How much longer streets are than a straight line where nothing better is known. In towns the
/// ratio lies between some 1.2 and 1.4.
///
/// Giacomin, D.J. and D.M. Levinson (2015). Road network circuity in metropolitan areas.
/// Environment and Planning B 42(6), 1040–1053.
pub const DETOUR: f64 = 1.3;

/// What the split in home and choice starts from: one year, all numbers known.
#[derive(Clone, Debug)]
pub struct Ground {
    pub comparison: Comparison,
    /// Pupils by school as they are.
    pub actual: KnownCounts,
    pub homes: Homes,
    /// The schools to which pupils are sent, the destinations of any distances.
    pub schools: Vec<SchoolId>,
    /// Pupils of each of `schools` now, of all groups.
    pub sizes: Vec<f64>,
    pub basis: Basis,
}

impl Ground {
    /// `None` without counts by school, or without any by home; else why there is no split.
    ///
    /// # Errors
    /// Counts that no formula can take.
    pub fn of(dataset: &Dataset, comparison: Comparison) -> Result<Option<Result<Self, NoSplit>>, Notice> {
        let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
            return Ok(None);
        };
        let actual = known_counts(dataset, table)?;
        let (home, no_split) = homes_to_split(dataset, table);
        if !actual.left_out.is_empty() {
            return Ok(Some(Err(NoSplit::SchoolsLeftOut)));
        }
        let Some(home) = home else { return Ok(no_split.map(Err)) };
        let homes = Homes::of(dataset, home);
        if homes.hidden > 0 {
            return Ok(Some(Err(NoSplit::HomesUnknown)));
        }
        let schools = schools_with_counts(table);
        if homes.is_empty() || schools.is_empty() {
            return Ok(None);
        }
        let sizes = schools.iter().map(|s| table.total(s.0).known().unwrap_or(0.0)).collect();
        let basis = table.basis.max(home.basis);
        Ok(Some(Ok(Self { comparison, actual, homes, schools, sizes, basis })))
    }

    /// Distances from every home to every school in a straight line times `detour`.
    pub fn straight_line(&self, dataset: &Dataset, detour: f64) -> Distances {
        let nowhere = geo::Point::new(f64::NAN, f64::NAN);
        let at = |id: &SchoolId| dataset.school(*id).map_or(nowhere, |s| s.at);
        let schools: Vec<geo::Point<f64>> = self.schools.iter().map(at).collect();
        Distances::straight_line(&self.homes.points, &schools, detour)
    }

    /// Everyone at school by a rule: pupils by school × group, and how that went.
    ///
    /// # Errors
    /// Distances that are not from these homes to these schools.
    pub fn by_rule(&self, distances: &Distances, places: bool) -> Result<ByRule, Notice> {
        let free = vec![f64::INFINITY; self.schools.len()];
        let placed = nearest_with_places(&self.homes, distances, if places { &self.sizes } else { &free })?;
        let counts = Counts::new(self.actual.counts.groups().to_vec(), placed.pupils)?;
        let two = pair(&counts, self.comparison);
        let home = two.as_ref().and_then(dissimilarity);
        let d = pair(&self.actual.counts, self.comparison).as_ref().and_then(dissimilarity);
        Ok(ByRule {
            rule: HomeRule::of(distances.metric, places),
            dissimilarity: home,
            choice: d.zip(home).map(|(d, home)| d - home),
            mean_distance: placed.mean_distance,
            displaced: placed.displaced.iter().sum(),
            unplaced: placed.unplaced.iter().sum(),
            counts,
        })
    }

    /// All rules that these distances allow: straight line without limit and with places, with the
    /// usual detour, and for every further table of distances its own.
    ///
    /// # Errors
    /// As [`Ground::by_rule`].
    pub fn by_rules(&self, dataset: &Dataset, further: &[Distances]) -> Result<Vec<ByRule>, Notice> {
        let planar = self.straight_line(dataset, 1.0);
        let nearest = self.by_rule(&planar, false)?;
        // The same schools are nearest; only the way is longer.
        let detour = ByRule {
            rule: HomeRule::Detour(DETOUR),
            mean_distance: nearest.mean_distance.map(|metres| metres * DETOUR),
            ..nearest.clone()
        };
        let mut out = vec![nearest, self.by_rule(&planar, true)?];
        if !further.iter().any(|d| matches!(d.metric, Metric::StraightLine { .. })) {
            out.push(detour);
        }
        for distances in further {
            out.push(self.by_rule(distances, false)?);
            if matches!(distances.metric, Metric::Route { .. }) {
                out.push(self.by_rule(distances, true)?);
            }
        }
        Ok(out)
    }

    /// Routes to walk and to cycle from these homes to these schools, where the dataset has streets.
    ///
    /// # Errors
    /// As [`crate::network::homes_to_schools`].
    pub fn routes(&self, dataset: &Dataset, progress: &dyn Progress) -> Result<Vec<Distances>, Notice> {
        if dataset.streets().is_none() {
            return Ok(Vec::new());
        }
        let search = |mode| homes_to_schools(dataset, &self.homes, &self.schools, mode, progress);
        [Mode::Walking, Mode::Cycling].into_iter().map(search).collect()
    }

    /// Every measure of two groups and of all groups on pupils as they are and by a rule.
    pub fn by_measure(&self, rule: &ByRule) -> Vec<Parts> {
        let (now, near) = (&self.actual.counts, &rule.counts);
        let pairs = pair(now, self.comparison).zip(pair(near, self.comparison));
        MEASURES
            .into_iter()
            .filter_map(|measure| {
                let (actual, home) = match measure.compute {
                    Compute::TwoGroup(f) => pairs.as_ref().map_or((None, None), |(a, b)| (f(a), f(b))),
                    Compute::MultiGroup(f) => (f(now), f(near)),
                    _ => return None,
                };
                Some(Parts { measure, actual, home, choice: actual.zip(home).map(|(a, h)| a - h) })
            })
            .collect()
    }

    /// What the schools of every wijk add to D and to D of homes, in order of their codes. The
    /// parts of all wijken add up to both; schools of which the wijk is not known stand under
    /// `None`, at the end.
    pub fn by_wijk(&self, dataset: &Dataset, rule: &ByRule) -> Vec<WijkParts> {
        let Some(now) = pair(&self.actual.counts, self.comparison) else { return Vec::new() };
        let Some(near) = pair(&rule.counts, self.comparison) else { return Vec::new() };
        let wijk = |unit: usize| Division::Wijk.of(dataset, SchoolId(unit));
        // `None` sorts last when it is turned round.
        let mut parts: BTreeMap<(bool, Option<String>), WijkParts> = BTreeMap::new();
        let mut part = |code: Option<String>, add: &dyn Fn(&mut WijkParts)| {
            let at =
                parts.entry((code.is_none(), code.clone())).or_insert_with(|| WijkParts::new(dataset, code));
            add(at);
        };
        for (unit, (share, pupils)) in self.actual.units.iter().zip(local(&now)) {
            part(wijk(*unit), &|wijk| {
                wijk.schools += usize::from(pupils > 0.0);
                wijk.actual += share;
                wijk.pupils += pupils;
            });
        }
        for (school, (share, pupils)) in self.schools.iter().zip(local(&near)) {
            part(wijk(school.0), &|wijk| {
                wijk.home += share;
                wijk.pupils_home += pupils;
            });
        }
        parts.into_values().filter(|p| p.pupils > 0.0 || p.pupils_home > 0.0).collect()
    }

    /// For each of `wijken` whether its parts may be told: no school in it has a count that the
    /// gate hides, now or by the rule. What is withheld of one wijk would follow from D and all the
    /// others, so that a second one, with the fewest pupils, is withheld with it.
    pub fn may_be_told(
        &self,
        dataset: &Dataset,
        rule: &ByRule,
        wijken: &[WijkParts],
        gate: Gate,
    ) -> Vec<bool> {
        let mut withheld: BTreeSet<Option<String>> = BTreeSet::new();
        let table = dataset.counts(Subject::School, self.comparison.scheme, self.comparison.year);
        let shown = table.map(|table| ShownCounts::of(dataset, table, gate));
        for unit in &self.actual.units {
            let composition = shown.as_ref().and_then(|s| s.composition(self.comparison.scheme, *unit));
            if !composition.is_some_and(|c| may_be_told(c, self.comparison)) {
                withheld.insert(Division::Wijk.of(dataset, SchoolId(*unit)));
            }
        }
        for (school, row) in self.schools.iter().zip(rule.counts.rows()) {
            // To whom nobody goes by the rule has no shares, and nothing that could tell of anybody.
            if row.iter().all(|pupils| *pupils <= 0.0) {
                continue;
            }
            let row: Vec<Count> = row.iter().copied().map(Count::Known).collect();
            if !may_be_told(&gate.composition(&row), self.comparison) {
                withheld.insert(Division::Wijk.of(dataset, *school));
            }
        }
        let mut told: Vec<bool> = wijken.iter().map(|w| !withheld.contains(&w.code)).collect();
        if told.iter().filter(|t| !**t).count() == 1 {
            let left = told.iter().zip(wijken).enumerate().filter(|(_, (told, _))| **told);
            let least = left.min_by(|(_, (_, a)), (_, (_, b))| a.pupils.total_cmp(&b.pupils));
            if let Some(slot) = least.map(|(at, _)| at).and_then(|at| told.get_mut(at)) {
                *slot = false;
            }
        }
        told
    }
}

/// What every unit adds to D, `|x/X − y/Y| / 2`, and its pupils of both groups.
fn local(two: &TwoGroup) -> Vec<(f64, f64)> {
    let sums = two.both();
    two.units()
        .map(|(x, y)| (sums.map_or(0.0, |(sum_x, sum_y)| (x / sum_x - y / sum_y).abs() / 2.0), x + y))
        .collect()
}

/// Everyone at school by one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct ByRule {
    pub rule: HomeRule,
    /// D of homes by this rule, 0..1.
    pub dissimilarity: Option<f64>,
    /// D as it is minus D of homes.
    pub choice: Option<f64>,
    /// Metres, over all pupils with a place.
    pub mean_distance: Option<f64>,
    /// Pupils of all groups who are not at their nearest school, for want of places.
    pub displaced: f64,
    /// Pupils of all groups without a place or way; in no school of `counts`.
    pub unplaced: f64,
    /// Pupils by school (those of [`Ground::schools`]) and group.
    pub counts: Counts,
}

impl ByRule {
    /// How many pupils have no way to any school, so that they are in no figure of this rule; few as
    /// fewer than so many.
    pub fn unreached(&self, gate: Gate, language: Language) -> String {
        let threshold = f64::from(gate.threshold);
        match self.unplaced < threshold {
            true => format!("< {}", whole(threshold, language)),
            false => whole(self.unplaced, language),
        }
    }
}

/// One measure in two parts.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub measure: &'static Measure,
    pub actual: Option<f64>,
    /// If everyone went to school near home.
    pub home: Option<f64>,
    pub choice: Option<f64>,
}

/// What the schools of one wijk add to D.
#[derive(Clone, Debug, PartialEq)]
pub struct WijkParts {
    pub code: Option<String>,
    /// Name of the wijk where it is loaded, else empty.
    pub name: String,
    /// Schools with pupils in it.
    pub schools: usize,
    /// Pupils of both groups at its schools as it is, and by the rule.
    pub pupils: f64,
    pub pupils_home: f64,
    /// What its schools add to D, and to D of homes; over all wijken these add up to the two.
    pub actual: f64,
    pub home: f64,
}

impl WijkParts {
    fn new(dataset: &Dataset, code: Option<String>) -> Self {
        let area = code.as_deref().and_then(|code| dataset.area_by_code(code));
        let name = area.and_then(|id| dataset.area(id)).map(|a| a.name.clone()).unwrap_or_default();
        Self { code, name, schools: 0, pupils: 0.0, pupils_home: 0.0, actual: 0.0, home: 0.0 }
    }

    /// What its schools add to choice; may be negative.
    pub fn choice(&self) -> f64 {
        self.actual - self.home
    }
}
