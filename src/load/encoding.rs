//! Bytes → text: UTF-8, UTF-16 and windows-1252 told apart by what the bytes hold.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text with the encoding that it had.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: &'static Encoding,
    /// Whether some bytes had no meaning in the encoding and became U+FFFD.
    pub replaced: bool,
}

/// The encoding of a label as people and `.cpg` files write it: `UTF-8`, `cp1252`, `1252`,
/// `ANSI 1252`, `ISO-8859-1`, `88591`, `65001`.
pub fn from_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_start_matches('\u{feff}');
    if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
        return Some(encoding);
    }
    let digits: String = label.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "65001" => Some(UTF_8),
        // ISO 8859-1 is read as windows-1252, which has letters where it has nothing.
        "88591" | "28591" => Some(WINDOWS_1252),
        "885915" => Encoding::for_label(b"iso-8859-15"),
        "" => None,
        code => Encoding::for_label(format!("windows-{code}").as_bytes()),
    }
}

/// Text in the given encoding, or in the one that the bytes show.
///
/// A byte-order mark decides and is taken off. Without one: every second byte zero is UTF-16;
/// valid UTF-8 is UTF-8; anything else is windows-1252, in which Dutch schools are published,
/// unless the bytes are plainly UTF-8 with a stray fault.
pub fn decode<'a>(bytes: &'a [u8], forced: Option<&'static Encoding>) -> Decoded<'a> {
    let encoding = forced.unwrap_or_else(|| detect(bytes));
    // A mark of another encoding than the forced one still wins: it cannot be chance.
    let (text, encoding, replaced) = encoding.decode(bytes);
    Decoded { text, encoding, replaced }
}

/// The encoding that the bytes show.
pub fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (mut wide, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    // In windows-1252 two letters with accents seldom stand together, so that its text hardly
    // ever holds a valid sequence of UTF-8.
    if faults == 0 || wide > 4 * faults { UTF_8 } else { WINDOWS_1252 }
}

/// UTF-16 of western text has a zero in nearly every pair of bytes, always at the same side.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for pair in sample.chunks_exact(2) {
        if let [a, b] = pair {
            first += usize::from(*a == 0);
            second += usize::from(*b == 0);
        }
    }
    if second * 10 > pairs * 6 && first * 20 < pairs {
        Some(UTF_16LE)
    } else if first * 10 > pairs * 6 && second * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}
