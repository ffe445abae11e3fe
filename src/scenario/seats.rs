//! Holding who would go where against the places that schools have.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::base::{Base, NOBODY};
use super::flows::{Flows, Row};
use super::open::Open;
use super::sites::Sites;

/// Holds a goal against the places. A school takes no more than its seats, or than it had the year
/// before when `keeps` (nobody is sent away, nor from the school found when another was full); who is too many of the newcomers goes to the nearest school
/// that still has places, those who live nearest first. Who finds none is not in the flows.
pub fn within_seats(
    base: &Base,
    goal: &Arc<Flows>,
    before: &Flows,
    sites: &Sites,
    open: &Open,
    keeps: bool,
) -> Arc<Flows> {
    let width = base.width();
    let count = sites.len();
    let totals = |flows: &Flows| -> Vec<f64> {
        flows.by_site(count).chunks_exact(width.max(1)).map(|row| row.iter().sum()).collect()
    };
    let wanted = totals(goal);
    let had = totals(before);
    let room: Vec<f64> = sites
        .iter()
        .zip(&had)
        .map(|(site, had)| match site.as_ref().map(|s| s.seats) {
            None => 0.0,
            Some(None) => f64::INFINITY,
            Some(Some(seats)) if keeps => seats.max(*had),
            Some(Some(seats)) => seats,
        })
        .collect();
    let over: Vec<usize> = wanted
        .iter()
        .zip(&room)
        .enumerate()
        .filter(|(_, (wanted, room))| **wanted > **room + NOBODY)
        .map(|(site, _)| site)
        .collect();
    if over.is_empty() {
        return Arc::clone(goal);
    }
    let mut free: Vec<f64> =
        room.iter().zip(&wanted).map(|(room, wanted)| (room - wanted).max(0.0)).collect();
    let mut rows = goal.rows.clone();
    let mut pool: Vec<(usize, Vec<f64>)> = Vec::new();
    for site in over {
        let excess = wanted.get(site).copied().unwrap_or(0.0) - room.get(site).copied().unwrap_or(0.0);
        let newcomers = |at: usize, row: &Row| -> Vec<f64> {
            let old = before.rows.get(at).filter(|_| keeps).map_or(&[][..], |r| r.at(site, width));
            let now = row.at(site, width).iter().enumerate();
            now.map(|(group, n)| (n - old.get(group).copied().unwrap_or(0.0)).max(0.0)).collect()
        };
        let all: f64 = rows.iter().enumerate().flat_map(|(at, row)| newcomers(at, row)).sum();
        if all <= NOBODY {
            continue;
        }
        let part = (excess / all).min(1.0);
        for (at, row) in rows.iter_mut().enumerate() {
            let mut leaving: Vec<f64> = newcomers(at, row).iter().map(|n| n * part).collect();
            if leaving.iter().sum::<f64>() > 0.0 {
                let back: Vec<f64> = leaving.iter().map(|n| -n).collect();
                Arc::make_mut(row).add_all(site, &back);
                if keeps && let Some(old) = before.rows.get(at) {
                    return_to(old, row, &mut leaving, &mut free, width);
                }
                pool.push((at, leaving));
            }
        }
    }
    place(base, &mut rows, pool, &mut free, open);
    Arc::new(Flows { groups: width, rows })
}

/// Who was refused in an earlier year stays at the school found then, as far as there is room.
fn return_to(old: &Row, row: &mut Arc<Row>, leaving: &mut [f64], free: &mut [f64], width: usize) {
    for (site, was) in old.iter(width) {
        let Some(room) = free.get_mut(site).filter(|room| **room > NOBODY) else { continue };
        let now = row.at(site, width);
        let mut back: Vec<f64> = leaving
            .iter()
            .zip(was)
            .enumerate()
            .map(|(group, (n, was))| n.min((was - now.get(group).copied().unwrap_or(0.0)).max(0.0)))
            .collect();
        let all: f64 = back.iter().sum();
        if all <= NOBODY {
            continue;
        }
        let part = (*room / all).min(1.0);
        back.iter_mut().for_each(|n| *n *= part);
        *room = (*room - all * part).max(0.0);
        leaving.iter_mut().zip(&back).for_each(|(n, back)| *n -= back);
        Arc::make_mut(row).add_all(site, &back);
    }
}

/// Sends pupils to the nearest places that are free; of two who want the same, who lives nearer goes
/// first.
fn place(base: &Base, rows: &mut [Arc<Row>], pool: Vec<(usize, Vec<f64>)>, free: &mut [f64], open: &Open) {
    let mut ways: Vec<_> = pool
        .into_iter()
        .filter_map(|(at, pupils)| {
            let origin = base.origins.get(at)?;
            Some((at, pupils, open.near_to_far(origin)))
        })
        .collect();
    // A distance that is not negative has the order of its bits.
    let mut queue = BinaryHeap::new();
    for (entry, (_, _, way)) in ways.iter_mut().enumerate() {
        if let Some((site, square)) = way.next() {
            queue.push(Reverse((square.to_bits(), entry, site)));
        }
    }
    while let Some(Reverse((_, entry, site))) = queue.pop() {
        let Some((at, pupils, way)) = ways.get_mut(entry) else { continue };
        let wanting: f64 = pupils.iter().sum();
        if let (Some(left), Some(row)) = (free.get_mut(site).filter(|f| **f > NOBODY), rows.get_mut(*at)) {
            let part = (*left / wanting).min(1.0);
            let given: Vec<f64> = pupils.iter().map(|n| n * part).collect();
            *left = (*left - wanting * part).max(0.0);
            Arc::make_mut(row).add_all(site, &given);
            pupils.iter_mut().for_each(|n| *n *= 1.0 - part);
            if part >= 1.0 {
                continue;
            }
        }
        if let Some((site, square)) = way.next() {
            queue.push(Reverse((square.to_bits(), entry, site)));
        }
    }
}
