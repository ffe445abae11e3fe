//! What is open: a dataset with its project file, and where it came from.

use std::path::PathBuf;
use std::sync::Arc;

use super::journal::Journal;
use crate::notice::Notices;
use crate::project::Project;
use crate::view::shapes::ShapeCache;

/// Where the open dataset came from, and where it goes.
#[derive(Debug)]
pub enum Origin {
    Example,
    /// Made in this session, not yet given a file by the person; it is kept in the recovery file.
    Unsaved,
    File,
}

/// The open dataset with its project file and geometry.
#[derive(Debug)]
pub struct Opened {
    pub project: Project,
    pub shapes: Arc<ShapeCache>,
    pub origin: Origin,
    /// Where work that is not in its own file is kept: it has no file yet, or saving failed.
    pub kept: Option<PathBuf>,
    /// What was found while it was read and joined.
    pub notices: Notices,
    /// The journal from which it goes on, when its file does not hold it as it stands here.
    pub restored: Option<Journal>,
}

impl Opened {
    pub fn new(project: Project, origin: Origin, notices: Notices) -> Self {
        let shapes = Arc::new(ShapeCache::new(&project.dataset));
        Self { project, shapes, origin, kept: None, notices, restored: None }
    }

    /// Whether something was confirmed that is not in the project's own file.
    pub fn is_unsaved(&self) -> bool {
        matches!(self.origin, Origin::Unsaved) || self.kept.is_some()
    }

    pub fn path(&self) -> Option<&PathBuf> {
        self.project.path.as_ref()
    }
}
