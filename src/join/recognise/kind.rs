//! What a layer brings to the dataset.

use super::Role;
use crate::data::Subject;

/// What a layer brings to the dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Polygons with an area code.
    Areas,
    /// Addresses with their points: where a school stands of which only the address is known.
    Addresses,
    /// Points (or a table with coordinates) with a school code.
    Schools,
    /// `area, x, y`: where the pupils of an area are taken to live.
    AreaPoints,
    /// `area, group, pupils`.
    PupilsHome,
    /// `school, group, pupils`.
    PupilsSchool,
    /// `area, school, group, pupils`.
    Flows,
    /// Polygons with a school code.
    Catchments,
    /// Figures per area, by code.
    AreaIndicators,
    /// Figures per school, by code.
    SchoolIndicators,
    /// Water, railways and roads for the eye.
    Base,
    /// Any shapes, for the eye, because a person says so; nothing is recognised as it.
    Own,
    /// Streets to walk and cycle along. Comes last: only those near areas and schools are kept.
    Streets,
}

impl Kind {
    /// In the order in which a dataset is built.
    pub const ALL: [Self; 13] = [
        Self::Areas,
        Self::Addresses,
        Self::Schools,
        Self::AreaPoints,
        Self::PupilsHome,
        Self::PupilsSchool,
        Self::Flows,
        Self::Catchments,
        Self::AreaIndicators,
        Self::SchoolIndicators,
        Self::Base,
        Self::Own,
        Self::Streets,
    ];

    /// Fluent key of its name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Areas => "kind-areas",
            Self::Addresses => "kind-addresses",
            Self::Schools => "kind-schools",
            Self::AreaPoints => "kind-area-points",
            Self::PupilsHome => "kind-pupils-home",
            Self::PupilsSchool => "kind-pupils-school",
            Self::Flows => "kind-flows",
            Self::Catchments => "kind-catchments",
            Self::AreaIndicators => "kind-area-indicators",
            Self::SchoolIndicators => "kind-school-indicators",
            Self::Base => "kind-base",
            Self::Own => "kind-own",
            Self::Streets => "kind-streets",
        }
    }

    /// The name in the JSON of the command line.
    pub fn code(self) -> &'static str {
        self.label_key().trim_start_matches("kind-")
    }

    /// The columns without which a layer of this kind can't be used; each entry lists roles of
    /// which one suffices.
    pub fn required(self) -> &'static [&'static [Role]] {
        use Role::{
            AreaCode, BaseKind, Bicycle, Brin, Foot, FromNode, Group, HouseNumber, Metres, Postcode, Pupils,
            SchoolCode, ToNode, X, Y,
        };
        match self {
            Self::Areas | Self::AreaIndicators => &[&[AreaCode]],
            Self::Schools | Self::Catchments | Self::SchoolIndicators => &[&[SchoolCode, Brin]],
            Self::Addresses => &[&[Postcode], &[HouseNumber]],
            Self::AreaPoints => &[&[AreaCode], &[X], &[Y]],
            Self::PupilsHome => &[&[AreaCode], &[Group], &[Pupils]],
            Self::PupilsSchool => &[&[SchoolCode, Brin], &[Group], &[Pupils]],
            Self::Flows => &[&[AreaCode], &[SchoolCode, Brin], &[Group], &[Pupils]],
            Self::Base => &[&[BaseKind]],
            Self::Own => &[],
            Self::Streets => &[&[FromNode], &[ToNode], &[Foot], &[Bicycle], &[Metres]],
        }
    }

    /// The columns that say something about a layer of this kind, the required ones first.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            AreaCode, AreaName, BaseKind, Bicycle, Board, Brin, Denomination, Foot, FromNode, Group,
            HouseNumber, Metres, Postcode, Pupils, PupilsTotal, SchoolCode, SchoolKind, SchoolName, Street,
            ToNode, Town, X, Y, Year,
        };
        match self {
            Self::Areas => &[AreaCode, AreaName],
            Self::Schools => &[
                SchoolCode,
                Brin,
                SchoolName,
                X,
                Y,
                PupilsTotal,
                SchoolKind,
                Denomination,
                Board,
                Street,
                HouseNumber,
                Postcode,
                Town,
            ],
            Self::Addresses => &[Postcode, HouseNumber, Street, Town, X, Y],
            Self::AreaPoints => &[AreaCode, X, Y],
            Self::PupilsHome => &[AreaCode, Group, Pupils, Year],
            Self::PupilsSchool => &[SchoolCode, Brin, Group, Pupils, Year],
            Self::Flows => &[AreaCode, SchoolCode, Brin, Group, Pupils, Year],
            Self::Catchments => &[SchoolCode, Brin],
            Self::AreaIndicators => &[AreaCode, AreaName, Year],
            Self::SchoolIndicators => &[SchoolCode, Brin, SchoolName, Denomination, Board, Year],
            Self::Base => &[BaseKind, AreaName],
            Self::Own => &[],
            Self::Streets => &[FromNode, ToNode, Foot, Bicycle, Metres],
        }
    }

    /// Whether indicators of this kind are about areas or schools.
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Areas | Self::AreaIndicators => Some(Subject::Home),
            Self::SchoolIndicators => Some(Subject::School),
            _ => None,
        }
    }
}
