//! Whether what a server sent is what was asked for, by its first bytes and whatever it is called.

/// How much of a file is looked at.
pub const HEAD: usize = 4096;

/// The kind of what was sent in place of data, as a media type; `None` where it may be the file.
pub fn other_than(head: &[u8], file: &str) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head);
    let (start, xml) = after_prologue(&text);
    let lower: String = start.chars().take(20).collect::<String>().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Some("text/html");
    }
    let extension = file.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let markup = || if xml || lower.starts_with('<') { "text/xml" } else { "text/plain" };
    match extension.as_str() {
        "csv" | "txt" | "tsv" if xml || lower.starts_with('<') => Some("text/xml"),
        "csv" | "txt" | "tsv" if is_json(head, start) => Some("application/json"),
        "json" | "geojson" if !start.starts_with(['{', '[']) => Some(markup()),
        "xlsx" | "zip" | "ods" if !head.starts_with(b"PK") => {
            Some(if is_json(head, start) { "application/json" } else { markup() })
        }
        _ => None,
    }
}

/// Whether the whole of an answer is XML or a web page.
pub fn is_markup(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    other_than(head, "").or_else(|| {
        let text = String::from_utf8_lossy(head);
        let (start, xml) = after_prologue(&text);
        (xml || start.starts_with('<')).then_some("text/xml")
    })
}

/// An object or list of JSON; a first column may well be called `{a}`, but not `{"a"`.
fn is_json(head: &[u8], start: &str) -> bool {
    let mut chars = start.chars().filter(|c| !c.is_whitespace());
    let first = (chars.next(), chars.next());
    head.len() > 1 && matches!(first, (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '"' | ']')))
}

/// What follows blanks, comments and an XML declaration; and whether there was such a declaration.
fn after_prologue(text: &str) -> (&str, bool) {
    let mut rest = text;
    let mut xml = false;
    loop {
        rest = rest.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
        let skipped = if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<?") {
            xml = true;
            rest.split_once("?>")
        } else {
            None
        };
        match skipped {
            Some((_, more)) => rest = more,
            None => return (rest, xml),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_data_is_seen_by_how_it_begins() {
        for (text, file, kind) in [
            ("a;b\n1;2\n", "a.csv", None),
            ("\u{feff}{a};b\n", "a.csv", None),
            ("{\"type\":\"FeatureCollection\"}", "a.geojson", None),
            ("PK\u{3}\u{4}", "a.xlsx", None),
            (" <!DOCTYPE html><html>", "a.csv", Some("text/html")),
            ("<!-- x --><HTML>", "a.csv", Some("text/html")),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>", "a.csv", Some("text/html")),
            ("<!-- never closed", "a.csv", Some("text/xml")),
            ("<?xml version=\"1.0\"?><ExceptionReport/>", "a.csv", Some("text/xml")),
            ("{\"error\":\"no\"}", "a.csv", Some("application/json")),
            ("{ \"error\":\"no\"}", "a.xlsx", Some("application/json")),
            ("Not found", "a.geojson", Some("text/plain")),
        ] {
            assert_eq!(other_than(text.as_bytes(), file), kind, "{text}");
        }
        assert_eq!(is_markup(b"<?xml version=\"1.0\"?><a/>"), Some("text/xml"));
        assert_eq!(is_markup(b"{\"features\":["), None);
    }
}
