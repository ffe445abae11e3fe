//! A catchment while somebody draws it: points that are caught by borders, whole areas, corners that
//! move, and what is wrong with the result.
//!
//! ```text
//! areas, other catchments ─▶ Borders ─▶ a point is caught, a line follows the border
//!                                             │
//!               whole areas ─▶ Session ◀──────┘   every step can be undone, in words
//!                                 ├─▶ shared  a border that neighbours share moves for both
//!                                 ├─▶ check   crossings, no surface: refused, with the place
//!                                 └─▶ Around  overlap, gaps, islands: shown
//! ```
//!
//! Nothing here knows a window: the window only says what was pointed at.

mod areas;
mod around;
mod borders;
mod check;
mod corners;
mod session;
mod shared;

pub use areas::{Cover, covers};
pub use around::{Around, Meeting};
pub use borders::{Borders, Caught, On};
pub use check::{Fault, checked};
pub use corners::{CornerId, corner, corners, nearest_corner, nearest_edge};
pub use session::{PathUse, Session, Step};
pub use shared::Neighbour;
