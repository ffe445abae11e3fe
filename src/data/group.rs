//! Pupil groups in a named scheme, such as three levels of parental education.

/// One group of pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Key as it stands in the files ("laag"); unique in its scheme.
    pub key: String,
    /// Label for a person; the key where no better is known.
    pub label: String,
}

/// A way of dividing pupils into groups that do not overlap and together are everyone counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupScheme {
    /// Key ("parental-education").
    pub key: String,
    /// Name for a person ("Opleiding van de ouders").
    pub name: String,
    /// Whether the groups stand in an order from low to high.
    pub ordered: bool,
    pub groups: Vec<Group>,
}

impl GroupScheme {
    /// Position of the group with this key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.groups.iter().position(|g| g.key == key)
    }
}
