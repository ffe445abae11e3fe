//! The new-project assistant: from a folder of published files to a town.
//!
//! It looks at every file, recognises it by what stands in it, and chooses for one municipality:
//! the best borders where several files hold the same ones, the school sites, and every table that
//! says something about either. It tells what was used and left, with the reason, and what is
//! missing and what that rules out. The choice never depends on the order of the file system.
//!
//! | module | what |
//! | --- | --- |
//! | [`scan`] | a folder → layers with what they are |
//! | [`borders`] | which of several borders |
//! | [`sites`] | which school sites, and what a list of sites adds |
//! | [`needs`] | what is missing and what that rules out |

pub mod borders;
pub mod needs;
pub mod scan;
pub mod sites;

use std::collections::BTreeSet;

use crate::data::area::parent_area_code;
use crate::data::{Basis, Level, Year};
use crate::join::{Builder, Built, Input, Kind, Role};
use crate::notice::{Notice, Notices};
use crate::text::{Language, text_with};
use needs::Missing;
use scan::{Found, year_of_name};

/// Why a file was used or left: a text key with what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Fluent key.
    pub key: &'static str,
    /// Another file that the reason is about, or a number.
    pub other: String,
    /// What was wrong with the file itself.
    pub notice: Option<Notice>,
}

impl Reason {
    pub(crate) fn new(key: &'static str) -> Self {
        Self { key, other: String::new(), notice: None }
    }

    /// The reason in words.
    pub fn words(&self, language: Language) -> String {
        match &self.notice {
            Some(notice) => notice.what(language),
            None => text_with(language, self.key, &[("other", &self.other)]),
        }
    }

    pub(crate) fn than(key: &'static str, other: &str) -> Self {
        Self { key, other: other.to_owned(), notice: None }
    }
}

/// A file (or layer) with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Path within the folder, with the layer as `file.gpkg:layer`.
    pub name: String,
    /// What it is, where that could be told.
    pub kind: Option<Kind>,
    pub reason: Reason,
}

/// What the assistant makes of a folder.
#[derive(Debug)]
pub struct Plan {
    /// CBS code of the municipality.
    pub municipality: String,
    pub used: Vec<Verdict>,
    pub left: Vec<Verdict>,
    pub missing: Vec<Missing>,
    pub notices: Notices,
    inputs: Vec<Input>,
    /// Borders that only divide what is known per postcode.
    carriers: Vec<Input>,
    /// Whether postcodes are the areas, for want of others.
    postcodes: bool,
}

impl Plan {
    /// Joins what was chosen; `every_row` names every refused row in place of the first of many.
    pub fn build(self, name: &str, every_row: bool) -> Built {
        let mut builder = Builder::new(name);
        if every_row {
            builder.show_every_row();
        }
        self.carriers.iter().for_each(|carrier| builder.divide_by(carrier));
        self.inputs.into_iter().for_each(|input| builder.add(input));
        let mut built = builder.build();
        let mut notices = self.notices;
        notices.extend(built.notices);
        if needs::can_estimate(&built.dataset) {
            notices.push(Notice::info("assistant-can-estimate"));
        }
        built.notices = notices;
        built
    }

    fn use_it(&mut self, found: &Found, kind: Kind, reason: Reason) {
        self.used.push(Verdict { name: found.name.clone(), kind: Some(kind), reason });
    }

    fn leave(&mut self, found: &Found, kind: Option<Kind>, reason: Reason) {
        self.left.push(Verdict { name: found.name.clone(), kind, reason });
    }
}

/// Chooses from what was found in a folder, for a municipality or for the only one there is.
///
/// # Errors
/// No borders or no schools of the municipality; more municipalities than one and none chosen.
pub fn plan(found: Vec<Found>, municipality: Option<&str>) -> Result<Plan, Notice> {
    let municipality = match municipality {
        Some(code) => code.to_owned(),
        None => only_municipality(&found)?,
    };
    let mut plan = Plan {
        municipality: municipality.clone(),
        used: Vec::new(),
        left: Vec::new(),
        missing: Vec::new(),
        notices: Notices::default(),
        inputs: Vec::new(),
        carriers: Vec::new(),
        postcodes: false,
    };
    let (mut layers, mut unread) = (Vec::new(), Vec::new());
    for one in found {
        if one.inputs.is_empty() { unread.push(one) } else { layers.push(one) }
    }
    for one in unread {
        let reason = Reason { notice: one.failed.clone(), ..Reason::new("assistant-left-other") };
        plan.leave(&one, None, reason);
    }
    let ground = borders::choose(&mut plan, &layers)?;
    let schools = sites::choose(&mut plan, &layers, &ground)?;
    for found in &layers {
        for input in &found.inputs {
            let kind = input.recognised.kind;
            if matches!(kind, Kind::Areas | Kind::Schools) || plan.has(found, kind) {
                continue;
            }
            take_table(&mut plan, found, input, &schools);
        }
    }
    // Where two tables are about the same thing the later one stays: what was counted.
    plan.inputs.sort_by_key(|input| std::cmp::Reverse(input.basis));
    plan.missing = needs::missing(&plan.inputs, plan.carriers.is_empty());
    plan.left.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(plan)
}

impl Plan {
    fn has(&self, found: &Found, kind: Kind) -> bool {
        let same = |v: &Verdict| v.name == found.name && v.kind == Some(kind);
        self.used.iter().any(same) || self.left.iter().any(same)
    }
}

/// Takes a table that says anything about the municipality.
fn take_table(plan: &mut Plan, found: &Found, input: &Input, schools: &BTreeSet<String>) {
    let kind = input.recognised.kind;
    let about = |record: &crate::load::Record| {
        let area = || {
            let code = input.text(record, Role::AreaCode)?;
            Some(in_municipality(&code, &plan.municipality) || Level::of_area_code(&code) == Level::Postcode)
        };
        let school = || input.school_code(record).is_some_and(|code| schools.contains(&code));
        match kind {
            Kind::PupilsSchool | Kind::SchoolIndicators | Kind::Catchments | Kind::Flows => school(),
            Kind::Base => true,
            _ => area() == Some(true),
        }
    };
    // Figures of a postcode can't be divided over buurten as pupils can.
    let by_postcode = |record: &crate::load::Record| {
        let level = input.text(record, Role::AreaCode).map(|c| Level::of_area_code(&c));
        kind == Kind::AreaIndicators && level == Some(Level::Postcode) && !plan.postcodes
    };
    let rows = input.layer.records.iter().filter(|r| about(r) && !by_postcode(r)).count();
    if rows == 0 && input.layer.records.iter().any(by_postcode) {
        plan.leave(found, Some(kind), Reason::new("assistant-left-by-postcode"));
        return;
    }
    if rows == 0 {
        plan.leave(found, Some(kind), Reason::than("assistant-left-elsewhere", &plan.municipality.clone()));
        return;
    }
    let about: Vec<bool> = input.layer.records.iter().map(|r| about(r) && !by_postcode(r)).collect();
    let mut input = input.clone();
    if matches!(kind, Kind::AreaIndicators | Kind::PupilsHome | Kind::AreaPoints) {
        let mut keep = about.into_iter();
        input.layer.records.retain(|_| keep.next().unwrap_or(false));
        input.national |= input.layer.records.iter().any(|r| {
            input.text(r, Role::AreaCode).is_some_and(|code| Level::of_area_code(&code) == Level::Postcode)
        });
    }
    // A row about elsewhere is no finding when a town is cut out on purpose.
    input.national |=
        rows < input.layer.records.len() && matches!(kind, Kind::SchoolIndicators | Kind::Flows);
    let figures = matches!(kind, Kind::AreaIndicators | Kind::SchoolIndicators);
    if figures && input.year.is_none() && !input.recognised.columns.contains_key(&Role::Year) {
        input.year = year_of_name(&found.name).map(Year);
    }
    let reason = match input.basis {
        Basis::Counted => Reason::than("assistant-used-table", &rows.to_string()),
        Basis::Estimated => Reason::than("assistant-used-estimated", &rows.to_string()),
        Basis::Modelled => Reason::than("assistant-used-modelled", &rows.to_string()),
    };
    plan.use_it(found, kind, reason);
    plan.inputs.push(input);
}

/// Whether a CBS code is that of a municipality or of an area in it.
pub fn in_municipality(code: &str, municipality: &str) -> bool {
    let code = code.trim().to_uppercase();
    let chain = std::iter::successors(Some(code), |c| parent_area_code(c));
    chain.into_iter().any(|c| c == municipality)
}

/// `GM0014`, from `gm0014`, `0014` or `14`.
pub fn municipality_code(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let digits = text.strip_prefix("GM").unwrap_or(&text);
    let known = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    known.then(|| format!("GM{digits:0>4}"))
}

/// The municipality of the borders in the folder, when there is exactly one.
fn only_municipality(found: &[Found]) -> Result<String, Notice> {
    const NAMED: usize = 8;
    let mut codes = BTreeSet::new();
    for input in found.iter().flat_map(|f| &f.inputs).filter(|i| i.recognised.kind == Kind::Areas) {
        for record in &input.layer.records {
            let code = input.text(record, Role::AreaCode).unwrap_or_default();
            let chain = std::iter::successors(Some(code), |c| parent_area_code(c));
            codes.extend(chain.filter(|c| Level::of_area_code(c) == Level::Municipality));
        }
    }
    match codes.len() {
        0 => Err(Notice::error("assistant-no-borders").arg("municipality", "?")),
        1 => Ok(codes.pop_first().unwrap_or_default()),
        n => {
            let named: Vec<String> = codes.into_iter().take(NAMED).collect();
            let more = if n > NAMED { " …" } else { "" };
            let named = format!("{}{more}", named.join(", "));
            Err(Notice::error("assistant-which-municipality").arg("number", n).arg("named", named))
        }
    }
}
