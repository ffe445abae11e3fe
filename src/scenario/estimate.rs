//! Flows where none are known.

use std::sync::Arc;

use super::flows::Flows;
use super::outcome::SiteInfo;
use crate::choice::Homes;
use crate::data::{CountTable, Dataset};
use crate::notice::Notice;

/// Pupils by home and site, estimated from the totals on both sides.
pub(super) fn flows(
    _dataset: &Dataset,
    _counts: &CountTable,
    _homes: &Homes,
    _sites: &[Arc<SiteInfo>],
) -> Result<Flows, Notice> {
    Err(Notice::error("scenario-no-flows"))
}
