//! Writes the files of the example town into `assets/example`, after a change of its generator.

use std::path::Path;

fn main() -> std::io::Result<()> {
    wijkspiegel::example::write(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/example"))
}
