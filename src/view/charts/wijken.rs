//! Schools beside the wijk in which they stand.

use super::{Unit, Units, Whose, units};
use crate::data::{AreaId, Dataset, Level, Year};
use crate::figures::splits::Division;
use crate::privacy::Gate;
use crate::view::hit::Hit;

/// A school and its wijk, both shares (0..1) of the same group.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub school: Unit,
    pub wijk: AreaId,
    pub wijk_name: String,
    pub at_school: f64,
    pub in_wijk: f64,
}

impl Beside {
    /// The school minus its wijk, -1..1.
    pub fn difference(&self) -> f64 {
        self.at_school - self.in_wijk
    }

    /// Whether the two differ by no more than this share (0..1).
    pub fn is_within(&self, limit: f64) -> bool {
        self.difference().abs() <= limit + 1e-12
    }
}

/// The schools beside their wijk for one group, where both may be told, and how many others there are.
/// `None` without counts by school and by home of the same scheme and year.
pub fn beside_wijk(
    dataset: &Dataset,
    scheme: usize,
    year: Option<Year>,
    group: usize,
    gate: Gate,
) -> Option<(Vec<Beside>, usize)> {
    let (schools, wijken) = both(dataset, scheme, year, gate)?;
    let mut list = Vec::new();
    let mut others = 0;
    for school in schools.list {
        let found = wijk_of(dataset, &school, &wijken).and_then(|wijk| {
            let Hit::Area(id) = wijk.hit else { return None };
            Some((id, wijk.name.clone(), school.share(group)?, wijk.share(group)?))
        });
        match found {
            Some((wijk, wijk_name, at_school, in_wijk)) => {
                list.push(Beside { school, wijk, wijk_name, at_school, in_wijk });
            }
            None => others += 1,
        }
    }
    Some((list, others))
}

/// One wijk with the schools that stand in it.
#[derive(Clone, Debug, PartialEq)]
pub struct WijkPanel {
    pub wijk: Unit,
    /// The largest first; those of which the size is withheld last.
    pub schools: Vec<Unit>,
}

/// Every wijk that has schools, in the order of the share of `group` among its children, the highest
/// first. `None` as in [`beside_wijk`].
pub fn wijk_by_wijk(
    dataset: &Dataset,
    scheme: usize,
    year: Option<Year>,
    group: usize,
    gate: Gate,
) -> Option<Vec<WijkPanel>> {
    let (schools, wijken) = both(dataset, scheme, year, gate)?;
    let mut panels: Vec<WijkPanel> = wijken
        .ordered_by(group)
        .into_iter()
        .map(|w| WijkPanel { wijk: w.clone(), schools: Vec::new() })
        .collect();
    for school in schools.list {
        let of = wijk_of(dataset, &school, &wijken).map(|w| w.hit);
        if let Some(panel) = panels.iter_mut().find(|p| Some(p.wijk.hit) == of) {
            panel.schools.push(school);
        }
    }
    panels.retain(|p| !p.schools.is_empty());
    for panel in &mut panels {
        let size = |u: &Unit| u.pupils().unwrap_or(0.0);
        panel.schools.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.name.cmp(&b.name)));
    }
    Some(panels)
}

/// Schools and wijken of one year: a school is not held against the children of another one.
fn both(dataset: &Dataset, scheme: usize, year: Option<Year>, gate: Gate) -> Option<(Units, Units)> {
    let schools = units(dataset, Whose::Schools, scheme, year, gate)?;
    let wijken = units(dataset, Whose::Areas(Level::Wijk), scheme, schools.year, gate)?;
    (wijken.year == schools.year && !wijken.list.is_empty()).then_some((schools, wijken))
}

fn wijk_of<'a>(dataset: &Dataset, school: &Unit, wijken: &'a Units) -> Option<&'a Unit> {
    let Hit::School(id) = school.hit else { return None };
    let area = dataset.area_by_code(&Division::Wijk.of(dataset, id)?)?;
    wijken.list.iter().find(|w| w.hit == Hit::Area(area))
}
