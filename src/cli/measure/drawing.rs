//! How far the random draws are, on standard error, for whoever waits at a terminal.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::number::percent;
use crate::progress::Progress;
use crate::text::{Language, text_with};

/// Shorter work says nothing.
const QUIET: Duration = Duration::from_secs(1);

/// Counts draws and shows their share, a percent at a time. To stop, break the command off: nothing
/// is printed before all is known.
pub struct Drawing {
    whole: u64,
    drawn: AtomicU64,
    /// Percents that were shown.
    shown: AtomicU64,
    began: Instant,
    live: bool,
    language: Language,
}

impl Drawing {
    /// Of so many draws.
    pub fn new(whole: u64, language: Language) -> Self {
        Self {
            whole: whole.max(1),
            drawn: AtomicU64::new(0),
            shown: AtomicU64::new(0),
            began: Instant::now(),
            live: std::io::stderr().is_terminal(),
            language,
        }
    }
}

impl Progress for Drawing {
    fn drawn(&self) {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed) + 1;
        let now = drawn * 100 / self.whole;
        if !self.live || now == 0 || self.began.elapsed() < QUIET {
            return;
        }
        if self.shown.fetch_max(now, Ordering::Relaxed) < now {
            let share = percent(now as f64 / 100.0, 0, self.language);
            let line = text_with(self.language, "measure-drawing", &[("share", &share)]);
            // A terminal that is gone is no reason to stop.
            write!(std::io::stderr(), "\r{line} ").ok();
        }
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if self.shown.load(Ordering::Relaxed) > 0 {
            write!(std::io::stderr(), "\r\u{1b}[K").ok();
        }
    }
}
