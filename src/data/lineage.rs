//! From which town a modelled town was made: what is hidden there has to stay hidden here.

use std::sync::Arc;

use super::{Dataset, Year};

/// Code of a school, and its pupils by group.
pub type PupilsOf = (String, Vec<f64>);

/// What came before the town of one year of a scenario.
#[derive(Clone, Debug)]
pub struct Lineage {
    /// The town without any edit.
    pub present: Arc<Dataset>,
    /// Position of the scheme, and year of the counts, that the scenario starts from.
    pub scheme: usize,
    pub year: Option<Year>,
    /// The years of the scenario from its first, the town's own the last.
    pub steps: Vec<Step>,
    /// Whether a model says who chooses what; otherwise pupils that are counted are moved.
    pub by_model: bool,
}

/// One year of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The schools that are open.
    pub schools: Vec<PupilsOf>,
    /// The same year without the edits.
    pub without: Vec<PupilsOf>,
}
