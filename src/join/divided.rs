//! What is to be said about pupils whose home had to be divided, lies elsewhere or is not known.

use std::collections::BTreeMap;

use super::builder::{Builder, Input, JoinReport};
use crate::data::{AreaId, Level};
use crate::notice::Notice;
use crate::number::{Count, decimal, rounded_to_fives};
use crate::source::{Basis, SourceId};
use crate::text::Language;

/// Pupils of postcodes that were divided over the loaded areas, for one year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Divided {
    rows: usize,
    /// Pupils that found an area, least and greatest.
    inside: (f64, f64),
    /// Pupils of the parts of those postcodes outside every area.
    outside: (f64, f64),
}

impl Divided {
    pub(super) fn add(&mut self, pupils: Count, shares: &[(AreaId, f64)]) {
        let inside: f64 = shares.iter().map(|(_, share)| share).sum();
        let (least, greatest) = pupils.bounds().unwrap_or_default();
        self.rows += 1;
        self.inside.0 += least * inside;
        self.inside.1 += greatest * inside;
        self.outside.0 += least * (1.0 - inside).max(0.0);
        self.outside.1 += greatest * (1.0 - inside).max(0.0);
    }
}

/// `120`, or `118–124` where a part is hidden; the same in both languages, so without marks.
fn range((least, greatest): (f64, f64)) -> String {
    let (least, greatest) = (least.round(), greatest.round());
    let whole = |n: f64| decimal(n, 0, Language::Dutch).replace('.', "");
    if least < greatest { format!("{}–{}", whole(least), whole(greatest)) } else { whole(least) }
}

impl Builder {
    /// Says how many were divided: what their source brings here is estimated and no longer counted.
    pub(super) fn report_divided(
        &mut self,
        input: &Input,
        source: SourceId,
        report: &mut JoinReport,
        divided: &Divided,
    ) {
        report.basis = report.basis.max(Basis::Estimated);
        if let Some(source) = self.parts.sources.get_mut(source.0) {
            source.basis = source.basis.max(Basis::Estimated);
        }
        let by = if self.split.by_inhabitants { "inhabitants" } else { "surface" };
        let notice = Notice::warning("join-divided")
            .arg("rows", divided.rows)
            .arg("by", by)
            .arg("inside", range(divided.inside))
            .arg("outside", range(divided.outside));
        self.notices.push(notice.file(input.layer.source.file.clone()));
    }
}

/// Pupils of a national table who live or go to school outside what is loaded.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Across {
    /// Go to school here, live elsewhere.
    coming: (f64, f64),
    /// Live here, go to school elsewhere.
    leaving: (f64, f64),
    /// Go to school here; nobody published where they live.
    unknown: (f64, f64),
}

impl Across {
    pub(super) fn add(&mut self, pupils: Count, unknown: bool, school_here: bool, home_here: bool) {
        let (least, greatest) = pupils.bounds().unwrap_or_default();
        let sum = match (school_here, home_here) {
            (true, _) if unknown => &mut self.unknown,
            (true, _) => &mut self.coming,
            (false, true) => &mut self.leaving,
            (false, false) => return,
        };
        sum.0 += least;
        sum.1 += greatest;
    }

    pub(super) fn report(&self, builder: &mut Builder, input: &Input) {
        if [self.coming, self.leaving, self.unknown].iter().all(|(_, greatest)| *greatest <= 0.0) {
            return;
        }
        let notice = Notice::warning("join-across")
            .arg("coming", range(self.coming))
            .arg("leaving", range(self.leaving))
            .arg("unknown", range(self.unknown));
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
}

/// In a table that was divided, an area that any postcode reaches has nobody of a group that none
/// of those postcodes has.
pub(super) fn fill_reached(cells: &mut [Option<Count>], groups: usize) {
    for row in cells.chunks_mut(groups.max(1)).filter(|row| row.iter().any(Option::is_some)) {
        row.iter_mut().filter(|cell| cell.is_none()).for_each(|cell| *cell = Some(Count::ZERO));
    }
}

/// Says of a table whose numbers are rounded that every total is a sum of rounded numbers, and marks
/// its source, which stands beside each total. `numbers` are told apart by the level of their area:
/// those of a wijk may be exact where those of its buurten are not.
pub(super) fn report_rounded(
    builder: &mut Builder,
    input: &Input,
    source: SourceId,
    numbers: impl Iterator<Item = (Option<Level>, Count)>,
) {
    let mut by_level: BTreeMap<Option<Level>, Vec<Count>> = BTreeMap::new();
    numbers.for_each(|(level, count)| by_level.entry(level).or_default().push(count));
    // CBS rounds what is known by home; whoever counts a few schools may have round numbers.
    let enough = if input.recognised.kind == super::Kind::PupilsHome { 12 } else { 36 };
    if !by_level.values().any(|counts| rounded_to_fives(counts.iter().copied(), enough)) {
        return;
    }
    if let Some(source) = builder.parts.sources.get_mut(source.0) {
        source.mark_rounded();
    }
    let notice = Notice::warning("join-rounded");
    builder.notices.push(notice.file(input.layer.source.file.clone()));
}
