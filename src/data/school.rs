//! School sites: one location of one school, known by BRIN and vestiging.

use geo::Point;

use crate::number::Count;
use crate::source::SourceId;

/// Index of a [`School`] in [`crate::data::Dataset::schools`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolId(pub usize);

/// One school site (vestiging).
#[derive(Clone, Debug, PartialEq)]
pub struct School {
    /// BRIN and vestiging as one text (`17EC00`), or the code of a source without BRIN; unique.
    pub code: String,
    pub name: String,
    /// RD New metres.
    pub at: Point<f64>,
    /// Kind of education as the source writes it ("basisschool").
    pub kind: Option<String>,
    pub denomination: Option<String>,
    /// School board (bevoegd gezag): its name, or its number where no name is known.
    pub board: Option<String>,
    pub address: Option<String>,
    pub postcode: Option<String>,
    pub town: Option<String>,
    /// Published total, apart from the counts by group (which may differ from it).
    pub pupils: Count,
    pub source: SourceId,
}

impl School {
    /// The BRIN part of the code, when it has the shape of one (`17EC`).
    pub fn brin(&self) -> Option<&str> {
        let brin = self.code.get(..4)?;
        let rest = self.code.get(4..)?;
        let bytes = brin.as_bytes();
        let brin_like =
            bytes[..2].iter().all(u8::is_ascii_digit) && bytes[2..].iter().all(u8::is_ascii_uppercase);
        (brin_like && rest.len() == 2).then_some(brin)
    }
}
