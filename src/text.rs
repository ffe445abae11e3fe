//! Every text that a person reads, in one place: `assets/text/nl/*.ftl` and `assets/text/en/*.ftl`.
//!
//! Dutch comes first; English stands complete beside it. A message key is written in code as a
//! literal (`text(lang, "command-zoom-in")`), so that a test can hold every key against both files.
//! Numbers are formatted by [`crate::number`] before they get here: Fluent only places them.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Deserialize, Serialize};

/// The languages of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Dutch,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The two-letter code of ISO 639.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language of a two-letter code or a locale name (`nl`, `nl_NL.UTF-8`).
    pub fn from_locale(locale: &str) -> Option<Self> {
        let code = locale.get(..2)?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The Fluent files of this language, by file name.
    pub fn sources(self) -> Vec<(&'static str, &'static str)> {
        macro_rules! files {
            ($($name:literal)*) => {
                match self {
                    Self::Dutch => {
                        vec![$(($name, include_str!(concat!("../assets/text/nl/", $name, ".ftl")))),*]
                    }
                    Self::English => {
                        vec![$(($name, include_str!(concat!("../assets/text/en/", $name, ".ftl")))),*]
                    }
                }
            };
        }
        files!(
            "general"
            "load"
            "data"
            "measure"
            "network"
            "choice"
            "catchment"
            "sketch"
            "charts"
            "explore"
            "home"
            "maps"
            "scenario"
            "engine"
            "friends"
            "project"
            "privacy"
            "view"
            "app"
            "plans"
            "cli"
            "figures"
            "tell"
            "published"
            "columns"
            "agenda"
            "assistant"
            "report"
            "window"
        )
    }

    fn bundle(self) -> &'static Bundle {
        static DUTCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Dutch));
        static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::English));
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: Language) -> Bundle {
    let id = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks guard mixed writing directions; Dutch and English have one, and the marks
    // would show up as boxes in fonts that lack them.
    bundle.set_use_isolating(false);
    for (_, source) in language.sources() {
        // A faulty entry is left out and every other one kept; the tests refuse any fault.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The text of `key`, without arguments.
pub fn text(language: Language, key: &str) -> String {
    text_with(language, key, &[])
}

/// The text of `key` with its arguments filled in.
///
/// A key that does not exist comes back as itself: an ugly label beats a panic, and a test keeps
/// it from happening.
pub fn text_with(language: Language, key: &str, args: &[(&str, &str)]) -> String {
    lookup(language, key, None, args).unwrap_or_else(|| key.to_owned())
}

/// The attribute of a message (`key.attribute`), if it has one.
pub fn attribute(language: Language, key: &str, name: &str, args: &[(&str, &str)]) -> Option<String> {
    lookup(language, key, Some(name), args)
}

fn lookup(language: Language, key: &str, attribute: Option<&str>, args: &[(&str, &str)]) -> Option<String> {
    let bundle = language.bundle();
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(name) => message.get_attribute(name)?.value(),
    };
    let mut fluent = FluentArgs::new();
    for (name, value) in args {
        // Numbers come formatted; only one is a number to Fluent, so that [one] is chosen for it.
        match *value {
            "1" => fluent.set(*name, 1),
            other => fluent.set(*name, other),
        }
    }
    let mut faults = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&fluent), &mut faults).into_owned())
}
