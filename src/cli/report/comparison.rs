//! `wijkspiegel report --what comparison`: two proposals side by side, as the window prints them.

use std::path::PathBuf;
use std::sync::Arc;

use super::Arguments;
use crate::cli::map::chosen;
use crate::cli::options::{OpenDataset, links_in, not_an_input, scenario_file};
use crate::cli::{Outcome, print, report as print_notices};
use crate::figures::headline::Comparison;
use crate::notice::Notice;
use crate::report::comparison::{Compared, Request, Side, name_of_rule_alone, present_beside};
use crate::report::date::Day;
use crate::report::write::{How, Part, kind_of_compared, write_compared};
use crate::scenario::Engine;
use crate::scenario::file::FromFile;
use crate::text::{Language, text};
use crate::view::Selection;
use crate::view::choice::MapChoice;
use crate::view::difference::Difference;
use crate::view::shapes::ShapeCache;
use crate::view::theme::Theme;

/// The name of the town without edits.
const BASE: &str = "base";

pub fn parse_difference(text: &str) -> Result<Difference, String> {
    Difference::from_code(text).ok_or_else(|| Difference::ALL.map(Difference::code).join(", "))
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    // Before the work, not after it.
    kind_of_compared(&arguments.out)?;
    let right = arguments.scenario.as_deref().ok_or_else(|| Notice::error("cli-compare-two"))?;
    let left = arguments.against.as_deref().unwrap_or(BASE);
    let files = [left, right].into_iter().filter_map(scenario_file);
    let inputs: Vec<PathBuf> = arguments.subject.inputs().into_iter().chain(files).collect();
    not_an_input(&arguments.out, &inputs)?;
    let open = arguments.subject.open()?;
    let found = [found(&open, left)?, found(&open, right)?];
    // The town without edits is computed by the rule of what it stands beside.
    let like = found.iter().flatten().next().ok_or_else(|| Notice::error("cli-compare-two"))?;
    let like = like.scenario.clone();
    let scenario = |found: &Option<FromFile>| match found {
        Some(found) => found.scenario.clone(),
        None => present_beside(&like, language),
    };
    let scenarios = found.each_ref().map(scenario);
    let OpenDataset { dataset, mut notices, gate, .. } = open;
    let dataset = Arc::new(dataset);
    let first = MapChoice::first(&dataset);
    let comparison = Comparison::of_scheme(&dataset, first.scheme);
    let engine = Engine::gated(dataset.clone(), comparison, gate)?;
    for (found, scenario) in found.iter().zip(&scenarios) {
        if let Some(found) = found {
            notices.extend(found.notices.clone());
            notices.extend(found.located(engine.outcomes(scenario).notices.clone()));
        }
    }
    let [one, other] = scenarios.each_ref().map(|s| s.assumptions.last_year);
    let year = arguments.year.unwrap_or(one.min(other));
    let mut sides = Vec::new();
    for (at, scenario) in scenarios.iter().enumerate() {
        let town = engine.dataset_at(scenario, year)?;
        let choice = MapChoice { year: None, ..MapChoice::first(&town) };
        let choice = chosen(&town, choice, arguments.level, arguments.show.as_deref())?;
        let of_rule = name_of_rule_alone(scenario.assumptions.rule, language);
        let is_base = found.get(at).is_none_or(Option::is_none);
        sides.push(Side {
            name: of_rule.filter(|_| is_base).unwrap_or_else(|| scenario.name.clone()),
            links: links_in(&town, scenario, year, gate, language)?,
            scenario: Arc::new(scenario.clone()),
            choice,
            selection: Selection::default(),
        });
    }
    let sides = <[Side; 2]>::try_from(sides).map_err(|_| Notice::error("cli-compare-two"))?;
    let request = Request {
        sides,
        year,
        difference: arguments.difference,
        camera: None,
        comparison,
        gate,
        language,
        day: Day::today(),
    };
    let compared = Compared::new(&engine, &request, &Theme::LIGHT, &ShapeCache::new(&dataset), &())?;
    let how = How {
        part: Part::Comparison,
        paper: arguments.paper.paper(),
        dialect: arguments.dialect,
        camera: None,
        picture: arguments.picture.picture(),
    };
    write_compared(&compared, how, &arguments.out)?;
    print(&format!("{}: {}", text(language, "cli-written"), arguments.out.display()))?;
    Ok(print_notices(&notices, language))
}

/// The scenario of a name; `None` for the town without edits.
fn found(open: &OpenDataset, name: &str) -> Result<Option<FromFile>, Notice> {
    if name == BASE { Ok(None) } else { open.scenario(name).map(Some) }
}
