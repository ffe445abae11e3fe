//! Every completion, where there are few: the limits are then what the table itself says.

use super::boxes::Boxes;
use super::{Bounds, Limit};

/// So many cells may all completions together have.
const MOST_CELLS: f64 = 120_000.0;

/// All completions in whole pupils. `None` where counts are not whole (a hidden one then may be a
/// fraction too) and where there would be more cells than [`MOST_CELLS`].
pub(super) fn completions(boxes: &Boxes) -> Option<Vec<Vec<f64>>> {
    if !boxes.is_whole() {
        return None;
    }
    let ends = || boxes.low.iter().zip(&boxes.high);
    let number = ends().fold(1.0, |product, (low, high)| product * (high - low + 1.0));
    if number * boxes.low.len() as f64 > MOST_CELLS {
        return None;
    }
    let mut out = vec![boxes.low.clone()];
    for (at, (low, high)) in ends().enumerate().filter(|(_, (low, high))| low < high) {
        let steps = (high - low) as usize;
        let mut more = Vec::with_capacity(out.len() * steps);
        for step in 1..=steps {
            more.extend(out.iter().map(|cells| {
                let mut cells = cells.clone();
                if let Some(cell) = cells.get_mut(at) {
                    *cell += step as f64;
                }
                cells
            }));
        }
        out.extend(more);
    }
    Some(out)
}

/// The least and the greatest of the values that are defined; `None` without any.
pub(super) fn limits(values: impl IntoIterator<Item = Option<f64>>) -> Option<Bounds> {
    let ends = values.into_iter().flatten().fold(None, |ends: Option<(f64, f64)>, value| {
        Some(ends.map_or((value, value), |(least, greatest)| (least.min(value), greatest.max(value))))
    });
    ends.map(|(least, greatest)| Bounds { least: Limit::Exact(least), greatest: Limit::Exact(greatest) })
}
