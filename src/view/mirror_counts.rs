//! How many schools are in each class of a mirror, as far as that may be told: the same in the window and
//! on the command line, and adding up to all schools.

use super::mirror::{Beside, Lean, MirrorChoice};
use crate::figures::mirror::TownMirror;
use crate::measure::mirror::Reflection;
use crate::number::{decimal, whole};
use crate::privacy::Shown;
use crate::text::{Language, text, text_with};

/// Schools that are in no class, by the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Small numbers.
    pub withheld: usize,
    /// The source hides a number, and what it can be lies in more than one class.
    pub ranged: usize,
    /// There is nothing to compare with.
    pub without: usize,
    /// A number is not known.
    pub left_out: usize,
}

/// Schools by class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MirrorCounts {
    /// By [`Lean`], for the group that is compared.
    pub leans: [usize; Lean::ALL.len()],
    pub apart: Apart,
    /// Reflect, lean and strongly lean, by the group that is furthest from its reference.
    pub furthest: [usize; 3],
    pub furthest_apart: Apart,
}

impl MirrorCounts {
    /// Of what may be told of the schools of a mirror.
    pub fn of(told: &[Beside], found: &TownMirror) -> Self {
        let start = Apart { left_out: found.left_out, ..Apart::default() };
        let mut out = Self { leans: [0; 5], apart: start, furthest: [0; 3], furthest_apart: start };
        for beside in told {
            count(beside.lean, |lean| lean as usize, &mut out.leans, &mut out.apart);
            count(beside.furthest, |class| class as usize, &mut out.furthest, &mut out.furthest_apart);
        }
        out
    }

    /// Schools of one lean or more.
    pub fn leaning(&self, which: &[Lean]) -> usize {
        which.iter().filter_map(|lean| self.leans.get(*lean as usize)).sum()
    }

    /// Schools by the group that is furthest from its reference.
    pub fn of_class(&self, class: Reflection) -> usize {
        self.furthest.get(class as usize).copied().unwrap_or(0)
    }

    /// How many schools have fewer, as many and more of a group; by the fixed rule under, between and over.
    pub fn of_group(&self, mirror: &MirrorChoice, group: &str, language: Language) -> String {
        let number = |which: &[Lean]| whole(self.leaning(which) as f64, language);
        let (fewer, alike) = (number(&[Lean::FarFewer, Lean::Fewer]), number(&[Lean::Alike]));
        let more = number(&[Lean::More, Lean::FarMore]);
        let said = if mirror.fixed {
            let args = [("group", group), ("under", &fewer), ("mixed", &alike), ("over", &more)];
            text_with(language, "choice-fixed-rule", &args)
        } else {
            let args = [("group", group), ("alike", &alike), ("fewer", &fewer), ("more", &more)];
            text_with(language, "home-mirror-of-group", &args)
        };
        self.apart.after(said, language)
    }

    /// The classes over all groups.
    pub fn of_furthest(&self, mirror: &MirrorChoice, language: Language) -> String {
        let number = |class| whole(self.of_class(class) as f64, language);
        let (reflects, leans) = (number(Reflection::Reflects), number(Reflection::Leans));
        let strongly = number(Reflection::StronglyLeans);
        let limits = [mirror.limits.leans, mirror.limits.strongly].map(|v| decimal(v, 0, language));
        let args = [
            ("reflects", reflects.as_str()),
            ("leans", &leans),
            ("strongly", &strongly),
            ("from", &limits[0]),
            ("to", &limits[1]),
        ];
        let classes = text_with(language, "choice-mirror-classes", &args);
        self.furthest_apart.after(format!("{} {classes}", text(language, "home-mirror-worst")), language)
    }
}

fn count<T>(of: Shown<T>, at: impl Fn(T) -> usize, classes: &mut [usize], apart: &mut Apart) {
    match of {
        Shown::Value(class) => classes.get_mut(at(class)).into_iter().for_each(|n| *n += 1),
        Shown::Hidden => apart.withheld += 1,
        Shown::Suppressed { .. } => apart.ranged += 1,
        Shown::Unknown => apart.without += 1,
    }
}

impl Apart {
    /// A sentence about the schools in a class, with the others after it.
    fn after(self, said: String, language: Language) -> String {
        let parts: Vec<String> = [
            (self.withheld, "home-mirror-apart-withheld"),
            (self.ranged, "home-mirror-apart-ranged"),
            (self.without, "home-mirror-apart-without"),
            (self.left_out, "home-mirror-apart-unknown"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| text_with(language, key, &[("count", &whole(count as f64, language))]))
        .collect();
        let said = said.trim_end_matches('.');
        if parts.is_empty() {
            return format!("{said}.");
        }
        let list = parts.join(", ");
        format!("{said}; {}.", text_with(language, "home-mirror-apart", &[("list", &list)]))
    }
}
