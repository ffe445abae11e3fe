//! Long work seen from outside: how far it is, and whether to go on.

/// Told how a long piece of work is getting on, and asked whether to go on. May be called from
/// many threads.
pub trait Progress: Sync {
    /// So much is done, of so much in all.
    fn done(&self, _part: u64, _whole: u64) {}

    /// One more of many equal parts is done, such as a draw.
    fn drawn(&self) {}

    /// Whether the work should stop.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Nobody watches.
impl Progress for () {}
