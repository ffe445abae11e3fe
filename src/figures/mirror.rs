//! The mirror for a town: every school beside the population that it should reflect, which the
//! user chooses.

use std::collections::BTreeMap;

use geo::Intersects;
use serde::{Deserialize, Serialize};

use crate::choice::places::Nearest;
use crate::choice::{Distances, Homes, Metric, Mode, schools_with_counts};
use crate::data::area::parent_area_code;
use crate::data::{AreaId, Basis, Dataset, Level, SchoolId, Subject};
use crate::figures::access::{home_distances, mode_code};
use crate::figures::headline::{Comparison, homes_of};
use crate::figures::splits::Division;
use crate::measure::Counts;
use crate::measure::mirror::{FixedClass, FixedRule, Limits, Mirror, mirror, share_range};
use crate::notice::Notice;
use crate::number::{DASH, percent, whole};
use crate::progress::Progress;
use crate::text::{Language, text, text_with};

/// Whom a school should reflect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Reference {
    /// The children of the wijk in which it stands.
    #[default]
    Wijk,
    /// The children of the buurt in which it stands.
    Buurt,
    /// The children of its given catchment: of the areas whose pupil point lies in it. Where catchments
    /// overlap, a child counts for each of the schools: each is to reflect its whole catchment.
    Catchment,
    /// The children for whom it is the nearest school: over the streets where they are loaded, else in
    /// a straight line.
    NearestSchool,
    /// The so many children who live nearest to it, by the same distance. Of the last area only the part that is still
    /// needed counts, all its groups alike; areas equally far count alike.
    NearestPupils(f64),
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.key()
    }
}

/// What a later version may have written is taken as the wijk.
impl From<String> for Reference {
    fn from(key: String) -> Self {
        Self::from_key(&key).unwrap_or_default()
    }
}

impl Reference {
    /// `wijk`, `buurt`, `catchment`, `nearest-school` or `nearest:K`.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "wijk" => Some(Self::Wijk),
            "buurt" => Some(Self::Buurt),
            "catchment" => Some(Self::Catchment),
            "nearest-school" => Some(Self::NearestSchool),
            _ => {
                let pupils: u32 = key.strip_prefix("nearest:")?.parse().ok()?;
                (pupils > 0).then(|| Self::NearestPupils(f64::from(pupils)))
            }
        }
    }

    /// As [`Reference::from_key`] reads it.
    pub fn key(self) -> String {
        match self {
            Self::Wijk => "wijk".to_owned(),
            Self::Buurt => "buurt".to_owned(),
            Self::Catchment => "catchment".to_owned(),
            Self::NearestSchool => "nearest-school".to_owned(),
            Self::NearestPupils(pupils) => format!("nearest:{pupils}"),
        }
    }

    /// The reference in words.
    pub fn name(self, language: Language) -> String {
        match self {
            Self::Wijk => text(language, "choice-mirror-wijk"),
            Self::Buurt => text(language, "choice-mirror-buurt"),
            Self::Catchment => text(language, "choice-mirror-catchment"),
            Self::NearestSchool => text(language, "choice-mirror-nearest-school"),
            Self::NearestPupils(pupils) => {
                let pupils = whole(pupils, language);
                text_with(language, "choice-mirror-nearest-pupils", &[("pupils", &pupils)])
            }
        }
    }
}

/// The schools of a town beside their references.
#[derive(Clone, Debug, PartialEq)]
pub struct TownMirror {
    pub reference: Reference,
    pub limits: Limits,
    /// The schools compared, in file order; one per row of `mirror`, `references` and `fixed`.
    pub schools: Vec<SchoolId>,
    pub mirror: Mirror,
    /// The counts of each school, least and greatest: hidden ones stand at the middle in `mirror`.
    pub own: Vec<Vec<(f64, f64)>>,
    /// How many of the schools have a hidden count.
    pub ranged: usize,
    /// Hidden counts by home that the ranges account for.
    pub ranged_homes: usize,
    /// The pupils whom each school should reflect, by group.
    pub references: Counts,
    /// The same, least and greatest.
    pub reference_ranges: Vec<Vec<(f64, f64)>>,
    /// The share of all pupils who would have to leave their school, least and greatest, 0..1: the same where
    /// nothing is hidden, else bounds. `None` when no school can be compared.
    pub share: Option<(f64, f64)>,
    /// Amsterdam's rule for the group of the comparison.
    pub fixed: Vec<Option<FixedClass>>,
    /// Schools with pupils for which there is no reference.
    pub without: usize,
    /// Schools left out because a count is not known at all.
    pub left_out: usize,
    /// Counts by home that stand at the middle of their range, or at nought where they are not known: no range
    /// accounts for them.
    pub hidden: usize,
    /// How far is far, of a reference of who lives nearest; `None` of any other.
    pub metric: Option<Metric>,
    /// Areas with pupils from which there is no way to any school, so that they are in no reference of
    /// who lives nearest.
    pub unreached: usize,
    pub basis: Basis,
}

impl TownMirror {
    /// The share who would have to change school, in words: a range where counts are hidden.
    pub fn share_text(&self, language: Language) -> String {
        match self.share {
            None => DASH.to_owned(),
            Some((least, greatest)) if least == greatest => percent(least, 1, language),
            Some((least, greatest)) => {
                let (least, greatest) = (percent(least, 1, language), percent(greatest, 1, language));
                text_with(language, "choice-range", &[("least", &least), ("greatest", &greatest)])
            }
        }
    }

    /// The share for which the schools do not hold the pupils; `None` where hidden counts leave it open.
    pub fn unattainable(&self) -> Option<f64> {
        let exact = self.share.is_some_and(|(least, greatest)| least == greatest);
        self.mirror.unattainable_share.filter(|_| exact)
    }

    /// What is hidden on either side and how it is taken, in words; empty where nothing is.
    pub fn hidden_notes(&self, language: Language) -> Vec<String> {
        let number = |n: usize| whole(n as f64, language);
        let mut out = Vec::new();
        if self.ranged > 0 {
            out.push(text_with(language, "home-mirror-ranged", &[("count", &number(self.ranged))]));
        }
        if self.ranged_homes > 0 {
            let count = number(self.ranged_homes);
            out.push(text_with(language, "home-mirror-homes-ranged", &[("count", &count)]));
        }
        if self.hidden > 0 {
            out.push(text_with(language, "home-mirror-hidden", &[("count", &number(self.hidden))]));
        }
        out
    }

    /// How far is far, and who is in no reference for want of a way, in words; empty where nearness
    /// plays no part.
    pub fn notes(&self, language: Language) -> Vec<String> {
        let Some(metric) = self.metric else { return Vec::new() };
        let mut out = vec![text_with(language, "choice-mirror-distance", &[("mode", mode_code(metric))])];
        if self.unreached > 0 {
            let count = whole(self.unreached as f64, language);
            out.push(text_with(language, "choice-mirror-unreached", &[("count", &count)]));
        }
        out
    }
}

/// The mirror of a town; `None` without counts by school, or by home of the same year. `mode` says how
/// children travel where who lives nearest counts; without it, or without streets, distances are straight
/// lines.
///
/// # Errors
/// Counts that no formula can take.
pub fn town_mirror(
    dataset: &Dataset,
    comparison: Comparison,
    reference: Reference,
    limits: Limits,
    rule: FixedRule,
    mode: Option<Mode>,
    progress: &dyn Progress,
) -> Result<Option<TownMirror>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let (Some(home), _) = homes_of(dataset, table) else { return Ok(None) };
    let homes = Homes::of(dataset, home);
    // Children go to the schools with pupils, also to those whose numbers are hidden.
    let all = schools_with_counts(table);
    let (mut schools, mut own, mut cells, mut left_out) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for unit in (0..table.units()).filter(|unit| table.mentions(*unit)) {
        let ends = table.row(unit).iter().map(|count| count.bounds().filter(|(_, most)| most.is_finite()));
        match ends.collect::<Option<Vec<(f64, f64)>>>() {
            None => left_out += 1,
            Some(row) if row.iter().map(|(_, most)| most).sum::<f64>() > 0.0 => {
                schools.push(SchoolId(unit));
                cells.extend(row.iter().map(|(least, most)| f64::midpoint(*least, *most)));
                own.push(row);
            }
            Some(_) => {}
        }
    }
    let scheme = dataset.schemes().get(table.scheme);
    let groups: Vec<String> =
        scheme.map(|s| s.groups.iter().map(|g| g.key.clone()).collect()).unwrap_or_default();
    let near = match reference {
        Reference::NearestSchool => Some(home_distances(dataset, &homes, &all, mode, progress)),
        Reference::NearestPupils(_) => Some(home_distances(dataset, &homes, &schools, mode, progress)),
        Reference::Wijk | Reference::Buurt | Reference::Catchment => None,
    };
    let unreached = near.as_ref().map_or(0, |near| {
        let lost = |home: &usize| homes.total(*home) > 0.0 && near.nearest(*home).is_none();
        (0..homes.len()).filter(lost).count()
    });
    let of = |homes: &Homes| references(dataset, homes, &schools, &all, reference, near.as_ref());
    let rows = of(&homes);
    // Who lives nearest, up to so many, does not simply grow with the numbers by home.
    let in_range = homes.hidden > 0 && !matches!(reference, Reference::NearestPupils(_));
    let [least, greatest] =
        if in_range { homes.ends(home).map(|end| of(&end)) } else { [rows.clone(), rows.clone()] };
    let ends: Vec<(f64, f64)> = least.into_iter().zip(greatest).collect();
    let reference_ranges: Vec<Vec<(f64, f64)>> =
        ends.chunks(groups.len().max(1)).map(<[_]>::to_vec).collect();
    let references = Counts::new(groups.clone(), rows)?;
    let counts = Counts::new(groups, cells)?;
    let found = mirror(&counts, &references, limits)?;
    let hides = |row: &Vec<(f64, f64)>| row.iter().any(|(least, most)| least < most);
    let ranged = own.iter().filter(|row| hides(row)).count();
    let share = if ranged > 0 || reference_ranges.iter().any(hides) {
        share_range(own.iter().map(Vec::as_slice).zip(reference_ranges.iter().map(Vec::as_slice)))
    } else {
        found.share_to_move.map(|share| (share, share))
    };
    let unknown = homes.areas.iter().flat_map(|area| home.row(area.0)).filter(|c| c.is_unknown()).count();
    Ok(Some(TownMirror {
        reference,
        limits,
        without: found.schools.iter().filter(|s| s.is_none()).count(),
        fixed: rule.classes(&counts, comparison.group),
        schools,
        own,
        ranged,
        ranged_homes: if in_range { homes.hidden.saturating_sub(unknown) } else { 0 },
        mirror: found,
        references,
        reference_ranges,
        share,
        left_out,
        hidden: if in_range { unknown } else { homes.hidden },
        metric: near.map(|near| near.metric),
        unreached,
        basis: table.basis.max(home.basis),
    }))
}

/// The pupils whom each of `schools` should reflect, by school × group; zeros without a reference.
/// `all` are the schools among which the nearest is looked for. `near` are the distances of a reference
/// of who lives nearest: to `all` for the nearest school, to `schools` for the nearest pupils; straight
/// lines where they are not given.
pub fn references(
    dataset: &Dataset,
    homes: &Homes,
    schools: &[SchoolId],
    all: &[SchoolId],
    reference: Reference,
    near: Option<&Distances>,
) -> Vec<f64> {
    let ways = |to: &[SchoolId]| match near {
        Some(near) => near.clone(),
        None => home_distances(dataset, homes, to, None, &()),
    };
    let per_school = |of: &mut dyn FnMut(SchoolId) -> Vec<f64>| schools.iter().flat_map(|s| of(*s)).collect();
    match reference {
        Reference::Wijk => by_area(dataset, homes, schools, Level::Wijk, Division::Wijk),
        Reference::Buurt => by_area(dataset, homes, schools, Level::Buurt, Division::Buurt),
        Reference::Catchment => per_school(&mut |school| {
            let shapes: Vec<_> = dataset.catchments().iter().filter(|c| c.school == school).collect();
            let mut sum = vec![0.0; homes.groups];
            for (home, point) in homes.points.iter().enumerate() {
                if shapes.iter().any(|c| c.shape.intersects(point)) {
                    sum.iter_mut().zip(homes.row(home)).for_each(|(sum, n)| *sum += n);
                }
            }
            sum
        }),
        Reference::NearestSchool => {
            let distances = ways(all);
            let pupils = Nearest::new(&distances).pupils(homes, all.len());
            let at: BTreeMap<SchoolId, usize> = all.iter().enumerate().map(|(at, s)| (*s, at)).collect();
            per_school(&mut |school| {
                let start = at.get(&school).map_or(usize::MAX, |at| at * homes.groups);
                let row = pupils.get(start..start.saturating_add(homes.groups));
                row.map_or_else(|| vec![0.0; homes.groups], <[f64]>::to_vec)
            })
        }
        Reference::NearestPupils(pupils) => {
            let distances = ways(schools);
            (0..schools.len()).flat_map(|at| nearest_pupils(homes, &distances, at, pupils)).collect()
        }
    }
}

fn by_area(
    dataset: &Dataset,
    homes: &Homes,
    schools: &[SchoolId],
    level: Level,
    division: Division,
) -> Vec<f64> {
    let mut pupils: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (home, area) in homes.areas.iter().enumerate() {
        let Some(code) = home_code(dataset, *area, level) else { continue };
        let sum = pupils.entry(code).or_insert_with(|| vec![0.0; homes.groups]);
        sum.iter_mut().zip(homes.row(home)).for_each(|(sum, n)| *sum += n);
    }
    let of = |id: &SchoolId| {
        let code = division.of(dataset, *id)?;
        pupils.get(&code).cloned()
    };
    schools.iter().flat_map(|s| of(s).unwrap_or_else(|| vec![0.0; homes.groups])).collect()
}

/// The area of a level in which a home lies: an area that contains it, else by its code, else by
/// its pupil point.
fn home_code(dataset: &Dataset, home: AreaId, level: Level) -> Option<String> {
    /// No division nests deeper.
    const DEEPEST: usize = 8;
    let up = |id: &AreaId| dataset.area(*id).and_then(|a| a.parent);
    let chain = std::iter::successors(Some(home), up).take(DEEPEST).filter_map(|id| dataset.area(id));
    let loaded = chain.into_iter().find(|a| a.level == level).map(|a| a.code.clone());
    let by_code = || {
        let own = dataset.area(home)?.code.clone();
        std::iter::successors(Some(own), |code| parent_area_code(code))
            .find(|code| Level::of_area_code(code) == level)
    };
    let by_point = || {
        let at = dataset.area(home)?.pupil_point.at;
        dataset.area_at(at, level).and_then(|id| dataset.area(id)).map(|a| a.code.clone())
    };
    loaded.or_else(by_code).or_else(by_point)
}

/// The so many pupils who live nearest to a school, by group.
fn nearest_pupils(homes: &Homes, distances: &Distances, school: usize, wanted: f64) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> =
        (0..homes.len()).filter_map(|home| Some((distances.get(home, school)?, home))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut sum = vec![0.0; homes.groups];
    let mut left = wanted;
    for near in order.chunk_by(|a, b| a.0 == b.0) {
        let here: f64 = near.iter().map(|(_, home)| homes.total(*home)).sum();
        let part = if here > left { left / here } else { 1.0 };
        for (_, home) in near {
            sum.iter_mut().zip(homes.row(*home)).for_each(|(sum, n)| *sum += n * part);
        }
        left -= here;
        if left <= 0.0 {
            break;
        }
    }
    sum
}
