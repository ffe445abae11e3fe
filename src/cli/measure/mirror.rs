//! `measure --mirror`: the schools of a town beside their references.

use serde::Serialize;
use serde_json::{Value, json};

use crate::data::{Dataset, SchoolId};
use crate::figures::access::mode_code;
use crate::figures::headline::Comparison;
use crate::figures::mirror::TownMirror;
use crate::measure::figures::Keyed;
use crate::measure::mirror::Reflection;
use crate::number::{DASH, decimal, percent};
use crate::privacy::{Gate, Shown};
use crate::text::{Language, text, text_with};
use crate::view::mirror::{Beside, Lean, MirrorChoice, beside};
use crate::view::mirror_counts::{Apart, MirrorCounts};

#[derive(Serialize)]
pub struct MirrorJson {
    reference: String,
    basis: &'static str,
    /// Percentage points from which a school leans, and strongly leans.
    leans_from: f64,
    strongly_from: f64,
    schools: usize,
    without_reference: usize,
    left_out: usize,
    hidden: usize,
    /// What nearness is measured by, where it plays a part: `walking`, `cycling` or `straight`.
    distance: Option<&'static str>,
    /// Areas with pupils that have no way to any school, where nearness plays a part.
    unreached_areas: usize,
    /// Schools of which the source hides a count.
    ranged: usize,
    /// Null where hidden counts leave it open, as are the next but one and the one after it.
    share_to_move: Option<f64>,
    /// Bounds where counts are hidden.
    share_to_move_range: Option<RangeJson>,
    unattainable_share: Option<f64>,
    pupils_to_move: Option<f64>,
    of_group: GroupJson,
    classes: Classes,
    fixed_rule: FixedJson,
    per_school: Vec<SchoolJson>,
}

#[derive(Serialize)]
struct RangeJson {
    least: f64,
    greatest: f64,
}

/// Schools by the group that is furthest from its reference.
#[derive(Serialize)]
struct Classes {
    reflects: usize,
    leans: usize,
    strongly_leans: usize,
    #[serde(flatten)]
    apart: ApartJson,
}

/// Schools by the group that is compared.
#[derive(Serialize)]
struct GroupJson {
    group: String,
    fewer: usize,
    alike: usize,
    more: usize,
    #[serde(flatten)]
    apart: ApartJson,
}

/// Schools in no class: for small numbers, since a number is hidden, or for want of a reference.
#[derive(Serialize)]
struct ApartJson {
    withheld: usize,
    ranged: usize,
    without: usize,
}

impl From<Apart> for ApartJson {
    fn from(apart: Apart) -> Self {
        Self { withheld: apart.withheld, ranged: apart.ranged, without: apart.without }
    }
}

#[derive(Serialize)]
struct FixedJson {
    group: String,
    under: usize,
    mixed: usize,
    over: usize,
    #[serde(flatten)]
    apart: ApartJson,
}

pub use crate::measure::mirror::Limits as MirrorLimits;

/// `10,20`: from how many points a school leans, and strongly leans.
pub fn parse_limits(text: &str) -> Result<MirrorLimits, String> {
    let parts: Vec<f64> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    match parts[..] {
        [leans, strongly] if leans >= 0.0 && strongly >= leans && strongly <= 100.0 => {
            Ok(MirrorLimits { leans, strongly })
        }
        _ => Err("10,20".to_owned()),
    }
}

/// One school beside its reference, as far as it may be told.
#[derive(Serialize)]
struct SchoolJson {
    school: String,
    name: String,
    groups: Keyed<BesideJson>,
}

/// Null where it is not told or not known, and an object with both ends where it is a range.
#[derive(Serialize)]
struct BesideJson {
    share: Value,
    reference: Value,
    points: Value,
    location_quotient: Value,
    class: Option<&'static str>,
}

impl BesideJson {
    fn of(beside: &Beside) -> Self {
        let told = |shown: Shown<f64>| match shown {
            Shown::Value(value) => json!(value),
            Shown::Suppressed { least, greatest } => json!({"least": least, "greatest": greatest}),
            Shown::Hidden | Shown::Unknown => Value::Null,
        };
        let class = beside.lean.value().map(|lean| match lean {
            Lean::FarFewer => "far-fewer",
            Lean::Fewer => "fewer",
            Lean::Alike => "alike",
            Lean::More => "more",
            Lean::FarMore => "far-more",
        });
        Self {
            share: told(beside.share),
            reference: told(beside.reference),
            points: told(beside.points),
            location_quotient: told(beside.quotient),
            class,
        }
    }
}

/// A mirror of a town with what may be told of it.
pub struct ToldMirror {
    pub found: TownMirror,
    /// Code and name of every school.
    names: Vec<(String, String)>,
    /// By group of the scheme: every school, in the order of the mirror.
    groups: Vec<(String, Vec<Beside>)>,
    /// By the reference, and by the fixed rule.
    choice: MirrorChoice,
    by_reference: MirrorCounts,
    by_rule: MirrorCounts,
}

impl ToldMirror {
    pub fn of(dataset: &Dataset, comparison: Comparison, found: TownMirror, gate: Gate) -> Self {
        let choice = MirrorChoice {
            reference: found.reference,
            limits: found.limits,
            group: comparison.group,
            fixed: false,
        };
        let counts = |fixed| {
            let told = beside(dataset, comparison, &MirrorChoice { fixed, ..choice }, gate, &found);
            MirrorCounts::of(&told, &found)
        };
        let scheme = dataset.schemes().get(comparison.scheme);
        let keys = scheme.map(|s| s.groups.iter().map(|g| g.key.clone()).collect()).unwrap_or_default();
        let keys: Vec<String> = keys;
        let of_group = |(group, key): (usize, String)| {
            let choice = MirrorChoice { group, ..choice };
            (key, beside(dataset, Comparison { group, ..comparison }, &choice, gate, &found))
        };
        let name =
            |id: &SchoolId| dataset.school(*id).map(|s| (s.code.clone(), s.name.clone())).unwrap_or_default();
        Self {
            choice,
            names: found.schools.iter().map(name).collect(),
            groups: keys.into_iter().enumerate().map(of_group).collect(),
            by_reference: counts(false),
            by_rule: counts(true),
            found,
        }
    }

    /// Every school with all groups.
    fn per_school(&self) -> Vec<SchoolJson> {
        let school = |(at, (code, name)): (usize, &(String, String))| {
            let of = |(key, rows): &(String, Vec<Beside>)| Some((key.clone(), BesideJson::of(rows.get(at)?)));
            let groups = Keyed(self.groups.iter().filter_map(of).collect());
            SchoolJson { school: code.clone(), name: name.clone(), groups }
        };
        self.names.iter().enumerate().map(school).collect()
    }

    /// Every school with the group that is compared, the most first.
    fn in_rows(&self, language: Language) -> Vec<String> {
        let Some((_, rows)) = self.groups.get(self.choice.group) else { return Vec::new() };
        let mut rows: Vec<_> = self.names.iter().zip(rows).collect();
        rows.sort_by(|(_, a), (_, b)| match (a.points.value(), b.points.value()) {
            (Some(x), Some(y)) => y.total_cmp(&x),
            (x, y) => y.is_some().cmp(&x.is_some()),
        });
        let words = |shown: Shown<f64>, number: &dyn Fn(f64) -> String| match shown {
            Shown::Value(value) => number(value),
            Shown::Suppressed { least, greatest } => format!("{}–{}", number(least), number(greatest)),
            Shown::Hidden => text(language, "report-hidden"),
            Shown::Unknown => DASH.to_owned(),
        };
        let row = |((code, name), beside): &(&(String, String), &Beside)| {
            let share = |shown| words(shown, &|v| percent(v, 0, language));
            let points = words(beside.points, &|v| {
                format!("{}{}", if v.round() > 0.0 { "+" } else { "" }, decimal(v, 0, language))
            });
            let quotient = words(beside.quotient, &|v| decimal(v, 2, language));
            let (own, of) = (share(beside.share), share(beside.reference));
            format!("  {:<56} {own:>10} {of:>10} {points:>10} {quotient:>10}", format!("{name} ({code})"))
        };
        let head =
            ["home-column-school", "home-column-reference", "home-column-points", "home-column-quotient"];
        let [own, of, points, quotient] = head.map(|key| text(language, key));
        let head = format!("  {:<56} {own:>10} {of:>10} {points:>10} {quotient:>10}", "");
        std::iter::once(head).chain(rows.iter().map(row)).collect()
    }
}

impl MirrorJson {
    /// `group` is the key of the group that is compared.
    pub fn of(told: &ToldMirror, group: String) -> Self {
        let ToldMirror { found, by_reference, by_rule, .. } = told;
        let exact = found.share.is_none_or(|(least, greatest)| least == greatest);
        Self {
            reference: found.reference.key(),
            basis: found.basis.code(),
            leans_from: found.limits.leans,
            strongly_from: found.limits.strongly,
            schools: found.schools.len(),
            without_reference: found.without,
            left_out: found.left_out,
            hidden: found.hidden,
            distance: found.metric.map(mode_code),
            unreached_areas: found.unreached,
            ranged: found.ranged,
            share_to_move: found.mirror.share_to_move.filter(|_| exact),
            share_to_move_range: found.share.map(|(least, greatest)| RangeJson { least, greatest }),
            unattainable_share: found.unattainable(),
            pupils_to_move: exact.then_some(found.mirror.pupils_to_move),
            of_group: GroupJson {
                group: group.clone(),
                fewer: by_reference.leaning(&[Lean::FarFewer, Lean::Fewer]),
                alike: by_reference.leaning(&[Lean::Alike]),
                more: by_reference.leaning(&[Lean::More, Lean::FarMore]),
                apart: by_reference.apart.into(),
            },
            classes: Classes {
                reflects: by_reference.of_class(Reflection::Reflects),
                leans: by_reference.of_class(Reflection::Leans),
                strongly_leans: by_reference.of_class(Reflection::StronglyLeans),
                apart: by_reference.furthest_apart.into(),
            },
            fixed_rule: FixedJson {
                group,
                under: by_rule.leaning(&[Lean::FarFewer]),
                mixed: by_rule.leaning(&[Lean::Alike]),
                over: by_rule.leaning(&[Lean::FarMore]),
                apart: by_rule.apart.into(),
            },
            per_school: told.per_school(),
        }
    }
}

/// What a person reads; `group` is the name of the group that is compared.
pub fn mirror_in_words(told: &ToldMirror, group: &str, language: Language) -> Vec<String> {
    let ToldMirror { found, choice, by_reference, by_rule, .. } = told;
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    let reference = found.reference.name(language);
    let (moved, beyond) = (found.share_text(language), share(found.unattainable()));
    let args = [("reference", reference.as_str()), ("share", moved.as_str()), ("beyond", beyond.as_str())];
    let mut lines = vec![text_with(language, "choice-mirror-town", &args)];
    if found.unattainable().is_some() {
        lines.push(text_with(language, "choice-mirror-beyond", &args));
    }
    lines.extend(found.notes(language));
    lines.extend(found.hidden_notes(language));
    lines.push(by_reference.of_group(choice, group, language));
    lines.push(by_reference.of_furthest(choice, language));
    lines.push(by_rule.of_group(&MirrorChoice { fixed: true, ..*choice }, group, language));
    lines.extend(told.in_rows(language));
    lines
}
