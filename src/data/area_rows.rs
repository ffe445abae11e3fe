//! Counts of the areas of one level: their own, or added up from the finer areas in them.

use super::{CountTable, Dataset};
use crate::number::Count;

/// The counts of one area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaRow {
    /// Position in [`Dataset::areas`].
    pub area: usize,
    /// One count per group; all unknown when nothing is known of the area or of any part of it.
    pub counts: Vec<Count>,
    /// Finer areas that were added up; zero when the area has counts of its own.
    pub parts: usize,
    /// Finer areas in it without any counts.
    pub missing: usize,
}

/// The counts of these areas, in their order.
pub fn area_rows(dataset: &Dataset, table: &CountTable, areas: impl Iterator<Item = usize>) -> Vec<AreaRow> {
    // Made only when some area has no counts of its own.
    let mut finer: Option<Vec<Vec<usize>>> = None;
    areas
        .map(|area| {
            if table.mentions(area) {
                return AreaRow { area, counts: table.row(area).to_vec(), parts: 0, missing: 0 };
            }
            summed(table, finer.get_or_insert_with(|| children(dataset)), area)
        })
        .collect()
}

/// The areas directly inside each area.
fn children(dataset: &Dataset) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); dataset.areas().len()];
    for (i, area) in dataset.areas().iter().enumerate() {
        if let Some(list) = area.parent.and_then(|p| children.get_mut(p.0)) {
            list.push(i);
        }
    }
    children
}

/// The counts of an area as the sum of the finer areas in it that have any.
fn summed(table: &CountTable, children: &[Vec<usize>], area: usize) -> AreaRow {
    let mut counts = vec![Count::ZERO; table.groups];
    let (mut parts, mut missing) = (0, 0);
    let inside = |i: usize| children.get(i).map_or(&[][..], Vec::as_slice);
    let mut todo: Vec<usize> = inside(area).to_vec();
    // A parent that contains itself is a fault in the data; it must not hang the window.
    let mut steps = children.len();
    while let Some(next) = todo.pop() {
        let Some(left) = steps.checked_sub(1) else { break };
        steps = left;
        if table.mentions(next) {
            parts += 1;
            counts.iter_mut().zip(table.row(next)).for_each(|(sum, count)| *sum = *sum + *count);
        } else if inside(next).is_empty() {
            missing += 1;
        } else {
            todo.extend(inside(next));
        }
    }
    if parts == 0 {
        counts.fill(Count::Unknown);
    }
    AreaRow { area, counts, parts, missing }
}
