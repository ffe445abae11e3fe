//! How a report is read, and where it comes from.

use super::{Maker, Report, capital};
use crate::data::{Dataset, Source};
use crate::figures::headline::Headline;
use crate::number::whole;
use crate::report::table::basis_key;
use crate::scenario::{Assumptions, assumed};
use crate::text::{Language, text};
use crate::view::scene::Scene;

impl Maker<'_> {
    pub(super) fn explanation(&self, found: Option<&Headline>, scene: &Scene, withheld: bool) -> Vec<String> {
        let language = self.request.language;
        let mut out: Vec<String> =
            scene.marks.iter().map(|m| format!("{}: {}", capital(&m.text), m.tooltip)).collect();
        if !self.request.gate.is_off() {
            let threshold = whole(f64::from(self.request.gate.threshold), language);
            out.push(self.tw("report-explain-hidden", &[("threshold", &threshold)]));
        }
        if withheld {
            out.push(self.t("report-measures-withheld"));
        }
        out.push(self.t("report-explain-unknown"));
        if found.is_some() {
            out.push(self.t("report-explain-home"));
        }
        out
    }
}

impl Report {
    /// Adds what the figures of a scenario rest on; `dataset` is its town.
    pub fn add_assumptions(&mut self, assumptions: &Assumptions, dataset: &Dataset) {
        self.explanation.extend(assumed::all(assumptions, dataset, self.language));
    }
}

/// A line for every source: title, publisher, date, licence, basis and files. Files that are the same in
/// all the rest share a line.
pub(in crate::report) fn source_lines(sources: &[Source], language: Language) -> Vec<String> {
    let mut out: Vec<(String, Vec<&str>)> = Vec::new();
    for source in sources {
        let title = if source.title.is_empty() { source.file.clone() } else { source.title_in(language) };
        let mut parts = vec![title];
        parts.extend([&source.publisher, &source.date, &source.licence].into_iter().flatten().cloned());
        parts.push(text(language, basis_key(source.basis)));
        parts.retain(|p| !p.is_empty());
        parts.dedup();
        let line = parts.join(", ");
        let file = Some(source.file.as_str()).filter(|f| !f.is_empty() && *f != source.title);
        match out.iter_mut().find(|(known, files)| *known == line && !files.is_empty() && file.is_some()) {
            Some((_, files)) => files.extend(file),
            None => out.push((line, file.into_iter().collect())),
        }
    }
    let with_files = |(line, files): (String, Vec<&str>)| {
        if files.is_empty() { line } else { format!("{line}: {}", files.join(", ")) }
    };
    out.into_iter().map(with_files).collect()
}
