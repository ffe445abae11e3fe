//! Long work on another thread: the window never waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use eframe::egui::Context;

use crate::progress::Progress;

/// Lets running work see that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Progress for Cancel {
    fn cancelled(&self) -> bool {
        self.is_cancelled()
    }
}

/// A piece of work under way, whose outcome arrives in a later frame.
#[derive(Debug)]
pub struct Job<T> {
    outcome: Receiver<T>,
    cancel: Cancel,
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
        thread::spawn(move || {
            let result = work(&seen);
            // Nobody listens any more when the window was closed or the work given up.
            let _ = sender.send(result);
            ctx.request_repaint();
        });
        Self { outcome, cancel, label: label.into() }
    }

    pub fn cancel(&self) {
        self.cancel.cancel();
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
