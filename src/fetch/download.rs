//! One address → one file, whatever the server does.
//!
//! What arrives is kept in `NAME.part`, with the fingerprint that the server gave it in
//! `NAME.part.tag`. A download that broke off asks for the rest, on the condition that the file is
//! still the same (`If-Range`); only a whole file gets its own name.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::{Response, StatusCode, header};

use super::content::{HEAD, is_markup, other_than};
use super::{Progress, Settings};
use crate::load::file::file_name;
use crate::notice::Notice;

/// What a download brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    New {
        bytes: u64,
        etag: Option<String>,
    },
    /// The file that is there is still the newest.
    Unchanged,
}

/// Asks politely, one thing at a time.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    pub settings: Settings,
}

/// Why an attempt ended, and whether another makes sense.
enum Failure {
    Final(Notice),
    Again { notice: Notice, wait: Option<Duration> },
}

type Answer = Response<ureq::Body>;

impl Client {
    pub fn new(settings: Settings) -> Self {
        let config = Agent::config_builder()
            .user_agent(concat!(
                "wijkspiegel/",
                env!("CARGO_PKG_VERSION"),
                " (open data for council planners)"
            ))
            .http_status_as_error(false)
            .max_redirects(5)
            .max_redirects_will_error(true)
            .timeout_connect(Some(settings.connect))
            .timeout_recv_response(Some(settings.silence))
            .timeout_per_read(Some(settings.silence))
            .timeout_global(Some(settings.whole))
            .build();
        Self { agent: Agent::new_with_config(config), settings }
    }

    /// Downloads a file; with the tag of what is there already only when it has changed.
    ///
    /// # Errors
    /// What went wrong after all attempts; the part that arrived stays, to be resumed.
    pub fn file(
        &self,
        url: &str,
        path: &Path,
        etag: Option<&str>,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Fetched, Notice> {
        self.again(progress, |progress| self.attempt(url, path, etag, progress))
    }

    /// A page of JSON as bytes.
    ///
    /// # Errors
    /// What went wrong after all attempts.
    pub fn page(&self, url: &str, progress: &mut dyn FnMut(Progress) -> bool) -> Result<Vec<u8>, Notice> {
        self.again(progress, |progress| {
            let mut answer = self
                .agent
                .get(url)
                .header("Accept", "application/geo+json, application/json")
                .call()
                .map_err(|e| failure(&e))?;
            check_status(&answer)?;
            check_type(&answer)?;
            let of = answer.body().content_length();
            let mut reader = answer.body_mut().with_config().limit(self.settings.largest).reader();
            let mut bytes = Vec::new();
            pump(&mut reader, &mut bytes, 0, of, progress)?;
            // A page that ends in the middle is asked for again.
            if serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_err() {
                if let Some(kind) = is_markup(&bytes) {
                    return Err(Failure::Final(Notice::error("fetch-wrong-type").arg("type", kind)));
                }
                return Err(Failure::Again { notice: Notice::error("fetch-cut-off"), wait: None });
            }
            Ok(bytes)
        })
    }

    fn again<T>(
        &self,
        progress: &mut dyn FnMut(Progress) -> bool,
        mut attempt: impl FnMut(&mut dyn FnMut(Progress) -> bool) -> Result<T, Failure>,
    ) -> Result<T, Notice> {
        let mut pause = self.settings.retry;
        for left in (0..self.settings.attempts.max(1)).rev() {
            match attempt(progress) {
                Ok(done) => return Ok(done),
                Err(Failure::Final(notice)) => return Err(notice),
                Err(Failure::Again { notice, wait }) => {
                    let wait = wait.unwrap_or(pause);
                    if left == 0 || wait > self.settings.longest_wait {
                        return Err(notice);
                    }
                    self.wait(wait, progress)?;
                    pause *= 2;
                }
            }
        }
        Err(Notice::error("fetch-cut-off"))
    }

    /// Waits, while somebody may stop it.
    fn wait(&self, wait: Duration, progress: &mut dyn FnMut(Progress) -> bool) -> Result<(), Notice> {
        let until = Instant::now() + wait;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if !progress(Progress::Wait { seconds: left.as_secs() }) {
                return Err(Notice::error("fetch-stopped"));
            }
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(Duration::from_millis(500)));
        }
    }

    fn attempt(
        &self,
        url: &str,
        path: &Path,
        etag: Option<&str>,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Fetched, Failure> {
        let (part, tag) = (beside(path, ".part"), beside(path, ".part.tag"));
        let have = std::fs::metadata(&part).map_or(0, |m| m.len());
        // The rest of another file would make nonsense: without a tag it starts anew.
        let resumed = std::fs::read_to_string(&tag).ok().filter(|t| have > 0 && t.starts_with(url));
        let resumed = resumed.and_then(|t| t.lines().nth(1).map(ToOwned::to_owned)).filter(|t| !t.is_empty());
        let mut request = self.agent.get(url).header("Accept-Encoding", "identity");
        if let Some(tag) = &resumed {
            request = request.header("Range", format!("bytes={have}-")).header("If-Range", tag);
        } else if let Some(etag) = etag {
            request = request.header("If-None-Match", etag);
        }
        let mut answer = request.call().map_err(|e| failure(&e))?;
        let status = answer.status();
        if status == StatusCode::NOT_MODIFIED && resumed.is_none() && etag.is_some() {
            return Ok(Fetched::Unchanged);
        }
        if status == StatusCode::RANGE_NOT_SATISFIABLE {
            forget(&part, &tag);
            return Err(Failure::Again {
                notice: Notice::error("fetch-cut-off"),
                wait: Some(Duration::ZERO),
            });
        }
        check_status(&answer)?;
        check_type(&answer)?;
        let text = |name: header::HeaderName| {
            answer.headers().get(name).and_then(|v| v.to_str().ok()).map(ToOwned::to_owned)
        };
        let etag_given = text(header::ETAG);
        let changed = text(header::LAST_MODIFIED);
        let given = etag_given.clone().filter(|t| !t.starts_with("W/")).or_else(|| changed.clone());
        let range = text(header::CONTENT_RANGE);
        let start = match range.as_deref().and_then(range_start) {
            Some(start) if status == StatusCode::PARTIAL_CONTENT => start,
            _ => 0,
        };
        // Part of another version, from a server that heeds no condition, would be mixed with ours.
        let same = |answer: &Option<String>| answer.is_some() && *answer == resumed;
        let other = (etag_given.is_some() || changed.is_some()) && !same(&etag_given) && !same(&changed);
        if start != 0 && (start != have || resumed.is_none() || other) {
            forget(&part, &tag);
            return Err(Failure::Again {
                notice: Notice::error("fetch-cut-off"),
                wait: Some(Duration::ZERO),
            });
        }
        let of = answer.body().content_length().map(|n| n + start);
        if of.is_some_and(|n| n > self.settings.largest) {
            return Err(Failure::Final(Notice::error("fetch-too-large")));
        }
        std::fs::write(&tag, format!("{url}\n{}\n", given.as_deref().unwrap_or(""))).map_err(|e| disk(&e))?;
        let mut out = open_part(&part, start).map_err(|e| disk(&e))?;
        let limit = self.settings.largest.saturating_sub(start);
        let mut reader = answer.body_mut().with_config().limit(limit).reader();
        let bytes = pump(&mut reader, &mut out, start, of, progress)?;
        let promised = range.as_deref().and_then(range_whole).or(of);
        if promised.is_some_and(|n| n != bytes) {
            return Err(Failure::Again { notice: Notice::error("fetch-cut-off"), wait: None });
        }
        if bytes == 0 {
            forget(&part, &tag);
            return Err(Failure::Again { notice: Notice::error("fetch-nothing"), wait: None });
        }
        out.sync_all().map_err(|e| disk(&e))?;
        drop(out);
        let mut head = Vec::new();
        // What can't be read back is no data.
        let _ = File::open(&part).and_then(|f| f.take(HEAD as u64).read_to_end(&mut head));
        if let Some(kind) = other_than(&head, &file_name(path)) {
            forget(&part, &tag);
            return Err(Failure::Final(Notice::error("fetch-wrong-type").arg("type", kind)));
        }
        std::fs::rename(&part, path).map_err(|e| disk(&e))?;
        forget(&part, &tag);
        Ok(Fetched::New { bytes, etag: given })
    }
}

/// Copies until the end, telling how far it is.
fn pump(
    reader: &mut impl Read,
    out: &mut impl Write,
    start: u64,
    of: Option<u64>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<u64, Failure> {
    let mut done = start;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(done),
            Ok(n) => {
                out.write_all(buffer.get(..n).unwrap_or_default()).map_err(|e| disk(&e))?;
                done += n as u64;
                if !progress(Progress::Bytes { done, of }) {
                    return Err(Failure::Final(Notice::error("fetch-stopped")));
                }
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => {
                let notice = Notice::error("fetch-cut-off");
                let large = e.get_ref().and_then(|e| e.downcast_ref::<ureq::Error>());
                return Err(match large {
                    Some(ureq::Error::BodyExceedsLimit(_)) => {
                        Failure::Final(Notice::error("fetch-too-large"))
                    }
                    _ => Failure::Again { notice, wait: None },
                });
            }
        }
    }
}

fn open_part(part: &Path, start: u64) -> io::Result<File> {
    if start > 0 {
        return OpenOptions::new().append(true).open(part);
    }
    File::create(part)
}

/// The path with more behind its name.
fn beside(path: &Path, more: &str) -> PathBuf {
    path.with_file_name(format!("{}{more}", file_name(path)))
}

fn forget(part: &Path, tag: &Path) {
    // What is not there needs no removing.
    let _ = std::fs::remove_file(part);
    let _ = std::fs::remove_file(tag);
}

/// The first byte of `bytes 100-199/200`.
fn range_start(text: &str) -> Option<u64> {
    text.trim().strip_prefix("bytes")?.trim().split('-').next()?.trim().parse().ok()
}

/// The whole length in `bytes 100-199/200`.
fn range_whole(text: &str) -> Option<u64> {
    text.rsplit_once('/')?.1.trim().parse().ok()
}

fn check_status(answer: &Answer) -> Result<(), Failure> {
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let code = status.as_u16();
    let wait = answer
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|v| v.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);
    Err(match code {
        404 | 410 => Failure::Final(Notice::error("fetch-not-found")),
        408 | 425 | 429 | 500..=599 => {
            Failure::Again { notice: Notice::error("fetch-server").arg("code", code), wait }
        }
        _ => Failure::Final(Notice::error("fetch-refused").arg("code", code)),
    })
}

/// Refuses a web page, or the XML in which services tell of a fault, where data was asked for.
fn check_type(answer: &Answer) -> Result<(), Failure> {
    let wrong = |kind: &str| {
        let kind = kind.to_ascii_lowercase();
        ["text/html", "text/xml", "application/xml"].contains(&kind.as_str())
            || kind.ends_with("+xml")
            || kind.starts_with("image/")
    };
    match answer.body().mime_type() {
        Some(kind) if wrong(kind) => Err(Failure::Final(Notice::error("fetch-wrong-type").arg("type", kind))),
        _ => Ok(()),
    }
}

fn disk(error: &io::Error) -> Failure {
    Failure::Final(Notice::error("fetch-not-written").arg("reason", error))
}

fn failure(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::HostNotFound => Failure::Final(Notice::error("fetch-no-network")),
        // Without a network the system says this of every name.
        ureq::Error::Io(e) if e.to_string().contains("lookup") => {
            Failure::Final(Notice::error("fetch-no-network"))
        }
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => {
            Failure::Final(Notice::error("fetch-redirects"))
        }
        ureq::Error::Timeout(_) => Failure::Again { notice: Notice::error("fetch-slow"), wait: None },
        // Something answered, and not as a web server does: often a proxy on the way.
        ureq::Error::Protocol(_)
        | ureq::Error::Http(_)
        | ureq::Error::LargeResponseHeader(..)
        | ureq::Error::Decompress(..) => {
            Failure::Again { notice: Notice::error("fetch-no-http"), wait: None }
        }
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::TlsRequired => {
            Failure::Final(Notice::error("fetch-not-secure"))
        }
        ureq::Error::BadUri(_) => Failure::Final(Notice::error("fetch-not-found")),
        // The words of the system are in its own language.
        _ => Failure::Again { notice: Notice::error("fetch-no-answer"), wait: None },
    }
}
