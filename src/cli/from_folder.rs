//! `wijkspiegel new --from-folder`: what the assistant chose, in words and as JSON.

use std::path::Path;

use serde_json::{Value, json};

use super::{Live, print};
use crate::assistant::{self, Plan, Verdict, scan};
use crate::notice::Notice;
use crate::open::corrections::Corrections;
use crate::text::{Language, attribute, text};

/// Looks at a folder and chooses for a municipality.
pub fn plan(
    folder: &Path,
    municipality: Option<&str>,
    corrections: &Corrections,
    every_row: bool,
    live: &Live,
) -> Result<Plan, Notice> {
    let code = match municipality {
        Some(text) => Some(
            assistant::municipality_code(text)
                .ok_or_else(|| Notice::error("fetch-not-a-municipality").arg("text", text))?,
        ),
        None => None,
    };
    let found = scan::scan(folder, corrections, every_row, &(), |name, at, of| {
        live.file(name, at, of);
        true
    });
    live.done();
    let found = found?;
    assistant::plan(&found, code.as_deref())
}

/// What was used and left, and what is missing.
pub fn tell(plan: &Plan, language: Language) -> Result<(), Notice> {
    let line = |verdict: &Verdict| {
        let kind = verdict.kind.map(|k| format!(" ({})", text(language, k.label_key()))).unwrap_or_default();
        format!("  {}{kind}: {}", verdict.name, verdict.reason.words(language))
    };
    print(&format!("{}: {}", text(language, "assistant-municipality"), plan.municipality))?;
    print(&format!("{}:", text(language, "assistant-used")))?;
    plan.used.iter().try_for_each(|v| print(&line(v)))?;
    if !plan.left.is_empty() {
        print(&format!("{}:", text(language, "assistant-left")))?;
        plan.left.iter().try_for_each(|v| print(&line(v)))?;
    }
    if !plan.missing.is_empty() {
        print(&format!("{}:", text(language, "assistant-missing")))?;
        for missing in &plan.missing {
            let fix = attribute(language, missing.key, "fix", &[]).unwrap_or_default();
            print(&format!("  {} {fix}", text(language, missing.key)))?;
        }
    }
    Ok(())
}

/// The same as JSON.
pub fn as_json(plan: &Plan) -> Value {
    let rows = |verdicts: &[Verdict]| -> Vec<Value> {
        verdicts
            .iter()
            .map(|v| {
                json!({
                    "file": v.name, "kind": v.kind.map(|k| k.code()), "reason": v.reason.key,
                    "message": v.reason.words(Language::English),
                })
            })
            .collect()
    };
    let missing: Vec<&str> = plan.missing.iter().map(|m| m.key).collect();
    json!({
        "municipality": plan.municipality, "used": rows(&plan.used), "left": rows(&plan.left),
        "missing": missing,
    })
}
