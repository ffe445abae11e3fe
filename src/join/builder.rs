//! Puts recognised layers together into a dataset.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::Addresses;
use super::codes::{AreaCodes, SchoolCodes};
use super::crosswalk::{Crosswalk, crosswalk};
use super::recognise::{Kind, Recognised, Role};
use super::split::{Carrier, Split};
use super::{areas, indicators, inhabitants, loose, places, schemes, schools, streets, tables, thousands};
use crate::crs::Crs;
use crate::data::dataset::Parts;
use crate::data::{CountTable, Dataset, Level, Subject, Year};
use crate::load::layer::normalised;
use crate::load::tally::Joined;
use crate::load::{Layer, Record};
use crate::notice::{Notice, Notices};
use crate::number::{Count, DecimalMark, parse};
use crate::source::{Basis, SourceId};

/// A layer with what it is, ready to be added.
#[derive(Clone, Debug)]
pub struct Input {
    pub layer: Layer,
    pub recognised: Recognised,
    /// What its figures rest on; the source of the layer gets the same.
    pub basis: Basis,
    /// School year of its figures, where the layer has no column for it.
    pub year: Option<Year>,
    /// Columns that tell rows about the same unit and group apart; such rows are added up.
    pub apart: Vec<usize>,
    /// Columns that hold pupils per group and stand in a table of counts: no loose figures.
    pub counted: Vec<usize>,
    /// Whether it is about the whole country: a row about elsewhere is then no finding.
    pub national: bool,
}

impl Input {
    /// The layer as recognised; its basis is that of its source.
    pub fn new(layer: Layer, recognised: Recognised) -> Self {
        let basis = layer.source.basis;
        Self { layer, recognised, basis, year: None, apart: Vec::new(), counted: Vec::new(), national: false }
    }

    /// The same with only some of its records; the others, which may be those of a whole country,
    /// are not copied first.
    pub fn with(&self, keep: impl FnMut(&&Record) -> bool) -> Self {
        let layer = Layer {
            source: self.layer.source.clone(),
            lines: self.layer.lines,
            fields: self.layer.fields.clone(),
            records: self.layer.records.iter().filter(keep).cloned().collect(),
            crs: self.layer.crs,
            detected: self.layer.detected.clone(),
        };
        Self {
            layer,
            recognised: self.recognised.clone(),
            basis: self.basis,
            year: self.year,
            apart: self.apart.clone(),
            counted: self.counted.clone(),
            national: self.national,
        }
    }

    /// What stands in the column that has a role.
    pub fn text(&self, record: &Record, role: Role) -> Option<String> {
        record.values.get(*self.recognised.columns.get(&role)?)?.text()
    }

    /// The code of the school that a record is about.
    pub fn school_code(&self, record: &Record) -> Option<String> {
        schools::code_of(self, record)
    }

    /// Name of the column that has a role, for messages.
    pub(super) fn column(&self, role: Role) -> String {
        let field = self.recognised.columns.get(&role).and_then(|&i| self.layer.fields.get(i));
        field.cloned().unwrap_or_else(|| role.key().to_owned())
    }

    /// A notice about one record of this layer.
    pub(super) fn at(&self, notice: Notice, record: &Record) -> Notice {
        let notice = notice.file(self.layer.source.file.clone());
        if self.layer.lines { notice.line(record.number) } else { notice.feature(record.number) }
    }

    pub(super) fn decimal_mark(&self) -> DecimalMark {
        let comma = self.layer.detected.iter().any(|(k, v)| *k == "decimal" && v == ",");
        if comma { DecimalMark::Comma } else { DecimalMark::Point }
    }

    /// A number as it stands in a record; text is read with the decimal mark of the file.
    pub(super) fn number(&self, value: &crate::load::Value) -> Option<f64> {
        match value {
            crate::load::Value::Number(n) => n.is_finite().then_some(*n),
            other => parse(&other.text()?, self.decimal_mark()),
        }
    }
}

/// What became of one layer. Every row is either used, unmatched, refused or about elsewhere: the
/// four add up to `rows`.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinReport {
    pub file: String,
    pub kind: Kind,
    pub crs: Option<Crs>,
    pub basis: Basis,
    /// Rows or features in the file; where a row holds a number for each of several groups, as many
    /// as there are numbers.
    pub rows: usize,
    /// The rows of the file in which those stand.
    pub lines: usize,
    /// Those that found their place in the dataset; an empty number (unknown) has its place too.
    pub used: usize,
    /// Codes that joined nothing, with the line or feature, in file order.
    pub unmatched: Vec<(u64, String)>,
    /// Rows without a key or an honest number, or that repeat another; the notices name them. The
    /// cell of such a row is unknown. Where rows repeat each other, the first is not among these.
    pub refused: usize,
    /// Rows of a national table about areas and schools that are not loaded.
    pub elsewhere: usize,
    /// What was detected about the file (delimiter, encoding …).
    pub detected: Vec<(&'static str, String)>,
}

impl JoinReport {
    fn new(input: &Input) -> Self {
        Self {
            file: input.layer.source.file.clone(),
            kind: input.recognised.kind,
            crs: input.layer.crs,
            basis: input.basis,
            rows: input.layer.records.len(),
            lines: input.layer.records.iter().map(|r| r.number).collect::<BTreeSet<u64>>().len(),
            used: 0,
            unmatched: Vec::new(),
            refused: 0,
            elsewhere: 0,
            detected: input.layer.detected.clone(),
        }
    }
}

/// A finished dataset and everything there is to say about how it came to be.
#[derive(Clone, Debug)]
pub struct Built {
    pub dataset: Dataset,
    pub reports: Vec<JoinReport>,
    pub notices: Notices,
}

/// Adds layers to an empty or existing dataset.
#[derive(Debug, Default)]
pub struct Builder {
    pub(super) parts: Parts,
    pub(super) notices: Joined,
    inputs: Vec<Input>,
    /// Numbers of the layer at hand that its publisher hid behind −1.
    pub(super) masked: usize,
    /// Sources of the dataset that was started from; later ones are of this build.
    known_sources: usize,
    /// Whether notices name everything they are about, however much it is.
    every_row: bool,
    /// Only what is found counts: places within areas may be rough.
    pub(super) findings_only: bool,
    /// Pupils by home of areas that are not loaded themselves, by code: where in a wijk they live.
    pub(super) finer_pupils: BTreeMap<String, f64>,
    /// Borders that tables are counted by but that are no areas of the dataset.
    carriers: Vec<Carrier>,
    pub(super) split: Split,
    /// Where addresses are, for schools of which no point is given.
    pub(super) addresses: Addresses,
}

impl Builder {
    pub fn new(name: impl Into<String>) -> Self {
        Self { parts: Parts { name: name.into(), ..Parts::default() }, ..Self::default() }
    }

    /// Starts from what is already known; the new layers are added to it.
    pub fn from_dataset(dataset: &Dataset) -> Self {
        let known_sources = dataset.sources().len();
        Self { parts: dataset.parts().clone(), known_sources, ..Self::default() }
    }

    /// Marks the whole dataset as an example.
    pub fn example(mut self) -> Self {
        self.parts.example = true;
        self
    }

    pub fn add(&mut self, input: Input) {
        self.inputs.push(input);
    }

    /// Names every refused row in the notices, in place of the first of many.
    pub fn show_every_row(&mut self) {
        self.every_row = true;
        self.notices.show_every_row();
    }

    /// Adds borders (of postcodes, or of another year) by which tables are counted: what is known
    /// per such area is divided over the areas of the dataset, and a school of which only the
    /// postcode is known gets a point in it. Areas that the dataset has itself are not divided.
    pub fn divide_by(&mut self, input: &Input) {
        for record in &input.layer.records {
            let code = input.text(record, Role::AreaCode);
            let shape = record.geometry.clone().and_then(areas::polygons);
            if let (Some(code), Some(shape)) = (code, shape) {
                self.carriers.push(Carrier { code, name: input.text(record, Role::AreaName), shape });
            }
        }
    }

    /// Joins everything, in the order areas, schools, tables, whatever the order of adding.
    pub fn build(mut self) -> Built {
        let mut inputs = std::mem::take(&mut self.inputs);
        inputs.sort_by_key(|input| input.recognised.kind);
        schemes::declare(&mut self, &inputs);
        // What is found before any layer is joined stands with the notices of its own file.
        let mut found: Vec<Vec<Notice>> = Vec::with_capacity(inputs.len());
        for input in &mut inputs {
            let mut own: Vec<Notice> = loose::withhold(&self, input).into_iter().collect();
            own.extend(thousands::settle(input));
            found.push(own);
        }
        let mut reports = Vec::new();
        let mut points = Vec::new();
        let mut divided = false;
        for (input, found) in inputs.iter().zip(found) {
            found.into_iter().for_each(|notice| self.notices.push(notice));
            if input.recognised.kind > Kind::Areas && !std::mem::replace(&mut divided, true) {
                self.divide(&inputs);
            }
            let mut report = JoinReport::new(input);
            if schemes::refused(&mut self, input, &mut report) {
                self.notices.close(&input.layer.source.file);
                reports.push(report);
                continue;
            }
            let source = self.source(input);
            match input.recognised.kind {
                Kind::Areas => areas::add(&mut self, input, source, &mut report),
                Kind::Addresses => self.addresses.add(input, &mut report),
                Kind::Schools => schools::add(&mut self, input, source, &mut report),
                Kind::AreaPoints => points.extend(places::points(&mut self, input, &mut report)),
                Kind::PupilsHome => tables::add_counts(&mut self, input, source, Subject::Home, &mut report),
                Kind::PupilsSchool => {
                    tables::add_counts(&mut self, input, source, Subject::School, &mut report);
                }
                Kind::Flows => tables::add_flows(&mut self, input, source, &mut report),
                Kind::Catchments => schools::add_catchments(&mut self, input, source, &mut report),
                Kind::AreaIndicators | Kind::SchoolIndicators => {
                    indicators::add(&mut self, input, source, &mut report);
                }
                Kind::Base => places::add_base(&mut self, input, &mut report),
                Kind::Own => places::add_own(&mut self, input, &mut report),
                Kind::Streets => streets::add(&mut self, input, source, &mut report),
            }
            self.report_masked(input);
            self.report_unmatched(input, &report);
            self.report_drift(input, &report);
            self.notices.close(&input.layer.source.file);
            reports.push(report);
        }
        areas::nest(&mut self.parts);
        tables::fill_from_flows(&mut self);
        places::set_points(&mut self.parts, &points, &self.finer_pupils);
        let dataset = Dataset::new(self.parts);
        let mut notices = self.notices.into_notices();
        if let Some(notice) = schools::outside(&dataset) {
            notices.push(notice);
        }
        Built { dataset, reports, notices }
    }

    /// Divides the carriers over the areas, by the inhabitants that any of the layers knows.
    fn divide(&mut self, inputs: &[Input]) {
        let carriers = std::mem::take(&mut self.carriers);
        if !carriers.is_empty() {
            let inhabitants = inhabitants::of_areas(&self.parts, inputs);
            self.split = Split::new(&carriers, &self.parts, &inhabitants);
        }
    }

    /// Says which codes of a table and of the borders are not in the other, where most are.
    fn report_drift(&mut self, input: &Input, report: &JoinReport) {
        const NAMED: usize = 8;
        let most = if self.every_row { usize::MAX } else { NAMED };
        let about_areas =
            matches!(input.recognised.kind, Kind::AreaIndicators | Kind::PupilsHome | Kind::Flows);
        if !about_areas || report.used < report.unmatched.len() + report.elsewhere {
            return;
        }
        let codes = self.area_codes();
        let others: Vec<(String, String)> = input
            .layer
            .records
            .iter()
            .filter_map(|r| {
                let code = codes.canonical(&input.text(r, Role::AreaCode)?);
                Some((code, input.text(r, Role::AreaName).unwrap_or_default()))
            })
            .collect();
        for level in [Level::Municipality, Level::Wijk, Level::Buurt] {
            let found = crosswalk(&self.parts, level, &others, &self.split);
            if !found.moved.is_empty() {
                let notice = Notice::warning("join-borders-moved")
                    .arg("level", level.code())
                    .arg("number", found.moved.len())
                    .arg("named", found.named_moved(most));
                self.notices.push(notice.file(input.layer.source.file.clone()));
            }
            if found.both.is_empty() || (found.gone.is_empty() && found.new.is_empty()) {
                continue;
            }
            // From an area without pupils nobody goes anywhere: that it has no flow tells no year.
            if input.recognised.kind == Kind::Flows && found.new.is_empty() {
                continue;
            }
            let notice = Notice::warning("join-codes-drift")
                .arg("level", level.code())
                .arg("both", found.both.len())
                .arg("loaded", found.both.len() + found.gone.len())
                .arg("gone", Crosswalk::named(&found.gone, most))
                .arg("gone-number", found.gone.len())
                .arg("new", Crosswalk::named(&found.new, most))
                .arg("new-number", found.new.len());
            self.notices.push(notice.file(input.layer.source.file.clone()));
        }
    }

    pub(super) fn source(&mut self, input: &Input) -> SourceId {
        let mut source = input.layer.source.clone();
        source.basis = input.basis;
        self.parts.sources.push(source);
        SourceId(self.parts.sources.len() - 1)
    }

    fn report_masked(&mut self, input: &Input) {
        let masked = std::mem::take(&mut self.masked);
        if masked > 0 {
            let notice = Notice::info("join-masked").arg("number", masked);
            self.notices.push(notice.file(input.layer.source.file.clone()));
        }
    }

    /// One notice for all codes of a file that joined nothing, naming the first few.
    fn report_unmatched(&mut self, input: &Input, report: &JoinReport) {
        const NAMED: usize = 5;
        let Some((first, _)) = report.unmatched.first() else { return };
        let mut codes: Vec<&str> = report.unmatched.iter().map(|(_, code)| code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        let named = codes.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let named = if codes.len() > NAMED { format!("{named} …") } else { named };
        let notice = Notice::warning("join-unmatched")
            .arg("rows", report.unmatched.len())
            .arg("codes", codes.len())
            .arg("named", named)
            .file(input.layer.source.file.clone());
        self.notices.push(if input.layer.lines { notice.line(*first) } else { notice.feature(first) });
    }

    pub(super) fn area_codes(&self) -> AreaCodes {
        AreaCodes::new(&self.parts.areas)
    }

    /// The areas, for the codes as they are written in this layer.
    pub(super) fn area_codes_of(&self, input: &Input) -> AreaCodes {
        let field = input.recognised.columns.get(&Role::AreaCode);
        let texts: Vec<String> = match field {
            Some(_) => input.layer.records.iter().filter_map(|r| input.text(r, Role::AreaCode)).collect(),
            None => Vec::new(),
        };
        self.area_codes().reading(texts.iter().map(String::as_str))
    }

    pub(super) fn school_codes(&self) -> SchoolCodes {
        SchoolCodes::new(&self.parts.schools)
    }

    /// Makes every count table and indicator as long as the lists of areas and schools are now.
    pub(super) fn pad(&mut self) {
        let areas = self.parts.areas.len();
        let schools = self.parts.schools.len();
        let units = |subject| if subject == Subject::Home { areas } else { schools };
        for table in &mut self.parts.counts {
            table.cells.resize(units(table.subject) * table.groups, Count::Unknown);
        }
        for indicator in &mut self.parts.indicators {
            indicator.values.resize(units(indicator.subject), None);
        }
        for attribute in &mut self.parts.attributes {
            attribute.values.resize(units(attribute.subject), None);
        }
    }

    /// Puts a table in the place of an earlier one about the same thing, or adds it.
    pub(super) fn put_counts(&mut self, table: CountTable) {
        let same =
            |t: &CountTable| (t.subject, t.scheme, t.year) == (table.subject, table.scheme, table.year);
        match self.parts.counts.iter().position(same) {
            Some(at) => {
                self.report_replaced(self.parts.counts[at].source, table.source);
                self.parts.counts[at] = table;
            }
            None => self.parts.counts.push(table),
        }
    }

    /// A table that takes the place of another says so: to update what was there is what a person
    /// means, to give two files about the same thing at once may not be.
    pub(super) fn report_replaced(&mut self, old: SourceId, new: SourceId) {
        let file = |id: SourceId| self.parts.sources.get(id.0).map(|s| s.file.clone()).unwrap_or_default();
        let at_once = old.0 >= self.known_sources;
        let notice = if at_once {
            Notice::warning("join-table-replaced")
        } else {
            Notice::info("join-table-replaced")
        };
        let notice = notice.arg("old", file(old)).file(file(new));
        self.notices.push(notice);
    }
}

/// School year written as `2024`, `2024-2025`, `2024/25` or `1-10-2024`.
pub(super) fn parse_year(text: &str) -> Option<Year> {
    let years: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| p.len() == 4)
        .filter_map(|p| p.parse().ok())
        .filter(|y| (1900..2200).contains(y))
        .collect();
    years.first().copied().map(Year)
}

/// Positions of names already given, to find repeats: name → first record number.
pub(super) type FirstSeen<K> = BTreeMap<K, u64>;

/// Names of fields that are taken by a role of this kind.
pub(super) fn taken_fields(input: &Input) -> Vec<usize> {
    let mut taken: Vec<usize> = input.recognised.columns.values().copied().collect();
    taken.extend(&input.counted);
    let published = |i: &usize| super::recognise::never_an_indicator(&input.layer.fields[*i]);
    taken.extend((0..input.layer.fields.len()).filter(published));
    // `statcode` and `code` may both occur; every column that could be a code stays out.
    let codes = Role::AreaCode.aliases().iter().chain(Role::SchoolCode.aliases());
    let codes: Vec<String> = codes.map(|a| normalised(a)).collect();
    taken.extend(
        (0..input.layer.fields.len()).filter(|&i| codes.contains(&normalised(&input.layer.fields[i]))),
    );
    taken
}
