//! Pupils from where they live to where they go to school, as sparse rows that years share.

use std::sync::Arc;

/// All pupils of one origin: sites in order, with a number per group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// In order. Rows of those who choose from the same sites share the list.
    sites: Arc<Vec<u32>>,
    /// Row-major by site, one per group.
    pupils: Vec<f64>,
}

impl Row {
    /// A row of pupils by site × group, row-major; `sites` are in order, those without pupils are left
    /// out.
    pub fn from_cells(sites: &Arc<Vec<u32>>, cells: &[f64], width: usize) -> Self {
        let some = |pupils: &[f64]| pupils.iter().any(|n| *n > 0.0);
        let rows = || cells.chunks_exact(width.max(1));
        let count = rows().filter(|pupils| some(pupils)).count();
        if count == sites.len() {
            return Self { sites: Arc::clone(sites), pupils: cells.to_vec() };
        }
        let (mut kept, mut all) = (Vec::with_capacity(count), Vec::with_capacity(count * width));
        for (site, pupils) in sites.iter().zip(rows()).filter(|(_, pupils)| some(pupils)) {
            kept.push(*site);
            all.extend_from_slice(pupils);
        }
        Self { sites: Arc::new(kept), pupils: all }
    }

    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// Number of sites with pupils.
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Adds pupils of one group at a site.
    pub fn add(&mut self, site: usize, group: usize, pupils: f64, width: usize) {
        let start = self.slot(site, width) * width;
        if let Some(cell) = self.pupils.get_mut(start + group) {
            *cell += pupils;
        }
    }

    /// Adds pupils of every group at a site.
    pub fn add_all(&mut self, site: usize, pupils: &[f64]) {
        let width = pupils.len();
        let start = self.slot(site, width) * width;
        if let Some(cells) = self.pupils.get_mut(start..start + width) {
            cells.iter_mut().zip(pupils).for_each(|(cell, n)| *cell += n);
        }
    }

    fn slot(&mut self, site: usize, width: usize) -> usize {
        let key = u32::try_from(site).unwrap_or(u32::MAX);
        match self.sites.binary_search(&key) {
            Ok(at) => at,
            Err(at) => {
                Arc::make_mut(&mut self.sites).insert(at, key);
                self.pupils.splice(at * width..at * width, std::iter::repeat_n(0.0, width));
                at
            }
        }
    }

    /// The pupils at one site by group; empty when there are none.
    pub fn at(&self, site: usize, width: usize) -> &[f64] {
        let found = u32::try_from(site).ok().and_then(|key| self.sites.binary_search(&key).ok());
        found.and_then(|at| self.pupils.get(at * width..(at + 1) * width)).unwrap_or(&[])
    }

    /// Takes the pupils of one site away, and gives them.
    pub fn take(&mut self, site: usize, width: usize) -> Option<Vec<f64>> {
        let at = self.sites.binary_search(&u32::try_from(site).ok()?).ok()?;
        if (at + 1) * width > self.pupils.len() {
            return None;
        }
        Arc::make_mut(&mut self.sites).remove(at);
        Some(self.pupils.drain(at * width..(at + 1) * width).collect())
    }

    /// Every site with its pupils by group.
    pub fn iter(&self, width: usize) -> impl Iterator<Item = (usize, &[f64])> {
        self.sites.iter().map(|s| *s as usize).zip(self.pupils.chunks_exact(width.max(1)))
    }

    /// Multiplies every number by a factor of its site and group.
    pub fn scale(&mut self, width: usize, factor: impl Fn(usize, usize) -> f64) {
        for (site, cells) in self.sites.iter().zip(self.pupils.chunks_exact_mut(width.max(1))) {
            for (group, cell) in cells.iter_mut().enumerate() {
                *cell *= factor(*site as usize, group);
            }
        }
    }

    /// Pupils of one group at all sites.
    pub fn total(&self, group: usize, width: usize) -> f64 {
        self.pupils.iter().skip(group).step_by(width.max(1)).sum()
    }
}

/// Pupils from every origin to every site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flows {
    pub groups: usize,
    /// One per origin; rows that a year does not touch are those of the year before.
    pub rows: Vec<Arc<Row>>,
}

impl Flows {
    pub fn new(groups: usize, rows: Vec<Row>) -> Self {
        Self { groups, rows: rows.into_iter().map(Arc::new).collect() }
    }

    /// Pupils by site × group, row-major.
    pub fn by_site(&self, sites: usize) -> Vec<f64> {
        let mut sums = vec![0.0; sites * self.groups];
        for row in &self.rows {
            for (site, pupils) in row.iter(self.groups) {
                if let Some(cells) = sums.get_mut(site * self.groups..(site + 1) * self.groups) {
                    cells.iter_mut().zip(pupils).for_each(|(sum, n)| *sum += n);
                }
            }
        }
        sums
    }

    /// Pupils by origin × group, row-major.
    pub fn by_origin(&self) -> Vec<f64> {
        let width = self.groups;
        let mut sums = vec![0.0; self.rows.len() * width];
        for (row, cells) in self.rows.iter().zip(sums.chunks_exact_mut(width.max(1))) {
            for (_, pupils) in row.iter(width) {
                cells.iter_mut().zip(pupils).for_each(|(sum, n)| *sum += n);
            }
        }
        sums
    }

    /// All pupils.
    pub fn total(&self) -> f64 {
        self.by_origin().iter().sum()
    }
}
