//! The mirror on the map: schools coloured by how much they differ from whom they should reflect.

use serde::{Deserialize, Serialize};

use super::choice::MapChoice;
use super::palette::Ramp;
use super::scene::{
    Disc, Fill, LegendEntry, Rgb, Scene, SceneLayer, Sign, Stroke, Swatch, SymbolLegend, Texture,
};
use super::schools::radius_px;
use super::theme::ThemeKind;
use crate::data::{Dataset, SchoolId, Subject};
use crate::figures::access::usual_mode;
use crate::figures::headline::{Comparison, homes_of};
use crate::figures::mirror::{Reference, TownMirror, town_mirror};
use crate::figures::splits::Division;
use crate::measure::Other;
use crate::measure::mirror::{FixedClass, FixedRule, Limits, Reflection, SchoolMirror};
use crate::number::{Count, decimal, whole};
use crate::privacy::{Gate, Shown, ShownCounts};
use crate::text::{Language, text, text_with};

/// How the schools are held against a mirror.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MirrorChoice {
    pub reference: Reference,
    pub limits: Limits,
    /// Position of the group whose share is compared.
    pub group: usize,
    /// Amsterdam's rule instead of the reference: under 20 or over 80 percent.
    pub fixed: bool,
}

impl MirrorChoice {
    /// The pupils that are compared on a map.
    pub fn comparison(&self, choice: &MapChoice) -> Comparison {
        Comparison { scheme: choice.scheme, year: choice.year, group: self.group, other: Other::Rest }
    }
}

/// How a school differs from its reference, for one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lean {
    FarFewer,
    Fewer,
    Alike,
    More,
    FarMore,
}

impl Lean {
    pub const ALL: [Self; 5] = [Self::FarFewer, Self::Fewer, Self::Alike, Self::More, Self::FarMore];

    /// The class of a difference in percentage points, positive where the school has more.
    pub fn of(points: f64, limits: Limits) -> Self {
        match (limits.class(points), points > 0.0) {
            (Reflection::Reflects, _) => Self::Alike,
            (Reflection::Leans, true) => Self::More,
            (Reflection::Leans, false) => Self::Fewer,
            (Reflection::StronglyLeans, true) => Self::FarMore,
            (Reflection::StronglyLeans, false) => Self::FarFewer,
        }
    }

    fn of_rule(class: FixedClass) -> Self {
        match class {
            FixedClass::Under => Self::FarFewer,
            FixedClass::Mixed => Self::Alike,
            FixedClass::Over => Self::FarMore,
        }
    }

    /// What stands on the disc and before the words.
    pub fn sign(self) -> Option<Sign> {
        match self {
            Self::FarFewer => Some(Sign { plus: false, twice: true }),
            Self::Fewer => Some(Sign { plus: false, twice: false }),
            Self::Alike => None,
            Self::More => Some(Sign { plus: true, twice: false }),
            Self::FarMore => Some(Sign { plus: true, twice: true }),
        }
    }

    /// On a map in a theme.
    pub fn color(self, kind: ThemeKind) -> Rgb {
        Ramp::PuOr.colors_on(kind, Self::ALL.len()).get(self as usize).copied().unwrap_or_default()
    }

    /// The class in words, with its sign.
    pub fn text(self, mirror: &MirrorChoice, language: Language) -> String {
        let plain = |v: f64| decimal(v, if v.fract() == 0.0 { 0 } else { 1 }, language);
        let (from, to) = (plain(mirror.limits.leans), plain(mirror.limits.strongly));
        let args = [("from", from.as_str()), ("to", to.as_str())];
        match (self, mirror.fixed) {
            (Self::FarFewer, true) => text(language, "home-rule-under"),
            (Self::FarMore, true) => text(language, "home-rule-over"),
            (_, true) => text(language, "home-rule-mixed"),
            (Self::FarFewer, _) => text_with(language, "home-lean-far-fewer", &args),
            (Self::Fewer, _) => text_with(language, "home-lean-fewer", &args),
            (Self::Alike, _) => text_with(language, "home-lean-alike", &args),
            (Self::More, _) => text_with(language, "home-lean-more", &args),
            (Self::FarMore, _) => text_with(language, "home-lean-far-more", &args),
        }
    }
}

/// What may be told of one school beside its reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    pub school: SchoolId,
    /// Share of the group at the school and in the reference, 0..1.
    pub share: Shown<f64>,
    pub reference: Shown<f64>,
    /// Percentage points, positive where the school has more; told only where both shares are.
    pub points: Shown<f64>,
    /// Location quotient: how many times the share of the reference the share at the school is; told as the
    /// points are. `Unknown` where nobody of the group is in the reference.
    pub quotient: Shown<f64>,
    /// `Hidden` where it would tell what is withheld, `Unknown` without a reference.
    pub lean: Shown<Lean>,
    /// The class of the group that is furthest from its reference, told only where all groups are.
    pub furthest: Shown<Reflection>,
}

/// Every school of a mirror with what may be told of it, in the order of the mirror.
pub fn beside(
    dataset: &Dataset,
    comparison: Comparison,
    mirror: &MirrorChoice,
    gate: Gate,
    found: &TownMirror,
) -> Vec<Beside> {
    let rule = FixedRule::default();
    let table = dataset.counts(Subject::School, comparison.scheme, comparison.year);
    let shown = table.map(|table| ShownCounts::of(dataset, table, gate));
    let home = table.and_then(|table| homes_of(dataset, table).0);
    let shown_homes = home.map(|home| ShownCounts::of(dataset, home, gate));
    // A reference that is an area is told as that area is.
    let area = |school: SchoolId| {
        let division = match found.reference {
            Reference::Wijk => Division::Wijk,
            Reference::Buurt => Division::Buurt,
            _ => return None,
        };
        let area = dataset.area_by_code(&division.of(dataset, school)?)?;
        shown_homes.as_ref()?.composition(comparison.scheme, area.0)
    };
    let rows = found.schools.iter().zip(&found.reference_ranges).zip(&found.mirror.schools).zip(&found.fixed);
    rows.map(|(((school, reference), reflected), fixed)| {
        let of = |shares: &[Shown<f64>]| shares.get(mirror.group).copied().unwrap_or(Shown::Unknown);
        let own = shown.as_ref().and_then(|s| s.composition(comparison.scheme, school.0));
        let own = own.map(|c| c.shares.clone()).unwrap_or_default();
        let share = of(&own);
        let count = |&(least, greatest): &(f64, f64)| match greatest - least {
            0.0 => Count::Known(least),
            _ => Count::Suppressed { least, greatest },
        };
        let cells: Vec<Count> = reference.iter().map(count).collect();
        let points = reflected.as_ref().and_then(|s| s.groups.get(mirror.group)).map(|g| g.points);
        let whole = area(*school).map_or_else(|| gate.composition(&cells).shares, |c| c.shares.clone());
        let reference = if points.is_some() { of(&whole) } else { Shown::Unknown };
        let furthest = match reflected {
            None => Shown::Unknown,
            Some(reflected) => furthest(reflected, &own, &whole, mirror.limits),
        };
        let quotient = times(share, reference, points.is_some());
        let points = match (share, reference, points) {
            (Shown::Value(_), Shown::Value(_), Some(points)) => Shown::Value(points),
            (_, _, None) => Shown::Unknown,
            (Shown::Hidden, ..) | (_, Shown::Hidden, _) => Shown::Hidden,
            _ => apart(share, reference),
        };
        let lean = if mirror.fixed {
            match (share, fixed) {
                (_, None) => Shown::Unknown,
                (Shown::Value(_), Some(class)) => Shown::Value(Lean::of_rule(*class)),
                (Shown::Suppressed { least, greatest }, _) => {
                    let [least, greatest] = [least, greatest].map(|s| Lean::of_rule(rule.class(s)));
                    one_class(least, greatest)
                }
                _ => Shown::Hidden,
            }
        } else {
            let class = |points| Lean::of(points, mirror.limits);
            match points {
                Shown::Suppressed { least, greatest } => one_class(class(least), class(greatest)),
                points => points.map(class),
            }
        };
        Beside { school: *school, share, reference, points, quotient, lean, furthest }
    })
    .collect()
}

/// How many times a share another is, of shares that may be ranges.
fn times(share: Shown<f64>, reference: Shown<f64>, compared: bool) -> Shown<f64> {
    let ends = |shown: Shown<f64>| match shown {
        Shown::Value(value) => Some((value, value)),
        Shown::Suppressed { least, greatest } => Some((least, greatest)),
        Shown::Hidden | Shown::Unknown => None,
    };
    match (share, reference) {
        _ if !compared => Shown::Unknown,
        (Shown::Hidden, _) | (_, Shown::Hidden) => Shown::Hidden,
        (Shown::Value(own), Shown::Value(of)) if of > 0.0 => Shown::Value(own / of),
        (Shown::Value(_), Shown::Value(_)) => Shown::Unknown,
        _ => match (ends(share), ends(reference)) {
            (Some(own), Some(of)) if of.0 > 0.0 => {
                Shown::Suppressed { least: own.0 / of.1, greatest: own.1 / of.0 }
            }
            _ => Shown::Unknown,
        },
    }
}

/// Where both ends of a range are in one class, that is the class.
fn one_class<T: PartialEq + Copy>(least: T, greatest: T) -> Shown<T> {
    if least == greatest { Shown::Value(least) } else { Shown::Suppressed { least: 0.0, greatest: 0.0 } }
}

/// The class of the group that is furthest from its reference; hidden where a share of any group is.
fn furthest(
    reflected: &SchoolMirror,
    own: &[Shown<f64>],
    whole: &[Shown<f64>],
    limits: Limits,
) -> Shown<Reflection> {
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    if own.is_empty() {
        return Shown::Hidden;
    }
    for ((own, of), exact) in own.iter().zip(whole).zip(&reflected.groups) {
        let (least, greatest) = match (own, of) {
            (Shown::Value(_), Shown::Value(_)) => (exact.points, exact.points),
            _ => match apart(*own, *of) {
                Shown::Suppressed { least, greatest } => (least, greatest),
                _ => return Shown::Hidden,
            },
        };
        // The least distance of a range around nothing is nothing.
        let near = if least <= 0.0 && greatest >= 0.0 { 0.0 } else { least.abs().min(greatest.abs()) };
        (low, high) = (low.max(near), high.max(least.abs().max(greatest.abs())));
    }
    one_class(limits.class(low), limits.class(high))
}

/// The range of a difference in percentage points, of shares that are ranges.
fn apart(share: Shown<f64>, reference: Shown<f64>) -> Shown<f64> {
    let ends = |shown: Shown<f64>| match shown {
        Shown::Value(value) => Some((value, value)),
        Shown::Suppressed { least, greatest } => Some((least, greatest)),
        Shown::Hidden | Shown::Unknown => None,
    };
    match (ends(share), ends(reference)) {
        (Some(own), Some(other)) => {
            Shown::Suppressed { least: (own.0 - other.1) * 100.0, greatest: (own.1 - other.0) * 100.0 }
        }
        _ => Shown::Unknown,
    }
}

/// The scene with its schools as mirrors, computed here and now; see [`with_mirror`].
pub(super) fn mirrored(scene: Scene, dataset: &Dataset, choice: &MapChoice, gate: Gate) -> Scene {
    let Some(mirror) = choice.mirror else { return scene };
    let comparison = mirror.comparison(choice);
    let (limits, rule, mode) = (mirror.limits, FixedRule::default(), usual_mode(dataset));
    match town_mirror(dataset, comparison, mirror.reference, limits, rule, mode, &()) {
        Ok(Some(found)) => with_mirror(&scene, dataset, choice, &mirror, gate, &found),
        _ => without(scene),
    }
}

/// The scene as it is, with the reason why there is no mirror in its key.
pub fn without(mut scene: Scene) -> Scene {
    let language = scene.language;
    if let Some(symbols) = &mut scene.legend.symbols {
        symbols.text = text(language, "home-mirror-none");
    }
    scene
}

/// The scene with every school in the colour, and with the sign, of how it differs from its
/// reference, instead of as a pie of its groups. `scene` is of the same dataset and choice.
pub fn with_mirror(
    scene: &Scene,
    dataset: &Dataset,
    choice: &MapChoice,
    mirror: &MirrorChoice,
    gate: Gate,
    found: &TownMirror,
) -> Scene {
    let mut out = scene.clone();
    let (language, theme) = (out.language, out.theme);
    let told = beside(dataset, mirror.comparison(choice), mirror, gate, found);
    let neutral = theme.neutral.mix(theme.muted, 0.3);
    let mut counts = [0; Lean::ALL.len()];
    let (mut withheld, mut ranged, mut unknown) = (0, 0, 0);
    // Schools of which the source hides a count are not compared.
    let own = dataset.counts(Subject::School, choice.scheme, choice.year);
    let hides = |school: SchoolId| own.is_some_and(|t| t.row(school.0).iter().any(|c| c.is_suppressed()));
    let mut paint = |disc: &mut Disc| {
        disc.radius_px = disc.radius_px.max(LEAST_PX);
        disc.ring = Stroke { color: theme.muted, width_px: 1.2, opacity: 1.0 };
        let lean = told.iter().find(|b| b.school == disc.school).map_or(Shown::Unknown, |b| b.lean);
        let hidden_by_source = lean == Shown::Unknown && hides(disc.school);
        let (fill, texture) = match lean {
            Shown::Value(lean) => {
                counts.get_mut(lean as usize).into_iter().for_each(|n| *n += 1);
                disc.sign = lean.sign();
                (lean.color(theme.kind), Texture::None)
            }
            Shown::Hidden => {
                withheld += 1;
                (neutral, Texture::Dots)
            }
            _ if hidden_by_source || matches!(lean, Shown::Suppressed { .. }) => {
                ranged += 1;
                (neutral, Texture::Upright)
            }
            Shown::Suppressed { .. } | Shown::Unknown => {
                unknown += 1;
                (neutral, Texture::Hatch)
            }
        };
        disc.slices = vec![(fill, 1.0)];
        disc.texture = texture;
    };
    for layer in &mut out.layers {
        if let SceneLayer::Discs(discs) = layer {
            discs.iter_mut().for_each(&mut paint);
        }
    }
    if let Some(symbols) = &mut out.legend.symbols {
        let mut special = Vec::new();
        for (lean, count) in Lean::ALL.into_iter().zip(counts).rev() {
            // The rule has three classes.
            if mirror.fixed && matches!(lean, Lean::Fewer | Lean::More) {
                continue;
            }
            let swatch = Swatch::Fill(Fill::plain(lean.color(theme.kind), 1.0));
            special.push(LegendEntry { swatch, text: lean.text(mirror, language), count: Some(count) });
        }
        let plain = Fill::plain(neutral, 1.0);
        for (count, texture, text) in [
            (withheld, Texture::Dots, text(language, "home-lean-withheld")),
            (ranged, Texture::Upright, text(language, "home-lean-range")),
            (unknown, Texture::Hatch, text(language, "home-lean-unknown")),
        ] {
            if count > 0 {
                let swatch = Swatch::Fill(plain.textured(texture, theme.muted, 1.0));
                special.push(LegendEntry { swatch, text, count: Some(count) });
            }
        }
        *symbols = SymbolLegend {
            title: text(language, "home-schools-mirror"),
            text: legend_text(dataset, choice, mirror, language),
            sample: vec![(Lean::Alike.color(theme.kind), 1.0)],
            groups: Vec::new(),
            sizes: [150.0, 300.0, 600.0].map(|n| (radius_px(n), whole(n, language))).to_vec(),
            special,
        };
    }
    if !mirror.fixed {
        out.legend.notes.extend(found.notes(language));
        out.legend.notes.extend(found.hidden_notes(language));
    }
    let statement = std::mem::take(&mut out.statement);
    out.set_statement(statement, found.basis);
    out
}

/// What the colours are about: of which group, and beside whom.
fn legend_text(dataset: &Dataset, choice: &MapChoice, mirror: &MirrorChoice, language: Language) -> String {
    let group = dataset.schemes().get(choice.scheme).and_then(|s| s.groups.get(mirror.group));
    let group = group.map(|g| g.name_in(language)).unwrap_or_default();
    if mirror.fixed {
        return text_with(language, "home-legend-rule", &[("group", &group)]);
    }
    let reference = mirror.reference.name(language);
    text_with(language, "home-legend-mirror", &[("group", &group), ("reference", &reference)])
}

/// A smaller disc has no room for a sign.
const LEAST_PX: f32 = 6.0;

/// A line from one corner to the other, in pixels from the centre of a disc.
pub type Bar = ((f32, f32), (f32, f32));

impl Sign {
    /// Its colour on this one.
    pub fn ink(self, ground: Rgb) -> Rgb {
        if ground.luminance() > 0.3 { Rgb(0x1B, 0x27, 0x33) } else { Rgb(255, 255, 255) }
    }

    /// The bars of the sign on a disc of this radius, and their width.
    pub fn bars(self, radius: f32) -> (Vec<Bar>, f32) {
        let half = if self.twice { radius * 0.32 } else { radius * 0.5 };
        let centres: &[f32] = if self.twice { &[-0.45, 0.45] } else { &[0.0] };
        let mut bars = Vec::new();
        for x in centres.iter().map(|x| x * radius) {
            bars.push(((x - half, 0.0), (x + half, 0.0)));
            if self.plus {
                bars.push(((x, -half), (x, half)));
            }
        }
        (bars, (radius * 0.2).clamp(1.4, 2.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_exactly_a_limit_is_still_within_it() {
        let limits = Limits::default();
        let of = |points| Lean::of(points, limits);
        assert_eq!([of(10.0), of(-10.0), of(0.0)], [Lean::Alike; 3]);
        assert_eq!([of(10.1), of(20.0)], [Lean::More; 2]);
        assert_eq!([of(-10.1), of(-20.0)], [Lean::Fewer; 2]);
        assert_eq!([of(-20.1), of(20.1)], [Lean::FarFewer, Lean::FarMore]);
    }

    #[test]
    fn every_class_but_the_middle_has_a_sign_of_its_own() {
        let signs: Vec<_> = Lean::ALL.map(Lean::sign).into_iter().collect();
        for (at, sign) in signs.iter().enumerate() {
            assert!(signs.iter().skip(at + 1).all(|other| other != sign), "{sign:?}");
        }
        let (bars, _) = Sign { plus: true, twice: true }.bars(6.0);
        assert_eq!(bars.len(), 4);
        let inside = |(x, y): (f32, f32)| x.hypot(y) < 6.0;
        assert!(bars.iter().all(|(a, b)| inside(*a) && inside(*b)), "{bars:?}");
    }
}
