//! Text in a drawing that does not know its font yet: escaping, estimated widths, wrapping.

/// The text as it stands in XML; characters that XML 1.0 cannot hold are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Estimated width of a text in pixels. On the wide side of the common sans serifs, as a label
/// with some air around it does no harm and one that touches its neighbour does.
pub fn width(text: &str, size_px: f32, semibold: bool) -> f32 {
    let ems: f32 = text.chars().map(em).sum();
    ems * size_px * if semibold { 1.05 } else { 1.0 }
}

fn em(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' => 0.28,
        ' ' | '\u{a0}' => 0.29,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | 'I' => 0.38,
        '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' => 0.88,
        c if c.is_uppercase() => 0.69,
        c if c.is_ascii_digit() => 0.62,
        // Characters of writing systems without letters fill a whole square.
        c if c >= '\u{1100}' => 1.0,
        _ => 0.58,
    }
}

/// The text in lines of at most `most_px`, broken at spaces; a longer word stands alone.
pub fn wrap(text: &str, size_px: f32, semibold: bool, most_px: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size_px, semibold) <= most_px => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_never_gets_into_it() {
        assert_eq!(escape("a&b<c>\"d'\u{1}\n"), "a&amp;b&lt;c&gt;&quot;d&#39; ");
    }

    #[test]
    fn wrapped_lines_keep_every_word_and_their_width() {
        let text = "van de leerlingen met laag- of hoogopgeleide ouders in de hele gemeente";
        let lines = wrap(text, 13.0, false, 120.0);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 2 && lines.iter().all(|l| width(l, 13.0, false) <= 120.0));
        assert_eq!(wrap("onafbreekbaarwoord", 13.0, false, 10.0).len(), 1);
    }
}
