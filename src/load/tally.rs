//! Keeps a fault that stands on every line from burying all other notices.
//!
//! Readers and joins share the rule: the first so many notices of a kind about a file pass one by
//! one, the rest is counted in one closing notice that is as severe as those it stands for.

use std::collections::BTreeMap;

use crate::notice::{Notice, Notices, Severity};

/// How many notices of one kind a reader shows one by one.
pub const SHOWN: usize = 20;

/// How many notices of one kind a join shows one by one; they name rows that a person mends.
pub const JOINED: usize = 200;

/// Counts the notices of one file by key.
#[derive(Debug)]
struct Counter {
    shown: usize,
    /// Key of the closing notice.
    more: &'static str,
    kinds: BTreeMap<&'static str, Kind>,
}

/// The notices with one key.
#[derive(Debug)]
struct Kind {
    count: usize,
    /// The severest of those that were not shown.
    severity: Severity,
    /// The first of those that were not shown, and the place of the last.
    first: Option<Notice>,
    last: String,
}

/// Line or feature that a notice is about.
fn number(notice: &Notice) -> String {
    let line = notice.place.line.map(|line| line.to_string());
    line.or_else(|| notice.place.feature.clone()).unwrap_or_default()
}

impl Counter {
    fn new(shown: usize, more: &'static str) -> Self {
        Self { shown, more, kinds: BTreeMap::new() }
    }

    /// The notice itself while it is among the first of its kind.
    fn admit(&mut self, notice: Notice) -> Option<Notice> {
        let kind = self.kinds.entry(notice.key).or_insert_with(|| Kind {
            count: 0,
            severity: notice.severity,
            first: None,
            last: String::new(),
        });
        kind.count += 1;
        if kind.count <= self.shown {
            return Some(notice);
        }
        kind.last = number(&notice);
        kind.severity = kind.first.as_ref().map_or(notice.severity, |_| kind.severity.max(notice.severity));
        kind.first.get_or_insert(notice);
        None
    }

    /// One notice for each kind of which some were not shown; counting starts anew.
    fn close(&mut self, file: &str, notices: &mut Notices) {
        for kind in std::mem::take(&mut self.kinds).into_values() {
            let Some(first) = kind.first else { continue };
            let mut more = Notice::new(kind.severity, self.more)
                .arg("number", kind.count - self.shown)
                .arg("first", number(&first))
                .arg("last", kind.last)
                .arg("kind", first.key)
                .file(file);
            more.place.column = first.place.column;
            notices.push(more);
        }
    }
}

/// Passes on the first [`SHOWN`] notices of each kind about a file that is read.
#[derive(Debug)]
pub struct Tally<'a> {
    notices: &'a mut Notices,
    counter: Counter,
}

impl<'a> Tally<'a> {
    pub fn new(notices: &'a mut Notices) -> Self {
        let shown = if notices.wants_every_row() { usize::MAX } else { SHOWN };
        Self { notices, counter: Counter::new(shown, "load-and-more") }
    }

    pub fn push(&mut self, notice: Notice) {
        if let Some(notice) = self.counter.admit(notice) {
            self.notices.push(notice);
        }
    }

    /// Says how many of each kind were not shown.
    pub fn finish(mut self, file: &str) {
        self.counter.close(file, self.notices);
    }
}

/// The notices of a join: of each file the first [`JOINED`] of each kind.
#[derive(Debug)]
pub struct Joined {
    notices: Notices,
    counter: Counter,
}

impl Default for Joined {
    fn default() -> Self {
        Self { notices: Notices::default(), counter: Counter::new(JOINED, "join-and-more") }
    }
}

impl Joined {
    /// Names every row, however many there are of a kind.
    pub fn show_every_row(&mut self) {
        self.counter.shown = usize::MAX;
    }

    pub fn push(&mut self, notice: Notice) {
        if let Some(notice) = self.counter.admit(notice) {
            self.notices.push(notice);
        }
    }

    /// Says how many of each kind about this file were not shown; the next file starts anew.
    pub fn close(&mut self, file: &str) {
        self.counter.close(file, &mut self.notices);
    }

    /// All notices, of closed files and of none.
    pub fn into_notices(self) -> Notices {
        self.notices
    }
}
