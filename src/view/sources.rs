//! What a map says of where it comes from, and on what it rests.

use super::scene::{Mark, MarkKind, Scene};
use crate::data::{Basis, Dataset, Level, Source, SourceId, own_layer_name};
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};

/// Whether values were not simply counted.
pub(super) fn is_soft(basis: Basis) -> bool {
    basis != Basis::Counted
}

/// The sources that a map draws on, in the order in which they are named.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    borders: Vec<SourceId>,
    schools: Vec<SourceId>,
    figures: Vec<SourceId>,
    basis: Basis,
}

impl Used {
    pub fn areas(&mut self, dataset: &Dataset, level: Level) {
        dataset.areas_of(level).for_each(|(_, area)| add(&mut self.borders, area.source));
    }

    pub fn schools(&mut self, dataset: &Dataset, counts: Option<SourceId>, basis: Basis) {
        dataset.schools().iter().for_each(|school| add(&mut self.schools, school.source));
        counts.into_iter().for_each(|source| add(&mut self.figures, source));
        self.basis = self.basis.max(basis);
    }

    /// The file of a person's own layer, by the name that the layer has from it.
    pub fn own(&mut self, dataset: &Dataset, name: &str) {
        let of = |s: &Source| own_layer_name(&s.file) == name;
        let last = dataset.sources().iter().rposition(of);
        last.into_iter().for_each(|i| add(&mut self.figures, SourceId(i)));
    }

    pub fn values(&mut self, source: Option<SourceId>, basis: Basis) {
        source.into_iter().for_each(|source| add(&mut self.figures, source));
        self.basis = self.basis.max(basis);
    }

    /// One text per source, the first with "Bron:", and last on what it rests.
    pub fn attribution(&self, dataset: &Dataset, language: Language) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for id in self.borders.iter().chain(&self.schools).chain(&self.figures) {
            let named = dataset.source(*id).map(|source| named(source, language)).filter(|n| !n.is_empty());
            if let Some(named) = named.filter(|n| !out.contains(n)) {
                out.push(named);
            }
        }
        if let Some(first) = out.first_mut() {
            *first = format!("{} {first}", text(language, "view-source"));
        }
        match self.basis {
            Basis::Counted => {}
            Basis::Estimated => out.push(text(language, "view-backgrounds-estimated")),
            Basis::Modelled => out.push(text(language, "view-backgrounds-modelled")),
        }
        out
    }

    pub fn marks(&self, dataset: &Dataset, gate: &Gate, language: Language) -> Vec<Mark> {
        let mut marks = Vec::new();
        if dataset.is_example() {
            marks.push(Mark {
                kind: MarkKind::Example,
                text: text(language, "view-mark-example"),
                tooltip: text(language, "view-mark-example-why"),
            });
        }
        marks.extend(basis_mark(self.basis, language));
        marks.extend(gate_mark(*gate, language));
        marks
    }
}

/// That small numbers are shown, all of them or more than usual, as a mark.
pub fn gate_mark(gate: Gate, language: Language) -> Option<Mark> {
    if !gate.is_low() {
        return None;
    }
    let threshold = gate.threshold.to_string();
    let args = [("threshold", threshold.as_str())];
    let (text, tooltip) = if gate.is_off() {
        (text(language, "view-mark-gate-off"), text(language, "view-mark-gate-off-why"))
    } else {
        (
            text_with(language, "view-mark-gate-low", &args),
            text_with(language, "view-mark-gate-low-why", &args),
        )
    };
    Some(Mark { kind: MarkKind::GateOff, text, tooltip })
}

/// That values were not simply counted, as a mark.
fn basis_mark(basis: Basis, language: Language) -> Option<Mark> {
    let (text, tooltip) = match basis {
        Basis::Counted => return None,
        Basis::Estimated => {
            (text(language, "view-mark-estimated"), text(language, "view-mark-estimated-why"))
        }
        Basis::Modelled => (text(language, "view-mark-modelled"), text(language, "view-mark-modelled-why")),
    };
    Some(Mark { kind: MarkKind::Model, text, tooltip })
}

impl Scene {
    /// Puts sentences beside the map, and marks the map as resting on what they rest on: a picture
    /// with a modelled figure says so, whatever is drawn on it.
    pub fn set_statement(&mut self, statement: Vec<String>, basis: Basis) {
        self.statement = statement;
        let Some(mark) = basis_mark(basis, self.language) else { return };
        let modelled = basis_mark(Basis::Modelled, self.language);
        match self.marks.iter_mut().find(|m| m.kind == MarkKind::Model) {
            // What is modelled is softer than what is estimated.
            Some(there) if Some(&*there) != modelled.as_ref() => *there = mark,
            Some(_) => {}
            None => {
                let after_example = self.marks.iter().filter(|m| m.kind == MarkKind::Example).count();
                self.marks.insert(after_example, mark);
            }
        }
    }
}

fn add(list: &mut Vec<SourceId>, source: SourceId) {
    if !list.contains(&source) {
        list.push(source);
    }
}

/// "Wijk- en Buurtkaart 2022, CBS/Kadaster": title, publisher and date, none of them twice.
fn named(source: &Source, language: Language) -> String {
    let title = source.title_in(language);
    let mut out = if title.is_empty() { source.file.clone() } else { title };
    for part in [&source.publisher, &source.date].into_iter().flatten() {
        if !part.is_empty() && !out.contains(part.as_str()) {
            out = format!("{out}, {part}");
        }
    }
    out
}
