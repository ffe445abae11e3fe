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
//! | `streets` | which streets |
//! | `years` | borders of another year, to connect codes that the chosen ones lack |
//! | [`needs`] | what is needed, what is missing and what that rules out |
//! | [`estimate`] | who goes to which school, where nobody published it |

pub mod borders;
pub mod estimate;
pub mod needs;
pub mod scan;
pub mod sites;
mod streets;
mod years;

use std::collections::{BTreeMap, BTreeSet};

use crate::data::area::parent_area_code;
use crate::data::{Basis, Level, Year};
use crate::join::recognise::municipality_column;
use crate::join::{Builder, Built, Input, Kind, Role};
use crate::notice::{Notice, Notices, Place};
use crate::number::whole;
use crate::text::{Language, text_with};
use needs::Missing;
use scan::{Found, year_of_name};

/// Why a file was used or left: a text key with what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Fluent key.
    pub key: &'static str,
    /// Another file or a municipality that the reason is about.
    pub other: String,
    /// How many rows, areas or schools the file brings, where that is the reason.
    pub count: Option<usize>,
    /// How many rows the file has, where that is more.
    pub of: Option<usize>,
    /// What was wrong with the file itself.
    pub notice: Option<Notice>,
}

impl Reason {
    pub(crate) fn new(key: &'static str) -> Self {
        Self { key, other: String::new(), count: None, of: None, notice: None }
    }

    /// The reason in words.
    pub fn words(&self, language: Language) -> String {
        match &self.notice {
            // The file is named beside it; where in it and what to do are not.
            Some(notice) => {
                let place = Place { file: None, layer: None, ..notice.place.clone() };
                Notice { place, ..notice.clone() }.message(language)
            }
            None => {
                let count = self.count.map(|n| whole(n as f64, language)).unwrap_or_default();
                let words = text_with(language, self.key, &[("other", &self.other), ("count", &count)]);
                match self.of {
                    Some(of) => {
                        let of = whole(of as f64, language);
                        format!("{words} {}", text_with(language, "assistant-of-rows", &[("of", &of)]))
                    }
                    None => words,
                }
            }
        }
    }

    pub(crate) fn than(key: &'static str, other: &str) -> Self {
        Self { other: other.to_owned(), ..Self::new(key) }
    }

    pub(crate) fn counting(key: &'static str, count: usize) -> Self {
        Self { count: Some(count), ..Self::new(key) }
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
    /// Its name, where a file gives it.
    pub name: Option<String>,
    pub used: Vec<Verdict>,
    pub left: Vec<Verdict>,
    pub missing: Vec<Missing>,
    pub notices: Notices,
    inputs: Vec<Input>,
    /// Borders that only divide what is known per postcode, or per area of another year.
    carriers: Vec<Input>,
    /// Whether postcodes are the areas, for want of others.
    postcodes: bool,
    /// Schools of a list that are not among the chosen sites and were named, by file.
    named: BTreeMap<String, BTreeSet<String>>,
}

impl Plan {
    /// What a town is made of, in a fixed order, and which file brings it.
    pub fn needs(&self) -> Vec<needs::Need> {
        needs::needs(self)
    }

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

    /// Why each file that could not be used could not: for the list of everything that was found.
    pub fn unusable(&self) -> Notices {
        let mut out = Notices::default();
        for verdict in &self.left {
            let Some(notice) = verdict.reason.notice.clone() else { continue };
            let place = Place { file: Some(verdict.name.clone()), layer: None, ..notice.place.clone() };
            out.push(Notice { place, ..notice });
        }
        out
    }

    /// Whether an estimate of who goes to which school is worth trying: it is known who lives where,
    /// and nobody published the same of schools.
    pub fn invites_estimate(&self) -> bool {
        needs::groups_only_at_home(&self.inputs)
    }

    /// Whether borders and schools were chosen from this file, or a table.
    fn uses(&self, name: &str) -> bool {
        self.used.iter().any(|v| v.name == name)
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
pub fn plan(found: &[Found], municipality: Option<&str>) -> Result<Plan, Notice> {
    let municipality = match municipality {
        Some(code) => code.to_owned(),
        None => only_municipality(found)?,
    };
    let mut plan = Plan {
        municipality: municipality.clone(),
        name: municipalities(found).into_iter().find(|m| m.code == municipality).and_then(|m| m.name),
        used: Vec::new(),
        left: Vec::new(),
        missing: Vec::new(),
        notices: Notices::default(),
        inputs: Vec::new(),
        carriers: Vec::new(),
        postcodes: false,
        named: BTreeMap::new(),
    };
    for one in found.iter().filter(|one| one.inputs.is_empty()) {
        let reason = Reason { notice: one.failed.clone(), ..Reason::new("assistant-left-other") };
        plan.leave(one, None, reason);
    }
    let ground = borders::choose(&mut plan, found)?;
    let schools = sites::choose(&mut plan, found, &ground)?;
    streets::choose(&mut plan, found, &ground);
    for found in found.iter() {
        for input in &found.inputs {
            let kind = input.recognised.kind;
            if matches!(kind, Kind::Areas | Kind::Schools | Kind::Addresses) || plan.has(found, kind) {
                continue;
            }
            take_table(&mut plan, found, input, &schools);
        }
    }
    for found in found.iter().filter(|f| !f.notices.is_empty()) {
        if plan.uses(&found.name) {
            plan.notices.extend(found.notices.clone());
        }
    }
    // Where two tables are about the same thing the later one stays: what was counted.
    plan.inputs.sort_by_key(|input| std::cmp::Reverse(input.basis));
    plan.missing = needs::missing(&plan.inputs, plan.carriers.is_empty());
    years::choose(&mut plan, found);
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
            Kind::Base | Kind::Own => true,
            _ => area() == Some(true),
        }
    };
    // Figures of a postcode can't be divided over buurten as pupils can.
    let by_postcode = |record: &crate::load::Record| {
        let level = input.text(record, Role::AreaCode).map(|c| Level::of_area_code(&c));
        kind == Kind::AreaIndicators && level == Some(Level::Postcode) && !plan.postcodes
    };
    // A row of a file with a column per group is as many numbers, and one row.
    let rows = lines(input.layer.records.iter().filter(|r| about(r) && !by_postcode(r)));
    if rows == 0 && input.layer.records.iter().any(by_postcode) {
        plan.leave(found, Some(kind), Reason::new("assistant-left-by-postcode"));
        return;
    }
    if rows == 0 {
        plan.leave(found, Some(kind), Reason::than("assistant-left-elsewhere", &plan.municipality.clone()));
        return;
    }
    let all = lines(input.layer.records.iter());
    let cut = matches!(kind, Kind::AreaIndicators | Kind::PupilsHome | Kind::AreaPoints);
    // A school that was named already as one that is not among the sites is not of elsewhere.
    let named = plan.named.get(&found.name);
    let named = |r: &crate::load::Record| {
        named.is_some_and(|codes| input.school_code(r).is_some_and(|code| codes.contains(&code)))
    };
    let mut input = input.with(|r| !named(r) && (!cut || (about(r) && !by_postcode(r))));
    if cut {
        input.national |= input.layer.records.iter().any(|r| {
            input.text(r, Role::AreaCode).is_some_and(|code| Level::of_area_code(&code) == Level::Postcode)
        });
    }
    // A row about elsewhere is no finding when a town is cut out on purpose.
    input.national |=
        rows < lines(input.layer.records.iter()) && matches!(kind, Kind::SchoolIndicators | Kind::Flows);
    let figures = matches!(kind, Kind::AreaIndicators | Kind::SchoolIndicators);
    if figures && input.year.is_none() && !input.recognised.columns.contains_key(&Role::Year) {
        input.year = year_of_name(&found.name).map(Year);
    }
    let mut reason = match input.basis {
        Basis::Counted => Reason::counting("assistant-used-table", rows),
        Basis::Estimated => Reason::counting("assistant-used-estimated", rows),
        Basis::Modelled => Reason::counting("assistant-used-modelled", rows),
    };
    // What is about elsewhere is cut out on purpose, and not in silence.
    reason.of = Some(all).filter(|all| *all > rows);
    plan.use_it(found, kind, reason);
    plan.inputs.push(input);
}

/// How many rows of the file these stand in.
fn lines<'a>(records: impl Iterator<Item = &'a crate::load::Record>) -> usize {
    records.map(|record| record.number).collect::<BTreeSet<u64>>().len()
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

/// A municipality of which a folder has borders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// CBS code.
    pub code: String,
    /// As a file in the folder has it; `None` when none names it.
    pub name: Option<String>,
}

/// The municipalities of which a folder has borders, in the order of their codes.
pub fn municipalities(found: &[Found]) -> Vec<Municipality> {
    let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
    for input in found.iter().flat_map(|f| &f.inputs).filter(|i| i.recognised.kind == Kind::Areas) {
        for record in &input.layer.records {
            let Some(code) = input.text(record, Role::AreaCode) else { continue };
            let own = Level::of_area_code(&code) == Level::Municipality;
            let chain = std::iter::successors(Some(code), |c| parent_area_code(c));
            for code in chain.filter(|c| Level::of_area_code(c) == Level::Municipality) {
                let name = names.entry(code).or_default();
                if own && name.is_none() {
                    *name = input.text(record, Role::AreaName);
                }
            }
        }
    }
    // Borders of buurten often name no municipality; a list of schools does.
    for layer in found.iter().flat_map(|f| &f.inputs).map(|i| &i.layer) {
        let columns = municipality_column(layer).zip(layer.field(&["gemeentenaam", "gm_naam"]));
        let Some((code, name)) = columns else { continue };
        for record in &layer.records {
            let text = |at: usize| record.values.get(at).and_then(crate::load::Value::text);
            let Some(code) = text(code).and_then(|t| municipality_code(&t)) else { continue };
            if let Some(known) = names.get_mut(&code).filter(|known| known.is_none()) {
                *known = text(name).map(|n| title_case(&n));
            }
        }
    }
    names.into_iter().map(|(code, name)| Municipality { code, name }).collect()
}

/// DUO writes names in capitals: `HET HOGELAND` → `Het Hogeland`.
fn title_case(name: &str) -> String {
    let name = name.trim();
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::new();
    let mut first = true;
    for letter in name.chars() {
        if first {
            out.push(letter)
        } else {
            out.extend(letter.to_lowercase())
        }
        first = !letter.is_alphabetic() && letter != '\'';
    }
    out
}

/// The municipality of the borders in the folder, when there is exactly one.
fn only_municipality(found: &[Found]) -> Result<String, Notice> {
    const NAMED: usize = 8;
    let mut codes: Vec<String> = municipalities(found).into_iter().map(|m| m.code).collect();
    match codes.len() {
        0 => Err(Notice::error("assistant-no-borders").arg("municipality", "?")),
        1 => Ok(codes.pop().unwrap_or_default()),
        n => {
            let named: Vec<String> = codes.into_iter().take(NAMED).collect();
            let more = if n > NAMED { " …" } else { "" };
            let named = format!("{}{more}", named.join(", "));
            Err(Notice::error("assistant-which-municipality").arg("number", n).arg("named", named))
        }
    }
}
