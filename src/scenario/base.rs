//! The town before any edit, in the form that years are computed from.

use std::sync::Arc;

use geo::Point;

use super::flows::{Flows, Row};
use super::outcome::SiteInfo;
use crate::choice::{Homes, schools_with_counts};
use crate::data::{AreaId, Basis, CountTable, Dataset, FlowTable, Level, SchoolId, Subject, Year};
use crate::figures::headline::Comparison;
use crate::measure::Other;
use crate::notice::{Notice, Notices};
use crate::number::Count;
use crate::privacy::Gate;

/// The base of all scenarios of one town, for one comparison of groups.
#[derive(Clone, Debug)]
pub struct Base {
    pub dataset: Arc<Dataset>,
    pub comparison: Comparison,
    /// School year of the counts; `None` when the source states none.
    pub year: Option<Year>,
    /// Keys of the groups.
    pub groups: Vec<String>,
    pub homes: Homes,
    /// The home (position in [`Base::homes`]) that every area of the dataset is or lies in.
    pub home_of_area: Vec<Option<usize>>,
    /// The schools that have pupils, as sites before any edit; seats and floor area as known.
    pub sites: Vec<Arc<SiteInfo>>,
    /// Origins of the flows: the homes first, then one per school with pupils from elsewhere.
    pub origins: Vec<Origin>,
    /// From origin to site; adds up to the counts by school.
    pub flows: Arc<Flows>,
    /// Pupils by site × group, row-major.
    pub pupils: Vec<f64>,
    /// Whether flows are known or estimated.
    pub flow_basis: Basis,
    /// Whether D by nearest school is defined: homes of the year of the schools, all known.
    pub homes_exact: bool,
    /// Position among the wijken (areas of [`Base::mirror_level`]) of every home.
    pub wijk_of_home: Vec<Option<AreaId>>,
    /// Level of the areas that schools should mirror.
    pub mirror_level: Option<Level>,
    /// Below how many pupils notices tell no number of them.
    pub gate: Gate,
    pub notices: Notices,
}

/// Where pupils come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// RD metres; of pupils from elsewhere the place of their school.
    pub at: Point<f64>,
    /// Position in [`Base::homes`]; `None` for elsewhere.
    pub home: Option<usize>,
}

/// Fewer pupils than this are nobody: a remainder of floating point.
pub(super) const NOBODY: f64 = 1e-9;

impl Base {
    /// The base of a dataset.
    ///
    /// # Errors
    /// No counts by school, no counts by home, or neither flows nor a way to estimate them.
    pub fn new(dataset: Arc<Dataset>, comparison: Comparison) -> Result<Self, Notice> {
        let scheme = comparison.scheme;
        let counts = dataset
            .counts(Subject::School, scheme, comparison.year)
            .ok_or_else(|| Notice::error("scenario-no-school-counts"))?;
        let mut notices = Notices::default();
        let home = dataset.counts_of(Subject::Home, scheme, counts.year);
        let same_year = home.is_some();
        let home = home
            .or_else(|| dataset.counts(Subject::Home, scheme, None))
            .ok_or_else(|| Notice::error("scenario-no-home-counts"))?;
        if !same_year {
            notices.push(Notice::warning("scenario-homes-other-year"));
        }
        let homes = Homes::of(&dataset, home);
        if homes.is_empty() || homes.groups == 0 {
            return Err(Notice::error("scenario-no-home-counts"));
        }
        let schools = schools_with_counts(counts);
        let home_of_area = home_of_area(&dataset, &homes);
        let sites: Vec<Arc<SiteInfo>> =
            schools.iter().filter_map(|id| site(&dataset, *id, counts.year).map(Arc::new)).collect();
        if sites.is_empty() {
            return Err(Notice::error("scenario-no-school-counts"));
        }
        let table = flow_table(&dataset, scheme, counts.year);
        let (known, flow_basis) = match table {
            Some(table) => {
                let known = known_flows(table, &dataset, &homes, &home_of_area, &sites);
                (known, table.basis.max(Basis::Counted))
            }
            None => (super::estimate::flows(&dataset, counts, &homes, &sites)?, Basis::Estimated),
        };
        let (origins, flows) = fitted(known, counts, &homes, &sites);
        let mirror_level = [Level::Wijk, Level::Postcode, Level::Buurt, Level::Other, Level::Municipality]
            .into_iter()
            .find(|level| dataset.levels().contains(level));
        let wijk_of_home = homes
            .areas
            .iter()
            .zip(&homes.points)
            .map(|(area, at)| mirror_level.and_then(|level| wijk_of(&dataset, *area, *at, level)))
            .collect();
        let groups = dataset
            .schemes()
            .get(scheme)
            .map(|s| s.groups.iter().map(|g| g.key.clone()).collect())
            .unwrap_or_default();
        let year = counts.year;
        let pupils = flows.by_site(sites.len());
        let homes_exact = same_year && homes.hidden == 0;
        Ok(Self {
            comparison,
            year,
            groups,
            home_of_area,
            sites,
            origins,
            flows: Arc::new(flows),
            pupils,
            flow_basis,
            homes_exact,
            wijk_of_home,
            mirror_level,
            gate: Gate::default(),
            notices,
            homes,
            dataset,
        })
    }

    /// Number of groups.
    pub fn width(&self) -> usize {
        self.homes.groups
    }

    /// Position of a site by code.
    pub fn site(&self, code: &str) -> Option<usize> {
        self.sites.iter().position(|s| s.code == code)
    }

    /// Position of the other group compared; `None` is everyone else.
    pub fn other(&self) -> Option<usize> {
        match self.comparison.other {
            Other::Rest => None,
            Other::Group(other) => Some(other),
        }
    }

    /// Pupils of a site in the base, by group; empty for a site that it does not have.
    pub fn pupils_at(&self, site: usize) -> &[f64] {
        let width = self.width();
        self.pupils.get(site * width..(site + 1) * width).unwrap_or(&[])
    }

    /// The homes that an area is, lies in or consists of.
    pub fn homes_of(&self, area: AreaId) -> Vec<usize> {
        if let Some(home) = self.home_of_area.get(area.0).copied().flatten() {
            return vec![home];
        }
        (0..self.homes.len()).filter(|home| self.lies_in(*home, area)).collect()
    }

    fn lies_in(&self, home: usize, area: AreaId) -> bool {
        let mut up = self.homes.areas.get(home).copied();
        for _ in 0..8 {
            let Some(id) = up else { return false };
            if id == area {
                return true;
            }
            up = self.dataset.area(id).and_then(|a| a.parent);
        }
        false
    }

    /// The area that a school at this place should mirror.
    pub fn wijk_at(&self, at: Point<f64>) -> Option<AreaId> {
        self.dataset.area_at(at, self.mirror_level?)
    }
}

/// The home that every area is, or lies in.
fn home_of_area(dataset: &Dataset, homes: &Homes) -> Vec<Option<usize>> {
    let mut of: Vec<Option<usize>> = vec![None; dataset.areas().len()];
    for (home, area) in homes.areas.iter().enumerate() {
        if let Some(slot) = of.get_mut(area.0) {
            *slot = Some(home);
        }
    }
    let own = of.clone();
    for (area, slot) in of.iter_mut().enumerate() {
        let mut up = Some(AreaId(area));
        // No division nests deeper; areas that contain each other must not hang the program.
        for _ in 0..8 {
            let Some(AreaId(at)) = up.filter(|_| slot.is_none()) else { break };
            *slot = own.get(at).copied().flatten();
            up = dataset.area(AreaId(at)).and_then(|a| a.parent);
        }
    }
    of
}

/// The area of `level` that a home is or lies in.
fn wijk_of(dataset: &Dataset, area: AreaId, at: Point<f64>, level: Level) -> Option<AreaId> {
    let mut up = Some(area);
    for _ in 0..8 {
        let id = up?;
        let area = dataset.area(id)?;
        if area.level == level {
            return Some(id);
        }
        up = area.parent;
        if up.is_none() {
            break;
        }
    }
    dataset.area_at(at, level)
}

/// Names under which an indicator of schools tells something of the building.
const SEATS: [&str; 4] = ["seats", "plaatsen", "capaciteit", "capacity"];
const FLOOR: [&str; 5] = ["floor_area", "vloeroppervlak", "oppervlakte", "bvo", "m2"];
const QUALITY: [&str; 3] = ["quality", "kwaliteit", "building_quality"];
const NEUTRAL: [&str; 3] = ["energy_neutral", "energieneutraal", "energy-neutral"];

fn site(dataset: &Dataset, id: SchoolId, year: Option<Year>) -> Option<SiteInfo> {
    let school = dataset.school(id)?;
    let indicator = |names: &[&str]| {
        let named = dataset.indicators().iter().filter(|i| {
            i.subject == Subject::School
                && (i.year.is_none() || i.year == year)
                && names.iter().any(|n| i.key.eq_ignore_ascii_case(n))
        });
        named.filter_map(|i| i.values.get(id.0).copied().flatten()).rfind(|v| v.is_finite() && *v >= 0.0)
    };
    Some(SiteInfo {
        code: school.code.clone(),
        name: school.name.clone(),
        base: Some(id),
        at: school.at,
        kind: school.kind.clone(),
        denomination: school.denomination.clone(),
        board: school.board.clone(),
        profile: None,
        seats: indicator(&SEATS),
        floor_area: indicator(&FLOOR),
        assumed_space: false,
        quality: indicator(&QUALITY),
        energy_neutral: indicator(&NEUTRAL).map(|v| v > 0.5),
        temporary: false,
    })
}

fn flow_table(dataset: &Dataset, scheme: usize, year: Option<Year>) -> Option<&FlowTable> {
    dataset.flows().iter().rfind(|t| t.scheme == scheme && t.year == year && !t.flows.is_empty())
}

fn middle(count: Count) -> f64 {
    count.bounds().map_or(0.0, |(least, greatest)| f64::midpoint(least, greatest)).max(0.0)
}

/// Pupils by home and site as the table has them.
fn known_flows(
    table: &FlowTable,
    dataset: &Dataset,
    homes: &Homes,
    home_of_area: &[Option<usize>],
    sites: &[Arc<SiteInfo>],
) -> Flows {
    let mut site_of = vec![None; dataset.schools().len()];
    for (at, site) in sites.iter().enumerate() {
        if let Some(slot) = site.base.and_then(|id| site_of.get_mut(id.0)) {
            *slot = Some(at);
        }
    }
    let mut rows = vec![Row::default(); homes.len()];
    for flow in &table.flows {
        let home = home_of_area.get(flow.area.0).copied().flatten();
        let site = site_of.get(flow.school.0).copied().flatten();
        let Some(((home, site), pupils)) = home.zip(site).zip(Some(middle(flow.pupils))) else { continue };
        if flow.group < homes.groups
            && pupils > 0.0
            && pupils.is_finite()
            && let Some(row) = rows.get_mut(home)
        {
            row.add(site, flow.group, pupils, homes.groups);
        }
    }
    Flows::new(homes.groups, rows)
}

/// Flows that add up to the counts by school: what is too much is scaled down, what is too little comes
/// from elsewhere.
fn fitted(
    mut flows: Flows,
    counts: &CountTable,
    homes: &Homes,
    sites: &[Arc<SiteInfo>],
) -> (Vec<Origin>, Flows) {
    let width = homes.groups;
    let mut origins: Vec<Origin> =
        homes.points.iter().enumerate().map(|(home, at)| Origin { at: *at, home: Some(home) }).collect();
    let sums = flows.by_site(sites.len());
    let mut factors = vec![1.0; sums.len()];
    let mut elsewhere = Vec::new();
    for (site, info) in sites.iter().enumerate() {
        let row = info.base.map_or(&[][..], |id| counts.row(id.0));
        let mut rest = Row::default();
        for (group, count) in row.iter().enumerate().take(width) {
            let cell = site * width + group;
            let Some(sum) = sums.get(cell).copied() else { continue };
            // Of a count that nobody knows the flows say the most.
            if count.is_unknown() {
                continue;
            }
            let wanted = middle(*count);
            if sum > wanted {
                if let Some(factor) = factors.get_mut(cell) {
                    *factor = wanted / sum;
                }
            } else if wanted - sum > NOBODY {
                rest.add(site, group, wanted - sum, width);
            }
        }
        if !rest.is_empty() {
            origins.push(Origin { at: info.at, home: None });
            elsewhere.push(Arc::new(rest));
        }
    }
    if factors.iter().any(|f| *f != 1.0) {
        for row in &mut flows.rows {
            Arc::make_mut(row)
                .scale(width, |site, group| factors.get(site * width + group).copied().unwrap_or(1.0));
        }
    }
    flows.rows.extend(elsewhere);
    (origins, flows)
}
