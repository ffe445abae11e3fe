//! How much there is to choose near home: schools of each kind within some kilometres of a child.

use std::collections::BTreeSet;

use super::distance::Distances;
use super::homes::Homes;
use crate::data::{AreaId, Dataset, SchoolId};

/// By what schools are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    Denomination,
    Kind,
}

/// Within how many metres schools are counted, unless the user says otherwise.
pub const RADII: [f64; 3] = [1000.0, 2000.0, 3000.0];

/// The number of schools of every sort within every radius of every home.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// Metres, rising.
    pub radii: Vec<f64>,
    /// The first is `None`: schools of any sort, also those of which it is not known. Then sorted.
    pub sorts: Vec<Option<String>>,
    /// Home × sort × radius, row-major.
    schools: Vec<u32>,
}

/// What a number of pupils can choose from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Access {
    /// Mean number of schools within the radius, over pupils.
    pub mean: f64,
    /// Share of the pupils with at least one, 0..1.
    pub any: f64,
    pub pupils: f64,
}

/// The sort of each of `schools`, in order.
pub fn sorts_of(dataset: &Dataset, schools: &[SchoolId], sort: Sort) -> Vec<Option<String>> {
    let of = |id: &SchoolId| {
        let school = dataset.school(*id)?;
        match sort {
            Sort::Denomination => school.denomination.clone(),
            Sort::Kind => school.kind.clone(),
        }
    };
    schools.iter().map(of).collect()
}

impl Reach {
    /// Counts the schools within `radii` metres of every origin; `sorts` has one entry per
    /// destination. A school at exactly the radius is within it.
    pub fn new(distances: &Distances, sorts: &[Option<String>], radii: &[f64]) -> Self {
        let mut radii: Vec<f64> = radii.iter().copied().filter(|r| r.is_finite() && *r >= 0.0).collect();
        radii.sort_by(f64::total_cmp);
        radii.dedup();
        let names: BTreeSet<&String> = sorts.iter().flatten().collect();
        let names: Vec<Option<String>> =
            std::iter::once(None).chain(names.into_iter().cloned().map(Some)).collect();
        let of_school: Vec<Option<usize>> = sorts
            .iter()
            .map(|sort| sort.as_ref().and_then(|s| names.iter().position(|n| n.as_ref() == Some(s))))
            .collect();
        let width = names.len() * radii.len();
        let mut schools = vec![0; distances.origins() * width];
        for (home, cells) in schools.chunks_exact_mut(width.max(1)).enumerate() {
            for (metres, sort) in distances.row(home).iter().zip(&of_school) {
                let first = radii.partition_point(|radius| radius < metres);
                for sort in std::iter::once(0).chain(*sort) {
                    let within = cells.get_mut(sort * radii.len() + first..(sort + 1) * radii.len());
                    within.unwrap_or_default().iter_mut().for_each(|n| *n += 1);
                }
            }
        }
        Self { radii, sorts: names, schools }
    }

    /// Schools of a sort within a radius of a home (positions in `sorts` and `radii`).
    pub fn schools(&self, home: usize, sort: usize, radius: usize) -> Option<u32> {
        if sort >= self.sorts.len() || radius >= self.radii.len() {
            return None;
        }
        self.schools.get((home * self.sorts.len() + sort) * self.radii.len() + radius).copied()
    }

    /// What the pupils of some homes can choose from: of one group, or all together. `None`
    /// without pupils.
    pub fn access(
        &self,
        homes: &Homes,
        of: impl IntoIterator<Item = usize>,
        group: Option<usize>,
        sort: usize,
        radius: usize,
    ) -> Option<Access> {
        let (mut schools, mut any, mut pupils) = (0.0, 0.0, 0.0);
        for home in of {
            let here = match group {
                Some(group) => homes.row(home).get(group).copied().unwrap_or(0.0),
                None => homes.total(home),
            };
            let within = self.schools(home, sort, radius)?;
            schools += here * f64::from(within);
            any += if within > 0 { here } else { 0.0 };
            pupils += here;
        }
        (pupils > 0.0).then(|| Access { mean: schools / pupils, any: any / pupils, pupils })
    }
}

/// The homes that lie in an area: itself, or areas that it contains.
pub fn homes_in(dataset: &Dataset, homes: &Homes, area: AreaId) -> Vec<usize> {
    /// No division nests deeper.
    const DEEPEST: usize = 8;
    let inside = |home: &AreaId| {
        let up = |id: &AreaId| dataset.area(*id).and_then(|a| a.parent);
        std::iter::successors(Some(*home), up).take(DEEPEST).any(|id| id == area)
    };
    homes.areas.iter().enumerate().filter(|(_, home)| inside(home)).map(|(at, _)| at).collect()
}
