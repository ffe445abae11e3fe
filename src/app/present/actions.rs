//! What a speaker can ask for, and the keys of keyboards and clickers that ask it.

use eframe::egui::{Context, Key, Modifiers};

/// Something asked while presenting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Next,
    Previous,
    First,
    Last,
    Digit(char),
    /// To the step whose number was typed, or else to the next.
    Enter,
    Black,
    Laser,
    Notes,
    /// Drops a number half typed, or leaves.
    Escape,
}

/// Clickers send the keys of the page, some Tab-less ones a full stop for black.
const KEYS: [(Key, Action); 16] = [
    (Key::ArrowRight, Action::Next),
    (Key::ArrowDown, Action::Next),
    (Key::PageDown, Action::Next),
    (Key::ArrowLeft, Action::Previous),
    (Key::ArrowUp, Action::Previous),
    (Key::PageUp, Action::Previous),
    (Key::Backspace, Action::Previous),
    (Key::Home, Action::First),
    (Key::End, Action::Last),
    (Key::B, Action::Black),
    (Key::Period, Action::Black),
    (Key::L, Action::Laser),
    (Key::N, Action::Notes),
    (Key::Escape, Action::Escape),
    (Key::Space, Action::Next),
    (Key::Enter, Action::Enter),
];

const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// Takes the keys of this frame, in the order of the tables.
pub fn from_keys(ctx: &Context) -> Vec<Action> {
    // Whoever has come to a button by keyboard presses it with space or Enter.
    let on_button = ctx.memory(|m| m.focused()).is_some();
    let mut out = Vec::new();
    ctx.input_mut(|i| {
        for (digit, key) in ('0'..='9').zip(DIGITS) {
            if i.consume_key(Modifiers::NONE, key) {
                out.push(Action::Digit(digit));
            }
        }
        for (key, action) in KEYS {
            if on_button && matches!(key, Key::Space | Key::Enter) {
                continue;
            }
            if i.consume_key(Modifiers::NONE, key) {
                out.push(action);
            }
        }
    });
    out
}
