//! Notices of one kind about the rows of one file, told as one: a fault on every line is one
//! finding with many rows.

use super::{Notice, Severity};
use crate::number::whole;
use crate::text::{Language, attribute, text, text_with};

/// What stands in the place of something that is another in each row.
const VARIES: &str = "…";

/// Keys of the notices that count what was not shown one by one.
const CLOSING: [&str; 2] = ["load-and-more", "join-and-more"];

/// Notices of one kind about one column of one file, in their order; or a single notice.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Never empty.
    rows: Vec<&'a Notice>,
    /// How many more rows a reader counted without naming them, and the last of those.
    counted: usize,
    last: String,
}

/// Puts notices of one kind about the rows of one file together, in the order of the first of each.
/// What is about no row stays by itself.
pub fn grouped<'a>(notices: impl IntoIterator<Item = &'a Notice>) -> Vec<Group<'a>> {
    let mut out: Vec<Group> = Vec::new();
    let mut at: std::collections::HashMap<Key, usize> = std::collections::HashMap::new();
    for notice in notices {
        if let Some(kind) = closing(notice) {
            let file = notice.place.file.as_deref();
            let same =
                |g: &&mut Group| g.rows.iter().any(|n| n.key == kind && n.place.file.as_deref() == file);
            if let Some(group) = out.iter_mut().rev().find(same) {
                let argument = |name: &str| notice.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v);
                group.counted += argument("number").and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
                group.last = argument("last").cloned().unwrap_or_default();
                continue;
            }
        }
        let place = &notice.place;
        let alone = Group { rows: vec![notice], counted: 0, last: String::new() };
        if place.line.is_none() && place.feature.is_none() {
            out.push(alone);
            continue;
        }
        let part = |text: &'a Option<String>| text.as_deref();
        let key = (notice.key, part(&place.file), part(&place.layer), part(&place.column));
        match at.get(&key).and_then(|&i| out.get_mut(i)) {
            Some(group) => group.rows.push(notice),
            None => {
                at.insert(key, out.len());
                out.push(alone);
            }
        }
    }
    out
}

/// What notices of one group have in common: their kind, file, layer and column.
type Key<'a> = (&'static str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

/// The kind of what a closing notice counts.
fn closing(notice: &Notice) -> Option<&str> {
    let kind = notice.args.iter().find(|(name, _)| *name == "kind").map(|(_, kind)| kind.as_str());
    kind.filter(|_| CLOSING.contains(&notice.key))
}

impl<'a> Group<'a> {
    /// The notices that are named one by one.
    pub fn rows(&self) -> &[&'a Notice] {
        &self.rows
    }

    /// How many rows it is about, those that are counted and not named among them.
    pub fn count(&self) -> usize {
        self.rows.len() + self.counted
    }

    /// How many of the rows are counted and not named.
    pub fn unnamed(&self) -> usize {
        self.counted
    }

    /// Whether it is one notice, which needs no unfolding.
    pub fn is_single(&self) -> bool {
        self.count() == 1
    }

    /// The severest of its notices.
    pub fn severity(&self) -> Severity {
        self.rows.iter().map(|n| n.severity).max().unwrap_or(Severity::Info)
    }

    /// The message of the only notice; else where, how many rows, what is wrong with them and what
    /// to do: "scholen.csv, regel 12–48, kolom pupils: 37 rijen: geen getal".
    pub fn message(&self, language: Language) -> String {
        let Some(first) = self.rows.first() else { return String::new() };
        if self.is_single() {
            return first.message(language);
        }
        let mut parts: Vec<String> = Vec::new();
        if let Some(file) = &first.place.file {
            parts.push(match &first.place.layer {
                Some(layer) => format!("{file}:{layer}"),
                None => file.clone(),
            });
        }
        let lines: Vec<u64> = self.rows.iter().filter_map(|n| n.place.line).collect();
        if !lines.is_empty() {
            parts.push(format!("{} {}{}", text(language, "place-line"), ranges(&lines), self.rest()));
        } else if let (Some(a), Some(b)) =
            (&first.place.feature, self.rows.last().and_then(|n| n.place.feature.as_ref()))
        {
            let last = if self.counted > 0 { &self.last } else { b };
            parts.push(format!("{} {a} … {last}", text(language, "place-feature")));
        }
        if let Some(column) = &first.place.column {
            parts.push(format!("{} {column}", text(language, "place-column")));
        }
        let count = whole(self.count() as f64, language);
        let what = self.what(language);
        let args = [("count", count.as_str()), ("what", what.as_str())];
        let mut out = format!("{}: {}", parts.join(", "), text_with(language, "notices-rows", &args));
        if let Some(fix) = self.fix(language) {
            out.push(' ');
            out.push_str(&fix);
        }
        out
    }

    /// What is wrong with all of them: in words of its own where the message has them, else those of
    /// a row, without what is another in each.
    fn what(&self, language: Language) -> String {
        let args = self.common();
        let Some(first) = self.rows.first() else { return String::new() };
        attribute(language, first.key, "many", &args).unwrap_or_else(|| text_with(language, first.key, &args))
    }

    fn fix(&self, language: Language) -> Option<String> {
        attribute(language, self.rows.first()?.key, "fix", &self.common())
    }

    /// The arguments of the notices; one that is not the same in all is a mark in its place.
    fn common(&self) -> Vec<(&'a str, &'a str)> {
        let Some(first) = self.rows.first() else { return Vec::new() };
        let same = |at: usize, value: &str| {
            self.rows.iter().all(|n| n.args.get(at).is_some_and(|(_, other)| other == value))
        };
        let args = first.args.iter().enumerate();
        args.map(|(at, (name, value))| (*name, if same(at, value) { value.as_str() } else { VARIES }))
            .collect()
    }

    /// ` … 48`: up to where the rows go on that are not named.
    fn rest(&self) -> String {
        if self.counted == 0 {
            return String::new();
        }
        match self.last.parse::<u64>() {
            Ok(last) if last >= 1 => format!(" … {last}"),
            _ => " …".to_owned(),
        }
    }
}

/// `12–18, 20, 24–48`: numbers in order, those that follow each other as one; the first few.
fn ranges(numbers: &[u64]) -> String {
    const SHOWN: usize = 4;
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for number in sorted {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == number => *end = number,
            _ => runs.push((number, number)),
        }
    }
    let one = |(a, b): &(u64, u64)| if a == b { a.to_string() } else { format!("{a}–{b}") };
    let shown: Vec<String> = runs.iter().take(SHOWN).map(one).collect();
    match runs.last().filter(|_| runs.len() > SHOWN) {
        Some((_, last)) => format!("{} … {last}", shown.join(", ")),
        None => shown.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &'static str, line: u64, value: &str) -> Notice {
        Notice::error(key).arg("value", value).file("a.csv").line(line).column("pupils")
    }

    #[test]
    fn rows_of_one_kind_are_one_finding_with_their_lines() {
        let mut notices: Vec<Notice> =
            (12..=48).map(|l| row("join-not-a-number", l, &l.to_string())).collect();
        notices.insert(3, Notice::info("join-masked").arg("number", 2).file("a.csv"));
        notices.push(row("join-not-a-number", 60, "x"));
        notices.push(row("join-negative-pupils", 61, "-3"));
        let groups = grouped(&notices);
        let counts: Vec<usize> = groups.iter().map(Group::count).collect();
        assert_eq!(counts, [38, 1, 1], "the order is that of the first of each");
        let said = groups[0].message(Language::Dutch);
        assert!(said.starts_with("a.csv, regel 12–48, 60, kolom pupils: 38 rijen"), "{said}");
        assert!(!said.contains("{") && !said.contains("12.0"), "{said}");
        assert_eq!(groups[2].message(Language::Dutch), notices[39].message(Language::Dutch));
    }

    #[test]
    fn what_was_only_counted_is_counted_along() {
        let mut notices: Vec<Notice> = (1..=3).map(|l| row("join-not-a-number", l, "x")).collect();
        let closing = Notice::error("join-and-more").arg("number", 997).arg("first", 4).arg("last", 1000);
        notices.push(closing.arg("kind", "join-not-a-number").file("a.csv"));
        let groups = grouped(&notices);
        assert_eq!((groups.len(), groups[0].count(), groups[0].unnamed()), (1, 1000, 997));
        let said = groups[0].message(Language::English);
        assert!(said.contains("1–3 … 1000") && said.contains("1,000"), "{said}");
        // The same text in every row is told, not hidden behind a mark.
        assert!(said.contains('x'), "{said}");
    }

    #[test]
    fn other_files_and_columns_are_other_findings() {
        let mut other = row("join-not-a-number", 2, "x");
        other.place.column = Some("total".into());
        let notices =
            [row("join-not-a-number", 1, "x"), other, row("join-not-a-number", 3, "x").file("b.csv")];
        assert_eq!(grouped(&notices).len(), 3);
    }

    #[test]
    fn lines_that_follow_each_other_are_a_range() {
        assert_eq!(ranges(&[3, 1, 2, 7]), "1–3, 7");
        assert_eq!(ranges(&[1, 3, 5, 7, 9, 11]), "1, 3, 5, 7 … 11");
    }
}
