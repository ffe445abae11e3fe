//! How many people live in each area, as far as any of the layers knows: only to divide by.

use super::builder::Input;
use super::codes::AreaCodes;
use super::recognise::{Kind, Role, aliases};
use crate::data::dataset::Parts;

/// One number per area, from the layer and column that knows most of them; `None` is unknown.
///
/// Columns go by the list `inhabitants` in `assets/columns.toml`; at an equal number of areas the
/// first name in it wins, then the first layer.
pub(super) fn of_areas(parts: &Parts, inputs: &[Input]) -> Vec<Option<f64>> {
    let mut best: Vec<Option<f64>> = Vec::new();
    let mut most = 0;
    for name in aliases("inhabitants") {
        for input in inputs.iter().filter(|i| matches!(i.recognised.kind, Kind::Areas | Kind::AreaIndicators))
        {
            let Some(field) = input.layer.field(&[name]) else { continue };
            let codes = AreaCodes::new(&parts.areas);
            let mut values: Vec<Option<f64>> = vec![None; parts.areas.len()];
            for record in &input.layer.records {
                let area = input.text(record, Role::AreaCode).and_then(|code| codes.exact(&code));
                let value = record.values.get(field).and_then(|v| input.number(v)).filter(|n| *n >= 0.0);
                if let (Some(slot), Some(value)) = (area.and_then(|id| values.get_mut(id.0)), value) {
                    *slot = Some(value);
                }
            }
            let known = values.iter().flatten().count();
            if known > most {
                most = known;
                best = values;
            }
        }
    }
    // An area that a newer table does not know is taken to be as full as the middle one, so that a
    // single new buurt does not undo the knowledge about all others.
    let mut sorted: Vec<f64> = best.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.get(sorted.len() / 2).copied();
    if most * 10 >= parts.areas.len() * 9 {
        best.iter_mut().filter(|v| v.is_none()).for_each(|v| *v = middle);
    }
    best
}
