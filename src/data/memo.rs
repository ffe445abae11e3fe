//! What is computed once from a dataset, kept beside it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};

type Kept = Arc<dyn Any + Send + Sync>;

/// Values computed from an immutable dataset, by their type and a text that tells them apart.
///
/// Only for what follows from the dataset and the key alone: it lives as long as the dataset and
/// is shared by its clones, which hold the same data.
#[derive(Clone, Default)]
pub struct Memo(Arc<Mutex<HashMap<(TypeId, String), Kept>>>);

impl Memo {
    /// The value kept under `key`, computed when there is none yet. Two threads that ask at once
    /// may both compute it; they get the same one.
    pub fn get<T: Send + Sync + 'static>(&self, key: &str, compute: impl FnOnce() -> T) -> Arc<T> {
        let at = (TypeId::of::<T>(), key.to_owned());
        // A thread that panicked while it held the lock left the map whole.
        let lock = || self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(found) = lock().get(&at).cloned().and_then(|kept| kept.downcast().ok()) {
            return found;
        }
        // Without the lock, since it may take long.
        let made: Arc<T> = Arc::new(compute());
        let kept = lock().entry(at).or_insert_with(|| made.clone()).clone();
        kept.downcast().unwrap_or(made)
    }
}

impl Memo {
    /// Whether a value of this type is kept under `key`.
    pub fn has<T: Send + Sync + 'static>(&self, key: &str) -> bool {
        let kept = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        kept.contains_key(&(TypeId::of::<T>(), key.to_owned()))
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_computed_once_per_key_and_type() {
        let memo = Memo::default();
        assert!(!memo.has::<u8>("a"));
        assert_eq!(*memo.get("a", || 1_u8), 1);
        assert!(memo.has::<u8>("a") && !memo.has::<String>("a"));
        assert_eq!(*memo.clone().get("a", || 2_u8), 1, "a clone shares it");
        assert_eq!(*memo.get("b", || 3_u8), 3);
        assert_eq!(*memo.get("a", || "other".to_owned()), "other");
    }
}
