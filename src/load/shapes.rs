//! Shapes as read → RD metres: which system the file is in, whether that can be, and rings in order.
//!
//! A wrong coordinate system is the commonest silent error in map data. Every coordinate is held
//! against the part of the system in which the Netherlands lie before anything is drawn.

use geo::{CoordsIter, Geometry};
use rayon::prelude::*;

use super::layer::{Layer, Record, Value, normalised};
use super::rings::{self, Fault};
use super::tally::Tally;
use crate::crs::{Crs, geometry_to_rd, suggest_crs};
use crate::notice::{Notice, Notices};

/// What a file says about its coordinate system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stated {
    #[default]
    Nothing,
    Known(Crs),
    /// A system that the program cannot read, by the name that the file gives.
    Other(String),
}

/// How the system of a layer is found.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// What the file says.
    pub stated: Stated,
    /// What the person says, for files that say nothing or cannot be right.
    pub asked: Option<Crs>,
    /// What the format prescribes where nothing is said.
    pub default: Option<Crs>,
}

/// Brings the shapes of a layer, as read, to RD New with rings in order, and notes the system.
///
/// The first of stated, asked and default in which most shapes can lie is used; using another
/// than the stated one gives a warning. A shape with a coordinate outside the range is left out
/// with a warning that names it.
///
/// # Errors
/// No system known; a system that cannot be read; coordinates that fit none of those given.
pub fn settle(layer: &mut Layer, reference: &Reference, notices: &mut Notices) -> Result<(), Notice> {
    let file = layer.source.file.clone();
    let firsts: Vec<(usize, (f64, f64))> = layer
        .records
        .iter()
        .enumerate()
        .filter_map(|(i, r)| {
            r.geometry
                .as_ref()?
                .coords_iter()
                .find(|c| c.x.is_finite() && c.y.is_finite())
                .map(|c| (i, (c.x, c.y)))
        })
        .collect();
    let coords: Vec<(f64, f64)> = firsts.iter().map(|(_, c)| *c).collect();
    let mut candidates: Vec<Crs> = Vec::new();
    if let Stated::Known(crs) = reference.stated {
        candidates.push(crs);
    }
    candidates.extend(reference.asked);
    if reference.stated == Stated::Nothing {
        candidates.extend(reference.default);
    }
    let Some(&wanted) = candidates.first() else {
        if !layer.has_geometry() {
            return Ok(());
        }
        return Err(unknown(&reference.stated, &coords).file(file));
    };
    let fits = |crs: &Crs| coords.iter().filter(|(x, y)| crs.plausible(*x, *y)).count() * 2 >= coords.len();
    let Some(crs) = candidates.into_iter().find(fits) else {
        let first = firsts.iter().find(|(_, (x, y))| !wanted.plausible(*x, *y));
        let notice = mismatch(wanted, first.map(|(_, c)| *c), &coords).file(file);
        return Err(match first.and_then(|(i, _)| layer.records.get(*i)) {
            Some(record) => located(notice, layer, record),
            None => notice,
        });
    };
    match &reference.stated {
        Stated::Known(stated) if *stated != crs => notices.push(
            Notice::warning("load-crs-replaced")
                .file(file.clone())
                .arg("stated", stated.name())
                .arg("used", crs.name()),
        ),
        Stated::Known(stated) if reference.asked.is_some_and(|asked| asked != *stated) => {
            notices.push(Notice::info("load-crs-from-file").file(file.clone()).arg("used", crs.name()));
        }
        Stated::Other(name) => notices.push(
            Notice::warning("load-crs-replaced")
                .file(file.clone())
                .arg("stated", name)
                .arg("used", crs.name()),
        ),
        _ => {}
    }
    layer.crs = Some(crs);
    layer.detected.push(("crs", crs.name().to_owned()));

    let outcomes: Vec<(Option<Geometry<f64>>, Vec<Fault>)> = layer
        .records
        .par_iter_mut()
        .map(|record| match record.geometry.take() {
            Some(geometry) => settle_one(&geometry, crs),
            None => (None, Vec::new()),
        })
        .collect();
    let mut found = Vec::new();
    for (index, (geometry, faults)) in outcomes.into_iter().enumerate() {
        if let Some(record) = layer.records.get_mut(index) {
            record.geometry = geometry;
        }
        found.extend(faults.into_iter().map(|fault| (index, fault)));
    }
    let mut tally = Tally::new(notices);
    for (index, fault) in found {
        if let Some(record) = layer.records.get(index) {
            tally.push(located(notice_of(fault, crs).file(file.clone()), layer, record));
        }
    }
    tally.finish(&file);
    Ok(())
}

fn settle_one(geometry: &Geometry<f64>, crs: Crs) -> (Option<Geometry<f64>>, Vec<Fault>) {
    let mut faults = Vec::new();
    if let Some(c) = geometry.coords_iter().find(|c| !crs.plausible(c.x, c.y)) {
        return (None, vec![Fault::Outside { x: c.x, y: c.y }]);
    }
    let tidied = geometry_to_rd(crs, geometry).and_then(|rd| rings::tidy(rd, &mut faults));
    (tidied, faults)
}

fn notice_of(fault: Fault, crs: Crs) -> Notice {
    match fault {
        Fault::Outside { x, y } => {
            Notice::warning("load-crs-outside").arg("x", x).arg("y", y).arg("crs", crs.name())
        }
        Fault::Degenerate { rings } => Notice::warning("load-ring-degenerate").arg("rings", rings),
        Fault::Crossing { x, y } => {
            Notice::warning("load-ring-crossing").arg("x", format!("{x:.0}")).arg("y", format!("{y:.0}"))
        }
        Fault::Unchecked { edges } => Notice::info("load-ring-unchecked").arg("edges", edges),
        Fault::Empty => Notice::warning("load-shape-empty"),
    }
}

fn unknown(stated: &Stated, coords: &[(f64, f64)]) -> Notice {
    let suggestion = suggest_crs(coords).map_or_else(|| "none".to_owned(), |crs| crs.epsg().to_string());
    match stated {
        Stated::Other(name) => Notice::error("load-crs-unsupported").arg("crs", name),
        _ => Notice::error("load-crs-unknown"),
    }
    .arg("suggestion", suggestion)
}

fn mismatch(crs: Crs, first: Option<(f64, f64)>, coords: &[(f64, f64)]) -> Notice {
    let swapped: Vec<_> = coords.iter().map(|(x, y)| (*y, *x)).collect();
    let suggested = suggest_crs(coords);
    // Web Mercator reaches so wide that only degrees and RD can be recognised as swapped.
    let turned = suggested.is_none() && matches!(suggest_crs(&swapped), Some(Crs::Wgs84 | Crs::RdNew));
    let (x, y) = first.unwrap_or_default();
    let key = if turned { "load-crs-swapped" } else { "load-crs-mismatch" };
    let suggestion = suggested.map_or_else(|| "none".to_owned(), |crs| crs.epsg().to_string());
    Notice::error(key).arg("crs", crs.name()).arg("x", x).arg("y", y).arg("suggestion", suggestion)
}

/// The notice with the line, or the number and code of the feature, that it is about.
pub(super) fn located(notice: Notice, layer: &Layer, record: &Record) -> Notice {
    if layer.lines { notice.line(record.number) } else { notice.feature(label(&layer.fields, record)) }
}

/// Number of a feature with the code or name by which people know it: `12 (BU00140011)`.
pub(super) fn label(fields: &[String], record: &Record) -> String {
    const TELLING: [&str; 10] = [
        "STATCODE",
        "BUURTCODE",
        "WIJKCODE",
        "GEMEENTECODE",
        "CODE",
        "POSTCODE",
        "STATNAAM",
        "NAME",
        "NAAM",
        "ID",
    ];
    let value = TELLING.iter().find_map(|name| {
        let at = fields.iter().position(|f| normalised(f) == *name)?;
        record.values.get(at).and_then(Value::text)
    });
    match value {
        Some(value) => format!("{} ({})", record.number, value.chars().take(40).collect::<String>()),
        None => record.number.to_string(),
    }
}
