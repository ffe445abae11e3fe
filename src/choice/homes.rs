//! Where pupils live, as numbers that a model can reckon with.

use geo::Point;

use super::nearest::finest_whole;
use crate::data::{AreaId, CountTable, Dataset};

/// The areas that together hold every pupil of a table once, the point where the pupils of each are
/// taken to live, and their numbers by group.
///
/// A model needs numbers: a suppressed count stands here as the middle of its range and an unknown
/// one as 0, and [`Homes::hidden`] says how many cells that were. Whatever is computed from homes is
/// *estimated* or *modelled*, never counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Homes {
    /// In file order.
    pub areas: Vec<AreaId>,
    /// RD metres, one per area.
    pub points: Vec<Point<f64>>,
    pub groups: usize,
    /// Row-major, one row per area, one column per group.
    pub pupils: Vec<f64>,
    /// How many cells were not exactly known.
    pub hidden: usize,
}

impl Homes {
    /// The homes of the pupils in `home`, a table of counts by area.
    pub fn of(dataset: &Dataset, home: &CountTable) -> Self {
        let mut homes = Self {
            areas: Vec::new(),
            points: Vec::new(),
            groups: home.groups,
            pupils: Vec::new(),
            hidden: 0,
        };
        for unit in finest_whole(dataset, home) {
            let Some(area) = dataset.area(AreaId(unit)) else { continue };
            homes.areas.push(AreaId(unit));
            homes.points.push(area.pupil_point.at);
            for count in home.row(unit) {
                homes.hidden += usize::from(count.known().is_none());
                homes
                    .pupils
                    .push(count.bounds().map_or(0.0, |(least, greatest)| f64::midpoint(least, greatest)));
            }
        }
        homes
    }

    /// The same homes with every hidden count at its least, and at its greatest; an unknown one stands as in
    /// these.
    pub fn ends(&self, home: &CountTable) -> [Self; 2] {
        [false, true].map(|greatest| {
            let end = |count: &crate::number::Count| {
                count.bounds().map_or(0.0, |(least, most)| if greatest { most } else { least })
            };
            let pupils = self.areas.iter().flat_map(|area| home.row(area.0).iter().map(end)).collect();
            Self { pupils, ..self.clone() }
        })
    }

    pub fn len(&self) -> usize {
        self.areas.len()
    }

    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    /// The pupils of one home area, one number per group; empty when there is no such row.
    pub fn row(&self, home: usize) -> &[f64] {
        let start = home.saturating_mul(self.groups);
        self.pupils.get(start..start + self.groups).unwrap_or(&[])
    }

    /// All pupils of one home area.
    pub fn total(&self, home: usize) -> f64 {
        self.row(home).iter().sum()
    }

    /// All pupils of one group.
    pub fn group_total(&self, group: usize) -> f64 {
        (0..self.len()).filter_map(|home| self.row(home).get(group)).sum()
    }
}
