//! The blobs of an `.osm.pbf`, one at a time: never more in memory than the format allows.
//!
//! `osmpbf` decodes them. The frame around each (its length, its header) is taken apart here first:
//! the library takes a file that ends inside a blob for a whole one, and a length that a damaged
//! header states for the truth.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use osmpbf::{Blob, BlobDecode, BlobError, BlobReader, ErrorKind, PrimitiveBlock};

use crate::load::bytes::Bytes;
use crate::load::file;
use crate::notice::Notice;
use crate::progress::Progress;

/// Greatest sizes in bytes of a header and of a blob that the format allows.
const LARGEST_HEADER: u32 = 64 << 10;
const LARGEST_BLOB: u64 = 32 << 20;

/// What a file may require of its reader, as far as this reader has it.
const FEATURES: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Gives every block of data of a file to `each`, in file order; the time of the data as the header
/// states it, in seconds since 1970.
///
/// # Errors
/// A file that cannot be read, ends too early, is damaged, or of a kind that is not read; a run
/// that was cancelled.
pub(super) fn for_each_block(
    path: &Path,
    progress: &dyn Progress,
    mut each: impl FnMut(&PrimitiveBlock) -> Result<(), Notice>,
) -> Result<Option<i64>, Notice> {
    let name = file::file_name(path);
    let size = file::check(path)?;
    let unreadable = |e: io::Error| Notice::error("load-unreadable").arg("reason", e).file(name.clone());
    let damaged = || Notice::error("load-osm-damaged").file(name.clone());
    let mut reader = BufReader::new(File::open(path).map_err(unreadable)?);
    let mut at = 0;
    let mut date = None;
    let mut first = true;
    loop {
        if progress.cancelled() {
            return Err(Notice::info("load-cancelled").file(name));
        }
        progress.done(at, size);
        let bytes = match frame(&mut reader) {
            Ok(None) => return Ok(date),
            Ok(Some(bytes)) => bytes,
            Err(Fault::Read(e)) => return Err(unreadable(e)),
            Err(Fault::CutOff) => return Err(Notice::error("load-osm-cut-off").file(name)),
            Err(Fault::Damaged) => return Err(damaged()),
        };
        at += bytes.len() as u64;
        let blob = match BlobReader::new(bytes.as_slice()).next() {
            Some(Ok(blob)) => blob,
            Some(Err(_)) | None => return Err(damaged()),
        };
        match decode(&blob) {
            Ok(BlobDecode::OsmHeader(header)) => {
                let unknown = header.required_features().iter().find(|f| !FEATURES.contains(&f.as_str()));
                if let Some(feature) = unknown {
                    return Err(Notice::error("load-osm-feature").arg("feature", feature).file(name));
                }
                date = date.or(header.osmosis_replication_timestamp());
            }
            // Without a header nothing says how to read what follows.
            Ok(_) if first => return Err(Notice::error("load-osm-not-one").file(name)),
            Ok(BlobDecode::OsmData(block)) => each(&block)?,
            Ok(BlobDecode::Unknown(_)) => {}
            Err(Fault::CutOff) => return Err(Notice::error("load-osm-compression").file(name)),
            Err(_) => return Err(damaged()),
        }
        first = false;
    }
}

enum Fault {
    Read(io::Error),
    /// The file ends inside a blob; of decoding: there is nothing in it that can be unpacked.
    CutOff,
    Damaged,
}

/// The bytes of the next blob with its header and length, as the library wants them.
fn frame(reader: &mut impl Read) -> Result<Option<Vec<u8>>, Fault> {
    let mut bytes = Vec::new();
    append(reader, 4, &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let length = Bytes::new(&bytes, false).u32().ok_or(Fault::CutOff)?;
    if length >= LARGEST_HEADER {
        return Err(Fault::Damaged);
    }
    let header_end = append(reader, u64::from(length), &mut bytes)?;
    let header = bytes.get(4..).filter(|_| header_end).ok_or(Fault::CutOff)?;
    let size = data_size(header).filter(|size| *size <= LARGEST_BLOB).ok_or(Fault::Damaged)?;
    if append(reader, size, &mut bytes)? { Ok(Some(bytes)) } else { Err(Fault::CutOff) }
}

/// Reads so many bytes more; whether there were so many.
fn append(reader: &mut impl Read, count: u64, bytes: &mut Vec<u8>) -> Result<bool, Fault> {
    let read = reader.by_ref().take(count).read_to_end(bytes).map_err(Fault::Read)?;
    Ok(read as u64 == count)
}

fn decode(blob: &Blob) -> Result<BlobDecode<'_>, Fault> {
    blob.decode().map_err(|e| match e.kind() {
        ErrorKind::Blob(BlobError::Empty) => Fault::CutOff,
        _ => Fault::Damaged,
    })
}

/// Field 3 of the header of a blob: how many bytes the blob has.
fn data_size(header: &[u8]) -> Option<u64> {
    let mut bytes = Bytes::new(header, false);
    let mut size = None;
    while bytes.len() > 0 {
        let tag = varint(&mut bytes)?;
        match (tag >> 3, tag & 7) {
            (3, 0) => size = Some(varint(&mut bytes)?),
            (_, 0) => {
                varint(&mut bytes)?;
            }
            (_, 1) => bytes.skip(8)?,
            (_, 2) => {
                let length = varint(&mut bytes)?;
                bytes.skip(usize::try_from(length).ok()?)?;
            }
            (_, 5) => bytes.skip(4)?,
            _ => return None,
        }
    }
    size
}

/// A whole number of protobuf: seven bits a byte, the least first.
fn varint(bytes: &mut Bytes<'_>) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let [byte] = bytes.take()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
