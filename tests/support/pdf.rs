//! A reader of the objects of a PDF, for looking at what our own files say about their structure.
//!
//! It reads plain indirect objects and streams as they are; a file with its objects in compressed
//! streams would show as one without a structure, and fail the tests.

use std::collections::BTreeMap;

/// One object.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    List(Vec<Object>),
    Dict(BTreeMap<String, Object>),
    Ref(u32),
}

impl Object {
    pub fn get(&self, key: &str) -> Option<&Object> {
        match self {
            Self::Dict(dict) => dict.get(key),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// A text string: UTF-16 where it says so, else its bytes.
    pub fn text(&self) -> Option<String> {
        let Self::Text(bytes) = self else { return None };
        if let Some(wide) = bytes.strip_prefix(&[0xfe, 0xff]) {
            let units: Vec<u16> = wide.chunks_exact(2).map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
            return String::from_utf16(&units).ok();
        }
        Some(bytes.iter().map(|b| char::from(*b)).collect())
    }
}

/// A file by its objects.
pub struct Pdf {
    pub objects: BTreeMap<u32, Object>,
    pub trailer: Object,
    bytes: Vec<u8>,
}

/// An element of the structure tree with its children.
#[derive(Clone, Debug)]
pub struct Element {
    pub tag: String,
    pub dict: Object,
    pub children: Vec<Element>,
    /// Whether something on a page hangs directly under it.
    pub has_content: bool,
}

impl Element {
    /// It and everything under it, in reading order.
    pub fn all(&self) -> Vec<&Element> {
        let mut out = vec![self];
        out.extend(self.children.iter().flat_map(Element::all));
        out
    }
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        let mut objects = BTreeMap::new();
        let mut trailer = Object::Null;
        let mut at = 0;
        // Objects begin a line; streams are skipped by their length.
        while at < bytes.len() {
            let mut reader = Reader { bytes, at };
            match reader.indirect() {
                Some((id, object, end)) => {
                    objects.insert(id, object);
                    at = end;
                }
                None => {
                    if bytes[at..].starts_with(b"trailer") {
                        let mut reader = Reader { bytes, at: at + 7 };
                        trailer = reader.object().expect("a trailer holds a dictionary");
                    }
                    at += bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len() - at, |n| n + 1);
                }
            }
        }
        Self { objects, trailer, bytes: bytes.to_vec() }
    }

    /// What an object refers to, or itself.
    pub fn of<'a>(&'a self, object: &'a Object) -> &'a Object {
        match object {
            Object::Ref(id) => self.objects.get(id).unwrap_or(&Object::Null),
            other => other,
        }
    }

    pub fn get<'a>(&'a self, of: &'a Object, key: &str) -> &'a Object {
        of.get(key).map_or(&Object::Null, |o| self.of(o))
    }

    pub fn catalog(&self) -> &Object {
        self.get(&self.trailer, "Root")
    }

    /// Whether these bytes stand in the file, as those of metadata do.
    pub fn holds(&self, text: &str) -> bool {
        self.bytes.windows(text.len()).any(|w| w == text.as_bytes())
    }

    /// The elements under the root of the structure.
    pub fn structure(&self) -> Vec<Element> {
        self.children(self.get(self.catalog(), "StructTreeRoot")).0
    }

    fn children(&self, of: &Object) -> (Vec<Element>, bool) {
        let kids = match self.get(of, "K") {
            Object::List(list) => list.clone(),
            Object::Null => Vec::new(),
            other => vec![other.clone()],
        };
        let mut out = Vec::new();
        let mut has_content = false;
        for kid in &kids {
            let kid = self.of(kid);
            match self.get(kid, "S") {
                Object::Name(tag) => {
                    let (children, has_content) = self.children(kid);
                    out.push(Element { tag: tag.clone(), dict: kid.clone(), children, has_content });
                }
                _ => has_content = true,
            }
        }
        (out, has_content)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b) = self.peek() {
            if b == b'%' {
                while self.peek().is_some_and(|b| b != b'\n') {
                    self.at += 1;
                }
            } else if b.is_ascii_whitespace() || b == 0 {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn word(&mut self, word: &str) -> bool {
        self.space();
        let there = self.bytes[self.at..].starts_with(word.as_bytes());
        if there {
            self.at += word.len();
        }
        there
    }

    fn whole(&mut self) -> Option<u32> {
        self.space();
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[start..self.at]).ok()?.parse().ok()
    }

    /// `7 0 obj … endobj` right here: its number, what it is, and where it ends.
    fn indirect(&mut self) -> Option<(u32, Object, usize)> {
        if !self.peek()?.is_ascii_digit() {
            return None;
        }
        let id = self.whole()?;
        self.whole()?;
        if !self.word("obj") {
            return None;
        }
        let object = self.object()?;
        if self.word("stream") {
            let Some(Object::Number(length)) = object.get("Length") else { return None };
            self.at += *length as usize;
        }
        Some((id, object, self.at))
    }

    fn object(&mut self) -> Option<Object> {
        self.space();
        match self.peek()? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::Text(self.literal())),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                while !self.word("]") {
                    list.push(self.object()?);
                }
                Some(Object::List(list))
            }
            b'<' if self.bytes[self.at..].starts_with(b"<<") => {
                self.at += 2;
                let mut dict = BTreeMap::new();
                while !self.word(">>") {
                    self.space();
                    let key = self.name();
                    dict.insert(key, self.object()?);
                }
                Some(Object::Dict(dict))
            }
            b'<' => {
                let end = self.bytes[self.at..].iter().position(|b| *b == b'>')?;
                let digits: Vec<u8> = self.bytes[self.at + 1..self.at + end].to_vec();
                self.at += end + 1;
                let value = |d: u8| char::from(d).to_digit(16).unwrap_or(0) as u8;
                Some(Object::Text(
                    digits.chunks(2).map(|p| value(p[0]) * 16 + value(*p.get(1).unwrap_or(&b'0'))).collect(),
                ))
            }
            _ if self.word("true") => Some(Object::Bool(true)),
            _ if self.word("false") => Some(Object::Bool(false)),
            _ if self.word("null") => Some(Object::Null),
            _ => self.number(),
        }
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|b| !b.is_ascii_whitespace() && !b"/<>[]()%".contains(&b)) {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned()
    }

    fn literal(&mut self) -> Vec<u8> {
        let (mut out, mut depth) = (Vec::new(), 0);
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'\\' => {
                    let next = self.peek().unwrap_or(b'\\');
                    self.at += 1;
                    match next {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'b' => out.push(8),
                        b'f' => out.push(12),
                        b'0'..=b'7' => {
                            let mut code = u32::from(next - b'0');
                            for _ in 0..2 {
                                let Some(d @ b'0'..=b'7') = self.peek() else { break };
                                code = code * 8 + u32::from(d - b'0');
                                self.at += 1;
                            }
                            out.push(code as u8);
                        }
                        other => out.push(other),
                    }
                }
                b'(' => {
                    depth += 1;
                    if depth > 1 {
                        out.push(b);
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return out;
                    }
                    out.push(b);
                }
                other => out.push(other),
            }
        }
        out
    }

    /// A number, or a reference (`7 0 R`).
    fn number(&mut self) -> Option<Object> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit() || b"+-.".contains(&b)) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).ok()?;
        let number: f64 = text.parse().ok()?;
        let after = self.at;
        if text.bytes().all(|b| b.is_ascii_digit()) && self.whole().is_some() && self.word("R") {
            return Some(Object::Ref(number as u32));
        }
        self.at = after;
        Some(Object::Number(number))
    }
}

/// What PDF/UA-1 asks of the structure and can be seen from it: what is wrong, in words.
pub fn faults(bytes: &[u8], language: &str, title: &str) -> Vec<String> {
    let pdf = Pdf::read(bytes);
    let catalog = pdf.catalog();
    let mut out = Vec::new();
    let mut check = |fine: bool, what: String| {
        if !fine {
            out.push(what);
        }
    };
    let marked = pdf.get(pdf.get(catalog, "MarkInfo"), "Marked");
    check(*marked == Object::Bool(true), "not marked as tagged".into());
    check(pdf.get(catalog, "Lang").text().as_deref() == Some(language), "no language".into());
    let shown = pdf.get(pdf.get(catalog, "ViewerPreferences"), "DisplayDocTitle");
    check(*shown == Object::Bool(true), "the title is not shown".into());
    check(pdf.holds("<pdfuaid:part>1</pdfuaid:part>"), "not said to be PDF/UA-1".into());
    check(pdf.get(catalog, "Metadata") != &Object::Null, "no metadata".into());
    let said = title.replace('&', "&amp;");
    check(pdf.holds(&said), format!("the metadata lacks the title {title:?}"));
    let pages: Vec<&Object> =
        pdf.objects.values().filter(|o| o.get("Type").and_then(Object::name) == Some("Page")).collect();
    check(!pages.is_empty(), "no pages".into());
    for page in &pages {
        check(pdf.get(page, "Tabs").name() == Some("S"), "a page without tab order by structure".into());
        check(page.get("StructParents").is_some(), "a page outside of the structure".into());
    }
    let structure = pdf.structure();
    check(!structure.is_empty(), "no structure".into());
    let mut level = 0;
    for element in structure.iter().flat_map(Element::all) {
        let tag = element.tag.as_str();
        let empty = element.children.is_empty() && !element.has_content;
        check(!empty, format!("an empty {tag}"));
        match tag {
            "Figure" => {
                let alt = element.dict.get("Alt").map(|a| pdf.of(a)).and_then(Object::text);
                check(alt.is_some_and(|a| a.trim().len() > 10), "a figure without alternative text".into());
            }
            "Table" => table_faults(&pdf, element, &mut check),
            _ => {}
        }
        if let Some(own) = tag.strip_prefix('H').and_then(|n| n.parse::<u16>().ok()) {
            check(own <= level + 1, format!("H{own} right after H{level}"));
            level = own;
        }
    }
    out
}

fn table_faults(pdf: &Pdf, table: &Element, check: &mut impl FnMut(bool, String)) {
    let rows: Vec<&Element> = table.all().into_iter().filter(|e| e.tag == "TR").collect();
    check(!rows.is_empty(), "a table without rows".into());
    let width = rows.first().map_or(0, |r| r.children.len());
    let scope = |cell: &Element| {
        let attributes = match pdf.get(&cell.dict, "A") {
            Object::List(list) => list.clone(),
            other => vec![other.clone()],
        };
        let scope = attributes.iter().find_map(|a| pdf.of(a).get("Scope").cloned());
        scope.and_then(|s| s.name().map(str::to_owned))
    };
    for (r, row) in rows.iter().enumerate() {
        check(row.children.len() == width, format!("row {r} has {} cells of {width}", row.children.len()));
        for (c, cell) in row.children.iter().enumerate() {
            let (wanted, of) = match (r, c) {
                (0, _) => ("TH", Some("Column")),
                (_, 0) => ("TH", Some("Row")),
                _ => ("TD", None),
            };
            check(cell.tag == wanted, format!("row {r}, cell {c} is a {}", cell.tag));
            if of.is_some() {
                check(scope(cell).as_deref() == of, format!("row {r}, cell {c} is a head of nothing"));
            }
        }
    }
}
