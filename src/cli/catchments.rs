//! `wijkspiegel catchments`: which part of the town belongs to which school.

mod flows;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use geo::Area;
use serde_json::{Value, json};

use super::options::{self, check_year, parse_year};
use super::{Outcome, print, print_json, report};
use crate::catchment::{
    Catchments, Comparison, Rule, SchoolCatchment, Subset, Voronoi, catchments_of, comparison,
    living::Living, municipality,
};
use crate::choice::Homes;
use crate::choice::flows::Wanted;
use crate::data::{Dataset, SchoolId, Subject, Year};
use crate::notice::{Notice, Severity};
use crate::number::{decimal, whole};
use crate::privacy::Gate;
use crate::project;
use crate::report::catchments_compared::Compared;
use crate::report::csv::Dialect;
use crate::report::{catchments as export, geojson, geopackage};
use crate::text::{Language, text, text_with};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: options::Subject,
    /// Rule: the nearest school, where pupils in fact come from, or the polygons that were loaded.
    #[arg(long, value_enum, required_unless_present = "flows")]
    kind: Option<Kind>,
    /// Instead: where the pupils of this school come from, or those of this area go.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["kind", "of", "share", "against", "out"])]
    flows: Option<String>,
    /// Only these schools: denomination=…, kind=… or board=… (with --kind nearest).
    #[arg(long, value_name = "WHICH")]
    of: Option<String>,
    /// Per school the fewest areas that hold this share of its pupils (with --kind observed).
    #[arg(long)]
    share: Option<f64>,
    /// Year of the flows; else the newest.
    #[arg(long, value_parser = parse_year)]
    year: Option<Year>,
    /// Kilometres between home and school on average, where that is known: where nobody counted flows, they
    /// are estimated, and this is what they are fitted to.
    #[arg(long, value_name = "KM", value_parser = parse_mean_distance)]
    mean_distance: Option<u32>,
    /// Say how much differs from this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    against: Option<Kind>,
    /// File to write: .geojson (longitude and latitude) or .gpkg (RD).
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// File for the table of what differs (with --against): .xlsx or .csv.
    #[arg(long, value_name = "FILE", requires = "against")]
    table: Option<PathBuf>,
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Nearest,
    Observed,
    Given,
}

impl Kind {
    fn rule(self) -> Rule {
        match self {
            Self::Nearest => Rule::Nearest(Subset::All),
            Self::Observed => Rule::MostPupils,
            Self::Given => Rule::Given,
        }
    }
}

impl Arguments {
    /// The flows that are asked for.
    fn wanted(&self, scheme: usize) -> Wanted {
        Wanted { scheme, year: self.year, mean_distance: self.mean_distance }
    }
}

/// Whole metres of a distance in kilometres.
pub fn parse_mean_distance(text: &str) -> Result<u32, String> {
    match text.replace(',', ".").parse::<f64>() {
        // Further nobody goes to school.
        Ok(km) if (0.001..=1000.0).contains(&km) => Ok((km * 1000.0).round() as u32),
        _ => Err("0.8, 1.25".to_owned()),
    }
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    if let Some(code) = &arguments.flows {
        return flows::run(arguments, code, language);
    }
    let rule = rule(arguments)?;
    let out = arguments.out.as_deref().map(|path| Ok((path, FileKind::of(path)?))).transpose()?;
    if let Some((path, _)) = &out {
        options::not_an_input(path, &arguments.subject.inputs())?;
    }
    if let Some(path) = &arguments.table {
        options::not_an_input(path, &arguments.subject.inputs())?;
    }
    let open = arguments.subject.open()?;
    let dataset = &open.dataset;
    if arguments.year.is_some_and(|year| dataset.flows().iter().all(|t| t.year != Some(year))) {
        check_year(dataset, arguments.year)?;
    }
    let town = Voronoi::prepare(municipality(dataset));
    let gate = open.gate;
    let scheme = dataset.first_scheme();
    let make = |rule: &Rule| catchments_of(dataset, rule, arguments.wanted(scheme), &town, &gate);
    let found = make(&rule)?;
    let compared = match arguments.against {
        Some(kind) => {
            let other = make(&kind.rule())?;
            let home = dataset.counts(Subject::Home, scheme, found.year.or(other.year));
            let homes =
                home.or_else(|| dataset.counts(Subject::Home, scheme, None)).map(|t| Homes::of(dataset, t));
            let living = Living::of(dataset, scheme, found.year.or(other.year), gate);
            let compared = comparison(&found, &other, homes.as_ref(), &living);
            if let Some(path) = &arguments.table {
                project::not_a_project(path)?;
                let kinds = [&found, &other];
                Compared::of(dataset, kinds, &compared, living.basis, gate, language)
                    .write(path, Dialect::default())?;
            }
            Some((kind.rule(), compared))
        }
        None => None,
    };
    if let Some((path, kind)) = &out {
        let set = export::features(dataset, &found, &gate, language);
        match kind {
            FileKind::GeoJson => geojson::write(path, &set)?,
            FileKind::GeoPackage => geopackage::write(path, &set)?,
        }
    }
    if arguments.json {
        print_json(&as_json(dataset, &found, &town, &gate, compared.as_ref(), language))?;
    } else {
        print(&as_text(dataset, &found, compared.as_ref(), language))?;
        for path in out.iter().map(|(path, _)| *path).chain(arguments.table.as_deref()) {
            print(&format!("{}: {}", text(language, "cli-written"), path.display()))?;
        }
    }
    let mut notices = open.notices;
    notices.extend(found.notes);
    Ok(report(&notices, language))
}

/// The kind of file to write, by its name.
#[derive(Clone, Copy)]
enum FileKind {
    GeoJson,
    GeoPackage,
}

impl FileKind {
    fn of(path: &Path) -> Result<Self, Notice> {
        let kind = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        match kind.as_str() {
            "geojson" | "json" => Ok(Self::GeoJson),
            "gpkg" => Ok(Self::GeoPackage),
            _ => Err(Notice::error("catchment-file-kind").arg("kind", kind)),
        }
    }
}

fn rule(arguments: &Arguments) -> Result<Rule, Notice> {
    // The parser asks for it wherever there are no flows to list.
    let kind = arguments.kind.unwrap_or(Kind::Nearest);
    if arguments.of.is_some() && kind != Kind::Nearest {
        return Err(Notice::error("catchment-of-only-nearest"));
    }
    if arguments.share.is_some() && kind != Kind::Observed {
        return Err(Notice::error("catchment-share-only-observed"));
    }
    if let Some(of) = &arguments.of {
        let subset = Subset::parse(of).map_err(|_| Notice::error("catchment-no-schools").arg("of", of))?;
        return Ok(Rule::Nearest(subset));
    }
    match arguments.share {
        Some(share) => core(share),
        None => Ok(kind.rule()),
    }
}

/// The cores of a share above 0 up to and including 1, to whole percents.
pub fn core(share: f64) -> Result<Rule, Notice> {
    let percent = (share * 100.0).round();
    if !(1.0..=100.0).contains(&percent) {
        return Err(Notice::error("catchment-share").arg("share", share));
    }
    // The range was just held to.
    Ok(Rule::Core { percent: percent as u8 })
}

fn as_json(
    dataset: &Dataset,
    found: &Catchments,
    town: &Voronoi,
    gate: &Gate,
    compared: Option<&(Rule, Comparison)>,
    language: Language,
) -> Value {
    let code = |id: SchoolId| dataset.school(id).map(|s| s.code.as_str());
    let one = |c: &SchoolCatchment| {
        json!({
            "school": code(c.school),
            "name": dataset.school(c.school).map(|s| s.name.as_str()),
            "shared_with": c.with.iter().map(|id| code(*id)).collect::<Vec<_>>(),
            "area_m2": c.shape.unsigned_area(),
            "areas": c.areas.iter().filter_map(|id| dataset.area(*id)).map(|a| a.code.as_str()).collect::<Vec<_>>(),
            "certain": c.certain,
            "holds": c.holds.map(|(least, most)| json!({"at_least": least, "at_most": most})),
            "withheld_areas": c.withheld,
        })
    };
    let gaps = found.leftovers.gaps.iter().map(|g| {
        let area = g.area.and_then(|id| dataset.area(id)).map(|a| a.code.as_str());
        json!({"reason": g.why.code(), "area": area, "area_m2": g.shape.unsigned_area()})
    });
    let overlaps = found.leftovers.overlaps.iter().map(|o| {
        let schools = [code(o.schools.0), code(o.schools.1)];
        json!({"schools": schools, "area_m2": o.shape.unsigned_area()})
    });
    let islands = found.leftovers.islands.iter();
    let islands = islands.map(|i| json!({"school": code(i.school), "area_m2": i.shape.unsigned_area()}));
    let notes = found.notes.iter().map(|n| {
        let severity = match n.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        json!({"key": n.key, "severity": severity, "text": n.message(language)})
    });
    let mut whole = export::metadata(dataset, found, gate, language);
    whole.insert("privacy".into(), super::gate_json(*gate));
    whole.insert("municipality_m2".into(), json!(town.area_m2()));
    whole.insert("catchments".into(), found.list.iter().map(one).collect());
    whole.insert("gaps".into(), gaps.collect());
    whole.insert("overlaps".into(), overlaps.collect());
    whole.insert("islands".into(), islands.collect());
    whole.insert("notes".into(), notes.collect());
    let difference = compared.map(|(rule, found)| {
        let d = &found.whole;
        let passages = found
            .passages
            .iter()
            .map(|p| json!({"from": code(p.from), "to": code(p.to), "area_m2": p.shape.unsigned_area()}));
        let schools = found.schools.iter().map(|s| {
            json!({
                "school": code(s.school), "area_m2": s.area_m2, "both_m2": s.both_m2,
                // Areas with too few pupils are left out, and counted.
                "pupils": s.living.map(|l| l.pupils), "areas_left_out": s.living.map(|l| l.left_out),
            })
        });
        json!({
            "against": rule.code(), "area_share": d.area, "area_m2": d.area_m2,
            "pupil_share": d.pupils, "pupils": d.of_pupils,
            "area_basis": found.area_basis.code(), "pupil_basis": found.pupil_basis.code(),
            "passages": passages.collect::<Vec<_>>(), "schools": schools.collect::<Vec<_>>(),
        })
    });
    whole.insert("compared".into(), json!(difference));
    Value::Object(whole)
}

fn as_text(
    dataset: &Dataset,
    found: &Catchments,
    compared: Option<&(Rule, Comparison)>,
    language: Language,
) -> String {
    let number = |n: usize| whole(n as f64, language);
    let with_shape = found.list.iter().filter(|c| c.shape.unsigned_area() > 0.0).count();
    let mut lines = vec![
        format!("{}: {}", text(language, "catchment-title"), found.name(language)),
        export::description(dataset, found, language),
        text_with(language, "catchment-count", &[("schools", &number(with_shape))]),
    ];
    for catchment in &found.list {
        let Some(school) = dataset.school(catchment.school) else { continue };
        let hectares = decimal(catchment.shape.unsigned_area() / 10_000.0, 1, language);
        let args = [("school", school.name.as_str()), ("code", &school.code), ("hectares", &hectares)];
        let mut line = text_with(language, "catchment-row", &args);
        if !catchment.areas.is_empty() {
            let count = number(catchment.areas.len());
            line.push_str(&format!(", {}", text_with(language, "catchment-areas", &[("count", &count)])));
        }
        if !catchment.with.is_empty() {
            let others = catchment.with.iter().filter_map(|id| dataset.school(*id));
            let others = others.map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
            line.push_str(&format!(", {}", text_with(language, "catchment-with", &[("schools", &others)])));
        }
        if catchment.withheld > 0 {
            // The set as it is shown then holds less than the rule says.
            let count = number(catchment.withheld);
            line.push_str(&format!(
                ", {}",
                text_with(language, "catchment-row-withheld", &[("count", &count)])
            ));
        }
        if !catchment.certain {
            line.push_str(&format!(", {}", text(language, "catchment-uncertain-mark")));
        }
        lines.push(line);
    }
    if let Some((rule, found)) = compared {
        lines.extend(found.in_words(&rule.name(language), language));
        let name = |id: SchoolId| dataset.school(id).map(|s| s.name.clone()).unwrap_or_default();
        for passage in &found.passages {
            let hectares = decimal(passage.shape.unsigned_area() / 10_000.0, 1, language);
            let (from, to) = (name(passage.from), name(passage.to));
            let args = [("from", from.as_str()), ("to", &to), ("hectares", &hectares)];
            lines.push(format!("  {}", text_with(language, "catchment-passage-row", &args)));
        }
    }
    lines.join("\n")
}
