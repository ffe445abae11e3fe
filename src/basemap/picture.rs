//! Bytes that say they are a tile: pixels, or a refusal. A server may say anything.

use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader, Limits};

/// Largest tile in bytes.
pub const MOST_BYTES: u64 = 2 << 20;
/// Largest side in pixels: tiles are 256, some services double that.
pub const MOST_PX: u32 = 1024;

/// The kinds of picture that tiles come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Png,
    Jpeg,
}

impl Format {
    /// By the first bytes, whatever the server calls it.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else {
            None
        }
    }

    pub fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// A tile in pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    /// Four bytes a pixel, not premultiplied.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

/// Why bytes are no tile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("neither PNG nor JPEG")]
    WrongType,
    #[error("larger than {MOST_PX} pixels or {MOST_BYTES} bytes")]
    TooLarge,
    #[error("damaged")]
    Damaged,
}

/// The pixels of a tile.
///
/// # Errors
/// Bytes that are no PNG or JPEG, a picture that is larger than a tile can be (found before any of it
/// is decoded), and one that is damaged.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let format = match Format::of(bytes).ok_or(Refusal::WrongType)? {
        Format::Png => ImageFormat::Png,
        Format::Jpeg => ImageFormat::Jpeg,
    };
    let reader = || {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(MOST_PX);
        limits.max_image_height = Some(MOST_PX);
        // Pixels of the largest tile in 16 bits a channel, and as much again to work with.
        limits.max_alloc = Some(u64::from(MOST_PX) * u64::from(MOST_PX) * 16);
        reader.limits(limits);
        reader
    };
    let (width, height) = reader().into_dimensions().map_err(|e| refusal(&e))?;
    if width == 0 || height == 0 || width > MOST_PX || height > MOST_PX {
        return Err(Refusal::TooLarge);
    }
    let pixels = reader().decode().map_err(|e| refusal(&e))?.into_rgba8();
    Ok(Picture { width: pixels.width(), height: pixels.height(), rgba: pixels.into_raw() })
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooLarge,
        _ => Refusal::Damaged,
    }
}
