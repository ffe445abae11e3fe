//! Which schools figures leave out: what the publisher hid nobody can fill in, what is not known
//! somebody may.

use crate::data::{CountTable, Dataset};
use crate::notice::{Notice, Notices};

/// So many are told one by one.
const ONE_BY_ONE: usize = 5;

/// Says which of these schools are left out and why.
pub fn schools(dataset: &Dataset, table: &CountTable, units: &[usize]) -> Notices {
    let code = |unit: &usize| dataset.schools().get(*unit).map(|s| s.code.clone()).unwrap_or_default();
    let unknown = |unit: &usize| table.row(*unit).iter().any(|count| count.is_unknown());
    let (unknown, hidden): (Vec<usize>, Vec<usize>) = units.iter().copied().partition(unknown);
    let codes = |units: Vec<usize>| units.iter().map(code).collect();
    told(codes(unknown), codes(hidden))
}

/// As [`schools`], by their codes: those with a number that is not known, and those of which the
/// publisher hid one.
pub fn told(unknown: Vec<String>, hidden: Vec<String>) -> Notices {
    let mut notices = Notices::default();
    let kinds = [
        (unknown, "cli-school-left-out", "cli-schools-left-out"),
        (hidden, "cli-school-hidden", "cli-schools-hidden"),
    ];
    for (codes, one, many) in kinds {
        if codes.len() <= ONE_BY_ONE {
            codes.into_iter().for_each(|code| notices.push(Notice::warning(one).arg("school", code)));
            continue;
        }
        let named = codes.iter().take(ONE_BY_ONE).cloned().collect::<Vec<_>>().join(", ");
        notices.push(Notice::warning(many).arg("schools", codes.len()).arg("named", format!("{named} …")));
    }
    notices
}
