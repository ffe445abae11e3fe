//! The command that makes a print again, as far as words can say what is on the screen.

use super::document::Request;
use super::write::{How, Part};
use crate::data::Dataset;
use crate::measure::Other;
use crate::text::Language;
use crate::view::choice::ColourBy;

/// `wijkspiegel report …` with the groups compared, the areas, their colour, the year or proposal and the
/// paper of a print. `subject` is the project (or `--example`), `planned` the proposal and its year, `file`
/// the name of the file.
///
/// Classes, catchments, a selection and the part of the town that a map shows have no words there.
pub fn command(
    dataset: &Dataset,
    request: &Request,
    how: &How,
    (subject, file): (&str, &str),
    planned: Option<(&str, i32)>,
) -> String {
    let Request { choice, comparison, language, .. } = request;
    let mut words = vec!["wijkspiegel report".to_owned(), subject.to_owned()];
    let mut say = |option: &str, value: &str| words.push(format!("--{option} {}", quoted(value)));
    if let Some((name, year)) = planned {
        say("scenario", name);
        say("year", &year.to_string());
    } else if let Some(year) = comparison.year {
        say("year", &year.to_string());
    }
    say("what", how.part.code());
    let groups = dataset.schemes().get(comparison.scheme).map(|s| s.groups.as_slice()).unwrap_or_default();
    let key = |at: usize| groups.get(at).map(|g| g.key.as_str());
    if let Some(group) = key(comparison.group) {
        say("group", group);
        match comparison.other {
            Other::Rest => say("other", "rest"),
            Other::Group(other) => key(other).into_iter().for_each(|other| say("other", other)),
        }
    }
    say("level", choice.level.code());
    let show = match choice.colour_by {
        ColourBy::None => Some("none"),
        ColourBy::Pupils => Some("pupils"),
        ColourBy::GroupShare(group) if choice.scheme == comparison.scheme => key(group),
        ColourBy::Indicator(at) => dataset.indicators().get(at).map(|i| i.key.as_str()),
        _ => None,
    };
    show.into_iter().for_each(|show| say("show", show));
    match file.rsplit_once('.').map(|(_, kind)| kind) {
        Some("pdf") => {
            say("size", how.paper.size.code());
            if how.paper.landscape {
                words.push("--landscape".to_owned());
            }
        }
        Some("csv") => say("dialect", how.dialect.code()),
        Some("png") if how.part == Part::Map => say("width", &how.picture.width.to_string()),
        _ => {}
    }
    if *language == Language::English {
        words.push("--lang en".to_owned());
    }
    words.push(format!("--out {}", quoted(file)));
    words.join(" ")
}

/// A word of a command, in quotes where a shell would break it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}
