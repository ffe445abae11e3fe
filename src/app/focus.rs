//! Where the keyboard goes when a dialog closes: back to the control that it was on when the dialog opened.

use eframe::egui::{Context, Id};

/// Follows the control that has the keyboard.
#[derive(Default)]
pub struct Returning {
    /// What had the keyboard in the last frame without a dialog.
    before: Option<Id>,
    is_open: bool,
}

impl Returning {
    /// Once a frame, with whether a dialog is open. Whoever asked for the keyboard while the dialog closed
    /// keeps it.
    pub fn follow(&mut self, ctx: &Context, is_open: bool) {
        let was_open = std::mem::replace(&mut self.is_open, is_open);
        if is_open {
            return;
        }
        let focused = ctx.memory(|memory| memory.focused());
        match self.before {
            Some(before) if was_open && focused.is_none() => {
                ctx.memory_mut(|memory| memory.request_focus(before));
                ctx.request_repaint();
            }
            _ => self.before = focused,
        }
    }
}
