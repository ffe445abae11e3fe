//! The file on disk: opening without harm, and replacing it in one go or not at all.
//!
//! # How a save replaces the file
//!
//! 1. The file is *held*: switched from write-ahead log to rollback journal, which SQLite only
//!    grants when no other program has the file open with a log, and which folds the log in and
//!    removes it; then locked for writing. Who is refused gets the notice
//!    `project-open-elsewhere`, and nothing has changed.
//! 2. Its contents are copied through SQLite to a temporary file in the same directory.
//! 3. The copy is changed in one transaction, checked, written through to disk, and renamed over
//!    the file; the directory is written through as well.
//!
//! Step 1 is what makes the rename safe. A log (`-wal`) or journal that stayed behind under the
//! name of the old file would be applied to the new one by whoever opens it next. For the same
//! reason a save under a new name is refused where a log or journal of a vanished file lies.
//! A program that merely has an idle connection without a log cannot be seen; it goes on reading
//! the old contents until it opens the file again. QGIS, while a layer is being edited, uses a log
//! and is seen.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    backup::{Backup, StepResult},
};
use tempfile::NamedTempFile;

use super::container;
use crate::notice::Notice;

const SQLITE_HEADER: &[u8; 16] = b"SQLite format 3\0";
/// How long another program may hold the file before we give up.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The name of a file as a person knows it.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A notice about a failure of the file system.
pub(super) fn io_notice(error: &io::Error, path: &Path) -> Notice {
    let notice = match error.kind() {
        io::ErrorKind::NotFound => Notice::error("project-missing"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Notice::error("project-disk-full"),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Notice::error("project-no-access")
        }
        _ => Notice::error("project-file-error").arg("reason", error),
    };
    notice.file(name(path))
}

/// A notice about a failure of SQLite.
pub(super) fn sqlite_notice(error: &rusqlite::Error, path: &Path) -> Notice {
    let notice = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Notice::error("project-corrupt"),
        Some(ErrorCode::DiskFull) => Notice::error("project-disk-full"),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Notice::error("project-no-access"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Notice::error("project-open-elsewhere"),
        _ => Notice::error("project-database-error").arg("reason", error),
    };
    notice.file(name(path))
}

fn prepared(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(PATIENCE)?;
    // The file can come from anywhere: nothing in it may call functions that are not harmless.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    container::register_functions(&connection)?;
    Ok(connection)
}

/// Refuses what cannot be an SQLite file, before SQLite sees it.
pub(super) fn check_kind(path: &Path) -> Result<(), Notice> {
    let metadata = fs::metadata(path).map_err(|e| io_notice(&e, path))?;
    if metadata.is_dir() {
        return Err(Notice::error("project-directory").file(name(path)));
    }
    if metadata.len() == 0 {
        return Err(Notice::error("project-empty-file").file(name(path)));
    }
    let mut start = Vec::new();
    let file = File::open(path).map_err(|e| io_notice(&e, path))?;
    file.take(18).read_to_end(&mut start).map_err(|e| io_notice(&e, path))?;
    if !start.starts_with(SQLITE_HEADER) {
        return Err(Notice::error("project-not-sqlite").file(name(path)));
    }
    // SQLite itself reads a last page that was cut short as if it ended in zeros.
    if let [.., high, low] = start.as_slice() {
        let size = match u16::from_be_bytes([*high, *low]) {
            1 => 65_536,
            size => u64::from(size),
        };
        if metadata.len().checked_rem(size) != Some(0) && !has_content(&sibling(path, "-wal")) {
            return Err(Notice::error("project-corrupt").file(name(path)));
        }
    }
    Ok(())
}

/// Whether saving to this file is refused by its own or its directory's permissions.
pub(super) fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.permissions().readonly()) || directory_is_read_only(path)
}

#[cfg(unix)]
fn directory_is_read_only(path: &Path) -> bool {
    fs::metadata(directory(path)).is_ok_and(|m| m.permissions().readonly())
}

/// On Windows the attribute of a directory says nothing about the files in it.
#[cfg(not(unix))]
fn directory_is_read_only(_path: &Path) -> bool {
    false
}

fn directory(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Opens a file for reading only, with what stands in its log.
pub(super) fn open_for_reading(path: &Path) -> Result<Connection, Notice> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let first = Connection::open_with_flags(path, flags).and_then(readable);
    let error = match first {
        Ok(connection) => return Ok(connection),
        Err(error) => error,
    };
    let refused = matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
    if !refused {
        return Err(sqlite_notice(&error, path));
    }
    if [sibling(path, "-wal"), sibling(path, "-journal")].iter().all(|p| !has_content(p)) {
        // A log mode without a log, where SQLite may not make one: nobody is writing.
        let flags = flags | OpenFlags::SQLITE_OPEN_URI;
        let uri = immutable_uri(path);
        return Connection::open_with_flags(uri, flags)
            .and_then(readable)
            .map_err(|e| sqlite_notice(&e, path));
    }
    // A program that was killed left a log or journal: SQLite puts that right only when it may write.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).and_then(readable).map_err(|e| sqlite_notice(&e, path))
}

/// Starts one consistent view of the file; a file that cannot be read shows that here.
fn readable(connection: Connection) -> rusqlite::Result<Connection> {
    let connection = prepared(connection)?;
    connection.execute_batch("BEGIN")?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn immutable_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = "file://".to_owned();
    let text = absolute.to_string_lossy().replace('\\', "/");
    if !text.starts_with('/') {
        uri.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.len() > 0)
}

/// A temporary copy of a connection's database, in `directory`, ready to be changed.
pub(super) struct Copy {
    file: NamedTempFile,
    pub connection: Connection,
}

impl Copy {
    /// Copies `from`, or starts empty.
    pub(super) fn of(from: Option<&Connection>, directory: &Path, path: &Path) -> Result<Self, Notice> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".wijkspiegel-").suffix(".tmp");
        let file = builder.tempfile_in(directory).map_err(|e| io_notice(&e, path))?;
        let copied = || -> rusqlite::Result<Connection> {
            let mut connection = Connection::open(file.path())?;
            if let Some(from) = from {
                copy_all(from, &mut connection)?;
            }
            let connection = prepared(connection)?;
            // Not a log that would lie beside the file. What is deleted is overwritten: these are
            // counts of children. Nobody else sees this file before it is synced as a whole.
            connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
            connection.query_row("PRAGMA journal_mode = MEMORY", [], |_| Ok(()))?;
            connection.query_row("PRAGMA secure_delete = ON", [], |_| Ok(()))?;
            connection.pragma_update(None, "synchronous", "OFF")?;
            Ok(connection)
        };
        let connection = copied().map_err(|e| sqlite_notice(&e, path))?;
        Ok(Self { file, connection })
    }
}

/// Copies a whole database in one step; who is locked out for too long gets the error of a lock.
fn copy_all(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    let backup = Backup::new(from, to)?;
    for _ in 0..20 {
        if backup.step(-1)? == StepResult::Done {
            return Ok(());
        }
        std::thread::sleep(PATIENCE / 20);
    }
    Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None))
}

/// Replaces `target` by a changed copy of `base`, or leaves it exactly as it is.
///
/// `work` gets the copy, in a transaction that is committed when it succeeds.
pub(super) fn replace<T>(
    base: Option<&Path>,
    target: &Path,
    work: impl FnOnce(&Connection) -> Result<T, Notice>,
) -> Result<T, Notice> {
    // Replacing a symbolic link would leave the file it points to behind.
    let target = &fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    if target.is_dir() {
        return Err(Notice::error("project-directory").file(name(target)));
    }
    let folder = directory(target);
    if !folder.is_dir() {
        return Err(Notice::error("project-no-folder").file(folder.to_string_lossy()));
    }
    if is_read_only(target) {
        return Err(Notice::error("project-read-only").file(name(target)));
    }
    let base = base.and_then(|b| fs::canonicalize(b).ok());
    let held = hold(target, base.as_deref() == Some(target))?;
    let other = match &base {
        Some(base) if base != target => Some(open_for_reading(base)?),
        _ => None,
    };
    let from = match &base {
        Some(base) if base == target => held.as_ref(),
        _ => other.as_ref(),
    };
    let copy = Copy::of(from, folder, target)?;
    drop(other);
    let result = changed(&copy.connection, target, work)?;
    let Copy { file, connection } = copy;
    connection.close().map_err(|(_, e)| sqlite_notice(&e, target))?;
    keep_permissions(&file, target).map_err(|e| io_notice(&e, target))?;
    file.as_file().sync_all().map_err(|e| io_notice(&e, target))?;
    // Windows does not rename over a file that is open; elsewhere the lock stays until it is done.
    let held = if cfg!(windows) { None } else { held };
    file.persist(target).map_err(|e| io_notice(&e.error, target))?;
    drop(held);
    sync_directory(folder);
    Ok(result)
}

fn changed<T>(
    connection: &Connection,
    target: &Path,
    work: impl FnOnce(&Connection) -> Result<T, Notice>,
) -> Result<T, Notice> {
    let notice = |e: rusqlite::Error| sqlite_notice(&e, target);
    let transaction = connection.unchecked_transaction().map_err(notice)?;
    let result = work(&transaction)?;
    transaction.commit().map_err(notice)?;
    let verdict: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0)).map_err(notice)?;
    if verdict != "ok" {
        return Err(Notice::error("project-save-damaged").file(name(target)).arg("reason", verdict));
    }
    Ok(result)
}

/// Keeps every other program from writing to the file until the connection is dropped. `None` when
/// there is no file, or one that is no database and gets replaced.
fn hold(target: &Path, is_base: bool) -> Result<Option<Connection>, Notice> {
    let strays = || ["-wal", "-journal"].into_iter().map(|s| sibling(target, s)).find(|p| has_content(p));
    let stray = |path: PathBuf| Notice::error("project-stray-journal").file(name(&path));
    let database = target.exists() && check_kind(target).is_ok();
    if !database {
        return strays().map_or(Ok(None), |path| Err(stray(path)));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let locked = || -> rusqlite::Result<Connection> {
        let connection = prepared(Connection::open_with_flags(target, flags)?)?;
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        // In this mode the lock outlives its transaction, and a backup cannot be made from within one.
        connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
        connection.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
        Ok(connection)
    };
    let connection = match locked() {
        Ok(connection) => connection,
        Err(error) => {
            let notice = sqlite_notice(&error, target);
            // A broken file that is to be overwritten need not be sound.
            return if notice.key == "project-corrupt" && !is_base { Ok(None) } else { Err(notice) };
        }
    };
    match strays() {
        Some(_) => Err(Notice::error("project-open-elsewhere").file(name(target))),
        None => Ok(Some(connection)),
    }
}

/// A temporary file is for its owner only; the project stays as open or closed as it was.
#[cfg(unix)]
fn keep_permissions(file: &NamedTempFile, target: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = match fs::metadata(target) {
        Ok(metadata) => metadata.permissions(),
        Err(_) => fs::Permissions::from_mode(0o644),
    };
    file.as_file().set_permissions(permissions)
}

#[cfg(not(unix))]
fn keep_permissions(_file: &NamedTempFile, _target: &Path) -> io::Result<()> {
    Ok(())
}

/// The rename itself must survive a power cut. Where a directory cannot be synced it is left to
/// the file system: the file is whole either way, old or new.
#[cfg(unix)]
fn sync_directory(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(not(unix))]
fn sync_directory(_folder: &Path) {}
