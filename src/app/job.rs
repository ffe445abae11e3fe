//! Long work on another thread: the window never waits for it.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::{Context, Id};

use crate::number::whole;
use crate::progress::Progress;
use crate::text::{Language, text_with};

/// What is being done, and which part of it is behind us where that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub what: String,
    /// From 0 to 1.
    pub part: Option<f32>,
}

/// Lets running work see that nobody waits for it any more, and tells how far it is.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    cancelled: AtomicBool,
    drawn: AtomicU64,
    told: Mutex<Told>,
    /// The window that is drawn again when something is told; none in a test without a window.
    ctx: Option<Context>,
}

impl Cancel {
    fn of(ctx: &Context, what: &str) -> Self {
        let told = Mutex::new(Told { what: what.to_owned(), part: None });
        Self(Arc::new(Seen { told, ctx: Some(ctx.clone()), ..Seen::default() }))
    }

    /// Says what is being done, and which part of the whole is behind us.
    pub fn tell(&self, what: impl Into<String>, part: Option<f32>) {
        let told = Told { what: what.into(), part };
        self.change(|known| *known = told);
    }

    /// Says which part of the whole is behind us.
    pub fn tell_part(&self, part: f32) {
        /// Less than this cannot be seen on a bar.
        const VISIBLE: f32 = 0.004;
        let seen = |known: &Told| known.part.is_some_and(|before| (part - before).abs() < VISIBLE);
        if !seen(&self.told()) {
            self.change(|known| known.part = Some(part));
        }
    }

    fn change(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.0.told.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(ctx) = &self.0.ctx {
            ctx.request_repaint();
        }
    }

    fn told(&self) -> Told {
        self.0.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }
}

impl Progress for Cancel {
    fn drawn(&self) {
        self.0.drawn.fetch_add(1, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.is_cancelled()
    }
}

/// Files that are read one after the other, each with its own progress.
#[derive(Debug)]
pub struct Reading<'a> {
    cancel: &'a Cancel,
    language: Language,
    /// Place of the file in the list, from 1, and the length of the list.
    at: AtomicUsize,
    of: AtomicUsize,
}

impl<'a> Reading<'a> {
    pub fn new(cancel: &'a Cancel, language: Language) -> Self {
        Self { cancel, language, at: AtomicUsize::new(1), of: AtomicUsize::new(1) }
    }

    /// Tells that a file begins; whether to go on.
    pub fn begin(&self, file: &str, at: usize, of: usize) -> bool {
        self.at.store(at, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
        let (number, all) = (whole(at as f64, self.language), whole(of as f64, self.language));
        let args = [("file", file), ("at", &number), ("of", &all)];
        let part = at.saturating_sub(1) as f32 / of.max(1) as f32;
        self.cancel.tell(text_with(self.language, "assistant-looking-at", &args), Some(part));
        !self.cancel.is_cancelled()
    }
}

impl Progress for Reading<'_> {
    fn done(&self, part: u64, whole: u64) {
        let within = (part as f32 / whole.max(1) as f32).clamp(0.0, 1.0);
        let (at, of) = (self.at.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        self.cancel.tell_part((at.saturating_sub(1) as f32 + within) / of.max(1) as f32);
    }

    fn cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }
}

/// Routes over the streets, with how many of the homes are done.
#[derive(Debug)]
pub struct Routing<'a> {
    pub cancel: &'a Cancel,
    /// What is told while it goes on.
    pub what: String,
}

impl Progress for Routing<'_> {
    fn done(&self, part: u64, whole: u64) {
        self.cancel.tell(self.what.clone(), Some(part as f32 / whole.max(1) as f32));
    }

    fn cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }
}

/// One for the window, and one for each of its workers until its outcome is there.
#[derive(Clone, Debug, Default)]
struct Running(Arc<()>);

impl Running {
    fn of(ctx: &Context) -> Self {
        ctx.data_mut(|d| d.get_temp_mut_or_default::<Self>(Id::unique("running")).clone())
    }
}

/// How many workers the window has under way.
pub fn running(ctx: &Context) -> usize {
    // One of them is kept by the context, one is the count's own.
    Arc::strong_count(&Running::of(ctx).0).saturating_sub(2)
}

/// A piece of work under way, whose outcome arrives in a later frame.
#[derive(Debug)]
pub struct Job<T> {
    outcome: Receiver<T>,
    cancel: Cancel,
    began: Instant,
}

/// How a job stands.
pub enum Poll<T> {
    Running,
    Done(T),
    /// The worker ended without an outcome.
    Lost,
}

impl<T: Send + 'static> Job<T> {
    /// Starts the work; the window is drawn again when it is done.
    pub fn start(
        ctx: &Context,
        label: impl Into<String>,
        work: impl FnOnce(&Cancel) -> T + Send + 'static,
    ) -> Self {
        let (sender, outcome) = channel();
        let label = label.into();
        let cancel = Cancel::of(ctx, &label);
        let (ctx, seen) = (ctx.clone(), cancel.clone());
        let running = Running::of(&ctx);
        thread::spawn(move || {
            let result = work(&seen);
            // Nobody listens any more when the window was closed or the work given up.
            let _ = sender.send(result);
            drop(running);
            ctx.request_repaint();
        });
        Self { outcome, cancel, began: Instant::now() }
    }

    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// What it does now, and how far it is.
    pub fn told(&self) -> Told {
        self.cancel.told()
    }

    /// Random draws that are done.
    pub fn drawn(&self) -> u64 {
        self.cancel.0.drawn.load(Ordering::Relaxed)
    }

    /// For how long the work has been under way.
    pub fn lasted(&self) -> Duration {
        self.began.elapsed()
    }

    pub fn poll(&self) -> Poll<T> {
        match self.outcome.try_recv() {
            Ok(result) => Poll::Done(result),
            Err(TryRecvError::Empty) => Poll::Running,
            Err(TryRecvError::Disconnected) => Poll::Lost,
        }
    }
}

/// Work that nobody waits for any more is given up.
impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}
