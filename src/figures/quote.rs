//! The sentences that may be quoted: what the figure says, what it does not, and on what it rests.

use crate::data::{Basis, Dataset};
use crate::figures::headline::{Comparison, Headline};
use crate::figures::limits::range_in_words;
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
    /// What chance alone would give, when that is known.
    pub chance: Option<String>,
    /// That counts are modelled or estimated, when they are.
    pub basis: Option<String>,
    /// Source and year.
    pub source: String,
}

impl Quote {
    /// All sentences in one paragraph, to be copied.
    pub fn text(&self) -> String {
        let [one, swap] = &self.readings;
        let parts =
            [Some(one), Some(swap), Some(&self.correction), self.hidden.as_ref(), self.chance.as_ref()];
        let parts = parts.into_iter().chain([self.basis.as_ref(), Some(&self.source)]);
        parts.flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// The sentences for a headline; `None` where its D is undefined. `chance` is `E[D]` by random
/// assignment, 0..1.
pub fn quote(
    dataset: &Dataset,
    comparison: Comparison,
    headline: &Headline,
    chance: Option<f64>,
    language: Language,
) -> Option<Quote> {
    let share = |v: Option<f64>| v.map(|v| percent(v, 0, language));
    let (d, swap) = (share(headline.moves.one_group_share)?, share(headline.moves.swap_share)?);
    worded(dataset, comparison, headline, (&d, &swap), chance, language)
}

/// As [`quote`], where counts are hidden: what they allow, for D and for the share of all pupils that
/// changes school (least to greatest, 0..1), stands in place of the figures, and why.
pub fn quote_range(
    dataset: &Dataset,
    comparison: Comparison,
    headline: &Headline,
    (d, swap): ((f64, f64), (f64, f64)),
    hidden: usize,
    language: Language,
) -> Option<Quote> {
    let range = |(least, greatest): (f64, f64)| range_in_words(least, greatest, 0, language);
    let mut found = worded(dataset, comparison, headline, (&range(d), &range(swap)), None, language)?;
    let hidden = whole(hidden as f64, language);
    found.hidden = Some(text_with(language, "quote-hidden", &[("hidden", &hidden)]));
    Some(found)
}

fn worded(
    dataset: &Dataset,
    comparison: Comparison,
    headline: &Headline,
    (d, swap): (&str, &str),
    chance: Option<f64>,
    language: Language,
) -> Option<Quote> {
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
        ("d", d),
        ("swap", swap),
    ];
    let say = |key: &str| text_with(language, key, &args);
    let correction =
        if headline.pupils_left_out > 0.0 { say("quote-misread-others") } else { say("quote-misread") };
    let title = dataset.source(headline.source).map(|s| s.title_in(language)).unwrap_or_default();
    let year = match headline.year {
        Some(year) => text_with(language, "quote-year", &[("year", &year.to_string())]),
        None => text(language, "figures-no-year"),
    };
    Some(Quote {
        readings: [say("quote-one"), say("quote-swap")],
        correction,
        hidden: None,
        chance: chance.map(|c| text_with(language, "quote-chance", &[("chance", &share(c))])),
        basis: match headline.basis {
            Basis::Counted => None,
            Basis::Estimated => Some(text(language, "quote-estimated")),
            Basis::Modelled => Some(text(language, "quote-modelled")),
        },
        source: text_with(language, "quote-source", &[("source", &title), ("year", &year)]),
    })
}
