//! The full pairing of a group in a town: years over buildings, seats, and the way from home.

use crate::data::Mode;
use crate::friendship::full::{FullPairing, FullWays, Home, Partner, Seats, full_pairing};
use crate::friendship::group::Friendship;
use crate::friendship::year::DETOUR;
use crate::number::Count;

use super::Town;

impl Town {
    /// What a group does when its schools are one school all week. `seats` gives the places of a
    /// school by its code. The way from home is that of the pupils of the newest flows by area; it
    /// and the way between buildings are routes on foot, or where the town has no streets straight lines
    /// times [`DETOUR`]. `None` where a school of
    /// the group is not in the town or its counts are not known.
    pub fn full(&self, group: &Friendship, seats: &dyn Fn(&str) -> Option<Seats>) -> Option<FullPairing> {
        let units: Option<Vec<usize>> = group
            .schools
            .iter()
            .map(|member| self.names.iter().position(|name| name == member.code()))
            .collect();
        let units = units?;
        let partners: Option<Vec<Partner>> = units
            .iter()
            .map(|unit| {
                let seats = self.code(*unit).and_then(seats);
                Some(Partner { at: *self.places.get(*unit)?, pupils: *self.totals.get(*unit)?, seats })
            })
            .collect();
        let (partners, homes) = (partners?, self.homes(&units));
        let at: Vec<_> = partners.iter().map(|p| p.at).collect();
        let from: Vec<_> = homes.iter().map(|h| h.at).collect();
        // Nobody cancels it.
        let routes = |from: &[_]| self.ways.between(Mode::Walking, from, &at, &()).ok().flatten();
        let ways = match routes(&at).zip(routes(&from)) {
            Some((between, home)) => FullWays { between, home },
            None => FullWays::straight(&partners, &homes, DETOUR),
        };
        full_pairing(&partners, &homes, &ways)
    }

    /// Where the pupils of these schools live, as far as flows say so.
    fn homes(&self, units: &[usize]) -> Vec<Home> {
        let table = self.dataset.flows().iter().rfind(|t| t.scheme == self.scheme && !t.flows.is_empty());
        let Some(table) = table else { return Vec::new() };
        let known = |count: Count| count.known().filter(|n| *n > 0.0);
        table
            .flows
            .iter()
            .filter_map(|flow| {
                let school = units.iter().position(|unit| self.school(*unit) == Some(flow.school))?;
                let at = self.dataset.area(flow.area)?.pupil_point.at;
                Some(Home { at, school, pupils: known(flow.pupils)? })
            })
            .collect()
    }
}
