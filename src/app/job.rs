//! Long work on another thread: the window never waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::{Context, Id};

use crate::progress::Progress;

/// Lets running work see that nobody waits for it any more, and tells how far it is.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    cancelled: AtomicBool,
    drawn: AtomicU64,
}

impl Cancel {
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
    /// What is being done, for the status bar.
    pub label: String,
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
        let cancel = Cancel::default();
        let (ctx, seen) = (ctx.clone(), cancel.clone());
        let running = Running::of(&ctx);
        thread::spawn(move || {
            let result = work(&seen);
            // Nobody listens any more when the window was closed or the work given up.
            let _ = sender.send(result);
            drop(running);
            ctx.request_repaint();
        });
        Self { outcome, cancel, began: Instant::now(), label: label.into() }
    }

    pub fn cancel(&self) {
        self.cancel.cancel();
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
