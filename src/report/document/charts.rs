//! The charts of a report, each with the values that it shows as a table.

use super::{Maker, about, capital};
use crate::data::{CountTable, Dataset, Subject};
use crate::figures::headline::Headline;
use crate::figures::over_time::{Moment, told_over_time};
use crate::measure::catalogue::measure;
use crate::measure::inference::Progress;
use crate::measure::mirror::Limits;
use crate::measure::{Kind, Measure};
use crate::notice::Notice;
use crate::number::whole;
use crate::privacy::Shown;
use crate::report::table::{Cell, Column, Table};
use crate::view::charts::picture::Picture;
use crate::view::charts::pictures::Layout;
use crate::view::charts::{
    Beside, Curve, Histogram, Speaker, Units, Whose, beside_wijk, curve, histogram, units,
};
use crate::view::theme::Theme;

/// A chart with its values.
#[derive(Clone, Debug)]
pub struct Chart {
    pub picture: Picture,
    /// What is drawn, value by value.
    pub table: Table,
}

/// The charts of a report.
#[derive(Clone, Debug, Default)]
pub struct Charts {
    /// Every school as a bar; its values are those of the table of schools.
    pub composition: Option<Picture>,
    /// The segregation curve, the distribution, schools beside their wijk, and the years.
    pub others: Vec<Chart>,
}

/// Measures over the years.
const OVER_YEARS: [(Kind, &str); 2] = [(Kind::TwoGroup, "dissimilarity"), (Kind::MultiGroup, "theil_h")];

impl Maker<'_> {
    /// The charts; `foot` is what stays with each of them wherever it goes, `of_years` the same of the chart
    /// of all years.
    pub(super) fn charts(
        &self,
        found: Option<&Headline>,
        (theme, foot, of_years): (&Theme, String, String),
        progress: &dyn Progress,
    ) -> Result<Charts, Notice> {
        let Self { dataset, request } = *self;
        let comparison = request.comparison;
        let Some(counts) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
            return Ok(Charts::default());
        };
        let speaker = Speaker { dataset, comparison, language: request.language };
        let source = dataset.source(counts.source).map(|s| s.title_in(request.language)).unwrap_or_default();
        let joined =
            |parts: [&str; 2]| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
        let layout = Layout {
            speaker,
            theme: *theme,
            about: about(dataset, request, counts, "report-about-schools"),
            foot: joined([&foot, &source]),
        };
        let mut out = Charts::default();
        let of = (comparison.scheme, comparison.year, comparison.group);
        if let Some(units) = units(dataset, Whose::Schools, of.0, of.1, request.gate) {
            out.composition = layout.composition(&units, of.2);
            if let Some(curve) = curve(&units, comparison.group, comparison.other) {
                let d = self.d_in_words(found);
                let picture = layout.curve(&units, &curve, d.as_deref());
                out.others.push(Chart { picture, table: self.table_of_curve(&curve, &speaker) });
            }
            let bins = histogram(&units, of.2);
            if let Some(picture) = layout.histogram(&units, &bins, of.2) {
                out.others.push(Chart { picture, table: self.table_of_bins(&units, &bins, &speaker) });
            }
            if let Some((list, others)) = beside_wijk(dataset, of.0, of.1, of.2, request.gate) {
                let limit = Limits::default().leans / 100.0;
                let layout = Layout { about: self.about_both(counts), ..layout.clone() };
                if let Some(picture) = layout.beside(&units, (&list, others), of.2, limit) {
                    out.others.push(Chart { picture, table: self.table_beside(&list) });
                }
            }
        }
        // All years stand in it, not one.
        let layout = Layout { about: self.t("charts-trend-about"), foot: of_years, ..layout };
        let mut lines: Vec<(&'static Measure, Vec<Moment>)> = Vec::new();
        if counted_years(dataset, comparison.scheme) > 1 {
            for measure in OVER_YEARS.iter().filter_map(|(kind, id)| measure(*kind, id)) {
                let draws = request.draws;
                let moments = told_over_time(dataset, comparison, measure, request.gate, draws, progress)?;
                lines.push((measure, moments));
            }
        }
        if let Some(picture) = layout.trend(&lines) {
            out.others.push(Chart { picture, table: self.table_of_years(&lines) });
        }
        Ok(out)
    }

    /// D of all schools, or between what it lies where the source hides counts.
    fn d_in_words(&self, found: Option<&Headline>) -> Option<String> {
        found?.readings.one_group_short(self.request.language)
    }

    /// What both the counts by school and those by home are.
    fn about_both(&self, counts: &CountTable) -> String {
        let Self { dataset, request } = *self;
        let at_school = about(dataset, request, counts, "report-about-schools");
        let homes = dataset.counts(Subject::Home, counts.scheme, counts.year);
        let at_home = homes.map(|table| about(dataset, request, table, "report-about-homes"));
        std::iter::once(at_school).chain(at_home).collect::<Vec<_>>().join(" ")
    }

    fn chart_table(&self, key: &str, title: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
        let title = self.t(title);
        let about = self.tw("charts-values", &[("chart", &title)]);
        Table { name: format!("values-{key}"), title, about, origin: self.origin(), columns, rows }
    }

    fn table_of_curve(&self, curve: &Curve, speaker: &Speaker<'_>) -> Table {
        let share = |v: f64| Cell::Share(Shown::Value(v));
        let column = |group: String| self.tw("charts-curve-column", &[("group", &group)]);
        let columns = vec![
            Column::text("name", self.t("charts-school"), 34),
            Column::number("other", column(speaker.other()), 20),
            Column::number("group", column(speaker.group(self.request.comparison.group)), 20),
            Column::number("distance", self.t("charts-curve-distance"), 20),
        ];
        let together = whole(curve.together as f64, self.request.language);
        let rows = curve.segments.iter().map(|s| {
            let name = match s.hit {
                Some(_) => s.name.clone(),
                None => self.tw("charts-curve-key-together", &[("count", &together)]),
            };
            let distance = (s.to[0] - s.to[1]).max(0.0);
            let distance = if curve.told_distance().is_some() { share(distance) } else { Cell::Empty };
            vec![Cell::Text(name), share(s.to[0]), share(s.to[1]), distance]
        });
        self.chart_table("curve", "charts-curve", columns, rows.collect())
    }

    fn table_of_bins(&self, units: &Units, found: &Histogram, speaker: &Speaker<'_>) -> Table {
        let group = speaker.group(self.request.comparison.group);
        let columns = vec![
            Column::text("name", self.tw("report-share-of", &[("group", &group)]), 16),
            Column::number("schools", self.t("charts-count-axis"), 12),
            Column::text("which", self.t("charts-which"), 60),
        ];
        let row = |bin: &crate::view::charts::Bin| {
            let name = |hit| units.list.iter().find(|u| u.hit == hit).map(|u| u.name.clone());
            let names: Vec<String> = bin.units.iter().filter_map(|hit| name(*hit)).collect();
            vec![
                Cell::Text(speaker.bin(bin)),
                Cell::Number(Some(bin.units.len() as f64), 0),
                Cell::Text(names.join(", ")),
            ]
        };
        let mut rows: Vec<Vec<Cell>> = found.bins.iter().map(row).collect();
        if found.withheld > 0 {
            let count = Cell::Number(Some(found.withheld as f64), 0);
            rows.push(vec![Cell::Text(self.t("report-hidden")), count, Cell::Empty]);
        }
        self.chart_table("histogram", "charts-histogram", columns, rows)
    }

    fn table_beside(&self, list: &[Beside]) -> Table {
        let columns = vec![
            Column::text("name", self.t("charts-school"), 32),
            Column::text("wijk", self.t("charts-wijk"), 26),
            Column::number("school", capital(&self.t("charts-beside-up")), 14),
            Column::number("home", capital(&self.t("charts-beside-across")), 14),
            Column::number("difference", self.t("charts-beside-difference"), 14),
        ];
        let mut sorted: Vec<&Beside> = list.iter().collect();
        sorted.sort_by(|a, b| {
            b.difference().total_cmp(&a.difference()).then_with(|| a.school.name.cmp(&b.school.name))
        });
        let row = |b: &Beside| {
            vec![
                Cell::Text(b.school.name.clone()),
                Cell::Text(b.wijk_name.clone()),
                Cell::Share(Shown::Value(b.at_school)),
                Cell::Share(Shown::Value(b.in_wijk)),
                Cell::Number(Some(b.difference() * 100.0), 1),
            ]
        };
        self.chart_table("beside", "charts-beside", columns, sorted.into_iter().map(row).collect())
    }

    fn table_of_years(&self, lines: &[(&'static Measure, Vec<Moment>)]) -> Table {
        let language = self.request.language;
        let mut columns = vec![Column::text("year", self.t("charts-year-axis"), 14)];
        for (measure, _) in lines {
            let name = measure.name(language);
            // What stands between brackets is the sign by which it is known.
            let sign = name.rsplit_once('(').and_then(|(_, sign)| sign.split(')').next()).unwrap_or(&name);
            let of = |end: &str| format!("{sign}, {}", self.t(end).to_lowercase());
            columns.push(Column::number(measure.id, name.clone(), 20));
            columns.push(Column::number(format!("{}_low", measure.id), of("report-low"), 14));
            columns.push(Column::number(format!("{}_high", measure.id), of("report-high"), 14));
        }
        columns.push(Column::text("basis", self.t("report-basis"), 16));
        let value = |m: &Moment| match m.value {
            Some(v) if m.coarse => Cell::Percent(Some(v)),
            Some(v) => Cell::Share(Shown::Value(v)),
            None if m.withheld => Cell::Share(Shown::Hidden),
            None => Cell::Empty,
        };
        let ends = |m: &Moment| {
            let interval = m.interval.as_ref().map(|i| (i.low, i.high));
            let limits = m.limits.map(|b| (b.least.value(), b.greatest.value()));
            let share = |v: f64| Cell::Share(Shown::Value(v));
            interval.or(limits).map_or([Cell::Empty, Cell::Empty], |(low, high)| [share(low), share(high)])
        };
        let first = lines.first().map(|(_, moments)| moments.as_slice()).unwrap_or_default();
        let row = |m: &Moment| {
            let mut cells = vec![Cell::Text(m.year.to_string())];
            for (_, moments) in lines {
                let of_year = moments.iter().find(|other| other.year == m.year);
                cells.push(of_year.map_or(Cell::Empty, value));
                cells.extend(of_year.map_or([Cell::Empty, Cell::Empty], ends));
            }
            let why = if m.limits.is_some() { Some(self.t("charts-trend-span")) } else { None };
            let basis = self.t(crate::report::table::basis_key(m.basis));
            cells.push(Cell::Text(std::iter::once(basis).chain(why).collect::<Vec<_>>().join("; ")));
            cells
        };
        let mut table =
            self.chart_table("years", "charts-trend-title", columns, first.iter().map(row).collect());
        table.name = self.t("charts-sheet-years");
        // The years rest on counts of their own: each says on what.
        table.origin = None;
        table
    }
}

/// Years with counts by school of a scheme.
fn counted_years(dataset: &Dataset, scheme: usize) -> usize {
    dataset
        .years()
        .into_iter()
        .filter(|y| dataset.counts_of(Subject::School, scheme, Some(*y)).is_some())
        .count()
}
