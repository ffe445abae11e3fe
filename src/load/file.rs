//! Paths → bytes: what can be read, with its fingerprint, and why not where it cannot.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::notice::Notice;

/// Larger files are refused: they would not fit in the memory of a council laptop.
pub const LARGEST_BYTES: u64 = 2 << 30;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileBytes {
    /// File name without its folder.
    pub name: String,
    pub bytes: Vec<u8>,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// The name of a file as people know it: without its folder.
pub fn file_name(path: &Path) -> String {
    match path.file_name() {
        Some(name) => name.to_string_lossy().into_owned(),
        None => path.display().to_string(),
    }
}

/// The name of a file without folder and extension: how its data are titled at first.
pub fn stem(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match base.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => base.to_owned(),
    }
}

/// Size in bytes of a file that can be read.
///
/// # Errors
/// A missing path, a folder, something that is no file, an empty file, one that may not be read
/// and one over [`LARGEST_BYTES`].
pub fn check(path: &Path) -> Result<u64, Notice> {
    let name = file_name(path);
    let about = std::fs::metadata(path).map_err(|e| refused(&e, &name))?;
    if about.is_dir() {
        return Err(Notice::error("load-is-folder").file(name));
    }
    if !about.is_file() {
        return Err(Notice::error("load-no-regular-file").file(name));
    }
    if about.len() == 0 {
        return Err(Notice::error("load-empty-file").file(name));
    }
    if about.len() > LARGEST_BYTES {
        return Err(Notice::error("load-too-large").file(name).arg("size", about.len() >> 20));
    }
    Ok(about.len())
}

/// The whole file, with its fingerprint.
///
/// # Errors
/// As [`check`].
pub fn read(path: &Path) -> Result<FileBytes, Notice> {
    let size = check(path)?;
    let name = file_name(path);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let file = File::open(path).map_err(|e| refused(&e, &name))?;
    // One byte past the limit shows that the file grew while it was read.
    file.take(LARGEST_BYTES + 1).read_to_end(&mut bytes).map_err(|e| refused(&e, &name))?;
    if bytes.is_empty() {
        return Err(Notice::error("load-empty-file").file(name));
    }
    let sha256 = sha256(&bytes);
    Ok(FileBytes { name, bytes, sha256 })
}

/// The first bytes of a file, enough to see what it is.
///
/// # Errors
/// As [`check`].
pub fn head(path: &Path, length: u64) -> Result<Vec<u8>, Notice> {
    check(path)?;
    let name = file_name(path);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| refused(&e, &name))?;
    file.take(length).read_to_end(&mut bytes).map_err(|e| refused(&e, &name))?;
    Ok(bytes)
}

/// SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// SHA-256 of a file that is not held in memory as a whole.
///
/// # Errors
/// As [`check`].
pub fn sha256_of(path: &Path) -> Result<String, Notice> {
    let name = file_name(path);
    let mut file = File::open(path).map_err(|e| refused(&e, &name))?;
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        match file.read(&mut part) {
            Ok(0) => return Ok(hexadecimal(&hash.finalize())),
            Ok(n) => hash.update(part.get(..n).unwrap_or_default()),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(refused(&e, &name)),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn refused(error: &io::Error, name: &str) -> Notice {
    match error.kind() {
        io::ErrorKind::NotFound => Notice::error("load-no-file").file(name),
        io::ErrorKind::PermissionDenied => Notice::error("load-not-permitted").file(name),
        _ => Notice::error("load-unreadable").file(name).arg("reason", error),
    }
}
