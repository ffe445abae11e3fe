//! `measure --mirror`: the schools of a town beside their references.

use serde::Serialize;

use crate::figures::access::mode_code;
use crate::figures::mirror::TownMirror;
use crate::measure::mirror::{FixedClass, Reflection};
use crate::number::{DASH, decimal, percent, whole};
use crate::text::{Language, text_with};

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
    share_to_move: Option<f64>,
    unattainable_share: Option<f64>,
    pupils_to_move: f64,
    classes: Classes,
    fixed_rule: FixedJson,
}

#[derive(Serialize)]
struct Classes {
    reflects: usize,
    leans: usize,
    strongly_leans: usize,
}

#[derive(Serialize)]
struct FixedJson {
    group: String,
    under: usize,
    mixed: usize,
    over: usize,
}

impl MirrorJson {
    /// `group` is the key of the group that the fixed rule is about.
    pub fn of(found: &TownMirror, group: String) -> Self {
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
            share_to_move: found.mirror.share_to_move,
            unattainable_share: found.mirror.unattainable_share,
            pupils_to_move: found.mirror.pupils_to_move,
            classes: Classes {
                reflects: found.count(Reflection::Reflects),
                leans: found.count(Reflection::Leans),
                strongly_leans: found.count(Reflection::StronglyLeans),
            },
            fixed_rule: FixedJson {
                group,
                under: found.count_fixed(FixedClass::Under),
                mixed: found.count_fixed(FixedClass::Mixed),
                over: found.count_fixed(FixedClass::Over),
            },
        }
    }
}

/// What a person reads; `group` is the name of the group that the fixed rule is about.
pub fn mirror_in_words(found: &TownMirror, group: &str, language: Language) -> Vec<String> {
    let number = |n: usize| whole(n as f64, language);
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    let reference = found.reference.name(language);
    let (moved, beyond) = (share(found.mirror.share_to_move), share(found.mirror.unattainable_share));
    let args = [("reference", reference.as_str()), ("share", moved.as_str()), ("beyond", beyond.as_str())];
    let mut lines = vec![
        text_with(language, "choice-mirror-town", &args),
        text_with(language, "choice-mirror-beyond", &args),
    ];
    lines.extend(found.notes(language));
    let of = |class| number(found.count(class));
    let (reflects, leans, strongly) =
        (of(Reflection::Reflects), of(Reflection::Leans), of(Reflection::StronglyLeans));
    let limits = [decimal(found.limits.leans, 0, language), decimal(found.limits.strongly, 0, language)];
    lines.push(text_with(
        language,
        "choice-mirror-classes",
        &[
            ("reflects", &reflects),
            ("leans", &leans),
            ("strongly", &strongly),
            ("from", &limits[0]),
            ("to", &limits[1]),
        ],
    ));
    let fixed = |class| number(found.count_fixed(class));
    let (under, mixed, over) = (fixed(FixedClass::Under), fixed(FixedClass::Mixed), fixed(FixedClass::Over));
    let args = [("group", group), ("under", &under), ("mixed", &mixed), ("over", &over)];
    lines.push(text_with(language, "choice-fixed-rule", &args));
    lines
}
