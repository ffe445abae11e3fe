//! From what a person asks of the search to rules about the schools of a town.

use crate::find::sought::Rules;
use crate::friendship::year::DETOUR;
use crate::notice::Notice;

pub use crate::friendship::wishes::{Boards, Wishes};

use super::Town;

impl Town {
    /// The rules of what is asked.
    ///
    /// # Errors
    /// A fixed pair of which the town does not have a school. A forbidden one is then no matter.
    pub fn wished(&self, wishes: &Wishes) -> Result<Rules, Notice> {
        let unit = |code: &str| self.names.iter().position(|name| name == code);
        let fixed = wishes.fixed.iter().map(|(a, b)| {
            let found = |code: &str| {
                unit(code).ok_or_else(|| Notice::error("friends-no-such-school").arg("school", code))
            };
            Ok((found(a)?, found(b)?))
        });
        let forbidden = wishes.forbidden.iter().filter_map(|(a, b)| Some((unit(a)?, unit(b)?)));
        let (apart, together) = match &wishes.boards {
            Boards::All => (Vec::new(), None),
            Boards::Own => (Vec::new(), Some(Vec::new())),
            Boards::Together(pairs) => (Vec::new(), Some(pairs.clone())),
            Boards::Apart(pairs) => (pairs.clone(), None),
        };
        Ok(Rules {
            max_metres: wishes.max_metres,
            detour: DETOUR,
            division: wishes.division,
            fixed: fixed.collect::<Result<_, Notice>>()?,
            forbidden: forbidden.collect(),
            boards_apart: apart,
            boards_together: together,
            size_ratio: wishes.size_ratio,
        })
    }

    /// The boards of the schools, each once, in order.
    pub fn board_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.boards.iter().flatten().cloned().collect();
        names.sort();
        names.dedup();
        names
    }
}
