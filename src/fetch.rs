//! Open data of one municipality, downloaded to a folder: borders from PDOK, schools and pupils
//! from DUO.
//!
//! Polite to the servers: it says who it is, asks for one thing at a time with a pause between,
//! waits when told to, asks only for what is missing of a download that broke off, and not again
//! for what has not changed. Each file gets a line in a manifest: from where, when, under which
//! licence, with its SHA-256.
//!
//! | module | what |
//! | --- | --- |
//! | [`services`] | the list of addresses, `assets/services.toml` |
//! | [`download`] | one address → one file, whatever the server does |
//! | `content` | whether what came is what was asked for |
//! | [`features`] | GeoJSON in pages → one file |
//! | [`manifest`] | what was downloaded, when and from where |

mod content;
pub mod download;
pub mod features;
pub mod manifest;
pub mod services;

use std::path::Path;
use std::time::Duration;

use crate::load::file::sha256_of;
use crate::notice::{Notice, Notices};
use download::{Client, Fetched};
pub use manifest::MANIFEST;
use manifest::{Entry, Manifest, now};
use services::{Service, Type};

/// How patient and how polite.
#[derive(Clone, Debug)]
pub struct Settings {
    pub connect: Duration,
    /// Longest silence of a server.
    pub silence: Duration,
    /// Longest time for one request.
    pub whole: Duration,
    /// Between two requests.
    pub pause: Duration,
    /// Before the first retry; doubles with each.
    pub retry: Duration,
    pub attempts: u32,
    /// Longest wait that a server may ask for.
    pub longest_wait: Duration,
    /// Largest file in bytes.
    pub largest: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            silence: Duration::from_secs(40),
            whole: Duration::from_secs(900),
            pause: Duration::from_millis(500),
            retry: Duration::from_secs(2),
            attempts: 4,
            longest_wait: Duration::from_secs(120),
            largest: 1 << 30,
        }
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// A file begins: its title, its place in the list and the length of the list.
    Begin { title: &'a str, at: usize, of: usize },
    /// Bytes so far, and in all where the server says so.
    Bytes { done: u64, of: Option<u64> },
    /// Waiting so many seconds before trying again.
    Wait { seconds: u64 },
}

/// What came of one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub key: String,
    pub file: String,
    pub title: String,
    /// Bytes, and whether they were there already; or why it failed.
    pub result: Result<(u64, bool), Notice>,
    /// The new name of a file that was there under this name and that a person put or changed there.
    pub kept: Option<String>,
}

/// Downloads everything in the list for a municipality. What fails does not stop the rest.
/// `progress` answers whether to go on; what was downloaded by then stays, to be resumed.
///
/// # Errors
/// A folder that can't be made or written in.
pub fn fetch(
    services: &[Service],
    municipality: &str,
    folder: &Path,
    settings: &Settings,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Vec<Outcome>, Notice> {
    let unwritable = |e: std::io::Error| {
        Notice::error("fetch-not-written").arg("reason", e).file(folder.display().to_string())
    };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let mut manifest = Manifest::read(folder);
    let client = Client::new(settings.clone());
    let mut out = Vec::new();
    for (at, service) in services.iter().enumerate() {
        if !progress(Progress::Begin { title: &service.title, at: at + 1, of: services.len() }) {
            break;
        }
        if at > 0 {
            std::thread::sleep(settings.pause);
        }
        let file = service.file.replace("{gm}", municipality);
        let own = own_file(folder, &file, &manifest);
        let result = one(&client, service, municipality, folder, &file, &mut manifest, progress);
        let kept = own.filter(|_| result.is_ok()).and_then(|own| own.keep(folder, &file));
        let stopped = matches!(&result, Err(notice) if notice.key == "fetch-stopped");
        if result.is_ok() {
            manifest.write(folder).map_err(unwritable)?;
        }
        out.push(Outcome { key: service.key.clone(), file, title: service.title.clone(), result, kept });
        if stopped {
            break;
        }
    }
    Ok(out)
}

/// The findings of a run: one for each file that failed, and for each that made way.
pub fn notices(outcomes: &[Outcome]) -> Notices {
    let mut out = Notices::default();
    outcomes.iter().filter_map(|o| o.result.as_ref().err()).for_each(|n| out.push(n.clone()));
    outcomes.iter().filter_map(Outcome::made_way).for_each(|n| out.push(n));
    out
}

impl Outcome {
    /// Says that a person's own file got another name.
    pub fn made_way(&self) -> Option<Notice> {
        let kept = self.kept.as_ref()?;
        Some(Notice::warning("fetch-own-kept").arg("kept", kept).file(&self.file))
    }
}

/// A copy of a file that a person put or changed where a download goes.
struct Own(tempfile::NamedTempFile);

/// Copies a file that is there already, unless the program downloaded it and it is as it was.
fn own_file(folder: &Path, file: &str, manifest: &Manifest) -> Option<Own> {
    let path = folder.join(file);
    let known = |e: &Entry| sha256_of(&path).is_ok_and(|sha| sha == e.sha256);
    if !path.is_file() || manifest.entry(file).is_some_and(known) {
        return None;
    }
    let copy = temporary(folder).ok()?;
    std::fs::copy(&path, copy.path()).ok()?;
    Some(Own(copy))
}

impl Own {
    /// Gives the copy a name beside the download, when that is something else.
    fn keep(self, folder: &Path, file: &str) -> Option<String> {
        let same = sha256_of(&folder.join(file)).ok() == sha256_of(self.0.path()).ok();
        if same {
            return None;
        }
        let names = std::iter::once(format!("{file}.bak")).chain((2..).map(|n| format!("{file}.{n}.bak")));
        let free = names.take(1000).find(|name| !folder.join(name).exists())?;
        self.0.persist_noclobber(folder.join(&free)).ok()?;
        Some(free)
    }
}

/// A file to be renamed once it is whole, which others may read as any file of this person.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What the person's own mask takes away is taken away of this too.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn one(
    client: &Client,
    service: &Service,
    municipality: &str,
    folder: &Path,
    file: &str,
    manifest: &mut Manifest,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<(u64, bool), Notice> {
    let extent = match &service.needs {
        Some(key) => Some(
            features::extent_of(folder, manifest, key)
                .ok_or_else(|| Notice::error("fetch-needs").arg("needs", key).file(file))?,
        ),
        None => None,
    };
    let path = folder.join(file);
    let mut failed = None;
    for address in std::iter::once(&service.url).chain(&service.instead) {
        let url = address.replace("{gm}", municipality).replace("{bbox}", extent.as_deref().unwrap_or(""));
        // What is there already, unchanged since, is only asked after.
        let known =
            manifest.entry(file).filter(|e| e.url == url && sha256_of(&path).is_ok_and(|s| s == e.sha256));
        let etag = known.and_then(|e| e.etag.clone());
        let bytes = known.map(|e| e.bytes);
        let result = match service.kind {
            Type::File => client.file(&url, &path, etag.as_deref(), progress),
            Type::Features => features::download(client, &url, &path, progress),
        };
        match result {
            Ok(Fetched::Unchanged) => return Ok((bytes.unwrap_or(0), true)),
            Ok(Fetched::New { bytes, etag }) => {
                manifest.put(Entry {
                    file: file.to_owned(),
                    key: service.key.clone(),
                    title: service.title.clone(),
                    publisher: service.publisher.clone(),
                    licence: service.licence.clone(),
                    url,
                    date: now(),
                    bytes,
                    sha256: sha256_of(&path)?,
                    etag,
                });
                return Ok((bytes, false));
            }
            Err(notice) => {
                let next = matches!(
                    notice.key,
                    "fetch-not-found" | "fetch-wrong-type" | "fetch-refused" | "fetch-incomplete"
                );
                failed = Some(notice);
                if !next {
                    break;
                }
            }
        }
    }
    Err(failed.unwrap_or_else(|| Notice::error("fetch-not-found")).file(file))
}
