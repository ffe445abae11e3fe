//! `wijkspiegel check`: what stands in a project or a file, and what is wrong with it.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::columns;
use super::new::file_name;
use super::options::{not_an_input, open_project, parse_crs};
use super::{Outcome, outcome, print, print_json};
use crate::crs::Crs;
use crate::data::{CountTable, Dataset, Mode, Subject};
use crate::join::{Builder, JoinReport, Kind, findings_alone};
use crate::load::{self, Layer, LayerPath, ReadOptions};
use crate::network;
use crate::notice::{Notice, Notices, Severity};
use crate::number::{DASH, whole};
use crate::open::{self, Request};
use crate::project;
use crate::source::ColumnMatch;
use crate::text::{Language, text, text_with};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Project, or any file that can be loaded (FILE or FILE:LAYER).
    file: String,
    /// Coordinate system, for a file that states none.
    #[arg(long, value_parser = parse_crs, value_name = "EPSG")]
    crs: Option<Crs>,
    /// Save the list of everything found as a CSV: file, line, severity, what, what to do.
    #[arg(long, value_name = "REPORT.csv")]
    out: Option<PathBuf>,
    /// Which column is what, where that is recognised wrongly: PART=COLUMN, such as
    /// area_code=GEBIED or "group:advies vwo=VWO". May be given more than once.
    #[arg(long, value_name = "PART=COLUMN")]
    column: Vec<String>,
    /// Only read the file and recognise its columns: its rows are not held against each other. For very
    /// large files.
    #[arg(long, conflicts_with = "out")]
    quick: bool,
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let path = LayerPath::parse(&arguments.file);
    if let Some(out) = &arguments.out {
        not_an_input(out, std::slice::from_ref(&path.path))?;
    }
    if path.layer.is_none() && project::is_project(&path.path) {
        return check_project(&path.path, arguments, language);
    }
    check_layers(&path, arguments, language)
}

fn check_project(path: &Path, arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let mut open = open_project(path)?;
    open.notices.extend(weaknesses(&open.dataset));
    open.notices.extend(unreachable(&open.dataset)?);
    save(arguments.out.as_deref(), &open.notices, language)?;
    if arguments.json {
        print_json(&reports_json(&[], &open.dataset, &open.notices))?;
    } else {
        print(&summary(&open.dataset, language))?;
        print_notices(&open.notices, language)?;
    }
    Ok(outcome(&open.notices))
}

/// What is wrong with the data of a project itself, whatever files it was made from.
fn weaknesses(dataset: &Dataset) -> Notices {
    // Joining nothing to it holds flows against counts, and schools against areas, once more.
    let mut notices = Builder::from_dataset(dataset).build().notices;
    let mut rounded: Vec<&str> =
        dataset.sources().iter().filter(|s| s.is_rounded()).map(|s| s.file.as_str()).collect();
    rounded.dedup();
    rounded.into_iter().for_each(|file| notices.push(Notice::warning("join-rounded").file(file)));
    for table in dataset.parts().counts.iter().filter(|t| t.subject == Subject::School) {
        notices.extend(left_out(dataset, table));
    }
    notices
}

/// The schools that measures of one table leave out: one notice for each, or one for all of them
/// where they are many, which says of which groups and year. Other figures have them all the same.
fn left_out(dataset: &Dataset, table: &CountTable) -> Notices {
    const ONE_BY_ONE: usize = 5;
    let mut notices = Notices::default();
    let schools = dataset.schools();
    let incomplete =
        |unit: &usize| table.mentions(*unit) && table.row(*unit).iter().any(|count| count.known().is_none());
    let units: Vec<usize> = (0..schools.len()).filter(incomplete).collect();
    // What the publisher hid is a range, and nobody can fill it in.
    let unknown = units.iter().any(|unit| table.row(*unit).iter().any(|count| count.is_unknown()));
    let severity = if unknown { Severity::Warning } else { Severity::Info };
    let code = |unit: &usize| schools.get(*unit).map(|s| s.code.clone()).unwrap_or_default();
    let scheme = dataset.schemes().get(table.scheme).map(|s| s.name.clone()).unwrap_or_default();
    let of = table.year.map_or_else(|| scheme.clone(), |year| format!("{scheme}, {year}"));
    if units.len() <= ONE_BY_ONE {
        for unit in &units {
            let notice = Notice::new(severity, "check-school-left-out");
            notices.push(notice.arg("school", code(unit)).arg("of", &of));
        }
        return notices;
    }
    let named: Vec<String> = units.iter().take(ONE_BY_ONE).map(code).collect();
    let notice = Notice::new(severity, "check-schools-left-out").arg("schools", units.len());
    notices.push(notice.arg("named", format!("{} …", named.join(", "))).arg("of", of));
    notices
}

/// Who can't be reached over the streets, where there are any.
fn unreachable(dataset: &Dataset) -> Result<Notices, Notice> {
    let mut notices = Notices::default();
    for mode in Mode::ALL.into_iter().filter(|_| dataset.streets().is_some()) {
        notices.extend(network::routes(dataset, mode, &())?.findings(dataset));
    }
    Ok(notices)
}

/// A layer, without its records, with what it was recognised as.
struct Seen {
    layer: Layer,
    rows: usize,
    kind: Option<Kind>,
    columns: ColumnMatch,
}

fn check_layers(path: &LayerPath, arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let layers: Vec<LayerPath> = match &path.layer {
        Some(_) => vec![path.clone()],
        None => load::layers_in(&path.path)?
            .into_iter()
            .map(|info| LayerPath { path: path.path.clone(), layer: info.apart() })
            .collect(),
    };
    let options = ReadOptions { crs: arguments.crs, ..ReadOptions::default() };
    let corrections = columns::parse(&arguments.column)?;
    let mut notices = if arguments.out.is_some() { Notices::of_every_row() } else { Notices::default() };
    let mut found: Vec<Seen> = Vec::new();
    let several = layers.len() > 1;
    for path in &layers {
        let layer = match load::read(path, &options, &mut notices) {
            Ok(layer) => layer,
            // A sheet of explanation beside tables is no fault of the workbook.
            Err(notice) if several && notice.key == "load-xlsx-no-table" => {
                notices.push(Notice { severity: Severity::Info, ..notice });
                continue;
            }
            Err(notice) => return Err(notice),
        };
        let mut request = Request::new(path.clone());
        corrections.apply(&layer.source.file, &mut request);
        let (kind, columns) = open::matches(&layer, &request)?;
        if kind.is_none() {
            let fields = layer.fields.join(", ");
            let notice = Notice::warning("join-not-recognised").arg("fields", fields);
            notices.push(notice.file(layer.source.file.clone()));
        }
        let rows = layer.records.len();
        let head = Layer {
            source: layer.source.clone(),
            lines: layer.lines,
            fields: layer.fields.clone(),
            records: Vec::new(),
            crs: layer.crs,
            detected: layer.detected.clone(),
        };
        found.push(Seen { layer: head, rows, kind, columns });
        if kind.is_none() || arguments.quick {
            continue;
        }
        // A table that states no system has coordinates in that of the country, as in a folder.
        request.table_crs = Some(Crs::RdNew);
        match open::inputs(layer, &request, &mut notices) {
            Ok(inputs) => notices.extend(findings_alone(inputs, arguments.out.is_some())),
            Err(notice) => notices.push(notice),
        }
    }
    save(arguments.out.as_deref(), &notices, language)?;
    if arguments.json {
        let layers: Vec<Value> = found.iter().map(layer_json).collect();
        let file = file_name(&path.path);
        print_json(&json!({ "file": file, "layers": layers, "notices": notices_json(&notices) }))?;
    } else {
        for Seen { layer, rows, kind, columns } in &found {
            let kind = kind.map_or_else(|| DASH.to_owned(), |k| text(language, k.label_key()));
            let crs = layer.crs.map_or(DASH, Crs::name);
            let rows = whole(*rows as f64, language);
            let args = [("kind", kind.as_str()), ("crs", crs), ("rows", &rows)];
            print(&format!("{}: {}", layer.source.file, text_with(language, "check-layer", &args)))?;
            for (key, value) in &layer.detected {
                print(&format!("  {key}: {value}"))?;
            }
            if let Some(told) = columns::told(columns, language) {
                print(&format!("  {told}"))?;
            }
        }
        print_notices(&notices, language)?;
    }
    Ok(outcome(&notices))
}

/// Saves the list of findings as a CSV, where that was asked for.
pub fn save(path: Option<&Path>, notices: &Notices, language: Language) -> Result<(), Notice> {
    let Some(path) = path else { return Ok(()) };
    let failed = |e: &dyn std::fmt::Display| {
        Notice::error("cli-not-written").arg("reason", e).file(path.display().to_string())
    };
    if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        return Err(Notice::error("check-out-not-csv").file(path.display().to_string()));
    }
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    // The mark tells Excel that it is UTF-8.
    let head = ["\u{feff}file", "line", "feature", "column", "severity", "key", "what", "fix"];
    out.write_record(head).map_err(|e| failed(&e))?;
    for notice in notices {
        let place = &notice.place;
        let line = place.line.map(|l| l.to_string()).unwrap_or_default();
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let fix = notice.fix(language).unwrap_or_default();
        out.write_record([
            text(&place.file),
            line,
            text(&place.feature),
            text(&place.column),
            severity(notice.severity).to_owned(),
            notice.key.to_owned(),
            notice.what(language),
            fix,
        ])
        .map_err(|e| failed(&e))?;
    }
    let bytes = out.into_inner().map_err(|e| failed(&e))?;
    std::fs::write(path, bytes).map_err(|e| failed(&e))
}

/// One notice for every row that joined nothing, to be saved.
pub fn unmatched(reports: &[JoinReport]) -> Notices {
    let mut out = Notices::default();
    for report in reports {
        for (line, code) in &report.unmatched {
            let notice = Notice::warning("join-row-unmatched").arg("code", code);
            out.push(notice.file(report.file.clone()).line(*line));
        }
    }
    out
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn layer_json(seen: &Seen) -> Value {
    let (layer, kind) = (&seen.layer, seen.kind.map(Kind::code));
    let detected: serde_json::Map<String, Value> =
        layer.detected.iter().map(|(k, v)| ((*k).to_owned(), json!(v))).collect();
    json!({
        "layer": layer.source.file,
        "kind": kind,
        "crs": layer.crs.map(|c| c.epsg()),
        "rows": seen.rows,
        "fields": layer.fields,
        "columns": seen.columns.taken,
        "corrected": seen.columns.corrected,
        "detected": detected,
        "sha256": layer.source.sha256,
    })
}

fn print_notices(notices: &Notices, language: Language) -> Result<(), Notice> {
    super::told(notices, language).iter().try_for_each(|line| print(line))
}

/// One line about a file that was joined.
pub fn report_line(report: &JoinReport, language: Language) -> String {
    let kind = text(language, report.kind.label_key());
    let number = |n: usize| whole(n as f64, language);
    let args = [
        ("kind", kind),
        ("rows", number(report.rows)),
        ("lines", number(report.lines)),
        ("used", number(report.used)),
        ("unmatched", number(report.unmatched.len())),
        ("refused", number(report.refused)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let key = if report.lines < report.rows { "check-joined-numbers" } else { "check-joined" };
    format!("{}: {}", report.file, text_with(language, key, &args))
}

fn summary(dataset: &Dataset, language: Language) -> String {
    let mut lines = vec![dataset.name().to_owned()];
    for level in dataset.levels() {
        let count = whole(dataset.areas_of(level).count() as f64, language);
        lines.push(format!("  {}: {count}", level.code()));
    }
    let number = |n: usize| whole(n as f64, language);
    lines.push(format!("  {}: {}", text(language, "kind-schools"), number(dataset.schools().len())));
    if let Some(streets) = dataset.streets() {
        lines.push(format!("  {}: {}", text(language, "kind-streets"), number(streets.streets.len())));
    }
    for source in dataset.sources() {
        lines.push(format!(
            "  {}: {} ({})",
            text(language, "check-source"),
            source.file,
            source.basis.code()
        ));
        lines.extend(columns::told(&source.columns, language).map(|told| format!("    {told}")));
    }
    lines.join("\n")
}

/// What was read and joined, as JSON.
pub fn reports_json(reports: &[JoinReport], dataset: &Dataset, notices: &Notices) -> Value {
    let levels: serde_json::Map<String, Value> = dataset
        .levels()
        .into_iter()
        .map(|l| (l.code().to_owned(), json!(dataset.areas_of(l).count())))
        .collect();
    let joined: Vec<Value> = reports
        .iter()
        .map(|r| {
            json!({
                "file": r.file, "kind": r.kind.code(), "crs": r.crs.map(|c| c.epsg()),
                "basis": r.basis.code(), "rows": r.rows, "lines": r.lines, "used": r.used,
                "unmatched": r.unmatched.iter().map(|(n, c)| json!({ "row": n, "code": c })).collect::<Vec<_>>(),
                "refused": r.refused, "elsewhere": r.elsewhere,
            })
        })
        .collect();
    let tables: Vec<Value> = dataset
        .parts()
        .counts
        .iter()
        .map(|t| {
            let total: f64 = match t.subject {
                Subject::School => (0..t.units()).filter_map(|u| t.total(u).known()).sum(),
                Subject::Home => finest_total(dataset, t),
            };
            json!({
                "subject": if t.subject == Subject::Home { "home" } else { "school" },
                "year": t.year.map(|y| y.to_string()), "basis": t.basis.code(), "pupils": total,
                "rounded": dataset.source(t.source).is_some_and(|s| s.is_rounded()),
            })
        })
        .collect();
    json!({
        "name": dataset.name(), "areas": levels, "schools": dataset.schools().len(),
        "counts": tables, "flows": dataset.flows().iter().map(|f| f.flows.len()).sum::<usize>(),
        "streets": dataset.streets().map(|s| json!({
            "pieces": s.streets.len(), "walking_metres": s.metres(Mode::Walking), "cycling_metres": s.metres(Mode::Cycling),
        })),
        "catchments": dataset.catchments().len(), "indicators": dataset.indicators().len(),
        "files": joined, "notices": notices_json(notices),
    })
}

/// Pupils of the areas that no loaded area contains, so that nobody counts twice.
fn finest_total(dataset: &Dataset, table: &crate::data::CountTable) -> f64 {
    let top = |i: usize| {
        let parent = dataset.areas().get(i).and_then(|a| a.parent);
        parent.is_none_or(|p| !table.mentions(p.0))
    };
    (0..table.units()).filter(|&i| top(i)).filter_map(|i| table.total(i).known()).sum()
}

fn notices_json(notices: &Notices) -> Vec<Value> {
    notices
        .iter()
        .map(|n| {
            json!({
                "severity": severity(n.severity), "key": n.key, "file": n.place.file, "line": n.place.line,
                "column": n.place.column, "feature": n.place.feature,
                "message": n.message(Language::English),
            })
        })
        .collect()
}
