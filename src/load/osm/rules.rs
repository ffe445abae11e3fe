//! Who may pass a way of OpenStreetMap, from its tags.
//!
//! The rules follow the defaults of OpenStreetMap for the Netherlands (wiki, *OSM tags for
//! routing/Access restrictions*), most specific tag first:
//!
//! | | walking | cycling |
//! | --- | --- | --- |
//! | usual streets, tracks, paths, cycleways | yes | yes |
//! | footways, pedestrian streets, steps, trails, platforms, corridors | yes | no |
//! | trunk roads (autowegen), `motorroad=yes`, bridleways, busways | no | no |
//! | ferries (`route=ferry`) | yes | yes |
//! | motorways, and what is planned, under construction or gone | never | never |
//!
//! `access` goes before that default, `vehicle` before `access` for bicycles, and `foot` and
//! `bicycle` before all. Private and comparable access is no access; so is `use_sidepath`, since the
//! path beside the road is a way of its own. Where a cyclist has to dismount (`bicycle=dismount`,
//! or steps with `ramp:bicycle=yes`) the way counts in both directions as for who walks: the
//! distance is the same, only slower.
//!
//! Of directions, `oneway:bicycle` goes before cycle lanes against the traffic, those before
//! `oneway`, and a roundabout is one-way of itself. Who walks is bound by `oneway:foot` only.
//! Gates and bollards on a way are taken to be passable.

use crate::data::Passage;

/// The tags of one way.
pub(super) struct Tags<'a>(pub Vec<(&'a str, &'a str)>);

impl Tags<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    fn is(&self, key: &str, values: &[&str]) -> bool {
        self.get(key).is_some_and(|value| values.contains(&value))
    }
}

/// What a way is to who walks or cycles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// No street at all: a building, a canal.
    Other,
    /// A street that nobody may walk or cycle along.
    Closed,
    Open {
        foot: Passage,
        bicycle: Passage,
    },
}

/// The kind of street, as it is written; a ferry is one too.
pub(super) fn kind<'a>(tags: &'a Tags<'_>) -> Option<&'a str> {
    tags.get("highway").or_else(|| tags.is("route", &["ferry"]).then_some("ferry"))
}

pub(super) fn judge(tags: &Tags<'_>) -> Way {
    let Some(kind) = kind(tags) else { return Way::Other };
    let Some((walkable, cyclable)) = usual(kind) else { return Way::Closed };
    let motor = tags.is("motorroad", &["yes"]);
    let access = tags.get("access").and_then(permission);
    let foot = tags.get("foot").and_then(permission).or(access).unwrap_or(walkable && !motor);
    let dismount = tags.is("bicycle", &["dismount"])
        || kind == "steps" && tags.is("ramp:bicycle", &["yes"]) && tags.get("bicycle").is_none();
    let vehicle = tags.get("vehicle").and_then(permission);
    let bicycle = tags.get("bicycle").and_then(permission).or(vehicle).or(access);
    let bicycle = bicycle.unwrap_or(cyclable && !motor);
    let on_foot = if foot { direction_on_foot(tags) } else { Passage::No };
    let by_bicycle = match (dismount, bicycle) {
        // Who pushes a bicycle walks, and may be let in where walking is not mentioned.
        (true, _) if foot => on_foot,
        (true, _) => Passage::Both,
        (false, true) => direction_by_bicycle(tags),
        (false, false) => Passage::No,
    };
    if on_foot == Passage::No && by_bicycle == Passage::No {
        return Way::Closed;
    }
    Way::Open { foot: on_foot, bicycle: by_bicycle }
}

/// Whether one may walk and cycle there unless a tag says otherwise; `None` where one never may.
fn usual(kind: &str) -> Option<(bool, bool)> {
    Some(match kind {
        "primary" | "primary_link" | "secondary" | "secondary_link" | "tertiary" | "tertiary_link"
        | "unclassified" | "residential" | "living_street" | "service" | "road" | "track" | "path"
        | "cycleway" | "ferry" => (true, true),
        "footway" | "pedestrian" | "steps" | "platform" | "corridor" | "elevator" | "trail" => (true, false),
        "trunk" | "trunk_link" | "bridleway" | "busway" | "bus_guideway" => (false, false),
        _ => return None,
    })
}

/// What the value of an access tag allows; `None` when it says nothing of its own.
fn permission(value: &str) -> Option<bool> {
    match value {
        "yes" | "designated" | "permissive" | "official" | "destination" | "public" => Some(true),
        "no" | "private" | "agricultural" | "forestry" | "delivery" | "permit" | "military" | "emergency"
        | "customers" | "restricted" | "use_sidepath" => Some(false),
        _ => None,
    }
}

/// The direction that a tag of the `oneway` family allows.
fn oneway(value: &str) -> Option<Passage> {
    match value {
        "yes" | "true" | "1" => Some(Passage::Forward),
        "-1" | "reverse" => Some(Passage::Backward),
        "no" | "false" | "0" | "alternating" | "reversible" => Some(Passage::Both),
        _ => None,
    }
}

fn direction_on_foot(tags: &Tags<'_>) -> Passage {
    tags.get("oneway:foot").and_then(oneway).unwrap_or(Passage::Both)
}

fn direction_by_bicycle(tags: &Tags<'_>) -> Passage {
    if let Some(stated) = tags.get("oneway:bicycle").and_then(oneway) {
        return stated;
    }
    let lanes = ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"];
    let against = lanes
        .iter()
        .any(|lane| tags.is(lane, &["opposite", "opposite_lane", "opposite_track", "opposite_share_busway"]));
    let two_ways = ["cycleway:left:oneway", "cycleway:right:oneway", "cycleway:oneway"];
    if against || two_ways.iter().any(|lane| tags.is(lane, &["no", "-1"])) {
        return Passage::Both;
    }
    let round = tags.is("junction", &["roundabout", "circular"]);
    let implied = if round { Passage::Forward } else { Passage::Both };
    tags.get("oneway").and_then(oneway).unwrap_or(implied)
}

#[cfg(test)]
mod tests {
    use Passage::{Backward, Both, Forward, No};

    use super::*;

    fn way(tags: &[(&'static str, &'static str)]) -> Way {
        judge(&Tags(tags.to_vec()))
    }

    fn open(foot: Passage, bicycle: Passage) -> Way {
        Way::Open { foot, bicycle }
    }

    #[test]
    fn what_is_no_street_is_told_from_a_street_that_is_closed() {
        assert_eq!(way(&[("building", "yes")]), Way::Other);
        assert_eq!(way(&[("route", "bus")]), Way::Other);
        for kind in ["motorway", "motorway_link", "proposed", "construction", "raceway", "no", ""] {
            assert_eq!(way(&[("highway", kind), ("foot", "yes")]), Way::Closed, "{kind}");
        }
        assert_eq!(way(&[("highway", "service"), ("access", "private")]), Way::Closed);
        assert_eq!(way(&[("highway", "trunk")]), Way::Closed);
        assert_eq!(way(&[("highway", "primary"), ("motorroad", "yes")]), Way::Closed);
    }

    #[test]
    fn each_kind_of_street_has_its_own_default() {
        assert_eq!(way(&[("highway", "residential")]), open(Both, Both));
        assert_eq!(way(&[("highway", "cycleway")]), open(Both, Both));
        assert_eq!(way(&[("highway", "footway")]), open(Both, No));
        assert_eq!(way(&[("highway", "steps")]), open(Both, No));
        assert_eq!(way(&[("route", "ferry")]), open(Both, Both));
    }

    #[test]
    fn the_more_specific_tag_goes_before_the_general_one() {
        assert_eq!(way(&[("highway", "service"), ("access", "no"), ("foot", "yes")]), open(Both, No));
        assert_eq!(way(&[("highway", "path"), ("vehicle", "no")]), open(Both, No));
        let own = [("highway", "path"), ("vehicle", "no"), ("bicycle", "designated"), ("foot", "no")];
        assert_eq!(way(&own), open(No, Both));
        assert_eq!(way(&[("highway", "footway"), ("bicycle", "yes")]), open(Both, Both));
        assert_eq!(way(&[("highway", "primary"), ("bicycle", "use_sidepath")]), open(Both, No));
        assert_eq!(way(&[("highway", "trunk"), ("bicycle", "yes")]), open(No, Both));
        assert_eq!(way(&[("highway", "residential"), ("foot", "unheard of")]), open(Both, Both));
    }

    #[test]
    fn one_way_streets_bind_bicycles_unless_a_tag_frees_them() {
        let street = |more: &[(&'static str, &'static str)]| {
            way(&[&[("highway", "residential"), ("oneway", "yes")], more].concat())
        };
        assert_eq!(street(&[]), open(Both, Forward));
        assert_eq!(street(&[("oneway:bicycle", "no")]), open(Both, Both));
        assert_eq!(street(&[("cycleway", "opposite_lane")]), open(Both, Both));
        assert_eq!(street(&[("cycleway:left:oneway", "-1")]), open(Both, Both));
        assert_eq!(street(&[("oneway:foot", "yes")]), open(Forward, Forward));
        assert_eq!(way(&[("highway", "tertiary"), ("oneway", "-1")]), open(Both, Backward));
        assert_eq!(way(&[("highway", "tertiary"), ("junction", "roundabout")]), open(Both, Forward));
        assert_eq!(way(&[("highway", "cycleway"), ("oneway", "no")]), open(Both, Both));
    }

    #[test]
    fn who_dismounts_goes_as_on_foot() {
        let push = [("highway", "footway"), ("bicycle", "dismount")];
        assert_eq!(way(&push), open(Both, Both));
        let against = [("highway", "pedestrian"), ("bicycle", "dismount"), ("oneway", "yes")];
        assert_eq!(way(&against), open(Both, Both));
        assert_eq!(way(&[("highway", "steps"), ("ramp:bicycle", "yes")]), open(Both, Both));
    }
}
