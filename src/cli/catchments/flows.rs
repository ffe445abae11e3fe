//! `wijkspiegel catchments --flows CODE`: the intake of a school by area, the outflow of an area by school.

use serde_json::{Value, json};

use super::Arguments;
use crate::cli::{Outcome, gate_json, print, print_json, report};
use crate::data::{AreaId, Basis, Dataset, SchoolId};
use crate::figures::flow_list::{FlowList, Of, flow_list};
use crate::notice::Notice;
use crate::number::whole;
use crate::privacy::{Gate, Shown};
use crate::text::{Language, text, text_with};

/// So many are named; a town has fewer areas and schools.
const MOST: usize = 500;

pub(super) fn run(arguments: &Arguments, code: &str, language: Language) -> Result<Outcome, Notice> {
    let open = arguments.subject.open()?;
    let dataset = &open.dataset;
    let school = dataset.school_by_code(code).map(Of::School);
    let of = school
        .or_else(|| dataset.area_by_code(code).map(Of::Area))
        .ok_or_else(|| Notice::error("catchment-unknown-unit").arg("code", code))?;
    let scheme = dataset.first_scheme();
    let wanted = arguments.wanted(scheme);
    let list = flow_list(dataset, of, wanted, open.gate, MOST)?
        .ok_or_else(|| Notice::error("catchment-no-flows-of").arg("code", code))?;
    if arguments.json {
        print_json(&as_json(dataset, of, &list, open.gate, language))?;
    } else {
        print(&as_text(dataset, of, &list, language))?;
    }
    Ok(report(&open.notices, language))
}

/// Code and name of a row.
fn unit(dataset: &Dataset, of: Of, at: usize) -> (&str, &str) {
    let of_area = |id| dataset.area(id).map(|a| (a.code.as_str(), a.name.as_str()));
    let of_school = |id| dataset.school(id).map(|s| (s.code.as_str(), s.name.as_str()));
    let found = match of {
        Of::School(_) => of_area(AreaId(at)),
        Of::Area(_) => of_school(SchoolId(at)),
    };
    found.unwrap_or_default()
}

fn own(dataset: &Dataset, of: Of) -> (&str, &str) {
    match of {
        Of::School(id) => dataset.school(id).map(|s| (s.code.as_str(), s.name.as_str())),
        Of::Area(id) => dataset.area(id).map(|a| (a.code.as_str(), a.name.as_str())),
    }
    .unwrap_or_default()
}

fn as_json(dataset: &Dataset, of: Of, list: &FlowList, gate: Gate, language: Language) -> Value {
    let rows = list.named.iter().map(|(at, pupils)| {
        let (code, name) = unit(dataset, of, *at);
        json!({"code": code, "name": name, "pupils": pupils})
    });
    let kind = match of {
        Of::School(_) => "intake",
        Of::Area(_) => "outflow",
    };
    json!({
        "kind": kind, "of": own(dataset, of).0, "total": list.total.value(),
        "basis": list.basis.code(), "year": list.year.map(|y| y.to_string()),
        "estimated": list.estimated.as_ref().map(|notice| notice.what(language)),
        "rows": rows.collect::<Vec<_>>(), "others": list.others, "others_pupils": list.rest.value(),
        "privacy": gate_json(gate),
    })
}

fn as_text(dataset: &Dataset, of: Of, list: &FlowList, language: Language) -> String {
    let number = |n: f64| whole(n, language);
    let (code, name) = own(dataset, of);
    let key = match of {
        Of::School(_) => "catchment-intake-of",
        Of::Area(_) => "catchment-outflow-of",
    };
    let total = list.total.value().map_or_else(|| text(language, "shown-hidden"), number);
    let mut lines = vec![text_with(language, key, &[("name", name), ("code", code), ("pupils", &total)])];
    match list.basis {
        Basis::Counted => {}
        Basis::Estimated => lines.push(text(language, "sketch-pupils-estimated")),
        Basis::Modelled => lines.push(text(language, "sketch-pupils-modelled")),
    }
    lines.extend(list.estimated.iter().map(|notice| notice.what(language)));
    for (at, pupils) in &list.named {
        let (code, name) = unit(dataset, of, *at);
        lines.push(format!("  {name} ({code}): {}", number(*pupils)));
    }
    if list.others > 0 {
        let places = number(list.others as f64);
        let line = match list.rest {
            Shown::Value(rest) => {
                text_with(language, "inspector-rest", &[("places", &places), ("count", &number(rest))])
            }
            _ => text_with(language, "inspector-rest-hidden", &[("places", &places)]),
        };
        lines.push(format!("  {line}"));
    }
    lines.join("\n")
}
