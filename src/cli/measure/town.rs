//! What `measure` says of a town beyond the measures: rules for home, the model of choice, the
//! mirror.

use serde::Serialize;

use super::access::{AccessFigures, By, access};
use super::mirror::{MirrorJson, ToldMirror, mirror_in_words};

use crate::choice::observed::ShareRange;
use crate::choice::reading::{group_names, hidden_in_words};
use crate::data::Dataset;
use crate::figures::access::{mode_code, usual_mode};
use crate::figures::choice_terms::ChoiceTerm;
use crate::figures::chosen::{Chosen, chosen_by};
use crate::figures::headline::Comparison;
use crate::figures::home_choice::{ByRule, Ground, Parts, WijkParts};
use crate::figures::mirror::{Reference, town_mirror};
use crate::measure::Kind;
use crate::measure::figures::{Keyed, RuleFigures};
use crate::measure::mirror::{FixedRule, Limits};
use crate::notice::{Notice, Notices};
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};

/// What was asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub choice: bool,
    /// What weighs in the model besides the usual.
    pub terms: &'a [String],
    pub mirror: Option<Reference>,
    pub limits: Limits,
    pub access: Option<By>,
    pub home: bool,
}

/// What was found.
#[derive(Default)]
pub struct OfChoice {
    comparison: Option<Comparison>,
    gate: Gate,
    groups: Vec<String>,
    rules: Vec<ByRule>,
    parts: Vec<Parts>,
    wijken: Vec<WijkParts>,
    /// For each of them whether its parts may be told.
    told: Vec<bool>,
    chosen: Option<Chosen>,
    mirror: Option<ToldMirror>,
    access: Option<AccessFigures>,
    pub notices: Notices,
}

/// `wijk`, `nearest:500` and the like.
pub fn parse_reference(text: &str) -> Result<Reference, String> {
    Reference::from_key(text).ok_or_else(|| "wijk, buurt, catchment, nearest-school, nearest:500".to_owned())
}

pub fn of_choice(
    dataset: &Dataset,
    comparison: Comparison,
    asked: Asked,
    gate: Gate,
) -> Result<OfChoice, Notice> {
    let scheme = dataset.schemes().get(comparison.scheme);
    let mut out = OfChoice {
        comparison: Some(comparison),
        gate,
        groups: scheme.map(|s| s.groups.iter().map(|g| g.key.clone()).collect()).unwrap_or_default(),
        ..OfChoice::default()
    };
    if let Some(Ok(ground)) = Ground::of(dataset, comparison)? {
        out.rules = ground.by_rules(dataset, &ground.routes(dataset, &())?)?;
        if let Some(nearest) = out.rules.first().filter(|_| asked.home) {
            out.parts = ground.by_measure(nearest);
            out.wijken = ground.by_wijk(dataset, nearest);
            out.told = ground.may_be_told(dataset, nearest, &out.wijken, gate);
        }
    } else if asked.home {
        return Err(Notice::error("choice-no-split"));
    }
    if asked.choice {
        let more = asked.terms.iter().map(|term| ChoiceTerm::parse(dataset, term));
        let more = more.collect::<Result<Vec<_>, Notice>>()?;
        let mut found = chosen_by(dataset, comparison, usual_mode(dataset), &more, &())?;
        if let Some(found) = &mut found {
            out.notices.extend(std::mem::take(&mut found.notices));
        }
        out.chosen = found;
    }
    out.access = asked.access.map(|by| access(dataset, comparison, by)).transpose()?;
    if let Some(reference) = asked.mirror {
        let (limits, rule, mode) = (asked.limits, FixedRule::default(), usual_mode(dataset));
        let found = town_mirror(dataset, comparison, reference, limits, rule, mode, &())?;
        let found = found.ok_or_else(|| Notice::error("choice-no-mirror"))?;
        if found.without > 0 {
            out.notices.push(Notice::warning("choice-without-reference").arg("schools", found.without));
        }
        out.mirror = Some(ToldMirror::of(dataset, comparison, found, gate));
    }
    Ok(out)
}

impl Serialize for OfChoice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Sections {
            home_choice: (!self.parts.is_empty()).then(|| HomeJson::of(self)),
            choice: self.chosen.as_ref().map(|c| ChoiceJson::of(c, &self.groups)),
            mirror: self.mirror.as_ref().map(|m| MirrorJson::of(m, self.group())),
            access: self.access.as_ref(),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct Sections<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    home_choice: Option<HomeJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<ChoiceJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mirror: Option<MirrorJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access: Option<&'a AccessFigures>,
}

#[derive(Serialize)]
struct HomeJson {
    two_group: Keyed<PartsJson>,
    multi_group: Keyed<PartsJson>,
    wijken: Vec<WijkJson>,
}

#[derive(Serialize)]
struct PartsJson {
    actual: Option<f64>,
    home: Option<f64>,
    choice: Option<f64>,
}

#[derive(Serialize)]
struct WijkJson {
    code: Option<String>,
    name: String,
    schools: usize,
    /// Null where it would betray a small number of pupils.
    actual: Option<f64>,
    home: Option<f64>,
    choice: Option<f64>,
}

impl HomeJson {
    fn of(found: &OfChoice) -> Self {
        let of = |kind: Kind| {
            let parts = found.parts.iter().filter(|p| p.measure.kind == kind);
            let json = |p: &Parts| PartsJson { actual: p.actual, home: p.home, choice: p.choice };
            Keyed(parts.map(|p| (p.measure.id.to_owned(), json(p))).collect())
        };
        let wijk = |(w, told): (&WijkParts, &bool)| WijkJson {
            code: w.code.clone(),
            name: w.name.clone(),
            schools: w.schools,
            actual: told.then_some(w.actual),
            home: told.then_some(w.home),
            choice: told.then(|| w.choice()),
        };
        Self {
            two_group: of(Kind::TwoGroup),
            multi_group: of(Kind::MultiGroup),
            wijken: found.wijken.iter().zip(&found.told).map(wijk).collect(),
        }
    }
}

#[derive(Serialize)]
struct ChoiceJson {
    /// Of the model; `flows` is what it was fitted to.
    basis: &'static str,
    flows: &'static str,
    /// What distance is: `walking`, `cycling` or `straight`.
    distance: &'static str,
    choices: f64,
    /// Flows at the middle of their range: what they leave open is not in the intervals.
    hidden: usize,
    left_out: f64,
    log_likelihood: f64,
    null_log_likelihood: f64,
    pseudo_r2: Option<f64>,
    /// Home areas within which likeness is allowed for; `None` when pupils are taken as independent.
    error_areas: Option<usize>,
    iterations: usize,
    converged: bool,
    reference: Option<String>,
    kind_reference: Option<String>,
    terms: Vec<TermJson>,
    at_nearest: Option<RangeJson>,
    at_nearest_by_group: Keyed<Option<RangeJson>>,
}

#[derive(Serialize)]
struct TermJson {
    term: String,
    coefficient: f64,
    /// That allows for likeness within a home area; of independent pupils where it can't.
    standard_error: Option<f64>,
    standard_error_independent: Option<f64>,
    step: f64,
    odds: f64,
    low: Option<f64>,
    high: Option<f64>,
    reading: String,
}

#[derive(Serialize)]
struct RangeJson {
    least: f64,
    greatest: f64,
}

impl From<ShareRange> for RangeJson {
    fn from(range: ShareRange) -> Self {
        Self { least: range.least, greatest: range.greatest }
    }
}

impl ChoiceJson {
    fn of(found: &Chosen, groups: &[String]) -> Self {
        let model = &found.model;
        let fit = model.fit.as_ref();
        let term = |(at, reading): (usize, crate::choice::reading::Reading)| TermJson {
            term: reading.term.of.label(),
            coefficient: model.coefficients.get(at).map_or(0.0, |c| c.value),
            standard_error: fit.and_then(|f| f.told_errors().get(at)).copied(),
            standard_error_independent: fit.and_then(|f| f.standard_errors.get(at)).copied(),
            step: reading.step,
            odds: reading.odds,
            low: reading.interval.map(|(low, _)| low),
            high: reading.interval.map(|(_, high)| high),
            reading: reading.sentence(Language::English, groups),
        };
        let by_group = groups.iter().cloned().zip(&found.at_nearest_by_group);
        Self {
            basis: crate::choice::Assignment::BASIS.code(),
            flows: found.basis.code(),
            distance: mode_code(found.metric),
            choices: fit.map_or(0.0, |f| f.choices),
            hidden: fit.map_or(0, |f| f.hidden),
            left_out: fit.map_or(0.0, |f| f.left_out),
            log_likelihood: fit.map_or(0.0, |f| f.log_likelihood),
            null_log_likelihood: fit.map_or(0.0, |f| f.null_log_likelihood),
            pseudo_r2: fit.and_then(|f| f.pseudo_r2),
            error_areas: fit.and_then(|f| f.clustered.as_ref()).map(|c| c.areas),
            iterations: fit.map_or(0, |f| f.iterations),
            converged: fit.is_some_and(|f| f.converged),
            reference: found.reference.clone(),
            kind_reference: found.kind_reference.clone(),
            terms: model.readings().into_iter().enumerate().map(term).collect(),
            at_nearest: found.at_nearest.map(Into::into),
            at_nearest_by_group: Keyed(by_group.map(|(key, range)| (key, range.map(Into::into))).collect()),
        }
    }
}

impl OfChoice {
    /// Key of the group that is compared.
    fn group(&self) -> String {
        self.comparison.and_then(|c| self.groups.get(c.group).cloned()).unwrap_or_default()
    }

    fn group_name(&self, dataset: &Dataset, language: Language) -> String {
        let of = |c: Comparison| group_names(dataset, c.scheme, language).get(c.group).cloned();
        self.comparison.and_then(of).unwrap_or_default()
    }

    /// D of homes by every rule, for the section `home`.
    pub fn rules(&self) -> Keyed<RuleFigures> {
        let figures = |found: &ByRule| RuleFigures {
            rule: found.rule.name(Language::English),
            dissimilarity_home: found.dissimilarity,
            choice: found.choice,
            mean_distance: found.mean_distance,
            displaced: found.displaced,
            unplaced: found.unplaced,
        };
        Keyed(self.rules.iter().map(|found| (found.rule.key().to_owned(), figures(found))).collect())
    }

    /// What a person reads.
    pub fn in_words(&self, dataset: &Dataset, language: Language) -> Vec<String> {
        let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
        let number = |n: f64| whole(n, language);
        let mut lines = Vec::new();
        for found in &self.rules {
            let (home, choice) = (share(found.dissimilarity), share(found.choice));
            let metres = found.mean_distance.map_or(DASH.to_owned(), number);
            let rule = found.rule.name(language);
            lines.push(text_with(
                language,
                "choice-by-rule",
                &[("rule", &rule), ("home", &home), ("choice", &choice), ("metres", &metres)],
            ));
            if found.rule.places() {
                let (displaced, unplaced) = (number(found.displaced), number(found.unplaced));
                let args = [("displaced", displaced.as_str()), ("unplaced", unplaced.as_str())];
                lines.push(format!("  {}", text_with(language, "choice-by-rule-places", &args)));
            } else if found.unplaced > 0.0 {
                let pupils = found.unreached(self.gate, language);
                let said = text_with(language, "home-rule-unreached", &[("pupils", &pupils)]);
                lines.push(format!("  {said}"));
            }
        }
        if !self.parts.is_empty() {
            lines.push(text(language, "choice-by-measure"));
            for p in &self.parts {
                let value = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| decimal(v, 4, language));
                let (actual, home, choice) = (value(p.actual), value(p.home), value(p.choice));
                lines.push(format!("  {:<56} {actual:>8} {home:>8} {choice:>8}", p.measure.name(language)));
            }
            lines.push(text(language, "choice-by-wijk"));
            let hidden = text(language, "report-hidden");
            for (w, told) in self.wijken.iter().zip(&self.told) {
                let name = match &w.code {
                    Some(code) => format!("{code} {}", w.name),
                    None => text(language, "choice-wijk-unknown"),
                };
                let point = |v: f64| if *told { percent(v, 1, language) } else { hidden.clone() };
                let (actual, home, choice) = (point(w.actual), point(w.home), point(w.choice()));
                lines.push(format!("  {name:<56} {actual:>8} {home:>8} {choice:>8}"));
            }
        }
        lines.extend(self.chosen.iter().flat_map(|found| self.of_model(found, dataset, language)));
        lines.extend(self.access.iter().flat_map(|found| found.in_words(language)));
        lines.extend(
            self.mirror
                .iter()
                .flat_map(|found| mirror_in_words(found, &self.group_name(dataset, language), language)),
        );
        lines
    }

    fn of_model(&self, found: &Chosen, dataset: &Dataset, language: Language) -> Vec<String> {
        let names = self.comparison.map(|c| group_names(dataset, c.scheme, language)).unwrap_or_default();
        let Some(fit) = &found.model.fit else { return Vec::new() };
        let pupils = whole(fit.choices, language);
        let r2 = fit.pseudo_r2.map_or(DASH.to_owned(), |r| decimal(r, 3, language));
        let mut lines = vec![text_with(language, "choice-model", &[("pupils", &pupils), ("r2", &r2)])];
        for (reading, (coefficient, error)) in
            found.model.readings().iter().zip(found.model.coefficients.iter().zip(fit.told_errors()))
        {
            let (value, error) = (decimal(coefficient.value, 3, language), decimal(*error, 3, language));
            lines.push(format!("  {:<36} {value} ({error})", reading.term.of.label()));
            lines.push(format!("    {}", reading.sentence(language, &names)));
        }
        lines.extend(hidden_in_words(fit.hidden, language));
        lines.push(match &fit.clustered {
            Some(by) => {
                let areas = whole(by.areas as f64, language);
                text_with(language, "home-model-errors-areas", &[("areas", &areas)])
            }
            None => text(language, "home-model-errors-pupils"),
        });
        lines.push(text_with(language, "choice-distance-is", &[("mode", mode_code(found.metric))]));
        if let Some(reference) = &found.reference {
            lines.push(text_with(language, "choice-compared-with", &[("name", reference)]));
        }
        if let Some(reference) = &found.kind_reference {
            lines.push(text_with(language, "choice-kinds-compared-with", &[("name", reference)]));
        }
        lines.push(text(language, "choice-all-else"));
        let of = |range: &Option<ShareRange>| match range {
            None => DASH.to_owned(),
            Some(r) if r.least == r.greatest => percent(r.least, 1, language),
            Some(r) => {
                let (least, greatest) = (percent(r.least, 1, language), percent(r.greatest, 1, language));
                text_with(language, "choice-range", &[("least", &least), ("greatest", &greatest)])
            }
        };
        let all = of(&found.at_nearest);
        let mode = mode_code(found.metric);
        lines.push(text_with(language, "choice-at-nearest", &[("share", &all), ("mode", mode)]));
        for (name, range) in names.iter().zip(&found.at_nearest_by_group) {
            lines.push(format!("  {name:<36} {}", of(range)));
        }
        lines
    }
}
