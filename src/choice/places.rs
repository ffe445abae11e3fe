//! Everyone to the nearest school by any distance, with places limited or not.
//!
//! # Nearest school with limited places
//!
//! Pupils want the nearest school that has a place for them; a school that is asked by more pupils
//! than it has places takes those who live nearest. Because both sides look at the same distance,
//! deferred acceptance (Gale and Shapley 1962) has one outcome, and it is found by dealing with the
//! shortest remaining way first. It is *stable*: nobody lives nearer to a school that they would
//! rather attend than someone whom it took, and it does not depend on the order of homes. Pupils
//! who live equally far from a full school share what places are left in proportion to their
//! number; the groups of one home share alike. Of schools equally far the first in the file goes
//! first, as without limit.
//!
//! Gale, D. and L.S. Shapley (1962). College admissions and the stability of marriage. American
//! Mathematical Monthly 69(1), 9–15.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::distance::Distances;
use super::homes::Homes;
use crate::notice::Notice;

/// A part of the pupils of one home at one school.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Position in [`Homes::areas`].
    pub home: usize,
    /// Position among the destinations.
    pub school: usize,
    /// Part of the pupils of the home, over 0 up to 1; of every group alike.
    pub part: f64,
    pub metres: f64,
}

/// Everyone at the nearest school with a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    pub groups: usize,
    /// Sorted by home, then by distance.
    pub placed: Vec<Placed>,
    /// Pupils by school × group, row-major.
    pub pupils: Vec<f64>,
    /// Pupils of every home who are not at their nearest school for want of places; of schools
    /// equally far each is the nearest.
    pub displaced: Vec<f64>,
    /// Pupils of every home without any place, or any way; part of the displaced where there is a
    /// nearest school.
    pub unplaced: Vec<f64>,
    /// Mean distance in metres of the pupils placed; `None` without any.
    pub mean_distance: Option<f64>,
}

/// Sends everyone to the nearest school with a place. `seats` has one number per school; infinite
/// is without limit.
///
/// # Errors
/// Homes, distances and seats of different length, or places that are negative or no number.
pub fn nearest_with_places(homes: &Homes, distances: &Distances, seats: &[f64]) -> Result<Placement, Notice> {
    if distances.origins() != homes.len() || distances.destinations() != seats.len() {
        return Err(Notice::error("choice-shape")
            .arg("homes", homes.len())
            .arg("schools", seats.len())
            .arg("origins", distances.origins())
            .arg("destinations", distances.destinations()));
    }
    if let Some((at, seats)) = seats.iter().enumerate().find(|(_, s)| s.is_nan() || **s < 0.0) {
        return Err(Notice::error("choice-seats").arg("school", at + 1).arg("seats", seats));
    }
    Ok(Queue::new(homes, distances, seats).run())
}

/// Homes in the order of the way to the next school that they ask.
struct Queue<'a> {
    homes: &'a Homes,
    distances: &'a Distances,
    seats: &'a [f64],
    left: Vec<f64>,
    /// Pupils of every home who look for a place.
    looking: Vec<f64>,
    /// Schools of a home by distance, and how far down that list it is; made only for homes that
    /// are refused.
    lists: Vec<Option<(Vec<u32>, usize)>>,
    /// Distance (its bits order as it does, since it is not negative), school and home.
    heap: BinaryHeap<Reverse<(u64, usize, usize)>>,
    placed: Vec<Placed>,
}

impl<'a> Queue<'a> {
    fn new(homes: &'a Homes, distances: &'a Distances, seats: &'a [f64]) -> Self {
        let mut queue = Self {
            homes,
            distances,
            seats,
            left: seats.to_vec(),
            looking: (0..homes.len()).map(|home| homes.total(home)).collect(),
            lists: vec![None; homes.len()],
            heap: BinaryHeap::with_capacity(homes.len()),
            placed: Vec::with_capacity(homes.len()),
        };
        for home in 0..homes.len() {
            if queue.looking.get(home).is_some_and(|n| *n > 0.0)
                && let Some(school) = distances.nearest(home)
            {
                queue.ask(home, school);
            }
        }
        queue
    }

    fn ask(&mut self, home: usize, school: usize) {
        if let Some(metres) = self.distances.get(home, school) {
            // Zero has two signs, and only one of them sorts first.
            self.heap.push(Reverse(((metres + 0.0).to_bits(), school, home)));
        }
    }

    /// The next school on the list of a home after the one that had no place.
    fn ask_next(&mut self, home: usize) {
        let row = self.distances.row(home);
        let Some(list) = self.lists.get_mut(home) else { return };
        let (list, at) = list.get_or_insert_with(|| {
            let mut order: Vec<u32> = (0..row.len())
                .filter(|j| row.get(*j).is_some_and(|m| m.is_finite()))
                .filter_map(|j| u32::try_from(j).ok())
                .collect();
            let metres = |j: &u32| row.get(*j as usize).copied().unwrap_or(f64::INFINITY);
            order.sort_by(|a, b| metres(a).total_cmp(&metres(b)));
            (order, 0)
        });
        // Schools that are full now stay full.
        let next = loop {
            *at += 1;
            let Some(school) = list.get(*at) else { return };
            let school = *school as usize;
            if self.left.get(school).is_some_and(|left| *left > 0.0) {
                break school;
            }
        };
        self.ask(home, next);
    }

    fn run(mut self) -> Placement {
        let mut askers: Vec<usize> = Vec::new();
        while let Some(&Reverse((bits, school, _))) = self.heap.peek() {
            askers.clear();
            while let Some(&Reverse((b, s, home))) = self.heap.peek() {
                if (b, s) != (bits, school) {
                    break;
                }
                self.heap.pop();
                askers.push(home);
            }
            self.admit(&askers, school, f64::from_bits(bits));
        }
        self.finish()
    }

    /// Takes as many of the pupils who live equally far as there are places.
    fn admit(&mut self, askers: &[usize], school: usize, metres: f64) {
        let asked: f64 = askers.iter().filter_map(|home| self.looking.get(*home)).sum();
        let left = self.left.get(school).copied().unwrap_or(0.0);
        let taken = if asked > left { left / asked } else { 1.0 };
        if let Some(left) = self.left.get_mut(school) {
            *left = if asked >= *left { 0.0 } else { *left - asked };
        }
        for &home in askers {
            let Some(looking) = self.looking.get_mut(home) else { continue };
            let pupils = *looking * taken;
            *looking -= pupils;
            let all = self.homes.total(home);
            if pupils > 0.0 {
                self.placed.push(Placed { home, school, part: pupils / all, metres });
            }
            if taken < 1.0 {
                self.ask_next(home);
            }
        }
    }

    fn finish(mut self) -> Placement {
        let groups = self.homes.groups;
        self.placed.sort_by(|a, b| {
            a.home.cmp(&b.home).then(a.metres.total_cmp(&b.metres)).then(a.school.cmp(&b.school))
        });
        let mut pupils = vec![0.0; self.seats.len() * groups];
        let mut displaced: Vec<f64> = (0..self.homes.len())
            .map(|home| if self.distances.nearest(home).is_some() { self.homes.total(home) } else { 0.0 })
            .collect();
        let (mut travelled, mut placed) = (0.0, 0.0);
        for Placed { home, school, part, metres } in &self.placed {
            let row = pupils.get_mut(school * groups..(school + 1) * groups).unwrap_or_default();
            row.iter_mut().zip(self.homes.row(*home)).for_each(|(sum, n)| *sum += n * part);
            let here = self.homes.total(*home) * part;
            travelled += here * metres;
            placed += here;
            // A school as far as the nearest is the nearest as well.
            let nearest = self.distances.nearest(*home).and_then(|at| self.distances.get(*home, at));
            if nearest == Some(*metres)
                && let Some(displaced) = displaced.get_mut(*home)
            {
                let left = *displaced - here;
                // What parts of a whole leave behind by rounding is nobody.
                *displaced = if left <= self.homes.total(*home) * 1e-12 { 0.0 } else { left };
            }
        }
        Placement {
            groups,
            placed: self.placed,
            pupils,
            displaced,
            unplaced: self.looking,
            mean_distance: (placed > 0.0).then(|| travelled / placed),
        }
    }
}

/// The nearest school of every home, kept up to date while one school moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    of: Vec<Option<usize>>,
}

impl Nearest {
    pub fn new(distances: &Distances) -> Self {
        Self { of: (0..distances.origins()).map(|home| distances.nearest(home)).collect() }
    }

    /// The nearest school of a home, the first of those equally near.
    pub fn school(&self, home: usize) -> Option<usize> {
        self.of.get(home).copied().flatten()
    }

    /// After [`Distances::move_destination`]: looks again only where it can matter.
    pub fn moved(&mut self, distances: &Distances, school: usize) {
        for (home, nearest) in self.of.iter_mut().enumerate() {
            match *nearest {
                Some(now) if now != school => {
                    let (Some(to), Some(best)) = (distances.get(home, school), distances.get(home, now))
                    else {
                        continue;
                    };
                    if to < best || to == best && school < now {
                        *nearest = Some(school);
                    }
                }
                _ => *nearest = distances.nearest(home),
            }
        }
    }

    /// Pupils by school × group when everyone goes to the nearest of `schools` schools, row-major.
    pub fn pupils(&self, homes: &Homes, schools: usize) -> Vec<f64> {
        let mut out = vec![0.0; schools * homes.groups];
        for (home, school) in self.of.iter().enumerate() {
            let Some(school) = school else { continue };
            if let Some(row) = out.get_mut(school * homes.groups..(school + 1) * homes.groups) {
                row.iter_mut().zip(homes.row(home)).for_each(|(sum, n)| *sum += n);
            }
        }
        out
    }
}
