//! Figures of a file that are numbers of pupils pass the gate as pupils do.

use super::{Gate, Shown};
use crate::data::Indicator;
use crate::load::layer::normalised;
use crate::number::Count;

/// Words in the name of a column that make it a number of pupils.
const PUPILS: [&str; 4] = ["LEERLING", "PUPIL", "ADVIEZEN", "ADVIES"];

/// Words that make it something else about them.
const NOT_PUPILS: [&str; 9] =
    ["PERC", "AANDEEL", "SHARE", "RATIO", "GEMIDDELD", "SCORE", "PER", "GEWICHT", "WEGING"];

impl Gate {
    /// One figure of one area or school. A whole number in a column of whole numbers about pupils is
    /// a count of them, and hidden where it is small; any other figure is shown as published.
    pub fn figure(self, indicator: &Indicator, unit: usize) -> Shown<f64> {
        let value = indicator.values.get(unit).copied().flatten().filter(|v| v.is_finite());
        match value {
            None => Shown::Unknown,
            Some(value) if counts_pupils(indicator) => self.count(Count::Known(value)),
            Some(value) => Shown::Value(value),
        }
    }
}

/// Whether a figure is a number of pupils, by its name and its values.
fn counts_pupils(indicator: &Indicator) -> bool {
    let name = normalised(&indicator.key);
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    says(&PUPILS)
        && !says(&NOT_PUPILS)
        && !indicator.key.contains('%')
        && indicator.values.iter().flatten().all(|v| v.fract() == 0.0 && *v >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{SourceId, Subject};

    fn indicator(key: &str, values: &[f64]) -> Indicator {
        Indicator {
            key: key.into(),
            label: key.into(),
            subject: Subject::School,
            year: None,
            source: SourceId(0),
            values: values.iter().copied().map(Some).chain([None]).collect(),
        }
    }

    #[test]
    fn a_small_number_of_pupils_is_hidden_whatever_table_it_stands_in() {
        let gate = Gate::default();
        let pupils = indicator("AANTAL_LEERLINGEN", &[4.0, 25.0, 0.0]);
        let shown: Vec<Shown<f64>> = (0..4).map(|unit| gate.figure(&pupils, unit)).collect();
        assert_eq!(shown, [Shown::Hidden, Shown::Value(25.0), Shown::Value(0.0), Shown::Unknown]);
        for key in ["PERC_LEERLINGEN", "schoolweging", "% adviezen vwo", "leerlingen per leraar"] {
            assert_eq!(gate.figure(&indicator(key, &[4.0, 9.0]), 0), Shown::Value(4.0), "{key}");
        }
        assert_eq!(gate.figure(&indicator("leerlingen", &[4.5, 9.0]), 0), Shown::Value(4.5));
    }
}
