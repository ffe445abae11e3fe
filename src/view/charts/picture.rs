//! A chart before it is drawn: values, words and colours, without a toolkit and without pixels.
//!
//! Paper draws it ([`crate::report`]); the window draws the same values with a pen of its own, so that
//! they can be pointed at. It holds nothing that may not be shown: what it is made of has passed
//! [`crate::privacy`].

use std::ops::Range;

use crate::text::Language;
use crate::view::scene::{Fill, Rgb, Stroke};
use crate::view::theme::Theme;

/// A whole chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// By what it is known among others in one document.
    pub key: &'static str,
    pub language: Language,
    pub theme: Theme,
    pub title: String,
    /// What it is of, of whom, when, from which source.
    pub about: String,
    /// What is to be seen, with its numbers: for whoever does not see it.
    pub words: String,
    /// What stands under it for whoever does, where that is less than all its numbers.
    pub short: Option<String>,
    /// How to read it, and what is not in it.
    pub notes: Vec<String>,
    pub legend: Vec<Key>,
    pub body: Body,
    /// Marks and source, which stay with the drawing wherever it goes.
    pub foot: String,
}

/// A row of the key to a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub sign: KeySign,
    pub text: String,
}

/// What stands before the words of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum KeySign {
    /// A surface with the letter that stands in it.
    Fill(Fill, String),
    Line(Stroke, bool),
    Dot(Rgb, Shape),
    /// A bar from least to greatest.
    Span(Rgb),
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    Bars(Bars),
    Plane(Plane),
}

/// Bars of parts, one under another.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Above the names.
    pub head: String,
    /// Above the numbers at the right.
    pub numbers: String,
    /// Everything together, above the others.
    pub whole: Option<Bar>,
    pub list: Vec<Bar>,
}

/// One bar of parts that add up to everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its place in the order, from 1; 0 for everything together.
    pub number: usize,
    pub name: String,
    /// From left to right; their shares add up to 1.
    pub parts: Vec<Part>,
    /// At its right.
    pub count: String,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// 0..1.
    pub share: f64,
    pub fill: Fill,
    /// What tells it apart without its colour: a letter, or the word for what is not shown.
    pub sign: String,
    /// Its share in words, where that is told.
    pub text: String,
}

/// A plane with two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    pub across: Axis,
    pub up: Axis,
    /// As wide as high.
    pub square: bool,
    /// From bottom to top.
    pub items: Vec<Item>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What runs along it, with its unit.
    pub title: String,
    pub range: Range<f64>,
    pub ticks: Vec<(f64, String)>,
    /// Whether lines run across the plane at the ticks.
    pub lines: bool,
}

/// What stands for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Disc,
    Square,
}

/// To which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Above,
}

/// Something in a plane; places are in the units of its axes.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Broken where the flag says so.
    Line {
        points: Vec<[f64; 2]>,
        stroke: Stroke,
        broken: bool,
    },
    /// A surface with straight sides.
    Area {
        corners: Vec<[f64; 2]>,
        fill: Fill,
    },
    /// A bar from least to greatest, closed at both ends.
    Span {
        x: f64,
        from: f64,
        to: f64,
        stroke: Stroke,
    },
    /// A value; its name is told where there is a tooltip.
    Dot {
        at: [f64; 2],
        radius_px: f32,
        color: Rgb,
        shape: Shape,
        name: String,
    },
    Text {
        at: [f64; 2],
        side: Side,
        text: String,
        strong: bool,
        color: Rgb,
    },
    /// A name beside a value, which stays away where there is no room. Those that come first go first.
    Name {
        at: [f64; 2],
        away_px: f32,
        text: String,
    },
}

impl Picture {
    /// What stands under it on paper.
    pub fn sentence(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.words)
    }

    /// The bars in pieces of at most so many, the first of them with the bar of everything together:
    /// each a chart of its own. A chart of anything else stays whole.
    pub fn in_pieces(&self, first: usize, others: usize) -> Vec<Self> {
        let Body::Bars(bars) = &self.body else { return vec![self.clone()] };
        let (first, others) = (first.max(1), others.max(1));
        let (head, tail) = bars.list.split_at(first.min(bars.list.len()));
        let piece = |(at, list): (usize, &[Bar])| {
            let whole = bars.whole.clone().filter(|_| at == 0);
            Self { body: Body::Bars(Bars { whole, list: list.to_vec(), ..bars.clone() }), ..self.clone() }
        };
        std::iter::once(head).chain(tail.chunks(others)).enumerate().map(piece).collect()
    }
}
