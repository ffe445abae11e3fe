//! Keeps a fault that stands on every line from burying all other notices.

use std::collections::BTreeMap;

use crate::notice::{Notice, Notices, Severity};

/// How many notices of one kind are shown one by one.
pub const SHOWN: usize = 20;

/// Passes on the first [`SHOWN`] notices of each kind and counts the rest.
#[derive(Debug)]
pub struct Tally<'a> {
    notices: &'a mut Notices,
    counts: BTreeMap<&'static str, (Severity, usize)>,
}

impl<'a> Tally<'a> {
    pub fn new(notices: &'a mut Notices) -> Self {
        Self { notices, counts: BTreeMap::new() }
    }

    pub fn push(&mut self, notice: Notice) {
        let (_, count) = self.counts.entry(notice.key).or_insert((notice.severity, 0));
        *count += 1;
        if *count <= SHOWN {
            self.notices.push(notice);
        }
    }

    /// Says how many of each kind were not shown.
    pub fn finish(self, file: &str) {
        for (severity, count) in self.counts.into_values() {
            if count > SHOWN {
                let more = Notice::new(severity, "load-and-more").arg("number", count - SHOWN);
                self.notices.push(more.file(file));
            }
        }
    }
}
