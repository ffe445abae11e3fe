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

    pub(super) fn source(&self, source: &Source) -> String {
        source_line(source, self.request.language)
    }
}

impl Report {
    /// Adds what the figures of a scenario rest on; `dataset` is its town.
    pub fn add_assumptions(&mut self, assumptions: &Assumptions, dataset: &Dataset) {
        self.explanation.extend(assumed::all(assumptions, dataset, self.language));
    }
}

/// Title, publisher, date, licence, file and basis of a source.
pub(in crate::report) fn source_line(source: &Source, language: Language) -> String {
    let mut parts =
        vec![if source.title.is_empty() { source.file.clone() } else { source.title_in(language) }];
    parts.extend([&source.publisher, &source.date, &source.licence].into_iter().flatten().cloned());
    if source.title != source.file {
        parts.push(source.file.clone());
    }
    parts.push(text(language, basis_key(source.basis)));
    parts.retain(|p| !p.is_empty());
    parts.dedup();
    parts.join(", ")
}
