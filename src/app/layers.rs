//! The list of layers: order, opacity and visibility of each, and the background map.

mod apply;
pub mod kept;
mod list;

pub use apply::LayerCommand;
pub use list::show;
