//! Every measure side by side.

use super::{Maker, capital, levels_key, told_interval};
use crate::figures::agreement::{self, Value};
use crate::figures::certainty::certainty_of;
use crate::figures::few::{self, rounded};
use crate::measure::Kind;
use crate::measure::inference::Progress;
use crate::notice::Notice;
use crate::number::whole;
use crate::report::table::{Cell, Column, Table};

impl Maker<'_> {
    pub(super) fn measures(&self, progress: &dyn Progress) -> Result<Table, Notice> {
        let Self { dataset, request } = *self;
        let language = request.language;
        let table = agreement::table(dataset, request.comparison, request.choice.level)?;
        let value = |v: Value| match v {
            Value::Undefined => Cell::Number(None, 3),
            Value::Exact(v) => Cell::Number(rounded(Some(v), 3), 3),
            Value::Range(bounds) => Cell::Bounds(bounds),
        };
        let mut columns = vec![
            Column::text("measure", self.t("report-measure"), 30),
            Column::number("schools", self.t("view-schools"), 10),
        ];
        let has_areas = table.has_areas
            && !few::tells_areas(dataset, request.comparison, request.gate, request.choice.level);
        if has_areas {
            let areas = capital(&self.t(levels_key(request.choice.level)));
            columns.push(Column::number("areas", areas, 10));
        }
        for (key, title) in [("low", "report-low"), ("high", "report-high"), ("chance", "report-by-chance")] {
            columns.push(Column::number(key, self.t(title), 10));
        }
        columns.push(Column::text("meaning", self.t("report-meaning"), 44));
        let mut rows = Vec::new();
        for row in &table.rows {
            let mut cells = vec![Cell::Text(row.measure.name(language)), value(row.schools)];
            if has_areas {
                cells.push(value(row.areas));
            }
            let sure = match row.measure.kind {
                Kind::TwoGroup => {
                    certainty_of(dataset, request.comparison, row.measure, request.draws, progress)?
                }
                _ => None,
            };
            let interval = sure.as_ref().and_then(told_interval);
            let chance = sure.as_ref().and_then(|s| s.chance.as_ref().ok());
            cells.extend([
                Cell::Number(rounded(interval.map(|i| i.low), 3), 3),
                Cell::Number(rounded(interval.map(|i| i.high), 3), 3),
                Cell::Number(rounded(chance.map(|c| c.expected), 3), 3),
                Cell::Text(row.measure.meaning(language)),
            ]);
            rows.push(cells);
        }
        let draws = whole(request.draws.count as f64, language);
        let seed = request.draws.seed.to_string();
        Ok(Table {
            name: self.t("report-sheet-measures"),
            title: self.t("report-measures"),
            about: self.tw("report-about-measures", &[("draws", &draws), ("seed", &seed)]),
            origin: self.origin(),
            columns,
            rows,
        })
    }
}
