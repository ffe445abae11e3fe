//! Numbers from bytes, for the formats that no crate reads safely.

/// Reads numbers from bytes, never past their end.
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    pub little: bool,
}

impl<'a> Bytes<'a> {
    pub fn new(bytes: &'a [u8], little: bool) -> Self {
        Self { rest: bytes, little }
    }

    pub fn len(&self) -> usize {
        self.rest.len()
    }

    pub fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    pub fn skip(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    pub fn u32(&mut self) -> Option<u32> {
        let bytes = self.take()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    pub fn i32(&mut self) -> Option<i32> {
        self.u32().map(u32::cast_signed)
    }
}
