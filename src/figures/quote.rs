//! The sentences that may be quoted: what the figure says, what it does not, and on what it rests.

use crate::data::{Basis, Dataset};
use crate::figures::headline::{Comparison, Headline};
use crate::figures::readings::Hidden;
use crate::measure::Other;
use crate::number::{percent, whole};
use crate::text::{Language, text, text_with};

/// A figure in plain sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What the figure says: of one group, and when schools keep their size.
    pub readings: [String; 2],
    /// The usual misreading put right.
    pub correction: String,
    /// That counts are hidden, so that ranges stand in place of figures.
    pub hidden: Option<String>,
    /// How many schools are in no figure, as a count of theirs is not known at all.
    pub left_out: Option<String>,
    /// What chance alone would give, when that is known.
    pub chance: Option<String>,
    /// That counts are modelled or estimated, when they are.
    pub basis: Option<String>,
    /// Source and year.
    pub source: String,
}

impl Quote {
    /// What the figure says and what it does not, with what is hidden or left out: less than this is
    /// never told.
    pub fn sentences(&self) -> Vec<String> {
        let [one, swap] = &self.readings;
        let always = [Some(one), Some(swap), Some(&self.correction)];
        always.into_iter().chain([self.hidden.as_ref(), self.left_out.as_ref()]).flatten().cloned().collect()
    }

    /// These and what else is known of the figure: chance, and on what it rests.
    pub fn all_sentences(&self) -> Vec<String> {
        self.sentences().into_iter().chain(self.chance.clone()).chain(self.basis.clone()).collect()
    }

    /// All sentences in one paragraph, to be copied.
    pub fn text(&self) -> String {
        let parts = self.all_sentences().into_iter().chain([self.source.clone()]);
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// That counts are hidden, of how many schools, so that a range over all of them stands here.
pub fn hidden_in_words(hidden: &Hidden, language: Language) -> String {
    let number = |n: usize| whole(n as f64, language);
    let (counts, schools, all) = (number(hidden.counts), number(hidden.schools), number(hidden.all_schools));
    let args = [("hidden", counts.as_str()), ("schools", &schools), ("all", &all)];
    text_with(language, "quote-hidden", &args)
}

/// How many schools are in no figure, where there are any.
pub fn left_out_in_words(headline: &Headline, language: Language) -> Option<String> {
    let schools = whole(headline.schools_left_out as f64, language);
    let left_out = headline.schools_left_out > 0;
    left_out.then(|| text_with(language, "figures-schools-left-out", &[("schools", &schools)]))
}

/// The sentences for a headline; `None` where its D is undefined. Where counts are hidden they tell
/// what these allow, and why. `chance` is `E[D]` by random assignment, 0..1.
pub fn quote(
    dataset: &Dataset,
    comparison: Comparison,
    headline: &Headline,
    chance: Option<f64>,
    language: Language,
) -> Option<Quote> {
    let readings = &headline.readings;
    let (d, swap) = (readings.one_group(0, language)?, readings.swap(0, language)?);
    let hidden = readings.hidden();
    let scheme = dataset.schemes().get(comparison.scheme)?;
    let label = |i: usize| scheme.groups.get(i).map(|g| g.name_in(language));
    let group = text_with(language, "quote-group", &[("group", &label(comparison.group)?)]);
    let other = match comparison.other {
        Other::Rest => text(language, "quote-rest"),
        Other::Group(other) => text_with(language, "quote-group", &[("group", &label(other)?)]),
    };
    let share = |v: f64| percent(v, 0, language);
    let about = scheme.name_in(language).to_lowercase();
    let town = dataset.name_in(language);
    let args = [
        ("town", town.as_str()),
        ("group", group.as_str()),
        ("other", other.as_str()),
        ("about", about.as_str()),
        ("d", &d),
        ("swap", &swap),
    ];
    let say = |key: &str| text_with(language, key, &args);
    let others = headline.leaves_groups_out(dataset, comparison);
    let correction = if others { say("quote-misread-others") } else { say("quote-misread") };
    let title = dataset.source(headline.source).map(|s| s.title_in(language)).unwrap_or_default();
    let year = match headline.year {
        Some(year) => text_with(language, "quote-year", &[("year", &year.to_string())]),
        None => text(language, "figures-no-year"),
    };
    Some(Quote {
        readings: [say("quote-one"), say("quote-swap")],
        correction,
        hidden: hidden.map(|hidden| hidden_in_words(hidden, language)),
        left_out: left_out_in_words(headline, language),
        chance: chance
            .filter(|_| hidden.is_none())
            .map(|c| text_with(language, "quote-chance", &[("chance", &share(c))])),
        basis: match headline.basis {
            Basis::Counted => None,
            Basis::Estimated => Some(text(language, "quote-estimated")),
            Basis::Modelled => Some(text(language, "quote-modelled")),
        },
        source: text_with(language, "quote-source", &[("source", &title), ("year", &year)]),
    })
}
